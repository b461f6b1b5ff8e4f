// src/base/json: the streaming writer; json_tree: reading, and what is told when memory is
// out.
#include "base/json.h"
#include "base/json_tree.h"
#include "base/str.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

struct page {
    struct q_buf buf;
    struct q_json json;
};

static void open_page(struct page *page)
{
    q_buf_init(&page->buf, 100000);
    q_json_init(&page->json, &page->buf);
}

static void assert_page(struct page *page, const char *want)
{
    assert_false(page->buf.failed);
    q_buf_add_char(&page->buf, '\0');
    assert_string_equal(page->buf.ptr, want);
    q_buf_release(&page->buf);
}

static void nests_and_separates(void **state)
{
    (void)state;
    struct page p;
    open_page(&p);
    q_json_object(&p.json);
    q_json_key(&p.json, "spans");
    q_json_array(&p.json);
    for (uint64_t i = 0; i < 2; i++) {
        q_json_array(&p.json);
        q_json_number(&p.json, i);
        q_json_number(&p.json, i + 10);
        q_json_end(&p.json);
    }
    q_json_end(&p.json);
    q_json_key(&p.json, "none");
    q_json_null(&p.json);
    q_json_key(&p.json, "empty");
    q_json_array(&p.json);
    q_json_end(&p.json);
    q_json_key(&p.json, "object");
    q_json_object(&p.json);
    q_json_end(&p.json);
    q_json_key(&p.json, "yes");
    q_json_bool(&p.json, true);
    q_json_key(&p.json, "no");
    q_json_bool(&p.json, false);
    q_json_end(&p.json);
    assert_page(&p, "{\"spans\": [[0, 10], [1, 11]], \"none\": null, \"empty\": [], "
                    "\"object\": {}, \"yes\": true, \"no\": false}");
}

static void check_string(quoth_str text, const char *want)
{
    struct page p;
    open_page(&p);
    q_json_string(&p.json, text);
    assert_page(&p, want);
}

static void escapes_what_must_be(void **state)
{
    (void)state;
    check_string(Q_NO_STR, "null");
    check_string(Q_STR(""), "\"\"");
    check_string(Q_STR("plain"), "\"plain\"");
    check_string(Q_STR("a \"quote\" and \\"), "\"a \\\"quote\\\" and \\\\\"");
    check_string(Q_STR("\b\t\n\v\f\r"), "\"\\b\\t\\n\\u000b\\f\\r\"");
    check_string(Q_STR("\0\x01\x1f\x7f"), "\"\\u0000\\u0001\\u001f\\u007f\"");
}

static void passes_utf8_through(void **state)
{
    (void)state;
    check_string(Q_STR("“naïve” – Łódź Киев 東京 😀"), "\"“naïve” – Łódź Киев 東京 😀\"");
    check_string(Q_STR("\u00a0\u00bf\u2027\u202a"), "\"\u00a0\u00bf\u2027\u202a\"");
}

static void keeps_a_record_on_one_line(void **state)
{
    (void)state;
    check_string(Q_STR("a\u2028b\u2029c"), "\"a\\u2028b\\u2029c\"");
    check_string(Q_STR("a\xc2\x85"
                       "b\xc2\x9b"
                       "c"),
                 "\"a\\u0085b\\u009bc\"");
}

static void prints_percent_without_floating_point(void **state)
{
    (void)state;
    static const unsigned percents[] = {0, 1, 9, 10, 91, 99, 100, 250};
    struct page p;
    open_page(&p);
    q_json_array(&p.json);
    for (size_t i = 0; i < sizeof percents / sizeof *percents; i++)
        q_json_percent(&p.json, percents[i]);
    q_json_end(&p.json);
    assert_page(&p, "[0.00, 0.01, 0.09, 0.10, 0.91, 0.99, 1.00, 2.50]");
}

static void writes_a_string_in_pieces(void **state)
{
    (void)state;
    struct page p;
    open_page(&p);
    q_json_array(&p.json);
    q_json_text_open(&p.json);
    q_json_text_add(&p.json, Q_STR("“We\ntried.”"));
    q_json_text_add(&p.json, Q_STR(" "));
    q_json_text_add(&p.json, Q_NO_STR);
    q_json_text_add(&p.json, Q_STR("“It failed.”"));
    q_json_text_close(&p.json);
    q_json_number(&p.json, 7);
    q_json_end(&p.json);
    assert_page(&p, "[\"“We\\ntried.” “It failed.”\", 7]");
}

static void nests_as_deep_as_it_says(void **state)
{
    (void)state;
    struct page p;
    open_page(&p);
    for (int i = 0; i < Q_JSON_DEPTH; i++)
        q_json_array(&p.json);
    for (int i = 0; i < Q_JSON_DEPTH; i++)
        q_json_end(&p.json);
    assert_int_equal(p.buf.len, 2 * Q_JSON_DEPTH);
    assert_int_equal(p.buf.ptr[p.buf.len - 1], ']');
    q_buf_release(&p.buf);
}

static uint64_t fail_in; // 0: none

static void *allocate(size_t size)
{
    if (fail_in && --fail_in == 0) {
        errno = ENOMEM;
        return NULL;
    }
    return malloc(size);
}

// Whichever allocation of jansson's fails: it is no wrong JSON, and none with a word cut.
static void tells_want_of_memory(void **state)
{
    (void)state;
    const quoth_str text =
        Q_STR("{\"a\": [1, \"two\", {\"three\": 3.5}], \"b\": \"We will "
              "not close the harbour, whatever it costs us\", \"c\": 4}");
    json_error_t problem;
    uint64_t n = 0;
    json_set_alloc_funcs(allocate, free);
    for (bool failed = true; failed;) {
        fail_in = ++n;
        json_t *tree = q_json_tree(text, 0, &problem);
        failed = fail_in == 0;
        fail_in = 0;
        assert_int_equal(tree != NULL, !failed);
        assert_true(tree || problem.text[0] == '\0');
        json_decref(tree);
    }
    json_set_alloc_funcs(malloc, free);
    assert_in_range(n, 10, 1000);
}

// No longer word is allocated from now on, and jansson would read beyond a shorter one.
static void *allocate_little(size_t size)
{
    errno = size > 64 ? ENOMEM : errno;
    return size > 64 ? NULL : malloc(size);
}

static void reads_no_word_that_is_cut(void **state)
{
    (void)state;
    char text[200] = "[\"";
    json_error_t problem;
    memset(text + strlen(text), 'a', 150);
    strcat(text, "\"]");
    json_set_alloc_funcs(allocate_little, free);
    json_t *tree = q_json_tree(q_str_from(text), 0, &problem);
    json_set_alloc_funcs(malloc, free);
    assert_null(tree);
    assert_int_equal(problem.text[0], '\0');
}

static void tells_what_is_no_json(void **state)
{
    (void)state;
    json_error_t problem;
    errno = ENOMEM; // of something else, long ago
    assert_null(q_json_tree(Q_STR("{\"act\": speech}"), 0, &problem));
    assert_true(problem.text[0] != '\0');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nests_and_separates),
        cmocka_unit_test(escapes_what_must_be),
        cmocka_unit_test(passes_utf8_through),
        cmocka_unit_test(keeps_a_record_on_one_line),
        cmocka_unit_test(prints_percent_without_floating_point),
        cmocka_unit_test(writes_a_string_in_pieces),
        cmocka_unit_test(nests_as_deep_as_it_says),
        cmocka_unit_test(tells_want_of_memory),
        cmocka_unit_test(reads_no_word_that_is_cut),
        cmocka_unit_test(tells_what_is_no_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
