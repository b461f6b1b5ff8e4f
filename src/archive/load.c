#include "archive/load.h"

#include "archive/dump.h"
#include "archive/entry.h"
#include "archive/ledger.h"
#include "archive/load_row.h"
#include "archive/put.h"
#include "archive/tomb.h"
#include "base/error.h"
#include "base/json_tree.h"
#include "base/limits.h"

#include <stdlib.h>

enum { KEEP = 4 * 1024 * 1024 }; // of memory, for the next capture

// Bytes of an article's id, of a capture's, and of both with its number there.
enum { ARTICLE = 32, CAPTURE = 16, LED = ARTICLE + CAPTURE + (int)sizeof(uint32_t) };

// Whose lines follow.
enum state {
    NOBODY,  // no capture was begun
    TAKING,  // the entry's
    PASSING, // of one that is there, or was forgotten
    SPOILT   // of one that is damaged
};

struct q_load {
    struct quoth_archive *archive;
    quoth_entry *entry;
    quoth_article *article;
    quoth_statements *statements;
    json_t *capture;    // the line that the entry's bytes stand in,
    struct q_buf bytes; // unless they stood in base64
    struct q_buf led;   // articles that other captures lead: id of each, and of its capture
    struct q_places places;
    struct q_known known;
    enum state state;
    bool headed;              // the first line was read
    uint32_t articles, found; // how many the capture has, and statements the article
    bool filled;              // `article` is, and not in the entry yet
    bool leads;               // and may have statements
};

struct q_load *q_load_new(struct quoth_archive *archive)
{
    struct q_load *load = calloc(1, sizeof *load);
    if (!load)
        return NULL;
    load->archive = archive;
    load->entry = quoth_entry_new();
    load->article = quoth_article_new();
    load->statements = quoth_statements_new();
    q_buf_init(&load->bytes, Q_MAX_LINE);
    q_buf_init(&load->led, Q_MAX_OUTPUT);
    if (load->entry && load->article && load->statements)
        return load;
    q_load_free(load);
    return NULL;
}

void q_load_free(struct q_load *load)
{
    if (!load)
        return;
    quoth_entry_free(load->entry);
    json_decref(load->capture);
    quoth_article_free(load->article);
    quoth_statements_free(load->statements);
    q_buf_release(&load->bytes);
    q_buf_release(&load->led);
    free(load);
}

// ── Damage ──

void q_load_lost(struct q_load *load)
{
    if (load->state == TAKING)
        load->state = SPOILT;
    load->filled = false;
}

static quoth_status spoil(struct q_load *load, size_t at, const char *what,
                          quoth_error *error)
{
    enum { SHOWN = 8 }; // bytes of an id
    char id[2 * SHOWN + 1] = "", capture[64] = "";
    if (load->state == TAKING) {
        for (int i = 0; i < SHOWN; i++)
            snprintf(id + 2 * (size_t)i, 3, "%02x", load->entry->id[i]);
        snprintf(capture, sizeof capture, "; capture %s is not loaded", id);
    }
    q_load_lost(load);
    return q_error(error, QUOTH_EFORMAT, at, "%s%s", what, capture);
}

// ── What was told so far ──

static quoth_status finish_article(struct q_load *load, quoth_error *error)
{
    if (!load->filled)
        return QUOTH_OK;
    load->filled = false;
    if (load->statements->count != load->found)
        return spoil(load, 0, "an article without all of its statements", error);
    return quoth_entry_add(load->entry, load->article, load->statements, error);
}

static quoth_status flush(struct q_load *load, quoth_added *added, quoth_error *error)
{
    quoth_status status = QUOTH_OK;
    if (load->state == TAKING) {
        status = finish_article(load, error);
        if (status == QUOTH_OK && load->entry->count != load->articles)
            status = spoil(load, 0, "a capture without all of its articles", error);
        if (status == QUOTH_OK)
            status = quoth_archive_put(load->archive, load->entry, added, error);
    }
    json_decref(load->capture);
    load->capture = NULL;
    load->state = NOBODY;
    load->filled = false;
    return status;
}

