#include "read/feed/feed.h"

#include "base/date.h"
#include "base/error.h"
#include "base/language.h"
#include "base/limits.h"
#include "read/block.h"
#include "read/feed/feed_parts.h"
#include "read/page/page_charset.h"

#include <stdlib.h>

enum { KEEP = 1024 * 1024, MOST_AUTHORS = 64, FEW_AUTHORS = 4 };

static const char told_by[] = "feed";

struct q_feed *q_feed_new(void)
{
    struct q_feed *feed = calloc(1, sizeof *feed);
    if (!feed)
        return NULL;
    q_arena_init(&feed->arena, Q_MAX_ARENA);
    q_buf_init(&feed->content, Q_MAX_PAGE);
    q_buf_init(&feed->summary, Q_MAX_PAGE);
    q_buf_init(&feed->piece, Q_MAX_PAGE);
    return feed;
}

void q_feed_free(struct q_feed *feed)
{
    if (!feed)
        return;
    q_arena_release(&feed->arena);
    q_buf_release(&feed->content);
    q_buf_release(&feed->summary);
    q_buf_release(&feed->piece);
    free(feed);
}

// ── The bytes → its text ──

// Characters of two or four bytes, told by the "<" or "{" that a feed begins with; NULL:
// neither, or a byte order mark says it.
static const char *wide_charset(quoth_str bytes)
{
    static const struct {
        char start[4]; // 1: any but NUL
        const char *name;
    } wide[] = {
        {{1, 0, 0, 0}, "UTF-32LE"},
        {{0, 0, 0, 1}, "UTF-32BE"},
        {{1, 0, 1, 0}, "UTF-16LE"},
        {{0, 1, 0, 1}, "UTF-16BE"},
    };
    for (size_t i = 0; bytes.len >= 4 && i < sizeof wide / sizeof *wide; i++) {
        size_t same = 0;
        while (same < 4 && !bytes.ptr[same] == !wide[i].start[same])
            same++;
        if (same == 4)
            return wide[i].name;
    }
    return NULL;
}

// Behind the first `mark` in `s`; ptr NULL: there is none.
static quoth_str behind(quoth_str s, quoth_str mark)
{
    for (; s.len >= mark.len; s = q_str(s.ptr + 1, s.len - 1))
        if (q_str_starts(s, mark))
            return q_str(s.ptr + mark.len, s.len - mark.len);
    return Q_NO_STR;
}

// What <?xml … encoding="…"?> says; ptr NULL: nothing. It may stand behind a comment.
static quoth_str declared_charset(quoth_str bytes)
{
    enum { NEAR = 1024 };
    quoth_str head = q_str(bytes.ptr, bytes.len < NEAR ? bytes.len : NEAR);
    head = behind(head, Q_STR("<?xml"));
    if (!head.ptr)
        return Q_NO_STR;
    head = behind(q_str_take_until(&head, '>'), Q_STR("encoding"));
    while (head.len && *head.ptr != '"' && *head.ptr != '\'')
        head = q_str(head.ptr + 1, head.len - 1);
    if (head.len == 0)
        return Q_NO_STR;
    quoth_str name = q_str(head.ptr + 1, head.len - 1);
    const char *end = name.len ? memchr(name.ptr, *head.ptr, name.len) : NULL;
    return end ? q_str_trim(q_str(name.ptr, (size_t)(end - name.ptr))) : Q_NO_STR;
}

static quoth_status read_charset(struct q_feed *feed, quoth_str bytes,
                                 const struct q_page_told *told, quoth_error *error)
{
    struct q_page_text text;
    const char *wide = wide_charset(bytes);
    quoth_str declared = wide ? q_str_from(wide) : declared_charset(bytes);
    struct q_page_told overruled = *told;
    if (wide)
        overruled.charset = Q_NO_STR;
    quoth_status status =
        q_page_charset_read(bytes, &overruled, declared, &feed->arena, &text, error);
    if (status != QUOTH_OK)
        return status;
    feed->text = text.text;
    feed->flaw = text.flaw;
    return QUOTH_OK;
}

