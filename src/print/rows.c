#include "print/rows.h"

#include "base/error.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/str.h"
#include "print/hit.h"
#include "print/print.h"

// ── What a list says of itself ──

static quoth_str order_name(quoth_order order)
{
    static const char *const names[] = {
        [QUOTH_ORDER_RELEVANCE] = "relevance", [QUOTH_ORDER_SAID] = "said",
        [QUOTH_ORDER_PUBLISHED] = "published", [QUOTH_ORDER_CAPTURED] = "captured",
        [QUOTH_ORDER_ADDED] = "added",         [QUOTH_ORDER_DOUBT] = "doubt",
    };
    return q_str_from(names[order]);
}

static void put_number(struct q_json *json, const char *key, uint64_t number)
{
    q_json_key(json, key);
    q_json_number(json, number);
}

static void put_page(struct q_json *json, const quoth_list_head *head)
{
    q_put_string(json, "next", q_str_from(head->next));
    put_number(json, "shown", head->shown);
    put_number(json, "total", head->total);
}

// {"question": …, "rows": [, to be closed by put_json_foot.
static void put_json_head(const struct q_list *list, struct q_buf *out)
{
    const quoth_list_head *head = &list->head;
    struct q_json json;
    q_json_init(&json, out);
    q_json_object(&json);
    if (head->question.ptr) {
        q_put_string(&json, "question", head->question);
        q_put_string(&json, "order", order_name(head->order));
        q_json_key(&json, "ranked");
        if (head->ranked)
            q_json_number(&json, head->ranked);
        else
            q_json_null(&json);
    }
    put_page(&json, head);
    q_json_key(&json, "rows");
    q_json_array(&json);
}

static void put_json_foot(const struct q_list *list, struct q_buf *out)
{
    if (list->rows)
        q_buf_add_char(out, '\n');
    q_buf_add_str(out, Q_STR("]}\n"));
}

static void put_foot(const struct q_list *list, struct q_buf *out)
{
    if (list->options.format == QUOTH_LIST_JSON) {
        put_json_foot(list, out);
        return;
    }
    if (list->options.format != QUOTH_LIST_NDJSON || !list->options.page)
        return;
    struct q_json json;
    q_json_init(&json, out);
    q_json_object(&json);
    q_put_string(&json, "type", Q_STR("page"));
    put_page(&json, &list->head);
    q_json_end(&json);
    q_buf_add_char(out, '\n');
}

// ── Rows of cells as objects ──

static void put_member(struct q_json *json, const char *key, const quoth_cell *cell)
{
    q_json_key(json, key);
    switch (cell->kind) {
    case QUOTH_CELL_TEXT:
        q_json_string(json, cell->text);
        break;
    case QUOTH_CELL_NUMBER:
        q_json_number(json, cell->number);
        break;
    case QUOTH_CELL_TEXTS:
        q_json_array(json);
        for (size_t i = 0; i < cell->count; i++)
            q_json_string(json, cell->texts[i]);
        q_json_end(json);
        break;
    case QUOTH_CELL_NONE:
    default:
        q_json_null(json);
    }
}

static void put_object(const struct q_list *list, struct q_buf *out,
                       const quoth_cell *cells)
{
    struct q_json json;
    q_json_init(&json, out);
    q_json_object(&json);
    if (list->head.type)
        q_put_string(&json, "type", q_str_from(list->head.type));
    for (size_t i = 0; i < list->count; i++)
        put_member(&json, list->columns[i].key, &cells[i]);
    q_json_end(&json);
}

// ── A row ──

static bool is_json(const struct q_list *list)
{
    return list->options.format == QUOTH_LIST_NDJSON ||
           list->options.format == QUOTH_LIST_JSON;
}

// An object is a line in both forms.
static void before_object(const struct q_list *list, struct q_buf *out)
{
    if (list->options.format == QUOTH_LIST_JSON)
        q_buf_add_str(out, list->rows ? Q_STR(",\n") : Q_STR("\n"));
}

static void behind_object(const struct q_list *list, struct q_buf *out)
{
    if (list->options.format == QUOTH_LIST_NDJSON)
        q_buf_add_char(out, '\n');
}

