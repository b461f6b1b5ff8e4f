#include "read/page/body.h"

#include "read/page/body_word.h"

enum {
    OUT = 1 << 0,     // no part of the article
    LINK = 1 << 1,    // inside a link
    SILENT = 1 << 2,  // text that is not read: forms, buttons, the head
    HEADING = 1 << 3, // inside a heading
    ITEM = 1 << 4,    // inside an item of a list
    ENDS = 1 << 5,    // its own text ends a sentence
    ASIDE = 1 << 7,
    HEADED = 1 << 8, // a first heading stands in it
};

// What a level of depth leaves of prose: (DEEPER - 1) / DEEPER.
enum { DEEPER = 5 };

struct place {
    uint32_t block;         // the innermost block that it stands in, or itself
    uint32_t own, own_link; // bytes of its text but for what blocks in it have; in links
    uint32_t total, link;   // with what blocks in it have
    uint32_t prose;         // of total: what reads like an article
    uint32_t near;          // the same, each byte worth less the deeper it lies
    uint16_t words;         // enum q_body_word
    uint16_t flags;
    uint8_t marks; // commas and stops of its own text
};

struct finder {
    const struct q_markup *markup;
    const struct q_about *about;
    struct place *places;
    uint8_t *marks;
    uint32_t all; // prose of the page
};

bool q_body_is_block(uint16_t tag)
{
    switch (tag) {
    case Q_TAG_TEXT:
    case Q_TAG_OTHER:
    case Q_TAG_A:
    case Q_TAG_ABBR:
    case Q_TAG_AUDIO:
    case Q_TAG_B:
    case Q_TAG_BASE:
    case Q_TAG_BR:
    case Q_TAG_BUTTON:
    case Q_TAG_CITE:
    case Q_TAG_CODE:
    case Q_TAG_DEL:
    case Q_TAG_EM:
    case Q_TAG_EMBED:
    case Q_TAG_FONT:
    case Q_TAG_I:
    case Q_TAG_IFRAME:
    case Q_TAG_IMG:
    case Q_TAG_AMP_IMG:
    case Q_TAG_INPUT:
    case Q_TAG_INS:
    case Q_TAG_LABEL:
    case Q_TAG_LINK:
    case Q_TAG_META:
    case Q_TAG_NOSCRIPT:
    case Q_TAG_OBJECT:
    case Q_TAG_PICTURE:
    case Q_TAG_Q:
    case Q_TAG_S:
    case Q_TAG_SCRIPT:
    case Q_TAG_SMALL:
    case Q_TAG_SOURCE:
    case Q_TAG_SPAN:
    case Q_TAG_STRONG:
    case Q_TAG_SUB:
    case Q_TAG_SUP:
    case Q_TAG_TIME:
    case Q_TAG_U:
    case Q_TAG_VIDEO:
        return false;
    default:
        return true;
    }
}

static uint16_t flags_of(uint16_t tag)
{
    switch (tag) {
    case Q_TAG_A:
        return LINK;
    case Q_TAG_HEAD:
    case Q_TAG_SCRIPT:
    case Q_TAG_BUTTON:
    case Q_TAG_SELECT:
    case Q_TAG_TEXTAREA:
    case Q_TAG_NOSCRIPT:
    case Q_TAG_IFRAME:
    case Q_TAG_OBJECT:
    case Q_TAG_LABEL:
    case Q_TAG_DIALOG:
    case Q_TAG_LEGEND:
        return SILENT;
    case Q_TAG_H1:
    case Q_TAG_H2:
    case Q_TAG_H3:
    case Q_TAG_H4:
    case Q_TAG_H5:
    case Q_TAG_H6:
        return HEADING;
    case Q_TAG_LI:
    case Q_TAG_DD:
    case Q_TAG_DT:
        return ITEM;
    case Q_TAG_ASIDE:
        return ASIDE;
    default:
        return 0;
    }
}

// ── What the attributes tell ──

static void read_attributes(struct finder *f, uint32_t node)
{
    struct place *place = &f->places[node];
    quoth_str tag = q_markup_cut(f->markup, node), name, value;
    size_t at = 0;
    unsigned words = 0;
    while (q_markup_next_attribute(tag, &at, &name, &value)) {
        if (q_str_equal_nocase(name, Q_STR("class")) || q_str_equal_nocase(name, Q_STR("id")))
            words |= q_body_words(value);
        else if (q_str_equal_nocase(name, Q_STR("itemprop")) &&
                 q_str_equal_nocase(value, Q_STR("articleBody")))
            words |= Q_WORD_ARTICLE | Q_WORD_BODY;
    }
    place->words = (uint16_t)words;
}

