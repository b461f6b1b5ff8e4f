#include "analyse/time_parts.h"

// How far a clause is followed, in tokens.
enum { FAR = 40 };

static bool is_be(const struct q_time_text *t, uint32_t i)
{
    static const char *const be[] = {"be", "been", "being", "is",  "are", "was",  "were",
                                     "'s", "’s",   "'re",   "’re", "get", "gets", NULL};
    return q_time_is_any(t, i, be);
}

// An adverb or *not*, which may stand inside a verb group.
static bool is_adverb(const struct q_time_text *t, uint32_t i)
{
    static const char *const adverbs[] = {"not",   "n't",  "n’t",   "also", "now",
                                          "still", "just", "first", NULL};
    quoth_str word = q_time_at(t, i);
    return (word.len > 4 && q_str_ends(word, Q_STR("ly"))) || q_time_is_any(t, i, adverbs);
}

// What makes the time of its clause the future, alone or with its neighbours.
static bool is_ahead(const struct q_time_text *t, uint32_t i)
{
    static const char *const alone[] = {
        "will",     "wo",      "'ll",    "’ll",         "shall",    "would",     "could",
        "can",      "should",  "may",    "might",       "must",     "scheduled", "slated",
        "expected", "expects", "plans",  "planned",     "planning", "intends",   "upcoming",
        "deadline", "hopes",   "poised", "tentatively", NULL};
    static const char *const behind_be[] = {"due", "set", "to", NULL};
    quoth_str word = q_time_at(t, i);
    if (q_time_is_any(t, i, alone))
        return word.ptr[0] >= 'a' || word.ptr[0] == '\'' ||
               (unsigned char)word.ptr[0] >= 0x80 ||
               (t->tokens[i].flags & Q_TOKEN_SENTENCE);
    if (i > 0 && q_time_is_any(t, i, behind_be) && is_be(t, i - 1) &&
        !q_time_is(t, i - 1, "be"))
        return true;
    return q_time_is(t, i, "going") && q_time_is(t, i + 1, "to");
}

// A past form; a participle too.
static bool is_past(const struct q_time_text *t, uint32_t i)
{
    static const char *const past[] = {
        "said",     "told",  "was",   "were",    "had",     "did",    "met",    "held",
        "won",      "lost",  "went",  "came",    "got",     "gave",   "took",   "made",
        "left",     "spoke", "wrote", "began",   "saw",     "found",  "sent",   "led",
        "ran",      "fell",  "kept",  "brought", "thought", "bought", "sold",   "paid",
        "heard",    "knew",  "broke", "drew",    "rose",    "shot",   "fought", "stood",
        "struck",   "flew",  "swore", "chose",   "grew",    "threw",  "became", "drove",
        "felt",     "hung",  "sat",   "shook",   "sought",  "spent",  "taught", "wore",
        "withdrew", "sworn", "taken", "given",   "shown",   "seen",   "done",   NULL};
    static const char *const never[] = {"need",    "speed",   "indeed", "hundred", "exceed",
                                        "proceed", "succeed", "embed",  "breed",   "naked",
                                        "sacred",  "wicked",  NULL};
    quoth_str word = q_time_at(t, i);
    if (word.len == 0 || t->tokens[i].kind != Q_TOKEN_WORD || word.ptr[0] < 'a')
        return false;
    return q_time_is_any(t, i, past) ||
           (word.len > 3 && q_str_ends(word, Q_STR("ed")) && !q_time_is_any(t, i, never));
}

static bool is_edge(const struct q_time_text *t, uint32_t i)
{
    static const char *const edges[] = {
        "that", "who",      "which",  "whom", "where",   "while",  "because",
        "if",   "although", "though", "but",  "whether", "unless", ";",
        ":",    "—",        "–",      "--",   "(",       ")",      NULL};
    return t->tokens[i].kind == Q_TOKEN_QUOTE || q_time_is_any(t, i, edges);
}

// An infinitive's *to*.
static bool is_infinitive(const struct q_time_text *t, uint32_t i)
{
    static const char *const nouns[] = {"the",   "a",    "an",   "his",  "her",   "its",
                                        "their", "our",  "this", "that", "these", "those",
                                        "all",   "some", "it",   "him",  "them",  "me",
                                        "us",    "you",  NULL};
    quoth_str next = q_time_at(t, i + 1);
    return q_time_is(t, i, "to") && next.len && next.ptr[0] >= 'a' && next.ptr[0] <= 'z' &&
           !q_time_is_any(t, i + 1, nouns) && !q_str_ends(next, Q_STR("ing"));
}

// A verb whose infinitive lies ahead of it: *vowed to meet on Friday*.
static bool is_promise(const struct q_time_text *t, uint32_t i)
{
    static const char *const verbs[] = {
        "agreed",  "vowed",      "promised",  "pledged", "asked",    "urged",
        "invited", "ordered",    "called",    "decided", "prepared", "offered",
        "wanted",  "subpoenaed", "announced", "hoped",   "intended", NULL};
    return q_time_is_any(t, i, verbs);
}

