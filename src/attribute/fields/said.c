#include "attribute/fields/said.h"

#include "attribute/fields/hang.h"
#include "attribute/grammar.h"
#include "base/calendar.h"
#include "base/date.h"

enum {
    MOST = 16, // times of a sentence
    FAR = 48   // tokens between a time and the cue or source
};

// What is asked of the times of one statement.
struct asking {
    const struct q_scene *scene;
    const struct q_words *w;
    const struct q_telling *t;
    uint32_t n;
    struct q_range hanging; // on it, of the sentence
    bool ing; // the cue is a participle beside another verb: *resigned, saying*
};

// The words around a time that are its own, and how it stands.
struct standing {
    struct q_range words; // with preposition
    bool before_noun;     // *Tuesday’s briefing*
};

// ── Lists ──

static const char *const leads[] = {"on",     "in",   "at",    "over", "during",
                                    "around", "late", "early", "back", "dated",
                                    "just",   "only", "as",    NULL};

// Behind these a time bounds the telling, or is of another thing.
static const char *const bounds[] = {
    "since",  "until",   "till",    "by",         "before", "after",     "from",
    "for",    "to",      "through", "than",       "about",  "between",   "of",
    "into",   "toward",  "towards", "throughout", "within", "regarding", "following",
    "versus", "against", "next",    "every",      "each",   NULL};

// What is said at or in, and so has the telling's time.
static const char *const occasions[] = {
    "speech",   "interview", "statement",  "briefing",     "conference",   "hearing",
    "report",   "letter",    "tweet",      "tweets",       "post",         "call",
    "release",  "memo",      "address",    "debate",       "meeting",      "event",
    "rally",    "testimony", "op-ed",      "article",      "editorial",    "column",
    "book",     "essay",     "email",      "e-mail",       "poll",         "survey",
    "study",    "filing",    "order",      "decision",     "message",      "announcement",
    "remarks",  "comments",  "appearance", "broadcast",    "podcast",      "session",
    "note",     "paper",     "document",   "documents",    "review",       "opinion",
    "lawsuit",  "complaint", "affidavit",  "presser",      "presentation", "lecture",
    "keynote",  "forum",     "summit",     "panel",        "gathering",    "dinner",
    "ceremony", "visit",     "edition",    "news",         "show",         "ruling",
    "response", "video",     "segment",    "conversation", "program",      "programme",
    "blog",     "brief",     "resolution", "judgment",     "analysis",     "episode",
    NULL};

// Participles that tell when such a thing came out.
static const char *const issued[] = {
    "released",  "published", "issued",   "posted", "dated",     "obtained",  "held",
    "taped",     "aired",     "made",     "sent",   "given",     "written",   "recorded",
    "broadcast", "delivered", "signed",   "filed",  "conducted", "printed",   "hosted",
    "organized", "organised", "uploaded", "shared", "titled",    "announced", "taken",
    "televised", "asked",     NULL};

// What somebody does who says something then.
static const char *const speaking[] = {
    "speaking",    "talking",    "addressing", "appearing", "answering", "responding",
    "writing",     "testifying", "hosting",    "tweeting",  "posting",   "commenting",
    "briefing",    "announcing", "replying",   "arriving",  "opening",   "visiting",
    "campaigning", "meeting",    "reacting",   "asked",     "according", NULL};

static bool is_one(const struct asking *a, uint32_t i, const char *const *list)
{
    return q_word_is_any(a->w, i, list);
}

static bool has_any(const struct asking *a, uint32_t from, uint32_t to,
                    const char *const *list)
{
    for (uint32_t i = from; i < to; i++)
        if (is_one(a, i, list))
            return true;
    return false;
}

static bool is_sort(const struct asking *a, uint32_t i, enum q_sort sort)
{
    return q_sort_of(a->w, i) == sort;
}

// ── How a time stands ──

