#include "attribute/grammar.h"

bool q_is_be(const struct q_words *w, uint32_t i)
{
    static const char *const forms[] = {"is", "are", "was", "were", "be",  "been", "being",
                                        "am", "’s",  "'s",  "’re",  "'re", NULL};
    return q_word_is_any(w, i, forms);
}

bool q_is_start(const struct q_words *w, uint32_t i)
{
    return i == 0 || (q_word_token(w, i)->flags & (Q_TOKEN_SENTENCE | Q_TOKEN_APART));
}

bool q_is_first(const struct q_words *w, uint32_t i)
{
    return q_is_start(w, i) || (q_word_token(w, i - 1)->flags & Q_TOKEN_OPENS);
}

// ── Sorts of words ──

// A capital letter takes a word out of these lists, but at a sentence's start.
static const char *const determiners[] = {
    "the",   "a",    "an",      "his",   "her",  "their", "its",  "my",      "our",  "your",
    "this",  "that", "these",   "those", "some", "many",  "most", "several", "few",  "all",
    "both",  "one",  "another", "other", "each", "every", "no",   "any",     "such", "two",
    "three", "four", "five",    "six",   "more", "less",  NULL};
static const char *const pronouns[] = {"he", "she", "they", "it", "i", "we", NULL};
static const char *const objects[] = {"him",       "them",     "me",         "us",
                                      "you",       "there",    "everything", "nothing",
                                      "something", "anything", NULL};
static const char *const beside[] = {"himself", "herself", "themselves",
                                     "itself",  "yet",     NULL};
static const char *const prepositions[] = {
    "of",         "in",        "on",        "at",      "to",      "for",    "from",
    "with",       "by",        "about",     "against", "over",    "under",  "between",
    "among",      "into",      "through",   "during",  "without", "within", "toward",
    "towards",    "upon",      "off",       "out",     "up",      "down",   "near",
    "behind",     "beyond",    "despite",   "like",    "unlike",  "around", "across",
    "along",      "amid",      "including", "inside",  "outside", "per",    "via",
    "than",       "according", "instead",   "except",  "rather",  "given",  "not",
    "throughout", "above",     "below",     NULL};
static const char *const joints[] = {"and", "but", "or", "nor", NULL};
static const char *const relatives[] = {"who",   "whom",     "whose", "which",
                                        "what",  "whatever", "how",   "why",
                                        "where", "wherever", NULL};
static const char *const subordinators[] = {
    "when",    "while",    "as",      "after", "before",   "since",
    "until",   "although", "though",  "if",    "unless",   "once",
    "whether", "because",  "whereas", "till",  "whenever", NULL};
static const char *const auxiliaries[] = {
    "is",   "are",    "was",   "were", "be",   "been",   "being", "am",    "has", "have",
    "had",  "do",     "does",  "did",  "will", "would",  "can",   "could", "may", "might",
    "must", "should", "shall", "wo",   "ca",   "cannot", "ought", NULL};
static const char *const pasts[] = { // irregular
    "said",     "told",     "took",       "made",  "got",    "came",    "gave",  "went",
    "held",     "stood",    "met",        "found", "left",   "ran",     "sent",  "put",
    "kept",     "led",      "lost",       "won",   "built",  "brought", "began", "became",
    "bought",   "broke",    "chose",      "drew",  "drove",  "fell",    "felt",  "fled",
    "flew",     "fought",   "forgot",     "grew",  "heard",  "knew",    "laid",  "let",
    "meant",    "paid",     "rode",       "rose",  "sat",    "saw",     "sold",  "spent",
    "spoke",    "struck",   "sought",     "swore", "taught", "thought", "threw", "tore",
    "wore",     "wrote",    "understood", "shook", "hung",   "dealt",   "stuck", "caught",
    "withdrew", "overcame", NULL};

bool q_is_auxiliary(const struct q_words *w, uint32_t i)
{
    return q_word_is_any(w, i, auxiliaries);
}

bool q_is_past(const struct q_words *w, uint32_t i)
{
    quoth_str t = q_word_text(w, i);
    bool hyphen = memchr(t.ptr, '-', t.len) != NULL;
    return q_word_is_any(w, i, pasts) ||
           (t.len > 4 && !hyphen && q_str_ends(t, Q_STR("ed")));
}

