#include "read/page/body.h"

#include "base/limits.h"
#include "read/page/body_place.h"

// ── Several articles ──

// An <article> that may be one of several on the page.
static bool is_one_of_many(const struct q_finding *f, uint32_t node)
{
    enum { LEAST = 300 };
    const struct q_place *place = q_place_of(f, node);
    return f->markup->nodes[node].tag == Q_ELEMENT_ARTICLE &&
           !(place->flags & Q_PLACE_OUT) && place->flags & Q_PLACE_TITLED &&
           place->prose >= LEAST;
}

// How many of the children of `node` are, and how much prose they have.
static uint32_t count_many(const struct q_finding *f, uint32_t node, uint32_t *prose)
{
    const struct q_node *nodes = f->markup->nodes;
    uint32_t count = 0;
    *prose = 0;
    for (uint32_t c = node + 1; c < nodes[node].end; c = nodes[c].end)
        if (is_one_of_many(f, c)) {
            count++;
            *prose += q_place_of(f, c)->prose;
        }
    return count;
}

// The element whose children are the articles of a page that has several; 0: none. Children
// are walked once each: every element has one parent.
static uint32_t find_many(const struct q_finding *f)
{
    uint32_t prose;
    if (f->about->article || f->about->live)
        return 0;
    for (uint32_t i = 1; i < f->markup->count; i++) {
        const struct q_place *place = q_place_of(f, i);
        if (place->block == i && place->prose * 2 > f->all &&
            count_many(f, i, &prose) >= 2 && prose * 2 > f->all)
            return i;
    }
    return 0;
}

static quoth_status take_many(struct q_finding *f, uint32_t node, struct q_arena *arena,
                              struct q_body *out)
{
    const struct q_node *nodes = f->markup->nodes;
    uint32_t prose, count = count_many(f, node, &prose);
    out->parts = Q_ARENA_ARRAY(arena, struct q_part, count);
    if (!out->parts)
        return QUOTH_ENOMEM;
    for (uint32_t c = node + 1; c < nodes[node].end; c = nodes[c].end) {
        if (!is_one_of_many(f, c))
            continue;
        struct q_part *part = &out->parts[out->count++];
        *part = (struct q_part){.node = c, .prose = q_place_of(f, c)->prose};
        q_finding_mark(f, part);
    }
    return QUOTH_OK;
}

// ── One article ──

static quoth_status take_one(struct q_finding *f, struct q_arena *arena, struct q_body *out)
{
    uint32_t node = q_finding_part(f);
    out->parts = Q_ARENA_ARRAY(arena, struct q_part, 1);
    if (!out->parts)
        return QUOTH_ENOMEM;
    out->count = 1;
    out->parts[0] = (struct q_part){
        .node = node, .headline = f->about->headline, .prose = q_place_of(f, node)->prose};
    q_finding_mark(f, &out->parts[0]);
    return q_finding_drop_repeated(f, &out->parts[0]) ? QUOTH_OK : QUOTH_ENOMEM;
}

// Looks again at what browsers with scripts do not show, where there is little else.
static void look_again(struct q_finding *f)
{
    enum { LITTLE = 250 };
    if (f->all >= LITTLE)
        return;
    memset(f->places, 0, f->place_count * sizeof *f->places);
    f->lax = true;
    q_finding_look(f);
}

// ── Both ──

// Gives every element a place.
static bool make_places(struct q_finding *f)
{
    const struct q_node *nodes = f->markup->nodes;
    f->ranks = Q_ARENA_ARRAY(&f->scratch, uint32_t, f->markup->count);
    if (!f->ranks)
        return false;
    for (uint32_t i = 0; i < f->markup->count; i++) {
        bool text = nodes[i].tag == Q_ELEMENT_TEXT;
        f->ranks[i] = text ? f->ranks[nodes[i].parent] : f->place_count++;
    }
    f->places = q_arena_calloc(&f->scratch, f->place_count, sizeof *f->places);
    return f->places != NULL;
}

static bool begin(struct q_finding *f, struct q_arena *arena, struct q_body *out)
{
    *out = (struct q_body){0};
    q_arena_init(&f->scratch, Q_MAX_ARENA);
    f->marks = out->marks = q_arena_alloc(arena, f->markup->count);
    return f->marks && make_places(f);
}

static quoth_status find(struct q_finding *f, struct q_arena *arena, struct q_body *out)
{
    if (!begin(f, arena, out))
        return QUOTH_ENOMEM;
    memset(f->marks, Q_MARK_OUT, f->markup->count);
    q_finding_look(f);
    look_again(f);
    uint32_t many = find_many(f);
    return many ? take_many(f, many, arena, out) : take_one(f, arena, out);
}

quoth_status q_body_find(const struct q_markup *markup, const struct q_about *about,
                         struct q_arena *arena, struct q_body *out)
{
    struct q_finding f = {.markup = markup, .about = about};
    quoth_status status = find(&f, arena, out);
    q_arena_release(&f.scratch);
    return status;
}

static quoth_status take_all(struct q_finding *f, struct q_arena *arena, struct q_body *out)
{
    if (!begin(f, arena, out))
        return QUOTH_ENOMEM;
    q_finding_look(f);
    out->parts = Q_ARENA_ARRAY(arena, struct q_part, 1);
    if (!out->parts)
        return QUOTH_ENOMEM;
    out->count = 1;
    out->parts[0] = (struct q_part){.to = f->markup->count, .prose = f->all};
    q_finding_mark(f, &out->parts[0]);
    return QUOTH_OK;
}

quoth_status q_body_all(const struct q_markup *markup, struct q_arena *arena,
                        struct q_body *out)
{
    struct q_about about = {0};
    struct q_finding f = {.markup = markup, .about = &about, .plain = true};
    quoth_status status = take_all(&f, arena, out);
    q_arena_release(&f.scratch);
    return status;
}
