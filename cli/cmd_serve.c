#include "command.h"
#include "fail.h"
#include "say.h"
#include "web/web.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

// glibc takes what is larger than this from the system, and gives it back, but each time it
// does, it takes only still larger blocks so, up to 32 MB: pages of a megabyte, made in
// many threads, then leave holes that stay with the program. Told once, it keeps to it.
static void give_memory_back(void)
{
#ifdef M_MMAP_THRESHOLD
    enum { LARGE = 256 * 1024 }; // bytes
    (void)mallopt(M_MMAP_THRESHOLD, LARGE);
#endif
}

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
    make_archive_folders(options);
    give_memory_back();
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
