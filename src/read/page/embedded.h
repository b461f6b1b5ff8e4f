/*
 * Stage 1, read: an article's text in the JSON that a page's own scripts would show it
 * from.
 *
 *     {"type": "paragraph", "content": [{"type": "text", "value": "“No,” she "},
 *                                       {"type": "text", "value": "said."}]}
 *     →   “No,” she said.
 *
 * Editors of rich text (Contentful's, ProseMirror's and those like them) keep it in one
 * form: objects that call themselves a paragraph, with strings called value or text in
 * them. Nothing else of the JSON is understood, and none of it is checked.
 */
#ifndef Q_EMBEDDED_H
#define Q_EMBEDDED_H

#include "read/markup/markup.h"

/** The paragraphs in the JSON of the scripts of `markup`, a blank line between two, in
 *  `arena`; empty: none. Linear. ptr NULL: memory is out. */
quoth_str q_embedded_text(const struct q_markup *markup, struct q_arena *arena);

#endif
