// src/read/page/about: what a page tells of its article beside the text.
#include "read/page/about.h"

#include "assert_str.h"
#include "base/utf8.h"
#include "read/page/jsonld.h"
#include "with_arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static struct q_markup markup;
static struct q_about about;

static void read_at(const char *html, const char *url)
{
    struct q_page_told told = {.url = q_str_from(url)};
    q_arena_clear(&arena, 0);
    assert_int_equal(q_markup_read(q_str_from(html), &arena, &markup), QUOTH_OK);
    assert_int_equal(q_about_read(&markup, &told, &arena, &about), QUOTH_OK);
}

static void read_page(const char *html)
{
    read_at(html, NULL);
}

static void assert_by(quoth_about what, const char *want)
{
    const char *got = about.told_by[what];
    if (!want ? got != NULL : !got || strcmp(got, want) != 0)
        fail_msg("told by “%s”, not by “%s”", got ? got : "", want ? want : "");
}

static void assert_title(const char *html, const char *title, const char *by)
{
    read_page(html);
    assert_str(about.title, title);
    assert_by(QUOTH_ABOUT_TITLE, by);
}

// `names` with ", " between them.
static void assert_authors(const char *html, const char *names, const char *by)
{
    char all[1024] = "";
    read_page(html);
    for (uint32_t i = 0; i < about.author_count; i++) {
        size_t len = strlen(all);
        snprintf(all + len, sizeof all - len, "%s%.*s", i ? ", " : "",
                 (int)about.authors[i].len, about.authors[i].ptr);
    }
    assert_string_equal(all, names);
    assert_by(QUOTH_ABOUT_AUTHORS, by);
}

static void assert_published(const char *html, const char *value, const char *by)
{
    read_page(html);
    assert_str(about.published.value, value);
    assert_by(QUOTH_ABOUT_PUBLISHED, by);
}

#define LD(json) "<script type=\"application/ld+json\">" json "</script>"
#define META(name, content) "<meta property=\"" name "\" content=\"" content "\">"

static void a_page_tells_all(void **state)
{
    (void)state;
    read_page("<!doctype html><html lang=en-GB><head><title>Bridge falls - The "
              "Herald</title>"
              "<link rel=canonical href=https://herald.example/bridge>" META(
                  "og:site_name", "The Herald") META("og:type", "article")
                  LD("{\"@context\": \"https://schema.org\", \"@type\": "
                     "\"NewsArticle\","
                     "\"headline\": \"Bridge falls\", \"articleSection\": \"Towns\","
                     "\"author\": {\"@type\": \"Person\", \"name\": \"Jane Roe\"},"
                     "\"datePublished\": \"2023-06-08T12:05:33+02:00\","
                     "\"dateModified\": \"2023-06-09\", \"articleBody\": \"It "
                     "fell.\"}") "</head><body><h1>Bridge falls</h1><p>It "
                                 "fell.</body></html>");
    assert_str(about.title, "Bridge falls");
    assert_by(QUOTH_ABOUT_TITLE, "h1");
    assert_int_equal(markup.nodes[about.headline].tag, Q_ELEMENT_H1);
    assert_int_equal(about.author_count, 1);
    assert_str(about.authors[0], "Jane Roe");
    assert_by(QUOTH_ABOUT_AUTHORS, "json-ld");
    assert_str(about.outlet, "The Herald");
    assert_by(QUOTH_ABOUT_OUTLET, "og:site_name");
    assert_str(about.published.value, "2023-06-08T12:05+02:00");
    assert_str(about.published.precision, "minute");
    assert_str(about.published.text, "2023-06-08T12:05:33+02:00");
    assert_by(QUOTH_ABOUT_PUBLISHED, "json-ld");
    assert_str(about.modified.value, "2023-06-09");
    assert_str(about.modified.precision, "day");
    assert_str(about.language, "en-GB");
    assert_by(QUOTH_ABOUT_LANGUAGE, "html lang");
    assert_str(about.canonical, "https://herald.example/bridge");
    assert_by(QUOTH_ABOUT_CANONICAL, "link canonical");
    assert_str(about.section, "Towns");
    assert_by(QUOTH_ABOUT_SECTION, "json-ld");
    assert_str(about.body, "It fell.");
    assert_true(about.article && !about.live);
}

