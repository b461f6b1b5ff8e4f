#include "read/input.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

// The window never passes twice the longest line and what was read behind it.
#define MAX_WINDOW (2 * ((size_t)Q_MAX_LINE + 2 * Q_INPUT_CHUNK))
// A packed file up to this size is unpacked in one go.
#define MAX_WHOLE ((size_t)4 * 1024 * 1024)
// Unpacked bytes at once.
#define UNPACK_CHUNK ((size_t)4 * Q_INPUT_CHUNK)
// No gzip packs more than this many bytes into one.
#define MAX_RATIO 1032
// What the window may keep for the next input.
#define KEEP_WINDOW ((size_t)4 * 1024 * 1024)

void q_input_init(struct q_input *input)
{
    q_buf_init(&input->window, MAX_WINDOW);
    q_buf_init(&input->packed.window, MAX_WINDOW);
    q_unpack_init(&input->packed.unpack);
    input->file = -1;
    input->owned = false;
    q_input_close(input);
}

void q_input_close(struct q_input *input)
{
    if (input->file >= 0 && input->owned)
        close(input->file);
    q_buf_clear(&input->window, KEEP_WINDOW);
    input->file = -1;
    input->start = input->searched.from = input->searched.to = 0;
    input->offset = input->size = 0;
    input->owned = input->regular = false;
    input->memory = Q_NO_STR;
    input->memory_at = 0;
    input->ended = true;
    q_buf_clear(&input->packed.window, KEEP_WINDOW);
    input->unpacking = input->packed.inside = false;
    input->flaw.status = QUOTH_OK;
}

void q_input_release(struct q_input *input)
{
    q_input_close(input);
    q_buf_release(&input->window);
    q_buf_release(&input->packed.window);
    q_unpack_release(&input->packed.unpack);
}

