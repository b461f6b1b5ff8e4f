// src/archive: statements that people accept, reject, edit and give to other speakers; and
// all of that undone, rebuilt, loaded and forgotten.
#include "archive/column.h"
#include "archive/ledger.h"
#include "archive/person/tell.h"
#include "with_store.h"

static struct store *store;

static int set_up(void **state)
{
    store = calloc(1, sizeof *store);
    store_init(store);
    quoth_archive_options options = {.access = QUOTH_ACCESS_MAKE, .who = "Jane Roe"};
    assert_int_equal(
        quoth_archive_open(&store->archive, store->path, &options, &store->error),
        QUOTH_OK);
    *state = store;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_release(store);
    free(store);
    return 0;
}

static const struct told bridge = {
    .text = "\"We sell the bridge,\" said Arn. \"N\xc3\xb8t the tower,\" he said.",
    .outlet = "The Herald",
    .published = "2018-04-24",
    .speaker = "Arn Lindholm"};
static const struct told quay = {.text = "\"The quay is open,\" it was said.",
                                 .published = "2018-05-01"};
static const struct told mill = {.text = "\"The mill is shut,\" said Ebba.",
                                 .published = "2018-05-02",
                                 .speaker = "Ebba Harsk"};

enum { IDS = 4 };
static char ids[IDS][33]; // bridge, tower, quay, mill

static void put_all(void)
{
    assert_int_equal(store_put(store, &bridge), QUOTH_OK);
    assert_int_equal(store->statements->count, 2);
    memcpy(ids[0], store->statements->at[0].id, 33);
    memcpy(ids[1], store->statements->at[1].id, 33);
    assert_int_equal(store_put(store, &quay), QUOTH_OK);
    memcpy(ids[2], store->statements->at[0].id, 33);
    assert_int_equal(store_put(store, &mill), QUOTH_OK);
    memcpy(ids[3], store->statements->at[0].id, 33);
    assert_int_equal(quoth_archive_settle(store->archive, &store->error), QUOTH_OK);
}

static quoth_status decide(quoth_decision decision, const char *id, uint64_t *entry)
{
    quoth_str one = q_str_from(id);
    decision.statements = id ? &one : NULL;
    decision.statement_count = id ? 1 : 0;
    return quoth_archive_decide(store->archive, &decision, entry, &store->error);
}

static uint64_t decided(quoth_decision decision, const char *id)
{
    uint64_t entry = 0;
    if (decide(decision, id, &entry) != QUOTH_OK)
        fail_msg("decide: %s", store->error.message);
    return entry;
}

static uint64_t undo(uint64_t entry)
{
    return decided((quoth_decision){.verb = QUOTH_VERB_UNDO, .entry = entry}, NULL);
}

static quoth_review review_of(const char *id)
{
    quoth_review review;
    if (quoth_archive_review(store->archive, q_str_from(id), &review, &store->error))
        fail_msg("review: %s", store->error.message);
    return review;
}

static void assert_judged(const char *id, quoth_judged judged, uint64_t entry)
{
    quoth_review review = review_of(id);
    assert_int_equal(review.judged, judged);
    assert_int_equal(review.entry, entry);
}

static void accepts_and_rejects(void **state)
{
    (void)state;
    put_all();
    assert_judged(ids[0], QUOTH_JUDGED_NOT, 0);
    uint64_t accepted = decided((quoth_decision){.verb = QUOTH_VERB_ACCEPT}, ids[0]);
    uint64_t rejected = decided((quoth_decision){.verb = QUOTH_VERB_REJECT}, ids[1]);
    assert_judged(ids[0], QUOTH_JUDGED_ACCEPTED, accepted);
    assert_judged(ids[1], QUOTH_JUDGED_REJECTED, rejected);
    assert_judged(ids[2], QUOTH_JUDGED_NOT, 0);
    quoth_review review = review_of(ids[0]);
    assert_true(q_str_equal(review.who, Q_STR("Jane Roe")));
    assert_true(review.at > 0);
    // The last about it holds; undone, the one before does again.
    uint64_t later = decided((quoth_decision){.verb = QUOTH_VERB_REJECT}, ids[0]);
    assert_judged(ids[0], QUOTH_JUDGED_REJECTED, later);
    uint64_t undone = undo(later);
    assert_judged(ids[0], QUOTH_JUDGED_ACCEPTED, accepted);
    undo(undone);
    assert_judged(ids[0], QUOTH_JUDGED_REJECTED, later);
    undo(rejected);
    assert_judged(ids[1], QUOTH_JUDGED_NOT, 0);
}

