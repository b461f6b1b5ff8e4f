#include "read/page/about_facts.h"

enum { VALUE_MOST = 2048 }; // bytes of a claim

// ── Claims ──

static void claim(struct q_facts *facts, enum q_field field, unsigned rank, const char *by,
                  quoth_str raw)
{
    if (facts->claims_of[field] == Q_CLAIMS_EACH)
        return;
    quoth_str value = q_about_clean(raw, VALUE_MOST, facts->room);
    if (!value.len)
        return;
    facts->claims_of[field]++;
    facts->claims[facts->claim_count++] = (struct q_claim){field, rank, by, value};
}

const struct q_claim *q_facts_best(const struct q_facts *facts, enum q_field field,
                                   const struct q_claim *after)
{
    const struct q_claim *best = NULL;
    for (const struct q_claim *c = facts->claims; c < facts->claims + facts->claim_count;
         c++) {
        bool behind =
            !after || c->rank > after->rank || (c->rank == after->rank && c > after);
        if (c->field == field && behind && (!best || c->rank < best->rank))
            best = c;
    }
    return best;
}

quoth_str q_facts_attribute(const struct q_facts *facts, uint32_t node, quoth_str name)
{
    quoth_str raw = q_markup_attribute(facts->markup, node, name);
    return raw.len ? q_about_clean(raw, VALUE_MOST, facts->room) : Q_NO_STR;
}

bool q_facts_has_word(quoth_str list, quoth_str word)
{
    for (size_t at = 0; at < list.len;) {
        size_t end = at;
        while (end < list.len && !strchr(" \t\r\n\f", list.ptr[end]))
            end++;
        if (q_str_equal_nocase(q_str(list.ptr + at, end - at), word))
            return true;
        at = end + 1;
    }
    return false;
}

// ── <meta> ──

struct meta_name {
    const char *name;
    enum q_field field;
    unsigned rank;
    const char *by;
};

