/*
 * Text for people: an article's head, then who said what, nested under whom.
 *
 *     Council drops the bridge
 *     ────────────────────────
 *     The Herald · 2023-06-08 12:05 · report
 *
 *       Jane Doe, deputy mayor (“she”) · told
 *         to reporters · on 2023-06-08 (“on Thursday”)        print_fields.c
 *           “We tried.” | “It failed [twice].” [120–131, 140–158]
 *
 * White space is shown as one space; the text itself is not touched. The numbers are the
 * content's spans in code points, as in the records.
 */
#include "base/str.h"
#include "print/flow.h"
#include "print/print.h"

enum { INDENT = 2, STEP = 4, DEPTH_SHOWN = 4 };

// ── Head ──

static void put_rule(struct q_buf *out, quoth_str title, int width)
{
    uint32_t points = (uint32_t)title.len;
    quoth_bytes_to_points(title, &points, 1);
    for (uint32_t i = 0; i < points && i < (uint32_t)width; i++)
        q_buf_add_str(out, Q_STR("─"));
    q_buf_add_char(out, '\n');
}

void q_put_moment(struct q_flow *flow, enum q_style style, quoth_str value)
{
    if (!value.len)
        return;
    uint32_t end = (uint32_t)value.len, time = 0;
    while (time < end && value.ptr[time] != 'T')
        time++;
    q_flow_text(flow, style, q_str_cut(value, 0, time));
    if (time < end) {
        q_flow_text(flow, style, Q_STR(" "));
        q_flow_text(flow, style, q_str_cut(value, time + 1, end));
    }
}

void q_put_head(struct q_flow *flow, const quoth_article *article)
{
    quoth_str name = quoth_article_name(article);
    quoth_str title = q_str_trim(quoth_article_title(article));
    quoth_str outlet = quoth_article_outlet(article);
    const quoth_date *published = quoth_article_published(article);
    quoth_str head = title.len ? title : name;
    q_flow_start(flow, 0, 0);
    q_flow_text(flow, Q_STYLE_HEAD, head);
    q_flow_end(flow);
    put_rule(flow->out, head, flow->width);
    bool dated = published->value.len > 0;
    if (!outlet.len && !dated && !title.len)
        return;
    q_flow_start(flow, 0, 0);
    q_flow_text(flow, Q_STYLE_DIM, outlet);
    if (outlet.len && dated)
        q_flow_joint(flow, "·");
    q_put_moment(flow, Q_STYLE_DIM, published->value);
    if (title.len) {
        if (outlet.len || dated)
            q_flow_joint(flow, "·");
        q_flow_text(flow, Q_STYLE_DIM, name);
    }
    q_flow_end(flow);
}

// ── Words ──

// A bar parts pieces, as no speaker says it.
void q_put_pieces(struct q_flow *flow, enum q_style style, const quoth_article *article,
                  quoth_spans spans)
{
    for (uint32_t i = 0; i < spans.count; i++) {
        if (i > 0)
            q_flow_joint(flow, "|");
        q_flow_text(flow, style, q_str_trim(quoth_article_cut(article, spans.at[i])));
    }
}

void q_put_quoted(struct q_flow *flow, enum q_style style, const quoth_article *article,
                  quoth_spans spans)
{
    q_flow_text(flow, style, Q_STR("“"));
    q_put_pieces(flow, style, article, spans);
    q_flow_text(flow, style, Q_STR("”"));
}

// ── Notes behind the words ──

static void put_note(struct q_flow *flow, quoth_str note)
{
    q_flow_joint(flow, "·");
    q_flow_whole(flow, Q_STYLE_DIM, note);
}

static void put_range(struct q_flow *flow, quoth_spans content, const uint32_t *points)
{
    q_flow_text(flow, Q_STYLE_DIM, Q_STR(" ["));
    for (uint32_t i = 0; i < content.count; i++) {
        if (i > 0)
            q_flow_text(flow, Q_STYLE_DIM, Q_STR(", "));
        q_flow_number(flow, Q_STYLE_DIM, points[2 * i]);
        q_flow_text(flow, Q_STYLE_DIM, Q_STR("–"));
        q_flow_number(flow, Q_STYLE_DIM, points[2 * i + 1]);
    }
    q_flow_text(flow, Q_STYLE_DIM, Q_STR("]"));
}

static void put_notes(struct q_flow *flow, const quoth_statement *s)
{
    if (s->act == QUOTH_ACT_WRITING)
        put_note(flow, Q_STR("writing"));
    if (s->act == QUOTH_ACT_THOUGHT)
        put_note(flow, Q_STR("thought"));
    if (s->act == QUOTH_ACT_INTENT)
        put_note(flow, Q_STR("intent"));
    if (s->flags & QUOTH_FLAG_HEADLINE)
        put_note(flow, Q_STR("headline"));
    if (s->flags & QUOTH_FLAG_UNCLOSED_QUOTE)
        put_note(flow, Q_STR("unclosed quote"));
    if (s->flags & QUOTH_FLAG_CARRIED_QUOTE)
        put_note(flow, Q_STR("carried quote"));
    if (s->flags & QUOTH_FLAG_LEFT_OUT)
        put_note(flow, Q_STR("left out"));
    if (s->confidence < Q_SHEET_SURE) {
        put_note(flow, Q_STR("confidence "));
        q_put_percent(flow, s->confidence);
    }
}

