/*
 * The archive's ends: what was read goes in, and comes out as it was received, as articles,
 * for training, from dumps.
 */
#include "quoth.h"

#include "archive/entry.h"
#include "archive/fill.h"
#include "archive/id.h"
#include "archive/load.h"
#include "archive/person/tell.h"
#include "archive/put.h"
#include "archive/walk.h"
#include "base/error.h"
#include "base/limits.h"
#include "print/brat.h"
#include "print/print.h"
#include "read/jsonl.h"
#include "read/restore.h"

#include <stdlib.h>

// ── Received units and articles ──

static quoth_status received_of(const quoth_capture *capture, struct q_received *out,
                                quoth_error *error)
{
    if (q_capture_received(capture, out))
        return QUOTH_OK;
    return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                   "a record that was not kept when it was read");
}

quoth_status quoth_entry_start(quoth_entry *entry, const quoth_capture *capture,
                               quoth_error *error)
{
    struct q_received received;
    quoth_status status = received_of(capture, &received, error);
    return status == QUOTH_OK ? q_entry_start(entry, &received, error) : status;
}

quoth_status quoth_capture_id(const quoth_capture *capture, char id[QUOTH_CAPTURE_ID],
                              quoth_error *error)
{
    struct q_received received;
    uint8_t bytes[(QUOTH_CAPTURE_ID - 1) / 2], hash[32];
    quoth_status status = received_of(capture, &received, error);
    if (status != QUOTH_OK)
        return status;
    q_capture_id(&received, bytes, hash);
    q_hex_write(bytes, sizeof bytes, id);
    return QUOTH_OK;
}

quoth_status quoth_archive_knows(quoth_archive *archive, const quoth_capture *capture,
                                 int *known, quoth_error *error)
{
    struct q_received received;
    quoth_status status = received_of(capture, &received, error);
    return status == QUOTH_OK ? q_archive_knows(archive, &received, known, error) : status;
}

quoth_status quoth_archive_article(quoth_archive *archive, quoth_str id,
                                   quoth_article *article, quoth_statements *statements,
                                   quoth_error *error)
{
    int64_t key;
    quoth_status status = q_find_article(archive, id, &key, error);
    return status == QUOTH_OK ? q_fill(archive, key, article, statements, error) : status;
}

quoth_status quoth_archive_statement(quoth_archive *archive, quoth_str id,
                                     quoth_article *article, quoth_statements *statements,
                                     uint32_t *index, quoth_error *error)
{
    int64_t statement, key;
    quoth_status status = q_find_statement(archive, id, &statement, error);
    if (status == QUOTH_OK)
        status = q_article_of(archive, statement, &key, index, error);
    return status == QUOTH_OK ? q_fill(archive, key, article, statements, error) : status;
}

// An article with its statements, as reviewed, to be printed.
struct for_training {
    quoth_article *article;
    quoth_statements *statements;
    struct q_arena arena;
};

static quoth_status print_brat(struct for_training *its, quoth_archive *archive,
                               int64_t key, struct q_buf *out, quoth_error *error)
{
    struct q_as_reviewed *seen;
    quoth_status status = q_fill(archive, key, its->article, its->statements, error);
    if (status == QUOTH_OK)
        status = q_statements_reviewed(archive, key, its->article, its->statements,
                                       &its->arena, &seen, error);
    if (status != QUOTH_OK)
        return status;
    struct q_brat_statement *told =
        Q_ARENA_ARRAY(&its->arena, struct q_brat_statement, its->statements->count);
    size_t count = 0;
    for (uint32_t n = 0; told && n < its->statements->count; n++)
        if (seen[n].judged != QUOTH_JUDGED_REJECTED)
            told[count++] = (struct q_brat_statement){
                .found = &its->statements->at[n],
                .judged = seen[n].judged,
                .content = seen[n].content,
                .cue = seen[n].cue,
                .source = seen[n].source,
                .person = seen[n].person,
                .name = seen[n].name,
            };
    status = told ? q_print_brat(out, its->article->text, told, count, &its->arena)
                  : QUOTH_ENOMEM;
    return status == QUOTH_OK ? status
                              : q_error(error, status, QUOTH_NO_OFFSET,
                                        "the article cannot be printed: out of memory");
}

