/*
 * Fuzz target: an archive from anybody. The first byte says what the rest is:
 *
 *     even: the file          odd: edits of an archive that is whole
 *     & 2: it is written to, too
 *
 * An edit is of one value: which column of which table (of SQLite's own, too), which row,
 * how, and what that needs (`edit_value`); or of a byte of the file. Whatever is done with
 * the file then ends with a status that fits; what is printed is UTF-8; an archive of which
 * verify finds nothing wrong, written to or not, can be read whole; and of one that nobody
 * edited it finds nothing wrong, before and after.
 */
#include "archive/squeeze.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "scratch.h"

#include <sqlite3.h>

static struct scratch scratch;
static quoth_engine *engine;
static unsigned char *whole; // the bytes of a whole archive
static sqlite3_int64 whole_size;
static char article_id[QUOTH_ARTICLE_ID], statement_id[33];

// ── A whole archive ──

static void release(void)
{
    sqlite3_free(whole);
    quoth_engine_close(engine);
    scratch_remove(&scratch);
}

static quoth_str str_of(const char *s)
{
    return (quoth_str){s, strlen(s)};
}

static void decide(quoth_archive *archive, quoth_verb verb, const char *person,
                   const char *other, const char *spelling)
{
    const quoth_str statement = str_of(statement_id);
    quoth_decision decision = {.verb = verb,
                               .person = person ? str_of(person) : (quoth_str){NULL, 0},
                               .other = other ? str_of(other) : (quoth_str){NULL, 0},
                               .spelling =
                                   spelling ? str_of(spelling) : (quoth_str){NULL, 0}};
    if (verb == QUOTH_VERB_ACCEPT) {
        decision.statements = &statement;
        decision.statement_count = 1;
    }
    HOLD(quoth_archive_decide(archive, &decision, NULL, NULL) == QUOTH_OK);
}

static void remember_ids(quoth_archive *archive)
{
    quoth_question *question;
    quoth_results *results;
    quoth_article *article = quoth_article_new();
    quoth_statements *found = quoth_statements_new();
    quoth_hit hit;
    const quoth_search_options options = {.limit = 1};
    HOLD(quoth_question_parse(&question, str_of("bridge"), NULL) == QUOTH_OK);
    HOLD(quoth_archive_search(archive, question, &options, &results, NULL) == QUOTH_OK);
    HOLD(quoth_results_take(results, article, found, &hit, NULL) == QUOTH_OK);
    memcpy(statement_id, quoth_statements_at(found, hit.statement)->id,
           sizeof statement_id);
    snprintf(article_id, sizeof article_id, "%.*s", (int)quoth_article_id(article).len,
             quoth_article_id(article).ptr);
    quoth_results_free(results);
    quoth_question_free(question);
    quoth_statements_free(found);
    quoth_article_free(article);
}

static void fill_archive(quoth_archive *archive)
{
    static const char text[] =
        "Bridge to close\n\n\"The bridge will be closed until spring,\" said Jane Roe, the "
        "mayor of Lindholm, on Monday. \"We have no choice.\"\n\nArn Lindholm told the "
        "Herald that Roe had said the money was gone.\n";
    static const char page[] =
        "<html><head><title>Lock opens</title><meta property=\"article:published_time\" "
        "content=\"2031-06-08\"></head><body><article><h1>Lock opens</h1><p>The lock of "
        "Lindholm opened on Friday.</p><p>\"It took us nine years,\" J. Roe "
        "said.</p></article></body></html>";
    static const char lines[] = "{\"text\": \"“No,” he said.\", \"outlet\": \"O\"}\n"
                                "{\"text\": \"It rained.\"}\n";
    static const char forgotten[] = "{\"text\": \"“Sold,” Ivo Tarn said.\", "
                                    "\"url\": \"http://herald.example/1\"}\n";
    HOLD(scratch_add(archive, engine, "a.txt", str_of(text)) == QUOTH_OK);
    HOLD(scratch_add(archive, engine, "b.html", str_of(page)) == QUOTH_OK);
    HOLD(scratch_add(archive, engine, "c.jsonl", str_of(lines)) == QUOTH_OK);
    HOLD(scratch_add(archive, engine, "d.jsonl", str_of(forgotten)) == QUOTH_OK);
    HOLD(quoth_archive_settle(archive, NULL) == QUOTH_OK);
    remember_ids(archive);
    decide(archive, QUOTH_VERB_ACCEPT, NULL, NULL, NULL);
    decide(archive, QUOTH_VERB_RENAME, "jane-roe", NULL, "Jane A. Roe");
    decide(archive, QUOTH_VERB_ALIAS, "jane-roe", NULL, "Roe the elder");
    const quoth_forget_options forget = {.url = str_of("http://herald.example/1"),
                                         .why = str_of("asked")};
    HOLD(quoth_archive_forget(archive, engine, &forget, &(quoth_forgotten){0}, NULL) ==
         QUOTH_OK);
}

