/*
 * Desks, kept in one chain of those that are free. What is at the path is looked at each
 * time a desk is taken, so that an archive that came, went, was replaced (quoth rebuild,
 * cp) or written by others is noticed then. Its inode nothing else has while the desk holds
 * it open; size and time tell a file that was written over, or that the desk may only read,
 * and that SQLite hence takes for one that nobody writes.
 */
#include "desk.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// A text that grew beyond this is not kept for the next page.
enum { ROOM_KEPT = 4 << 20, WRITER_WAITS = 5000 /* milliseconds, for other programs */ };

// Seconds. What is written to the log is seen by readers when the disk has it, and the log
// does not change again then: a stamp tells nothing until that must have happened.
enum { QUIET = 10 };

static const char log_ending[] = "-wal";

// One with its archive's file, and the next of the chain.
struct place {
    struct desk desk;       // the first field: desks are handed out
    struct stamp_part file; // as it was when it was opened
    struct place *next;
};

struct desks {
    char *path, *log, *who;
    quoth_engine_options options;
    pthread_mutex_t lock;     // of what follows
    pthread_cond_t came_back; // to `free`
    struct place *free;
    int unmade;
    pthread_mutex_t writing; // of the writer's, while it is out
    struct place *writer;
    pthread_mutex_t loading; // of the engine
    quoth_engine *engine;
};

static void free_place(struct place *place)
{
    if (!place)
        return;
    quoth_archive_close(place->desk.archive);
    quoth_article_free(place->desk.article);
    quoth_statements_free(place->desk.statements);
    quoth_output_free(place->desk.output);
    text_release(&place->desk.json);
    text_release(&place->desk.plain);
    free(place);
}

static struct place *new_place(void)
{
    struct place *place = calloc(1, sizeof *place);
    if (!place)
        return NULL;
    struct desk *desk = &place->desk;
    text_init(&desk->json);
    text_init(&desk->plain);
    desk->article = quoth_article_new();
    desk->statements = quoth_statements_new();
    desk->output = quoth_output_new();
    if (desk->article && desk->statements && desk->output)
        return place;
    free_place(place);
    return NULL;
}

struct desks *desks_new(const char *path, const char *who,
                        const quoth_engine_options *engine, int count)
{
    struct desks *desks = calloc(1, sizeof *desks);
    if (!desks)
        return NULL;
    pthread_mutex_init(&desks->lock, NULL);
    pthread_cond_init(&desks->came_back, NULL);
    pthread_mutex_init(&desks->writing, NULL);
    pthread_mutex_init(&desks->loading, NULL);
    desks->unmade = count;
    desks->options = *engine;
    desks->path = strdup(path);
    desks->log = calloc(1, strlen(path) + sizeof log_ending);
    if (desks->log)
        snprintf(desks->log, strlen(path) + sizeof log_ending, "%s%s", path, log_ending);
    desks->who = who ? strdup(who) : NULL;
    if (desks->path && desks->log && (desks->who || !who))
        return desks;
    desks_free(desks);
    return NULL;
}

void desks_free(struct desks *desks)
{
    if (!desks)
        return;
    for (struct place *place = desks->free, *next; place; place = next) {
        next = place->next;
        free_place(place);
    }
    free_place(desks->writer);
    quoth_engine_close(desks->engine);
    pthread_mutex_destroy(&desks->lock);
    pthread_cond_destroy(&desks->came_back);
    pthread_mutex_destroy(&desks->writing);
    pthread_mutex_destroy(&desks->loading);
    free(desks->path);
    free(desks->log);
    free(desks->who);
    free(desks);
}

// False: it was written a moment ago.
static bool stamp_file(const char *path, time_t now, struct stamp_part *part)
{
    struct stat file;
    *part = (struct stamp_part){0};
    if (stat(path, &file) != 0)
        return true;
    part->device = file.st_dev;
    part->inode = file.st_ino;
    part->size = file.st_size;
    part->written = file.st_mtim;
    return file.st_mtim.tv_sec + QUIET < now;
}

bool desks_stamp(const struct desks *desks, struct stamp *stamp)
{
    time_t now = time(NULL);
    stamp->hour = now / 3600;
    bool quiet = stamp_file(desks->path, now, &stamp->file);
    return stamp_file(desks->log, now, &stamp->log) && quiet;
}

static bool same_part(const struct stamp_part *a, const struct stamp_part *b)
{
    return a->device == b->device && a->inode == b->inode && a->size == b->size &&
           a->written.tv_sec == b->written.tv_sec &&
           a->written.tv_nsec == b->written.tv_nsec;
}

