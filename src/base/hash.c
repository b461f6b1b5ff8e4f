// The streaming calls of libcrypto 1.1: EVP, which replaced them, allocates and so can
// fail.
#define OPENSSL_API_COMPAT 0x10101000L

#include "base/hash.h"

#include "base/str.h"

#include <openssl/sha.h>

_Static_assert(sizeof(SHA256_CTX) <= sizeof(struct q_sha256), "libcrypto's state fits");

void q_sha256_init(struct q_sha256 *hash)
{
    SHA256_Init((void *)hash->state);
}

void q_sha256_add(struct q_sha256 *hash, const void *bytes, size_t len)
{
    if (len)
        SHA256_Update((void *)hash->state, bytes, len);
}

void q_sha256_end(struct q_sha256 *hash, char hex[Q_SHA256_HEX])
{
    unsigned char sum[SHA256_DIGEST_LENGTH];
    SHA256_Final(sum, (void *)hash->state);
    q_hex_write(sum, sizeof sum, hex);
}

void q_sha256_hex(const void *bytes, size_t len, char hex[Q_SHA256_HEX])
{
    struct q_sha256 hash;
    q_sha256_init(&hash);
    q_sha256_add(&hash, bytes, len);
    q_sha256_end(&hash, hex);
}
