// VOICE, PERSON and ABOUT: names, whose they are, and where those speak or are spoken of.
#include "archive/find_part.h"

#include "archive/index.h"
#include "archive/sweep.h"
#include "archive/varint.h"
#include "base/limits.h"

// More spellings than that are no longer one name: the columns are read instead.
enum { FEW_SPELLINGS = 512 };

/** All spellings of a person. */
static void add_person(struct q_finding *finding, quoth_str person,
                       struct q_bits *spellings)
{
    sqlite3_stmt *ask =
        q_db_ask(finding->db, "SELECT spelling FROM spelling WHERE person = ?1");
    q_db_bind_text(finding->db, ask, 1, person);
    q_finding_take(finding, ask, spellings);
}

/** Those of whoever has the id, or had it. False: nobody. */
static bool add_id(struct q_finding *finding, quoth_str id, struct q_bits *spellings)
{
    sqlite3_stmt *ask =
        q_db_ask(finding->db, "SELECT person FROM person WHERE person = ?1"
                              " UNION ALL SELECT person FROM person_was WHERE was = ?1");
    q_db_bind_text(finding->db, ask, 1, id);
    bool found = q_db_row(finding->db, ask);
    if (found)
        add_person(finding, q_db_text(ask, 0), spellings);
    q_db_done(finding->db, ask);
    return found;
}

/** Can it be an id alone? A name has capitals, or is one word. */
static bool looks_like_id(quoth_str text)
{
    bool dash = false;
    for (size_t i = 0; i < text.len; i++) {
        dash = dash || text.ptr[i] == '-';
        if (!q_is_digit(text.ptr[i]) && text.ptr[i] != '-' &&
            !(text.ptr[i] >= 'a' && text.ptr[i] <= 'z') &&
            (unsigned char)text.ptr[i] < 0x80)
            return false;
    }
    return dash;
}

/** Writes that all words of `text` are wanted, in any order. False: it has none. */
static bool write_words(struct q_finding *finding, quoth_str text, bool prefix,
                        struct q_buf *out)
{
    struct q_fts_words words;
    if (q_fts_cut(&finding->fts, text, &finding->arena, &words) != QUOTH_OK)
        q_db_nomem(finding->db);
    for (uint32_t i = 0; i < words.count; i++) {
        q_index_write_phrase(out, words.at[i].folded);
        q_buf_add_char(out, ' ');
    }
    if (prefix)
        q_buf_add_char(out, '*');
    return words.count > 0 && !out->failed;
}

/** The spellings that have the words of `text`, not yet those of the same people. */
static void match_spellings(struct q_finding *finding, quoth_str text, bool prefix,
                            struct q_bits *spellings)
{
    struct q_buf match;
    q_buf_init(&match, Q_MAX_MATCH);
    if (write_words(finding, text, prefix, &match)) {
        sqlite3_stmt *ask = q_db_ask(finding->db, "SELECT rowid FROM spelling_words"
                                                  " WHERE spelling_words MATCH ?1");
        q_db_bind_text(finding->db, ask, 1, q_str(match.ptr, match.len));
        q_finding_take(finding, ask, spellings);
    }
    q_buf_release(&match);
}

/** Adds the other spellings of the people that `named` are of. */
static void add_others(struct q_finding *finding, const struct q_bits *named,
                       struct q_bits *spellings)
{
    for (uint64_t at = q_bits_next(named, 0); at != UINT64_MAX;
         at = q_bits_next(named, at + 1)) {
        if (q_bits_has(spellings, at))
            continue; // with another spelling of the same
        q_bits_set(spellings, at);
        sqlite3_stmt *ask =
            q_db_ask(finding->db, "SELECT person FROM spelling"
                                  " WHERE spelling = ?1 AND person IS NOT NULL");
        q_db_bind(finding->db, ask, 1, (int64_t)at);
        if (q_db_row(finding->db, ask))
            add_person(finding, q_db_text(ask, 0), spellings);
        q_db_done(finding->db, ask);
    }
}

