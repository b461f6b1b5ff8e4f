#include "read/reader.h"

#include "base/error.h"
#include "base/language.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/block.h"
#include "read/charset.h"
#include "read/feed/feed.h"
#include "read/plaintext.h"
#include "record/article.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>

// The reader and its few strings.
#define MAX_ARENA ((size_t)1024 * 1024)

// ── Opening ──

// `text` may be NULL, and `out` is then missing.
static bool keep(struct quoth_reader *reader, const char *text, quoth_str *out)
{
    return q_str_keep(q_str_from(text), &reader->arena, out);
}

static bool take_options(struct quoth_reader *reader, const quoth_read_options *options)
{
    quoth_str charset, published;
    struct q_given *given = &reader->given;
    if (!keep(reader, options->charset, &charset) ||
        !keep(reader, options->outlet, &given->outlet) ||
        !keep(reader, options->url, &given->url) ||
        !keep(reader, options->language, &given->language) ||
        !keep(reader, options->published, &published))
        return false;
    reader->format = options->format;
    reader->keep = options->keep;
    given->charset = charset.ptr;
    if (published.ptr)
        q_date_read(published, reader->published_value, &given->published);
    return true;
}

// What the name says.
static enum q_reader_kind kind_of(const char *path)
{
    static const struct {
        const char *ending;
        enum q_reader_kind kind;
    } endings[] = {
        {".jsonl", Q_READER_JSONL}, {".ndjson", Q_READER_JSONL}, {".txt", Q_READER_TEXT},
        {".text", Q_READER_TEXT},   {".html", Q_READER_HTML},    {".htm", Q_READER_HTML},
        {".xhtml", Q_READER_HTML},  {".warc", Q_READER_WARC},    {".wet", Q_READER_WARC},
        {".arc", Q_READER_WARC},    {".rss", Q_READER_FEED},     {".atom", Q_READER_FEED},
        {".rdf", Q_READER_FEED},    {".xml", Q_READER_FEED},
    };
    quoth_str name = q_plaintext_unpacked(q_str_from(path));
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t len = strlen(endings[i].ending);
        if (name.len > len && q_str_equal_nocase(q_str(name.ptr + name.len - len, len),
                                                 q_str_from(endings[i].ending)))
            return endings[i].kind;
    }
    return Q_READER_NOTHING;
}

static enum q_reader_kind asked_for(const struct quoth_reader *reader)
{
    switch (reader->format) {
    case QUOTH_FORMAT_TEXT:
        return Q_READER_TEXT;
    case QUOTH_FORMAT_HTML:
        return Q_READER_HTML;
    case QUOTH_FORMAT_WARC:
        return Q_READER_WARC;
    case QUOTH_FORMAT_FEED:
        return Q_READER_FEED;
    case QUOTH_FORMAT_JSONL:
        return Q_READER_JSONL;
    case QUOTH_FORMAT_AUTO:
        break;
    }
    return Q_READER_NOTHING;
}

// What was just opened is read as its name says.
static void start_input(struct quoth_reader *reader, const char *path)
{
    reader->jsonl = (struct q_jsonl){0};
    reader->kind = asked_for(reader);
    if (reader->kind == Q_READER_NOTHING)
        reader->kind = kind_of(path);
    if (reader->kind == Q_READER_NOTHING)
        reader->kind = Q_READER_UNKNOWN;
    else if (reader->kind != Q_READER_WARC)
        q_input_unpack(&reader->input);
    reader->records = 0;
}

static quoth_status open_input(struct quoth_reader *reader, const char *path,
                               quoth_error *error)
{
    quoth_status status = q_input_open(&reader->input, path, error);
    if (status == QUOTH_OK)
        start_input(reader, path);
    return status;
}

static bool is_folder(const char *path)
{
    struct stat about;
    return strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static quoth_status check_options(const struct quoth_reader *reader,
                                  const quoth_read_options *options, quoth_error *error)
{
    if (reader->given.charset && !q_charset_known(reader->given.charset))
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "no such charset: %.64s",
                       reader->given.charset);
    if (options->published && !reader->given.published.value.ptr)
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "no date: %.64s (2023-06-08 is one)", options->published);
    if (reader->given.language.ptr && !q_language_is_tag(reader->given.language))
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "no language: %.64s (en and pt-BR are some)",
                       reader->given.language.ptr);
    return QUOTH_OK;
}

