#include "attribute/fields/via.h"

#include "attribute/fields/carry.h"
#include "attribute/fields/hang.h"
#include "attribute/fields/outlet.h"
#include "attribute/grammar.h"

// How near to the speaker one stands: his lawyer, the paper that he told, the agency that
// quotes it, and what stands around the statement.
enum rank { RANK_VOICE, RANK_TOLD, RANK_QUOTES, RANK_AROUND };

enum {
    MOST = 8,        // of a statement
    FAR = 80,        // tokens before the cue
    FAR_BEHIND = 320 // tokens behind it: the content may stand between
};

struct relay {
    quoth_str name;
    quoth_spans spans;
    struct q_range words;
    uint32_t distance; // from the cue
    uint8_t rank;
    bool interview, carried;
};

struct relays {
    struct relay at[MOST];
    uint32_t count;
};

// What all statements of an article are read with.
struct teller {
    const struct q_scene *scene;
    const struct q_words *w;
    struct q_outlets outlets;
};

// tests/spec §8: each once, the nearest to the speaker first.
static void add(struct relays *relays, const struct relay *one)
{
    uint32_t at = relays->count;
    for (uint32_t k = 0; k < relays->count; k++)
        if (q_outlet_is_same(relays->at[k].name, one->name))
            return;
    if (at == MOST)
        return;
    while (at > 0 && (relays->at[at - 1].rank > one->rank ||
                      (relays->at[at - 1].rank == one->rank &&
                       relays->at[at - 1].distance > one->distance)))
        at--;
    memmove(&relays->at[at + 1], &relays->at[at], (relays->count - at) * sizeof *one);
    relays->at[at] = *one;
    relays->count++;
}

// ── What leads to an outlet ──

// A word before it, what must stand among the few words before that, and what it makes.
struct lead {
    const char *word;
    const char *const *behind; // NULL: nothing need
    uint8_t far;               // tokens
    uint8_t rank;
    bool cue;     // the cue itself will do
    uint8_t most; // q_outlet_how
};

static const char *const talks[] = {
    "interview", "interviews", "conversation", "discussion", "chat",
    "exchange",  "spoke",      "speaking",     "speak",      "speaks",
    "talked",    "talking",    "spoken",       "call",       "sat",
    "podcast",   "q&a",        "interviewed",  NULL};
static const char *const messages[] = {
    "statement", "statements", "comment", "comments",  "remarks",   "email",
    "e-mail",    "emails",     "message", "letter",    "text",      "call",
    "spoke",     "speaking",   "speak",   "spoken",    "talking",   "talked",
    "wrote",     "response",   "note",    "interview", "confirmed", NULL};
static const char *const askers[] = {"reached",    "contacted",  "asked",     "interviewed",
                                     "approached", "questioned", "interview", NULL};
static const char *const quoters[] = {"quoted",   "cited",    "reported", "published",
                                      "obtained", "reviewed", "released", "printed",
                                      "seen",     "shared",   "carried",  NULL};
static const char *const quoted[] = {"quoted", "cited", NULL}; // not *reported*: it speaks
static const char *const pieces[] = {
    "wrote",   "writing",   "op-ed",     "essay",     "column",  "article", "piece",
    "written", "interview", "published", "editorial", "opinion", "letter",  NULL};
static const char *const shows[] = {
    "speaking",    "spoke",      "appearing",   "appeared", "appearance", "interview",
    "interviewed", "comments",   "remarks",     "live",     "aired",      "talking",
    "opening",     "interviews", "appearances", "segment",  "debate",     NULL};
static const char *const writers[] = {"wrote",   "writing", "op-ed", "column", "piece",
                                      "article", "written", "essay", NULL};

static const struct lead leads[] = {
    {"told", NULL, 0, RANK_TOLD, false, Q_OUTLET_NOUN},
    {"tell", NULL, 0, RANK_TOLD, false, Q_OUTLET_NOUN},
    {"tells", NULL, 0, RANK_TOLD, false, Q_OUTLET_NOUN},
    {"telling", NULL, 0, RANK_TOLD, false, Q_OUTLET_NOUN},
    {"reminded", NULL, 0, RANK_TOLD, false, Q_OUTLET_ENDING},
    {"informed", NULL, 0, RANK_TOLD, false, Q_OUTLET_ENDING},
    {"with", talks, 7, RANK_TOLD, false, Q_OUTLET_NOUN},
    {"to", messages, 6, RANK_TOLD, false, Q_OUTLET_NOUN},
    {"to", NULL, 6, RANK_TOLD, true, Q_OUTLET_ENDING},
    {"for", talks, 3, RANK_TOLD, false, Q_OUTLET_ENDING},
    {"for", writers, 3, RANK_TOLD, false, Q_OUTLET_ENDING},
    {"by", askers, 3, RANK_TOLD, false, Q_OUTLET_NOUN},
    {"by", quoters, 4, RANK_QUOTES, false, Q_OUTLET_NOUN},
    {"in", pieces, 5, RANK_TOLD, false, Q_OUTLET_ENDING},
    {"on", shows, 6, RANK_TOLD, false, Q_OUTLET_ENDING},
    {"on", NULL, 6, RANK_TOLD, true, Q_OUTLET_ENDING},
};

