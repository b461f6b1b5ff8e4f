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

static bool add(struct MHD_Response *sent, const char *name, const char *value)
{
    return MHD_add_response_header(sent, name, value) == MHD_YES;
}

// `file_name` may have been made of strings of others.
static bool add_file_name(struct MHD_Response *sent, const struct text *name)
{
    char value[300] = "attachment; filename=\"";
    size_t at = strlen(value);
    for (size_t i = 0; i < name->len && at < sizeof value - 2; i++) {
        char c = name->ptr[i];
        value[at++] = c < 0x20 || c > 0x7e || c == '"' || c == '\\' || c == '/' ? '_' : c;
    }
    value[at++] = '"';
    value[at] = '\0';
    return add(sent, "Content-Disposition", value);
}

static bool add_text(struct MHD_Response *sent, const char *name, struct text *value)
{
    if (!value->len)
        return true;
    text_add(value, (quoth_str){"", 1});
    return !value->failed && add(sent, name, value->ptr);
}

bool headers_add(struct MHD_Response *sent, struct answer *answer, bool unchanged,
                 bool last)
{
    struct response *response = &answer->response;
    bool good = true;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        good = add(sent, headers[i][0], headers[i][1]) && good;
    for (size_t i = 0; !response->is_asset && i < DOCUMENT_HEADERS; i++)
        good = add(sent, document_headers[i][0], document_headers[i][1]) && good;
    good = add(sent, "Cache-Control", "private, no-cache") && good;
    if (response->type && !unchanged)
        good = add(sent, "Content-Type", response->type) && good;
    if (answer->etag[0])
        good = add(sent, "ETag", answer->etag) && good;
    if (answer->packed)
        good = add(sent, "Content-Encoding", "gzip") && good;
    if (response->allow)
        good = add(sent, "Allow", response->allow) && good;
    if (response->status == 401)
        good = add(sent, "WWW-Authenticate", "Bearer") && good;
    if (response->status == 503)
        good = add(sent, "Retry-After", "2") && good;
    if (last)
        good = add(sent, "Connection", "close") && good;
    if (response->file_name.len)
        good = add_file_name(sent, &response->file_name) && good;
    return add_text(sent, "Location", &response->location) &&
           add_text(sent, "Link", &response->link) && good;
}
