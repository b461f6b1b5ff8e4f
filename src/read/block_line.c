// Every other line: debris, pictures, posts, turns, lists, and the body.
#include "read/credit.h"
#include "read/dateline.h"
#include "read/debris.h"
#include "read/finder.h"
#include "read/inner.h"
#include "read/post.h"

enum {
    DATELINE_BODIES = 3, // paragraphs that may begin with a place
    HIGHLIGHTS_MOST = 6, // lines
    POST_MOST = 900,     // bytes
    CAPTION_MOST = 1500,
    LINK_MOST = 250,
    INNER_MOST = 600,
    NAMES_MOST = 12
};

static bool take_credit(struct q_finder *f, quoth_span span);

static quoth_span within(quoth_span span, quoth_span part)
{
    return (quoth_span){span.start + part.start, span.start + part.end};
}

// ── Body ──

// Body, cut where debris stands in it.
static void push_pieces(struct q_finder *f, quoth_span span)
{
    quoth_str line = q_finder_cut(f, span);
    quoth_span debris;
    uint32_t at = 0;
    while (q_inner_find(line, at, &debris)) {
        q_finder_push_body(f, span.start + at, span.start + debris.start);
        q_finder_push(f, QUOTH_BLOCK_FURNITURE, span.start + debris.start,
                      span.start + debris.end);
        at = debris.end;
    }
    q_finder_push_body(f, span.start + at, span.end);
}

static void take_body(struct q_finder *f, quoth_span span)
{
    size_t len = 0;
    if (f->bodies < DATELINE_BODIES)
        len = q_dateline_length(q_finder_cut(f, span));
    if (len)
        q_finder_push(f, QUOTH_BLOCK_DATELINE, span.start, span.start + (uint32_t)len);
    push_pieces(f, (quoth_span){span.start + (uint32_t)len, span.end});
}

// ── Debris ──

// Nothing to read: "___", "* * *".
static bool is_rule(quoth_str line)
{
    return q_line_same(line, Q_STR("")) && !q_line_quotes(line);
}

static bool ends_with_read_more(quoth_str line)
{
    static const quoth_str words = {" Read more", sizeof " Read more" - 1};
    return line.len <= LINK_MOST && q_str_ends(line, words) &&
           line.ptr[line.len - words.len - 1] != '.' && !q_line_quotes(line);
}

// "MAYOR SELLS BRIDGE TO HERSELF, COURT SAYS": a link to another article.
static bool is_loud_link(const struct q_finder *f, quoth_str line)
{
    enum { WORDS = 6 };
    return f->in_body && line.len <= LINK_MOST && q_line_words(line, WORDS) == WORDS &&
           q_line_is_loud(line) && !strchr(".!?:;", line.ptr[line.len - 1]) &&
           !q_line_quotes(line);
}

// An address alone, or a piece of the page's code.
static bool is_address(quoth_str line)
{
    if (line.len > LINK_MOST)
        return false;
    bool alone = !memchr(line.ptr, ' ', line.len) &&
                 (q_str_starts(line, Q_STR("http")) || q_str_starts(line, Q_STR("www.")));
    return alone || q_line_find(line, Q_STR("=\"http")) != SIZE_MAX;
}

// "READ MORE:", with the titles below it
static bool is_link_label(quoth_str line)
{
    enum { LABEL_MOST = 20 };
    return line.len <= LABEL_MOST && line.ptr[line.len - 1] == ':' &&
           (q_line_starts(line, Q_STR("read more")) ||
            q_line_starts(line, Q_STR("related")) ||
            q_line_starts(line, Q_STR("see also")) ||
            q_line_starts(line, Q_STR("also see")) ||
            q_line_starts(line, Q_STR("recommended")));
}

// "© 2031 The Herald"
static bool is_copyright(quoth_str line)
{
    static const char sign[] = "©";
    quoth_str rest = q_str(line.ptr, 0);
    if (q_str_starts(line, Q_STR("©")))
        rest = q_str_trim(q_str(line.ptr + sizeof sign - 1, line.len - (sizeof sign - 1)));
    return rest.len && (q_is_digit(rest.ptr[0]) || q_line_starts(rest, Q_STR("copyright")));
}