// The last of the `far` tokens before i, from `least` on, that is one of `list`; or i.
static uint32_t last_of(const struct q_words *w, uint32_t i, uint32_t least, uint32_t far,
                        const char *const *list)
{
    for (uint32_t k = i; k > least && i - k < far; k--)
        if (q_word_is_any(w, k - 1, list))
            return k - 1;
    return i;
}

// Does what stands around a name of no known sort show that it is an outlet: *quoted as
// saying by Northwire*, *an interview with the Lantern*?
static bool shows_outlet(const struct teller *t, uint32_t n, uint32_t lead,
                         const struct q_outlet *outlet)
{
    enum { BACK = 4 }; // tokens before the lead
    static const char *const interview[] = {"interview", "interviews", NULL};
    const struct q_words *w = t->w;
    const struct q_telling *telling = &t->scene->tellings[n];
    bool person = q_name_type_at(w->note, outlet->name.to - 1) == Q_NAME_PERSON;
    if (person && (outlet->name.to - outlet->name.from > 1 || !q_word_is(w, lead, "by")))
        return false;
    if (q_word_is(w, lead, "by"))
        return last_of(w, lead, telling->sentence.from, BACK, quoted) < lead;
    return q_word_is(w, lead, "with") && q_word_is(w, outlet->words.from, "the") &&
           last_of(w, lead, telling->sentence.from, BACK, interview) < lead;
}

// Words that make another thing of an outlet's name: *a Reuters poll*.
static bool is_other_thing(const struct q_words *w, uint32_t next, uint32_t end)
{
    static const char *const things[] = {
        "poll",      "polls",       "survey",     "building", "headquarters",
        "office",    "offices",     "executives", "owner",    "analysis",
        "spokesman", "spokeswoman", "executive",  "editor",   "ceo",
        "company",   "employees",   "/",          NULL};
    if (next < end && q_sort_of(w, next) == Q_SORT_OWNER)
        next++;
    return next < end && q_word_is_any(w, next, things);
}

// Does the lead at token i tell statement n?
static bool leads_to(const struct teller *t, uint32_t n, uint32_t i,
                     const struct lead *lead)
{
    static const char *const not_to[] = {"response",  "reaction", "thanks",   "responding",
                                         "referring", "reacting", "due",      "compared",
                                         "according", "sold",     "linked",   "prior",
                                         "close",     "replying", "objected", NULL};
    static const char *const not_on[] = {"call",    "calls", "called",    "calling",
                                         "comment", "based", "commented", NULL};
    const struct q_words *w = t->w;
    const struct q_telling *telling = &t->scene->tellings[n];
    bool inside = i >= telling->source.from && i < telling->source.to;
    if (!q_word_is(w, i, lead->word) ||
        (inside && (lead->behind == quoters || lead->behind == pieces)))
        return false; // *a note published by Efe* speaks itself
    if (i > 0 && ((q_word_is(w, i, "to") && q_word_is_any(w, i - 1, not_to)) ||
                  (q_word_is(w, i, "on") && q_word_is_any(w, i - 1, not_on))))
        return false;
    if (lead->behind) {
        uint32_t k = last_of(w, i, telling->sentence.from, lead->far, lead->behind);
        bool agent = lead->behind == quoters && k >= telling->cue.from &&
                     k < telling->cue.to &&
                     !q_word_is_any(w, k, quoted); // *was reported by the Gazette*
        return k < i && !agent;
    }
    return !lead->cue || (telling->cue.from < telling->cue.to && i >= telling->cue.to - 1 &&
                          i - telling->cue.to + 1 <= lead->far);
}

