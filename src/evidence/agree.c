#include "evidence/agree.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/json_tree.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "record/statement_id.h"

// What the checks share.
struct agree {
    const struct q_evidence *evidence;
    struct q_arena *arena;
    q_evidence_found *found;
    void *context;
    quoth_str text;
    uint32_t points; // code points of the text
    bool memory_out;
};

static void says(const struct agree *a, const char *which, const char *message)
{
    if (!a->memory_out) // what could not be looked at
        a->found(a->context, which, message);
}

static void statement_says(const struct agree *a, const char *message)
{
    says(a, "statement.json", message);
}

static quoth_str text_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value)
               ? q_str(json_string_value(value), json_string_length(value))
               : Q_NO_STR;
}

static bool says_same(const json_t *object, const char *key, quoth_str value)
{
    quoth_str text = text_of(object, key);
    return q_str_same(text, value);
}

// ── Spans ──

// One number of a span; false: it is none, or lies outside the text.
static bool read_point(const struct agree *a, const json_t *value, uint32_t *out)
{
    json_int_t number = json_is_integer(value) ? json_integer_value(value) : -1;
    *out = number >= 0 && number <= a->points ? (uint32_t)number : 0;
    return number >= 0 && number <= a->points;
}

// The spans of a field, in bytes; false: they are no spans of the text. None, of a field
// that is null, are fine.
static bool read_spans(struct agree *a, const json_t *list, quoth_spans *out)
{
    size_t count = json_array_size(list);
    *out = (quoth_spans){NULL, 0};
    if (!count)
        return true;
    quoth_span *spans =
        count <= a->points ? Q_ARENA_ARRAY(a->arena, quoth_span, count) : NULL;
    if (!spans) {
        a->memory_out = a->memory_out || count <= a->points;
        return false;
    }
    uint32_t behind = 0;
    for (size_t n = 0; n < count; n++) {
        const json_t *pair = json_array_get(list, n);
        if (json_array_size(pair) != 2 ||
            !read_point(a, json_array_get(pair, 0), &spans[n].start) ||
            !read_point(a, json_array_get(pair, 1), &spans[n].end) ||
            spans[n].start < behind || spans[n].end <= spans[n].start)
            return false;
        behind = spans[n].end;
    }
    quoth_points_to_bytes(a->text, &spans[0].start, 2 * count);
    *out = (quoth_spans){spans, (uint32_t)count};
    return true;
}

// Are the pieces, joined by one space, `words`?
static bool stand_there(const struct agree *a, quoth_spans spans, quoth_str words)
{
    size_t at = 0;
    for (uint32_t n = 0; n < spans.count; n++) {
        quoth_str piece = q_str_cut(a->text, spans.at[n].start, spans.at[n].end);
        if (n > 0 && (at >= words.len || words.ptr[at++] != ' '))
            return false;
        if (piece.len > words.len - at || memcmp(words.ptr + at, piece.ptr, piece.len) != 0)
            return false;
        at += piece.len;
    }
    return at == words.len;
}

// A field with text and spans, which may be null.
static void check_field(struct agree *a, const json_t *field, const char *message,
                        quoth_spans *out)
{
    quoth_spans spans = {NULL, 0};
    if (json_is_object(field)) {
        quoth_str words = text_of(field, "text");
        if (!words.ptr || !read_spans(a, json_object_get(field, "spans"), &spans) ||
            !stand_there(a, spans, words))
            statement_says(a, message);
    } else if (field && !json_is_null(field)) {
        statement_says(a, message);
    }
    if (out)
        *out = spans;
}

// ── The record ──

static void check_id(const struct agree *a, const json_t *root, quoth_spans content,
                     quoth_spans cue, quoth_spans source)
{
    // The statement, and before it the one that it is in, of which only the id matters.
    struct quoth_article article = {.text = a->text};
    quoth_statement pair[2] = {{.parent = QUOTH_NO_PARENT},
                               {.content = content, .cue = cue, .source = source}};
    struct quoth_statements both = {.at = pair, .count = 2};
    quoth_str parent = text_of(root, "parent"), of = a->evidence->manifest.article;
    char id[Q_STATEMENT_ID];
    if (!of.ptr || of.len >= sizeof article.id ||
        (parent.ptr && parent.len != sizeof pair[0].id - 1)) {
        statement_says(a, "its article or its parent has no id");
        return;
    }
    memcpy(article.id, of.ptr, of.len);
    pair[1].parent = parent.ptr ? 0 : QUOTH_NO_PARENT;
    if (parent.ptr)
        memcpy(pair[0].id, parent.ptr, parent.len);
    q_statement_id(&article, &both, 1, id);
    if (!says_same(root, "id", q_str_from(id)))
        statement_says(a, "its id is not that of its spans");
}

static void check_extractor(const struct agree *a, const json_t *root)
{
    const json_t *extractor = json_object_get(root, "extractor");
    if (!says_same(extractor, "version", a->evidence->manifest.version) ||
        !says_same(extractor, "model", a->evidence->manifest.model))
        statement_says(a, "it was not found by what manifest.json says");
}

