#include "feed.h"

#include "page.h"
#include "plain.h"
#include "twin.h"

#include <stdio.h>
#include <string.h>

enum { TITLE_MAX = 120, MOMENT = 26 }; // "2026-11-22T10:30:00+01:00"

// ── What both kinds of feeds tell of a statement ──

// "2026-11-22" → "2026-11-22T00:00:00Z": feeds want a whole moment. What has no day gives
// an empty one.
static void tell_moment(quoth_str value, char out[MOMENT])
{
    enum { ZONE = 6 }; // "+01:00"
    char clock[] = "00:00:00";
    quoth_str time, zone;
    *out = '\0';
    if (value.len < 10 || value.ptr[4] != '-' || value.ptr[7] != '-')
        return;
    plain_clock(value, &time, &zone);
    memcpy(clock, time.ptr, time.len < sizeof clock ? time.len : sizeof clock - 1);
    if (zone.len != ZONE)
        zone = str_of("Z");
    snprintf(out, MOMENT, "%.10sT%s%.*s", value.ptr, clock, (int)zone.len, zone.ptr);
}

// As many whole characters as there is room for.
static quoth_str cut_to(quoth_str text, size_t len)
{
    if (text.len <= len)
        return text;
    while (len && ((unsigned char)text.ptr[len] & 0xc0) == 0x80)
        len--;
    return (quoth_str){text.ptr, len};
}

struct item {
    const quoth_article *article;
    const quoth_statement *statement;
    const quoth_hit *hit;
    char updated[MOMENT], published[MOMENT]; // the day it came; when it was published
    struct text title, words;
};

static quoth_str speaker_of(const struct item *item)
{
    quoth_str name = plain_name(item->article, item->statement, item->hit);
    return name.len ? name : str_of("nobody named");
}

static void put_words(struct text *out, const struct item *item)
{
    quoth_spans content = item->statement->content;
    for (uint32_t i = 0; i < content.count; i++) {
        text_put(out, i ? " … " : "");
        text_add(out, quoth_article_cut(item->article, content.at[i]));
    }
}

static quoth_status read_item(struct item *item, struct desk *desk, const quoth_hit *hit,
                              quoth_error *error)
{
    quoth_origin origin;
    item->article = desk->article;
    item->statement = quoth_statements_at(desk->statements, hit->statement);
    item->hit = hit;
    quoth_status status = quoth_archive_origin(
        desk->archive, quoth_article_id(desk->article), &origin, error);
    if (status != QUOTH_OK)
        return status;
    tell_moment(origin.count ? origin.appearances[0].captured.value : (quoth_str){NULL, 0},
                item->updated);
    tell_moment(quoth_article_published(desk->article)->value, item->published);
    text_empty(&item->words);
    put_words(&item->words, item);
    quoth_str words = text_str(&item->words), cut = cut_to(words, TITLE_MAX);
    text_empty(&item->title);
    text_add(&item->title, speaker_of(item));
    text_put(&item->title, ": ");
    text_add(&item->title, cut);
    text_put(&item->title, cut.len < words.len ? "…" : "");
    return QUOTH_OK;
}

static void put_address(struct text *url, const struct visit *visit, const char *path,
                        quoth_str id)
{
    text_add(url, visit->request->root);
    text_put(url, path);
    text_url(url, id);
}

// The feed's own address, its page's, the next part's.
static void put_own(struct text *url, const struct visit *visit,
                    const struct asking *asking, const char *path, const char *after)
{
    text_add(url, visit->request->root);
    asking_url(url, asking, path, after);
}

// ── Atom, RFC 4287; its next part as in RFC 5005 ──

static void put_atom_link(struct text *out, const char *rel, const char *type,
                          const struct text *url)
{
    text_put(out, "<link rel=\"");
    text_put(out, rel);
    text_put(out, "\" type=\"");
    text_put(out, type);
    text_put(out, "\" href=\"");
    text_html(out, text_str(url));
    text_put(out, "\"/>\n");
    out->failed = out->failed || url->failed;
}

static void put_atom_text(struct text *out, const char *name, quoth_str value)
{
    text_put(out, "<");
    text_put(out, name);
    text_put(out, ">");
    text_html(out, value);
    text_put(out, "</");
    text_put(out, name);
    text_put(out, ">\n");
}

