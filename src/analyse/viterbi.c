#include "analyse/viterbi.h"

#include <string.h>

enum { LANES = Q_MAX_LABELS, BITS = 3 }; // of a label before, eight of them in a word

// best[to] = score of the best way that ends in `to`; returns where each came from.
// The lanes that are not labels are made, too, but nothing comes from them.
static uint32_t step(const struct q_model *model, const int16_t *scores,
                     int32_t best[LANES])
{
    int32_t now[LANES], from[LANES] = {0};
    for (uint32_t to = 0; to < LANES; to++)
        now[to] = best[0] + model->follow[to];
    for (uint32_t label = 1; label < model->labels; label++) {
        for (uint32_t to = 0; to < LANES; to++) {
            int32_t way = best[label] + model->follow[label * LANES + to];
            from[to] = way > now[to] ? (int32_t)label : from[to];
            now[to] = way > now[to] ? way : now[to];
        }
    }
    // Only differences count: the best is kept at 0, so that no length overflows. The
    // others are at most four scores (of 2^15) below it.
    int32_t top = INT32_MIN;
    for (uint32_t to = 0; to < LANES; to++)
        now[to] += scores[to];
    for (uint32_t to = 0; to < model->labels; to++)
        top = now[to] > top ? now[to] : top;
    uint32_t came = 0;
    for (uint32_t to = 0; to < LANES; to++) {
        best[to] = now[to] - top;
        came |= (uint32_t)from[to] << (BITS * to);
    }
    return came;
}

quoth_status q_viterbi(const struct q_model *model, const int16_t *scores, uint32_t count,
                       struct q_arena *arena, uint8_t *path)
{
    if (count == 0)
        return QUOTH_OK;
    uint32_t *came = Q_ARENA_ARRAY(arena, uint32_t, count);
    if (!came)
        return QUOTH_ENOMEM;
    int32_t best[LANES];
    for (uint32_t i = 0; i < LANES; i++)
        best[i] = model->start[i] + scores[i];
    for (uint32_t t = 1; t < count; t++)
        came[t] = step(model, scores + (size_t)t * LANES, best);
    uint32_t label = 0;
    for (uint32_t i = 1; i < model->labels; i++)
        if (best[i] > best[label])
            label = i;
    for (uint32_t t = count; t-- > 1;) {
        path[t] = (uint8_t)label;
        label = came[t] >> (BITS * label) & ((1u << BITS) - 1);
    }
    path[0] = (uint8_t)label;
    return QUOTH_OK;
}
