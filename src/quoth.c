/*
 * The way, from top to bottom: read, analyse, attribute (print and read have their
 * own public functions, in their folders).
 */
#include "quoth.h"

#include "analyse/inside.h"
#include "analyse/model.h"
#include "analyse/names.h"
#include "analyse/quotemark.h"
#include "analyse/tagger.h"
#include "analyse/time.h"
#include "analyse/token.h"
#include "attribute/attribute.h"
#include "attribute/build.h"
#include "attribute/fields/fields.h"
#include "attribute/nest.h"
#include "base/date.h"
#include "base/error.h"
#include "base/language.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "record/statement_id.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct quoth_engine {
    struct q_model *model, *names;
    const struct q_kernel *kernel;
    struct q_lexicon *lexicon;
};

// What is read inside contents keeps this much memory for the next one.
enum { KEPT = 4 * 1024 * 1024 };

const char *quoth_version(void)
{
    return QUOTH_VERSION;
}

static quoth_status read_whole(int file, void **bytes, size_t *size, quoth_error *error)
{
    struct stat about;
    if (fstat(file, &about))
        return q_error(error, QUOTH_EIO, QUOTH_NO_OFFSET, "cannot read: %s",
                       strerror(errno));
    if (!S_ISREG(about.st_mode))
        return q_error(error, QUOTH_EFORMAT, QUOTH_NO_OFFSET, "not a model file");
    if (about.st_size > Q_MAX_MODEL)
        return q_error(error, QUOTH_EFORMAT, Q_MAX_MODEL,
                       "model file is larger than %u bytes", Q_MAX_MODEL);
    *size = (size_t)about.st_size;
    *bytes = malloc(*size + 1);
    if (!*bytes)
        return q_error_nomem(error);
    for (size_t at = 0; at < *size;) {
        ssize_t got = read(file, (char *)*bytes + at, *size - at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return q_error(error, QUOTH_EIO, at, "cannot read: %s",
                           got ? strerror(errno) : "the file ends early");
        at += (size_t)got;
    }
    return QUOTH_OK;
}

static quoth_status load_file(struct q_model **out, enum q_label_set set, const char *path,
                              quoth_error *error)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return q_error(error, QUOTH_EIO, QUOTH_NO_OFFSET, "cannot open: %s",
                       strerror(errno));
    void *bytes = NULL;
    size_t size = 0;
    quoth_status status = read_whole(file, &bytes, &size, error);
    if (status == QUOTH_OK)
        status = q_model_load(out, set, bytes, size, true, error);
    free(bytes);
    close(file);
    return status;
}

// The model of a label set: the file at `path`, or the one built in where it is NULL.
static quoth_status load_model(struct q_model **out, enum q_label_set set, const char *path,
                               quoth_error *error)
{
    bool names = set == Q_LABELS_NAMES;
    const unsigned char *from = names ? q_builtin_names : q_builtin_model;
    const unsigned char *end = names ? q_builtin_names_end : q_builtin_model_end;
    if (path)
        return load_file(out, set, path, error);
    return q_model_load(out, set, from, (size_t)(end - from), false, error);
}

static quoth_status choose_kernel(const struct q_kernel **out, const char *name,
                                  quoth_error *error)
{
    if (!name)
        name = getenv("QUOTH_KERNEL");
    if (!name || !*name) {
        *out = q_kernel_best();
        return QUOTH_OK;
    }
    *out = q_kernel_find(name);
    if (!*out || !q_kernel_runs(*out))
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "kernel \"%s\" is unknown, or this processor cannot run it", name);
    return QUOTH_OK;
}

quoth_status quoth_engine_open(quoth_engine **out, const quoth_engine_options *options,
                               quoth_error *error)
{
    const quoth_engine_options defaults = {0};
    if (!options)
        options = &defaults;
    *out = NULL;
    quoth_engine *engine = calloc(1, sizeof *engine);
    if (!engine)
        return q_error_nomem(error);
    quoth_status status = choose_kernel(&engine->kernel, options->kernel, error);
    if (status == QUOTH_OK)
        status =
            load_model(&engine->model, Q_LABELS_STATEMENTS, options->model_path, error);
    if (status == QUOTH_OK)
        status = load_model(&engine->names, Q_LABELS_NAMES, options->names_path, error);
    if (status == QUOTH_OK)
        status = q_lexicon_load(&engine->lexicon, error);
    if (status != QUOTH_OK) {
        quoth_engine_close(engine);
        return status;
    }
    *out = engine;
    return QUOTH_OK;
}

