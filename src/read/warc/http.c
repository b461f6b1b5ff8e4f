#include "read/warc/http.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/str.h"

#include <brotli/decode.h>

enum { PIECE = 64 * 1024 };
#define KEEP ((size_t)1024 * 1024) // of memory, for the next message

void q_http_room_init(struct q_http_room *room)
{
    q_buf_init(&room->joined, Q_MAX_PAGE);
    q_buf_init(&room->half, Q_MAX_PAGE);
    q_unpack_init(&room->unpack);
}

void q_http_room_release(struct q_http_room *room)
{
    q_buf_release(&room->joined);
    q_buf_release(&room->half);
    q_unpack_release(&room->unpack);
}

// ── The head ──

// The line at the start of `rest` without its end, cut off it.
static quoth_str take_line(quoth_str *rest)
{
    quoth_str line = q_str_take_until(rest, '\n');
    if (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    return line;
}

// "HTTP/1.1 200 OK", "HTTP/1.0 200", "HTTP/2 200".
static bool read_status(quoth_str line, int *status)
{
    *status = 0;
    if (!q_str_starts(line, Q_STR("HTTP/")))
        return false;
    q_str_take_until(&line, ' ');
    line = q_str_trim(line);
    size_t i = 0;
    for (; i < line.len && i < 3 && q_is_digit(line.ptr[i]); i++)
        *status = *status * 10 + (line.ptr[i] - '0');
    if (i < 3 || (i < line.len && q_is_digit(line.ptr[i])))
        *status = 0;
    return true;
}

void q_http_media(quoth_str value, quoth_str *type, quoth_str *charset)
{
    quoth_str rest = value.ptr ? value : Q_STR(""),
              name = q_str_trim(q_str_take_until(&rest, ';'));
    *type = name.len ? name : Q_NO_STR;
    *charset = Q_NO_STR;
    while (rest.len && !charset->ptr) {
        quoth_str text = q_str_trim(q_str_take_until(&rest, ';'));
        name = q_str_trim(q_str_take_until(&text, '='));
        text = q_str_trim(text);
        while (text.len && (text.ptr[0] == '"' || text.ptr[0] == '\''))
            text = q_str(text.ptr + 1, text.len - 1);
        while (text.len && strchr("\"',", text.ptr[text.len - 1]))
            text.len--;
        if (text.len && q_str_equal_nocase(name, Q_STR("charset")))
            *charset = text;
    }
}

static void take_codings(struct q_http *http, quoth_str value)
{
    while (value.len) {
        quoth_str name = q_str_trim(q_str_take_until(&value, ','));
        if (q_str_equal_nocase(name, Q_STR("chunked")))
            http->chunked = true;
        else if (name.len && !q_str_equal_nocase(name, Q_STR("identity")) &&
                 http->coding_count < Q_HTTP_CODINGS)
            http->codings[http->coding_count++] = name;
    }
}

static void take_field(struct q_http *http, quoth_str line)
{
    quoth_str value = line, name = q_str_trim(q_str_take_until(&value, ':'));
    value = q_str_trim(value);
    if (q_str_equal_nocase(name, Q_STR("Content-Type"))) {
        quoth_str type, charset;
        q_http_media(value, &type, &charset);
        if (type.ptr && !http->type.ptr) { // some say it twice
            http->type = type;
            http->charset = charset;
        }
    } else if (q_str_equal_nocase(name, Q_STR("Transfer-Encoding")) ||
               q_str_equal_nocase(name, Q_STR("Content-Encoding"))) {
        take_codings(http, value);
    }
}

bool q_http_read(quoth_str message, struct q_http *http)
{
    *http = (struct q_http){.status = 0};
    quoth_str rest = q_str(
        message.ptr, message.len < Q_MAX_RECORD_HEAD ? message.len : Q_MAX_RECORD_HEAD);
    quoth_str line = take_line(&rest);
    if (!read_status(line, &http->status))
        return false;
    while (rest.len) {
        line = take_line(&rest);
        if (line.len == 0)
            break;
        take_field(http, line);
    }
    http->head = (size_t)(rest.ptr - message.ptr);
    return true;
}

// ── Chunks ──

// The size that a line tells, "1f4", "001c37;name=value"; false: it tells none, or one
// that no body has.
static bool read_size(quoth_str line, uint64_t *size)
{
    size_t i = 0;
    *size = 0;
    line = q_str_trim(q_str_take_until(&line, ';'));
    for (; i < line.len && q_hex_digit(line.ptr[i]) >= 0; i++) {
        if (*size >> 60)
            return false;
        *size = *size << 4 | (uint64_t)q_hex_digit(line.ptr[i]);
    }
    return i > 0 && i == line.len;
}

// The size line at the start of `rest`, cut off it.
static bool take_size(quoth_str *rest, uint64_t *size)
{
    enum { MAX_SIZE_LINE = 4096 }; // with its extensions
    quoth_str look =
        q_str(rest->ptr, rest->len < MAX_SIZE_LINE ? rest->len : MAX_SIZE_LINE);
    quoth_str behind = look, line = take_line(&behind);
    if (behind.ptr == look.ptr || behind.ptr[-1] != '\n' || !read_size(line, size))
        return false;
    *rest = q_str(behind.ptr, (size_t)(rest->ptr + rest->len - behind.ptr));
    return true;
}

// A chunk's own line end.
static void take_end(quoth_str *rest)
{
    size_t len = q_str_starts(*rest, Q_STR("\r\n")) ? 2
                 : q_str_starts(*rest, Q_STR("\n")) ? 1
                                                    : 0;
    *rest = q_str(rest->ptr + len, rest->len - len);
}

// Appends what the chunks hold. The first one tells whether there are any.
static bool join_chunks(quoth_str body, struct q_buf *out, quoth_error *flaw)
{
    uint64_t size;
    quoth_str rest = body;
    if (!take_size(&rest, &size))
        return false;
    for (;;) {
        uint64_t at = (uint64_t)(rest.ptr - body.ptr);
        if (size == 0)
            return true; // what follows are trailers
        if (size > rest.len) {
            q_buf_add(out, rest.ptr, rest.len);
            q_error(flaw, QUOTH_EFORMAT, at, "a chunk is cut off");
            return true;
        }
        q_buf_add(out, rest.ptr, (size_t)size);
        rest = q_str(rest.ptr + size, rest.len - (size_t)size);
        take_end(&rest);
        at = (uint64_t)(rest.ptr - body.ptr);
        if (rest.len == 0) {
            q_error(flaw, QUOTH_EFORMAT, at, "the last chunk is missing");
            return true;
        }
        if (!take_size(&rest, &size)) {
            q_buf_add(out, rest.ptr, rest.len); // rather some odd bytes than no end
            q_error(flaw, QUOTH_EFORMAT, at, "no chunk where one should start");
            return true;
        }
    }
}

// ── Packing ──

enum outcome { DONE, NOT_PACKED, SPOILT, LIMIT, NOMEM };

static enum outcome of_buf(const struct q_buf *out)
{
    return out->full ? LIMIT : NOMEM;
}

static enum outcome undo_with(struct q_unpack *unpack, enum q_packing packing, quoth_str in,
                              struct q_buf *out)
{
    if (!q_unpack_start(unpack, packing))
        return NOMEM;
    for (;;) {
        size_t used, had = out->len, left = Q_MAX_PAGE - out->len;
        // One byte more than there is room for tells that it would go on.
        char spare;
        struct q_buf over = {.ptr = &spare, .cap = 1, .max = 1};
        enum q_unpacked got = q_unpack_some(unpack, in, &used, left ? out : &over,
                                            left == 0      ? 1
                                            : left < PIECE ? left
                                                           : PIECE);
        in = q_str(in.ptr + used, in.len - used);
        if (over.len)
            return LIMIT;
        if (got == Q_UNPACKED_NOMEM)
            return NOMEM;
        if (got == Q_UNPACKED_WRONG)
            return SPOILT;
        if (got == Q_UNPACKED_ENDED) { // gzip may have more members
            if (packing != Q_PACKING_GZIP || q_packing_of(in) != packing)
                return DONE;
            if (!q_unpack_start(unpack, packing))
                return NOMEM;
        } else if (used == 0 && out->len == had) {
            return SPOILT; // cut off
        }
    }
}

// As zlib wraps it, or bare as some servers send it.
static enum outcome undo_deflate(struct q_unpack *unpack, quoth_str in, struct q_buf *out)
{
    if (in.len < 2)
        return NOT_PACKED;
    unsigned first = (unsigned char)in.ptr[0], second = (unsigned char)in.ptr[1];
    size_t had = out->len;
    if ((first & 0x0f) == 8 && (first << 8 | second) % 31 == 0)
        return undo_with(unpack, Q_PACKING_DEFLATE, in, out);
    enum outcome outcome = undo_with(unpack, Q_PACKING_RAW_DEFLATE, in, out);
    if (outcome != SPOILT)
        return outcome;
    q_buf_cut(out, had); // text that was unpacked already most often begins so
    return NOT_PACKED;
}

static bool is_out_of_memory(const BrotliDecoderState *state)
{
    BrotliDecoderErrorCode code = BrotliDecoderGetErrorCode(state);
    return code <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES &&
           code >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES;
}

static enum outcome run_brotli(BrotliDecoderState *state, quoth_str in, struct q_buf *out)
{
    const uint8_t *next = (const uint8_t *)in.ptr;
    size_t more = in.len;
    for (;;) {
        size_t left = Q_MAX_PAGE - out->len, room = left < PIECE ? left : PIECE,
               given = room;
        char *to = room ? q_buf_room(out, room) : NULL;
        if (!to)
            return room ? of_buf(out) : LIMIT;
        uint8_t *put = (uint8_t *)to;
        BrotliDecoderResult result =
            BrotliDecoderDecompressStream(state, &more, &next, &room, &put, NULL);
        out->len += given - room;
        if (result == BROTLI_DECODER_RESULT_SUCCESS)
            return DONE;
        if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT)
            return is_out_of_memory(state) ? NOMEM : SPOILT;
    }
}

