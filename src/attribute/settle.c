#include "attribute/settle.h"

#include "attribute/words.h"

struct settler {
    struct q_words words;
    uint8_t *tagged; // [token] q_tag of the attribution that has it
};

static bool is_comma(const struct settler *s, uint32_t i)
{
    return q_word_is(&s->words, i, ",");
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

// tests/spec §2.1: what stands before a cue at the sentence's end is said from the
// sentence's start (*…, she said*; *…, according to the police*), but for the word or two
// that open it.
static void reach_start(const struct settler *s, struct q_attribution *a)
{
    enum { OPENING = 2, LONGEST = 60 }; // tokens: *But*, *In fact*
    const struct q_token *tokens = s->words.note->tokens;
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
        if (s->tagged[i] || q_word_token(&s->words, i)->depth)
            return false;
    return from < to;
}

// Source and cue of an attribution that has one content, outside quote marks: their words,
// where commas stand around them and they are at most `longest` tokens; empty where not.
static struct q_range find_middle(const struct settler *s, const struct q_attribution *a,
                                  uint32_t longest)
{
    struct q_range middle = a->cue, none = {0, 0};
    if (a->content_count != 1 || a->cue.from == a->cue.to)
        return none;
    if (a->source.from < a->source.to) {
        middle.from = least(middle.from, a->source.from);
        middle.to = a->source.to > middle.to ? a->source.to : middle.to;
    }
    if (middle.to - middle.from > longest || middle.from < 2 ||
        middle.to >= s->words.note->token_count || !is_comma(s, middle.from - 1) ||
        !is_comma(s, middle.to) || q_word_token(&s->words, a->contents[0].from)->depth)
        return none;
    return middle;
}

// The content becomes these two, in the order of the text.
static quoth_status set_halves(struct q_arena *arena, struct q_attribution *a,
                               struct q_range before, struct q_range behind)
{
    struct q_range *both = Q_ARENA_ARRAY(arena, struct q_range, 2);
    if (!both)
        return QUOTH_ENOMEM;
    both[0] = before;
    both[1] = behind;
    a->contents = both;
    a->content_count = 2;
    return QUOTH_OK;
}

// tests/spec §2.2: between two commas, *the secretary said* breaks a content in two (*Since
// May, the secretary said, guards have stopped …*): a first half that is missing belongs to
// it.
static quoth_status add_first_half(const struct settler *s, struct q_arena *arena,
                                   struct q_attribution *a)
{
    enum { LONGEST = 40 };
    const struct q_token *tokens = s->words.note->tokens;
    struct q_range middle = find_middle(s, a, LONGEST);
    if (middle.from == middle.to || a->contents[0].from != middle.to + 1)
        return QUOTH_OK;
    struct q_range half = {middle.from - 1, middle.from - 1};
    while (half.from > 0 && !(tokens[half.from].flags & Q_TOKEN_SENTENCE) &&
           middle.from - half.from < LONGEST)
        half.from--;
    if (!(tokens[half.from].flags & Q_TOKEN_SENTENCE) || !is_free(s, half.from, half.to))
        return QUOTH_OK;
    return set_halves(arena, a, half, a->contents[0]);
}

// Could the words [from, to) stand alone as a clause: is there a verb among them?
static bool has_verb(const struct q_words *w, uint32_t from, uint32_t to)
{
    static const char *const verbs[] = {"is",   "are",   "was",  "were",   "be",  "has",
                                        "have", "had",   "will", "would",  "can", "could",
                                        "may",  "might", "must", "should", "do",  "does",
                                        "did",  "’s",    "'s",   "n't",    "n’t", NULL};
    for (uint32_t i = from; i < to; i++)
        if (q_word_is_any(w, i, verbs) || q_word_ends(w, i, "ed"))
            return true;
    return false;
}

// The same the other way round: a few words without a verb are no content, what follows
// the second comma goes on with them (*Above all, she says, the lock must be mended*).
static quoth_status add_second_half(const struct settler *s, struct q_arena *arena,
                                    struct q_attribution *a)
{
    enum { LONGEST_START = 7, LONGEST = 60 };
    const struct q_token *tokens = s->words.note->tokens;
    uint32_t count = s->words.note->token_count;
    struct q_range middle = find_middle(s, a, LONGEST);
    if (middle.from == middle.to || middle.to + 2 >= count)
        return QUOTH_OK;
    struct q_range start = a->contents[0], half = {middle.to + 1, middle.to + 1};
    if (start.to + 1 != middle.from || start.to - start.from > LONGEST_START ||
        !(tokens[start.from].flags & Q_TOKEN_SENTENCE) ||
        has_verb(&s->words, start.from, start.to))
        return QUOTH_OK;
    while (half.to < count && half.to - half.from < LONGEST &&
           !(tokens[half.to].flags & Q_TOKEN_SENTENCE))
        half.to++;
    while (half.to > half.from && q_is_mark(&s->words, half.to - 1))
        half.to--;
    if (!is_free(s, half.from, half.to) || half.to - half.from < 3)
        return QUOTH_OK;
    return set_halves(arena, a, start, half);
}

// Does an *according to* open the sentence at token i, of which the network marked none?
static bool opens_according(const struct settler *s, uint32_t i)
{
    return (q_word_token(&s->words, i)->flags & Q_TOKEN_SENTENCE) &&
           q_word_is(&s->words, i, "according") && i + 4 <= s->words.note->token_count &&
           q_word_is(&s->words, i + 1, "to") && !s->tagged[i] && !s->tagged[i + 1];
}

// *According to X, …* opens the sentence at `start`, whose rest is the content. X goes to
// the first comma.
static bool read_according(const struct settler *s, uint32_t start, struct q_attribution *a,
                           struct q_range *content)
{
    enum { LONGEST_SOURCE = 16, LONGEST = 120 };
    uint32_t end = start + 1, comma = start + 2, count = s->words.note->token_count;
    while (end < count && end < start + LONGEST &&
           !(q_word_token(&s->words, end)->flags & Q_TOKEN_SENTENCE))
        end++;
    while (comma < end && comma - start < LONGEST_SOURCE && !is_comma(s, comma))
        comma++;
    while (end > comma && q_is_mark(&s->words, end - 1) &&
           !q_word_token(&s->words, end - 1)->depth)
        end--;
    if (comma == start + 2 || comma + 1 >= end || !is_comma(s, comma))
        return false;
    for (uint32_t i = comma + 1; i < end; i++) // what tells of another cue stays with it
        if (s->tagged[i] && s->tagged[i] != Q_TAG_CONTENT)
            return false;
    *content = (struct q_range){comma + 1, end};
    *a = (struct q_attribution){.source = {start + 2, comma},
                                .cue = {start, start + 2},
                                .contents = content,
                                .content_count = 1,
                                .score = UINT8_MAX / 2};
    return true;
}

static quoth_status add_according(const struct settler *s, struct q_arena *arena,
                                  struct q_attributions *attributions)
{
    uint32_t more = 0;
    for (uint32_t i = 0; i < s->words.note->token_count; i++)
        more += opens_according(s, i);
    if (!more)
        return QUOTH_OK;
    struct q_range *contents = Q_ARENA_ARRAY(arena, struct q_range, more);
    if (!contents || q_attributions_reserve(attributions, more, arena))
        return QUOTH_ENOMEM;
    for (uint32_t i = 0; i < s->words.note->token_count; i++)
        if (opens_according(s, i) &&
            read_according(s, i, &attributions->at[attributions->count], contents)) {
            attributions->count++;
            contents++;
        }
    return QUOTH_OK;
}

static void mark(const struct settler *s, const struct q_range *range, uint8_t tag)
{
    // a source that many cues share is marked once
    if (range->from < range->to && s->tagged[range->from] != tag)
        memset(s->tagged + range->from, tag, range->to - range->from);
}

quoth_status q_settle_contents(quoth_str text, const struct q_annotation *note,
                               struct q_arena *arena, struct q_attributions *attributions)
{
    struct settler s = {{NULL, text, note, NULL},
                        q_arena_calloc(arena, (size_t)note->token_count + 1, 1)};
    if (!s.tagged)
        return QUOTH_ENOMEM;
    for (uint32_t n = 0; n < attributions->count; n++) {
        const struct q_attribution *a = &attributions->at[n];
        mark(&s, &a->source, Q_TAG_SOURCE);
        mark(&s, &a->cue, Q_TAG_CUE);
        for (uint32_t k = 0; k < a->content_count; k++)
            mark(&s, &a->contents[k], Q_TAG_CONTENT);
    }
    for (uint32_t n = 0; n < attributions->count; n++) {
        reach_start(&s, &attributions->at[n]);
        if (add_first_half(&s, arena, &attributions->at[n]) ||
            add_second_half(&s, arena, &attributions->at[n]))
            return QUOTH_ENOMEM;
    }
    return add_according(&s, arena, attributions);
}
