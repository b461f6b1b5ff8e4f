/*
 * Lines of a dump → an archive.
 *
 *     {"type": "capture", …}        begins an entry, and puts in the one before
 *     {"type": "article", …}        of that capture
 *     {"type": "statement", …}      of that article
 *     {"type": "ledger", …}         an entry of the ledger, unless it is there
 *     {"type": "tombstone", …}      something that was forgotten
 *
 * No model is asked. Every hash and id is told again. A line that is damaged costs its
 * capture, which another copy of the dump may still bring whole; what is there already is
 * passed over. It reads no file.
 */
#ifndef Q_LOAD_H
#define Q_LOAD_H

#include "archive/archive.h"

struct q_load;

/** NULL when memory is out. Before the archive is closed it must be freed. */
struct q_load *q_load_new(struct quoth_archive *archive);
void q_load_free(struct q_load *load);

/** Takes the next line, without its line end. QUOTH_EFORMAT: it is damaged, at that byte of
 *  it, and its capture is not loaded; QUOTH_EVERSION: a dump of a later version; else as
 *  quoth_archive_put. */
quoth_status q_load_line(struct q_load *load, quoth_str line, quoth_added *added,
                         quoth_error *error);

/** A line could not be read at all. */
void q_load_lost(struct q_load *load);

/** Behind the last line: puts in what it told. */
quoth_status q_load_end(struct q_load *load, quoth_added *added, quoth_error *error);

#endif
