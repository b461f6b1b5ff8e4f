#include "attribute/fields/setting.h"

#include "attribute/grammar.h"

enum { NEAR = 16 }; // statements before that can share a sentence

// *he* right before the cue, no *his claim*.
static bool is_subject(const struct q_scene *scene, const struct q_telling *t)
{
    return t->source.to == t->source.from + 1 &&
           q_sort_of(&scene->words, t->source.from) == Q_SORT_PRONOUN;
}

// The statement whose setting is that of n too where nothing else is told: an earlier one
// of the same source in the sentence, or the one that n goes on from; or QUOTH_NO_PARENT.
static uint32_t told_before(const struct q_scene *scene, uint32_t n)
{
    const struct quoth_statements *all = scene->statements;
    const quoth_statement *s = &all->at[n];
    const struct q_telling *t = &scene->tellings[n];
    static const char *const apart[] = {"after",   "before", "without",
                                        "despite", "of",     NULL};
    const struct q_cue_entry *cue = q_cue_head(&scene->words, t->cue);
    if (t->cue.from > 0 && q_word_is_any(&scene->words, t->cue.from - 1, apart))
        return QUOTH_NO_PARENT; // *told CNN, two days after saying*
    if (cue && (cue->flags & Q_CUE_NOUN) && !(cue->flags & Q_CUE_VERB))
        return QUOTH_NO_PARENT; // *told CNN after reports that …*
    for (uint32_t k = n; s->source.count && k-- > 0 && n - k < NEAR;) {
        const quoth_statement *b = &all->at[k];
        const struct q_telling *o = &scene->tellings[k];
        if (b->parent != s->parent || (b->flags & QUOTH_FLAG_LEFT_OUT) ||
            o->sentence.from != t->sentence.from || o->cue.from >= t->cue.from ||
            o->source.from >= o->source.to)
            continue;
        if (o->source.from == t->source.from || is_subject(scene, t))
            return k;
    }
    return t->goes_on;
}

static quoth_status keep(const struct q_scene *scene, struct q_range found,
                         quoth_phrase *field)
{
    if (found.from >= found.to)
        return QUOTH_OK;
    field->spans = q_span_of(scene, found);
    return field->spans.count ? QUOTH_OK : QUOTH_ENOMEM;
}

// Tells it nothing?
static bool is_bare(const struct q_setting *setting)
{
    return setting->addressee.from >= setting->addressee.to &&
           setting->occasion.from >= setting->occasion.to &&
           setting->place.from >= setting->place.to;
}

quoth_status q_tell_settings(const struct q_scene *scene)
{
    for (uint32_t n = 0; n < scene->statements->count; n++) {
        quoth_statement *s = &scene->statements->at[n];
        struct q_setting own = q_read_setting(scene, n);
        quoth_status status = keep(scene, own.addressee, &s->addressee);
        if (status == QUOTH_OK)
            status = keep(scene, own.occasion, &s->occasion);
        if (status == QUOTH_OK)
            status = keep(scene, own.place, &s->place);
        if (status != QUOTH_OK)
            return status;
        uint32_t before = is_bare(&own) ? told_before(scene, n) : QUOTH_NO_PARENT;
        if (before != QUOTH_NO_PARENT) {
            s->addressee = scene->statements->at[before].addressee;
            s->occasion = scene->statements->at[before].occasion;
            s->place = scene->statements->at[before].place;
        }
    }
    return QUOTH_OK;
}
