// src/archive/open, upgrade and place: an archive opens, or says why not.
#include "archive/place.h"
#include "archive/schema.h"
#include "with_store.h"
#include "write_bytes.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

static int start(void **state)
{
    struct store *store = malloc(sizeof *store);
    store_init(store);
    *state = store;
    return 0;
}

static int stop(void **state)
{
    q_place_pretend(0);
    q_schema_pretend(NULL);
    return store_drop(state);
}

// Opening fails so, and says `words`.
static void refuses(struct store *store, const char *path, quoth_access access,
                    quoth_status status, const char *words)
{
    quoth_archive_options options = {.access = access, .wait = 50};
    quoth_archive *archive = (void *)store; // anything but NULL
    quoth_error error = {.status = QUOTH_OK};
    quoth_status got = quoth_archive_open(&archive, path, &options, &error);
    if (got != status || !strstr(error.message, words))
        fail_msg("status %d, not %d: \"%s\", not \"%s\"", got, status, error.message,
                 words);
    assert_null(archive);
    assert_int_equal(error.status, status);
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    char *why = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s", why);
    sqlite3_close(db);
}

static void is_made_and_found_again(void **state)
{
    struct store *store = *state;
    refuses(store, store->path, QUOTH_ACCESS_READ, QUOTH_EMISSING, "is not there");
    refuses(store, store->path, QUOTH_ACCESS_WRITE, QUOTH_EMISSING, "is not there");
    assert_int_equal(access(store->path, F_OK), -1); // asking makes none
    store_open(store, QUOTH_ACCESS_MAKE);
    assert_int_equal(store_number(store, "PRAGMA application_id"), 0x71756f74);
    assert_int_equal(store_number(store, "PRAGMA user_version"), Q_SCHEMA_VERSION);
    assert_int_equal(store_number(store, "PRAGMA synchronous"), 2);
    assert_int_equal(store_number(store, "SELECT count(*) FROM article"), 0);
    store_close(store);
    store_open(store, QUOTH_ACCESS_MAKE);
    store_close(store);
    store_open(store, QUOTH_ACCESS_READ);
}

static void makes_one_of_an_empty_file(void **state)
{
    struct store *store = *state;
    write_bytes(store->path, Q_STR(""));
    refuses(store, store->path, QUOTH_ACCESS_READ, QUOTH_EMISSING, "is empty");
    store_open(store, QUOTH_ACCESS_MAKE);
    assert_int_equal(store_number(store, "PRAGMA user_version"), Q_SCHEMA_VERSION);
}

static void tells_what_is_no_archive(void **state)
{
    struct store *store = *state;
    char path[128];
    refuses(store, store->folder, QUOTH_ACCESS_READ, QUOTH_EDAMAGED, "is no file");
    snprintf(path, sizeof path, "%s/nowhere/a.quoth", store->folder);
    refuses(store, path, QUOTH_ACCESS_MAKE, QUOTH_EIO, "nowhere");
    refuses(store, path, QUOTH_ACCESS_READ, QUOTH_EMISSING, "is not there");
    char text[4096];
    memset(text, 'x', sizeof text);
    write_bytes(store->path, q_str(text, sizeof text));
    for (quoth_access access = QUOTH_ACCESS_READ; access <= QUOTH_ACCESS_MAKE; access++)
        refuses(store, store->path, access, QUOTH_EDAMAGED, "is no archive of quoth");
    write_bytes(store->path, Q_STR("{\"text\": \"short\"}\n"));
    refuses(store, store->path, QUOTH_ACCESS_MAKE, QUOTH_EDAMAGED,
            "is no archive of quoth");
}

static void leaves_the_files_of_others_alone(void **state)
{
    struct store *store = *state;
    run_sql(store->path, "CREATE TABLE holiday (photo BLOB)");
    refuses(store, store->path, QUOTH_ACCESS_MAKE, QUOTH_EDAMAGED, "another program");
    run_sql(store->path, "PRAGMA application_id = 17");
    refuses(store, store->path, QUOTH_ACCESS_READ, QUOTH_EDAMAGED, "another program");
    sqlite3 *db;
    sqlite3_stmt *mode;
    sqlite3_open(store->path, &db);
    sqlite3_prepare_v2(db, "PRAGMA journal_mode", -1, &mode, NULL);
    assert_int_equal(sqlite3_step(mode), SQLITE_ROW);
    assert_string_equal(sqlite3_column_text(mode, 0), "delete"); // as it was
    sqlite3_finalize(mode);
    sqlite3_close(db);
}

