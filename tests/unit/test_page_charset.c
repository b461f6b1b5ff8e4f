// src/read/page/page_charset: what pages say, what they are, and the way back to their
// bytes.
#include "assert_str.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/page/page_charset.h"
#include "with_arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static struct q_page_text page;
static quoth_error error;

static quoth_status read_told(quoth_str bytes, const char *asked, const char *http)
{
    struct q_page_told told = {.asked = asked, .charset = q_str_from(http)};
    return q_page_charset_read(bytes, &told, q_page_charset_declared(bytes), &arena, &page,
                               &error);
}

static void assert_told(quoth_str bytes, const char *asked, const char *http,
                        const char *charset, const char *want)
{
    if (read_told(bytes, asked, http) != QUOTH_OK)
        fail_msg("%s, at %d", error.message, (int)error.offset);
    assert_string_equal(page.charset, charset);
    assert_str(page.text, want);
}

static void assert_reads(quoth_str bytes, const char *charset, const char *want)
{
    assert_told(bytes, NULL, NULL, charset, want);
}

static void assert_no_flaw(void)
{
    if (page.flaw.status != QUOTH_OK)
        fail_msg("flaw: %s", page.flaw.message);
}

static void assert_flaw(uint64_t offset, const char *message)
{
    assert_int_equal(page.flaw.status, QUOTH_EFORMAT);
    assert_string_equal(page.flaw.message, message);
    assert_int_equal(page.flaw.offset, offset);
}

static void assert_declares(const char *html, const char *want)
{
    assert_str(q_page_charset_declared(q_str_from(html)), want);
}

// ── What a page declares ──

static void declarations_are_found(void **state)
{
    (void)state;
    assert_declares("<meta charset=utf-8>", "utf-8");
    assert_declares("<!DOCTYPE html><html><head><META CHARSET = 'KOI8-R' />", "KOI8-R");
    assert_declares("<meta name=x content=y><meta/charset=\" big5 \">", "big5");
    assert_declares("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gbk\">",
                    "gbk");
    assert_declares(
        "<meta content='text/html;charset = \"euc-kr\"' http-equiv=content-type>",
        "euc-kr");
    assert_declares("<meta http-equiv=content-type content=\"charset x; charset=l1;a\">",
                    "l1");
    assert_declares("<?xml version=\"1.0\" encoding='windows-1251'?><rss>", "windows-1251");
    assert_declares("<?xml version=\"1.0\"?><html><meta charset=cp866>", "cp866");
    assert_declares("<!--><meta charset=a-->", "a--");
    assert_declares("<a title='<'<b><meta charset=x>", "x");
    assert_declares("<script>if (a<b) w('<meta charset=no>')</script><meta charset=yes>",
                    "yes");
}

static void what_is_no_declaration_is_not_taken(void **state)
{
    (void)state;
    assert_declares("", NULL);
    assert_declares("<", NULL);
    assert_declares("<meta", NULL);
    assert_declares("<meta charset", NULL);
    assert_declares("<meta charset=>", NULL);
    assert_declares("charset=utf-8", NULL);
    assert_declares("<metadata charset=x>", NULL);
    assert_declares("<!-- <meta charset=x> -->", NULL);
    assert_declares("<a title=\"<meta charset=x>\">", NULL);
    assert_declares("<title><meta charset=x></title>", NULL);
    assert_declares("<meta name=description content='charset=x'>", NULL);
    assert_declares("<meta http-equiv=refresh content='charset=x'>", NULL);
    assert_declares("<head></head><body><meta charset=x>", NULL);
    assert_declares(" <?xml encoding='x'?>", NULL);
}

// ── UTF-8 ──

static void utf8_is_not_copied(void **state)
{
    (void)state;
    quoth_str bytes = Q_STR("<p>“No,” said Zoë.");
    assert_reads(bytes, "UTF-8", "<p>“No,” said Zoë.");
    assert_true(page.same && page.text.ptr == bytes.ptr && page.mark == 0);
    assert_no_flaw();
    bytes = Q_STR("\xef\xbb\xbf<p>“No”");
    assert_reads(bytes, "UTF-8", "<p>“No”");
    assert_true(page.same && page.text.ptr == bytes.ptr + 3 && page.mark == 3);
    assert_reads(Q_STR(""), "UTF-8", "");
    assert_reads(Q_STR("<meta charset=gbk>plain"), "UTF-8", "<meta charset=gbk>plain");
    assert_true(page.same);
    assert_no_flaw();
}

