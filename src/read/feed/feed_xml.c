#include "base/error.h"
#include "base/url.h"
#include "read/feed/feed_parts.h"
#include "read/markup/markup.h"

// How the text of an element is written.
enum form {
    TEXT,   // as it is
    HTML,   // escaped
    INLINE, // as XML elements
    BASE64,
    UNKNOWN
};

enum field {
    NOTHING,
    TITLE,
    LINK,
    ORIGINAL,
    GUID,
    AUTHOR,
    MADE,
    PUBLISHED,
    MODIFIED,
    SOURCE,
    LANGUAGE,
    SECTION,
    SUMMARY,
    CONTENT
};

static const struct {
    enum q_xml_space space;
    enum field field;
    const char *name;
} fields[] = {
    {Q_XML_PLAIN, TITLE, "title"},
    {Q_XML_PLAIN, LINK, "link"},
    {Q_XML_PLAIN, GUID, "guid"},
    {Q_XML_PLAIN, GUID, "id"},
    {Q_XML_PLAIN, AUTHOR, "author"},
    {Q_XML_PLAIN, PUBLISHED, "pubDate"},
    {Q_XML_PLAIN, PUBLISHED, "published"},
    {Q_XML_PLAIN, PUBLISHED, "issued"},
    {Q_XML_PLAIN, MADE, "created"},
    {Q_XML_PLAIN, MADE, "date"},
    {Q_XML_PLAIN, MODIFIED, "updated"},
    {Q_XML_PLAIN, MODIFIED, "modified"},
    {Q_XML_PLAIN, SOURCE, "source"},
    {Q_XML_PLAIN, LANGUAGE, "language"},
    {Q_XML_PLAIN, SECTION, "category"},
    {Q_XML_PLAIN, SUMMARY, "description"},
    {Q_XML_PLAIN, SUMMARY, "summary"},
    {Q_XML_PLAIN, CONTENT, "content"},
    {Q_XML_PLAIN, CONTENT, "fullitem"},
    {Q_XML_PLAIN, CONTENT, "body"},
    {Q_XML_XHTML, CONTENT, "body"},
    {Q_XML_CONTENT, CONTENT, "encoded"},
    {Q_XML_FEEDBURNER, ORIGINAL, "origLink"},
    {Q_XML_DC, TITLE, "title"},
    {Q_XML_DC, AUTHOR, "creator"},
    {Q_XML_DC, AUTHOR, "author"},
    {Q_XML_DC, MADE, "date"},
    {Q_XML_DC, LANGUAGE, "language"},
    {Q_XML_DC, SECTION, "subject"},
    {Q_XML_DC, SUMMARY, "description"},
    {Q_XML_DCTERMS, PUBLISHED, "issued"},
    {Q_XML_DCTERMS, MADE, "created"},
    {Q_XML_DCTERMS, MODIFIED, "modified"},
};

static bool is_named(const struct q_xml_token *token, const char *name)
{
    return token->space == Q_XML_PLAIN && q_str_equal_nocase(token->name, q_str_from(name));
}

static bool is_item(const struct q_xml_token *token)
{
    return is_named(token, "item") || is_named(token, "entry");
}

// An element that holds items.
static bool is_frame(const struct q_xml_token *token)
{
    return is_named(token, "rss") || is_named(token, "channel") ||
           is_named(token, "feed") ||
           (q_str_equal_nocase(token->name, Q_STR("rdf")) && token->space == Q_XML_RDF);
}

static bool is_tag(const struct q_xml_token *token)
{
    return token->kind == Q_XML_OPEN || token->kind == Q_XML_CLOSE;
}

static bool is_same(const struct q_xml_token *a, const struct q_xml_token *b)
{
    return a->space == b->space && q_str_equal_nocase(a->name, b->name);
}

static enum field field_of(const struct q_xml_token *open)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (fields[i].space == open->space &&
            q_str_equal_nocase(open->name, q_str_from(fields[i].name)))
            return fields[i].field;
    return NOTHING;
}

// ── Elements ──

// Where the reading of an element stands.
struct inside {
    const struct q_xml_token *open;
    size_t depth; // of elements of its own name in it
};

