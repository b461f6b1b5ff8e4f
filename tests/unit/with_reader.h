// A reader of files under test, in a folder of each test's own, and what it must give.
#ifndef WITH_READER_H
#define WITH_READER_H

#include "assert_str.h"
#include "read/reader.h"
#include "record/article.h"
#include "write_bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/quoth-reader-XXXXXX";
static quoth_article *article;
static quoth_reader *reader;
static quoth_error error;

static inline int set_up(void **state)
{
    (void)state;
    memcpy(strrchr(folder, '-'), "-XXXXXX", sizeof "-XXXXXX"); // as mkdtemp wants it
    article = quoth_article_new();
    return !article || !mkdtemp(folder) || chdir(folder) != 0;
}

static inline int tear_down(void **state)
{
    (void)state;
    char command[64];
    quoth_reader_close(reader);
    quoth_article_free(article);
    reader = NULL;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return chdir("/") != 0 || system(command) != 0;
}

static inline void open_with(const char *path, const quoth_read_options *options)
{
    quoth_reader_close(reader);
    if (quoth_reader_open_path(&reader, path, options, &error) != QUOTH_OK)
        fail_msg("%s: %s", path, error.message);
}

static inline void assert_next(const char *name, const char *text)
{
    if (quoth_reader_next(reader, article, &error) != QUOTH_OK)
        fail_msg("%s, at %d", error.message, (int)error.offset);
    assert_str(quoth_article_name(article), name);
    assert_str(quoth_article_text(article), text);
}

static inline void assert_end(void)
{
    assert_int_equal(quoth_reader_next(reader, article, &error), QUOTH_END);
    assert_int_equal(quoth_reader_next(reader, article, NULL),
                     QUOTH_END); // and stays there
}

#endif
