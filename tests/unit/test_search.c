// src/query: answers of an archive, row by row and page by page.
#include "query/page_token.h"
#include "query/query.h"
#include "with_answers.h"

// ── What is in the archive ──

// The first statement of what is told was said on a day that the text tells.
static void put(struct asked *asked, const struct told *told, const char *said)
{
    struct store *store = &asked->store;
    store_tell(store, told);
    if (said)
        store->statements->at[0].said.date = (quoth_date){
            .value = told_str(said), .precision = Q_STR("day"), .text = told_str("then")};
    store_put_filled(store, told);
}

static void put_harbour(struct asked *asked)
{
    put(asked,
        &(struct told){.text =
                           "\"We will not close the harbour,\" Jane Roe said. \"Not this "
                           "year.\"\n",
                       .outlet = "Lindholm Herald",
                       .published = "2021-03-04",
                       .speaker = "Jane Roe"},
        NULL);
    put(asked,
        &(struct told){.text = "\"The harbour, the old harbour, is full,\" said Arn.\n",
                       .outlet = "Gazette",
                       .published = "2021-03-06",
                       .speaker = "Arn Berg"},
        "2021-03-01");
    put(asked,
        &(struct told){.text = "\"Ships wait before the harbour,\" a pilot said.\n",
                       .outlet = "Gazette"},
        NULL);
}

static void put_numbered(struct asked *asked, unsigned from, unsigned to)
{
    for (unsigned i = from; i < to; i++) {
        char text[128], day[16];
        snprintf(text, sizeof text, "\"Ship %u is in the harbour,\" Arn Berg said.\n", i);
        snprintf(day, sizeof day, "2020-01-%02u", 1 + i % 20);
        put(asked, &(struct told){.text = text, .published = day, .speaker = "Arn Berg"},
            NULL);
    }
}

// ── Asking ──

static const quoth_statement *take(struct asked *asked)
{
    quoth_status status =
        quoth_results_take(asked->results, asked->store.article, asked->store.statements,
                           &asked->hit, &asked->store.error);
    if (status == QUOTH_END)
        return NULL;
    if (status != QUOTH_OK)
        fail_msg("take: %s", asked->store.error.message);
    return quoth_statements_at(asked->store.statements, asked->hit.statement);
}

static void takes(struct asked *asked, const char *words)
{
    const quoth_statement *statement = take(asked);
    assert_non_null(statement);
    quoth_str content = quoth_article_cut(asked->store.article, statement->content.at[0]);
    if (!q_str_equal(content, q_str_from(words)))
        fail_msg("%.*s, not %s", (int)content.len, content.ptr, words);
}

static void dated(const struct asked *asked, const char *value, quoth_clock clock)
{
    assert_true(q_str_equal(asked->hit.date.value, q_str_from(value)));
    assert_int_equal(asked->hit.clock, clock);
}

static void refuses(struct asked *asked, const char *text,
                    const quoth_search_options *options, const char *message)
{
    assert_int_equal(try_to_ask(asked, text, options), QUOTH_EUSAGE);
    assert_null(asked->results);
    if (!strstr(asked->store.error.message, message))
        fail_msg("%s: %s", text, asked->store.error.message);
}

// ── Tests ──

static void rows_and_dates(void **state)
{
    struct asked *asked = *state;
    put_harbour(asked);
    ask(asked, "harbour", &(quoth_search_options){.order = QUOTH_ORDER_SAID});
    assert_int_equal(quoth_results_total(asked->results), 3);
    assert_int_equal(quoth_results_shown(asked->results), 3);
    assert_int_equal(quoth_results_order(asked->results), QUOTH_ORDER_SAID);
    assert_null(quoth_results_next(asked->results));
    takes(asked, "We will not close the harbour,");
    dated(asked, "2021-03-04", QUOTH_CLOCK_PUBLISHED);
    takes(asked, "The harbour, the old harbour, is full,");
    dated(asked, "2021-03-01", QUOTH_CLOCK_SAID);
    assert_true(q_str_equal(quoth_article_outlet(asked->store.article), Q_STR("Gazette")));
    assert_int_equal(asked->hit.words.count, 2);
    assert_true(q_str_equal(quoth_article_cut(asked->store.article, asked->hit.words.at[1]),
                            Q_STR("harbour")));
    // When it was captured tells nothing of when it was said: behind the others.
    takes(asked, "Ships wait before the harbour,");
    dated(asked, "2022-02-02", QUOTH_CLOCK_CAPTURED);
    assert_null(take(asked));
    assert_null(take(asked));

    ask(asked, "",
        &(quoth_search_options){.clock = QUOTH_CLOCK_PUBLISHED,
                                .order = QUOTH_ORDER_PUBLISHED,
                                .ascending = 1});
    assert_int_equal(quoth_results_total(asked->results), 4);
    takes(asked, "We will not close the harbour,");
    assert_int_equal(asked->hit.words.count, 0);
    takes(asked, "Not this year.");
    takes(asked, "The harbour, the old harbour, is full,");
    dated(asked, "2021-03-06", QUOTH_CLOCK_PUBLISHED);
}

