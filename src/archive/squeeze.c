#include "archive/squeeze.h"

#include "base/error.h"
#include "base/str.h"

#include <pthread.h>
#include <zstd.h>
#include <zstd_errors.h>

enum {
    // Of 1,500 articles of 6 kB each, source and text leaning on it, 3 makes 3,108 bytes in
    // 45 µs, 7 makes 2,970 in 120, 9 makes 2,963 in 290. Finding what is said in one takes
    // 9 ms, a tenth of which is all that keeping it may cost.
    LEVEL = 3,
    // From so many bytes, those leaned on included, on, repeats are looked for over all of
    // them; before that zstd's own search sees them all.
    LONG = 1024 * 1024,
    LEAST_WINDOW = 10, // as ZSTD_WINDOWLOG_ABSOLUTEMIN, which is not public
    MOST_WINDOW = 30,
    // The skippable frame: magic number, length, and the part that is leaned on.
    PART = 4 + 4 + 8
};

// What a thread keeps of zstd for its next call: an article needs less.
#define KEEP ((size_t)8 * 1024 * 1024)

// ── Each thread's own ──

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t packer_key, unpacker_key;
static bool keyed;

static void free_packer(void *packer)
{
    ZSTD_freeCCtx(packer);
}

static void free_unpacker(void *unpacker)
{
    ZSTD_freeDCtx(unpacker);
}

static void make_keys(void)
{
    keyed = pthread_key_create(&packer_key, free_packer) == 0 &&
            pthread_key_create(&unpacker_key, free_unpacker) == 0;
}

// Out of memory: NULL.
static ZSTD_CCtx *packer_of_thread(void)
{
    if (pthread_once(&once, make_keys) != 0 || !keyed)
        return NULL;
    ZSTD_CCtx *packer = pthread_getspecific(packer_key);
    if (packer)
        return packer;
    packer = ZSTD_createCCtx();
    if (packer && pthread_setspecific(packer_key, packer) != 0) {
        ZSTD_freeCCtx(packer);
        packer = NULL;
    }
    return packer;
}

static ZSTD_DCtx *unpacker_of_thread(void)
{
    if (pthread_once(&once, make_keys) != 0 || !keyed)
        return NULL;
    ZSTD_DCtx *unpacker = pthread_getspecific(unpacker_key);
    if (unpacker)
        return unpacker;
    unpacker = ZSTD_createDCtx();
    if (unpacker && pthread_setspecific(unpacker_key, unpacker) != 0) {
        ZSTD_freeDCtx(unpacker);
        unpacker = NULL;
    }
    return unpacker;
}

// A page of megabytes does not leave its tables behind for good.
static void put_back(ZSTD_CCtx *packer)
{
    if (ZSTD_sizeof_CCtx(packer) <= KEEP)
        return;
    pthread_setspecific(packer_key, NULL);
    ZSTD_freeCCtx(packer);
}

// ── Packing ──

// So many bits of window that its end still sees the first byte leaned on.
static int window_for(size_t bytes)
{
    int window = LEAST_WINDOW;
    while (window < MOST_WINDOW && (size_t)1 << window < bytes)
        window++;
    return window;
}

static bool set(ZSTD_CCtx *packer, ZSTD_cParameter what, int value)
{
    return !ZSTD_isError(ZSTD_CCtx_setParameter(packer, what, value));
}

static bool set_up(ZSTD_CCtx *packer, size_t bytes, quoth_str lean)
{
    size_t all = bytes + lean.len;
    ZSTD_CCtx_reset(packer, ZSTD_reset_session_and_parameters);
    if (!set(packer, ZSTD_c_compressionLevel, LEVEL))
        return false;
    if (!lean.len)
        return true;
    return set(packer, ZSTD_c_windowLog, window_for(all)) &&
           (all < LONG || set(packer, ZSTD_c_enableLongDistanceMatching, 1)) &&
           !ZSTD_isError(ZSTD_CCtx_refPrefix(packer, lean.ptr, lean.len));
}

void q_squeeze(struct q_buf *out, quoth_str bytes, quoth_str lean)
{
    size_t most = ZSTD_compressBound(bytes.len);
    char *room = ZSTD_isError(most) ? NULL : q_buf_room(out, most);
    ZSTD_CCtx *packer = room ? packer_of_thread() : NULL;
    if (!packer) {
        out->failed = true;
        return;
    }
    size_t size = 0;
    if (!set_up(packer, bytes.len, lean))
        out->failed = true;
    else
        size = ZSTD_compress2(packer, room, most, bytes.ptr, bytes.len);
    if (ZSTD_isError(size)) // only memory can be out
        out->failed = true;
    if (!out->failed)
        out->len += size;
    put_back(packer);
}

static void put_number(unsigned char *out, size_t number)
{
    for (int i = 0; i < 4; i++)
        out[i] = (unsigned char)(number >> 8 * i);
}