static void run_sql(sqlite3 *db, const char *sql)
{
    HOLD(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
}

// Without what keeps values in their type: a file of somebody else's need not have it.
static void loosen(sqlite3 *db)
{
    run_sql(db, "PRAGMA journal_mode = DELETE; PRAGMA page_size = 1024; VACUUM;"
                "PRAGMA writable_schema = ON;"
                "UPDATE sqlite_schema SET sql = replace(replace(replace(sql,"
                " ' NOT NULL', ''), ') STRICT, WITHOUT', ') WITHOUT'), ') STRICT', ')')"
                " WHERE type = 'table'");
}

static void make_whole(void)
{
    sqlite3 *db;
    // most of the time would go into asking ASan for memory
    HOLD(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 1200, 500) == SQLITE_OK);
    scratch_make(&scratch);
    atexit(release);
    HOLD(quoth_engine_open(&engine, NULL, NULL) == QUOTH_OK);
    quoth_archive *archive = scratch_open(&scratch);
    fill_archive(archive);
    quoth_archive_close(archive);
    HOLD(sqlite3_open(scratch.path, &db) == SQLITE_OK);
    loosen(db);
    whole = sqlite3_serialize(db, "main", &whole_size, 0);
    HOLD(whole);
    sqlite3_close(db);
}

// ── Edits ──

struct input {
    const uint8_t *at;
    size_t left;
};

// The next `count` bytes as a number; zeros where there are none.
static uint64_t take(struct input *input, int count)
{
    uint64_t number = 0;
    for (int i = 0; i < count && input->left; i++, input->at++, input->left--)
        number |= (uint64_t)*input->at << 8 * i;
    return number;
}

static quoth_str take_bytes(struct input *input)
{
    size_t len = take(input, 1);
    len = len < input->left ? len : input->left;
    quoth_str bytes = {(const char *)input->at, len};
    input->at += len;
    input->left -= len;
    return bytes;
}

enum { PLACES = 256, PLACE_NAME = 64, ARTICLES = 8 };

// A column that can be edited.
struct place {
    char table[PLACE_NAME], column[PLACE_NAME], key[PLACE_NAME];
};

static struct place places[PLACES];
static unsigned place_count;

static void find_places(sqlite3 *db)
{
    sqlite3_stmt *ask;
    static const char sql[] =
        "SELECT t.name, c.name, CASE WHEN t.wr THEN (SELECT group_concat(k.name) FROM"
        " pragma_table_info(t.name) k WHERE k.pk) ELSE 'rowid' END"
        " FROM pragma_table_list t JOIN pragma_table_info(t.name) c"
        " WHERE t.schema = 'main' AND t.type IN ('table', 'shadow') ORDER BY t.name, c.cid";
    HOLD(sqlite3_prepare_v2(db, sql, -1, &ask, NULL) == SQLITE_OK);
    while (sqlite3_step(ask) == SQLITE_ROW) {
        HOLD(place_count < PLACES);
        struct place *place = &places[place_count++];
        char *const names[] = {place->table, place->column, place->key};
        for (int i = 0; i < 3; i++)
            snprintf(names[i], PLACE_NAME, "%s", (const char *)sqlite3_column_text(ask, i));
    }
    sqlite3_finalize(ask);
}

