#include "print/print.h"

#include "base/calendar.h"
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
    output->list = (struct q_list){0};
    q_grid_init(&output->list.grid);
    return output;
}

void quoth_output_free(quoth_output *output)
{
    if (!output)
        return;
    q_buf_release(&output->buf);
    q_buf_release(&output->word);
    q_arena_release(&output->scratch);
    q_grid_release(&output->list.grid);
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

static quoth_status status_of(const struct q_sheet *sheet)
{
    quoth_status status = q_buf_status(sheet->word);
    return status ? status : q_buf_status(sheet->out);
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

void q_open_output(quoth_output *output)
{
    q_buf_clear(&output->word, KEEP);
    q_arena_clear(&output->scratch, KEEP);
}

quoth_status q_close_output(quoth_output *output, size_t before, quoth_status status,
                            quoth_error *error)
{
    if (status == QUOTH_OK)
        return QUOTH_OK;
    q_buf_cut(&output->buf, before);
    return report(error, status);
}

// Forgets the scratch of the last call.
static struct q_sheet new_sheet(quoth_output *output, const quoth_print_options *options)
{
    struct q_sheet sheet = {
        .out = &output->buf,
        .word = &output->word,
        .width = options && options->width > 0 ? options->width : Q_SHEET_WIDTH,
        .colour = options && options->colour,
    };
    if (sheet.width < Q_SHEET_LEAST)
        sheet.width = Q_SHEET_LEAST;
    q_open_output(output);
    return sheet;
}

static struct q_sheet open_sheet(quoth_output *output, const quoth_article *article,
                                 const quoth_print_options *options)
{
    struct q_sheet sheet = new_sheet(output, options);
    sheet.article = article;
    sheet.blocks = q_block_points(&output->scratch, article);
    return sheet;
}

// With its statements; points are NULL when memory is out, as blocks are.
static struct q_sheet open_sheet_of(quoth_output *output, const quoth_article *article,
                                    const quoth_statements *statements,
                                    const quoth_origin *origin,
                                    const quoth_print_options *options)
{
    struct q_sheet sheet = open_sheet(output, article, options);
    sheet.statements = statements;
    sheet.origin = origin;
    sheet.points = q_points_new(&output->scratch, quoth_article_text(article), statements);
    return sheet;
}

static quoth_status print_statements(const struct q_sheet *sheet, quoth_print_format format)
{
    switch (format) {
    case QUOTH_PRINT_NDJSON:
        q_print_ndjson(sheet);
        break;
    case QUOTH_PRINT_JSON:
        q_print_json(sheet);
        break;
    case QUOTH_PRINT_TEXT:
        q_print_text(sheet);
        break;
    default:
        return QUOTH_EUSAGE;
    }
    return status_of(sheet);
}

quoth_status quoth_print(quoth_output *output, const quoth_article *article,
                         const quoth_statements *statements,
                         const quoth_print_options *options, quoth_error *error)
{
    size_t before = output->buf.len;
    struct q_sheet sheet = open_sheet_of(output, article, statements, NULL, options);
    quoth_status status = QUOTH_ENOMEM;
    if (sheet.points && sheet.blocks)
        status = print_statements(&sheet, options ? options->format : QUOTH_PRINT_NDJSON);
    return q_close_output(output, before, status, error);
}

static quoth_status print_article(const struct q_sheet *sheet, quoth_print_format format)
{
    switch (format) {
    case QUOTH_PRINT_NDJSON:
    case QUOTH_PRINT_JSON:
        q_print_article_json(sheet);
        break;
    case QUOTH_PRINT_TEXT:
        q_print_article_text(sheet);
        break;
    default:
        return QUOTH_EUSAGE;
    }
    return status_of(sheet);
}

quoth_status quoth_print_article(quoth_output *output, const quoth_article *article,
                                 const quoth_print_options *options, quoth_error *error)
{
    size_t before = output->buf.len;
    struct q_sheet sheet = open_sheet(output, article, options);
    quoth_status status = QUOTH_ENOMEM;
    bool map = options && options->map;
    sheet.map = map ? q_map_points(&output->scratch, article) : NULL;
    if (sheet.blocks && (sheet.map || !map))
        status = print_article(&sheet, options ? options->format : QUOTH_PRINT_JSON);
    return q_close_output(output, before, status, error);
}

static quoth_status print_statement(const struct q_sheet *sheet, const quoth_hit *hit,
                                    struct q_arena *arena, quoth_print_format format)
{
    struct q_paint paint;
    switch (format) {
    case QUOTH_PRINT_NDJSON:
    case QUOTH_PRINT_JSON:
        q_print_statement_json(sheet, hit);
        break;
    case QUOTH_PRINT_TEXT:
        if (!q_paint_collect(&paint, arena, sheet->statements, hit->statement))
            return QUOTH_ENOMEM;
        q_print_statement_text(sheet, hit, &paint);
        break;
    default:
        return QUOTH_EUSAGE;
    }
    return status_of(sheet);
}

quoth_status quoth_print_statement(quoth_output *output, const quoth_article *article,
                                   const quoth_statements *statements, const quoth_hit *hit,
                                   const quoth_origin *origin,
                                   const quoth_print_options *options, quoth_error *error)
{
    size_t before = output->buf.len;
    struct q_sheet sheet = open_sheet_of(output, article, statements, origin, options);
    quoth_status status = QUOTH_ENOMEM;
    if (sheet.points && sheet.blocks)
        status = print_statement(&sheet, hit, &output->scratch,
                                 options ? options->format : QUOTH_PRINT_NDJSON);
    return q_close_output(output, before, status, error);
}

static quoth_status print_kept(const struct q_sheet *sheet, struct q_arena *arena,
                               quoth_print_format format)
{
    struct q_paint paint;
    switch (format) {
    case QUOTH_PRINT_NDJSON:
    case QUOTH_PRINT_JSON:
        q_print_json(sheet);
        break;
    case QUOTH_PRINT_TEXT:
        if (!q_paint_collect(&paint, arena, sheet->statements, UINT32_MAX))
            return QUOTH_ENOMEM;
        q_print_kept_text(sheet, &paint);
        break;
    default:
        return QUOTH_EUSAGE;
    }
    return status_of(sheet);
}

quoth_status quoth_print_kept(quoth_output *output, const quoth_article *article,
                              const quoth_statements *statements,
                              const quoth_origin *origin,
                              const quoth_print_options *options, quoth_error *error)
{
    size_t before = output->buf.len;
    struct q_sheet sheet = open_sheet_of(output, article, statements, origin, options);
    quoth_status status = QUOTH_ENOMEM;
    if (sheet.points && sheet.blocks)
        status = print_kept(&sheet, &output->scratch,
                            options ? options->format : QUOTH_PRINT_JSON);
    return q_close_output(output, before, status, error);
}

quoth_status quoth_print_chart(quoth_output *output, const int32_t *days, size_t count,
                               uint64_t undated, const quoth_print_options *options,
                               quoth_error *error)
{
    size_t before = output->buf.len;
    struct q_sheet sheet = new_sheet(output, options);
    for (size_t i = 0; i < count; i++)
        if (!q_calendar_has(days[i]) || (i && days[i] < days[i - 1]))
            return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "days that do not ascend");
    q_print_chart(&sheet, days, count, undated);
    return q_close_output(output, before, status_of(&sheet), error);
}
