#include "attribute/source.h"

#include "attribute/grammar.h"

// ── Subjects ──

// Who the last clause before a cue speaks of, and the verb of it.
struct subject {
    struct q_range noun; // empty: none
    uint32_t verb;
};

// Does a clause start at token i, maybe with an aside before its verb, which may be the
// one at `end`?
static bool read_clause(const struct q_words *w, uint32_t i, uint32_t end, bool aside,
                        struct subject *out)
{
    static const char *const empty[] = {"turned",  "turns",    "seems",   "seemed",
                                        "appears", "appeared", "emerged", NULL};
    struct q_phrase p = q_read_phrase(w, i, end);
    if (p.noun.from == p.noun.to)
        return false;
    uint32_t verb = q_skip_adverbs(w, q_skip_bracket(w, p.next, end), end);
    if (aside && verb < end && p.next == p.noun.to && q_sort_of(w, verb) != Q_SORT_VERB)
        verb = q_skip_aside(w, verb, end);
    if (verb < end && q_sort_of(w, verb) != Q_SORT_VERB)
        return false;
    if (q_word_is(w, i, "it") && verb < end &&
        (q_is_be(w, verb) || q_word_is_any(w, verb, empty)))
        return false; // tests/spec §1.7: *it was reported*
    if (q_word_is(w, i, "we") && !w->note->inside)
        return false; // tests/spec §1.5: the outlet's own prose
    *out = (struct subject){p.noun, verb};
    return true;
}

enum { NEAR = 4 }; // attributions before one that may stand in its sentence

// The attribution near before `n` that opens with its source or cue at token i, and has the
// source for a subject.
static const struct q_attribution *
told_at(const struct q_words *w, const struct q_attributions *all, uint32_t n, uint32_t i)
{
    for (uint32_t k = n > NEAR ? n - NEAR : 0; k < n; k++) {
        const struct q_attribution *a = &all->at[k];
        if (a->source.from == a->source.to || a->cue.from == a->cue.to ||
            i != (a->source.from < a->cue.from ? a->source.from : a->cue.from))
            continue;
        const struct q_cue_entry *head = q_cue_head(w, a->cue);
        bool noun = head && (head->flags & Q_CUE_NOUN) && !(head->flags & Q_CUE_VERB);
        bool owner = a->source.to < w->note->token_count &&
                     q_sort_of(w, a->source.to) == Q_SORT_OWNER;
        bool agent = a->source.from > 0 && q_word_is(w, a->source.from - 1, "by");
        if (!noun && !owner && !agent && q_sort_of(w, a->source.from) != Q_SORT_RELATIVE)
            return a;
    }
    return NULL;
}

// The end of the content near before `n` in which token i stands, or i.
static uint32_t skip_content(const struct q_attributions *all, uint32_t n, uint32_t i)
{
    for (uint32_t k = n > NEAR ? n - NEAR : 0; k < n; k++)
        for (uint32_t c = 0; c < all->at[k].content_count && c < NEAR; c++) {
            if (all->at[k].dropped)
                break;
            const struct q_range *content = &all->at[k].contents[c];
            if (content->from <= i && i < content->to)
                return content->to;
        }
    return i;
}

// Where the sentence of token i starts, as far as it stands in the same quotation.
static uint32_t sentence_start(const struct q_words *w, uint32_t i)
{
    enum { LONGEST = 100 };
    uint32_t start = i;
    while (!q_is_first(w, start) ||
           q_word_token(w, start)->depth > q_word_token(w, i)->depth) {
        if (start == 0 || q_word_token(w, start)->flags & Q_TOKEN_SENTENCE)
            break;
        if (i - start > LONGEST)
            return i;
        start--;
    }
    return start;
}

// Does what stands before token i end like a told sentence: *“No,”*?
static bool ends_quote(const struct q_words *w, uint32_t i)
{
    return i > 1 &&
           (q_is_mark(w, i - 1) ||
            ((q_word_token(w, i - 1)->flags & Q_TOKEN_CLOSES) && q_is_mark(w, i - 2)));
}

// Does token i start what has a subject of its own, which may be that of the cue at `end`:
// *, who*; *that was*; *he*; *with Doe breaking*?
static bool leaves_doubt(const struct q_words *w, uint32_t i, uint32_t end)
{
    static const char *const breaks[] = {";", ":", NULL};
    uint32_t next = q_skip_adverbs(w, i + 1, end);
    switch (q_sort_of(w, i)) {
    case Q_SORT_RELATIVE:
        return true;
    case Q_SORT_SUBORDINATOR:
        return q_word_is(w, i, "that") && next < end && q_sort_of(w, next) == Q_SORT_VERB;
    case Q_SORT_PRONOUN:
        return !q_word_is(w, i, "it");
    case Q_SORT_ING:
        return i > 0 && q_sort_of(w, i - 1) == Q_SORT_NAME;
    default:
        return q_word_is_any(w, i, breaks);
    }
}

