// src/archive/dump, load: an archive as lines of JSON, and back.
#include "archive/archive.h"
#include "archive/ledger.h"
#include "archive/tomb.h"
#include "base/buf.h"
#include "base/str.h"
#include "record/statement.h"
#include "write_bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/quoth-dump-XXXXXX";
static quoth_engine *engine;
static quoth_capture *capture;
static quoth_article *article;
static quoth_statements *found;
static quoth_entry *entry;

static int set_up(void **state)
{
    (void)state;
    capture = quoth_capture_new();
    article = quoth_article_new();
    found = quoth_statements_new();
    entry = quoth_entry_new();
    return !capture || !article || !found || !entry || !mkdtemp(folder) ||
           quoth_engine_open(&engine, NULL, NULL) != QUOTH_OK;
}

static int tear_down(void **state)
{
    (void)state;
    quoth_capture_free(capture);
    quoth_article_free(article);
    quoth_statements_free(found);
    quoth_entry_free(entry);
    quoth_engine_close(engine);
    return rmdir(folder);
}

// ── Archives ──

static const char *path_of(const char *name)
{
    static char path[4][128];
    static int next;
    next = (next + 1) % 4;
    snprintf(path[next], sizeof path[next], "%s/%s", folder, name);
    return path[next];
}

static void drop(const char *name)
{
    static const char *const endings[] = {"", "-wal", "-shm", NULL};
    for (int i = 0; endings[i]; i++) {
        char path[160];
        snprintf(path, sizeof path, "%s/%s%s", folder, name, endings[i]);
        unlink(path);
    }
}

static quoth_archive *open_archive(const char *name)
{
    quoth_archive *archive;
    quoth_error error = {.status = QUOTH_OK};
    const quoth_archive_options make = {.access = QUOTH_ACCESS_MAKE};
    if (quoth_archive_open(&archive, path_of(name), &make, &error) != QUOTH_OK)
        fail_msg("%s", error.message);
    return archive;
}

static void add_capture(quoth_archive *archive)
{
    quoth_error error;
    quoth_status status;
    assert_int_equal(quoth_entry_start(entry, capture, &error), QUOTH_OK);
    while ((status = quoth_capture_next(capture, article, &error)) != QUOTH_END) {
        if (status != QUOTH_OK)
            continue; // the inputs have wrong ones
        assert_int_equal(quoth_extract(engine, article, NULL, found, &error), QUOTH_OK);
        assert_int_equal(quoth_entry_add(entry, article, found, &error), QUOTH_OK);
    }
    assert_int_equal(quoth_archive_put(archive, entry, NULL, &error), QUOTH_OK);
}

static void add(quoth_archive *archive, const char *path, const quoth_read_options *options)
{
    quoth_reader *reader;
    quoth_status status;
    quoth_read_options kept = *options;
    kept.keep = 1;
    assert_int_equal(quoth_reader_open_path(&reader, path, &kept, NULL), QUOTH_OK);
    while ((status = quoth_reader_take(reader, capture, NULL)) != QUOTH_END)
        if (status == QUOTH_OK)
            add_capture(archive);
    quoth_reader_close(reader);
}

static const quoth_read_options plain = {.charset = NULL};
static const quoth_read_options told = {
    .outlet = "Herald", .published = "2031-05-02 10:30", .url = "https://herald.example/a"};

static void add_texts(quoth_archive *archive)
{
    const quoth_read_options lines = {.format = QUOTH_FORMAT_JSONL};
    add(archive, "data/samples", &told);
    add(archive, "fuzz/corpus/jsonl/plain", &lines);
    add(archive, "fuzz/corpus/jsonl/languages", &lines);
}

static void add_pages(quoth_archive *archive)
{
    const quoth_read_options warc = {.format = QUOTH_FORMAT_WARC};
    const quoth_read_options feed = {.format = QUOTH_FORMAT_FEED};
    const quoth_read_options text = {.format = QUOTH_FORMAT_TEXT, .outlet = "Gazette"};
    add(archive, "fuzz/corpus/warc/plain", &warc);
    add(archive, "fuzz/corpus/warc/members", &warc);
    add(archive, "fuzz/corpus/warc/cut", &warc);
    add(archive, "fuzz/corpus/feed/atom", &feed);
    add(archive, "fuzz/corpus/feed/utf16", &feed);
    add(archive, "fuzz/corpus/charset/latin", &text);
    add(archive, "data/samples", &text); // the same texts in another outlet, undated
}

