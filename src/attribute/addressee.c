#include "attribute/addressee.h"

quoth_status q_tell_addressees(const struct q_scene *scene)
{
    (void)scene;
    return QUOTH_OK;
}