static void relevance(void **state)
{
    struct asked *asked = *state;
    put_harbour(asked);
    ask(asked, "harbour", NULL);
    assert_int_equal(quoth_results_order(asked->results), QUOTH_ORDER_RELEVANCE);
    assert_int_equal(quoth_results_ranked(asked->results), 0);
    takes(asked, "The harbour, the old harbour, is full,"); // it says so twice
    ask(asked, "speaker:roe", NULL);
    assert_int_equal(quoth_results_order(asked->results), QUOTH_ORDER_SAID);
    assert_int_equal(quoth_results_total(asked->results), 2);
    refuses(asked, "harbour", &(quoth_search_options){.ascending = 1}, "oldest first");
}

static void since_and_until(void **state)
{
    struct asked *asked = *state;
    put_harbour(asked);
    ask(asked, "harbour", &(quoth_search_options){.since = "2021-03-02", .until = "2021"});
    assert_int_equal(quoth_results_total(asked->results), 1);
    ask(asked, "harbour OR year",
        &(quoth_search_options){.until = "2021-03", .clock = QUOTH_CLOCK_PUBLISHED});
    assert_int_equal(quoth_results_total(asked->results), 3);
    ask(asked, "", &(quoth_search_options){.since = "1d"});
    assert_int_equal(quoth_results_total(asked->results), 0);
    assert_null(take(asked));
    refuses(asked, "", &(quoth_search_options){.since = "yesterday"},
            "since \"yesterday\"");
    refuses(asked, "", &(quoth_search_options){.until = "2017..2018"}, "expected a day");
    refuses(asked, "", &(quoth_search_options){.since = "2018", .until = "2017"}, "behind");
}

static void people(void **state)
{
    struct asked *asked = *state;
    put_harbour(asked);
    ask(asked, "year", NULL);
    takes(asked, "Not this year.");
    assert_null(asked->hit.person.ptr);
    assert_int_equal(
        sqlite3_exec(asked->store.archive->db.handle,
                     "DELETE FROM person; INSERT INTO person (person, name, kind, "
                     "statements) VALUES ('jane-roe', 'Jane Roe', 1, 2);"
                     "UPDATE spelling SET person = 'jane-roe' WHERE text LIKE '%Roe'",
                     NULL, NULL, NULL),
        SQLITE_OK);
    ask(asked, "year", NULL);
    takes(asked, "Not this year.");
    assert_true(q_str_equal(asked->hit.person, Q_STR("jane-roe")));
    assert_true(q_str_equal(asked->hit.person_name, Q_STR("Jane Roe")));
}

// Takes all pages; of each row its text must not have come before.
static unsigned read_pages(struct asked *asked, quoth_search_options options,
                           void (*between)(struct asked *asked))
{
    char token[Q_PAGE_TOKEN_SIZE] = "";
    bool seen[256] = {false};
    unsigned rows = 0;
    do {
        options.after = token[0] ? token : NULL;
        ask(asked, "harbour", &options);
        assert_true(quoth_results_shown(asked->results) <= options.limit);
        for (const quoth_statement *statement; (statement = take(asked)); rows++) {
            unsigned number = 0;
            quoth_str text = quoth_article_text(asked->store.article);
            for (size_t i = sizeof "\"Ship"; q_is_digit(text.ptr[i]); i++)
                number = number * 10 + (unsigned)(text.ptr[i] - '0');
            assert_false(seen[number]);
            seen[number] = true;
        }
        const char *next = quoth_results_next(asked->results);
        snprintf(token, sizeof token, "%s", next ? next : "");
        close_answer(asked);
        if (between)
            between(asked);
    } while (token[0]);
    return rows;
}

