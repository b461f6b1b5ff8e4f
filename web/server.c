/*
 * The server: libmicrohttpd hears requests in one thread, which never waits for anything;
 * answers are made by others, while the connection is suspended.
 *
 *     heard → its body comes → suspended, in the queue → answered → resumed, sent
 *
 * What may be asked at all guard.c says, how long it may take crowd.c.
 */
#include "assets.h"
#include "cache.h"
#include "crowd.h"
#include "guard.h"
#include "headers.h"
#include "listen.h"
#include "page.h"
#include "web.h"

#include <errno.h>
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum {
    THREADS_LEAST = 4,
    THREADS_MOST = 64, // that read
    WRITERS = 2,       // one may write while another reads what it was sent
    CONNECTIONS_MOST = 16000,
    FILES_OTHERWISE = 256,   // descriptors for archives, libraries and the like
    CONNECTION_ROOM = 16384, // bytes; the headers of a request must fit into them
    IDLE_SECONDS = 10,
    QUEUE_MOST = 1000,     // requests that wait to be answered
    HELD_MOST = 512 << 20, // bytes of answers that were not yet sent: many may read slowly
    STOP_SECONDS = 5       // for answers that are on their way
};

enum stage {
    CALL_HEARD,   // its headers
    CALL_GIVING,  // its body
    CALL_WAITING, // for its answer
};

// A request from its first line until its answer was sent.
struct call {
    struct server *server;
    struct guest *guest;
    struct MHD_Connection *connection;
    enum stage stage;
    enum method method;
    char *target; // NULL: memory is out
    char *root;
    struct text body;
    int refused; // 0, or with which status
    const char *why;
    struct answer answer;
    size_t held;    // bytes of it
    bool unchanged; // since the browser got it
    struct call *next;
};

// Requests that wait, the first first.
struct line {
    struct call *first, *last;
    pthread_cond_t more; // in it, or no more will come
};

struct server {
    struct guard guard;
    struct desks *desks;
    struct cache *cache;
    struct crowd *crowd;
    struct MHD_Daemon *daemon;
    atomic_bool stopping;
    atomic_size_t held;    // bytes of all answers
    pthread_mutex_t lock;  // of what follows
    struct line questions; // for all threads but the writers
    struct line writes;    // for those: they wait for each other, and no reader for them
    size_t waiting;
    bool over;
    pthread_t threads[THREADS_MOST + WRITERS];
    int thread_count;
};

static const char busy[] = "too much is asked at once";

/* ── Answers, made in the threads ───────────────────────────────────────── */

static const char *header(const struct call *call, const char *name)
{
    return MHD_lookup_connection_value(call->connection, MHD_HEADER_KIND, name);
}

static bool wants_page(const struct call *call)
{
    const char *accept = header(call, MHD_HTTP_HEADER_ACCEPT);
    return call->method != METHOD_POST && accept && strstr(accept, "text/html");
}

// An address that is none is told as a page is.
static void answer_nonsense(const struct call *call, const struct request *request,
                            struct response *response, const quoth_error *error)
{
    struct visit visit = {.request = request,
                          .response = response,
                          .desks = call->server->desks,
                          .form = wants_page(call) ? FORM_PAGE : FORM_JSON};
    page_error(&visit, response_status_of(error->status), str_of(error->message), -1);
}

// Hash and packing, for what can be asked for again.
static void finish(struct call *call, struct gzip *gzip)
{
    struct answer *answer = &call->answer;
    struct response *response = &answer->response;
    if (response->body.failed) {
        response_clear(response);
        response_error_json(response, 500, str_of("out of memory"), -1);
    }
    quoth_str body = text_str(&response->body);
    if (response->status == 200 && call->method != METHOD_POST)
        etag_make(answer->etag, body, response->type);
    if (gzip && gzip_worth(response->type, body.len) &&
        gzip_accepted(header(call, MHD_HTTP_HEADER_ACCEPT_ENCODING)))
        answer->packed = gzip_pack(gzip, body, &answer->packed_size);
    if (answer->packed)
        text_release(&response->body); // only one of the two is sent
}

