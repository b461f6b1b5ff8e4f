/*
 * A decision as it comes: JSON of somebody else.
 *
 *     {"verb": "merge", "person": "jane-roe", "other": "j-roe"}   →   quoth_decision
 *
 * What it does not know is refused, not passed over. Spans are code points here; what they
 * stand on is the archive's, and change.c turns them into bytes.
 */
#ifndef WEB_BODY_H
#define WEB_BODY_H

#include "quoth.h"

#include <stdbool.h>

enum {
    DECISION_BYTES = 256 << 10, // of JSON: all ids that may stand in it, and its words
    DECISION_STATEMENTS = 1000, // more are split off in several decisions
    DECISION_SPANS = 256,       // of each field; statements of news have a few
    DECISION_MESSAGE = 160
};

struct body {
    void *root;              // of the JSON that the decision's strings lie in
    quoth_decision decision; // spans in code points, ascending
    quoth_str statements[DECISION_STATEMENTS];
    quoth_span content[DECISION_SPANS], cue[DECISION_SPANS], source[DECISION_SPANS];
    char message[DECISION_MESSAGE]; // why it is none, names the key
    bool full;                      // memory is out
};

/** False: it is none, as `message` says. To be released either way. */
bool body_read(struct body *body, quoth_str json);
void body_release(struct body *body);

#endif
