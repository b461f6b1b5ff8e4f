#include "read/page/render.h"

#include "base/limits.h"

// The map has at most one stretch for so many bytes of the page, and some: more than any
// of 390 pages needs. What is more is told less exactly.
enum { MAP_BYTES = 16, MAP_MORE = 64 };
// Likewise a text has at most one paragraph for so many bytes of the page, since each is a
// block that is kept and printed; the next ones are run on.
enum { PARAGRAPH_BYTES = 64, PARAGRAPH_MORE = 1024 };

struct writer {
    const struct q_markup *markup;
    const uint8_t *marks;
    const struct q_part *part;
    struct q_rendered *out;
    char *text;
    size_t len;
    uint32_t map_cap, hint_cap;
    uint32_t ends[Q_MARKUP_DEPTH + 2]; // of the blocks that are open
    uint32_t open;
    unsigned lines;   // line ends that are due before the next text: 0, 1, 2
    bool space;       // white space is due
    quoth_span white; // where it stood
    uint8_t kind;     // of the paragraph
    uint32_t last;    // the text node that was written before
    uint32_t pre_end; // behind the last node of <pre>, where line ends are kept
};

// ── The map ──

static void add_stretch(struct writer *w, const char *bytes, uint32_t len, uint32_t from,
                        uint32_t to)
{
    struct q_rendered *out = w->out;
    uint32_t at = (uint32_t)w->len;
    bool same = to - from == len;
    if (same && memcmp(bytes, w->markup->html.ptr + from, len) != 0)
        return; // a line end that became a space: of one length are only the same bytes
    if (out->map_count > 0) {
        quoth_stretch *last = &out->map[out->map_count - 1];
        bool near = last->text.end == at && last->source.end == from;
        bool was =
            last->text.end - last->text.start == last->source.end - last->source.start;
        if (near && same && was) {
            last->text.end += len;
            last->source.end = to;
            return;
        }
    }
    if (out->map_count < w->map_cap) {
        out->map[out->map_count++] = (quoth_stretch){{at, at + len}, {from, to}};
        return;
    }
    quoth_stretch *last = &out->map[out->map_count - 1]; // more than real pages have
    last->source.end = to;
    if (at + len - last->text.start != to - last->source.start)
        last->text.end = at + len;
}

static void put(struct writer *w, const char *bytes, uint32_t len, uint32_t from,
                uint32_t to)
{
    add_stretch(w, bytes, len, from, to);
    memcpy(w->text + w->len, bytes, len);
    w->len += len;
}

// ── Lines ──

static void begin_hint(struct writer *w, uint8_t kind)
{
    w->out->hints[w->out->hint_count++] =
        (struct q_hint){{(uint32_t)w->len, (uint32_t)w->len}, (quoth_block_kind)kind};
    w->kind = kind;
}

static void due(struct writer *w, unsigned lines)
{
    w->lines = w->lines > lines ? w->lines : lines;
    w->space = false;
    w->white = (quoth_span){0, 0};
}

// A space, which stands for white space or for the border of a table's cell.
static void put_white(struct writer *w)
{
    if (w->white.start < w->white.end)
        add_stretch(w, " ", 1, w->white.start, w->white.end);
    w->text[w->len++] = ' ';
}

// Writes what is due before text.
static void begin(struct writer *w, uint8_t kind)
{
    bool first = w->len == 0;
    bool joined = kind == QUOTH_BLOCK_POST || kind == QUOTH_BLOCK_TABLE;
    if (joined && w->kind == kind && w->lines > 1)
        w->lines = 1;
    bool full = w->out->hint_count == w->hint_cap;
    if (full && (w->lines > 0 || kind != w->kind)) {
        w->text[w->len++] = ' ';
    } else if (first || w->lines > 1 || kind != w->kind) {
        if (!first) {
            memcpy(w->text + w->len, "\n\n", 2);
            w->len += 2;
        }
        begin_hint(w, kind);
    } else if (w->lines == 1) {
        w->text[w->len++] = '\n';
    } else if (w->space) {
        put_white(w);
    }
    w->lines = 0;
    w->space = false;
    w->white = (quoth_span){0, 0};
}

