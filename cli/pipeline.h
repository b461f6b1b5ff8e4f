/*
 * Captures through several threads, results in the order of the inputs.
 *
 *     main thread   takes one capture after the other into a ring of slots
 *     workers       read its articles, extract, and print into the slot's output
 *     writer        writes the slots in their order, results and failures alike
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

struct work {
    const quoth_engine *engine; // NULL: nothing is extracted, articles are printed alone
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
