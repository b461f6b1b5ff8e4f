#include "attribute/fields/hang.h"

enum { AROUND = 12 }; // statements to each side that may share a sentence

static bool is_beside(const struct q_scene *scene, uint32_t n, uint32_t k)
{
    const quoth_statement *a = &scene->statements->at[n], *b = &scene->statements->at[k];
    const struct q_range *x = &scene->tellings[n].sentence,
                         *y = &scene->tellings[k].sentence;
    return a->parent == b->parent && !(b->flags & QUOTH_FLAG_LEFT_OUT) && b->cue.count &&
           x->from < y->to && y->from < x->to;
}

struct q_range q_hanging_on(const struct q_scene *scene, uint32_t n)
{
    if (!scene->statements->at[n].cue.count)
        return (struct q_range){0, 0};
    struct q_range own = scene->tellings[n].cue, out = {0, UINT32_MAX};
    uint32_t first = n > AROUND ? n - AROUND : 0, count = scene->statements->count;
    for (uint32_t k = first; k < count && k <= n + AROUND; k++) {
        struct q_range cue = scene->tellings[k].cue;
        if (k == n || !is_beside(scene, n, k))
            continue;
        // half way between the two cues; of a token in the middle both are
        uint32_t from = cue.to <= own.from ? (own.from + cue.to) / 2 : own.from;
        uint32_t to = cue.from > own.to ? (own.to + cue.from + 1) / 2 : own.to;
        if (cue.from < own.from && from > out.from)
            out.from = from;
        if (cue.to > own.to && to < out.to)
            out.to = to;
    }
    return out;
}

// The statement at the level of n whose cue stands last before n's, or QUOTH_NO_PARENT.
static uint32_t cue_before(const struct q_scene *scene, uint32_t n)
{
    const struct q_telling *t = scene->tellings;
    uint32_t best = QUOTH_NO_PARENT, first = n > AROUND ? n - AROUND : 0;
    for (uint32_t k = first; k < scene->statements->count && k <= n + AROUND; k++) {
        const quoth_statement *b = &scene->statements->at[k];
        if (k == n || b->parent != scene->statements->at[n].parent || !b->cue.count ||
            (b->flags & QUOTH_FLAG_LEFT_OUT) || t[k].cue.from >= t[n].cue.from)
            continue;
        if (best == QUOTH_NO_PARENT || t[k].cue.from > t[best].cue.from)
            best = k;
    }
    return best < n ? best : QUOTH_NO_PARENT; // a later one is not told yet
}

// How many paragraphs start in tokens [from, to); many where that is a long way.
static uint32_t paragraphs(const struct q_scene *scene, uint32_t from, uint32_t to)
{
    enum { LONGEST = 200 }; // tokens; and the answer where they are more
    uint32_t count = 0;
    if (to < from || to - from > LONGEST)
        return LONGEST;
    for (uint32_t i = from; i < to; i++)
        count += (scene->words.note->tokens[i].flags & Q_TOKEN_PARAGRAPH) != 0;
    return count;
}

static bool same_word(const struct q_scene *scene, uint32_t i, uint32_t k)
{
    return q_str_equal_nocase(q_word_text(&scene->words, i), q_word_text(&scene->words, k));
}

static bool same_name(const quoth_statement *a, const quoth_statement *b)
{
    return a->speaker_name.ptr && b->speaker_name.ptr &&
           q_str_equal_nocase(a->speaker_name, b->speaker_name);
}

// Both have a name, and not the same one.
static bool others_name(const quoth_statement *a, const quoth_statement *b)
{
    return a->speaker_name.ptr && b->speaker_name.ptr && !same_name(a, b) &&
           !q_str_ends(a->speaker_name, b->speaker_name) &&
           !q_str_ends(b->speaker_name, a->speaker_name);
}

