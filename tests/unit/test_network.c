/* The network: every kernel and every size of tile give what a plain reading of
 * src/analyse/kernel.h gives, to the bit. */
#include "analyse/network.h"
#include "analyse/quotemark.h"
#include "analyse/tagger.h"
#include "analyse/token.h"
#include "analyse/viterbi.h"
#include "base/limits.h"
#include "with_network.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static const uint32_t DILATIONS[] = {1, 2, 4, 8, 16, 32, 1, 2, 4};

struct bench {
    struct tiny file;
    struct q_model *model;
    struct q_arena arena;
    struct q_annotation note;
    char *bytes;
    quoth_str text;
};

// About `tokens` tokens of sentences, paragraphs and quotations at random.
static void write_text(struct bench *bench, uint32_t tokens)
{
    static const char *const WORDS[] = {
        "the",  "gate", "said",    "Patel", "1999", "“no”",  "not",    "water", "didn’t",
        "U.S.", "and",  "\"yes\"", "that",  "told", "x-ray", "Harsk,", "she",   "48"};
    size_t at = 0;
    bench->bytes = malloc((size_t)tokens * 16 + 1);
    assert_non_null(bench->bytes);
    for (uint32_t i = 0; i < tokens; i++) {
        const char *word = WORDS[tiny_random(&bench->file, sizeof WORDS / sizeof *WORDS)];
        uint32_t end = tiny_random(&bench->file, 40);
        at += (size_t)sprintf(bench->bytes + at, "%s%s", word,
                              end == 0  ? ".\n\n"
                              : end < 3 ? ". "
                                        : " ");
    }
    bench->text = (quoth_str){bench->bytes, at};
}

static void open_bench(struct bench *bench, uint32_t width, uint32_t blocks,
                       uint32_t tokens)
{
    *bench = (struct bench){
        .file = tiny_model(width, blocks, DILATIONS, width + blocks + tokens)};
    quoth_error error = {0};
    if (q_model_load(&bench->model, Q_LABELS_STATEMENTS, bench->file.bytes,
                     bench->file.size, false, &error))
        fail_msg("%s", error.message);
    write_text(bench, tokens);
    q_arena_init(&bench->arena, Q_MAX_ARENA);
    assert_int_equal(q_tokenize(bench->text, NULL, 0, &bench->arena, &bench->note),
                     QUOTH_OK);
    assert_int_equal(q_pair_quotes(bench->text, &bench->arena, &bench->note), QUOTH_OK);
    assert_int_equal(q_find_features(bench->text, &bench->arena, &bench->note), QUOTH_OK);
}

static void close_bench(struct bench *bench)
{
    q_arena_release(&bench->arena);
    q_model_free(bench->model);
    free(bench->file.bytes);
    free(bench->bytes);
}

// ── The plain reading ──────────────────────────────────────────────────────

static int64_t limit(int64_t x, int64_t low, int64_t high)
{
    return x < low ? low : x > high ? high : x;
}

static int64_t weight(const struct q_matrix *matrix, uint32_t output, uint32_t k)
{
    uint32_t fours = matrix->taps * matrix->inputs / 4;
    return matrix->weights[((output / 16 * fours + k / 4) * 16 + output % 16) * 4 + k % 4];
}

// One output of row t; rows outside [0, count) are zeros.
static int64_t output_of(const struct q_matrix *matrix, const uint8_t *rows, size_t stride,
                         int64_t count, int64_t t, uint32_t output)
{
    int64_t sum = matrix->bias[output];
    for (uint32_t k = 0; k < matrix->taps * matrix->inputs; k++) {
        int64_t tap = (int64_t)(k / matrix->inputs) - (matrix->taps == 3);
        int64_t row = t + tap * (int64_t)matrix->dilation;
        bool in = row >= 0 && row < count;
        int64_t x = in ? rows[(size_t)row * stride + k % matrix->inputs] : Q_ZERO;
        sum += x * weight(matrix, output, k);
    }
    return ((sum >> 3) * matrix->scale[output] + (1LL << (matrix->shift - 1))) >>
           matrix->shift;
}

