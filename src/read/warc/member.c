#include "read/warc/member.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/str.h"
#include "read/warc/record.h"

#include <inttypes.h>

enum {
    PIECE = 256 * 1024,      // unpacked at once
    PROBE_GZIP = 512,        // bytes of a member that are read to see how it starts,
    PROBE_ZSTD = 132 * 1024, // a whole block,
    PROBE_OUT = 64,          // and that they may give
    LOOK = 64 * 1024 // bytes of a file that are searched for a member if it starts oddly
};
// A member up to this size, packed, is unpacked in one go if it gives no more than that.
#define WHOLE_IN ((size_t)1024 * 1024)
#define WHOLE_OUT ((size_t)4 * 1024 * 1024)
// So many packed bytes of a member are kept to be searched again, should it be damaged.
#define KEEP ((size_t)4 * 1024 * 1024)
// The largest record with its head, what is looked at behind it, and one more piece; twice,
// because what was used is moved out only then.
#define MAX_WINDOW (2 * ((size_t)Q_MAX_PAGE + 2 * Q_MAX_RECORD_HEAD + WHOLE_OUT))
#define KEEP_WINDOW ((size_t)8 * 1024 * 1024)
// The bytes of damaged members are looked at once more only while that is no more than
// this many times what was read, and some.
enum { MAX_SPENT_TIMES = 8 };
#define MAX_SPENT_MORE ((uint64_t)64 * 1024 * 1024)
// The dictionary that a file of zstd may begin with.
#define MAX_DICTIONARY ((size_t)4 * 1024 * 1024)

void q_members_init(struct q_members *members)
{
    *members = (struct q_members){.packing = Q_PACKING_NONE};
    q_unpack_init(&members->unpack);
    q_unpack_init(&members->probe);
    q_buf_init(&members->window, MAX_WINDOW);
}

void q_members_release(struct q_members *members)
{
    q_unpack_release(&members->unpack);
    q_unpack_release(&members->probe);
    q_buf_release(&members->window);
}

void q_members_start(struct q_members *members, struct q_input *input)
{
    q_buf_clear(&members->window, KEEP_WINDOW);
    members->input = input;
    members->packing = Q_PACKING_NONE;
    members->start = members->taken = 0;
    members->at = members->edge = members->before = members->last = members->spent = 0;
    members->looked = members->inside = members->broken = false;
    members->cut = members->gone = false;
}

// ── The rest ──

quoth_str q_members_rest(const struct q_members *members)
{
    if (members->packing == Q_PACKING_NONE)
        return q_input_rest(members->input);
    if (members->start == members->window.len)
        return Q_STR("");
    return q_str(members->window.ptr + members->start,
                 members->window.len - members->start);
}

void q_members_use(struct q_members *members, size_t len)
{
    if (members->packing == Q_PACKING_NONE) {
        q_input_use(members->input, len);
        return;
    }
    members->start += len;
    members->at += len;
}

uint64_t q_members_offset(const struct q_members *members)
{
    if (members->packing == Q_PACKING_NONE)
        return members->input->offset;
    return members->at < members->edge ? members->before : members->last;
}

uint64_t q_members_place(const struct q_members *members)
{
    return members->packing == Q_PACKING_NONE ? members->input->offset : members->at;
}

size_t q_members_edge(const struct q_members *members)
{
    bool ahead = members->packing != Q_PACKING_NONE && members->edge > members->at;
    return ahead ? (size_t)(members->edge - members->at) : 0;
}

bool q_members_at_start(const struct q_members *members)
{
    return members->packing == Q_PACKING_NONE || members->at == members->edge;
}

// Only where that is no more than was used since: every byte is moved once on average.
static void pull_up(struct q_members *members)
{
    size_t rest = members->window.len - members->start;
    if (rest > members->start)
        return;
    if (rest && members->start)
        memmove(members->window.ptr, members->window.ptr + members->start, rest);
    q_buf_cut(&members->window, rest);
    members->start = 0;
}

// ── Packed bytes ──

// What was not unpacked yet of the input's rest.
static quoth_str packed(const struct q_members *members)
{
    quoth_str rest = q_input_rest(members->input);
    return q_str(rest.ptr + members->taken, rest.len - members->taken);
}

// Reads until `len` of them are there, or the file ends.
static quoth_status want(struct q_members *members, size_t len, quoth_error *error)
{
    quoth_status status = QUOTH_OK;
    while (packed(members).len < len && status == QUOTH_OK)
        status = q_input_more(members->input, error);
    return status == QUOTH_END ? QUOTH_OK : status;
}

// Passes over those that were unpacked.
static void use_taken(struct q_members *members)
{
    q_input_use(members->input, members->taken);
    members->taken = 0;
}

