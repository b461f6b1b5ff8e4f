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

uint8_t q_name_type_at(const struct q_annotation *note, uint32_t i)
{
    uint32_t low = 0, high = note->name_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (note->names[middle].to <= i)
            low = middle + 1;
        else
            high = middle;
    }
    bool inside = low < note->name_count && note->names[low].from <= i;
    return inside ? note->names[low].type : (uint8_t)Q_NAME_NONE;
}

uint32_t q_time_behind(const struct q_annotation *note, uint32_t i)
{
    uint32_t low = 0, high = note->time_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (note->times[middle].to <= i)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t q_add_links(const struct q_annotation *note, uint32_t from, uint32_t to, int first,
                     int count, int64_t sum[])
{
    uint32_t asked = 0;
    for (uint32_t i = from; i < to; i++) {
        if (i >= from + Q_LINK_EDGE && i + Q_LINK_EDGE < to)
            i = to - Q_LINK_EDGE;
        for (int k = 0; k < count; k++)
            sum[k] += note->links[(size_t)i * Q_LINKS + (size_t)(first + k)];
        asked++;
    }
    return asked;
}
