/*
 * A text with its names and statements marked by hand, for the tests of attribute:
 *
 *     [P:Jane Doe] {1:said} ⟦1:it rained⟧.   →   text Jane Doe said it rained.
 *                                               a person, a statement with cue and content
 *
 * P is a person, O an organization, L a place. Of statements the marks are those of
 * tests/spec, each with one figure and a colon; they may stand in each other. A figure's
 * statement is that of its index + 1, so that figures must follow the text; a statement
 * whose source or cue, else content, stands in another's content is inside it.
 */
#ifndef WITH_NAMES_H
#define WITH_NAMES_H

#include "annotate.h"
#include "random_below.h"

#include "attribute/form.h"
#include "attribute/speaker/entity.h"
#include "record/article.h"
#include "record/statement.h"

enum { MOST_TOLD = 9, MOST_SPANS = 8, MOST_NAMES = 64, MOST_OPEN = 16 };

struct told_spans {
    quoth_span at[MOST_SPANS];
    uint32_t count;
};

struct told {
    struct annotated a;
    struct q_words words;
    struct quoth_article article;
    struct quoth_statements statements;
    quoth_statement at[MOST_TOLD];
    struct told_spans spans[MOST_TOLD][Q_TAG_CONTENT + 1]; // by q_tag
    quoth_span names[MOST_NAMES];
    uint8_t types[MOST_NAMES];
    uint32_t name_count;
};

// What is read so far.
struct told_reader {
    struct told *told;
    struct shown text;
    quoth_span *open[MOST_OPEN]; // marks that wait for their end
    uint32_t depth;
};

static inline void told_open(struct told_reader *r, quoth_span *span)
{
    assert_true(r->depth < MOST_OPEN);
    *span = (quoth_span){(uint32_t)r->text.len, (uint32_t)r->text.len};
    r->open[r->depth++] = span;
}

// The bytes of the mark at `at`, which opens; 0: none is there.
static inline size_t told_opens(struct told_reader *r, const char *at)
{
    static const char types[] = "POL";
    struct told *t = r->told;
    const char *type = at[0] == '[' && at[1] ? strchr(types, at[1]) : NULL;
    if (type && at[2] == ':') {
        assert_true(t->name_count < MOST_NAMES);
        t->types[t->name_count] = (uint8_t)(Q_NAME_PERSON + (type - types));
        told_open(r, &t->names[t->name_count++]);
        return 3;
    }
    for (size_t m = 0; m < 3; m++) {
        size_t len = strlen(piece_marks[m].open);
        if (strncmp(at, piece_marks[m].open, len) != 0 || at[len] < '1' || at[len] > '9' ||
            at[len + 1] != ':')
            continue;
        uint32_t n = (uint32_t)(at[len] - '1');
        struct told_spans *spans = &t->spans[n][piece_marks[m].tag];
        assert_true(spans->count < MOST_SPANS);
        told_open(r, &spans->at[spans->count++]);
        if (t->statements.count <= n)
            t->statements.count = n + 1;
        return len + 2;
    }
    return 0;
}

// The bytes of the mark at `at`, which closes; 0: none is there.
static inline size_t told_closes(struct told_reader *r, const char *at)
{
    size_t len = *at == ']' || *at == '>' || *at == '}' ? 1 : 0;
    if (strncmp(at, "\u27e7", 3) == 0)
        len = 3;
    if (!len)
        return 0;
    assert_true(r->depth > 0);
    r->open[--r->depth]->end = (uint32_t)r->text.len;
    return len;
}

static inline void told_names(struct told *t)
{
    t->a.note.names = Q_ARENA_ARRAY(&t->a.arena, struct q_name, t->name_count);
    t->a.note.name_count = t->name_count;
    for (uint32_t n = 0; n < t->name_count; n++)
        t->a.note.names[n] = (struct q_name){.from = token_at(&t->a, t->names[n].start),
                                             .to = token_at(&t->a, t->names[n].end),
                                             .type = t->types[n],
                                             .certainty = 255};
}

