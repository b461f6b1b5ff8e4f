// web/desk: desks that are lent, and archives that come, are replaced and go.
#include "web/assets.h"
#include "web/desk.h"

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

static char folder[] = "/tmp/quoth-desk-XXXXXX", path[80], other[80];
static const quoth_engine_options usual;

static void make_archive(const char *file)
{
    quoth_archive *archive;
    quoth_error error;
    const quoth_archive_options wanted = {.access = QUOTH_ACCESS_MAKE};
    assert_int_equal(quoth_archive_open(&archive, file, &wanted, &error), QUOTH_OK);
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

static void test_archive_comes_and_goes(void **state)
{
    (void)state;
    struct desks *desks = desks_new(path, NULL, &usual, 1);
    assert_null(archive_at(desks));
    assert_int_equal(access(path, F_OK), -1); // nothing is made by reading
    make_archive(path);
    quoth_archive *first = archive_at(desks);
    assert_non_null(first);
    assert_ptr_equal(archive_at(desks), first);
    make_archive(other);
    assert_int_equal(rename(other, path), 0);
    struct desk *desk = desks_take(desks, &(quoth_error){0});
    const quoth_stat *stats;
    size_t count;
    assert_int_equal(quoth_archive_stats(desk->archive, 0, 0, &stats, &count, NULL),
                     QUOTH_OK);
    desks_give(desks, desk);
    remove_archive();
    assert_null(archive_at(desks));
    desks_free(desks);
}

static void test_no_archive_at_all(void **state)
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

static void test_writer_makes_it(void **state)
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

static void test_cleared_when_given(void **state)
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

static void test_lent_to_one_at_a_time(void **state)
{
    (void)state;
    pthread_t threads[READERS];
    shared = desks_new(path, NULL, &usual, DESKS);
    make_archive(path);
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

static void test_assets(void **state)
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
        cmocka_unit_test(test_archive_comes_and_goes),
        cmocka_unit_test(test_no_archive_at_all),
        cmocka_unit_test(test_writer_makes_it),
        cmocka_unit_test(test_cleared_when_given),
        cmocka_unit_test(test_lent_to_one_at_a_time),
        cmocka_unit_test(test_assets),
    };
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/a.quoth", folder);
    snprintf(other, sizeof other, "%s/b.quoth", folder);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    remove_archive();
    rmdir(folder);
    return failed;
}
