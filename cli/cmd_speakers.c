#include "asking.h"
#include "command.h"
#include "fail.h"
#include "list.h"
#include "say.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_DEFAULT = 50 };

// A table of several ends with the days; all is told of one alone, and to programs.
static const quoth_column columns[] = {
    {"id", NULL, 0, 0},       {"name", NULL, 0, 0},      {"statements", "said", 6, 1},
    {"articles", "in", 6, 1}, {"first", NULL, 10, 0},    {"last", NULL, 10, 0},
    {"kind", NULL, 12, 0},    {"spellings", NULL, 0, 0}, {"roles", NULL, 0, 0}};
enum { ALL_COLUMNS = sizeof columns / sizeof *columns, FEW_COLUMNS = 6 };

// A text that stands in several rows, for several lines of work, is told once.
static size_t tell_spellings(const quoth_person *person, quoth_str *out)
{
    size_t count = 0;
    for (size_t i = 0; i < person->spelling_count; i++) {
        quoth_str text = person->spellings[i].text;
        size_t n = 0;
        while (n < count &&
               (out[n].len != text.len || memcmp(out[n].ptr, text.ptr, text.len) != 0))
            n++;
        if (n == count)
            out[count++] = text;
    }
    return count;
}

// "secretary, 2017-06-05 to 2018-04-24, 12 times"; without days where none is known.
static char *tell_role(const quoth_role *role)
{
    size_t room = role->text.len + 80;
    char *out = malloc(room), days[48] = "";
    if (out && role->first.ptr && role->last.ptr)
        snprintf(days, sizeof days, ", %.*s to %.*s", (int)role->first.len, role->first.ptr,
                 (int)role->last.len, role->last.ptr);
    if (out)
        snprintf(out, room, "%.*s%s, %llu time%s", (int)role->text.len, role->text.ptr,
                 days, (unsigned long long)role->statements,
                 role->statements == 1 ? "" : "s");
    return out;
}

static quoth_status add_person(quoth_output *output, const quoth_person *person,
                               quoth_error *error)
{
    quoth_status status = QUOTH_ENOMEM;
    quoth_str *texts = calloc(person->spelling_count + 1, sizeof *texts);
    quoth_str *roles = calloc(person->role_count + 1, sizeof *roles);
    size_t told = 0;
    while (roles && told < person->role_count) {
        char *role = tell_role(&person->roles[told]);
        if (!role)
            break;
        roles[told++] = str_of(role);
    }
    if (texts && roles && told == person->role_count) {
        quoth_cell cells[ALL_COLUMNS] = {
            text_cell(person->id),
            text_cell(person->name),
            {.kind = QUOTH_CELL_NUMBER, .number = person->statements},
            {.kind = QUOTH_CELL_NUMBER, .number = person->articles},
            text_cell(person->first),
            text_cell(person->last),
            text_cell(person->kind),
            {.kind = QUOTH_CELL_TEXTS,
             .texts = texts,
             .count = tell_spellings(person, texts)},
            {.kind = QUOTH_CELL_TEXTS, .texts = roles, .count = told},
        };
        status = quoth_list_add(output, cells, error);
    }
    for (size_t i = 0; i < told; i++)
        free((char *)(uintptr_t)roles[i].ptr);
    free(texts);
    free(roles);
    return status;
}

// ── One person, for people: a line for each thing that is known ──

static const quoth_column lines[] = {{"what", NULL, 9, 0}, {"is", NULL, 0, 0}};
enum { LINES = sizeof lines / sizeof *lines, ROLES_TOLD = 8 };

static quoth_status add_line(quoth_output *output, const char *what, quoth_cell is,
                             quoth_error *error)
{
    quoth_cell cells[LINES] = {text_cell(str_of(what)), is};
    return is.kind == QUOTH_CELL_NONE ? QUOTH_OK : quoth_list_add(output, cells, error);
}

static int by_statements(const void *a, const void *b)
{
    const quoth_role *x = *(const quoth_role *const *)a, *y = *(const quoth_role *const *)b;
    if (x->statements != y->statements)
        return x->statements > y->statements ? -1 : 1;
    return x < y ? -1 : x > y; // the latest first
}

