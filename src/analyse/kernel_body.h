/*
 * What every kernel does alike, in one source that each of them compiles with its own
 * flags: everything that works on one element at a time, in int32, so that the compiler
 * makes vectors of it. The product (`prepare`, `sums`) is the kernel's own.
 */
#ifndef Q_KERNEL_BODY_H
#define Q_KERNEL_BODY_H

#include "analyse/kernel.h"

#include <stdbool.h>
#include <string.h>

// Rows whose sums are made before they are used: enough to reuse the weights, few
// enough to stay in the nearest caches.
enum { CHUNK = 4 * Q_KERNEL_ROWS };

// Makes ready what `sums` needs of the weights, in `scratch`.
typedef void prepare_fn(const struct q_matrix *matrix, void *scratch);
// The sums of at most CHUNK rows, rounded up to a group, from prepared weights.
typedef void sums_fn(const struct q_matrix *matrix, struct q_rows in, int32_t *out,
                     const void *scratch);

static inline size_t sums_size(const struct q_matrix *matrix)
{
    return (size_t)CHUNK * matrix->outputs * sizeof(int32_t);
}

static inline int32_t clamp(int32_t x, int32_t low, int32_t high)
{
    return x < low ? low : x > high ? high : x;
}

// The loader has proved that neither product nor sum leaves int32.
static inline int32_t scaled(int32_t sum, int32_t scale, uint32_t shift)
{
    return ((sum >> Q_SPLIT) * scale + (1 << (shift - 1))) >> shift;
}

static inline struct q_rows rows_from(struct q_rows in, uint32_t from)
{
    uint32_t left = in.count - from;
    return (struct q_rows){in.first + from * in.stride, in.stride,
                           left < CHUNK ? left : CHUNK};
}

static inline void linear_row(const struct q_matrix *matrix, const int32_t *restrict sums,
                              int16_t *restrict out)
{
    for (uint32_t i = 0; i < matrix->outputs; i++)
        out[i] = (int16_t)clamp(scaled(sums[i], matrix->scale[i], matrix->shift), INT16_MIN,
                                INT16_MAX);
}

// `scratch` is CHUNK rows of sums, then what `prepare` writes.
static inline void linear_rows(const struct q_matrix *matrix, struct q_rows in,
                               int16_t *out, void *scratch, prepare_fn *prepare,
                               sums_fn *sums)
{
    int32_t *sum = scratch;
    void *prepared = (char *)scratch + sums_size(matrix);
    prepare(matrix, prepared);
    for (uint32_t from = 0; from < in.count; from += CHUNK) {
        struct q_rows chunk = rows_from(in, from);
        sums(matrix, chunk, sum, prepared);
        for (uint32_t i = 0; i < chunk.count; i++)
            linear_row(matrix, sum + (size_t)i * matrix->outputs,
                       out + (size_t)(from + i) * matrix->outputs);
    }
}

// One row: stream[width] += a * gate(b), from the sums of a [width] and b [width].
static inline void gate_row(const struct q_matrix *matrix, const int32_t *restrict sums,
                            const int16_t *restrict gate, int16_t *restrict stream)
{
    int16_t open[Q_MAX_WIDTH];
    uint16_t step[Q_MAX_WIDTH];
    uint32_t width = matrix->outputs / 2;
    const int32_t *scale = matrix->scale;
    for (uint32_t i = 0; i < width; i++) {
        int32_t b = scaled(sums[width + i], scale[width + i], matrix->shift);
        step[i] = (uint16_t)clamp(b + Q_GATE_STEPS / 2, 0, Q_GATE_STEPS - 1);
    }
    for (uint32_t i = 0; i < width; i++)
        open[i] = gate[step[i]];
    for (uint32_t i = 0; i < width; i++) {
        int32_t a = scaled(sums[i], scale[i], matrix->shift);
        a = clamp(a, INT16_MIN, INT16_MAX) * open[i];
        a = stream[i] + ((a + (1 << 14)) >> 15);
        stream[i] = (int16_t)clamp(a, INT16_MIN, INT16_MAX);
    }
}

