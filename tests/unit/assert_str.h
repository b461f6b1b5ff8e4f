// What a text must be; NULL: there is none.
#ifndef ASSERT_STR_H
#define ASSERT_STR_H

#include "base/str.h"

#include <cmocka.h>

static inline void assert_str(quoth_str got, const char *want)
{
    if (!want ? got.ptr != NULL : !got.ptr || !q_str_equal(got, q_str_from(want)))
        fail_msg("“%.*s” is not “%s”", (int)got.len, got.ptr ? got.ptr : "",
                 want ? want : "");
}

#endif
