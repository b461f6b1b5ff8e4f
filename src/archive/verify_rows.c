/*
 * References: what one table says of another, and the ledger's chain.
 */
#include "archive/verify.h"

#include "base/error.h"
#include "base/limits.h"

// Each asks for the rows that are wrong, and gives a name of each.
static const struct rule {
    const char *what, *sql, *message;
} rules[] = {
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
     " ORDER BY first DESC LIMIT 1), -1)",
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
     "SELECT text FROM spelling s LEFT JOIN (SELECT spelling, sum(count) AS statements,"
     " count(*) AS articles FROM voiced GROUP BY spelling) v USING (spelling)"
     " WHERE s.statements <> coalesce(v.statements, 0)"
     " OR s.articles <> coalesce(v.articles, 0)",
     "how often a spelling speaks is counted wrong"},
    {"outlet",
     "SELECT DISTINCT outlet FROM appearance WHERE outlet IS NOT NULL"
     " AND outlet NOT IN (SELECT outlet FROM outlet)",
     "it is missing"},
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
    while (q_db_row(v->db, ask))
        q_verify_tell(v, true, rule->what, q_db_text(ask, 0), "%s", rule->message);
    q_db_done(v->db, ask);
    q_verify_went_on(v, q_db_status(v->db, &error), &error, rule->what, Q_NO_STR);
}

void q_verify_rows(struct q_verifying *v)
{
    for (int n = 0; n < RULES && v->status == QUOTH_OK; n++)
        check_rule(v, &rules[n]);
}
