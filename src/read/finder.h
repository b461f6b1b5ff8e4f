/* What the files that find blocks share: block.c, block_head.c, block_hint.c,
 * block_line.c, about.c. */
#ifndef Q_FINDER_H
#define Q_FINDER_H

#include "read/hint.h"
#include "read/line.h"
#include "read/turn.h"
#include "record/article.h"

struct q_finder {
    struct quoth_article *article;
    quoth_str text;
    uint32_t cap;         // of the article's blocks
    bool failed;          // memory is out
    struct q_hints hints; // what is left of them
    bool marked;          // the text comes with markup
    struct q_turns turns;
    uint32_t number;     // of the line, from 0
    uint32_t sentences;  // lines of the text that end one
    bool wrapped;        // paragraphs are broken into lines
    bool next_close;     // the next line stands right below this one
    bool close;          // the line stands right below the one before it
    quoth_span next;     // the line after it; empty: none
    bool in_body;        // a paragraph of the article was seen
    uint32_t bodies;     // blocks of it
    uint32_t last_body;  // the last of them, if there are any
    quoth_span headline; // the first one in the text
    bool standfirst;     // there is one
    uint32_t highlights; // lines that may still be a list under such a label
    bool links;          // under a label such as "Read more:"
    bool open_insert;    // the label of an insert stood alone
};

/** Appends a block of the bytes [start, end) without the white space at its ends; NULL when
 *  that leaves nothing, or memory is out. Valid until the next one is appended. */
quoth_block *q_finder_push(struct q_finder *f, quoth_block_kind kind, uint32_t start,
                           uint32_t end);

/** Appends body, with what tells whether it goes on, and joins it to the line above it in a
 *  paragraph that was broken into lines. */
void q_finder_push_body(struct q_finder *f, uint32_t start, uint32_t end);

/** The last block, or NULL. */
quoth_block *q_finder_last(const struct q_finder *f);

quoth_str q_finder_cut(const struct q_finder *f, quoth_span span);

/** Is it a headline that is known, a byline, a date? It was then appended. */
bool q_finder_take_head(struct q_finder *f, quoth_span line);

/** Is it a headline or a standfirst by its looks? It was then appended. */
bool q_finder_take_title(struct q_finder *f, quoth_span line);

/** Appends a line that is none of those: debris, credit, post, turn, list, body. */
void q_finder_take_line(struct q_finder *f, quoth_span line);

/** Appends a headline: the first one, or the same again. */
void q_finder_push_headline(struct q_finder *f, uint32_t start, uint32_t end);

/** Appends a credit, with who it is by. */
void q_finder_push_credit(struct q_finder *f, quoth_span span);

/** Sets who a block is by and what he says in it. */
void q_finder_set_words(struct q_finder *f, quoth_block *block, quoth_span author,
                        quoth_span words);

/** Appends `line` as what markup says of it, if it does. A hint of several lines is taken
 *  with the first, and the others are passed over. */
bool q_finder_take_hinted(struct q_finder *f, quoth_span line);

/** Fills in what the blocks tell and nobody gave. False: memory is out. */
bool q_tell_about(struct quoth_article *article);

#endif
