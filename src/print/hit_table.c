/*
 * A statement as a row for people: of a table, and of a Markdown list.
 *
 *     2018-04-24  Jane Roe      ● “We will not sell the *bridge*.”
 *     said        The Herald
 *     7c1f09aa    via TASS
 *
 *     - **Jane Roe**, mayor, 2018-04-24 (said): “We will not sell the bridge.” —
 *       [The Herald, *Bridge stays*, 2018-04-25](<https://herald.example/1>) · `7c1f09aa`
 */
#include "base/str.h"
#include "print/hit.h"
#include "print/print.h"

enum {
    DATE = 11, // columns: "to" and a day, or a time with its zone
    WHO_LEAST = 14,
    WHO_MOST = 28,
    SIGN = 3,    // "↳○ "
    NARROW = 56, // below it cells stand one below the other
    ID_SHOWN = 8 // digits; what quoth_archive_statement asks for at least
};

void q_put_sign(struct q_flow *flow, const quoth_statement *s)
{
    static const char *const signs[] = {
        [QUOTH_KIND_DIRECT] = "●", [QUOTH_KIND_MIXED] = "◐", [QUOTH_KIND_INDIRECT] = "○"};
    if (s->parent != QUOTH_NO_PARENT)
        q_flow_text(flow, Q_STYLE_CUE, Q_STR("↳"));
    q_flow_text(flow, Q_STYLE_CUE, q_str_from(signs[s->kind]));
}

void q_put_speaker(struct q_flow *flow, const quoth_article *article,
                   const quoth_statement *s)
{
    if (s->speaker_name.ptr)
        q_flow_text(flow, Q_STYLE_WHO, s->speaker_name);
    else if (s->source.count)
        q_put_quoted(flow, Q_STYLE_WHO, article, s->source);
    else
        q_flow_text(flow, Q_STYLE_DIM, Q_STR("(no source)"));
}

// "via Reuters → TASS"; nothing where there are none.
static void put_relays(struct q_flow *flow, const quoth_statement *s)
{
    for (uint32_t i = 0; i < s->via_count; i++) {
        if (i > 0)
            q_flow_joint(flow, "→");
        else
            q_flow_text(flow, Q_STYLE_DIM, Q_STR("via "));
        q_flow_text(flow, Q_STYLE_NONE, s->via[i].name);
    }
}

// ── Table ──

enum column { COLUMN_DATE, COLUMN_WHO, COLUMN_WORDS, COLUMNS };

void q_hit_lay(struct q_list *list, int width)
{
    int who = width / 4;
    who = who < WHO_LEAST ? WHO_LEAST : who > WHO_MOST ? WHO_MOST : who;
    q_grid_column(&list->grid, DATE, false);
    q_grid_column(&list->grid, who, false);
    q_grid_column(&list->grid, 0, false);
    if (width < NARROW)
        q_grid_stack(&list->grid, width);
    else
        q_grid_fit(&list->grid, width);
}

void q_hit_titles(struct q_list *list)
{
    static const char *const titles[COLUMNS] = {
        "date, id", "who, outlet", "words: ● direct ◐ mixed ○ indirect ↳ reported"};
    for (uint32_t i = 0; i < COLUMNS; i++) {
        if (list->grid.stacked && i != COLUMN_WORDS)
            continue;
        struct q_flow flow = q_grid_cell(&list->grid, i);
        q_flow_text(&flow, Q_STYLE_DIM, q_str_from(titles[i]));
        q_flow_end(&flow);
    }
    q_grid_put(&list->grid);
}

// One more line of the cell.
static void next_line(struct q_flow *flow)
{
    q_flow_end(flow);
    q_flow_start(flow, 0, 0);
}

// The same, but where there is room beside it.
static void part_line(const struct q_list *list, struct q_flow *flow)
{
    if (list->grid.stacked)
        q_flow_text(flow, Q_STYLE_NONE, Q_STR(" "));
    else
        next_line(flow);
}

