/*
 * Words filled into lines of a width, with a hanging indent and colours.
 *
 *     q_flow_start(&flow, 2, 6);                       Jane Doe (“she”)
 *     q_flow_text(&flow, Q_STYLE_WHO, name);               · said
 *     q_flow_joint(&flow, "·");
 *     q_flow_text(&flow, Q_STYLE_NONE, Q_STR("said"));
 *     q_flow_end(&flow);
 *
 * White space, line ends included, becomes one space or a line end; runs without any
 * between them are one word. Control characters become U+FFFD, so that no text moves the
 * terminal. Wide characters take two columns, combining ones none. A word longer than the
 * line stays whole, unless the flow `breaks`. A joint, such as the dot above, goes with the
 * word behind it, so that no line is only joints.
 */
#ifndef Q_FLOW_H
#define Q_FLOW_H

#include "base/buf.h"

enum q_style {
    Q_STYLE_NONE,
    Q_STYLE_HEAD,
    Q_STYLE_WHO,
    Q_STYLE_CUE,
    Q_STYLE_INSERT,
    Q_STYLE_MARK, // what must not be overlooked
    Q_STYLE_HIT,  // what was asked for
    Q_STYLE_DIM,
    Q_STYLES
};

struct q_flow {
    struct q_buf *out;
    struct q_buf *word; // put together, not yet on a line
    int width;
    bool colour;
    bool breaks;         // words that are longer than a line are broken
    int indent;          // of the lines after the first
    int column;          // used on this line
    int word_columns;    // of `word`
    bool space;          // white space stands before `word`
    bool fresh;          // the line holds only its indent
    const char *joint;   // stands before the next word, or NULL
    enum q_style style;  // behind `word`
    enum q_style before; // in front of it
};

/** `out` and `word` are the caller's; failures stick there. */
void q_flow_init(struct q_flow *flow, struct q_buf *out, struct q_buf *word, int width,
                 bool colour);

/** Starts a line with `first` spaces; the lines after it will have `rest`. */
void q_flow_start(struct q_flow *flow, int first, int rest);

/** Valid UTF-8. */
void q_flow_text(struct q_flow *flow, enum q_style style, quoth_str text);

/** The same as one word, spaces and all. */
void q_flow_whole(struct q_flow *flow, enum q_style style, quoth_str text);

/** Puts `mark` and a space before the next word, dim; nothing where the line has no more
 *  words. Parts words as a space does; of two in a row the second stands. `mark` is a
 *  literal. */
void q_flow_joint(struct q_flow *flow, const char *mark);

/** Columns that a character takes, 0…2. */
int q_flow_width(uint32_t point);

/** The digits of `number`. */
void q_flow_number(struct q_flow *flow, enum q_style style, uint64_t number);

/** Ends the line. */
void q_flow_end(struct q_flow *flow);

#endif
