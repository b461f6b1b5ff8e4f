#include "base/utf8.h"
#include "read/page/body_place.h"
#include "read/page/body_word.h"

// What a level of depth leaves of prose: (DEEPER - 1) / DEEPER.
enum { DEEPER = 6 };

enum { BOTH = Q_WORD_ARTICLE | Q_WORD_BODY };

bool q_body_is_block(uint16_t tag)
{
    switch (tag) {
    case Q_ELEMENT_TEXT:
    case Q_ELEMENT_OTHER:
    case Q_ELEMENT_A:
    case Q_ELEMENT_ABBR:
    case Q_ELEMENT_AUDIO:
    case Q_ELEMENT_B:
    case Q_ELEMENT_BASE:
    case Q_ELEMENT_BR:
    case Q_ELEMENT_BUTTON:
    case Q_ELEMENT_CITE:
    case Q_ELEMENT_CODE:
    case Q_ELEMENT_DEL:
    case Q_ELEMENT_EM:
    case Q_ELEMENT_EMBED:
    case Q_ELEMENT_FONT:
    case Q_ELEMENT_I:
    case Q_ELEMENT_IFRAME:
    case Q_ELEMENT_IMG:
    case Q_ELEMENT_AMP_IMG:
    case Q_ELEMENT_INPUT:
    case Q_ELEMENT_INS:
    case Q_ELEMENT_LABEL:
    case Q_ELEMENT_LINK:
    case Q_ELEMENT_META:
    case Q_ELEMENT_NOSCRIPT:
    case Q_ELEMENT_OBJECT:
    case Q_ELEMENT_PICTURE:
    case Q_ELEMENT_Q:
    case Q_ELEMENT_S:
    case Q_ELEMENT_SCRIPT:
    case Q_ELEMENT_SMALL:
    case Q_ELEMENT_SOURCE:
    case Q_ELEMENT_SPAN:
    case Q_ELEMENT_STRONG:
    case Q_ELEMENT_SUB:
    case Q_ELEMENT_SUP:
    case Q_ELEMENT_TIME:
    case Q_ELEMENT_U:
    case Q_ELEMENT_VIDEO:
        return false;
    default:
        return true;
    }
}

static uint16_t flags_of(const struct q_finding *f, uint16_t tag)
{
    switch (tag) {
    case Q_ELEMENT_A:
        return Q_PLACE_LINK;
    case Q_ELEMENT_HEAD:
    case Q_ELEMENT_SCRIPT:
    case Q_ELEMENT_BUTTON:
    case Q_ELEMENT_SELECT:
    case Q_ELEMENT_TEXTAREA:
    case Q_ELEMENT_IFRAME:
    case Q_ELEMENT_OBJECT:
    case Q_ELEMENT_LABEL:
    case Q_ELEMENT_DIALOG:
    case Q_ELEMENT_LEGEND:
        return Q_PLACE_SILENT;
    case Q_ELEMENT_NOSCRIPT:
        return f->lax ? 0 : Q_PLACE_SILENT;
    case Q_ELEMENT_H1:
    case Q_ELEMENT_H2:
    case Q_ELEMENT_H3:
    case Q_ELEMENT_H4:
    case Q_ELEMENT_H5:
    case Q_ELEMENT_H6:
        return Q_PLACE_HEADING;
    case Q_ELEMENT_LI:
    case Q_ELEMENT_DD:
    case Q_ELEMENT_DT:
        return Q_PLACE_ITEM;
    case Q_ELEMENT_ASIDE:
        return Q_PLACE_ASIDE;
    default:
        return 0;
    }
}

// ── What the attributes tell ──

