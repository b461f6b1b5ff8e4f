#include "read/warc/warc.h"

#include "base/error.h"
#include "read/warc/content.h"
#include "read/warc/member.h"
#include "read/warc/record.h"

#include <inttypes.h>

enum {
    BEHIND = 4,         // bytes behind a record that are looked at: CRLF CRLF
    BEHIND_ARC = 2048,  // of an ARC file: the next record's line
    BEHIND_ODD = 4096,  // where no record follows: is it a head that is damaged?
    MAX_BLANK = 256,    // line ends between records that are passed over at once
    FEW_BEHIND = 8,     // odd bytes behind a record that do not belong to it
    CHUNK = 1024 * 1024 // looked through at once for the next record
};

enum archive { UNKNOWN, WARC, ARC };

struct q_warc {
    struct q_arena arena; // holds the reader itself
    struct q_members members;
    struct q_http_room room;
    enum archive archive; // which it is, after the first record
    bool started, keep;   // records as they came, too
    uint64_t searched;    // before this place, unpacked, no sound head starts
};

// One record where it stands in the members' rest.
struct piece {
    struct q_record record;
    uint64_t offset;  // in the file
    size_t end;       // of its block, in the rest
    size_t next;      // where to go on
    bool broken;      // it ends where what is packed is damaged
    bool whole;       // it is the first of its member
    quoth_error flaw; // QUOTH_OK: none
};

struct q_warc *q_warc_new(void)
{
    struct q_arena arena;
    q_arena_init(&arena, sizeof(struct q_warc) + 4096);
    struct q_warc *warc = q_arena_calloc(&arena, 1, sizeof *warc);
    if (!warc)
        return NULL;
    warc->arena = arena;
    q_members_init(&warc->members);
    q_http_room_init(&warc->room);
    return warc;
}

void q_warc_free(struct q_warc *warc)
{
    if (!warc)
        return;
    q_members_release(&warc->members);
    q_http_room_release(&warc->room);
    struct q_arena arena = warc->arena; // the reader itself lies in it
    q_arena_release(&arena);
}

void q_warc_start(struct q_warc *warc, bool keep)
{
    warc->keep = keep;
    warc->archive = UNKNOWN;
    warc->started = false;
    warc->searched = 0;
}

static bool is_blank(char c)
{
    return c == '\r' || c == '\n' || c == '\0';
}

bool q_warc_is(quoth_str bytes)
{
    struct q_record record;
    while (bytes.len && is_blank(bytes.ptr[0]))
        bytes = q_str(bytes.ptr + 1, bytes.len - 1);
    if (!q_record_starts(bytes))
        return false;
    return q_record_read(bytes, &record) != Q_RECORD_NONE &&
           (q_str_starts(bytes, Q_STR("WARC/")) || q_str_starts(bytes, Q_STR("filedesc:")));
}

// ── Reading on ──

static quoth_str rest_of(const struct q_warc *warc)
{
    return q_members_rest(&warc->members);
}

static quoth_str from(quoth_str s, size_t start)
{
    return start < s.len ? q_str(s.ptr + start, s.len - start) : Q_STR("");
}

// Where in the rest the next member starts, and the next record with it; 0: nowhere.
static size_t next_member(const struct q_warc *warc)
{
    size_t edge = q_members_edge(&warc->members);
    return edge && q_record_starts(from(rest_of(warc), edge)) ? edge : 0;
}

// Reads until `len` bytes are there, or the next member's first ones. QUOTH_END and
// QUOTH_EFORMAT: that many will not come, or not from here.
static quoth_status need(struct q_warc *warc, size_t len, quoth_error *error)
{
    quoth_status status = QUOTH_OK;
    while (rest_of(warc).len < len && status == QUOTH_OK) {
        status = q_members_more(&warc->members, error);
        if (status == QUOTH_OK && next_member(warc))
            break;
    }
    return status == QUOTH_OK && rest_of(warc).len < len ? QUOTH_END : status;
}

// Something that ends the call, not only what can be read.
static bool is_fatal(quoth_status status)
{
    return status != QUOTH_OK && status != QUOTH_END && status != QUOTH_EFORMAT;
}

