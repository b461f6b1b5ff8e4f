#include "read/page/body_place.h"
#include "read/page/body_word.h"

// ── Which part ──

// How much speaks for `node` as the one that holds the article.
static uint64_t worth(const struct q_finding *f, uint32_t node)
{
    const struct q_place *place = q_place_of(f, node);
    uint64_t worth = place->near;
    unsigned both = Q_WORD_ARTICLE | Q_WORD_BODY;
    if ((place->words & both) == both)
        worth = worth * 3 / 2;
    else if (place->words & Q_WORD_BODY)
        worth = worth * 5 / 4;
    if (place->flags & Q_PLACE_ASIDE)
        worth /= 2;
    return worth;
}

// Do so many of the siblings of `node` go on with the article that its parent is the one?
static bool is_part(const struct q_finding *f, uint32_t node)
{
    const struct q_node *nodes = f->markup->nodes;
    uint32_t parent = nodes[node].parent, more = 0;
    quoth_str class = q_markup_attribute(f->markup, node, Q_STR("class"));
    if (nodes[node].tag == Q_ELEMENT_BODY ||
        (nodes[node].tag == Q_ELEMENT_ARTICLE && !f->about->live))
        return false;
    for (uint32_t c = parent + 1; c < nodes[parent].end; c = nodes[c].end) {
        const struct q_place *place = q_place_of(f, c);
        if (c == node || place->flags & Q_PLACE_OUT || place->prose == 0)
            continue;
        bool like = nodes[c].tag == nodes[node].tag &&
                    q_str_equal(class, q_markup_attribute(f->markup, c, Q_STR("class")));
        if (like || nodes[c].tag == Q_ELEMENT_P)
            more += place->prose;
    }
    return more * 20 > q_place_of(f, node)->prose;
}

// The first word of an element's class, by which it looks like others.
static quoth_str class_of(const struct q_finding *f, uint32_t node)
{
    quoth_str class = q_markup_attribute(f->markup, node, Q_STR("class"));
    if (class.len == 0)
        return class;
    class = q_str_trim(class);
    return q_str_take_until(&class, ' ');
}

// The child of `node` with the most prose that is no paragraph; 0: none.
static uint32_t typical(const struct q_finding *f, uint32_t node)
{
    const struct q_node *nodes = f->markup->nodes;
    uint32_t best = 0, most = 0;
    for (uint32_t c = node + 1; c < nodes[node].end; c = nodes[c].end) {
        const struct q_place *place = q_place_of(f, c);
        if (place->block == c && nodes[c].tag != Q_ELEMENT_P && place->prose > most) {
            best = c;
            most = place->prose;
        }
    }
    return best;
}

struct reach {
    uint32_t first, last; // elements
};

// How far go, around `part` in `home`, the elements that look like `like`? Not past another
// headline or article.
static struct reach reach_of(const struct q_finding *f, uint32_t home, uint32_t part,
                             uint32_t like)
{
    const struct q_node *nodes = f->markup->nodes;
    quoth_str class = class_of(f, like);
    struct reach reach = {part, part};
    uint32_t end = class.len > 0 ? nodes[home].end : 0;
    for (uint32_t i = home + 1; i < end;) {
        const struct q_place *place = q_place_of(f, i);
        if (place->flags & Q_PLACE_OUT) {
            i = nodes[i].end;
            continue;
        }
        bool before = nodes[i].end <= part, behind = i >= nodes[part].end;
        bool other = nodes[i].tag == Q_ELEMENT_H1 || nodes[i].tag == Q_ELEMENT_ARTICLE;
        if (other && behind)
            break;
        if (other && before)
            reach.first = part;
        if ((before || behind) && place->prose > 0 && nodes[i].tag == nodes[like].tag &&
            q_str_equal(class, class_of(f, i))) {
            reach.first = i < reach.first ? i : reach.first;
            reach.last = i > reach.last ? i : reach.last;
        }
        i++;
    }
    return reach;
}

// Widens the part to what looks like it, or like what is in it: the article goes on behind
// an advert, in another box of the same class.
static uint32_t widen(const struct q_finding *f, uint32_t part)
{
    const struct q_node *nodes = f->markup->nodes;
    uint32_t likes[2] = {part, typical(f, part)};
    uint32_t home = part;
    while (home && (nodes[home].tag != Q_ELEMENT_ARTICLE || f->about->live))
        home = nodes[home].parent;
    for (int i = 0; i < 2; i++) {
        if (!likes[i])
            continue;
        struct reach reach = reach_of(f, home, part, likes[i]);
        while (part && (reach.first < part || reach.last >= nodes[part].end))
            part = nodes[part].parent;
    }
    return part;
}

// The one worth most of the elements of [from, to).
static uint32_t best_in(const struct q_finding *f, uint32_t from, uint32_t to)
{
    const struct q_node *nodes = f->markup->nodes;
    uint32_t best = from;
    uint64_t most = 0;
    for (uint32_t i = from; i < to; i++) {
        const struct q_place *place = q_place_of(f, i);
        if (place->block != i || place->flags & Q_PLACE_OUT || nodes[i].tag == Q_ELEMENT_P)
            continue;
        uint64_t now = worth(f, i);
        if (now > most) {
            most = now;
            best = i;
        }
    }
    return best;
}

// The innermost element that holds the headline and some prose, where that is enough to be
// the article.
static uint32_t headed_part(const struct q_finding *f, uint32_t best)
{
    enum { ARTICLE_LEAST = 200, LEAST = 300 };
    const struct q_node *nodes = f->markup->nodes;
    uint32_t node = f->about->headline;
    while (node &&
           (nodes[node].tag != Q_ELEMENT_ARTICLE ||
            q_place_of(f, node)->prose < ARTICLE_LEAST) &&
           q_place_of(f, node)->prose < LEAST)
        node = nodes[node].parent;
    if (!node || q_place_of(f, node)->flags & Q_PLACE_OUT)
        return best;
    uint32_t part = best_in(f, node, nodes[node].end);
    bool sure = nodes[node].tag == Q_ELEMENT_ARTICLE;
    return sure || worth(f, part) * 4 > worth(f, best) ? part : best;
}

uint32_t q_finding_part(const struct q_finding *f)
{
    const struct q_node *nodes = f->markup->nodes;
    uint32_t best = best_in(f, 0, f->markup->count);
    best = headed_part(f, best);
    for (int i = 0; i < 4 && best && is_part(f, best); i++)
        best = nodes[best].parent;
    return widen(f, best);
}
