/*
 * A question's lexemes as a tree.
 *
 *     a b OR -c d:e,f   →   ANY ─ ALL ─ a, b
 *                                └ ALL ─ NOT c, ANY ─ d:e, d:f
 *
 * AND binds tighter than OR, NEAR tighter than both; ALL in ALL and ANY in ANY are one, and
 * what is denied twice is asked for: of two trees that mean the same this is the flatter.
 */
#ifndef Q_PARSE_H
#define Q_PARSE_H

#include "base/arena.h"
#include "record/question.h"

/** The tree of `text`, which must outlive it, in `arena`; NULL after a failure, which is
 *  one of quoth_question_parse. */
struct q_question *q_parse(quoth_str text, int32_t today, struct q_arena *arena,
                           quoth_error *error, quoth_status *status);

#endif