// Does the noun phrase that goes on at token i end in an occasion: *press | conference*?
static bool ends_in_occasion(const struct asking *a, uint32_t i)
{
    enum { LONGEST = 6 };
    for (uint32_t k = i; k < a->t->sentence.to && k < i + LONGEST; k++) {
        enum q_sort sort = q_sort_of(a->w, k);
        if (is_one(a, k, occasions))
            return true;
        if (sort != Q_SORT_NOUN && sort != Q_SORT_NAME && sort != Q_SORT_OWNER &&
            sort != Q_SORT_VERB && sort != Q_SORT_ING && sort != Q_SORT_ADVERB)
            return false;
    }
    return false;
}

// The preposition that governs a noun phrase with a time at token i, or `least`.
static uint32_t governor(const struct asking *a, uint32_t i, uint32_t least)
{
    enum { LONGEST = 8 };
    for (uint32_t k = i; k > least && i - k < LONGEST; k--) {
        enum q_sort sort = q_sort_of(a->w, k - 1);
        if (sort == Q_SORT_PREPOSITION)
            return k - 1;
        if (sort != Q_SORT_NOUN && sort != Q_SORT_NAME && sort != Q_SORT_OWNER &&
            sort != Q_SORT_DETERMINER && sort != Q_SORT_ADVERB)
            break;
    }
    return least;
}

// Can the time tell when something was said, as far as its own words and neighbours tell?
static bool stands(const struct asking *a, const struct q_time *time, struct standing *out)
{
    static const char *const small[] = {"the", "a", "this", NULL};
    static const char *const at[] = {"in", "at",  "during",  "on",
                                     "to", "via", "through", NULL};
    const struct q_words *w = a->w;
    uint32_t from = time->from, least = a->t->sentence.from, to = time->to;
    static const char *const vague[] = {"after", "before", "later", "earlier", NULL};
    *out = (struct standing){.words = {from, to}};
    if (from > least && q_word_token(w, from - 1)->kind == Q_TOKEN_QUOTE)
        return false; // a title: “This Week”
    if (!time->value.ptr && is_one(a, to - 1, vague))
        return false; // *moments later*
    bool owner = to < a->t->sentence.to && is_sort(a, to, Q_SORT_OWNER);
    uint32_t noun = to + owner;
    bool next = noun < a->t->sentence.to && q_tells(a->scene, a->n, noun) &&
                !(noun >= a->t->cue.from && noun < a->t->cue.to) &&
                noun != a->t->source.from;
    enum q_sort sort = next ? q_sort_of(w, noun) : Q_SORT_STOP;
    if (next && (owner || sort == Q_SORT_NOUN || sort == Q_SORT_NAME ||
                 is_one(a, noun, occasions))) {
        bool inside = from >= a->t->source.from && from < a->t->source.to;
        uint32_t p = governor(a, from, least);
        bool determined = from > least && is_sort(a, from - 1, Q_SORT_DETERMINER);
        determined =
            determined || owner || (from > least && is_sort(a, from - 1, Q_SORT_OWNER));
        if (determined || sort == Q_SORT_NOUN || is_one(a, noun, occasions)) {
            out->before_noun = true;
            return ends_in_occasion(a, noun) && (inside || is_one(a, p, at));
        }
    }
    while (from > least && (is_one(a, from - 1, small) || is_one(a, from - 1, leads))) {
        from--;
        if (q_sort_of(w, from) == Q_SORT_PREPOSITION)
            break;
    }
    out->words.from = from;
    if (q_word_is(w, from, "as") || (from > least && is_one(a, from - 1, bounds) &&
                                     q_sort_of(w, from) != Q_SORT_PREPOSITION))
        return false;
    return true;
}

// ── The way from a time to the cue ──

// *when asked*, *while speaking to them*: no other clause than the telling's.
static bool opens_speaking(const struct asking *a, uint32_t i)
{
    return (q_word_is(a->w, i, "when") || q_word_is(a->w, i, "while")) &&
           i + 1 < a->t->sentence.to && is_one(a, i + 1, speaking);
}

