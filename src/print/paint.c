#include "print/paint.h"

#include "base/str.h"

// ── Marks ──

static void add_spans(struct q_paint *paint, enum q_paint_kind kind, quoth_spans spans)
{
    for (uint32_t i = 0; i < spans.count; i++) {
        quoth_span span = spans.at[i];
        if (span.start >= span.end)
            continue;
        paint->marks[paint->count++] =
            (struct q_paint_mark){span.start, (uint8_t)kind, false};
        paint->marks[paint->count++] = (struct q_paint_mark){span.end, (uint8_t)kind, true};
    }
}

static size_t spans_of(const quoth_statement *s)
{
    return (size_t)s->content.count + s->source.count + s->cue.count + s->inserts.count;
}

static void add_statement(struct q_paint *paint, const quoth_statement *s)
{
    add_spans(paint, Q_PAINT_CONTENT, s->content);
    add_spans(paint, Q_PAINT_SOURCE, s->source);
    add_spans(paint, Q_PAINT_CUE, s->cue);
    add_spans(paint, Q_PAINT_INSERT, s->inserts);
}

// Where several meet, what closes stands before what opens; the outer kind opens first and
// closes last.
static int rank(const struct q_paint_mark *mark)
{
    return mark->closes ? Q_PAINT_INSERT - mark->kind : Q_PAINT_INSERT + 1 + mark->kind;
}

static bool stands_before(const struct q_paint_mark *a, const struct q_paint_mark *b)
{
    return a->at != b->at ? a->at < b->at : rank(a) < rank(b);
}

// Merges the runs [from, middle) and [middle, to) of `in` into `out`.
static void merge(const struct q_paint_mark *in, struct q_paint_mark *out, size_t from,
                  size_t middle, size_t to)
{
    size_t a = from, b = middle;
    for (size_t i = from; i < to; i++) {
        bool second = a == middle || (b < to && stands_before(&in[b], &in[a]));
        out[i] = in[second ? b++ : a++];
    }
}

// From the shortest runs up; the array that holds the result.
static struct q_paint_mark *sort(struct q_paint_mark *in, struct q_paint_mark *out,
                                 size_t count)
{
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t from = 0; from < count; from += 2 * run) {
            size_t middle = from + run < count ? from + run : count;
            size_t to = middle + run < count ? middle + run : count;
            merge(in, out, from, middle, to);
        }
        struct q_paint_mark *other = in;
        in = out;
        out = other;
    }
    return in;
}

static bool same(const struct q_paint_mark *a, const struct q_paint_mark *b)
{
    return a->at == b->at && a->kind == b->kind && a->closes == b->closes;
}

// A source or cue that several statements share is marked once.
static void drop_repeated(struct q_paint *paint)
{
    size_t kept = 0;
    for (size_t i = 0; i < paint->count; i++) {
        const struct q_paint_mark *mark = &paint->marks[i];
        if (kept && mark->kind != Q_PAINT_CONTENT && same(mark, &paint->marks[kept - 1]))
            continue;
        paint->marks[kept++] = *mark;
    }
    paint->count = kept;
}

bool q_paint_collect(struct q_paint *paint, struct q_arena *arena,
                     const quoth_statements *statements, uint32_t index)
{
    size_t count = quoth_statements_count(statements), spans = 0;
    bool all = index == UINT32_MAX;
    for (size_t i = 0; i < count; i++)
        if (all || i == index)
            spans += spans_of(quoth_statements_at(statements, i));
    struct q_paint_mark *spare = Q_ARENA_ARRAY(arena, struct q_paint_mark, 2 * spans);
    paint->marks = Q_ARENA_ARRAY(arena, struct q_paint_mark, 2 * spans);
    paint->count = 0;
    if (!spare || !paint->marks)
        return false;
    for (size_t i = 0; i < count; i++)
        if (all || i == index)
            add_statement(paint, quoth_statements_at(statements, i));
    paint->marks = sort(paint->marks, spare, paint->count);
    drop_repeated(paint);
    return true;
}

// ── Paint ──

struct painting {
    struct q_flow *flow;
    const quoth_article *article;
    const struct q_paint *paint;
    size_t next;                       // mark
    uint32_t open[Q_PAINT_INSERT + 1]; // of each kind, how many
};

