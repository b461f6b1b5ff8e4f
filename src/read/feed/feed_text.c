#include "read/feed/feed_text.h"

#include "base/base64.h"
#include "base/limits.h"
#include "base/url.h"
#include "base/utf8.h"
#include "read/markup/markup.h"

// ── Plain text ──

// Length of the tag or comment that `s`, which begins with "<", begins with; 0: none.
// Where nobody says that it is HTML, the tag must be one that HTML has.
static size_t tag_at(quoth_str s, enum q_feed_form form)
{
    size_t start = s.len > 1 && s.ptr[1] == '/' ? 2 : 1, end = start;
    while (end < s.len && (q_is_letter(s.ptr[end]) || q_is_digit(s.ptr[end])))
        end++;
    bool comment = q_str_starts(s, Q_STR("<!--"));
    if (!comment && (end == start || !q_is_letter(s.ptr[start])))
        return 0;
    if (form == Q_FEED_RSS && !comment &&
        q_element_of(q_str(s.ptr + start, end - start)) == Q_ELEMENT_OTHER)
        return 0;
    const char *close = memchr(s.ptr, '>', s.len);
    return close ? (size_t)(close - s.ptr) + 1 : 0;
}

struct line {
    char *out;
    size_t len;
    bool space; // one is due before the next character
};

static void add(struct line *line, const char *bytes, size_t len)
{
    if (line->space && line->len)
        line->out[line->len++] = ' ';
    line->space = false;
    memcpy(line->out + line->len, bytes, len);
    line->len += len;
}

// What `s` begins with, "<" or "&", when it is more than that character; else 0.
static size_t add_special(struct line *line, quoth_str s, enum q_feed_form form)
{
    char text[Q_REFERENCE_SIZE];
    size_t len = 0;
    if (*s.ptr == '<')
        return tag_at(s, form);
    size_t used = q_markup_reference(s, form == Q_FEED_RSS, text, &len);
    if (used && len == 2 && memcmp(text, "\xc2\xa0", 2) == 0)
        line->space = true;
    else if (used && len <= used)
        add(line, text, len);
    return len <= used ? used : 0;
}

quoth_str q_feed_plain(quoth_str s, enum q_feed_form form, struct q_arena *arena)
{
    struct line line = {.out = q_arena_alloc(arena, s.len + 1)};
    if (!line.out)
        return Q_NO_STR;
    size_t last = s.len; // behind the last ">": no tag ends any more
    while (last > 0 && s.ptr[last - 1] != '>')
        last--;
    for (size_t i = 0; i < s.len;) {
        size_t used = 0;
        if (form != Q_FEED_TEXT && (s.ptr[i] == '&' || (i < last && s.ptr[i] == '<')))
            used = add_special(&line, q_str(s.ptr + i, s.len - i), form);
        if (used == 0 && q_is_space(s.ptr[i]))
            line.space = true;
        else if (used == 0)
            add(&line, s.ptr + i, 1);
        i += used ? used : 1;
    }
    return q_str(line.out, line.len);
}

// ── People ──

static bool is_mail(quoth_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (q_is_space(s.ptr[i]))
            return false;
    return s.len && memchr(s.ptr, '@', s.len);
}

quoth_str q_feed_person(quoth_str s)
{
    s = q_str_trim(s);
    char last = s.len ? s.ptr[s.len - 1] : ' ';
    if (last == ')' || last == '>') {
        size_t open = s.len;
        while (open > 0 && s.ptr[open - 1] != (last == ')' ? '(' : '<'))
            open--;
        quoth_str inside = q_str(s.ptr + open, s.len - open - 1);
        quoth_str before = q_str(s.ptr, open ? open - 1 : 0);
        before = q_str_trim(before);
        if (open && is_mail(inside))
            s = before;
        else if (open && is_mail(before))
            s = q_str_trim(inside);
    }
    if (s.len > 1 && s.ptr[0] == '"' && s.ptr[s.len - 1] == '"')
        s = q_str_trim(q_str(s.ptr + 1, s.len - 2));
    return is_mail(s) ? q_str(s.ptr, 0) : s;
}

// ── Base64 ──

// What `buf` holds, undone in place; SIZE_MAX: it is no base64.
static size_t undo(struct q_buf *buf)
{
    size_t len = 0;
    unsigned bits = 0, count = 0;
    bool ended = false;
    for (size_t i = 0; i < buf->len; i++) {
        char c = buf->ptr[i];
        int digit = q_base64_digit(c);
        if (q_is_space(c))
            continue;
        ended |= c == '=';
        if (ended ? c != '=' : digit < 0)
            return SIZE_MAX;
        bits = ended ? 0 : (bits << 6 | (unsigned)digit) & 0xffffff;
        count = ended ? 0 : count + 6;
        if (count >= 8) {
            count -= 8;
            buf->ptr[len++] = (char)(bits >> count & 0xff);
        }
    }
    return len;
}

void q_feed_base64(struct q_buf *buf)
{
    size_t len = undo(buf);
    bool good = len != SIZE_MAX && q_utf8_check(q_str(buf->ptr, len)) == len &&
                (len == 0 || !memchr(buf->ptr, '\0', len));
    q_buf_cut(buf, good ? len : 0);
}

// ── Addresses ──

quoth_str q_feed_url(quoth_str url, quoth_str base, struct q_arena *arena)
{
    bool far = url.len > Q_MAX_URL || base.len > Q_MAX_URL;
    return q_url_resolve(q_str_trim(url), far ? Q_NO_STR : base, arena);
}
