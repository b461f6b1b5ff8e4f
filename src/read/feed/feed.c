#include "read/feed/feed.h"
#include "base/error.h"
#include <stdlib.h>
struct q_feed {
    int unused;
};
struct q_feed *q_feed_new(void)
{
    return calloc(1, sizeof(struct q_feed));
}
void q_feed_free(struct q_feed *feed)
{
    free(feed);
}
bool q_feed_is(quoth_str bytes)
{
    (void)bytes;
    return false;
}
quoth_status q_feed_open(struct q_feed *feed, quoth_str bytes,
                         const struct q_page_told *told, quoth_error *error)
{
    (void)feed;
    (void)bytes;
    (void)told;
    return q_error(error, QUOTH_EFORMAT, 0, "not built yet");
}
quoth_status q_feed_next(struct q_feed *feed, struct q_page *page,
                         struct quoth_article *article, quoth_error *error)
{
    (void)feed;
    (void)page;
    (void)article;
    (void)error;
    return QUOTH_END;
}
