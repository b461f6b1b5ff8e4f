/* Random bytes from the system, at once: libcrypto's would want memory first. */
#ifndef Q_RANDOM_H
#define Q_RANDOM_H

#include <stdbool.h>
#include <stddef.h>

/** Fills `out`, at most 256 bytes. False: the system has none. */
bool q_random(void *out, size_t size);

#endif