// Makes the answer.
static void make_answer(struct call *call, struct gzip *gzip)
{
    struct request request;
    quoth_error error;
    const struct guard *guard = &call->server->guard;
    bool sense =
        request_parse(&request, call->method, str_of(call->target), &error) == QUOTH_OK;
    request.root = str_of(call->root);
    request.body = text_str(&call->body);
    request.type = str_of(header(call, MHD_HTTP_HEADER_CONTENT_TYPE));
    request.may_write = call->method == METHOD_POST &&
                        guard_knows(guard, header(call, MHD_HTTP_HEADER_AUTHORIZATION));
    if (sense)
        web_answer(call->server->desks, &request, &call->answer.response);
    else
        answer_nonsense(call, &request, &call->answer.response, &error);
    finish(call, gzip);
    request_release(&request);
    text_release(&call->body);
}

// What was made before, or makes it. Feeds name the server, hence its root in the key.
static void answer_call(struct call *call, struct gzip *gzip)
{
    struct cache *cache = call->server->cache;
    bool packed = gzip_accepted(header(call, MHD_HTTP_HEADER_ACCEPT_ENCODING));
    size_t room = strlen(call->root) + strlen(call->target) + 5;
    char *key = call->method == METHOD_POST ? NULL : malloc(room);
    struct stamp stamp;
    bool steady = desks_stamp(call->server->desks, &stamp) && key;
    if (steady)
        snprintf(key, room, "%c%c%s\n%s", call->method == METHOD_OTHER ? 'o' : 'g',
                 packed ? 'z' : 'p', call->root, call->target);
    if (!steady || !cache_get(cache, key, &stamp, &call->answer)) {
        make_answer(call, gzip);
        if (steady)
            cache_put(cache, key, &stamp, &call->answer);
    }
    free(key);
    char *etag = call->answer.etag;
    call->unchanged =
        etag[0] && etag_named(etag, header(call, MHD_HTTP_HEADER_IF_NONE_MATCH));
    if (etag[0] && call->answer.packed)
        etag_of_packed(etag);
}

// `*over`: it came too late to be answered.
static struct call *next_call(struct server *server, struct line *line, bool *over)
{
    pthread_mutex_lock(&server->lock);
    while (!line->first && !server->over)
        pthread_cond_wait(&line->more, &server->lock);
    struct call *call = line->first;
    if (call) {
        line->first = call->next;
        server->waiting--;
    }
    *over = server->over;
    pthread_mutex_unlock(&server->lock);
    return call;
}

static void answer_line(struct server *server, struct line *line)
{
    struct gzip *gzip = gzip_new(); // NULL: answers go as they are
    bool over;
    for (struct call *call; (call = next_call(server, line, &over));) {
        if (over)
            response_error_json(&call->answer.response, 503, str_of(busy), -1);
        else
            answer_call(call, gzip);
        call->held = call->answer.response.body.len + call->answer.packed_size;
        atomic_fetch_add(&server->held, call->held);
        MHD_resume_connection(call->connection);
    }
    gzip_free(gzip);
}

static void *answer_questions(void *server)
{
    answer_line(server, &((struct server *)server)->questions);
    return NULL;
}

static void *answer_writes(void *server)
{
    answer_line(server, &((struct server *)server)->writes);
    return NULL;
}

// False: nobody is there to answer any more.
static bool queue(struct server *server, struct call *call)
{
    struct line *line = call->method == METHOD_POST ? &server->writes : &server->questions;
    pthread_mutex_lock(&server->lock);
    bool open = !server->over;
    if (open) {
        crowd_pace(server->crowd, call->guest, PACE_WAITING);
        MHD_suspend_connection(call->connection); // before a thread can resume it
        *(line->first ? &line->last->next : &line->first) = call;
        line->last = call;
        server->waiting++;
        pthread_cond_signal(&line->more);
    }
    pthread_mutex_unlock(&server->lock);
    return open;
}

/* ── Sending ────────────────────────────────────────────────────────────── */

