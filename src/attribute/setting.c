#include "attribute/setting.h"

#include "attribute/medium.h"
#include "attribute/told.h"

enum { NEAR = 16 }; // statements to each side that can share a sentence

// Walks over tokens that tell statement n.
struct walker {
    const struct q_scene *scene;
    const struct q_words *words;
    uint32_t n, end;
    struct q_setting *out;
    bool speaking; // *speaking to*, *said to*: `to` tells who listens
    bool loose;    // a phrase before may own the next one
};

static bool is_empty(struct q_range r)
{
    return r.from >= r.to;
}

static void keep(struct q_range *field, struct q_range found)
{
    if (is_empty(*field))
        *field = found;
}

// ── Verbs ──

static bool is_speaking(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "speaking", "talking",  "spoke",     "spoken", "testifying", "appearing", "writing",
        "speaks",   "appeared", "testified", "talked", "wrote",      "lecturing", NULL};
    return q_word_is_any(w, i, words);
}

// *addressing a rally*, *hosting a rally*
static bool is_attending(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {"addressing", "hosting",      "attending",
                                        "visiting",   "addressed",    "opening",
                                        "chairing",   "inaugurating", NULL};
    return q_word_is_any(w, i, words);
}

// *issued a statement saying*
static bool is_issuing(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "issued",     "released", "sent",    "posted",  "published",  "gave",
        "delivered",  "wrote",    "held",    "made",    "tweeted",    "issuing",
        "releasing",  "sending",  "posting", "writing", "publishing", "giving",
        "circulated", "convened", "called",  NULL};
    return q_word_is_any(w, i, words);
}

// Verbs behind which *to* tells who listens: *wrote to the committee*.
static bool has_hearer(const struct q_scene *scene, uint32_t n)
{
    static const char *const lemmas[] = {
        "say",       "write",       "explain", "confirm",      "reveal",   "disclose",
        "announce",  "complain",    "appeal",  "speak",        "talk",     "admit",
        "confess",   "confide",     "report",  "state",        "suggest",  "propose",
        "recommend", "declare",     "mention", "repeat",       "describe", "deny",
        "testify",   "lie",         "whisper", "present",      "boast",    "joke",
        "remark",    "reiterate",   "express", "apologize",    "promise",  "pledge",
        "vow",       "acknowledge", "relay",   "convey",       "clarify",  "apologise",
        "add",       "stress",      "insist",  "tell",         "read",     "call",
        "comment",   "divulge",     "leak",    "quote as say", "address",  "claim",
        NULL};
    return q_str_is_any(scene->statements->at[n].cue_lemma, lemmas);
}

// ── Phrases ──

static uint32_t skip_time(const struct walker *k, uint32_t i)
{
    const struct q_words *w = k->words;
    uint32_t n = i;
    if (q_sort_of(w, n) == Q_SORT_PREPOSITION && n + 1 < k->end)
        n++;
    uint32_t first = n;
    while (n < k->end && n - first < 8 &&
           (q_in_time(w, n) || q_sort_of(w, n) == Q_SORT_DETERMINER ||
            q_word_token(w, n)->kind == Q_TOKEN_NUMBER ||
            q_sort_of(w, n) == Q_SORT_ADVERB || q_word_is(w, n, "past") ||
            q_word_is(w, n, "local")))
        n++;
    while (n > first && q_sort_of(w, n - 1) == Q_SORT_DETERMINER)
        n--;
    return n > first && (q_in_time(w, n - 1) || q_sort_of(w, n - 1) == Q_SORT_ADVERB ||
                         q_word_token(w, n - 1)->kind == Q_TOKEN_NUMBER)
               ? n
               : i;
}

static uint32_t take_medium(struct walker *k, const struct q_medium *m)
{
    if (is_empty(k->out->occasion)) {
        k->out->occasion = m->words;
        keep(&k->out->addressee, m->addressee);
        keep(&k->out->place, m->place);
    }
    k->loose = false;
    return m->next;
}

static bool owns_next(const struct q_words *w, uint32_t i)
{
    static const char *const topics[] = {"of",      "about", "on",      "for",
                                         "against", "over",  "between", "by",
                                         "with",    "from",  NULL};
    return q_word_is_any(w, i, topics);
}

