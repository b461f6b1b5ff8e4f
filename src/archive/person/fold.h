/*
 * Letters folded to small ASCII letters and digits.
 *
 *     É → e     ß → ss     Ж → zh     中 → u4e2d
 */
#ifndef Q_FOLD_H
#define Q_FOLD_H

#include "base/str.h"
#include "base/utf8.h"

enum { Q_FOLD_MOST = 8 }; // bytes that one letter gives at most

/** Writes what the letter or digit `point` folds to; 0: it is none. */
size_t q_fold_letter(uint32_t point, char out[Q_FOLD_MOST]);

/** Apostrophes, full stops and joined marks: names have or have not got them. */
bool q_fold_is_silent(uint32_t point);

bool q_fold_is_hyphen(uint32_t point);

#endif