static bool read_relay(const struct teller *t, uint32_t n, uint32_t from,
                       struct q_outlet *out)
{
    const struct q_telling *telling = &t->scene->tellings[n];
    static const char *const owners[] = {"his", "her", "their", "its", "my", "our", NULL};
    uint32_t end = telling->sentence.to;
    if (from < end && q_sort_of(t->w, from) == Q_SORT_ADVERB)
        from++;
    if (from < end && q_word_is_any(t->w, from, owners))
        from++;
    return q_read_outlet(&t->outlets, from, end, out) &&
           !is_other_thing(t->w, out->words.to, end);
}

static void take(const struct teller *t, uint32_t n, uint32_t at,
                 const struct q_outlet *outlet, uint8_t rank, bool interview,
                 struct relays *relays)
{
    const struct q_range *cue = &t->scene->tellings[n].cue;
    struct relay one = {.name = outlet->called,
                        .words = outlet->name,
                        .rank = rank,
                        .distance = at < cue->from ? cue->from - at : at - cue->from,
                        .interview = interview};
    if (!q_outlet_is_own(t->scene->article, one.name))
        add(relays, &one);
}

// *told Reuters*, *in an interview with the Gazette*, *on CNN*, *was quoted by TASS*
static bool read_lead(const struct teller *t, uint32_t n, uint32_t i, struct relays *relays)
{
    const struct q_words *w = t->w;
    enum { BACK = 4 }; // tokens before it that tell of an interview
    uint32_t least = t->scene->tellings[n].sentence.from;
    char first = q_word_first(w, i);
    for (size_t k = 0; k < sizeof leads / sizeof *leads; k++) {
        const struct lead *lead = &leads[k];
        struct q_outlet outlet;
        if (*lead->word != first || !leads_to(t, n, i, lead) ||
            !read_relay(t, n, i + 1, &outlet))
            continue;
        if (outlet.how > lead->most &&
            !(outlet.how == Q_OUTLET_NAME && shows_outlet(t, n, i, &outlet)))
            continue;
        take(t, n, i, &outlet, lead->rank, last_of(w, i, least, BACK, talks) < i, relays);
        return true;
    }
    return false;
}

// *in a CNN interview*, *in the Gazette’s report*
static void read_medium(const struct teller *t, uint32_t n, uint32_t i,
                        struct relays *relays)
{
    static const char *const before[] = {"in", "during", "for", NULL};
    static const char *const media[] = {"interview",  "op-ed",     "column", "essay",
                                        "article",    "editorial", "piece",  "podcast",
                                        "appearance", NULL};
    enum { LONGEST = 3 }; // tokens from the outlet to the medium
    struct q_outlet outlet;
    uint32_t end = t->scene->tellings[n].sentence.to;
    if (!q_word_is_any(t->w, i, before) || !read_relay(t, n, i + 1, &outlet) ||
        outlet.how > Q_OUTLET_ENDING)
        return;
    for (uint32_t k = outlet.words.to; k < end && k < outlet.words.to + LONGEST; k++)
        if (q_word_is_any(t->w, k, media)) {
            take(t, n, i, &outlet, RANK_TOLD, q_word_is(t->w, k, "interview"), relays);
            return;
        }
}

// *according to Reuters*, no cue of the statement's own
static void read_according(const struct teller *t, uint32_t n, uint32_t i,
                           struct relays *relays)
{
    const struct q_range *cue = &t->scene->tellings[n].cue;
    struct q_outlet outlet;
    if (i == 0 || !q_word_is(t->w, i, "to") || !q_word_is(t->w, i - 1, "according") ||
        (i >= cue->from && i < cue->to) || !read_relay(t, n, i + 1, &outlet) ||
        outlet.how == Q_OUTLET_NAME)
        return;
    take(t, n, i, &outlet, RANK_QUOTES, false, relays);
}

// *, Reuters reported.*, *as Reuters reported*
static void read_aside(const struct teller *t, uint32_t n, uint32_t i,
                       struct relays *relays)
{
    static const char *const verbs[] = {"reported", "reports", "said", "says",
                                        "wrote",    "writes",  NULL};
    enum { LONGEST = 6 };
    const struct q_words *w = t->w;
    const struct q_telling *telling = &t->scene->tellings[n];
    if (!q_word_is_any(w, i, verbs) || (i >= telling->cue.from && i < telling->cue.to))
        return;
    uint32_t next = i + 1;
    while (next < telling->sentence.to && (q_is_time(w, next) || q_word_is(w, next, "on") ||
                                           q_sort_of(w, next) == Q_SORT_ADVERB))
        next++;
    if (next < telling->sentence.to && !q_is_punctuation(w, next))
        return;
    for (uint32_t k = i; k > telling->sentence.from && i - k < LONGEST; k--) {
        struct q_outlet outlet;
        if (!q_is_punctuation(w, k - 1) && !q_word_is(w, k - 1, "as"))
            continue;
        if (k < i && read_relay(t, n, k, &outlet) && outlet.words.to == i &&
            outlet.how <= Q_OUTLET_ENDING)
            take(t, n, i, &outlet, RANK_QUOTES, false, relays);
        return;
    }
}

