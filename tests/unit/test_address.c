// src/fetch/address: which addresses are of the public internet.
#include "fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/un.h>

#include <cmocka.h>

static const char *ask(const char *text)
{
    struct sockaddr_storage place = {.ss_family = AF_INET};
    struct sockaddr_in four = {.sin_family = AF_INET};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
        memcpy(&place, &four, sizeof four);
    else if (inet_pton(AF_INET6, text, &six.sin6_addr) == 1)
        memcpy(&place, &six, sizeof six);
    else
        fail_msg("no address: %s", text);
    return q_address_refused((const struct sockaddr *)&place);
}

static void public_ones_pass(void **state)
{
    (void)state;
    static const char *const passes[] = {
        "1.0.0.1",           "8.8.8.8",
        "9.255.255.255",     "11.0.0.0",
        "100.63.255.255",    "100.128.0.0",
        "126.255.255.255",   "128.0.0.1",
        "169.253.0.1",       "169.255.0.1",
        "172.15.255.255",    "172.32.0.0",
        "192.0.1.0",         "192.167.255.255",
        "192.169.0.0",       "198.17.255.255",
        "198.20.0.0",        "203.0.112.255",
        "223.255.255.255",   "2606:2800:220:1:248:1893:25c8:1946",
        "2001:200::1",       "2001:4860:4860::8888",
        "2a00:1450:4001::1", "3fff:1000::1",
        "::ffff:8.8.8.8",    "64:ff9b::8.8.8.8",
        "2002:808:808::1",
    };
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        if (ask(passes[i]))
            fail_msg("%s: %s", passes[i], ask(passes[i]));
}

static void assert_refused(const char *const *addresses)
{
    for (; *addresses; addresses++)
        if (!ask(*addresses))
            fail_msg("%s passes", *addresses);
}

static void others_of_version_4_are_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "0.0.0.0",         "0.1.2.3",
        "10.0.0.0",        "10.255.255.255",
        "100.64.0.0",      "100.127.255.255",
        "127.0.0.1",       "127.255.255.255",
        "169.254.0.0",     "169.254.169.254",
        "172.16.0.0",      "172.31.255.255",
        "192.0.0.1",       "192.0.2.1",
        "192.88.99.1",     "192.168.0.0",
        "192.168.255.255", "198.18.0.0",
        "198.19.255.255",  "198.51.100.7",
        "203.0.113.7",     "224.0.0.1",
        "239.255.255.255", "240.0.0.1",
        "255.255.255.255", NULL,
    };
    assert_refused(refused);
    assert_string_equal(ask("127.0.0.1"), "a loopback address");
    assert_string_equal(ask("192.168.1.1"), "a private address");
}

static void others_of_version_6_are_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "::",
        "::1",
        "::2",
        "::127.0.0.1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::8.8.8.8",
        "64:ff9b::1:8.8.8.8",
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:1ff::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2002:c0a8:101::1",
        "3fff::1",
        "3fff:fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fdff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "ffff::1",
        NULL,
    };
    assert_refused(refused);
    assert_string_equal(ask("::ffff:127.0.0.1"), "a loopback address");
}

static void other_families_are_refused(void **state)
{
    (void)state;
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    assert_non_null(q_address_refused((const struct sockaddr *)&local));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(public_ones_pass),
        cmocka_unit_test(others_of_version_4_are_refused),
        cmocka_unit_test(others_of_version_6_are_refused),
        cmocka_unit_test(other_families_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
