// Readers of bytes in memory, beside readers of files with the same bytes.
#include "with_archive.h"
#include "with_reader.h"

#include <sys/stat.h>

// ── Beside files ──

// What a reader tells, article by article; then its status.
static void write_told(struct q_buf *out)
{
    quoth_status status;
    q_buf_clear(out, 0);
    while ((status = quoth_reader_next(reader, article, &error)) != QUOTH_END) {
        quoth_str parts[] = {quoth_article_path(article),
                             quoth_article_name(article),
                             quoth_article_title(article),
                             quoth_article_url(article),
                             quoth_article_published(article)->value,
                             quoth_article_text(article)};
        q_buf_add_number(out, (uint64_t)status);
        for (size_t i = 0; status == QUOTH_OK && i < sizeof parts / sizeof *parts; i++) {
            q_buf_add_char(out, '|');
            q_buf_add_str(out, parts[i]);
        }
        if (status != QUOTH_OK)
            q_buf_add_number(out, error.offset);
    }
    assert_false(out->failed);
}

static void as_a_file(const char *path, quoth_str bytes, const quoth_read_options *options)
{
    struct q_buf of_file, of_bytes;
    q_buf_init(&of_file, (size_t)1 << 28);
    q_buf_init(&of_bytes, (size_t)1 << 28);
    write_bytes(path, bytes);
    open_with(path, options);
    write_told(&of_file);
    quoth_reader_close(reader);
    char *copy = malloc(bytes.len + 1); // of just that length: nothing is read behind it
    memcpy(copy, bytes.ptr, bytes.len);
    copy = realloc(copy, bytes.len ? bytes.len : 1);
    assert_int_equal(
        quoth_reader_open_bytes(&reader, q_str(copy, bytes.len), path, options, &error),
        QUOTH_OK);
    assert_string_equal(quoth_reader_path(reader), path);
    write_told(&of_bytes);
    if (of_file.len == 0 || !q_str_equal(q_buf_held(&of_file), q_buf_held(&of_bytes)))
        fail_msg("%s: %.*s\nis not %.*s", path, (int)of_bytes.len, of_bytes.ptr,
                 (int)of_file.len, of_file.ptr);
    quoth_reader_close(reader);
    reader = NULL;
    free(copy);
    q_buf_release(&of_file);
    q_buf_release(&of_bytes);
}

static void as_packed_files(const char *path, quoth_str bytes)
{
    char name[64];
    struct q_buf packed;
    q_buf_init(&packed, (size_t)1 << 28);
    add_gzip(&packed, bytes);
    snprintf(name, sizeof name, "%s.gz", path);
    as_a_file(name, q_buf_held(&packed), NULL);
    as_a_file("cut.gz", q_str(packed.ptr, packed.len / 2), NULL);
    q_buf_clear(&packed, 0);
    add_zstd(&packed, bytes);
    snprintf(name, sizeof name, "%s.zst", path);
    as_a_file(name, q_buf_held(&packed), NULL);
    q_buf_release(&packed);
}

static void bytes_are_read_as_files(void **state)
{
    (void)state;
    static const char *const files[][2] = {
        {"2018-04-24-ships.txt", "“No,” said Zoë.\n"},
        {"page.html", "<!doctype html><title>Ships</title><article><h1>Ships</h1>"
                      "<p>“The harbour is full,” said Jane Roe.</p></article>"},
        {"lines.jsonl", "{\"text\": \"One.\", \"id\": \"1\"}\n{wrong\n"
                        "{\"text\": \"Two.\", \"title\": \"T\"}\n"},
        {"feed.xml", "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><item>"
                     "<title>Ships</title><link>http://example.com/a</link>"
                     "<description>&lt;p&gt;“Full,” said Arn.&lt;/p&gt;</description>"
                     "</item></channel></rss>"},
        {"looked-at", "<!doctype html><p>“The harbour is full,” said Jane Roe.</p>"},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        as_a_file(files[i][0], q_str_from(files[i][1]), NULL);
        as_packed_files(files[i][0], q_str_from(files[i][1]));
    }
    quoth_read_options second = {.start = 31};
    as_a_file("lines.jsonl", q_str_from(files[2][1]), &second);
    as_a_file("empty.txt", Q_STR(""), NULL);
    as_a_file("nothing", Q_STR(""), NULL);
}

