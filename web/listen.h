/*
 * Where the server is heard: a port of this machine, or a Unix socket.
 *
 *     listen_at_port(0, false, &port, &error)   →   a descriptor, port 40123
 */
#ifndef WEB_LISTEN_H
#define WEB_LISTEN_H

#include "quoth.h"

#include <stdbool.h>

/** 127.0.0.1 alone unless `everywhere`; `port` 0: any that is free. The descriptor, and
 *  `*bound` is the port; or -1, with QUOTH_EIO in `error`. */
int listen_at_port(int port, bool everywhere, int *bound, quoth_error *error);

/** A socket that only its owner may use; one that a server left behind is taken away. */
int listen_at_path(const char *path, quoth_error *error);

#endif
