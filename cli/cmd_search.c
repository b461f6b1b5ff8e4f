#include "asking.h"
#include "command.h"
#include "fail.h"
#include "list.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_DEFAULT = 20 };

int command_search(const struct options *options)
{
    if (options->input_count == 0)
        return misused(options, "search needs a QUESTION; quoth help search tells more");
    int status = list_check(options);
    if (status != EXIT_DONE)
        return status;
    char *text = join_words(options->inputs, options->input_count, "");
    if (!text)
        return out_of_memory(options);
    struct asking asking = {
        .options = options,
        .question = str_of(text),
        .search = {.since = options->since,
                   .until = options->until,
                   .clock = (quoth_clock)options->clock,
                   .order = (quoth_order)options->sort,
                   .ascending = options->ascending,
                   .by_article = options->by_article,
                   .after = options->after,
                   .limit = list_limit(options, ROWS_DEFAULT)},
    };
    status = print_rows(&asking);
    free(text);
    return status;
}
