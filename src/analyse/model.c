/*
 * The model file. Numbers are little-endian; every part starts at a multiple of 64,
 * and the bytes between parts are 0.
 *
 *     at   bytes
 *      0   8     "quoth\r\n" and a zero byte
 *      8   4     version of this format: 2
 *     12   4     version of the features (feature.h)
 *     16   8     size of the whole file
 *     24   8     language, e.g. "en", zeros behind it
 *     32   4     label set (q_label_set)
 *     36   4     labels, at most 8
 *     40   4     link scores; none of names
 *     44   4     width of the stream, d; a multiple of 32, at most 256
 *     48   4     blocks, at most 16
 *     52   4     bytes of the training record
 *     56   40    five tables, each 4 bytes of rows and 4 of width:
 *                words, suffixes, prefixes, shapes, places
 *     96   64    sixteen dilations of 4 bytes, one a block, then 0
 *    160   4     weights of the judge, at most 65,536; none of names
 *    164   4     their least sum, signed, 1/256 nats, at most 2^20 to either side
 *    168   24    0
 *
 *    192   ...   training record, JSON in UTF-8
 *          8*w   hashes of the words, ascending; w is one less than the table's rows,
 *                whose row 0 stands for every other word
 *          ...   the five tables, [rows][width] of a byte, 0…127; each is a part
 *          2048  gate: the logistic function in 1/32768 at (i - 512) / 64, 2 bytes each
 *          256   certainty, 0…255, of a margin of (i - 128) / 16 nats
 *          16    score of the first token's label, 2 bytes each, 1/256 nats
 *          128   [from][to] score of a label behind a label, likewise
 *          8*n   hashes of what the judge weighs, ascending
 *          2*n   their weights, 2 bytes each, 1/256 nats
 *          ...   layers: enter (widths of the tables → d), each block (3d → 2d),
 *                leave (d → labels and links)
 *    end   32    SHA-256 of everything before it
 *
 * A layer has its outputs rounded up to a multiple of 32 and is four parts:
 *
 *      0   4     rows it looks at: 1 or 3
 *      4   4     inputs from each
 *      8   4     outputs
 *     12   4     shift, 1…30
 *     ...        bias, 4 bytes an output
 *     ...        scale, 4 bytes an output, 0…2048
 *     ...        weights, a signed byte each, [outputs/16][rows*inputs/4][16][4]
 *
 * The hash stands at the end so that one pass over the file gives it and the file's id.
 */
#include "analyse/model.h"

#include "analyse/feature.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/sorted.h"
#include "base/str.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the file is used as it is");

enum {
    PART = 64,
    DIGEST = 32,
    MAX_SCALE = 2048,
    MAX_BIAS = 1 << 28,
    MAX_WEIGHTS = 1 << 16,
    MAX_LEAST = 1 << 20
};

struct header {
    char magic[8];
    uint32_t format, features;
    uint64_t size;
    char language[8];
    uint32_t label_set, labels, links, width, blocks, record;
    struct {
        uint32_t rows, width;
    } table[Q_TABLES];
    uint32_t dilation[Q_MAX_BLOCKS];
    uint32_t weights;
    int32_t least;
    uint8_t zero[24];
};

_Static_assert(sizeof(struct header) == 192, "the header is as drawn");

// What a label set has.
static const struct {
    uint32_t label_set, labels, links, most_weights;
    const char *of;
} LABEL_SETS[] = {{Q_LABELS_STATEMENTS, 7, Q_LINKS, MAX_WEIGHTS, "statements"},
                  {Q_LABELS_NAMES, 7, 0, 0, "names"}};

enum { SETS = sizeof LABEL_SETS / sizeof *LABEL_SETS };

struct file {
    const uint8_t *bytes;
    size_t size; // without the hash
    size_t at;   // everything before it is read
    quoth_error *error;
};

// Complains about the byte at `at`.
#define DAMAGED(file, at, ...) q_error((file)->error, QUOTH_EFORMAT, (at), __VA_ARGS__)

static size_t rounded(size_t size)
{
    return (size + PART - 1) / PART * PART;
}

