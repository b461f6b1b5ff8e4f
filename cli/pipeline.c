#include "pipeline.h"

#include "command.h"
#include "say.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLOTS_PER_JOB = 4, WHY_MOST = 200, NAME_SHOWN = 100 };

enum slot_state {
    SLOT_FREE, // the main thread may fill it
    SLOT_READ, // holds an article for a worker
    SLOT_DONE  // holds a result or a failure for the writer
};

struct slot {
    enum slot_state state;
    quoth_article *article;
    quoth_output *output;
    bool failed;
    char *path; // of the failure; NULL: not known
    quoth_error error;
    char why[WHY_MOST]; // the article gives no statements; "": it does, or the result tells
};

struct pipeline {
    const struct work *work;
    pthread_mutex_t lock; // guards all below and the slots' states
    pthread_cond_t freed, read, done;
    struct slot *slots;
    size_t count;
    // Numbers of slots since the start; n stands in slots[n % count]. Always
    // written <= taken <= filled <= written + count.
    size_t filled;  // by the main thread
    size_t taken;   // by the workers
    size_t written; // by the writer
    bool ended;     // nothing more will be filled
    bool failed;    // some input
};

static quoth_str text_of(const char *text)
{
    return (quoth_str){text, strlen(text)};
}

/* ── Writer ─────────────────────────────────────────────────────────────── */

static void write_failed(void)
{
    say("standard output: %s", strerror(errno));
    _exit(EXIT_INTERNAL);
}

static void write_all(quoth_str text)
{
    while (text.len) {
        ssize_t written = write(STDOUT_FILENO, text.ptr, text.len);
        if (written >= 0) {
            text.ptr += written;
            text.len -= (size_t)written;
        } else if (errno == EAGAIN) { // somebody made the pipe non-blocking
            struct pollfd wait = {.fd = STDOUT_FILENO, .events = POLLOUT};
            poll(&wait, 1, -1);
        } else if (errno != EINTR) {
            write_failed();
        }
    }
}

static void say_why(struct slot *slot)
{
    quoth_str path = quoth_article_path(slot->article);
    quoth_str name = quoth_article_name(slot->article);
    if (!path.ptr)
        path = text_of("standard input");
    say("%.*s: no statements of %.*s: %s; --language overrules", (int)path.len, path.ptr,
        (int)(name.len < NAME_SHOWN ? name.len : NAME_SHOWN), name.ptr, slot->why);
    slot->why[0] = '\0';
}

static void write_slot(struct slot *slot)
{
    if (slot->failed) {
        say_error(slot->path ? slot->path : "input", &slot->error);
        free(slot->path);
        slot->path = NULL;
        slot->failed = false;
        return;
    }
    if (slot->why[0])
        say_why(slot);
    write_all(quoth_output_text(slot->output));
    quoth_output_clear(slot->output);
}

