#include "attribute/fields/told.h"

#include "attribute/fields/medium.h"

enum {
    OBJECT = 1,   // it stands between cue and content
    TO = 2,       // it opens the content, before *to*: *urged [Doe to …]*
    THAT = 4,     // likewise before *that*, *of*, *about*
    FOR = 8,      // likewise before *for*: *thanked [Doe for …]*
    PASSIVE = 16, // its subject: *[Doe] was told*
    NAMES = 32    // as an object only a name or a listener: *wrote the paper*
};

static const struct verb {
    const char *lemma;
    unsigned flags;
} verbs[] = {
    {"tell", OBJECT | TO | THAT | PASSIVE},
    {"inform", OBJECT | THAT | PASSIVE},
    {"notify", OBJECT | THAT | PASSIVE},
    {"remind", OBJECT | TO | THAT | PASSIVE},
    {"assure", OBJECT | THAT | PASSIVE},
    {"reassure", OBJECT | THAT | PASSIVE},
    {"advise", OBJECT | TO | THAT | PASSIVE},
    {"warn", OBJECT | TO | THAT | PASSIVE},
    {"caution", OBJECT | TO | THAT | PASSIVE},
    {"urge", OBJECT | TO | PASSIVE},
    {"ask", OBJECT | TO | PASSIVE},
    {"order", OBJECT | TO | PASSIVE},
    {"instruct", OBJECT | TO | PASSIVE},
    {"command", OBJECT | TO | PASSIVE},
    {"direct", OBJECT | TO | PASSIVE},
    {"beg", OBJECT | TO},
    {"implore", OBJECT | TO},
    {"press", OBJECT | TO | NAMES},
    {"pressure", OBJECT | TO | NAMES},
    {"encourage", TO | PASSIVE},
    {"exhort", OBJECT | TO},
    {"petition", OBJECT | TO | NAMES},
    {"lobby", OBJECT | TO | NAMES},
    {"brief", OBJECT | THAT | NAMES},
    {"call on", OBJECT | TO},
    {"call upon", OBJECT | TO},
    {"appeal to", OBJECT | TO},
    {"threaten", THAT | NAMES},
    {"promise", OBJECT | THAT | NAMES},
    {"challenge", TO},
    {"request", TO | NAMES},
    {"email", OBJECT | NAMES},
    {"e-mail", OBJECT | NAMES},
    {"text", OBJECT | NAMES},
    {"message", OBJECT | NAMES},
    {"write", OBJECT | NAMES},
    {"write to", OBJECT | NAMES},
    {"speak to", OBJECT | NAMES},
    {"say to", OBJECT | NAMES},
    {"question", OBJECT | NAMES},
    {"thank", FOR},
    {"congratulate", FOR},
    {"admonish", OBJECT | TO},
};

static const struct verb *verb_of(quoth_str lemma)
{
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
        if (q_str_equal(lemma, q_str_from(verbs[k].lemma)))
            return &verbs[k];
    return NULL;
}

// The last verb of the cue that takes a listener, and the token behind it.
static const struct verb *find_verb(const struct q_scene *scene, struct q_range cue,
                                    uint32_t *next)
{
    enum { MOST = 8 };
    const struct q_words *w = &scene->words;
    uint32_t floor = cue.to - cue.from > MOST ? cue.to - MOST : cue.from;
    if (cue.to < w->note->token_count && q_word_is(w, cue.to, "on")) { // *{called} on Doe*
        const struct q_cue_entry *head =
            q_cue_head(w, (struct q_range){cue.to - 1, cue.to + 1});
        *next = cue.to + 1;
        if (head && q_str_equal(head->lemma, Q_STR("call on")))
            return verb_of(head->lemma);
    }
    for (uint32_t i = cue.to; i-- > floor;) {
        static const char *const particles[] = {"on", "upon", "to", NULL};
        uint32_t to = i + 1;
        if (to < cue.to && q_word_is_any(w, to, particles))
            to++;
        for (; to > i; to--) {
            const struct q_cue_entry *head = q_cue_head(w, (struct q_range){i, to});
            const struct verb *verb = head ? verb_of(head->lemma) : NULL;
            *next = to;
            if (verb &&
                (to > i + 1) == (memchr(head->lemma.ptr, ' ', head->lemma.len) != NULL))
                return verb;
        }
    }
    return NULL;
}

// Does a request or report follow at token i inside the content: *to resign*, *that …*?
static bool follows(const struct q_words *w, uint32_t i, uint32_t end, unsigned flags)
{
    static const char *const thats[] = {"that", "of",      "about", "how",  "what",
                                        "why",  "whether", "not",   "with", "against",
                                        "if",   "there",   NULL};
    if (i + 1 >= end)
        return false;
    i += q_word_is(w, i, "not") && q_word_is(w, i + 1, "to");
    if ((flags & TO) && q_word_is(w, i, "to"))
        return i + 1 < end && !q_is_be(w, i + 1) &&
               q_sort_of(w, i + 1) != Q_SORT_DETERMINER;
    if ((flags & FOR) && (q_word_is(w, i, "for") || q_word_is(w, i, "on")))
        return true;
    return (flags & THAT) && q_word_is_any(w, i, thats);
}

// Does a form of *be* or *get* stand before the verb in its cue: *was told*, *got asked*?
static bool is_passive(const struct q_words *w, struct q_range cue, uint32_t verb)
{
    for (uint32_t i = cue.from; i < verb; i++)
        if (q_is_be(w, i) || q_word_is(w, i, "get") || q_word_is(w, i, "got"))
            return !q_word_ends(w, verb, "ing");
    return false;
}