static size_t probe_size(enum q_packing packing)
{
    return packing == Q_PACKING_ZSTD ? PROBE_ZSTD : PROBE_GZIP;
}

// Does a member start here that starts as a record does?
static bool is_record(struct q_members *members, quoth_str in, enum q_packing packing)
{
    char start[PROBE_OUT];
    struct q_buf out = {.ptr = start, .cap = sizeof start, .max = sizeof start};
    size_t used;
    if (q_packing_of(in) != packing || !q_unpack_start(&members->probe, packing))
        return false;
    if (in.len > probe_size(packing))
        in.len = probe_size(packing);
    enum q_unpacked unpacked =
        q_unpack_some(&members->probe, in, &used, &out, sizeof start);
    members->spent += packing == Q_PACKING_ZSTD ? used : 0;
    return unpacked != Q_UNPACKED_NOMEM && q_record_starts(q_str(start, out.len));
}

// The next member from `*at` of the input's rest on that starts as a record does. What is
// passed over is used, and `*at` follows. QUOTH_END: there is none.
static quoth_status find(struct q_members *members, size_t *at, enum q_packing packing,
                         quoth_error *error)
{
    struct q_input *input = members->input;
    for (;;) {
        quoth_str rest = q_input_rest(input);
        char first = packing == Q_PACKING_ZSTD ? '\x28' : '\x1f';
        const char *hit =
            *at < rest.len ? memchr(rest.ptr + *at, first, rest.len - *at) : NULL;
        *at = hit ? (size_t)(hit - rest.ptr) : rest.len;
        if (!hit || *at > KEEP) {
            q_input_use(input, *at);
            *at = 0;
        }
        quoth_status status = QUOTH_OK;
        if (q_input_rest(input).len - *at < probe_size(packing))
            status = q_input_more(input, error);
        if (status == QUOTH_OK && q_input_rest(input).len - *at < probe_size(packing))
            continue;
        if (status != QUOTH_OK && status != QUOTH_END)
            return status;
        rest = q_input_rest(input);
        if (rest.len == *at)
            return QUOTH_END;
        if (is_record(members, q_str(rest.ptr + *at, rest.len - *at), packing))
            return QUOTH_OK;
        ++*at;
    }
}

// A file of zstd may begin with a dictionary, packed itself or not, in a frame of its own.
static quoth_status take_dictionary(struct q_members *members, quoth_error *error)
{
    quoth_status status = want(members, 8, error);
    quoth_str in = packed(members);
    if (status != QUOTH_OK || in.len < 8 || !q_str_starts(in, Q_STR("\x5d\x2a\x4d\x18")))
        return status;
    size_t len = 0;
    for (size_t i = 0; i < 4; i++)
        len |= (size_t)(unsigned char)in.ptr[4 + i] << 8 * i;
    if (len > MAX_DICTIONARY)
        return QUOTH_OK; // what needs it will be found to be wrong
    status = want(members, 8 + len, error);
    in = packed(members);
    if (status != QUOTH_OK || in.len < 8 + len)
        return status;
    quoth_str dictionary = q_str(in.ptr + 8, len);
    struct q_buf room;
    q_buf_init(&room, MAX_DICTIONARY);
    if (q_packing_of(dictionary) == Q_PACKING_ZSTD) {
        size_t used;
        if (q_unpack_start(&members->probe, Q_PACKING_ZSTD))
            q_unpack_some(&members->probe, dictionary, &used, &room, MAX_DICTIONARY);
        dictionary = q_str(room.ptr, room.len);
    }
    bool taken = q_unpack_dictionary(&members->unpack, dictionary) &&
                 q_unpack_dictionary(&members->probe, dictionary);
    q_buf_release(&room);
    q_input_use(members->input, 8 + len);
    return taken ? QUOTH_OK : q_error_nomem(error);
}

quoth_status q_members_look(struct q_members *members, quoth_error *error)
{
    static const enum q_packing packings[] = {Q_PACKING_GZIP, Q_PACKING_ZSTD};
    if (members->looked)
        return QUOTH_OK;
    quoth_status status = want(members, 4, error);
    quoth_str in = packed(members);
    members->packing = q_packing_of(in);
    if (status == QUOTH_OK && members->packing == Q_PACKING_ZSTD)
        status = take_dictionary(members, error);
    if (status == QUOTH_OK && members->packing == Q_PACKING_NONE && !q_record_starts(in)) {
        status = want(members, LOOK, error); // its first bytes may be damaged
        in = packed(members);
        for (size_t i = 0; i < in.len && members->packing == Q_PACKING_NONE; i++)
            for (size_t k = 0; k < 2; k++)
                if (is_record(members, q_str(in.ptr + i, in.len - i), packings[k]))
                    members->packing = packings[k];
    }
    members->looked = status == QUOTH_OK;
    members->edge = UINT64_MAX; // no member yet
    return status;
}

