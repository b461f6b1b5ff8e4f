// src/archive/entry: a capture and its articles, packed; what names captures and addresses.
#include "archive/entry.h"
#include "archive/pack.h"
#include "archive/squeeze.h"
#include "base/limits.h"
#include "record/article.h"
#include "record/statement.h"
#include "with_engine.h"

#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct quoth_entry *entry;
static struct quoth_article *article;
static struct quoth_statements *statements;
static quoth_error error;

static int set_up(void **state)
{
    (void)state;
    entry = quoth_entry_new();
    article = quoth_article_new();
    statements = quoth_statements_new();
    return !entry || !article || !statements;
}

static int tear_down(void **state)
{
    (void)state;
    quoth_entry_free(entry);
    quoth_article_free(article);
    quoth_statements_free(statements);
    return 0;
}

static const char report[] =
    "“The mill is not for sale,” Mayor Jane Roe told reporters in Arn on Thursday. Mr "
    "Lindholm, a farmer, said that she had promised it to him.\n\n"
    "“We tried,” said Carl Odd, the council's spokesman.\n";

static void read_article(const char *text)
{
    assert_int_equal(quoth_article_set(article, Q_STR("report"), q_str_from(text), &error),
                     QUOTH_OK);
    article->published.value = Q_STR("2023-06");
    article->published.precision = Q_STR("month");
    article->url = Q_STR("https://herald.example/mill");
    article->outlet = Q_STR("Herald");
    assert_int_equal(quoth_extract(engine, article, NULL, statements, &error), QUOTH_OK);
}

static void assert_unpacks(quoth_str packed, quoth_str lean, quoth_str want)
{
    struct q_buf buf;
    q_buf_init(&buf, Q_MAX_OUTPUT);
    if (q_unsqueeze_most(&buf, packed, Q_MAX_OUTPUT, lean, &error) != QUOTH_OK)
        fail_msg("%s", error.message);
    assert_true(q_str_equal(q_str(buf.ptr, buf.len), want));
    q_buf_release(&buf);
}

static void packs_a_capture(void **state)
{
    (void)state;
    char *bytes = malloc(sizeof report - 1);
    assert_non_null(bytes);
    memcpy(bytes, report, sizeof report - 1);
    struct q_received received = {.kind = Q_RECEIVED_TEXT,
                                  .bytes = q_str(bytes, sizeof report - 1),
                                  .url = Q_STR("https://herald.example/mill"),
                                  .fetched = Q_STR("2023-06-09T10:00Z")};
    read_article(report);
    uint32_t count = statements->count;
    char id[33];
    snprintf(id, sizeof id, "%s", statements->at[1].id);
    assert_true(count >= 3);
    assert_int_equal(q_entry_start(entry, &received, &error), QUOTH_OK);
    assert_int_equal(quoth_entry_add(entry, article, statements, &error), QUOTH_OK);
    struct q_entry_article *a = &entry->articles[0];
    assert_unpacks(entry->bytes, Q_NO_STR, q_str_from(report));
    assert_unpacks(a->text, received.bytes, q_str_from(report));
    assert_true(a->text.len < 30); // it is the capture itself
    memset(bytes, 0, sizeof report - 1);
    free(bytes); // what the writer needs does not live there, nor in the article
    quoth_statements_free(statements);
    quoth_article_free(article);
    article = quoth_article_new();
    statements = quoth_statements_new();
    assert_int_equal(entry->count, 1);
    assert_int_equal(a->number, 0);
    assert_int_equal(a->size, sizeof report - 1);
    assert_int_equal(a->count, count);
    assert_true(a->dated && a->published_to - a->published == 29);
    assert_int_equal(a->captured - a->published, 8);
    assert_true(a->url == q_url_hash(Q_STR("https://herald.example/mill")));
    assert_true(q_str_equal(a->outlet, Q_STR("Herald")));
    assert_true(q_str_equal(a->version, q_str_from(quoth_version())));
    assert_true(q_str_equal(a->model, q_str_from(quoth_engine_model(engine))));
    assert_true(q_str_equal(entry->received.url, received.url));
    assert_true(q_str_equal(a->statements[0].voice.name, Q_STR("Jane Roe")));
    assert_true(q_str_equal(a->statements[0].words.field[Q_FIELD_TO], Q_STR("reporters")));
    assert_int_equal(a->columns[0].depth, 1);
    char hex[3];
    snprintf(hex, sizeof hex, "%02x", a->statements[1].id[15]);
    assert_memory_equal(hex, id + 30, 2);
    snprintf(hex, sizeof hex, "%02x", a->statements[1].id[0]);
    assert_memory_equal(hex, id, 2);
}

