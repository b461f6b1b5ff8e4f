#include "read/page/about.h"

#include "base/language.h"
#include "base/url.h"
#include "read/page/about_facts.h"

static bool is_web(quoth_str url)
{
    return q_str_starts(url, Q_STR("http://")) || q_str_starts(url, Q_STR("https://"));
}

static void tell(struct q_about *out, quoth_about what, quoth_str *field, quoth_str value,
                 const char *by)
{
    if (!value.len || field->len)
        return;
    *field = value;
    out->told_by[what] = by;
}

static void tell_best(const struct q_facts *facts, enum q_field from, struct q_about *out,
                      quoth_about what, quoth_str *field)
{
    const struct q_claim *claim = q_facts_best(facts, from, NULL);
    if (claim)
        tell(out, what, field, claim->value, claim->by);
}

static quoth_str clean(const struct q_facts *facts, quoth_str s)
{
    enum { MOST = 300 };
    return q_about_clean(s, MOST, facts->room);
}

// ── JSON-LD ──

static void read_linked(struct q_facts *facts)
{
    enum { MOST = 1000 };
    struct q_jsonld_hint hint = {0};
    const struct q_markup *markup = facts->markup;
    const struct q_claim *claim = q_facts_best(facts, Q_FIELD_TITLE, NULL);
    quoth_str titles[4] = {Q_NO_STR};
    if (!facts->script_count)
        return;
    if (facts->title_node)
        titles[0] = q_about_text(markup, facts->title_node, MOST, facts->room);
    if (claim)
        titles[1] = q_about_clean(claim->value, MOST, facts->room);
    for (uint32_t i = 0; i < facts->heading_count && i < 2; i++)
        titles[2 + i] = q_about_text(markup, facts->headings[i], MOST, facts->room);
    for (int i = 0; i < 4; i++)
        hint.titles[i] = q_about_fold(titles[i], facts->room);
    claim = q_facts_best(facts, Q_FIELD_ADDRESS, NULL);
    for (int i = 0; i < 3 && claim; i++) {
        hint.urls[i] = claim->value;
        claim = q_facts_best(facts, Q_FIELD_ADDRESS, claim);
    }
    hint.urls[3] = facts->told ? facts->told->url : Q_NO_STR;
    q_jsonld_read(facts->scripts, facts->script_count, &hint, facts->room, &facts->linked);
}

// ── Outlet, language, address, section ──

// The length of "https://herald.example" in an address.
static size_t origin(quoth_str url)
{
    size_t at = q_str_starts(url, Q_STR("https://")) ? 8 : 7;
    while (at < url.len && !strchr("/?#", url.ptr[at]))
        at++;
    return at;
}

// Not "herald.example", nor "Herald | News from Lindholm and the valley".
static bool is_name(quoth_str s)
{
    enum { GAPS = 4 };
    uint32_t gaps = 0;
    for (size_t i = 0; i < s.len; i++)
        gaps += s.ptr[i] == ' ';
    bool domain = gaps == 0 && memchr(s.ptr, '.', s.len) && s.ptr[s.len - 1] != '.';
    return !domain && gaps <= GAPS && !memchr(s.ptr, '|', s.len);
}

// The last part of a title, behind a bar or dash; ptr NULL: it has one part.
static quoth_str last_part(quoth_str title)
{
    static const char *const marks[] = {" | ", " - ", " – ", " — ", NULL};
    for (size_t at = title.len; at-- > 1;)
        for (int i = 0; marks[i] && title.ptr[at] == ' '; i++) {
            quoth_str mark = q_str_from(marks[i]);
            if (q_str_starts(q_str(title.ptr + at, title.len - at), mark))
                return q_str(title.ptr + at + mark.len, title.len - at - mark.len);
        }
    return Q_NO_STR;
}

// "Lindholm Herald" at www.lindholmherald.example: the words one after the other, or, of
// few, the first alone where it is long.
static bool is_host(quoth_str folded, quoth_str host)
{
    enum { LONG = 5, FEW = 3 };
    bool few = q_about_words(folded) <= FEW;
    for (size_t start = 0; start < host.len; start++) {
        size_t at = start, i = 0;
        while (i < folded.len && at < host.len &&
               (folded.ptr[i] == ' ' || q_lower(host.ptr[at]) == folded.ptr[i]))
            at += folded.ptr[i++] != ' ';
        bool word = few && i > LONG && folded.ptr[i - 1] == ' ';
        if (i == folded.len || word)
            return true;
    }
    return false;
}

// The outlet at the end of the page's title, where its address says that it is one.
static void tell_outlet_of_title(struct q_facts *facts, struct q_about *out)
{
    enum { MOST = 1000, WORDS = 5, HOST = 256 };
    quoth_str url = out->canonical.len || !facts->told ? out->canonical : facts->told->url;
    if (out->outlet.len || !facts->title_node || !is_web(url))
        return;
    quoth_str title = q_about_text(facts->markup, facts->title_node, MOST, facts->room);
    quoth_str part = title.len ? last_part(title) : title;
    quoth_str folded = q_about_fold(part, facts->room);
    quoth_str host = q_str(url.ptr, origin(url));
    if (folded.len > 2 && q_about_words(folded) <= WORDS && host.len <= HOST &&
        is_host(folded, host))
        tell(out, QUOTH_ABOUT_OUTLET, &out->outlet, part, "title");
}