static quoth_status open_path(struct quoth_reader *reader,
                              const quoth_read_options *options, quoth_error *error)
{
    const char *path = reader->path;
    reader->pathless = strcmp(path, "-") == 0;
    reader->walking = is_folder(path);
    if (reader->walking)
        return q_folder_open(&reader->folder, path, error);
    quoth_status status = open_input(reader, path, error);
    if (status == QUOTH_OK && options->start)
        status = q_input_seek(&reader->input, options->start, error);
    return status;
}

static quoth_status open_bytes(struct quoth_reader *reader, quoth_str bytes,
                               const quoth_read_options *options, quoth_error *error)
{
    reader->pathless = !reader->path[0];
    q_input_open_bytes(&reader->input, bytes);
    start_input(reader, reader->path);
    return options->start ? q_input_seek(&reader->input, options->start, error) : QUOTH_OK;
}

// `bytes`: NULL: `name` is a path.
static quoth_status open_reader(quoth_reader **out, const quoth_str *bytes,
                                const char *name, const quoth_read_options *options,
                                quoth_error *error)
{
    static const quoth_read_options none = {.keep = 0};
    struct q_arena arena;
    *out = NULL;
    options = options ? options : &none;
    q_arena_init(&arena, MAX_ARENA);
    struct quoth_reader *reader = q_arena_calloc(&arena, 1, sizeof *reader);
    if (!reader)
        return q_error_nomem(error);
    reader->arena = arena;
    q_input_init(&reader->input);
    q_folder_init(&reader->folder);
    quoth_str path;
    bool taken = take_options(reader, options) && keep(reader, name ? name : "", &path);
    reader->path = taken ? path.ptr : "";
    quoth_status status =
        taken ? check_options(reader, options, error) : q_error_nomem(error);
    if (status == QUOTH_OK)
        status = bytes ? open_bytes(reader, *bytes, options, error)
                       : open_path(reader, options, error);
    if (status == QUOTH_OK)
        *out = reader;
    else
        quoth_reader_close(reader);
    return status;
}

quoth_status quoth_reader_open_path(quoth_reader **out, const char *path,
                                    const quoth_read_options *options, quoth_error *error)
{
    return open_reader(out, NULL, path, options, error);
}

quoth_status quoth_reader_open_bytes(quoth_reader **out, quoth_str bytes, const char *name,
                                     const quoth_read_options *options, quoth_error *error)
{
    return open_reader(out, &bytes, name, options, error);
}

