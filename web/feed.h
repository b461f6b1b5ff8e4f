/*
 * A question's answer as a feed or a file.
 *
 *     /search.atom?q=bridge   →   <feed> … the latest added first
 *     /search.csv?q=bridge    →   what quoth search --all --format csv --safe-csv prints
 *
 * A file has all of the answer up to FILE_ROWS statements or FILE_BYTES; where something is
 * left, the header Link tells where, and of ndjson the last line too.
 */
#ifndef WEB_FEED_H
#define WEB_FEED_H

#include "asking.h"

enum {
    FEED_ROWS = 50,       // a reader of feeds asks again and again
    FILE_ROWS = 100000,   // more than a spreadsheet is good for
    FILE_STEP = 5000,     // asked at once
    FILE_BYTES = 64 << 20 // held in memory until they are sent
};

void feed_answer(struct visit *visit, struct asking *asking);

#endif