static void valid_utf8_is_utf8_whatever_is_declared(void **state)
{
    (void)state;
    assert_reads(Q_STR("<meta charset=iso-8859-1>Zoë"), "UTF-8",
                 "<meta charset=iso-8859-1>Zoë");
    assert_true(page.same);
    assert_no_flaw();
    assert_told(Q_STR("<p>“Zoë”"), NULL, "windows-1251", "UTF-8", "<p>“Zoë”");
    assert_told(Q_STR("<p>“Zoë” “Zoë”"), NULL, "gb2312", "UTF-8", "<p>“Zoë” “Zoë”");
    assert_told(Q_STR("<p>Zoë"), NULL, "iso-2022-jp", "UTF-8", "<p>Zoë");
    // but two bytes that are UTF-8 by chance stay what they were told to be
    assert_told(Q_STR("<p>\xd6\xaa"), NULL, "gb2312", "GB18030", "<p>知");
}

static void wrong_bytes_in_utf8_are_windows_1252(void **state)
{
    (void)state;
    assert_reads(Q_STR("<meta charset=utf-8>“Zoë”, “Zoë”: \x93No\x94 caf\xe9 now"), "UTF-8",
                 "<meta charset=utf-8>“Zoë”, “Zoë”: “No” café now");
    assert_flaw(44, "not valid UTF-8; such bytes are read as windows-1252");
    assert_false(page.same);
    assert_reads(Q_STR("“Zoë”\x81"), "UTF-8", "“Zoë”\xef\xbf\xbd");
    // a character that was cut off is one, not three of another charset
    assert_reads(Q_STR("“Zoë” Zoë\xe2\x80<p>"), "UTF-8", "“Zoë” Zoë\xef\xbf\xbd<p>");
    assert_reads(Q_STR("“Zoë” Zoë\xf0\x9f\x98"), "UTF-8", "“Zoë” Zoë\xef\xbf\xbd");
    // one declared otherwise is UTF-8 only where nearly all of it is
    char many[256] = "<meta charset=iso-8859-1>";
    for (int i = 0; i < 40; i++)
        strcat(many, "ë");
    strcat(many, "\xe9");
    assert_int_equal(read_told(q_str_from(many), NULL, NULL), QUOTH_OK);
    assert_string_equal(page.charset, "UTF-8");
    assert_reads(Q_STR("<meta charset=windows-1252>\xc3\xa9 \xe9"), "WINDOWS-1252",
                 "<meta charset=windows-1252>Ã© é");
}

static void what_says_utf8_and_is_hardly_any_is_guessed(void **state)
{
    (void)state;
    assert_reads(Q_STR("<meta charset=utf-8><p>\x93No,\x94 said Zo\xeb."), "WINDOWS-1252",
                 "<meta charset=utf-8><p>“No,” said Zoë.");
    assert_flaw(23, "not UTF-8, as it says it is; read as WINDOWS-1252");
    assert_reads(Q_STR("<p>caf\xe9 noir"), "WINDOWS-1252", "<p>café noir");
    assert_no_flaw();
}

// ── What is declared ──

static void who_is_believed(void **state)
{
    (void)state;
    quoth_str bytes = Q_STR("<meta charset=koi8-r>\xc4\xc1");
    assert_reads(bytes, "KOI8-R", "<meta charset=koi8-r>да");
    assert_told(bytes, NULL, "windows-1251", "WINDOWS-1251", "<meta charset=koi8-r>ДБ");
    assert_told(bytes, "cp866", "windows-1251", "IBM866", "<meta charset=koi8-r>─┴");
    assert_told(bytes, "IBM850", NULL, "IBM850", "<meta charset=koi8-r>─┴");
    assert_told(Q_STR("\xef\xbb\xbfZoë"), NULL, "koi8-r", "UTF-8", "Zoë");
    assert_told(Q_STR("Zoë"), "latin1", "utf-8", "WINDOWS-1252", "ZoÃ«");
    assert_told(Q_STR("Zo\xeb"), "utf8", NULL, "UTF-8", "Zoë");
    assert_flaw(2, "not valid UTF-8; such bytes are read as windows-1252");
    assert_int_equal(read_told(bytes, "klingon", NULL), QUOTH_EUSAGE);
}

