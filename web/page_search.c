/*
 * The search page: a question, its answer row by row, how the answer is spread.
 *
 *     /?q=bridge   →   "statements with the word “bridge”", 20 rows, facets, histogram
 *
 * Feeds and files of a question are made by feed.c.
 */
#include "asking.h"
#include "feed.h"
#include "page.h"
#include "plain.h"
#include "twin.h"

#include <stdio.h>

enum { SHARES = 10, YEARS = 60 };

static const struct facet {
    quoth_facet facet;
    uint32_t limit;
    const char *key, *title, *field;
} facets[] = {
    {QUOTH_FACET_SPEAKER, SHARES, "speaker", "Speaker", "person"},
    {QUOTH_FACET_OUTLET, SHARES, "outlet", "Outlet", "outlet"},
    {QUOTH_FACET_KIND, SHARES, "kind", "Kind", "kind"},
    {QUOTH_FACET_ACT, SHARES, "act", "Act", "act"},
    {QUOTH_FACET_YEAR, YEARS, "year", "Year", NULL}, // by the clock of the search
};
enum { FACETS = sizeof facets / sizeof *facets };

static void put_option(struct text *plain, const char *value, const char *title, bool is)
{
    text_put(plain, "<option value=\"");
    text_put(plain, value);
    text_put(plain, is ? "\" selected>" : "\">");
    text_put(plain, title);
    text_put(plain, "</option>\n");
}

static void put_input(struct text *plain, const char *name, const char *title,
                      const char *value)
{
    text_put(plain, "<label for=\"ask-");
    text_put(plain, name);
    text_put(plain, "\">");
    text_put(plain, title);
    text_put(plain, "</label>\n<input id=\"ask-");
    text_put(plain, name);
    text_put(plain, "\" name=\"");
    text_put(plain, name);
    text_put(plain, "\" value=\"");
    text_html(plain, str_of(value ? value : ""));
    text_put(plain, "\">\n");
}

static void put_hidden(struct text *plain, const char *name, quoth_str value)
{
    text_put(plain, "<input type=\"hidden\" name=\"");
    text_put(plain, name);
    text_put(plain, "\" value=\"");
    text_html(plain, value);
    text_put(plain, "\">\n");
}

static void put_form(struct text *plain, const struct asking *asking)
{
    static const char *const orders[] = {"Relevance",    "Day said",  "Day published",
                                         "Day captured", "Day added", "Doubt"};
    text_put(plain, "<form class=\"ask\" role=\"search\" action=\"/\">\n"
                    "<label for=\"ask-box\">Search statements</label>\n"
                    "<input id=\"ask-box\" type=\"search\" name=\"q\" autocomplete=\"off\" "
                    "spellcheck=\"false\" value=\"");
    text_html(plain, asking->query);
    text_put(plain, "\">\n");
    if (asking->search.ascending)
        put_hidden(plain, "ascending", str_of("1"));
    if (asking->search.clock != QUOTH_CLOCK_SAID)
        put_hidden(plain, "date-of", str_of(asking_clock(asking->search.clock)));
    if (asking->search.limit && asking->search.limit != asking->usual_limit) {
        char limit[16];
        snprintf(limit, sizeof limit, "%lu", (unsigned long)asking->search.limit);
        put_hidden(plain, "limit", str_of(limit));
    }
    text_put(plain, "<label for=\"ask-sort\">Order</label>\n"
                    "<select id=\"ask-sort\" name=\"sort\">\n");
    for (int i = 0; i <= QUOTH_ORDER_DOUBT; i++)
        put_option(plain, asking_sort((quoth_order)i), orders[i],
                   asking->search.order == (quoth_order)i);
    text_put(plain, "</select>\n");
    put_input(plain, "since", "Since", asking->search.since);
    put_input(plain, "until", "Until", asking->search.until);
    text_put(plain, "<label><input type=\"checkbox\" name=\"by\" value=\"article\"");
    text_put(plain, asking->search.by_article ? " checked" : "");
    text_put(plain, "> one row an article</label>\n"
                    "<button type=\"submit\">Search</button>\n</form>\n");
}

// A link to the question narrowed to one value.
static void put_share(struct text *plain, const struct asking *asking, const char *field,
                      const quoth_share *share)
{
    struct text query;
    struct asking narrowed = *asking;
    text_init(&query);
    asking_narrow(&query, asking->query, field, share->value);
    narrowed.query = text_str(&query);
    narrowed.search.after = NULL;
    text_put(plain, "<li><a href=\"");
    struct text url;
    text_init(&url);
    asking_url(&url, &narrowed, "/", NULL);
    text_html(plain, text_str(&url));
    text_put(plain, "\">");
    text_html(plain, share->label.len ? share->label : share->value);
    text_put(plain, "</a> ");
    text_number(plain, share->statements);
    text_put(plain, "</li>\n");
    plain->failed = plain->failed || query.failed || url.failed;
    text_release(&url);
    text_release(&query);
}