static void archives_in_memory(void **state)
{
    (void)state;
    struct archive plain, packed;
    archive_init(&plain);
    for (int i = 0; i < 5; i++)
        add_response(&plain, "http://example.com/a", "Content-Type: text/html\r\n",
                     Q_STR("<!doctype html><p>“The harbour is full,” said Arn.</p>"));
    as_a_file("a.warc", q_buf_held(&plain.bytes), NULL);
    as_a_file("without-ending", q_buf_held(&plain.bytes), NULL);
    pack_records(&plain, &packed, add_gzip);
    as_a_file("b.warc.gz", q_buf_held(&packed.bytes), NULL);
    quoth_read_options third = {.start = packed.starts[2]};
    as_a_file("b.warc.gz", q_buf_held(&packed.bytes), &third);
    as_a_file("b.warc.gz", q_str(packed.bytes.ptr, packed.bytes.len - 9), NULL);
    q_buf_release(&packed.bytes);
    pack_records(&plain, &packed, add_zstd);
    as_a_file("b.warc.zst", q_buf_held(&packed.bytes), NULL);
    q_buf_release(&packed.bytes);
    q_buf_release(&plain.bytes);
}

static void long_bytes(void **state)
{
    (void)state;
    struct q_buf lines;
    q_buf_init(&lines, (size_t)1 << 28);
    for (int i = 0; i < 9; i++) { // longer than what is read at once
        q_buf_add_str(&lines, Q_STR("{\"text\": \""));
        for (int n = 0; n < 20000; n++)
            q_buf_add_str(&lines, Q_STR("ship "));
        q_buf_add_str(&lines, Q_STR("\"}\n"));
    }
    as_a_file("long.jsonl", q_buf_held(&lines), NULL);
    as_packed_files("long.jsonl", q_buf_held(&lines));
    q_buf_release(&lines);
}

static void bytes_without_a_name(void **state)
{
    (void)state;
    static const char *const names[] = {NULL, "", "-"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(
            quoth_reader_open_bytes(&reader, Q_STR("No."), names[i], NULL, &error),
            QUOTH_OK);
        assert_next(names[i] ? names[i] : "", "No.");
        assert_str(quoth_article_path(article), i == 2 ? "-" : NULL);
        assert_end();
        quoth_reader_close(reader);
        reader = NULL;
    }
    assert_int_equal(mkdir("folder", 0755), 0); // which nobody looks for
    assert_int_equal(quoth_reader_open_bytes(&reader, Q_STR("No."), "folder", NULL, &error),
                     QUOTH_OK);
    assert_next("folder", "No.");
    quoth_reader_close(reader);
    quoth_read_options wrong = {.charset = "none-such"}, behind = {.start = 4};
    assert_int_equal(quoth_reader_open_bytes(&reader, Q_STR("No."), "a", &wrong, &error),
                     QUOTH_EUSAGE);
    assert_null(reader);
    assert_int_equal(
        quoth_reader_open_bytes(&reader, Q_STR("No."), "a.txt", &behind, &error),
        QUOTH_EIO);
    assert_null(reader);
    assert_int_equal(quoth_reader_open_bytes(&reader, Q_NO_STR, "a.txt", NULL, &error),
                     QUOTH_OK);
    assert_next("a", "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(bytes_are_read_as_files),
        TEST(archives_in_memory),
        TEST(long_bytes),
        TEST(bytes_without_a_name),
    };
    return cmocka_run_group_tests_name("reader of bytes", tests, NULL, NULL);
}