// One row of a place; the statement's to finalize is the caller's.
static sqlite3_stmt *prepare(sqlite3 *db, const char *verb, const struct place *place,
                             unsigned row)
{
    char sql[512];
    sqlite3_stmt *ask = NULL;
    snprintf(sql, sizeof sql, "%s WHERE (%s) IN (SELECT %s FROM \"%s\" LIMIT 1 OFFSET %u)",
             verb, place->key, place->key, place->table, row);
    (void)sqlite3_prepare_v2(db, sql, -1, &ask, NULL); // NULL: an edit before broke it
    return ask;
}

static sqlite3_value *read_value(sqlite3 *db, const struct place *place, unsigned row)
{
    char verb[256];
    snprintf(verb, sizeof verb, "SELECT \"%s\" FROM \"%s\"", place->column, place->table);
    sqlite3_stmt *ask = prepare(db, verb, place, row);
    sqlite3_value *value = NULL;
    if (sqlite3_step(ask) == SQLITE_ROW)
        value = sqlite3_value_dup(sqlite3_column_value(ask, 0));
    sqlite3_finalize(ask);
    return value;
}

// The number of bytes of a value, and they.
static quoth_str bytes_of(sqlite3_value *value)
{
    const void *bytes = value ? sqlite3_value_blob(value) : NULL;
    return (quoth_str){bytes, bytes ? (size_t)sqlite3_value_bytes(value) : 0};
}

// What a packed column leans on: a source on nothing, a text and what is told of it on the
// source's bytes, a record on the text.
static void lean_on(sqlite3 *db, const struct place *place, unsigned row, struct q_buf *out)
{
    static const struct place source = {"source", "bytes", "rowid"},
                              text = {"article", "text", "rowid"};
    if (strcmp(place->column, "bytes") == 0)
        return;
    sqlite3_value *packed = read_value(db, &source, row);
    struct q_buf bytes;
    q_buf_init(&bytes, Q_MAX_LINE);
    (void)q_unsqueeze_most(&bytes, bytes_of(packed), Q_MAX_LINE, (quoth_str){"", 0}, NULL);
    sqlite3_value_free(packed);
    quoth_str held = {bytes.ptr ? bytes.ptr : "", bytes.len};
    if (strcmp(place->column, "record") == 0) {
        packed = read_value(db, &text, row);
        (void)q_unsqueeze_most(out, bytes_of(packed), Q_MAX_LINE, held, NULL);
        sqlite3_value_free(packed);
    } else {
        q_buf_add_str(out, held);
    }
    q_buf_release(&bytes);
}

// A byte of what is packed in a value is another one.
static void edit_packed(sqlite3 *db, const struct place *place, unsigned row,
                        struct q_buf *value, struct input *input)
{
    struct q_buf lean, raw;
    q_buf_init(&lean, Q_MAX_LINE);
    q_buf_init(&raw, Q_MAX_LINE);
    lean_on(db, place, row, &lean);
    quoth_str held = {lean.ptr ? lean.ptr : "", lean.len};
    quoth_str packed = {value->ptr ? value->ptr : "", value->len};
    uint64_t at = take(input, 2), byte = take(input, 1);
    if (q_unsqueeze_most(&raw, packed, Q_MAX_LINE, held, NULL) == QUOTH_OK && raw.len) {
        raw.ptr[at % raw.len] = (char)byte;
        q_buf_cut(value, 0);
        q_squeeze(value, (quoth_str){raw.ptr, raw.len}, held);
    }
    q_buf_release(&lean);
    q_buf_release(&raw);
}

enum how { NUMBER, TEXT, BLOB, NOTHING, BYTE, CUT, COPY, PACKED, DELETED, HOWS };

