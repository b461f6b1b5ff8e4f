/*
 * What the ledger says, told to those who ask.
 *
 *     entry 17   →   reject, of 1 statement, by Jane Roe, undone
 *
 * All decisions are read once and kept with the archive until something is written.
 */
#ifndef Q_TELL_H
#define Q_TELL_H

#include "archive/archive.h"
#include "archive/person/decision.h"
#include "record/article.h"
#include "record/statement.h"

/** All decisions, until the archive is asked to write; NULL: `db` failed. */
const struct q_decisions *q_decisions_kept(struct quoth_archive *archive);

/** The spans of an edit as bytes of `text`, into `arena`. False: the text has no such
 *  places, or memory is out. */
bool q_edit_bytes(quoth_str text, quoth_spans points, struct q_arena *arena,
                  quoth_spans *out);

/** A statement as reviewers see it. */
struct q_as_reviewed {
    quoth_judged judged;
    quoth_spans content, cue, source; // of an edit those that it tells, else as found
    quoth_str person, name;           // ptr NULL: nobody
};

/** Of each statement of an article, which was filled; into `arena`. */
quoth_status q_statements_reviewed(struct quoth_archive *archive, int64_t key,
                                   const struct quoth_article *article,
                                   const struct quoth_statements *statements,
                                   struct q_arena *arena, struct q_as_reviewed **out,
                                   quoth_error *error);

#endif
