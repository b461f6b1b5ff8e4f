// src/archive/squeeze: what was packed comes back, also where it leans on other bytes;
// bytes that were changed do not bring more than a failure.
#include "archive/squeeze.h"
#include "base/str.h"

#include <pthread.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST = 64 * 1024 * 1024 };

static struct q_buf packed, back;
static quoth_error error;

static int set_up(void **state)
{
    (void)state;
    q_buf_init(&packed, MOST);
    q_buf_init(&back, MOST);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    q_buf_release(&packed);
    q_buf_release(&back);
    return 0;
}

static void assert_comes_back(quoth_str bytes, quoth_str lean)
{
    q_buf_clear(&back, MOST);
    q_buf_add_str(&back, Q_STR("before"));
    assert_false(packed.failed);
    if (q_unsqueeze(&back, q_buf_held(&packed), bytes.len, lean, &error) != QUOTH_OK)
        fail_msg("%s", error.message);
    assert_int_equal(back.len, 6 + bytes.len);
    assert_memory_equal(back.ptr, "before", 6);
    assert_true(!bytes.len || memcmp(back.ptr + 6, bytes.ptr, bytes.len) == 0);
}

// Letters that zstd can do little about.
static char *noise(size_t len, unsigned seed)
{
    char *out = malloc(len);
    assert_non_null(out);
    for (size_t i = 0; i < len; i++) {
        seed = seed * 1103515245 + 12345;
        out[i] = (char)('!' + (seed >> 16) % 90);
    }
    return out;
}

static void comes_back(void **state)
{
    (void)state;
    quoth_str text = Q_STR("The mill was sold, the mill was sold, Lindholm said.");
    q_squeeze(&packed, text, Q_NO_STR);
    assert_comes_back(text, Q_NO_STR);
    q_buf_clear(&packed, MOST);
    q_squeeze(&packed, Q_NO_STR, Q_NO_STR);
    assert_comes_back(Q_NO_STR, Q_NO_STR);
    q_buf_clear(&packed, MOST);
    q_squeeze(&packed, Q_STR(""), text);
    assert_comes_back(Q_STR(""), text);
}

static void leans(void **state)
{
    (void)state;
    enum { PAGE = 20000 };
    char *page = noise(PAGE, 3), *same = noise(PAGE, 3), *other = noise(PAGE, 4);
    quoth_str text = q_str(same + 100, PAGE - 300);
    q_squeeze(&packed, text, q_str(page, PAGE));
    assert_true(packed.len < 40);
    assert_comes_back(text, q_str(page, PAGE));
    // not on what it does not lean on: other bytes, or none
    quoth_status bad =
        q_unsqueeze(&back, q_buf_held(&packed), text.len, q_str(other, 1), &error);
    assert_int_equal(bad, QUOTH_EDAMAGED);
    bad = q_unsqueeze(&back, q_buf_held(&packed), text.len, Q_NO_STR, &error);
    assert_int_equal(bad, QUOTH_EDAMAGED);
    free(page);
    free(same);
    free(other);
}

// A text at the end of a page of 30 MB sees its beginning, too.
static void leans_far(void **state)
{
    (void)state;
    enum { PAGE = 30 * 1024 * 1024, PIECE = 50000 };
    char *page = noise(PAGE, 5), *text = malloc(2 * PIECE);
    assert_non_null(text);
    memcpy(text, page + PAGE - PIECE, PIECE);
    memcpy(text + PIECE, page, PIECE);
    q_squeeze(&packed, q_str(text, 2 * PIECE), q_str(page, PAGE));
    assert_true(packed.len < 3000);
    assert_comes_back(q_str(text, 2 * PIECE), q_str(page, PAGE));
    // and leaning on a part alone says which
    q_buf_clear(&packed, MOST);
    quoth_str part = q_str(page + 1000, PIECE);
    memcpy(text, page + 2000, 900);
    q_squeeze_near(&packed, q_str(text, 900), q_str(page, PAGE), part);
    assert_true(packed.len < 60);
    assert_comes_back(q_str(text, 900), q_str(page, PAGE));
    quoth_status bad =
        q_unsqueeze(&back, q_buf_held(&packed), 900, q_str(page, 1000 + PIECE - 1), &error);
    assert_int_equal(bad, QUOTH_EDAMAGED);
    free(page);
    free(text);
}

