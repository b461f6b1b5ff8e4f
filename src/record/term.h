/*
 * The words by which records tell an act, a kind, a form, a block and its flags: printed,
 * asked for, and read back from dumps.
 *
 *     QUOTH_KIND_MIXED   ↔   "mixed"
 */
#ifndef Q_TERM_H
#define Q_TERM_H

#include "base/str.h"

/** In the order of their numbers; each list ends with NULL. */
extern const char *const q_act_terms[];
extern const char *const q_kind_terms[];
extern const char *const q_form_terms[]; // the first, "none", stands in questions alone
extern const char *const q_block_terms[];

/** In the order of their bits. */
extern const char *const q_flag_terms[];
extern const char *const q_block_flag_terms[];

#endif
