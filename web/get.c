/* One page without a server. */
#include "routes.h"
#include "web.h"

#include <string.h>

static quoth_status write_body(const struct response *response, FILE *file,
                               quoth_error *error)
{
    quoth_str body = text_str(&response->body);
    if (!response->body.failed && fwrite(body.ptr, 1, body.len, file) == body.len)
        return QUOTH_OK;
    if (response->body.failed)
        return no_memory(error);
    *error = (quoth_error){QUOTH_EIO, QUOTH_NO_OFFSET, "it cannot be written"};
    return error->status;
}

quoth_status web_get(const struct web_options *options, const char *path, FILE *file,
                     int *http, quoth_status *failed, quoth_error *error)
{
    struct request request;
    struct response response;
    char root[40]; // that of a server that is started without more ado
    snprintf(root, sizeof root, "http://127.0.0.1:%d", options->port);
    quoth_str target = {path, strlen(path)};
    response_init(&response);
    quoth_status status = request_parse(&request, METHOD_GET, target, error);
    if (status == QUOTH_OK) {
        struct desks *desks =
            desks_new(options->archive, options->who, &options->engine, 1);
        request.root = (quoth_str){root, strlen(root)};
        if (desks) {
            web_answer(desks, &request, &response);
            *http = response.status;
            *failed = response.failed;
            status = write_body(&response, file, error);
        } else {
            status = no_memory(error);
        }
        desks_free(desks);
    }
    request_release(&request);
    response_release(&response);
    return status;
}
