// src/read/markup: pages as trees, their attributes and character references.
#include "base/limits.h"
#include "base/utf8.h"
#include "read/markup/markup.h"
#include "seconds_since.h"
#include "with_arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static struct q_markup markup;
static char shown[64 * 1024];
static size_t shown_len;

static void read_page(quoth_str html)
{
    assert_int_equal(q_markup_read(html, &arena, &markup), QUOTH_OK);
}

static void show(const char *what, size_t len)
{
    assert_true(shown_len + len < sizeof shown);
    memcpy(shown + shown_len, what, len);
    shown_len += len;
}

// The tree as `p("x " b("y")) p`; an element with another name is "?".
static const char *tree_of(const char *html)
{
    read_page(q_str_from(html));
    shown_len = 0;
    for (uint32_t n = 1; n < markup.count; n++) {
        const struct q_node *node = &markup.nodes[n];
        quoth_str cut = q_markup_cut(&markup, n);
        show(" ", n > 1 && node->parent != n - 1);
        if (node->tag == Q_ELEMENT_TEXT) {
            show("\"", 1);
            show(cut.ptr, cut.len);
            show("\"", 1);
        } else {
            const char *name =
                node->tag == Q_ELEMENT_OTHER ? "?" : q_element_name(node->tag);
            show(name, strlen(name));
            show("(", node->end > n + 1);
        }
        for (uint32_t up = n; up && markup.nodes[up].end == n + 1;
             up = markup.nodes[up].parent)
            show(")", up != n);
    }
    shown[shown_len] = '\0';
    return shown;
}

#define ASSERT_TREE(html, want) assert_string_equal(tree_of(html), want)

static void keeps_text_and_elements_in_order(void **state)
{
    (void)state;
    ASSERT_TREE("", "");
    ASSERT_TREE("It rained.", "\"It rained.\"");
    ASSERT_TREE("<p class=a>x <b>y</b><p>z", "p(\"x \" b(\"y\")) p(\"z\")");
    ASSERT_TREE("<DIV><P>x</P>\n</DiV>", "div(p(\"x\") \"\n\")");
    ASSERT_TREE("<b>x</b> <i>y</i>", "b(\"x\") \" \" i(\"y\")");
    ASSERT_TREE("<ul> <li>x</li>\n<li>y</li> </ul>", "ul(li(\"x\") li(\"y\"))");
    ASSERT_TREE("<o:p>x</o:p><amp-img src=a></amp-img><fb:like>", "?(\"x\") amp-img ?");
    ASSERT_TREE("x<br>y<br/>z<img src=a>w", "\"x\" br \"y\" br \"z\" img \"w\"");
    ASSERT_TREE("x</br>y", "\"x\" br \"y\"");
    const struct q_node *nodes = markup.nodes;
    assert_int_equal(nodes[0].tag, Q_ELEMENT_ROOT);
    assert_int_equal(nodes[0].end, markup.count);
    assert_int_equal(nodes[2].depth, 1);
}

static void takes_for_a_tag_what_is_one(void **state)
{
    (void)state;
    ASSERT_TREE("1 < 2 <3 <", "\"1 < 2 <3 <\"");
    ASSERT_TREE("x </", "\"x </\"");
    ASSERT_TREE("<é>", "\"<é>\"");
    ASSERT_TREE("x</>y", "\"x\" \"y\"");
    ASSERT_TREE("x</ b>y", "\"x\" \"y\"");
    ASSERT_TREE("x<?php echo 1 ?>y", "\"x\" \"y\"");
    ASSERT_TREE("x<![CDATA[ z ]]>y", "\"x\" \"y\"");
    ASSERT_TREE("<!DOCTYPE html PUBLIC \"-//W3C//DTD\"><p>x", "p(\"x\")");
    ASSERT_TREE("x<p y", "\"x\""); // the page is cut in a tag
    ASSERT_TREE("<p title='1 > 0'>x", "p(\"x\")");
    ASSERT_TREE("<p\ntitle=a/>x</p\n>y", "p(\"x\") \"y\"");
    ASSERT_TREE("<a href=\"x>y</a><p>z",
                "a(\"y\") p(\"z\")"); // never closed: ends with the tag
}

