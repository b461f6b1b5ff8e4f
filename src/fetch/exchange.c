#include "fetch/exchange.h"

#include "base/error.h"
#include "base/str.h"
#include "fetch/address.h"

#include <netdb.h>
#include <stdio.h>

enum { CONNECT_SECONDS = 10, MAX_REQUEST = 2 * Q_MAX_URL + 4096 };

// ── What libcurl calls ──

// The address is the one that will be connected to: no name can be resolved anew behind it.
static curl_socket_t open_socket(void *context, curlsocktype purpose,
                                 struct curl_sockaddr *address)
{
    struct q_exchange *x = context;
    (void)purpose;
    const char *refused = x->allow_private ? NULL : q_address_refused(&address->addr);
    if (!refused)
        return socket(address->family, address->socktype, address->protocol);
    x->refused = refused;
    getnameinfo(&address->addr, address->addrlen, x->ip, sizeof x->ip, NULL, 0,
                NI_NUMERICHOST);
    return CURL_SOCKET_BAD;
}

static int see(CURL *curl, curl_infotype type, char *bytes, size_t len, void *context)
{
    struct q_exchange *x = context;
    (void)curl;
    if (type != CURLINFO_HEADER_OUT)
        return 0;
    if (q_str_starts(q_str(bytes, len), Q_STR("GET ")))
        q_buf_cut(&x->request, 0); // sent again: the connection that was kept was dead
    q_buf_add(&x->request, bytes, len);
    return 0;
}

static int status_of(quoth_str line)
{
    q_str_take_until(&line, ' ');
    int status = 0;
    for (size_t i = 0; i < 3 && i < line.len && q_is_digit(line.ptr[i]); i++)
        status = status * 10 + (line.ptr[i] - '0');
    return status;
}

// One line of a head. What stands behind its end is a further head, after one of status
// 1xx, or a trailer, which belongs to the body.
static size_t take_head(char *bytes, size_t size, size_t count, void *context)
{
    struct q_exchange *x = context;
    size_t len = size * count;
    quoth_str line = q_str(bytes, len);
    if (x->head_ended && x->status < 200 && q_str_starts(line, Q_STR("HTTP/"))) {
        q_buf_cut(&x->head, 0);
        x->head_ended = false;
    }
    if (x->head_ended)
        return len;
    if (x->head.len == 0)
        x->status = status_of(line);
    q_buf_add(&x->head, bytes, len);
    x->head_ended = q_str_equal(line, Q_STR("\r\n")) || q_str_equal(line, Q_STR("\n"));
    return x->head.failed ? 0 : len;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct q_exchange *x = context;
    size_t len = size * count, room = x->max - x->body.len;
    q_buf_add(&x->body, bytes, len < room ? len : room);
    return x->body.failed || len > room ? 0 : len;
}

// ── Setting up ──

// Options that libcurl was built without would be a silent hole, hence the sum.
static bool set_up(struct q_exchange *x, const char *user_agent)
{
    CURL *c = x->curl;
    unsigned bad = 0;
    bad |= curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    bad |= curl_easy_setopt(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    bad |= curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    bad |= curl_easy_setopt(c, CURLOPT_PROXY, ""); // nor one of the environment
    bad |= curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    bad |= curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    bad |= curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    bad |= curl_easy_setopt(c, CURLOPT_USERAGENT, user_agent);
    bad |= curl_easy_setopt(c, CURLOPT_HTTPHEADER, x->fields);
    bad |= curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    bad |= curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, x);
    bad |= curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_head);
    bad |= curl_easy_setopt(c, CURLOPT_HEADERDATA, x);
    bad |= curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
    bad |= curl_easy_setopt(c, CURLOPT_WRITEDATA, x);
    bad |= curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, see);
    bad |= curl_easy_setopt(c, CURLOPT_DEBUGDATA, x);
    bad |= curl_easy_setopt(c, CURLOPT_VERBOSE, 1L); // to `see`, which prints nothing
    return bad == 0;
}

quoth_status q_exchange_init(struct q_exchange *x, const char *user_agent,
                             bool allow_private, quoth_error *error)
{
    *x = (struct q_exchange){.allow_private = allow_private};
    q_buf_init(&x->request, MAX_REQUEST);
    q_buf_init(&x->head, Q_MAX_HEAD);
    q_buf_init(&x->body, Q_MAX_PAGE);
    x->begun_curl = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    x->curl = x->begun_curl ? curl_easy_init() : NULL;
    x->fields = x->curl ? curl_slist_append(NULL, "Accept-Encoding: gzip") : NULL;
    if (!x->fields || !set_up(x, user_agent))
        return q_error_nomem(error);
    return QUOTH_OK;
}

void q_exchange_release(struct q_exchange *x)
{
    curl_easy_cleanup(x->curl);
    curl_slist_free_all(x->fields);
    if (x->begun_curl)
        curl_global_cleanup();
    q_buf_release(&x->request);
    q_buf_release(&x->head);
    q_buf_release(&x->body);
    *x = (struct q_exchange){.curl = NULL};
}

