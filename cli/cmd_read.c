#include "command.h"
#include "quoth.h"
#include "say.h"

int command_read(const struct options *options)
{
    if (options->input_count == 0) {
        say("read needs an INPUT; - is standard input");
        say("quoth help read tells more");
        return EXIT_USAGE;
    }
    return run_inputs(options, NULL,
                      options->view == VIEW_TEXT ? QUOTH_PRINT_TEXT : QUOTH_PRINT_JSON);
}
