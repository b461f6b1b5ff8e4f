// Headline, standfirst, byline, lines with a date: what stands above the body, mostly.
#include "read/credit.h"
#include "read/dateline.h"
#include "read/finder.h"

enum {
    HEADLINE_MOST = 250, // bytes
    STANDFIRST_MOST = 400,
    BYLINE_MOST = 120,
    AUTHORS_MOST = 600, // of all that were given
    TITLE_LEAST = 20    // to be looked for inside a line
};

// ── Headline ──

void q_finder_push_headline(struct q_finder *f, uint32_t start, uint32_t end)
{
    quoth_block *block = q_finder_push(f, QUOTH_BLOCK_HEADLINE, start, end);
    if (!block)
        return;
    if (f->headline.end > 0)
        block->flags |= QUOTH_BLOCK_REPEATED;
    else
        f->headline = block->span;
}

// The title that was given; none when it is longer than a headline, which every line would
// then be compared with.
static quoth_str given_title(const struct q_finder *f)
{
    return f->article->title.len <= HEADLINE_MOST ? f->article->title : Q_NO_STR;
}

// The headline that is known, given or read; inside the body only one of some length.
static bool is_headline(const struct q_finder *f, quoth_str line)
{
    if (line.len > HEADLINE_MOST || q_line_bullets(line) > 0 ||
        (f->in_body && q_line_words(line, 4) < 4))
        return false;
    if (f->headline.end > 0 && q_line_same(line, q_finder_cut(f, f->headline)))
        return true;
    quoth_str title = given_title(f);
    return title.ptr && q_line_same(line, title);
}

// Has `line` half of the longer words of the title, as another wording of it has?
static bool is_like_title(quoth_str line, quoth_str title)
{
    unsigned words = 0, shared = 0;
    if (title.len > HEADLINE_MOST || line.len > HEADLINE_MOST)
        return false;
    for (size_t at = 0; at < title.len;) {
        size_t end = at;
        while (end < title.len && title.ptr[end] != ' ')
            end++;
        if (end - at >= 4) {
            words++;
            shared += q_line_find(line, q_str(title.ptr + at, end - at)) != SIZE_MAX;
        }
        at = end + 1;
    }
    return words >= 2 && shared * 2 >= words;
}

// A title that was given stands inside the line, with a label before or a standfirst
// behind.
static bool take_title_inside(struct q_finder *f, quoth_span span)
{
    quoth_str line = q_finder_cut(f, span), title = given_title(f);
    if (f->in_body || title.len < TITLE_LEAST || line.len > title.len + 2 * STANDFIRST_MOST)
        return false;
    size_t at = q_line_find(line, title);
    if (at == SIZE_MAX || at > STANDFIRST_MOST)
        return false;
    uint32_t start = span.start + (uint32_t)at, end = start + (uint32_t)title.len;
    quoth_span credit;
    quoth_str front = q_str_cut(f->text, span.start, start);
    front = q_str_trim(front);
    if (q_credit_find(front, &credit)) {
        q_finder_push(f, QUOTH_BLOCK_CAPTION, span.start, span.start + credit.start);
        q_finder_push(f, QUOTH_BLOCK_CREDIT, span.start + credit.start,
                      span.start + credit.end);
        q_finder_push(f, QUOTH_BLOCK_FURNITURE, span.start + credit.end, start);
    } else {
        bool tells = q_line_ends_sentence(front);
        q_finder_push(f, tells ? QUOTH_BLOCK_CAPTION : QUOTH_BLOCK_FURNITURE, span.start,
                      start);
    }
    q_finder_push_headline(f, start, end);
    if (q_finder_push(f, QUOTH_BLOCK_STANDFIRST, end, span.end))
        f->standfirst = true;
    return true;
}

// Ends it like a line of its own: with no stop, or one that headlines have?
static bool is_open(quoth_str line)
{
    return !q_line_ends_sentence(line) || strchr("?!", line.ptr[line.len - 1]);
}

// Are its longer words capitalised, as in one kind of headlines?
static bool is_titled(quoth_str line)
{
    unsigned words = 0, capitals = 0;
    for (size_t i = 0; i < line.len; i++) {
        bool starts = i == 0 || line.ptr[i - 1] == ' ';
        const char *end = memchr(line.ptr + i, ' ', line.len - i);
        if (!starts || (size_t)((end ? end : line.ptr + line.len) - (line.ptr + i)) < 4)
            continue;
        words++;
        capitals += !(line.ptr[i] >= 'a' && line.ptr[i] <= 'z');
    }
    return words >= 3 && capitals * 5 >= words * 4;
}

