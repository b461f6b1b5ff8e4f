#include "analyse/quotemark.h"

#include "base/limits.h"
#include "base/str.h"

#define NOTHING UINT32_MAX

struct pairing {
    quoth_str text;
    struct q_annotation *note;
    uint32_t open[Q_MAX_QUOTE_DEPTH]; // quotations that are open, innermost last
    uint32_t depth;
    uint32_t carried; // quotation that the last paragraph left open, or NOTHING
};

static char byte_at(quoth_str text, uint32_t at)
{
    return at < text.len ? text.ptr[at] : '\n';
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

enum side { OPENS, CLOSES, EITHER };

// What a mark is by itself. Straight marks tell nothing: their neighbours do.
static enum side side_of(const struct pairing *p, uint32_t i)
{
    const struct q_token *token = &p->note->tokens[i];
    const char *at = p->text.ptr + token->start;
    uint32_t len = token->end - token->start;
    char after = byte_at(p->text, token->end);
    bool space_before = (token->flags & (Q_TOKEN_SPACE | Q_TOKEN_PARAGRAPH)) != 0;
    if (!space_before && i > 0) {
        char before = p->text.ptr[token->start - 1];
        // (“  —“  /“  open too
        space_before = before == '(' || before == '[' || before == '/' || before == '-' ||
                       (p->note->tokens[i - 1].flags & Q_TOKEN_OPENS) ||
                       (token->start >= 3 && (memcmp(at - 3, "\xe2\x80\x94", 3) == 0 ||
                                              memcmp(at - 3, "\xe2\x80\x93", 3) == 0));
    }
    bool space_after = is_blank(after);
    if (token->quote == Q_QUOTE_CURLY || token->quote == Q_QUOTE_SINGLE) {
        switch ((unsigned char)at[2]) {
        case 0x9c:
        case 0x98: // “ ‘
            return OPENS;
        case 0x9d: // ”: some outlets open with it
            return space_before && !space_after ? EITHER : CLOSES;
        case 0x99: // ’
            return CLOSES;
        default: // ‚ ‛
            return OPENS;
        }
    }
    if (token->quote == Q_QUOTE_LOW)
        return OPENS;
    if (token->quote == Q_QUOTE_TWO && at[0] == '`')
        return OPENS;
    if (token->quote == Q_QUOTE_TWO && len == 6) // ‘‘ ’’ ‚‚
        return (unsigned char)at[2] == 0x99 ? CLOSES : OPENS;
    if (token->quote == Q_QUOTE_TICK && at[0] == '`')
        return OPENS;
    if (token->quote == Q_QUOTE_GUILLEMET) // «a» and »a«, also « a » with spaces
        return (unsigned char)at[1] == 0xab
                   ? (space_before ? OPENS : EITHER)
                   : (space_before && !space_after ? EITHER : CLOSES);
    if (space_before && !space_after)
        return OPENS;
    if (!space_before && space_after)
        return CLOSES;
    return EITHER;
}

static bool pairs_with(uint8_t open, uint8_t close)
{
    if (open == close)
        return true;
    switch (open) {
    case Q_QUOTE_LOW:
        return close == Q_QUOTE_CURLY || close == Q_QUOTE_STRAIGHT;
    case Q_QUOTE_CURLY:
        return close == Q_QUOTE_STRAIGHT || close == Q_QUOTE_TWO;
    case Q_QUOTE_STRAIGHT:
        return close == Q_QUOTE_CURLY;
    case Q_QUOTE_TWO:
        return close == Q_QUOTE_STRAIGHT || close == Q_QUOTE_CURLY;
    case Q_QUOTE_SINGLE:
        return close == Q_QUOTE_TICK;
    case Q_QUOTE_TICK:
        return close == Q_QUOTE_SINGLE;
    default:
        return false;
    }
}

static uint8_t mark_of(const struct pairing *p, uint32_t quotation)
{
    return p->note->tokens[p->note->quotations[quotation].open].quote;
}

static void open_quotation(struct pairing *p, uint32_t i, unsigned flags)
{
    if (p->depth == Q_MAX_QUOTE_DEPTH)
        return; // deeper marks are not paired
    struct q_token *token = &p->note->tokens[i];
    uint32_t at = p->note->quotation_count++;
    if (q_quote_is_single(token->quote))
        flags |= Q_QUOTATION_SINGLE;
    p->note->quotations[at] = (struct q_quotation){
        .open = i, .close = i, .depth = (uint8_t)p->depth, .flags = (uint8_t)flags};
    p->open[p->depth++] = at;
    token->flags |= Q_TOKEN_OPENS;
}

// An opening tick without an end was an apostrophe: ’tis, ’90s.
static void forget(struct pairing *p, uint32_t quotation)
{
    struct q_quotation *q = &p->note->quotations[quotation];
    p->note->tokens[q->open].flags &= (uint8_t)~Q_TOKEN_OPENS;
    q->close = q->open;
}

// Closes the innermost open quotation that `i` can close, with those inside it.
static void close_quotation(struct pairing *p, uint32_t i)
{
    uint8_t mark = p->note->tokens[i].quote;
    for (uint32_t d = p->depth; d-- > 0;) {
        if (!pairs_with(mark_of(p, p->open[d]), mark))
            continue;
        for (uint32_t k = d + 1; k < p->depth; k++) {
            struct q_quotation *inner = &p->note->quotations[p->open[k]];
            if (inner->flags & Q_QUOTATION_SINGLE) {
                forget(p, p->open[k]);
            } else {
                inner->close = i;
                inner->flags |= Q_QUOTATION_UNCLOSED;
            }
        }
        p->note->quotations[p->open[d]].close = i + 1;
        p->note->tokens[i].flags |= Q_TOKEN_CLOSES;
        p->depth = d;
        return;
    }
}

static bool is_open(const struct pairing *p, uint8_t mark)
{
    for (uint32_t d = 0; d < p->depth; d++)
        if (pairs_with(mark_of(p, p->open[d]), mark))
            return true;
    return false;
}

// The paragraph ends before token `end`; what is open stays open as a flag.
static void end_paragraph(struct pairing *p, uint32_t end)
{
    p->carried = NOTHING;
    for (uint32_t d = 0; d < p->depth; d++) {
        struct q_quotation *q = &p->note->quotations[p->open[d]];
        if (q->flags & Q_QUOTATION_SINGLE) {
            forget(p, p->open[d]);
            continue;
        }
        q->close = end;
        q->flags |= Q_QUOTATION_UNCLOSED;
        if (p->carried == NOTHING)
            p->carried = p->open[d];
    }
    p->depth = 0;
}

static bool is_low_single(const struct pairing *p, const struct q_token *token)
{
    return token->quote == Q_QUOTE_SINGLE &&
           (unsigned char)p->text.ptr[token->start + 2] == 0x9a;
}

// “ and ‘ close what „ and ‚ opened.
static bool closes_low(const struct pairing *p, uint32_t i)
{
    const struct q_token *token = &p->note->tokens[i];
    for (uint32_t d = p->depth; d-- > 0;) {
        const struct q_token *open = &p->note->tokens[p->note->quotations[p->open[d]].open];
        if (token->quote == Q_QUOTE_SINGLE)
            return is_low_single(p, open) && !is_low_single(p, token);
        if (token->quote == Q_QUOTE_CURLY && !q_quote_is_single(open->quote))
            return open->quote == Q_QUOTE_LOW;
    }
    return false;
}

static void take_mark(struct pairing *p, uint32_t i)
{
    struct q_token *token = &p->note->tokens[i];
    enum side side = side_of(p, i);
    if (side == EITHER)
        side = q_quote_is_single(token->quote) || is_open(p, token->quote) ? CLOSES : OPENS;
    if (side == CLOSES || closes_low(p, i)) {
        close_quotation(p, i); // a mark that closes nothing is an apostrophe, or a slip
        return;
    }
    if (q_quote_is_single(token->quote) && p->depth &&
        q_quote_is_single(mark_of(p, p->open[p->depth - 1])))
        forget(p, p->open[--p->depth]); // two in a row: the first was an apostrophe
    open_quotation(p, i, 0);
}

// A paragraph's first mark goes on with the quotation that the last one left open.
static bool continues(const struct pairing *p, uint32_t i)
{
    return p->carried != NOTHING && p->note->tokens[i].quote == mark_of(p, p->carried) &&
           side_of(p, i) != CLOSES;
}

// Depth of every token, and the list without what was forgotten.
static void finish(struct q_annotation *note)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < note->quotation_count; i++)
        if (note->quotations[i].close > note->quotations[i].open)
            note->quotations[kept++] = note->quotations[i];
    note->quotation_count = kept;
    uint32_t next = 0, depth = 0, ends[Q_MAX_QUOTE_DEPTH];
    for (uint32_t i = 0; i < note->token_count; i++) {
        while (depth && ends[depth - 1] <= i)
            depth--;
        while (next < kept && note->quotations[next].open == i &&
               depth < Q_MAX_QUOTE_DEPTH) {
            note->quotations[next].depth = (uint8_t)depth;
            ends[depth++] = note->quotations[next++].close;
        }
        note->tokens[i].depth = (uint8_t)depth;
    }
}

quoth_status q_pair_quotes(quoth_str text, struct q_arena *arena, struct q_annotation *note)
{
    uint32_t marks = 0;
    for (uint32_t i = 0; i < note->token_count; i++)
        marks += note->tokens[i].kind == Q_TOKEN_QUOTE;
    note->quotation_count = 0;
    note->quotations = Q_ARENA_ARRAY(arena, struct q_quotation, marks + 1);
    if (!note->quotations)
        return QUOTH_ENOMEM;
    struct pairing p = {.text = text, .note = note, .carried = NOTHING};
    for (uint32_t i = 0; i < note->token_count; i++) {
        bool starts = (note->tokens[i].flags & Q_TOKEN_PARAGRAPH) != 0;
        if (starts)
            end_paragraph(&p, i);
        if (note->tokens[i].kind != Q_TOKEN_QUOTE)
            continue;
        if (starts && continues(&p, i)) {
            note->quotations[p.carried].flags |= Q_QUOTATION_CARRIED;
            open_quotation(&p, i, Q_QUOTATION_CONTINUES);
        } else {
            take_mark(&p, i);
        }
    }
    end_paragraph(&p, note->token_count);
    finish(note);
    return QUOTH_OK;
}
