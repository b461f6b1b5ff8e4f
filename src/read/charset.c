#include "read/charset.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <uchardet/uchardet.h>

// Where signs of a binary file are looked for.
enum { HEAD = 8 * 1024 };
// What uchardet is shown: it reads 3 MB/s of Cyrillic, and knows after a page.
enum { SAMPLE = 64 * 1024 };

#define BYTES(literal) "" literal, sizeof(literal) - 1

static const struct {
    quoth_str bytes;
    const char *charset;
} marks[] = {{{BYTES("\xef\xbb\xbf")}, "UTF-8"},
             {{BYTES("\xff\xfe\0\0")}, "UTF-32LE"}, // before UTF-16, which it begins like
             {{BYTES("\0\0\xfe\xff")}, "UTF-32BE"},
             {{BYTES("\xff\xfe")}, "UTF-16LE"},
             {{BYTES("\xfe\xff")}, "UTF-16BE"}};

static const struct {
    quoth_str bytes;
    const char *kind;
} magics[] = {{{BYTES("\x89PNG\r\n")}, "PNG"},
              {{BYTES("\xff\xd8\xff")}, "JPEG"},
              {{BYTES("GIF87a")}, "GIF"},
              {{BYTES("GIF89a")}, "GIF"},
              {{BYTES("%PDF-")}, "PDF"},
              {{BYTES("PK\x03\x04")}, "zip"},
              {{BYTES("\x1f\x8b")}, "gzip"},
              {{BYTES("\x28\xb5\x2f\xfd")}, "zstd"},
              {{BYTES("BZh91AY&SY")}, "bzip2"},
              {{BYTES("\xfd\x37zXZ")}, "xz"},
              {{BYTES("\x7f\x45LF")}, "ELF"},
              {{BYTES("\xd0\xcf\x11\xe0")}, "OLE"},
              {{BYTES("SQLite format 3")}, "SQLite"}};

bool q_charset_known(const char *name)
{
    // "" is the locale's charset, and a slash begins iconv's own options
    if (!name[0] || strchr(name, '/'))
        return false;
    iconv_t cd = iconv_open("UTF-8", name);
    if (cd == (iconv_t)-1)
        return false;
    iconv_close(cd);
    return true;
}

const char *q_charset_binary(quoth_str bytes)
{
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (q_str_starts(bytes, magics[i].bytes))
            return magics[i].kind;
    return NULL;
}

const char *q_charset_marked(quoth_str bytes, size_t *len)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (q_str_starts(bytes, marks[i].bytes)) {
            *len = marks[i].bytes.len;
            return marks[i].charset;
        }
    *len = 0;
    return NULL;
}

size_t q_charset_mark(quoth_str bytes)
{
    return q_str_starts(bytes, marks[0].bytes) ? marks[0].bytes.len : 0;
}

// ── Binary data ──

static bool is_control(unsigned char c)
{
    bool used = (c >= '\b' && c <= '\r') || c == 0x1a || c == 0x1b; // text has these
    return (c < ' ' && !used) || c == 0x7f;
}

bool q_charset_controls(quoth_str bytes, size_t *first)
{
    size_t head = bytes.len < HEAD ? bytes.len : HEAD, controls = 0;
    *first = head;
    for (size_t i = 0; i < head; i++) {
        if (!is_control((unsigned char)bytes.ptr[i]))
            continue;
        if (controls++ == 0)
            *first = i;
    }
    return controls > 8 && controls > head / 32;
}

// Refuses what is no text in a charset of single bytes or UTF-8.
static quoth_status check_bytes(quoth_str bytes, quoth_error *error)
{
    const char *nul = bytes.len ? memchr(bytes.ptr, '\0', bytes.len) : NULL;
    size_t first;
    bool many = q_charset_controls(bytes, &first);
    if (many || (nul && (size_t)(nul - bytes.ptr) < HEAD))
        return q_error(error, QUOTH_EFORMAT, first, "binary data, not text");
    if (nul)
        return q_error(error, QUOTH_EFORMAT, (uint64_t)(nul - bytes.ptr),
                       "a NUL byte, which no text has");
    return QUOTH_OK;
}

// ── Conversion ──

struct conversion {
    iconv_t cd;
    quoth_str bytes;
    size_t used; // of `bytes`
    size_t made; // bytes written
};

