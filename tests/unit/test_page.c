// src/read/page/page: pages in many shapes → the article's text, blocks and map.
#include "assert_str.h"
#include "read/page/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

// Prose of the article, and of what stands beside it.
#define LEAD                                                                                 \
    "LINDHOLM — The council closed the old bridge on Monday after engineers found cracks " \
    "in two of its pillars, and buses will take the long way round until spring."
#define QUOTE                                                                                  \
    "“Nobody will drive over it before I have walked over it myself,” said Jane Roe, the " \
    "mayor, who has crossed the bridge every day for thirty years."
#define END                                                                                \
    "The repair will cost nine million crowns, which the town does not have, and the "     \
    "county has not yet said whether it will pay a part of the bill."
#define OTHER                                                                              \
    "The harbour opens its new pier on Saturday with music, fish and a long speech, and "  \
    "visitors are asked to leave their dogs, their boats and their drums at home."

static struct q_page *page;
static quoth_article *article;
static quoth_error error;

static int set_up(void **state)
{
    (void)state;
    page = q_page_new();
    article = quoth_article_new();
    return !page || !article;
}

static int tear_down(void **state)
{
    (void)state;
    q_page_free(page);
    quoth_article_free(article);
    return 0;
}

static void open_it(quoth_str html)
{
    struct q_page_told told = {.url = Q_STR("https://herald.example/bridge")};
    if (q_page_open(page, html, &told, &error) != QUOTH_OK)
        fail_msg("%s", error.message);
}

static quoth_status next(void)
{
    q_article_clear(article);
    return q_page_next(page, article, &error);
}

static bool holds(quoth_str text, const char *words)
{
    size_t len = strlen(words);
    for (size_t at = 0; at + len <= text.len; at++)
        if (memcmp(text.ptr + at, words, len) == 0)
            return true;
    return false;
}

static const quoth_block *block_with(const char *words)
{
    for (uint32_t i = 0; i < article->block_count; i++)
        if (holds(quoth_article_cut(article, article->blocks[i].span), words))
            return &article->blocks[i];
    fail_msg("no block has “%s” in “%.*s”", words, (int)article->text.len,
             article->text.ptr);
    return NULL;
}

static void assert_kind(const char *words, quoth_block_kind kind)
{
    const quoth_block *block = block_with(words);
    if (block->kind != kind)
        fail_msg("“%s” is of kind %d, not %d", words, (int)block->kind, (int)kind);
}

static void assert_has(const char *words)
{
    if (!holds(article->text, words))
        fail_msg("“%s” is not in “%.*s”", words, (int)article->text.len, article->text.ptr);
}

static void assert_has_not(const char *words)
{
    if (holds(article->text, words))
        fail_msg("“%s” is in “%.*s”", words, (int)article->text.len, article->text.ptr);
}

// Laws of every article: only white space between blocks, the map ascends and its verbatim
// stretches are the same bytes.
static void assert_laws(quoth_str html)
{
    uint32_t at = 0, source = 0;
    for (uint32_t i = 0; i <= article->block_count; i++) {
        uint32_t end = i < article->block_count ? article->blocks[i].span.start
                                                : (uint32_t)article->text.len;
        for (; at < end; at++)
            assert_non_null(strchr(" \n", article->text.ptr[at]));
        at = i < article->block_count ? article->blocks[i].span.end : at;
    }
    at = 0;
    for (uint32_t i = 0; i < article->map_count; i++) {
        quoth_stretch s = article->map[i];
        assert_true(s.text.start >= at && s.text.end > s.text.start);
        assert_true(s.source.start >= source && s.source.end > s.source.start);
        assert_true(s.text.end <= article->text.len && s.source.end <= html.len);
        if (s.text.end - s.text.start == s.source.end - s.source.start)
            assert_memory_equal(article->text.ptr + s.text.start, html.ptr + s.source.start,
                                s.text.end - s.text.start);
        at = s.text.end;
        source = s.source.end;
    }
}