void quoth_reader_close(quoth_reader *reader)
{
    if (!reader)
        return;
    q_input_release(&reader->input);
    q_folder_release(&reader->folder);
    q_warc_free(reader->warc);
    quoth_capture_free(reader->capture);
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

// ── Which format ──

enum { FAR = 1024 }; // bytes of a page in which it shows that it is one

// The ASCII of UTF-16 or UTF-32, in `out`, without its mark and zeros; other bytes are left
// as they are.
static quoth_str narrow(quoth_str bytes, char out[FAR])
{
    size_t at, len = 0;
    const char *marked = q_charset_marked(bytes, &at);
    bool zero = bytes.len >= 2 && (!bytes.ptr[0] || !bytes.ptr[1]);
    if (!zero && (!marked || strcmp(marked, "UTF-8") == 0))
        return bytes;
    for (; at < bytes.len && len < FAR; at++)
        if (bytes.ptr[at])
            out[len++] = bytes.ptr[at];
    return q_str_trim(q_str(out, len));
}

static bool is_page(quoth_str bytes)
{
    char ascii[FAR];
    bytes = narrow(bytes, ascii);
    static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body", NULL};
    for (int i = 0; starts[i]; i++)
        if (q_str_starts_nocase(bytes, q_str_from(starts[i])))
            return true;
    // a comment, an XML declaration or spaces may stand in front
    size_t end = bytes.len < FAR ? bytes.len : FAR;
    for (size_t at = 1; end && bytes.ptr[0] == '<' && at < end; at++)
        if (q_str_starts_nocase(q_str(bytes.ptr + at, bytes.len - at), Q_STR("<html")))
            return true;
    return false;
}

// By the first line that is not blank and what was read behind it.
static enum q_reader_kind kind_by_looks(quoth_str line, quoth_str rest)
{
    if (q_warc_is(rest))
        return Q_READER_WARC;
    if (line.ptr[0] == '{' && q_jsonl_is_record(line))
        return Q_READER_JSONL;
    if (q_feed_is(rest))
        return Q_READER_FEED;
    return is_page(rest) ? Q_READER_HTML : Q_READER_TEXT;
}

// An archive stays packed: its records are found by what they are packed in.
static quoth_status look_for_archive(struct quoth_reader *reader, quoth_error *error)
{
    enum { START = 10 }; // bytes that tell one; no record of JSONL is shorter
    struct q_buf head;
    q_buf_init(&head, Q_INPUT_PEEK);
    quoth_status status = q_input_peek(&reader->input, START, &head, error);
    if (status == QUOTH_OK && q_warc_is(q_str(head.ptr, head.len)))
        reader->kind = Q_READER_WARC;
    else if (status == QUOTH_OK)
        q_input_unpack(&reader->input);
    q_buf_release(&head);
    return status;
}

// A line is enough for JSONL, so that a stream is not waited for; all else shows itself a
// little later.
static quoth_status look(struct quoth_reader *reader, quoth_error *error)
{
    enum { ENOUGH = 4096 };
    struct q_input *input = &reader->input;
    quoth_str line;
    size_t from = 0, start = 0;
    quoth_status status = look_for_archive(reader, error);
    if (status != QUOTH_OK || reader->kind == Q_READER_WARC)
        return status;
    reader->kind = Q_READER_TEXT;
    do {
        status = q_input_line(input, from, Q_MAX_LINE, &line, error);
        if (status != QUOTH_OK)
            return status == QUOTH_EIO || status == QUOTH_ENOMEM ? status : QUOTH_OK;
        size_t mark = from == 0 ? q_charset_mark(line) : 0;
        start = from + mark;
        from += line.len + 1;
        line = q_str_trim(q_str(line.ptr + mark, line.len - mark));
    } while (line.len == 0 && from <= Q_MAX_ARTICLE);
    if (line.len == 0)
        return QUOTH_OK;
    bool sure = line.ptr[0] == '{' && q_jsonl_is_record(line);
    while (!sure && status == QUOTH_OK && q_input_rest(input).len - start < ENOUGH)
        status = q_input_more(input, error);
    if (status == QUOTH_EIO || status == QUOTH_ENOMEM)
        return status;
    quoth_str rest = q_input_rest(input);
    line = q_str_trim(q_str(rest.ptr + start, from - 1 - start));
    reader->kind =
        kind_by_looks(line, q_str_trim(q_str(rest.ptr + start, rest.len - start)));
    return QUOTH_OK;
}

// ── Reading ──

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

// One file, one capture.
static quoth_status take_file(struct quoth_reader *reader, struct quoth_capture *capture,
                              quoth_error *error)
{
    static const enum q_capture_kind kinds[] = {[Q_READER_TEXT] = Q_CAPTURE_TEXT,
                                                [Q_READER_HTML] = Q_CAPTURE_HTML,
                                                [Q_READER_FEED] = Q_CAPTURE_FEED};
    struct q_input *input = &reader->input;
    bool large = input->size > Q_MAX_PAGE;
    quoth_status status = QUOTH_OK;
    capture->kind = kinds[reader->kind];
    reader->kind = Q_READER_NOTHING;
    while (!large && status == QUOTH_OK) {
        status = q_input_more(input, error);
        large = q_input_rest(input).len > Q_MAX_PAGE;
    }
    if (large)
        return q_error(error, QUOTH_ELIMIT, Q_MAX_PAGE, "longer than %u MB",
                       Q_MAX_PAGE >> 20);
    if (status != QUOTH_END)
        return status;
    capture->flaw = input->flaw;
    q_input_take(input, &capture->bytes);
    return QUOTH_OK;
}

static quoth_status take_line(struct quoth_reader *reader, struct quoth_capture *capture,
                              quoth_error *error)
{
    struct q_jsonl_line line;
    quoth_status status = q_jsonl_take(&reader->jsonl, &reader->input, &line, error);
    quoth_error *flaw = &reader->input.flaw;
    if (status == QUOTH_END && flaw->status) { // lines are missing
        status = flaw->status;
        *error = *flaw;
        flaw->status = QUOTH_OK;
    }
    if (status != QUOTH_OK)
        return status;
    capture->kind = Q_CAPTURE_LINE;
    capture->number = line.number;
    capture->offset = line.offset;
    q_buf_add_str(&capture->bytes, line.bytes);
    return q_buf_status(&capture->bytes) == QUOTH_OK ? QUOTH_OK : q_error_nomem(error);
}

static quoth_status take_record(struct quoth_reader *reader, struct quoth_capture *capture,
                                quoth_error *error)
{
    if (!reader->warc && !(reader->warc = q_warc_new())) {
        reader->kind = Q_READER_NOTHING; // the whole file, or this would never end
        return q_error_nomem(error);
    }
    if (reader->records == 0) {
        q_warc_start(reader->warc, reader->keep);
        reader->records = 1;
    }
    capture->contained = true;
    return q_warc_next(reader->warc, &reader->input, capture, error);
}

// The name that its article goes by: a record's with its number.
static quoth_status put_name(struct quoth_reader *reader, struct quoth_capture *capture,
                             quoth_str path)
{
    enum { DIGITS = 24 };
    quoth_str base = q_plaintext_name(path);
    char *name = q_arena_alloc(&capture->arena, base.len + DIGITS);
    if (!name)
        return QUOTH_ENOMEM;
    size_t len = base.len;
    memcpy(name, base.ptr, len);
    if (capture->contained)
        len += (size_t)snprintf(name + len, DIGITS, "#%" PRIu64, reader->records++);
    capture->name = q_capture_keep(capture, q_str(name, len));
    return capture->name.ptr ? QUOTH_OK : QUOTH_ENOMEM;
}

static quoth_status describe(struct quoth_reader *reader, struct quoth_capture *capture)
{
    quoth_str path = q_str_from(quoth_reader_path(reader));
    capture->path = q_capture_keep(capture, reader->pathless ? Q_NO_STR : path);
    if ((!reader->pathless && !capture->path.ptr) || put_name(reader, capture, path))
        return QUOTH_ENOMEM;
    return q_capture_give(capture, &reader->given);
}

// The next capture of the input that is open; QUOTH_END behind its last one.
static quoth_status take(struct quoth_reader *reader, struct quoth_capture *capture,
                         quoth_error *error)
{
    quoth_status status = QUOTH_OK;
    if (reader->kind == Q_READER_UNKNOWN)
        status = look(reader, error);
    if (status != QUOTH_OK)
        reader->kind = Q_READER_NOTHING;
    else if (reader->kind == Q_READER_JSONL)
        status = take_line(reader, capture, error);
    else if (reader->kind == Q_READER_WARC)
        status = take_record(reader, capture, error);
    else
        status = take_file(reader, capture, error);
    if (status == QUOTH_OK && describe(reader, capture))
        status = q_error_nomem(error);
    if (status == QUOTH_END)
        reader->kind = Q_READER_NOTHING;
    if (reader->kind == Q_READER_NOTHING)
        q_input_close(&reader->input);
    return status;
}

quoth_status quoth_reader_take(quoth_reader *reader, quoth_capture *capture,
                               quoth_error *error)
{
    quoth_error own = {.status = QUOTH_OK};
    quoth_status status;
    error = error ? error : &own;
    do {
        q_capture_clear(capture);
        status = QUOTH_OK;
        if (reader->kind == Q_READER_NOTHING)
            status = next_file(reader, error);
        if (status != QUOTH_OK)
            break;
        status = take(reader, capture, error);
    } while (status == QUOTH_END);
    if (status != QUOTH_OK)
        q_capture_clear(capture);
    return status;
}

quoth_status quoth_reader_next(quoth_reader *reader, quoth_article *article,
                               quoth_error *error)
{
    quoth_status status = QUOTH_END;
    q_article_clear(article);
    if (!reader->capture && !(reader->capture = quoth_capture_new()))
        return q_error_nomem(error);
    for (;;) {
        if (reader->open)
            status = quoth_capture_next(reader->capture, article, error);
        reader->open = reader->open && status != QUOTH_END;
        if (reader->open)
            return status;
        status = quoth_reader_take(reader, reader->capture, error);
        reader->open = status == QUOTH_OK;
        if (!reader->open)
            return status;
    }
}
