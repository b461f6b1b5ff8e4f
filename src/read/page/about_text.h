/*
 * Stage 1, read: the strings that a page tells of its article, brought to one form.
 *
 *     " A &amp;amp; B&nbsp;\n fall"   →   "A & B fall"       q_about_clean
 *     "A & B – fall!"                 →   "a b fall"         q_about_fold
 */
#ifndef Q_ABOUT_TEXT_H
#define Q_ABOUT_TEXT_H

#include "read/markup/markup.h"

/** Where strings are kept, and whether there was no memory for one of them: what has none
 *  looks as if it were not told, until the end. */
struct q_about_room {
    struct q_arena *arena;
    bool failed;
};

void *q_about_alloc(struct q_about_room *room, size_t size);

/** `s` with its references read (twice where they were written twice), tags left out and
 *  white space folded, in `room`; what is longer than `max` is cut. ptr NULL: there is
 *  nothing left, or no room. */
quoth_str q_about_clean(quoth_str s, size_t max, struct q_about_room *room);

/** Letters and digits of `s` in small, a space between words; to compare by. ptr NULL:
 * none, or no room. */
quoth_str q_about_fold(quoth_str s, struct q_about_room *room);

/** The text in `node`, cleaned, at most `max` bytes of it, out of its first nodes. ptr NULL
 *  as above. */
quoth_str q_about_text(const struct q_markup *markup, uint32_t node, size_t max,
                       struct q_about_room *room);

/** Is it text that is read, not that of a script? */
static inline bool q_about_is_text(const struct q_markup *markup, uint32_t node)
{
    const struct q_node *at = &markup->nodes[node];
    return at->tag == Q_ELEMENT_TEXT && markup->nodes[at->parent].tag != Q_ELEMENT_SCRIPT;
}

/** Does `s` stand in `whole` with whole words? Both are folded. Where: `*at`. */
bool q_about_within(quoth_str s, quoth_str whole, size_t *at);

/** Words, of something folded. */
uint32_t q_about_words(quoth_str folded);

/** Does an element of this kind stand in a line of text? */
bool q_about_inline(uint16_t tag);

#endif
