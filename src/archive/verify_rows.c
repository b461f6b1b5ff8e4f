/*
 * References: what one table says of another, and the ledger's chain.
 */
#include "archive/verify.h"

#include "archive/id.h"
#include "archive/ledger.h"
#include "archive/person/apply.h"
#include "archive/person/people.h"
#include "archive/sweep.h"
#include "base/error.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

// Each asks for the rows that are wrong, and gives a name of each.
static const struct rule {
    const char *what, *sql, *message;
} rules[] = {
    {"file", "SELECT name FROM sqlite_schema WHERE typeof(rootpage) <> 'integer'",
     "its schema does not tell where this begins"},
    {"capture",
     "SELECT lower(hex(id)) FROM capture WHERE source NOT IN (SELECT source FROM source)",
     "its source is missing"},
    {"capture",
     "SELECT capture FROM appearance WHERE capture NOT IN (SELECT capture FROM capture)",
     "an article appears in it, but it is missing"},
    {"article",
     "SELECT DISTINCT article FROM appearance"
     " WHERE article NOT IN (SELECT article FROM article)",
     "it appears in a capture, but it is missing"},
    {"article",
     "SELECT 'sha256:' || lower(hex(a.id)) FROM article a LEFT JOIN appearance p"
     " ON p.capture = a.capture AND p.number = a.number AND p.article = a.article"
     " WHERE p.article IS NULL",
     "it does not appear in the capture that leads"},
    {"article",
     "SELECT 'sha256:' || lower(hex(id)) FROM article"
     " WHERE extractor NOT IN (SELECT extractor FROM extractor)",
     "it is not told by what it was read"},
    {"article",
     "SELECT article FROM statements WHERE article NOT IN (SELECT article FROM article)",
     "it has statements, but it is missing"},
    {"article",
     "SELECT article FROM (SELECT article, first,"
     " lag(first + count) OVER (ORDER BY first, count) AS behind FROM statements)"
     " WHERE behind > first",
     "its statements have the keys of another's"},
    {"article",
     "SELECT DISTINCT article FROM voiced"
     " WHERE article NOT IN (SELECT article FROM article)",
     "somebody speaks in it, but it is missing"},
    {"article",
     "SELECT article FROM statement_ids"
     " WHERE article NOT IN (SELECT article FROM article)",
     "it has ids of statements, but it is missing"},
    {"index",
     "SELECT id FROM words_docsize WHERE id >= coalesce("
     "(SELECT first + count FROM statements WHERE first <= id"
     " AND count > 0 ORDER BY first DESC LIMIT 1), -1)",
     "the index has words of a statement that is not there"},
    {"person",
     "SELECT DISTINCT spelling FROM voiced"
     " WHERE spelling NOT IN (SELECT spelling FROM spelling)",
     "a spelling is missing"},
    {"person",
     "SELECT DISTINCT person FROM spelling WHERE person IS NOT NULL"
     " AND person NOT IN (SELECT person FROM person)",
     "a spelling leads to a person that is missing"},
    {"person", "SELECT was FROM person_was WHERE person NOT IN (SELECT person FROM person)",
     "an id leads to a person that is missing"},
    {"person",
     "SELECT p.person FROM person p LEFT JOIN (SELECT person, sum(count) AS statements"
     " FROM spelling JOIN voiced USING (spelling) GROUP BY person) v USING (person)"
     " WHERE NOT EXISTS (SELECT 1 FROM unsettled)"
     " AND p.statements <> coalesce(v.statements, 0)",
     "how often somebody speaks is counted wrong"},
    {"person",
     "SELECT person FROM person p WHERE NOT EXISTS (SELECT 1 FROM unsettled)"
     " AND NOT EXISTS (SELECT 1 FROM spelling s WHERE s.person = p.person"
     "  AND s.text = p.name AND s.kind = p.kind)"
     " AND NOT EXISTS (SELECT 1 FROM renamed r WHERE r.person = p.person"
     "  AND r.name = p.name)",
     "nobody whom this id means is called so"},
    {"outlet",
     "SELECT DISTINCT outlet FROM appearance WHERE outlet IS NOT NULL"
     " AND outlet NOT IN (SELECT outlet FROM outlet)",
     "it is missing"},
    {"tombstone",
     "SELECT lower(hex(hash)) FROM tombstone WHERE typeof(hash) <> 'blob'"
     " OR typeof(what) <> 'integer' OR typeof(at) <> 'integer' OR length(hash) IS NOT"
     " CASE what WHEN 1 THEN 32 WHEN 2 THEN 32 WHEN 3 THEN 8 WHEN 4 THEN 16"
     " WHEN 0 THEN 0 WHEN -1 THEN 0 END",
     "it tells of nothing that can be forgotten"},
    {"article",
     "SELECT 'sha256:' || lower(hex(id)) FROM article WHERE article NOT BETWEEN 1 AND ?1",
     "it has a key that none can have"},
    {"person", "SELECT text FROM spelling WHERE spelling NOT BETWEEN 1 AND ?1",
     "a spelling has a key that none can have"},
    {"outlet", "SELECT name FROM outlet WHERE outlet NOT BETWEEN 1 AND ?1",
     "it has a key that none can have"},
    {"source",
     "SELECT 'sha256:' || lower(hex(hash)) FROM source"
     " WHERE hash IN (SELECT hash FROM tombstone)",
     "it was forgotten, but it is there"},
    {"article",
     "SELECT 'sha256:' || lower(hex(id)) FROM article"
     " WHERE id IN (SELECT hash FROM tombstone)",
     "it was forgotten, but it is there"},
};
enum { RULES = sizeof rules / sizeof *rules };

