// src/archive/sort.c and rank.c: every order, page by page, beside a plain sort of all
// rows.
#include "with_rows.h"

#include "archive/rank.h"

#include <string.h>

static struct q_bits all;

static int make(void **state)
{
    static const struct q_question everything = {.asks = Q_ASKS_ALL};
    make_rows(state);
    q_bits_init(&all, 0);
    assert_int_equal(q_find(&archive, &everything, &all, &error), QUOTH_OK);
    return 0;
}

static int drop(void **state)
{
    q_bits_release(&all);
    return drop_rows(state);
}

static struct q_sort sort;

static int64_t order_of(const struct row *row)
{
    const struct q_days *of = &days[row->article];
    if (sort.order == QUOTH_ORDER_ADDED)
        return 0;
    if (sort.order == QUOTH_ORDER_SAID && row->column.said)
        return row->column.from;
    if (sort.order == QUOTH_ORDER_CAPTURED)
        return of->captured;
    if (of->dated)
        return of->published;
    return sort.ascending ? INT32_MAX : -1; // last, whichever end comes first
}

static int by_order(const void *a, const void *b)
{
    const struct q_place *x = a, *y = b;
    int sign = sort.ascending ? 1 : -1;
    if (x->order != y->order)
        return x->order < y->order ? -sign : sign;
    return x->key < y->key ? -sign : sign;
}

static uint32_t expect(const struct q_bits *bits, struct q_place *out)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < row_count; i++)
        if (q_bits_has(bits, rows[i].key))
            out[count++] = (struct q_place){order_of(&rows[i]), (int64_t)rows[i].key};
    qsort(out, count, sizeof *out, by_order);
    return count;
}

static uint32_t sorted(const struct q_bits *bits, struct q_place *out)
{
    uint32_t count = 0;
    uint64_t ranked = 0;
    if (q_sort_found(&archive, bits, &sort, out, &count, &ranked, &error) != QUOTH_OK)
        fail_msg("%s", error.message);
    assert_int_equal(ranked, 0);
    return count;
}

static void assert_pages(const struct q_bits *bits)
{
    struct q_place want[ARTICLES * MOST_OF_ARTICLE], got[ARTICLES * MOST_OF_ARTICLE];
    uint32_t count = expect(bits, want), at = 0;
    sort.after = false;
    sort.limit = UINT32_MAX;
    assert_int_equal(sorted(bits, got), count);
    assert_memory_equal(got, want, count * sizeof *want);
    sort.limit = 7;
    do {
        uint32_t page = sorted(bits, got);
        assert_int_equal(page, count - at < 7 ? count - at : 7);
        assert_memory_equal(got, want + at, page * sizeof *want);
        at += page;
        sort.after = true;
        if (page > 0)
            sort.last = got[page - 1];
    } while (at < count);
    assert_int_equal(sorted(bits, got), 0); // behind the last
}

static void every_order_of_days(void **state)
{
    (void)state;
    struct q_bits some;
    q_bits_init(&some, all.max);
    for (uint32_t i = 0; i < row_count; i++)
        if (random_below(3) == 0)
            q_bits_set(&some, rows[i].key);
    for (int order = QUOTH_ORDER_SAID; order <= QUOTH_ORDER_ADDED; order++)
        for (int ascending = 0; ascending < 2; ascending++) {
            sort = (struct q_sort){.order = (quoth_order)order, .ascending = ascending > 0};
            assert_pages(&all);
            assert_pages(&some);
        }
    q_bits_clear(&some);
    assert_pages(&some);
    q_bits_set(&some, rows[40].key); // looked up, not scanned
    assert_pages(&some);
    q_bits_release(&some);
}

static void relevance_without_words(void **state)
{
    (void)state;
    struct q_question question = {.asks = Q_ASKS_KIND};
    struct q_place said[10], relevant[10];
    sort = (struct q_sort){.order = QUOTH_ORDER_SAID, .limit = 10};
    assert_int_equal(sorted(&all, said), 10);
    sort =
        (struct q_sort){.order = QUOTH_ORDER_RELEVANCE, .question = &question, .limit = 10};
    assert_int_equal(sorted(&all, relevant), 10);
    assert_memory_equal(said, relevant, sizeof said);
}

static void add_words(int64_t key, const char *content)
{
    struct q_index_words words = {.field = {q_str_from(content)}};
    q_index_add(&archive.db, key, &words);
}

static void assert_order(const int64_t *keys, uint32_t count)
{
    struct q_place got[8];
    assert_int_equal(sorted(&all, got), count);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(got[i].key, keys[i]);
}

