/* The words of an element's class and id, and what they tell of it. */
#ifndef Q_BODY_WORD_H
#define Q_BODY_WORD_H

#include "quoth.h"

enum q_body_word {
    Q_WORD_ARTICLE = 1 << 0, // "article", "story", "post": the article, or one of many
    Q_WORD_BODY = 1 << 1,    // "body", "content", "text"
    Q_WORD_OUT = 1 << 2,     // "related", "share", "banner"
    Q_WORD_STANDFIRST = 1 << 3,
    Q_WORD_BYLINE = 1 << 4,
    Q_WORD_DATE = 1 << 5,
    Q_WORD_CAPTION = 1 << 6,
    Q_WORD_CREDIT = 1 << 7,
    Q_WORD_POST = 1 << 8, // of a social network
    Q_WORD_END = 1 << 9   // of the page's end: "footer", "cookie"
};

/** All that the words of `value` (a class or an id) tell, or-ed. */
unsigned q_body_words(quoth_str value);

/** For tests: NULL, or a word that stands out of order, or behind one that stands for it.
 */
const char *q_body_word_unsorted(void);

#endif
