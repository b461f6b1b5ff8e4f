#include "attribute/judge.h"

#include "attribute/words.h"
#include "base/sorted.h"
#include "base/utf8.h"
#include "record/term.h"

#include <string.h>

enum {
    LONGEST_CUE = 8, // tokens of a cue that are weighed
    NAME = 96,       // bytes of a piece of evidence; longer ones are cut
    LOOK = 14,       // tokens of a content that are looked at for its verb
    QUOTED = 4,      // quoted words that make a content a quotation
    EXPLAINED = 8192 // bytes of evidence that are noted
};

struct judge {
    struct q_words words;
    const struct q_weights *weights;
    // of the attribution that is judged
    quoth_str form;                // of its content
    const struct q_cue_entry *cue; // its head, or NULL
    int32_t sum;                   // 1/256 nats
    char *noted;                   // [EXPLAINED], or NULL
    uint32_t used;                 // of it
};

static const struct q_token *token(const struct judge *j, uint32_t i)
{
    return q_word_token(&j->words, i);
}

static quoth_str word(const struct judge *j, uint32_t i)
{
    return q_word_text(&j->words, i);
}

// ── Weighing ──

static int32_t weight_of(const struct q_weights *weights, uint64_t hash)
{
    uint32_t at = q_find_hash(weights->hashes, weights->count, hash);
    return at < weights->count ? weights->values[at] : 0;
}

static uint32_t put(char name[static NAME], uint32_t at, quoth_str text)
{
    for (size_t i = 0; i < text.len && at < NAME; i++, at++) {
        name[at] = text.ptr[i] == '\n' ? ' ' : q_lower(text.ptr[i]);
    }
    return at;
}

// Weighs the evidence *name=value*, or *name=value|more*.
static void weigh_both(struct judge *j, const char *name, quoth_str value, quoth_str more)
{
    char text[NAME];
    uint32_t len = put(text, 0, q_str_from(name));
    len = put(text, put(text, len, Q_STR("=")), value);
    if (more.ptr)
        len = put(text, put(text, len, Q_STR("|")), more);
    len = (uint32_t)q_utf8_check(q_str(text, len)); // may be cut inside a character
    j->sum += weight_of(j->weights, quoth_word_hash(q_str(text, len)));
    if (j->noted && j->used + len + 1 < EXPLAINED) {
        memcpy(j->noted + j->used, text, len);
        j->noted[j->used + len] = '\n';
        j->used += len + 1;
    }
}

static void weigh(struct judge *j, const char *name, quoth_str value)
{
    weigh_both(j, name, value, Q_NO_STR);
}

static void weigh_number(struct judge *j, const char *name, uint32_t value, uint32_t most)
{
    char digit = (char)('0' + (value < most ? value : most));
    weigh(j, name, q_str(&digit, 1));
}

// ── Evidence ──

struct counts {
    uint32_t quoted, unquoted; // words
};

static struct counts count_words(const struct judge *j, const struct q_attribution *a)
{
    struct counts counts = {0, 0};
    for (uint32_t k = 0; k < a->content_count; k++)
        for (uint32_t i = a->contents[k].from; i < a->contents[k].to; i++)
            if (!q_is_punctuation(&j->words, i)) {
                counts.quoted += token(j, i)->depth > 0;
                counts.unquoted += token(j, i)->depth == 0;
            }
    return counts;
}

// Is there a verb that can only be a clause's among the content's first words?
static bool has_clause(const struct judge *j, const struct q_range *content)
{
    static const char *const verbs[] = {
        "is",    "was",    "are", "were", "has",   "have", "had", "will", "would",
        "could", "should", "can", "may",  "might", "must", "did", "does", "do",
        "’s",    "'s",     "’re", "'re",  "’ll",   "'ll",  NULL};
    for (uint32_t i = content->from + 1; i < content->to && i <= content->from + LOOK; i++)
        if (q_str_is_any(word(j, i), verbs))
            return true;
    return false;
}

