/*
 * Stage 3, attribute: the events and media in which things are said, and how far their
 * words go.
 *
 *     in [a statement to CNN about the cap] on Monday   →   to CNN
 *     at [a news conference in Minsk], Doe              →   in Minsk
 *
 * In go tokens, out come ranges. Closed lists of nouns tell (tests/spec §7). It does not
 * know of statements.
 */
#ifndef Q_MEDIUM_H
#define Q_MEDIUM_H

#include "attribute/grammar.h"

enum q_medium_sort {
    Q_MEDIUM_NONE,
    Q_MEDIUM_EVENT,  // at it: a rally
    Q_MEDIUM_WRITING // in it, on it: a statement, a post, a show
};

struct q_medium {
    struct q_range words; // empty: none
    struct q_range addressee, place;
    uint32_t head; // its noun
    uint32_t next; // the first token behind it
    bool channel;  // what it is said through: *on CNN*, *by phone*
    bool sent;     // of words to somebody: *a letter*
    bool named;    // its noun is part of a name: *the Forum of Rivers*
    enum q_medium_sort sort;
};

/** The event or medium whose phrase starts at token i, behind the preposition `in` (any
 *  that can stand there; ptr NULL: it is an object, *issued a statement*), and ends
 *  before `end`. */
struct q_medium q_read_medium(const struct q_words *w, quoth_str in, uint32_t i,
                              uint32_t end);

/** The place that starts at token i behind `in`: *Minsk*, *the Tolva Convention Center*.
 *  Empty: none. */
struct q_range q_read_place(const struct q_words *w, quoth_str in, uint32_t i,
                            uint32_t end);

/** Whom one can speak to, from token i: *reporters*, *CNN*, *him*. `told`: the verb wants
 *  one, so that more nouns will do. Empty: none. */
struct q_range q_read_listener(const struct q_words *w, uint32_t i, uint32_t end,
                               bool told);

#endif
