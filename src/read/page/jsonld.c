#include "read/page/jsonld.h"

#include "base/json_tree.h"
#include "base/limits.h"

#include <inttypes.h>
#include <stdio.h>

enum {
    SCRIPTS = 64,  // looked into
    OBJECTS = 512, // of one page that are known by their @id
    PENDING = 256, // values that are still to be looked at
    FOUND = 32     // objects that may be the article
};

// An object that may be the article.
struct found {
    const json_t *object;
    unsigned score;
    bool article, strange; // strange: it has another headline than the page
};

struct walk {
    json_t *trees[SCRIPTS];
    const json_t *objects[OBJECTS];
    struct found found[FOUND];
    uint32_t tree_count, object_count, found_count;
    struct q_about_room *room;
    const struct q_jsonld_hint *hint;
};

// ── Scripts → trees ──

// Counts the brackets and commas, of which a tree's size comes.
static size_t count_values(quoth_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == ',' || text.ptr[i] == '{' || text.ptr[i] == '[';
    return count;
}

static json_t *parse(struct walk *walk, quoth_str text)
{
    json_error_t why;
    json_t *tree = q_json_tree(text, 0, &why);
    walk->room->failed |= !tree && !*why.text;
    if (tree || walk->room->failed)
        return tree;
    bool quoted = !memchr(text.ptr, '"', text.len); // "{&quot;@type&quot;: …"
    if (quoted)
        text = q_markup_decode(text, false, walk->room->arena);
    struct q_buf mended;
    quoth_str better = text.len ? q_jsonld_mend(text, &mended) : Q_NO_STR;
    if (text.len)
        walk->room->failed = walk->room->failed || !better.ptr;
    if (better.ptr && count_values(better) <= Q_MAX_JSONLD_VALUES)
        tree = q_json_tree(better, 0, &why);
    walk->room->failed |= !tree && !*why.text;
    if (text.len)
        q_buf_release(&mended);
    return tree;
}

static void read_trees(struct walk *walk, const quoth_str *scripts, uint32_t count)
{
    size_t bytes = 0, values = 0;
    for (uint32_t i = 0; i < count && walk->tree_count < SCRIPTS; i++) {
        quoth_str text = q_str_trim(scripts[i]);
        if (text.len == 0 || text.len > Q_MAX_JSONLD - bytes)
            continue;
        size_t more = count_values(text);
        if (more > Q_MAX_JSONLD_VALUES - values)
            continue;
        bytes += text.len;
        values += more;
        json_t *tree = parse(walk, text);
        if (tree)
            walk->trees[walk->tree_count++] = tree;
    }
}

// ── Values ──

static quoth_str string_of(const json_t *value)
{
    if (!json_is_string(value))
        return Q_NO_STR;
    return q_str_trim(q_str(json_string_value(value), json_string_length(value)));
}

// A string, the first of a list, or what an object is called by.
static quoth_str text_of(const json_t *value)
{
    static const char *const keys[] = {"name", "@value", "@id", "url", NULL};
    if (json_is_array(value))
        value = json_array_get(value, 0);
    quoth_str text = string_of(value);
    for (int i = 0; keys[i] && json_is_object(value) && !text.len; i++)
        text = string_of(json_object_get(value, keys[i]));
    return text;
}

static quoth_str get(const json_t *object, const char *key)
{
    return text_of(json_object_get(object, key));
}

static quoth_str keep(struct walk *walk, quoth_str s)
{
    char *copy = s.len ? q_about_alloc(walk->room, s.len) : NULL;
    if (copy)
        memcpy(copy, s.ptr, s.len);
    return copy ? q_str(copy, s.len) : Q_NO_STR;
}

// The name behind "http://schema.org/", "schema:".
static quoth_str type_name(quoth_str type)
{
    for (size_t i = type.len; i-- > 0;)
        if (strchr("/:#", type.ptr[i]))
            return q_str(type.ptr + i + 1, type.len - i - 1);
    return type;
}

// Does one of the object's types end with a word of `endings`?
static bool is_a(const json_t *object, const char *const *endings)
{
    const json_t *types = json_object_get(object, "@type");
    size_t count = json_is_array(types) ? json_array_size(types) : 1;
    for (size_t i = 0; i < count && i < 8; i++) {
        quoth_str type =
            type_name(string_of(json_is_array(types) ? json_array_get(types, i) : types));
        for (int j = 0; endings[j] && type.len; j++)
            if (q_str_ends(type, q_str_from(endings[j])))
                return true;
    }
    return false;
}

