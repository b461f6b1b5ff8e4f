#include "read/markup/markup.h"

#include "read/markup/scan.h"

enum {
    SLOTS = 128, // for the names that have no tag of their own
    KEYS = Q_ELEMENT_COUNT + SLOTS
};

// Elements that an end tag, or the end that is implied, does not look behind.
enum barrier {
    SCOPE,   // cells, captions, objects: nothing outside is closed from within
    SPECIAL, // blocks and such: no inline element outside is
    ITEM,    // blocks but p, div, address and the items themselves: no item outside is
    BARRIERS
};

// An open element. Depths stand for open elements, 0 for none: the root never closes.
struct open {
    uint32_t node, hash;
    uint16_t key, tag;
    uint16_t same;              // the next outer one with this key
    uint16_t barrier[BARRIERS]; // what the tree's were before it opened
};

struct tree {
    struct q_scan scan;
    struct q_markup *out;
    uint32_t most;              // elements stop at so many nodes
    uint16_t depth;             // of the innermost open element
    uint16_t inner[KEYS];       // the innermost open one by key
    uint16_t barrier[BARRIERS]; // and by kind of barrier
    uint32_t over[KEYS];        // open ones that were passed over, being too deep or many
    bool any_over;
    struct open stack[Q_MARKUP_DEPTH + 1];
};

static uint16_t larger(uint16_t a, uint16_t b)
{
    return a > b ? a : b;
}

static uint16_t key_of(const struct q_piece *piece)
{
    return (uint16_t)(piece->tag == Q_ELEMENT_OTHER ? Q_ELEMENT_COUNT + piece->hash % SLOTS
                                                    : piece->tag);
}

static enum q_element top_tag(const struct tree *tree)
{
    return (enum q_element)tree->stack[tree->depth].tag;
}

// ── Nodes ──

static uint32_t add_node(struct tree *tree, enum q_element tag, uint32_t from, uint32_t to)
{
    uint32_t node = tree->out->count++;
    tree->out->nodes[node] = (struct q_node){.tag = (uint16_t)tag,
                                             .depth = (uint16_t)(tree->depth + 1),
                                             .parent = tree->stack[tree->depth].node,
                                             .end = node + 1,
                                             .from = from,
                                             .to = to};
    return node;
}

static bool is_barrier(enum q_element tag, enum barrier barrier)
{
    uint16_t traits = q_element_traits(tag);
    if (barrier == SCOPE)
        return traits & Q_TRAIT_SCOPE;
    if (barrier == ITEM &&
        (tag == Q_ELEMENT_ADDRESS || tag == Q_ELEMENT_DIV || tag == Q_ELEMENT_P ||
         tag == Q_ELEMENT_LI || tag == Q_ELEMENT_DD || tag == Q_ELEMENT_DT))
        return false;
    return traits & Q_TRAIT_SPECIAL;
}

static void push(struct tree *tree, const struct q_piece *piece, uint32_t node)
{
    uint16_t key = key_of(piece), depth = ++tree->depth;
    struct open *open = &tree->stack[depth];
    *open = (struct open){.node = node,
                          .hash = piece->hash,
                          .key = key,
                          .tag = (uint16_t)piece->tag,
                          .same = tree->inner[key]};
    memcpy(open->barrier, tree->barrier, sizeof open->barrier);
    tree->inner[key] = depth;
    for (enum barrier b = SCOPE; b < BARRIERS; b++)
        if (is_barrier(piece->tag, b))
            tree->barrier[b] = depth;
}

// Closes the open element `depth` and what is in it. 0: there is none.
static void close(struct tree *tree, uint16_t depth)
{
    if (depth == 0)
        return;
    while (tree->depth >= depth) {
        const struct open *open = &tree->stack[tree->depth--];
        tree->out->nodes[open->node].end = tree->out->count;
        tree->inner[open->key] = open->same;
        memcpy(tree->barrier, open->barrier, sizeof tree->barrier);
    }
    if (tree->any_over)
        memset(tree->over, 0, sizeof tree->over);
    tree->any_over = false;
}

// An element with what it holds as its text, if anything; else it stays open, but a void
// one.
static void add_element(struct tree *tree, const struct q_piece *piece)
{
    uint16_t traits = q_element_traits(piece->tag);
    bool whole = traits & (Q_TRAIT_VOID | Q_TRAIT_RAW | Q_TRAIT_RCDATA);
    bool is_text = traits & Q_TRAIT_RCDATA || piece->tag == Q_ELEMENT_SCRIPT;
    bool filled = is_text && piece->inner_from < piece->inner_to;
    if (tree->depth == Q_MARKUP_DEPTH || tree->out->count >= tree->most) {
        tree->over[key_of(piece)] += !whole;
        tree->any_over |= !whole;
        if (filled && piece->tag != Q_ELEMENT_SCRIPT)
            add_node(tree, Q_ELEMENT_TEXT, piece->inner_from, piece->inner_to);
        return;
    }
    uint32_t node = add_node(tree, piece->tag, piece->from, piece->to);
    if (whole && !filled)
        return;
    push(tree, piece, node);
    if (!filled)
        return;
    add_node(tree, Q_ELEMENT_TEXT, piece->inner_from, piece->inner_to);
    close(tree, tree->depth);
}