// The only article of a page: it has the quotation, and not what stands beside it.
static void take(const char *html)
{
    open_it(q_str_from(html));
    if (next() != QUOTH_OK)
        fail_msg("no article: %s", error.message);
    assert_has("“Nobody will drive over it before I have walked over it myself,”");
    assert_has_not("harbour");
    assert_laws(q_str_from(html));
}

static void assert_one(const char *html)
{
    take(html);
    quoth_article *other = quoth_article_new();
    assert_int_equal(q_page_next(page, other, &error), QUOTH_END);
    quoth_article_free(other);
}

// ── Shapes ──

static void a_plain_page(void **state)
{
    (void)state;
    assert_one(
        "<!doctype html><html lang=en><head><title>Bridge closed - Herald</title>"
        "</head><body><nav><a href=/>The harbour pages</a></nav><h1>Bridge closed</h1>"
        "<p class=dek>Nine million crowns are missing in Lindholm</p>"
        "<p class=byline>By Jo Lind</p>"
        "<p>" LEAD "</p><p>" QUOTE "</p><p>" END "</p>"
        "<aside class=related><h2>Related</h2><p>" OTHER "</p></aside>"
        "<footer>© 2031 The harbour company</footer></body></html>");
    assert_kind("Bridge closed", QUOTH_BLOCK_HEADLINE);
    assert_kind("Nine million crowns are", QUOTH_BLOCK_STANDFIRST);
    assert_kind("By Jo Lind", QUOTH_BLOCK_BYLINE);
    assert_kind("LINDHOLM —", QUOTH_BLOCK_DATELINE);
    assert_kind("Nobody will drive", QUOTH_BLOCK_BODY);
    assert_true(article->map_count > 0);
    assert_str(quoth_article_language(article), "en");
    assert_str(quoth_article_title(article), "Bridge closed");
}

static void text_between_line_breaks(void **state)
{
    (void)state;
    assert_one("<body><div id=menu><a href=/a>harbour</a> <a href=/b>pier</a></div>"
               "<h1>Bridge closed</h1><div>" LEAD "<br><br>" QUOTE "<br/><br/>" END
               "</div>");
    assert_has("until spring.\n\n“Nobody");
}

static void text_right_in_the_body(void **state)
{
    (void)state;
    assert_one("<title>Bridge</title>" LEAD "<p>" QUOTE "<p>" END
               "<p><a href=/>To the harbour</a>");
}

static void comments_are_not_the_article(void **state)
{
    (void)state;
    assert_one("<body><article><h1>Bridge closed</h1><p>" LEAD "</p><p>" QUOTE
               "</p></article><section id=comments><p>" OTHER "</p><p>I say: " OTHER
               "</p><p>And I: " OTHER "</p></section>");
}

static void an_article_goes_on_behind_an_advert(void **state)
{
    (void)state;
    assert_one("<body><main><h1>Bridge closed</h1><div class=row><div class=chunk><p>" LEAD
               "</p><p>" END "</p></div></div><div class=ad><p>" OTHER "</p></div>"
               "<div class=row><div class=chunk><p>" QUOTE "</p></div></div></main>");
}

static void a_first_paragraph_in_a_teaser(void **state)
{
    (void)state;
    assert_one("<body><main><h1>Bridge closed</h1><div class=teaser-content>"
               "<div class=article-body><p>" QUOTE "</p></div></div>"
               "<div class=rest><div class=article-body><p>" LEAD "</p><p>" END
               "</p></div></div></main><ul class=teaser><li><a href=/h>" OTHER
               "</a></li></ul>");
}

static void a_live_blog(void **state)
{
    (void)state;
    take("<head><script type='application/ld+json'>{\"@type\": \"LiveBlogPosting\", "
         "\"headline\": \"Bridge closed\"}</script></head><body><h1>Bridge closed</h1>"
         "<div class=posts><article><h2>9.40</h2><p>" LEAD "</p></article>"
         "<article><h2>9.20</h2><p>" QUOTE "</p></article>"
         "<article><h2>9.00</h2><p>" END "</p></article></div>");
    assert_has("9.40");
    assert_has("two of its pillars");
    assert_has("nine million crowns");
}