static void a_page_that_tells_nothing(void **state)
{
    (void)state;
    static const char *const pages[] = {"", "<p>It fell.", "<h1></h1><title> </title>",
                                        "<script type=application/ld+json></script>",
                                        "<meta content=x><meta name=author><time>"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        read_page(pages[i]);
        assert_null(about.title.ptr);
        assert_null(about.outlet.ptr);
        assert_null(about.canonical.ptr);
        assert_null(about.published.value.ptr);
        assert_int_equal(about.author_count, 0);
        assert_int_equal(about.headline, 0);
        for (int what = 0; what < QUOTH_ABOUT_COUNT; what++)
            assert_null(about.told_by[what]);
    }
}

static void titles_are_headings_first(void **state)
{
    (void)state;
    assert_title("<title>Bridge falls | Herald</title><h1>The Herald</h1>"
                 "<h1>Bridge&nbsp;<em>falls</em></h1>",
                 "Bridge falls", "h1");
    assert_title("<title>Bridge falls in Lindholm</title><h2>Bridge falls in Lindholm</h2>",
                 "Bridge falls in Lindholm", "h2");
    assert_title(META("og:title", "Bridge &amp;amp; road fall &#8211; Herald")
                     META("og:site_name", "Herald"),
                 "Bridge & road fall", "og:title");
    assert_title("<title>Bridge falls in Lindholm | News | Herald</title>"
                 "<h1>Sign in</h1>" META("og:site_name", "Herald"),
                 "Bridge falls in Lindholm | News", "title");
    assert_title(LD("{\"@type\":\"NewsArticle\",\"headline\":\"Bridge &#8216;falls&#8217; "
                    "here\"}") "<h1>Menu</h1>",
                 "Bridge ‘falls’ here", "json-ld");
    assert_title("<title>Bridge - road: both fall</title>", "Bridge - road: both fall",
                 "title");
    assert_title("<title>Opinion | A bridge that fell - Herald</title>"
                 "<h1><span>Opinion</span> A bridge that fell</h1>" LD(
                     "{\"@type\":\"NewsArticle\",\"headline\":\"A bridge that fell\"}"),
                 "A bridge that fell", "json-ld");
    assert_int_equal(markup.nodes[about.headline].tag, Q_ELEMENT_H1);
}

static void authors_of_json(void **state)
{
    (void)state;
#define AUTHOR(json)                                                                       \
    LD("{\"@type\":\"NewsArticle\",\"headline\":\"A\",\"author\":" json "}")
    assert_authors(AUTHOR("\"Jane Roe\""), "Jane Roe", "json-ld");
    assert_authors(AUTHOR("[\"By Jane Roe\", {\"name\": \"John Doe \"}]"),
                   "Jane Roe, John Doe", "json-ld");
    assert_authors(AUTHOR("{\"name\": [\"Jane Roe\", \"John Doe\"]}"), "Jane Roe, John Doe",
                   "json-ld");
    assert_authors(AUTHOR("\"Jane Roe and John Doe\""), "Jane Roe, John Doe", "json-ld");
    assert_authors(AUTHOR("\"Jane Roe (jane@herald.example)\""), "Jane Roe", "json-ld");
    assert_authors(AUTHOR("\"Jane Roe, Herald Staff\""), "Jane Roe", "json-ld");
    assert_authors(AUTHOR("[{\"name\": \"jroe\"}, {\"name\": \"JROE\"}]"), "jroe",
                   "json-ld");
    assert_authors(AUTHOR("{\"givenName\": \"Jane\", \"familyName\": \"Roe\"}"), "Jane Roe",
                   "json-ld");
    assert_authors(AUTHOR("\"https://herald.example/jane-roe\""), "", NULL);
    assert_authors(AUTHOR("{\"@type\": \"Person\", \"name\": \"\"}"), "", NULL);
    // The outlet is no author.
    assert_authors(META("og:site_name", "Herald")
                       AUTHOR("{\"@type\": \"Organization\", \"name\": \"Herald\"}"),
                   "", NULL);
    // A name beside the article, by its @id.
    assert_authors(LD("{\"@graph\":[{\"@type\":\"Article\",\"headline\":\"A\",\"author\":"
                      "{\"@id\":\"#1\"}},{\"@type\":\"Person\",\"@id\":\"#1\","
                      "\"name\":\"Jane Roe\"}]}"),
                   "Jane Roe", "json-ld");
}

