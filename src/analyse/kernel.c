#include "analyse/kernel.h"

#include <string.h>

// Fastest first; the last one runs everywhere.
static const struct q_kernel *const KERNELS[] = {
#if defined(__x86_64__)
    &q_kernel_vnni,
    &q_kernel_avx2,
#endif
    &q_kernel_c,
};

enum { KERNELS_HERE = sizeof KERNELS / sizeof(struct q_kernel *) };

const struct q_kernel *q_kernel_find(const char *name)
{
    for (int i = 0; i < KERNELS_HERE; i++)
        if (strcmp(KERNELS[i]->name, name) == 0)
            return KERNELS[i];
    return NULL;
}

bool q_kernel_runs(const struct q_kernel *kernel)
{
#if defined(__x86_64__)
    if (kernel == &q_kernel_vnni)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
    if (kernel == &q_kernel_avx2)
        return __builtin_cpu_supports("avx2");
#endif
    return kernel == &q_kernel_c;
}

const struct q_kernel *q_kernel_best(void)
{
    for (int i = 0; i < KERNELS_HERE; i++)
        if (q_kernel_runs(KERNELS[i]))
            return KERNELS[i];
    return &q_kernel_c;
}
