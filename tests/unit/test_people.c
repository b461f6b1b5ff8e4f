// src/archive/person: who is one person, by rule and by decision, in whatever order it
// came.
#include "archive/person/apply.h"
#include "archive/person/joining.h"
#include "archive/person/people.h"
#include "archive/person/voice.h"
#include "archive/schema.h"
#include "base/hash.h"
#include "base/limits.h"
#include "random_below.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static struct quoth_archive archive;
static struct q_db *const db = &archive.db;
static struct q_arena arena;
static const uint8_t id[16];

static int set_up(void **state)
{
    (void)state;
    archive = (struct quoth_archive){.who = Q_STR("Jane Roe")};
    q_arena_init(&arena, Q_MAX_ARENA);
    q_arena_init(&archive.arena, Q_MAX_ARENA);
    if (sqlite3_open(":memory:", &db->handle) != SQLITE_OK)
        return 1;
    q_schema_make(db);
    return db->failed.status != QUOTH_OK;
}

static int tear_down(void **state)
{
    (void)state;
    quoth_status status = q_db_status(db, NULL);
    q_db_close(db);
    q_arena_release(&arena);
    q_arena_release(&archive.arena);
    q_arena_release(&archive.deciding);
    return status != QUOTH_OK;
}

static int64_t article;

// Somebody of that name speaks in so many articles.
static void speaks(const char *name, enum q_work work, int articles)
{
    struct q_voice voice = {q_str_from(name), Q_VOICE_PERSON, Q_NO_STR, (int)work};
    for (int i = 0; i < articles; i++)
        q_voice_add(db, q_voice_spelling(db, &voice, id), ++article, Q_STR("\0"), 1);
}

static quoth_str person_of(const char *name, enum q_work work)
{
    static char out[256];
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT person FROM spelling WHERE text = ?1 AND work = ?2");
    q_db_bind_text(db, ask, 1, q_str_from(name));
    q_db_bind(db, ask, 2, work);
    quoth_str found = q_db_row(db, ask) ? q_db_text(ask, 0) : Q_STR("(nobody)");
    size_t len = found.ptr && found.len < sizeof out ? found.len : 0;
    if (len > 0)
        memcpy(out, found.ptr, len);
    q_db_done(db, ask);
    return q_str(out, len);
}

static void assert_is(const char *name, enum q_work work, const char *want)
{
    quoth_str got = person_of(name, work);
    if (!q_str_equal(got, q_str_from(want)))
        fail_msg("%s is %.*s, not %s", name, (int)got.len, got.ptr, want);
}

static void settle(void)
{
    q_people_settle(db);
    assert_int_equal(db->failed.status, QUOTH_OK);
}

static void spellings_of_one_name(void **state)
{
    (void)state;
    speaks("Nikolai Tolshev", Q_WORK_POLITICS, 2);
    speaks("Nikolay Tolshev", Q_WORK_NONE, 1);
    speaks("NIKOLAJ TOLSHEV", Q_WORK_NONE, 1);
    speaks("Viktor Tolshev", Q_WORK_POLITICS, 1);
    speaks("Bob Lindholm", Q_WORK_POLITICS, 5);
    speaks("Robert Q. Lindholm", Q_WORK_POLITICS, 1);
    speaks("Robert R. Lindholm", Q_WORK_SPORT, 1);
    speaks("Roberta Lindholm", Q_WORK_POLITICS, 1);
    settle();
    assert_is("Nikolay Tolshev", Q_WORK_NONE, "nikolai-tolshev");
    assert_is("NIKOLAJ TOLSHEV", Q_WORK_NONE, "nikolai-tolshev");
    assert_is("Viktor Tolshev", Q_WORK_POLITICS, "viktor-tolshev");
    assert_is("Robert Q. Lindholm", Q_WORK_POLITICS, "bob-lindholm");
    assert_is("Robert R. Lindholm", Q_WORK_SPORT, "robert-r-lindholm");
    assert_is("Roberta Lindholm", Q_WORK_POLITICS, "roberta-lindholm");
    quoth_str found = q_people_find(db, Q_STR("nikolaj-tolshev"), &arena);
    assert_true(q_str_equal(found, Q_STR("nikolai-tolshev")));
    assert_int_equal(q_db_number(db, "SELECT statements FROM person"
                                     " WHERE person = 'nikolai-tolshev'"
                                     " AND name = 'Nikolai Tolshev'"),
                     4);
}