// *Reuters quoted her as saying*, *… (Reuters).*
static void read_beside(const struct teller *t, uint32_t n, uint32_t i,
                        struct relays *relays)
{
    enum { LONGEST = 5 }; // tokens of an outlet before its cue
    const struct q_words *w = t->w;
    const struct q_telling *telling = &t->scene->tellings[n];
    uint32_t end = telling->sentence.to;
    struct q_outlet outlet;
    if (q_word_is(w, i, "(") && read_relay(t, n, i + 1, &outlet) &&
        outlet.how == Q_OUTLET_KNOWN && outlet.words.to < end &&
        q_word_is(w, outlet.words.to, ")") &&
        (outlet.words.to + 1 == end || q_is_mark(w, outlet.words.to + 1)))
        take(t, n, i, &outlet, RANK_QUOTES, false, relays);
    if (i != telling->cue.from || telling->source.to == i ||
        !q_str_starts(t->scene->statements->at[n].cue_lemma, Q_STR("quote")))
        return;
    for (uint32_t k = i; k > telling->sentence.from && i - k < LONGEST; k--)
        if (read_relay(t, n, k - 1, &outlet) && outlet.words.to == i &&
            outlet.how <= Q_OUTLET_ENDING) {
            take(t, n, i, &outlet, RANK_QUOTES, false, relays);
            return;
        }
}

// *through his lawyer*
static void read_voice(const struct teller *t, uint32_t n, uint32_t i,
                       struct relays *relays)
{
    static const char *const voices[] = {"lawyer",
                                         "lawyers",
                                         "attorney",
                                         "attorneys",
                                         "spokesman",
                                         "spokeswoman",
                                         "spokesperson",
                                         "publicist",
                                         "representative",
                                         "representatives",
                                         "agent",
                                         "aide",
                                         "interpreter",
                                         "translator",
                                         "solicitor",
                                         "intermediary",
                                         "intermediaries",
                                         "spokespeople",
                                         NULL};
    enum { LONGEST = 6 }; // tokens up to the voice
    const struct q_words *w = t->w;
    uint32_t end = t->scene->tellings[n].sentence.to;
    if (!q_word_is(w, i, "through") && !q_word_is(w, i, "via"))
        return;
    struct q_phrase phrase = q_read_phrase(w, i + 1, end);
    for (uint32_t k = phrase.noun.from; k < phrase.noun.to && k < i + LONGEST; k++)
        if (q_word_is_any(w, k, voices)) {
            struct q_range name = {phrase.noun.from, k + 1};
            if (q_is_article(w, name.from))
                name.from++;
            struct relay one = {
                .words = name, .name = q_range_text(w, name), .rank = RANK_VOICE};
            add(relays, &one);
            return;
        }
}

// *Gazette sources*, *a Reuters reporter*: of the source
static void read_source(const struct teller *t, uint32_t n, uint32_t i,
                        struct relays *relays)
{
    static const char *const people[] = {"source", "sources", NULL};
    const struct q_range *source = &t->scene->tellings[n].source;
    struct q_outlet outlet;
    if (i < source->from || i >= source->to || q_sort_of(t->w, i) != Q_SORT_NAME ||
        !q_read_outlet(&t->outlets, i, source->to, &outlet) || outlet.how > Q_OUTLET_ENDING)
        return;
    uint32_t next = outlet.words.to;
    if (next < source->to && q_sort_of(t->w, next) == Q_SORT_OWNER)
        next++;
    if (next < source->to && q_word_is_any(t->w, next, people))
        take(t, n, i, &outlet, RANK_TOLD, false, relays);
}

// ── A statement's ──