static void packs_none_and_several(void **state)
{
    (void)state;
    struct q_received received = {.kind = Q_RECEIVED_FEED, .bytes = Q_STR("<rss>")};
    for (uint32_t round = 0; round < 3; round++) {
        assert_int_equal(q_entry_start(entry, &received, &error), QUOTH_OK);
        assert_int_equal(entry->count, 0);
        for (uint32_t n = 0; n < 9 * round; n++) {
            read_article(n % 2 ? report : "");
            article->published.value = Q_STR("someday");
            article->url = Q_NO_STR;
            assert_int_equal(quoth_entry_add(entry, article, statements, &error), QUOTH_OK);
            assert_int_equal(entry->articles[n].number, n);
            assert_false(entry->articles[n].dated);
            assert_true(entry->articles[n].url == 0 && entry->articles[n].captured == 0);
        }
        assert_int_equal(entry->count, 9 * round);
    }
}

// An article of a long page leans on the part that it was read from.
static void leans_on_its_stretches(void **state)
{
    (void)state;
    enum { PAGE = 300000, AT = 200000 };
    char *page = malloc(PAGE);
    assert_non_null(page);
    for (size_t i = 0; i < PAGE; i++)
        page[i] = (char)('!' + i * i % 89 % 90);
    memcpy(page + AT, report, sizeof report - 1);
    struct q_received received = {.kind = Q_RECEIVED_HTML, .bytes = q_str(page, PAGE)};
    quoth_stretch map = {{0, sizeof report - 1}, {AT, AT + sizeof report - 1}};
    read_article(report);
    article->map = &map;
    article->map_count = 1;
    assert_int_equal(q_entry_start(entry, &received, &error), QUOTH_OK);
    assert_int_equal(quoth_entry_add(entry, article, statements, &error), QUOTH_OK);
    assert_true(entry->articles[0].text.len < 40);
    assert_unpacks(entry->articles[0].text, received.bytes, q_str_from(report));
    free(page);
}

// An item of a long feed leans on its own part of it.
static void leans_on_its_item(void **state)
{
    (void)state;
    enum { ITEMS = 300 };
    char *feed = malloc(ITEMS * 2000);
    uint32_t starts[ITEMS];
    size_t len = 0;
    assert_non_null(feed);
    for (int i = 0; i < ITEMS; i++) {
        len += (size_t)sprintf(feed + len, "<item><title>Mill %d</title><description>", i);
        starts[i] = (uint32_t)len;
        len +=
            (size_t)sprintf(feed + len, "The mill of Arn, number %d, was sold, said ", i);
        for (int k = 0; k < 90; k++)
            feed[len++] = (char)('a' + (i * 7919 + k * k * 31 + i * k) % 26);
        len += (size_t)sprintf(feed + len, ".</description></item>\n");
    }
    struct q_received received = {.kind = Q_RECEIVED_FEED, .bytes = q_str(feed, len)};
    assert_int_equal(q_entry_start(entry, &received, &error), QUOTH_OK);
    for (int i = 0; i < ITEMS; i++) {
        char text[200];
        size_t size = strcspn(feed + starts[i], "<");
        snprintf(text, sizeof text, "%.*s", (int)size, feed + starts[i]);
        assert_int_equal(
            quoth_article_set(article, Q_STR("feed"), q_str_from(text), &error), QUOTH_OK);
        assert_int_equal(quoth_entry_add(entry, article, statements, &error), QUOTH_OK);
        struct q_entry_article *a = &entry->articles[i];
        assert_true(a->text.len < 40);
        assert_unpacks(a->text, received.bytes, q_str_from(text));
    }
    free(feed);
}

static void assert_other(const struct q_received *a, const struct q_received *b, bool want)
{
    uint8_t x[16], y[16], hash[32];
    q_capture_id(a, x, hash);
    q_capture_id(b, y, hash);
    assert_int_equal(memcmp(x, y, 16) != 0, want);
}