static void refuses_what_is_not_there(void **state)
{
    (void)state;
    put_all();
    quoth_decision accept = {.verb = QUOTH_VERB_ACCEPT};
    assert_int_equal(decide(accept, "9f86d081884c7d659a2feaa0c55ad015", NULL),
                     QUOTH_EMISSING);
    assert_int_equal(decide(accept, "9f86d081", NULL), QUOTH_EUSAGE);
    assert_int_equal(decide(accept, NULL, NULL), QUOTH_EUSAGE);
    assert_int_equal(store_number(store, "SELECT count(*) FROM ledger"), 0);
    quoth_review review;
    assert_int_equal(quoth_archive_review(store->archive,
                                          Q_STR("9f86d081884c7d659a2feaa0c55ad015"),
                                          &review, &store->error),
                     QUOTH_EMISSING);
}

// ── Other words ──

static quoth_decision edit_of(const quoth_span *content, uint32_t count)
{
    return (quoth_decision){.verb = QUOTH_VERB_EDIT, .content = {content, count}};
}

static void edits(void **state)
{
    (void)state;
    put_all();
    // "Nøt the": bytes here, code points in the ledger.
    const quoth_span content[] = {{33, 37}, {38, 41}}, cue[] = {{53, 57}};
    quoth_decision edit = edit_of(content, 2);
    edit.cue = (quoth_spans){cue, 1};
    uint64_t entry = decided(edit, ids[1]);
    quoth_review review = review_of(ids[1]);
    assert_int_equal(review.judged, QUOTH_JUDGED_EDITED);
    assert_int_equal(review.entry, entry);
    assert_int_equal(review.content.count, 2);
    assert_memory_equal(review.content.at, content, sizeof content);
    assert_memory_equal(review.cue.at, cue, sizeof cue);
    assert_int_equal(review.source.count, 0);
    uint64_t cursor = 0;
    quoth_ledger_entry told;
    assert_int_equal(quoth_archive_ledger(store->archive, &cursor, &told, &store->error),
                     QUOTH_OK);
    assert_true(q_str_has_nocase(told.payload, Q_STR("\"content\": [[33, 36], [37, 40]], "
                                                     "\"cue\": [[52, 56]]")));
    assert_string_equal(told.state, "holds");
    undo(entry);
    assert_judged(ids[1], QUOTH_JUDGED_NOT, 0);
}

