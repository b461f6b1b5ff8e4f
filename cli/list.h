/*
 * What the commands that print lists share.
 *
 *     struct quoth_list_options wanted = list_options(options);
 *     quoth_list_open(output, &wanted, &head, NULL, 0, &error);
 *     … quoth_list_add_hit(output, …); list_write(output); …
 *     list_note_page(options, &head);        "20 of 53,892; more: --after TOKEN"
 */
#ifndef LIST_H
#define LIST_H

#include "command.h"
#include "options.h"
#include "quoth.h"

#include <stdint.h>

/** As --format, --safe-csv, --page-info, --color and the terminal say. */
quoth_list_options list_options(const struct options *options);

/** The same of what is printed as text. */
quoth_print_options text_options(const struct options *options);

/** Says what is wrong with options that go not together: EXIT_DONE or EXIT_USAGE. */
int list_check(const struct options *options);

/** Is it a list for people, who are shown less than programs? */
int list_for_people(const struct options *options);

/** What --limit or --all says; 0: all. */
uint32_t list_limit(const struct options *options, uint32_t usual);

/** A cell of a text, which may be missing. */
quoth_cell text_cell(quoth_str text);

/** Opens the archive and prints a list by `print`, which leaves it to this function to say
 *  what went wrong: an exit status. */
int list_archive(const struct options *options,
                 quoth_status (*print)(quoth_archive *archive,
                                       const struct options *options, quoth_output *output,
                                       quoth_error *error));

/** Writes what `output` holds, at once, and clears it; ends the program with EXIT_INTERNAL
 *  where standard output cannot be written. */
void list_write(quoth_output *output);

/** What of how much was printed, on standard error, unless --quiet. */
void list_note_page(const struct options *options, const quoth_list_head *head);

#endif