// ── Unpacking ──

// Where a member should start. QUOTH_OK: it is begun, or even done.
static quoth_status begin(struct q_members *members, quoth_error *error)
{
    struct q_input *input = members->input;
    quoth_status status = QUOTH_OK;
    quoth_str in = Q_STR("");
    while (status == QUOTH_OK) {
        status = want(members, input->regular ? WHOLE_IN : 4, error);
        in = packed(members);
        size_t zeros = 0; // as tapes and blocks are filled up
        while (zeros < in.len && in.ptr[zeros] == '\0')
            zeros++;
        if (!zeros)
            break;
        q_input_use(input, zeros);
    }
    if (status != QUOTH_OK)
        return status;
    if (in.len == 0)
        return QUOTH_END;
    members->before = members->last;
    members->last = input->offset;
    members->edge = members->at + (members->window.len - members->start);
    members->gone = false;
    members->broken = q_packing_of(in) != members->packing;
    if (members->broken)
        return QUOTH_EFORMAT;
    size_t used;
    if (members->packing == Q_PACKING_GZIP && (input->regular || input->ended) &&
        q_unpack_whole(&members->unpack, in, &used, &members->window, WHOLE_OUT)) {
        q_input_use(input, used);
        return QUOTH_OK;
    }
    members->inside = q_unpack_start(&members->unpack, members->packing);
    return members->inside ? QUOTH_OK : q_error_nomem(error);
}

// One piece of the member; it may give nothing.
static quoth_status go_on(struct q_members *members, quoth_error *error)
{
    size_t used, had = members->window.len;
    enum q_unpacked unpacked =
        q_unpack_some(&members->unpack, packed(members), &used, &members->window, PIECE);
    members->taken += used;
    if (unpacked == Q_UNPACKED_NOMEM)
        return q_error_nomem(error);
    members->broken = unpacked == Q_UNPACKED_WRONG;
    members->inside = unpacked == Q_UNPACKED_SOME;
    if (members->broken)
        return QUOTH_EFORMAT;
    if (!members->inside) {
        use_taken(members);
        return QUOTH_OK;
    }
    if (members->taken > KEEP) {
        use_taken(members);
        members->gone = true;
    }
    if (used || members->window.len > had)
        return QUOTH_OK;
    quoth_status status = q_input_more(members->input, error);
    if (status != QUOTH_END)
        return status;
    members->broken = members->cut = true;
    return QUOTH_EFORMAT;
}

quoth_status q_members_more(struct q_members *members, quoth_error *error)
{
    if (members->packing == Q_PACKING_NONE)
        return q_input_more(members->input, error);
    if (members->broken)
        return QUOTH_EFORMAT;
    pull_up(members);
    size_t had = members->window.len;
    quoth_status status = QUOTH_OK;
    while (status == QUOTH_OK && members->window.len == had)
        status = members->inside ? go_on(members, error) : begin(members, error);
    return status;
}

quoth_status q_members_finish(struct q_members *members, quoth_error *error)
{
    size_t had = members->window.len;
    quoth_status status = QUOTH_OK;
    while (status == QUOTH_OK && members->inside && members->window.len == had)
        status = go_on(members, error);
    if (members->broken)
        return q_members_edge(members) ? QUOTH_OK : QUOTH_EFORMAT;
    return status;
}

quoth_status q_members_mend(struct q_members *members, quoth_error *error)
{
    struct q_input *input = members->input;
    size_t rest = q_members_rest(members).len;
    uint64_t wrong = input->offset + members->taken;
    // Of a member that has given records, what they were made of is not lost.
    uint64_t from = members->at <= members->edge ? members->last : wrong;
    members->spent += members->taken + (members->at + rest - members->edge);
    bool again = !members->gone &&
                 members->spent <= MAX_SPENT_TIMES * input->offset + MAX_SPENT_MORE;
    size_t at = again ? 1 : members->taken;
    members->taken = 0;
    q_members_use(members, rest);
    quoth_status status = find(members, &at, members->packing, error);
    if (status != QUOTH_OK && status != QUOTH_END)
        return status;
    if (status == QUOTH_OK)
        members->cut = false;
    q_input_use(input, at);
    members->broken = members->inside = false;
    const char *name = members->packing == Q_PACKING_ZSTD ? "zstd" : "gzip";
    if (members->cut)
        return q_error(error, QUOTH_EFORMAT, from, "cut off: the file ends inside %s data",
                       name);
    uint64_t now = input->offset > from ? input->offset : from;
    return q_error(error, QUOTH_EFORMAT, from,
                   "%s data is wrong at byte %" PRIu64 ", %" PRIu64 " bytes passed over",
                   name, wrong, now - from);
}
