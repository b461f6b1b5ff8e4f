/*
 * quoth rebuild: all that was found in an archive's captures is made again.
 *
 *     each capture of the archive → the pipeline → the new archive → the old one's place
 *
 *     +  5d0e…  Jane Roe: We will not go           --compare: what would be gained, lost,
 *     ~  77c1…  speaker said                       changed
 */
#include "command.h"
#include "count.h"
#include "fail.h"
#include "pipeline.h"
#include "say.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct run {
    const struct options *options;
    quoth_archive *archive; // the old one, the main thread's
    quoth_rebuild *rebuild;
    uint64_t cursor;
    quoth_added added;
    uint64_t changes[QUOTH_CHANGED + 1];
    // Of the main thread and the writer:
    atomic_bool damaged; // something could not be read
    atomic_int failed;   // what the program ends with, or EXIT_DONE
};

static void note_damage(void *context, const quoth_error *error)
{
    struct run *run = context;
    run->damaged = true;
    say_error(archive_path(run->options), error);
}

/* ── The pipeline's ends ────────────────────────────────────────────────── */

// What is damaged is named and passed over. Any other failure would come again and again:
// it ends the run.
static quoth_status take(void *context, quoth_capture *capture, quoth_error *error)
{
    struct run *run = context;
    for (;;) {
        if (run->failed != EXIT_DONE)
            return QUOTH_END;
        quoth_status status =
            quoth_archive_capture(run->archive, &run->cursor, capture, error);
        if (status == QUOTH_OK || status == QUOTH_END)
            return status;
        if (status != QUOTH_EDAMAGED && status != QUOTH_ELIMIT) {
            run->failed = fail(run->options, error);
            return QUOTH_END;
        }
        note_damage(run, error);
    }
}

static int is_new(void *context, const quoth_capture *capture)
{
    (void)context;
    (void)capture;
    return 0;
}

static int put(void *context, const quoth_capture *capture, const quoth_entry *entry,
               int known)
{
    struct run *run = context;
    quoth_error error;
    char line[80], number[COUNT_SIZE];
    (void)capture;
    (void)known;
    if (run->failed != EXIT_DONE) // the new file goes, so nothing more comes into it
        return EXIT_DONE;
    quoth_status status =
        quoth_archive_put(quoth_rebuild_archive(run->rebuild), entry, &run->added, &error);
    if (status == QUOTH_EDAMAGED)
        note_damage(run, &error);
    else if (status != QUOTH_OK)
        run->failed = fail(run->options, &error);
    if (!run->options->quiet && run->added.captures % 64 == 0) {
        snprintf(line, sizeof line, "%s captures",
                 with_commas(run->added.captures, number));
        show_progress(line);
    }
    return EXIT_DONE;
}

// Of articles that could not be read: they were not before, either.
static void note_failure(void *context, quoth_str path)
{
    (void)context;
    (void)path;
}

/* ── What changes ───────────────────────────────────────────────────────── */

static void print_ndjson(const quoth_difference *one, const char *id)
{
    static const char *const names[] = {"gained", "lost", "changed"};
    quoth_str article = quoth_article_id(one->article), rest = one->fields;
    printf("{\"type\": \"difference\", \"change\": \"%s\", \"id\": \"%s\", \"article\": "
           "\"%.*s\", \"fields\": [",
           names[one->change], id, (int)article.len, article.ptr);
    for (const char *between = ""; rest.len; between = ", ") {
        size_t len = 0;
        while (len < rest.len && rest.ptr[len] != ' ')
            len++;
        printf("%s\"%.*s\"", between, (int)len, rest.ptr);
        len += len < rest.len;
        rest = (quoth_str){rest.ptr + len, rest.len - len};
    }
    printf("]}\n");
}

static void print_text(const quoth_difference *one, const char *id)
{
    const quoth_statement *s = one->after ? one->after : one->before;
    const quoth_str nobody = {"?", 1};
    printf("%c  %s  ", "+-~"[one->change], id);
    if (one->change == QUOTH_CHANGED) {
        put_clean(stdout, one->fields);
        printf(": ");
    }
    put_clean(stdout, s->speaker_name.ptr ? s->speaker_name : nobody);
    printf(": ");
    put_clean(stdout, quoth_article_cut(one->article, s->content.at[0]));
    printf("\n");
}

static void take_difference(void *context, const quoth_difference *one)
{
    struct run *run = context;
    const char *id = one->after ? one->after->id : one->before->id;
    run->changes[one->change]++;
    if (!run->options->compare)
        return;
    if (run->options->difference == DIFFERENCE_NDJSON)
        print_ndjson(one, id);
    else
        print_text(one, id);
}

static void sum_up(const struct run *run)
{
    char line[400] = "";
    if (run->options->quiet)
        return;
    add_count(line, sizeof line, run->added.captures, "capture", "captures");
    add_count(line, sizeof line, run->added.articles, "article", "articles");
    add_count(line, sizeof line, run->added.statements, "statement", "statements");
    add_count(line, sizeof line, run->changes[QUOTH_GAINED], "gained", "gained");
    add_count(line, sizeof line, run->changes[QUOTH_LOST], "lost", "lost");
    add_count(line, sizeof line, run->changes[QUOTH_CHANGED], "changed", "changed");
    say("%s%s", *line ? line : "nothing to rebuild",
        run->options->compare ? "; nothing was written" : "");
}

/* ── The command ────────────────────────────────────────────────────────── */

static int fill(struct run *run, const quoth_engine *engine)
{
    const struct sink sink = {run, is_new, put, note_failure};
    const struct origin origin = {run, take};
    const struct work work = {
        .engine = engine, .sink = &sink, .origin = &origin, .jobs = jobs_of(run->options)};
    int status = pipeline_run(&work);
    show_progress(NULL);
    if (run->failed != EXIT_DONE)
        return run->failed;
    return status == EXIT_INPUT ? EXIT_DONE : status;
}

static int rebuild(struct run *run, const quoth_engine *engine)
{
    quoth_error error;
    if (quoth_rebuild_open(&run->rebuild, run->archive, note_damage, run, &error) !=
        QUOTH_OK)
        return fail(run->options, &error);
    int status = fill(run, engine);
    bool damaged = run->damaged;
    if (status == EXIT_DONE &&
        quoth_rebuild_compare(run->rebuild, take_difference, run, &error) != QUOTH_OK)
        status = fail(run->options, &error);
    if (!run->options->compare)
        run->damaged = damaged; // what was found before is made again
    if (status == EXIT_DONE && !run->options->compare &&
        quoth_rebuild_commit(run->rebuild, &error) != QUOTH_OK)
        status = fail(run->options, &error);
    quoth_rebuild_close(run->rebuild);
    if (status != EXIT_DONE)
        return status;
    sum_up(run);
    status = finish_output();
    return status == EXIT_DONE && run->damaged ? EXIT_ARCHIVE : status;
}

int command_rebuild(const struct options *options)
{
    struct run run = {.options = options};
    quoth_engine *engine;
    if (options->input_count)
        return misused(options, "rebuild takes no input: it reads what the archive has");
    int status = open_engine(&engine, options);
    if (status != EXIT_DONE)
        return status;
    status = open_archive(&run.archive, options,
                          options->compare ? QUOTH_ACCESS_READ : QUOTH_ACCESS_WRITE);
    if (status == EXIT_DONE)
        status = rebuild(&run, engine);
    quoth_archive_close(run.archive);
    quoth_engine_close(engine);
    return status;
}
