/*
 * The review page: statements that nobody judged yet, the most uncertain first.
 *
 *     /review?q=bridge   →   what "bridge -is:reviewed" finds, by doubt, each in its
 *                            paragraphs
 *
 * Judging is change.c's; without script the page only shows what waits.
 */
#include "asking.h"
#include "page.h"
#include "plain.h"
#include "twin.h"

#include <string.h>

static bool has(quoth_str text, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i + len <= text.len; i++)
        if (memcmp(text.ptr + i, word, len) == 0)
            return true;
    return false;
}

// The asker's question in brackets, so that an OR in it ends there.
static void put_question(struct text *out, quoth_str query, const char *more)
{
    bool empty = true;
    for (size_t i = 0; i < query.len; i++)
        empty = empty && (query.ptr[i] == ' ' || query.ptr[i] == '\t');
    if (!empty) {
        text_put(out, "(");
        text_add(out, query);
        text_put(out, ") ");
    }
    text_put(out, more);
}

static void put_context(struct text *json, const struct desk *desk,
                        const quoth_statement *s)
{
    quoth_span place = plain_place(desk->article, s);
    quoth_str text = quoth_article_text(desk->article);
    uint32_t points[] = {place.start, place.end};
    quoth_bytes_to_points(text, points, 2);
    twin_key(json, "context");
    text_put(json, "{");
    twin_text(json, "text", quoth_article_cut(desk->article, place));
    twin_key(json, "span");
    text_put(json, "[");
    text_number(json, points[0]);
    text_put(json, ", ");
    text_number(json, points[1]);
    text_put(json, "]}");
}

static bool put_more(void *context, struct text *json, const struct desk *desk,
                     const quoth_hit *hit, quoth_error *error)
{
    (void)context, (void)error;
    put_context(json, desk, quoth_statements_at(desk->statements, hit->statement));
    return true;
}

static void put_form(struct text *html, const struct asking *asking)
{
    text_put(html, "<h1>Review</h1>\n<form class=\"ask\" action=\"/review\">\n"
                   "<label for=\"review-query\">Only statements that answer</label>\n"
                   "<input id=\"review-query\" name=\"q\" type=\"search\" "
                   "autocomplete=\"off\" value=\"");
    text_html(html, asking->query);
    text_put(html, "\">\n<button type=\"submit\">Choose</button>\n</form>\n");
}

static void put_rest(struct text *html, const struct asking *asked, const char *next,
                     uint64_t left, uint64_t reviewed)
{
    text_put(html, "<p>");
    text_number(html, left);
    text_put(html, " left, ");
    text_number(html, reviewed);
    text_put(html, " reviewed. Judging needs script.</p>\n");
    if (!next)
        return;
    struct text url;
    text_init(&url);
    asking_url(&url, asked, "/review", next);
    page_next(html, &url, "Next page");
    text_release(&url);
}

// How many were judged already of what is asked for.
static bool count_reviewed(struct desk *desk, const struct asking *asked, uint64_t *count,
                           quoth_error *error)
{
    struct text query;
    struct asking asking = {.search = asked->search};
    text_init(&query);
    put_question(&query, asked->query, "is:reviewed");
    asking_set(&asking, &query);
    asking.search.limit = 1;
    asking.search.after = NULL;
    bool done = asking_ask(&asking, desk);
    if (done)
        *count = quoth_results_total(asking.results);
    else
        *error = asking.error;
    asking_release(&asking);
    text_release(&query);
    return done;
}

// `asked` has the question as it was asked, `asking` as the archive is.
static bool put_answer(struct visit *visit, struct asking *asked, struct asking *asking)
{
    struct desk *desk = visit->desk;
    struct text *plain = visit->form == FORM_PAGE ? &desk->plain : NULL;
    uint64_t reviewed = 0;
    if (plain)
        put_form(plain, asked);
    // What does not parse is told as it was asked, without the brackets around it.
    if (!asking_parse(asked))
        return false;
    if (!asking_ask(asking, desk) ||
        !asking_answer(asking, desk, "answer", plain, put_more, NULL) ||
        !count_reviewed(desk, asked, &reviewed, &asking->error)) {
        asked->error = asking->error;
        return false;
    }
    uint64_t left = quoth_results_total(asking->results);
    twin_number(&desk->json, "left", left);
    twin_number(&desk->json, "reviewed", reviewed);
    if (plain)
        put_rest(plain, asked, quoth_results_next(asking->results), left, reviewed);
    return true;
}

static void review_empty(struct visit *visit, const struct asking *asked)
{
    struct text *json = &visit->desk->json;
    put_form(&visit->desk->plain, asked);
    text_put(&visit->desk->plain, "<p>This archive has no article yet.</p>\n");
    asking_none(json, "answer");
    twin_number(json, "left", 0);
    twin_number(json, "reviewed", 0);
}

static void review(struct visit *visit, struct asking *asked)
{
    struct asking asking = *asked;
    struct text query;
    bool done = true;
    text_init(&query);
    if (!has(asked->query, "is:reviewed")) {
        put_question(&query, asked->query, "-is:reviewed");
        asking_set(&asking, &query);
    }
    twin_open(&visit->desk->json, "review");
    twin_text(&visit->desk->json, "query", asked->query);
    if (visit->desk->archive)
        done = put_answer(visit, asked, &asking);
    else
        review_empty(visit, asked);
    twin_close(&visit->desk->json);
    if (done)
        page_end(visit, &(struct page){"review", str_of("Review"), asked->query, NULL});
    else
        page_error(visit, response_status_of(asked->error.status),
                   str_of(asked->error.message), asked->at);
    asking_release(&asking);
    asking_release(asked);
    text_release(&query);
}

void page_review(struct visit *visit)
{
    struct asking asked = {.at = -1};
    if (asking_read(&asked, visit->request, QUOTH_ORDER_DOUBT, ROWS_FIRST, ROWS_MAX))
        review(visit, &asked);
    else
        page_error(visit, 400, str_of(asked.error.message), -1);
}