// The bytes stay the call's, which lives until they were sent.
static enum MHD_Result send_answer(struct call *call)
{
    quoth_str body = call->answer.packed
                         ? (quoth_str){call->answer.packed, call->answer.packed_size}
                         : text_str(&call->answer.response.body);
    if (call->unchanged)
        body.len = 0;
    crowd_pace(call->server->crowd, call->guest, PACE_RECEIVING);
    struct MHD_Response *sent = MHD_create_response_from_buffer(
        body.len, (void *)(uintptr_t)body.ptr, MHD_RESPMEM_PERSISTENT);
    if (!sent)
        return MHD_NO;
    // Where the end of a request is in doubt, nothing behind it is one.
    bool last = call->refused == 400 || atomic_load(&call->server->stopping);
    unsigned status = call->unchanged ? 304 : (unsigned)call->answer.response.status;
    enum MHD_Result result = headers_add(sent, &call->answer, call->unchanged, last)
                                 ? MHD_queue_response(call->connection, status, sent)
                                 : MHD_NO;
    MHD_destroy_response(sent);
    return result;
}

static enum MHD_Result refuse(struct call *call)
{
    struct response *response = &call->answer.response;
    if (!wants_page(call)) {
        response_error_json(response, call->refused, str_of(call->why), -1);
        return send_answer(call);
    }
    // No page of the app: who is refused may be another site's.
    response->status = call->refused;
    response->type = "text/plain; charset=utf-8";
    text_add(&response->body, str_of(call->why));
    text_put(&response->body, "\n");
    return send_answer(call);
}

/* ── What libmicrohttpd tells, all in its thread ────────────────────────── */

static void *on_target(void *context, const char *target, struct MHD_Connection *connection)
{
    struct call *call = calloc(1, sizeof *call);
    if (!call)
        return NULL;
    call->server = context;
    call->connection = connection;
    call->target = strdup(target);
    text_init(&call->body);
    answer_init(&call->answer);
    return call;
}

static enum method method_of(const char *name)
{
    if (strcmp(name, "GET") == 0)
        return METHOD_GET;
    if (strcmp(name, "HEAD") == 0)
        return METHOD_HEAD;
    return strcmp(name, "POST") == 0 ? METHOD_POST : METHOD_OTHER;
}

static char *root_of(const char *host)
{
    static const char scheme[] = "http://";
    size_t room = sizeof scheme + (host ? strlen(host) : 0);
    char *root = malloc(room);
    if (root)
        snprintf(root, room, "%s%s", scheme, host ? host : "");
    return root;
}

static bool is_full(struct server *server)
{
    pthread_mutex_lock(&server->lock);
    bool full = server->waiting >= QUEUE_MOST;
    pthread_mutex_unlock(&server->lock);
    return full || atomic_load(&server->held) > HELD_MOST;
}

enum { SINGLE = 5 };

// Marks what is seen of those that may come once; Transfer-Encoding stands in for
// Content-Length, as each says where the body ends.
static enum MHD_Result see_header(void *context, enum MHD_ValueKind kind, const char *name,
                                  const char *value)
{
    static const char *const single[SINGLE] = {"Content-Length", "Host", "Origin",
                                               "Authorization", "Content-Type"};
    unsigned *seen = context;
    (void)kind;
    (void)value;
    for (size_t i = 0; i < SINGLE; i++)
        if (strcasecmp(name, single[i]) == 0 ||
            (i == 0 && strcasecmp(name, "Transfer-Encoding") == 0))
            seen[i]++;
    return MHD_YES;
}

static bool is_doubtful(const struct call *call)
{
    unsigned seen[SINGLE] = {0};
    MHD_get_connection_values(call->connection, MHD_HEADER_KIND, see_header, seen);
    for (size_t i = 0; i < SINGLE; i++)
        if (seen[i] > 1)
            return true;
    return false;
}

