// src/archive/put, fill and id: an archive takes captures in and gives articles back.
#include "archive/sweep.h"
#include "archive/tomb.h"
#include "archive/verify.h"
#include "with_store.h"

static const struct told harbour = {
    .text =
        "The harbour will stay open, said the mayor.\n\"We will not close it,\" Jane Roe "
        "said. \"Not this year.\"\n",
    .outlet = "Lindholm Herald",
    .published = "2021-03-04",
    .speaker = "Jane Roe"};

static int start(void **state)
{
    struct store *store = malloc(sizeof *store);
    store_init(store);
    store_open(store, QUOTH_ACCESS_MAKE);
    *state = store;
    return 0;
}

static void same_article(struct store *store, const struct told *told)
{
    quoth_article *article = quoth_article_new();
    quoth_statements *statements = quoth_statements_new();
    int64_t key = 0;
    store_tell(store, told);
    assert_int_equal(
        q_find_article(store->archive, q_str_from(store->article->id), &key, &store->error),
        QUOTH_OK);
    assert_int_equal(q_fill(store->archive, key, article, statements, &store->error),
                     QUOTH_OK);
    assert_true(q_str_equal(article->text, store->article->text));
    assert_true(q_str_equal(article->outlet, store->article->outlet));
    assert_string_equal(article->id, store->article->id);
    assert_int_equal(statements->count, store->statements->count);
    for (uint32_t i = 0; i < statements->count; i++) {
        const quoth_statement *one = &statements->at[i], *other = &store->statements->at[i];
        assert_string_equal(one->id, other->id);
        assert_true(q_str_equal(one->speaker_name, other->speaker_name));
        assert_int_equal(one->content.at[0].start, other->content.at[0].start);
    }
    quoth_article_free(article);
    quoth_statements_free(statements);
}

static void puts_and_fills(void **state)
{
    struct store *store = *state;
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    assert_int_equal(store->added.captures, 1);
    assert_int_equal(store->added.articles, 1);
    assert_int_equal(store->added.statements, 2);
    same_article(store, &harbour);
    store_close(store);
    store_open(store, QUOTH_ACCESS_READ);
    same_article(store, &harbour);
}

static void knows_what_it_has(void **state)
{
    struct store *store = *state;
    struct q_received received;
    int known = -1;
    store_pack(store, &harbour);
    received = store->entry->received;
    assert_int_equal(q_archive_knows(store->archive, &received, &known, NULL), QUOTH_OK);
    assert_int_equal(known, 0);
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    int64_t changes = sqlite3_total_changes64(store->archive->db.handle);
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    assert_int_equal(sqlite3_total_changes64(store->archive->db.handle), changes);
    assert_int_equal(store->added.known, 1);
    assert_int_equal(store->added.captures, 1);
    store_pack(store, &harbour);
    received = store->entry->received;
    assert_int_equal(q_archive_knows(store->archive, &received, &known, NULL), QUOTH_OK);
    assert_int_equal(known, 1);
}

static int64_t matches(struct store *store, const char *word)
{
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM words('%s')", word);
    return store_number(store, sql);
}

// The same text from another outlet: one article, two captures, one source.
static void joins_the_same_text(void **state)
{
    struct store *store = *state;
    struct told other = harbour;
    other.outlet = "Coast Post";
    other.published = "2021-03-09";
    other.url = "https://post.example/harbour";
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    assert_int_equal(store_put(store, &other), QUOTH_OK);
    assert_int_equal(store->added.captures, 2);
    assert_int_equal(store->added.articles, 1);
    assert_int_equal(store->added.joined, 1);
    assert_int_equal(store->added.edited, 0);
    assert_int_equal(store_number(store, "SELECT count(*) FROM source"), 1);
    assert_int_equal(store_number(store, "SELECT count(*) FROM capture"), 2);
    assert_int_equal(store_number(store, "SELECT count(*) FROM appearance"), 2);
    assert_int_equal(store_number(store, "SELECT sum(count) FROM statements"), 2);
    same_article(store, &harbour); // which was earlier, and leads
    assert_int_equal(matches(store, "close"), 1);
}