static enum q_style style_of(const struct painting *p)
{
    if (p->open[Q_PAINT_INSERT])
        return Q_STYLE_INSERT;
    if (p->open[Q_PAINT_SOURCE])
        return Q_STYLE_WHO;
    if (p->open[Q_PAINT_CUE])
        return Q_STYLE_CUE;
    return p->open[Q_PAINT_CONTENT] ? Q_STYLE_HEAD : Q_STYLE_NONE;
}

static enum q_style kind_style(enum q_paint_kind kind)
{
    static const enum q_style styles[] = {[Q_PAINT_CONTENT] = Q_STYLE_HEAD,
                                          [Q_PAINT_SOURCE] = Q_STYLE_WHO,
                                          [Q_PAINT_CUE] = Q_STYLE_CUE,
                                          [Q_PAINT_INSERT] = Q_STYLE_INSERT};
    return styles[kind];
}

static quoth_str sign_of(enum q_paint_kind kind, bool closes)
{
    static const char *const signs[][2] = {[Q_PAINT_CONTENT] = {"«", "»"},
                                           [Q_PAINT_SOURCE] = {"{", "}"},
                                           [Q_PAINT_CUE] = {"_", "_"},
                                           [Q_PAINT_INSERT] = {"‹", "›"}};
    return q_str_from(signs[kind][closes]);
}

static void pass_mark(struct painting *p, bool shown)
{
    const struct q_paint_mark *mark = &p->paint->marks[p->next++];
    if (shown)
        q_flow_text(p->flow, kind_style(mark->kind), sign_of(mark->kind, mark->closes));
    if (!mark->closes)
        p->open[mark->kind]++;
    else if (p->open[mark->kind])
        p->open[mark->kind]--;
}

// One line of the text. A mark that closes belongs to what stands before it.
static void put_line(struct painting *p, uint32_t from, uint32_t to)
{
    uint32_t at = from;
    while (p->next < p->paint->count && p->paint->marks[p->next].at <= to) {
        const struct q_paint_mark *mark = &p->paint->marks[p->next];
        if (mark->at == to && !mark->closes)
            break;
        if (mark->at > at)
            q_flow_text(p->flow, style_of(p),
                        quoth_article_cut(p->article, (quoth_span){at, mark->at}));
        at = mark->at > at ? mark->at : at;
        pass_mark(p, mark->at >= from);
    }
    q_flow_text(p->flow, style_of(p), quoth_article_cut(p->article, (quoth_span){at, to}));
}

void q_paint_put(struct q_flow *flow, const quoth_article *article, quoth_span span,
                 const struct q_paint *paint, int indent)
{
    struct painting p = {.flow = flow, .article = article, .paint = paint};
    while (p.next < paint->count && paint->marks[p.next].at < span.start)
        pass_mark(&p, false);
    quoth_str rest = quoth_article_cut(article, span);
    bool any = false;
    uint32_t at = span.start;
    while (rest.len) {
        quoth_str line = q_str_take_until(&rest, '\n');
        uint32_t end = at + (uint32_t)line.len;
        if (q_str_trim(line).len) {
            if (any)
                q_buf_add_char(flow->out, '\n');
            q_flow_start(flow, indent, indent);
            put_line(&p, at, end);
            q_flow_end(flow);
            any = true;
        }
        at = end + 1;
    }
}

void q_paint_legend(struct q_flow *flow)
{
    static const char *const words[] = {[Q_PAINT_CONTENT] = "words",
                                        [Q_PAINT_SOURCE] = "who",
                                        [Q_PAINT_CUE] = "tells",
                                        [Q_PAINT_INSERT] = "insert"};
    for (int kind = Q_PAINT_CONTENT; kind <= Q_PAINT_INSERT; kind++) {
        enum q_style style = kind_style((enum q_paint_kind)kind);
        q_flow_text(flow, style, sign_of((enum q_paint_kind)kind, false));
        q_flow_text(flow, style, q_str_from(words[kind]));
        q_flow_text(flow, style, sign_of((enum q_paint_kind)kind, true));
        q_flow_text(flow, Q_STYLE_NONE, Q_STR(" "));
    }
}
