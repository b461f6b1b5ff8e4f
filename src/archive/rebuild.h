/*
 * A rebuild: the old archive, and the new one in the making.
 *
 *     news.quoth   →   news.quoth.rebuild: source, capture, ledger, tombstone; no articles
 */
#ifndef Q_REBUILD_H
#define Q_REBUILD_H

#include "archive/archive.h"

struct quoth_rebuild {
    struct quoth_archive *old, *fresh;
    char *path;     // of the new file
    sqlite3 *watch; // tells whether another program wrote the old one
    int64_t version;
    void (*damaged)(void *context, const quoth_error *error);
    void *context;
};

/** Takes away what a rebuild or a comparison of the archive at that path left when it was
 *  killed; none may be going on. False: something cannot be taken away. */
bool q_rebuild_sweep(const char *archive);

/** Tells the caller of what is damaged. */
void q_rebuild_tell(struct quoth_rebuild *rebuild, const quoth_error *error);

#endif
