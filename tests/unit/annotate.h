/*
 * A text and its annotation, for the tests of analyse and attribute. Pieces are written
 * with the marks of tests/spec:
 *
 *     ⟦“No,”⟧ <she> {said}.   →   text “No,” she said.   pieces content, source, cue
 *
 * The text lies in a block of just its length, so that ASan sees a read past its end.
 */
#ifndef ANNOTATE_H
#define ANNOTATE_H

#include "analyse/quotemark.h"
#include "analyse/token.h"
#include "base/str.h"
#include "record/attribution.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h> // wants those before it

enum { MARKED_SCORE = 200 }; // of what is marked by hand

struct annotated {
    struct q_arena arena;
    char *bytes;
    quoth_str text;
    struct q_annotation note;
    int16_t (*links)[Q_LINKS]; // [token], what note.links points at
};

// A string that grows, for what the tests compare.
struct shown {
    char text[4096];
    size_t len;
};

static inline void show(struct shown *out, quoth_str s)
{
    assert_true(out->len + s.len < sizeof out->text);
    memcpy(out->text + out->len, s.ptr, s.len);
    out->len += s.len;
    out->text[out->len] = 0;
}

/** Tokens alone, of the blocks' voice: no quote marks are paired, and there are no pieces.
 */
static inline void annotate_blocks(struct annotated *a, quoth_str text,
                                   const quoth_block *blocks, uint32_t count)
{
    *a = (struct annotated){.bytes = malloc(text.len)};
    assert_true(a->bytes || text.len == 0);
    memcpy(a->bytes, text.ptr, text.len);
    a->text = q_str(a->bytes, text.len);
    q_arena_init(&a->arena, SIZE_MAX / 4);
    assert_int_equal(q_tokenize(a->text, blocks, count, &a->arena, &a->note), QUOTH_OK);
}

/** The same of a text without blocks. */
static inline void annotate_tokens(struct annotated *a, quoth_str text)
{
    annotate_blocks(a, text, NULL, 0);
}

/** Where `words` stand in `text`, which has them; "" stands nowhere. */
static inline quoth_span span_of(const char *text, const char *words)
{
    const char *at = strstr(text, words);
    assert_non_null(at);
    return (quoth_span){(uint32_t)(at - text), (uint32_t)(at + strlen(words) - text)};
}

/** A block of `text`: its words, and those of its author and what he says, or "". */
static inline quoth_block block_of_words(const char *text, quoth_block_kind kind,
                                         const char *words, const char *author,
                                         const char *says)
{
    return (quoth_block){.kind = kind,
                         .span = span_of(text, words),
                         .author = span_of(text, author),
                         .words = span_of(text, says)};
}

static inline void annotate(struct annotated *a, quoth_str text)
{
    annotate_tokens(a, text);
    assert_int_equal(q_pair_quotes(a->text, &a->arena, &a->note), QUOTH_OK);
}

/** `words`, `times` over. */
static inline void annotate_times(struct annotated *a, const char *words, size_t times)
{
    size_t len = strlen(words);
    char *text = malloc(times * len);
    assert_non_null(text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * len, words, len);
    annotate(a, q_str(text, times * len));
    free(text);
}

static inline void annotated_release(struct annotated *a)
{
    q_arena_release(&a->arena);
    free(a->bytes);
}

static inline quoth_str token_text(const struct annotated *a, uint32_t i)
{
    assert_true(i < a->note.token_count);
    return q_str_cut(a->text, a->note.tokens[i].start, a->note.tokens[i].end);
}

static const struct {
    const char *open, *close;
    uint8_t tag;
} piece_marks[] = {
    {"<", ">", Q_TAG_SOURCE}, {"{", "}", Q_TAG_CUE}, {"\u27e6", "\u27e7", Q_TAG_CONTENT}};

// The first token that starts at byte `at` or behind it.
static inline uint32_t token_at(const struct annotated *a, uint32_t at)
{
    uint32_t i = 0;
    while (i < a->note.token_count && a->note.tokens[i].start < at)
        i++;
    return i;
}

