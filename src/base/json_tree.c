#include "base/json_tree.h"

#include <errno.h>

struct text {
    quoth_str rest;
    bool cut; // memory was out, and jansson went on
};

// A byte at a time, and none behind a failure: whoever reads on with the end of a string
// missing, as jansson does, reads and writes beyond it.
static size_t hand_over(void *buffer, size_t size, void *context)
{
    struct text *text = context;
    text->cut = text->cut || errno == ENOMEM;
    if (text->cut || !text->rest.len || !size)
        return 0;
    *(char *)buffer = *text->rest.ptr;
    text->rest = q_str(text->rest.ptr + 1, text->rest.len - 1);
    return 1;
}

json_t *q_json_tree(quoth_str text, size_t flags, json_error_t *problem)
{
    struct text from = {.rest = text};
    errno = 0; // an allocation that fails says so here, whatever jansson makes of it
    json_t *tree = json_load_callback(hand_over, &from, flags, problem);
    if (!from.cut && errno != ENOMEM)
        return tree;
    json_decref(tree);
    problem->text[0] = '\0';
    return NULL;
}
