/*
 * Fuzz target: the whole way over any bytes. Invalid UTF-8 must be refused with an offset
 * inside the input. Of everything else: blocks lie in order with only white space between
 * them; spans lie inside the text, on character boundaries, in order, and in no block that
 * lends no words; a parent stands before what is inside it; what is printed says the same;
 * and the same input gives the same output.
 *
 * A model of random weights reads every input: it finds pieces everywhere, and is fast. The
 * real one reads one in eight.
 */
#define _GNU_SOURCE // memfd_create
#include "../tests/unit/tiny_model.h"
#include "base/utf8.h"
#include "fuzz.h"

#include <jansson.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static quoth_engine *real, *wild;
static quoth_article *article;
static quoth_statements *found;
static quoth_output *output;

static void close_all(void)
{
    quoth_output_free(output);
    quoth_statements_free(found);
    quoth_article_free(article);
    quoth_engine_close(real);
    quoth_engine_close(wild);
}

static quoth_engine *open_wild(void)
{
    struct tiny model = tiny_model(32, 3, (const uint32_t[]){1, 2, 4}, 7);
    char path[32];
    int file = memfd_create("model", MFD_CLOEXEC);
    HOLD(file >= 0 && write(file, model.bytes, model.size) == (ssize_t)model.size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    quoth_engine *engine = NULL;
    HOLD(quoth_engine_open(&engine, &(quoth_engine_options){.model_path = path}, NULL) ==
         QUOTH_OK);
    close(file);
    free(model.bytes);
    return engine;
}

static void open_all(void)
{
    HOLD(quoth_engine_open(&real, NULL, NULL) == QUOTH_OK);
    wild = open_wild();
    article = quoth_article_new();
    found = quoth_statements_new();
    output = quoth_output_new();
    HOLD(article && found && output);
    atexit(close_all);
}

static int is_boundary(quoth_str text, uint32_t at)
{
    return at == text.len || (text.ptr[at] & 0xc0) != 0x80;
}

static void check_spans(quoth_str text, quoth_spans spans)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < spans.count; i++) {
        quoth_span span = spans.at[i];
        HOLD(span.start >= before && span.start < span.end && span.end <= text.len);
        HOLD(is_boundary(text, span.start) && is_boundary(text, span.end));
        before = span.end;
    }
}

// ── Blocks ──

static int is_inside(quoth_span inner, quoth_span outer)
{
    return inner.start == inner.end || (outer.start <= inner.start &&
                                        inner.start < inner.end && inner.end <= outer.end);
}

static void check_white(quoth_str text, uint32_t from, uint32_t to)
{
    // what is not ASCII may be white in ways that are the library's to know
    for (uint32_t at = from; at < to; at++)
        HOLD((unsigned char)text.ptr[at] <= ' ' || (unsigned char)text.ptr[at] >= 0x7f);
}

static void check_blocks(quoth_str text)
{
    size_t count;
    uint32_t before = 0;
    const quoth_block *blocks = quoth_article_blocks(article, &count);
    for (size_t i = 0; i < count; i++) {
        const quoth_block *b = &blocks[i];
        HOLD(b->kind >= QUOTH_BLOCK_BODY && b->kind <= QUOTH_BLOCK_FURNITURE);
        HOLD(!(b->flags & ~(unsigned)(QUOTH_BLOCK_REPEATED | QUOTH_BLOCK_GOES_ON)));
        check_spans(text, (quoth_spans){&b->span, 1});
        HOLD(b->span.start >= before);
        check_white(text, before, b->span.start);
        HOLD(is_inside(b->author, b->span) && is_inside(b->words, b->span));
        HOLD(is_boundary(text, b->author.start) && is_boundary(text, b->author.end));
        HOLD(is_boundary(text, b->words.start) && is_boundary(text, b->words.end));
        before = b->span.end;
    }
    check_white(text, before, (uint32_t)text.len);
}

static int lends_words(const quoth_block *b)
{
    switch (b->kind) {
    case QUOTH_BLOCK_BYLINE:
    case QUOTH_BLOCK_DATELINE:
    case QUOTH_BLOCK_CAPTION:
    case QUOTH_BLOCK_CREDIT:
    case QUOTH_BLOCK_INSERT:
    case QUOTH_BLOCK_FURNITURE:
        return 0;
    default:
        return !(b->flags & QUOTH_BLOCK_REPEATED);
    }
}

// A block of nothing but a control character has no words, and parts none.
static int has_words(quoth_str text, quoth_span span)
{
    for (uint32_t at = span.start; at < span.end; at++)
        if (text.ptr[at] > ' ' && text.ptr[at] < 0x7f)
            return 1;
    return 0;
}

