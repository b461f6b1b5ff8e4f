/*
 * Messages on standard error, a line each, that no text from outside can bend.
 *
 *     say("%s: %s", path, "cannot open")   →   quoth: report.txt: cannot open
 *
 * Control characters and bytes that are not UTF-8 (a file may be named anything) are
 * shown as U+FFFD. Data goes elsewhere: to standard output.
 */
#ifndef SAY_H
#define SAY_H

#include "quoth.h"

#include <stdio.h>

/** "quoth: ", the message, a line end. A message over 8,000 bytes is cut. */
__attribute__((format(printf, 1, 2))) void say(const char *format, ...);

/** `quoth: PATH: message (byte OFFSET)`; "-" is shown as "standard input". */
void say_error(const char *path, const quoth_error *error);

/** Writes `text` to `file` as say shows it, without the rest. */
void put_clean(FILE *file, quoth_str text);

/** A line on standard error that the next message or progress takes the place of; `text`
 *  NULL takes it away. Only where standard error is a terminal. */
void show_progress(const char *text);

#endif
