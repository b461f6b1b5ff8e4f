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
    /** Appends what stands above the rows of a table; may be NULL. */
    quoth_status (*before)(quoth_output *output, const struct asking *asking,
                           quoth_archive *archive, quoth_error *error);
};

/** `first` and the words, one space between two; the caller's to free. NULL: memory is out.
 */
char *join_words(char **words, int count, const char *first);

/** Asks and prints: an exit status; what is wrong has been said. */
int print_rows(const struct asking *asking);

#endif