// The phrase of the preposition at token i; the first token behind it, or i.
static uint32_t read_prepositional(struct walker *k, uint32_t i)
{
    static const char *const hearers[] = {"to", "with", "before", NULL};
    const struct q_words *w = k->words;
    quoth_str in = q_word_text(w, i);
    uint32_t time = skip_time(k, i);
    struct q_medium m = q_read_medium(w, in, i + 1, k->end);
    if (!is_empty(m.words) && !(k->loose && m.sort == Q_MEDIUM_EVENT))
        return take_medium(k, &m);
    if (time > i)
        return time;
    struct q_range noun = q_read_noun(w, i + 1, k->end);
    if (k->speaking && q_word_is_any(w, i, hearers)) {
        struct q_range hearer = q_read_listener(w, i + 1, k->end, false);
        keep(&k->out->addressee, hearer);
        if (!is_empty(hearer))
            return hearer.to;
    }
    struct q_range place = q_read_place(w, in, i + 1, k->end);
    if (!k->loose && !is_empty(place)) {
        keep(&k->out->place, place);
        return place.to;
    }
    k->loose = k->loose || owns_next(w, i);
    return is_empty(noun) ? i : noun.to;
}

// From token i on; `behind` a noun that speaks, so that *who spoke to* counts.
static void walk(struct walker *k, uint32_t i, bool behind)
{
    enum { LONGEST = 80 };
    const struct q_words *w = k->words;
    for (uint32_t from = i; i < k->end && i - from < LONGEST;) {
        if (!q_tells(k->scene, k->n, i)) {
            i++;
            behind = false;
            continue;
        }
        enum q_sort sort = q_sort_of(w, i);
        uint32_t next = i;
        if (is_speaking(w, i)) {
            k->speaking = true;
            next = i + 1;
        } else if (is_attending(w, i)) {
            struct q_medium m = q_read_medium(w, Q_STR("at"), i + 1, k->end);
            struct q_range hearer = q_read_listener(w, i + 1, k->end, false);
            if (!is_empty(m.words))
                next = take_medium(k, &m);
            else if (!is_empty(hearer) && q_word_is(w, i, "addressing")) {
                keep(&k->out->addressee, hearer);
                next = hearer.to;
            }
        } else if (is_issuing(w, i) && behind) {
            struct q_medium m = q_read_medium(w, (quoth_str){NULL, 0}, i + 1, k->end);
            next = is_empty(m.words) ? i : take_medium(k, &m);
        } else if (sort == Q_SORT_PREPOSITION || q_word_is(w, i, "before")) {
            next = read_prepositional(k, i);
        } else if (q_in_time(w, i) || q_word_token(w, i)->kind == Q_TOKEN_NUMBER) {
            next = skip_time(k, i) > i ? skip_time(k, i) : i + 1;
        } else if (sort == Q_SORT_COMMA || sort == Q_SORT_ADVERB || sort == Q_SORT_DASH ||
                   q_word_token(w, i)->kind == Q_TOKEN_QUOTE || q_word_is(w, i, "and") ||
                   q_word_is(w, i, "but") || q_word_is(w, i, ":") ||
                   (behind && (q_word_is(w, i, "who") || q_word_is(w, i, "when")))) {
            next = i + 1;
        } else if (q_skip_bracket(w, i, k->end) > i)
            next = q_skip_bracket(w, i, k->end);
        if (next == i)
            return;
        i = next;
    }
}

// ── Where to look ──

