#include "attribute/guide.h"

#include "attribute/words.h"

// , ; : – — and full stops: what stands between the parts of a sentence
static bool is_stop(const struct q_words *w, uint32_t i)
{
    static const char *const stops[] = {",", ";", ":", ".", "!", "?", NULL};
    return q_is_mark(w, i) && (q_is_dash(w, i) || q_word_is_any(w, i, stops));
}

static bool is_double_quote(const struct q_words *w, uint32_t i)
{
    const struct q_token *t = q_word_token(w, i);
    return t->kind == Q_TOKEN_QUOTE && (t->flags & (Q_TOKEN_OPENS | Q_TOKEN_CLOSES));
}

// tests/spec §2.1: the *of*, *about* or *that* before the content opens the content, unless
// it is part of the phrase (*complain about*).
static void give_opener(const struct q_words *w, struct q_attribution *a)
{
    static const char *const openers[] = {"of",  "about", "that", "whether",
                                          "how", "why",   NULL};
    uint32_t last = a->cue.to - 1;
    if (a->cue.from == last || !q_word_is_any(w, last, openers))
        return;
    const struct q_cue_entry *head = q_cue_head(w, a->cue);
    if (head && q_str_ends(head->lemma, q_word_text(w, last)) &&
        head->lemma.len > q_word_text(w, last).len)
        return;
    for (uint32_t k = 0; k < a->content_count; k++)
        if (a->contents[k].from == a->cue.to)
            a->contents[k].from = last;
    a->cue.to = last;
}

// tests/spec §2.5: addressee and occasion are not in the cue (*told reporters*, *wrote in a
// letter to*). It ends where the shortest start of it has the same head.
static void end_cue(const struct q_words *w, struct q_range *cue)
{
    static const char *const adjuncts[] = {
        "in",        "on",      "at",         "during", "after", "before",    "by",
        "from",      "via",     "through",    "while",  "with",  "to",        "the",
        "a",         "an",      "his",        "her",    "their", "reporters", "journalists",
        "lawmakers", "viewers", "supporters", "voters", "him",   "them",      NULL};
    enum { LONGEST = 16 }; // tokens: longer cues are the tagger's error
    static const char *const particles[] = {"to",    "with",    "by", "from",
                                            "after", "through", NULL};
    const struct q_cue_entry *head = q_cue_head(w, *cue);
    if (!head || (head->flags & (Q_CUE_NOUN | Q_CUE_WEAK | Q_CUE_REFUSAL)))
        return;
    uint32_t end = cue->from + 1;
    while (end < cue->to && end - cue->from < LONGEST &&
           q_cue_head(w, (struct q_range){cue->from, end}) != head)
        end++;
    if (end == cue->to || end - cue->from == LONGEST)
        return;
    char first = w->text.ptr[q_word_token(w, end)->start];
    bool name = first >= 'A' && first <= 'Z';
    bool particle = cue->to - end == 1 && q_word_is_any(w, end, particles);
    if (name || (q_word_is_any(w, end, adjuncts) && !particle))
        cue->to = end;
}

// The noun phrase that ends before token `end`: back to a mark or the sentence's start.
static struct q_range phrase_before(const struct q_words *w, uint32_t end)
{
    enum { LONGEST = 12 };
    static const char *const openers[] = {"that", "as", "because", "but", "and", NULL};
    uint32_t from = end;
    while (from > 0 && end - from < LONGEST && !q_is_punctuation(w, from - 1) &&
           !q_word_is_any(w, from - 1, openers)) {
        from--;
        if (q_word_token(w, from)->flags & Q_TOKEN_SENTENCE)
            break;
    }
    return (struct q_range){from, end};
}

