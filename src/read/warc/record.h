/*
 * Stage 1, read: the head of one record of a web archive.
 *
 *     WARC/1.0 CRLF WARC-Type: response CRLF …        →   response, uri, date, length
 *     http://… 127.0.0.1 20140102000000 text/html 99  →   the same, of an ARC file
 *
 * It looks at bytes that are there; reading on, and mending, is warc.c's.
 */
#ifndef Q_RECORD_H
#define Q_RECORD_H

#include "base/str.h"

enum q_record_type {
    Q_RECORD_OTHER, // nothing in it to be read
    Q_RECORD_RESPONSE,
    Q_RECORD_RESOURCE,
    Q_RECORD_CONVERSION
};

struct q_record {
    bool arc;
    bool sound; // nothing in its head is missing or odd
    enum q_record_type type;
    size_t head; // bytes before its block
    bool has_length;
    uint64_t length;                       // of its block, as told
    quoth_str uri, date, media, truncated; // in the bytes; ptr NULL: not told
};

enum q_record_is {
    Q_RECORD_NONE, // no head starts here
    Q_RECORD_PART, // it may, but does not end in these bytes
    Q_RECORD_WHOLE
};

/** Do these first bytes look like a head? A few are enough. */
bool q_record_starts(quoth_str bytes);

/** Reads the head that `bytes` start with. */
enum q_record_is q_record_read(quoth_str bytes, struct q_record *record);

/** The first sound head in `bytes` at or behind `from` (of an ARC file, at the start of a
 *  line). Q_RECORD_PART: one may start at `*at`, more bytes will tell; before it none
 *  does. Linear, but for what a part is looked at again. */
enum q_record_is q_record_find(quoth_str bytes, size_t from, bool arc, size_t *at,
                               struct q_record *record);

#endif
