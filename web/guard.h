/*
 * Who may ask what: the rules that hold before a request is looked at.
 *
 *     Host: evil.example:8080             →   421: a page of elsewhere, given our address
 *     POST, Origin: http://evil.example   →   403
 *     POST without the token              →   401
 */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "request.h"

enum {
    TOKEN_LENGTH = 32,   // hexadecimal digits: 128 bits
    BODY_MAX = 32 << 20, // bytes of a POST: as much as quoth fetch takes of a page
};

struct guard {
    char token[TOKEN_LENGTH + 1];
    char machine[256]; // the name of this one; "": not to be heard under it
    int port;          // 0: a Unix socket, where no browser comes from elsewhere
    bool everywhere;
};

/** What a request says of itself; NULL: nothing. */
struct heard {
    bool doubtful; // it says twice what it may say once, or where its body ends in two ways
    const char *host, *origin, *site /* Sec-Fetch-Site */, *authorization, *type, *length;
};

/** Makes the token. False: the system gives no random bytes. */
bool guard_init(struct guard *guard, int port, bool everywhere);

/** 0, or the status of HTTP and `*why`. */
int guard_check(const struct guard *guard, enum method method, const struct heard *heard,
                const char **why);

/** What Content-Length (may be NULL) says. */
uint64_t guard_length(const char *length);

/** Does it come with the token? Takes as long whatever is given. */
bool guard_knows(const struct guard *guard, const char *authorization);

#endif
