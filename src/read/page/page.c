#include "read/page/page.h"

#include "base/error.h"
#include "base/language.h"
#include "base/limits.h"
#include "read/block.h"
#include "read/page/about.h"
#include "read/page/body.h"
#include "read/page/embedded.h"
#include "read/page/page_charset.h"
#include "read/page/render.h"

#include <stdlib.h>

// What a page may keep for the next one; most are smaller than 3 MB.
enum { KEEP = 16 * 1024 * 1024 };

struct q_page {
    struct q_arena arena; // holds everything below but `bytes`
    quoth_str bytes;
    quoth_str url;
    struct q_page_text text;
    struct q_markup markup;
    struct q_about about;
    struct q_body body;
    uint32_t next; // of the body's parts
};

struct q_page *q_page_new(void)
{
    struct q_page *page = calloc(1, sizeof *page);
    if (page)
        q_arena_init(&page->arena, Q_MAX_ARENA);
    return page;
}

void q_page_free(struct q_page *page)
{
    if (!page)
        return;
    q_arena_release(&page->arena);
    free(page);
}

static void clear(struct q_page *page)
{
    struct q_arena arena = page->arena;
    q_arena_clear(&arena, KEEP);
    *page = (struct q_page){.arena = arena};
}

// ── Opening ──

// Takes the text of the page's own JSON for the one that JSON-LD has, where the page shows
// little of it and it is the longer one.
static quoth_status read_embedded(struct q_page *page, quoth_error *error)
{
    enum { LITTLE = 1500 };
    if (page->body.count != 1 || page->body.parts[0].prose >= LITTLE)
        return QUOTH_OK;
    quoth_str text = q_embedded_text(&page->markup, &page->arena);
    if (!text.ptr)
        return q_error_nomem(error);
    if (text.len > page->about.body.len)
        page->about.body = text;
    return QUOTH_OK;
}

static quoth_status read_page(struct q_page *page, const struct q_page_told *told,
                              quoth_error *error)
{
    quoth_str declared = q_page_charset_declared(page->bytes);
    quoth_status status =
        q_page_charset_read(page->bytes, told, declared, &page->arena, &page->text, error);
    if (status != QUOTH_OK)
        return status;
    if (q_markup_read(page->text.text, &page->arena, &page->markup) ||
        q_about_read(&page->markup, told, &page->arena, &page->about) ||
        q_body_find(&page->markup, &page->about, &page->arena, &page->body))
        return q_error_nomem(error);
    return read_embedded(page, error);
}

quoth_status q_page_open(struct q_page *page, quoth_str bytes,
                         const struct q_page_told *told, quoth_error *error)
{
    clear(page);
    page->bytes = bytes;
    page->url = told->url;
    quoth_status status = read_page(page, told, error);
    if (status != QUOTH_OK)
        clear(page);
    return status;
}

// ── What is told of the article ──

static bool keep(struct quoth_article *article, quoth_str *field, quoth_str value)
{
    if (!value.len)
        return true;
    *field = q_article_keep(article, value);
    return field->ptr != NULL;
}

static bool keep_date(struct quoth_article *article, quoth_date *field,
                      const quoth_date *date)
{
    if (!date->value.ptr)
        return true;
    field->precision = date->precision; // a literal
    return keep(article, &field->value, date->value) &&
           keep(article, &field->text, date->text);
}

static bool keep_authors(struct quoth_article *article, const struct q_about *about)
{
    if (about->author_count == 0)
        return true;
    article->authors = Q_ARENA_ARRAY(&article->arena, quoth_str, about->author_count);
    if (!article->authors)
        return false;
    for (uint32_t i = 0; i < about->author_count; i++)
        if (!keep(article, &article->authors[i], about->authors[i]))
            return false;
    article->author_count = about->author_count;
    return true;
}