static void labels_mean_what_browsers_mean(void **state)
{
    (void)state;
    assert_told(Q_STR("\x93No\x94"), NULL, "ISO-8859-1", "WINDOWS-1252", "“No”");
    assert_told(Q_STR("\x93No\x94"), NULL, " us-ascii ", "WINDOWS-1252", "“No”");
    assert_told(Q_STR("\xc4\xe3\xba\xc3"), NULL, "gb2312", "GB18030", "你好");
    assert_told(Q_STR("\x87\x40\\~"), NULL, "Shift_JIS", "CP932", "①\\~");
    assert_told(Q_STR("\xa7\x41\xa6n"), NULL, "big5", "BIG5-HKSCS", "你好");
    assert_told(Q_STR("\x88\x62\x88\x66\x88\x66"
                      "a"),
                NULL, "big5", "BIG5-HKSCS", "Ê̄ÊÊa"); // may be held back to be combined
    assert_told(Q_STR("\xbe\xc8\xb3\xe7"), NULL, "ks_c_5601-1987", "UHC", "안녕");
    assert_told(Q_STR("\xc6\xfc\xcb\xdc"), NULL, "euc-jp", "EUC-JP-MS", "日本");
    assert_told(Q_STR("\x1b$B\x46\x7c\x1b(B!"), NULL, "iso-2022-jp", "ISO-2022-JP", "日!");
    assert_told(Q_STR("\xfd\xfe\xf0"), NULL, "iso-8859-9", "WINDOWS-1254", "ışğ");
    assert_told(Q_STR("\xf9\xec\xe5\xed"), NULL, "windows-1255", "WINDOWS-1255", "שלום");
}

static void a_charset_that_is_none_is_no_charset(void **state)
{
    (void)state;
    assert_reads(Q_STR("<meta charset=klingon>caf\xe9"), "WINDOWS-1252",
                 "<meta charset=klingon>café");
    assert_flaw(QUOTH_NO_OFFSET, "the page names a charset that is none");
    assert_told(Q_STR("<p>Zoë"), NULL, "utf-7", "UTF-8", "<p>Zoë");
    assert_flaw(QUOTH_NO_OFFSET, "HTTP names a charset that is none");
    assert_told(Q_STR("<meta charset=koi8-r>\xc4\xc1"), NULL, "none", "KOI8-R",
                "<meta charset=koi8-r>да");
    // iconv knows these, and nobody else does
    assert_told(Q_STR("caf\xe9"), NULL, "IBM037", "WINDOWS-1252", "café");
    assert_told(Q_STR("caf\xe9"), NULL, "UTF-8//IGNORE", "WINDOWS-1252", "café");
    assert_told(Q_STR("caf\xe9"), NULL, "utf-8 latin1", "WINDOWS-1252", "café");
}

static void wrong_bytes_never_stop_a_page(void **state)
{
    (void)state;
    assert_told(Q_STR("a\x81z\x8d"), NULL, "windows-1252", "WINDOWS-1252",
                "a\xef\xbf\xbdz\xef\xbf\xbd");
    assert_flaw(1, "not a character of WINDOWS-1252");
    assert_told(Q_STR("\xc4\xe3\xff<p>\xba\xc3\xc4"), NULL, "gbk", "GB18030",
                "你\xef\xbf\xbd<p>好\xef\xbf\xbd");
    assert_flaw(2, "not a character of GB18030");
    assert_told(Q_STR("\xbe<\xbe\xc8"), NULL, "euc-kr", "UHC", "\xef\xbf\xbd<안");
}

static void nul_is_never_kept(void **state)
{
    (void)state;
    assert_reads(Q_STR("a\0“b”\0"), "UTF-8", "a\xef\xbf\xbd“b”\xef\xbf\xbd");
    assert_no_flaw();
    assert_told(Q_STR("a\0\xe9"), NULL, "latin1", "WINDOWS-1252", "a\xef\xbf\xbdé");
    assert_told(Q_STR("a\0\xc4\xe3"), NULL, "gbk", "GB18030", "a\xef\xbf\xbd你");
    assert_reads(Q_STR("\xff\xfe"
                       "a\0\0\0"),
                 "UTF-16LE", "a\xef\xbf\xbd");
}