// In any order: the rank counts.
static const struct meta_name meta_names[] = {
    {"og:title", Q_FIELD_TITLE, 0, "og:title"},
    {"twitter:title", Q_FIELD_TITLE, 1, "twitter:title"},
    {"sailthru.title", Q_FIELD_TITLE, 2, "sailthru.title"},
    {"parsely-title", Q_FIELD_TITLE, 2, "parsely-title"},
    {"citation_title", Q_FIELD_TITLE, 2, "citation_title"},
    {"dc.title", Q_FIELD_TITLE, 3, "dc.title"},
    {"dcterms.title", Q_FIELD_TITLE, 3, "dc.title"},
    {"headline", Q_FIELD_TITLE, 3, "microdata"},
    {"title", Q_FIELD_TITLE, 4, "meta title"},

    {"og:site_name", Q_FIELD_OUTLET, 0, "og:site_name"},
    {"citation_journal_title", Q_FIELD_OUTLET, 1, "citation_journal_title"},
    {"dc.publisher", Q_FIELD_OUTLET, 2, "dc.publisher"},
    {"dcterms.publisher", Q_FIELD_OUTLET, 2, "dc.publisher"},
    {"publisher", Q_FIELD_OUTLET, 2, "meta publisher"},
    {"application-name", Q_FIELD_OUTLET, 3, "application-name"},
    {"apple-mobile-web-app-title", Q_FIELD_OUTLET, 4, "application-name"},
    {"al:ios:app_name", Q_FIELD_OUTLET, 5, "application-name"},

    {"author", Q_FIELD_AUTHOR, 0, "meta author"},
    {"authors", Q_FIELD_AUTHOR, 1, "meta author"},
    {"byl", Q_FIELD_AUTHOR, 1, "byl"},
    {"article:author", Q_FIELD_AUTHOR, 2, "article:author"},
    {"article:author_name", Q_FIELD_AUTHOR, 2, "article:author"},
    {"og:article:author", Q_FIELD_AUTHOR, 2, "article:author"},
    {"article.author", Q_FIELD_AUTHOR, 2, "article:author"},
    {"og:author", Q_FIELD_AUTHOR, 2, "og:author"},
    {"parsely-author", Q_FIELD_AUTHOR, 3, "parsely-author"},
    {"sailthru.author", Q_FIELD_AUTHOR, 3, "sailthru.author"},
    {"cxenseparse:author", Q_FIELD_AUTHOR, 3, "cxenseparse:author"},
    {"citation_author", Q_FIELD_AUTHOR, 3, "citation_author"},
    {"dc.creator", Q_FIELD_AUTHOR, 4, "dc.creator"},
    {"dcterms.creator", Q_FIELD_AUTHOR, 4, "dc.creator"},
    {"dcterms.contributor", Q_FIELD_AUTHOR, 5, "dc.creator"},
    {"creator", Q_FIELD_AUTHOR, 5, "meta author"},
    {"dcsext.author", Q_FIELD_AUTHOR, 5, "meta author"},

    {"article:published_time", Q_FIELD_PUBLISHED, 0, "article:published_time"},
    {"og:article:published_time", Q_FIELD_PUBLISHED, 0, "article:published_time"},
    {"article:published", Q_FIELD_PUBLISHED, 0, "article:published_time"},
    {"article.published", Q_FIELD_PUBLISHED, 1, "article:published_time"},
    {"og:published_time", Q_FIELD_PUBLISHED, 1, "article:published_time"},
    {"datepublished", Q_FIELD_PUBLISHED, 2, "microdata"},
    {"parsely-pub-date", Q_FIELD_PUBLISHED, 3, "parsely-pub-date"},
    {"sailthru.date", Q_FIELD_PUBLISHED, 3, "sailthru.date"},
    {"cxenseparse:recs:publishtime", Q_FIELD_PUBLISHED, 3, "cxenseparse:publishtime"},
    {"cxenseparse:publishtime", Q_FIELD_PUBLISHED, 3, "cxenseparse:publishtime"},
    {"article_date_original", Q_FIELD_PUBLISHED, 4, "meta date"},
    {"originalpublicationdate", Q_FIELD_PUBLISHED, 4, "meta date"},
    {"iso-8601-publish-date", Q_FIELD_PUBLISHED, 4, "meta date"},
    {"publication_date", Q_FIELD_PUBLISHED, 4, "meta date"},
    {"publicationdate", Q_FIELD_PUBLISHED, 4, "meta date"},
    {"publish_date", Q_FIELD_PUBLISHED, 4, "meta date"},
    {"publishdate", Q_FIELD_PUBLISHED, 4, "meta date"},
    {"publish-date", Q_FIELD_PUBLISHED, 4, "meta date"},
    {"published_at", Q_FIELD_PUBLISHED, 4, "meta date"},
    {"published_time", Q_FIELD_PUBLISHED, 4, "meta date"},
    {"pub_date", Q_FIELD_PUBLISHED, 4, "meta date"},
    {"pubdate", Q_FIELD_PUBLISHED, 4, "meta date"},
    {"pdate", Q_FIELD_PUBLISHED, 4, "meta date"},
    {"dcterms.created", Q_FIELD_PUBLISHED, 5, "dc.date"},
    {"dc.date.issued", Q_FIELD_PUBLISHED, 5, "dc.date"},
    {"dcterms.date", Q_FIELD_PUBLISHED, 5, "dc.date"},
    {"dc.date", Q_FIELD_PUBLISHED, 5, "dc.date"},
    {"citation_publication_date", Q_FIELD_PUBLISHED, 5, "citation_date"},
    {"citation_date", Q_FIELD_PUBLISHED, 5, "citation_date"},
    {"datecreated", Q_FIELD_PUBLISHED, 6, "microdata"},
    {"date", Q_FIELD_PUBLISHED, 7, "meta date"},

    {"article:modified_time", Q_FIELD_MODIFIED, 0, "article:modified_time"},
    {"og:article:modified_time", Q_FIELD_MODIFIED, 0, "article:modified_time"},
    {"og:updated_time", Q_FIELD_MODIFIED, 1, "og:updated_time"},
    {"datemodified", Q_FIELD_MODIFIED, 2, "microdata"},
    {"dcterms.modified", Q_FIELD_MODIFIED, 3, "dc.date"},
    {"last_updated_date", Q_FIELD_MODIFIED, 3, "meta date"},
    {"lastmod", Q_FIELD_MODIFIED, 3, "meta date"},
    {"last-modified", Q_FIELD_MODIFIED, 4, "meta date"},

    {"inlanguage", Q_FIELD_LANGUAGE, 2, "microdata"},
    {"content-language", Q_FIELD_LANGUAGE, 2, "content-language"},
    {"language", Q_FIELD_LANGUAGE, 3, "meta language"},
    {"dc.language", Q_FIELD_LANGUAGE, 3, "dc.language"},
    {"dcterms.language", Q_FIELD_LANGUAGE, 3, "dc.language"},
    {"og:locale", Q_FIELD_LANGUAGE, 4, "og:locale"},

    {"og:url", Q_FIELD_ADDRESS, 1, "og:url"},
    {"twitter:url", Q_FIELD_ADDRESS, 3, "twitter:url"},

    {"article:section", Q_FIELD_SECTION, 0, "article:section"},
    {"og:article:section", Q_FIELD_SECTION, 0, "article:section"},
    {"parsely-section", Q_FIELD_SECTION, 2, "parsely-section"},
    {"articlesection", Q_FIELD_SECTION, 3, "microdata"},
    {"section", Q_FIELD_SECTION, 4, "meta section"},

    {"og:type", Q_FIELD_TYPE, 0, "og:type"},
};