static void passes_over_comments(void **state)
{
    (void)state;
    ASSERT_TREE("x<!-- <p>y</p> > -- -->z", "\"x\" \"z\"");
    ASSERT_TREE("x<!-->y", "\"x\" \"y\"");
    ASSERT_TREE("x<!--->y", "\"x\" \"y\"");
    ASSERT_TREE("x<!----!>y", "\"x\" \"y\"");
    ASSERT_TREE("x<!-- y --!>z", "\"x\" \"z\"");
    ASSERT_TREE("x<!--[if IE]> y <![endif]-->z", "\"x\" \"z\"");
    ASSERT_TREE("x<!-- y", "\"x\"");
}

static void leaves_nothing_of_what_is_no_text(void **state)
{
    (void)state;
    ASSERT_TREE("x<script>if (a</b/.c) d = '<p>y</p>'</script >z", "\"x\" \"z\"");
    ASSERT_TREE("x<style>p > b {}</STYLE>y", "\"x\" \"y\"");
    ASSERT_TREE("x<script>y</scripts><p>", "\"x\""); // as in browsers
    ASSERT_TREE("<xmp><b></xmp><noembed>x</noembed><noframes>x</noframes>y", "\"y\"");
    ASSERT_TREE("<iframe src=a><p>x</p></iframe>y", "iframe \"y\"");
    ASSERT_TREE("x<svg><title>y</title><svg/><svg><g></svg><path/></svg>z", "\"x\" \"z\"");
    ASSERT_TREE("x<svg/>y<math><mi>z</mi></math>", "\"x\" \"y\"");
    ASSERT_TREE("x<svg><foreignObject><p>y</p></foreignObject></svg>z", "\"x\" \"z\"");
    ASSERT_TREE("x<template><p>y<template></template></template>z", "\"x\" \"z\"");
    ASSERT_TREE("<noscript><p>x</noscript>y", "noscript(p(\"x\")) \"y\"");
}

static void keeps_scripts_that_hold_json(void **state)
{
    (void)state;
    ASSERT_TREE("<script type='application/ld+json'>{\"a\":\"<p>&amp;\"}</script>x",
                "script(\"{\"a\":\"<p>&amp;\"}\") \"x\"");
    ASSERT_TREE("<script id=a type=Application/JSON></script>", "script");
    ASSERT_TREE("<script type=module>x</script><script data-json>y</script>", "");
    ASSERT_TREE("<svg><script type=application/json>x</script></svg>", "");
}

static void loses_no_text_to_a_missing_end(void **state)
{
    (void)state;
    ASSERT_TREE("<title>x</title>y", "title(\"x\") \"y\"");
    ASSERT_TREE("<title>x <b>y</title>z", "title(\"x <b>y\") \"z\"");
    ASSERT_TREE("<title>x<p>y", "title(\"x\") p(\"y\")");
    ASSERT_TREE("<textarea>x<p>y<title>z", "textarea(\"x\") p(\"y\" title(\"z\"))");
    ASSERT_TREE("<svg><path/>x<p>y", "p(\"y\")"); // no graphic holds a paragraph
    ASSERT_TREE("<div><svg><g></div>x", "div \"x\"");
    ASSERT_TREE("<svg><title>x</svg>y<title>z</title>", "\"y\" title(\"z\")");
    ASSERT_TREE("<svg><style>x</svg>y<style>z</style>", "\"y\"");
    ASSERT_TREE("<svg><g>x", "?(\"x\")");
    ASSERT_TREE("<template><p>x", "p(\"x\")");
    // what is missing behind a script is not missing before it
    ASSERT_TREE("<template>x<script>1</script><p>y<script>2", "\"x\" p(\"y\")");
    ASSERT_TREE("<template><title>x</title>y<title>z", "title(\"x\") \"y\" title(\"z\")");
    ASSERT_TREE("<math><mi>x<p>y", "?(\"x\" p(\"y\"))");
    ASSERT_TREE("<iframe>x<p>y", "iframe \"x\" p(\"y\")");
}

