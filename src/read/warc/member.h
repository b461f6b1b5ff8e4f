/*
 * Stage 1, read: an archive as it lies on disk → its bytes unpacked, member by member.
 *
 *     [1f 8b … WARC/1.0 …] [1f 8b … WARC/1.0 …]   →   WARC/1.0 … WARC/1.0 …
 *
 * A member of gzip, or a frame of zstd, is most often one record. What is not packed comes
 * as it is. Where a member is damaged the bytes end; q_members_mend looks for the next one
 * that starts as a record does. It knows how records start, no more of them.
 */
#ifndef Q_MEMBER_H
#define Q_MEMBER_H

#include "read/input.h"

struct q_members {
    struct q_input *input;
    enum q_packing packing; // NONE: the rest is the input's own
    bool looked;            // at what it is packed in
    struct q_unpack unpack, probe;
    struct q_buf window; // unpacked
    size_t start;        // of what is not used yet, in the window
    uint64_t at, edge;   // unpacked bytes before it, and before the last member
    uint64_t before;     // where the member before the last one starts in the file,
    uint64_t last;       // and the last one
    bool inside;         // the last member is begun and has not ended
    bool broken;         // and cannot be read on
    bool cut;            // because the file ends
    size_t taken;        // bytes of the input's rest that were unpacked already
    bool gone;           // the last member's first byte is not in the input's rest any more
    uint64_t spent;      // bytes looked at in members that were damaged
};

void q_members_init(struct q_members *members);
void q_members_release(struct q_members *members);
void q_members_start(struct q_members *members, struct q_input *input);

quoth_str q_members_rest(const struct q_members *members);
void q_members_use(struct q_members *members, size_t len);

/** Where the rest's first byte is in the file: its own place, or that of its member. */
uint64_t q_members_offset(const struct q_members *members);

/** How many bytes, unpacked, stand before the rest. */
uint64_t q_members_place(const struct q_members *members);

/** Where in the rest the last member starts, if it does behind the rest's first byte; else
 *  0. */
size_t q_members_edge(const struct q_members *members);

/** The rest's first byte is the first of its member, or nothing is packed. */
bool q_members_at_start(const struct q_members *members);

/** Before anything else: what is it packed in? QUOTH_OK; QUOTH_EIO, QUOTH_ENOMEM. */
quoth_status q_members_look(struct q_members *members, quoth_error *error);

/** More behind the rest. QUOTH_OK; QUOTH_END; QUOTH_EFORMAT: damaged, until mended (`error`
 *  is not filled); QUOTH_EIO, QUOTH_ENOMEM. */
quoth_status q_members_more(struct q_members *members, quoth_error *error);

/** Reads the last member on to its end, which has its checksum, if nothing but that is
 *  left of it. As q_members_more. */
quoth_status q_members_finish(struct q_members *members, quoth_error *error);

/** Behind a damage: drops the rest and looks for the next member. QUOTH_EFORMAT, and
 *  `error` tells what was passed over; QUOTH_EIO, QUOTH_ENOMEM. */
quoth_status q_members_mend(struct q_members *members, quoth_error *error);

#endif
