/*
 * Fetch: what is known of the hosts that were asked, and when each may be asked again.
 *
 *     http://herald.example   →   its robots.txt, not before 12.5 s
 *
 * A host is scheme, name and port. At most Q_MAX_HOSTS are remembered. It fetches nothing.
 */
#ifndef Q_HOSTS_H
#define Q_HOSTS_H

#include "base/arena.h"
#include "fetch/robots.h"

enum q_host_state {
    Q_HOST_NEW,   // its robots.txt was not asked for
    Q_HOST_KNOWN, // `robots` says what may be fetched
    Q_HOST_CLOSED // nothing may be fetched, `why` says why
};

struct q_host {
    struct q_buf origin;
    enum q_host_state state;
    struct q_robots robots;
    quoth_error why;
    uint64_t free_at; // milliseconds of q_hosts_now
    uint64_t used;    // the greater, the later it was asked for
};

struct q_hosts {
    struct q_host *at; // Q_MAX_HOSTS of them
    size_t count;
    uint64_t asked;
};

/** Fails with QUOTH_ENOMEM. Releasing is fine in any case. */
quoth_status q_hosts_init(struct q_hosts *hosts, struct q_arena *arena);
void q_hosts_release(struct q_hosts *hosts);

/** The host of `origin`, maybe a new one, in the place of the one not asked for longest.
 *  Valid until the next call. NULL when memory is out. */
struct q_host *q_hosts_get(struct q_hosts *hosts, quoth_str origin);

/** Milliseconds since some moment. */
uint64_t q_hosts_now(void);

#endif