static void believes_no_size(void **state)
{
    (void)state;
    quoth_str text = Q_STR("Jane Roe said that the bridge was safe.");
    q_squeeze(&packed, text, Q_NO_STR);
    assert_int_equal(
        q_unsqueeze(&back, q_buf_held(&packed), text.len + 1, Q_NO_STR, &error),
        QUOTH_EDAMAGED);
    assert_int_equal(
        q_unsqueeze(&back, q_buf_held(&packed), text.len - 1, Q_NO_STR, &error),
        QUOTH_EDAMAGED);
    assert_int_equal(
        q_unsqueeze_most(&back, q_buf_held(&packed), text.len - 1, Q_NO_STR, &error),
        QUOTH_EDAMAGED);
    assert_int_equal(
        q_unsqueeze_most(&back, q_buf_held(&packed), text.len, Q_NO_STR, &error), QUOTH_OK);
    assert_true(q_str_equal(q_buf_held(&back), text));
    // a frame that says 2^40 bytes, and has eleven
    static const char bomb[] = "\x28\xb5\x2f\xfd\xe0\0\0\0\0\0\1\0\0\1\0\0";
    q_buf_clear(&back, MOST);
    assert_int_equal(
        q_unsqueeze_most(&back, q_str(bomb, sizeof bomb - 1), SIZE_MAX, Q_NO_STR, &error),
        QUOTH_EDAMAGED);
    assert_int_equal(q_unsqueeze_most(&back, Q_NO_STR, 10, Q_NO_STR, &error),
                     QUOTH_EDAMAGED);
    // more than the buffer may hold
    struct q_buf small;
    q_buf_init(&small, 10);
    assert_int_equal(q_unsqueeze(&small, q_buf_held(&packed), text.len, Q_NO_STR, &error),
                     QUOTH_ELIMIT);
    q_buf_release(&small);
}

// Every bit turned, every length cut: it fails, or gives as many bytes.
static void takes_damage(void **state)
{
    (void)state;
    quoth_str lean = Q_STR("The council of Arn met on Monday and closed the bridge.");
    quoth_str text = Q_STR("The bridge was closed by the council of Arn, which met.");
    q_squeeze_near(&packed, text, lean, q_str(lean.ptr + 4, lean.len - 4));
    for (size_t bit = 0; bit < packed.len * 8; bit++) {
        packed.ptr[bit / 8] = (char)(packed.ptr[bit / 8] ^ 1 << bit % 8);
        q_buf_clear(&back, MOST);
        if (q_unsqueeze(&back, q_buf_held(&packed), text.len, lean, &error) == QUOTH_OK)
            assert_int_equal(back.len, text.len);
        else
            assert_int_equal(error.status, QUOTH_EDAMAGED);
        packed.ptr[bit / 8] = (char)(packed.ptr[bit / 8] ^ 1 << bit % 8);
    }
    for (size_t len = 0; len < packed.len; len++)
        assert_int_equal(q_unsqueeze(&back, q_str(packed.ptr, len), text.len, lean, &error),
                         QUOTH_EDAMAGED);
    assert_comes_back(text, lean);
}

static void fails_for_want_of_room(void **state)
{
    (void)state;
    struct q_buf small;
    q_buf_init(&small, 10);
    q_squeeze(&small, Q_STR("more than ten bytes of text"), Q_NO_STR);
    assert_true(small.failed && small.full && small.len == 0);
    q_buf_release(&small);
    q_buf_fail_at(1);
    q_squeeze(&packed, Q_STR("text"), Q_NO_STR);
    assert_true(packed.failed && !packed.full);
    q_squeeze(&packed, Q_STR("text"), Q_NO_STR); // it sticks
    assert_true(packed.failed && packed.len == 0);
    q_buf_fail_at(0);
}

static void *pack_in_thread(void *failed)
{
    struct q_buf a, b;
    quoth_str text = Q_STR("Each thread keeps what it needs and gives it back.");
    q_buf_init(&a, MOST);
    q_buf_init(&b, MOST);
    q_squeeze(&a, text, text);
    if (q_unsqueeze(&b, q_str(a.ptr, a.len), text.len, text, NULL) != QUOTH_OK ||
        !q_str_equal(q_str(b.ptr, b.len), text))
        *(bool *)failed = true;
    q_buf_release(&a);
    q_buf_release(&b);
    return NULL;
}

static void works_in_threads(void **state)
{
    (void)state;
    for (int i = 0; i < 10; i++) {
        pthread_t one, two;
        bool failed[2] = {false};
        assert_int_equal(pthread_create(&one, NULL, pack_in_thread, &failed[0]), 0);
        assert_int_equal(pthread_create(&two, NULL, pack_in_thread, &failed[1]), 0);
        pthread_join(one, NULL);
        pthread_join(two, NULL);
        assert_false(failed[0] || failed[1]);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(comes_back),       TEST(leans),        TEST(leans_far),
        TEST(believes_no_size), TEST(takes_damage), TEST(fails_for_want_of_room),
        TEST(works_in_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
