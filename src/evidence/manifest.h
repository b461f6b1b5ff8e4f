/*
 * What a zip of evidence says of itself: manifest.json, and SHA256SUMS for those who check
 * it by hand.
 *
 *     {"type": "evidence", "format": 1, "statement": "7c1f…", "article": "sha256:…",
 *      "capture": {"kind": "html", "url": "https://…", "added": "2026-11-22T10:05:00Z", …},
 *      "files": [{"name": "source.html", "bytes": 20481, "sha256": "…"}, …], …}
 *
 * With the source it holds all that a reader of the same version needs to read the same
 * article again. It knows nothing of zips.
 */
#ifndef Q_MANIFEST_H
#define Q_MANIFEST_H

#include "evidence/zip.h"
#include "record/received.h"

struct q_manifest {
    quoth_str statement, article;    // ids
    quoth_str quoth, version, model; // who wrote the zip; by what the article was read
    quoth_str capture;               // id: 32 digits
    int64_t added;                   // seconds since 1970
    uint64_t number;                 // of the article in the capture, from 0
    struct q_received received;      // without its bytes
};

/** Appends manifest.json, SHA256SUMS, of these files and, in the latter, of manifest.json,
 *  which must be the last of them then. */
void q_manifest_write(struct q_buf *out, const struct q_manifest *manifest,
                      const struct q_zip_file *files, uint32_t count);
void q_manifest_sums(struct q_buf *out, const struct q_zip_file *files, uint32_t count);

/** Does manifest.json list these files, in any order, and no others, as they are? `*wrong`
 *  is NULL: it does; else what is wrong, a literal. Fills `manifest`; what it does not tell
 *  is missing. False: memory is out. */
bool q_manifest_read(quoth_str bytes, const struct q_zip_file *files, uint32_t count,
                     struct q_arena *arena, struct q_manifest *manifest,
                     const char **wrong);

/** "2026-11-22T10:05:00Z", in UTC, terminated; of a time that no calendar has, "". */
enum { Q_MOMENT_SIZE = 24 };
void q_moment_write(int64_t seconds, char out[Q_MOMENT_SIZE]);
/** The way back; -1: it is none. */
int64_t q_moment_read(quoth_str text);

#endif
