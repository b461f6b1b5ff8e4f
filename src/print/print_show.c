/*
 * One statement with all that is known of it, for people and as json; and an article with
 * its statements marked in it.
 *
 *     Jane Roe · told                                      7c1f09aa…
 *       who        Jane Roe, person, jane-roe, 97 %
 *       role       mayor
 *       to         “the council”
 *       said       2018-04-24 (“on Tuesday”)
 *
 *       «“We will not sell it,”» {Jane Roe} _told_ the council.
 */
#include "base/str.h"
#include "base/utf8.h"
#include "print/flow.h"
#include "print/hit.h"
#include "print/print.h"

enum {
    INDENT = 2,
    LABEL = 12,    // columns
    WINDOW = 2000, // bytes of a paragraph that are shown beside the statement
};

// ── Context ──

static void widen(quoth_span *span, quoth_spans by)
{
    for (uint32_t i = 0; i < by.count; i++) {
        if (by.at[i].start < span->start)
            span->start = by.at[i].start;
        if (by.at[i].end > span->end)
            span->end = by.at[i].end;
    }
}

// The line end before `at`, or, of a long line, WINDOW bytes away.
static uint32_t back_to_line(quoth_str text, uint32_t at)
{
    uint32_t least = at > WINDOW ? at - WINDOW : 0;
    while (at > least && text.ptr[at - 1] != '\n')
        at--;
    while (at > 0 && !q_utf8_starts(text.ptr[at]))
        at--;
    return at;
}

static uint32_t on_to_line(quoth_str text, uint32_t at)
{
    size_t most = text.len - at > WINDOW ? at + WINDOW : text.len;
    while (at < most && text.ptr[at] != '\n')
        at++;
    while (at < text.len && !q_utf8_starts(text.ptr[at]))
        at++;
    return at;
}

// Past white space, then a line.
static uint32_t back_a_paragraph(quoth_str text, uint32_t at)
{
    uint32_t end = at;
    while (end > 0 && q_is_white(text.ptr[end - 1]))
        end--;
    return end ? back_to_line(text, end - 1) : at;
}

static uint32_t on_a_paragraph(quoth_str text, uint32_t at)
{
    uint32_t start = at;
    while (start < text.len && q_is_white(text.ptr[start]))
        start++;
    return start < text.len ? on_to_line(text, start) : at;
}

// The paragraphs that the statement stands in, with the one before and the one behind.
static quoth_span context_of(const quoth_article *article, const quoth_statement *s)
{
    quoth_str text = quoth_article_text(article);
    quoth_span span = {UINT32_MAX, 0};
    widen(&span, s->content);
    widen(&span, s->cue);
    widen(&span, s->source);
    if (span.start > span.end)
        return (quoth_span){0, 0};
    span.start = back_a_paragraph(text, back_to_line(text, span.start));
    span.end = on_a_paragraph(text, on_to_line(text, span.end));
    return span;
}

// ── json ──

static void put_context(struct q_json *json, const quoth_article *article,
                        const quoth_statement *s)
{
    quoth_span span = context_of(article, s);
    uint32_t points[] = {span.start, span.end};
    quoth_bytes_to_points(quoth_article_text(article), points, 2);
    q_json_key(json, "context");
    q_json_object(json);
    q_put_string(json, "text", quoth_article_cut(article, span));
    q_put_spans(json, (quoth_spans){&span, 1}, points);
    q_json_end(json);
}

void q_print_statement_json(const struct q_sheet *sheet, const quoth_hit *hit)
{
    struct q_json json;
    q_json_init(&json, sheet->out);
    q_open_statement(&json, sheet, hit->statement, true);
    q_put_row(&json, hit);
    put_context(&json, sheet->article,
                quoth_statements_at(sheet->statements, hit->statement));
    if (sheet->origin)
        q_put_origin(&json, sheet->origin);
    q_json_end(&json);
    q_buf_add_char(sheet->out, '\n');
}

// ── Fields ──

static void start_field(struct q_flow *flow, quoth_str label)
{
    static const char spaces[] = "            ";
    q_flow_start(flow, INDENT, INDENT + LABEL);
    q_flow_text(flow, Q_STYLE_DIM, label);
    q_flow_whole(flow, Q_STYLE_NONE, q_str(spaces, LABEL - 1 - label.len));
    q_flow_text(flow, Q_STYLE_NONE, Q_STR(" "));
}

static void put_carried(struct q_flow *flow, int carried)
{
    if (carried)
        q_flow_text(flow, Q_STYLE_DIM, Q_STR(" (told by an earlier sentence)"));
}

static void put_phrase(struct q_flow *flow, const quoth_article *article, quoth_str label,
                       const quoth_phrase *phrase)
{
    if (!phrase->spans.count)
        return;
    start_field(flow, label);
    q_put_quoted(flow, Q_STYLE_NONE, article, phrase->spans);
    put_carried(flow, phrase->carried);
    q_flow_end(flow);
}

static void put_part(struct q_flow *flow, quoth_str text)
{
    if (!text.len)
        return;
    q_flow_joint(flow, "·");
    q_flow_text(flow, Q_STYLE_NONE, text);
}

