/*
 * Stage 6, evidence: files → one zip, and back.
 *
 *     article.txt, statement.json, …   →   PK…, the same bytes on every machine
 *
 * Files are stored as they are, in the order given, with one fixed time. What is read may
 * come from anybody: its sizes are not believed, and names that lead out of a folder are no
 * names. It knows nothing of what is in the files. Only this file knows libzip.
 */
#ifndef Q_ZIP_H
#define Q_ZIP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

struct q_zip_file {
    quoth_str name, bytes;
};

/** Appends the zip to `out`. Names must be plain. QUOTH_ENOMEM, QUOTH_ELIMIT. */
quoth_status q_zip_write(const struct q_zip_file *files, uint32_t count, struct q_buf *out,
                         quoth_error *error);

/** Reads all files into `arena`. QUOTH_EFORMAT: no zip, a damaged one, a name that is no
 *  plain one or stands twice; QUOTH_ELIMIT: more than `room` files, or larger than
 *  Q_MAX_EVIDENCE; QUOTH_ENOMEM. */
quoth_status q_zip_read(quoth_str zip, struct q_arena *arena, struct q_zip_file *files,
                        uint32_t room, uint32_t *count, quoth_error *error);

#endif