// Nothing marks its start: what begins as text does and is spoilt is text.
static enum outcome undo_brotli(quoth_str in, struct q_buf *out)
{
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (!state)
        return NOMEM;
    size_t had = out->len;
    enum outcome outcome = run_brotli(state, in, out);
    BrotliDecoderDestroyInstance(state);
    quoth_str text = q_str_trim(q_str(in.ptr, in.len < 64 ? in.len : 64));
    bool plain = text.len && strchr("<{\xef", text.ptr[0]);
    if (outcome != SPOILT || (out->len > had && !plain))
        return outcome;
    q_buf_cut(out, had);
    return NOT_PACKED;
}

static enum outcome undo(struct q_unpack *unpack, quoth_str coding, quoth_str in,
                         struct q_buf *out)
{
    static const char *const gzip[] = {"gzip", "x-gzip", "zstd", NULL};
    if (q_str_is_any(coding, gzip))
        return q_packing_of(in) ? undo_with(unpack, q_packing_of(in), in, out) : NOT_PACKED;
    if (q_str_equal_nocase(coding, Q_STR("deflate")))
        return undo_deflate(unpack, in, out);
    if (q_str_equal_nocase(coding, Q_STR("br")))
        return undo_brotli(in, out);
    return NOT_PACKED;
}

