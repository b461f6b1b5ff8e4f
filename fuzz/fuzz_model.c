/*
 * Fuzz target: damaged model files. The input edits a small model that is whole:
 *
 *     byte 0     1: leave the hash at the end as it was   2: cut the file
 *                4: it is a model of names
 *     byte 1-3   its size if it is cut
 *     then       edits: three bytes of offset, one of value
 *
 * A refusal must say at which byte; what is accepted must run over a text. (The hash is
 * made right after the edits, or nothing behind it would ever be reached.)
 */
#define _GNU_SOURCE // memfd_create
#include "../tests/unit/tiny_model.h"
#include "fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PATH = 32 };

// A model that is whole, and a file of it.
struct whole {
    struct tiny model;
    char path[PATH];
    int file;
};

static struct whole statements, names;

// A file in memory, the caller's to close.
static int put_file(const struct tiny *model, char path[PATH])
{
    int file = memfd_create("model", MFD_CLOEXEC);
    HOLD(file >= 0 && write(file, model->bytes, model->size) == (ssize_t)model->size);
    snprintf(path, PATH, "/proc/self/fd/%d", file);
    return file;
}

static void release(void)
{
    close(statements.file);
    close(names.file);
    free(statements.model.bytes);
    free(names.model.bytes);
}

static void make_whole(void)
{
    static const uint32_t dilation[] = {1};
    statements.model = tiny_model(32, 1, dilation, 1);
    names.model = tiny_names(32, 1, dilation, 1);
    statements.file = put_file(&statements.model, statements.path);
    names.file = put_file(&names.model, names.path);
    atexit(release);
}

static size_t three(const uint8_t *data)
{
    return data[0] | (size_t)data[1] << 8 | (size_t)data[2] << 16;
}

// An edited copy of `whole`, the caller's to free.
static struct tiny edited(const struct tiny *whole, const uint8_t *data, size_t size)
{
    struct tiny model = {malloc(whole->size), whole->size, 0};
    HOLD(model.bytes);
    memcpy(model.bytes, whole->bytes, whole->size);
    for (size_t i = 4; i + 4 <= size; i += 4)
        model.bytes[three(data + i) % whole->size] = data[i + 3];
    if (size < 4)
        return model;
    if (data[0] & 2 && three(data + 1) < whole->size)
        model.size = three(data + 1);
    if (!(data[0] & 1) && model.size >= TINY_HEADER + TINY_DIGEST)
        tiny_seal(&model);
    return model;
}

static void run(const quoth_engine *engine)
{
    static const char TEXT[] =
        "“We tried,” she said. “It failed.”\n\nThe envoy added that "
        "they had told him “no”. According to the report, it rained.";
    quoth_article *article = quoth_article_new();
    quoth_statements *found = quoth_statements_new();
    const quoth_str text = {TEXT, sizeof TEXT - 1};
    HOLD(article && found);
    HOLD(quoth_article_set(article, (quoth_str){"x", 1}, text, NULL) == QUOTH_OK);
    HOLD(quoth_extract(engine, article, NULL, found, NULL) == QUOTH_OK);
    quoth_statements_free(found);
    quoth_article_free(article);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!statements.model.bytes)
        make_whole();
    bool of_names = size >= 4 && data[0] & 4;
    struct tiny model = edited(of_names ? &names.model : &statements.model, data, size);
    char path[PATH];
    int file = put_file(&model, path);

    quoth_engine *engine = NULL;
    quoth_error error = {.offset = QUOTH_NO_OFFSET};
    const quoth_engine_options options = {
        .model_path = of_names ? statements.path : path,
        .names_path = of_names ? path : names.path,
    };
    quoth_status status = quoth_engine_open(&engine, &options, &error);
    if (status == QUOTH_OK) {
        run(engine);
    } else {
        HOLD(status == QUOTH_EFORMAT || status == QUOTH_EVERSION);
        HOLD(error.message[0] && error.offset <= model.size);
        HOLD(size >= 4); // unedited it is accepted
    }
    quoth_engine_close(engine);
    close(file);
    free(model.bytes);
    return 0;
}