// How many digits it begins with.
static size_t digits(quoth_str s)
{
    size_t at = 0;
    while (at < s.len && q_is_digit(s.ptr[at]))
        at++;
    return at;
}

// "6 years ago"
static bool is_age(quoth_str line)
{
    size_t at = digits(line);
    return at > 0 && at < line.len && line.ptr[at] == ' ' && line.len <= 16 &&
           q_str_ends(line, Q_STR(" ago"));
}

// "next Image 1 of 2", "prev Image 2 of 2", and nothing else
static bool is_picture_button(quoth_str line)
{
    size_t at = q_line_starts(line, Q_STR("next image "));
    at = at ? at : q_line_starts(line, Q_STR("prev image "));
    size_t count = at ? digits(q_str(line.ptr + at, line.len - at)) : 0;
    quoth_str rest = q_str(line.ptr + at + count, line.len - at - count);
    if (count == 0 || !q_str_starts(rest, Q_STR(" of ")) || rest.len == 4)
        return false;
    return digits(q_str(rest.ptr + 4, rest.len - 4)) == rest.len - 4;
}

// "Write to Jo Roe at jo@herald.example", "… By signing up you agree to our terms."
static bool is_invitation(quoth_str line)
{
    enum { INVITATION_MOST = 700 };
    if (line.len > INVITATION_MOST || q_line_quotes(line))
        return false;
    bool account = q_line_find(line, Q_STR("@")) != SIZE_MAX ||
                   q_line_find(line, Q_STR("Twitter")) != SIZE_MAX;
    if (account &&
        (q_line_starts(line, Q_STR("follow ")) || q_line_starts(line, Q_STR("write to ")) ||
         q_line_starts(line, Q_STR("email "))))
        return true;
    bool letter = q_line_find(line, Q_STR("newsletter")) != SIZE_MAX;
    if (letter && (q_line_find(line, Q_STR("subscribe to")) != SIZE_MAX ||
                   q_line_find(line, Q_STR("ign up for")) != SIZE_MAX))
        return true;
    return q_line_find(line, Q_STR(" Listen · ")) != SIZE_MAX ||
           q_line_find(line, Q_STR(" autoplay")) != SIZE_MAX ||
           q_line_find(line, Q_STR("By signing up")) != SIZE_MAX ||
           q_line_find(line, Q_STR("inbox. Sign up")) != SIZE_MAX;
}

// "Image copyright Reuters Image caption A bridge", "Media playback … Media caption …"
static void push_with_caption(struct q_finder *f, quoth_block_kind kind, quoth_span span)
{
    quoth_str line = q_finder_cut(f, span);
    size_t at = q_line_find(line, Q_STR("Image caption "));
    size_t media = q_line_find(line, Q_STR("Media caption "));
    at = media < at ? media : at;
    uint32_t end = at == SIZE_MAX ? span.end : span.start + (uint32_t)at;
    quoth_block *block = q_finder_push(f, kind, span.start, end);
    if (block && kind == QUOTH_BLOCK_CREDIT)
        block->author = q_credit_author(f->text, block->span);
    q_finder_push(f, QUOTH_BLOCK_CAPTION, end, span.end);
}

static bool take_highlights(struct q_finder *f, quoth_span span)
{
    enum { BULLET_MOST = 200 };
    quoth_str line = q_finder_cut(f, span);
    size_t len = q_line_starts(line, Q_STR("story highlights"));
    if (len) {
        q_finder_push(f, QUOTH_BLOCK_FURNITURE, span.start, span.start + (uint32_t)len);
        q_finder_push(f, QUOTH_BLOCK_LIST, span.start + (uint32_t)len, span.end);
        f->highlights = HIGHLIGHTS_MOST;
        return true;
    }
    if (f->highlights == 0)
        return false;
    f->highlights--;
    if (q_line_ends_sentence(line) || line.len > BULLET_MOST) {
        f->highlights = 0;
        return false;
    }
    q_finder_push(f, QUOTH_BLOCK_LIST, span.start, span.end);
    return true;
}