// 0, or what iconv says in errno: EILSEQ, EINVAL (cut off) or E2BIG (`room` is full).
static int convert(struct conversion *c, char *out, size_t room)
{
    char *in = (char *)c->bytes.ptr; // iconv writes nothing there
    size_t in_left = c->bytes.len, out_left = room;
    int problem = 0;
    iconv(c->cd, NULL, NULL, NULL, NULL);
    if (iconv(c->cd, &in, &in_left, &out, &out_left) == (size_t)-1 ||
        iconv(c->cd, NULL, NULL, &out, &out_left) == (size_t)-1)
        problem = errno;
    c->used = c->bytes.len - in_left;
    c->made = room - out_left;
    return problem;
}

// The byte from which the character at `at` of `text` was made: stop there and see.
static size_t source_of(const struct conversion *c, quoth_str text, size_t at)
{
    struct conversion again = *c;
    convert(&again, (char *)text.ptr, at); // writes what stands there already
    return again.used;
}

static quoth_status finish(struct conversion *c, quoth_str *text, quoth_error *error)
{
    size_t mark = q_charset_mark(*text);
    const char *nul = text->len ? memchr(text->ptr, '\0', text->len) : NULL;
    if (nul)
        return q_error(error, QUOTH_EFORMAT, source_of(c, *text, (size_t)(nul - text->ptr)),
                       "a NUL character, which no text has");
    size_t valid = q_utf8_check(*text);
    if (valid < text->len)
        return q_error(error, QUOTH_EFORMAT, source_of(c, *text, valid),
                       "not a character of Unicode");
    *text = q_str(text->ptr + mark, text->len - mark);
    return QUOTH_OK;
}

static quoth_status from_charset(struct conversion *c, const char *charset,
                                 struct q_arena *arena, quoth_str *text, quoth_error *error)
{
    // Three bytes for one: every charset but a few whose bytes stand for many characters.
    size_t room = 3 * c->bytes.len + 16;
    if (room > Q_MAX_ARTICLE)
        room = Q_MAX_ARTICLE;
    for (;; room = Q_MAX_ARTICLE) {
        char *out = q_arena_alloc(arena, room);
        if (!out)
            return q_error_nomem(error);
        int problem = convert(c, out, room);
        *text = q_str(out, c->made);
        if (problem == 0)
            return finish(c, text, error);
        if (problem != E2BIG)
            return q_error(error, QUOTH_EFORMAT, c->used, "not a character of %s", charset);
        if (room == Q_MAX_ARTICLE)
            return q_error(error, QUOTH_ELIMIT, c->used, "longer than %u MB in UTF-8",
                           Q_MAX_ARTICLE >> 20);
    }
}

static quoth_status from_other(quoth_str bytes, const char *charset, struct q_arena *arena,
                               quoth_str *text, quoth_error *error)
{
    struct conversion c = {.cd = iconv_open("UTF-8", charset), .bytes = bytes};
    if (c.cd == (iconv_t)-1)
        return errno == ENOMEM
                   ? q_error_nomem(error)
                   : q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "no such charset");
    quoth_status status = from_charset(&c, charset, arena, text, error);
    iconv_close(c.cd);
    return status;
}

static quoth_status from_utf8(quoth_str bytes, struct q_arena *arena, quoth_str *text,
                              quoth_error *error)
{
    size_t mark = q_charset_mark(bytes), valid = q_utf8_check(bytes);
    if (valid < bytes.len)
        return q_error(error, QUOTH_EFORMAT, valid, "not valid UTF-8");
    char *copy = q_arena_alloc(arena, bytes.len - mark);
    if (!copy)
        return q_error_nomem(error);
    if (bytes.len > mark)
        memcpy(copy, bytes.ptr + mark, bytes.len - mark);
    *text = q_str(copy, bytes.len - mark);
    return QUOTH_OK;
}

// ── Guessing ──

struct census { // of bytes that are not ASCII
    size_t high;
    size_t paired;  // stand beside another
    size_t windows; // 0x85, 0x91…0x97: dots, quote marks and dashes of windows-1252
    size_t mac;     // 0xd0…0xd5: the same of Macintosh
    size_t unknown; // what windows-1252 has not
};

uint32_t q_charset_western(unsigned char byte)
{
    static const uint16_t between[] = {
        // 0x80…0x9f
        0x20ac, 0,      0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
        0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0,      0x17d,  0,
        0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
        0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0,      0x17e,  0x178};
    return byte >= 0x80 && byte < 0xa0 ? between[byte - 0x80] : byte;
}