void quoth_engine_close(quoth_engine *engine)
{
    if (!engine)
        return;
    q_model_free(engine->model);
    q_model_free(engine->names);
    q_lexicon_free(engine->lexicon);
    free(engine);
}

const char *quoth_engine_model(const quoth_engine *engine)
{
    return q_model_id(engine->model);
}

const char *quoth_engine_names(const quoth_engine *engine)
{
    return q_model_id(engine->names);
}

const char *quoth_engine_kernel(const quoth_engine *engine)
{
    return engine->kernel->name;
}

// Tokens and quotations, which both networks read.
static quoth_status prepare(quoth_str text, const quoth_block *blocks, uint32_t count,
                            struct q_arena *arena, struct q_annotation *note)
{
    quoth_status status = q_tokenize(text, blocks, count, arena, note);
    return status == QUOTH_OK ? q_pair_quotes(text, arena, note) : status;
}

// Stage 2 whole: what the attribute stage builds on; names and times are for the fields.
static quoth_status analyse(const quoth_engine *engine, const quoth_article *article,
                            bool fields, struct q_arena *arena, struct q_annotation *note)
{
    quoth_status status =
        prepare(article->text, article->blocks, article->block_count, arena, note);
    if (status == QUOTH_OK)
        status = q_tag(engine->model, engine->kernel, article->text, arena, note);
    if (status == QUOTH_OK && fields)
        status = q_find_names(engine->names, engine->kernel, article->text, arena, note);
    if (status == QUOTH_OK && fields)
        status = q_find_times(article->text, &article->published, arena, note);
    return status;
}

// What is said in one content, whose `count` pieces are `stretches`.
static quoth_status
extract_content(const quoth_engine *engine, const struct q_attribute_with *with,
                const quoth_article *article, const struct q_annotation *note,
                const struct q_stretch *stretches, uint32_t count, quoth_statements *out)
{
    struct q_annotation inner;
    q_arena_clear(&out->inside, KEPT);
    quoth_status status =
        q_annotate_inside(article->text, note, stretches, count, &out->inside, &inner);
    if (status == QUOTH_OK)
        status = q_tag(engine->model, engine->kernel, article->text, &out->inside, &inner);
    if (status == QUOTH_OK)
        status = q_attribute(with, article, &inner, out);
    return status;
}

// tests/spec §4: what is said inside the contents, inside those, and so on. Each is read
// alone, so that its neighbours change nothing.
static quoth_status extract_inside(const quoth_engine *engine,
                                   const struct q_attribute_with *with,
                                   const quoth_article *article,
                                   const struct q_annotation *note, quoth_statements *out)
{
    size_t budget = (size_t)note->token_count * Q_MAX_INSIDE_TIMES + Q_MAX_INSIDE_MORE;
    quoth_status status = QUOTH_OK;
    for (uint32_t first = 0, end = out->count; status == QUOTH_OK && first < end;
         first = end, end = out->count) {
        struct q_stretches in;
        status = q_find_stretches(engine->lexicon, article->text, note, out, first, &in);
        for (uint32_t from = 0, to; status == QUOTH_OK && from < in.count; from = to) {
            size_t tokens = 0;
            for (to = from; to < in.count && in.at[to].parent == in.at[from].parent; to++)
                tokens += in.at[to].to - in.at[to].from;
            if (tokens > budget) {
                out->at[in.at[from].parent].flags |= QUOTH_FLAG_NOT_READ;
                continue;
            }
            budget -= tokens;
            status =
                extract_content(engine, with, article, note, in.at + from, to - from, out);
        }
    }
    return status;
}

enum { ASIDES = 2 };

// The names of `text`, or of those of its blocks that lend words.
static quoth_status read_aside(const quoth_engine *engine, quoth_str text,
                               const quoth_block *blocks, uint32_t count,
                               struct q_arena *arena, struct q_aside *aside)
{
    *aside = (struct q_aside){.text = text};
    quoth_status status = prepare(text, blocks, count, arena, &aside->note);
    if (status == QUOTH_OK && aside->note.token_count)
        status = q_find_names(engine->names, engine->kernel, text, arena, &aside->note);
    return status;
}

