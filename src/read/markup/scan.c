#include "read/markup/scan.h"

#include "read/markup/markup.h"

static bool ends_name(char c)
{
    return c == '>' || c == '/' || q_is_space(c);
}

// Where `c` stands first, from `at` on; the end where it does not.
static uint32_t find(quoth_str html, uint32_t at, char c)
{
    const char *found = at < html.len ? memchr(html.ptr + at, c, html.len - at) : NULL;
    return (uint32_t)(found ? (size_t)(found - html.ptr) : html.len);
}

// ── Attributes ──

// The value behind a "=". One whose quotation mark is never closed ends with the tag; the
// page is searched in vain once at most, as no such mark stands behind.
static quoth_str take_value(quoth_str s, size_t *at)
{
    while (*at < s.len && q_is_space(s.ptr[*at]))
        ++*at;
    char mark = *at < s.len ? s.ptr[*at] : '>';
    bool quoted = mark == '"' || mark == '\'';
    size_t start = *at + quoted, end = start;
    const char *close = quoted ? memchr(s.ptr + start, mark, s.len - start) : NULL;
    if (close) {
        end = (size_t)(close - s.ptr);
        *at = end + 1;
        return q_str(s.ptr + start, end - start);
    }
    while (end < s.len && s.ptr[end] != '>' && (quoted || !q_is_space(s.ptr[end])))
        end++;
    *at = end;
    return q_str(s.ptr + start, end - start);
}

// The attribute at or behind `*at`, which is moved behind it; false: ">" or the end is
// there.
bool q_markup_next_attribute(quoth_str tag, size_t *at, quoth_str *name, quoth_str *value)
{
    size_t i = *at;
    while (i < tag.len && (q_is_space(tag.ptr[i]) || tag.ptr[i] == '/'))
        i++;
    size_t start = i;
    if (i < tag.len && tag.ptr[i] == '=')
        i++; // the first letter of a name can be any
    while (i < tag.len && !ends_name(tag.ptr[i]) && tag.ptr[i] != '=')
        i++;
    *at = i;
    *name = q_str(tag.ptr + start, i - start);
    *value = Q_NO_STR;
    if (name->len == 0)
        return false;
    while (i < tag.len && q_is_space(tag.ptr[i]))
        i++;
    if (i < tag.len && tag.ptr[i] == '=') {
        *at = i + 1;
        *value = take_value(tag, at);
    }
    return true;
}

quoth_str q_markup_attribute(const struct q_markup *markup, uint32_t node, quoth_str name)
{
    quoth_str tag = q_markup_cut(markup, node), found, value;
    for (size_t at = 0; q_markup_next_attribute(tag, &at, &found, &value);)
        if (q_str_equal_nocase(found, name))
            return value.ptr ? value : q_str(found.ptr + found.len, 0);
    return Q_NO_STR;
}

// ── Tags ──

static uint32_t hash_of(quoth_str name)
{
    uint32_t hash = 2166136261u; // FNV-1a
    for (size_t i = 0; i < name.len; i++)
        hash = (hash ^ (unsigned char)q_lower(name.ptr[i])) * 16777619u;
    return hash;
}

// The tag whose name begins at `at`; false: the page ends in it.
static bool take_tag(struct q_scan *scan, uint32_t at, struct q_piece *piece)
{
    quoth_str html = scan->html, name, value;
    uint32_t end = at;
    while (end < html.len && !ends_name(html.ptr[end]))
        end++;
    name = q_str_cut(html, at, end);
    piece->tag = q_element_of(name);
    piece->hash = piece->tag == Q_ELEMENT_OTHER ? hash_of(name) : 0;
    piece->from = end;
    size_t behind = end, last = end;
    while (behind < html.len && html.ptr[behind] != '>') {
        q_markup_next_attribute(html, &behind, &name, &value);
        last = name.len ? behind : last;
    }
    if (behind >= html.len)
        return false;
    piece->to = (uint32_t)behind;
    piece->slash = behind > last && html.ptr[behind - 1] == '/';
    scan->at = piece->to + 1;
    return true;
}