// The earlier one comes later, found with other metadata, and leads from then on.
static void the_earliest_leads(void **state)
{
    struct store *store = *state;
    struct told first = harbour, undated = harbour, same_day = harbour;
    first.published = "2021-03-01";
    first.outlet = "Coast Post";
    first.speaker = "Arn";
    first.bytes =
        "<p>The harbour will stay open, said the mayor.\n\"We will not close it,\" "
        "Jane Roe said. \"Not this year.\"\n</p>";
    undated.published = NULL;
    undated.outlet = "Archive";
    same_day.published = "2021-03-01";
    same_day.outlet = "Another";
    assert_int_equal(store_put(store, &undated), QUOTH_OK);
    same_article(store, &undated);
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    same_article(store, &harbour);
    assert_int_equal(store_number(store, "SELECT count(*) FROM voiced"), 1);
    assert_int_equal(store_put(store, &first), QUOTH_OK);
    same_article(store, &first);
    assert_int_equal(store_number(store, "SELECT count(*) FROM voiced"), 1);
    assert_int_equal(store_number(store, "SELECT count(*) FROM statement_ids"), 1);
    assert_int_equal(store_number(store, "SELECT sum(count) FROM statements"), 2);
    assert_int_equal(matches(store, "close"), 1);
    assert_int_equal(matches(store, "arn"), 2); // the source's words
    assert_int_equal(matches(store, "roe"), 0);
    // keys are never given twice
    assert_int_equal(store_number(store, "SELECT first FROM statements"), 5);
    assert_int_equal(store_put(store, &same_day), QUOTH_OK);
    store_pack(store, &first);
    uint8_t id[16];
    memcpy(id, store->entry->id, sizeof id);
    store_pack(store, &same_day);
    bool other = memcmp(store->entry->id, id, sizeof id) < 0; // the smaller id
    same_article(store, other ? &same_day : &first);
    assert_int_equal(store->added.articles, 1);
    assert_int_equal(store->added.joined, 3);
}

// An article in which nobody says anything has no keys, and may begin where another one
// does.
static void keys_of_none_are_nobodys(void **state)
{
    struct store *store = *state;
    struct told silent = {.text = "The harbour is closed.\n"}, first = harbour;
    quoth_verified verified;
    const struct q_verify_with with = {0};
    first.published = "2021-03-01";
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    assert_int_equal(store_put(store, &silent), QUOTH_OK);
    assert_int_equal(store_put(store, &first), QUOTH_OK); // leads, with keys of its own
    assert_int_equal(store_number(store, "SELECT count(DISTINCT first) FROM statements"),
                     1);
    assert_int_equal(q_sweep_keys(&store->archive->db), 5);
    assert_int_equal(q_verify(store->archive, &with, &verified, &store->error), QUOTH_OK);
    assert_int_equal(verified.damaged, 0);
}

static void keys_come_to_an_end(void **state)
{
    struct store *store = *state;
    const struct told told = {.text = "\"One,\" said Jane Roe. \"Two.\"\n",
                              .speaker = "Jane"};
    q_db_do(&store->archive->db, "INSERT INTO keys_used VALUES (4294967295)");
    assert_int_equal(store_put(store, &told), QUOTH_ELIMIT);
    assert_int_equal(store_number(store, "SELECT count(*) FROM capture"), 0);
}

static void an_edited_text_is_another_article(void **state)
{
    struct store *store = *state;
    struct told one = harbour, two = harbour;
    one.url = two.url = "https://herald.example/1";
    two.text = "\"We will close it,\" Jane Roe said.\n";
    assert_int_equal(store_put(store, &one), QUOTH_OK);
    assert_int_equal(store_put(store, &two), QUOTH_OK);
    assert_int_equal(store->added.articles, 2);
    assert_int_equal(store->added.edited, 1);
    same_article(store, &one);
    same_article(store, &two);
}

static void counts_what_is_dated_in_the_future(void **state)
{
    struct store *store = *state;
    struct told later = harbour;
    later.published = "2999-01-01";
    assert_int_equal(store_put(store, &later), QUOTH_OK);
    assert_int_equal(store->added.future, 1);
}

