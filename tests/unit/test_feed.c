// src/read/feed: RSS, Atom and JSON Feed to articles, what is wrong with them, the dates.
#include "assert_str.h"
#include "base/utf8.h"
#include "read/feed/feed.h"
#include "read/feed/feed_text.h"
#include "read/feed/xml.h"
#include "seconds_since.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static struct q_feed *feed;
static struct q_page *page;
static quoth_article *article;
static quoth_error error;

static int set_up(void **state)
{
    (void)state;
    feed = q_feed_new();
    page = q_page_new();
    article = quoth_article_new();
    return !feed || !page || !article;
}

static int tear_down(void **state)
{
    (void)state;
    q_feed_free(feed);
    q_page_free(page);
    quoth_article_free(article);
    return 0;
}

static void open_bytes(quoth_str bytes, const struct q_page_told *told)
{
    static const struct q_page_told nothing;
    assert_true(q_feed_is(bytes));
    assert_int_equal(q_feed_open(feed, bytes, told ? told : &nothing, &error), QUOTH_OK);
}

static quoth_status next(void)
{
    q_article_clear(article);
    return q_feed_next(feed, page, article, &error);
}

// The first item of `text`.
static void read_one(const char *text)
{
    open_bytes(q_str_from(text), NULL);
    assert_int_equal(next(), QUOTH_OK);
}

#define RSS(items)                                                                         \
    "<rss version='2.0'><channel><title>Herald</title>" items "</channel></rss>"
#define ATOM(entries)                                                                      \
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Herald</title>" entries "</feed>"

// ── The formats ──

static void an_item_of_rss(void **state)
{
    (void)state;
    read_one("<?xml version='1.0'?>\n<rss version='2.0'"
             " xmlns:content='http://purl.org/rss/1.0/modules/content/'"
             " xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>"
             "<title>Lindholm Herald</title><link>http://herald.example/</link>"
             "<language>en-gb</language>"
             "<image><title>Logo</title><link>http://herald.example/logo</link></image>"
             "<item><title>Bridge &amp;amp; road close</title>"
             "<link> http://herald.example/1 </link><guid isPermaLink='false'>h-1</guid>"
             "<pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate><category>Roads</category>"
             "<category>Town</category><dc:creator>Jane Roe</dc:creator>"
             "<dc:creator>jo@herald.example (Jo Doe)</dc:creator>"
             "<description>Short.</description>"
             "<content:encoded><![CDATA[<p>“No,” she said.</p>]]></content:encoded></item>"
             "</channel></rss>");
    assert_str(article->title, "Bridge & road close");
    assert_str(article->url, "http://herald.example/1");
    assert_str(article->guid, "h-1");
    assert_str(article->outlet, "Lindholm Herald");
    assert_str(article->language, "en-gb");
    assert_str(article->section, "Roads");
    assert_str(article->published.value, "2004-01-01T19:48Z");
    assert_str(article->published.text, "Thu, 01 Jan 2004 19:48:21 GMT");
    assert_str(article->modified.value, NULL);
    assert_int_equal(article->author_count, 2);
    assert_str(article->authors[0], "Jane Roe");
    assert_str(article->authors[1], "Jo Doe");
    assert_str(article->text, "“No,” she said.");
    assert_int_equal(article->map_count, 0);
    assert_string_equal(article->told_by[QUOTH_ABOUT_TITLE], "feed");
    assert_null(article->told_by[QUOTH_ABOUT_MODIFIED]);
    assert_int_equal(article->flaw.status, QUOTH_OK);
    assert_int_equal(next(), QUOTH_END);
    assert_int_equal(next(), QUOTH_END);
}

static void an_item_of_rdf(void **state)
{
    (void)state;
    read_one("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
             " xmlns:r='http://purl.org/rss/1.0/' xmlns:x='http://x.example/'"
             " xmlns:d='http://purl.org/dc/elements/1.1/'>"
             "<r:channel rdf:about='http://herald.example/'><r:title>Herald</r:title>"
             "<r:items><rdf:Seq><rdf:li resource='http://herald.example/1'/></rdf:Seq>"
             "</r:items></r:channel>"
             "<r:item rdf:about='http://herald.example/1'><x:title>Wrong</x:title>"
             "<r:title>Right</r:title><d:date>2003-12-31</d:date>"
             "<x:description>Wrong</x:description><r:description>Text</r:description>"
             "</r:item></rdf:RDF>");
    assert_str(article->outlet, "Herald");
    assert_str(article->title, "Right");
    assert_str(article->text, "Text");
    assert_str(article->guid, "http://herald.example/1");
    assert_str(article->url, "http://herald.example/1");
    assert_str(article->published.value, "2003-12-31");
}

