// src/read/page/render: nodes → text, hints, and where each byte stood.
#include "read/page/render.h"
#include "with_arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

static struct q_rendered rendered;

static void render(quoth_str html)
{
    struct q_markup markup;
    struct q_body body;
    assert_int_equal(q_markup_read(html, &arena, &markup), QUOTH_OK);
    assert_int_equal(q_body_all(&markup, &arena, &body), QUOTH_OK);
    assert_int_equal(q_render(&markup, body.marks, &body.parts[0], &arena, &rendered),
                     QUOTH_OK);
}

static void assert_text(const char *html, const char *text)
{
    render(q_str_from(html));
    if (!q_str_equal(rendered.text, q_str_from(text)))
        fail_msg("“%s” is “%.*s”, not “%s”", html, (int)rendered.text.len,
                 rendered.text.ptr, text);
}

// "0-4<3-7 4-5<7-12"
static void assert_map(const char *html, const char *map)
{
    char got[512] = "";
    size_t len = 0;
    render(q_str_from(html));
    for (uint32_t i = 0; i < rendered.map_count; i++) {
        quoth_stretch s = rendered.map[i];
        len +=
            (size_t)snprintf(got + len, sizeof got - len, "%s%u-%u<%u-%u", len ? " " : "",
                             s.text.start, s.text.end, s.source.start, s.source.end);
    }
    assert_string_equal(got, map);
}

static void white_space_is_folded(void **state)
{
    (void)state;
    assert_text("<p> one \n\t two</p>", "one two");
    assert_text("<p>one<b> two </b> three</p>", "one two three");
    assert_text("<p>one<b>two</b></p>", "onetwo");
    assert_text("<p>one&#32;&#10;two</p>", "one two");
    assert_text("<p>one&nbsp;two", "one\xc2\xa0two");
    assert_text("", "");
    assert_text(" \n ", "");
}

static void blocks_are_paragraphs(void **state)
{
    (void)state;
    assert_text("<p>one<p>two", "one\n\ntwo");
    assert_text("<div>one<p>two</p>three</div>", "one\n\ntwo\n\nthree");
    assert_text("<div><div><p>one</p></div></div>\n<div>two</div>", "one\n\ntwo");
    assert_text("one<p></p>two", "one\n\ntwo");
    assert_text("one<hr>two", "one\n\ntwo");
    assert_text("<ul><li>one<li>two</ul>", "one\n\ntwo");
    assert_text("<span>one</span><span>two</span>", "onetwo");
}

static void what_looks_alone_keep_apart_is_apart(void **state)
{
    (void)state;
    assert_text("<figcaption><span>The old bridge.</span><span>Photo: Jo Roe</span>",
                "The old bridge. Photo: Jo Roe");
    assert_text("<p><b>By</b> <a>Jo Roe</a><span><i>Staff Writer</i></span>",
                "By Jo Roe Staff Writer");
    assert_text("<p>“No.”<span> </span><a>Click</a><a>To Share</a>",
                "“No.” Click To Share");
    assert_text("<p><span>“No.”</span><a>To Share</a>", "“No.” To Share");
    assert_text("<p><cite>(Tolva News)</cite>The old", "(Tolva News) The old");
    assert_text("<p>Updated<time>Feb. 3</time>", "Updated Feb. 3");
    assert_text("<p>Updated <time>Feb. 3</time>By Jo", "Updated Feb. 3 By Jo");
    // what may be one word
    assert_text("<p><span>T</span>he Lind<b>Holm</b>s", "The LindHolms");
    assert_text("<p><span>no</span><span>t he</span>", "not he");
    assert_text("<p><a>AB</a><a>CD</a>, the 19<sup>th</sup>", "ABCD, the 19th");
    assert_text("<p><i>Lind<b>Holm</b></i>", "LindHolm");
    assert_map("<p><i>a</i><b>B</b>", "0-1<6-7 2-3<14-15"); // the space stood nowhere
}

static void line_breaks_are_lines_two_are_a_paragraph(void **state)
{
    (void)state;
    assert_text("<p>one<br>two", "one\ntwo");
    assert_text("<p>one <br/> two", "one\ntwo");
    assert_text("<p>one<br><br>two", "one\n\ntwo");
    assert_text("<p>one<br>\n<br> <br>two", "one\n\ntwo");
    assert_text("<p><br>one<br></p><br><p>two", "one\n\ntwo");
}

