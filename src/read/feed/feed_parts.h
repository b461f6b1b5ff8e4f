/* What the files that read a feed share: feed.c, feed_xml.c, feed_json.c. */
#ifndef Q_FEED_PARTS_H
#define Q_FEED_PARTS_H

#include "read/feed/feed.h"
#include "read/feed/feed_text.h"
#include "read/feed/xml.h"

struct q_feed {
    struct q_arena arena; // of the feed: its text, and what is told of all its items
    quoth_str text;       // valid UTF-8
    quoth_error flaw;     // of its charset
    bool json, atom;
    size_t at;                 // JSON: where the next item is looked for,
    bool listed;               // in a list of items whose end was not seen
    struct q_xml xml;          // the same of XML
    quoth_str url, base, link; // of the feed: from where, against what its addresses
                               // count, its outlet's page
    quoth_str outlet, language, author;
    struct q_buf content, summary; // of the item
    struct q_buf piece;            // any one text of it
    quoth_status failed;           // of an item: a buffer that was used anew since
};

// Which address of an item wins, the first of a kind.
enum q_feed_link { Q_FEED_NO_LINK, Q_FEED_GUID, Q_FEED_LINK, Q_FEED_PAGE, Q_FEED_ORIGINAL };

// Which date wins, the last of a kind.
enum q_feed_when { Q_FEED_NEVER, Q_FEED_MADE, Q_FEED_PUBLISHED };

// An item that is being read.
struct q_feed_item {
    struct q_feed *feed;
    struct quoth_article *article;
    uint32_t author_cap;
    enum q_feed_link link;
    enum q_feed_when when;
    enum q_feed_form content, summary; // how what stands in the buffers is written
    quoth_str description;             // name of the element that the summary came from
    bool failed;                       // memory is out
};

/** What is told of the item, once the XML or JSON around it is read. */
void q_feed_add_author(struct q_feed_item *item, quoth_str person);
void q_feed_set_url(struct q_feed_item *item, enum q_feed_link kind, quoth_str url,
                    quoth_str base);
void q_feed_set_published(struct q_feed_item *item, enum q_feed_when kind, quoth_str text);
void q_feed_set_modified(struct q_feed_item *item, quoth_str text);

/** Sets `*field` to `text` as plain text, unless it is set or nothing is left. */
void q_feed_set_text(struct q_feed_item *item, quoth_str *field, quoth_str text,
                     enum q_feed_form form);

/** The same of what is told of all items, which `item` need not have an article for. What
 *  is longer than Q_MAX_TITLE is not told: each item would repeat it. */
void q_feed_set_head(struct q_feed_item *item, quoth_str *field, quoth_str text,
                     enum q_feed_form form);

/** Reads the head of feed->text. Fails with QUOTH_EFORMAT (no feed), QUOTH_ENOMEM. */
quoth_status q_feed_xml_open(struct q_feed *feed, quoth_error *error);
quoth_status q_feed_json_open(struct q_feed *feed, quoth_error *error);

/** Reads the next item: QUOTH_END, QUOTH_EFORMAT, QUOTH_ELIMIT; memory that is out is told
 *  by `item` or a buffer. */
quoth_status q_feed_xml_next(struct q_feed_item *item, quoth_error *error);
quoth_status q_feed_json_next(struct q_feed_item *item, quoth_error *error);

/** Do `bytes`, the start of a file, begin a feed? */
bool q_feed_xml_is(quoth_str bytes);
bool q_feed_json_is(quoth_str bytes);

#endif
