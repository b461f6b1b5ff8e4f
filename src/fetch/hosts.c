#include "fetch/hosts.h"

#include "base/str.h"

#include <time.h>

quoth_status q_hosts_init(struct q_hosts *hosts, struct q_arena *arena)
{
    *hosts = (struct q_hosts){.at = q_arena_calloc(arena, Q_MAX_HOSTS, sizeof *hosts->at)};
    return hosts->at ? QUOTH_OK : QUOTH_ENOMEM;
}

static void release(struct q_host *host)
{
    q_buf_release(&host->origin);
    q_robots_release(&host->robots);
}

void q_hosts_release(struct q_hosts *hosts)
{
    for (size_t i = 0; i < hosts->count; i++)
        release(&hosts->at[i]);
    hosts->count = 0;
}

static struct q_host *find(struct q_hosts *hosts, quoth_str origin)
{
    for (size_t i = 0; i < hosts->count; i++) {
        struct q_host *host = &hosts->at[i];
        if (q_str_equal(q_str(host->origin.ptr, host->origin.len), origin))
            return host;
    }
    return NULL;
}

static struct q_host *make_place(struct q_hosts *hosts)
{
    if (hosts->count < Q_MAX_HOSTS)
        return &hosts->at[hosts->count++];
    struct q_host *oldest = hosts->at;
    for (size_t i = 1; i < hosts->count; i++)
        if (hosts->at[i].used < oldest->used)
            oldest = &hosts->at[i];
    release(oldest);
    return oldest;
}

struct q_host *q_hosts_get(struct q_hosts *hosts, quoth_str origin)
{
    struct q_host *host = find(hosts, origin);
    if (!host) {
        host = make_place(hosts);
        *host = (struct q_host){.state = Q_HOST_NEW};
        q_robots_init(&host->robots);
        q_buf_init(&host->origin, Q_MAX_URL);
        q_buf_add_str(&host->origin, origin);
    }
    host->used = ++hosts->asked;
    return host->origin.failed ? NULL : host;
}

uint64_t q_hosts_now(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}
