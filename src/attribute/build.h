/*
 * Stage 3, attribute: attributions → statements with the fields of tests/spec.
 *
 * Turns tokens into bytes and fills kind, act, negated, inserts, flags, form, name and
 * confidence. It decides no span, but ends a source behind Q_MAX_SOURCE_TOKENS.
 */
#ifndef Q_BUILD_H
#define Q_BUILD_H

#include "attribute/lexicon.h"
#include "record/article.h"
#include "record/attribution.h"
#include "record/statement.h"

/** Appends a statement to `out` for every attribution that is not dropped. Everything
 *  lives in out->arena. QUOTH_OK or QUOTH_ENOMEM. */
quoth_status q_build_statements(const struct q_lexicon *lexicon,
                                const struct quoth_article *article,
                                const struct q_annotation *annotation,
                                const struct q_attributions *attributions,
                                struct quoth_statements *out);

/** Brings the statements into the order of the text, a parent before those inside it.
 *  QUOTH_OK or QUOTH_ENOMEM. */
quoth_status q_sort_statements(struct quoth_statements *statements);

#endif