bool stamp_same(const struct stamp *a, const struct stamp *b)
{
    return a->hour == b->hour && same_part(&a->file, &b->file) &&
           same_part(&a->log, &b->log);
}

// Is the place's archive what is at the path now? A writer's own writes are no reason to
// open it anew.
static bool is_current(const struct place *place, const struct stamp_part *file,
                       quoth_access access)
{
    if (!place->desk.archive || !file->inode)
        return false;
    return access == QUOTH_ACCESS_READ
               ? same_part(&place->file, file)
               : place->file.device == file->device && place->file.inode == file->inode;
}

// Has the place what is at the path now; if not, it is opened.
static bool open_now(const struct desks *desks, struct place *place, quoth_access access,
                     quoth_error *error)
{
    struct stamp_part file;
    (void)stamp_file(desks->path, 0, &file);
    if (is_current(place, &file, access))
        return true;
    quoth_archive_close(place->desk.archive); // which may write what stands in the log
    place->desk.archive = NULL;
    (void)stamp_file(desks->path, 0, &file);
    quoth_archive_options wanted = {
        .access = access, .wait = WRITER_WAITS, .who = desks->who};
    quoth_status status =
        quoth_archive_open(&place->desk.archive, desks->path, &wanted, error);
    if (status == QUOTH_EMISSING && access == QUOTH_ACCESS_READ)
        return true; // it is not there, or went meanwhile
    if (status != QUOTH_OK)
        return false;
    if (!file.inode)
        (void)stamp_file(desks->path, 0, &file); // zeros: looked at again the next time
    // As it was before it was opened: if it was replaced between, that shows next time.
    place->file = file;
    return true;
}

// A free one, or a new one; NULL: memory is out.
static struct place *next_place(struct desks *desks)
{
    struct place *place = NULL;
    bool make = false;
    pthread_mutex_lock(&desks->lock);
    while (!desks->free && !desks->unmade)
        pthread_cond_wait(&desks->came_back, &desks->lock);
    if (desks->free) {
        place = desks->free;
        desks->free = place->next;
    } else {
        desks->unmade--;
        make = true;
    }
    pthread_mutex_unlock(&desks->lock);
    if (make && !(place = new_place())) {
        pthread_mutex_lock(&desks->lock);
        desks->unmade++;
        pthread_cond_signal(&desks->came_back);
        pthread_mutex_unlock(&desks->lock);
    }
    return place;
}

static void clear_text(struct text *text)
{
    if (text->room > ROOM_KEPT) {
        text_release(text);
        text_init(text);
    }
    text_clear(text);
}

static void clear_desk(struct desk *desk)
{
    clear_text(&desk->json);
    clear_text(&desk->plain);
    quoth_output_clear(desk->output);
}

struct desk *desks_take(struct desks *desks, quoth_error *error)
{
    struct place *place = next_place(desks);
    if (!place) {
        (void)no_memory(error);
        return NULL;
    }
    if (open_now(desks, place, QUOTH_ACCESS_READ, error))
        return &place->desk;
    desks_give(desks, &place->desk);
    return NULL;
}

void desks_give(struct desks *desks, struct desk *desk)
{
    struct place *place = (struct place *)desk;
    clear_desk(desk);
    pthread_mutex_lock(&desks->lock);
    place->next = desks->free;
    desks->free = place;
    pthread_cond_signal(&desks->came_back);
    pthread_mutex_unlock(&desks->lock);
}

const quoth_engine *desks_engine(struct desks *desks, quoth_error *error)
{
    pthread_mutex_lock(&desks->loading);
    if (!desks->engine &&
        quoth_engine_open(&desks->engine, &desks->options, error) != QUOTH_OK)
        desks->engine = NULL;
    const quoth_engine *engine = desks->engine;
    pthread_mutex_unlock(&desks->loading);
    return engine;
}

// The writer's place and its archive.
static bool ready_to_write(struct desks *desks, quoth_error *error)
{
    if (!desks->writer && !(desks->writer = new_place()))
        return no_memory(error) == QUOTH_OK;
    return open_now(desks, desks->writer, QUOTH_ACCESS_MAKE, error);
}

struct desk *desks_take_writer(struct desks *desks, quoth_error *error)
{
    pthread_mutex_lock(&desks->writing);
    if (ready_to_write(desks, error))
        return &desks->writer->desk;
    pthread_mutex_unlock(&desks->writing);
    return NULL;
}

void desks_give_writer(struct desks *desks, struct desk *desk)
{
    clear_desk(desk);
    pthread_mutex_unlock(&desks->writing);
}
