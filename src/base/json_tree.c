#include "base/json_tree.h"

#include <errno.h>

json_t *q_json_tree(quoth_str text, size_t flags, json_error_t *problem)
{
    errno = 0; // an allocation that fails says so here, whatever jansson makes of it
    json_t *tree = json_loadb(text.ptr, text.len, flags, problem);
    if (errno != ENOMEM)
        return tree;
    json_decref(tree); // a word in it may be cut
    problem->text[0] = '\0';
    return NULL;
}