// The next token in the element. False: it has ended, by its end tag or, where that was
// forgotten, by one that is its item's.
static bool next_inside(struct q_feed *feed, struct inside *in, struct q_xml_token *token)
{
    if (in->open->empty)
        return false;
    q_xml_next(&feed->xml, token);
    if (token->kind == Q_XML_END)
        return false;
    if (!is_tag(token))
        return true;
    if (is_item(token) || (token->kind == Q_XML_CLOSE && is_frame(token))) {
        feed->xml.at = token->from;
        return false;
    }
    if (!is_same(token, in->open) || token->empty)
        return true;
    if (token->kind == Q_XML_OPEN)
        in->depth++;
    else if (in->depth-- == 0)
        return false;
    return true;
}

static void skip(struct q_feed *feed, const struct q_xml_token *open)
{
    struct q_xml_token token;
    struct inside in = {.open = open};
    while (next_inside(feed, &in, &token))
        continue;
}

static enum form form_of(const struct q_feed *feed, const struct q_xml_token *open)
{
    enum form usual = feed->atom ? TEXT : UNKNOWN;
    quoth_str mode = q_xml_attribute(open, Q_STR("mode"));
    quoth_str type = q_str_trim(q_xml_attribute(open, Q_STR("type")));
    static const char *const html[] = {"html", "text/html", NULL};
    static const char *const text[] = {"text", "text/plain", NULL};
    if (q_str_equal_nocase(mode, Q_STR("base64")))
        return BASE64;
    if (type.len == 0)
        return q_str_equal_nocase(mode, Q_STR("escaped")) ? HTML : usual;
    if (q_str_is_any(type, html))
        return HTML;
    if (q_str_is_any(type, text))
        return TEXT;
    if (q_str_ends(type, Q_STR("xml")) || q_str_equal_nocase(type, Q_STR("xhtml")))
        return INLINE;
    bool binary = memchr(type.ptr, '/', type.len) && !q_str_starts(type, Q_STR("text/"));
    return feed->atom && binary ? BASE64 : usual;
}

// A tag of an element inside a text, as HTML has it: without a prefix, and closed, for
// HTML knows no <i/>.
static void add_tag(struct q_buf *out, const struct q_xml_token *tag)
{
    q_buf_add_str(out, tag->kind == Q_XML_CLOSE ? Q_STR("</") : Q_STR("<"));
    q_buf_add_str(out, tag->name);
    if (tag->kind == Q_XML_OPEN)
        q_buf_add_str(out, tag->inside);
    q_buf_add_char(out, '>');
    if (!tag->empty || (q_element_traits(q_element_of(tag->name)) & Q_TRAIT_VOID))
        return;
    q_buf_add_str(out, Q_STR("</"));
    q_buf_add_str(out, tag->name);
    q_buf_add_char(out, '>');
}

// Text that was in a section, into HTML.
static void add_escaped(struct q_buf *out, quoth_str text)
{
    while (text.len) {
        size_t plain = 0;
        while (plain < text.len && text.ptr[plain] != '<' && text.ptr[plain] != '&')
            plain++;
        q_buf_add(out, text.ptr, plain);
        if (plain < text.len)
            q_buf_add_str(out, text.ptr[plain++] == '<' ? Q_STR("&lt;") : Q_STR("&amp;"));
        text = q_str(text.ptr + plain, text.len - plain);
    }
}

static void add_text(struct q_feed *feed, const struct q_xml_token *token, bool as_html,
                     struct q_buf *out)
{
    if (token->kind == Q_XML_CDATA && as_html)
        add_escaped(out, token->inside);
    else if (token->kind == Q_XML_CDATA || as_html)
        q_buf_add_str(out, token->inside);
    else if (token->kind == Q_XML_TEXT)
        q_xml_decode(&feed->xml, token->inside, out);
}

static void note_failure(struct q_feed *feed, const struct q_buf *buf)
{
    if (feed->failed == QUOTH_OK)
        feed->failed = q_buf_status(buf);
}

// Empty, and what failed in it is not forgotten: what it held may be in use, and cut.
static void clear(struct q_feed *feed, struct q_buf *buf)
{
    note_failure(feed, buf);
    q_buf_clear(buf, SIZE_MAX);
}

