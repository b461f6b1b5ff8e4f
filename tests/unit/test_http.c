// src/read/warc/http: heads, chunks and packed bodies, undone already or never.
#include "assert_str.h"
#include "base/limits.h"
#include "base/str.h"
#include "read/warc/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>
#include <zlib.h>

static struct q_http http;
static struct q_http_room room;
static struct q_buf out;
static quoth_error flaw;

static int set_up(void **state)
{
    (void)state;
    q_http_room_init(&room);
    q_buf_init(&out, Q_MAX_LINE);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    q_http_room_release(&room);
    q_buf_release(&out);
    return 0;
}

static void heads_are_taken_apart(void **state)
{
    (void)state;
    static const struct {
        const char *head, *type, *charset;
        int status;
        bool chunked;
        uint32_t codings;
    } cases[] = {
        {"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "text/html", NULL, 200,
         false, 0},
        {"HTTP/1.0 200\n\n", NULL, NULL, 200, false, 0},
        {"HTTP/2 404\r\n\r\n", NULL, NULL, 404, false, 0},
        {"HTTP/1.1  301 Moved\r\n\r\n", NULL, NULL, 301, false, 0},
        {"HTTP/1.1 2000\r\n\r\n", NULL, NULL, 0, false, 0},
        {"HTTP/1.1\r\n\r\n", NULL, NULL, 0, false, 0},
        {"HTTP/1.1 200 OK\r\ncontent-TYPE:text/html;Charset=\"UTF-8\" ; x=y\r\n\r\n",
         "text/html", "UTF-8", 200, false, 0},
        {"HTTP/1.1 200 OK\r\nContent-Type: \r\nContent-Type: a/b; charset='x'\r\n\r\n",
         "a/b", "x", 200, false, 0},
        {"HTTP/1.1 200 OK\r\nContent-Type: a/b; charset=\r\nno field\r\n\r\n", "a/b", NULL,
         200, false, 0},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, Chunked\r\n"
         "Content-Encoding: br,identity, gzip\r\n\r\n",
         NULL, NULL, 200, true, 3},
        {"HTTP/1.1 200 OK\r\nContent-Encoding: a,b,c,d,e,f\r\n\r\n", NULL, NULL, 200, false,
         Q_HTTP_CODINGS},
        {"HTTP/1.1 200 OK\r\nContent-Type: a", "a", NULL, 200, false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(q_http_read(q_str_from(cases[i].head), &http));
        assert_int_equal(http.status, cases[i].status);
        assert_str(http.type, cases[i].type);
        assert_str(http.charset, cases[i].charset);
        assert_int_equal(http.chunked, cases[i].chunked);
        assert_int_equal(http.coding_count, cases[i].codings);
        assert_int_equal(http.head, strlen(cases[i].head));
    }
    assert_false(q_http_read(Q_STR(""), &http));
    assert_false(q_http_read(Q_STR("GET / HTTP/1.1\r\n\r\n"), &http));
    assert_false(q_http_read(Q_STR("20080430204825\nwww.a.example. 589 IN A"), &http));
}

static void a_head_has_a_limit(void **state)
{
    (void)state;
    struct q_buf message;
    q_buf_init(&message, (size_t)4 * Q_MAX_RECORD_HEAD);
    q_buf_add_str(&message, Q_STR("HTTP/1.1 200 OK\r\n"));
    while (message.len < 3 * (size_t)Q_MAX_RECORD_HEAD)
        q_buf_add_str(&message, Q_STR("X-Long: very\r\n"));
    assert_true(q_http_read(q_str(message.ptr, message.len), &http));
    assert_int_equal(http.head, Q_MAX_RECORD_HEAD);
    q_buf_release(&message);
}

static quoth_status read_body(const char *head, quoth_str body)
{
    q_buf_cut(&out, 0);
    assert_true(q_http_read(q_str_from(head), &http));
    return q_http_body(&http, body, &room, &out, &flaw);
}

// `message`: what the flaw says; NULL: there is none.
static void assert_body(const char *head, quoth_str body, const char *want,
                        const char *message)
{
    assert_int_equal(read_body(head, body), QUOTH_OK);
    assert_str(out.len ? q_str(out.ptr, out.len) : Q_STR(""), want);
    if (message)
        assert_string_equal(flaw.message, message);
    assert_int_equal(flaw.status, message ? QUOTH_EFORMAT : QUOTH_OK);
}

#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

