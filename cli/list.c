#include "list.h"

#include "say.h"
#include "terminal.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(
    QUOTH_LIST_TABLE == 0 && QUOTH_LIST_NDJSON == 1 && QUOTH_LIST_JSON == 2 &&
        QUOTH_LIST_CSV == 3 && QUOTH_LIST_TSV == 4 && QUOTH_LIST_MD == 5,
    "the words of --format in options.c stand in the order of quoth_list_format");
_Static_assert(QUOTH_ORDER_RELEVANCE == 0 && QUOTH_ORDER_SAID == 1 &&
                   QUOTH_ORDER_PUBLISHED == 2 && QUOTH_ORDER_CAPTURED == 3 &&
                   QUOTH_ORDER_ADDED == 4,
               "the words of --sort in options.c stand in the order of quoth_order");
_Static_assert(QUOTH_CLOCK_SAID == 0 && QUOTH_CLOCK_PUBLISHED == 1 &&
                   QUOTH_CLOCK_CAPTURED == 2,
               "the words of --date-of in options.c stand in the order of quoth_clock");

quoth_list_options list_options(const struct options *options)
{
    return (quoth_list_options){
        .format = (quoth_list_format)options->list,
        .colour = wants_colour(options),
        .width = width_of_output(WIDTH_OF_TABLE),
        .safe = options->safe_csv,
        .page = options->page_info,
    };
}

quoth_print_options text_options(const struct options *options)
{
    return (quoth_print_options){
        .format = (quoth_print_format)options->format,
        .colour = wants_colour(options),
        .width = width_of_output(WIDTH_OF_TEXT),
    };
}

int list_check(const struct options *options)
{
    if (options->page_info && options->list != QUOTH_LIST_NDJSON) {
        say("--page-info is for --format ndjson; json has it always");
        return EXIT_USAGE;
    }
    if (options->safe_csv && options->list != QUOTH_LIST_CSV &&
        options->list != QUOTH_LIST_TSV) {
        say("--safe-csv is for --format csv or tsv");
        return EXIT_USAGE;
    }
    if (options->all && options->limit != LIMIT_UNSET) {
        say("--all and --limit do not go together");
        return EXIT_USAGE;
    }
    if (options->ascending && options->sort == QUOTH_ORDER_RELEVANCE) {
        say("--ascending needs --sort said, published, captured or added");
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

// Each row is there for the next program as soon as it was found.
void list_write(quoth_output *output)
{
    quoth_str text = quoth_output_text(output);
    if (fwrite(text.ptr, 1, text.len, stdout) != text.len || fflush(stdout) != 0) {
        say("standard output: %s", strerror(errno));
        _Exit(EXIT_INTERNAL);
    }
    quoth_output_clear(output);
}

const char *grouped(uint64_t number, char out[GROUPED])
{
    size_t at = GROUPED - 1;
    out[at] = '\0';
    for (int i = 0; !i || number; i++, number /= 10) {
        if (i && i % 3 == 0)
            out[--at] = ',';
        out[--at] = (char)('0' + number % 10);
    }
    return out + at;
}

void list_note_page(const struct options *options, const quoth_list_head *head)
{
    char shown[GROUPED], total[GROUPED], ranked[GROUPED];
    if (options->quiet || !head->total)
        return;
    if (head->ranked)
        say("relevance was weighed among the %s added last", grouped(head->ranked, ranked));
    if (head->next)
        say("%s of %s; more: --after %s", grouped(head->shown, shown),
            grouped(head->total, total), head->next);
    else
        say("written %s of %s", grouped(head->shown, shown), grouped(head->total, total));
}

/* ── What went wrong ────────────────────────────────────────────────────── */

static int exit_status(quoth_status status)
{
    switch (status) {
    case QUOTH_OK:
    case QUOTH_END:
        return EXIT_DONE;
    case QUOTH_EUSAGE:
    case QUOTH_ELIMIT:
        return EXIT_USAGE;
    case QUOTH_EMISSING:
        return EXIT_NOTHING; // an id; that there is no archive open_archive says
    case QUOTH_ELOCKED:
    case QUOTH_EDAMAGED:
    case QUOTH_EVERSION:
        return EXIT_ARCHIVE;
    default:
        return EXIT_INTERNAL;
    }
}

// A string of JSON; the message is one line of UTF-8, but may have control characters.
static void put_json_string(const char *text)
{
    fputc('"', stderr);
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        if (*p == '"' || *p == '\\')
            fprintf(stderr, "\\%c", *p);
        else if (*p < 0x20 || *p == 0x7f)
            fprintf(stderr, "\\u%04x", *p);
        else
            fputc(*p, stderr);
    }
    fputc('"', stderr);
}

int wants_json(const struct options *options)
{
    return options->list == QUOTH_LIST_JSON || options->list == QUOTH_LIST_NDJSON ||
           options->format == QUOTH_PRINT_JSON || options->format == QUOTH_PRINT_NDJSON;
}

// `at`: UINT32_MAX: nowhere in a question.
static void say_json(const char *message, uint32_t at, int status)
{
    fputs("{\"ok\": false, \"error\": ", stderr);
    put_json_string(message);
    if (at == UINT32_MAX)
        fputs(", \"at\": null", stderr);
    else
        fprintf(stderr, ", \"at\": %" PRIu32, at);
    fprintf(stderr, ", \"status\": %d}\n", status);
}

int fail(const struct options *options, const quoth_error *error)
{
    int status = exit_status(error->status);
    if (wants_json(options))
        say_json(error->message, UINT32_MAX, status);
    else
        say("%s", error->message);
    return status;
}

// Of a long question what stands around the place.
static void point_at(quoth_str question, uint32_t at)
{
    enum { AROUND = 60 };
    uint32_t from = at > AROUND ? at - AROUND : 0, to = at + AROUND;
    uint32_t bytes[] = {from, to};
    quoth_points_to_bytes(question, bytes, 2);
    say("  %s%.*s%s", from ? "…" : "", (int)(bytes[1] - bytes[0]), question.ptr + bytes[0],
        bytes[1] < question.len ? "…" : "");
    say("  %*s^", (int)(at - from + (from > 0)), "");
}

int fail_at(const struct options *options, quoth_str question, const quoth_error *error)
{
    if (error->offset > question.len)
        return fail(options, error);
    uint32_t at = (uint32_t)error->offset;
    quoth_bytes_to_points(question, &at, 1);
    int status = exit_status(error->status);
    if (wants_json(options)) {
        say_json(error->message, at, status);
        return status;
    }
    say("%s", error->message);
    point_at(question, at);
    return status;
}