// *She said the same of it*, *Doe also said*: behind what Doe said, in its paragraph; *the
// mayor added*, *Doe added* wherever that was.
static bool carries_on(const struct q_scene *scene, uint32_t n, uint32_t k)
{
    static const char *const adds[] = {"added",     "adds",      "adding",
                                       "continued", "continues", "went",
                                       "concluded", "concludes", NULL};
    static const char *const perfect[] = {"has", "have", "had",  "’s",
                                          "’ve", "now",  "says", NULL};
    enum { NEAR = 40 }; // tokens between the two sentences
    const struct q_words *w = &scene->words;
    const struct q_telling *x = &scene->tellings[k], *y = &scene->tellings[n];
    const quoth_statement *s = &scene->statements->at[n], *b = &scene->statements->at[k];
    if (x->source.from == x->source.to || y->source.from == y->source.to ||
        q_word_is_any(w, y->cue.from, perfect) || others_name(s, b))
        return false;
    bool last = same_word(scene, x->source.to - 1, y->source.to - 1);
    bool named = same_name(s, b) || last;
    if (q_word_is_any(w, y->cue.from, adds) && y->sentence.from <= x->sentence.to + NEAR &&
        (named || s->form == QUOTH_FORM_PRONOUN || q_word_is(w, y->source.from, "the")))
        return true;
    bool also = (y->cue.from > 0 && q_word_is(w, y->cue.from - 1, "also")) ||
                q_word_is(w, y->cue.from, "also");
    if (paragraphs(scene, x->cue.from, y->cue.from) > 0 ||
        q_word_ends(w, y->cue.from, "ing"))
        return false; // *she decided against it, citing …*
    bool other = y->source.from + 1 < y->source.to &&
                 q_word_is(w, y->source.from + 1, "other"); // *the other said*
    return s->form == QUOTH_FORM_PRONOUN ||
           (named && !other && (also || s->form == QUOTH_FORM_NOMINAL));
}

// *asked on Monday whether …, she said*
static bool is_asked(const struct q_scene *scene, uint32_t k)
{
    static const char *const asked[] = {"asked", "pressed", "questioned", NULL};
    struct q_range cue = scene->tellings[k].cue;
    return !scene->statements->at[k].source.count && cue.from < cue.to &&
           q_word_is_any(&scene->words, cue.to - 1, asked);
}

uint32_t q_told_with(const struct q_scene *scene, uint32_t n)
{
    enum { FEW = 2 }; // paragraphs: *she also noted* further off is another turn
    static const char *const apart[] = {"after", "since", "without", NULL};
    const struct q_telling *t = scene->tellings;
    const quoth_statement *s = &scene->statements->at[n];
    uint32_t cue = t[n].cue.from;
    uint32_t on = t[n].goes_on;
    if (on != QUOTH_NO_PARENT && paragraphs(scene, t[on].cue.from, cue) <= FEW)
        return on;
    if (cue == t[n].cue.to || (cue > 0 && q_word_is_any(&scene->words, cue - 1, apart)))
        return QUOTH_NO_PARENT; // *two days after saying …*
    for (uint32_t k = n; k-- > 0 && n - k <= AROUND;) {
        if (!is_beside(scene, n, k) || t[k].cue.from > t[n].cue.from)
            continue;
        bool same =
            t[k].source.from == t[n].source.from && t[k].source.to == t[n].source.to;
        if (same || is_asked(scene, k) || s->form == QUOTH_FORM_PRONOUN || !s->source.count)
            return k;
    }
    uint32_t before = cue_before(scene, n);
    return before != QUOTH_NO_PARENT && carries_on(scene, n, before) ? before
                                                                     : QUOTH_NO_PARENT;
}

uint32_t q_turn_before(const struct q_scene *scene, uint32_t n)
{
    const quoth_statement *s = &scene->statements->at[n];
    uint32_t k = cue_before(scene, n);
    if (k == QUOTH_NO_PARENT || s->kind == QUOTH_KIND_INDIRECT ||
        others_name(s, &scene->statements->at[k]) || s->addressee.spans.count ||
        s->occasion.spans.count ||
        paragraphs(scene, scene->tellings[k].cue.from, scene->tellings[n].cue.from) > 1)
        return QUOTH_NO_PARENT;
    bool pronoun = s->form == QUOTH_FORM_PRONOUN && s->kind == QUOTH_KIND_DIRECT;
    bool nominal = s->form == QUOTH_FORM_NOMINAL && same_name(s, &scene->statements->at[k]);
    if (q_word_is(&scene->words, scene->tellings[n].cue.from, "says"))
        return QUOTH_NO_PARENT; // of another time than what was said
    return pronoun || nominal ? k : QUOTH_NO_PARENT;
}
