// src/archive/rebuild.c, backup.c, doctor.c, ledger.c, walk.c: files that nobody else may
// read, callers who want no error, want of memory, names that are no text.
#include "archive/tomb.h"
#include "with_store.h"

static const struct told harbour = {.text = "\"The gate was sound,\" Talsko said."};

static int start(void **state)
{
    static struct store store;
    store_init(&store);
    *state = &store;
    store_open(&store, QUOTH_ACCESS_MAKE);
    assert_int_equal(store_put(&store, &harbour), QUOTH_OK);
    return 0;
}

static int stop(void **state)
{
    store_release(*state);
    return 0;
}

// The rights to a file beside the archive.
static unsigned rights_of(const struct store *store, const char *ending)
{
    struct stat told;
    store_stat(store, ending, &told);
    return told.st_mode & 0777;
}

static void note_damage(void *context, const quoth_error *error)
{
    assert_int_equal(error->status, QUOTH_EDAMAGED);
    ++*(int *)context;
}

static void copies_are_as_private_as_the_archive(void **state)
{
    struct store *store = *state;
    quoth_rebuild *rebuild;
    char copy[128];
    snprintf(copy, sizeof copy, "%s.copy", store->path);
    mode_t mask = umask(022);
    assert_int_equal(chmod(store->path, 0600), 0);
    assert_int_equal(
        quoth_rebuild_open(&rebuild, store->archive, NULL, NULL, &store->error), QUOTH_OK);
    assert_int_equal(rights_of(store, ".rebuild"), 0600);
    assert_int_equal(rights_of(store, ".rebuild-wal"), 0600);
    quoth_rebuild_close(rebuild);
    assert_int_equal(quoth_archive_backup(store->archive, copy, 0, &store->error),
                     QUOTH_OK);
    assert_int_equal(rights_of(store, ".copy"), 0600);
    // Of one that all may read all may read the copy, as far as the umask lets them.
    assert_int_equal(chmod(store->path, 0666), 0);
    assert_int_equal(quoth_archive_backup(store->archive, copy, 1, &store->error),
                     QUOTH_OK);
    assert_int_equal(rights_of(store, ".copy"), 0644);
    umask(mask);
    unlink(copy);
}

// A copy of another group's archive is not shown to one's own.
static void copies_are_not_for_another_group(void **state)
{
    struct store *store = *state;
    char copy[128];
    snprintf(copy, sizeof copy, "%s.copy", store->path);
    if (chown(store->path, (uid_t)-1, getegid() + 1) != 0)
        skip(); // root alone may
    mode_t mask = umask(0);
    assert_int_equal(chmod(store->path, 0664), 0);
    assert_int_equal(quoth_archive_backup(store->archive, copy, 0, &store->error),
                     QUOTH_OK);
    assert_int_equal(rights_of(store, ".copy"), 0604);
    assert_int_equal(chown(store->path, (uid_t)-1, getegid()), 0);
    assert_int_equal(quoth_archive_backup(store->archive, copy, 1, &store->error),
                     QUOTH_OK);
    assert_int_equal(rights_of(store, ".copy"), 0664);
    umask(mask);
    unlink(copy);
}

static void passes_a_missing_table_without_an_error_to_fill(void **state)
{
    struct store *store = *state;
    quoth_rebuild *rebuild;
    int damaged = 0;
    q_db_do(&store->archive->db, "DROP TABLE ledger");
    assert_int_equal(
        quoth_rebuild_open(&rebuild, store->archive, note_damage, &damaged, NULL),
        QUOTH_OK);
    assert_int_equal(damaged, 1);
    quoth_rebuild_close(rebuild);
}

// Want of memory is no damage: what was forgotten would come in again.
static void keeps_tombstones_or_fails(void **state)
{
    enum { STEP = 4096, MOST = 1024 * 1024 };
    struct store *store = *state;
    quoth_rebuild *rebuild;
    quoth_status status = QUOTH_ENOMEM;
    int damaged = 0;
    q_db_begin(&store->archive->db);
    q_tomb_add_url(&store->archive->db, 17, 1);
    q_db_commit(&store->archive->db);
    for (int64_t more = 0; status != QUOTH_OK && more < MOST; more += STEP) {
        store_close(store);
        store_open(store, QUOTH_ACCESS_WRITE);
        sqlite3_hard_heap_limit64(sqlite3_memory_used() + more);
        status = quoth_rebuild_open(&rebuild, store->archive, note_damage, &damaged,
                                    &store->error);
        sqlite3_hard_heap_limit64(0);
        assert_true(status == QUOTH_OK || status == QUOTH_ENOMEM || status == QUOTH_EIO);
        assert_int_equal(damaged, 0);
    }
    assert_int_equal(status, QUOTH_OK);
    assert_true(q_tomb_has_url(&quoth_rebuild_archive(rebuild)->db, 17));
    quoth_rebuild_close(rebuild);
}

static void take_note(void *context, const quoth_note *note)
{
    (void)context;
    assert_true(note->message.len > 0);
}

static void the_doctor_needs_no_error_to_fill(void **state)
{
    struct store *store = *state;
    quoth_note_kind worst;
    quoth_status status = QUOTH_ENOMEM;
    int64_t most = 1000, enough = 1 << 30;
    store_close(store);
    for (; status != QUOTH_OK && most < enough; most += most / 4) {
        assert_int_equal(status, QUOTH_ENOMEM);
        sqlite3_hard_heap_limit64(most);
        status = quoth_archive_doctor(store->path, 0, take_note, NULL, &worst, NULL);
        sqlite3_hard_heap_limit64(0);
    }
    assert_int_equal(status, QUOTH_OK);
    assert_int_equal(worst, QUOTH_NOTE_FACT);
    assert_true(most > 10000); // it did run out
}

// ── The ledger ──

static void who_decides_is_text(void **state)
{
    struct store *store = *state;
    quoth_archive_options options = {.access = QUOTH_ACCESS_WRITE, .who = "Ren\xe9"};
    quoth_str id = q_str_from(store->statements->at[0].id);
    quoth_decision accept = {
        .verb = QUOTH_VERB_ACCEPT, .statements = &id, .statement_count = 1};
    store_close(store);
    assert_int_equal(quoth_archive_open(&store->archive, store->path, &options, NULL), 0);
    assert_int_equal(quoth_archive_decide(store->archive, &accept, NULL, &store->error),
                     QUOTH_EUSAGE);
    assert_string_equal(store->error.message, "who decides is not UTF-8");
    assert_int_equal(store_number(store, "SELECT count(*) FROM ledger"), 0);
    assert_int_equal(store_number(store, "SELECT count(*) FROM reviewed"), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(copies_are_as_private_as_the_archive),
        TEST(copies_are_not_for_another_group),
        TEST(passes_a_missing_table_without_an_error_to_fill),
        TEST(keeps_tombstones_or_fails),
        TEST(the_doctor_needs_no_error_to_fill),
        TEST(who_decides_is_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
