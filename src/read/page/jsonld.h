/*
 * Stage 1, read: what the JSON-LD of a page tells of its article.
 *
 *     {"@type": "NewsArticle", "headline": "Bridge falls",   →   headline, authors,
 *      "author": {"@type": "Person", "name": "Jane Roe"}}        published …
 *
 * Among the objects of all its scripts the one that is the page's article is taken: by its
 * type, and by a headline or an address that the page names too. Lists of other articles
 * are not looked into. JSON that is broken in the usual ways is mended. Strings are given
 * as the page has them, but for JSON's own escapes: references and white space stay.
 */
#ifndef Q_JSONLD_H
#define Q_JSONLD_H

#include "base/buf.h"
#include "base/str.h"
#include "read/page/about_text.h"

enum { Q_JSONLD_AUTHORS = 64 }; // more are passed over

struct q_jsonld_author {
    quoth_str name;
    bool organization; // by its type
};

struct q_jsonld {
    quoth_str headline, published, modified, section, language, url, publisher, body;
    struct q_jsonld_author authors[Q_JSONLD_AUTHORS];
    uint32_t author_count;
    bool article; // its type says so
    bool live;    // it is a live blog
};

/** What the page itself says: folded titles, and addresses as they are; to know its article
 * by. */
struct q_jsonld_hint {
    quoth_str titles[4], urls[4]; // ptr NULL: none
};

/** Reads the JSON of `scripts`; strings lie in `room`. What cannot be read tells
 *  nothing. */
void q_jsonld_read(const quoth_str *scripts, uint32_t count,
                   const struct q_jsonld_hint *hint, struct q_about_room *room,
                   struct q_jsonld *out);

/** `text` mended, in `out`, which must be released; ptr NULL: memory is out. Linear. */
quoth_str q_jsonld_mend(quoth_str text, struct q_buf *out);

#endif