// Passes over `*len` bytes, however many, or up to the next member that is a record;
// `*len` is then how many are left. QUOTH_END: the file ended before.
static quoth_status pass_over(struct q_warc *warc, uint64_t *len, quoth_error *error)
{
    struct q_members *members = &warc->members;
    quoth_status status = QUOTH_OK;
    while (*len && status == QUOTH_OK) {
        size_t there = rest_of(warc).len, edge = next_member(warc);
        size_t now = edge ? edge : there;
        now = now < *len ? now : (size_t)*len;
        q_members_use(members, now);
        *len -= now;
        if (edge && *len)
            return QUOTH_OK;
        if (*len)
            status = q_members_more(members, error);
        if (*len && status == QUOTH_OK && members->packing != Q_PACKING_NONE &&
            q_members_at_start(members) && q_record_starts(rest_of(warc)))
            return QUOTH_OK;
    }
    return status;
}

// ── What is damaged ──

// Drops the bytes up to the next record's start and says how many.
static quoth_status lost(struct q_warc *warc, const char *what, quoth_error *error)
{
    struct q_members *members = &warc->members;
    uint64_t offset = q_members_offset(members), passed = 0;
    struct q_record record;
    quoth_status status = QUOTH_OK;
    size_t at = 1; // the first byte is where no record starts
    for (;;) {
        enum q_record_is is =
            q_record_find(rest_of(warc), at, warc->archive == ARC, &at, &record);
        if (is != Q_RECORD_WHOLE && warc->archive == UNKNOWN) {
            size_t other = 0;
            if (q_record_find(rest_of(warc), 0, true, &other, &record) == Q_RECORD_WHOLE) {
                is = Q_RECORD_WHOLE;
                at = other;
            }
        }
        size_t len = rest_of(warc).len;
        at = at < len ? at : len;
        if (is != Q_RECORD_WHOLE && at > 0 && at == len)
            at--; // a line may start behind its end
        q_members_use(members, at);
        passed += at;
        at = 0;
        if (is == Q_RECORD_WHOLE)
            break;
        status = q_members_more(members, error);
        if (status != QUOTH_OK)
            break;
    }
    if (is_fatal(status))
        return status;
    if (status == QUOTH_EFORMAT) {
        status = q_members_mend(members, error);
        if (error)
            error->offset = offset; // some of it was used here
        return status;
    }
    if (status == QUOTH_END) {
        passed += rest_of(warc).len;
        q_members_use(members, rest_of(warc).len);
    }
    return q_error(error, QUOTH_EFORMAT, offset, "%s: %" PRIu64 " bytes passed over", what,
                   passed);
}

// ── Where a record ends ──

// Only line ends, at most MAX_BLANK, stand from `at` up to what is returned.
static size_t behind_blanks(quoth_str rest, size_t at)
{
    size_t stop = at + MAX_BLANK < rest.len ? at + MAX_BLANK : rest.len;
    while (at < stop && is_blank(rest.ptr[at]))
        at++;
    return at;
}

static bool starts_record(quoth_str rest, size_t at, bool arc)
{
    struct q_record record;
    if (at >= rest.len)
        return false;
    rest = from(rest, at);
    if (!arc)
        return q_str_starts(rest, Q_STR("WARC/")) ||
               (rest.len < 5 && memcmp(rest.ptr, "WARC/", rest.len) == 0);
    return q_record_read(rest, &record) == Q_RECORD_WHOLE;
}

// CRLF CRLF, or LF LF; an ARC file has one LF.
static bool is_terminated(quoth_str rest, size_t end, bool arc)
{
    rest = from(rest, end);
    return !arc &&
           (q_str_starts(rest, Q_STR("\r\n\r\n")) || q_str_starts(rest, Q_STR("\n\n")));
}

// Is what stands at `at` a head whose first line is damaged?
static bool is_odd_head(quoth_str rest, size_t at)
{
    rest = from(rest, at);
    if (rest.len > BEHIND_ODD)
        rest.len = BEHIND_ODD;
    while (rest.len) {
        quoth_str line = q_str_take_until(&rest, '\n');
        if (q_str_trim(line).len == 0)
            return false;
        if (q_str_starts(line, Q_STR("WARC-")))
            return true;
    }
    return false;
}

// Does a record end at `end` of `rest`? `last`: nothing follows the rest.
static bool ends_well(quoth_str rest, size_t end, bool last, bool arc)
{
    size_t next = behind_blanks(rest, end);
    if (next >= rest.len)
        return last || next > end;
    return starts_record(rest, next, arc) ||
           (is_terminated(rest, end, arc) && is_odd_head(rest, next));
}

// The first record inside [at, end) of `rest` that ends where it says, as far as that can
// be seen: what a page only tells of records does not. `end`: there is none.
static size_t record_inside(quoth_str rest, size_t at, size_t end, bool last, bool arc)
{
    struct q_record record;
    while (q_record_find(q_str(rest.ptr, rest.len), at, arc, &at, &record) ==
               Q_RECORD_WHOLE &&
           at < end) {
        size_t room = rest.len - at - record.head;
        if (record.length > room ||
            ends_well(from(rest, at + record.head), (size_t)record.length, last, arc))
            return at;
        at += record.head;
    }
    return end;
}

