/* What markup tells of a piece of text before its words are looked at. */
#ifndef Q_HINT_H
#define Q_HINT_H

#include "quoth.h"

struct q_hint {
    quoth_span span;       // of the text: a paragraph, or some of one kind
    quoth_block_kind kind; // QUOTH_BLOCK_BODY: markup tells nothing
};

struct q_hints {
    const struct q_hint *at; // in the order of the text; what lies between is white space
    uint32_t count;
};

#endif
