#include "read/jsonl.h"

#include "base/date.h"
#include "base/error.h"
#include "base/json_tree.h"
#include "base/language.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/charset.h"
#include "read/flat.h"

#include <inttypes.h>
#include <stdio.h>

enum field { TEXT, ID, TITLE, PUBLISHED, OUTLET, URL, AUTHORS, LANGUAGE, FIELDS };
enum { DIGITS = 24 }; // room for a 64-bit number

#define KEY(literal) literal, sizeof(literal) - 1
static const quoth_str keys[FIELDS] = {
    [TEXT] = {KEY("text")},       [ID] = {KEY("id")},
    [TITLE] = {KEY("title")},     [PUBLISHED] = {KEY("published")},
    [OUTLET] = {KEY("outlet")},   [URL] = {KEY("url")},
    [AUTHORS] = {KEY("authors")}, [LANGUAGE] = {KEY("language")}};

// One line taken apart. What the values say lies in the line or in the tree.
struct record {
    uint64_t number, offset; // of the line; of its first byte in the input
    struct q_flat_value values[FIELDS];
    json_t *tree; // NULL where the fast way was enough
    char id[DIGITS];
};

static quoth_status wrong(const struct record *record, size_t at, const char *what,
                          quoth_error *error)
{
    return q_error(error, QUOTH_EFORMAT, record->offset + at, "line %" PRIu64 ": %s",
                   record->number, what);
}

// ── A line → its record ──

static void take_node(struct record *record, enum field field, const json_t *node)
{
    struct q_flat_value value = {.kind = Q_FLAT_NONE};
    if (json_is_string(node)) {
        value.raw = q_str(json_string_value(node), json_string_length(node));
        value.kind = Q_FLAT_STRING;
    } else if (json_is_integer(node) && field == ID) {
        snprintf(record->id, DIGITS, "%" JSON_INTEGER_FORMAT, json_integer_value(node));
        value.raw = q_str_from(record->id);
        value.kind = Q_FLAT_INTEGER;
    } else if (json_is_array(node)) {
        value.kind = Q_FLAT_LIST; // keep_authors looks into the tree
    }
    record->values[field] = value;
}

static quoth_status read_tree(struct record *record, quoth_str line, quoth_error *error)
{
    json_error_t problem;
    record->tree = q_json_tree(line, JSON_ALLOW_NUL, &problem);
    if (!record->tree && problem.text[0] == '\0')
        return q_error_nomem(error);
    if (!record->tree) {
        char *near =
            strstr(problem.text, " near "); // and a piece of the line, cut anywhere
        if (near)
            *near = '\0';
        size_t at = problem.position > 0 ? (size_t)problem.position : 0;
        return wrong(record, at < line.len ? at : line.len, problem.text, error);
    }
    if (!json_is_object(record->tree))
        return wrong(record, 0, "not a JSON object", error);
    for (enum field field = TEXT; field < FIELDS; field++)
        take_node(record, field,
                  json_object_getn(record->tree, keys[field].ptr, keys[field].len));
    return QUOTH_OK;
}

// The integer that `id` may be is the only one of use, and the list of authors.
static void drop_useless(struct record *record)
{
    for (enum field field = TEXT; field < FIELDS; field++) {
        struct q_flat_value *value = &record->values[field];
        bool empty = value->kind == Q_FLAT_STRING && value->raw.len == 0 && field != TEXT;
        if (empty || (value->kind == Q_FLAT_INTEGER && field != ID) ||
            (value->kind == Q_FLAT_LIST && field != AUTHORS))
            *value = (struct q_flat_value){.kind = Q_FLAT_NONE};
    }
}

// `record` must be released, whatever is returned.
static quoth_status read_record(struct record *record, quoth_str line, bool only_tree,
                                quoth_error *error)
{
    size_t valid = q_utf8_check(line);
    if (valid < line.len)
        return wrong(record, valid, "not valid UTF-8", error);
    if (only_tree || !q_flat_read(line, keys, FIELDS, record->values)) {
        quoth_status status = read_tree(record, line, error);
        if (status != QUOTH_OK)
            return status;
    }
    drop_useless(record);
    if (record->values[TEXT].kind != Q_FLAT_STRING)
        return wrong(record, 0, "no \"text\"", error);
    return QUOTH_OK;
}

