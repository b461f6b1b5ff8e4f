#include "attribute/link.h"

#include "base/str.h"

#include <limits.h>
#include <string.h>

enum {
    NO_PIECE = -1,
    STRANGER = -512,  // least score for going on, in 1/256 nats
    ORPHAN_COST = 512 // how much worse a content may fit a cue that has none else
};

struct linker {
    const struct q_annotation *note;
    uint32_t *cues, *sources; // pieces of each tag, in order
    uint32_t cue_count, source_count;
    int32_t *cue_of;        // [piece] of a content: index into cues, or NO_PIECE
    int32_t *cue_fit;       // [piece] of a content: score of that link
    uint32_t *used;         // [cue] contents that it has
    uint32_t *sentence;     // [piece] number of the sentence in which it starts
    uint32_t *sentence_end; // [piece] and in which it ends
};

// Means of `count` (at most Q_WHERES) link scores from `first` on, over the edges of a
// piece.
static void ask(const struct q_annotation *note, const struct q_piece *piece, int first,
                int count, int32_t out[])
{
    int64_t sum[Q_WHERES] = {0};
    uint32_t asked = q_add_links(note, piece->from, piece->to, first, count, sum);
    for (int k = 0; k < count; k++)
        out[k] = (int32_t)(sum[k] / (asked ? asked : 1));
}

// Index in `list` that stands at `where` as seen from before index `next` (the first of
// the list behind the piece), or NO_PIECE.
static int32_t at_place(uint32_t next, uint32_t count, int where)
{
    int64_t at = where == Q_WHERE_LEFT       ? (int64_t)next - 1
                 : where == Q_WHERE_FAR_LEFT ? (int64_t)next - 2
                 : where == Q_WHERE_RIGHT    ? (int64_t)next
                                             : (int64_t)next + 1;
    return at >= 0 && at < count ? (int32_t)at : NO_PIECE;
}

// Do two pieces stand in one sentence, at least at the ends that face each other?
static bool is_beside(const struct linker *l, uint32_t a, uint32_t b)
{
    return a < b ? l->sentence_end[a] == l->sentence[b]
                 : l->sentence[a] == l->sentence_end[b];
}

// Speech without quote marks stands in its cue's sentence; a quotation may go on in others.
static bool can_tell(const struct linker *l, uint32_t cue, uint32_t content)
{
    return is_beside(l, cue, content) ||
           l->note->tokens[l->note->pieces[content].from].depth > 0;
}

// Each content takes the cue that fits best.
static void choose_cues(struct linker *l)
{
    const struct q_annotation *note = l->note;
    uint32_t next = 0;
    for (uint32_t p = 0; p < note->piece_count; p++) {
        const struct q_piece *piece = &note->pieces[p];
        while (next < l->cue_count && l->cues[next] < p)
            next++;
        if (piece->tag != Q_TAG_CONTENT)
            continue;
        int32_t scores[Q_WHERES];
        ask(note, piece, Q_LINK_CUE, Q_WHERES, scores);
        l->cue_of[p] = NO_PIECE;
        l->cue_fit[p] = INT32_MIN;
        for (int where = Q_WHERE_LEFT; where < Q_WHERES; where++) {
            int32_t at = at_place(next, l->cue_count, where);
            if (at == NO_PIECE || scores[where] <= l->cue_fit[p] ||
                !can_tell(l, l->cues[at], p))
                continue;
            l->cue_fit[p] = scores[where];
            l->cue_of[p] = at;
        }
        if (l->cue_of[p] != NO_PIECE)
            l->used[l->cue_of[p]]++;
    }
}

// Does the content at piece p go on from the one before it?
static int32_t goes_on(const struct q_annotation *note, const struct q_piece *piece)
{
    int32_t score;
    ask(note, piece, Q_LINK_GOES_ON, 1, &score);
    return score;
}

// Two contents of one cue that do not go on from each other: the one that fits worse
// has lost its own cue, and stays alone.
static void part_strangers(struct linker *l)
{
    const struct q_annotation *note = l->note;
    int64_t last = NO_PIECE; // the content before
    for (uint32_t p = 0; p < note->piece_count; p++) {
        if (note->pieces[p].tag != Q_TAG_CONTENT)
            continue;
        if (last != NO_PIECE && l->cue_of[p] != NO_PIECE &&
            l->cue_of[p] == l->cue_of[last] && goes_on(note, &note->pieces[p]) < STRANGER) {
            uint32_t loser = l->cue_fit[p] < l->cue_fit[last] ? p : (uint32_t)last;
            l->used[l->cue_of[loser]]--;
            l->cue_of[loser] = NO_PIECE;
        }
        last = p;
    }
}