// Of the statements that share the sentence with n at its level, what ends last before
// token `from`, and what starts first from token `to` on.
static struct q_range bounds_of(const struct q_scene *scene, uint32_t n, uint32_t from,
                                uint32_t to)
{
    const struct quoth_statements *all = scene->statements;
    const struct q_telling *t = &scene->tellings[n];
    struct q_range out = t->sentence;
    uint32_t first = n > NEAR ? n - NEAR : 0;
    uint32_t last = n + NEAR < all->count ? n + NEAR : all->count;
    for (uint32_t k = first; k < last; k++) {
        const struct q_telling *o = &scene->tellings[k];
        if (k == n || all->at[k].parent != all->at[n].parent ||
            (all->at[k].flags & QUOTH_FLAG_LEFT_OUT))
            continue;
        const struct q_range parts[] = {o->cue, o->source};
        for (size_t p = 0; p < 2; p++) {
            if (is_empty(parts[p]))
                continue;
            if (parts[p].to <= from && parts[p].to > out.from)
                out.from = parts[p].to;
            if (parts[p].from >= to && parts[p].from < out.to)
                out.to = parts[p].from;
        }
    }
    return out;
}

// The first token from `from` on that tells statement n and opens a phrase.
static uint32_t first_word(const struct q_scene *scene, uint32_t n, uint32_t from,
                           uint32_t end)
{
    const struct q_words *w = &scene->words;
    while (from < end &&
           (!q_tells(scene, n, from) || q_is_punctuation(w, from) ||
            q_sort_of(w, from) == Q_SORT_JOINT || q_sort_of(w, from) == Q_SORT_ADVERB))
        from++;
    return from;
}

// *At a rally in Minsk, Doe said*; *Doe, in a statement, said*.
static void read_before(struct walker *k, uint32_t from)
{
    const struct q_telling *t = &k->scene->tellings[k->n];
    const bool has = !is_empty(t->source);
    uint32_t start = has && t->source.from < t->cue.from ? t->source.from : t->cue.from;
    k->end = start;
    uint32_t first = first_word(k->scene, k->n, from, start);
    if (first < start)
        walk(k, first, false);
    if (has && t->source.to < t->cue.from) {
        k->end = t->cue.from;
        k->speaking = k->loose = false;
        walk(k, t->source.to, true);
    }
}

// *said Doe in a statement*, *told CNN in Minsk*.
static void read_behind(struct walker *k, uint32_t end, uint32_t object)
{
    const struct q_telling *t = &k->scene->tellings[k->n];
    uint32_t from = t->cue.to;
    if (t->source.from >= from && t->source.from <= from + 1 && !is_empty(t->source))
        from = t->source.to;
    if (object > from)
        from = object;
    k->end = end;
    k->speaking = has_hearer(k->scene, k->n);
    k->loose = false;
    walk(k, from, false);
}

struct q_setting q_read_setting(const struct q_scene *scene, uint32_t n)
{
    const struct q_telling *t = &scene->tellings[n];
    struct q_setting out = {{0, 0}, {0, 0}, {0, 0}};
    if (is_empty(t->cue))
        return out;
    struct q_told told = q_read_told(scene, n);
    out.addressee = told.listener;
    out.occasion = told.event;
    struct walker k = {.scene = scene, .words = &scene->words, .n = n, .out = &out};
    uint32_t start = t->cue.from;
    if (!is_empty(t->source) && t->source.from < start)
        start = t->source.from;
    struct q_range around = bounds_of(scene, n, start, t->cue.to);
    // inside the cue: *claimed in a statement*
    k.end = t->cue.to;
    for (uint32_t i = t->cue.from + 1; i < t->cue.to; i++)
        if (q_sort_of(&scene->words, i) == Q_SORT_PREPOSITION ||
            is_issuing(&scene->words, i - 1)) {
            walk(&k, i, false);
            break;
        }
    read_behind(&k, around.to, told.next);
    read_before(&k, around.from);
    return out;
}

uint32_t q_told_before(const struct q_scene *scene, uint32_t n)
{
    const struct quoth_statements *all = scene->statements;
    const quoth_statement *s = &all->at[n];
    const struct q_telling *t = &scene->tellings[n];
    for (uint32_t k = n; s->source.count && k-- > 0 && n - k < NEAR;) {
        const quoth_statement *b = &all->at[k];
        const struct q_telling *o = &scene->tellings[k];
        if (b->parent == s->parent && !(b->flags & QUOTH_FLAG_LEFT_OUT) &&
            o->sentence.from == t->sentence.from && b->source.count &&
            b->source.at[0].start == s->source.at[0].start && o->cue.from < t->cue.from)
            return k;
    }
    return t->goes_on;
}
