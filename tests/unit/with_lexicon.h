/* The lexicon as the state of a group of tests. */
#ifndef WITH_LEXICON_H
#define WITH_LEXICON_H

#include "attribute/lexicon.h"

static inline int load_lexicon(void **state)
{
    struct q_lexicon *lexicon;
    quoth_status status = q_lexicon_load(&lexicon, NULL);
    *state = lexicon;
    return status != QUOTH_OK;
}

static inline int free_lexicon(void **state)
{
    q_lexicon_free(*state);
    return 0;
}

#endif
