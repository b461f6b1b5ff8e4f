#include "read/block.h"

#include "read/finder.h"

enum { SPARE = 8 }; // blocks beside one a line

quoth_str q_finder_cut(const struct q_finder *f, quoth_span span)
{
    return q_str_cut(f->text, span.start, span.end);
}

quoth_block *q_finder_last(const struct q_finder *f)
{
    const struct quoth_article *article = f->article;
    return article->block_count ? &article->blocks[article->block_count - 1] : NULL;
}

// ── Appending ──

static bool grow(struct q_finder *f)
{
    struct quoth_article *article = f->article;
    if (article->block_count < f->cap)
        return true;
    quoth_block *more = Q_ARENA_ARRAY(&article->arena, quoth_block, (size_t)f->cap * 2);
    if (!more) {
        f->failed = true;
        return false;
    }
    memcpy(more, article->blocks, article->block_count * sizeof *more);
    article->blocks = more;
    f->cap *= 2;
    return true;
}

quoth_block *q_finder_push(struct q_finder *f, quoth_block_kind kind, uint32_t start,
                           uint32_t end)
{
    quoth_span span = q_line_trim(f->text, (quoth_span){start, end});
    if (span.start == span.end || !grow(f))
        return NULL;
    quoth_block *block = &f->article->blocks[f->article->block_count++];
    *block = (quoth_block){.kind = kind,
                           .span = span,
                           .author = {span.start, span.start},
                           .words = {span.start, span.start}};
    return block;
}

// ── Does a body go on? ──

// The double quote mark that `s` begins with: 1 opens, -1 closes, 2 is straight; 0: none.
static int quote_mark_at(quoth_str s)
{
    if (s.ptr[0] == '"')
        return 2;
    if (q_str_starts(s, Q_STR("“")))
        return 1;
    return q_str_starts(s, Q_STR("”")) ? -1 : 0;
}

struct marks {
    int first, last;
    uint32_t straight;
};

static struct marks marks_of(quoth_str s)
{
    struct marks marks = {0};
    for (size_t i = 0; i < s.len; i++) {
        int mark = quote_mark_at(q_str(s.ptr + i, s.len - i));
        if (mark == 0)
            continue;
        marks.first = marks.first ? marks.first : mark;
        marks.last = mark;
        marks.straight += mark == 2;
    }
    return marks;
}

// A quotation that is open at the end of `before` and closed in `now`, which does not
// open it anew, as a further paragraph of it would.
static bool quote_goes_on(quoth_str before, quoth_str now)
{
    struct marks a = marks_of(before), b = marks_of(now);
    if (a.last == 1)
        return b.first == -1;
    return a.last == 2 && a.straight % 2 == 1 && b.straight % 2 == 1 && now.ptr[0] != '"';
}

static bool is_voice(quoth_block_kind kind)
{
    return kind == QUOTH_BLOCK_LIST || kind == QUOTH_BLOCK_TABLE ||
           kind == QUOTH_BLOCK_QUOTE || kind == QUOTH_BLOCK_POST ||
           kind == QUOTH_BLOCK_TURN;
}

// Does the body `now` go on in the one before it, with other blocks between?
static bool goes_on(const struct q_finder *f, quoth_span now)
{
    const struct quoth_article *article = f->article;
    uint32_t last = article->block_count - 1; // `now` itself
    if (f->bodies == 0 || f->last_body + 1 >= last ||
        article->blocks[f->last_body].kind != QUOTH_BLOCK_BODY)
        return false;
    quoth_span before = article->blocks[f->last_body].span;
    quoth_str a = q_finder_cut(f, before), b = q_finder_cut(f, now);
    bool small = b.ptr[0] >= 'a' && b.ptr[0] <= 'z';
    for (uint32_t i = f->last_body + 1; i < last; i++)
        if (is_voice(article->blocks[i].kind))
            return small && !q_line_ends_sentence(a);
    bool same_line = !memchr(f->text.ptr + before.end, '\n', now.start - before.end);
    if (!q_line_ends_sentence(a) && (same_line || small || q_line_breaks_off(a)))
        return true;
    return quote_goes_on(a, b);
}