// May token i stand between a time and what it tells of?
static bool passes(const struct asking *a, uint32_t i, uint32_t least)
{
    const struct q_words *w = a->w;
    bool comma = i > least && is_sort(a, i - 1, Q_SORT_COMMA);
    switch (q_sort_of(w, i)) {
    case Q_SORT_RELATIVE:
    case Q_SORT_SUBORDINATOR:
    case Q_SORT_PRONOUN:
    case Q_SORT_BRACKET:
        return q_word_is(w, i, "after") || q_word_is(w, i, "before") ||
               opens_speaking(a, i);
    case Q_SORT_STOP:
        return !q_word_is(w, i, ";") && !q_word_is(w, i, ":") && !q_word_is(w, i, "(");
    case Q_SORT_ING:
        return !comma || is_one(a, i, speaking);
    case Q_SORT_VERB:
        if (q_is_auxiliary(w, i))
            return false;
        return !q_is_past(w, i) || is_one(a, i, issued) || is_one(a, i, speaking) ||
               (i > least && !comma && i + 1 < a->t->sentence.to &&
                (q_sort_of(w, i + 1) == Q_SORT_NOUN || is_one(a, i + 1, occasions)));
    default:
        return true;
    }
}

static bool all_pass(const struct asking *a, uint32_t from, uint32_t to)
{
    if (to > from && to - from > FAR)
        return false;
    for (uint32_t i = from; i < to; i++)
        if (!q_tells(a->scene, a->n, i) || !passes(a, i, from))
            return false;
    return true;
}

// *said Jane Doe in a statement Friday*, *denied [it] on Monday*
static bool is_behind(const struct asking *a, const struct standing *s)
{
    enum { LATE = 10 }; // tokens behind the content
    uint32_t from = a->t->cue.to, to = s->words.from;
    if (a->t->source.from >= from && a->t->source.to <= to) {
        if (!all_pass(a, from, a->t->source.from))
            return false;
        from = a->t->source.to;
    }
    for (uint32_t i = to; i > from; i--)
        if (!q_tells(a->scene, a->n, i - 1)) // a content: nothing else between
            return to - i <= LATE && all_pass(a, i, to);
    return all_pass(a, from, to);
}

// *Doe on Monday said*, *Doe resigned on Monday, saying*, *Doe met them on Monday and said*
static bool is_between(const struct asking *a, const struct standing *s)
{
    uint32_t to = s->words.to, cue = a->t->cue.from;
    if (all_pass(a, a->t->source.to, s->words.from)) {
        for (uint32_t i = to; i < cue; i++)
            if (q_sort_of(a->w, i) == Q_SORT_RELATIVE && !is_sort(a, to, Q_SORT_COMMA))
                return false;
        return true;
    }
    bool joined = false, comma = false;
    for (uint32_t i = to; i < cue; i++) {
        joined = is_sort(a, i, Q_SORT_JOINT) || (joined && is_sort(a, i, Q_SORT_ADVERB));
        comma = comma || is_sort(a, i, Q_SORT_COMMA);
    }
    if (joined && !comma && cue - to < 4)
        return true;
    if (!a->ing)
        return false;
    for (uint32_t i = a->t->source.to; i < s->words.from; i++)
        if (is_sort(a, i, Q_SORT_RELATIVE) || is_sort(a, i, Q_SORT_SUBORDINATOR))
            return false;
    return true;
}

// Where the clause opens in which a time before the source stands.
static uint32_t clause_before(const struct asking *a, uint32_t i)
{
    uint32_t k = i;
    while (k > a->t->sentence.from && q_tells(a->scene, a->n, k - 1) && i - k < FAR)
        k--;
    return k;
}

// Does the time open its clause: *…, and in May Doe said*?
static bool opens(const struct asking *a, const struct standing *s, uint32_t from)
{
    if (s->words.from == from)
        return true;
    enum q_sort sort = q_sort_of(a->w, s->words.from - 1);
    return sort == Q_SORT_COMMA || sort == Q_SORT_JOINT || sort == Q_SORT_DASH ||
           q_word_is(a->w, s->words.from - 1, ":") || sort == Q_SORT_STOP;
}

