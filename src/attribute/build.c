#include "attribute/build.h"

#include "attribute/form.h"
#include "attribute/speaker/noun.h"
#include "attribute/words.h"
#include "base/limits.h"

#include <stdlib.h>

struct builder {
    struct q_words words;
    const struct quoth_article *article;
    struct quoth_statements *out;
};

static char first_byte(const struct q_words *w, uint32_t i)
{
    return w->text.ptr[q_word_token(w, i)->start];
}

// Words that are not in the annotation are in no span: it ends before them.
static quoth_status spans_of(struct builder *b, const struct q_range *ranges,
                             uint32_t count, quoth_spans *out)
{
    const struct q_words *w = &b->words;
    uint32_t most = count;
    for (uint32_t k = 0; k < count; k++)
        for (uint32_t i = ranges[k].from + 1; i < ranges[k].to; i++)
            most += (q_word_token(w, i)->flags & Q_TOKEN_APART) != 0;
    quoth_span *at = Q_ARENA_ARRAY(&b->out->arena, quoth_span, most);
    if (most && !at)
        return QUOTH_ENOMEM;
    out->at = at;
    out->count = 0;
    for (uint32_t k = 0; k < count; k++)
        for (uint32_t from = ranges[k].from, to; from < ranges[k].to; from = to) {
            for (to = from + 1; to < ranges[k].to; to++)
                if (q_word_token(w, to)->flags & Q_TOKEN_APART)
                    break;
            at[out->count++] =
                (quoth_span){q_word_token(w, from)->start, q_word_token(w, to - 1)->end};
        }
    return QUOTH_OK;
}

// How many quotations hold both the cue and the content: those around a nested statement.
static uint32_t quotes_around(const struct q_words *w, const struct q_attribution *a)
{
    enum { FAR = 200 }; // tokens
    uint32_t content = a->contents[0].from, from = content, to = a->cue.from;
    if (a->cue.from == a->cue.to)
        return 0;
    if (to < from) {
        from = a->cue.from;
        to = content;
    }
    if (to - from > FAR)
        return 0;
    uint32_t least = q_word_token(w, content)->depth;
    least -= (q_word_token(w, content)->flags & Q_TOKEN_OPENS) != 0; // its own
    for (uint32_t i = from; i <= to; i++)
        if (q_word_token(w, i)->depth < least)
            least = q_word_token(w, i)->depth;
    return least;
}

// tests/spec §3: an opening *that* does not count, nor do the quote marks around a nested
// statement.
static enum quoth_kind kind_of(const struct q_words *w, const struct q_attribution *a)
{
    uint32_t around = quotes_around(w, a);
    bool inside = false, outside = false;
    for (uint32_t k = 0; k < a->content_count; k++) {
        for (uint32_t i = a->contents[k].from; i < a->contents[k].to; i++) {
            bool opener = k == 0 && i == a->contents[0].from && q_word_is(w, i, "that");
            if (q_is_punctuation(w, i) || opener)
                continue;
            inside |= q_word_token(w, i)->depth > around;
            outside |= q_word_token(w, i)->depth <= around;
        }
    }
    return !inside ? QUOTH_KIND_INDIRECT : outside ? QUOTH_KIND_MIXED : QUOTH_KIND_DIRECT;
}

// Is the head of a source over at token `i` of it: *report* | *of*, *released*, *,*?
static bool ends_head(const struct q_words *w, uint32_t i, const struct q_range *source)
{
    static const char *const joints[] = {"of",   "for",   "with",  "in", "at",
                                         "on",   "from",  "to",    "by", "who",
                                         "that", "which", "about", NULL};
    return i >= source->to || q_is_punctuation(w, i) || q_word_is_any(w, i, joints);
}

// A capital makes a name of a word (Bill Doe), unless an article stands before it (the Doe
// Report) or it is a plural (Records show).
static bool is_common(const struct q_words *w, uint32_t i, const struct q_range *source)
{
    char first = first_byte(w, i);
    return first < 'A' || first > 'Z' || q_word_ends(w, i, "s") ||
           q_word_is(w, source->from, "the") || q_word_is(w, source->from, "a");
}

// Does the source's head name a document that speaks (tests/spec §1.1)?
static bool is_document(const struct q_words *w, const struct q_range *source)
{
    static const char *const prints[] = {"newspaper", "paper", "magazine", NULL};
    static const char *const others[] = {"video", "figures", NULL}; // *senior figures*
    static const char *const papers[] = {
        "Times",     "Post",    "Journal",   "Herald",   "Tribune", "Gazette",  "Guardian",
        "Telegraph", "Reuters", "Bloomberg", "Politico", "Axios",   "BuzzFeed", "AFP",
        "TASS",      "ANI",     "Xinhua",    "Agency",   "Press",   NULL};
    enum { LONGEST = 6 }; // tokens of a head
    for (uint32_t i = source->from; i < source->to && i < source->from + LONGEST; i++) {
        if (i > source->from && ends_head(w, i, source))
            break;
        bool released = i + 1 < source->to && q_word_ends(w, i + 1, "ed");
        if (!released && !ends_head(w, i + 1, source))
            continue; // a part of the head: law professor
        bool written = q_is_document(w, i) && !q_word_is_any(w, i, others);
        if ((written || q_word_is_any(w, i, prints)) && is_common(w, i, source))
            return true;
        for (const char *const *p = papers; *p; p++)
            if (q_str_equal(q_word_text(w, i), q_str_from(*p)))
                return true;
    }
    return false;
}