static void ends_what_a_block_ends(void **state)
{
    (void)state;
    ASSERT_TREE("<p>x<div>y</div>z", "p(\"x\") div(\"y\") \"z\"");
    ASSERT_TREE("<p>x<span>y<h2>z</h2>", "p(\"x\" span(\"y\")) h2(\"z\")");
    ASSERT_TREE("<p>x<table><tr><td>y", "p(\"x\") table(tr(td(\"y\")))");
    ASSERT_TREE("<p>x<button><p>y</button>z", "p(\"x\" button(p(\"y\")) \"z\")");
    ASSERT_TREE("<p>x<object><p>y</object>z", "p(\"x\" object(p(\"y\")) \"z\")");
    ASSERT_TREE("<p>x<em>y</em><hr>z", "p(\"x\" em(\"y\")) hr \"z\"");
    ASSERT_TREE("<h1>x<h2>y</h3>z", "h1(\"x\") h2(\"y\") \"z\"");
    ASSERT_TREE("<h1>x<b><h2>y", "h1(\"x\" b(h2(\"y\")))"); // a heading in what is in one
    ASSERT_TREE("<ul><li>x<li>y<ul><li>z</ul><li>w</ul>",
                "ul(li(\"x\") li(\"y\" ul(li(\"z\"))) li(\"w\"))");
    ASSERT_TREE("<li>x<div><li>y", "li(\"x\" div) li(\"y\")");
    ASSERT_TREE("<li>x<section><li>y", "li(\"x\" section(li(\"y\")))");
    ASSERT_TREE("<dl><dt>x<dd>y<dt>z</dl>", "dl(dt(\"x\") dd(\"y\") dt(\"z\"))");
    ASSERT_TREE("<select><option>x<optgroup><option>y<optgroup></select>z",
                "select(option(\"x\") optgroup(option(\"y\")) optgroup) \"z\"");
    ASSERT_TREE("<a>x<a>y", "a(\"x\") a(\"y\")");
    ASSERT_TREE("<a>x<div><a>y", "a(\"x\" div(a(\"y\")))");
}

static void passes_over_wrong_end_tags(void **state)
{
    (void)state;
    ASSERT_TREE("<div>x</b></p></span></h1></li></td></table></form>y</div>",
                "div(\"x\" \"y\")");
    ASSERT_TREE("<b>x<div>y</b>z</div>", "b(\"x\" div(\"y\" \"z\"))");
    ASSERT_TREE("<b>x<i>y</b>z</i>w", "b(\"x\" i(\"y\")) \"z\" \"w\"");
    ASSERT_TREE("<div><span>x<p>y</div>z", "div(span(\"x\" p(\"y\"))) \"z\"");
    ASSERT_TREE("<x-a><x-b>x</x-a>y</x-b>", "?(?(\"x\")) \"y\"");
    ASSERT_TREE("<x-a>x</x-b>y</x-a>z", "?(\"x\" \"y\") \"z\"");
    ASSERT_TREE("<ul><li>x<div></li>y", "ul(li(\"x\" div) \"y\")");
    ASSERT_TREE("<li><ul></li>x", "li(ul(\"x\"))");
    ASSERT_TREE("<form><p>x</form>y", "form(p(\"x\")) \"y\"");
    ASSERT_TREE("<form><div></form>x</div>y<form>z", "form(div(\"x\") \"y\" \"z\")");
}

static void keeps_tables_together(void **state)
{
    (void)state;
    ASSERT_TREE("<table><caption>x<tr><td>1<td>2<tr><th>3</table>y",
                "table(caption(\"x\") tr(td(\"1\") td(\"2\")) tr(th(\"3\"))) \"y\"");
    ASSERT_TREE("<table><thead><tr><td>1<tbody><tr><td>2<tfoot><tr><td>3</table>",
                "table(thead(tr(td(\"1\"))) tbody(tr(td(\"2\"))) tfoot(tr(td(\"3\"))))");
    ASSERT_TREE("<div><table><tr><td>x</div>y<td>z",
                "div(table(tr(td(\"x\" \"y\") td(\"z\"))))");
    ASSERT_TREE("<table><tr><td><div><b>x<td>y", "table(tr(td(div(b(\"x\"))) td(\"y\")))");
    ASSERT_TREE("<table><tr><td><table><tr><td>x</td></tr></table>y</table>",
                "table(tr(td(table(tr(td(\"x\"))) \"y\")))");
    ASSERT_TREE("<table><tr><td><table></td>x</table>y",
                "table(tr(td(table(\"x\") \"y\")))");
    ASSERT_TREE("<tr><td>x<tbody>y</td>", "\"x\" \"y\""); // no table is open
}