// ── Two bytes a character ──

static void utf16_with_and_without_mark(void **state)
{
    (void)state;
    assert_reads(Q_STR("\xff\xfe<\0p\0>\0\x1c\x20"), "UTF-16LE", "<p>“");
    assert_int_equal(page.mark, 2);
    assert_no_flaw();
    assert_reads(Q_STR("\xfe\xff\0<\0p\0>\x20\x1c"), "UTF-16BE", "<p>“");
    assert_reads(Q_STR("<\0p\0>\0\x1c\x20"), "UTF-16LE", "<p>“");
    assert_reads(Q_STR("\0<\0p\0>\x20\x1c"), "UTF-16BE", "<p>“");
    assert_told(Q_STR("a\0<\0\x1c\x20"), NULL, "utf-16", "UTF-16LE", "a<“");
    assert_told(Q_STR("\xfe\xff\0a"), "UTF-16", NULL, "UTF-16BE", "a");
    assert_reads(Q_STR("\xff\xfe\0\0a\0\0\0"), "UTF-32LE", "a");
    assert_told(Q_STR("\xff\xfe\0\0a\0\0\0"), "utf-32", NULL, "UTF-32LE", "a");
    assert_reads(Q_STR("\xff\xfe\x3d\xd8\x00\xde"), "UTF-16LE", "😀");
    // a page that can be read before it says so is none
    assert_reads(Q_STR("<meta charset=utf-16>Zoë"), "UTF-8", "<meta charset=utf-16>Zoë");
    assert_told(Q_STR("<p>Zo\xeb"), NULL, "utf-16le", "WINDOWS-1252", "<p>Zoë");
}

static void utf16_that_is_wrong(void **state)
{
    (void)state;
    assert_reads(Q_STR("\xff\xfe"
                       "a\0b"),
                 "UTF-16LE", "a");
    assert_flaw(4, "a last byte that is too many for UTF-16LE");
    assert_reads(Q_STR("\xff\xfe\x3d\xd8"
                       "a\0\x00\xde"),
                 "UTF-16LE",
                 "\xef\xbf\xbd"
                 "a\xef\xbf\xbd");
    assert_flaw(2, "not a character of UTF-16LE");
}

// ── What is refused ──

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    assert_int_equal(read_told(Q_STR("\x89PNG\r\n\x1a\n"), NULL, NULL), QUOTH_EFORMAT);
    assert_string_equal(error.message, "binary data, not text (PNG)");
    char bytes[64] = "<p>";
    assert_int_equal(read_told(q_str(bytes, sizeof bytes), NULL, NULL), QUOTH_EFORMAT);
    assert_int_equal(error.offset, 3);
}

static void a_page_that_grows_too_long_is_refused(void **state)
{
    (void)state;
    size_t len = Q_MAX_PAGE / 3 + 9;
    char *bytes = malloc(Q_MAX_PAGE + 1u);
    assert_non_null(bytes);
    memset(bytes, '\x94', len);
    assert_int_equal(read_told(q_str(bytes, len), NULL, "latin1"), QUOTH_ELIMIT);
    assert_in_range(error.offset, len - 9, len);
    assert_int_equal(read_told(q_str(bytes, len - 9), NULL, "latin1"), QUOTH_OK);
    assert_int_equal(page.text.len, 3 * (len - 9));
    memset(bytes, 'a', Q_MAX_PAGE + 1u);
    assert_int_equal(read_told(q_str(bytes, Q_MAX_PAGE + 1u), NULL, NULL), QUOTH_ELIMIT);
    assert_int_equal(read_told(q_str(bytes, Q_MAX_PAGE), NULL, NULL), QUOTH_OK);
    free(bytes);
}

static void memory_that_is_out_is_told(void **state)
{
    (void)state;
    quoth_str bytes = Q_STR("<p>caf\xe9, caf\xe9");
    for (uint64_t n = 1;; n++) {
        q_arena_fail_at(n);
        quoth_status status = read_told(bytes, "IBM850", NULL);
        q_arena_fail_at(0);
        if (status == QUOTH_OK && n > 2)
            break;
        assert_int_equal(status, QUOTH_ENOMEM);
        assert_true(n < 8);
    }
}

