// What stands around one statement.
#include "attribute/fields/setting.h"

#include "attribute/fields/medium.h"
#include "attribute/fields/medium_words.h"
#include "attribute/fields/speaking.h"
#include "attribute/fields/told.h"

enum {
    NEAR = 16,    // statements to each side that can share a sentence
    SOURCE = 32,  // tokens of a source that are looked at
    CLAUSE = 48,  // of a clause before a participle
    RELATIVE = 16 // before *in which*
};

// Prepositions of what the source or the content has taken in.
static const char *const inside[] = {"in", "during", NULL};

// Walks over tokens that tell statement n.
struct walker {
    const struct q_scene *scene;
    const struct q_words *words;
    uint32_t n, end;
    uint32_t stop; // of the tokens that tell it without a break
    struct q_setting *out;
    bool said;     // the cue's verb can have *to* with who listens: *said to*
    bool speaking; // so can *speaking to*, *speaking with*, *testifying before*
    bool fronted;  // before the source: *In Tolva, Doe said*
    bool owned;    // a phrase before may own a place or a hearer: *in a rebuke to Doe*
    bool loose;    // and an event: *of the attack at the rally*
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

// ── Phrases ──

// The end of the tokens that tell the statement together from token i on.
static uint32_t end_of_telling(const struct walker *k, uint32_t i)
{
    enum { LONGEST = 48 };
    uint32_t n = i;
    while (n < k->end && n - i < LONGEST && q_tells(k->scene, k->n, n))
        n++;
    return n;
}

// Behind the time at token i, with its preposition: *on Monday evening*; or i.
static uint32_t skip_time(const struct walker *k, uint32_t i)
{
    enum { LONGEST = 8 };
    const struct q_words *w = k->words;
    uint32_t n = i;
    if (q_sort_of(w, n) == Q_SORT_PREPOSITION && n + 1 < k->stop)
        n++;
    uint32_t first = n;
    while (n < k->stop && n - first < LONGEST &&
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
    k->loose = k->owned = false;
    return m->next;
}

static bool owns_next(const struct q_words *w, uint32_t i)
{
    static const char *const topics[] = {"of",      "about", "on",      "for",
                                         "against", "over",  "between", "by",
                                         "with",    "from",  NULL};
    return q_word_is_any(w, i, topics);
}

// *In Tolva, Doe said*: does a place alone open the sentence, and no state of the Union,
// in which a story is set rather than told?
static bool opens_alone(const struct walker *k, uint32_t i, struct q_range place)
{
    bool ends = place.to >= k->stop || q_sort_of(k->words, place.to) == Q_SORT_COMMA ||
                q_sort_of(k->words, place.to) == Q_SORT_PREPOSITION ||
                q_in_time(k->words, place.to);
    return ends && q_is_start(k->words, i) && !q_is_state(k->words, place.to - 1);
}

// The phrase of the preposition at token i; the first token behind it, or i.
static uint32_t read_prepositional(struct walker *k, uint32_t i)
{
    static const char *const hearers[] = {"to", "with", "before", NULL};
    bool hears = k->speaking ? q_word_is_any(k->words, i, hearers)
                             : k->said && q_word_is(k->words, i, "to");
    const struct q_words *w = k->words;
    quoth_str in = q_word_text(w, i);
    uint32_t time = skip_time(k, i);
    struct q_medium m = q_read_medium(w, in, i + 1, k->stop);
    bool taken = (k->loose && m.sort == Q_MEDIUM_EVENT) || (k->owned && m.channel);
    if (!is_empty(m.words) && !taken)
        return take_medium(k, &m);
    if (time > i)
        return time;
    struct q_range noun = q_read_noun(w, i + 1, k->stop);
    if (hears && !k->owned) {
        struct q_range hearer = q_read_listener(w, i + 1, k->stop, false);
        keep(&k->out->addressee, hearer);
        if (!is_empty(hearer))
            return hearer.to;
    }
    struct q_range place = q_read_place(w, in, i + 1, k->stop);
    bool fronted = k->fronted && !k->speaking && !opens_alone(k, i, place);
    bool wrote = // *wrote in the Lamp*
        q_str_equal(k->scene->statements->at[k->n].cue_lemma, Q_STR("write"));
    if (!k->owned && !is_empty(place) && !fronted && !wrote) {
        keep(&k->out->place, place);
        return place.to;
    }
    k->loose = k->loose || owns_next(w, i);
    k->owned = k->owned || !is_empty(noun);
    return is_empty(noun) ? i : noun.to;
}

// *addressing a rally*, *addressing voters*
static uint32_t read_attending(struct walker *k, uint32_t i)
{
    struct q_medium m = q_read_medium(k->words, Q_STR("at"), i + 1, k->stop);
    struct q_range hearer = q_read_listener(k->words, i + 1, k->stop, false);
    if (!is_empty(m.words))
        return take_medium(k, &m);
    if (is_empty(hearer) || !q_word_is(k->words, i, "addressing"))
        return i;
    keep(&k->out->addressee, hearer);
    return hearer.to;
}

// *while speaking to them*, *when addressing them*
static bool opens_speaking(const struct walker *k, uint32_t i)
{
    const struct q_words *w = k->words;
    return (q_word_is(w, i, "while") || q_word_is(w, i, "when")) && i + 1 < k->stop &&
           (q_is_speaking(w, i + 1) || q_is_attending(w, i + 1));
}

// May a phrase of the telling stand behind token i?
static bool is_between(const struct q_words *w, uint32_t i, bool behind)
{
    static const char *const words[] = {"and", "but", ":", NULL};
    static const char *const relatives[] = {"who", "when", NULL};
    enum q_sort sort = q_sort_of(w, i);
    return sort == Q_SORT_COMMA || sort == Q_SORT_ADVERB || sort == Q_SORT_DASH ||
           q_word_token(w, i)->kind == Q_TOKEN_QUOTE || q_word_is_any(w, i, words) ||
           (behind && q_word_is_any(w, i, relatives));
}

// Reads what starts at token i; the first token behind it, or i: nothing known does.
static uint32_t step(struct walker *k, uint32_t i, bool behind)
{
    const struct q_words *w = k->words;
    struct q_medium issued = {.words = {i, i}};
    if (behind && q_is_issuing(w, i))
        issued = q_read_medium(w, Q_NO_STR, i + 1, k->stop);
    if (!is_empty(issued.words))
        return take_medium(k, &issued);
    if (q_is_speaking(w, i)) {
        k->speaking = true;
        return i + 1;
    }
    if (q_is_attending(w, i))
        return read_attending(k, i);
    if (q_sort_of(w, i) == Q_SORT_PREPOSITION || q_word_is(w, i, "before"))
        return read_prepositional(k, i);
    if (q_in_time(w, i) || q_word_token(w, i)->kind == Q_TOKEN_NUMBER)
        return skip_time(k, i) > i ? skip_time(k, i) : i + 1;
    if (opens_speaking(k, i) || is_between(w, i, behind))
        return i + 1;
    return q_skip_bracket(w, i, k->stop);
}

// From token i to the first one that it does not know; `behind` a noun that speaks, so
// that *who spoke to* counts. What was read elsewhere owns nothing here.
static uint32_t walk(struct walker *k, uint32_t i, bool behind)
{
    enum { LONGEST = 80 };
    k->owned = k->loose = false;
    for (uint32_t from = i, next; i < k->end && i - from < LONGEST; i = next) {
        bool tells = q_tells(k->scene, k->n, i);
        behind = behind && tells;
        k->stop = end_of_telling(k, i);
        next = tells ? step(k, i, behind) : i + 1;
        if (next == i)
            break;
    }
    return i;
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
        for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
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
    if (from > scene->tellings[n].sentence.from) // what follows belongs to the other's cue
        while (from < end && q_tells(scene, n, from) && q_sort_of(w, from) != Q_SORT_JOINT)
            from++;
    while (from < end &&
           (!q_tells(scene, n, from) || q_is_punctuation(w, from) ||
            q_sort_of(w, from) == Q_SORT_JOINT || q_sort_of(w, from) == Q_SORT_ADVERB))
        from++;
    return from;
}

// Is there a finite verb among tokens [from, to), so that they are a clause of their own?
static bool acts_between(const struct q_words *w, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (q_sort_of(w, i) == Q_SORT_VERB && (i == 0 || !q_word_is(w, i - 1, "to")) &&
            q_word_token(w, i)->depth == 0)
            return true;
    return false;
}

// *At a rally in Minsk, Doe said*; *Doe, in a statement, said*.
static void read_before(struct walker *k, uint32_t from)
{
    const struct q_telling *t = &k->scene->tellings[k->n];
    const bool has = !is_empty(t->source);
    uint32_t start = has && t->source.from < t->cue.from ? t->source.from : t->cue.from;
    struct q_setting before = *k->out;
    k->end = start;
    uint32_t first = first_word(k->scene, k->n, from, start);
    k->fronted = true;
    uint32_t next = first < start ? walk(k, first, false) : start;
    k->fronted = false;
    if (acts_between(k->words, next, start)) // *At a rally, Roe mocked <Doe>’s claim*
        *k->out = before;
    if (has && t->source.to < t->cue.from) {
        k->end = t->cue.from;
        k->speaking = false;
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
    k->said = q_takes_hearer(k->scene->statements->at[k->n].cue_lemma);
    k->speaking = q_speaks_with(k->scene->statements->at[k->n].cue_lemma);
    walk(k, from, false);
    k->said = k->speaking = false;
}

// A comma, an adverb, a word of a time: *on the Monday*.
static bool is_beside(const struct q_words *w, uint32_t i, uint32_t end)
{
    enum q_sort sort = q_sort_of(w, i);
    if (sort == Q_SORT_COMMA || sort == Q_SORT_ADVERB || q_in_time(w, i) ||
        q_word_token(w, i)->kind == Q_TOKEN_NUMBER)
        return true;
    if (sort != Q_SORT_PREPOSITION && sort != Q_SORT_DETERMINER)
        return false;
    i += sort == Q_SORT_PREPOSITION;
    i += i < end && q_sort_of(w, i) == Q_SORT_DETERMINER;
    return i < end && q_in_time(w, i);
}

// The event or medium behind one of the prepositions `ins` among tokens [from, to), of any
// level; it must reach `to`, or a comma, but for a time. `whole`: none right behind a verb.
static struct q_medium find_medium(const struct q_scene *scene, uint32_t from, uint32_t to,
                                   const char *const *ins, bool whole)
{
    const struct q_words *w = &scene->words;
    for (uint32_t i = from; i + 1 < to; i++) {
        enum q_sort before = i > from ? q_sort_of(w, i - 1) : Q_SORT_STOP;
        if (!q_word_is_any(w, i, ins) || (whole && before == Q_SORT_VERB))
            continue; // *those seen in the film*
        struct q_medium m = q_read_medium(w, q_word_text(w, i), i + 1, to);
        if (is_empty(m.words))
            continue;
        uint32_t next = m.next;
        while (next < to && is_beside(w, next, to))
            next++;
        if (next == to || (m.next < to && q_sort_of(w, m.next) == Q_SORT_COMMA))
            return m;
    }
    return (struct q_medium){.words = {from, from}};
}

// The source has taken it in: *the ministry in a statement*, *those who spoke to CNN*; or
// it stands right behind the preposition: *In [a new poll, nine of ten voters] said*.
static void read_source(struct walker *k)
{
    static const char *const ins[] = {"in", "at", "during", "on", NULL};
    static const char *const whos[] = {"who", "speaking", "talking", NULL};
    const struct q_words *w = k->words;
    struct q_range source = k->scene->tellings[k->n].source;
    if (is_empty(source) || source.to - source.from > SOURCE)
        return;
    if (source.from > 0 && q_word_is_any(w, source.from - 1, ins)) {
        struct q_medium m =
            q_read_medium(w, q_word_text(w, source.from - 1), source.from, source.to);
        if (m.next < source.to && !is_empty(m.words))
            take_medium(k, &m);
    }
    struct q_medium m = find_medium(k->scene, source.from + 1, source.to, ins, true);
    if (!is_empty(m.words) && !m.named)
        take_medium(k, &m);
    m = q_read_medium(w, Q_NO_STR, source.from, source.to); // *a statement from*
    if (!is_empty(m.words) && m.sent && m.head + 2 < source.to &&
        (q_word_is(w, m.head + 1, "from") || q_word_is(w, m.head + 1, "by")))
        keep(&k->out->occasion, (struct q_range){m.words.from, m.head + 1});
    k->end = source.to;
    k->speaking = false;
    for (uint32_t i = source.from + 1; i < source.to; i++)
        if (q_word_is_any(w, i, whos)) {
            walk(k, i, true);
            break;
        }
}

// *issued a statement saying*, *repeated it in an interview, saying*: what the clause
// before a participle tells; *a statement in which he said*.
static void read_clause(struct walker *k)
{
    const struct q_words *w = k->words;
    const struct q_telling *t = &k->scene->tellings[k->n];
    uint32_t to = t->cue.from, from = t->source.to;
    if (is_empty(t->source) || to == 0)
        return;
    bool participle = q_word_ends(w, t->cue.from, "ing");
    bool joined = q_word_is(w, to - 1, "and");
    if (from > to || (!participle && !joined)) { // *in which he*
        to = t->source.from;
        if (to < 2 || !q_word_is(w, to - 1, "which") || !q_word_is(w, to - 2, "in"))
            return;
        to -= 2;
        from = to > RELATIVE ? to - RELATIVE : 0;
        from = from < t->sentence.from ? t->sentence.from : from;
    }
    if (to - from > CLAUSE || from >= to)
        return;
    struct q_medium m = {.words = {from, from}};
    if (participle)
        m = find_medium(k->scene, from, to, inside, false);
    for (uint32_t i = from; i < to && is_empty(m.words); i++) {
        if (q_is_issuing(w, i))
            m = q_read_medium(w, Q_NO_STR, i + 1, to);
        else if (q_is_attending(w, i))
            m = q_read_medium(w, Q_STR("at"), i + 1, to);
    }
    if (!is_empty(m.words))
        take_medium(k, &m);
}

// The content has taken it in: *called [it a shame in a letter to Doe]*. Only behind a
// verdict, as a clause may have one of its own: *said [that he lied in a letter]*.
static void read_content(struct walker *k)
{
    static const char *const owners[] = {"his", "her", "their", "its", NULL};
    enum { TAIL = 24 }; // tokens
    const struct q_words *w = k->words;
    const struct q_telling *t = &k->scene->tellings[k->n];
    const struct q_cue_entry *cue = q_cue_head(w, t->cue);
    bool verdict =
        cue && ((cue->flags & Q_CUE_VERDICT) || q_str_equal(cue->lemma, Q_STR("call")));
    if (!verdict || is_empty(t->content) || t->content.from < t->cue.to ||
        !is_empty(k->out->occasion) || k->scene->statements->at[k->n].content.count != 1 ||
        q_sort_of(w, t->content.from) == Q_SORT_SUBORDINATOR)
        return;
    uint32_t from =
        t->content.to - t->content.from > TAIL ? t->content.to - TAIL : t->content.from + 1;
    while (from < t->content.to && q_word_token(w, t->content.to - 1)->depth == 0 &&
           q_word_token(w, from)->depth)
        from++;
    for (uint32_t i = t->content.from; i < from; i++)
        if (q_is_auxiliary(w, i) && q_word_token(w, i)->depth == 0)
            return; // a clause
    struct q_medium m = find_medium(k->scene, from, t->content.to, inside, false);
    if (!is_empty(m.words) && (q_word_is(w, m.words.from - 1, "during") ||
                               !q_word_is_any(w, m.words.from, owners)))
        take_medium(k, &m);
}

// *claimed in a statement*, *held a briefing to announce*
static void read_cue(struct walker *k)
{
    const struct q_telling *t = &k->scene->tellings[k->n];
    k->end = t->cue.to;
    for (uint32_t i = t->cue.from; i + 1 < t->cue.to; i++) {
        bool issuing = q_is_issuing(k->words, i);
        if (issuing || (i > t->cue.from && q_sort_of(k->words, i) == Q_SORT_PREPOSITION)) {
            walk(k, i, issuing);
            return;
        }
    }
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
    out.place = told.place;
    struct walker k = {.scene = scene, .words = &scene->words, .n = n, .out = &out};
    uint32_t start = t->cue.from;
    if (!is_empty(t->source) && t->source.from < start)
        start = t->source.from;
    struct q_range around = bounds_of(scene, n, start, t->cue.to);
    read_cue(&k);
    read_behind(&k, around.to, told.next);
    read_before(&k, around.from);
    read_source(&k);
    read_clause(&k);
    read_content(&k);
    return out;
}