// From the time to the source there is no other clause.
static bool leads_on(const struct asking *a, uint32_t from, uint32_t to, bool opens_clause)
{
    for (uint32_t i = from; i < to; i++) {
        enum q_sort sort = q_sort_of(a->w, i);
        if ((sort == Q_SORT_SUBORDINATOR && !opens_speaking(a, i)) ||
            (sort == Q_SORT_JOINT && !opens_clause && i > from &&
             is_sort(a, i - 1, Q_SORT_COMMA)))
            return false;
    }
    return all_pass(a, from, to);
}

// *On Monday Doe said*, *Speaking to them in May, Doe said*, *In 2016, when Doe asked*
static bool is_front(const struct asking *a, const struct standing *s, uint32_t subject)
{
    static const char *const openers[] = {"when", "as", "asked", NULL};
    const struct q_words *w = a->w;
    uint32_t from = clause_before(a, s->words.from), to = s->words.to;
    if (subject > to && subject - to <= 2 && q_word_is(w, subject - 1, "when"))
        return true;
    bool opening = opens(a, s, from);
    if (opening && subject > to + 1 && q_word_is(w, subject - 1, "which"))
        return true; // *On Monday Doe wrote a letter in which he said*
    if (opening && a->ing && from == s->words.from)
        return !has_any(a, to, subject,
                        (const char *const[]){"who", "which", "that", NULL});
    bool clause =
        from < s->words.from && (is_one(a, from, openers) || opens_speaking(a, from));
    if (!opening && !clause) {
        bool topic =
            has_any(a, from, s->words.from, (const char *const[]){"about", NULL}) ||
            q_word_is(w, from, "with");
        if (topic || is_sort(a, from, Q_SORT_SUBORDINATOR) ||
            !all_pass(a, from, s->words.from))
            return false;
    }
    return leads_on(a, to, subject, opening);
}

// *a 2014 report*, *a poll released on Thursday*, *the minister yesterday*
static bool is_inside(const struct asking *a, const struct q_time *time,
                      const struct standing *s)
{
    const struct q_range *source = &a->t->source;
    bool edge = source->to == a->t->cue.from || source->from >= a->t->cue.to;
    bool year = q_str_equal(time->precision, Q_STR("year"));
    if (time->to == source->to && edge && !s->before_noun && !year)
        return true;
    if (time->from == source->from && s->words.from < source->from)
        return true; // *In | March Mr. Doe*
    bool document =
        q_str_equal(a->scene->statements->at[a->n].speaker_kind, Q_STR("document")) ||
        has_any(a, source->from, source->to, occasions);
    for (uint32_t i = source->from; i < s->words.from; i++)
        if (is_sort(a, i, Q_SORT_RELATIVE) || q_word_is(a->w, i, "about") ||
            q_word_is(a->w, i, "on"))
            return false;
    return document;
}

// ── Choosing ──

// Where a time of the telling stands: the higher, the likelier it is the telling's.
enum place { PLACE_NONE, PLACE_FRONT, PLACE_SOURCE, PLACE_BETWEEN, PLACE_CUE };

// PLACE_CUE: in the cue or behind it. PLACE_NONE: it is not the telling's.
static enum place weigh(const struct asking *a, const struct q_time *time,
                        struct standing *s)
{
    const struct q_telling *t = a->t;
    if (!q_tells(a->scene, a->n, time->from) || time->sense == Q_TIME_FUTURE ||
        time->from < a->hanging.from || time->from >= a->hanging.to || !stands(a, time, s))
        return PLACE_NONE;
    if (time->from >= t->cue.from && time->to <= t->cue.to)
        return PLACE_CUE;
    if (t->source.from < t->source.to && time->from >= t->source.from &&
        time->to <= t->source.to)
        return is_inside(a, time, s) ? PLACE_SOURCE : PLACE_NONE;
    if (time->from >= t->cue.to)
        return is_behind(a, s) ? PLACE_CUE : PLACE_NONE;
    bool before = t->source.to <= t->cue.from && t->source.from < t->source.to;
    if (before && time->from >= t->source.to)
        return is_between(a, s) ? PLACE_BETWEEN : PLACE_NONE;
    return is_front(a, s, before ? t->source.from : t->cue.from) ? PLACE_FRONT : PLACE_NONE;
}

