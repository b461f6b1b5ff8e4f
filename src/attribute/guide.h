/*
 * Stage 3, attribute: PolNeAR's attributions → tests/spec's.
 *
 *     <Jane Doe, who runs the port,> {also said} [, “No.”]   →
 *     <Jane Doe> {said} [“No.”]
 *
 * The network follows PolNeAR, whose guidelines differ in places: a colon is a cue,
 * *who* is a source, contents may lack a quote mark. This trims the spans as tests/spec
 * §2 has them and drops what §1 does not count. `--raw` leaves it out.
 */
#ifndef Q_GUIDE_H
#define Q_GUIDE_H

#include "attribute/lexicon.h"
#include "record/attribution.h"

/** Changes `attributions` in place; what is no statement gets `dropped`. Linear. */
void q_follow_guide(const struct q_lexicon *lexicon, quoth_str text,
                    const struct q_annotation *annotation,
                    struct q_attributions *attributions);

#endif
