/*
 * The article page: the text as it was received, who says what in it, where it comes from.
 *
 *     /articles/2841cf97 → 302 to /articles/2841cf97d1b435…, which shows it
 *
 * Its other forms: the twin, the text alone, the marks for training (brat).
 */
#include "asking.h"
#include "page.h"
#include "plain.h"
#include "twin.h"

static const char *const known[QUOTH_ABOUT_COUNT] = {
    [QUOTH_ABOUT_TITLE] = "title",         [QUOTH_ABOUT_AUTHORS] = "authors",
    [QUOTH_ABOUT_OUTLET] = "outlet",       [QUOTH_ABOUT_PUBLISHED] = "published",
    [QUOTH_ABOUT_MODIFIED] = "modified",   [QUOTH_ABOUT_LANGUAGE] = "language",
    [QUOTH_ABOUT_CANONICAL] = "canonical", [QUOTH_ABOUT_SECTION] = "section",
};

static void put_date(struct text *json, const char *key, const quoth_date *date)
{
    twin_key(json, key);
    if (!date->value.ptr) {
        text_put(json, "null");
        return;
    }
    text_put(json, "{");
    twin_text(json, "value", date->value);
    twin_text(json, "precision", date->precision);
    twin_text(json, "text", date->text);
    text_put(json, "}");
}

// What the library's object of an article has no place for.
static void put_more(struct text *json, const quoth_article *article)
{
    size_t count;
    const quoth_str *authors = quoth_article_authors(article, &count);
    twin_key(json, "told_by");
    text_put(json, "{");
    for (int i = 0; i < QUOTH_ABOUT_COUNT; i++) {
        quoth_str by = quoth_article_told_by(article, (quoth_about)i);
        if (by.ptr)
            twin_text(json, known[i], by);
    }
    text_put(json, "}");
    twin_key(json, "authors");
    text_put(json, "[");
    for (size_t i = 0; i < count; i++) {
        twin_next(json);
        text_json(json, authors[i]);
    }
    text_put(json, "]");
    twin_text(json, "canonical", quoth_article_canonical(article));
    twin_text(json, "section", quoth_article_section(article));
    put_date(json, "modified", quoth_article_modified(article));
}

// ── Rows: whose each statement is, as a question would tell it ──

static void put_nothing(struct text *json)
{
    twin_next(json);
    text_put(json, "{\"person\": null, \"date\": null, \"review\": null}");
}

static void put_row(struct text *json, const quoth_hit *hit)
{
    twin_next(json);
    text_put(json, "{");
    asking_person(json, hit);
    twin_key(json, "date");
    text_put(json, "{");
    twin_text(json, "value", hit->date.value);
    twin_text(json, "precision", hit->date.precision);
    twin_word(json, "of", asking_clock(hit->clock));
    text_put(json, "}");
    twin_key(json, "review");
    if (hit->judged == QUOTH_JUDGED_NOT) {
        text_put(json, "null}");
        return;
    }
    text_put(json, "{");
    twin_word(json, "judged", plain_judged(hit->judged));
    twin_number(json, "entry", hit->judged_entry);
    twin_text(json, "who", hit->judged_by.len ? hit->judged_by : (quoth_str){NULL, 0});
    text_put(json, "}}");
}

static bool put_rows(struct desk *desk, struct text *plain, quoth_error *error)
{
    struct asking asking;
    struct text *json = &desk->json;
    size_t next = 0, count = quoth_statements_count(desk->statements);
    quoth_hit hit;
    quoth_status status = QUOTH_OK;
    twin_key(json, "rows");
    text_put(json, "[");
    if (!asking_article(&asking, desk))
        status = asking.error.status;
    while (status == QUOTH_OK) {
        status = quoth_results_take(asking.results, desk->article, desk->statements, &hit,
                                    &asking.error);
        if (status != QUOTH_OK || hit.statement < next)
            continue;
        for (; next < hit.statement; next++)
            put_nothing(json);
        put_row(json, &hit);
        next++;
        if (plain)
            plain_row(plain, desk->article,
                      quoth_statements_at(desk->statements, hit.statement), &hit, false);
    }
    for (; next < count; next++)
        put_nothing(json);
    text_put(json, "]");
    asking_release(&asking);
    if (status != QUOTH_END)
        *error = asking.error;
    return status == QUOTH_END;
}

// ── HTML ──

static void put_place(struct text *plain, const quoth_appearance *a)
{
    text_put(plain, "<li>");
    text_html(plain, a->outlet.len ? a->outlet : str_of("(no outlet)"));
    if (a->published.value.ptr) {
        text_put(plain, ", published ");
        plain_date(plain, &a->published);
    }
    text_put(plain, ", captured ");
    plain_date(plain, &a->captured);
    if (a->url.len) {
        text_put(plain, ", ");
        plain_url(plain, a->url, a->url);
    }
    if (a->path.len) {
        text_put(plain, ", file <code>");
        text_html(plain, a->path);
        text_put(plain, "</code>");
    }
    text_put(plain, ", ");
    text_number(plain, a->size);
    text_put(plain, " bytes, <code>");
    text_html(plain, a->source);
    text_put(plain, "</code></li>\n");
}

