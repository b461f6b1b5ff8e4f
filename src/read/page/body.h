/*
 * Stage 1, read: which nodes of a page are its article.
 *
 *     <nav>…</nav><div class=main><h1>…</h1>       marks: nav and share out, h1, p, p and
 *     <p>…<p>…<div class=share>…</div></div>   →   figcaption in, with what they are
 *
 * Text is judged by what it looks like (length, links, sentences), by its elements and by
 * the words of their class and id. The part that holds the most prose is taken, then what
 * is not prose is taken out of it. A paragraph in doubt stays: a quotation that is lost does
 * more harm than a line of furniture.
 */
#ifndef Q_BODY_H
#define Q_BODY_H

#include "read/page/about.h"

// What a node is for the text; what it holds is the same, if not told otherwise.
enum { Q_MARK_OUT = 0xff }; // no part of the article, with all that it holds

struct q_body {
    uint8_t *marks; // one a node: a quoth_block_kind, BODY where markup tells nothing, or OUT
    uint32_t from, to; // nodes of the article: [from, to)
    uint32_t part;     // the node that holds its text
    uint32_t prose;    // bytes of the text that reads like an article's
};

/** Finds the article of `markup`; the marks lie in `arena`. Linear. Fails with QUOTH_ENOMEM
 *  only. */
quoth_status q_body_find(const struct q_markup *markup, const struct q_about *about,
                         struct q_arena *arena, struct q_body *out);

/** Is it an element that begins and ends a line? */
bool q_body_is_block(uint16_t tag);

#endif
