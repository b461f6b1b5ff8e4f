#include "read/page/page.h"
#include "base/error.h"
#include <stdlib.h>
struct q_page {
    int unused;
};
struct q_page *q_page_new(void)
{
    return calloc(1, sizeof(struct q_page));
}
void q_page_free(struct q_page *page)
{
    free(page);
}
quoth_status q_page_open(struct q_page *page, quoth_str bytes,
                         const struct q_page_told *told, quoth_error *error)
{
    (void)page;
    (void)bytes;
    (void)told;
    return q_error(error, QUOTH_EFORMAT, 0, "not built yet");
}
uint32_t q_page_count(const struct q_page *page)
{
    (void)page;
    return 0;
}
quoth_status q_page_next(struct q_page *page, struct quoth_article *article,
                         quoth_error *error)
{
    (void)page;
    (void)article;
    (void)error;
    return QUOTH_END;
}
quoth_status q_page_fragment(struct q_page *page, quoth_str html,
                             struct quoth_article *article, quoth_error *error)
{
    (void)page;
    (void)article;
    (void)error;
    (void)html;
    return QUOTH_OK;
}
