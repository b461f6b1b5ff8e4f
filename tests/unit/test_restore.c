// src/read/restore: what an archive keeps of a capture gives the same articles again.
#include "with_archive.h"

#include "base/error.h"
#include "read/restore.h"
#include "record/article.h"
#include "write_bytes.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static quoth_capture *taken, *restored;
static quoth_article *first, *second;
static quoth_output *left, *right;
static unsigned captures, articles, flaws; // compared so far

static int set_up(void **state)
{
    (void)state;
    taken = quoth_capture_new();
    restored = quoth_capture_new();
    first = quoth_article_new();
    second = quoth_article_new();
    left = quoth_output_new();
    right = quoth_output_new();
    return !taken || !restored || !first || !second || !left || !right;
}

static int tear_down(void **state)
{
    (void)state;
    quoth_capture_free(taken);
    quoth_capture_free(restored);
    quoth_article_free(first);
    quoth_article_free(second);
    quoth_output_free(left);
    quoth_output_free(right);
    return 0;
}

static void assert_same_str(quoth_str a, quoth_str b)
{
    assert_int_equal(!a.ptr, !b.ptr);
    assert_int_equal(a.len, b.len);
    if (a.len)
        assert_memory_equal(a.ptr, b.ptr, a.len);
}

static void assert_same_error(const quoth_error *a, const quoth_error *b)
{
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->offset, b->offset);
    assert_string_equal(a->message, b->message);
}

static void assert_same_received(const struct q_received *a, const struct q_received *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->offset, b->offset);
    assert_int_equal(a->number, b->number);
    assert_int_equal(a->flaw_offset, b->flaw_offset);
    assert_same_str(a->bytes, b->bytes);
    assert_same_str(a->name, b->name);
    assert_same_str(a->path, b->path);
    assert_same_str(a->url, b->url);
    assert_same_str(a->charset, b->charset);
    assert_same_str(a->fetched, b->fetched);
    assert_same_str(a->flaw, b->flaw);
    assert_same_str(a->given_charset, b->given_charset);
    assert_same_str(a->given_outlet, b->given_outlet);
    assert_same_str(a->given_url, b->given_url);
    assert_same_str(a->given_published, b->given_published);
    assert_same_str(a->given_language, b->given_language);
}

// By all that is printed of them, and what is not.
static void assert_same_article(void)
{
    const quoth_print_options how = {.format = QUOTH_PRINT_JSON, .map = 1};
    quoth_output_clear(left);
    quoth_output_clear(right);
    assert_int_equal(quoth_print_article(left, first, &how, NULL), QUOTH_OK);
    assert_int_equal(quoth_print_article(right, second, &how, NULL), QUOTH_OK);
    assert_same_str(quoth_output_text(left), quoth_output_text(right));
    assert_string_equal(first->id, second->id);
    assert_same_str(first->guid, second->guid);
    assert_same_str(first->section, second->section);
    assert_same_str(first->canonical, second->canonical);
    for (int i = 0; i < QUOTH_ABOUT_COUNT; i++)
        assert_same_str(q_str_from(first->told_by[i]), q_str_from(second->told_by[i]));
    assert_int_equal(first->flaw.status, second->flaw.status);
    if (first->flaw.status != QUOTH_OK) {
        assert_same_error(&first->flaw, &second->flaw);
        flaws++;
    }
    articles++;
}

static void compare_capture(void)
{
    struct q_received received, again;
    quoth_error a, b;
    quoth_status status;
    assert_true(q_capture_received(taken, &received));
    assert_int_equal(q_capture_restore(restored, &received, &a), QUOTH_OK);
    assert_true(q_capture_received(restored, &again));
    assert_same_received(&received, &again);
    assert_same_str(quoth_capture_bytes(taken), quoth_capture_bytes(restored));
    captures++;
    do {
        status = quoth_capture_next(taken, first, &a);
        assert_int_equal(quoth_capture_next(restored, second, &b), status);
        if (status == QUOTH_OK)
            assert_same_article();
        else if (status != QUOTH_END)
            assert_same_error(&a, &b);
    } while (status != QUOTH_END);
}

