#include "read/page/decoder.h"

#include "base/error.h"
#include "base/utf8.h"
#include "read/charset.h"

#include <errno.h>
#include <stdint.h>

#define REPLACEMENT "\xef\xbf\xbd"
enum { REPLACEMENT_LEN = 3 };
enum { LONGEST = 8 }; // bytes of a character: four, and what switches a charset's state

static size_t left(const struct q_decoder *d)
{
    return d->bytes.len - d->at;
}

// The character at `d->at` is none, and takes `len` bytes.
static size_t replace(struct q_decoder *d, size_t len, char *out)
{
    if (d->wrong == SIZE_MAX)
        d->wrong = d->at;
    d->at += len;
    memcpy(out, REPLACEMENT, REPLACEMENT_LEN);
    return REPLACEMENT_LEN;
}

// ── UTF-8 ──

// How many bytes from `d->at` on, which are no character, begin one that was cut off. One
// alone says nothing: "é" of windows-1252 begins a character of three.
static size_t cut_length(const struct q_decoder *d)
{
    char piece[4] = {0};
    size_t most = left(d) < 3 ? left(d) : 3;
    for (size_t len = most; len > 1; len--) {
        // would it be one, if what is missing came behind it?
        memset(piece, '\x80', sizeof piece);
        memcpy(piece, d->bytes.ptr + d->at, len);
        for (size_t whole = len + 1; whole <= sizeof piece; whole++)
            if (q_utf8_check(q_str(piece, whole)) == whole)
                return len;
    }
    return 0;
}

static size_t next_utf8(struct q_decoder *d, char *out)
{
    const char *from = d->bytes.ptr + d->at, *end = from;
    unsigned char lead = (unsigned char)*from;
    if (!q_utf8_check(q_str(from, left(d) < 4 ? left(d) : 4))) {
        size_t cut = cut_length(d);
        uint32_t point = q_charset_western(lead);
        if (cut || !point)
            return replace(d, cut ? cut : 1, out);
        replace(d, 1, out);
        return q_utf8_put(out, point);
    }
    q_utf8_next(&end);
    size_t len = (size_t)(end - from);
    memcpy(out, from, len);
    d->at += len;
    return len;
}

// ── Two and four bytes ──

static uint32_t unit_at(const struct q_decoder *d, size_t at)
{
    uint32_t value = 0;
    for (size_t i = 0; i < d->unit; i++) {
        size_t from = d->big ? i : d->unit - 1 - i;
        value = value << 8 | (unsigned char)d->bytes.ptr[at + from];
    }
    return value;
}

static bool is_surrogate(uint32_t point, uint32_t first)
{
    return (point & 0xfffffc00) == first;
}

static size_t next_wide(struct q_decoder *d, char *out)
{
    if (left(d) < d->unit) { // a rest that is no unit stands for nothing
        if (d->wrong == SIZE_MAX)
            d->wrong = d->at;
        d->at = d->bytes.len;
        return 0;
    }
    uint32_t point = unit_at(d, d->at);
    size_t len = d->unit;
    if (d->unit == 2 && is_surrogate(point, 0xd800) && left(d) >= 4) {
        uint32_t low = unit_at(d, d->at + 2);
        if (is_surrogate(low, 0xdc00)) {
            point = 0x10000 + ((point & 0x3ff) << 10 | (low & 0x3ff));
            len = 4;
        }
    }
    if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
        return replace(d, len, out);
    d->at += len;
    return q_utf8_put(out, point);
}

// ── iconv ──

// Copies `text` and mends what is no character of Unicode, which iconv lets through.
static size_t copy_valid(struct q_decoder *d, quoth_str text, char *out)
{
    size_t made = 0, at = 0;
    while (at < text.len) {
        size_t valid = q_utf8_check(q_str(text.ptr + at, text.len - at));
        memcpy(out + made, text.ptr + at, valid);
        made += valid;
        at += valid;
        if (at < text.len) {
            replace(d, 0, out + made);
            made += REPLACEMENT_LEN;
            at++;
        }
    }
    return made;
}

// One character in a charset with several bytes for one. Bytes that only switch the
// charset's state go with the character behind them.
static size_t next_iconv(struct q_decoder *d, char *out)
{
    char made[Q_DECODER_ROOM / REPLACEMENT_LEN];
    size_t most = d->plain ? sizeof made : 1; // a wrong switch of state would give several
    for (size_t len = 1; len <= left(d) && len <= LONGEST && most <= sizeof made;) {
        char *in = (char *)d->bytes.ptr + d->at; // iconv writes nothing there
        char *end = made;
        size_t in_left = len, room = most;
        errno = 0;
        iconv(d->cd, &in, &in_left, &end, &room);
        int problem = errno;
        size_t taken = len - in_left;
        if (taken && d->plain) // what is held back to be combined with the next one
            iconv(d->cd, NULL, NULL, &end, &room);
        if (end > made) {
            size_t text = copy_valid(d, q_str(made, (size_t)(end - made)), out);
            d->at += taken;
            return text;
        }
        d->at += taken;
        if (problem == EINVAL || problem == E2BIG || taken) {
            len = taken ? 1 : len + (problem == EINVAL);
            most += problem == E2BIG;
            continue;
        }
        // An ASCII byte behind a wrong one is itself; another belongs to it.
        bool pair = len > 1 && (unsigned char)d->bytes.ptr[d->at + 1] >= 0x80;
        return replace(d, pair ? len : 1, out);
    }
    return d->at < d->bytes.len ? replace(d, 1, out) : 0;
}

