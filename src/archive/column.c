/*
 * Of each statement, in turn:
 *
 *     byte 0    bits: 0-1 kind, 2-3 act, 4-5 form, 6 a day is known, 7 it has a spelling
 *     byte 1    bits: 0-3 block, 4-7 depth; 15: the depth follows at the end
 *     byte 2    bits: 0-6 confidence, 7 the first of what is judged
 *     3 and 4   bits: 0-6 traits, 7-15 parts; the least byte first
 *     byte 5    bits: 0-6 confidence of the speaker, 7 the second of what is judged
 *     day       ± from - from of the last one with a day, to - from (varint.h)
 *     spelling  ± less the last one
 *     depth     a byte
 */
#include "archive/column.h"

#include "archive/varint.h"
#include "base/calendar.h"
#include "base/date.h"
#include "base/error.h"

enum {
    SAID = 1 << 6,
    SPELLED = 1 << 7,
    DEEP = 15,      // depth in four bits
    DEEPEST = 255,  // in a byte
    PARTS_AT = 7,   // behind the traits
    FIXED = 6,      // bytes of every statement
    FIXED_1 = 5,    // in format 1 of the archive
    SURE_MOST = 100 // percent
};

_Static_assert((int)Q_TRAITS_FOUND <= (int)PARTS_AT, "traits have their bits");
_Static_assert((int)Q_PARTS <= 16 - (int)PARTS_AT, "parts have their bits");

// ── Of statements ──

static uint8_t depth_of(const struct quoth_statements *statements, uint32_t n,
                        const struct q_column *before)
{
    unsigned depth = 1;
    uint32_t parent = statements->at[n].parent;
    while (parent != QUOTH_NO_PARENT && depth < DEEPEST) {
        if (parent < n) { // nearly always: told already
            depth += before[parent].depth;
            break;
        }
        depth++;
        parent = statements->at[parent].parent;
    }
    return (uint8_t)(depth < DEEPEST ? depth : DEEPEST);
}

static unsigned bit(int number, bool set)
{
    return set ? 1u << number : 0;
}

static unsigned traits_of(const quoth_statement *s, unsigned depth)
{
    bool person = q_str_equal(s->speaker_kind, Q_STR("person"));
    bool organization = q_str_equal(s->speaker_kind, Q_STR("organization"));
    bool nobody = !s->speaker_name.ptr ||
                  q_str_equal(s->speaker_kind, Q_STR("anonymous")) ||
                  q_str_equal(s->speaker_kind, Q_STR("group"));
    return bit(Q_TRAIT_ANONYMOUS, nobody) |
           bit(Q_TRAIT_NAMED, s->speaker_name.ptr && (person || organization)) |
           bit(Q_TRAIT_NEGATED, s->negated) | bit(Q_TRAIT_NESTED, depth > 1) |
           bit(Q_TRAIT_HEADLINE, s->flags & QUOTH_FLAG_HEADLINE) |
           bit(Q_TRAIT_PERSON, person) | bit(Q_TRAIT_ORGANIZATION, organization);
}

static unsigned parts_of(const quoth_statement *s)
{
    return bit(Q_PART_INSERT, s->inserts.count) | bit(Q_PART_SAID, s->said.spans.count) |
           bit(Q_PART_TO, s->addressee.spans.count) | bit(Q_PART_VIA, s->via_count) |
           bit(Q_PART_PLACE, s->place.spans.count) |
           bit(Q_PART_OCCASION, s->occasion.spans.count) |
           bit(Q_PART_SPEAKER, s->speaker_name.ptr) |
           bit(Q_PART_ROLE, s->speaker_role.ptr) | bit(Q_PART_CUE, s->cue.count);
}

void q_columns_of(const struct quoth_statements *statements, struct q_column *out)
{
    for (uint32_t n = 0; n < statements->count; n++) {
        const quoth_statement *s = &statements->at[n];
        struct q_column *c = &out[n];
        *c = (struct q_column){.kind = (uint8_t)s->kind,
                               .act = (uint8_t)s->act,
                               .form = (uint8_t)s->form,
                               .block = (uint8_t)s->block,
                               .depth = depth_of(statements, n, out),
                               .confidence = (uint8_t)s->confidence,
                               .speaker_confidence = (uint8_t)s->speaker_confidence};
        c->traits = (uint16_t)traits_of(s, c->depth);
        c->parts = (uint16_t)parts_of(s);
        c->said = q_days_of(s->said.date.value, &c->from, &c->to);
    }
}

// ── As bytes ──