static void pages(void **state)
{
    struct asked *asked = *state;
    put_numbered(asked, 0, 25);
    for (int order = QUOTH_ORDER_RELEVANCE; order <= QUOTH_ORDER_DOUBT; order++)
        for (int ascending = 0; ascending <= (order != QUOTH_ORDER_RELEVANCE); ascending++)
            for (uint32_t limit = 1; limit < 27; limit += 8)
                assert_int_equal(read_pages(asked,
                                            (quoth_search_options){.order = order,
                                                                   .ascending = ascending,
                                                                   .limit = limit},
                                            NULL),
                                 25);
}

static unsigned added;

// Each lies on a day that others lie on, too.
static void add_more(struct asked *asked)
{
    put_numbered(asked, added, added + 3);
    added += 3;
}

// What came between two pages repeats no row (which read_pages sees) and loses none.
static void pages_of_a_growing_archive(void **state)
{
    struct asked *asked = *state;
    put_numbered(asked, 0, 25);
    added = 25;
    unsigned rows = read_pages(
        asked, (quoth_search_options){.order = QUOTH_ORDER_RELEVANCE, .limit = 7},
        add_more);
    assert_int_equal(rows, 25);
    unsigned all = added;
    rows = read_pages(asked, (quoth_search_options){.order = QUOTH_ORDER_SAID, .limit = 7},
                      add_more);
    assert_true(rows >= all && rows <= added);
    all = added;
    rows = read_pages(asked, (quoth_search_options){.order = QUOTH_ORDER_ADDED, .limit = 9},
                      add_more);
    assert_int_equal(rows, all);
}

static void tokens_of_others(void **state)
{
    struct asked *asked = *state;
    put_numbered(asked, 0, 9);
    ask(asked, "harbour", &(quoth_search_options){.limit = 2, .since = "2019"});
    char token[Q_PAGE_TOKEN_SIZE];
    snprintf(token, sizeof token, "%s", quoth_results_next(asked->results));
    quoth_search_options options = {.limit = 3, .since = "2019", .after = token};
    ask(asked, " \"harbour\" ", &options); // the same in another form, in larger pages
    assert_int_equal(quoth_results_shown(asked->results), 3);
    refuses(asked, "harbours", &options, "another question");
    options.since = "2018";
    refuses(asked, "harbour", &options, "another question");
    options.since = NULL;
    refuses(asked, "harbour", &options, "another question");
    options.since = "2019";
    options.order = QUOTH_ORDER_ADDED;
    refuses(asked, "harbour", &options, "another question");
    options.order = QUOTH_ORDER_RELEVANCE;
    options.clock = QUOTH_CLOCK_CAPTURED;
    refuses(asked, "harbour", &options, "another question");
    options.clock = QUOTH_CLOCK_SAID;
    // as it would be of another archive with the same rows
    q_db_do(&asked->store.archive->db, "UPDATE capture SET added = added - 1");
    refuses(asked, "harbour", &options, "or archive");
    q_db_do(&asked->store.archive->db, "UPDATE capture SET added = added + 1");
    for (size_t i = 0; i < strlen(token); i++) {
        char was = token[i];
        token[i] = was == 'A' ? 'B' : 'A';
        assert_int_equal(try_to_ask(asked, "harbour", &options), QUOTH_EUSAGE);
        token[i] = '%';
        refuses(asked, "harbour", &options, "no page token");
        token[i] = was;
    }
    options.after = "";
    refuses(asked, "harbour", &options, "no page token");
    token[strlen(token) - 1] = '\0';
    options.after = token;
    refuses(asked, "harbour", &options, "no page token");
}

// ── One row an article ──

enum { FLEET = 30 };

