/*
 * Addresses: one that is told beside another (RFC 3986 §5).
 *
 *     ../1?x in http://herald.example/a/b   →   http://herald.example/1?x
 */
#ifndef Q_URL_H
#define Q_URL_H

#include "base/arena.h"
#include "base/str.h"

/** Does it begin with a scheme, as in "https:"? */
bool q_url_is_whole(quoth_str s);

/** The address that `url` is in a document at `base`, in `arena`: what is whole, or has no
 *  whole base, as it is. Nothing is encoded or put in order but the dots of the path. Time
 *  is linear. ptr NULL: memory is out. */
quoth_str q_url_resolve(quoth_str url, quoth_str base, struct q_arena *arena);

#endif
