/*
 * A small archive in memory, of articles made of the words of a list: for test_find.c and
 * test_sort.c.
 */
#ifndef WITH_ROWS_H
#define WITH_ROWS_H

#include "archive/archive.h"
#include "archive/column.h"
#include "archive/find.h"
#include "archive/index.h"
#include "archive/schema.h"
#include "archive/sweep.h"
#include "base/limits.h"
#include "random_below.h"
#include "record/article.h"
#include "record/statement.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ARTICLES = 60, MOST_OF_ARTICLE = 6, WORDS = 40, SPANS = 12 };
enum { FIRST_PUBLISHED = 736000, FIRST_CAPTURED = 737000 }; // days

static const char *const words_of_text[] = {"alba", "bora", "cata",  "dora", "albatros",
                                            "esta", "faro", "Boral", "grün", "of"};
static const char *const speakers[] = {"Jane Roe", "Jane M. Roe", "Arn Holt", "Arn Lind",
                                       "Lindholm Council"};
static const char *const persons[] = {"jane-roe", "jane-roe", "arn-holt", "arn-lind",
                                      "lindholm-council"};
enum {
    WORDS_OF_TEXT = sizeof words_of_text / sizeof *words_of_text,
    SPEAKERS = sizeof speakers / sizeof *speakers
};

struct row {
    uint64_t key;
    int article, speaker; // -1: nobody
    struct q_column column;
    quoth_statement statement;
    quoth_span spans[SPANS];
    quoth_relay relay;
};

static struct quoth_archive archive;
static struct quoth_article articles[ARTICLES];
static struct q_days days[ARTICLES];
// Of words like the longest, each with what parts it from the next.
static char texts[ARTICLES][WORDS * sizeof "albatros"];
static quoth_span places[ARTICLES][WORDS]; // of the words
static struct row rows[ARTICLES * MOST_OF_ARTICLE];
static uint32_t row_count;
static struct q_arena row_arena;
static quoth_error error;

static inline void fail_if_failed(void)
{
    if (q_db_status(&archive.db, &error) != QUOTH_OK)
        fail_msg("%s", error.message);
}

static inline void run_sql(const char *sql)
{
    q_db_do(&archive.db, sql);
    fail_if_failed();
}

/** The words [from, from + count) of an article. */
static inline quoth_span words_from(int article, uint32_t from, uint32_t count)
{
    return (quoth_span){places[article][from].start, places[article][from + count - 1].end};
}

static inline void make_text(int article)
{
    size_t len = 0;
    for (uint32_t n = 0; n < WORDS; n++) {
        const char *word = words_of_text[random_below(WORDS_OF_TEXT)];
        places[article][n].start = (uint32_t)len;
        memcpy(texts[article] + len, word, strlen(word));
        len += strlen(word);
        places[article][n].end = (uint32_t)len;
        texts[article][len++] = random_below(3) ? ' ' : '-';
    }
    articles[article].text = q_str(texts[article], len);
    days[article] = (struct q_days){.dated = random_below(4) > 0,
                                    .published = FIRST_PUBLISHED + (int32_t)random_below(9),
                                    .captured = FIRST_CAPTURED + (int32_t)random_below(5)};
    days[article].published_to = days[article].published + (int32_t)random_below(3);
}

static inline quoth_spans take_span(struct row *row, uint32_t *used, uint32_t from,
                                    uint32_t count)
{
    row->spans[*used] = words_from(row->article, from, count);
    return (quoth_spans){&row->spans[(*used)++], 1};
}

static inline void make_statement(struct row *row)
{
    quoth_statement *of = &row->statement;
    uint32_t used = 0, from = random_below(20);
    row->spans[0] = words_from(row->article, from, 4);
    row->spans[1] = words_from(row->article, from + 6, 3);
    of->content = (quoth_spans){row->spans, 1 + random_below(2)};
    used = 2;
    if (random_below(3) == 0)
        of->inserts = take_span(row, &used, from + random_below(5), 2);
    of->source = take_span(row, &used, from + 10, 2);
    row->speaker = (int)random_below(SPEAKERS + 1) - 1;
    if (row->speaker >= 0)
        of->speaker_name = q_str_from(speakers[row->speaker]);
    if (random_below(2))
        of->addressee.spans = take_span(row, &used, from + 13, 2);
    if (random_below(2))
        of->occasion.spans = take_span(row, &used, from + 15, 1);
    if (random_below(2))
        of->place.spans = take_span(row, &used, from + 17, 2);
    if (random_below(3) == 0) {
        row->relay = (quoth_relay){Q_STR("Lake Radio"), {NULL, 0}, 0};
        of->via = &row->relay;
        of->via_count = 1;
    }
    row->column =
        (struct q_column){.kind = (uint8_t)random_below(3),
                          .act = (uint8_t)random_below(4),
                          .depth = (uint8_t)(1 + random_below(3)),
                          .confidence = (uint8_t)random_below(101),
                          .traits = (uint16_t)random_below(128),
                          .parts = (uint16_t)random_below(512),
                          .said = random_below(2) > 0,
                          .from = FIRST_PUBLISHED - 10 + (int32_t)random_below(20),
                          .spelling = (uint32_t)(row->speaker + 1)};
    row->column.to = row->column.from + (int32_t)random_below(3);
    if (!row->column.said)
        row->column.from = row->column.to = 0;
}

