// src/archive/verify: an archive that is whole is clean; damage is told with what and
// where, and the rest is looked at all the same.
#include "archive/ledger.h"
#include "archive/verify.h"
#include "archive/walk.h"
#include "with_store.h"

#define ROOT_OF(table) "SELECT rootpage FROM sqlite_schema WHERE name = '" table "'"

static const struct told harbour = {.text = "\"We will not close it,\" Jane Roe said.\n",
                                    .outlet = "Lindholm Herald",
                                    .published = "2021-03-05",
                                    .speaker = "Jane Roe"};
static const struct told mill = {
    .text = "\"The mill stays,\" Arn Holm said. \"For ever.\"\n", .speaker = "Arn Holm"};

struct findings {
    int damage, notes;
    char lines[8192]; // what: message (which)
};

static void found(void *context, const quoth_finding *finding)
{
    struct findings *told = context;
    size_t len = strlen(told->lines);
    *(finding->damage ? &told->damage : &told->notes) += 1;
    snprintf(told->lines + len, sizeof told->lines - len, "%.*s: %.*s (%.*s)\n",
             (int)finding->what.len, finding->what.ptr, (int)finding->message.len,
             finding->message.ptr, (int)finding->which.len,
             finding->which.ptr ? finding->which.ptr : "");
}

static void assert_tells(const struct findings *told, const char *words)
{
    if (!strstr(told->lines, words))
        fail_msg("“%s” is not told:\n%s", words, told->lines);
}

static int start(void **state)
{
    struct store *store = malloc(sizeof *store);
    store_init(store);
    store_open(store, QUOTH_ACCESS_MAKE);
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    assert_int_equal(store_put(store, &mill), QUOTH_OK);
    assert_int_equal(quoth_archive_settle(store->archive, &store->error), QUOTH_OK);
    *state = store;
    return 0;
}

static quoth_verified verify(struct store *store, q_read_again *reader,
                             struct findings *told)
{
    *told = (struct findings){0};
    const quoth_verify_options options = {.found = found, .context = told};
    const struct q_verify_with with = {.options = &options, .read_again = reader};
    quoth_verified verified;
    assert_int_equal(q_verify(store->archive, &with, &verified, &store->error), QUOTH_OK);
    assert_int_equal(verified.damaged, told->damage);
    assert_int_equal(verified.different, told->notes);
    return verified;
}

static void is_clean(void **state)
{
    struct findings told;
    quoth_verified verified = verify(*state, NULL, &told);
    assert_int_equal(verified.damaged + verified.different, 0);
    assert_int_equal(verified.sources, 2);
    assert_int_equal(verified.captures, 2);
    assert_int_equal(verified.articles, 2);
    assert_int_equal(verified.statements, 3);
}

static quoth_status reads_nothing(void *reader, const struct q_received *received,
                                  const struct q_text_id **ids, uint32_t *count,
                                  quoth_error *error)
{
    (void)reader, (void)received, (void)error;
    *ids = NULL;
    *count = 0;
    return QUOTH_OK;
}

static void another_reading_is_no_damage(void **state)
{
    struct findings told;
    quoth_verified verified = verify(*state, reads_nothing, &told);
    assert_int_equal(verified.damaged, 0);
    assert_int_equal(verified.different, 2);
    assert_tells(&told, "capture: read differently by this version");
}

// The check of the index opens the file anew: where it cannot, nothing is passed.
static void an_index_that_cannot_be_looked_at_is_no_pass(void **state)
{
    struct store *store = *state;
    char other[] = "/nowhere/at/all.quoth", *path = store->archive->path;
    const struct q_verify_with with = {0};
    quoth_verified verified;
    store->archive->path = other;
    quoth_status status = q_verify(store->archive, &with, &verified, &store->error);
    store->archive->path = path;
    assert_int_equal(status, QUOTH_EIO);
    assert_non_null(strstr(store->error.message, "index"));
}

static void damage(struct store *store, const char *sql)
{
    q_db_do(&store->archive->db, sql);
    assert_int_equal(q_db_status(&store->archive->db, &store->error), QUOTH_OK);
}