// The value that there was, edited.
static void edit_bytes(sqlite3 *db, const struct place *place, unsigned row, enum how how,
                       struct input *input, sqlite3_stmt *update)
{
    sqlite3_value *before =
        read_value(db, place, how == COPY ? (unsigned)take(input, 1) : row);
    struct q_buf value;
    q_buf_init(&value, Q_MAX_LINE);
    q_buf_add_str(&value, bytes_of(before));
    if (how == BYTE && value.len) {
        uint64_t at = take(input, 2);
        value.ptr[at % value.len] = (char)take(input, 1);
    } else if (how == CUT) {
        q_buf_cut(&value, take(input, 2) % (value.len + 1));
    } else if (how == PACKED) {
        edit_packed(db, place, row, &value, input);
    }
    if (before && sqlite3_value_type(before) == SQLITE_TEXT)
        sqlite3_bind_text(update, 1, value.ptr ? value.ptr : "", (int)value.len,
                          SQLITE_TRANSIENT);
    else if (before && (how != COPY || sqlite3_value_type(before) == SQLITE_BLOB))
        sqlite3_bind_blob(update, 1, value.ptr ? value.ptr : "", (int)value.len,
                          SQLITE_TRANSIENT);
    else if (before)
        sqlite3_bind_value(update, 1, before);
    q_buf_release(&value);
    sqlite3_value_free(before);
}

static void edit_value(sqlite3 *db, struct input *input)
{
    const struct place *place = &places[take(input, 1) % place_count];
    unsigned row = (unsigned)take(input, 1);
    enum how how = (enum how)(take(input, 1) % HOWS);
    char verb[256];
    if (how == DELETED)
        snprintf(verb, sizeof verb, "DELETE FROM \"%s\"", place->table);
    else
        snprintf(verb, sizeof verb, "UPDATE \"%s\" SET \"%s\" = ?1", place->table,
                 place->column);
    sqlite3_stmt *update = prepare(db, verb, place, row);
    if (how == NUMBER) {
        sqlite3_bind_int64(update, 1, (int64_t)take(input, 8));
    } else if (how == TEXT || how == BLOB) {
        quoth_str bytes = take_bytes(input);
        if (how == TEXT)
            sqlite3_bind_text(update, 1, bytes.ptr, (int)bytes.len, SQLITE_STATIC);
        else
            sqlite3_bind_blob(update, 1, bytes.ptr, (int)bytes.len, SQLITE_STATIC);
    } else if (how != NOTHING && how != DELETED && update) {
        edit_bytes(db, place, row, how, input, update);
    }
    (void)sqlite3_step(update);
    sqlite3_finalize(update);
}

// Up to the first edit of a byte of the file, which has the place PAGE; the rest are, too.
enum { PAGE = 255 };

static void edit_values(sqlite3 *db, struct input *input)
{
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    sqlite3_exec(db, "PRAGMA writable_schema = ON", NULL, NULL, NULL);
    while (input->left && *input->at != PAGE)
        edit_value(db, input);
}

// The edited archive, the caller's to free by sqlite3_free.
static unsigned char *edit(struct input *input, sqlite3_int64 *size)
{
    sqlite3 *db;
    unsigned char *bytes = sqlite3_malloc64((sqlite3_uint64)whole_size);
    HOLD(bytes && sqlite3_open(":memory:", &db) == SQLITE_OK);
    memcpy(bytes, whole, (size_t)whole_size);
    HOLD(sqlite3_deserialize(db, "main", bytes, whole_size, whole_size,
                             SQLITE_DESERIALIZE_FREEONCLOSE |
                                 SQLITE_DESERIALIZE_RESIZEABLE) == SQLITE_OK);
    if (!place_count)
        find_places(db);
    edit_values(db, input);
    unsigned char *edited = sqlite3_serialize(db, "main", size, 0);
    HOLD(edited);
    sqlite3_close(db);
    take(input, 1);
    while (input->left && *size) {
        uint64_t at = take(input, 3);
        edited[at % (uint64_t)*size] = (unsigned char)take(input, 1);
    }
    return edited;
}

static void write_file(const void *bytes, size_t size)
{
    scratch_unlink(&scratch);
    FILE *file = fopen(scratch.path, "wb");
    HOLD(file && (!size || fwrite(bytes, 1, size, file) == size));
    HOLD(fclose(file) == 0);
}

// ── What is done with it ──

static bool clean; // verify found nothing wrong

