/*
 * Stage 1, read: what of a page may tell something of its article, found in one pass.
 *
 *     <meta property="og:title" content="Bridge falls">   →   a claim of its title
 *     <h1>, <time>, <script type="application/ld+json">       nodes to be looked into
 *
 * Claims are given as they are written; which of them is right is settled elsewhere
 * (about_title.c, about_author.c, about_date.c, about_read.c).
 */
#ifndef Q_ABOUT_FACTS_H
#define Q_ABOUT_FACTS_H

#include "read/page/about.h"
#include "read/page/about_text.h"
#include "read/page/jsonld.h"

enum q_field {
    Q_FIELD_TITLE,
    Q_FIELD_OUTLET,
    Q_FIELD_AUTHOR,
    Q_FIELD_PUBLISHED,
    Q_FIELD_MODIFIED,
    Q_FIELD_LANGUAGE,
    Q_FIELD_ADDRESS,
    Q_FIELD_SECTION,
    Q_FIELD_TYPE,
    Q_FIELDS
};

struct q_claim {
    enum q_field field;
    unsigned rank;   // 0: the best
    const char *by;  // a literal
    quoth_str value; // references read, white space folded
};

// What is more of a page is passed over.
enum {
    Q_CLAIMS_EACH = 24, // of one field
    Q_CLAIMS = Q_FIELDS * Q_CLAIMS_EACH,
    Q_HEADINGS = 16,
    Q_TIMES = 64,
    Q_SCRIPTS = 64
};

struct q_facts {
    const struct q_markup *markup;
    const struct q_page_told *told;
    struct q_about_room *room;
    struct q_claim claims[Q_CLAIMS];
    uint32_t claim_count, claims_of[Q_FIELDS];
    uint32_t headings[Q_HEADINGS], heading_count; // <h1>
    uint32_t seconds[Q_HEADINGS], second_count;   // <h2>
    uint32_t times[Q_TIMES], time_count;          // <time>
    quoth_str scripts[Q_SCRIPTS];
    uint32_t script_count;
    uint32_t title_node; // <title>; 0: none
    struct q_jsonld linked;
    uint32_t headline; // the heading that is the article's title, or like it; 0: none
};

/** Looks at every node once. */
void q_facts_find(const struct q_markup *markup, const struct q_page_told *told,
                  struct q_about_room *room, struct q_facts *out);

/** The best claim of `field`, the first of equal ones; NULL: there is none. With `after`,
 *  the best behind it. */
const struct q_claim *q_facts_best(const struct q_facts *facts, enum q_field field,
                                   const struct q_claim *after);

/** An attribute of `node`, references read and cleaned; ptr NULL: there is none. */
quoth_str q_facts_attribute(const struct q_facts *facts, uint32_t node, quoth_str name);

/** Is `word` one of the words of the attribute? ASCII letters are folded. */
bool q_facts_has_word(quoth_str list, quoth_str word);

/** Settles the title. */
void q_about_title(struct q_facts *facts, struct q_about *out);

/** Settles the authors; the title and the outlet are known. */
void q_about_authors(struct q_facts *facts, struct q_about *out);

/** Settles both dates; the title and the address are known. */
void q_about_dates(struct q_facts *facts, struct q_about *out);

#endif
