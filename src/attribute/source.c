#include "attribute/source.h"

#include "base/str.h"

struct finder {
    const struct q_lexicon *lexicon;
    quoth_str text;
    const struct q_annotation *note;
    const struct q_attributions *all;
};

// What a token can be, as far as lists and endings tell.
enum sort {
    NOUN, // or an adjective: what nothing else tells
    NAME, // a capital inside the sentence
    DETERMINER,
    PRONOUN,
    OWNER, // ’s
    ADVERB,
    VERB, // finite, or a participle in -ed
    ING,
    PREPOSITION,
    JOINT,    // and, but
    OBJECT,   // him
    RELATIVE, // who
    SUBORDINATOR,
    COMMA,
    DASH,
    BRACKET,
    STOP
};

static const struct q_token *token(const struct finder *f, uint32_t i)
{
    return &f->note->tokens[i];
}

static quoth_str word(const struct finder *f, uint32_t i)
{
    return q_token_text(f->text, token(f, i));
}

static bool is(const struct finder *f, uint32_t i, const char *wanted)
{
    return q_str_equal_nocase(word(f, i), q_str_from(wanted));
}

static bool is_any(const struct finder *f, uint32_t i, const char *const *list)
{
    return q_str_is_any(word(f, i), list);
}

static bool is_be(const struct finder *f, uint32_t i)
{
    static const char *const forms[] = {"is", "are", "was", "were", "be",  "been", "being",
                                        "am", "’s",  "'s",  "’re",  "'re", NULL};
    return is_any(f, i, forms);
}

static bool is_capital(const struct finder *f, uint32_t i)
{
    char first = f->text.ptr[token(f, i)->start];
    return token(f, i)->kind == Q_TOKEN_WORD && (first < 'a' || first > 'z');
}

// *US*, *WHO*
static bool is_upper(const struct finder *f, uint32_t i)
{
    quoth_str w = word(f, i);
    return w.len > 1 && w.ptr[1] >= 'A' && w.ptr[1] <= 'Z';
}

// Does a sentence, or a piece of a content, start at token i?
static bool starts(const struct finder *f, uint32_t i)
{
    return i == 0 || (token(f, i)->flags & (Q_TOKEN_SENTENCE | Q_TOKEN_APART));
}

