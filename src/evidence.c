/*
 * Proof, from top to bottom: what is in an archive or in a zip of evidence is read again by
 * the readers, and printed by the printers, that src/quoth.c strings together too.
 */
#include "quoth.h"

#include "archive/backup.h"
#include "archive/doctor.h"
#include "archive/entry.h"
#include "archive/fill.h"
#include "archive/forget.h"
#include "archive/id.h"
#include "archive/origin.h"
#include "archive/verify.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"
#include "evidence/evidence.h"
#include "print/exhibit.h"
#include "print/print.h"
#include "read/restore.h"

#include <stdio.h>

// ── Reading again ──

// Fills `article` with the `number`-th of a capture. QUOTH_END: it has not so many.
static quoth_status read_article(quoth_capture *capture, uint64_t number,
                                 quoth_article *article, quoth_error *error)
{
    quoth_status status = QUOTH_OK;
    for (uint64_t n = 0; status == QUOTH_OK && n <= number; n++) {
        status = quoth_capture_next(capture, article, error);
        if (status == QUOTH_EFORMAT || status == QUOTH_ELIMIT) {
            status = QUOTH_OK; // one of a feed that cannot be read: the next is
            n--;
        }
    }
    return status;
}

// ── Evidence: an article of the archive becomes files ──

// What is printed of one statement.
struct printed {
    struct q_buf statement, annotation, page, word;
    struct q_arena scratch;
};

static void printed_init(struct printed *printed)
{
    q_buf_init(&printed->statement, Q_MAX_OUTPUT);
    q_buf_init(&printed->annotation, Q_MAX_OUTPUT);
    q_buf_init(&printed->page, Q_MAX_OUTPUT);
    q_buf_init(&printed->word, Q_MAX_OUTPUT);
    q_arena_init(&printed->scratch, Q_MAX_ARENA);
}

static void printed_release(struct printed *printed)
{
    q_buf_release(&printed->statement);
    q_buf_release(&printed->annotation);
    q_buf_release(&printed->page);
    q_buf_release(&printed->word);
    q_arena_release(&printed->scratch);
}

static quoth_str bytes_of(const struct q_buf *buf)
{
    return q_str(buf->ptr, buf->len);
}

static quoth_status print_all(struct printed *printed, const struct q_exhibit *exhibit,
                              quoth_error *error)
{
    struct q_sheet sheet = {.out = &printed->statement,
                            .word = &printed->word,
                            .article = exhibit->article,
                            .statements = exhibit->statements,
                            .points = exhibit->points,
                            .width = Q_SHEET_WIDTH};
    q_print_statement(&sheet, exhibit->index);
    q_print_annotation(&printed->annotation, exhibit);
    q_print_page(&printed->page, exhibit);
    return printed->statement.failed || printed->annotation.failed || printed->page.failed
               ? q_error_nomem(error)
               : QUOTH_OK;
}

// What a record of a web archive holds is told by how it begins.
static quoth_str name_of_source(const struct q_received *received, quoth_str bytes)
{
    switch (received->kind) {
    case Q_RECEIVED_HTML:
        return Q_STR("source.html");
    case Q_RECEIVED_FEED:
        return q_str_starts(q_str_trim(bytes), Q_STR("{")) ? Q_STR("source.json")
                                                           : Q_STR("source.xml");
    case Q_RECEIVED_LINE:
        return Q_STR("source.json");
    case Q_RECEIVED_RECORD:
        return q_str_starts(q_str_trim(bytes), Q_STR("<")) ? Q_STR("source.html")
                                                           : Q_STR("source.txt");
    case Q_RECEIVED_TEXT:
    case Q_RECEIVED_NONE:
    default:
        return Q_STR("source.txt");
    }
}

// One article out of the archive, and where it came from.
struct found {
    struct quoth_article *article;
    struct quoth_statements *statements;
    quoth_capture *capture;
    struct q_received received;
    struct q_origin origin;
    uint32_t index;
};