static void kin_are_told_apart(void **state)
{
    (void)state;
    speaks("Arn Lindholm", Q_WORK_POLITICS, 20);
    speaks("Arn Lindholm Jr.", Q_WORK_BUSINESS, 4);
    speaks("Ebba Lindholm", Q_WORK_PRIVATE, 2);
    speaks("Lindholm", Q_WORK_NONE, 3);
    speaks("Mrs. Lindholm", Q_WORK_NONE, 1);
    speaks("Lindholm", Q_WORK_SPORT, 1);
    speaks("Odd K. Harsk Jr.", Q_WORK_LAW, 4); // how one paper writes the only one
    speaks("Odd Harsk", Q_WORK_LAW, 9);
    settle();
    assert_is("Arn Lindholm Jr.", Q_WORK_BUSINESS, "arn-lindholm-jr");
    assert_is("Ebba Lindholm", Q_WORK_PRIVATE, "ebba-lindholm");
    assert_is("Lindholm", Q_WORK_NONE, "arn-lindholm");
    assert_is("Lindholm", Q_WORK_SPORT, "lindholm");
    assert_is("Mrs. Lindholm", Q_WORK_NONE, "mrs-lindholm");
    assert_is("Odd K. Harsk Jr.", Q_WORK_LAW, "odd-harsk");
}

static void namesakes_are_told_by_their_work(void **state)
{
    (void)state;
    speaks("John Smith", Q_WORK_POLITICS, 3);
    speaks("John Smith", Q_WORK_SPORT, 2);
    speaks("John Smith", Q_WORK_NONE, 1);
    speaks("Smith", Q_WORK_NONE, 1); // whose is it?
    speaks("Odd Harsk", Q_WORK_POLITICS, 3);
    speaks("Odd Harsk", Q_WORK_SPORT, 2); // nobody else is called so
    settle();
    assert_is("John Smith", Q_WORK_POLITICS, "john-smith");
    assert_is("John Smith", Q_WORK_SPORT, "john-smith-sport");
    assert_is("John Smith", Q_WORK_NONE, "john-smith");
    assert_is("Smith", Q_WORK_NONE, "smith");
    assert_is("Odd Harsk", Q_WORK_SPORT, "odd-harsk");
}

// What looks like a way to write a name, and is another's.
static void what_looks_like_a_spelling_and_is_none(void **state)
{
    (void)state;
    speaks("Ebba Tolva-Lindholm", Q_WORK_POLITICS, 20);
    speaks("Ebba Lindholm", Q_WORK_POLITICS, 5);
    speaks("ex-Lindholm", Q_WORK_NONE, 1);
    speaks("Jane Roe and Arn Harsk", Q_WORK_POLITICS, 1);
    speaks("Arn Harsk", Q_WORK_POLITICS, 9);
    speaks("Sanne Odd Roe", Q_WORK_POLITICS, 2);
    speaks("Sanne Roe", Q_WORK_POLITICS, 9);
    speaks("Odd Roe", Q_WORK_NONE, 1); // of two surnames
    speaks("Lanny Brenn", Q_WORK_LAW, 20);
    speaks("Danny Brenn", Q_WORK_NONE, 1); // no slip: many are called so
    speaks("Bill Tolva", Q_WORK_POLITICS, 4);
    speaks("Will Tolva", Q_WORK_SPORT, 2);
    speaks("Hwang Yi", Q_WORK_POLITICS, 5);
    speaks("I", Q_WORK_NONE, 1);
    settle();
    assert_is("Ebba Lindholm", Q_WORK_POLITICS, "ebba-tolva-lindholm");
    assert_is("ex-Lindholm", Q_WORK_NONE, "ex-lindholm");
    assert_is("Jane Roe and Arn Harsk", Q_WORK_POLITICS, "");
    assert_is("Odd Roe", Q_WORK_NONE, "sanne-roe");
    assert_is("Danny Brenn", Q_WORK_NONE, "danny-brenn");
    assert_is("Will Tolva", Q_WORK_SPORT, "will-tolva");
    assert_is("I", Q_WORK_NONE, "i");
}

// ── Whatever the order ──

