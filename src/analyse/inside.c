#include "analyse/inside.h"

#include "analyse/quotemark.h"

static const uint8_t paired = Q_TOKEN_OPENS | Q_TOKEN_CLOSES;

// In how many quotations all of the stretches stand.
static uint8_t depth_around(const struct q_annotation *outer,
                            const struct q_stretch *stretches, uint32_t count)
{
    uint8_t least = UINT8_MAX;
    for (uint32_t s = 0; s < count; s++)
        for (uint32_t i = stretches[s].from; i < stretches[s].to; i++)
            if (outer->tokens[i].kind != Q_TOKEN_MARK && outer->tokens[i].depth < least)
                least = outer->tokens[i].depth;
    return least;
}

// `starts`: flags of the stretch's first token.
static void take_stretch(quoth_str text, const struct q_annotation *outer,
                         const struct q_stretch *stretch, uint8_t around, uint8_t starts,
                         struct q_annotation *inner)
{
    for (uint32_t i = stretch->from; i < stretch->to; i++) {
        struct q_token token = outer->tokens[i];
        bool mark = token.kind == Q_TOKEN_QUOTE && (token.flags & paired);
        if (mark && token.depth <= around) {
            starts |= token.flags & (Q_TOKEN_SENTENCE | Q_TOKEN_PARAGRAPH | Q_TOKEN_APART);
            continue;
        }
        if (inner->token_count == 0 && around == 0 && i == stretch->from &&
            q_str_equal_nocase(q_token_text(text, &token), Q_STR("that")))
            continue;
        token.flags = (uint8_t)((token.flags & ~paired) | starts);
        token.depth = 0;
        inner->tokens[inner->token_count++] = token;
        starts = 0;
    }
}

quoth_status q_annotate_inside(quoth_str text, const struct q_annotation *outer,
                               const struct q_stretch *stretches, uint32_t count,
                               struct q_arena *arena, struct q_annotation *inner)
{
    size_t tokens = 0;
    for (uint32_t s = 0; s < count; s++)
        tokens += stretches[s].to - stretches[s].from;
    *inner = (struct q_annotation){.tokens = Q_ARENA_ARRAY(arena, struct q_token, tokens),
                                   .inside = true,
                                   .parent = count ? stretches[0].parent : 0};
    if (!inner->tokens)
        return QUOTH_ENOMEM;
    uint8_t around = depth_around(outer, stretches, count);
    for (uint32_t s = 0; s < count; s++)
        take_stretch(text, outer, &stretches[s], around,
                     inner->token_count ? Q_TOKEN_APART
                                        : Q_TOKEN_SENTENCE | Q_TOKEN_PARAGRAPH,
                     inner);
    return q_pair_quotes(text, arena, inner);
}
