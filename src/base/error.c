#include "base/error.h"

#include "base/str.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

void q_error_line(char *message)
{
    size_t len = strlen(message);
    for (size_t at = 0; (at += q_utf8_check(q_str(message + at, len - at))) < len; at++)
        message[at] = '?';
    for (size_t at = 0; at < len; at++)
        if ((unsigned char)message[at] < ' ' || message[at] == 0x7f)
            message[at] = ' ';
}

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
    q_error_line(error->message);
    return status;
}