static void read_attributes(struct q_finding *f, uint32_t node)
{
    struct q_place *place = q_place_of(f, node);
    quoth_str tag = q_markup_cut(f->markup, node), name, value;
    size_t at = 0;
    unsigned words = 0;
    while (q_markup_next_attribute(tag, &at, &name, &value)) {
        if (q_str_equal_nocase(name, Q_STR("class")) ||
            q_str_equal_nocase(name, Q_STR("id")))
            words |= q_body_words(value);
        else if (q_str_equal_nocase(name, Q_STR("itemprop")) &&
                 q_str_equal_nocase(value, Q_STR("articleBody")))
            words |= Q_WORD_ARTICLE | Q_WORD_BODY;
    }
    place->words = (uint16_t)words;
}

// ── Text ──

static uint16_t add_up(uint16_t sum, uint32_t more)
{
    return more < (uint32_t)(UINT16_MAX - sum) ? (uint16_t)(sum + more) : UINT16_MAX;
}

static bool begins_with_any(quoth_str s, const char *const *list)
{
    for (int i = 0; list[i]; i++)
        if (q_str_starts(s, q_str_from(list[i])))
            return true;
    return false;
}

// Does `s` begin with a comma or a stop of any script?
static bool is_mark(quoth_str s)
{
    static const char *const others[] = {"、", "。", "，", "！", "？", "،", "؟", "।", NULL};
    unsigned char c = (unsigned char)s.ptr[0];
    if (c < 0x80)
        return c == ',' || c == '.' || c == '?' || c == '!';
    bool may = c == 0xe3 || c == 0xef || c == 0xd8 || c == 0xe0; // their first bytes
    return may && begins_with_any(s, others);
}

// Does the character that `s` begins with end a sentence?
static bool is_end(quoth_str s)
{
    static const char *const others[] = {"”",  "“",  "»",  "«", "…", "。",
                                         "！", "？", "」", "؟", "।", NULL};
    if ((unsigned char)s.ptr[0] >= 0x80)
        return begins_with_any(s, others);
    return strchr(".!?\"):;", s.ptr[0]) != NULL;
}

// Adds the text `node` to the block it stands in.
static void add_text(struct q_finding *f, uint32_t node)
{
    quoth_str text = q_markup_cut(f->markup, node);
    const struct q_place *here = q_place_of(f, node);
    struct q_place *block = q_place_of(f, here->block);
    uint32_t bytes = 0;
    bool marked = false;
    size_t last = 0; // where the last character begins
    for (size_t i = 0; i < text.len; i++) {
        if (q_is_white(text.ptr[i]))
            continue;
        bytes++;
        if (!q_utf8_starts(text.ptr[i]))
            continue;
        last = i;
        marked = marked || is_mark(q_str(text.ptr + i, text.len - i));
    }
    if (bytes == 0)
        return;
    bool ends = is_end(q_str(text.ptr + last, text.len - last));
    block->own = add_up(block->own, bytes);
    if (here->flags & Q_PLACE_LINK)
        block->own_link = add_up(block->own_link, bytes);
    if (marked)
        block->flags |= Q_PLACE_MARKED;
    if (ends)
        block->flags |= Q_PLACE_ENDS;
    else
        block->flags &= (uint16_t)~Q_PLACE_ENDS;
}

static void look(struct q_finding *f)
{
    enum {
        DOWN =
            Q_PLACE_LINK | Q_PLACE_SILENT | Q_PLACE_HEADING | Q_PLACE_ITEM | Q_PLACE_ASIDE
    };
    const struct q_node *nodes = f->markup->nodes;
    for (uint32_t i = 1; i < f->markup->count; i++) {
        struct q_place *place = q_place_of(f, i);
        if (nodes[i].tag == Q_ELEMENT_TEXT) {
            if (!(place->flags & Q_PLACE_SILENT))
                add_text(f, i);
            continue;
        }
        const struct q_place *parent = q_place_of(f, nodes[i].parent);
        place->flags = (uint16_t)((parent->flags & DOWN) | flags_of(f, nodes[i].tag));
        bool block = q_body_is_block(nodes[i].tag);
        place->block = block ? i : parent->block;
        if (block)
            read_attributes(f, i);
    }
}

// ── Prose ──

