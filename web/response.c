#include "response.h"

#include <stddef.h>

void response_init(struct response *response)
{
    *response = (struct response){.status = 200};
    text_init(&response->body);
    text_init(&response->location);
    text_init(&response->file_name);
    text_init(&response->link);
}

void response_release(struct response *response)
{
    text_release(&response->body);
    text_release(&response->location);
    text_release(&response->file_name);
    text_release(&response->link);
}

void response_clear(struct response *response)
{
    response->status = 200;
    response->type = NULL;
    response->allow = NULL;
    response->is_asset = false;
    response->failed = QUOTH_OK;
    text_clear(&response->body);
    text_clear(&response->location);
    text_clear(&response->file_name);
    text_clear(&response->link);
}

int response_status_of(quoth_status status)
{
    switch (status) {
    case QUOTH_OK:
    case QUOTH_END:
        return 200;
    case QUOTH_EUSAGE:
    case QUOTH_EFORMAT:
        return 400;
    case QUOTH_EMISSING:
        return 404;
    case QUOTH_ELIMIT:
        return 413;
    case QUOTH_ELOCKED:
        return 503;
    default: // of the machine, the file, the program: not of the one who asks
        return 500;
    }
}

void response_error_json(struct response *response, int status, quoth_str message,
                         int64_t at)
{
    response->status = status;
    response->type = "application/json";
    text_clear(&response->body);
    text_put(&response->body, "{\"ok\": false, \"error\": ");
    text_json(&response->body, message);
    text_put(&response->body, ", \"at\": ");
    if (at < 0)
        text_put(&response->body, "null");
    else
        text_number(&response->body, (uint64_t)at);
    text_put(&response->body, ", \"status\": ");
    text_number(&response->body, (uint64_t)status);
    text_put(&response->body, "}\n");
}
