// A reader of archives under test, what it gives and what it must give.
#ifndef WITH_WARC_H
#define WITH_WARC_H

#include "assert_str.h"
#include "base/error.h"
#include "read/warc/warc.h"
#include "with_archive.h"

static struct q_input input;
static struct q_warc *warc;
static quoth_capture *capture;
static quoth_error error;

static inline int set_up(void **state)
{
    (void)state;
    q_input_init(&input);
    warc = q_warc_new();
    capture = quoth_capture_new();
    return !warc || !capture;
}

static inline int tear_down(void **state)
{
    (void)state;
    quoth_capture_free(capture);
    q_warc_free(warc);
    q_input_release(&input);
    return 0;
}

static struct archive made;

static inline void make(void)
{
    q_buf_release(&made.bytes);
    archive_init(&made);
}

static inline void open_bytes(quoth_str bytes)
{
    q_input_open_bytes(&input, bytes);
    q_warc_start(warc, false);
}

static inline quoth_status next(void)
{
    q_capture_clear(capture);
    return q_warc_next(warc, &input, capture, &error);
}

static inline void assert_next(enum q_capture_kind kind, size_t offset, const char *url,
                               const char *bytes)
{
    if (next() != QUOTH_OK)
        fail_msg("%s, at %d", error.message, (int)error.offset);
    assert_int_equal(capture->kind, kind);
    assert_str(quoth_capture_bytes(capture), bytes);
    assert_str(capture->url, url);
    assert_int_equal(capture->offset, offset);
    assert_true(capture->contained);
}

static inline void assert_wrong(quoth_status status, size_t offset, const char *message)
{
    assert_int_equal(next(), status);
    assert_string_equal(error.message, message);
    assert_int_equal(error.offset, offset);
    assert_int_equal(capture->bytes.len, 0);
}

static inline void assert_end(void)
{
    if (next() != QUOTH_END)
        fail_msg("not the end: %s", error.message);
    assert_int_equal(next(), QUOTH_END); // and stays there
}

#define HTML "Content-Type: text/html; charset=utf-8\r\n"
#define PAGE "<!doctype html><p>“No,” said Jane Roe."

#endif
