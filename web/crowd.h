/*
 * Who is connected, and since when each does what it does: so that nobody stays for ever.
 * libmicrohttpd ends connections on which nothing comes; one on which a byte comes now and
 * then it does not.
 *
 *     crowd_tick(crowd)   →   those that took too long are cut off
 */
#ifndef WEB_CROWD_H
#define WEB_CROWD_H

#include <stdbool.h>
#include <stddef.h>

enum pace {
    PACE_ASKING,    // until all headers of a request have come
    PACE_GIVING,    // its body comes
    PACE_WAITING,   // for its answer: as long as that takes
    PACE_RECEIVING, // takes the answer
};

struct crowd;
struct guest;

/** `most` connections may be there at once. NULL: memory is out. */
struct crowd *crowd_new(size_t most);
void crowd_free(struct crowd *crowd);

/** NULL: memory is out. */
struct guest *crowd_enter(struct crowd *crowd, int descriptor);
void crowd_leave(struct crowd *crowd, struct guest *guest);
void crowd_pace(struct crowd *crowd, struct guest *guest, enum pace pace);

/** To be called every second: cuts off those that take too long, and, where few places are
 *  left, those that were asking longest. */
void crowd_tick(struct crowd *crowd);

/** How many have asked and not yet received. */
size_t crowd_busy(struct crowd *crowd);

#endif