static void several_articles(void **state)
{
    (void)state;
    static const char html[] =
        "<title>Herald</title><body><main><article><h2>Bridge closed</h2><p>" LEAD
        "</p><p>" QUOTE "</p><p>" END "</p></article><article><h2>Pier opens</h2><p>" OTHER
        "</p><p>“It is long,” said Al Doe. " OTHER "</p><p>" OTHER
        " Tickets are free.</p></article></main>";
    take(html);
    assert_str(quoth_article_title(article), "Bridge closed");
    assert_int_equal(next(), QUOTH_OK);
    assert_has("“It is long,”");
    assert_has_not("Nobody");
    assert_str(quoth_article_title(article), "Pier opens");
    assert_str(quoth_article_told_by(article, QUOTH_ABOUT_TITLE), "headline");
    assert_laws(q_str_from(html));
    assert_int_equal(next(), QUOTH_END);
    assert_int_equal(next(), QUOTH_END);
}

static void only_json_ld_has_the_text(void **state)
{
    (void)state;
    static const char html[] =
        "<head><script type='application/ld+json'>{\"@type\": \"NewsArticle\", "
        "\"headline\": \"Bridge closed\", \"articleBody\": \"" LEAD "\\n\\n" QUOTE
        "\\n\\n" END "\"}</script></head><body><h1>Bridge closed</h1>"
        "<p>Please allow scripts.</p><footer>The harbour company</footer>";
    assert_one(html);
    assert_int_equal(article->map_count, 0);
    assert_kind("Nobody will drive", QUOTH_BLOCK_BODY);
}

static void json_ld_is_written_as_in_a_page(void **state)
{
    (void)state;
    assert_one("<head><script type='application/ld+json'>{\"@type\": \"NewsArticle\", "
               "\"headline\": \"Bridge closed\", \"articleBody\": \"" LEAD "\\n\\n"
               "&ldquo;Nobody will drive over it before I have walked over it "
               "myself,&rdquo; said Jane Roe. " END "\\n\\n" END "\"}</script></head>"
               "<body><h1>Bridge closed</h1><p>Please allow scripts.</p>");
    assert_one("<head><script type='application/ld+json'>{\"@type\": \"NewsArticle\", "
               "\"headline\": \"Bridge closed\", \"articleBody\": \"&lt;p&gt;" LEAD
               "&lt;/p&gt;&lt;p&gt;" QUOTE "&lt;/p&gt;&lt;p&gt;" END "&lt;/p&gt;\"}"
               "</script></head><body><h1>Bridge closed</h1><p>Please allow scripts.</p>");
    assert_has_not("<p>");
}

static void only_the_scripts_json_has_the_text(void **state)
{
    (void)state;
    assert_one(
        "<head><title>Bridge closed</title></head><body><h1>Bridge closed</h1><p>" LEAD
        "</p><script type='application/json'>{\"body\": {\"content\": ["
        "{\"content\": [{\"nodeType\": \"text\", \"value\": \"" LEAD "\"}], "
        "\"nodeType\": \"paragraph\"}, {\"nodeType\": \"ad\", \"value\": \"harbour\"}, "
        "{\"type\": \"paragraph\", \"content\": [{\"value\": \"\\u201cNobody will drive "
        "over "
        "it \"}, {\"content\": [{\"value\": \"before I have walked over it myself,”\"}]}, "
        "{\"value\": \" said Jane Roe. " END " " END "\"}]}]}}</script>");
    assert_has("pillars, and buses will take the long way round until spring.\n\n“Nobody");
}

