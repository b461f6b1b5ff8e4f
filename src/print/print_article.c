#include "base/str.h"
#include "print/flow.h"
#include "print/print.h"
#include "record/term.h"

// ── What is known of it ──

void q_put_date(struct q_json *json, const char *key, const quoth_date *date)
{
    q_json_key(json, key);
    if (!date->value.ptr) {
        q_json_null(json);
        return;
    }
    q_json_object(json);
    q_put_string(json, "value", date->value);
    q_put_string(json, "precision", date->precision);
    q_put_string(json, "text", date->text);
    q_json_end(json);
}

static void put_authors(struct q_json *json, const quoth_article *article)
{
    size_t count;
    const quoth_str *authors = quoth_article_authors(article, &count);
    q_json_key(json, "authors");
    q_json_array(json);
    for (size_t i = 0; i < count; i++)
        q_json_string(json, authors[i]);
    q_json_end(json);
}

static void put_origin(struct q_json *json, const quoth_article *article)
{
    q_put_string(json, "name", quoth_article_name(article));
    q_put_string(json, "id", quoth_article_id(article));
    q_put_string(json, "path", quoth_article_path(article));
    q_put_string(json, "url", quoth_article_url(article));
    q_put_string(json, "outlet", quoth_article_outlet(article));
    q_put_string(json, "title", quoth_article_title(article));
}

void q_put_article(struct q_json *json, const quoth_article *article)
{
    put_origin(json, article);
    q_put_date(json, "published", quoth_article_published(article));
    q_put_string(json, "language", quoth_article_language(article));
}

// Where each of them was read; what is not told has no key.
static void put_told_by(struct q_json *json, const quoth_article *article)
{
    static const char *const keys[] = {
        [QUOTH_ABOUT_TITLE] = "title",         [QUOTH_ABOUT_AUTHORS] = "authors",
        [QUOTH_ABOUT_OUTLET] = "outlet",       [QUOTH_ABOUT_PUBLISHED] = "published",
        [QUOTH_ABOUT_MODIFIED] = "modified",   [QUOTH_ABOUT_LANGUAGE] = "language",
        [QUOTH_ABOUT_CANONICAL] = "canonical", [QUOTH_ABOUT_SECTION] = "section"};
    q_json_key(json, "told_by");
    q_json_object(json);
    for (int i = 0; i < QUOTH_ABOUT_COUNT; i++) {
        quoth_str by = quoth_article_told_by(article, (quoth_about)i);
        if (by.ptr)
            q_put_string(json, keys[i], by);
    }
    q_json_end(json);
}

// ── Blocks ──

uint32_t *q_block_points(struct q_arena *arena, const quoth_article *article)
{
    size_t count;
    const quoth_block *blocks = quoth_article_blocks(article, &count);
    uint32_t *points = Q_ARENA_ARRAY(arena, uint32_t, 2 * count);
    for (size_t i = 0; points && i < count; i++) {
        points[2 * i] = blocks[i].span.start;
        points[2 * i + 1] = blocks[i].span.end;
    }
    if (points)
        quoth_bytes_to_points(quoth_article_text(article), points, 2 * count);
    return points;
}

static void put_block(struct q_json *json, const quoth_article *article,
                      const quoth_block *block, const uint32_t *points)
{
    bool known = block->author.start < block->author.end;
    q_json_object(json);
    q_put_string(json, "kind", q_block_name(block->kind));
    q_json_key(json, "span");
    q_json_array(json);
    q_json_number(json, points[0]);
    q_json_number(json, points[1]);
    q_json_end(json);
    q_put_string(json, "author",
                 known ? quoth_article_cut(article, block->author) : Q_NO_STR);
    q_put_flags(json, block->flags, q_block_flag_terms);
    q_json_end(json);
}

void q_put_blocks(struct q_json *json, const quoth_article *article, const uint32_t *points)
{
    size_t count;
    const quoth_block *blocks = quoth_article_blocks(article, &count);
    q_json_key(json, "blocks");
    q_json_array(json);
    for (size_t i = 0; i < count; i++)
        put_block(json, article, &blocks[i], points + 2 * i);
    q_json_end(json);
}

// Is it the article's own text, rather than what stands around it? Lists, tables, quotes,
// posts and turns are, on purpose: they say what the article says, and a reader of `body`
// misses nothing. Inserts are the outlet's own words in it.
static bool is_read(quoth_block_kind kind)
{
    switch (kind) {
    case QUOTH_BLOCK_HEADLINE:
    case QUOTH_BLOCK_BYLINE:
    case QUOTH_BLOCK_DATELINE:
    case QUOTH_BLOCK_CAPTION:
    case QUOTH_BLOCK_CREDIT:
    case QUOTH_BLOCK_FURNITURE:
        return false;
    default:
        return true;
    }
}

