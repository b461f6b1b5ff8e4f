// OUTLET, TITLE, URL and ARTICLE: articles, and what is said in them.
#include "archive/find_part.h"

#include "archive/entry.h"
#include "archive/id.h"
#include "archive/index.h"
#include "base/limits.h"

// Articles that are looked up one by one; of more, the table is read from end to end.
enum { FEW_ARTICLES = 2048 };

static void add_article(struct q_finding *finding, uint64_t article, struct q_bits *out)
{
    sqlite3_stmt *ask =
        q_db_ask(finding->db, "SELECT first, count FROM statements WHERE article = ?1");
    q_db_bind(finding->db, ask, 1, (int64_t)article);
    if (q_db_row(finding->db, ask))
        q_finding_add(finding, sqlite3_column_int64(ask, 0), sqlite3_column_int64(ask, 1),
                      out);
    q_db_done(finding->db, ask);
}

// The keys of all statements of these articles.
static void find_in(struct q_finding *finding, const struct q_bits *articles,
                    struct q_bits *out)
{
    if (articles->failed) {
        q_db_nomem(finding->db);
        return;
    }
    if (q_bits_count(articles) <= FEW_ARTICLES) {
        for (uint64_t at = q_bits_next(articles, 0); at != UINT64_MAX;
             at = q_bits_next(articles, at + 1))
            add_article(finding, at, out);
        return;
    }
    sqlite3_stmt *ask =
        q_db_ask(finding->db, "SELECT article, first, count FROM statements");
    while (q_db_row(finding->db, ask))
        if (q_bits_has(articles, (uint64_t)sqlite3_column_int64(ask, 0)))
            q_finding_add(finding, sqlite3_column_int64(ask, 1),
                          sqlite3_column_int64(ask, 2), out);
    q_db_done(finding->db, ask);
}

static void find_outlets(struct q_finding *finding, const struct q_question *question,
                         struct q_bits *outlets)
{
    struct q_fts_words asked, name;
    struct q_arena scratch;
    q_arena_init(&scratch, Q_MAX_ARENA);
    quoth_status status = q_fts_cut(&finding->fts, question->text, &finding->arena, &asked);
    sqlite3_stmt *ask = q_db_ask(finding->db, "SELECT outlet, name FROM outlet");
    while (status == QUOTH_OK && q_db_row(finding->db, ask)) {
        q_arena_clear(&scratch, 64 * 1024);
        status = q_fts_cut(&finding->fts, q_db_text(ask, 1), &scratch, &name);
        if (status == QUOTH_OK && q_fts_has_all(&name, &asked, question->prefix))
            q_finding_add(finding, sqlite3_column_int64(ask, 0), 1, outlets);
    }
    q_db_done(finding->db, ask);
    q_arena_release(&scratch);
    if (status == QUOTH_OK && outlets->failed)
        status = QUOTH_ENOMEM;
    if (status != QUOTH_OK)
        q_db_fail(finding->db, status, "out of memory");
}

void q_find_outlet(struct q_finding *finding, const struct q_question *question,
                   struct q_bits *out)
{
    struct q_bits outlets, articles;
    q_bits_init(&outlets, finding->most_keys);
    q_bits_init(&articles, finding->most_keys);
    find_outlets(finding, question, &outlets);
    for (uint64_t at = q_bits_next(&outlets, 0); at != UINT64_MAX;
         at = q_bits_next(&outlets, at + 1)) {
        sqlite3_stmt *ask =
            q_db_ask(finding->db, "SELECT article FROM appearance WHERE outlet = ?1");
        q_db_bind(finding->db, ask, 1, (int64_t)at);
        q_finding_take(finding, ask, &articles);
    }
    find_in(finding, &articles, out);
    q_bits_release(&articles);
    q_bits_release(&outlets);
}

/** False: the title has not the word, which is folded. One of ASCII alone, where folding is
 *  a matter of capitals, need not be cut to tell. */