/** Those of people who go by such a name because somebody decided it. */
static void match_renamed(struct q_finding *finding, quoth_str text, bool prefix,
                          struct q_bits *spellings)
{
    struct q_fts_words asked, name;
    quoth_status status = q_fts_cut(&finding->fts, text, &finding->arena, &asked);
    sqlite3_stmt *ask = q_db_ask(finding->db, "SELECT person, name FROM renamed");
    while (status == QUOTH_OK && q_db_row(finding->db, ask)) {
        status = q_fts_cut(&finding->fts, q_db_text(ask, 1), &finding->arena, &name);
        if (status == QUOTH_OK && q_fts_has_all(&name, &asked, prefix))
            add_person(finding, q_db_text(ask, 0), spellings);
    }
    q_db_done(finding->db, ask);
    if (status != QUOTH_OK)
        q_db_fail(finding->db, status, "out of memory");
}

// The spellings of those who are called so.
static void find_spellings(struct q_finding *finding, const struct q_question *question,
                           struct q_bits *spellings)
{
    bool is_one = add_id(finding, question->text, spellings);
    if (is_one && looks_like_id(question->text))
        return;
    struct q_bits named;
    q_bits_init(&named, spellings->max);
    match_spellings(finding, question->text, question->prefix, &named);
    add_others(finding, &named, spellings);
    match_renamed(finding, question->text, question->prefix, spellings);
    if (named.failed)
        q_db_nomem(finding->db);
    q_bits_release(&named);
}

/** The numbers of an article's statements, each less the one before. */
static void add_numbers(struct q_finding *finding, int64_t first, uint32_t count,
                        quoth_str numbers, struct q_bits *out)
{
    struct q_bytes bytes;
    uint64_t number = 0;
    q_bytes_init(&bytes, numbers);
    while (q_bytes_left(&bytes) > 0) {
        number += q_varint_take_most(&bytes, UINT32_MAX);
        if (bytes.bad || number >= count) {
            q_db_fail(finding->db, QUOTH_EDAMAGED, "who speaks in an article is damaged");
            return;
        }
        q_finding_add(finding, first + (int64_t)number, 1, out);
    }
}

static void add_voiced(struct q_finding *finding, uint64_t spelling, struct q_bits *out)
{
    sqlite3_stmt *ask = q_db_ask(
        finding->db, "SELECT statements.first, statements.count, voiced.numbers"
                     " FROM voiced JOIN statements ON statements.article = voiced.article"
                     " WHERE voiced.spelling = ?1");
    q_db_bind(finding->db, ask, 1, (int64_t)spelling);
    while (q_db_row(finding->db, ask)) {
        int64_t count = sqlite3_column_int64(ask, 1);
        int64_t first = sqlite3_column_int64(ask, 0);
        if (first < 1 || count < 0 || count > UINT32_MAX || first > INT64_MAX - count)
            q_db_fail(finding->db, QUOTH_EDAMAGED,
                      "the keys of an article's statements are damaged");
        else
            add_numbers(finding, first, (uint32_t)count, q_db_bytes(ask, 2), out);
    }
    q_db_done(finding->db, ask);
}

static void scan_spellings(struct q_finding *finding, const struct q_bits *spellings,
                           struct q_bits *out)
{
    struct q_sweep sweep;
    q_sweep_start(&sweep, finding->db, NULL);
    while (q_sweep_next(&sweep)) {
        const struct q_column *columns = q_sweep_columns(&sweep);
        for (uint32_t n = 0; columns && n < sweep.count; n++)
            if (columns[n].spelling && q_bits_has(spellings, columns[n].spelling))
                q_finding_add(finding, (int64_t)sweep.first + n, 1, out);
    }
    q_sweep_end(&sweep);
}

// What is said under these spellings.
static void find_said(struct q_finding *finding, const struct q_bits *spellings,
                      struct q_bits *out)
{
    if (spellings->failed)
        q_db_nomem(finding->db);
    else if (q_bits_count(spellings) > FEW_SPELLINGS)
        scan_spellings(finding, spellings, out);
    else
        for (uint64_t at = q_bits_next(spellings, 0); at != UINT64_MAX;
             at = q_bits_next(spellings, at + 1))
            add_voiced(finding, at, out);
}

void q_find_voice(struct q_finding *finding, const struct q_question *question,
                  struct q_bits *out)
{
    struct q_bits spellings;
    q_bits_init(&spellings, finding->most_keys);
    find_spellings(finding, question, &spellings);
    find_said(finding, &spellings, out);
    q_bits_release(&spellings);
}

