/*
 * What was derived of an article is taken out again, where another capture comes to lead.
 *
 *     article 12   →   its statements, their words in the index, its voices: gone
 *
 * All of it in the caller's transaction. Bytes of it may stay in free pages.
 */
#ifndef Q_REMOVE_H
#define Q_REMOVE_H

#include "archive/archive.h"

/** The statements of an article with all that leads to them. The article, its appearances
 *  and its outlets stay. Uses archive->spare. */
void q_remove_statements(struct quoth_archive *archive, int64_t article);

#endif