static void put_who(struct q_flow *flow, const quoth_article *article,
                    const quoth_statement *s, const quoth_hit *hit)
{
    start_field(flow, Q_STR("who"));
    if (s->speaker_name.ptr) {
        q_flow_text(flow, Q_STYLE_WHO, s->speaker_name);
        put_part(flow, s->speaker_kind);
        q_flow_joint(flow, "·");
        q_put_percent(flow, s->speaker_confidence);
    } else {
        q_flow_text(flow, Q_STYLE_MARK, Q_STR("not named"));
        put_part(flow, s->speaker_why);
    }
    q_flow_end(flow);
    if (hit->person.ptr) {
        start_field(flow, Q_STR("person"));
        q_flow_text(flow, Q_STYLE_NONE, hit->person);
        put_part(flow, hit->person_name);
        q_flow_end(flow);
    }
    if (s->speaker_role.len) {
        start_field(flow, Q_STR("role"));
        q_flow_text(flow, Q_STYLE_NONE, s->speaker_role);
        q_flow_end(flow);
    }
    if (s->source.count) {
        start_field(flow, Q_STR("source"));
        q_put_quoted(flow, Q_STYLE_NONE, article, s->source);
        put_part(flow, q_form_name(s->form));
        q_flow_end(flow);
    }
}

// All candidates, each with how likely it is.
static void put_weighed(struct q_flow *flow, const quoth_statement *s)
{
    if (!s->candidate_count)
        return;
    start_field(flow, Q_STR("weighed"));
    for (uint32_t i = 0; i < s->candidate_count; i++) {
        if (i > 0)
            q_flow_joint(flow, "·");
        q_flow_text(flow, Q_STYLE_NONE, s->candidates[i].name);
        q_flow_text(flow, Q_STYLE_NONE, Q_STR(" "));
        q_put_percent(flow, s->candidates[i].confidence);
    }
    q_flow_end(flow);
}

static void put_flag(struct q_flow *flow, const quoth_statement *s, quoth_flag flag,
                     quoth_str name)
{
    if (s->flags & flag)
        put_part(flow, name);
}

static void put_how(struct q_flow *flow, const quoth_article *article,
                    const quoth_statement *s)
{
    if (s->cue.count) {
        start_field(flow, Q_STR("tells"));
        q_put_quoted(flow, Q_STYLE_NONE, article, s->cue);
        put_part(flow, s->cue_lemma);
        q_flow_end(flow);
    }
    start_field(flow, Q_STR("how"));
    q_put_sign(flow, s);
    q_flow_text(flow, Q_STYLE_NONE, Q_STR(" "));
    q_flow_text(flow, Q_STYLE_NONE, q_kind_name(s->kind));
    put_part(flow, q_act_name(s->act));
    if (s->negated)
        put_part(flow, Q_STR("negated"));
    put_part(flow, q_block_name(s->block));
    put_flag(flow, s, QUOTH_FLAG_UNCLOSED_QUOTE, Q_STR("unclosed quote"));
    put_flag(flow, s, QUOTH_FLAG_CARRIED_QUOTE, Q_STR("carried quote"));
    put_flag(flow, s, QUOTH_FLAG_NOT_READ, Q_STR("inside not read"));
    q_flow_joint(flow, "·");
    q_flow_text(flow, Q_STYLE_NONE, Q_STR("a statement "));
    q_put_percent(flow, s->confidence);
    q_flow_end(flow);
}

static void put_review(struct q_flow *flow, const quoth_hit *hit)
{
    if (hit->judged == QUOTH_JUDGED_NOT)
        return;
    start_field(flow, Q_STR("review"));
    q_flow_text(flow, Q_STYLE_NONE, q_judged_name(hit->judged));
    if (hit->judged_by.len) {
        q_flow_text(flow, Q_STYLE_DIM, Q_STR(" by "));
        q_flow_text(flow, Q_STYLE_NONE, hit->judged_by);
    }
    q_flow_end(flow);
}

static void put_said(struct q_flow *flow, const quoth_article *article,
                     const quoth_statement *s, const quoth_hit *hit)
{
    if (s->said.spans.count) {
        start_field(flow, Q_STR("said"));
        if (s->said.date.value.ptr)
            q_put_value(flow, Q_STYLE_NONE, s->said.date.value);
        else
            q_flow_text(flow, Q_STYLE_DIM, Q_STR("date not certain"));
        q_flow_joint(flow, "·");
        q_put_quoted(flow, Q_STYLE_NONE, article, s->said.spans);
        put_carried(flow, s->said.carried);
        q_flow_end(flow);
    } else if (hit->date.value.ptr) {
        start_field(flow, Q_STR("said"));
        q_flow_text(flow, Q_STYLE_DIM, Q_STR("not told; "));
        q_flow_text(flow, Q_STYLE_DIM, q_clock_name(hit->clock));
        q_flow_text(flow, Q_STYLE_NONE, Q_STR(" "));
        q_put_value(flow, Q_STYLE_NONE, hit->date.value);
        q_flow_end(flow);
    }
}

