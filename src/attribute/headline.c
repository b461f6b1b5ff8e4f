#include "attribute/headline.h"

#include "attribute/words.h"

enum {
    MOST = 8,            // headlines and standfirsts of an article that are read
    LONGEST_LINE = 60,   // tokens
    LONGEST_SOURCE = 8,  // tokens
    SHORTEST_CONTENT = 3 // tokens
};

struct line {
    struct q_words words;
    quoth_str outlet;
    const struct q_attributions *found;
    uint32_t from, to; // tokens, without a full stop
};

static quoth_str word(const struct line *l, uint32_t i)
{
    return q_word_text(&l->words, i);
}

static bool is_mark(const struct line *l, uint32_t i, const char *const *marks)
{
    return q_is_mark(&l->words, i) && q_word_is_any(&l->words, i, marks);
}

// Does somebody of that last name speak in the article?
static bool speaks(const struct line *l, uint32_t last)
{
    for (uint32_t n = 0; n < l->found->count; n++) {
        const struct q_range *source = &l->found->at[n].source;
        if (!l->found->at[n].dropped && source->from < source->to &&
            source->to - 1 != last && q_str_equal(word(l, source->to - 1), word(l, last)))
            return true;
    }
    return false;
}

// *… – The Guardian* names the page, whoever speaks in the article.
static bool is_outlet(const struct line *l, struct q_range range)
{
    quoth_str outlet = l->outlet, the = Q_STR("the ");
    if (q_word_is(&l->words, range.from, "the") && range.to - range.from > 1)
        range.from++;
    if (outlet.len > the.len && q_str_starts_nocase(outlet, the))
        outlet = q_str(outlet.ptr + the.len, outlet.len - the.len);
    return q_str_equal_nocase(q_range_text(&l->words, range), outlet);
}

// Are the words a speaker: an office or kind of people that speaks, or somebody who speaks
// in the article? An outlet's name behind a dash is neither.
static bool is_speaker(const struct line *l, struct q_range range)
{
    static const char *const speakers[] = {
        "chief",      "minister",    "ministry",   "president",  "premier",   "pm",
        "official",   "officials",   "report",     "reports",    "study",     "studies",
        "poll",       "polls",       "survey",     "police",     "source",    "sources",
        "expert",     "experts",     "leader",     "leaders",    "spokesman", "spokeswoman",
        "envoy",      "ambassador",  "lawmaker",   "lawmakers",  "senator",   "governor",
        "mayor",      "analyst",     "analysts",   "lawyer",     "lawyers",   "attorney",
        "prosecutor", "prosecutors", "judge",      "court",      "general",   "commander",
        "adviser",    "aide",        "director",   "head",       "boss",      "ceo",
        "scientists", "researchers", "doctors",    "economists", "witness",   "witnesses",
        "critics",    "activists",   "opposition", "documents",  "media",     "union",
        NULL};
    if (range.from >= range.to || range.to - range.from > LONGEST_SOURCE)
        return false;
    for (uint32_t i = range.from; i < range.to; i++)
        if (q_is_punctuation(&l->words, i) && !q_word_is(&l->words, i, "."))
            return false;
    if (is_outlet(l, range))
        return false;
    return q_word_is_any(&l->words, range.to - 1, speakers) || speaks(l, range.to - 1);
}

// Behind a dash at the end: *… – harbour chief*.
static bool read_dash(const struct line *l, struct q_attribution *a)
{
    static const char *const dashes[] = {"–", "—", "-", "--", "―", NULL};
    uint32_t dash = l->to;
    while (dash > l->from && l->to - dash <= LONGEST_SOURCE + 1)
        if (is_mark(l, --dash, dashes))
            break;
    if (dash < l->from + SHORTEST_CONTENT || !is_mark(l, dash, dashes) ||
        !(l->words.note->tokens[dash].flags & Q_TOKEN_SPACE) ||
        !is_speaker(l, (struct q_range){dash + 1, l->to}))
        return false;
    a->source = (struct q_range){dash + 1, l->to};
    a->contents[0] = (struct q_range){l->from, dash};
    return true;
}

// In front of a colon at the start: *Harbour chief: …*.
static bool read_colon(const struct line *l, struct q_attribution *a)
{
    static const char *const colon[] = {":", NULL};
    for (uint32_t i = l->from + 1; i < l->to && i - l->from <= LONGEST_SOURCE; i++) {
        if (!is_mark(l, i, colon))
            continue;
        if (l->to - i <= SHORTEST_CONTENT || !is_speaker(l, (struct q_range){l->from, i}))
            return false;
        a->source = (struct q_range){l->from, i};
        a->contents[0] = (struct q_range){i + 1, l->to};
        return true;
    }
    return false;
}

