/*
 * A text with its statements marked, by colour and by sign.
 *
 *     “We will not sell [it],” Jane Roe told the council.
 *     →   «“We will not sell ‹[it]›,”» {Jane Roe} _told_ the council.
 *
 * « » the words said, ‹ › the reporter's in them, { } who says them, _ _ what tells it.
 */
#ifndef Q_PAINT_H
#define Q_PAINT_H

#include "base/arena.h"
#include "print/flow.h"

enum q_paint_kind { Q_PAINT_CONTENT, Q_PAINT_SOURCE, Q_PAINT_CUE, Q_PAINT_INSERT };

struct q_paint_mark {
    uint32_t at; // byte of the text
    uint8_t kind;
    bool closes;
};

struct q_paint {
    struct q_paint_mark *marks; // in the order of the text
    size_t count;
};

/** The marks of statement `index`, or, UINT32_MAX, of all. False: memory is out. */
bool q_paint_collect(struct q_paint *paint, struct q_arena *arena,
                     const quoth_statements *statements, uint32_t index);

/** Puts the paragraphs of `span`, a blank line between two, each line at `indent`. */
void q_paint_put(struct q_flow *flow, const quoth_article *article, quoth_span span,
                 const struct q_paint *paint, int indent);

/** The signs and what they stand for. */
void q_paint_legend(struct q_flow *flow);

#endif
