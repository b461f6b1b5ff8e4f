/*
 * The tree is gone down once. A part of it that asks columns alone is answered by one scan
 * of them; any other leaf by its index:
 *
 *     WORDS NEAR ABOUT   the full-text index (index.c)
 *     VOICE              spellings → voiced → keys (find_voice.c)
 *     OUTLET TITLE URL ARTICLE   articles → keys (find_article.c)
 *
 * In an ALL the leaves that have few answers come first, the words next (FTS5 joins them
 * itself, and looks no further than where the others have answers), and columns last, in
 * the articles that are left.
 */
#include "archive/find.h"

#include "archive/find_part.h"
#include "archive/index.h"
#include "archive/sweep.h"
#include "base/limits.h"

#include <stdlib.h>

// Days of more keys are not kept for sorting: these have 64 MB.
enum { MOST_DATED = 16 * 1024 * 1024 };

static void find_in(struct q_finding *finding, const struct q_question *question,
                    struct q_bits *out);

static bool is_words(const struct q_question *question)
{
    return question->asks == Q_ASKS_WORDS || question->asks == Q_ASKS_NEAR;
}

/** Can it be answered from columns alone? */
static bool is_columnar(const struct q_question *question)
{
    switch (question->asks) {
    case Q_ASKS_ALL:
    case Q_ASKS_ANY:
    case Q_ASKS_NOT:
        for (const struct q_question *part = question->first; part; part = part->next)
            if (!is_columnar(part))
                return false;
        return true;
    case Q_ASKS_DAY:
    case Q_ASKS_KIND:
    case Q_ASKS_ACT:
    case Q_ASKS_FORM:
    case Q_ASKS_BLOCK:
    case Q_ASKS_IS:
    case Q_ASKS_HAS:
    case Q_ASKS_DEPTH:
    case Q_ASKS_SURE:
        return true;
    default:
        return false;
    }
}

static bool is_of_days(const struct q_question *question, const struct q_column *column,
                       const struct q_days *days)
{
    quoth_clock clock = question->clock;
    int32_t from, to;
    if (clock == QUOTH_CLOCK_PUBLISHED && !days->dated)
        return false; // nobody says that it was published then
    q_dated(days, column, &clock, &from, &to);
    return from <= question->to && to >= question->from;
}

static bool answers(const struct q_question *question, const struct q_column *column,
                    const struct q_days *days)
{
    switch (question->asks) {
    case Q_ASKS_ALL:
    case Q_ASKS_ANY:
        for (const struct q_question *part = question->first; part; part = part->next)
            if (answers(part, column, days) == (question->asks == Q_ASKS_ANY))
                return question->asks == Q_ASKS_ANY;
        return question->asks == Q_ASKS_ALL;
    case Q_ASKS_NOT:
        return !answers(question->first, column, days);
    case Q_ASKS_DAY:
        return is_of_days(question, column, days);
    default:
        return q_column_answers(column, question);
    }
}

static void everything(struct q_finding *finding, struct q_bits *out)
{
    sqlite3_stmt *ask = q_db_ask(finding->db, "SELECT first, count FROM statements");
    while (q_db_row(finding->db, ask))
        q_finding_add(finding, sqlite3_column_int64(ask, 0), sqlite3_column_int64(ask, 1),
                      out);
    q_db_done(finding->db, ask);
}

/** The parts of a question that are of one sort. */
struct parts {
    const struct q_question **at;
    size_t count;
};

static struct parts take_parts(struct q_finding *finding, const struct q_question *question,
                               bool (*wanted)(const struct q_question *part))
{
    size_t count = 0;
    for (const struct q_question *part = question->first; part; part = part->next)
        count += wanted(part);
    struct parts parts = {
        Q_ARENA_ARRAY(&finding->arena, const struct q_question *, count + 1), 0};
    if (!parts.at) {
        q_db_nomem(finding->db);
        return parts;
    }
    for (const struct q_question *part = question->first; part; part = part->next)
        if (wanted(part))
            parts.at[parts.count++] = part;
    return parts;
}

static void add_found(struct q_finding *finding, const struct q_sweep *sweep, uint32_t n,
                      const struct q_column *column, struct q_bits *out)
{
    q_finding_add(finding, (int64_t)sweep->first + n, 1, out);
    if (finding->days && finding->db->failed.status == QUOTH_OK)
        finding->days[sweep->first + n] = q_day_of(&sweep->days, column, finding->clock);
}

