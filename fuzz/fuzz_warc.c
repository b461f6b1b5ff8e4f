/*
 * Archives of any bytes, read to their end: every call gives a capture, an error at a byte
 * of the file, or the end, and there are no more calls than bytes. The same bytes as a
 * packed file: the window gives them once, then ends.
 */
#include "base/str.h"
#include "fuzz.h"
#include "read/warc/warc.h"

static void check(const quoth_capture *capture, size_t size)
{
    HOLD(capture->bytes.len > 0 && capture->bytes.len <= Q_MAX_PAGE);
    HOLD(capture->kind == Q_CAPTURE_TEXT || capture->kind == Q_CAPTURE_HTML ||
         capture->kind == Q_CAPTURE_FEED);
    HOLD(capture->contained && capture->offset < size);
    HOLD(capture->flaw.status == QUOTH_OK || capture->flaw.offset <= size);
    HOLD(!capture->url.len || capture->url.ptr);
}

static void read_archive(struct q_input *input, quoth_str bytes)
{
    struct q_warc *warc = q_warc_new();
    quoth_capture *capture = quoth_capture_new();
    quoth_error error;
    quoth_status status;
    size_t calls = 0;
    HOLD(warc && capture);
    q_input_open_bytes(input, bytes);
    q_warc_start(warc, false);
    while ((status = q_warc_next(warc, input, capture, &error)) != QUOTH_END) {
        HOLD(++calls <= bytes.len);
        if (status == QUOTH_OK) {
            check(capture, bytes.len);
            q_capture_clear(capture);
            continue;
        }
        HOLD(status == QUOTH_EFORMAT || status == QUOTH_ELIMIT);
        HOLD(error.offset <= bytes.len && capture->bytes.len == 0);
    }
    quoth_capture_free(capture);
    q_warc_free(warc);
}

static void read_packed(struct q_input *input, quoth_str bytes)
{
    quoth_error error;
    struct q_buf peeked;
    q_buf_init(&peeked, 2 * Q_INPUT_PEEK);
    q_input_open_bytes(input, bytes);
    HOLD(q_input_peek(input, 1, &peeked, &error) == QUOTH_OK);
    HOLD(peeked.len <= Q_INPUT_PEEK);
    q_input_unpack(input);
    while (q_input_more(input, &error) == QUOTH_OK &&
           q_input_rest(input).len < Q_INPUT_PEEK)
        continue;
    quoth_str rest = q_input_rest(input);
    // of a frame that is damaged zstd gives the less, the more room it was offered at once
    HOLD(rest.len >= peeked.len || input->flaw.status != QUOTH_OK);
    size_t both = rest.len < peeked.len ? rest.len : peeked.len;
    HOLD(!both || memcmp(rest.ptr, peeked.ptr, both) == 0);
    HOLD(input->flaw.status == QUOTH_OK || input->flaw.offset <= bytes.len);
    q_buf_release(&peeked);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct q_input input;
    quoth_str bytes = q_str((const char *)data, size);
    q_input_init(&input);
    q_warc_is(bytes);
    read_archive(&input, bytes);
    read_packed(&input, bytes);
    q_input_release(&input);
    return 0;
}