static bool tells(const struct line *l, uint32_t from, uint32_t to)
{
    const struct q_cue_entry *cue = q_cue_head(&l->words, (struct q_range){from, to});
    return cue && cue->act == QUOTH_ACT_SPEECH &&
           (cue->flags & (Q_CUE_NOUN | Q_CUE_VERB)) != Q_CUE_NOUN &&
           !(cue->flags & (Q_CUE_DEED | Q_CUE_TOPIC | Q_CUE_WEAK));
}

// Behind the last comma: *…, harbour chief has claimed*; *…, says harbour chief*.
static bool read_tail(const struct line *l, struct q_attribution *a)
{
    static const char *const comma[] = {",", NULL};
    static const char *const auxiliaries[] = {"has", "have", "had", NULL};
    uint32_t start = l->to;
    while (start > l->from && l->to - start <= LONGEST_SOURCE + 2)
        if (is_mark(l, --start, comma))
            break;
    if (start < l->from + SHORTEST_CONTENT || !is_mark(l, start, comma) ||
        l->to - start < 3)
        return false;
    a->contents[0] = (struct q_range){l->from, start};
    uint32_t first = start + 1, last = l->to - 1;
    if (tells(l, first, first + 1)) {
        a->cue = (struct q_range){first, first + 1};
        a->source = (struct q_range){first + 1, l->to};
    } else if (tells(l, last, l->to)) {
        bool perfect = last - 1 > first && q_word_is_any(&l->words, last - 1, auxiliaries);
        a->cue = (struct q_range){perfect ? last - 1 : last, l->to};
        a->source = (struct q_range){first, a->cue.from};
    } else {
        return false;
    }
    return a->source.to - a->source.from <= LONGEST_SOURCE;
}

// The tokens of a block that is a headline or standfirst.
static bool find_line(const quoth_block *block, struct line *l)
{
    static const char *const stops[] = {".", NULL};
    if ((block->kind != QUOTH_BLOCK_HEADLINE && block->kind != QUOTH_BLOCK_STANDFIRST) ||
        (block->flags & QUOTH_BLOCK_REPEATED))
        return false;
    l->from = q_token_at(l->words.note, block->span.start);
    l->to = q_token_at(l->words.note, block->span.end);
    while (l->to > l->from && is_mark(l, l->to - 1, stops) &&
           !l->words.note->tokens[l->to - 1].depth)
        l->to--;
    return l->from < l->to && l->to - l->from <= LONGEST_LINE;
}

static bool lies_in(const struct line *l, const struct q_range *range)
{
    return range->from >= l->from && range->from < l->to;
}

// Who speaks by the tagger's account of the line: nobody, somebody, or nothing was found.
enum account { NOTHING, SPEAKERLESS, SPOKEN };

static enum account account_of(const struct line *l)
{
    enum account account = NOTHING;
    for (uint32_t n = 0; n < l->found->count; n++) {
        const struct q_attribution *a = &l->found->at[n];
        if (a->dropped || !a->content_count || !lies_in(l, &a->contents[0]))
            continue;
        if (a->source.from < a->source.to)
            return SPOKEN;
        account = SPEAKERLESS;
    }
    return account;
}

// What the line's form tells wins over what the tagger found in it.
static void clear_line(const struct line *l, struct q_attributions *found)
{
    for (uint32_t n = 0; n < found->count; n++) {
        struct q_attribution *a = &found->at[n];
        if (a->content_count && lies_in(l, &a->contents[0])) {
            a->dropped = true;
            a->left_out = false;
        }
    }
}

quoth_status q_read_headlines(const struct q_lexicon *lexicon,
                              const struct quoth_article *article,
                              const struct q_annotation *note, struct q_arena *arena,
                              struct q_attributions *found)
{
    struct line l = {.words = {lexicon, article->text, note, NULL},
                     .outlet = article->outlet,
                     .found = found};
    uint32_t seen = 0;
    if (note->inside)
        return QUOTH_OK;
    struct q_range *contents = Q_ARENA_ARRAY(arena, struct q_range, MOST);
    if (!contents || q_attributions_reserve(found, MOST, arena))
        return QUOTH_ENOMEM;
    for (uint32_t b = 0; b < article->block_count && seen < MOST; b++) {
        if (!find_line(&article->blocks[b], &l))
            continue;
        struct q_attribution a = {
            .contents = &contents[seen++], .content_count = 1, .score = UINT8_MAX};
        if (!read_dash(&l, &a) && !read_colon(&l, &a) &&
            (account_of(&l) == SPOKEN || !read_tail(&l, &a)))
            continue;
        clear_line(&l, found);
        if (a.cue.from == a.cue.to)
            a.cue = (struct q_range){a.contents[0].from, a.contents[0].from};
        found->at[found->count++] = a;
    }
    return QUOTH_OK;
}
