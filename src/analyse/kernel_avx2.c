/* The product by vpmaddubsw: pairs of products in int16, which u7 × s8 cannot overflow. */
#include "analyse/kernel_body.h"

#if defined(__x86_64__)
#include <immintrin.h>

enum { ROWS = 4 }; // divides Q_KERNEL_ROWS

static void prepare(const struct q_matrix *matrix, void *scratch)
{
    (void)matrix;
    (void)scratch;
}

static size_t scratch_size(const struct q_matrix *matrix)
{
    return sums_size(matrix);
}

static inline __m256i four(const uint8_t *at)
{
    int32_t out;
    memcpy(&out, at, sizeof out);
    return _mm256_set1_epi32(out);
}

static inline __m256i more(__m256i sum, __m256i x, __m256i weights)
{
    __m256i pairs = _mm256_maddubs_epi16(x, weights);
    return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

static inline __m256i load(const void *at)
{
    return _mm256_loadu_si256((const __m256i *)at);
}

static inline void store(void *at, __m256i x)
{
    _mm256_storeu_si256((__m256i *)at, x);
}

// ROWS rows × 16 outputs: eight sums stay in registers over the whole length.
static void tile(const struct q_matrix *matrix, const uint8_t *in, size_t stride,
                 uint32_t output, int32_t *out)
{
    uint32_t fours = matrix->inputs / 4;
    const int8_t *at = matrix->weights + output / 16 * ((size_t)matrix->taps * fours * 64);
    __m256i sum[ROWS][2];
    for (int i = 0; i < ROWS; i++) {
        sum[i][0] = load(matrix->bias + output);
        sum[i][1] = load(matrix->bias + output + 8);
    }
    const uint8_t *row = in - matrix->dilation * stride;
    for (uint32_t tap = 0; tap < matrix->taps; tap++, row += matrix->dilation * stride) {
        for (uint32_t k = 0; k < fours; k++, at += 64) {
            __m256i a = load(at), b = load(at + 32);
#pragma GCC unroll 4
            for (int i = 0; i < ROWS; i++) {
                __m256i x = four(row + (size_t)i * stride + 4 * (size_t)k);
                sum[i][0] = more(sum[i][0], x, a);
                sum[i][1] = more(sum[i][1], x, b);
            }
        }
    }
    for (int i = 0; i < ROWS; i++) {
        store(out + (size_t)i * matrix->outputs + output, sum[i][0]);
        store(out + (size_t)i * matrix->outputs + output + 8, sum[i][1]);
    }
}

static void sums(const struct q_matrix *matrix, struct q_rows in, int32_t *out,
                 const void *prepared)
{
    (void)prepared;
    for (uint32_t output = 0; output < matrix->outputs; output += 16)
        for (uint32_t row = 0; row < in.count; row += ROWS)
            tile(matrix, in.first + row * in.stride, in.stride, output,
                 out + (size_t)row * matrix->outputs);
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

const struct q_kernel q_kernel_avx2 = {"avx2", scratch_size, linear, gated, norm_rows};
#endif
