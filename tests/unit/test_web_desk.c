// web/desk: desks that are lent, and archives that come, are replaced and go.
#include "web/assets.h"
#include "web/desk.h"
#include "with_store.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/quoth-desk-XXXXXX", path[80];
static const quoth_engine_options usual;

static void make_archive(void)
{
    quoth_archive *archive;
    quoth_error error;
    const quoth_archive_options wanted = {.access = QUOTH_ACCESS_MAKE};
    assert_int_equal(quoth_archive_open(&archive, path, &wanted, &error), QUOTH_OK);
    quoth_archive_close(archive);
}

static void remove_archive(void)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        char file[100];
        snprintf(file, sizeof file, "%s%s", path, endings[i]);
        unlink(file);
    }
}

static quoth_archive *archive_at(struct desks *desks)
{
    quoth_error error = {.message = ""};
    struct desk *desk = desks_take(desks, &error);
    if (!desk)
        fail_msg("no desk: %s", error.message);
    quoth_archive *archive = desk->archive;
    desks_give(desks, desk);
    return archive;
}

// Another archive, with one statement, takes the place of the one at the path.
static void replace_archive(void)
{
    const struct told told = {.text = "\"No,\" Jane Roe said.\n"};
    struct store store;
    store_init(&store);
    snprintf(store.path, sizeof store.path, "%s/b.quoth", folder);
    store_open(&store, QUOTH_ACCESS_MAKE);
    assert_int_equal(store_put(&store, &told), QUOTH_OK);
    store_close(&store);
    assert_int_equal(rename(store.path, path), 0);
    store_release(&store);
}

static uint64_t statements_in(quoth_archive *archive)
{
    const quoth_stat *stats;
    size_t count;
    assert_int_equal(quoth_archive_stats(archive, 0, 0, &stats, &count, NULL), QUOTH_OK);
    for (size_t i = 0; i < count; i++)
        if (q_str_equal(stats[i].name, Q_STR("statements")))
            return stats[i].count;
    fail_msg("statements are not counted");
    return 0;
}

static void an_archive_comes_and_goes(void **state)
{
    (void)state;
    struct desks *desks = desks_new(path, NULL, &usual, 1);
    assert_null(archive_at(desks));
    assert_int_equal(access(path, F_OK), -1); // nothing is made by reading
    make_archive();
    quoth_archive *first = archive_at(desks);
    assert_non_null(first);
    assert_ptr_equal(archive_at(desks), first);
    assert_int_equal(statements_in(first), 0);
    replace_archive();
    assert_int_equal(statements_in(archive_at(desks)), 1);
    remove_archive();
    assert_null(archive_at(desks));
    desks_free(desks);
}

static void what_is_no_archive_is_told(void **state)
{
    (void)state;
    quoth_error error = {.message = ""};
    FILE *file = fopen(path, "w");
    fputs("this is none\n", file);
    fclose(file);
    struct desks *desks = desks_new(path, NULL, &usual, 1);
    for (int i = 0; i < 3; i++) { // the one desk comes back
        assert_null(desks_take(desks, &error));
        assert_int_equal(error.status, QUOTH_EDAMAGED);
    }
    assert_null(desks_take_writer(desks, &error));
    assert_null(desks_take_writer(desks, &error));
    unlink(path);
    assert_null(archive_at(desks));
    desks_free(desks);
}

static void a_writer_makes_it(void **state)
{
    (void)state;
    quoth_error error = {.message = ""};
    struct desks *desks = desks_new(path, "Roe", &usual, 2);
    struct desk *writer = desks_take_writer(desks, &error);
    assert_true(writer && writer->archive);
    // Whoever reads what came in waits for no writer.
    const quoth_engine *engine = desks_engine(desks, &error);
    assert_non_null(engine);
    assert_non_null(archive_at(desks));
    desks_give_writer(desks, writer);
    assert_ptr_equal(engine, desks_engine(desks, &error));
    desks_free(desks);
    remove_archive();
}

static void desks_are_cleared_when_given(void **state)
{
    (void)state;
    struct desks *desks = desks_new(path, NULL, &usual, 1);
    struct desk *desk = desks_take(desks, &(quoth_error){0});
    text_put(&desk->json, "theirs");
    for (int i = 0; i < 1000; i++)
        for (int k = 0; k < 1000; k++)
            text_put(&desk->plain, "a long page ");
    desks_give(desks, desk);
    desk = desks_take(desks, &(quoth_error){0});
    assert_int_equal(desk->json.len + desk->plain.len, 0);
    assert_true(desk->plain.room <= 8 << 20);
    desks_give(desks, desk);
    desks_free(desks);
}

enum { READERS = 8, DESKS = 3, ROUNDS = 200 };
static struct desks *shared;
static atomic_int out, most;

static void *read_often(void *context)
{
    (void)context;
    for (int i = 0; i < ROUNDS; i++) {
        quoth_error error;
        struct desk *desk = desks_take(shared, &error);
        if (!desk)
            return NULL;
        int now = atomic_fetch_add(&out, 1) + 1;
        if (now > atomic_load(&most))
            atomic_store(&most, now);
        text_put(&desk->json, "x");
        bool alone = desk->json.len == 1;
        atomic_fetch_sub(&out, 1);
        desks_give(shared, desk);
        if (!alone)
            return NULL;
    }
    return context;
}

static void desks_are_lent_to_one_at_a_time(void **state)
{
    (void)state;
    pthread_t threads[READERS];
    shared = desks_new(path, NULL, &usual, DESKS);
    make_archive();
    for (int i = 0; i < READERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_often, shared), 0);
    for (int i = 0; i < READERS; i++) {
        void *done = NULL;
        pthread_join(threads[i], &done);
        assert_non_null(done);
    }
    assert_true(atomic_load(&most) <= DESKS);
    desks_free(shared);
    remove_archive();
}

static void assets_are_found_by_name(void **state)
{
    (void)state;
    static const char name[] = "app.js";
    const struct asset *asset = asset_find((quoth_str){name, strlen(name)});
    assert_non_null(asset);
    assert_true(asset->bytes.len > 100);
    assert_string_equal(asset->type, "text/javascript; charset=utf-8");
    asset = asset_find((quoth_str){"app.css", 7});
    assert_string_equal(asset->type, "text/css; charset=utf-8");
    assert_null(asset_find((quoth_str){"app", 3}));
    assert_null(asset_find((quoth_str){"", 0}));
    assert_null(asset_find((quoth_str){"../web/app.js", 13}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_archive_comes_and_goes),
        cmocka_unit_test(what_is_no_archive_is_told),
        cmocka_unit_test(a_writer_makes_it),
        cmocka_unit_test(desks_are_cleared_when_given),
        cmocka_unit_test(desks_are_lent_to_one_at_a_time),
        cmocka_unit_test(assets_are_found_by_name),
    };
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/a.quoth", folder);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    remove_archive();
    rmdir(folder);
    return failed;
}
