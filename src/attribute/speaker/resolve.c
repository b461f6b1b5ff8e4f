#include "attribute/speaker/resolve.h"

#include "attribute/grammar.h"
#include "attribute/speaker/candidate.h"
#include "attribute/speaker/reading.h"
#include "base/limits.h"

enum {
    SPOKEN = 6,       // speakers before a statement that count
    LEAST = 50,       // percent from which on somebody is named
    LEAST_WORDS = 30, // from which on a description stands for itself
    LEAST_AGAIN = 15, // from which on it is one told before
    SHOWN = 5,        // candidates of a record
    LEAST_SHOWN = 1,  // percent
    // How often readers agreed, of sources that say who they are (train/speakers.py).
    SURE_NAME = 98, // of a person
    SURE_BODY = 86,
    SURE_CAPITALS = 85, // of a name that its capitals alone tell
    SURE_AUTHOR = 75,   // of the article, who says *I*
    UNSURE_NAME = 60,
    SURE_WORDS = 91, // of a group
    MOST_WORDS = 84  // of others
};

struct resolver {
    const struct q_scene *scene;
    struct q_entities *entities;
    struct q_arena *arena;
    uint32_t *who; // entity of each statement, or Q_NO_ENTITY
    struct q_spoken spoken[SPOKEN];
    uint32_t spoken_count;
    bool explain;
    bool failed; // memory is out
};

// ── Records ──

static quoth_str kind_of(const struct q_entity *e)
{
    switch (e->type) {
    case Q_NAME_PERSON:
        return Q_STR("person");
    case Q_NAME_ORGANIZATION:
    case Q_NAME_PLACE:
        return Q_STR("organization");
    case Q_NAME_NONE:
    default:
        return e->kind;
    }
}

static void name_speaker(quoth_statement *s, const struct q_entity *e, unsigned confidence)
{
    s->speaker_name = e->name;
    s->speaker_kind = kind_of(e);
    s->speaker_role = e->role;
    s->speaker_why = Q_NO_STR;
    s->speaker_confidence = confidence;
}

static void leave_unnamed(quoth_statement *s, quoth_str why)
{
    s->speaker_name = Q_NO_STR;
    s->speaker_kind = Q_NO_STR;
    s->speaker_role = Q_NO_STR;
    s->speaker_why = why;
    s->speaker_confidence = 0;
}

// *Jane Doe* and *John Roe* as one string.
static quoth_str join(struct resolver *r, quoth_str a, quoth_str joint, quoth_str b)
{
    size_t len = a.len + joint.len + b.len;
    char *out = q_arena_alloc(r->arena, len ? len : 1);
    if (!out) {
        r->failed = true;
        return Q_NO_STR;
    }
    memcpy(out, a.ptr, a.len);
    memcpy(out + a.len, joint.ptr, joint.len);
    memcpy(out + a.len + joint.len, b.ptr, b.len);
    return q_str(out, len);
}

static void name_two(struct resolver *r, quoth_statement *s, const struct q_entity *a,
                     const struct q_entity *b, unsigned confidence)
{
    name_speaker(s, a, confidence);
    s->speaker_name = join(r, a->name, Q_STR(" and "), b->name);
    if (!a->role.ptr)
        s->speaker_role = b->role;
    else if (b->role.ptr)
        s->speaker_role = join(r, a->role, Q_STR("; "), b->role);
}

// ── Candidates ──

// "he spoke-last nearest": what asks, and what speaks for the candidate.
static quoth_str write_clues(struct resolver *r, enum q_asker asker, uint64_t clues)
{
    quoth_str who = q_str_from(q_asker_name(asker));
    size_t len = who.len;
    for (int k = 0; k < Q_CLUES; k++)
        if (clues >> k & 1)
            len += strlen(q_clue_name((enum q_clue)k)) + 1;
    char *out = q_arena_alloc(r->arena, len + 1), *at = out;
    if (!out) {
        r->failed = true;
        return Q_NO_STR;
    }
    memcpy(at, who.ptr, who.len);
    at += who.len;
    for (int k = 0; k < Q_CLUES; k++) {
        quoth_str name = q_str_from(q_clue_name((enum q_clue)k));
        if (!(clues >> k & 1))
            continue;
        *at++ = ' ';
        memcpy(at, name.ptr, name.len);
        at += name.len;
    }
    return q_str(out, (size_t)(at - out));
}