// What somebody says, and what is decided, of whoever is there by then.
static const struct {
    const char *name;
    enum q_work work;
} said[] = {
    {"Arn Lindholm", Q_WORK_POLITICS},
    {"A. Lindholm", Q_WORK_POLITICS},
    {"Lindholm", Q_WORK_NONE},
    {"Arne Lindholm", Q_WORK_POLITICS},
    {"Arn Q. Lindholm", Q_WORK_POLICE},
    {"Ebba Lindholm", Q_WORK_POLITICS},
    {"Lindholm Jr.", Q_WORK_NONE},
    {"John Smith", Q_WORK_SPORT},
    {"John Smith", Q_WORK_POLITICS},
    {"Jack Smith", Q_WORK_POLITICS},
    {"Smith", Q_WORK_NONE},
    {"Arn Lindholm", Q_WORK_POLITICS},
    {"Arn Lindholm", Q_WORK_NONE},
    {"Ebba Lindholm", Q_WORK_SPORT},
    {"John Smith", Q_WORK_SPORT},
    {"Mark McHarsk", Q_WORK_POLITICS},
    {"Mark Mc-Harsk", Q_WORK_POLITICS},
    {"Mc-Harsk", Q_WORK_NONE},
    {"Ebba Tolva Roe", Q_WORK_POLITICS},
    {"Tolva Roe", Q_WORK_NONE},
    {"Tolva-Roe", Q_WORK_NONE},
    {"Ebba Roe", Q_WORK_POLITICS},
    {"Ebba Roe", Q_WORK_POLITICS},
    {"Ebba Roe", Q_WORK_POLITICS},
    {"the Iron Mayor", Q_WORK_NONE},
    {"Odd Harsk", Q_WORK_POLITICS},
    {"Jane Roe and Odd Harsk", Q_WORK_POLITICS},
    {"Arn Lindholm", Q_WORK_POLITICS},
    {"Arn Lindholm", Q_WORK_POLITICS},
    {"Smith", Q_WORK_SPORT},
    {"Nikolai Tolvov", Q_WORK_POLITICS},
    {"Nikolay Tolvov", Q_WORK_POLITICS},
    {"Tolvov", Q_WORK_NONE},
};
static const struct {
    const char *verb, *payload;
} decided[] = {
    {"merge", "{\"person\": \"odd-harsk\", \"other\": \"iron-mayor\"}"},
    {"merge", "{\"person\": \"arn-lindholm\", \"other\": \"odd-harsk\"}"},
    {"never-merge", "{\"person\": \"nikolai-tolvov\", \"other\": \"nikolay-tolvov\"}"},
    {"alias", "{\"person\": \"ebba-roe\", \"spelling\": \"Smith\"}"},
    {"split", "{\"person\": \"arn-lindholm\", \"spelling\": \"Arne Lindholm\"}"},
    {"merge", "{\"person\": \"nobody\", \"other\": \"john-smith\"}"},
};
enum { SAID = sizeof said / sizeof *said, DECIDED = sizeof decided / sizeof *decided };

static void load_decisions(void)
{
    for (int i = 0; i < DECIDED; i++) {
        uint8_t salt[Q_LEDGER_SALT] = {(uint8_t)i};
        struct q_sha256 hash;
        char hex[Q_SHA256_HEX], digest[Q_LEDGER_HASH];
        quoth_str payload = q_str_from(decided[i].payload);
        q_sha256_init(&hash);
        q_sha256_add(&hash, salt, sizeof salt);
        q_sha256_add(&hash, payload.ptr, payload.len);
        q_sha256_end(&hash, hex);
        for (int d = 0; d < Q_LEDGER_HASH; d++)
            digest[d] = (char)(q_hex_digit(hex[2 * d]) << 4 | q_hex_digit(hex[2 * d + 1]));
        struct q_ledger_entry entry = {.at = 1,
                                       .who = Q_STR("Odd"),
                                       .verb = q_str_from(decided[i].verb),
                                       .salt = q_str((const char *)salt, sizeof salt),
                                       .payload = payload,
                                       .digest = q_str(digest, sizeof digest)};
        assert_true(q_ledger_load(db, &entry));
    }
    q_decisions_apply(&archive);
}

static void tell_all(char *out, size_t size)
{
    *out = '\0';
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT text || work || coalesce(person, '') FROM spelling UNION ALL"
                     " SELECT person || name || statements FROM person UNION ALL"
                     " SELECT was || '>' || person FROM person_was ORDER BY 1");
    while (q_db_row(db, ask)) {
        size_t len = strlen(out);
        int more = snprintf(out + len, size - len, "%s\n",
                            (const char *)sqlite3_column_text(ask, 0));
        assert_true(more > 0 && (size_t)more < size - len);
    }
    q_db_done(db, ask);
}

