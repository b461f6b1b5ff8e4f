/*
 * Text for people: the lines between who and what, each only where it tells something.
 *
 *     to reporters · at a news conference · in Minsk · on 2023-06-08 (“on Thursday”)
 *     via Reuters → TASS (carried)                     the nearest to the speaker first
 *     not named: a pronoun … · weighed: Jane Doe 48 %, John Roe 44 %
 *     speaker 75 % · weighed: Jane Doe 25 %            named, but others were weighed
 *
 * Occasion and place have the word that stands before them in the text, where it is one
 * of few: *after a meeting* is not *at a meeting*. An addressee or place that the occasion
 * names already is not told twice.
 */
#include "base/str.h"
#include "print/flow.h"
#include "print/print.h"

enum {
    HINT = 2, // columns between the statement and its fields, half a step
    WEIGHED_SHOWN = 3,
    WEIGHED_LEAST = 10 // percent
};

// ── Where a line begins ──

// Several things on one line, which is begun by the first.
struct line {
    struct q_flow *flow;
    int indent;
    bool begun;
};

// Before each thing.
static void part(struct line *line)
{
    if (line->begun) {
        q_flow_joint(line->flow, "·");
        return;
    }
    q_flow_start(line->flow, line->indent, line->indent);
    line->begun = true;
}

static void end_line(struct line *line)
{
    if (line->begun)
        q_flow_end(line->flow);
    line->begun = false;
}

// ── To whom, at what, where, when, through whom ──

static void put_carried(struct q_flow *flow, int carried)
{
    if (carried)
        q_flow_text(flow, Q_STYLE_DIM, Q_STR(" (carried)"));
}

// The word before the span where it is one of `words`, which ends with NULL; else the
// first of them.
static const char *word_before(const quoth_article *article, quoth_spans spans,
                               const char *const *words)
{
    enum { LONGEST = 8 };
    quoth_str text = quoth_article_text(article);
    uint32_t end = spans.at[0].start;
    if (!end || text.ptr[end - 1] != ' ')
        return words[0];
    uint32_t start = --end;
    while (start && end - start < LONGEST && q_is_letter(text.ptr[start - 1]))
        start--;
    for (const char *const *word = words; *word; word++)
        if (q_str_equal_nocase(q_str_cut(text, start, end), q_str_from(*word)))
            return *word;
    return words[0];
}

static void put_phrase(struct line *line, const quoth_article *article,
                       const quoth_phrase *phrase, const char *const *words)
{
    part(line);
    q_flow_text(line->flow, Q_STYLE_DIM,
                q_str_from(word_before(article, phrase->spans, words)));
    q_flow_text(line->flow, Q_STYLE_NONE, Q_STR(" "));
    q_put_pieces(line->flow, Q_STYLE_NONE, article, phrase->spans);
    put_carried(line->flow, phrase->carried);
}

static bool is_told(const quoth_phrase *phrase)
{
    return phrase->spans.count > 0;
}

// Do the words of `outer` tell `inner` too?
static bool is_inside(const quoth_phrase *inner, const quoth_phrase *outer)
{
    if (inner->spans.count != 1 || outer->spans.count != 1)
        return false;
    quoth_span a = inner->spans.at[0], b = outer->spans.at[0];
    return a.start >= b.start && a.end <= b.end;
}

static void put_phrases(struct line *line, const quoth_article *article,
                        const quoth_statement *s)
{
    static const char *const to[] = {"to", NULL};
    static const char *const at[] = {"at",     "in",      "on",      "during", "after",
                                     "before", "through", "outside", NULL};
    static const char *const in[] = {"in",      "at",     "on",     "from", "near",
                                     "outside", "inside", "aboard", NULL};
    if (is_told(&s->addressee) && !is_inside(&s->addressee, &s->occasion))
        put_phrase(line, article, &s->addressee, to);
    if (is_told(&s->occasion))
        put_phrase(line, article, &s->occasion, at);
    if (is_told(&s->place) && !is_inside(&s->place, &s->occasion))
        put_phrase(line, article, &s->place, in);
}

void q_put_value(struct q_flow *flow, enum q_style style, quoth_str value)
{
    quoth_str rest = value, from = q_str_take_until(&rest, '/');
    q_put_moment(flow, style, from);
    if (!rest.len)
        return;
    q_flow_text(flow, Q_STYLE_DIM, Q_STR(" to "));
    q_put_moment(flow, style, rest);
}

