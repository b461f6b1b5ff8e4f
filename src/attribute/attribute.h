/*
 * Stage 3: annotations → statements.
 *
 *     pieces source, cue, content   →   link   →   settle   →   guide   →   relatives   →
 *     judge   →   source   →   headline   →   signed   →   build
 *
 * The order of the steps stands here; each has a file of its own.
 */
#ifndef Q_ATTRIBUTE_H
#define Q_ATTRIBUTE_H

#include "attribute/lexicon.h"
#include "record/article.h"
#include "record/statement.h"
#include "record/weights.h"

/** What the attribute stage works with. */
struct q_attribute_with {
    const struct q_lexicon *lexicon;
    const struct q_weights *weights;
    bool raw, explain; // quoth_extract_options
};

/** Appends the statements of `annotation` to `out`, in no order (q_sort_statements).
 *  Everything lives in out->arena. QUOTH_OK or QUOTH_ENOMEM. Linear. */
quoth_status q_attribute(const struct q_attribute_with *with,
                         const struct quoth_article *article,
                         const struct q_annotation *annotation,
                         struct quoth_statements *out);

#endif
