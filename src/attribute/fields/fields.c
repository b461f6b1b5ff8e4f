#include "attribute/fields/fields.h"

#include "attribute/fields/said.h"
#include "attribute/fields/setting.h"
#include "attribute/fields/via.h"
#include "attribute/speaker/resolve.h"
#include "attribute/speaker/role.h"

quoth_status q_fill_fields(const struct q_lexicon *lexicon,
                           const struct quoth_article *article,
                           const struct q_annotation *note, struct q_aside *asides,
                           uint32_t aside_count, bool explain,
                           struct quoth_statements *statements)
{
    struct q_scene scene;
    struct q_entities entities;
    quoth_status status = q_set_scene(&scene, lexicon, article, note, statements);
    if (status == QUOTH_OK)
        status = q_find_entities(&scene.words, asides, aside_count, statements->count,
                                 &statements->arena, &entities);
    if (status == QUOTH_OK) {
        q_read_roles(&scene.words, asides, aside_count, &entities);
        status = q_tell_speakers(&scene, &entities, explain);
    }
    if (status == QUOTH_OK)
        status = q_tell_settings(&scene);
    if (status == QUOTH_OK)
        status = q_tell_times(&scene);
    if (status == QUOTH_OK)
        status = q_tell_relays(&scene);
    return status;
}