// ── Text ──

// Length of a character that is not written: soft hyphen, zero-width space, BOM.
static uint32_t nothing_at(quoth_str s)
{
    if (s.len >= 2 && s.ptr[0] == '\xc2' && s.ptr[1] == '\xad')
        return 2;
    if (s.len >= 3 && s.ptr[0] == '\xe2' && s.ptr[1] == '\x80' && s.ptr[2] == '\x8b')
        return 3;
    if (s.len >= 3 && s.ptr[0] == '\xef' && s.ptr[1] == '\xbb' && s.ptr[2] == '\xbf')
        return 3;
    return 0;
}

// Does a line end in it, do several?
static unsigned line_ends(quoth_str s)
{
    const char *first = memchr(s.ptr, '\n', s.len);
    size_t rest = first ? (size_t)(s.ptr + s.len - first - 1) : 0;
    return !first ? 0 : rest && memchr(first + 1, '\n', rest) ? 2 : 1;
}

static void white(struct writer *w, uint32_t from, uint32_t to)
{
    if (w->space && w->white.end == from) {
        w->white.end = to;
    } else if (!w->space && w->len > 0) {
        w->white = (quoth_span){from, to};
        w->space = true;
    }
}

// How far bytes go that are written as they are.
static uint32_t plain(quoth_str s, uint32_t at)
{
    while (at < s.len) {
        char c = s.ptr[at];
        if (q_is_white(c) || c == '&')
            break;
        if (((unsigned char)c == 0xc2 || (unsigned char)c == 0xe2 ||
             (unsigned char)c == 0xef) &&
            nothing_at(q_str(s.ptr + at, s.len - at)))
            break;
        at++;
    }
    return at;
}

static void add_text(struct writer *w, uint32_t node)
{
    quoth_str s = q_markup_cut(w->markup, node);
    uint32_t base = w->markup->nodes[node].from, at = 0, len = (uint32_t)s.len;
    uint8_t kind = w->marks[node];
    while (at < len) {
        uint32_t end = at;
        while (end < len && q_is_white(s.ptr[end]))
            end++;
        if (end > at) {
            unsigned ends = node < w->pre_end ? line_ends(q_str(s.ptr + at, end - at)) : 0;
            if (ends)
                due(w, ends);
            else
                white(w, base + at, base + end);
            at = end;
            continue;
        }
        end = plain(s, at);
        if (end > at) {
            begin(w, kind);
            put(w, s.ptr + at, end - at, base + at, base + end);
            at = end;
            continue;
        }
        char bytes[Q_REFERENCE_SIZE];
        quoth_str rest = q_str(s.ptr + at, len - at);
        size_t size = 0, used = 0;
        uint32_t none = nothing_at(rest);
        if (!none && (used = q_markup_reference(rest, false, bytes, &size)) == 0) {
            used = size = 1;
            bytes[0] = '&';
        }
        used = none ? none : used;
        if (!none && size == 1 && q_is_white(bytes[0])) {
            white(w, base + at, base + at + (uint32_t)used);
        } else if (!none && !nothing_at(q_str(bytes, size))) {
            begin(w, kind);
            put(w, bytes, (uint32_t)size, base + at, base + at + (uint32_t)used);
        }
        at += (uint32_t)used;
    }
}

// ── Borders of elements in a line ──

// Are the text nodes in two elements of which none holds the other, or is one of them a
// date or a source by itself? A word is seldom cut there.
static bool is_border(const struct q_node *nodes, uint32_t left, uint32_t right)
{
    uint32_t a = nodes[left].parent, b = nodes[right].parent;
    bool left_ends = nodes[a].end <= right, right_begins = b > left;
    if (left_ends && right_begins)
        return true;
    return (left_ends &&
            (nodes[a].tag == Q_ELEMENT_CITE || nodes[a].tag == Q_ELEMENT_TIME)) ||
           (right_begins && nodes[b].tag == Q_ELEMENT_TIME);
}

// Can `text` end a word or sentence in front of a capital?
static bool ends_word(quoth_str text)
{
    char c = text.ptr[text.len - 1];
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || strchr(".!?)]\"", c) ||
           q_str_ends(text, Q_STR("”")) || q_str_ends(text, Q_STR("…"));
}