static enum q_sort sort_of_mark(const struct q_words *w, uint32_t i)
{
    quoth_str t = q_word_text(w, i);
    if (q_str_equal(t, Q_STR(",")))
        return Q_SORT_COMMA;
    if (q_str_equal(t, Q_STR("(")) || q_str_equal(t, Q_STR("[")))
        return Q_SORT_BRACKET;
    if (q_str_equal(t, Q_STR("&")))
        return Q_SORT_JOINT;
    return q_is_dash(w, i) ? Q_SORT_DASH : Q_SORT_STOP;
}

static enum q_sort sort_of_clitic(const struct q_words *w, uint32_t i)
{
    quoth_str t = q_word_text(w, i);
    bool own = q_str_ends(t, Q_STR("s")) && i > 0 && !q_word_is_any(w, i - 1, pronouns);
    return own ? Q_SORT_OWNER : Q_SORT_VERB;
}

// Of a word that no list has.
static enum q_sort sort_of_open(const struct q_words *w, uint32_t i)
{
    quoth_str t = q_word_text(w, i);
    bool first = q_is_first(w, i), article = i > 0 && q_word_is_any(w, i - 1, determiners);
    if (q_is_capital(w, i) && !first) // of the adverbs only weekdays have a capital
        return q_str_ends(t, Q_STR("day")) && q_lexicon_edge(w->lexicon, t) ? Q_SORT_ADVERB
                                                                            : Q_SORT_NAME;
    if (first && i + 1 < w->note->token_count && q_is_capital(w, i + 1) &&
        !q_lexicon_edge(w->lexicon, t))
        return Q_SORT_NAME;
    if (article)
        return q_lexicon_edge(w->lexicon, t) ? Q_SORT_ADVERB : Q_SORT_NOUN;
    if (q_lexicon_edge(w->lexicon, t) || q_word_is_any(w, i, beside))
        return Q_SORT_ADVERB;
    if (q_is_past(w, i))
        return Q_SORT_VERB;
    if (t.len > 4 && q_str_ends(t, Q_STR("ing")))
        return Q_SORT_ING;
    const struct q_cue_entry *cue = q_cue_head(w, (struct q_range){i, i + 1});
    return cue && !(cue->flags & (Q_CUE_NOUN | Q_CUE_WEAK)) ? Q_SORT_VERB : Q_SORT_NOUN;
}

static enum q_sort tell_sort(const struct q_words *w, uint32_t i)
{
    static const struct {
        const char *const *words;
        enum q_sort sort;
    } lists[] = {{determiners, Q_SORT_DETERMINER},   {pronouns, Q_SORT_PRONOUN},
                 {objects, Q_SORT_OBJECT},           {joints, Q_SORT_JOINT},
                 {relatives, Q_SORT_RELATIVE},       {subordinators, Q_SORT_SUBORDINATOR},
                 {prepositions, Q_SORT_PREPOSITION}, {auxiliaries, Q_SORT_VERB}};
    switch (q_word_token(w, i)->kind) {
    case Q_TOKEN_MARK:
        return sort_of_mark(w, i);
    case Q_TOKEN_CLITIC:
        return sort_of_clitic(w, i);
    case Q_TOKEN_NUMBER:
        return Q_SORT_NOUN;
    case Q_TOKEN_WORD:
        break;
    default:
        return Q_SORT_STOP;
    }
    bool named = q_is_capital(w, i) && !q_word_is(w, i, "i") &&
                 (!q_is_first(w, i) || q_is_upper(w, i));
    if (q_word_is(w, i, "that") && !q_is_first(w, i))
        return Q_SORT_SUBORDINATOR; // or a relative: both end what stands before it
    for (size_t k = 0; !named && k < sizeof lists / sizeof *lists; k++)
        if (q_word_is_any(w, i, lists[k].words))
            return lists[k].sort;
    return sort_of_open(w, i);
}

enum q_sort q_sort_of(const struct q_words *w, uint32_t i)
{
    if (!w->sorts)
        return tell_sort(w, i);
    if (!w->sorts[i])
        w->sorts[i] = (uint8_t)(tell_sort(w, i) + 1);
    return (enum q_sort)(w->sorts[i] - 1);
}

static bool is_month(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "january", "february",  "march",   "april",    "may",      "june", "july",
        "august",  "september", "october", "november", "december", "jan",  "feb",
        "aug",     "sept",      "oct",     "nov",      "dec",      NULL};
    return q_word_is_any(w, i, words);
}

