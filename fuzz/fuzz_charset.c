/*
 * Bytes in any charset: as plain text, which is converted or refused, and as a page, of
 * which everything is read. The first byte chooses what is told of them: 0 is nothing, then
 * a charset that was asked for or that HTTP names. Whatever is read must be UTF-8 without
 * NUL, and its characters must come from where they stand.
 */
#include "base/utf8.h"
#include "fuzz.h"
#include "read/charset.h"
#include "read/page/page_charset.h"

static const char *const charsets[] = {
    NULL,          "utf-8",  "latin1",     "utf-16",    "utf-16be", "UTF-32LE",
    "gbk",         "big5",   "euc-jp",     "shift_jis", "euc-kr",   "iso-2022-jp",
    "ISO-2022-KR", "UTF-7",  "hz-gb-2312", "IBM037",    "TSCII",    "cp1258",
    "ARMSCII-8",   "EUC-TW", "klingon",    "macintosh", "koi8-r",   "iso-8859-8",
    "JOHAB",       "IBM930", "SHIFT_JIS",  "EUC-JP",    "UCS-4",    "UTF-8//T",
    "GB18030",     "CP1255"};
enum { CHARSETS = sizeof charsets / sizeof *charsets, ARENA = 64 * 1024 * 1024 };

static void read_text(quoth_str bytes, const char *charset, struct q_arena *arena)
{
    quoth_str text;
    quoth_error error;
    if (charset && !q_charset_known(charset))
        return;
    if (q_charset_read(bytes, charset, arena, &text, &error) != QUOTH_OK) {
        HOLD(error.offset <= bytes.len || error.offset == QUOTH_NO_OFFSET);
        return;
    }
    HOLD(q_utf8_check(text) == text.len &&
         (!text.len || !memchr(text.ptr, '\0', text.len)));
}

// Do bytes stand for others behind a switch? Then what is cut off may end in half of one.
static bool has_states(const char *charset)
{
    return strstr(charset, "2022") || strstr(charset, "UTF-7") || strstr(charset, "IBM9") ||
           strstr(charset, "hz");
}

// The source's bytes up to a character give the text up to it.
static void check_piece(quoth_str bytes, const struct q_page_text *page, uint32_t source,
                        size_t at, struct q_arena *arena)
{
    struct q_page_text piece;
    struct q_page_told told = {.asked = page->charset};
    if (at && !page->mark && !has_states(page->charset) &&
        ((unsigned char)page->text.ptr[at] & 0xc0) != 0x80 &&
        q_page_charset_read(q_str(bytes.ptr, source), &told, Q_NO_STR, arena, &piece,
                            NULL) == QUOTH_OK)
        HOLD(piece.text.len <= at); // less where one character of it is several of Unicode
}

static void read_page(quoth_str bytes, const struct q_page_told *told,
                      struct q_arena *arena)
{
    struct q_page_text page;
    quoth_error error;
    quoth_str declared = q_page_charset_declared(bytes);
    HOLD(!declared.ptr || (declared.ptr >= bytes.ptr && declared.len <= bytes.len));
    if (q_page_charset_read(bytes, told, declared, arena, &page, &error) != QUOTH_OK) {
        HOLD(error.status == QUOTH_EFORMAT || error.status == QUOTH_EUSAGE);
        return;
    }
    quoth_str text = page.text;
    HOLD(q_utf8_check(text) == text.len &&
         (!text.len || !memchr(text.ptr, '\0', text.len)));
    HOLD(!page.same || (text.ptr == bytes.ptr + page.mark));
    uint32_t *offsets = malloc((text.len + 1) * sizeof *offsets);
    HOLD(offsets);
    for (size_t i = 0; i <= text.len; i++)
        offsets[i] = (uint32_t)i;
    HOLD(q_page_charset_sources(bytes, &page, offsets, text.len + 1, NULL) == QUOTH_OK);
    for (size_t i = 1; i <= text.len; i++)
        HOLD(offsets[i] >= offsets[i - 1] && offsets[i] <= bytes.len);
    HOLD(offsets[0] >= page.mark);
    if (text.len)
        check_piece(bytes, &page, offsets[text.len / 2], text.len / 2, arena);
    free(offsets);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    const char *charset = charsets[data[0] % CHARSETS];
    quoth_str bytes = q_str((const char *)data + 1, size - 1);
    struct q_arena arena;
    q_arena_init(&arena, ARENA);
    struct q_page_told asked = {.asked = charset};
    struct q_page_told http = {.charset = q_str_from(charset)};
    read_page(bytes, &asked, &arena);
    read_page(bytes, &http, &arena);
    read_text(bytes, charset, &arena);
    q_arena_release(&arena);
    return 0;
}
