/*
 * HTTP messages of any bytes: what is said of the head lies in the message, and a body is
 * given within its limit, with a flaw or without; the same twice.
 */
#include "base/limits.h"
#include "base/str.h"
#include "fuzz.h"
#include "read/warc/http.h"

static void check_inside(quoth_str part, quoth_str message)
{
    HOLD(!part.ptr || (part.len && part.ptr >= message.ptr &&
                       part.ptr + part.len <= message.ptr + message.len));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct q_http http;
    struct q_http_room room;
    struct q_buf out[2];
    quoth_error flaw[2];
    quoth_status status[2];
    quoth_str message = q_str((const char *)data, size);
    if (!q_http_read(message, &http))
        return 0;
    HOLD(http.head <= size && http.status >= 0 && http.status <= 999);
    check_inside(http.type, message);
    check_inside(http.charset, message);
    HOLD(http.coding_count <= Q_HTTP_CODINGS);
    q_http_room_init(&room);
    for (int i = 0; i < 2; i++) {
        quoth_str body = q_str(message.ptr + http.head, size - http.head);
        q_buf_init(&out[i], Q_MAX_LINE);
        status[i] = q_http_body(&http, body, &room, &out[i], &flaw[i]);
        HOLD(status[i] == QUOTH_OK || status[i] == QUOTH_ELIMIT);
        HOLD(out[i].len <= Q_MAX_PAGE);
    }
    HOLD(status[0] == status[1] && flaw[0].status == flaw[1].status);
    HOLD(out[0].len == out[1].len);
    HOLD(!out[0].len || memcmp(out[0].ptr, out[1].ptr, out[0].len) == 0);
    q_buf_release(&out[0]);
    q_buf_release(&out[1]);
    q_http_room_release(&room);
    return 0;
}
