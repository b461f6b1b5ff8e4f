// src/archive/forget: what is forgotten leaves no byte, what stays is whole, killed or not.
#include "archive/forget.h"
#include "archive/ledger.h"
#include "archive/tomb.h"
#include "archive/verify.h"
#include "with_store.h"

#define MARK "zqxvarn"

static const struct told secret = {.text = "\"The " MARK " stays,\" Jana " MARK
                                           "son said. \"It is ours.\"\n",
                                   .outlet = MARK " Times",
                                   .published = "2021-03-04",
                                   .url = "https://herald.example/" MARK,
                                   .speaker = "Jana " MARK "son"};
static const struct told harbour = {.text = "\"We will not close it,\" Jane Roe said.\n",
                                    .outlet = "Lindholm Herald",
                                    .published = "2021-03-05",
                                    .speaker = "Jane Roe"};

static int start(void **state)
{
    struct store *store = malloc(sizeof *store);
    store_init(store);
    store_open(store, QUOTH_ACCESS_MAKE);
    assert_int_equal(store_put(store, &secret), QUOTH_OK);
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    assert_int_equal(quoth_archive_settle(store->archive, &store->error), QUOTH_OK);
    *state = store;
    return 0;
}

static bool holds(const char *bytes, size_t size, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i + len <= size; i++)
        if (memcmp(bytes + i, word, len) == 0)
            return true;
    return false;
}

static bool file_holds(const struct store *store, const char *end, const char *word)
{
    char path[128];
    snprintf(path, sizeof path, "%s%s", store->path, end);
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    enum { MOST = 4 * 1024 * 1024 };
    char *bytes = malloc(MOST);
    size_t size = fread(bytes, 1, MOST, file);
    assert_true(size < MOST);
    bool found = holds(bytes, size, word);
    fclose(file);
    free(bytes);
    return found;
}

static bool str_holds(quoth_str s)
{
    return s.ptr && holds(s.ptr, s.len, MARK);
}

// All that is packed: every capture, every article with its metadata and its statements.
static bool packed_holds(struct store *store)
{
    bool found = false;
    struct q_received received;
    for (int64_t key = 1; key < 10; key++) {
        if (q_fill_received(store->archive, key, &received, &store->error) == QUOTH_OK)
            found = found || str_holds(received.bytes) || str_holds(received.path) ||
                    str_holds(received.given_url) || str_holds(received.given_outlet);
        if (q_fill(store->archive, key, store->article, store->statements, &store->error) !=
            QUOTH_OK)
            continue;
        found = found || str_holds(store->article->text) ||
                str_holds(store->article->url) || str_holds(store->article->outlet);
        for (uint32_t n = 0; n < store->statements->count; n++)
            found = found || str_holds(store->statements->at[n].speaker_name);
    }
    return found;
}

static quoth_status read_nothing(void *reader, const struct q_received *received,
                                 struct quoth_entry *entry, quoth_error *error)
{
    (void)reader, (void)received, (void)entry, (void)error;
    fail_msg("nothing is to be read again");
    return QUOTH_OK;
}

static quoth_status forget(struct store *store, quoth_forget_options options,
                           quoth_forgotten *out)
{
    const struct q_forget_with with = {.read_again = read_nothing};
    options.why = Q_STR("asked for");
    return q_forget(store->archive, &with, &options, out, &store->error);
}

static void assert_gone(struct store *store)
{
    quoth_verified verified;
    const struct q_verify_with with = {0};
    assert_false(packed_holds(store));
    assert_false(file_holds(store, "", MARK));
    assert_false(file_holds(store, "-wal", MARK));
    assert_false(file_holds(store, "-shm", MARK));
    assert_int_equal(store_number(store, "PRAGMA freelist_count"), 0);
    assert_int_equal(store_number(store, "SELECT count(*) FROM words('" MARK "*')"), 0);
    assert_false(q_forget_unfinished(&store->archive->db));
    assert_int_equal(q_verify(store->archive, &with, &verified, &store->error), QUOTH_OK);
    assert_int_equal(verified.damaged, 0);
    assert_int_equal(verified.articles, 1);
}

static void leaves_no_byte(void **state)
{
    struct store *store = *state;
    quoth_forgotten forgotten;
    assert_true(packed_holds(store));
    assert_true(file_holds(store, "", MARK) || file_holds(store, "-wal", MARK));
    // A decision about her goes with her; its digest keeps the chain.
    q_db_begin(&store->archive->db);
    q_ledger_add(&store->archive->db, 1, Q_STR("me"), Q_STR("alias"),
                 Q_STR("{\"person\": \"jane-roe\", \"spelling\": \"Jana " MARK "son\"}"));
    q_ledger_add(&store->archive->db, 2, Q_STR("me"), Q_STR("alias"),
                 Q_STR("{\"person\": \"jane-roe\", \"spelling\": \"Jane Roe\"}"));
    q_db_commit(&store->archive->db);
    assert_int_equal(
        forget(store, (quoth_forget_options){.url = told_str(secret.url)}, &forgotten),
        QUOTH_OK);
    assert_int_equal(forgotten.articles, 1);
    assert_int_equal(forgotten.captures, 1);
    assert_int_equal(forgotten.statements, 2);
    assert_int_equal(forgotten.decisions, 1);
    assert_gone(store);
    assert_int_equal(q_ledger_check(&store->archive->db, &store->error), QUOTH_OK);
    assert_int_equal(store_number(store, "SELECT count(*) FROM ledger"), 3);
    assert_int_equal(
        store_number(store, "SELECT count(*) FROM ledger WHERE payload IS NULL"), 1);
}

