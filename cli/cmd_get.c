#include "command.h"
#include "fail.h"
#include "say.h"
#include "web/web.h"

#include <stdio.h>
#include <stdlib.h>

// What the status of HTTP means for a shell.
static int exit_of(int http, quoth_status failed)
{
    if (failed == QUOTH_ELOCKED || failed == QUOTH_EDAMAGED || failed == QUOTH_EVERSION)
        return EXIT_ARCHIVE;
    if (http < 400)
        return EXIT_DONE;
    if (http == 404)
        return EXIT_NOTHING;
    if (http < 500)
        return EXIT_USAGE;
    return EXIT_INTERNAL;
}

static int failed(const quoth_error *error)
{
    say("%s", error->message);
    return error->status == QUOTH_EUSAGE ? EXIT_USAGE : EXIT_INTERNAL;
}

int command_get(const struct options *options)
{
    quoth_error error;
    int http = 0;
    quoth_status unable = QUOTH_OK;
    if (options->input_count != 1)
        return misused(options, "get takes one path, as /search.json?q=bridge");
    struct web_options wanted = {
        .archive = archive_path(options), .who = getenv("USER"), .port = PORT_USUAL};
    if (web_get(&wanted, options->inputs[0], stdout, &http, &unable, &error) != QUOTH_OK)
        return failed(&error);
    if (http >= 400) // what is wrong the answer says, in the form of its path
        say("%s: the answer is %d", options->inputs[0], http);
    int status = finish_output();
    return status == EXIT_DONE ? exit_of(http, unable) : status;
}
