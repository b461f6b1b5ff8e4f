#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

quoth_status q_error(quoth_error *error, quoth_status status, uint64_t offset,
                     const char *format, ...)
{
    if (!error)
        return status;
    error->status = status;
    error->offset = offset;
    va_list args;
    va_start(args, format);
    vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    return status;
}
