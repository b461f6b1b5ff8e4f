/*
 * Cells as lines of text: csv, tsv, md, and a table.
 *
 *     Roe, Jane; said "no"   →   "Roe, Jane; said ""no"""    csv, RFC 4180
 *     =1+1                   →   '=1+1                       with `safe`: a spreadsheet
 *                                                            would run it
 *
 * Control characters become U+FFFD, but for tab and line ends where these can stand.
 */
#include "base/str.h"
#include "print/rows.h"

// ── One value ──

// Bytes of the control character at `at`, or 0.
static size_t control(const char *at, const char *end)
{
    unsigned char c = (unsigned char)*at;
    if (c == 0xc2 && end - at > 1 && (unsigned char)at[1] < 0xa0)
        return 2;
    return c < 0x20 || c == 0x7f;
}

// `instead` gives what stands for a byte in a form, or NULL: itself.
static void put_text(struct q_buf *out, quoth_str text, const char *(*instead)(char c))
{
    if (!text.len)
        return;
    const char *from = text.ptr, *at = from, *end = from + text.len;
    while (at < end) {
        size_t odd = control(at, end);
        const char *other = instead(*at);
        if (!other && odd)
            other = "\xef\xbf\xbd"; // U+FFFD
        if (!other) {
            at++;
            continue;
        }
        q_buf_add(out, from, (size_t)(at - from));
        q_buf_add_str(out, q_str_from(other));
        from = at += odd ? odd : 1;
    }
    q_buf_add(out, from, (size_t)(end - from));
}

static const char *in_csv(char c)
{
    switch (c) {
    case '"':
        return "\"\"";
    case '\t':
        return "\t";
    case '\n':
        return "\n";
    case '\r':
        return "\r";
    default:
        return NULL;
    }
}

static const char *in_tsv(char c)
{
    switch (c) {
    case '\t':
        return "\\t";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\\':
        return "\\\\";
    default:
        return NULL;
    }
}

// Whatever begins something in CommonMark or in tables, wherever it may stand on a line
// that begins otherwise; white space is one space.
static const char *in_md(char c)
{
    switch (c) {
    case '\t':
    case '\n':
    case '\r':
        return " ";
    case '\\':
        return "\\\\";
    case '`':
        return "\\`";
    case '*':
        return "\\*";
    case '_':
        return "\\_";
    case '[':
        return "\\[";
    case ']':
        return "\\]";
    case '<':
        return "\\<";
    case '>':
        return "\\>";
    case '|':
        return "\\|";
    case '~':
        return "\\~";
    case '$':
        return "\\$";
    case '&':
        return "&amp;";
    default:
        return NULL;
    }
}

void q_put_md(struct q_buf *out, quoth_str text)
{
    put_text(out, text, in_md);
}

static bool has_any(quoth_str text, const char *bytes)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] && strchr(bytes, text.ptr[i]))
            return true;
    return false;
}

// What a spreadsheet takes for a formula.
static bool runs(quoth_str text)
{
    return text.len && text.ptr[0] && strchr("=+-@\t\r", text.ptr[0]);
}

// A value of one line or more in a form that has a value between marks.
static void put_value(const struct q_list *list, struct q_buf *out, quoth_str text)
{
    bool escape = list->options.safe && runs(text);
    switch (list->options.format) {
    case QUOTH_LIST_CSV: {
        bool quoted = has_any(text, ",\"\r\n") || (text.len && text.ptr[0] == ' ');
        if (quoted)
            q_buf_add_char(out, '"');
        if (escape)
            q_buf_add_char(out, '\'');
        put_text(out, text, in_csv);
        if (quoted)
            q_buf_add_char(out, '"');
        break;
    }
    case QUOTH_LIST_TSV:
        if (escape)
            q_buf_add_char(out, '\'');
        put_text(out, text, in_tsv);
        break;
    default:
        q_put_md(out, text);
    }
}

// ── A cell ──

// Several values in the place of one are put together in `joined`.
static void put_texts(const struct q_list *list, struct q_buf *out, struct q_buf *joined,
                      const quoth_cell *cell)
{
    for (size_t i = 0; i < cell->count; i++) {
        if (i)
            q_buf_add_str(joined, Q_STR("; "));
        q_buf_add_str(joined, cell->texts[i]);
    }
    put_value(list, out, q_str(joined->ptr, joined->len));
    if (!joined->failed)
        joined->len = 0;
}

static void put_cell(struct q_list *list, struct q_buf *out, const quoth_cell *cell)
{
    switch (cell->kind) {
    case QUOTH_CELL_TEXT:
        put_value(list, out, cell->text);
        break;
    case QUOTH_CELL_NUMBER:
        q_buf_add_number(out, cell->number);
        break;
    case QUOTH_CELL_TEXTS:
        put_texts(list, out, &list->grid.at[0].lines, cell);
        break;
    case QUOTH_CELL_NONE:
    default:
        break;
    }
}

