/*
 * Forgetting: whole articles leave the archive with the captures that hold them, and no
 * byte of them is left.
 *
 *     article sha256:7c1f…   →   its captures, their sources, all that was found in them,
 *                                and a tombstone: the hash, by which it is refused
 *
 * Two steps: rows go, in one transaction, which leaves a mark; then the file is made again
 * without free pages, which changes the mark, and its log is cut to nothing, which takes it
 * away. Killed between them, or kept waiting by who reads what was there before, the next
 * one who writes goes on. What was copied before (backups, dumps) it knows nothing of.
 */
#ifndef Q_FORGET_H
#define Q_FORGET_H

#include "archive/entry.h"

struct q_forget_with {
    /** Reads again what was received, and fills the entry with all that is found in it. */
    quoth_status (*read_again)(void *reader, const struct q_received *received,
                               struct quoth_entry *entry, quoth_error *error);
    void *reader;
};

/** As quoth_archive_forget. */
quoth_status q_forget(struct quoth_archive *archive, const struct q_forget_with *with,
                      const quoth_forget_options *options, quoth_forgotten *out,
                      quoth_error *error);

/** The second step, where it is to be done. QUOTH_ELOCKED: somebody still reads what was
 *  there before. */
quoth_status q_forget_finish(struct quoth_archive *archive, quoth_error *error);

/** Is it to be done? False after a failure of `db`. */
bool q_forget_unfinished(struct q_db *db);

#endif
