/*
 * Deciding: what somebody asks for is checked against what is there, written into the
 * ledger, and done. decide.c knows people, review.c statements.
 */
#ifndef Q_DECIDE_H
#define Q_DECIDE_H

#include "archive/archive.h"
#include "archive/person/decision.h"

struct q_deciding {
    struct quoth_archive *archive;
    struct q_db *db;
    struct q_arena arena;         // all of the decision
    struct q_decisions decisions; // those before it; none until they are asked for
};

/** Zeroed; NULL: `db` failed. */
void *q_decide_array(struct q_deciding *deciding, size_t count, size_t size);

/** Fails by `db`; false. */
__attribute__((format(printf, 3, 4))) bool
q_decide_refuse(struct q_deciding *deciding, quoth_status status, const char *format, ...);

/** Refuses what was not found: QUOTH_EMISSING and why, or, where so many articles that may
 *  have it are damaged, QUOTH_EDAMAGED. */
bool q_decide_missing(struct q_deciding *deciding, uint32_t damaged, const char *why);

/** The person of that id or name. False: refused. */
bool q_decide_person(struct q_deciding *deciding, quoth_str name, quoth_str *out);

/** The ids that were asked for, 16 bytes each, into `out`. False: refused. */
bool q_decide_ids(struct q_deciding *deciding, const quoth_decision *asked,
                  struct q_decision *out);

/** What accepts, rejects, edits or gives statements to a speaker, and what renames: fills
 *  `out`, whose verb is set. False: refused. */
bool q_decide_review(struct q_deciding *deciding, const quoth_decision *asked,
                     struct q_decision *out);

#endif
