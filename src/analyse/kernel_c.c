/*
 * The product in plain C. Weights and rows become int16, because compilers turn a sum of
 * int16 products into pmaddwd, which every x86-64 processor has, and its like elsewhere.
 */
#include "analyse/kernel_body.h"

enum { ROWS = 2, OUTPUTS = 4 }; // of one tile; they divide Q_KERNEL_ROWS and 32

static uint32_t length(const struct q_matrix *matrix)
{
    return matrix->taps * matrix->inputs;
}

static size_t scratch_size(const struct q_matrix *matrix)
{
    return sums_size(matrix) + (size_t)matrix->outputs * length(matrix) * sizeof(int16_t);
}

// The weights as [outputs][taps*inputs] int16.
static void prepare(const struct q_matrix *matrix, void *scratch)
{
    uint32_t len = length(matrix);
    const int8_t *from = matrix->weights;
    for (uint32_t block = 0; block < matrix->outputs; block += 16) {
        for (uint32_t k = 0; k < len; k += 4) {
            int16_t *to = (int16_t *)scratch + (size_t)block * len + k;
            for (uint32_t i = 0; i < 16; i++, to += len, from += 4)
                for (int j = 0; j < 4; j++) // numbers, not characters
                    to[j] = from[j]; // NOLINT(bugprone-signed-char-misuse,cert-str34-c)
        }
    }
}

// The activations that one output sees, tap after tap, as [taps*inputs] int16.
static void widen(const struct q_matrix *matrix, const uint8_t *row, size_t stride,
                  int16_t *out)
{
    row -= matrix->dilation * stride;
    for (uint32_t tap = 0; tap < matrix->taps; tap++, row += matrix->dilation * stride)
        for (uint32_t k = 0; k < matrix->inputs; k++)
            *out++ = row[k];
}

// The analyzer takes a row of numbers that widen() wrote in a loop for one that nobody did.
#if defined __GNUC__ && !defined __clang__
#pragma GCC diagnostic ignored "-Wanalyzer-use-of-uninitialized-value"
#endif

static inline void tile(const int16_t *restrict x, const int16_t *restrict y,
                        const int16_t *restrict w, uint32_t len, int32_t sum[ROWS][OUTPUTS])
{
    int32_t x0 = 0, x1 = 0, x2 = 0, x3 = 0, y0 = 0, y1 = 0, y2 = 0, y3 = 0;
    const int16_t *restrict w1 = w + len, *restrict w2 = w1 + len, *restrict w3 = w2 + len;
    for (uint32_t k = 0; k < len; k++) {
        x0 += x[k] * w[k];
        x1 += x[k] * w1[k];
        x2 += x[k] * w2[k];
        x3 += x[k] * w3[k];
        y0 += y[k] * w[k];
        y1 += y[k] * w1[k];
        y2 += y[k] * w2[k];
        y3 += y[k] * w3[k];
    }
    sum[0][0] = x0, sum[0][1] = x1, sum[0][2] = x2, sum[0][3] = x3;
    sum[1][0] = y0, sum[1][1] = y1, sum[1][2] = y2, sum[1][3] = y3;
}

static void sums(const struct q_matrix *matrix, struct q_rows in, int32_t *out,
                 const void *prepared)
{
    uint32_t len = length(matrix);
    int16_t wide[ROWS][Q_MAX_SUM];
    int32_t sum[ROWS][OUTPUTS];
    for (uint32_t row = 0; row < in.count; row += ROWS) {
        for (uint32_t i = 0; i < ROWS; i++)
            widen(matrix, in.first + (row + i) * in.stride, in.stride, wide[i]);
        for (uint32_t output = 0; output < matrix->outputs; output += OUTPUTS) {
            tile(wide[0], wide[1], (const int16_t *)prepared + (size_t)output * len, len,
                 sum);
            for (uint32_t i = 0; i < ROWS; i++)
                for (uint32_t j = 0; j < OUTPUTS; j++)
                    out[(size_t)(row + i) * matrix->outputs + output + j] =
                        sum[i][j] + matrix->bias[output + j];
        }
    }
}

static void linear(const struct q_matrix *matrix, struct q_rows in, int16_t *out,
                   void *scratch)
{
    linear_rows(matrix, in, out, scratch, prepare, sums);
}

static void gated(const struct q_matrix *matrix, struct q_rows in, const int16_t *gate,
                  int16_t *stream, void *scratch)
{
    gated_rows(matrix, in, gate, stream, scratch, prepare, sums);
}

const struct q_kernel q_kernel_c = {"c", scratch_size, linear, gated, norm_rows};
