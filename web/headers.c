#include "headers.h"

#include <string.h>

// What every answer says.
static const char *const headers[][2] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Vary", "Accept-Encoding"},
};

// What it says unless it is a file of the page, which is no document: nothing may be done
// with it but to show it, from here.
static const char *const document_headers[][2] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
     "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
     "require-trusted-types-for 'script'; trusted-types 'none'"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};
enum { DOCUMENT_HEADERS = sizeof document_headers / sizeof *document_headers };

// `file_name` may have been made of strings of others.
static void add_file_name(struct MHD_Response *sent, const struct text *name)
{
    char value[300] = "attachment; filename=\"";
    size_t at = strlen(value);
    for (size_t i = 0; i < name->len && at < sizeof value - 2; i++) {
        char c = name->ptr[i];
        value[at++] = c < 0x20 || c > 0x7e || c == '"' || c == '\\' || c == '/' ? '_' : c;
    }
    value[at++] = '"';
    value[at] = '\0';
    MHD_add_response_header(sent, "Content-Disposition", value);
}

// One that has a line end in it is left out by libmicrohttpd.
static void add_text(struct MHD_Response *sent, const char *name, struct text *value)
{
    if (!value->len)
        return;
    text_add(value, (quoth_str){"", 1});
    if (!value->failed)
        MHD_add_response_header(sent, name, value->ptr);
}

void headers_add(struct MHD_Response *sent, struct answer *answer, bool unchanged,
                 bool last)
{
    struct response *response = &answer->response;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        MHD_add_response_header(sent, headers[i][0], headers[i][1]);
    for (size_t i = 0; !response->is_asset && i < DOCUMENT_HEADERS; i++)
        MHD_add_response_header(sent, document_headers[i][0], document_headers[i][1]);
    MHD_add_response_header(sent, "Cache-Control", "private, no-cache");
    if (response->type && !unchanged)
        MHD_add_response_header(sent, "Content-Type", response->type);
    if (answer->etag[0])
        MHD_add_response_header(sent, "ETag", answer->etag);
    if (answer->packed)
        MHD_add_response_header(sent, "Content-Encoding", "gzip");
    if (response->allow)
        MHD_add_response_header(sent, "Allow", response->allow);
    if (response->status == 401)
        MHD_add_response_header(sent, "WWW-Authenticate", "Bearer");
    if (response->status == 503)
        MHD_add_response_header(sent, "Retry-After", "2");
    if (last)
        MHD_add_response_header(sent, "Connection", "close");
    if (response->file_name.len)
        add_file_name(sent, &response->file_name);
    add_text(sent, "Location", &response->location);
    add_text(sent, "Link", &response->link);
}