// A cue without a content takes a neighbour from a cue that has more than one.
static void feed_orphans(struct linker *l)
{
    const struct q_annotation *note = l->note;
    for (uint32_t c = 0; c < l->cue_count; c++) {
        if (l->used[c])
            continue;
        int32_t best = INT32_MIN, chosen = NO_PIECE;
        for (int side = -1; side <= 1; side += 2) {
            int64_t p = (int64_t)l->cues[c] + side;
            while (p >= 0 && p < note->piece_count && note->pieces[p].tag == Q_TAG_SOURCE)
                p += side;
            if (p < 0 || p >= note->piece_count || note->pieces[p].tag != Q_TAG_CONTENT ||
                !can_tell(l, l->cues[c], (uint32_t)p) || l->cue_of[p] == NO_PIECE ||
                l->used[l->cue_of[p]] < 2)
                continue;
            int32_t scores[Q_WHERES];
            ask(note, &note->pieces[p], Q_LINK_CUE, Q_WHERES, scores);
            int32_t fit = scores[side < 0 ? Q_WHERE_RIGHT : Q_WHERE_LEFT] - l->cue_fit[p];
            if (fit > -ORPHAN_COST && fit > best) {
                best = fit;
                chosen = (int32_t)p;
            }
        }
        if (chosen != NO_PIECE) {
            l->used[l->cue_of[chosen]]--;
            l->cue_of[chosen] = (int32_t)c;
            l->used[c] = 1;
        }
    }
}

// The source of the cue at piece p, of which `next` is the first source behind it: a
// piece, or NO_PIECE.
static int32_t choose_source(const struct linker *l, uint32_t p, uint32_t next)
{
    int32_t scores[Q_WHERES], chosen = NO_PIECE;
    ask(l->note, &l->note->pieces[p], Q_LINK_SOURCE, Q_WHERES, scores);
    int32_t best = scores[Q_WHERE_NONE];
    for (int where = Q_WHERE_LEFT; where < Q_WHERES; where++) {
        int32_t at = at_place(next, l->source_count, where);
        if (at == NO_PIECE || scores[where] <= best || !is_beside(l, l->sources[at], p))
            continue;
        best = scores[where];
        chosen = (int32_t)l->sources[at];
    }
    return chosen;
}

static quoth_status prepare(struct linker *l, struct q_arena *arena)
{
    uint32_t count = l->note->piece_count;
    l->cues = Q_ARENA_ARRAY(arena, uint32_t, count + 1);
    l->sources = Q_ARENA_ARRAY(arena, uint32_t, count + 1);
    l->cue_of = Q_ARENA_ARRAY(arena, int32_t, count + 1);
    l->cue_fit = Q_ARENA_ARRAY(arena, int32_t, count + 1);
    l->sentence = Q_ARENA_ARRAY(arena, uint32_t, count + 1);
    l->sentence_end = Q_ARENA_ARRAY(arena, uint32_t, count + 1);
    l->used = q_arena_calloc(arena, count + 1, sizeof *l->used);
    if (!l->cues || !l->sources || !l->cue_of || !l->cue_fit || !l->sentence ||
        !l->sentence_end || !l->used)
        return QUOTH_ENOMEM;
    uint32_t number = 0, token = 0;
    for (uint32_t p = 0; p < count; p++) {
        for (; token <= l->note->pieces[p].from; token++)
            number += (l->note->tokens[token].flags & Q_TOKEN_SENTENCE) != 0;
        l->sentence[p] = number;
        for (; token < l->note->pieces[p].to; token++)
            number += (l->note->tokens[token].flags & Q_TOKEN_SENTENCE) != 0;
        l->sentence_end[p] = number;
        if (l->note->pieces[p].tag == Q_TAG_CUE)
            l->cues[l->cue_count++] = p;
        else if (l->note->pieces[p].tag == Q_TAG_SOURCE)
            l->sources[l->source_count++] = p;
    }
    return QUOTH_OK;
}

static struct q_range range_of(const struct q_piece *piece)
{
    return (struct q_range){piece->from, piece->to};
}

// A source that runs over a paragraph's end is the part on the cue's side.
static struct q_range source_of(const struct q_annotation *note,
                                const struct q_piece *source, const struct q_piece *cue)
{
    enum { LONGEST = 100 }; // tokens looked at, so that many cues may share a long source
    struct q_range range = range_of(source);
    uint32_t count = source->to - source->from - 1;
    for (uint32_t k = 1; k <= count && k <= LONGEST; k++) {
        uint32_t i = source->from < cue->from ? source->to - k : source->from + k;
        if (!(note->tokens[i].flags & Q_TOKEN_PARAGRAPH))
            continue;
        if (source->from < cue->from)
            range.from = i;
        else
            range.to = i;
        break;
    }
    return range;
}

static void lower_score(struct q_attribution *a, const struct q_piece *piece)
{
    if (piece->score < a->score)
        a->score = (uint8_t)piece->score;
}

// Contents grouped by their cue: those of cue c are members[start[c] … start[c + 1]).
struct groups {
    uint32_t *start;
    uint32_t *members;
};