bool q_is_time(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "day",     "days",    "week",      "weeks",   "month",   "months",  "year",
        "years",   "hour",    "hours",     "moments", "seconds", "time",    "times",
        "minutes", "morning", "afternoon", "evening", "night",   "weekend", "end",
        "moment",  "decade",  "decades",   "spring",  "summer",  "fall",    "winter",
        "far",     "then",    "now",       "law",     "name",    NULL};
    return q_word_is_any(w, i, words) || is_month(w, i) ||
           (q_word_ends(w, i, "day") && q_lexicon_edge(w->lexicon, q_word_text(w, i)));
}

// ── Phrases ──

uint32_t q_skip_adverbs(const struct q_words *w, uint32_t i, uint32_t end)
{
    while (i < end && q_sort_of(w, i) == Q_SORT_ADVERB)
        i++;
    return i;
}

// Reads on, token by token.
struct phrase_reader {
    struct q_phrase phrase;
    uint32_t joint;     // of the last preposition
    enum q_sort before; // of the last token
    bool open;          // the noun may grow
    bool named;         // it is but a name so far
    bool apart;         // a name behind a noun is not of it
};

// Takes token n into the phrase; false where it ends before it.
static bool take_word(const struct q_words *w, struct phrase_reader *r, uint32_t n)
{
    struct q_range *noun = &r->phrase.noun;
    enum q_sort sort = q_sort_of(w, n);
    bool begun = noun->from < noun->to;
    if (!begun && q_word_token(w, n)->kind == Q_TOKEN_NUMBER)
        sort = Q_SORT_DETERMINER;
    switch (sort) {
    case Q_SORT_NOUN:
    case Q_SORT_NAME:
    case Q_SORT_OWNER:
    case Q_SORT_DETERMINER:
        if (q_is_time(w, n)) { // a time is beside the noun, or there is none
            noun->to = r->joint;
            if (noun->to == noun->from)
                return false;
            r->open = false;
        }
        if (!r->open && r->before == Q_SORT_ADVERB)
            return false;
        if (sort == Q_SORT_NAME && r->before == Q_SORT_NOUN && r->apart) {
            noun->to = noun->from; // *the crime Doe …*
            return false;
        }
        r->apart = r->apart || sort == Q_SORT_DETERMINER;
        r->named = r->named && sort != Q_SORT_NOUN && sort != Q_SORT_DETERMINER;
        if (r->open && sort != Q_SORT_DETERMINER)
            noun->to = n + 1;
        break;
    case Q_SORT_PREPOSITION:
        if (!begun)
            return false;
        if (r->open)
            r->joint = n;
        r->open = r->open && (q_word_is(w, n, "of") || !r->named);
        r->apart = true;
        break;
    case Q_SORT_ADVERB:
        r->open = r->open && !begun;
        break;
    case Q_SORT_JOINT:
        if (!begun || !r->open)
            return false;
        break;
    default:
        return false;
    }
    r->before = sort;
    return true;
}

struct q_phrase q_read_phrase(const struct q_words *w, uint32_t i, uint32_t end)
{
    enum { LONGEST = 20 };
    static const char *const alone[] = {"some", "many", "others", "most", NULL};
    struct phrase_reader r = {{{i, i}, i}, i, Q_SORT_STOP, true, true, false};
    uint32_t n = i;
    if (i < end &&
        (q_sort_of(w, i) == Q_SORT_PRONOUN || (q_word_is_any(w, i, alone) && i + 1 < end &&
                                               q_sort_of(w, i + 1) == Q_SORT_VERB))) {
        n = q_skip_adverbs(w, i + 1, end);
        return (struct q_phrase){{i, i + 1}, n};
    }
    while (
        n < end && n - i < LONGEST &&
        (n > i || (q_sort_of(w, n) != Q_SORT_ADVERB && q_sort_of(w, n) != Q_SORT_OWNER)) &&
        q_word_token(w, n)->depth == q_word_token(w, i)->depth && take_word(w, &r, n))
        n++;
    if (r.before == Q_SORT_JOINT || r.before == Q_SORT_PREPOSITION ||
        r.before == Q_SORT_OWNER)
        r.phrase.noun.to = i;
    else if (r.phrase.noun.to > i && q_sort_of(w, r.phrase.noun.to - 1) == Q_SORT_OWNER)
        r.phrase.noun.to--; // *Doe’s long been …*
    r.phrase.next = n;
    return r.phrase;
}

