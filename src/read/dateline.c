#include "read/dateline.h"

#include "read/credit.h"
#include "read/line.h"

enum { PLACE_MOST = 60, AGENCY_MOST = 40, DATE_LINE_MOST = 120 }; // bytes

// ── Place and agency ──

// Length of the dash at `s`, with the white space around it; 0: none.
static size_t dash_at(quoth_str s)
{
    static const char *const dashes[] = {"—", "–", "--", "-", NULL};
    size_t at = q_line_space(s);
    for (int i = 0; dashes[i]; i++) {
        quoth_str dash = q_str_from(dashes[i]), rest = q_str(s.ptr + at, s.len - at);
        if (!q_str_starts(rest, dash))
            continue;
        at += dash.len;
        size_t space = q_line_space(q_str(s.ptr + at, s.len - at));
        bool lone = dash.len == 1 && space == 0; // a hyphen
        return lone ? 0 : at + space;
    }
    return 0;
}

// "LINDHOLM", "ST. ALBA, Minn.", "LINDHOLM, Nov 29", "Lindholm"
static bool is_place(quoth_str s, bool loud)
{
    size_t comma = q_line_find(s, Q_STR(","));
    quoth_str first = q_str(s.ptr, comma < s.len ? comma : s.len);
    if (first.len < 3 || !q_line_is_upper(first.ptr[0]) || q_line_words(s, 9) > 6)
        return false;
    if (loud && !q_line_is_loud(first))
        return false;
    for (size_t i = 0; i < s.len; i++) {
        bool starts = i == 0 || s.ptr[i - 1] == ' ';
        if ((starts && s.ptr[i] >= 'a' && s.ptr[i] <= 'z') || strchr("\"():;!?", s.ptr[i]))
            return false;
        if (i < first.len && q_is_digit(s.ptr[i]))
            return false;
    }
    return true;
}

// "(Reuters) - " behind an empty or told place.
static size_t with_agency(quoth_str line)
{
    size_t open = 0, close;
    while (open < line.len && open < PLACE_MOST && line.ptr[open] != '(')
        open++;
    if (open == line.len || line.ptr[open] != '(')
        return 0;
    for (close = open + 1; close < line.len && close - open < AGENCY_MOST; close++)
        if (line.ptr[close] == ')')
            break;
    if (close == line.len || line.ptr[close] != ')')
        return 0;
    quoth_str agency = q_str(line.ptr + open + 1, close - open - 1);
    quoth_span place = q_line_trim(line, (quoth_span){0, (uint32_t)open});
    quoth_str where = q_str_cut(line, place.start, place.end);
    bool known = q_agency_at(agency) > 0;
    if (where.len && !is_place(where, !known))
        return 0;
    size_t end = close + 1, dash = dash_at(q_str(line.ptr + end, line.len - end));
    bool cable = q_str_starts(agency, Q_STR("CNN")); // writes no dash
    if (dash == 0 && cable)
        dash = q_line_space(q_str(line.ptr + end, line.len - end));
    return dash && (known || (where.len && q_line_is_loud(agency))) ? end + dash : 0;
}

// "UPDATE 2 — ", "EXCLUSIVE — "
static bool is_label(quoth_str s)
{
    static const char *const labels[] = {
        "BREAKING", "EXCLUSIVE", "FILE",   "LIVE",    "MORE",  "NOTE",  "OPINION",
        "ANALYSIS", "POLL",      "UPDATE", "UPDATED", "VIDEO", "WATCH", NULL};
    size_t len = 0;
    while (len < s.len && q_line_is_upper(s.ptr[len]))
        len++;
    return q_str_is_any(q_str(s.ptr, len), labels);
}

// "LINDHOLM — "
static size_t without_agency(quoth_str line)
{
    for (size_t at = 3; at < line.len && at < PLACE_MOST; at++) {
        if (line.ptr[at] != ' ' && line.ptr[at] != '-' && line.ptr[at] != '\xe2')
            continue;
        size_t dash = dash_at(q_str(line.ptr + at, line.len - at));
        if (dash == 0)
            continue;
        size_t end = at + dash;
        quoth_str rest = q_str(line.ptr + end, line.len - end);
        bool begins =
            rest.len && (q_line_is_upper(rest.ptr[0]) || q_is_digit(rest.ptr[0]) ||
                         rest.ptr[0] == '"' || (unsigned char)rest.ptr[0] >= 0x80);
        return begins && !is_label(line) && is_place(q_str(line.ptr, at), true) ? end : 0;
    }
    return 0;
}

size_t q_dateline_length(quoth_str line)
{
    size_t len = with_agency(line);
    return len ? len : without_agency(line);
}

static size_t letters_at(quoth_str s, size_t at)
{
    size_t len = 0;
    while (at + len < s.len &&
           (q_line_is_upper(s.ptr[at + len]) || q_line_is_lower(s.ptr[at + len])))
        len++;
    return len;
}

// One or two digits at `at`, which is moved behind them; 0: none, or no day.
static unsigned day_at(quoth_str s, size_t *at)
{
    unsigned day = 0;
    size_t i = *at;
    for (; i < s.len && q_is_digit(s.ptr[i]); i++)
        day = day > 99 ? day : day * 10 + (unsigned)(s.ptr[i] - '0');
    bool is_day = day >= 1 && day <= 31 && i - *at <= 2;
    *at = i;
    return is_day ? day : 0;
}