// ── Text ──

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

// Adds the text `node` to the block it stands in.
static void add_text(struct finder *f, uint32_t node)
{
    quoth_str text = q_markup_cut(f->markup, node);
    const struct place *here = &f->places[node];
    struct place *block = &f->places[here->block];
    uint32_t bytes = 0;
    unsigned marks = 0;
    char last = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (is_white(c))
            continue;
        bytes++;
        bool mark = c == ',' || c == '.' || c == '?' || c == '!' ||
                    (c == '\xe3' && i + 2 < text.len && text.ptr[i + 1] == '\x80' &&
                     (text.ptr[i + 2] == '\x81' || text.ptr[i + 2] == '\x82'));
        marks += mark;
        last = c;
    }
    if (bytes == 0)
        return;
    block->own += bytes;
    if (here->flags & LINK)
        block->own_link += bytes;
    marks += block->marks;
    block->marks = (uint8_t)(marks < 255 ? marks : 255);
    bool ends = last == '.' || last == '!' || last == '?' || last == '"' || last == '\x9d' || last == '\x82' ||
                last == ')' || last == ':' || last == ';';
    block->flags = (uint16_t)(ends ? block->flags | ENDS : block->flags & ~ENDS);
}

static void look(struct finder *f)
{
    enum { DOWN = LINK | SILENT | HEADING | ITEM | ASIDE };
    const struct q_node *nodes = f->markup->nodes;
    for (uint32_t i = 1; i < f->markup->count; i++) {
        const struct place *parent = &f->places[nodes[i].parent];
        struct place *place = &f->places[i];
        place->flags = (uint16_t)((parent->flags & DOWN) | flags_of(nodes[i].tag));
        bool block = q_body_is_block(nodes[i].tag);
        place->block = block ? i : parent->block;
        if (nodes[i].tag == Q_TAG_TEXT) {
            if (!(place->flags & SILENT))
                add_text(f, i);
        } else if (block) {
            read_attributes(f, i);
        }
    }
}

// ── Prose ──

// How many bytes of a block's own text read like an article's.
static uint32_t prose_of(const struct place *place, uint16_t tag)
{
    uint32_t bytes = place->own - place->own_link;
    (void)tag;
    if (place->flags & (HEADING | SILENT) || place->own_link * 2 > place->own)
        return 0;
    if (bytes >= 60 && place->marks >= 1)
        return bytes;
    if (bytes >= 20 && place->flags & ENDS && !(place->flags & ITEM))
        return bytes;
    return 0;
}

static void sum_up(struct finder *f)
{
    const struct q_node *nodes = f->markup->nodes;
    for (uint32_t i = f->markup->count; i-- > 1;) {
        struct place *place = &f->places[i], *parent = &f->places[nodes[i].parent];
        if (place->block == i) {
            uint32_t prose = prose_of(place, nodes[i].tag);
            place->total += place->own;
            place->link += place->own_link;
            place->prose += prose;
            place->near += prose;
        }
        if (place->flags & OUT)
            continue;
        if (place->flags & HEADED || nodes[i].tag == Q_TAG_H1)
            parent->flags |= HEADED;
        uint32_t near = place->near / DEEPER * (DEEPER - 1);
        parent->near += nodes[i].tag == Q_TAG_ARTICLE ? near / 4 : near;
        parent->total += place->total;
        parent->link += place->link;
        parent->prose += place->prose;
    }
    f->all = f->places[0].prose;
}

static void forget_sums(struct finder *f)
{
    for (uint32_t i = 0; i < f->markup->count; i++)
        f->places[i].total = f->places[i].link = f->places[i].prose = f->places[i].near = 0;
}

// ── What is no part of the article ──

static bool is_out(const struct finder *f, uint32_t node)
{
    const struct place *place = &f->places[node];
    uint16_t tag = f->markup->nodes[node].tag;
    if (place->flags & SILENT)
        return true;
    bool most = place->prose * 2 > f->all;
    bool end = tag == Q_TAG_FOOTER || place->words & Q_WORD_END;
    if (most && (!end || place->flags & HEADED || tag == Q_TAG_BODY))
        return false;
    if (tag == Q_TAG_NAV || tag == Q_TAG_FORM || tag == Q_TAG_MENU)
        return true;
    if (place->prose * 5 > f->all && place->link * 10 < place->total && !end)
        return false;
    return end || place->words & Q_WORD_OUT;
}

