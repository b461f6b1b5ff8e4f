#include "fail.h"

#include "say.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { PATH_SHOWN = 1000 };

static int exit_status(const struct options *options, quoth_status status)
{
    switch (status) {
    case QUOTH_OK:
    case QUOTH_END:
        return EXIT_DONE;
    case QUOTH_EUSAGE:
    case QUOTH_ELIMIT:
        return EXIT_USAGE;
    case QUOTH_EMISSING: // an id; that there is no archive open_archive says
        return (options->command & (FOR_SEARCH | FOR_SHOW)) ? EXIT_NOTHING : EXIT_USAGE;
    case QUOTH_ELOCKED:
    case QUOTH_EDAMAGED:
    case QUOTH_EVERSION:
        return EXIT_ARCHIVE;
    default:
        return EXIT_INTERNAL;
    }
}

int wants_json(const struct options *options)
{
    return options->list == QUOTH_LIST_JSON || options->list == QUOTH_LIST_NDJSON ||
           options->format == QUOTH_PRINT_JSON || options->format == QUOTH_PRINT_NDJSON ||
           options->findings == FINDINGS_NDJSON || options->receipt == RECEIPT_NDJSON ||
           options->difference == DIFFERENCE_NDJSON;
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

// `at`: UINT32_MAX: nowhere in a question.
static void say_json(const char *message, uint32_t at, int status)
{
    show_progress(NULL);
    fputs("{\"ok\": false, \"error\": ", stderr);
    put_json_string(message);
    if (at == UINT32_MAX)
        fputs(", \"at\": null", stderr);
    else
        fprintf(stderr, ", \"at\": %" PRIu32, at);
    fprintf(stderr, ", \"status\": %d}\n", status);
}

static int tell(const struct options *options, const char *message, int status)
{
    if (wants_json(options))
        say_json(message, UINT32_MAX, status);
    else
        say("%s", message);
    return status;
}

int fail(const struct options *options, const quoth_error *error)
{
    int status = exit_status(options, error->status);
    bool of_archive = status == EXIT_ARCHIVE || error->status == QUOTH_EIO;
    char message[sizeof error->message + PATH_SHOWN];
    snprintf(message, sizeof message, "%.*s%s%s", PATH_SHOWN - 2,
             of_archive ? archive_path(options) : "", of_archive ? ": " : "",
             error->message);
    return tell(options, message, status);
}

int misused(const struct options *options, const char *message)
{
    return tell(options, message, EXIT_USAGE);
}

int no_archive(const struct options *options)
{
    char message[PATH_SHOWN + 80];
    snprintf(message, sizeof message, "%.*s: there is no archive; quoth add makes one",
             PATH_SHOWN, archive_path(options));
    return tell(options, message, EXIT_ARCHIVE);
}

int out_of_memory(const struct options *options)
{
    return tell(options, "out of memory", EXIT_INTERNAL);
}

int file_failed(const char *path)
{
    say("%s: %s", path, strerror(errno));
    return EXIT_INTERNAL;
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
    int status = exit_status(options, error->status);
    if (wants_json(options)) {
        say_json(error->message, at, status);
        return status;
    }
    say("%s", error->message);
    point_at(question, at);
    return status;
}
