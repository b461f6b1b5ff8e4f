#include "attribute/speaker/candidate.h"

#include "attribute/grammar.h"
#include "attribute/speaker/clue_weights.h"
#include "attribute/speaker/role.h"

_Static_assert(Q_CLUES <= 64, "a candidate's clues are bits of one number");

enum {
    BACK = 400,     // tokens before the source in which names count
    BEHIND = 160,   // tokens behind it, for who is first described
    HERE = 1000,    // tokens of a paragraph in which somebody spoke last
    ASIDES = 200,   // entities, the last ones, that may be named beside the text alone
    MENTIONS = 48,  // names to each side of the source that are looked at
    DEEPEST = 8,    // statements around a name, one in the other
    OFTEN = 4,      // mentions
    LONGEST = 12,   // tokens of a description that are compared
    STEP = 16,      // 1/256 nats of a step of EXPONENTIAL
    LEAST_WORD = 4, // letters of a word that descriptions share
    BESIDE = 24     // tokens of the phrase before a name
};

const char *q_asker_name(enum q_asker asker)
{
    static const char *const names[] = {"he",   "they",  "it",       "person",
                                        "body", "group", "document", "new"};
    _Static_assert(sizeof names / sizeof *names == Q_ASKERS, "each asker has a name");
    return names[asker];
}

const char *q_clue_name(enum q_clue clue)
{
    static const char *const names[] = {
        "nobody",        "nobody-alone",    "nobody-named",   "nobody-long",
        "nobody-of",     "spoke-last",      "spoke-second",   "spoke-earlier",
        "spoke-here",    "spoke-around",    "speaks-next",    "first-named",
        "same-sentence", "sentence-before", "two-before",     "far-before",
        "only-behind",   "only-aside",      "same-paragraph", "paragraph-before",
        "nearest",       "second-nearest",  "subject",        "object",
        "owner",         "talked-of",       "in-content",     "named-once",
        "named-often",   "most-named",      "same-gender",    "described",
        "body",          "group",           "head",           "words",
        "has-role",      "same-head",       "lone-person"};
    _Static_assert(sizeof names / sizeof *names == Q_CLUES, "each clue has a name");
    return names[clue];
}

// ── Who may be one ──

struct gathering {
    const struct q_asking *asking;
    const struct q_words *words;
    const struct q_reading *reading;
    enum q_asker asker;
    uint32_t n;                      // statement
    uint32_t source;                 // its first token
    uint32_t last[Q_MAX_CANDIDATES]; // index of the last mention before the source
    struct q_weighed *out;
};

static bool is_named(const struct q_entity *e)
{
    return e->type != Q_NAME_NONE;
}

static bool is_kind(const struct q_entity *e, const char *kind)
{
    return q_str_equal(e->kind, q_str_from(kind));
}

static bool fits_he(const struct gathering *g, const struct q_entity *e)
{
    enum q_gender wanted =
        g->reading->pronoun == Q_PRONOUN_HE ? Q_GENDER_MAN : Q_GENDER_WOMAN;
    if (e->gender && e->gender != wanted)
        return false;
    return e->type == Q_NAME_PERSON || is_kind(e, "anonymous") || is_kind(e, "person");
}

// Can the entity be who asks at all?
static bool fits(const struct gathering *g, const struct q_entity *e)
{
    bool body = e->type == Q_NAME_ORGANIZATION || e->type == Q_NAME_PLACE;
    bool person = e->type == Q_NAME_PERSON;
    switch (g->asker) {
    case Q_ASKER_HE:
        return fits_he(g, e);
    case Q_ASKER_THEY:
        return is_kind(e, "group") || body || is_kind(e, "organization") ||
               is_kind(e, "anonymous");
    case Q_ASKER_IT:
        return body || is_kind(e, "organization") || is_kind(e, "document");
    case Q_ASKER_PERSON:
        return person || is_kind(e, "anonymous") || is_kind(e, "person");
    case Q_ASKER_BODY:
        return body || is_kind(e, "organization");
    case Q_ASKER_GROUP:
        return is_kind(e, "group") || is_kind(e, "anonymous");
    case Q_ASKER_DOCUMENT:
        return is_kind(e, "document");
    case Q_ASKER_NEW:
        return g->reading->described == Q_DESCRIBED_PERSON ? person
                                                           : e->type == Q_NAME_ORGANIZATION;
    case Q_ASKERS:
    default:
        return false;
    }
}

