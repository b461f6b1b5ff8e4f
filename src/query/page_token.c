#include "query/page_token.h"

#include "base/hash.h"

/*
 * Bytes, then base64url without padding:
 *
 *     0   version, 1
 *     1   8 bytes each, the lowest first: question, order, key, until
 *     33  the first 5 bytes of the SHA-256 of those before
 */
enum { VERSION = 1, NUMBERS = 4, SUM_AT = 33, SUM = 5, BYTES = SUM_AT + SUM };
enum { CHARACTERS = (BYTES * 8 + 5) / 6 };
_Static_assert(CHARACTERS + 1 <= (int)Q_PAGE_TOKEN_SIZE, "a token has room");

static const char digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void sum(const unsigned char *bytes, unsigned char out[SUM])
{
    char hex[Q_SHA256_HEX];
    q_sha256_hex(bytes, SUM_AT, hex);
    q_hex_read(hex, SUM, out);
}

void q_page_token_write(const struct q_page_token *token, char out[Q_PAGE_TOKEN_SIZE])
{
    unsigned char bytes[BYTES + 2] = {VERSION}; // two more, so that no digit lacks bits
    const uint64_t numbers[NUMBERS] = {token->question, (uint64_t)token->order,
                                       (uint64_t)token->key, (uint64_t)token->until};
    for (size_t i = 0; i < (size_t)NUMBERS * 8; i++)
        bytes[1 + i] = (unsigned char)(numbers[i / 8] >> (i % 8 * 8));
    sum(bytes, bytes + SUM_AT);
    for (size_t i = 0; i < CHARACTERS; i++) {
        size_t bit = i * 6;
        unsigned two = (unsigned)bytes[bit / 8] << 8 | bytes[bit / 8 + 1];
        out[i] = digits[two >> (10 - bit % 8) & 63];
    }
    out[CHARACTERS] = '\0';
}

bool q_page_token_read(quoth_str text, struct q_page_token *token)
{
    unsigned char bytes[BYTES + 2] = {0}, wanted[SUM];
    if (text.len != CHARACTERS)
        return false;
    for (size_t i = 0; i < CHARACTERS; i++) {
        const char *digit = text.ptr[i] ? strchr(digits, text.ptr[i]) : NULL;
        if (!digit)
            return false;
        size_t bit = i * 6;
        unsigned two = (unsigned)(digit - digits) << (10 - bit % 8);
        bytes[bit / 8] |= (unsigned char)(two >> 8);
        bytes[bit / 8 + 1] |= (unsigned char)two;
    }
    sum(bytes, wanted);
    if (bytes[0] != VERSION || memcmp(bytes + SUM_AT, wanted, SUM) != 0 || bytes[BYTES])
        return false;
    uint64_t numbers[NUMBERS] = {0};
    for (size_t i = 0; i < (size_t)NUMBERS * 8; i++)
        numbers[i / 8] |= (uint64_t)bytes[1 + i] << (i % 8 * 8);
    *token = (struct q_page_token){numbers[0], (int64_t)numbers[1], (int64_t)numbers[2],
                                   (int64_t)numbers[3]};
    return true;
}
