/*
 * The ledger: what people decided, added to and never changed, each entry chained to the
 * one before it.
 *
 *     1  merge        Jane Roe   {"person": "nikolai-patrushev", "other": "n-patrushev"}
 *     2  undo         Jane Roe   {"entry": "9f86d081…"}
 *
 * digest: SHA-256 of salt and payload, so that what is said can be forgotten and the chain
 * still holds, and so that it is one entry in whatever archive it is loaded.
 * hash: SHA-256 of the hash before (32 bytes of 0 for the first), `at` in 8 bytes, then who
 * and verb, each behind its length in 4 bytes (all big-endian), then the digest.
 *
 * It knows of chains and rows alone; what entries mean is person/decision.h's.
 */
#ifndef Q_LEDGER_H
#define Q_LEDGER_H

#include "archive/db.h"

enum { Q_LEDGER_SALT = 16, Q_LEDGER_HASH = 32 };

struct q_ledger_entry {
    int64_t entry; // from 1
    int64_t at;    // seconds since 1970
    quoth_str who, verb;
    quoth_str salt, payload; // ptr NULL: forgotten
    quoth_str digest, hash;
};

/** Adds an entry, with a salt of its own, behind the last. In the caller's transaction;
 *  fails by `db`. Its number; 0: it failed. */
int64_t q_ledger_add(struct q_db *db, int64_t at, quoth_str who, quoth_str verb,
                     quoth_str payload);

/** Adds an entry of another archive, chained anew behind the last; its `entry` and `hash`
 *  are not looked at. False: it is there already, or a failure of `db`, QUOTH_EDAMAGED
 *  where the digest is not of salt and payload. */
bool q_ledger_load(struct q_db *db, const struct q_ledger_entry *entry);

/** The first entry behind `*cursor` (0 to begin), which is moved on; false: there is none,
 *  or a failure of `db`. Strings live until the next call. */
bool q_ledger_next(struct q_db *db, int64_t *cursor, struct q_ledger_entry *out);

/** Ends reading before the last: an entry that is held hinders those who would make the
 *  file again. */
void q_ledger_stop(struct q_db *db);

/** Is the chain whole? QUOTH_EDAMAGED says which entry is the first that is not as it was
 *  written. */
quoth_status q_ledger_check(struct q_db *db, quoth_error *error);

#endif
