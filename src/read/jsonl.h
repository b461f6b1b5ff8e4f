/*
 * Stage 1, read: JSONL, one article a line.
 *
 *     {"id": "a1", "text": "…", "title": "…", "published": "2016-09-20"}   →   article a1
 *     {"text": "…"}                                                      →   article 2
 *
 * Memory is constant: one line at a time. A line that is wrong is passed over and said to
 * be so, with its byte. What the options say of every article (outlet, address, date) is
 * capture.c's to fill in.
 */
#ifndef Q_JSONL_H
#define Q_JSONL_H

#include "read/input.h"
#include "record/article.h"

/** `{0}` is the start of an input. */
struct q_jsonl {
    uint64_t line; // number of the last line, from 1
    bool skipping; // inside a line that is too long
};

struct q_jsonl_line {
    quoth_str bytes;         // without its line end
    uint64_t number, offset; // from 1; of its first byte in the input
};

/** The next line that is not blank; valid until `input` reads more. QUOTH_OK; QUOTH_END;
 *  QUOTH_ELIMIT (too long, at the line), QUOTH_EFORMAT (no JSONL at all: the input has then
 *  ended), QUOTH_ENOMEM, and as q_input_more. The next call goes on behind it. */
quoth_status q_jsonl_take(struct q_jsonl *jsonl, struct q_input *input,
                          struct q_jsonl_line *out, quoth_error *error);

/** Fills `article` with what the line says: id (else the line's number) as its name, text,
 *  title, url, outlet, published, authors, language. Fails with QUOTH_EFORMAT (not UTF-8,
 *  not JSON, no "text", a NUL in it: at the byte of the input), QUOTH_ELIMIT (text too
 *  long, at the line), QUOTH_ENOMEM; `article` is then empty. `only_tree`, for tests: by
 *  jansson, never by the fast way. */
quoth_status q_jsonl_read(const struct q_jsonl_line *line, bool only_tree,
                          struct quoth_article *article, quoth_error *error);

/** Is `line` an object with a string "text"? */
bool q_jsonl_is_record(quoth_str line);

#endif