// Who is named beside the article's voice: in its title, where the text does not have it,
// and in its captions.
static quoth_status read_asides(const quoth_engine *engine, const quoth_article *article,
                                struct q_arena *arena, struct q_aside asides[ASIDES],
                                uint32_t *count)
{
    quoth_status status = QUOTH_OK;
    bool captions = false, headline = false;
    quoth_block *blocks = Q_ARENA_ARRAY(arena, quoth_block, article->block_count);
    *count = 0;
    if (article->block_count && !blocks)
        return QUOTH_ENOMEM;
    for (uint32_t n = 0; n < article->block_count; n++) {
        bool caption = article->blocks[n].kind == QUOTH_BLOCK_CAPTION;
        captions = captions || caption;
        headline = headline || article->blocks[n].kind == QUOTH_BLOCK_HEADLINE;
        blocks[n] = article->blocks[n];
        blocks[n].kind = caption ? QUOTH_BLOCK_BODY : QUOTH_BLOCK_FURNITURE;
    }
    bool titled = article->title.len && article->title.len <= Q_MAX_TITLE;
    if (titled && !headline)
        status = read_aside(engine, article->title, NULL, 0, arena, &asides[(*count)++]);
    if (status == QUOTH_OK && captions)
        status = read_aside(engine, article->text, blocks, article->block_count, arena,
                            &asides[(*count)++]);
    return status;
}

static quoth_status fill_fields(const quoth_engine *engine, const quoth_article *article,
                                const struct q_annotation *note, bool explain,
                                quoth_statements *out)
{
    struct q_aside asides[ASIDES];
    uint32_t count = 0;
    if (!out->count)
        return QUOTH_OK;
    quoth_status status = read_asides(engine, article, &out->arena, asides, &count);
    return status != QUOTH_OK
               ? status
               : q_fill_fields(engine->lexicon, article, note, asides, count, explain, out);
}

static quoth_status extract(const quoth_engine *engine, const quoth_article *article,
                            const quoth_extract_options *options, quoth_statements *out)
{
    struct q_annotation note = {0};
    struct q_attribute_with with = {.lexicon = engine->lexicon,
                                    .weights = &engine->model->weights,
                                    .raw = options && options->raw,
                                    .explain =
                                        options && options->explain && !options->raw};
    quoth_status status = analyse(engine, article, !with.raw, &out->arena, &note);
    if (status == QUOTH_OK)
        status = q_attribute(&with, article, &note, out);
    if (status == QUOTH_OK && !with.raw)
        q_follow_reports(article->text, &note, out);
    if (status == QUOTH_OK && !with.raw)
        status = extract_inside(engine, &with, article, &note, out);
    if (status != QUOTH_OK)
        return status;
    q_name_statements(article, out);
    status = q_sort_statements(out);
    if (status == QUOTH_OK && !with.raw)
        status = fill_fields(engine, article, &note, with.explain, out);
    return status;
}

static quoth_str name_of(quoth_str language)
{
    quoth_str name = q_language_name(language);
    return name.ptr ? name : Q_STR("another language");
}

// Why the model does not read the article.
static quoth_status say_why_unread(const quoth_engine *engine, const quoth_article *article,
                                   quoth_statements *out, quoth_error *error)
{
    enum { ROOM = 192 }; // two names and tags
    quoth_str is = article->language, reads = q_str_from(engine->model->language);
    quoth_str is_name = name_of(is), reads_name = name_of(reads);
    char *why = q_arena_alloc(&out->arena, ROOM);
    if (!why)
        return q_error_nomem(error);
    snprintf(why, ROOM, "the article is in %.*s (%.*s), the model reads %.*s (%.*s)",
             (int)is_name.len, is_name.ptr, (int)is.len, is.ptr, (int)reads_name.len,
             reads_name.ptr, (int)reads.len, reads.ptr);
    out->why = q_str_from(why);
    return QUOTH_OK;
}

// Empty, found by this library and this model; statements may outlive the engine.
static quoth_status start_statements(const quoth_engine *engine, quoth_statements *out,
                                     quoth_error *error)
{
    quoth_str model = q_str_from(q_model_id(engine->model));
    q_statements_clear(out);
    if (!q_str_keep(model, &out->arena, &out->model))
        return q_error_nomem(error);
    out->version = Q_STR(QUOTH_VERSION);
    return QUOTH_OK;
}

