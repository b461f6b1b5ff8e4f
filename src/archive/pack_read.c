/*
 * The way back of pack.c, whose form it draws. The bytes may be anything: numbers are
 * checked against what is left of them, spans against the text. A failure sticks, and what
 * is read behind it is nothing.
 */
#include "archive/keep.h"
#include "archive/pack.h"
#include "archive/pack_form.h"
#include "base/error.h"
#include "record/statement_id.h"

// A statement has so many bytes at least, an entry of a list so many.
enum { LEAST_STATEMENT = 10, LEAST_ENTRY = 2 };

struct unpacker {
    struct q_bytes bytes;
    struct q_arena *arena;
    struct quoth_article *article;
    struct quoth_statements *statements;
    unsigned char *has; // of each statement
    struct q_keep names, words;
    bool full; // memory is out
};

static void fail(struct unpacker *u)
{
    u->bytes.bad = true;
}

static quoth_str take_string(struct unpacker *u, struct q_keep *keep)
{
    return q_keep_take(keep, &u->bytes, u->arena, &u->full);
}

static quoth_str take_word(struct unpacker *u)
{
    return take_string(u, &u->words);
}

static uint32_t take_number(struct unpacker *u, uint32_t most)
{
    return q_varint_take_most(&u->bytes, most);
}

// The count of a list, each entry of which takes `least` bytes.
static uint32_t take_count(struct unpacker *u, size_t least)
{
    size_t most = q_bytes_left(&u->bytes) / least;
    return take_number(u, most < UINT32_MAX ? (uint32_t)most : UINT32_MAX);
}

// An array in the arena; NULL where there is nothing to be had, or nothing to hold.
static void *take_room(struct unpacker *u, size_t count, size_t size)
{
    if (u->bytes.bad || !count)
        return NULL;
    void *room = q_arena_calloc(u->arena, count, size);
    if (!room) {
        u->full = true;
        fail(u);
    }
    return room;
}

static quoth_status finish(const struct unpacker *u, const char *what, quoth_error *error)
{
    return u->full ? q_error_nomem(error) : q_bytes_end(&u->bytes, what, error);
}

static void start(struct unpacker *u, quoth_str bytes)
{
    q_bytes_init(&u->bytes, bytes);
    q_keep_init(&u->names, u->article->text);
    q_keep_init(&u->words, u->article->text);
    if (q_varint_take(&u->bytes) != Q_PACK_VERSION)
        fail(u);
}

// ── About ──

static void take_date(struct unpacker *u, quoth_date *date)
{
    date->value = take_word(u);
    date->precision = take_word(u);
    date->text = take_word(u);
}

// What the article gives as text of C.
static const char *take_terminated(struct unpacker *u)
{
    quoth_str word = take_word(u);
    char *copy = word.ptr ? take_room(u, word.len + 1, 1) : NULL;
    if (copy && word.len)
        memcpy(copy, word.ptr, word.len);
    return copy;
}

static void take_flaw(struct unpacker *u, quoth_error *flaw)
{
    *flaw = (quoth_error){.status = (quoth_status)take_number(u, QUOTH_EMISSING)};
    if (flaw->status == QUOTH_OK)
        return;
    flaw->offset = q_varint_take(&u->bytes) - 1;
    quoth_str message = take_word(u);
    if (message.len >= sizeof flaw->message)
        fail(u);
    else if (message.len)
        memcpy(flaw->message, message.ptr, message.len);
}

quoth_status q_unpack_about(quoth_str bytes, struct quoth_article *article,
                            quoth_error *error)
{
    struct unpacker u = {.arena = &article->arena, .article = article};
    start(&u, bytes);
    article->name = take_word(&u);
    article->url = take_word(&u);
    article->outlet = take_word(&u);
    article->title = take_word(&u);
    article->canonical = take_word(&u);
    article->section = take_word(&u);
    article->guid = take_word(&u);
    article->author_count = take_count(&u, 1);
    article->authors = take_room(&u, article->author_count, sizeof *article->authors);
    for (uint32_t i = 0; !u.bytes.bad && i < article->author_count; i++)
        article->authors[i] = take_word(&u);
    take_date(&u, &article->published);
    take_date(&u, &article->modified);
    uint32_t told = take_number(&u, QUOTH_ABOUT_COUNT);
    for (uint32_t i = 0; i < told; i++)
        article->told_by[i] = take_terminated(&u);
    take_flaw(&u, &article->flaw);
    quoth_status status = finish(&u, "description of an article", error);
    if (status != QUOTH_OK)
        article->author_count = 0;
    return status;
}

