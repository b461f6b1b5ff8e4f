/* Targets taken apart. Decoded in place in a copy: what is decoded is never longer. */
#include "request.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static quoth_status refuse(quoth_error *error, const char *why)
{
    error->status = QUOTH_EUSAGE;
    error->offset = QUOTH_NO_OFFSET;
    snprintf(error->message, sizeof error->message, "the address is none: %s", why);
    return QUOTH_EUSAGE;
}

static int hexadecimal(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool is_utf8(quoth_str text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t point;
        size_t len =
            text_character((const unsigned char *)text.ptr + at, text.len - at, &point);
        if (!len)
            return false;
        at += len;
    }
    return true;
}

// Decodes the `len` bytes at `from` where they are. NULL, or why they cannot be.
static const char *decode(char *from, size_t len, bool of_query, quoth_str *out)
{
    size_t to = 0;
    for (size_t at = 0; at < len; at++) {
        char c = from[at];
        if (c == '%') {
            int high = len - at > 2 ? hexadecimal(from[at + 1]) : -1;
            int low = len - at > 2 ? hexadecimal(from[at + 2]) : -1;
            if (high < 0 || low < 0)
                return "behind % there are no two hexadecimal digits";
            c = (char)(high * 16 + low);
            at += 2;
        } else if (c == '+' && of_query) {
            c = ' ';
        }
        if (c == '\0')
            return "there is a NUL in it";
        from[to++] = c;
    }
    *out = (quoth_str){from, to};
    return is_utf8(*out) ? NULL : "it is no UTF-8";
}

// No folder is walked by a path, but nobody shall have to wonder.
static bool climbs(quoth_str path)
{
    for (size_t at = 0; at < path.len;) {
        const char *name = path.ptr + at + 1; // at each '/'
        size_t left = path.len - at - 1;
        const char *slash = memchr(name, '/', left);
        size_t len = slash ? (size_t)(slash - name) : left;
        if ((len == 1 && name[0] == '.') || (len == 2 && name[0] == '.' && name[1] == '.'))
            return true;
        at += len + 1;
    }
    return false;
}

static const char *parse_path(struct request *request, char *from, size_t len)
{
    const char *why = decode(from, len, false, &request->path);
    if (why)
        return why;
    for (size_t i = 0; i < request->path.len; i++)
        if ((unsigned char)request->path.ptr[i] < 0x20 || request->path.ptr[i] == '\\')
            return "there is a character in its path that no path has";
    return climbs(request->path) ? "its path has . or .. in it" : NULL;
}

static const char *parse_parameters(struct request *request, char *from, size_t len)
{
    while (len) {
        char *end = memchr(from, '&', len);
        size_t here = end ? (size_t)(end - from) : len, used = end ? here + 1 : len;
        char *equals = memchr(from, '=', here);
        size_t name = equals ? (size_t)(equals - from) : here;
        if (here) {
            if (request->parameter_count == PARAMETERS_MAX)
                return "it has too many parameters";
            struct parameter *new = &request->parameters[request->parameter_count++];
            const char *why = decode(from, name, true, &new->name);
            if (!why && equals)
                why = decode(equals + 1, here - name - 1, true, &new->value);
            if (why)
                return why;
            if (!equals)
                new->value = (quoth_str){from + here, 0};
        }
        from += used;
        len -= used;
    }
    return NULL;
}

quoth_status request_parse(struct request *request, enum method method, quoth_str target,
                           quoth_error *error)
{
    *request = (struct request){.method = method, .path = {"/", 1}, .query = {"", 0}};
    text_init(&request->room);
    if (!target.len || target.ptr[0] != '/')
        return refuse(error, "it does not begin with /");
    if (memchr(target.ptr, '#', target.len))
        return refuse(error, "what stands behind # is for the browser alone");
    text_add(&request->room, target);
    if (request->room.failed)
        return no_memory(error);
    char *copy = request->room.ptr, *mark = memchr(copy, '?', target.len);
    size_t path = mark ? (size_t)(mark - copy) : target.len;
    const char *why = parse_path(request, copy, path);
    if (!why && mark) {
        request->query = (quoth_str){target.ptr + path + 1, target.len - path - 1};
        why = parse_parameters(request, mark + 1, target.len - path - 1);
    }
    if (!why)
        return QUOTH_OK;
    request->path = (quoth_str){"/", 1}; // what it is told on is a page all the same
    request->parameter_count = 0;
    return refuse(error, why);
}

void request_release(struct request *request)
{
    text_release(&request->room);
}

bool request_is_type(quoth_str given, const char *type)
{
    size_t len = strlen(type);
    return given.len >= len && strncasecmp(given.ptr, type, len) == 0 &&
           (given.len == len || given.ptr[len] == ';' || given.ptr[len] == ' ');
}

quoth_str request_value(const struct request *request, const char *name)
{
    size_t len = strlen(name);
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct parameter *p = &request->parameters[i];
        if (p->name.len == len && memcmp(p->name.ptr, name, len) == 0)
            return p->value;
    }
    return (quoth_str){NULL, 0};
}

bool request_word(const struct request *request, const char *name, char *room, size_t size,
                  const char **out)
{
    quoth_str value = request_value(request, name);
    *out = NULL;
    if (!value.len)
        return true;
    if (value.len >= size)
        return false;
    memcpy(room, value.ptr, value.len);
    room[value.len] = '\0';
    *out = room;
    return true;
}

bool request_number(const struct request *request, const char *name, uint64_t other,
                    uint64_t least, uint64_t most, uint64_t *out)
{
    quoth_str value = request_value(request, name);
    *out = other;
    if (!value.ptr)
        return true;
    uint64_t number = 0;
    for (size_t i = 0; i < value.len; i++) {
        unsigned digit = (unsigned char)value.ptr[i] - (unsigned)'0';
        if (digit > 9 || digit > most || number > (most - digit) / 10)
            return false;
        number = 10 * number + digit;
    }
    if (!value.len || number < least || number > most)
        return false;
    *out = number;
    return true;
}