static void put_date(struct q_list *list, const quoth_hit *hit, const quoth_statement *s)
{
    struct q_flow flow = q_grid_cell(&list->grid, COLUMN_DATE);
    if (hit->date.value.ptr) {
        q_put_value(&flow, Q_STYLE_NONE, hit->date.value);
        part_line(list, &flow);
        // Nobody shall take the day it came for the day it was said.
        q_flow_text(&flow, hit->clock == QUOTH_CLOCK_CAPTURED ? Q_STYLE_MARK : Q_STYLE_DIM,
                    q_clock_name(hit->clock));
    } else {
        q_flow_text(&flow, Q_STYLE_DIM, Q_STR("undated"));
    }
    part_line(list, &flow);
    q_flow_text(&flow, Q_STYLE_DIM, q_str(s->id, ID_SHOWN));
    if (hit->judged != QUOTH_JUDGED_NOT) {
        part_line(list, &flow);
        q_flow_text(&flow,
                    hit->judged == QUOTH_JUDGED_REJECTED ? Q_STYLE_MARK : Q_STYLE_DIM,
                    q_judged_name(hit->judged));
    }
    q_flow_end(&flow);
}

static void put_who(struct q_list *list, const struct q_hit_row *row,
                    const quoth_statement *s)
{
    struct q_flow flow = q_grid_cell(&list->grid, COLUMN_WHO);
    quoth_str outlet = quoth_article_outlet(row->article);
    const quoth_statement *parent = q_parent_of(row->statements, s);
    q_put_speaker(&flow, row->article, s);
    if (parent) {
        next_line(&flow);
        q_flow_text(&flow, Q_STYLE_DIM, Q_STR("told by "));
        q_put_speaker(&flow, row->article, parent);
    }
    next_line(&flow);
    if (outlet.len)
        q_flow_text(&flow, Q_STYLE_NONE, outlet);
    else
        q_flow_text(&flow, Q_STYLE_DIM, quoth_article_name(row->article));
    if (s->via_count) {
        next_line(&flow);
        put_relays(&flow, s);
    }
    q_flow_end(&flow);
}

void q_hit_table(struct q_list *list, const struct q_hit_row *row)
{
    const quoth_statement *s = quoth_statements_at(row->statements, row->hit->statement);
    q_buf_add_char(list->grid.out, '\n');
    put_date(list, row->hit, s);
    put_who(list, row, s);
    struct q_flow flow = q_grid_cell(&list->grid, COLUMN_WORDS);
    q_flow_start(&flow, 0, SIGN);
    q_put_sign(&flow, s);
    if (s->parent == QUOTH_NO_PARENT)
        q_flow_whole(&flow, Q_STYLE_NONE, Q_STR(" "));
    q_flow_text(&flow, Q_STYLE_NONE, Q_STR(" "));
    if (s->negated)
        q_flow_text(&flow, Q_STYLE_MARK, Q_STR("(negated) "));
    q_put_content(&flow, row->article, s, row->hit->words);
    if (row->hit->more) {
        next_line(&flow);
        q_flow_number(&flow, Q_STYLE_DIM, row->hit->more);
        q_flow_text(&flow, Q_STYLE_DIM, Q_STR(" more in this article"));
    }
    q_flow_end(&flow);
    q_grid_put(&list->grid);
}

// ── Markdown ──

static void put_md_name(struct q_buf *out, const struct q_hit_row *row,
                        const quoth_statement *s)
{
    if (s->speaker_name.ptr) {
        q_put_md(out, s->speaker_name);
    } else if (s->source.count) {
        q_buf_add_str(out, Q_STR("“"));
        q_put_md(out, q_str_trim(quoth_article_cut(row->article, s->source.at[0])));
        q_buf_add_str(out, Q_STR("”"));
    } else {
        q_buf_add_str(out, Q_STR("(no source)"));
    }
}

