#include "command.h"
#include "list.h"
#include "say.h"

#include <stdbool.h>

enum { OUTLETS = 20 };

static const quoth_column columns[] = {{"what", NULL, 10, 0},
                                       {"name", NULL, 0, 0},
                                       {"count", NULL, 15, 1},
                                       {"statements", NULL, 12, 1}};
enum { COLUMNS = sizeof columns / sizeof *columns };

// Bytes and the archive's whole numbers have no statements of their own.
static quoth_status add_stat(quoth_output *output, const quoth_stat *stat,
                             quoth_error *error)
{
    quoth_cell cells[COLUMNS] = {
        {.kind = QUOTH_CELL_TEXT, .text = stat->what},
        {.kind = QUOTH_CELL_TEXT, .text = stat->name},
        {.kind = QUOTH_CELL_NUMBER, .number = stat->count},
        {.kind = stat->of_articles ? QUOTH_CELL_NUMBER : QUOTH_CELL_NONE,
         .number = stat->statements},
    };
    return quoth_list_add(output, cells, error);
}

static quoth_status print_stats(quoth_archive *archive, quoth_output *output,
                                const struct options *options, quoth_error *error)
{
    const quoth_stat *stats;
    size_t count;
    bool all = options->list != QUOTH_LIST_TABLE && options->list != QUOTH_LIST_MD;
    quoth_status status =
        quoth_archive_stats(archive, all ? 0 : OUTLETS, &stats, &count, error);
    if (status != QUOTH_OK)
        return status;
    quoth_list_options wanted = list_options(options);
    quoth_list_head head = {.type = "stat", .total = count, .shown = count};
    status = quoth_list_open(output, &wanted, &head, columns, COLUMNS, error);
    for (size_t i = 0; status == QUOTH_OK && i < count; i++)
        status = add_stat(output, &stats[i], error);
    if (status == QUOTH_OK)
        status = quoth_list_close(output, error);
    if (status == QUOTH_OK)
        list_write(output);
    return status;
}

int command_stats(const struct options *options)
{
    if (options->input_count) {
        say("stats takes no input");
        return EXIT_USAGE;
    }
    int status = list_check(options);
    quoth_archive *archive = NULL;
    if (status == EXIT_DONE)
        status = open_archive(&archive, options, QUOTH_ACCESS_READ);
    if (status != EXIT_DONE)
        return status;
    quoth_output *output = quoth_output_new();
    quoth_error error = {QUOTH_ENOMEM, QUOTH_NO_OFFSET, "out of memory"};
    if (!output || print_stats(archive, output, options, &error) != QUOTH_OK)
        status = fail(options, &error);
    quoth_output_free(output);
    quoth_archive_close(archive);
    return status;
}