void q_columns_pack(struct q_buf *out, const struct q_column *columns, uint32_t count)
{
    int64_t day = 0, spelling = 0;
    for (uint32_t n = 0; n < count; n++) {
        const struct q_column *c = &columns[n];
        unsigned bits = c->traits | (unsigned)c->parts << PARTS_AT;
        unsigned depth = c->depth < DEEP ? c->depth : DEEP;
        const unsigned char fixed[FIXED] = {
            (unsigned char)(c->kind | c->act << 2 | c->form << 4 | (c->said ? SAID : 0) |
                            (c->spelling ? SPELLED : 0)),
            (unsigned char)(c->block | depth << 4),
            (unsigned char)(c->confidence | (c->judged & 1) << 7),
            (unsigned char)bits,
            (unsigned char)(bits >> 8),
            (unsigned char)(c->speaker_confidence | (c->judged >> 1) << 7)};
        q_buf_add(out, (const char *)fixed, sizeof fixed);
        if (c->said) {
            q_varint_put_signed(out, c->from - day);
            q_varint_put(out, (uint64_t)(c->to - (int64_t)c->from));
            day = c->from;
        }
        if (c->spelling) {
            q_varint_put_signed(out, c->spelling - spelling);
            spelling = c->spelling;
        }
        if (depth == DEEP)
            q_buf_add_char(out, (char)c->depth);
    }
}

static inline bool take_fixed(struct q_bytes *bytes, struct q_column *c, unsigned *has,
                              int fixed)
{
    if (bytes->end - bytes->at < fixed)
        return false;
    const unsigned char *b = bytes->at;
    unsigned speaker = fixed == FIXED ? b[5] : 0;
    bytes->at += fixed;
    unsigned bits = b[3] | (unsigned)b[4] << 8;
    *has = b[0];
    *c = (struct q_column){.kind = b[0] & 3,
                           .act = b[0] >> 2 & 3,
                           .form = b[0] >> 4 & 3,
                           .block = b[1] & 15,
                           .depth = b[1] >> 4,
                           .confidence = b[2] & 127,
                           .speaker_confidence = speaker & 127,
                           .judged = (uint8_t)(b[2] >> 7 | (speaker >> 7) << 1),
                           .traits = bits & ((1u << PARTS_AT) - 1),
                           .parts = (uint16_t)(bits >> PARTS_AT),
                           .said = (b[0] & SAID) != 0};
    return c->kind <= QUOTH_KIND_INDIRECT && c->block <= QUOTH_BLOCK_FURNITURE &&
           c->depth > 0 && c->confidence <= SURE_MOST && c->speaker_confidence <= SURE_MOST;
}

// As q_varint_take, but nearly all have two bytes at most, and each read of all the archive
// takes a million of them.
static inline uint64_t take(struct q_bytes *bytes)
{
    const unsigned char *at = bytes->at;
    if (bytes->end - at < 2)
        return q_varint_take(bytes);
    if (at[0] < 0x80) {
        bytes->at = at + 1;
        return at[0];
    }
    if (at[1] >= 0x80 || at[1] == 0)
        return q_varint_take(bytes);
    bytes->at = at + 2;
    return (at[0] & 0x7fu) | (unsigned)at[1] << 7;
}

static bool take_day(struct q_bytes *bytes, int64_t day, struct q_column *c)
{
    int64_t step = q_varint_unfold(take(bytes));
    uint64_t more = take(bytes);
    if (step < -Q_CALENDAR_DAYS || step > Q_CALENDAR_DAYS || more > Q_CALENDAR_DAYS)
        return false;
    int64_t from = day + step, to = from + (int64_t)more;
    if (from < 0 || to >= Q_CALENDAR_DAYS)
        return false;
    c->from = (int32_t)from;
    c->to = (int32_t)to;
    return true;
}

static bool take_spelling(struct q_bytes *bytes, int64_t before, struct q_column *c)
{
    int64_t step = q_varint_unfold(take(bytes));
    if (step < -(int64_t)UINT32_MAX || step > UINT32_MAX)
        return false;
    int64_t spelling = before + step;
    c->spelling = (uint32_t)spelling;
    return spelling > 0 && spelling <= UINT32_MAX;
}

static bool take_depth(struct q_bytes *bytes, struct q_column *c)
{
    quoth_str byte = q_bytes_take(bytes, 1);
    if (!byte.ptr)
        return false;
    c->depth = (unsigned char)byte.ptr[0];
    return c->depth >= DEEP;
}