static void knows_head_and_body(void **state)
{
    (void)state;
    ASSERT_TREE("<html> <head> <meta><title>x</title></head> <body><p>y</body></html> z",
                "html(head(meta title(\"x\")) body(p(\"y\" \" z\")))");
    ASSERT_TREE("<html><head><meta><p>x<link>", "html(head(meta) p(\"x\" link))");
    ASSERT_TREE("<head><meta>x", "head(meta) \"x\"");
    ASSERT_TREE("<head><noscript><img><p>x</noscript><meta></head>y",
                "head(noscript(img p(\"x\")) meta) \"y\"");
    ASSERT_TREE("<html><head><div><body a><p>x<body b><html c>y",
                "html(head div body(p(\"x\" \"y\")))");
    assert_int_equal(q_markup_attribute(&markup, 4, Q_STR("a")).len, 0);
    assert_non_null(q_markup_attribute(&markup, 4, Q_STR("a")).ptr);
    ASSERT_TREE("<body><head><p>x", "body(p(\"x\"))");
    ASSERT_TREE("<html><head></head> <b>x</b> y", "html(head b(\"x\") \" y\")");
    ASSERT_TREE(" <html> <b>x</b> <i>y</i>", "html(b(\"x\") \" \" i(\"y\"))");
}

// ── Attributes ──

static void assert_attribute(const char *html, const char *name, const char *want)
{
    read_page(q_str_from(html));
    quoth_str value =
        markup.count < 2 ? Q_NO_STR : q_markup_attribute(&markup, 1, q_str_from(name));
    if (!want != !value.ptr || !q_str_equal(value, q_str_from(want)))
        fail_msg("%s: %s is \"%.*s\"", html, name, (int)value.len, value.ptr);
}

static void reads_attributes(void **state)
{
    (void)state;
    const char *html =
        "<a href=/b?c&amp;d ID = 'e \"f' title=\"\ng\nh='i'\" j k= l m=n/ href=o/>";
    assert_attribute(html, "href", "/b?c&amp;d"); // the first, as it is written
    assert_attribute(html, "id", "e \"f");
    assert_attribute(html, "title", "\ng\nh='i'");
    assert_attribute(html, "j", "");
    assert_attribute(html, "k", "l");
    assert_attribute(html, "m", "n/");
    assert_attribute(html, "h", NULL);
    assert_attribute(html, "l", NULL);
    assert_attribute("<a b=>", "b", "");
    assert_attribute("<a =b=c/d>", "=b", "c/d");
    assert_attribute("<a/b/c=d>", "c", "d");
    assert_attribute("<a b='c'd=e>", "d", "e");
    assert_attribute("<a b=\"c\nd", "b", NULL); // no tag at all
    assert_attribute("<a b=\"c d>e", "b", "c d");
}

// ── References ──

static void assert_decodes(const char *text, bool in_attribute, const char *want)
{
    quoth_str got = q_markup_decode(q_str_from(text), in_attribute, &arena);
    if (!got.ptr || !q_str_equal(got, q_str_from(want)))
        fail_msg("%s: \"%.*s\" is not \"%s\"", text, (int)got.len, got.ptr, want);
}

static void reads_references(void **state)
{
    (void)state;
    assert_decodes("", false, "");
    assert_decodes("Roe & Lind &c; &; &", false, "Roe & Lind &c; &; &");
    assert_decodes("&amp;amp; &lt;b&gt; &AMP;&nbsp;", false, "&amp; <b> &\u00a0");
    assert_decodes("&ldquo;No,&rdquo; &mdash; Ren&eacutee", false, "“No,” — Renée");
    assert_decodes("&notit; &notin; &ampx &am", false, "¬it; ∉ &x &am");
    assert_decodes("&CounterClockwiseContourIntegral;&nGt;", false, "∳≫⃒");
    assert_decodes("&ldquo No &Eacute", false, "&ldquo No É"); // not every name is bare
    assert_decodes("a?b&copy=c&copy;&copyd&copy &notin;", true, "a?b&copy=c©&copyd© ∉");
}

static void reads_numbers(void **state)
{
    (void)state;
    assert_decodes("&#8220;No&#8221 &#x201C;&#X201d;", false, "“No” “”");
    assert_decodes("&#128;&#146;&#x97; &#129;", false, "€’— \xc2\x81");
    assert_decodes("&#0;&#xD800;&#x110000;&#99999999999999999999;", false, "����");
    assert_decodes("&#;&#x;&#xg;&#a", false, "&#;&#x;&#xg;&#a");
    assert_decodes("&#00000000000000000065;&#x1F600;", false, "A😀");
}