// What a damaged archive may answer, and one that is whole may not.
static void check_status(quoth_status status, const quoth_error *error)
{
    HOLD(!clean || status != QUOTH_EDAMAGED);
    HOLD(status == QUOTH_OK || status == QUOTH_END || status == QUOTH_EDAMAGED ||
         status == QUOTH_EMISSING || status == QUOTH_EUSAGE || status == QUOTH_EFORMAT ||
         status == QUOTH_ELIMIT || status == QUOTH_EVERSION || status == QUOTH_EIO);
    HOLD(status == QUOTH_OK || status == QUOTH_END || !error ||
         (error->status == status && error->message[0]));
}

static void check_text(quoth_str text)
{
    HOLD(q_utf8_check(text) == text.len);
}

static void print(const quoth_article *article, const quoth_statements *found)
{
    quoth_output *output = quoth_output_new();
    HOLD(output);
    for (int format = QUOTH_PRINT_NDJSON; format <= QUOTH_PRINT_TEXT; format++) {
        const quoth_print_options how = {.format = (quoth_print_format)format};
        quoth_error error;
        check_status(quoth_print(output, article, found, &how, &error), &error);
        check_status(quoth_print_article(output, article, &how, &error), &error);
    }
    check_text(quoth_output_text(output));
    quoth_output_free(output);
}

static void count_all(quoth_results *results)
{
    quoth_tally tally;
    quoth_histogram histogram;
    quoth_error error;
    for (int facet = 0; facet < QUOTH_FACETS; facet++)
        check_status(quoth_results_tally(results, (quoth_facet)facet, 0, &tally, &error),
                     &error);
    check_status(quoth_results_histogram(results, &histogram, &error), &error);
}

static void search(quoth_archive *archive, const char *text, quoth_order order)
{
    const quoth_search_options options = {.order = order, .by_article = order % 2};
    quoth_question *question;
    quoth_results *results;
    quoth_error error;
    HOLD(quoth_question_parse(&question, str_of(text), NULL) == QUOTH_OK);
    quoth_status status =
        quoth_archive_search(archive, question, &options, &results, &error);
    check_status(status, &error);
    if (status == QUOTH_OK) {
        quoth_article *article = quoth_article_new();
        quoth_statements *found = quoth_statements_new();
        quoth_hit hit;
        for (uint64_t row = 0; row <= quoth_results_shown(results); row++) {
            status = quoth_results_take(results, article, found, &hit, &error);
            check_status(status, &error);
            if (status != QUOTH_OK)
                break;
            HOLD(hit.statement < quoth_statements_count(found));
            if (!*text)
                print(article, found);
        }
        if (!*text)
            count_all(results);
        quoth_statements_free(found);
        quoth_article_free(article);
        quoth_results_free(results);
    }
    quoth_question_free(question);
}

static void search_all(quoth_archive *archive)
{
    static const char *const texts[] = {"",
                                        "bridge",
                                        "speaker:roe OR outlet:O",
                                        "person:jane-roe is:accepted",
                                        "kind:direct NOT source:lindholm",
                                        "said:2031.. published:..2031",
                                        "\"closed until\" NEAR spring",
                                        "to:herald OR via:herald OR url:example"};
    for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++)
        search(archive, texts[i], (quoth_order)(i % (QUOTH_ORDER_DOUBT + 1)));
}

static void ask_people(quoth_archive *archive)
{
    quoth_people people;
    quoth_person person;
    quoth_ledger_entry entry;
    quoth_review review;
    quoth_error error;
    uint64_t cursor = 0;
    check_status(
        quoth_archive_people(archive, (quoth_str){NULL, 0}, 0, NULL, &people, &error),
        &error);
    check_status(quoth_archive_people(archive, str_of("roe"), 2, NULL, &people, &error),
                 &error);
    check_status(quoth_archive_person(archive, str_of("jane-roe"), &person, &error),
                 &error);
    check_status(quoth_archive_review(archive, str_of(statement_id), &review, &error),
                 &error);
    quoth_status status;
    for (int n = 0; n < 100; n++) {
        status = quoth_archive_ledger(archive, &cursor, &entry, &error);
        check_status(status, &error);
        if (status != QUOTH_OK)
            break;
    }
}