// tests/spec §8: what was said is past, so that of two Mondays the last one is meant, but
// where the cue lies ahead.
static bool is_ahead(const struct asking *a)
{
    static const char *const words[] = {"will", "’ll", "'ll", "shall", NULL};
    return has_any(a, a->t->cue.from, a->t->cue.to, words);
}

// The day that "2023-06-09…" opens with, counted as calendar.h does; -1: none.
static int32_t day_of(quoth_str s)
{
    enum { DAY = 10 }; // bytes
    struct q_moment m;
    bool read = s.len >= DAY && q_date_take_apart(q_str(s.ptr, DAY), &m) && m.day;
    return read ? q_calendar_days((int32_t)m.year, m.month, m.day) : -1;
}

// *said on Tuesday* in an article of a Monday: it was changed since, or its date is of
// another zone; who means the day six days ago says so.
static bool is_next_day(const struct asking *a, const struct q_time *time)
{
    int32_t published = day_of(a->scene->article->published.value);
    return published >= 0 && day_of(time->ahead) == published + 1;
}

static bool tell(const struct asking *a, const struct q_time *time, struct q_range words)
{
    quoth_when *said = &a->scene->statements->at[a->n].said;
    said->spans = q_span_of(a->scene, words);
    if (!said->spans.count)
        return false;
    quoth_str value = time->value;
    if (time->sense == Q_TIME_OPEN && time->past.ptr)
        value = is_ahead(a) || is_next_day(a, time) ? time->ahead : time->past;
    said->date =
        (quoth_date){.value = value,
                     .precision = value.ptr ? time->precision : Q_NO_STR,
                     .text = quoth_article_cut(a->scene->article, said->spans.at[0])};
    return true;
}

static bool tell_time(const struct asking *a)
{
    const struct q_annotation *note = a->w->note;
    uint32_t first = q_time_behind(note, a->t->sentence.from);
    const struct q_time *best = NULL;
    struct standing s, best_s = {.before_noun = false};
    enum place most = PLACE_NONE;
    for (uint32_t k = first; k < note->time_count && k < first + MOST; k++) {
        const struct q_time *time = &note->times[k];
        if (time->from >= a->t->sentence.to)
            break;
        enum place place = weigh(a, time, &s);
        if (place > most) {
            most = place;
            best = time;
            best_s = s;
        }
    }
    if (best)
        return tell(a, best, best_s.words);
    static const char *const perfect[] = {"has", "have", "’ve", "’s", NULL};
    uint32_t with = q_told_with(a->scene, a->n);
    if (with == QUOTH_NO_PARENT)
        with = q_turn_before(a->scene, a->n);
    if (with != QUOTH_NO_PARENT && !is_one(a, a->t->cue.from, perfect))
        a->scene->statements->at[a->n].said = a->scene->statements->at[with].said;
    return true;
}

// *— Jane Doe (@jdoe) May 30, 2020*, below a post
static bool tell_signed(const struct asking *a)
{
    enum { NEAR = 8 }; // tokens
    const struct q_annotation *note = a->w->note;
    const struct q_range *source = &a->t->source;
    if (source->from == source->to)
        return true;
    uint32_t k = q_time_behind(note, source->from);
    if (k == note->time_count || note->times[k].from > source->to + NEAR ||
        note->times[k].sense != Q_TIME_FIXED ||
        !q_str_equal(note->times[k].precision, Q_STR("day")))
        return true;
    return tell(a, &note->times[k],
                (struct q_range){note->times[k].from, note->times[k].to});
}

quoth_status q_tell_times(const struct q_scene *scene)
{
    for (uint32_t n = 0; n < scene->statements->count; n++) {
        const struct q_telling *t = &scene->tellings[n];
        struct asking a = {.scene = scene, .w = &scene->words, .t = t, .n = n};
        if (t->cue.from == t->cue.to) {
            if (!tell_signed(&a))
                return QUOTH_ENOMEM;
            continue;
        }
        a.ing = q_sort_of(a.w, t->cue.from) == Q_SORT_ING;
        a.hanging = q_hanging_on(scene, n);
        if (!tell_time(&a))
            return QUOTH_ENOMEM;
    }
    return QUOTH_OK;
}