// *said in a statement*, *added in a tweet*: writing, told by the words behind the cue.
static bool is_written(const struct q_words *w, const struct q_attribution *a)
{
    static const char *const papers[] = {
        "tweet",   "tweets", "letter", "email",     "e-mail", "post", "memo", "op-ed",
        "article", "filing", "report", "editorial", "column", "blog", NULL};
    enum { LONGEST = 7 };
    if (a->cue.from == a->cue.to)
        return false;
    bool in = false;
    for (uint32_t i = a->cue.to; i < w->note->token_count && i < a->cue.to + LONGEST; i++) {
        if (q_is_punctuation(w, i) || (q_word_token(w, i)->flags & Q_TOKEN_SENTENCE))
            return false;
        in |= q_str_equal(q_word_text(w, i), Q_STR("in"));
        if (in && q_word_is_any(w, i, papers))
            return true;
    }
    return false;
}

// tests/spec §1.2: a verb of thought with quoted words reports an utterance.
static enum quoth_act act_of(const struct q_words *w, const struct q_attribution *a,
                             const struct q_cue_entry *cue, enum quoth_kind kind)
{
    enum quoth_act act = cue ? cue->act : QUOTH_ACT_SPEECH;
    if (act == QUOTH_ACT_THOUGHT && kind != QUOTH_KIND_INDIRECT)
        act = QUOTH_ACT_SPEECH;
    if (act == QUOTH_ACT_SPEECH && (is_document(w, &a->source) || is_written(w, a)))
        act = QUOTH_ACT_WRITING;
    return act;
}

// Behind the insert that starts at token i inside a content that ends at `to`, or 0.
static uint32_t insert_end(const struct q_words *w, uint32_t i, uint32_t to)
{
    enum { LONGEST = 40 };
    char c = first_byte(w, i);
    const struct q_token *t = q_word_token(w, i);
    bool gloss = c == '[' || (c == '(' && t->depth > 0);
    if (t->kind != Q_TOKEN_MARK)
        return 0;
    if (gloss) {
        char close = c == '[' ? ']' : ')';
        for (uint32_t k = i + 1; k < to && k < i + LONGEST; k++) {
            if (q_word_token(w, k)->flags & Q_TOKEN_APART)
                return 0; // it would hold words that are not the article's
            if (q_is_mark(w, k) && first_byte(w, k) == close)
                return k + 1;
        }
        return 0;
    }
    bool dots = q_str_equal(q_word_text(w, i), Q_STR("…")) ||
                q_str_starts(q_word_text(w, i), Q_STR("..."));
    return dots && t->depth > 0 ? i + 1 : 0;
}

static quoth_status inserts_of(struct builder *b, const struct q_attribution *a,
                               quoth_spans *out)
{
    const struct q_words *w = &b->words;
    uint32_t count = 0;
    for (int fill = 0; fill < 2; fill++) { // counts, then fills
        quoth_span *at = NULL;
        if (fill) {
            at = Q_ARENA_ARRAY(&b->out->arena, quoth_span, count);
            if (!at)
                return QUOTH_ENOMEM;
            *out = (quoth_spans){at, count};
            count = 0;
        }
        for (uint32_t k = 0; k < a->content_count; k++) {
            for (uint32_t i = a->contents[k].from; i < a->contents[k].to; i++) {
                uint32_t end = insert_end(w, i, a->contents[k].to);
                if (!end)
                    continue;
                if (fill)
                    at[count] = (quoth_span){q_word_token(w, i)->start,
                                             q_word_token(w, end - 1)->end};
                count++;
                i = end - 1;
            }
        }
        if (!count)
            break;
    }
    return QUOTH_OK;
}

