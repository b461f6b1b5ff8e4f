// Which words name an outlet.
#include "attribute/fields/outlet.h"
#include "attribute/grammar.h"

enum { LONGEST = 6, SEEN = 128 }; // tokens of a name; outlets of an article

// The end of the longest name of the list that starts at token i, or i.
static uint32_t read_known(const struct q_words *w, uint32_t i, uint32_t end)
{
    if (!q_outlet_is_known_start(q_word_text(w, i)))
        return i;
    for (uint32_t to = end - i < LONGEST ? end : i + LONGEST; to > i; to--)
        if (q_outlet_is_known(q_range_text(w, (struct q_range){i, to})))
            return to;
    return i;
}

// What names of outlets end with.
static const char *const endings[] = {"Times",
                                      "Post",
                                      "News",
                                      "Gazette",
                                      "TV",
                                      "Radio",
                                      "Herald",
                                      "Tribune",
                                      "Journal",
                                      "Telegraph",
                                      "Chronicle",
                                      "Courier",
                                      "Observer",
                                      "Examiner",
                                      "Guardian",
                                      "Mirror",
                                      "Daily",
                                      "Weekly",
                                      "Wire",
                                      "Newswire",
                                      "Dispatch",
                                      "Inquirer",
                                      "Sentinel",
                                      "Globe",
                                      "Sun-Times",
                                      "Standard",
                                      "Register",
                                      "Magazine",
                                      "Television",
                                      "Bulletin",
                                      "Broadcasting",
                                      "Gazeta",
                                      "Zeitung",
                                      "Shimbun",
                                      "Advertiser",
                                      "Mercury",
                                      "Messenger",
                                      "Mail",
                                      "Argus",
                                      "Echo",
                                      "Democrat-Gazette",
                                      "Star-Tribune",
                                      "Post-Dispatch",
                                      "Post-Gazette",
                                      "Journal-Constitution",
                                      "Newspaper",
                                      "Broadcaster",
                                      "Press",
                                      "Monitor",
                                      "Independent",
                                      "Review",
                                      "Today",
                                      "Beacon",
                                      "Alligator",
                                      "FM",
                                      NULL};

static bool is_ending(const struct q_words *w, uint32_t i)
{
    quoth_str t = q_word_text(w, i);
    for (const char *const *p = endings; *p; p++)
        if (**p == *t.ptr && q_str_equal(t, q_str_from(*p)))
            return true;
    return i > 0 && q_str_equal(t, Q_STR("Agency")) &&
           (q_word_is(w, i - 1, "news") || q_word_is(w, i - 1, "press"));
}

// What an outlet is: *the newspaper*, *state media*.
static bool is_noun(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "newspaper", "paper",   "daily",    "weekly",      "magazine",   "broadcaster",
        "channel",   "station", "website",  "outlet",      "programme",  "program",
        "podcast",   "tabloid", "newswire", "publication", "television", "radio",
        "media",     "tv",      "show",     "portal",      "newspapers", "outlets",
        "magazines", NULL};
    bool agency = q_word_is(w, i, "agency") || q_word_is(w, i, "agencies") ||
                  q_word_is(w, i, "site") || q_word_is(w, i, "service");
    bool network = q_word_is(w, i, "network") || q_word_is(w, i, "networks");
    if (agency || network) // of another kind without the word before it
        return i > 0 && (q_word_is(w, i - 1, "news") || q_word_is(w, i - 1, "wire") ||
                         (network && q_word_is(w, i - 1, "television")));
    return q_word_is_any(w, i, words);
}

// Of those, what *the paper* can speak of; *the show* is any.
static bool is_paper(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "newspaper", "paper",   "daily",   "weekly", "magazine",    "broadcaster",
        "channel",   "station", "website", "outlet", "publication", "agency",
        "network",   "tabloid", "site",    NULL};
    return q_word_is_any(w, i, words);
}

// May it stand inside a name: *Voice of Myanmar*, *News & World*?
static bool joins(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {"of", "&", "de", "la", "del", "der", NULL};
    return q_word_is_any(w, i, words);
}

// *104.9*, of a radio station
static bool is_frequency(const struct q_words *w, uint32_t i)
{
    quoth_str t = q_word_text(w, i);
    return q_word_token(w, i)->kind == Q_TOKEN_NUMBER && memchr(t.ptr, '.', t.len);
}

