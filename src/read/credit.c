#include "read/credit.h"

#include "read/line.h"

enum { CREDIT_MOST = 120, NAME_MOST = 60 }; // bytes

// ── Agencies ──

size_t q_agency_at(quoth_str s)
{
    static const char *const agencies[] = {"AFP",
                                           "AP Images",
                                           "AP Photo",
                                           "AP",
                                           "Associated Press",
                                           "Bloomberg",
                                           "CNNMoney",
                                           "CNN",
                                           "EPA-EFE",
                                           "EPA",
                                           "Getty Images",
                                           "Getty",
                                           "Global Look Press",
                                           "Interfax",
                                           "Kyodo",
                                           "POLITICO",
                                           "RIA Novosti",
                                           "REUTERS",
                                           "Reuters",
                                           "Shutterstock",
                                           "Sputnik",
                                           "TASS",
                                           "Tass",
                                           "UPI",
                                           "Xinhua",
                                           "Yonhap",
                                           "ZUMA Press",
                                           "dpa",
                                           NULL};
    for (int i = 0; agencies[i]; i++) {
        quoth_str name = q_str_from(agencies[i]);
        if (!q_str_starts(s, name))
            continue;
        char next = s.len > name.len ? s.ptr[name.len] : ' ';
        char after = s.len > name.len + 1 ? s.ptr[name.len + 1] : ' ';
        bool glued = q_line_is_upper(next) && q_line_is_lower(after);
        if (glued ||
            !(q_line_is_upper(next) || q_is_digit(next) || (next >= 'a' && next <= 'z')))
            return name.len;
    }
    return 0;
}

static bool holds_any(quoth_str s, const char *const *words)
{
    for (; *words; words++)
        if (q_line_find(s, q_str_from(*words)) != SIZE_MAX)
            return true;
    return false;
}

// ── Where it stands ──

// "Jo Roe/The Herald"
static bool is_name_and_outlet(quoth_str s)
{
    const char *bar = memchr(s.ptr, '/', s.len);
    size_t len = bar ? (size_t)(bar - s.ptr) : 0;
    return len > 0 && len + 1 < s.len && q_line_is_upper(bar[1]) &&
           (q_line_is_names(q_str(s.ptr, len), 1) || q_agency_at(s) == len) &&
           q_line_words(s, 9) <= 8;
}

// "… (AP Photo/Jo Roe)"
static bool in_brackets(quoth_str line, quoth_span *credit)
{
    static const char *const marks[] = {"AP Photo",
                                        "Getty",
                                        "/Reuters",
                                        "REUTERS/",
                                        "/AP",
                                        "/AFP",
                                        "via AP",
                                        "via REUTERS",
                                        "via Reuters",
                                        "Photo:",
                                        "Photo by",
                                        "photo by",
                                        "photo:",
                                        "Image via",
                                        "PHOTO:",
                                        "Photo/",
                                        "Photo courtesy",
                                        "Image:",
                                        "Shutterstock",
                                        "Pixabay",
                                        "Wikimedia",
                                        "Flickr",
                                        "Screenshot",
                                        "Screen shot",
                                        "Courtesy",
                                        "courtesy of",
                                        "Credit:",
                                        "/EPA",
                                        "EPA/",
                                        "/ AFP",
                                        "/Bloomberg",
                                        "/dpa",
                                        "Associated Press/",
                                        NULL};
    if (line.len < 4 || line.ptr[line.len - 1] != ')')
        return false;
    size_t open = line.len - 1;
    while (open > 0 && line.len - open < CREDIT_MOST && line.ptr[open] != '(')
        open--;
    if (line.ptr[open] != '(')
        return false;
    quoth_str inside = q_str(line.ptr + open + 1, line.len - open - 2);
    if (!holds_any(inside, marks) && !is_name_and_outlet(inside))
        return false;
    *credit = (quoth_span){(uint32_t)open, (uint32_t)line.len};
    return true;
}

