/*
 * People in the tables: spellings joined, by what they are (joining.h) and what was decided
 * (decision.h).
 *
 *     unsettled blocks   →   person, person_was, spelling.person
 *
 * What was decided once more is a pure function of the captures and the ledger.
 */
#ifndef Q_PEOPLE_H
#define Q_PEOPLE_H

#include "archive/archive.h"
#include "archive/person/decision.h"

/** Settles the blocks that are marked, in the caller's transaction. Fails by `db`. */
void q_people_settle(struct q_db *db);

/** Settles what a killed program, a load or a forgetting left, and makes what the ledger
 *  says hold; mostly there is nothing. In the caller's transaction. Fails by archive->db.
 */
void q_people_catch_up(struct quoth_archive *archive);

/** The person that an id leads to, into `arena`; ptr NULL: nobody. */
quoth_str q_people_find(struct q_db *db, quoth_str id, struct q_arena *arena);

/** The person of that id, or the only one who is called `name`, into `arena`; ptr NULL:
 *  nobody, or, which is a failure of `db`, several. */
quoth_str q_people_called(struct q_db *db, quoth_str name, struct q_arena *arena);

/** Marks the blocks in which a person, or anybody of a spelling, stands. */
void q_people_mark(struct q_db *db, quoth_str person);
void q_people_mark_spelling(struct q_db *db, quoth_str text);

#endif
