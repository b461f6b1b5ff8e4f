#include "guard.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <unistd.h>

bool guard_init(struct guard *guard, int port, bool everywhere)
{
    unsigned char random[TOKEN_LENGTH / 2];
    *guard = (struct guard){.port = port, .everywhere = everywhere};
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
        return false;
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(guard->token + 2 * i, 3, "%02x", random[i]);
    if (everywhere && gethostname(guard->machine, sizeof guard->machine - 1) != 0)
        guard->machine[0] = '\0';
    return true;
}

bool guard_knows(const struct guard *guard, const char *authorization)
{
    static const char scheme[] = "Bearer ";
    if (!authorization || strncasecmp(authorization, scheme, sizeof scheme - 1) != 0)
        return false;
    const char *given = authorization + sizeof scheme - 1;
    if (strlen(given) != TOKEN_LENGTH)
        return false;
    unsigned differ = 0;
    for (size_t i = 0; i < TOKEN_LENGTH; i++)
        differ |= (unsigned)(unsigned char)given[i] ^ (unsigned char)guard->token[i];
    return differ == 0;
}

static bool is_number(const char *text)
{
    unsigned char address[sizeof(struct in6_addr)];
    size_t len = strlen(text);
    char inner[INET6_ADDRSTRLEN];
    if (inet_pton(AF_INET, text, address) == 1)
        return true;
    if (len < 3 || len - 2 >= sizeof inner || text[0] != '[' || text[len - 1] != ']')
        return false;
    memcpy(inner, text + 1, len - 2);
    inner[len - 2] = '\0';
    return inet_pton(AF_INET6, inner, address) == 1;
}

static bool is_machine(const struct guard *guard, const char *name)
{
    size_t len = strlen(guard->machine);
    return len && strncasecmp(name, guard->machine, len) == 0 &&
           (name[len] == '\0' || strcasecmp(name + len, ".local") == 0);
}

// A name that leads here only by the owner's will: any other may be given our address by
// whoever owns it (DNS rebinding).
static bool is_ours(const struct guard *guard, const char *host)
{
    char name[300];
    size_t len = strlen(host);
    const char *colon = strrchr(host, ':'), *bracket = strrchr(host, ']');
    if (colon && bracket && colon < bracket)
        colon = NULL;
    size_t end = colon ? (size_t)(colon - host) : len;
    if (end >= sizeof name || (colon && (colon[1] < '0' || colon[1] > '9')))
        return false;
    memcpy(name, host, end);
    name[end] = '\0';
    char *rest = NULL;
    long port = colon ? strtol(colon + 1, &rest, 10) : 80;
    if ((rest && *rest) || port != guard->port)
        return false;
    if (strcasecmp(name, "localhost") == 0 || strcmp(name, "127.0.0.1") == 0 ||
        strcmp(name, "[::1]") == 0)
        return true;
    return guard->everywhere && (is_number(name) || is_machine(guard, name));
}

// Does the page that asks stand at this same server? Behind a socket a proxy may speak TLS
// to it.
static bool from_here(const struct guard *guard, const struct heard *heard)
{
    static const char scheme[] = "http://", safe[] = "https://";
    if (heard->site && strcmp(heard->site, "same-origin") != 0 &&
        strcmp(heard->site, "none") != 0)
        return false;
    if (!heard->origin)
        return true; // no browser: one tells it with every POST
    const char *name = NULL;
    if (strncmp(heard->origin, scheme, sizeof scheme - 1) == 0)
        name = heard->origin + sizeof scheme - 1;
    else if (!guard->port && strncmp(heard->origin, safe, sizeof safe - 1) == 0)
        name = heard->origin + sizeof safe - 1;
    return name && heard->host && strcasecmp(name, heard->host) == 0;
}

static int refuse(int status, const char *words, const char **why)
{
    *why = words;
    return status;
}

uint64_t guard_length(const char *length)
{
    return length ? strtoull(length, NULL, 10) : 0;
}

int guard_check(const struct guard *guard, enum method method, const struct heard *heard,
                const char **why)
{
    if (heard->doubtful)
        return refuse(400, "a header that may come once comes twice", why);
    if (guard->port && (!heard->host || !is_ours(guard, heard->host)))
        return refuse(421,
                      "this is not a name of this server: open the address that quoth "
                      "serve printed",
                      why);
    if (guard_length(heard->length) > BODY_MAX)
        return refuse(413, "this is larger than 32 MB", why);
    if (method != METHOD_POST)
        return 0;
    if (!from_here(guard, heard))
        return refuse(403, "another site may not write here", why);
    if (!guard_knows(guard, heard->authorization))
        return refuse(401, "this needs the token that quoth serve printed", why);
    quoth_str type = str_of(heard->type);
    if (!request_is_type(type, "application/json") &&
        !request_is_type(type, "application/octet-stream"))
        return refuse(415,
                      "its Content-Type must be application/json or "
                      "application/octet-stream",
                      why);
    return 0;
}
