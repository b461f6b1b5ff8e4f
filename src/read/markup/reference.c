#include "read/markup/markup.h"

#include "base/utf8.h"
#include "read/charset.h"

// ── Names ──

// data/lexicon/references.txt: "eacute e9 bare", a name a line in the order of their bytes;
// the lines before, of its head, open with "#", which sorts before every name.
extern const char q_reference_names[], q_reference_names_end[];

enum { LONGEST = 31, LONGEST_BARE = 6 }; // names, in bytes; without a semicolon

struct line {
    quoth_str name, points;
};

static quoth_str all_lines(void)
{
    return q_str(q_reference_names, (size_t)(q_reference_names_end - q_reference_names));
}

static struct line cut_line(quoth_str rest)
{
    quoth_str line = q_str_take_until(&rest, '\n');
    quoth_str name = q_str_take_until(&line, ' ');
    return (struct line){name, line};
}

// What stands behind `name`; ptr NULL: nobody has that name.
static quoth_str find_name(quoth_str name)
{
    quoth_str all = all_lines();
    while (all.len) {
        size_t start = all.len / 2; // of the line in the middle
        while (start > 0 && all.ptr[start - 1] != '\n')
            start--;
        quoth_str rest = q_str(all.ptr + start, all.len - start);
        struct line line = cut_line(rest);
        int order = q_str_compare(name, line.name);
        if (order == 0)
            return line.points;
        all.len = start;
        if (order > 0) {
            q_str_take_until(&rest, '\n');
            all = rest;
        }
    }
    return Q_NO_STR;
}

// 16: it is none.
static uint32_t digit_of(char c)
{
    int digit = q_hex_digit(c);
    return digit < 0 ? 16 : (uint32_t)digit;
}

// Writes the characters of a line; its length. `bare`: only if no semicolon is needed.
static size_t put_points(quoth_str points, bool bare, char out[Q_REFERENCE_SIZE])
{
    size_t len = 0;
    if (bare && !q_str_ends(points, Q_STR(" bare")))
        return 0;
    while (points.len) {
        uint32_t point = 0;
        quoth_str hex = q_str_take_until(&points, ' ');
        if (q_str_equal(hex, Q_STR("bare")))
            break;
        for (size_t i = 0; i < hex.len; i++)
            point = point << 4 | digit_of(hex.ptr[i]);
        len += q_utf8_put(out + len, point);
    }
    return len;
}

static bool is_name_char(char c)
{
    return q_is_digit(c) || q_is_letter(c);
}

// The longest name that `s` begins with, behind its "&".
static size_t read_name(quoth_str s, bool in_attribute, char out[Q_REFERENCE_SIZE],
                        size_t *len)
{
    size_t end = 1;
    while (end < s.len && end <= LONGEST && is_name_char(s.ptr[end]))
        end++;
    if (end < s.len && s.ptr[end] == ';') {
        *len = put_points(find_name(q_str(s.ptr + 1, end - 1)), false, out);
        if (*len)
            return end + 1;
    }
    size_t bare = end < 1 + LONGEST_BARE ? end : 1 + LONGEST_BARE;
    for (; bare > 2; bare--) {
        *len = put_points(find_name(q_str(s.ptr + 1, bare - 1)), true, out);
        if (*len == 0)
            continue;
        bool goes_on = bare < s.len && (is_name_char(s.ptr[bare]) || s.ptr[bare] == '=');
        return in_attribute && goes_on ? 0 : bare;
    }
    return 0;
}

// ── Numbers ──

static uint32_t point_of(uint32_t number)
{
    uint32_t western = number < 0x100 ? q_charset_western((unsigned char)number) : 0;
    if (western)
        return western;
    bool none = number == 0 || (number >= 0xd800 && number < 0xe000) || number > 0x10ffff;
    return none ? 0xfffd : number;
}

static size_t read_number(quoth_str s, char out[Q_REFERENCE_SIZE], size_t *len)
{
    bool hex = s.len > 2 && q_lower(s.ptr[2]) == 'x';
    size_t start = hex ? 3 : 2, at = start;
    uint32_t base = hex ? 16 : 10, number = 0;
    for (; at < s.len && digit_of(s.ptr[at]) < base; at++)
        if (number <= 0x10ffff)
            number = number * base + digit_of(s.ptr[at]);
    if (at == start)
        return 0;
    *len = q_utf8_put(out, point_of(number));
    return at < s.len && s.ptr[at] == ';' ? at + 1 : at;
}

// ── Text ──

size_t q_markup_reference(quoth_str s, bool in_attribute, char out[Q_REFERENCE_SIZE],
                          size_t *len)
{
    *len = 0;
    if (s.len < 3 || s.ptr[0] != '&')
        return 0;
    if (s.ptr[1] == '#')
        return read_number(s, out, len);
    return read_name(s, in_attribute, out, len);
}

quoth_str q_markup_decode(quoth_str s, bool in_attribute, struct q_arena *arena)
{
    const char *at = s.len ? memchr(s.ptr, '&', s.len) : NULL;
    if (!at)
        return s;
    // the longest for its name: &nGt; gives six bytes for five
    char *copy = q_arena_alloc(arena, s.len + s.len / 5);
    if (!copy)
        return Q_NO_STR;
    const char *from = s.ptr, *end = s.ptr + s.len;
    size_t used = 0;
    while (at) {
        char out[Q_REFERENCE_SIZE];
        size_t len, taken = q_markup_reference(q_str(at, (size_t)(end - at)), in_attribute,
                                               out, &len);
        memcpy(copy + used, from, (size_t)(at - from));
        used += (size_t)(at - from);
        memcpy(copy + used, out, taken ? len : 0);
        used += taken ? len : 0;
        from = at;
        at += taken ? taken : 1;
        from = taken ? at : from;
        at = at < end ? memchr(at, '&', (size_t)(end - at)) : NULL;
    }
    memcpy(copy + used, from, (size_t)(end - from));
    return q_str(copy, used + (size_t)(end - from));
}

const char *q_markup_unsorted(void)
{
    for (unsigned tag = Q_ELEMENT_A + 1; tag < Q_ELEMENT_COUNT; tag++)
        if (strcmp(q_element_name(tag - 1), q_element_name(tag)) >= 0)
            return q_element_name(tag);
    quoth_str rest = all_lines(), before = Q_NO_STR;
    while (rest.len) {
        quoth_str name = cut_line(rest).name;
        q_str_take_until(&rest, '\n');
        if (name.ptr[0] == '#')
            continue;
        if (before.ptr && q_str_compare(before, name) >= 0)
            return name.ptr;
        before = name;
    }
    return NULL;
}
