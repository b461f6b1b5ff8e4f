/*
 * Stage 2, analyse: what the tagger sees of each token (quoth_feature).
 *
 *     Patel’s   →   word hash of "patel", suffix "tel", shape Capitalised, place
 *
 * The training reads these through quoth_features, the tagger directly: they
 * exist once. Whatever changes here needs Q_FEATURE_VERSION raised and a new model.
 */
#ifndef Q_FEATURE_H
#define Q_FEATURE_H

#include "base/arena.h"
#include "record/annotation.h"

enum { Q_FEATURE_VERSION = 1 };

// Buckets of each table; a model holds one row a bucket.
enum { Q_SUFFIXES = 2048, Q_PREFIXES = 2048, Q_SHAPES = 32, Q_PLACES = 32 };

/** Fills the features of `annotation`, whose tokens and quotations are there already; they
 *  live in `arena`. Where they are there, too, it does nothing: both networks read them.
 *  QUOTH_OK or QUOTH_ENOMEM. Linear. */
quoth_status q_find_features(quoth_str text, struct q_arena *arena,
                             struct q_annotation *annotation);

/** May it be of a name: has it a capital letter, another script's, or an abbreviation's
 * stop? */
bool q_feature_is_capital(const quoth_feature *feature);

#endif
