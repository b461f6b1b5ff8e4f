#include "attribute/nest.h"

// The first token that starts at byte `at` or behind it.
static uint32_t token_at(const struct q_annotation *note, uint32_t at)
{
    uint32_t low = 0, high = note->token_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (note->tokens[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// Does a word in it tell speech or writing: *told*, *claims*, *according to*?
static bool may_tell(const struct q_lexicon *lexicon, quoth_str text,
                     const struct q_annotation *note, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (note->tokens[i].kind != Q_TOKEN_WORD)
            continue;
        if (q_str_equal_nocase(q_token_text(text, &note->tokens[i]), Q_STR("according")))
            return true;
        const struct q_cue_entry *cue =
            q_lexicon_cue(lexicon, text, note->tokens, i, i + 1);
        if (cue && !(cue->flags & (Q_CUE_DEED | Q_CUE_WEAK)) &&
            (cue->act == QUOTH_ACT_SPEECH || cue->act == QUOTH_ACT_WRITING))
            return true;
    }
    return false;
}

quoth_status q_find_stretches(const struct q_lexicon *lexicon, quoth_str text,
                              const struct q_annotation *note,
                              struct quoth_statements *statements, uint32_t first,
                              struct q_stretches *out)
{
    uint32_t most = 0;
    for (uint32_t n = first; n < statements->count; n++)
        most += statements->at[n].content.count;
    *out = (struct q_stretches){
        .at = Q_ARENA_ARRAY(&statements->arena, struct q_stretch, most)};
    if (most && !out->at)
        return QUOTH_ENOMEM;
    for (uint32_t n = first; n < statements->count; n++) {
        const quoth_spans *content = &statements->at[n].content;
        uint32_t before = out->count;
        bool tells = false;
        for (uint32_t k = 0; k < content->count; k++) {
            struct q_stretch *stretch = &out->at[out->count++];
            *stretch = (struct q_stretch){.from = token_at(note, content->at[k].start),
                                          .to = token_at(note, content->at[k].end),
                                          .parent = n};
            tells = tells || may_tell(lexicon, text, note, stretch->from, stretch->to);
        }
        if (!tells)
            out->count = before;
    }
    for (uint32_t s = 0; s < out->count; s++)
        out->tokens += out->at[s].to - out->at[s].from;
    return QUOTH_OK;
}
