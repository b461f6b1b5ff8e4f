/*
 * A URL in the first line, and behind it where its page sends on to. What is taken is http,
 * has no password and nothing in it that could end a line or begin another, and is the same
 * when it is read again.
 */
#include "base/str.h"
#include "fetch/target.h"
#include "fuzz.h"

static void check(const struct q_target *t)
{
    quoth_str origin = t->origin, path = t->path;
    HOLD(q_str_starts(origin, Q_STR("http://")) || q_str_starts(origin, Q_STR("https://")));
    HOLD(origin.ptr == t->url && path.ptr == t->url + origin.len);
    HOLD(strlen(t->url) == origin.len + path.len && strlen(t->url) <= Q_MAX_URL);
    HOLD(path.len && path.ptr[0] == '/' && !memchr(path.ptr, '#', path.len));
    HOLD(!memchr(origin.ptr, '@', origin.len) &&
         !memchr(origin.ptr + 8, '/', origin.len - 8));
    for (size_t i = 0; t->url[i]; i++)
        HOLD((unsigned char)t->url[i] > ' ' && t->url[i] != 0x7f &&
             (unsigned char)t->url[i] < 0x80);
    static struct q_target again;
    HOLD(q_target_set(&again, NULL, q_str_from(t->url), NULL) == QUOTH_OK);
    HOLD(strcmp(again.url, t->url) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct q_target base, next;
    quoth_error error = {.status = QUOTH_OK};
    quoth_str text = q_str((const char *)data, size);
    quoth_str first = q_str_take_until(&text, '\n');
    quoth_status status = q_target_set(&base, NULL, first, &error);
    HOLD(status == QUOTH_OK || (status == error.status && error.message[0]));
    if (status != QUOTH_OK)
        return 0;
    check(&base);
    status = q_target_set(&next, &base, text, &error);
    HOLD(status == QUOTH_OK || (status == error.status && error.message[0]));
    if (status == QUOTH_OK)
        check(&next);
    return 0;
}