static quoth_status find(struct quoth_archive *archive, quoth_str id, struct found *found,
                         quoth_error *error)
{
    int64_t key, article;
    found->article = quoth_article_new();
    found->statements = quoth_statements_new();
    found->capture = quoth_capture_new();
    if (!found->article || !found->statements || !found->capture)
        return q_error_nomem(error);
    quoth_status status = q_find_statement(archive, id, &key, error);
    if (status == QUOTH_OK)
        status = q_article_of(archive, key, &article, &found->index, error);
    if (status == QUOTH_OK)
        status = q_fill(archive, article, found->article, found->statements, error);
    if (status == QUOTH_OK)
        status = q_origin_of(archive, article, &found->origin, error);
    if (status == QUOTH_OK)
        status = q_fill_received(archive, found->origin.capture, &found->received, error);
    if (status == QUOTH_OK)
        status = q_capture_restore(found->capture, &found->received, error);
    if (status == QUOTH_OK && found->index >= found->statements->count)
        status = q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                         "the article has not so many statements");
    return status;
}

static void found_release(struct found *found)
{
    quoth_article_free(found->article);
    quoth_statements_free(found->statements);
    quoth_capture_free(found->capture);
}

static quoth_status write_evidence(const struct found *found, struct printed *printed,
                                   struct q_buf *out, quoth_error *error)
{
    const struct quoth_statements *statements = found->statements;
    const struct quoth_article *article = found->article;
    char added[Q_MOMENT_SIZE];
    q_moment_write(found->origin.added, added);
    quoth_str source = quoth_capture_bytes(found->capture);
    quoth_str cached = name_of_source(&found->received, source);
    struct q_exhibit exhibit = {
        .article = article,
        .statements = statements,
        .index = found->index,
        .points = q_points_new(&printed->scratch, article->text, statements),
        .version = statements->version,
        .model = statements->model,
        .added = q_str_from(added),
        .fetched = quoth_capture_fetched(found->capture)->value,
        .cached = cached};
    if (!exhibit.points)
        return q_error_nomem(error);
    quoth_status status = print_all(printed, &exhibit, error);
    if (status != QUOTH_OK)
        return status;
    struct q_evidence evidence = {
        .file = {[Q_EVIDENCE_SOURCE] = source.ptr ? source : Q_STR(""),
                 [Q_EVIDENCE_RECORD] = found->received.kind == Q_RECEIVED_RECORD
                                           ? found->received.bytes
                                           : Q_NO_STR,
                 [Q_EVIDENCE_ARTICLE] = article->text,
                 [Q_EVIDENCE_STATEMENT] = bytes_of(&printed->statement),
                 [Q_EVIDENCE_ANNOTATION] = bytes_of(&printed->annotation),
                 [Q_EVIDENCE_PAGE] = bytes_of(&printed->page)},
        .source_name = cached,
        .manifest = {.statement = q_str_from(statements->at[found->index].id),
                     .article = q_str_from(article->id),
                     .quoth = q_str_from(QUOTH_VERSION),
                     .version = statements->version,
                     .model = statements->model,
                     .capture = q_str_from(found->origin.id),
                     .added = found->origin.added,
                     .number = found->origin.number,
                     .received = found->received}};
    return q_evidence_write(&evidence, out, error);
}

quoth_status quoth_archive_evidence(quoth_archive *archive, quoth_str id,
                                    quoth_output *output, quoth_error *error)
{
    struct found found = {0};
    struct printed printed;
    printed_init(&printed);
    size_t before = output->buf.len;
    quoth_status status = find(archive, id, &found, error);
    if (status == QUOTH_OK)
        status = write_evidence(&found, &printed, &output->buf, error);
    if (status != QUOTH_OK)
        q_buf_cut(&output->buf, before);
    printed_release(&printed);
    found_release(&found);
    return status;
}

// ── A zip of evidence is checked ──

struct checking {
    const quoth_verify_options *options;
    quoth_verified *out;
};

static void tell(const struct checking *checking, bool damage, const char *which,
                 const char *message)
{
    const quoth_finding finding = {damage, Q_STR("part"), q_str_from(which),
                                   q_str_from(message)};
    if (damage)
        checking->out->damaged++;
    else
        checking->out->different++;
    if (checking->options->found)
        checking->options->found(checking->options->context, &finding);
}

static void tell_damage(void *context, const char *which, const char *message)
{
    tell(context, true, which, message);
}

