// src/archive/person/voice: spellings and who speaks where, with their sums.
#include "archive/person/voice.h"
#include "archive/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct q_db db;
static const uint8_t id[16] = {1, 2, 3};

static int set_up(void **state)
{
    (void)state;
    db = (struct q_db){0};
    if (sqlite3_open(":memory:", &db.handle) != SQLITE_OK)
        return 1;
    q_schema_make(&db);
    return db.failed.status != QUOTH_OK;
}

static int tear_down(void **state)
{
    (void)state;
    quoth_status status = q_db_status(&db, NULL);
    q_db_close(&db);
    return status != QUOTH_OK;
}

static int64_t spelling(const char *name, enum q_voice_kind kind, int work)
{
    struct q_voice voice = {q_str_from(name), kind, Q_NO_STR, work};
    return q_voice_spelling(&db, &voice, id);
}

static void voices_of_statements(void **state)
{
    (void)state;
    quoth_statement statement = {.speaker_name = Q_STR("Jane Roe"),
                                 .speaker_kind = Q_STR("person"),
                                 .speaker_role = Q_STR("mayor")};
    struct q_voice voice = q_voice_of(&statement);
    assert_int_equal(voice.kind, Q_VOICE_PERSON);
    assert_int_equal(voice.work, 1);
    statement.speaker_kind = Q_STR("group");
    voice = q_voice_of(&statement);
    assert_int_equal(voice.kind, Q_VOICE_GROUP);
    assert_int_equal(voice.work, 0);
    statement.speaker_name = Q_NO_STR;
    assert_null(q_voice_of(&statement).name.ptr);
}

static void spellings_are_told_apart(void **state)
{
    (void)state;
    int64_t roe = spelling("Jane Roe", Q_VOICE_PERSON, 1);
    assert_true(roe > 0);
    assert_int_equal(spelling("Jane Roe", Q_VOICE_PERSON, 1), roe);
    assert_int_not_equal(spelling("Jane Roe", Q_VOICE_PERSON, 2), roe);
    assert_int_not_equal(spelling("Jane Roe", Q_VOICE_ORGANIZATION, 0), roe);
    assert_int_equal(spelling(NULL, Q_VOICE_NONE, 0), 0);
    assert_int_equal(q_db_number(&db, "SELECT count(*) FROM spelling_words"
                                      " WHERE spelling_words MATCH 'roe'"),
                     3);
}

static void sums_follow_what_comes_and_goes(void **state)
{
    (void)state;
    uint32_t roe = (uint32_t)spelling("Jane Roe", Q_VOICE_PERSON, 1);
    uint32_t some = (uint32_t)spelling("some officials", Q_VOICE_GROUP, 0);
    q_voice_add(&db, roe, 7, Q_STR("\0\1"), 2);
    q_voice_add(&db, roe, 8, Q_STR("\0"), 1);
    q_voice_add(&db, some, 8, Q_STR("\1"), 1);
    assert_int_equal(q_db_number(&db, "SELECT sum(v.count) * 10 + count(*) FROM spelling"
                                      " JOIN voiced v USING (spelling)"
                                      " WHERE text = 'Jane Roe'"),
                     32);
    // Descriptions are never settled.
    assert_int_equal(q_db_number(&db, "SELECT count(*) FROM unsettled"), 1);
    const uint32_t both[] = {roe, 0, some, roe};
    q_voice_remove(&db, 8, both, 4);
    assert_int_equal(q_db_number(&db, "SELECT sum(v.count) * 10 + count(*) FROM spelling"
                                      " JOIN voiced v USING (spelling)"
                                      " WHERE text = 'Jane Roe'"),
                     21);
    assert_int_equal(q_db_number(&db, "SELECT count(*) FROM spelling"), 1);
    q_db_do(&db, "DELETE FROM unsettled");
    q_voice_remove(&db, 7, both, 4);
    assert_int_equal(q_db_number(&db, "SELECT count(*) FROM spelling"), 0);
    assert_int_equal(q_db_number(&db, "SELECT count(*) FROM voiced"), 0);
    assert_int_equal(q_db_number(&db, "SELECT count(*) FROM unsettled"), 1);
    assert_int_equal(q_db_number(&db, "SELECT count(*) FROM spelling_words"
                                      " WHERE spelling_words MATCH 'roe'"),
                     0);
}

// What the ledger gives to somebody goes to a spelling of its own, or of another name.
static void what_the_ledger_gives(void **state)
{
    (void)state;
    int64_t roe = spelling("Jane Roe", Q_VOICE_PERSON, 1);
    q_db_do(&db, "INSERT INTO given (statement, entry, work) VALUES"
                 " (x'01020300000000000000000000000000', 1, -5)");
    int64_t other = spelling("Jane Roe", Q_VOICE_PERSON, 1);
    assert_int_not_equal(other, roe);
    assert_int_equal(q_db_number(&db, "SELECT work FROM spelling WHERE work < 0"), -5);
    q_db_do(&db, "UPDATE given SET text = 'Arn Lindholm', kind = 2, work = 0");
    int64_t arn = spelling("Jane Roe", Q_VOICE_PERSON, 1);
    assert_int_equal(q_db_number(&db, "SELECT max(spelling) FROM spelling"
                                      " WHERE text = 'Arn Lindholm' AND kind = 2"),
                     arn);
    assert_int_equal(spelling(NULL, Q_VOICE_NONE, 0), arn); // nobody was found
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(voices_of_statements, set_up, tear_down),
        cmocka_unit_test_setup_teardown(spellings_are_told_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sums_follow_what_comes_and_goes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_the_ledger_gives, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
