/*
 * An entry: one capture with what was read and found in it, packed by a worker so that the
 * writer has only rows to write.
 *
 *     capture, its articles, their statements   →   blobs, hashes, words to be indexed
 *
 * It knows no SQL. The bytes of the capture are packed at once and leaned on by its
 * articles: they must live until the last one was added, and not for the writer. All else
 * is copied. Ids of captures are told here: the first 16 bytes of the SHA-256 of the
 * hash of its bytes, its kind, and all that was told beside them that could change what is
 * read (url, charset, fetched, what options gave), but not its name, path and place there:
 * a file that was moved is no other capture.
 */
#ifndef Q_ENTRY_H
#define Q_ENTRY_H

#include "archive/column.h"
#include "archive/index.h"
#include "archive/person/voice.h"
#include "base/arena.h"
#include "record/received.h"

struct q_entry_statement {
    uint8_t id[16];
    struct q_voice voice;       // name ptr NULL: nobody
    struct q_index_words words; // to be indexed
};

struct q_entry_article {
    uint8_t id[32];
    uint32_t number;                           // in the capture
    uint32_t size;                             // of the text
    quoth_str text, record, about;             // packed
    quoth_str outlet, title, address;          // ptr NULL: none
    bool dated;                                // the next two are known
    int32_t published, published_to, captured; // days; captured: of what fetched says, or 0
    int64_t url;                               // hash of its address; 0: none
    quoth_str version, model;                  // of what read it
    struct q_column *columns;
    struct q_entry_statement *statements;
    uint32_t count;
};

struct quoth_entry {
    struct q_arena arena;       // all below
    struct q_received received; // its bytes are borrowed
    uint8_t id[16], hash[32];   // of the capture, of its bytes
    int64_t added;              // when it first came, seconds since 1970; 0: now
    quoth_str bytes;            // packed
    struct q_entry_article *articles;
    uint32_t count, room;
    struct q_buf raw, packed; // scratch
    struct q_arena scratch;
    size_t place; // in a feed: how far its items were found
};

/** Forgets what it holds, and takes what was received. */
quoth_status q_entry_start(struct quoth_entry *entry, const struct q_received *received,
                           quoth_error *error);

/** The id of a capture alone, and the hash of its bytes. */
void q_capture_id(const struct q_received *received, uint8_t id[16], uint8_t hash[32]);

/** The hash by which an address is found again; never 0. */
int64_t q_url_hash(quoth_str url);

#endif