// ── Dumps ──

static void dump_to(quoth_archive *archive, struct q_buf *out)
{
    quoth_dump *dump;
    quoth_str lines;
    quoth_error error;
    quoth_status status;
    q_buf_init(out, (size_t)1 << 30);
    assert_int_equal(quoth_dump_open(&dump, archive, &error), QUOTH_OK);
    while ((status = quoth_dump_next(dump, &lines, &error)) == QUOTH_OK)
        q_buf_add_str(out, lines);
    if (status != QUOTH_END)
        fail_msg("%s", error.message);
    quoth_dump_close(dump);
    assert_false(out->failed);
}

// Loads `bytes`; how many lines were damaged. What is said of the first is in `first`.
static unsigned load(quoth_archive *archive, quoth_str bytes, quoth_added *added,
                     quoth_error *first)
{
    quoth_loader *loader;
    quoth_error error;
    quoth_status status;
    unsigned damaged = 0;
    write_bytes(path_of("dump"), bytes);
    assert_int_equal(quoth_loader_open(&loader, archive, path_of("dump"), &error),
                     QUOTH_OK);
    while ((status = quoth_loader_next(loader, added, &error)) != QUOTH_END) {
        if (status == QUOTH_OK)
            continue;
        if (damaged++ == 0 && first)
            *first = error;
        if (!first)
            fail_msg("%s, at %d", error.message, (int)error.offset);
        if (status != QUOTH_EFORMAT && status != QUOTH_ELIMIT)
            break;
    }
    quoth_loader_close(loader);
    unlink(path_of("dump"));
    return damaged;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

// The lines sorted, without the second at which captures came.
static char *sorted(const struct q_buf *dump)
{
    char *copy = calloc(1, dump->len + 1), *out = calloc(1, dump->len + 2);
    size_t count = 0, room = 0;
    char **lines = NULL;
    assert_non_null(copy);
    assert_non_null(out);
    memcpy(copy, dump->ptr, dump->len);
    for (char *at = copy; *at; at += strlen(at) + 1) {
        char *end = strchr(at, '\n'), *when;
        assert_non_null(end);
        *end = '\0';
        if (strncmp(at, "{\"type\": \"capture\"", 18) == 0 &&
            (when = strstr(at, "\"added\": ")))
            memset(when + 9, '0', strcspn(when + 9, ","));
        if (count == room) {
            room = room ? 2 * room : 64;
            lines = realloc(lines, room * sizeof *lines);
            assert_non_null(lines);
        }
        lines[count++] = at;
    }
    qsort(lines, count, sizeof *lines, by_text);
    char *to = out;
    for (size_t i = 0; i < count; i++)
        to += sprintf(to, "%s\n", lines[i]);
    free(lines);
    free(copy);
    return out;
}

static void assert_same_dumps(const struct q_buf *a, const struct q_buf *b)
{
    char *left = sorted(a), *right = sorted(b);
    size_t at = 0;
    while (left[at] && left[at] == right[at])
        at++;
    size_t from = at < 300 ? 0 : at - 300;
    if (left[at] || right[at])
        fail_msg("\n%.400s\n----\n%.400s", left + from, right + from);
    free(left);
    free(right);
}

static size_t count_of(const struct q_buf *dump, const char *type)
{
    char start[64];
    size_t count = 0;
    snprintf(start, sizeof start, "{\"type\": \"%s\"", type);
    for (quoth_str rest = q_str(dump->ptr, dump->len); rest.len;)
        count += q_str_starts(q_str_take_until(&rest, '\n'), q_str_from(start));
    return count;
}

// ── Tests ──

// A decision, and something that was forgotten, the file not yet cleaned of it: that is
// told of this file alone.
static void decide(struct quoth_archive *archive)
{
    static const uint8_t hash[32] = {7, 1, 7};
    q_db_begin(&archive->db);
    assert_int_equal(q_ledger_add(&archive->db, 1900000000, Q_STR("Jane Roe"),
                                  Q_STR("note"), Q_STR("{\"why\": \"“tests”\"}")),
                     1);
    q_tomb_add(&archive->db, Q_TOMB_TEXT, hash, sizeof hash, 1900000001);
    q_tomb_add(&archive->db, Q_TOMB_UNFINISHED, hash, 0, 1900000001);
    q_db_commit(&archive->db);
    assert_int_equal(q_db_status(&archive->db, NULL), QUOTH_OK);
}

static void what_is_loaded_is_what_was_dumped(void **state)
{
    (void)state;
    struct q_buf dump, again;
    quoth_added added = {0};
    quoth_archive *one = open_archive("one"), *two = open_archive("two");
    add_texts(one);
    add_pages(one);
    decide(one);
    dump_to(one, &dump);
    assert_int_equal(count_of(&dump, "ledger"), 1);
    assert_int_equal(count_of(&dump, "tombstone"), 1);
    assert_true(count_of(&dump, "capture") > 15);
    assert_true(count_of(&dump, "article") > 15);
    assert_true(count_of(&dump, "statement") > 50);
    assert_int_equal(load(two, q_str(dump.ptr, dump.len), &added, NULL), 0);
    assert_int_equal(added.captures, count_of(&dump, "capture"));
    assert_int_equal(added.known, 0);
    dump_to(two, &again);
    assert_same_dumps(&dump, &again);
    assert_int_equal(dump.len, again.len); // seconds too

    // The second time nothing changes.
    added = (quoth_added){0};
    assert_int_equal(load(two, q_str(dump.ptr, dump.len), &added, NULL), 0);
    assert_int_equal(added.captures, 0);
    assert_int_equal(added.known, count_of(&dump, "capture"));
    q_buf_release(&again);
    dump_to(two, &again);
    assert_same_dumps(&dump, &again);
    q_buf_release(&dump);
    q_buf_release(&again);
    quoth_archive_close(one);
    quoth_archive_close(two);
    drop("one");
    drop("two");
}

// Shards that share texts, loaded in either order, are all inputs added to one.
static void shards_are_one_archive(void **state)
{
    (void)state;
    struct q_buf texts, pages, all, loaded;
    quoth_archive *a = open_archive("a"), *b = open_archive("b"), *c = open_archive("c");
    add_texts(a);
    add_pages(b);
    add_texts(c);
    add_pages(c);
    dump_to(a, &texts);
    dump_to(b, &pages);
    dump_to(c, &all);
    for (int order = 0; order < 2; order++) {
        quoth_archive *both = open_archive("both");
        const struct q_buf *first = order ? &pages : &texts;
        const struct q_buf *second = order ? &texts : &pages;
        load(both, q_str(first->ptr, first->len), NULL, NULL);
        load(both, q_str(second->ptr, second->len), NULL, NULL);
        dump_to(both, &loaded);
        assert_same_dumps(&all, &loaded);
        q_buf_release(&loaded);
        quoth_archive_close(both);
        drop("both");
    }
    quoth_archive_close(a);
    quoth_archive_close(b);
    quoth_archive_close(c);
    drop("a");
    drop("b");
    drop("c");
    q_buf_release(&texts);
    q_buf_release(&pages);
    q_buf_release(&all);
}

// A reader of a dump sees the archive as it was, and a writer need not wait.
static void a_dump_is_of_one_moment(void **state)
{
    (void)state;
    quoth_dump *dump;
    quoth_str lines;
    quoth_status status;
    size_t captures = 0;
    quoth_archive *one = open_archive("one"), *other;
    add(one, "data/samples/2031-lock.txt", &plain);
    other = open_archive("one");
    assert_int_equal(quoth_dump_open(&dump, one, NULL), QUOTH_OK);
    add_texts(other);
    while ((status = quoth_dump_next(dump, &lines, NULL)) == QUOTH_OK)
        captures += q_str_starts(lines, Q_STR("{\"type\": \"capture\""));
    assert_int_equal(status, QUOTH_END);
    assert_int_equal(captures, 1);
    quoth_dump_close(dump);
    quoth_archive_close(one);
    quoth_archive_close(other);
    drop("one");
}

// ── Damage ──

static const char small[] =
    "{\"type\": \"quoth-dump\", \"version\": 1, \"program\": \"0\"}\n";

// Every seventh byte of a small dump in turn is another one: the archive has what is whole,
// or nothing of it.
static void damaged_lines_cost_their_capture(void **state)
{
    (void)state;
    struct q_buf dump, broken, again;
    unsigned told_of = 0, lost = 0, tries = 0;
    quoth_archive *one = open_archive("one");
    write_bytes(path_of("short.txt"), Q_STR("“We will not go,” said Jane Roe.\n"));
    add(one, path_of("short.txt"), &told);
    unlink(path_of("short.txt"));
    dump_to(one, &dump);
    quoth_archive_close(one);
    drop("one");
    assert_true(count_of(&dump, "statement") > 0);
    q_buf_init(&broken, 1 << 20);
    size_t head = (size_t)((char *)memchr(dump.ptr, '\n', dump.len) - dump.ptr) + 1;
    for (size_t at = head; at < dump.len - 1; at += 7, tries++) {
        quoth_error error;
        quoth_added added = {0};
        quoth_archive *two = open_archive("two");
        q_buf_cut(&broken, 0);
        q_buf_add(&broken, dump.ptr, dump.len);
        broken.ptr[at] = (char)(broken.ptr[at] == 'x' ? 'y' : 'x');
        unsigned damaged = load(two, q_str(broken.ptr, broken.len), &added, &error);
        told_of += damaged > 0;
        dump_to(two, &again);
        if (damaged)
            if (error.offset == 0 || error.offset > dump.len)
                fail_msg("%s, at %lld", error.message, (long long)error.offset);
        if (damaged && added.captures == 0)
            lost++;
        assert_int_equal(count_of(&again, "capture"), added.captures);
        q_buf_release(&again);
        quoth_archive_close(two);
        drop("two");
    }
    assert_true(tries > 100);
    assert_true(told_of * 2 > tries);
    assert_int_equal(lost, told_of);
    q_buf_release(&broken);
    q_buf_release(&dump);
}

static void assert_refused(const char *bytes, quoth_status status, const char *message,
                           uint64_t offset)
{
    quoth_error error = {.status = QUOTH_OK, .message = ""};
    quoth_archive *archive = open_archive("none");
    assert_int_equal(load(archive, q_str_from(bytes), NULL, &error), 1);
    quoth_archive_close(archive);
    drop("none");
    if (!strstr(error.message, message))
        fail_msg("“%s” does not say “%s”", error.message, message);
    assert_int_equal(error.status, status);
    assert_int_equal(error.offset, offset);
}

// As the second line of a dump, at that byte of it.
static void assert_line_refused(const char *line, uint64_t offset)
{
    char lines[1024];
    snprintf(lines, sizeof lines, "%s%s\n", small, line);
    assert_refused(lines, QUOTH_EFORMAT, "line 2: ", sizeof small - 1 + offset);
}

static void what_is_no_dump_is_refused(void **state)
{
    (void)state;
    char line[256];
    assert_refused("hello\n", QUOTH_EUSAGE, "no dump of quoth", 0);
    assert_refused("{\"text\": \"x\"}\n", QUOTH_EUSAGE, "no dump of quoth", 0);
    assert_refused("{\"type\": \"quoth-dump\", \"version\": 2}\n", QUOTH_EVERSION,
                   "version 2", 0);
    assert_line_refused("{\"type\": \"article\"}", 0);
    assert_line_refused("{\"type\": \"capture\"}", 0);
    assert_line_refused("{\"type\": \"capture\", \"x\": }", 26);
    assert_line_refused("[1]", 0);
    assert_line_refused("{\"type\": \"tombstone\"}", 0);
    assert_line_refused(
        "{\"type\": \"tombstone\", \"hash\": \"00\", \"what\": 3, \"at\": 1}", 0);
    assert_line_refused("{\"type\": \"tombstone\", \"hash\": \"0011223344556677\","
                        " \"what\": 99, \"at\": 1}",
                        0);
    // What is too long is damage, and no lack of memory, which would end the load.
    snprintf(line, sizeof line,
             "{\"type\": \"tombstone\", \"hash\": \"%0100d\", \"what\": 1, \"at\": 1}", 0);
    assert_line_refused(line, 0);
    snprintf(line, sizeof line, "{\"type\": \"ledger\", \"digest\": \"%0100d\", \"at\": 1}",
             0);
    assert_line_refused(line, 0);
}

static void what_later_versions_add_is_passed_over(void **state)
{
    (void)state;
    char lines[1024];
    quoth_archive *archive = open_archive("none");
    snprintf(lines, sizeof lines, "%s%s", small,
             "\n{\"type\": \"weather\", \"rain\": 1}\n");
    assert_int_equal(load(archive, q_str_from(lines), NULL, NULL), 0);
    quoth_archive_close(archive);
    drop("none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_loaded_is_what_was_dumped),
        cmocka_unit_test(shards_are_one_archive),
        cmocka_unit_test(a_dump_is_of_one_moment),
        cmocka_unit_test(damaged_lines_cost_their_capture),
        cmocka_unit_test(what_is_no_dump_is_refused),
        cmocka_unit_test(what_later_versions_add_is_passed_over),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
