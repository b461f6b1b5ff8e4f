/*
 * Reads JSON by jansson, and tells want of memory from what is no JSON: jansson itself
 * tells some want of memory as an invalid token, and passes over other, with the end of a
 * word missing.
 *
 *     {"act": "speech"}   →   a tree
 *     {"act": speech}     →   NULL, problem->text says what is wrong and where
 *     no memory           →   NULL, problem->text is empty
 */
#ifndef Q_JSON_TREE_H
#define Q_JSON_TREE_H

#include "base/str.h"

#include <jansson.h>

/** The tree of `text`, `flags` being those of json_loadb; json_decref frees it. */
json_t *q_json_tree(quoth_str text, size_t flags, json_error_t *problem);

#endif