bool q_feed_is(quoth_str bytes)
{
    enum { NEAR = 64 * 1024 };
    char narrow[1024];
    const char *wide = wide_charset(bytes);
    bool mark = bytes.len >= 2 && (q_str_starts(bytes, Q_STR("\xff\xfe")) ||
                                   q_str_starts(bytes, Q_STR("\xfe\xff")));
    bytes.len = bytes.len < NEAR ? bytes.len : NEAR;
    if (wide || mark) {
        // Its ASCII is enough to tell.
        size_t len = 0;
        for (size_t i = 0; i < bytes.len && len < sizeof narrow; i++)
            if (bytes.ptr[i] && !(bytes.ptr[i] & 0x80))
                narrow[len++] = bytes.ptr[i];
        bytes = q_str(narrow, len);
    }
    if (q_str_starts(bytes, Q_STR("\xef\xbb\xbf")))
        bytes = q_str(bytes.ptr + 3, bytes.len - 3);
    bytes = q_str_trim(bytes);
    return q_feed_json_is(bytes) || q_feed_xml_is(bytes);
}

quoth_status q_feed_open(struct q_feed *feed, quoth_str bytes,
                         const struct q_page_told *told, quoth_error *error)
{
    struct q_feed fresh = {.arena = feed->arena,
                           .content = feed->content,
                           .summary = feed->summary,
                           .piece = feed->piece};
    q_arena_clear(&fresh.arena, KEEP);
    *feed = fresh;
    quoth_status status = read_charset(feed, bytes, told, error);
    if (status != QUOTH_OK)
        return status;
    feed->url = told->url;
    feed->json = q_str_starts(q_str_trim(feed->text), Q_STR("{"));
    status = feed->json ? q_feed_json_open(feed, error) : q_feed_xml_open(feed, error);
    if (status != QUOTH_OK)
        feed->text = Q_NO_STR;
    return status;
}

// ── What is told of an item ──

void q_feed_set_text(struct q_feed_item *item, quoth_str *field, quoth_str text,
                     enum q_feed_form form)
{
    if (field->len)
        return;
    quoth_str plain = q_feed_plain(text, form, &item->article->arena);
    item->failed |= !plain.ptr;
    if (plain.len)
        *field = plain;
}

void q_feed_set_head(struct q_feed_item *item, quoth_str *field, quoth_str text,
                     enum q_feed_form form)
{
    if (field->len)
        return;
    quoth_str plain = q_feed_plain(text, form, &item->feed->arena);
    item->failed |= !plain.ptr;
    if (plain.len && plain.len <= Q_MAX_TITLE)
        *field = plain;
}

void q_feed_add_author(struct q_feed_item *item, quoth_str person)
{
    struct quoth_article *article = item->article;
    quoth_str name = Q_NO_STR;
    q_feed_set_text(item, &name, q_feed_person(person), Q_FEED_RSS);
    if (!name.len || article->author_count == MOST_AUTHORS)
        return;
    for (uint32_t i = 0; i < article->author_count; i++)
        if (q_str_equal(article->authors[i], name))
            return;
    if (article->author_count == item->author_cap) {
        uint32_t cap = item->author_cap ? 2 * item->author_cap : FEW_AUTHORS;
        quoth_str *more = Q_ARENA_ARRAY(&article->arena, quoth_str, cap);
        item->failed |= !more;
        if (!more)
            return;
        if (article->author_count)
            memcpy(more, article->authors, article->author_count * sizeof(quoth_str));
        article->authors = more;
        item->author_cap = cap;
    }
    article->authors[article->author_count++] = name;
}

void q_feed_set_url(struct q_feed_item *item, enum q_feed_link kind, quoth_str url,
                    quoth_str base)
{
    url = q_str_trim(url);
    if (url.len == 0 || kind <= item->link)
        return;
    url = q_feed_url(url, base, &item->article->arena);
    item->failed |= !url.ptr;
    item->article->url = url;
    item->link = kind;
}

// Words that are no date are kept as they are.
static bool read_date(struct q_feed_item *item, quoth_str text, quoth_date *date)
{
    char value[Q_DATE_SIZE];
    quoth_date found = {.text = Q_NO_STR};
    q_feed_set_text(item, &found.text, text, Q_FEED_TEXT);
    bool known = found.text.len && q_date_read_web(found.text, value, &found);
    if (!found.text.len || (date->value.ptr && !known))
        return false;
    if (known) {
        found.value = q_article_keep(item->article, found.value);
        item->failed |= !found.value.ptr;
    }
    *date = found;
    return known;
}

void q_feed_set_published(struct q_feed_item *item, enum q_feed_when kind, quoth_str text)
{
    if (kind >= item->when && read_date(item, text, &item->article->published))
        item->when = kind;
}

void q_feed_set_modified(struct q_feed_item *item, quoth_str text)
{
    read_date(item, text, &item->article->modified);
}