// Statements stand with the capture that leads. Where that one was damaged, or is refused,
// nobody knows what is said in the article.
static quoth_status check_led(struct q_load *load, quoth_error *error)
{
    struct q_db *db = &load->archive->db;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT 1 FROM article a JOIN capture c USING (capture)"
                     " WHERE a.id = ?1 AND c.id = ?2 AND a.number = ?3");
    uint64_t alone = 0;
    if (load->led.failed)
        q_db_fail(db, q_buf_status(&load->led), "a dump of too many articles");
    for (size_t at = 0; at + LED <= load->led.len; at += LED) {
        q_db_bind_bytes(db, ask, 1, q_str(load->led.ptr + at, ARTICLE));
        q_db_bind_bytes(db, ask, 2, q_str(load->led.ptr + at + ARTICLE, CAPTURE));
        uint32_t number;
        memcpy(&number, load->led.ptr + at + ARTICLE + CAPTURE, sizeof number);
        q_db_bind(db, ask, 3, number);
        alone += q_db_row(db, ask);
        q_db_done(db, ask);
    }
    q_buf_clear(&load->led, KEEP);
    quoth_status status = q_db_status(db, error);
    return status != QUOTH_OK || alone == 0
               ? status
               : q_error(error, QUOTH_EFORMAT, QUOTH_NO_OFFSET,
                         "what is said in %llu of the articles is not known, as the "
                         "captures that "
                         "lead them were not loaded; quoth rebuild finds it",
                         (unsigned long long)alone);
}

quoth_status q_load_end(struct q_load *load, quoth_added *added, quoth_error *error)
{
    quoth_status status = flush(load, added, error);
    load->headed = false;
    return status == QUOTH_OK ? check_led(load, error) : status;
}

static void note_led(struct q_load *load, uint32_t number)
{
    uint8_t id[ARTICLE];
    (void)q_hex_read(load->article->id + sizeof "sha256:" - 1, sizeof id, id); // it is ours
    q_buf_add(&load->led, (const char *)id, sizeof id);
    q_buf_add(&load->led, (const char *)load->entry->id, CAPTURE);
    q_buf_add(&load->led, (const char *)&number, sizeof number);
}

// ── Wrong lines ──

static quoth_status wrong_key(struct q_load *load, const struct q_row *row,
                              quoth_error *error)
{
    char what[80];
    if (row->nomem)
        return q_error_nomem(error);
    snprintf(what, sizeof what, "\"%.40s\" is not what it should be", row->wrong);
    return spoil(load, 0, what, error);
}

static bool is_wrong(const struct q_row *row)
{
    return row->nomem || row->wrong;
}

static quoth_status no_dump(quoth_error *error)
{
    return q_error(error, QUOTH_EUSAGE, 0, "no dump of quoth");
}

// ── Lines ──

static quoth_status take_head(struct q_load *load, struct q_row *row, quoth_added *added,
                              quoth_error *error)
{
    uint64_t version = q_row_number(row, row->tree, "version", INT64_MAX);
    if (is_wrong(row))
        return wrong_key(load, row, error);
    if (version != Q_DUMP_VERSION)
        return q_error(error, QUOTH_EVERSION, 0, "a dump of version %llu, not %d",
                       (unsigned long long)version, Q_DUMP_VERSION);
    quoth_status status = flush(load, added, error);
    load->headed = true;
    return status;
}

// Are id and hash what the bytes and the strings give?
static bool is_the_same(struct q_row *row, const struct quoth_entry *entry)
{
    uint8_t id[sizeof entry->id], hash[sizeof entry->hash];
    return q_row_bytes(row, row->tree, "id", id, sizeof id) &&
           q_row_bytes(row, row->tree, "hash", hash, sizeof hash) &&
           memcmp(id, entry->id, sizeof id) == 0 &&
           memcmp(hash, entry->hash, sizeof hash) == 0;
}

// What an archive cannot read it does not count.
static uint32_t count_of(struct q_row *row, const char *key)
{
    bool told = !json_is_null(json_object_get(row->tree, key));
    return told ? (uint32_t)q_row_number(row, row->tree, key, UINT32_MAX) : 0;
}