static void claim_named(struct q_facts *facts, quoth_str names, quoth_str content)
{
    const struct meta_name *end = meta_names + sizeof meta_names / sizeof *meta_names;
    names = q_str_trim(names);
    for (const struct meta_name *m = meta_names; m < end && names.len; m++)
        if (q_lower(names.ptr[0]) == m->name[0] &&
            q_str_equal_nocase(names, q_str_from(m->name))) {
            claim(facts, m->field, m->rank, m->by, content);
            return;
        }
}

static void see_meta(struct q_facts *facts, uint32_t node)
{
    quoth_str tag = q_markup_cut(facts->markup, node), name, value;
    quoth_str names[4] = {Q_NO_STR}, content = Q_NO_STR;
    static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
    for (size_t at = 0; q_markup_next_attribute(tag, &at, &name, &value);) {
        for (int i = 0; i < 4; i++)
            if (!names[i].ptr && q_str_equal_nocase(name, q_str_from(keys[i])))
                names[i] = value;
        if (!content.ptr && q_str_equal_nocase(name, Q_STR("content")))
            content = value;
    }
    bool same = q_str_equal_nocase(names[0], names[1]);
    for (int i = 0; i < 4 && content.len; i++)
        if (names[i].len && !(i == 1 && same))
            claim_named(facts, names[i], content);
}

// ── Others ──

static void see_link(struct q_facts *facts, uint32_t node)
{
    quoth_str rel = q_markup_attribute(facts->markup, node, Q_STR("rel"));
    if (q_facts_has_word(rel, Q_STR("canonical")))
        claim(facts, Q_FIELD_ADDRESS, 0, "link canonical",
              q_markup_attribute(facts->markup, node, Q_STR("href")));
}

static void see_script(struct q_facts *facts, uint32_t node)
{
    quoth_str type = q_markup_attribute(facts->markup, node, Q_STR("type"));
    bool linked = q_str_has_nocase(type, Q_STR("ld+json"));
    bool holds = node + 1 < facts->markup->nodes[node].end;
    if (linked && holds && facts->script_count < Q_SCRIPTS)
        facts->scripts[facts->script_count++] = q_markup_cut(facts->markup, node + 1);
}

static void see(struct q_facts *facts, uint32_t node)
{
    switch (facts->markup->nodes[node].tag) {
    case Q_ELEMENT_META:
        see_meta(facts, node);
        break;
    case Q_ELEMENT_LINK:
        see_link(facts, node);
        break;
    case Q_ELEMENT_SCRIPT:
        see_script(facts, node);
        break;
    case Q_ELEMENT_HTML:
        claim(facts, Q_FIELD_LANGUAGE, 0, "html lang",
              q_markup_attribute(facts->markup, node, Q_STR("lang")));
        break;
    case Q_ELEMENT_TITLE:
        facts->title_node = facts->title_node ? facts->title_node : node;
        break;
    case Q_ELEMENT_H1:
        if (facts->heading_count < Q_HEADINGS)
            facts->headings[facts->heading_count++] = node;
        break;
    case Q_ELEMENT_H2:
        if (facts->second_count < Q_HEADINGS)
            facts->seconds[facts->second_count++] = node;
        break;
    case Q_ELEMENT_TIME:
        if (facts->time_count < Q_TIMES)
            facts->times[facts->time_count++] = node;
        break;
    default:
        break;
    }
}

void q_facts_find(const struct q_markup *markup, const struct q_page_told *told,
                  struct q_about_room *room, struct q_facts *out)
{
    *out = (struct q_facts){.markup = markup, .told = told, .room = room};
    for (uint32_t i = 1; i < markup->count; i++)
        if (markup->nodes[i].tag > Q_ELEMENT_OTHER)
            see(out, i);
}
