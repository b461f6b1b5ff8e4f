#include "attribute/telling.h"

enum { FAR = 400 }; // tokens of a sentence to each side

static struct q_range tokens_of(const struct q_annotation *note, quoth_spans spans)
{
    if (!spans.count)
        return (struct q_range){0, 0};
    return (struct q_range){q_token_at(note, spans.at[0].start),
                            q_token_at(note, spans.at[spans.count - 1].end)};
}

// Parents stand before those inside them, so that the innermost is written last.
static void set_owners(const struct q_annotation *note,
                       const struct quoth_statements *statements, uint32_t *owner)
{
    for (uint32_t i = 0; i < note->token_count; i++)
        owner[i] = QUOTH_NO_PARENT;
    for (uint32_t n = 0; n < statements->count; n++) {
        const quoth_statement *s = &statements->at[n];
        if (s->flags & QUOTH_FLAG_LEFT_OUT)
            continue;
        for (uint32_t k = 0; k < s->content.count; k++)
            for (uint32_t i = q_token_at(note, s->content.at[k].start);
                 i < note->token_count && note->tokens[i].start < s->content.at[k].end; i++)
                owner[i] = n;
    }
}

// The statement right below `level` in whose content token i stands, or `level` itself;
// QUOTH_NO_PARENT: it stands outside. Of very deep ones one that is further below.
static uint32_t below(const struct q_scene *scene, uint32_t level, uint32_t i)
{
    enum { DEEPEST = 16 };
    uint32_t owner = scene->owner[i];
    for (int depth = 0; depth < DEEPEST; depth++) {
        if (owner == level || owner == QUOTH_NO_PARENT ||
            scene->statements->at[owner].parent == level)
            break;
        owner = scene->statements->at[owner].parent;
    }
    return owner;
}

// A sentence ends before token i, unless both sides of the end stand in one content that is
// below the level of the telling.
static bool is_edge(const struct q_scene *scene, uint32_t level, uint32_t i)
{
    const struct q_annotation *note = scene->words.note;
    if (i == 0 || i >= note->token_count)
        return true;
    if (note->tokens[i].flags & Q_TOKEN_PARAGRAPH)
        return true;
    if (!(note->tokens[i].flags & Q_TOKEN_SENTENCE))
        return false;
    uint32_t owner = below(scene, level, i);
    return owner == level || owner != below(scene, level, i - 1);
}

static struct q_range sentence_of(const struct q_scene *scene, struct q_range seed,
                                  uint32_t level)
{
    struct q_range out = seed;
    while (seed.from - out.from < FAR && !is_edge(scene, level, out.from))
        out.from--;
    while (out.to - seed.to < FAR && !is_edge(scene, level, out.to))
        out.to++;
    return out;
}

// Does one source end with the word that the other ends with: *Jane Doe*, *Doe*?
static bool ends_alike(const struct q_scene *scene, struct q_range a, struct q_range b)
{
    return a.from < a.to && b.from < b.to &&
           q_str_equal_nocase(q_word_text(&scene->words, a.to - 1),
                              q_word_text(&scene->words, b.to - 1));
}

// *he also said*: does a word that goes on stand right before the cue or opens it?
static bool says_also(const struct q_scene *scene, const struct q_telling *t)
{
    static const char *const words[] = {"also", "further", "additionally", NULL};
    return t->cue.from < t->cue.to &&
           (q_word_is_any(&scene->words, t->cue.from, words) ||
            (t->cue.from > 0 && q_word_is_any(&scene->words, t->cue.from - 1, words)));
}

// tests/spec §5: *he added*, *she also said*: the statement right before it, at the same
// level and by the same words or a pronoun, whose telling it takes on.
static uint32_t goes_on_from(const struct q_scene *scene, uint32_t n)
{
    static const char *const verbs[] = {"add", "continue", "go on", "conclude", NULL};
    enum { BACK = 32 }; // statements
    const quoth_statement *s = &scene->statements->at[n];
    const struct q_telling *t = &scene->tellings[n];
    if ((!q_str_is_any(s->cue_lemma, verbs) && !says_also(scene, t)) || !s->source.count)
        return QUOTH_NO_PARENT;
    for (uint32_t k = n; k-- > 0 && n - k < BACK;) {
        const quoth_statement *b = &scene->statements->at[k];
        if (b->parent != s->parent || (b->flags & QUOTH_FLAG_LEFT_OUT))
            continue;
        bool same = ends_alike(scene, t->source, scene->tellings[k].source);
        bool near = t->sentence.from <= scene->tellings[k].sentence.to + FAR;
        return near && (same || s->form == QUOTH_FORM_PRONOUN) ? k : QUOTH_NO_PARENT;
    }
    return QUOTH_NO_PARENT;
}

quoth_status q_set_scene(struct q_scene *scene, const struct q_lexicon *lexicon,
                         const struct quoth_article *article,
                         const struct q_annotation *note,
                         struct quoth_statements *statements)
{
    uint32_t *owner = Q_ARENA_ARRAY(&statements->arena, uint32_t, note->token_count);
    struct q_telling *tellings =
        Q_ARENA_ARRAY(&statements->arena, struct q_telling, statements->count);
    uint8_t *sorts = q_arena_calloc(&statements->arena, note->token_count, 1);
    if ((note->token_count && (!owner || !sorts)) || (statements->count && !tellings))
        return QUOTH_ENOMEM;
    set_owners(note, statements, owner);
    *scene = (struct q_scene){.words = {lexicon, article->text, note, sorts},
                              .article = article,
                              .statements = statements,
                              .tellings = tellings,
                              .owner = owner};
    for (uint32_t n = 0; n < statements->count; n++) {
        const quoth_statement *s = &statements->at[n];
        struct q_telling *t = &tellings[n];
        *t = (struct q_telling){.source = tokens_of(note, s->source),
                                .cue = tokens_of(note, s->cue),
                                .content = tokens_of(note, s->content)};
        struct q_range seed = s->cue.count      ? t->cue
                              : s->source.count ? t->source
                                                : t->content;
        t->sentence = sentence_of(scene, seed, s->parent);
        t->goes_on = goes_on_from(scene, n);
    }
    return QUOTH_OK;
}

bool q_tells(const struct q_scene *scene, uint32_t n, uint32_t i)
{
    const struct q_telling *t = &scene->tellings[n];
    return t->sentence.from <= i && i < t->sentence.to &&
           scene->owner[i] == scene->statements->at[n].parent;
}

quoth_spans q_span_of(const struct q_scene *scene, struct q_range range)
{
    if (range.from >= range.to)
        return (quoth_spans){NULL, 0};
    quoth_span *at = Q_ARENA_ARRAY(&scene->statements->arena, quoth_span, 1);
    if (!at)
        return (quoth_spans){NULL, 0};
    *at = (quoth_span){scene->words.note->tokens[range.from].start,
                       scene->words.note->tokens[range.to - 1].end};
    return (quoth_spans){at, 1};
}