static bool is_article(const json_t *object)
{
    static const char *const types[] = {"Article", "Posting", "Report", NULL};
    return is_a(object, types);
}

// ── The article among the objects ──

static const char *const hosts[] = {"mainEntity", "mainEntityOfPage", "@graph", NULL};

static bool same_address(quoth_str a, quoth_str b)
{
    const char marks[] = "?#";
    if (!a.len || !b.len)
        return false;
    for (int i = 0; marks[i]; i++) {
        a = q_str_take_until(&a, marks[i]);
        b = q_str_take_until(&b, marks[i]);
    }
    while (a.len && a.ptr[a.len - 1] == '/')
        a.len--;
    while (b.len && b.ptr[b.len - 1] == '/')
        b.len--;
    return a.len > 0 && q_str_equal(a, b);
}

static bool is_here(const struct walk *walk, const json_t *object)
{
    static const char *const keys[] = {"url", "mainEntityOfPage", "@id", NULL};
    for (int i = 0; keys[i]; i++) {
        const json_t *value = json_object_get(object, keys[i]);
        quoth_str url = json_is_object(value) ? get(value, "@id") : text_of(value);
        for (int j = 0; j < 4; j++)
            if (same_address(url, walk->hint->urls[j]))
                return true;
    }
    return false;
}

// Is it called as the page is, or in part? 0: it has another name.
static bool is_called_so(struct walk *walk, quoth_str headline)
{
    enum { MOST = 1024 };
    size_t at;
    quoth_str clean = q_about_clean(headline, MOST, walk->room);
    quoth_str folded = q_about_fold(clean, walk->room);
    for (int i = 0; i < 4; i++) {
        quoth_str title = walk->hint->titles[i];
        if (q_about_within(folded, title, &at) || q_about_within(title, folded, &at))
            return true;
    }
    return false;
}

static void judge(struct walk *walk, const json_t *object)
{
    static const char *const others[] = {"Page",   "VideoObject", "Recipe",  "Review",
                                         "Event",  "HowTo",       "Episode", "Quiz",
                                         "Series", NULL};
    static const char *const never[] = {"WebSite",     "Organization", "Person",
                                        "ImageObject", "ListItem",     NULL};
    quoth_str headline = get(object, "headline");
    bool dated = get(object, "datePublished").len > 0;
    bool signed_by = json_object_get(object, "author") != NULL;
    if (walk->found_count == FOUND || is_a(object, never) ||
        !(headline.len || dated || signed_by))
        return;
    bool article = is_article(object), named = headline.len > 0;
    if (!named)
        headline = get(object, "name");
    bool called = headline.len && is_called_so(walk, headline);
    unsigned score = article ? 8u : is_a(object, others) ? 2u : 1u;
    score += called ? 4u : 0;
    score += is_here(walk, object) ? 4u : 0;
    score += (named ? 2u : 0) + (dated ? 1u : 0);
    walk->found[walk->found_count++] =
        (struct found){object, score, article, headline.len && !called};
}

// Looks at what the trees hold, but not into lists of other things.
static void walk_tree(struct walk *walk, const json_t *tree)
{
    const json_t *pending[PENDING];
    uint32_t count = 0;
    pending[count++] = tree;
    while (count > 0) {
        const json_t *value = pending[--count];
        // Those before stand on top, to keep the order.
        for (size_t i = json_array_size(value); i-- > 0;)
            if (i < PENDING && count < PENDING)
                pending[count++] = json_array_get(value, i);
        if (!json_is_object(value))
            continue;
        if (walk->object_count < OBJECTS)
            walk->objects[walk->object_count++] = value;
        judge(walk, value);
        for (int i = 0; hosts[i]; i++) {
            const json_t *held = json_object_get(value, hosts[i]);
            if ((json_is_object(held) || json_is_array(held)) && count < PENDING)
                pending[count++] = held;
        }
    }
}

static const json_t *by_id(const struct walk *walk, quoth_str id)
{
    for (uint32_t i = 0; id.len && i < walk->object_count; i++)
        if (q_str_equal(string_of(json_object_get(walk->objects[i], "@id")), id) &&
            get(walk->objects[i], "name").len)
            return walk->objects[i];
    return NULL;
}

// ── What the article tells ──

static void add_author(struct walk *walk, struct q_jsonld *out, quoth_str name,
                       bool organization)
{
    if (out->author_count < Q_JSONLD_AUTHORS && name.len)
        out->authors[out->author_count++] =
            (struct q_jsonld_author){keep(walk, name), organization};
}

