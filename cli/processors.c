#define _GNU_SOURCE // sched_getaffinity

#include "command.h"

#include <sched.h>
#include <unistd.h>

enum { JOBS_DEFAULT_MOST = 16 };

// That this program may use: fewer than there are in a container, or behind taskset.
static int processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return CPU_COUNT(&set);
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : online < JOBS_MOST ? (int)online : JOBS_MOST;
}

int jobs_of(const struct options *options)
{
    int all = processors();
    all = all < 1 ? 1 : all < JOBS_MOST ? all : JOBS_MOST;
    if (options->jobs == JOBS_UNSET)
        return all < JOBS_DEFAULT_MOST ? all : JOBS_DEFAULT_MOST;
    return options->jobs ? options->jobs : all;
}
