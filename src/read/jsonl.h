/*
 * Stage 1, read: JSONL, one article a line.
 *
 *     {"id": "a1", "text": "…", "title": "…", "published": "2016-09-20"}   →   article a1
 *     {"text": "…"}                                                      →   article 2
 *
 * Memory is constant: one line at a time. A line that is wrong is passed over and said to
 * be so, with its byte. What the options say of every article (outlet, address, date) is
 * reader.c's to fill in.
 */
#ifndef Q_JSONL_H
#define Q_JSONL_H

#include "read/input.h"
#include "record/article.h"

/** `{0}` is the start of an input. */
struct q_jsonl {
    uint64_t line;  // number of the last line, from 1
    bool skipping;  // inside a line that is too long
    bool only_tree; // for tests: every line by jansson, none by the fast way
};

/** Fills `article` with the next line: id (else the line's number) as its name, text,
 *  title, url, outlet, published, authors, language. QUOTH_OK; QUOTH_END; QUOTH_EFORMAT
 * (not UTF-8, not JSON, no "text", a NUL in it: at the byte of the input), QUOTH_ELIMIT
 * (line or text too long, at the line), QUOTH_ENOMEM, and as q_input_more. After a failure
 * `article` is empty and the next call goes on behind the line. */
quoth_status q_jsonl_next(struct q_jsonl *jsonl, struct q_input *input,
                          struct quoth_article *article, quoth_error *error);

/** Is `line` an object with a string "text"? */
bool q_jsonl_is_record(quoth_str line);

#endif
