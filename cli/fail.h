/*
 * What went wrong, in words or, where --format asks for JSON, as an object; and the exit
 * status that it means.
 *
 *     QUOTH_EDAMAGED   →   quoth: news.quoth: the file is damaged      4
 *                          {"ok": false, "error": …, "at": null, "status": 4}
 *
 * It does not end the program.
 */
#ifndef FAIL_H
#define FAIL_H

#include "command.h"

/** Does --format want JSON? */
int wants_json(const struct options *options);

/** Says it; of what is wrong with the archive's file with its path. An id that is not there
 *  is EXIT_NOTHING for search and show, EXIT_USAGE for the others. */
int fail(const struct options *options, const quoth_error *error);

/** The same, pointing at the character of the question where the error has one. */
int fail_at(const struct options *options, quoth_str question, const quoth_error *error);

/** Says how the command is to be used instead: EXIT_USAGE. */
int misused(const struct options *options, const char *message);

/** EXIT_ARCHIVE, EXIT_INTERNAL. */
int no_archive(const struct options *options);
int out_of_memory(const struct options *options);

/** Says what the system says of that file (errno): EXIT_INTERNAL. */
int file_failed(const char *path);

#endif
