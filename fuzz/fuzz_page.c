/*
 * Pages of any bytes, whole and as a fragment: every article's text is valid UTF-8, its
 * blocks and its map are in order, only white space lies between blocks, and what the map
 * says is copied is copied. The first byte chooses what is known of the page.
 */
#include "base/utf8.h"
#include "fuzz.h"
#include "read/page/page.h"

static bool is_white(quoth_str s)
{
    const char *at = s.ptr, *end = s.ptr + s.len;
    while (at < end) {
        uint32_t c = q_utf8_next(&at);
        bool white = c <= ' ' || c == 0x7f || (c >= 0x80 && c <= 0xa0) || c == 0x1680 ||
                     (c >= 0x2000 && c <= 0x200f) || c == 0x2028 || c == 0x2029 ||
                     c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
        if (!white)
            return false;
    }
    return true;
}

static void check_blocks(const quoth_article *article)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < article->block_count; i++) {
        const quoth_block *block = &article->blocks[i];
        HOLD(block->span.start >= at && block->span.end > block->span.start);
        HOLD(block->span.end <= article->text.len);
        HOLD(block->author.start >= block->span.start &&
             block->author.end <= block->span.end);
        HOLD(block->words.start >= block->span.start &&
             block->words.end <= block->span.end);
        HOLD(is_white(q_str_cut(article->text, at, block->span.start)));
        at = block->span.end;
    }
    HOLD(is_white(q_str_cut(article->text, at, (uint32_t)article->text.len)));
}

static void check_map(const quoth_article *article, quoth_str bytes, bool utf8)
{
    uint32_t text = 0, source = 0;
    for (uint32_t i = 0; i < article->map_count; i++) {
        quoth_stretch s = article->map[i];
        HOLD(s.text.start >= text && s.text.end > s.text.start);
        HOLD(s.source.start >= source && s.source.end >= s.source.start);
        HOLD(s.text.end <= article->text.len && s.source.end <= bytes.len);
        uint32_t len = s.text.end - s.text.start;
        if (utf8 && len == s.source.end - s.source.start)
            HOLD(memcmp(article->text.ptr + s.text.start, bytes.ptr + s.source.start,
                        len) == 0);
        text = s.text.end;
        source = s.source.end;
    }
}

static void check(const quoth_article *article, quoth_str bytes, bool utf8)
{
    HOLD(article->text.ptr && q_utf8_check(article->text) == article->text.len);
    HOLD(article->language.ptr && article->id[0]);
    check_blocks(article);
    check_map(article, bytes, utf8);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct q_page *page;
    static quoth_article *article;
    if (size == 0)
        return 0;
    quoth_str bytes = q_str((const char *)data + 1, size - 1);
    struct q_page_told told = {0};
    if (data[0] & 1)
        told.url = Q_STR("https://herald.example/2031/06/bridge");
    if (data[0] & 2)
        told.charset = Q_STR("utf-8");
    page = page ? page : q_page_new();
    article = article ? article : quoth_article_new();
    HOLD(page && article);
    bool utf8 = q_utf8_check(bytes) == bytes.len && !memchr(bytes.ptr, 0, bytes.len);
    quoth_status status = q_page_open(page, bytes, &told, NULL);
    HOLD(status == QUOTH_OK || status == QUOTH_EFORMAT);
    while (status == QUOTH_OK) {
        q_article_clear(article);
        status = q_page_next(page, article, NULL);
        HOLD(status == QUOTH_OK || status == QUOTH_END);
        if (status == QUOTH_OK)
            check(article, bytes, utf8 && (data[0] & 2));
    }
    if (!utf8)
        return 0;
    q_article_clear(article);
    HOLD(q_page_fragment(page, bytes, article, NULL) == QUOTH_OK);
    check(article, bytes, true);
    return 0;
}
