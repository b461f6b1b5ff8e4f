#include "archive/person/fold.h"

#include <utf8proc.h>

// Letters that do not come apart into an ASCII letter and a mark.
static const struct {
    uint32_t point;
    const char *letters;
} alone[] = {
    {0xdf, "ss"},  {0xe6, "ae"},  {0xf0, "d"},   {0xf8, "o"},     {0xfe, "th"},
    {0x111, "d"},  {0x127, "h"},  {0x131, "i"},  {0x138, "k"},    {0x142, "l"},
    {0x153, "oe"}, {0x167, "t"},  {0x259, "a"},  {0x430, "a"},    {0x431, "b"},
    {0x432, "v"},  {0x433, "g"},  {0x434, "d"},  {0x435, "e"},    {0x436, "zh"},
    {0x437, "z"},  {0x438, "i"},  {0x439, "y"},  {0x43a, "k"},    {0x43b, "l"},
    {0x43c, "m"},  {0x43d, "n"},  {0x43e, "o"},  {0x43f, "p"},    {0x440, "r"},
    {0x441, "s"},  {0x442, "t"},  {0x443, "u"},  {0x444, "f"},    {0x445, "kh"},
    {0x446, "ts"}, {0x447, "ch"}, {0x448, "sh"}, {0x449, "shch"}, {0x44a, ""},
    {0x44b, "y"},  {0x44c, ""},   {0x44d, "e"},  {0x44e, "yu"},   {0x44f, "ya"},
    {0x454, "ye"}, {0x456, "i"},  {0x491, "g"},
};

static const char *letters_of(uint32_t point)
{
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        if (alone[i].point == point)
            return alone[i].letters;
    return NULL;
}

static size_t put_number(uint32_t point, char *out)
{
    static const char digits[] = "0123456789abcdef";
    size_t len = 0;
    out[len++] = 'u';
    for (int shift = 20; shift >= 0; shift -= 4)
        if (point >> shift)
            out[len++] = digits[(point >> shift) & 15];
    return len;
}

static bool is_letter(uint32_t point)
{
    switch (utf8proc_category((utf8proc_int32_t)point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
        return true;
    default:
        return false;
    }
}

size_t q_fold_letter(uint32_t point, char out[Q_FOLD_MOST])
{
    if (point < 0x80) {
        *out = q_lower((char)point);
        return q_is_letter(*out) || q_is_digit(*out);
    }
    if (!is_letter(point))
        return 0;
    uint32_t small = (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
    const char *letters = letters_of(small);
    utf8proc_int32_t parts[8];
    if (!letters) { // the first part of what it comes apart into
        utf8proc_ssize_t count = utf8proc_decompose_char(
            (utf8proc_int32_t)small, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, NULL);
        if (count > 0 && parts[0] > 0 && parts[0] < 0x80)
            return q_fold_letter((uint32_t)parts[0], out);
        if (count > 0 && parts[0] > 0)
            letters = letters_of((uint32_t)parts[0]);
    }
    if (!letters)
        return put_number(small, out);
    size_t len = 0;
    for (; letters[len]; len++)
        out[len] = letters[len];
    return len;
}

bool q_fold_is_silent(uint32_t point)
{
    if (point == '\'' || point == '.' || point == '`' || point == 0x2018 ||
        point == 0x2019 || point == 0x2bc || point == 0x2b9 || point == 0x44a ||
        point == 0x44c || point == 0x42a || point == 0x42c || point == 0xad)
        return true;
    utf8proc_category_t kind =
        point < 0x80 ? UTF8PROC_CATEGORY_CN : utf8proc_category((utf8proc_int32_t)point);
    return kind == UTF8PROC_CATEGORY_MN || kind == UTF8PROC_CATEGORY_LM;
}

bool q_fold_is_hyphen(uint32_t point)
{
    return point == '-' || (point >= 0x2010 && point <= 0x2013);
}
