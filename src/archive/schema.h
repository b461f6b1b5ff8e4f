/*
 * The tables, and how files of earlier versions become files of this one.
 *
 *     an empty file   →   application_id "quot", user_version Q_SCHEMA_VERSION, all tables
 */
#ifndef Q_SCHEMA_H
#define Q_SCHEMA_H

#include "archive/archive.h"

enum {
    Q_SCHEMA_ID = 0x71756f74, // "quot"
    Q_SCHEMA_VERSION = 2
};

/** Makes all tables, in the caller's transaction. */
void q_schema_make(struct q_db *db);

/** Brings a file of an earlier version to this one, in one transaction: all of it or
 *  nothing. */
void q_schema_upgrade(struct quoth_archive *archive);

/** For tests: steps[n] is the SQL that makes version n + 1 of version n, for each n below
 *  Q_SCHEMA_VERSION; NULL, or NULL in it: those that are. */
void q_schema_pretend(const char *const *steps);

#endif
