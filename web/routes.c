#include "routes.h"

#include "assets.h"
#include "page.h"

#include <string.h>

enum needs {
    NEEDS_NOTHING,
    NEEDS_DESK,  // to read the archive at
    NEEDS_TOKEN, // may write; takes the writer's desk itself
};

// `{id}` stands for a part of the path without '/'. Of two that fit the first is taken, so
// that forms stand before the page.
static const struct route {
    enum method method;
    const char *path;
    void (*answer)(struct visit *visit);
    enum form form;
    enum needs needs;
} routes[] = {
    {METHOD_GET, "/", page_search, FORM_PAGE, NEEDS_DESK},
    {METHOD_GET, "/search", page_search, FORM_PAGE, NEEDS_DESK},
    {METHOD_GET, "/search.json", page_search, FORM_JSON, NEEDS_DESK},
    {METHOD_GET, "/search.atom", page_search, FORM_ATOM, NEEDS_DESK},
    {METHOD_GET, "/search.feed.json", page_search, FORM_FEED, NEEDS_DESK},
    {METHOD_GET, "/search.csv", page_search, FORM_CSV, NEEDS_DESK},
    {METHOD_GET, "/search.ndjson", page_search, FORM_NDJSON, NEEDS_DESK},
    {METHOD_GET, "/speakers", page_speakers, FORM_PAGE, NEEDS_DESK},
    {METHOD_GET, "/speakers.json", page_speakers, FORM_JSON, NEEDS_DESK},
    {METHOD_GET, "/speakers/{id}.json", page_speaker, FORM_JSON, NEEDS_DESK},
    {METHOD_GET, "/speakers/{id}", page_speaker, FORM_PAGE, NEEDS_DESK},
    {METHOD_GET, "/articles/{id}.json", page_article, FORM_JSON, NEEDS_DESK},
    {METHOD_GET, "/articles/{id}.txt", page_article, FORM_TEXT, NEEDS_DESK},
    {METHOD_GET, "/articles/{id}.ann", page_article, FORM_BRAT, NEEDS_DESK},
    {METHOD_GET, "/articles/{id}", page_article, FORM_PAGE, NEEDS_DESK},
    {METHOD_GET, "/statements/{id}.json", page_statement, FORM_JSON, NEEDS_DESK},
    {METHOD_GET, "/statements/{id}.zip", page_statement, FORM_ZIP, NEEDS_DESK},
    {METHOD_GET, "/statements/{id}", page_statement, FORM_PAGE, NEEDS_DESK},
    {METHOD_GET, "/review", page_review, FORM_PAGE, NEEDS_DESK},
    {METHOD_GET, "/review.json", page_review, FORM_JSON, NEEDS_DESK},
    {METHOD_GET, "/ledger", page_ledger, FORM_PAGE, NEEDS_DESK},
    {METHOD_GET, "/ledger.json", page_ledger, FORM_JSON, NEEDS_DESK},
    {METHOD_GET, "/about", page_about, FORM_PAGE, NEEDS_DESK},
    {METHOD_GET, "/about.json", page_about, FORM_JSON, NEEDS_DESK},
    {METHOD_GET, "/api", page_api, FORM_JSON, NEEDS_NOTHING},
    {METHOD_GET, "/api.json", page_api, FORM_JSON, NEEDS_NOTHING},
    {METHOD_GET, "/assets/{name}", page_asset, FORM_PAGE, NEEDS_NOTHING},
    {METHOD_POST, "/decisions", change_decision, FORM_JSON, NEEDS_TOKEN},
    {METHOD_POST, "/captures", change_capture, FORM_JSON, NEEDS_TOKEN},
};
enum { ROUTES = sizeof routes / sizeof *routes };

const char *web_route(size_t index, const char **method)
{
    if (index >= ROUTES)
        return NULL;
    *method = routes[index].method == METHOD_POST ? "POST" : "GET";
    return routes[index].path;
}

static bool starts(quoth_str text, quoth_str head)
{
    return text.len >= head.len && memcmp(text.ptr, head.ptr, head.len) == 0;
}

static bool ends(quoth_str text, quoth_str tail)
{
    return text.len >= tail.len &&
           memcmp(text.ptr + text.len - tail.len, tail.ptr, tail.len) == 0;
}

// Does `path` fit? `*id` is then what stands where the braces are.
static bool fits(const char *pattern, quoth_str path, quoth_str *id)
{
    const char *open = strchr(pattern, '{');
    *id = (quoth_str){NULL, 0};
    if (!open)
        return path.len == strlen(pattern) && memcmp(path.ptr, pattern, path.len) == 0;
    const char *close = strchr(open, '}') + 1;
    quoth_str head = {pattern, (size_t)(open - pattern)}, tail = {close, strlen(close)};
    if (path.len <= head.len + tail.len || !starts(path, head) || !ends(path, tail))
        return false;
    *id = (quoth_str){path.ptr + head.len, path.len - head.len - tail.len};
    return !memchr(id->ptr, '/', id->len);
}

static bool allows(const struct route *route, enum method method)
{
    return route->method == method ||
           (route->method == METHOD_GET && method == METHOD_HEAD);
}

static void answer_at_desk(struct visit *visit, const struct route *route)
{
    quoth_error error;
    visit->desk = desks_take(visit->desks, &error);
    if (!visit->desk) {
        page_failed(visit, &error);
        return;
    }
    route->answer(visit);
    desks_give(visit->desks, visit->desk);
}

static void answer_route(struct visit *visit, const struct route *route)
{
    visit->form = route->form;
    if (route->needs == NEEDS_DESK)
        answer_at_desk(visit, route);
    else if (route->needs == NEEDS_TOKEN && !visit->request->may_write)
        page_error(visit, 401, str_of("this needs the token that quoth serve printed"), -1);
    else
        route->answer(visit);
}

void web_answer(struct desks *desks, const struct request *request,
                struct response *response)
{
    struct visit visit = {.request = request, .response = response, .desks = desks};
    const struct route *other = NULL;
    response_clear(response);
    for (size_t i = 0; i < ROUTES; i++) {
        if (!fits(routes[i].path, request->path, &visit.id))
            continue;
        if (allows(&routes[i], request->method)) {
            answer_route(&visit, &routes[i]);
            return;
        }
        other = &routes[i];
    }
    visit.form = other                                  ? other->form
                 : ends(request->path, str_of(".json")) ? FORM_JSON
                 : request->method == METHOD_POST       ? FORM_JSON
                                                        : FORM_PAGE;
    if (!other) {
        page_error(&visit, 404, str_of("there is no such page"), -1);
        return;
    }
    page_error(&visit, 405, str_of("this page is not asked so"), -1);
    response->allow = other->method == METHOD_POST ? "POST" : "GET, HEAD";
}
