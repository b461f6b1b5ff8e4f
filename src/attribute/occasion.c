#include "attribute/occasion.h"

quoth_status q_tell_occasions(const struct q_scene *scene)
{
    (void)scene;
    return QUOTH_OK;
}
