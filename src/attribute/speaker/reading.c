#include "attribute/speaker/reading.h"

#include "attribute/grammar.h"
#include "attribute/speaker/noun.h"
#include "attribute/speaker/role.h"

static bool is_joint(const struct q_words *w, uint32_t i)
{
    return q_word_is(w, i, "and") || q_word_is(w, i, "&");
}

static bool has_joint(const struct q_words *w, struct q_range source)
{
    for (uint32_t i = source.from; i < source.to; i++)
        if (is_joint(w, i))
            return true;
    return false;
}

// ── Names ──

// Where the phrase starts whose head is the name of `m`: before its title and article.
static uint32_t phrase_start(const struct q_words *w, const struct q_mention *m,
                             bool person, uint32_t from)
{
    static const char *const beside[] = {"the", "a",   "an",    "former", "his",
                                         "her", "its", "their", NULL};
    struct q_range title = q_title_before(w, m->from);
    uint32_t i = person && title.to > title.from ? title.from : m->from;
    while (i > from &&
           (q_word_is_any(w, i - 1, beside) || q_is_courtesy(q_word_text(w, i - 1)) ||
            (q_sort_of(w, i - 1) == Q_SORT_NAME && i == m->from)))
        i--;
    return i < from ? from : i;
}

// *a man who knows* | *Doe*: is a relative clause open before token i?
static bool is_in_relative(const struct q_words *w, uint32_t from, uint32_t i)
{
    enum { FAR = 16 };
    for (uint32_t end = i; i > from && end - i < FAR && !q_is_mark(w, i - 1);)
        if (q_sort_of(w, --i) == Q_SORT_RELATIVE)
            return true;
    return false;
}

// Is the name the head of the source: not *a lawyer for Doe*, *Doe's office*, *the Doe
// campaign*?
static bool is_head(const struct q_words *w, const struct q_entity *e,
                    const struct q_mention *m, struct q_range source)
{
    static const char *const papers[] = {"newspaper", "magazine", "agency",      "network",
                                         "channel",   "station",  "broadcaster", "company",
                                         "group",     "party",    NULL};
    uint32_t from = phrase_start(w, m, e->type == Q_NAME_PERSON, source.from), to = m->to;
    if (from > source.from && q_sort_of(w, from - 1) == Q_SORT_PREPOSITION)
        return false;
    if (is_in_relative(w, source.from, from))
        return false;
    to = q_skip_bracket(w, to, source.to);
    if (e->type != Q_NAME_PERSON && to < source.to && q_word_is_any(w, to, papers))
        to++;
    if (to >= source.to)
        return true;
    if (q_word_is(w, to, "/"))
        return false; // *Tolva Gazette/Lamp poll*
    enum q_sort sort = q_sort_of(w, to);
    if (sort == Q_SORT_OWNER)
        return to + 1 >= source.to;
    return sort != Q_SORT_NOUN && sort != Q_SORT_NAME && sort != Q_SORT_ING &&
           q_word_token(w, to)->kind != Q_TOKEN_QUOTE;
}

// *Russia's Security Council*, *the country's Foreign Ministry*: there are many of these,
// so that the words before it are part of its name.
static bool is_owned_office(const struct q_words *w, const struct q_mention *m,
                            struct q_range source)
{
    static const char *const offices[] = {
        "ministry", "council", "department", "government", "parliament", "court",
        "army",     "police",  "bank",       "commission", "committee",  "agency",
        "embassy",  "senate",  "congress",   "office",     "cabinet",    "assembly",
        "union",    "party",   NULL};
    bool owned = q_sort_of(w, m->from) == Q_SORT_OWNER ||
                 (m->from > source.from && q_sort_of(w, m->from - 1) == Q_SORT_OWNER);
    return owned && q_word_is_any(w, m->to - 1, offices);
}

// The first mention from `n` on that is a head of the source, of a person or of a body.
static uint32_t find_head(const struct q_words *w, const struct q_entities *entities,
                          uint32_t n, struct q_range source, bool person)
{
    uint32_t governed = UINT32_MAX; // end of a name that is no head: a friend of Doe
    for (; n < entities->mention_count && entities->mentions[n].to <= source.to; n++) {
        const struct q_mention *m = &entities->mentions[n];
        if (m->entity == Q_NO_ENTITY || m->from < source.from)
            continue;
        const struct q_entity *e = &entities->at[m->entity];
        if ((e->type == Q_NAME_PERSON) != person)
            continue;
        bool joined = governed < m->from && is_joint(w, governed) &&
                      phrase_start(w, m, person, governed + 1) == governed + 1;
        if (!joined && is_head(w, e, m, source) &&
            (person || !is_owned_office(w, m, source)))
            return n;
        governed = m->to;
    }
    return UINT32_MAX;
}

// Behind a name: is it joined to more: *Doe and Roe*, *Doe, the mayor, and his allies*?
static uint32_t joint_behind(const struct q_words *w, uint32_t i, struct q_range source)
{
    uint32_t n = q_skip_bracket(w, i, source.to);
    struct q_range more = q_appositive_behind(w, n);
    if (n < source.to && is_joint(w, n))
        return n;
    if (more.to > more.from && more.to < source.to)
        n = more.to;
    if (n + 1 < source.to && q_sort_of(w, n) == Q_SORT_COMMA && is_joint(w, n + 1))
        return n + 1;
    return source.to;
}

