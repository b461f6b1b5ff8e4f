#include "analyse/network.h"

#include <string.h>

// Memory of one tile, used again by the next. Rows are tokens of the tile and of the
// model's reach to both sides, as far as the article has them.
struct buffers {
    uint32_t pad;   // rows of zeros before the first row and behind the last
    uint8_t *input; // [rows][input_stride]
    size_t input_stride;
    int16_t *stream; // [rows][d]
    uint8_t *normed; // [pad + rows + pad][d], and a group of rows to read over
    int16_t *scores; // [tile][outputs of the last layer]
    void *scratch;   // the kernel's
};

static size_t scratch_of(const struct q_model *model, const struct q_kernel *kernel)
{
    size_t most = kernel->scratch(&model->enter), leave = kernel->scratch(&model->leave);
    most = leave > most ? leave : most;
    for (uint32_t i = 0; i < model->blocks; i++) {
        size_t block = kernel->scratch(&model->block[i]);
        most = block > most ? block : most;
    }
    return most;
}

static quoth_status make_buffers(const struct q_model *model, const struct q_kernel *kernel,
                                 uint32_t rows, uint32_t tile, struct q_arena *arena,
                                 struct buffers *out)
{
    *out = (struct buffers){.input_stride = (model->inputs + 31) / 32 * 32};
    for (uint32_t i = 0; i < model->blocks; i++)
        if (model->block[i].dilation > out->pad)
            out->pad = model->block[i].dilation;
    size_t all = (size_t)rows + 2 * out->pad + Q_KERNEL_ROWS;
    out->input = q_arena_calloc(arena, rows + (size_t)Q_KERNEL_ROWS, out->input_stride);
    out->stream = q_arena_array(arena, rows, model->width * sizeof *out->stream);
    out->normed = q_arena_array(arena, all, model->width);
    out->scores = q_arena_array(arena, tile, model->leave.outputs * sizeof *out->scores);
    out->scratch = q_arena_alloc(arena, scratch_of(model, kernel));
    if (!out->input || !out->stream || !out->normed || !out->scores || !out->scratch)
        return QUOTH_ENOMEM;
    memset(out->normed, Q_ZERO, all * model->width);
    return QUOTH_OK;
}

// A token's rows of the tables, one behind the other.
static void join_rows(const struct q_model *model, const quoth_feature *feature,
                      uint8_t *out)
{
    uint32_t word = q_model_word(model, feature->word);
    if (word == 0 && feature->part)
        word = q_model_word(model, feature->part);
    const uint32_t rows[Q_TABLES] = {word, feature->suffix, feature->prefix, feature->shape,
                                     feature->place};
    for (int i = 0; i < Q_TABLES; i++) {
        const struct q_table *table = &model->table[i];
        memcpy(out, table->values + (size_t)rows[i] * table->width, table->width);
        out += table->width;
    }
}

// The stream of rows [0, rows) before the first block.
static void enter(const struct q_model *model, const struct q_kernel *kernel,
                  const quoth_feature *features, uint32_t rows, struct buffers *at)
{
    for (uint32_t i = 0; i < rows; i++)
        join_rows(model, &features[i], at->input + i * at->input_stride);
    struct q_rows in = {at->input, at->input_stride, rows};
    kernel->linear(&model->enter, in, at->stream, at->scratch);
}

/*
 * The stream of rows [from, to) behind the last block, of rows [0, rows). Each block
 * makes only the rows that later blocks look at, so that the rows it makes shrink from
 * all of them to [from, to). What lies before row 0 and behind the last row is zeros:
 * the ends of the article, or rows too far off to count.
 */
static void run_blocks(const struct q_model *model, const struct q_kernel *kernel,
                       uint32_t rows, uint32_t from, uint32_t to, struct buffers *at)
{
    size_t d = model->width;
    uint8_t *normed = at->normed + at->pad * d;
    uint32_t reach = model->reach, first = 0, end = rows;
    memset(normed + rows * d, Q_ZERO, at->pad * d);
    for (uint32_t i = 0; i < model->blocks; i++) {
        const struct q_matrix *block = &model->block[i];
        kernel->norm(at->stream + first * d, normed + first * d, end - first, model->width);
        reach -= block->dilation;
        first = from > reach ? from - reach : 0;
        end = rows - to > reach ? to + reach : rows;
        struct q_rows in = {normed + first * d, d, end - first};
        kernel->gated(block, in, model->gate, at->stream + first * d, at->scratch);
    }
}

// Scores of rows [from, to), which are the tokens from `first` on.
static void leave(const struct q_model *model, const struct q_kernel *kernel, uint32_t from,
                  uint32_t to, struct buffers *at, struct q_scores *out, uint32_t first)
{
    size_t d = model->width;
    uint8_t *normed = at->normed + (at->pad + from) * d;
    kernel->norm(at->stream + from * d, normed, to - from, model->width);
    kernel->linear(&model->leave, (struct q_rows){normed, d, to - from}, at->scores,
                   at->scratch);
    const int16_t *row = at->scores;
    for (uint32_t i = first; i < first + to - from; i++, row += model->leave.outputs) {
        memset(out->labels[i], 0, sizeof out->labels[i]);
        memcpy(out->labels[i], row, model->labels * sizeof *row);
        if (out->links)
            memcpy(out->links[i], row + model->labels, sizeof out->links[i]);
    }
}

quoth_status q_network_run(const struct q_model *model, const struct q_kernel *kernel,
                           const struct q_annotation *annotation, uint32_t tile,
                           struct q_arena *arena, struct q_scores *scores)
{
    uint32_t count = annotation->token_count;
    struct buffers at;
    scores->labels = q_arena_array(arena, count, sizeof *scores->labels);
    scores->links =
        model->links ? q_arena_array(arena, count, sizeof *scores->links) : NULL;
    if (!scores->labels || (model->links && !scores->links))
        return QUOTH_ENOMEM;
    if (tile > count)
        tile = count;
    uint32_t most = count - tile > 2 * model->reach ? tile + 2 * model->reach : count;
    if (make_buffers(model, kernel, most, tile, arena, &at) != QUOTH_OK)
        return QUOTH_ENOMEM;
    for (uint32_t from = 0; from < count; from += tile) {
        uint32_t to = count - from > tile ? from + tile : count;
        uint32_t first = from > model->reach ? from - model->reach : 0;
        uint32_t end = count - to > model->reach ? to + model->reach : count;
        enter(model, kernel, annotation->features + first, end - first, &at);
        run_blocks(model, kernel, end - first, from - first, to - first, &at);
        leave(model, kernel, from - first, to - first, &at, scores, from);
    }
    return QUOTH_OK;
}