static void entries_of_atom(void **state)
{
    (void)state;
    read_one(ATOM(
        "<author><name>The Desk</name></author><entry xml:lang='de'>"
        "<id>tag:herald.example,2004:1</id>"
        "<title type='html'>Bridge &lt;b&gt;falls&lt;/b&gt;</title>"
        "<link rel='self' href='http://herald.example/1.atom'/>"
        "<link rel='alternate' type='application/pdf' href='http://herald.example/1.pdf'/>"
        "<link rel='alternate' type='text/html' href='http://herald.example/1'/>"
        "<link rel='enclosure' href='http://herald.example/1.mp3'/>"
        "<published>2004-01-01T10:00:00Z</published>"
        "<updated>2004-01-02T11:30:00+01:00</updated>"
        "<category term='roads' label='Roads and bridges'/>"
        "<author><name>Jane Roe</name><email>jane@herald.example</email></author>"
        "<summary>Short</summary><content type='xhtml'>"
        "<h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:p>One &amp; <h:b>two</h:b></h:p>"
        "</h:div></content></entry>"
        "<entry><title>Five &lt; six</title><updated>2004</updated>"
        "<source><title>Gazette</title><author><name>Ann Poe</name></author></source>"
        "<content type='text'> a &lt;b&gt;\nc </content></entry>"
        "<entry><title>Third</title></entry>"));
    assert_str(article->guid, "tag:herald.example,2004:1");
    assert_str(article->title, "Bridge falls");
    assert_str(article->url, "http://herald.example/1");
    assert_str(article->published.value, "2004-01-01T10:00Z");
    assert_str(article->modified.value, "2004-01-02T11:30+01:00");
    assert_str(article->section, "Roads and bridges");
    assert_str(article->language, "de");
    assert_int_equal(article->author_count, 1);
    assert_str(article->authors[0], "Jane Roe");
    assert_str(article->text, "One & two");
    assert_int_equal(next(), QUOTH_OK);
    assert_str(article->title, "Five < six");
    assert_str(article->outlet, "Gazette");
    assert_str(article->authors[0], "Ann Poe");
    assert_str(article->text, "a <b>\nc"); // as it is
    assert_str(article->url, NULL);
    assert_int_equal(next(), QUOTH_OK);
    assert_str(article->outlet, "Herald");
    assert_str(article->authors[0], "The Desk");
    assert_str(article->text, "");
    assert_int_equal(next(), QUOTH_END);
}

static void entries_of_old_atom(void **state)
{
    (void)state;
    read_one(
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>Herald</title>"
        "<entry><title mode='escaped' type='text/html'>A &lt;i&gt;b&lt;/i&gt;</title>"
        "<issued>2004-01-01T10:00</issued><modified>2004-01-02</modified>"
        "<created>2003-12-31</created>"
        "<content mode='base64' type='text/html'>PHA+Q2Fmw6k8L3A+</content></entry>"
        "<entry><content mode='base64'>no base64!</content><summary>S</summary></entry>"
        "</feed>");
    assert_str(article->title, "A b");
    assert_str(article->published.value, "2004-01-01T10:00");
    assert_str(article->modified.value, "2004-01-02");
    assert_str(article->text, "Café");
    assert_int_equal(next(), QUOTH_OK);
    assert_str(article->text, "S");
}

static void items_of_json(void **state)
{
    (void)state;
    static const char text[] =
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Herald\","
        "\"home_page_url\": \"http://herald.example/x/\", \"language\": \"en\","
        "\"authors\": [{\"name\": \"The Desk\"}], \"items\": ["
        "{\"id\": 7, \"url\": \"../1\", \"title\": \"Bridge <falls>\","
        " \"content_html\": \"<p>\\u201cNo,\\u201d she said.</p>\","
        " \"summary\": \"Short\", \"date_published\": \"2004-01-01T10:00:00-05:00\","
        " \"authors\": [{\"name\": \"Jane Roe\"}, {}, {\"name\": \"Jo Doe\"}],"
        " \"tags\": [\"Roads\", \"Town\"]},"
        "{\"id\": \"8\", \"title\": 3, \"content_text\": 4, \"summary\": \"a < b\"},"
        "17, {\"id\": nine}, {\"content_text\": \"last, ]}\"}]}";
    read_one(text);
    assert_str(article->guid, "7");
    assert_str(article->url, "http://herald.example/1");
    assert_str(article->title, "Bridge <falls>");
    assert_str(article->text, "“No,” she said.");
    assert_str(article->published.value, "2004-01-01T10:00-05:00");
    assert_str(article->section, "Roads");
    assert_str(article->outlet, "Herald");
    assert_int_equal(article->author_count, 2);
    assert_str(article->authors[1], "Jo Doe");
    assert_int_equal(next(), QUOTH_OK);
    assert_str(article->title, NULL);
    assert_str(article->authors[0], "The Desk");
    assert_str(article->text, "a < b");
    // What is wrong costs only itself, and says where it stands.
    assert_int_equal(next(), QUOTH_EFORMAT);
    assert_int_equal(error.offset, strstr(text, "17,") - text);
    assert_int_equal(next(), QUOTH_EFORMAT);
    assert_int_equal(error.offset, strstr(text, "nine") + 4 - text); // read up to there
    assert_null(article->text.ptr);
    assert_int_equal(next(), QUOTH_OK);
    assert_str(article->text, "last, ]}");
    assert_int_equal(next(), QUOTH_END);
}

