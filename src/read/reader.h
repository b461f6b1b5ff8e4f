/*
 * Stage 1, read: what was asked for (a file, a folder, standard input) → captures.
 *
 *     news/                             →   news/a.html         html, named a
 *     (a.html, b.jsonl, c.warc.gz)          news/b.jsonl        lines, named by themselves
 *                                           news/c.warc.gz      pages, named c#1, c#2 …
 *
 * It chooses among the formats and walks folders. What is in a capture is capture.c's and
 * the formats' own.
 */
#ifndef Q_READER_H
#define Q_READER_H

#include "base/date.h"
#include "read/capture.h"
#include "read/folder.h"
#include "read/input.h"
#include "read/jsonl.h"
#include "read/warc/warc.h"

enum q_reader_kind {
    Q_READER_NOTHING, // no input is open
    Q_READER_UNKNOWN, // to be seen by how it begins
    Q_READER_TEXT,
    Q_READER_HTML,
    Q_READER_WARC,
    Q_READER_FEED,
    Q_READER_JSONL
};

struct quoth_reader {
    struct q_arena arena; // holds the reader itself and the strings below
    quoth_format format;
    bool keep;        // records of web archives as they came
    const char *path; // as given
    struct q_given given;
    char published_value[Q_DATE_SIZE];
    bool walking;  // `folder` is open
    bool pathless; // standard input, or memory without a name
    struct q_folder folder;
    enum q_reader_kind kind; // of `input`
    struct q_input input;
    struct q_jsonl jsonl;
    struct q_warc *warc;           // NULL until one was read
    uint64_t records;              // number of the next one of `input`; 0: none was taken
    struct quoth_capture *capture; // of quoth_reader_next; NULL until it was called
    bool open;                     // `capture` has more articles
};

#endif