static void refuses_what_was_forgotten(void **state)
{
    struct store *store = *state;
    struct told elsewhere = harbour, other = harbour;
    struct q_db *db = &store->archive->db;
    elsewhere.bytes = "<p>The harbour…</p>";
    other.text = "\"Yes,\" she said.\n";
    other.url = "https://herald.example/2";
    store_pack(store, &harbour);
    q_tomb_add(db, Q_TOMB_TEXT, store->entry->articles[0].id, 32, 1);
    q_tomb_add(db, Q_TOMB_TEXT, store->entry->articles[0].id, 32, 2); // again
    q_tomb_add_url(db, q_url_hash(Q_STR("https://herald.example/2")), 1);
    assert_int_equal(q_db_status(db, NULL), QUOTH_OK);
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    assert_int_equal(store_put(store, &elsewhere), QUOTH_OK);
    assert_int_equal(store_put(store, &other), QUOTH_OK);
    assert_int_equal(store->added.refused, 3);
    assert_int_equal(store->added.captures, 0);
    assert_int_equal(store_number(store, "SELECT count(*) FROM source"), 0);
    other.url = NULL;
    assert_int_equal(store_put(store, &other), QUOTH_OK);
    assert_int_equal(store->added.captures, 1);
    q_tomb_add(db, Q_TOMB_SOURCE, store->entry->hash, 32, 1);
    int known = 0;
    struct q_received received = store->entry->received;
    received.url = Q_STR("https://elsewhere.example/");
    assert_int_equal(q_archive_knows(store->archive, &received, &known, NULL), QUOTH_OK);
    assert_int_equal(known, 2);
}

// ── Ids, whole and in part ──

static quoth_status find_article(struct store *store, const char *id, size_t len)
{
    int64_t key;
    return q_find_article(store->archive, q_str(id, len), &key, &store->error);
}

static void finds_articles_by_their_ids(void **state)
{
    struct store *store = *state;
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    const char *id = store->article->id;
    for (size_t len = 8; len <= 64; len++)
        assert_int_equal(find_article(store, id + 7, len), QUOTH_OK);
    assert_int_equal(find_article(store, id, 7 + 8), QUOTH_OK);
    assert_int_equal(find_article(store, id, 7 + 7), QUOTH_EUSAGE);
    char loud[7 + 8 + 1]; // as a question may have it
    snprintf(loud, sizeof loud, "SHA256:%.8s", id + 7);
    assert_int_equal(find_article(store, loud, 7 + 8), QUOTH_OK);
    assert_int_equal(find_article(store, id + 7, 7), QUOTH_EUSAGE);
    assert_int_equal(find_article(store, "", 0), QUOTH_EUSAGE);
    assert_int_equal(find_article(store, NULL, 0), QUOTH_EUSAGE);
    assert_int_equal(find_article(store, "no hexadecimal", 14), QUOTH_EUSAGE);
    char other[65];
    memcpy(other, id + 7, 65);
    other[8] = other[8] == '0' ? '1' : '0'; // an odd digit, and an even one
    assert_int_equal(find_article(store, other, 9), QUOTH_EMISSING);
    assert_int_equal(find_article(store, other, 64), QUOTH_EMISSING);
    assert_int_equal(find_article(store, other, 8), QUOTH_OK);
}

static void finds_statements_by_their_ids(void **state)
{
    struct store *store = *state;
    int64_t key = 0, article = 0;
    uint32_t number = 7;
    char id[33];
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    for (uint32_t i = 0; i < 2; i++) {
        memcpy(id, store->statements->at[i].id, sizeof id);
        for (size_t len = 8; len <= 32; len++) {
            assert_int_equal(
                q_find_statement(store->archive, q_str(id, len), &key, &store->error),
                QUOTH_OK);
            assert_int_equal(key, 1 + i);
            assert_int_equal(
                q_article_of(store->archive, key, &article, &number, &store->error),
                QUOTH_OK);
            assert_int_equal(article, 1);
            assert_int_equal(number, i);
        }
    }
    id[31] = id[31] == '0' ? '1' : '0';
    assert_int_equal(q_find_statement(store->archive, q_str(id, 32), &key, &store->error),
                     QUOTH_EMISSING);
    assert_int_equal(q_find_statement(store->archive, q_str(id, 33), &key, &store->error),
                     QUOTH_EUSAGE);
    assert_int_equal(q_article_of(store->archive, 3, &article, &number, &store->error),
                     QUOTH_EMISSING);
    assert_int_equal(q_article_of(store->archive, 0, &article, &number, &store->error),
                     QUOTH_EMISSING);
}

