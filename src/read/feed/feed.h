/*
 * Stage 1, read: a feed → its items, each an article.
 *
 *     <rss version="2.0"><channel><title>Herald</title>   →   outlet Herald
 *     <item><title>Bridge falls</title>                       title Bridge falls
 *     <content:encoded>&lt;p&gt;“No,” she said.               text "“No,” she said."
 *
 * RSS 0.9x, 1.0, 2.0, Atom 0.3, 1.0 and JSON Feed; XML that is wrong and charsets that lie
 * cost at most the item that they stand in.
 */
#ifndef Q_FEED_H
#define Q_FEED_H

#include "read/page/page.h"

struct q_feed;

/** A feed to be filled again and again; NULL when memory is out. */
struct q_feed *q_feed_new(void);
void q_feed_free(struct q_feed *feed);

/** Does `bytes` (the start of a file) look like a feed? */
bool q_feed_is(quoth_str bytes);

/** Reads the feed `bytes`, which must stay until its last item is taken. Fails with
 *  QUOTH_EFORMAT (no feed, with the byte), QUOTH_ELIMIT, QUOTH_ENOMEM. */
quoth_status q_feed_open(struct q_feed *feed, quoth_str bytes,
                         const struct q_page_told *told, quoth_error *error);

/** Fills `article`, which is clear, with the next item: title, url, guid, authors,
 *  published, modified, outlet, and of its content, else its summary, the text. `page`
 *  reads its HTML. QUOTH_END; QUOTH_EFORMAT (one item that is wrong; the next call goes on
 *  behind it), QUOTH_ENOMEM. */
quoth_status q_feed_next(struct q_feed *feed, struct q_page *page,
                         struct quoth_article *article, quoth_error *error);

#endif
