/*
 * A line of a dump, as JSON, → what it tells.
 *
 *     {"type": "statement", "content": {"spans": [[3, 9]], …}, …}   →   a quoth_statement
 *
 * What is there must be what docs/FORMAT.md says; keys that it does not know are passed
 * over. It puts nothing into an archive.
 */
#ifndef Q_LOAD_ROW_H
#define Q_LOAD_ROW_H

#include "base/buf.h"
#include "record/article.h"
#include "record/received.h"
#include "record/statement.h"

#include <jansson.h>

/** A line taken apart. What is wrong first sticks. */
struct q_row {
    json_t *tree;
    const char *wrong; // a key, or NULL: nothing
    bool nomem;
};

/** Values of `object` by their keys. A key that is missing is null. */
quoth_str q_row_string(struct q_row *row, const json_t *object, const char *key);
uint64_t q_row_number(struct q_row *row, const json_t *object, const char *key,
                      uint64_t most);
bool q_row_bool(struct q_row *row, const json_t *object, const char *key);

/** Fills `out` with the bytes that a string of hexadecimal digits stands for, which must be
 *  `size`; false: null. */
bool q_row_bytes(struct q_row *row, const json_t *object, const char *key, uint8_t *out,
                 size_t size);

/** Appends all bytes of such a string; false: null. */
bool q_row_all_bytes(struct q_row *row, const json_t *object, const char *key,
                     struct q_buf *out);

/** What was received. Strings lie in the tree; bytes that were base64 in `bytes`. */
void q_row_received(struct q_row *row, struct q_buf *bytes, struct q_received *out);

/** Where every so many characters of a text stand: bytes of its code points in constant
 *  time. */
struct q_places {
    quoth_str text;
    uint32_t *at; // ptr NULL: ASCII, where both are the same
    uint32_t points;
};

/** Fills an article (its arena holds all, also `places`) and what found its statements. */
void q_row_article(struct q_row *row, struct quoth_article *article,
                   struct quoth_statements *statements, struct q_places *places);

/** The statements of an article by their ids; {0} before the first. */
struct q_known {
    uint32_t *slots; // number + 1; 0: nothing
    uint32_t room;   // a power of two
};

/** Appends a statement, whose parent must be among those before. Nothing is appended where
 *  something is wrong. */
void q_row_statement(struct q_row *row, const struct quoth_article *article,
                     const struct q_places *places, struct q_known *known,
                     struct quoth_statements *statements);

#endif