// *Nations which I will not name here said*: behind a modal stands no past tense, so that
// the cue is the last word, and what stands before it a relative clause of its source.
static void leave_relative(const struct q_words *w, struct q_attribution *a)
{
    static const char *const modals[] = {"will", "would", "can", "could", "may",  "might",
                                         "do",   "does",  "did", "shall", "must", NULL};
    static const char *const pasts[] = {"said", "told", "wrote", "says", NULL};
    static const char *const relatives[] = {"which", "whom", "who", "that", NULL};
    if (a->cue.to - a->cue.from < 3 || !q_word_is_any(w, a->cue.from, modals) ||
        !q_word_is_any(w, a->cue.to - 1, pasts))
        return;
    uint32_t subject = a->source.from;
    if (a->source.from < a->source.to && a->source.to == a->cue.from && subject > 1 &&
        q_word_is_any(w, subject - 1, relatives))
        a->source = phrase_before(w, subject - 1);
    a->cue.from = a->cue.to - 1;
}

// tests/spec §2.5: a colon alone is no cue; adverbs count only between a cue's words.
static void trim_cue(const struct q_words *w, struct q_range *cue)
{
    while (cue->from < cue->to &&
           (is_stop(w, cue->to - 1) || is_double_quote(w, cue->to - 1)))
        cue->to--;
    while (cue->from < cue->to && (is_stop(w, cue->from) || is_double_quote(w, cue->from)))
        cue->from++;
    while (cue->from + 1 < cue->to && q_lexicon_edge(w->lexicon, q_word_text(w, cue->from)))
        cue->from++;
    while (cue->from + 1 < cue->to &&
           q_lexicon_edge(w->lexicon, q_word_text(w, cue->to - 1)))
        cue->to--;
}

// tests/spec §2.4: relative clauses and the possessive ’s stay out.
static void trim_source(const struct q_words *w, struct q_range *source)
{
    static const char *const relatives[] = {"who", "whose", "which", "whom", NULL};
    enum { LONGEST = 64 }; // a source may be shared by every cue, and is looked at for each
    for (uint32_t i = source->from + 1; i < source->to && i - source->from < LONGEST; i++)
        if (q_word_is_any(w, i, relatives) && (is_stop(w, i - 1) || i + 1 == source->to))
            source->to = i;
    for (int k = 0; k < LONGEST && source->from < source->to; k++) {
        uint32_t last = source->to - 1;
        bool clitic =
            q_word_token(w, last)->kind == Q_TOKEN_CLITIC && !q_word_is(w, last, "n't");
        if (!clitic && !is_stop(w, last))
            break;
        source->to--;
    }
    for (int k = 0; k < LONGEST && source->from < source->to && is_stop(w, source->from);
         k++)
        source->from++;
}

// Does the quotation that token `mark` closes open at token `from` or behind it?
static bool opens_behind(const struct q_words *w, uint32_t from, uint32_t mark)
{
    for (uint32_t i = mark; i-- > from;)
        if ((q_word_token(w, i)->flags & Q_TOKEN_OPENS) &&
            q_word_token(w, i)->depth == q_word_token(w, mark)->depth)
            return true;
    return false;
}

// tests/spec §2.1: the quote marks belong to the content, and what they hold does; not
// those around a nested statement, which open before `first`, where the content starts.
static void take_marks(const struct q_words *w, uint32_t first, struct q_range *content)
{
    uint32_t count = w->note->token_count;
    if (content->from > 0 && (q_word_token(w, content->from - 1)->flags & Q_TOKEN_OPENS) &&
        !(q_word_token(w, content->from)->flags & Q_TOKEN_PARAGRAPH))
        content->from--;
    if (content->from < first)
        first = content->from;
    uint32_t mark = content->to; // the comma may stand inside the marks
    if (mark < count && q_word_token(w, mark)->depth && is_stop(w, mark))
        mark++;
    if (mark < count && (q_word_token(w, mark)->flags & Q_TOKEN_CLOSES) &&
        opens_behind(w, first, mark))
        content->to = mark + 1;
}

