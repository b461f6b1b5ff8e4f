#include "print/points.h"

// An offset on its way through the sort.
struct item {
    uint32_t offset; // bytes
    uint32_t slot;   // where its points go
};

struct list {
    struct item *at;
    uint32_t count;
};

static size_t count_offsets(const quoth_statements *statements)
{
    size_t spans = 0;
    for (size_t i = 0; i < quoth_statements_count(statements); i++) {
        const quoth_statement *s = quoth_statements_at(statements, i);
        spans += (size_t)s->content.count + s->cue.count + s->source.count;
        spans += (size_t)s->inserts.count + s->said.spans.count;
        spans += (size_t)s->addressee.spans.count + s->occasion.spans.count;
        spans += s->place.spans.count;
        for (uint32_t k = 0; k < s->via_count; k++)
            spans += s->via[k].spans.count;
    }
    return 2 * spans;
}

// Appends the offsets of `spans`; the points will stand from the slot returned.
static uint32_t collect(struct list *list, quoth_spans spans)
{
    uint32_t first = list->count;
    for (uint32_t i = 0; i < spans.count; i++) {
        uint32_t pair[] = {spans.at[i].start, spans.at[i].end};
        for (int k = 0; k < 2; k++, list->count++)
            list->at[list->count] = (struct item){pair[k], list->count};
    }
    return first;
}

// Radix sort, least byte first; returns the one of the two arrays that holds the result.
static struct item *sort(struct item *from, struct item *to, size_t count, size_t largest)
{
    for (unsigned shift = 0; shift < 32 && largest >> shift; shift += 8) {
        size_t ends[256] = {0}, sum = 0;
        for (size_t i = 0; i < count; i++)
            ends[from[i].offset >> shift & 255]++;
        for (int k = 0; k < 256; k++) {
            size_t here = ends[k];
            ends[k] = sum;
            sum += here;
        }
        for (size_t i = 0; i < count; i++)
            to[ends[from[i].offset >> shift & 255]++] = from[i];
        struct item *other = from;
        from = to;
        to = other;
    }
    return from;
}

// points[slot] of every item. `spare` has room for as many items.
static void convert(quoth_str text, struct list list, struct item *spare, uint32_t *offsets,
                    uint32_t *points)
{
    struct item *sorted = sort(list.at, spare, list.count, text.len);
    for (uint32_t i = 0; i < list.count; i++)
        offsets[i] = sorted[i].offset;
    quoth_bytes_to_points(text, offsets, list.count);
    for (uint32_t i = 0; i < list.count; i++)
        points[sorted[i].slot] = offsets[i];
}

const struct q_points *q_points_new(struct q_arena *arena, quoth_str text,
                                    const quoth_statements *statements)
{
    size_t count = quoth_statements_count(statements), total = count_offsets(statements);
    if (total > UINT32_MAX)
        return NULL;
    struct q_points *out = Q_ARENA_ARRAY(arena, struct q_points, count);
    struct list list = {Q_ARENA_ARRAY(arena, struct item, total), 0};
    struct item *spare = Q_ARENA_ARRAY(arena, struct item, total);
    uint32_t *offsets = Q_ARENA_ARRAY(arena, uint32_t, total);
    uint32_t *points = Q_ARENA_ARRAY(arena, uint32_t, total);
    if (!out || !list.at || !spare || !offsets || !points)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        const quoth_statement *s = quoth_statements_at(statements, i);
        out[i].content = points + collect(&list, s->content);
        out[i].cue = points + collect(&list, s->cue);
        out[i].source = points + collect(&list, s->source);
        out[i].inserts = points + collect(&list, s->inserts);
        out[i].addressee = points + collect(&list, s->addressee.spans);
        out[i].occasion = points + collect(&list, s->occasion.spans);
        out[i].place = points + collect(&list, s->place.spans);
        out[i].said = points + collect(&list, s->said.spans);
        out[i].via = points + list.count;
        for (uint32_t k = 0; k < s->via_count; k++)
            collect(&list, s->via[k].spans);
    }
    convert(text, list, spare, offsets, points);
    return out;
}
