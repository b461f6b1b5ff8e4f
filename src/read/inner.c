#include "read/inner.h"

#include "read/line.h"

enum { BRACKET_MOST = 300, LINKS_MOST = 900, NAME_MOST = 100, PLAYER_MOST = 500 }; // bytes

static quoth_str from_to(quoth_str line, size_t from, size_t to)
{
    return q_str(line.ptr + from, to - from);
}

// "(RELATED: …)", "( PHOTOS: …)", "[READ MORE: …]" at `at`
static bool brackets(quoth_str line, size_t at, quoth_span *out)
{
    // "(see: Roe)" is the author's own
    static const char *const labels[] = {
        "RELATED",    "Related:", "Also on POLITICO", "PHOTOS:",    "VIDEO", "READ",
        "Read more:", "SEE ALSO", "WATCH:",           "Also read:", "MORE:", NULL};
    char close = line.ptr[at] == '(' ? ')' : ']';
    size_t inside = at + 1 + (at + 1 < line.len && line.ptr[at + 1] == ' ');
    quoth_str rest = from_to(line, inside, line.len);
    bool label = false;
    for (int i = 0; labels[i] && !label; i++)
        label = q_str_starts(rest, q_str_from(labels[i]));
    for (size_t end = inside; label && end < line.len && end - at < BRACKET_MOST; end++) {
        if (line.ptr[end] != close)
            continue;
        *out = (quoth_span){(uint32_t)at, (uint32_t)end + 1};
        return true;
    }
    return false;
}

static bool is_name_char(char c)
{
    return q_line_is_upper(c) || q_line_is_lower(c) || c == '\'' || c == '-';
}

// Where the last `name` of `line`[from, to) ends, as a word of its own; 0: nowhere.
static size_t last_end(quoth_str line, size_t from, size_t to, quoth_str name)
{
    for (size_t at = to; at >= from + name.len && at > 0; at--) {
        quoth_str here = from_to(line, at - name.len, at);
        bool starts = at == from + name.len || !is_name_char(here.ptr[-1]);
        if (starts && !is_name_char(line.ptr[at]) && q_str_equal(here, name))
            return at;
    }
    return 0;
}

// Links that were set behind a name: its full form, headlines glued to it, then MORE. Where
// they begin: behind the name as the sentence has it.
static bool links(quoth_str line, size_t from, size_t more, quoth_span *out)
{
    size_t least = more - from > LINKS_MOST ? more - LINKS_MOST : from;
    for (size_t at = least + 1, word = least; at < more; at++) {
        char before = line.ptr[at - 1], c = line.ptr[at];
        if (!is_name_char(before))
            word = at;
        bool glued = q_line_is_lower(before) && (q_line_is_upper(c) || q_is_digit(c));
        if (!glued || at - word < 3)
            continue;
        size_t back = word - least > NAME_MOST ? word - NAME_MOST : least;
        size_t end = last_end(line, back, word, from_to(line, word, at));
        if (end == 0 || !q_line_is_upper(line.ptr[word]))
            continue;
        *out = (quoth_span){(uint32_t)end, (uint32_t)(more + 4)};
        return true;
    }
    return false;
}

// "JUST WATCHED … MUST WATCH … 01:20"
static bool player(quoth_str line, size_t at, quoth_span *out)
{
    quoth_str rest = from_to(line, at, line.len);
    if (!q_str_starts(rest, Q_STR("JUST WATCHED ")))
        return false;
    rest.len = rest.len < PLAYER_MOST ? rest.len : PLAYER_MOST;
    size_t must = q_line_find(rest, Q_STR("MUST WATCH"));
    if (must == SIZE_MAX)
        return false;
    for (size_t i = must; i + 5 <= rest.len; i++) {
        const char *p = rest.ptr + i;
        if (!q_is_digit(p[0]) || !q_is_digit(p[1]) || p[2] != ':' || !q_is_digit(p[3]) ||
            !q_is_digit(p[4]))
            continue;
        *out = (quoth_span){(uint32_t)at, (uint32_t)(at + i + 5)};
        return true;
    }
    return false;
}

// "icon bookmark-bicon bookmarkicon camera…": the names of a page's pictures, to the end
static bool icons(quoth_str line, size_t at, quoth_span *out)
{
    enum { NEAR = 24, LEAST = 4 };
    size_t last = at, count = 0;
    for (size_t i = at; i + 4 <= line.len && i - last <= NEAR && count < LEAST; i++) {
        if (memcmp(line.ptr + i, "icon", 4) != 0)
            continue;
        count++;
        last = i;
    }
    *out = (quoth_span){(uint32_t)at, (uint32_t)line.len};
    return count == LEAST;
}

bool q_inner_find(quoth_str line, size_t from, quoth_span *out)
{
    size_t behind = from; // the last MORE: no name is looked for twice
    for (size_t at = from; at < line.len; at++) {
        switch (line.ptr[at]) {
        case '(':
        case '[':
            if (brackets(line, at, out))
                return true;
            break;
        case 'J':
            if (player(line, at, out))
                return true;
            break;
        case 'i':
            if (q_str_starts(from_to(line, at, line.len), Q_STR("icon ")) &&
                icons(line, at, out))
                return true;
            break;
        case 'M':
            if (at == from || line.ptr[at - 1] != ' ' ||
                !q_str_starts(from_to(line, at, line.len), Q_STR("MORE")))
                break;
            if (links(line, behind, at, out))
                return true;
            behind = at;
            break;
        default:
            break;
        }
    }
    return false;
}