// Also not where the check of the index opens it to write.
static void runs_no_trigger_of_a_strangers_file(void **state)
{
    struct store *store = *state;
    struct findings told;
    damage(store, "DROP TABLE words; CREATE TABLE words (words);"
                  "CREATE TRIGGER theirs BEFORE INSERT ON words"
                  " BEGIN SELECT raise(ABORT, 'their trigger ran'); END");
    quoth_verified verified = verify(store, NULL, &told);
    assert_true(verified.damaged >= 1);
    assert_null(strstr(told.lines, "their trigger ran"));
}

static void names_what_is_damaged(void **state)
{
    struct store *store = *state;
    struct findings told;
    damage(store, "UPDATE source SET bytes = zeroblob(9) WHERE source = 1");
    quoth_verified verified = verify(store, NULL, &told);
    assert_int_equal(verified.damaged, 2);
    assert_tells(&told, "source: what was packed cannot be unpacked");
    assert_tells(&told, "article: what was packed cannot be unpacked"); // it leans on it
    assert_int_equal(verified.sources, 2);
    assert_int_equal(verified.articles, 2);
}

static void keys_that_none_can_have_are_damage(void **state)
{
    struct store *store = *state;
    struct findings told;
    const struct told earlier = {.text = harbour.text, .published = "2020-01-01"};
    damage(store, "UPDATE statements SET first = 9223372036854775807 WHERE article = 1");
    verify(store, NULL, &told);
    assert_tells(&told, "article: its statements have keys that none can have");
    assert_int_equal(store_put(store, &earlier), QUOTH_EDAMAGED); // which comes to lead
}

static quoth_status ask(struct store *store, quoth_str text)
{
    quoth_question *question;
    quoth_results *results = NULL;
    const quoth_search_options options = {.limit = 1};
    assert_int_equal(quoth_question_parse(&question, text, &store->error), QUOTH_OK);
    quoth_status status =
        quoth_archive_search(store->archive, question, &options, &results, &store->error);
    quoth_results_free(results);
    quoth_question_free(question);
    return status;
}

// Sets are as long as the largest key: of these, half a gigabyte each.
static void keys_far_behind_the_file_are_damage(void **state)
{
    struct store *store = *state;
    struct findings told;
    damage(store, "UPDATE statements SET first = 60000000 WHERE article = 1"); // forgotten
    assert_int_equal(ask(store, Q_STR("stays")), QUOTH_OK);
    damage(store, "UPDATE statements SET first = 4284809217 WHERE article = 1");
    assert_int_equal(ask(store, Q_STR("stays")), QUOTH_EDAMAGED);
    assert_non_null(strstr(store->error.message, "keys that none can have"));
    verify(store, NULL, &told);
    assert_tells(&told, "article: its statements have keys that none can have");
}

static void keys_of_outlets_and_spellings_too(void **state)
{
    struct store *store = *state;
    struct findings told;
    damage(store, "INSERT INTO outlet VALUES (4284809217, 'Far Herald')");
    assert_int_equal(ask(store, Q_STR("outlet:far")), QUOTH_EDAMAGED);
    assert_int_equal(verify(store, NULL, &told).damaged, 1);
    assert_tells(&told, "outlet: it has a key that none can have (Far Herald)");
    damage(store, "UPDATE spelling SET spelling = 4284809217 + spelling");
    assert_int_equal(ask(store, Q_STR("person:arn-holm")), QUOTH_EDAMAGED);
}

static void a_tombstone_of_nothing_is_damage(void **state)
{
    struct store *store = *state;
    struct findings told;
    damage(store, "INSERT INTO tombstone VALUES (x'', 0, 1), (zeroblob(8), 3, 1)");
    assert_int_equal(verify(store, NULL, &told).damaged, 0);
    damage(store, "INSERT INTO tombstone VALUES (x'0011', 3, 1)");
    assert_int_equal(verify(store, NULL, &told).damaged, 1);
    assert_tells(&told, "tombstone: it tells of nothing that can be forgotten (0011)");
}

