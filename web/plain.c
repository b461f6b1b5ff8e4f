#include "plain.h"

#include <string.h>

static bool starts(quoth_str text, const char *head)
{
    size_t len = strlen(head);
    if (text.len < len)
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = text.ptr[i];
        if ((c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c) != head[i])
            return false;
    }
    return true;
}

bool plain_is_web(quoth_str url)
{
    return starts(url, "http://") || starts(url, "https://");
}

void plain_url(struct text *html, quoth_str url, quoth_str label)
{
    if (!plain_is_web(url)) {
        text_html(html, label);
        return;
    }
    text_put(html, "<a rel=\"noreferrer\" href=\"");
    text_html(html, url);
    text_put(html, "\">");
    text_html(html, label);
    text_put(html, "</a>");
}

// The number that the `count` digits at `at` are; -1: they are none.
static int digits_at(quoth_str text, size_t at, size_t count)
{
    int number = 0;
    for (size_t i = at; i < at + count; i++) {
        if (i >= text.len || text.ptr[i] < '0' || text.ptr[i] > '9')
            return -1;
        number = number * 10 + (text.ptr[i] - '0');
    }
    return number;
}

void plain_clock(quoth_str value, quoth_str *time, quoth_str *zone)
{
    enum { BEHIND_T = 11 }; // "2018-03-05T"
    *time = *zone = (quoth_str){"", 0};
    if (value.len <= BEHIND_T || value.ptr[BEHIND_T - 1] != 'T')
        return;
    size_t end = BEHIND_T;
    while (end < value.len &&
           ((value.ptr[end] >= '0' && value.ptr[end] <= '9') || value.ptr[end] == ':'))
        end++;
    *time = (quoth_str){value.ptr + BEHIND_T, end - BEHIND_T};
    *zone = (quoth_str){value.ptr + end, value.len - end};
}

static void put_clock(struct text *out, quoth_str value)
{
    quoth_str time, zone;
    plain_clock(value, &time, &zone);
    int hour = digits_at(time, 0, 2), minute = digits_at(time, 3, 2);
    if (hour < 0)
        return;
    if (minute < 0)
        text_format(out, ", about %02d:00", hour);
    else
        text_format(out, ", %02d:%02d", hour, minute);
    if (str_same(zone, str_of("Z"))) {
        text_put(out, " UTC");
    } else if (zone.len) {
        text_put(out, " (");
        text_add(out, zone);
        text_put(out, ")");
    }
}

void plain_day(struct text *out, quoth_str value)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int year = digits_at(value, 0, 4), month = digits_at(value, 5, 2);
    int day = digits_at(value, 8, 2);
    bool has_day = value.len == 10 || (value.len > 10 && value.ptr[10] == 'T');
    bool ranges = memchr(value.ptr, '/', value.len) != NULL;
    if (year < 0 || month < 1 || month > 12 || ranges || value.ptr[4] != '-' ||
        !(value.len == 7 || (has_day && day > 0 && value.ptr[7] == '-'))) {
        text_add(out, value);
        return;
    }
    if (has_day)
        text_format(out, "%d ", day);
    text_format(out, "%s %d", months[month - 1], year);
    put_clock(out, value);
}

void plain_date(struct text *html, const quoth_date *date)
{
    // Ranges, weeks, quarters and bare hours are no value of <time> that browsers know.
    static const char known_signs[] = "0123456789-+:TZ";
    enum { BARE_HOUR = 2 };
    quoth_str value = date->value, time, zone;
    struct text words;
    if (!value.ptr)
        return;
    plain_clock(value, &time, &zone);
    bool known = time.len != BARE_HOUR;
    for (size_t i = 0; i < value.len; i++)
        known = known && value.ptr[i] && strchr(known_signs, value.ptr[i]);
    text_init(&words);
    plain_day(&words, value);
    if (known) {
        text_put(html, "<time datetime=\"");
        text_html(html, value);
        text_put(html, "\">");
    }
    text_html(html, text_str(&words));
    if (known)
        text_put(html, "</time>");
    html->failed = html->failed || words.failed;
    text_release(&words);
}

void plain_fact(struct text *html, const char *name, quoth_str value)
{
    if (!value.len)
        return;
    text_put(html, "<dt>");
    text_put(html, name);
    text_put(html, "</dt><dd>");
    text_html(html, value);
    text_put(html, "</dd>\n");
}