// First quotation that opens at token `from` or behind it.
static uint32_t first_quotation(const struct q_annotation *note, uint32_t from)
{
    uint32_t low = 0, high = note->quotation_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (note->quotations[middle].open < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static unsigned flags_of(const struct q_words *w, const struct q_attribution *a)
{
    unsigned flags = 0;
    for (uint32_t k = 0; k < a->content_count; k++) {
        const struct q_range *piece = &a->contents[k];
        for (uint32_t q = first_quotation(w->note, piece->from);
             q < w->note->quotation_count && w->note->quotations[q].open < piece->to; q++) {
            unsigned of = w->note->quotations[q].flags;
            if (of & (Q_QUOTATION_CARRIED | Q_QUOTATION_CONTINUES))
                flags |= QUOTH_FLAG_CARRIED_QUOTE;
            if ((of & Q_QUOTATION_UNCLOSED) && !(of & Q_QUOTATION_CARRIED))
                flags |= QUOTH_FLAG_UNCLOSED_QUOTE;
        }
    }
    return flags;
}

// The kind of the block that holds byte `at`.
static quoth_block_kind block_of(const struct quoth_article *article, uint32_t at)
{
    uint32_t low = 0, high = article->block_count;
    while (low < high) { // the first block that ends behind it
        uint32_t middle = low + (high - low) / 2;
        if (article->blocks[middle].span.end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < article->block_count ? article->blocks[low].kind : QUOTH_BLOCK_BODY;
}

static quoth_status build(struct builder *b, const struct q_attribution *a,
                          quoth_statement *s)
{
    const struct q_words *w = &b->words;
    const struct q_cue_entry *cue = NULL;
    struct q_range source = a->source;
    if (source.to - source.from > Q_MAX_SOURCE_TOKENS) // work for each cue that shares it
        source.to = source.from + Q_MAX_SOURCE_TOKENS;
    *s = (quoth_statement){.parent = w->note->inside ? w->note->parent : QUOTH_NO_PARENT};
    if (spans_of(b, a->contents, a->content_count, &s->content) ||
        spans_of(b, &a->cue, 1, &s->cue) || spans_of(b, &source, 1, &s->source) ||
        inserts_of(b, a, &s->inserts))
        return QUOTH_ENOMEM;
    if (a->cue.from < a->cue.to) {
        cue = q_cue_head(w, a->cue);
        s->cue_lemma =
            cue ? cue->lemma : q_str_cut(w->text, s->cue.at[0].start, s->cue.at[0].end);
        s->negated = q_cue_is_negated(w, a->cue, cue);
    }
    s->kind = kind_of(w, a);
    s->block = block_of(b->article, s->content.at[0].start);
    s->act = s->block == QUOTH_BLOCK_POST && a->cue.from == a->cue.to
                 ? QUOTH_ACT_WRITING
                 : act_of(w, a, cue, s->kind);
    s->flags = flags_of(w, a);
    if (s->block == QUOTH_BLOCK_HEADLINE)
        s->flags |= QUOTH_FLAG_HEADLINE;
    if (a->left_out)
        s->flags |= QUOTH_FLAG_LEFT_OUT;
    s->confidence = a->score * 100u / 255u;
    s->evidence = a->evidence;
    q_tell_form(w, source, s);
    return QUOTH_OK;
}

// A statement and where it was found.
struct placed {
    quoth_statement statement;
    uint32_t was;
};

static int by_place(const void *left, const void *right)
{
    const struct placed *l = left, *r = right;
    const quoth_statement *a = &l->statement, *b = &r->statement;
    uint32_t x = a->content.at[0].start, y = b->content.at[0].start;
    if (x != y)
        return x < y ? -1 : 1;
    uint32_t u = a->content.at[0].end, v = b->content.at[0].end;
    if (u != v)
        return u > v ? -1 : 1;
    return (l->was > r->was) - (l->was < r->was); // a parent was found first
}

quoth_status q_sort_statements(struct quoth_statements *statements)
{
    uint32_t count = statements->count;
    struct placed *placed = Q_ARENA_ARRAY(&statements->arena, struct placed, count);
    uint32_t *now = Q_ARENA_ARRAY(&statements->arena, uint32_t, count);
    if (!placed || !now)
        return count ? QUOTH_ENOMEM : QUOTH_OK;
    for (uint32_t n = 0; n < count; n++)
        placed[n] = (struct placed){statements->at[n], n};
    if (count)
        qsort(placed, count, sizeof *placed, by_place);
    for (uint32_t n = 0; n < count; n++)
        now[placed[n].was] = n;
    for (uint32_t n = 0; n < count; n++) {
        quoth_statement *s = &statements->at[n];
        *s = placed[n].statement;
        if (s->parent != QUOTH_NO_PARENT)
            s->parent = now[s->parent];
    }
    return QUOTH_OK;
}

// Room for `more` statements.
static bool make_room(struct quoth_statements *out, uint32_t more)
{
    if (out->room - out->count >= more)
        return true;
    uint32_t room = 2 * out->room + more;
    quoth_statement *at = Q_ARENA_ARRAY(&out->arena, quoth_statement, room);
    if (!at)
        return false;
    if (out->count)
        memcpy(at, out->at, out->count * sizeof *at);
    out->at = at;
    out->room = room;
    return true;
}

quoth_status q_build_statements(const struct q_lexicon *lexicon,
                                const struct quoth_article *article,
                                const struct q_annotation *note,
                                const struct q_attributions *attributions,
                                struct quoth_statements *out)
{
    struct builder b = {
        .words = {lexicon, article->text, note, NULL}, .article = article, .out = out};
    if (!make_room(out, attributions->count))
        return QUOTH_ENOMEM;
    for (uint32_t n = 0; n < attributions->count; n++) {
        if (attributions->at[n].dropped && !attributions->at[n].left_out)
            continue;
        if (build(&b, &attributions->at[n], &out->at[out->count]))
            return QUOTH_ENOMEM;
        out->count++;
    }
    return QUOTH_OK;
}