static bool take_headline(struct q_finder *f, quoth_span span)
{
    quoth_str line = q_finder_cut(f, span), next = q_finder_cut(f, f->next);
    quoth_str title = f->article->title;
    quoth_span credit;
    bool fits = !f->in_body && f->headline.end == 0 && f->sentences > 0 && next.len > 0 &&
                line.len <= HEADLINE_MOST && is_open(line) && q_line_words(line, 2) == 2;
    bool small = next.len > 0 && next.ptr[0] >= 'a' && next.ptr[0] <= 'z';
    if (!fits || (small && f->next_close) || line.ptr[0] == '(' || q_line_bullets(line) > 0)
        return false;
    bool name = q_line_words(line, 6) <= 5; // of what the picture shows
    if (name && q_credit_find(next, &credit) && credit.start == 0) {
        q_finder_push(f, QUOTH_BLOCK_CAPTION, span.start, span.end);
        return true;
    }
    bool first = f->article->block_count == 0 && is_titled(line);
    if (title.ptr ? !first && !is_like_title(line, title) : q_line_is_lower(line.ptr[0]))
        return false;
    q_finder_push_headline(f, span.start, span.end);
    return true;
}

// ── Standfirst ──

static bool take_standfirst(struct q_finder *f, quoth_span span)
{
    quoth_str line = q_finder_cut(f, span), next = q_finder_cut(f, f->next);
    bool headed = f->headline.end > 0 || f->article->title.ptr;
    unsigned least = f->headline.end > 0 ? 3 : 5; // words
    if (f->in_body || f->standfirst || !headed || next.len == 0 ||
        line.len > STANDFIRST_MOST || q_line_words(line, least) < least ||
        q_line_bullets(line) > 0 || q_dateline_length(line) > 0)
        return false;
    bool between = f->headline.end > 0 && is_headline(f, next);
    bool open = !q_line_ends_sentence(line) && !q_line_breaks_off(line) &&
                !q_line_is_lower(line.ptr[0]);
    if (!between && !open)
        return false;
    f->standfirst = true;
    q_finder_push(f, QUOTH_BLOCK_STANDFIRST, span.start, span.end);
    return true;
}

// ── Byline ──

static void push_byline(struct q_finder *f, quoth_span span, quoth_span author)
{
    quoth_block *block = q_finder_push(f, QUOTH_BLOCK_BYLINE, span.start, span.end);
    if (block)
        block->author = q_line_trim(f->text, author);
}

// The names of "By Jo Roe and Al Doe, The Herald", up to what is no name.
static uint32_t names_end(const struct q_finder *f, uint32_t start, uint32_t end)
{
    static const char *const stops[] = {" | ", " for ", " in ", " at ", " @",  " (",
                                        " - ", " – ",   " — ",  " •",   " · ", NULL};
    quoth_str names = q_str_cut(f->text, start, end);
    for (int i = 0; stops[i]; i++) {
        size_t at = q_line_find(names, q_str_from(stops[i]));
        if (at < names.len)
            names.len = at;
    }
    size_t comma = q_line_find(names, Q_STR(", "));
    size_t joint = q_line_find(names, Q_STR(" and "));
    if (joint < names.len && comma < joint) { // "Jo Roe, Al Doe and Zoë Poe, The Herald"
        quoth_str rest = q_str(names.ptr + joint, names.len - joint);
        comma = q_line_find(rest, Q_STR(", "));
        comma = comma < rest.len ? joint + comma : names.len;
    }
    if (comma < names.len)
        names.len = comma;
    return start + (uint32_t)names.len;
}

static bool take_by(struct q_finder *f, quoth_span span)
{
    static const char *const fronts[] = {"by ",         "by: ",        "analysis by ",
                                         "opinion by ", "written by ", "story by ",
                                         "review by ",  NULL};
    quoth_str line = q_finder_cut(f, span);
    size_t len = 0;
    for (int i = 0; fronts[i] && len == 0; i++)
        len = q_line_starts(line, q_str_from(fronts[i]));
    if (len == 0 || line.len > BYLINE_MOST || q_line_ends_sentence(line))
        return false;
    quoth_span author = {span.start + (uint32_t)len, 0};
    author.end = names_end(f, author.start, span.end);
    if (!q_line_is_names(q_finder_cut(f, author), 3))
        return false;
    push_byline(f, span, author);
    return true;
}

