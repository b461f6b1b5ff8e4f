/*
 * Stage 1, read: the bytes of one file, pipe or block of memory, through a window.
 *
 *     q_input_line(&input, 0, max, &line, error);     window: {"text": …}\n{"te…
 *     q_input_use(&input, line.len + 1);              line:   {"text": …}
 *
 * The window holds what was read and not used yet. What is packed (gzip, zstd) is
 * unpacked on the way if it is asked for. It knows nothing of charsets or formats.
 */
#ifndef Q_INPUT_H
#define Q_INPUT_H

#include "read/unpack.h"

enum {
    Q_INPUT_CHUNK = 64 * 1024, // bytes read at once
    Q_INPUT_PEEK = 64 * 1024   // bytes that a peek gives at most
};

struct q_input {
    struct q_buf window;
    size_t start;     // of what is not used yet, in the window
    uint64_t offset;  // of `start` in the input
    uint64_t size;    // of a regular file or of `memory`, else 0: not known
    quoth_str memory; // read instead of a file; ptr NULL: it is not
    size_t memory_at; // of what was not read yet
    int file;         // descriptor, or -1
    bool owned;       // `file` is ours to close
    bool regular; // a file on disk or memory: its end is there, its name says what it is
    bool ended;   // nothing is left to read behind the window
    struct {
        size_t from, to;
    } searched;     // bytes of the rest that are known to hold no line end
    bool unpacking; // what is read goes through `unpack`
    struct {
        struct q_buf window; // as they lie in the file
        size_t start;
        uint64_t offset; // of `start` in the file
        bool any;        // a member was seen
        bool inside;     // a member is begun and has not ended
        bool ended;      // nothing is left to read behind the window
        struct q_unpack unpack;
    } packed;
    quoth_error flaw; // of what is packed, at a byte of the file; QUOTH_OK: none was met
};

/** Nothing to read. `q_input_close` is fine on it. */
void q_input_init(struct q_input *input);

/** Opens a file; "-" is standard input. Fails with QUOTH_EIO; `input` is then as after
 *  q_input_init. */
quoth_status q_input_open(struct q_input *input, const char *path, quoth_error *error);

/** Goes to byte `offset` of the file that was just opened. Fails with QUOTH_EIO where it is
 *  no file that long. */
quoth_status q_input_seek(struct q_input *input, uint64_t offset, quoth_error *error);

/** `bytes`, which must live until it is closed, as if they were a file. */
void q_input_open_bytes(struct q_input *input, quoth_str bytes);

/** Appends to `out` how the rest begins, unpacked if it is packed, at most Q_INPUT_PEEK
 *  bytes; uses nothing. Reads until `want` bytes of the rest are there (at least one), not
 *  more. QUOTH_OK, also where nothing follows; as q_input_more. */
quoth_status q_input_peek(struct q_input *input, size_t want, struct q_buf *out,
                          quoth_error *error);

/** From now on the input is what its rest unpacks to: every member of gzip, every frame of
 *  zstd; what is packed in neither stays as it is. `offset` counts unpacked bytes from
 *  here. Where the packed bytes are cut off or wrong, the input ends, and `flaw` tells. */
void q_input_unpack(struct q_input *input);

/** Copies `len` bytes at `offset` of a file on disk or of memory, used already or not read
 * yet, to `to`: how many there are. False: it is no such file, or cannot be read there. */
bool q_input_look(const struct q_input *input, uint64_t offset, char *to, size_t len,
                  size_t *got);

/** Keeps the window's memory for the next input. */
void q_input_close(struct q_input *input);
void q_input_release(struct q_input *input);

/** What is in the window and not used yet; valid until the next call that reads. */
quoth_str q_input_rest(const struct q_input *input);

/** Passes over `len` bytes, at most those of the rest. */
void q_input_use(struct q_input *input, size_t len);

/** Drops the rest and reads no more. */
void q_input_end(struct q_input *input);

/** Hands the rest over to `out`, which is empty, and reads no more. Nothing is copied: the
 *  two change their memory. */
void q_input_take(struct q_input *input, struct q_buf *out);

/** Reads more behind the rest: whatever is there, without waiting for a full window.
 *  QUOTH_OK; QUOTH_END at the end (and where packed bytes are wrong, see `flaw`); QUOTH_EIO
 *  and QUOTH_ENOMEM, after which the input has ended and its rest is dropped. */
quoth_status q_input_more(struct q_input *input, quoth_error *error);

/** The line that starts `from` bytes into the rest, without its line end (LF), reading
 *  until it is whole; at the end of the input a last line need not be ended. QUOTH_OK;
 *  QUOTH_END when nothing follows; QUOTH_ELIMIT when more than `max` bytes without a
 *  line end follow (they stay; `error` is not filled); QUOTH_EIO; QUOTH_ENOMEM. */
quoth_status q_input_line(struct q_input *input, size_t from, size_t max, quoth_str *line,
                          quoth_error *error);

/** QUOTH_EIO with what the system says in errno: "cannot open: Permission denied"; or
 *  QUOTH_ENOMEM. */
quoth_status q_input_error(quoth_error *error, uint64_t offset, const char *what);

#endif