// One span, what `hits` has of it marked. `*next` is the first hit that may lie in it.
static void put_span(struct text *html, const quoth_article *article, quoth_span span,
                     quoth_spans hits, uint32_t *next)
{
    uint32_t at = span.start;
    while (*next < hits.count && hits.at[*next].end <= at)
        (*next)++;
    for (; *next < hits.count && hits.at[*next].start < span.end; (*next)++) {
        quoth_span hit = hits.at[*next];
        uint32_t start = hit.start > at ? hit.start : at;
        uint32_t end = hit.end < span.end ? hit.end : span.end;
        text_html(html, quoth_article_cut(article, (quoth_span){at, start}));
        text_put(html, "<mark>");
        text_html(html, quoth_article_cut(article, (quoth_span){start, end}));
        text_put(html, "</mark>");
        at = end;
        if (hit.end > span.end)
            break;
    }
    text_html(html, quoth_article_cut(article, (quoth_span){at, span.end}));
}

void plain_words(struct text *html, const quoth_article *article, quoth_spans spans,
                 quoth_spans hits)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < spans.count; i++) {
        if (i)
            text_put(html, " … ");
        put_span(html, article, spans.at[i], hits, &next);
    }
}

quoth_str plain_title(const quoth_article *article)
{
    quoth_str title = quoth_article_title(article), name = quoth_article_name(article);
    return title.len ? title : name.len ? name : str_of("(no title)");
}

quoth_str plain_digits(quoth_str id)
{
    return starts(id, "sha256:") ? (quoth_str){id.ptr + 7, id.len - 7} : id;
}

quoth_str plain_name(const quoth_article *article, const quoth_statement *statement,
                     const quoth_hit *hit)
{
    if (hit->person_name.len)
        return hit->person_name;
    if (statement->speaker_name.len)
        return statement->speaker_name;
    return statement->source.count ? quoth_article_cut(article, statement->source.at[0])
                                   : str_of("");
}

void plain_speaker(struct text *html, const quoth_article *article,
                   const quoth_statement *statement, const quoth_hit *hit)
{
    if (hit->person.ptr) {
        text_put(html, "<a class=\"speaker\" href=\"/speakers/");
        text_url(html, hit->person);
        text_put(html, "\">");
        text_html(html, hit->person_name.len ? hit->person_name : statement->speaker_name);
        text_put(html, "</a>");
        return;
    }
    text_put(html, "<span class=\"speaker\">");
    if (statement->speaker_name.len)
        text_html(html, statement->speaker_name);
    else if (statement->source.count)
        plain_words(html, article, statement->source, (quoth_spans){NULL, 0});
    else
        text_put(html, "nobody named");
    text_put(html, "</span>");
}

void plain_kind(struct text *html, const quoth_statement *statement)
{
    static const char *const kinds[] = {"direct", "mixed", "indirect"};
    static const char *const acts[] = {"speech", "writing", "thought", "intent"};
    text_put(html, kinds[statement->kind]);
    text_put(html, " ");
    text_put(html, acts[statement->act]);
    if (statement->negated)
        text_put(html, ", not said");
    if (statement->parent != QUOTH_NO_PARENT)
        text_put(html, ", inside another statement");
}

const char *plain_judged(quoth_judged judged)
{
    static const char *const words[] = {NULL, "accepted", "rejected", "edited"};
    return words[judged];
}

static void put_judged(struct text *html, quoth_judged judged)
{
    if (judged == QUOTH_JUDGED_NOT)
        return;
    text_put(html, " · ");
    text_put(html, plain_judged(judged));
    text_put(html, " by a reviewer");
}

void plain_row(struct text *html, const quoth_article *article,
               const quoth_statement *statement, const quoth_hit *hit, bool about)
{
    static const char *const clocks[] = {"said", "published", "captured"};
    quoth_str id = str_of(statement->id);
    text_put(html, "<li class=\"statement\"");
    if (!about) { // on a page of one article each stands once
        text_put(html, " id=\"s-");
        text_add(html, id);
        text_put(html, "\"");
    }
    text_put(html, ">\n<blockquote cite=\"/statements/");
    text_add(html, id);
    text_put(html, "\"><p>");
    plain_words(html, article, statement->content, hit->words);
    text_put(html, "</p></blockquote>\n<p class=\"about\">");
    plain_speaker(html, article, statement, hit);
    if (statement->speaker_role.len) {
        text_put(html, ", ");
        text_html(html, statement->speaker_role);
    }
    if (hit->date.value.ptr) {
        text_put(html, " · ");
        text_put(html, clocks[hit->clock]);
        text_put(html, " ");
        plain_date(html, &hit->date);
    }
    text_put(html, " · ");
    plain_kind(html, statement);
    put_judged(html, hit->judged);
    if (about) {
        text_put(html, " · <a href=\"/articles/");
        text_add(html, plain_digits(quoth_article_id(article)));
        text_put(html, "#s-");
        text_add(html, id);
        text_put(html, "\">");
        text_html(html, plain_title(article));
        text_put(html, "</a>");
        if (quoth_article_outlet(article).len) {
            text_put(html, ", ");
            text_html(html, quoth_article_outlet(article));
        }
    }
    text_put(html, " · <a href=\"/statements/");
    text_add(html, id);
    text_put(html, "\">statement</a></p>\n</li>\n");
}

