#include "read/page/body_place.h"
#include "read/page/body_word.h"

// ── Marks ──

static bool is_linked(const struct q_place *place, uint16_t tag)
{
    if (place->prose > 0 || place->total == 0)
        return false;
    if (tag == Q_ELEMENT_P)
        return place->link * 10 > place->total * 9 ||
               (place->link * 2 > place->total && !(place->flags & Q_PLACE_MARKED));
    return place->link * 3 > place->total;
}

// A heading that is a link, as to its own place in the page, and what it heads?
static bool heads_prose(const struct q_finding *f, uint32_t node)
{
    enum { MOST = 4 }; // siblings that are looked at: an advert, a picture, white space
    const struct q_node *nodes = f->markup->nodes;
    uint32_t end = nodes[nodes[node].parent].end, next = nodes[node].end;
    if (!(q_place_of(f, node)->flags & Q_PLACE_HEADING))
        return false;
    for (int i = 0; i < MOST && next < end; i++, next = nodes[next].end) {
        const struct q_place *place = q_place_of(f, next);
        if (place->flags & Q_PLACE_HEADING)
            return false;
        if (place->block == next && place->prose > 0)
            return true;
    }
    return false;
}

// What the words of a small element tell.
static uint8_t kind_of_words(const struct q_finding *f, const struct q_place *place)
{
    enum { LINE_MOST = 160, STANDFIRST_MOST = 500, CAPTION_MOST = 1500 };
    unsigned words = place->words;
    if (words & Q_WORD_STANDFIRST && !f->begun && place->total <= STANDFIRST_MOST &&
        !(place->flags & (Q_PLACE_HEADED | Q_PLACE_TITLED)))
        return QUOTH_BLOCK_STANDFIRST;
    if (words & Q_WORD_CAPTION && place->total <= CAPTION_MOST)
        return QUOTH_BLOCK_CAPTION;
    if (place->total > LINE_MOST || place->prose * 2 > place->total)
        return QUOTH_BLOCK_BODY;
    if (words & Q_WORD_CREDIT)
        return QUOTH_BLOCK_CREDIT;
    if (words & Q_WORD_BYLINE)
        return QUOTH_BLOCK_BYLINE;
    if (words & Q_WORD_DATE)
        return QUOTH_BLOCK_DATELINE;
    return QUOTH_BLOCK_BODY;
}

static uint8_t kind_of(const struct q_finding *f, uint32_t node)
{
    const struct q_place *place = q_place_of(f, node);
    uint16_t tag = f->markup->nodes[node].tag;
    if (place->flags & Q_PLACE_OUT)
        return Q_MARK_OUT;
    if (node && (node == f->about->headline || tag == Q_ELEMENT_H1))
        return QUOTH_BLOCK_HEADLINE;
    if (tag == Q_ELEMENT_FIGCAPTION)
        return QUOTH_BLOCK_CAPTION;
    if (tag == Q_ELEMENT_FIGURE && place->prose < 300)
        return QUOTH_BLOCK_CAPTION;
    if (place->block != node)
        return QUOTH_BLOCK_BODY;
    if (tag == Q_ELEMENT_TABLE && place->prose * 4 < place->total &&
        place->total * 2 < f->part_total)
        return QUOTH_BLOCK_TABLE;
    if (tag == Q_ELEMENT_BLOCKQUOTE && place->words & Q_WORD_POST)
        return QUOTH_BLOCK_POST;
    if (!f->plain && is_linked(place, tag) && !heads_prose(f, node))
        return Q_MARK_OUT;
    return f->plain ? QUOTH_BLOCK_BODY : kind_of_words(f, place);
}

// Is it a block with text of its own, and with prose?
static bool has_prose(const struct q_finding *f, uint32_t node)
{
    const struct q_place *place = q_place_of(f, node);
    return place->block == node && place->own > 0 && place->prose > 0;
}

// What stands behind the last paragraph, but beside it, and is no prose.
static void drop_tail(struct q_finding *f, uint32_t part)
{
    const struct q_node *nodes = f->markup->nodes;
    uint32_t last = 0;
    for (uint32_t i = part; i < nodes[part].end; i++)
        if (f->marks[i] == QUOTH_BLOCK_BODY && has_prose(f, i))
            last = i;
    if (!last)
        return;
    for (uint32_t i = nodes[last].end; i < nodes[part].end; i++) {
        const struct q_place *place = q_place_of(f, i);
        if (place->block == i && nodes[i].parent != nodes[last].parent &&
            f->marks[i] == QUOTH_BLOCK_BODY && place->prose == 0 &&
            !(place->flags & Q_PLACE_ITEM) && nodes[i].tag != Q_ELEMENT_UL &&
            nodes[i].tag != Q_ELEMENT_OL)
            f->marks[i] = Q_MARK_OUT;
    }
}

// What stands inside of `above`: the same, but for a picture's caption in a standfirst.
static uint8_t kind_inside(const struct q_finding *f, uint32_t node, uint8_t above)
{
    bool caption = f->markup->nodes[node].tag == Q_ELEMENT_FIGCAPTION;
    return above == QUOTH_BLOCK_STANDFIRST && caption ? QUOTH_BLOCK_CAPTION : above;
}

