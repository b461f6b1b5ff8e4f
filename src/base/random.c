#include "base/random.h"

#include <sys/random.h>

bool q_random(void *out, size_t size)
{
    return getrandom(out, size, 0) == (ssize_t)size;
}