// ── Spans ──

// [start, start + length) if it lies in the text; else nothing, and bad.
static quoth_span span_at(struct unpacker *u, int64_t from, uint64_t len)
{
    uint64_t size = u->article->text.len;
    if (!u->bytes.bad && from >= 0 && (uint64_t)from <= size && len <= size &&
        q_keep_has(u->article->text, (uint64_t)from, (uint64_t)from + len))
        return (quoth_span){(uint32_t)from, (uint32_t)((uint64_t)from + len)};
    fail(u);
    return (quoth_span){0, 0};
}

// `count` pieces, the first of which starts at `from`.
static quoth_spans take_pieces(struct unpacker *u, uint32_t count, int64_t from)
{
    quoth_span *at = take_room(u, count, sizeof *at);
    for (uint32_t i = 0; at && i < count; i++) {
        if (i > 0)
            from = at[i - 1].end + (int64_t)take_number(u, UINT32_MAX);
        at[i] = span_at(u, from, q_varint_take(&u->bytes));
    }
    return at ? (quoth_spans){at, count} : (quoth_spans){NULL, 0};
}

static quoth_spans take_near(struct unpacker *u, uint32_t count, quoth_span to)
{
    if (!count)
        return (quoth_spans){NULL, 0};
    uint64_t number = q_varint_take(&u->bytes);
    if (number >> 1 > (uint64_t)2 * UINT32_MAX + 1)
        fail(u);
    int64_t from = number & 1 ? to.end + (int64_t)(number >> 1)
                              : to.start - q_varint_unfold(number >> 1);
    return take_pieces(u, count, from);
}

// ── Blocks ──

// A stretch of the block; bad where it is none.
static quoth_span take_inside(struct unpacker *u, quoth_span block)
{
    uint32_t size = block.end - block.start, from = take_number(u, size);
    uint32_t len = take_number(u, size - from);
    return span_at(u, (int64_t)block.start + from, len);
}

static uint32_t take_block(struct unpacker *u, uint32_t end, struct q_pack_line *line,
                           quoth_block *b)
{
    enum { MOST = (QUOTH_BLOCK_FURNITURE + 1) << Q_PACK_KIND_AT };
    uint32_t head = take_number(u, MOST - 1);
    b->kind = (quoth_block_kind)(head >> Q_PACK_KIND_AT);
    b->flags = head >> Q_PACK_FLAGS_AT & Q_PACK_BLOCK_FLAGS;
    if (head & Q_PACK_PLAIN) {
        b->span = q_pack_plain(u->article->text, end, line);
    } else {
        uint32_t gap = take_number(u, UINT32_MAX);
        b->span = span_at(u, (int64_t)end + gap, q_varint_take(&u->bytes));
    }
    b->author = b->words = (quoth_span){b->span.start, b->span.start};
    if (head & Q_PACK_AUTHOR)
        b->author = take_inside(u, b->span);
    if (head & Q_PACK_WORDS)
        b->words = take_inside(u, b->span);
    return b->span.end;
}

static void take_blocks(struct unpacker *u)
{
    struct quoth_article *article = u->article;
    struct q_pack_line line = {0, 0};
    uint32_t end = 0, count = take_count(u, 1);
    struct q_arena *ours = u->arena;
    u->arena = &article->arena;
    article->blocks = take_room(u, count, sizeof *article->blocks);
    u->arena = ours;
    for (uint32_t i = 0; article->blocks && !u->bytes.bad && i < count; i++)
        end = take_block(u, end, &line, &article->blocks[i]);
    article->block_count = u->bytes.bad ? 0 : count;
}

// ── Statements, field by field ──