// All that stands in the element; returns how it is written there.
static enum q_feed_form gather(struct q_feed *feed, const struct q_xml_token *open,
                               struct q_buf *out)
{
    struct q_xml_token token;
    struct inside in = {.open = open};
    enum form form = form_of(feed, open);
    clear(feed, out);
    while (next_inside(feed, &in, &token)) {
        // Elements tell that it was not escaped, unless it says that it is.
        if (token.kind == Q_XML_OPEN && form != HTML && form != BASE64)
            form = INLINE;
        if (is_tag(&token))
            add_tag(out, &token);
        else
            add_text(feed, &token, form == INLINE, out);
    }
    note_failure(feed, out); // which base64 would forget
    if (form == BASE64)
        q_feed_base64(out);
    if (form == UNKNOWN)
        return Q_FEED_RSS;
    return form == TEXT ? Q_FEED_TEXT : Q_FEED_HTML;
}

// The same of a short text, which stays until the next one.
static quoth_str gather_piece(struct q_feed *feed, const struct q_xml_token *open,
                              enum q_feed_form *form)
{
    enum q_feed_form found = gather(feed, open, &feed->piece);
    if (form)
        *form = found;
    return q_buf_held(&feed->piece);
}

static quoth_str read_attribute(struct q_feed *feed, const struct q_xml_token *open,
                                quoth_str name)
{
    quoth_str written = q_xml_attribute(open, name);
    clear(feed, &feed->piece);
    q_xml_decode(&feed->xml, written, &feed->piece);
    return q_buf_held(&feed->piece);
}

// Against what the addresses in the element count, when those around it count against
// `base`.
static quoth_str base_of(struct q_feed *feed, const struct q_xml_token *open,
                         quoth_str base, struct q_arena *arena)
{
    quoth_str own = read_attribute(feed, open, Q_STR("xml:base"));
    return q_str_trim(own).len ? q_feed_url(own, base, arena) : base;
}

// ── An item ──

static void take_link(struct q_feed_item *item, const struct q_xml_token *open,
                      quoth_str base)
{
    static const char *const pages[] = {"text/html", "application/xhtml+xml", NULL};
    struct q_feed *feed = item->feed;
    quoth_str rel = q_xml_attribute(open, Q_STR("rel"));
    quoth_str type = q_xml_attribute(open, Q_STR("type"));
    bool wanted = rel.len == 0 || q_str_equal_nocase(rel, Q_STR("alternate"));
    base = base_of(feed, open, base, &item->article->arena);
    quoth_str url = read_attribute(feed, open, Q_STR("href"));
    if (q_str_trim(url).len)
        skip(feed, open);
    else
        url = gather_piece(feed, open, NULL);
    bool page = rel.len && (type.len == 0 || q_str_is_any(type, pages));
    if (wanted)
        q_feed_set_url(item, page ? Q_FEED_PAGE : Q_FEED_LINK, url, base);
}

static void take_guid(struct q_feed_item *item, const struct q_xml_token *open,
                      quoth_str base)
{
    quoth_str is_link = q_xml_attribute(open, Q_STR("isPermaLink"));
    quoth_str guid = gather_piece(item->feed, open, NULL);
    q_feed_set_text(item, &item->article->guid, guid, Q_FEED_TEXT);
    if (q_str_equal_nocase(q_str_trim(is_link), Q_STR("false")))
        return;
    guid = q_str_trim(guid);
    if (q_str_starts(guid, Q_STR("http://")) || q_str_starts(guid, Q_STR("https://")))
        q_feed_set_url(item, Q_FEED_GUID, guid, base);
}

// A person or a source: text, or what its element `child` holds. Stays until the next one.
// Of a source's author it is told, too.
static quoth_str gather_child(struct q_feed_item *item, const struct q_xml_token *open,
                              const char *child, enum q_feed_form *form)
{
    struct q_feed *feed = item->feed;
    struct q_xml_token token;
    struct inside in = {.open = open};
    struct q_arena *arena = item->article ? &item->article->arena : &feed->arena;
    quoth_str found = Q_NO_STR;
    *form = Q_FEED_RSS;
    clear(feed, &feed->piece);
    while (next_inside(feed, &in, &token)) {
        in.depth = 0; // what is opened in it is read to its end
        if (token.kind == Q_XML_OPEN && is_named(&token, child) && !found.len) {
            quoth_str text = gather_piece(feed, &token, form);
            found = q_feed_plain(text, *form, arena);
            item->failed |= !found.ptr;
        } else if (token.kind == Q_XML_OPEN && is_named(&token, "author") &&
                   is_named(open, "source")) {
            enum q_feed_form ignored;
            q_feed_add_author(item, gather_child(item, &token, "name", &ignored));
        } else if (token.kind == Q_XML_OPEN) {
            skip(feed, &token);
        } else if (!is_tag(&token)) {
            add_text(feed, &token, false, &feed->piece);
        }
    }
    *form = found.len ? Q_FEED_TEXT : *form;
    return found.len ? found : q_buf_held(&feed->piece);
}

