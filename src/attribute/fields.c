#include "attribute/fields.h"

#include "attribute/addressee.h"
#include "attribute/occasion.h"
#include "attribute/said.h"
#include "attribute/via.h"

quoth_status q_fill_fields(const struct q_lexicon *lexicon,
                           const struct quoth_article *article,
                           const struct q_annotation *note,
                           struct quoth_statements *statements)
{
    struct q_scene scene;
    quoth_status status = q_set_scene(&scene, lexicon, article, note, statements);
    if (status == QUOTH_OK)
        status = q_tell_addressees(&scene);
    if (status == QUOTH_OK)
        status = q_tell_occasions(&scene);
    if (status == QUOTH_OK)
        status = q_tell_times(&scene);
    if (status == QUOTH_OK)
        status = q_tell_relays(&scene);
    return status;
}
