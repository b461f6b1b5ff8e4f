#include "print/brat.h"

#include "base/str.h"
#include "print/print.h"

#include <stdlib.h>

// Numbers of what was written, and where each offset of the article lies.
struct brat {
    struct q_buf *out;
    quoth_str text;
    uint32_t *bytes, *points; // all offsets, ascending, and the same as code points
    size_t offsets;
    unsigned t, r, e, a, notes; // how many of each there are
};

// ── Offsets: all are turned in one pass ──

static int by_size(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void gather(struct brat *brat, quoth_spans spans)
{
    for (uint32_t i = 0; i < spans.count; i++) {
        brat->bytes[brat->offsets++] = spans.at[i].start;
        brat->bytes[brat->offsets++] = spans.at[i].end;
    }
}

static bool find_points(struct brat *brat, const struct q_brat_statement *statements,
                        size_t count, struct q_arena *scratch)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++)
        most += 2 * ((size_t)statements[i].content.count + statements[i].cue.count +
                     statements[i].source.count);
    brat->bytes = Q_ARENA_ARRAY(scratch, uint32_t, most);
    brat->points = Q_ARENA_ARRAY(scratch, uint32_t, most);
    if (!brat->bytes || !brat->points)
        return false;
    for (size_t i = 0; i < count; i++) {
        gather(brat, statements[i].content);
        gather(brat, statements[i].cue);
        gather(brat, statements[i].source);
    }
    if (most == 0)
        return true;
    qsort(brat->bytes, most, sizeof *brat->bytes, by_size);
    memcpy(brat->points, brat->bytes, most * sizeof *brat->points);
    quoth_bytes_to_points(brat->text, brat->points, most);
    return true;
}

static uint32_t point_of(const struct brat *brat, uint32_t offset)
{
    const uint32_t *at =
        bsearch(&offset, brat->bytes, brat->offsets, sizeof *brat->bytes, by_size);
    return at ? brat->points[at - brat->bytes] : 0;
}

// ── Lines ──

static void put_id(struct brat *brat, char kind, unsigned number)
{
    q_buf_add_char(brat->out, kind);
    q_buf_add_number(brat->out, number);
}

// How many bytes at `at` end a line for one who reads lines, whoever he is; 0: none do.
static size_t line_end(quoth_str text, size_t at)
{
    static const char *const ends[] = {"\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9"};
    if ((unsigned char)text.ptr[at] < ' ') // tabs part the columns
        return 1;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t len = strlen(ends[i]);
        if (text.len - at >= len && memcmp(text.ptr + at, ends[i], len) == 0)
            return len;
    }
    return 0;
}

static void put_text(struct brat *brat, quoth_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t end = line_end(text, at);
        q_buf_add_char(brat->out, end ? ' ' : text.ptr[at]);
        at += end ? end : 1;
    }
}

// "T1	Content 1 20;22 30	…": its number.
static unsigned put_words(struct brat *brat, const char *type, quoth_spans spans)
{
    put_id(brat, 'T', ++brat->t);
    q_buf_add_char(brat->out, '\t');
    q_buf_add_str(brat->out, q_str_from(type));
    for (uint32_t i = 0; i < spans.count; i++) {
        q_buf_add_char(brat->out, i > 0 ? ';' : ' ');
        q_buf_add_number(brat->out, point_of(brat, spans.at[i].start));
        q_buf_add_char(brat->out, ' ');
        q_buf_add_number(brat->out, point_of(brat, spans.at[i].end));
    }
    q_buf_add_char(brat->out, '\t');
    for (uint32_t i = 0; i < spans.count; i++) {
        if (i > 0)
            q_buf_add_char(brat->out, ' ');
        put_text(brat, q_str_cut(brat->text, spans.at[i].start, spans.at[i].end));
    }
    q_buf_add_char(brat->out, '\n');
    return brat->t;
}

// "A1	Kind T1 direct"; an empty value: it is so.
static void put_attribute(struct brat *brat, const char *name, unsigned of, quoth_str value)
{
    put_id(brat, 'A', ++brat->a);
    q_buf_add_char(brat->out, '\t');
    q_buf_add_str(brat->out, q_str_from(name));
    q_buf_add_char(brat->out, ' ');
    put_id(brat, 'T', of);
    if (value.len) {
        q_buf_add_char(brat->out, ' ');
        q_buf_add_str(brat->out, value);
    }
    q_buf_add_char(brat->out, '\n');
}

static void put_note(struct brat *brat, unsigned of, quoth_str one, quoth_str two)
{
    put_id(brat, '#', ++brat->notes);
    q_buf_add_str(brat->out, Q_STR("\tAnnotatorNotes "));
    put_id(brat, 'T', of);
    q_buf_add_char(brat->out, '\t');
    put_text(brat, one);
    if (two.len) {
        q_buf_add_char(brat->out, ' ');
        put_text(brat, two);
    }
    q_buf_add_char(brat->out, '\n');
}

static void put_argument(struct brat *brat, const char *role, unsigned of)
{
    q_buf_add_str(brat->out, q_str_from(role));
    q_buf_add_char(brat->out, ':');
    put_id(brat, 'T', of);
}

static void bind(struct brat *brat, unsigned content, unsigned source, unsigned cue)
{
    if (!cue && !source)
        return;
    put_id(brat, cue ? 'E' : 'R', cue ? ++brat->e : ++brat->r);
    q_buf_add_char(brat->out, '\t');
    if (cue) {
        put_argument(brat, "Cue", cue);
        if (source)
            q_buf_add_char(brat->out, ' ');
        if (source)
            put_argument(brat, "Source", source);
        q_buf_add_char(brat->out, ' ');
        put_argument(brat, "Content", content);
    } else {
        q_buf_add_str(brat->out, Q_STR("Says "));
        put_argument(brat, "Arg1", source);
        q_buf_add_char(brat->out, ' ');
        put_argument(brat, "Arg2", content);
    }
    q_buf_add_char(brat->out, '\n');
}

static void put_statement(struct brat *brat, const struct q_brat_statement *s)
{
    quoth_str told = q_judged_name(s->judged);
    unsigned content = put_words(brat, "Content", s->content), source = 0, cue = 0;
    put_attribute(brat, "Told", content, told.ptr ? told : Q_STR("machine"));
    put_attribute(brat, "Kind", content, q_kind_name(s->found->kind));
    put_attribute(brat, "Act", content, q_act_name(s->found->act));
    if (s->found->negated)
        put_attribute(brat, "Negated", content, Q_NO_STR);
    put_note(brat, content, q_str_from(s->found->id), Q_NO_STR);
    if (s->source.count > 0)
        source = put_words(brat, "Source", s->source);
    if (s->person.ptr)
        put_note(brat, source ? source : content, s->person, s->name);
    if (s->cue.count > 0)
        cue = put_words(brat, "Cue", s->cue);
    bind(brat, content, source, cue);
}

quoth_status q_print_brat(struct q_buf *out, quoth_str text,
                          const struct q_brat_statement *statements, size_t count,
                          struct q_arena *scratch)
{
    struct brat brat = {.out = out, .text = text};
    if (!find_points(&brat, statements, count, scratch))
        return QUOTH_ENOMEM;
    for (size_t i = 0; i < count; i++)
        put_statement(&brat, &statements[i]);
    return q_buf_status(out);
}