static struct q_candidate *find(struct gathering *g, uint32_t entity)
{
    for (uint32_t k = 0; k < g->out->count; k++)
        if (g->out->at[k].entity == entity)
            return &g->out->at[k];
    return NULL;
}

static struct q_candidate *add(struct gathering *g, uint32_t entity)
{
    struct q_candidate *c = find(g, entity);
    if (c || g->out->count == Q_MAX_CANDIDATES ||
        !fits(g, &g->asking->entities->at[entity]))
        return c;
    g->last[g->out->count] = UINT32_MAX;
    c = &g->out->at[g->out->count++];
    *c = (struct q_candidate){.entity = entity};
    return c;
}

static void set(struct q_candidate *c, enum q_clue clue, bool is)
{
    c->clues |= (uint64_t)is << clue;
}

static void add_speakers(struct gathering *g)
{
    const struct q_asking *a = g->asking;
    const struct q_scene *scene = a->scene;
    for (uint32_t k = 0; k < a->spoken_count; k++) {
        struct q_candidate *c = add(g, a->spoken[k].entity);
        if (!c)
            continue;
        bool earlier = (c->clues >> Q_CLUE_SPOKE_LAST & 3) != 0;
        set(c, Q_CLUE_SPOKE_LAST, k == 0);
        set(c, Q_CLUE_SPOKE_SECOND, k == 1 && !earlier);
        set(c, Q_CLUE_SPOKE_EARLIER, k > 1 && !earlier);
        if (k > 0)
            continue;
        uint32_t from = scene->tellings[a->spoken[k].statement].sentence.from,
                 at = g->source;
        while (at > from && g->source - at < HERE &&
               !(q_word_token(g->words, at)->flags & Q_TOKEN_PARAGRAPH))
            at--;
        set(c, Q_CLUE_SPOKE_HERE, at <= from);
    }
    struct q_candidate *c = a->around != Q_NO_ENTITY ? add(g, a->around) : NULL;
    if (c)
        set(c, Q_CLUE_SPOKE_AROUND, true);
}

// Is the mention before the source part of the source itself?
static bool is_own(const struct gathering *g, const struct q_mention *m)
{
    const struct q_range *source = &g->asking->scene->tellings[g->n].source;
    return m->from >= source->from && m->to <= source->to;
}

static bool is_own_content(const struct gathering *g, const struct q_mention *m)
{
    uint32_t owner = g->asking->scene->owner[m->from];
    const struct quoth_statements *all = g->asking->scene->statements;
    for (uint32_t depth = 0; owner != QUOTH_NO_PARENT && depth < DEEPEST; depth++) {
        if (owner == g->n)
            return true;
        owner = all->at[owner].parent;
    }
    return false;
}

// Names before the source, the nearest first, and those behind it that it may announce.
static void add_names(struct gathering *g)
{
    const struct q_entities *entities = g->asking->entities;
    const struct q_mention *mentions = entities->mentions;
    uint32_t here = q_mention_at(entities, g->source);
    for (uint32_t n = here, looked = 0; n-- > 0 && looked < MENTIONS; looked++) {
        if (mentions[n].to + BACK < g->source)
            break;
        if (mentions[n].entity == Q_NO_ENTITY || is_own(g, &mentions[n]))
            continue;
        struct q_candidate *c = add(g, mentions[n].entity);
        if (!c)
            continue;
        if (is_own_content(g, &mentions[n])) {
            set(c, Q_CLUE_IN_CONTENT, true);
            continue;
        }
        uint32_t *last = &g->last[c - g->out->at];
        if (*last == UINT32_MAX)
            *last = n;
    }
    for (uint32_t n = here, looked = 0; n < entities->mention_count && looked < MENTIONS;
         n++, looked++) {
        if (mentions[n].from > g->source + BEHIND)
            break;
        if (mentions[n].entity == Q_NO_ENTITY || is_own(g, &mentions[n]))
            continue;
        struct q_candidate *c = find(g, mentions[n].entity);
        bool described = g->asker >= Q_ASKER_PERSON;
        if (!c && (described || !is_own_content(g, &mentions[n])))
            c = add(g, mentions[n].entity);
        if (c)
            set(c, Q_CLUE_IN_CONTENT, is_own_content(g, &mentions[n]));
    }
}

