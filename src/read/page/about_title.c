// The title of a page's article, and the heading that holds it.
#include "read/page/about_facts.h"

enum { TITLE_MOST = 1000, KICKER_WORDS = 3 };

struct titles {
    struct q_about_room *room;
    quoth_str outlet;                    // folded
    quoth_str page, og, linked;          // as they are
    quoth_str in_page, in_og, in_linked; // folded
};

static bool ends_folded(quoth_str whole, quoth_str end)
{
    return end.len && q_str_ends(whole, end) &&
           (whole.len == end.len || whole.ptr[whole.len - end.len - 1] == ' ');
}

// Does a heading stand in the page's own names for the article?
static bool is_in(quoth_str folded, quoth_str title)
{
    size_t at;
    return q_about_within(folded, title, &at) && (at == 0 || q_about_words(folded) >= 3);
}

static bool is_told(const struct titles *t, quoth_str folded)
{
    return is_in(folded, t->in_page) || is_in(folded, t->in_og) ||
           q_str_equal(folded, t->in_linked);
}

// How many of the longer words of `a` stand in `b`, of a hundred.
static unsigned shared(quoth_str a, quoth_str b)
{
    enum { WORDS = 48, LONG = 4 };
    unsigned words = 0, both = 0;
    size_t at;
    while (a.len && words < WORDS) {
        quoth_str word = q_str_take_until(&a, ' ');
        words += word.len >= LONG;
        both += word.len >= LONG && q_about_within(word, b, &at);
    }
    return words ? both * 100 / words : 0;
}

static unsigned nearness(const struct titles *t, quoth_str folded)
{
    unsigned most = shared(folded, t->in_page);
    unsigned og = shared(folded, t->in_og), linked = shared(folded, t->in_linked);
    most = og > most ? og : most;
    return linked > most ? linked : most;
}

// ── Without the outlet's name ──

// Length of what stands between a title and its outlet at `s`, or 0.
static size_t separator_at(quoth_str s)
{
    static const char *const marks[] = {" | ", " - ", " – ", " — ", " :: ", " » ",
                                        " · ", " • ", " « ", " ‹ ", " / ",  NULL};
    for (int i = 0; marks[i] && s.len && s.ptr[0] == ' '; i++)
        if (q_str_starts(s, q_str_from(marks[i])))
            return strlen(marks[i]);
    return 0;
}

// Without spaces: "the daily herald" is as good as "thedailyherald".
static bool is_outlet(const struct titles *t, quoth_str part)
{
    quoth_str a = q_about_fold(part, t->room), b = t->outlet;
    size_t i = 0, j = 0, at;
    if (!a.len || !b.len)
        return false;
    if (q_about_within(a, b, &at) || q_about_within(b, a, &at))
        return true;
    while (i < a.len && j < b.len) {
        if (a.ptr[i] == ' ')
            i++;
        else if (b.ptr[j] == ' ')
            j++;
        else if (a.ptr[i++] != b.ptr[j++])
            return false;
    }
    return i == a.len && j == b.len;
}

// "Bridge falls | News | Herald" → "Bridge falls": what stands at the end is short, or the
// outlet.
static quoth_str strip(const struct titles *t, quoth_str title)
{
    enum { OUTLET_WORDS = 4 };
    for (int round = 0; round < 3; round++) {
        size_t last = 0, len = 0;
        for (size_t i = 1; i < title.len; i++) {
            size_t mark = separator_at(q_str(title.ptr + i, title.len - i));
            last = mark ? i : last;
            len = mark ? mark : len;
        }
        if (last == 0)
            break;
        quoth_str head = q_str(title.ptr, last);
        quoth_str tail = q_str(title.ptr + last + len, title.len - last - len);
        uint32_t left = q_about_words(q_about_fold(head, t->room));
        uint32_t right = q_about_words(q_about_fold(tail, t->room));
        bool outlet = is_outlet(t, tail);
        if (!outlet && (right > OUTLET_WORDS || left <= right + 1))
            break;
        title = head;
        if (outlet)
            break;
    }
    return title;
}

// ── Headings ──

// "Opinion What they said" by "What they said": a word that stands above the title.
static bool has_kicker(const struct titles *t, quoth_str folded, quoth_str name)
{
    return name.len < folded.len && ends_folded(folded, name) && q_about_words(name) >= 3 &&
           q_about_words(folded) - q_about_words(name) <= KICKER_WORDS &&
           !q_str_equal(folded, t->in_page);
}

struct heading {
    quoth_str text, folded;
    uint32_t node;
    bool told;
    unsigned near;
};

static bool is_better(const struct heading *a, const struct heading *b)
{
    if (a->told != b->told)
        return a->told;
    if (a->told)
        return a->folded.len > b->folded.len;
    return a->near > b->near;
}

static struct heading best_heading(const struct q_facts *facts, const struct titles *t,
                                   const uint32_t *nodes, uint32_t count)
{
    struct heading best = {.node = 0};
    for (uint32_t i = 0; i < count; i++) {
        struct heading one = {.node = nodes[i]};
        one.text = q_about_text(facts->markup, one.node, TITLE_MOST, t->room);
        one.folded = q_about_fold(one.text, t->room);
        if (!one.folded.len || q_str_equal(one.folded, t->outlet))
            continue;
        one.told = is_told(t, one.folded);
        one.near = nearness(t, one.folded);
        if (!best.node || is_better(&one, &best))
            best = one;
    }
    return best;
}

static void tell(struct q_about *out, quoth_str title, const char *by)
{
    if (!title.len || out->title.len)
        return;
    out->title = title;
    out->told_by[QUOTH_ABOUT_TITLE] = by;
}

// A heading that is not called as the page is may still be its title in other words.
static struct heading find_heading(const struct q_facts *facts, const struct titles *t)
{
    struct heading h1 = best_heading(facts, t, facts->headings, facts->heading_count);
    if (h1.told)
        return h1;
    struct heading h2 = best_heading(facts, t, facts->seconds, facts->second_count);
    return h2.told ? h2 : h1;
}

void q_about_title(struct q_facts *facts, struct q_about *out)
{
    enum { NEAR = 30 };
    struct q_about_room *room = facts->room;
    const struct q_claim *og = q_facts_best(facts, Q_FIELD_TITLE, NULL);
    struct titles t = {.room = room, .outlet = q_about_fold(out->outlet, room)};
    if (facts->title_node)
        t.page = q_about_text(facts->markup, facts->title_node, TITLE_MOST, room);
    t.og = og ? og->value : Q_NO_STR;
    if (t.og.len > TITLE_MOST)
        t.og = q_about_clean(t.og, TITLE_MOST, room);
    t.linked = q_about_clean(facts->linked.headline, TITLE_MOST, room);
    t.in_page = q_about_fold(t.page, room);
    t.in_og = q_about_fold(t.og, room);
    t.in_linked = q_about_fold(t.linked, room);
    struct heading heading = find_heading(facts, &t);
    const char *tag = "";
    if (heading.node)
        tag = facts->markup->nodes[heading.node].tag == Q_ELEMENT_H1 ? "h1" : "h2";
    bool is_title = heading.told || heading.near >= NEAR;
    if (is_title)
        facts->headline = heading.node;
    if (is_title && has_kicker(&t, heading.folded, t.in_linked))
        tell(out, t.linked, "json-ld");
    else if (is_title)
        tell(out, heading.text, tag);
    tell(out, t.linked, "json-ld");
    tell(out, strip(&t, t.og), og ? og->by : NULL);
    tell(out, strip(&t, t.page), "title");
    tell(out, heading.text, tag);
}
