#include "command.h"
#include "fail.h"
#include "say.h"
#include "web/web.h"

#include <stdio.h>
#include <stdlib.h>

static void tell_address(void *context, const char *address)
{
    (void)context;
    printf("%s\n", address);
    fflush(stdout); // whoever started us waits for it
}

static void tell_problem(void *context, const char *line)
{
    (void)context;
    say("%s", line);
}

// Not with the archive: what is wrong with that the pages say.
static int failed(const quoth_error *error)
{
    say("%s", error->message);
    return EXIT_INTERNAL;
}

int command_serve(const struct options *options)
{
    quoth_error error;
    if (options->input_count)
        return misused(options, "serve takes no input");
    if (options->uds && (options->port != PORT_USUAL || options->public))
        return misused(options, "--uds goes with neither --port nor --public");
    if (options->port > PORT_MOST)
        return misused(options, "--port takes a number from 0 to 65535");
    make_archive_folders(options);
    struct web_options wanted = {.archive = archive_path(options),
                                 .who = options->who ? options->who : getenv("USER"),
                                 .port = options->port,
                                 .socket = options->uds,
                                 .everywhere = options->public,
                                 .engine = {.model_path = options->model,
                                            .kernel = options->kernel,
                                            .names_path = options->names},
                                 .ready = tell_address,
                                 .say = tell_problem};
    quoth_status status = web_serve(&wanted, &error);
    return status == QUOTH_OK ? finish_output() : failed(&error);
}