static void show_candidates(struct resolver *r, quoth_statement *s,
                            const struct q_weighed *weighed)
{
    uint32_t most = r->explain ? weighed->count : SHOWN;
    quoth_candidate *at = Q_ARENA_ARRAY(r->arena, quoth_candidate, weighed->count);
    if (!at) {
        r->failed = true;
        return;
    }
    s->candidates = at;
    s->candidate_count = 0;
    for (uint32_t k = 0; k < weighed->count && s->candidate_count < most; k++) {
        const struct q_candidate *c = &weighed->at[k];
        unsigned share = q_share_of(weighed, k);
        bool nobody = c->entity == Q_NO_ENTITY;
        if (!r->explain && (nobody || share < LEAST_SHOWN))
            continue;
        const struct q_entity *e = nobody ? NULL : &r->entities->at[c->entity];
        at[s->candidate_count++] = (quoth_candidate){
            .name = nobody ? Q_NO_STR : e->name,
            .kind = nobody ? Q_NO_STR : kind_of(e),
            .confidence = share,
            .clues = r->explain ? write_clues(r, weighed->asker, c->clues) : Q_NO_STR};
    }
}

// ── Descriptions ──

static quoth_str kind_of_description(enum q_described described)
{
    switch (described) {
    case Q_DESCRIBED_BODY:
        return Q_STR("organization");
    case Q_DESCRIBED_DOCUMENT:
        return Q_STR("document");
    case Q_DESCRIBED_GROUP:
        return Q_STR("group");
    case Q_DESCRIBED_PERSON:
    case Q_DESCRIBED_SOURCES:
    default:
        return Q_STR("anonymous");
    }
}

// Where a description ends: before a time (*the board over the weekend*), and a comma
// unless it is a list.
static uint32_t end_of_words(const struct q_words *w, const struct q_reading *reading,
                             struct q_range source)
{
    uint32_t to = source.to, time = q_time_behind(w->note, reading->head);
    const struct q_annotation *note = w->note;
    if (time < note->time_count && note->times[time].from < to &&
        note->times[time].from > reading->head) {
        to = note->times[time].from;
        while (to > reading->head + 1 && (q_sort_of(w, to - 1) == Q_SORT_PREPOSITION ||
                                          q_sort_of(w, to - 1) == Q_SORT_DETERMINER))
            to--;
    }
    if (reading->described == Q_DESCRIBED_GROUP)
        return to;
    for (uint32_t i = reading->head + 1; i < to; i++)
        if (q_sort_of(w, i) == Q_SORT_COMMA)
            return i;
    return to;
}

// The description's words; of a body without *the*.
static quoth_str words_of(const struct resolver *r, uint32_t n,
                          const struct q_reading *reading)
{
    const struct q_words *w = &r->scene->words;
    struct q_range source = r->scene->tellings[n].source;
    bool body = reading->described == Q_DESCRIBED_BODY;
    source.to = end_of_words(w, reading, source);
    if (body && source.to - source.from > 1 && q_word_is(w, source.from, "the"))
        source.from++;
    return q_range_text(w, source);
}

static quoth_str role_of_words(const struct resolver *r, const struct q_reading *reading,
                               uint32_t n)
{
    const struct q_words *w = &r->scene->words;
    struct q_range source = r->scene->tellings[n].source;
    static const char *const plain[] = {"official", "member", "resident", "victim",
                                        "suspect",  "expert", "aide",     "critic",
                                        "citizen",  NULL};
    bool office =
        reading->described == Q_DESCRIBED_PERSON &&
        (q_word_ends(w, reading->head, "person") || q_word_ends(w, reading->head, "man") ||
         q_word_ends(w, reading->head, "er") || q_word_ends(w, reading->head, "or") ||
         q_word_ends(w, reading->head, "ist"));
    if (!office || q_word_is_any(w, reading->head, plain) || source.to - source.from < 3 ||
        !(q_is_article(w, source.from) || q_word_is(w, source.from, "one")))
        return Q_NO_STR;
    return q_range_text(w, (struct q_range){source.from + 1, reading->head + 1});
}