// The run of capitals that starts at token i; of a title they may stand apart: *Master in
// the House*.
static uint32_t read_capitals(const struct q_words *w, uint32_t i, uint32_t end, bool title)
{
    uint32_t to = i;
    while (to < end && to - i < LONGEST) {
        bool more = to > i && to + 1 < end;
        bool with = more && (joins(w, to) || (title && q_word_is(w, to, "in")));
        if (q_is_capital(w, to) && !(to > i && q_is_time(w, to) && !is_ending(w, to)))
            to++;
        else if (with && q_is_capital(w, to + 1))
            to += 2;
        else if (with && to + 2 < end && q_word_is(w, to + 1, "the") &&
                 q_is_capital(w, to + 2))
            to += 3;
        else
            break;
    }
    return to;
}

static bool set(struct q_outlet *out, uint32_t from, uint32_t to, enum q_outlet_how how)
{
    out->name = (struct q_range){from, to};
    out->how = (uint8_t)how;
    return true;
}

// *Vice President*: a known name of one word that is the first of another name.
static bool is_part(const struct q_words *w, uint32_t i, uint32_t to, uint32_t end)
{
    return to == i + 1 && !q_is_upper(w, i) && to < end && q_is_capital(w, to) &&
           !q_is_time(w, to) && !is_ending(w, to);
}

// *British Guardian*
static bool is_nationality(const struct q_words *w, uint32_t i)
{
    return q_word_ends(w, i, "ish") || q_word_ends(w, i, "ian") ||
           q_word_ends(w, i, "ese") || q_word_ends(w, i, "can") ||
           q_word_is(w, i, "french");
}

// The noun behind a run of capitals that ends at token i: *Caijing magazine*; or `end`.
static uint32_t noun_behind(const struct q_words *w, uint32_t i, uint32_t end)
{
    enum { MOST = 3 };
    uint32_t noun = end;
    for (uint32_t n = i; n < end && n < i + MOST && !q_is_capital(w, n); n++) {
        if (q_sort_of(w, n) != Q_SORT_NOUN)
            break;
        if (is_noun(w, n))
            noun = n;
    }
    return noun;
}

// A name at token i, with an ending or a noun behind it.
static bool read_name(const struct q_words *w, uint32_t i, uint32_t end,
                      struct q_outlet *out)
{
    uint32_t to = read_known(w, i, end);
    if (to > i && !is_part(w, i, to, end)) {
        while (to < end && q_is_capital(w, to) && is_ending(w, to))
            to++;
        out->words.to = to;
        return set(out, i, to, Q_OUTLET_KNOWN);
    }
    uint32_t run = read_capitals(w, i, end, false);
    if (run == i)
        return false;
    if (i + 1 < run && is_nationality(w, i) && read_known(w, i + 1, end) >= run) {
        out->words.to = run;
        return set(out, i + 1, run, Q_OUTLET_KNOWN);
    }
    for (uint32_t last = run; last > i; last--)
        if (is_ending(w, last - 1) && q_name_type_at(w->note, last - 1) != Q_NAME_PERSON) {
            out->words.to = last;
            return set(out, i, last, Q_OUTLET_ENDING);
        }
    out->words.to = run;
    bool voice = run - i > 2 && q_word_is(w, i, "voice") && q_word_is(w, i + 1, "of");
    bool radio = run - i > 1 && q_word_is(w, i, "radio");
    if (run < end && is_frequency(w, run)) {
        out->words.to = ++run;
        radio = true;
    }
    return set(out, i, run, voice || radio ? Q_OUTLET_KNOWN : Q_OUTLET_NAME);
}

// The noun at token n, and the name that it tells, *the newspaper Velmora*; else it is
// described by what stands from token `from` on.
static bool read_described(const struct q_words *w, uint32_t from, uint32_t n, uint32_t end,
                           struct q_outlet *out)
{
    while (n + 1 < end && is_noun(w, n + 1))
        n++;
    uint32_t name = n + 1, run;
    if (name < end && q_word_token(w, name)->kind == Q_TOKEN_QUOTE)
        name++;
    run = name < end ? read_known(w, name, end) : name;
    if (name < end && run == name)
        run = read_capitals(w, name, end, true);
    if (run > name) { // *TV programme Immortal Songs*
        out->words.to = run;
        return set(out, name, run, Q_OUTLET_KNOWN);
    }
    out->words.to = n + 1;
    return set(out, from, n + 1, Q_OUTLET_NOUN);
}

