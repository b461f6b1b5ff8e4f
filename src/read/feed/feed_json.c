#include "base/error.h"
#include "base/json_tree.h"
#include "base/limits.h"
#include "base/url.h"
#include "read/feed/feed_parts.h"

// Values of an item and of what the head says: a small one can take up 100 times its bytes
// when it is read, and an article has few.
enum { MOST_VALUES = 65536 };

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_space(quoth_str text, size_t at)
{
    while (at < text.len && is_space(text.ptr[at]))
        at++;
    return at;
}

// Behind the string that begins at `at`.
static size_t skip_string(quoth_str text, size_t at)
{
    for (at++; at < text.len && text.ptr[at] != '"'; at++)
        at += text.ptr[at] == '\\';
    return at < text.len ? at + 1 : text.len;
}

// Behind the value that begins at `at`, whatever is in it; `*values` counts what that is.
static size_t skip_value(quoth_str text, size_t at, size_t *values)
{
    size_t depth = 0;
    *values = 1;
    while (at < text.len) {
        char c = text.ptr[at];
        bool closing = c == ']' || c == '}';
        if (depth == 0 && (c == ',' || closing))
            break;
        at = c == '"' ? skip_string(text, at) : at + 1;
        *values += c == ',' || c == '[' || c == '{';
        depth += c == '[' || c == '{';
        depth -= closing;
        if (depth == 0 && (closing || c == '"'))
            break;
    }
    return at;
}

// A member of an object: its name and its value, as they are written.
struct member {
    quoth_str name, value;
    size_t from, values;
};

// The member at `*at`, which is moved behind it. False: there is none.
static bool next_member(quoth_str text, size_t *at, struct member *member)
{
    size_t start = skip_space(text, *at);
    if (start < text.len && text.ptr[start] == ',')
        start = skip_space(text, start + 1);
    if (start >= text.len || text.ptr[start] != '"')
        return false;
    size_t end = skip_string(text, start);
    size_t colon = skip_space(text, end);
    if (colon >= text.len || text.ptr[colon] != ':' || end < start + 2)
        return false;
    member->name = q_str(text.ptr + start + 1, end - start - 2);
    member->from = skip_space(text, colon + 1);
    *at = skip_value(text, member->from, &member->values);
    member->value = q_str(text.ptr + member->from, *at - member->from);
    return *at > member->from;
}

static quoth_str string_of(const json_t *node)
{
    return json_is_string(node) ? q_str(json_string_value(node), json_string_length(node))
                                : Q_NO_STR;
}

static quoth_str member_of(const json_t *object, const char *name)
{
    return string_of(json_object_get(object, name));
}

// ── The head ──

// The first of "authors", or "author" as it was once called.
static void take_head_author(struct q_feed_item *head, const json_t *node)
{
    if (json_is_array(node))
        node = json_array_get(node, 0);
    q_feed_set_head(head, &head->feed->author, member_of(node, "name"), Q_FEED_TEXT);
}

static void take_head(struct q_feed_item *head, const struct member *member)
{
    struct q_feed *feed = head->feed;
    quoth_str name = member->name;
    if (member->values > MOST_VALUES)
        return;
    json_error_t why;
    json_t *node = q_json_tree(member->value, JSON_DECODE_ANY, &why);
    head->failed |= !node && !*why.text;
    if (q_str_equal(name, Q_STR("title")))
        q_feed_set_head(head, &feed->outlet, string_of(node), Q_FEED_TEXT);
    else if (q_str_equal(name, Q_STR("language")))
        q_feed_set_head(head, &feed->language, string_of(node), Q_FEED_TEXT);
    else if (q_str_equal(name, Q_STR("home_page_url")))
        q_feed_set_head(head, &feed->link, string_of(node), Q_FEED_TEXT);
    else if (q_str_equal(name, Q_STR("authors")) || q_str_equal(name, Q_STR("author")))
        take_head_author(head, node);
    json_decref(node);
}

static bool is_version(const struct member *member)
{
    static const quoth_str mark = {"jsonfeed.org", 12};
    if (!q_str_equal(member->name, Q_STR("version")))
        return false;
    for (size_t i = 0; i + mark.len <= member->value.len; i++)
        if (memcmp(member->value.ptr + i, mark.ptr, mark.len) == 0)
            return true;
    return false;
}

bool q_feed_json_is(quoth_str bytes)
{
    struct member member;
    bool is = false;
    if (!q_str_starts(bytes, Q_STR("{")))
        return false;
    for (size_t at = 1; !is && next_member(bytes, &at, &member);)
        is = is_version(&member);
    return is;
}

