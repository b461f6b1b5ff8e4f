/*
 * The program's commands: one a file, all in the table of main.c.
 *
 *     quoth extract --format json report.txt   →   command "extract", its options, 1 input
 *
 * To add one: a file cmd_NAME.c, its function here, a row in main.c, its bit here and in
 * the rows of options.c that it takes, a section in man/quoth.1, a test in tests/cli/.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include "options.h"
#include "quoth.h"

#include <string.h>

/** CONTRACT: exit status. */
enum exit_status {
    EXIT_DONE = 0,
    EXIT_NOTHING = 1, // found: search, show
    EXIT_USAGE = 2,
    EXIT_INPUT = 3,    // finished, but some input failed
    EXIT_ARCHIVE = 4,  // the archive is locked or damaged, or there is none
    EXIT_INTERNAL = 5, // output could not be written, or an internal failure
    EXIT_INTERRUPT = 130
};

struct command {
    const char *name;
    unsigned bit; // of struct option.commands
    int (*run)(const struct options *options);
    const char *arguments; // behind the options
    const char *summary;   // one line, for the list
    const char *details;   // for its own help
};

/** Ends with a row whose name is NULL. */
extern const struct command commands[];

/** NULL: there is none of that name, which has been said on standard error. */
const struct command *find_command(const char *name);

int command_extract(const struct options *options);
int command_read(const struct options *options);
int command_fetch(const struct options *options);
int command_search(const struct options *options);
int command_show(const struct options *options);
int command_timeline(const struct options *options);
int command_article(const struct options *options);
int command_stats(const struct options *options);
int command_add(const struct options *options);
int command_verify(const struct options *options);
int command_evidence(const struct options *options);
int command_forget(const struct options *options);
int command_backup(const struct options *options);
int command_doctor(const struct options *options);
int command_dump(const struct options *options);
int command_load(const struct options *options);
int command_rebuild(const struct options *options);
int command_speakers(const struct options *options);
int command_merge(const struct options *options);
int command_split(const struct options *options);
int command_alias(const struct options *options);
int command_never_merge(const struct options *options);
int command_rename(const struct options *options);
int command_accept(const struct options *options);
int command_reject(const struct options *options);
int command_speaker(const struct options *options);
int command_brat(const struct options *options);
int command_undo(const struct options *options);
int command_ledger(const struct options *options);
int command_serve(const struct options *options);
int command_get(const struct options *options);
int command_version(const struct options *options);
int command_help(const struct options *options);

/** NULL: a missing text. */
static inline quoth_str str_of(const char *text)
{
    return (quoth_str){text, text ? strlen(text) : 0};
}

/** Opens the engine that the options ask for. EXIT_DONE, and `*out` is the caller's to
 *  close; else EXIT_USAGE or EXIT_INTERNAL, and what is wrong has been said. */
int open_engine(quoth_engine **out, const struct options *options);

/** The same, after a look at whether the options of extract go together. */
int open_for_extract(quoth_engine **out, const struct options *options);

/** Reads all inputs, extracts with `engine` unless that is NULL, and prints: an exit
 *  status. */
int run_inputs(const struct options *options, const quoth_engine *engine,
               quoth_print_format format);

/** add --dry-run: an exit status. */
int show_what_add_does(const struct options *options);

/** What the options say of the inputs. */
quoth_read_options read_options(const struct options *options);

/** How many articles to work on at once: what --jobs says, else one a processor that this
 *  program may use, at most 16. */
int jobs_of(const struct options *options);

/** Opens the archive that -a, $QUOTH_ARCHIVE or the XDG data folder names. EXIT_DONE, and
 *  `*out` is the caller's to close; else an exit status, and what is wrong has been said.
 */
int open_archive(quoth_archive **out, const struct options *options, quoth_access access);

/** Its file; lives until the program ends. */
const char *archive_path(const struct options *options);

/** Makes the folders of the usual archive, if it is that one. */
void make_archive_folders(const struct options *options);

/** The list of commands, or the help of one of them, on standard output. */
void print_overview(void);
void print_help(const struct command *command);

/** Flushes standard output. EXIT_DONE, or EXIT_INTERNAL when it could not be written,
 *  which has then been said. */
int finish_output(void);

#endif
