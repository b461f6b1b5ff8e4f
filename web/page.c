#include "page.h"

#include "assets.h"
#include "twin.h"

#include <string.h>

static const char html[] = "text/html; charset=utf-8", json[] = "application/json";

static const struct place {
    const char *path, *name, *title;
} places[] = {
    {"/", "search", "Search"},       {"/speakers", "speakers", "Speakers"},
    {"/review", "review", "Review"}, {"/ledger", "ledger", "Ledger"},
    {"/about", "about", "About"},
};

// A page asks for all modules of its view at once, not for one as another is read. The list
// has a line for each view (preload.sh): "search app.js search.js …".
static void put_modules(struct text *out, const char *view)
{
    const struct asset *list = asset_find(str_of("preload.txt"));
    const char *at = list ? list->bytes.ptr : "", *end = list ? at + list->bytes.len : at;
    size_t length = strlen(view);
    while (at < end) {
        const char *line = at, *newline = memchr(at, '\n', (size_t)(end - at));
        const char *stop = newline ? newline : end;
        at = newline ? newline + 1 : end;
        if ((size_t)(stop - line) <= length || memcmp(line, view, length) != 0 ||
            line[length] != ' ')
            continue;
        for (const char *name = line + length + 1; name < stop;) {
            const char *space = memchr(name, ' ', (size_t)(stop - name));
            quoth_str module = {name, (size_t)((space ? space : stop) - name)};
            text_put(out, "<link rel=\"modulepreload\" href=\"/assets/");
            text_html(out, module);
            text_put(out, "\">\n");
            name = space ? space + 1 : stop;
        }
    }
}

static void put_head(struct text *out, const struct page *page)
{
    text_put(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<title>");
    text_html(out, page->title);
    text_put(out, " – quoth</title>\n<meta name=\"viewport\" "
                  "content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"color-scheme\" content=\"light dark\">\n"
                  "<meta name=\"referrer\" content=\"no-referrer\">\n"
                  "<link rel=\"stylesheet\" href=\"/assets/app.css\">\n"
                  "<link rel=\"stylesheet\" href=\"/assets/reading.css\">\n");
    text_put(out, asset_find(str_of("icon.svg"))
                      ? "<link rel=\"icon\" href=\"/assets/icon.svg\">\n"
                      : "<link rel=\"icon\" href=\"data:,\">\n");
    if (assets_are_whole()) {
        text_put(out, "<script type=\"module\" src=\"/assets/app.js\"></script>\n");
        put_modules(out, page->name);
    }
    if (page->head)
        text_add(out, text_str(page->head));
    text_put(out, "</head>\n");
}

static void put_box(struct text *out, quoth_str query)
{
    text_put(out,
             "<form class=\"site-search\" role=\"search\" action=\"/\">\n"
             "<label for=\"site-query\">Search statements</label>\n"
             "<input id=\"site-query\" type=\"search\" name=\"q\" autocomplete=\"off\" "
             "spellcheck=\"false\" value=\"");
    text_html(out, query);
    text_put(out, "\">\n<button type=\"submit\">Search</button>\n</form>\n");
}

static void put_header(struct text *out, const struct page *page)
{
    text_put(out, "<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
                  "<header class=\"site\">\n<a class=\"site-name\" href=\"/\">quoth</a>\n");
    // The search page has a box of its own for the same question.
    if (strcmp(page->name, "search") != 0)
        put_box(out, page->query);
    text_put(out, "<nav class=\"site-nav\" aria-label=\"Pages\">\n<ul>\n");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const struct place *place = &places[i];
        text_put(out, "<li><a href=\"");
        text_put(out, place->path);
        text_put(out, strcmp(place->name, page->name) == 0 ? "\" aria-current=\"page\">"
                                                           : "\">");
        text_put(out, place->title);
        text_put(out, "</a></li>\n");
    }
    text_put(out, "</ul>\n</nav>\n</header>\n");
}

// The island is left out where there is nothing that the script could show better.
static void put_document(struct text *out, const struct page *page, quoth_str plain,
                         quoth_str data)
{
    put_head(out, page);
    put_header(out, page);
    text_put(out, "<main id=\"main\" class=\"page-");
    text_put(out, page->name);
    text_put(out, "\" tabindex=\"-1\">\n");
    text_add(out, plain);
    text_put(out, "</main>\n");
    if (data.len) {
        text_put(out, "<script type=\"application/json\" id=\"page-data\">");
        text_island(out, data);
        text_put(out, "</script>\n");
    }
    text_put(out, "<footer class=\"site-footer\">\n<p>quoth ");
    text_html(out, str_of(quoth_version()));
    text_put(out, ": who said what. No other site is asked for anything. "
                  "<a href=\"/api\">API</a></p>\n</footer>\n</body>\n</html>\n");
}

// A page of which a part could not be written is none.
static void check_whole(struct visit *visit)
{
    struct response *response = visit->response;
    if (!response->body.failed && !response->location.failed && !response->link.failed &&
        !response->file_name.failed)
        return;
    response_clear(response);
    response_error_json(response, 500,
                        str_of("the answer is larger than the memory that there is for it"),
                        -1);
}