// "Reporting by Jo Roe; Editing by Al Doe": the names of the first part.
static quoth_span names_behind(const struct q_finder *f, quoth_span span, size_t words)
{
    quoth_span names = {span.start + (uint32_t)words, span.end};
    quoth_str rest = q_finder_cut(f, names);
    static const char *const stops[] = {" in ", ";", ".", ")", NULL};
    for (int i = 0; stops[i]; i++) {
        size_t at = q_line_find(rest, q_str_from(stops[i]));
        if (at < rest.len)
            rest.len = at;
    }
    names.end = names.start + (uint32_t)rest.len;
    return q_line_trim(f->text, names);
}

// Titles under "Read more:", which end no sentence.
static bool take_link(struct q_finder *f, quoth_span span)
{
    quoth_str line = q_finder_cut(f, span);
    if (!f->links || q_line_ends_sentence(line) || line.len > LINK_MOST) {
        f->links = false;
        return false;
    }
    q_finder_push(f, QUOTH_BLOCK_FURNITURE, span.start, span.end);
    return true;
}

// Debris inside the line: body is what it leaves.
static bool take_cut(struct q_finder *f, quoth_span span)
{
    quoth_span inner;
    quoth_str front = q_finder_cut(f, span);
    front.len = front.len < INNER_MOST ? front.len : INNER_MOST;
    if (!q_inner_find(front, 0, &inner))
        return false;
    take_body(f, span);
    return true;
}

static bool is_furniture(const struct q_finder *f, quoth_str line)
{
    return is_rule(line) || ends_with_read_more(line) || is_loud_link(f, line) ||
           is_age(line) || is_picture_button(line) || is_copyright(line) ||
           is_address(line) || is_invitation(line);
}

// "Reporting by Jo Roe", but not "Reporting by the Herald shows that …"
static bool take_signature(struct q_finder *f, quoth_span span, size_t words)
{
    quoth_span names = names_behind(f, span, words);
    bool told = q_line_is_names(q_finder_cut(f, names), NAMES_MOST);
    quoth_str line = q_finder_cut(f, span);
    bool label = line.ptr[words - 1] == ':' ||
                 q_line_find(line, Q_STR(" contributed from ")) != SIZE_MAX;
    if (!told && !label && names.start < names.end)
        return false;
    quoth_block *block = q_finder_push(f, QUOTH_BLOCK_BYLINE, span.start, span.end);
    if (block && told)
        block->author = names;
    return true;
}

// Lines that are told by their words.
static bool take_debris(struct q_finder *f, quoth_span span)
{
    quoth_str line = q_finder_cut(f, span);
    quoth_block_kind kind = QUOTH_BLOCK_FURNITURE;
    size_t words = 0;
    if (!q_debris_find(line, &kind, &words) && !is_furniture(f, line))
        return false;
    switch (kind) {
    case QUOTH_BLOCK_BYLINE:
        return take_signature(f, span, words);
    case QUOTH_BLOCK_CAPTION:
        if (!take_credit(f, span))
            q_finder_push(f, kind, span.start, span.end);
        return true;
    case QUOTH_BLOCK_INSERT:
        q_finder_push(f, kind, span.start, span.end);
        f->open_insert = is_rule(q_str(line.ptr + words, line.len - words));
        return true;
    default:
        f->links = f->links || is_link_label(line);
        push_with_caption(f, kind, span);
        return true;
    }
}

// What stands below a lone "Editor’s note:" belongs to it.
static bool take_insert_text(struct q_finder *f, quoth_span span)
{
    quoth_block *last = q_finder_last(f);
    bool open = f->open_insert && last && last->kind == QUOTH_BLOCK_INSERT;
    f->open_insert = false;
    if (open)
        last->span.end = span.end;
    return open;
}

// ── Pictures ──

void q_finder_push_credit(struct q_finder *f, quoth_span span)
{
    quoth_block *block = q_finder_push(f, QUOTH_BLOCK_CREDIT, span.start, span.end);
    if (block)
        block->author = q_credit_author(f->text, block->span);
}