// White space alone parts the words of inline elements; between rows and such, and before
// the body, it parts nothing.
static bool parts_words(const struct tree *tree)
{
    enum q_element top = top_tag(tree);
    const struct q_node *nodes = tree->out->nodes;
    uint32_t child = tree->stack[tree->depth].node + 1;
    if (top != Q_ELEMENT_ROOT && top != Q_ELEMENT_HTML)
        return !(q_element_traits(top) & Q_TRAIT_NO_SPACE);
    return child < tree->out->count &&
           !(nodes[child].tag == Q_ELEMENT_HEAD && nodes[child].end == tree->out->count);
}

static void add_text(struct tree *tree, const struct q_piece *piece)
{
    uint32_t at = piece->from;
    while (at < piece->to && q_is_space(tree->scan.html.ptr[at]))
        at++;
    if (at == piece->to && !parts_words(tree))
        return;
    if (top_tag(tree) == Q_ELEMENT_HEAD)
        close(tree, tree->depth); // no text stands there
    add_node(tree, Q_ELEMENT_TEXT, piece->from, piece->to);
}

// ── End tags ──

// The innermost open element of the piece's name.
static uint16_t find_open(const struct tree *tree, const struct q_piece *piece)
{
    uint16_t depth = tree->inner[key_of(piece)];
    while (depth && tree->stack[depth].hash != piece->hash)
        depth = tree->stack[depth].same;
    return depth;
}

static bool is_heading(enum q_element tag)
{
    return tag >= Q_ELEMENT_H1 && tag <= Q_ELEMENT_H6;
}

static uint16_t inner_heading(const struct tree *tree)
{
    uint16_t depth = 0;
    for (enum q_element tag = Q_ELEMENT_H1; tag <= Q_ELEMENT_H6; tag++)
        depth = larger(depth, tree->inner[tag]);
    return depth;
}

static void close_inside(struct tree *tree, uint16_t depth, uint16_t barrier)
{
    if (depth >= barrier)
        close(tree, depth);
}

static void close_p(struct tree *tree)
{
    close_inside(tree, tree->inner[Q_ELEMENT_P],
                 larger(tree->barrier[SCOPE], tree->inner[Q_ELEMENT_BUTTON]));
}

// A form ends only where nothing but inline elements and a paragraph is open in it: pages
// open it in one block and close it in another.
static void end_form(struct tree *tree)
{
    if (tree->inner[Q_ELEMENT_P] > tree->inner[Q_ELEMENT_FORM])
        close_p(tree);
    close_inside(tree, tree->inner[Q_ELEMENT_FORM], tree->barrier[SPECIAL]);
}

static void end_tag(struct tree *tree, const struct q_piece *piece)
{
    const uint16_t *inner = tree->inner;
    uint16_t depth = find_open(tree, piece), scope = tree->barrier[SCOPE];
    if (tree->over[key_of(piece)]) {
        tree->over[key_of(piece)]--;
        return;
    }
    switch (piece->tag) {
    case Q_ELEMENT_HTML:
    case Q_ELEMENT_BODY: // what comes behind still belongs to it
        return;
    case Q_ELEMENT_BR:
        add_element(tree, piece);
        return;
    case Q_ELEMENT_FORM:
        end_form(tree);
        return;
    case Q_ELEMENT_P:
        close_p(tree);
        return;
    case Q_ELEMENT_LI:
        scope = larger(scope, larger(inner[Q_ELEMENT_OL], inner[Q_ELEMENT_UL]));
        break;
    case Q_ELEMENT_HEAD:
    case Q_ELEMENT_TABLE:
        scope = 0;
        break;
    case Q_ELEMENT_CAPTION:
    case Q_ELEMENT_COLGROUP:
    case Q_ELEMENT_TBODY:
    case Q_ELEMENT_THEAD:
    case Q_ELEMENT_TFOOT:
    case Q_ELEMENT_TR:
    case Q_ELEMENT_TD:
    case Q_ELEMENT_TH:
        scope = inner[Q_ELEMENT_TABLE];
        break;
    default:
        if (is_heading(piece->tag))
            depth = inner_heading(tree);
        else if (!(q_element_traits(piece->tag) & Q_TRAIT_CLOSES_BLOCKS))
            scope = tree->barrier[SPECIAL];
    }
    close_inside(tree, depth, scope);
}