static void ask_articles(quoth_archive *archive)
{
    quoth_article *article = quoth_article_new();
    quoth_statements *found = quoth_statements_new();
    quoth_output *output = quoth_output_new();
    quoth_origin origin;
    quoth_error error;
    const quoth_stat *stats;
    uint32_t index;
    size_t count;
    quoth_status status =
        quoth_archive_article(archive, str_of(article_id), article, found, &error);
    check_status(status, &error);
    if (status == QUOTH_OK)
        print(article, found);
    status = quoth_archive_statement(archive, str_of(statement_id), article, found, &index,
                                     &error);
    check_status(status, &error);
    HOLD(status != QUOTH_OK || index < quoth_statements_count(found));
    check_status(quoth_archive_origin(archive, str_of(article_id), &origin, &error),
                 &error);
    check_status(quoth_archive_stats(archive, 0, 1, &stats, &count, &error), &error);
    check_status(quoth_archive_brat(archive, str_of(article_id), output, &error), &error);
    check_text(quoth_output_text(output));
    quoth_output_clear(output);
    check_status(quoth_archive_evidence(archive, str_of(statement_id), output, &error),
                 &error);
    quoth_output_free(output);
    quoth_statements_free(found);
    quoth_article_free(article);
}

// Everything that was received, and everything as lines; no more of either than rows.
static void read_on(quoth_archive *archive)
{
    enum { MOST = 1000 };
    quoth_capture *capture = quoth_capture_new();
    quoth_article *article = quoth_article_new();
    quoth_dump *dump;
    quoth_error error;
    quoth_str lines;
    uint64_t cursor = 0;
    quoth_status status = QUOTH_OK;
    int calls = 0;
    while (status != QUOTH_END && ++calls < MOST) {
        status = quoth_archive_capture(archive, &cursor, capture, &error);
        check_status(status, &error);
        while (status == QUOTH_OK && quoth_capture_next(capture, article, NULL) == QUOTH_OK)
            check_text(quoth_article_text(article));
    }
    HOLD(calls < MOST);
    status = quoth_dump_open(&dump, archive, &error);
    check_status(status, &error);
    if (status == QUOTH_OK) {
        for (calls = 0; status != QUOTH_END && calls < MOST; calls++) {
            status = quoth_dump_next(dump, &lines, &error);
            check_status(status, &error);
            if (status == QUOTH_OK)
                check_text(lines);
        }
        HOLD(calls < MOST);
        quoth_dump_close(dump);
    }
    quoth_article_free(article);
    quoth_capture_free(capture);
}

static void found(void *context, const quoth_finding *finding)
{
    uint64_t *damaged = context;
    HOLD(finding->what.len && finding->message.len);
    check_text(finding->message);
    check_text(finding->which);
    *damaged += finding->damage != 0;
}

// How much is damaged; UINT64_MAX: it cannot be told.
static uint64_t verify(quoth_archive *archive)
{
    uint64_t told = 0;
    const quoth_verify_options options = {.found = found, .context = &told};
    quoth_verified verified;
    quoth_error error;
    quoth_status status = quoth_archive_verify(archive, &options, &verified, &error);
    check_status(status, &error);
    HOLD(status != QUOTH_OK || verified.damaged == told);
    return status == QUOTH_OK ? told : UINT64_MAX;
}

static void note(void *context, const quoth_note *one)
{
    (void)context;
    HOLD(one->what.len && one->message.len);
    check_text(one->message);
    check_text(one->advice);
}

static void ask_doctor(int fix)
{
    quoth_note_kind worst;
    quoth_error error;
    check_status(quoth_archive_doctor(scratch.path, fix, note, NULL, &worst, &error),
                 &error);
}

static void read_file(bool must_be_clean)
{
    quoth_archive *archive;
    quoth_error error;
    ask_doctor(0);
    quoth_status status = quoth_archive_open(&archive, scratch.path, NULL, &error);
    check_status(status, &error);
    if (status != QUOTH_OK)
        return;
    search_all(archive);
    ask_people(archive);
    clean = verify(archive) == 0;
    ask_articles(archive);
    read_on(archive);
    HOLD(clean || !must_be_clean);
    clean = false;
    quoth_archive_close(archive);
}

