/*
 * Stage 3, attribute: what stands around a cue beside its source and content: to whom, on
 * what occasion, where.
 *
 *     At a rally in Minsk, Doe told voters on Monday that …   →   occasion *a rally in
 *     Minsk*, place *Minsk*, addressee *voters*
 *
 * It reads the telling of a statement (telling.h), phrase by phrase, before the source,
 * between source and cue, and behind the cue, and stops at the first word that it does not
 * know, so that nothing is taken from another clause (tests/spec §7). What goes on from
 * another statement takes on that one's.
 */
#ifndef Q_SETTING_H
#define Q_SETTING_H

#include "attribute/telling.h"

// Empty: not told.
struct q_setting {
    struct q_range addressee, occasion, place;
};

/** Of statement n. Looks at a bounded number of tokens and statements, and once over the
 *  content. */
struct q_setting q_read_setting(const struct q_scene *scene, uint32_t n);

/** Fills addressee, occasion and place of every statement of the scene. QUOTH_OK or
 *  QUOTH_ENOMEM. Linear. */
quoth_status q_tell_settings(const struct q_scene *scene);

#endif