static void names_captures(void **state)
{
    (void)state;
    struct q_received a = {.kind = Q_RECEIVED_LINE, .bytes = Q_STR("{}")}, b = a;
    b.path = Q_STR("moved.jsonl");
    b.name = Q_STR("moved#2");
    b.offset = 7;
    b.number = 3;
    assert_other(&a, &b, false);
    quoth_str *told[] = {
        &b.bytes,         &b.url,          &b.charset,   &b.fetched,
        &b.given_charset, &b.given_outlet, &b.given_url, &b.given_published,
        &b.given_language};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        quoth_str was = *told[i];
        *told[i] = Q_STR("x");
        assert_other(&a, &b, true);
        *told[i] = Q_STR(""); // an empty one is another than none
        assert_other(&a, &b, true);
        *told[i] = was;
    }
    b.kind = Q_RECEIVED_TEXT;
    assert_other(&a, &b, true);
    struct q_received c = a, d = a;
    c.url = Q_STR("ab");
    d.url = Q_STR("a");
    d.charset = Q_STR("b");
    assert_other(&c, &d, true);
    uint8_t id[16], hash[32];
    q_capture_id(&(struct q_received){.bytes = Q_NO_STR}, id, hash);
    assert_int_equal(hash[0], 0xe3); // SHA-256 of nothing
    assert_int_equal(hash[31], 0x55);
}

static void assert_same_url(const char *a, const char *b, bool want)
{
    int64_t x = q_url_hash(q_str_from(a)), y = q_url_hash(q_str_from(b));
    if ((x == y) != want || !x || !y)
        fail_msg("%s and %s", a, b);
}

static void hashes_addresses(void **state)
{
    (void)state;
    assert_same_url("HTTP://Herald.Example/A", "http://herald.example/A", true);
    assert_same_url("http://herald.example/A", "http://herald.example/a", false);
    assert_same_url("http://herald.example", "http://herald.example/", true);
    assert_same_url("http://herald.example?q", "http://herald.example/?q", true);
    assert_same_url("http://herald.example:80/", "http://herald.example/", true);
    assert_same_url("http://herald.example:/", "http://herald.example/", true);
    assert_same_url("http://herald.example:443/", "http://herald.example/", false);
    assert_same_url("https://herald.example:443/", "https://herald.example/", true);
    assert_same_url("https://herald.example/", "http://herald.example/", false);
    assert_same_url("http://herald.example/1#top", "http://herald.example/1", true);
    assert_same_url("http://herald.example/1?a", "http://herald.example/1", false);
    assert_same_url("http://herald.example/1/", "http://herald.example/1", false);
    assert_same_url("http://Jo@Herald.example/", "http://Jo@herald.example/", true);
    assert_same_url("http://Jo@herald.example/", "http://jo@herald.example/", false);
    assert_same_url("http://[::1]:80/", "http://[::1]/", true);
    assert_same_url("http://[::1]/", "http://[::2]/", false);
    assert_same_url("urn:Mill:1", "urn:mill:1", false);
    assert_same_url("", "http://", false);
    assert_int_not_equal(q_url_hash(Q_NO_STR), 0);
}

static quoth_status pack_all(void)
{
    struct q_received received = {.kind = Q_RECEIVED_TEXT, .bytes = q_str_from(report)};
    quoth_status status = q_entry_start(entry, &received, &error);
    for (int i = 0; status == QUOTH_OK && i < 5; i++)
        status = quoth_entry_add(entry, article, statements, &error);
    return status;
}

// The n-th allocation fails, for each n; then all is well.
static void fails_for_want_of_memory(void **state)
{
    (void)state;
    static void (*const fail_at[])(uint64_t) = {q_arena_fail_at, q_buf_fail_at};
    read_article(report);
    for (int kind = 0; kind < 2; kind++) {
        quoth_status status = QUOTH_ENOMEM;
        for (uint64_t n = 1; status != QUOTH_OK; n++) {
            quoth_entry_free(entry);
            entry = quoth_entry_new();
            fail_at[kind](n);
            status = pack_all();
            fail_at[kind](0);
            assert_true(status == QUOTH_OK || status == QUOTH_ENOMEM);
            assert_true(n > 2 || status == QUOTH_ENOMEM);
        }
        assert_int_equal(entry->count, 5);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(packs_a_capture),
        TEST(packs_none_and_several),
        TEST(leans_on_its_stretches),
        TEST(leans_on_its_item),
        cmocka_unit_test(names_captures),
        cmocka_unit_test(hashes_addresses),
        TEST(fails_for_want_of_memory),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