// The text of the article alone. What was cut in two is joined by one space.
static void put_body(struct q_json *json, const quoth_article *article)
{
    size_t count;
    const quoth_block *blocks = quoth_article_blocks(article, &count);
    bool any = false;
    q_json_key(json, "body");
    q_json_text_open(json);
    for (size_t i = 0; i < count; i++) {
        if (!is_read(blocks[i].kind))
            continue;
        if (any)
            q_json_text_add(json, blocks[i].flags & QUOTH_BLOCK_GOES_ON ? Q_STR(" ")
                                                                        : Q_STR("\n\n"));
        q_json_text_add(json, quoth_article_cut(article, blocks[i].span));
        any = true;
    }
    q_json_text_close(json);
}

// ── The map ──

uint32_t *q_map_points(struct q_arena *arena, const quoth_article *article)
{
    size_t count;
    const quoth_stretch *map = quoth_article_map(article, &count);
    uint32_t *points = Q_ARENA_ARRAY(arena, uint32_t, 2 * count);
    for (size_t i = 0; points && i < count; i++) {
        points[2 * i] = map[i].text.start;
        points[2 * i + 1] = map[i].text.end;
    }
    if (points)
        quoth_bytes_to_points(quoth_article_text(article), points, 2 * count);
    return points;
}

// [from, to) of the text in code points, [from, to) of the capture in bytes.
static void put_map(struct q_json *json, const quoth_article *article,
                    const uint32_t *points)
{
    size_t count;
    const quoth_stretch *map = quoth_article_map(article, &count);
    q_json_key(json, "map");
    q_json_array(json);
    for (size_t i = 0; i < count; i++) {
        q_json_array(json);
        q_json_number(json, points[2 * i]);
        q_json_number(json, points[2 * i + 1]);
        q_json_number(json, map[i].source.start);
        q_json_number(json, map[i].source.end);
        q_json_end(json);
    }
    q_json_end(json);
}

// ── The article ──

void q_print_article_json(const struct q_sheet *sheet)
{
    struct q_json json;
    q_json_init(&json, sheet->out);
    q_json_object(&json);
    put_origin(&json, sheet->article);
    put_authors(&json, sheet->article);
    q_put_date(&json, "published", quoth_article_published(sheet->article));
    q_put_date(&json, "modified", quoth_article_modified(sheet->article));
    q_put_string(&json, "language", quoth_article_language(sheet->article));
    q_put_string(&json, "canonical", quoth_article_canonical(sheet->article));
    q_put_string(&json, "section", quoth_article_section(sheet->article));
    q_put_string(&json, "guid", quoth_article_guid(sheet->article));
    put_told_by(&json, sheet->article);
    q_put_string(&json, "text", quoth_article_text(sheet->article));
    put_body(&json, sheet->article);
    q_put_blocks(&json, sheet->article, sheet->blocks);
    if (sheet->map)
        put_map(&json, sheet->article, sheet->map);
    q_json_end(&json);
    q_buf_add_char(sheet->out, '\n');
}

// A block, its kind in the margin, marked there with = when it is repeated and + when it
// goes on.
static void put_line(struct q_flow *flow, const quoth_article *article,
                     const quoth_block *block)
{
    enum { MARGIN = 12 };
    static const char spaces[] = "            ";
    quoth_str name = q_block_name(block->kind);
    quoth_str mark = Q_STR("");
    if (block->flags & QUOTH_BLOCK_REPEATED)
        mark = Q_STR("=");
    else if (block->flags & QUOTH_BLOCK_GOES_ON)
        mark = Q_STR("+");
    size_t used = name.len + mark.len, left = used < MARGIN - 1 ? MARGIN - 1 - used : 0;
    q_flow_start(flow, 0, MARGIN);
    q_flow_text(flow, Q_STYLE_DIM, name);
    q_flow_text(flow, Q_STYLE_MARK, mark);
    q_flow_whole(flow, Q_STYLE_NONE, q_str(spaces, left));
    q_flow_text(flow, Q_STYLE_NONE, Q_STR(" "));
    bool body = block->kind == QUOTH_BLOCK_BODY;
    q_flow_text(flow, body ? Q_STYLE_NONE : Q_STYLE_CUE,
                quoth_article_cut(article, block->span));
    q_flow_end(flow);
}

void q_print_article_text(const struct q_sheet *sheet)
{
    struct q_flow flow;
    size_t count;
    const quoth_block *blocks = quoth_article_blocks(sheet->article, &count);
    q_flow_init(&flow, sheet->out, sheet->word, sheet->width, sheet->colour);
    q_put_head(&flow, sheet->article);
    q_buf_add_char(sheet->out, '\n');
    for (size_t i = 0; i < count; i++)
        put_line(&flow, sheet->article, &blocks[i]);
    q_buf_add_char(sheet->out, '\n');
}