// "Photos: … Hide Caption 3 of 40", "Enlarge this image toggle caption Jo Roe/AP Jo Roe/AP"
static bool take_viewer(struct q_finder *f, quoth_span span)
{
    quoth_str line = q_finder_cut(f, span);
    if (q_str_starts(line, Q_STR("Enlarge this image")) ||
        q_str_starts(line, Q_STR("toggle caption"))) {
        q_finder_push_credit(f, span);
        return true;
    }
    if (line.len > 64 * 1024)
        return false;
    bool viewer = q_str_starts(line, Q_STR("CLOSE ")) ||
                  q_line_find(line, Q_STR("Hide Caption ")) != SIZE_MAX ||
                  q_line_starts(line, Q_STR("hide caption ")) ||
                  q_line_find(line, Q_STR(" toggle caption ")) != SIZE_MAX ||
                  q_str_ends(line, Q_STR(" hide caption"));
    if (viewer)
        q_finder_push(f, QUOTH_BLOCK_CAPTION, span.start, span.end);
    return viewer;
}

// "1 of 5 …", as photographs are counted.
static bool is_counted(quoth_str line)
{
    size_t at = digits(line);
    quoth_str rest = q_str(line.ptr + at, line.len - at);
    return at > 0 && at <= 3 && q_str_starts(rest, Q_STR(" of ")) && rest.len > 4 &&
           q_is_digit(rest.ptr[4]) && !q_line_ends_sentence(line);
}

// What is glued to a credit: highlights, a title, or the body.
static void take_rest(struct q_finder *f, quoth_span span)
{
    span = q_line_trim(f->text, span);
    if (span.start < span.end && !take_highlights(f, span) && !q_finder_take_title(f, span))
        take_body(f, span);
}

// A credit with the caption it is glued to, on either side. Words in quote marks stay body:
// a credit was glued to a sentence.
static bool take_credit(struct q_finder *f, quoth_span span)
{
    quoth_str line = q_finder_cut(f, span);
    quoth_span found;
    if (line.len > CAPTION_MOST || !q_credit_find(line, &found)) {
        bool counted = is_counted(line);
        if (counted)
            q_finder_push(f, QUOTH_BLOCK_CAPTION, span.start, span.end);
        return counted;
    }
    quoth_span credit = within(span, found);
    quoth_str front = q_str_cut(f->text, span.start, credit.start);
    if (q_line_quotes(front) && !is_counted(line))
        take_body(f, (quoth_span){span.start, credit.start});
    else
        q_finder_push(f, QUOTH_BLOCK_CAPTION, span.start, credit.start);
    q_finder_push_credit(f, credit);
    if (found.start == 0)
        q_finder_push(f, QUOTH_BLOCK_CAPTION, credit.end, span.end);
    else if (credit.end < span.end)
        take_rest(f, (quoth_span){credit.end, span.end});
    return true;
}

// "Source: Tass"
static bool take_source(struct q_finder *f, quoth_span span)
{
    enum { SOURCE_MOST = 80 };
    quoth_str line = q_finder_cut(f, span);
    if (line.len > SOURCE_MOST || !q_line_starts(line, Q_STR("source: ")))
        return false;
    q_finder_push_credit(f, span);
    return true;
}

// ── Posts, turns, lists ──

void q_finder_set_words(struct q_finder *f, quoth_block *block, quoth_span author,
                        quoth_span words)
{
    if (!block)
        return;
    block->author = author;
    words = q_line_trim(f->text, words);
    while (words.end > words.start && q_str_ends(q_finder_cut(f, words), Q_STR("—")))
        words = q_line_trim(f->text, (quoth_span){words.start, words.end - 3});
    if (words.start < words.end)
        block->words = words;
}

