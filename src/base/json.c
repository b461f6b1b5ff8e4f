#include "base/json.h"

#include "base/str.h"

void q_json_init(struct q_json *json, struct q_buf *out)
{
    *json = (struct q_json){.out = out};
}

static void before_value(struct q_json *json)
{
    if (json->comma)
        q_buf_add(json->out, ", ", 2);
    json->comma = true;
}

static void open_bracket(struct q_json *json, bool array)
{
    before_value(json);
    q_buf_add_char(json->out, array ? '[' : '{');
    uint32_t bit = UINT32_C(1) << json->depth;
    json->arrays = array ? json->arrays | bit : json->arrays & ~bit;
    json->depth++;
    json->comma = false;
}

void q_json_object(struct q_json *json)
{
    open_bracket(json, false);
}

void q_json_array(struct q_json *json)
{
    open_bracket(json, true);
}

void q_json_end(struct q_json *json)
{
    json->depth--;
    bool array = json->arrays >> json->depth & 1;
    q_buf_add_char(json->out, array ? ']' : '}');
    json->comma = true;
}

void q_json_key(struct q_json *json, const char *key)
{
    before_value(json);
    q_buf_add_char(json->out, '"');
    q_buf_add_str(json->out, q_str_from(key));
    q_buf_add(json->out, "\": ", 3);
    json->comma = false;
}

void q_json_null(struct q_json *json)
{
    before_value(json);
    q_buf_add(json->out, "null", 4);
}

void q_json_bool(struct q_json *json, bool value)
{
    before_value(json);
    q_buf_add_str(json->out, value ? Q_STR("true") : Q_STR("false"));
}

void q_json_number(struct q_json *json, uint64_t number)
{
    before_value(json);
    q_buf_add_number(json->out, number);
}

void q_json_percent(struct q_json *json, unsigned percent)
{
    before_value(json);
    q_buf_add_number(json->out, percent / 100);
    char rest[] = {'.', (char)('0' + percent / 10 % 10), (char)('0' + percent % 10)};
    q_buf_add(json->out, rest, sizeof rest);
}

void q_json_string(struct q_json *json, quoth_str s)
{
    if (!s.ptr) {
        q_json_null(json);
        return;
    }
    q_json_text_open(json);
    q_json_text_add(json, s);
    q_json_text_close(json);
}

void q_json_text_open(struct q_json *json)
{
    before_value(json);
    q_buf_add_char(json->out, '"');
}

void q_json_text_close(struct q_json *json)
{
    q_buf_add_char(json->out, '"');
}

static void add_code(struct q_buf *out, unsigned point)
{
    static const char hex[] = "0123456789abcdef";
    char code[] = {'\\',
                   'u',
                   hex[point >> 12 & 15],
                   hex[point >> 8 & 15],
                   hex[point >> 4 & 15],
                   hex[point & 15]};
    q_buf_add(out, code, sizeof code);
}

// Most bytes pass: the caller looks closer only where this says so. 0xc2 leads U+0080 to
// U+00BF, 0xe2 leads the line separators.
static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f && byte != 0xc2 &&
           byte != 0xe2;
}

// Writes the character at `p` escaped and returns its bytes, or 0: it may stand as it is.
static size_t escape(struct q_buf *out, const unsigned char *p, size_t left)
{
    static const char letters[] = "btn-fr"; // of \b … \r, 8 to 13
    if (p[0] == '"' || p[0] == '\\') {
        char pair[] = {'\\', (char)p[0]};
        q_buf_add(out, pair, 2);
        return 1;
    }
    if (p[0] >= '\b' && p[0] <= '\r' && p[0] != '\v') {
        char pair[] = {'\\', letters[p[0] - '\b']};
        q_buf_add(out, pair, 2);
        return 1;
    }
    if (p[0] < 0x20 || p[0] == 0x7f) {
        add_code(out, p[0]);
        return 1;
    }
    if (p[0] == 0xc2 && left >= 2 && p[1] < 0xa0) { // U+0080 to U+009F
        add_code(out, p[1]);
        return 2;
    }
    if (p[0] == 0xe2 && left >= 3 && p[1] == 0x80 && (p[2] == 0xa8 || p[2] == 0xa9)) {
        add_code(out, 0x2000u + p[2] - 0x80u); // U+2028, U+2029
        return 3;
    }
    return 0;
}

void q_json_text_add(struct q_json *json, quoth_str piece)
{
    const unsigned char *p = (const unsigned char *)piece.ptr;
    size_t from = 0; // first byte not yet written
    for (size_t at = 0; at < piece.len;) {
        if (is_plain(p[at])) {
            at++;
            continue;
        }
        q_buf_add(json->out, piece.ptr + from, at - from);
        from = at;
        size_t len = escape(json->out, p + at, piece.len - at);
        from += len;
        at += len ? len : 1;
    }
    if (piece.len > from)
        q_buf_add(json->out, piece.ptr + from, piece.len - from);
}
