#include "read/line.h"

#include "base/utf8.h"

bool q_line_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool q_line_is_lower(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool is_word(char c)
{
    return q_line_is_upper(c) || q_line_is_lower(c) || q_is_digit(c);
}

// ── White space ──

static bool is_wide_space(uint32_t point)
{
    return (point >= 0x2000 && point <= 0x200b) || point == 0x2028 || point == 0x2029 ||
           point == 0x202f || point == 0x3000 || point == 0xfeff;
}

// Bytes of the white space character at `at`, or 0.
static size_t space_at(const char *at, const char *end)
{
    unsigned char c = (unsigned char)*at;
    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return 1;
    if (c == 0xc2 && end - at > 1 && (unsigned char)at[1] == 0xa0)
        return 2;
    const char *next = at;
    if ((c == 0xe2 || c == 0xe3 || c == 0xef) && is_wide_space(q_utf8_next(&next)))
        return 3;
    return 0;
}

size_t q_line_space(quoth_str s)
{
    const char *at = s.ptr, *end = s.ptr + s.len;
    size_t len;
    while (at < end && (len = space_at(at, end)) > 0)
        at += len;
    return (size_t)(at - s.ptr);
}

quoth_span q_line_trim(quoth_str text, quoth_span span)
{
    span.start += (uint32_t)q_line_space(q_str_cut(text, span.start, span.end));
    while (span.end > span.start) {
        uint32_t last = span.end - 1;
        while (last > span.start && !q_utf8_starts(text.ptr[last]))
            last--;
        if (space_at(text.ptr + last, text.ptr + span.end) == 0)
            break;
        span.end = last;
    }
    return span;
}

// ── Ends ──

// The line without one closing mark at its end; false: it ends with none.
static bool drop_closing(quoth_str *line)
{
    static const char *const marks[] = {"\"", "'", ")", "]", "*", " ", "”", "’", "»", NULL};
    for (int i = 0; marks[i]; i++) {
        quoth_str mark = q_str_from(marks[i]);
        if (!q_str_ends(*line, mark))
            continue;
        line->len -= mark.len;
        return true;
    }
    return false;
}

bool q_line_ends_sentence(quoth_str line)
{
    while (drop_closing(&line))
        ;
    return line.len &&
           (strchr(".!?:", line.ptr[line.len - 1]) || q_str_ends(line, Q_STR("…")));
}

bool q_line_breaks_off(quoth_str line)
{
    static const char *const small[] = {"a",  "an",   "and",  "as", "at",   "but",
                                        "by", "for",  "from", "in", "of",   "on",
                                        "or", "that", "the",  "to", "with", NULL};
    size_t start = line.len;
    if (line.len && strchr(",;-", line.ptr[line.len - 1]))
        return true;
    if (q_str_ends(line, Q_STR("—")) || q_str_ends(line, Q_STR("–")))
        return true;
    while (start > 0 && line.ptr[start - 1] != ' ' && line.len - start < 8)
        start--;
    return q_str_is_any(q_str(line.ptr + start, line.len - start), small);
}

bool q_line_quotes(quoth_str line)
{
    static const char *const marks[] = {"\"", "“", "”", "„", "«", "»", NULL};
    for (int i = 0; marks[i]; i++)
        if (q_line_find(line, q_str_from(marks[i])) != SIZE_MAX)
            return true;
    return false;
}

// ── Words ──

unsigned q_line_words(quoth_str line, unsigned most)
{
    unsigned count = 0;
    bool inside = false;
    for (size_t i = 0; i < line.len && count < most; i++) {
        bool space = line.ptr[i] == ' ' || line.ptr[i] == '\t';
        count += !space && !inside;
        inside = !space;
    }
    return count;
}

bool q_line_is_loud(quoth_str line)
{
    size_t upper = 0, lower = 0;
    for (size_t i = 0; i < line.len; i++) {
        upper += q_line_is_upper(line.ptr[i]);
        lower += line.ptr[i] >= 'a' && line.ptr[i] <= 'z';
    }
    return upper > 1 && lower * 10 <= upper;
}

// A word of a name, or what may stand between names.
static bool is_name_word(quoth_str word, unsigned *names)
{
    static const char *const between[] = {"and", "&",  "de", "von", "van", "der", "bin",
                                          "al",  "da", "di", "of",  "for", NULL};
    if (q_line_is_upper(word.ptr[0]) || ((unsigned char)word.ptr[0] == 0xc3)) {
        ++*names;
        return !strchr(".!?:", word.ptr[word.len - 1]) || word.len <= 3 ||
               q_str_is_any(word, (const char *const[]){"Jr.", "Sr.", NULL});
    }
    return *names > 0 && q_str_is_any(word, between);
}

bool q_line_is_names(quoth_str line, unsigned most)
{
    unsigned names = 0;
    size_t at = 0;
    while (at < line.len && names <= 4 * most) {
        size_t end = at;
        while (end < line.len && line.ptr[end] != ' ')
            end++;
        if (end > at && !is_name_word(q_str(line.ptr + at, end - at), &names))
            return false;
        at = end + 1;
    }
    return names >= 2 && names <= 4 * most;
}

// ── Comparing ──

// The place in `words` of its first byte that is not among the most frequent of English.
static size_t rare_at(quoth_str words)
{
    for (size_t i = 0; i < words.len; i++)
        if (!strchr(" etaoinsrhldcu", words.ptr[i]))
            return i;
    return 0;
}

size_t q_line_find(quoth_str line, quoth_str words)
{
    if (words.len > line.len)
        return SIZE_MAX;
    size_t rare = rare_at(words);
    const char *at = line.ptr + rare, *end = line.ptr + line.len - words.len + rare + 1;
    while (at < end && (at = memchr(at, words.ptr[rare], (size_t)(end - at)))) {
        if (memcmp(at - rare, words.ptr, words.len) == 0)
            return (size_t)(at - rare - line.ptr);
        at++;
    }
    return SIZE_MAX;
}

// The character at `*at`, brought to what phrases are written in.
static char plain(const char **at, const char *end)
{
    quoth_str rest = q_str(*at, (size_t)(end - *at));
    size_t len = 1;
    char c = **at;
    if (q_str_starts(rest, Q_STR("’")) || q_str_starts(rest, Q_STR("‘"))) {
        len = 3;
        c = '\'';
    } else if (q_str_starts(rest, Q_STR("\xc2\xa0"))) {
        len = 2;
        c = ' ';
    } else if (q_line_is_upper(c)) {
        c = (char)(c + ('a' - 'A'));
    }
    *at += len;
    return c;
}

size_t q_line_starts(quoth_str line, quoth_str words)
{
    const char *at = line.ptr, *end = line.ptr + line.len;
    for (size_t i = 0; i < words.len; i++)
        if (at == end || plain(&at, end) != words.ptr[i])
            return 0;
    return (size_t)(at - line.ptr);
}

// The next letter or digit, small; 0 at the end. Dashes, quote marks and dots beyond ASCII
// (U+2000–203F) are none.
static char next_letter(const char **at, const char *end)
{
    while (*at < end) {
        if (q_str_starts(q_str(*at, (size_t)(end - *at)), Q_STR("\xe2\x80"))) {
            *at += 3;
            continue;
        }
        char c = plain(at, end);
        if (is_word(c))
            return c;
    }
    return 0;
}

bool q_line_same(quoth_str a, quoth_str b)
{
    const char *x = a.ptr, *y = b.ptr;
    for (;;) {
        char c = next_letter(&x, a.ptr + a.len);
        if (c != next_letter(&y, b.ptr + b.len))
            return false;
        if (c == 0)
            return true;
    }
}

size_t q_line_bullets(quoth_str line)
{
    static const char *const marks[] = {" ", "•", "*", "-", "–", "—", "[", "(", "|", "■",
                                        "●", "▪", "·", ">", "►", "→", "#", "_", NULL};
    size_t at = 0;
    for (int i = 0; marks[i]; i++) {
        quoth_str mark = q_str_from(marks[i]);
        if (!q_str_starts(q_str(line.ptr + at, line.len - at), mark))
            continue;
        at += mark.len;
        i = -1;
    }
    return at;
}