// Its headers have come.
static enum MHD_Result begin(struct call *call, const char *method)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(call->connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    call->guest = info ? info->socket_context : NULL;
    call->method = method_of(method);
    struct heard heard = {
        .doubtful = is_doubtful(call),
        .host = header(call, MHD_HTTP_HEADER_HOST),
        .origin = header(call, MHD_HTTP_HEADER_ORIGIN),
        .site = header(call, "Sec-Fetch-Site"),
        .authorization = header(call, MHD_HTTP_HEADER_AUTHORIZATION),
        .type = header(call, MHD_HTTP_HEADER_CONTENT_TYPE),
        .length = header(call, MHD_HTTP_HEADER_CONTENT_LENGTH),
    };
    // A long body is waited for if it comes from somebody known.
    if (guard_knows(&call->server->guard, heard.authorization))
        crowd_pace(call->server->crowd, call->guest, PACE_GIVING);
    call->refused = guard_check(&call->server->guard, call->method, &heard, &call->why);
    if (!call->refused && (atomic_load(&call->server->stopping) || is_full(call->server))) {
        call->refused = 503;
        call->why = busy;
    }
    call->root = root_of(heard.host);
    if (!call->target || !call->root)
        return MHD_NO;
    if (call->refused == 413 && guard_length(heard.length) > 2 * (uint64_t)BODY_MAX)
        return refuse(call);
    call->stage = CALL_GIVING;
    return MHD_YES;
}

// A part of its body. What is refused is told behind it, as a browser that still sends
// would not read the answer. One of unknown length that is too long is cut off: an answer
// can only be given before a body or behind it.
static enum MHD_Result take_body(struct call *call, const char *bytes, size_t *size)
{
    if (call->method == METHOD_POST && !call->refused)
        text_add(&call->body, (quoth_str){bytes, *size});
    *size = 0;
    return call->body.len > BODY_MAX || call->body.failed ? MHD_NO : MHD_YES;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection,
                                  const char *url, const char *method, const char *version,
                                  const char *bytes, size_t *size, void **slot)
{
    (void)connection;
    (void)url;
    (void)version;
    struct server *server = context;
    struct call *call = *slot;
    if (!call)
        return MHD_NO; // memory was out
    if (call->stage == CALL_HEARD)
        return begin(call, method);
    if (call->stage == CALL_WAITING)
        return send_answer(call);
    if (*size)
        return take_body(call, bytes, size);
    if (call->refused)
        return refuse(call);
    call->stage = CALL_WAITING;
    if (queue(server, call))
        return MHD_YES;
    call->refused = 503;
    call->why = busy;
    return refuse(call);
}

static void on_completed(void *context, struct MHD_Connection *connection, void **slot,
                         enum MHD_RequestTerminationCode code)
{
    (void)connection;
    (void)code;
    struct server *server = context;
    struct call *call = *slot;
    *slot = NULL;
    if (!call)
        return;
    crowd_pace(server->crowd, call->guest, PACE_ASKING);
    atomic_fetch_sub(&server->held, call->held);
    answer_release(&call->answer);
    text_release(&call->body);
    free(call->target);
    free(call->root);
    free(call);
}

static void on_connection(void *context, struct MHD_Connection *connection, void **guest,
                          enum MHD_ConnectionNotificationCode code)
{
    struct server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        crowd_leave(server->crowd, *guest);
        *guest = NULL;
        return;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *guest = info ? crowd_enter(server->crowd, info->connect_fd) : NULL;
}

/* ── From start to stop ─────────────────────────────────────────────────── */

static quoth_status fail(quoth_error *error, quoth_status status, const char *why)
{
    *error = (quoth_error){.status = status, .offset = QUOTH_NO_OFFSET};
    strncpy(error->message, why, sizeof error->message - 1);
    return status;
}

// As many connections as this program may have files.
static size_t connections(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return FILES_OTHERWISE;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur == RLIM_INFINITY ||
        limit.rlim_cur > CONNECTIONS_MOST + FILES_OTHERWISE)
        return CONNECTIONS_MOST;
    return limit.rlim_cur < 2 * FILES_OTHERWISE ? limit.rlim_cur / 2
                                                : limit.rlim_cur - FILES_OTHERWISE;
}

static int threads_of(const struct web_options *options)
{
    long wanted = options->threads ? options->threads : 2 * sysconf(_SC_NPROCESSORS_ONLN);
    if (!options->threads && wanted < THREADS_LEAST)
        wanted = THREADS_LEAST;
    return wanted > THREADS_MOST ? THREADS_MOST : (int)wanted;
}

static void stop_threads(struct server *server)
{
    pthread_mutex_lock(&server->lock);
    server->over = true;
    pthread_cond_broadcast(&server->questions.more);
    pthread_cond_broadcast(&server->writes.more);
    pthread_mutex_unlock(&server->lock);
    for (int i = 0; i < server->thread_count; i++)
        pthread_join(server->threads[i], NULL);
    server->thread_count = 0;
}

