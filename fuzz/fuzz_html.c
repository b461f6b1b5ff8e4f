/*
 * HTML of any bytes that are UTF-8: the tree holds together, no byte of the page stands in
 * two texts, and each attribute and reference can be read.
 */
#include "base/utf8.h"
#include "fuzz.h"
#include "read/markup/markup.h"

// What a page may need of memory: bytes for one of its own, and, whatever it is, the open
// elements, the first thousands of nodes and what the arena asks for ahead.
enum { MOST_BYTES = 10, MORE_BYTES = 96 * 1024 };

static void check_node(const struct q_markup *m, uint32_t n, uint32_t *behind)
{
    const struct q_node *node = &m->nodes[n], *parent = &m->nodes[node->parent];
    HOLD(node->tag < Q_ELEMENT_COUNT && node->tag != Q_ELEMENT_ROOT);
    HOLD(node->parent < n && node->end > n && node->end <= parent->end);
    HOLD(node->depth == parent->depth + 1);
    HOLD(node->depth <= Q_MARKUP_DEPTH + (node->tag == Q_ELEMENT_TEXT));
    HOLD(node->from <= node->to && node->to <= m->html.len && node->from >= *behind);
    HOLD(parent->tag != Q_ELEMENT_TEXT);
    *behind = node->to;
    if (node->tag == Q_ELEMENT_TEXT) {
        HOLD(node->from < node->to && node->end == n + 1);
    } else {
        HOLD(node->to < m->html.len && m->html.ptr[node->to] == '>');
    }
}

static void read_attributes(quoth_str tag, struct q_arena *arena)
{
    quoth_str name, value;
    size_t before = 0;
    for (size_t at = 0; q_markup_next_attribute(tag, &at, &name, &value); before = at) {
        HOLD(at > before && at <= tag.len && name.len > 0);
        HOLD(!memchr(name.ptr, '>', name.len));
        quoth_str read = q_markup_decode(value, true, arena);
        HOLD(!read.ptr == !value.ptr && q_utf8_check(read) == read.len);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct q_arena arena, more;
    struct q_markup m;
    quoth_str html = q_str((const char *)data, size);
    html.len = q_utf8_check(html);
    q_arena_init(&arena, MOST_BYTES * html.len + MORE_BYTES);
    q_arena_init(&more, SIZE_MAX / 4);
    HOLD(q_markup_read(html, &arena, &m) == QUOTH_OK);
    HOLD(m.count > 0 && m.nodes[0].tag == Q_ELEMENT_ROOT && m.nodes[0].end == m.count);
    HOLD(m.nodes[0].parent == 0 && m.nodes[0].depth == 0);
    uint32_t behind = 0;
    for (uint32_t n = 1; n < m.count; n++) {
        check_node(&m, n, &behind);
        quoth_str cut = q_markup_cut(&m, n);
        if (m.nodes[n].tag != Q_ELEMENT_TEXT) {
            read_attributes(cut, &more);
            continue;
        }
        cut = q_markup_decode(cut, false, &more);
        HOLD(cut.ptr && q_utf8_check(cut) == cut.len);
    }
    q_arena_release(&arena);
    q_arena_release(&more);
    return 0;
}
