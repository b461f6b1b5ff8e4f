/*
 * Stage 1, read: what was asked for (a file, a folder, standard input) → articles.
 *
 *     news/                     →   news/a.txt     article a
 *     (a.txt, b.jsonl)              news/b.jsonl   articles 1, 2, 3 …
 *
 * It chooses among the formats, walks folders, and fills in what the options say of every
 * article. The formats themselves are plaintext.c's and jsonl.c's.
 */
#ifndef Q_READER_H
#define Q_READER_H

#include "base/date.h"
#include "read/folder.h"
#include "read/input.h"
#include "read/jsonl.h"

enum q_reader_kind {
    Q_READER_NOTHING, // no input is open
    Q_READER_UNKNOWN, // a pipe: to be seen by its first line
    Q_READER_TEXT,
    Q_READER_JSONL
};

struct quoth_reader {
    struct q_arena arena; // holds the reader itself and the strings below
    quoth_format format;
    const char *path, *charset; // as given; charset may be NULL
    quoth_str outlet, url, language;
    quoth_date published;
    char published_value[Q_DATE_SIZE];
    bool walking; // `folder` is open
    struct q_folder folder;
    enum q_reader_kind kind; // of `input`
    struct q_input input;
    struct q_jsonl jsonl;
};

#endif
