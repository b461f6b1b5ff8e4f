#include "command.h"
#include "fail.h"
#include "list.h"

#include <stdbool.h>
#include <string.h>

enum { OUTLETS = 20 };

static const quoth_column columns[] = {{"what", NULL, 10, 0},
                                       {"name", NULL, 0, 0},
                                       {"count", NULL, 15, 1},
                                       {"statements", NULL, 12, 1}};
enum { COLUMNS = sizeof columns / sizeof *columns };

// What is printed of them.
struct printing {
    quoth_output *output;
    quoth_error *error;
    bool people;     // a table: groups begin with their names, small parts are one
    uint64_t file;   // bytes
    uint64_t rest;   // bytes in small parts
    quoth_str group; // of the row before
};

static bool same(quoth_str a, quoth_str b)
{
    return a.len == b.len && (!a.len || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static bool is(quoth_str text, const char *word)
{
    return same(text, str_of(word));
}

static quoth_status add_row(struct printing *p, const quoth_stat *stat)
{
    bool begun = p->people && same(stat->what, p->group);
    quoth_cell cells[COLUMNS] = {
        {.kind = begun ? QUOTH_CELL_NONE : QUOTH_CELL_TEXT, .text = stat->what},
        {.kind = QUOTH_CELL_TEXT, .text = stat->name},
        {.kind = QUOTH_CELL_NUMBER, .number = stat->count},
        {.kind = stat->of_articles ? QUOTH_CELL_NUMBER : QUOTH_CELL_NONE,
         .number = stat->statements},
    };
    p->group = stat->what;
    return quoth_list_add(p->output, cells, p->error);
}

// A part of the file under one in a hundred is not worth a line of a table.
static quoth_status add_stat(struct printing *p, const quoth_stat *stat)
{
    if (!p->people || !is(stat->what, "bytes"))
        return add_row(p, stat);
    if (is(stat->name, "file"))
        p->file = stat->count;
    if (stat->count >= p->file / 100)
        return add_row(p, stat);
    p->rest += stat->count;
    return QUOTH_OK;
}

static quoth_status print_stats(quoth_archive *archive, const struct options *options,
                                quoth_output *output, quoth_error *error)
{
    struct printing p = {
        .output = output, .error = error, .people = list_for_people(options)};
    const quoth_stat *stats;
    size_t count;
    quoth_status status =
        quoth_archive_stats(archive, p.people ? OUTLETS : 0, 1, &stats, &count, error);
    if (status != QUOTH_OK)
        return status;
    quoth_list_options wanted = list_options(options);
    quoth_list_head head = {.type = "stat", .total = count, .shown = count};
    status = quoth_list_open(output, &wanted, &head, columns, COLUMNS, error);
    for (size_t i = 0; status == QUOTH_OK && i < count; i++)
        status = add_stat(&p, &stats[i]);
    quoth_stat rest = {{"bytes", 5}, {"all the rest", 12}, p.rest, 0, 0};
    if (status == QUOTH_OK && p.rest)
        status = add_row(&p, &rest);
    if (status == QUOTH_OK)
        status = quoth_list_close(output, error);
    if (status == QUOTH_OK)
        list_write(output);
    return status;
}

int command_stats(const struct options *options)
{
    if (options->input_count)
        return misused(options, "stats takes no input");
    return list_archive(options, print_stats);
}
