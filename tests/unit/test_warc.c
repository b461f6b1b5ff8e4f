// src/read/warc: archives to captures; and what damage costs.
#include "with_warc.h"

#define XXH_INLINE_ALL
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>
#include <xxhash.h>

static void open_archive(const struct archive *archive)
{
    open_bytes(q_buf_held(&archive->bytes));
}

static void assert_flaw(const char *message)
{
    assert_int_equal(capture->flaw.status, QUOTH_EFORMAT);
    assert_string_equal(capture->flaw.message, message);
}

// ── Records ──

static void responses_are_captures(void **state)
{
    (void)state;
    make();
    add_record(&made, "WARC-Type: warcinfo\r\n", Q_STR("software: a test\r\n"));
    add_record(&made, "WARC-Type: request\r\n", Q_STR("GET / HTTP/1.1\r\n\r\n"));
    add_response(&made, "http://lindholm.example/1", HTML, Q_STR(PAGE));
    add_record(&made, "WARC-Type: metadata\r\n", Q_STR("a: b"));
    add_record(&made, "WARC-Type: revisit\r\nWARC-Target-URI: http://x.example/\r\n",
               Q_STR("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"));
    add_response(&made, "<http://lindholm.example/a b>", "content-type:TEXT/HTML\r\n",
                 Q_STR(PAGE "2"));
    open_archive(&made);
    assert_next(Q_CAPTURE_HTML, made.starts[2], "http://lindholm.example/1", PAGE);
    assert_str(capture->charset, "utf-8");
    assert_str(capture->fetched.value, "2021-03-04T05:06Z");
    assert_int_equal(capture->flaw.status, QUOTH_OK);
    assert_next(Q_CAPTURE_HTML, made.starts[5], "http://lindholm.example/a b", PAGE "2");
    assert_str(capture->charset, NULL);
    assert_end();
}

static void heads_may_be_odd(void **state)
{
    (void)state;
    make();
    q_buf_add_str(
        &made.bytes,
        Q_STR("WARC/0.18\nwarc-type:RESPONSE\nwarc-target-uri: http://a.example/\n"
              "WARC-Date: 2008-10-294T05:21:46-0700\nX-Folded: a\n  b: c\n"
              "no field\ncontent-length: 41\n\nHTTP/1.0 200\nContent-Type: "
              "text/html\n\n<p>\n\n"
              "WARC/1.1\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\n"
              "WARC-Date: 2021-03-04T05:06:07.123456Z\r\nContent-Length: 4\r\n\r\n"
              "TextWARC/1.0\r\nWARC-Type: resource\r\nContent-Type: "
              "text/html; charset=\"EUC-JP\"\r\nContent-Length: 3\r\n\r\n<p>"));
    open_archive(&made);
    assert_next(Q_CAPTURE_HTML, 0, "http://a.example/", "<p>");
    assert_null(capture->fetched.value.ptr);
    assert_int_equal(next(), QUOTH_OK);
    assert_int_equal(capture->kind, Q_CAPTURE_TEXT);
    assert_str(quoth_capture_bytes(capture), "Text");
    assert_str(capture->fetched.value, "2021-03-04T05:06Z");
    assert_int_equal(capture->flaw.status, QUOTH_OK);
    assert_int_equal(next(), QUOTH_OK);
    assert_str(quoth_capture_bytes(capture), "<p>");
    assert_str(capture->charset, "EUC-JP");
    assert_str(capture->url, NULL);
    assert_end();
}