static void put_atom_item(struct text *out, const struct visit *visit,
                          const struct item *item)
{
    struct text url;
    text_init(&url);
    text_put(out, "<entry>\n<id>urn:quoth:statement:");
    text_put(out, item->statement->id);
    text_put(out, "</id>\n");
    put_atom_text(out, "title", text_str(&item->title));
    put_atom_text(out, "updated",
                  str_of(*item->updated ? item->updated : "1970-01-01T00:00:00Z"));
    if (*item->published)
        put_atom_text(out, "published", str_of(item->published));
    text_put(out, "<author>");
    put_atom_text(out, "name", speaker_of(item));
    if (item->hit->person.ptr) {
        put_address(&url, visit, "/speakers/", item->hit->person);
        put_atom_text(out, "uri", text_str(&url));
        text_empty(&url);
    }
    text_put(out, "</author>\n");
    put_address(&url, visit, "/statements/", str_of(item->statement->id));
    put_atom_link(out, "alternate", "text/html", &url);
    if (plain_is_web(quoth_article_url(item->article))) {
        text_empty(&url);
        text_add(&url, quoth_article_url(item->article));
        put_atom_link(out, "via", "text/html", &url);
    }
    text_put(out, "<content type=\"text\">");
    text_html(out, text_str(&item->words));
    text_put(out, "</content>\n</entry>\n");
    text_release(&url);
}