// Who is named as the speaker of what comes next, and who is named first of all.
static void look_ahead(struct gathering *g)
{
    const struct q_scene *scene = g->asking->scene;
    const struct q_entities *entities = g->asking->entities;
    enum { AHEAD = 2, LOOKED = 32 }; // statements
    uint32_t seen = 0, count = scene->statements->count;
    uint32_t end = count - g->n > LOOKED ? g->n + LOOKED : count;
    if (g->asker < Q_ASKER_PERSON)
        return;
    for (uint32_t n = g->n + 1; n < end && seen < AHEAD; n++) {
        if (scene->statements->at[n].parent != scene->statements->at[g->n].parent ||
            (scene->statements->at[n].flags & QUOTH_FLAG_LEFT_OUT))
            continue;
        seen++;
        struct q_reading next =
            q_read_source(g->words, entities, scene->tellings[n].source);
        struct q_candidate *c = next.form == Q_READING_NAMED ? find(g, next.entity) : NULL;
        if (c)
            set(c, Q_CLUE_SPEAKS_NEXT, true);
    }
    for (uint32_t k = 0; k < g->out->count; k++) {
        const struct q_entity *e = &entities->at[g->out->at[k].entity];
        bool first =
            e->first != UINT32_MAX && entities->mentions[e->first].from > g->source;
        for (uint32_t n = 0; first && n < e->first && n < MENTIONS; n++)
            first = entities->mentions[n].entity == Q_NO_ENTITY ||
                    entities->at[entities->mentions[n].entity].type != e->type;
        set(&g->out->at[k], Q_CLUE_FIRST_NAMED, first);
    }
}

// Those named only beside the text: in its title.
static void add_asides(struct gathering *g)
{
    const struct q_entities *entities = g->asking->entities;
    for (uint32_t e = entities->count, looked = 0; e-- > 0 && looked < ASIDES; looked++)
        if (entities->at[e].aside && !entities->at[e].mentions)
            add(g, e);
}

// ── What speaks for it ──

// Sentences, and paragraphs, that start between tokens `from` and `to`; at most 3.
static uint32_t starts_between(const struct q_words *w, uint32_t from, uint32_t to,
                               unsigned flag)
{
    uint32_t starts = 0;
    for (uint32_t i = to; i > from && starts < 3; i--)
        starts += (q_word_token(w, i)->flags & flag) != 0;
    return starts;
}

static void look_at_last(struct gathering *g, struct q_candidate *c, uint32_t last)
{
    const struct q_words *w = g->words;
    const struct q_mention *m = &g->asking->entities->mentions[last];
    uint32_t sentences = starts_between(w, m->to, g->source, Q_TOKEN_SENTENCE);
    uint32_t paragraphs = starts_between(w, m->to, g->source, Q_TOKEN_PARAGRAPH);
    struct q_range title = q_title_before(w, m->from);
    uint32_t from = title.to > title.from ? title.from : m->from;
    while (from > 0 && m->from - from < BESIDE && !q_is_first(w, from) &&
           (q_sort_of(w, from - 1) == Q_SORT_DETERMINER ||
            q_sort_of(w, from - 1) == Q_SORT_NAME))
        from--;
    set(c, Q_CLUE_SAME_SENTENCE, sentences == 0);
    set(c, Q_CLUE_SENTENCE_BEFORE, sentences == 1);
    set(c, Q_CLUE_TWO_BEFORE, sentences == 2);
    set(c, Q_CLUE_FAR_BEFORE, sentences > 2);
    set(c, Q_CLUE_SAME_PARAGRAPH, paragraphs == 0);
    set(c, Q_CLUE_PARAGRAPH_BEFORE, paragraphs == 1);
    bool owner = m->to < w->note->token_count && q_sort_of(w, m->to) == Q_SORT_OWNER;
    enum q_sort before = from > 0 ? q_sort_of(w, from - 1) : Q_SORT_STOP;
    bool verb = m->to < w->note->token_count && q_sort_of(w, m->to) == Q_SORT_VERB;
    set(c, Q_CLUE_OWNER, owner);
    set(c, Q_CLUE_SUBJECT, !owner && (q_is_first(w, from) || verb));
    set(c, Q_CLUE_OBJECT,
        !q_is_first(w, from) && (before == Q_SORT_PREPOSITION || before == Q_SORT_VERB));
    uint32_t level = g->asking->scene->statements->at[g->n].parent;
    uint32_t stands = g->asking->scene->owner[m->from];
    set(c, Q_CLUE_TALKED_OF, stands != QUOTH_NO_PARENT && stands != level);
}

