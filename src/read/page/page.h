/*
 * Stage 1, read: a saved page → its articles.
 *
 *     <title>Bridge falls - Herald</title>…   →   title "Bridge falls", outlet "Herald"
 *     <nav>…</nav><h1>Bridge falls</h1>           text "Bridge falls\n\nLINDHOLM — “No,”…"
 *     <p>LINDHOLM — &ldquo;No,”…                  blocks headline, dateline, body …
 *
 * The bytes are brought to UTF-8 (page_charset.c), read as a tree (markup/), what is told
 * of the article is looked up (about.c), the part of the tree that is the article is found
 * (body.c) and written as text, a paragraph a line (render.c). Most pages have one article.
 */
#ifndef Q_PAGE_H
#define Q_PAGE_H

#include "read/markup/markup.h"
#include "record/article.h"

/** What is known of a page from outside. */
struct q_page_told {
    quoth_str url;      // where it was fetched, or ptr NULL
    quoth_str charset;  // as HTTP names it, or ptr NULL
    const char *asked;  // a charset that overrules everything, or NULL
    quoth_date fetched; // value.ptr NULL: not known
};

struct q_page;

/** A page to be filled again and again; NULL when memory is out. */
struct q_page *q_page_new(void);
void q_page_free(struct q_page *page);

/** Reads the page `bytes`, which must stay until its last article is taken. Fails with
 *  QUOTH_EFORMAT (binary data), QUOTH_ELIMIT (longer than Q_MAX_PAGE in UTF-8),
 *  QUOTH_ENOMEM. */
quoth_status q_page_open(struct q_page *page, quoth_str bytes,
                         const struct q_page_told *told, quoth_error *error);

/** How many articles the open page has; 0 when none is open, or the last was taken. */
uint32_t q_page_count(const struct q_page *page);

/** Fills `article`, which is clear, with the next article of the page: text, id, language,
 *  blocks, map, flaw and what is told of it. QUOTH_END behind the last; QUOTH_ENOMEM. */
quoth_status q_page_next(struct q_page *page, struct quoth_article *article,
                         quoth_error *error);

/** Fills the text, id, language, blocks and map of `article`, whose other fields are set,
 *  with all of `html` (valid UTF-8, a part of a page: what a feed has for its item), as it
 *  is: no part of it is taken for the page's. Spans of the map count from `html`. Fails
 *  with QUOTH_ELIMIT, QUOTH_ENOMEM. */
quoth_status q_page_fragment(struct q_page *page, quoth_str html,
                             struct quoth_article *article, quoth_error *error);

#endif