static int open_file(const char *path)
{
    int file;
    do {
        file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (file < 0 && errno == EINTR);
    return file;
}

quoth_status q_input_open(struct q_input *input, const char *path, quoth_error *error)
{
    q_input_close(input);
    bool standard = strcmp(path, "-") == 0;
    int file = standard ? STDIN_FILENO : open_file(path);
    struct stat about;
    if (file < 0 || fstat(file, &about) != 0) {
        quoth_status status = q_input_error(error, QUOTH_NO_OFFSET, "cannot open");
        if (file >= 0 && !standard)
            close(file);
        return status;
    }
    input->file = file;
    input->owned = !standard;
    input->ended = false;
    input->regular = !standard && S_ISREG(about.st_mode);
    input->size = input->regular ? (uint64_t)about.st_size : 0;
    return QUOTH_OK;
}

quoth_status q_input_seek(struct q_input *input, uint64_t offset, quoth_error *error)
{
    if (!input->regular || offset > input->size)
        return q_error(error, QUOTH_EIO, offset, "no file that long, to begin there");
    if (input->memory.ptr)
        input->memory_at = (size_t)offset;
    else if (lseek(input->file, (off_t)offset, SEEK_SET) < 0)
        return q_input_error(error, offset, "cannot read");
    if (input->unpacking)
        input->packed.offset = offset;
    else
        input->offset = offset;
    return QUOTH_OK;
}

void q_input_open_bytes(struct q_input *input, quoth_str bytes)
{
    q_input_close(input);
    input->memory = bytes.ptr ? bytes : Q_STR("");
    input->size = bytes.len;
    input->regular = true;
    input->ended = false;
}

quoth_str q_input_rest(const struct q_input *input)
{
    if (input->start == input->window.len)
        return Q_STR("");
    return q_str(input->window.ptr + input->start, input->window.len - input->start);
}

static size_t less(size_t a, size_t b)
{
    return a < b ? 0 : a - b;
}

void q_input_use(struct q_input *input, size_t len)
{
    input->start += len;
    input->offset += len;
    input->searched.from = less(input->searched.from, len);
    input->searched.to = less(input->searched.to, len);
}

// Moves what `buf` holds behind `*start` to its front: only where that is no more than was
// used since, so that every byte is moved once on average.
static void pull_up(struct q_buf *buf, size_t *start)
{
    size_t rest = buf->len - *start;
    if (rest > *start)
        return;
    if (rest && *start)
        memmove(buf->ptr, buf->ptr + *start, rest);
    q_buf_cut(buf, rest);
    *start = 0;
}

void q_input_end(struct q_input *input)
{
    q_input_use(input, q_input_rest(input).len);
    input->ended = true;
}

void q_input_take(struct q_input *input, struct q_buf *out)
{
    struct q_buf *window = &input->window, empty = *out;
    quoth_str rest = q_input_rest(input);
    if (input->start > 0 && rest.len > 0)
        memmove(window->ptr, rest.ptr, rest.len);
    q_input_end(input);
    out->ptr = window->ptr;
    out->cap = window->cap;
    out->len = rest.len;
    window->ptr = empty.ptr;
    window->cap = empty.cap;
    window->len = input->start = 0;
}

// As read(2), at most Q_INPUT_CHUNK bytes.
static ssize_t read_some(struct q_input *input, char *to)
{
    if (input->memory.ptr) {
        size_t len = input->memory.len - input->memory_at;
        len = len < Q_INPUT_CHUNK ? len : Q_INPUT_CHUNK;
        memcpy(to, input->memory.ptr + input->memory_at, len);
        input->memory_at += len;
        return (ssize_t)len;
    }
    ssize_t got;
    do {
        got = read(input->file, to, Q_INPUT_CHUNK);
    } while (got < 0 && errno == EINTR);
    return got;
}

// Reads once, behind what `buf` holds. `at`: where in the file.
static quoth_status read_more(struct q_input *input, struct q_buf *buf, uint64_t at,
                              quoth_error *error)
{
    char *room = q_buf_room(buf, Q_INPUT_CHUNK);
    if (!room)
        return q_error_nomem(error);
    ssize_t got = read_some(input, room);
    if (got < 0)
        return q_input_error(error, at, "cannot read");
    buf->len += (size_t)got;
    return got ? QUOTH_OK : QUOTH_END;
}

static quoth_status more_plain(struct q_input *input, quoth_error *error)
{
    pull_up(&input->window, &input->start);
    uint64_t at = input->offset + q_input_rest(input).len;
    return read_more(input, &input->window, at, error);
}

// ── Unpacking ──

void q_input_unpack(struct q_input *input)
{
    if (input->unpacking)
        return;
    struct q_buf empty = input->packed.window;
    q_buf_cut(&empty, 0);
    input->packed.window = input->window;
    input->packed.start = input->start;
    input->packed.offset = input->offset;
    input->packed.ended = input->ended;
    input->packed.inside = input->packed.any = false;
    input->window = empty;
    input->start = input->searched.from = input->searched.to = 0;
    input->offset = 0;
    input->ended = false;
    input->unpacking = true;
}

// It was not packed at all.
static void stop_unpacking(struct q_input *input)
{
    struct q_buf empty = input->window;
    input->window = input->packed.window;
    input->start = input->packed.start;
    input->offset = input->packed.offset;
    input->ended = input->packed.ended;
    input->packed.window = empty;
    input->unpacking = false;
}

static quoth_str packed_rest(const struct q_input *input)
{
    size_t start = input->packed.start;
    if (start == input->packed.window.len)
        return Q_STR("");
    return q_str(input->packed.window.ptr + start, input->packed.window.len - start);
}

static void use_packed(struct q_input *input, size_t len)
{
    input->packed.start += len;
    input->packed.offset += len;
}

static quoth_status more_packed(struct q_input *input, quoth_error *error)
{
    if (input->packed.ended)
        return QUOTH_END;
    pull_up(&input->packed.window, &input->packed.start);
    uint64_t at = input->packed.offset + packed_rest(input).len;
    quoth_status status = read_more(input, &input->packed.window, at, error);
    input->packed.ended = status == QUOTH_END;
    return status;
}

// Says that the packed bytes are wrong where they stand now.
static quoth_status damaged(struct q_input *input, const char *what)
{
    const char *packing = input->packed.unpack.packing == Q_PACKING_ZSTD ? "zstd" : "gzip";
    q_error(&input->flaw, QUOTH_EFORMAT, input->packed.offset, "%s %s", packing, what);
    return QUOTH_END;
}

static bool all_zero(quoth_str bytes)
{
    return bytes.len == 0 ||
           (bytes.ptr[0] == '\0' && memcmp(bytes.ptr, bytes.ptr + 1, bytes.len - 1) == 0);
}

// The size that a small file says it unpacks to; 0: it is not small, or lies.
static size_t size_told(const struct q_input *input, quoth_str in)
{
    if (!input->packed.ended || in.len < 18 || in.len > MAX_WHOLE)
        return 0;
    size_t told = 0;
    for (size_t i = 0; i < 4; i++)
        told |= (size_t)(unsigned char)in.ptr[in.len - 4 + i] << 8 * i;
    return told <= Q_MAX_PAGE && told / MAX_RATIO <= in.len ? told : 0;
}

// At the start of a member: QUOTH_OK when it is begun, or done already.
static quoth_status begin_member(struct q_input *input, quoth_error *error)
{
    struct q_unpack *unpack = &input->packed.unpack;
    size_t want = input->regular && input->size <= MAX_WHOLE ? MAX_WHOLE : 4;
    quoth_status status = QUOTH_OK;
    while (packed_rest(input).len < want && status == QUOTH_OK)
        status = more_packed(input, error);
    if (status != QUOTH_OK && status != QUOTH_END)
        return status;
    quoth_str in = packed_rest(input);
    enum q_packing packing = q_packing_of(in);
    if (packing == Q_PACKING_NONE && !input->packed.any) {
        stop_unpacking(input);
        return input->start < input->window.len ? QUOTH_OK : QUOTH_END;
    }
    input->packed.any = true;
    if (packing == Q_PACKING_NONE) {
        if (all_zero(in)) { // as tapes and blocks are filled up
            use_packed(input, in.len);
            return in.len ? QUOTH_OK : QUOTH_END;
        }
        return damaged(input, "data is followed by what is none");
    }
    size_t told = packing == Q_PACKING_GZIP ? size_told(input, in) : 0, used = 0;
    if (told && q_unpack_whole(unpack, in, &used, &input->window, told)) {
        use_packed(input, used);
        return QUOTH_OK;
    }
    if (!q_unpack_start(unpack, packing))
        return q_error_nomem(error);
    input->packed.inside = true;
    return QUOTH_OK;
}

// One piece of the member that is begun; it may give nothing.
static quoth_status unpack_piece(struct q_input *input, quoth_error *error)
{
    size_t used, before = input->window.len;
    enum q_unpacked unpacked = q_unpack_some(&input->packed.unpack, packed_rest(input),
                                             &used, &input->window, UNPACK_CHUNK);
    use_packed(input, used);
    if (unpacked == Q_UNPACKED_NOMEM)
        return q_error_nomem(error);
    if (unpacked == Q_UNPACKED_WRONG)
        return damaged(input, "data is wrong");
    input->packed.inside = unpacked != Q_UNPACKED_ENDED;
    if (used || input->window.len > before || unpacked == Q_UNPACKED_ENDED)
        return QUOTH_OK;
    quoth_status status = more_packed(input, error);
    return status == QUOTH_END ? damaged(input, "data is cut off") : status;
}

static quoth_status more_unpacked(struct q_input *input, quoth_error *error)
{
    pull_up(&input->window, &input->start);
    size_t before = input->window.len;
    quoth_status status = QUOTH_OK;
    while (status == QUOTH_OK && input->unpacking && input->window.len == before)
        status =
            input->packed.inside ? unpack_piece(input, error) : begin_member(input, error);
    // What came before the damage is given; the next call says that it is the end.
    return status == QUOTH_END && input->window.len > before ? QUOTH_OK : status;
}

// ── Reading ──

quoth_status q_input_more(struct q_input *input, quoth_error *error)
{
    if (input->ended)
        return QUOTH_END;
    quoth_status status =
        input->unpacking ? more_unpacked(input, error) : more_plain(input, error);
    if (status == QUOTH_END || input->flaw.status != QUOTH_OK)
        input->ended = true;
    else if (status != QUOTH_OK)
        q_input_end(input);
    return status;
}

quoth_status q_input_peek(struct q_input *input, size_t want, struct q_buf *out,
                          quoth_error *error)
{
    quoth_status status = QUOTH_OK;
    while (status == QUOTH_OK && q_input_rest(input).len < (want ? want : 1))
        status = q_input_more(input, error);
    if (status != QUOTH_OK && status != QUOTH_END)
        return status;
    quoth_str rest = q_input_rest(input);
    size_t before = out->len, used = 0;
    enum q_packing packing = input->unpacking ? Q_PACKING_NONE : q_packing_of(rest);
    if (packing == Q_PACKING_NONE) {
        q_buf_add(out, rest.ptr, rest.len < Q_INPUT_PEEK ? rest.len : Q_INPUT_PEEK);
        return out->failed ? q_error_nomem(error) : QUOTH_OK;
    }
    struct q_unpack unpack; // of its own: the input stands where it stood
    q_unpack_init(&unpack);
    enum q_unpacked unpacked = Q_UNPACKED_NOMEM;
    bool going = q_unpack_start(&unpack, packing);
    while (going) {
        size_t room = Q_INPUT_PEEK - (out->len - before), had = out->len;
        unpacked = q_unpack_some(&unpack, rest, &used, out, room);
        rest = q_str(rest.ptr + used, rest.len - used);
        going = unpacked == Q_UNPACKED_SOME && out->len - before < Q_INPUT_PEEK &&
                (used || out->len > had);
        if (unpacked == Q_UNPACKED_ENDED && out->len == before) // a frame to be skipped
            going =
                q_packing_of(rest) != Q_PACKING_NONE && q_unpack_start(&unpack, packing);
    }
    q_unpack_release(&unpack);
    return unpacked == Q_UNPACKED_NOMEM ? q_error_nomem(error) : QUOTH_OK;
}

bool q_input_look(const struct q_input *input, uint64_t offset, char *to, size_t len,
                  size_t *got)
{
    if (input->memory.ptr) {
        size_t at = offset < input->memory.len ? (size_t)offset : input->memory.len;
        *got = input->memory.len - at < len ? input->memory.len - at : len;
        memcpy(to, input->memory.ptr + at, *got);
        return true;
    }
    if (!input->regular || input->file < 0 || offset > INT64_MAX)
        return false;
    ssize_t count;
    do {
        count = pread(input->file, to, len, (off_t)offset);
    } while (count < 0 && errno == EINTR);
    *got = count > 0 ? (size_t)count : 0;
    return count >= 0;
}

quoth_status q_input_line(struct q_input *input, size_t from, size_t max, quoth_str *line,
                          quoth_error *error)
{
    for (;;) {
        quoth_str rest = q_input_rest(input);
        bool again = input->searched.from <= from && from <= input->searched.to;
        size_t at = again ? input->searched.to : from;
        const char *end = at < rest.len ? memchr(rest.ptr + at, '\n', rest.len - at) : NULL;
        input->searched.from = from;
        input->searched.to = end ? (size_t)(end - rest.ptr) : rest.len;
        if (input->searched.to > from && input->searched.to - from > max)
            return QUOTH_ELIMIT;
        quoth_status status = end ? QUOTH_OK : q_input_more(input, error);
        if (end || status == QUOTH_END) {
            size_t len = less(input->searched.to, from);
            rest = q_input_rest(input); // making room may have moved it
            *line = len ? q_str(rest.ptr + from, len) : Q_STR("");
            return end || len ? QUOTH_OK : QUOTH_END;
        }
        if (status != QUOTH_OK)
            return status;
    }
}

quoth_status q_input_error(quoth_error *error, uint64_t offset, const char *what)
{
    char words[128];
    int number = errno;
    if (number == ENOMEM)
        return q_error_nomem(error);
    if (strerror_r(number, words, sizeof words) != 0)
        return q_error(error, QUOTH_EIO, offset, "%s: error %d", what, number);
    return q_error(error, QUOTH_EIO, offset, "%s: %s", what, words);
}