static void rank_by_distance(struct gathering *g)
{
    uint32_t near = UINT32_MAX, second = UINT32_MAX;
    for (uint32_t k = 0; k < g->out->count; k++) {
        if (g->last[k] == UINT32_MAX)
            continue;
        if (near == UINT32_MAX || g->last[k] > g->last[near]) {
            second = near;
            near = k;
        } else if (second == UINT32_MAX || g->last[k] > g->last[second]) {
            second = k;
        }
    }
    if (near != UINT32_MAX)
        set(&g->out->at[near], Q_CLUE_NEAREST, true);
    if (second != UINT32_MAX)
        set(&g->out->at[second], Q_CLUE_SECOND_NEAREST, true);
}

// Does the text have this word, whole, or its plural?
static bool has_word(quoth_str text, quoth_str word)
{
    for (size_t i = 0; i + word.len <= text.len; i++) {
        bool starts = i == 0 || text.ptr[i - 1] == ' ' || text.ptr[i - 1] == '-';
        if (starts && q_str_equal_nocase(q_str(text.ptr + i, word.len), word) &&
            (i + word.len == text.len || (text.ptr[i + word.len] | 32) < 'a' ||
             (text.ptr[i + word.len] | 32) > 'z'))
            return true;
    }
    return false;
}

// Does a description share its head, or another word, with the role or name?
static void compare_words(struct gathering *g, struct q_candidate *c,
                          const struct q_entity *e)
{
    const struct q_range source = g->asking->scene->tellings[g->n].source;
    if (g->asker < Q_ASKER_PERSON)
        return;
    quoth_str head = q_word_text(g->words, g->reading->head);
    bool same =
        has_word(e->role, head) || (e->type != Q_NAME_PERSON && has_word(e->name, head));
    bool words = false;
    for (uint32_t i = source.from; i < source.to && i < source.from + LONGEST; i++) {
        quoth_str word = q_word_text(g->words, i);
        if (i != g->reading->head && word.len >= LEAST_WORD &&
            q_word_token(g->words, i)->kind == Q_TOKEN_WORD)
            words = words || has_word(e->role, word) || has_word(e->name, word);
    }
    set(c, is_named(e) ? Q_CLUE_HEAD : Q_CLUE_SAME_HEAD, same);
    set(c, Q_CLUE_WORDS, words);
    set(c, Q_CLUE_HAS_ROLE, !same && e->role.ptr);
}

static void look_at(struct gathering *g, uint32_t k, uint32_t most, uint32_t people)
{
    struct q_candidate *c = &g->out->at[k];
    const struct q_entity *e = &g->asking->entities->at[c->entity];
    if (g->last[k] != UINT32_MAX)
        look_at_last(g, c, g->last[k]);
    else if (is_named(e))
        set(c, e->mentions ? Q_CLUE_ONLY_BEHIND : Q_CLUE_ONLY_ASIDE, true);
    set(c, Q_CLUE_NAMED_ONCE, e->mentions == 1);
    set(c, Q_CLUE_NAMED_OFTEN, e->mentions >= OFTEN);
    set(c, Q_CLUE_MOST_NAMED, is_named(e) && e->mentions == most);
    set(c, Q_CLUE_SAME_GENDER, g->asker == Q_ASKER_HE && e->gender);
    set(c, Q_CLUE_DESCRIBED, !is_named(e));
    set(c, Q_CLUE_BODY, e->type == Q_NAME_ORGANIZATION || e->type == Q_NAME_PLACE);
    set(c, Q_CLUE_GROUP, is_kind(e, "group"));
    set(c, Q_CLUE_LONE_PERSON, e->type == Q_NAME_PERSON && people == 1);
    compare_words(g, c, e);
}