static void is_refused_when_it_comes_again(void **state)
{
    struct store *store = *state;
    struct told again = secret;
    assert_int_equal(forget(store,
                            (quoth_forget_options){.speaker = Q_STR("jana-" MARK "son")},
                            &(quoth_forgotten){0}),
                     QUOTH_OK);
    assert_gone(store);
    store->added = (quoth_added){0};
    assert_int_equal(store_put(store, &secret), QUOTH_OK);
    again.bytes = "other bytes";
    assert_int_equal(store_put(store, &again), QUOTH_OK);
    assert_int_equal(store->added.refused, 2);
    assert_int_equal(store_number(store, "SELECT count(*) FROM article"), 1);
}

static void wants_one_thing_and_a_reason(void **state)
{
    struct store *store = *state;
    quoth_forgotten forgotten;
    const struct q_forget_with with = {.read_again = read_nothing};
    const quoth_forget_options no_reason = {.url = told_str(secret.url)};
    assert_int_equal(forget(store, (quoth_forget_options){0}, &forgotten), QUOTH_EUSAGE);
    assert_int_equal(forget(store,
                            (quoth_forget_options){.url = told_str(secret.url),
                                                   .speaker = Q_STR("jane-roe")},
                            &forgotten),
                     QUOTH_EUSAGE);
    assert_int_equal(q_forget(store->archive, &with, &no_reason, &forgotten, &store->error),
                     QUOTH_EUSAGE);
    assert_int_equal(
        forget(store, (quoth_forget_options){.speaker = Q_STR("nobody")}, &forgotten),
        QUOTH_EMISSING);
    assert_int_equal(
        forget(store, (quoth_forget_options){.url = told_str(secret.url), .dry_run = 1},
               &forgotten),
        QUOTH_OK);
    assert_int_equal(forgotten.articles, 1);
    assert_int_equal(store_number(store, "SELECT count(*) FROM article"), 2);
    assert_int_equal(store_number(store, "SELECT count(*) FROM ledger"), 0);
}

static sqlite3 *read_what_is_there(struct store *store)
{
    sqlite3 *other;
    assert_int_equal(sqlite3_open(store->path, &other), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(other, "BEGIN; SELECT count(*) FROM article", NULL, NULL, NULL),
        SQLITE_OK);
    return other;
}

// Somebody reads what was there before: the second step waits for him, and the next one who
// opens the archive to write does it. So it is when the first one is killed between them.
static void is_ended_by_the_next_one(void **state)
{
    struct store *store = *state;
    sqlite3 *other = read_what_is_there(store);
    assert_int_equal(forget(store, (quoth_forget_options){.url = told_str(secret.url)},
                            &(quoth_forgotten){0}),
                     QUOTH_ELOCKED);
    assert_true(q_forget_unfinished(&store->archive->db));
    assert_int_equal(store_number(store, "SELECT count(*) FROM article"), 1);
    store_close(store);
    // While he reads, each that is opened to write tries, and adds nothing to the log.
    off_t size = store_size(store, "-wal");
    store_open(store, QUOTH_ACCESS_WRITE);
    assert_true(q_forget_unfinished(&store->archive->db));
    assert_int_equal(store_size(store, "-wal"), size);
    store_close(store);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    store_open(store, QUOTH_ACCESS_READ);
    assert_true(q_forget_unfinished(&store->archive->db));
    store_close(store);
    store_open(store, QUOTH_ACCESS_WRITE);
    assert_gone(store);
}

// ── The log beside readers ──

// Whoever waits for a reader waits for a moment alone.
static void be_hasty(struct store *store)
{
    q_db_wait(&store->archive->db, 1);
}

static void cannot_be_ended(struct store *store, off_t log)
{
    for (int i = 0; i < 3; i++) {
        assert_int_equal(q_forget_finish(store->archive, &store->error), QUOTH_ELOCKED);
        assert_int_equal(store_size(store, "-wal"), log);
    }
}

