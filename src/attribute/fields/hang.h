/*
 * Stage 3, attribute: which of a sentence's statements a phrase beside them is about.
 *
 *     On Monday <Doe> {said} […], and <Roe> {denied} […] on Friday.
 *     →   *Monday* hangs on *said*, *Friday* on *denied*
 *     Last week <Doe> {said} […], {adding} […].   →   *adding* is told with *said*
 */
#ifndef Q_HANG_H
#define Q_HANG_H

#include "attribute/telling.h"

/** The tokens to which, of the cues at the level of n in its sentence, that of n stands
 *  nearest, so that what they tell is told of n. Empty: it has no cue. */
struct q_range q_hanging_on(const struct q_scene *scene, uint32_t n);

/** The earlier statement whose telling tells n too, or QUOTH_NO_PARENT: the one that it
 *  goes on from, or one of the same sentence and source. */
uint32_t q_told_with(const struct q_scene *scene, uint32_t n);

/** *“…,” she said.* in the paragraph behind what she said: the statement whose turn of
 *  speech that goes on with, or QUOTH_NO_PARENT. */
uint32_t q_turn_before(const struct q_scene *scene, uint32_t n);

#endif
