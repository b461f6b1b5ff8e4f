/*
 * Where an article was read from: the capture that leads.
 *
 *     article 12   →   capture 7, of it article 0, added 2026-11-22T10:05:00Z
 */
#ifndef Q_ORIGIN_H
#define Q_ORIGIN_H

#include "archive/archive.h"

struct q_origin {
    int64_t capture; // key
    uint32_t number; // of the article in it
    int64_t added;   // seconds since 1970
    char id[33];     // of the capture: 32 digits, terminated
};

/** QUOTH_EMISSING: there is no such article; QUOTH_EDAMAGED: or no such capture. */
quoth_status q_origin_of(struct quoth_archive *archive, int64_t article,
                         struct q_origin *out, quoth_error *error);

#endif
