/*
 * Answers made smaller for the way, and known again by their hash.
 *
 *     gzip_accepted("br;q=1, gzip")   →   true
 */
#ifndef WEB_GZIP_H
#define WEB_GZIP_H

#include "quoth.h"

#include <stdbool.h>
#include <stdint.h>

enum { ETAG_SIZE = 24 };

/** What does the packing; belongs to one thread. NULL: memory is out. */
struct gzip *gzip_new(void);
void gzip_free(struct gzip *gzip);

/** The bytes packed, the caller's to free; NULL: it is not worth it, or memory is out. */
char *gzip_pack(struct gzip *gzip, quoth_str bytes, size_t *size);

/** Does Accept-Encoding (may be NULL) take gzip? */
bool gzip_accepted(const char *encodings);

/** Is it worth a try, by Content-Type and length? */
bool gzip_worth(const char *type, size_t len);

/** "\"0123456789abcdef\"", or with -gz in it: of the bytes and their type. */
void etag_make(char etag[ETAG_SIZE], quoth_str bytes, const char *type);
void etag_of_packed(char etag[ETAG_SIZE]);

/** Does If-None-Match (may be NULL) name it, packed or not? */
bool etag_named(const char *etag, const char *none_match);

#endif
