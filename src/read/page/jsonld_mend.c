// JSON as pages write it by hand, mended so that a parser reads it.
#include "read/page/jsonld.h"

#include "base/buf.h"

enum { DEPTH = 512 }; // brackets that are closed where the text ends before they are

struct mender {
    quoth_str in;
    size_t at;
    struct q_buf out;
    char open[DEPTH]; // the brackets that close what is open
    uint32_t depth;   // may be more than DEPTH
    char last;        // what was written last beside white space; 0: nothing
};

static char at_or_nul(const struct mender *m, size_t at)
{
    return at < m->in.len ? m->in.ptr[at] : '\0';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static size_t behind_space(const struct mender *m, size_t at)
{
    while (at < m->in.len && is_space(m->in.ptr[at]))
        at++;
    return at;
}

static quoth_str rest_at(const struct mender *m, size_t at)
{
    return q_str(m->in.ptr + at, m->in.len - at);
}

// Offset of `what` at or behind `at`, or the end.
static size_t find(const struct mender *m, size_t at, const char *what)
{
    size_t len = strlen(what);
    for (; at + len <= m->in.len; at++) {
        const char *next = memchr(m->in.ptr + at, what[0], m->in.len - at);
        if (!next)
            break;
        at = (size_t)(next - m->in.ptr);
        if (q_str_starts(rest_at(m, at), q_str(what, len)))
            return at;
    }
    return m->in.len;
}

static void put(struct mender *m, const char *bytes, size_t len)
{
    q_buf_add(&m->out, bytes, len);
    m->last = bytes[len - 1];
}

// ── Strings ──

static bool begins_value(quoth_str s)
{
    return s.len &&
           (strchr("\"{[-0123456789}]", s.ptr[0]) || q_str_starts(s, Q_STR("true")) ||
            q_str_starts(s, Q_STR("false")) || q_str_starts(s, Q_STR("null")));
}

// Does the quote mark at `at` end the string, or stand in it: "He said "no" to it"?
static bool ends_string(const struct mender *m, size_t at)
{
    size_t next = behind_space(m, at + 1);
    char c = at_or_nul(m, next);
    if (c == '"') // a comma is missing, or this one is the last of two
        return next > at + 1;
    if (c != ',')
        return next == m->in.len || strchr(":}];/", c);
    next = behind_space(m, next + 1);
    return next == m->in.len || begins_value(rest_at(m, next));
}

static bool is_hex(quoth_str s)
{
    for (size_t i = 0; i < 4; i++)
        if (i >= s.len || q_hex_digit(s.ptr[i]) < 0)
            return false;
    return true;
}

// "\ud83d": one half of a pair, by its third character.
static bool is_half(quoth_str escape, const char *of)
{
    return q_str_starts(escape, Q_STR("\\u")) && escape.len >= 6 &&
           q_lower(escape.ptr[2]) == 'd' && strchr(of, q_lower(escape.ptr[3])) &&
           is_hex(q_str(escape.ptr + 2, 4));
}

static void mend_escape(struct mender *m)
{
    quoth_str rest = rest_at(m, m->at);
    char c = at_or_nul(m, m->at + 1);
    size_t len = 2;
    if (c == 'u' && is_hex(q_str(rest.ptr + 2, rest.len - 2))) {
        len = 6;
        bool pair =
            is_half(rest, "89ab") && is_half(q_str(rest.ptr + 6, rest.len - 6), "cdef");
        if (pair)
            len = 12;
        if (!pair && is_half(rest, "89abcdef"))
            q_buf_add_str(&m->out, Q_STR("\xef\xbf\xbd"));
        else if (q_str_starts(rest, Q_STR("\\u0000")))
            q_buf_add_char(&m->out, ' ');
        else
            q_buf_add(&m->out, rest.ptr, len);
    } else if (c && strchr("\"\\/bfnrt", c)) {
        q_buf_add(&m->out, rest.ptr, len);
    } else {
        len = 1; // the backslash means nothing
    }
    m->at += len;
}

static void mend_string(struct mender *m)
{
    put(m, "\"", 1);
    m->at++;
    while (m->at < m->in.len) {
        char c = m->in.ptr[m->at];
        if (c == '"' && ends_string(m, m->at))
            break;
        if (c == '\\') {
            mend_escape(m);
            continue;
        }
        if (c == '"')
            q_buf_add_char(&m->out, '\\');
        q_buf_add_char(&m->out, (unsigned char)c < 0x20 ? ' ' : c);
        m->at++;
    }
    put(m, "\"", 1);
    m->at++;
}

// ── Between them ──

// Behind a comment or the marks of one at the reader's place; 0: there is none.
static size_t pass_comment(const struct mender *m)
{
    static const char *const marks[] = {"<!--", "-->", "<![CDATA[", "]]>", NULL};
    quoth_str rest = rest_at(m, m->at);
    for (int i = 0; marks[i]; i++)
        if (q_str_starts(rest, q_str_from(marks[i])))
            return m->at + strlen(marks[i]);
    if (q_str_starts(rest, Q_STR("//"))) {
        size_t next = m->at + 2; // "//<![CDATA[" is a mark behind a mark
        return at_or_nul(m, next) == '<' || at_or_nul(m, next) == ']' ? next
                                                                      : find(m, next, "\n");
    }
    if (q_str_starts(rest, Q_STR("/*"))) {
        size_t end = find(m, m->at + 2, "*/");
        return end < m->in.len ? end + 2 : end;
    }
    return 0;
}

static bool ends_value(char c)
{
    return c && !strchr("{[,:", c);
}

// A comma or a null that was left out before what comes now.
static void mend_gap(struct mender *m, char now)
{
    if (strchr("\"{[", now) && ends_value(m->last))
        put(m, ",", 1);
    if (strchr(",}]", now) && m->last == ':')
        put(m, "null", 4);
}

static void mend_bracket(struct mender *m, char c)
{
    if (c == '{' || c == '[') {
        if (m->depth < DEPTH)
            m->open[m->depth] = c == '{' ? '}' : ']';
        m->depth++;
    } else if (m->depth == 0) {
        return; // closes nothing
    } else {
        m->depth--;
    }
    put(m, &c, 1);
}

static void mend_comma(struct mender *m)
{
    size_t next = behind_space(m, m->at + 1);
    char c = at_or_nul(m, next);
    if (c && !strchr("}],;", c) && m->last && !strchr("{[,", m->last))
        put(m, ",", 1);
}

static void mend_all(struct mender *m)
{
    while (m->at < m->in.len && !m->out.failed) {
        char c = m->in.ptr[m->at];
        size_t behind = c == '<' || c == '-' || c == ']' || c == '/' ? pass_comment(m) : 0;
        if (behind) {
            m->at = behind;
            continue;
        }
        if (c)
            mend_gap(m, c);
        if (c == '"') {
            mend_string(m);
            continue;
        }
        if (c == ',')
            mend_comma(m);
        else if (c && strchr("{}[]", c))
            mend_bracket(m, c);
        else if (is_space(c))
            q_buf_add_char(&m->out, ' ');
        else if (c != ';' && c != '\0')
            put(m, &c, 1);
        m->at++;
    }
    if (m->last == ':')
        put(m, "null", 4);
    while (m->depth > 0 && m->depth <= DEPTH)
        put(m, &m->open[--m->depth], 1);
}

quoth_str q_jsonld_mend(quoth_str text, struct q_buf *out)
{
    struct mender m = {.in = text};
    q_buf_init(&m.out, text.len * 4 + DEPTH + 16); // ":," grows most, to ":null,"
    q_buf_add_char(&m.out, '[');                   // several may stand in a row
    mend_all(&m);
    q_buf_add_char(&m.out, ']');
    *out = m.out;
    return m.out.failed ? Q_NO_STR : q_str(m.out.ptr, m.out.len);
}
