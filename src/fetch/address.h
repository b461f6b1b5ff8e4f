/*
 * Fetch: is a network address one of the public internet?
 *
 *     192.0.43.8        →   yes
 *     10.1.2.3          →   no, "private"
 *     ::ffff:127.0.0.1  →   no, "loopback": what it stands for counts
 *
 * Asked of the address that is about to be connected to, after all names were resolved.
 */
#ifndef Q_ADDRESS_H
#define Q_ADDRESS_H

#include <sys/socket.h>

/** NULL: it is public. Else what it is, in English, e.g. "a loopback address". */
const char *q_address_refused(const struct sockaddr *address);

/** As q_address_refused, of the 4 bytes of an IPv4 and the 16 of an IPv6 address. */
const char *q_address_refused_4(const unsigned char bytes[4]);
const char *q_address_refused_6(const unsigned char bytes[16]);

#endif
