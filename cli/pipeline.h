/*
 * Captures through several threads, results in the order of the inputs.
 *
 *     main thread   takes one capture after the other into a ring of slots
 *     workers       read its articles, extract, and print into the slot's output, or pack
 *                   them into its entry
 *     writer        writes the slots in their order, results and failures alike, or hands
 *                   the entries to a sink: an archive
 *
 *     in:  a.txt nowhere.txt b.html
 *     out: statements of a, of b on standard output; nowhere.txt named on standard error
 *
 * A capture's result is written as soon as it and all before it are done, also while the
 * main thread waits for more input. Memory is that of the ring, however many inputs there
 * are. It knows nothing of options or of how results look.
 */
#ifndef PIPELINE_H
#define PIPELINE_H

#include "quoth.h"

/** Where results go instead of standard output. */
struct sink {
    void *context;

    /** Asked by the main thread: 0: the capture is to be worked on; else nothing is done
     * for it, and `put` gets what this said. */
    int (*knows)(void *context, const quoth_capture *capture);

    /** Called by the writer, for one capture after the other: its entry, or NULL where
     *  `known` says why there is none. EXIT_DONE, or what the program ends with at once,
     *  having said why: nothing behind it would fare better. */
    int (*put)(void *context, const quoth_capture *capture, const quoth_entry *entry,
               int known);

    /** Called by the writer for each failure of an input, which has been said. */
    void (*failed)(void *context, quoth_str path);
};

/** Captures from somewhere else than inputs: as quoth_reader_take. */
struct origin {
    void *context;
    quoth_status (*take)(void *context, quoth_capture *capture, quoth_error *error);
};

struct work {
    const quoth_engine *engine;  // NULL: nothing is extracted, articles are printed alone
    const struct sink *sink;     // NULL: standard output
    const struct origin *origin; // NULL: the inputs
    quoth_read_options read;
    quoth_extract_options extract;
    quoth_print_options print;
    char **inputs;
    int input_count;
    int jobs; // workers, at least 1
};

/** EXIT_DONE, EXIT_INPUT when some input failed, EXIT_USAGE for read options that cannot
 *  be, EXIT_INTERNAL when threads or memory are out; what was wrong has been said. When
 *  standard output cannot be written, it ends the program with EXIT_INTERNAL at once:
 *  the main thread may be waiting for input that never comes. */
int pipeline_run(const struct work *work);

#endif
