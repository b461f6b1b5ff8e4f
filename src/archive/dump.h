/*
 * What writers and readers of dumps have in common: the names of things in their lines.
 *
 *     Q_RECEIVED_HTML   ↔   "html"
 */
#ifndef Q_DUMP_H
#define Q_DUMP_H

#include "archive/archive.h"
#include "record/received.h"

enum { Q_DUMP_VERSION = 1 };

/** 0: no such name. */
enum q_received_kind q_dump_kind(quoth_str name);

#endif