void q_find_person(struct q_finding *finding, const struct q_question *question,
                   struct q_bits *out)
{
    struct q_bits spellings;
    q_bits_init(&spellings, finding->most_keys);
    add_id(finding, question->text, &spellings);
    find_said(finding, &spellings, out);
    q_bits_release(&spellings);
}

static quoth_str keep(struct q_finding *finding, quoth_str text)
{
    quoth_str copy;
    if (!q_str_keep(text, &finding->arena, &copy))
        q_db_nomem(finding->db);
    return copy;
}

enum { MOST_PERSONS = 16 };

/** Who is called so, the most quoted first. */
static uint32_t take_persons(struct q_finding *finding, quoth_str text,
                             quoth_str persons[MOST_PERSONS])
{
    uint32_t count = 0;
    struct q_buf match;
    q_buf_init(&match, Q_MAX_MATCH);
    if (write_words(finding, text, false, &match)) {
        sqlite3_stmt *ask =
            q_db_ask(finding->db,
                     "SELECT DISTINCT person.person, person.statements FROM spelling_words"
                     " JOIN spelling ON spelling.spelling = spelling_words.rowid"
                     " JOIN person ON person.person = spelling.person"
                     " WHERE spelling_words MATCH ?1"
                     " ORDER BY person.statements DESC, person.person LIMIT ?2");
        q_db_bind_text(finding->db, ask, 1, q_str(match.ptr, match.len));
        q_db_bind(finding->db, ask, 2, MOST_PERSONS);
        while (q_db_row(finding->db, ask))
            persons[count++] = keep(finding, q_db_text(ask, 0));
        q_db_done(finding->db, ask);
    }
    q_buf_release(&match);
    return count;
}

/** A person's spellings but those that have `asked` in them. */
static void take_names(struct q_finding *finding, quoth_str person,
                       const struct q_fts_words *asked, struct q_names *out)
{
    sqlite3_stmt *ask = q_db_ask(finding->db, "SELECT DISTINCT text FROM spelling"
                                              " WHERE person = ?1 ORDER BY spelling");
    q_db_bind_text(finding->db, ask, 1, person);
    while (out->count < Q_MAX_ABOUT && q_db_row(finding->db, ask)) {
        quoth_str name = keep(finding, q_db_text(ask, 0));
        struct q_fts_words words;
        if (q_fts_cut(&finding->fts, name, &finding->arena, &words) != QUOTH_OK)
            q_db_nomem(finding->db);
        else if (words.count > 0 && !q_fts_has(&words, asked, false))
            out->at[out->count++] = name;
    }
    q_db_done(finding->db, ask);
}

void q_finding_names(struct q_finding *finding, quoth_str text, struct q_names *out)
{
    quoth_str persons[MOST_PERSONS];
    struct q_fts_words asked;
    *out = (struct q_names){Q_ARENA_ARRAY(&finding->arena, quoth_str, Q_MAX_ABOUT), 0};
    if (!out->at || q_fts_cut(&finding->fts, text, &finding->arena, &asked) != QUOTH_OK) {
        q_db_nomem(finding->db);
        return;
    }
    uint32_t count = take_persons(finding, text, persons);
    for (uint32_t i = 0; i < count; i++)
        take_names(finding, persons[i], &asked, out);
}

void q_find_about(struct q_finding *finding, const struct q_question *question,
                  struct q_bits *out)
{
    struct q_names names;
    struct q_buf match;
    q_finding_names(finding, question->text, &names);
    q_buf_init(&match, Q_MAX_MATCH);
    q_buf_add_str(&match, Q_STR("content : ("));
    q_index_write_phrase(&match, question->text);
    if (question->prefix)
        q_buf_add_str(&match, Q_STR(" *"));
    for (uint32_t i = 0; i < names.count; i++) {
        q_buf_add_str(&match, Q_STR(" OR "));
        q_index_write_phrase(&match, names.at[i]);
    }
    q_buf_add_char(&match, ')');
    q_index_match(finding->db, &match, NULL, out);
    q_buf_release(&match);
}