#define JSON_FEED(items)                                                                   \
    "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [" items
// The first item is whole. Behind it come `flaws`, and one more item unless `last` is NULL.
static void check_json_end(const char *text, size_t flaws, const char *last)
{
    read_one(text);
    assert_str(article->text, "one");
    size_t found = 0, more = 0;
    for (quoth_status status; (status = next()) != QUOTH_END;) {
        if (status == QUOTH_OK) {
            assert_str(article->text, last);
            more++;
        } else {
            assert_int_equal(status, QUOTH_EFORMAT);
            found++;
        }
    }
    assert_int_equal(found, flaws);
    assert_int_equal(more, last != NULL);
    assert_int_equal(next(), QUOTH_END);
}

static void lists_of_json_end_or_are_flawed(void **state)
{
    (void)state;
    check_json_end(JSON_FEED("{\"content_text\": \"one\"}]}"), 0, NULL);
    check_json_end(JSON_FEED("{\"content_text\": \"one\"}, ]}"), 0, NULL);
    check_json_end(JSON_FEED("{\"content_text\": \"one\"},"), 1, NULL);
    check_json_end(JSON_FEED("{\"content_text\": \"one\"}, {\"content_text\": \"tw"), 1,
                   NULL);
    check_json_end(
        JSON_FEED("{\"content_text\": \"one\"}}}, {\"content_text\": \"two\"}]}"), 1,
        "two");
}

static void feeds_are_told_from_others(void **state)
{
    (void)state;
    static const char *const no[] = {"",
                                     "<",
                                     "text",
                                     "<html><body><rss></rss></body></html>",
                                     "<?xml version='1.0'?>",
                                     "<!DOCTYPE html><html>",
                                     "{",
                                     "{}",
                                     "{\"version\": 1, \"items\": []}",
                                     "<urlset><url/></urlset>",
                                     "{\"text\": \"jsonfeed.org\"}",
                                     "<rssx/>",
                                     "<RDF/>",
                                     "<x:feed xmlns:x='http://x.example/'/>"};
    static const char *const yes[] = {
        "\xef\xbb\xbf <rss/>",
        "<?xml version='1.0'?><!-- a > b --><!DOCTYPE rss><rss>",
        "<feed>",
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>",
        "<rdf:RDF>",
        "{\"items\": [{}], \"version\": \"https://jsonfeed.org/version/1\"}"};
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        const struct q_page_told nothing = {.asked = NULL};
        assert_false(q_feed_is(q_str_from(no[i])));
        if (*no[i] && strcmp(no[i], "text") != 0)
            assert_int_equal(q_feed_open(feed, q_str_from(no[i]), &nothing, &error),
                             QUOTH_EFORMAT);
        assert_int_equal(next(), QUOTH_END);
    }
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        open_bytes(q_str_from(yes[i]), NULL);
    open_bytes(Q_STR("<feed/>"), NULL);
    assert_int_equal(next(), QUOTH_END); // no items, no error
}

// ── Fields ──

static void titles_are_plain_text(void **state)
{
    (void)state;
    static const struct {
        const char *written, *read;
    } cases[] = {
        {"AT&amp;T and R&D", "AT&T and R&D"},
        {"1 &lt; 2 &gt; 0", "1 < 2 > 0"},
        {"Caf&eacute; &#8220;x&#8221; &#146;y", "Café “x” ’y"},
        {"&lt;b&gt;Bold&lt;/b&gt;  and\n new", "Bold and new"},
        {"Say &lt;nothing&gt; now", "Say <nothing> now"}, // no tag that HTML has
        {"Mis<b>match", "Mismatch"},
        {"<![CDATA[A & B]]> C", "A & B C"},
        {"a &nosuch; b &; c & d &#x;", "a &nosuch; b &; c & d &#x;"},
        {"a < b", "a < b"},
        {" \n ", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];
        snprintf(text, sizeof text, RSS("<item><title>%s</title></item>"),
                 cases[i].written);
        read_one(text);
        assert_str(article->title, cases[i].read);
    }
    read_one(RSS("<item><image><title>No</title></image><title>Yes</title></item>"));
    assert_str(article->title, "Yes");
}

