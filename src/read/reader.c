#include "read/reader.h"

#include "base/error.h"
#include "base/language.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/block.h"
#include "read/charset.h"
#include "read/plaintext.h"

#include <sys/stat.h>

// The reader and its few strings.
#define MAX_ARENA ((size_t)1024 * 1024)

// ── Opening ──

static const char *copy(struct q_arena *arena, const char *text)
{
    size_t size = strlen(text) + 1;
    char *out = q_arena_alloc(arena, size);
    return out ? memcpy(out, text, size) : NULL;
}

static bool copy_to(struct q_arena *arena, const char *text, const char **out)
{
    *out = text ? copy(arena, text) : NULL;
    return *out || !text;
}

static bool take_options(struct quoth_reader *reader, const quoth_read_options *options)
{
    const char *outlet, *url, *language, *published;
    struct q_arena *arena = &reader->arena;
    if (!copy_to(arena, options->charset, &reader->charset) ||
        !copy_to(arena, options->outlet, &outlet) || !copy_to(arena, options->url, &url) ||
        !copy_to(arena, options->language, &language) ||
        !copy_to(arena, options->published, &published))
        return false;
    reader->format = options->format;
    reader->outlet = q_str_from(outlet);
    reader->url = q_str_from(url);
    reader->language = q_str_from(language);
    if (published)
        q_date_read(q_str_from(published), reader->published_value, &reader->published);
    return true;
}

static bool ends(const char *path, quoth_str ending)
{
    quoth_str name = q_str_from(path);
    return name.len > ending.len &&
           q_str_equal_nocase(q_str(name.ptr + name.len - ending.len, ending.len), ending);
}

// What the name says.
static enum q_reader_kind kind_of(const char *path)
{
    if (ends(path, Q_STR(".jsonl")) || ends(path, Q_STR(".ndjson")))
        return Q_READER_JSONL;
    if (ends(path, Q_STR(".txt")) || ends(path, Q_STR(".text")))
        return Q_READER_TEXT;
    return Q_READER_NOTHING;
}

static enum q_reader_kind asked_for(const struct quoth_reader *reader)
{
    switch (reader->format) {
    case QUOTH_FORMAT_TEXT:
        return Q_READER_TEXT;
    case QUOTH_FORMAT_JSONL:
        return Q_READER_JSONL;
    case QUOTH_FORMAT_AUTO:
        break;
    }
    return Q_READER_NOTHING;
}

static quoth_status open_input(struct quoth_reader *reader, const char *path,
                               quoth_error *error)
{
    quoth_status status = q_input_open(&reader->input, path, error);
    if (status != QUOTH_OK)
        return status;
    reader->jsonl = (struct q_jsonl){0};
    reader->kind = asked_for(reader);
    if (reader->kind == Q_READER_NOTHING)
        reader->kind = kind_of(path);
    if (reader->kind == Q_READER_NOTHING)
        reader->kind = reader->input.regular ? Q_READER_TEXT : Q_READER_UNKNOWN;
    return QUOTH_OK;
}

static bool is_folder(const char *path)
{
    struct stat about;
    return strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static quoth_status open_path(struct quoth_reader *reader, const char *path,
                              const quoth_read_options *options, quoth_error *error)
{
    if (options && !take_options(reader, options))
        return q_error_nomem(error);
    if (!copy_to(&reader->arena, path, &reader->path))
        return q_error_nomem(error);
    if (reader->charset && !q_charset_known(reader->charset))
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "no such charset: %.64s",
                       reader->charset);
    if (options && options->published && !reader->published.value.ptr)
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "no date: %.64s (2023-06-08 is one)", options->published);
    if (reader->language.ptr && !q_language_is_tag(reader->language))
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "no language: %.64s (en and pt-BR are some)", reader->language.ptr);
    reader->walking = is_folder(path);
    if (reader->walking)
        return q_folder_open(&reader->folder, path, error);
    return open_input(reader, path, error);
}

quoth_status quoth_reader_open_path(quoth_reader **out, const char *path,
                                    const quoth_read_options *options, quoth_error *error)
{
    struct q_arena arena;
    *out = NULL;
    q_arena_init(&arena, MAX_ARENA);
    struct quoth_reader *reader = q_arena_calloc(&arena, 1, sizeof *reader);
    if (!reader)
        return q_error_nomem(error);
    reader->arena = arena;
    q_input_init(&reader->input);
    q_folder_init(&reader->folder);
    quoth_status status = open_path(reader, path, options, error);
    if (status == QUOTH_OK)
        *out = reader;
    else
        quoth_reader_close(reader);
    return status;
}

void quoth_reader_close(quoth_reader *reader)
{
    if (!reader)
        return;
    q_input_release(&reader->input);
    q_folder_release(&reader->folder);
    struct q_arena arena = reader->arena; // the reader itself lies in it
    q_arena_release(&arena);
}

const char *quoth_reader_path(const quoth_reader *reader)
{
    return reader->walking ? q_folder_path(&reader->folder) : reader->path;
}

// ── Text in memory ──

