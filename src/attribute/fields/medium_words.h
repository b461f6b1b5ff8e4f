/*
 * Stage 3, attribute: the nouns of events and media, of listeners and of places.
 *
 *     rally   →   Q_NOUN_EVENT …     statements   →   Q_NOUN_WRITING | Q_NOUN_BARE …
 *
 * Closed lists, written down from knowledge of English (tests/spec §7); singulars stand
 * in them, plurals are told by rule.
 */
#ifndef Q_MEDIUM_WORDS_H
#define Q_MEDIUM_WORDS_H

#include "attribute/words.h"

enum q_noun_flag {
    Q_NOUN_EVENT = 1,   // one is at it
    Q_NOUN_WRITING = 2, // words are in it
    Q_NOUN_AIR = 4,     // they are on it: *on his show*
    Q_NOUN_BARE = 8,    // with no article: *in testimony*, and every plural
    Q_NOUN_TO = 16,     // *to* and *with* tell who is spoken to
    Q_NOUN_TRIP = 32,   // *to* tells a place
    Q_NOUN_NAMED = 64,  // a name may follow: *the show Harbour Lights*
    Q_NOUN_PART = 128,  // of an event: *the opening of the session*
    Q_NOUN_SAID = 256,  // its source speaks: *issued a statement saying*
    Q_NOUN_MANY = 512   // *a series of tweets*
};

/** Of token i, or-ed; 0: it is no event or medium. */
unsigned q_medium_flags(const struct q_words *w, uint32_t i);

/** One whom others speak to: *reporters*, *the committee*. */
bool q_is_listener(const struct q_words *w, uint32_t i);

/** What is told and not spoken to: *the truth*. */
bool q_is_no_listener(const struct q_words *w, uint32_t i);

/** With a capital behind *in*, and no place: *in English*, *in Congress*. */
bool q_is_no_place(const struct q_words *w, uint32_t i);

/** A state of the United States, by its last word. */
bool q_is_state(const struct q_words *w, uint32_t i);

/** A place behind *at*: *the Tolva Convention Center*. */
bool q_is_building(const struct q_words *w, uint32_t i);

#endif