static void json_beside_a_whole_article_is_not_read(void **state)
{
    (void)state;
    assert_one("<h1>Bridge closed</h1><p>" LEAD "</p><p>" QUOTE "</p><p>" END "</p>"
               "<script type='application/json'>{\"type\": \"paragraph\", \"value\": "
               "\"The harbour opens.\"}</script>");
}

static void a_text_for_browsers_without_scripts(void **state)
{
    (void)state;
    assert_one("<body><div id=app>Loading</div><noscript><h1>Bridge closed</h1><p>" LEAD
               "</p><p>" QUOTE "</p></noscript>");
    take("<body><h1>Bridge closed</h1><p>" LEAD "</p><noscript><p>" OTHER
         "</p></noscript><p>" QUOTE "</p>");
}

static void a_stub_has_what_is_there(void **state)
{
    (void)state;
    assert_one(
        "<body><article><h1>Bridge closed</h1><div class=article-body><p>" QUOTE
        "</p></div><div class=paywall><p>Subscribe to read on.</p><button>The harbour "
        "and more</button></div></article>");
}

static void an_embedded_post(void **state)
{
    (void)state;
    take("<body><article><h1>Bridge closed</h1><p>" LEAD "</p><p>" QUOTE "</p>"
         "<blockquote class=twitter-tweet><p>I will swim. It is only water.</p>&mdash; Al "
         "Doe (@aldoe) <a href=/1>June 3, 2031</a></blockquote><p>" END "</p></article>");
    const quoth_block *post = block_with("I will swim.");
    assert_int_equal(post->kind, QUOTH_BLOCK_POST);
    assert_str(quoth_article_cut(article, post->author), "Al Doe");
    assert_str(quoth_article_cut(article, post->words), "I will swim. It is only water.");
}

static void a_picture_with_its_caption(void **state)
{
    (void)state;
    take("<body><article><h1>Bridge closed</h1><p>" LEAD "</p><figure><img src=b.jpg>"
         "<figcaption>The bridge in May. (AP Photo/Jo Roe)</figcaption></figure><p>" QUOTE
         "</p></article>");
    assert_kind("The bridge in May.", QUOTH_BLOCK_CAPTION);
    assert_kind("Jo Roe", QUOTH_BLOCK_CREDIT);
}

static void a_standfirst_has_no_captions_and_dates(void **state)
{
    (void)state;
    take(
        "<body><article><h1>Bridge closed</h1><div class=summary><p>Buses take the long way"
        "</p><figure><img src=b.jpg><figcaption>The bridge, Jane Roe said, was old."
        "</figcaption></figure></div><p class=dek>Published: June 3, 2031</p>"
        "<p class=dek>Two pillars in May. (AP Photo/Jo Roe)</p><p>" LEAD "</p><p>" QUOTE
        "</p></article>");
    assert_kind("Buses take", QUOTH_BLOCK_STANDFIRST);
    assert_kind("The bridge, Jane Roe said", QUOTH_BLOCK_CAPTION);
    assert_kind("Published:", QUOTH_BLOCK_DATELINE);
    assert_kind("Two pillars in May.", QUOTH_BLOCK_CAPTION);
    assert_kind("AP Photo", QUOTH_BLOCK_CREDIT);
    // between the headline and the text
    take("<title>Bridge closed</title><h1>Bridge closed</h1><div class=summary>Buses take "
         "the long way<figure>"
         "<figcaption>The bridge was old.</figcaption></figure></div><div><p>" LEAD
         "</p><p>" QUOTE "</p></div>");
    assert_kind("Buses take", QUOTH_BLOCK_STANDFIRST);
    assert_kind("The bridge was old.", QUOTH_BLOCK_CAPTION);
}

static void a_table_is_one(void **state)
{
    (void)state;
    take("<body><article><h1>Bridge closed</h1><p>" LEAD "</p><table><tr><th>Year<th>Cars"
         "<tr><td>2030<td>4,000</table><p>" QUOTE "</p><p>" END "</p></article>");
    assert_kind("2030 4,000", QUOTH_BLOCK_TABLE);
    assert_has("Year Cars\n2030 4,000");
}

