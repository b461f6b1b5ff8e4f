#include "attribute/signed.h"

static bool speaks(const quoth_block *block)
{
    return (block->kind == QUOTH_BLOCK_POST || block->kind == QUOTH_BLOCK_TURN) &&
           block->words.start < block->words.end && block->author.start < block->author.end;
}

static struct q_range tokens_of(const struct q_annotation *note, quoth_span span)
{
    return (struct q_range){q_token_at(note, span.start), q_token_at(note, span.end)};
}

static bool touch(const struct q_range *a, const struct q_range *b)
{
    return a->from < b->to && b->from < a->to;
}

// Does `range` touch one of the posts and turns `said`, which are in the order of the text?
static bool touches_any(const struct q_attributions *said, const struct q_range *range)
{
    uint32_t low = 0, high = said->count;
    while (low < high) { // the first that ends behind the range's start
        uint32_t middle = low + (high - low) / 2;
        if (said->at[middle].contents[0].to <= range->from)
            low = middle + 1;
        else
            high = middle;
    }
    return low < said->count && touch(&said->at[low].contents[0], range);
}

// Statements of the blocks, their contents in `ranges`.
static void read_blocks(const struct quoth_article *article,
                        const struct q_annotation *note, struct q_range *ranges,
                        struct q_attributions *said)
{
    for (uint32_t b = 0; b < article->block_count; b++) {
        const quoth_block *block = &article->blocks[b];
        struct q_range *words = &ranges[said->count];
        if (!speaks(block))
            continue;
        *words = tokens_of(note, block->words);
        if (words->from < words->to)
            said->at[said->count++] =
                (struct q_attribution){.source = tokens_of(note, block->author),
                                       .cue = {words->from, words->from},
                                       .contents = words,
                                       .content_count = 1,
                                       .score = UINT8_MAX};
    }
}

quoth_status q_add_signed(const struct quoth_article *article,
                          const struct q_annotation *note, struct q_arena *arena,
                          struct q_attributions *attributions)
{
    uint32_t most = 0;
    if (note->inside) // asked before the blocks are counted: contents are many
        return QUOTH_OK;
    for (uint32_t b = 0; b < article->block_count; b++)
        most += speaks(&article->blocks[b]);
    if (!most)
        return QUOTH_OK;
    struct q_range *ranges = Q_ARENA_ARRAY(arena, struct q_range, most);
    if (!ranges || q_attributions_reserve(attributions, most, arena))
        return QUOTH_ENOMEM;
    struct q_attributions said = {attributions->at + attributions->count, 0};
    read_blocks(article, note, ranges, &said);
    for (uint32_t n = 0; n < attributions->count; n++) {
        struct q_attribution *a = &attributions->at[n];
        bool inside = touches_any(&said, &a->cue);
        for (uint32_t k = 0; k < a->content_count && !inside; k++)
            inside = touches_any(&said, &a->contents[k]);
        a->dropped |= inside;
        a->left_out &= !inside; // it is read again inside
    }
    attributions->count += said.count;
    return QUOTH_OK;
}
