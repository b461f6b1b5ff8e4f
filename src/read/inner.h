/*
 * Stage 1, read: debris inside a paragraph, which cuts its sentence in two.
 *
 *     "Mayor Roe Jane Ann RoeBridge falls: report MORE said no."   →   "Jane Ann Roe… MORE"
 *     "It fell. (RELATED: Another Bridge Falls)"                   →   the brackets
 */
#ifndef Q_INNER_H
#define Q_INNER_H

#include "base/str.h"

/** The first piece of debris in `line` at or behind `from`. Linear when called again behind
 *  what it found. */
bool q_inner_find(quoth_str line, size_t from, quoth_span *out);

#endif