// All that a reader gives of `path`, a file or a folder.
static void compare(const char *path, const quoth_read_options *options)
{
    quoth_reader *reader;
    quoth_status status;
    quoth_error error = {.status = QUOTH_OK};
    quoth_read_options kept = *options;
    kept.keep = 1;
    assert_int_equal(quoth_reader_open_path(&reader, path, &kept, &error), QUOTH_OK);
    do {
        status = quoth_reader_take(reader, taken, &error);
        if (status == QUOTH_OK)
            compare_capture();
    } while (status != QUOTH_END);
    quoth_reader_close(reader);
}

static const quoth_read_options nothing = {.charset = NULL};
static const quoth_read_options told = {.outlet = "Herald",
                                        .published = "2031-05-02 10:30",
                                        .url = "https://herald.example/a",
                                        .language = "en-GB"};
static const quoth_read_options odd = {.charset = "windows-1251"};

// Every file of a folder, whatever its name, read as each format.
static void compare_folder(const char *folder, quoth_format format)
{
    struct dirent *entry;
    DIR *open = opendir(folder);
    assert_non_null(open);
    while ((entry = readdir(open))) {
        char path[1024];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        quoth_read_options plain = nothing, given = told, charset = odd;
        plain.format = given.format = charset.format = format;
        compare(path, &plain);
        compare(path, &given);
        compare(path, &charset);
    }
    closedir(open);
}

static void start(void)
{
    captures = articles = flaws = 0;
}

static void texts(void **state)
{
    (void)state;
    start();
    compare("data/samples", &nothing);
    compare("data/samples", &told);
    compare_folder("fuzz/corpus/text", QUOTH_FORMAT_TEXT);
    compare_folder("fuzz/corpus/charset", QUOTH_FORMAT_TEXT);
    assert_true(captures > 20 && articles > 20);
}

static void pages(void **state)
{
    (void)state;
    start();
    compare_folder("fuzz/corpus/page", QUOTH_FORMAT_HTML);
    compare_folder("fuzz/corpus/html", QUOTH_FORMAT_HTML);
    compare_folder("fuzz/corpus/charset", QUOTH_FORMAT_HTML);
    assert_true(captures > 20 && articles > 20);
}

static void feeds(void **state)
{
    (void)state;
    start();
    compare_folder("fuzz/corpus/feed", QUOTH_FORMAT_FEED);
    assert_true(captures > 5 && articles > 10);
}

static void lines(void **state)
{
    (void)state;
    start();
    compare_folder("fuzz/corpus/jsonl", QUOTH_FORMAT_JSONL);
    assert_true(captures > 10 && articles > 10);
}

static void records(void **state)
{
    (void)state;
    start();
    compare_folder("fuzz/corpus/warc", QUOTH_FORMAT_WARC);
    assert_true(captures > 20 && articles > 20 && flaws > 5);
}

static void records_of_others(void **state)
{
    (void)state;
    static const char *const folders[] = {"aut", "chatnoir-resiliparse", "warcio",
                                          "whirlwind-python"};
    char path[256];
    struct stat about;
    start();
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "../shared/data/archives/%s", folders[i]);
        if (stat(path, &about) != 0) {
            print_message("skipped: %s is not there\n", path);
            skip();
        }
        compare_folder(path, QUOTH_FORMAT_AUTO);
    }
    print_message("%u captures, %u articles, %u flaws\n", captures, articles, flaws);
    assert_true(captures > 100);
}

// What is packed, what is cut off while it is, and a record that is no more told where it
// ends.
static void packed_files(void **state)
{
    (void)state;
    static const char page[] = "<!doctype html><html><title>Bridge falls</title><p>“No,” "
                               "said Jane Roe, who had seen it fall on Tuesday.";
    char folder[] = "/tmp/quoth-received-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    struct q_buf packed;
    q_buf_init(&packed, 1 << 20);
    add_gzip(&packed, q_str_from(page));
    start();
    snprintf(path, sizeof path, "%s/whole.html.gz", folder);
    write_bytes(path, q_buf_held(&packed));
    compare(path, &nothing);
    unlink(path);
    assert_int_equal(flaws, 0);
    snprintf(path, sizeof path, "%s/cut.html.gz", folder);
    write_bytes(path, q_str(packed.ptr, packed.len - 9));
    compare(path, &nothing);
    unlink(path);
    q_buf_release(&packed);
    rmdir(folder);
    assert_int_equal(captures, 2);
    assert_int_equal(articles, 2);
    assert_int_equal(flaws, 1);
}