// Those he is called most often.
static quoth_status add_roles(quoth_output *output, const quoth_person *person,
                              quoth_error *error)
{
    quoth_status status = QUOTH_OK;
    char more[64];
    const quoth_role **roles = calloc(person->role_count + 1, sizeof(void *));
    if (!roles)
        return QUOTH_ENOMEM;
    for (size_t i = 0; i < person->role_count; i++)
        roles[i] = &person->roles[i];
    qsort(roles, person->role_count, sizeof(void *), by_statements);
    for (size_t i = 0; status == QUOTH_OK && i < person->role_count && i < ROLES_TOLD;
         i++) {
        char *role = tell_role(roles[i]);
        status = role ? add_line(output, i ? "" : "roles", text_cell(str_of(role)), error)
                      : QUOTH_ENOMEM;
        free(role);
    }
    free(roles);
    if (status == QUOTH_OK && person->role_count > ROLES_TOLD) {
        snprintf(more, sizeof more, "+%zu more: --format ndjson",
                 person->role_count - ROLES_TOLD);
        status = add_line(output, "", text_cell(str_of(more)), error);
    }
    return status;
}

static quoth_status add_lines(quoth_output *output, const quoth_person *person,
                              quoth_error *error)
{
    quoth_str *texts = calloc(person->spelling_count + 1, sizeof *texts);
    if (!texts)
        return QUOTH_ENOMEM;
    const struct {
        const char *what;
        quoth_cell is;
    } known[] = {
        {"id", text_cell(person->id)},
        {"name", text_cell(person->name)},
        {"kind", text_cell(person->kind)},
        {"said", {.kind = QUOTH_CELL_NUMBER, .number = person->statements}},
        {"articles", {.kind = QUOTH_CELL_NUMBER, .number = person->articles}},
        {"first", text_cell(person->first)},
        {"last", text_cell(person->last)},
        {"spellings",
         {.kind = QUOTH_CELL_TEXTS,
          .texts = texts,
          .count = tell_spellings(person, texts)}},
    };
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; status == QUOTH_OK && i < sizeof known / sizeof *known; i++)
        status = add_line(output, known[i].what, known[i].is, error);
    free(texts);
    return status == QUOTH_OK ? add_roles(output, person, error) : status;
}

static quoth_status print_people(const struct options *options, quoth_output *output,
                                 const quoth_people *people, quoth_error *error)
{
    quoth_list_options wanted = list_options(options);
    quoth_list_head head = {.type = "person",
                            .total = people->total,
                            .shown = people->count,
                            .next = people->next};
    // Of one all is told.
    int one = people->total == 1 && people->count == 1;
    int few = list_for_people(options);
    size_t count = one ? ALL_COLUMNS : few ? FEW_COLUMNS : ALL_COLUMNS - 1;
    quoth_status status =
        quoth_list_open(output, &wanted, &head, one && few ? lines : columns,
                        one && few ? LINES : count, error);
    for (size_t i = 0; status == QUOTH_OK && i < people->count; i++) {
        status = one && few ? add_lines(output, &people->at[i], error)
                            : add_person(output, &people->at[i], error);
        if (status == QUOTH_OK)
            list_write(output);
    }
    if (status == QUOTH_OK)
        status = quoth_list_close(output, error);
    if (status == QUOTH_OK)
        list_write(output);
    if (status == QUOTH_OK)
        list_note_page(options, &head);
    if (status == QUOTH_OK && one && people->at[0].roles_of)
        say("roles are those of the latest %llu articles",
            (unsigned long long)people->at[0].roles_of);
    return status;
}

// Of somebody who is alone all is told, which is asked for by his id.
static quoth_status tell_more(quoth_archive *archive, quoth_people *people,
                              quoth_person *person, quoth_error *error)
{
    quoth_str id = people->at[0].id;
    char *kept = malloc(id.len + 1); // the archive's own lives until it is asked again
    if (!kept)
        return QUOTH_ENOMEM;
    memcpy(kept, id.ptr, id.len);
    quoth_status status =
        quoth_archive_person(archive, (quoth_str){kept, id.len}, person, error);
    people->at = person;
    free(kept);
    return status;
}

static quoth_status print_speakers(quoth_archive *archive, const struct options *options,
                                   quoth_output *output, quoth_error *error)
{
    quoth_people people;
    quoth_person person;
    char *name = NULL; // of nobody in particular
    if (options->input_count) {
        name = join_words(options->inputs, options->input_count, "");
        if (!name)
            return QUOTH_ENOMEM;
    }
    quoth_status status =
        quoth_archive_people(archive, str_of(name), list_limit(options, ROWS_DEFAULT),
                             options->after, &people, error);
    if (status == QUOTH_OK && people.total == 1 && people.count == 1)
        status = tell_more(archive, &people, &person, error);
    if (status == QUOTH_OK && name && !people.total && !options->quiet)
        say("nobody here is called %s", name);
    if (status == QUOTH_OK)
        status = print_people(options, output, &people, error);
    free(name);
    return status;
}

int command_speakers(const struct options *options)
{
    return list_archive(options, print_speakers);
}