static inline void add_row(struct row *row)
{
    struct quoth_statements one = {.at = &row->statement, .count = 1};
    struct q_index_words words;
    assert_int_equal(q_words_of(&articles[row->article], &one, 0, &row_arena, &words),
                     QUOTH_OK);
    q_index_add(&archive.db, (int64_t)row->key, &words);
}

static inline void add_voiced(const struct row *of, uint32_t count)
{
    for (int speaker = 0; speaker < SPEAKERS; speaker++) {
        char numbers[MOST_OF_ARTICLE];
        size_t len = 0;
        uint32_t last = 0;
        for (uint32_t n = 0; n < count; n++)
            if (of[n].speaker == speaker) {
                numbers[len++] = (char)(n - last);
                last = n;
            }
        if (len == 0)
            continue;
        sqlite3_stmt *ask =
            q_db_ask(&archive.db, "INSERT INTO voiced VALUES (?1, ?2, ?4, ?3)");
        q_db_bind(&archive.db, ask, 1, speaker + 1);
        q_db_bind(&archive.db, ask, 2, of->article + 1);
        q_db_bind_bytes(&archive.db, ask, 3, q_str(numbers, len));
        q_db_bind(&archive.db, ask, 4, (int64_t)len);
        q_db_run(&archive.db, ask);
    }
}

static inline void add_article(int article, const struct row *of, uint32_t count)
{
    struct q_column columns[MOST_OF_ARTICLE];
    struct q_buf packed;
    q_buf_init(&packed, 4096);
    for (uint32_t n = 0; n < count; n++)
        columns[n] = of[n].column;
    q_columns_pack(&packed, columns, count);
    sqlite3_stmt *ask =
        q_db_ask(&archive.db, "INSERT INTO statements (article, first, count, published,"
                              " published_to, captured, columns)"
                              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    q_db_bind(&archive.db, ask, 1, article + 1);
    q_db_bind(&archive.db, ask, 2, (int64_t)of->key);
    q_db_bind(&archive.db, ask, 3, count);
    if (days[article].dated) {
        q_db_bind(&archive.db, ask, 4, days[article].published);
        q_db_bind(&archive.db, ask, 5, days[article].published_to);
    }
    q_db_bind(&archive.db, ask, 6, days[article].captured);
    q_db_bind_bytes(&archive.db, ask, 7, q_str(packed.ptr, packed.len));
    q_db_run(&archive.db, ask);
    q_buf_release(&packed);
    add_voiced(of, count);
}

static inline void add_speakers(void)
{
    for (int n = 0; n < SPEAKERS; n++) {
        sqlite3_stmt *ask =
            q_db_ask(&archive.db, "INSERT INTO spelling VALUES (?1, ?2, 1, 0, '', ?3)");
        q_db_bind(&archive.db, ask, 1, n + 1);
        q_db_bind_text(&archive.db, ask, 2, q_str_from(speakers[n]));
        q_db_bind_text(&archive.db, ask, 3, q_str_from(persons[n]));
        q_db_run(&archive.db, ask);
    }
    run_sql("INSERT INTO spelling_words (rowid, text) SELECT spelling, text FROM spelling;"
            "INSERT INTO person SELECT DISTINCT person, person, 1, 0 FROM spelling;"
            "INSERT INTO person_was VALUES ('jane-m-roe', 'jane-roe')");
}

/** Keys have holes, as after something was forgotten. */
static inline int make_rows(void **state)
{
    (void)state;
    random_state = 7;
    q_arena_init(&row_arena, Q_MAX_ARENA);
    assert_int_equal(sqlite3_open(":memory:", &archive.db.handle), SQLITE_OK);
    q_schema_make(&archive.db);
    add_speakers();
    uint64_t key = 3;
    for (int article = 0; article < ARTICLES; article++) {
        make_text(article);
        uint32_t count = random_below(MOST_OF_ARTICLE + 1), first = row_count;
        for (uint32_t n = 0; n < count; n++) {
            struct row *row = &rows[row_count++];
            *row = (struct row){.key = key++, .article = article};
            make_statement(row);
            add_row(row);
        }
        if (count > 0)
            add_article(article, &rows[first], count);
        key += random_below(3) == 0 ? random_below(90) : 0;
    }
    fail_if_failed();
    return 0;
}

static inline int drop_rows(void **state)
{
    (void)state;
    q_db_close(&archive.db);
    q_arena_release(&row_arena);
    row_count = 0;
    return 0;
}

// ── Questions ──

static struct q_question nodes[256];
static uint32_t node_count;

static inline struct q_question *ask_for(enum q_asks asks)
{
    struct q_question *node = &nodes[node_count++];
    *node = (struct q_question){.asks = asks};
    return node;
}

static inline struct q_question *ask_text(enum q_asks asks, const char *text)
{
    struct q_question *node = ask_for(asks);
    node->text = q_str_from(text);
    return node;
}

static inline struct q_question *join(enum q_asks asks, struct q_question *first,
                                      struct q_question *second)
{
    struct q_question *node = ask_for(asks);
    node->first = first;
    first->next = second;
    return node;
}

#endif