// The subject of the last clause of the sentence before the cue of attribution n. None
// where the sentence leaves a doubt.
static struct subject find_subject(const struct q_words *w,
                                   const struct q_attributions *all, uint32_t n)
{
    uint32_t end = all->at[n].cue.from, i = sentence_start(w, end);
    struct subject none = {{end, end}, end}, found = none, clause;
    bool begun = false, seen = false; // any word but *And*; the main clause
    bool opens = true, main = true;   // may a clause start here, and the main one
    while (i < end) {
        const struct q_attribution *told = told_at(w, all, n, i);
        uint32_t behind = skip_content(all, n, i);
        if (told) {
            found = (struct subject){told->source, told->cue.from};
            behind = told->source.to > told->cue.to ? told->source.to : told->cue.to;
        }
        if (behind > i || q_word_token(w, i)->depth > q_word_token(w, end)->depth) {
            i = behind > i ? behind : i + 1;
            opens = main = !told && ends_quote(w, i);
            begun = true;
            seen = seen || told;
            continue;
        }
        if (opens && read_clause(w, i, end, !seen, &clause)) {
            found = main ? clause : none;
            seen = seen || main;
            i = clause.verb;
            opens = false;
            if (i == end)
                break;
        }
        enum q_sort sort = q_sort_of(w, i);
        if (leaves_doubt(w, i, end)) {
            found = none;
            seen = true;
        }
        bool joins =
            sort == Q_SORT_JOINT && (!begun || found.noun.from < found.noun.to ||
                                     (seen && q_sort_of(w, i - 1) == Q_SORT_COMMA));
        main = (sort == Q_SORT_COMMA && !seen) || joins || (sort == Q_SORT_ADVERB && main);
        opens = main || sort == Q_SORT_COMMA || sort == Q_SORT_SUBORDINATOR ||
                (sort == Q_SORT_ADVERB && opens);
        begun = begun || (sort != Q_SORT_JOINT && sort != Q_SORT_ADVERB);
        i++;
    }
    return i == end ? found : none;
}

// ── Cues ──

enum form { FORM_NONE, FORM_FINITE, FORM_PARTICIPLE };