static void names_are_in_order_and_found(void **state)
{
    (void)state;
    static const char *const names[] = {"&AElig;", "&zwnj;", "&zwj;", "&Aacute;", "&aring"};
    char out[Q_REFERENCE_SIZE];
    size_t len;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        quoth_str name = q_str_from(names[i]);
        assert_int_equal(q_markup_reference(name, false, out, &len), name.len);
        assert_int_equal(q_utf8_check(q_str(out, len)), len);
    }
    assert_int_equal(q_markup_reference(Q_STR("amp;"), false, out, &len), 0);
    assert_int_equal(q_markup_reference(Q_STR("&Amp;"), false, out, &len), 0);
    assert_null(q_markup_unsorted());
}

static void knows_every_tag(void **state)
{
    (void)state;
    for (unsigned tag = Q_ELEMENT_A; tag < Q_ELEMENT_COUNT; tag++)
        assert_int_equal(q_element_of(q_str_from(q_element_name((enum q_element)tag))),
                         tag);
    assert_int_equal(q_element_of(Q_STR("BlockQuote")), Q_ELEMENT_BLOCKQUOTE);
    assert_int_equal(q_element_of(Q_STR("H1")), Q_ELEMENT_H1);
    assert_int_equal(q_element_of(Q_STR("h7")), Q_ELEMENT_OTHER);
    assert_int_equal(q_element_of(Q_STR("blockquotes")), Q_ELEMENT_OTHER);
    assert_int_equal(q_element_of(Q_STR("é")), Q_ELEMENT_OTHER);
    assert_int_equal(q_element_of(Q_STR("a-name-longer-than-any")), Q_ELEMENT_OTHER);
    assert_int_equal(q_element_of(Q_STR("")), Q_ELEMENT_OTHER);
}

// ── Limits ──

// `times` of `unit`, then `behind` as often; the caller's to free.
static quoth_str repeat(const char *unit, const char *behind, size_t times)
{
    size_t len = strlen(unit), more = strlen(behind);
    char *out = malloc((len + more) * times);
    assert_non_null(out);
    for (size_t i = 0; i < times; i++) {
        memcpy(out + i * len, unit, len);
        memcpy(out + times * len + i * more, behind, more);
    }
    return q_str(out, (len + more) * times);
}

static void caps_depth_and_keeps_text(void **state)
{
    (void)state;
    enum { TIMES = 2000 };
    quoth_str html = repeat("<div>x", "</div>y", TIMES);
    read_page(html);
    uint32_t texts = 0, deepest = 0;
    for (uint32_t n = 0; n < markup.count; n++) {
        texts += markup.nodes[n].tag == Q_ELEMENT_TEXT;
        deepest = markup.nodes[n].depth > deepest ? markup.nodes[n].depth : deepest;
    }
    assert_int_equal(texts, 2 * TIMES);
    assert_int_equal(deepest, Q_MARKUP_DEPTH + 1);
    // each end tag has met its own start: the last text stands outside of all
    assert_int_equal(markup.nodes[markup.count - 1].parent, 0);
    free((char *)html.ptr);
}

static void caps_nodes_and_keeps_text(void **state)
{
    (void)state;
    enum { TIMES = 100000 };
    quoth_str html = repeat("<hr>a", "<br>b", TIMES);
    read_page(html);
    uint32_t texts = 0;
    for (uint32_t n = 0; n < markup.count; n++)
        texts += markup.nodes[n].tag == Q_ELEMENT_TEXT;
    assert_int_equal(texts, 2 * TIMES);
    assert_true(markup.count < html.len / 3 + Q_MARKUP_MORE);
    free((char *)html.ptr);
}

static void says_when_memory_is_out(void **state)
{
    (void)state;
    for (uint64_t n = 1; n <= 2; n++) {
        q_arena_fail_at(n);
        assert_int_equal(q_markup_read(Q_STR("<p>x"), &arena, &markup), QUOTH_ENOMEM);
    }
    q_arena_fail_at(1);
    assert_null(q_markup_decode(Q_STR("&amp;"), false, &arena).ptr);
    q_arena_fail_at(0);
    assert_null(q_markup_decode(Q_NO_STR, false, &arena).ptr);
}

