#include "command.h"
#include "fail.h"
#include "say.h"

#include <stdio.h>

// What add would do, a line an article: state, date, outlet, title, input.

static void put_cell(quoth_str text, const char *end)
{
    put_clean(stdout, text.ptr ? text : (quoth_str){"-", 1});
    fputs(end, stdout);
}

static void put_article(const quoth_article *article, int known)
{
    static const char *const states[] = {"new", "known", "forgotten"};
    printf("%s\t", states[known]);
    put_cell(quoth_article_published(article)->value, "\t");
    put_cell(quoth_article_outlet(article), "\t");
    put_cell(quoth_article_title(article), "\t");
    put_cell(quoth_article_path(article), "\n");
}

struct look {
    quoth_archive *archive; // NULL: there is none yet, so all is new
    quoth_capture *capture;
    quoth_article *article;
};

// QUOTH_OK, or a failure of the archive.
static quoth_status show_capture(const struct look *look, const char *path, int *status,
                                 quoth_error *error)
{
    int known = 0;
    quoth_error wrong;
    if (look->archive &&
        quoth_archive_knows(look->archive, look->capture, &known, error) != QUOTH_OK)
        return error->status;
    for (;;) {
        quoth_status read = quoth_capture_next(look->capture, look->article, &wrong);
        if (read == QUOTH_END)
            return QUOTH_OK;
        if (read == QUOTH_OK) {
            put_article(look->article, known);
        } else {
            say_error(path, &wrong);
            *status = EXIT_INPUT;
        }
    }
}

static int show_input(const struct options *options, const struct look *look,
                      const char *path)
{
    quoth_read_options read = read_options(options);
    quoth_reader *reader;
    quoth_error error;
    int status = EXIT_DONE;
    if (quoth_reader_open_path(&reader, path, &read, &error) != QUOTH_OK) {
        say_error(path, &error);
        return error.status == QUOTH_EUSAGE ? EXIT_USAGE : EXIT_INPUT;
    }
    for (;;) {
        quoth_status taken = quoth_reader_take(reader, look->capture, &error);
        if (taken == QUOTH_END)
            break;
        if (taken != QUOTH_OK) {
            say_error(quoth_reader_path(reader), &error);
            status = EXIT_INPUT;
        } else if (show_capture(look, quoth_reader_path(reader), &status, &error) !=
                   QUOTH_OK) {
            status = fail(options, &error);
            break;
        }
    }
    quoth_reader_close(reader);
    return status;
}

int show_what_add_does(const struct options *options)
{
    quoth_archive_options wanted = {.access = QUOTH_ACCESS_READ};
    struct look look = {.capture = quoth_capture_new(), .article = quoth_article_new()};
    quoth_error error;
    int status = EXIT_DONE;
    quoth_status opened =
        quoth_archive_open(&look.archive, archive_path(options), &wanted, &error);
    if (opened != QUOTH_OK && opened != QUOTH_EMISSING)
        status = fail(options, &error);
    else if (!look.capture || !look.article)
        status = out_of_memory(options);
    for (int i = 0;
         i < options->input_count && (status == EXIT_DONE || status == EXIT_INPUT); i++) {
        int one = show_input(options, &look, options->inputs[i]);
        status = one == EXIT_DONE ? status : one;
    }
    quoth_capture_free(look.capture);
    quoth_article_free(look.article);
    quoth_archive_close(look.archive);
    int written = finish_output();
    return written == EXIT_DONE ? status : written;
}
