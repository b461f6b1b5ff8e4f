#include "read/page/page_charset.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/charset.h"
#include "read/page/decoder.h"

#include <stdint.h>
#include <stdio.h>
#include <strings.h>

#define UTF8 "UTF-8"
#define WESTERN "WINDOWS-1252"

// ── Labels ──

// What pages may call a charset, and what is then meant: the Encoding standard. Nothing
// else is believed, for a page must not choose among the rare and broken ones of iconv.
static const struct {
    const char *charset; // as iconv names it
    const char *labels;  // between blanks
} labels[] = {
    {UTF8, " utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 "},
    {WESTERN, " windows-1252 iso-8859-1 ascii us-ascii latin1 ansi_x3.4-1968 cp1252 cp819"
              " csisolatin1 ibm819 iso-ir-100 iso8859-1 iso88591 iso_8859-1"
              " iso_8859-1:1987 l1 x-cp1252 x-user-defined "},
    {"IBM866", " ibm866 866 cp866 csibm866 "},
    {"ISO-8859-2", " iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2"
                   " iso_8859-2:1987 l2 latin2 "},
    {"ISO-8859-3", " iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3"
                   " iso_8859-3:1988 l3 latin3 "},
    {"ISO-8859-4", " iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4"
                   " iso_8859-4:1988 l4 latin4 "},
    {"ISO-8859-5", " iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595"
                   " iso_8859-5 iso_8859-5:1988 "},
    {"ISO-8859-6", " iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic"
                   " ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596"
                   " iso_8859-6 iso_8859-6:1987 "},
    {"ISO-8859-7", " iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126"
                   " iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek "},
    {"ISO-8859-8", " iso-8859-8 csiso88598e csiso88598i csisolatinhebrew hebrew"
                   " iso-8859-8-e iso-8859-8-i iso-ir-138 iso8859-8 iso88598 iso_8859-8"
                   " iso_8859-8:1988 visual logical "},
    {"ISO-8859-10", " iso-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6 "},
    {"ISO-8859-13", " iso-8859-13 iso8859-13 iso885913 "},
    {"ISO-8859-14", " iso-8859-14 iso8859-14 iso885914 "},
    {"ISO-8859-15", " iso-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9 "},
    {"ISO-8859-16", " iso-8859-16 "},
    {"KOI8-R", " koi8-r cskoi8r koi koi8 koi8_r "},
    {"KOI8-U", " koi8-u koi8-ru "},
    {"MACINTOSH", " macintosh csmacintosh mac x-mac-roman "},
    {"CP874", " windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 "},
    {"WINDOWS-1250", " windows-1250 cp1250 x-cp1250 "},
    {"WINDOWS-1251", " windows-1251 cp1251 x-cp1251 "},
    {"WINDOWS-1253", " windows-1253 cp1253 x-cp1253 "},
    {"WINDOWS-1254", " windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9"
                     " iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 x-cp1254 "},
    {"WINDOWS-1255", " windows-1255 cp1255 x-cp1255 "},
    {"WINDOWS-1256", " windows-1256 cp1256 x-cp1256 "},
    {"WINDOWS-1257", " windows-1257 cp1257 x-cp1257 "},
    {"WINDOWS-1258", " windows-1258 cp1258 x-cp1258 "},
    {"MAC-CYRILLIC", " x-mac-cyrillic x-mac-ukrainian "},
    {"GB18030", " gb18030 gbk gb2312 gb_2312 gb_2312-80 chinese csgb2312 csiso58gb231280"
                " iso-ir-58 x-gbk "},
    {"BIG5-HKSCS", " big5 big5-hkscs cn-big5 csbig5 x-x-big5 "},
    {"EUC-JP-MS", " euc-jp cseucpkdfmtjapanese x-euc-jp "},
    {"ISO-2022-JP", " iso-2022-jp csiso2022jp "},
    {"CP932", " shift_jis shift-jis sjis x-sjis windows-31j ms932 ms_kanji csshiftjis "},
    {"UHC", " euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989"
            " ksc5601 ksc_5601 windows-949 "},
    {"UTF-16LE", " utf-16 utf-16le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff "},
    {"UTF-16BE", " utf-16be unicodefffe "}};

