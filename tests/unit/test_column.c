// src/archive/column: what is asked of statements, as bytes and back; days of dates.
#include "archive/column.h"
#include "base/calendar.h"
#include "base/limits.h"
#include "base/str.h"

#include <stdlib.h>

#include <cmocka.h>

static quoth_error error;

static void assert_days(const char *value, const char *first, const char *last)
{
    int32_t from = -5, to = -5, start, end, none;
    bool is = q_days_of(q_str_from(value), &from, &to);
    if (!first) {
        assert_false(is);
        assert_int_equal(from, -5); // untouched
        return;
    }
    assert_true(q_days_of(q_str_from(first), &start, &none));
    assert_true(q_days_of(q_str_from(last), &end, &none));
    if (!is || from != start || to != end)
        fail_msg("%s is %d to %d, not %d to %d", value, from, to, start, end);
}

static void tells_days(void **state)
{
    (void)state;
    int32_t from, to;
    assert_true(q_days_of(Q_STR("2018-04-25"), &from, &to));
    assert_int_equal(from, 736808);
    assert_int_equal(to, 736808);
    assert_days("2018-04-25T23:59Z", "2018-04-25", "2018-04-25");
    assert_days("2018-04-25T08", "2018-04-25", "2018-04-25");
    assert_days("2018-04", "2018-04-01", "2018-04-30");
    assert_days("2020-02", "2020-02-01", "2020-02-29");
    assert_days("2018", "2018-01-01", "2018-12-31");
    assert_days("2018-Q1", "2018-01-01", "2018-03-31");
    assert_days("2018-Q4", "2018-10-01", "2018-12-31");
    assert_days("2018-W17", "2018-04-23", "2018-04-29");
    assert_days("2019-W01", "2018-12-31", "2019-01-06");
    assert_days("2020-W53", "2020-12-28", "2021-01-03");
    assert_days("2017/2018", "2017-01-01", "2018-12-31");
    assert_days("2018-04-24/2018-05", "2018-04-24", "2018-05-31");
    assert_days("0001", "0001-01-01", "0001-12-31");
    assert_days("9999-W52", "9999-12-27", "9999-12-31");
    static const char *const none[] = {
        "",        "/",         "2018/",    "/2018",   "2018/2017",  "2018/2018/2018",
        "2018-Q5", "2018-Q0",   "x018-Q1",  "2018-13", "2018-02-29", "Monday",
        "0000",    "2018-04-2", "2018-Q1/x"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_days(none[i], NULL, NULL);
    assert_false(q_days_of(Q_NO_STR, &from, &to));
}

static const quoth_span some[] = {{0, 4}, {5, 9}};
static const quoth_spans one = {some, 1};

static void tells_what_a_statement_has(void **state)
{
    (void)state;
    quoth_relay via = {.name = Q_STR("TASS")};
    quoth_statement at[3] = {
        {.act = QUOTH_ACT_WRITING,
         .kind = QUOTH_KIND_MIXED,
         .form = QUOTH_FORM_NAME,
         .block = QUOTH_BLOCK_TURN,
         .content = one,
         .cue = one,
         .inserts = one,
         .confidence = 87,
         .speaker_name = Q_STR("Jane Roe"),
         .speaker_kind = Q_STR("person"),
         .speaker_role = Q_STR("mayor"),
         .addressee = {one, 0},
         .occasion = {one, 0},
         .place = {one, 0},
         .said = {{Q_STR("2018-04"), Q_STR("month"), Q_STR("in April")}, one, 0},
         .via = &via,
         .via_count = 1,
         .negated = 1,
         .flags = QUOTH_FLAG_HEADLINE,
         .parent = 2},
        {.content = one, .parent = 0},
        {.content = one,
         .speaker_name = Q_STR("Arn Mills"),
         .speaker_kind = Q_STR("organization"),
         .parent = QUOTH_NO_PARENT}};
    struct quoth_statements statements = {.at = at, .count = 3};
    struct q_column c[3];
    q_columns_of(&statements, c);
    assert_int_equal(c[0].act, QUOTH_ACT_WRITING);
    assert_int_equal(c[0].kind, QUOTH_KIND_MIXED);
    assert_int_equal(c[0].form, QUOTH_FORM_NAME);
    assert_int_equal(c[0].block, QUOTH_BLOCK_TURN);
    assert_int_equal(c[0].confidence, 87);
    assert_int_equal(c[0].parts, (1 << Q_PARTS) - 1);
    assert_int_equal(c[0].traits, 1 << Q_TRAIT_NAMED | 1 << Q_TRAIT_NEGATED |
                                      1 << Q_TRAIT_NESTED | 1 << Q_TRAIT_HEADLINE |
                                      1 << Q_TRAIT_PERSON);
    assert_true(c[0].said && c[0].to - c[0].from == 29);
    assert_int_equal(c[0].depth, 2); // in a statement that stands behind it
    assert_int_equal(c[1].depth, 3);
    assert_int_equal(c[1].traits, 1 << Q_TRAIT_ANONYMOUS | 1 << Q_TRAIT_NESTED);
    assert_int_equal(c[1].parts, 0);
    assert_false(c[1].said);
    assert_int_equal(c[2].traits, 1 << Q_TRAIT_NAMED | 1 << Q_TRAIT_ORGANIZATION);
    at[2].speaker_kind = Q_STR("group");
    q_columns_of(&statements, c);
    assert_int_equal(c[2].traits, 1 << Q_TRAIT_ANONYMOUS);
    at[2].parent = 0; // a circle, which no article has, ends
    q_columns_of(&statements, c);
    assert_int_equal(c[0].depth, 255);
}

static void assert_answers(const struct q_column *c, enum q_asks asks, uint32_t number,
                           bool want)
{
    struct q_question question = {.asks = asks, .number = number};
    assert_int_equal(q_column_answers(c, &question), want);
}

static void assert_between(const struct q_column *c, enum q_asks asks, int32_t from,
                           int32_t to, bool want)
{
    struct q_question question = {.asks = asks, .from = from, .to = to};
    assert_int_equal(q_column_answers(c, &question), want);
}

static void answers(void **state)
{
    (void)state;
    struct q_column c = {.kind = QUOTH_KIND_MIXED,
                         .act = QUOTH_ACT_INTENT,
                         .form = QUOTH_FORM_NAME,
                         .block = QUOTH_BLOCK_POST,
                         .depth = 2,
                         .confidence = 80,
                         .traits = 1 << Q_TRAIT_NEGATED,
                         .parts = 1 << Q_PART_CUE};
    assert_answers(&c, Q_ASKS_KIND, QUOTH_KIND_MIXED, true);
    assert_answers(&c, Q_ASKS_KIND, QUOTH_KIND_DIRECT, false);
    assert_answers(&c, Q_ASKS_ACT, QUOTH_ACT_INTENT, true);
    assert_answers(&c, Q_ASKS_ACT, QUOTH_ACT_SPEECH, false);
    assert_answers(&c, Q_ASKS_FORM, QUOTH_FORM_NAME, true);
    assert_answers(&c, Q_ASKS_FORM, QUOTH_FORM_NONE, false);
    assert_answers(&c, Q_ASKS_BLOCK, QUOTH_BLOCK_POST, true);
    assert_answers(&c, Q_ASKS_BLOCK, QUOTH_BLOCK_BODY, false);
    assert_answers(&c, Q_ASKS_IS, Q_TRAIT_NEGATED, true);
    assert_answers(&c, Q_ASKS_IS, Q_TRAIT_NAMED, false);
    assert_answers(&c, Q_ASKS_IS, 40, false);
    assert_answers(&c, Q_ASKS_HAS, Q_PART_CUE, true);
    assert_answers(&c, Q_ASKS_HAS, Q_PART_ROLE, false);
    assert_answers(&c, Q_ASKS_WORDS, 0, false); // is not asked of columns
    assert_between(&c, Q_ASKS_DEPTH, 2, 2, true);
    assert_between(&c, Q_ASKS_DEPTH, 3, INT32_MAX, false);
    assert_between(&c, Q_ASKS_DEPTH, 0, 1, false);
    assert_between(&c, Q_ASKS_SURE, 80, 100, true);
    assert_between(&c, Q_ASKS_SURE, 81, 100, false);
    assert_between(&c, Q_ASKS_SURE, 0, 79, false);
    c.depth = 255;
    assert_between(&c, Q_ASKS_DEPTH, 300, INT32_MAX, true);
    assert_between(&c, Q_ASKS_DEPTH, 3, 10, false);
}

enum { MANY = 500 };

static void make(struct q_column *c)
{
    srand(11);
    for (int n = 0; n < MANY; n++) {
        int32_t from = rand() % Q_CALENDAR_DAYS;
        c[n] = (struct q_column){.kind = (uint8_t)(rand() % 3),
                                 .act = (uint8_t)(rand() % 4),
                                 .form = (uint8_t)(rand() % 4),
                                 .block = (uint8_t)(rand() % 14),
                                 .depth = (uint8_t)(1 + rand() % (n % 5 ? 3 : 255)),
                                 .confidence = (uint8_t)(rand() % 101),
                                 .speaker_confidence = (uint8_t)(rand() % 101),
                                 .judged = (uint8_t)(rand() % 4),
                                 .traits = (uint16_t)(rand() % (1 << Q_TRAITS_FOUND)),
                                 .parts = (uint16_t)(rand() % (1 << Q_PARTS)),
                                 .said = n % 3 == 0};
        if (c[n].said) {
            c[n].from = from;
            c[n].to = from + rand() % (Q_CALENDAR_DAYS - from);
        }
        if (n % 4)
            c[n].spelling = n % 7 ? (uint32_t)(1 + rand() % 200000) : UINT32_MAX;
    }
}

static void assert_same(const struct q_column *a, const struct q_column *b)
{
    assert_true(a->kind == b->kind && a->act == b->act && a->form == b->form &&
                a->block == b->block && a->depth == b->depth &&
                a->confidence == b->confidence &&
                a->speaker_confidence == b->speaker_confidence && a->judged == b->judged &&
                a->traits == b->traits && a->parts == b->parts && a->said == b->said &&
                a->from == b->from && a->to == b->to && a->spelling == b->spelling);
}

static void comes_back(void **state)
{
    (void)state;
    static struct q_column c[MANY], back[MANY];
    struct q_buf buf;
    make(c);
    q_buf_init(&buf, Q_MAX_OUTPUT);
    q_columns_pack(&buf, c, MANY);
    quoth_str bytes = q_str(buf.ptr, buf.len);
    assert_int_equal(q_columns_unpack(bytes, back, MANY, &error), QUOTH_OK);
    for (int n = 0; n < MANY; n++)
        assert_same(&c[n], &back[n]);
    // one more, one fewer, one byte less
    assert_int_equal(q_columns_unpack(bytes, back, MANY - 1, &error), QUOTH_EDAMAGED);
    bytes.len--;
    assert_int_equal(q_columns_unpack(bytes, back, MANY, &error), QUOTH_EDAMAGED);
    assert_int_equal(q_columns_unpack(Q_NO_STR, back, 0, &error), QUOTH_OK);
    assert_int_equal(q_columns_unpack(Q_NO_STR, back, 1, &error), QUOTH_EDAMAGED);
    q_buf_release(&buf);
}

// Every bit turned: it fails at a byte, or gives what may be.
static void takes_damage(void **state)
{
    (void)state;
    static struct q_column c[MANY], back[MANY];
    enum { SOME = 60 };
    struct q_buf buf;
    make(c);
    q_buf_init(&buf, Q_MAX_OUTPUT);
    q_columns_pack(&buf, c, SOME);
    size_t told = 0, given = 0;
    for (size_t bit = 0; bit < buf.len * 8; bit++) {
        buf.ptr[bit / 8] = (char)(buf.ptr[bit / 8] ^ 1 << bit % 8);
        quoth_status status = q_columns_unpack(q_str(buf.ptr, buf.len), back, SOME, &error);
        for (int n = 0; status == QUOTH_OK && n < SOME; n++) {
            assert_true(back[n].kind <= QUOTH_KIND_INDIRECT && back[n].depth > 0);
            assert_true(back[n].block <= QUOTH_BLOCK_FURNITURE);
            assert_true(back[n].confidence <= 100 && back[n].speaker_confidence <= 100);
            assert_true(back[n].from <= back[n].to);
            assert_true(q_calendar_has(back[n].from) && q_calendar_has(back[n].to));
        }
        if (status != QUOTH_OK)
            assert_true(status == QUOTH_EDAMAGED && error.offset <= buf.len);
        told += status != QUOTH_OK;
        given += status == QUOTH_OK;
        buf.ptr[bit / 8] = (char)(buf.ptr[bit / 8] ^ 1 << bit % 8);
    }
    assert_true(told > 0 && given > 0);
    q_buf_release(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_days), cmocka_unit_test(tells_what_a_statement_has),
        cmocka_unit_test(answers), cmocka_unit_test(comes_back),
        cmocka_unit_test(takes_damage)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
