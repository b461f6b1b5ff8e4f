/*
 * Text that grows, and the ways in which strings of others go into it.
 *
 *     text_html(text, q)    Roe & <b>    →   Roe &amp; &lt;b&gt;
 *     text_json(text, q)    say "no"     →   "say \"no\""
 *     text_url(text, q)     a b/ü        →   a%20b%2F%C3%BC
 *
 * What is put in by text_put is our own, or made by the library as JSON. When memory is
 * out, or the text would be longer than its limit, it says so by `failed`, and takes no
 * more.
 */
#ifndef WEB_TEXT_H
#define WEB_TEXT_H

#include "quoth.h"

#include <stdbool.h>
#include <stdint.h>

enum { TEXT_MAX = 256 << 20 }; // bytes: more than any page that a browser can show

struct text {
    char *ptr;
    size_t len, room;
    bool failed;
};

void text_init(struct text *text);
void text_release(struct text *text);
/** Empties it, and keeps its room. That it failed sticks: what was made of it lacks that.
 */
void text_empty(struct text *text);
/** Empties it for another answer, which has not failed. */
void text_clear(struct text *text);

quoth_str text_str(const struct text *text);

/** What it means that one failed. QUOTH_ENOMEM. */
quoth_status no_memory(quoth_error *error);

/** A string of C as others are; NULL: ptr NULL. */
quoth_str str_of(const char *ours);
bool str_same(quoth_str a, quoth_str b);

void text_put(struct text *text, const char *ours);
void text_add(struct text *text, quoth_str ours);
void text_number(struct text *text, uint64_t number);
/** Formats numbers and strings of our own; not for strings of others. */
void text_format(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** How many bytes the character of UTF-8 at `p` has, and its number; 0: there is none. */
size_t text_character(const unsigned char *p, size_t left, uint32_t *out);

/** As text of HTML, or a value of an attribute in double quotes; characters that XML cannot
 *  hold become U+FFFD, so that it stands in feeds too. */
void text_html(struct text *text, quoth_str theirs);
/** As a string of JSON, in its quotes; ptr NULL: null. */
void text_json(struct text *text, quoth_str theirs);
/** As a part of a path or a value of a query. */
void text_url(struct text *text, quoth_str theirs);
/** JSON that is to stand inside <script>: `<` as \u003c. */
void text_island(struct text *text, quoth_str json);

#endif