static void put_versions(struct text *plain, const quoth_origin *origin)
{
    if (!origin->version_count)
        return;
    text_put(plain, "<h3>Other texts at its address</h3>\n<ul>\n");
    for (size_t i = 0; i < origin->version_count; i++) {
        const quoth_appearance *version = &origin->versions[i];
        text_put(plain, "<li><a href=\"/articles/");
        text_add(plain, plain_digits(version->article));
        text_put(plain, "\">");
        text_html(plain, version->title.len ? version->title : version->article);
        text_put(plain, "</a>, captured ");
        plain_date(plain, &version->captured);
        text_put(plain, "</li>\n");
    }
    text_put(plain, "</ul>\n");
}

// What is known, and where it was read.
static void put_fact(struct text *plain, const quoth_article *article, const char *name,
                     quoth_str value, quoth_about about)
{
    quoth_str by = quoth_article_told_by(article, about);
    if (!value.len)
        return;
    text_put(plain, "<dt>");
    text_put(plain, name);
    text_put(plain, "</dt><dd>");
    plain_url(plain, value, value);
    if (by.len) {
        text_put(plain, " <small>(told by ");
        text_html(plain, by);
        text_put(plain, ")</small>");
    }
    text_put(plain, "</dd>\n");
}

static void put_facts(struct text *plain, const quoth_article *article)
{
    size_t count;
    const quoth_str *authors = quoth_article_authors(article, &count);
    quoth_str url = quoth_article_url(article);
    text_put(plain, "<dl class=\"facts\">\n");
    put_fact(plain, article, "Outlet", quoth_article_outlet(article), QUOTH_ABOUT_OUTLET);
    for (size_t i = 0; i < count; i++)
        put_fact(plain, article, "By", authors[i], QUOTH_ABOUT_AUTHORS);
    put_fact(plain, article, "Section", quoth_article_section(article),
             QUOTH_ABOUT_SECTION);
    put_fact(plain, article, "Published", quoth_article_published(article)->value,
             QUOTH_ABOUT_PUBLISHED);
    put_fact(plain, article, "Changed", quoth_article_modified(article)->value,
             QUOTH_ABOUT_MODIFIED);
    put_fact(plain, article, "Language", quoth_article_language(article),
             QUOTH_ABOUT_LANGUAGE);
    put_fact(plain, article, "Canonical address", quoth_article_canonical(article),
             QUOTH_ABOUT_CANONICAL);
    if (url.len) {
        text_put(plain, "<dt>Address</dt><dd>");
        plain_url(plain, url, url);
        text_put(plain, "</dd>\n");
    }
    plain_fact(plain, "Name", quoth_article_name(article));
    plain_fact(plain, "Hash of the text", quoth_article_id(article));
    text_put(plain, "</dl>\n");
}

static void put_captures(struct text *plain, const quoth_origin *origin)
{
    text_put(plain, "<section class=\"captures\">\n<h2>Where it comes from</h2>\n<ul>\n");
    for (size_t i = 0; i < origin->count; i++)
        put_place(plain, &origin->appearances[i]);
    text_put(plain, "</ul>\n");
    put_versions(plain, origin);
    text_put(plain, "</section>\n");
}

static void put_forms(struct text *plain, const quoth_article *article)
{
    static const char *const forms[][2] = {
        {".json", "JSON"}, {".txt", "text"}, {".ann", "brat"}};
    text_put(plain, "<p class=\"forms\">This article as ");
    for (int i = 0; i < 3; i++) {
        text_put(plain, i ? ", <a href=\"/articles/" : "<a href=\"/articles/");
        text_add(plain, plain_digits(quoth_article_id(article)));
        text_put(plain, forms[i][0]);
        text_put(plain, "\">");
        text_put(plain, forms[i][1]);
        text_put(plain, "</a>");
    }
    text_put(plain, "</p>\n");
}

static void put_text(struct text *plain, const quoth_article *article)
{
    text_put(plain, "<article class=\"text\" lang=\"");
    text_html(plain, quoth_article_language(article));
    text_put(plain, "\">\n");
    plain_text(plain, article);
    text_put(plain, "</article>\n");
}

// ── Head: for those who cite, and for machines ──

