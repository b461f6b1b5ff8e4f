#include "pipeline.h"

#include "command.h"
#include "say.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLOTS_PER_JOB = 4, NAME_SHOWN = 100 };

enum slot_state {
    SLOT_FREE, // the main thread may fill it
    SLOT_READ, // holds a capture for a worker
    SLOT_DONE  // holds results and notes for the writer
};

// A line for standard error.
struct note {
    struct note *next;
    size_t path; // length of the input's name that `text` begins with, which failed; or 0
    char text[];
};

struct slot {
    enum slot_state state;
    quoth_capture *capture;
    quoth_output *output;
    quoth_entry *entry; // for the sink; `packed` articles are in it
    size_t packed;
    int known;                  // to the sink: nothing is to be done
    struct note *notes, **last; // written before the output
    bool failed;                // some of the input
    bool starved;               // for want of memory
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
    bool starved;   // for want of memory
};

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

static void put_slot(const struct sink *sink, const struct slot *slot)
{
    int status = EXIT_DONE;
    if (slot->packed || slot->known)
        status = sink->put(sink->context, slot->capture, slot->known ? NULL : slot->entry,
                           slot->known);
    if (status != EXIT_DONE)
        _exit(status); // the main thread may be waiting for input that never comes
}

static void write_slot(const struct sink *sink, struct slot *slot)
{
    while (slot->notes) {
        struct note *note = slot->notes;
        slot->notes = note->next;
        say("%s", note->text);
        if (note->path && sink)
            sink->failed(sink->context, (quoth_str){note->text, note->path});
        free(note);
    }
    slot->last = &slot->notes;
    if (sink)
        put_slot(sink, slot);
    slot->failed = slot->starved = false;
    slot->packed = 0;
    slot->known = 0;
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
            p->starved = p->starved || slot->starved;
            pthread_mutex_unlock(&p->lock);
            write_slot(p->work->sink, slot);
            pthread_mutex_lock(&p->lock);
            slot->state = SLOT_FREE;
            p->written++;
            if (p->taken < p->written)
                p->taken = p->written; // done before any worker passed it
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

__attribute__((format(printf, 3, 4))) static void add_note(struct slot *slot, size_t path,
                                                           const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    struct note *note = len < 0 ? NULL : malloc(sizeof *note + (size_t)len + 1);
    if (note) {
        vsnprintf(note->text, (size_t)len + 1, format, again);
        note->next = NULL;
        note->path = path;
        *slot->last = note;
        slot->last = &note->next;
    } else {
        say("out of memory");
    }
    va_end(again);
    va_end(args);
}

static quoth_str shown(quoth_str path)
{
    return path.ptr && !(path.len == 1 && path.ptr[0] == '-') ? path
                                                              : str_of("standard input");
}

static void add_failure(struct slot *slot, quoth_str path, const quoth_error *error)
{
    path = shown(path);
    slot->failed = true;
    slot->starved = slot->starved || error->status == QUOTH_ENOMEM;
    if (error->offset == QUOTH_NO_OFFSET)
        add_note(slot, path.len, "%.*s: %s", (int)path.len, path.ptr, error->message);
    else
        add_note(slot, path.len, "%.*s: %s (byte %" PRIu64 ")", (int)path.len, path.ptr,
                 error->message, error->offset);
}

// Only ndjson has no place for it in the result.
static void add_why(const struct work *work, const quoth_article *article,
                    const quoth_statements *found, struct slot *slot)
{
    quoth_str why = quoth_statements_why(found), name = quoth_article_name(article);
    quoth_str path = shown(quoth_article_path(article));
    if (!why.ptr || work->print.format != QUOTH_PRINT_NDJSON)
        return;
    add_note(slot, 0, "%.*s: no statements of %.*s: %.*s; --language overrules",
             (int)path.len, path.ptr, (int)(name.len < NAME_SHOWN ? name.len : NAME_SHOWN),
             name.ptr, (int)why.len, why.ptr);
}

// What a worker needs, one article at a time.
struct bench {
    quoth_article *article;
    quoth_statements *found;
};

// Prints one article, or packs it for the sink.
static quoth_status do_one(const struct work *work, struct bench *bench, struct slot *slot,
                           quoth_error *error)
{
    if (!work->engine)
        return quoth_print_article(slot->output, bench->article, &work->print, error);
    quoth_status status =
        quoth_extract(work->engine, bench->article, &work->extract, bench->found, error);
    if (status == QUOTH_OK && work->sink) {
        status = quoth_entry_add(slot->entry, bench->article, bench->found, error);
        slot->packed += status == QUOTH_OK;
        return status;
    }
    if (status == QUOTH_OK)
        status =
            quoth_print(slot->output, bench->article, bench->found, &work->print, error);
    if (status == QUOTH_OK)
        add_why(work, bench->article, bench->found, slot);
    return status;
}

static void work_on(const struct work *work, struct bench *bench, struct slot *slot)
{
    quoth_error error = {QUOTH_ENOMEM, QUOTH_NO_OFFSET, "out of memory"};
    quoth_str path = quoth_capture_path(slot->capture);
    if (!bench->article || !bench->found) {
        add_failure(slot, path, &error);
        return;
    }
    if (work->sink && quoth_entry_start(slot->entry, slot->capture, &error) != QUOTH_OK) {
        add_failure(slot, path, &error);
        return;
    }
    for (;;) {
        quoth_status status = quoth_capture_next(slot->capture, bench->article, &error);
        if (status == QUOTH_END)
            return;
        if (status == QUOTH_OK)
            status = do_one(work, bench, slot, &error);
        const quoth_error *flaw = quoth_article_flaw(bench->article);
        if (status != QUOTH_OK)
            add_failure(slot, path, &error);
        else if (flaw)
            add_failure(slot, path, flaw);
        if (status == QUOTH_ENOMEM && work->sink) {
            slot->packed = 0; // kept without this article, the capture would never get it
            return;
        }
    }
}

static void *run_worker(void *argument)
{
    struct pipeline *p = argument;
    struct bench bench = {quoth_article_new(), quoth_statements_new()};
    pthread_mutex_lock(&p->lock);
    for (;;) {
        if (p->taken < p->filled) {
            struct slot *slot = &p->slots[p->taken++ % p->count];
            if (slot->state != SLOT_READ)
                continue; // it failed, or is known
            pthread_mutex_unlock(&p->lock);
            work_on(p->work, &bench, slot);
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
    quoth_article_free(bench.article);
    quoth_statements_free(bench.found);
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
    bool done = slot->failed || slot->known;
    slot->state = done ? SLOT_DONE : SLOT_READ;
    p->filled++;
    pthread_cond_signal(done ? &p->done : &p->read);
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
        add_failure(slot, str_of(path), &error);
        hand_over(p, slot);
        return EXIT_DONE;
    }
    for (;;) {
        struct slot *slot = next_slot(p);
        status = quoth_reader_take(reader, slot->capture, &error);
        if (status == QUOTH_END)
            break;
        if (status != QUOTH_OK)
            add_failure(slot, str_of(quoth_reader_path(reader)), &error);
        else if (p->work->sink)
            slot->known = p->work->sink->knows(p->work->sink->context, slot->capture);
        hand_over(p, slot);
    }
    quoth_reader_close(reader);
    return EXIT_DONE;
}

static int read_origin(struct pipeline *p, const struct origin *origin)
{
    for (;;) {
        struct slot *slot = next_slot(p);
        quoth_error error;
        quoth_status status = origin->take(origin->context, slot->capture, &error);
        if (status == QUOTH_END)
            return EXIT_DONE;
        if (status != QUOTH_OK)
            add_failure(slot, quoth_capture_path(slot->capture), &error);
        hand_over(p, slot);
    }
}

static int read_all(struct pipeline *p)
{
    int status = EXIT_DONE;
    if (p->work->origin)
        return read_origin(p, p->work->origin);
    for (int i = 0; status == EXIT_DONE && i < p->work->input_count; i++)
        status = read_input(p, p->work->inputs[i]);
    return status;
}

/* ── The whole ──────────────────────────────────────────────────────────── */

static bool make_slots(struct pipeline *p)
{
    p->count = (size_t)p->work->jobs * SLOTS_PER_JOB;
    p->slots = calloc(p->count, sizeof *p->slots);
    for (size_t i = 0; p->slots && i < p->count; i++) {
        struct slot *slot = &p->slots[i];
        slot->capture = quoth_capture_new();
        slot->output = quoth_output_new();
        slot->entry = p->work->sink ? quoth_entry_new() : NULL;
        slot->last = &slot->notes;
        if (!slot->capture || !slot->output || (p->work->sink && !slot->entry))
            return false;
    }
    return p->slots;
}

static void free_slots(struct pipeline *p)
{
    for (size_t i = 0; p->slots && i < p->count; i++) {
        quoth_capture_free(p->slots[i].capture);
        quoth_output_free(p->slots[i].output);
        quoth_entry_free(p->slots[i].entry);
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
    if (status == EXIT_DONE)
        status = read_all(p);
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
    if (!work->sink && close(STDOUT_FILENO) != 0 && errno != EINTR)
        write_failed();
    if (status == EXIT_DONE && p.starved && work->origin)
        return EXIT_INTERNAL; // what comes from there was read before
    if (status == EXIT_DONE && p.failed)
        return EXIT_INPUT;
    // A sink tells itself what came.
    if (status == EXIT_DONE && p.filled == 0 && !work->sink && !work->origin)
        say("nothing to read; man quoth lists the names of files that are read in a "
            "folder");
    return status;
}