// ── An item → its article ──

// What the feed says of all its items. The strings outlive the feed.
static void fill_in(struct q_feed_item *item)
{
    const struct q_feed *feed = item->feed;
    struct quoth_article *article = item->article;
    q_feed_set_text(item, &article->outlet, feed->outlet, Q_FEED_TEXT);
    if (article->author_count == 0 && !q_str_equal(feed->author, feed->outlet))
        q_feed_add_author(item, feed->author);
    if (!q_language_is_tag(article->language))
        article->language = q_language_is_tag(feed->language) ? feed->language : Q_NO_STR;
    quoth_str language = q_article_keep(article, article->language);
    item->failed |= article->language.ptr && !language.ptr;
    article->language = language;
    const bool told[QUOTH_ABOUT_COUNT] = {
        [QUOTH_ABOUT_TITLE] = article->title.ptr,
        [QUOTH_ABOUT_AUTHORS] = article->author_count,
        [QUOTH_ABOUT_OUTLET] = article->outlet.ptr,
        [QUOTH_ABOUT_PUBLISHED] = article->published.value.ptr,
        [QUOTH_ABOUT_MODIFIED] = article->modified.value.ptr,
        [QUOTH_ABOUT_LANGUAGE] = article->language.ptr,
        [QUOTH_ABOUT_SECTION] = article->section.ptr,
    };
    for (int about = 0; about < QUOTH_ABOUT_COUNT; about++)
        if (told[about])
            article->told_by[about] = told_by;
    if (article->flaw.status == QUOTH_OK)
        article->flaw = feed->flaw;
}

static bool has_text(const struct q_buf *buf)
{
    return q_str_trim(q_buf_held(buf)).len > 0;
}

// The content, else the summary. What has no tags is no HTML: its lines stay.
static quoth_status set_text(struct q_feed_item *item, struct q_page *page,
                             quoth_error *error)
{
    struct quoth_article *article = item->article;
    bool whole = has_text(&item->feed->content);
    const struct q_buf *buf = whole ? &item->feed->content : &item->feed->summary;
    enum q_feed_form form = whole ? item->content : item->summary;
    quoth_str text = q_str_trim(q_buf_held(buf));
    bool tags = text.len && memchr(text.ptr, '<', text.len);
    if (form == Q_FEED_HTML || (form == Q_FEED_RSS && tags)) {
        quoth_status status = q_page_fragment(page, text, article, error);
        article->map = NULL; // the XML around it was read before
        article->map_count = 0;
        return status;
    }
    if (form == Q_FEED_RSS)
        text = q_markup_decode(text, false, &article->arena);
    quoth_str kept = text.ptr ? q_article_keep(article, text) : Q_NO_STR;
    if (!kept.ptr)
        return q_error_nomem(error);
    q_article_adopt(article, kept);
    return q_find_blocks(article) == QUOTH_OK ? QUOTH_OK : q_error_nomem(error);
}

static quoth_status check_bufs(const struct q_feed *feed, quoth_error *error)
{
    const struct q_buf *const bufs[] = {&feed->content, &feed->summary, &feed->piece, NULL};
    quoth_status failed = feed->failed;
    for (size_t i = 0; bufs[i] && failed == QUOTH_OK; i++)
        failed = q_buf_status(bufs[i]);
    if (failed == QUOTH_ELIMIT)
        return q_error(error, QUOTH_ELIMIT, QUOTH_NO_OFFSET, "an item longer than %u MB",
                       Q_MAX_PAGE >> 20);
    return failed == QUOTH_OK ? QUOTH_OK : q_error_nomem(error);
}

quoth_status q_feed_next(struct q_feed *feed, struct q_page *page,
                         struct quoth_article *article, quoth_error *error)
{
    struct q_feed_item item = {.feed = feed, .article = article};
    if (!feed->text.ptr)
        return QUOTH_END;
    q_buf_clear(&feed->content, KEEP);
    q_buf_clear(&feed->summary, KEEP);
    q_buf_clear(&feed->piece, KEEP);
    feed->failed = QUOTH_OK;
    quoth_status status =
        feed->json ? q_feed_json_next(&item, error) : q_feed_xml_next(&item, error);
    if (status == QUOTH_OK) {
        fill_in(&item);
        status = item.failed ? q_error_nomem(error) : check_bufs(feed, error);
    }
    if (status == QUOTH_OK)
        status = set_text(&item, page, error);
    if (status != QUOTH_OK)
        q_article_clear(article);
    return status;
}
