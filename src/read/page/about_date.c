// When a page's article was published and changed.
#include "read/page/about_facts.h"

#include "base/calendar.h"
#include "base/date.h"

#include <stdlib.h>

enum { BEFORE = 40, BEHIND = 160 }; // nodes around the headline
enum { FIRST_YEAR = 1850, LAST_YEAR = 2100 };

// A date that something tells.
struct stamp {
    const char *by; // NULL: none
    struct q_moment m;
    char value[Q_DATE_SIZE];
    quoth_date date;
};

static bool read_stamp(quoth_str text, const char *by, struct stamp *out)
{
    struct stamp stamp = {.by = by};
    if (!text.len || !q_date_read_web(text, stamp.value, &stamp.date) ||
        !q_date_take_apart(stamp.date.value, &stamp.m) || stamp.m.year < FIRST_YEAR ||
        stamp.m.year > LAST_YEAR)
        return false;
    *out = stamp;
    return true;
}

static int32_t days_of(const struct q_moment *m)
{
    return q_calendar_days((int32_t)m->year, m->month, m->day);
}

static bool has_zone(const struct stamp *s)
{
    return s->m.zone != '\0';
}

static int offset_of(const struct stamp *s)
{
    int minutes = (int)(s->m.zone_hour * 60 + s->m.zone_minute);
    return s->m.zone == '-' ? -minutes : minutes;
}

static bool is_utc(const struct stamp *s)
{
    return has_zone(s) && offset_of(s) == 0;
}

// Minutes of its clock since the calendar's first day.
static int64_t clock_of(const struct stamp *s)
{
    return (int64_t)days_of(&s->m) * 1440 + s->m.hour * 60 + s->m.minute;
}

static int64_t instant_of(const struct stamp *s)
{
    return clock_of(s) - offset_of(s);
}

// ── Addresses ──

static bool is_digit_at(quoth_str s, size_t at)
{
    return at < s.len && q_is_digit(s.ptr[at]);
}

// The number of `digits` digits at `at`; 0: there are none, or more.
static unsigned number_at(quoth_str s, size_t at, size_t digits)
{
    unsigned number = 0;
    for (size_t i = 0; i < digits; i++) {
        if (!is_digit_at(s, at + i))
            return 0;
        number = number * 10 + (unsigned)(s.ptr[at + i] - '0');
    }
    return is_digit_at(s, at + digits) ? 0 : number;
}

// The month at `at`, "12", "5" or "dec"; its length.
static size_t month_at(quoth_str s, size_t at, unsigned *month)
{
    size_t digits = number_at(s, at, 2) ? 2 : 1;
    if ((*month = number_at(s, at, digits)))
        return digits;
    if (at + 3 >= s.len || s.ptr[at] < 'a' || s.ptr[at] > 'z')
        return 0;
    const char name[3] = {(char)(s.ptr[at] - 'a' + 'A'), s.ptr[at + 1], s.ptr[at + 2]};
    *month = q_date_month(q_str(name, 3));
    return *month ? 3 : 0;
}

// 2023/12/22, 2023/dec/5, 2023-12-22, 20231222 at `at`; the day may be missing: 0. Its
// length; 0: none.
static size_t day_at(quoth_str s, size_t at, struct q_moment *m)
{
    unsigned plain = number_at(s, at, 8);
    *m = (struct q_moment){
        .year = plain / 10000, .month = plain / 100 % 100, .day = plain % 100};
    if (plain)
        return 8;
    m->year = number_at(s, at, 4);
    char mark = at + 4 < s.len ? s.ptr[at + 4] : '\0';
    if (!m->year || !mark || !strchr("/-_", mark))
        return 0;
    size_t len = month_at(s, at + 5, &m->month), alone = mark == '/' ? 5 + len : 0;
    size_t next = at + 5 + len, digits = number_at(s, next + 1, 2) ? 2 : 1;
    if (!len)
        return 0;
    if (next < s.len && s.ptr[next] == mark)
        m->day = number_at(s, next + 1, digits);
    return m->day ? 5 + len + 1 + digits : alone;
}