// The source's own words are who speaks.
static uint32_t add_described(struct resolver *r, uint32_t n,
                              const struct q_reading *reading)
{
    struct q_entities *all = r->entities;
    quoth_str words = words_of(r, n, reading);
    if (all->count == all->room || words.len > Q_MAX_NAME)
        return Q_NO_ENTITY;
    all->at[all->count] =
        (struct q_entity){.name = words,
                          .role = role_of_words(r, reading, n),
                          .first = UINT32_MAX,
                          .kind = kind_of_description(reading->described)};
    return all->count++;
}

static enum q_asker asker_of(const struct q_reading *reading)
{
    if (reading->form == Q_READING_PRONOUN)
        return reading->pronoun == Q_PRONOUN_THEY ? Q_ASKER_THEY
               : reading->pronoun == Q_PRONOUN_IT ? Q_ASKER_IT
                                                  : Q_ASKER_HE;
    switch (reading->described) {
    case Q_DESCRIBED_GROUP:
        return Q_ASKER_GROUP;
    case Q_DESCRIBED_DOCUMENT:
        return Q_ASKER_DOCUMENT;
    case Q_DESCRIBED_BODY:
        return reading->definite ? Q_ASKER_BODY : Q_ASKER_NEW;
    case Q_DESCRIBED_PERSON:
    case Q_DESCRIBED_SOURCES:
    default:
        return reading->definite ? Q_ASKER_PERSON : Q_ASKER_NEW;
    }
}

// ── Statements ──

static struct q_weighed weigh(const struct resolver *r, uint32_t n,
                              const struct q_reading *reading)
{
    uint32_t parent = r->scene->statements->at[n].parent;
    struct q_asking asking = {.scene = r->scene,
                              .entities = r->entities,
                              .spoken = r->spoken,
                              .spoken_count = r->spoken_count,
                              .around =
                                  parent == QUOTH_NO_PARENT ? Q_NO_ENTITY : r->who[parent]};
    return q_weigh_candidates(&asking, n, reading, asker_of(reading));
}

static uint32_t resolve_pronoun(struct resolver *r, uint32_t n,
                                const struct q_reading *reading)
{
    quoth_statement *s = &r->scene->statements->at[n];
    struct q_weighed weighed = weigh(r, n, reading);
    uint32_t best = weighed.at[0].entity;
    unsigned share = q_share_of(&weighed, 0);
    show_candidates(r, s, &weighed);
    if (best == Q_NO_ENTITY || share < LEAST) {
        leave_unnamed(s, weighed.count < 2
                             ? Q_STR("a pronoun, and nobody is named near it")
                             : Q_STR("a pronoun, and no candidate is likely enough"));
        return Q_NO_ENTITY;
    }
    struct q_entity *e = &r->entities->at[best];
    name_speaker(s, e, share);
    enum { TELLS = 90 };
    bool counts = !(s->flags & QUOTH_FLAG_LEFT_OUT);
    bool he = reading->pronoun == Q_PRONOUN_HE, she = reading->pronoun == Q_PRONOUN_SHE;
    if (counts && (he || she) && !e->gender && share >= TELLS)
        e->gender = he ? Q_GENDER_MAN : Q_GENDER_WOMAN;
    return best;
}

// I and we: who speaks around them; outside every statement who wrote the article.
static uint32_t resolve_self(struct resolver *r, uint32_t n)
{
    quoth_statement *s = &r->scene->statements->at[n];
    bool we = q_str_equal_nocase(
        q_str_cut(r->scene->words.text, s->source.at[0].start, s->source.at[0].end),
        Q_STR("we"));
    if (s->parent != QUOTH_NO_PARENT) {
        const quoth_statement *p = &r->scene->statements->at[s->parent];
        s->speaker_name = p->speaker_name;
        s->speaker_kind = p->speaker_kind;
        s->speaker_role = p->speaker_role;
        s->speaker_confidence = p->speaker_confidence;
        s->speaker_why = p->speaker_name.ptr
                             ? Q_NO_STR
                             : Q_STR("the speaker around it, who is not told");
        return r->who[s->parent];
    }
    bool one =
        r->scene->article->author_count == 1 &&
        !memchr(r->scene->article->authors[0].ptr, ',', r->scene->article->authors[0].len);
    if (!we && one) {
        s->speaker_name = r->scene->article->authors[0];
        s->speaker_kind = Q_STR("person");
        s->speaker_confidence = SURE_AUTHOR;
        s->speaker_why = Q_NO_STR;
        return Q_NO_ENTITY;
    }
    leave_unnamed(s, Q_STR("the first person, outside every quotation"));
    return Q_NO_ENTITY;
}

