/*
 * Rows of the archive that answer a question: what search and timeline share.
 */
#ifndef ASKING_H
#define ASKING_H

#include "command.h"

struct asking {
    const struct options *options;
    quoth_str question;
    quoth_search_options search;
    /** Called with the results, before the first row of a table; may be NULL. */
    quoth_status (*before)(quoth_output *output, const struct options *options,
                           const quoth_results *results, quoth_error *error);
};

/** `first` and the words, one space between two; the caller's to free. NULL: memory is out.
 */
char *join_words(char **words, int count, const char *first);

/** Asks and prints: an exit status; what is wrong has been said. */
int print_rows(const struct asking *asking);

#endif