static void take_out(struct finder *f)
{
    const struct q_node *nodes = f->markup->nodes;
    for (uint32_t i = 1; i < f->markup->count; i++) {
        bool out = f->places[nodes[i].parent].flags & OUT || is_out(f, i);
        if (out)
            f->places[i].flags |= OUT;
    }
}

// ── Which part ──

static bool is_like(const struct finder *f, uint32_t a, uint32_t b)
{
    const struct q_node *nodes = f->markup->nodes;
    return nodes[a].tag == nodes[b].tag &&
           q_str_equal(q_markup_attribute(f->markup, a, Q_STR("class")),
                       q_markup_attribute(f->markup, b, Q_STR("class")));
}

// How much speaks for `node` as the one that holds the article.
static uint64_t worth(const struct finder *f, uint32_t node)
{
    const struct place *place = &f->places[node];
    uint64_t worth = place->near;
    unsigned both = Q_WORD_ARTICLE | Q_WORD_BODY;
    if ((place->words & both) == both)
        worth = worth * 3 / 2;
    else if (place->words & Q_WORD_BODY)
        worth = worth * 5 / 4;
    if (place->flags & ASIDE)
        worth /= 2;
    return worth;
}

// Do so many of the siblings of `node` go on with the article that its parent is the one?
static bool is_part(const struct finder *f, uint32_t node)
{
    const struct q_node *nodes = f->markup->nodes;
    const struct place *places = f->places;
    uint32_t parent = nodes[node].parent, more = 0;
    if (nodes[node].tag == Q_TAG_ARTICLE || nodes[node].tag == Q_TAG_BODY)
        return false;
    for (uint32_t c = parent + 1; c < nodes[parent].end; c = nodes[c].end) {
        if (c == node || places[c].flags & OUT || places[c].prose == 0)
            continue;
        if (nodes[c].tag == Q_TAG_P || is_like(f, c, node))
            more += places[c].prose;
    }
    return more * 20 > places[node].prose;
}

// The first word of an element's class, by which it looks like others.
static quoth_str class_of(const struct finder *f, uint32_t node)
{
    quoth_str class = q_str_trim(q_markup_attribute(f->markup, node, Q_STR("class")));
    return q_str_take_until(&class, ' ');
}

// The element that holds most of the prose right in it, among the descendants of `node`.
static uint32_t typical(const struct finder *f, uint32_t node)
{
    const struct q_node *nodes = f->markup->nodes;
    uint32_t best = 0;
    for (uint32_t i = node + 1; i < nodes[node].end; i++)
        if (f->places[i].block == i && nodes[i].parent == node && nodes[i].tag != Q_TAG_P &&
            f->places[i].prose > 0 && (!best || f->places[i].prose > f->places[best].prose))
            best = i;
    return best;
}

// Widens the part to what looks the same: the article goes on behind an advert, in another
// box of the same class, but not under another headline.
static uint32_t widen(const struct finder *f, uint32_t part)
{
    const struct q_node *nodes = f->markup->nodes;
    const struct place *places = f->places;
    uint32_t likes[2] = {part, typical(f, part)};
    uint32_t home = part;
    while (home && nodes[home].tag != Q_TAG_ARTICLE)
        home = nodes[home].parent;
    for (int k = 0; k < 2; k++) {
        uint32_t like = likes[k];
        if (!like)
            continue;
        quoth_str class = class_of(f, like);
        if (class.len == 0)
            continue;
        uint32_t first = part, last = part;
        bool headed = false; // a headline stands behind the part
        for (uint32_t i = home + 1; i < nodes[home].end; i++) {
            if (places[i].flags & OUT) {
                i = nodes[i].end - 1;
                continue;
            }
            if (nodes[i].tag == Q_TAG_H1 || nodes[i].tag == Q_TAG_ARTICLE) {
                if (i < part && nodes[i].end <= part)
                    first = part;
                else if (i >= nodes[part].end)
                    headed = true;
            }
            if (headed)
                break;
            if (nodes[i].tag != nodes[like].tag || places[i].prose == 0 ||
                (i >= part && i < nodes[part].end) || (i < part && nodes[i].end > part) ||
                !q_str_equal(class, class_of(f, i)))
                continue;
            first = i < first ? i : first;
            last = i > last ? i : last;
        }
        while (part && (first < part || last >= nodes[part].end))
            part = nodes[part].parent;
    }
    return part;
}