static void plain_norm(const int16_t *h, uint8_t *out, int64_t d)
{
    int64_t sum = 0, squares = 0, up = 0, down = 0, root = 0;
    for (int64_t i = 0; i < d; i++) {
        sum += h[i];
        squares += h[i] * h[i];
    }
    int64_t spread = d * squares - sum * sum;
    while (spread && spread << (2 * up) < 1 << 26)
        up++;
    while (spread >> (2 * down) >= 1 << 28)
        down++;
    while ((root + 1) * (root + 1) <= (spread >> (2 * down)) * (1LL << (2 * up)))
        root++;
    for (int64_t i = 0; i < d; i++) {
        int64_t x = (d * h[i] - sum) * (1LL << up) >> down;
        int64_t y = spread ? (x * ((16 << 20) / root) + (1 << 19)) >> 20 : 0;
        out[i] = (uint8_t)(limit(y, -64, 63) + Q_ZERO);
    }
}

static void plain_input(const struct q_model *model, const quoth_feature *f, uint8_t *out)
{
    uint32_t word = 0;
    for (uint32_t i = model->table[0].rows - 1; i > 0; i--)
        if (f->part && model->words[i - 1] == f->part)
            word = i;
    for (uint32_t i = model->table[0].rows - 1; i > 0; i--)
        if (model->words[i - 1] == f->word)
            word = i;
    const uint32_t rows[] = {word, f->suffix, f->prefix, f->shape, f->place};
    for (int i = 0; i < Q_TABLES; i++)
        for (uint32_t j = 0; j < model->table[i].width; j++)
            *out++ = model->table[i].values[rows[i] * model->table[i].width + j];
}

enum { ROW = Q_MAX_LABELS + Q_LINKS };

// All scores of an article, [T][ROW], in no hurry.
static int16_t *plain_scores(const struct bench *bench)
{
    const struct q_model *model = bench->model;
    size_t count = bench->text.len + 1, d = model->width;
    quoth_feature *features = calloc(count, sizeof *features);
    assert_int_equal(quoth_features(bench->text, features, &count), QUOTH_OK);
    assert_int_equal(count, bench->note.token_count);
    int64_t rows = (int64_t)count;
    uint8_t *input = calloc(count + 1, TINY_INPUTS), *normed = calloc(count + 1, d);
    int16_t *stream = calloc((count + 1) * d, sizeof *stream);
    int16_t *scores = calloc((count + 1) * ROW, sizeof *scores);
    assert_true(input && normed && stream && scores);
    for (size_t t = 0; t < count; t++)
        plain_input(model, &features[t], input + t * TINY_INPUTS);
    for (int64_t t = 0; t < rows; t++)
        for (uint32_t i = 0; i < d; i++)
            stream[(size_t)t * d + i] =
                (int16_t)limit(output_of(&model->enter, input, TINY_INPUTS, rows, t, i),
                               INT16_MIN, INT16_MAX);
    for (uint32_t n = 0; n < model->blocks; n++) {
        for (size_t t = 0; t < count; t++)
            plain_norm(stream + t * d, normed + t * d, (int64_t)d);
        for (int64_t t = 0; t < rows; t++) {
            for (uint32_t i = 0; i < d; i++) {
                int16_t *h = &stream[(size_t)t * d + i];
                int64_t a = output_of(&model->block[n], normed, d, rows, t, i);
                int64_t b =
                    output_of(&model->block[n], normed, d, rows, t, i + model->width);
                int64_t open =
                    model->gate[limit(b + Q_GATE_STEPS / 2, 0, Q_GATE_STEPS - 1)];
                int64_t more = (limit(a, INT16_MIN, INT16_MAX) * open + 16384) >> 15;
                *h = (int16_t)limit(*h + more, INT16_MIN, INT16_MAX);
            }
        }
    }
    for (size_t t = 0; t < count; t++)
        plain_norm(stream + t * d, normed + t * d, (int64_t)d);
    for (int64_t t = 0; t < rows; t++)
        for (uint32_t i = 0; i < model->labels + model->links; i++) {
            uint32_t at = i < model->labels ? i : Q_MAX_LABELS + i - model->labels;
            scores[t * ROW + at] = (int16_t)limit(
                output_of(&model->leave, normed, d, rows, t, i), INT16_MIN, INT16_MAX);
        }
    free(features);
    free(input);
    free(normed);
    free(stream);
    return scores;
}

