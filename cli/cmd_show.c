#include "command.h"
#include "fail.h"
#include "list.h"
#include "say.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct showing {
    const struct options *options;
    quoth_archive *archive;
    quoth_article *article;
    quoth_statements *statements;
    quoth_output *output;
};

// Whose statement it is, and its date, as a question would tell them.
static quoth_status find_hit(struct showing *s, uint32_t index, quoth_hit *hit,
                             quoth_results **results, quoth_error *error)
{
    char text[96];
    quoth_str id = quoth_article_id(s->article);
    int len = snprintf(text, sizeof text, "article:%.*s", (int)id.len, id.ptr);
    quoth_question *question;
    quoth_search_options search = {.order = QUOTH_ORDER_ADDED, .ascending = 1};
    quoth_status status =
        quoth_question_parse(&question, (quoth_str){text, (size_t)len}, error);
    if (status != QUOTH_OK)
        return status;
    status = quoth_archive_search(s->archive, question, &search, results, error);
    while (status == QUOTH_OK) {
        status = quoth_results_take(*results, s->article, s->statements, hit, error);
        if (status == QUOTH_OK && hit->statement == index)
            break;
    }
    quoth_question_free(question);
    return status;
}

static quoth_status show(struct showing *s, quoth_str id, quoth_error *error)
{
    uint32_t index;
    quoth_status status =
        quoth_archive_statement(s->archive, id, s->article, s->statements, &index, error);
    if (status != QUOTH_OK)
        return status;
    quoth_hit hit;
    quoth_results *results = NULL;
    quoth_origin origin;
    quoth_print_options wanted = text_options(s->options);
    status = find_hit(s, index, &hit, &results, error);
    if (status == QUOTH_OK)
        status =
            quoth_archive_origin(s->archive, quoth_article_id(s->article), &origin, error);
    if (status == QUOTH_OK)
        status = quoth_print_statement(s->output, s->article, s->statements, &hit, &origin,
                                       &wanted, error);
    quoth_results_free(results);
    if (status == QUOTH_OK)
        list_write(s->output);
    return status;
}

static quoth_status show_article(struct showing *s, quoth_str id, quoth_error *error)
{
    quoth_origin origin;
    quoth_print_options wanted = text_options(s->options);
    quoth_status status =
        quoth_archive_article(s->archive, id, s->article, s->statements, error);
    if (status == QUOTH_OK)
        status =
            quoth_archive_origin(s->archive, quoth_article_id(s->article), &origin, error);
    if (status == QUOTH_OK)
        status =
            quoth_print_kept(s->output, s->article, s->statements, &origin, &wanted, error);
    if (status == QUOTH_OK)
        list_write(s->output);
    return status;
}

// Each of the ids in turn; what is not there is said, and the others go on.
static int show_all(struct showing *s, quoth_status (*one)(struct showing *s, quoth_str id,
                                                           quoth_error *error))
{
    int worst = EXIT_DONE;
    quoth_error error = {QUOTH_ENOMEM, QUOTH_NO_OFFSET, "out of memory"};
    if (!s->article || !s->statements || !s->output)
        return fail(s->options, &error);
    for (int i = 0; i < s->options->input_count; i++) {
        quoth_str id = str_of(s->options->inputs[i]);
        if (one(s, id, &error) == QUOTH_OK)
            continue;
        int status = fail(s->options, &error);
        worst = status > worst ? status : worst;
    }
    return worst;
}

static int run(const struct options *options, const char *what,
               quoth_status (*one)(struct showing *s, quoth_str id, quoth_error *error))
{
    if (options->input_count == 0) {
        say("%s needs an ID; quoth search finds one", what);
        return EXIT_USAGE;
    }
    struct showing s = {.options = options};
    int status = open_archive(&s.archive, options, QUOTH_ACCESS_READ);
    if (status != EXIT_DONE)
        return status;
    s.article = quoth_article_new();
    s.statements = quoth_statements_new();
    s.output = quoth_output_new();
    status = show_all(&s, one);
    quoth_output_free(s.output);
    quoth_statements_free(s.statements);
    quoth_article_free(s.article);
    quoth_archive_close(s.archive);
    return status;
}

int command_show(const struct options *options)
{
    return run(options, "show", show);
}

int command_article(const struct options *options)
{
    return run(options, "article", show_article);
}
