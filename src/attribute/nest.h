/*
 * Stage 3, attribute: where a content may tell what somebody else said.
 *
 *     She said [two governments told him they had been warned]   →   the stretch in […]
 *     She said [it was late]                                     →   none
 *
 * It names the stretches that the tagger should read again (tests/spec §4); quoth.c sends
 * them there. Only contents with a word that tells speech or writing are worth the time.
 */
#ifndef Q_NEST_H
#define Q_NEST_H

#include "attribute/lexicon.h"
#include "record/statement.h"

struct q_stretches {
    struct q_stretch *at;
    uint32_t count;
};

/** Finds reports that run on in the next sentence (tests/spec §4): *He said [all members
 *  agreed]. In addition, <they> {urged} …* is inside what he said. Sets their parent; of
 *  the article's statements, which have none yet, as they were found. Linear. */
void q_follow_reports(quoth_str text, const struct q_annotation *annotation,
                      struct quoth_statements *statements);

/** Stretches of the article's `annotation` in the contents of the statements from index
 *  `first` on, in their order; in statements->arena. QUOTH_OK or QUOTH_ENOMEM. */
quoth_status q_find_stretches(const struct q_lexicon *lexicon, quoth_str text,
                              const struct q_annotation *annotation,
                              struct quoth_statements *statements, uint32_t first,
                              struct q_stretches *out);

#endif
