#include "attribute/fields/addressee.h"

#include "attribute/fields/setting.h"

quoth_status q_tell_addressees(const struct q_scene *scene)
{
    for (uint32_t n = 0; n < scene->statements->count; n++) {
        quoth_statement *s = &scene->statements->at[n];
        struct q_setting own = q_read_setting(scene, n);
        uint32_t before = q_told_before(scene, n);
        if (own.addressee.from < own.addressee.to) {
            s->addressee.spans = q_span_of(scene, own.addressee);
            if (!s->addressee.spans.count)
                return QUOTH_ENOMEM;
        } else if (q_is_bare(&own) && before != QUOTH_NO_PARENT)
            s->addressee = scene->statements->at[before].addressee;
    }
    return QUOTH_OK;
}
