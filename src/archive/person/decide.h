/*
 * What was decided, done: the table `parted`, and who speaks in statements that are there.
 *
 *     a ledger that was loaded, or added to   →   statements given to whom it says
 */
#ifndef Q_DECIDE_H
#define Q_DECIDE_H

#include "archive/archive.h"

/** Makes all that the ledger says hold, after entries were loaded into it or lost their
 *  words: marks what has to be settled again, and gives statements to whom splits say. In
 *  the caller's transaction, before quoth_archive_settle. Fails by archive->db. */
void q_decisions_apply(struct quoth_archive *archive);

#endif
