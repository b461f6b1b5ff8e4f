/*
 * What the ledger says of a statement, by its id: the tables `reviewed` and `given`, which
 * are an index of it (person/apply.c writes them).
 *
 *     9f86d081884c7d65…   →   rejected, by entry 17
 */
#ifndef Q_REVIEWED_H
#define Q_REVIEWED_H

#include "archive/db.h"
#include "base/buf.h"

struct q_reviewed {
    quoth_judged judged;
    int64_t entry; // of the ledger; 0: it was not reviewed
};

/** Fails by `db`: QUOTH_EDAMAGED where the row is none. */
struct q_reviewed q_reviewed_of(struct q_db *db, const uint8_t id[16]);

/** Who wrote an entry of the ledger, appended to `out`. */
void q_reviewed_by(struct q_db *db, int64_t entry, struct q_buf *out);

/** The entry by which its speaker was chosen; 0: by none. */
int64_t q_given_by(struct q_db *db, const uint8_t id[16]);

#endif
