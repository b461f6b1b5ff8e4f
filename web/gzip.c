#include "gzip.h"

#define XXH_INLINE_ALL
#include <inttypes.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <xxhash.h>

// A packet holds 1,400 bytes. Long answers are packed fast, as they are waited for.
enum { WORTH = 1000, LONG = 1 << 20, LEVEL = 6, LEVEL_LONG = 1, DIGITS = 16 };

struct gzip {
    struct libdeflate_compressor *usual, *fast;
};

struct gzip *gzip_new(void)
{
    struct gzip *gzip = calloc(1, sizeof *gzip);
    if (!gzip)
        return NULL;
    gzip->usual = libdeflate_alloc_compressor(LEVEL);
    gzip->fast = libdeflate_alloc_compressor(LEVEL_LONG);
    if (gzip->usual && gzip->fast)
        return gzip;
    gzip_free(gzip);
    return NULL;
}

void gzip_free(struct gzip *gzip)
{
    if (!gzip)
        return;
    if (gzip->usual)
        libdeflate_free_compressor(gzip->usual);
    if (gzip->fast)
        libdeflate_free_compressor(gzip->fast);
    free(gzip);
}

char *gzip_pack(struct gzip *gzip, quoth_str bytes, size_t *size)
{
    char *packed = malloc(bytes.len);
    if (!packed)
        return NULL;
    *size = libdeflate_gzip_compress(bytes.len < LONG ? gzip->usual : gzip->fast, bytes.ptr,
                                     bytes.len, packed, bytes.len);
    if (*size)
        return packed;
    free(packed);
    return NULL;
}

bool gzip_worth(const char *type, size_t len)
{
    static const char *const texts[] = {"text/", "json", "xml", "javascript", "svg", "csv"};
    for (size_t i = 0; type && len >= WORTH && i < sizeof texts / sizeof *texts; i++)
        if (strstr(type, texts[i]))
            return true;
    return false;
}

// The weight that stands behind a coding is not 0: ";q=0", ";q=0.000".
static bool weighs(const char *at, const char *end)
{
    const char *q = memchr(at, '=', (size_t)(end - at));
    if (!q)
        return true;
    for (q++; q < end; q++)
        if (*q >= '1' && *q <= '9')
            return true;
    return false;
}

bool gzip_accepted(const char *encodings)
{
    bool any = false; // "*": all that are not named
    for (const char *at = encodings; at && *at;) {
        at += strspn(at, " \t,");
        size_t len = strcspn(at, ","), name = strcspn(at, " \t,;");
        if (name == 4 && strncasecmp(at, "gzip", 4) == 0)
            return weighs(at, at + len);
        if (name == 1 && *at == '*')
            any = weighs(at, at + len);
        at += len;
    }
    return any;
}

void etag_make(char etag[ETAG_SIZE], quoth_str bytes, const char *type)
{
    uint64_t seed = type ? XXH3_64bits(type, strlen(type)) : 0;
    snprintf(etag, ETAG_SIZE, "\"%016" PRIx64 "\"",
             XXH3_64bits_withSeed(bytes.ptr, bytes.len, seed));
}

void etag_of_packed(char etag[ETAG_SIZE])
{
    memcpy(etag + 1 + DIGITS, "-gz\"", 5);
}

bool etag_named(const char *etag, const char *none_match)
{
    if (!none_match)
        return false;
    char start[DIGITS + 2] = "";
    memcpy(start, etag, DIGITS + 1);
    return strcmp(none_match, "*") == 0 || strstr(none_match, start);
}