// A paragraph that was broken into lines goes on in the next one.
static bool join(struct q_finder *f, uint32_t start, uint32_t end)
{
    quoth_block *last = q_finder_last(f);
    if (!f->close || !last || last->kind != QUOTH_BLOCK_BODY)
        return false;
    bool small = f->text.ptr[start] >= 'a' && f->text.ptr[start] <= 'z';
    if (!f->wrapped && (!small || q_line_ends_sentence(q_finder_cut(f, last->span))))
        return false;
    last->span.end = q_line_trim(f->text, (quoth_span){start, end}).end;
    return true;
}

void q_finder_push_body(struct q_finder *f, uint32_t start, uint32_t end)
{
    enum { SENTENCE = 8 }; // words
    if (start < end && join(f, start, end))
        return;
    quoth_block *block = q_finder_push(f, QUOTH_BLOCK_BODY, start, end);
    if (!block)
        return;
    if (goes_on(f, block->span))
        block->flags |= QUOTH_BLOCK_GOES_ON;
    f->last_body = f->article->block_count - 1;
    f->bodies++;
    quoth_str line = q_finder_cut(f, block->span);
    f->in_body = f->in_body ||
                 (q_line_ends_sentence(line) && q_line_words(line, SENTENCE) == SENTENCE);
}

// ── Lines ──

// The next line that is not blank, without the white space around it.
static bool next_line(quoth_str text, uint32_t *at, quoth_span *line)
{
    while (*at < text.len) {
        const char *start = text.ptr + *at;
        const char *end = memchr(start, '\n', text.len - *at);
        uint32_t stop = end ? (uint32_t)(end - text.ptr) : (uint32_t)text.len;
        *line = q_line_trim(text, (quoth_span){*at, stop});
        *at = end ? stop + 1 : stop;
        if (line->start < line->end)
            return true;
    }
    *line = (quoth_span){(uint32_t)text.len, (uint32_t)text.len};
    return false;
}

// Not more than one line end between two lines?
static bool is_close(quoth_str text, quoth_span above, quoth_span below)
{
    const char *end = memchr(text.ptr + above.end, '\n', below.start - above.end);
    return end && !memchr(end + 1, '\n', (size_t)(text.ptr + below.start - end - 1));
}

// Looks at all lines once: turns, sentences, and whether paragraphs are broken into lines
// of one width, most of which the next goes on with a small letter.
static void look_ahead(struct q_finder *f)
{
    enum { NARROW = 45, WIDE = 100, LEAST = 3 };
    uint32_t at = 0, broken = 0, small = 0;
    quoth_span line, above = {0, 0};
    while (next_line(f->text, &at, &line)) {
        quoth_str words = q_finder_cut(f, line), before = q_finder_cut(f, above);
        q_turns_add(&f->turns, words);
        f->sentences += q_line_ends_sentence(words);
        if (before.len >= NARROW && before.len <= WIDE && is_close(f->text, above, line) &&
            !q_line_ends_sentence(before)) {
            broken++;
            small += words.ptr[0] >= 'a' && words.ptr[0] <= 'z';
        }
        above = line;
    }
    f->wrapped = broken >= LEAST && small * 2 >= broken;
}

static void take_lines(struct q_finder *f)
{
    uint32_t at = 0;
    quoth_span line;
    bool more = next_line(f->text, &at, &line);
    while (more && !f->failed) {
        more = next_line(f->text, &at, &f->next);
        f->next_close = more && is_close(f->text, line, f->next);
        if (!q_finder_take_hinted(f, line) && !q_finder_take_head(f, line))
            q_finder_take_line(f, line);
        f->close = f->next_close;
        f->number++;
        line = f->next;
    }
}

quoth_status q_find_blocks(struct quoth_article *article)
{
    return q_find_hinted_blocks(article, (struct q_hints){NULL, 0});
}

quoth_status q_find_hinted_blocks(struct quoth_article *article, struct q_hints hints)
{
    struct q_finder f = {.article = article,
                         .text = article->text,
                         .hints = hints,
                         .marked = hints.count > 0};
    article->block_count = 0;
    look_ahead(&f);
    f.cap = f.turns.lines + SPARE;
    article->blocks = Q_ARENA_ARRAY(&article->arena, quoth_block, f.cap);
    if (!article->blocks)
        return QUOTH_ENOMEM;
    take_lines(&f);
    if (f.failed || !q_tell_about(article))
        return QUOTH_ENOMEM;
    return QUOTH_OK;
}
