// src/archive: statements that people accept, reject, edit and give to other speakers; and
// all of that undone, rebuilt, loaded and forgotten.
#include "archive/column.h"
#include "archive/person/tell.h"
#include "with_store.h"

static struct store *store;

static int set_up(void **state)
{
    store = calloc(1, sizeof *store);
    store_init(store);
    quoth_archive_options options = {.access = QUOTH_ACCESS_MAKE, .who = "Jane Roe"};
    assert_int_equal(
        quoth_archive_open(&store->archive, store->path, &options, &store->error),
        QUOTH_OK);
    *state = store;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_release(store);
    free(store);
    return 0;
}

static const struct told bridge = {
    .text = "\"We sell the bridge,\" said Arn. \"N\xc3\xb8t the tower,\" he said.",
    .outlet = "The Herald",
    .published = "2018-04-24",
    .speaker = "Arn Lindholm"};
static const struct told quay = {.text = "\"The quay is open,\" it was said.",
                                 .published = "2018-05-01"};
static const struct told mill = {.text = "\"The mill is shut,\" said Ebba.",
                                 .published = "2018-05-02",
                                 .speaker = "Ebba Harsk"};

enum { IDS = 4 };
static char ids[IDS][33]; // bridge, tower, quay, mill

static void put_all(void)
{
    assert_int_equal(store_put(store, &bridge), QUOTH_OK);
    assert_int_equal(store->statements->count, 2);
    memcpy(ids[0], store->statements->at[0].id, 33);
    memcpy(ids[1], store->statements->at[1].id, 33);
    assert_int_equal(store_put(store, &quay), QUOTH_OK);
    memcpy(ids[2], store->statements->at[0].id, 33);
    assert_int_equal(store_put(store, &mill), QUOTH_OK);
    memcpy(ids[3], store->statements->at[0].id, 33);
    assert_int_equal(quoth_archive_settle(store->archive, &store->error), QUOTH_OK);
}

static quoth_status decide(quoth_decision decision, const char *id, uint64_t *entry)
{
    quoth_str one = q_str_from(id);
    decision.statements = id ? &one : NULL;
    decision.statement_count = id ? 1 : 0;
    return quoth_archive_decide(store->archive, &decision, entry, &store->error);
}

static uint64_t decided(quoth_decision decision, const char *id)
{
    uint64_t entry = 0;
    if (decide(decision, id, &entry) != QUOTH_OK)
        fail_msg("decide: %s", store->error.message);
    return entry;
}

static uint64_t undo(uint64_t entry)
{
    return decided((quoth_decision){.verb = QUOTH_VERB_UNDO, .entry = entry}, NULL);
}

static quoth_review review_of(const char *id)
{
    quoth_review review;
    if (quoth_archive_review(store->archive, q_str_from(id), &review, &store->error))
        fail_msg("review: %s", store->error.message);
    return review;
}

static void assert_judged(const char *id, quoth_judged judged, uint64_t entry)
{
    quoth_review review = review_of(id);
    assert_int_equal(review.judged, judged);
    assert_int_equal(review.entry, entry);
}

static void accepts_and_rejects(void **state)
{
    (void)state;
    put_all();
    assert_judged(ids[0], QUOTH_JUDGED_NOT, 0);
    uint64_t accepted = decided((quoth_decision){.verb = QUOTH_VERB_ACCEPT}, ids[0]);
    uint64_t rejected = decided((quoth_decision){.verb = QUOTH_VERB_REJECT}, ids[1]);
    assert_judged(ids[0], QUOTH_JUDGED_ACCEPTED, accepted);
    assert_judged(ids[1], QUOTH_JUDGED_REJECTED, rejected);
    assert_judged(ids[2], QUOTH_JUDGED_NOT, 0);
    quoth_review review = review_of(ids[0]);
    assert_true(q_str_equal(review.who, Q_STR("Jane Roe")));
    assert_true(review.at > 0);
    // The last about it holds; undone, the one before does again.
    uint64_t later = decided((quoth_decision){.verb = QUOTH_VERB_REJECT}, ids[0]);
    assert_judged(ids[0], QUOTH_JUDGED_REJECTED, later);
    uint64_t undone = undo(later);
    assert_judged(ids[0], QUOTH_JUDGED_ACCEPTED, accepted);
    undo(undone);
    assert_judged(ids[0], QUOTH_JUDGED_REJECTED, later);
    undo(rejected);
    assert_judged(ids[1], QUOTH_JUDGED_NOT, 0);
}