// What `label` means, or NULL.
static const char *find_label(quoth_str label)
{
    char word[Q_CHARSET_NAME] = " ";
    label = q_str_trim(label);
    if (!label.len || label.len > sizeof word - 3 || memchr(label.ptr, ' ', label.len))
        return NULL;
    for (size_t i = 0; i < label.len; i++)
        word[i + 1] = q_lower(label.ptr[i]);
    word[label.len + 1] = ' ';
    word[label.len + 2] = '\0';
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strstr(labels[i].labels, word))
            return labels[i].charset;
    return NULL;
}

// ── Which charset ──

enum { CHANCE = 4 }; // characters of UTF-8 that text in a charset of pairs may hold
enum {
    MOST_WRONG = 32
}; // characters of UTF-8 for one wrong byte, where another is declared

struct choice {
    quoth_str bytes;
    size_t valid;        // bytes of it that are valid UTF-8
    const char *charset; // as iconv names it
    size_t mark;
    char name[Q_CHARSET_NAME]; // what `charset` may point to
    quoth_error flaw;
};

// Two bytes a character, and no mark: text in ASCII, as markup begins.
static const char *wide_without_mark(quoth_str bytes)
{
    if (bytes.len < 4 || (bytes.ptr[0] != '<' && bytes.ptr[1] != '<'))
        return NULL;
    const char *p = bytes.ptr;
    if (p[0] && !p[1] && p[2] && !p[3])
        return "UTF-16LE";
    return !p[0] && p[1] && !p[2] && p[3] ? "UTF-16BE" : NULL;
}

// UTF-16 is believed only of bytes that can be it.
static bool is_possible(const char *charset, quoth_str bytes)
{
    size_t head = bytes.len < 64 ? bytes.len : 64;
    return !q_decoder_is_wide(charset) || (head && memchr(bytes.ptr, '\0', head));
}

static void tell(struct choice *c, uint64_t offset, const char *what, const char *charset)
{
    if (c->flaw.status == QUOTH_OK)
        q_error(&c->flaw, QUOTH_EFORMAT, offset, "%s%s", what, charset);
}

// The charset that HTTP, or else the page itself, names; a name that nobody knows is told.
static const char *believe(struct choice *c, quoth_str http, quoth_str declared)
{
    const quoth_str told[] = {http, declared};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        if (!told[i].len)
            continue;
        const char *charset = find_label(told[i]);
        if (charset && is_possible(charset, c->bytes))
            return charset;
        if (!charset)
            tell(c, QUOTH_NO_OFFSET,
                 i ? "the page names a charset that is none"
                   : "HTTP names a charset that is none",
                 "");
    }
    return NULL;
}

// Can the bytes be what is told of them? Those of UTF-8 are hardly anything else by chance.
static bool is_lie(const struct choice *c, const char *charset)
{
    size_t characters, errors;
    q_charset_count_utf8(c->bytes, &characters, &errors);
    if (errors)
        return characters > MOST_WRONG * errors;
    if (!characters) // ASCII, unless its bytes stand for something else
        return strcmp(charset, "ISO-2022-JP") != 0;
    static const char *const pairs[] = {"GB18030", "BIG5-HKSCS", "EUC-JP-MS",
                                        "CP932",   "UHC",        NULL};
    return !q_str_is_any(q_str_from(charset), pairs) || characters > CHANCE;
}

static void choose_for_broken(struct choice *c, bool told)
{
    size_t characters, errors;
    q_charset_count_utf8(c->bytes, &characters, &errors);
    if (characters > errors) {
        c->charset = UTF8;
        tell(c, c->valid, "not valid UTF-8; such bytes are read as windows-1252", "");
        return;
    }
    const char *found = q_charset_guess(c->bytes, c->valid, c->name);
    const char *label = found ? find_label(q_str_from(found)) : WESTERN;
    c->charset = label ? label : found;
    if (told)
        tell(c, c->valid, "not UTF-8, as it says it is; read as ", c->charset);
    else if (!found)
        tell(c, c->valid, "not UTF-8, and no charset is likely; read as ", c->charset);
}

