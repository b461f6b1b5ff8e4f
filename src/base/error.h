/* Fills quoth_error. The library never prints: what goes wrong travels in here. */
#ifndef Q_ERROR_H
#define Q_ERROR_H

#include "quoth.h"

/** Fills `error` (which may be NULL) and returns `status`. `offset` is the byte of
 *  the input, or QUOTH_NO_OFFSET. A message that is too long is cut. */
__attribute__((format(printf, 4, 5))) quoth_status
q_error(quoth_error *error, quoth_status status, uint64_t offset, const char *format, ...);

/** Makes a line of UTF-8 of what was formatted, in place: a byte that is no UTF-8,
 *  of a name in a damaged file or cut off at the end, becomes '?', a control character
 *  ' '. q_error does it. */
void q_error_line(char *message);

/** QUOTH_ENOMEM with its usual message; here, so that who reads a caller sees that it is
 *  never QUOTH_OK. */
static inline quoth_status q_error_nomem(quoth_error *error)
{
    (void)q_error(error, QUOTH_ENOMEM, QUOTH_NO_OFFSET, "out of memory");
    return QUOTH_ENOMEM;
}

#endif