static void put_shares(struct text *plain, const struct asking *asking,
                       const struct facet *facet, const quoth_tally *tally)
{
    const char *field = facet->field ? facet->field : asking_clock(asking->search.clock);
    if (!tally->count)
        return;
    text_put(plain, "<section>\n<h3>");
    text_put(plain, facet->title);
    text_put(plain, "</h3>\n<ul>\n");
    for (size_t i = 0; i < tally->count; i++)
        put_share(plain, asking, field, &tally->at[i]);
    if (tally->others) {
        text_put(plain, "<li>others ");
        text_number(plain, tally->others);
        text_put(plain, "</li>\n");
    }
    text_put(plain, "</ul>\n</section>\n");
}

static bool put_facets(struct asking *asking, struct desk *desk, struct text *plain)
{
    struct text *json = &desk->json;
    quoth_tally tally;
    twin_key(json, "facets");
    text_put(json, "{");
    if (plain)
        text_put(plain,
                 "<section class=\"facets\" aria-label=\"Narrow\">\n<h2>Narrow</h2>\n");
    for (int i = 0; i < FACETS; i++) {
        if (quoth_results_tally(asking->results, facets[i].facet, facets[i].limit, &tally,
                                &asking->error) != QUOTH_OK)
            return false;
        twin_tally(json, facets[i].key, &tally);
        if (plain)
            put_shares(plain, asking, &facets[i], &tally);
    }
    text_put(json, "}");
    if (plain)
        text_put(plain, "</section>\n");
    return true;
}

static bool put_spread(struct asking *asking, struct desk *desk, struct text *plain)
{
    quoth_histogram histogram;
    if (asking->search.after) { // it was told with the first page
        twin_null(&desk->json, "facets");
        twin_null(&desk->json, "histogram");
        return true;
    }
    if (!put_facets(asking, desk, plain) ||
        quoth_results_histogram(asking->results, &histogram, &asking->error) != QUOTH_OK)
        return false;
    twin_histogram(&desk->json, &histogram);
    return true;
}

static const struct link {
    const char *key, *path, *title, *type;
} links[] = {
    {"json", "/search.json", "JSON", "application/json"},
    {"atom", "/search.atom", "Atom", "application/atom+xml"},
    {"feed", "/search.feed.json", "JSON Feed", "application/feed+json"},
    {"csv", "/search.csv", "CSV", "text/csv"},
    {"ndjson", "/search.ndjson", "NDJSON", "application/x-ndjson"},
};
enum { LINKS = sizeof links / sizeof *links };

static void put_links(const struct asking *asking, struct text *json, struct text *plain,
                      struct text *head)
{
    struct text url;
    text_init(&url);
    twin_key(json, "links");
    text_put(json, "{");
    text_put(plain, "<p class=\"forms\">This question as ");
    for (int i = 0; i < LINKS; i++) {
        text_empty(&url);
        asking_url(&url, asking, links[i].path, NULL);
        twin_text(json, links[i].key, text_str(&url));
        text_put(plain, i ? ", <a href=\"" : "<a href=\"");
        text_html(plain, text_str(&url));
        text_put(plain, "\">");
        text_put(plain, links[i].title);
        text_put(plain, "</a>");
        text_put(head, "<link rel=\"alternate\" type=\"");
        text_put(head, links[i].type);
        text_put(head, "\" title=\"");
        text_put(head, links[i].title);
        text_put(head, "\" href=\"");
        text_html(head, text_str(&url));
        text_put(head, "\">\n");
    }
    text_put(json, "}");
    text_put(plain, "</p>\n");
    json->failed = json->failed || url.failed;
    text_release(&url);
}

static void put_count(struct text *plain, const struct asking *asking)
{
    uint64_t total = quoth_results_total(asking->results);
    text_put(plain, "<p class=\"asked\">");
    text_html(plain, quoth_question_words(asking->question));
    text_put(plain, ": ");
    text_number(plain, total);
    text_put(plain, " found</p>\n");
}

static void put_next(struct text *plain, const struct asking *asking)
{
    const char *next = quoth_results_next(asking->results);
    if (!next)
        return;
    struct text url;
    text_init(&url);
    asking_url(&url, asking, "/", next);
    page_next(plain, &url, "Next page");
    text_release(&url);
}

static void put_empty(struct text *plain)
{
    text_put(
        plain,
        "<h1>Nothing is here yet</h1>\n<p>This archive has no article. Add some on the "
        "command line:</p>\n<pre><code>quoth add -a ARCHIVE FILE…</code></pre>\n"
        "<p>or drop files on this page, which needs script.</p>\n");
}