static quoth_status start_capture(struct q_load *load, struct q_row *row,
                                  quoth_added *added, quoth_error *error)
{
    struct q_received received;
    int known = 0;
    quoth_status status;
    load->state = SPOILT; // until it is known to be whole
    q_buf_clear(&load->bytes, KEEP);
    q_row_received(row, &load->bytes, &received);
    int64_t when = (int64_t)q_row_number(row, row->tree, "added", INT64_MAX);
    load->articles = count_of(row, "articles");
    if (is_wrong(row))
        return wrong_key(load, row, error);
    status = q_archive_knows(load->archive, &received, &known, error);
    if (status != QUOTH_OK)
        return status;
    if (known) {
        load->state = PASSING;
        added->known += known == 1;
        added->refused += known == 2;
        return QUOTH_OK;
    }
    status = q_entry_start(load->entry, &received, error);
    if (status != QUOTH_OK)
        return status;
    if (!is_the_same(row, load->entry))
        return row->nomem
                   ? q_error_nomem(error)
                   : spoil(load, 0,
                           "a capture whose bytes are not those of its hash and id", error);
    load->entry->added = when;
    load->capture = json_incref(row->tree);
    load->state = TAKING;
    return QUOTH_OK;
}

// The one before may turn out not to be whole, which is no fault of this one.
static quoth_status take_capture(struct q_load *load, struct q_row *row, quoth_added *added,
                                 quoth_error *error)
{
    quoth_status before = flush(load, added, error);
    if (before != QUOTH_OK && before != QUOTH_EFORMAT)
        return before;
    quoth_error own;
    quoth_status status = start_capture(load, row, added, &own);
    if (status != QUOTH_OK && error)
        *error = own;
    return status != QUOTH_OK ? status : before;
}

static quoth_status take_article(struct q_load *load, struct q_row *row, quoth_error *error)
{
    uint8_t capture[sizeof load->entry->id];
    quoth_status status = finish_article(load, error);
    if (status != QUOTH_OK)
        return status;
    bool ours = q_row_bytes(row, row->tree, "capture", capture, sizeof capture) &&
                memcmp(capture, load->entry->id, sizeof capture) == 0;
    uint64_t number = q_row_number(row, row->tree, "number", UINT32_MAX);
    load->leads = q_row_bool(row, row->tree, "leads");
    load->found = count_of(row, "statements");
    if (!is_wrong(row) && (!ours || number != load->entry->count))
        return spoil(load, 0, "an article that does not follow its capture", error);
    load->known = (struct q_known){.slots = NULL};
    q_row_article(row, load->article, load->statements, &load->places);
    if (is_wrong(row))
        return wrong_key(load, row, error);
    load->filled = true;
    if (!load->leads)
        note_led(load, (uint32_t)number);
    return load->led.failed ? q_error_nomem(error) : QUOTH_OK;
}

static quoth_status take_statement(struct q_load *load, struct q_row *row,
                                   quoth_error *error)
{
    quoth_str article = q_row_string(row, json_object_get(row->tree, "article"), "id");
    if (!load->filled || !load->leads ||
        !q_str_equal(article, quoth_article_id(load->article)))
        return spoil(load, 0, "a statement that does not follow its article", error);
    q_row_statement(row, load->article, &load->places, &load->known, load->statements);
    return is_wrong(row) ? wrong_key(load, row, error) : QUOTH_OK;
}

static quoth_status take_tombstone(struct q_load *load, struct q_row *row,
                                   quoth_error *error)
{
    enum { HASH = 32 };
    struct q_db *db = &load->archive->db;
    struct q_buf hash;
    q_buf_init(&hash, HASH);
    (void)q_row_all_bytes(row, row->tree, "hash", &hash);
    uint64_t what = q_row_number(row, row->tree, "what", UINT8_MAX);
    int64_t at = (int64_t)q_row_number(row, row->tree, "at", INT64_MAX);
    if (!row->wrong && (hash.len == 0 || hash.len != q_tomb_size((enum q_tomb)what)))
        row->wrong = "hash";
    quoth_status status = QUOTH_OK;
    if (is_wrong(row)) {
        status = wrong_key(load, row, error);
    } else {
        q_db_begin(db);
        q_tomb_add(db, (enum q_tomb)what, (const uint8_t *)hash.ptr, hash.len, at);
        q_db_commit(db);
        status = q_db_status(db, error);
    }
    q_buf_release(&hash);
    return status;
}

// What is there already is no failure. Whom a decision joins or parts is settled anew, once
// for all that is loaded (person/apply.h).
static quoth_status add_decision(struct q_load *load, const struct q_ledger_entry *entry,
                                 quoth_error *error)
{
    struct q_db *db = &load->archive->db;
    q_db_begin(db);
    if (q_ledger_load(db, entry))
        q_db_run(db, q_db_ask(db, "INSERT OR IGNORE INTO unsettled VALUES ('')"));
    q_db_commit(db);
    quoth_status status = q_db_status(db, error);
    return status == QUOTH_EDAMAGED
               ? spoil(load, 0, "an entry of the ledger that is not as it was written",
                       error)
               : status;
}

