/*
 * Stage 1, read: which nodes of a page are its article.
 *
 *     <nav>…</nav><div class=main><h1>…</h1>       out: nav, share
 *     <p>…<p>…<div class=share>…</div></div>   →   headline: h1 · body: p, p
 *
 * Text is judged by what it looks like (length, links, sentences), by its elements and by
 * the words of their class and id. The element that holds the most prose is taken, then
 * what is not prose is taken out of it. A paragraph in doubt stays: a quotation that is
 * lost does more harm than a line of furniture. Nothing is written here: render.c does.
 */
#ifndef Q_BODY_H
#define Q_BODY_H

#include "read/page/about.h"

// What a node is for the text: a quoth_block_kind (BODY where markup tells nothing), or no
// part of it, with all that it holds.
enum { Q_MARK_OUT = 0xff };

/** An article of the page. */
struct q_part {
    uint32_t from, to; // nodes: [from, to)
    uint32_t node;     // the one that holds its text
    uint32_t headline; // 0: none
    uint32_t prose;    // bytes of what reads like an article's text
};

struct q_body {
    uint8_t *marks; // one a node
    struct q_part *parts;
    uint32_t count;
};

/** Finds the articles of `markup`; what it fills lies in `arena`. Linear. Fails with
 *  QUOTH_ENOMEM only. */
quoth_status q_body_find(const struct q_markup *markup, const struct q_about *about,
                         struct q_arena *arena, struct q_body *out);

/** Takes all of `markup` as one article, but for what is never shown as text. */
quoth_status q_body_all(const struct q_markup *markup, struct q_arena *arena,
                        struct q_body *out);

/** Is it an element that begins and ends a line? */
bool q_body_is_block(uint16_t tag);

#endif
