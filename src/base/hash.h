/*
 * SHA-256, in hexadecimal: what articles and statements are named by.
 *
 *     q_sha256_hex("", 0, hex);      hex = "e3b0c44298fc1c14…7852b855"
 *
 * It allocates nothing and cannot fail. Not for hash tables: those want a fast hash.
 */
#ifndef Q_HASH_H
#define Q_HASH_H

#include "quoth.h"

enum { Q_SHA256_HEX = 64 + 1 }; // digits and their end

/** A hash in the making; what is inside is libcrypto's. */
struct q_sha256 {
    _Alignas(8) unsigned char state[128];
};

void q_sha256_init(struct q_sha256 *hash);
void q_sha256_add(struct q_sha256 *hash, const void *bytes, size_t len);

/** Writes 64 digits and a NUL; `hash` must be initialised again before its next use. */
void q_sha256_end(struct q_sha256 *hash, char hex[Q_SHA256_HEX]);

/** All three at once. */
void q_sha256_hex(const void *bytes, size_t len, char hex[Q_SHA256_HEX]);

#endif
