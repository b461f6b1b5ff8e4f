#include "read/input.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

// The window never passes the longest line and what was read behind it.
#define MAX_WINDOW ((size_t)Q_MAX_LINE + 2 * Q_INPUT_CHUNK)
// What the window may keep for the next input.
#define KEEP_WINDOW ((size_t)4 * 1024 * 1024)

void q_input_init(struct q_input *input)
{
    q_buf_init(&input->window, MAX_WINDOW);
    input->file = -1;
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
    input->ended = true;
}

void q_input_release(struct q_input *input)
{
    q_input_close(input);
    q_buf_release(&input->window);
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
    if (lseek(input->file, (off_t)offset, SEEK_SET) < 0)
        return q_input_error(error, offset, "cannot read");
    input->offset = offset;
    return QUOTH_OK;
}

quoth_status q_input_open_bytes(struct q_input *input, quoth_str bytes)
{
    q_input_close(input);
    q_buf_add_str(&input->window, bytes);
    return q_buf_status(&input->window);
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

// Moves the rest to the front of the window. Linear, because whoever uses anything has
// used every whole line before reading more: a long line is moved once.
static void pull_up(struct q_input *input)
{
    size_t rest = input->window.len - input->start;
    if (input->start == 0)
        return;
    if (rest)
        memmove(input->window.ptr, input->window.ptr + input->start, rest);
    q_buf_cut(&input->window, rest);
    input->start = 0;
}

void q_input_end(struct q_input *input)
{
    q_input_use(input, q_input_rest(input).len);
    input->ended = true;
}

quoth_status q_input_more(struct q_input *input, quoth_error *error)
{
    if (input->ended)
        return QUOTH_END;
    ssize_t got;
    do {
        got = read(input->file, input->chunk, sizeof input->chunk);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        uint64_t at = input->offset + q_input_rest(input).len;
        quoth_status status = q_input_error(error, at, "cannot read");
        q_input_end(input);
        return status;
    }
    if (got == 0) {
        input->ended = true;
        return QUOTH_END;
    }
    pull_up(input);
    q_buf_add(&input->window, input->chunk, (size_t)got);
    if (input->window.failed) {
        q_input_end(input);
        return q_error_nomem(error);
    }
    return QUOTH_OK;
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
