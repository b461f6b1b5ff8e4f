#include "attribute/speaker/role.h"

#include "attribute/grammar.h"
#include "attribute/speaker/noun.h"
#include "base/limits.h"

enum {
    LONGEST = 18,  // tokens of a description
    COURTESIES = 4 // before one name
};

static bool is_opener(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {"a",   "an",  "the",    "one",  "its", "their",
                                        "his", "her", "former", "then", NULL};
    return q_word_is_any(w, i, words);
}

// ── Before the name ──

// A word that opens a sentence before a title: *But Sen. Doe*.
static bool is_connective(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "but",    "and",     "when",     "while", "as",   "if",   "after",
        "before", "in",      "on",       "at",    "for",  "with", "by",
        "like",   "the",     "then",     "so",    "yet",  "both", "though",
        "since",  "because", "although", "even",  "also", "only", NULL};
    return q_word_is_any(w, i, words);
}

// *On Monday* | *President Doe*
static bool is_weekday(const struct q_words *w, uint32_t i)
{
    return q_sort_of(w, i) == Q_SORT_ADVERB && q_is_capital(w, i);
}

// May token i, before a name, be of its title: *Secretary* | *of* | *State*, *junta*, *'s*?
static bool is_of_title(const struct q_words *w, uint32_t i)
{
    static const char *const joints[] = {"of", "for", "and", "&", NULL};
    enum q_sort sort = q_sort_of(w, i);
    if (q_is_courtesy(q_word_text(w, i)) || q_name_type_at(w->note, i) == Q_NAME_PERSON ||
        is_weekday(w, i))
        return false;
    if (q_is_first(w, i) && (sort != Q_SORT_NAME || is_connective(w, i)))
        return q_is_office(w, i);
    if (sort == Q_SORT_NAME || sort == Q_SORT_NOUN || sort == Q_SORT_OWNER)
        return !q_is_time(w, i);
    return q_is_capital(w, i) || q_word_is_any(w, i, joints);
}

// *Secretary of the Security Council* before a name, whose last word is no office: back
// over the body's name to the office. Empty: it is none.
static struct q_range office_of_body(const struct q_words *w, uint32_t i)
{
    static const char *const joints[] = {"of", "for", "at", NULL};
    enum { BODY = 9 };
    for (uint32_t at = i; at > 1 && i - at < BODY && !q_is_start(w, at); at--) {
        enum q_sort sort = q_sort_of(w, at - 1);
        if (at < i && q_word_is_any(w, at - 1, joints) && q_is_office(w, at - 2)) {
            uint32_t from = at - 2;
            while (from > 0 && !q_is_start(w, from) && is_of_title(w, from - 1) &&
                   (q_is_capital(w, from - 1) || q_is_office(w, from - 1) ||
                    q_word_is(w, from - 1, "former")))
                from--;
            return i > at + 1 || q_is_capital(w, at) ? (struct q_range){from, i}
                                                     : (struct q_range){i, i};
        }
        bool inside = (sort == Q_SORT_NAME || q_word_is(w, at - 1, "the") ||
                       q_word_is_any(w, at - 1, joints) || q_word_is(w, at - 1, "and")) &&
                      q_name_type_at(w->note, at - 1) != Q_NAME_PERSON;
        if (!inside || (at == i && sort != Q_SORT_NAME))
            break;
    }
    return (struct q_range){i, i};
}

struct q_range q_title_before(const struct q_words *w, uint32_t i)
{
    static const char *const joints[] = {"of", "for", "and", "&", "'s", "’s", NULL};
    uint32_t to = i;
    while (to > 0 && i - to < COURTESIES && !q_is_start(w, to) &&
           q_is_courtesy(q_word_text(w, to - 1)))
        to--;
    if (to < i && (to == 0 || !q_is_office(w, to - 1)))
        return (struct q_range){i, i};
    uint32_t from = to;
    if (to == 0 || q_is_start(w, to))
        return (struct q_range){i, i};
    if (!q_is_office(w, to - 1))
        return office_of_body(w, to);
    if (q_sort_of(w, to - 1) == Q_SORT_VERB)
        return (struct q_range){i, i};
    uint8_t depth = q_word_token(w, i)->depth;
    while (from > 0 && to - from < LONGEST && is_of_title(w, from - 1) &&
           q_word_token(w, from - 1)->depth == depth) {
        bool lower = !q_is_capital(w, from - 1) && !q_word_is_any(w, from - 1, joints);
        bool office = q_is_office(w, from - 1);
        if (q_word_is(w, from - 1, "of") && (from < 2 || !q_is_office(w, from - 2)))
            break; // the office of President Doe
        bool former = q_word_is(w, from - 1, "former") || q_word_is(w, from - 1, "then");
        // a lower-case noun that is no office stands right before one: junta spokesman
        if (lower && !office && !former && to - from > 3)
            break;
        from--;
        if (q_is_start(w, from))
            break;
    }
    while (from < to && (q_word_is_any(w, from, joints) || is_opener(w, from)) &&
           !q_word_is(w, from, "former"))
        from++;
    return (struct q_range){from, to};
}