static void widen(quoth_span *place, quoth_spans spans)
{
    for (uint32_t i = 0; i < spans.count; i++) {
        if (spans.at[i].start < place->start)
            place->start = spans.at[i].start;
        if (spans.at[i].end > place->end)
            place->end = spans.at[i].end;
    }
}

quoth_span plain_place(const quoth_article *article, const quoth_statement *statement)
{
    size_t count;
    const quoth_block *blocks = quoth_article_blocks(article, &count);
    quoth_span words = {UINT32_MAX, 0};
    widen(&words, statement->content);
    widen(&words, statement->cue);
    widen(&words, statement->source);
    if (words.start > words.end)
        return (quoth_span){0, 0};
    quoth_span place = words;
    for (size_t i = 0; i < count; i++) {
        quoth_span block = blocks[i].span;
        if (block.start >= words.end || block.end <= words.start)
            continue;
        widen(&place, (quoth_spans){&block, 1});
    }
    return place;
}

// ── Text of an article ──

static const struct shape {
    const char *open, *close;
} shapes[] = {
    [QUOTH_BLOCK_BODY] = {"<p>", "</p>\n"},
    [QUOTH_BLOCK_HEADLINE] = {"<p class=\"headline\"><strong>", "</strong></p>\n"},
    [QUOTH_BLOCK_STANDFIRST] = {"<p class=\"standfirst\">", "</p>\n"},
    [QUOTH_BLOCK_BYLINE] = {"<p class=\"byline\">", "</p>\n"},
    [QUOTH_BLOCK_DATELINE] = {"<p class=\"dateline\">", "</p>\n"},
    [QUOTH_BLOCK_CAPTION] = {"<figure><figcaption>", "</figcaption></figure>\n"},
    [QUOTH_BLOCK_CREDIT] = {"<p class=\"credit\"><small>", "</small></p>\n"},
    [QUOTH_BLOCK_LIST] = {"<p class=\"list\">", "</p>\n"},
    [QUOTH_BLOCK_TABLE] = {"<pre class=\"table\">", "</pre>\n"},
    [QUOTH_BLOCK_QUOTE] = {"<blockquote><p>", "</p></blockquote>\n"},
    [QUOTH_BLOCK_POST] = {"<blockquote class=\"post\"><p>", "</p></blockquote>\n"},
    [QUOTH_BLOCK_TURN] = {"<p class=\"turn\">", "</p>\n"},
    [QUOTH_BLOCK_INSERT] = {"<p class=\"insert\">", "</p>\n"},
    [QUOTH_BLOCK_FURNITURE] = {"<p class=\"furniture\">", "</p>\n"},
};
enum { SHAPES = sizeof shapes / sizeof *shapes };

// An empty line parts paragraphs, a line end lines.
static void put_block(struct text *html, quoth_str text, const struct shape *shape)
{
    bool lines = memcmp(shape->open, "<pre", 4) != 0;
    size_t at = 0;
    text_put(html, shape->open);
    while (lines && at < text.len) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        size_t stop = end ? (size_t)(end - text.ptr) : text.len, after = stop;
        text_html(html, (quoth_str){text.ptr + at, stop - at});
        while (after < text.len && text.ptr[after] == '\n')
            after++;
        if (after < text.len && after - stop > 1) {
            text_put(html, shape->close);
            text_put(html, shape->open);
        } else if (after < text.len) {
            text_put(html, "<br>\n");
        }
        at = after;
    }
    text_html(html, (quoth_str){text.ptr + at, text.len - at});
    text_put(html, shape->close);
}

void plain_text(struct text *html, const quoth_article *article)
{
    size_t count;
    const quoth_block *blocks = quoth_article_blocks(article, &count);
    for (size_t i = 0; i < count; i++) {
        unsigned kind = (unsigned)blocks[i].kind;
        put_block(html, quoth_article_cut(article, blocks[i].span),
                  &shapes[kind < SHAPES ? kind : QUOTH_BLOCK_BODY]);
    }
}