// Does what follows `end`, and looks like a record, not end where it says? Then a page's
// words may have been taken for it.
static bool is_doubtful(quoth_str rest, size_t end, bool last, bool arc)
{
    struct q_record record;
    rest = from(rest, behind_blanks(rest, end));
    if (arc || !rest.len || q_record_read(rest, &record) != Q_RECORD_WHOLE ||
        !record.has_length || record.length > rest.len - record.head)
        return false;
    return !ends_well(rest, record.head + (size_t)record.length, last, arc);
}

// Do the records from `at` on end where the one that has them inside does? Then they are
// its neighbours, and its length is too large by just theirs. An archive that is kept in an
// archive has the line ends of both behind its last record.
static bool is_swallowed(quoth_str rest, size_t at, size_t end, bool arc)
{
    struct q_record record;
    while (at < end && q_record_read(from(rest, at), &record) == Q_RECORD_WHOLE &&
           record.sound && record.arc == arc &&
           record.length < rest.len - at - record.head) {
        size_t stop = at + record.head + (size_t)record.length;
        at = behind_blanks(rest, stop);
        if (stop <= end + BEHIND && end <= at)
            return at - stop <= BEHIND;
    }
    return false;
}

static void flaw(struct piece *piece, const char *what)
{
    if (piece->flaw.status == QUOTH_OK)
        q_error(&piece->flaw, QUOTH_EFORMAT, piece->offset, "%s", what);
}

// Without the line ends that stand behind a block.
static size_t trim_end(quoth_str rest, size_t start, size_t end)
{
    for (int i = 0; i < 4 && end > start && is_blank(rest.ptr[end - 1]); i++)
        end--;
    return end;
}

// The length is too short, or not told: the block goes on up to the next record.
static quoth_status extend(struct q_warc *warc, struct piece *piece, quoth_error *error)
{
    struct q_record record;
    size_t at = piece->end, told = piece->end;
    uint64_t place = q_members_place(&warc->members);
    if (warc->searched > place + at)
        at = (size_t)(warc->searched - place);
    enum q_record_is is;
    quoth_status status = QUOTH_OK;
    for (;;) {
        is = q_record_find(rest_of(warc), at, piece->record.arc, &at, &record);
        size_t edge = next_member(warc);
        if (edge > told && edge <= at) {
            is = Q_RECORD_WHOLE;
            at = edge;
        }
        if (is == Q_RECORD_WHOLE || status != QUOTH_OK ||
            at - piece->record.head > Q_MAX_PAGE)
            break;
        at -= at > told && at == rest_of(warc).len; // a line may start behind its end
        status = need(warc, rest_of(warc).len + 1, error);
        if (is_fatal(status))
            return status;
    }
    quoth_str rest = rest_of(warc);
    warc->searched = place + at;
    if (is != Q_RECORD_WHOLE && status == QUOTH_OK)
        return QUOTH_OK; // too far: what was told, and what follows is lost
    if (is != Q_RECORD_WHOLE)
        at = rest.len;
    piece->broken = status == QUOTH_EFORMAT && is != Q_RECORD_WHOLE;
    piece->next = at;
    if (at - told > FEW_BEHIND) {
        piece->end = trim_end(rest, told, at);
        flaw(piece, piece->record.has_length ? "its length is too small"
                                             : "its length is not told");
    }
    return QUOTH_OK;
}

// The bytes of the file behind what a record claims, without reading up to there. False:
// that cannot be seen.
static bool look_ahead(const struct q_warc *warc, uint64_t end, bool arc, bool *well)
{
    char bytes[BEHIND_ODD];
    size_t got;
    const struct q_members *members = &warc->members;
    uint64_t at = members->input->offset + end;
    if (members->packing == Q_PACKING_NONE && members->input->ended) {
        *well =
            end <= rest_of(warc).len && ends_well(rest_of(warc), (size_t)end, true, arc);
        return true;
    }
    if (members->packing == Q_PACKING_NONE && members->input->regular &&
        !members->input->unpacking && end > members->input->size - members->input->offset) {
        *well = false;
        return true;
    }
    if (members->packing != Q_PACKING_NONE || members->input->unpacking ||
        !q_input_look(members->input, at, bytes, sizeof bytes, &got))
        return false;
    *well = at <= members->input->size &&
            ends_well(q_str(bytes, got), 0, got < sizeof bytes, arc);
    return true;
}

