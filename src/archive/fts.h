/*
 * FTS5's own way to cut a text into words, so that what is shown is what was found.
 *
 *     "Café-bar, 3 PM"   →   cafe (0, 5) bar (6, 9) 3 (11, 12) pm (13, 15)
 */
#ifndef Q_FTS_H
#define Q_FTS_H

#include "archive/db.h"
#include "base/arena.h"

struct q_fts {
    fts5_tokenizer does;
    Fts5Tokenizer *with;
};

struct q_fts_word {
    quoth_str folded;
    uint32_t start, end; // bytes of the text
};

struct q_fts_words {
    struct q_fts_word *at;
    uint32_t count, room;
};

/** What FTS5 lets others do; NULL, and `db` failed, where it is not there. */
fts5_api *q_fts_api(struct q_db *db);

/** As the tables of schema.c have it. A failure sticks in `db`. */
void q_fts_open(struct q_fts *fts, struct q_db *db);
void q_fts_close(struct q_fts *fts);

/** The words of `text`, in `arena`. QUOTH_ENOMEM. */
quoth_status q_fts_cut(const struct q_fts *fts, quoth_str text, struct q_arena *arena,
                       struct q_fts_words *out);

/** Do the words of `phrase` stand in `words` from the one at `at` on? With `prefix` the
 * last of them may go on. False where it has none. */
bool q_fts_stands_at(const struct q_fts_words *words, uint32_t at,
                     const struct q_fts_words *phrase, bool prefix);

/** Anywhere? */
bool q_fts_has(const struct q_fts_words *words, const struct q_fts_words *phrase,
               bool prefix);

/** Has a name all the words that are asked for, in any order? With `prefix` the last of
 *  them may go on. False where none are. */
bool q_fts_has_all(const struct q_fts_words *name, const struct q_fts_words *asked,
                   bool prefix);

/** Has it any? False also where nothing was opened. */
bool q_fts_has_words(const struct q_fts *fts, quoth_str text);

#endif
