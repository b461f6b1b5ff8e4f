/*
 * What is in the archive, and how it is asked.
 *
 *     /about   →   37,087 articles, 639,526 statements; outlets, years, models, bytes
 */
#include "page.h"
#include "twin.h"

static const char help[] =
    "<h2>How to ask</h2>\n<dl class=\"help\">\n"
    "<dt><code>river bridge</code></dt><dd>both words, in any order</dd>\n"
    "<dt><code>\"joint work\"</code></dt><dd>these words one behind the other</dd>\n"
    "<dt><code>bridg*</code></dt><dd>words that begin so</dd>\n"
    "<dt><code>river OR bridge</code>, <code>-river</code></dt>"
    "<dd>one of them; not this one</dd>\n"
    "<dt><code>speaker:\"Jane Roe\"</code></dt><dd>said by her</dd>\n"
    "<dt><code>kind:direct</code>, <code>act:thought</code></dt>"
    "<dd>in quote marks; what is thought, not said</dd>\n"
    "<dt><code>outlet:herald</code>, <code>said:2018</code>, <code>published:2018-04</code>"
    "</dt><dd>where it stands, and when it was said or published</dd>\n"
    "<dt><code>is:reviewed</code></dt><dd>what a reviewer judged</dd>\n</dl>\n";

static const char keys[] =
    "<h2>Keys</h2>\n<dl class=\"help\">\n"
    "<dt><kbd>/</kbd></dt><dd>to the search box</dd>\n"
    "<dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>to the next and the previous statement</dd>\n"
    "<dt><kbd>?</kbd></dt><dd>all keys of a page</dd>\n</dl>\n";

static void put_json(struct text *json, const quoth_stat *stat)
{
    twin_next(json);
    text_put(json, "\n{");
    twin_text(json, "what", stat->what);
    twin_text(json, "name", stat->name);
    twin_number(json, "count", stat->count);
    if (stat->of_articles)
        twin_number(json, "statements", stat->statements);
    else
        twin_null(json, "statements");
    text_put(json, "}");
}

static void put_row(struct text *html, const quoth_stat *stat, bool begins)
{
    if (begins) {
        text_put(html, "<tr><th scope=\"rowgroup\" colspan=\"3\">");
        text_html(html, stat->what);
        text_put(html, "</th></tr>\n");
    }
    text_put(html, "<tr><th scope=\"row\">");
    text_html(html, stat->name);
    text_put(html, "</th><td>");
    text_number(html, stat->count);
    text_put(html, "</td><td>");
    if (stat->of_articles)
        text_number(html, stat->statements);
    text_put(html, "</td></tr>\n");
}

static void put_stats(struct desk *desk, const quoth_stat *stats, size_t count)
{
    struct text *json = &desk->json, *html = &desk->plain;
    twin_key(json, "stats");
    text_put(json, "[");
    if (count)
        text_put(html, "<h2>What is in the archive</h2>\n<table>\n<thead><tr>"
                       "<th scope=\"col\">What</th><th scope=\"col\">How many</th>"
                       "<th scope=\"col\">Statements</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < count; i++) {
        put_json(json, &stats[i]);
        put_row(html, &stats[i], !i || !str_same(stats[i].what, stats[i - 1].what));
    }
    text_put(json, "]");
    if (count)
        text_put(html, "</tbody>\n</table>\n");
}

void page_about(struct visit *visit)
{
    struct desk *desk = visit->desk;
    const quoth_stat *stats = NULL;
    quoth_error error;
    size_t count = 0;
    if (desk->archive &&
        quoth_archive_stats(desk->archive, 0, 0, &stats, &count, &error) != QUOTH_OK) {
        page_failed(visit, &error);
        return;
    }
    quoth_str model = {NULL, 0}; // the one that read the most
    for (size_t i = 0; i < count && !model.ptr; i++)
        if (str_same(stats[i].what, str_of("model")))
            model = stats[i].name;
    twin_open(&desk->json, "about");
    twin_word(&desk->json, "version", quoth_version());
    twin_text(&desk->json, "model", model);
    text_put(&desk->plain, "<h1>About</h1>\n<p>quoth ");
    text_html(&desk->plain, str_of(quoth_version()));
    text_put(&desk->plain, " keeps the record of who said what in the news.</p>\n");
    text_put(&desk->plain, help);
    text_put(&desk->plain, keys);
    put_stats(desk, stats, count);
    twin_close(&desk->json);
    page_end(visit, &(struct page){"about", str_of("About"), {NULL, 0}, NULL});
}
