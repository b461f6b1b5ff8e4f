/*
 * Base64 as RFC 4648 §4 has it: bytes as text.
 *
 *     "Bridge"   ↔   "QnJpZGdl"
 */
#ifndef Q_BASE64_H
#define Q_BASE64_H

#include "base/buf.h"

/** Appends `bytes` as base64 to `out`, where a failure sticks. */
void q_base64_put(struct q_buf *out, quoth_str bytes);

/** Appends what `text` holds; false: it is no base64 (white space is none), or `out`
 *  failed. */
bool q_base64_read(struct q_buf *out, quoth_str text);

/** What a digit of it stands for, 0…63; -1: it is none. */
int q_base64_digit(char c);

#endif
