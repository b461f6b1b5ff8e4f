#include "record/annotation.h"

uint32_t q_token_at(const struct q_annotation *note, uint32_t at)
{
    uint32_t low = 0, high = note->token_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (note->tokens[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
