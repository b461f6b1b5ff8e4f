/*
 * Stage 3: annotations → statements.
 *
 *     pieces source, cue, content   →   link   →   settle   →   guide   →   build
 *
 * The order of the steps stands here; each has a file of its own.
 */
#ifndef Q_ATTRIBUTE_H
#define Q_ATTRIBUTE_H

#include "attribute/lexicon.h"
#include "record/article.h"
#include "record/statement.h"

/** Fills `out` (whose arena also holds `annotation`). `raw`: leave tests/spec's rules
 *  out. QUOTH_OK or QUOTH_ENOMEM. Linear in the tokens. */
quoth_status q_attribute(const struct q_lexicon *lexicon,
                         const struct quoth_article *article,
                         const struct q_annotation *annotation, bool raw,
                         struct quoth_statements *out);

#endif
