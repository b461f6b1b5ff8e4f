// What a text must be; NULL: there is none. Says at which line it is not.
#ifndef ASSERT_STR_H
#define ASSERT_STR_H

#include "base/str.h"

#include <cmocka.h>

#define assert_str(got, want) check_str(got, want, __FILE__, __LINE__)

static inline void check_str(quoth_str got, const char *want, const char *file, int line)
{
    if (!want ? !got.ptr : got.ptr && q_str_equal(got, q_str_from(want)))
        return;
    print_error("“%.*s” is not “%s”\n", (int)got.len, got.ptr ? got.ptr : "",
                want ? want : "");
    _fail(file, line);
}

#endif