quoth_status quoth_archive_brat(quoth_archive *archive, quoth_str id, quoth_output *output,
                                quoth_error *error)
{
    struct for_training its = {quoth_article_new(), quoth_statements_new(), {0}};
    int64_t key;
    size_t before = output->buf.len;
    q_arena_init(&its.arena, Q_MAX_ARENA);
    quoth_status status = its.article && its.statements ? QUOTH_OK : q_error_nomem(error);
    if (status == QUOTH_OK)
        status = q_find_article(archive, id, &key, error);
    if (status == QUOTH_OK)
        status = print_brat(&its, archive, key, &output->buf, error);
    if (status != QUOTH_OK)
        q_buf_cut(&output->buf, before);
    q_arena_release(&its.arena);
    quoth_statements_free(its.statements);
    quoth_article_free(its.article);
    return status;
}

quoth_status quoth_archive_capture(quoth_archive *archive, uint64_t *cursor,
                                   quoth_capture *capture, quoth_error *error)
{
    int64_t key = (int64_t)*cursor;
    struct q_received received;
    quoth_status status = q_walk_captures(archive, &key, error);
    *cursor = (uint64_t)key;
    if (status == QUOTH_OK)
        status = q_fill_received(archive, key, &received, error);
    return status == QUOTH_OK ? q_capture_restore(capture, &received, error) : status;
}

// ── Dumps ──

struct quoth_loader {
    struct q_load *load;
    struct q_input input;
    struct q_jsonl lines;
};

void quoth_loader_close(quoth_loader *loader)
{
    if (!loader)
        return;
    q_load_free(loader->load);
    q_input_release(&loader->input);
    free(loader);
}

quoth_status quoth_loader_open(quoth_loader **out, quoth_archive *archive, const char *path,
                               quoth_error *error)
{
    *out = NULL;
    quoth_loader *loader = calloc(1, sizeof *loader);
    if (!loader)
        return q_error_nomem(error);
    q_input_init(&loader->input);
    loader->load = q_load_new(archive);
    quoth_status status =
        loader->load ? q_input_open(&loader->input, path, error) : q_error_nomem(error);
    if (status != QUOTH_OK) {
        quoth_loader_close(loader);
        return status;
    }
    q_input_unpack(&loader->input);
    *out = loader;
    return QUOTH_OK;
}

// What was wrong in a line, at its place in the file.
static quoth_status in_line(const struct q_jsonl_line *line, quoth_status status,
                            quoth_error *error)
{
    if (!error || status != QUOTH_EFORMAT)
        return status;
    const quoth_error told = *error;
    uint64_t at = told.offset == QUOTH_NO_OFFSET ? 0 : told.offset;
    return q_error(error, status, line->offset + at, "line %llu: %.200s",
                   (unsigned long long)line->number, told.message);
}

// Where what is packed is damaged, the file ends: the capture of the last line may be whole
// or not.
static quoth_status end_dump(quoth_loader *loader, quoth_added *added, quoth_error *error)
{
    quoth_error flaw = loader->input.flaw;
    loader->input.flaw.status = QUOTH_OK;
    if (flaw.status != QUOTH_OK)
        q_load_lost(loader->load);
    quoth_status status = q_load_end(loader->load, added, error);
    if (status == QUOTH_EFORMAT && error)
        error->offset = loader->input.offset;
    if (status != QUOTH_OK || flaw.status == QUOTH_OK)
        return status == QUOTH_OK ? QUOTH_END : status;
    if (error)
        *error = flaw;
    return flaw.status;
}

quoth_status quoth_loader_next(quoth_loader *loader, quoth_added *added, quoth_error *error)
{
    struct q_jsonl_line line;
    quoth_status status = q_jsonl_take(&loader->lines, &loader->input, &line, error);
    if (status == QUOTH_END)
        return end_dump(loader, added, error);
    if (status == QUOTH_OK)
        return in_line(&line, q_load_line(loader->load, line.bytes, added, error), error);
    q_load_lost(loader->load);
    return status;
}