// What is told of every article of the page, and of the only one. The address is what
// capture.c sets where a reader did not: the blocks look into it.
static bool keep_about(const struct q_page *page, struct quoth_article *article)
{
    const struct q_about *about = &page->about;
    article->told_by[QUOTH_ABOUT_OUTLET] = about->told_by[QUOTH_ABOUT_OUTLET];
    if (!keep(article, &article->url, page->url) ||
        !keep(article, &article->outlet, about->outlet))
        return false;
    if (page->body.count > 1)
        return true;
    for (int i = 0; i < QUOTH_ABOUT_COUNT; i++)
        article->told_by[i] = about->told_by[i];
    return keep(article, &article->title, about->title) &&
           keep(article, &article->canonical, about->canonical) &&
           keep(article, &article->section, about->section) &&
           keep_authors(article, about) &&
           keep_date(article, &article->published, &about->published) &&
           keep_date(article, &article->modified, &about->modified);
}

// The text tells its language where it is long enough; a page's own word for it is often
// that of the outlet's other pages.
static bool keep_language(const struct q_about *about, struct quoth_article *article,
                          quoth_str text)
{
    enum { LONG = 400 };
    quoth_str language = q_language_of(text);
    bool told = about->language.len && q_language_is_tag(about->language);
    bool page = told && (text.len < LONG || q_str_equal(language, Q_STR("und")));
    article->told_by[QUOTH_ABOUT_LANGUAGE] =
        page ? about->told_by[QUOTH_ABOUT_LANGUAGE] : "text";
    if (page)
        return keep(article, &article->language, about->language);
    article->language = language;
    return true;
}

// ── The text ──

// Makes the map count in the bytes of the page, which may be in another charset.
static quoth_status map_back(struct q_page *page, struct quoth_article *article,
                             quoth_error *error)
{
    uint32_t mark = (uint32_t)page->text.mark, count = article->map_count;
    if (page->text.same) {
        for (uint32_t i = 0; i < count && mark > 0; i++) {
            article->map[i].source.start += mark;
            article->map[i].source.end += mark;
        }
        return QUOTH_OK;
    }
    uint32_t *offsets = Q_ARENA_ARRAY(&page->arena, uint32_t, (size_t)count * 2);
    if (!offsets)
        return q_error_nomem(error);
    for (uint32_t i = 0; i < count; i++) {
        offsets[i * 2] = article->map[i].source.start;
        offsets[i * 2 + 1] = article->map[i].source.end;
    }
    quoth_status status =
        q_page_charset_sources(page->bytes, &page->text, offsets, (size_t)count * 2, error);
    for (uint32_t i = 0; i < count && status == QUOTH_OK; i++)
        article->map[i].source = (quoth_span){offsets[i * 2], offsets[i * 2 + 1]};
    return status;
}

static quoth_status render(const struct q_markup *markup, const struct q_body *body,
                           const struct q_part *part, struct quoth_article *article,
                           struct q_rendered *out, quoth_error *error)
{
    quoth_status status = q_render(markup, body->marks, part, &article->arena, out);
    if (status == QUOTH_ELIMIT)
        return q_error(error, status, 0, "its text is longer than %u MB",
                       Q_MAX_ARTICLE >> 20);
    if (status != QUOTH_OK)
        return q_error_nomem(error);
    article->map = out->map;
    article->map_count = out->map_count;
    return QUOTH_OK;
}

static void told_by_text(struct quoth_article *article, quoth_about what, bool told)
{
    if (told && !article->told_by[what])
        article->told_by[what] = "text";
}

// Finds the blocks, which may tell what the page did not.
static quoth_status find_blocks(struct quoth_article *article,
                                const struct q_rendered *rendered, quoth_error *error)
{
    struct q_hints hints = {rendered->hints, rendered->hint_count};
    if (q_find_hinted_blocks(article, hints))
        return q_error_nomem(error);
    told_by_text(article, QUOTH_ABOUT_TITLE, article->title.ptr);
    told_by_text(article, QUOTH_ABOUT_AUTHORS, article->author_count > 0);
    told_by_text(article, QUOTH_ABOUT_OUTLET, article->outlet.ptr);
    told_by_text(article, QUOTH_ABOUT_PUBLISHED, article->published.value.ptr);
    return QUOTH_OK;
}

