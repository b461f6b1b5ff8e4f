#include "read/post.h"

#include "base/date.h"
#include "read/line.h"

enum { NAME_MOST = 80, ACCOUNT_MOST = 30 }; // bytes

// Length of "(@account)" at the start of `s`, or 0.
static size_t account_at(quoth_str s)
{
    if (!q_str_starts(s, Q_STR("(@")))
        return 0;
    size_t at = 2;
    while (at < s.len && at - 2 < ACCOUNT_MOST &&
           (s.ptr[at] == '_' || q_is_digit(s.ptr[at]) || q_is_letter(s.ptr[at])))
        at++;
    return at > 2 && at < s.len && s.ptr[at] == ')' ? at + 1 : 0;
}

// Length of the dash that ends at `end`, or 0.
static size_t dash_before(quoth_str line, size_t end)
{
    quoth_str before = q_str(line.ptr, end);
    if (q_str_ends(before, Q_STR("—")))
        return sizeof "—" - 1;
    if (q_str_ends(before, Q_STR("–")))
        return sizeof "–" - 1;
    return q_str_ends(before, Q_STR("--")) ? 2 : 0;
}

// The name in front of the account at `account`. False: none, or no dash before it.
static bool name_before(quoth_str line, size_t from, size_t account,
                        struct q_signature *out)
{
    size_t end = account, start, dash = 0;
    while (end > from && line.ptr[end - 1] == ' ')
        end--;
    for (start = end; start > from && end - start < NAME_MOST; start--)
        if ((dash = dash_before(line, start)) > 0)
            break;
    if (start == end || (dash == 0 && start > 0))
        return false;
    out->span.start = (uint32_t)(start - dash);
    while (start < end && line.ptr[start] == ' ')
        start++;
    out->name = (quoth_span){(uint32_t)start, (uint32_t)end};
    return start < end;
}

// Where the date behind an account ends; 0: something else follows it.
static size_t date_behind(quoth_str line, size_t at)
{
    char value[Q_DATE_SIZE];
    quoth_date date;
    size_t start = at + q_line_space(q_str(line.ptr + at, line.len - at));
    size_t len = q_date_read_words(q_str(line.ptr + start, line.len - start), value, &date);
    if (len)
        return start + len;
    return start == line.len ? line.len : 0;
}

bool q_signature_find(quoth_str line, size_t from, struct q_signature *out)
{
    for (size_t at = from; at < line.len; at++) {
        const char *bracket = memchr(line.ptr + at, '(', line.len - at);
        if (!bracket)
            return false;
        at = (size_t)(bracket - line.ptr);
        size_t len = account_at(q_str(bracket, line.len - at));
        size_t end = len ? date_behind(line, at + len) : 0;
        if (end && name_before(line, from, at, out)) {
            out->span.end = (uint32_t)end;
            return true;
        }
    }
    return false;
}

bool q_signature_leads(quoth_str line, struct q_signature *out)
{
    size_t at = 0;
    while (at < line.len && at < NAME_MOST && line.ptr[at] != '(')
        at++;
    size_t len = at < line.len ? account_at(q_str(line.ptr + at, line.len - at)) : 0;
    if (len == 0 || at == 0 || at + len + 1 >= line.len || !name_before(line, 0, at, out))
        return false;
    char next = line.ptr[at + len + 1];
    out->span = (quoth_span){0, (uint32_t)(at + len)};
    return line.ptr[at + len] == ' ' && !(next >= 'a' && next <= 'z') && next != '-' &&
           !strchr(",;:", next) && q_line_is_names(q_str_cut(line, 0, out->name.end), 1);
}
