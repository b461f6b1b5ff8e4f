#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define Q_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define Q_ASAN 1
#endif
#endif

#ifdef Q_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(ptr, size) ASAN_POISON_MEMORY_REGION(ptr, size)
#define UNPOISON(ptr, size) ASAN_UNPOISON_MEMORY_REGION(ptr, size)
enum { GAP = 16 };
#else
#define POISON(ptr, size) ((void)(ptr), (void)(size))
#define UNPOISON(ptr, size) ((void)(ptr), (void)(size))
enum { GAP = 0 };
#endif

enum { ALIGN = 64, FIRST_BLOCK = 64 * 1024 };

struct q_arena_block {
    struct q_arena_block *next;
    size_t size; // of bytes
    _Alignas(ALIGN) char bytes[];
};

static _Thread_local uint64_t fail_in;

void q_arena_fail_at(uint64_t n)
{
    fail_in = n;
}

void q_arena_init(struct q_arena *arena, size_t max)
{
    *arena = (struct q_arena){.max = max};
}

void q_arena_release(struct q_arena *arena)
{
    for (struct q_arena_block *block = arena->first, *next; block; block = next) {
        next = block->next;
        UNPOISON(block->bytes, block->size);
        free(block);
    }
    *arena = (struct q_arena){.max = arena->max};
}

void q_arena_clear(struct q_arena *arena, size_t keep)
{
    if (arena->held > keep) {
        q_arena_release(arena);
        return;
    }
    for (struct q_arena_block *block = arena->first; block; block = block->next)
        POISON(block->bytes, block->size);
    arena->now = arena->first;
    arena->used = 0;
}

// Blocks double, so that an arena of n bytes has O(log n) of them.
static struct q_arena_block *add_block(struct q_arena *arena, size_t least)
{
    size_t size = arena->held ? arena->held : FIRST_BLOCK;
    if (size < least)
        size = least;
    if (arena->held + size > arena->max)
        size = least;
    if (arena->held + size > arena->max)
        return NULL;
    size_t whole = (sizeof(struct q_arena_block) + size + ALIGN - 1) / ALIGN * ALIGN;
    struct q_arena_block *block = aligned_alloc(ALIGN, whole);
    if (!block)
        return NULL;
    *block = (struct q_arena_block){.size = size};
    POISON(block->bytes, size);
    arena->held += size;
    return block;
}

// Makes a block with `size` free bytes the current one.
static int make_room(struct q_arena *arena, size_t size)
{
    struct q_arena_block *now = arena->now;
    if (now && size <= now->size - arena->used)
        return 0;
    while (now && now->next) {
        now = now->next;
        if (size <= now->size) {
            arena->now = now;
            arena->used = 0;
            return 0;
        }
    }
    struct q_arena_block *block = add_block(arena, size);
    if (!block)
        return -1;
    if (now)
        now->next = block;
    else
        arena->first = block;
    arena->now = block;
    arena->used = 0;
    return 0;
}

void *q_arena_alloc(struct q_arena *arena, size_t size)
{
    if (fail_in && --fail_in == 0)
        return NULL;
    if (size > arena->max)
        return NULL;
    size_t whole = (size + GAP + ALIGN - 1) / ALIGN * ALIGN;
    if (make_room(arena, whole))
        return NULL;
    char *out = arena->now->bytes + arena->used;
    arena->used += whole;
    UNPOISON(out, size);
    return out;
}

void *q_arena_array(struct q_arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        return NULL;
    return q_arena_alloc(arena, count * size);
}

void *q_arena_calloc(struct q_arena *arena, size_t count, size_t size)
{
    void *out = q_arena_array(arena, count, size);
    if (out)
        memset(out, 0, count * size);
    return out;
}
