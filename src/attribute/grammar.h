/*
 * Stage 3, attribute: what a word can be in its sentence, and where its phrases end.
 *
 *     The head of the board, who …   →   determiner noun preposition determiner noun comma
 * … the phrase at token 0 is *The head of the board*
 *
 * In go tokens, out come sorts and ranges of tokens. There is no parser: closed lists,
 * endings and capitals tell, each word from itself and its neighbours. It does not know of
 * sources, cues and contents.
 */
#ifndef Q_GRAMMAR_H
#define Q_GRAMMAR_H

#include "attribute/words.h"

// What a token can be, as far as lists and endings tell.
enum q_sort {
    Q_SORT_NOUN, // or an adjective: what nothing else tells
    Q_SORT_NAME, // a capital inside the sentence
    Q_SORT_DETERMINER,
    Q_SORT_PRONOUN,
    Q_SORT_OWNER, // ’s
    Q_SORT_ADVERB,
    Q_SORT_VERB, // finite, or a participle in -ed
    Q_SORT_ING,
    Q_SORT_PREPOSITION,
    Q_SORT_JOINT,    // and, but
    Q_SORT_OBJECT,   // him
    Q_SORT_RELATIVE, // who
    Q_SORT_SUBORDINATOR,
    Q_SORT_COMMA,
    Q_SORT_DASH,
    Q_SORT_BRACKET, // one that opens
    Q_SORT_STOP
};

// A noun phrase, and the first token behind it and what stands beside it (*on Monday*).
struct q_phrase {
    struct q_range noun; // empty: none
    uint32_t next;
};

enum q_sort q_sort_of(const struct q_words *w, uint32_t i);

/** Does a sentence, or a piece of a content, start at token i? */
bool q_is_start(const struct q_words *w, uint32_t i);

/** The same, or the first word behind a quote mark that opens. */
bool q_is_first(const struct q_words *w, uint32_t i);

/** A form of *be*. */
bool q_is_be(const struct q_words *w, uint32_t i);

/** *is*, *have*, *would*, no clitic. */
bool q_is_auxiliary(const struct q_words *w, uint32_t i);

/** A past form, which may be a participle: *told*, *demanded*. */
bool q_is_past(const struct q_words *w, uint32_t i);

/** Of times, and of what is by no one: *by law*, *by far*. */
bool q_is_time(const struct q_words *w, uint32_t i);

/** The first token from i on that is no adverb, or `end`. */
uint32_t q_skip_adverbs(const struct q_words *w, uint32_t i, uint32_t end);

/** The noun phrase that starts at token i and ends before `end`. */
struct q_phrase q_read_phrase(const struct q_words *w, uint32_t i, uint32_t end);

/** The noun phrase that starts at token i and ends before `end`, with no more behind its
 *  noun than *of …* and *and …*: *the head of the board*, of *… in Minsk*. Empty: none. */
struct q_range q_read_noun(const struct q_words *w, uint32_t i, uint32_t end);

/** Does a time, of the annotation's or of the lists, cover token i: *Monday*, *last*? */
bool q_in_time(const struct q_words *w, uint32_t i);

/** Behind a noun that ends at token i: the end of *(R-Ohio)*, or i. */
uint32_t q_skip_bracket(const struct q_words *w, uint32_t i, uint32_t end);

/** What stands between two commas or dashes behind a subject; token i is the first. The
 *  verb behind the second, or i. */
uint32_t q_skip_aside(const struct q_words *w, uint32_t i, uint32_t end);

/** The noun phrase before token i that a relative there speaks of; `person`: it is *who* or
 *  *whom*. Empty: none. */
struct q_range q_noun_before(const struct q_words *w, uint32_t i, bool person);

#endif
