#include "query/field.h"

#include "record/term.h"

// In the order of their numbers, which stand in record/question.h.
static const char *const traits[] = {"anonymous", "named",  "negated",      "nested",
                                     "headline",  "person", "organization", "accepted",
                                     "rejected",  "edited", "reviewed",     NULL};
static const char *const parts[] = {"insert",   "said",    "to",   "via", "place",
                                    "occasion", "speaker", "role", "cue", NULL};

static const struct q_query_field fields[] = {
    {.name = "speaker", .asks = Q_ASKS_VOICE, .takes = Q_TAKES_NAME},
    {.name = "about", .asks = Q_ASKS_ABOUT, .takes = Q_TAKES_NAME},
    {.name = "to", .asks = Q_ASKS_WORDS, .takes = Q_TAKES_WORDS, .field = Q_FIELD_TO},
    {.name = "outlet", .asks = Q_ASKS_OUTLET, .takes = Q_TAKES_NAME},
    {.name = "via", .asks = Q_ASKS_WORDS, .takes = Q_TAKES_WORDS, .field = Q_FIELD_VIA},
    {.name = "source",
     .asks = Q_ASKS_WORDS,
     .takes = Q_TAKES_WORDS,
     .field = Q_FIELD_SOURCE},
    {.name = "place", .asks = Q_ASKS_WORDS, .takes = Q_TAKES_WORDS, .field = Q_FIELD_AT},
    {.name = "title", .asks = Q_ASKS_TITLE, .takes = Q_TAKES_NAME},
    {.name = "url", .asks = Q_ASKS_URL, .takes = Q_TAKES_ADDRESS},
    {.name = "article", .asks = Q_ASKS_ARTICLE, .takes = Q_TAKES_ID},
    {.name = "said", .asks = Q_ASKS_DAY, .takes = Q_TAKES_DAYS, .clock = QUOTH_CLOCK_SAID},
    {.name = "published",
     .asks = Q_ASKS_DAY,
     .takes = Q_TAKES_DAYS,
     .clock = QUOTH_CLOCK_PUBLISHED},
    {.name = "captured",
     .asks = Q_ASKS_DAY,
     .takes = Q_TAKES_DAYS,
     .clock = QUOTH_CLOCK_CAPTURED},
    {.name = "kind", .asks = Q_ASKS_KIND, .takes = Q_TAKES_CHOICE, .choices = q_kind_terms},
    {.name = "act", .asks = Q_ASKS_ACT, .takes = Q_TAKES_CHOICE, .choices = q_act_terms},
    {.name = "form", .asks = Q_ASKS_FORM, .takes = Q_TAKES_CHOICE, .choices = q_form_terms},
    {.name = "block",
     .asks = Q_ASKS_BLOCK,
     .takes = Q_TAKES_CHOICE,
     .choices = q_block_terms},
    {.name = "is", .asks = Q_ASKS_IS, .takes = Q_TAKES_CHOICE, .choices = traits},
    {.name = "has", .asks = Q_ASKS_HAS, .takes = Q_TAKES_CHOICE, .choices = parts},
    {.name = "depth", .asks = Q_ASKS_DEPTH, .takes = Q_TAKES_LEVELS},
    {.name = "confidence", .asks = Q_ASKS_SURE, .takes = Q_TAKES_CHANCE},
};
enum { FIELDS = sizeof fields / sizeof *fields };

const char q_query_field_names[] =
    "speaker, about, to, outlet, via, source, place, title, url, article, said, published, "
    "captured, kind, act, form, block, is, has, depth, confidence";

// What people write who come from other programs.
static const struct {
    const char *other, *name;
} others[] = {
    {"by", "speaker"},       {"who", "speaker"},       {"person", "speaker"},
    {"name", "speaker"},     {"from", "speaker"},      {"author", "speaker"},
    {"topic", "about"},      {"addressee", "to"},      {"paper", "outlet"},
    {"newspaper", "outlet"}, {"publisher", "outlet"},  {"site", "url"},
    {"http", "url"},         {"https", "url"},         {"link", "url"},
    {"headline", "title"},   {"intitle", "title"},     {"inurl", "url"},
    {"date", "said"},        {"day", "said"},          {"when", "said"},
    {"since", "said"},       {"until", "said"},        {"before", "said"},
    {"after", "said"},       {"pubdate", "published"}, {"added", "captured"},
    {"where", "place"},      {"occasion", "place"},    {"type", "kind"},
    {"relay", "via"},        {"agency", "via"},        {"id", "article"},
};

const struct q_query_field *q_query_field(quoth_str name)
{
    for (size_t i = 0; i < FIELDS; i++)
        if (q_str_equal_nocase(name, q_str_from(fields[i].name)))
            return &fields[i];
    return NULL;
}

const struct q_query_field *q_query_field_of(const struct q_question *question)
{
    for (size_t i = 0; i < FIELDS; i++)
        if (fields[i].asks == question->asks &&
            (question->asks != Q_ASKS_WORDS || fields[i].field == question->field) &&
            (question->asks != Q_ASKS_DAY || fields[i].clock == question->clock))
            return &fields[i];
    return NULL;
}

// How many letters must be put in, taken out, changed or swapped with the next to make `b`
// of `a`; more than two are "many". Both are short.
static unsigned apart(quoth_str a, quoth_str b)
{
    enum { LONGEST = 24, MANY = 3 };
    if (a.len >= LONGEST || b.len >= LONGEST)
        return MANY;
    unsigned rows[3][LONGEST];
    for (size_t j = 0; j <= b.len; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= a.len; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3],
                 *higher = rows[(i + 1) % 3];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= b.len; j++) {
            bool same = q_lower(a.ptr[i - 1]) == q_lower(b.ptr[j - 1]);
            unsigned least = above[j - 1] + (same ? 0 : 1);
            least = above[j] + 1 < least ? above[j] + 1 : least;
            least = row[j - 1] + 1 < least ? row[j - 1] + 1 : least;
            if (i > 1 && j > 1 && q_lower(a.ptr[i - 1]) == q_lower(b.ptr[j - 2]) &&
                q_lower(a.ptr[i - 2]) == q_lower(b.ptr[j - 1]) && higher[j - 2] + 1 < least)
                least = higher[j - 2] + 1;
            row[j] = least;
        }
    }
    return rows[a.len % 3][b.len] < MANY ? rows[a.len % 3][b.len] : MANY;
}

// Near enough to be a slip: one letter of a short word, two of a longer one.
static unsigned slip(quoth_str word, const char *name)
{
    enum { SHORT = 4, NONE = 9 };
    unsigned far = apart(word, q_str_from(name));
    return far <= (word.len <= SHORT ? 1u : 2u) && far < word.len ? far : NONE;
}

const char *q_query_field_like(quoth_str name)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (q_str_equal_nocase(name, q_str_from(others[i].other)))
            return others[i].name;
    const char *best = NULL;
    unsigned least = 3;
    for (size_t i = 0; i < FIELDS; i++) {
        unsigned far = slip(name, fields[i].name);
        if (far < least) {
            least = far;
            best = fields[i].name;
        }
    }
    return best;
}

uint32_t q_choice(const char *const *choices, quoth_str word)
{
    for (uint32_t i = 0; choices[i]; i++)
        if (q_str_equal_nocase(word, q_str_from(choices[i])))
            return i;
    return UINT32_MAX;
}

const char *q_choice_like(const char *const *choices, quoth_str word)
{
    const char *best = NULL;
    unsigned least = 3;
    for (; *choices; choices++) {
        unsigned far = slip(word, *choices);
        if (far < least) {
            least = far;
            best = *choices;
        }
    }
    return best;
}
