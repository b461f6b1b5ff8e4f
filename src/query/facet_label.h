/*
 * What only the records tell of an answer's statements: to whom they were said, through
 * whom they came; the same label however it is written.
 *
 *     "The Herald", "the Herald", "The  Herald"   →   "The Herald" 3
 */
#ifndef Q_FACET_LABEL_H
#define Q_FACET_LABEL_H

#include "query/results.h"

struct q_labels {
    quoth_share *at; // the most statements first; value and label are the same
    size_t count;
    uint64_t unread; // statements whose words name nobody
    uint64_t of;     // the latest so many statements alone were read; 0: all that have one
};

/** The addressees (Q_PART_TO) or relays (Q_PART_VIA) of the answer, into `out`, which lives
 *  as the tally does. */
quoth_status q_labels_read(struct quoth_results *results, enum q_part part,
                           struct q_labels *out, quoth_error *error);

#endif
