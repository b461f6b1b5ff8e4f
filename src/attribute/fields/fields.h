/*
 * Stage 3, attribute: who, to whom, when, where, through whom: the fields beside the spans.
 *
 *     statements with their spans   →   people   →   speakers   →   addressees,
 *     occasions and places   →   times   →   relays
 *
 * The order of the steps stands here; each has a file of its own (tests/spec §5).
 */
#ifndef Q_FIELDS_H
#define Q_FIELDS_H

#include "attribute/speaker/entity.h"
#include "record/article.h"
#include "record/statement.h"

/** Fills the fields of tests/spec §5 of all statements, which are sorted. `asides` are what
 *  names people beside the article's voice. QUOTH_OK or QUOTH_ENOMEM. Linear. */
quoth_status q_fill_fields(const struct q_lexicon *lexicon,
                           const struct quoth_article *article,
                           const struct q_annotation *annotation, struct q_aside *asides,
                           uint32_t aside_count, bool explain,
                           struct quoth_statements *statements);

#endif