static void authors_of_the_page(void **state)
{
    (void)state;
#define HEAD "<title>Bridge falls</title><h1>Bridge falls</h1>"
    assert_authors("<meta name=author content='Jane Roe'>", "Jane Roe", "meta author");
    assert_authors("<meta name=byl content='By Jane Roe'>", "Jane Roe", "byl");
    assert_authors(META("article:author", "https://book.example/jane"), "", NULL);
    assert_authors(HEAD "<a rel=author href=/jane>Jane Roe</a>", "Jane Roe", "rel=author");
    assert_authors(HEAD "<div class=byline>By <span>Jane Roe</span> and John Doe, Herald"
                        "<span>June 8, 2023</span></div>",
                   "Jane Roe, John Doe", "byline");
    assert_authors(HEAD "<p>By Jane Roe<p>It fell.", "Jane Roe", "byline");
    assert_authors(HEAD "<div class=byline>By Senior Editor</div><p>It fell.", "", NULL);
    assert_authors(HEAD "<p>By then John Doe had left.", "", NULL);
    assert_authors(HEAD "<div class=author-bio>Jane Roe</div>", "", NULL);
    // One that the machines were not told of.
    assert_authors("<meta name=author content='Jane Roe'>" HEAD
                   "<div class=byline>Jane Roe and John Doe</div>",
                   "Jane Roe, John Doe", "byline");
    assert_authors(HEAD "<div class=byline>Jane Roe and John Doe, HERALD LIVE</div>",
                   "Jane Roe, John Doe", "byline");
    assert_authors(HEAD "<div class=byline>By JANE ROE and JOHN DOE</div>",
                   "JANE ROE, JOHN DOE", "byline");
    assert_authors(
        "<meta name=author content='Analysis by Jane Roe, Lindholm Editor-at-large'>",
        "Jane Roe", "meta author");
    assert_authors(
        META("og:site_name",
             "Valley Herald") "<meta name=author content='Jane Roe, Valley Herald Live'>",
        "Jane Roe", "meta author");
    assert_authors("<meta name=author content=admin>", "", NULL);
    assert_authors("<meta name=author content='(Image: Roe)'>", "", NULL);
    // Cards of other articles, far behind.
    assert_authors(
        "<meta name=author content='Jane Roe'>" HEAD
        "<p class=author>Jane Roe</p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p>"
        "<p class=author>John Doe</p>",
        "Jane Roe", "meta author");
}

static void dates_in_their_order(void **state)
{
    (void)state;
#define PUBLISHED LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"2023-06-08\"}")
    assert_published(META("article:published_time", "2023-06-09") PUBLISHED, "2023-06-08",
                     "json-ld");
    assert_published("<meta name=date content=2023-06-10>"
                     "<meta property=article:published_time content=2023-06-09>",
                     "2023-06-09", "article:published_time");
    assert_published(HEAD "<time datetime=2023-06-08T10:00Z>today</time>",
                     "2023-06-08T10:00Z", "time");
    assert_published(HEAD "<time class=updated datetime=2023-06-09>today</time>"
                          "<time datetime=2023-06-08>then</time>",
                     "2023-06-08", "time");
    assert_published(HEAD "<span itemprop=datePublished content=2023-06-08>then</span>",
                     "2023-06-08", "microdata");
    assert_published("<link rel=canonical href=https://herald.example/2023/jun/08/bridge>",
                     "2023-06-08", "url");
    assert_str(about.published.text, "2023/jun/08");
    assert_published("<link rel=canonical href=https://herald.example/2023/06/bridge>",
                     "2023-06", "url");
    assert_published(HEAD "<p>Published June 8, 2023 at 4 pm<p>It fell.", "2023-06-08T16",
                     "text");
    assert_published(HEAD "<p>Updated <b>June 9, 2023</b><p>Published <b>June 8, 2023</b>",
                     "2023-06-08", "text");
    // No dates of this article.
    assert_published(HEAD
                     "<p>On June 8, 2023, after a night in which the rain did not end "
                     "and the river rose over its banks, the bridge of Lindholm fell, and "
                     "nobody had thought that it could, for it had stood for a hundred "
                     "years, and more, and had been painted in the spring.",
                     NULL, NULL);
    assert_published("<meta name=date content='last week'>", NULL, NULL);
    assert_published("<meta name=date content=5/6/2023>", NULL, NULL);
    assert_published("<link rel=canonical href=https://herald.example/1234567890/2023-99>",
                     NULL, NULL);
}