/** What of `within` (NULL: of all) all `parts`, or any of them, are true of. */
static void scan_columns(struct q_finding *finding, const struct parts *parts, bool any,
                         const struct q_bits *within, struct q_bits *out)
{
    struct q_sweep sweep;
    q_sweep_start(&sweep, finding->db, within);
    while (q_sweep_next(&sweep)) {
        const struct q_column *columns = q_sweep_columns(&sweep);
        for (uint32_t n = 0; columns && n < sweep.count; n++) {
            if (within && !q_bits_has(within, sweep.first + n))
                continue;
            bool is = !any;
            for (size_t i = 0; i < parts->count && is != any; i++)
                is = answers(parts->at[i], &columns[n], &sweep.days);
            if (is)
                add_found(finding, &sweep, n, &columns[n], out);
        }
    }
    q_sweep_end(&sweep);
}

static void find_leaf(struct q_finding *finding, const struct q_question *question,
                      struct q_bits *out)
{
    switch (question->asks) {
    case Q_ASKS_WORDS:
    case Q_ASKS_NEAR:
        q_index_find(finding->db, question, out);
        break;
    case Q_ASKS_VOICE:
        q_find_voice(finding, question, out);
        break;
    case Q_ASKS_PERSON:
        q_find_person(finding, question, out);
        break;
    case Q_ASKS_ABOUT:
        q_find_about(finding, question, out);
        break;
    case Q_ASKS_OUTLET:
        q_find_outlet(finding, question, out);
        break;
    case Q_ASKS_TITLE:
        q_find_title(finding, question, out);
        break;
    case Q_ASKS_URL:
        q_find_url(finding, question, out);
        break;
    case Q_ASKS_ARTICLE:
        q_find_articles_called(finding, question, out);
        break;
    default: { // columns, in a place where they stand alone
        const struct parts self = {(const struct q_question *[]){question}, 1};
        scan_columns(finding, &self, false, NULL, out);
        break;
    }
    }
}

static bool is_first(const struct q_question *part)
{
    return part->asks != Q_ASKS_NOT && !is_words(part) && !is_columnar(part);
}

static bool is_left_out(const struct q_question *part)
{
    return part->asks == Q_ASKS_NOT && !is_columnar(part);
}

/** Narrows `out`, which may stand for everything still, to what is in `found` too. Takes
 *  what `found` holds. */
static void narrow(struct q_bits *out, bool *narrowed, struct q_bits *found)
{
    if (*narrowed) {
        q_bits_and(out, found);
    } else {
        struct q_bits empty = *out;
        *out = *found;
        *found = empty;
    }
    *narrowed = true;
}

// Is there anything left to be found out? Not where what was narrowed down is empty.
static bool goes_on(struct q_finding *finding, bool narrowed, const struct q_bits *out)
{
    return finding->db->failed.status == QUOTH_OK &&
           !(narrowed && q_bits_next(out, 0) == UINT64_MAX);
}

static void find_all(struct q_finding *finding, const struct q_question *question,
                     struct q_bits *out)
{
    const struct parts first = take_parts(finding, question, is_first);
    const struct parts words = take_parts(finding, question, is_words);
    const struct parts without = take_parts(finding, question, is_left_out);
    const struct parts columns = take_parts(finding, question, is_columnar);
    struct q_bits found;
    q_bits_init(&found, out->max);
    bool narrowed = false;
    for (size_t i = 0; i < first.count && goes_on(finding, narrowed, out); i++) {
        q_bits_clear(&found);
        find_in(finding, first.at[i], &found);
        narrow(out, &narrowed, &found);
    }
    if (words.count > 0 && goes_on(finding, narrowed, out)) {
        q_bits_clear(&found);
        q_index_find_all(finding->db, words.at, words.count, narrowed ? out : NULL, &found);
        narrow(out, &narrowed, &found);
    }
    if (columns.count > 0 && goes_on(finding, narrowed, out)) {
        q_bits_clear(&found);
        scan_columns(finding, &columns, false, narrowed ? out : NULL, &found);
        narrow(out, &narrowed, &found);
    }
    if (!narrowed)
        everything(finding, out);
    for (size_t i = 0; i < without.count && goes_on(finding, true, out); i++) {
        q_bits_clear(&found);
        find_in(finding, without.at[i]->first, &found);
        q_bits_without(out, &found);
    }
    q_bits_release(&found);
}

