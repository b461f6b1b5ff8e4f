/*
 * Stage 2, analyse: the arithmetic of the network, once for each kind of processor.
 *
 *     activations u7 × weights s8   →   int32 sums   →   int16 or u7 again
 *
 * All kernels give the same numbers to the bit. kernel_body.h holds what is the same
 * source in each; kernel_c.c, kernel_avx2.c and kernel_vnni.c differ in the product
 * alone and are compiled with flags of their own. Nothing here uses floating point.
 *
 * An activation is a number of -64…63 in steps of 1/16, stored with 64 added, so that
 * it is 0…127 and no pair of products leaves int16. What 64 adds to each sum is taken
 * off by the bias.
 */
#ifndef Q_KERNEL_H
#define Q_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    Q_ZERO = 64,                          // the activation that means 0
    Q_KERNEL_ROWS = 12,                   // rows are read in groups of this many
    Q_MAX_WIDTH = 256,                    // of the stream between the blocks
    Q_MAX_TAPS = 3,                       // rows that one output looks at
    Q_MAX_SUM = Q_MAX_WIDTH * Q_MAX_TAPS, // products in one sum
    Q_GATE_STEPS = 1024,                  // of the table of the gate, from -8 to 8
    Q_SPLIT = 3                           // bits that a sum loses before it is scaled
};

/** A linear layer as the model file holds it: out = (in·weights + bias) scaled. */
struct q_matrix {
    uint32_t taps;     // 1, or 3: the rows t-dilation, t, t+dilation
    uint32_t dilation; // 0 of one tap
    uint32_t inputs;   // of one tap; a multiple of 4
    uint32_t outputs;  // a multiple of 32
    uint32_t shift;    // of every output, 1…30
    // [outputs/16][taps*inputs/4][16][4]: four weights of sixteen outputs together
    const int8_t *weights;
    const int32_t *bias;  // [outputs]
    const int32_t *scale; // [outputs]: value = ((sum >> 3) * scale) >> shift, rounded
};

/** Rows of activations: row i stands at `first` + i * stride. Reading goes up to
 *  `dilation` rows before the first row and, as rows are read in groups, up to
 *  dilation + Q_KERNEL_ROWS - 1 behind the last. */
struct q_rows {
    const uint8_t *first;
    size_t stride;
    uint32_t count;
};

struct q_kernel {
    const char *name; // "c", "avx2", "vnni"

    /** Bytes of scratch memory that the functions below want for a layer, aligned
     *  to 64; at least that of the largest layer must be given. */
    size_t (*scratch)(const struct q_matrix *matrix);

    /** out[rows][outputs] = the layer, saturated to int16. */
    void (*linear)(const struct q_matrix *matrix, struct q_rows in, int16_t *out,
                   void *scratch);

    /** stream[rows][outputs/2] += a * gate(b), a and b the halves of the layer;
     *  `gate` is the logistic function in 1/32768, [Q_GATE_STEPS]. */
    void (*gated)(const struct q_matrix *matrix, struct q_rows in, const int16_t *gate,
                  int16_t *stream, void *scratch);

    /** out[rows][width] = layer norm of stream[rows][width], as activations. */
    void (*norm)(const int16_t *stream, uint8_t *out, uint32_t rows, uint32_t width);
};

extern const struct q_kernel q_kernel_c;
#if defined(__x86_64__)
extern const struct q_kernel q_kernel_avx2, q_kernel_vnni;
#endif

/** The kernel of that name, or NULL. It may be one that this processor cannot run. */
const struct q_kernel *q_kernel_find(const char *name);

/** Whether this processor has what the kernel needs. */
bool q_kernel_runs(const struct q_kernel *kernel);

/** The fastest that this processor can run. */
const struct q_kernel *q_kernel_best(void);

#endif