static void mark(struct q_finding *f, uint32_t from, uint32_t to)
{
    const struct q_node *nodes = f->markup->nodes;
    for (uint32_t i = from; i < to; i++) {
        uint8_t above = f->marks[nodes[i].parent];
        f->marks[i] = above != QUOTH_BLOCK_BODY ? kind_inside(f, i, above) : kind_of(f, i);
        f->begun = f->begun || (f->marks[i] == QUOTH_BLOCK_BODY && has_prose(f, i));
    }
}

// ── What is printed twice ──

static uint64_t hash_of(const struct q_finding *f, uint32_t block)
{
    const struct q_node *nodes = f->markup->nodes;
    uint64_t hash = 14695981039346656037u;
    for (uint32_t i = block + 1; i < nodes[block].end; i++) {
        if (nodes[i].tag != Q_ELEMENT_TEXT)
            continue;
        for (uint32_t at = nodes[i].from; at < nodes[i].to; at++)
            if (!q_is_white(f->markup->html.ptr[at]))
                hash = (hash ^ (unsigned char)f->markup->html.ptr[at]) * 1099511628211u;
    }
    return hash;
}

// Paragraphs that are there twice, as pages have them for small screens, are taken once.
bool q_finding_drop_repeated(struct q_finding *f, const struct q_part *part)
{
    enum { LEAST = 60, TRIES = 32 };
    const struct q_node *nodes = f->markup->nodes;
    uint32_t count = 0, size = 16;
    for (uint32_t i = part->from; i < part->to; i++) {
        const struct q_place *place = q_place_of(f, i);
        count += place->block == i && place->own >= LEAST;
    }
    while (size < count * 2)
        size *= 2;
    uint64_t *seen = q_arena_calloc(&f->scratch, size, sizeof *seen);
    if (!seen)
        return false;
    for (uint32_t i = part->from; i < part->to; i++) {
        const struct q_place *place = q_place_of(f, i);
        if (place->block != i || place->own < LEAST || place->own != place->total ||
            f->marks[i] == Q_MARK_OUT)
            continue;
        uint64_t hash = hash_of(f, i) | 1;
        uint32_t slot = (uint32_t)(hash >> 32) & (size - 1);
        for (int tries = 0; tries < TRIES && seen[slot] && seen[slot] != hash; tries++)
            slot = (slot + 1) & (size - 1);
        if (seen[slot] == hash)
            memset(f->marks + i, Q_MARK_OUT, nodes[i].end - i);
        seen[slot] = hash;
    }
    return true;
}

// Marks `node` and what it holds as `kind`.
static void mark_all(struct q_finding *f, uint32_t node, uint8_t kind)
{
    const struct q_node *nodes = f->markup->nodes;
    for (uint32_t i = node; i < nodes[node].end; i++) {
        uint8_t above = i == node ? kind : f->marks[nodes[i].parent];
        bool out = q_place_of(f, i)->flags & Q_PLACE_OUT;
        f->marks[i] = out ? Q_MARK_OUT : kind_inside(f, i, above);
    }
}

// Opens the elements that hold `node`.
static void open_above(struct q_finding *f, uint32_t node)
{
    const struct q_node *nodes = f->markup->nodes;
    while (node && f->marks[nodes[node].parent] == Q_MARK_OUT) {
        node = nodes[node].parent;
        f->marks[node] = QUOTH_BLOCK_BODY;
    }
}

// The headline, though it may stand in what is out.
static void show_headline(struct q_finding *f, uint32_t headline)
{
    memset(f->marks + headline, QUOTH_BLOCK_HEADLINE,
           f->markup->nodes[headline].end - headline);
    open_above(f, headline);
}

// What stands between the headline and the part.
static void mark_between(struct q_finding *f, uint32_t headline, uint32_t part)
{
    const struct q_node *nodes = f->markup->nodes;
    unsigned standfirsts = 0;
    for (uint32_t i = nodes[headline].end; i < part; i++) {
        const struct q_place *place = q_place_of(f, i);
        if (place->flags & Q_PLACE_OUT) {
            i = nodes[i].end - 1;
            continue;
        }
        if (place->block != i || nodes[i].end > part || place->own == 0)
            continue;
        uint8_t kind = kind_of(f, i);
        bool second = nodes[i].tag == Q_ELEMENT_H2 && place->own == place->total;
        if (kind == QUOTH_BLOCK_BODY && (place->prose == place->total || second) &&
            place->own >= 30 && place->link == 0 && standfirsts < 2)
            kind = QUOTH_BLOCK_STANDFIRST;
        if (kind == QUOTH_BLOCK_BODY || kind == Q_MARK_OUT)
            continue;
        standfirsts += kind == QUOTH_BLOCK_STANDFIRST;
        mark_all(f, i, kind);
        open_above(f, i);
        i = nodes[i].end - 1;
    }
}

void q_finding_mark(struct q_finding *f, struct q_part *part)
{
    const struct q_node *nodes = f->markup->nodes;
    f->marks[part->node] = QUOTH_BLOCK_BODY;
    f->part_total = q_place_of(f, part->node)->total;
    f->begun = false;
    mark(f, part->node + 1, nodes[part->node].end);
    f->begun = false;
    if (!f->plain)
        drop_tail(f, part->node);
    open_above(f, part->node);
    part->from = part->node;
    part->to = nodes[part->node].end;
    if (part->headline && nodes[part->headline].end <= part->node) {
        show_headline(f, part->headline);
        mark_between(f, part->headline, part->node);
        part->from = part->headline;
    } else if (part->headline > part->node && part->headline < part->to) {
        show_headline(f, part->headline);
    }
}
