/*
 * What standard output can show: the rules of colour and of width, for all commands.
 */
#ifndef TERMINAL_H
#define TERMINAL_H

#include "options.h"

/** Lines of text that are still read with ease; a table has several columns of them. */
enum { WIDTH_OF_TEXT = 100, WIDTH_OF_TABLE = 160 };

/** As --color, NO_COLOR, TERM and the terminal say. */
int wants_colour(const struct options *options);

/** Columns, at most `most`; 0 where it is no terminal: as the library likes, so that files
 *  come out the same everywhere. */
int width_of_output(int most);

#endif
