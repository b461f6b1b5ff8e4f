#include "command.h"
#include "fail.h"
#include "say.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

// A folder that brat opens: of each article its text and what is said in it, and the names
// of all that may be marked.

enum { DIGITS = 16, NAME_SIZE = DIGITS + 8, PATH_SIZE = 4096 };

static const char configuration[] =
    "[entities]\n"
    "Content\n"
    "Source\n"
    "Cue\n"
    "[relations]\n"
    "Says\tArg1:Source, Arg2:Content\n"
    "[events]\n"
    "Cue\tContent:Content, Source?:Source\n"
    "[attributes]\n"
    "Told\tArg:Content, Value:machine|accepted|edited\n"
    "Kind\tArg:Content, Value:direct|mixed|indirect\n"
    "Act\tArg:Content, Value:speech|writing|thought|intent\n"
    "Negated\tArg:Content\n";

struct writing {
    const struct options *options;
    const char *folder;
    quoth_archive *archive;
    quoth_article *article;
    quoth_statements *statements;
    quoth_output *output;
    unsigned long long count;
};

static int write_file(const struct writing *w, const char *name, quoth_str bytes)
{
    char path[PATH_SIZE];
    if (snprintf(path, sizeof path, "%s/%s", w->folder, name) >= (int)sizeof path) {
        say("%s: %s", w->folder, strerror(ENAMETOOLONG));
        return EXIT_USAGE;
    }
    FILE *file = fopen(path, "we");
    int good = file && fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
    if (file)
        good = fclose(file) == 0 && good;
    return good ? EXIT_DONE : file_failed(path);
}

static int make_folder(struct writing *w)
{
    if (mkdir(w->folder, 0777) != 0 && errno != EEXIST)
        return file_failed(w->folder);
    return write_file(w, "annotation.conf",
                      (quoth_str){configuration, sizeof configuration - 1});
}

static int write_article(struct writing *w)
{
    char name[NAME_SIZE];
    quoth_error error;
    quoth_str id = quoth_article_id(w->article);
    const char *digits = id.ptr + sizeof "sha256:" - 1;
    quoth_output_clear(w->output);
    if (quoth_archive_brat(w->archive, id, w->output, &error) != QUOTH_OK)
        return fail(w->options, &error);
    snprintf(name, sizeof name, "%.*s.txt", DIGITS, digits);
    int status = write_file(w, name, quoth_article_text(w->article));
    snprintf(name, sizeof name, "%.*s.ann", DIGITS, digits);
    if (status == EXIT_DONE)
        status = write_file(w, name, quoth_output_text(w->output));
    w->count += status == EXIT_DONE;
    return status;
}

static int write_all(struct writing *w)
{
    static const quoth_search_options each = {
        .order = QUOTH_ORDER_ADDED, .ascending = 1, .by_article = 1};
    static const char reviewed[] = "is:reviewed";
    quoth_str text = {reviewed, w->options->all ? 0 : sizeof reviewed - 1};
    quoth_question *question = NULL;
    quoth_results *results = NULL;
    quoth_hit hit;
    quoth_error error;
    quoth_status found = quoth_question_parse(&question, text, &error);
    if (found == QUOTH_OK)
        found = quoth_archive_search(w->archive, question, &each, &results, &error);
    int status = EXIT_DONE;
    while (found == QUOTH_OK && status == EXIT_DONE) {
        found = quoth_results_take(results, w->article, w->statements, &hit, &error);
        if (found == QUOTH_OK)
            status = write_article(w);
    }
    if (status == EXIT_DONE && found != QUOTH_END)
        status = fail(w->options, &error);
    quoth_results_free(results);
    quoth_question_free(question);
    return status;
}

int command_brat(const struct options *options)
{
    struct writing w = {.options = options};
    if (options->input_count != 1)
        return misused(options, "brat needs the folder to write to");
    w.folder = options->inputs[0];
    int status = open_archive(&w.archive, options, QUOTH_ACCESS_READ);
    if (status != EXIT_DONE)
        return status;
    w.article = quoth_article_new();
    w.statements = quoth_statements_new();
    w.output = quoth_output_new();
    if (!w.article || !w.statements || !w.output)
        status = out_of_memory(options);
    else
        status = make_folder(&w);
    if (status == EXIT_DONE)
        status = write_all(&w);
    if (status == EXIT_DONE && !options->quiet)
        say("%llu %s written to %s", w.count, w.count == 1 ? "article" : "articles",
            w.folder);
    quoth_output_free(w.output);
    quoth_statements_free(w.statements);
    quoth_article_free(w.article);
    quoth_archive_close(w.archive);
    return status;
}