// ── One exchange ──

// A host may choose some of the words, and an error is one line.
static quoth_status no_answer(const char *why, quoth_error *error)
{
    quoth_status status =
        q_error(error, QUOTH_EFETCH, QUOTH_NO_OFFSET, "no answer: %s", why);
    for (char *p = error ? error->message : ""; *p; p++)
        if ((unsigned char)*p < ' ' || (unsigned char)*p >= 0x7f)
            *p = '?';
    return status;
}

static quoth_status failed(const struct q_exchange *x, CURLcode code, const char *words,
                           quoth_error *error)
{
    if (x->head.failed && !x->head.full)
        return q_error_nomem(error);
    if (x->head.full)
        return q_error(error, QUOTH_EFETCH, QUOTH_NO_OFFSET,
                       "no answer: its header is longer than %u kB", Q_MAX_HEAD >> 10);
    if (code == CURLE_OUT_OF_MEMORY) // as libcurl says of a line over 100 kB, too
        return no_answer("a line of its header is too long, or memory is out", error);
    if (x->refused)
        return q_error(error, QUOTH_EFETCH, QUOTH_NO_OFFSET,
                       "not asked: %s is %s, not of the public internet", x->ip,
                       x->refused);
    return no_answer(*words ? words : curl_easy_strerror(code), error);
}

// Why a response with a head has no whole body.
static const char *cut_by(const struct q_exchange *x, CURLcode code)
{
    if (code == CURLE_OK)
        return NULL;
    if (code == CURLE_WRITE_ERROR && x->body.len == x->max)
        return "length";
    if (code == CURLE_OPERATION_TIMEDOUT)
        return "time";
    if (code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING)
        return "disconnect";
    return "unspecified";
}

static void clear(struct q_exchange *x, const struct q_exchange_limits *limits)
{
    q_buf_clear(&x->request, MAX_REQUEST);
    q_buf_clear(&x->head, Q_MAX_HEAD);
    q_buf_clear(&x->body, Q_MAX_PAGE);
    x->max = limits->bytes < Q_MAX_PAGE ? limits->bytes : Q_MAX_PAGE;
    x->status = 0;
    x->head_ended = false;
    x->ip[0] = '\0';
    x->cut = x->refused = NULL;
    x->when = time(NULL);
}

quoth_status q_exchange_run(struct q_exchange *x, const char *url,
                            const struct q_exchange_limits *limits, quoth_error *error)
{
    char words[CURL_ERROR_SIZE] = "";
    clear(x, limits);
    unsigned bad = 0;
    bad |= curl_easy_setopt(x->curl, CURLOPT_URL, url);
    bad |= curl_easy_setopt(x->curl, CURLOPT_TIMEOUT, limits->seconds);
    bad |= curl_easy_setopt(x->curl, CURLOPT_HTTP_TRANSFER_DECODING, (long)limits->unpack);
    bad |= curl_easy_setopt(x->curl, CURLOPT_HTTP_CONTENT_DECODING, (long)limits->unpack);
    bad |=
        curl_easy_setopt(x->curl, CURLOPT_ACCEPT_ENCODING, limits->unpack ? "gzip" : NULL);
    bad |= curl_easy_setopt(x->curl, CURLOPT_HTTPHEADER, limits->unpack ? NULL : x->fields);
    bad |= curl_easy_setopt(x->curl, CURLOPT_ERRORBUFFER, words);
    if (bad)
        return q_error_nomem(error);
    CURLcode code = curl_easy_perform(x->curl);
    curl_easy_setopt(x->curl, CURLOPT_ERRORBUFFER, NULL);
    if (!x->head_ended || x->status < 200)
        return failed(x, code, words, error);
    if (x->body.failed || x->request.failed)
        return q_error_nomem(error);
    const char *ip = NULL;
    if (curl_easy_getinfo(x->curl, CURLINFO_PRIMARY_IP, &ip) == CURLE_OK && ip)
        snprintf(x->ip, sizeof x->ip, "%s", ip);
    x->cut = cut_by(x, code);
    return QUOTH_OK;
}

static quoth_str field(const struct q_exchange *x, const char *name)
{
    struct curl_header *found;
    if (curl_easy_header(x->curl, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK)
        return Q_NO_STR;
    return q_str_from(found->value);
}

quoth_str q_exchange_location(const struct q_exchange *x)
{
    bool redirects = x->status == 301 || x->status == 302 || x->status == 303 ||
                     x->status == 307 || x->status == 308;
    return redirects ? field(x, "Location") : Q_NO_STR;
}

quoth_str q_exchange_type(const struct q_exchange *x)
{
    return field(x, "Content-Type");
}

bool q_exchange_chunked(const struct q_exchange *x)
{
    return field(x, "Transfer-Encoding").ptr;
}
