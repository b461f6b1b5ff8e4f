// src/base/buf: bytes that grow up to their maximum, and fail once.
#include "base/buf.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_holds(const struct q_buf *buf, const char *want)
{
    assert_int_equal(buf->len, strlen(want));
    assert_memory_equal(buf->ptr, want, buf->len);
}

static void appends(void **state)
{
    (void)state;
    struct q_buf buf;
    q_buf_init(&buf, 1000);
    assert_null(buf.ptr);
    q_buf_add(&buf, NULL, 0);
    q_buf_add(&buf, "who said ", 9);
    q_buf_add_str(&buf, Q_STR("what"));
    q_buf_add_char(&buf, '?');
    assert_holds(&buf, "who said what?");
    assert_int_equal(q_buf_status(&buf), QUOTH_OK);
    q_buf_release(&buf);
    assert_null(buf.ptr);
}

static void writes_numbers(void **state)
{
    (void)state;
    struct q_buf buf;
    q_buf_init(&buf, 1000);
    q_buf_add_number(&buf, 0);
    q_buf_add_char(&buf, ' ');
    q_buf_add_number(&buf, 1234567890);
    q_buf_add_char(&buf, ' ');
    q_buf_add_number(&buf, UINT64_MAX);
    assert_holds(&buf, "0 1234567890 18446744073709551615");
    q_buf_release(&buf);
}

static void grows_to_its_maximum_and_no_further(void **state)
{
    (void)state;
    struct q_buf buf;
    q_buf_init(&buf, 3000);
    for (int i = 0; i < 3000; i++)
        q_buf_add_char(&buf, (char)('a' + i % 26));
    assert_int_equal(q_buf_status(&buf), QUOTH_OK);
    assert_int_equal(buf.len, 3000);
    assert_true(buf.cap <= 3000);
    for (int i = 0; i < 3000; i++)
        assert_int_equal(buf.ptr[i], 'a' + i % 26);
    q_buf_add_char(&buf, '!');
    assert_int_equal(q_buf_status(&buf), QUOTH_ELIMIT);
    assert_int_equal(buf.len, 3000);
    q_buf_release(&buf);
}

static void what_does_not_fit_is_left_out_whole(void **state)
{
    (void)state;
    struct q_buf buf;
    q_buf_init(&buf, 8);
    q_buf_add(&buf, "12345", 5);
    q_buf_add(&buf, "6789", 4);
    assert_true(buf.failed);
    q_buf_add_char(&buf, '6'); // would fit, but a failure sticks
    assert_holds(&buf, "12345");
    q_buf_release(&buf);
}

static void cut_forgets_a_failure(void **state)
{
    (void)state;
    struct q_buf buf;
    q_buf_init(&buf, 8);
    q_buf_add(&buf, "12345", 5);
    q_buf_add(&buf, "6789", 4);
    q_buf_cut(&buf, 3);
    assert_int_equal(q_buf_status(&buf), QUOTH_OK);
    q_buf_add(&buf, "abc", 3);
    assert_holds(&buf, "123abc");
    q_buf_cut(&buf, 100); // longer than it is: nothing happens
    assert_holds(&buf, "123abc");
    q_buf_release(&buf);
}

static void clear_keeps_little_memory(void **state)
{
    (void)state;
    struct q_buf buf;
    q_buf_init(&buf, 100000);
    q_buf_add(&buf, "x", 1);
    q_buf_clear(&buf, 4096);
    assert_non_null(buf.ptr);
    assert_int_equal(buf.len, 0);
    for (int i = 0; i < 50000; i++)
        q_buf_add_char(&buf, 'x');
    q_buf_clear(&buf, 4096);
    assert_null(buf.ptr);
    q_buf_add(&buf, "again", 5);
    assert_holds(&buf, "again");
    q_buf_release(&buf);
}

static void room_is_given_and_then_taken(void **state)
{
    (void)state;
    struct q_buf buf;
    q_buf_init(&buf, 1000);
    q_buf_add(&buf, "who ", 4);
    char *room = q_buf_room(&buf, 900);
    assert_non_null(room);
    memcpy(room, "said", 4);
    assert_holds(&buf, "who ");
    buf.len += 4;
    assert_holds(&buf, "who said");
    assert_null(q_buf_room(&buf, 993));
    assert_true(buf.failed && buf.full);
    assert_null(q_buf_room(&buf, 1)); // it stays failed
    assert_holds(&buf, "who said");
    q_buf_release(&buf);
}

static void memory_may_run_out_at_any_growth(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n++) {
        struct q_buf buf;
        q_buf_init(&buf, 100000);
        q_buf_fail_at(n);
        for (int i = 0; i < 5000; i++)
            q_buf_add_char(&buf, 'x');
        q_buf_fail_at(0);
        bool failed = buf.failed;
        if (failed)
            assert_int_equal(q_buf_status(&buf), QUOTH_ENOMEM);
        else
            assert_int_equal(buf.len, 5000);
        q_buf_release(&buf);
        if (!failed) {
            assert_true(n > 3);
            return;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends),
        cmocka_unit_test(writes_numbers),
        cmocka_unit_test(grows_to_its_maximum_and_no_further),
        cmocka_unit_test(what_does_not_fit_is_left_out_whole),
        cmocka_unit_test(cut_forgets_a_failure),
        cmocka_unit_test(clear_keeps_little_memory),
        cmocka_unit_test(room_is_given_and_then_taken),
        cmocka_unit_test(memory_may_run_out_at_any_growth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