quoth_status quoth_extract(const quoth_engine *engine, const quoth_article *article,
                           const quoth_extract_options *options, quoth_statements *out,
                           quoth_error *error)
{
    if (start_statements(engine, out, error) != QUOTH_OK)
        return QUOTH_ENOMEM;
    if (article->language.ptr &&
        !q_language_is_same(article->language, q_str_from(engine->model->language)))
        return say_why_unread(engine, article, out, error);
    quoth_status status = extract(engine, article, options, out);
    if (status != QUOTH_OK) {
        out->count = 0;
        return q_error_nomem(error);
    }
    return QUOTH_OK;
}

// Writes label 2 tag - 1 of the first token of a run and 2 tag of the others.
static void put_label(uint8_t *out, uint32_t from, uint32_t to, uint8_t tag)
{
    memset(out + from, 2 * tag, to - from);
    out[from] = (uint8_t)(2 * tag - 1);
}

static quoth_status put_tags(const quoth_engine *engine, quoth_str text,
                             struct q_arena *arena, struct q_annotation *note, uint8_t *out)
{
    quoth_status status = q_tag(engine->model, engine->kernel, text, arena, note);
    for (uint32_t i = 0; status == QUOTH_OK && i < note->piece_count; i++)
        put_label(out, note->pieces[i].from, note->pieces[i].to, note->pieces[i].tag);
    return status;
}

static quoth_status put_names(const quoth_engine *engine, quoth_str text,
                              struct q_arena *arena, struct q_annotation *note,
                              uint8_t *out)
{
    quoth_status status = q_find_names(engine->names, engine->kernel, text, arena, note);
    for (uint32_t i = 0; status == QUOTH_OK && i < note->name_count; i++)
        put_label(out, note->names[i].from, note->names[i].to, note->names[i].type);
    return status;
}

// The labels of a text's tokens that `put` writes.
static quoth_status
put_labels(const quoth_engine *engine, quoth_str text, uint8_t *out, size_t *count,
           quoth_status (*put)(const quoth_engine *, quoth_str, struct q_arena *,
                               struct q_annotation *, uint8_t *))
{
    struct q_arena arena;
    struct q_annotation note = {0};
    if (text.len > Q_MAX_ARTICLE)
        return QUOTH_ELIMIT;
    if (q_utf8_check(text) != text.len)
        return QUOTH_EFORMAT;
    q_arena_init(&arena, Q_MAX_ARENA);
    quoth_status status = prepare(text, NULL, 0, &arena, &note);
    if (status == QUOTH_OK && note.token_count > *count)
        status = QUOTH_ELIMIT;
    if (status == QUOTH_OK) {
        *count = note.token_count;
        memset(out, 0, *count);
        status = put(engine, text, &arena, &note, out);
    }
    q_arena_release(&arena);
    return status;
}

static void show_time(const struct q_annotation *note, const struct q_time *time,
                      quoth_time *out)
{
    *out = (quoth_time){
        .span = {note->tokens[time->from].start, note->tokens[time->to - 1].end},
        .precision = time->precision};
    memcpy(out->value, time->value.len ? time->value.ptr : "", time->value.len);
}

quoth_status quoth_times(quoth_str text, quoth_str published, quoth_time *out,
                         size_t *count)
{
    struct q_arena arena;
    struct q_annotation note = {0};
    char value[Q_DATE_SIZE];
    quoth_date date = {.value = Q_NO_STR};
    if (text.len > Q_MAX_ARTICLE)
        return QUOTH_ELIMIT;
    if (q_utf8_check(text) != text.len)
        return QUOTH_EFORMAT;
    if (published.ptr && !q_date_read(published, value, &date))
        return QUOTH_EUSAGE;
    q_arena_init(&arena, Q_MAX_ARENA);
    quoth_status status = prepare(text, NULL, 0, &arena, &note);
    if (status == QUOTH_OK)
        status = q_find_times(text, &date, &arena, &note);
    if (status == QUOTH_OK && note.time_count > *count)
        status = QUOTH_ELIMIT;
    if (status == QUOTH_OK) {
        *count = note.time_count;
        for (uint32_t i = 0; i < note.time_count; i++)
            show_time(&note, &note.times[i], &out[i]);
    }
    q_arena_release(&arena);
    return status;
}

quoth_status quoth_tags(const quoth_engine *engine, quoth_str text, uint8_t *out,
                        size_t *count)
{
    return put_labels(engine, text, out, count, put_tags);
}

quoth_status quoth_names(const quoth_engine *engine, quoth_str text, uint8_t *out,
                         size_t *count)
{
    return put_labels(engine, text, out, count, put_names);
}