static quoth_status choose_asked(struct choice *c, const char *asked, quoth_error *error)
{
    const char *marked = q_charset_marked(c->bytes, &c->mark);
    c->charset = find_label(q_str_from(asked));
    if (!c->charset && strlen(asked) < sizeof c->name && q_charset_known(asked)) {
        memcpy(c->name, asked, strlen(asked) + 1);
        c->charset = c->name;
    }
    if (!c->charset)
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "no such charset");
    if (marked && q_decoder_is_wide(marked) && strncasecmp(marked, c->charset, 6) == 0)
        c->charset = marked; // UTF-16 or UTF-32: the mark says which
    if (!marked || strcmp(marked, c->charset) != 0)
        c->mark = 0;
    if (strcmp(c->charset, UTF8) == 0 && c->valid < c->bytes.len)
        tell(c, c->valid, "not valid UTF-8; such bytes are read as windows-1252", "");
    return QUOTH_OK;
}

static quoth_status choose(struct choice *c, const struct q_page_told *told,
                           quoth_str declared, quoth_error *error)
{
    c->valid = q_utf8_check(c->bytes);
    if (told->asked)
        return choose_asked(c, told->asked, error);
    const char *by = q_charset_marked(c->bytes, &c->mark);
    if (!by)
        by = wide_without_mark(c->bytes);
    if (!by)
        by = believe(c, told->charset, declared);
    bool utf8 = by && strcmp(by, UTF8) == 0;
    if (by && !utf8 && (q_decoder_is_wide(by) || !is_lie(c, by)))
        c->charset = by;
    else if (c->valid == c->bytes.len)
        c->charset = UTF8;
    else
        choose_for_broken(c, utf8);
    return QUOTH_OK;
}

// ── Reading ──

struct output {
    struct q_arena *arena;
    char *ptr;
    size_t len, room;
};

// Room for `more` bytes, at least.
static quoth_status grow(struct output *out, size_t more, quoth_error *error)
{
    if (out->room - out->len >= more)
        return QUOTH_OK;
    size_t room = 2 * out->room + more;
    char *ptr = q_arena_alloc(out->arena, room);
    if (!ptr)
        return q_error_nomem(error);
    memcpy(ptr, out->ptr, out->len);
    out->ptr = ptr;
    out->room = room;
    return QUOTH_OK;
}

// What it will be at most in nearly every charset: a character of two bytes has three.
static size_t first_room(const struct q_decoder *d)
{
    size_t high = 0;
    for (size_t i = d->at; i < d->bytes.len; i++)
        high += (unsigned char)d->bytes.ptr[i] >> 7;
    size_t more = d->kind == Q_DECODE_WIDE ? d->bytes.len / 2 : 2 * high;
    return d->bytes.len + more + Q_DECODER_ROOM;
}

static quoth_status decode(struct q_decoder *d, struct output *out, quoth_error *error)
{
    out->room = first_room(d);
    if (out->room > Q_MAX_PAGE)
        out->room = Q_MAX_PAGE + Q_DECODER_ROOM;
    out->ptr = q_arena_alloc(out->arena, out->room);
    if (!out->ptr)
        return q_error_nomem(error);
    while (d->at < d->bytes.len) {
        quoth_status status = grow(out, Q_DECODER_ROOM, error);
        if (status != QUOTH_OK)
            return status;
        quoth_str run = q_decoder_run(d, out->room - out->len - Q_DECODER_ROOM);
        memcpy(out->ptr + out->len, run.ptr, run.len);
        out->len += run.len;
        out->len += q_decoder_next(d, out->ptr + out->len);
        if (out->len > Q_MAX_PAGE)
            return q_error(error, QUOTH_ELIMIT, d->at, "longer than %u MB in UTF-8",
                           Q_MAX_PAGE >> 20);
    }
    return QUOTH_OK;
}

static const char *wrong_in(const struct q_decoder *d)
{
    bool rest = d->kind == Q_DECODE_WIDE && d->bytes.len - d->wrong < d->unit;
    return rest ? "a last byte that is too many for " : "not a character of ";
}