static void release_record(struct record *record)
{
    json_decref(record->tree);
}

bool q_jsonl_is_record(quoth_str line)
{
    struct record record = {.number = 1};
    bool is = read_record(&record, line, false, NULL) == QUOTH_OK;
    release_record(&record);
    return is;
}

// ── A record → an article ──

// The one copy that is made of a string. False: no memory.
static bool keep(struct quoth_article *article, const struct q_flat_value *value,
                 quoth_str *out)
{
    *out = Q_NO_STR;
    if (value->kind == Q_FLAT_NONE)
        return true;
    if (!value->escaped) {
        *out = q_article_keep(article, value->raw);
        return out->ptr != NULL;
    }
    char *copy = q_arena_alloc(&article->arena, value->raw.len);
    if (copy)
        *out = q_str(copy, q_flat_unescape(value->raw, copy));
    return copy != NULL;
}

static bool keep_date(struct quoth_article *article, const struct q_flat_value *value)
{
    quoth_str text;
    if (!keep(article, value, &text))
        return false;
    char iso[Q_DATE_SIZE];
    quoth_date date = {.text = text};
    if (text.ptr && q_date_read(text, iso, &date)) {
        date.value = q_article_keep(article, date.value);
        if (!date.value.ptr)
            return false;
    }
    article->published = date;
    return true;
}

static void say_given(struct quoth_article *article)
{
    const char *given = "given";
    article->told_by[QUOTH_ABOUT_TITLE] = article->title.ptr ? given : NULL;
    article->told_by[QUOTH_ABOUT_OUTLET] = article->outlet.ptr ? given : NULL;
    article->told_by[QUOTH_ABOUT_LANGUAGE] = article->language.ptr ? given : NULL;
    article->told_by[QUOTH_ABOUT_PUBLISHED] = article->published.value.ptr ? given : NULL;
    article->told_by[QUOTH_ABOUT_AUTHORS] = article->author_count ? given : NULL;
}

// What is no tag tells nothing: the text will.
static bool keep_language(struct quoth_article *article, const struct q_flat_value *value)
{
    bool kept = keep(article, value, &article->language);
    if (!q_language_is_tag(article->language))
        article->language = Q_NO_STR;
    return kept;
}

// The strings of a list, without those that are empty.
static bool keep_list(struct quoth_article *article, const json_t *list)
{
    size_t size = json_array_size(list);
    article->authors = Q_ARENA_ARRAY(&article->arena, quoth_str, size);
    for (size_t i = 0; article->authors && i < size; i++) {
        const json_t *node = json_array_get(list, i);
        if (!json_is_string(node) || json_string_length(node) == 0)
            continue;
        quoth_str name = q_str(json_string_value(node), json_string_length(node));
        name = q_article_keep(article, name);
        if (!name.ptr)
            return false;
        article->authors[article->author_count++] = name;
    }
    return article->authors;
}

// One string is one author, however many names it holds.
static bool keep_authors(struct quoth_article *article, const struct record *record)
{
    const struct q_flat_value *value = &record->values[AUTHORS];
    if (value->kind == Q_FLAT_NONE)
        return true;
    if (value->kind == Q_FLAT_LIST && record->tree)
        return keep_list(
            article, json_object_getn(record->tree, keys[AUTHORS].ptr, keys[AUTHORS].len));
    if (value->kind == Q_FLAT_LIST) {
        json_error_t problem;
        json_t *list = q_json_tree(value->raw, 0, &problem);
        bool kept = list && keep_list(article, list);
        json_decref(list);
        return kept;
    }
    article->authors = Q_ARENA_ARRAY(&article->arena, quoth_str, 1);
    if (!article->authors || !keep(article, value, article->authors))
        return false;
    article->author_count = 1;
    return true;
}

static bool keep_name(struct quoth_article *article, const struct record *record)
{
    if (record->values[ID].kind != Q_FLAT_NONE)
        return keep(article, &record->values[ID], &article->name);
    char digits[DIGITS];
    snprintf(digits, sizeof digits, "%" PRIu64, record->number);
    article->name = q_article_keep(article, q_str_from(digits));
    return article->name.ptr != NULL;
}