static void preformatted_text_keeps_its_lines(void **state)
{
    (void)state;
    assert_text("<pre>one\n two\n\nthree  four</pre>five\nsix",
                "one\ntwo\n\nthree four\n\nfive six");
    assert_int_equal(rendered.hint_count, 3);
}

static void what_is_not_seen_is_left_out(void **state)
{
    (void)state;
    assert_text("<p>Lind&shy;holm", "Lindholm");
    assert_text("<p>Lind\xc2\xadholm", "Lindholm");
    assert_text("<p>Lind\xe2\x80\x8bholm\xef\xbb\xbf", "Lindholm");
    assert_text("<p>a<script>b</script>c<!-- d -->e<button>f</button>", "ace");
    assert_text("<p>\xe2\x80\x9cNo,\xe2\x80\x9d \xc2\xa9", "“No,” ©");
}

static void references_are_read(void **state)
{
    (void)state;
    assert_text("<p>Tom &amp; Jo &#8220;no&#x201d; &lt;b> AT&T &zothing;",
                "Tom & Jo “no” <b> AT&T &zothing;");
}

static void the_map_tells_where_each_byte_stood(void **state)
{
    (void)state;
    assert_map("<p>one</p>", "0-3<3-6");
    assert_map("<p>one<b>two</b>", "0-3<3-6 3-6<9-12");
    assert_map("<p>Tom &amp; Jo", "0-4<3-7 4-5<7-12 5-8<12-15");
    assert_map("<p>one \n two", "0-3<3-6 3-4<6-9 4-7<9-12");
    assert_map("<p>one two", "0-7<3-10");
    assert_map("<p>one\ntwo", "0-3<3-6 4-7<7-10"); // a line end is no space
    assert_map("<p>a&#0", "0-1<3-4");
    assert_map("<p>one<p>two", "0-3<3-6 5-8<9-12");
    assert_map("<p>a&shy;b", "0-1<3-4 1-2<9-10");
}

static void a_map_has_a_bound(void **state)
{
    (void)state;
    enum { PIECES = 50000 };
    static char html[PIECES * 4 + 1];
    for (int i = 0; i < PIECES; i++)
        memcpy(html + (size_t)i * 4, "a&lt", 5);
    render(q_str_from(html));
    assert_int_equal(rendered.text.len, 2 * PIECES);
    assert_true(rendered.map_count < PIECES);
    quoth_stretch last = rendered.map[rendered.map_count - 1];
    assert_int_equal(last.text.end, 2 * PIECES);
    assert_int_equal(last.source.end, 4 * PIECES);
}

static void hints_tell_what_markup_tells(void **state)
{
    (void)state;
    render(q_str_from("<h1>One</h1><p>two<br>lines</p><figcaption>three</figcaption>"
                      "<table><tr><td>4<td>5<tr><td>6</table>"));
    static const quoth_block_kind kinds[] = {QUOTH_BLOCK_HEADLINE, QUOTH_BLOCK_BODY,
                                             QUOTH_BLOCK_CAPTION, QUOTH_BLOCK_TABLE};
    static const char *const texts[] = {"One", "two\nlines", "three", "4 5\n6"};
    assert_int_equal(rendered.hint_count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        quoth_span span = rendered.hints[i].span;
        assert_int_equal(rendered.hints[i].kind, kinds[i]);
        assert_true(q_str_equal(q_str_cut(rendered.text, span.start, span.end),
                                q_str_from(texts[i])));
    }
}

static void depth_is_no_matter(void **state)
{
    (void)state;
    enum { DEPTH = 100000, SIZE = DEPTH * 5 + 5 };
    char *html = malloc(SIZE);
    assert_non_null(html);
    for (size_t i = 0; i < SIZE; i++)
        html[i] = i < SIZE - 5 ? "<div>"[i % 5] : "deep!"[i % 5];
    render(q_str(html, SIZE));
    assert_true(q_str_equal(rendered.text, Q_STR("deep!")));
    free(html);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(white_space_is_folded),
        TEST(blocks_are_paragraphs),
        TEST(what_looks_alone_keep_apart_is_apart),
        TEST(line_breaks_are_lines_two_are_a_paragraph),
        TEST(preformatted_text_keeps_its_lines),
        TEST(what_is_not_seen_is_left_out),
        TEST(references_are_read),
        TEST(the_map_tells_where_each_byte_stood),
        TEST(a_map_has_a_bound),
        TEST(hints_tell_what_markup_tells),
        TEST(depth_is_no_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
