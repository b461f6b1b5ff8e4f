// src/read/page/body*: what an element's words tell, and which nodes are the article.
#include "base/limits.h"
#include "read/page/body.h"
#include "read/page/body_word.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void the_words_are_in_order(void **state)
{
    (void)state;
    const char *word = q_body_word_unsorted();
    if (word)
        fail_msg("%s stands out of order", word);
}

static void words_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        unsigned tells;
    } cases[] = {
        {"", 0},
        {"grid-4 col", 0},
        {"article-body", Q_WORD_ARTICLE | Q_WORD_BODY},
        {"articleBody", Q_WORD_ARTICLE | Q_WORD_BODY},
        {"Story__Text", Q_WORD_ARTICLE | Q_WORD_BODY},
        {"entry content", Q_WORD_ARTICLE | Q_WORD_BODY},
        {"related-stories", Q_WORD_OUT},
        {"share_tools", Q_WORD_OUT},
        {"shareholder", Q_WORD_OUT}, // all that begin with it
        {"ad", Q_WORD_OUT},
        {"adrian", 0},
        {"header", 0},
        {"siteFooter2", Q_WORD_END},
        {"comments", Q_WORD_END},
        {"commenti", Q_WORD_END},
        {"read-more", 0},
        {"hidden", 0},
        {"tweet-embed", Q_WORD_POST},
        {"caption-text", Q_WORD_CAPTION | Q_WORD_BODY},
        {"dek", Q_WORD_STANDFIRST},
        {"byline", Q_WORD_BYLINE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned got = q_body_words(q_str_from(cases[i].value));
        if (got != cases[i].tells)
            fail_msg("“%s” tells %x, not %x", cases[i].value, got, cases[i].tells);
    }
}

// Which letters of the text nodes are left: "ab" of "a", "b" and "x".
static void assert_kept(const char *html, const char *want)
{
    struct q_arena arena;
    struct q_markup markup;
    struct q_about about = {0};
    struct q_body body;
    char got[64] = "";
    size_t len = 0;
    q_arena_init(&arena, Q_MAX_ARENA);
    assert_int_equal(q_markup_read(q_str_from(html), &arena, &markup), QUOTH_OK);
    for (uint32_t i = 1; i < markup.count; i++)
        if (markup.nodes[i].tag == Q_ELEMENT_H1 && !about.headline)
            about.headline = i;
    assert_int_equal(q_body_find(&markup, &about, &arena, &body), QUOTH_OK);
    assert_int_equal(body.count, 1);
    for (uint32_t i = body.parts[0].from; i < body.parts[0].to;) {
        bool out = body.marks[i] == Q_MARK_OUT;
        if (!out && markup.nodes[i].tag == Q_ELEMENT_TEXT && len < sizeof got - 1)
            got[len++] = q_markup_cut(&markup, i).ptr[0];
        i = out ? markup.nodes[i].end : i + 1;
    }
    got[len] = 0;
    if (strcmp(got, want) != 0)
        fail_msg("“%s” is left of %s, not “%s”", got, html, want);
    q_arena_release(&arena);
}

#define LINE " is a line that reads like one of an article, with a comma, and it ends here."
#define P(letter) "<p>" letter LINE "</p>"

static void the_article_is_found(void **state)
{
    (void)state;
    assert_kept("<div class=nav>x</div><div>" P("a") P("b") "</div><div>x</div>", "ab");
    assert_kept("<div><h1>H</h1>" P("a") "</div>", "Ha");
    assert_kept("<h1>H</h1><div>x</div><div>" P("a") P("b") "</div>", "Hab");
    // under another first heading another article begins
    assert_kept("<main><section><h1>H</h1><div class=t>" P("a") P("b") P("c") P("d") P("e")
                    P("f") P("g")
                        P("h") "</div></section><section><h1>x</h1><div class=t>" P("x")
                            P("x1") P("x2") P("x3") P("x4") P("x5") P("x6") P("x7")
                                P("x8") "</div></section></main>",
                "Habcdefgh");
}

static void furniture_inside_is_left_out(void **state)
{
    (void)state;
    assert_kept("<div>" P("a") "<div class=share>x</div>" P("b") "</div>", "ab");
    assert_kept(
        "<div>" P("a") "<ul><li><a href=/>x</a><li><a href=/>x</a></ul>" P("b") "</div>",
        "ab");
    assert_kept(
        "<div>" P("a") "<form>x</form><nav>x</nav><button>x</button>" P("b") "</div>",
        "ab");
    assert_kept("<div>" P("a") P("b") "<div><h3>x</h3></div></div>", "ab");
}

static void what_is_in_doubt_stays(void **state)
{
    (void)state;
    assert_kept("<div>" P("a") "<p>b</p><ul><li>c</ul>" P("d") "</div>", "abcd");
    assert_kept("<div class=shared-content>" P("a") P("b") "</div>", "ab"); // it has most
    assert_kept("<form>" P("a") P("b") "</form>", "ab");
}

static void headings_of_what_follows_stay(void **state)
{
    (void)state;
    assert_kept("<div>" P("a") "<h2><a href=#b>b</a></h2>" P("c") "</div>", "abc");
    assert_kept("<div>" P("a") "<h3><a href=/b>b</a></h3><div>" P("c") "</div></div>",
                "abc");
    assert_kept("<div>" P("a") P("b") "<h3><a href=/>x</a></h3><ul><li>c</ul></div>",
                "abc"); // heads a list of no prose
    assert_kept(
        "<div>" P("a") "<h3><a href=/>x</a></h3><h3><a href=/>b</a></h3>" P("c") "</div>",
        "abc");
}

static void the_headline_stays_wherever_it_is(void **state)
{
    (void)state;
    assert_kept("<div><div class=sidebar><h1>H</h1><p>x</p></div>" P("a") P("b") "</div>",
                "Hab");
    assert_kept("<div class=sidebar><h1>H</h1><p>x</p></div><div>" P("a") P("b") "</div>",
                "Hab");
}

static void nothing_to_find(void **state)
{
    (void)state;
    assert_kept("", "");
    assert_kept("<p>", "");
    assert_kept("a", "a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_words_are_in_order),
        cmocka_unit_test(words_are_told_apart),
        cmocka_unit_test(the_article_is_found),
        cmocka_unit_test(furniture_inside_is_left_out),
        cmocka_unit_test(what_is_in_doubt_stays),
        cmocka_unit_test(headings_of_what_follows_stay),
        cmocka_unit_test(the_headline_stays_wherever_it_is),
        cmocka_unit_test(nothing_to_find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
