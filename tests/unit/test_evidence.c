// src/evidence/zip and manifest: files go into a zip and come back, what is no plain zip is
// refused; moments are written and read.
#include "base/limits.h"
#include "evidence/evidence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static struct q_arena arena;
static struct q_buf out;

static int start(void **state)
{
    (void)state;
    q_arena_init(&arena, (size_t)1 << 30);
    q_buf_init(&out, Q_MAX_EVIDENCE);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    q_arena_release(&arena);
    q_buf_release(&out);
    return 0;
}

static quoth_status write_and_read(const struct q_zip_file *files, uint32_t count,
                                   struct q_zip_file *back, uint32_t room, uint32_t *got)
{
    quoth_error error;
    assert_int_equal(q_zip_write(files, count, &out, &error), QUOTH_OK);
    return q_zip_read(q_str(out.ptr, out.len), &arena, back, room, got, &error);
}

static void files_come_back(void **state)
{
    (void)state;
    const struct q_zip_file files[] = {{Q_STR("a.txt"), Q_STR("one")},
                                       {Q_STR("b.txt"), Q_STR("")}};
    struct q_zip_file back[4];
    uint32_t got;
    assert_int_equal(write_and_read(files, 2, back, 4, &got), QUOTH_OK);
    assert_int_equal(got, 2);
    for (int n = 0; n < 2; n++) {
        assert_true(q_str_equal(files[n].name, back[n].name));
        assert_true(q_str_equal(files[n].bytes, back[n].bytes));
    }
    // The same bytes again.
    struct q_buf again;
    q_buf_init(&again, Q_MAX_EVIDENCE);
    assert_int_equal(q_zip_write(files, 2, &again, NULL), QUOTH_OK);
    assert_true(q_str_equal(q_str(out.ptr, out.len), q_str(again.ptr, again.len)));
    q_buf_release(&again);
}

static void refuses_names_that_lead_away(void **state)
{
    (void)state;
    static const char *const names[] = {"../a", "/a", "a/b", "..", ".a", "a\\b", "a b"};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        const struct q_zip_file file = {q_str_from(names[n]), Q_STR("x")};
        struct q_zip_file back[4];
        uint32_t got;
        q_buf_clear(&out, 0);
        assert_int_equal(write_and_read(&file, 1, back, 4, &got), QUOTH_EFORMAT);
    }
}

static void refuses_too_many(void **state)
{
    (void)state;
    const struct q_zip_file files[] = {
        {Q_STR("a"), Q_STR("1")}, {Q_STR("b"), Q_STR("2")}, {Q_STR("c"), Q_STR("3")}};
    struct q_zip_file back[2];
    uint32_t got;
    assert_int_equal(write_and_read(files, 3, back, 2, &got), QUOTH_ELIMIT);
}

static void refuses_what_is_cut(void **state)
{
    (void)state;
    const struct q_zip_file file = {Q_STR("a.txt"), Q_STR("one two three")};
    struct q_zip_file back[2];
    quoth_error error;
    uint32_t got;
    assert_int_equal(q_zip_write(&file, 1, &out, &error), QUOTH_OK);
    for (size_t len = 0; len < out.len; len++)
        assert_int_equal(q_zip_read(q_str(out.ptr, len), &arena, back, 2, &got, &error),
                         QUOTH_EFORMAT);
}

static void times_go_both_ways(void **state)
{
    (void)state;
    static const int64_t times[] = {0, 1, 951782400, 1669112700, 253402300799};
    char text[Q_MOMENT_SIZE];
    for (size_t n = 0; n < sizeof times / sizeof *times; n++) {
        q_moment_write(times[n], text);
        assert_int_equal(q_moment_read(q_str_from(text)), times[n]);
    }
    q_moment_write(951782400, text);
    assert_string_equal(text, "2000-02-29T00:00:00Z");
    assert_int_equal(q_moment_read(Q_STR("2001-02-29T00:00:00Z")), -1);
    assert_int_equal(q_moment_read(Q_STR("2001-02-28 00:00:00Z")), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(files_come_back, start, stop),
        cmocka_unit_test_setup_teardown(refuses_names_that_lead_away, start, stop),
        cmocka_unit_test_setup_teardown(refuses_too_many, start, stop),
        cmocka_unit_test_setup_teardown(refuses_what_is_cut, start, stop),
        cmocka_unit_test(times_go_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