quoth_status quoth_article_set(quoth_article *article, quoth_str name, quoth_str text,
                               quoth_error *error)
{
    q_article_clear(article);
    if (text.len > Q_MAX_ARTICLE)
        return q_error(error, QUOTH_ELIMIT, Q_MAX_ARTICLE, "longer than %u MB",
                       Q_MAX_ARTICLE >> 20);
    size_t valid = q_utf8_check(text);
    if (valid < text.len)
        return q_error(error, QUOTH_EFORMAT, valid, "not valid UTF-8");
    article->name = q_article_keep_as_utf8(article, name);
    quoth_str copy = q_article_keep(article, text.ptr ? text : Q_STR(""));
    if (!copy.ptr || (name.ptr && !article->name.ptr)) {
        q_article_clear(article);
        return q_error_nomem(error);
    }
    q_article_adopt(article, copy);
    if (q_find_blocks(article) == QUOTH_OK)
        return QUOTH_OK;
    q_article_clear(article);
    return q_error_nomem(error);
}

// ── Reading ──

// A pipe is JSONL if its first line that is not blank is a record, else text.
static quoth_status look(struct quoth_reader *reader, quoth_error *error)
{
    struct q_input *input = &reader->input;
    quoth_str line;
    size_t from = 0;
    for (;;) {
        quoth_status status = q_input_line(input, from, Q_MAX_LINE, &line, error);
        if (status == QUOTH_EIO || status == QUOTH_ENOMEM)
            return status;
        reader->kind = Q_READER_TEXT;
        if (status != QUOTH_OK || from > Q_MAX_ARTICLE)
            return QUOTH_OK;
        size_t mark = from == 0 ? q_charset_mark(line) : 0;
        from += line.len + 1;
        line = q_str_trim(q_str(line.ptr + mark, line.len - mark));
        if (line.len == 0)
            continue;
        if (line.ptr[0] == '{' && q_jsonl_is_record(line))
            reader->kind = Q_READER_JSONL;
        return QUOTH_OK;
    }
}

static quoth_status next_file(struct quoth_reader *reader, quoth_error *error)
{
    while (reader->walking) {
        quoth_status status = q_folder_next(&reader->folder, error);
        if (status != QUOTH_OK)
            return status;
        const char *path = q_folder_path(&reader->folder);
        enum q_reader_kind kind = kind_of(path), asked = asked_for(reader);
        if (kind != Q_READER_NOTHING && (asked == Q_READER_NOTHING || asked == kind))
            return open_input(reader, path, error);
    }
    return QUOTH_END;
}

static quoth_status keep_missing(struct quoth_article *article, quoth_str ours,
                                 quoth_str *theirs)
{
    if (!ours.ptr || theirs->ptr)
        return QUOTH_OK;
    *theirs = q_article_keep_as_utf8(article, ours);
    return theirs->ptr ? QUOTH_OK : QUOTH_ENOMEM;
}

// A date that nobody can read tells nothing: ours wins over it.
static quoth_status fill_date(const quoth_date *ours, struct quoth_article *article)
{
    if (article->published.value.ptr || !ours->value.ptr)
        return QUOTH_OK;
    quoth_date date = {.precision = ours->precision};
    if (keep_missing(article, ours->value, &date.value) ||
        keep_missing(article, ours->text, &date.text))
        return QUOTH_ENOMEM;
    article->published = date;
    return QUOTH_OK;
}

// What the article itself does not tell.
static quoth_status fill_in(const struct quoth_reader *reader,
                            struct quoth_article *article)
{
    quoth_str path = q_str_from(quoth_reader_path(reader));
    bool standard = !reader->walking && q_str_equal(path, Q_STR("-"));
    if (fill_date(&reader->published, article) ||
        keep_missing(article, reader->outlet, &article->outlet) ||
        keep_missing(article, reader->url, &article->url) ||
        keep_missing(article, q_plaintext_name(path), &article->name) ||
        keep_missing(article, standard ? Q_NO_STR : path, &article->path))
        return QUOTH_ENOMEM;
    if (reader->language.ptr)
        return quoth_article_set_language(article, reader->language, NULL);
    return QUOTH_OK;
}

// The next article of the input that is open; QUOTH_END behind its last one.
static quoth_status read_one(struct quoth_reader *reader, struct quoth_article *article,
                             quoth_error *error)
{
    quoth_status status = QUOTH_OK;
    if (reader->kind == Q_READER_UNKNOWN)
        status = look(reader, error);
    if (status == QUOTH_OK && reader->kind == Q_READER_JSONL) {
        status = q_jsonl_next(&reader->jsonl, &reader->input, article, error);
    } else {
        reader->kind = Q_READER_NOTHING; // one file, one article
        if (status == QUOTH_OK)
            status = q_plaintext_read(&reader->input, reader->charset, article, error);
    }
    if (status == QUOTH_OK && (fill_in(reader, article) || q_find_blocks(article)))
        status = q_error_nomem(error);
    if (status == QUOTH_END)
        reader->kind = Q_READER_NOTHING;
    if (reader->kind == Q_READER_NOTHING)
        q_input_close(&reader->input);
    return status;
}

quoth_status quoth_reader_next(quoth_reader *reader, quoth_article *article,
                               quoth_error *error)
{
    quoth_status status;
    do {
        status = QUOTH_OK;
        if (reader->kind == Q_READER_NOTHING)
            status = next_file(reader, error);
        if (status != QUOTH_OK)
            break;
        status = read_one(reader, article, error);
    } while (status == QUOTH_END);
    if (status != QUOTH_OK)
        q_article_clear(article);
    return status;
}
