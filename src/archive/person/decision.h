/*
 * Decisions about people, as the ledger tells them.
 *
 *     merge        {"person": A, "other": B, "why": …}       B is A
 *     never-merge  {"person": A, "other": B, "why": …}       they are two, for ever
 *     alias        {"person": A, "spelling": S, "why": …}    who is called S is A
 *     split        {"person": A, "spelling": S, "why": …}    who is called S is not A
 *     split        {"person": A, "statements": [ID…], …}     who said these is not A
 *     undo         {"entry": DIGEST, "why": …}               that entry no longer holds
 *
 * Other verbs are other stages'.
 */
#ifndef Q_DECISION_H
#define Q_DECISION_H

#include "archive/ledger.h"
#include "base/arena.h"

enum q_verb {
    Q_VERB_OTHER,
    Q_VERB_MERGE,
    Q_VERB_NEVER,
    Q_VERB_ALIAS,
    Q_VERB_SPLIT,
    Q_VERB_UNDO
};

struct q_decision {
    int64_t entry;
    enum q_verb verb;
    uint8_t digest[Q_LEDGER_HASH];
    quoth_str person, other, spelling, why; // ptr NULL: it has none
    const uint8_t (*statements)[16];
    uint32_t statement_count;
    uint8_t undoes[Q_LEDGER_HASH];
    bool undone, forgotten;
};

struct q_decisions {
    struct q_decision *at;
    uint32_t count;
    uint32_t holding; // merges, splits … that hold
};

/** All of the ledger, in its order; it lives in `arena`. Fails by `db`. An entry whose
 * words are not as above is QUOTH_EDAMAGED. */
void q_decisions_read(struct q_db *db, struct q_arena *arena, struct q_decisions *out);

/** Does it hold: not undone, not forgotten? */
bool q_decision_holds(const struct q_decision *decision);

/** The line of work of the spellings that a split of statements makes; below 0. */
int64_t q_decision_work(const struct q_decision *decision);

/** What tells its person's id from others: six digits. */
void q_decision_mark(const struct q_decision *decision, char out[7]);

const char *q_verb_name(enum q_verb verb);

#endif
