#include "attribute/hang.h"

enum { AROUND = 12 }; // statements to each side that may share a sentence

static uint32_t distance(struct q_range cue, uint32_t i)
{
    return i < cue.from ? cue.from - i : i >= cue.to ? i - cue.to + 1 : 0;
}

static bool is_beside(const struct q_scene *scene, uint32_t n, uint32_t k)
{
    const quoth_statement *a = &scene->statements->at[n], *b = &scene->statements->at[k];
    const struct q_range *x = &scene->tellings[n].sentence,
                         *y = &scene->tellings[k].sentence;
    return a->parent == b->parent && !(b->flags & QUOTH_FLAG_LEFT_OUT) && b->cue.count &&
           x->from < y->to && y->from < x->to;
}

bool q_hangs_on(const struct q_scene *scene, uint32_t n, uint32_t i)
{
    if (!scene->statements->at[n].cue.count)
        return false;
    uint32_t own = distance(scene->tellings[n].cue, i);
    uint32_t first = n > AROUND ? n - AROUND : 0, count = scene->statements->count;
    for (uint32_t k = first; k < count && k <= n + AROUND; k++)
        if (k != n && is_beside(scene, n, k) && distance(scene->tellings[k].cue, i) < own)
            return false;
    return true;
}

uint32_t q_told_with(const struct q_scene *scene, uint32_t n)
{
    const struct q_telling *t = scene->tellings;
    const quoth_statement *s = &scene->statements->at[n];
    static const char *const apart[] = {"after", "since", "without", NULL};
    uint32_t cue = t[n].cue.from;
    if (t[n].goes_on != QUOTH_NO_PARENT)
        return t[n].goes_on;
    if (cue > 0 && cue < t[n].cue.to && q_word_is_any(&scene->words, cue - 1, apart))
        return QUOTH_NO_PARENT; // *two days after saying …*
    for (uint32_t k = n; k-- > 0 && n - k <= AROUND;) {
        const quoth_statement *b = &scene->statements->at[k];
        if (!is_beside(scene, n, k) || t[k].cue.from > t[n].cue.from)
            continue;
        bool same =
            t[k].source.from == t[n].source.from && t[k].source.to == t[n].source.to;
        bool asked = !b->source.count; // *asked on Monday whether …, she said*
        if (same || asked || s->form == QUOTH_FORM_PRONOUN || !s->source.count)
            return k;
    }
    return QUOTH_NO_PARENT;
}
