#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM_FIRST = 4096, FORMATTED = 256 };

static const char replacement[] = "\xef\xbf\xbd"; // U+FFFD

quoth_str str_of(const char *ours)
{
    return (quoth_str){ours, ours ? strlen(ours) : 0};
}

bool str_same(quoth_str a, quoth_str b)
{
    return a.len == b.len && (!a.len || memcmp(a.ptr, b.ptr, a.len) == 0);
}

void text_init(struct text *text)
{
    *text = (struct text){0};
}

void text_release(struct text *text)
{
    free(text->ptr);
    text_init(text);
}

void text_empty(struct text *text)
{
    text->len = 0;
}

void text_clear(struct text *text)
{
    text->len = 0;
    text->failed = false;
}

quoth_status no_memory(quoth_error *error)
{
    *error = (quoth_error){QUOTH_ENOMEM, QUOTH_NO_OFFSET, "out of memory"};
    return QUOTH_ENOMEM;
}

quoth_str text_str(const struct text *text)
{
    return (quoth_str){text->ptr ? text->ptr : "", text->len};
}

// Room for `more` bytes. False: there is none, which sticks.
static bool text_grow(struct text *text, size_t more)
{
    if (text->failed || more > TEXT_MAX - text->len) {
        text->failed = true;
        return false;
    }
    if (text->len + more <= text->room)
        return true;
    size_t room = text->room ? text->room : ROOM_FIRST;
    while (room < text->len + more)
        room *= 2;
    char *grown = realloc(text->ptr, room);
    if (!grown) {
        text->failed = true;
        return false;
    }
    text->ptr = grown;
    text->room = room;
    return true;
}

void text_add(struct text *text, quoth_str ours)
{
    if (!ours.len || !text_grow(text, ours.len))
        return;
    memcpy(text->ptr + text->len, ours.ptr, ours.len);
    text->len += ours.len;
}

void text_put(struct text *text, const char *ours)
{
    text_add(text, (quoth_str){ours, strlen(ours)});
}

void text_number(struct text *text, uint64_t number)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    text_add(text, (quoth_str){digits, (size_t)len});
}

void text_format(struct text *text, const char *format, ...)
{
    char made[FORMATTED];
    va_list values;
    va_start(values, format);
    int len = vsnprintf(made, sizeof made, format, values);
    va_end(values);
    if (len < 0 || (size_t)len >= sizeof made)
        text->failed = true; // ours are short
    else
        text_add(text, (quoth_str){made, (size_t)len});
}

size_t text_character(const unsigned char *p, size_t left, uint32_t *out)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t len = p[0] < 0x80             ? 1
                 : (p[0] & 0xe0) == 0xc0 ? 2
                 : (p[0] & 0xf0) == 0xe0 ? 3
                 : (p[0] & 0xf8) == 0xf0 ? 4
                                         : 0;
    if (!len || len > left)
        return 0;
    uint32_t point = len == 1 ? p[0] : p[0] & (0x7fU >> len);
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        point = point << 6 | (p[i] & 0x3fU);
    }
    if (point < least[len] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
        return 0;
    *out = point;
    return len;
}

enum { ESCAPE = 16 };

// What stands for a character; NULL: it may stand as it is. `room` is to write it in.
typedef const char *escape(uint32_t point, char room[ESCAPE]);

static void text_pass(struct text *text, quoth_str theirs, escape *escape_of)
{
    const unsigned char *p = (const unsigned char *)theirs.ptr;
    size_t at = 0, plain = 0; // what is before `plain` was written
    while (at < theirs.len && !text->failed) {
        char room[ESCAPE];
        uint32_t point = 0;
        size_t len = text_character(p + at, theirs.len - at, &point);
        const char *instead = len ? escape_of(point, room) : replacement;
        if (instead) {
            text_add(text, (quoth_str){theirs.ptr + plain, at - plain});
            text_put(text, instead);
            plain = at + (len ? len : 1);
        }
        at += len ? len : 1;
    }
    if (plain < at)
        text_add(text, (quoth_str){theirs.ptr + plain, at - plain});
}

// What XML 1.0 has no place for, https://www.w3.org/TR/xml/#charsets.
static bool is_outside_xml(uint32_t point)
{
    return (point < 0x20 && point != '\t' && point != '\n' && point != '\r') ||
           point == 0xfffe || point == 0xffff;
}

static const char *escape_html(uint32_t point, char room[ESCAPE])
{
    (void)room;
    switch (point) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return is_outside_xml(point) ? replacement : NULL;
    }
}

void text_html(struct text *text, quoth_str theirs)
{
    text_pass(text, theirs, escape_html);
}

// As the library writes them: what moves a terminal or parts lines is told by its number.
static const char *escape_json(uint32_t point, char room[ESCAPE])
{
    if (point == '"')
        return "\\\"";
    if (point == '\\')
        return "\\\\";
    if (point == '\n')
        return "\\n";
    if (point == '\t')
        return "\\t";
    if (point >= 0x20 && !(point >= 0x7f && point < 0xa0) && point != 0x2028 &&
        point != 0x2029)
        return NULL;
    snprintf(room, ESCAPE, "\\u%04x", (unsigned)point);
    return room;
}

void text_json(struct text *text, quoth_str theirs)
{
    if (!theirs.ptr) {
        text_put(text, "null");
        return;
    }
    text_put(text, "\"");
    text_pass(text, theirs, escape_json);
    text_put(text, "\"");
}

static bool is_unreserved(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' ||
           byte == '~';
}

void text_url(struct text *text, quoth_str theirs)
{
    for (size_t i = 0; i < theirs.len && !text->failed; i++) {
        unsigned char byte = (unsigned char)theirs.ptr[i];
        if (is_unreserved(byte))
            text_add(text, (quoth_str){theirs.ptr + i, 1});
        else
            text_format(text, "%%%02X", (unsigned)byte);
    }
}

static const char *escape_island(uint32_t point, char room[ESCAPE])
{
    (void)room;
    return point == '<' ? "\\u003c" : NULL;
}

void text_island(struct text *text, quoth_str json)
{
    text_pass(text, json, escape_island);
}