// ── Equal to the bit ───────────────────────────────────────────────────────

static void check_scores(const struct bench *bench, const struct q_kernel *kernel,
                         uint32_t tile, const int16_t *want)
{
    struct q_arena arena;
    struct q_scores scores;
    q_arena_init(&arena, Q_MAX_ARENA);
    assert_int_equal(
        q_network_run(bench->model, kernel, &bench->note, tile, &arena, &scores), QUOTH_OK);
    for (uint32_t t = 0; t < bench->note.token_count; t++) {
        if (memcmp(scores.labels[t], want + t * ROW, sizeof *scores.labels) != 0 ||
            memcmp(scores.links[t], want + t * ROW + Q_MAX_LABELS, sizeof *scores.links) !=
                0)
            fail_msg("kernel %s, tile %u: token %u differs", kernel->name, tile, t);
    }
    q_arena_release(&arena);
}

static void check_all(uint32_t width, uint32_t blocks, uint32_t tokens)
{
    static const uint32_t TILES[] = {64, 100, 1024, UINT32_MAX};
    struct bench bench;
    const struct q_kernel *kernel[KERNELS];
    open_bench(&bench, width, blocks, tokens);
    int16_t *want = plain_scores(&bench);
    for (int i = kernels(kernel); i-- > 0;)
        for (int j = 0; j < 4; j++)
            check_scores(&bench, kernel[i], TILES[j], want);
    free(want);
    close_bench(&bench);
}

static void kernels_and_tiles_are_equal(void **state)
{
    (void)state;
    check_all(32, 9, 2500); // longer than two tiles
    check_all(160, 3, 60);  // the width that kernels know
    check_all(256, 2, 40);  // the largest
    check_all(96, 0, 30);   // no block at all
}

static void they_are_of_short_articles(void **state)
{
    (void)state;
    for (uint32_t tokens = 0; tokens < 4; tokens++)
        check_all(32, 9, tokens);
    check_all(32, 9, 64);
    check_all(32, 9, 80);
}

static void check_norm(const int16_t *stream, uint32_t width)
{
    const struct q_kernel *kernel[KERNELS];
    uint8_t want[Q_MAX_WIDTH], got[Q_MAX_WIDTH];
    plain_norm(stream, want, width);
    for (int i = kernels(kernel); i-- > 0;) {
        kernel[i]->norm(stream, got, 1, width);
        assert_memory_equal(got, want, width);
    }
}

// Any number of `range` around 0.
static int16_t around_zero(struct tiny *random, uint32_t range)
{
    return (int16_t)((int32_t)tiny_random(random, range) - (int32_t)range / 2);
}

static void norms_are_equal(void **state)
{
    (void)state;
    struct tiny random = {.state = 7};
    int16_t stream[Q_MAX_WIDTH];
    static const uint32_t RANGES[] = {1, 2, 3, 100, 4000, 65536};
    for (uint32_t width = 32; width <= Q_MAX_WIDTH; width += 32) {
        for (int range = 0; range < 6; range++) {
            for (uint32_t i = 0; i < width; i++)
                stream[i] = around_zero(&random, RANGES[range]);
            check_norm(stream, width);
        }
        for (uint32_t i = 0; i < width; i++) // the widest spread there is
            stream[i] = i % 2 ? INT16_MAX : INT16_MIN;
        check_norm(stream, width);
        memset(stream, 0, sizeof stream); // and the narrowest
        stream[3] = 1;
        check_norm(stream, width);
        stream[3] = INT16_MIN;
        check_norm(stream, width);
    }
}

// ── Labels and pieces ──────────────────────────────────────────────────────

enum { LONGEST = 4 }; // tokens whose paths are tried one by one

