/*
 * Stage 6, evidence: the proof of one statement, as files that stand by themselves.
 *
 *     source.html      what was received           statement.json    as extract prints it
 *     record.warc      from a web archive: its     annotation.json   W3C Web Annotation
 *                      whole record                page.html         to look at
 *     article.txt      the text                    manifest.json, SHA256SUMS
 *
 * It puts them in a zip and checks one that comes from outside. It reads no articles: that
 * the source gives the text is for those who can read (src/evidence.c).
 */
#ifndef Q_EVIDENCE_H
#define Q_EVIDENCE_H

#include "evidence/manifest.h"

enum q_evidence_file {
    Q_EVIDENCE_SOURCE,
    Q_EVIDENCE_RECORD,
    Q_EVIDENCE_ARTICLE,
    Q_EVIDENCE_STATEMENT,
    Q_EVIDENCE_ANNOTATION,
    Q_EVIDENCE_PAGE,
    Q_EVIDENCE_MANIFEST,
    Q_EVIDENCE_SUMS,
    Q_EVIDENCE_FILES
};

struct q_evidence {
    quoth_str file[Q_EVIDENCE_FILES]; // ptr NULL: not there
    quoth_str source_name;            // e.g. "source.html"
    struct q_manifest manifest;
};

/** Appends the zip of `evidence`, whose manifest and sums are made here. QUOTH_ENOMEM,
 *  QUOTH_ELIMIT. */
quoth_status q_evidence_write(const struct q_evidence *evidence, struct q_buf *out,
                              quoth_error *error);

/** Says one finding; `which` is a file's name. */
typedef void q_evidence_found(void *context, const char *which, const char *message);

/** Reads a zip and checks all of it that can be checked without reading the source again:
 *  hashes, ids, that the words stand at their places, that record and annotation agree.
 *  What is in `evidence` afterwards lives in `arena`. QUOTH_OK whatever is found; as
 *  q_zip_read. */
quoth_status q_evidence_read(quoth_str zip, struct q_arena *arena,
                             struct q_evidence *evidence, q_evidence_found *found,
                             void *context, quoth_error *error);

#endif
