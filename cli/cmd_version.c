#include "command.h"
#include "quoth.h"
#include "say.h"

#include <stdio.h>

int command_version(const struct options *options)
{
    if (options->input_count > 0) {
        say("version takes no input");
        return EXIT_USAGE;
    }
    quoth_engine *engine;
    int status = open_engine(&engine, options);
    printf("quoth %s\n", quoth_version());
    if (status == EXIT_DONE) {
        printf("model %s\nnames %s\nkernel %s\n", quoth_engine_model(engine),
               quoth_engine_names(engine), quoth_engine_kernel(engine));
        quoth_engine_close(engine);
    }
    int written = finish_output();
    return status ? status : written;
}