static bool is_high(quoth_str bytes, size_t at)
{
    return at < bytes.len && (unsigned char)bytes.ptr[at] >= 0x80;
}

static struct census count_high(quoth_str bytes)
{
    struct census n = {0};
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        if (c < 0x80)
            continue;
        n.high++;
        n.paired += (i && is_high(bytes, i - 1)) || is_high(bytes, i + 1);
        n.windows += c == 0x85 || (c >= 0x91 && c <= 0x97);
        n.mac += c >= 0xd0 && c <= 0xd5;
        n.unknown += c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d;
    }
    return n;
}

void q_charset_count_utf8(quoth_str bytes, size_t *characters, size_t *errors)
{
    *characters = *errors = 0;
    for (size_t at = 0; at < bytes.len;) {
        size_t valid = q_utf8_check(q_str(bytes.ptr + at, bytes.len - at));
        for (size_t i = 0; i < valid; i++)
            *characters += (unsigned char)bytes.ptr[at + i] >= 0xc0;
        at += valid + 1;
        *errors += at <= bytes.len;
    }
}

// UTF-8 with a few broken bytes: more characters of several bytes than errors. To take
// it for another charset would garble all of it without a word.
static bool is_broken_utf8(quoth_str bytes)
{
    size_t characters, errors;
    q_charset_count_utf8(bytes, &characters, &errors);
    return characters > errors;
}

static const char *ask_uchardet(quoth_str bytes, size_t first, char name[Q_CHARSET_NAME])
{
    while (first && bytes.ptr[first - 1] != '\n')
        first--; // a charset with states begins a line in its first one
    size_t len = bytes.len - first < SAMPLE ? bytes.len - first : SAMPLE;
    uchardet_t detector = uchardet_new();
    if (!detector)
        return NULL;
    name[0] = '\0';
    if (uchardet_handle_data(detector, bytes.ptr + first, len) == 0) {
        uchardet_data_end(detector);
        const char *found = uchardet_get_charset(detector);
        if (strlen(found) < Q_CHARSET_NAME)
            memcpy(name, found, strlen(found) + 1);
    }
    uchardet_delete(detector);
    static const char *const useless[] = {"ASCII", "UTF-8"}; // they are not that
    for (size_t i = 0; i < sizeof useless / sizeof *useless; i++)
        if (strcmp(name, useless[i]) == 0)
            return NULL;
    return name[0] && q_charset_known(name) ? name : NULL;
}

// English has few such bytes, each alone, and uchardet takes a third of it for Polish or
// worse: it is asked about the rest.
const char *q_charset_guess(quoth_str bytes, size_t first, char name[Q_CHARSET_NAME])
{
    struct census n = count_high(bytes);
    bool english = n.high <= bytes.len / 32 + 1 && n.paired <= n.high / 4;
    if (english && n.mac > n.windows && n.mac > n.high / 2)
        return "MACINTOSH";
    if (english && n.unknown == 0)
        return "WINDOWS-1252";
    const char *found = ask_uchardet(bytes, first, name);
    bool western = found && strcmp(found, "ISO-8859-1") == 0;
    return western ? "WINDOWS-1252" : found; // which is the same and has quote marks
}

quoth_status q_charset_read(quoth_str bytes, const char *charset, struct q_arena *arena,
                            quoth_str *text, quoth_error *error)
{
    char name[Q_CHARSET_NAME];
    size_t mark;
    if (!charset)
        charset = q_charset_marked(bytes, &mark);
    const char *kind = q_charset_binary(bytes);
    if (kind)
        return q_error(error, QUOTH_EFORMAT, 0, "binary data, not text (%s)", kind);
    bool utf8 = !charset || q_str_equal_nocase(q_str_from(charset), Q_STR("UTF-8")) ||
                q_str_equal_nocase(q_str_from(charset), Q_STR("UTF8"));
    if (!utf8)
        return from_other(bytes, charset, arena, text, error);
    quoth_status status = check_bytes(bytes, error);
    if (status != QUOTH_OK)
        return status;
    size_t valid = charset ? bytes.len : q_utf8_check(bytes);
    if (valid == bytes.len || is_broken_utf8(bytes))
        return from_utf8(bytes, arena, text, error);
    const char *found = q_charset_guess(bytes, valid, name);
    if (!found)
        return q_error(error, QUOTH_EFORMAT, valid, "not UTF-8, and no charset is likely");
    return from_other(bytes, found, arena, text, error);
}
