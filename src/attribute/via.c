#include "attribute/via.h"

quoth_status q_tell_relays(const struct q_scene *scene)
{
    (void)scene;
    return QUOTH_OK;
}