// The form of the content: what of it is quoted, else how it opens.
static const char *form_of(const struct judge *j, const struct q_attribution *a)
{
    static const char *const asked[] = {"whether", "how", "why",  "what",  "if",
                                        "where",   "who", "when", "which", NULL};
    static const char *const joints[] = {"of",   "about",  "for",  "against", "on", "with",
                                         "over", "in",     "at",   "as",      "by", "from",
                                         "into", "toward", "upon", NULL};
    static const char *const subjects[] = {"he",    "she", "they", "it",    "we", "i",
                                           "there", "you", "this", "these", NULL};
    const struct q_range *first = &a->contents[0],
                         *last = &a->contents[a->content_count - 1];
    struct counts counts = count_words(j, a);
    quoth_str opener = word(j, first->from);
    if (counts.quoted && !counts.unquoted)
        return "direct";
    if (counts.quoted >= QUOTED)
        return "mixed";
    if (counts.quoted)
        return "scrap";
    if (a->cue.from < a->cue.to && last->to <= a->cue.from)
        return "before";
    if (q_str_equal_nocase(opener, Q_STR("that")))
        return "that";
    if (q_str_is_any(opener, asked))
        return "asked";
    if (q_str_equal_nocase(opener, Q_STR("to")))
        return "to";
    if (q_str_is_any(opener, joints))
        return "joint";
    if (q_str_is_any(opener, subjects))
        return "subject";
    return has_clause(j, first) ? "clause" : "noun";
}

static void weigh_cue(struct judge *j, const struct q_attribution *a)
{
    const struct q_cue_entry *cue = j->cue;
    quoth_str form = j->form;
    quoth_str lemma = cue ? cue->lemma : word(j, a->cue.to - 1);
    weigh(j, "cue", lemma);
    weigh_both(j, "cue", lemma, form);
    weigh_both(j, "cue opens", lemma, word(j, a->contents[0].from));
    for (uint32_t i = a->cue.from; i + 1 < a->cue.to && i < a->cue.from + LONGEST_CUE; i++)
        weigh(j, i == a->cue.from ? "cue starts" : "cue has", word(j, i));
    weigh(j, "cue ends", word(j, a->cue.to - 1));
    if (!cue) {
        weigh(j, "flag", Q_STR("unknown"));
        weigh_both(j, "flag", Q_STR("unknown"), form);
        return;
    }
    for (uint32_t k = 0; q_cue_flag_terms[k]; k++)
        if (cue->flags & (1u << k)) {
            weigh(j, "flag", q_str_from(q_cue_flag_terms[k]));
            weigh_both(j, "flag", q_str_from(q_cue_flag_terms[k]), form);
        }
    weigh_both(j, "act", q_str_from(q_act_terms[cue->act]), form);
}

// The words around the cue, and the first of its sentence.
static void weigh_neighbours(struct judge *j, uint32_t from, uint32_t to)
{
    enum { FAR = 60 };
    uint32_t start = from;
    while (start > 0 && from - start < FAR && !(token(j, start)->flags & Q_TOKEN_SENTENCE))
        start--;
    weigh(j, "sentence", word(j, start));
    if (from > 0)
        weigh(j, "before", word(j, from - 1));
    if (to < j->words.note->token_count)
        weigh(j, "behind", word(j, to));
}

// Mean of what the network says at the edges of the ranges; 0 of none.
static int32_t ask(const struct judge *j, const struct q_range *ranges, uint32_t count,
                   int link)
{
    int64_t sum = 0;
    uint32_t asked = 0;
    for (uint32_t k = 0; k < count; k++)
        asked += q_add_links(j->words.note, ranges[k].from, ranges[k].to, link, 1, &sum);
    return asked ? (int32_t)(sum / asked) : 0;
}

// 255 times the logistic function of `sum`, in 1/256 nats, by steps of 1/8 nat.
static uint8_t chance(int32_t sum)
{
    static const uint8_t above[] = {
        // from 0 on
        128, 135, 143, 151, 159, 166, 173, 180, 186, 193, 198, 204, 208, 213, 217, 221, 225,
        228, 231, 233, 236, 238, 240, 241, 243, 244, 245, 247, 248, 248, 249, 250, 250, 251,
        251, 252, 252, 253, 253, 253, 253, 253, 254, 254, 254, 254, 254, 254, 254, 254};
    int32_t step = (sum < 0 ? -sum : sum) / 32, last = sizeof above - 1;
    uint8_t high = step > last ? 255 : above[step];
    return sum < 0 ? (uint8_t)(255 - high) : high;
}

