/*
 * A small model file of random weights, for the tests: right in form, and as wild in its
 * numbers as a model may be. Written as src/analyse/model.c draws it.
 */
#ifndef TINY_MODEL_H
#define TINY_MODEL_H

#include "analyse/feature.h"
#include "analyse/model.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

enum {
    TINY_HEADER = 192,
    TINY_DIGEST = 32,
    TINY_WORDS = 24,
    TINY_WEIGHTS = 12,
    TINY_INPUTS = 100 + 16 + 16 + 8 + 8, // the tables' columns
    TINY_OUTPUTS = 32,
    TINY_ROOM = 4 * 1024 * 1024
};

// Where the header's fields are.
enum {
    TINY_FORMAT = 8,
    TINY_FEATURES = 12,
    TINY_SIZE = 16,
    TINY_LANGUAGE = 24,
    TINY_SET = 32,
    TINY_LABELS = 36,
    TINY_LINKS = 40,
    TINY_WIDTH = 44,
    TINY_BLOCKS = 48,
    TINY_RECORD = 52,
    TINY_TABLES = 56,
    TINY_DILATIONS = 96,
    TINY_JUDGE = 160,
    TINY_LEAST = 164,
    TINY_ZERO = 168
};

struct tiny {
    unsigned char *bytes; // aligned to 64
    size_t size;
    uint64_t state;
};

static inline uint32_t tiny_random(struct tiny *file, uint32_t below)
{
    file->state = file->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(file->state >> 33) % below;
}

static inline void tiny_put(struct tiny *file, size_t at, uint32_t value)
{
    memcpy(file->bytes + at, &value, sizeof value);
}

static inline uint32_t tiny_get(const struct tiny *file, size_t at)
{
    uint32_t value;
    memcpy(&value, file->bytes + at, sizeof value);
    return value;
}

// Size and hash of what the file is now.
static inline void tiny_seal(struct tiny *file)
{
    uint64_t size = file->size;
    memcpy(file->bytes + TINY_SIZE, &size, sizeof size);
    EVP_Digest(file->bytes, file->size - TINY_DIGEST,
               file->bytes + file->size - TINY_DIGEST, NULL, EVP_sha256(), NULL);
}

// A part of `size` bytes behind what is there; `from` may be NULL: filled by the caller.
static inline void *tiny_part(struct tiny *file, const void *from, size_t size)
{
    void *out = file->bytes + file->size;
    if (from && size)
        memcpy(out, from, size);
    file->size += (size + 63) / 64 * 64;
    return out;
}

static inline void tiny_layer(struct tiny *file, uint32_t taps, uint32_t inputs,
                              uint32_t outputs, uint32_t shift)
{
    const uint32_t head[4] = {taps, inputs, outputs, shift};
    tiny_part(file, head, sizeof head);
    int32_t *bias = tiny_part(file, NULL, outputs * sizeof *bias);
    int32_t *scale = tiny_part(file, NULL, outputs * sizeof *scale);
    int8_t *weights = tiny_part(file, NULL, (size_t)outputs * taps * inputs);
    size_t block = (size_t)taps * inputs * 16; // weights of sixteen outputs
    for (uint32_t i = 0; i < outputs; i++) {
        bias[i] = (int32_t)tiny_random(file, 20000) - 10000;
        scale[i] = (int32_t)tiny_random(file, 2000);
    }
    for (size_t i = 0; i < block * (outputs / 16); i++) {
        weights[i] = (int8_t)((int32_t)tiny_random(file, 255) - 127);
        bias[i / block * 16 + i % 64 / 4] -= Q_ZERO * weights[i];
    }
}