// Speech without quote marks ends with its paragraph, and a quotation that no colon
// introduces does not begin behind one: the part on the cue's side is the content.
static void cut_paragraphs(const struct q_words *w, const struct q_range *cue,
                           struct q_range *content)
{
    bool behind = cue->from >= content->to; // the cue stands behind the content
    uint32_t from = content->from, to = content->to;
    for (uint32_t i = from + 1; i < to; i++) {
        if (!(q_word_token(w, i)->flags & Q_TOKEN_PARAGRAPH) ||
            (q_word_token(w, i)->depth && q_word_token(w, i - 1)->depth) ||
            q_word_is(w, i - 1, ":"))
            continue;
        if (!behind) {
            content->to = i;
            return;
        }
        content->from = i;
    }
}

// tests/spec §2.1: no comma or colon at the ends outside the quote marks, nor a full stop.
static void trim_content(const struct q_words *w, uint32_t first, struct q_range *content)
{
    while (content->from < content->to && is_stop(w, content->from))
        content->from++;
    while (content->from < content->to && is_stop(w, content->to - 1) &&
           q_word_token(w, content->to - 1)->depth == 0)
        content->to--;
    if (content->from < content->to)
        take_marks(w, first, content);
}

// tests/spec §1.7: the *it* of *it was reported* is nobody.
static void drop_expletive(const struct q_words *w, struct q_attribution *a)
{
    static const char *const passive[] = {"was", "is", "has", "had", "were", NULL};
    static const char *const irregular[] = {"said",    "told", "known",
                                            "thought", "felt", NULL};
    if (a->source.to - a->source.from == 1 && q_word_is(w, a->source.from, "it") &&
        a->cue.to - a->cue.from > 1 && q_word_is_any(w, a->cue.from, passive) &&
        (q_word_ends(w, a->cue.to - 1, "ed") || q_word_is_any(w, a->cue.to - 1, irregular)))
        a->source.to = a->source.from;
}

// *X was quoted as saying by Y*: X, in front of it, is the source (tests/spec §2.4).
static void find_quoted(const struct q_words *w, struct q_attribution *a)
{
    enum { LONGEST = 16 };
    bool quoter = a->source.from > a->cue.from && q_word_is(w, a->source.from - 1, "by");
    if ((a->source.from < a->source.to && !quoter) || a->cue.to - a->cue.from < 3 ||
        !q_word_is(w, a->cue.to - 1, "saying") || !q_word_is(w, a->cue.to - 3, "quoted"))
        return;
    uint32_t from = a->cue.from;
    while (from > 0 && a->cue.from - from < LONGEST &&
           !(q_word_token(w, from)->flags & Q_TOKEN_SENTENCE) &&
           q_word_token(w, from - 1)->kind != Q_TOKEN_QUOTE)
        from--;
    if (a->cue.from - from < LONGEST)
        a->source = (struct q_range){from, a->cue.from};
}

static bool has_quote(const struct q_words *w, const struct q_attribution *a)
{
    for (uint32_t k = 0; k < a->content_count; k++)
        for (uint32_t i = a->contents[k].from; i < a->contents[k].to; i++)
            if (q_word_token(w, i)->depth)
                return true;
    return false;
}

static const char *const clause_openers[] = {"that", "whether", "how", "why",
                                             "what", "if",      NULL};

// Does the content open as a clause: *that …*, *whether …*, *how …*?
static bool opens_clause(const struct q_words *w, const struct q_attribution *a)
{
    const struct q_range *first = &a->contents[0];
    return first->to - first->from > 2 && q_word_is_any(w, first->from, clause_openers);
}

// tests/spec §1.6: in *declined ⟦to say whether …⟧* the saying belongs to the cue.
static void take_refused_saying(const struct q_words *w, struct q_attribution *a)
{
    struct q_range *first = &a->contents[0];
    if (a->cue.from == a->cue.to || first->from != a->cue.to ||
        first->to - first->from < 4 || !q_word_is(w, first->from, "to") ||
        !q_word_is_any(w, first->from + 2, clause_openers))
        return;
    const struct q_cue_entry *head = q_cue_head(w, a->cue);
    const struct q_cue_entry *verb =
        q_cue_head(w, (struct q_range){first->from + 1, first->from + 2});
    if (!head || !(head->flags & Q_CUE_REFUSAL) || !verb || (verb->flags & Q_CUE_DEED))
        return;
    a->cue.to += 2;
    first->from += 2;
}