// Looks for a first capture: counting articles, as quoth_archive_stats does, takes long.
static bool is_empty(struct desk *desk, bool *empty, quoth_error *error)
{
    uint64_t cursor = 0;
    quoth_capture *capture = quoth_capture_new();
    quoth_status status =
        capture ? quoth_archive_capture(desk->archive, &cursor, capture, error)
                : no_memory(error);
    quoth_capture_free(capture);
    *empty = status == QUOTH_END;
    return status == QUOTH_OK || status == QUOTH_END;
}

static void search_open(struct text *json, const struct asking *asking, bool ok)
{
    text_put(json, "{");
    twin_word(json, "page", "search");
    twin_flag(json, "ok", ok);
    twin_text(json, "query", asking->query);
    asking_options(json, asking);
}

static void search_failed(struct visit *visit, const struct asking *asking)
{
    struct desk *desk = visit->desk;
    struct text *json = &desk->json, *plain = &desk->plain;
    quoth_str message = str_of(asking->error.message);
    int status = response_status_of(asking->error.status);
    if (status != 400 || (visit->form != FORM_PAGE && visit->form != FORM_JSON)) {
        page_error(visit, status, message, asking->at);
        return;
    }
    text_clear(json);
    text_clear(plain);
    search_open(json, asking, false);
    twin_text(json, "error", message);
    if (asking->at < 0)
        twin_null(json, "at");
    else
        twin_number(json, "at", (uint64_t)asking->at);
    twin_number(json, "status", (uint64_t)status);
    twin_close(json);
    text_put(plain, "<h1>This cannot be asked</h1>\n<p class=\"error\" role=\"alert\">");
    text_html(plain, message);
    text_put(plain, "</p>\n");
    if (asking->at >= 0)
        page_point_at(plain, asking->query, (uint64_t)asking->at);
    put_form(plain, asking);
    visit->response->status = status;
    page_end(visit, &(struct page){"search", str_of("Search"), asking->query, NULL});
}

// An archive without an article is asked nothing: the page says what to do.
static void search_empty(struct visit *visit, const struct asking *asking)
{
    struct text *json = &visit->desk->json, head;
    text_init(&head);
    search_open(json, asking, true);
    asking_none(json, "answer");
    twin_null(json, "facets");
    twin_null(json, "histogram");
    twin_flag(json, "empty", true);
    put_empty(&visit->desk->plain);
    put_links(asking, json, &visit->desk->plain, &head);
    twin_close(json);
    page_end(visit, &(struct page){"search", str_of("Search"), asking->query, &head});
    text_release(&head);
}

static bool search_answer(struct visit *visit, struct asking *asking, struct text *head)
{
    struct desk *desk = visit->desk;
    struct text *plain = visit->form == FORM_PAGE ? &desk->plain : NULL;
    search_open(&desk->json, asking, true);
    if (plain) {
        text_put(plain, "<h1>Search</h1>\n");
        put_form(plain, asking);
        put_count(plain, asking);
    }
    if (!asking_answer(asking, desk, "answer", plain, NULL, NULL))
        return false;
    if (plain)
        put_next(plain, asking);
    if (!put_spread(asking, desk, plain))
        return false;
    twin_flag(&desk->json, "empty", false);
    put_links(asking, &desk->json, &desk->plain, head);
    twin_close(&desk->json);
    return true;
}

static void search_page(struct visit *visit, struct asking *asking)
{
    struct text head;
    bool empty = !visit->desk->archive;
    // Only where nothing is found is it worth to look whether there is anything.
    if (!empty && (!asking_ask(asking, visit->desk) ||
                   (!quoth_results_total(asking->results) &&
                    !is_empty(visit->desk, &empty, &asking->error)))) {
        search_failed(visit, asking);
        return;
    }
    if (empty) {
        search_empty(visit, asking);
        return;
    }
    text_init(&head);
    quoth_str title = asking->query.len ? asking->query : str_of("Search");
    if (search_answer(visit, asking, &head))
        page_end(visit, &(struct page){"search", title, asking->query, &head});
    else
        search_failed(visit, asking);
    text_release(&head);
}

void page_search(struct visit *visit)
{
    struct asking asking = {.at = -1};
    bool page = visit->form == FORM_PAGE || visit->form == FORM_JSON;
    bool feed = visit->form == FORM_ATOM || visit->form == FORM_FEED;
    if (!asking_read(&asking, visit->request,
                     feed ? QUOTH_ORDER_ADDED : QUOTH_ORDER_RELEVANCE,
                     page   ? ROWS_FIRST
                     : feed ? FEED_ROWS
                            : FILE_ROWS,
                     page || feed ? ROWS_MAX : FILE_ROWS))
        search_failed(visit, &asking);
    else if (page)
        search_page(visit, &asking);
    else
        feed_answer(visit, &asking);
    asking_release(&asking);
}
