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

/** Features of tokens [from, to) into out[0 … to - from). Allocates nothing. */
void q_features(quoth_str text, const struct q_annotation *annotation, uint32_t from,
                uint32_t to, quoth_feature *out);

#endif
