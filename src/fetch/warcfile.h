/*
 * Fetch: the web archive that responses are appended to (WARC 1.1, ISO 28500:2017).
 *
 *     https://herald.example/a, request, head, body   →   …  WARC-Type: response  …
 *                                                         …  WARC-Type: request   …
 *
 * A new file begins with a warcinfo record. Where its name ends in .gz each record is a
 * gzip member of its own. What was kept is on the disk; what could not be written whole is
 * taken back, so that the file always ends with a whole record. It reads nothing.
 */
#ifndef Q_WARCFILE_H
#define Q_WARCFILE_H

#include "base/buf.h"

#include <stdbool.h>
#include <time.h>

struct libdeflate_compressor;

struct q_warcfile {
    int file; // descriptor; -1: not open
    const char *path;
    bool made;   // by us
    bool kept;   // something other than the warcinfo record
    bool broken; // could not be written, and not be cut back
    uint64_t start, size;
    struct libdeflate_compressor *packer; // NULL: the name does not end in .gz
    struct q_buf records, record;         // to be written at once; one of them
};

/** What goes into the archive of one request. */
struct q_warc_pair {
    const char *url, *ip; // ip may be empty
    time_t when;
    quoth_str request, head, body;
    const char *cut; // WARC-Truncated, or NULL
    bool chunked;    // the body is not the payload: its digest is left out
};

void q_warcfile_init(struct q_warcfile *warc);

/** Opens or makes it; `path` must outlive it. QUOTH_OK; QUOTH_EIO: it cannot be opened or
 *  written, it is no such archive, or somebody else is writing it; QUOTH_ENOMEM. */
quoth_status q_warcfile_open(struct q_warcfile *warc, const char *path,
                             const char *user_agent, quoth_error *error);

/** Closes it. If it was made and nothing was kept in it, it is taken away again. */
void q_warcfile_close(struct q_warcfile *warc);

/** Appends a response and its request, and waits for the disk. `*offset`: of the response.
 *  Fails with QUOTH_EIO or QUOTH_ENOMEM; the archive then ends where it ended before. */
quoth_status q_warcfile_keep(struct q_warcfile *warc, const struct q_warc_pair *pair,
                             uint64_t *offset, quoth_error *error);

#endif