// The participle's auxiliary, or the verb itself: the token that tells its tense.
static uint32_t finite_of(const struct q_time_text *t, uint32_t i)
{
    enum { ADVERBS = 3 };
    uint32_t at = i;
    for (int n = 0; n <= ADVERBS && at > 0 && !(t->tokens[at].flags & Q_TOKEN_SENTENCE);
         n++) {
        if (is_be(t, at - 1))
            return at - 1;
        if (!is_adverb(t, at - 1))
            break;
        at--;
    }
    return i;
}

// *is facing*, of a time that is told with it.
static bool is_going_on(const struct q_time_text *t, uint32_t i)
{
    static const char *const is[] = {"is",  "are", "'s", "’s", "'re",
                                     "’re", "'m",  "’m", NULL};
    quoth_str word = q_time_at(t, i);
    if (word.len < 5 || word.ptr[0] < 'a' || !q_str_ends(word, Q_STR("ing")))
        return false;
    uint32_t finite = finite_of(t, i);
    return finite < i && q_time_is_any(t, finite, is);
}

static bool is_condition(const struct q_time_text *t, uint32_t i)
{
    return q_time_is_any(t, i, (const char *const[]){"if", "unless", NULL});
}

static enum q_time_tense tense_before(const struct q_time_text *t, uint32_t from)
{
    bool infinitive = false;
    uint32_t i = from, end = from > FAR ? from - FAR : 0;
    while (i > end && !(t->tokens[i].flags & Q_TOKEN_SENTENCE)) {
        i--;
        if (is_edge(t, i))
            return infinitive || is_condition(t, i) ? Q_TIME_TENSE_AHEAD
                                                    : Q_TIME_TENSE_NONE;
        if (is_ahead(t, i) || is_going_on(t, i) ||
            (q_time_is(t, i, "ahead") && q_time_is(t, i + 1, "of")))
            return Q_TIME_TENSE_AHEAD;
        if (is_infinitive(t, i)) {
            infinitive = true;
            continue;
        }
        if (!is_past(t, i))
            continue;
        uint32_t finite = finite_of(t, i);
        if (finite < i && !q_time_is(t, finite, "was") && !q_time_is(t, finite, "were")) {
            i = finite; // *be held*: what stands before it tells
            if (q_time_is(t, finite, "being"))
                return Q_TIME_TENSE_NONE;
            continue;
        }
        return infinitive && is_promise(t, i) ? Q_TIME_TENSE_AHEAD : Q_TIME_TENSE_PAST;
    }
    return infinitive ? Q_TIME_TENSE_AHEAD : Q_TIME_TENSE_NONE;
}

static enum q_time_tense tense_behind(const struct q_time_text *t, uint32_t to)
{
    static const char *const articles[] = {"the",   "a",  "an",  "his", "her", "its",
                                           "their", "of", "for", "in",  "by",  NULL};
    for (uint32_t i = to; i < t->count && i < to + FAR; i++) {
        if (t->tokens[i].flags & Q_TOKEN_SENTENCE || is_edge(t, i))
            break;
        if (is_ahead(t, i))
            return Q_TIME_TENSE_AHEAD;
        if (is_past(t, i) && !(i > 0 && q_time_is_any(t, i - 1, articles)))
            return Q_TIME_TENSE_PAST;
    }
    return Q_TIME_TENSE_NONE;
}

// A plan in the present right before the time: *begins on Friday*.
static bool is_plan(const struct q_time_text *t, uint32_t from)
{
    static const char *const plans[] = {
        "begins", "starts",  "opens",   "ends",      "expires", "convenes", "meets",
        "airs",   "returns", "resumes", "premieres", "kicks",   NULL};
    static const char *const small[] = {"on", "off",   "through", "until", "place",
                                        "in", "again", "up",      NULL};
    for (int n = 0; n < 3 && from > 0; n++) {
        from--;
        if (q_time_is_any(t, from, plans))
            return true;
        if (!q_time_is_any(t, from, small))
            return false;
    }
    return false;
}

enum q_time_tense q_time_tense(const struct q_time_text *t, uint32_t from, uint32_t to)
{
    bool owns = to < t->count && t->tokens[to].kind == Q_TOKEN_CLITIC;
    bool next = to < t->count && !(t->tokens[to].flags & Q_TOKEN_SENTENCE);
    if (is_plan(t, from))
        return Q_TIME_TENSE_AHEAD;
    if (next && is_ahead(t, to))
        return Q_TIME_TENSE_AHEAD;
    if (next && is_past(t, to))
        return Q_TIME_TENSE_PAST;
    enum q_time_tense first = owns ? tense_behind(t, to) : tense_before(t, from);
    if (first != Q_TIME_TENSE_NONE)
        return first;
    return owns ? tense_before(t, from) : tense_behind(t, to);
}
