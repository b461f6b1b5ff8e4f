#include "attribute/nest.h"

#include "attribute/words.h"

// Does token i tell speech or writing: *told*, *claimed*, *claims that*? What may be a
// noun (*the state*, *a vote*) tells nothing by itself.
static bool tells(const struct q_words *w, uint32_t i)
{
    static const char *const openers[] = {"that", "for", "of",  "on",   "how", "whether",
                                          "it",   "him", "her", "them", NULL};
    static const char *const clauses[] = {"that", "whether", "how", "why", "if", NULL};
    if (q_word_token(w, i)->kind != Q_TOKEN_WORD)
        return false;
    if (q_word_is(w, i, "according"))
        return true;
    const struct q_cue_entry *cue = q_cue_head(w, (struct q_range){i, i + 1});
    if (!cue || (cue->flags & (Q_CUE_DEED | Q_CUE_WEAK)) || cue->act == QUOTH_ACT_THOUGHT ||
        cue->act == QUOTH_ACT_INTENT)
        return false;
    bool last = i + 1 == w->note->token_count;
    if (cue->flags & Q_CUE_TOPIC)
        return !last && q_word_is_any(w, i + 1, clauses);
    if (!(cue->flags & Q_CUE_NOUN) || q_word_ends(w, i, "ed") || q_word_ends(w, i, "ing"))
        return true;
    return !last && q_word_is_any(w, i + 1, openers);
}

static bool any_tells(const struct q_words *w, const struct q_stretch *stretch)
{
    for (uint32_t i = stretch->from; i < stretch->to; i++)
        if (tells(w, i))
            return true;
    return false;
}

quoth_status q_find_stretches(const struct q_lexicon *lexicon, quoth_str text,
                              const struct q_annotation *note,
                              struct quoth_statements *statements, uint32_t first,
                              struct q_stretches *out)
{
    const struct q_words w = {lexicon, text, note, NULL};
    uint32_t most = 0;
    for (uint32_t n = first; n < statements->count; n++)
        most += statements->at[n].content.count;
    *out = (struct q_stretches){
        .at = Q_ARENA_ARRAY(&statements->arena, struct q_stretch, most)};
    if (most && !out->at)
        return QUOTH_ENOMEM;
    for (uint32_t n = first; n < statements->count; n++) {
        if (statements->at[n].flags & QUOTH_FLAG_LEFT_OUT)
            continue;
        const quoth_spans *content = &statements->at[n].content;
        uint32_t before = out->count;
        bool read = false;
        for (uint32_t k = 0; k < content->count; k++) {
            struct q_stretch *stretch = &out->at[out->count++];
            *stretch = (struct q_stretch){.from = q_token_at(note, content->at[k].start),
                                          .to = q_token_at(note, content->at[k].end),
                                          .parent = n};
            read = read || any_tells(&w, stretch);
        }
        if (!read)
            out->count = before;
    }
    return QUOTH_OK;
}

// Is the last content of `s` about several, who can go on as *they*: *that all members …*?
static bool tells_of_several(const struct q_words *w, const quoth_statement *s)
{
    static const char *const several[] = {
        "all",  "some", "many",    "several", "both",   "two",      "three",
        "four", "most", "certain", "other",   "dozens", "hundreds", NULL};
    uint32_t i = q_token_at(w->note, s->content.at[s->content.count - 1].start);
    if (i < w->note->token_count && q_word_is(w, i, "that"))
        i++;
    return i < w->note->token_count && q_word_is_any(w, i, several);
}

// Does somebody listen, who could be *they* too: *told reporters that …*?
static bool has_listener(const struct q_annotation *note, const quoth_statement *s)
{
    return s->cue.count && q_token_at(note, s->content.at[0].start) >
                               q_token_at(note, s->cue.at[s->cue.count - 1].end);
}

static bool is_several(quoth_str source)
{
    return q_str_ends(source, Q_STR("s")) || q_str_equal_nocase(source, Q_STR("they")) ||
           q_str_equal_nocase(source, Q_STR("we"));
}

// Does the sentence of `next`, which starts with *they* or a word that goes on, stand right
// behind the one of `before`, in its paragraph?
static bool runs_on(const struct q_words *w, const quoth_statement *before,
                    const quoth_statement *next)
{
    static const char *const connectives[] = {"In",      "Also",        "Moreover",
                                              "Further", "Furthermore", "Additionally",
                                              "Besides", NULL};
    enum { FAR = 60 };
    uint32_t from = q_token_at(w->note, before->content.at[before->content.count - 1].end);
    uint32_t source = q_token_at(w->note, next->source.at[0].start), starts = 0;
    if (source < from || source - from > FAR)
        return false;
    for (uint32_t i = from; i <= source; i++) {
        unsigned flags = q_word_token(w, i)->flags;
        if (!(flags & (Q_TOKEN_SENTENCE | Q_TOKEN_PARAGRAPH)))
            continue;
        if ((flags & Q_TOKEN_PARAGRAPH) || ++starts > 1)
            return false;
        bool goes_on = q_word_is_any(w, i, connectives);
        if (!goes_on && (i != source || has_listener(w->note, before)))
            return false;
    }
    return starts == 1;
}

// *they*, who are not the speaker of the statement before?
static bool is_they(quoth_str text, const quoth_statement *before,
                    const quoth_statement *next)
{
    return next->source.count == 1 && before->source.count == 1 &&
           q_str_equal_nocase(
               q_str_cut(text, next->source.at[0].start, next->source.at[0].end),
               Q_STR("they")) &&
           !is_several(
               q_str_cut(text, before->source.at[0].start, before->source.at[0].end));
}

void q_follow_reports(quoth_str text, const struct q_annotation *note,
                      struct quoth_statements *statements)
{
    const struct q_words w = {NULL, text, note, NULL};
    uint32_t last = UINT32_MAX; // the statement before
    for (uint32_t n = 0; n < statements->count; n++) {
        quoth_statement *next = &statements->at[n];
        if (next->flags & QUOTH_FLAG_LEFT_OUT)
            continue;
        const quoth_statement *before = last == UINT32_MAX ? NULL : &statements->at[last];
        if (before && is_they(text, before, next) && tells_of_several(&w, before) &&
            runs_on(&w, before, next))
            next->parent = last;
        last = n;
    }
}