// What each byte alone stands for. False if some stand for nothing alone.
static bool fill_table(struct q_decoder *d)
{
    bool table = true;
    d->plain = true;
    for (unsigned i = 0; i < 256; i++) {
        char byte = (char)i, made[Q_DECODER_ROOM];
        char *in = &byte, *out = made;
        size_t in_left = 1, room = sizeof made;
        iconv(d->cd, NULL, NULL, NULL, NULL);
        errno = 0;
        bool known = iconv(d->cd, &in, &in_left, &out, &room) != (size_t)-1;
        bool more = !known && errno == EINVAL;
        iconv(d->cd, NULL, NULL, &out, &room);
        size_t len = (size_t)(out - made);
        if (more || len > sizeof d->single[i].text || (known && !len))
            table = false;
        else if (known && q_utf8_check(q_str(made, len)) == len)
            memcpy(d->single[i].text, made, d->single[i].len = (unsigned char)len);
        bool itself = !more && len == 1 && *made == byte;
        if (i && i < 0x80 && !itself)
            d->plain = false; // letters are others, or some bytes switch its state
    }
    iconv(d->cd, NULL, NULL, NULL, NULL);
    return table;
}

static size_t next_single(struct q_decoder *d, char *out)
{
    unsigned char byte = (unsigned char)d->bytes.ptr[d->at];
    size_t len = d->single[byte].len;
    if (!len)
        return replace(d, 1, out);
    memcpy(out, d->single[byte].text, len);
    d->at++;
    return len;
}

// ── All of them ──

static const struct {
    quoth_str name;
    size_t unit;
    bool big;
} wide[] = {{{"UTF-16LE", 8}, 2, false},
            {{"UTF-16BE", 8}, 2, true},
            {{"UTF-32LE", 8}, 4, false},
            {{"UTF-32BE", 8}, 4, true}};

static bool open_wide(struct q_decoder *d, quoth_str charset)
{
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (q_str_equal_nocase(charset, wide[i].name)) {
            d->kind = Q_DECODE_WIDE;
            d->unit = wide[i].unit;
            d->big = wide[i].big;
            return true;
        }
    return false;
}

bool q_decoder_is_wide(const char *charset)
{
    struct q_decoder d;
    return open_wide(&d, q_str_from(charset));
}

quoth_status q_decoder_open(struct q_decoder *d, const char *charset, quoth_str bytes,
                            quoth_error *error)
{
    *d = (struct q_decoder){.bytes = bytes, .wrong = SIZE_MAX, .cd = (iconv_t)-1};
    quoth_str name = q_str_from(charset);
    if (q_str_equal_nocase(name, Q_STR("UTF-8"))) {
        d->kind = Q_DECODE_UTF8;
        d->plain = true;
    } else if (!open_wide(d, name)) {
        d->cd = iconv_open("UTF-8", charset);
        if (d->cd == (iconv_t)-1 && errno == EINVAL)
            return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "no such charset");
        if (d->cd == (iconv_t)-1)
            return q_error_nomem(error);
        d->kind = fill_table(d) ? Q_DECODE_TABLE : Q_DECODE_ICONV;
    }
    return QUOTH_OK;
}

void q_decoder_close(struct q_decoder *d)
{
    if (d->cd != (iconv_t)-1)
        iconv_close(d->cd);
}

quoth_str q_decoder_run(struct q_decoder *d, size_t max)
{
    const char *from = d->bytes.ptr + d->at;
    size_t most = left(d) < max ? left(d) : max, len = 0;
    if (!d->plain)
        return q_str(from, 0);
    for (uint64_t eight; most - len >= sizeof eight; len += sizeof eight) {
        memcpy(&eight, from + len, sizeof eight);
        uint64_t nul = eight - UINT64_C(0x0101010101010101); // borrows where a byte is 0
        if ((eight | nul) & UINT64_C(0x8080808080808080))
            break;
    }
    while (len < most && (unsigned char)(from[len] - 1) < 0x7f)
        len++;
    d->at += len;
    return q_str(from, len);
}

size_t q_decoder_next(struct q_decoder *d, char out[Q_DECODER_ROOM])
{
    if (d->at >= d->bytes.len)
        return 0;
    size_t len = d->kind == Q_DECODE_UTF8    ? next_utf8(d, out)
                 : d->kind == Q_DECODE_TABLE ? next_single(d, out)
                 : d->kind == Q_DECODE_WIDE  ? next_wide(d, out)
                                             : next_iconv(d, out);
    if (len == 1 && !out[0]) {
        memcpy(out, REPLACEMENT, REPLACEMENT_LEN);
        len = REPLACEMENT_LEN;
    }
    return len;
}