// Length of "Jo Roe/Getty Images", "Getty", "AP | Getty Images" that `s` begins with, or 0.
static size_t named_agency(quoth_str s)
{
    size_t at = 0, found = 0, words = 0;
    while (at < s.len && at < NAME_MOST && words < 6) {
        quoth_str rest = q_str(s.ptr + at, s.len - at);
        bool starts = at == 0 || strchr(" /|", s.ptr[at - 1]);
        size_t agency = starts ? q_agency_at(rest) : 0;
        if (agency) {
            found = at += agency;
            words = 2; // little may follow: "Getty Images for TIME"
            continue;
        }
        char c = *rest.ptr;
        if (found && c != '/' && c != '|' && c != ' ')
            break;
        if (starts && c >= 'a' && c <= 'z' && !q_str_starts(rest, Q_STR("via ")) &&
            !q_str_starts(rest, Q_STR("de ")) && !q_str_starts(rest, Q_STR("for ")))
            break;
        words += c == ' ';
        at++;
    }
    return found;
}

// Does a sentence end at `at`, rather than an initial?
static bool is_stop(quoth_str line, size_t at)
{
    if (!strchr(".!?", line.ptr[at]))
        return false;
    return at < 2 || !q_line_is_upper(line.ptr[at - 1]) || line.ptr[at - 2] != ' ';
}

// "A sentence. | Jo Roe/POLITICO", "A sentence. Jo Roe | Getty Images"
static bool behind_bar(quoth_str line, quoth_span *credit)
{
    size_t bar = q_line_find(line, Q_STR(" | "));
    if (bar == SIZE_MAX)
        return false;
    size_t len = named_agency(q_str(line.ptr + bar + 3, line.len - bar - 3));
    if (len == 0)
        return false;
    size_t start = bar, least = bar > NAME_MOST ? bar - NAME_MOST : 0;
    while (start > least && !is_stop(line, start - 1))
        start--;
    const char *name = memchr(line.ptr + start, ' ', bar + 1 - start);
    size_t begin = start > least ? (size_t)(name - line.ptr) : bar;
    *credit = (quoth_span){(uint32_t)begin + 1, (uint32_t)(bar + 3 + len)};
    return true;
}

// "© Jo Roe / Sputnik", with or without a caption glued to it
static bool at_start(quoth_str line, quoth_span *credit)
{
    static const char sign[] = "©";
    size_t len = 0;
    if (q_str_starts(line, Q_STR("©"))) {
        size_t at = sizeof sign - 1;
        quoth_str rest = q_str(line.ptr + at, line.len - at);
        at += q_line_space(rest);
        rest = q_str(line.ptr + at, line.len - at);
        size_t name = named_agency(rest);
        len = name ? at + name : line.len;
    } else {
        if (!memchr(line.ptr, '/', line.len < NAME_MOST ? line.len : NAME_MOST))
            return false;
        len = named_agency(line);
        quoth_str name = q_str(line.ptr, len);
        if (len == 0 || q_line_find(name, Q_STR("/")) == SIZE_MAX ||
            q_line_find(name, Q_STR(":")) != SIZE_MAX || !q_line_is_upper(line.ptr[0]) ||
            (len < line.len && line.ptr[len] != ' '))
            return false;
    }
    *credit = (quoth_span){0, (uint32_t)len};
    return true;
}

// "… Photograph: Jo Roe/Getty Images", "Image A bridge. Credit Jo Roe"
static bool behind_label(quoth_str line, quoth_span *credit)
{
    static const char *const labels[] = {" Photograph: ",   " Photo: ",   " Photo by ",
                                         " Photograph by ", " Picture: ", " Photo Credit ",
                                         " Photographer: ", " Credit: ",  NULL};
    size_t from = line.len > CREDIT_MOST ? line.len - CREDIT_MOST : 0;
    quoth_str tail = q_str(line.ptr + from, line.len - from);
    size_t at = SIZE_MAX;
    for (int i = 0; labels[i] && at == SIZE_MAX; i++)
        at = q_line_find(tail, q_str_from(labels[i]));
    if (at == SIZE_MAX &&
        (q_str_starts(line, Q_STR("Image ")) || q_str_starts(line, Q_STR("Photo "))))
        at = q_line_find(tail, Q_STR(" Credit "));
    if (at == SIZE_MAX)
        return false;
    *credit = (quoth_span){(uint32_t)(from + at + 1), (uint32_t)line.len};
    return true;
}