// Finds the end of a record whose head was read, and reads up to there.
static quoth_status find_end(struct q_warc *warc, struct piece *piece, quoth_error *error)
{
    struct q_record *record = &piece->record;
    struct q_members *members = &warc->members;
    bool arc = record->arc;
    size_t end = record->head + (size_t)record->length;
    quoth_status status = need(warc, end + (arc ? BEHIND_ARC : BEHIND), error);
    if (is_fatal(status))
        return status;
    quoth_str rest = rest_of(warc);
    size_t edge = q_members_edge(members);
    bool damaged = status == QUOTH_EFORMAT && edge >= end; // not before the next member
    bool last = next_member(warc) > record->head || (edge && damaged);
    if (last)
        rest.len = edge; // the next member is the next record
    last = last || status == QUOTH_END;
    if (!last && status == QUOTH_OK && end <= rest.len &&
        !ends_well(rest, end, false, arc) && is_terminated(rest, end, arc)) {
        status = need(warc, end + BEHIND_ODD, error); // is that a damaged head?
        if (is_fatal(status))
            return status;
        rest = rest_of(warc);
        last = status == QUOTH_END;
    }
    piece->end = piece->next = end < rest.len ? end : rest.len;
    bool well = end <= rest.len && record->has_length && ends_well(rest, end, last, arc);
    size_t inside = piece->end;
    bool proven = members->packing != Q_PACKING_NONE && piece->whole && !members->inside &&
                  behind_blanks(rest, end) == rest.len; // by its member's end
    if (!well || !proven)
        inside = record_inside(rest, record->head, piece->end, last, arc);
    if (well && inside < piece->end && !is_doubtful(rest, end, last, arc) &&
        !is_swallowed(rest, inside, end, arc))
        inside = piece->end;
    if (well && inside == piece->end) {
        piece->next = behind_blanks(rest, end);
        return QUOTH_OK;
    }
    if (inside < piece->end) {
        piece->next = inside;
        piece->end = trim_end(rest, record->head, inside);
        flaw(piece, "its length is too large");
    } else if (end > rest.len) {
        piece->broken = status == QUOTH_EFORMAT && rest.len == rest_of(warc).len;
        flaw(piece, "cut off");
    } else if (!record->has_length || !is_terminated(rest, end, arc)) {
        return extend(warc, piece, error);
    }
    return QUOTH_OK;
}

// ── Records ──

static bool is_wanted(const struct q_record *record)
{
    return record->type != Q_RECORD_OTHER;
}

// Where the record ends that says so, from its first byte.
static uint64_t told_end(const struct q_record *record)
{
    return record->length > UINT64_MAX - record->head ? UINT64_MAX
                                                      : record->head + record->length;
}

// A record that is longer than anything that is read. QUOTH_END: nobody wants it.
static quoth_status pass_long(struct q_warc *warc, const struct piece *piece,
                              quoth_error *error)
{
    uint64_t left = told_end(&piece->record);
    quoth_status status = pass_over(warc, &left, error);
    if (is_fatal(status))
        return status;
    if (left) // it may have been a lie, and others in there
        return q_error(error, QUOTH_EFORMAT, piece->offset,
                       "a record of %" PRIu64 " bytes is cut off: %" PRIu64 " passed over",
                       piece->record.length, told_end(&piece->record) - left);
    if (!is_wanted(&piece->record))
        return QUOTH_END;
    return q_error(error, QUOTH_ELIMIT, piece->offset,
                   "a record of %" PRIu64 " bytes, more than %u MB: passed over",
                   piece->record.length, Q_MAX_PAGE >> 20);
}

// A record that fills its member is only as good as the member's checksum, which comes
// last. One that others follow is of an archive packed as a whole: what stands before the
// damage is kept.
static quoth_status check_member(struct q_warc *warc, struct piece *piece,
                                 quoth_error *error)
{
    struct q_members *members = &warc->members;
    if (members->packing == Q_PACKING_NONE || piece->broken || !piece->whole)
        return QUOTH_OK;
    quoth_status status = QUOTH_OK;
    if (rest_of(warc).len - piece->end <= BEHIND)
        status = q_members_finish(members, error);
    if (members->broken && !q_members_edge(members) &&
        (piece->next >= rest_of(warc).len ||
         !starts_record(rest_of(warc), piece->next, piece->record.arc)))
        piece->broken = true;
    return status;
}