static void kinds_are_told_or_seen(void **state)
{
    (void)state;
    static const struct {
        const char *type, *body;
        enum q_capture_kind kind; // NONE: passed over
    } cases[] = {
        {"text/html", "words", Q_CAPTURE_HTML},
        {"application/xhtml+xml", "<p>", Q_CAPTURE_HTML},
        {"text/html", "<?xml version='1.0'?><rss><channel/></rss>", Q_CAPTURE_FEED},
        {"application/rss+xml; charset=utf-8", "<rss/>", Q_CAPTURE_FEED},
        {"application/atom+xml", "<feed/>", Q_CAPTURE_FEED},
        {"application/feed+json", "{}", Q_CAPTURE_FEED},
        {"application/json", "{\"version\": \"https://jsonfeed.org/version/1\"}",
         Q_CAPTURE_FEED},
        {"application/json", "{\"a\": 1}", Q_CAPTURE_NONE},
        {"text/xml", "<rdf:RDF xmlns='x'>", Q_CAPTURE_FEED},
        {"application/xml", "<sitemap/>", Q_CAPTURE_NONE},
        {"", "  <!DOCTYPE HTML><p>", Q_CAPTURE_HTML},
        {"application/octet-stream", "\xef\xbb\xbf<html>", Q_CAPTURE_HTML},
        {"unknown", "PK", Q_CAPTURE_NONE},
        {"text/plain", "The bridge is safe.", Q_CAPTURE_TEXT},
        {"image/png", "<html>", Q_CAPTURE_NONE},
        {"application/pdf", "%PDF", Q_CAPTURE_NONE},
        {"text/html", "", Q_CAPTURE_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char lines[128];
        make();
        snprintf(lines, sizeof lines, "Content-Type: %s\r\n", cases[i].type);
        add_response(&made, "http://a.example/", lines, q_str_from(cases[i].body));
        open_archive(&made);
        if (cases[i].kind != Q_CAPTURE_NONE)
            assert_next(cases[i].kind, 0, "http://a.example/", cases[i].body);
        assert_end();
    }
    make();
    add_record(&made,
               "WARC-Type: resource\r\nContent-Type: text/plain\r\n"
               "WARC-Target-URI: http://a.example/\r\n",
               Q_STR("Words."));
    add_record(&made, "WARC-Type: response\r\n",
               Q_STR("HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n" PAGE));
    add_response(&made, "http://a.example/robots.txt", "Content-Type: text/plain\r\n",
                 Q_STR("User-agent: *"));
    add_response(&made, "http://a.example/lib.min.js?v=1.txt",
                 "Content-Type: text/plain\r\n", Q_STR("var a;"));
    add_record(&made, "WARC-Type: response\r\nContent-Type: text/dns\r\n",
               Q_STR("20080430"));
    open_archive(&made);
    assert_next(Q_CAPTURE_TEXT, 0, "http://a.example/", "Words.");
    assert_end();
}

static void arc_files_are_read_too(void **state)
{
    (void)state;
    static const char arc[] =
        "filedesc://a.arc 127.0.0.1 20140216050221 text/plain 20\n"
        "1 0 Nobody\nURL IP-a\n\n"
        "dns:a.example 10.0.0.1 20140216050221 text/dns 8\n20140216\n"
        "http://a.example/x y?z 10.0.0.1 20140216050221 text/html 47\n"
        "HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>One\n"
        "http://a.example/2 10.0.0.1 20140216050221 text/html 200 - - 0 a.arc 20\n"
        "HTTP/1.0 200 OK\n\n<p>\n";
    open_bytes(q_str_from(arc));
    assert_next(Q_CAPTURE_HTML, 135, "http://a.example/x y?z", "<p>One");
    assert_str(capture->fetched.value, "2014-02-16T05:02Z");
    assert_end(); // the second page has no type and looks like none
    assert_true(q_warc_is(q_str_from(arc)));
    assert_true(q_warc_is(Q_STR("\r\nWARC/1.0\r\nWARC-Type: x\r\n")));
    assert_false(q_warc_is(Q_STR("WARC is a format")));
    assert_false(q_warc_is(Q_STR("http://a.example/ is an address")));
    assert_false(q_warc_is(Q_STR("")));
}

// ── Packing ──

static void make_two(void)
{
    make();
    add_record(&made, "WARC-Type: warcinfo\r\n", Q_STR("software: a test\r\n"));
    add_response(&made, "http://a.example/1", HTML, Q_STR(PAGE "1"));
    add_response(&made, "http://a.example/2", HTML, Q_STR(PAGE "2"));
}

static void packed_archives_say_where_their_members_start(void **state)
{
    (void)state;
    void (*const packs[])(struct q_buf *, quoth_str) = {add_gzip, add_zstd};
    make_two();
    for (size_t i = 0; i < 2; i++) {
        struct archive packed;
        pack_records(&made, &packed, packs[i]);
        q_buf_add(&packed.bytes, "\0\0\0\0", 4); // filled up
        open_archive(&packed);
        assert_next(Q_CAPTURE_HTML, packed.starts[1], "http://a.example/1", PAGE "1");
        assert_next(Q_CAPTURE_HTML, packed.starts[2], "http://a.example/2", PAGE "2");
        assert_end();
        q_buf_release(&packed.bytes);
    }
}

// Members of any length, in the middle of heads too.
static void members_may_end_anywhere(void **state)
{
    (void)state;
    make_two();
    for (size_t len = 1; len <= made.bytes.len; len += 1 + len / 7) {
        struct archive packed;
        archive_init(&packed);
        for (size_t at = 0; at < made.bytes.len; at += len) {
            size_t now = made.bytes.len - at < len ? made.bytes.len - at : len;
            add_gzip(&packed.bytes, q_str(made.bytes.ptr + at, now));
        }
        open_archive(&packed);
        for (int i = 1; i <= 2; i++) {
            assert_int_equal(next(), QUOTH_OK);
            assert_str(quoth_capture_bytes(capture), i == 1 ? PAGE "1" : PAGE "2");
            assert_int_equal(capture->flaw.status, QUOTH_OK);
        }
        assert_end();
        q_buf_release(&packed.bytes);
    }
}

static void zstd_may_have_a_dictionary(void **state)
{
    (void)state;
    char dictionary[4096], packed[4096];
    ZSTD_CCtx *packer = ZSTD_createCCtx();
    for (size_t i = 0; i < sizeof dictionary; i++)
        dictionary[i] = "Lindholm said the bridge would open. "[i * i % 37];
    struct archive out;
    make_two();
    archive_init(&out);
    q_buf_add(&out.bytes, "\x5d\x2a\x4d\x18\x00\x10\x00\x00", 8);
    q_buf_add(&out.bytes, dictionary, sizeof dictionary);
    for (size_t i = 0; i < made.count; i++) {
        size_t start = made.starts[i], end = made.starts[i + 1];
        size_t len =
            ZSTD_compress_usingDict(packer, packed, sizeof packed, made.bytes.ptr + start,
                                    end - start, dictionary, sizeof dictionary, 3);
        assert_false(ZSTD_isError(len));
        q_buf_add(&out.bytes, packed, len);
    }
    ZSTD_freeCCtx(packer);
    open_archive(&out);
    assert_int_equal(next(), QUOTH_OK);
    assert_str(quoth_capture_bytes(capture), PAGE "1");
    assert_int_equal(next(), QUOTH_OK);
    assert_end();
    q_buf_release(&out.bytes);
}

// ── Damage ──

static void lengths_may_lie(void **state)
{
    (void)state;
    static const struct {
        const char *length, *flaw;
    } cases[] = {{"51", NULL},
                 {"45", "its length is too small"},
                 {"60", "its length is too large"},
                 {"900", "its length is too large"},
                 {"99999999999", "its length is too large"},
                 {"99999999999999999999999", "its length is not told"},
                 {"-1", "its length is not told"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char head[256];
        make();
        snprintf(head, sizeof head,
                 "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %s\r\n\r\n"
                 "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Roe.\r\n\r\n",
                 cases[i].length);
        q_buf_add_str(&made.bytes, q_str_from(head));
        size_t second = made.bytes.len;
        add_response(&made, "http://a.example/2", HTML, Q_STR(PAGE));
        open_archive(&made);
        assert_next(Q_CAPTURE_HTML, 0, NULL, "<p>Roe.");
        if (cases[i].flaw)
            assert_flaw(cases[i].flaw);
        else
            assert_int_equal(capture->flaw.status, QUOTH_OK);
        assert_next(Q_CAPTURE_HTML, second, "http://a.example/2", PAGE);
        assert_int_equal(capture->flaw.status, QUOTH_OK);
        assert_end();
    }
}

#define TELLS                                                                              \
    "<p>A record starts so:\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: 7\r\n\r\n" \
    "and so on, said Lindholm."

static void a_page_may_tell_of_records(void **state)
{
    (void)state;
    make();
    add_response(&made, "http://a.example/1", HTML, Q_STR(TELLS));
    add_response(&made, "http://a.example/2", HTML, Q_STR(PAGE));
    open_archive(&made);
    assert_next(Q_CAPTURE_HTML, 0, "http://a.example/1", TELLS);
    assert_next(Q_CAPTURE_HTML, made.starts[1], "http://a.example/2", PAGE);
    assert_end();
    made.bytes.ptr[made.starts[1] + 2] = 'X'; // the next one's head is damaged
    open_archive(&made);
    assert_next(Q_CAPTURE_HTML, 0, "http://a.example/1", TELLS);
    assert_int_equal(capture->flaw.status, QUOTH_OK);
    char message[80];
    snprintf(message, sizeof message,
             "no record where one should start: %zu bytes passed over",
             made.starts[2] - made.starts[1]);
    assert_wrong(QUOTH_EFORMAT, made.starts[1], message);
    assert_end();
}

static void a_damaged_member_costs_itself(void **state)
{
    (void)state;
    enum { UNREAD = 6 }; // bytes of a member's head: its time, its level, its system
    struct archive packed;
    make_two();
    pack_records(&made, &packed, add_gzip);
    size_t lost = 0;
    for (size_t at = packed.starts[1]; at < packed.starts[2]; at++) {
        packed.bytes.ptr[at] ^= 0x24;
        open_archive(&packed);
        quoth_status status = next();
        if (status == QUOTH_OK) {
            assert_str(quoth_capture_bytes(capture), PAGE "1");
        } else {
            assert_int_equal(status, QUOTH_EFORMAT);
            assert_int_equal(error.offset, packed.starts[1]);
            lost++;
        }
        assert_next(Q_CAPTURE_HTML, packed.starts[2], "http://a.example/2", PAGE "2");
        assert_end();
        packed.bytes.ptr[at] ^= 0x24;
    }
    assert_true(lost + UNREAD == packed.starts[2] - packed.starts[1]);
    q_buf_release(&packed.bytes);
}

static void nobody_must_ask_what_was_wrong(void **state)
{
    (void)state;
    struct archive packed;
    quoth_reader *reader;
    quoth_article *article = quoth_article_new();
    make_two();
    pack_records(&made, &packed, add_gzip);
    packed.bytes.ptr[packed.starts[2] - 5] ^= 1; // of a checksum
    assert_int_equal(quoth_reader_open_bytes(&reader, q_buf_held(&packed.bytes),
                                             "a.warc.gz", NULL, NULL),
                     QUOTH_OK);
    assert_int_equal(quoth_reader_next(reader, article, NULL), QUOTH_EFORMAT);
    assert_int_equal(quoth_reader_next(reader, article, NULL), QUOTH_OK);
    assert_int_equal(quoth_reader_next(reader, article, NULL), QUOTH_END);
    quoth_reader_close(reader);
    quoth_article_free(article);
    q_buf_release(&packed.bytes);
}

static void what_is_cut_off_is_given_as_far_as_it_goes(void **state)
{
    (void)state;
    make_two();
    open_bytes(q_str(made.bytes.ptr, made.bytes.len - 10));
    assert_int_equal(next(), QUOTH_OK);
    assert_next(Q_CAPTURE_HTML, made.starts[2], "http://a.example/2",
                "<!doctype html><p>“No,” said Jane");
    assert_flaw("cut off");
    assert_end();
    open_bytes(q_str(made.bytes.ptr, made.starts[2] + 20)); // in a head
    assert_int_equal(next(), QUOTH_OK);
    assert_wrong(QUOTH_EFORMAT, made.starts[2],
                 "a record is cut off in its head: 20 bytes passed over");
    assert_end();
    struct q_buf whole;
    q_buf_init(&whole, 1 << 20);
    add_gzip(&whole, q_buf_held(&made.bytes));
    open_bytes(q_str(whole.ptr, whole.len - 10));
    assert_next(Q_CAPTURE_HTML, 0, "http://a.example/1", PAGE "1");
    assert_int_equal(next(), QUOTH_OK);
    assert_true(q_str_starts(Q_STR(PAGE "2"), quoth_capture_bytes(capture)));
    assert_flaw("cut off: the file ends inside gzip data");
    assert_end();
    open_bytes(q_str(whole.ptr, whole.len - 4)); // all is there but the checksum
    assert_next(Q_CAPTURE_HTML, 0, "http://a.example/1", PAGE "1");
    assert_next(Q_CAPTURE_HTML, 0, "http://a.example/2", PAGE "2");
    assert_wrong(QUOTH_EFORMAT, whole.len - 4, "cut off: the file ends inside gzip data");
    assert_end();
    q_buf_release(&whole);
}

static void what_is_too_large_is_passed_over(void **state)
{
    (void)state;
    struct q_buf block;
    q_buf_init(&block, (size_t)1 << 30);
    q_buf_add_str(&block, Q_STR("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"));
    char *room = q_buf_room(&block, Q_MAX_PAGE);
    assert_non_null(room);
    memset(room, 'a', Q_MAX_PAGE);
    block.len += Q_MAX_PAGE;
    make();
    add_record(&made, "WARC-Type: response\r\n", q_buf_held(&block));
    add_record(&made, "WARC-Type: request\r\n", q_buf_held(&block));
    add_response(&made, "http://a.example/2", HTML, Q_STR(PAGE));
    struct archive packed;
    pack_records(&made, &packed, add_gzip);
    for (int i = 0; i < 2; i++) {
        const struct archive *archive = i ? &packed : &made;
        open_archive(archive);
        assert_wrong(QUOTH_ELIMIT, 0,
                     "a record of 33554476 bytes, more than 32 MB: passed over");
        assert_next(Q_CAPTURE_HTML, archive->starts[2], "http://a.example/2", PAGE);
        assert_end();
    }
    q_buf_release(&packed.bytes);
    struct q_buf bomb;
    q_buf_init(&bomb, (size_t)1 << 30);
    add_gzip(&bomb, q_buf_held(&block));
    make();
    add_response(&made, "http://a.example/1", HTML "Content-Encoding: gzip\r\n",
                 q_buf_held(&bomb));
    add_response(&made, "http://a.example/2", HTML, Q_STR(PAGE));
    open_archive(&made);
    assert_wrong(QUOTH_ELIMIT, 0, "a body of more than 32 MB");
    assert_next(Q_CAPTURE_HTML, made.starts[1], "http://a.example/2", PAGE);
    assert_end();
    make(); // a head without an end
    q_buf_add_str(&made.bytes, Q_STR("WARC/1.0\r\nWARC-Type: response\r\nX: "));
    q_buf_add(&made.bytes, block.ptr + 100, Q_MAX_RECORD_HEAD + 1000);
    q_buf_add_str(&made.bytes, Q_STR("\r\n"));
    made.starts[0] = made.bytes.len;
    add_response(&made, "http://a.example/2", HTML, Q_STR(PAGE));
    open_archive(&made);
    assert_int_equal(next(), QUOTH_EFORMAT);
    assert_next(Q_CAPTURE_HTML, made.starts[0], "http://a.example/2", PAGE);
    assert_end();
    q_buf_release(&block);
    q_buf_release(&bomb);
}

static void what_is_no_archive_ends(void **state)
{
    (void)state;
    static const char *const cases[] = {"x",
                                        "WARC/",
                                        "WARC/1.0\r\n",
                                        "\x1f\x8b\x08",
                                        "\n",
                                        "\x28\xb5\x2f\xfd",
                                        "http://a.example/"};
    open_bytes(Q_STR(""));
    assert_end();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        open_bytes(q_str_from(cases[i]));
        quoth_status status = next();
        assert_true(status == QUOTH_EFORMAT || status == QUOTH_END);
        assert_end();
    }
}

// ── Variants ──

enum { MAX_GIVEN = 400 };

struct given {
    uint64_t hash;   // of the bytes and the address
    uint64_t offset; // of its record
};

static uint64_t bits(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

// Reads `bytes` to the end: how many captures, the first MAX_GIVEN of them in `given`.
static size_t read_all(quoth_str bytes, struct given *given)
{
    size_t count = 0, calls = 0;
    quoth_status status;
    open_bytes(bytes);
    while ((status = next()) != QUOTH_END) {
        assert_true(++calls < 10000);
        if (status != QUOTH_OK) {
            assert_int_equal(status, QUOTH_EFORMAT);
            assert_true(error.offset <= bytes.len);
            continue;
        }
        uint64_t hash = XXH3_64bits_withSeed(
            capture->bytes.ptr, capture->bytes.len,
            capture->url.ptr ? XXH3_64bits(capture->url.ptr, capture->url.len) : 0);
        if (count < MAX_GIVEN)
            given[count++] = (struct given){hash, capture->offset};
    }
    return count;
}

struct variant {
    size_t from, to; // what was touched, in the whole archive
    bool cut;
};

// Makes a variant in `bytes`: a cut, of up to a good part of the archive, or flipped bytes.
static struct variant damage(quoth_str whole, struct q_buf *bytes, uint64_t *state)
{
    static const size_t lengths[] = {1, 2, 16, 500, 5000};
    size_t most = lengths[bits(state) % 5], len = 1 + bits(state) % most;
    if (len > whole.len / 4)
        len = 1 + whole.len / 4;
    struct variant v = {.from = bits(state) % (whole.len - len), .cut = bits(state) % 2};
    enum { MOST_FLIPPED = 16 };
    if (!v.cut && len > MOST_FLIPPED)
        len = MOST_FLIPPED;
    v.to = v.from + len;
    q_buf_cut(bytes, 0);
    q_buf_add(bytes, whole.ptr, v.cut ? v.from : v.to);
    for (size_t i = v.from; i < v.to && !v.cut; i++)
        bytes->ptr[i] ^= (char)(1 + bits(state) % 255);
    q_buf_add(bytes, whole.ptr + v.to, whole.len - v.to);
    assert_false(bytes->failed);
    return v;
}

static bool was_given(const struct given *given, size_t count, uint64_t hash)
{
    for (size_t i = 0; i < count; i++)
        if (given[i].hash == hash)
            return true;
    return false;
}

// Of every record that a variant does not touch, the capture must be given as it was.
static void try_variants(const struct archive *archive, size_t variants)
{
    static struct given all[MAX_GIVEN], now[MAX_GIVEN];
    uint64_t state = 0x9e3779b97f4a7c15;
    struct q_buf bytes;
    quoth_str whole = q_buf_held(&archive->bytes);
    size_t count = read_all(whole, all);
    assert_true(count > 0 && count < MAX_GIVEN);
    q_buf_init(&bytes, whole.len + 1);
    for (size_t i = 0; i < variants; i++) {
        struct variant v = damage(whole, &bytes, &state);
        size_t got = read_all(q_buf_held(&bytes), now), record = 0;
        for (size_t k = 0; k < count; k++) {
            while (archive->starts[record + 1] <= all[k].offset)
                record++;
            bool touched =
                v.from < archive->starts[record + 1] && v.to > archive->starts[record];
            if (!touched && !was_given(now, got, all[k].hash))
                fail_msg("variant %zu, %s %zu to %zu, lost the record at %zu", i,
                         v.cut ? "cut from" : "flipped", v.from, v.to,
                         (size_t)all[k].offset);
        }
    }
    q_buf_release(&bytes);
}

static size_t variants_wanted(size_t few)
{
    const char *asked = getenv("QUOTH_VARIANTS");
    return asked ? strtoul(asked, NULL, 10) : few;
}

static void add_words(struct q_buf *out, size_t len, uint64_t *state)
{
    static const char *const words[] = {
        "Lindholm ",      "said ",    "“the bridge” ", "would ",
        "open.</p>\n<p>", "\r\n\r\n", "Jane Roe ",     "3 "};
    q_buf_cut(out, 0);
    q_buf_add_str(out, Q_STR("<!doctype html><p>"));
    while (out->len < len)
        q_buf_add_str(out, q_str_from(words[bits(state) % 8]));
}

enum { PAGES = 12 };

// Records of every kind, some of which tell of others.
static void make_many(void)
{
    uint64_t state = 88172645463325252;
    struct q_buf page;
    q_buf_init(&page, 1 << 20);
    make();
    add_record(&made, "WARC-Type: warcinfo\r\n", Q_STR("software: a test\r\n"));
    for (int i = 0; i < PAGES; i++) {
        char uri[64], fields[128];
        snprintf(uri, sizeof uri, "http://lindholm.example/%d", i);
        snprintf(fields, sizeof fields, "WARC-Type: request\r\nWARC-Target-URI: %s\r\n",
                 uri);
        if (i % 2)
            add_record(&made, fields, Q_STR("GET / HTTP/1.1\r\n\r\n"));
        add_words(&page, 100 + bits(&state) % 6000, &state);
        if (i % 4 == 1)
            q_buf_add_str(&page, Q_STR(TELLS));
        add_response(&made, uri, HTML, q_buf_held(&page));
        if (i % 3 == 0)
            add_record(&made, "WARC-Type: metadata\r\n", Q_STR("fetchTimeMs: 7\r\n"));
    }
    q_buf_release(&page);
}

static void damage_costs_only_what_it_touches(void **state)
{
    (void)state;
    make_many();
    try_variants(&made, variants_wanted(2000));
}

static void damage_of_members_costs_only_them(void **state)
{
    (void)state;
    struct archive packed;
    make_many();
    pack_records(&made, &packed, add_gzip);
    try_variants(&packed, variants_wanted(2000));
    q_buf_release(&packed.bytes);
}

// How much can be unpacked of the first `len` bytes of `packed`.
static size_t unpacks_to(quoth_str packed, size_t len)
{
    static char out[1 << 20];
    struct q_unpack unpack;
    struct q_buf to = {.ptr = out, .cap = sizeof out, .max = sizeof out};
    size_t used;
    q_unpack_init(&unpack);
    assert_true(q_unpack_start(&unpack, Q_PACKING_GZIP));
    q_unpack_some(&unpack, q_str(packed.ptr, len), &used, &to, sizeof out);
    q_unpack_release(&unpack);
    return to.len;
}

// Of an archive that is packed as a whole, every record before the damage is given.
static void what_stands_before_damage_is_kept(void **state)
{
    (void)state;
    static struct given all[MAX_GIVEN], now[MAX_GIVEN];
    uint64_t random = 0x2545f4914f6cdd1d;
    struct q_buf packed;
    make_many();
    q_buf_init(&packed, 2 * made.bytes.len);
    add_gzip(&packed, q_buf_held(&made.bytes));
    size_t count = read_all(q_buf_held(&made.bytes), all), variants = variants_wanted(500);
    size_t kept_whole = 0; // captures, in all variants
    for (size_t i = 0; i < variants; i++) {
        size_t at = bits(&random) % packed.len, whole = packed.len, record = 0;
        bool cut = bits(&random) % 2;
        char kept = packed.ptr[at];
        packed.ptr[at] ^= (char)(1 + bits(&random) % 255);
        packed.len = cut ? at : whole;
        size_t got = read_all(q_buf_held(&packed), now);
        packed.ptr[at] = kept;
        size_t before = unpacks_to(q_buf_held(&packed), at < 18 ? 0 : at);
        packed.len = whole;
        for (size_t k = 0; k < count; k++) {
            while (made.starts[record + 1] <= all[k].offset)
                record++;
            if (made.starts[record + 1] > before)
                continue;
            kept_whole++;
            if (!was_given(now, got, all[k].hash))
                fail_msg("%s at %zu of %zu, lost the record at %zu of %zu",
                         cut ? "cut" : "flipped", at, whole, (size_t)all[k].offset, before);
        }
    }
    assert_true(kept_whole > variants);
    q_buf_release(&packed);
}

// A member that is too large to be unpacked in one go, and whose checksum is wrong.
static void a_large_member_is_checked_too(void **state)
{
    (void)state;
    struct q_buf page;
    struct archive packed;
    uint64_t random = 1;
    q_buf_init(&page, (size_t)1 << 24);
    add_words(&page, 6 << 20, &random);
    make();
    add_response(&made, "http://a.example/1", HTML, q_buf_held(&page));
    add_response(&made, "http://a.example/2", HTML, Q_STR(PAGE));
    pack_records(&made, &packed, add_gzip);
    open_archive(&packed);
    assert_int_equal(next(), QUOTH_OK);
    assert_int_equal(capture->bytes.len, page.len);
    packed.bytes.ptr[packed.starts[1] - 5] ^= 1;
    open_archive(&packed);
    char message[128];
    snprintf(message, sizeof message,
             "gzip data is wrong at byte %zu, %zu bytes passed over", packed.starts[1] - 4,
             packed.starts[1]);
    assert_wrong(QUOTH_EFORMAT, 0, message);
    assert_next(Q_CAPTURE_HTML, packed.starts[1], "http://a.example/2", PAGE);
    assert_end();
    q_buf_release(&packed.bytes);
    q_buf_release(&page);
}

struct bits {
    quoth_str bytes;
    int to;
};

// Writes them bit by bit, and closes `to`; NULL where all could be written.
static void *write_bits(void *of)
{
    struct bits *bits = of;
    bool good = true;
    for (size_t at = 0, len; good && at < bits->bytes.len; at += len) {
        len = bits->bytes.len - at < 97 ? bits->bytes.len - at : 97;
        good = write(bits->to, bits->bytes.ptr + at, len) == (ssize_t)len;
    }
    close(bits->to);
    return good ? NULL : bits;
}

// A pipe gives what it has, which may end anywhere.
static void archives_come_through_pipes(void **state)
{
    (void)state;
    static struct given all[MAX_GIVEN];
    struct archive packed;
    int standard = dup(STDIN_FILENO);
    make_many();
    size_t want = read_all(q_buf_held(&made.bytes), all);
    pack_records(&made, &packed, add_gzip);
    for (int i = 0; i < 2; i++) {
        quoth_str bytes = q_buf_held(i ? &packed.bytes : &made.bytes);
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        struct bits bits = {bytes, ends[1]};
        pthread_t writer;
        assert_int_equal(pthread_create(&writer, NULL, write_bits, &bits), 0);
        assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
        assert_int_equal(q_input_open(&input, "-", &error), QUOTH_OK);
        q_warc_start(warc, false);
        size_t got = 0;
        while (next() == QUOTH_OK)
            got++;
        assert_int_equal(got, want);
        void *failed;
        assert_int_equal(pthread_join(writer, &failed), 0);
        assert_null(failed);
        close(ends[0]);
    }
    assert_int_equal(dup2(standard, STDIN_FILENO), STDIN_FILENO);
    close(standard);
    q_buf_release(&packed.bytes);
}

// What fails may be done in another way, too: then nothing is lost.
static void walk_failures(quoth_str bytes, void (*fail_at)(uint64_t))
{
    enum { MOST = 100 };
    int failed = 0;
    for (uint64_t n = 1; n <= MOST; n++) {
        tear_down(NULL); // nothing is kept from before
        set_up(NULL);
        open_bytes(bytes);
        fail_at(n);
        size_t given = 0, calls = 0;
        int failures = 0;
        for (quoth_status status; (status = next()) != QUOTH_END;) {
            assert_true(++calls < 100);
            given += status == QUOTH_OK;
            failures += status != QUOTH_OK;
            assert_true(status == QUOTH_OK || status == QUOTH_ENOMEM);
        }
        fail_at(0);
        assert_true(failures <= 1 && (failures || given == PAGES));
        failed += failures;
    }
    assert_in_range(failed, 1, MOST - 1);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct archive packed;
    make_many();
    pack_records(&made, &packed, add_gzip);
    walk_failures(q_buf_held(&made.bytes), q_arena_fail_at);
    walk_failures(q_buf_held(&made.bytes), q_buf_fail_at);
    walk_failures(q_buf_held(&packed.bytes), q_buf_fail_at);
    q_buf_release(&packed.bytes);
}

// ── Real archives ──

#define REAL "../shared/data/archives/"

// False: it is not there.
static bool load(const char *name, struct archive *archive)
{
    char path[256];
    snprintf(path, sizeof path, REAL "%s", name);
    FILE *file = fopen(path, "rb");
    archive_init(archive);
    if (!file)
        return false;
    char chunk[4096];
    size_t got;
    while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
        q_buf_add(&archive->bytes, chunk, got);
    fclose(file);
    return archive->bytes.len > 0;
}

// Where the records of a sound archive start, found without the reader that is tested.
static void split_plain(struct archive *archive)
{
    struct q_buf *bytes = &archive->bytes;
    q_buf_add_char(bytes, '\0');
    for (size_t at = 0; at + 1 < bytes->len;) {
        const char *length = strstr(bytes->ptr + at, "\nContent-Length:");
        const char *block = strstr(bytes->ptr + at, "\r\n\r\n");
        assert_true(length && block && length < block);
        at = (size_t)(block - bytes->ptr) + 8 + strtoul(length + 16, NULL, 10);
        assert_true(at < bytes->len);
        archive->starts[++archive->count] = at;
    }
    bytes->len--;
}

static void split_gzip(struct archive *archive)
{
    struct libdeflate_decompressor *unpacker = libdeflate_alloc_decompressor();
    static char out[1 << 22];
    for (size_t at = 0, in, got; at < archive->bytes.len;) {
        assert_int_equal(libdeflate_gzip_decompress_ex(unpacker, archive->bytes.ptr + at,
                                                       archive->bytes.len - at, out,
                                                       sizeof out, &in, &got),
                         LIBDEFLATE_SUCCESS);
        archive->starts[++archive->count] = at += in;
    }
    libdeflate_free_decompressor(unpacker);
}

static void damage_of_real_archives_costs_only_what_it_touches(void **state)
{
    (void)state;
    static const char *const names[] = {"warcio/example.warc",
                                        "whirlwind-python/whirlwind.warc",
                                        "warcio/example.warc.gz",
                                        "whirlwind-python/whirlwind.warc.gz",
                                        "chatnoir-resiliparse/warcfile.warc",
                                        "chatnoir-resiliparse/warcfile.warc.gz"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct archive archive;
        if (!load(names[i], &archive)) {
            print_message("skipped: " REAL "%s is not there\n", names[i]);
            skip();
        }
        if (strstr(names[i], ".gz"))
            split_gzip(&archive);
        else
            split_plain(&archive);
        try_variants(&archive, variants_wanted(200));
        q_buf_release(&archive.bytes);
    }
}

// What is in each, counted by other means; and how often something is damaged.
static const struct real {
    const char *name;
    size_t captures, flaws, errors;
} reals[] = {
    {"aut/badexample.arc.gz", 1, 1, 0},
    {"aut/example.arc.gz", 104, 0, 0},
    {"aut/example.docs.warc.gz", 0, 0, 0},
    {"aut/example.pdf.warc.gz", 1, 0, 0},
    {"aut/example.txt.warc.gz", 1, 0, 0},
    {"aut/example.warc.gz", 104, 0, 0},
    {"chatnoir-resiliparse/block-sized-records.warc", 0, 0, 0},
    {"chatnoir-resiliparse/block-sized-records.warc.gz", 0, 0, 0},
    {"chatnoir-resiliparse/clipped.warc.gz", 1, 1, 0},
    {"chatnoir-resiliparse/clueweb-quirk.warc.gz", 29, 0, 0},
    {"chatnoir-resiliparse/warcfile.warc", 16, 0, 0},
    {"chatnoir-resiliparse/warcfile.warc.gz", 16, 0, 0},
    {"warcio/bad.arc", 0, 0, 1},
    {"warcio/example-bad-non-chunked.warc.gz", 1, 0, 0},
    {"warcio/example-digest.warc", 0, 0, 0},
    {"warcio/example-iana.org-chunked.warc", 1, 0, 0},
    {"warcio/example-resource.warc.gz", 1, 0, 0},
    {"warcio/example-space-in-target-uri.warc.gz", 0, 0, 0},
    {"warcio/example-space-in-url.arc", 1, 1, 0},
    {"warcio/example-trunc.warc", 1, 1, 0},
    {"warcio/example-wget-bad-target-uri.warc.gz", 3, 0, 0},
    {"warcio/example-wrong-chunks.warc.gz", 1, 0, 0},
    {"warcio/example.arc", 1, 0, 0},
    {"warcio/example.arc.gz", 1, 0, 0},
    {"warcio/example.warc", 1, 0, 0},
    {"warcio/example.warc.gz", 1, 0, 0},
    {"warcio/post-test.warc.gz", 0, 0, 0},
    {"whirlwind-python/whirlwind.warc", 1, 0, 0},
    {"whirlwind-python/whirlwind.warc.gz", 1, 0, 0},
    {"whirlwind-python/whirlwind.warc.wat", 0, 0, 0},
    {"whirlwind-python/whirlwind.warc.wat.gz", 0, 0, 0},
    {"whirlwind-python/whirlwind.warc.wet", 1, 0, 0},
    {"whirlwind-python/whirlwind.warc.wet.gz", 1, 0, 0},
};

static void read_to_the_end(const struct real *file)
{
    size_t captures = 0, flaws = 0, errors = 0;
    quoth_status status;
    q_warc_start(warc, false);
    while ((status = next()) != QUOTH_END) {
        assert_true(status == QUOTH_OK || status == QUOTH_EFORMAT);
        captures += status == QUOTH_OK;
        flaws += status == QUOTH_OK && capture->flaw.status != QUOTH_OK;
        errors += status != QUOTH_OK;
    }
    if (captures != file->captures || flaws != file->flaws || errors != file->errors)
        fail_msg("%s: %zu captures, %zu flaws, %zu errors", file->name, captures, flaws,
                 errors);
}

static void real_archives_are_read_to_the_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++) {
        char path[256];
        snprintf(path, sizeof path, REAL "%s", reals[i].name);
        if (access(path, R_OK) != 0) {
            print_message("skipped: %s is not there\n", path);
            skip();
        }
        assert_int_equal(q_input_open(&input, path, &error), QUOTH_OK);
        read_to_the_end(&reals[i]);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(responses_are_captures),
        TEST(heads_may_be_odd),
        TEST(kinds_are_told_or_seen),
        TEST(arc_files_are_read_too),
        TEST(packed_archives_say_where_their_members_start),
        TEST(members_may_end_anywhere),
        TEST(zstd_may_have_a_dictionary),
        TEST(lengths_may_lie),
        TEST(a_page_may_tell_of_records),
        TEST(a_damaged_member_costs_itself),
        TEST(nobody_must_ask_what_was_wrong),
        TEST(what_is_cut_off_is_given_as_far_as_it_goes),
        TEST(what_is_too_large_is_passed_over),
        TEST(what_is_no_archive_ends),
        TEST(damage_costs_only_what_it_touches),
        TEST(damage_of_members_costs_only_them),
        TEST(what_stands_before_damage_is_kept),
        TEST(a_large_member_is_checked_too),
        TEST(archives_come_through_pipes),
        TEST(every_allocation_may_fail),
        TEST(damage_of_real_archives_costs_only_what_it_touches),
        TEST(real_archives_are_read_to_the_end),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    q_buf_release(&made.bytes);
    return failed;
}
