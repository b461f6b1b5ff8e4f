/*
 * Statements: the result of attribution, and the memory that one extraction uses.
 */
#ifndef Q_STATEMENT_H
#define Q_STATEMENT_H

#include "base/arena.h"
#include "record/annotation.h"

struct quoth_statements {
    struct q_arena arena;  // annotations and statements of one article
    struct q_arena inside; // the annotation of one content
    quoth_statement *at;
    uint32_t count, room;
    quoth_str why;            // there are none; ptr NULL: the article was read
    quoth_str version, model; // by what they were found; ptr NULL: not known
};

/** The same places in the same order. */
bool q_spans_equal(quoth_spans a, quoth_spans b);

/** Forgets the last article's and keeps their memory. */
void q_statements_clear(struct quoth_statements *statements);

#endif