static int64_t score_path(const struct q_model *model, const int16_t *scores,
                          const uint8_t *path, uint32_t count)
{
    int64_t sum = model->start[path[0]] + scores[path[0]];
    for (uint32_t t = 1; t < count; t++)
        sum += model->follow[path[t - 1] * Q_MAX_LABELS + path[t]] +
               scores[t * Q_MAX_LABELS + path[t]];
    return sum;
}

// Every sequence of labels in turn; of equals the one whose last labels are lower wins.
static void plain_path(const struct q_model *model, const int16_t *scores, uint32_t count,
                       uint8_t *out)
{
    uint32_t ways = 1;
    int64_t best = INT64_MIN;
    for (uint32_t t = 0; t < count; t++)
        ways *= model->labels;
    for (uint32_t way = 0; way < ways; way++) {
        uint8_t path[LONGEST] = {0};
        uint32_t rest = way;
        for (uint32_t t = 0; t < count; t++, rest /= model->labels)
            path[t] = (uint8_t)(rest % model->labels);
        int64_t score = score_path(model, scores, path, count);
        if (score > best) {
            best = score;
            memcpy(out, path, count);
        }
    }
}

static void the_best_path_is_found(void **state)
{
    (void)state;
    struct tiny random = {.state = 11};
    struct q_arena arena;
    int16_t start[Q_MAX_LABELS], follow[Q_MAX_LABELS * Q_MAX_LABELS],
        scores[LONGEST * Q_MAX_LABELS];
    struct q_model model = {.labels = 7, .start = start, .follow = follow};
    q_arena_init(&arena, 1 << 20);
    for (int round = 0; round < 200; round++) {
        uint32_t range = round % 2 ? 3 : 65536; // few values: many ties
        uint8_t want[LONGEST], got[LONGEST];
        for (int i = 0; i < Q_MAX_LABELS; i++)
            start[i] = around_zero(&random, range);
        for (int i = 0; i < Q_MAX_LABELS * Q_MAX_LABELS; i++)
            follow[i] = around_zero(&random, range);
        for (int i = 0; i < LONGEST * Q_MAX_LABELS; i++)
            scores[i] = around_zero(&random, range);
        for (uint32_t count = 1; count <= LONGEST; count++) {
            plain_path(&model, scores, count, want);
            assert_int_equal(q_viterbi(&model, scores, count, &arena, got), QUOTH_OK);
            assert_memory_equal(got, want, count);
        }
        q_arena_clear(&arena, SIZE_MAX);
    }
    q_arena_release(&arena);
}

// Scores at their ends for a long time: nothing overflows (UBSan would say).
static void long_paths_do_not_overflow(void **state)
{
    (void)state;
    enum { COUNT = 200000 };
    struct q_arena arena;
    int16_t start[Q_MAX_LABELS], follow[Q_MAX_LABELS * Q_MAX_LABELS];
    struct q_model model = {.labels = 7, .start = start, .follow = follow};
    int16_t *scores = malloc(sizeof(int16_t[COUNT * Q_MAX_LABELS]));
    uint8_t *path = malloc(COUNT);
    assert_true(scores && path);
    q_arena_init(&arena, 1 << 24);
    for (int i = 0; i < Q_MAX_LABELS * Q_MAX_LABELS; i++)
        follow[i] = INT16_MIN;
    memset(start, 0, sizeof start);
    for (int i = 0; i < COUNT * Q_MAX_LABELS; i++)
        scores[i] = i % Q_MAX_LABELS == 5 ? INT16_MAX : INT16_MIN;
    assert_int_equal(q_viterbi(&model, scores, COUNT, &arena, path), QUOTH_OK);
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(path[i], 5);
    free(scores);
    free(path);
    q_arena_release(&arena);
}

