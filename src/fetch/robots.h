/*
 * Fetch: what a robots.txt allows (RFC 9309).
 *
 *     User-agent: *              /news/1        →   allowed
 *     Disallow: /private         /private/2     →   not
 *     Allow: /private/press$     /private/press →   allowed: the longer rule wins
 *
 * Kept are the rules of the groups for "quoth", or of those for "*" where there are none.
 * Time is linear in the file, and of a path linear in rules and path. It fetches nothing.
 */
#ifndef Q_ROBOTS_H
#define Q_ROBOTS_H

#include "base/buf.h"
#include "base/limits.h"

struct q_robots {
    struct q_buf rules; // as robots.c packs them; none: all is allowed
    uint32_t delay;     // milliseconds between two requests, as Crawl-delay asks; 0: none
};

void q_robots_init(struct q_robots *robots);
void q_robots_release(struct q_robots *robots);

/** Reads the file `text`, any bytes, instead of what was read before. QUOTH_OK or
 *  QUOTH_ENOMEM. */
quoth_status q_robots_read(struct q_robots *robots, quoth_str text);

/** May `path` be fetched: what stands behind the host in a URL, query included? Longer than
 *  Q_MAX_URL it may not. */
bool q_robots_allow(const struct q_robots *robots, quoth_str path);

#endif
