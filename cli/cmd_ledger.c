#include "command.h"
#include "fail.h"
#include "list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// The payload is for programs.
static const quoth_column columns[] = {
    {"entry", NULL, 5, 1},  {"at", NULL, 20, 0},    {"who", NULL, 0, 0},
    {"verb", NULL, 11, 0},  {"state", NULL, 9, 0},  {"undoes", NULL, 6, 1},
    {"person", NULL, 0, 0}, {"what", NULL, 0, 0},   {"statements", NULL, 10, 1},
    {"why", NULL, 0, 0},    {"payload", NULL, 0, 0}};
enum { ALL_COLUMNS = sizeof columns / sizeof *columns, COLUMNS = ALL_COLUMNS - 1 };

static quoth_str str_of(const char *text)
{
    return (quoth_str){text, strlen(text)};
}

static quoth_cell text_cell(quoth_str text)
{
    return (quoth_cell){.kind = text.ptr ? QUOTH_CELL_TEXT : QUOTH_CELL_NONE, .text = text};
}

static quoth_status add_entry(quoth_output *output, const quoth_ledger_entry *entry,
                              quoth_error *error)
{
    char at[32] = "";
    struct tm parts;
    time_t seconds = (time_t)entry->at;
    if (gmtime_r(&seconds, &parts))
        strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", &parts);
    quoth_cell cells[ALL_COLUMNS] = {
        {.kind = QUOTH_CELL_NUMBER, .number = entry->entry},
        text_cell(str_of(at)),
        text_cell(entry->who),
        text_cell(entry->verb),
        text_cell(str_of(entry->state)),
        {.kind = entry->of ? QUOTH_CELL_NUMBER : QUOTH_CELL_NONE, .number = entry->of},
        text_cell(entry->person),
        text_cell(entry->what),
        {.kind = entry->statements ? QUOTH_CELL_NUMBER : QUOTH_CELL_NONE,
         .number = entry->statements},
        text_cell(entry->why),
        text_cell(entry->payload),
    };
    return quoth_list_add(output, cells, error);
}

static quoth_status count_entries(quoth_archive *archive, uint64_t *count,
                                  quoth_error *error)
{
    quoth_ledger_entry entry;
    uint64_t cursor = 0;
    quoth_status status;
    *count = 0;
    while ((status = quoth_archive_ledger(archive, &cursor, &entry, error)) == QUOTH_OK)
        ++*count;
    return status == QUOTH_END ? QUOTH_OK : status;
}

static quoth_status print_ledger(quoth_archive *archive, const struct options *options,
                                 quoth_output *output, quoth_error *error)
{
    quoth_list_options wanted = list_options(options);
    quoth_list_head head = {.type = "decision"};
    int for_people = wanted.format == QUOTH_LIST_TABLE || wanted.format == QUOTH_LIST_MD;
    quoth_status status = count_entries(archive, &head.total, error);
    head.shown = head.total;
    if (status == QUOTH_OK)
        status = quoth_list_open(output, &wanted, &head, columns,
                                 for_people ? COLUMNS : ALL_COLUMNS, error);
    quoth_ledger_entry entry;
    uint64_t cursor = 0;
    while (status == QUOTH_OK) {
        status = quoth_archive_ledger(archive, &cursor, &entry, error);
        if (status == QUOTH_OK)
            status = add_entry(output, &entry, error);
    }
    if (status == QUOTH_END)
        status = quoth_list_close(output, error);
    if (status == QUOTH_OK)
        list_write(output);
    return status;
}

int command_ledger(const struct options *options)
{
    if (options->input_count)
        return misused(options, "ledger takes no input");
    int status = list_check(options);
    quoth_archive *archive = NULL;
    if (status == EXIT_DONE)
        status = open_archive(&archive, options, QUOTH_ACCESS_READ);
    if (status != EXIT_DONE)
        return status;
    quoth_error error = {QUOTH_ENOMEM, QUOTH_NO_OFFSET, "out of memory"};
    quoth_output *output = quoth_output_new();
    if (!output || print_ledger(archive, options, output, &error) != QUOTH_OK)
        status = fail(options, &error);
    quoth_output_free(output);
    quoth_archive_close(archive);
    return status;
}
