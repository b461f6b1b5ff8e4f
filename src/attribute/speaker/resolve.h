/*
 * Stage 3, attribute: who speaks.
 *
 *     <Jane Doe, the mayor,> {said} … <She> {added}   →   Jane Doe, twice
 *     <Doe> …   →   Jane Doe, where the article names her in full
 *     <A senior official> …   →   himself, or whom the text names behind
 *
 * Statements are read in their order, so that who spoke before is known. A wrong name is
 * worse than none: what is not likely enough has candidates and a reason (tests/spec §6).
 */
#ifndef Q_RESOLVE_H
#define Q_RESOLVE_H

#include "attribute/speaker/entity.h"
#include "attribute/telling.h"

/** Fills form and the speaker's fields of every statement; with `explain` the clues of each
 *  candidate too. Adds entities that only descriptions name, at most one a statement; there
 *  must be room for them. QUOTH_OK or QUOTH_ENOMEM. Linear. */
quoth_status q_tell_speakers(const struct q_scene *scene, struct q_entities *entities,
                             bool explain);

#endif