static void names_both_formats_of_a_newer_one(void **state)
{
    struct store *store = *state;
    store_open(store, QUOTH_ACCESS_MAKE);
    store_close(store);
    run_sql(store->path, "PRAGMA user_version = 9041");
    refuses(store, store->path, QUOTH_ACCESS_READ, QUOTH_EVERSION, "format 9041");
    char known[32];
    snprintf(known, sizeof known, "format %d", Q_SCHEMA_VERSION);
    refuses(store, store->path, QUOTH_ACCESS_WRITE, QUOTH_EVERSION, known);
}

// A format before the first: without the table of shared words.
static void make_older(struct store *store)
{
    store_open(store, QUOTH_ACCESS_MAKE);
    store_close(store);
    run_sql(store->path, "DROP TABLE same_words; PRAGMA user_version = 0");
}

static const char *const older_steps[Q_SCHEMA_VERSION] = {
    "CREATE TABLE same_words (statement INTEGER PRIMARY KEY, words INTEGER NOT NULL, cut "
    "INTEGER) STRICT"};

static void walks_an_older_one_up(void **state)
{
    struct store *store = *state;
    make_older(store);
    refuses(store, store->path, QUOTH_ACCESS_READ, QUOTH_EVERSION, "never in use");
    q_schema_pretend(older_steps);
    store_open(store, QUOTH_ACCESS_READ);
    assert_int_equal(store_number(store, "PRAGMA user_version"), Q_SCHEMA_VERSION);
    assert_int_equal(store_number(store, "SELECT count(*) FROM same_words"), 0);
    store_close(store);
    q_schema_pretend(NULL);
    store_open(store, QUOTH_ACCESS_WRITE);
}

static void walks_up_wholly_or_not_at_all(void **state)
{
    struct store *store = *state;
    static const char *const broken[Q_SCHEMA_VERSION] = {
        "CREATE TABLE same_words (statement INTEGER PRIMARY KEY); CREATE TABLE article "
        "(x)"};
    make_older(store);
    q_schema_pretend(broken);
    refuses(store, store->path, QUOTH_ACCESS_WRITE, QUOTH_EDAMAGED, "article");
    q_schema_pretend(older_steps); // which makes that table: it is not there
    store_open(store, QUOTH_ACCESS_WRITE);
    assert_int_equal(
        store_number(store, "SELECT count(*) FROM pragma_table_info('same_words')"), 3);
}

static void stays_off_network_file_systems(void **state)
{
    struct store *store = *state;
    q_place_pretend(0x6969);
    refuses(store, store->path, QUOTH_ACCESS_MAKE, QUOTH_EIO, "network file system (NFS)");
    assert_int_equal(access(store->path, F_OK), -1);
    q_place_pretend(0);
    store_open(store, QUOTH_ACCESS_MAKE);
    store_close(store);
    q_place_pretend(0xff534d42);
    refuses(store, store->path, QUOTH_ACCESS_READ, QUOTH_EIO, "(CIFS)");
    q_place_pretend(0xef53); // ext4
    store_open(store, QUOTH_ACCESS_READ);
}

// ── A folder that may not be written: no log and no locks are made in it ──

static sqlite3_vfs read_only, *under;
static bool file_too; // the archive itself may not be written

static int open_read_only(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                          int *out)
{
    (void)vfs;
    if (name && flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL))
        return SQLITE_CANTOPEN;
    if (file_too && flags & SQLITE_OPEN_MAIN_DB && flags & SQLITE_OPEN_READWRITE) {
        flags =
            (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
    }
    return under->xOpen(under, name, file, flags, out);
}

static void make_read_only(void)
{
    under = sqlite3_vfs_find(NULL);
    read_only = *under;
    read_only.zName = "read-only";
    read_only.pNext = NULL;
    read_only.xOpen = open_read_only;
    sqlite3_vfs_register(&read_only, 1);
}

static void make_writable(void)
{
    sqlite3_vfs_unregister(&read_only);
    sqlite3_vfs_register(under, 1);
}

static const struct told harbour = {.text = "\"We will stay,\" Jane Roe said.\n",
                                    .outlet = "Lindholm Herald",
                                    .speaker = "Jane Roe"};