static void take_head(struct unpacker *u, quoth_statement *s)
{
    uint32_t head = take_number(u, 0x7f);
    s->act = (quoth_act)(head & 3);
    s->kind = (quoth_kind)(head >> 2 & 3);
    s->form = (quoth_form)(head >> 4 & 3);
    s->negated = (int)(head >> 6);
    if (s->kind > QUOTH_KIND_INDIRECT)
        fail(u);
}

static uint32_t take_excess(struct unpacker *u, uint32_t count, uint32_t most)
{
    if (count < most)
        return count;
    uint32_t left = (uint32_t)(q_bytes_left(&u->bytes) / LEAST_ENTRY);
    uint32_t more = take_number(u, left);
    return count + more;
}

// Only the counts; the fields behind fill in the pieces.
static void take_shape(struct unpacker *u, quoth_statement *s)
{
    uint32_t shape = take_number(u, 0x7f);
    s->content.count = take_excess(u, shape & 7, Q_PACK_CONTENTS);
    s->cue.count = take_excess(u, shape >> 3 & 3, Q_PACK_CUES);
    s->source.count = take_excess(u, shape >> 5, Q_PACK_SOURCES);
    if (!s->content.count)
        fail(u);
}

// cppcheck-suppress constParameter  // one of a table of its like
static void take_has(struct unpacker *u, quoth_statement *s)
{
    quoth_str byte = q_bytes_take(&u->bytes, 1);
    u->has[s - u->statements->at] = byte.ptr ? (unsigned char)byte.ptr[0] : 0;
}

static void take_place(struct unpacker *u, quoth_statement *s)
{
    uint32_t place = take_number(u, UINT32_MAX);
    uint32_t block = place & ((1u << Q_PACK_FLAGS_BESIDE) - 1);
    s->block = (quoth_block_kind)block;
    s->flags = place >> Q_PACK_FLAGS_BESIDE;
    if (block > QUOTH_BLOCK_FURNITURE)
        fail(u);
}

static void take_content(struct unpacker *u, quoth_statement *s)
{
    int64_t before = s == u->statements->at ? 0 : s[-1].content.at[0].start;
    int64_t step = q_varint_take_signed(&u->bytes);
    if (step > UINT32_MAX || step < -(int64_t)UINT32_MAX)
        fail(u);
    else
        s->content = take_pieces(u, s->content.count, before + step);
}

static void take_cue(struct unpacker *u, quoth_statement *s)
{
    s->cue = take_near(u, s->cue.count, s->content.at[0]);
}

static void take_source(struct unpacker *u, quoth_statement *s)
{
    s->source = take_near(u, s->source.count, (s->cue.count ? s->cue : s->content).at[0]);
}

static void take_lemma(struct unpacker *u, quoth_statement *s)
{
    s->cue_lemma = take_word(u);
}

static void take_name(struct unpacker *u, quoth_statement *s)
{
    s->speaker_name = take_string(u, &u->names);
}

static void take_kind(struct unpacker *u, quoth_statement *s)
{
    s->speaker_kind = take_word(u);
}

static void take_role(struct unpacker *u, quoth_statement *s)
{
    s->speaker_role = take_string(u, &u->names);
}

static void take_why(struct unpacker *u, quoth_statement *s)
{
    s->speaker_why = take_word(u);
}

enum { PERCENT = 100 };

static void take_sure(struct unpacker *u, quoth_statement *s)
{
    s->confidence = take_number(u, PERCENT);
}

static void take_speaker(struct unpacker *u, quoth_statement *s)
{
    s->speaker_confidence = take_number(u, PERCENT);
}

static quoth_spans take_carried(struct unpacker *u, const quoth_statement *s, int *carried)
{
    size_t left = q_bytes_left(&u->bytes);
    uint32_t head = take_number(u, left < UINT32_MAX ? (uint32_t)left : UINT32_MAX);
    *carried = (int)(head & 1);
    return take_near(u, head >> 1, s->content.at[0]);
}

static void take_candidates(struct unpacker *u, quoth_statement *s)
{
    uint32_t count = take_count(u, LEAST_ENTRY);
    quoth_candidate *at = take_room(u, count, sizeof *at);
    for (uint32_t i = 0; at && i < count; i++) {
        at[i].name = take_string(u, &u->names);
        at[i].kind = take_word(u);
        at[i].confidence = take_number(u, PERCENT);
    }
    s->candidates = at;
    s->candidate_count = at ? count : 0;
}

