/*
 * Writes a page's JSON twin, as it goes: nothing is kept but the text.
 *
 *     twin_open(json, "ledger");            {"page": "ledger", "ok": true,
 *     twin_key(json, "rows");                "rows": [{"entry": 3}]}
 *     text_put(json, "[");
 *     twin_next(json);
 *     text_put(json, "{");
 *     twin_number(json, "entry", 3);
 *     text_put(json, "}]}");
 *
 * A comma is put where something stands before in the same brackets, which the last byte
 * tells. Keys are plain ASCII of ours.
 */
#ifndef WEB_TWIN_H
#define WEB_TWIN_H

#include "text.h"

void twin_open(struct text *json, const char *page);
/** Ends what twin_open began. */
void twin_close(struct text *json);

void twin_key(struct text *json, const char *key);
/** Before each value of an array. */
void twin_next(struct text *json);

/** ptr NULL: null. */
void twin_text(struct text *json, const char *key, quoth_str value);
/** NULL: null. */
void twin_word(struct text *json, const char *key, const char *value);
void twin_number(struct text *json, const char *key, uint64_t value);
void twin_flag(struct text *json, const char *key, bool value);
void twin_null(struct text *json, const char *key);
/** "2026-11-22T12:55:00Z" */
void twin_time(struct text *json, const char *key, int64_t seconds);

/** JSON that the library made, but for the line end behind it. */
void twin_made(struct text *json, const char *key, const quoth_output *output);
/** The same without its first and last bracket: members among others. */
void twin_members(struct text *json, const quoth_output *output);

/** [[a, b], …] in code points of `text`. */
void twin_spans(struct text *json, const char *key, quoth_str text, quoth_spans spans);

void twin_tally(struct text *json, const char *key, const quoth_tally *tally);
void twin_histogram(struct text *json, const quoth_histogram *histogram);

#endif