static void links_are_made_whole(void **state)
{
    (void)state;
    const struct q_page_told told = {.url = Q_STR("http://herald.example/feeds/all.xml")};
    static const struct {
        const char *item, *url;
    } cases[] = {
        {"<link>../1</link>", "http://herald.example/1"},
        {"<link>//b.example/1</link>", "http://b.example/1"},
        {"<link>http://b.example/?a=1&amp;copy=2&b=3</link>",
         "http://b.example/?a=1&copy=2&b=3"},
        {"<guid>http://b.example/g</guid>", "http://b.example/g"},
        {"<guid isPermaLink='false'>http://b.example/g</guid>", NULL},
        {"<guid>tag:g</guid>", NULL},
        {"<guid>http://b.example/g</guid><link>http://b.example/1</link>",
         "http://b.example/1"},
        {"<link>http://b.example/1</link><f:origLink xmlns:f="
         "'http://rssnamespace.org/feedburner/ext/1.0'>http://c.example/1</f:origLink>",
         "http://c.example/1"},
        {"<link rel='enclosure'>http://b.example/1</link>", NULL},
        {"<link/>", NULL},
        {"<link>1</link><link>2</link>", "http://herald.example/feeds/1"},
        {"<link xml:base='http://d.example/x/'>1</link>", "http://d.example/x/1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[400];
        snprintf(text, sizeof text, RSS("<item>%s</item>"), cases[i].item);
        open_bytes(q_str_from(text), &told);
        assert_int_equal(next(), QUOTH_OK);
        assert_str(article->url, cases[i].url);
    }
    open_bytes(Q_STR("<feed xml:base='/y/'><entry xml:base='z/'><link href='1'/></entry>"
                     "<entry><link href='http://b.example/'/></entry></feed>"),
               &told);
    assert_int_equal(next(), QUOTH_OK);
    assert_str(article->url, "http://herald.example/y/z/1");
    assert_int_equal(next(), QUOTH_OK);
    assert_str(article->url, "http://b.example/");
}

static void persons_are_their_names(void **state)
{
    (void)state;
    static const struct {
        const char *written, *name;
    } cases[] = {
        {"Jane Roe", "Jane Roe"},
        {" jane@x.example (Jane Roe) ", "Jane Roe"},
        {"Jane Roe (jane@x.example)", "Jane Roe"},
        {"\"Jane Roe\" <jane@x.example>", "Jane Roe"},
        {"Jane Roe (Lindholm)", "Jane Roe (Lindholm)"},
        {"jane@x.example", ""},
        {"jane@x.example ()", ""},
        {"", ""},
        {")", ")"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(q_feed_person(q_str_from(cases[i].written)), cases[i].name);
    read_one(RSS("<item><author>Jane</author><author>Jane</author><author/></item>"));
    assert_int_equal(article->author_count, 1);
}

static void dates_come_to_one_form(void **state)
{
    (void)state;
    static const struct {
        const char *text, *value; // NULL: no date
    } cases[] = {
        {"Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48Z"},
        {"Thu, 1 Jan 04 19:48 EST", "2004-01-01T19:48-05:00"},
        {"Thu, 01-Jan-2004 19:48:21 UT", "2004-01-01T19:48Z"},
        {"1-Jan-99 19:48 +0530", "1999-01-01T19:48+05:30"},
        {"Thu Jan  1 19:48:21 2004", "2004-01-01T19:48"},
        {" 2003-12-31T10:14:55.5-08:00\n", "2003-12-31T10:14-08:00"},
        {"2003-12", "2003-12"},
        {"31 Feb 2004", NULL},
        {"soon", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];
        snprintf(text, sizeof text, RSS("<item><pubDate>%s</pubDate></item>"),
                 cases[i].text);
        read_one(text);
        assert_str(article->published.value, cases[i].value);
        assert_non_null(article->published.text.ptr);
    }
    read_one(RSS("<item><dc:date>2004-02-01</dc:date><pubDate>1 Jan 2004</pubDate>"
                 "<dc:date>2004-03-01</dc:date><pubDate>soon</pubDate></item>"));
    assert_str(article->published.value, "2004-01-01");
}

static void the_fullest_text_is_taken(void **state)
{
    (void)state;
    static const struct {
        const char *item, *text;
    } cases[] = {
        {"<description>One.\n\nTwo &amp;amp; three.</description>", "One.\n\nTwo & three."},
        {"<description>&lt;p&gt;One &amp;amp; two&lt;/p&gt;</description>", "One & two"},
        {"<description><p>One &amp; two</p></description>", "One & two"},
        {"<description><![CDATA[<p>A]]><![CDATA[B</p>]]></description>", "AB"},
        {"<description>D</description><summary>S</summary>", "S"},
        {"<description> </description><summary>S</summary>", "S"},
        {"<content:encoded> </content:encoded><description>D</description>", "D"},
        {"<body xmlns='http://www.w3.org/1999/xhtml'><p>B<i/>C</p></body>", "BC"},
        {"<media:description>No</media:description>", ""},
        {"<description>D</description><description>E</description>", "D"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[400];
        snprintf(text, sizeof text, RSS("<item>%s</item>"), cases[i].item);
        read_one(text);
        assert_str(article->text, cases[i].text);
        assert_int_equal(article->block_count > 0, *cases[i].text != 0);
    }
}

static void languages_are_told_or_guessed(void **state)
{
    (void)state;
    static const struct {
        const char *feed, *item, *language, *told_by;
    } cases[] = {
        {"<language>pt-BR</language>", "", "pt-BR", "feed"},
        {"<language>English, mostly</language>", "", "en", "text"},
        {"", "<dc:language>de</dc:language>", "de", "feed"},
        {"<language>fr</language>", "<dc:language>?</dc:language>", "fr", "feed"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[400];
        snprintf(text, sizeof text,
                 RSS("%s<item>%s<description>The council said no.</description></item>"),
                 cases[i].feed, cases[i].item);
        read_one(text);
        assert_str(article->language, cases[i].language);
        assert_str(q_str_from(article->told_by[QUOTH_ABOUT_LANGUAGE]), cases[i].told_by);
    }
}

// ── What is wrong ──

static void a_wrong_item_costs_itself_alone(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "<item><title>a < b & c</title></item>",
        "<item><title>no end</item>",
        "<item><title a='<b>x</title></item>",
        "<item><title a=b c=\">x</title></item>",
        "<item><title></wrong></title></item>",
        "<item><b><title>x</title></item>",
        "<item><!-- -- --><title>x</title></item>",
        "<item><title>\x01\x02</title></item>",
        "<item><title x='1' x='2'>x</title></item>",
        "<item><nosuch:title>x</nosuch:title></item>",
        "<item></title></b></item>",
        "<item><title>]]></title></item>",
        "<item><title>x</title>",
        "<item><a><b><c></item>",
        "<item><!-- never closed </item>",
        "<item><?never closed </item>",
        "<item></channel>",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[400];
        snprintf(text, sizeof text,
                 RSS("<item><description>&lt;p&gt;Before&lt;/p&gt;</description></item>"
                     "%s<item><title>Caf&eacute;</title>"
                     "<description>&lt;p&gt;After&lt;/p&gt;</description></item>"),
                 wrong[i]);
        read_one(text);
        assert_str(article->text, "Before");
        assert_int_equal(next(), QUOTH_OK);
        assert_int_equal(next(), QUOTH_OK);
        assert_str(article->title, "Café");
        assert_str(article->text, "After");
        assert_int_equal(next(), QUOTH_END);
    }
}

static void what_is_cut_off_is_told(void **state)
{
    (void)state;
    static const char whole[] =
        RSS("<item><title>One</title></item><item><title>Two</title><description>"
            "<![CDATA[<p>“No,” she said.</p>]]></description></item>");
    const char *first = strstr(whole, "<item>"), *second = strstr(first + 1, "<item>");
    const size_t first_begun = (size_t)(first - whole) + sizeof "<item" - 1;
    const size_t second_begun = (size_t)(second - whole) + sizeof "<item" - 1;
    for (size_t len = sizeof "<rss " - 1; len < sizeof whole; len++) {
        open_bytes(q_str(whole, len), NULL);
        size_t items = 0;
        quoth_status status;
        while ((status = next()) == QUOTH_OK)
            items++;
        assert_int_equal(status, QUOTH_END);
        assert_int_equal(items, (len >= first_begun) + (len >= second_begun));
    }
    const char *end = strstr(whole, " she");
    open_bytes(q_str(whole, (size_t)(end - whole)), NULL);
    assert_int_equal(next(), QUOTH_OK);
    assert_int_equal(article->flaw.status, QUOTH_OK);
    assert_int_equal(next(), QUOTH_OK);
    assert_str(article->text, "“No,”");
    assert_int_equal(article->flaw.status, QUOTH_EFORMAT); // says that it is cut off
    assert_true(q_str_starts(q_str(whole + article->flaw.offset, 6), Q_STR("<item>")));
}

#define BYTES(literal)                                                                     \
    {                                                                                      \
        literal, sizeof(literal) - 1                                                       \
    }
static void charsets_are_found(void **state)
{
    (void)state;
    static const struct {
        quoth_str bytes;
        const char *http;
        const char *title;
    } cases[] = {
        {BYTES("<?xml version='1.0' encoding='iso-8859-1'?><rss><item><title>Caf\xe9"),
         NULL, "Café"},
        {BYTES("<!-- x --><?xml encoding = \"ISO-8859-2\" ?><rss><item><title>\xb1"), NULL,
         "ą"},
        {BYTES("<?xml encoding='iso-8859-1'?><rss><item><title>\xb1"), "iso-8859-2", "ą"},
        {BYTES("<?xml encoding='utf-8'?><rss><item><title>Caf\xe9 \x93x\x94"), NULL,
         "Café “x”"},
        {BYTES("<?xml encoding='us-ascii'?><rss><item><title>Caf\xc3\xa9"), NULL, "Café"},
        {BYTES("<?xml encoding='no-such'?><rss><item><title>Caf\xc3\xa9"), "nor-this",
         "Café"},
        {BYTES("<\0r\0s\0s\0>\0<\0i\0t\0e\0m\0>\0<\0t\0i\0t\0l\0e\0>\0\xe9\0"), NULL, "é"},
        {BYTES("\0<\0r\0s\0s\0>\0<\0i\0t\0e\0m\0>\0<\0t\0i\0t\0l\0e\0>\0\xe9"), "utf-8",
         "é"},
        {BYTES("\xff\xfe<\0r\0s\0s\0>\0<\0i\0t\0e\0m\0>\0<\0t\0i\0t\0l\0e\0>\0\xe9\0"),
         NULL, "é"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct q_page_told told = {.charset = q_str_from(cases[i].http)};
        open_bytes(cases[i].bytes, &told);
        assert_int_equal(next(), QUOTH_OK);
        assert_str(article->title, cases[i].title);
    }
}

static void entities_are_replaced_within_bounds(void **state)
{
    (void)state;
    read_one("<!DOCTYPE rss [<!ENTITY h 'Lindholm <b>Herald</b>'> <!ENTITY l \"&h;&h;\">"
             "<!ENTITY f SYSTEM '/etc/passwd'>]><rss><item>"
             "<title>The &h; &l; &f;</title></item></rss>");
    assert_str(article->title, "The Lindholm Herald &h;&h; &f;");
    // It is replaced a million bytes long, not more.
    enum { VALUE = 256, TIMES = 20000 };
    struct q_buf bomb;
    q_buf_init(&bomb, 1024 * 1024);
    q_buf_add_str(&bomb, Q_STR("<!DOCTYPE rss [<!ENTITY x '"));
    for (size_t i = 0; i < VALUE; i++)
        q_buf_add_char(&bomb, 'x');
    q_buf_add_str(&bomb, Q_STR("'>]><rss><item><description>"));
    for (size_t i = 0; i < TIMES; i++)
        q_buf_add_str(&bomb, Q_STR("&x;"));
    open_bytes(q_str(bomb.ptr, bomb.len), NULL);
    assert_int_equal(next(), QUOTH_OK);
    assert_in_range(article->text.len, 1000 * 1000, 1200 * 1000);
    q_buf_release(&bomb);
}

// Twice the size, twice the time; a square would take minutes.
static void hostile_feeds_take_little_time(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "<item>", "<item><title>", "<a>",         "<",
        "&",      "<![CDATA[",     "<!--",        "<?",
        "<a b='", "<author>",      "<![",         "<source><author>",
        "&lt;b",  "<link>",        "&amp;#",      "<a b c=d e",
        "]]>",    "<entry/>",      "<!DOCTYPE [", "xmlns:a='b' ",
        "</item", "<guid>",        "&l&t;&",      "<a:b:c>"};
    enum { SIZE = 2 * 1024 * 1024, SECONDS = 3 };
    char *text = malloc(SIZE);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        static const char start[] = "<rss><item><title ";
        size_t piece = strlen(pieces[i]);
        memcpy(text, start, sizeof start - 1);
        for (size_t at = sizeof start - 1; at < SIZE; at++)
            text[at] = pieces[i][(at - sizeof start + 1) % piece];
        clock_t before = clock();
        open_bytes(q_str(text, SIZE), NULL);
        while (next() == QUOTH_OK)
            continue;
        assert_true(seconds_since(before) < SECONDS);
    }
    free(text);
}

// What the head tells is repeated by every item: a long one would be a square.
static void long_heads_take_little_time(void **state)
{
    (void)state;
    enum { LONG = 4 * 1024 * 1024, ITEMS = 20000, SECONDS = 6 };
    static const char *const heads[] = {
        "<rss><channel><title>", "<feed><author><name>", "<rss><channel><language>",
        "<feed xml:base='http://h.example/", "<rss><channel><link>http://h.example/"};
    static const char *const ends[] = {"</title>", "</name></author>", "</language>", "'>",
                                       "</link>"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct q_buf buf;
        q_buf_init(&buf, 2 * LONG);
        q_buf_add_str(&buf, q_str_from(heads[i]));
        for (size_t at = 0; at < LONG; at++)
            q_buf_add_char(&buf, 'x');
        q_buf_add_str(&buf, q_str_from(ends[i]));
        for (size_t item = 0; item < ITEMS; item++)
            q_buf_add_str(&buf, Q_STR("<item><link>/1</link></item>"));
        clock_t before = clock();
        open_bytes(q_str(buf.ptr, buf.len), NULL);
        size_t items = 0;
        while (next() == QUOTH_OK)
            items++;
        assert_int_equal(items, ITEMS);
        assert_true(seconds_since(before) < SECONDS);
        q_buf_release(&buf);
    }
}

static void memory_runs_out(void **state)
{
    (void)state;
    static const char text[] =
        RSS("<language>en</language><item><title>One</title><link>/1</link><author>Jane</"
            "author>"
            "<author>Jo</author><author>Al</author><author>Bo</author><author>Cy</author>"
            "<pubDate>1 Jan 2004</pubDate><description>Plain</description></item>");
    const struct q_page_told told = {.url = Q_STR("http://herald.example/")};
    void (*const fail_at[])(uint64_t) = {q_arena_fail_at, q_buf_fail_at};
    for (size_t kind = 0; kind < 2; kind++) {
        quoth_status status = QUOTH_ENOMEM;
        for (uint64_t n = 1; status != QUOTH_OK; n++) {
            assert_in_range(n, 1, 200);
            tear_down(NULL);
            set_up(NULL);
            fail_at[kind](n);
            status = q_feed_open(feed, q_str_from(text), &told, &error);
            if (status == QUOTH_OK)
                status = next();
            fail_at[kind](0);
            assert_true(status == QUOTH_OK || status == QUOTH_ENOMEM);
        }
        assert_int_equal(article->author_count, 5);
        assert_str(article->url, "http://herald.example/1");
        assert_str(article->text, "Plain");
    }
}

// What was read by half is not used, though its buffer serves for what comes behind it.
static void memory_runs_out_within_a_part(void **state)
{
    (void)state;
    enum { LONG = 5000 };
    static const struct {
        const char *before, *after;
    } texts[] = {
        {"<rss><channel><item><description>Plain</description><link>http://h.example/",
         "</link><guid isPermaLink='false'>1</guid></item></channel></rss>"},
        {"<feed><entry><content>Plain</content><link href='http://h.example/",
         "'/><author><name>Jo</name><uri>/jo</uri></author></entry></feed>"}};
    const struct q_page_told told = {.url = Q_STR("http://herald.example/")};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct q_buf text;
        q_buf_init(&text, 4 * LONG);
        q_buf_add_str(&text, q_str_from(texts[i].before));
        for (size_t n = 0; n < LONG; n++)
            q_buf_add_char(&text, 'x');
        q_buf_add_str(&text, q_str_from(texts[i].after));
        quoth_status status = QUOTH_ENOMEM;
        for (uint64_t n = 1; status != QUOTH_OK; n++) {
            assert_in_range(n, 1, 200);
            tear_down(NULL);
            set_up(NULL);
            q_buf_fail_at(n);
            status = q_feed_open(feed, q_str(text.ptr, text.len), &told, &error);
            if (status == QUOTH_OK)
                status = next();
            q_buf_fail_at(0);
            assert_true(status == QUOTH_OK || status == QUOTH_ENOMEM);
        }
        assert_int_equal(article->url.len, LONG + sizeof "http://h.example/" - 1);
        assert_str(article->text, "Plain");
        q_buf_release(&text);
    }
}

// What its text tells, tagged or not.
static void texts_have_blocks(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "By Jane Roe\nThe bridge will close for a year, the mayor said.\nRead more",
        "&lt;p&gt;By Jane Roe&lt;/p&gt;&lt;p&gt;The bridge will close for a year, the "
        "mayor "
        "said.&lt;/p&gt;&lt;p&gt;Read more&lt;/p&gt;"};
    static const quoth_block_kind kinds[] = {QUOTH_BLOCK_BYLINE, QUOTH_BLOCK_BODY,
                                             QUOTH_BLOCK_FURNITURE};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[400];
        snprintf(text, sizeof text,
                 RSS("<item><title>Bridge</title><description>%s</description></item>"),
                 texts[i]);
        read_one(text);
        assert_int_equal(article->block_count, 3);
        for (size_t b = 0; b < 3; b++)
            assert_int_equal(article->blocks[b].kind, kinds[b]);
        assert_int_equal(article->author_count, 1);
        assert_str(article->authors[0], "Jane Roe");
        assert_string_equal(article->told_by[QUOTH_ABOUT_AUTHORS], "byline");
    }
    read_one(
        RSS("<item><description>&lt;p&gt;The post was closed, he said.&lt;/p&gt;"
            "&lt;p&gt;The post &lt;a href='1'&gt;“No,” says mayor&lt;/a&gt; appeared "
            "first on &lt;a href='/'&gt;Herald&lt;/a&gt;.&lt;/p&gt;</description></item>"));
    assert_int_equal(article->block_count, 2);
    assert_int_equal(article->blocks[0].kind, QUOTH_BLOCK_BODY);
    assert_int_equal(article->blocks[1].kind, QUOTH_BLOCK_FURNITURE);
    // A line of names that stands above nothing is no byline.
    static const char *const alone[] = {"C &amp;amp; D", "Jane Roe and John Doe",
                                        "&lt;p&gt;Jane Roe and John Doe&lt;/p&gt;"};
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
        char text[400];
        snprintf(text, sizeof text,
                 RSS("<item><title>Bridge</title><description>%s</description></item>"),
                 alone[i]);
        read_one(text);
        assert_int_equal(article->block_count, 1);
        assert_int_equal(article->blocks[0].kind, QUOTH_BLOCK_BODY);
        assert_int_equal(article->author_count, 0);
    }
}

