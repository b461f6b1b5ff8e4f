/*
 * Stage 3, attribute: which words name an outlet: a paper, an agency, a broadcaster.
 *
 *     the Harsk Gazette            →   "Harsk Gazette", by its ending
 *     Reuters                      →   by data/lexicon/outlets.txt
 *     the newspaper Velmora        →   "Velmora", by the noun beside it
 *     the paper, behind the first  →   "Harsk Gazette"
 *
 * It does not know what an outlet does in a sentence: *the Harsk Gazette closed* is one
 * too.
 */
#ifndef Q_OUTLET_H
#define Q_OUTLET_H

#include "attribute/telling.h"

enum q_outlet_how {
    Q_OUTLET_KNOWN,  // by the list or by the noun beside it
    Q_OUTLET_ENDING, // by its last word
    Q_OUTLET_NOUN,   // described: state media, a local paper
    Q_OUTLET_NAME    // any name: only what stands around it can tell
};

struct q_outlet {
    struct q_range words; // with article
    struct q_range name;  // without
    quoth_str called;     // the fullest name of it that the article gives
    uint8_t how;          // q_outlet_how
};

// What an article tells of outlets.
struct q_outlets {
    struct q_words words;
    struct q_outlet *seen; // named ones, in the order of the text
    uint32_t count;
};

/** Is it a name of data/lexicon/outlets.txt, letter by letter? */
bool q_outlet_is_known(quoth_str name);

/** Does any of those names start with these bytes? */
bool q_outlet_is_known_start(quoth_str start);

/** Finds those that the scene's article names; in the statements' arena. QUOTH_OK or
 *  QUOTH_ENOMEM. Linear. */
quoth_status q_find_outlets(const struct q_scene *scene, struct q_outlets *out);

/** The outlet whose words start at token i and end before `end`. Of a name that nothing
 *  shows to be an outlet `how` is Q_OUTLET_NAME. False: there is no name. */
bool q_read_outlet(const struct q_outlets *outlets, uint32_t i, uint32_t end,
                   struct q_outlet *out);

/** Is it the article's own outlet, as that is given or its address tells? */
bool q_outlet_is_own(const struct quoth_article *article, quoth_str name);

/** Are both names of one outlet: *the Gazette*, *Harsk Gazette*? */
bool q_outlet_is_same(quoth_str a, quoth_str b);

#endif