// Fills the capture from the record at the start of the rest.
static quoth_status give(struct q_warc *warc, const struct piece *piece,
                         struct quoth_capture *capture, quoth_error *error)
{
    const struct q_record *record = &piece->record;
    quoth_str whole = q_str(rest_of(warc).ptr, piece->end);
    quoth_status status = q_content_read(record, from(whole, record->head), &warc->room,
                                         piece->offset, &piece->flaw, capture, error);
    if (status != QUOTH_OK || !warc->keep)
        return status;
    q_buf_add_str(&capture->record, whole);
    return q_buf_status(&capture->record) == QUOTH_OK ? QUOTH_OK : q_error_nomem(error);
}

// The record at the start of the rest, whose head is whole. QUOTH_END: nothing in it.
static quoth_status take(struct q_warc *warc, struct quoth_capture *capture,
                         quoth_error *error)
{
    struct piece piece = {.offset = q_members_offset(&warc->members),
                          .whole = q_members_at_start(&warc->members)};
    struct q_record *record = &piece.record;
    q_record_read(rest_of(warc), record);
    if (!record->has_length)
        record->length = 0;
    if (record->length > Q_MAX_PAGE) {
        bool well = true;
        if (!look_ahead(warc, told_end(record), record->arc, &well) || well)
            return pass_long(warc, &piece, error);
        record->length =
            Q_MAX_PAGE; // a lie; the next record is in there, or it is too long
    }
    quoth_status status = find_end(warc, &piece, error);
    if (is_fatal(status))
        return status;
    status = check_member(warc, &piece, error);
    if (is_fatal(status))
        return status;
    q_record_read(rest_of(warc), record); // what was read may have moved it
    status = QUOTH_END;
    if (is_wanted(record) && piece.end > record->head)
        status = give(warc, &piece, capture, error);
    if (!piece.broken) {
        q_members_use(&warc->members, piece.next);
        if (status == QUOTH_END && piece.flaw.status != QUOTH_OK) {
            *error = piece.flaw; // nothing of it can be given, nor of what it swallowed
            status = QUOTH_EFORMAT;
        }
        return status;
    }
    quoth_error damage;
    quoth_status mended = q_members_mend(&warc->members, &damage);
    if (is_fatal(mended)) {
        *error = damage;
        return mended;
    }
    if (status == QUOTH_OK && (warc->members.cut || !piece.whole)) {
        capture->flaw = damage;
        return QUOTH_OK;
    }
    *error = damage;
    return QUOTH_EFORMAT;
}

// Up to the next record, with its whole head in the rest. QUOTH_END; QUOTH_EFORMAT and
// QUOTH_ELIMIT: something was passed over.
static quoth_status find_start(struct q_warc *warc, quoth_error *error)
{
    struct q_members *members = &warc->members;
    struct q_record record;
    for (;;) {
        quoth_str rest = rest_of(warc);
        size_t blank = behind_blanks(rest, 0);
        q_members_use(members, blank);
        rest = from(rest, blank);
        enum q_record_is is = rest.len ? q_record_read(rest, &record) : Q_RECORD_PART;
        if (is == Q_RECORD_WHOLE && warc->archive == WARC && record.arc)
            is = Q_RECORD_NONE;
        if (is == Q_RECORD_WHOLE) {
            warc->archive = record.arc ? ARC : WARC;
            return QUOTH_OK;
        }
        if (rest.len && is_blank(rest.ptr[0]))
            continue;
        if (is == Q_RECORD_NONE || rest.len > Q_MAX_RECORD_HEAD)
            return lost(warc,
                        is == Q_RECORD_NONE ? "no record where one should start"
                                            : "the head of a record is too long",
                        error);
        quoth_status status = need(warc, rest.len ? 2 * rest.len : 1, error);
        if (status == QUOTH_OK || (!is_fatal(status) && rest_of(warc).len > rest.len))
            continue;
        if (status == QUOTH_EFORMAT)
            return q_members_mend(members, error);
        if (status != QUOTH_END || rest.len == 0)
            return status;
        return lost(warc, "a record is cut off in its head", error);
    }
}

quoth_status q_warc_next(struct q_warc *warc, struct q_input *input,
                         struct quoth_capture *capture, quoth_error *error)
{
    if (!warc->started)
        q_members_start(&warc->members, input);
    warc->started = true;
    quoth_status status = q_members_look(&warc->members, error);
    while (status == QUOTH_OK) {
        status = find_start(warc, error);
        if (status != QUOTH_OK)
            break;
        status = take(warc, capture, error);
        if (status != QUOTH_END)
            break;
        q_capture_clear(capture);
        status = QUOTH_OK;
    }
    if (status != QUOTH_OK)
        q_capture_clear(capture);
    return status;
}
