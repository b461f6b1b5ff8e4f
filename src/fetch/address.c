#include "fetch/address.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>

struct block {
    unsigned char bytes[16];
    unsigned bits; // of them that count
    const char *what;
};

#define SPECIAL "an address kept for special use"
#define PRIVATE "a private address"
#define LOCAL "a link-local address"
#define EXAMPLE "an address kept for examples"

// IANA's registry of special-purpose IPv4 addresses, and multicast.
static const struct block blocks_4[] = {
    {{0}, 8, "no address of a host"},
    {{10}, 8, PRIVATE},
    {{100, 64}, 10, "an address inside a provider's network"},
    {{127}, 8, "a loopback address"},
    {{169, 254}, 16, LOCAL},
    {{172, 16}, 12, PRIVATE},
    {{192, 0, 0}, 24, SPECIAL},
    {{192, 0, 2}, 24, EXAMPLE},
    {{192, 88, 99}, 24, SPECIAL},
    {{192, 168}, 16, PRIVATE},
    {{198, 18}, 15, SPECIAL},
    {{198, 51, 100}, 24, EXAMPLE},
    {{203, 0, 113}, 24, EXAMPLE},
    {{224}, 4, "a multicast address"},
    {{240}, 4, SPECIAL},
};

// Those that have a name of their own, first the ones inside others. What is public lies in
// 2000::/3 and in none of these.
static const struct block blocks_6[] = {
    {{0}, 128, "no address of a host"},
    {{[15] = 1}, 128, "a loopback address"},
    {{0xfc}, 7, PRIVATE},
    {{0xfe, 0x80}, 10, LOCAL},
    {{0xfe, 0xc0}, 10, PRIVATE},
    {{0xff}, 8, "a multicast address"},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, EXAMPLE},
    {{0x3f, 0xff}, 20, EXAMPLE},
    {{0x20, 0x01}, 23, SPECIAL}, // Teredo, benchmarks, ORCHID
};

// IPv6 that stands for an IPv4 address: mapped, NAT64 (RFC 6052), 6to4.
static const struct block stand_ins[] = {
    {{[10] = 0xff, [11] = 0xff}, 96, NULL},
    {{0x00, 0x64, 0xff, 0x9b}, 96, NULL},
    {{0x20, 0x02}, 16, NULL},
};
enum { MAPPED_AT = 12, SIX_TO_FOUR_AT = 2 };

static bool lies_in(const unsigned char *bytes, const struct block *block)
{
    unsigned whole = block->bits / 8, rest = block->bits % 8;
    if (memcmp(bytes, block->bytes, whole) != 0)
        return false;
    return rest == 0 || (bytes[whole] ^ block->bytes[whole]) >> (8 - rest) == 0;
}

const char *q_address_refused_4(const unsigned char bytes[4])
{
    for (size_t i = 0; i < sizeof blocks_4 / sizeof *blocks_4; i++)
        if (lies_in(bytes, &blocks_4[i]))
            return blocks_4[i].what;
    return NULL;
}

const char *q_address_refused_6(const unsigned char bytes[16])
{
    for (size_t i = 0; i < sizeof stand_ins / sizeof *stand_ins; i++)
        if (lies_in(bytes, &stand_ins[i]))
            return q_address_refused_4(
                bytes + (stand_ins[i].bits == 16 ? SIX_TO_FOUR_AT : MAPPED_AT));
    for (size_t i = 0; i < sizeof blocks_6 / sizeof *blocks_6; i++)
        if (lies_in(bytes, &blocks_6[i]))
            return blocks_6[i].what;
    return (bytes[0] & 0xe0) == 0x20 ? NULL : SPECIAL;
}

const char *q_address_refused(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in four;
        memcpy(&four, address, sizeof four);
        unsigned char bytes[4];
        memcpy(bytes, &four.sin_addr, sizeof bytes);
        return q_address_refused_4(bytes);
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 six;
        memcpy(&six, address, sizeof six);
        unsigned char bytes[16];
        memcpy(bytes, &six.sin6_addr, sizeof bytes);
        return q_address_refused_6(bytes);
    }
    return "no address of the internet";
}