// ── Back to the source ──

// Every character of the text comes from where the bytes before it end.
static void assert_maps(quoth_str bytes, const char *asked)
{
    struct q_page_text whole;
    assert_int_equal(read_told(bytes, asked, NULL), QUOTH_OK);
    whole = page;
    size_t count = whole.text.len + 1;
    uint32_t *offsets = malloc(count * sizeof *offsets);
    assert_non_null(offsets);
    for (uint32_t i = 0; i < count; i++)
        offsets[i] = i;
    assert_int_equal(q_page_charset_sources(bytes, &whole, offsets, count, &error),
                     QUOTH_OK);
    assert_int_equal(offsets[0], whole.mark);
    assert_int_equal(offsets[count - 1], bytes.len);
    for (size_t i = 1; i < count; i++) {
        bool inside =
            i < whole.text.len && ((unsigned char)whole.text.ptr[i] & 0xc0) == 0x80;
        assert_true(offsets[i] >= offsets[i - 1]);
        if (inside) {
            assert_true(offsets[i] == offsets[i - 1] || whole.same);
            continue;
        }
        assert_int_equal(read_told(q_str(bytes.ptr, offsets[i]), asked, NULL), QUOTH_OK);
        if (!q_str_equal(page.text, q_str(whole.text.ptr, i)))
            fail_msg("%s: byte %zu of “%.*s” does not come from %u", asked, i,
                     (int)whole.text.len, whole.text.ptr, offsets[i]);
    }
    free(offsets);
}

static void offsets_go_back_to_the_bytes(void **state)
{
    (void)state;
    assert_maps(Q_STR("\xef\xbb\xbf“No,” said Zoë"), "utf-8");
    assert_maps(Q_STR("“No,” said Zo\xeb \0 \x81\xe2\x80 and the rest"), "utf-8");
    assert_maps(Q_STR("\x93No,\x94 said Zo\xeb \x81\0"), "windows-1252");
    assert_maps(Q_STR("\xff\xfe<\0\x3d\xd8\x00\xde\x1c\x20\x3d\xd8z\0"), "utf-16");
    assert_maps(Q_STR("plain \xc4\xe3\xba\xc3\xff and\xba<\xc4\xe3"), "gbk");
    assert_maps(Q_STR("\x88\x66, \xa7\x41"), "big5");
    assert_maps(Q_STR("\\~\x87\x40\xb1"), "shift_jis");
    assert_maps(Q_STR("\x93\x96\x40\xc1"), "IBM037");
}

static void several_offsets_in_one_call(void **state)
{
    (void)state;
    quoth_str bytes = Q_STR("\xe9\xe9 long plain text here \xe9 end");
    uint32_t offsets[] = {0, 0, 2, 3, 4, 4, 10, 26, 27, 28, 32, 99};
    static const uint32_t want[] = {0, 0, 1, 1, 2, 2, 8, 24, 24, 25, 29, 29};
    assert_int_equal(read_told(bytes, "latin1", NULL), QUOTH_OK);
    enum { COUNT = sizeof offsets / sizeof *offsets };
    assert_int_equal(q_page_charset_sources(bytes, &page, offsets, COUNT, &error),
                     QUOTH_OK);
    for (size_t i = 0; i < COUNT; i++)
        assert_int_equal(offsets[i], want[i]);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        TEST(declarations_are_found),
        TEST(what_is_no_declaration_is_not_taken),
        TEST(utf8_is_not_copied),
        TEST(valid_utf8_is_utf8_whatever_is_declared),
        TEST(wrong_bytes_in_utf8_are_windows_1252),
        TEST(what_says_utf8_and_is_hardly_any_is_guessed),
        TEST(who_is_believed),
        TEST(labels_mean_what_browsers_mean),
        TEST(a_charset_that_is_none_is_no_charset),
        TEST(wrong_bytes_never_stop_a_page),
        TEST(nul_is_never_kept),
        TEST(utf16_with_and_without_mark),
        TEST(utf16_that_is_wrong),
        TEST(what_is_no_text_is_refused),
        TEST(a_page_that_grows_too_long_is_refused),
        TEST(memory_that_is_out_is_told),
        TEST(offsets_go_back_to_the_bytes),
        TEST(several_offsets_in_one_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