// A failure leaves nothing behind it.
static quoth_status close_part(quoth_output *output, size_t before, quoth_error *error)
{
    quoth_status status = q_buf_status(&output->buf);
    if (status == QUOTH_OK)
        status = q_buf_status(&output->word);
    if (status == QUOTH_OK)
        status = q_grid_status(&output->list.grid);
    return q_close_output(output, before, status, error);
}

// The same of a row, which counts if it stands.
static quoth_status close_row(quoth_output *output, size_t before, quoth_error *error)
{
    quoth_status status = close_part(output, before, error);
    output->list.rows += status == QUOTH_OK;
    return status;
}

static bool is_format(quoth_list_format format)
{
    return (int)format >= QUOTH_LIST_TABLE && (int)format <= QUOTH_LIST_MD;
}

static void lay_columns(struct q_list *list, int width)
{
    for (size_t i = 0; i < list->count; i++)
        q_grid_column(&list->grid, list->columns[i].width, list->columns[i].right);
    q_grid_fit(&list->grid, width);
}

quoth_status quoth_list_open(quoth_output *output, const quoth_list_options *options,
                             const quoth_list_head *head, const quoth_column *columns,
                             size_t count, quoth_error *error)
{
    struct q_list *list = &output->list;
    size_t before = output->buf.len;
    list->options = options ? *options : (quoth_list_options){0};
    list->head = head ? *head : (quoth_list_head){0};
    list->statements = !columns;
    list->columns = columns ? columns : q_hit_columns;
    list->count = columns ? count : q_hit_column_count;
    list->rows = 0;
    if (!is_format(list->options.format))
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "unknown format of a list");
    if (list->count > Q_LIST_COLUMNS)
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "more than %d columns",
                       Q_LIST_COLUMNS);
    q_open_output(output);
    q_grid_start(&list->grid, &output->buf, &output->word, list->options.colour);
    int width = list->options.width > 0 ? list->options.width : Q_SHEET_WIDTH;
    width = width < Q_SHEET_LEAST ? Q_SHEET_LEAST : width;
    if (list->statements)
        q_hit_lay(list, width);
    else
        lay_columns(list, width);
    if (list->options.format == QUOTH_LIST_JSON)
        put_json_head(list, &output->buf);
    else if (list->statements && list->options.format == QUOTH_LIST_TABLE)
        q_hit_titles(list);
    else if (list->options.format != QUOTH_LIST_NDJSON &&
             !(list->statements && list->options.format == QUOTH_LIST_MD))
        q_put_titles(list, &output->buf);
    return close_part(output, before, error);
}

quoth_status quoth_list_add(quoth_output *output, const quoth_cell *cells,
                            quoth_error *error)
{
    struct q_list *list = &output->list;
    size_t before = output->buf.len;
    q_open_output(output);
    if (is_json(list)) {
        before_object(list, &output->buf);
        put_object(list, &output->buf, cells);
        behind_object(list, &output->buf);
    } else {
        q_put_cells(list, &output->buf, cells);
    }
    return close_row(output, before, error);
}

quoth_status quoth_list_add_hit(quoth_output *output, const quoth_article *article,
                                const quoth_statements *statements, const quoth_hit *hit,
                                quoth_error *error)
{
    struct q_list *list = &output->list;
    size_t before = output->buf.len;
    q_open_output(output);
    struct q_hit_row row = {article, statements, hit};
    bool done = true;
    if (is_json(list)) {
        before_object(list, &output->buf);
        done = q_hit_object(output, &row);
        behind_object(list, &output->buf);
    } else if (list->options.format == QUOTH_LIST_TABLE) {
        q_hit_table(list, &row);
    } else if (list->options.format == QUOTH_LIST_MD) {
        q_hit_md(&output->buf, &row);
    } else {
        quoth_cell cells[Q_LIST_COLUMNS];
        done = q_hit_cells(&output->scratch, &row, cells);
        if (done)
            q_put_cells(list, &output->buf, cells);
    }
    if (!done)
        return q_close_output(output, before, QUOTH_ENOMEM, error);
    return close_row(output, before, error);
}

quoth_status quoth_list_close(quoth_output *output, quoth_error *error)
{
    size_t before = output->buf.len;
    q_open_output(output);
    put_foot(&output->list, &output->buf);
    return close_part(output, before, error);
}