static bool has_be(const struct q_words *w, struct q_range cue)
{
    for (uint32_t i = cue.from; i < cue.to; i++)
        if (q_is_be(w, i))
            return true;
    return false;
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
static bool rouses(const struct q_words *w, struct q_range cue)
{
    static const char *const verbs[] = {"raise",  "raised",   "raises",  "raising",
                                        "fueled", "fuels",    "fueling", "sparked",
                                        "sparks", "sparking", NULL};
    for (uint32_t i = cue.from; i < cue.to; i++)
        if (q_word_is_any(w, i, verbs))
            return true;
    return false;
}

// The form of a cue that is active without doubt.
static enum form form_of(const struct q_words *w, const struct q_attribution *a)
{
    static const char *const passive[] = {"as", "of",   "by", "to",   "for", "in",
                                          "on", "with", "at", "from", NULL};
    uint32_t first = a->cue.from, last = a->cue.to - 1;
    const struct q_cue_entry *head = q_cue_head(w, a->cue);
    if (!head || (head->flags & Q_CUE_DEED) || rouses(w, a->cue) ||
        (head->flags & (Q_CUE_NOUN | Q_CUE_VERB)) == Q_CUE_NOUN)
        return FORM_NONE;
    if (q_word_ends(w, first, "ing"))
        return q_cue_head(w, (struct q_range){first, first + 1}) && !tells_event(head)
                   ? FORM_PARTICIPLE
                   : FORM_NONE;
    if (q_is_auxiliary(w, first) || (q_sort_of(w, first) == Q_SORT_VERB &&
                                     q_word_token(w, first)->kind == Q_TOKEN_CLITIC))
        return !has_be(w, a->cue) || q_word_ends(w, last, "ing") ? FORM_FINITE : FORM_NONE;
    const struct q_cue_entry *verb = q_cue_head(w, (struct q_range){first, first + 1});
    if (!verb)
        return FORM_NONE;
    if (q_is_past(w, first)) {
        bool risk =
            a->cue.to < w->note->token_count && q_word_is_any(w, a->cue.to, passive);
        bool particle = first < last && q_word_is_any(w, last, passive) &&
                        !q_str_ends(head->lemma, q_word_text(w, last));
        return is_plain(head) || !(risk || particle) ? FORM_FINITE : FORM_NONE;
    }
    bool noun = (head->flags | verb->flags) & Q_CUE_NOUN;
    bool base = q_str_starts(head->lemma, q_word_text(w, first));
    return q_word_ends(w, first, "s") && !noun && !base ? FORM_FINITE : FORM_NONE;
}

// Is the subject's verb passive, so that a past form behind *and* may be so too?
static bool is_passive(const struct q_words *w, uint32_t verb, uint32_t end)
{
    bool be = false;
    for (enum q_sort sort; verb < end; verb++) {
        sort = q_sort_of(w, verb);
        if (sort != Q_SORT_VERB && sort != Q_SORT_ADVERB && !q_word_ends(w, verb, "en"))
            break;
        if (be && (q_is_past(w, verb) || q_word_ends(w, verb, "en")))
            return true;
        be = be || (q_is_be(w, verb) && q_word_token(w, verb)->kind == Q_TOKEN_WORD);
    }
    return false;
}

static bool has_participle(const struct q_words *w, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (q_word_ends(w, i, "ing"))
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
static void take_subject(const struct q_words *w, const struct q_attributions *all,
                         uint32_t n)
{
    static const char *const gerund[] = {"by", "while", "after", "before", NULL};
    static const char *const takes[] = {"got", "received", "receives", NULL}; // a letter
    struct q_attribution *a = &all->at[n];
    enum form form = form_of(w, a);
    if (form == FORM_NONE || a->cue.from == 0)
        return;
    struct subject subject = find_subject(w, all, n);
    if (subject.noun.from == subject.noun.to)
        return;
    uint32_t b = a->cue.from - 1;
    while (b > subject.noun.to && q_sort_of(w, b) == Q_SORT_ADVERB)
        b--;
    enum q_sort before = q_sort_of(w, b);
    bool past = q_is_past(w, a->cue.from) && !is_plain(q_cue_head(w, a->cue));
    bool suffers = is_passive(w, subject.verb, b);
    bool fits =
        form == FORM_PARTICIPLE
            ? (before == Q_SORT_COMMA && subject.verb < a->cue.from && !suffers &&
               !q_word_is_any(w, subject.verb, takes)) ||
                  (before == Q_SORT_JOINT && has_participle(w, subject.verb, b)) ||
                  (q_word_is_any(w, b, gerund) && !(suffers && q_word_is(w, b, "by")))
            : subject.verb == a->cue.from || (before == Q_SORT_JOINT && !(past && suffers));
    if (fits && !is_content(a, subject.noun.from))
        a->source = subject.noun;
}

// ── Other places ──

// What is left of a content without `words` at one of its ends.
static struct q_range cut_out(const struct q_words *w, struct q_range content,
                              struct q_range words)
{
    if (words.from <= content.from && content.from < words.to) {
        content.from = words.to;
        while (content.from < content.to && q_sort_of(w, content.from) == Q_SORT_COMMA)
            content.from++;
    } else if (content.from < words.from && words.from < content.to) {
        content.to = words.from;
    }
    return content;
}

// `words` are the source and the *by* before it. Nothing is given where they stand in the
// midst of a content, or are all of it.
static void give(const struct q_words *w, struct q_attribution *a, struct q_range words,
                 struct q_range source)
{
    uint32_t kept = 0;
    for (uint32_t k = 0; k < a->content_count; k++) {
        struct q_range content = a->contents[k], rest = cut_out(w, content, words);
        if (content.from < words.from && words.to < content.to)
            return;
        kept += rest.from < rest.to;
    }
    if (source.from == source.to || !kept)
        return;
    kept = 0;
    for (uint32_t k = 0; k < a->content_count; k++) {
        struct q_range rest = cut_out(w, a->contents[k], words);
        if (rest.from < rest.to)
            a->contents[kept++] = rest;
    }
    a->content_count = kept;
    a->source = source;
}

// The end of the sentence or piece that holds token i, or of what is looked at.
static uint32_t look_ahead(const struct q_words *w, uint32_t i)
{
    enum { LONGEST = 24 };
    uint32_t end = i;
    while (end < w->note->token_count && end - i < LONGEST && !q_is_start(w, end))
        end++;
    return end;
}

// Does a content end right before the cue?
static bool is_told_before(const struct q_words *w, const struct q_attribution *a)
{
    static const char *const ends[] = {",", "?", "!", NULL};
    uint32_t from = a->cue.from;
    if (!a->content_count || from < 2 || a->contents[0].to > from ||
        a->contents[0].to + 1 < from)
        return false;
    return q_word_is_any(w, from - 1, ends) ||
           (q_word_token(w, from - 1)->flags & Q_TOKEN_CLOSES);
}

// *“No,” said Jane Doe*.
static void take_inverted(const struct q_words *w, struct q_attribution *a)
{
    static const char *const naming[] = {"told",   "called",  "named", "described",
                                         "dubbed", "labeled", NULL};
    uint32_t cue = a->cue.from;
    if (a->cue.to - cue != 1 || !is_told_before(w, a) || q_word_is_any(w, cue, naming) ||
        !(q_is_past(w, cue) || q_word_ends(w, cue, "s")))
        return;
    uint32_t end = look_ahead(w, cue + 1);
    struct q_range noun = q_read_phrase(w, cue + 1, end).noun;
    enum q_sort behind = noun.to < end ? q_sort_of(w, noun.to) : Q_SORT_STOP;
    bool name = false;
    for (uint32_t i = noun.from; i < noun.to; i++)
        name = name || q_sort_of(w, i) == Q_SORT_NAME;
    if (name && behind != Q_SORT_VERB && behind != Q_SORT_ING && behind != Q_SORT_OBJECT &&
        behind != Q_SORT_PRONOUN)
        give(w, a, noun, noun);
}

// The *by* behind a passive, or behind what it is told to be in quote marks; 0: none.
static uint32_t find_by(const struct q_words *w, const struct q_attribution *a)
{
    uint32_t i = a->cue.to, count = w->note->token_count;
    if (q_word_is(w, i - 1, "by"))
        return i - 1;
    if (!q_is_past(w, i - 1))
        return 0;
    uint32_t by = q_skip_adverbs(w, i, count);
    if (by < count && q_word_is(w, by, "by"))
        return by;
    if (!a->content_count || a->contents[a->content_count - 1].from != i ||
        !has_be(w, a->cue))
        return 0;
    for (uint32_t end = look_ahead(w, i); i + 1 < end; i++)
        if ((q_word_token(w, i)->flags & Q_TOKEN_CLOSES) && q_word_is(w, i + 1, "by"))
            return i + 1;
    return 0;
}

// *was demanded by Harsk*.
static void take_agent(const struct q_words *w, struct q_attribution *a)
{
    static const char *const reports[] = {"quoted", "cited", NULL};
    uint32_t by = find_by(w, a), end = look_ahead(w, by + 1);
    if (!by || by + 1 >= end || q_word_is_any(w, a->cue.to - 1, reports))
        return;
    for (uint32_t i = by + 2; i < end; i++)
        if (q_sort_of(w, i) == Q_SORT_PREPOSITION && !q_word_is(w, i, "of"))
            end = i;
    struct q_range noun = q_read_phrase(w, by + 1, end).noun;
    enum q_sort first = q_sort_of(w, by + 1);
    bool plural = noun.from < noun.to && q_word_ends(w, noun.to - 1, "s");
    if (first == Q_SORT_DETERMINER || first == Q_SORT_NAME || plural)
        give(w, a, (struct q_range){by, noun.to}, noun);
}

// tests/spec §2.4: for *X, who said* the source is X.
static void take_antecedent(const struct q_words *w, struct q_attribution *a)
{
    uint32_t i = a->source.from;
    bool that =
        q_word_is(w, i, "that") && q_skip_adverbs(w, i + 1, a->cue.from) == a->cue.from;
    if (q_is_first(w, i) || !(that || q_sort_of(w, i) == Q_SORT_RELATIVE) ||
        q_word_is(w, i, "what") || q_word_is(w, i - 1, "matter"))
        return;
    bool person = q_word_is(w, i, "who") || q_word_is(w, i, "whom");
    struct q_range noun = q_noun_before(w, i, person);
    if (noun.from < noun.to && !q_is_time(w, noun.to - 1))
        a->source = noun;
}

void q_replace_relatives(const struct q_lexicon *lexicon, quoth_str text,
                         const struct q_annotation *note,
                         struct q_attributions *attributions)
{
    struct q_words w = {lexicon, text, note, NULL};
    for (uint32_t n = 0; n < attributions->count; n++) {
        struct q_attribution *a = &attributions->at[n];
        if (!a->dropped && a->source.to - a->source.from == 1)
            take_antecedent(&w, a);
    }
}

void q_give_sources(const struct q_lexicon *lexicon, quoth_str text,
                    const struct q_annotation *note, struct q_attributions *attributions)
{
    struct q_words w = {lexicon, text, note, NULL};
    for (uint32_t n = 0; n < attributions->count; n++) {
        struct q_attribution *a = &attributions->at[n];
        if (a->dropped || a->cue.from == a->cue.to || a->source.from < a->source.to)
            continue;
        take_inverted(&w, a);
        if (a->source.from == a->source.to)
            take_agent(&w, a);
        if (a->source.from == a->source.to)
            take_subject(&w, attributions, n);
    }
}