static void chunks_are_joined(void **state)
{
    (void)state;
    static const struct {
        const char *body, *want, *flaw;
    } cases[] = {
        {"3\r\n<p>\r\n4\r\nNo, \r\n0\r\n\r\n", "<p>No, ", NULL},
        {"003;a=b\r\n<p>\r\nA\r\n0123456789\r\n00\r\nTrailer: x\r\n\r\n", "<p>0123456789",
         NULL},
        {"3\n<p>\n0\n\n", "<p>", NULL},
        {"3\r\n<p>0\r\n\r\n", "<p>", NULL}, // without its line end
        {"<p>no chunks at all", "<p>no chunks at all", NULL},
        {"", "", NULL},
        {"5\r\n<p>", "<p>", "a chunk is cut off"},
        {"3\r\n<p>\r\n", "<p>", "the last chunk is missing"},
        {"3\r\n<p>\r\nand so on", "<p>and so on", "no chunk where one should start"},
        {"ffffffffffffffff\r\n<p>", "<p>", "a chunk is cut off"},
        {"fffffffffffffffff\r\n<p>", "fffffffffffffffff\r\n<p>", NULL}, // no size
        {"3\r\n<p>\r\n10000000000000003\r\nx", "<p>10000000000000003\r\nx",
         "no chunk where one should start"},
        {"-3\r\n<p>", "-3\r\n<p>", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_body(CHUNKED, q_str_from(cases[i].body), cases[i].want, cases[i].flaw);
    // Where nobody speaks of chunks there are none.
    assert_body("HTTP/1.1 200 OK\r\n\r\n", Q_STR("3\r\n<p>"), "3\r\n<p>", NULL);
}

enum { PACKED = 4096 };

static quoth_str pack(const char *text, int window, char *to)
{
    z_stream packer = {.zalloc = NULL};
    assert_int_equal(deflateInit2(&packer, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY),
                     Z_OK);
    packer.next_in = (const Bytef *)text;
    packer.avail_in = (uInt)strlen(text);
    packer.next_out = (Bytef *)to;
    packer.avail_out = PACKED;
    assert_int_equal(deflate(&packer, Z_FINISH), Z_STREAM_END);
    size_t len = PACKED - packer.avail_out;
    deflateEnd(&packer);
    return q_str(to, len);
}

#define CODED(name) "HTTP/1.1 200 OK\r\nContent-Encoding: " name "\r\n\r\n"
#define PAGE "<!doctype html><p>“No,” said Jane Roe. “No,” she said."

static void packed_bodies_are_unpacked(void **state)
{
    (void)state;
    char bytes[PACKED], twice[PACKED];
    quoth_str gzip = pack(PAGE, 31, bytes);
    assert_body(CODED("gzip"), gzip, PAGE, NULL);
    assert_body(CODED("X-GZIP"), gzip, PAGE, NULL);
    assert_body("HTTP/1.1 200 OK\r\n\r\n", gzip, PAGE, NULL); // not said
    assert_body(CODED("gzip"), Q_STR(PAGE), PAGE, NULL);      // undone already
    assert_body(CODED("gzip"), q_str(gzip.ptr, gzip.len - 4), PAGE,
                "a packed body (gzip) that is cut off or wrong");
    assert_int_equal(read_body(CODED("gzip"), q_str(gzip.ptr, gzip.len / 2)), QUOTH_OK);
    assert_true(out.len < strlen(PAGE) && memcmp(out.ptr, PAGE, out.len) == 0);
    assert_int_equal(flaw.status, QUOTH_EFORMAT);
    assert_body(CODED("deflate"), pack(PAGE, 15, twice), PAGE, NULL);
    assert_body(CODED("deflate"), pack(PAGE, -15, twice), PAGE, NULL);
    assert_body(CODED("deflate"), Q_STR(PAGE), PAGE, NULL);
    assert_body(CODED("deflate"), Q_STR("x"), "x", NULL);
    assert_body(CODED("compress"), Q_STR(PAGE), PAGE, NULL);
}

static void codings_may_be_stacked(void **state)
{
    (void)state;
    char bytes[PACKED], chunks[PACKED + 32];
    quoth_str gzip = pack(PAGE, 31, bytes);
    int head = snprintf(chunks, sizeof chunks, "%zx\r\n", gzip.len);
    memcpy(chunks + head, gzip.ptr, gzip.len);
    memcpy(chunks + head + gzip.len, "\r\n0\r\n\r\n", 7);
    assert_body(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
        "\r\n",
        q_str(chunks, (size_t)head + gzip.len + 7), PAGE, NULL);
    // Packed in zlib's wrapping, which holds any bytes, then gzip: undone from the outside.
    uLongf len = PACKED;
    char wrapped[PACKED];
    assert_int_equal(
        compress((Bytef *)wrapped, &len, (const Bytef *)gzip.ptr, (uLong)gzip.len), Z_OK);
    assert_body(CODED("gzip, deflate"), q_str(wrapped, len), PAGE, NULL);
}

static void brotli_is_unpacked(void **state)
{
    (void)state;
    // "<p>No.</p>" as it is, in one block that is not compressed
    static const char stored[] = "\x8b\x04\x80<p>No.</p>\x03";
    assert_body(CODED("br"), q_str(stored, sizeof stored - 1), "<p>No.</p>", NULL);
    assert_body(CODED("br"), Q_STR(PAGE), PAGE, NULL);
    assert_body(CODED("br"), q_str(stored, sizeof stored - 2), "<p>No.</p>",
                "a packed body (br) that is cut off or wrong");
}

static void a_bomb_has_a_limit(void **state)
{
    (void)state;
    struct q_buf blanks, bomb;
    q_buf_init(&blanks, (size_t)1 << 30);
    q_buf_init(&bomb, (size_t)1 << 30);
    for (size_t more = 0; more < 2; more++) {
        size_t size = Q_MAX_PAGE + more;
        q_buf_cut(&blanks, 0);
        q_buf_cut(&bomb, 0);
        memset(q_buf_room(&blanks, size), ' ', size);
        uLongf len = compressBound((uLong)size);
        char *to = q_buf_room(&bomb, len);
        assert_int_equal(
            compress((Bytef *)to, &len, (const Bytef *)blanks.ptr, (uLong)size), Z_OK);
        quoth_status status = read_body(CODED("deflate"), q_str(to, len));
        assert_int_equal(status, more ? QUOTH_ELIMIT : QUOTH_OK);
        if (more)
            assert_string_equal(flaw.message, "a body of more than 32 MB");
        else
            assert_int_equal(out.len, size);
    }
    q_buf_release(&blanks);
    q_buf_release(&bomb);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(heads_are_taken_apart),  TEST(a_head_has_a_limit),
        TEST(chunks_are_joined),      TEST(packed_bodies_are_unpacked),
        TEST(codings_may_be_stacked), TEST(brotli_is_unpacked),
        TEST(a_bomb_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