// "<span>The old bridge.</span><span>Photo: Jo Roe</span>": the page keeps them apart by
// its looks only.
static bool is_glued(const struct writer *w, uint32_t node)
{
    quoth_str text = q_markup_cut(w->markup, node);
    if (w->len == 0 || w->space || w->lines > 0 || text.len == 0 ||
        !(text.ptr[0] >= 'A' && text.ptr[0] <= 'Z') ||
        !is_border(w->markup->nodes, w->last, node))
        return false;
    return ends_word(q_str(w->text, w->len));
}

// ── The walk ──

static void walk(struct writer *w)
{
    const struct q_node *nodes = w->markup->nodes;
    for (uint32_t i = w->part->from; i < w->part->to;) {
        while (w->open > 0 && w->ends[w->open - 1] <= i) {
            w->open--;
            due(w, 2);
        }
        if (w->marks[i] == Q_MARK_OUT) {
            if (q_body_is_block(nodes[i].tag))
                due(w, 2);
            i = nodes[i].end;
            continue;
        }
        if (nodes[i].tag == Q_ELEMENT_TEXT) {
            w->space = w->space || is_glued(w, i);
            add_text(w, i);
            w->last = i;
        } else if (nodes[i].tag == Q_ELEMENT_BR) {
            due(w, w->lines + 1);
        } else if (w->marks[i] == QUOTH_BLOCK_TABLE &&
                   (nodes[i].tag == Q_ELEMENT_TD || nodes[i].tag == Q_ELEMENT_TH)) {
            w->space = w->space || w->lines == 0;
        } else if (q_body_is_block(nodes[i].tag)) {
            if (nodes[i].tag == Q_ELEMENT_PRE && w->pre_end <= i)
                w->pre_end = nodes[i].end;
            due(w, 2);
            w->ends[w->open++] = nodes[i].end;
        }
        i++;
    }
}

quoth_status q_render(const struct q_markup *markup, const uint8_t *marks,
                      const struct q_part *part, struct q_arena *arena,
                      struct q_rendered *out)
{
    struct writer w = {.markup = markup, .marks = marks, .part = part, .out = out};
    const struct q_node *nodes = markup->nodes;
    *out = (struct q_rendered){0};
    size_t bytes = 0, runs = 0, paragraphs = 0;
    for (uint32_t i = part->from; i < part->to; i++) {
        if (nodes[i].tag == Q_ELEMENT_TEXT && marks[i] != Q_MARK_OUT) {
            bytes += nodes[i].to - nodes[i].from;
            paragraphs += i < w.pre_end ? (nodes[i].to - nodes[i].from) / 3 + 1 : 1;
            runs++;
        } else if (nodes[i].tag == Q_ELEMENT_PRE && w.pre_end <= i) {
            w.pre_end = nodes[i].end;
        }
    }
    w.pre_end = 0;
    size_t most = markup->html.len / MAP_BYTES, need = bytes / MAP_BYTES + runs * 2;
    w.map_cap = (uint32_t)((need < most ? need : most) + MAP_MORE);
    most = markup->html.len / PARAGRAPH_BYTES + PARAGRAPH_MORE;
    w.hint_cap = (uint32_t)(paragraphs < most ? paragraphs + 1 : most);
    // A reference may be shorter than what it stands for: 5 bytes for 6.
    w.text = q_arena_alloc(arena, bytes + bytes / 4 + 2 * runs + 16);
    out->map = Q_ARENA_ARRAY(arena, quoth_stretch, w.map_cap);
    out->hints = Q_ARENA_ARRAY(arena, struct q_hint, w.hint_cap);
    if (!w.text || !out->map || !out->hints)
        return QUOTH_ENOMEM;
    walk(&w);
    out->text = q_str(w.text, w.len);
    for (uint32_t i = 0; i < out->hint_count; i++)
        out->hints[i].span.end =
            i + 1 < out->hint_count ? out->hints[i + 1].span.start - 2 : (uint32_t)w.len;
    return w.len > Q_MAX_ARTICLE ? QUOTH_ELIMIT : QUOTH_OK;
}
