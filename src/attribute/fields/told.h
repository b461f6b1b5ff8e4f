/*
 * Stage 3, attribute: who is told, asked, urged: the object of the cue's verb, or the
 * subject where it is passive.
 *
 *     told CNN [that …]           →   CNN
 *     urged [Doe to resign]       →   Doe, inside the content
 *     [They] were ordered [to …]  →   They
 */
#ifndef Q_TOLD_H
#define Q_TOLD_H

#include "attribute/telling.h"

struct q_told {
    struct q_range listener; // empty: none
    struct q_range event;    // *told a news conference in Minsk*; empty: none
    struct q_range place;    // of the event; empty: none
    uint32_t next;           // the first token behind the object; 0: there is none
};

/** Of statement n. Looks at a bounded number of tokens and statements. */
struct q_told q_read_told(const struct q_scene *scene, uint32_t n);

#endif
