/*
 * A feed of any bytes, the first of which choose what HTTP says of it. What is told of an
 * item is UTF-8, the text is a part of the page, and the same feed gives the same items
 * again. What a date was read to is such a date. Behind the end there is nothing more.
 */
#include "base/date.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "read/feed/feed.h"

static bool is_text(quoth_str s)
{
    return q_utf8_check(s) == s.len;
}

static void check(const struct quoth_article *x, size_t size)
{
    const quoth_str texts[] = {
        x->text,           x->title,           x->url,          x->guid,
        x->outlet,         x->section,         x->language,     x->name,
        x->published.text, x->published.value, x->modified.text};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        HOLD(is_text(texts[i]));
    for (uint32_t i = 0; i < x->author_count; i++)
        HOLD(is_text(x->authors[i]) && x->authors[i].len);
    HOLD(x->text.ptr && x->id[0] && x->language.ptr && x->map_count == 0);
    HOLD(!x->text.len || !memchr(x->text.ptr, '\0', x->text.len));
    HOLD(x->flaw.status == QUOTH_OK || x->flaw.offset == QUOTH_NO_OFFSET ||
         x->flaw.offset <= 3 * size);
    char value[Q_DATE_SIZE];
    quoth_date date;
    if (x->published.value.ptr)
        HOLD(q_date_read_web(x->published.value, value, &date) &&
             q_str_equal(date.value, x->published.value));
}

// The items of `bytes`; a number made of their ids.
static uint64_t read_all(struct q_feed *feed, struct q_page *page, quoth_article *article,
                         quoth_str bytes, const struct q_page_told *told)
{
    uint64_t sum = 0;
    quoth_error error;
    quoth_status status = q_feed_open(feed, bytes, told, &error);
    HOLD(status == QUOTH_OK || status == QUOTH_EFORMAT || status == QUOTH_ELIMIT);
    if (status == QUOTH_OK)
        while ((status = q_feed_next(feed, page, article, &error)) != QUOTH_END) {
            HOLD(status == QUOTH_OK || status == QUOTH_EFORMAT || status == QUOTH_ELIMIT);
            if (status == QUOTH_OK)
                check(article, bytes.len);
            for (size_t i = 0; i < sizeof article->id; i++)
                sum = sum * 31 + (unsigned char)article->id[i] + article->title.len;
            q_article_clear(article);
        }
    HOLD(q_feed_next(feed, page, article, &error) == QUOTH_END);
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const charsets[] = {NULL, "utf-8", "windows-1252", "utf-16le"};
    static struct q_feed *feed;
    static struct q_page *page;
    if (!feed)
        HOLD((feed = q_feed_new()) && (page = q_page_new()));
    unsigned first = size ? data[0] : 0;
    // A feed as it is begins with "<" or "{".
    size_t skip = size && first < 8;
    struct q_page_told told = {.charset = q_str_from(charsets[skip ? first % 4 : 0])};
    if (skip && first >= 4)
        told.url = Q_STR("http://herald.example/feed");
    quoth_str bytes = q_str((const char *)data + skip, size - skip);
    quoth_article *article = quoth_article_new();
    HOLD(article);
    q_feed_is(bytes);
    HOLD(read_all(feed, page, article, bytes, &told) ==
         read_all(feed, page, article, bytes, &told));
    quoth_article_free(article);
    return 0;
}
