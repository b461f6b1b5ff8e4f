// src/read/unpack and input: files and pipes of gzip and zstd, read as what is in them.
#include "read/input.h"
#include "with_archive.h"
#include "write_bytes.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static char path[] = "/tmp/quoth-unpack-XXXXXX";
static struct q_input input;
static struct q_buf packed, peeked;
static quoth_error error;

static int set_up(void **state)
{
    (void)state;
    memset(path + sizeof path - 7, 'X', 6);
    int file = mkstemp(path);
    q_input_init(&input);
    q_buf_init(&packed, (size_t)1 << 30);
    q_buf_init(&peeked, 2 * Q_INPUT_PEEK);
    return file < 0 || close(file) != 0;
}

static int tear_down(void **state)
{
    (void)state;
    q_input_release(&input);
    q_buf_release(&packed);
    q_buf_release(&peeked);
    return unlink(path);
}

// As a file on disk, or as bytes that nothing is known of.
static void open_packed(bool file)
{
    if (!file) {
        q_input_open_bytes(&input, q_buf_held(&packed));
        return;
    }
    write_bytes(path, q_buf_held(&packed));
    assert_int_equal(q_input_open(&input, path, &error), QUOTH_OK);
}

// Reads to the end without using anything.
static void assert_reads(const char *want)
{
    quoth_status status;
    while ((status = q_input_more(&input, &error)) == QUOTH_OK)
        continue;
    assert_int_equal(status, QUOTH_END);
    quoth_str rest = q_input_rest(&input);
    if (!q_str_equal(rest, q_str_from(want)))
        fail_msg("“%.*s” is not “%s”", (int)rest.len, rest.ptr, want);
}

static void the_rest_is_handed_over(void **state)
{
    (void)state;
    struct q_buf taken;
    q_buf_init(&taken, 100);
    for (size_t used = 0; used <= 4; used++) {
        q_input_open_bytes(&input, Q_STR("text"));
        assert_int_equal(q_input_more(&input, &error), QUOTH_OK);
        q_input_use(&input, used);
        const char *memory = input.window.ptr;
        q_buf_clear(&taken, 100);
        q_input_take(&input, &taken);
        assert_ptr_equal(taken.ptr, memory); // not a copy
        assert_true(q_str_equal(q_buf_held(&taken), q_str("text" + used, 4 - used)));
        assert_int_equal(taken.max, 100);
        assert_int_equal(input.offset, 4);
        assert_int_equal(q_input_rest(&input).len, 0);
        assert_int_equal(q_input_more(&input, &error), QUOTH_END);
    }
    q_buf_release(&taken);
}

// Memory that moves at the end of the input moves the line too.
static void a_last_line_stays(void **state)
{
    (void)state;
    quoth_str line;
    q_buf_add_str(&packed, Q_STR("One."));
    open_packed(true);
    assert_int_equal(q_input_line(&input, 0, 100, &line, &error), QUOTH_OK);
    assert_ptr_equal(line.ptr, q_input_rest(&input).ptr);
    assert_true(q_str_equal(line, Q_STR("One.")));
}

static void packed_files_are_unpacked(void **state)
{
    (void)state;
    void (*const packs[])(struct q_buf *, quoth_str) = {add_gzip, add_zstd};
    for (int i = 0; i < 8; i++) {
        bool file = i & 1, filled = i & 2;
        q_buf_cut(&packed, 0);
        packs[i / 4](&packed, Q_STR("“No,” said "));
        packs[i / 4](&packed, Q_STR("")); // an empty member
        packs[i / 4](&packed, Q_STR("Jane Roe.\n"));
        q_buf_add(&packed, "\0\0\0", filled ? 3 : 0);
        open_packed(file);
        q_input_unpack(&input);
        assert_reads("“No,” said Jane Roe.\n");
        assert_int_equal(input.flaw.status, QUOTH_OK);
    }
}