// ── XML ──

static void xml_is_cut_into_tokens(void **state)
{
    (void)state;
    static const struct {
        enum q_xml_kind kind;
        const char *name, *inside;
    } wanted[] = {
        {Q_XML_OPEN, "a", " b='>' "}, {Q_XML_TEXT, "", "1 "}, {Q_XML_TEXT, "", "< 2"},
        {Q_XML_CDATA, "", "<c>"},     {Q_XML_CLOSE, "a", ""}, {Q_XML_OPEN, "d", " e='"},
        {Q_XML_OPEN, "f", ""},        {Q_XML_TEXT, "", "<!"},
    };
    struct q_xml xml;
    struct q_xml_token token;
    q_xml_init(&xml, Q_STR("<?x ?><a b='>' >1 < 2<![CDATA[<c>]]><!-- < --></a><d e='<f/>"));
    for (size_t i = 0; i + 1 < sizeof wanted / sizeof *wanted; i++) {
        q_xml_next(&xml, &token);
        assert_int_equal(token.kind, wanted[i].kind);
        if (*wanted[i].name)
            assert_str(token.name, wanted[i].name);
        assert_str(token.inside, wanted[i].inside);
    }
    assert_true(token.empty);
    q_xml_next(&xml, &token);
    assert_int_equal(token.kind, Q_XML_END);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(an_item_of_rss),
        TEST(an_item_of_rdf),
        TEST(entries_of_atom),
        TEST(entries_of_old_atom),
        TEST(items_of_json),
        TEST(lists_of_json_end_or_are_flawed),
        TEST(feeds_are_told_from_others),
        TEST(titles_are_plain_text),
        TEST(links_are_made_whole),
        TEST(persons_are_their_names),
        TEST(dates_come_to_one_form),
        TEST(texts_have_blocks),
        TEST(the_fullest_text_is_taken),
        TEST(languages_are_told_or_guessed),
        TEST(a_wrong_item_costs_itself_alone),
        TEST(what_is_cut_off_is_told),
        TEST(charsets_are_found),
        TEST(entities_are_replaced_within_bounds),
        TEST(hostile_feeds_take_little_time),
        TEST(long_heads_take_little_time),
        TEST(memory_runs_out),
        TEST(memory_runs_out_within_a_part),
        cmocka_unit_test(xml_is_cut_into_tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
