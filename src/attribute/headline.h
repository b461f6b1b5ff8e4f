/*
 * Stage 3, attribute: who speaks in a headline.
 *
 *     Bridge must close by May – harbour chief          →   [Bridge …] – <harbour chief>
 *     Harbour chief: Bridge must close                  →   <Harbour chief>: [Bridge …]
 *     Bridge must close, harbour chief has claimed      →   [Bridge …], <…> {has claimed}
 *     Bridge must close, says harbour chief             →   [Bridge …], {says} <…>
 *
 * Headlines and standfirsts end without a full stop and leave out verbs, so that the
 * tagger, which learnt from running text, often misses what their form tells (tests/spec
 * §2.5).
 */
#ifndef Q_HEADLINE_H
#define Q_HEADLINE_H

#include "attribute/lexicon.h"
#include "base/arena.h"
#include "record/article.h"
#include "record/attribution.h"

/** Adds, in `attributions`, what headlines and standfirsts tell by their form, and takes
 *  out what was found across it. In `arena`. QUOTH_OK or QUOTH_ENOMEM. Linear: a bounded
 *  number of such blocks is looked at. */
quoth_status q_read_headlines(const struct q_lexicon *lexicon,
                              const struct quoth_article *article,
                              const struct q_annotation *annotation, struct q_arena *arena,
                              struct q_attributions *attributions);

#endif
