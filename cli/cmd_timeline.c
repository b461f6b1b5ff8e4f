#include "asking.h"
#include "command.h"
#include "count.h"
#include "fail.h"
#include "list.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ── The chart ──────────────────────────────────────────────────────────── */

// Chart of the days of all rows, whatever page is printed.
static quoth_status put_chart(quoth_output *output, const struct options *options,
                              const quoth_results *results, quoth_error *error)
{
    quoth_print_options wanted = text_options(options);
    size_t count = (size_t)quoth_results_shown(results);
    int32_t *days = malloc((count + 1) * sizeof *days);
    if (!days) {
        *error = (quoth_error){QUOTH_ENOMEM, QUOTH_NO_OFFSET, "out of memory"};
        return QUOTH_ENOMEM;
    }
    size_t dated = 0;
    for (size_t i = 0; i < count; i++)
        if (quoth_results_day(results, i) >= 0)
            days[dated++] = quoth_results_day(results, i);
    quoth_status status =
        quoth_print_chart(output, days, dated, count - dated, &wanted, error);
    free(days);
    return status;
}

// Of all rows, also where fewer are shown.
static quoth_status print_chart(quoth_output *output, const struct asking *asking,
                                quoth_archive *archive, quoth_error *error)
{
    quoth_search_options search = asking->search;
    quoth_question *question = NULL;
    quoth_results *results = NULL;
    search.limit = 0;
    search.after = NULL;
    quoth_status status = quoth_question_parse(&question, asking->question, error);
    if (status == QUOTH_OK)
        status = quoth_archive_search(archive, question, &search, &results, error);
    if (status == QUOTH_OK)
        status = put_chart(output, asking->options, results, error);
    quoth_results_free(results);
    quoth_question_free(question);
    return status;
}

/* ── Who is meant ───────────────────────────────────────────────────────── */

enum { PEOPLE_SHOWN = 20 };

// NULL: memory is out.
static char *ask_for_speaker(quoth_str speaker)
{
    size_t size = quoth_question_term(NULL, 0, "speaker", speaker) + 1;
    char *out = malloc(size);
    if (out)
        quoth_question_term(out, size, "speaker", speaker);
    return out;
}

static quoth_status add_person(quoth_output *output, const quoth_person *person,
                               quoth_error *error)
{
    quoth_cell cells[] = {
        {.kind = QUOTH_CELL_TEXT, .text = person->id},
        {.kind = QUOTH_CELL_TEXT, .text = person->name},
        {.kind = QUOTH_CELL_NUMBER, .number = person->statements},
    };
    return quoth_list_add(output, cells, error);
}

// On standard error: it is no answer.
static void list_people(const quoth_people *people)
{
    static const quoth_column columns[] = {
        {"id", NULL, 30, 0}, {"name", NULL, 0, 0}, {"statements", NULL, 10, 1}};
    quoth_list_head head = {.total = people->total, .shown = people->count};
    quoth_output *output = quoth_output_new();
    quoth_error error;
    quoth_status status =
        output ? quoth_list_open(output, NULL, &head, columns, 3, &error) : QUOTH_ENOMEM;
    for (size_t i = 0; status == QUOTH_OK && i < people->count; i++)
        status = add_person(output, &people->at[i], &error);
    if (status == QUOTH_OK) {
        quoth_str text = quoth_output_text(output);
        fwrite(text.ptr, 1, text.len, stderr);
    }
    quoth_output_free(output);
}

static int which_one(const struct options *options, const quoth_people *people)
{
    char total[COUNT_SIZE];
    quoth_error error = {.status = QUOTH_EUSAGE, .offset = QUOTH_NO_OFFSET};
    snprintf(error.message, sizeof error.message,
             "%s are called so; which one? quoth timeline ID",
             with_commas(people->total, total));
    int status = fail(options, &error);
    if (!wants_json(options))
        list_people(people);
    return status;
}

// `*asked` is the part of the question that asks for the speaker, the caller's to free. One
// who is no person (a group, somebody unnamed) is asked for by the words.
static int choose(const struct options *options, quoth_archive *archive, char **asked)
{
    quoth_str name = str_of(options->inputs[0]);
    quoth_people people;
    quoth_error error;
    if (quoth_archive_people(archive, name, PEOPLE_SHOWN, NULL, &people, &error) !=
        QUOTH_OK)
        return fail(options, &error);
    if (people.total > 1)
        return which_one(options, &people);
    *asked = ask_for_speaker(people.count ? people.at[0].id : name);
    if (*asked)
        return EXIT_DONE;
    return out_of_memory(options);
}

/* ── The whole ──────────────────────────────────────────────────────────── */

// All that is asked: the speaker and, in brackets, as OR may stand in it, the question.
static char *ask(const struct options *options, const char *speaker)
{
    char *more = join_words(options->inputs + 1, options->input_count - 1, "");
    char open[] = "(", close[] = ")";
    char *words[] = {open, more, close};
    char *text = more ? join_words(words, *more ? 3 : 0, speaker) : NULL;
    free(more);
    return text;
}

static int print_timeline(const struct options *options, const char *speaker)
{
    static const quoth_order orders[] = {[QUOTH_CLOCK_SAID] = QUOTH_ORDER_SAID,
                                         [QUOTH_CLOCK_PUBLISHED] = QUOTH_ORDER_PUBLISHED,
                                         [QUOTH_CLOCK_CAPTURED] = QUOTH_ORDER_CAPTURED};
    char *text = ask(options, speaker);
    if (!text)
        return out_of_memory(options);
    struct asking asking = {
        .options = options,
        .question = str_of(text),
        .search = {.since = options->since,
                   .until = options->until,
                   .clock = (quoth_clock)options->clock,
                   .order = orders[options->clock],
                   .ascending = 1,
                   .after = options->after,
                   .limit = list_limit(options, 0)},
        .before = print_chart,
    };
    int status = print_rows(&asking);
    free(text);
    return status;
}

int command_timeline(const struct options *options)
{
    if (options->input_count == 0)
        return misused(options, "timeline needs a SPEAKER; quoth speakers lists them");
    quoth_archive *archive = NULL;
    char *speaker = NULL;
    int status = list_check(options);
    if (status == EXIT_DONE)
        status = open_archive(&archive, options, QUOTH_ACCESS_READ);
    if (status == EXIT_DONE)
        status = choose(options, archive, &speaker);
    quoth_archive_close(archive);
    if (status == EXIT_DONE)
        status = print_timeline(options, speaker);
    free(speaker);
    return status;
}