// "… 2019. REUTERS/Jo Roe", "… Jo Roe/Getty Images", "… Jo Roe, File via AP"
static bool at_end(quoth_str line, quoth_span *credit)
{
    static const char *const ends[] = {
        "/Getty Images", "/AP",           "/AFP",        "/Reuters",
        "/EPA",          "via AP",        "/Getty",      "via Getty Images",
        "/Bloomberg",    "/Shutterstock", "via Reuters", NULL};
    size_t from = line.len > NAME_MOST ? line.len - NAME_MOST : 0;
    quoth_str tail = q_str(line.ptr + from, line.len - from);
    size_t reuters = q_line_find(tail, Q_STR("REUTERS/"));
    bool found = false;
    for (int i = 0; ends[i]; i++)
        found = found || q_str_ends(line, q_str_from(ends[i]));
    size_t start = line.len;
    found = found ||
            (reuters != SIZE_MAX && q_line_find(tail, Q_STR("via REUTERS/")) < reuters);
    if (reuters != SIZE_MAX && !found)
        start = from + reuters;
    else if (found)
        for (start = line.len - 1;
             start > from && !(line.ptr[start] == ' ' && is_stop(line, start - 1));)
            start--;
    if (start == line.len || (start == from && from > 0))
        return false;
    start += line.ptr[start] == ' ';
    *credit = (quoth_span){(uint32_t)start, (uint32_t)line.len};
    return true;
}

// "A bridge. (Photo: Jo Roe) Story Highlights …"
static bool before_highlights(quoth_str line, quoth_span *credit)
{
    size_t at = q_line_find(line, Q_STR(") Story Highlights"));
    return at != SIZE_MAX && in_brackets(q_str(line.ptr, at + 1), credit);
}

static bool find(quoth_str line, quoth_span *credit)
{
    return before_highlights(line, credit) || in_brackets(line, credit) ||
           behind_bar(line, credit) || at_start(line, credit) ||
           behind_label(line, credit) || at_end(line, credit);
}

bool q_credit_find(quoth_str line, quoth_span *credit)
{
    enum { TITLE = 8 };
    if (!find(line, credit))
        return false;
    if (credit->start < TITLE) // "Sen. Jo Roe/AP"
        credit->start = 0;
    return true;
}

// ── Whose it is ──

// NPR prints each name twice: "Jo Roe/AP Jo Roe/AP".
static quoth_span once(quoth_str text, quoth_span span)
{
    uint32_t len = span.end - span.start, half = len / 2;
    if (len % 2 == 1 && len > 2 && text.ptr[span.start + half] == ' ' &&
        memcmp(text.ptr + span.start, text.ptr + span.start + half + 1, half) == 0)
        span.end = span.start + half;
    return span;
}

quoth_span q_credit_author(quoth_str text, quoth_span credit)
{
    static const char *const fronts[] = {"enlarge this image",
                                         "toggle caption",
                                         "image copyright",
                                         "photograph by",
                                         "photographs by",
                                         "photos by",
                                         "photo by",
                                         "photographer:",
                                         "photo credit",
                                         "image credit",
                                         "image source",
                                         "picture credit",
                                         "photo:",
                                         "photograph:",
                                         "photo ",
                                         "credit:",
                                         "credit ",
                                         "source:",
                                         "courtesy of",
                                         "illustration by",
                                         "photo illustration by",
                                         "(",
                                         "|",
                                         "©",
                                         ":",
                                         " ",
                                         "/",
                                         NULL};
    credit = once(text, credit);
    for (int i = 0; fronts[i] && credit.start < credit.end; i++) {
        size_t len =
            q_line_starts(q_str_cut(text, credit.start, credit.end), q_str_from(fronts[i]));
        if (len == 0)
            continue;
        credit.start += (uint32_t)len;
        i = -1;
    }
    if (credit.end > credit.start && text.ptr[credit.end - 1] == ')')
        credit.end--;
    return once(text, q_line_trim(text, credit));
}
