/*
 * Stage 1, read: a page taken apart into text, start tags and end tags (WHATWG HTML
 * §13.2.5).
 *
 *     x<B class=a>y</b><!-- z -->   →   text "x" · start b, " class=a" · text "y" · end b
 *
 * Comments, doctypes and what else is neither are passed over. The content of an element
 * that holds no markup (script, style, title …) comes with its start tag, and its end tag
 * is consumed. It knows nothing of what is open: that is markup.c.
 */
#ifndef Q_SCAN_H
#define Q_SCAN_H

#include "base/str.h"
#include "read/markup/element.h"

enum q_piece_kind { Q_PIECE_NONE, Q_PIECE_TEXT, Q_PIECE_START, Q_PIECE_END };

struct q_piece {
    enum q_piece_kind kind;
    enum q_element tag;
    uint32_t at;                   // where its "<" stands
    uint32_t from, to;             // the text, or the attributes
    uint32_t hash;                 // of the name of a Q_ELEMENT_OTHER
    bool slash;                    // it ends with "/>"
    uint32_t inner_from, inner_to; // what a raw or RCDATA element holds
};

struct q_scan {
    quoth_str html;
    uint32_t at;                  // what is before it is read
    bool no_end[Q_ELEMENT_COUNT]; // no end tag of it stands behind `at`
    bool foreign;                 // in an svg or math: no element is raw there
};

/** The next piece behind scan->at, which moves behind it. Q_PIECE_NONE: there is none. */
void q_scan_next(struct q_scan *scan, struct q_piece *piece);

#endif
