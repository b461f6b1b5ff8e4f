/*
 * Stage 1, read: lines of a transcript, which name their speaker.
 *
 *     "JO ROE, HOST: Good evening."   →   JO ROE, loud
 *     "Roe: Good evening."            →   Roe
 */
#ifndef Q_TURN_H
#define Q_TURN_H

#include "base/str.h"

struct q_turn {
    quoth_span name;
    uint32_t words; // where what is said begins
    bool loud;      // the name is in capitals
};

/** Does `line` begin with a name and a colon? Whether it is a turn of a transcript or one
 *  of many labels, the whole text tells. */
bool q_turn_find(quoth_str line, struct q_turn *out);

/** Does a speaker end as `words` do? Labels in front of titles and lists do not. */
bool q_turn_is_said(quoth_str words);

/** Turns of a whole text, counted. `{0}` means none yet. */
struct q_turns {
    quoth_str recent[4]; // names, a ring
    uint32_t count, loud;
    uint32_t again, loud_again; // … of a name that spoke shortly before
    uint32_t first, last;       // numbers of the lines of the first and last loud one
    uint32_t lines;
};

/** Counts one line. */
void q_turns_add(struct q_turns *turns, quoth_str line);

/** Is a line that q_turn_find took a turn, in a text with these? */
bool q_turns_hold(const struct q_turns *turns, const struct q_turn *turn);

/** Is the text a transcript, so that lines between two turns go on with the first? */
bool q_turns_are_dense(const struct q_turns *turns);

#endif