// A day in an address, or with `months` a month alone.
static bool read_address(quoth_str url, bool months, struct stamp *out)
{
    for (size_t at = 1; at + 6 < url.len; at++) {
        struct q_moment m;
        if (!is_digit_at(url, at) || is_digit_at(url, at - 1))
            continue;
        size_t len = day_at(url, at, &m);
        if (!len || m.year < 1990 || m.year > LAST_YEAR || m.month < 1 || m.month > 12 ||
            (m.day == 0) != months ||
            (m.day && !q_calendar_has_day((int32_t)m.year, m.month, m.day)))
            continue;
        *out = (struct stamp){.by = "url", .m = m};
        q_date_write(&m, q_str(url.ptr + at, len), out->value, &out->date);
        return true;
    }
    return false;
}

static bool find_address(const struct q_facts *facts, const struct q_about *about,
                         bool months, struct stamp *out)
{
    quoth_str url = facts->told ? facts->told->url : Q_NO_STR;
    return read_address(about->canonical, months, out) || read_address(url, months, out);
}

// ── Words near the headline ──

static bool has_any(quoth_str s, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (q_str_has_nocase(s, q_str_from(words[i])))
            return true;
    return false;
}

static bool tells_change(quoth_str s)
{
    static const char *const words[] = {"updated",   "modified",   "aktualisiert",
                                        "corrected", "mis à jour", "actualizado",
                                        NULL};
    return has_any(s, words);
}

static bool tells_day(quoth_str s)
{
    static const char *const words[] = {"publi", "posted", "date", "issued", NULL};
    return has_any(s, words);
}

// The first date in a short text, which begins in its first half hundred bytes.
static bool find_in_text(quoth_str text, struct stamp *out)
{
    enum { START = 60 };
    for (size_t at = 0; at < text.len && at < START; at++) {
        unsigned char c = (unsigned char)text.ptr[at];
        unsigned char before = at ? (unsigned char)text.ptr[at - 1] : ' ';
        bool starts = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
        bool inside =
            (before >= '0' && before <= '9') || (before >= 'A' && before <= 'Z') ||
            (before >= 'a' && before <= 'z' && c <= '9') || strchr("./-:", before);
        if (!starts || inside)
            continue;
        if (read_stamp(q_str(text.ptr + at, text.len - at), "text", out) && out->m.day)
            return true;
    }
    return false;
}

// Is the block that holds `node` as short as a line with a date?
static bool in_short_block(const struct q_markup *markup, uint32_t node)
{
    enum { LINE = 240, NODES = 200 };
    uint32_t block = markup->nodes[node].parent, bytes = 0;
    while (block && q_about_inline(markup->nodes[block].tag))
        block = markup->nodes[block].parent;
    uint32_t end = markup->nodes[block].end;
    if (end - block > NODES)
        return false;
    for (uint32_t i = block + 1; i < end && bytes <= LINE; i++)
        if (q_about_is_text(markup, i))
            bytes += markup->nodes[i].to - markup->nodes[i].from;
    return bytes <= LINE;
}

// Which dates that are written in lines of their own are asked for.
enum lines { PUBLISHED, CHANGED_TOO, LABELLED };

static bool is_asked(enum lines lines, bool updated, bool labelled)
{
    return lines == LABELLED ? labelled : lines == CHANGED_TOO || !updated;
}

// The first of them in [from, to).
static bool find_line(const struct q_facts *facts, enum lines lines, uint32_t from,
                      uint32_t to, struct stamp *out)
{
    enum { SHORT = 160, LABEL = 20 };
    const struct q_markup *markup = facts->markup;
    bool updated_label = false, label = false; // the text before is one
    for (uint32_t i = from; i < to && i < markup->count; i++) {
        if (!q_about_is_text(markup, i))
            continue;
        quoth_str raw = q_str_trim(q_markup_cut(markup, i));
        if (raw.len == 0 || q_str_equal(raw, Q_STR("&nbsp;")))
            continue;
        bool is_short = raw.len <= SHORT;
        bool change = is_short && tells_change(raw), told = is_short && tells_day(raw);
        bool asked = is_asked(lines, change || updated_label, told || change || label);
        label = raw.len <= LABEL && (told || change);
        updated_label = raw.len <= LABEL && change;
        if (raw.len < 6 || !is_short || !asked)
            continue;
        quoth_str text = q_about_clean(raw, SHORT, facts->room);
        if (find_in_text(text, out) && in_short_block(markup, i))
            return true;
    }
    return false;
}

