#include "command.h"
#include "count.h"
#include "fail.h"
#include "pipeline.h"
#include "say.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FAILED_NAMED = 20 };

// One run of add: what the sink of the pipeline needs, and what came of it.
struct run {
    const struct options *options;
    quoth_archive *archive; // the writer's
    quoth_archive *known;   // the main thread's
    quoth_added added;
    char *failed[FAILED_NAMED]; // inputs, each once
    size_t failed_named;
    uint64_t failed_count; // of inputs and of what stands in them
    struct timespec began, shown;
};

/* ── Words ──────────────────────────────────────────────────────────────── */

static double seconds_since(const struct timespec *then, struct timespec *now)
{
    clock_gettime(CLOCK_MONOTONIC, now);
    return (double)(now->tv_sec - then->tv_sec) +
           (double)(now->tv_nsec - then->tv_nsec) / 1e9;
}

static void show(struct run *run)
{
    struct timespec now;
    char line[160], articles[COUNT_SIZE], statements[COUNT_SIZE], rate[COUNT_SIZE];
    if (run->options->quiet || seconds_since(&run->shown, &now) < 0.2)
        return;
    run->shown = now;
    double seconds = seconds_since(&run->began, &now);
    uint64_t captures = run->added.captures + run->added.known + run->added.refused;
    snprintf(line, sizeof line, "%s articles, %s statements, %s captures a second",
             with_commas(run->added.articles, articles),
             with_commas(run->added.statements, statements),
             with_commas((uint64_t)((double)captures / seconds), rate));
    show_progress(line);
}

static void sum_up(const struct run *run)
{
    char number[COUNT_SIZE];
    if (run->options->quiet)
        return;
    say_added(&run->added);
    if (!run->failed_count)
        return;
    say("%s failed:", with_commas(run->failed_count, number));
    for (size_t i = 0; i < run->failed_named; i++)
        say("  %s", run->failed[i]);
    if (run->failed_named == FAILED_NAMED)
        say("  and maybe others, named above");
}

/* ── The sink ───────────────────────────────────────────────────────────── */

static int is_known(void *context, const quoth_capture *capture)
{
    struct run *run = context;
    quoth_error error;
    int known = 0;
    quoth_status status = quoth_archive_knows(run->known, capture, &known, &error);
    if (status == QUOTH_OK)
        return known;
    exit(fail(run->options, &error));
}

// What --format ndjson prints once a capture is on the disk. Nothing in it needs escapes.
static int print_receipt(const struct run *run, const quoth_capture *capture,
                         const quoth_entry *entry, const quoth_added *before)
{
    const quoth_added *now = &run->added;
    const char *state = now->refused > before->refused     ? "forgotten"
                        : now->captures > before->captures ? "new"
                                                           : "known";
    char id[QUOTH_CAPTURE_ID], article[QUOTH_ARTICLE_ID];
    quoth_error error;
    if (quoth_capture_id(capture, id, &error) != QUOTH_OK)
        return fail(run->options, &error);
    printf("{\"type\": \"capture\", \"id\": \"%s\", \"state\": \"%s\", \"articles\": [", id,
           state);
    for (size_t i = 0; entry && i < quoth_entry_count(entry); i++) {
        quoth_entry_article(entry, i, article);
        printf("%s\"%s\"", i ? ", " : "", article);
    }
    printf("], \"statements\": %" PRIu64 "}\n", now->statements - before->statements);
    return finish_output();
}

static int put(void *context, const quoth_capture *capture, const quoth_entry *entry,
               int known)
{
    struct run *run = context;
    quoth_added before = run->added;
    quoth_error error;
    if (known == QUOTH_KNOWN)
        run->added.known++;
    else if (known == QUOTH_FORGOTTEN)
        run->added.refused++;
    else if (quoth_archive_put(run->archive, entry, &run->added, &error) != QUOTH_OK)
        return fail(run->options, &error);
    show(run);
    if (run->options->receipt == RECEIPT_NDJSON)
        return print_receipt(run, capture, entry, &before);
    return EXIT_DONE;
}

static void note_failure(void *context, quoth_str path)
{
    struct run *run = context;
    run->failed_count++;
    for (size_t i = 0; i < run->failed_named; i++)
        if (strlen(run->failed[i]) == path.len &&
            memcmp(run->failed[i], path.ptr, path.len) == 0)
            return;
    if (run->failed_named < FAILED_NAMED) {
        char *name = strndup(path.ptr, path.len);
        if (name)
            run->failed[run->failed_named++] = name;
    }
}

/* ── The command ────────────────────────────────────────────────────────── */

static int add_all(struct run *run, const quoth_engine *engine)
{
    const struct options *options = run->options;
    const struct sink sink = {run, is_known, put, note_failure};
    struct work work = {.engine = engine,
                        .sink = &sink,
                        .read = read_options(options),
                        .inputs = options->inputs,
                        .input_count = options->input_count,
                        .jobs = jobs_of(options)};
    work.read.keep = 1;
    clock_gettime(CLOCK_MONOTONIC, &run->began);
    int status = pipeline_run(&work);
    quoth_error error;
    show_progress(NULL);
    if (quoth_archive_settle(run->archive, &error) != QUOTH_OK)
        status = fail(options, &error);
    sum_up(run);
    return status;
}

static int add(struct run *run)
{
    quoth_engine *engine;
    int status = open_engine(&engine, run->options);
    if (status != EXIT_DONE)
        return status;
    status = open_archive(&run->archive, run->options, QUOTH_ACCESS_MAKE);
    if (status == EXIT_DONE)
        status = open_archive(&run->known, run->options, QUOTH_ACCESS_READ);
    if (status == EXIT_DONE)
        status = add_all(run, engine);
    quoth_archive_close(run->known);
    quoth_archive_close(run->archive);
    quoth_engine_close(engine);
    for (size_t i = 0; i < run->failed_named; i++)
        free(run->failed[i]);
    return status;
}

int command_add(const struct options *options)
{
    struct run run = {.options = options};
    if (options->input_count == 0) {
        say("add needs an INPUT; - is standard input");
        say("quoth help add tells more");
        return EXIT_USAGE;
    }
    return options->dry_run ? show_what_add_does(options) : add(&run);
}