static void take_section(struct q_feed_item *item, const struct q_xml_token *open)
{
    static const quoth_str names[] = {{"label", 5}, {"term", 4}};
    struct q_feed *feed = item->feed;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        q_feed_set_text(item, &item->article->section, read_attribute(feed, open, names[i]),
                        Q_FEED_TEXT);
    q_feed_set_text(item, &item->article->section, gather_piece(feed, open, NULL),
                    Q_FEED_RSS);
}

static void take_content(struct q_feed_item *item, const struct q_xml_token *open)
{
    struct q_feed *feed = item->feed;
    if (q_str_trim(q_buf_held(&feed->content)).len)
        skip(feed, open);
    else
        item->content = gather(feed, open, &feed->content);
}

// Where an item has both <description> and <summary>, the second one is the content.
static void take_summary(struct q_feed_item *item, const struct q_xml_token *open)
{
    struct q_feed *feed = item->feed;
    if (q_str_trim(q_buf_held(&feed->summary)).len == 0) {
        item->summary = gather(feed, open, &feed->summary);
        item->description = open->name;
    } else if (!q_str_equal(item->description, open->name)) {
        take_content(item, open);
    } else {
        skip(feed, open);
    }
}

static void take_field(struct q_feed_item *item, const struct q_xml_token *open,
                       quoth_str base)
{
    struct q_feed *feed = item->feed;
    struct quoth_article *article = item->article;
    enum q_feed_form form = Q_FEED_RSS;
    quoth_str text;
    switch (field_of(open)) {
    case TITLE:
        text = gather_piece(feed, open, &form);
        q_feed_set_text(item, &article->title, text, form);
        return;
    case LINK:
        take_link(item, open, base);
        return;
    case ORIGINAL:
        q_feed_set_url(item, Q_FEED_ORIGINAL, gather_piece(feed, open, NULL), base);
        return;
    case GUID:
        take_guid(item, open, base);
        return;
    case AUTHOR:
        q_feed_add_author(item, gather_child(item, open, "name", &form));
        return;
    case MADE:
        q_feed_set_published(item, Q_FEED_MADE, gather_piece(feed, open, NULL));
        return;
    case PUBLISHED:
        q_feed_set_published(item, Q_FEED_PUBLISHED, gather_piece(feed, open, NULL));
        return;
    case MODIFIED:
        q_feed_set_modified(item, gather_piece(feed, open, NULL));
        return;
    case SOURCE:
        text = gather_child(item, open, "title", &form);
        q_feed_set_text(item, &article->outlet, text, form);
        return;
    case LANGUAGE:
        text = gather_piece(feed, open, NULL);
        q_feed_set_text(item, &article->language, text, Q_FEED_TEXT);
        return;
    case SECTION:
        take_section(item, open);
        return;
    case SUMMARY:
        take_summary(item, open);
        return;
    case CONTENT:
        take_content(item, open);
        return;
    case NOTHING:
        break;
    }
    skip(feed, open);
}

static void cut_off(struct q_feed_item *item, const struct q_xml_token *open)
{
    q_error(&item->article->flaw, QUOTH_EFORMAT, open->from, "<%.*s> is never closed",
            (int)open->name.len, open->name.ptr);
}

static void read_item(struct q_feed_item *item, const struct q_xml_token *open)
{
    struct q_feed *feed = item->feed;
    struct q_xml_token token;
    quoth_str base = base_of(feed, open, feed->base, &item->article->arena);
    quoth_str about = read_attribute(feed, open, Q_STR("rdf:about"));
    q_feed_set_text(item, &item->article->guid, about, Q_FEED_TEXT);
    if (q_url_is_whole(about))
        q_feed_set_url(item, Q_FEED_GUID, about, base);
    quoth_str language = read_attribute(feed, open, Q_STR("xml:lang"));
    q_feed_set_text(item, &item->article->language, language, Q_FEED_TEXT);
    if (open->empty)
        return;
    for (;;) {
        q_xml_next(&feed->xml, &token);
        bool close = token.kind == Q_XML_CLOSE;
        if (close && is_item(&token))
            return;
        if (token.kind == Q_XML_END || (close && is_frame(&token)) ||
            (token.kind == Q_XML_OPEN && is_item(&token))) {
            cut_off(item, open);
            feed->xml.at = token.from;
            return;
        }
        if (token.kind == Q_XML_OPEN)
            take_field(item, &token, base);
    }
}

