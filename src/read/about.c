// What the blocks tell of an article, where nobody gave it: title, authors, date, outlet.
#include "base/calendar.h"
#include "read/dateline.h"
#include "read/finder.h"
#include "read/line.h"

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
    if (article->title.ptr || !headline)
        return;
    article->title = quoth_article_cut(article, headline->span);
    article->told_by[QUOTH_ABOUT_TITLE] = "headline";
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
        if (line.outlet.ptr && !article->outlet.ptr) {
            article->outlet = line.outlet;
            article->told_by[QUOTH_ABOUT_OUTLET] = "dateline";
        }
        if (article->published.value.ptr || !line.date.value.ptr || line.updated)
            continue;
        line.date.value = q_article_keep(article, line.date.value);
        if (!line.date.value.ptr)
            return false;
        article->published = line.date;
        article->told_by[QUOTH_ABOUT_PUBLISHED] = "dateline";
    }
    return true;
}

// "6", "06", "jun"; a number above 12 is told too. 0: none.
static unsigned month_in(quoth_str part)
{
    bool digits = part.len > 0 && part.len <= 2 && q_is_digit(part.ptr[0]) &&
                  q_is_digit(part.ptr[part.len - 1]);
    unsigned number = 0;
    for (size_t i = 0; digits && i < part.len; i++)
        number = number * 10 + (unsigned)(part.ptr[i] - '0');
    if (part.len != 3 || !q_line_is_lower(part.ptr[0]))
        return number;
    const char name[3] = {(char)(part.ptr[0] - 'a' + 'A'), part.ptr[1], part.ptr[2]};
    return q_date_month(q_str(name, 3));
}

// The year and, where it stands there, the month in an address: /2018/06/, /2018/jun/.
static bool told_by_address(quoth_str url, unsigned *year, unsigned *month)
{
    for (size_t at = 0; at + 6 <= url.len; at++) {
        unsigned number = 0, digits = 0;
        for (size_t i = at + 1; i < at + 5 && q_is_digit(url.ptr[i]); i++, digits++)
            number = number * 10 + (unsigned)(url.ptr[i] - '0');
        if (url.ptr[at] != '/' || digits < 4 || url.ptr[at + 5] != '/' || number < 1900 ||
            number > 2100)
            continue;
        quoth_str rest = q_str(url.ptr + at + 6, url.len - at - 6);
        quoth_str part = q_str_take_until(&rest, '/');
        *year = number;
        *month = month_in(part);
        return *month <= 12;
    }
    return false;
}

// The year of a dateline's day: that of the date that is given, or of the address. 0: none.
static unsigned year_of(const struct quoth_article *article, unsigned month)
{
    struct q_moment given = {0};
    const quoth_date *published = &article->published;
    if (published->value.ptr) {
        bool whole =
            !q_date_take_apart(published->value, &given) || given.day || given.week;
        return whole || (given.month && given.month != month) ? 0 : given.year;
    }
    if (!told_by_address(article->url, &given.year, &given.month))
        return 0;
    if (given.month == 1 && month == 12) // filed on the last day of a year
        return given.year - 1;
    bool near = !given.month || given.month == month || given.month == month + 1;
    return near ? given.year : 0;
}

// The place, agency and day before the text, or NULL.
static const quoth_block *dated_place(const struct quoth_article *article,
                                      struct q_moment *day)
{
    const quoth_block *end = article->blocks + article->block_count;
    for (const quoth_block *block = article->blocks; block < end; block++) {
        struct q_date_line line;
        quoth_str words = quoth_article_cut(article, block->span);
        if (block->kind == QUOTH_BLOCK_DATELINE && !q_date_line_read(words, &line) &&
            q_dateline_day(words, &day->month, &day->day))
            return block;
    }
    return NULL;
}

// "LINDHOLM, Nov 29 (Reuters) - ", of which the year is known.
static bool tell_day(struct quoth_article *article)
{
    struct q_moment day = {0};
    char value[Q_DATE_SIZE];
    quoth_date date;
    const quoth_block *block = dated_place(article, &day);
    if (!block)
        return true;
    day.year = year_of(article, day.month);
    if (!day.year || !q_calendar_has_day((int32_t)day.year, day.month, day.day))
        return true;
    q_date_write(&day, q_str_trim(quoth_article_cut(article, block->span)), value, &date);
    date.value = q_article_keep(article, date.value);
    if (!date.value.ptr)
        return false;
    article->published = date;
    article->told_by[QUOTH_ABOUT_PUBLISHED] = "dateline";
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
        article->told_by[QUOTH_ABOUT_AUTHORS] = "byline";
        article->authors = authors;
        return true;
    }
    return true;
}

bool q_tell_about(struct quoth_article *article)
{
    tell_title(article);
    return tell_date(article) && tell_day(article) && tell_authors(article);
}
