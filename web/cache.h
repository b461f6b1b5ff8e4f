/*
 * Answers kept, to be given again while nobody has written to the archive: a page that is
 * looked at twice, or by two, is made once.
 *
 *     cache_put(cache, "/?q=bridge", &stamp, &answer)
 *     cache_get(cache, "/?q=bridge", &stamp, &answer)   →   true, as long as the stamp is
 * the same
 *
 * Any thread may use one. What is asked for least recently goes first.
 */
#ifndef WEB_CACHE_H
#define WEB_CACHE_H

#include "desk.h"
#include "gzip.h"
#include "response.h"

enum {
    CACHE_BYTES = 48 << 20, // of all answers: a thousand pages or so
    CACHE_ONE = 2 << 20,    // of one
};

/** An answer with what was made of it for the way. */
struct answer {
    struct response response;
    char etag[ETAG_SIZE]; // "": none
    char *packed;         // by gzip; NULL: it is sent as it is
    size_t packed_size;
};

void answer_init(struct answer *answer);
void answer_release(struct answer *answer);

/** NULL: memory is out. */
struct cache *cache_new(void);
void cache_free(struct cache *cache);

/** Copies what is kept under `key` into `out`. False: there is nothing, or it is not of
 * this stamp, or memory is out. */
bool cache_get(struct cache *cache, const char *key, const struct stamp *stamp,
               struct answer *out);

/** Keeps a copy, if it is one of those worth it: 200, and not too long. */
void cache_put(struct cache *cache, const char *key, const struct stamp *stamp,
               const struct answer *answer);

#endif
