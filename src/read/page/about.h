/*
 * Stage 1, read: what a page tells of its article beside the text: title, authors, outlet,
 * dates, language, address, section, each with where it was read.
 *
 *     <script type=application/ld+json>{"author": …   →   authors "Jane Roe", "json-ld"
 *     <meta property=og:title content="Bridge falls">     title "Bridge falls", "h1"
 *     <h1>Bridge falls</h1>
 *
 * Sources are asked in the order in which they were measured to be right
 * (docs/ACCURACY.md).
 */
#ifndef Q_ABOUT_H
#define Q_ABOUT_H

#include "read/page/page.h"

struct q_about {
    quoth_str title, outlet, canonical, section, language; // UTF-8, white space folded
    quoth_str *authors;
    uint32_t author_count;
    quoth_date published, modified;
    const char *told_by[QUOTH_ABOUT_COUNT]; // literals
    uint32_t headline; // node of the heading that holds the title; 0: none
    quoth_str body;    // JSON-LD's articleBody, as the last resort; ptr NULL: none
    bool live;         // JSON-LD says LiveBlogPosting
    bool article;      // JSON-LD or og:type says that the page is an article
};

/** Reads what `markup` tells; strings lie in `arena` or in the page. Fails with
 *  QUOTH_ENOMEM. */
quoth_status q_about_read(const struct q_markup *markup, const struct q_page_told *told,
                          struct q_arena *arena, struct q_about *out);

#endif