// {"name": "Jane Roe"}, {"name": ["Jane Roe"]}, {"givenName": …}, {"@id": …}
static void add_person(struct walk *walk, struct q_jsonld *out, const json_t *object)
{
    static const char *const kinds[] = {"Organization", "Corporation", NULL};
    const json_t *names = json_object_get(object, "name");
    if (!text_of(names).len) {
        const json_t *other = by_id(walk, get(object, "@id"));
        object = other ? other : object;
        names = json_object_get(object, "name");
    }
    bool organization = is_a(object, kinds);
    size_t count = json_is_array(names) ? json_array_size(names) : 0;
    for (size_t i = 0; i < count && i < Q_JSONLD_AUTHORS; i++)
        add_author(walk, out, string_of(json_array_get(names, i)), organization);
    add_author(walk, out, string_of(names), organization);
    if (names)
        return;
    quoth_str given = get(object, "givenName"), family = get(object, "familyName");
    char *both = given.len && family.len
                     ? q_about_alloc(walk->room, given.len + 1 + family.len)
                     : NULL;
    if (both) {
        memcpy(both, given.ptr, given.len);
        both[given.len] = ' ';
        memcpy(both + given.len + 1, family.ptr, family.len);
        add_author(walk, out, q_str(both, given.len + 1 + family.len), false);
    }
}

static void add_authors(struct walk *walk, struct q_jsonld *out, const json_t *value)
{
    size_t count = json_is_array(value) ? json_array_size(value) : 1;
    for (size_t i = 0; i < count && i < Q_JSONLD_AUTHORS; i++) {
        const json_t *one = json_is_array(value) ? json_array_get(value, i) : value;
        const json_t *other = by_id(walk, string_of(one));
        if (json_is_object(one) || other)
            add_person(walk, out, other ? other : one);
        else
            add_author(walk, out, string_of(one), false);
    }
}

// A date may be a number: seconds since 1970.
static quoth_str get_date(struct walk *walk, const json_t *object, const char *key)
{
    char digits[24];
    const json_t *value = json_object_get(object, key);
    quoth_str text = text_of(value);
    if (json_is_integer(value)) {
        snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        text = q_str_from(digits);
    }
    return keep(walk, text);
}

static void fill(struct walk *walk, quoth_str *field, quoth_str s)
{
    if (!field->len)
        *field = keep(walk, s);
}

// Takes of `found` what is not known yet.
static void take(struct walk *walk, struct q_jsonld *out, const struct found *found)
{
    static const char *const live[] = {"LiveBlogPosting", NULL};
    const json_t *object = found->object;
    const json_t *publisher = json_object_get(object, "publisher");
    const json_t *other = by_id(walk, get(publisher, "@id"));
    fill(walk, &out->headline, get(object, "headline"));
    if (!out->published.len)
        out->published = get_date(walk, object, "datePublished");
    if (!out->modified.len)
        out->modified = get_date(walk, object, "dateModified");
    fill(walk, &out->section, get(object, "articleSection"));
    fill(walk, &out->language, get(object, "inLanguage"));
    fill(walk, &out->url, get(object, "url"));
    fill(walk, &out->body, get(object, "articleBody"));
    fill(walk, &out->publisher, get(json_is_object(other) ? other : publisher, "name"));
    if (!out->publisher.len)
        fill(walk, &out->publisher, string_of(publisher));
    if (!out->author_count)
        add_authors(walk, out, json_object_get(object, "author"));
    if (!out->author_count)
        add_authors(walk, out, json_object_get(object, "creator"));
    out->article = out->article || found->article;
    out->live = out->live || is_a(object, live);
}

// The best first, then others that speak of the page too.
static void take_all(struct walk *walk, struct q_jsonld *out)
{
    for (uint32_t round = 0; round < walk->found_count; round++) {
        struct found *best = NULL;
        for (uint32_t i = 0; i < walk->found_count; i++) {
            struct found *one = &walk->found[i];
            if (one->object && (!best || one->score > best->score))
                best = one;
        }
        if (!best)
            return;
        if (round == 0 || !best->strange)
            take(walk, out, best);
        best->object = NULL;
    }
}

void q_jsonld_read(const quoth_str *scripts, uint32_t count,
                   const struct q_jsonld_hint *hint, struct q_about_room *room,
                   struct q_jsonld *out)
{
    struct walk walk = {.room = room, .hint = hint};
    *out = (struct q_jsonld){0};
    read_trees(&walk, scripts, count);
    for (uint32_t i = 0; i < walk.tree_count; i++)
        walk_tree(&walk, walk.trees[i]);
    take_all(&walk, out);
    for (uint32_t i = 0; i < walk.tree_count; i++)
        json_decref(walk.trees[i]);
}
