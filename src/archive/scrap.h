/*
 * The scraps of an article, and the names, that the words of a statement are made of.
 *
 *     "We will not", he said, "accept it."   →   content: We will not | accept it.
 *
 * What is indexed is told here alone, so that what is found can be shown: a word of a
 * field leads back, through its scrap, to bytes of the article.
 */
#ifndef Q_SCRAP_H
#define Q_SCRAP_H

#include "archive/index.h"

/** Borrowed from the article's text or from a name. */
struct q_scrap {
    quoth_str text;
    bool apart;    // it begins another thing: no phrase goes over its start
    uint32_t from; // byte of the joined string
};

struct q_scraps {
    struct q_scrap *at;
    uint32_t count;
    quoth_str joined; // one scrap: itself; ptr NULL: there is none
};

/** The scraps of one field; they live in `arena`. QUOTH_ENOMEM. */
quoth_status q_scraps_of(const struct quoth_article *article, const quoth_statement *of,
                         enum q_field field, struct q_arena *arena, struct q_scraps *out);

#endif