static void put_structured(struct text *head, const quoth_article *article)
{
    struct text data;
    size_t count;
    const quoth_str *authors = quoth_article_authors(article, &count);
    text_init(&data);
    text_put(&data, "{\"@context\": \"https://schema.org\", \"@type\": \"NewsArticle\"");
    twin_text(&data, "headline", plain_title(article));
    if (plain_is_web(quoth_article_url(article)))
        twin_text(&data, "url", quoth_article_url(article));
    if (quoth_article_published(article)->value.ptr)
        twin_text(&data, "datePublished", quoth_article_published(article)->value);
    twin_text(&data, "inLanguage", quoth_article_language(article));
    if (quoth_article_outlet(article).ptr) {
        twin_key(&data, "publisher");
        text_put(&data, "{\"@type\": \"Organization\"");
        twin_text(&data, "name", quoth_article_outlet(article));
        text_put(&data, "}");
    }
    twin_key(&data, "author");
    text_put(&data, "[");
    for (size_t i = 0; i < count; i++) {
        twin_next(&data);
        text_put(&data, "{\"@type\": \"Person\"");
        twin_text(&data, "name", authors[i]);
        text_put(&data, "}");
    }
    text_put(&data, "]}");
    page_structured(head, &data);
    text_release(&data);
}

static void put_head(struct text *head, const struct visit *visit,
                     const quoth_article *article)
{
    size_t count;
    const quoth_str *authors = quoth_article_authors(article, &count);
    struct text path;
    text_init(&path);
    text_put(&path, "/articles/");
    text_add(&path, plain_digits(quoth_article_id(article)));
    page_canonical(head, visit, text_str(&path));
    head->failed = head->failed || path.failed;
    text_release(&path);
    page_meta(head, "name", "citation_title", plain_title(article));
    for (size_t i = 0; i < count; i++)
        page_meta(head, "name", "citation_author", authors[i]);
    page_meta(head, "name", "citation_publication_date",
              quoth_article_published(article)->value);
    page_meta(head, "name", "citation_journal_title", quoth_article_outlet(article));
    page_meta(head, "property", "og:type", str_of("article"));
    page_meta(head, "property", "og:title", plain_title(article));
    page_meta(head, "property", "og:site_name", quoth_article_outlet(article));
    put_structured(head, article);
}

// ── The page ──

static bool article_page(struct visit *visit, quoth_error *error)
{
    struct desk *desk = visit->desk;
    struct text *json = &desk->json;
    struct text *plain = visit->form == FORM_PAGE ? &desk->plain : NULL;
    static const quoth_print_options as_json = {.format = QUOTH_PRINT_JSON};
    quoth_origin origin;
    if (quoth_archive_origin(desk->archive, quoth_article_id(desk->article), &origin,
                             error) != QUOTH_OK ||
        quoth_print_kept(desk->output, desk->article, desk->statements, &origin, &as_json,
                         error) != QUOTH_OK)
        return false;
    twin_open(json, "article");
    twin_members(json, desk->output);
    twin_text(json, "why", quoth_statements_why(desk->statements));
    put_more(json, desk->article);
    if (plain) {
        text_put(plain, "<h1>");
        text_html(plain, plain_title(desk->article));
        text_put(plain, "</h1>\n");
        put_facts(plain, desk->article);
        put_forms(plain, desk->article);
        put_text(plain, desk->article);
        put_captures(plain, &origin);
        text_put(plain, "<section class=\"statements\">\n<h2>Who says what</h2>\n");
        if (quoth_statements_why(desk->statements).ptr) {
            text_put(plain, "<p>");
            text_html(plain, quoth_statements_why(desk->statements));
            text_put(plain, "</p>\n");
        }
        text_put(plain, "<ol class=\"rows\">\n");
    }
    if (!put_rows(desk, plain, error))
        return false;
    if (plain)
        text_put(plain, "</ol>\n</section>\n");
    twin_close(json);
    return true;
}

static void send_page(struct visit *visit)
{
    struct text head;
    quoth_error error;
    text_init(&head);
    if (article_page(visit, &error)) {
        put_head(&head, visit, visit->desk->article);
        page_end(
            visit,
            &(struct page){"article", plain_title(visit->desk->article), {NULL, 0}, &head});
    } else {
        page_failed(visit, &error);
    }
    text_release(&head);
}

static void send_brat(struct visit *visit)
{
    struct desk *desk = visit->desk;
    quoth_error error;
    if (quoth_archive_brat(desk->archive, quoth_article_id(desk->article), desk->output,
                           &error) == QUOTH_OK)
        page_file(visit, "text/plain; charset=utf-8", quoth_output_text(desk->output));
    else
        page_failed(visit, &error);
}

void page_article(struct visit *visit)
{
    struct desk *desk = visit->desk;
    quoth_error error;
    if (!desk->archive) {
        page_error(visit, 404, str_of("there is no such article"), -1);
        return;
    }
    if (quoth_archive_article(desk->archive, visit->id, desk->article, desk->statements,
                              &error) != QUOTH_OK) {
        page_failed(visit, &error);
        return;
    }
    quoth_str digits = plain_digits(quoth_article_id(desk->article));
    if (!str_same(visit->id, digits))
        page_redirect(visit, 302, "/articles/", digits);
    else if (visit->form == FORM_TEXT)
        page_file(visit, "text/plain; charset=utf-8", quoth_article_text(desk->article));
    else if (visit->form == FORM_BRAT)
        send_brat(visit);
    else
        send_page(visit);
}
