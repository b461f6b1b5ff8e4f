/*
 * Stage 3, attribute: what the words of an article are asked, by token.
 *
 *     She said “no.”   →   all true: q_word_is(w, 0, "she"), q_word_ends(w, 1, "aid"),
 *                          q_is_punctuation(w, 2), q_is_mark(w, 4)
 *
 * Tokens must be there, as nothing is checked; words are compared without regard to case.
 * What a word can be in its sentence is told by grammar.h.
 */
#ifndef Q_WORDS_H
#define Q_WORDS_H

#include "attribute/lexicon.h"
#include "base/str.h"
#include "record/annotation.h"
#include "record/attribution.h"

// Borrowed, all of it.
struct q_words {
    const struct q_lexicon *lexicon; // NULL: nothing asks for cues
    quoth_str text;                  // the article's
    const struct q_annotation *note;
    // Of each token: what q_sort_of told before, 0: nothing. NULL: asked anew.
    uint8_t *sorts;
};

static inline const struct q_token *q_word_token(const struct q_words *w, uint32_t i)
{
    return &w->note->tokens[i];
}

static inline quoth_str q_word_text(const struct q_words *w, uint32_t i)
{
    return q_token_text(w->text, q_word_token(w, i));
}

/** The text from the first to the last token of a range, which must not be empty. */
static inline quoth_str q_range_text(const struct q_words *w, struct q_range range)
{
    return q_str_cut(w->text, q_word_token(w, range.from)->start,
                     q_word_token(w, range.to - 1)->end);
}

/** Its first byte, of a capital letter (ASCII) the small one: a cheap first test. */
static inline char q_word_first(const struct q_words *w, uint32_t i)
{
    return q_lower(w->text.ptr[q_word_token(w, i)->start]);
}

static inline bool q_word_is(const struct q_words *w, uint32_t i, const char *wanted)
{
    return q_str_equal_nocase(q_word_text(w, i), q_str_from(wanted));
}

/** Is it one of `list`, which ends with NULL? */
static inline bool q_word_is_any(const struct q_words *w, uint32_t i,
                                 const char *const *list)
{
    return q_str_is_any(q_word_text(w, i), list);
}

/** The ending is compared with regard to case. */
static inline bool q_word_ends(const struct q_words *w, uint32_t i, const char *ending)
{
    return q_str_ends(q_word_text(w, i), q_str_from(ending));
}

/** A word that starts with a capital letter; letters outside ASCII count as such. */
static inline bool q_is_capital(const struct q_words *w, uint32_t i)
{
    unsigned char first = (unsigned char)w->text.ptr[q_word_token(w, i)->start];
    return q_word_token(w, i)->kind == Q_TOKEN_WORD &&
           ((first >= 'A' && first <= 'Z') || first >= 0x80);
}

/** Is its second letter a capital (ASCII): *US*, *WHO*? */
static inline bool q_is_upper(const struct q_words *w, uint32_t i)
{
    quoth_str word = q_word_text(w, i);
    return word.len > 1 && word.ptr[1] >= 'A' && word.ptr[1] <= 'Z';
}

/** *the*, *a*, *an* */
static inline bool q_is_article(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {"the", "a", "an", NULL};
    return q_word_is_any(w, i, words);
}

/** A hyphen or dash that parts words, or is one: -, --, –, —. */
static inline bool q_is_dash(const struct q_words *w, uint32_t i)
{
    static const char *const dashes[] = {"-", "--", "–", "—", NULL};
    return q_word_is_any(w, i, dashes);
}

/** A comma, a full stop, a symbol; no quote mark. */
static inline bool q_is_mark(const struct q_words *w, uint32_t i)
{
    return q_word_token(w, i)->kind == Q_TOKEN_MARK;
}

/** A mark or a quote mark, and so no word. */
static inline bool q_is_punctuation(const struct q_words *w, uint32_t i)
{
    return q_is_mark(w, i) || q_word_token(w, i)->kind == Q_TOKEN_QUOTE;
}

/** What tells in the cue, or NULL (lexicon.h). */
static inline const struct q_cue_entry *q_cue_head(const struct q_words *w,
                                                   struct q_range cue)
{
    return q_lexicon_cue(w->lexicon, w->text, w->note->tokens, cue.from, cue.to);
}

/** Is the cue, whose head is `head` (or NULL), about what was not said (lexicon.h)? */
static inline bool q_cue_is_negated(const struct q_words *w, struct q_range cue,
                                    const struct q_cue_entry *head)
{
    return q_lexicon_negated(w->lexicon, w->text, w->note->tokens, cue.from, cue.to, head);
}

#endif
