/*
 * Stage 1, read: the markup of a page as a flat tree, in the order of the page.
 *
 *     <p class=a>x <b>y</b><p>z   →   0 root · 1 p · 2 "x " · 3 b · 4 "y" · 5 p · 6 "z"
 *
 * Tokens as the HTML standard has them (WHATWG HTML §13.2.5), the tree as articles need it:
 * end tags that are left out are put in, wrong ones passed over; no element is moved to
 * another place, and html, head, body and tbody stand in the tree only if they stand in the
 * page. Scripts (but those that hold JSON), styles, vector graphics, comments and templates
 * are passed over and leave nothing; of an iframe the element is left. White space alone is
 * a text too where it may part words, but not between rows, items or before the body. An
 * end that is missing (of a title, a graphic, an attribute's value) takes no text with it;
 * only a comment, script or style that never ends takes the rest, as in browsers. The bytes
 * are not copied: a node is a span of them, its references (&amp;) and attributes are read
 * when they are asked for. Time is linear in the page, and so is memory.
 */
#ifndef Q_MARKUP_H
#define Q_MARKUP_H

#include "base/arena.h"
#include "base/str.h"
#include "read/markup/element.h"

// Elements deeper than this are passed over, what is in them stays (so that a text can be
// one deeper).
enum { Q_MARKUP_DEPTH = 512 };
// Elements are passed over as well once there is a node for so many bytes of the page (of
// 390 news pages none has one for 29), and some for a short one; texts never are, which at
// worst makes a node for four bytes (`x<b>` again and again): five bytes of memory for one
// of the page.
enum { Q_MARKUP_BYTES = 16, Q_MARKUP_MORE = 4096 };

struct q_node {
    uint16_t tag;      // enum q_element: an element, Q_ELEMENT_TEXT, or the root
    uint16_t depth;    // of the root: 0
    uint32_t parent;   // of the root: itself
    uint32_t end;      // behind its last descendant: where the next sibling stands, if any
    uint32_t from, to; // bytes of the page. Text: itself, as it is written. An element: its
                       // attributes, from behind its name up to ">"
};

struct q_markup {
    quoth_str html;       // must stay while the tree is used
    struct q_node *nodes; // nodes[0] is the root; a node's children begin behind it
    uint32_t count;
};

/** Reads `html` (valid UTF-8, at most Q_MAX_PAGE) into `arena`. Fails with QUOTH_ENOMEM
 *  only. */
quoth_status q_markup_read(quoth_str html, struct q_arena *arena, struct q_markup *out);

/** What stands in the page for a node: the text or the attributes. */
static inline quoth_str q_markup_cut(const struct q_markup *markup, uint32_t node)
{
    return q_str_cut(markup->html, markup->nodes[node].from, markup->nodes[node].to);
}

/** The next attribute of `tag` (what q_markup_cut gives of an element) at `*at`, which is
 *  moved behind it: its name and its value as they are written; without one, ptr NULL. */
bool q_markup_next_attribute(quoth_str tag, size_t *at, quoth_str *name, quoth_str *value);

/** The value of the attribute `name`, the first of several, as it is written, and empty
 *  where it has no value; ptr NULL: there is no such attribute. */
quoth_str q_markup_attribute(const struct q_markup *markup, uint32_t node, quoth_str name);

/** Reads the character reference that `s` begins with (&amp; &#8220; &eacute &nbsp;), as in
 *  text, or as in an attribute's value. Its length in bytes, 0 where there is none; the
 *  characters go to `out`, `*len` is their length. */
enum { Q_REFERENCE_SIZE = 8 };
size_t q_markup_reference(quoth_str s, bool in_attribute, char out[Q_REFERENCE_SIZE],
                          size_t *len);

/** `s` with its references read, in `arena` (or `s` itself where it has none). ptr NULL:
 *  memory is out, or `s` has none. */
quoth_str q_markup_decode(quoth_str s, bool in_attribute, struct q_arena *arena);

/** For tests: NULL, or the name of a tag or reference that stands out of order. */
const char *q_markup_unsorted(void);

#endif