static quoth_status fill(struct quoth_article *article, const struct record *record,
                         quoth_error *error)
{
    quoth_str text;
    const struct q_flat_value *values = record->values;
    if (!keep(article, &values[TEXT], &text) || !keep_name(article, record) ||
        !keep(article, &values[TITLE], &article->title) ||
        !keep(article, &values[OUTLET], &article->outlet) ||
        !keep(article, &values[URL], &article->url) ||
        !keep_language(article, &values[LANGUAGE]) ||
        !keep_date(article, &values[PUBLISHED]) || !keep_authors(article, record))
        return q_error_nomem(error);
    if (text.len > Q_MAX_ARTICLE)
        return q_error(error, QUOTH_ELIMIT, record->offset,
                       "line %" PRIu64 ": \"text\" is longer than %u MB", record->number,
                       Q_MAX_ARTICLE >> 20);
    if (text.len && memchr(text.ptr, '\0', text.len))
        return wrong(record, 0, "a NUL in \"text\", which no text has", error);
    say_given(article);
    q_article_adopt(article, text);
    return QUOTH_OK;
}

// ── Lines ──

static quoth_status skip_line(struct q_jsonl *jsonl, struct q_input *input,
                              quoth_error *error)
{
    quoth_status status = QUOTH_OK;
    while (jsonl->skipping && status == QUOTH_OK) {
        quoth_str rest = q_input_rest(input);
        const char *end = rest.len ? memchr(rest.ptr, '\n', rest.len) : NULL;
        q_input_use(input, end ? (size_t)(end - rest.ptr) + 1 : rest.len);
        if (end)
            jsonl->skipping = false;
        else
            status = q_input_more(input, error);
    }
    return status;
}

// A file that cannot be JSONL at all is refused once, not once a line.
static quoth_status check_start(struct q_input *input, quoth_str line, quoth_error *error)
{
    const char *kind = q_charset_binary(line);
    if (q_str_starts(line, Q_STR("\xff\xfe")) || q_str_starts(line, Q_STR("\xfe\xff")))
        kind = "UTF-16";
    if (!kind)
        return QUOTH_OK;
    q_input_end(input);
    return q_error(error, QUOTH_EFORMAT, 0, "not UTF-8, as JSONL is (%s)", kind);
}

// The next line, which may be blank. It lies in the input, which is already behind it.
static quoth_status next_line(struct q_jsonl *jsonl, struct q_input *input,
                              struct q_jsonl_line *out, quoth_error *error)
{
    quoth_str line;
    quoth_status status = skip_line(jsonl, input, error);
    if (status == QUOTH_OK)
        status = q_input_line(input, 0, Q_MAX_LINE, &line, error);
    uint64_t offset = input->offset;
    if (status == QUOTH_OK || status == QUOTH_ELIMIT)
        jsonl->line++;
    if (status == QUOTH_ELIMIT) {
        jsonl->skipping = true;
        return q_error(error, QUOTH_ELIMIT, offset, "line %" PRIu64 ": longer than %u MB",
                       jsonl->line, Q_MAX_LINE >> 20);
    }
    if (status != QUOTH_OK)
        return status;
    bool ended = line.len < q_input_rest(input).len; // by a line end
    q_input_use(input, line.len + ended);
    size_t mark = jsonl->line == 1 ? q_charset_mark(line) : 0;
    *out = (struct q_jsonl_line){.bytes = q_str(line.ptr + mark, line.len - mark),
                                 .number = jsonl->line,
                                 .offset = offset + mark};
    return QUOTH_OK;
}

quoth_status q_jsonl_take(struct q_jsonl *jsonl, struct q_input *input,
                          struct q_jsonl_line *out, quoth_error *error)
{
    quoth_status status;
    do {
        status = next_line(jsonl, input, out, error);
    } while (status == QUOTH_OK && q_str_trim(out->bytes).len == 0);
    if (status == QUOTH_OK && jsonl->line == 1)
        status = check_start(input, out->bytes, error);
    return status;
}

quoth_status q_jsonl_read(const struct q_jsonl_line *line, bool only_tree,
                          struct quoth_article *article, quoth_error *error)
{
    struct record record = {.number = line->number, .offset = line->offset};
    q_article_clear(article);
    quoth_status status = read_record(&record, line->bytes, only_tree, error);
    if (status == QUOTH_OK)
        status = fill(article, &record, error);
    release_record(&record);
    if (status != QUOTH_OK)
        q_article_clear(article);
    return status;
}