// What its own sentence tells.
static void read_sentence(const struct teller *t, uint32_t n, struct relays *relays)
{
    const struct q_telling *telling = &t->scene->tellings[n];
    struct q_range cue =
        telling->cue.from < telling->cue.to ? telling->cue : telling->source;
    struct q_range hanging = q_hanging_on(t->scene, n);
    uint32_t from = telling->sentence.from, to = telling->sentence.to;
    if (cue.from > FAR && from < cue.from - FAR)
        from = cue.from - FAR;
    if (to > cue.to + FAR_BEHIND)
        to = cue.to + FAR_BEHIND;
    for (uint32_t i = from; i < to; i++) {
        bool right_behind = i > telling->cue.to && i <= telling->cue.to + 2;
        if (right_behind) // *she said, according to the Gazette*, which may tell more
            read_according(t, n, i, relays);
        if (i < hanging.from || i >= hanging.to || !q_tells(t->scene, n, i))
            continue;
        if (read_lead(t, n, i, relays))
            continue;
        read_medium(t, n, i, relays);
        read_according(t, n, i, relays);
        read_aside(t, n, i, relays);
        read_beside(t, n, i, relays);
        read_voice(t, n, i, relays);
        read_source(t, n, i, relays);
    }
}

// Those of another statement, behind its own.
static void take_over(const quoth_statement *from, struct relays *relays)
{
    for (uint32_t k = 0; k < from->via_count; k++) {
        struct relay one = {.name = from->via[k].name,
                            .spans = from->via[k].spans,
                            .rank = RANK_AROUND,
                            .distance = k,
                            .carried = from->via[k].carried};
        add(relays, &one);
    }
}

// tests/spec §8.7: *According to the Gazette, Doe said*: the words are Doe’s, and came
// through the Gazette.
static void read_parent(const struct teller *t, uint32_t n, struct relays *relays)
{
    uint32_t parent = t->scene->statements->at[n].parent;
    const quoth_statement *p = &t->scene->statements->at[parent];
    const struct q_range *source = &t->scene->tellings[parent].source;
    bool according = q_str_equal(p->cue_lemma, Q_STR("according to"));
    for (uint32_t i = source->from; according && i < source->to && i < source->from + FAR;
         i++) {
        struct q_outlet outlet;
        if (i > source->from && !q_word_is(t->w, i - 1, "by")) // *a note published by Efe*
            continue;
        if (!q_read_outlet(&t->outlets, i, source->to, &outlet) ||
            outlet.how == Q_OUTLET_NAME ||
            is_other_thing(t->w, outlet.words.to, source->to) ||
            q_outlet_is_own(t->scene->article, outlet.called))
            continue;
        struct relay one = {.name = outlet.called,
                            .words = outlet.name,
                            .rank = RANK_QUOTES,
                            .distance = UINT32_MAX};
        add(relays, &one);
        break;
    }
    take_over(p, relays);
}

static quoth_status keep(const struct teller *t, uint32_t n, const struct relays *relays)
{
    quoth_statement *s = &t->scene->statements->at[n];
    quoth_relay *via =
        Q_ARENA_ARRAY(&t->scene->statements->arena, quoth_relay, relays->count);
    if (relays->count && !via)
        return QUOTH_ENOMEM;
    for (uint32_t k = 0; k < relays->count; k++) {
        const struct relay *one = &relays->at[k];
        via[k] = (quoth_relay){.name = one->name,
                               .spans = one->spans.count ? one->spans
                                                         : q_span_of(t->scene, one->words),
                               .carried = one->carried};
        if (!via[k].spans.count)
            return QUOTH_ENOMEM;
    }
    s->via = via;
    s->via_count = relays->count;
    return QUOTH_OK;
}

quoth_status q_tell_relays(const struct q_scene *scene)
{
    struct teller t = {.scene = scene, .w = &scene->words};
    quoth_status status = q_find_outlets(scene, &t.outlets);
    uint32_t count = scene->statements->count;
    bool *interviews = q_arena_calloc(&scene->statements->arena, count, sizeof *interviews);
    if (count && !interviews)
        return QUOTH_ENOMEM;
    for (uint32_t n = 0; status == QUOTH_OK && n < count; n++) {
        struct relays relays = {.count = 0};
        read_sentence(&t, n, &relays);
        interviews[n] = relays.count && relays.at[0].interview;
        uint32_t with = relays.count ? QUOTH_NO_PARENT : q_told_with(scene, n);
        if (with != QUOTH_NO_PARENT)
            take_over(&scene->statements->at[with], &relays);
        if (scene->statements->at[n].parent != QUOTH_NO_PARENT)
            read_parent(&t, n, &relays);
        status = keep(&t, n, &relays);
    }
    return status == QUOTH_OK ? q_carry_relays(scene, interviews) : status;
}