// ── Start tags ──

// Closes what is open in the innermost table, or in its body or row where `body` or `row`
// says so; false: there is no table.
static bool back_to_table(struct tree *tree, bool body, bool row)
{
    const uint16_t *inner = tree->inner;
    uint16_t depth = inner[Q_ELEMENT_TABLE];
    if (depth == 0)
        return false;
    if (body)
        depth = larger(larger(depth, inner[Q_ELEMENT_TBODY]),
                       larger(inner[Q_ELEMENT_THEAD], inner[Q_ELEMENT_TFOOT]));
    if (row)
        depth = larger(depth, inner[Q_ELEMENT_TR]);
    if (depth < tree->depth)
        close(tree, (uint16_t)(depth + 1));
    return true;
}

static void close_item(struct tree *tree, enum q_element tag)
{
    const uint16_t *inner = tree->inner;
    uint16_t item = inner[Q_ELEMENT_LI],
             term = larger(inner[Q_ELEMENT_DD], inner[Q_ELEMENT_DT]);
    if (tag == Q_ELEMENT_LI)
        close_inside(tree, item, larger(tree->barrier[ITEM], term));
    else
        close_inside(tree, term, larger(tree->barrier[ITEM], item));
}

// html, head and body stand in each other and nowhere else, and once.
static bool open_frame(struct tree *tree, enum q_element tag)
{
    const uint16_t *inner = tree->inner;
    uint16_t html = inner[Q_ELEMENT_HTML];
    if (tag == Q_ELEMENT_HTML)
        return tree->depth == 0;
    if (inner[Q_ELEMENT_BODY] || inner[Q_ELEMENT_FRAMESET])
        return false;
    if (tag == Q_ELEMENT_HEAD)
        return tree->depth == html;
    if (html < tree->depth)
        close(tree, (uint16_t)(html + 1));
    return true;
}

// Closes what the start tag ends without saying so; false: it stands where it cannot.
static bool make_place(struct tree *tree, const struct q_piece *piece)
{
    enum q_element top = top_tag(tree);
    switch (piece->tag) {
    case Q_ELEMENT_HTML:
    case Q_ELEMENT_HEAD:
    case Q_ELEMENT_BODY:
    case Q_ELEMENT_FRAMESET:
        return open_frame(tree, piece->tag);
    case Q_ELEMENT_CAPTION:
    case Q_ELEMENT_COLGROUP:
    case Q_ELEMENT_TBODY:
    case Q_ELEMENT_THEAD:
    case Q_ELEMENT_TFOOT:
        return back_to_table(tree, false, false);
    case Q_ELEMENT_TR:
        return back_to_table(tree, true, false);
    case Q_ELEMENT_TD:
    case Q_ELEMENT_TH:
        return back_to_table(tree, true, true);
    case Q_ELEMENT_FORM:
        close_p(tree);
        return tree->inner[Q_ELEMENT_FORM] == 0;
    case Q_ELEMENT_LI:
    case Q_ELEMENT_DD:
    case Q_ELEMENT_DT:
        close_item(tree, piece->tag);
        break;
    case Q_ELEMENT_A:
    case Q_ELEMENT_BUTTON:
    case Q_ELEMENT_SELECT:
        end_tag(tree, piece);
        break;
    case Q_ELEMENT_OPTGROUP:
    case Q_ELEMENT_OPTION:
        if (top == Q_ELEMENT_OPTION)
            close(tree, tree->depth);
        if (piece->tag == Q_ELEMENT_OPTGROUP && top_tag(tree) == Q_ELEMENT_OPTGROUP)
            close(tree, tree->depth);
        break;
    default:
        if (is_heading(piece->tag) && is_heading(top))
            close(tree, tree->depth);
    }
    if (q_element_traits(piece->tag) & Q_TRAIT_ENDS_P)
        close_p(tree);
    return true;
}

static bool holds_json(const struct q_piece *piece, quoth_str html)
{
    quoth_str tag = q_str_cut(html, piece->from, piece->to), name, value;
    for (size_t at = 0; q_markup_next_attribute(tag, &at, &name, &value);) {
        if (q_str_equal_nocase(name, Q_STR("type")))
            return q_str_has_nocase(value, Q_STR("json"));
    }
    return false;
}

static void start_tag(struct tree *tree, const struct q_piece *piece)
{
    uint16_t traits = q_element_traits(piece->tag);
    if (top_tag(tree) == Q_ELEMENT_HEAD && !(traits & Q_TRAIT_IN_HEAD))
        close(tree, tree->depth);
    if (traits & Q_TRAIT_RAW && piece->tag != Q_ELEMENT_IFRAME &&
        (piece->tag != Q_ELEMENT_SCRIPT || !holds_json(piece, tree->scan.html)))
        return;
    if (make_place(tree, piece))
        add_element(tree, piece);
}

