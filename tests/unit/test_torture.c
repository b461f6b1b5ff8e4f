// tests: whatever fails, and whenever, an archive holds what it said it holds.
//
// Under SQLite lies a file system that makes the n-th read, write, sync … fail, once or
// from then on, for every n of a small add; then the n-th allocation. Afterwards all that
// was acknowledged is there, nothing is there by half, and the next add completes.
#include "base/hash.h"
#include "with_store.h"

// ── The file system ──

enum what { READ, WRITE, SYNC, TRUNCATE, LOCK, SHARED, OPEN, DELETE, SIZE, KINDS };
static const char *const names[KINDS] = {"read",   "write", "sync",   "truncate", "lock",
                                         "shared", "open",  "delete", "size"};

static struct {
    enum what what;
    uint64_t in; // 0: nothing fails
    bool on;     // and goes on failing
    bool full;   // writes fail for want of room
    bool hit;
} plan;

static sqlite3_vfs *under, vfs;

struct file {
    sqlite3_file base;
    sqlite3_file *real;
};

static bool strikes(enum what what)
{
    if (what != plan.what || plan.in == 0)
        return false;
    if (plan.in > 1) {
        plan.in--;
        return false;
    }
    plan.hit = true;
    if (!plan.on)
        plan.in = 0;
    return true;
}

static sqlite3_file *real(sqlite3_file *file)
{
    return ((struct file *)file)->real;
}

static int close_file(sqlite3_file *file)
{
    return real(file)->pMethods->xClose(real(file));
}

static int read_file(sqlite3_file *file, void *to, int size, sqlite3_int64 at)
{
    if (strikes(READ))
        return SQLITE_IOERR_READ;
    return real(file)->pMethods->xRead(real(file), to, size, at);
}