static void labels_become_pieces(void **state)
{
    (void)state;
    struct bench bench;
    struct steady steady;
    open_bench(&bench, STEADY_WIDTH, 1, 50);
    struct q_annotation *note = &bench.note;
    for (int label = 0; label < 7; label++) {
        make_steady(&steady, bench.model, label, 3 * NAT);
        assert_int_equal(q_tag(&steady.model, &q_kernel_c, bench.text, &bench.arena, note),
                         QUOTH_OK);
        uint32_t want = label == 0 ? 0 : label % 2 ? note->token_count : 1;
        assert_int_equal(note->piece_count, want);
        for (uint32_t i = 0; i < want; i++) {
            assert_int_equal(note->pieces[i].tag, (label + 1) / 2);
            assert_int_equal(note->pieces[i].from, label % 2 ? i : 0);
            assert_int_equal(note->pieces[i].to, label % 2 ? i + 1 : note->token_count);
            assert_int_equal(note->pieces[i].score, 128 + 3 * 16);
        }
    }
    make_steady(&steady, bench.model, 1, 100 * NAT); // past the table's end
    assert_int_equal(q_tag(&steady.model, &q_kernel_c, bench.text, &bench.arena, note),
                     QUOTH_OK);
    assert_int_equal(note->pieces[0].score, 255);
    close_bench(&bench);
}

// Pieces of a wild model are in order, and are the same with every kernel.
static void pieces_are_in_order_and_equal(void **state)
{
    (void)state;
    struct bench bench;
    const struct q_kernel *kernel[KERNELS];
    open_bench(&bench, 32, 9, 1500);
    const struct q_annotation *note = &bench.note;
    assert_int_equal(q_tag(bench.model, &q_kernel_c, bench.text, &bench.arena, &bench.note),
                     QUOTH_OK);
    const struct q_annotation plain = *note;
    assert_true(plain.piece_count > 0);
    for (uint32_t j = 0; j < plain.piece_count; j++) {
        assert_true(plain.pieces[j].from < plain.pieces[j].to);
        assert_true(plain.pieces[j].from >= (j ? plain.pieces[j - 1].to : 0));
        assert_true(plain.pieces[j].to <= plain.token_count);
        assert_in_range(plain.pieces[j].tag, Q_TAG_SOURCE, Q_TAG_CONTENT);
    }
    for (int i = kernels(kernel); i-- > 0;) {
        assert_int_equal(
            q_tag(bench.model, kernel[i], bench.text, &bench.arena, &bench.note), QUOTH_OK);
        assert_ptr_not_equal(note->pieces, plain.pieces);
        assert_int_equal(note->piece_count, plain.piece_count);
        for (uint32_t j = 0; j < note->piece_count; j++) {
            assert_int_equal(note->pieces[j].from, plain.pieces[j].from);
            assert_int_equal(note->pieces[j].to, plain.pieces[j].to);
            assert_int_equal(note->pieces[j].tag, plain.pieces[j].tag);
            assert_int_equal(note->pieces[j].score, plain.pieces[j].score);
        }
        assert_memory_equal(note->links, plain.links,
                            note->token_count * sizeof(int16_t[Q_LINKS]));
    }
    close_bench(&bench);
}

static void memory_runs_out(void **state)
{
    (void)state;
    struct bench bench;
    open_bench(&bench, 32, 2, 40);
    quoth_status status = QUOTH_ENOMEM;
    uint64_t n = 0;
    while (status != QUOTH_OK) {
        assert_true(++n < 100);
        assert_int_equal(status, QUOTH_ENOMEM);
        q_arena_fail_at(n);
        status = q_tag(bench.model, q_kernel_best(), bench.text, &bench.arena, &bench.note);
    }
    q_arena_fail_at(0);
    assert_true(n > 10);
    close_bench(&bench);
}

static void kernels_have_names(void **state)
{
    (void)state;
    assert_null(q_kernel_find("mmx"));
    assert_ptr_equal(q_kernel_find("c"), &q_kernel_c);
    assert_true(q_kernel_runs(&q_kernel_c));
    assert_true(q_kernel_runs(q_kernel_best()));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kernels_and_tiles_are_equal),
        cmocka_unit_test(they_are_of_short_articles),
        cmocka_unit_test(norms_are_equal),
        cmocka_unit_test(the_best_path_is_found),
        cmocka_unit_test(long_paths_do_not_overflow),
        cmocka_unit_test(labels_become_pieces),
        cmocka_unit_test(pieces_are_in_order_and_equal),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(kernels_have_names),
    };
    return cmocka_run_group_tests_name("network", tests, NULL, NULL);
}
