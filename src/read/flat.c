#include "read/flat.h"

#include "base/cursor.h"
#include "base/utf8.h"

static void skip_space(struct q_cursor *c)
{
    while (c->at < c->end &&
           (*c->at == ' ' || *c->at == '\t' || *c->at == '\r' || *c->at == '\n'))
        c->at++;
}

// ── Strings ──

// Not 0 if one of eight bytes ends a plain run: quote mark, backslash, control character.
static uint64_t stops(uint64_t eight)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    uint64_t quote = eight ^ ones * '"', slash = eight ^ ones * '\\';
    uint64_t found = ((quote - ones) & ~quote) | ((slash - ones) & ~slash) |
                     ((eight - ones * ' ') & ~eight);
    return found & high;
}

static const char *skip_plain(const char *at, const char *end)
{
    uint64_t eight;
    while ((size_t)(end - at) >= sizeof eight) {
        memcpy(&eight, at, sizeof eight);
        if (stops(eight))
            break;
        at += sizeof eight;
    }
    while (at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= ' ')
        at++;
    return at;
}

// The code of `\uXXXX` at `at`; 0 for anything else.
static uint32_t read_unit(const char *at, const char *end)
{
    uint32_t unit = 0;
    if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
        return 0;
    for (int i = 2; i < 6; i++) {
        int digit = q_hex_digit(at[i]);
        if (digit < 0)
            return 0;
        unit = unit << 4 | (uint32_t)digit;
    }
    return unit;
}

static bool is_first_half(uint32_t unit)
{
    return unit >= 0xd800 && unit <= 0xdbff;
}

static bool is_second_half(uint32_t unit)
{
    return unit >= 0xdc00 && unit <= 0xdfff;
}

// Length of the escape at `at`, a backslash; 0 for one that jansson must judge.
static size_t escape_length(const char *at, const char *end)
{
    if (end - at < 2)
        return 0;
    if (at[1] != 'u')
        return at[1] && strchr("\"\\/bfnrt", at[1]) ? 2 : 0;
    uint32_t unit = read_unit(at, end);
    if (unit == 0 || is_second_half(unit))
        return 0;
    if (!is_first_half(unit))
        return 6;
    return is_second_half(read_unit(at + 6, end)) ? 12 : 0;
}

static bool read_string(struct q_cursor *c, struct q_flat_value *value)
{
    const char *start = c->at;
    bool escaped = false;
    for (;;) {
        c->at = skip_plain(c->at, c->end);
        if (c->at == c->end || (unsigned char)*c->at < ' ')
            return false;
        if (*c->at == '"')
            break;
        size_t len = escape_length(c->at, c->end);
        if (len == 0)
            return false;
        c->at += len;
        escaped = true;
    }
    *value = (struct q_flat_value){q_str(start, (size_t)(c->at - start)), Q_FLAT_STRING,
                                   escaped};
    c->at++;
    return true;
}

static char simple_escape(char c)
{
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    const char *found = strchr(from, c);
    return found ? to[found - from] : c;
}

size_t q_flat_unescape(quoth_str raw, char *out)
{
    const char *at = raw.ptr, *end = raw.ptr + raw.len;
    char *to = out;
    while (at < end) {
        const char *slash = memchr(at, '\\', (size_t)(end - at));
        size_t plain = (size_t)((slash ? slash : end) - at);
        memcpy(to, at, plain);
        to += plain;
        at += plain;
        if (!slash)
            break;
        if (at[1] != 'u') {
            *to++ = simple_escape(at[1]);
            at += 2;
            continue;
        }
        uint32_t point = read_unit(at, end);
        at += 6;
        if (is_first_half(point)) {
            point = 0x10000 + ((point - 0xd800) << 10) + (read_unit(at, end) - 0xdc00);
            at += 6;
        }
        to += q_utf8_put(to, point);
    }
    return (size_t)(to - out);
}

// ── Values ──

static size_t skip_digits(struct q_cursor *c)
{
    const char *start = c->at;
    while (c->at < c->end && q_is_digit(*c->at))
        c->at++;
    return (size_t)(c->at - start);
}

// Few enough digits that no reader can find them too large.
static bool read_number(struct q_cursor *c, struct q_flat_value *value)
{
    enum { MOST_DIGITS = 18 };
    const char *start = c->at;
    size_t digits = skip_digits(c);
    if (digits == 0 || digits > MOST_DIGITS || (*start == '0' && digits > 1))
        return false;
    *value = (struct q_flat_value){q_str(start, digits), Q_FLAT_INTEGER, false};
    if (q_cursor_pass(c, '.')) {
        value->kind = Q_FLAT_NONE;
        digits = skip_digits(c);
        if (digits == 0 || digits > MOST_DIGITS)
            return false;
    }
    return c->at == c->end || (*c->at != 'e' && *c->at != 'E');
}

static bool read_word(struct q_cursor *c, struct q_flat_value *value)
{
    static const char *const words[] = {"null", "true", "false"};
    quoth_str rest = q_str(c->at, (size_t)(c->end - c->at));
    *value = (struct q_flat_value){.kind = Q_FLAT_NONE};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!q_str_starts(rest, q_str_from(words[i])))
            continue;
        c->at += strlen(words[i]);
        // jansson takes all letters that follow for one word
        return c->at == c->end || !q_is_letter(*c->at);
    }
    return false;
}

static bool read_plain(struct q_cursor *c, struct q_flat_value *value)
{
    skip_space(c);
    if (q_cursor_pass(c, '"'))
        return read_string(c, value);
    if (c->at < c->end && q_is_digit(*c->at))
        return read_number(c, value);
    return read_word(c, value);
}

// A value, or a list of plain ones.
static bool read_value(struct q_cursor *c, struct q_flat_value *value)
{
    skip_space(c);
    const char *start = c->at;
    if (!q_cursor_pass(c, '['))
        return read_plain(c, value);
    bool more = true;
    skip_space(c);
    if (q_cursor_pass(c, ']'))
        more = false;
    while (more) {
        if (!read_plain(c, value))
            return false;
        skip_space(c);
        more = q_cursor_pass(c, ',');
        if (!more && !q_cursor_pass(c, ']'))
            return false;
    }
    *value =
        (struct q_flat_value){q_str(start, (size_t)(c->at - start)), Q_FLAT_LIST, false};
    return true;
}

static bool read_member(struct q_cursor *c, const quoth_str *keys, size_t count,
                        struct q_flat_value *values)
{
    struct q_flat_value key, value;
    skip_space(c);
    if (!q_cursor_pass(c, '"') || !read_string(c, &key) || key.escaped)
        return false;
    skip_space(c);
    if (!q_cursor_pass(c, ':') || !read_value(c, &value))
        return false;
    for (size_t i = 0; i < count; i++)
        if (q_str_equal(key.raw, keys[i]))
            values[i] = value;
    return true;
}

bool q_flat_read(quoth_str line, const quoth_str *keys, size_t count,
                 struct q_flat_value *values)
{
    struct q_cursor c = q_cursor_at(line);
    for (size_t i = 0; i < count; i++)
        values[i] = (struct q_flat_value){.kind = Q_FLAT_NONE};
    skip_space(&c);
    if (!q_cursor_pass(&c, '{'))
        return false;
    do {
        if (!read_member(&c, keys, count, values))
            return false;
        skip_space(&c);
    } while (q_cursor_pass(&c, ','));
    if (!q_cursor_pass(&c, '}'))
        return false;
    skip_space(&c);
    return c.at == c.end;
}