// *the secretary of the council,* before a name.
static struct q_range described_before(const struct q_words *w, uint32_t i)
{
    struct q_range none = {i, i};
    if (i < 3 || q_sort_of(w, i - 1) != Q_SORT_COMMA)
        return none;
    uint32_t to = i - 1;
    for (uint32_t from = to; from > 0 && to - from < LONGEST; from--) {
        uint32_t at = from - 1;
        enum q_sort sort = q_sort_of(w, at);
        bool opens = sort == Q_SORT_DETERMINER && is_opener(w, at);
        bool ends = at == 0 || q_is_first(w, at) || q_is_punctuation(w, at - 1) ||
                    q_sort_of(w, at - 1) == Q_SORT_VERB ||
                    q_sort_of(w, at - 1) == Q_SORT_ADVERB ||
                    q_sort_of(w, at - 1) == Q_SORT_JOINT ||
                    q_sort_of(w, at - 1) == Q_SORT_SUBORDINATOR ||
                    q_word_is(w, at - 1, "to") || q_word_is(w, at - 1, "by");
        if (opens && ends) {
            struct q_range found = {at, to};
            return q_is_office(w, q_head_of(w, found)) ? found : none;
        }
        if (q_is_punctuation(w, at) || sort == Q_SORT_VERB || sort == Q_SORT_RELATIVE ||
            q_is_first(w, at))
            return none;
    }
    return none;
}

// ── Behind the name ──

// Is the verb at token n a sentence's, no participle (*located in*) and no noun
// (*counsel’s*)?
static bool ends_clause(const struct q_words *w, uint32_t n)
{
    uint32_t count = w->note->token_count;
    if (n + 1 < count && q_sort_of(w, n + 1) == Q_SORT_OWNER)
        return false;
    return !q_word_ends(w, n, "ed") || n + 1 >= count || q_is_punctuation(w, n + 1) ||
           q_word_is(w, n + 1, "that");
}

// *the dockers’ union*
static bool is_apostrophe(const struct q_words *w, uint32_t i)
{
    const struct q_token *token = q_word_token(w, i);
    return token->kind == Q_TOKEN_QUOTE &&
           !(token->flags & (Q_TOKEN_OPENS | Q_TOKEN_CLOSES));
}

// The end of a description that starts at token i: a comma, a dash, a verb.
static uint32_t end_of_description(const struct q_words *w, uint32_t i)
{
    uint32_t n = i;
    uint32_t count = w->note->token_count;
    for (; n < count && n - i < LONGEST && (n == i || !q_is_start(w, n)); n++) {
        enum q_sort sort = q_sort_of(w, n);
        if (is_apostrophe(w, n))
            continue;
        if (sort == Q_SORT_COMMA || sort == Q_SORT_DASH || sort == Q_SORT_STOP ||
            sort == Q_SORT_RELATIVE || sort == Q_SORT_SUBORDINATOR ||
            (sort == Q_SORT_VERB && n > i && ends_clause(w, n)) ||
            q_word_token(w, n)->kind == Q_TOKEN_QUOTE)
            break;
    }
    return n;
}

uint32_t q_head_of(const struct q_words *w, struct q_range d)
{
    static const char *const joints[] = {
        "of",    "for",  "at",    "in",   "on",   "to",        "with",     "who",
        "and",   "or",   "from",  "near", "by",   "about",     "familiar", "close",
        "whose", "whom", "which", "that", "over", "yesterday", "today",    NULL};
    uint32_t head = d.from;
    for (uint32_t i = d.from; i < d.to; i++) {
        if (i > d.from && (q_word_is_any(w, i, joints) || q_is_mark(w, i)))
            break;
        if (i > d.from + 1 && i + 1 < d.to && q_word_is_any(w, i + 1, joints) &&
            (q_is_past(w, i) || q_sort_of(w, i) == Q_SORT_ING))
            break; // officials briefed on the talks
        if (q_word_token(w, i)->kind == Q_TOKEN_WORD)
            head = i;
    }
    return head;
}

// Is it what somebody is: *the deputy mayor*, *a retired pilot*, *junior at the school*?
static bool describes(const struct q_words *w, struct q_range d)
{
    static const char *const articles[] = {"a", "an", "one", "his", "her", NULL};
    static const char *const joints[] = {"of", "at", "for", "in", "with", "on", NULL};
    uint32_t head = q_head_of(w, d);
    bool long_enough = d.to - d.from > 1;
    if (q_word_is_any(w, d.from, articles))
        return long_enough && !q_is_time(w, head);
    if (q_is_office(w, head))
        return long_enough || !q_is_capital(w, head);
    return !q_is_capital(w, d.from) && q_sort_of(w, d.from) == Q_SORT_NOUN &&
           head + 1 < d.to && q_word_token(w, d.from)->kind == Q_TOKEN_WORD &&
           q_word_is_any(w, head + 1, joints) && !q_is_time(w, head);
}

// *D-Calif.,* *R-Ohio,* behind a name.
static bool is_party(const struct q_words *w, uint32_t i)
{
    quoth_str word = q_word_text(w, i);
    return word.len > 2 && word.ptr[1] == '-' &&
           (word.ptr[0] == 'D' || word.ptr[0] == 'R' || word.ptr[0] == 'I');
}

