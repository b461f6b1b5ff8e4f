/*
 * Stage 3, attribute: which source, cue and content belong together.
 *
 *     content “We tried,”   source she   cue said   content “It failed.”
 *         →   one attribution: she | said | “We tried,” … “It failed.”
 *
 * The network says of each content on which side its cue stands, and of each cue
 * where its source is (enum q_link); this joins the pieces. In PolNeAR, which it
 * follows, an attribution has one cue, at most one source and as many contents as it
 * takes. It does not change a span, but for a source that runs over a paragraph's end.
 */
#ifndef Q_LINK_H
#define Q_LINK_H

#include "base/arena.h"
#include "record/attribution.h"

/** Joins annotation->pieces; the result lives in `arena`. Pieces that belong to
 *  nothing are left out. QUOTH_OK or QUOTH_ENOMEM. Linear. */
quoth_status q_link_pieces(quoth_str text, const struct q_annotation *annotation,
                           struct q_arena *arena, struct q_attributions *out);

#endif
