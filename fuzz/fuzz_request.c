/*
 * Requests of any bytes, answered on a small archive: `METHOD TARGET`, a line end, and the
 * body of a POST. Whatever is asked, the answer has a status that fits, is UTF-8, and has
 * no script in it but the page's own.
 */
#include "base/utf8.h"
#include "scratch.h"
#include "web/routes.h"

#include <string.h>
#include <strings.h>

static struct desks *desks;
static struct scratch scratch;

static void release(void)
{
    desks_free(desks);
    scratch_remove(&scratch);
}

static void make_archive(void)
{
    static const char body[] =
        "Bridge to close\n\n\"The bridge will be closed until spring,\" said Jane Roe, the "
        "mayor of Lindholm, on Monday. \"We have no choice.\"\n\nArn Lindholm told the "
        "Herald that Roe had said the money was gone.\n";
    const quoth_engine_options usual = {0};
    struct request request;
    struct response response;
    quoth_error error;
    scratch_make(&scratch);
    HOLD((desks = desks_new(scratch.path, NULL, &usual, 1)));
    atexit(release);
    response_init(&response);
    HOLD(request_parse(&request, METHOD_POST, str_of("/captures?name=a.txt"), &error) ==
         QUOTH_OK);
    request.body = str_of(body);
    request.type = str_of("application/octet-stream");
    request.root = str_of("http://localhost");
    request.may_write = true;
    web_answer(desks, &request, &response);
    request_release(&request);
    response_release(&response);
}

static void check_answer(const struct response *response)
{
    static const int known[] = {200, 201, 301, 302, 400, 401, 404, 405, 413, 415, 503};
    bool fits = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        fits = fits || response->status == known[i];
    HOLD(fits);
    quoth_str body = text_str(&response->body);
    HOLD(response->status == 301 || response->type);
    if (response->type &&
        (strstr(response->type, "text/") || strstr(response->type, "json")))
        HOLD(q_utf8_check(body) == body.len);
    if (!response->type || !strstr(response->type, "text/html"))
        return;
    for (size_t at = 0; at + 7 < body.len; at++) {
        if (strncasecmp(body.ptr + at, "<script", 7) != 0)
            continue;
        quoth_str rest = {body.ptr + at, body.len - at};
        static const char data_island[] = "<script type=\"application/",
                          ours[] = "<script src=\"/assets/",
                          module[] = "<script type=\"module\" src=\"/assets/";
        HOLD((rest.len > sizeof data_island &&
              !memcmp(rest.ptr, data_island, sizeof data_island - 1)) ||
             (rest.len > sizeof ours && !memcmp(rest.ptr, ours, sizeof ours - 1)) ||
             (rest.len > sizeof module && !memcmp(rest.ptr, module, sizeof module - 1)));
    }
}

static void check_request(const struct request *request, size_t size)
{
    HOLD(request->path.len && request->path.ptr[0] == '/');
    HOLD(!memchr(request->path.ptr, '\0', request->path.len));
    HOLD(request->parameter_count <= PARAMETERS_MAX && request->query.len <= size);
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct parameter *p = &request->parameters[i];
        HOLD(p->name.ptr && p->value.ptr && p->name.len + p->value.len <= size);
    }
}

static enum method method_of(quoth_str line)
{
    static const char *const names[] = {"GET ", "HEAD ", "POST "};
    for (int i = METHOD_GET; i <= METHOD_POST; i++)
        if (line.len >= strlen(names[i]) && !memcmp(line.ptr, names[i], strlen(names[i])))
            return (enum method)i;
    return METHOD_OTHER;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int posts;
    if (!desks)
        make_archive();
    const char *end = memchr(data, '\n', size);
    quoth_str line = {(const char *)data, end ? (size_t)(end - (const char *)data) : size};
    enum method method = method_of(line);
    const char *space = memchr(line.ptr, ' ', line.len);
    size_t skip = space ? (size_t)(space + 1 - line.ptr) : 0;
    quoth_str target = {line.ptr + skip, line.len - skip};
    struct request request;
    struct response response;
    quoth_error error;
    response_init(&response);
    if (request_parse(&request, method, target, &error) == QUOTH_OK) {
        check_request(&request, size);
        request.root = str_of("http://localhost");
        request.type = str_of("application/json");
        request.may_write = posts < 1000; // what was decided makes later answers longer
        if (method == METHOD_POST && end) {
            request.body = (quoth_str){end + 1, size - line.len - 1};
            posts++;
        }
        web_answer(desks, &request, &response);
        check_answer(&response);
    } else {
        HOLD(error.status == QUOTH_EUSAGE && error.message[0]);
    }
    request_release(&request);
    response_release(&response);
    return 0;
}
