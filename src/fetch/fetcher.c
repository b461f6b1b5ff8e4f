/*
 * Fetch: URLs → their responses in a web archive, over redirects, as robots.txt allows.
 *
 *     http://herald.example/a   →   robots.txt of the host, then
 *                                   301 → https://herald.example/a, kept
 *                                   200, kept
 *
 * One request at a time, and a pause before the next one to the same host. It does not look
 * into what it fetches: the archive is read by the reader like any other.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "fetch/exchange.h"
#include "fetch/hosts.h"
#include "fetch/target.h"
#include "fetch/warcfile.h"

#include <errno.h>
#include <stdio.h>

enum {
    DEFAULT_BYTES = 16 * 1024 * 1024,
    DEFAULT_SECONDS = 30,
    DEFAULT_DELAY = 1,
    MOST_SECONDS = 3600,
    MOST_REDIRECTS = 10,
    ROBOTS_REDIRECTS = 5,         // RFC 9309 §2.3.1.2
    MOST_CRAWL_DELAY = 30 * 1000, // milliseconds; longer ones are not waited out
    LONG_WAIT = 2 * 1000,
    USER_AGENT_MOST = 512,
    ORIGIN_SHOWN = 150 // bytes, in an error
};

// The fetcher, its hosts, and the responses of one URL.
#define MAX_ARENA ((size_t)4 * 1024 * 1024)

struct quoth_fetcher {
    struct q_arena arena;
    quoth_fetch_options options; // with what was left out filled in
    struct q_exchange exchange;
    struct q_warcfile warc;
    struct q_hosts hosts;
    struct q_target now, next, robots; // where we are; where it sends on to
    struct q_arena kept;               // strings of the responses
    quoth_response responses[MOST_REDIRECTS + 1];
    size_t count;
};

// ── Opening ──

static bool is_field(const char *text)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] < ' ' || (unsigned char)text[i] >= 0x7f)
            return false;
    return len > 0 && len <= USER_AGENT_MOST;
}

static quoth_status take_options(struct quoth_fetcher *f, const quoth_fetch_options *given,
                                 quoth_error *error)
{
    quoth_fetch_options *o = &f->options;
    if (given)
        *o = *given;
    if (!o->user_agent)
        o->user_agent = "quoth/" QUOTH_VERSION;
    if (!o->max_bytes)
        o->max_bytes = DEFAULT_BYTES;
    if (!o->seconds)
        o->seconds = DEFAULT_SECONDS;
    if (!o->delay)
        o->delay = DEFAULT_DELAY;
    if (o->no_delay)
        o->delay = 0;
    if (!is_field(o->user_agent))
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "a user agent is 1 to %d letters of ASCII", USER_AGENT_MOST);
    if (o->max_bytes > Q_MAX_PAGE)
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "a response cannot be longer than %u MB", Q_MAX_PAGE >> 20);
    if (o->seconds > MOST_SECONDS || o->delay > MOST_SECONDS)
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "that is more than %d seconds",
                       MOST_SECONDS);
    quoth_str agent;
    if (!q_str_keep(q_str_from(o->user_agent), &f->arena, &agent))
        return q_error_nomem(error);
    o->user_agent = agent.ptr;
    return QUOTH_OK;
}

static quoth_status set_up(struct quoth_fetcher *f, const char *archive,
                           const quoth_fetch_options *options, quoth_error *error)
{
    q_warcfile_init(&f->warc);
    q_arena_init(&f->kept, MAX_ARENA);
    quoth_str path;
    if (!q_str_keep(q_str_from(archive), &f->arena, &path) ||
        q_hosts_init(&f->hosts, &f->arena) != QUOTH_OK)
        return q_error_nomem(error);
    quoth_status status = take_options(f, options, error);
    if (status == QUOTH_OK)
        status = q_exchange_init(&f->exchange, f->options.user_agent,
                                 f->options.allow_private, error);
    if (status == QUOTH_OK)
        status = q_warcfile_open(&f->warc, path.ptr, f->options.user_agent, error);
    return status;
}

quoth_status quoth_fetcher_open(quoth_fetcher **out, const char *archive,
                                const quoth_fetch_options *options, quoth_error *error)
{
    struct q_arena arena;
    *out = NULL;
    q_arena_init(&arena, MAX_ARENA);
    struct quoth_fetcher *f = q_arena_calloc(&arena, 1, sizeof *f);
    if (!f)
        return q_error_nomem(error);
    f->arena = arena;
    quoth_status status = set_up(f, archive, options, error);
    if (status == QUOTH_OK)
        *out = f;
    else
        quoth_fetcher_close(f);
    return status;
}

void quoth_fetcher_close(quoth_fetcher *fetcher)
{
    if (!fetcher)
        return;
    q_exchange_release(&fetcher->exchange);
    q_warcfile_close(&fetcher->warc);
    q_hosts_release(&fetcher->hosts);
    q_arena_release(&fetcher->kept);
    struct q_arena arena = fetcher->arena; // the fetcher itself lies in it
    q_arena_release(&arena);
}

const quoth_response *quoth_fetcher_responses(const quoth_fetcher *fetcher, size_t *count)
{
    *count = fetcher->count;
    return fetcher->responses;
}

uint64_t quoth_fetcher_start(const quoth_fetcher *fetcher)
{
    return fetcher->warc.start;
}

// ── robots.txt ──

static void close_host(struct q_host *host, const char *why, const char *detail)
{
    host->state = Q_HOST_CLOSED;
    q_error(&host->why, QUOTH_EFETCH, QUOTH_NO_OFFSET, "%s%s", why, detail);
}

// What the answer says (RFC 9309 §2.3.1). One that the server cannot give, or only in part,
// closes the host; one that it has not opens it.
static quoth_status learn(struct quoth_fetcher *f, struct q_host *host)
{
    const struct q_exchange *x = &f->exchange;
    host->state = Q_HOST_KNOWN;
    if (x->status >= 500) {
        char status[16];
        snprintf(status, sizeof status, "%d", x->status);
        close_host(host, "not asked: its robots.txt is answered with status ", status);
    } else if (x->status < 300 && x->cut && strcmp(x->cut, "length") != 0) {
        close_host(host, "not asked: its robots.txt did not come whole: ", x->cut);
    } else if (x->status < 300) {
        return q_robots_read(&host->robots, q_str(x->body.ptr, x->body.len));
    }
    return QUOTH_OK;
}

static quoth_status ask_robots(struct quoth_fetcher *f, struct q_host *host,
                               quoth_error *error)
{
    const struct q_exchange_limits limits = {
        .bytes = Q_MAX_ROBOTS, .seconds = f->options.seconds, .unpack = true};
    quoth_error why = {.status = QUOTH_OK};
    quoth_status status = q_target_set(&f->robots, &f->now, Q_STR("/robots.txt"), &why);
    for (int hops = 0; status == QUOTH_OK; hops++) {
        status = q_exchange_run(&f->exchange, f->robots.url, &limits, &why);
        if (status != QUOTH_OK)
            break;
        quoth_str to = q_exchange_location(&f->exchange);
        if (!to.ptr || hops == ROBOTS_REDIRECTS ||
            q_target_set(&f->next, &f->robots, to, NULL) != QUOTH_OK) {
            status = learn(f, host);
            return status == QUOTH_OK ? status : q_error_nomem(error);
        }
        q_target_copy(&f->robots, &f->next);
    }
    if (status == QUOTH_ENOMEM)
        return q_error_nomem(error);
    close_host(host, why.message, " (asked for its robots.txt)");
    return QUOTH_OK;
}

// May the host of `now` be asked for its path?
static quoth_status check_robots(struct quoth_fetcher *f, struct q_host *host,
                                 quoth_error *error)
{
    if (host->state == Q_HOST_NEW) {
        quoth_status status = ask_robots(f, host, error);
        if (status != QUOTH_OK)
            return status;
    }
    if (host->state == Q_HOST_CLOSED)
        return q_error(error, QUOTH_EFETCH, QUOTH_NO_OFFSET, "%s", host->why.message);
    if (!q_robots_allow(&host->robots, f->now.path))
        return q_error(error, QUOTH_EFETCH, QUOTH_NO_OFFSET,
                       "not asked: robots.txt of %.*s forbids it",
                       f->now.origin.len < ORIGIN_SHOWN ? (int)f->now.origin.len
                                                        : ORIGIN_SHOWN,
                       f->now.origin.ptr);
    return QUOTH_OK;
}

// ── One URL ──

static void wait_for(const struct quoth_fetcher *f, const struct q_host *host)
{
    uint64_t now = q_hosts_now();
    if (host->free_at <= now)
        return;
    uint64_t wait = host->free_at - now;
    if (wait > LONG_WAIT && f->options.waiting)
        f->options.waiting(f->options.context, f->now.origin,
                           (uint32_t)((wait + 999) / 1000));
    struct timespec left = {.tv_sec = (time_t)(wait / 1000),
                            .tv_nsec = (long)(wait % 1000) * 1000000};
    while (nanosleep(&left, &left) != 0 && errno == EINTR)
        continue;
}

static void set_free(const struct quoth_fetcher *f, struct q_host *host)
{
    uint64_t delay = host->robots.delay;
    if (delay > MOST_CRAWL_DELAY)
        delay = MOST_CRAWL_DELAY;
    if (delay < (uint64_t)f->options.delay * 1000)
        delay = (uint64_t)f->options.delay * 1000;
    host->free_at = q_hosts_now() + delay;
}

static quoth_status ask(struct quoth_fetcher *f, quoth_error *error)
{
    const struct q_exchange_limits limits = {.bytes = f->options.max_bytes,
                                             .seconds = f->options.seconds};
    struct q_host *host = q_hosts_get(&f->hosts, f->now.origin);
    if (!host)
        return q_error_nomem(error);
    quoth_status status = check_robots(f, host, error);
    if (status != QUOTH_OK)
        return status;
    wait_for(f, host);
    status = q_exchange_run(&f->exchange, f->now.url, &limits, error);
    set_free(f, host);
    return status;
}

static quoth_status keep(struct quoth_fetcher *f, quoth_error *error)
{
    const struct q_exchange *x = &f->exchange;
    quoth_response *response = &f->responses[f->count];
    quoth_str media = q_exchange_type(x), type = q_str_trim(q_str_take_until(&media, ';'));
    *response = (quoth_response){
        .status = x->status, .bytes = x->body.len, .cut = q_str_from(x->cut)};
    if (!q_str_keep(q_str_from(f->now.url), &f->kept, &response->url) ||
        !q_str_keep(type.len ? type : Q_NO_STR, &f->kept, &response->type))
        return q_error_nomem(error);
    const struct q_warc_pair pair = {.url = f->now.url,
                                     .ip = x->ip,
                                     .when = x->when,
                                     .request = q_str(x->request.ptr, x->request.len),
                                     .head = q_str(x->head.ptr, x->head.len),
                                     .body = q_str(x->body.ptr, x->body.len),
                                     .cut = x->cut,
                                     .chunked = q_exchange_chunked(x)};
    quoth_status status = q_warcfile_keep(&f->warc, &pair, &response->offset, error);
    f->count += status == QUOTH_OK;
    return status;
}

// Sets `next`, which is no URL that we were at.
static quoth_status follow(struct quoth_fetcher *f, quoth_str to, quoth_error *error)
{
    quoth_error why;
    quoth_status status = q_target_set(&f->next, &f->now, to, &why);
    if (status == QUOTH_ENOMEM)
        return q_error_nomem(error);
    if (status != QUOTH_OK) // the server's fault, not the caller's
        return q_error(error, QUOTH_EFETCH, QUOTH_NO_OFFSET,
                       "its redirect goes nowhere: %s", why.message);
    quoth_str *next = &f->responses[f->count - 1].next;
    if (!q_str_keep(q_str_from(f->next.url), &f->kept, next))
        return q_error_nomem(error);
    for (size_t i = 0; i < f->count; i++)
        if (q_str_equal(f->responses[i].url, *next))
            return q_error(error, QUOTH_EFETCH, QUOTH_NO_OFFSET,
                           "its redirects go in a circle");
    if (f->count > MOST_REDIRECTS)
        return q_error(error, QUOTH_EFETCH, QUOTH_NO_OFFSET, "more than %d redirects",
                       MOST_REDIRECTS);
    q_target_copy(&f->now, &f->next);
    return QUOTH_OK;
}

quoth_status quoth_fetcher_get(quoth_fetcher *fetcher, const char *url, quoth_error *error)
{
    fetcher->count = 0;
    q_arena_clear(&fetcher->kept, MAX_ARENA);
    quoth_status status = q_target_set(&fetcher->now, NULL, q_str_from(url), error);
    while (status == QUOTH_OK) {
        status = ask(fetcher, error);
        if (status == QUOTH_OK)
            status = keep(fetcher, error);
        if (status != QUOTH_OK)
            break;
        quoth_str to = q_exchange_location(&fetcher->exchange);
        if (!to.ptr)
            break;
        status = follow(fetcher, to, error);
    }
    return status;
}