static void lists_and_headings_of_the_text_are_body(void **state)
{
    (void)state;
    take("<body><article><h1>Bridge closed</h1><p>" LEAD "</p><h2>What now?</h2><ul><li>"
         "Walk around.<li>• Swim.</ul><blockquote><p>" QUOTE "</p></blockquote></article>");
    assert_kind("What now?", QUOTH_BLOCK_BODY);
    assert_kind("Walk around.", QUOTH_BLOCK_BODY);
    assert_kind("Swim.", QUOTH_BLOCK_BODY);
    assert_kind("Nobody will drive", QUOTH_BLOCK_BODY);
}

static void a_paragraph_is_taken_once(void **state)
{
    (void)state;
    take("<body><article><h1>Bridge closed</h1><div class=small><p>" LEAD "</p><p>" QUOTE
         "</p></div><div class=large><p>" LEAD "</p><p>" QUOTE "</p><p>" END
         "</p></div></article>");
    const char *first = strstr(article->text.ptr, "Nobody");
    assert_non_null(first);
    assert_false(
        holds(q_str(first + 1, article->text.len - (size_t)(first + 1 - article->text.ptr)),
              "Nobody"));
}

static void old_pages_have_wire_text(void **state)
{
    (void)state;
    take("<body><h1>Bridge closed</h1><pre>\n" LEAD "\n\n" QUOTE "\n</pre>");
    assert_has("until spring.\n\n“Nobody");
}

// ── What is told ──

static void a_byline_tells_who_wrote_it(void **state)
{
    (void)state;
    take("<body><article><h1>Bridge closed</h1><p>By Jo Lind</p><p>" LEAD "</p><p>" QUOTE
         "</p></article>");
    assert_int_equal(article->author_count, 1);
    assert_str(article->authors[0], "Jo Lind");
    assert_true(article->told_by[QUOTH_ABOUT_AUTHORS] != NULL);
}

static void the_text_tells_its_language(void **state)
{
    (void)state;
    take("<html lang=de><body><h1>Bridge closed</h1><p>" LEAD "</p><p>" QUOTE "</p><p>" END
         "</p>");
    assert_str(quoth_article_language(article), "en");
    open_it(Q_STR("<html lang=sv><body><h1>Lindholm</h1><p>Bron är stängd.</p>"));
    assert_int_equal(next(), QUOTH_OK);
    assert_str(quoth_article_language(article), "sv");
}

static void another_charset_is_mapped_back(void **state)
{
    (void)state;
    static const char html[] = "<meta charset=iso-8859-1><body><h1>Caf\xe9</h1><p>The "
                               "caf\xe9 is closed, says Zo\xeb "
                               "Roe, who has owned it for twenty years and a day.</p>";
    open_it(q_str_from(html));
    assert_int_equal(next(), QUOTH_OK);
    assert_has("The café is closed, says Zoë Roe, who");
    quoth_stretch last = article->map[article->map_count - 1];
    assert_int_equal(last.source.end, sizeof html - 1 - strlen("</p>"));
}

// ── The ends ──

static void a_page_without_text_has_no_article(void **state)
{
    (void)state;
    static const char *const pages[] = {
        "", " ", "<html></html>", "<!-- x -->", "<script>x</script>", NULL};
    for (int i = 0; pages[i]; i++) {
        open_it(q_str_from(pages[i]));
        assert_int_equal(next(), QUOTH_END);
    }
}