static void judge_one(struct judge *j, const struct q_attribution *a)
{
    bool cued = a->cue.from < a->cue.to;
    uint32_t words = a->source.to - a->source.from;
    j->form = q_str_from(form_of(j, a));
    j->cue = cued ? q_cue_head(&j->words, a->cue) : NULL;
    j->sum = 0;
    j->used = 0;
    weigh(j, "always", Q_STR(""));
    weigh(j, "form", j->form);
    weigh(j, "opens", word(j, a->contents[0].from));
    weigh_number(j, "pieces", a->content_count, 3);
    weigh_number(j, "inside", j->words.note->inside, 1);
    weigh_number(j, "certain", a->score / 26u, 9); // by tenths of 255
    weigh_number(j, "source words", words, 2);
    if (words == 1)
        weigh(j, "source", word(j, a->source.from));
    if (cued)
        weigh_cue(j, a);
    uint32_t at = cued ? a->cue.from : a->contents[0].from;
    weigh_neighbours(j, at, cued ? a->cue.to : at + 1);
    j->sum += ask(j, &a->cue, 1, Q_LINK_SAID);
    j->sum += ask(j, &a->source, 1, Q_LINK_SAID + 1);
    j->sum += ask(j, a->contents, a->content_count, Q_LINK_SAID + 2);
}

// tests/spec §1.6: a refusal whose content is given as a clause is a statement, whatever
// the evidence.
static bool is_refusal(const struct judge *j, const struct q_attribution *a)
{
    static const char *const clauses[] = {"that", "whether", "how",  "why", "what",
                                          "if",   "where",   "when", NULL};
    const struct q_range *first = &a->contents[0];
    return j->cue && j->cue->act == QUOTH_ACT_SPEECH && a->source.from < a->source.to &&
           first->to - first->from > 2 && q_str_is_any(word(j, first->from), clauses) &&
           q_cue_is_negated(&j->words, a->cue, j->cue);
}

// tests/spec §1.1, §1.3, §1.4: *denied that its ships carried waste*, *disputed the
// figures*, *agreed to open its books* are statements by their words; the evidence against
// them must be stronger.
static bool is_plain(const struct judge *j, const struct q_attribution *a)
{
    static const char *const verdicts[] = {"noun", "to", "clause", NULL};
    if (!j->cue || a->source.from == a->source.to || j->words.note->inside)
        return false;
    if (q_str_equal(j->form, Q_STR("that")))
        return j->cue->act == QUOTH_ACT_SPEECH;
    return (j->cue->flags & Q_CUE_VERDICT) && q_str_is_any(j->form, verdicts);
}

// The least sum at which `a` is a statement.
static int32_t least_of(const struct judge *j, const struct q_attribution *a)
{
    enum { PLAIN = 134 }; // 1/256 nats less: a chance of .64 instead of .75
    return j->weights->least - (is_plain(j, a) ? PLAIN : 0);
}

quoth_status q_judge(const struct q_lexicon *lexicon, const struct q_weights *weights,
                     quoth_str text, const struct q_annotation *note, bool explain,
                     struct q_arena *arena, struct q_attributions *attributions)
{
    struct judge j = {.words = {lexicon, text, note, NULL}, .weights = weights};
    if (explain && !(j.noted = Q_ARENA_ARRAY(arena, char, EXPLAINED)))
        return QUOTH_ENOMEM;
    if (!weights->count && !explain)
        return QUOTH_OK;
    for (uint32_t n = 0; n < attributions->count; n++) {
        struct q_attribution *a = &attributions->at[n];
        if (a->dropped)
            continue;
        judge_one(&j, a);
        if (j.sum < weights->least && is_refusal(&j, a))
            j.sum = weights->least;
        if (weights->count) {
            a->score = chance(j.sum);
            a->dropped = j.sum < least_of(&j, a);
            a->left_out = explain && a->dropped;
        }
        if (explain) {
            char *copy = Q_ARENA_ARRAY(arena, char, j.used + 1);
            if (!copy)
                return QUOTH_ENOMEM;
            a->evidence = q_str(memcpy(copy, j.noted, j.used), j.used);
        }
    }
    return QUOTH_OK;
}