// ── Statement ──

// Without the article that it opens with.
static quoth_str without_article(quoth_str words)
{
    static const char *const articles[] = {"the", "a", "an", NULL};
    quoth_str rest = words, first = q_str_take_until(&rest, ' ');
    return rest.len && q_str_is_any(first, articles) ? rest : words;
}

static bool same_words(quoth_str a, quoth_str b)
{
    return q_str_equal_nocase(without_article(a), without_article(b));
}

// The name, the role unless name or words tell it, and the words that stood for the name
// where they are others. Without a name these words alone, in quote marks: they are the
// text's, not an answer.
static void put_who(struct q_flow *flow, const quoth_article *article,
                    const quoth_statement *s)
{
    if (!s->speaker_name.ptr) {
        if (s->source.count)
            q_put_quoted(flow, Q_STYLE_WHO, article, s->source);
        else
            q_flow_text(flow, Q_STYLE_DIM, Q_STR("(no source)"));
        return;
    }
    quoth_str words = Q_STR(""), role = s->speaker_role;
    if (s->source.count == 1)
        words = quoth_article_cut(article, s->source.at[0]);
    q_flow_text(flow, Q_STYLE_WHO, s->speaker_name);
    if (role.len && !same_words(role, s->speaker_name) && !same_words(role, words)) {
        q_flow_text(flow, Q_STYLE_DIM, Q_STR(", "));
        q_flow_text(flow, Q_STYLE_DIM, role);
    }
    if (!s->source.count || s->form == QUOTH_FORM_NAME ||
        same_words(words, s->speaker_name))
        return;
    q_flow_text(flow, Q_STYLE_DIM, Q_STR(" ("));
    q_put_quoted(flow, Q_STYLE_DIM, article, s->source);
    q_flow_text(flow, Q_STYLE_DIM, Q_STR(")"));
}

// Statements around this one. Bounded, so that a loop of parents ends too.
static int depth_of(const quoth_statements *statements, const quoth_statement *s)
{
    int depth = 0;
    while (depth < DEPTH_SHOWN && s->parent < quoth_statements_count(statements)) {
        s = quoth_statements_at(statements, s->parent);
        depth++;
    }
    return depth;
}

static void put_statement(struct q_flow *flow, const struct q_sheet *sheet, size_t index)
{
    const quoth_statement *s = quoth_statements_at(sheet->statements, index);
    int depth = depth_of(sheet->statements, s);
    int indent = INDENT + depth * (sheet->width < Q_SHEET_WIDTH / 2 ? 1 : STEP);
    q_flow_start(flow, indent, indent + STEP);
    if (depth > 0)
        q_flow_joint(flow, "↳");
    put_who(flow, sheet->article, s);
    if (s->cue.count) {
        q_flow_joint(flow, "·");
        q_put_pieces(flow, Q_STYLE_CUE, sheet->article, s->cue);
    }
    if (s->negated)
        q_flow_text(flow, Q_STYLE_MARK, Q_STR(" (negated)"));
    q_flow_end(flow);
    q_put_fields(flow, sheet->article, s, indent);
    q_flow_start(flow, indent + STEP, indent + STEP);
    q_put_content(flow, sheet->article, s, (quoth_spans){NULL, 0});
    put_range(flow, s->content, sheet->points[index].content);
    put_notes(flow, s);
    q_flow_end(flow);
}

static void put_nothing(struct q_flow *flow, quoth_str why)
{
    q_flow_start(flow, INDENT, INDENT);
    q_flow_text(flow, Q_STYLE_NONE, why.ptr ? Q_STR("not read: ") : Q_STR("nothing said"));
    q_flow_text(flow, Q_STYLE_NONE, why);
    q_flow_end(flow);
    q_buf_add_char(flow->out, '\n');
}

void q_print_text(const struct q_sheet *sheet)
{
    struct q_flow flow;
    q_flow_init(&flow, sheet->out, sheet->word, sheet->width, sheet->colour);
    q_put_head(&flow, sheet->article);
    q_buf_add_char(sheet->out, '\n');
    size_t count = quoth_statements_count(sheet->statements);
    for (size_t i = 0; i < count; i++) {
        put_statement(&flow, sheet, i);
        q_buf_add_char(sheet->out, '\n');
    }
    if (!count)
        put_nothing(&flow, quoth_statements_why(sheet->statements));
}