static void a_schema_without_its_pages_is_damage(void **state)
{
    struct store *store = *state;
    struct findings told;
    sqlite3_db_config(store->archive->db.handle, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    damage(store, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = x'30'"
                  " WHERE name = 'words'");
    assert_int_equal(verify(store, NULL, &told).damaged, 1);
    assert_tells(&told, "file: its schema does not tell where this begins (words)");
}

static void misses_voices_and_ids(void **state)
{
    struct store *store = *state;
    struct findings told;
    damage(store, "DELETE FROM voiced WHERE article = 2");
    assert_int_equal(verify(store, NULL, &told).damaged, 2);
    assert_tells(&told, "article: who speaks in it is not kept alike by");
    assert_tells(&told, "person: how often somebody speaks is counted wrong (arn-holm)");
    damage(store, "DELETE FROM statement_ids WHERE article = 1");
    assert_int_equal(verify(store, NULL, &told).damaged, 3);
    assert_tells(&told, "article: the ids of its statements are not those of its record");
}

// Of the only page of a table the second row gets the key of the first: who looks for the
// first key behind that one finds it again.
static void repeat_key(struct store *store, int64_t page)
{
    int64_t size = store_number(store, "PRAGMA page_size");
    store_close(store); // which brings the log into the file
    FILE *file = fopen(store->path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, (long)((page - 1) * size), SEEK_SET), 0);
    unsigned char *whole = calloc((size_t)size, 1);
    assert_int_equal(fread(whole, 1, (size_t)size, file), size);
    assert_int_equal(whole[0], 13); // a leaf of a table
    for (size_t row = 0; row < 2; row++) {
        // Its size, which ends with a byte below 128, and its key.
        size_t at = (size_t)whole[8 + 2 * row] * 256 + whole[9 + 2 * row];
        while (whole[at] >= 128)
            at++;
        assert_int_equal(whole[at + 1], row + 1);
        whole[at + 1] = 1;
    }
    assert_int_equal(fseek(file, (long)((page - 1) * size), SEEK_SET), 0);
    assert_int_equal(fwrite(whole, 1, (size_t)size, file), size);
    assert_int_equal(fclose(file), 0);
    free(whole);
    store_open(store, QUOTH_ACCESS_WRITE);
}

static void a_key_that_comes_again_ends_a_walk(void **state)
{
    struct store *store = *state;
    struct findings told;
    struct q_ledger_entry entry;
    quoth_status status;
    int64_t cursor = 0;
    alarm(60); // else it has no end
    q_ledger_add(&store->archive->db, 1, Q_NO_STR, Q_STR("merge"), Q_STR("{}"));
    q_ledger_add(&store->archive->db, 2, Q_NO_STR, Q_STR("merge"), Q_STR("{}"));
    repeat_key(store, store_number(store, ROOT_OF("ledger")));
    struct q_db *db = &store->archive->db;
    while (q_ledger_next(db, &cursor, &entry)) {
    }
    assert_int_equal(q_db_status(db, &store->error), QUOTH_EDAMAGED);

    repeat_key(store, store_number(store, ROOT_OF("capture")));
    cursor = 0;
    int damaged = 0;
    while ((status = q_walk_captures(store->archive, &cursor, &store->error)) != QUOTH_END)
        damaged += status == QUOTH_EDAMAGED;
    assert_int_equal(damaged, 1);

    repeat_key(store, store_number(store, ROOT_OF("article")));
    verify(store, NULL, &told);
    assert_tells(&told, "article: a page is damaged: its keys do not ascend");
    alarm(0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, store_drop)
    const struct CMUnitTest tests[] = {
        TEST(a_key_that_comes_again_ends_a_walk),
        TEST(is_clean),
        TEST(another_reading_is_no_damage),
        TEST(an_index_that_cannot_be_looked_at_is_no_pass),
        TEST(names_what_is_damaged),
        TEST(keys_that_none_can_have_are_damage),
        TEST(keys_far_behind_the_file_are_damage),
        TEST(keys_of_outlets_and_spellings_too),
        TEST(a_tombstone_of_nothing_is_damage),
        TEST(a_schema_without_its_pages_is_damage),
        TEST(misses_voices_and_ids),
        TEST(runs_no_trigger_of_a_strangers_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