// All of `html` is taken.
static quoth_status render_all(struct q_page *page, quoth_str html,
                               struct quoth_article *article, struct q_rendered *out,
                               quoth_error *error)
{
    struct q_markup markup;
    struct q_body body;
    if (q_markup_read(html, &page->arena, &markup) ||
        q_body_all(&markup, &page->arena, &body))
        return q_error_nomem(error);
    return render(&markup, &body, &body.parts[0], article, out, error);
}

static bool is_markup(quoth_str text)
{
    for (size_t at = 0; at + 1 < text.len; at++) {
        const char *mark = memchr(text.ptr + at, '<', text.len - at - 1);
        if (!mark)
            return false;
        at = (size_t)(mark - text.ptr);
        if (mark[1] == '/' || q_lower(mark[1]) == 'p')
            return true;
    }
    return false;
}

// The text that JSON-LD has, where the page shows much less of it: written as in a page,
// with tags, or with references for them or for single characters.
static quoth_status take_linked(struct q_page *page, struct quoth_article *article,
                                struct q_rendered *out, quoth_error *error)
{
    quoth_str body = q_str_trim(page->about.body);
    *out = (struct q_rendered){0};
    if (!is_markup(body))
        body = q_markup_decode(body, false, &page->arena);
    if (!body.ptr)
        return q_error_nomem(error);
    if (is_markup(body)) {
        quoth_status status = render_all(page, body, article, out, error);
        article->map_count = 0;
        return status;
    }
    out->text = q_article_keep(article, body);
    return out->text.ptr ? QUOTH_OK : q_error_nomem(error);
}

static bool is_linked_better(const struct q_page *page)
{
    enum { LEAST = 400 }; // bytes; below it is a summary as often as not
    size_t linked = page->about.body.len;
    return page->body.count == 1 && linked >= LEAST && linked <= Q_MAX_ARTICLE &&
           linked / 5 * 2 > page->body.parts[0].prose;
}

static quoth_status fill(struct q_page *page, struct quoth_article *article,
                         const struct q_part *part, quoth_error *error)
{
    struct q_rendered rendered = {0};
    bool linked = is_linked_better(page);
    quoth_status status =
        linked ? take_linked(page, article, &rendered, error)
               : render(&page->markup, &page->body, part, article, &rendered, error);
    if (status == QUOTH_OK && !linked)
        status = map_back(page, article, error);
    if (status != QUOTH_OK)
        return status;
    if (rendered.text.len == 0 && page->about.title.len == 0)
        return QUOTH_END;
    if (!keep_about(page, article) || !keep_language(&page->about, article, rendered.text))
        return q_error_nomem(error);
    article->flaw = page->text.flaw;
    q_article_adopt(article, rendered.text);
    return find_blocks(article, &rendered, error);
}

uint32_t q_page_count(const struct q_page *page)
{
    return page->body.count;
}

quoth_status q_page_next(struct q_page *page, struct quoth_article *article,
                         quoth_error *error)
{
    if (page->next >= page->body.count)
        return QUOTH_END;
    quoth_status status = fill(page, article, &page->body.parts[page->next++], error);
    if (status != QUOTH_OK)
        q_article_clear(article);
    if (page->next == page->body.count)
        clear(page); // before the article is worked on: a tree is larger than its page
    return status;
}

quoth_status q_page_fragment(struct q_page *page, quoth_str html,
                             struct quoth_article *article, quoth_error *error)
{
    struct q_rendered rendered = {0};
    clear(page);
    quoth_status status = render_all(page, html, article, &rendered, error);
    if (status != QUOTH_OK)
        return status;
    q_article_adopt(article, rendered.text);
    return find_blocks(article, &rendered, error);
}
