/*
 * A page's token: where the next one begins, for this question and order alone.
 *
 *     hash of the question, the last row's place   →   "AV9qBz…", 51 characters
 *
 * The place is that of a row, not its number: what is added or forgotten meanwhile moves no
 * row from one page to another.
 */
#ifndef Q_PAGE_TOKEN_H
#define Q_PAGE_TOKEN_H

#include "base/str.h"

enum { Q_PAGE_TOKEN_SIZE = 64 }; // with its end

struct q_page_token {
    uint64_t question;  // hash of all that tells which rows stand in which order
    int64_t order, key; // of the last row (archive/find.h)
    int64_t until;      // only keys below are of this answer; 0: all
};

void q_page_token_write(const struct q_page_token *token, char out[Q_PAGE_TOKEN_SIZE]);

/** False: `text` is no token, or was changed. */
bool q_page_token_read(quoth_str text, struct q_page_token *token);

#endif