static quoth_status take_ledger(struct q_load *load, struct q_row *row, quoth_error *error)
{
    uint8_t salt[Q_LEDGER_SALT], digest[Q_LEDGER_HASH];
    const json_t *tree = row->tree;
    bool salted = q_row_bytes(row, tree, "salt", salt, sizeof salt);
    bool told = q_row_bytes(row, tree, "digest", digest, sizeof digest);
    struct q_ledger_entry entry = {.at = (int64_t)q_row_number(row, tree, "at", INT64_MAX),
                                   .who = q_row_string(row, tree, "who"),
                                   .verb = q_row_string(row, tree, "verb"),
                                   .salt = salted ? q_str((const char *)salt, sizeof salt)
                                                  : Q_NO_STR,
                                   .payload = q_row_string(row, tree, "payload"),
                                   .digest = q_str((const char *)digest, sizeof digest)};
    if (!row->wrong && (!told || !entry.who.ptr || !entry.verb.ptr))
        row->wrong = "digest";
    return is_wrong(row) ? wrong_key(load, row, error) : add_decision(load, &entry, error);
}

static quoth_status take(struct q_load *load, struct q_row *row, quoth_added *added,
                         quoth_error *error)
{
    quoth_str type = q_row_string(row, row->tree, "type");
    bool of_capture =
        q_str_equal(type, Q_STR("article")) || q_str_equal(type, Q_STR("statement"));
    if (q_str_equal(type, Q_STR("quoth-dump")))
        return take_head(load, row, added, error);
    if (!load->headed)
        return no_dump(error);
    if (!type.ptr)
        return spoil(load, 0, "no object with a \"type\"", error);
    if (q_str_equal(type, Q_STR("capture")))
        return take_capture(load, row, added, error);
    if (of_capture && (load->state == PASSING || load->state == SPOILT))
        return QUOTH_OK;
    if (of_capture && load->state == NOBODY)
        return spoil(load, 0, "an article or statement without its capture", error);
    if (q_str_equal(type, Q_STR("article")))
        return take_article(load, row, error);
    if (q_str_equal(type, Q_STR("statement")))
        return take_statement(load, row, error);
    if (q_str_equal(type, Q_STR("ledger")))
        return take_ledger(load, row, error);
    if (q_str_equal(type, Q_STR("tombstone")))
        return take_tombstone(load, row, error);
    return QUOTH_OK; // what later versions may add
}

// Lines of a capture that is passed over need not be read.
static bool is_passed(const struct q_load *load, quoth_str line)
{
    return (load->state == PASSING || load->state == SPOILT) &&
           (q_str_starts(line, Q_STR("{\"type\": \"article\"")) ||
            q_str_starts(line, Q_STR("{\"type\": \"statement\"")));
}

// A line that is no JSON; if it looks like a capture's, the one before it is whole.
static quoth_status no_json(struct q_load *load, quoth_str line, json_error_t *problem,
                            quoth_added *added, quoth_error *error)
{
    if (problem->text[0] == '\0')
        return q_error_nomem(error);
    if (!load->headed)
        return no_dump(error);
    char *near = strstr(problem->text, " near "); // and a piece of the line
    if (near)
        *near = '\0';
    if (q_str_starts(line, Q_STR("{\"type\": \"capture\""))) {
        quoth_status status = flush(load, added, error);
        load->state = SPOILT;
        if (status != QUOTH_OK)
            return status;
    }
    size_t at = problem->position > 0 ? (size_t)problem->position : 0;
    return spoil(load, at < line.len ? at : line.len, problem->text, error);
}

quoth_status q_load_line(struct q_load *load, quoth_str line, quoth_added *added,
                         quoth_error *error)
{
    json_error_t problem;
    struct quoth_added own = {0};
    added = added ? added : &own;
    if (is_passed(load, line))
        return QUOTH_OK;
    struct q_row row = {.tree = q_json_tree(line, JSON_ALLOW_NUL, &problem)};
    if (!row.tree)
        return no_json(load, line, &problem, added, error);
    quoth_status status = take(load, &row, added, error);
    json_decref(row.tree);
    return status;
}
