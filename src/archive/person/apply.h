/*
 * What was decided, done: the tables `given` and `reviewed`, and what is kept of statements
 * that are there, who speaks in them and how they are judged.
 *
 *     a ledger that was loaded, or added to   →   statements given to whom it says
 *
 * What these tables say is told by the ledger alone, whatever is there; a statement that
 * comes later finds itself in them (put.c).
 */
#ifndef Q_APPLY_H
#define Q_APPLY_H

#include "archive/archive.h"
#include "archive/person/decision.h"

/** Makes all that the ledger says hold, after entries were loaded into it or lost their
 *  words: marks what has to be settled again, and gives statements to whom it says. In the
 *  caller's transaction, before q_people_settle. Fails by archive->db. */
void q_decisions_apply(struct quoth_archive *archive);

/** The same for decisions that were read; what they changed of people is marked already. */
void q_decisions_sync(struct quoth_archive *archive, const struct q_decisions *decisions,
                      struct q_arena *arena);

/** The same for one that was just written and judges statements, which no other one can
 *  outdo: the ledger is not read, so that reviewing does not get slower as it grows. */
void q_decision_judge(struct quoth_archive *archive, const struct q_decision *decision,
                      struct q_arena *arena);

/** How many rows of the tables are not what these decisions say. */
uint32_t q_decisions_amiss(struct quoth_archive *archive,
                           const struct q_decisions *decisions, struct q_arena *arena);

/** Marks whom one speaks of, to be settled again. */
void q_decision_mark_people(struct q_db *db, const struct q_decision *decision,
                            struct q_arena *arena);

/** What the ledger says of one statement. */
struct q_wanted {
    uint8_t id[16];
    const struct q_decision *judges; // the last that judges it; NULL: none
    const struct q_decision *speaks; // the last about its speaker
    const struct q_decision *named;  // the last that names one
};

/** Of each that decisions which hold speak of, by id; into `arena`. Fails by `db`. */
struct q_wanted *q_decisions_wanted(struct q_db *db, const struct q_decisions *decisions,
                                    struct q_arena *arena, uint32_t *count);

#endif