static void days_are_the_pages_own(void **state)
{
    (void)state;
#define UTC LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"2023-06-09T01:00:21Z\"}")
    assert_published(HEAD UTC, "2023-06-09T01:00Z", "json-ld");
    assert_published(HEAD UTC "<time datetime=2023-06-08T21:00:21-04:00>yesterday</time>",
                     "2023-06-08T21:00-04:00", "time");
    assert_published(HEAD UTC "<p>Published 9:00 PM EDT, Thu June 8, 2023",
                     "2023-06-08T21:00-04:00", "text");
    assert_published(HEAD UTC "<p>June 8, 2023 9:00 pm", "2023-06-08T21:00-04:00", "text");
    assert_published(HEAD UTC "<p>June 8, 2023", "2023-06-08", "text");
    assert_published(HEAD UTC "<p>June 10, 2023", "2023-06-09T01:00Z", "json-ld");
    assert_published(HEAD UTC "<p>May 8, 2023", "2023-06-09T01:00Z", "json-ld");
}

static void other_articles_are_not_the_pages(void **state)
{
    (void)state;
#define OTHER                                                                              \
    "{\"@type\":\"NewsArticle\",\"headline\":\"Tower falls\",\"author\":\"John Doe\"}"
    assert_authors(HEAD LD("[" OTHER ", {\"@type\":\"NewsArticle\",\"headline\":"
                           "\"Bridge falls\",\"author\":\"Jane Roe\"}]"),
                   "Jane Roe", "json-ld");
    assert_authors(HEAD LD("{\"@type\":\"ItemList\",\"itemListElement\":[" OTHER "]}"), "",
                   NULL);
    assert_authors(HEAD LD("{\"@type\":\"LiveBlogPosting\",\"headline\":\"Bridge falls\","
                           "\"liveBlogUpdate\":[" OTHER "]}"),
                   "", NULL);
    assert_true(about.live);
}

static void outlets_languages_addresses(void **state)
{
    (void)state;
    read_page(META("og:site_name", "herald.example")
                  LD("{\"@type\":\"NewsArticle\",\"headline\":\"A\",\"publisher\":"
                     "{\"name\":\"The Herald\"},\"inLanguage\":\"de\"}"));
    assert_str(about.outlet, "The Herald");
    assert_str(about.language, "de");
    assert_by(QUOTH_ABOUT_LANGUAGE, "json-ld");
    read_page("<title>Bridge falls | Lindholm Herald</title>"
              "<link rel=canonical href=https://www.lindholmherald.example/bridge>");
    assert_str(about.outlet, "Lindholm Herald");
    assert_by(QUOTH_ABOUT_OUTLET, "title");
    assert_str(about.title, "Bridge falls");
    read_page("<title>Bridge falls - what now</title>"
              "<link rel=canonical href=https://www.lindholmherald.example/bridge>");
    assert_null(about.outlet.ptr);
    assert_str(about.title, "Bridge falls - what now");
    read_page(META("og:locale", "en_US") META("article:section", "Towns &amp; roads"));
    assert_str(about.language, "en-US");
    assert_by(QUOTH_ABOUT_LANGUAGE, "og:locale");
    assert_str(about.section, "Towns & roads");
    read_page("<html lang='the language of the land'>");
    assert_null(about.language.ptr);
    read_at("<link rel=canonical href=/bridge>", "https://herald.example/x?y");
    assert_str(about.canonical, "https://herald.example/bridge");
    read_at("<link rel=canonical href=//www.herald.example/bridge>",
            "https://herald.example/");
    assert_str(about.canonical, "https://www.herald.example/bridge");
    read_at("<link rel=canonical href=/news/../bridge/./1>", "https://herald.example/");
    assert_str(about.canonical, "https://herald.example/bridge/1");
    read_at("<link rel=canonical href=www.herald.example/bridge>",
            "https://herald.example/"); // an address without its scheme, as often as not
    assert_null(about.canonical.ptr);
    read_page("<link rel=canonical href=/bridge>" META("og:url", "javascript:x"));
    assert_null(about.canonical.ptr);
}

