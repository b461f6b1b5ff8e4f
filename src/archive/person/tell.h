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

/** All decisions, until the archive is asked to write; NULL: `db` failed. */
const struct q_decisions *q_decisions_kept(struct quoth_archive *archive);

/** The spans of an edit as bytes of `text`, into `arena`. False: the text has no such
 *  places, or memory is out. */
bool q_edit_bytes(quoth_str text, quoth_spans points, struct q_arena *arena,
                  quoth_spans *out);

#endif
