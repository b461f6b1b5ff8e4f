/*
 * Stage 1, read: the nodes that are the article → its text, and where each byte stood.
 *
 *     <p>Tom &amp; <b>Jo</b>  said<br>no      →   "Tom & Jo said\nno"
 *                                                 map 0–4 ← 3–7, 4–5 ← 7–12 …
 *
 * White space is folded as browsers show it, references are read, soft hyphens and
 * characters without width are left out; otherwise no byte is changed.
 */
#ifndef Q_RENDER_H
#define Q_RENDER_H

#include "read/hint.h"
#include "read/page/body.h"

struct q_rendered {
    quoth_str text;
    quoth_stretch *map;
    uint32_t map_count;
    struct q_hint *hints; // one a paragraph, in the order of the text
    uint32_t hint_count;
};

/** Writes the nodes of `part`, as they are marked, into `arena`. Linear. Fails with
 * QUOTH_ELIMIT (the text is longer than Q_MAX_ARTICLE), QUOTH_ENOMEM. */
quoth_status q_render(const struct q_markup *markup, const uint8_t *marks,
                      const struct q_part *part, struct q_arena *arena,
                      struct q_rendered *out);

#endif
