#include "attribute/nest.h"

// Does token i tell speech or writing: *told*, *claimed*, *claims that*? What may be a
// noun (*the state*, *a vote*) tells nothing by itself.
static bool tells(const struct q_lexicon *lexicon, quoth_str text,
                  const struct q_annotation *note, uint32_t i)
{
    static const char *const openers[] = {"that", "for", "of",  "on",   "how", "whether",
                                          "it",   "him", "her", "them", NULL};
    const struct q_cue_entry *cue;
    quoth_str word = q_token_text(text, &note->tokens[i]);
    if (note->tokens[i].kind != Q_TOKEN_WORD)
        return false;
    if (q_str_equal_nocase(word, Q_STR("according")))
        return true;
    cue = q_lexicon_cue(lexicon, text, note->tokens, i, i + 1);
    if (!cue || (cue->flags & (Q_CUE_TOPIC | Q_CUE_DEED | Q_CUE_WEAK)) ||
        cue->act == QUOTH_ACT_THOUGHT || cue->act == QUOTH_ACT_INTENT)
        return false;
    if (!(cue->flags & Q_CUE_NOUN) || q_str_ends(word, Q_STR("ed")) ||
        q_str_ends(word, Q_STR("ing")))
        return true;
    return i + 1 < note->token_count &&
           q_str_is_any(q_token_text(text, &note->tokens[i + 1]), openers);
}

static bool any_tells(const struct q_lexicon *lexicon, quoth_str text,
                      const struct q_annotation *note, const struct q_stretch *stretch)
{
    for (uint32_t i = stretch->from; i < stretch->to; i++)
        if (tells(lexicon, text, note, i))
            return true;
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
        bool read = false;
        for (uint32_t k = 0; k < content->count; k++) {
            struct q_stretch *stretch = &out->at[out->count++];
            *stretch = (struct q_stretch){.from = q_token_at(note, content->at[k].start),
                                          .to = q_token_at(note, content->at[k].end),
                                          .parent = n};
            read = read || any_tells(lexicon, text, note, stretch);
        }
        if (!read)
            out->count = before;
    }
    for (uint32_t s = 0; s < out->count; s++)
        out->tokens += out->at[s].to - out->at[s].from;
    return QUOTH_OK;
}