static void what_is_not_packed_stays(void **state)
{
    (void)state;
    static const char *const cases[] = {"", "a", "plain text\n", "\x1f\x8b", "(\xb5/"};
    for (int i = 0; i < 10; i++) {
        q_buf_cut(&packed, 0);
        q_buf_add_str(&packed, q_str_from(cases[i / 2]));
        open_packed(i % 2);
        q_input_unpack(&input);
        assert_reads(cases[i / 2]);
        assert_int_equal(input.flaw.status, QUOTH_OK);
    }
}

static void damage_ends_the_input(void **state)
{
    (void)state;
    add_gzip(&packed, Q_STR("One.\n"));
    size_t second = packed.len;
    add_gzip(&packed, Q_STR("Two.\n"));
    for (int file = 0; file < 2; file++) {
        packed.ptr[second - 8] ^= 1; // the first one's checksum
        open_packed(file);
        q_input_unpack(&input);
        assert_reads("One.\n");
        assert_string_equal(input.flaw.message, "gzip data is wrong");
        assert_in_range(input.flaw.offset, second - 8, second);
        packed.ptr[second - 8] ^= 1;
        for (size_t len = second; len <= packed.len; len++) {
            size_t whole = packed.len;
            packed.len = len;
            open_packed(file);
            q_input_unpack(&input);
            packed.len = whole;
            assert_int_equal(q_input_more(&input, &error), QUOTH_OK);
            while (q_input_more(&input, &error) == QUOTH_OK)
                continue;
            assert_true(q_str_starts(Q_STR("One.\nTwo.\n"), q_input_rest(&input)));
            bool sound = len == second || len == whole;
            assert_int_equal(input.flaw.status, sound ? QUOTH_OK : QUOTH_EFORMAT);
            if (!sound && len > second + 3) {
                assert_string_equal(input.flaw.message, "gzip data is cut off");
                assert_int_equal(input.flaw.offset, len);
            }
        }
    }
    q_buf_add_str(&packed, Q_STR("more"));
    open_packed(true);
    q_input_unpack(&input);
    assert_reads("One.\nTwo.\n");
    assert_string_equal(input.flaw.message, "gzip data is followed by what is none");
    assert_int_equal(input.flaw.offset, packed.len - 4);
    // The size that a file tells of itself is not believed.
    q_buf_cut(&packed, 0);
    add_gzip(&packed, Q_STR("One.\n"));
    memcpy(packed.ptr + packed.len - 4, "\xff\xff\0\0", 4);
    open_packed(true);
    q_input_unpack(&input);
    assert_reads("One.\n");
    assert_string_equal(input.flaw.message, "gzip data is wrong");
}

static void lines_come_through_a_pipe(void **state)
{
    (void)state;
    int ends[2], standard = dup(STDIN_FILENO);
    quoth_str line;
    add_gzip(&packed, Q_STR("first\nsecond\nthi"));
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], packed.ptr, packed.len), packed.len);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    assert_int_equal(q_input_open(&input, "-", &error), QUOTH_OK);
    alarm(20); // or wait for ever
    assert_int_equal(q_input_peek(&input, 1, &peeked, &error), QUOTH_OK);
    assert_true(q_str_equal(q_buf_held(&peeked), Q_STR("first\nsecond\nthi")));
    q_input_unpack(&input);
    assert_int_equal(q_input_line(&input, 0, 100, &line, &error), QUOTH_OK);
    assert_true(q_str_equal(line, Q_STR("first")));
    q_input_use(&input, 6);
    assert_int_equal(q_input_line(&input, 0, 100, &line, &error), QUOTH_OK);
    assert_true(q_str_equal(line, Q_STR("second")));
    assert_int_equal(input.offset, 6);
    q_buf_cut(&packed, 0);
    add_gzip(&packed, Q_STR("rd"));
    assert_int_equal(write(ends[1], packed.ptr, packed.len), packed.len);
    close(ends[1]);
    q_input_use(&input, 7);
    assert_int_equal(q_input_line(&input, 0, 100, &line, &error), QUOTH_OK);
    assert_true(q_str_equal(line, Q_STR("third")));
    alarm(0);
    assert_int_equal(dup2(standard, STDIN_FILENO), STDIN_FILENO);
    close(standard);
    close(ends[0]);
}

