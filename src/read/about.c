// What the blocks tell of an article, where nobody gave it: title, authors, date, outlet.
#include "read/dateline.h"
#include "read/finder.h"

// The first block of the kind; or NULL.
static const quoth_block *first_of(const struct quoth_article *article,
                                   quoth_block_kind kind)
{
    for (uint32_t i = 0; i < article->block_count; i++)
        if (article->blocks[i].kind == kind)
            return &article->blocks[i];
    return NULL;
}

static void tell_title(struct quoth_article *article)
{
    const quoth_block *headline = first_of(article, QUOTH_BLOCK_HEADLINE);
    if (!article->title.ptr && headline)
        article->title = quoth_article_cut(article, headline->span);
}

// A line that tells a change tells no publication.
static bool tell_date(struct quoth_article *article)
{
    enum { LATEST = 2 }; // blocks behind the first body
    const quoth_block *body = first_of(article, QUOTH_BLOCK_BODY);
    for (uint32_t i = 0; i < article->block_count; i++) {
        const quoth_block *block = &article->blocks[i];
        struct q_date_line line;
        if (body && i > (size_t)(body - article->blocks) + LATEST)
            break;
        if (block->kind != QUOTH_BLOCK_DATELINE ||
            !q_date_line_read(quoth_article_cut(article, block->span), &line))
            continue;
        if (line.outlet.ptr && !article->outlet.ptr)
            article->outlet = line.outlet;
        if (article->published.value.ptr || !line.date.value.ptr || line.updated)
            continue;
        line.date.value = q_article_keep(article, line.date.value);
        if (!line.date.value.ptr)
            return false;
        article->published = line.date;
    }
    return true;
}

// Length of what stands between two names at `s`, or 0.
static size_t between(quoth_str s)
{
    static const char *const words[] = {", and ", " and ", ", ", " & ", "; ", NULL};
    for (int i = 0; words[i]; i++)
        if (q_str_starts(s, q_str_from(words[i])))
            return strlen(words[i]);
    return 0;
}

// Cuts `names` into `out`, which may be NULL; how many there are.
static uint32_t cut_names(quoth_str names, quoth_str *out)
{
    uint32_t count = 0;
    size_t start = 0;
    for (size_t at = 0; at <= names.len; at++) {
        size_t len = at < names.len ? between(q_str(names.ptr + at, names.len - at)) : 0;
        if (len == 0 && at < names.len)
            continue;
        if (out)
            out[count] = q_str(names.ptr + start, at - start);
        count++;
        start = at + len;
        at = len ? start - 1 : at;
    }
    return count;
}

// Does the byline stand above the body, or below all of it?
static bool signs_whole(const struct quoth_article *article, const quoth_block *byline)
{
    const quoth_block *block = article->blocks, *end = block + article->block_count;
    const quoth_block *first = first_of(article, QUOTH_BLOCK_BODY);
    if (!first || byline < first)
        return true;
    for (block = byline + 1; block < end; block++)
        if (block->kind == QUOTH_BLOCK_BODY)
            return false;
    return true;
}

static bool tell_authors(struct quoth_article *article)
{
    const quoth_block *end = article->blocks + article->block_count;
    if (article->author_count > 0)
        return true;
    for (const quoth_block *block = article->blocks; block < end; block++) {
        if (block->kind != QUOTH_BLOCK_BYLINE || block->author.start == block->author.end)
            continue;
        if (!signs_whole(article, block))
            return true;
        quoth_str names = quoth_article_cut(article, block->author);
        uint32_t count = cut_names(names, NULL);
        quoth_str *authors = Q_ARENA_ARRAY(&article->arena, quoth_str, count);
        if (!authors)
            return false;
        article->author_count = cut_names(names, authors);
        article->authors = authors;
        return true;
    }
    return true;
}

bool q_tell_about(struct quoth_article *article)
{
    tell_title(article);
    return tell_date(article) && tell_authors(article);
}