static bool may_have(quoth_str title, quoth_str word)
{
    for (size_t i = 0; i < title.len; i++)
        if ((unsigned char)title.ptr[i] >= 0x80)
            return true;
    return q_str_has_nocase(title, word);
}

// Titles have no index: all are read, half a microsecond each.
void q_find_title(struct q_finding *finding, const struct q_question *question,
                  struct q_bits *out)
{
    struct q_bits articles;
    struct q_fts_words asked, words;
    struct q_arena scratch;
    q_bits_init(&articles, finding->most_keys);
    q_arena_init(&scratch, Q_MAX_ARENA);
    quoth_status status = q_fts_cut(&finding->fts, question->text, &finding->arena, &asked);
    sqlite3_stmt *ask = q_db_ask(
        finding->db, "SELECT article, title FROM appearance WHERE title IS NOT NULL");
    while (status == QUOTH_OK && asked.count > 0 && q_db_row(finding->db, ask)) {
        quoth_str title = q_db_text(ask, 1);
        if (!may_have(title, asked.at[0].folded))
            continue;
        q_arena_clear(&scratch, 64 * 1024);
        status = q_fts_cut(&finding->fts, title, &scratch, &words);
        if (status == QUOTH_OK && q_fts_has(&words, &asked, question->prefix))
            q_finding_add(finding, sqlite3_column_int64(ask, 0), 1, &articles);
    }
    q_db_done(finding->db, ask);
    q_arena_release(&scratch);
    if (status != QUOTH_OK)
        q_db_fail(finding->db, status, "out of memory");
    find_in(finding, &articles, out);
    q_bits_release(&articles);
}

/** Is `address` below `folder`? Scheme and host are the same in capitals. */
static bool is_below(quoth_str address, quoth_str folder)
{
    size_t host = 0, slashes = 0;
    while (host < folder.len && slashes < 3)
        slashes += folder.ptr[host++] == '/';
    return address.len >= folder.len &&
           q_str_equal_nocase(q_str(address.ptr, host), q_str(folder.ptr, host)) &&
           memcmp(address.ptr + host, folder.ptr + host, folder.len - host) == 0;
}

/** Of an address that ends in a slash: what lies below it, which all are looked at for. */
static void find_below(struct q_finding *finding, quoth_str folder, struct q_bits *articles)
{
    sqlite3_stmt *ask = q_db_ask(
        finding->db, "SELECT article, address FROM appearance WHERE address IS NOT NULL");
    while (q_db_row(finding->db, ask))
        if (is_below(q_db_text(ask, 1), folder))
            q_finding_add(finding, sqlite3_column_int64(ask, 0), 1, articles);
    q_db_done(finding->db, ask);
}

void q_find_url(struct q_finding *finding, const struct q_question *question,
                struct q_bits *out)
{
    struct q_bits articles;
    q_bits_init(&articles, finding->most_keys);
    sqlite3_stmt *ask =
        q_db_ask(finding->db, "SELECT article FROM appearance WHERE url = ?1");
    q_db_bind(finding->db, ask, 1, q_url_hash(question->text));
    q_finding_take(finding, ask, &articles);
    if (q_str_ends(question->text, Q_STR("/")))
        find_below(finding, question->text, &articles);
    find_in(finding, &articles, out);
    q_bits_release(&articles);
}

void q_find_articles_called(struct q_finding *finding, const struct q_question *question,
                            struct q_bits *out)
{
    uint8_t least[Q_TEXT_HASH], most[Q_TEXT_HASH];
    if (!q_id_range(q_article_digits(question->text), sizeof least, least, most))
        return;
    struct q_bits articles;
    q_bits_init(&articles, finding->most_keys);
    sqlite3_stmt *ask =
        q_db_ask(finding->db, "SELECT article FROM article WHERE id BETWEEN ?1 AND ?2");
    q_db_bind_bytes(finding->db, ask, 1, q_str((const char *)least, sizeof least));
    q_db_bind_bytes(finding->db, ask, 2, q_str((const char *)most, sizeof most));
    q_finding_take(finding, ask, &articles);
    find_in(finding, &articles, out);
    q_bits_release(&articles);
}