quoth_status q_feed_json_open(struct q_feed *feed, quoth_error *error)
{
    struct q_feed_item head = {.feed = feed};
    struct member member;
    bool is = false;
    feed->at = feed->text.len;
    for (size_t at = skip_space(feed->text, 0) + 1;
         next_member(feed->text, &at, &member);) {
        is |= is_version(&member);
        if (!q_str_equal(member.name, Q_STR("items")))
            take_head(&head, &member);
        else if ((feed->listed = *member.value.ptr == '['))
            feed->at = member.from + 1;
    }
    if (head.failed)
        return q_error_nomem(error);
    if (!is)
        return q_error(error, QUOTH_EFORMAT, 0, "not a feed: no \"version\" of JSON Feed");
    feed->base = feed->url.len ? feed->url : feed->link;
    return QUOTH_OK;
}

// ── Items ──

static void take_authors(struct q_feed_item *item, const json_t *node)
{
    const json_t *list = json_object_get(node, "authors");
    for (size_t i = 0; i < json_array_size(list); i++)
        q_feed_add_author(item, member_of(json_array_get(list, i), "name"));
    q_feed_add_author(item, member_of(json_object_get(node, "author"), "name"));
}

static void take_text(struct q_feed_item *item, const json_t *node)
{
    struct q_feed *feed = item->feed;
    quoth_str html = member_of(node, "content_html");
    quoth_str text = member_of(node, "content_text");
    item->content = q_str_trim(html).len ? Q_FEED_HTML : Q_FEED_TEXT;
    item->summary = Q_FEED_TEXT;
    q_buf_add_str(&feed->content, item->content == Q_FEED_HTML ? html : text);
    q_buf_add_str(&feed->summary, member_of(node, "summary"));
}

static void take_item(struct q_feed_item *item, const json_t *node)
{
    struct quoth_article *article = item->article;
    const json_t *id = json_object_get(node, "id");
    char digits[24];
    quoth_str guid = string_of(id);
    if (json_is_integer(id)) {
        snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
        guid = q_str_from(digits);
    }
    q_feed_set_text(item, &article->guid, guid, Q_FEED_TEXT);
    q_feed_set_text(item, &article->title, member_of(node, "title"), Q_FEED_TEXT);
    q_feed_set_text(item, &article->language, member_of(node, "language"), Q_FEED_TEXT);
    quoth_str base = item->feed->base;
    q_feed_set_url(item, Q_FEED_PAGE, member_of(node, "url"), base);
    q_feed_set_url(item, Q_FEED_LINK, member_of(node, "external_url"), base);
    if (q_url_is_whole(guid))
        q_feed_set_url(item, Q_FEED_GUID, guid, base);
    q_feed_set_published(item, Q_FEED_PUBLISHED, member_of(node, "date_published"));
    q_feed_set_modified(item, member_of(node, "date_modified"));
    const json_t *tags = json_object_get(node, "tags");
    q_feed_set_text(item, &article->section, string_of(json_array_get(tags, 0)),
                    Q_FEED_TEXT);
    take_authors(item, node);
    take_text(item, node);
}

// Where no item stands: only a bracket ends the list, whatever else does hides those behind
// it. QUOTH_END, or QUOTH_EFORMAT, and the next call goes on.
static quoth_status end_of_list(struct q_feed *feed, quoth_error *error)
{
    quoth_str text = feed->text;
    size_t from = feed->at, at = from;
    while (feed->listed && at < text.len && text.ptr[at] == '}')
        at++;
    feed->at = at;
    if (at > from)
        return q_error(error, QUOTH_EFORMAT, from, "a \"}\" that closes no item");
    bool cut = feed->listed && at == text.len;
    feed->listed = false;
    feed->at = text.len;
    return cut ? q_error(error, QUOTH_EFORMAT, at, "the list of items is cut off")
               : QUOTH_END;
}

quoth_status q_feed_json_next(struct q_feed_item *item, quoth_error *error)
{
    struct q_feed *feed = item->feed;
    quoth_str text = feed->text;
    size_t from = skip_space(text, feed->at), values;
    while (from < text.len && text.ptr[from] == ',')
        from = skip_space(text, from + 1);
    size_t end = skip_value(text, from, &values);
    feed->at = end;
    if (end == from)
        return end_of_list(feed, error);
    if (values > MOST_VALUES)
        return q_error(error, QUOTH_ELIMIT, from, "an item of more than %d values",
                       (int)MOST_VALUES);
    json_error_t problem;
    json_t *node = q_json_tree(q_str(text.ptr + from, end - from), 0, &problem);
    if (!node && problem.text[0] == '\0')
        return q_error_nomem(error);
    if (!json_is_object(node)) {
        size_t at = !node && problem.position > 0 ? (size_t)problem.position : 0;
        bool cut = !node && end == text.len;
        json_decref(node);
        feed->listed = !cut; // one word about it is enough
        return q_error(error, QUOTH_EFORMAT, from + (at < end - from ? at : 0),
                       cut ? "an item is cut off" : "an item that is no JSON object");
    }
    take_item(item, node);
    json_decref(node);
    return QUOTH_OK;
}