// The end tag of `tag` behind scan->at.
static bool find_end(struct q_scan *scan, enum q_element tag, uint32_t *start)
{
    quoth_str html = scan->html, name = q_str_from(q_element_name(tag));
    uint32_t at = scan->no_end[tag] ? (uint32_t)html.len : scan->at;
    for (; (at = find(html, at, '<')) + 2 + name.len < html.len; at++) {
        if (html.ptr[at + 1] != '/' || !ends_name(html.ptr[at + 2 + name.len]) ||
            !q_str_equal_nocase(q_str(html.ptr + at + 2, name.len), name))
            continue;
        *start = at;
        return true;
    }
    scan->no_end[tag] = true;
    return false;
}

// What the element holds whose start tag was read. A script or style without an end takes
// the rest of the page, as in browsers; of others that would lose an article: a title
// ends with the next tag then, and what else is raw is read as markup.
static void take_inner(struct q_scan *scan, struct q_piece *piece, uint16_t traits)
{
    uint32_t end, len = (uint32_t)scan->html.len;
    piece->inner_from = piece->inner_to = scan->at;
    if (find_end(scan, piece->tag, &end)) {
        struct q_piece tag;
        piece->inner_to = end;
        if (!take_tag(scan, end + 2, &tag))
            scan->at = len;
    } else if (piece->tag == Q_ELEMENT_SCRIPT || piece->tag == Q_ELEMENT_STYLE) {
        piece->inner_to = scan->at = len;
    } else if (traits & Q_TRAIT_RCDATA) {
        piece->inner_to = scan->at = find(scan->html, scan->at, '<');
    }
}

// ── What is no tag ──

static bool starts_markup(quoth_str html, uint32_t at)
{
    char c = at + 1 < html.len ? html.ptr[at + 1] : ' ';
    return q_is_letter(c) || c == '!' || c == '?' || (c == '/' && at + 2 < html.len);
}

// Behind the comment whose "<!--" ends at `start`.
static uint32_t skip_comment(quoth_str html, uint32_t start)
{
    const char *s = html.ptr + start;
    for (uint32_t at = start; (at = find(html, at, '>')) < html.len; at++) {
        uint32_t len = at - start;
        if (len == 0 || (len == 1 && s[0] == '-') ||
            (len >= 2 && memcmp(s + len - 2, "--", 2) == 0) ||
            (len >= 3 && memcmp(s + len - 3, "--!", 3) == 0))
            return at + 1;
    }
    return (uint32_t)html.len;
}

// Behind a comment, a doctype, an instruction, and what else goes up to the next ">".
static uint32_t skip_other(quoth_str html, uint32_t at)
{
    if (q_str_starts(q_str_cut(html, at, (uint32_t)html.len), Q_STR("<!--")))
        return skip_comment(html, at + 4);
    uint32_t end = find(html, at, '>');
    return end < html.len ? end + 1 : end;
}

// ── Pieces ──

// Text begins at `from`, if any; "<" that starts no markup is part of it.
static bool take_text(struct q_scan *scan, struct q_piece *piece)
{
    uint32_t from = scan->at, at = find(scan->html, from, '<');
    while (at < scan->html.len && !starts_markup(scan->html, at))
        at = find(scan->html, at + 1, '<');
    scan->at = at;
    *piece = (struct q_piece){.kind = Q_PIECE_TEXT, .at = from, .from = from, .to = at};
    return from < at;
}

void q_scan_next(struct q_scan *scan, struct q_piece *piece)
{
    quoth_str html = scan->html;
    while (!take_text(scan, piece)) {
        if (scan->at >= html.len) {
            piece->kind = Q_PIECE_NONE;
            return;
        }
        bool end = html.ptr[scan->at + 1] == '/';
        if (!q_is_letter(html.ptr[scan->at + 1 + end])) {
            scan->at = skip_other(html, scan->at);
            continue;
        }
        piece->kind = end ? Q_PIECE_END : Q_PIECE_START;
        if (!take_tag(scan, scan->at + 1 + end, piece)) {
            scan->at = (uint32_t)html.len;
            continue;
        }
        uint16_t traits = q_element_traits(piece->tag);
        if (!end && !scan->foreign && traits & (Q_TRAIT_RAW | Q_TRAIT_RCDATA))
            take_inner(scan, piece, traits);
        return;
    }
}
