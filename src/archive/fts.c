#include "archive/fts.h"

#include <limits.h>

// FTS5 keeps so much of a word, of a text and of a question alike.
enum { MOST_OF_WORD = 32768 };

fts5_api *q_fts_api(struct q_db *db)
{
    fts5_api *api = NULL;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT fts5(?1)");
    if (ask &&
        sqlite3_bind_pointer(ask, 1, (void *)&api, "fts5_api_ptr", NULL) == SQLITE_OK)
        (void)q_db_row(db, ask);
    q_db_done(db, ask);
    if (!api)
        q_db_fail(db, QUOTH_EIO, "this SQLite has no full-text search (FTS5)");
    return api;
}

void q_fts_open(struct q_fts *fts, struct q_db *db)
{
    static const char *arguments[] = {"remove_diacritics", "2"};
    void *context = NULL;
    *fts = (struct q_fts){0};
    fts5_api *api = q_fts_api(db);
    if (!api)
        return;
    if (api->xFindTokenizer(api, "unicode61", &context, &fts->does) != SQLITE_OK ||
        fts->does.xCreate(context, arguments, 2, &fts->with) != SQLITE_OK) {
        fts->with = NULL;
        q_db_nomem(db);
    }
}

void q_fts_close(struct q_fts *fts)
{
    if (fts->with)
        fts->does.xDelete(fts->with);
    fts->with = NULL;
}

struct cutting {
    quoth_str text;
    struct q_arena *arena;
    struct q_fts_words *out;
};

static bool make_room(struct cutting *cut)
{
    struct q_fts_words *out = cut->out;
    if (out->count < out->room)
        return true;
    uint32_t room = out->room ? out->room * 2 : 64;
    struct q_fts_word *at = Q_ARENA_ARRAY(cut->arena, struct q_fts_word, room);
    if (!at)
        return false;
    if (out->count > 0)
        memcpy(at, out->at, out->count * sizeof *at);
    out->at = at;
    out->room = room;
    return true;
}

static int take(void *context, int flags, const char *word, int len, int start, int end)
{
    struct cutting *cut = context;
    (void)flags;
    if (len > MOST_OF_WORD)
        len = MOST_OF_WORD;
    if (!make_room(cut))
        return SQLITE_NOMEM;
    quoth_str folded = q_str(cut->text.ptr + start, (size_t)len);
    // Most words are in small letters without marks: they need no copy.
    if (end - start != len || memcmp(folded.ptr, word, folded.len) != 0) {
        char *copy = q_arena_alloc(cut->arena, folded.len + 1);
        if (!copy)
            return SQLITE_NOMEM;
        memcpy(copy, word, folded.len);
        folded.ptr = copy;
    }
    cut->out->at[cut->out->count++] =
        (struct q_fts_word){folded, (uint32_t)start, (uint32_t)end};
    return SQLITE_OK;
}

quoth_status q_fts_cut(const struct q_fts *fts, quoth_str text, struct q_arena *arena,
                       struct q_fts_words *out)
{
    *out = (struct q_fts_words){0};
    if (!fts->with || text.len == 0)
        return QUOTH_OK;
    if (text.len > INT_MAX)
        return QUOTH_ELIMIT;
    struct cutting cut = {text, arena, out};
    return fts->does.xTokenize(fts->with, &cut, FTS5_TOKENIZE_AUX, text.ptr, (int)text.len,
                               take) == SQLITE_OK
               ? QUOTH_OK
               : QUOTH_ENOMEM;
}

bool q_fts_stands_at(const struct q_fts_words *words, uint32_t at,
                     const struct q_fts_words *phrase, bool prefix)
{
    if (phrase->count == 0 || at > words->count || phrase->count > words->count - at)
        return false;
    for (uint32_t n = 0; n < phrase->count; n++) {
        quoth_str word = words->at[at + n].folded, asked = phrase->at[n].folded;
        bool goes_on = prefix && n + 1 == phrase->count;
        if (!(goes_on ? q_str_starts(word, asked) : q_str_equal(word, asked)))
            return false;
    }
    return true;
}

bool q_fts_has(const struct q_fts_words *words, const struct q_fts_words *phrase,
               bool prefix)
{
    for (uint32_t at = 0; at < words->count; at++)
        if (q_fts_stands_at(words, at, phrase, prefix))
            return true;
    return false;
}

bool q_fts_has_all(const struct q_fts_words *name, const struct q_fts_words *asked,
                   bool prefix)
{
    for (uint32_t i = 0; i < asked->count; i++) {
        const struct q_fts_words word = {&asked->at[i], 1, 1};
        if (!q_fts_has(name, &word, prefix && i + 1 == asked->count))
            return false;
    }
    return asked->count > 0;
}

static int stop(void *context, int flags, const char *word, int len, int start, int end)
{
    (void)flags, (void)word, (void)len, (void)start, (void)end;
    *(bool *)context = true;
    return SQLITE_DONE;
}

bool q_fts_has_words(const struct q_fts *fts, quoth_str text)
{
    bool has = false;
    if (fts->with && text.len > 0 && text.len <= INT_MAX)
        (void)fts->does.xTokenize(fts->with, &has, FTS5_TOKENIZE_AUX, text.ptr,
                                  (int)text.len, stop);
    return has;
}