static void take_via(struct unpacker *u, quoth_statement *s)
{
    uint32_t count = take_count(u, LEAST_ENTRY);
    quoth_relay *at = take_room(u, count, sizeof *at);
    for (uint32_t i = 0; at && i < count; i++) {
        at[i].name = take_string(u, &u->names);
        at[i].spans = take_carried(u, s, &at[i].carried);
    }
    s->via = at;
    s->via_count = at ? count : 0;
}

static void take_rest(struct unpacker *u, quoth_statement *s)
{
    uint32_t number = (uint32_t)(s - u->statements->at);
    unsigned has = u->has[number];
    if (has & Q_PACK_PARENT) {
        int64_t parent = number - q_varint_take_signed(&u->bytes);
        if (parent < 0 || parent >= u->statements->count)
            fail(u);
        s->parent = u->bytes.bad ? QUOTH_NO_PARENT : (uint32_t)parent;
    }
    if (has & Q_PACK_INSERTS)
        s->inserts = take_near(u, take_count(u, 1), s->content.at[0]);
    if (has & Q_PACK_ADDRESSEE)
        s->addressee.spans = take_carried(u, s, &s->addressee.carried);
    if (has & Q_PACK_OCCASION)
        s->occasion.spans = take_carried(u, s, &s->occasion.carried);
    if (has & Q_PACK_WHERE)
        s->place.spans = take_carried(u, s, &s->place.carried);
    if (has & Q_PACK_SAID) {
        s->said.spans = take_carried(u, s, &s->said.carried);
        take_date(u, &s->said.date);
    }
    if (has & Q_PACK_CANDIDATES)
        take_candidates(u, s);
    if (has & Q_PACK_VIA)
        take_via(u, s);
}

// Ids are told by what they are made of: a statement behind the one that it stands in, and
// in none that stands in it.
static void name_statements(struct unpacker *u)
{
    struct quoth_statements *all = u->statements;
    uint32_t *chain = take_room(u, all->count, sizeof *chain);
    for (uint32_t n = 0; chain && n < all->count; n++) {
        uint32_t depth = 0, at = n;
        for (; at != QUOTH_NO_PARENT && !all->at[at].id[0]; at = all->at[at].parent) {
            if (depth == all->count) {
                fail(u);
                return;
            }
            chain[depth++] = at;
        }
        while (depth) {
            at = chain[--depth];
            q_statement_id(u->article, all, at, all->at[at].id);
        }
    }
}

static void take_statements(struct unpacker *u)
{
    static void (*const fields[])(struct unpacker *, quoth_statement *) = {
        take_head, take_shape,  take_has,   take_place,   take_content,
        take_cue,  take_source, take_lemma, take_name,    take_kind,
        take_role, take_why,    take_sure,  take_speaker, take_rest};
    struct quoth_statements *out = u->statements;
    uint32_t count = take_count(u, LEAST_STATEMENT);
    out->at = take_room(u, count, sizeof *out->at);
    u->has = take_room(u, count, 1);
    out->count = out->room = u->bytes.bad ? 0 : count;
    for (uint32_t n = 0; n < out->count; n++)
        out->at[n].parent = QUOTH_NO_PARENT;
    for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
        for (uint32_t n = 0; !u->bytes.bad && n < out->count; n++)
            fields[f](u, &out->at[n]);
    if (!u->bytes.bad)
        name_statements(u);
    if (u->bytes.bad)
        out->count = 0;
}

quoth_status q_unpack_record(quoth_str bytes, struct quoth_article *article,
                             struct quoth_statements *statements, quoth_error *error)
{
    struct unpacker u = {
        .arena = &statements->arena, .article = article, .statements = statements};
    q_statements_clear(statements);
    start(&u, bytes);
    // the language outlives the statements
    u.arena = &article->arena;
    article->language = take_word(&u);
    u.arena = &statements->arena;
    statements->why = take_word(&u);
    take_blocks(&u);
    take_statements(&u);
    quoth_status status = finish(&u, "record of an article", error);
    if (status != QUOTH_OK)
        article->block_count = statements->count = 0;
    return status;
}