static void *run_writer(void *argument)
{
    struct pipeline *p = argument;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        struct slot *slot = &p->slots[p->written % p->count];
        if (p->written < p->filled && slot->state == SLOT_DONE) {
            p->failed = p->failed || slot->failed;
            pthread_mutex_unlock(&p->lock);
            write_slot(slot);
            pthread_mutex_lock(&p->lock);
            slot->state = SLOT_FREE;
            p->written++;
            if (p->taken < p->written)
                p->taken = p->written; // a failure, which no worker had passed yet
            pthread_cond_signal(&p->freed);
        } else if (p->ended && p->written == p->filled) {
            break;
        } else {
            pthread_cond_wait(&p->done, &p->lock);
        }
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* ── Workers ────────────────────────────────────────────────────────────── */

static void set_failure(struct slot *slot, quoth_str path, const quoth_error *error)
{
    slot->failed = true;
    slot->error = *error;
    slot->path = path.ptr ? malloc(path.len + 1) : NULL;
    if (!slot->path)
        return;
    memcpy(slot->path, path.ptr, path.len);
    slot->path[path.len] = '\0';
}

// Only ndjson has no place for it in the result.
static void set_why(const struct work *work, const quoth_statements *found,
                    struct slot *slot)
{
    quoth_str why = quoth_statements_why(found);
    if (why.ptr && work->print.format == QUOTH_PRINT_NDJSON)
        snprintf(slot->why, sizeof slot->why, "%.*s", (int)why.len, why.ptr);
}

static quoth_status extract_and_print(const struct work *work, quoth_statements *found,
                                      struct slot *slot, quoth_error *error)
{
    quoth_status status =
        quoth_extract(work->engine, slot->article, &work->extract, found, error);
    if (status == QUOTH_OK)
        status = quoth_print(slot->output, work->engine, slot->article, found, &work->print,
                             error);
    if (status == QUOTH_OK)
        set_why(work, found, slot);
    return status;
}

static void work_on(const struct work *work, quoth_statements *found, struct slot *slot)
{
    quoth_error error = {QUOTH_ENOMEM, QUOTH_NO_OFFSET, "out of memory"};
    quoth_status status = QUOTH_ENOMEM;
    if (!work->engine)
        status = quoth_print_article(slot->output, slot->article, &work->print, &error);
    else if (found)
        status = extract_and_print(work, found, slot, &error);
    if (status != QUOTH_OK)
        set_failure(slot, quoth_article_path(slot->article), &error);
}

static void *run_worker(void *argument)
{
    struct pipeline *p = argument;
    quoth_statements *found = quoth_statements_new();
    pthread_mutex_lock(&p->lock);
    for (;;) {
        if (p->taken < p->filled) {
            struct slot *slot = &p->slots[p->taken++ % p->count];
            if (slot->state != SLOT_READ)
                continue; // a failure of reading
            pthread_mutex_unlock(&p->lock);
            work_on(p->work, found, slot);
            pthread_mutex_lock(&p->lock);
            slot->state = SLOT_DONE;
            pthread_cond_signal(&p->done);
        } else if (p->ended) {
            break;
        } else {
            pthread_cond_wait(&p->read, &p->lock);
        }
    }
    pthread_mutex_unlock(&p->lock);
    quoth_statements_free(found);
    return NULL;
}

/* ── Main thread: reading ───────────────────────────────────────────────── */

// The next slot, once it is free. Only the main thread fills, so it stays ours.
static struct slot *next_slot(struct pipeline *p)
{
    struct slot *slot = &p->slots[p->filled % p->count];
    pthread_mutex_lock(&p->lock);
    while (slot->state != SLOT_FREE)
        pthread_cond_wait(&p->freed, &p->lock);
    pthread_mutex_unlock(&p->lock);
    return slot;
}

static void hand_over(struct pipeline *p, struct slot *slot)
{
    pthread_mutex_lock(&p->lock);
    slot->state = slot->failed ? SLOT_DONE : SLOT_READ;
    p->filled++;
    pthread_cond_signal(slot->failed ? &p->done : &p->read);
    pthread_mutex_unlock(&p->lock);
}

// EXIT_USAGE when the options cannot be: no input will be better than this one.
static int read_input(struct pipeline *p, const char *path)
{
    quoth_reader *reader;
    quoth_error error;
    quoth_status status = quoth_reader_open_path(&reader, path, &p->work->read, &error);
    if (status == QUOTH_EUSAGE) {
        say("%s", error.message);
        return EXIT_USAGE;
    }
    if (status != QUOTH_OK) {
        struct slot *slot = next_slot(p);
        set_failure(slot, text_of(path), &error);
        hand_over(p, slot);
        return EXIT_DONE;
    }
    for (;;) {
        struct slot *slot = next_slot(p);
        status = quoth_reader_next(reader, slot->article, &error);
        if (status == QUOTH_END)
            break;
        if (status != QUOTH_OK)
            set_failure(slot, text_of(quoth_reader_path(reader)), &error);
        hand_over(p, slot);
    }
    quoth_reader_close(reader);
    return EXIT_DONE;
}

/* ── The whole ──────────────────────────────────────────────────────────── */

static bool make_slots(struct pipeline *p)
{
    p->count = (size_t)p->work->jobs * SLOTS_PER_JOB;
    p->slots = calloc(p->count, sizeof *p->slots);
    for (size_t i = 0; p->slots && i < p->count; i++) {
        p->slots[i].article = quoth_article_new();
        p->slots[i].output = quoth_output_new();
        if (!p->slots[i].article || !p->slots[i].output)
            return false;
    }
    return p->slots;
}

static void free_slots(struct pipeline *p)
{
    for (size_t i = 0; p->slots && i < p->count; i++) {
        quoth_article_free(p->slots[i].article);
        quoth_output_free(p->slots[i].output);
        free(p->slots[i].path);
    }
    free(p->slots);
}

static void end(struct pipeline *p)
{
    pthread_mutex_lock(&p->lock);
    p->ended = true;
    pthread_cond_broadcast(&p->read);
    pthread_cond_broadcast(&p->done);
    pthread_mutex_unlock(&p->lock);
}

// Reads all inputs while `threads` (the writer first) do the rest. As many workers as the
// system gives are enough, but for none.
static int run(struct pipeline *p, pthread_t *threads)
{
    int count = 0;
    if (pthread_create(&threads[count], NULL, run_writer, p) == 0)
        count++;
    while (count > 0 && count <= p->work->jobs &&
           pthread_create(&threads[count], NULL, run_worker, p) == 0)
        count++;
    int status = EXIT_DONE;
    if (count < 2) {
        say("cannot start a thread");
        status = EXIT_INTERNAL;
    }
    for (int i = 0; status == EXIT_DONE && i < p->work->input_count; i++)
        status = read_input(p, p->work->inputs[i]);
    end(p);
    for (int i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
    return status;
}

int pipeline_run(const struct work *work)
{
    struct pipeline p = {.work = work};
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.freed, NULL);
    pthread_cond_init(&p.read, NULL);
    pthread_cond_init(&p.done, NULL);
    pthread_t *threads = calloc((size_t)work->jobs + 1, sizeof *threads);
    int status = EXIT_INTERNAL;
    if (threads && make_slots(&p))
        status = run(&p, threads);
    else
        say("out of memory");
    free(threads);
    free_slots(&p);
    pthread_cond_destroy(&p.freed);
    pthread_cond_destroy(&p.read);
    pthread_cond_destroy(&p.done);
    pthread_mutex_destroy(&p.lock);
    // Some file systems tell only now that the disk was full.
    if (close(STDOUT_FILENO) != 0 && errno != EINTR)
        write_failed();
    if (status == EXIT_DONE && p.failed)
        return EXIT_INPUT;
    return status;
}
