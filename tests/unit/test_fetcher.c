// src/fetch/fetcher without a server (tests/fetch has those), and reading from a byte on.
#include "base/buf.h"
#include "quoth.h"
#include "write_bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/quoth-fetcher-XXXXXX";
static char path[sizeof folder + 16];

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/a.warc", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static void refuses(const char *archive, const quoth_fetch_options *options,
                    quoth_status status)
{
    quoth_fetcher *fetcher;
    quoth_error error = {.message = ""};
    assert_int_equal(quoth_fetcher_open(&fetcher, archive, options, &error), status);
    assert_null(fetcher);
    assert_int_equal(error.status, status);
    assert_true(error.message[0]);
    assert_int_equal(access(path, F_OK), -1);
}

static void options_that_cannot_be(void **state)
{
    (void)state;
    static const quoth_fetch_options wrong[] = {
        {.user_agent = ""},         {.user_agent = "a\r\nCookie: b"},
        {.user_agent = "\xc3\xbc"}, {.max_bytes = 33 * 1024 * 1024},
        {.seconds = 3601},          {.delay = 3601},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        refuses(path, &wrong[i], QUOTH_EUSAGE);
    refuses("/nowhere/a.warc", NULL, QUOTH_EIO);
    refuses(folder, NULL, QUOTH_EIO);
    quoth_fetcher_close(NULL);
}

static void memory_runs_out(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n++) {
        quoth_fetcher *fetcher;
        q_buf_fail_at(n);
        quoth_status status = quoth_fetcher_open(&fetcher, path, NULL, NULL);
        bool reached = n > 1 && status == QUOTH_OK;
        quoth_fetcher_close(fetcher);
        q_buf_fail_at(0);
        assert_int_equal(access(path, F_OK), -1);
        if (reached)
            break;
        assert_int_equal(status, QUOTH_ENOMEM);
        assert_true(n < 100);
    }
}

static void what_is_not_asked(void **state)
{
    (void)state;
    quoth_fetcher *fetcher;
    quoth_error error;
    size_t count = 1;
    assert_int_equal(quoth_fetcher_open(&fetcher, path, NULL, NULL), QUOTH_OK);
    assert_int_equal(access(path, F_OK), 0);
    assert_int_equal(quoth_fetcher_start(fetcher), 0);
    assert_int_equal(quoth_fetcher_get(fetcher, "file:///etc/passwd", &error),
                     QUOTH_EUSAGE);
    quoth_fetcher_responses(fetcher, &count);
    assert_int_equal(count, 0);
    assert_int_equal(quoth_fetcher_get(fetcher, "http://127.0.0.1:9/", &error),
                     QUOTH_EFETCH);
    assert_non_null(strstr(error.message, "127.0.0.1 is a loopback address"));
    assert_int_equal(quoth_fetcher_get(fetcher, "http://127.0.0.1:9/", NULL), QUOTH_EFETCH);
    quoth_fetcher_responses(fetcher, &count);
    assert_int_equal(count, 0);
    quoth_fetcher_close(fetcher);
    assert_int_equal(access(path, F_OK), -1); // it holds nothing: it is taken away again
}

// An archive that was there stays, however little comes.
static void an_archive_that_is_there(void **state)
{
    (void)state;
    static const char line[] = "WARC/1.0\r\n";
    write_bytes(path, q_str_from(line));
    quoth_fetcher *fetcher;
    assert_int_equal(quoth_fetcher_open(&fetcher, path, NULL, NULL), QUOTH_OK);
    assert_int_equal(quoth_fetcher_start(fetcher), sizeof line - 1);
    quoth_fetcher_close(fetcher);
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_size, sizeof line - 1);
    assert_int_equal(unlink(path), 0);
}

static void a_reader_begins_where_it_is_told(void **state)
{
    (void)state;
    static const char lines[] =
        "{\"id\": 1, \"text\": \"One.\"}\n{\"id\": 2, \"text\": \"Two.\"}\n";
    const size_t second = strcspn(lines, "\n") + 1;
    write_bytes(path, q_str_from(lines));
    quoth_reader *reader;
    quoth_article *article = quoth_article_new();
    quoth_read_options options = {.format = QUOTH_FORMAT_JSONL, .start = second};
    assert_int_equal(quoth_reader_open_path(&reader, path, &options, NULL), QUOTH_OK);
    assert_int_equal(quoth_reader_next(reader, article, NULL), QUOTH_OK);
    assert_memory_equal(quoth_article_text(article).ptr, "Two.", 4);
    assert_int_equal(quoth_reader_next(reader, article, NULL), QUOTH_END);
    quoth_reader_close(reader);
    quoth_capture *capture = quoth_capture_new();
    assert_int_equal(quoth_reader_open_path(&reader, path, &options, NULL), QUOTH_OK);
    assert_int_equal(quoth_reader_take(reader, capture, NULL), QUOTH_OK);
    assert_int_equal(quoth_capture_offset(capture), second); // in the file
    quoth_capture_free(capture);
    quoth_reader_close(reader);
    options.start = sizeof lines - 1; // its end: nothing is left
    assert_int_equal(quoth_reader_open_path(&reader, path, &options, NULL), QUOTH_OK);
    assert_int_equal(quoth_reader_next(reader, article, NULL), QUOTH_END);
    quoth_reader_close(reader);
    options.start++;
    assert_int_equal(quoth_reader_open_path(&reader, path, &options, NULL), QUOTH_EIO);
    assert_null(reader);
    quoth_article_free(article);
    assert_int_equal(unlink(path), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_that_cannot_be),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(what_is_not_asked),
        cmocka_unit_test(an_archive_that_is_there),
        cmocka_unit_test(a_reader_begins_where_it_is_told),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
