/*
 * FTS5's own bm25() weighs every row that matches, and reads the whole index for each
 * phrase to count it. Ours is called with the set, passes over what is not in it, and
 * counts a phrase no further than it must to know how rare it is.
 *
 * The words that are weighed are those that the tree asks for in any case: an OR that can
 * be answered without words gives none, unless there are no others.
 */
#include "archive/rank.h"

#include "archive/fts.h"
#include "archive/index.h"
#include "base/limits.h"

enum {
    MOST_RANKED = 10000,
    FEW = 128,             // can be looked up one by one
    ENOUGH_PASSED = 8192,  // others gone over: then it is cheaper to look up a few
    SHORT = 2,             // of such a prefix most words are none that were meant
    ENOUGH_COUNTED = 20000 // of one phrase; what stands behind is like what stands before
};

static const char pointer_type[] = "quoth_rank";

struct rank {
    const struct q_bits *bits;
    void (*take)(void *context, uint64_t key, int64_t score);
    void *context;
    struct q_arena arena;
    double *rarity; // of each phrase; NULL: not yet counted
    int phrases;
    double length;   // of a statement on the average, in words
    uint64_t passed; // matches that are not in the set
    uint64_t last;   // key that matched
};

// ── What FTS5 is asked ──

static bool is_weighed(const struct q_question *question)
{
    return question->asks == Q_ASKS_NEAR ||
           (question->asks == Q_ASKS_WORDS &&
            !(question->prefix && question->text.len <= SHORT));
}

/** Has it words that all its answers must have? */
static bool is_bound(const struct q_question *question)
{
    bool any = question->asks == Q_ASKS_ANY;
    if (is_weighed(question))
        return true;
    if (question->asks != Q_ASKS_ALL && !any)
        return false;
    for (const struct q_question *part = question->first; part; part = part->next)
        if (is_bound(part) != any)
            return !any;
    return any && question->first;
}

static void write_bound(struct q_buf *out, const struct q_question *question)
{
    if (is_weighed(question)) {
        q_index_write(out, question);
        return;
    }
    quoth_str joint = question->asks == Q_ASKS_ANY ? Q_STR(" OR (") : Q_STR(" AND (");
    bool begun = false;
    for (const struct q_question *part = question->first; part; part = part->next) {
        if (!is_bound(part))
            continue;
        q_buf_add_str(out, begun ? joint : Q_STR("("));
        write_bound(out, part);
        q_buf_add_char(out, ')');
        begun = true;
    }
}

/** All words that are looked for. */
static void write_any(struct q_buf *out, const struct q_question *question)
{
    if (is_weighed(question)) {
        q_buf_add_str(out, out->len > 0 ? Q_STR(" OR (") : Q_STR("("));
        q_index_write(out, question);
        q_buf_add_char(out, ')');
    } else if (question->asks != Q_ASKS_NOT) {
        for (const struct q_question *part = question->first; part; part = part->next)
            write_any(out, part);
    }
}

bool q_rank_can(const struct q_question *question)
{
    if (is_weighed(question))
        return true;
    if (question->asks == Q_ASKS_ALL || question->asks == Q_ASKS_ANY)
        for (const struct q_question *part = question->first; part; part = part->next)
            if (q_rank_can(part))
                return true;
    return false;
}

// ── What FTS5 calls ──

struct counted {
    int64_t rows, last;
};

static int count_row(const Fts5ExtensionApi *api, Fts5Context *fts, void *context)
{
    struct counted *counted = context;
    counted->last = api->xRowid(fts);
    return ++counted->rows < ENOUGH_COUNTED ? SQLITE_OK : SQLITE_DONE;
}

/** How rare something is that `have` of `all` have: nearly the logarithm to the base 2,
 *  straight between its whole numbers, so that it is the same on every machine. */
static double rarity_of(double all, double have)
{
    enum { SCALE = 10 };
    double ratio = 1 + (all > have ? (all - have) / (have + 0.5) : 0);
    if (ratio > 1e12) // more rows than there can be: a damaged index
        ratio = 1e12;
    uint64_t scaled = (uint64_t)(ratio * (1 << SCALE));
    unsigned whole = 63 - (unsigned)__builtin_clzll(scaled);
    return (double)whole - SCALE + (double)scaled / (double)(UINT64_C(1) << whole) - 1;
}

static int count_phrases(struct rank *rank, const Fts5ExtensionApi *api, Fts5Context *fts)
{
    sqlite3_int64 rows = 0, words = 0;
    int code = api->xRowCount(fts, &rows);
    if (code == SQLITE_OK)
        code = api->xColumnTotalSize(fts, -1, &words);
    rank->length = rows > 0 && words > 0 ? (double)words / (double)rows : 1;
    rank->phrases = api->xPhraseCount(fts);
    double *rarity = Q_ARENA_ARRAY(&rank->arena, double, (size_t)rank->phrases);
    if (!rarity)
        return SQLITE_NOMEM;
    for (int i = 0; i < rank->phrases && code == SQLITE_OK; i++) {
        struct counted counted = {0};
        if (rank->phrases > 1) // one alone: how rare it is makes no difference
            code = api->xQueryPhrase(fts, i, &counted, count_row);
        double all = (double)rows, have = (double)counted.rows;
        if (counted.rows >= ENOUGH_COUNTED && counted.last > 0)
            have *= (double)rank->bits->max / (double)counted.last;
        rarity[i] = rarity_of(all, have);
    }
    if (code == SQLITE_OK)
        rank->rarity = rarity;
    return code;
}