static void edits_no_nonsense(void **state)
{
    (void)state;
    put_all();
    static const quoth_span none[] = {{34, 34}}, inside[] = {{33, 35}}, far[] = {{34, 900}},
                            back[] = {{40, 44}, {34, 38}}, over[] = {{34, 40}, {39, 44}},
                            good[] = {{33, 37}}, found[] = {{33, 48}};
    const quoth_spans wrong[] = {{NULL, 0}, {none, 1}, {inside, 1}, {far, 1},
                                 {back, 2}, {over, 2}, {found, 1}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(decide(edit_of(wrong[i].at, wrong[i].count), ids[1], NULL),
                         QUOTH_EUSAGE);
    quoth_decision edit = edit_of(good, 1);
    for (size_t i = 1; i < 6; i++) {
        edit.cue = wrong[i];
        edit.source = (quoth_spans){NULL, 0};
        assert_int_equal(decide(edit, ids[1], NULL), QUOTH_EUSAGE);
        edit.source = wrong[i];
        edit.cue = (quoth_spans){NULL, 0};
        assert_int_equal(decide(edit, ids[1], NULL), QUOTH_EUSAGE);
    }
    assert_int_equal(decide(edit_of(good, 1), NULL, NULL), QUOTH_EUSAGE);
    assert_int_equal(decide(edit_of(good, 1), "9f86d081884c7d659a2feaa0c55ad015", NULL),
                     QUOTH_EMISSING);
    assert_int_equal(store_number(store, "SELECT count(*) FROM ledger"), 0);
}

// What somebody else's ledger says of places that the text has not: no place is made up.
static void leaves_alone_what_does_not_fit(void **state)
{
    (void)state;
    static const quoth_span far[] = {{3, 900}}, good[] = {{0, 1}, {9, 10}};
    quoth_str text = Q_STR("\"N\xc3\xb8t it\"");
    struct q_arena arena;
    quoth_spans out;
    q_arena_init(&arena, 1 << 16);
    assert_false(q_edit_bytes(text, (quoth_spans){far, 1}, &arena, &out));
    assert_false(q_edit_bytes(text, (quoth_spans){good, 2}, &arena, &out));
    assert_true(q_edit_bytes(text, (quoth_spans){good, 1}, &arena, &out));
    assert_int_equal(out.at[0].end, 1);
    q_arena_release(&arena);
}

// ── Other speakers ──

static void assert_says(const char *id, const char *person, const char *name)
{
    quoth_question *question;
    quoth_results *results;
    quoth_hit hit;
    bool found = false;
    assert_int_equal(quoth_question_parse(&question, Q_STR(""), &store->error), QUOTH_OK);
    assert_int_equal(
        quoth_archive_search(store->archive, question, NULL, &results, &store->error),
        QUOTH_OK);
    while (quoth_results_take(results, store->article, store->statements, &hit,
                              &store->error) == QUOTH_OK) {
        if (strcmp(store->statements->at[hit.statement].id, id) != 0)
            continue;
        found = true;
        if (!q_str_equal(hit.person, told_str(person)))
            fail_msg("%.*s says it, not %s", (int)hit.person.len, hit.person.ptr, person);
        if (person)
            assert_true(q_str_equal(hit.person_name, told_str(name)));
    }
    assert_true(found);
    quoth_results_free(results);
    quoth_question_free(question);
}

static void assert_sound(void)
{
    quoth_verified verified;
    assert_int_equal(quoth_archive_verify(store->archive,
                                          &(quoth_verify_options){.no_reading = 1},
                                          &verified, &store->error),
                     QUOTH_OK);
    assert_int_equal(verified.damaged, 0);
    assert_int_equal(verified.orphans, 0);
}

// What is decided of a statement whose article is damaged is no orphan.
static void tells_what_cannot_be_read(void **state)
{
    (void)state;
    static const char *const states[] = {"unread", "holds"};
    put_all();
    decided((quoth_decision){.verb = QUOTH_VERB_ACCEPT}, ids[2]);
    decided((quoth_decision){.verb = QUOTH_VERB_ACCEPT}, ids[3]);
    q_db_do(&store->archive->db, "UPDATE article SET text = zeroblob(9) WHERE article = 2");
    uint64_t cursor = 0;
    for (int i = 0; i < 2; i++) {
        quoth_ledger_entry told;
        assert_int_equal(
            quoth_archive_ledger(store->archive, &cursor, &told, &store->error), QUOTH_OK);
        assert_string_equal(told.state, states[i]);
    }
}

static uint64_t give(const char *id, const char *person, const char *name)
{
    return decided((quoth_decision){.verb = QUOTH_VERB_SPEAKER,
                                    .person = told_str(person),
                                    .spelling = told_str(name)},
                   id);
}

static void gives_statements_to_speakers(void **state)
{
    (void)state;
    put_all();
    assert_says(ids[2], NULL, NULL);
    uint64_t arn = give(ids[2], "arn-lindholm", NULL); // whose speaker nobody knew
    assert_says(ids[2], "arn-lindholm", "Arn Lindholm");
    assert_int_equal(review_of(ids[2]).speaker_entry, arn);
    assert_int_equal(review_of(ids[2]).judged, QUOTH_JUDGED_NOT);
    quoth_person person;
    assert_int_equal(
        quoth_archive_person(store->archive, Q_STR("Arn Lindholm"), &person, &store->error),
        QUOTH_OK);
    assert_int_equal(person.statements, 3);
    assert_int_equal(person.spelling_count, 1);
    assert_sound();
    uint64_t ebba = give(ids[0], "Ebba Harsk", NULL);
    assert_says(ids[0], "ebba-harsk", "Ebba Harsk");
    uint64_t roe = give(ids[0], NULL, " Jane Roe "); // who is new
    assert_says(ids[0], "jane-roe", "Jane Roe");
    assert_sound();
    // Not hers after all, and then again.
    uint64_t split = decided(
        (quoth_decision){.verb = QUOTH_VERB_SPLIT, .person = Q_STR("jane-roe")}, ids[0]);
    assert_int_equal(review_of(ids[0]).speaker_entry, split);
    undo(split);
    assert_says(ids[0], "jane-roe", "Jane Roe");
    undo(roe);
    assert_says(ids[0], "ebba-harsk", "Ebba Harsk");
    // Whom no article names any more is still the one who was chosen.
    uint64_t other = give(ids[3], NULL, "Jane Roe");
    assert_says(ids[3], "jane-roe", "Jane Roe");
    assert_says(ids[0], "ebba-harsk", "Ebba Harsk");
    assert_sound();
    undo(other);
    undo(ebba);
    assert_says(ids[0], "arn-lindholm", "Arn Lindholm");
    assert_says(ids[3], "ebba-harsk", "Ebba Harsk");
    undo(arn);
    assert_says(ids[2], NULL, NULL);
    assert_int_equal(review_of(ids[2]).speaker_entry, 0);
    assert_sound();
    quoth_decision nobody = {.verb = QUOTH_VERB_SPEAKER, .spelling = Q_STR("  ")};
    assert_int_equal(decide(nobody, ids[0], NULL), QUOTH_EUSAGE);
    nobody.person = Q_STR("odd-harsk");
    assert_int_equal(decide(nobody, ids[0], NULL), QUOTH_EMISSING);
}

// What comes from outside is of any shape: none but its own tokens turn a page.
static void pages_of_people(void **state)
{
    (void)state;
    static const char *const rests[] = {
        "",      "-",     "-1",    "-1-",    "--1-a",
        "- 1-a", "-+1-a", "-1x-a", "-0x1-a", "-99999999999999999999999999-a",
        NULL};
    quoth_people people;
    char first[128], token[128];
    put_all();
    assert_int_equal(
        quoth_archive_people(store->archive, Q_NO_STR, 1, NULL, &people, &store->error),
        QUOTH_OK);
    assert_int_equal(people.count, 1);
    assert_true(people.total > 1);
    assert_non_null(people.next);
    snprintf(first, sizeof first, "%.*s", (int)people.at[0].id.len, people.at[0].id.ptr);
    snprintf(token, sizeof token, "%s", people.next);
    assert_int_equal(
        quoth_archive_people(store->archive, Q_NO_STR, 1, token, &people, &store->error),
        QUOTH_OK);
    assert_int_equal(people.count, 1);
    assert_false(q_str_equal(people.at[0].id, q_str_from(first)));
    char *behind = strchr(token, '-'); // the question, which stays
    for (const char *const *rest = rests; *rest; rest++) {
        snprintf(behind, sizeof token - (size_t)(behind - token), "%s", *rest);
        if (quoth_archive_people(store->archive, Q_NO_STR, 1, token, &people,
                                 &store->error) != QUOTH_EUSAGE)
            fail_msg("%s is a token", token);
    }
}

static uint64_t total_of(const char *text)
{
    quoth_question *question;
    quoth_results *results;
    assert_int_equal(quoth_question_parse(&question, q_str_from(text), &store->error),
                     QUOTH_OK);
    assert_int_equal(
        quoth_archive_search(store->archive, question, NULL, &results, &store->error),
        QUOTH_OK);
    uint64_t total = quoth_results_total(results);
    quoth_results_free(results);
    quoth_question_free(question);
    return total;
}

static void renames(void **state)
{
    (void)state;
    put_all();
    quoth_decision rename = {.verb = QUOTH_VERB_RENAME,
                             .person = Q_STR("arn-lindholm"),
                             .spelling = Q_STR("Arn P. Lindholm")};
    uint64_t renamed = decided(rename, NULL);
    assert_says(ids[0], "arn-lindholm", "Arn P. Lindholm");
    assert_int_equal(decide(rename, NULL, NULL), QUOTH_EUSAGE); // he goes by it
    assert_sound();
    // By that name he is found, and by what articles call him.
    quoth_person person;
    assert_int_equal(quoth_archive_person(store->archive, Q_STR("Arn P. Lindholm"), &person,
                                          &store->error),
                     QUOTH_OK);
    assert_true(q_str_equal(person.id, Q_STR("arn-lindholm")));
    quoth_people people;
    assert_int_equal(quoth_archive_people(store->archive, Q_STR("Arn P. Lindholm"), 0, NULL,
                                          &people, &store->error),
                     QUOTH_OK);
    assert_int_equal(people.total, 1);
    assert_int_equal(total_of("speaker:\"arn p lindholm\""), 2);
    // Merged into another, he goes by that one's name; undone, by his own again.
    uint64_t merged = decided((quoth_decision){.verb = QUOTH_VERB_MERGE,
                                               .person = Q_STR("ebba-harsk"),
                                               .other = Q_STR("arn-lindholm")},
                              NULL);
    assert_says(ids[0], "ebba-harsk", "Ebba Harsk");
    assert_sound();
    undo(merged);
    assert_says(ids[0], "arn-lindholm", "Arn P. Lindholm");
    undo(renamed);
    assert_says(ids[0], "arn-lindholm", "Arn Lindholm");
    assert_sound();
}

// What was decided of others stays as it is when somebody else is settled.
static void stays_when_others_are_settled(void **state)
{
    (void)state;
    put_all();
    decided((quoth_decision){.verb = QUOTH_VERB_RENAME,
                             .person = Q_STR("arn-lindholm"),
                             .spelling = Q_STR("Arn P. Lindholm")},
            NULL);
    give(ids[1], "arn-lindholm", NULL);
    decided((quoth_decision){.verb = QUOTH_VERB_MERGE,
                             .person = Q_STR("ebba-harsk"),
                             .other = Q_STR("arn-lindholm")},
            NULL);
    give(ids[2], NULL, "Mira Falk"); // who has nothing to do with them
    assert_says(ids[0], "ebba-harsk", "Ebba Harsk");
    assert_says(ids[1], "ebba-harsk", "Ebba Harsk");
    assert_says(ids[2], "mira-falk", "Mira Falk");
    assert_int_equal(store_number(store, "SELECT count(*) FROM renamed"), 0);
    assert_sound();
}

// All that articles call him is given to him by decision: he goes by his name still.
static void is_renamed_and_chosen(void **state)
{
    (void)state;
    put_all();
    decided((quoth_decision){.verb = QUOTH_VERB_RENAME,
                             .person = Q_STR("ebba-harsk"),
                             .spelling = Q_STR("Ebba O. Harsk")},
            NULL);
    give(ids[3], "ebba-harsk", NULL);
    assert_says(ids[3], "ebba-harsk", "Ebba O. Harsk");
    assert_int_equal(
        store_number(store, "SELECT count(*) FROM renamed WHERE person = 'ebba-harsk'"), 1);
    assert_sound();
}

// ── Questions ──

static void is_asked_for(void **state)
{
    (void)state;
    static const quoth_span content[] = {{1, 8}};
    put_all();
    decided((quoth_decision){.verb = QUOTH_VERB_ACCEPT}, ids[0]);
    decided((quoth_decision){.verb = QUOTH_VERB_REJECT}, ids[1]);
    uint64_t edited = decided(edit_of(content, 1), ids[2]);
    assert_int_equal(total_of("is:accepted"), 1);
    assert_int_equal(total_of("is:rejected"), 1);
    assert_int_equal(total_of("is:edited"), 1);
    assert_int_equal(total_of("is:reviewed"), 3);
    assert_int_equal(total_of("-is:reviewed"), 1);
    assert_int_equal(total_of("tower"), 1);
    assert_int_equal(total_of("tower -is:rejected"), 0);
    undo(edited);
    assert_int_equal(total_of("is:reviewed"), 2);
    // What comes again from another page, or leads otherwise, is judged as it was.
    struct told again = bridge;
    again.bytes = "the same article on another page";
    again.published = "2018-04-23";
    assert_int_equal(store_put(store, &again), QUOTH_OK);
    assert_int_equal(store->added.joined, 1);
    assert_int_equal(quoth_archive_settle(store->archive, &store->error), QUOTH_OK);
    assert_int_equal(total_of("is:accepted"), 1);
    assert_int_equal(total_of("is:rejected"), 1);
}

// ── Format 1 ──

static void run_sql(const char *sql)
{
    sqlite3 *handle;
    char *message = NULL;
    assert_int_equal(sqlite3_open(store->path, &handle), SQLITE_OK);
    if (sqlite3_exec(handle, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(handle);
}

static struct q_column column_of(const char *id)
{
    struct q_column column;
    char sql[200];
    int64_t key = 0;
    sqlite3_stmt *ask = NULL;
    assert_int_equal(q_find_statement(store->archive, q_str_from(id), &key, &store->error),
                     QUOTH_OK);
    snprintf(sql, sizeof sql, "SELECT columns FROM statements WHERE first = %d", (int)key);
    assert_int_equal(sqlite3_prepare_v2(store->archive->db.handle, sql, -1, &ask, NULL), 0);
    assert_int_equal(sqlite3_step(ask), SQLITE_ROW);
    assert_int_equal(q_columns_unpack(q_db_bytes(ask, 0), &column, 1, &store->error),
                     QUOTH_OK);
    sqlite3_finalize(ask);
    return column;
}

// As a load leaves it that is killed before it settles.
static void load_unsettled(const char *verb, const char *payload)
{
    struct q_db *db = &store->archive->db;
    q_db_begin(db);
    q_ledger_add(db, 1, Q_STR("Odd"), q_str_from(verb), q_str_from(payload));
    q_db_do(db, "INSERT OR IGNORE INTO unsettled VALUES ('')");
    q_db_commit(db);
    assert_int_equal(q_db_status(db, &store->error), QUOTH_OK);
}

static void judges_behind_what_was_loaded(void **state)
{
    (void)state;
    char payload[64];
    put_all();
    snprintf(payload, sizeof payload, "{\"statements\": [\"%s\"]}", ids[1]);
    load_unsettled("reject", payload);
    uint64_t accepted = decided((quoth_decision){.verb = QUOTH_VERB_ACCEPT}, ids[0]);
    assert_int_equal(accepted, 2);
    assert_judged(ids[0], QUOTH_JUDGED_ACCEPTED, 2);
    assert_judged(ids[1], QUOTH_JUDGED_REJECTED, 1);
    assert_int_equal(total_of("is:rejected"), 1);
    assert_int_equal(total_of("is:accepted"), 1);
}

// However much was decided before: the entries of others are not read.
static void judges_without_the_other_entries(void **state)
{
    (void)state;
    struct q_db *db = &store->archive->db;
    put_all();
    decided((quoth_decision){.verb = QUOTH_VERB_REJECT}, ids[0]);
    q_db_do(db, "UPDATE ledger SET payload = 'unread'");
    decided((quoth_decision){.verb = QUOTH_VERB_ACCEPT}, ids[0]);
    assert_int_equal(total_of("is:accepted"), 1);
    assert_int_equal(total_of("is:rejected"), 0);
    // Who undoes must know what held before.
    assert_int_equal(
        decide((quoth_decision){.verb = QUOTH_VERB_UNDO, .entry = 2}, NULL, NULL),
        QUOTH_EDAMAGED);
    assert_int_equal(total_of("is:accepted"), 1);
}

// Columns without the confidence of a speaker, a ledger with a split: as it was then.
static void brings_up_format_1(void **state)
{
    (void)state;
    char sql[1000];
    assert_int_equal(store_put(store, &quay), QUOTH_OK);
    memcpy(ids[2], store->statements->at[0].id, 33);
    assert_int_equal(store_put(store, &mill), QUOTH_OK);
    memcpy(ids[3], store->statements->at[0].id, 33);
    assert_int_equal(quoth_archive_settle(store->archive, &store->error), QUOTH_OK);
    decided((quoth_decision){.verb = QUOTH_VERB_SPLIT, .person = Q_STR("ebba-harsk")},
            ids[3]);
    uint32_t spelling = column_of(ids[3]).spelling;
    store_close(store);
    snprintf(sql, sizeof sql,
             "DROP TABLE given; DROP TABLE reviewed; DROP TABLE renamed; CREATE TABLE"
             " parted (statement BLOB PRIMARY KEY, work INTEGER NOT NULL, was INTEGER)"
             " STRICT, WITHOUT ROWID; INSERT INTO parted VALUES (x'%s', -5, 0);"
             "UPDATE statements SET columns = CAST (substr(columns, 1, 5) || "
             "substr(columns, 7) AS BLOB);"
             "PRAGMA user_version = 1",
             ids[3]);
    run_sql(sql);
    store_open(store, QUOTH_ACCESS_READ);
    assert_int_equal(store_number(store, "PRAGMA user_version"), 2);
    assert_int_equal(column_of(ids[2]).speaker_confidence, 0);
    assert_int_equal(column_of(ids[3]).speaker_confidence, 40);
    assert_int_equal(column_of(ids[3]).confidence, 90);
    assert_int_equal(column_of(ids[3]).spelling, spelling);
    assert_int_equal(store_number(store, "SELECT count(*) FROM given"), 1);
    assert_sound();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(accepts_and_rejects, set_up, tear_down),
        cmocka_unit_test_setup_teardown(edits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(edits_no_nonsense, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tells_what_cannot_be_read, set_up, tear_down),
        cmocka_unit_test(leaves_alone_what_does_not_fit),
        cmocka_unit_test_setup_teardown(gives_statements_to_speakers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pages_of_people, set_up, tear_down),
        cmocka_unit_test_setup_teardown(renames, set_up, tear_down),
        cmocka_unit_test_setup_teardown(stays_when_others_are_settled, set_up, tear_down),
        cmocka_unit_test_setup_teardown(is_renamed_and_chosen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(is_asked_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(brings_up_format_1, set_up, tear_down),
        cmocka_unit_test_setup_teardown(judges_behind_what_was_loaded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(judges_without_the_other_entries, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_is_not_there, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("review", tests, NULL, NULL);
}