// What speaks for the description's own words.
static uint64_t clues_of_nobody(const struct gathering *g, bool alone)
{
    const struct q_words *w = g->words;
    struct q_range source = g->asking->scene->tellings[g->n].source;
    struct q_candidate nobody = {.clues = 0};
    set(&nobody, Q_CLUE_NOBODY, true);
    set(&nobody, Q_CLUE_NOBODY_ALONE, alone);
    if (g->asker < Q_ASKER_PERSON)
        return nobody.clues;
    bool named = false, of = false;
    for (uint32_t i = source.from; i < source.to; i++) {
        named = named || q_sort_of(w, i) == Q_SORT_NAME;
        of = of || (i > g->reading->head && q_sort_of(w, i) == Q_SORT_PREPOSITION);
    }
    set(&nobody, Q_CLUE_NOBODY_NAMED, named);
    set(&nobody, Q_CLUE_NOBODY_LONG, source.to - source.from > 3);
    set(&nobody, Q_CLUE_NOBODY_OF, of);
    return nobody.clues;
}

// ── Weighing ──

static int32_t score(enum q_asker asker, uint64_t clues)
{
    int32_t sum = 0;
    for (int k = 0; k < Q_CLUES; k++)
        if (clues >> k & 1)
            sum += CLUE_WEIGHTS[asker][k];
    return sum;
}

static void sort(struct q_weighed *out)
{
    for (uint32_t i = 1; i < out->count; i++) {
        struct q_candidate moved = out->at[i];
        uint32_t k = i;
        for (; k > 0 && out->at[k - 1].score < moved.score; k--)
            out->at[k] = out->at[k - 1];
        out->at[k] = moved;
    }
}

unsigned q_share_of(const struct q_weighed *weighed, uint32_t k)
{
    uint64_t sum = 0, own = 0;
    int32_t best = weighed->at[0].score;
    for (uint32_t i = 0; i < weighed->count; i++) {
        int32_t step = (best - weighed->at[i].score) / STEP;
        uint64_t part = step < EXPONENTIAL_STEPS ? EXPONENTIAL[step] : 0;
        sum += part;
        own = i == k ? part : own;
    }
    return sum ? (unsigned)((200 * own + sum) / (2 * sum)) : 0;
}

struct q_weighed q_weigh_candidates(const struct q_asking *asking, uint32_t n,
                                    const struct q_reading *reading, enum q_asker asker)
{
    struct q_weighed out = {.asker = asker};
    struct gathering g = {.asking = asking,
                          .words = &asking->scene->words,
                          .reading = reading,
                          .asker = asker,
                          .n = n,
                          .source = asking->scene->tellings[n].source.from,
                          .out = &out};
    add_speakers(&g);
    add_names(&g);
    if (asker == Q_ASKER_PERSON || asker == Q_ASKER_HE || asker == Q_ASKER_NEW)
        add_asides(&g);
    look_ahead(&g);
    rank_by_distance(&g);
    uint32_t most = 0, people = 0;
    for (uint32_t k = 0; k < out.count; k++) {
        const struct q_entity *e = &asking->entities->at[out.at[k].entity];
        people += e->type == Q_NAME_PERSON;
        if (is_named(e) && e->mentions > most)
            most = e->mentions;
    }
    for (uint32_t k = 0; k < out.count; k++)
        look_at(&g, k, most, people);
    out.at[out.count] = (struct q_candidate){.entity = Q_NO_ENTITY,
                                             .clues = clues_of_nobody(&g, out.count == 0)};
    out.count++;
    for (uint32_t k = 0; k < out.count; k++)
        out.at[k].score = score(asker, out.at[k].clues);
    sort(&out);
    return out;
}
