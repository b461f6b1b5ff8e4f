/*
 * Stage 3, attribute: what a block says by itself.
 *
 *     It rained. — Jo Roe (@joroe) June 3, 2016   →   <Jo Roe>: [It rained.]
 *     JO ROE, HOST: Good evening.                 →   <JO ROE>: [Good evening.]
 *
 * An embedded post and a turn of a transcript are statements of their authors by the form
 * of the page (docs/FORMAT.md, Blocks). What the tagger found across such a block is
 * dropped; what is said inside it is found as in any content (tests/spec §4).
 */
#ifndef Q_SIGNED_H
#define Q_SIGNED_H

#include "base/arena.h"
#include "record/article.h"
#include "record/attribution.h"

/** Adds the statements of the article's posts and turns to `attributions`. In `arena`.
 *  QUOTH_OK or QUOTH_ENOMEM. Linear. */
quoth_status q_add_signed(const struct quoth_article *article,
                          const struct q_annotation *annotation, struct q_arena *arena,
                          struct q_attributions *attributions);

#endif