static void check_rule(struct q_verifying *v, const struct rule *rule)
{
    quoth_error error;
    sqlite3_stmt *ask = q_db_ask(v->db, rule->sql);
    if (strstr(rule->sql, "?1")) // the largest key
        q_db_bind(v->db, ask, 1, (int64_t)q_sweep_most_keys(v->db) - 1);
    while (q_db_row(v->db, ask))
        q_verify_tell(v, true, rule->what, q_db_text(ask, 0), "%s", rule->message);
    q_db_done(v->db, ask);
    q_verify_went_on(v, q_db_status(v->db, &error), &error, rule->what, Q_NO_STR);
}

// ── The ledger ──

static bool has_statement(struct q_verifying *v, const uint8_t id[16])
{
    char hex[2 * 16 + 1];
    int64_t key;
    quoth_error error;
    q_hex_write(id, 16, hex);
    quoth_status status = q_find_statement(v->archive, q_str_from(hex), &key, &error);
    // QUOTH_EUSAGE: an article that is there twice has it twice.
    if (status != QUOTH_EMISSING && status != QUOTH_EUSAGE)
        q_verify_went_on(v, status, &error, "ledger", Q_NO_STR);
    return status != QUOTH_EMISSING;
}

static bool has_spelling(struct q_db *db, quoth_str text)
{
    sqlite3_stmt *ask = q_db_ask(db, "SELECT 1 FROM spelling WHERE text = ?1");
    q_db_bind_text(db, ask, 1, text);
    bool has = q_db_row(db, ask);
    q_db_done(db, ask);
    return has;
}

// What a decision that holds speaks of and is not there; NULL: nothing.
static const char *missing(struct q_verifying *v, const struct q_decision *decision,
                           struct q_arena *arena)
{
    if (decision->person.ptr && !q_people_find(v->db, decision->person, arena).ptr)
        return "a person";
    if (decision->other.ptr && !q_people_find(v->db, decision->other, arena).ptr)
        return "a person";
    bool is_new = decision->verb == Q_VERB_SPEAKER || decision->verb == Q_VERB_RENAME;
    if (decision->spelling.ptr && !is_new && !has_spelling(v->db, decision->spelling))
        return "a spelling";
    for (uint32_t n = 0; n < decision->statement_count; n++)
        if (!has_statement(v, decision->statements[n]))
            return "a statement";
    return NULL;
}

static void check_decisions(struct q_verifying *v)
{
    struct q_decisions decisions = {0};
    struct q_arena arena;
    quoth_error error;
    q_arena_init(&arena, (size_t)1 << 32);
    q_decisions_read(v->db, &arena, &decisions);
    if (v->db->failed.status == QUOTH_OK &&
        !q_db_number(v->db, "SELECT EXISTS (SELECT 1 FROM unsettled)") &&
        q_decisions_amiss(v->archive, &decisions, &arena) > 0)
        q_verify_tell(v, true, "ledger", Q_NO_STR,
                      "what is kept of statements that were decided is not what it says");
    for (uint32_t n = 0; n < decisions.count; n++) {
        const struct q_decision *decision = &decisions.at[n];
        const char *what = q_decision_holds(decision) ? missing(v, decision, &arena) : NULL;
        char entry[24];
        if (!what || v->db->failed.status != QUOTH_OK)
            continue;
        snprintf(entry, sizeof entry, "%" PRId64, decision->entry);
        q_verify_tell(v, false, "decision", q_str_from(entry),
                      "an orphan: it speaks of %s that is not in the archive", what);
        v->out->different--;
        v->out->orphans++;
    }
    q_verify_went_on(v, q_db_status(v->db, &error), &error, "ledger", Q_NO_STR);
    q_arena_release(&arena);
}

static void check_ledger(struct q_verifying *v)
{
    quoth_error error;
    v->out->decisions = (uint64_t)q_db_number(v->db, "SELECT count(*) FROM ledger");
    quoth_status status = q_db_status(v->db, &error);
    if (status == QUOTH_OK)
        status = q_ledger_check(v->db, &error);
    q_verify_went_on(v, status, &error, "ledger", Q_NO_STR);
    check_decisions(v);
}

void q_verify_rows(struct q_verifying *v)
{
    for (int n = 0; n < RULES && v->status == QUOTH_OK; n++)
        check_rule(v, &rules[n]);
    if (v->status == QUOTH_OK)
        check_ledger(v);
}