// The first date that is written behind the headline.
static bool find_words(const struct q_facts *facts, enum lines lines, struct stamp *out)
{
    enum { FAR = 3000 };
    uint32_t headline = facts->headline;
    uint32_t end = headline ? facts->markup->nodes[headline].end : 1;
    if (!headline && lines != LABELLED)
        return false;
    return find_line(facts, lines, end, end + (lines == LABELLED ? FAR : BEHIND), out);
}

// ── <time> ──

static bool is_near(const struct q_facts *facts, uint32_t node)
{
    if (!facts->headline)
        return true;
    uint32_t end = facts->markup->nodes[facts->headline].end;
    return node + BEFORE >= facts->headline && node < end + BEHIND;
}

static bool read_time(const struct q_facts *facts, uint32_t node, struct stamp *out)
{
    enum { MOST = 120 };
    quoth_str stamp = q_facts_attribute(facts, node, Q_STR("datetime"));
    if (!stamp.len)
        stamp = q_facts_attribute(facts, node, Q_STR("content"));
    if (stamp.len)
        return read_stamp(stamp, "time", out) && out->m.day;
    return find_in_text(q_about_text(facts->markup, node, MOST, facts->room), out);
}

// What a <time> says of itself: 0: that it is a change; 2: the publication; 1: nothing.
static int kind_of_time(const struct q_facts *facts, uint32_t node)
{
    enum { ATTRIBUTES = 1000 };
    static const char *const published[] = {"publi", "pubdate", "datecreated", NULL};
    static const char *const changed[] = {"modified", "updated", NULL};
    quoth_str attributes = q_markup_cut(facts->markup, node);
    attributes.len = attributes.len < ATTRIBUTES ? attributes.len : ATTRIBUTES;
    if (has_any(attributes, published))
        return 2;
    quoth_str text = q_about_text(facts->markup, node, 60, facts->room);
    return has_any(attributes, changed) || tells_change(text) ? 0 : 1;
}

// The best <time> of the wanted kinds near the headline; those behind it go before.
static bool find_time(const struct q_facts *facts, int wanted, struct stamp *out)
{
    bool found = false, found_behind = false;
    int best = -1;
    for (uint32_t i = 0; i < facts->time_count; i++) {
        uint32_t node = facts->times[i];
        struct stamp stamp;
        if (!is_near(facts, node))
            continue;
        int kind = kind_of_time(facts, node);
        bool behind = node > facts->headline;
        bool better = kind > best || (kind == best && behind && !found_behind);
        if ((wanted == 0 ? kind != 0 : kind == 0) || !better ||
            !read_time(facts, node, &stamp))
            continue;
        stamp.by = facts->markup->nodes[node].tag == Q_ELEMENT_TIME ? "time" : "microdata";
        *out = stamp;
        found = true;
        found_behind = behind;
        best = kind;
    }
    return found;
}

// ── The local day ──

// Takes the clock of `local` for `stamp`, with the zone that lies between them.
static bool take_clock(struct stamp *stamp, const struct stamp *local)
{
    enum { FARTHEST = 14 * 60 };
    int64_t between = clock_of(local) - instant_of(stamp);
    int64_t rounded = (between + (between < 0 ? -7 : 7)) / 15 * 15;
    if (llabs(between - rounded) > 2 || llabs(rounded) > FARTHEST || rounded == 0)
        return false;
    struct stamp out = *local;
    out.m.zone = rounded < 0 ? '-' : '+';
    out.m.zone_hour = (unsigned)(llabs(rounded) / 60);
    out.m.zone_minute = (unsigned)(llabs(rounded) % 60);
    q_date_write(&out.m, local->date.text, out.value, &out.date);
    *stamp = out;
    return true;
}

static bool is_same_instant(const struct stamp *a, const struct stamp *b)
{
    return a->m.has_minute && b->m.has_minute && llabs(instant_of(a) - instant_of(b)) <= 2;
}

// Does `other` tell the same moment, and in a zone?
static bool is_local(const struct stamp *stamp, const struct stamp *other)
{
    return has_zone(other) && !is_utc(other) && is_same_instant(stamp, other);
}

// Can it have been the day `other` somewhere, at that moment?
static bool is_day_somewhere(const struct stamp *stamp, const struct stamp *other)
{
    int32_t later = days_of(&other->m) - days_of(&stamp->m);
    return (later == 1 && stamp->m.hour >= 10) || (later == -1 && stamp->m.hour < 12);
}

