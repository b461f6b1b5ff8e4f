// The engine of a group of tests, which is loaded once.
#ifndef WITH_ENGINE_H
#define WITH_ENGINE_H

#include "quoth.h"

static quoth_engine *engine;

static inline int open_engine(void **state)
{
    (void)state;
    return quoth_engine_open(&engine, NULL, NULL) != QUOTH_OK;
}

static inline int close_engine(void **state)
{
    (void)state;
    quoth_engine_close(engine);
    return 0;
}

#endif