// Articles of several statements, some of which answer; said on days in any order.
static void put_fleet(struct asked *asked)
{
    for (unsigned i = 0; i < FLEET; i++) {
        char text[512];
        size_t len = 0;
        for (unsigned n = 0; n < 1 + i % 5; n++)
            len += (size_t)snprintf(text + len, sizeof text - len,
                                    "\"Ship %u.%u is in the %s,\" Arn Berg said.\n", i, n,
                                    (i + n) % 3 ? "harbour, a harbour" : "dock");
        char day[16], said[16];
        snprintf(day, sizeof day, "2020-01-%02u", 1 + i * 7 % 28);
        snprintf(said, sizeof said, "2020-01-%02u", 1 + i * 11 % 28);
        put(asked, &(struct told){.text = text, .published = i % 4 ? day : NULL},
            i % 3 ? said : NULL);
    }
}

// An answer, article by article: the first statement of each, and how many there are.
struct row {
    char statement[33], article[72];
    uint64_t count;
};

static uint32_t add_row(struct row *rows, uint32_t count, const struct asked *asked,
                        const quoth_statement *statement)
{
    quoth_str id = quoth_article_id(asked->store.article);
    uint32_t at = 0;
    while (at < count && !q_str_equal(id, q_str_from(rows[at].article)))
        at++;
    if (at == count) {
        assert_true(count < FLEET);
        memcpy(rows[at].statement, statement->id, sizeof rows[at].statement);
        snprintf(rows[at].article, sizeof rows[at].article, "%.*s", (int)id.len, id.ptr);
        rows[at].count = 0;
        count++;
    }
    rows[at].count++;
    return count;
}

static void by_article_as_by_statement(struct asked *asked, quoth_search_options options)
{
    struct row rows[FLEET];
    uint32_t count = 0, at = 0;
    const quoth_statement *statement;
    options.limit = 0;
    ask(asked, "harbour", &options);
    while ((statement = take(asked))) {
        assert_int_equal(asked->hit.more, 0);
        count = add_row(rows, count, asked, statement);
    }
    assert_true(count > 20 && quoth_results_total(asked->results) > count);
    char token[Q_PAGE_TOKEN_SIZE] = "";
    options.by_article = 1;
    options.limit = 7;
    do {
        options.after = token[0] ? token : NULL;
        ask(asked, "harbour", &options);
        assert_int_equal(quoth_results_total(asked->results), count);
        for (; (statement = take(asked)); at++) {
            assert_true(at < count);
            assert_string_equal(statement->id, rows[at].statement);
            assert_int_equal(asked->hit.more, rows[at].count - 1);
        }
        const char *next = quoth_results_next(asked->results);
        snprintf(token, sizeof token, "%s", next ? next : "");
    } while (token[0]);
    assert_int_equal(at, count);
}

static void by_article(void **state)
{
    struct asked *asked = *state;
    put_fleet(asked);
    for (int order = QUOTH_ORDER_RELEVANCE; order <= QUOTH_ORDER_DOUBT; order++)
        for (int ascending = 0; ascending <= (order != QUOTH_ORDER_RELEVANCE); ascending++)
            by_article_as_by_statement(
                asked, (quoth_search_options){.order = order, .ascending = ascending});
    // of columns alone, whose days are known when they are found
    ask(asked, "kind:direct", &(quoth_search_options){.by_article = 1, .limit = 9});
    assert_int_equal(quoth_results_total(asked->results), FLEET);
    assert_int_equal(quoth_results_shown(asked->results), 9);
    ask(asked, "nowhere", &(quoth_search_options){.by_article = 1, .limit = 9});
    assert_int_equal(quoth_results_total(asked->results), 0);
    assert_null(take(asked));
}

static void tokens_of_articles(void **state)
{
    struct asked *asked = *state;
    put_fleet(asked);
    char token[Q_PAGE_TOKEN_SIZE];
    quoth_search_options options = {.limit = 3};
    for (int by_article = 0; by_article < 2; by_article++) {
        options.by_article = by_article;
        options.after = NULL;
        ask(asked, "harbour", &options);
        snprintf(token, sizeof token, "%s", quoth_results_next(asked->results));
        options.after = token;
        ask(asked, "harbour", &options);
        options.by_article = !by_article;
        refuses(asked, "harbour", &options, "rows of another kind");
    }
}

