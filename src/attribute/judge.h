/*
 * Stage 3, attribute: is it a statement, or an act, a state, the outlet's own prose?
 *
 *     <She> {said} [it was late]             →   0.99
 *     <The bank> {handed off} [documents]    →   0.08: dropped
 *
 * The tagger learnt from a corpus that also marks what tests/spec §1.3–1.5 leaves out, and
 * a list of words cannot tell a claim *made* from a visit *made*. So readers judged some
 * thousand attributions by eye, and a logistic regression over plain evidence (the cue's
 * lemma, the form of the content, the words around) and over what the network sees at the
 * source, cue and content weighs each one. Its weights are in the model file;
 * train/judge.py makes them. It changes no span.
 */
#ifndef Q_JUDGE_H
#define Q_JUDGE_H

#include "attribute/lexicon.h"
#include "base/arena.h"
#include "record/attribution.h"
#include "record/weights.h"

/** Sets the score of every attribution that is not dropped yet to the chance that it is a
 *  statement, and drops those below the weights' least. With `explain` it marks those as
 *  left out, and notes the evidence of each, a line a piece, in `arena`. QUOTH_OK or
 * QUOTH_ENOMEM. */
quoth_status q_judge(const struct q_lexicon *lexicon, const struct q_weights *weights,
                     quoth_str text, const struct q_annotation *annotation, bool explain,
                     struct q_arena *arena, struct q_attributions *attributions);

#endif