// A date in UTC gives way to one that tells the same moment on the page's own clock.
static void to_local(const struct q_facts *facts, const struct q_about *about,
                     struct stamp *stamp)
{
    struct stamp other;
    if (!stamp->m.has_minute || !is_utc(stamp))
        return;
    const struct q_claim *c = q_facts_best(facts, Q_FIELD_PUBLISHED, NULL);
    for (; c; c = q_facts_best(facts, Q_FIELD_PUBLISHED, c)) {
        if (!read_stamp(c->value, c->by, &other) || !other.m.has_minute)
            continue;
        if (is_local(stamp, &other))
            *stamp = other;
        else if (has_zone(&other) || clock_of(&other) == clock_of(stamp) ||
                 !take_clock(stamp, &other))
            continue;
        return;
    }
    if (find_time(facts, 1, &other) && is_local(stamp, &other)) {
        *stamp = other;
        return;
    }
    if (!find_words(facts, PUBLISHED, &other) && !find_address(facts, about, false, &other))
        return;
    if (other.m.has_minute && (!has_zone(&other) || is_same_instant(stamp, &other)))
        take_clock(stamp, &other);
    else if (!other.m.has_minute && is_day_somewhere(stamp, &other))
        *stamp = other;
}

// ── Both dates ──

static bool find_published(const struct q_facts *facts, const struct q_about *about,
                           struct stamp *out)
{
    const struct q_claim *c = q_facts_best(facts, Q_FIELD_PUBLISHED, NULL);
    quoth_str linked = q_about_clean(facts->linked.published, 100, facts->room);
    if (read_stamp(linked, "json-ld", out) && out->m.day)
        return true;
    for (; c; c = q_facts_best(facts, Q_FIELD_PUBLISHED, c))
        if (read_stamp(c->value, c->by, out) && out->m.day)
            return true;
    return find_time(facts, 1, out) || find_address(facts, about, false, out) ||
           find_words(facts, PUBLISHED, out) || find_time(facts, 0, out) ||
           find_words(facts, CHANGED_TOO, out) || find_words(facts, LABELLED, out) ||
           find_address(facts, about, true, out);
}

static bool find_modified(const struct q_facts *facts, struct stamp *out)
{
    const struct q_claim *c = q_facts_best(facts, Q_FIELD_MODIFIED, NULL);
    quoth_str linked = q_about_clean(facts->linked.modified, 100, facts->room);
    if (read_stamp(linked, "json-ld", out))
        return true;
    for (; c; c = q_facts_best(facts, Q_FIELD_MODIFIED, c))
        if (read_stamp(c->value, c->by, out))
            return true;
    return find_time(facts, 0, out);
}

static void tell(struct q_facts *facts, struct q_about *out, quoth_about what,
                 quoth_date *field, const struct stamp *stamp)
{
    size_t len = stamp->date.value.len;
    char *value = q_about_alloc(facts->room, len);
    if (!value)
        return;
    memcpy(value, stamp->value, len);
    *field = stamp->date;
    field->value = q_str(value, len);
    out->told_by[what] = stamp->by;
}

// Elements near the headline that microdata calls a date stand beside <time>.
static void add_microdata(struct q_facts *facts)
{
    const struct q_markup *markup = facts->markup;
    uint32_t from = facts->headline > BEFORE ? facts->headline - BEFORE : 1;
    uint32_t to = facts->headline ? markup->nodes[facts->headline].end + BEHIND : 0;
    for (uint32_t i = from; i < to && i < markup->count; i++) {
        uint16_t tag = markup->nodes[i].tag;
        if (tag == Q_ELEMENT_TEXT || tag == Q_ELEMENT_TIME || tag == Q_ELEMENT_META)
            continue;
        quoth_str prop = q_markup_attribute(markup, i, Q_STR("itemprop"));
        if ((q_facts_has_word(prop, Q_STR("datePublished")) ||
             q_facts_has_word(prop, Q_STR("dateModified"))) &&
            facts->time_count < Q_TIMES)
            facts->times[facts->time_count++] = i;
    }
}

void q_about_dates(struct q_facts *facts, struct q_about *out)
{
    struct stamp stamp;
    add_microdata(facts);
    if (find_published(facts, out, &stamp)) {
        to_local(facts, out, &stamp);
        tell(facts, out, QUOTH_ABOUT_PUBLISHED, &out->published, &stamp);
    }
    if (find_modified(facts, &stamp))
        tell(facts, out, QUOTH_ABOUT_MODIFIED, &out->modified, &stamp);
}