static inline quoth_status unpack(quoth_str from, struct q_column *out, uint32_t count,
                                  int fixed, quoth_error *error)
{
    struct q_bytes bytes;
    int64_t day = 0, spelling = 0;
    q_bytes_init(&bytes, from);
    for (uint32_t n = 0; n < count && !bytes.bad; n++) {
        struct q_column *c = &out[n];
        unsigned has = 0;
        if (!take_fixed(&bytes, c, &has, fixed) ||
            ((has & SAID) && !take_day(&bytes, day, c)) ||
            ((has & SPELLED) && !take_spelling(&bytes, spelling, c)) ||
            (c->depth == DEEP && !take_depth(&bytes, c)))
            bytes.bad = true;
        day = has & SAID ? c->from : day;
        spelling = has & SPELLED ? c->spelling : spelling;
    }
    return q_bytes_end(&bytes, "columns of statements", error);
}

quoth_status q_columns_unpack(quoth_str bytes, struct q_column *out, uint32_t count,
                              quoth_error *error)
{
    return unpack(bytes, out, count, FIXED, error);
}

quoth_status q_columns_unpack_1(quoth_str bytes, struct q_column *out, uint32_t count,
                                quoth_error *error)
{
    return unpack(bytes, out, count, FIXED_1, error);
}

// ── Asked ──

static bool is(const struct q_column *c, uint32_t trait)
{
    static const uint8_t judged[] = {[Q_TRAIT_ACCEPTED] = QUOTH_JUDGED_ACCEPTED,
                                     [Q_TRAIT_REJECTED] = QUOTH_JUDGED_REJECTED,
                                     [Q_TRAIT_EDITED] = QUOTH_JUDGED_EDITED};
    if (trait < Q_TRAITS_FOUND)
        return c->traits >> trait & 1;
    if (trait == Q_TRAIT_REVIEWED)
        return c->judged != QUOTH_JUDGED_NOT;
    return trait < Q_TRAITS && c->judged == judged[trait];
}

static unsigned doubt_of(unsigned confidence)
{
    return 2 * (confidence > 50 ? 100 - confidence : confidence);
}

unsigned q_column_doubt(const struct q_column *column)
{
    unsigned statement = doubt_of(column->confidence);
    unsigned speaker = doubt_of(column->speaker_confidence);
    return statement > speaker ? statement : speaker;
}

bool q_column_answers(const struct q_column *c, const struct q_question *question)
{
    uint32_t number = question->number;
    switch (question->asks) {
    case Q_ASKS_KIND:
        return c->kind == number;
    case Q_ASKS_ACT:
        return c->act == number;
    case Q_ASKS_FORM:
        return c->form == number;
    case Q_ASKS_BLOCK:
        return c->block == number;
    case Q_ASKS_IS:
        return is(c, number);
    case Q_ASKS_HAS:
        return number < Q_PARTS && (c->parts >> number & 1);
    case Q_ASKS_DEPTH: // the deepest that is told stands for more
        return question->to >= c->depth &&
               (question->from <= c->depth || c->depth == DEEPEST);
    case Q_ASKS_SURE:
        return question->from <= c->confidence && c->confidence <= question->to;
    default:
        return false;
    }
}

// ── Days ──

// "2018-Q2", which base/date.h writes and does not read.
static bool read_quarter(quoth_str value, struct q_moment *m)
{
    enum { LENGTH = 7, MARK = 4 };
    if (value.len != LENGTH || memcmp(value.ptr + MARK, "-Q", 2) != 0)
        return false;
    *m = (struct q_moment){.quarter = (unsigned char)value.ptr[LENGTH - 1] - (unsigned)'0'};
    for (int i = 0; i < MARK; i++) {
        if (!q_is_digit(value.ptr[i]))
            return false;
        m->year = m->year * 10 + (unsigned)(value.ptr[i] - '0');
    }
    return m->year >= 1 && m->quarter >= 1 && m->quarter <= 4;
}

static bool days_of_one(quoth_str value, int32_t *from, int32_t *to)
{
    struct q_moment m;
    if (!read_quarter(value, &m) && !q_date_take_apart(value, &m))
        return false;
    q_date_days(&m, from, to);
    return true;
}

bool q_days_of(quoth_str value, int32_t *from, int32_t *to)
{
    int32_t start, end, none;
    if (!value.ptr)
        return false;
    const char *slash = memchr(value.ptr, '/', value.len);
    if (!slash) {
        if (!days_of_one(value, &start, &end))
            return false;
    } else {
        quoth_str rest = value, first = q_str_take_until(&rest, '/');
        if (!days_of_one(first, &start, &none) || !days_of_one(rest, &none, &end) ||
            start > end)
            return false;
    }
    *from = start;
    *to = end;
    return true;
}