quoth_status q_feed_xml_next(struct q_feed_item *item, quoth_error *error)
{
    (void)error;
    struct q_feed *feed = item->feed;
    struct q_xml_token token;
    for (;;) {
        q_xml_next(&feed->xml, &token);
        if (token.kind == Q_XML_END)
            return QUOTH_END;
        if (token.kind != Q_XML_OPEN || is_frame(&token))
            continue;
        if (is_item(&token)) {
            read_item(item, &token);
            return QUOTH_OK;
        }
        skip(feed, &token);
    }
}

// ── The head ──

static void take_frame(struct q_feed_item *head, const struct q_xml_token *open)
{
    struct q_feed *feed = head->feed;
    feed->atom |= is_named(open, "feed");
    feed->base = base_of(feed, open, feed->base, &feed->arena);
    q_feed_set_head(head, &feed->language, read_attribute(feed, open, Q_STR("xml:lang")),
                    Q_FEED_TEXT);
}

static void take_head_field(struct q_feed_item *head, const struct q_xml_token *open)
{
    struct q_feed *feed = head->feed;
    enum q_feed_form form = Q_FEED_RSS;
    quoth_str text;
    enum field field = field_of(open);
    if (field == TITLE) {
        text = gather_piece(feed, open, &form);
        q_feed_set_head(head, &feed->outlet, text, form);
    } else if (field == LANGUAGE) {
        q_feed_set_head(head, &feed->language, gather_piece(feed, open, NULL), Q_FEED_TEXT);
    } else if (field == LINK && !open->inside.len) {
        q_feed_set_head(head, &feed->link, gather_piece(feed, open, NULL), Q_FEED_TEXT);
    } else if (field == AUTHOR && feed->atom) {
        text = gather_child(head, open, "name", &form);
        q_feed_set_head(head, &feed->author, q_feed_person(text), form);
    } else {
        skip(feed, open);
    }
}

// Up to the first item, and where its title stands behind it, up to that.
static void read_head(struct q_feed_item *head)
{
    struct q_feed *feed = head->feed;
    struct q_xml_token token;
    struct q_xml first = feed->xml; // before the first item
    bool in_item = false, any = false;
    while (!any || feed->outlet.len == 0) {
        size_t before = feed->xml.at;
        q_xml_next(&feed->xml, &token);
        if (token.kind == Q_XML_END)
            break;
        if (is_tag(&token) && is_item(&token)) {
            if (!any) {
                first = feed->xml;
                first.at = before;
            }
            any = true;
            in_item = token.kind == Q_XML_OPEN && !token.empty;
        } else if (!in_item && token.kind == Q_XML_OPEN) {
            if (is_frame(&token))
                take_frame(head, &token);
            else
                take_head_field(head, &token);
        }
    }
    if (any)
        feed->xml = first;
}

// Its first element, which is a feed's. False: there is none, `token` is what there is.
static bool find_root(struct q_xml *xml, struct q_xml_token *token)
{
    do
        q_xml_next(xml, token);
    while (token->kind != Q_XML_END && token->kind != Q_XML_OPEN);
    return token->kind == Q_XML_OPEN && is_frame(token);
}

bool q_feed_xml_is(quoth_str bytes)
{
    struct q_xml xml;
    struct q_xml_token token;
    q_xml_init(&xml, bytes);
    return q_str_starts(bytes, Q_STR("<")) && find_root(&xml, &token);
}

quoth_status q_feed_xml_open(struct q_feed *feed, quoth_error *error)
{
    struct q_xml_token token;
    struct q_feed_item head = {.feed = feed};
    q_xml_init(&feed->xml, feed->text);
    if (!find_root(&feed->xml, &token))
        return q_error(error, QUOTH_EFORMAT, token.from,
                       "not a feed: no <rss>, <feed> or "
                       "<rdf:RDF>");
    feed->base = feed->url;
    feed->xml.at = token.from;
    read_head(&head);
    if (!feed->base.len)
        feed->base = feed->link;
    note_failure(feed, &feed->piece);
    return head.failed || feed->failed != QUOTH_OK ? q_error_nomem(error) : QUOTH_OK;
}