// Is the source what the record holds, and what this version reads in it the text?
static quoth_status check_source(const struct checking *checking,
                                 const struct q_evidence *evidence, quoth_capture *capture,
                                 quoth_article *article, quoth_error *error)
{
    const struct q_manifest *manifest = &evidence->manifest;
    struct q_received received = manifest->received;
    bool record = received.kind == Q_RECEIVED_RECORD;
    if (record != (evidence->file[Q_EVIDENCE_RECORD].ptr != NULL)) {
        tell(checking, true, "record.warc",
             "manifest.json says otherwise whether it is there");
        return QUOTH_OK;
    }
    received.bytes = evidence->file[record ? Q_EVIDENCE_RECORD : Q_EVIDENCE_SOURCE];
    quoth_status status = q_capture_restore(capture, &received, error);
    if (status == QUOTH_ENOMEM)
        return status;
    if (status != QUOTH_OK) {
        tell(checking, true, record ? "record.warc" : evidence->source_name.ptr,
             "it cannot be read as what manifest.json says it is");
        return QUOTH_OK;
    }
    if (!q_str_equal(quoth_capture_bytes(capture), evidence->file[Q_EVIDENCE_SOURCE]))
        tell(checking, true, evidence->source_name.ptr, "it is not what record.warc holds");
    status = read_article(capture, manifest->number, article, error);
    if (status == QUOTH_ENOMEM)
        return status;
    if (status != QUOTH_OK ||
        !q_str_equal(quoth_article_text(article), evidence->file[Q_EVIDENCE_ARTICLE]))
        tell(checking, false, evidence->source_name.ptr,
             "this version reads another text in it: read differently, no damage");
    return QUOTH_OK;
}

static void check_capture_id(const struct checking *checking,
                             const struct q_evidence *evidence)
{
    struct q_received received = evidence->manifest.received;
    bool record = received.kind == Q_RECEIVED_RECORD;
    uint8_t id[16], hash[32];
    char hex[2 * sizeof id + 1];
    received.bytes = evidence->file[record ? Q_EVIDENCE_RECORD : Q_EVIDENCE_SOURCE];
    if (!received.kind || !received.bytes.ptr)
        return; // told before
    q_capture_id(&received, id, hash);
    q_hex_write(id, sizeof id, hex);
    if (!q_str_equal(q_str_from(hex), evidence->manifest.capture))
        tell(checking, true, "manifest.json",
             "the id of the capture is not that of its bytes");
}

quoth_status quoth_evidence_verify(quoth_str zip, const quoth_verify_options *options,
                                   quoth_verified *out, quoth_error *error)
{
    const quoth_verify_options none = {0};
    quoth_verified spare;
    struct checking checking = {options ? options : &none, out ? out : &spare};
    struct q_arena arena;
    struct q_evidence evidence = {0};
    *checking.out =
        (quoth_verified){.sources = 1, .captures = 1, .articles = 1, .statements = 1};
    quoth_capture *capture = quoth_capture_new();
    quoth_article *article = quoth_article_new();
    q_arena_init(&arena, 4 * (size_t)Q_MAX_EVIDENCE);
    quoth_status status =
        capture && article
            ? q_evidence_read(zip, &arena, &evidence, tell_damage, &checking, error)
            : q_error_nomem(error);
    if (status == QUOTH_OK)
        check_capture_id(&checking, &evidence);
    if (status == QUOTH_OK && !checking.options->no_reading)
        status = check_source(&checking, &evidence, capture, article, error);
    q_arena_release(&arena);
    quoth_article_free(article);
    quoth_capture_free(capture);
    return status;
}

// ── An archive is verified ──

// Reads captures again.
struct rereader {
    quoth_capture *capture;
    quoth_article *article;
    struct q_text_id *ids;
    struct q_arena arena; // holds them
    uint32_t count, room;
};

enum { KEEP_IDS = 64 * 1024 };

// One id more; the old ones are copied when there is no room for it.
static quoth_status add_id(struct rereader *r, quoth_error *error)
{
    if (r->count == r->room) {
        uint32_t room = r->room ? 2 * r->room : 16;
        struct q_text_id *more = Q_ARENA_ARRAY(&r->arena, struct q_text_id, room);
        if (!more)
            return q_error_nomem(error);
        if (r->count)
            memcpy(more, r->ids, r->count * sizeof *more);
        r->ids = more;
        r->room = room;
    }
    const char *hex = r->article->id + sizeof "sha256:" - 1;
    q_hex_read(hex, sizeof r->ids->hash, r->ids[r->count].hash);
    r->count++;
    return QUOTH_OK;
}

