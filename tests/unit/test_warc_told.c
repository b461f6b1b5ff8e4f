// src/read/warc: what is lost is told, where no article is left to tell it.
#include "with_warc.h"

#include <stdlib.h>
#include <unistd.h>

// An archive whose first record, of `type`, claims `length` bytes.
static void make_liar(const char *type, const char *length)
{
    char head[256];
    make();
    snprintf(head, sizeof head,
             "WARC/1.0\r\nWARC-Type: %s\r\nContent-Length: %s\r\n\r\n"
             "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Roe.\r\n\r\n",
             type, length);
    q_buf_add_str(&made.bytes, q_str_from(head));
    end_record(&made);
    add_response(&made, "http://a.example/2", HTML, Q_STR(PAGE));
}

static void open_file(quoth_str bytes)
{
    char path[] = "/tmp/quoth-warc-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes.ptr, bytes.len), bytes.len);
    close(file);
    assert_int_equal(q_input_open(&input, path, &error), QUOTH_OK);
    q_warc_start(warc, false);
    unlink(path);
}

// Longer than any record that is read, and than any file. Where that can be seen, or
// members end, the next record is not lost; where not it is told, whatever the type is.
static void long_lengths_may_lie(void **state)
{
    (void)state;
    static const char *const lengths[] = {"33554433", "9223372036854775807",
                                          "9223372036854775808", "18446744073709551416",
                                          "18446744073709551609"};
    static const char *const types[] = {"response", "request"};
    for (size_t i = 0; i < 2 * (sizeof lengths / sizeof *lengths); i++) {
        const char *type = types[i % 2];
        char cut_off[128];
        make_liar(type, lengths[i / 2]);
        open_file(q_buf_held(&made.bytes));
        if (strcmp(type, "response") == 0)
            assert_next(Q_CAPTURE_HTML, 0, NULL, "<p>Roe.");
        else // it may have swallowed others
            assert_wrong(QUOTH_EFORMAT, 0, "its length is too large");
        assert_next(Q_CAPTURE_HTML, made.starts[1], "http://a.example/2", PAGE);
        assert_end();

        struct archive packed;
        pack_records(&made, &packed, add_gzip);
        snprintf(cut_off, sizeof cut_off,
                 "a record of %s bytes is cut off: %zu passed over", lengths[i / 2],
                 made.starts[1]);
        open_bytes(q_buf_held(&packed.bytes));
        assert_wrong(QUOTH_EFORMAT, 0, cut_off);
        assert_next(Q_CAPTURE_HTML, packed.starts[1], "http://a.example/2", PAGE);
        assert_end();
        q_buf_release(&packed.bytes);

        struct q_buf whole;
        q_buf_init(&whole, SIZE_MAX);
        add_gzip(&whole, q_buf_held(&made.bytes));
        snprintf(cut_off, sizeof cut_off,
                 "a record of %s bytes is cut off: %zu passed over", lengths[i / 2],
                 made.bytes.len);
        open_bytes(q_buf_held(&whole));
        assert_wrong(QUOTH_EFORMAT, 0, cut_off);
        assert_end();
        q_buf_release(&whole);
    }
}

// Of a page without a word there is no article that could tell what became of it.
static void a_page_without_an_article_tells_its_flaw(void **state)
{
    (void)state;
    quoth_article *article = quoth_article_new();
    for (int cut = 0; cut < 2; cut++) {
        make();
        add_response(&made, "http://a.example/1", HTML,
                     Q_STR("<!doctype html><html><head>"));
        open_bytes(q_str(made.bytes.ptr, made.bytes.len - (cut ? 10 : 0)));
        assert_int_equal(next(), QUOTH_OK);
        if (cut) {
            assert_int_equal(quoth_capture_next(capture, article, &error), QUOTH_EFORMAT);
            assert_string_equal(error.message, "cut off");
            assert_int_equal(error.offset, 0);
        }
        assert_int_equal(quoth_capture_next(capture, article, &error), QUOTH_END);
        assert_int_equal(quoth_capture_next(capture, article, &error), QUOTH_END);
        make();
        add_response(&made, "http://a.example/1", HTML, Q_STR(PAGE)); // told once
        open_bytes(q_str(made.bytes.ptr, made.bytes.len - 10));
        assert_int_equal(next(), QUOTH_OK);
        assert_int_equal(quoth_capture_next(capture, article, &error), QUOTH_OK);
        assert_non_null(quoth_article_flaw(article));
        assert_int_equal(quoth_capture_next(capture, article, &error), QUOTH_END);
    }
    quoth_article_free(article);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(long_lengths_may_lie, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_page_without_an_article_tells_its_flaw, set_up,
                                        tear_down),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    q_buf_release(&made.bytes);
    return failed;
}