// *Doe, Roe, and Poe*: another person right behind the comma.
static bool starts_list(const struct q_words *w, const struct q_entities *entities,
                        uint32_t n, struct q_range source)
{
    const struct q_mention *m = &entities->mentions[n];
    uint32_t next = find_head(w, entities, n + 1, source, true);
    return next != UINT32_MAX && entities->mentions[next].entity != m->entity &&
           q_sort_of(w, m->to) == Q_SORT_COMMA &&
           entities->mentions[next].from == m->to + 1 &&
           has_joint(w, (struct q_range){entities->mentions[next].to, source.to});
}

static bool read_names(const struct q_words *w, const struct q_entities *entities,
                       struct q_range source, struct q_reading *out)
{
    uint32_t first = q_mention_at(entities, source.from);
    uint32_t n = find_head(w, entities, first, source, true);
    if (n == UINT32_MAX)
        n = find_head(w, entities, first, source, false);
    if (n == UINT32_MAX)
        return false;
    const struct q_mention *m = &entities->mentions[n];
    uint32_t joint = joint_behind(w, m->to, source);
    bool person = entities->at[m->entity].type == Q_NAME_PERSON;
    out->form = Q_READING_NAMED;
    out->entity = m->entity;
    out->sure = m->sure;
    if (joint >= source.to)
        return !starts_list(w, entities, n, source);
    uint32_t next = find_head(w, entities, n + 1, source, person);
    if (next == UINT32_MAX || entities->mentions[next].entity == m->entity)
        return false; // Doe and his allies
    const struct q_mention *second = &entities->mentions[next];
    if (phrase_start(w, second, person, joint + 1) != joint + 1 ||
        joint_behind(w, second->to, source) < source.to)
        return false;
    out->other = second->entity;
    out->sure = out->sure && second->sure;
    return true;
}

// ── Pronouns ──

static bool read_pronoun(const struct q_words *w, struct q_range source,
                         struct q_reading *out)
{
    if (source.to - source.from != 1)
        return false;
    out->pronoun = q_pronoun_of(w, source.from);
    if (out->pronoun)
        out->form = Q_READING_PRONOUN;
    return out->pronoun != Q_PRONOUN_NONE;
}

// ── Descriptions ──

static bool is_plural(const struct q_words *w, struct q_range source, uint32_t head)
{
    static const char *const plurals[] = {
        "people",   "men",   "women",    "police",  "some",   "many",
        "others",   "most",  "all",      "both",    "few",    "several",
        "children", "staff", "majority", "percent", "family", NULL};
    static const char *const numbers[] = {"two",     "three", "four", "five",
                                          "several", "many",  "some", "most",
                                          "both",    "all",   NULL};
    quoth_str word = q_word_text(w, head);
    if (q_word_is_any(w, head, plurals) || q_word_is_any(w, source.from, numbers))
        return true;
    return word.len > 3 && q_str_ends(word, Q_STR("s")) && !q_str_ends(word, Q_STR("ss")) &&
           !q_str_ends(word, Q_STR("us")) && !q_str_ends(word, Q_STR("news"));
}

static enum q_described describe(const struct q_words *w, struct q_range source,
                                 uint32_t head)
{
    static const char *const unnamed[] = {"source", "sources", NULL};
    bool plural = is_plural(w, source, head);
    if (q_word_is_any(w, head, unnamed))
        return Q_DESCRIBED_SOURCES;
    if (q_is_document(w, head) &&
        !(q_word_is(w, head, "paper") && q_word_is(w, source.from, "the")))
        return Q_DESCRIBED_DOCUMENT;
    if (q_is_body(w, head) || q_word_is(w, head, "paper"))
        return Q_DESCRIBED_BODY;
    return plural ? Q_DESCRIBED_GROUP : Q_DESCRIBED_PERSON;
}

// *the mayor and his deputy*, *the mayor of Tolva and the pilot*; not *the
// mother of Doe and Roe*.
static bool is_of_several(const struct q_words *w, struct q_range source, uint32_t head)
{
    bool complement = false;
    for (uint32_t i = head + 1; i + 1 < source.to; i++) {
        complement = complement || q_sort_of(w, i) == Q_SORT_PREPOSITION;
        if (is_joint(w, i) && (!complement || q_sort_of(w, i + 1) == Q_SORT_DETERMINER))
            return true;
    }
    return false;
}

struct q_reading q_read_source(const struct q_words *w, const struct q_entities *entities,
                               struct q_range source)
{
    struct q_reading out = {.entity = Q_NO_ENTITY, .other = Q_NO_ENTITY, .sure = true};
    if (source.from >= source.to || read_pronoun(w, source, &out) ||
        read_names(w, entities, source, &out))
        return out;
    static const char *const nobody[] = {"no", "nobody", "none", NULL};
    bool no_one = q_word_is_any(w, source.from, nobody) &&
                  (source.to - source.from == 1 || q_word_is(w, source.from + 1, "one"));
    if (no_one)
        return (struct q_reading){.form = Q_READING_PRONOUN,
                                  .entity = Q_NO_ENTITY,
                                  .other = Q_NO_ENTITY,
                                  .pronoun = Q_PRONOUN_OTHER};
    out = (struct q_reading){.form = Q_READING_DESCRIBED,
                             .entity = Q_NO_ENTITY,
                             .other = Q_NO_ENTITY,
                             .sure = true,
                             .head = q_head_of(w, source),
                             .definite = !q_is_indefinite(w, source.from)};
    out.described = describe(w, source, out.head);
    if (out.described == Q_DESCRIBED_PERSON && is_of_several(w, source, out.head))
        out.described = Q_DESCRIBED_GROUP;
    return out;
}