bool q_dateline_day(quoth_str line, unsigned *month, unsigned *day)
{
    size_t end = 0;
    *month = *day = 0;
    while (end < line.len && end < PLACE_MOST && line.ptr[end] != '(' &&
           dash_at(q_str(line.ptr + end, line.len - end)) == 0)
        end++;
    quoth_str head = q_str(line.ptr, end);
    for (size_t at = 0; at < head.len && !(*month && *day);) {
        size_t word = letters_at(head, at);
        if (word) {
            *month = q_date_month(q_str(head.ptr + at, word));
            *day = *month ? *day : 0; // only what stands right before its month
            at += word;
        } else if (q_is_digit(head.ptr[at])) {
            *day = day_at(head, &at);
        } else {
            bool close = strchr(" .", head.ptr[at]) != NULL;
            *month = close ? *month : 0;
            at++;
        }
    }
    return *month && *day;
}

// ── Lines with a date ──

// "ET", "(GMT+3)", "12.05", "|": no word of a sentence
static bool is_code(quoth_str s)
{
    enum { CODE_MOST = 8 };
    for (size_t i = 0; i < s.len; i++)
        if (q_line_is_lower(s.ptr[i]))
            return false;
    return s.len <= CODE_MOST;
}

// Does it end a sentence? "p.m." does not, nor the stop behind a number.
static bool is_sentence(quoth_str s)
{
    bool half = s.len >= 3 && q_str_equal_nocase(q_str(s.ptr + s.len - 3, 3), Q_STR(".m."));
    bool number = s.len >= 2 && q_is_digit(s.ptr[s.len - 2]);
    return q_line_ends_sentence(s) && !half && !number;
}

// "12:35 p.m. ET", and nothing else
static bool is_time(quoth_str s)
{
    size_t at = 0;
    while (at < s.len && (q_is_digit(s.ptr[at]) || s.ptr[at] == ':'))
        at++;
    if (at == 0 || at > 5)
        return false;
    at += q_line_space(q_str(s.ptr + at, s.len - at));
    quoth_str rest = q_str(s.ptr + at, s.len - at);
    size_t half = 0;
    static const char *const halves[] = {"a.m.", "p.m.", "am", "pm", "a.m", "p.m", NULL};
    for (int i = 0; halves[i] && half == 0; i++)
        half = q_line_starts(rest, q_str_from(halves[i]));
    return half > 0 && is_code(q_str(rest.ptr + half, rest.len - half));
}

// Behind the words that open a date line: "Published on".
static size_t opening(quoth_str line, bool *updated)
{
    static const char *const words[] = {"first published",
                                        "last updated",
                                        "last modified",
                                        "originally published",
                                        "published",
                                        "updated",
                                        "update",
                                        "posted",
                                        "modified",
                                        "date",
                                        NULL};
    size_t at = 0;
    *updated = false;
    for (int i = 0; words[i] && at == 0; i++) {
        at = q_line_starts(line, q_str_from(words[i]));
        *updated =
            at > 0 && (words[i][0] == 'u' || words[i][0] == 'l' || words[i][0] == 'm');
    }
    if (at == 0)
        return 0;
    while (at < line.len && strchr(" :,-", line.ptr[at]))
        at++;
    quoth_str rest = q_str(line.ptr + at, line.len - at);
    size_t on = q_line_starts(rest, Q_STR("on "));
    return at + (on ? on : q_line_starts(rest, Q_STR("at ")));
}

// What stands behind a date: nothing, an outlet, another time or a change.
static bool is_tail(quoth_str tail, struct q_date_line *out)
{
    bool updated;
    tail = q_str(tail.ptr + q_line_bullets(tail), tail.len - q_line_bullets(tail));
    if (tail.len && strchr(".,/", tail.ptr[0])) // of the date
        tail = q_str(tail.ptr + 1, tail.len - 1);
    tail = q_str_trim(tail);
    if (q_line_same(tail, Q_STR("")) || is_time(tail))
        return true;
    if (is_sentence(tail))
        return false;
    if (opening(tail, &updated) > 0)
        return true;
    quoth_str agency = q_str(tail.ptr, q_agency_at(tail));
    if (agency.len &&
        q_line_same(q_str(tail.ptr + agency.len, tail.len - agency.len), Q_STR(""))) {
        out->outlet = agency;
        return true;
    }
    if (q_line_is_loud(tail) && q_line_words(tail, 4) <= 3) {
        out->outlet = tail;
        return true;
    }
    return is_code(tail);
}

bool q_date_line_read(quoth_str line, struct q_date_line *out)
{
    *out = (struct q_date_line){.date = {Q_NO_STR, Q_NO_STR, Q_NO_STR}};
    if (line.len > DATE_LINE_MOST)
        return false;
    size_t start = opening(line, &out->updated);
    quoth_str rest = q_str(line.ptr + start, line.len - start);
    size_t len = q_date_read_words(rest, out->value, &out->date);
    if (len)
        return is_tail(q_str(rest.ptr + len, rest.len - len), out);
    bool counted = start > 0 && rest.len > 0 && q_is_digit(rest.ptr[0]);
    if (counted && q_line_words(rest, 7) <= 6 && !is_sentence(rest)) // "Updated 6/18"
        return true;
    return is_time(rest);
}