static quoth_status reread(void *reader, const struct q_received *received,
                           const struct q_text_id **ids, uint32_t *count,
                           quoth_error *error)
{
    struct rereader *r = reader;
    q_arena_clear(&r->arena, KEEP_IDS);
    r->count = r->room = 0;
    quoth_status status = q_capture_restore(r->capture, received, error);
    while (status == QUOTH_OK) {
        status = quoth_capture_next(r->capture, r->article, error);
        if (status == QUOTH_OK)
            status = add_id(r, error);
        else if (status == QUOTH_EFORMAT || status == QUOTH_ELIMIT)
            status = QUOTH_OK; // it could not be read when it was added, either
    }
    *ids = r->ids;
    *count = r->count;
    return status == QUOTH_END ? QUOTH_OK : status;
}

quoth_status quoth_archive_verify(quoth_archive *archive,
                                  const quoth_verify_options *options, quoth_verified *out,
                                  quoth_error *error)
{
    quoth_verified spare;
    struct rereader r = {.capture = quoth_capture_new(), .article = quoth_article_new()};
    const struct q_verify_with with = {options,
                                       options && options->no_reading ? NULL : reread, &r};
    q_arena_init(&r.arena, Q_MAX_ARENA);
    quoth_status status = r.capture && r.article
                              ? q_verify(archive, &with, out ? out : &spare, error)
                              : q_error_nomem(error);
    q_arena_release(&r.arena);
    quoth_article_free(r.article);
    quoth_capture_free(r.capture);
    return status;
}

// ── Forgetting ──

// Reads and extracts again what is left of an article.
struct rememberer {
    const quoth_engine *engine;
    quoth_capture *capture;
    quoth_article *article;
    quoth_statements *statements;
};

static quoth_status remember(void *reader, const struct q_received *received,
                             struct quoth_entry *entry, quoth_error *error)
{
    struct rememberer *r = reader;
    quoth_status status = q_capture_restore(r->capture, received, error);
    if (status == QUOTH_OK)
        status = quoth_entry_start(entry, r->capture, error);
    while (status == QUOTH_OK) {
        status = quoth_capture_next(r->capture, r->article, error);
        if (status == QUOTH_EFORMAT || status == QUOTH_ELIMIT) {
            status = QUOTH_OK; // it was none when it was added, either
            continue;
        }
        if (status == QUOTH_OK)
            status = quoth_extract(r->engine, r->article, NULL, r->statements, error);
        if (status == QUOTH_OK)
            status = quoth_entry_add(entry, r->article, r->statements, error);
    }
    return status == QUOTH_END ? QUOTH_OK : status;
}

quoth_status quoth_archive_forget(quoth_archive *archive, const quoth_engine *engine,
                                  const quoth_forget_options *options, quoth_forgotten *out,
                                  quoth_error *error)
{
    quoth_forgotten spare;
    struct rememberer r = {engine, quoth_capture_new(), quoth_article_new(),
                           quoth_statements_new()};
    const struct q_forget_with with = {remember, &r};
    quoth_status status = r.capture && r.article && r.statements
                              ? q_forget(archive, &with, options, out ? out : &spare, error)
                              : q_error_nomem(error);
    quoth_statements_free(r.statements);
    quoth_article_free(r.article);
    quoth_capture_free(r.capture);
    return status;
}

quoth_status quoth_archive_forget_finish(quoth_archive *archive, quoth_error *error)
{
    return q_forget_finish(archive, error);
}

// ── Care ──

quoth_status quoth_archive_backup(quoth_archive *archive, const char *path, int force,
                                  quoth_error *error)
{
    return q_backup(archive, path, force != 0, error);
}

quoth_status quoth_archive_doctor(const char *path, int fix,
                                  void (*note)(void *context, const quoth_note *note),
                                  void *context, quoth_note_kind *worst, quoth_error *error)
{
    return q_doctor(path, fix != 0, note, context, worst, error);
}
