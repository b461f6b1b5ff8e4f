/*
 * Stage 1, read: what one line of a text looks like.
 *
 *     "Council drops the bridge"       ends no sentence, 4 words
 *     "‘No,’ she said (laughing).”"    ends a sentence
 *
 * A line is valid UTF-8 without white space at its ends. Letters are told apart in ASCII;
 * all others count as small ones. It decides nothing: block_head.c and block_line.c do.
 */
#ifndef Q_LINE_H
#define Q_LINE_H

#include "base/str.h"

/** Length of the white space that `s` begins with: ASCII, U+00A0, U+2000–200B, U+2028,
 *  U+2029, U+202F, U+3000, U+FEFF. */
size_t q_line_space(quoth_str s);

/** Without white space at its ends. */
quoth_span q_line_trim(quoth_str text, quoth_span span);

/** Does it end with a stop, be it inside quote marks and brackets? A colon is one. */
bool q_line_ends_sentence(quoth_str line);

/** Does it break off where no sentence can end: behind a comma, a dash, a small word? */
bool q_line_breaks_off(quoth_str line);

/** Does it hold a double quote mark? */
bool q_line_quotes(quoth_str line);

/** Runs of non-space characters, counted up to `most`. */
unsigned q_line_words(quoth_str line, unsigned most);

/** Are its letters capitals, but for one in ten? */
bool q_line_is_loud(quoth_str line);

/** Is it one to `most` names: capitalised words with *and*, commas and initials between? */
bool q_line_is_names(quoth_str line, unsigned most);

/** Where `words` first stands, or SIZE_MAX. */
size_t q_line_find(quoth_str line, quoth_str words);

/** Bytes of `line` that `words` (ASCII, small letters) matches at its start; 0: it does
 * not. Capitals, curly apostrophes and U+00A0 match what they stand for. */
size_t q_line_starts(quoth_str line, quoth_str words);

/** The same letters and digits, whatever stands between them? */
bool q_line_same(quoth_str a, quoth_str b);

/** Length of the bullets and marks in front of its first word. */
size_t q_line_bullets(quoth_str line);

bool q_line_is_upper(char c);
bool q_line_is_lower(char c);

#endif
