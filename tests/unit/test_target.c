// src/fetch/target: URLs as they are given and as redirects write them.
#include "base/str.h"
#include "fetch/target.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct q_target base, target;

static void becomes(const char *text, const char *url)
{
    quoth_error error = {.message = ""};
    if (q_target_set(&target, NULL, q_str_from(text), &error) != QUOTH_OK)
        fail_msg("%s: %s", text, error.message);
    assert_string_equal(target.url, url);
}

static void leads_to(const char *text, const char *url)
{
    quoth_error error = {.message = ""};
    assert_int_equal(
        q_target_set(&base, NULL, Q_STR("https://herald.example:8443/a/b?c#d"), NULL),
        QUOTH_OK);
    if (q_target_set(&target, &base, q_str_from(text), &error) != QUOTH_OK)
        fail_msg("%s: %s", text, error.message);
    assert_string_equal(target.url, url);
}

static void refuses(const char *text, quoth_status status)
{
    quoth_error error = {.message = ""};
    if (q_target_set(&target, NULL, q_str_from(text), &error) != status)
        fail_msg("%s: not refused, or not so: %s", text, error.message);
    assert_true(error.message[0] != '\0');
}

static void one_form(void **state)
{
    (void)state;
    becomes("http://herald.example", "http://herald.example/");
    becomes("  HTTP://Herald.Example:80/A?B#c\n", "http://herald.example/A?B");
    becomes("https://herald.example:443/a#", "https://herald.example/a");
    becomes("https://herald.example:80/", "https://herald.example:80/");
    becomes("http://herald.example?q=/x", "http://herald.example/?q=/x");
    becomes("http://herald.example/a/../b/./c", "http://herald.example/b/c");
    becomes("http://127.1/", "http://127.0.0.1/");
    becomes("http://2130706433/", "http://127.0.0.1/");
    becomes("http://%3127.1/", "http://127.0.0.1/");
    becomes("http:/%33333", "http://0.0.13.5/");
    becomes("http://[::1]:8080/", "http://[::1]:8080/");
    becomes("http://herald.example/\xc3\xbc\x20z", "http://herald.example/%c3%bc%20z");
}

static void its_parts(void **state)
{
    (void)state;
    becomes("http://Herald.example:8080/a?b=/c", "http://herald.example:8080/a?b=/c");
    assert_true(q_str_equal(target.origin, Q_STR("http://herald.example:8080")));
    assert_true(q_str_equal(target.path, Q_STR("/a?b=/c")));
    struct q_target copy;
    q_target_copy(&copy, &target);
    becomes("http://gazette.example/", "http://gazette.example/");
    assert_string_equal(copy.url, "http://herald.example:8080/a?b=/c");
    assert_true(q_str_equal(copy.path, Q_STR("/a?b=/c")));
    assert_ptr_equal(copy.origin.ptr, copy.url);
}

static void redirects(void **state)
{
    (void)state;
    leads_to("/x", "https://herald.example:8443/x");
    leads_to("x", "https://herald.example:8443/a/x");
    leads_to("../../../x", "https://herald.example:8443/x");
    leads_to("?y", "https://herald.example:8443/a/b?y");
    leads_to("//gazette.example/x", "https://gazette.example/x");
    leads_to("http://gazette.example/x", "http://gazette.example/x");
    leads_to("/a b", "https://herald.example:8443/a%20b");
    leads_to("#e", "https://herald.example:8443/a/b?c");
}

static void what_is_not_fetched(void **state)
{
    (void)state;
    static const char *const none[] = {
        "",
        " ",
        "herald.example/a",
        "/etc/passwd",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "ftp://herald.example/",
        "gopher://herald.example/",
        "dict://herald.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://",
        "http://jane@herald.example/",
        "http:/@herald.example/",
        "http://jane:word@herald.example/",
        "http://:word@herald.example/",
        "http://herald.example:99999/",
        "http://herald.example:x/",
        "http://herald.example/\x01",
        "http://herald.example/a\nb",
        "http://herald.example/a\x7f",
        "http://her ald.example/",
        "http://\xc3\xbcrk.example/",
        "http://[::1/",
        "http://herald%7f.example/",
        "http://herald%2f.example/",
        "http://herald%00.example/",
        "http://herald%0d%0a.example/",
    };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        refuses(none[i], QUOTH_EUSAGE);
    quoth_str nul = Q_STR("http://herald.example/\0a");
    assert_int_equal(q_target_set(&target, NULL, nul, NULL), QUOTH_EUSAGE);
    assert_int_equal(q_target_set(&target, &base, Q_STR("file:///etc/passwd"), NULL),
                     QUOTH_EUSAGE);
    assert_int_equal(
        q_target_set(&target, &base, Q_STR("//jane:word@herald.example/"), NULL),
        QUOTH_EUSAGE);
}

static void length(void **state)
{
    (void)state;
    char text[Q_MAX_URL + 2] = "http://herald.example/";
    size_t start = strlen(text);
    memset(text + start, 'a', Q_MAX_URL - start);
    becomes(text, text);
    text[Q_MAX_URL] = 'a';
    refuses(text, QUOTH_ELIMIT);
    text[Q_MAX_URL] = '\0';
    memset(text + start, '\xc3', Q_MAX_URL - start); // three times as long when it is coded
    refuses(text, QUOTH_ELIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_form),  cmocka_unit_test(its_parts),
        cmocka_unit_test(redirects), cmocka_unit_test(what_is_not_fetched),
        cmocka_unit_test(length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