static void decide_and_add(quoth_archive *archive)
{
    static const char text[] = "\"It will open in May,\" said Jane Roe.\n";
    const quoth_str statement = str_of(statement_id);
    const quoth_decision decisions[] = {
        {.verb = QUOTH_VERB_MERGE,
         .person = str_of("jane-roe"),
         .other = str_of("arn-lindholm")},
        {.verb = QUOTH_VERB_REJECT, .statements = &statement, .statement_count = 1},
        {.verb = QUOTH_VERB_UNDO, .entry = 2}};
    quoth_error error;
    for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++)
        check_status(quoth_archive_decide(archive, &decisions[i], NULL, &error), &error);
    check_status(scratch_add(archive, engine, "d.txt", str_of(text)), NULL);
    check_status(quoth_archive_settle(archive, &error), &error);
    const quoth_forget_options forget = {.speaker = str_of("arn-lindholm"),
                                         .why = str_of("asked")};
    quoth_forgotten forgotten;
    check_status(quoth_archive_forget(archive, engine, &forget, &forgotten, &error),
                 &error);
}

static void damaged(void *context, const quoth_error *error)
{
    (void)context;
    check_status(error->status, error);
}

static void difference(void *context, const quoth_difference *one)
{
    (void)context;
    HOLD(one->article && (one->before || one->after));
}

static void put_again(quoth_archive *from, quoth_archive *into)
{
    quoth_capture *capture = quoth_capture_new();
    quoth_article *article = quoth_article_new();
    quoth_statements *statements = quoth_statements_new();
    quoth_entry *entry = quoth_entry_new();
    quoth_error error;
    quoth_status status = QUOTH_OK;
    for (uint64_t cursor = 0; status != QUOTH_END;) {
        status = quoth_archive_capture(from, &cursor, capture, &error);
        check_status(status, &error);
        if (status != QUOTH_OK)
            continue;
        check_status(quoth_entry_start(entry, capture, &error), &error);
        while (quoth_capture_next(capture, article, &error) == QUOTH_OK) {
            HOLD(quoth_extract(engine, article, NULL, statements, NULL) == QUOTH_OK);
            HOLD(quoth_entry_add(entry, article, statements, NULL) == QUOTH_OK);
        }
        check_status(quoth_archive_put(into, entry, NULL, &error), &error);
    }
    quoth_entry_free(entry);
    quoth_statements_free(statements);
    quoth_article_free(article);
    quoth_capture_free(capture);
}

static void rebuild(quoth_archive *archive)
{
    quoth_rebuild *again;
    quoth_error error;
    quoth_status status = quoth_rebuild_open(&again, archive, damaged, NULL, &error);
    check_status(status, &error);
    if (status != QUOTH_OK)
        return;
    put_again(archive, quoth_rebuild_archive(again));
    check_status(quoth_archive_settle(quoth_rebuild_archive(again), &error), &error);
    check_status(quoth_rebuild_compare(again, difference, NULL, &error), &error);
    check_status(quoth_rebuild_commit(again, &error), &error);
    quoth_rebuild_close(again);
}

static void write_to_file(bool must_be_clean)
{
    const quoth_archive_options options = {.access = QUOTH_ACCESS_WRITE, .who = "fuzz"};
    quoth_archive *archive;
    quoth_error error;
    ask_doctor(1);
    quoth_status status = quoth_archive_open(&archive, scratch.path, &options, &error);
    check_status(status, &error);
    if (status != QUOTH_OK)
        return;
    decide_and_add(archive);
    rebuild(archive);
    clean = verify(archive) == 0;
    read_on(archive);
    HOLD(clean || !must_be_clean);
    clean = false;
    quoth_archive_close(archive);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!engine)
        make_whole();
    if (!size)
        return 0;
    if (data[0] & 1) {
        struct input input = {data + 1, size - 1};
        sqlite3_int64 edited_size;
        unsigned char *edited = edit(&input, &edited_size);
        write_file(edited, (size_t)edited_size);
        sqlite3_free(edited);
    } else {
        write_file(data + 1, size - 1);
    }
    bool edited = !(data[0] & 1) || size > 1;
    read_file(!edited);
    if (data[0] & 2)
        write_to_file(!edited);
    return 0;
}
