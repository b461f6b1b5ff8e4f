// src/base/hash: SHA-256, at once and piece by piece.
#include "base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void hashes_are_sha256(void **state)
{
    (void)state;
    char hex[Q_SHA256_HEX];
    q_sha256_hex("", 0, hex);
    assert_string_equal(hex,
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    q_sha256_hex("abc", 3, hex);
    assert_string_equal(hex,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    struct q_sha256 hash;
    char again[Q_SHA256_HEX];
    q_sha256_init(&hash);
    q_sha256_add(&hash, "a", 1);
    q_sha256_add(&hash, NULL, 0);
    q_sha256_add(&hash, "bc", 2);
    q_sha256_end(&hash, again);
    assert_string_equal(again, hex);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_are_sha256),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