// *Asked whether …, Doe said*: the source of the next statement of the sentence.
static struct q_range next_source(const struct q_scene *scene, uint32_t n)
{
    enum { NEAR = 8 };
    const struct q_telling *t = &scene->tellings[n];
    for (uint32_t k = n + 1; k < scene->statements->count && k - n < NEAR; k++) {
        const struct q_telling *o = &scene->tellings[k];
        if (scene->statements->at[k].parent == scene->statements->at[n].parent &&
            o->sentence.from == t->sentence.from && o->source.from < o->source.to &&
            o->source.from >= t->content.to)
            return o->source;
    }
    return (struct q_range){0, 0};
}

// Of *They were ordered*, *Doe, when asked, …*, *Asked whether …, Doe said*.
static struct q_range find_subject(const struct q_scene *scene, uint32_t n)
{
    static const char *const whens[] = {"when", "if", "once", "after", "upon", NULL};
    static const char *const whos[] = {"who", "which", NULL};
    const struct q_words *w = &scene->words;
    const struct q_telling *t = &scene->tellings[n];
    struct q_range none = {0, 0};
    uint32_t i = t->cue.from;
    while (i > t->sentence.from &&
           (q_sort_of(w, i - 1) == Q_SORT_ADVERB || q_is_auxiliary(w, i - 1)))
        i--;
    if (i > t->sentence.from && q_word_is_any(w, i - 1, whens))
        i--;
    if (i == t->sentence.from || q_is_first(w, i))
        return next_source(scene, n);
    if (q_word_is_any(w, i - 1, whos))
        return q_noun_before(w, i - 1, q_word_is(w, i - 1, "who"));
    if (q_sort_of(w, i - 1) == Q_SORT_PRONOUN || q_word_is(w, i - 1, "you"))
        return q_word_is(w, i - 1, "it") ? none : (struct q_range){i - 1, i};
    if (q_sort_of(w, i - 1) == Q_SORT_JOINT)
        return none;
    struct q_range noun = q_noun_before(w, i, false);
    if (noun.from == noun.to || noun.from < t->sentence.from)
        return none;
    if (noun.from == t->sentence.from)
        return noun;
    switch (q_sort_of(w, noun.from - 1)) {
    case Q_SORT_VERB: // *who saw the fire were urged*
    case Q_SORT_ING:
    case Q_SORT_JOINT:
        return none;
    case Q_SORT_PREPOSITION: { // *residents in the north were urged*
        struct q_range more = q_noun_before(w, noun.from - 1, false);
        return more.from < more.to && more.from >= t->sentence.from
                   ? (struct q_range){more.from, noun.to}
                   : none;
    }
    default:
        return noun;
    }
}

// The object at token i, between cue and content or where the content opens.
static void read_object(const struct q_scene *scene, uint32_t n, const struct verb *verb,
                        uint32_t i, struct q_told *out)
{
    const struct q_words *w = &scene->words;
    const struct q_telling *t = &scene->tellings[n];
    enum { LONGEST = 40 };
    uint32_t end = t->sentence.to;
    i = q_skip_adverbs(w, i, end);
    if (i >= end)
        return;
    bool inside = scene->owner[i] == n && (i == 0 || scene->owner[i - 1] != n);
    if (!inside && (!(verb->flags & OBJECT) || !q_tells(scene, n, i)))
        return;
    for (uint32_t k = i; !inside && k < end; k++)
        if (k - i > LONGEST || !q_tells(scene, n, k))
            end = k;
    struct q_range noun = q_read_listener(w, i, end, !(verb->flags & NAMES));
    if (noun.from < noun.to && t->source.from < noun.to && noun.from < t->source.to)
        return; // *asked Doe*
    if (noun.from == noun.to) {
        struct q_medium m = q_read_medium(w, Q_STR("at"), i, end);
        if (!inside && m.words.from < m.words.to) {
            out->event = m.words;
            out->place = m.place;
            out->next = m.next;
        }
        return;
    }
    for (uint32_t k = noun.from; inside && k < noun.to; k++) // *warned [Doe of floods]*
        if (k > noun.from && q_word_is(w, k, "of") && (verb->flags & THAT) &&
            !follows(w, noun.to, end, verb->flags))
            noun.to = k;
    if (inside && !follows(w, noun.to, end, verb->flags))
        return;
    out->listener = noun;
    out->next = inside ? 0 : noun.to;
}

struct q_told q_read_told(const struct q_scene *scene, uint32_t n)
{
    struct q_told out = {{0, 0}, {0, 0}, {0, 0}, 0};
    const struct q_telling *t = &scene->tellings[n];
    uint32_t next = 0;
    if (t->cue.from >= t->cue.to)
        return out;
    const struct verb *verb = find_verb(scene, t->cue, &next);
    if (!verb)
        return out;
    read_object(scene, n, verb, next, &out);
    if (out.listener.from < out.listener.to || !(verb->flags & PASSIVE))
        return out;
    bool alone = t->source.from == t->source.to && q_is_past(&scene->words, next - 1) &&
                 next - 1 == t->cue.from;
    if (is_passive(&scene->words, t->cue, next - 1) || alone)
        out.listener = find_subject(scene, n);
    return out;
}
