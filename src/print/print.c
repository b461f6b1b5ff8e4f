#include "print/print.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/str.h"

#include <stdlib.h>

// Memory that an output keeps from article to article.
enum { KEEP = 1024 * 1024 };

quoth_output *quoth_output_new(void)
{
    quoth_output *output = malloc(sizeof *output);
    if (!output)
        return NULL;
    q_buf_init(&output->buf, Q_MAX_OUTPUT);
    q_buf_init(&output->word, Q_MAX_OUTPUT);
    q_arena_init(&output->scratch, Q_MAX_ARENA);
    return output;
}

void quoth_output_free(quoth_output *output)
{
    if (!output)
        return;
    q_buf_release(&output->buf);
    q_buf_release(&output->word);
    q_arena_release(&output->scratch);
    free(output);
}

void quoth_output_clear(quoth_output *output)
{
    q_buf_clear(&output->buf, KEEP);
}

quoth_str quoth_output_text(const quoth_output *output)
{
    return output->buf.len ? q_str(output->buf.ptr, output->buf.len) : Q_STR("");
}

static quoth_status status_of(const struct q_page *page)
{
    quoth_status status = q_buf_status(page->word);
    return status ? status : q_buf_status(page->out);
}

static quoth_status report(quoth_error *error, quoth_status status)
{
    if (status == QUOTH_EUSAGE)
        return q_error(error, status, QUOTH_NO_OFFSET, "unknown print format");
    if (status == QUOTH_ELIMIT)
        return q_error(error, status, QUOTH_NO_OFFSET,
                       "printed records larger than %zu bytes", Q_MAX_OUTPUT);
    return q_error_nomem(error);
}

// The page of an article, with the scratch of the last one forgotten.
static struct q_page open_page(quoth_output *output, const quoth_article *article,
                               const quoth_print_options *options)
{
    struct q_page page = {
        .out = &output->buf,
        .word = &output->word,
        .article = article,
        .width = options && options->width > 0 ? options->width : Q_PAGE_WIDTH,
        .colour = options && options->colour,
    };
    if (page.width < Q_PAGE_LEAST)
        page.width = Q_PAGE_LEAST;
    q_buf_clear(&output->word, KEEP);
    q_arena_clear(&output->scratch, KEEP);
    page.blocks = q_block_points(&output->scratch, article);
    return page;
}

// A failure leaves nothing behind it.
static quoth_status close_page(quoth_output *output, size_t before, quoth_status status,
                               quoth_error *error)
{
    if (status == QUOTH_OK)
        return QUOTH_OK;
    q_buf_cut(&output->buf, before);
    return report(error, status);
}

static quoth_status print_statements(const struct q_page *page, quoth_print_format format)
{
    switch (format) {
    case QUOTH_PRINT_NDJSON:
        q_print_ndjson(page);
        break;
    case QUOTH_PRINT_JSON:
        q_print_json(page);
        break;
    case QUOTH_PRINT_TEXT:
        q_print_text(page);
        break;
    default:
        return QUOTH_EUSAGE;
    }
    return status_of(page);
}

quoth_status quoth_print(quoth_output *output, const quoth_engine *engine,
                         const quoth_article *article, const quoth_statements *statements,
                         const quoth_print_options *options, quoth_error *error)
{
    size_t before = output->buf.len;
    struct q_page page = open_page(output, article, options);
    page.model = engine ? quoth_engine_model(engine) : NULL;
    page.statements = statements;
    page.points = q_points_new(&output->scratch, quoth_article_text(article), statements);
    quoth_status status = QUOTH_ENOMEM;
    if (page.points && page.blocks)
        status = print_statements(&page, options ? options->format : QUOTH_PRINT_NDJSON);
    return close_page(output, before, status, error);
}

static quoth_status print_article(const struct q_page *page, quoth_print_format format)
{
    switch (format) {
    case QUOTH_PRINT_NDJSON:
    case QUOTH_PRINT_JSON:
        q_print_article_json(page);
        break;
    case QUOTH_PRINT_TEXT:
        q_print_article_text(page);
        break;
    default:
        return QUOTH_EUSAGE;
    }
    return status_of(page);
}

quoth_status quoth_print_article(quoth_output *output, const quoth_article *article,
                                 const quoth_print_options *options, quoth_error *error)
{
    size_t before = output->buf.len;
    struct q_page page = open_page(output, article, options);
    quoth_status status = QUOTH_ENOMEM;
    if (page.blocks)
        status = print_article(&page, options ? options->format : QUOTH_PRINT_JSON);
    return close_page(output, before, status, error);
}
