/*
 * What the files that find a page's article share: body.c, body_look.c, body_part.c,
 * body_mark.c. Every element has a place: what stands in it, and what that looks like. A
 * text has none of its own, but stands in that of its parent: of pages that bait memory,
 * most nodes are texts.
 */
#ifndef Q_BODY_PLACE_H
#define Q_BODY_PLACE_H

#include "read/page/body.h"

enum q_place_flag {
    Q_PLACE_OUT = 1 << 0,     // no part of the article
    Q_PLACE_LINK = 1 << 1,    // inside a link
    Q_PLACE_SILENT = 1 << 2,  // text that is not read: forms, buttons, the head
    Q_PLACE_HEADING = 1 << 3, // inside a heading
    Q_PLACE_ITEM = 1 << 4,    // inside an item of a list
    Q_PLACE_ENDS = 1 << 5,    // its own text ends a sentence
    Q_PLACE_ASIDE = 1 << 6,
    Q_PLACE_HEADED = 1 << 7, // a first heading stands in it
    Q_PLACE_TITLED = 1 << 8, // some heading stands in it
    Q_PLACE_BODY = 1 << 9,   // what is called an article's body stands in it
    Q_PLACE_MARKED = 1 << 10 // its own text has a comma or a stop
};

// Bytes are counted without white space. There is one for every element, so that four bytes
// more cost a page made of nothing but tags a quarter of its size.
struct q_place {
    uint32_t block;         // the innermost block that it stands in, or itself
    uint32_t total, link;   // bytes of the text in it; in links
    uint32_t prose;         // of total: what reads like an article
    uint32_t near;          // the same, each byte worth less the deeper it lies
    uint16_t own, own_link; // of total and link: but for what blocks in it have; 65,535 at
                            // most
    uint16_t words;         // enum q_body_word
    uint16_t flags;
};

struct q_finding {
    const struct q_markup *markup;
    const struct q_about *about;
    struct q_arena scratch; // given back once the article is found
    struct q_place *places; // one an element, in their order
    uint32_t place_count;
    uint32_t *ranks; // one a node: which place it has, or stands in
    uint8_t *marks;
    uint32_t all;        // prose of the page
    uint32_t part_total; // bytes of the part that is marked: a table that is most of it is
                         // the article
    bool begun;          // the part that is marked: some of its body is
    bool lax;            // what is meant for browsers without scripts is read too
    bool plain;          // nothing is taken out by its looks
};

/** The place of an element, or the one that a text stands in. */
static inline struct q_place *q_place_of(const struct q_finding *f, uint32_t node)
{
    return &f->places[f->ranks[node]];
}

/** Fills in the places: what stands where, and what is out by its element and words. */
void q_finding_look(struct q_finding *f);

/** The element that holds the article. */
uint32_t q_finding_part(const struct q_finding *f);

/** Marks what `part` holds and what stands between the headline and it. */
void q_finding_mark(struct q_finding *f, struct q_part *part);

/** Marks what is printed twice in `part` as out. False: memory is out. */
bool q_finding_drop_repeated(struct q_finding *f, const struct q_part *part);

#endif