// A day is one that it was said on; a range goes from one to another.
static void put_date(struct q_flow *flow, const quoth_date *date)
{
    static const char *const points[] = {"minute", "hour", "day", NULL};
    bool range = memchr(date->value.ptr, '/', date->value.len) != NULL;
    bool on = q_str_is_any(date->precision, points);
    q_flow_text(flow, Q_STYLE_DIM,
                range ? Q_STR("from ")
                : on  ? Q_STR("on ")
                      : Q_STR("in "));
    q_put_value(flow, Q_STYLE_NONE, date->value);
}

static void put_said(struct line *line, const quoth_article *article,
                     const quoth_when *said)
{
    if (!said->spans.count)
        return;
    part(line);
    if (said->date.value.ptr)
        put_date(line->flow, &said->date);
    else
        q_flow_text(line->flow, Q_STYLE_DIM, Q_STR("date not certain"));
    q_flow_text(line->flow, Q_STYLE_DIM, Q_STR(" ("));
    q_put_quoted(line->flow, Q_STYLE_DIM, article, said->spans);
    q_flow_text(line->flow, Q_STYLE_DIM, Q_STR(")"));
    put_carried(line->flow, said->carried);
}

static void put_via(struct line *line, const quoth_statement *s)
{
    for (uint32_t i = 0; i < s->via_count; i++) {
        if (i > 0) {
            q_flow_joint(line->flow, "→");
        } else {
            part(line);
            q_flow_text(line->flow, Q_STYLE_DIM, Q_STR("via "));
        }
        q_flow_text(line->flow, Q_STYLE_NONE, s->via[i].name);
        put_carried(line->flow, s->via[i].carried);
    }
}

// ── Doubt ──

void q_put_percent(struct q_flow *flow, uint32_t percent)
{
    q_flow_number(flow, Q_STYLE_DIM, percent);
    q_flow_whole(flow, Q_STYLE_DIM, Q_STR(" %"));
}

static bool is_among(quoth_str name, const quoth_str *names, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (q_str_equal(name, names[i]))
            return true;
    return false;
}

// Who else was weighed: the likeliest few, each name once.
static void put_weighed(struct line *line, const quoth_statement *s)
{
    quoth_str names[1 + WEIGHED_SHOWN] = {Q_STR("")};
    uint32_t count = 1;
    if (s->speaker_name.ptr)
        names[0] = s->speaker_name;
    for (uint32_t i = 0; i < s->candidate_count && count <= WEIGHED_SHOWN; i++) {
        const quoth_candidate *c = &s->candidates[i];
        if (!c->name.len || c->confidence < WEIGHED_LEAST ||
            is_among(c->name, names, count))
            continue;
        if (count == 1) {
            part(line);
            q_flow_text(line->flow, Q_STYLE_DIM, Q_STR("weighed: "));
        } else {
            q_flow_text(line->flow, Q_STYLE_DIM, Q_STR(", "));
        }
        names[count++] = c->name;
        q_flow_text(line->flow, Q_STYLE_NONE, c->name);
        q_flow_text(line->flow, Q_STYLE_NONE, Q_STR(" "));
        q_put_percent(line->flow, c->confidence);
    }
}

static void put_doubt(struct line *line, const quoth_statement *s)
{
    bool named = s->speaker_name.ptr != NULL;
    if (named && s->speaker_confidence >= Q_SHEET_SURE_SPEAKER)
        return;
    if (named) {
        part(line);
        q_flow_text(line->flow, Q_STYLE_DIM, Q_STR("speaker "));
        q_put_percent(line->flow, s->speaker_confidence);
    } else if (s->source.count && s->speaker_why.len) {
        part(line);
        q_flow_text(line->flow, Q_STYLE_MARK, Q_STR("not named"));
        q_flow_text(line->flow, Q_STYLE_DIM, Q_STR(": "));
        q_flow_text(line->flow, Q_STYLE_DIM, s->speaker_why);
    }
    put_weighed(line, s);
}

// ── All of them ──

void q_put_fields(struct q_flow *flow, const quoth_article *article,
                  const quoth_statement *s, int indent)
{
    struct line line = {.flow = flow, .indent = indent + HINT};
    put_phrases(&line, article, s);
    put_said(&line, article, &s->said);
    put_via(&line, s);
    end_line(&line);
    put_doubt(&line, s);
    end_line(&line);
}