// The one worth most of the elements of [from, to).
static uint32_t best_in(const struct finder *f, uint32_t from, uint32_t to)
{
    const struct q_node *nodes = f->markup->nodes;
    uint32_t best = from;
    uint64_t most = 0;
    for (uint32_t i = from; i < to; i++) {
        const struct place *place = &f->places[i];
        if (place->block != i || place->flags & OUT || nodes[i].tag == Q_TAG_P)
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
static uint32_t headed_part(const struct finder *f, uint32_t best)
{
    enum { ARTICLE_LEAST = 200, LEAST = 500 };
    const struct q_node *nodes = f->markup->nodes;
    uint32_t node = f->about->headline;
    while (node && (nodes[node].tag != Q_TAG_ARTICLE ||
                    f->places[node].prose < ARTICLE_LEAST) &&
           f->places[node].prose < LEAST)
        node = nodes[node].parent;
    if (!node || f->places[node].flags & OUT)
        return best;
    uint32_t part = best_in(f, node, nodes[node].end);
    bool sure = nodes[node].tag == Q_TAG_ARTICLE;
    return sure || worth(f, part) * 4 > worth(f, best) ? part : best;
}

static uint32_t find_part(const struct finder *f)
{
    const struct q_node *nodes = f->markup->nodes;
    uint32_t best = best_in(f, 0, f->markup->count);
    best = headed_part(f, best);
    for (int i = 0; i < 4 && best && is_part(f, best); i++)
        best = nodes[best].parent;
    return widen(f, best);
}

// ── Marks ──

static bool is_linked(const struct place *place, uint16_t tag)
{
    if (place->prose > 0 || place->total == 0)
        return false;
    if (tag == Q_TAG_P)
        return place->link * 10 > place->total * 9 ||
               (place->link * 2 > place->total && place->marks == 0);
    return place->link * 2 > place->total;
}

// What the words of a small element tell.
static uint8_t kind_of_words(const struct place *place)
{
    enum { LINE_MOST = 160, CAPTION_MOST = 1500 };
    unsigned words = place->words;
    if (words & Q_WORD_STANDFIRST && place->total <= CAPTION_MOST)
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

static uint8_t kind_of(const struct finder *f, uint32_t node)
{
    const struct place *place = &f->places[node];
    uint16_t tag = f->markup->nodes[node].tag;
    if (place->flags & OUT)
        return Q_MARK_OUT;
    if (node == f->about->headline || tag == Q_TAG_H1)
        return QUOTH_BLOCK_HEADLINE;
    if (tag == Q_TAG_FIGCAPTION)
        return QUOTH_BLOCK_CAPTION;
    if (tag == Q_TAG_FIGURE && place->prose < 300)
        return QUOTH_BLOCK_CAPTION;
    if (place->block != node)
        return QUOTH_BLOCK_BODY;
    if (tag == Q_TAG_BLOCKQUOTE && place->words & Q_WORD_POST)
        return QUOTH_BLOCK_POST;
    if (is_linked(place, tag))
        return Q_MARK_OUT;
    return kind_of_words(place);
}

static void mark(struct finder *f, uint32_t from, uint32_t to)
{
    const struct q_node *nodes = f->markup->nodes;
    for (uint32_t i = from; i < to; i++) {
        uint8_t above = f->marks[nodes[i].parent];
        f->marks[i] = above != QUOTH_BLOCK_BODY ? above : kind_of(f, i);
    }
}

// ── What is printed twice ──

static uint64_t hash_of(const struct finder *f, uint32_t block)
{
    const struct q_node *nodes = f->markup->nodes;
    uint64_t hash = 14695981039346656037u;
    for (uint32_t i = block + 1; i < nodes[block].end; i++) {
        if (nodes[i].tag != Q_TAG_TEXT)
            continue;
        for (uint32_t at = nodes[i].from; at < nodes[i].to; at++)
            if (!is_white(f->markup->html.ptr[at]))
                hash = (hash ^ (unsigned char)f->markup->html.ptr[at]) * 1099511628211u;
    }
    return hash;
}

// Paragraphs that are there twice, as pages have them for small screens, are taken once.
static bool drop_repeated(struct finder *f, struct q_arena *arena, uint32_t from, uint32_t to)
{
    enum { LEAST = 60 };
    const struct q_node *nodes = f->markup->nodes;
    uint32_t count = 0, size = 16;
    for (uint32_t i = from; i < to; i++)
        count += f->places[i].block == i && f->places[i].own >= LEAST;
    while (size < count * 2)
        size *= 2;
    uint64_t *seen = q_arena_calloc(arena, size, sizeof *seen);
    if (!seen)
        return false;
    for (uint32_t i = from; i < to; i++) {
        const struct place *place = &f->places[i];
        if (place->block != i || place->own < LEAST || place->own != place->total ||
            f->marks[i] == Q_MARK_OUT)
            continue;
        uint64_t hash = hash_of(f, i) | 1;
        uint32_t slot = (uint32_t)(hash >> 32) & (size - 1);
        while (seen[slot] && seen[slot] != hash)
            slot = (slot + 1) & (size - 1);
        if (seen[slot])
            memset(f->marks + i, Q_MARK_OUT, nodes[i].end - i);
        seen[slot] = hash;
    }
    return true;
}

// Marks `node` and what it holds as `kind`.
static void mark_all(struct finder *f, uint32_t node, uint8_t kind)
{
    for (uint32_t i = node; i < f->markup->nodes[node].end; i++)
        f->marks[i] = f->places[i].flags & OUT ? Q_MARK_OUT : kind;
}

// Opens the elements that hold `node`.
static void open_above(struct finder *f, uint32_t node)
{
    const struct q_node *nodes = f->markup->nodes;
    while (node && f->marks[nodes[node].parent] == Q_MARK_OUT) {
        node = nodes[node].parent;
        f->marks[node] = QUOTH_BLOCK_BODY;
    }
}

// What stands between the headline and the part.
static void mark_between(struct finder *f, uint32_t headline, uint32_t part)
{
    const struct q_node *nodes = f->markup->nodes;
    unsigned standfirsts = 0;
    for (uint32_t i = nodes[headline].end; i < part; i++) {
        const struct place *place = &f->places[i];
        if (place->flags & OUT) {
            i = nodes[i].end - 1;
            continue;
        }
        if (place->block != i || nodes[i].end > part || place->own == 0)
            continue;
        uint8_t kind = kind_of(f, i);
        if (kind == QUOTH_BLOCK_BODY && place->prose == place->total && place->own >= 30 &&
            place->link == 0 && standfirsts < 2)
            kind = QUOTH_BLOCK_STANDFIRST;
        if (kind == QUOTH_BLOCK_BODY || kind == Q_MARK_OUT)
            continue;
        standfirsts += kind == QUOTH_BLOCK_STANDFIRST;
        mark_all(f, i, kind);
        open_above(f, i);
        i = nodes[i].end - 1;
    }
}

quoth_status q_body_find(const struct q_markup *markup, const struct q_about *about,
                         struct q_arena *arena, struct q_body *out)
{
    struct finder f = {.markup = markup, .about = about};
    f.places = q_arena_calloc(arena, markup->count, sizeof *f.places);
    f.marks = q_arena_alloc(arena, markup->count);
    if (!f.places || !f.marks)
        return QUOTH_ENOMEM;
    memset(f.marks, Q_MARK_OUT, markup->count);
    look(&f);
    sum_up(&f);
    take_out(&f);
    forget_sums(&f);
    sum_up(&f);
    uint32_t part = find_part(&f), from = part, headline = about->headline;
    f.marks[part] = QUOTH_BLOCK_BODY;
    mark(&f, part + 1, markup->nodes[part].end);
    open_above(&f, part);
    if (headline && headline < part && markup->nodes[headline].end <= part) {
        mark_all(&f, headline, QUOTH_BLOCK_HEADLINE);
        open_above(&f, headline);
        mark_between(&f, headline, part);
        from = headline;
    }
    if (!drop_repeated(&f, arena, from, markup->nodes[part].end))
        return QUOTH_ENOMEM;
    *out = (struct q_body){.marks = f.marks,
                           .from = from,
                           .part = part,
                           .to = markup->nodes[part].end,
                           .prose = f.places[part].prose};
    return QUOTH_OK;
}