// Decided first or last, settled now and then, some of it gone again: the same people, the
// same ids, the same ways to them.
static void the_order_is_no_matter(void **state)
{
    char first[8192] = "";
    random_state = 1;
    for (int round = 0; round < 200; round++) {
        int order[SAID];
        for (int i = 0; i < SAID; i++) {
            int at = round ? (int)random_below((uint32_t)i + 1) : i;
            order[i] = order[at];
            order[at] = i;
        }
        int when = round ? (int)random_below(SAID + 1) : SAID;
        for (int i = 0; i <= SAID; i++) {
            if (i == when)
                load_decisions();
            if (i == SAID)
                break;
            speaks(said[order[i]].name, said[order[i]].work, 1);
            if (round && random_below(3) == 0)
                settle();
            if (round && random_below(4) == 0) { // comes, and goes
                int other = (int)random_below(SAID);
                speaks(said[other].name, said[other].work, 1);
                if (random_below(2))
                    settle();
                struct q_voice voice = {q_str_from(said[other].name), Q_VOICE_PERSON,
                                        Q_NO_STR, (int)said[other].work};
                uint32_t spelling = (uint32_t)q_voice_spelling(db, &voice, id);
                q_voice_remove(db, article, &spelling, 1);
            }
        }
        settle();
        char all[8192];
        tell_all(all, sizeof all);
        if (!round)
            memcpy(first, all, sizeof all);
        for (size_t at = 0, line = 0; all[at] || first[at]; at++) {
            if (all[at] != first[at])
                fail_msg("round %d: %.60s, not %.60s", round, all + line, first + line);
            line = all[at] == '\n' ? at + 1 : line;
        }
        assert_int_equal(tear_down(state), 0);
        assert_int_equal(set_up(state), 0);
    }
}

// ── Decisions ──

static quoth_error error;

static quoth_status decide(quoth_verb verb, const char *person, const char *other,
                           uint64_t entry)
{
    quoth_decision decision = {.verb = verb,
                               .person = q_str_from(person),
                               .other = q_str_from(other),
                               .spelling = q_str_from(other),
                               .entry = entry,
                               .why = Q_STR("it is so")};
    return quoth_archive_decide(&archive, &decision, NULL, &error);
}

static void merging_holds_until_it_is_undone(void **state)
{
    (void)state;
    speaks("Arn Lindholm", Q_WORK_POLITICS, 2);
    speaks("the Iron Mayor", Q_WORK_NONE, 1);
    assert_int_equal(decide(QUOTH_VERB_MERGE, "arn-lindholm", "the Iron Mayor", 0),
                     QUOTH_OK);
    assert_is("the Iron Mayor", Q_WORK_NONE, "arn-lindholm");
    assert_int_equal(q_db_number(db, "SELECT statements FROM person"), 3);
    // It holds when more comes, in either block.
    speaks("the Iron Mayor", Q_WORK_NONE, 4);
    settle();
    assert_is("the Iron Mayor", Q_WORK_NONE, "arn-lindholm");
    assert_int_equal(q_db_number(db, "SELECT statements FROM person"), 7);
    speaks("Arn Lindholm", Q_WORK_POLITICS, 1);
    settle();
    assert_int_equal(q_db_number(db, "SELECT statements FROM person"), 8);
    // What makes no sense is refused, and not written.
    assert_int_equal(decide(QUOTH_VERB_MERGE, "arn-lindholm", "iron-mayor", 0),
                     QUOTH_EUSAGE);
    assert_int_equal(decide(QUOTH_VERB_MERGE, "arn-lindholm", "nobody", 0), QUOTH_EMISSING);
    assert_int_equal(decide(QUOTH_VERB_UNDO, NULL, NULL, 2), QUOTH_EMISSING);
    assert_int_equal(q_db_number(db, "SELECT count(*) FROM ledger"), 1);
    assert_int_equal(decide(QUOTH_VERB_UNDO, NULL, NULL, 1), QUOTH_OK);
    assert_is("the Iron Mayor", Q_WORK_NONE, "iron-mayor");
    assert_int_equal(decide(QUOTH_VERB_UNDO, NULL, NULL, 1), QUOTH_EUSAGE);
    assert_int_equal(decide(QUOTH_VERB_UNDO, NULL, NULL, 2), QUOTH_OK); // done again
    assert_is("the Iron Mayor", Q_WORK_NONE, "arn-lindholm");
    assert_int_equal(q_ledger_check(db, &error), QUOTH_OK);
}

