/*
 * A folder in memory, where there is one, with an archive in it, for targets that need a
 * file. It goes when the program ends well.
 */
#ifndef SCRATCH_H
#define SCRATCH_H

#include "fuzz.h"
#include "quoth.h"

#include <string.h>
#include <unistd.h>

struct scratch {
    char folder[48], path[64]; // of the archive, which is not made here
};

static inline void scratch_unlink(const struct scratch *scratch)
{
    static const char *const ends[] = {"",         "-wal",     "-shm",
                                       "-journal", ".rebuild", ".compare"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char file[96];
        snprintf(file, sizeof file, "%s%s", scratch->path, ends[i]);
        unlink(file);
    }
}

static inline void scratch_make(struct scratch *scratch)
{
    const char *memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(scratch->folder, sizeof scratch->folder, "%s/quoth-fuzz-XXXXXX", memory);
    HOLD(mkdtemp(scratch->folder));
    snprintf(scratch->path, sizeof scratch->path, "%s/a.quoth", scratch->folder);
}

static inline void scratch_remove(const struct scratch *scratch)
{
    scratch_unlink(scratch);
    rmdir(scratch->folder);
}

/** The archive, open to be written; the caller's to close. */
static inline quoth_archive *scratch_open(const struct scratch *scratch)
{
    const quoth_archive_options options = {.access = QUOTH_ACCESS_MAKE, .who = "fuzz"};
    quoth_archive *archive = NULL;
    HOLD(quoth_archive_open(&archive, scratch->path, &options, NULL) == QUOTH_OK);
    return archive;
}

/** Adds what is read in `bytes`, which are of a file `name`. */
static inline quoth_status scratch_add(quoth_archive *archive, const quoth_engine *engine,
                                       const char *name, quoth_str bytes)
{
    const quoth_read_options options = {.keep = 1};
    quoth_reader *reader = NULL;
    quoth_capture *capture = quoth_capture_new();
    quoth_article *article = quoth_article_new();
    quoth_statements *found = quoth_statements_new();
    quoth_entry *entry = quoth_entry_new();
    quoth_status status = QUOTH_OK;
    HOLD(capture && article && found && entry);
    HOLD(quoth_reader_open_bytes(&reader, bytes, name, &options, NULL) == QUOTH_OK);
    while (status == QUOTH_OK && quoth_reader_take(reader, capture, NULL) == QUOTH_OK) {
        HOLD(quoth_entry_start(entry, capture, NULL) == QUOTH_OK);
        while (quoth_capture_next(capture, article, NULL) == QUOTH_OK) {
            HOLD(quoth_extract(engine, article, NULL, found, NULL) == QUOTH_OK);
            HOLD(quoth_entry_add(entry, article, found, NULL) == QUOTH_OK);
        }
        status = quoth_archive_put(archive, entry, NULL, NULL);
    }
    quoth_entry_free(entry);
    quoth_statements_free(found);
    quoth_article_free(article);
    quoth_capture_free(capture);
    quoth_reader_close(reader);
    return status;
}

#endif