// How many bytes of a block's own text read like an article's.
static uint32_t prose_of(const struct q_place *place)
{
    uint32_t bytes = (uint32_t)(place->own - place->own_link);
    if (place->flags & (Q_PLACE_HEADING | Q_PLACE_SILENT) ||
        place->own_link * 2 > place->own)
        return 0;
    if (bytes >= 60 && place->flags & Q_PLACE_MARKED)
        return bytes;
    if (bytes >= 20 && place->flags & Q_PLACE_ENDS && !(place->flags & Q_PLACE_ITEM))
        return bytes;
    return 0;
}

static void sum_up(struct q_finding *f)
{
    const struct q_node *nodes = f->markup->nodes;
    for (uint32_t i = f->markup->count; i-- > 1;) {
        if (nodes[i].tag == Q_ELEMENT_TEXT)
            continue;
        struct q_place *place = q_place_of(f, i), *parent = q_place_of(f, nodes[i].parent);
        if (place->block == i) {
            uint32_t prose = prose_of(place);
            place->total += place->own;
            place->link += place->own_link;
            place->prose += prose;
            place->near += prose;
        }
        if (place->flags & Q_PLACE_OUT)
            continue;
        if (nodes[i].tag == Q_ELEMENT_H1)
            parent->flags |= Q_PLACE_HEADED;
        if (place->flags & Q_PLACE_HEADING && place->block == i)
            parent->flags |= Q_PLACE_TITLED;
        if ((place->words & BOTH) == BOTH && place->prose >= 100)
            place->flags |= Q_PLACE_BODY;
        parent->flags |= place->flags & (Q_PLACE_HEADED | Q_PLACE_TITLED | Q_PLACE_BODY);
        uint32_t near = place->near / DEEPER * (DEEPER - 1);
        parent->near +=
            nodes[i].tag == Q_ELEMENT_ARTICLE && !f->about->live ? near / 4 : near;
        parent->total += place->total;
        parent->link += place->link;
        parent->prose += place->prose;
    }
    f->all = f->places[0].prose;
}

static void forget_sums(struct q_finding *f)
{
    for (uint32_t i = 0; i < f->place_count; i++)
        f->places[i].total = f->places[i].link = f->places[i].prose = f->places[i].near = 0;
}

// ── What is no part of the article ──

static bool is_out(const struct q_finding *f, uint32_t node)
{
    enum { MUCH = 1000 };
    const struct q_place *place = q_place_of(f, node);
    uint16_t tag = f->markup->nodes[node].tag;
    if (place->flags & Q_PLACE_SILENT)
        return true;
    if (f->plain)
        return false;
    bool most = place->prose * 2 > f->all;
    bool end = tag == Q_ELEMENT_FOOTER || place->words & Q_WORD_END;
    if (most && (!end || place->flags & Q_PLACE_HEADED || tag == Q_ELEMENT_BODY))
        return false;
    if (tag == Q_ELEMENT_NAV || tag == Q_ELEMENT_FORM || tag == Q_ELEMENT_MENU)
        return true;
    bool much = place->prose >= MUCH && place->prose * 5 > f->all;
    bool likely = much || place->flags & Q_PLACE_BODY;
    if (likely && place->link * 10 < place->total && !end)
        return false;
    return end || place->words & Q_WORD_OUT;
}

static void take_out(struct q_finding *f)
{
    const struct q_node *nodes = f->markup->nodes;
    for (uint32_t i = 1; i < f->markup->count; i++) {
        if (nodes[i].tag == Q_ELEMENT_TEXT)
            continue;
        bool out = q_place_of(f, nodes[i].parent)->flags & Q_PLACE_OUT || is_out(f, i);
        if (out)
            q_place_of(f, i)->flags |= Q_PLACE_OUT;
    }
}

void q_finding_look(struct q_finding *f)
{
    look(f);
    sum_up(f);
    take_out(f);
    forget_sums(f);
    sum_up(f);
}