static quoth_status group(const struct linker *l, struct q_arena *arena, struct groups *g)
{
    uint32_t count = l->note->piece_count;
    g->start = q_arena_calloc(arena, (size_t)l->cue_count + 2, sizeof *g->start);
    g->members = Q_ARENA_ARRAY(arena, uint32_t, count + 1);
    if (!g->start || !g->members)
        return QUOTH_ENOMEM;
    for (uint32_t p = 0; p < count; p++)
        if (l->note->pieces[p].tag == Q_TAG_CONTENT && l->cue_of[p] != NO_PIECE)
            g->start[l->cue_of[p] + 2]++;
    for (uint32_t c = 0; c < l->cue_count; c++)
        g->start[c + 2] += g->start[c + 1];
    for (uint32_t p = 0; p < count; p++)
        if (l->note->pieces[p].tag == Q_TAG_CONTENT && l->cue_of[p] != NO_PIECE)
            g->members[g->start[l->cue_of[p] + 1]++] = p;
    return QUOTH_OK;
}

static bool is_colon_or_dash(quoth_str text, const struct q_token *token)
{
    static const char *const marks[] = {":", "-", "--", "–", "—", NULL};
    return q_str_is_any(q_token_text(text, token), marks);
}

// A content that no cue tells, with a colon or a dash between it and a source: *The pier
// is closed – harbour chief* (tests/spec §2.5). The source must not belong to a cue.
static quoth_status add_cueless(const struct linker *l, quoth_str text,
                                struct q_arena *arena, uint32_t p, const bool *taken,
                                struct q_attributions *out)
{
    const struct q_annotation *note = l->note;
    const struct q_piece *content = &note->pieces[p], *source = NULL;
    for (int side = -1; side <= 1 && !source; side += 2) {
        int64_t at = (int64_t)p + side;
        if (at < 0 || at >= note->piece_count || note->pieces[at].tag != Q_TAG_SOURCE ||
            taken[at])
            continue;
        uint32_t mark = side < 0 ? note->pieces[at].to : content->to;
        uint32_t behind = side < 0 ? content->from : note->pieces[at].from;
        if (mark + 1 == behind && is_colon_or_dash(text, &note->tokens[mark]) &&
            !(note->tokens[behind].flags & Q_TOKEN_PARAGRAPH))
            source = &note->pieces[at];
    }
    if (!source)
        return QUOTH_OK;
    struct q_attribution *a = &out->at[out->count];
    a->contents = Q_ARENA_ARRAY(arena, struct q_range, 1);
    if (!a->contents)
        return QUOTH_ENOMEM;
    out->count++;
    a->contents[a->content_count++] = range_of(content);
    a->source = range_of(source);
    a->cue = (struct q_range){content->from, content->from};
    a->score = UINT8_MAX;
    lower_score(a, content);
    lower_score(a, source);
    return QUOTH_OK;
}

// One attribution for the cue at piece p with its `count` contents.
static quoth_status add_cue(const struct linker *l, struct q_arena *arena, uint32_t p,
                            int32_t source, const uint32_t *contents, uint32_t count,
                            struct q_attributions *out)
{
    const struct q_piece *pieces = l->note->pieces;
    struct q_attribution *a = &out->at[out->count];
    a->contents = Q_ARENA_ARRAY(arena, struct q_range, count);
    if (!a->contents)
        return QUOTH_ENOMEM;
    out->count++;
    a->score = UINT8_MAX;
    a->cue = range_of(&pieces[p]);
    lower_score(a, &pieces[p]);
    if (source != NO_PIECE) {
        a->source = source_of(l->note, &pieces[source], &pieces[p]);
        lower_score(a, &pieces[source]);
    }
    for (uint32_t k = 0; k < count; k++) {
        a->contents[a->content_count++] = range_of(&pieces[contents[k]]);
        lower_score(a, &pieces[contents[k]]);
    }
    return QUOTH_OK;
}

quoth_status q_link_pieces(quoth_str text, const struct q_annotation *note,
                           struct q_arena *arena, struct q_attributions *out)
{
    struct linker l = {.note = note};
    struct groups g;
    out->count = 0;
    if (prepare(&l, arena))
        return QUOTH_ENOMEM;
    choose_cues(&l);
    part_strangers(&l);
    feed_orphans(&l);
    bool *taken = q_arena_calloc(arena, (size_t)note->piece_count + 1, sizeof *taken);
    out->at = q_arena_calloc(arena, (size_t)note->piece_count + 1, sizeof *out->at);
    if (!taken || !out->at || group(&l, arena, &g))
        return QUOTH_ENOMEM;
    for (uint32_t c = 0, next = 0; c < l.cue_count; c++) {
        uint32_t count = g.start[c + 1] - g.start[c], p = l.cues[c];
        while (next < l.source_count && l.sources[next] < p)
            next++;
        if (!count)
            continue;
        int32_t source = choose_source(&l, p, next);
        if (source != NO_PIECE)
            taken[source] = true;
        if (add_cue(&l, arena, p, source, g.members + g.start[c], count, out))
            return QUOTH_ENOMEM;
    }
    for (uint32_t p = 0; p < note->piece_count; p++)
        if (note->pieces[p].tag == Q_TAG_CONTENT && l.cue_of[p] == NO_PIECE &&
            add_cueless(&l, text, arena, p, taken, out))
            return QUOTH_ENOMEM;
    return QUOTH_OK;
}
