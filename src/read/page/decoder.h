/*
 * Stage 1, read: bytes in a charset → characters in UTF-8, one at a time.
 *
 *     caf\xe9 in WINDOWS-1252   →   a run "caf", then "é" for the byte at 3
 *
 * Everything is read: what is no character becomes U+FFFD, and in UTF-8 a lone byte what
 * windows-1252 has there, which it nearly always is. NUL becomes U+FFFD, as in the HTML
 * standard. A charset of single bytes is a table that iconv makes; UTF-8 and the charsets
 * of wide characters are read here; iconv is asked for each character of the rest.
 */
#ifndef Q_DECODER_H
#define Q_DECODER_H

#include "base/str.h"

#include <iconv.h>

enum { Q_DECODER_ROOM = 64 }; // the longest that one character of a charset stands for

struct q_decoder {
    quoth_str bytes;
    size_t at;    // of the next character
    size_t wrong; // byte of the first that is none; SIZE_MAX: not met
    enum { Q_DECODE_UTF8, Q_DECODE_TABLE, Q_DECODE_WIDE, Q_DECODE_ICONV } kind;
    bool plain;  // ASCII bytes always stand for themselves
    bool big;    // WIDE: the high byte first
    size_t unit; // WIDE: 2 or 4
    iconv_t cd;  // ICONV
    struct {
        char text[4];
        unsigned char len; // 0: no character
    } single[256];         // TABLE
};

/** To read `bytes` from the start. Fails with QUOTH_EUSAGE (iconv knows no such charset),
 *  QUOTH_ENOMEM; then there is nothing to close. */
quoth_status q_decoder_open(struct q_decoder *decoder, const char *charset, quoth_str bytes,
                            quoth_error *error);
void q_decoder_close(struct q_decoder *decoder);

/** Is the charset one in which characters have two or four bytes each? */
bool q_decoder_is_wide(const char *charset);

/** Takes at most `max` bytes that stand for themselves; may be none. */
quoth_str q_decoder_run(struct q_decoder *decoder, size_t max);

/** Writes the next character; its length, or 0 at the end. */
size_t q_decoder_next(struct q_decoder *decoder, char out[Q_DECODER_ROOM]);

#endif
