// Archives that tests make in a folder of their own, with captures and statements by hand.
#ifndef WITH_STORE_H
#define WITH_STORE_H

#include "archive/archive.h"
#include "archive/entry.h"
#include "archive/fill.h"
#include "archive/id.h"
#include "archive/put.h"
#include "record/statement_id.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct store {
    char folder[64], path[96];
    struct quoth_archive *archive;
    quoth_entry *entry;
    quoth_article *article;
    quoth_statements *statements;
    quoth_added added;
    quoth_error error;
};

static inline void store_open(struct store *store, quoth_access access)
{
    quoth_archive_options options = {.access = access, .wait = 200};
    quoth_status status =
        quoth_archive_open(&store->archive, store->path, &options, &store->error);
    if (status != QUOTH_OK)
        fail_msg("open: %d, %s", status, store->error.message);
}

static inline void store_close(struct store *store)
{
    quoth_archive_close(store->archive);
    store->archive = NULL;
}

static inline void store_init(struct store *store)
{
    *store = (struct store){.archive = NULL};
    const char *temporary = getenv("TMPDIR");
    snprintf(store->folder, sizeof store->folder, "%.40s/quoth-store-XXXXXX",
             temporary ? temporary : "/tmp");
    assert_non_null(mkdtemp(store->folder));
    snprintf(store->path, sizeof store->path, "%s/a.quoth", store->folder);
    store->entry = quoth_entry_new();
    store->article = quoth_article_new();
    store->statements = quoth_statements_new();
}

static inline void store_unlink(struct store *store)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    char path[128];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(path, sizeof path, "%s%s", store->path, ends[i]);
        unlink(path);
    }
}

static inline void store_release(struct store *store)
{
    quoth_archive_close(store->archive);
    quoth_entry_free(store->entry);
    quoth_article_free(store->article);
    quoth_statements_free(store->statements);
    store_unlink(store);
    rmdir(store->folder);
}

/** The end of a test whose state is a store of the heap. */
static inline int store_drop(void **state)
{
    store_release(*state);
    free(*state);
    return 0;
}

static inline void store_stat(const struct store *store, const char *ending,
                              struct stat *out)
{
    char path[128];
    snprintf(path, sizeof path, "%s%s", store->path, ending);
    assert_int_equal(stat(path, out), 0);
}

/** The bytes of a file beside the archive: "-wal" is its log, "" itself. */
static inline off_t store_size(const struct store *store, const char *ending)
{
    struct stat file;
    store_stat(store, ending, &file);
    return file.st_size;
}

// A capture of one article, in which every sentence in quote marks is a statement.
struct told {
    const char *text;
    const char *outlet, *published, *url, *speaker; // NULL: none
    const char *bytes;                              // NULL: the text
};

static inline quoth_str told_str(const char *text)
{
    return text ? q_str(text, strlen(text)) : Q_NO_STR;
}

// The article that a capture shows, with its statements, into the store's own.
static inline void store_tell(struct store *store, const struct told *told)
{
    struct quoth_article *article = store->article;
    struct quoth_statements *statements = store->statements;
    q_article_clear(article);
    q_statements_clear(statements);
    article->name = told_str("told");
    article->language = told_str("en");
    article->outlet = told_str(told->outlet);
    article->url = told_str(told->url);
    article->published.value = article->published.text = told_str(told->published);
    article->published.precision = told->published ? Q_STR("day") : Q_NO_STR;
    q_article_adopt(article, told_str(told->text));
    article->blocks = q_arena_calloc(&article->arena, 1, sizeof *article->blocks);
    article->blocks[0].span = (quoth_span){0, (uint32_t)article->text.len};
    article->block_count = 1;
    enum { MOST = 64 };
    statements->at = q_arena_calloc(&statements->arena, MOST, sizeof *statements->at);
    statements->room = MOST;
    statements->version = Q_STR("0.0.1");
    statements->model = Q_STR("sha256:00");
    const char *from = told->text;
    while ((from = strchr(from, '"')) && statements->count < MOST) {
        const char *to = strchr(from + 1, '"');
        quoth_statement *one = &statements->at[statements->count++];
        quoth_span *span = q_arena_alloc(&statements->arena, sizeof *span);
        *span =
            (quoth_span){(uint32_t)(from + 1 - told->text), (uint32_t)(to - told->text)};
        one->content = (quoth_spans){span, 1};
        one->parent = QUOTH_NO_PARENT;
        one->confidence = 90;
        if (told->speaker) {
            one->speaker_name = told_str(told->speaker);
            one->speaker_kind = Q_STR("person");
            one->speaker_confidence = 40;
        } else {
            one->speaker_why = Q_STR("no source");
        }
        from = to + 1;
    }
    q_name_statements(article, statements);
}

static inline void store_pack(struct store *store, const struct told *told)
{
    struct q_received received = {.kind = Q_RECEIVED_TEXT,
                                  .bytes = told_str(told->bytes ? told->bytes : told->text),
                                  .name = Q_STR("told"),
                                  .path = Q_STR("told.txt"),
                                  .flaw_offset = QUOTH_NO_OFFSET,
                                  .given_outlet = told_str(told->outlet),
                                  .given_url = told_str(told->url),
                                  .given_published = told_str(told->published)};
    store_tell(store, told);
    assert_int_equal(q_entry_start(store->entry, &received, &store->error), QUOTH_OK);
    assert_int_equal(
        quoth_entry_add(store->entry, store->article, store->statements, &store->error),
        QUOTH_OK);
}

// Puts what store_tell filled, and what was changed in it since.
static inline void store_put_filled(struct store *store, const struct told *told)
{
    const struct q_received received = {.kind = Q_RECEIVED_TEXT,
                                        .bytes = told_str(told->text),
                                        .name = Q_STR("told"),
                                        .flaw_offset = QUOTH_NO_OFFSET,
                                        .given_outlet = told_str(told->outlet),
                                        .fetched = Q_STR("2022-02-02T10:00")};
    assert_int_equal(q_entry_start(store->entry, &received, &store->error), QUOTH_OK);
    assert_int_equal(
        quoth_entry_add(store->entry, store->article, store->statements, &store->error),
        QUOTH_OK);
    if (quoth_archive_put(store->archive, store->entry, NULL, &store->error) != QUOTH_OK)
        fail_msg("put: %s", store->error.message);
}

static inline quoth_status store_put(struct store *store, const struct told *told)
{
    store_pack(store, told);
    return quoth_archive_put(store->archive, store->entry, &store->added, &store->error);
}

// One number out of the file.
static inline int64_t store_number(struct store *store, const char *sql)
{
    sqlite3_stmt *ask = NULL;
    int64_t number = -1;
    assert_int_equal(sqlite3_prepare_v2(store->archive->db.handle, sql, -1, &ask, NULL), 0);
    if (sqlite3_step(ask) == SQLITE_ROW)
        number = sqlite3_column_int64(ask, 0);
    sqlite3_finalize(ask);
    return number;
}

#endif