static inline int tiny_compare(const void *a, const void *b)
{
    uint64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

// Hashes of `words` in their order, as a part of the file.
static inline void tiny_hashes(struct tiny *file, const char *const *words, size_t count)
{
    uint64_t *hashes = tiny_part(file, NULL, count * sizeof *hashes);
    for (size_t i = 0; i < count; i++)
        hashes[i] = quoth_word_hash((quoth_str){words[i], strlen(words[i])});
    qsort(hashes, count, sizeof *hashes, tiny_compare);
}

static inline void tiny_words(struct tiny *file)
{
    static const char *const WORDS[TINY_WORDS] = {
        "the",  "a",      "of",  "to",   "in",  "and",  "said", "told",
        "she",  "he",     "it",  "that", ".",   ",",    "\"",   "says",
        "year", "<year>", "not", "was",  "had", "gate", "on",   "<number>"};
    tiny_hashes(file, WORDS, TINY_WORDS);
}

static inline void tiny_tables(struct tiny *file)
{
    static const uint32_t SHAPE[Q_TABLES][2] = {{TINY_WORDS + 1, 100},
                                                {Q_SUFFIXES, 16},
                                                {Q_PREFIXES, 16},
                                                {Q_SHAPES, 8},
                                                {Q_PLACES, 8}};
    for (uint32_t i = 0; i < Q_TABLES; i++) {
        uint32_t size = SHAPE[i][0] * SHAPE[i][1];
        tiny_put(file, TINY_TABLES + 8 * (size_t)i, SHAPE[i][0]);
        tiny_put(file, TINY_TABLES + 8 * (size_t)i + 4, SHAPE[i][1]);
        uint8_t *values = tiny_part(file, NULL, size);
        for (uint32_t j = 0; j < size; j++)
            values[j] = (uint8_t)tiny_random(file, 128);
    }
    int16_t *gate = tiny_part(file, NULL, sizeof(int16_t[Q_GATE_STEPS]));
    for (int i = 0; i < Q_GATE_STEPS; i++)
        gate[i] = (int16_t)(i * 32 + (i & 31));
    uint8_t *certainty = tiny_part(file, NULL, Q_CERTAINTIES);
    for (int i = 0; i < Q_CERTAINTIES; i++)
        certainty[i] = (uint8_t)i;
    int16_t *start = tiny_part(file, NULL, sizeof(int16_t[Q_MAX_LABELS]));
    for (int i = 0; i < Q_MAX_LABELS; i++)
        start[i] = (int16_t)((int)tiny_random(file, 512) - 256);
    int16_t *follow = tiny_part(file, NULL, sizeof(int16_t[Q_MAX_LABELS * Q_MAX_LABELS]));
    for (int i = 0; i < Q_MAX_LABELS * Q_MAX_LABELS; i++)
        follow[i] = (int16_t)((int)tiny_random(file, 2048) - 1024);
}

// The judge: what most attributions have, so that some are dropped.
static inline void tiny_judge(struct tiny *file)
{
    static const char *const EVIDENCE[TINY_WEIGHTS] = {
        "always=",      "form=direct",    "form=noun",  "form=before",
        "pieces=1",     "inside=1",       "cue=say",    "cue=tell",
        "flag=unknown", "source words=0", "source=she", "source words=2"};
    tiny_put(file, TINY_JUDGE, TINY_WEIGHTS);
    tiny_put(file, TINY_LEAST, (uint32_t)-500);
    tiny_hashes(file, EVIDENCE, TINY_WEIGHTS);
    int16_t *values = tiny_part(file, NULL, sizeof(int16_t[TINY_WEIGHTS]));
    for (int i = 0; i < TINY_WEIGHTS; i++)
        values[i] = (int16_t)((int)tiny_random(file, 1024) - 512);
}

/** A sealed file of that label set; free(bytes) is the caller's. Its second block is so
 *  loud that the stream saturates. */
static inline struct tiny tiny_of(enum q_label_set set, uint32_t width, uint32_t blocks,
                                  const uint32_t *dilation, uint64_t seed)
{
    static const char RECORD[] = "{\"name\": \"tiny — random\"}";
    struct tiny file = {aligned_alloc(64, TINY_ROOM), TINY_HEADER, seed};
    if (!file.bytes)
        abort();
    memset(file.bytes, 0, TINY_ROOM);
    memcpy(file.bytes, "quoth\r\n", 8);
    memcpy(file.bytes + TINY_LANGUAGE, "en", 2);
    const uint32_t fields[][2] = {{TINY_FORMAT, Q_MODEL_FORMAT},
                                  {TINY_FEATURES, Q_FEATURE_VERSION},
                                  {TINY_SET, set},
                                  {TINY_LABELS, 7},
                                  {TINY_LINKS, set == Q_LABELS_STATEMENTS ? Q_LINKS : 0},
                                  {TINY_WIDTH, width},
                                  {TINY_BLOCKS, blocks},
                                  {TINY_RECORD, sizeof RECORD - 1}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        tiny_put(&file, fields[i][0], fields[i][1]);
    tiny_part(&file, RECORD, sizeof RECORD - 1);
    tiny_words(&file);
    tiny_tables(&file);
    if (set == Q_LABELS_STATEMENTS)
        tiny_judge(&file);
    tiny_layer(&file, 1, TINY_INPUTS, width, 14);
    for (uint32_t i = 0; i < blocks; i++) {
        tiny_put(&file, TINY_DILATIONS + 4 * (size_t)i, dilation[i]);
        tiny_layer(&file, 3, width, 2 * width, i == 1 ? 8 : 14);
    }
    tiny_layer(&file, 1, width, TINY_OUTPUTS, 12);
    file.size += TINY_DIGEST;
    tiny_seal(&file);
    return file;
}

static inline struct tiny tiny_model(uint32_t width, uint32_t blocks,
                                     const uint32_t *dilation, uint64_t seed)
{
    return tiny_of(Q_LABELS_STATEMENTS, width, blocks, dilation, seed);
}

static inline struct tiny tiny_names(uint32_t width, uint32_t blocks,
                                     const uint32_t *dilation, uint64_t seed)
{
    return tiny_of(Q_LABELS_NAMES, width, blocks, dilation, seed);
}

#endif