static quoth_status read_other(struct choice *c, struct q_arena *arena,
                               struct q_page_text *out, quoth_error *error)
{
    struct q_decoder d;
    struct output made = {.arena = arena};
    quoth_status status = q_decoder_open(&d, c->charset, c->bytes, error);
    if (status != QUOTH_OK)
        return status;
    d.at = c->mark;
    status = decode(&d, &made, error);
    if (status == QUOTH_OK && d.wrong != SIZE_MAX)
        tell(c, d.wrong, wrong_in(&d), c->charset);
    q_decoder_close(&d);
    out->text = q_str(made.ptr, made.len);
    return status;
}

static quoth_status keep_name(struct choice *c, struct q_arena *arena,
                              struct q_page_text *out, quoth_error *error)
{
    out->charset = c->charset;
    if (c->charset != c->name)
        return QUOTH_OK;
    char *copy = q_arena_alloc(arena, sizeof c->name);
    if (!copy)
        return q_error_nomem(error);
    memcpy(copy, c->name, sizeof c->name);
    out->charset = copy;
    return QUOTH_OK;
}

static quoth_status check_binary(const struct choice *c, quoth_error *error)
{
    size_t first;
    const char *kind = q_charset_binary(c->bytes);
    if (kind)
        return q_error(error, QUOTH_EFORMAT, 0, "binary data, not text (%s)", kind);
    if (!q_decoder_is_wide(c->charset) && q_charset_controls(c->bytes, &first))
        return q_error(error, QUOTH_EFORMAT, first, "binary data, not text");
    return QUOTH_OK;
}

quoth_status q_page_charset_read(quoth_str bytes, const struct q_page_told *told,
                                 quoth_str declared, struct q_arena *arena,
                                 struct q_page_text *out, quoth_error *error)
{
    struct choice c = {.bytes = bytes};
    *out = (struct q_page_text){.charset = NULL};
    quoth_status status = choose(&c, told, declared, error);
    if (status == QUOTH_OK)
        status = check_binary(&c, error);
    if (status == QUOTH_OK)
        status = keep_name(&c, arena, out, error);
    if (status != QUOTH_OK)
        return status;
    out->mark = c.mark;
    out->same = strcmp(c.charset, UTF8) == 0 && c.valid == bytes.len &&
                (!bytes.len || !memchr(bytes.ptr, '\0', bytes.len));
    if (!out->same)
        status = read_other(&c, arena, out, error);
    else if (bytes.len > Q_MAX_PAGE)
        return q_error(error, QUOTH_ELIMIT, Q_MAX_PAGE, "longer than %u MB",
                       Q_MAX_PAGE >> 20);
    else
        out->text = q_str(bytes.ptr + c.mark, bytes.len - c.mark);
    out->flaw = c.flaw;
    return status;
}

// ── Back to the source ──

// Moves on to the character that holds byte `target` of the text, of which `made` bytes lie
// behind; `start` becomes the byte of the source where it begins.
static void seek(struct q_decoder *d, size_t target, size_t *made, size_t *start)
{
    char character[Q_DECODER_ROOM];
    while (*made <= target && d->at < d->bytes.len) {
        *made += q_decoder_run(d, target - *made).len;
        *start = d->at;
        if (*made == target)
            return;
        *made += q_decoder_next(d, character);
    }
    if (*made <= target)
        *start = d->at;
}

quoth_status q_page_charset_sources(quoth_str bytes, const struct q_page_text *text,
                                    uint32_t *offsets, size_t count, quoth_error *error)
{
    if (text->same) {
        for (size_t i = 0; i < count; i++)
            offsets[i] += (uint32_t)text->mark;
        return QUOTH_OK;
    }
    struct q_decoder d;
    quoth_status status = q_decoder_open(&d, text->charset, bytes, error);
    if (status != QUOTH_OK)
        return status;
    d.at = text->mark;
    size_t made = 0, start = d.at;
    for (size_t i = 0; i < count; i++) {
        if (offsets[i] >= made)
            seek(&d, offsets[i], &made, &start);
        offsets[i] = (uint32_t)start;
    }
    q_decoder_close(&d);
    return QUOTH_OK;
}