/** More of a word, fewer of others, and rarer ones come first; then the latest added. */
static void relevance(void **state)
{
    (void)state;
    run_sql("DELETE FROM statements; INSERT INTO words (words) VALUES ('delete-all')");
    add_words(1, "treaty one two three four five six seven");
    add_words(2, "treaty nuclear");
    add_words(3, "treaty one two three");
    add_words(4, "nothing of it");
    add_words(5, "treaty one two three");
    add_words(6, "treaty treaty one two");
    q_bits_clear(&all);
    q_bits_set_range(&all, 1, 7);
    struct q_question treaty = {.asks = Q_ASKS_WORDS, .text = Q_STR("treaty")};
    struct q_question nuclear = {.asks = Q_ASKS_WORDS, .text = Q_STR("Nuclear")};
    sort = (struct q_sort){.order = QUOTH_ORDER_RELEVANCE, .question = &treaty, .limit = 8};
    assert_order((const int64_t[]){6, 2, 5, 3, 1, 4}, 6);
    sort.limit = 2; // and its pages
    assert_order((const int64_t[]){6, 2}, 2);
    struct q_place page[2];
    assert_int_equal(sorted(&all, page), 2);
    sort.after = true;
    sort.last = page[1];
    assert_order((const int64_t[]){5, 3}, 2);
    sort.after = false;
    sort.limit = 8;
    struct q_question either = {.asks = Q_ASKS_ANY, .first = &treaty};
    treaty.next = &nuclear;
    sort.question = &either;
    assert_order((const int64_t[]){2, 6, 5, 3, 1, 4}, 6);
    struct q_question not_nuclear = {.asks = Q_ASKS_NOT, .first = &nuclear};
    struct q_question but = {.asks = Q_ASKS_ALL, .first = &treaty};
    treaty.next = &not_nuclear;
    sort.question = &but;
    assert_order((const int64_t[]){6, 2, 5, 3, 1, 4}, 6);
}

enum { MANY = 10100 };

static void the_latest_are_weighed(void **state)
{
    (void)state;
    static struct q_place got[MANY];
    uint32_t count = 0;
    uint64_t ranked = 0;
    run_sql("DELETE FROM statements; INSERT INTO words (words) VALUES ('delete-all');"
            "BEGIN");
    for (int64_t key = 1; key <= MANY; key++)
        add_words(key, key == 50 || key == 5000 ? "treaty" : "the treaty");
    run_sql("COMMIT");
    q_bits_clear(&all);
    all.max = MANY + 1;
    q_bits_set_range(&all, 1, MANY + 1);
    struct q_question treaty = {.asks = Q_ASKS_WORDS, .text = Q_STR("treaty")};
    sort = (struct q_sort){
        .order = QUOTH_ORDER_RELEVANCE, .question = &treaty, .limit = UINT32_MAX};
    assert_int_equal(q_sort_found(&archive, &all, &sort, got, &count, &ranked, &error),
                     QUOTH_OK);
    assert_int_equal(count, MANY);
    assert_int_equal(ranked, 10000);
    assert_int_equal(got[0].key, 5000);    // the shortest
    assert_int_equal(got[1].key, MANY);    // as all others: the latest
    assert_int_equal(got[9999].key, 101);  // the last that was weighed
    assert_int_equal(got[10000].key, 100); // the others stand behind it, the 50th too
    assert_int_equal(got[10000].order, -1);
}

// Days that finding tells are those that sorting would read.
static void days_that_finding_tells(void **state)
{
    (void)state;
    struct q_question first = {.asks = Q_ASKS_KIND, .number = QUOTH_KIND_DIRECT};
    struct q_question second = {
        .asks = Q_ASKS_KIND, .number = QUOTH_KIND_MIXED, .next = &first};
    struct q_question words = {.asks = Q_ASKS_WORDS, .text = Q_STR("the"), .next = &first};
    const struct {
        struct q_question question;
        bool told;
    } cases[] = {{first, true},
                 {{.asks = Q_ASKS_NOT, .first = &first}, true},
                 {{.asks = Q_ASKS_ANY, .first = &second}, true},
                 {{.asks = Q_ASKS_ALL, .first = &words}, true},
                 {{.asks = Q_ASKS_ANY, .first = &words}, false},
                 {words, false},
                 {{.asks = Q_ASKS_ALL}, false}};
    struct q_bits bits;
    q_bits_init(&bits, 0);
    sort = (struct q_sort){.order = QUOTH_ORDER_SAID};
    for (; sort.order <= QUOTH_ORDER_CAPTURED; sort.order++)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            int32_t *found;
            quoth_clock clock = (quoth_clock)(sort.order - QUOTH_ORDER_SAID);
            assert_int_equal(
                q_find_dated(&archive, &cases[i].question, clock, &bits, &found, &error),
                QUOTH_OK);
            assert_int_equal(found != NULL, cases[i].told);
            for (uint32_t n = 0; found && n < row_count; n++)
                if (q_bits_has(&bits, rows[n].key))
                    assert_int_equal(found[rows[n].key], order_of(&rows[n]));
            sort.days = found;
            if (found)
                assert_pages(&bits);
            sort.days = NULL;
            free(found);
        }
    q_bits_release(&bits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(days_that_finding_tells, make, drop),
        cmocka_unit_test_setup_teardown(every_order_of_days, make, drop),
        cmocka_unit_test_setup_teardown(relevance_without_words, make, drop),
        cmocka_unit_test_setup_teardown(relevance, make, drop),
        cmocka_unit_test_setup_teardown(the_latest_are_weighed, make, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
