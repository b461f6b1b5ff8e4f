#include "fetch/target.h"

#include "base/error.h"
#include "base/str.h"

#include <curl/curl.h>
#include <string.h>

static quoth_status no_url(const char *why, quoth_error *error)
{
    return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "%s", why);
}

// Is the part there, be it empty?
static bool has(CURLU *parts, CURLUPart part)
{
    char *text = NULL;
    bool is = curl_url_get(parts, part, &text, 0) == CURLUE_OK;
    curl_free(text);
    return is;
}

static bool is_http(CURLU *parts)
{
    char *scheme = NULL;
    bool is = curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
              (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0);
    curl_free(scheme);
    return is;
}

// `url` is whole: scheme://host…/…
static quoth_status keep(struct q_target *target, const char *url, quoth_error *error)
{
    size_t len = strlen(url);
    if (len > Q_MAX_URL)
        return q_error(error, QUOTH_ELIMIT, QUOTH_NO_OFFSET, "URL is longer than %u bytes",
                       Q_MAX_URL);
    const char *host = strstr(url, "://");
    const char *path = host ? strchr(host + 3, '/') : NULL;
    if (!path)
        return no_url("no URL", error);
    size_t origin = (size_t)(path - url);
    for (size_t i = 0; i < origin; i++)
        if ((unsigned char)url[i] <= ' ' || (unsigned char)url[i] >= 0x7f) // %7f, too
            return no_url("the host of the URL is not in ASCII; write it as xn--…", error);
    memcpy(target->url, url, len + 1);
    for (size_t i = 0; i < origin; i++)
        target->url[i] = q_lower(url[i]);
    target->origin = q_str(target->url, origin);
    target->path = q_str(target->url + origin, len - origin);
    return QUOTH_OK;
}

static quoth_status check(struct q_target *target, CURLU *parts, quoth_error *error)
{
    if (!is_http(parts))
        return no_url("only http and https URLs are fetched", error);
    if (has(parts, CURLUPART_USER) || has(parts, CURLUPART_PASSWORD))
        return no_url("a URL with a name or password in it is not fetched", error);
    char *url = NULL;
    if (curl_url_set(parts, CURLUPART_FRAGMENT, NULL, 0) != CURLUE_OK ||
        curl_url_get(parts, CURLUPART_URL, &url, CURLU_NO_DEFAULT_PORT) != CURLUE_OK)
        return q_error_nomem(error);
    quoth_status status = keep(target, url, error);
    curl_free(url);
    return status;
}

static quoth_status parse(struct q_target *target, const struct q_target *base,
                          const char *text, quoth_error *error)
{
    CURLU *parts = curl_url();
    CURLUcode code = parts ? CURLUE_OK : CURLUE_OUT_OF_MEMORY;
    if (base && code == CURLUE_OK)
        code = curl_url_set(parts, CURLUPART_URL, base->url, 0);
    if (code == CURLUE_OK)
        code = curl_url_set(parts, CURLUPART_URL, text,
                            CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE | CURLU_ALLOW_SPACE);
    quoth_status status = QUOTH_OK;
    if (code == CURLUE_OUT_OF_MEMORY)
        status = q_error_nomem(error);
    else if (code == CURLUE_BAD_SCHEME && !base)
        status = no_url("no URL: it does not begin with http:// or https://", error);
    else if (code != CURLUE_OK)
        status = q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "no URL: %s",
                         curl_url_strerror(code));
    else
        status = check(target, parts, error);
    curl_url_cleanup(parts);
    return status;
}

quoth_status q_target_set(struct q_target *target, const struct q_target *base,
                          quoth_str text, quoth_error *error)
{
    char terminated[Q_MAX_URL + 1];
    text = q_str_trim(text);
    if (text.len > Q_MAX_URL)
        return q_error(error, QUOTH_ELIMIT, QUOTH_NO_OFFSET, "URL is longer than %u bytes",
                       Q_MAX_URL);
    if (text.len == 0)
        return no_url("no URL", error);
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < ' ' || text.ptr[i] == 0x7f)
            return no_url("no URL: there is a control character in it", error);
    if (base && text.ptr[0] == '#') { // libcurl 7.88 takes it for a folder's index
        q_target_copy(target, base);
        return QUOTH_OK;
    }
    memcpy(terminated, text.ptr, text.len);
    terminated[text.len] = '\0';
    return parse(target, base, terminated, error);
}

void q_target_copy(struct q_target *target, const struct q_target *from)
{
    size_t len = from->origin.len + from->path.len;
    memcpy(target->url, from->url, len + 1);
    target->origin = q_str(target->url, from->origin.len);
    target->path = q_str(target->url + from->origin.len, from->path.len);
}