// ── What is passed over whole ──

// Does a vector graphic end before this piece, because it can only be HTML?
static bool breaks_out(const struct q_piece *piece)
{
    uint16_t traits = q_element_traits(piece->tag);
    if (piece->kind == Q_PIECE_START)
        return traits & Q_TRAIT_BREAKS_OUT;
    return traits & (Q_TRAIT_CLOSES_BLOCKS | Q_TRAIT_SCOPE) || piece->tag == Q_ELEMENT_P ||
           piece->tag == Q_ELEMENT_BODY;
}

// Moves behind the element whose start tag was read; false: it has no end. Only its own
// name is counted, and that of HTML in it.
static bool skip_to_end(struct tree *tree, const struct q_piece *start)
{
    struct q_scan *scan = &tree->scan;
    struct q_piece piece;
    uint32_t least = start->tag == Q_ELEMENT_TEMPLATE, open = 1, html = least;
    while (open > 0) {
        scan->foreign = html == 0;
        q_scan_next(scan, &piece);
        bool starts = piece.kind == Q_PIECE_START, ends = piece.kind == Q_PIECE_END;
        if (piece.kind == Q_PIECE_NONE)
            return false;
        if (piece.tag == Q_ELEMENT_FOREIGNOBJECT) {
            html += starts && !piece.slash;
            html -= ends && html > least;
        } else if (piece.tag == start->tag) {
            open += starts && !piece.slash;
            open -= ends;
        } else if (start->tag == Q_ELEMENT_SVG && (starts || ends) && html == 0 &&
                   breaks_out(&piece)) {
            scan->at = piece.at;
            return true;
        }
    }
    return true;
}

// Passes over an svg, math or template. Without an end only its start tag is passed over,
// and every later one of its name.
static void skip_element(struct tree *tree, const struct q_piece *start)
{
    struct q_scan *scan = &tree->scan;
    struct q_scan behind =
        *scan; // which end tags are missing was told of the place it left
    if (scan->no_end[start->tag])
        return;
    if (!skip_to_end(tree, start)) {
        *scan = behind;
        scan->no_end[start->tag] = true;
    }
    scan->foreign = false;
}

static bool is_skipped(const struct q_piece *piece)
{
    return piece->tag == Q_ELEMENT_SVG || piece->tag == Q_ELEMENT_MATH ||
           piece->tag == Q_ELEMENT_TEMPLATE;
}

static void read_all(struct tree *tree)
{
    struct q_piece piece;
    for (q_scan_next(&tree->scan, &piece); piece.kind != Q_PIECE_NONE;
         q_scan_next(&tree->scan, &piece)) {
        if (piece.kind == Q_PIECE_TEXT)
            add_text(tree, &piece);
        else if (piece.kind == Q_PIECE_END)
            end_tag(tree, &piece);
        else if (!is_skipped(&piece))
            start_tag(tree, &piece);
        else if (!piece.slash || piece.tag == Q_ELEMENT_TEMPLATE)
            skip_element(tree, &piece);
    }
}

// Each "<" opens one element at most and ends one text; the root and the last text have
// none. Beyond `most` there are no elements, and a text and what parts it from the next
// have four bytes at least.
static uint32_t count_nodes(quoth_str html, uint32_t most)
{
    uint32_t parts = 0, more = (uint32_t)html.len / 4 + most / 2 + 4;
    while (html.len > 0) {
        q_str_take_until(&html, '<');
        parts++;
    }
    return 2 * parts + 2 < more ? 2 * parts + 2 : more;
}

quoth_status q_markup_read(quoth_str html, struct q_arena *arena, struct q_markup *out)
{
    uint32_t most = (uint32_t)html.len / Q_MARKUP_BYTES + Q_MARKUP_MORE;
    struct tree *tree = q_arena_calloc(arena, 1, sizeof *tree);
    struct q_node *nodes = Q_ARENA_ARRAY(arena, struct q_node, count_nodes(html, most));
    *out = (struct q_markup){html, nodes, 0};
    if (!nodes || !tree)
        return QUOTH_ENOMEM;
    tree->scan.html = html;
    tree->out = out;
    tree->most = most;
    add_node(tree, Q_ELEMENT_ROOT, 0, 0);
    nodes[0].depth = 0;
    tree->stack[0].tag = Q_ELEMENT_ROOT;
    read_all(tree);
    close(tree, 1);
    nodes[0].end = out->count;
    return QUOTH_OK;
}