// Are the first two words of the line those of an author that was given?
static bool is_given_author(const struct q_finder *f, quoth_str line)
{
    size_t end = 0, spaces = 0;
    while (end < line.len && (line.ptr[end] != ' ' || ++spaces < 2))
        end++;
    size_t left = AUTHORS_MOST;
    for (uint32_t i = 0; i < f->article->author_count && left > 0; i++) {
        quoth_str author = f->article->authors[i];
        author.len = author.len < left ? author.len : left - 1;
        if (q_line_find(author, q_str(line.ptr, end)) != SIZE_MAX)
            return true;
        left -= author.len + 1;
    }
    return false;
}

// "Jo Roe and Al Doe": two or three capitalised words each?
static bool is_name_list(quoth_str line)
{
    enum { MOST = 4 };
    for (int i = 0; i < MOST; i++) {
        size_t joint = q_line_find(line, Q_STR(" and "));
        size_t comma = q_line_find(line, Q_STR(", "));
        size_t end = joint < comma ? joint : comma;
        quoth_str name = q_str(line.ptr, end < line.len ? end : line.len);
        if (q_line_words(name, 4) > 3 || !q_line_is_names(name, 1))
            return false;
        if (name.len == line.len)
            return true;
        size_t used = end + (joint < comma ? sizeof " and " - 1 : sizeof ", " - 1);
        line = q_str(line.ptr + used, line.len - used);
    }
    return false;
}

// A line of names alone, or of the outlet's: above the body, or signing it.
static bool take_names(struct q_finder *f, quoth_span span)
{
    quoth_str line = q_finder_cut(f, span), next = q_finder_cut(f, f->next);
    quoth_str outlet = f->article->outlet;
    if (f->in_body || line.len > BYLINE_MOST || q_line_ends_sentence(line))
        return false;
    if (outlet.ptr && q_str_equal_nocase(line, outlet)) {
        push_byline(f, span, (quoth_span){span.start, span.start});
        return true;
    }
    quoth_block *last = q_finder_last(f);
    bool loud = q_line_is_loud(line) && q_line_words(line, 4) <= 3;
    if (loud && last && last->kind == QUOTH_BLOCK_BYLINE) { // the paper's name under it
        push_byline(f, span, (quoth_span){span.start, span.start});
        return true;
    }
    bool signs = q_line_is_loud(next) && q_line_words(next, 4) <= 3 && next.len > 0;
    bool first = f->article->block_count == 0 && f->article->title.ptr && next.len > 0 &&
                 is_name_list(line); // alone it is all that there is to read
    if (!first && !(q_line_is_names(line, 3) && (is_given_author(f, line) || signs)))
        return false;
    push_byline(f, span, (quoth_span){span.start, names_end(f, span.start, span.end)});
    return true;
}

// Does the line end with a name and `verb`?
static bool name_did(quoth_str line, quoth_str verb)
{
    if (line.len <= verb.len || !q_str_ends(line, verb))
        return false;
    size_t start = line.len - verb.len;
    while (start > 0 && line.ptr[start - 1] != ' ')
        start--;
    return q_line_is_upper(line.ptr[start]);
}

// "The Associated Press contributed to this report."
static bool take_contributed(struct q_finder *f, quoth_span span)
{
    enum { LINE_MOST = 500 };
    quoth_str line = q_finder_cut(f, span);
    if (line.len > LINE_MOST || q_line_quotes(line))
        return false;
    bool says = q_line_find(line, Q_STR("contributed to this")) != SIZE_MAX ||
                q_line_find(line, Q_STR("contributed reporting")) != SIZE_MAX ||
                name_did(line, Q_STR(" contributed.")) ||
                (q_line_words(line, 12) < 12 &&
                 q_str_ends(line, Q_STR(" reported from Washington.")));
    if (says)
        push_byline(f, span, (quoth_span){span.start, span.start});
    return says;
}

// ── Date ──

static bool take_date(struct q_finder *f, quoth_span span)
{
    struct q_date_line date;
    if (!q_date_line_read(q_finder_cut(f, span), &date))
        return false;
    q_finder_push(f, QUOTH_BLOCK_DATELINE, span.start, span.end);
    return true;
}

bool q_finder_take_head(struct q_finder *f, quoth_span line)
{
    if (is_headline(f, q_finder_cut(f, line))) {
        q_finder_push_headline(f, line.start, line.end);
        return true;
    }
    return take_date(f, line) || take_by(f, line) || take_contributed(f, line) ||
           take_names(f, line) || take_title_inside(f, line);
}

bool q_finder_take_title(struct q_finder *f, quoth_span line)
{
    if (f->wrapped && f->next_close) // the first line of a paragraph
        return false;
    return take_headline(f, line) || take_standfirst(f, line);
}
