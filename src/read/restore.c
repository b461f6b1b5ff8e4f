#include "read/restore.h"

#include "base/error.h"
#include "base/utf8.h"
#include "read/charset.h"
#include "read/warc/content.h"

// ── A capture → what was received ──

static enum q_received_kind kind_of(const struct quoth_capture *capture)
{
    static const enum q_received_kind kinds[] = {[Q_CAPTURE_NONE] = Q_RECEIVED_TEXT,
                                                 [Q_CAPTURE_TEXT] = Q_RECEIVED_TEXT,
                                                 [Q_CAPTURE_HTML] = Q_RECEIVED_HTML,
                                                 [Q_CAPTURE_FEED] = Q_RECEIVED_FEED,
                                                 [Q_CAPTURE_LINE] = Q_RECEIVED_LINE};
    return capture->contained ? Q_RECEIVED_RECORD : kinds[capture->kind];
}

// A message may quote bytes of a record, cut anywhere; from the record it is told again.
static void tell_flaw(const struct quoth_capture *capture, struct q_received *out)
{
    quoth_str message = q_str_from(capture->flaw.message);
    out->flaw_offset = QUOTH_NO_OFFSET;
    if (capture->flaw.status == QUOTH_OK || q_utf8_check(message) < message.len)
        return;
    out->flaw = message;
    out->flaw_offset = capture->flaw.offset;
}

bool q_capture_received(const quoth_capture *capture, struct q_received *out)
{
    const struct q_given *given = &capture->given;
    const struct q_buf *bytes = capture->contained ? &capture->record : &capture->bytes;
    if (capture->contained && !bytes->len)
        return false;
    *out = (struct q_received){
        .kind = kind_of(capture),
        .bytes = bytes->len ? q_str(bytes->ptr, bytes->len) : Q_STR(""),
        .name = capture->name,
        .path = capture->path,
        .offset = capture->offset,
        .number = capture->number,
        .url = capture->url,
        .charset = capture->charset,
        .fetched = capture->fetched.value,
        .given_charset = q_str_from(given->charset),
        .given_outlet = given->outlet,
        .given_url = given->url,
        .given_published = given->published.text,
        .given_language = given->language,
    };
    tell_flaw(capture, out);
    return true;
}

// ── What was received → a capture ──

static quoth_status put_bytes(struct q_buf *out, quoth_str bytes, quoth_error *error)
{
    q_buf_add_str(out, bytes);
    quoth_status status = q_buf_status(out);
    if (status == QUOTH_ELIMIT)
        return q_error(error, status, QUOTH_NO_OFFSET,
                       "more bytes than a capture may have");
    return status == QUOTH_OK ? status : q_error_nomem(error);
}

static quoth_status damaged(quoth_error *error)
{
    return q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                   "what was received is no capture");
}

// Where the record ends is known: all of its bytes are its own, whatever its head says.
static quoth_status restore_record(struct quoth_capture *capture,
                                   const struct q_received *received, quoth_error *error)
{
    struct q_record record;
    struct q_http_room room;
    const quoth_error none = {.status = QUOTH_OK};
    quoth_str bytes = received->bytes;
    if (!bytes.len || q_record_read(bytes, &record) != Q_RECORD_WHOLE ||
        record.type == Q_RECORD_OTHER)
        return damaged(error);
    q_http_room_init(&room);
    quoth_str block = q_str(bytes.ptr + record.head, bytes.len - record.head);
    quoth_status status =
        q_content_read(&record, block, &room, received->offset, &none, capture, error);
    q_http_room_release(&room);
    if (status == QUOTH_OK)
        status = put_bytes(&capture->record, bytes, error);
    return status == QUOTH_END ? damaged(error) : status;
}

static quoth_status restore_file(struct quoth_capture *capture,
                                 const struct q_received *received, quoth_error *error)
{
    switch (received->kind) {
    case Q_RECEIVED_TEXT:
        capture->kind = Q_CAPTURE_TEXT;
        break;
    case Q_RECEIVED_HTML:
        capture->kind = Q_CAPTURE_HTML;
        break;
    case Q_RECEIVED_FEED:
        capture->kind = Q_CAPTURE_FEED;
        break;
    case Q_RECEIVED_LINE:
        capture->kind = Q_CAPTURE_LINE;
        break;
    case Q_RECEIVED_RECORD:
    case Q_RECEIVED_NONE:
    default:
        return damaged(error);
    }
    capture->offset = received->offset;
    capture->number = received->number;
    capture->url = q_capture_keep(capture, received->url);
    capture->charset = q_capture_keep(capture, received->charset);
    if ((received->url.ptr && !capture->url.ptr) ||
        (received->charset.ptr && !capture->charset.ptr) ||
        q_capture_keep_date(capture, received->fetched, &capture->fetched))
        return q_error_nomem(error);
    return put_bytes(&capture->bytes, received->bytes, error);
}

// Terminated, as iconv wants it.
static quoth_status put_charset(struct quoth_capture *capture, quoth_str name,
                                const char **out, quoth_error *error)
{
    *out = NULL;
    if (!name.ptr)
        return QUOTH_OK;
    quoth_str copy;
    if (!q_str_keep(name, &capture->arena, &copy))
        return q_error_nomem(error);
    *out = copy.ptr;
    return q_charset_known(copy.ptr) ? QUOTH_OK : damaged(error);
}

static void put_flaw(struct quoth_capture *capture, const struct q_received *received)
{
    enum { MOST = sizeof capture->flaw.message - 1 };
    quoth_str flaw = received->flaw;
    if (flaw.ptr)
        q_error(&capture->flaw, QUOTH_EFORMAT, received->flaw_offset, "%.*s",
                (int)(flaw.len < MOST ? flaw.len : MOST), flaw.ptr);
}

// What stood beside the bytes.
static quoth_status give(struct quoth_capture *capture, const struct q_received *received,
                         quoth_error *error)
{
    struct q_given given = {.outlet = received->given_outlet,
                            .url = received->given_url,
                            .language = received->given_language,
                            .published = {.text = received->given_published}};
    quoth_status status =
        put_charset(capture, received->given_charset, &given.charset, error);
    if (status != QUOTH_OK)
        return status;
    capture->name = q_capture_keep(capture, received->name);
    capture->path = q_capture_keep(capture, received->path);
    if ((received->name.ptr && !capture->name.ptr) ||
        (received->path.ptr && !capture->path.ptr) || q_capture_give(capture, &given))
        return q_error_nomem(error);
    put_flaw(capture, received);
    return QUOTH_OK;
}

quoth_status q_capture_restore(quoth_capture *capture, const struct q_received *received,
                               quoth_error *error)
{
    q_capture_clear(capture);
    quoth_status status = received->kind == Q_RECEIVED_RECORD
                              ? restore_record(capture, received, error)
                              : restore_file(capture, received, error);
    if (status == QUOTH_OK)
        status = give(capture, received, error);
    if (status != QUOTH_OK)
        q_capture_clear(capture);
    return status;
}
