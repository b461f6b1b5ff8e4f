#include "command.h"
#include "fail.h"
#include "list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// All is for programs; a table tells a day, and who or what in one cell.
static const quoth_column few_columns[] = {
    {"entry", NULL, 5, 1}, {"day", NULL, 10, 0},    {"verb", NULL, 11, 0},
    {"state", NULL, 9, 0}, {"decided", NULL, 0, 0}, {"who, why", NULL, 0, 0}};
enum { FEW_COLUMNS = sizeof few_columns / sizeof *few_columns };
static const quoth_column columns[] = {
    {"entry", NULL, 5, 1},  {"at", NULL, 20, 0},    {"who", NULL, 0, 0},
    {"verb", NULL, 11, 0},  {"state", NULL, 9, 0},  {"undoes", NULL, 6, 1},
    {"person", NULL, 0, 0}, {"what", NULL, 0, 0},   {"statements", NULL, 10, 1},
    {"why", NULL, 0, 0},    {"payload", NULL, 0, 0}};
enum { ALL_COLUMNS = sizeof columns / sizeof *columns };

enum { DAY = 10, TIME = 32 }; // bytes of them

static void tell_time(int64_t at, char out[TIME])
{
    struct tm parts;
    time_t seconds = (time_t)at;
    *out = '\0';
    if (gmtime_r(&seconds, &parts))
        strftime(out, TIME, "%Y-%m-%dT%H:%M:%SZ", &parts);
}

static int is_verb(const quoth_ledger_entry *entry, const char *verb)
{
    return entry->verb.len == strlen(verb) &&
           memcmp(entry->verb.ptr, verb, entry->verb.len) == 0;
}

// "3 statements are not of arn-lindholm", "1 statement is rejected".
static void tell_statements(const quoth_ledger_entry *entry, char *out, size_t room)
{
    static const struct {
        const char *verb, *words;
    } all[] = {{"split", "not of "},
               {"speaker", "of "},
               {"accept", "accepted"},
               {"reject", "rejected"},
               {"edit", "edited"}};
    const char *words = "";
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (is_verb(entry, all[i].verb))
            words = all[i].words;
    quoth_str who = entry->person.ptr ? entry->person : entry->what;
    snprintf(out, room, "%llu %s %s%.*s", (unsigned long long)entry->statements,
             entry->statements == 1 ? "statement is" : "statements are", words,
             (int)who.len, who.ptr ? who.ptr : "");
}

// "odd-harsk is arn-lindholm", "entry 3".
static char *tell_decided(const quoth_ledger_entry *entry)
{
    size_t room = entry->person.len + entry->what.len + 80;
    char *out = malloc(room);
    if (!out)
        return NULL;
    *out = '\0';
    if (entry->of) {
        snprintf(out, room, "entry %llu", (unsigned long long)entry->of);
    } else if (entry->statements) {
        tell_statements(entry, out, room);
    } else if (is_verb(entry, "rename")) {
        snprintf(out, room, "%.*s goes by %.*s", (int)entry->person.len, entry->person.ptr,
                 (int)entry->what.len, entry->what.ptr);
    } else if (entry->person.ptr && entry->what.ptr) {
        int not = is_verb(entry, "split") || is_verb(entry, "never-merge");
        snprintf(out, room, "%.*s %s %.*s", (int)entry->what.len, entry->what.ptr,
                 not ? "is not" : "is", (int)entry->person.len, entry->person.ptr);
    }
    return out;
}

static quoth_status add_few(quoth_output *output, const quoth_ledger_entry *entry,
                            quoth_error *error)
{
    char at[TIME];
    quoth_status status = QUOTH_ENOMEM;
    tell_time(entry->at, at);
    at[DAY] = '\0';
    char *decided = tell_decided(entry);
    char *why = malloc(entry->who.len + entry->why.len + 3);
    if (decided && why) {
        snprintf(why, entry->who.len + entry->why.len + 3, "%.*s%s%.*s",
                 (int)entry->who.len, entry->who.ptr ? entry->who.ptr : "",
                 entry->who.len && entry->why.len ? ": " : "", (int)entry->why.len,
                 entry->why.ptr ? entry->why.ptr : "");
        quoth_cell cells[FEW_COLUMNS] = {
            {.kind = QUOTH_CELL_NUMBER, .number = entry->entry},
            text_cell(str_of(at)),
            text_cell(entry->verb),
            text_cell(str_of(entry->state)),
            text_cell(str_of(decided)),
            text_cell(str_of(why)),
        };
        status = quoth_list_add(output, cells, error);
    }
    free(decided);
    free(why);
    return status;
}

static quoth_status add_entry(quoth_output *output, const quoth_ledger_entry *entry,
                              quoth_error *error)
{
    char at[TIME];
    tell_time(entry->at, at);
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
    int for_people = list_for_people(options);
    quoth_status status = count_entries(archive, &head.total, error);
    head.shown = head.total;
    if (status == QUOTH_OK)
        status = quoth_list_open(output, &wanted, &head, for_people ? few_columns : columns,
                                 for_people ? FEW_COLUMNS : ALL_COLUMNS, error);
    quoth_ledger_entry entry;
    uint64_t cursor = 0, unread = 0;
    while (status == QUOTH_OK) {
        status = quoth_archive_ledger(archive, &cursor, &entry, error);
        if (status == QUOTH_OK && !unread && strcmp(entry.state, "unread") == 0)
            unread = entry.entry;
        if (status == QUOTH_OK)
            status = for_people ? add_few(output, &entry, error)
                                : add_entry(output, &entry, error);
    }
    if (status == QUOTH_END)
        status = quoth_list_close(output, error);
    if (status == QUOTH_OK)
        list_write(output);
    if (status == QUOTH_OK && unread) { // all was listed, but this may not be so
        *error = (quoth_error){QUOTH_EDAMAGED, QUOTH_NO_OFFSET, ""};
        snprintf(error->message, sizeof error->message,
                 "what entry %llu speaks of may be in an article that is damaged; quoth "
                 "verify tells which are",
                 (unsigned long long)unread);
        status = error->status;
    }
    return status;
}

int command_ledger(const struct options *options)
{
    if (options->input_count)
        return misused(options, "ledger takes no input");
    return list_archive(options, print_ledger);
}
