/*
 * Stage 4, archive: statements → one SQLite file, and back.
 *
 *     entry (a capture, its articles, their statements)   →   rows, in one transaction
 *     "sha256:7c1f…"                                       →   the article, as it was found
 *     a tree of record/question.h                          →   the statements it asks for
 *
 * Two halves. Received: source, capture, ledger, tombstone; written once, never changed.
 * Derived: all other tables; `quoth rebuild` makes them again from the first half. Only
 * this folder knows SQL. It reads no news and weighs nothing: what an article says was
 * found before (src/quoth.c).
 *
 * In the order of the way: entry (a worker packs what was found), put (the writer puts it
 * in), index and column (what is asked for), person/ and ledger (whose names, and what
 * people decided), find (a question is answered), fill (an article comes back), then proof
 * and care: verify, forget, dump, load, backup.
 */
#ifndef Q_ARCHIVE_H
#define Q_ARCHIVE_H

#include "archive/db.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

struct q_decisions;

struct quoth_archive {
    struct q_db db;
    quoth_access access;
    bool remaking; // of a rebuild: captures are there before what was found in them
    char *path;
    quoth_str who;               // for the ledger
    struct q_arena arena;        // of one request
    struct q_buf spare[3];       // bytes, text, record of the article that is being filled
    struct q_arena deciding;     // all decisions, as they were read the last time
    struct q_decisions *decided; // (person/tell.h); NULL: they were not
    int64_t decided_others, decided_own; // and what had been written by then
};

/** Seconds since 1970, but never before what the archive was last written: a clock that was
 *  put back does not reorder what was added. */
int64_t q_archive_now(struct quoth_archive *archive);

#endif
