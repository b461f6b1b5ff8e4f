#include "command.h"
#include "count.h"
#include "fail.h"
#include "say.h"

#include <stdio.h>
#include <string.h>

static void show(const quoth_forgotten *f, int done)
{
    char number[COUNT_SIZE];
    printf("%s %s article%s", done ? "forgot" : "would forget",
           with_commas(f->articles, number), f->articles == 1 ? "" : "s");
    printf(" with %s capture%s", with_commas(f->captures, number),
           f->captures == 1 ? "" : "s");
    if (f->others)
        printf(", %s other%s that stood in no other capture",
               with_commas(f->others, number), f->others == 1 ? "" : "s");
    printf(", %s statement%s in all\n", with_commas(f->statements, number),
           f->statements == 1 ? "" : "s");
    if (f->kept)
        printf("%s more stay%s, as other captures have them too\n",
               with_commas(f->kept, number), f->kept == 1 ? "s" : "");
    if (f->decisions)
        printf("%s decision%s of the ledger lost %s words\n",
               with_commas(f->decisions, number), f->decisions == 1 ? "" : "s",
               f->decisions == 1 ? "its" : "their");
}

// More goes than was named: somebody must have seen that.
static int is_agreed(const struct options *options, const quoth_forgotten *planned)
{
    int more = planned->others || planned->articles > 1 ||
               (options->statement && planned->statements > 1);
    if (!more || options->yes)
        return 1;
    show(planned, 0);
    say("that is more than you named; if it is meant, say --yes");
    return 0;
}

static int forget(quoth_archive *archive, const struct options *options,
                  quoth_forget_options *what)
{
    quoth_engine *engine = NULL;
    quoth_forgotten forgotten;
    quoth_error error;
    what->dry_run = 1;
    if (quoth_archive_forget(archive, NULL, what, &forgotten, &error) != QUOTH_OK)
        return fail(options, &error);
    if (options->dry_run) {
        show(&forgotten, 0);
        return finish_output();
    }
    if (!is_agreed(options, &forgotten))
        return finish_output() == EXIT_DONE ? EXIT_USAGE : EXIT_INTERNAL;
    int status = open_engine(&engine, options);
    if (status != EXIT_DONE)
        return status;
    what->dry_run = 0;
    quoth_status done = quoth_archive_forget(archive, engine, what, &forgotten, &error);
    quoth_engine_close(engine);
    if (done != QUOTH_OK)
        return fail(options, &error);
    show(&forgotten, 1);
    return finish_output();
}

static int finish(quoth_archive *archive, const struct options *options)
{
    quoth_error error;
    return quoth_archive_forget_finish(archive, &error) == QUOTH_OK ? EXIT_DONE
                                                                    : fail(options, &error);
}

int command_forget(const struct options *options)
{
    quoth_archive *archive;
    quoth_forget_options what = {.article = str_of(options->article),
                                 .statement = str_of(options->statement),
                                 .speaker = str_of(options->speaker),
                                 .url = str_of(options->url),
                                 .why = str_of(options->why)};
    int named =
        !!options->article + !!options->statement + !!options->speaker + !!options->url;
    if (options->input_count || named != !options->finish)
        return misused(
            options,
            "forget needs one of --article, --statement, --speaker and --url, or --finish");
    if (named && !options->dry_run && (!options->why || !*options->why))
        return misused(options, "forget needs --why: the ledger keeps the reason");
    int status = open_archive(&archive, options, QUOTH_ACCESS_WRITE);
    if (status != EXIT_DONE)
        return status;
    status = named ? forget(archive, options, &what) : finish(archive, options);
    quoth_archive_close(archive);
    return status;
}
