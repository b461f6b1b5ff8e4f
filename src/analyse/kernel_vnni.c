/* The product by vpdpbusd: four bytes of a row against four of sixteen outputs at once. */
#include "analyse/kernel_body.h"

#if defined(__x86_64__)
#include <immintrin.h>

enum { ROWS = Q_KERNEL_ROWS };

static void prepare(const struct q_matrix *matrix, void *scratch)
{
    (void)matrix;
    (void)scratch;
}

static size_t scratch_size(const struct q_matrix *matrix)
{
    return sums_size(matrix);
}

static inline __m512i four(const uint8_t *at)
{
    int32_t out;
    memcpy(&out, at, sizeof out);
    return _mm512_set1_epi32(out);
}

// ROWS rows × 32 outputs: 24 sums stay in registers over the whole length. `stride` is
// a constant where this is inlined, so that the rows are reached by displacement.
static inline __attribute__((always_inline)) void tile(const struct q_matrix *matrix,
                                                       const uint8_t *in, size_t stride,
                                                       uint32_t output, int32_t *out)
{
    uint32_t fours = matrix->inputs / 4;
    size_t block = (size_t)matrix->taps * fours * 64; // weights of sixteen outputs
    const int8_t *left = matrix->weights + output / 16 * block, *right = left + block;
    __m512i sum[ROWS][2];
    for (int i = 0; i < ROWS; i++) {
        sum[i][0] = _mm512_loadu_si512(matrix->bias + output);
        sum[i][1] = _mm512_loadu_si512(matrix->bias + output + 16);
    }
    const uint8_t *row = in - matrix->dilation * stride;
    for (uint32_t tap = 0; tap < matrix->taps; tap++, row += matrix->dilation * stride) {
        for (uint32_t k = 0; k < fours; k++, left += 64, right += 64) {
            __m512i a = _mm512_loadu_si512(left), b = _mm512_loadu_si512(right);
#pragma GCC unroll 12
            for (int i = 0; i < ROWS; i++) {
                __m512i x = four(row + (size_t)i * stride + 4 * (size_t)k);
                sum[i][0] = _mm512_dpbusd_epi32(sum[i][0], x, a);
                sum[i][1] = _mm512_dpbusd_epi32(sum[i][1], x, b);
            }
        }
    }
    for (int i = 0; i < ROWS; i++) {
        _mm512_storeu_si512(out + (size_t)i * matrix->outputs + output, sum[i][0]);
        _mm512_storeu_si512(out + (size_t)i * matrix->outputs + output + 16, sum[i][1]);
    }
}

static void sums(const struct q_matrix *matrix, struct q_rows in, int32_t *out,
                 const void *prepared)
{
    (void)prepared;
    for (uint32_t output = 0; output < matrix->outputs; output += 32) {
        for (uint32_t row = 0; row < in.count; row += ROWS) {
            const uint8_t *first = in.first + row * in.stride;
            int32_t *to = out + (size_t)row * matrix->outputs;
            if (in.stride == 160)
                tile(matrix, first, 160, output, to);
            else if (in.stride == 64)
                tile(matrix, first, 64, output, to);
            else
                tile(matrix, first, in.stride, output, to);
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

const struct q_kernel q_kernel_vnni = {"vnni", scratch_size, linear, gated, norm_rows};
#endif