// The next part: `count` things of `size` bytes. NULL when the file ends before.
static const void *part(struct file *file, uint64_t count, size_t size, const char *what)
{
    const uint8_t *out = file->bytes + file->at;
    if (count > (file->size - file->at) / size) {
        DAMAGED(file, file->at, "model file ends inside its %s", what);
        return NULL;
    }
    size_t used = (size_t)count * size, next = file->at + rounded(used);
    if (next > file->size) {
        DAMAGED(file, file->size, "model file ends behind its %s", what);
        return NULL;
    }
    for (size_t i = file->at + used; i < next; i++) {
        if (file->bytes[i]) {
            DAMAGED(file, i, "model file has a stray byte behind its %s", what);
            return NULL;
        }
    }
    file->at = next;
    return out;
}

static bool is_digest(const char hex[static Q_SHA256_HEX],
                      const uint8_t digest[static DIGEST])
{
    char told[Q_SHA256_HEX];
    q_hex_write(digest, DIGEST, told);
    return memcmp(hex, told, sizeof told) == 0;
}

// Checks the hash at the end; fills `id` from the hash of everything.
static quoth_status check_hash(const struct file *file, char *id)
{
    char hex[Q_SHA256_HEX];
    struct q_sha256 whole, inner;
    q_sha256_init(&whole);
    q_sha256_add(&whole, file->bytes, file->size);
    inner = whole;
    q_sha256_end(&inner, hex);
    if (!is_digest(hex, file->bytes + file->size))
        return DAMAGED(file, file->size, "model file is damaged: its hash does not match");
    q_sha256_add(&whole, file->bytes + file->size, DIGEST);
    memcpy(id, "sha256:", sizeof "sha256:" - 1);
    q_sha256_end(&whole, id + sizeof "sha256:" - 1);
    return QUOTH_OK;
}

// What must hold of any model file before its fields mean anything.
static quoth_status check_envelope(const struct file *file, const struct header *header,
                                   char *id)
{
    static const char MAGIC[8] = "quoth\r\n";
    size_t size = file->size + DIGEST;
    if (memcmp(header->magic, MAGIC, sizeof MAGIC) != 0)
        return DAMAGED(file, 0, "not a model file");
    if (header->size != size)
        return DAMAGED(file, header->size < size ? header->size : size,
                       "model file has %zu bytes where it says %llu", size,
                       (unsigned long long)header->size);
    quoth_status status = check_hash(file, id);
    if (status != QUOTH_OK)
        return status;
    if (header->format != Q_MODEL_FORMAT)
        return q_error(file->error, QUOTH_EVERSION, offsetof(struct header, format),
                       "model file is of format %u, and this program reads format %d",
                       header->format, Q_MODEL_FORMAT);
    if (header->features != Q_FEATURE_VERSION)
        return q_error(file->error, QUOTH_EVERSION, offsetof(struct header, features),
                       "model was trained on features of version %u, and this program has "
                       "version %d",
                       header->features, Q_FEATURE_VERSION);
    return QUOTH_OK;
}

static quoth_status check_language(const struct file *file, const struct header *header)
{
    size_t len = 0;
    const char *name = header->language;
    while (len < sizeof header->language &&
           ((name[len] >= 'a' && name[len] <= 'z') || name[len] == '-'))
        len++;
    bool good = len > 0;
    for (size_t i = len; i < sizeof header->language; i++)
        good = good && name[i] == 0;
    if (!good)
        return DAMAGED(file, offsetof(struct header, language),
                       "model file names no language");
    return QUOTH_OK;
}

// Index of a label set, or SETS.
static size_t set_of(uint32_t label_set)
{
    size_t i = 0;
    while (i < SETS && LABEL_SETS[i].label_set != label_set)
        i++;
    return i;
}

static quoth_status check_labels(const struct file *file, const struct header *header,
                                 enum q_label_set wanted)
{
    size_t set = set_of(header->label_set);
    if (set == SETS)
        return q_error(file->error, QUOTH_EVERSION, offsetof(struct header, label_set),
                       "model file has a label set that this program does not know: %u",
                       header->label_set);
    if (header->label_set != wanted)
        return DAMAGED(file, offsetof(struct header, label_set),
                       "model file is one of %s, where one of %s is wanted",
                       LABEL_SETS[set].of, LABEL_SETS[set_of(wanted)].of);
    if (LABEL_SETS[set].labels != header->labels || LABEL_SETS[set].links != header->links)
        return DAMAGED(file, offsetof(struct header, labels),
                       "model file has %u labels and %u links, which its label set has not",
                       header->labels, header->links);
    if (header->weights > LABEL_SETS[set].most_weights)
        return DAMAGED(file, offsetof(struct header, weights),
                       "model file has more weights than a model can have: %u",
                       header->weights);
    return QUOTH_OK;
}

