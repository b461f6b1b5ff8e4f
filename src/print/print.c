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

static quoth_status run(const struct q_page *page, quoth_print_format format)
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

quoth_status quoth_print(quoth_output *output, const quoth_engine *engine,
                         const quoth_article *article, const quoth_statements *statements,
                         const quoth_print_options *options, quoth_error *error)
{
    static const quoth_print_options defaults = {0};
    if (!options)
        options = &defaults;
    struct q_page page = {
        .out = &output->buf,
        .word = &output->word,
        .model = engine ? quoth_engine_model(engine) : NULL,
        .article = article,
        .statements = statements,
        .width = options->width > 0 ? options->width : Q_PAGE_WIDTH,
        .colour = options->colour != 0,
    };
    if (page.width < Q_PAGE_LEAST)
        page.width = Q_PAGE_LEAST;
    size_t before = output->buf.len;
    q_buf_clear(&output->word, KEEP);
    q_arena_clear(&output->scratch, KEEP);
    page.points = q_points_new(&output->scratch, quoth_article_text(article), statements);
    quoth_status status = page.points ? run(&page, options->format) : QUOTH_ENOMEM;
    if (status == QUOTH_OK)
        return QUOTH_OK;
    q_buf_cut(&output->buf, before);
    return report(error, status);
}