static void put_md_who(struct q_buf *out, const struct q_hit_row *row,
                       const quoth_statement *s)
{
    const quoth_statement *parent = q_parent_of(row->statements, s);
    q_buf_add_str(out, Q_STR("- **"));
    put_md_name(out, row, s);
    q_buf_add_str(out, Q_STR("**"));
    if (s->speaker_role.len) {
        q_buf_add_str(out, Q_STR(", "));
        q_put_md(out, s->speaker_role);
    }
    if (parent) {
        q_buf_add_str(out, Q_STR(", told by "));
        put_md_name(out, row, parent);
    }
}

static void put_md_words(struct q_buf *out, const struct q_hit_row *row,
                         const quoth_statement *s)
{
    for (uint32_t i = 0; i < s->content.count; i++) {
        if (i > 0)
            q_buf_add_str(out, Q_STR(" \\| "));
        q_put_md(out, q_str_trim(quoth_article_cut(row->article, s->content.at[i])));
    }
}

// An address between < and >; what could end it is written as %XX.
static void put_md_address(struct q_buf *out, quoth_str url)
{
    static const char digits[] = "0123456789ABCDEF";
    q_buf_add_str(out, Q_STR("(<"));
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.ptr[i];
        if (c > ' ' && c != 0x7f && !strchr("<>\\", c)) {
            q_buf_add_char(out, (char)c);
            continue;
        }
        q_buf_add_char(out, '%');
        q_buf_add_char(out, digits[c >> 4]);
        q_buf_add_char(out, digits[c & 15]);
    }
    q_buf_add_str(out, Q_STR(">)"));
}

// Only the web's own addresses are links: a page of ours shall run nothing.
static bool is_link(quoth_str url)
{
    return q_str_starts_nocase(url, Q_STR("https://")) ||
           q_str_starts_nocase(url, Q_STR("http://"));
}

static void put_md_source(struct q_buf *out, const quoth_article *article)
{
    quoth_str outlet = quoth_article_outlet(article), url = quoth_article_url(article);
    quoth_str title = q_str_trim(quoth_article_title(article));
    quoth_str published = quoth_article_published(article)->value;
    quoth_str head = title.len ? title : quoth_article_name(article);
    bool link = is_link(url);
    q_buf_add_str(out, link ? Q_STR(" — [") : Q_STR(" — "));
    if (outlet.len) {
        q_put_md(out, outlet);
        q_buf_add_str(out, Q_STR(", "));
    }
    q_buf_add_char(out, '*');
    q_put_md(out, head);
    q_buf_add_char(out, '*');
    if (published.len) {
        q_buf_add_str(out, Q_STR(", "));
        q_put_md(out, published);
    }
    if (link) {
        q_buf_add_char(out, ']');
        put_md_address(out, url);
    }
}

void q_hit_md(struct q_buf *out, const struct q_hit_row *row)
{
    const quoth_statement *s = quoth_statements_at(row->statements, row->hit->statement);
    put_md_who(out, row, s);
    if (row->hit->date.value.ptr) {
        q_buf_add_str(out, Q_STR(", "));
        q_put_md(out, row->hit->date.value);
        q_buf_add_str(out, Q_STR(" ("));
        q_buf_add_str(out, q_clock_name(row->hit->clock));
        q_buf_add_char(out, ')');
    }
    q_buf_add_str(out, Q_STR(": "));
    put_md_words(out, row, s);
    put_md_source(out, row->article);
    q_buf_add_str(out, Q_STR(" · `"));
    q_buf_add_str(out, q_str_from(s->id));
    q_buf_add_char(out, '`');
    if (row->hit->judged != QUOTH_JUDGED_NOT) {
        q_buf_add_str(out, Q_STR(" · "));
        q_buf_add_str(out, q_judged_name(row->hit->judged));
    }
    if (row->hit->more) {
        q_buf_add_str(out, Q_STR(" · "));
        q_buf_add_number(out, row->hit->more);
        q_buf_add_str(out, Q_STR(" more"));
    }
    q_buf_add_char(out, '\n');
}
