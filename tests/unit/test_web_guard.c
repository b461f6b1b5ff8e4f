// web/guard and web/gzip: who may ask, and what headers of browsers mean.
#include "web/guard.h"
#include "web/gzip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libdeflate.h>

static struct guard here; // at 127.0.0.1:8080

static int asks(const struct guard *guard, enum method method, struct heard heard)
{
    const char *why = NULL;
    int status = guard_check(guard, method, &heard, &why);
    assert_true(!status || why);
    return status;
}

static int hears(const struct guard *guard, const char *host)
{
    return asks(guard, METHOD_GET, (struct heard){.host = host});
}

static void hosts_are_ours_or_not(void **state)
{
    (void)state;
    static const char *const ours[] = {"127.0.0.1:8080", "localhost:8080", "LocalHost:8080",
                                       "[::1]:8080"};
    static const char *const others[] = {"127.0.0.1",
                                         "localhost",
                                         "127.0.0.1:80",
                                         "127.0.0.1:08080x",
                                         "herald.example",
                                         "herald.example:8080",
                                         "192.168.0.7:8080",
                                         "[::2]:8080",
                                         "127.0.0.1:",
                                         "127.0.0.1:-1",
                                         ":8080",
                                         "",
                                         "a@127.0.0.1:8080",
                                         "127.0.0.1.:8080",
                                         "[::1]",
                                         "[::1:8080",
                                         "localhost:8080:8080",
                                         "127.0.0.1:8080 ",
                                         "127.0.0.1:+8080"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        assert_int_equal(hears(&here, ours[i]), 0);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (hears(&here, others[i]) != 421)
            fail_msg("%s is ours", others[i]);
    assert_int_equal(hears(&here, NULL), 421);
    assert_int_equal(
        asks(&here, METHOD_GET, (struct heard){.doubtful = true, .host = ours[0]}), 400);
    struct guard usual = here, socket = here, all = here;
    usual.port = 80;
    assert_int_equal(hears(&usual, "localhost"), 0);
    socket.port = 0;
    assert_int_equal(hears(&socket, "herald.example"), 0);
    assert_int_equal(hears(&socket, NULL), 0);
    all.everywhere = true;
    strcpy(all.machine, "lindholm");
    assert_int_equal(hears(&all, "192.168.0.7:8080"), 0);
    assert_int_equal(hears(&all, "[2001:db8::1]:8080"), 0);
    assert_int_equal(hears(&all, "Lindholm:8080"), 0);
    assert_int_equal(hears(&all, "lindholm.local:8080"), 0);
    assert_int_equal(hears(&all, "lindholm.example:8080"), 421);
    assert_int_equal(hears(&all, "herald.example:8080"), 421);
    assert_int_equal(hears(&all, "192.168.0.7:81"), 421);
    strcpy(all.machine, "");
    assert_int_equal(hears(&all, ".local:8080"), 421);
}

static void writing_asks_for_more(void **state)
{
    (void)state;
    char bearer[64];
    snprintf(bearer, sizeof bearer, "Bearer %s", here.token);
    const struct heard good = {.host = "localhost:8080",
                               .authorization = bearer,
                               .type = "application/json; charset=utf-8",
                               .length = "33554432"};
    struct heard asked = good;
    assert_int_equal(asks(&here, METHOD_POST, asked), 0);
    asked.origin = "http://localhost:8080";
    asked.site = "same-origin";
    assert_int_equal(asks(&here, METHOD_POST, asked), 0);
    asked.origin = "http://127.0.0.1:8080"; // the same server, but another origin
    assert_int_equal(asks(&here, METHOD_POST, asked), 403);
    asked.origin = "null";
    assert_int_equal(asks(&here, METHOD_POST, asked), 403);
    asked.origin = "https://localhost:8080"; // nothing here speaks TLS
    assert_int_equal(asks(&here, METHOD_POST, asked), 403);
    struct guard socket = here;
    socket.port = 0; // but what stands before a socket may
    assert_int_equal(asks(&socket, METHOD_POST, asked), 0);
    asked.origin = "https://herald.example";
    assert_int_equal(asks(&socket, METHOD_POST, asked), 403);
    asked = good;
    asked.site = "cross-site";
    assert_int_equal(asks(&here, METHOD_POST, asked), 403);
    assert_int_equal(asks(&here, METHOD_GET, asked), 0); // a link from elsewhere
    asked = good;
    asked.authorization = NULL;
    assert_int_equal(asks(&here, METHOD_POST, asked), 401);
    assert_int_equal(asks(&here, METHOD_GET, asked), 0);
    asked = good;
    asked.length = "33554433";
    assert_int_equal(asks(&here, METHOD_POST, asked), 413);
    asked = good;
    asked.type = NULL;
    assert_int_equal(asks(&here, METHOD_POST, asked), 415);
    asked.type = "text/plain";
    assert_int_equal(asks(&here, METHOD_POST, asked), 415);
    asked.type = "Application/Octet-Stream";
    assert_int_equal(asks(&here, METHOD_POST, asked), 0);
}

static void the_token_is_known(void **state)
{
    (void)state;
    char given[80];
    struct guard other;
    assert_int_equal(strlen(here.token), TOKEN_LENGTH);
    assert_int_equal(strspn(here.token, "0123456789abcdef"), TOKEN_LENGTH);
    assert_true(guard_init(&other, 8080, false));
    assert_string_not_equal(here.token, other.token);
    snprintf(given, sizeof given, "bearer %s", here.token);
    assert_true(guard_knows(&here, given));
    assert_false(guard_knows(&other, given));
    for (size_t i = strlen("bearer "); given[i]; i++) {
        char kept = given[i];
        given[i] = kept == '0' ? '1' : '0';
        assert_false(guard_knows(&here, given));
        given[i] = kept;
    }
    assert_true(guard_knows(&here, given));
    strcat(given, "0");
    assert_false(guard_knows(&here, given));
    assert_false(guard_knows(&here, here.token));
    assert_false(guard_knows(&here, "Bearer "));
    assert_false(guard_knows(&here, "Bearer"));
    assert_false(guard_knows(&here, ""));
    assert_false(guard_knows(&here, NULL));
}

static void encodings_are_accepted(void **state)
{
    (void)state;
    static const char *const yes[] = {"gzip", "br, gzip",  "deflate,gzip;q=0.1", "GZIP",
                                      "*",    "gzip ;q=1", "*;q=0, gzip"};
    static const char *const no[] = {"",      "br",    "gzip;q=0",     "gzip; q=0.000",
                                     "xgzip", "gzipx", "identity, br", "*, gzip;q=0"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        assert_true(gzip_accepted(yes[i]));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_false(gzip_accepted(no[i]));
    assert_false(gzip_accepted(NULL));
    assert_true(gzip_worth("application/json", 5000));
    assert_true(gzip_worth("text/html; charset=utf-8", 5000));
    assert_false(gzip_worth("text/html", 500));
    assert_false(gzip_worth("application/zip", 5000));
    assert_false(gzip_worth(NULL, 5000));
}

static void what_is_packed_comes_back(void **state)
{
    (void)state;
    struct gzip *gzip = gzip_new();
    struct libdeflate_decompressor *reader = libdeflate_alloc_decompressor();
    enum { LONG = 3 << 20 };
    char *text = calloc(1, LONG), *again = calloc(1, LONG);
    assert_true(gzip && reader && text && again);
    for (size_t i = 0; i < LONG; i++)
        text[i] = (char)('a' + i % 7 * (i / 1000 % 3));
    static const size_t sizes[] = {1000, 70000, LONG};
    for (size_t i = 0; i < 3; i++) {
        size_t packed_size = 0, size = 0;
        char *packed = gzip_pack(gzip, (quoth_str){text, sizes[i]}, &packed_size);
        assert_non_null(packed);
        assert_true(packed_size < sizes[i] / 2);
        assert_int_equal(
            libdeflate_gzip_decompress(reader, packed, packed_size, again, LONG, &size), 0);
        assert_int_equal(size, sizes[i]);
        assert_memory_equal(text, again, size);
        free(packed);
    }
    size_t size;
    assert_null(gzip_pack(gzip, (quoth_str){"abc", 3}, &size)); // would be longer
    libdeflate_free_decompressor(reader);
    gzip_free(gzip);
    free(text);
    free(again);
}

static void etags_name_bytes_and_type(void **state)
{
    (void)state;
    char one[ETAG_SIZE], two[ETAG_SIZE], list[100];
    etag_make(one, (quoth_str){"abc", 3}, "text/html");
    etag_make(two, (quoth_str){"abd", 3}, "text/html");
    assert_string_not_equal(one, two);
    etag_make(two, (quoth_str){"abc", 3}, "text/plain");
    assert_string_not_equal(one, two);
    etag_make(two, (quoth_str){"abc", 3}, "text/html");
    assert_string_equal(one, two);
    etag_of_packed(two);
    assert_int_equal(strlen(two), strlen(one) + 3);
    assert_true(one[0] == '"' && two[strlen(two) - 1] == '"');
    assert_true(etag_named(one, two) && etag_named(two, one) && etag_named(one, "*"));
    snprintf(list, sizeof list, "\"x\", W/%s", two);
    assert_true(etag_named(one, list));
    assert_false(etag_named(one, "\"x\""));
    assert_false(etag_named(one, ""));
    assert_false(etag_named(one, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_are_ours_or_not),
        cmocka_unit_test(writing_asks_for_more),
        cmocka_unit_test(the_token_is_known),
        cmocka_unit_test(encodings_are_accepted),
        cmocka_unit_test(what_is_packed_comes_back),
        cmocka_unit_test(etags_name_bytes_and_type),
    };
    if (!guard_init(&here, 8080, false))
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