static inline void gated_rows(const struct q_matrix *matrix, struct q_rows in,
                              const int16_t *gate, int16_t *stream, void *scratch,
                              prepare_fn *prepare, sums_fn *sums)
{
    int32_t *sum = scratch;
    void *prepared = (char *)scratch + sums_size(matrix);
    uint32_t width = matrix->outputs / 2;
    prepare(matrix, prepared);
    for (uint32_t from = 0; from < in.count; from += CHUNK) {
        struct q_rows chunk = rows_from(in, from);
        sums(matrix, chunk, sum, prepared);
        for (uint32_t i = 0; i < chunk.count; i++)
            gate_row(matrix, sum + (size_t)i * matrix->outputs, gate,
                     stream + (size_t)(from + i) * width);
    }
}

enum { NORMED = 16 }; // rows whose roots are drawn at once

// Roots of numbers below 2^28, rounded down, bit by bit, without a branch.
static inline void draw_roots(uint32_t x[restrict NORMED], uint32_t out[restrict NORMED])
{
    memset(out, 0, NORMED * sizeof *out);
    for (uint32_t bit = 1u << 26; bit; bit >>= 2) {
        for (int i = 0; i < NORMED; i++) {
            uint32_t least = out[i] + bit, more = x[i] >= least ? UINT32_MAX : 0;
            x[i] -= least & more;
            out[i] = (out[i] >> 1) + (bit & more);
        }
    }
}

// What the layer norm of a row needs to know of it.
struct norm {
    int32_t sum;
    int32_t up, down; // shifts
    bool flat;        // all values are the same
};

/*
 * One row of layer norm. With S = Σh and V = d·Σh² - S² the result is (d·h - S) / √V.
 * V is brought to [2^26, 2^28) by an even shift, so that its root has 14 bits and one
 * division serves the row; d·h - S is shifted by half as much, and is then below
 * √d·2^14 ≤ 2^18, its product with the factor (≤ 2^11) below 2^29. Gives the shifted V.
 */
static inline uint32_t measure_row(const int16_t *restrict stream, int32_t width,
                                   struct norm *norm)
{
    int32_t sum = 0;
    uint32_t low = 0, high = 0; // halves of the squares, so that all stays in 32 bits
    for (int32_t i = 0; i < width; i++) {
        uint32_t square = (uint32_t)((int32_t)stream[i] * stream[i]);
        sum += stream[i];
        low += square & 0xffff;
        high += square >> 16;
    }
    uint64_t squares = ((uint64_t)high << 16) + low;
    uint64_t spread = (uint64_t)width * squares - (uint64_t)((int64_t)sum * sum);
    if (spread == 0) {
        *norm = (struct norm){.flat = true};
        return 1;
    }
    int bits = 64 - __builtin_clzll(spread);
    *norm = (struct norm){.sum = sum,
                          .down = bits > 28 ? (bits - 27) / 2 : 0,
                          .up = bits < 27 ? (28 - bits) / 2 : 0};
    return (uint32_t)(spread >> (2 * norm->down) << (2 * norm->up));
}

static inline void norm_row(const int16_t *restrict stream, uint8_t *restrict out,
                            int32_t width, const struct norm *norm, uint32_t root)
{
    if (norm->flat) {
        memset(out, Q_ZERO, (size_t)width);
        return;
    }
    int32_t lift = 1 << norm->up, factor = (16 << 20) / (int32_t)root;
    for (int32_t i = 0; i < width; i++) {
        int32_t x = ((width * stream[i] - norm->sum) * lift) >> norm->down;
        int32_t y = (x * factor + (1 << 19)) >> 20;
        out[i] = (uint8_t)(clamp(y, -64, 63) + Q_ZERO);
    }
}

static inline void norm_rows(const int16_t *stream, uint8_t *out, uint32_t rows,
                             uint32_t width)
{
    for (uint32_t from = 0; from < rows; from += NORMED) {
        uint32_t count = rows - from < NORMED ? rows - from : NORMED;
        uint32_t spread[NORMED] = {0}, root[NORMED];
        struct norm norm[NORMED];
        for (uint32_t i = 0; i < count; i++)
            spread[i] =
                measure_row(stream + (size_t)(from + i) * width, (int32_t)width, &norm[i]);
        draw_roots(spread, root);
        for (uint32_t i = 0; i < count; i++)
            norm_row(stream + (size_t)(from + i) * width, out + (size_t)(from + i) * width,
                     (int32_t)width, &norm[i], root[i]);
    }
}

#endif