static void put_atom(struct text *out, const struct visit *visit,
                     const struct asking *asking, const char *updated, quoth_str items)
{
    const char *next = quoth_results_next(asking->results);
    struct text url;
    text_init(&url);
    text_put(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                  "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    put_atom_text(out, "title", quoth_question_words(asking->question));
    put_own(&url, visit, asking, "/search.atom", NULL);
    put_atom_text(out, "id", text_str(&url));
    put_atom_link(out, "self", "application/atom+xml", &url);
    text_empty(&url);
    put_own(&url, visit, asking, "/", NULL);
    put_atom_link(out, "alternate", "text/html", &url);
    if (next) {
        text_empty(&url);
        put_own(&url, visit, asking, "/search.atom", next);
        put_atom_link(out, "next", "application/atom+xml", &url);
    }
    put_atom_text(out, "updated", str_of(updated));
    text_put(out, "<generator version=\"");
    text_put(out, quoth_version());
    text_put(out, "\">quoth</generator>\n<author><name>quoth</name></author>\n");
    text_add(out, items);
    text_put(out, "</feed>\n");
    text_release(&url);
}

// ── JSON Feed 1.1 ──

static void put_json_item(struct text *out, const struct visit *visit,
                          const struct item *item)
{
    struct text url;
    text_init(&url);
    put_address(&url, visit, "/statements/", str_of(item->statement->id));
    twin_next(out);
    text_put(out, "\n{");
    twin_key(out, "id");
    text_put(out, "\"urn:quoth:statement:");
    text_put(out, item->statement->id);
    text_put(out, "\"");
    twin_text(out, "url", text_str(&url));
    if (plain_is_web(quoth_article_url(item->article)))
        twin_text(out, "external_url", quoth_article_url(item->article));
    twin_text(out, "title", text_str(&item->title));
    twin_text(out, "content_text", text_str(&item->words));
    if (*item->published)
        twin_word(out, "date_published", item->published);
    if (*item->updated)
        twin_word(out, "date_modified", item->updated);
    twin_key(out, "authors");
    text_put(out, "[{");
    twin_text(out, "name", speaker_of(item));
    if (item->hit->person.ptr) {
        text_empty(&url);
        put_address(&url, visit, "/speakers/", item->hit->person);
        twin_text(out, "url", text_str(&url));
    }
    text_put(out, "}]}");
    out->failed = out->failed || url.failed;
    text_release(&url);
}

static void put_json(struct text *out, const struct visit *visit,
                     const struct asking *asking, quoth_str items)
{
    const char *next = quoth_results_next(asking->results);
    struct text url;
    text_init(&url);
    text_put(out, "{");
    twin_word(out, "version", "https://jsonfeed.org/version/1.1");
    twin_text(out, "title", quoth_question_words(asking->question));
    put_own(&url, visit, asking, "/", NULL);
    twin_text(out, "home_page_url", text_str(&url));
    text_empty(&url);
    put_own(&url, visit, asking, "/search.feed.json", NULL);
    twin_text(out, "feed_url", text_str(&url));
    if (next) {
        text_empty(&url);
        put_own(&url, visit, asking, "/search.feed.json", next);
        twin_text(out, "next_url", text_str(&url));
    }
    twin_key(out, "items");
    text_put(out, "[");
    text_add(out, items);
    text_put(out, "]}\n");
    out->failed = out->failed || url.failed;
    text_release(&url);
}

// ── A feed ──

// Items go into desk->plain; `updated` becomes the latest day one came.
static bool put_items(struct visit *visit, struct asking *asking, char updated[MOMENT])
{
    struct desk *desk = visit->desk;
    struct item item = {0};
    quoth_hit hit;
    quoth_status status = QUOTH_OK;
    text_init(&item.title);
    text_init(&item.words);
    while (status == QUOTH_OK) {
        status = quoth_results_take(asking->results, desk->article, desk->statements, &hit,
                                    &asking->error);
        if (status == QUOTH_OK)
            status = read_item(&item, desk, &hit, &asking->error);
        if (status != QUOTH_OK)
            break;
        if (visit->form == FORM_ATOM)
            put_atom_item(&desk->plain, visit, &item);
        else
            put_json_item(&desk->plain, visit, &item);
        if (strcmp(item.updated, updated) > 0)
            memcpy(updated, item.updated, MOMENT);
    }
    desk->plain.failed = desk->plain.failed || item.title.failed || item.words.failed;
    text_release(&item.title);
    text_release(&item.words);
    return status == QUOTH_END;
}

static bool send_feed(struct visit *visit, struct asking *asking)
{
    struct text *out = &visit->desk->json, *items = &visit->desk->plain;
    char updated[MOMENT] = "1970-01-01T00:00:00Z";
    if (!asking_ask(asking, visit->desk) || !put_items(visit, asking, updated))
        return false;
    if (visit->form == FORM_ATOM)
        put_atom(out, visit, asking, updated, text_str(items));
    else
        put_json(out, visit, asking, text_str(items));
    out->failed = out->failed || items->failed;
    visit->response->body.failed = out->failed;
    page_file(visit,
              visit->form == FORM_ATOM ? "application/atom+xml" : "application/feed+json",
              text_str(out));
    return true;
}

// ── A file: all of it ──

static quoth_status put_rows(struct text *out, struct asking *asking, struct desk *desk)
{
    quoth_hit hit;
    quoth_status status = QUOTH_OK;
    while (status == QUOTH_OK) {
        text_add(out, quoth_output_text(desk->output));
        quoth_output_clear(desk->output);
        status = quoth_results_take(asking->results, desk->article, desk->statements, &hit,
                                    &asking->error);
        if (status == QUOTH_OK)
            status = quoth_list_add_hit(desk->output, desk->article, desk->statements, &hit,
                                        &asking->error);
    }
    return status;
}

// What is left stands behind Link, and in ndjson in the last line.
static void tell_rest(struct visit *visit, const struct asking *asking, const char *after,
                      uint64_t shown, uint64_t total)
{
    struct text *link = &visit->response->link, *out = &visit->response->body;
    bool lines = visit->form == FORM_NDJSON;
    text_put(link, "<");
    asking_url(link, asking, lines ? "/search.ndjson" : "/search.csv", after);
    text_put(link, ">; rel=\"next\"");
    if (!lines)
        return;
    text_put(out, "{");
    twin_word(out, "type", "page");
    twin_word(out, "next", after);
    twin_number(out, "shown", shown);
    twin_number(out, "total", total);
    text_put(out, "}\n");
}

// The answer is asked in steps, so that there is a token wherever it must end.
static bool put_steps(struct visit *visit, struct asking *asking, uint64_t most)
{
    struct desk *desk = visit->desk;
    struct text *out = &visit->response->body;
    uint64_t rows = 0;
    for (;;) {
        asking->search.limit =
            (uint32_t)(most - rows < FILE_STEP ? most - rows : FILE_STEP);
        if (!asking_ask(asking, desk) || put_rows(out, asking, desk) != QUOTH_END)
            return false;
        const char *next = quoth_results_next(asking->results);
        uint64_t total = quoth_results_total(asking->results);
        rows += quoth_results_shown(asking->results);
        if (!next)
            return true;
        if (rows >= most || out->len >= FILE_BYTES || strlen(next) >= TOKEN_MAX) {
            asking->search.limit = (uint32_t)most;
            tell_rest(visit, asking, next, rows, total);
            return true;
        }
        memcpy(asking->after, next, strlen(next) + 1);
        asking->search.after = asking->after;
        asking_release(asking);
    }
}

static bool send_file(struct visit *visit, struct asking *asking)
{
    static const quoth_list_head none;
    struct desk *desk = visit->desk;
    bool lines = visit->form == FORM_NDJSON;
    quoth_list_options wanted = {// a file of the web is opened by a click
                                 .format = lines ? QUOTH_LIST_NDJSON : QUOTH_LIST_CSV,
                                 .safe = !lines};
    uint64_t most = asking->search.limit;
    if (quoth_list_open(desk->output, &wanted, &none, NULL, 0, &asking->error) !=
            QUOTH_OK ||
        !put_steps(visit, asking, most) ||
        quoth_list_close(desk->output, &asking->error) != QUOTH_OK)
        return false;
    text_put(&visit->response->file_name, lines ? "statements.ndjson" : "statements.csv");
    page_file(visit, lines ? "application/x-ndjson" : "text/csv; charset=utf-8",
              quoth_output_text(desk->output));
    return true;
}

void feed_answer(struct visit *visit, struct asking *asking)
{
    bool feed = visit->form == FORM_ATOM || visit->form == FORM_FEED;
    if (!visit->desk->archive)
        page_error(visit, 404, str_of("there is no archive yet"), -1);
    else if (!(feed ? send_feed(visit, asking) : send_file(visit, asking)))
        page_error(visit, response_status_of(asking->error.status),
                   str_of(asking->error.message), asking->at);
}