// Rows that a table must have; 0: any number.
static const uint32_t ROWS[Q_TABLES] = {0, Q_SUFFIXES, Q_PREFIXES, Q_SHAPES, Q_PLACES};

static quoth_status check_sizes(const struct file *file, const struct header *header)
{
    uint32_t inputs = 0;
    if (header->width == 0 || header->width % 32 || header->width > Q_MAX_WIDTH)
        return DAMAGED(file, offsetof(struct header, width),
                       "model file has a width that cannot be: %u", header->width);
    if (header->blocks > Q_MAX_BLOCKS)
        return DAMAGED(file, offsetof(struct header, blocks),
                       "model file has more blocks than a model can have: %u",
                       header->blocks);
    for (uint32_t i = 0; i < Q_TABLES; i++) {
        uint32_t rows = header->table[i].rows, width = header->table[i].width;
        if (rows == 0 || (ROWS[i] && rows != ROWS[i]) || width == 0 || width % 4 ||
            width > Q_MAX_WIDTH - inputs)
            return DAMAGED(
                file, offsetof(struct header, table) + i * sizeof header->table[0],
                "model file has a table that cannot be: %u rows of %u", rows, width);
        inputs += width;
    }
    for (uint32_t i = 0; i < Q_MAX_BLOCKS; i++) {
        uint32_t dilation = header->dilation[i];
        if ((dilation == 0) != (i >= header->blocks) || dilation > Q_MAX_DILATION)
            return DAMAGED(file, offsetof(struct header, dilation) + i * sizeof dilation,
                           "model file has a dilation that cannot be: %u", dilation);
    }
    if (header->least > MAX_LEAST || header->least < -MAX_LEAST)
        return DAMAGED(file, offsetof(struct header, least),
                       "model file has a least weight that cannot be: %d", header->least);
    for (size_t i = 0; i < sizeof header->zero; i++)
        if (header->zero[i])
            return DAMAGED(file, offsetof(struct header, zero) + i,
                           "model file has a stray byte in its header");
    return QUOTH_OK;
}

static quoth_status read_record(struct file *file, uint32_t size, struct q_model *model)
{
    size_t start = file->at;
    model->record = (quoth_str){part(file, size, 1, "training record"), size};
    if (!model->record.ptr)
        return QUOTH_EFORMAT;
    size_t bad = q_utf8_check(model->record);
    if (bad < size)
        return DAMAGED(file, start + bad, "the training record of the model is not UTF-8");
    return QUOTH_OK;
}

// The first of them that is not above the one before it, or `count`.
static uint32_t first_unsorted(const uint64_t *hashes, uint32_t count)
{
    uint32_t i = count ? 1 : 0;
    while (i < count && hashes[i - 1] < hashes[i])
        i++;
    return i;
}

static quoth_status read_words(struct file *file, uint32_t count, struct q_model *model)
{
    size_t start = file->at;
    const uint64_t *words = part(file, count, sizeof *words, "words");
    if (!words)
        return QUOTH_EFORMAT;
    uint32_t unsorted = first_unsorted(words, count);
    if (unsorted < count)
        return DAMAGED(file, start + unsorted * sizeof *words,
                       "the words of the model are not in order");
    model->words = words;
    return QUOTH_OK;
}

static quoth_status read_weights(struct file *file, const struct header *header,
                                 struct q_weights *weights)
{
    size_t start = file->at;
    weights->count = header->weights;
    weights->least = header->least;
    weights->hashes = part(file, weights->count, sizeof *weights->hashes, "weights");
    if (!weights->hashes)
        return QUOTH_EFORMAT;
    uint32_t unsorted = first_unsorted(weights->hashes, weights->count);
    if (unsorted < weights->count)
        return DAMAGED(file, start + unsorted * sizeof *weights->hashes,
                       "the weights of the model are not in order");
    weights->values = part(file, weights->count, sizeof *weights->values, "weights");
    return weights->values ? QUOTH_OK : QUOTH_EFORMAT;
}