static void binary_data_is_refused(void **state)
{
    (void)state;
    static const char bytes[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\10\6\0\0\0";
    struct q_page_told told = {0};
    quoth_str png = {bytes, sizeof bytes - 1};
    assert_int_equal(q_page_open(page, png, &told, &error), QUOTH_EFORMAT);
    assert_int_equal(next(), QUOTH_END);
}

static void a_fragment_is_taken_as_it_is(void **state)
{
    (void)state;
    static const char html[] = "<p>Tom &amp; Jo <b>said</b></p><p><a href=/>All of it</a>"
                               "<figure><figcaption>A bridge</figcaption></figure>";
    q_article_clear(article);
    assert_int_equal(q_page_fragment(page, q_str_from(html), article, &error), QUOTH_OK);
    assert_str(article->text, "Tom & Jo said\n\nAll of it\n\nA bridge");
    assert_kind("A bridge", QUOTH_BLOCK_CAPTION);
    assert_laws(q_str_from(html));
    q_article_clear(article);
    assert_int_equal(q_page_fragment(page, Q_STR("just words"), article, &error), QUOTH_OK);
    assert_str(article->text, "just words");
}

static void a_line_that_goes_on_is_no_headline(void **state)
{
    (void)state;
    q_article_clear(article);
    article->title = Q_STR("The bridge stays");
    assert_int_equal(q_page_fragment(page,
                                     Q_STR("<p>“The bridge stays here,”<br>said Jane Roe."
                                           "</p><p>It rained.</p>"),
                                     article, &error),
                     QUOTH_OK);
    assert_kind("stays here", QUOTH_BLOCK_BODY);
    q_article_clear(article);
    article->title = Q_STR("The bridge stays");
    assert_int_equal(q_page_fragment(page,
                                     Q_STR("<p>The bridge stays here<br>Nobody bids</p>"
                                           "<p>It rained.</p>"),
                                     article, &error),
                     QUOTH_OK);
    assert_kind("stays here", QUOTH_BLOCK_HEADLINE);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    static const char html[] =
        "<meta charset=windows-1252><body><h1>Bridge closed</h1><p>" LEAD "</p><p>" QUOTE
        "</p><p>caf\xe9</p>";
    struct q_page_told told = {0};
    quoth_status status = QUOTH_ENOMEM;
    uint64_t n = 1;
    for (; status != QUOTH_OK; n++) {
        assert_in_range(n, 1, 1000);
        struct q_page *fresh = q_page_new();
        quoth_article *filled = quoth_article_new();
        q_arena_fail_at(n);
        status = q_page_open(fresh, q_str_from(html), &told, &error);
        if (status == QUOTH_OK)
            status = q_page_next(fresh, filled, &error);
        q_arena_fail_at(0);
        if (status != QUOTH_OK)
            assert_int_equal(status, QUOTH_ENOMEM);
        quoth_article_free(filled);
        q_page_free(fresh);
    }
    assert_true(n > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_plain_page),
        TEST(text_between_line_breaks),
        TEST(text_right_in_the_body),
        TEST(comments_are_not_the_article),
        TEST(an_article_goes_on_behind_an_advert),
        TEST(a_first_paragraph_in_a_teaser),
        TEST(a_live_blog),
        TEST(several_articles),
        TEST(only_json_ld_has_the_text),
        TEST(json_ld_is_written_as_in_a_page),
        TEST(only_the_scripts_json_has_the_text),
        TEST(json_beside_a_whole_article_is_not_read),
        TEST(a_text_for_browsers_without_scripts),
        TEST(a_stub_has_what_is_there),
        TEST(an_embedded_post),
        TEST(a_picture_with_its_caption),
        TEST(a_standfirst_has_no_captions_and_dates),
        TEST(a_table_is_one),
        TEST(lists_and_headings_of_the_text_are_body),
        TEST(a_paragraph_is_taken_once),
        TEST(old_pages_have_wire_text),
        TEST(a_byline_tells_who_wrote_it),
        TEST(the_text_tells_its_language),
        TEST(another_charset_is_mapped_back),
        TEST(a_page_without_text_has_no_article),
        TEST(binary_data_is_refused),
        TEST(a_fragment_is_taken_as_it_is),
        TEST(a_line_that_goes_on_is_no_headline),
        TEST(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