// Whom a description names without another role has that.
static void describe(struct resolver *r, uint32_t n, const struct q_reading *reading,
                     struct q_entity *e)
{
    const struct q_words *w = &r->scene->words;
    struct q_range source = r->scene->tellings[n].source;
    bool person = e->type == Q_NAME_PERSON && reading->described == Q_DESCRIBED_PERSON;
    if (e->role.ptr || !person || (r->scene->statements->at[n].flags & QUOTH_FLAG_LEFT_OUT))
        return;
    if (source.to - source.from > 1 && q_is_article(w, source.from))
        source.from++;
    quoth_str words = q_range_text(w, source);
    if (words.len <= Q_MAX_NAME)
        e->role = words;
}

// Who is likeliest, and how likely. A description told before, with the same head, and the
// source's own words say the same: one with both their shares.
static uint32_t choose(const struct q_weighed *weighed, unsigned *share)
{
    unsigned words = 0, before = 0;
    uint32_t described = Q_NO_ENTITY;
    for (uint32_t k = 0; k < weighed->count; k++) {
        const struct q_candidate *c = &weighed->at[k];
        if (c->entity == Q_NO_ENTITY)
            words = q_share_of(weighed, k);
        else if (described == Q_NO_ENTITY && c->clues >> Q_CLUE_SAME_HEAD & 1) {
            described = c->entity;
            before = q_share_of(weighed, k);
        }
    }
    uint32_t best = weighed->at[0].entity;
    *share = q_share_of(weighed, 0);
    if (before >= LEAST_AGAIN && before + words > *share) {
        *share = before + words;
        return described;
    }
    if (best != Q_NO_ENTITY && *share < LEAST && words >= LEAST_WORDS) {
        *share = words;
        return Q_NO_ENTITY;
    }
    return best;
}

static uint32_t resolve_description(struct resolver *r, uint32_t n,
                                    const struct q_reading *reading)
{
    quoth_statement *s = &r->scene->statements->at[n];
    bool one = reading->described == Q_DESCRIBED_PERSON ||
               reading->described == Q_DESCRIBED_BODY || reading->definite;
    unsigned share = SURE_WORDS;
    if (one) {
        struct q_weighed weighed = weigh(r, n, reading);
        uint32_t best = choose(&weighed, &share);
        show_candidates(r, s, &weighed);
        if (best != Q_NO_ENTITY && share >= LEAST) {
            describe(r, n, reading, &r->entities->at[best]);
            name_speaker(s, &r->entities->at[best], share);
            return best;
        }
        if (best != Q_NO_ENTITY || share < LEAST_WORDS) {
            leave_unnamed(s, Q_STR("a description, and no candidate is likely enough"));
            return Q_NO_ENTITY;
        }
    }
    if (reading->described != Q_DESCRIBED_GROUP && share > MOST_WORDS)
        share = MOST_WORDS;
    uint32_t own = add_described(r, n, reading);
    if (own == Q_NO_ENTITY)
        leave_unnamed(s, Q_STR("a description that is too long for a name"));
    else
        name_speaker(s, &r->entities->at[own], share);
    return own;
}

static uint32_t resolve_name(struct resolver *r, uint32_t n,
                             const struct q_reading *reading)
{
    quoth_statement *s = &r->scene->statements->at[n];
    const struct q_entity *e = &r->entities->at[reading->entity];
    bool person = e->type == Q_NAME_PERSON;
    unsigned confidence = !reading->sure ? UNSURE_NAME : person ? SURE_NAME : SURE_BODY;
    if (reading->other != Q_NO_ENTITY)
        name_two(r, s, e, &r->entities->at[reading->other], confidence);
    else
        name_speaker(s, e, confidence);
    return reading->entity;
}