static quoth_status read_table(struct file *file, struct q_table *table)
{
    size_t start = file->at;
    table->values = part(file, (uint64_t)table->rows * table->width, 1, "tables");
    if (!table->values)
        return QUOTH_EFORMAT;
    // Four bytes at a time, as this is most of the file. Widths are multiples of 4.
    size_t size = (size_t)table->rows * table->width;
    for (size_t i = 0; i < size; i += 4) {
        uint32_t four;
        memcpy(&four, table->values + i, sizeof four);
        if (four & 0x80808080u)
            return DAMAGED(file, start + i, "a table of the model holds a value above 127");
    }
    return QUOTH_OK;
}

static quoth_status read_small_tables(struct file *file, struct q_model *model)
{
    size_t start = file->at;
    model->gate = part(file, Q_GATE_STEPS, sizeof *model->gate, "table of the gate");
    if (!model->gate)
        return QUOTH_EFORMAT;
    for (size_t i = 0; i < Q_GATE_STEPS; i++)
        if (model->gate[i] < 0)
            return DAMAGED(file, start + i * sizeof *model->gate,
                           "the gate of the model is negative");
    model->certainty = part(file, Q_CERTAINTIES, 1, "table of certainty");
    if (!model->certainty)
        return QUOTH_EFORMAT;
    model->start = part(file, Q_MAX_LABELS, sizeof *model->start, "label scores");
    if (!model->start)
        return QUOTH_EFORMAT;
    model->follow = part(file, (uint64_t)Q_MAX_LABELS * Q_MAX_LABELS, sizeof *model->follow,
                         "label scores");
    return model->follow ? QUOTH_OK : QUOTH_EFORMAT;
}

// Sum and sum of the absolute values of one output's weights.
static void weigh(const struct q_matrix *matrix, uint32_t output, int32_t *sum,
                  int32_t *size)
{
    size_t fours = matrix->taps * matrix->inputs / 4;
    const int8_t *at = matrix->weights + (output / 16 * fours * 16 + output % 16) * 4;
    *sum = *size = 0;
    for (size_t k = 0; k < fours; k++, at += 64) {
        for (int i = 0; i < 4; i++) {
            *sum += at[i];
            *size += abs(at[i]);
        }
    }
}

// An activation less Q_ZERO is at most 64 in size, which bounds every sum; what is made
// of it must stay in int32.
static bool stays_in_range(const struct q_matrix *matrix, uint32_t output)
{
    int32_t sum, size, bias = matrix->bias[output], scale = matrix->scale[output];
    if (bias < -MAX_BIAS || bias > MAX_BIAS || scale < 0 || scale > MAX_SCALE)
        return false;
    weigh(matrix, output, &sum, &size);
    int64_t most = llabs((int64_t)bias + Q_ZERO * sum) + (int64_t)Q_ZERO * size;
    return ((most >> Q_SPLIT) + 1) * scale + (1 << (matrix->shift - 1)) <= INT32_MAX;
}

// A layer whose sizes are given in `matrix`.
static quoth_status read_layer(struct file *file, struct q_matrix *matrix)
{
    size_t start = file->at, len = (size_t)matrix->taps * matrix->inputs;
    const uint32_t *head = part(file, 4, sizeof *head, "layers");
    if (!head)
        return QUOTH_EFORMAT;
    if (head[0] != matrix->taps || head[1] != matrix->inputs || head[2] != matrix->outputs)
        return DAMAGED(file, start,
                       "a layer of the model is not of the size that it should be");
    matrix->shift = head[3];
    if (matrix->shift < 1 || matrix->shift > 30)
        return DAMAGED(file, start + 12,
                       "a layer of the model has a shift that cannot be: %u",
                       matrix->shift);
    size_t bias = file->at;
    matrix->bias = part(file, matrix->outputs, sizeof *matrix->bias, "layers");
    if (!matrix->bias)
        return QUOTH_EFORMAT;
    matrix->scale = part(file, matrix->outputs, sizeof *matrix->scale, "layers");
    if (!matrix->scale)
        return QUOTH_EFORMAT;
    matrix->weights = part(file, matrix->outputs * len, 1, "layers");
    if (!matrix->weights)
        return QUOTH_EFORMAT;
    for (uint32_t i = 0; i < matrix->outputs; i++)
        if (!stays_in_range(matrix, i))
            return DAMAGED(file, bias + i * sizeof *matrix->bias,
                           "a layer of the model can leave the range of its numbers");
    return QUOTH_OK;
}

