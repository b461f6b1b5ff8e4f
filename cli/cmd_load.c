/*
 * quoth load FILE…: puts dumps into an archive.
 *
 *     shard-1.ndjson shard-2.ndjson.zst   →   a.quoth, as if all their inputs were added
 */
#include "command.h"
#include "count.h"
#include "fail.h"
#include "say.h"

#include <stdbool.h>
#include <stdio.h>

// What the program ends with at once; damage of a line or file does not.
static bool is_of_input(quoth_status status)
{
    return status == QUOTH_EFORMAT || status == QUOTH_ELIMIT;
}

static void tell_progress(const struct options *options, const quoth_added *added)
{
    char line[80], number[COUNT_SIZE];
    uint64_t captures = added->captures + added->known + added->refused;
    if (options->quiet || captures % 64 != 0)
        return;
    snprintf(line, sizeof line, "%s captures", with_commas(captures, number));
    show_progress(line);
}

static int load_one(const struct options *options, quoth_archive *archive, const char *path,
                    quoth_added *added)
{
    quoth_loader *loader;
    quoth_error error;
    int status = EXIT_DONE;
    quoth_status got = quoth_loader_open(&loader, archive, path, &error);
    if (got != QUOTH_OK) {
        say_error(path, &error);
        return EXIT_INPUT;
    }
    while ((got = quoth_loader_next(loader, added, &error)) != QUOTH_END) {
        if (got == QUOTH_OK) {
            tell_progress(options, added);
            continue;
        }
        if (!is_of_input(got))
            break;
        say_error(path, &error);
        status = EXIT_INPUT;
    }
    quoth_loader_close(loader);
    if (got == QUOTH_END)
        return status;
    if (got != QUOTH_EUSAGE && got != QUOTH_EVERSION) // no dump, or a later one
        return fail(options, &error);
    say_error(path, &error);
    return EXIT_INPUT;
}

int command_load(const struct options *options)
{
    quoth_archive *archive;
    quoth_added added = {0};
    if (options->input_count == 0)
        return misused(options,
                       "load needs a FILE that quoth dump wrote; - is standard input");
    int status = open_archive(&archive, options, QUOTH_ACCESS_MAKE);
    if (status != EXIT_DONE)
        return status;
    for (int i = 0;
         i < options->input_count && (status == EXIT_DONE || status == EXIT_INPUT); i++) {
        int one = load_one(options, archive, options->inputs[i], &added);
        status = one == EXIT_DONE ? status : one;
    }
    quoth_error error;
    show_progress(NULL);
    if (quoth_archive_settle(archive, &error) != QUOTH_OK)
        status = fail(options, &error);
    quoth_archive_close(archive);
    if (!options->quiet)
        say_added(&added);
    return status;
}
