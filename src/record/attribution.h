/*
 * An attribution: which source, cue and content belong together, in tokens. The
 * attribute stage makes statements of them.
 */
#ifndef Q_ATTRIBUTION_H
#define Q_ATTRIBUTION_H

#include "base/str.h"
#include "record/annotation.h"

#include <stdbool.h>

// Tokens [from, to); empty where from == to.
struct q_range {
    uint32_t from, to;
};

struct q_attribution {
    struct q_range source, cue;
    struct q_range *contents; // in the order of the text
    uint32_t content_count;
    uint8_t score; // the least certain of tags and links, 0…255
    bool left_out; // dropped by the judge, and shown all the same (quoth_extract_options)
    bool dropped;  // no statement of tests/spec
    quoth_str evidence; // what was weighed, a line each; ptr NULL: nobody asked
};

struct q_attributions {
    struct q_attribution *at; // in the order of their cues
    uint32_t count;
};

/** Moves them in `arena` to where there is room for `more` behind them. QUOTH_OK or
 *  QUOTH_ENOMEM: they stay. Linear. */
quoth_status q_attributions_reserve(struct q_attributions *attributions, uint32_t more,
                                    struct q_arena *arena);

#endif