static void broken_json_is_mended(void **state)
{
    (void)state;
    static const struct {
        const char *broken, *mended;
    } cases[] = {
        {"{\"a\": 1,}", "[{\"a\": 1}]"},
        {"{\"a\": [1, 2,],};", "[{\"a\": [1, 2]}]"},
        {"<!-- {\"a\": 1} -->", "[ {\"a\": 1} ]"},
        {"//<![CDATA[\n{\"a\": 1}\n//]]>", "[ {\"a\": 1} ]"},
        {"/* of old */ {\"a\": /* x */ 1}", "[ {\"a\":  1}]"},
        {"{\"a\": \"x\ny\"}", "[{\"a\": \"x y\"}]"},
        {"{\"a\": \"it\\'s\"}", "[{\"a\": \"it's\"}]"},
        {"{\"a\": \"he said \"no\" to it\", \"b\": 1}",
         "[{\"a\": \"he said \\\"no\\\" to it\", \"b\": 1}]"},
        {"{\"a\": }", "[{\"a\": null}]"},
        {"{\"a\": \"x\" \"b\": 1}", "[{\"a\": \"x\" ,\"b\": 1}]"},
        {"{\"a\": 1}{\"b\": 2}", "[{\"a\": 1},{\"b\": 2}]"},
        {"{\"a\": [{\"b\": \"x", "[{\"a\": [{\"b\": \"x\"}]}]"},
        {"{\"a\": \"\\ud83d\"}", "[{\"a\": \"\xef\xbf\xbd\"}]"},
        {"{\"a\": \"\\ud83d\\ude00 \\u00e9 \\u0000\"}",
         "[{\"a\": \"\\ud83d\\ude00 \\u00e9  \"}]"},
        {"", "[]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct q_buf out;
        assert_str(q_jsonld_mend(q_str_from(cases[i].broken), &out), cases[i].mended);
        q_buf_release(&out);
    }
    assert_authors(LD("{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;author&quot;: "
                      "&quot;Jane Roe&quot;}"),
                   "Jane Roe", "json-ld");
    assert_authors(LD("no json")
                       LD("{\"@type\": \"NewsArticle\", \"author\": \"Jane Roe\",}"),
                   "Jane Roe", "json-ld");
}

// ── Bounds ──

static char *repeat(const char *before, const char *piece, size_t times, const char *after)
{
    size_t head = strlen(before), len = strlen(piece);
    char *out = malloc(head + len * times + strlen(after) + 1);
    assert_non_null(out);
    memcpy(out, before, head);
    for (size_t i = 0; i < times; i++)
        memcpy(out + head + i * len, piece, len);
    strcpy(out + head + len * times, after);
    return out;
}

static double seconds_for(const char *before, const char *piece, size_t times,
                          const char *after)
{
    char *html = repeat(before, piece, times, after);
    struct timespec a, b;
    q_arena_clear(&arena, 0);
    assert_int_equal(q_markup_read(q_str_from(html), &arena, &markup), QUOTH_OK);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    assert_int_equal(q_about_read(&markup, NULL, &arena, &about), QUOTH_OK);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    assert_int_equal(q_utf8_check(about.title), about.title.len);
    free(html);
    return (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

static void hostile_pages_cost_little(void **state)
{
    (void)state;
    static const struct {
        const char *before, *piece, *after;
    } cases[] = {
        {"<title>a a a</title>", "<h1>a a a ", ""},
        {"<title>a b</title><h1>", "a ", ""},
        {"<title>a</title><h1>a</h1>", "<time datetime=2023-06-08 class=updated>a", ""},
        {"<title>a</title><h1>a</h1>", "<p class=byline itemprop=author>By ", ""},
        {"<title>a</title><h1>a</h1>", "<b>", "June 8, 2023"},
        {"", "<meta name=author content='Jane Roe, John Doe, Jane Doe'>", ""},
        {"<meta name=author content='", "Jane Roe, ", "'>"},
        {"<meta property=og:title content='", "&amp;amp;", "'>"},
        {"<h1 ", "class=byline ", ">"},
        {"", LD("{\"@type\":\"NewsArticle\",\"headline\":\"a\"}"), ""},
        {"<script type=application/ld+json>", "[", "</script>"},
        {"<script type=application/ld+json>", "{\"@graph\":", "</script>"},
        {"<script type=application/ld+json>[", "{\"headline\":\"a\"},", "{}]</script>"},
        {"<script type=application/ld+json>[\"", "\" \"", "\"]</script>"},
        {"<script type=application/ld+json>{", ":,", "</script>"},
        {"<script type=application/ld+json>", "/*", "</script>"},
        {"<title>a</title><h1>a</h1>", "<time><b></b>", ""},
        {"<script type=application/ld+json>", "<!--", "</script>"},
        {"<script type=application/ld+json>{\"@type\":\"Article\",\"author\":[",
         "{\"@id\":\"x\"},", "0]}</script>"},
    };
    enum { TIMES = 40000 };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double once = seconds_for(cases[i].before, cases[i].piece, TIMES, cases[i].after);
        double twice =
            seconds_for(cases[i].before, cases[i].piece, 2 * TIMES, cases[i].after);
        if (twice > 0.1 && twice > 3 * once)
            fail_msg("case %zu: %.3f s, twice the size %.3f s", i, once, twice);
        if (twice > 2)
            fail_msg("case %zu: %.3f s", i, twice);
    }
}

static void memory_that_is_out_is_said(void **state)
{
    (void)state;
    static const char page[] =
        "<title>Bridge falls - Herald</title><h1>Bridge falls</h1>"
        "<meta name=author content='Jane &amp; Roe'>"
        "<div class=byline>By Jane Roe</div><p>June 8, 2023" LD(
            "{\"@type\":\"NewsArticle\",\"headline\":\"Bridge falls\",\"author\":"
            "\"Jane Roe\",\"datePublished\":\"2023-06-08T10:00Z\",}");
    struct q_page_told told = {.url = Q_STR("https://herald.example/")};
    for (uint64_t n = 1; n < 1000; n++) {
        q_arena_clear(&arena, 0);
        assert_int_equal(q_markup_read(q_str_from(page), &arena, &markup), QUOTH_OK);
        q_arena_fail_at(n);
        quoth_status status = q_about_read(&markup, &told, &arena, &about);
        q_arena_fail_at(0);
        if (status == QUOTH_OK) {
            assert_true(n > 20);
            assert_str(about.title, "Bridge falls");
            return;
        }
        assert_int_equal(status, QUOTH_ENOMEM);
    }
    fail_msg("it never had memory enough");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_tells_all),
        cmocka_unit_test(a_page_that_tells_nothing),
        cmocka_unit_test(titles_are_headings_first),
        cmocka_unit_test(authors_of_json),
        cmocka_unit_test(authors_of_the_page),
        cmocka_unit_test(dates_in_their_order),
        cmocka_unit_test(days_are_the_pages_own),
        cmocka_unit_test(other_articles_are_not_the_pages),
        cmocka_unit_test(outlets_languages_addresses),
        cmocka_unit_test(broken_json_is_mended),
        cmocka_unit_test(hostile_pages_cost_little),
        cmocka_unit_test(memory_that_is_out_is_said),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