static quoth_status too_long(quoth_error *flaw)
{
    return q_error(flaw, QUOTH_ELIMIT, QUOTH_NO_OFFSET, "a body of more than %u MB",
                   Q_MAX_PAGE >> 20);
}

// ── The body ──

// One coding; packed bytes that no coding is named for are unpacked too.
static quoth_status undo_one(struct q_http_room *room, quoth_str coding, quoth_str *now,
                             struct q_buf *to, quoth_error *flaw)
{
    q_buf_cut(to, 0);
    enum outcome outcome = undo(&room->unpack, coding, *now, to);
    if (outcome == LIMIT)
        return too_long(flaw);
    if (outcome == NOMEM)
        return q_error_nomem(flaw);
    if (outcome == SPOILT && flaw->status == QUOTH_OK)
        q_error(flaw, QUOTH_EFORMAT, 0, "a packed body (%.*s) that is cut off or wrong",
                coding.len < 16 ? (int)coding.len : 16, coding.ptr);
    if (outcome != NOT_PACKED)
        *now = q_str(to->len ? to->ptr : "", to->len);
    return QUOTH_OK;
}

quoth_status q_http_body(const struct q_http *http, quoth_str body,
                         struct q_http_room *room, struct q_buf *out, quoth_error *flaw)
{
    quoth_str now = body;
    flaw->status = QUOTH_OK;
    q_buf_clear(&room->joined, KEEP);
    q_buf_clear(&room->half, KEEP);
    if (http->chunked && join_chunks(body, &room->joined, flaw)) {
        if (room->joined.failed)
            return room->joined.full ? too_long(flaw) : q_error_nomem(flaw);
        now = q_str(room->joined.len ? room->joined.ptr : "", room->joined.len);
    }
    for (uint32_t i = http->coding_count ? http->coding_count : 1; i-- > 0 && now.len;) {
        quoth_str coding = http->coding_count ? http->codings[i] : Q_STR("gzip");
        struct q_buf *to = out->len && now.ptr == out->ptr ? &room->half : out;
        quoth_status status = undo_one(room, coding, &now, to, flaw);
        if (status != QUOTH_OK)
            return status;
    }
    if (out->len && now.ptr == out->ptr)
        return QUOTH_OK;
    q_buf_cut(out, 0);
    q_buf_add_str(out, now);
    if (out->failed)
        return out->full ? too_long(flaw) : q_error_nomem(flaw);
    return QUOTH_OK;
}
