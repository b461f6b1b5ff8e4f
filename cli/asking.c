#include "asking.h"

#include "fail.h"
#include "list.h"
#include "say.h"

#include <stdlib.h>
#include <string.h>

char *join_words(char **words, int count, const char *first)
{
    size_t room = strlen(first) + 1;
    for (int i = 0; i < count; i++)
        room += strlen(words[i]) + 1;
    char *out = malloc(room), *at = out;
    if (!out)
        return NULL;
    for (int i = -1; i < count; i++) {
        const char *word = i < 0 ? first : words[i];
        size_t len = strlen(word);
        if (!len)
            continue;
        if (at > out)
            *at++ = ' ';
        memcpy(at, word, len);
        at += len;
    }
    *at = '\0';
    return out;
}

// What is open while a question is answered.
struct answer {
    quoth_archive *archive;
    quoth_question *question;
    quoth_results *results;
    quoth_article *article;
    quoth_statements *statements;
    quoth_output *output;
};

static void close_answer(struct answer *a)
{
    quoth_output_free(a->output);
    quoth_statements_free(a->statements);
    quoth_article_free(a->article);
    quoth_results_free(a->results);
    quoth_question_free(a->question);
    quoth_archive_close(a->archive);
}

// The question is read first: what is wrong with it needs no archive.
static int open_answer(struct answer *a, const struct asking *asking)
{
    const struct options *options = asking->options;
    quoth_error error;
    if (quoth_question_parse(&a->question, asking->question, &error) != QUOTH_OK)
        return fail_at(options, asking->question, &error);
    int status = open_archive(&a->archive, options, QUOTH_ACCESS_READ);
    if (status != EXIT_DONE)
        return status;
    if (quoth_archive_search(a->archive, a->question, &asking->search, &a->results,
                             &error) != QUOTH_OK)
        return fail(options, &error);
    a->article = quoth_article_new();
    a->statements = quoth_statements_new();
    a->output = quoth_output_new();
    if (a->article && a->statements && a->output)
        return EXIT_DONE;
    return out_of_memory(options);
}

static quoth_list_head head_of(const struct answer *a)
{
    return (quoth_list_head){
        .question = quoth_question_words(a->question),
        .order = quoth_results_order(a->results),
        .ranked = quoth_results_ranked(a->results),
        .total = quoth_results_total(a->results),
        .shown = quoth_results_shown(a->results),
        .next = quoth_results_next(a->results),
    };
}

static quoth_status print_all(struct answer *a, const struct asking *asking,
                              const quoth_list_head *head, quoth_error *error)
{
    quoth_list_options wanted = list_options(asking->options);
    quoth_hit hit;
    quoth_status status = QUOTH_OK;
    if (asking->before && wanted.format == QUOTH_LIST_TABLE)
        status = asking->before(a->output, asking, a->archive, error);
    if (status == QUOTH_OK)
        status = quoth_list_open(a->output, &wanted, head, NULL, 0, error);
    while (status == QUOTH_OK) {
        list_write(a->output);
        status = quoth_results_take(a->results, a->article, a->statements, &hit, error);
        if (status == QUOTH_OK)
            status = quoth_list_add_hit(a->output, a->article, a->statements, &hit, error);
    }
    if (status == QUOTH_END)
        status = quoth_list_close(a->output, error);
    if (status == QUOTH_OK)
        list_write(a->output);
    return status;
}

static int answer(struct answer *a, const struct asking *asking)
{
    const struct options *options = asking->options;
    quoth_list_head head = head_of(a);
    quoth_error error;
    if (!options->quiet && options->list != QUOTH_LIST_JSON)
        say("%.*s", (int)head.question.len, head.question.ptr);
    if (head.total || !list_for_people(options)) // a table of nothing is nothing
        if (print_all(a, asking, &head, &error) != QUOTH_OK)
            return fail(options, &error);
    list_note_page(options, &head);
    if (!head.total && !options->quiet)
        say("nothing found");
    return head.total || !(options->command & FOR_SEARCH) ? EXIT_DONE : EXIT_NOTHING;
}

int print_rows(const struct asking *asking)
{
    struct answer a = {0};
    int status = open_answer(&a, asking);
    if (status == EXIT_DONE)
        status = answer(&a, asking);
    close_answer(&a);
    return status;
}