// 53,892
static void put_grouped(struct q_flow *flow, uint64_t number)
{
    char digits[27]; // of 2^64 - 1, with six commas
    size_t at = sizeof digits;
    for (int i = 0; !i || number; i++, number /= 10) {
        if (i && i % 3 == 0)
            digits[--at] = ',';
        digits[--at] = (char)('0' + number % 10);
    }
    q_flow_whole(flow, Q_STYLE_NONE, q_str(digits + at, sizeof digits - at));
}

static quoth_str title_of(const quoth_column *column)
{
    return q_str_from(column->title ? column->title : column->key);
}

// Cells that stand one below the other have no titles above them, so each has its own, but
// for the first; nothing is told of one that is empty.
static void fill_cell(struct q_list *list, uint32_t i, const quoth_cell *cell)
{
    bool empty = cell->kind == QUOTH_CELL_NONE ||
                 (cell->kind == QUOTH_CELL_TEXT && cell->text.len == 0) ||
                 (cell->kind == QUOTH_CELL_TEXTS && cell->count == 0);
    if (list->grid.stacked && empty)
        return;
    struct q_flow flow = q_grid_cell(&list->grid, i);
    if (list->grid.stacked && i > 0) {
        q_flow_text(&flow, Q_STYLE_DIM, title_of(&list->columns[i]));
        q_flow_text(&flow, Q_STYLE_DIM, Q_STR(": "));
    }
    switch (cell->kind) {
    case QUOTH_CELL_TEXT:
        q_flow_text(&flow, Q_STYLE_NONE, cell->text);
        break;
    case QUOTH_CELL_NUMBER:
        put_grouped(&flow, cell->number);
        break;
    case QUOTH_CELL_TEXTS:
        for (size_t k = 0; k < cell->count; k++) {
            q_flow_text(&flow, Q_STYLE_NONE, cell->texts[k]);
            q_flow_text(&flow, Q_STYLE_DIM, k + 1 < cell->count ? Q_STR("; ") : Q_STR(""));
        }
        break;
    case QUOTH_CELL_NONE:
    default:
        break;
    }
    q_flow_end(&flow);
}

// ── A line ──

static void put_table_titles(struct q_list *list)
{
    if (list->grid.stacked)
        return; // each value has its own
    for (uint32_t i = 0; i < list->count; i++) {
        struct q_flow flow = q_grid_cell(&list->grid, i);
        q_flow_text(&flow, Q_STYLE_DIM, title_of(&list->columns[i]));
        q_flow_end(&flow);
    }
    q_grid_put(&list->grid);
}

static void put_md_titles(struct q_list *list, struct q_buf *out)
{
    for (size_t i = 0; i < list->count; i++) {
        q_buf_add_str(out, i ? Q_STR(" | ") : Q_STR("| "));
        q_put_md(out, title_of(&list->columns[i]));
    }
    q_buf_add_str(out, Q_STR(" |\n|"));
    for (size_t i = 0; i < list->count; i++)
        q_buf_add_str(out, list->columns[i].right ? Q_STR(" ---: |") : Q_STR(" --- |"));
    q_buf_add_char(out, '\n');
}

// What stands between the values of a line, and behind them.
static quoth_str between(const struct q_list *list)
{
    switch (list->options.format) {
    case QUOTH_LIST_CSV:
        return Q_STR(",");
    case QUOTH_LIST_TSV:
        return Q_STR("\t");
    default:
        return Q_STR(" | ");
    }
}

static quoth_str behind(const struct q_list *list)
{
    switch (list->options.format) {
    case QUOTH_LIST_CSV:
        return Q_STR("\r\n");
    case QUOTH_LIST_TSV:
        return Q_STR("\n");
    default:
        return Q_STR(" |\n");
    }
}

void q_put_titles(struct q_list *list, struct q_buf *out)
{
    switch (list->options.format) {
    case QUOTH_LIST_TABLE:
        put_table_titles(list);
        break;
    case QUOTH_LIST_MD:
        put_md_titles(list, out);
        break;
    default:
        for (size_t i = 0; i < list->count; i++) {
            if (i)
                q_buf_add_str(out, between(list));
            q_buf_add_str(out, q_str_from(list->columns[i].key));
        }
        q_buf_add_str(out, behind(list));
    }
}

void q_put_cells(struct q_list *list, struct q_buf *out, const quoth_cell *cells)
{
    if (list->options.format == QUOTH_LIST_TABLE) {
        if (list->grid.stacked && list->rows)
            q_buf_add_char(out, '\n');
        for (uint32_t i = 0; i < list->count; i++)
            fill_cell(list, i, &cells[i]);
        q_grid_put(&list->grid);
        return;
    }
    if (list->options.format == QUOTH_LIST_MD)
        q_buf_add_str(out, Q_STR("| "));
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            q_buf_add_str(out, between(list));
        put_cell(list, out, &cells[i]);
    }
    q_buf_add_str(out, behind(list));
}