static void check_statement(struct agree *a, const json_t *root, quoth_spans *content)
{
    const struct q_manifest *manifest = &a->evidence->manifest;
    quoth_spans cue, source;
    *content = (quoth_spans){NULL, 0};
    if (!manifest->statement.ptr || !says_same(root, "id", manifest->statement))
        statement_says(a, "it is not the statement of manifest.json");
    if (!says_same(json_object_get(root, "article"), "id", manifest->article))
        statement_says(a, "it is not of the article of manifest.json");
    check_field(a, json_object_get(root, "content"), "the content is not in the text",
                content);
    check_field(a, json_object_get(root, "cue"), "the cue is not in the text", &cue);
    check_field(a, json_object_get(root, "source"), "the source is not in the text",
                &source);
    check_field(a, json_object_get(root, "addressee"), "the addressee is not in the text",
                NULL);
    check_field(a, json_object_get(root, "occasion"), "the occasion is not in the text",
                NULL);
    check_field(a, json_object_get(root, "place"), "the place is not in the text", NULL);
    check_field(a, json_object_get(root, "said"), "the day is not in the text", NULL);
    const json_t *inserts = json_object_get(root, "inserts");
    for (size_t n = 0; n < json_array_size(inserts); n++)
        check_field(a, json_array_get(inserts, n), "an insert is not in the text", NULL);
    const json_t *via = json_object_get(root, "via");
    for (size_t n = 0; n < json_array_size(via); n++) {
        quoth_spans spans;
        if (!read_spans(a, json_object_get(json_array_get(via, n), "spans"), &spans))
            statement_says(a, "through whom it came is not in the text");
    }
    if (!content->count)
        statement_says(a, "it has no content");
    else
        check_id(a, root, *content, cue, source);
    check_extractor(a, root);
}

// ── The annotation ──

static const json_t *selector(const json_t *target, const char *type)
{
    const json_t *list = json_object_get(target, "selector");
    for (size_t n = 0; n < json_array_size(list); n++)
        if (says_same(json_array_get(list, n), "type", q_str_from(type)))
            return json_array_get(list, n);
    return NULL;
}

// The words of the text before or behind a place, as the selector tells them.
static bool surrounds(const struct agree *a, const json_t *quote, quoth_span span)
{
    quoth_str prefix = text_of(quote, "prefix"), suffix = text_of(quote, "suffix");
    quoth_str before = q_str_cut(a->text, 0, span.start);
    quoth_str behind = q_str_cut(a->text, span.end, (uint32_t)a->text.len);
    return prefix.ptr && suffix.ptr && q_str_ends(before, prefix) &&
           q_str_starts(behind, suffix);
}

static bool selects(const struct agree *a, const json_t *target, quoth_span span)
{
    const json_t *quote = selector(target, "TextQuoteSelector");
    const json_t *place = selector(target, "TextPositionSelector");
    uint32_t start, end;
    if (!read_point(a, json_object_get(place, "start"), &start) ||
        !read_point(a, json_object_get(place, "end"), &end))
        return false;
    uint32_t points[2] = {span.start, span.end};
    quoth_bytes_to_points(a->text, points, 2);
    return points[0] == start && points[1] == end && surrounds(a, quote, span) &&
           says_same(quote, "exact", q_str_cut(a->text, span.start, span.end));
}

static void check_annotation(const struct agree *a, const json_t *root, quoth_spans content)
{
    static const char which[] = "annotation.json";
    const json_t *target = json_object_get(root, "target");
    quoth_str id = text_of(root, "id"), ours = a->evidence->manifest.statement;
    if (!id.ptr || !ours.ptr || !q_str_ends(id, ours))
        says(a, which, "it is not of the statement of manifest.json");
    size_t count = json_is_array(target) ? json_array_size(target) : 1;
    bool good = count == content.count;
    for (size_t n = 0; good && n < count; n++)
        good = selects(a, json_is_array(target) ? json_array_get(target, n) : target,
                       content.at[n]);
    if (!good)
        says(a, which, "it does not select the words of the statement");
}

// ── All ──

static json_t *parse(struct agree *a, enum q_evidence_file file, const char *which)
{
    json_error_t where;
    quoth_str bytes = a->evidence->file[file];
    json_t *root = q_json_tree(bytes, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &where);
    if (!root && !*where.text)
        a->memory_out = true;
    else if (!root)
        says(a, which, "it is no JSON");
    return root;
}

quoth_status q_evidence_agrees(const struct q_evidence *evidence, struct q_arena *arena,
                               q_evidence_found *found, void *context, quoth_error *error)
{
    struct agree a = {evidence, arena, found, context, evidence->file[Q_EVIDENCE_ARTICLE],
                      0,        false};
    char id[sizeof "sha256:" + Q_SHA256_HEX] = "sha256:";
    quoth_spans content;
    if (a.text.len > Q_MAX_ARTICLE || q_utf8_check(a.text) != a.text.len) {
        says(&a, "article.txt", "it is no text of an article");
        return QUOTH_OK;
    }
    q_sha256_hex(a.text.ptr, a.text.len, id + sizeof "sha256:" - 1);
    quoth_str told = evidence->manifest.article;
    if (!told.ptr || !q_str_equal(told, q_str_from(id)))
        says(&a, "article.txt", "its hash is not the id of the article");
    a.points = (uint32_t)a.text.len;
    quoth_bytes_to_points(a.text, &a.points, 1);
    json_t *statement = parse(&a, Q_EVIDENCE_STATEMENT, "statement.json");
    json_t *annotation = parse(&a, Q_EVIDENCE_ANNOTATION, "annotation.json");
    if (statement)
        check_statement(&a, statement, &content);
    if (statement && annotation)
        check_annotation(&a, annotation, content);
    json_decref(statement);
    json_decref(annotation);
    return a.memory_out ? q_error_nomem(error) : QUOTH_OK;
}