static void a_peek_uses_nothing(void **state)
{
    (void)state;
    struct q_buf text;
    q_buf_init(&text, (size_t)1 << 30);
    for (int i = 0; i < 40000; i++)
        q_buf_add_number(&text, (uint64_t)i * 7919);
    add_gzip(&packed, q_buf_held(&text));
    write_bytes(path, q_buf_held(&packed));
    assert_int_equal(q_input_open(&input, path, &error), QUOTH_OK);
    assert_int_equal(q_input_peek(&input, 1000, &peeked, &error), QUOTH_OK);
    assert_int_equal(peeked.len, Q_INPUT_PEEK);
    assert_memory_equal(peeked.ptr, text.ptr, peeked.len);
    assert_int_equal(input.offset, 0);
    assert_memory_equal(q_input_rest(&input).ptr, packed.ptr, 1000);
    q_input_unpack(&input);
    size_t got = 0;
    while (q_input_more(&input, &error) == QUOTH_OK) {
        quoth_str rest = q_input_rest(&input);
        assert_memory_equal(rest.ptr, text.ptr + got, rest.len);
        got += rest.len;
        q_input_use(&input, rest.len);
    }
    assert_int_equal(got, text.len);
    q_buf_cut(&peeked, 0);
    q_buf_cut(&packed, 0);
    q_buf_add_str(&packed, Q_STR("plain"));
    open_packed(true);
    assert_int_equal(q_input_peek(&input, 1000, &peeked, &error), QUOTH_OK);
    assert_true(q_str_equal(q_buf_held(&peeked), Q_STR("plain")));
    q_buf_cut(&peeked, 0);
    q_input_open_bytes(&input, Q_STR(""));
    assert_int_equal(q_input_peek(&input, 1, &peeked, &error), QUOTH_OK);
    assert_int_equal(peeked.len, 0);
    q_buf_release(&text);
}

// A file of 1 GB, packed in 1 MB, goes through a window that stays small.
static void a_bomb_goes_through_a_window(void **state)
{
    (void)state;
    struct q_buf spaces;
    q_buf_init(&spaces, (size_t)1 << 30);
    memset(q_buf_room(&spaces, 1 << 24), ' ', 1 << 24);
    spaces.len = 1 << 24;
    for (int i = 0; i < 64; i++)
        add_gzip(&packed, q_buf_held(&spaces));
    open_packed(true);
    q_input_unpack(&input);
    uint64_t got = 0;
    while (q_input_more(&input, &error) == QUOTH_OK) {
        got += q_input_rest(&input).len;
        q_input_use(&input, q_input_rest(&input).len);
    }
    assert_int_equal(got, (uint64_t)1 << 30);
    assert_in_range(input.window.cap, 1, 1 << 25);
    q_buf_release(&spaces);
}

static void memory_runs_out(void **state)
{
    (void)state;
    add_gzip(&packed, Q_STR("One.\n"));
    quoth_status status = QUOTH_ENOMEM;
    uint64_t n = 0;
    while (status == QUOTH_ENOMEM) {
        q_input_release(&input);
        open_packed(true);
        q_input_unpack(&input);
        q_buf_fail_at(++n);
        status = q_input_more(&input, &error);
        q_buf_fail_at(0);
        if (status == QUOTH_ENOMEM) {
            assert_int_equal(q_input_rest(&input).len, 0);
            assert_int_equal(q_input_more(&input, &error), QUOTH_END);
        }
    }
    assert_int_equal(status, QUOTH_OK);
    assert_true(n > 1);
    assert_reads("One.\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_rest_is_handed_over),   TEST(a_last_line_stays),
        TEST(packed_files_are_unpacked), TEST(what_is_not_packed_stays),
        TEST(damage_ends_the_input),     TEST(lines_come_through_a_pipe),
        TEST(a_peek_uses_nothing),       TEST(a_bomb_goes_through_a_window),
        TEST(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
