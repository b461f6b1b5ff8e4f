// A file of just these bytes.
#ifndef WRITE_BYTES_H
#define WRITE_BYTES_H

#include "base/str.h"

#include <stdio.h>

#include <cmocka.h>

static inline void write_bytes(const char *path, quoth_str bytes)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

#endif
