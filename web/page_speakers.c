/*
 * The list of who speaks: those who say most first, or those who are called so.
 *
 *     /speakers?name=roe   →   Jane Roe, 12 statements in 4 articles; …
 */
#include "page.h"
#include "plain.h"
#include "twin.h"

#include <string.h>

enum { ROWS = 50, TOKEN = 2560 };

// A text that stands in several rows, for several lines of work, is told once; there are
// few of them.
static void put_spellings(struct text *json, const quoth_person *person)
{
    twin_key(json, "spellings");
    text_put(json, "[");
    for (size_t i = 0; i < person->spelling_count; i++) {
        size_t before = 0;
        while (before < i &&
               !str_same(person->spellings[before].text, person->spellings[i].text))
            before++;
        if (before < i)
            continue;
        twin_next(json);
        text_json(json, person->spellings[i].text);
    }
    text_put(json, "]");
}

static void put_person(struct text *json, const quoth_person *person)
{
    twin_next(json);
    text_put(json, "\n{");
    twin_word(json, "type", "person");
    twin_text(json, "id", person->id);
    twin_text(json, "name", person->name);
    twin_number(json, "statements", person->statements);
    twin_number(json, "articles", person->articles);
    twin_text(json, "first", person->first);
    twin_text(json, "last", person->last);
    twin_text(json, "kind", person->kind);
    put_spellings(json, person);
    text_put(json, "}");
}

static void put_row(struct text *html, const quoth_person *person)
{
    text_put(html, "<tr><th scope=\"row\"><a href=\"/speakers/");
    text_url(html, person->id);
    text_put(html, "\">");
    text_html(html, person->name);
    text_put(html, "</a></th><td>");
    text_number(html, person->statements);
    text_put(html, "</td><td>");
    text_number(html, person->articles);
    text_put(html, "</td><td>");
    plain_date(html, &(quoth_date){.value = person->first});
    text_put(html, "</td><td>");
    plain_date(html, &(quoth_date){.value = person->last});
    text_put(html, "</td></tr>\n");
}

static void put_form(struct text *html, quoth_str name)
{
    text_put(html, "<h1>Speakers</h1>\n<form class=\"ask\" action=\"/speakers\">\n"
                   "<label for=\"speaker-name\">Name</label>\n<input id=\"speaker-name\" "
                   "name=\"name\" type=\"search\" autocomplete=\"off\" value=\"");
    text_html(html, name);
    text_put(html, "\">\n<button type=\"submit\">Find</button>\n</form>\n");
}

static void put_table(struct text *html, const quoth_people *people, quoth_str name)
{
    text_put(html, "<p class=\"asked\">");
    text_number(html, people->total);
    text_put(html, " found</p>\n");
    if (people->count) {
        text_put(html, "<table>\n<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">"
                       "Statements</th><th scope=\"col\">Articles</th><th scope=\"col\">"
                       "First</th><th scope=\"col\">Last</th></tr></thead>\n<tbody>\n");
        for (size_t i = 0; i < people->count; i++)
            put_row(html, &people->at[i]);
        text_put(html, "</tbody>\n</table>\n");
    }
    if (!people->next)
        return;
    struct text url;
    text_init(&url);
    text_put(&url, "/speakers?");
    if (name.len) {
        text_put(&url, "name=");
        text_url(&url, name);
        text_put(&url, "&");
    }
    text_put(&url, "after=");
    text_url(&url, str_of(people->next));
    page_next(html, &url, "Next page");
    text_release(&url);
}

static void put_people(struct visit *visit, const quoth_people *people, quoth_str name)
{
    struct text *json = &visit->desk->json;
    twin_open(json, "speakers");
    twin_text(json, "name", name.ptr ? name : str_of(""));
    twin_word(json, "next", people->next);
    twin_number(json, "shown", people->count);
    twin_number(json, "total", people->total);
    twin_key(json, "rows");
    text_put(json, "[");
    for (size_t i = 0; i < people->count; i++)
        put_person(json, &people->at[i]);
    text_put(json, "]");
    twin_close(json);
    put_form(&visit->desk->plain, name);
    put_table(&visit->desk->plain, people, name);
    page_end(visit, &(struct page){"speakers", str_of("Speakers"), {NULL, 0}, NULL});
}

void page_speakers(struct visit *visit)
{
    quoth_people people = {0};
    quoth_error error;
    char token[TOKEN];
    quoth_str name = request_value(visit->request, "name");
    quoth_str after = request_value(visit->request, "after");
    if (!name.len)
        name.ptr = NULL; // everybody
    if (after.len >= sizeof token) {
        page_error(visit, 400, str_of("after is a token that a list gave"), -1);
        return;
    }
    if (after.len)
        memcpy(token, after.ptr, after.len);
    token[after.len] = '\0';
    if (visit->desk->archive &&
        quoth_archive_people(visit->desk->archive, name, ROWS, after.len ? token : NULL,
                             &people, &error) != QUOTH_OK)
        page_failed(visit, &error);
    else
        put_people(visit, &people, name);
}
