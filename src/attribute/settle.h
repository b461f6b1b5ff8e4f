/*
 * Stage 3, attribute: contents reach their ends.
 *
 *     He won a prize [that was his first], <she> {said}.
 *         →   [He won a prize that was his first], <she> {said}.
 *
 * The network sees 70 tokens and decides token by token; what the sentence's form
 * tells for certain is put right here. It drops no attribution, and adds one only where a
 * sentence opens with *According to X,* and the network saw nothing.
 */
#ifndef Q_SETTLE_H
#define Q_SETTLE_H

#include "base/arena.h"
#include "base/str.h"
#include "record/attribution.h"

/** Changes the contents of `attributions` in place. QUOTH_OK or QUOTH_ENOMEM. Linear. */
quoth_status q_settle_contents(quoth_str text, const struct q_annotation *annotation,
                               struct q_arena *arena, struct q_attributions *attributions);

#endif