// Who was merged from another block, and is not called so any more, leaves nothing there.
static void who_leaves_leaves_nothing(void **state)
{
    (void)state;
    speaks("Arn Lindholm", Q_WORK_NONE, 3);
    speaks("Ebba Harsk", Q_WORK_NONE, 1); // in the last article
    settle();
    assert_int_equal(decide(QUOTH_VERB_MERGE, "arn-lindholm", "ebba-harsk", 0), QUOTH_OK);
    assert_is("Ebba Harsk", Q_WORK_NONE, "arn-lindholm");
    assert_int_equal(q_db_number(db, "SELECT statements FROM person"), 4);
    struct q_voice voice = {Q_STR("Ebba Harsk"), Q_VOICE_PERSON, Q_NO_STR, 0};
    uint32_t spelling = (uint32_t)q_voice_spelling(db, &voice, id);
    q_voice_remove(db, article, &spelling, 1);
    settle();
    assert_int_equal(q_db_number(db, "SELECT statements FROM person"), 3);
    assert_int_equal(q_db_number(db, "SELECT count(*) FROM person_was"), 0);
}

// What was decided last holds, though it was decided before that they are one.
static void the_last_decision_holds(void **state)
{
    (void)state;
    speaks("Jane Roe", Q_WORK_NONE, 1);
    speaks("Arn Harsk", Q_WORK_NONE, 1);
    speaks("Ebba Tolva", Q_WORK_NONE, 1);
    assert_int_equal(decide(QUOTH_VERB_MERGE, "jane-roe", "arn-harsk", 0), QUOTH_OK);
    assert_int_equal(decide(QUOTH_VERB_MERGE, "ebba-tolva", "jane-roe", 0), QUOTH_OK);
    assert_is("Arn Harsk", Q_WORK_NONE, "ebba-tolva");
    assert_int_equal(decide(QUOTH_VERB_SPLIT, "ebba-tolva", "Jane Roe", 0), QUOTH_OK);
    quoth_str split = person_of("Jane Roe", Q_WORK_NONE);
    assert_true(q_str_starts(split, Q_STR("jane-roe-")));
    assert_is("Ebba Tolva", Q_WORK_NONE, "ebba-tolva");
    // And merged once more, after that.
    assert_int_equal(decide(QUOTH_VERB_MERGE, "ebba-tolva", "Jane Roe", 0), QUOTH_OK);
    assert_is("Jane Roe", Q_WORK_NONE, "ebba-tolva");
    assert_int_equal(decide(QUOTH_VERB_UNDO, NULL, NULL, 4), QUOTH_OK);
    assert_true(q_str_starts(person_of("Jane Roe", Q_WORK_NONE), Q_STR("jane-roe-")));
}

static void never_holds_until_it_is_undone(void **state)
{
    (void)state;
    speaks("Arn Lindholm", Q_WORK_POLITICS, 2);
    speaks("Ebba Harsk", Q_WORK_NONE, 1);
    assert_int_equal(decide(QUOTH_VERB_NEVER_MERGE, "arn-lindholm", "ebba-harsk", 0),
                     QUOTH_OK);
    assert_int_equal(decide(QUOTH_VERB_NEVER_MERGE, "ebba-harsk", "arn-lindholm", 0),
                     QUOTH_EUSAGE);
    assert_int_equal(decide(QUOTH_VERB_MERGE, "ebba-harsk", "arn-lindholm", 0),
                     QUOTH_EUSAGE);
    assert_int_equal(decide(QUOTH_VERB_ALIAS, "ebba-harsk", "Arn Lindholm", 0),
                     QUOTH_EUSAGE);
    assert_int_equal(decide(QUOTH_VERB_UNDO, NULL, NULL, 1), QUOTH_OK);
    assert_int_equal(decide(QUOTH_VERB_MERGE, "ebba-harsk", "arn-lindholm", 0), QUOTH_OK);
}