static void tell_outlet(struct q_facts *facts, struct q_about *out)
{
    quoth_str publisher = clean(facts, facts->linked.publisher);
    const struct q_claim *claim = q_facts_best(facts, Q_FIELD_OUTLET, NULL);
    bool better = claim && claim->rank == 0 && is_name(claim->value);
    if (is_web(publisher))
        publisher = Q_NO_STR;
    if (!better)
        tell(out, QUOTH_ABOUT_OUTLET, &out->outlet, publisher, "json-ld");
    for (; claim && !out->outlet.len; claim = q_facts_best(facts, Q_FIELD_OUTLET, claim)) {
        quoth_str name = clean(facts, claim->value);
        if (name.len > 1 && name.ptr[0] == '@')
            name = q_str(name.ptr + 1, name.len - 1);
        if (!is_web(name))
            tell(out, QUOTH_ABOUT_OUTLET, &out->outlet, name, claim->by);
    }
}

// "en_US" → "en-US"; what is no tag tells nothing.
static void tell_language(struct q_facts *facts, struct q_about *out, quoth_str value,
                          const char *by)
{
    value = clean(facts, value);
    char *copy = value.len && value.len < 36 ? q_about_alloc(facts->room, value.len) : NULL;
    for (size_t i = 0; copy && i < value.len; i++)
        copy[i] = value.ptr[i] == '_' ? '-' : value.ptr[i];
    if (copy && q_language_is_tag(q_str(copy, value.len)))
        tell(out, QUOTH_ABOUT_LANGUAGE, &out->language, q_str(copy, value.len), by);
}

static void tell_languages(struct q_facts *facts, struct q_about *out)
{
    const struct q_claim *claim = q_facts_best(facts, Q_FIELD_LANGUAGE, NULL);
    for (; claim; claim = q_facts_best(facts, Q_FIELD_LANGUAGE, claim)) {
        if (claim->rank > 0)
            tell_language(facts, out, facts->linked.language, "json-ld");
        tell_language(facts, out, claim->value, claim->by);
    }
    tell_language(facts, out, facts->linked.language, "json-ld");
}

// An address as it is, or beside where the page was fetched; ptr NULL: it leads nowhere, or
// has neither scheme nor slash, as a whole one whose scheme is left out.
static quoth_str whole_address(struct q_facts *facts, quoth_str url)
{
    quoth_str base = facts->told ? facts->told->url : Q_NO_STR;
    if (is_web(url))
        return origin(url) > 8 && !memchr(url.ptr, ' ', url.len) ? url : Q_NO_STR;
    if (!is_web(base) || !q_str_starts(url, Q_STR("/")))
        return Q_NO_STR;
    quoth_str whole = q_url_resolve(url, base, facts->room->arena);
    facts->room->failed = facts->room->failed || !whole.ptr;
    return whole;
}

static void tell_address(struct q_facts *facts, struct q_about *out)
{
    const struct q_claim *claim = q_facts_best(facts, Q_FIELD_ADDRESS, NULL);
    for (; claim && !out->canonical.len;
         claim = q_facts_best(facts, Q_FIELD_ADDRESS, claim))
        tell(out, QUOTH_ABOUT_CANONICAL, &out->canonical,
             whole_address(facts, claim->value), claim->by);
    quoth_str linked = clean(facts, facts->linked.url);
    if (linked.len)
        tell(out, QUOTH_ABOUT_CANONICAL, &out->canonical, whole_address(facts, linked),
             "json-ld");
}

static void tell_section(struct q_facts *facts, struct q_about *out)
{
    const struct q_claim *claim = q_facts_best(facts, Q_FIELD_SECTION, NULL);
    if (!claim || claim->rank > 0)
        tell(out, QUOTH_ABOUT_SECTION, &out->section, clean(facts, facts->linked.section),
             "json-ld");
    tell_best(facts, Q_FIELD_SECTION, out, QUOTH_ABOUT_SECTION, &out->section);
}

// ── The whole ──

quoth_status q_about_read(const struct q_markup *markup, const struct q_page_told *told,
                          struct q_arena *arena, struct q_about *out)
{
    struct q_about_room room = {.arena = arena};
    struct q_facts facts;
    *out = (struct q_about){0};
    q_facts_find(markup, told, &room, &facts);
    read_linked(&facts);
    tell_address(&facts, out);
    tell_outlet(&facts, out);
    tell_outlet_of_title(&facts, out);
    q_about_title(&facts, out);
    tell_languages(&facts, out);
    tell_section(&facts, out);
    q_about_dates(&facts, out);
    q_about_authors(&facts, out);
    const struct q_claim *type = q_facts_best(&facts, Q_FIELD_TYPE, NULL);
    out->article =
        facts.linked.article || (type && q_str_equal_nocase(type->value, Q_STR("article")));
    out->live = facts.linked.live;
    out->headline = facts.headline;
    out->body = facts.linked.body;
    return room.failed ? QUOTH_ENOMEM : QUOTH_OK;
}