bool q_in_time(const struct q_words *w, uint32_t i)
{
    uint32_t time = q_time_behind(w->note, i);
    if (time < w->note->time_count && w->note->times[time].from <= i)
        return true;
    static const char *const verbs[] = {"may", "march", NULL};
    static const char *const shorts[] = {"jan.",  "feb.", "mar.", "apr.", "aug.",
                                         "sept.", "oct.", "nov.", "dec.", NULL};
    bool verb = q_word_is_any(w, i, verbs);
    if (verb && !q_is_capital(w, i))
        return false;
    if (verb && i > 0 && q_sort_of(w, i - 1) == Q_SORT_NAME) // *Theresa May*
        return i + 1 < w->note->token_count &&
               q_word_token(w, i + 1)->kind == Q_TOKEN_NUMBER;
    if (q_word_is_any(w, i, shorts))
        return true;
    if (q_is_capital(w, i) && !q_is_first(w, i) && !is_month(w, i) &&
        !q_word_ends(w, i, "day"))
        return false; // *The Lamp Times*
    return q_is_time(w, i);
}

// *the Institute for Rivers*, *the Committee on Rivers*
static bool joins_body(const struct q_words *w, uint32_t i)
{
    static const char *const bodies[] = {"committee", "subcommittee", "commission",
                                         "council",   "conference",   NULL};
    return q_word_is(w, i, "for") ||
           (q_word_is(w, i, "on") && q_word_is_any(w, i - 1, bodies) &&
            i + 1 < w->note->token_count && !q_in_time(w, i + 1));
}

// Does the noun go on at token n, behind `before`? *of*, *and* and ’s must be followed.
static bool noun_goes_on(const struct q_words *w, uint32_t i, uint32_t n,
                         enum q_sort before)
{
    bool fresh = n == i || before == Q_SORT_JOINT || before == Q_SORT_PREPOSITION;
    switch (q_sort_of(w, n)) {
    case Q_SORT_NOUN:
    case Q_SORT_NAME:
        return !q_in_time(w, n) || before == Q_SORT_DETERMINER || before == Q_SORT_OWNER;
    case Q_SORT_DETERMINER:
        return fresh || before == Q_SORT_DETERMINER;
    case Q_SORT_ADVERB: // *the newly formed board*, *a Tuesday meeting*
    case Q_SORT_ING:
        return before == Q_SORT_DETERMINER || before == Q_SORT_OWNER;
    case Q_SORT_VERB: // *the general counsel*
        return before == Q_SORT_DETERMINER || before == Q_SORT_OWNER ||
               (before == Q_SORT_NOUN && q_word_is(w, n, "counsel"));
    case Q_SORT_OWNER:
    case Q_SORT_JOINT:
        return n > i && (before == Q_SORT_NOUN || before == Q_SORT_NAME);
    case Q_SORT_PREPOSITION:
        return (before == Q_SORT_NOUN || before == Q_SORT_NAME) &&
               (q_word_is(w, n, "of") || (before == Q_SORT_NAME && joins_body(w, n)));
    default:
        return false;
    }
}

struct q_range q_read_noun(const struct q_words *w, uint32_t i, uint32_t end)
{
    enum { LONGEST = 16 };
    struct q_range noun = {i, i};
    enum q_sort before = Q_SORT_STOP;
    if (i >= end)
        return noun;
    for (uint32_t n = i; n < end && n - i < LONGEST && noun_goes_on(w, i, n, before) &&
                         (n == i || !(q_word_token(w, n)->flags & Q_TOKEN_SENTENCE));
         n++) {
        before = q_word_is(w, n, "counsel") ? Q_SORT_NOUN : q_sort_of(w, n);
        if (before == Q_SORT_NOUN || before == Q_SORT_NAME)
            noun.to = n + 1;
    }
    while (noun.to > i && noun.to + 1 < end && q_word_is(w, noun.to, ".") && // *Lamp.com*
           !(q_word_token(w, noun.to)->flags & Q_TOKEN_SPACE) &&
           !(q_word_token(w, noun.to + 1)->flags & (Q_TOKEN_SPACE | Q_TOKEN_SENTENCE)) &&
           q_word_token(w, noun.to + 1)->kind == Q_TOKEN_WORD)
        noun.to += 2;
    return noun;
}

uint32_t q_skip_bracket(const struct q_words *w, uint32_t i, uint32_t end)
{
    enum { LONGEST = 8 };
    if (i >= end || q_sort_of(w, i) != Q_SORT_BRACKET)
        return i;
    for (uint32_t n = i + 1; n < end && n - i < LONGEST; n++)
        if (q_word_is(w, n, ")") || q_word_is(w, n, "]"))
            return n + 1;
    return i;
}

