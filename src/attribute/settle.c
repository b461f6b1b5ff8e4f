#include "attribute/settle.h"

struct settler {
    quoth_str text;
    const struct q_annotation *note;
    uint8_t *tagged; // [token] of some attribution
};

static bool is_comma(const struct settler *s, uint32_t i)
{
    const struct q_token *t = &s->note->tokens[i];
    return t->end - t->start == 1 && s->text.ptr[t->start] == ',';
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

// GUIDE.md §2.1: what stands before a cue at the sentence's end is said from the sentence's
// start (*…, she said*; *…, according to the police*), but for the word or two that open
// it.
static void reach_start(const struct settler *s, struct q_attribution *a)
{
    enum { OPENING = 2, LONGEST = 60 }; // tokens: *But*, *In fact*
    const struct q_token *tokens = s->note->tokens;
    struct q_range *content = &a->contents[0];
    uint32_t behind =
        a->source.from < a->source.to ? least(a->source.from, a->cue.from) : a->cue.from;
    if (a->content_count != 1 || a->cue.from == a->cue.to || content->to >= behind ||
        content->to + 1 != behind || !is_comma(s, content->to) ||
        tokens[content->from].depth)
        return;
    uint32_t start = content->from;
    while (start > 0 && !(tokens[start].flags & Q_TOKEN_SENTENCE)) {
        if (s->tagged[start - 1] || tokens[start - 1].depth ||
            content->from - start > LONGEST)
            return;
        start--;
    }
    if (content->from - start > OPENING)
        content->from = start;
}

// Are tokens [from, to) words outside quote marks that belong to nothing yet?
static bool is_free(const struct settler *s, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (s->tagged[i] || s->note->tokens[i].depth)
            return false;
    return from < to;
}

static quoth_status add_piece(struct q_arena *arena, struct q_attribution *a,
                              struct q_range piece)
{
    struct q_range *contents = Q_ARENA_ARRAY(arena, struct q_range, a->content_count + 1);
    if (!contents)
        return QUOTH_ENOMEM;
    uint32_t at = piece.from < a->contents[0].from ? 0 : a->content_count;
    memcpy(contents + (at == 0), a->contents, a->content_count * sizeof *contents);
    contents[at] = piece;
    a->contents = contents;
    a->content_count++;
    return QUOTH_OK;
}

// GUIDE.md §2.2: between two commas, *the secretary said* breaks a content in two (*Since
// May, the secretary said, guards have stopped …*): the half that is missing belongs to it.
static quoth_status join_halves(const struct settler *s, struct q_arena *arena,
                                struct q_attribution *a)
{
    enum { LONGEST = 40 };
    const struct q_token *tokens = s->note->tokens;
    if (a->content_count != 1 || a->cue.from == a->cue.to)
        return QUOTH_OK;
    struct q_range middle = a->cue;
    if (a->source.from < a->source.to) {
        middle.from = least(middle.from, a->source.from);
        middle.to = a->source.to > middle.to ? a->source.to : middle.to;
    }
    if (middle.to - middle.from > LONGEST || middle.from < 2 ||
        middle.to >= s->note->token_count || !is_comma(s, middle.from - 1) ||
        !is_comma(s, middle.to))
        return QUOTH_OK;
    const struct q_range *content = &a->contents[0];
    if (content->from == middle.to + 1 && !tokens[content->from].depth) {
        uint32_t start = middle.from - 1;
        while (start > 0 && !(tokens[start].flags & Q_TOKEN_SENTENCE) &&
               middle.from - start < LONGEST)
            start--;
        if ((tokens[start].flags & Q_TOKEN_SENTENCE) && is_free(s, start, middle.from - 1))
            return add_piece(arena, a, (struct q_range){start, middle.from - 1});
    }
    return QUOTH_OK;
}

quoth_status q_settle_contents(quoth_str text, const struct q_annotation *note,
                               struct q_arena *arena, struct q_attributions *attributions)
{
    struct settler s = {text, note,
                        q_arena_calloc(arena, (size_t)note->token_count + 1, 1)};
    if (!s.tagged)
        return QUOTH_ENOMEM;
    for (uint32_t p = 0; p < note->piece_count; p++)
        memset(s.tagged + note->pieces[p].from, 1,
               note->pieces[p].to - note->pieces[p].from);
    for (uint32_t n = 0; n < attributions->count; n++) {
        reach_start(&s, &attributions->at[n]);
        if (join_halves(&s, arena, &attributions->at[n]))
            return QUOTH_ENOMEM;
    }
    return QUOTH_OK;
}