static void one_moment(void **state)
{
    struct asked *asked = *state;
    put_numbered(asked, 0, 5);
    ask(asked, "harbour", &(quoth_search_options){.order = QUOTH_ORDER_ADDED});
    struct quoth_archive *reader = asked->store.archive;
    store_open(&asked->store, QUOTH_ACCESS_WRITE); // another program
    put_numbered(asked, 5, 9);
    sqlite3_exec(asked->store.archive->db.handle, "DELETE FROM article", NULL, NULL, NULL);
    assert_int_equal(quoth_results_total(asked->results), 5);
    for (int i = 0; i < 5; i++)
        assert_non_null(take(asked));
    assert_null(take(asked));
    close_answer(asked);
    store_close(&asked->store);
    asked->store.archive = reader;
    ask(asked, "harbour", NULL);
    assert_int_equal(quoth_results_total(asked->results), 9);
    assert_int_equal(quoth_results_take(asked->results, asked->store.article,
                                        asked->store.statements, &asked->hit,
                                        &asked->store.error),
                     QUOTH_EDAMAGED); // its article is not there any more
}

static void side_by_side(void **state)
{
    struct asked *asked = *state;
    put_harbour(asked);
    quoth_results *other;
    ask(asked, "harbour", &(quoth_search_options){.order = QUOTH_ORDER_SAID});
    assert_int_equal(quoth_archive_search(asked->store.archive, asked->question, NULL,
                                          &other, &asked->store.error),
                     QUOTH_OK);
    takes(asked, "We will not close the harbour,");
    assert_int_equal(quoth_results_take(other, asked->store.article,
                                        asked->store.statements, &asked->hit,
                                        &asked->store.error),
                     QUOTH_OK);
    assert_true(q_str_equal(quoth_article_outlet(asked->store.article), Q_STR("Gazette")));
    quoth_results_free(other);
    assert_int_equal(store_put(&asked->store, &(struct told){.text = "\"No.\"\n"}),
                     QUOTH_EUSAGE); // an answer is open
    takes(asked, "The harbour, the old harbour, is full,");
}

static void memory_runs_out(void **state)
{
    struct asked *asked = *state;
    put_harbour(asked);
    for (uint64_t n = 1; n < 1000; n++) {
        quoth_question *question;
        assert_int_equal(quoth_question_parse(&question, Q_STR("harbour"), NULL), QUOTH_OK);
        quoth_results *results;
        q_arena_fail_at(n);
        quoth_status status = quoth_archive_search(asked->store.archive, question, NULL,
                                                   &results, &asked->store.error);
        while (status == QUOTH_OK)
            status =
                quoth_results_take(results, asked->store.article, asked->store.statements,
                                   &asked->hit, &asked->store.error);
        q_arena_fail_at(0);
        quoth_results_free(results);
        quoth_question_free(question);
        if (status == QUOTH_END) {
            assert_true(n > 5);
            return;
        }
        assert_int_equal(status, QUOTH_ENOMEM);
    }
    fail();
}

static void tokens(void **state)
{
    (void)state;
    const struct q_page_token token = {UINT64_C(0x0123456789abcdef), -5, INT64_MAX, 17};
    struct q_page_token again;
    char text[Q_PAGE_TOKEN_SIZE];
    q_page_token_write(&token, text);
    assert_int_equal(strlen(text), 51);
    assert_true(q_page_token_read(q_str_from(text), &again));
    assert_memory_equal(&token, &again, sizeof token);
    for (size_t i = 0; i < strlen(text); i++) {
        char was = text[i];
        text[i] = was == 'b' ? 'c' : 'b';
        assert_false(q_page_token_read(q_str_from(text), &again));
        text[i] = was;
    }
    assert_false(q_page_token_read(Q_STR("AQ"), &again));
    assert_false(q_page_token_read(Q_NO_STR, &again));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_and_dates),
        TEST(relevance),
        TEST(since_and_until),
        TEST(people),
        TEST(pages),
        TEST(pages_of_a_growing_archive),
        TEST(tokens_of_others),
        TEST(by_article),
        TEST(tokens_of_articles),
        TEST(one_moment),
        TEST(side_by_side),
        TEST(memory_runs_out),
        cmocka_unit_test(tokens),
    };
    return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