void page_end(struct visit *visit, const struct page *page)
{
    struct response *response = visit->response;
    struct desk *desk = visit->desk;
    text_clear(&response->body);
    if (visit->form == FORM_JSON) {
        response->type = json;
        text_add(&response->body, text_str(&desk->json));
    } else {
        response->type = html;
        put_document(&response->body, page, text_str(&desk->plain), text_str(&desk->json));
    }
    if (desk->json.failed || desk->plain.failed || (page->head && page->head->failed))
        response->body.failed = true;
    check_whole(visit);
}

static const char *title_of(int status)
{
    switch (status) {
    case 400:
        return "This cannot be asked";
    case 401:
    case 403:
        return "This may not be done";
    case 404:
        return "Not found";
    case 405:
        return "Not so";
    case 413:
        return "Too big";
    case 503:
        return "Busy";
    default:
        return "Something went wrong";
    }
}

void page_error(struct visit *visit, int status, quoth_str message, int64_t at)
{
    struct response *response = visit->response;
    struct text plain;
    quoth_str query = request_value(visit->request, "q");
    response_clear(response);
    if (visit->form != FORM_PAGE) {
        response_error_json(response, status, message, at);
        check_whole(visit);
        return;
    }
    text_init(&plain);
    text_put(&plain, "<h1>");
    text_put(&plain, title_of(status));
    text_put(&plain, "</h1>\n<p class=\"error\" role=\"alert\">");
    text_html(&plain, message);
    text_put(&plain, "</p>\n");
    if (at >= 0 && query.ptr)
        page_point_at(&plain, query, (uint64_t)at);
    text_put(&plain,
             "<p><a href=\"/\">Search</a> · <a href=\"/about\">How to ask</a></p>\n");
    response->status = status;
    response->type = html;
    struct page page = {"error", str_of(title_of(status)), query, NULL};
    put_document(&response->body, &page, text_str(&plain), (quoth_str){NULL, 0});
    response->body.failed |= plain.failed;
    text_release(&plain);
    check_whole(visit);
}

void page_point_at(struct text *plain, quoth_str query, uint64_t at)
{
    uint32_t byte = at < query.len ? (uint32_t)at : (uint32_t)query.len;
    quoth_points_to_bytes(query, &byte, 1);
    text_put(plain, "<p class=\"error-place\"><code>");
    text_html(plain, (quoth_str){query.ptr, byte});
    text_put(plain, "<mark>");
    text_html(plain, (quoth_str){query.ptr + byte, query.len - byte});
    text_put(plain, "</mark></code></p>\n");
}

void page_failed(struct visit *visit, const quoth_error *error)
{
    page_error(visit, response_status_of(error->status), str_of(error->message), -1);
    visit->response->failed = error->status;
}

void page_file(struct visit *visit, const char *type, quoth_str bytes)
{
    visit->response->type = type;
    text_add(&visit->response->body, bytes);
    check_whole(visit);
}

static const char *ending_of(enum form form)
{
    switch (form) {
    case FORM_JSON:
        return ".json";
    case FORM_TEXT:
        return ".txt";
    case FORM_BRAT:
        return ".ann";
    case FORM_ZIP:
        return ".zip";
    default:
        return "";
    }
}

void page_redirect(struct visit *visit, int status, const char *path, quoth_str id)
{
    struct response *response = visit->response;
    response_clear(response);
    response->status = status;
    response->type = "text/plain; charset=utf-8";
    text_put(&response->location, path);
    text_url(&response->location, id);
    text_put(&response->location, ending_of(visit->form));
    text_put(&response->body, "It is at ");
    text_add(&response->body, text_str(&response->location));
    text_put(&response->body, "\n");
    check_whole(visit);
}

void page_canonical(struct text *head, const struct visit *visit, quoth_str path)
{
    text_put(head, "<link rel=\"canonical\" href=\"");
    text_html(head, visit->request->root);
    text_html(head, path);
    text_put(head, "\">\n<link rel=\"alternate\" type=\"application/json\" href=\"");
    text_html(head, path);
    text_put(head, ".json\">\n");
}

void page_meta(struct text *head, const char *kind, const char *name, quoth_str value)
{
    if (!value.len)
        return;
    text_put(head, "<meta ");
    text_put(head, kind);
    text_put(head, "=\"");
    text_put(head, name);
    text_put(head, "\" content=\"");
    text_html(head, value);
    text_put(head, "\">\n");
}

void page_next(struct text *plain, const struct text *url, const char *title)
{
    text_put(plain, "<nav class=\"next\" aria-label=\"More\"><a rel=\"next\" href=\"");
    text_html(plain, text_str(url));
    text_put(plain, "\">");
    text_put(plain, title);
    text_put(plain, "</a></nav>\n");
    plain->failed = plain->failed || url->failed;
}

void page_structured(struct text *head, const struct text *data)
{
    text_put(head, "<script type=\"application/ld+json\">");
    text_island(head, text_str(data));
    text_put(head, "</script>\n");
    head->failed = head->failed || data->failed;
}

void page_asset(struct visit *visit)
{
    const struct asset *asset = asset_find(visit->id);
    if (!asset) {
        page_error(visit, 404, str_of("there is no such file"), -1);
        return;
    }
    visit->response->type = asset->type;
    visit->response->is_asset = true;
    text_add(&visit->response->body, asset->bytes);
    check_whole(visit);
}

void page_api(struct visit *visit)
{
    visit->id = str_of("openapi.json");
    page_asset(visit);
    visit->response->is_asset = false;
    visit->response->type = json;
}
