/*
 * A desk to read an archive at: the open archive, and what articles, statements and answers
 * are read into, used again and again. One belongs to one thread at a time; desks lend
 * them.
 *
 *     struct desk *desk = desks_take(desks, &error);   …   desks_give(desks, desk);
 *
 * The writer's desk is one, behind a lock: writes wait for each other.
 */
#ifndef WEB_DESK_H
#define WEB_DESK_H

#include "quoth.h"
#include "text.h"

#include <sys/types.h>
#include <time.h>

struct desk {
    quoth_archive *archive; // NULL: there is no file yet
    quoth_article *article;
    quoth_statements *statements;
    quoth_output *output;
    struct text json, plain; // a page's two forms while it is made
};

struct desks;

/** Up to `count` desks on the archive `path`, opened when first needed; NULL when memory is
 *  out. */
struct desks *desks_new(const char *path, const char *who,
                        const quoth_engine_options *engine, int count);
void desks_free(struct desks *desks);

/** Waits for one that is free. NULL: it cannot be opened, as `error` says. */
struct desk *desks_take(struct desks *desks, quoth_error *error);
void desks_give(struct desks *desks, struct desk *desk);

/** By what it is told that an archive is the same as before: its file and its log, and the
 *  hour, as questions may ask for what is a week old. */
struct stamp {
    struct stamp_part {
        dev_t device;
        ino_t inode;
        off_t size;
        struct timespec written;
    } file, log; // zeros: it is not there
    time_t hour;
};

bool stamp_same(const struct stamp *a, const struct stamp *b);

/** False: it was written a moment ago, and may be again without its stamp being another. */
bool desks_stamp(const struct desks *desks, struct stamp *stamp);

/** The engine, loaded the first time; threads share it. NULL as above. */
const quoth_engine *desks_engine(struct desks *desks, quoth_error *error);

/** The writer's, made with its archive if there is none; waits until nobody else writes.
 * NULL as above. */
struct desk *desks_take_writer(struct desks *desks, quoth_error *error);
void desks_give_writer(struct desks *desks, struct desk *desk);

#endif
