// base/url: the examples of RFC 3986 §5.4, and what feeds and pages write.
#include "base/url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void check(const char *url, const char *base, const char *wanted)
{
    struct q_arena arena;
    q_arena_init(&arena, 1024 * 1024);
    quoth_str found = q_url_resolve(q_str_from(url), q_str_from(base), &arena);
    if (!q_str_equal(found, q_str_from(wanted)))
        fail_msg("%s in %s: %.*s, not %s", url, base ? base : "nothing", (int)found.len,
                 found.ptr, wanted);
    q_arena_release(&arena);
}

static void the_examples_of_the_rfc(void **state)
{
    (void)state;
    static const char base[] = "http://a/b/c/d;p?q";
    static const char *const cases[][2] = {
        {"ghi:h", "ghi:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {";x", "http://a/b/c/;x"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {"g#s/../x", "http://a/b/c/g#s/../x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(cases[i][0], base, cases[i][1]);
}

static void what_feeds_and_pages_write(void **state)
{
    (void)state;
    check("g", "http://a", "http://a/g");
    check("?y", "http://a", "http://a?y");
    check("../g", "http://a/", "http://a/g");
    check("/g", "no address", "/g");
    check("/g", NULL, "/g");
    check("//b/x/../y", "https://a/", "https://b/y");
    check("1", "http://a/b//c", "http://a/b//1");
    check("x", "mailto:a@b", "mailto:x");
    assert_true(q_url_is_whole(Q_STR("https://a")));
    assert_false(q_url_is_whole(Q_STR("c:/a")));
    assert_false(q_url_is_whole(Q_STR("//a:80/")));
    assert_false(q_url_is_whole(Q_STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_rfc),
        cmocka_unit_test(what_feeds_and_pages_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
