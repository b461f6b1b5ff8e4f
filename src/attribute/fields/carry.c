#include "attribute/fields/carry.h"

#include "attribute/fields/outlet.h"

static bool is_in_text(const struct quoth_article *article, quoth_str s)
{
    uintptr_t at = (uintptr_t)s.ptr, text = (uintptr_t)article->text.ptr;
    return at >= text && at - text < article->text.len; // of two objects: as numbers
}

static bool has(const quoth_statement *s, quoth_str name)
{
    for (uint32_t k = 0; k < s->via_count; k++)
        if (q_outlet_is_same(s->via[k].name, name))
            return true;
    return false;
}

static quoth_status append(const struct q_scene *scene, quoth_statement *s,
                           const quoth_relay *one)
{
    if (has(s, one->name))
        return QUOTH_OK;
    quoth_relay *via =
        Q_ARENA_ARRAY(&scene->statements->arena, quoth_relay, s->via_count + 1);
    if (!via)
        return QUOTH_ENOMEM;
    if (s->via_count)
        memcpy(via, s->via, s->via_count * sizeof *via);
    via[s->via_count] = *one;
    via[s->via_count].carried = 1;
    s->via = via;
    s->via_count++;
    return QUOTH_OK;
}

// ── An article that is one interview ──

static bool same_speaker(const quoth_statement *a, const quoth_statement *b)
{
    return a->speaker_name.ptr && b->speaker_name.ptr &&
           q_outlet_is_same(a->speaker_name, b->speaker_name); // *Doe*, *Jane Doe*
}

// The statement that tells of the interview, where the article tells of one alone; or the
// count.
static uint32_t only_interview(const struct quoth_statements *all, const bool *interviews)
{
    uint32_t found = all->count;
    for (uint32_t n = 0; n < all->count; n++) {
        if (!interviews[n] || all->at[n].parent != QUOTH_NO_PARENT)
            continue;
        if (found == all->count)
            found = n;
        else if (!q_outlet_is_same(all->at[found].via[0].name, all->at[n].via[0].name) ||
                 !same_speaker(&all->at[found], &all->at[n]))
            return all->count;
    }
    return found;
}

static quoth_status carry_interview(const struct q_scene *scene, const bool *interviews)
{
    struct quoth_statements *all = scene->statements;
    uint32_t first = only_interview(all, interviews);
    for (uint32_t n = first + 1; n < all->count; n++) {
        quoth_statement *s = &all->at[n];
        bool own = s->via_count || s->addressee.spans.count || s->occasion.spans.count ||
                   s->said.spans.count;
        bool speech = s->act == QUOTH_ACT_SPEECH && s->parent == QUOTH_NO_PARENT;
        if (speech && !own && same_speaker(s, &all->at[first]) &&
            append(scene, s, &all->at[first].via[0]) != QUOTH_OK)
            return QUOTH_ENOMEM;
    }
    return QUOTH_OK;
}

// ── The line that names the article's origin ──

static bool is_letter(char c)
{
    return q_is_letter(c) || (unsigned char)c >= 0x80;
}

// Behind *Source:* the outlet, in a dateline the agency between brackets; or nothing.
static quoth_span origin_in(quoth_str text, const quoth_block *block)
{
    quoth_span none = {0, 0};
    quoth_str label = Q_STR("source:");
    quoth_str s = q_str_cut(text, block->span.start, block->span.end);
    const char *from = NULL, *to = s.ptr + s.len;
    if (block->kind == QUOTH_BLOCK_DATELINE) {
        const char *open = memchr(s.ptr, '(', s.len);
        const char *close = open ? memchr(open, ')', (size_t)(to - open)) : NULL;
        if (!close)
            return none;
        from = open + 1;
        to = close;
    } else if (block->kind == QUOTH_BLOCK_CREDIT && q_str_starts_nocase(s, label)) {
        from = s.ptr + label.len;
    } else {
        return none;
    }
    while (from < to && !is_letter(*from))
        from++;
    while (to > from && !is_letter(to[-1]))
        to--;
    quoth_str name = q_str(from, (size_t)(to - from));
    if (block->kind == QUOTH_BLOCK_DATELINE && !q_outlet_is_known(name))
        return none;
    return (quoth_span){(uint32_t)(from - text.ptr), (uint32_t)(to - text.ptr)};
}

// What an outlet that was read from the article calls itself is no other one's name, but
// *Source: Northwire* says that the article was printed elsewhere.
static bool is_foreign(const struct quoth_article *article, const quoth_block *block,
                       quoth_str name)
{
    struct quoth_article given = {.outlet = article->outlet, .url = article->url};
    if (is_in_text(article, given.outlet) && block->kind == QUOTH_BLOCK_CREDIT)
        given.outlet = Q_NO_STR;
    return !q_outlet_is_own(&given, name);
}

static quoth_status carry_origin(const struct q_scene *scene)
{
    const struct quoth_article *article = scene->article;
    for (uint32_t k = 0; k < article->block_count; k++) {
        const quoth_block *block = &article->blocks[k];
        quoth_span span = origin_in(article->text, block);
        if (span.start >= span.end)
            continue;
        quoth_relay one = {.name = q_str_cut(article->text, span.start, span.end)};
        if (!is_foreign(article, block, one.name))
            continue;
        quoth_span *at = Q_ARENA_ARRAY(&scene->statements->arena, quoth_span, 1);
        if (!at)
            return QUOTH_ENOMEM;
        *at = span;
        one.spans = (quoth_spans){at, 1};
        for (uint32_t n = 0; n < scene->statements->count; n++)
            if (append(scene, &scene->statements->at[n], &one) != QUOTH_OK)
                return QUOTH_ENOMEM;
        return QUOTH_OK;
    }
    return QUOTH_OK;
}

quoth_status q_carry_relays(const struct q_scene *scene, const bool *interviews)
{
    quoth_status status = carry_interview(scene, interviews);
    return status == QUOTH_OK ? carry_origin(scene) : status;
}