static bool start_threads(struct server *server, int count)
{
    while (server->thread_count < count) {
        if (pthread_create(&server->threads[server->thread_count], NULL,
                           server->thread_count < WRITERS ? answer_writes
                                                          : answer_questions,
                           server) != 0)
            return false;
        server->thread_count++;
    }
    return true;
}

static bool start_daemon(struct server *server, int listener, size_t most)
{
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL,
        NULL, on_request, server, MHD_OPTION_LISTEN_SOCKET, listener,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)most, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_ROOM, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, on_target, server,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, server, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, server, MHD_OPTION_END);
    return server->daemon != NULL;
}

// What was asked is answered, nothing more is heard.
static void stop(struct server *server, int listener)
{
    static const struct timespec pause = {.tv_nsec = 20 * 1000 * 1000};
    atomic_store(&server->stopping, true);
    if (server->daemon) {
        MHD_quiesce_daemon(server->daemon);
        for (int i = 0; i < STOP_SECONDS * 50 && crowd_busy(server->crowd); i++)
            nanosleep(&pause, NULL);
    }
    stop_threads(server);
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    close(listener);
}

// Ends with SIGINT or SIGTERM, which are blocked.
static void watch(struct server *server, const sigset_t *signals)
{
    static const struct timespec second = {.tv_sec = 1};
    while (sigtimedwait(signals, NULL, &second) == -1)
        crowd_tick(server->crowd);
}

static void tell(const struct web_options *options, const struct guard *guard)
{
    char line[700];
    if (options->socket)
        snprintf(line, sizeof line, "unix:%.600s#token=%s", options->socket, guard->token);
    else
        snprintf(line, sizeof line, "http://%s:%d/#token=%s",
                 options->everywhere && guard->machine[0] ? guard->machine : "127.0.0.1",
                 guard->port, guard->token);
    options->ready(options->context, line);
    if (!assets_are_whole() && options->say)
        options->say(options->context,
                     "its pages are plain, as the program was made without "
                     "npm's modules: make web");
    if (options->everywhere && options->say)
        options->say(options->context,
                     "whoever reaches this machine can read the archive, and nothing is "
                     "encrypted: whoever listens on the way can take the token and write");
}

static quoth_status serve(struct server *server, const struct web_options *options,
                          int listener, quoth_error *error)
{
    sigset_t signals, old;
    size_t most = connections();
    int threads = threads_of(options);
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, &old); // in every thread that is started
    server->desks = desks_new(options->archive, options->who, &options->engine, threads);
    server->cache = cache_new();
    server->crowd = crowd_new(most);
    quoth_status status = QUOTH_OK;
    if (!server->desks || !server->cache || !server->crowd)
        status = fail(error, QUOTH_ENOMEM, "out of memory");
    else if (!start_threads(server, threads + WRITERS) ||
             !start_daemon(server, listener, most))
        status = fail(error, QUOTH_EIO, "the server cannot be started");
    if (status == QUOTH_OK) {
        tell(options, &server->guard);
        watch(server, &signals);
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL); // a second signal ends at once
    stop(server, listener);
    crowd_free(server->crowd);
    cache_free(server->cache);
    desks_free(server->desks);
    return status;
}

quoth_status web_serve(const struct web_options *options, quoth_error *error)
{
    struct server server = {.lock = PTHREAD_MUTEX_INITIALIZER,
                            .questions.more = PTHREAD_COND_INITIALIZER,
                            .writes.more = PTHREAD_COND_INITIALIZER};
    int port = 0;
    int listener = options->socket
                       ? listen_at_path(options->socket, error)
                       : listen_at_port(options->port, options->everywhere, &port, error);
    if (listener == -1)
        return QUOTH_EIO;
    quoth_status status = QUOTH_OK;
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, NULL); // a browser that goes is no reason to
    if (guard_init(&server.guard, port, options->everywhere)) {
        status = serve(&server, options, listener, error);
    } else {
        close(listener);
        status = fail(error, QUOTH_EIO, "the system gives no random bytes");
    }
    if (options->socket)
        unlink(options->socket);
    return status;
}