static void check_voice(quoth_str text, quoth_spans spans)
{
    size_t count;
    const quoth_block *blocks = quoth_article_blocks(article, &count);
    for (size_t i = 0, k = 0; i < count && k < spans.count;) {
        if (blocks[i].span.end <= spans.at[k].start) {
            i++;
        } else if (spans.at[k].end <= blocks[i].span.start) {
            k++;
        } else {
            HOLD(lends_words(&blocks[i]) || !has_words(text, blocks[i].span));
            i++;
        }
    }
}

// ── Statements ──

static void check_parent(size_t index, const quoth_statement *s)
{
    if (s->parent == QUOTH_NO_PARENT)
        return;
    HOLD(s->parent < index);
    const quoth_statement *parent = quoth_statements_at(found, s->parent);
    HOLD(parent->content.at[0].start <= s->content.at[0].start);
}

// The reporter's words lie inside the content.
static void check_inserts(const quoth_statement *s)
{
    for (uint32_t i = 0; i < s->inserts.count; i++) {
        int inside = 0;
        for (uint32_t k = 0; k < s->content.count; k++)
            inside |= is_inside(s->inserts.at[i], s->content.at[k]);
        HOLD(inside);
    }
}

// What is told of the saying beside it: in the text, whoever's voice it stands in.
static void check_fields(quoth_str text, const quoth_statement *s)
{
    const quoth_spans told[] = {s->addressee.spans, s->occasion.spans, s->place.spans,
                                s->said.spans};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        check_spans(text, told[i]);
    for (uint32_t i = 0; i < s->via_count; i++) {
        check_spans(text, s->via[i].spans);
        HOLD(s->via[i].name.len && q_utf8_check(s->via[i].name) == s->via[i].name.len);
    }
    for (uint32_t i = 0; i < s->candidate_count; i++)
        HOLD(s->candidates[i].confidence <= 100);
    HOLD(!s->speaker_name.ptr != !s->speaker_why.ptr && s->speaker_confidence <= 100);
    HOLD(q_utf8_check(s->speaker_name) == s->speaker_name.len);
}

// The id is of this statement alone, and of nothing but what is here.
static void check_id(size_t index)
{
    const quoth_statement *s = quoth_statements_at(found, index);
    HOLD(strspn(s->id, "0123456789abcdef") == 32 && s->id[32] == '\0');
    for (size_t k = 0; k < index; k++)
        HOLD(strcmp(s->id, quoth_statements_at(found, k)->id) != 0);
}

static void check_statement(quoth_str text, size_t index)
{
    const quoth_statement *s = quoth_statements_at(found, index);
    const quoth_spans spans[] = {s->content, s->cue, s->source, s->inserts};
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        check_spans(text, spans[i]);
        check_voice(text, spans[i]);
    }
    check_inserts(s);
    check_parent(index, s);
    check_fields(text, s);
    check_id(index);
    HOLD(s->content.count > 0);
    HOLD(s->act >= QUOTH_ACT_SPEECH && s->act <= QUOTH_ACT_INTENT);
    HOLD(s->kind >= QUOTH_KIND_DIRECT && s->kind <= QUOTH_KIND_INDIRECT);
    HOLD(s->negated == 0 || s->negated == 1);
    HOLD((s->form == QUOTH_FORM_NONE) == (s->source.count == 0));
    HOLD((s->cue_lemma.ptr == NULL) == (s->cue.count == 0));
    HOLD(!(s->flags &
           ~(unsigned)(QUOTH_FLAG_UNCLOSED_QUOTE | QUOTH_FLAG_CARRIED_QUOTE |
                       QUOTH_FLAG_HEADLINE | QUOTH_FLAG_LEFT_OUT | QUOTH_FLAG_NOT_READ)));
    HOLD(s->confidence <= 100);
}

static int same_spans(quoth_spans a, quoth_spans b)
{
    return a.count == b.count &&
           (a.count == 0 || memcmp(a.at, b.at, a.count * sizeof *a.at) == 0);
}

static int is_same(const quoth_statement *a, const quoth_statement *b)
{
    return same_spans(a->content, b->content) && same_spans(a->cue, b->cue) &&
           same_spans(a->source, b->source);
}

static void check_statements(quoth_str text, int explain)
{
    size_t count = quoth_statements_count(found);
    uint32_t before = 0;
    for (size_t i = 0; i < count; i++) {
        const quoth_statement *s = quoth_statements_at(found, i);
        check_statement(text, i);
        HOLD(s->content.at[0].start >= before);
        before = s->content.at[0].start;
        HOLD(explain || !s->evidence.ptr);
        HOLD(explain || !(s->flags & QUOTH_FLAG_LEFT_OUT));
        for (size_t k = 0; k < i; k++) // nothing is said twice, under whatever parent
            HOLD(!is_same(s, quoth_statements_at(found, k)));
    }
    HOLD(!quoth_statements_why(found).ptr || !count);
}