struct q_range q_appositive_behind(const struct q_words *w, uint32_t i)
{
    static const char *const serves[] = {"serves", "served", "works",   "worked",  "is",
                                         "was",    "acts",   "serving", "working", NULL};
    uint32_t count = w->note->token_count;
    struct q_range none = {i, i};
    i = q_skip_bracket(w, i, count);
    if (i + 1 >= count || q_sort_of(w, i) != Q_SORT_COMMA)
        return none;
    uint32_t from = i + 1;
    if (q_word_token(w, from)->kind == Q_TOKEN_NUMBER && from + 2 < count &&
        q_sort_of(w, from + 1) == Q_SORT_COMMA) // his age
        from += 2;
    if (is_party(w, from) && from + 2 < count && q_sort_of(w, from + 1) == Q_SORT_COMMA)
        from += 2;
    if (q_word_is(w, from, "who") && from + 2 < count &&
        q_word_is_any(w, from + 1, serves)) {
        from += 2;
        if (q_word_is(w, from, "as"))
            from++;
        else if (!q_word_is_any(w, from - 1, (const char *const[]){"is", "was", NULL}))
            return none;
    } else if (q_sort_of(w, from) == Q_SORT_RELATIVE) {
        return none;
    }
    if (from >= count || q_is_start(w, from))
        return none;
    struct q_range found = {from, end_of_description(w, from)};
    if (found.to <= found.from || found.to >= count ||
        q_name_type_at(w->note, found.from) == Q_NAME_PERSON)
        return none;
    return describes(w, found) ? found : none;
}

// ── Of the article ──

static void take_gender(const struct q_words *w, struct q_range role, struct q_entity *e)
{
    if (!e->gender && e->type == Q_NAME_PERSON)
        e->gender = q_noun_gender(q_word_text(w, q_head_of(w, role)));
}

// A body's description: *, a shadow administration,* behind its name.
static struct q_range body_described(const struct q_words *w, uint32_t i)
{
    uint32_t count = w->note->token_count;
    struct q_range none = {i, i};
    i = q_skip_bracket(w, i, count);
    if (i + 2 >= count || q_sort_of(w, i) != Q_SORT_COMMA || !is_opener(w, i + 1) ||
        q_is_start(w, i + 1))
        return none;
    struct q_range found = {i + 1, end_of_description(w, i + 1)};
    return found.to < count && found.to > found.from + 1 ? found : none;
}

// How much a role tells: an office of several words most.
static int weight_of(const struct q_words *w, struct q_range role)
{
    static const char *const weak[] = {"dr",       "dr.",        "prof", "prof.", "sen",
                                       "sen.",     "rep",        "rep.", "gov",   "gov.",
                                       "democrat", "republican", NULL};
    if (role.from == role.to)
        return 0;
    uint32_t head = q_head_of(w, role);
    if (!q_is_office(w, head))
        return 1;
    if (q_word_is_any(w, head, weak))
        return 2;
    return role.to - role.from > 1 ? 4 : 3;
}

// The description beside mention `m` that tells most.
static struct q_range role_beside(const struct q_words *w, const struct q_mention *m,
                                  struct q_entity *e)
{
    if (e->type != Q_NAME_PERSON)
        return body_described(w, m->to);
    struct q_range found[] = {q_title_before(w, m->from), q_appositive_behind(w, m->to),
                              described_before(w, m->from)};
    struct q_range best = {m->from, m->from};
    for (size_t k = 0; k < sizeof found / sizeof *found; k++) {
        if (found[k].from < found[k].to)
            take_gender(w, found[k], e);
        if (weight_of(w, found[k]) > weight_of(w, best))
            best = found[k];
    }
    return best;
}

// What stands beside the mentions; of two roles that tell as much the first stays.
static void read_roles(const struct q_words *w, const struct q_mention *mentions,
                       uint32_t count, struct q_entities *entities)
{
    for (uint32_t n = 0; n < count; n++) {
        const struct q_mention *m = &mentions[n];
        if (m->entity == Q_NO_ENTITY)
            continue;
        struct q_entity *e = &entities->at[m->entity];
        if (e->type == Q_NAME_PLACE)
            continue;
        struct q_range role = role_beside(w, m, e);
        int weight = weight_of(w, role);
        if (weight <= e->role_weight)
            continue;
        while (role.from + 1 < role.to && q_is_article(w, role.from))
            role.from++;
        quoth_str words = q_range_text(w, role);
        if (words.len > Q_MAX_NAME)
            continue;
        e->role = words;
        e->role_weight = weight;
    }
}

void q_read_roles(const struct q_words *w, const struct q_aside *asides,
                  uint32_t aside_count, struct q_entities *entities)
{
    read_roles(w, entities->mentions, entities->mention_count, entities);
    for (uint32_t k = 0; k < aside_count; k++) {
        struct q_words beside = {w->lexicon, asides[k].text, &asides[k].note, NULL};
        read_roles(&beside, asides[k].mentions, asides[k].note.name_count, entities);
    }
}