// A signature alone, but for marks, signs the paragraph above it.
static void sign_above(struct q_finder *f, quoth_span span, quoth_span signature,
                       quoth_span name)
{
    quoth_block *last = q_finder_last(f);
    bool above = last && last->kind == QUOTH_BLOCK_BODY &&
                 last->span.end - last->span.start <= POST_MOST;
    if (!above) {
        q_finder_set_words(f, q_finder_push(f, QUOTH_BLOCK_POST, span.start, signature.end),
                           name, (quoth_span){signature.start, signature.start});
        return;
    }
    quoth_span words = last->span;
    last->kind = QUOTH_BLOCK_POST;
    last->flags = 0;
    last->span.end = signature.end;
    q_finder_set_words(f, last, name, words);
    f->bodies--;
}

static bool take_post(struct q_finder *f, quoth_span span)
{
    quoth_str line = q_finder_cut(f, span);
    struct q_signature found;
    uint32_t at = 0;
    while (q_signature_find(line, at, &found) && found.span.start - at <= POST_MOST) {
        quoth_span name = within(span, found.name), signature = within(span, found.span);
        quoth_span words = {span.start + at, signature.start};
        if (q_line_same(q_finder_cut(f, words), Q_STR("")) && at == 0)
            sign_above(f, span, signature, name);
        else
            q_finder_set_words(
                f, q_finder_push(f, QUOTH_BLOCK_POST, words.start, signature.end), name,
                words);
        at = found.span.end;
    }
    if (at == 0 && q_signature_leads(line, &found)) {
        quoth_span name = within(span, found.name);
        q_finder_set_words(f, q_finder_push(f, QUOTH_BLOCK_POST, span.start, span.end),
                           name, (quoth_span){span.start + found.span.end, span.end});
        return true;
    }
    if (at == 0)
        return false;
    if (span.start + at < span.end)
        take_body(f, (quoth_span){span.start + at, span.end});
    return true;
}

static bool take_turn(struct q_finder *f, quoth_span span)
{
    quoth_str line = q_finder_cut(f, span);
    quoth_block *last = q_finder_last(f);
    struct q_turn turn;
    if (q_turn_find(line, &turn) && q_turns_hold(&f->turns, &turn)) {
        q_finder_set_words(f, q_finder_push(f, QUOTH_BLOCK_TURN, span.start, span.end),
                           within(span, turn.name),
                           (quoth_span){span.start + turn.words, span.end});
        return true;
    }
    if (!last || last->kind != QUOTH_BLOCK_TURN || f->number > f->turns.last ||
        !q_turns_are_dense(&f->turns) || !q_turn_is_said(line))
        return false;
    if (last->words.start == last->words.end)
        last->words.start = span.start;
    last->span.end = last->words.end = span.end;
    return true;
}

// Length of a bullet that only lists have, or of one (`*weak`) that also stands elsewhere.
static size_t bullet_at(quoth_str line, bool *weak)
{
    static const char *const strong[] = {"•", "●", "■", "▪", "►", NULL};
    static const char *const faint[] = {"- ", "– ", "* ", NULL};
    *weak = false;
    for (int i = 0; strong[i]; i++)
        if (q_str_starts(line, q_str_from(strong[i])))
            return strlen(strong[i]);
    *weak = true;
    for (int i = 0; faint[i]; i++)
        if (q_str_starts(line, q_str_from(faint[i])))
            return strlen(faint[i]);
    return 0;
}

static bool take_list(struct q_finder *f, quoth_span span)
{
    bool weak, next_weak;
    const quoth_block *last = q_finder_last(f);
    if (f->marked || bullet_at(q_finder_cut(f, span), &weak) == 0)
        return false;
    if (weak && bullet_at(q_finder_cut(f, f->next), &next_weak) == 0 &&
        (!last || last->kind != QUOTH_BLOCK_LIST))
        return false;
    q_finder_push(f, QUOTH_BLOCK_LIST, span.start, span.end);
    return true;
}

void q_finder_take_line(struct q_finder *f, quoth_span line)
{
    bool taken = take_highlights(f, line) || take_cut(f, line) || take_debris(f, line) ||
                 take_insert_text(f, line) || take_viewer(f, line) ||
                 take_source(f, line) || take_post(f, line) || take_turn(f, line) ||
                 take_link(f, line) || take_credit(f, line) ||
                 q_finder_take_title(f, line) || take_list(f, line);
    if (!taken)
        take_body(f, line);
}