static void a_record_is_kept_only_when_asked(void **state)
{
    (void)state;
    struct archive archive;
    struct q_received received;
    quoth_reader *reader;
    char path[] = "/tmp/quoth-received-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    archive_init(&archive);
    add_response(&archive, "http://herald.example/", "Content-Type: text/html\r\n",
                 Q_STR("<!doctype html><p>“No,” said Jane Roe."));
    write_bytes(path, q_buf_held(&archive.bytes));
    for (int keep = 0; keep < 2; keep++) {
        const quoth_read_options options = {.format = QUOTH_FORMAT_WARC, .keep = keep};
        assert_int_equal(quoth_reader_open_path(&reader, path, &options, NULL), QUOTH_OK);
        assert_int_equal(quoth_reader_take(reader, taken, NULL), QUOTH_OK);
        assert_int_equal(taken->record.len, keep ? archive.bytes.len - 4 : 0);
        assert_int_equal(q_capture_received(taken, &received), keep);
        quoth_reader_close(reader);
    }
    assert_memory_equal(received.bytes.ptr, archive.bytes.ptr, received.bytes.len);
    q_buf_release(&archive.bytes);
    unlink(path);
}

// Rows of an archive may hold anything.
static void what_is_no_capture_is_damage(void **state)
{
    (void)state;
    quoth_error error;
    const struct q_received wrong[] = {
        {.kind = Q_RECEIVED_RECORD, .bytes = Q_STR("WARC/1.0\r\nWARC-Type: resp")},
        {.kind = Q_RECEIVED_RECORD, .bytes = Q_STR("")},
        {.kind = Q_RECEIVED_RECORD, .bytes = Q_STR("hello\n\n")},
        {.kind = Q_RECEIVED_RECORD,
         .bytes = Q_STR("WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 1\r\n\r\nx")},
        {.kind = 0, .bytes = Q_STR("x")},
        {.kind = 77, .bytes = Q_STR("x")},
        {.kind = Q_RECEIVED_TEXT, .bytes = Q_STR("x"), .given_charset = Q_STR("no such")},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(q_capture_restore(restored, &wrong[i], &error), QUOTH_EDAMAGED);
        assert_int_equal(error.status, QUOTH_EDAMAGED);
        assert_int_equal(quoth_capture_bytes(restored).len, 0);
        assert_int_equal(quoth_capture_next(restored, second, &error), QUOTH_END);
    }
}

// Each allocation in turn fails: nothing is restored by halves.
static void memory_runs_out(void **state)
{
    (void)state;
    static void (*const fail_at[])(uint64_t) = {q_arena_fail_at, q_buf_fail_at};
    const struct q_received received = {
        .kind = Q_RECEIVED_HTML,
        .bytes = Q_STR("<p>“No,” said Jane Roe."),
        .name = Q_STR("page"),
        .path = Q_STR("in/page.html"),
        .url = Q_STR("http://herald.example/"),
        .charset = Q_STR("utf-8"),
        .fetched = Q_STR("2031-05-02"),
        .given_charset = Q_STR("utf-8"),
        .given_outlet = Q_STR("Herald"),
        .given_url = Q_STR("http://herald.example/a"),
        .given_published = Q_STR("2031"),
        .given_language = Q_STR("en"),
    };
    for (int kind = 0; kind < 2; kind++) {
        quoth_status status = QUOTH_ENOMEM;
        uint64_t n = 0;
        while (status != QUOTH_OK) {
            quoth_capture *capture = quoth_capture_new();
            quoth_error error = {.status = QUOTH_OK};
            assert_non_null(capture);
            fail_at[kind](++n);
            status = q_capture_restore(capture, &received, &error);
            fail_at[kind](0);
            assert_int_equal(error.status, status);
            if (status != QUOTH_OK)
                assert_int_equal(status, QUOTH_ENOMEM);
            assert_int_equal(quoth_capture_bytes(capture).len > 0, status == QUOTH_OK);
            quoth_capture_free(capture);
        }
        assert_true(n > 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(texts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(feeds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(records, set_up, tear_down),
        cmocka_unit_test_setup_teardown(records_of_others, set_up, tear_down),
        cmocka_unit_test_setup_teardown(packed_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_record_is_kept_only_when_asked, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_capture_is_damage, set_up, tear_down),
        cmocka_unit_test_setup_teardown(memory_runs_out, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
