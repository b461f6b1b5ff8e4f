#include "read/page/about_text.h"

#include "base/utf8.h"

#include <utf8proc.h>

void *q_about_alloc(struct q_about_room *room, size_t size)
{
    void *out = q_arena_alloc(room->arena, size);
    room->failed = room->failed || !out;
    return out;
}

static bool is_reference(quoth_str s)
{
    char out[Q_REFERENCE_SIZE];
    size_t len;
    size_t read = q_markup_reference(s, false, out, &len);
    return read > 0 && s.ptr[read - 1] == ';';
}

static bool has_reference(quoth_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] == '&' && is_reference(q_str(s.ptr + i, s.len - i)))
            return true;
    return false;
}

// Length of a tag at `s` ("<em>", "</b>", "<br />"), or 0.
static size_t tag_at(quoth_str s)
{
    enum { LONGEST = 200 };
    size_t at = s.len > 1 && s.ptr[1] == '/' ? 2 : 1;
    if (at >= s.len || !q_is_letter(s.ptr[at]))
        return 0;
    for (; at < s.len && at < LONGEST; at++)
        if (s.ptr[at] == '>')
            return at + 1;
        else if (s.ptr[at] == '<')
            return 0;
    return 0;
}

static bool is_gap(uint32_t c)
{
    return c <= 0x20 || c == 0x7f || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000 || (c >= 0x80 && c < 0xa0);
}

// What is not to be seen: zero width, marks of direction, soft hyphens.
static bool is_nothing(uint32_t c)
{
    return c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

// Writes `s` without tags and with white space folded to `out`; its length.
static size_t squeeze(quoth_str s, char *out)
{
    const char *at = s.ptr, *end = s.ptr + s.len;
    size_t len = 0;
    bool gap = false;
    while (at < end) {
        const char *from = at;
        size_t tag = *at == '<' ? tag_at(q_str(at, (size_t)(end - at))) : 0;
        if (tag) {
            gap = gap || q_str_starts(q_str(at, tag), Q_STR("<br"));
            at += tag;
            continue;
        }
        uint32_t c = q_utf8_next(&at);
        if (is_nothing(c))
            continue;
        if (is_gap(c)) {
            gap = true;
            continue;
        }
        if (gap && len)
            out[len++] = ' ';
        gap = false;
        memcpy(out + len, from, (size_t)(at - from));
        len += (size_t)(at - from);
    }
    return len;
}

static quoth_str cut_at(quoth_str s, size_t max)
{
    if (s.len <= max)
        return s;
    while (max > 0 && !q_utf8_starts(s.ptr[max]))
        max--;
    return q_str(s.ptr, max);
}

quoth_str q_about_clean(quoth_str s, size_t max, struct q_about_room *room)
{
    s = s.len ? cut_at(q_str_trim(s), 4 * max) : s;
    for (int i = 0; i < 2 && s.len && has_reference(s); i++) {
        s = q_markup_decode(s, false, room->arena);
        if (!s.ptr) {
            room->failed = true;
            return Q_NO_STR;
        }
    }
    char *out = s.len ? q_about_alloc(room, s.len) : NULL;
    if (!out)
        return Q_NO_STR;
    size_t len = cut_at(q_str(out, squeeze(s, out)), max).len;
    return len ? q_str(out, len) : Q_NO_STR;
}

quoth_str q_about_fold(quoth_str s, struct q_about_room *room)
{
    char *out = s.len ? q_about_alloc(room, s.len * 2) : NULL;
    const char *at = s.ptr, *end = out ? s.ptr + s.len : s.ptr;
    size_t len = 0;
    bool gap = false;
    while (at < end) {
        uint32_t c = q_utf8_next(&at);
        if (c < 0x80) {
            c = (uint32_t)(unsigned char)q_lower((char)c);
            gap = gap || !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
                continue;
        } else {
            utf8proc_category_t kind = utf8proc_category((utf8proc_int32_t)c);
            if (kind >= UTF8PROC_CATEGORY_MN && kind <= UTF8PROC_CATEGORY_ME)
                continue;
            if (kind > UTF8PROC_CATEGORY_NO || kind == UTF8PROC_CATEGORY_CN) {
                gap = true;
                continue;
            }
            c = (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
        }
        if (gap && len)
            out[len++] = ' ';
        gap = false;
        len += q_utf8_put(out + len, c);
    }
    return len ? q_str(out, len) : Q_NO_STR;
}

bool q_about_inline(uint16_t tag)
{
    switch (tag) {
    case Q_ELEMENT_A:
    case Q_ELEMENT_ABBR:
    case Q_ELEMENT_B:
    case Q_ELEMENT_CITE:
    case Q_ELEMENT_CODE:
    case Q_ELEMENT_DEL:
    case Q_ELEMENT_EM:
    case Q_ELEMENT_FONT:
    case Q_ELEMENT_I:
    case Q_ELEMENT_INS:
    case Q_ELEMENT_LABEL:
    case Q_ELEMENT_OTHER:
    case Q_ELEMENT_Q:
    case Q_ELEMENT_S:
    case Q_ELEMENT_SMALL:
    case Q_ELEMENT_SPAN:
    case Q_ELEMENT_STRONG:
    case Q_ELEMENT_SUB:
    case Q_ELEMENT_SUP:
    case Q_ELEMENT_TIME:
    case Q_ELEMENT_U:
        return true;
    default:
        return false;
    }
}

quoth_str q_about_text(const struct q_markup *markup, uint32_t node, size_t max,
                       struct q_about_room *room)
{
    char *out = q_about_alloc(room, 2 * max + 1);
    uint32_t end = markup->nodes[node].end, most = node + 4 * (uint32_t)max;
    size_t len = 0;
    uint32_t script_end = 0;
    for (uint32_t i = node + 1; out && i < end && i < most && len < 2 * max; i++) {
        const struct q_node *at = &markup->nodes[i];
        if (at->tag == Q_ELEMENT_SCRIPT)
            script_end = at->end;
        if (i < script_end)
            continue;
        if (at->tag != Q_ELEMENT_TEXT) {
            if (!q_about_inline(at->tag))
                out[len++] = ' ';
            continue;
        }
        quoth_str piece = cut_at(q_markup_cut(markup, i), 2 * max - len);
        memcpy(out + len, piece.ptr, piece.len);
        len += piece.len;
    }
    return len ? q_about_clean(q_str(out, len), max, room) : Q_NO_STR;
}

bool q_about_within(quoth_str s, quoth_str whole, size_t *at)
{
    if (s.len == 0)
        return false;
    for (size_t i = 0; i + s.len <= whole.len; i++) {
        bool starts = i == 0 || whole.ptr[i - 1] == ' ';
        size_t end = i + s.len;
        if (starts && memcmp(whole.ptr + i, s.ptr, s.len) == 0 &&
            (end == whole.len || whole.ptr[end] == ' ')) {
            *at = i;
            return true;
        }
    }
    return false;
}

uint32_t q_about_words(quoth_str folded)
{
    uint32_t words = folded.len > 0;
    for (size_t i = 0; i < folded.len; i++)
        words += folded.ptr[i] == ' ';
    return words;
}