static quoth_status read_layers(struct file *file, const struct header *header,
                                struct q_model *model)
{
    uint32_t width = model->width, scores = model->labels + model->links;
    model->enter = (struct q_matrix){.taps = 1, .inputs = model->inputs, .outputs = width};
    model->leave =
        (struct q_matrix){.taps = 1, .inputs = width, .outputs = (scores + 31) / 32 * 32};
    quoth_status status = read_layer(file, &model->enter);
    for (uint32_t i = 0; status == QUOTH_OK && i < model->blocks; i++) {
        model->block[i] = (struct q_matrix){.taps = 3,
                                            .dilation = header->dilation[i],
                                            .inputs = width,
                                            .outputs = 2 * width};
        model->reach += header->dilation[i];
        status = read_layer(file, &model->block[i]);
    }
    return status == QUOTH_OK ? read_layer(file, &model->leave) : status;
}

static quoth_status read_parts(struct file *file, const struct header *header,
                               struct q_model *model)
{
    memcpy(model->language, header->language, sizeof header->language);
    model->label_set = header->label_set;
    model->labels = header->labels;
    model->links = header->links;
    model->width = header->width;
    model->blocks = header->blocks;
    quoth_status status = read_record(file, header->record, model);
    if (status == QUOTH_OK)
        status = read_words(file, header->table[Q_TABLE_WORD].rows - 1, model);
    for (uint32_t i = 0; status == QUOTH_OK && i < Q_TABLES; i++) {
        struct q_table *table = &model->table[i];
        table->rows = header->table[i].rows;
        table->width = header->table[i].width;
        model->inputs += table->width;
        status = read_table(file, table);
    }
    if (status == QUOTH_OK)
        status = read_small_tables(file, model);
    if (status == QUOTH_OK)
        status = read_weights(file, header, &model->weights);
    if (status == QUOTH_OK)
        status = read_layers(file, header, model);
    if (status == QUOTH_OK && file->at != file->size)
        status = DAMAGED(file, file->at, "model file has bytes that belong to nothing");
    return status;
}

static quoth_status read_file(struct file *file, enum q_label_set wanted,
                              struct q_model *model)
{
    struct header header;
    memcpy(&header, file->bytes, sizeof header);
    quoth_status status = check_envelope(file, &header, model->id);
    if (status == QUOTH_OK)
        status = check_language(file, &header);
    if (status == QUOTH_OK)
        status = check_labels(file, &header, wanted);
    if (status == QUOTH_OK)
        status = check_sizes(file, &header);
    file->at = sizeof header;
    if (status == QUOTH_OK)
        status = read_parts(file, &header, model);
    return status;
}

quoth_status q_model_load(struct q_model **out, enum q_label_set wanted, const void *bytes,
                          size_t size, bool copy, quoth_error *error)
{
    *out = NULL;
    if (size < sizeof(struct header) + DIGEST)
        return q_error(error, QUOTH_EFORMAT, size, "model file is too short: %zu bytes",
                       size);
    if (size > Q_MAX_MODEL)
        return q_error(error, QUOTH_EFORMAT, Q_MAX_MODEL,
                       "model file is larger than %u bytes", Q_MAX_MODEL);
    struct q_arena arena;
    q_arena_init(&arena, 2 * (size_t)Q_MAX_MODEL);
    struct q_model *model = q_arena_calloc(&arena, 1, sizeof *model);
    if (!model)
        return q_error_nomem(error);
    if (copy || (uintptr_t)bytes % PART) {
        void *own = q_arena_alloc(&arena, size);
        if (!own) {
            q_arena_release(&arena);
            return q_error_nomem(error);
        }
        bytes = memcpy(own, bytes, size);
    }
    struct file file = {.bytes = bytes, .size = size - DIGEST, .error = error};
    quoth_status status = read_file(&file, wanted, model);
    if (status != QUOTH_OK) {
        q_arena_release(&arena);
        return status;
    }
    model->arena = arena; // it holds the model itself
    *out = model;
    return QUOTH_OK;
}

void q_model_free(struct q_model *model)
{
    if (!model)
        return;
    struct q_arena arena = model->arena;
    q_arena_release(&arena);
}

const char *q_model_id(const struct q_model *model)
{
    return model->id;
}

uint32_t q_model_word(const struct q_model *model, uint64_t hash)
{
    uint32_t count = model->table[Q_TABLE_WORD].rows - 1;
    uint32_t at = q_find_hash(model->words, count, hash);
    return at < count ? at + 1 : 0;
}