// ── Print ──

// A field of a record: its spans, which count code points, are those of the statement, and
// its text is what stands there, one space between pieces.
static void check_field(quoth_str text, json_t *record, const char *name, quoth_spans want)
{
    json_t *field = json_object_get(record, name), *spans;
    HOLD(field && json_is_null(field) == (want.count == 0));
    if (!want.count)
        return;
    spans = json_object_get(field, "spans");
    HOLD(json_array_size(spans) == want.count);
    const char *said = json_string_value(json_object_get(field, "text"));
    size_t left = json_string_length(json_object_get(field, "text"));
    for (uint32_t k = 0; k < want.count; k++) {
        uint32_t at[2];
        for (size_t side = 0; side < 2; side++)
            at[side] = (uint32_t)json_integer_value(
                json_array_get(json_array_get(spans, k), side));
        quoth_points_to_bytes(text, at, 2);
        HOLD(at[0] == want.at[k].start && at[1] == want.at[k].end);
        if (k) {
            HOLD(left > 0 && *said == ' ');
            said++, left--;
        }
        size_t len = at[1] - at[0];
        HOLD(len <= left && memcmp(said, text.ptr + at[0], len) == 0);
        said += len, left -= len;
    }
    HOLD(left == 0);
}

static void check_records(quoth_str text)
{
    quoth_str lines = quoth_output_text(output);
    const char *at = lines.ptr, *end = lines.ptr + lines.len;
    for (size_t i = 0; i < quoth_statements_count(found); i++) {
        const quoth_statement *s = quoth_statements_at(found, i);
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        HOLD(line_end);
        json_t *record = json_loadb(at, (size_t)(line_end - at), JSON_ALLOW_NUL, NULL);
        HOLD(record);
        check_field(text, record, "content", s->content);
        check_field(text, record, "cue", s->cue);
        check_field(text, record, "source", s->source);
        const char *parent = json_string_value(json_object_get(record, "parent"));
        HOLD((parent == NULL) == (s->parent == QUOTH_NO_PARENT));
        HOLD(!parent || strcmp(parent, quoth_statements_at(found, s->parent)->id) == 0);
        json_decref(record);
        at = line_end + 1;
    }
    HOLD(at == end);
}

// Everything that is printed, in each format; the caller's to free.
static char *extract_and_print(const quoth_engine *engine,
                               const quoth_extract_options *options)
{
    quoth_output_clear(output);
    HOLD(quoth_extract(engine, article, options, found, NULL) == QUOTH_OK);
    check_statements(quoth_article_text(article), options->explain);
    for (int format = QUOTH_PRINT_NDJSON; format <= QUOTH_PRINT_TEXT; format++) {
        const quoth_print_options how = {.format = (quoth_print_format)format};
        HOLD(quoth_print(output, article, found, &how, NULL) == QUOTH_OK);
        if (format == QUOTH_PRINT_NDJSON)
            check_records(quoth_article_text(article));
    }
    quoth_str text = quoth_output_text(output);
    char *copy = malloc(text.len + 1);
    HOLD(copy);
    if (text.len)
        memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    return copy;
}

static void run_twice(const quoth_engine *engine)
{
    static const quoth_extract_options ways[] = {{.raw = 0}, {.raw = 1}, {.explain = 1}};
    for (size_t way = 0; way < sizeof ways / sizeof *ways; way++) {
        char *once = extract_and_print(engine, &ways[way]);
        char *again = extract_and_print(engine, &ways[way]);
        HOLD(strcmp(once, again) == 0);
        free(once);
        free(again);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!wild)
        open_all();
    quoth_error error = {.offset = QUOTH_NO_OFFSET};
    const quoth_str name = {"fuzz", 4};
    const quoth_str text = {(const char *)data, size};
    quoth_status status = quoth_article_set(article, name, text, &error);
    if (status != QUOTH_OK) {
        HOLD(status == QUOTH_EFORMAT && error.offset < size && error.message[0]);
        return 0;
    }
    check_blocks(text);
    run_twice(wild);
    if (quoth_statements_why(found).ptr) { // not English: read it all the same
        HOLD(quoth_article_set_language(article, (quoth_str){"en", 2}, NULL) == QUOTH_OK);
        run_twice(wild);
    }
    if (size % 8 == 0)
        run_twice(real);
    return 0;
}