static void one_spelling_goes_to_another(void **state)
{
    (void)state;
    speaks("Arn Lindholm", Q_WORK_POLITICS, 9);
    speaks("Lindholm", Q_WORK_NONE, 2);
    speaks("Ebba Harsk", Q_WORK_NONE, 1);
    settle();
    assert_is("Lindholm", Q_WORK_NONE, "arn-lindholm");
    assert_int_equal(decide(QUOTH_VERB_ALIAS, "ebba-harsk", "Lindholm", 0), QUOTH_OK);
    assert_is("Lindholm", Q_WORK_NONE, "ebba-harsk");
    assert_int_equal(decide(QUOTH_VERB_UNDO, NULL, NULL, 1), QUOTH_OK);
    assert_is("Lindholm", Q_WORK_NONE, "arn-lindholm");
    assert_int_equal(decide(QUOTH_VERB_SPLIT, "ebba-harsk", "Lindholm", 0), QUOTH_EMISSING);
    assert_int_equal(decide(QUOTH_VERB_SPLIT, "ebba-harsk", "Ebba Harsk", 0), QUOTH_EUSAGE);
    assert_int_equal(decide(QUOTH_VERB_SPLIT, "arn-lindholm", "Lindholm", 0), QUOTH_OK);
    quoth_str own = person_of("Lindholm", Q_WORK_NONE);
    assert_true(q_str_starts(own, Q_STR("lindholm-")));
    // An alias may wait for its name.
    assert_int_equal(decide(QUOTH_VERB_ALIAS, "ebba-harsk", "the Fox", 0), QUOTH_OK);
    quoth_ledger_entry entry = {.entry = 0};
    for (uint64_t cursor = 0;
         quoth_archive_ledger(&archive, &cursor, &entry, &error) == QUOTH_OK;)
        continue;
    assert_string_equal(entry.state, "orphan");
    speaks("the Fox", Q_WORK_NONE, 1);
    settle();
    assert_is("the Fox", Q_WORK_NONE, "ebba-harsk");
}

// ── The ledger ──

static void the_ledger_is_a_chain(void **state)
{
    (void)state;
    struct q_ledger_entry first, entry;
    int64_t cursor = 0;
    assert_int_equal(q_ledger_add(db, 5, Q_STR("Jane"), Q_STR("merge"), Q_STR("{}")), 1);
    assert_int_equal(q_ledger_add(db, 6, Q_STR("Jane"), Q_STR("split"), Q_STR("{}")), 2);
    assert_int_equal(q_ledger_check(db, &error), QUOTH_OK);
    // The same entry, from another archive, is there already.
    assert_true(q_ledger_next(db, &cursor, &first));
    assert_int_equal(first.salt.len, Q_LEDGER_SALT);
    char salt[Q_LEDGER_SALT], digest[Q_LEDGER_HASH];
    memcpy(salt, first.salt.ptr, sizeof salt);
    memcpy(digest, first.digest.ptr, sizeof digest);
    entry = (struct q_ledger_entry){.at = 5,
                                    .who = Q_STR("Jane"),
                                    .verb = Q_STR("merge"),
                                    .salt = {salt, sizeof salt},
                                    .payload = Q_STR("{}"),
                                    .digest = {digest, sizeof digest},
                                    .hash = Q_NO_STR};
    assert_false(q_ledger_load(db, &entry));
    q_db_do(db, "DELETE FROM ledger");
    assert_true(q_ledger_load(db, &entry));
    assert_int_equal(q_ledger_check(db, &error), QUOTH_OK);
    // Its words may go; nothing else may change.
    q_db_do(db, "UPDATE ledger SET salt = NULL, payload = NULL");
    assert_int_equal(q_ledger_check(db, &error), QUOTH_OK);
    q_db_do(db, "UPDATE ledger SET who = 'Joan'");
    assert_int_equal(q_ledger_check(db, &error), QUOTH_EDAMAGED);
}

int main(void)
{
#define WITH_ARCHIVE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_ARCHIVE(spellings_of_one_name),
        WITH_ARCHIVE(kin_are_told_apart),
        WITH_ARCHIVE(namesakes_are_told_by_their_work),
        WITH_ARCHIVE(what_looks_like_a_spelling_and_is_none),
        WITH_ARCHIVE(the_order_is_no_matter),
        WITH_ARCHIVE(merging_holds_until_it_is_undone),
        WITH_ARCHIVE(who_leaves_leaves_nothing),
        WITH_ARCHIVE(the_last_decision_holds),
        WITH_ARCHIVE(never_holds_until_it_is_undone),
        WITH_ARCHIVE(one_spelling_goes_to_another),
        WITH_ARCHIVE(the_ledger_is_a_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
