/*
 * Stage 1, read: the short texts of feeds: titles, names, addresses.
 *
 *     Bridge &lt;b>falls&lt;/b> &amp;amp; nobody hurt   →   Bridge falls & nobody hurt
 *     jroe@herald.example (Jane Roe)               →   Jane Roe
 *     /news/1 at http://herald.example/feed        →   http://herald.example/news/1
 */
#ifndef Q_FEED_TEXT_H
#define Q_FEED_TEXT_H

#include "base/buf.h"
#include "record/article.h"

// How a text is written, once the XML around it is read.
enum q_feed_form {
    Q_FEED_TEXT, // as it is
    Q_FEED_HTML, // as HTML
    Q_FEED_RSS   // nobody says which: HTML as far as it looks like it
};

/** `s` as plain text on one line, in `arena`: without tags, references read, white space
 *  folded. Empty where nothing is left; ptr NULL: memory is out. */
quoth_str q_feed_plain(quoth_str s, enum q_feed_form form, struct q_arena *arena);

/** The name that a person is given by: "Name", "mail (Name)", "Name <mail>". Empty where it
 *  is a mail address alone. */
quoth_str q_feed_person(quoth_str s);

/** Undoes base64 in place. What is none, or no UTF-8 when it is undone, leaves nothing. */
void q_feed_base64(struct q_buf *buf);

/** The address `url` as it is meant in a document at `base` (which may be missing): without
 *  white space around it, complete where that is possible (and both are at most Q_MAX_URL
 *  long), in `arena`. ptr NULL: memory is out. */
quoth_str q_feed_url(quoth_str url, quoth_str base, struct q_arena *arena);

#endif
