#include "read/page/embedded.h"

#include "base/utf8.h"

enum { DEPTH = 256 }; // objects and lists deeper than this are read as part of their parent

struct scan {
    quoth_str json;
    size_t at;
    char *text, *open; // paragraphs that are done; strings of those that are not
    size_t len, open_len;
    size_t starts[DEPTH]; // where the strings of an open object begin in `open`
    bool paragraph[DEPTH];
    uint32_t depth;
};

// ── Strings ──

// The number of four digits at `at`; UINT32_MAX: they are none.
static uint32_t hex(quoth_str s, size_t at)
{
    uint32_t value = 0;
    for (size_t i = at; i < at + 4; i++) {
        int digit = i < s.len ? q_hex_digit(s.ptr[i]) : -1;
        if (digit < 0)
            return UINT32_MAX;
        value = value * 16 + (uint32_t)digit;
    }
    return value;
}

// Writes the escape behind the backslash at `at` to `out`; where it ends.
static size_t unescape(quoth_str s, size_t at, char *out, size_t *len)
{
    char c = at + 1 < s.len ? s.ptr[at + 1] : ' ';
    uint32_t point = (unsigned char)c;
    size_t end = at + 2;
    *len = 0;
    if (c == 'u') {
        point = hex(s, at + 2);
        if (point == UINT32_MAX)
            return at + 1;
        end = at + 6;
        bool high = point >= 0xd800 && point < 0xdc00;
        bool pair = high && end + 1 < s.len && s.ptr[end] == '\\' && s.ptr[end + 1] == 'u';
        uint32_t low = pair ? hex(s, end + 2) : 0;
        if (low >= 0xdc00 && low < 0xe000) {
            point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
            end += 6;
        }
        if (point < ' ' || (point >= 0xd800 && point < 0xe000))
            point = ' ';
    } else if (strchr("nrtbf", c)) {
        point = ' ';
    }
    *len = point < 0x80 || c == 'u' ? q_utf8_put(out, point) : 0;
    return *len ? end : at + 1; // a backslash before what it cannot stand before is nothing
}

// The string at `at`, behind its quote mark, as it is written.
static quoth_str string_at(quoth_str json, size_t *at)
{
    size_t start = *at, end = start;
    while (end < json.len && json.ptr[end] != '"')
        end += json.ptr[end] == '\\' ? 2 : 1;
    end = end < json.len ? end : json.len;
    *at = end + 1;
    return q_str(json.ptr + start, end - start);
}

static void add_string(struct scan *s, quoth_str string)
{
    for (size_t at = 0; at < string.len;) {
        char bytes[4] = {string.ptr[at]};
        size_t len = 1, end = at + 1;
        if (string.ptr[at] == '\\')
            end = unescape(string, at, bytes, &len);
        else if ((unsigned char)bytes[0] < ' ')
            bytes[0] = ' ';
        memcpy(s->open + s->open_len, bytes, len);
        s->open_len += len;
        at = end;
    }
}

// ── Objects ──

static void begin(struct scan *s)
{
    if (s->depth < DEPTH) {
        s->starts[s->depth] = s->open_len;
        s->paragraph[s->depth] = false;
    }
    s->depth++;
}

static void end(struct scan *s)
{
    if (s->depth == 0)
        return;
    s->depth--;
    if (s->depth >= DEPTH || !s->paragraph[s->depth])
        return;
    size_t start = s->starts[s->depth];
    quoth_str text = q_str_trim(q_str(s->open + start, s->open_len - start));
    if (text.len > 0 && s->len > 0) {
        memcpy(s->text + s->len, "\n\n", 2);
        s->len += 2;
    }
    memcpy(s->text + s->len, text.ptr, text.len);
    s->len += text.len;
    s->open_len = start;
}

static void take_value(struct scan *s, quoth_str key, quoth_str value)
{
    static const char *const types[] = {"type", "nodeType", NULL};
    static const char *const texts[] = {"value", "text", NULL};
    if (q_str_is_any(key, types) && q_str_starts(value, Q_STR("paragraph")) &&
        s->depth > 0 && s->depth <= DEPTH)
        s->paragraph[s->depth - 1] = true;
    else if (q_str_is_any(key, texts))
        add_string(s, value);
}

static void scan(struct scan *s)
{
    quoth_str key = Q_NO_STR;
    bool value = false; // a colon stands before it
    while (s->at < s->json.len) {
        char c = s->json.ptr[s->at++];
        if (c == '"') {
            quoth_str string = string_at(s->json, &s->at);
            if (value)
                take_value(s, key, string);
            key = value ? Q_NO_STR : string;
            value = false;
        } else if (c == ':') {
            value = true;
        } else if (c == '{') {
            begin(s);
            value = false;
        } else if (c == '}') {
            end(s);
            value = false;
        } else if (c == ',' || c == '[') {
            value = false;
        }
    }
}

// The JSON of a script that is no JSON-LD; ptr NULL: it has none.
static quoth_str json_of(const struct q_markup *markup, uint32_t node)
{
    const struct q_node *at = &markup->nodes[node];
    if (at->tag != Q_ELEMENT_SCRIPT || at->end != node + 2)
        return Q_NO_STR;
    quoth_str type = q_markup_attribute(markup, node, Q_STR("type"));
    if (!q_str_equal_nocase(type, Q_STR("application/json")))
        return Q_NO_STR;
    return q_markup_cut(markup, node + 1);
}

quoth_str q_embedded_text(const struct q_markup *markup, struct q_arena *arena)
{
    struct scan s = {0};
    size_t all = 0;
    for (uint32_t i = 1; i < markup->count; i++)
        all += json_of(markup, i).len;
    // A paragraph's two line ends are fewer bytes than its braces and its type.
    s.text = q_arena_alloc(arena, all + 1);
    s.open = q_arena_alloc(arena, all + 1);
    if (!s.text || !s.open)
        return Q_NO_STR;
    for (uint32_t i = 1; i < markup->count; i++) {
        s.json = json_of(markup, i);
        s.at = s.depth = 0;
        s.open_len = 0;
        if (s.json.ptr)
            scan(&s);
    }
    return q_str(s.text, s.len);
}
