/*
 * Stage 1, read: the fast way through a JSON object that holds no other object.
 *
 *     {"id": 7, "text": "He said \"no\""}   →   id: 7   text: He said \"no\" (escaped)
 *
 * Seven times as fast as a whole JSON reader, and sure of what it takes: what is not plain
 * (a minus, an exponent, NUL, a nested object, any error) it leaves to jansson, which
 * judges and explains. Both give the same values; fuzz_jsonl holds them to it.
 */
#ifndef Q_FLAT_H
#define Q_FLAT_H

#include "base/str.h"

enum q_flat_kind {
    Q_FLAT_NONE,    // not there, null, or of no use
    Q_FLAT_STRING,  // `raw` is what stands between its quote marks
    Q_FLAT_INTEGER, // `raw` is its digits
    Q_FLAT_LIST     // `raw` is the list with its brackets
};

struct q_flat_value {
    quoth_str raw; // in the line
    enum q_flat_kind kind;
    bool escaped; // a string that q_flat_unescape must undo
};

/** Reads `line` (valid UTF-8) and sets `values[i]` to what it gives for `keys[i]`, the last
 *  of several. False: left to jansson, `values` mean nothing. Linear, allocates nothing. */
bool q_flat_read(quoth_str line, const quoth_str *keys, size_t count,
                 struct q_flat_value *values);

/** Undoes the escapes of a string that q_flat_read took. `out` has room for raw.len bytes
 *  and may not overlap; the length written, which is never more. */
size_t q_flat_unescape(quoth_str raw, char *out);

#endif
