// tests: an archive takes captures in and gives articles back.
#include "with_store.h"
#if __has_include("fake_entry.h")
#include "fake_entry.h"
#endif

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

static int stop(void **state)
{
    store_release(*state);
    free(*state);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(puts_and_fills, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