// The outlet that a short name or *the paper* at `out` speaks of, or NULL.
static const struct q_outlet *meant(const struct q_outlets *outlets,
                                    const struct q_outlet *out)
{
    const struct q_words *w = &outlets->words;
    quoth_str name = q_range_text(w, out->name);
    for (uint32_t k = outlets->count; k-- > 0;) {
        const struct q_outlet *seen = &outlets->seen[k];
        if (seen->name.from >= out->name.from)
            continue;
        quoth_str full = q_range_text(w, seen->name);
        if (out->how == Q_OUTLET_NOUN && is_paper(w, out->name.to - 1))
            return seen;
        if (full.len > name.len + 1 && q_str_ends(full, name) &&
            full.ptr[full.len - name.len - 1] == ' ')
            return seen;
    }
    return NULL;
}

// A name at token n, in an outlet's words from token i on; where it turns out to be but a
// part of them `*next` is the token to go on from.
static bool read_named(const struct q_words *w, uint32_t i, uint32_t n, uint32_t end,
                       struct q_outlet *out, uint32_t *next)
{
    bool found = read_name(w, n, end, out);
    *next = out->words.to;
    if (!found || *next >= end)
        return found;
    uint32_t noun = noun_behind(w, *next, end);
    bool alone = *next == n + 1 && is_ending(w, n); // *TV programme*
    if (out->how != Q_OUTLET_NAME && !(alone && noun < end))
        return true;
    if (noun == end)
        return true;
    bool any = i > 0 && (q_word_is(w, i - 1, "a") || q_word_is(w, i - 1, "an"));
    bool more = noun + 1 < end && (q_is_capital(w, noun + 1) ||
                                   q_word_token(w, noun + 1)->kind == Q_TOKEN_QUOTE);
    if (alone || any || more)
        return false; // *a San Antonio paper*, *Miami radio station WNUB*
    out->words.to = noun + 1;
    return set(out, n, *next, Q_OUTLET_KNOWN);
}

static bool read(const struct q_words *w, uint32_t i, uint32_t end, struct q_outlet *out)
{
    enum { NOUNS = 6 };
    if (end - i > 2 * LONGEST)
        end = i + 2 * LONGEST;
    out->words = (struct q_range){i, i};
    i += q_word_token(w, i)->kind == Q_TOKEN_QUOTE;
    if (i < end && read_known(w, i, end) > i) // *The Hill*
        return read_name(w, i, end, out);
    i += i < end && q_is_article(w, i);
    for (uint32_t n = i, next; n < end && n - i < NOUNS; n = next) {
        next = n + 1;
        if (q_is_capital(w, n)) {
            struct q_outlet name = *out;
            bool found = read_named(w, i, n, end, &name, &next);
            if (next < end && q_sort_of(w, next) == Q_SORT_OWNER &&
                (!found || name.how == Q_OUTLET_NAME)) {
                i = ++next; // *Velmora’s Harsk Gazette*
                continue;
            }
            if (found) {
                *out = name;
                return true;
            }
        } else if (q_sort_of(w, n) != Q_SORT_NOUN) {
            return false;
        } else if (is_noun(w, n)) {
            return read_described(w, i, n, end, out);
        }
    }
    return false;
}

bool q_read_outlet(const struct q_outlets *outlets, uint32_t i, uint32_t end,
                   struct q_outlet *out)
{
    const struct q_words *w = &outlets->words;
    if (i >= end || !read(w, i, end, out))
        return false;
    uint32_t first = out->words.from;
    const struct q_outlet *full = NULL;
    bool definite = q_word_is(w, first, "the");
    bool brief = out->name.to - out->name.from == 1;
    if (out->how == Q_OUTLET_NOUN ? definite : brief)
        full = meant(outlets, out);
    if (out->how == Q_OUTLET_NOUN && definite && !full)
        return false; // it may be the article's own
    out->called = q_range_text(w, full ? full->name : out->name);
    return true;
}

quoth_status q_find_outlets(const struct q_scene *scene, struct q_outlets *out)
{
    const struct q_words *w = &scene->words;
    *out = (struct q_outlets){.words = *w};
    out->seen = Q_ARENA_ARRAY(&scene->statements->arena, struct q_outlet, SEEN);
    if (!out->seen)
        return QUOTH_ENOMEM;
    for (uint32_t i = 0; i < w->note->token_count && out->count < SEEN; i++) {
        struct q_outlet one = {.words = {i, i}};
        if (!q_is_capital(w, i) || q_is_article(w, i) ||
            !read_name(w, i, w->note->token_count, &one))
            continue;
        if (one.how == Q_OUTLET_KNOWN || one.how == Q_OUTLET_ENDING) {
            bool own = q_outlet_is_own(scene->article, q_range_text(w, one.name));
            if (!own && (one.how == Q_OUTLET_KNOWN || one.name.to - one.name.from > 1))
                out->seen[out->count++] = one;
        }
        i = one.words.to - 1;
    }
    return QUOTH_OK;
}
