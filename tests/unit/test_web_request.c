// web/request: targets taken apart, and those that are none.
#include "web/request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void same(quoth_str got, const char *wanted)
{
    if (got.len != strlen(wanted) || memcmp(got.ptr, wanted, got.len) != 0)
        fail_msg("'%.*s' is not '%s'", (int)got.len, got.ptr, wanted);
}

static void parse(struct request *request, const char *target)
{
    quoth_error error = {.message = ""};
    if (request_parse(request, METHOD_GET, str_of(target), &error) != QUOTH_OK)
        fail_msg("%s: %s", target, error.message);
}

static void path_is(const char *target, const char *path)
{
    struct request request;
    parse(&request, target);
    same(request.path, path);
    request_release(&request);
}

static void refused(const char *target, const char *why)
{
    struct request request;
    quoth_error error = {.message = ""};
    quoth_status status = request_parse(&request, METHOD_GET, str_of(target), &error);
    if (status != QUOTH_EUSAGE || !strstr(error.message, why))
        fail_msg("%s: %d %s", target, (int)status, error.message);
    same(request.path, "/"); // what tells it is a page all the same
    assert_int_equal(request.parameter_count, 0);
    request_release(&request);
}

static void paths(void **state)
{
    (void)state;
    path_is("/", "/");
    path_is("/search", "/search");
    path_is("/search?", "/search");
    path_is("/a%20b/%C3%BC", "/a b/ü");
    path_is("/a+b", "/a+b"); // a plus is a space in a query alone
    path_is("/...", "/...");
    path_is("/.a/b..", "/.a/b..");
    path_is("/\xf0\x9f\x98\x80", "/😀");
    refused("", "begin with /");
    refused("search", "begin with /");
    refused("http://herald.example/", "begin with /");
    refused("*", "begin with /");
    refused("/a#b", "browser");
    refused("/?q=#b", "browser");
    refused("/%", "hexadecimal");
    refused("/%2", "hexadecimal");
    refused("/%2g", "hexadecimal");
    refused("/%+1", "hexadecimal");
    refused("/a%00", "NUL");
    refused("/%ff", "UTF-8");
    refused("/\xc3", "UTF-8");
    refused("/%C3", "UTF-8");
    refused("/%c0%af", "UTF-8");
    refused("/%e0%80%af", "UTF-8");
    refused("/%ed%a0%80", "UTF-8");
    refused("/%f4%90%80%80", "UTF-8");
    refused("/a\nb", "character");
    refused("/a%0d%0ab", "character");
    refused("/a\\b", "character");
    refused("/..", "..");
    refused("/../a", "..");
    refused("/a/../b", "..");
    refused("/a/%2e%2e/b", "..");
    refused("/a%2f..%2fb", "..");
    refused("/./a", "..");
    refused("/a/.", "..");
}

static void parameters(void **state)
{
    (void)state;
    struct request request;
    parse(&request,
          "/search?q=a+b%2Bc&limit=5&&empty=&bare&q=second&%71x=%3D%26&=nameless");
    same(request_value(&request, "q"), "a b+c"); // the first of several
    same(request_value(&request, "limit"), "5");
    same(request_value(&request, "empty"), "");
    same(request_value(&request, "bare"), "");
    assert_non_null(request_value(&request, "bare").ptr);
    same(request_value(&request, "qx"), "=&");
    same(request_value(&request, ""), "nameless");
    assert_null(request_value(&request, "none").ptr);
    same(request.query, "q=a+b%2Bc&limit=5&&empty=&bare&q=second&%71x=%3D%26&=nameless");
    assert_int_equal(request.parameter_count, 7);
    request_release(&request);
    refused("/?q=%", "hexadecimal");
    refused("/?q=%f", "hexadecimal");
    refused("/?%ff=1", "UTF-8");
    refused("/?q=%00", "NUL");
    refused("/?q=%80", "UTF-8");
    refused("/?q=%", "hexadecimal");
}

static void too_many_parameters(void **state)
{
    (void)state;
    char target[8 + 4 * (PARAMETERS_MAX + 1)] = "/?";
    struct request request;
    for (int i = 0; i < PARAMETERS_MAX; i++)
        strncat(target, "a=b&", 5);
    parse(&request, target);
    assert_int_equal(request.parameter_count, PARAMETERS_MAX);
    request_release(&request);
    strncat(target, "a=b", 4);
    refused(target, "too many");
}

static void numbers(void **state)
{
    (void)state;
    struct request request;
    uint64_t number;
    parse(&request,
          "/?a=7&b=&c=x&d=-1&e=18446744073709551615&f=18446744073709551616&g=+1&h=007"
          "&i=999999999999999999999999");
    assert_true(request_number(&request, "none", 20, 1, 200, &number));
    assert_int_equal(number, 20);
    assert_true(request_number(&request, "a", 20, 1, 200, &number));
    assert_int_equal(number, 7);
    assert_true(request_number(&request, "a", 20, 7, 7, &number));
    assert_false(request_number(&request, "a", 20, 8, 200, &number));
    assert_false(request_number(&request, "a", 20, 1, 6, &number));
    assert_false(request_number(&request, "b", 20, 0, 200, &number));
    assert_false(request_number(&request, "c", 20, 0, 200, &number));
    assert_false(request_number(&request, "d", 20, 0, 200, &number));
    assert_true(request_number(&request, "e", 20, 0, UINT64_MAX, &number));
    assert_true(number == UINT64_MAX);
    assert_false(request_number(&request, "f", 20, 0, UINT64_MAX, &number));
    assert_false(request_number(&request, "g", 20, 0, 200, &number));
    assert_true(request_number(&request, "h", 20, 0, 200, &number));
    assert_int_equal(number, 7);
    assert_false(request_number(&request, "i", 20, 0, 200, &number));
    request_release(&request);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths),
        cmocka_unit_test(parameters),
        cmocka_unit_test(too_many_parameters),
        cmocka_unit_test(numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
