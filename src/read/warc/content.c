#include "read/warc/content.h"

#include "base/error.h"
#include "read/feed/feed.h"

enum { SNIFF = 1024 }; // bytes of a body that tell its kind

// ── Which kind ──

static enum q_capture_kind sniff(quoth_str bytes)
{
    if (q_feed_is(bytes))
        return Q_CAPTURE_FEED;
    if (q_str_starts(bytes, Q_STR("\xef\xbb\xbf")))
        bytes = q_str(bytes.ptr + 3, bytes.len - 3);
    bytes = q_str_trim(q_str(bytes.ptr, bytes.len < SNIFF ? bytes.len : SNIFF));
    bool page = bytes.len && bytes.ptr[0] == '<' &&
                (q_str_has_nocase(bytes, Q_STR("<html")) ||
                 q_str_has_nocase(bytes, Q_STR("<!doctype html")));
    return page ? Q_CAPTURE_HTML : Q_CAPTURE_NONE;
}

enum media { HTML, TEXT, FEED, MAYBE, OTHER };

static enum media media_of(quoth_str type)
{
    static const char *const html[] = {"text/html", "application/xhtml+xml",
                                       "application/vnd.wap.xhtml+xml", NULL};
    static const char *const feed[] = {"application/rss+xml",   "application/atom+xml",
                                       "application/feed+json", "application/rdf+xml",
                                       "text/rss+xml",          NULL};
    static const char *const maybe[] = {"text/xml",
                                        "application/xml",
                                        "application/json",
                                        "application/octet-stream",
                                        "text/unknown",
                                        "application/x-rss+xml",
                                        "unknown",
                                        "no-type",
                                        "unk",
                                        "*/*",
                                        NULL};
    static const char *const text[] = {"text/plain", NULL};
    if (q_str_is_any(type, html))
        return HTML;
    if (q_str_is_any(type, feed))
        return FEED;
    if (q_str_is_any(type, text))
        return TEXT;
    bool odd = !type.len || !memchr(type.ptr, '/', type.len);
    return odd || q_str_is_any(type, maybe) ? MAYBE : OTHER;
}

// Servers send scripts and tables as plain text, too: the name must not say otherwise, nor
// may it be what crawlers fetch for themselves.
static bool is_text_by_name(quoth_str uri)
{
    static const char *const endings[] = {"txt", "text", "md", "asc", NULL};
    quoth_str path = q_str_take_until(&uri, '#');
    quoth_str name = q_str_take_until(&path, '?');
    size_t slash = name.len, dot = 0;
    while (slash > 0 && name.ptr[slash - 1] != '/')
        slash--;
    if (slash) // maybe there is none
        name = q_str(name.ptr + slash, name.len - slash);
    for (size_t i = 0; i < name.len; i++)
        dot = name.ptr[i] == '.' ? i + 1 : dot;
    if (q_str_equal(name, Q_STR("robots.txt")) || q_str_equal(name, Q_STR("ads.txt")))
        return false;
    return dot == 0 || q_str_is_any(q_str(name.ptr + dot, name.len - dot), endings);
}

static enum q_capture_kind kind_of(enum media media, bool text, quoth_str bytes)
{
    switch (media) {
    case HTML: // feeds are often sent as pages
        return sniff(bytes) == Q_CAPTURE_FEED ? Q_CAPTURE_FEED : Q_CAPTURE_HTML;
    case FEED:
        return Q_CAPTURE_FEED;
    case TEXT:
        if (text)
            return Q_CAPTURE_TEXT;
        break;
    case MAYBE:
    case OTHER:
        break;
    }
    return sniff(bytes);
}

// ── What is told of it ──

// An ARC file's 20140216050221.
static bool keep_date(struct quoth_capture *capture, const struct q_record *record)
{
    char iso[24];
    quoth_str date = record->date;
    if (record->arc) {
        if (date.len < 14)
            return true;
        const char *d = date.ptr;
        char *to = iso;
        for (int i = 0; i < 14; i++) {
            static const char before[14] = {
                [4] = '-', [6] = '-', [8] = 'T', [10] = ':', [12] = ':'};
            if (before[i])
                *to++ = before[i];
            *to++ = d[i];
        }
        *to++ = 'Z';
        date = q_str(iso, (size_t)(to - iso));
    }
    return !date.ptr || q_capture_keep_date(capture, date, &capture->fetched) == QUOTH_OK;
}

static bool keep_strings(struct quoth_capture *capture, const struct q_record *record,
                         quoth_str charset)
{
    capture->url = q_capture_keep(capture, record->uri);
    capture->charset = q_capture_keep(capture, charset);
    return (capture->url.ptr || !record->uri.ptr) &&
           (capture->charset.ptr || !charset.ptr) && keep_date(capture, record);
}

// Of several, that of where it stood: the others follow from it.
static void keep_flaw(struct quoth_capture *capture, const struct q_record *record,
                      const quoth_error *stood, const quoth_error *body)
{
    enum { SHOWN = 32 };
    quoth_str why = record->truncated;
    capture->flaw = *stood;
    if (capture->flaw.status != QUOTH_OK)
        return;
    if (body->status != QUOTH_OK)
        q_error(&capture->flaw, QUOTH_EFORMAT, capture->offset, "%s", body->message);
    else if (why.len)
        q_error(&capture->flaw, QUOTH_EFORMAT, capture->offset,
                "cut off when it was fetched (%.*s)",
                why.len < SHOWN ? (int)why.len : SHOWN, why.ptr);
}

quoth_status q_content_read(const struct q_record *record, quoth_str block,
                            struct q_http_room *room, uint64_t offset,
                            const quoth_error *flaw, struct quoth_capture *capture,
                            quoth_error *error)
{
    struct q_http http = {.status = 200};
    quoth_error body = {.status = QUOTH_OK};
    bool text = record->type != Q_RECORD_RESPONSE || is_text_by_name(record->uri);
    if (record->type == Q_RECORD_RESPONSE) {
        if (!q_http_read(block, &http) || http.status / 100 != 2)
            return QUOTH_END;
    } else {
        q_http_media(record->media, &http.type, &http.charset);
    }
    enum media media = media_of(http.type);
    if (media == OTHER)
        return QUOTH_END;
    quoth_status status =
        q_http_body(&http, q_str(block.ptr + http.head, block.len - http.head), room,
                    &capture->bytes, &body);
    if (status != QUOTH_OK)
        return q_error(error, status, offset, "%s", body.message);
    capture->kind = kind_of(media, text, q_str(capture->bytes.ptr, capture->bytes.len));
    if (capture->kind == Q_CAPTURE_NONE || capture->bytes.len == 0)
        return QUOTH_END;
    capture->offset = offset;
    capture->contained = true;
    keep_flaw(capture, record, flaw, &body);
    return keep_strings(capture, record, http.charset) ? QUOTH_OK : q_error_nomem(error);
}
