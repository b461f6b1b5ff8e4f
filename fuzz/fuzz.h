/*
 * What every fuzz target has: the function that is called with each input, and how it says
 * that something does not hold.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Ends the program where `what` is false: that is a finding. */
#define HOLD(what)                                                                         \
    do {                                                                                   \
        if (!(what)) {                                                                     \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #what);                     \
            abort();                                                                       \
        }                                                                                  \
    } while (0)

#endif