static void put_via(struct q_flow *flow, const quoth_article *article,
                    const quoth_statement *s)
{
    for (uint32_t i = 0; i < s->via_count; i++) {
        start_field(flow, i ? Q_STR("then") : Q_STR("via"));
        q_flow_text(flow, Q_STYLE_NONE, s->via[i].name);
        if (s->via[i].spans.count) {
            q_flow_joint(flow, "·");
            q_put_quoted(flow, Q_STYLE_NONE, article, s->via[i].spans);
        }
        put_carried(flow, s->via[i].carried);
        q_flow_end(flow);
    }
}

// Whose words it stands in, and what is told in it.
static void put_around(struct q_flow *flow, const struct q_sheet *sheet,
                       const quoth_statement *s, uint32_t index)
{
    const quoth_statement *parent = q_parent_of(sheet->statements, s);
    if (parent) {
        start_field(flow, Q_STR("told by"));
        q_put_speaker(flow, sheet->article, parent);
        q_flow_joint(flow, "·");
        q_flow_text(flow, Q_STYLE_DIM, q_str_from(parent->id));
        q_flow_end(flow);
    }
    for (size_t i = 0; i < quoth_statements_count(sheet->statements); i++) {
        const quoth_statement *inner = quoth_statements_at(sheet->statements, i);
        if (inner->parent != index)
            continue;
        start_field(flow, Q_STR("tells of"));
        q_put_speaker(flow, sheet->article, inner);
        q_flow_joint(flow, "·");
        q_flow_text(flow, Q_STYLE_DIM, q_str_from(inner->id));
        q_flow_end(flow);
    }
}

// ── Text ──

static void put_legend(struct q_flow *flow)
{
    q_flow_start(flow, INDENT, INDENT);
    q_paint_legend(flow);
    q_flow_end(flow);
}

static void put_read_by(struct q_flow *flow, const struct q_sheet *sheet)
{
    q_buf_add_char(flow->out, '\n');
    q_flow_start(flow, 0, 0);
    q_flow_text(flow, Q_STYLE_DIM, Q_STR("article "));
    q_flow_text(flow, Q_STYLE_DIM, quoth_article_id(sheet->article));
    q_flow_end(flow);
    quoth_str version = quoth_statements_version(sheet->statements);
    if (!version.ptr)
        return;
    q_flow_start(flow, 0, 0);
    q_flow_text(flow, Q_STYLE_DIM, Q_STR("read by quoth "));
    q_flow_text(flow, Q_STYLE_DIM, version);
    q_flow_text(flow, Q_STYLE_DIM, Q_STR(", model "));
    q_flow_text(flow, Q_STYLE_DIM, quoth_statements_model(sheet->statements));
    q_flow_end(flow);
}

void q_print_statement_text(const struct q_sheet *sheet, const quoth_hit *hit,
                            const struct q_paint *paint)
{
    const quoth_article *article = sheet->article;
    const quoth_statement *s = quoth_statements_at(sheet->statements, hit->statement);
    struct q_flow flow;
    q_flow_init(&flow, sheet->out, sheet->word, sheet->width, sheet->colour);
    q_flow_start(&flow, 0, 0);
    q_flow_text(&flow, Q_STYLE_HEAD, Q_STR("statement "));
    q_flow_text(&flow, Q_STYLE_HEAD, q_str_from(s->id));
    q_flow_end(&flow);
    put_who(&flow, article, s, hit);
    put_weighed(&flow, s);
    put_how(&flow, article, s);
    put_phrase(&flow, article, Q_STR("to"), &s->addressee);
    put_phrase(&flow, article, Q_STR("occasion"), &s->occasion);
    put_phrase(&flow, article, Q_STR("place"), &s->place);
    put_said(&flow, article, s, hit);
    put_review(&flow, hit);
    put_via(&flow, article, s);
    put_around(&flow, sheet, s, hit->statement);
    q_buf_add_char(sheet->out, '\n');
    put_legend(&flow);
    q_buf_add_char(sheet->out, '\n');
    q_paint_put(&flow, article, context_of(article, s), paint, 2 * INDENT);
    q_buf_add_char(sheet->out, '\n');
    q_put_head(&flow, article);
    q_put_origin_text(&flow, sheet->origin);
    put_read_by(&flow, sheet);
    q_buf_add_char(sheet->out, '\n');
}

void q_print_kept_text(const struct q_sheet *sheet, const struct q_paint *paint)
{
    struct q_flow flow;
    quoth_str text = quoth_article_text(sheet->article);
    q_flow_init(&flow, sheet->out, sheet->word, sheet->width, sheet->colour);
    q_put_head(&flow, sheet->article);
    q_buf_add_char(sheet->out, '\n');
    put_legend(&flow);
    q_buf_add_char(sheet->out, '\n');
    q_paint_put(&flow, sheet->article, (quoth_span){0, (uint32_t)text.len}, paint, INDENT);
    q_put_origin_text(&flow, sheet->origin);
    put_read_by(&flow, sheet);
    q_buf_add_char(sheet->out, '\n');
}
