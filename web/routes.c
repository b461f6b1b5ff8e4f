/* For a while: a page that says that there are none yet. */
#include "assets.h"
#include "page.h"

#include <string.h>

void page_error(struct visit *visit, int status, quoth_str message, int64_t at)
{
    response_error_json(visit->response, status, message, at);
}

void web_answer(struct desks *desks, const struct request *request,
                struct response *response)
{
    struct visit visit = {.request = request, .response = response, .desks = desks};
    const struct asset *asset = NULL;
    if (request->path.len > 8 && memcmp(request->path.ptr, "/assets/", 8) == 0)
        asset = asset_find((quoth_str){request->path.ptr + 8, request->path.len - 8});
    if (asset) {
        response->type = asset->type;
        text_add(&response->body, asset->bytes);
    } else if (request->path.len == 1) {
        response->type = "text/plain";
        text_put(&response->body, "there are no pages yet\n");
    } else {
        page_error(&visit, 404, (quoth_str){"there is no such page", 21}, -1);
    }
}
