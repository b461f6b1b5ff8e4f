/*
 * An article: a text, where it came from, and what is known about it.
 *
 * The text is the reader's input as it is (converted to UTF-8 where it was not);
 * every later stage points into it and copies nothing.
 */
#ifndef Q_ARTICLE_H
#define Q_ARTICLE_H

#include "base/arena.h"
#include "base/str.h"

struct quoth_article {
    struct q_arena arena; // holds everything below
    quoth_str text;       // valid UTF-8, at most Q_MAX_ARTICLE
    quoth_str name, path, url, outlet, title, language, canonical, section, guid;
    quoth_str *authors;
    uint32_t author_count;
    quoth_date published, modified;
    const char *told_by[QUOTH_ABOUT_COUNT]; // literals; NULL: not told
    quoth_stretch *map;
    uint32_t map_count;
    quoth_error flaw;    // its status is QUOTH_OK: none
    quoth_block *blocks; // in the order of the text
    uint32_t block_count;
    char id[sizeof "sha256:" + 64]; // of the text, terminated
};

/** Forgets the last article and keeps its memory. */
void q_article_clear(struct quoth_article *article);

/** A copy of `s` in the article's arena; ptr NULL when memory is out. A missing
 *  string (ptr NULL) stays missing. */
quoth_str q_article_keep(struct quoth_article *article, quoth_str s);

/** The same of what may be anything (a file's name, an option): every byte that is not
 *  UTF-8 becomes U+FFFD. */
quoth_str q_article_keep_as_utf8(struct quoth_article *article, quoth_str s);

/** Sets the text (already in the arena, already valid UTF-8), computes the id, and tells
 *  the language unless it is set already. */
void q_article_adopt(struct quoth_article *article, quoth_str text);

#endif