static void is_read_in_a_read_only_folder(void **state)
{
    struct store *store = *state;
    store_open(store, QUOTH_ACCESS_MAKE);
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    store_close(store);
    for (int i = 0; i < 2; i++) {
        file_too = i;
        make_read_only();
        store_open(store, QUOTH_ACCESS_READ);
        assert_int_equal(store_number(store, "SELECT count(*) FROM article"), 1);
        store_close(store);
        refuses(store, store->path, QUOTH_ACCESS_WRITE, QUOTH_EIO, "read-only");
        make_writable();
    }
}

static void says_where_the_last_changes_are(void **state)
{
    struct store *store = *state;
    store_open(store, QUOTH_ACCESS_MAKE);
    assert_int_equal(store_put(store, &harbour), QUOTH_OK); // it lies in the log
    make_read_only();
    refuses(store, store->path, QUOTH_ACCESS_READ, QUOTH_EIO, "log beside it");
    make_writable();
}

static void tells_what_to_do_with_an_older_one(void **state)
{
    struct store *store = *state;
    make_older(store);
    q_schema_pretend(older_steps);
    file_too = true;
    make_read_only();
    refuses(store, store->path, QUOTH_ACCESS_READ, QUOTH_EVERSION,
            "where it may be written");
    make_writable();
    store_open(store, QUOTH_ACCESS_READ);
}

static void odd_names_are_names(void **state)
{
    struct store *store = *state;
    char kept[sizeof store->path];
    memcpy(kept, store->path, sizeof kept);
    snprintf(store->path, sizeof store->path, "%s/a b?x=1%%41#\xc3\xa9", store->folder);
    store_open(store, QUOTH_ACCESS_MAKE);
    store_close(store);
    assert_int_equal(access(store->path, F_OK), 0);
    make_read_only();
    store_open(store, QUOTH_ACCESS_READ);
    store_close(store);
    make_writable();
    store_unlink(store);
    memcpy(store->path, kept, sizeof kept);
}

// ── Damage ──

// Flips bytes of every page but the first, one page after the other.
static void a_damaged_page_is_told(void **state)
{
    struct store *store = *state;
    quoth_article *article = quoth_article_new();
    quoth_statements *statements = quoth_statements_new();
    store_open(store, QUOTH_ACCESS_MAKE);
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    int64_t size = store_number(store, "PRAGMA page_size"),
            pages = store_number(store, "PRAGMA page_count");
    store_close(store);
    struct told more = harbour;
    more.text = "\"We will go,\" Arn said.\n";
    int64_t told = 0;
    for (int64_t page = 1; page < pages; page++) {
        char kept[65536], bad[65536];
        int file = open(store->path, O_RDWR);
        assert_int_equal(pread(file, kept, (size_t)size, page * size), size);
        memset(bad, 0xa5, (size_t)size);
        assert_int_equal(pwrite(file, bad, (size_t)size, page * size), size);
        close(file);
        quoth_archive_options options = {.access = QUOTH_ACCESS_WRITE};
        quoth_status status =
            quoth_archive_open(&store->archive, store->path, &options, &store->error);
        quoth_status filled = status;
        if (status == QUOTH_OK) {
            filled = q_fill(store->archive, 1, article, statements, &store->error);
            if (filled != QUOTH_OK && filled != QUOTH_EDAMAGED && filled != QUOTH_EMISSING)
                fail_msg("page %d: %d, %s", (int)page, filled, store->error.message);
            if (filled == QUOTH_OK)
                assert_true(q_str_equal(article->text, q_str_from(harbour.text)));
            status = store_put(store, &more);
        }
        if (status != QUOTH_OK && status != QUOTH_EDAMAGED)
            fail_msg("page %d: %d, %s", (int)page, status, store->error.message);
        told += filled != QUOTH_OK || status != QUOTH_OK;
        store_close(store);
        store_unlink(store);
        store_open(store, QUOTH_ACCESS_MAKE);
        assert_int_equal(store_put(store, &harbour), QUOTH_OK);
        store_close(store);
    }
    assert_true(told > 0);
    quoth_article_free(article);
    quoth_statements_free(statements);
}

