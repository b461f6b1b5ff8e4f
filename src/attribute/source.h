/*
 * Stage 3, attribute: a source where the network saw none and the sentence has one.
 *
 *     She gave no figures but {said} [it was late]    →   <She> … {said} […]
 *     The harbour board {asked} [for more time]       →   <The harbour board> {asked} […]
 *     [the toll] {was demanded} by Harsk              →   […] {was demanded} by <Harsk>
 *     Jane Doe, <who> {said} [no]                     →   <Jane Doe>, who {said} [no]
 *
 * There is no parser: closed lists of words tell what a token can be, and a source is
 * given only where that leaves one reading. A wrong name is worse than none, and passives
 * without an agent have none (tests/spec §1.7). `--raw` leaves it out.
 */
#ifndef Q_SOURCE_H
#define Q_SOURCE_H

#include "attribute/lexicon.h"
#include "record/attribution.h"

/** Gives attributions whose source is a relative the noun before it (tests/spec §2.4). To
 *  be called when their spans follow the guide. Linear. */
void q_replace_relatives(const struct q_lexicon *lexicon, quoth_str text,
                         const struct q_annotation *annotation,
                         struct q_attributions *attributions);

/** Gives sources to attributions that have none, and takes what it gives out of their
 *  contents. Linear. */
void q_give_sources(const struct q_lexicon *lexicon, quoth_str text,
                    const struct q_annotation *annotation,
                    struct q_attributions *attributions);

#endif
