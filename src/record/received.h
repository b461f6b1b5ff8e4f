/*
 * One received unit as it came: its bytes, where they were, what was told beside them.
 *
 *     line 17 of news.jsonl, "--outlet Herald"   →   Q_RECEIVED_LINE, its bytes, path, 17
 *
 * The read stage gives it from a capture and makes a capture of it again; the archive keeps
 * it. Nothing in it was derived: all of it again, and a reader of the same version, give
 * the same articles.
 */
#ifndef Q_RECEIVED_H
#define Q_RECEIVED_H

#include "base/str.h"

/** Numbers stand in archives: they are added to, never changed. */
enum q_received_kind {
    Q_RECEIVED_NONE = 0, // it is not known
    Q_RECEIVED_TEXT = 1,
    Q_RECEIVED_HTML = 2,
    Q_RECEIVED_FEED = 3,
    Q_RECEIVED_LINE = 4,  // of JSONL
    Q_RECEIVED_RECORD = 5 // of a web archive, whole: its head, its block
};

/** Strings have ptr NULL where nothing is told, and are valid UTF-8, but for `bytes`. */
struct q_received {
    enum q_received_kind kind;
    quoth_str bytes; // as they came, but for gzip or zstd around all of a file or record
    quoth_str name;  // of its article, e.g. "crawl#7"
    quoth_str path;  // ptr NULL: standard input
    uint64_t offset; // of it in that file
    uint64_t number; // of the line of JSONL, from 1; else 0
    quoth_str url, charset, fetched; // as its container says; fetched: ISO 8601
    quoth_str flaw; // of what it was packed or stood in, mended: "cut off …"; else ptr NULL
    uint64_t flaw_offset; // in that file; QUOTH_NO_OFFSET: not told
    // What the options said.
    quoth_str given_charset, given_outlet, given_url, given_published, given_language;
};

/** The word by which dumps and evidence tell a kind: "html"; ptr NULL: there is no such
 *  kind. */
quoth_str q_received_term(enum q_received_kind kind);

/** The kind that a word tells, or Q_RECEIVED_NONE. */
enum q_received_kind q_received_kind_of(quoth_str term);

#endif