static void refuses_what_is_not_there(void **state)
{
    (void)state;
    put_all();
    quoth_decision accept = {.verb = QUOTH_VERB_ACCEPT};
    assert_int_equal(decide(accept, "9f86d081884c7d659a2feaa0c55ad015", NULL),
                     QUOTH_EMISSING);
    assert_int_equal(decide(accept, "9f86d081", NULL), QUOTH_EUSAGE);
    assert_int_equal(decide(accept, NULL, NULL), QUOTH_EUSAGE);
    assert_int_equal(store_number(store, "SELECT count(*) FROM ledger"), 0);
    quoth_review review;
    assert_int_equal(quoth_archive_review(store->archive,
                                          Q_STR("9f86d081884c7d659a2feaa0c55ad015"),
                                          &review, &store->error),
                     QUOTH_EMISSING);
}

// ── Format 1 ──

static void run_sql(const char *sql)
{
    sqlite3 *handle;
    char *message = NULL;
    assert_int_equal(sqlite3_open(store->path, &handle), SQLITE_OK);
    if (sqlite3_exec(handle, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(handle);
}

static struct q_column column_of(const char *id)
{
    struct q_column column;
    char sql[200];
    int64_t key = 0;
    sqlite3_stmt *ask = NULL;
    assert_int_equal(q_find_statement(store->archive, q_str_from(id), &key, &store->error),
                     QUOTH_OK);
    snprintf(sql, sizeof sql, "SELECT columns FROM statements WHERE first = %d", (int)key);
    assert_int_equal(sqlite3_prepare_v2(store->archive->db.handle, sql, -1, &ask, NULL), 0);
    assert_int_equal(sqlite3_step(ask), SQLITE_ROW);
    assert_int_equal(q_columns_unpack(q_db_bytes(ask, 0), &column, 1, &store->error),
                     QUOTH_OK);
    sqlite3_finalize(ask);
    return column;
}

// Columns without the confidence of a speaker, a ledger with a split: as it was then.
static void brings_up_format_1(void **state)
{
    (void)state;
    char sql[1000];
    assert_int_equal(store_put(store, &quay), QUOTH_OK);
    memcpy(ids[2], store->statements->at[0].id, 33);
    assert_int_equal(store_put(store, &mill), QUOTH_OK);
    memcpy(ids[3], store->statements->at[0].id, 33);
    assert_int_equal(quoth_archive_settle(store->archive, &store->error), QUOTH_OK);
    decided((quoth_decision){.verb = QUOTH_VERB_SPLIT, .person = Q_STR("ebba-harsk")},
            ids[3]);
    uint32_t spelling = column_of(ids[3]).spelling;
    store_close(store);
    snprintf(sql, sizeof sql,
             "DROP TABLE given; DROP TABLE reviewed; DROP TABLE renamed; CREATE TABLE"
             " parted (statement BLOB PRIMARY KEY, work INTEGER NOT NULL, was INTEGER)"
             " STRICT, WITHOUT ROWID; INSERT INTO parted VALUES (x'%s', -5, 0);"
             "UPDATE statements SET columns = CAST (substr(columns, 1, 5) || "
             "substr(columns, 7) AS BLOB);"
             "PRAGMA user_version = 1",
             ids[3]);
    run_sql(sql);
    store_open(store, QUOTH_ACCESS_READ);
    assert_int_equal(store_number(store, "PRAGMA user_version"), 2);
    assert_int_equal(column_of(ids[2]).speaker_confidence, 0);
    assert_int_equal(column_of(ids[3]).speaker_confidence, 40);
    assert_int_equal(column_of(ids[3]).confidence, 90);
    assert_int_equal(column_of(ids[3]).spelling, spelling);
    assert_int_equal(store_number(store, "SELECT count(*) FROM given"), 1);
    quoth_verified verified;
    assert_int_equal(quoth_archive_verify(store->archive,
                                          &(quoth_verify_options){.no_reading = 1},
                                          &verified, &store->error),
                     QUOTH_OK);
    assert_int_equal(verified.damaged, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(accepts_and_rejects, set_up, tear_down),
        cmocka_unit_test_setup_teardown(brings_up_format_1, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_is_not_there, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("review", tests, NULL, NULL);
}