static void a_cut_file_is_told(void **state)
{
    struct store *store = *state;
    quoth_article *article = quoth_article_new();
    store_open(store, QUOTH_ACCESS_MAKE);
    assert_int_equal(store_put(store, &harbour), QUOTH_OK);
    int64_t size = store_number(store, "PRAGMA page_size"),
            pages = store_number(store, "PRAGMA page_count");
    store_close(store);
    assert_true(pages > 1);
    for (int64_t kept = pages - 1; kept > 0; kept--) {
        assert_int_equal(truncate(store->path, kept * size), 0);
        quoth_archive_options options = {.access = QUOTH_ACCESS_READ};
        quoth_status status =
            quoth_archive_open(&store->archive, store->path, &options, &store->error);
        if (status == QUOTH_OK)
            status = q_fill(store->archive, 1, article, NULL, &store->error);
        if (status != QUOTH_EDAMAGED)
            fail_msg("%d pages: %d, %s", (int)kept, status, store->error.message);
        store_close(store);
    }
    quoth_article_free(article);
}

// ── The log ──

struct reading {
    pthread_t thread;
    const char *path;
    atomic_bool *enough;
    quoth_status status;
};

// Reads for a third of a second, again and again.
static void *read_on(void *context)
{
    struct reading *reading = context;
    quoth_archive *archive = NULL;
    quoth_archive_options options = {.access = QUOTH_ACCESS_READ};
    reading->status = quoth_archive_open(&archive, reading->path, &options, NULL);
    while (reading->status == QUOTH_OK && !atomic_load(reading->enough)) {
        struct q_db *db = &archive->db;
        q_db_do(db, "BEGIN");
        (void)q_db_number(db, "SELECT count(*) FROM capture");
        nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL);
        q_db_do(db, "COMMIT");
        reading->status = q_db_status(db, NULL);
    }
    quoth_archive_close(archive);
    return NULL;
}

// Somebody reads at each moment, which alone would keep the log from beginning anew.
static void the_log_stays_short_beside_readers(void **state)
{
    enum { READERS = 3, COMMITS = 110, MEGABYTE = 1 << 20 };
    struct store *store = *state;
    struct reading readings[READERS];
    atomic_bool enough = false;
    store_open(store, QUOTH_ACCESS_MAKE);
    struct q_db *db = &store->archive->db;
    for (int i = 0; i < READERS; i++) {
        readings[i] = (struct reading){.path = store->path, .enough = &enough};
        pthread_create(&readings[i].thread, NULL, read_on, &readings[i]);
    }
    q_db_do(db, "PRAGMA synchronous = OFF; CREATE TABLE much (bytes)");
    for (int i = 0; i < COMMITS; i++)
        q_db_do(db, "DELETE FROM much; INSERT INTO much VALUES (randomblob(1048576))");
    off_t size = store_size(store, "-wal");
    q_db_do(db, "DROP TABLE much");
    atomic_store(&enough, true);
    for (int i = 0; i < READERS; i++) {
        pthread_join(readings[i].thread, NULL);
        assert_int_equal(readings[i].status, QUOTH_OK);
    }
    assert_int_equal(q_db_status(db, &store->error), QUOTH_OK);
    if (size > 160 * MEGABYTE)
        fail_msg("the log has %lld MB", (long long)size / MEGABYTE);
}

// Who waited for readers of a log that was long waits anew when it is long again.
static void a_log_that_began_anew_is_waited_for_anew(void **state)
{
    struct store *store = *state;
    store_open(store, QUOTH_ACCESS_MAKE);
    store->archive->db.log_waited = 1 << 20;
    q_db_do(&store->archive->db, "CREATE TABLE little (bytes)");
    assert_int_equal(store->archive->db.log_waited, 0);
    q_db_do(&store->archive->db, "DROP TABLE little");
    assert_int_equal(q_db_status(&store->archive->db, &store->error), QUOTH_OK);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(is_made_and_found_again),
        TEST(makes_one_of_an_empty_file),
        TEST(tells_what_is_no_archive),
        TEST(leaves_the_files_of_others_alone),
        TEST(names_both_formats_of_a_newer_one),
        TEST(walks_an_older_one_up),
        TEST(walks_up_wholly_or_not_at_all),
        TEST(stays_off_network_file_systems),
        TEST(is_read_in_a_read_only_folder),
        TEST(says_where_the_last_changes_are),
        TEST(tells_what_to_do_with_an_older_one),
        TEST(odd_names_are_names),
        TEST(a_damaged_page_is_told),
        TEST(a_cut_file_is_told),
        TEST(the_log_stays_short_beside_readers),
        TEST(a_log_that_began_anew_is_waited_for_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
