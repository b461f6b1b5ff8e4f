// What tests of the network share: the kernels, and a model that says the same of all.
#ifndef WITH_NETWORK_H
#define WITH_NETWORK_H

#include "analyse/kernel.h"
#include "tiny_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { KERNELS = 3, NAT = 256 };

/** The kernels that this processor runs, the plain one first. */
static inline int kernels(const struct q_kernel *out[static KERNELS])
{
    static const char *const NAMES[KERNELS] = {"c", "avx2", "vnni"};
    int count = 0;
    for (int i = 0; i < KERNELS; i++) {
        const struct q_kernel *kernel = q_kernel_find(NAMES[i]);
        if (kernel && q_kernel_runs(kernel))
            out[count++] = kernel;
    }
    assert_true(count > 0);
    return count;
}

enum { STEADY_WIDTH = 32 };

// A model whose scores are the same for every token: `lead` for one label, else 0.
struct steady {
    struct q_model model;
    int8_t weights[TINY_OUTPUTS * STEADY_WIDTH];
    int32_t bias[TINY_OUTPUTS], scale[TINY_OUTPUTS];
    int16_t start[Q_MAX_LABELS], follow[Q_MAX_LABELS * Q_MAX_LABELS];
};

/** `from` is STEADY_WIDTH wide, and must outlive `out`. */
static inline void make_steady(struct steady *out, const struct q_model *from, int label,
                               int32_t lead)
{
    *out = (struct steady){.model = *from};
    out->model.leave.weights = out->weights;
    out->model.leave.bias = out->bias;
    out->model.leave.scale = out->scale;
    out->model.leave.shift = 1;
    out->model.start = out->start;
    out->model.follow = out->follow;
    out->bias[label] = lead * 8; // a kernel takes an eighth, doubles it, and halves that
    out->scale[label] = 2;
}

#endif
