#include "evidence/evidence.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"
#include "evidence/agree.h"

static const char *const names[Q_EVIDENCE_FILES] = {
    [Q_EVIDENCE_RECORD] = "record.warc",       [Q_EVIDENCE_ARTICLE] = "article.txt",
    [Q_EVIDENCE_STATEMENT] = "statement.json", [Q_EVIDENCE_ANNOTATION] = "annotation.json",
    [Q_EVIDENCE_PAGE] = "page.html",           [Q_EVIDENCE_MANIFEST] = "manifest.json",
    [Q_EVIDENCE_SUMS] = "SHA256SUMS",
};
// What the source may be called.
static const char *const sources[] = {"source.txt", "source.html", "source.xml",
                                      "source.json", NULL};

// ── Writing ──

quoth_status q_evidence_write(const struct q_evidence *evidence, struct q_buf *out,
                              quoth_error *error)
{
    struct q_zip_file files[Q_EVIDENCE_FILES];
    struct q_buf manifest, sums;
    uint32_t count = 0;
    q_buf_init(&manifest, Q_MAX_EVIDENCE);
    q_buf_init(&sums, Q_MAX_EVIDENCE);
    for (int n = 0; n < Q_EVIDENCE_MANIFEST; n++)
        if (evidence->file[n].ptr)
            files[count++] = (struct q_zip_file){
                n == Q_EVIDENCE_SOURCE ? evidence->source_name : q_str_from(names[n]),
                evidence->file[n]};
    q_manifest_write(&manifest, &evidence->manifest, files, count);
    files[count++] = (struct q_zip_file){q_str_from(names[Q_EVIDENCE_MANIFEST]),
                                         q_str(manifest.ptr, manifest.len)};
    q_manifest_sums(&sums, files, count);
    files[count++] =
        (struct q_zip_file){q_str_from(names[Q_EVIDENCE_SUMS]), q_str(sums.ptr, sums.len)};
    quoth_status status = manifest.failed || sums.failed
                              ? q_error_nomem(error)
                              : q_zip_write(files, count, out, error);
    q_buf_release(&manifest);
    q_buf_release(&sums);
    return status;
}

// ── Reading ──

static bool is_source(quoth_str name)
{
    for (const char *const *source = sources; *source; source++)
        if (q_str_equal(name, q_str_from(*source)))
            return true;
    return false;
}

// Which of ours a file is; Q_EVIDENCE_FILES: none.
static int which(quoth_str name)
{
    if (is_source(name))
        return Q_EVIDENCE_SOURCE;
    for (int n = 0; n < Q_EVIDENCE_FILES; n++)
        if (names[n] && q_str_equal(name, q_str_from(names[n])))
            return n;
    return Q_EVIDENCE_FILES;
}

static quoth_status sort_files(const struct q_zip_file *files, uint32_t count,
                               struct q_evidence *evidence, quoth_error *error)
{
    for (uint32_t n = 0; n < count; n++) {
        int file = which(files[n].name);
        if (file == Q_EVIDENCE_FILES || evidence->file[file].ptr)
            return q_error(error, QUOTH_EFORMAT, QUOTH_NO_OFFSET,
                           "not a zip of evidence: %.*s does not belong in it",
                           (int)files[n].name.len, files[n].name.ptr);
        evidence->file[file] = files[n].bytes;
        if (file == Q_EVIDENCE_SOURCE)
            evidence->source_name = files[n].name;
    }
    for (int n = 0; n < Q_EVIDENCE_FILES; n++)
        if (!evidence->file[n].ptr && n != Q_EVIDENCE_RECORD)
            return q_error(error, QUOTH_EFORMAT, QUOTH_NO_OFFSET,
                           "not a zip of evidence: %s is missing",
                           names[n] ? names[n] : "the source");
    return QUOTH_OK;
}

// The sum of each file, in the list's order; names the files that are not as listed.
static void check_sums(const struct q_zip_file *files, uint32_t count, quoth_str sums,
                       q_evidence_found *found, void *context)
{
    enum { HEX = Q_SHA256_HEX - 1 };
    uint64_t seen = 0;
    quoth_str rest = sums;
    bool good = q_str_ends(sums, Q_STR("\n"));
    while (rest.len) {
        quoth_str line = q_str_take_until(&rest, '\n');
        uint32_t n = 0;
        while (n < count &&
               !(line.len > HEX + 2 &&
                 q_str_equal(files[n].name, q_str(line.ptr + HEX + 2, line.len - HEX - 2))))
            n++;
        good = good && n < count && memcmp(line.ptr + HEX, "  ", 2) == 0;
        if (n == count)
            continue;
        char hex[Q_SHA256_HEX];
        q_sha256_hex(files[n].bytes.ptr, files[n].bytes.len, hex);
        if (memcmp(line.ptr, hex, HEX) != 0)
            found(context, files[n].name.ptr, "it is not what SHA256SUMS says");
        good = good && !(seen & UINT64_C(1) << n);
        seen |= UINT64_C(1) << n;
    }
    for (uint32_t n = 0; n < count; n++)
        good = good && (seen & UINT64_C(1) << n || files[n].bytes.ptr == sums.ptr);
    if (!good)
        found(context, names[Q_EVIDENCE_SUMS], "it does not list every other file once");
}

static bool check_manifest(const struct q_zip_file *files, uint32_t count,
                           struct q_arena *arena, struct q_evidence *evidence,
                           q_evidence_found *found, void *context)
{
    struct q_zip_file listed[Q_MAX_EVIDENCE_FILES];
    uint32_t rest = 0;
    for (uint32_t n = 0; n < count; n++) {
        int file = which(files[n].name);
        if (file != Q_EVIDENCE_MANIFEST && file != Q_EVIDENCE_SUMS)
            listed[rest++] = files[n];
    }
    const char *wrong;
    if (!q_manifest_read(evidence->file[Q_EVIDENCE_MANIFEST], listed, rest, arena,
                         &evidence->manifest, &wrong))
        return false;
    if (wrong)
        found(context, names[Q_EVIDENCE_MANIFEST], wrong);
    return true;
}

quoth_status q_evidence_read(quoth_str zip, struct q_arena *arena,
                             struct q_evidence *evidence, q_evidence_found *found,
                             void *context, quoth_error *error)
{
    struct q_zip_file files[Q_MAX_EVIDENCE_FILES];
    uint32_t count = 0;
    *evidence = (struct q_evidence){0};
    quoth_status status =
        q_zip_read(zip, arena, files, Q_MAX_EVIDENCE_FILES, &count, error);
    if (status == QUOTH_OK)
        status = sort_files(files, count, evidence, error);
    if (status != QUOTH_OK)
        return status;
    check_sums(files, count, evidence->file[Q_EVIDENCE_SUMS], found, context);
    if (!check_manifest(files, count, arena, evidence, found, context))
        return q_error_nomem(error);
    return q_evidence_agrees(evidence, arena, found, context, error);
}
