/*
 * Stage 3, attribute: the office or description that an article gives for a name.
 *
 *     Deputy Mayor Jane Doe   →   Deputy Mayor
 *     Jane Doe, the deputy mayor of Tolva, said   →   deputy mayor of Tolva
 *     the secretary of the council, Jane Doe   →   secretary of the council
 *     Jane Doe, who serves as deputy mayor   →   deputy mayor
 *
 * It looks at the words beside each name, and decides nothing about who speaks.
 */
#ifndef Q_ROLE_H
#define Q_ROLE_H

#include "attribute/speaker/entity.h"

/** Fills the role of each person and body, and the gender that it tells, from the article's
 *  words and then the asides'. Linear. */
void q_read_roles(const struct q_words *words, const struct q_aside *asides,
                  uint32_t aside_count, struct q_entities *entities);

/** The tokens of the title before the name that starts at token i; empty: none. */
struct q_range q_title_before(const struct q_words *words, uint32_t i);

/** The tokens of the description behind the name that ends before token i; empty: none. */
struct q_range q_appositive_behind(const struct q_words *words, uint32_t i);

/** The last word of a description's head: *minister* in *the prime minister of Tolva*. The
 *  range must not be empty. */
uint32_t q_head_of(const struct q_words *words, struct q_range description);

#endif
