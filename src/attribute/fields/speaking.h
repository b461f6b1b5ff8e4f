/*
 * Stage 3, attribute: verbs beside a cue that tell to whom and where, and verbs of cues
 * with which *to* does.
 *
 *     {said} Doe, *speaking* to voters; Doe *issued* a statement {saying} …
 */
#ifndef Q_SPEAKING_H
#define Q_SPEAKING_H

#include "attribute/words.h"

/** *speaking to voters in Minsk*, *who spoke to CNN* */
bool q_is_speaking(const struct q_words *w, uint32_t i);

/** Its object is where it is said: *addressing a rally* */
bool q_is_attending(const struct q_words *w, uint32_t i);

/** Its object has the words: *issued a statement saying …* */
bool q_is_issuing(const struct q_words *w, uint32_t i);

/** Behind a cue of this lemma *to* tells who listens: *confirmed to CNN*. */
bool q_takes_hearer(quoth_str lemma);

/** The same of *to*, *with* and *before*: *testified before the committee*. */
bool q_speaks_with(quoth_str lemma);

#endif
