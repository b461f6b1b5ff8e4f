/*
 * Fuzz target: the whole way over any bytes. Invalid UTF-8 must be refused with an offset
 * inside the input; of everything else the spans must lie inside the text, on character
 * boundaries and in order, and the same input must give the same output.
 *
 * A model of random weights reads every input: it finds pieces everywhere, and is fast. The
 * real one reads one in eight.
 */
#define _GNU_SOURCE // memfd_create
#include "../tests/unit/tiny_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(x)                                                                            \
    do {                                                                                   \
        if (!(x)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #x);                        \
            abort();                                                                       \
        }                                                                                  \
    } while (0)

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
    MUST(file >= 0 && write(file, model.bytes, model.size) == (ssize_t)model.size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    quoth_engine *engine = NULL;
    MUST(quoth_engine_open(&engine, &(quoth_engine_options){.model_path = path}, NULL) ==
         QUOTH_OK);
    close(file);
    free(model.bytes);
    return engine;
}

static void open_all(void)
{
    MUST(quoth_engine_open(&real, NULL, NULL) == QUOTH_OK);
    wild = open_wild();
    article = quoth_article_new();
    found = quoth_statements_new();
    output = quoth_output_new();
    MUST(article && found && output);
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
        MUST(span.start >= before && span.start < span.end && span.end <= text.len);
        MUST(is_boundary(text, span.start) && is_boundary(text, span.end));
        before = span.end;
    }
}

static void check_statements(quoth_str text)
{
    size_t count = quoth_statements_count(found);
    uint32_t before = 0;
    for (size_t i = 0; i < count; i++) {
        const quoth_statement *s = quoth_statements_at(found, i);
        check_spans(text, s->content);
        check_spans(text, s->cue);
        check_spans(text, s->source);
        check_spans(text, s->inserts);
        MUST(s->content.count > 0 && s->content.at[0].start >= before);
        before = s->content.at[0].start;
        MUST(s->parent == QUOTH_NO_PARENT || (s->parent < count && s->parent != i));
        MUST((s->form == QUOTH_FORM_NONE) == (s->source.count == 0));
        MUST(s->confidence <= 100 && strlen(s->id) == 32);
    }
}

// Everything that is printed, in each format; the caller's to free.
static char *extract_and_print(const quoth_engine *engine, int raw)
{
    quoth_output_clear(output);
    const quoth_extract_options options = {.raw = raw};
    MUST(quoth_extract(engine, article, &options, found, NULL) == QUOTH_OK);
    check_statements(quoth_article_text(article));
    for (int format = QUOTH_PRINT_NDJSON; format <= QUOTH_PRINT_TEXT; format++) {
        const quoth_print_options how = {.format = (quoth_print_format)format};
        MUST(quoth_print(output, engine, article, found, &how, NULL) == QUOTH_OK);
    }
    quoth_str text = quoth_output_text(output);
    char *copy = malloc(text.len + 1);
    MUST(copy);
    if (text.len)
        memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    return copy;
}

static void run_twice(const quoth_engine *engine)
{
    for (int raw = 0; raw <= 1; raw++) {
        char *once = extract_and_print(engine, raw);
        char *again = extract_and_print(engine, raw);
        MUST(strcmp(once, again) == 0);
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
        MUST(status == QUOTH_EFORMAT && error.offset < size && error.message[0]);
        return 0;
    }
    run_twice(wild);
    if (size % 8 == 0)
        run_twice(real);
    return 0;
}
