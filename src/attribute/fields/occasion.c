#include "attribute/fields/occasion.h"

#include "attribute/fields/setting.h"

static quoth_status set(const struct q_scene *scene, struct q_range found,
                        quoth_phrase *field)
{
    if (found.from >= found.to)
        return QUOTH_OK;
    field->spans = q_span_of(scene, found);
    return field->spans.count ? QUOTH_OK : QUOTH_ENOMEM;
}

quoth_status q_tell_occasions(const struct q_scene *scene)
{
    for (uint32_t n = 0; n < scene->statements->count; n++) {
        quoth_statement *s = &scene->statements->at[n];
        struct q_setting own = q_read_setting(scene, n);
        uint32_t before = q_told_before(scene, n);
        quoth_status status = set(scene, own.occasion, &s->occasion);
        if (status == QUOTH_OK)
            status = set(scene, own.place, &s->place);
        if (status != QUOTH_OK)
            return status;
        if (q_is_bare(&own) && before != QUOTH_NO_PARENT) {
            s->occasion = scene->statements->at[before].occasion;
            s->place = scene->statements->at[before].place;
        }
    }
    return QUOTH_OK;
}