static bool is_first(const struct finder *f, uint32_t i)
{
    return starts(f, i) || (token(f, i - 1)->flags & Q_TOKEN_OPENS);
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

static bool is_past(const struct finder *f, uint32_t i)
{
    quoth_str w = word(f, i);
    bool hyphen = memchr(w.ptr, '-', w.len) != NULL;
    return is_any(f, i, pasts) || (w.len > 4 && !hyphen && q_str_ends(w, Q_STR("ed")));
}

static enum sort sort_of_mark(const struct finder *f, uint32_t i)
{
    static const char *const dashes[] = {"—", "–", "--", "-", NULL};
    quoth_str w = word(f, i);
    if (q_str_equal(w, Q_STR(",")))
        return COMMA;
    if (q_str_equal(w, Q_STR("(")) || q_str_equal(w, Q_STR("[")))
        return BRACKET;
    if (q_str_equal(w, Q_STR("&")))
        return JOINT;
    return is_any(f, i, dashes) ? DASH : STOP;
}

static enum sort sort_of_clitic(const struct finder *f, uint32_t i)
{
    quoth_str w = word(f, i);
    bool own = q_str_ends(w, Q_STR("s")) && i > 0 && !is_any(f, i - 1, pronouns);
    return own ? OWNER : VERB;
}

// Of a word that no list has.
static enum sort sort_of_open(const struct finder *f, uint32_t i)
{
    quoth_str w = word(f, i);
    bool first = is_first(f, i), article = i > 0 && is_any(f, i - 1, determiners);
    if (is_capital(f, i) && !first) // of the adverbs only weekdays have a capital
        return q_str_ends(w, Q_STR("day")) && q_lexicon_edge(f->lexicon, w) ? ADVERB : NAME;
    if (first && i + 1 < f->note->token_count && is_capital(f, i + 1) &&
        !q_lexicon_edge(f->lexicon, w))
        return NAME;
    if (article)
        return q_lexicon_edge(f->lexicon, w) ? ADVERB : NOUN;
    if (q_lexicon_edge(f->lexicon, w) || is_any(f, i, beside))
        return ADVERB;
    if (is_past(f, i))
        return VERB;
    if (w.len > 4 && q_str_ends(w, Q_STR("ing")))
        return ING;
    const struct q_cue_entry *cue =
        q_lexicon_cue(f->lexicon, f->text, f->note->tokens, i, i + 1);
    return cue && !(cue->flags & (Q_CUE_NOUN | Q_CUE_WEAK)) ? VERB : NOUN;
}

static enum sort sort_of(const struct finder *f, uint32_t i)
{
    static const struct {
        const char *const *words;
        enum sort sort;
    } lists[] = {{determiners, DETERMINER},   {pronouns, PRONOUN},
                 {objects, OBJECT},           {joints, JOINT},
                 {relatives, RELATIVE},       {subordinators, SUBORDINATOR},
                 {prepositions, PREPOSITION}, {auxiliaries, VERB}};
    switch (token(f, i)->kind) {
    case Q_TOKEN_MARK:
        return sort_of_mark(f, i);
    case Q_TOKEN_CLITIC:
        return sort_of_clitic(f, i);
    case Q_TOKEN_NUMBER:
        return NOUN;
    case Q_TOKEN_WORD:
        break;
    default:
        return STOP;
    }
    bool named = is_capital(f, i) && !is(f, i, "i") && (!is_first(f, i) || is_upper(f, i));
    if (is(f, i, "that") && !is_first(f, i))
        return SUBORDINATOR; // or a relative: both end what stands before it
    for (size_t k = 0; !named && k < sizeof lists / sizeof *lists; k++)
        if (is_any(f, i, lists[k].words))
            return lists[k].sort;
    return sort_of_open(f, i);
}

// Of times, and of what is by no one: *by law*, *by far*.
static bool is_time(const struct finder *f, uint32_t i)
{
    static const char *const words[] = {
        "day",      "days",    "week",      "weeks",   "month",     "months",  "year",
        "years",    "hour",    "hours",     "moments", "seconds",   "time",    "times",
        "minutes",  "morning", "afternoon", "evening", "night",     "weekend", "end",
        "moment",   "decade",  "decades",   "january", "february",  "march",   "april",
        "may",      "june",    "july",      "august",  "september", "october", "november",
        "december", "jan",     "feb",       "aug",     "sept",      "oct",     "nov",
        "dec",      "spring",  "summer",    "fall",    "winter",    "far",     "then",
        "now",      "law",     "name",      NULL};
    return is_any(f, i, words) ||
           (q_str_ends(word(f, i), Q_STR("day")) && q_lexicon_edge(f->lexicon, word(f, i)));
}

// ── Phrases ──

static uint32_t skip_adverbs(const struct finder *f, uint32_t i, uint32_t end)
{
    while (i < end && sort_of(f, i) == ADVERB)
        i++;
    return i;
}

// A noun phrase, and the first token behind it and what stands beside it (*on Monday*).
struct phrase {
    struct q_range noun; // empty: none
    uint32_t next;
};

// Reads on, token by token.
struct phrase_reader {
    struct phrase phrase;
    uint32_t joint;   // of the last preposition
    enum sort before; // of the last token
    bool open;        // the noun may grow
    bool named;       // it is but a name so far
    bool apart;       // a name behind a noun is not of it
};

// Takes token n into the phrase; false where it ends before it.
static bool take_word(const struct finder *f, struct phrase_reader *r, uint32_t n)
{
    struct q_range *noun = &r->phrase.noun;
    enum sort sort = sort_of(f, n);
    bool begun = noun->from < noun->to;
    if (!begun && token(f, n)->kind == Q_TOKEN_NUMBER)
        sort = DETERMINER;
    switch (sort) {
    case NOUN:
    case NAME:
    case OWNER:
    case DETERMINER:
        if (is_time(f, n)) { // a time is beside the noun, or there is none
            noun->to = r->joint;
            if (noun->to == noun->from)
                return false;
            r->open = false;
        }
        if (!r->open && r->before == ADVERB)
            return false;
        if (sort == NAME && r->before == NOUN && r->apart) {
            noun->to = noun->from; // *the crime Doe …*
            return false;
        }
        r->apart = r->apart || sort == DETERMINER;
        r->named = r->named && sort != NOUN && sort != DETERMINER;
        if (r->open && sort != DETERMINER)
            noun->to = n + 1;
        break;
    case PREPOSITION:
        if (!begun)
            return false;
        if (r->open)
            r->joint = n;
        r->open = r->open && (is(f, n, "of") || !r->named);
        r->apart = true;
        break;
    case ADVERB:
        r->open = r->open && !begun;
        break;
    case JOINT:
        if (!begun || !r->open)
            return false;
        break;
    default:
        return false;
    }
    r->before = sort;
    return true;
}

// The noun phrase that starts at token i and ends before `end`.
static struct phrase read_phrase(const struct finder *f, uint32_t i, uint32_t end)
{
    enum { LONGEST = 20 };
    static const char *const alone[] = {"some", "many", "others", "most", NULL};
    struct phrase_reader r = {{{i, i}, i}, i, STOP, true, true, false};
    uint32_t n = i;
    if (i < end && (sort_of(f, i) == PRONOUN ||
                    (is_any(f, i, alone) && i + 1 < end && sort_of(f, i + 1) == VERB))) {
        n = skip_adverbs(f, i + 1, end);
        return (struct phrase){{i, i + 1}, n};
    }
    while (n < end && n - i < LONGEST &&
           (n > i || (sort_of(f, n) != ADVERB && sort_of(f, n) != OWNER)) &&
           token(f, n)->depth == token(f, i)->depth && take_word(f, &r, n))
        n++;
    if (r.before == JOINT || r.before == PREPOSITION || r.before == OWNER)
        r.phrase.noun.to = i;
    else if (r.phrase.noun.to > i && sort_of(f, r.phrase.noun.to - 1) == OWNER)
        r.phrase.noun.to--; // *Doe’s long been …*
    r.phrase.next = n;
    return r.phrase;
}

// Behind a noun that ends at token i: the end of *(R-Ohio)*, or i.
static uint32_t skip_bracket(const struct finder *f, uint32_t i, uint32_t end)
{
    enum { LONGEST = 8 };
    if (i >= end || sort_of(f, i) != BRACKET)
        return i;
    for (uint32_t n = i + 1; n < end && n - i < LONGEST; n++)
        if (is(f, n, ")") || is(f, n, "]"))
            return n + 1;
    return i;
}

// Does a clause of its own start at token i behind a mark, or a name that it divides from
// another: *In her book, The Pier, Doe, who …*?
static bool is_no_aside(const struct finder *f, uint32_t i, uint32_t end, enum sort mark)
{
    if (sort_of(f, i) == PRONOUN || is(f, i, "that"))
        return true;
    uint32_t name = i;
    while (name < end && sort_of(f, name) == NAME)
        name++;
    return name > i && name < end && sort_of(f, name) == mark;
}

// What stands between two commas or dashes behind a subject; token i is the first. The verb
// behind the second, or i.
static uint32_t skip_aside(const struct finder *f, uint32_t i, uint32_t end)
{
    enum { LONGEST = 48 };
    enum sort mark = sort_of(f, i);
    if ((mark != COMMA && mark != DASH) || i + 1 >= end || is_no_aside(f, i + 1, end, mark))
        return i;
    for (uint32_t n = i + 1; n < end && n - i < LONGEST; n++) {
        if (token(f, n)->kind != Q_TOKEN_MARK || token(f, n)->depth != token(f, i)->depth ||
            sort_of(f, n) != mark)
            continue;
        uint32_t verb = skip_adverbs(f, n + 1, end);
        if (verb == end || sort_of(f, verb) == VERB)
            return verb;
    }
    return i;
}

// ── Subjects ──

// Who the last clause before a cue speaks of, and the verb of it.
struct subject {
    struct q_range noun; // empty: none
    uint32_t verb;
};

// Does a clause start at token i, maybe with an aside before its verb, which may be the
// one at `end`?
static bool read_clause(const struct finder *f, uint32_t i, uint32_t end, bool aside,
                        struct subject *out)
{
    static const char *const empty[] = {"turned",  "turns",    "seems",   "seemed",
                                        "appears", "appeared", "emerged", NULL};
    struct phrase p = read_phrase(f, i, end);
    if (p.noun.from == p.noun.to)
        return false;
    uint32_t verb = skip_adverbs(f, skip_bracket(f, p.next, end), end);
    if (aside && verb < end && p.next == p.noun.to && sort_of(f, verb) != VERB)
        verb = skip_aside(f, verb, end);
    if (verb < end && sort_of(f, verb) != VERB)
        return false;
    if (is(f, i, "it") && verb < end && (is_be(f, verb) || is_any(f, verb, empty)))
        return false; // tests/spec §1.7: *it was reported*
    if (is(f, i, "we") && !f->note->parents)
        return false; // tests/spec §1.5: the outlet's own prose
    *out = (struct subject){p.noun, verb};
    return true;
}

static const struct q_cue_entry *head_of(const struct finder *f, struct q_range cue)
{
    return q_lexicon_cue(f->lexicon, f->text, f->note->tokens, cue.from, cue.to);
}

enum { NEAR = 4 }; // attributions before one that may stand in its sentence

// The attribution near before `n` that opens with its source or cue at token i, and has the
// source for a subject.
static const struct q_attribution *told_at(const struct finder *f, uint32_t n, uint32_t i)
{
    for (uint32_t k = n > NEAR ? n - NEAR : 0; k < n; k++) {
        const struct q_attribution *a = &f->all->at[k];
        if (a->source.from == a->source.to || a->cue.from == a->cue.to ||
            i != (a->source.from < a->cue.from ? a->source.from : a->cue.from))
            continue;
        const struct q_cue_entry *head = head_of(f, a->cue);
        bool noun = head && (head->flags & Q_CUE_NOUN) && !(head->flags & Q_CUE_VERB);
        bool owner =
            a->source.to < f->note->token_count && sort_of(f, a->source.to) == OWNER;
        bool agent = a->source.from > 0 && is(f, a->source.from - 1, "by");
        if (!noun && !owner && !agent && sort_of(f, a->source.from) != RELATIVE)
            return a;
    }
    return NULL;
}

// The end of the content near before `n` in which token i stands, or i.
static uint32_t skip_content(const struct finder *f, uint32_t n, uint32_t i)
{
    for (uint32_t k = n > NEAR ? n - NEAR : 0; k < n; k++)
        for (uint32_t c = 0; c < f->all->at[k].content_count && c < NEAR; c++) {
            if (f->all->at[k].dropped)
                break;
            const struct q_range *content = &f->all->at[k].contents[c];
            if (content->from <= i && i < content->to)
                return content->to;
        }
    return i;
}

// Where the sentence of token i starts, as far as it stands in the same quotation.
static uint32_t sentence_start(const struct finder *f, uint32_t i)
{
    enum { LONGEST = 100 };
    uint32_t start = i;
    while (!is_first(f, start) || token(f, start)->depth > token(f, i)->depth) {
        if (start == 0 || token(f, start)->flags & Q_TOKEN_SENTENCE)
            break;
        if (i - start > LONGEST)
            return i;
        start--;
    }
    return start;
}

// Does what stands before token i end like a told sentence: *“No,”*?
static bool ends_quote(const struct finder *f, uint32_t i)
{
    return i > 1 && (token(f, i - 1)->kind == Q_TOKEN_MARK ||
                     ((token(f, i - 1)->flags & Q_TOKEN_CLOSES) &&
                      token(f, i - 2)->kind == Q_TOKEN_MARK));
}

// Does token i start what has a subject of its own, which may be that of the cue at `end`:
// *, who*; *that was*; *he*; *with Doe breaking*?
static bool leaves_doubt(const struct finder *f, uint32_t i, uint32_t end)
{
    static const char *const breaks[] = {";", ":", NULL};
    uint32_t next = skip_adverbs(f, i + 1, end);
    switch (sort_of(f, i)) {
    case RELATIVE:
        return true;
    case SUBORDINATOR:
        return is(f, i, "that") && next < end && sort_of(f, next) == VERB;
    case PRONOUN:
        return !is(f, i, "it");
    case ING:
        return i > 0 && sort_of(f, i - 1) == NAME;
    default:
        return is_any(f, i, breaks);
    }
}

// The subject of the last clause of the sentence before the cue of attribution n. None
// where the sentence leaves a doubt.
static struct subject find_subject(const struct finder *f, uint32_t n)
{
    uint32_t end = f->all->at[n].cue.from, i = sentence_start(f, end);
    struct subject none = {{end, end}, end}, found = none, clause;
    bool begun = false, seen = false; // any word but *And*; the main clause
    bool opens = true, main = true;   // may a clause start here, and the main one
    while (i < end) {
        const struct q_attribution *told = told_at(f, n, i);
        uint32_t behind = skip_content(f, n, i);
        if (told) {
            found = (struct subject){told->source, told->cue.from};
            behind = told->source.to > told->cue.to ? told->source.to : told->cue.to;
        }
        if (behind > i || token(f, i)->depth > token(f, end)->depth) {
            i = behind > i ? behind : i + 1;
            opens = main = !told && ends_quote(f, i);
            begun = true;
            seen = seen || told;
            continue;
        }
        if (opens && read_clause(f, i, end, !seen, &clause)) {
            found = main ? clause : none;
            seen = seen || main;
            i = clause.verb;
            opens = false;
            if (i == end)
                break;
        }
        enum sort sort = sort_of(f, i);
        if (leaves_doubt(f, i, end)) {
            found = none;
            seen = true;
        }
        bool joins = sort == JOINT && (!begun || found.noun.from < found.noun.to ||
                                       (seen && sort_of(f, i - 1) == COMMA));
        main = (sort == COMMA && !seen) || joins || (sort == ADVERB && main);
        opens = main || sort == COMMA || sort == SUBORDINATOR || (sort == ADVERB && opens);
        begun = begun || (sort != JOINT && sort != ADVERB);
        i++;
    }
    return i == end ? found : none;
}

// ── Cues ──

enum form { FORM_NONE, FORM_FINITE, FORM_PARTICIPLE };

static bool has_be(const struct finder *f, struct q_range cue)
{
    for (uint32_t i = cue.from; i < cue.to; i++)
        if (is_be(f, i))
            return true;
    return false;
}

static bool ends_in(const struct finder *f, uint32_t i, const char *ending)
{
    return q_str_ends(word(f, i), q_str_from(ending));
}

// Verbs whose past form is no participle without *be* (*the man said*, but *a man
// accused*).
static bool is_plain(const struct q_cue_entry *head)
{
    static const char *const lemmas[] = {
        "say",      "add",      "argue",  "insist", "reply",   "respond", "vow",  "pledge",
        "promise",  "threaten", "decide", "refuse", "decline", "agree",   "hope", "warn",
        "complain", "boast",    "joke",   "tweet",  "testify", "write",   NULL};
    return q_str_is_any(head->lemma, lemmas);
}

// *The vote failed, suggesting …*: not what its subject says but what all of it tells.
static bool tells_event(const struct q_cue_entry *head)
{
    static const char *const lemmas[] = {
        "suggest",  "signal",  "show",   "indicate", "demonstrate", "prove",
        "mean",     "imply",   "reveal", "reflect",  "underscore",  "highlight",
        "consider", "confirm", "quote",  NULL};
    return q_str_is_any(head->lemma, lemmas);
}

// *raised fears*: those of others.
static bool rouses(const struct finder *f, struct q_range cue)
{
    static const char *const verbs[] = {"raise",  "raised",   "raises",  "raising",
                                        "fueled", "fuels",    "fueling", "sparked",
                                        "sparks", "sparking", NULL};
    for (uint32_t i = cue.from; i < cue.to; i++)
        if (is_any(f, i, verbs))
            return true;
    return false;
}

// The form of a cue that is active without doubt.
static enum form form_of(const struct finder *f, const struct q_attribution *a)
{
    static const char *const passive[] = {"as", "of",   "by", "to",   "for", "in",
                                          "on", "with", "at", "from", NULL};
    uint32_t first = a->cue.from, last = a->cue.to - 1;
    const struct q_cue_entry *head = head_of(f, a->cue);
    if (!head || (head->flags & Q_CUE_DEED) || rouses(f, a->cue) ||
        (head->flags & (Q_CUE_NOUN | Q_CUE_VERB)) == Q_CUE_NOUN)
        return FORM_NONE;
    if (ends_in(f, first, "ing"))
        return head_of(f, (struct q_range){first, first + 1}) && !tells_event(head)
                   ? FORM_PARTICIPLE
                   : FORM_NONE;
    if (is_any(f, first, auxiliaries) ||
        (sort_of(f, first) == VERB && token(f, first)->kind == Q_TOKEN_CLITIC))
        return !has_be(f, a->cue) || ends_in(f, last, "ing") ? FORM_FINITE : FORM_NONE;
    const struct q_cue_entry *verb = head_of(f, (struct q_range){first, first + 1});
    if (!verb)
        return FORM_NONE;
    if (is_past(f, first)) {
        bool risk = a->cue.to < f->note->token_count && is_any(f, a->cue.to, passive);
        bool particle = first < last && is_any(f, last, passive) &&
                        !q_str_ends(head->lemma, word(f, last));
        return is_plain(head) || !(risk || particle) ? FORM_FINITE : FORM_NONE;
    }
    bool noun = (head->flags | verb->flags) & Q_CUE_NOUN;
    bool base = q_str_starts(head->lemma, word(f, first));
    return ends_in(f, first, "s") && !noun && !base ? FORM_FINITE : FORM_NONE;
}

// Is the subject's verb passive, so that a past form behind *and* may be so too?
static bool is_passive(const struct finder *f, uint32_t verb, uint32_t end)
{
    bool be = false;
    for (enum sort sort; verb < end; verb++) {
        sort = sort_of(f, verb);
        if (sort != VERB && sort != ADVERB && !ends_in(f, verb, "en"))
            break;
        if (be && (is_past(f, verb) || ends_in(f, verb, "en")))
            return true;
        be = be || (is_be(f, verb) && token(f, verb)->kind == Q_TOKEN_WORD);
    }
    return false;
}

static bool has_participle(const struct finder *f, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (ends_in(f, i, "ing"))
            return true;
    return false;
}

static bool is_content(const struct q_attribution *a, uint32_t i)
{
    for (uint32_t k = 0; k < a->content_count; k++)
        if (a->contents[k].from <= i && i < a->contents[k].to)
            return true;
    return false;
}

// tests/spec §2.3–2.4: the subject is the source when the cue is its verb, a second verb of
// it (*and said*), or a participle beside it (*, saying*; *by saying*).
static void take_subject(const struct finder *f, uint32_t n)
{
    static const char *const gerund[] = {"by", "while", "after", "before", NULL};
    static const char *const takes[] = {"got", "received", "receives", NULL}; // a letter
    struct q_attribution *a = &f->all->at[n];
    enum form form = form_of(f, a);
    if (form == FORM_NONE || a->cue.from == 0)
        return;
    struct subject subject = find_subject(f, n);
    if (subject.noun.from == subject.noun.to)
        return;
    uint32_t b = a->cue.from - 1;
    while (b > subject.noun.to && sort_of(f, b) == ADVERB)
        b--;
    enum sort before = sort_of(f, b);
    bool past = is_past(f, a->cue.from) && !is_plain(head_of(f, a->cue));
    bool suffers = is_passive(f, subject.verb, b);
    bool fits =
        form == FORM_PARTICIPLE
            ? (before == COMMA && subject.verb < a->cue.from && !suffers &&
               !is_any(f, subject.verb, takes)) ||
                  (before == JOINT && has_participle(f, subject.verb, b)) ||
                  (is_any(f, b, gerund) && !(suffers && is(f, b, "by")))
            : subject.verb == a->cue.from || (before == JOINT && !(past && suffers));
    if (fits && !is_content(a, subject.noun.from))
        a->source = subject.noun;
}

// ── Other places ──

// What is left of a content without `words` at one of its ends.
static struct q_range cut_out(const struct finder *f, struct q_range content,
                              struct q_range words)
{
    if (words.from <= content.from && content.from < words.to) {
        content.from = words.to;
        while (content.from < content.to && sort_of(f, content.from) == COMMA)
            content.from++;
    } else if (content.from < words.from && words.from < content.to) {
        content.to = words.from;
    }
    return content;
}

// `words` are the source and the *by* before it. Nothing is given where they stand in the
// midst of a content, or are all of it.
static void give(const struct finder *f, struct q_attribution *a, struct q_range words,
                 struct q_range source)
{
    uint32_t kept = 0;
    for (uint32_t k = 0; k < a->content_count; k++) {
        struct q_range content = a->contents[k], rest = cut_out(f, content, words);
        if (content.from < words.from && words.to < content.to)
            return;
        kept += rest.from < rest.to;
    }
    if (source.from == source.to || !kept)
        return;
    kept = 0;
    for (uint32_t k = 0; k < a->content_count; k++) {
        struct q_range rest = cut_out(f, a->contents[k], words);
        if (rest.from < rest.to)
            a->contents[kept++] = rest;
    }
    a->content_count = kept;
    a->source = source;
}

// The end of the sentence or piece that holds token i, or of what is looked at.
static uint32_t look_ahead(const struct finder *f, uint32_t i)
{
    enum { LONGEST = 24 };
    uint32_t end = i;
    while (end < f->note->token_count && end - i < LONGEST && !starts(f, end))
        end++;
    return end;
}

// Does a content end right before the cue?
static bool is_told_before(const struct finder *f, const struct q_attribution *a)
{
    static const char *const ends[] = {",", "?", "!", NULL};
    uint32_t from = a->cue.from;
    if (!a->content_count || from < 2 || a->contents[0].to > from ||
        a->contents[0].to + 1 < from)
        return false;
    return is_any(f, from - 1, ends) || (token(f, from - 1)->flags & Q_TOKEN_CLOSES);
}

// *“No,” said Jane Doe*.
static void take_inverted(const struct finder *f, struct q_attribution *a)
{
    static const char *const naming[] = {"told",   "called",  "named", "described",
                                         "dubbed", "labeled", NULL};
    uint32_t cue = a->cue.from;
    if (a->cue.to - cue != 1 || !is_told_before(f, a) || is_any(f, cue, naming) ||
        !(is_past(f, cue) || ends_in(f, cue, "s")))
        return;
    uint32_t end = look_ahead(f, cue + 1);
    struct q_range noun = read_phrase(f, cue + 1, end).noun;
    enum sort behind = noun.to < end ? sort_of(f, noun.to) : STOP;
    bool name = false;
    for (uint32_t i = noun.from; i < noun.to; i++)
        name = name || sort_of(f, i) == NAME;
    if (name && behind != VERB && behind != ING && behind != OBJECT && behind != PRONOUN)
        give(f, a, noun, noun);
}

// The *by* behind a passive, or behind what it is told to be in quote marks; 0: none.
static uint32_t find_by(const struct finder *f, const struct q_attribution *a)
{
    uint32_t i = a->cue.to, count = f->note->token_count;
    if (is(f, i - 1, "by"))
        return i - 1;
    if (!is_past(f, i - 1))
        return 0;
    uint32_t by = skip_adverbs(f, i, count);
    if (by < count && is(f, by, "by"))
        return by;
    if (!a->content_count || a->contents[a->content_count - 1].from != i ||
        !has_be(f, a->cue))
        return 0;
    for (uint32_t end = look_ahead(f, i); i + 1 < end; i++)
        if ((token(f, i)->flags & Q_TOKEN_CLOSES) && is(f, i + 1, "by"))
            return i + 1;
    return 0;
}

// *was demanded by Harsk*.
static void take_agent(const struct finder *f, struct q_attribution *a)
{
    static const char *const reports[] = {"quoted", "cited", NULL};
    uint32_t by = find_by(f, a), end = look_ahead(f, by + 1);
    if (!by || by + 1 >= end || is_any(f, a->cue.to - 1, reports))
        return;
    for (uint32_t i = by + 2; i < end; i++)
        if (sort_of(f, i) == PREPOSITION && !is(f, i, "of"))
            end = i;
    struct q_range noun = read_phrase(f, by + 1, end).noun;
    enum sort first = sort_of(f, by + 1);
    bool plural = noun.from < noun.to && ends_in(f, noun.to - 1, "s");
    if (first == DETERMINER || first == NAME || plural)
        give(f, a, (struct q_range){by, noun.to}, noun);
}

// Where the noun ends that a relative at token i speaks of: before a comma, a dash, a
// bracket that opens, *(R-Ohio)*, and a weekday.
static uint32_t end_before(const struct finder *f, uint32_t i)
{
    enum { LONGEST = 8 };
    enum sort sort = i > 0 ? sort_of(f, i - 1) : STOP;
    if (sort == COMMA || sort == DASH || sort == BRACKET)
        i--;
    if (i > 0 && is(f, i - 1, ")"))
        for (uint32_t n = i - 1; n > 0 && i - n < LONGEST; n--)
            if (sort_of(f, n) == BRACKET)
                return n;
    while (i > 0 && sort_of(f, i - 1) == ADVERB)
        i--;
    return i;
}

// Does token i join the names around it to one: *Collins of Maine, who*, *the Institute for
// Rivers, which*?
static bool joins_names(const struct finder *f, uint32_t i, uint32_t end, bool person)
{
    static const char *const places[] = {"of", "in", "at", NULL};
    static const char *const themes[] = {"of", "for", "on", NULL};
    if (i == 0 || !is_any(f, i, person ? places : themes))
        return false;
    enum sort before = sort_of(f, i - 1), behind = sort_of(f, i + 1);
    return before == NAME ? behind == NAME
                          : person && before == NOUN && end - i < 4 && !is(f, i, "of");
}

// The noun phrase that ends before token `end`: a name, or the words back to an article or
// to what no noun is.
static struct q_range phrase_before(const struct finder *f, uint32_t end, bool person)
{
    enum { LONGEST = 14 };
    static const char *const articles[] = {"a", "an", "the", "no", NULL};
    uint32_t from = end, name = end;
    while (from > 0 && end - from < LONGEST && (from == end || !is_first(f, from))) {
        uint32_t i = from - 1;
        enum sort sort = sort_of(f, i);
        bool joins = from < end && joins_names(f, i, end, person);
        if (name == from && (sort == NAME || joins))
            name = i;
        if (sort != NOUN && sort != NAME && sort != OWNER && sort != DETERMINER && !joins &&
            !(from < end && is(f, i, "of")))
            break;
        from = i;
        if (sort == DETERMINER && (from + 1 < end || !is_any(f, from, articles)))
            return (struct q_range){from, end};
    }
    if (name < end)
        from = name;
    while (from < end && sort_of(f, from) != NOUN && sort_of(f, from) != NAME)
        from++;
    return (struct q_range){from, end};
}

// tests/spec §2.4: for *X, who said* the source is X.
static void take_antecedent(const struct finder *f, struct q_attribution *a)
{
    uint32_t i = a->source.from;
    bool that = is(f, i, "that") && skip_adverbs(f, i + 1, a->cue.from) == a->cue.from;
    if (is_first(f, i) || !(that || sort_of(f, i) == RELATIVE) || is(f, i, "what") ||
        is(f, i - 1, "matter"))
        return;
    bool person = is(f, i, "who") || is(f, i, "whom");
    struct q_range noun = phrase_before(f, end_before(f, i), person);
    if (noun.from < noun.to && !is_time(f, noun.to - 1))
        a->source = noun;
}

void q_replace_relatives(const struct q_lexicon *lexicon, quoth_str text,
                         const struct q_annotation *note,
                         struct q_attributions *attributions)
{
    struct finder f = {lexicon, text, note, attributions};
    for (uint32_t n = 0; n < attributions->count; n++) {
        struct q_attribution *a = &attributions->at[n];
        if (!a->dropped && a->source.to - a->source.from == 1)
            take_antecedent(&f, a);
    }
}

void q_give_sources(const struct q_lexicon *lexicon, quoth_str text,
                    const struct q_annotation *note, struct q_attributions *attributions)
{
    struct finder f = {lexicon, text, note, attributions};
    for (uint32_t n = 0; n < attributions->count; n++) {
        struct q_attribution *a = &attributions->at[n];
        if (a->dropped || a->cue.from == a->cue.to || a->source.from < a->source.to)
            continue;
        take_inverted(&f, a);
        if (a->source.from == a->source.to)
            take_agent(&f, a);
        if (a->source.from == a->source.to)
            take_subject(&f, n);
    }
}
