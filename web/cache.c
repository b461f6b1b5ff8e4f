#include "cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 4096 };

struct kept {
    char *key;
    struct stamp stamp;
    struct answer answer;
    size_t bytes;
    struct kept *same;          // the next of its bucket
    struct kept *newer, *older; // in the order in which they were asked for
};

struct cache {
    pthread_mutex_t lock;
    struct kept *buckets[BUCKETS];
    struct kept *newest, *oldest;
    size_t bytes;
};

void answer_init(struct answer *answer)
{
    *answer = (struct answer){.packed = NULL};
    response_init(&answer->response);
}

void answer_release(struct answer *answer)
{
    response_release(&answer->response);
    free(answer->packed);
    answer_init(answer);
}

// False: memory is out, and `to` holds nothing.
static bool copy_answer(struct answer *to, const struct answer *from)
{
    const struct response *response = &from->response;
    answer_init(to);
    to->response.status = response->status;
    to->response.type = response->type;
    to->response.allow = response->allow;
    to->response.is_asset = response->is_asset;
    text_add(&to->response.body, text_str(&response->body));
    text_add(&to->response.location, text_str(&response->location));
    text_add(&to->response.file_name, text_str(&response->file_name));
    text_add(&to->response.link, text_str(&response->link));
    memcpy(to->etag, from->etag, sizeof to->etag);
    if (from->packed && (to->packed = malloc(from->packed_size))) {
        memcpy(to->packed, from->packed, from->packed_size);
        to->packed_size = from->packed_size;
    }
    if (!to->response.body.failed && !to->response.location.failed &&
        !to->response.file_name.failed && !to->response.link.failed &&
        (to->packed || !from->packed))
        return true;
    answer_release(to);
    return false;
}

struct cache *cache_new(void)
{
    struct cache *cache = calloc(1, sizeof *cache);
    if (cache)
        pthread_mutex_init(&cache->lock, NULL);
    return cache;
}

static struct kept **bucket_of(struct cache *cache, const char *key)
{
    uint64_t hash = 14695981039346656037u; // FNV-1a
    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * 1099511628211u;
    return &cache->buckets[(hash ^ hash >> 32) % BUCKETS];
}

static void free_kept(struct kept *kept)
{
    answer_release(&kept->answer);
    free(kept->key);
    free(kept);
}

static void unlink_kept(struct cache *cache, struct kept *kept)
{
    if (kept->newer)
        kept->newer->older = kept->older;
    else
        cache->newest = kept->older;
    if (kept->older)
        kept->older->newer = kept->newer;
    else
        cache->oldest = kept->newer;
}

static void link_newest(struct cache *cache, struct kept *kept)
{
    kept->newer = NULL;
    kept->older = cache->newest;
    if (cache->newest)
        cache->newest->newer = kept;
    else
        cache->oldest = kept;
    cache->newest = kept;
}

static void drop(struct cache *cache, struct kept *kept)
{
    struct kept **at = bucket_of(cache, kept->key);
    while (*at && *at != kept)
        at = &(*at)->same;
    if (*at)
        *at = kept->same;
    unlink_kept(cache, kept);
    cache->bytes -= kept->bytes;
    free_kept(kept);
}

void cache_free(struct cache *cache)
{
    if (!cache)
        return;
    for (struct kept *kept = cache->newest, *older; kept; kept = older) {
        older = kept->older;
        free_kept(kept);
    }
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

static struct kept *find(struct cache *cache, const char *key)
{
    struct kept *kept = *bucket_of(cache, key);
    while (kept && strcmp(kept->key, key) != 0)
        kept = kept->same;
    return kept;
}

bool cache_get(struct cache *cache, const char *key, const struct stamp *stamp,
               struct answer *out)
{
    bool found = false;
    pthread_mutex_lock(&cache->lock);
    struct kept *kept = find(cache, key);
    if (kept && !stamp_same(&kept->stamp, stamp)) {
        drop(cache, kept);
    } else if (kept) {
        unlink_kept(cache, kept);
        link_newest(cache, kept);
        found = copy_answer(out, &kept->answer);
    }
    pthread_mutex_unlock(&cache->lock);
    return found;
}

static struct kept *new_kept(const char *key, const struct stamp *stamp,
                             const struct answer *answer)
{
    struct kept *kept = calloc(1, sizeof *kept);
    if (!kept)
        return NULL;
    answer_init(&kept->answer);
    kept->stamp = *stamp;
    kept->key = strdup(key);
    kept->bytes =
        sizeof *kept + strlen(key) + answer->response.body.len + answer->packed_size;
    if (kept->key && copy_answer(&kept->answer, answer))
        return kept;
    free_kept(kept);
    return NULL;
}

void cache_put(struct cache *cache, const char *key, const struct stamp *stamp,
               const struct answer *answer)
{
    if (answer->response.status != 200 ||
        answer->response.body.len + answer->packed_size > CACHE_ONE)
        return;
    struct kept *kept = new_kept(key, stamp, answer);
    if (!kept)
        return;
    pthread_mutex_lock(&cache->lock);
    struct kept *other = find(cache, key); // made by another thread meanwhile
    if (other)
        drop(cache, other);
    struct kept **bucket = bucket_of(cache, key);
    kept->same = *bucket;
    *bucket = kept;
    link_newest(cache, kept);
    cache->bytes += kept->bytes;
    for (struct kept *old = cache->oldest, *newer; old && cache->bytes > CACHE_BYTES;
         old = newer) {
        newer = old->newer;
        drop(cache, old);
    }
    pthread_mutex_unlock(&cache->lock);
}