/** Reads a text with marks, which must not stand inside each other. All links are 0. */
static inline void annotate_marked(struct annotated *a, const char *marked)
{
    enum { MOST = 64 };
    struct shown text = {.len = 0};
    struct q_piece pieces[MOST]; // in bytes
    uint32_t count = 0;
    while (*marked) {
        size_t skip = 0;
        for (size_t m = 0; m < 3; m++) {
            quoth_str rest = q_str_from(marked);
            if (q_str_starts(rest, q_str_from(piece_marks[m].open))) {
                assert_true(count < MOST);
                pieces[count] = (struct q_piece){(uint32_t)text.len, 0, piece_marks[m].tag,
                                                 MARKED_SCORE};
                skip = strlen(piece_marks[m].open);
            } else if (q_str_starts(rest, q_str_from(piece_marks[m].close))) {
                pieces[count++].to = (uint32_t)text.len;
                skip = strlen(piece_marks[m].close);
            }
        }
        if (!skip)
            show(&text, q_str(marked, skip = 1));
        marked += skip;
    }
    annotate(a, q_str(text.text, text.len));
    a->note.pieces = Q_ARENA_ARRAY(&a->arena, struct q_piece, count);
    a->note.piece_count = count;
    for (uint32_t p = 0; p < count; p++) {
        pieces[p].from = token_at(a, pieces[p].from);
        pieces[p].to = token_at(a, pieces[p].to);
        a->note.pieces[p] = pieces[p];
    }
    a->links = q_arena_calloc(&a->arena, a->note.token_count, sizeof *a->links);
    a->note.links = &a->links[0][0];
}

/** One attribution of all the pieces: the last source, the last cue, every content. */
static inline struct q_attribution one_attribution(struct annotated *a)
{
    struct q_attribution out = {.score = MARKED_SCORE};
    out.contents = Q_ARENA_ARRAY(&a->arena, struct q_range, a->note.piece_count);
    for (uint32_t p = 0; p < a->note.piece_count; p++) {
        const struct q_piece *piece = &a->note.pieces[p];
        struct q_range range = {piece->from, piece->to};
        if (piece->tag == Q_TAG_SOURCE)
            out.source = range;
        else if (piece->tag == Q_TAG_CUE)
            out.cue = range;
        else
            out.contents[out.content_count++] = range;
    }
    return out;
}

// Its mark where `range` opens (side 0) or closes (side 1) at the edge before token i.
static inline void show_edge(struct shown *out, struct q_range range, uint32_t i, int side,
                             uint8_t tag)
{
    if (range.from < range.to && i == (side ? range.to : range.from))
        show(out,
             q_str_from(side ? piece_marks[tag - 1].close : piece_marks[tag - 1].open));
}

/** The text with the attribution's marks, as annotate_marked reads it. */
static inline void show_attribution(const struct annotated *a,
                                    const struct q_attribution *of, struct shown *out)
{
    uint32_t at = 0, count = a->note.token_count;
    out->len = 0;
    for (uint32_t i = 0; i <= count; i++) {
        for (int side = 1; side >= 0; side--) { // what closes stands right behind a token
            if (!side) {
                uint32_t next = i < count ? a->note.tokens[i].start : (uint32_t)a->text.len;
                show(out, q_str_cut(a->text, at, next));
                at = next;
            }
            show_edge(out, of->source, i, side, Q_TAG_SOURCE);
            show_edge(out, of->cue, i, side, Q_TAG_CUE);
            for (uint32_t k = 0; k < of->content_count; k++)
                show_edge(out, of->contents[k], i, side, Q_TAG_CONTENT);
        }
        if (i < count) {
            show(out, token_text(a, i));
            at = a->note.tokens[i].end;
        }
    }
}

/** `more` seconds for `times` as much as took `once` are not out of proportion. */
static inline void assert_linear(const char *what, double once, double more, int times)
{
    bool linear = more <= 2 * times * once + 0.2;
    if (!linear)
        print_message("%s: %.3f s, then %.3f s\n", what, once, more);
    assert_true(linear);
}

#endif
