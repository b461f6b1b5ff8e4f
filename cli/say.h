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

/** "quoth: ", the message, a line end. A message over 8,000 bytes is cut. */
__attribute__((format(printf, 1, 2))) void say(const char *format, ...);

/** `quoth: PATH: message (byte OFFSET)`; "-" is shown as "standard input". */
void say_error(const char *path, const quoth_error *error);

#endif