// A name by its capitals alone: somebody who is named elsewhere, or himself.
static uint32_t resolve_capitals(struct resolver *r, uint32_t n,
                                 const struct q_reading *reading)
{
    quoth_statement *s = &r->scene->statements->at[n];
    uint32_t who = q_entity_named(r->entities, s->speaker_name);
    if (who != Q_NO_ENTITY) {
        name_speaker(s, &r->entities->at[who], SURE_CAPITALS);
        return who;
    }
    if (!s->speaker_kind.ptr)
        s->speaker_kind = reading->described == Q_DESCRIBED_PERSON
                              ? Q_STR("person")
                              : kind_of_description(reading->described);
    s->speaker_confidence = SURE_CAPITALS;
    return Q_NO_ENTITY;
}

// The source's tokens are those of its span: a post's author may stand outside the voice.
static bool has_tokens(const struct resolver *r, uint32_t n)
{
    const quoth_statement *s = &r->scene->statements->at[n];
    struct q_range source = r->scene->tellings[n].source;
    return source.from < source.to && source.to <= r->scene->words.note->token_count &&
           q_word_token(&r->scene->words, source.from)->start == s->source.at[0].start;
}

static uint32_t resolve(struct resolver *r, uint32_t n)
{
    quoth_statement *s = &r->scene->statements->at[n];
    struct q_range source = r->scene->tellings[n].source;
    if (!s->source.count || !has_tokens(r, n)) {
        struct q_reading author = {.described = Q_DESCRIBED_PERSON};
        return s->speaker_name.ptr ? resolve_capitals(r, n, &author) : Q_NO_ENTITY;
    }
    struct q_reading reading = q_read_source(&r->scene->words, r->entities, source);
    switch (reading.form) {
    case Q_READING_NAMED:
        s->form = QUOTH_FORM_NAME;
        return resolve_name(r, n, &reading);
    case Q_READING_PRONOUN:
        s->form = QUOTH_FORM_PRONOUN;
        if (reading.pronoun == Q_PRONOUN_I)
            return resolve_self(r, n);
        if (reading.pronoun != Q_PRONOUN_OTHER)
            return resolve_pronoun(r, n, &reading);
        leave_unnamed(s, Q_STR("a word that stands for nobody in particular"));
        return Q_NO_ENTITY;
    case Q_READING_DESCRIBED:
        if (s->form == QUOTH_FORM_NAME && s->speaker_name.ptr) // by its capitals
            return resolve_capitals(r, n, &reading);
        s->form = QUOTH_FORM_NOMINAL;
        return resolve_description(r, n, &reading);
    case Q_READING_NONE:
    default:
        return Q_NO_ENTITY;
    }
}

static void remember(struct resolver *r, uint32_t n)
{
    if (r->who[n] == Q_NO_ENTITY)
        return;
    uint32_t keep = r->spoken_count < SPOKEN ? r->spoken_count : SPOKEN - 1;
    memmove(r->spoken + 1, r->spoken, keep * sizeof *r->spoken);
    r->spoken[0] = (struct q_spoken){r->who[n], n};
    r->spoken_count = keep + 1;
}

quoth_status q_tell_speakers(const struct q_scene *scene, struct q_entities *entities,
                             bool explain)
{
    struct quoth_statements *statements = scene->statements;
    struct resolver r = {.scene = scene,
                         .entities = entities,
                         .arena = &statements->arena,
                         .explain = explain};
    r.who = Q_ARENA_ARRAY(r.arena, uint32_t, statements->count);
    if (statements->count && !r.who)
        return QUOTH_ENOMEM;
    for (uint32_t n = 0; n < statements->count && !r.failed; n++) {
        const quoth_statement *s = &statements->at[n];
        r.who[n] = resolve(&r, n);
        if (s->parent == QUOTH_NO_PARENT && !(s->flags & QUOTH_FLAG_LEFT_OUT))
            remember(&r, n);
    }
    // a role may be told behind the statement
    for (uint32_t n = 0; n < statements->count && !r.failed; n++) {
        quoth_statement *s = &statements->at[n];
        if (r.who[n] != Q_NO_ENTITY && !s->speaker_role.ptr &&
            q_str_equal(s->speaker_name, entities->at[r.who[n]].name))
            s->speaker_role = entities->at[r.who[n]].role;
    }
    return r.failed ? QUOTH_ENOMEM : QUOTH_OK;
}