static void says_that_several_begin_so(void **state)
{
    struct store *store = *state;
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    q_db_do(&store->archive->db,
            "UPDATE statement_ids SET handles = x'0011223300112233';"
            "INSERT INTO article SELECT 2, CAST(substr(id, 1, 31) || x'00' AS BLOB),"
            " 1, 0, 1, size, text, record FROM article");
    if (q_db_status(&store->archive->db, &store->error))
        fail_msg("%s", store->error.message);
    int64_t key;
    assert_int_equal(
        q_find_statement(store->archive, Q_STR("00112233"), &key, &store->error),
        QUOTH_EUSAGE);
    assert_non_null(strstr(store->error.message, "several"));
    assert_int_equal(find_article(store, store->article->id, 7 + 8), QUOTH_EUSAGE);
    assert_non_null(strstr(store->error.message, "several"));
}

// ── Captures ──

static void gives_back_what_was_received(void **state)
{
    struct store *store = *state;
    struct q_received received;
    struct told told = harbour;
    told.bytes = "<html>The bytes</html>";
    assert_int_equal(store_put(store, &told), QUOTH_OK);
    assert_int_equal(q_fill_received(store->archive, 1, &received, &store->error),
                     QUOTH_OK);
    assert_true(q_str_equal(received.bytes, Q_STR("<html>The bytes</html>")));
    assert_true(q_str_equal(received.name, Q_STR("told")));
    assert_true(q_str_equal(received.path, Q_STR("told.txt")));
    assert_true(q_str_equal(received.given_published, Q_STR("2021-03-04")));
    assert_null(received.url.ptr);
    assert_null(received.flaw.ptr);
    assert_int_equal(received.kind, Q_RECEIVED_TEXT);
    assert_int_equal(q_fill_received(store->archive, 2, &received, &store->error),
                     QUOTH_EMISSING);
}

// ── Time ──

static void time_never_falls(void **state)
{
    struct store *store = *state;
    struct told later = harbour;
    later.text = "\"And on,\" Arn said.\n";
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    q_db_do(&store->archive->db, "UPDATE capture SET added = 99999999999");
    assert_int_equal(store_put(store, &later), QUOTH_OK);
    assert_int_equal(store_number(store, "SELECT min(added) FROM capture"), 99999999999);
    assert_true(store->added.behind > 90000000000);
}

static void a_reader_cannot_put(void **state)
{
    struct store *store = *state;
    store_close(store);
    store_open(store, QUOTH_ACCESS_READ);
    assert_int_equal(store_put(store, &harbour), QUOTH_EIO);
    assert_int_equal(store_number(store, "SELECT count(*) FROM capture"), 0);
}

// ── Two at once ──

static void readers_do_not_wait(void **state)
{
    struct store *store = *state;
    struct quoth_archive *reader = NULL;
    struct q_received received;
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    q_db_begin(&store->archive->db);
    q_db_do(&store->archive->db, "DELETE FROM capture");
    assert_int_equal(quoth_archive_open(&reader, store->path, NULL, &store->error),
                     QUOTH_OK);
    assert_int_equal(q_fill_received(reader, 1, &received, &store->error), QUOTH_OK);
    q_db_rollback(&store->archive->db);
    quoth_archive_close(reader);
}

static void a_second_writer_waits_or_is_told(void **state)
{
    struct store *store = *state;
    quoth_archive_options options = {.access = QUOTH_ACCESS_WRITE, .wait = 50};
    struct quoth_archive *first = NULL;
    assert_int_equal(quoth_archive_open(&first, store->path, &options, &store->error), 0);
    q_db_begin(&first->db);
    assert_int_equal(store_put(store, &harbour), QUOTH_ELOCKED);
    assert_non_null(strstr(store->error.message, "another program"));
    q_db_rollback(&first->db);
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    quoth_archive_close(first);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, store_drop)
    const struct CMUnitTest tests[] = {
        TEST(puts_and_fills),
        TEST(knows_what_it_has),
        TEST(joins_the_same_text),
        TEST(the_earliest_leads),
        TEST(keys_of_none_are_nobodys),
        TEST(keys_come_to_an_end),
        TEST(an_edited_text_is_another_article),
        TEST(counts_what_is_dated_in_the_future),
        TEST(refuses_what_was_forgotten),
        TEST(finds_articles_by_their_ids),
        TEST(finds_statements_by_their_ids),
        TEST(says_that_several_begin_so),
        TEST(gives_back_what_was_received),
        TEST(time_never_falls),
        TEST(a_reader_cannot_put),
        TEST(readers_do_not_wait),
        TEST(a_second_writer_waits_or_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