static size_t take_number(const char *from)
{
    size_t number = 0;
    for (int i = 0; i < 4; i++)
        number |= (size_t)(unsigned char)from[i] << 8 * i;
    return number;
}

void q_squeeze_near(struct q_buf *out, quoth_str bytes, quoth_str lean, quoth_str near)
{
    unsigned char part[PART];
    if (!near.len || near.len == lean.len || lean.len > UINT32_MAX) {
        q_squeeze(out, bytes, near.len ? lean : Q_NO_STR);
        return;
    }
    size_t from = (size_t)(near.ptr - lean.ptr);
    put_number(part, ZSTD_MAGIC_SKIPPABLE_START);
    put_number(part + 4, PART - 8);
    put_number(part + 8, from);
    put_number(part + 12, near.len);
    q_buf_add(out, (const char *)part, sizeof part);
    q_squeeze(out, bytes, near);
}

// ── Unpacking ──

static quoth_status damaged(quoth_error *error, const char *why)
{
    return q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                   "what was packed cannot be unpacked: %s", why);
}

// Takes the skippable frame off `*packed`, where there is one, and cuts `*lean` to what it
// says.
static bool take_part(quoth_str *packed, quoth_str *lean)
{
    if (packed->len < PART || take_number(packed->ptr) != ZSTD_MAGIC_SKIPPABLE_START)
        return true;
    size_t from = take_number(packed->ptr + 8), len = take_number(packed->ptr + 12);
    if (take_number(packed->ptr + 4) != PART - 8 || from > lean->len ||
        len > lean->len - from)
        return false;
    *lean = len ? q_str(lean->ptr + from, len) : Q_NO_STR;
    *packed = q_str(packed->ptr + PART, packed->len - PART);
    return true;
}

// How many bytes the one frame of `packed` holds, which it must say, at least `least` and
// at most `most`. A block of a frame has four bytes at least and makes 128 KB at most: what
// could not be true is not believed, and no memory is asked for it.
static bool read_size(quoth_str packed, size_t least, size_t most, size_t *size)
{
    enum { BLOCK = 128 * 1024, LEAST_BLOCK = 4 };
    unsigned long long says = ZSTD_getFrameContentSize(packed.ptr, packed.len);
    if (says == ZSTD_CONTENTSIZE_ERROR || says == ZSTD_CONTENTSIZE_UNKNOWN ||
        says < least || says > most ||
        ZSTD_findFrameCompressedSize(packed.ptr, packed.len) != packed.len ||
        says / BLOCK > packed.len / LEAST_BLOCK)
        return false;
    *size = (size_t)says;
    return true;
}

static quoth_status unpack(struct q_buf *out, quoth_str packed, size_t size, quoth_str lean,
                           quoth_error *error)
{
    char *room = q_buf_room(out, size ? size : 1);
    if (!room)
        return q_buf_status(out) == QUOTH_ENOMEM
                   ? q_error_nomem(error)
                   : q_error(error, QUOTH_ELIMIT, QUOTH_NO_OFFSET,
                             "what was packed has more than %zu bytes", out->max);
    ZSTD_DCtx *unpacker = unpacker_of_thread();
    if (!unpacker)
        return q_error_nomem(error);
    ZSTD_DCtx_reset(unpacker, ZSTD_reset_session_and_parameters);
    if (lean.len && ZSTD_isError(ZSTD_DCtx_refPrefix(unpacker, lean.ptr, lean.len)))
        return q_error_nomem(error);
    size_t got = ZSTD_decompressDCtx(unpacker, room, size, packed.ptr, packed.len);
    if (ZSTD_getErrorCode(got) == ZSTD_error_memory_allocation)
        return q_error_nomem(error);
    if (ZSTD_isError(got))
        return damaged(error, ZSTD_getErrorName(got));
    if (got != size)
        return damaged(error, "its size is not what it says");
    out->len += size;
    return QUOTH_OK;
}

static quoth_status unsqueeze(struct q_buf *out, quoth_str packed, size_t least,
                              size_t most, quoth_str lean, quoth_error *error)
{
    size_t size;
    if (!packed.ptr || !take_part(&packed, &lean))
        return damaged(error, "it leans on what is not there");
    if (!read_size(packed, least, most, &size))
        return damaged(error, "it is no frame of that size");
    return unpack(out, packed, size, lean, error);
}

quoth_status q_unsqueeze(struct q_buf *out, quoth_str packed, size_t size, quoth_str lean,
                         quoth_error *error)
{
    return unsqueeze(out, packed, size, size, lean, error);
}

quoth_status q_unsqueeze_most(struct q_buf *out, quoth_str packed, size_t most,
                              quoth_str lean, quoth_error *error)
{
    return unsqueeze(out, packed, 0, most, lean, error);
}
