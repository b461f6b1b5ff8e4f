#include "record/attribution.h"

#include "base/arena.h"

quoth_status q_attributions_reserve(struct q_attributions *attributions, uint32_t more,
                                    struct q_arena *arena)
{
    struct q_attribution *at =
        Q_ARENA_ARRAY(arena, struct q_attribution, (size_t)attributions->count + more);
    if (!at)
        return QUOTH_ENOMEM;
    if (attributions->count)
        memcpy(at, attributions->at, attributions->count * sizeof *at);
    attributions->at = at;
    return QUOTH_OK;
}
