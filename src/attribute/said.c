#include "attribute/said.h"

quoth_status q_tell_times(const struct q_scene *scene)
{
    (void)scene;
    return QUOTH_OK;
}