// tests/spec §1.4: *refused to testify* is an act; *refused to say whether* is not, and
// there the saying is part of the cue.
static bool refuses_deed(const struct q_words *w, const struct q_attribution *a,
                         const struct q_cue_entry *refusal)
{
    return !q_cue_is_negated(w, a->cue, refusal) && !has_quote(w, a) &&
           q_word_is(w, a->contents[0].from, "to");
}

// tests/spec §1.3–1.5: acts, and talk with a topic but no content, are no statements.
static bool says_nothing(const struct q_words *w, const struct q_attribution *a)
{
    static const char *const hedges[] = {"reportedly", "allegedly", "supposedly", NULL};
    static const char *const everybody[] = {"we", "you", NULL};
    bool sourced = a->source.from < a->source.to;
    if (a->cue.from == a->cue.to)
        return !sourced;
    if (a->cue.to - a->cue.from == 1 && q_word_is_any(w, a->cue.from, hedges))
        return true;
    const struct q_cue_entry *cue = q_cue_head(w, a->cue);
    if (cue && (cue->flags & Q_CUE_REFUSAL) && refuses_deed(w, a, cue))
        return true;
    if (has_quote(w, a))
        return false;
    if (!cue || (cue->flags & Q_CUE_DEED))
        return true;
    if (sourced && !w->note->inside && a->source.to - a->source.from == 1 &&
        q_word_is_any(w, a->source.from, everybody))
        return true; // §1.5: the outlet's own prose
    return (cue->flags & Q_CUE_TOPIC) && !opens_clause(w, a);
}

// tests/spec §4: only what is said or written is told of inside a content.
static bool is_thought_inside(const struct q_words *w, const struct q_attribution *a)
{
    if (!w->note->inside || a->cue.from == a->cue.to)
        return false;
    const struct q_cue_entry *cue = q_cue_head(w, a->cue);
    return !cue || cue->act == QUOTH_ACT_THOUGHT || cue->act == QUOTH_ACT_INTENT;
}

// Is there a verb in [from, to), as in no list and no name between commas?
static bool starts_clause(const struct q_words *w, uint32_t from, uint32_t to)
{
    enum { FAR = 16 };
    static const char *const verbs[] = {"is",     "are",  "was",    "were", "has",   "have",
                                        "had",    "will", "would",  "can",  "could", "may",
                                        "might",  "must", "do",     "does", "did",   "got",
                                        "should", "took", "better", NULL};
    for (uint32_t i = from; i < to && i < from + FAR; i++) {
        if (q_is_mark(w, i) && q_word_is(w, i, ","))
            return false;
        if (i > from && (q_word_is_any(w, i, verbs) || q_word_ends(w, i, "ed")))
            return true;
    }
    return false;
}

// tests/spec §2.1: *While the mayor said [it was late], the crowd stayed*: the main clause
// behind the comma is the outlet's.
static void leave_main_clause(const struct q_words *w, struct q_attribution *a)
{
    static const char *const joints[] = {"while", "although", "though", "when", "after",
                                         "if",    "whereas",  "as",     NULL};
    struct q_range *content = &a->contents[0];
    uint32_t subject = a->source.from;
    if (a->content_count != 1 || a->source.from == a->source.to || subject == 0 ||
        content->from < a->cue.to || !q_word_is_any(w, subject - 1, joints))
        return;
    uint32_t joint = subject - 1;
    if (joint > 0 && q_word_is(w, joint - 1, "even"))
        joint--;
    if (!(q_word_token(w, joint)->flags & Q_TOKEN_SENTENCE))
        return;
    for (uint32_t i = content->from + 2; i + 2 < content->to; i++)
        if (q_is_mark(w, i) && q_word_is(w, i, ",") && q_word_token(w, i)->depth == 0 &&
            starts_clause(w, i + 1, content->to)) {
            content->to = i;
            return;
        }
}