static int write_file(sqlite3_file *file, const void *from, int size, sqlite3_int64 at)
{
    if (strikes(WRITE)) {
        if (size > 1) // a part of it reached the disk
            (void)real(file)->pMethods->xWrite(real(file), from, size / 2, at);
        return plan.full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    return real(file)->pMethods->xWrite(real(file), from, size, at);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size)
{
    if (strikes(TRUNCATE))
        return SQLITE_IOERR_TRUNCATE;
    return real(file)->pMethods->xTruncate(real(file), size);
}

static int sync_file(sqlite3_file *file, int flags)
{
    (void)file;
    (void)flags; // the machine does not stop here: nothing need reach a disk
    return strikes(SYNC) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int size_file(sqlite3_file *file, sqlite3_int64 *size)
{
    if (strikes(SIZE))
        return SQLITE_IOERR_FSTAT;
    return real(file)->pMethods->xFileSize(real(file), size);
}

static int lock_file(sqlite3_file *file, int level)
{
    if (strikes(LOCK))
        return SQLITE_IOERR_LOCK;
    return real(file)->pMethods->xLock(real(file), level);
}

static int unlock_file(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xUnlock(real(file), level);
}

static int check_lock(sqlite3_file *file, int *out)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
}

static int control(sqlite3_file *file, int what, void *with)
{
    return real(file)->pMethods->xFileControl(real(file), what, with);
}

static int sector(sqlite3_file *file)
{
    return real(file)->pMethods->xSectorSize(real(file));
}

static int device(sqlite3_file *file)
{
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int shared_map(sqlite3_file *file, int page, int size, int more, void volatile **out)
{
    if (strikes(SHARED))
        return SQLITE_IOERR_SHMMAP;
    return real(file)->pMethods->xShmMap(real(file), page, size, more, out);
}

static int shared_lock(sqlite3_file *file, int offset, int count, int flags)
{
    if (flags & SQLITE_SHM_LOCK && strikes(SHARED))
        return SQLITE_IOERR_SHMLOCK;
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

static void shared_barrier(sqlite3_file *file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}

static int shared_unmap(sqlite3_file *file, int remove)
{
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

static const sqlite3_io_methods methods = {.iVersion = 2,
                                           .xClose = close_file,
                                           .xRead = read_file,
                                           .xWrite = write_file,
                                           .xTruncate = truncate_file,
                                           .xSync = sync_file,
                                           .xFileSize = size_file,
                                           .xLock = lock_file,
                                           .xUnlock = unlock_file,
                                           .xCheckReservedLock = check_lock,
                                           .xFileControl = control,
                                           .xSectorSize = sector,
                                           .xDeviceCharacteristics = device,
                                           .xShmMap = shared_map,
                                           .xShmLock = shared_lock,
                                           .xShmBarrier = shared_barrier,
                                           .xShmUnmap = shared_unmap};

static int open_file(sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags,
                     int *out)
{
    struct file *ours = (struct file *)file;
    (void)self;
    ours->base.pMethods = NULL;
    ours->real = (sqlite3_file *)(ours + 1);
    if (strikes(OPEN))
        return SQLITE_CANTOPEN;
    int code = under->xOpen(under, name, ours->real, flags, out);
    if (ours->real->pMethods)
        ours->base.pMethods = &methods;
    return code;
}

static int delete_file(sqlite3_vfs *self, const char *name, int sync)
{
    (void)self;
    (void)sync;
    if (strikes(DELETE))
        return SQLITE_IOERR_DELETE;
    return under->xDelete(under, name, 0);
}

static void make_vfs(void)
{
    under = sqlite3_vfs_find(NULL);
    vfs = *under;
    vfs.zName = "torture";
    vfs.pNext = NULL;
    vfs.szOsFile += (int)sizeof(struct file);
    vfs.xOpen = open_file;
    vfs.xDelete = delete_file;
    assert_int_equal(sqlite3_vfs_register(&vfs, 1), SQLITE_OK);
}

// ── Memory ──

static sqlite3_mem_methods memory;
static uint64_t fail_memory_in;
static bool memory_failed;

static bool forgets(void)
{
    if (fail_memory_in == 0 || --fail_memory_in > 0)
        return false;
    return memory_failed = true;
}

static void *torture_malloc(int size)
{
    return forgets() ? NULL : memory.xMalloc(size);
}

static void *torture_realloc(void *old, int size)
{
    return forgets() ? NULL : memory.xRealloc(old, size);
}

// ── A small add ──

static const struct told tales[] = {
    {.text = "\"We will not close the harbour,\" Jane Roe said. \"Not this year.\"\n",
     .outlet = "Lindholm Herald",
     .published = "2021-03-04",
     .url = "https://herald.example/1",
     .speaker = "Jane Roe"},
    {.text = "\"It was always open,\" Arn said.\n",
     .outlet = "Coast Post",
     .speaker = "Arn"},
    // the first one again, from another outlet, a day earlier: it comes to lead
    {.text = "\"We will not close the harbour,\" Jane Roe said. \"Not this year.\"\n",
     .outlet = "Coast Post",
     .published = "2021-03-03",
     .speaker = "Roe"},
};
enum { TALES = sizeof tales / sizeof *tales };

static void add_value(struct q_sha256 *hash, sqlite3_stmt *ask, int column)
{
    int type = sqlite3_column_type(ask, column);
    q_sha256_add(hash, &type, sizeof type);
    if (type != SQLITE_NULL)
        q_sha256_add(hash, sqlite3_column_blob(ask, column),
                     (size_t)sqlite3_column_bytes(ask, column));
}

// What the archive holds, as a hash; but for the time at which it came.
static void digest_of(sqlite3 *db, char hex[Q_SHA256_HEX])
{
    static const char *const tables[] = {
        "SELECT source, hash, size, bytes FROM source ORDER BY 1",
        "SELECT capture, id, source, name, path, url FROM capture ORDER BY 1",
        "SELECT article, id, capture, number, size, text, record FROM article ORDER BY 1",
        "SELECT capture, number, article, outlet, published, url, about FROM appearance",
        "SELECT article, first, count, published, published_to, columns FROM statements",
        "SELECT article, handles FROM statement_ids",
        "SELECT spelling, text, kind, work FROM spelling",
        "SELECT spelling, article, numbers FROM voiced",
        "SELECT rowid FROM words('harbour OR open OR year') ORDER BY 1"};
    struct q_sha256 hash;
    q_sha256_init(&hash);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        sqlite3_stmt *ask = NULL;
        assert_int_equal(sqlite3_prepare_v2(db, tables[i], -1, &ask, NULL), SQLITE_OK);
        while (sqlite3_step(ask) == SQLITE_ROW)
            for (int column = 0; column < sqlite3_column_count(ask); column++)
                add_value(&hash, ask, column);
        assert_int_equal(sqlite3_finalize(ask), SQLITE_OK);
    }
    q_sha256_end(&hash, hex);
}

static quoth_entry *packed[TALES];
static char digests[TALES + 1][Q_SHA256_HEX]; // of the archive with so many of them

static quoth_status open_store(struct store *store, quoth_access access)
{
    quoth_archive_options options = {.access = access, .wait = 1};
    return quoth_archive_open(&store->archive, store->path, &options, &store->error);
}

static void check_whole(struct store *store)
{
    sqlite3_stmt *ask = NULL;
    sqlite3 *db = store->archive->db.handle;
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &ask, NULL), 0);
    assert_int_equal(sqlite3_step(ask), SQLITE_ROW);
    assert_string_equal(sqlite3_column_text(ask, 0), "ok");
    sqlite3_finalize(ask);
    assert_int_equal(sqlite3_exec(db,
                                  "INSERT INTO words (words) VALUES ('integrity-check')",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
}

static void make_digests(void)
{
    struct store store;
    store_init(&store);
    assert_int_equal(open_store(&store, QUOTH_ACCESS_MAKE), QUOTH_OK);
    digest_of(store.archive->db.handle, digests[0]);
    for (int i = 0; i < TALES; i++) {
        assert_int_equal(store_put(&store, &tales[i]), QUOTH_OK);
        packed[i] = store.entry;
        store.entry = quoth_entry_new();
        digest_of(store.archive->db.handle, digests[i + 1]);
    }
    check_whole(&store);
    store_release(&store);
}

// Opens, makes and adds, as far as it goes; how many were acknowledged.
static int add_all(struct store *store)
{
    int done = 0;
    quoth_status status = open_store(store, QUOTH_ACCESS_MAKE);
    while (status == QUOTH_OK && done < TALES) {
        status = quoth_archive_put(store->archive, packed[done], NULL, &store->error);
        done += status == QUOTH_OK;
    }
    if (status != QUOTH_OK && (store->error.status != status || !*store->error.message))
        fail_msg("status %d came without a message", status);
    store_close(store);
    return done;
}

// Behind a failure: what is there is one of the states on the way, none before `done`.
static void check_after(struct store *store, int done, const char *what, uint64_t n)
{
    char hex[Q_SHA256_HEX];
    int state = TALES;
    quoth_status status = open_store(store, QUOTH_ACCESS_MAKE);
    if (status != QUOTH_OK)
        fail_msg("%s %d: does not open again: %s", what, (int)n, store->error.message);
    check_whole(store);
    digest_of(store->archive->db.handle, hex);
    while (state >= 0 && strcmp(hex, digests[state]) != 0)
        state--;
    if (state < done || state > done + 1)
        fail_msg("%s %d: %d were acknowledged, %d are there", what, (int)n, done, state);
    for (int i = 0; i < TALES; i++)
        assert_int_equal(quoth_archive_put(store->archive, packed[i], NULL, NULL),
                         QUOTH_OK);
    digest_of(store->archive->db.handle, hex);
    assert_string_equal(hex, digests[TALES]);
}

static void walk_files(struct store *store, enum what what, bool on, bool full)
{
    uint64_t n = 0;
    do {
        store_unlink(store);
        plan.what = what;
        plan.in = ++n;
        plan.on = on;
        plan.full = full;
        plan.hit = false;
        int done = add_all(store);
        plan.in = 0;
        if (plan.hit || done < TALES)
            check_after(store, done, names[what], n);
        store_close(store);
        assert_true(n < 5000);
    } while (plan.hit);
    assert_true(n > 1); // it was met at all
    print_message("  each of %d calls: %s%s%s\n", (int)n - 1, names[what],
                  full ? ", full" : "", on ? ", from then on" : "");
}

static int start(void **state)
{
    struct store *store = malloc(sizeof *store);
    store_init(store);
    *state = store;
    return 0;
}

static int stop(void **state)
{
    plan.in = 0;
    fail_memory_in = 0;
    q_arena_fail_at(0);
    q_buf_fail_at(0);
    store_release(*state);
    free(*state);
    return 0;
}

static void any_call_may_fail_once(void **state)
{
    for (enum what what = READ; what < KINDS; what++)
        if (what != DELETE && what != TRUNCATE)
            walk_files(*state, what, false, false);
}

static void any_call_may_fail_from_then_on(void **state)
{
    for (enum what what = READ; what < KINDS; what++)
        if (what != DELETE && what != TRUNCATE)
            walk_files(*state, what, true, false);
}

static void the_disk_may_be_full(void **state)
{
    walk_files(*state, WRITE, false, true);
    walk_files(*state, WRITE, true, true);
}

static void a_full_disk_is_told(void **state)
{
    struct store *store = *state;
    store_unlink(store);
    assert_int_equal(open_store(store, QUOTH_ACCESS_MAKE), QUOTH_OK);
    plan.what = WRITE;
    plan.in = 1;
    plan.on = plan.full = true;
    assert_int_equal(quoth_archive_put(store->archive, packed[0], NULL, &store->error),
                     QUOTH_EIO);
    assert_non_null(strstr(store->error.message, "full"));
    plan.in = 0;
    assert_int_equal(quoth_archive_put(store->archive, packed[0], NULL, &store->error),
                     QUOTH_OK); // there is room again
}

static char template[1024 * 1024]; // an archive with nothing in it
static size_t template_size;

static void read_template(struct store *store)
{
    store_unlink(store);
    assert_int_equal(open_store(store, QUOTH_ACCESS_MAKE), QUOTH_OK);
    store_close(store);
    FILE *file = fopen(store->path, "rb");
    template_size = fread(template, 1, sizeof template, file);
    fclose(file);
    assert_true(template_size > 0 && template_size < sizeof template);
}

static void start_with(struct store *store, bool made)
{
    store_unlink(store);
    if (!made)
        return;
    FILE *file = fopen(store->path, "wb");
    assert_int_equal(fwrite(template, 1, template_size, file), template_size);
    fclose(file);
}

// Every `step`-th allocation; of an add to an archive that is there, or that is made.
static void walk_memory(struct store *store, void (*fail_at)(uint64_t), const char *what,
                        bool made, uint64_t step)
{
    uint64_t n = 0;
    bool met = true;
    read_template(store);
    for (; met; n += step) {
        start_with(store, made);
        memory_failed = false;
        fail_at(n + 1);
        int done = add_all(store);
        fail_at(0);
        met = done < TALES || memory_failed;
        if (met)
            check_after(store, done, what, n + 1);
        store_close(store);
        assert_true(n < 200000);
    }
    assert_true(n > 1);
    print_message("  of %d allocations each %d.: %s\n", (int)n - 1, (int)step, what);
}

static void fail_sqlite_at(uint64_t n)
{
    fail_memory_in = n;
}

// There are thousands, and most are of the tables' making.
#ifdef __SANITIZE_ADDRESS__
enum { STEP = 9 };
#else
enum { STEP = 1 };
#endif

static void any_allocation_may_fail(void **state)
{
    walk_memory(*state, fail_sqlite_at, "SQLite's allocation", true, STEP);
}

static void any_allocation_of_the_making_may_fail(void **state)
{
    walk_memory(*state, fail_sqlite_at, "SQLite's allocation, making", false, 13 * STEP);
}

static void any_buffer_may_fail(void **state)
{
    walk_memory(*state, q_arena_fail_at, "arena", false, 1);
    walk_memory(*state, q_buf_fail_at, "buffer", false, 1);
}

int main(void)
{
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory) != SQLITE_OK)
        return 1;
    sqlite3_mem_methods ours = memory;
    ours.xMalloc = torture_malloc;
    ours.xRealloc = torture_realloc;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) != SQLITE_OK)
        return 1;
    // A small cache by each connection, so that every allocation is asked for.
    if (sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) != SQLITE_OK)
        return 1;
    make_vfs();
    make_digests();
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(any_call_may_fail_once),
        TEST(any_call_may_fail_from_then_on),
        TEST(the_disk_may_be_full),
        TEST(a_full_disk_is_told),
        TEST(any_buffer_may_fail),
        TEST(any_allocation_may_fail),
        TEST(any_allocation_of_the_making_may_fail),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    for (int i = 0; i < TALES; i++)
        quoth_entry_free(packed[i]);
    return failed;
}
