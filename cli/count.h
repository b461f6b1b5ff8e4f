/*
 * Counts as people read them.
 *
 *     37087, 2 of them known   →   "37,085 articles added, 2 captures were there already"
 */
#ifndef COUNT_H
#define COUNT_H

#include "quoth.h"

#include <stddef.h>

enum { COUNT_SIZE = 32 };

/** 37087 → "37,087", in `out`. */
const char *with_commas(uint64_t number, char out[COUNT_SIZE]);

/** Appends ", N WORD" to `line` where there are any; WORD is for one, WORDS for more. */
void add_count(char *line, size_t size, uint64_t count, const char *word,
               const char *words);

/** Says what came into an archive. */
void say_added(const quoth_added *added);

#endif