// Somebody reads what was there before the forgetting: nothing is written anew beside him.
// Somebody reads while it is written anew: that is not done a second time.
static void the_log_holds_one_copy_at_most(void **state)
{
    struct store *store = *state;
    const quoth_forget_options options = {.url = told_str(secret.url)};
    be_hasty(store);
    sqlite3 *other = read_what_is_there(store);
    assert_int_equal(forget(store, options, &(quoth_forgotten){0}), QUOTH_ELOCKED);
    cannot_be_ended(store, store_size(store, "-wal"));
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    q_db_do(&store->archive->db, "PRAGMA wal_checkpoint(TRUNCATE)");
    other = read_what_is_there(store); // which nobody waits for before there is a log
    assert_int_equal(q_forget_finish(store->archive, &store->error), QUOTH_ELOCKED);
    off_t log = store_size(store, "-wal"), most = 2 * store_size(store, "") + 65536;
    assert_in_range(log, 1, most);
    assert_true(q_forget_unfinished(&store->archive->db));
    cannot_be_ended(store, log);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    assert_int_equal(q_forget_finish(store->archive, &store->error), QUOTH_OK);
    assert_gone(store);
}

// Its own bytes are there, though those of the first are not: it is written anew again.
static void one_more_before_the_first_is_ended(void **state)
{
    struct store *store = *state;
    static const struct told third = {.text = "\"The mill is ours,\" Ole Lund said.\n",
                                      .url = "https://herald.example/mill",
                                      .speaker = "Ole Lund"};
    assert_int_equal(store_put(store, &third), QUOTH_OK);
    q_db_begin(&store->archive->db);
    q_tomb_add(&store->archive->db, Q_TOMB_UNCUT, (const uint8_t *)"", 0, 1);
    q_db_commit(&store->archive->db);
    be_hasty(store);
    sqlite3 *other = read_what_is_there(store);
    assert_int_equal(forget(store, (quoth_forget_options){.url = told_str(third.url)},
                            &(quoth_forgotten){0}),
                     QUOTH_ELOCKED);
    assert_int_equal(store_number(store, "SELECT what FROM tombstone WHERE hash = x''"),
                     Q_TOMB_UNFINISHED);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    assert_int_equal(forget(store, (quoth_forget_options){.url = told_str(secret.url)},
                            &(quoth_forgotten){0}),
                     QUOTH_OK);
    assert_gone(store);
}

// ── Two who forget at once ──

#define OTHER "wqyzmill"

static const struct told mill = {.text = "\"The " OTHER " is ours,\" Ole Lund said.\n",
                                 .url = "https://herald.example/" OTHER,
                                 .speaker = "Ole Lund"};

// Another program, which takes rows out right after a commit of this one, and is kept from
// more by somebody who reads.
struct meanwhile {
    struct store *store, *other;
    int commits, at;
};

static int forget_meanwhile(void *context, sqlite3 *handle, const char *name, int pages)
{
    struct meanwhile *m = context;
    (void)handle, (void)name, (void)pages;
    if (++m->commits != m->at)
        return SQLITE_OK;
    sqlite3 *reader = read_what_is_there(m->store);
    assert_int_equal(forget(m->other, (quoth_forget_options){.url = told_str(mill.url)},
                            &(quoth_forgotten){0}),
                     QUOTH_ELOCKED);
    assert_int_equal(sqlite3_close(reader), SQLITE_OK);
    return SQLITE_OK;
}

// Whoever ends one forgetting does not take away the mark of another, which may have come
// when the file was written anew already.
static void one_more_right_after(struct store *store, int commit)
{
    struct store other = *store;
    struct meanwhile m = {.store = store, .other = &other, .at = commit};
    assert_int_equal(store_put(store, &mill), QUOTH_OK);
    assert_int_equal(quoth_archive_settle(store->archive, &store->error), QUOTH_OK);
    store_open(&other, QUOTH_ACCESS_WRITE);
    be_hasty(&other);
    sqlite3_wal_hook(store->archive->db.handle, forget_meanwhile, &m);
    assert_int_equal(forget(store, (quoth_forget_options){.url = told_str(secret.url)},
                            &(quoth_forgotten){0}),
                     QUOTH_OK);
    sqlite3_wal_hook(store->archive->db.handle, NULL, NULL);
    assert_true(m.commits >= commit);
    store_close(&other); // killed
    // The first commit takes the rows out: behind it both are ended as one.
    assert_int_equal(q_forget_unfinished(&store->archive->db), commit > 1);
    assert_int_equal(q_forget_finish(store->archive, &store->error), QUOTH_OK);
    assert_false(file_holds(store, "", OTHER));
    assert_false(file_holds(store, "-wal", OTHER));
    assert_gone(store);
}

static void one_more_while_the_first_is_ended(void **state)
{
    enum { COMMITS = 5 }; // rows go, people are settled, anew, only the log is left, ended
    for (int commit = 1; commit <= COMMITS; commit++) {
        assert_int_equal(start(state), 0);
        one_more_right_after(*state, commit);
        assert_int_equal(store_drop(state), 0);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, store_drop)
    const struct CMUnitTest tests[] = {
        TEST(leaves_no_byte),
        TEST(is_refused_when_it_comes_again),
        TEST(wants_one_thing_and_a_reason),
        TEST(is_ended_by_the_next_one),
        TEST(the_log_holds_one_copy_at_most),
        TEST(one_more_before_the_first_is_ended),
        cmocka_unit_test(one_more_while_the_first_is_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