// The innermost statement in whose content byte `at` stands, but `but`.
static inline uint32_t told_around(const struct told *t, uint32_t at, uint32_t but)
{
    uint32_t found = QUOTH_NO_PARENT, shortest = UINT32_MAX;
    for (uint32_t n = 0; n < t->statements.count; n++)
        for (uint32_t k = 0; n != but && k < t->at[n].content.count; k++) {
            quoth_span s = t->at[n].content.at[k];
            if (s.start <= at && at < s.end && s.end - s.start < shortest) {
                shortest = s.end - s.start;
                found = n;
            }
        }
    return found;
}

static inline void told_statements(struct told *t)
{
    for (uint32_t n = 0; n < t->statements.count; n++) {
        quoth_statement *s = &t->at[n];
        quoth_spans *into[] = {NULL, &s->source, &s->cue, &s->content};
        for (int tag = Q_TAG_SOURCE; tag <= Q_TAG_CONTENT; tag++)
            *into[tag] = (quoth_spans){t->spans[n][tag].at, t->spans[n][tag].count};
    }
    for (uint32_t n = 0; n < t->statements.count; n++) {
        quoth_statement *s = &t->at[n];
        quoth_spans seed = s->cue.count ? s->cue : s->source.count ? s->source : s->content;
        assert_int_not_equal(seed.count, 0);
        s->parent = told_around(t, seed.at[0].start, n);
        struct q_range source = {0, 0}, cue = {0, 0};
        if (s->source.count)
            source = (struct q_range){token_at(&t->a, s->source.at[0].start),
                                      token_at(&t->a, s->source.at[0].end)};
        if (s->cue.count)
            cue = (struct q_range){token_at(&t->a, s->cue.at[0].start),
                                   token_at(&t->a, s->cue.at[0].end)};
        const struct q_cue_entry *head = s->cue.count ? q_cue_head(&t->words, cue) : NULL;
        s->cue_lemma = head ? head->lemma : Q_NO_STR;
        q_tell_form(&t->words, source, s);
    }
}

/** Reads `marked`; `t` is the caller's to release. */
static inline void tell(struct told *t, const struct q_lexicon *lexicon, const char *marked)
{
    *t = (struct told){.statements.at = t->at};
    struct told_reader r = {.told = t};
    while (*marked) {
        size_t skip = told_opens(&r, marked);
        if (!skip)
            skip = told_closes(&r, marked);
        if (!skip)
            show(&r.text, q_str(marked, skip = 1));
        marked += skip;
    }
    assert_int_equal(r.depth, 0);
    annotate(&t->a, q_str(r.text.text, r.text.len));
    t->words = (struct q_words){lexicon, t->a.text, &t->a.note, NULL};
    t->article.text = t->a.text;
    q_arena_init(&t->statements.arena, SIZE_MAX / 4);
    told_names(t);
    told_statements(t);
}

static inline void told_release(struct told *t)
{
    q_arena_release(&t->statements.arena);
    annotated_release(&t->a);
}

/** Where `words` stand in the text, the `nth` time (0: the first). */
static inline struct q_range tokens_of_words(const struct annotated *a, const char *words,
                                             int nth)
{
    size_t len = strlen(words);
    for (uint32_t at = 0; at + len <= a->text.len; at++)
        if (memcmp(a->text.ptr + at, words, len) == 0 && nth-- == 0)
            return (struct q_range){token_at(a, at), token_at(a, at + (uint32_t)len)};
    fail_msg("no \"%s\" in the text", words);
    return (struct q_range){0, 0};
}

/** Is `got` not `want` (NULL and "" are none)? Then it says so. */
static inline bool is_other(const char *where, const char *want, quoth_str got)
{
    if (q_str_equal(q_str_from(want), got))
        return false;
    print_message("%s\n    wanted: %s\n    found:  %.*s\n", where, want ? want : "",
                  (int)got.len, got.len ? got.ptr : "");
    return true;
}

static inline bool is_other_gender(const char *where, enum q_gender want, enum q_gender got)
{
    static const char *const words[] = {"none", "man", "woman"};
    return is_other(where, words[want], q_str_from(words[got]));
}

/** Appends any `times` of the `count` bits to a string that has room. */
static inline void add_any(char *to, const char *const *bits, uint32_t count, int times)
{
    for (int k = 0; k < times; k++)
        strcat(to, bits[random_below(count)]);
}

#endif