static bool is_other(const struct q_question *part)
{
    return !is_columnar(part);
}

static void find_any(struct q_finding *finding, const struct q_question *question,
                     struct q_bits *out)
{
    const struct parts others = take_parts(finding, question, is_other);
    const struct parts columns = take_parts(finding, question, is_columnar);
    struct q_bits found;
    q_bits_init(&found, out->max);
    for (size_t i = 0; i < others.count; i++) {
        q_bits_clear(&found);
        find_in(finding, others.at[i], &found);
        q_bits_or(out, &found);
    }
    q_bits_release(&found);
    if (columns.count > 0)
        scan_columns(finding, &columns, true, NULL, out);
}

static void find_not(struct q_finding *finding, const struct q_question *question,
                     struct q_bits *out)
{
    struct q_bits found;
    q_bits_init(&found, out->max);
    find_in(finding, question->first, &found);
    everything(finding, out);
    q_bits_without(out, &found);
    q_bits_release(&found);
}

// As deep as the question, which has a limit (Q_MAX_QUESTION_DEPTH).
static void find_in(struct q_finding *finding, const struct q_question *question,
                    struct q_bits *out)
{
    if (question->asks == Q_ASKS_ALL)
        find_all(finding, question, out);
    else if (question->asks == Q_ASKS_ANY)
        find_any(finding, question, out);
    else if (question->asks == Q_ASKS_NOT && !is_columnar(question))
        find_not(finding, question, out);
    else
        find_leaf(finding, question, out);
    if (out->failed)
        q_db_nomem(finding->db);
}

void q_finding_add(struct q_finding *finding, int64_t first, int64_t count,
                   struct q_bits *out)
{
    if (first < 1 || count < 0 || (uint64_t)first > out->max ||
        (uint64_t)count > out->max - (uint64_t)first)
        q_db_fail(finding->db, QUOTH_EDAMAGED, "a key that nothing can have");
    else if (count == 1)
        q_bits_set(out, (uint64_t)first);
    else
        q_bits_set_range(out, (uint64_t)first, (uint64_t)(first + count));
}

void q_finding_take(struct q_finding *finding, sqlite3_stmt *ask, struct q_bits *out)
{
    while (q_db_row(finding->db, ask))
        q_finding_add(finding, sqlite3_column_int64(ask, 0), 1, out);
    q_db_done(finding->db, ask);
}

/** Are columns read of everything that is found? */
static bool is_scanned(const struct q_question *question)
{
    if (question->asks != Q_ASKS_ALL)
        return is_columnar(question);
    for (const struct q_question *part = question->first; part; part = part->next)
        if (is_columnar(part))
            return true;
    return false;
}

static quoth_status find(struct q_finding *finding, const struct q_question *question,
                         struct q_bits *bits, bool dated, quoth_error *error)
{
    q_arena_init(&finding->arena, Q_MAX_ARENA);
    q_fts_open(&finding->fts, finding->db);
    q_bits_clear(bits);
    bits->max = q_sweep_keys(finding->db);
    finding->most_keys = q_sweep_most_keys(finding->db);
    if (bits->max > finding->most_keys)
        q_db_fail(finding->db, QUOTH_EDAMAGED,
                  "an article's statements have keys that none can have");
    else if (dated && bits->max <= MOST_DATED && is_scanned(question) &&
             !(finding->days = calloc(bits->max, sizeof *finding->days)))
        q_db_nomem(finding->db);
    else
        find_in(finding, question, bits);
    q_fts_close(&finding->fts);
    q_arena_release(&finding->arena);
    return q_db_status(finding->db, error);
}

quoth_status q_find(struct quoth_archive *archive, const struct q_question *question,
                    struct q_bits *bits, quoth_error *error)
{
    struct q_finding finding = {.db = &archive->db};
    return find(&finding, question, bits, false, error);
}

quoth_status q_find_dated(struct quoth_archive *archive, const struct q_question *question,
                          quoth_clock clock, struct q_bits *bits, int32_t **days,
                          quoth_error *error)
{
    struct q_finding finding = {.db = &archive->db, .clock = clock};
    quoth_status status = find(&finding, question, bits, true, error);
    *days = finding.days;
    return status;
}
