/*
 * Fetch: a URL that may be asked for, brought to one form.
 *
 *     HTTP://Herald.example:80/a?b#c       →   http://herald.example/a?b
 *     ../d, on https://herald.example/a/b  →   https://herald.example/d
 *     ftp://…, http://user:word@…          →   an error that says why
 *
 * It looks at the words of the URL alone; whose address the host has is asked when it is
 * connected to (address.h).
 */
#ifndef Q_TARGET_H
#define Q_TARGET_H

#include "base/limits.h"
#include "quoth.h"

struct q_target {
    char url[Q_MAX_URL + 1]; // terminated
    quoth_str origin;        // in it: scheme, host, and port where it is not the usual one
    quoth_str path;          // in it: what is behind them, at least "/"
};

/** Sets `target` to the URL `text`, which `base` may have sent to; NULL: it was given.
 *  QUOTH_OK; else QUOTH_EUSAGE, QUOTH_ELIMIT or QUOTH_ENOMEM, and `target` is as it was. */
quoth_status q_target_set(struct q_target *target, const struct q_target *base,
                          quoth_str text, quoth_error *error);

/** Copies it. */
void q_target_copy(struct q_target *target, const struct q_target *from);

#endif
