/*
 * Fuzz target: the blocks of any text. The first byte says whether a title, an outlet and
 * authors are given; the rest is the text. Blocks stand in order, inside the text, on
 * character boundaries, with only white space between them; author and words lie inside
 * their block; the same text gives the same blocks; all of it can be printed.
 */
#include "base/utf8.h"
#include "fuzz.h"
#include "read/block.h"
#include "read/line.h"

static bool is_boundary(quoth_str text, uint32_t at)
{
    return at == text.len || (at < text.len && (text.ptr[at] & 0xc0) != 0x80);
}

static void check_inside(quoth_str text, quoth_span span, quoth_span outer)
{
    HOLD(span.start <= span.end && span.start >= outer.start && span.end <= outer.end);
    HOLD(is_boundary(text, span.start) && is_boundary(text, span.end));
}

static void check(const quoth_article *article)
{
    size_t count, authors;
    const quoth_block *blocks = quoth_article_blocks(article, &count);
    quoth_str text = quoth_article_text(article);
    uint32_t end = 0;
    for (size_t i = 0; i < count; i++) {
        quoth_span span = blocks[i].span;
        HOLD(span.start >= end && span.start < span.end && span.end <= text.len);
        check_inside(text, span, (quoth_span){end, (uint32_t)text.len});
        HOLD(q_line_space(q_str_cut(text, end, span.start)) == span.start - end);
        check_inside(text, blocks[i].author, span);
        check_inside(text, blocks[i].words, span);
        HOLD(blocks[i].kind <= QUOTH_BLOCK_FURNITURE);
        end = span.end;
    }
    HOLD(q_line_space(q_str_cut(text, end, (uint32_t)text.len)) == text.len - end);
    const quoth_str *names = quoth_article_authors(article, &authors);
    for (size_t i = 0; i < authors; i++)
        HOLD(names[i].len && q_utf8_check(names[i]) == names[i].len);
}

static bool same_span(quoth_span a, quoth_span b)
{
    return a.start == b.start && a.end == b.end;
}

static void check_same(const quoth_article *article, const quoth_article *other)
{
    size_t count, others;
    const quoth_block *a = quoth_article_blocks(article, &count);
    const quoth_block *b = quoth_article_blocks(other, &others);
    HOLD(count == others);
    for (size_t i = 0; i < count; i++) {
        HOLD(a[i].kind == b[i].kind && a[i].flags == b[i].flags);
        HOLD(same_span(a[i].span, b[i].span) && same_span(a[i].author, b[i].author) &&
             same_span(a[i].words, b[i].words));
    }
}

static void print(const quoth_article *article)
{
    quoth_output *output = quoth_output_new();
    HOLD(output);
    for (int format = QUOTH_PRINT_JSON; format <= QUOTH_PRINT_TEXT; format++) {
        const quoth_print_options how = {.format = (quoth_print_format)format};
        HOLD(quoth_print_article(output, article, &how, NULL) == QUOTH_OK);
    }
    quoth_str printed = quoth_output_text(output);
    HOLD(q_utf8_check(printed) == printed.len);
    quoth_output_free(output);
}

static bool read_text(quoth_article *article, quoth_str text, unsigned told)
{
    static quoth_str author = {"Jane Doe", 8};
    if (quoth_article_set(article, Q_STR("x"), text, NULL) != QUOTH_OK)
        return false;
    check(article);
    if (told & 1)
        article->title = Q_STR("Council drops the old bridge");
    if (told & 2)
        article->outlet = Q_STR("The Herald");
    if (told & 4)
        article->authors = &author;
    article->author_count = told & 4 ? 1 : article->author_count;
    HOLD(q_find_blocks(article) == QUOTH_OK);
    check(article);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    quoth_article *article = quoth_article_new(), *again = quoth_article_new();
    quoth_str text = q_str((const char *)data + 1, size - 1);
    HOLD(article && again);
    if (read_text(article, text, data[0])) {
        HOLD(read_text(again, text, data[0]));
        check_same(article, again);
        print(article);
    }
    quoth_article_free(article);
    quoth_article_free(again);
    return 0;
}