static int weigh(struct rank *rank, const Fts5ExtensionApi *api, Fts5Context *fts,
                 double *out)
{
    const double often = 1.2, length = 0.75; // k1 and b, as FTS5 has them
    int words = 0;
    int code = rank->rarity ? SQLITE_OK : count_phrases(rank, api, fts);
    if (code == SQLITE_OK)
        code = api->xColumnSize(fts, -1, &words);
    double dampened = often * (1 - length + length * (double)words / rank->length);
    *out = 0;
    for (int i = 0; i < rank->phrases && code == SQLITE_OK; i++) {
        Fts5PhraseIter at;
        int column, place;
        double count = 0;
        code = api->xPhraseFirst(fts, i, &at, &column, &place);
        for (; code == SQLITE_OK && column >= 0;
             api->xPhraseNext(fts, &at, &column, &place))
            count++;
        *out += rank->rarity[i] * (count * (often + 1)) / (count + dampened);
    }
    return code;
}

static void rank_row(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *result,
                     int count, sqlite3_value **values)
{
    struct rank *rank = count == 1 ? sqlite3_value_pointer(values[0], pointer_type) : NULL;
    sqlite3_int64 key = api->xRowid(fts);
    double score;
    if (!rank || key < 0)
        return;
    rank->last = (uint64_t)key;
    if (!q_bits_has(rank->bits, rank->last)) {
        rank->passed++;
        return;
    }
    int code = weigh(rank, api, fts, &score);
    if (code != SQLITE_OK)
        sqlite3_result_error_code(result, code);
    else
        rank->take(rank->context, rank->last, 1 + (int64_t)(score * 1e6));
}

// ── The way ──

/** Once a connection: FTS5 takes no function back. SQLite lists it also where FTS5 had no
 *  memory for it. */
static void make_known(struct q_db *db)
{
    fts5_api *api = db->ranks ? NULL : q_fts_api(db);
    if (!api)
        return;
    if (api->xCreateFunction(api, "quoth_rank", NULL, rank_row, NULL) == SQLITE_OK)
        db->ranks = true;
    else
        q_db_nomem(db);
}

/** The key from which on `bits` has `most`; 0: it has no more in all. */
static uint64_t key_of_latest(const struct q_bits *bits, uint64_t most)
{
    uint64_t count = 0;
    for (size_t at = bits->count; at > 0; at--) {
        uint64_t word = bits->words[at - 1];
        count += (uint64_t)__builtin_popcountll(word);
        if (count < most)
            continue;
        for (; count > most; count--)
            word &= word - 1;
        return (at - 1) * 64 + (uint64_t)__builtin_ctzll(word);
    }
    return 0;
}

/** Ends where `passed` comes to `enough`. */
static void rank_between(struct q_db *db, struct rank *rank, quoth_str match,
                         uint64_t first, uint64_t last, uint64_t enough)
{
    sqlite3_stmt *ask = q_db_ask(db, "SELECT quoth_rank(words, ?2) FROM words"
                                     " WHERE words MATCH ?1 AND rowid BETWEEN ?3 AND ?4");
    q_db_bind_text(db, ask, 1, match);
    if (ask && sqlite3_bind_pointer(ask, 2, rank, pointer_type, NULL) != SQLITE_OK)
        q_db_nomem(db);
    q_db_bind(db, ask, 3, (int64_t)first);
    q_db_bind(db, ask, 4, (int64_t)last);
    while (rank->passed < enough && q_db_row(db, ask)) {
    }
    q_db_done(db, ask);
}

uint64_t q_rank(struct q_db *db, const struct q_question *question,
                const struct q_bits *bits,
                void (*take)(void *context, uint64_t key, int64_t score), void *context,
                uint64_t *ranked)
{
    uint64_t all = q_bits_count(bits), from = 0;
    struct rank rank = {.bits = bits, .take = take, .context = context};
    struct q_buf match;
    q_arena_init(&rank.arena, Q_MAX_MATCH);
    q_buf_init(&match, Q_MAX_MATCH);
    make_known(db);
    if (is_bound(question))
        write_bound(&match, question);
    else
        write_any(&match, question);
    if (match.failed)
        q_db_fail(db, q_buf_status(&match), "too many words are looked for");
    if (all > MOST_RANKED) {
        from = key_of_latest(bits, MOST_RANKED);
        *ranked = MOST_RANKED;
    }
    quoth_str text = q_str(match.ptr, match.len);
    rank_between(db, &rank, text, from, bits->max, all <= FEW ? ENOUGH_PASSED : UINT64_MAX);
    if (all <= FEW && rank.passed >= ENOUGH_PASSED)
        for (uint64_t key = q_bits_next(bits, rank.last + 1); key != UINT64_MAX;
             key = q_bits_next(bits, key + 1))
            rank_between(db, &rank, text, key, key, UINT64_MAX);
    q_buf_release(&match);
    q_arena_release(&rank.arena);
    return from;
}