// tests/spec §2.1: the addressee is not in the content (*told <reporters in Mirev> that
// …*).
static void drop_addressee(const struct q_words *w, struct q_attribution *a)
{
    static const char *const takers[] = {"tell",     "remind",   "inform", "assure",
                                         "warn",     "advise",   "notify", "convince",
                                         "persuade", "reassure", NULL};
    enum { LONGEST = 8 };
    struct q_range *content = &a->contents[0];
    const struct q_cue_entry *head = a->cue.from < a->cue.to ? q_cue_head(w, a->cue) : NULL;
    bool takes = false;
    for (const char *const *t = takers; head && *t; t++)
        takes |= q_str_equal(head->lemma, q_str_from(*t));
    if (!takes || content->from != a->cue.to)
        return;
    for (uint32_t i = content->from; i < content->to && i < content->from + LONGEST; i++) {
        if (q_word_token(w, i)->depth || q_is_mark(w, i))
            return;
        if (i > content->from && q_word_is(w, i, "that")) {
            content->from = i;
            return;
        }
    }
}

// *TOLVA (Northwire) — “The river is rising”*: the dateline is the outlet's.
static void drop_dateline(const struct q_words *w, struct q_range *content)
{
    enum { LONGEST = 10 };
    bool capitals = false;
    if (!(q_word_token(w, content->from)->flags & Q_TOKEN_PARAGRAPH))
        return;
    for (uint32_t i = content->from; i + 1 < content->to && i < content->from + LONGEST;
         i++) {
        if (q_word_token(w, i)->depth)
            return;
        if (capitals && q_is_dash(w, i)) {
            content->from = i + 1;
            return;
        }
        quoth_str t = q_word_text(w, i);
        capitals |= t.len > 2 && t.ptr[0] >= 'A' && t.ptr[0] <= 'Z' && t.ptr[1] >= 'A' &&
                    t.ptr[1] <= 'Z';
    }
}

// Pieces that have become empty or touch are put together.
static void tidy_contents(struct q_attribution *a)
{
    uint32_t kept = 0;
    for (uint32_t k = 0; k < a->content_count; k++) {
        struct q_range piece = a->contents[k];
        if (piece.from >= piece.to)
            continue;
        struct q_range *last = kept ? &a->contents[kept - 1] : NULL;
        if (!last || last->to < piece.from)
            a->contents[kept++] = piece;
        else if (last->to < piece.to)
            last->to = piece.to;
    }
    a->content_count = kept;
}

void q_follow_guide(const struct q_lexicon *lexicon, quoth_str text,
                    const struct q_annotation *note, struct q_attributions *attributions)
{
    struct q_words w = {lexicon, text, note, NULL};
    for (uint32_t n = 0; n < attributions->count; n++) {
        struct q_attribution *a = &attributions->at[n];
        leave_relative(&w, a);
        trim_cue(&w, &a->cue);
        if (a->cue.from < a->cue.to) {
            give_opener(&w, a);
            end_cue(&w, &a->cue);
        }
        find_quoted(&w, a);
        trim_source(&w, &a->source);
        drop_expletive(&w, a);
        for (uint32_t k = 0; k < a->content_count; k++)
            cut_paragraphs(&w, &a->cue, &a->contents[k]);
        for (uint32_t k = 0; k < a->content_count; k++)
            trim_content(&w, a->contents[0].from, &a->contents[k]);
        tidy_contents(a);
        if (a->content_count) {
            leave_main_clause(&w, a);
            drop_addressee(&w, a);
            drop_dateline(&w, &a->contents[0]);
            take_refused_saying(&w, a);
        }
        a->dropped =
            a->content_count == 0 || says_nothing(&w, a) || is_thought_inside(&w, a);
    }
}
