/*
 * Writes JSON onto a q_buf, as it goes: nothing is kept but the open brackets.
 *
 *     q_json_object(&json);                       {"act": "speech", "at": [3, 7]}
 *     q_json_key(&json, "act");
 *     q_json_string(&json, Q_STR("speech"));
 *     q_json_key(&json, "at");
 *     q_json_array(&json);
 *     q_json_number(&json, 3);
 *     q_json_number(&json, 7);
 *     q_json_end(&json);
 *     q_json_end(&json);
 *
 * All on one line, a space behind each comma and colon. Strings are valid UTF-8 and
 * pass through as they are, but for quote, backslash, control characters and the two
 * line separators of Unicode: these are escaped, so that a record is one line for every
 * reader of lines and moves no terminal. It does not check that keys are unique, and
 * does not read JSON.
 */
#ifndef Q_JSON_H
#define Q_JSON_H

#include "base/buf.h"

#include <stdbool.h>

enum { Q_JSON_DEPTH = 32 }; // brackets open at once

struct q_json {
    struct q_buf *out; // failures stick there
    uint32_t arrays;   // bit d: the bracket at depth d is an array's
    uint8_t depth;
    bool comma; // a value stands before the next one
};

void q_json_init(struct q_json *json, struct q_buf *out);

/** Open an object, an array; `end` closes the innermost. At most Q_JSON_DEPTH deep,
 *  which is the caller's to keep: only what the program writes nests, never input. */
void q_json_object(struct q_json *json);
void q_json_array(struct q_json *json);
void q_json_end(struct q_json *json);

/** The key of the next value: plain ASCII of ours, written as it stands. */
void q_json_key(struct q_json *json, const char *key);

/** `s` in quote marks; ptr NULL writes null. */
void q_json_string(struct q_json *json, quoth_str s);
void q_json_null(struct q_json *json);
void q_json_bool(struct q_json *json, bool value);
void q_json_number(struct q_json *json, uint64_t number);

/** A hundredth part each: 91 → 0.91, 100 → 1.00. No floating point is involved. */
void q_json_percent(struct q_json *json, unsigned percent);

/** A string written in pieces. */
void q_json_text_open(struct q_json *json);
void q_json_text_add(struct q_json *json, quoth_str piece);
void q_json_text_close(struct q_json *json);

#endif
