#include "list.h"

#include "count.h"
#include "fail.h"
#include "say.h"
#include "terminal.h"

#include <errno.h>
#include <stdio.h>
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
    if (options->page_info && options->list != QUOTH_LIST_NDJSON)
        return misused(options, "--page-info is for --format ndjson; json has it always");
    if (options->safe_csv && options->list != QUOTH_LIST_CSV &&
        options->list != QUOTH_LIST_TSV)
        return misused(options, "--safe-csv is for --format csv or tsv");
    if (options->all && options->limit != LIMIT_UNSET)
        return misused(options, "--all and --limit do not go together");
    if (options->ascending && options->sort == QUOTH_ORDER_RELEVANCE)
        return misused(options,
                       "--ascending needs --sort said, published, captured or added");
    return EXIT_DONE;
}

int list_for_people(const struct options *options)
{
    return options->list == QUOTH_LIST_TABLE || options->list == QUOTH_LIST_MD;
}

uint32_t list_limit(const struct options *options, uint32_t usual)
{
    if (options->all)
        return 0;
    return options->limit == LIMIT_UNSET ? usual : (uint32_t)options->limit;
}

quoth_cell text_cell(quoth_str text)
{
    return (quoth_cell){.kind = text.ptr ? QUOTH_CELL_TEXT : QUOTH_CELL_NONE, .text = text};
}

int list_archive(const struct options *options,
                 quoth_status (*print)(quoth_archive *archive,
                                       const struct options *options, quoth_output *output,
                                       quoth_error *error))
{
    quoth_archive *archive = NULL;
    int status = list_check(options);
    if (status == EXIT_DONE)
        status = open_archive(&archive, options, QUOTH_ACCESS_READ);
    if (status != EXIT_DONE)
        return status;
    quoth_error error = {QUOTH_ENOMEM, QUOTH_NO_OFFSET, "out of memory"};
    quoth_output *output = quoth_output_new();
    if (!output || print(archive, options, output, &error) != QUOTH_OK)
        status = fail(options, &error);
    quoth_output_free(output);
    quoth_archive_close(archive);
    return status;
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

void list_note_page(const struct options *options, const quoth_list_head *head)
{
    char shown[COUNT_SIZE], total[COUNT_SIZE], ranked[COUNT_SIZE];
    if (options->quiet || !head->total)
        return;
    if (head->ranked)
        say("relevance was weighed among the %s added last",
            with_commas(head->ranked, ranked));
    if (head->next)
        say("%s of %s; more: --after %s", with_commas(head->shown, shown),
            with_commas(head->total, total), head->next);
    else
        say("written %s of %s", with_commas(head->shown, shown),
            with_commas(head->total, total));
}