// Seconds that `times` of `unit` take, then `behind` as often, and all that can be asked of
// the tree. It takes no more memory than a page may.
static double seconds_of(const char *unit, const char *behind, size_t times)
{
    struct q_arena own, more;
    quoth_str html = repeat(unit, behind, times), name, value;
    q_arena_init(&own, Q_MAX_ARENA);
    q_arena_init(&more, SIZE_MAX / 4);
    clock_t start = clock();
    assert_int_equal(q_markup_read(html, &own, &markup), QUOTH_OK);
    for (uint32_t n = 0; n < markup.count; n++) {
        quoth_str cut = q_markup_cut(&markup, n);
        if (markup.nodes[n].tag == Q_ELEMENT_TEXT)
            q_markup_decode(cut, false, &more);
        else
            for (size_t at = 0; q_markup_next_attribute(cut, &at, &name, &value);)
                q_markup_decode(value, true, &more);
    }
    double seconds = seconds_since(start);
    assert_true(own.held < 7 * html.len + 128 * 1024);
    q_arena_release(&own);
    q_arena_release(&more);
    free((char *)html.ptr);
    return seconds;
}

// What pages have too much of, if they mean it ill.
static const char *const units[] = {
    "<div>",
    "<b>",
    "<x-y>",
    "<div></b>",
    "<p><table>",
    "<a><a>",
    "</x>",
    "</p>",
    "<script>",
    "<svg>",
    "<svg><svg>",
    "<svg><p>",
    "<template>",
    "<math></math>",
    "<!--",
    "<!-- ->",
    "<!",
    "</",
    "<?",
    "&",
    "&amp",
    "&#",
    "&#x0",
    "&notit;",
    "<title>",
    "<textarea>",
    "<iframe>",
    "<xmp>",
    "<style",
    "<",
    "<a",
    "<a b='",
    "<a b=\"'",
    "<a b=c ",
    "a=b ",
    "a=\"b\" ",
    "<table><tr>",
    "<td>",
    "<table><td>",
    "<ul><li>",
    "<dl><dd>",
    "<option>",
    "<form><div>",
    "<p><button>",
    "<h1><b>",
    "<b>a",
    "a<br>",
    "<x></y>",
    "<b><div></b>",
    "<i></div>",
    "<html>",
    "<svg></svg><svg>",
    "</script",
    "<title></a>",
    "<!--><title>",
    "<a b=\">",
    "<svg><g></g>",
    "<x-a><x-b>",
    "<svg></p><math>",
};

static void takes_time_in_proportion(void **state)
{
    (void)state;
    static const char *const behinds[] = {"", "</b>", "</div>x", "<a b=c>"};
    enum { TIMES = 4000, MORE = 16 };
    for (size_t u = 0; u < sizeof units / sizeof *units; u++)
        for (size_t b = 0; b < sizeof behinds / sizeof *behinds; b++) {
            double once = seconds_of(units[u], behinds[b], TIMES);
            double more = seconds_of(units[u], behinds[b], TIMES * MORE);
            if (more > 2 * MORE * once + 0.1)
                fail_msg("%s, %s: %.3f s, then %.3f s", units[u], behinds[b], once, more);
        }
}

static void takes_a_tag_without_end(void **state)
{
    (void)state;
    enum { TIMES = 1000000 };
    quoth_str html = repeat(" a=b", "c", TIMES), name, value;
    memcpy((char *)html.ptr, "<p a", 4);
    ((char *)html.ptr)[html.len - 1] = '>';
    clock_t start = clock();
    read_page(html);
    assert_int_equal(markup.count, 2);
    uint32_t count = 0;
    for (size_t at = 0;
         q_markup_next_attribute(q_markup_cut(&markup, 1), &at, &name, &value);)
        count++;
    assert_int_equal(count, TIMES);
    assert_true(seconds_since(start) < 5);
    free((char *)html.ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_text_and_elements_in_order),
        cmocka_unit_test(takes_for_a_tag_what_is_one),
        cmocka_unit_test(passes_over_comments),
        cmocka_unit_test(leaves_nothing_of_what_is_no_text),
        cmocka_unit_test(keeps_scripts_that_hold_json),
        cmocka_unit_test(loses_no_text_to_a_missing_end),
        cmocka_unit_test(ends_what_a_block_ends),
        cmocka_unit_test(passes_over_wrong_end_tags),
        cmocka_unit_test(keeps_tables_together),
        cmocka_unit_test(knows_head_and_body),
        cmocka_unit_test(reads_attributes),
        cmocka_unit_test(reads_references),
        cmocka_unit_test(reads_numbers),
        cmocka_unit_test(names_are_in_order_and_found),
        cmocka_unit_test(knows_every_tag),
        cmocka_unit_test(caps_depth_and_keeps_text),
        cmocka_unit_test(caps_nodes_and_keeps_text),
        cmocka_unit_test(says_when_memory_is_out),
        cmocka_unit_test(takes_time_in_proportion),
        cmocka_unit_test(takes_a_tag_without_end),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