// Does a clause of its own start at token i behind a mark, or a name that it divides from
// another: *In her book, The Pier, Doe, who …*?
static bool is_no_aside(const struct q_words *w, uint32_t i, uint32_t end, enum q_sort mark)
{
    if (q_sort_of(w, i) == Q_SORT_PRONOUN || q_word_is(w, i, "that"))
        return true;
    uint32_t name = i;
    while (name < end && q_sort_of(w, name) == Q_SORT_NAME)
        name++;
    return name > i && name < end && q_sort_of(w, name) == mark;
}

uint32_t q_skip_aside(const struct q_words *w, uint32_t i, uint32_t end)
{
    enum { LONGEST = 48 };
    enum q_sort mark = q_sort_of(w, i);
    if ((mark != Q_SORT_COMMA && mark != Q_SORT_DASH) || i + 1 >= end ||
        is_no_aside(w, i + 1, end, mark))
        return i;
    for (uint32_t n = i + 1; n < end && n - i < LONGEST; n++) {
        if (!q_is_mark(w, n) || q_word_token(w, n)->depth != q_word_token(w, i)->depth ||
            q_sort_of(w, n) != mark)
            continue;
        uint32_t verb = q_skip_adverbs(w, n + 1, end);
        if (verb == end || q_sort_of(w, verb) == Q_SORT_VERB)
            return verb;
    }
    return i;
}

// Where the noun ends that a relative at token i speaks of: before a comma, a dash, a
// bracket that opens, *(R-Ohio)*, and a weekday.
static uint32_t end_before(const struct q_words *w, uint32_t i)
{
    enum { LONGEST = 8 };
    enum q_sort sort = i > 0 ? q_sort_of(w, i - 1) : Q_SORT_STOP;
    if (sort == Q_SORT_COMMA || sort == Q_SORT_DASH || sort == Q_SORT_BRACKET)
        i--;
    if (i > 0 && q_word_is(w, i - 1, ")"))
        for (uint32_t n = i - 1; n > 0 && i - n < LONGEST; n--)
            if (q_sort_of(w, n) == Q_SORT_BRACKET)
                return n;
    while (i > 0 && q_sort_of(w, i - 1) == Q_SORT_ADVERB)
        i--;
    return i;
}

// Does token i join the names around it to one: *Collins of Maine, who*, *the Institute for
// Rivers, which*?
static bool joins_names(const struct q_words *w, uint32_t i, uint32_t end, bool person)
{
    static const char *const places[] = {"of", "in", "at", NULL};
    static const char *const themes[] = {"of", "for", "on", NULL};
    if (i == 0 || !q_word_is_any(w, i, person ? places : themes))
        return false;
    enum q_sort before = q_sort_of(w, i - 1), behind = q_sort_of(w, i + 1);
    return before == Q_SORT_NAME
               ? behind == Q_SORT_NAME
               : person && before == Q_SORT_NOUN && end - i < 4 && !q_word_is(w, i, "of");
}

// The noun phrase that ends before token `end`: a name, or the words back to an article or
// to what no noun is.
static struct q_range phrase_before(const struct q_words *w, uint32_t end, bool person)
{
    enum { LONGEST = 14 };
    uint32_t from = end, name = end;
    while (from > 0 && end - from < LONGEST && (from == end || !q_is_first(w, from))) {
        uint32_t i = from - 1;
        enum q_sort sort = q_sort_of(w, i);
        bool joins = from < end && joins_names(w, i, end, person);
        if (name == from && (sort == Q_SORT_NAME || joins))
            name = i;
        if (sort != Q_SORT_NOUN && sort != Q_SORT_NAME && sort != Q_SORT_OWNER &&
            sort != Q_SORT_DETERMINER && !joins && !(from < end && q_word_is(w, i, "of")))
            break;
        from = i;
        if (sort == Q_SORT_DETERMINER &&
            (from + 1 < end || !(q_is_article(w, from) || q_word_is(w, from, "no"))))
            return (struct q_range){from, end};
    }
    if (name < end)
        from = name;
    while (from < end && q_sort_of(w, from) != Q_SORT_NOUN &&
           q_sort_of(w, from) != Q_SORT_NAME)
        from++;
    return (struct q_range){from, end};
}

struct q_range q_noun_before(const struct q_words *w, uint32_t i, bool person)
{
    return phrase_before(w, end_before(w, i), person);
}
