#include "record/article.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/language.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <stdlib.h>

// What an article may keep for the next one; a report is a few KB.
enum { KEEP = 1024 * 1024 };

quoth_article *quoth_article_new(void)
{
    struct quoth_article *article = calloc(1, sizeof *article);
    if (article)
        q_arena_init(&article->arena, Q_MAX_ARENA);
    return article;
}

void quoth_article_free(quoth_article *article)
{
    if (!article)
        return;
    q_arena_release(&article->arena);
    free(article);
}

void q_article_clear(struct quoth_article *article)
{
    struct q_arena arena = article->arena;
    q_arena_clear(&arena, KEEP);
    *article = (struct quoth_article){.arena = arena};
}

quoth_str q_article_keep(struct quoth_article *article, quoth_str s)
{
    quoth_str copy;
    q_str_keep(s, &article->arena, &copy);
    return copy;
}

quoth_str q_article_keep_as_utf8(struct quoth_article *article, quoth_str s)
{
    return q_utf8_keep(s, &article->arena);
}

void q_article_adopt(struct quoth_article *article, quoth_str text)
{
    static const char prefix[] = "sha256:";
    memcpy(article->id, prefix, sizeof prefix);
    q_sha256_hex(text.ptr, text.len, article->id + sizeof prefix - 1);
    article->text = text;
    if (article->language.ptr)
        return;
    article->language = q_language_of(text);
    article->told_by[QUOTH_ABOUT_LANGUAGE] = "text";
}

quoth_status quoth_article_set_language(quoth_article *article, quoth_str language,
                                        quoth_error *error)
{
    if (!q_language_is_tag(language))
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "no language: %.*s (en and pt-BR are some)",
                       (int)(language.len < 64 ? language.len : 64),
                       language.ptr ? language.ptr : "");
    quoth_str copy = q_article_keep(article, language);
    if (!copy.ptr)
        return q_error_nomem(error);
    article->language = copy;
    article->told_by[QUOTH_ABOUT_LANGUAGE] = "given";
    return QUOTH_OK;
}

quoth_str quoth_article_text(const quoth_article *article)
{
    return article->text;
}

quoth_str quoth_article_name(const quoth_article *article)
{
    return article->name;
}

quoth_str quoth_article_path(const quoth_article *article)
{
    return article->path;
}

quoth_str quoth_article_url(const quoth_article *article)
{
    return article->url;
}

quoth_str quoth_article_outlet(const quoth_article *article)
{
    return article->outlet;
}

quoth_str quoth_article_title(const quoth_article *article)
{
    return article->title;
}

quoth_str quoth_article_language(const quoth_article *article)
{
    return article->language;
}

const quoth_date *quoth_article_published(const quoth_article *article)
{
    return &article->published;
}

quoth_str quoth_article_id(const quoth_article *article)
{
    return article->id[0] ? q_str_from(article->id) : Q_NO_STR;
}

quoth_str quoth_article_cut(const quoth_article *article, quoth_span span)
{
    return q_str_cut(article->text, span.start, span.end);
}

const quoth_str *quoth_article_authors(const quoth_article *article, size_t *count)
{
    *count = article->author_count;
    return article->authors;
}

const quoth_block *quoth_article_blocks(const quoth_article *article, size_t *count)
{
    *count = article->block_count;
    return article->blocks;
}

const quoth_date *quoth_article_modified(const quoth_article *article)
{
    return &article->modified;
}

quoth_str quoth_article_canonical(const quoth_article *article)
{
    return article->canonical;
}

quoth_str quoth_article_section(const quoth_article *article)
{
    return article->section;
}

quoth_str quoth_article_guid(const quoth_article *article)
{
    return article->guid;
}

quoth_str quoth_article_told_by(const quoth_article *article, quoth_about about)
{
    return about < QUOTH_ABOUT_COUNT ? q_str_from(article->told_by[about]) : Q_NO_STR;
}

const quoth_error *quoth_article_flaw(const quoth_article *article)
{
    return article->flaw.status == QUOTH_OK ? NULL : &article->flaw;
}

const quoth_stretch *quoth_article_map(const quoth_article *article, size_t *count)
{
    *count = article->map_count;
    return article->map;
}
