#include "attribute/speaker/entity.h"

#include "attribute/speaker/noun.h"
#include "base/limits.h"

#include <stdlib.h>

enum {
    LONGEST_WORD = 48, // bytes of a word that are compared
    LEAST_FOLDED = 5,  // letters: shorter words have one spelling
    MOST_ALIKE = 24    // entities with a word in common that are looked at
};

// ── Spellings ──

// A word of a name, as the ways to write it in Latin letters have it in common.
struct folded {
    char text[LONGEST_WORD];
    size_t len;
};

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

// The i-th letter, small; 0 behind the last.
static char letter(quoth_str word, size_t i)
{
    return i < word.len ? q_lower(word.ptr[i]) : 0;
}

// Ways to write Cyrillic and Arabic sounds (shared names of Wikidata: what stands in pairs
// of spellings): kh ch k, zh z, sch sh s, ph f, ck q c k, y j i, w v, and double letters;
// with `spells` false only capitals, stops and apostrophes.
static struct folded fold_as(quoth_str word, bool spells)
{
    struct folded out = {.len = 0};
    for (size_t i = 0; i < word.len && out.len + 1 < LONGEST_WORD; i++) {
        char c = letter(word, i), next = letter(word, i + 1);
        if (c == '.' || c == '\'')
            continue;
        if (q_str_starts(q_str(word.ptr + i, word.len - i), Q_STR("’"))) {
            i += 2;
            continue;
        }
        if (spells && c == 's' && next == 'c' && letter(word, i + 2) == 'h')
            i += 2;
        else if (spells && next == 'h' && c && strchr("kczsg", c))
            i++; // the second letter says nothing
        if (spells && c == 'p' && next == 'h') {
            c = 'f';
            i++;
        }
        c = spells && (c == 'y' || c == 'j') ? 'i' : c;
        c = spells && (c == 'c' || c == 'q') ? 'k' : c;
        c = spells && c == 'w' ? 'v' : c;
        if (spells && out.len > 0 && out.text[out.len - 1] == c &&
            (c == 'i' || !is_vowel(c)))
            continue;
        out.text[out.len++] = c;
    }
    return out;
}

// Short words have one spelling.
static struct folded fold(quoth_str word)
{
    return fold_as(word, word.len >= LEAST_FOLDED);
}

static quoth_str str_of(const struct folded *f)
{
    return q_str(f->text, f->len);
}

// Two spellings of one word of a name: *Nikolay*, *Nikolai*?
static bool is_same_spelling(quoth_str a, quoth_str b)
{
    struct folded x = fold(a), y = fold(b);
    return x.len > 0 && q_str_equal(str_of(&x), str_of(&y));
}

// At most one letter added, lost or changed.
static bool is_near(const struct folded *a, const struct folded *b)
{
    if (a->len > b->len)
        return is_near(b, a);
    if (a->len < LEAST_FOLDED || b->len - a->len > 1)
        return false;
    size_t i = 0, end = 0;
    while (i < a->len && a->text[i] == b->text[i])
        i++;
    while (end < a->len - i && a->text[a->len - 1 - end] == b->text[b->len - 1 - end])
        end++;
    return a->len - i - end <= 1 && b->len - i - end <= 1;
}

static bool is_initial(quoth_str word)
{
    return word.len == 1 || (word.len == 2 && word.ptr[1] == '.');
}

// Is the shorter of them, without a last *e*, *y* or *ie*, how the other starts: *Joe*,
// *Joseph*?
static bool is_short_form(const struct folded *a, const struct folded *b)
{
    if (a->len > b->len)
        return is_short_form(b, a);
    size_t len = a->len;
    while (len > 2 && (a->text[len - 1] == 'e' || a->text[len - 1] == 'i'))
        len--;
    return len > 1 && memcmp(a->text, b->text, len) == 0;
}

// Can both be one given name: *Jane*, *J.*; *Nikolay*, *Nikolai*; *Mike*, *Michael*; not
// *Paul*, *Paula*?
static bool is_same_given(quoth_str a, quoth_str b)
{
    struct folded x = fold_as(a, true), y = fold_as(b, true);
    if (!x.len || !y.len || x.text[0] != y.text[0])
        return false;
    if (is_initial(a) || is_initial(b) || q_str_equal(str_of(&x), str_of(&y)))
        return true;
    enum q_gender one = q_given_gender(a), other = q_given_gender(b);
    if (one && other && one != other)
        return false;
    size_t shared = 0;
    while (shared < x.len && shared < y.len && x.text[shared] == y.text[shared])
        shared++;
    return is_near(&x, &y) || shared >= 3 || is_short_form(&x, &y);
}

// ── Words of names ──

static bool is_lineage(quoth_str word)
{
    static const char *const ends[] = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", NULL};
    return q_str_is_any(word, ends);
}

// What stands before a name and is taken for its first word.
static bool is_title_word(quoth_str word)
{
    static const char *const titles[] = {
        "rabbi",     "mullah", "sheikh", "imam",   "sultan", "pastor",  "general",
        "president", "the",    "mr",     "mr.",    "dr",     "dr.",     "sen.",
        "rep.",      "gov.",   "prof",   "prof.",  "judge",  "justice", "capt.",
        "sgt.",      "lt.",    "col.",   "father", "sister", "saint",   "ustaz",
        "datuk",     "mrs",    "mrs.",   "ms",     "ms.",    "miss",    NULL};
    static const char *const parts[] = {"president-elect", "then-president",
                                        "then-president-elect", "vice-president", NULL};
    return q_str_is_any(word, titles) || q_str_is_any(word, parts);
}

// Is token i of a nation, which names do not have: *Salvadoran*, *Iranian*?
static bool is_nation(const struct q_words *w, uint32_t i)
{
    static const char *const ends[] = {"an", "ese", "ish", "raqi", "aeli", "stani", NULL};
    quoth_str word = q_word_text(w, i);
    bool capital = word.len > 3 && word.ptr[0] >= 'A' && word.ptr[0] <= 'Z';
    if (!capital || q_word_token(w, i)->kind != Q_TOKEN_WORD)
        return false;
    for (const char *const *e = ends; *e; e++)
        if (q_word_ends(w, i, *e))
            return true;
    return false;
}

// A word or a number, no mark: what names are made of.
static bool is_of_name(const struct q_words *w, uint32_t i)
{
    uint8_t kind = q_word_token(w, i)->kind;
    return kind == Q_TOKEN_WORD || kind == Q_TOKEN_NUMBER;
}

// The first token of a name behind such words.
static uint32_t start_of(const struct q_words *w, const struct q_name *name)
{
    uint32_t from = name->from;
    while (from + 1 < name->to && !is_of_name(w, from))
        from++; // *’s Security Council*
    while (from + 1 < name->to && is_title_word(q_word_text(w, from)) &&
           (name->type == Q_NAME_PERSON || q_word_is(w, from, "the")))
        from++;
    bool starts = (q_word_token(w, from)->flags & (Q_TOKEN_SENTENCE | Q_TOKEN_APART)) != 0;
    if (name->type == Q_NAME_ORGANIZATION && from == name->from && from > 0 && !starts &&
        is_nation(w, from - 1))
        return from - 1; // *Salvadoran Coffee Council*
    const struct q_name *before = name > w->note->names ? name - 1 : NULL;
    if (name->type == Q_NAME_ORGANIZATION && before && before->to == from && !starts &&
        before->type == Q_NAME_PLACE)
        return before->from; // *Tolva* *Post*
    return from;
}

// Behind the last token of a name: no mark (*Doe.*), of a place not what it lies in
// (*Beijing, China*).
static uint32_t end_of(const struct q_words *w, const struct q_name *name)
{
    uint32_t to = name->to;
    if (name->type == Q_NAME_PLACE)
        for (uint32_t i = name->from + 1; i < to; i++)
            if (q_word_is(w, i, ","))
                return i;
    while (to > name->from + 1 && q_is_mark(w, to - 1) && !q_word_is(w, to - 1, ")"))
        to--;
    return to;
}

// A name's words, without titles, Jr. and a possessive.
static uint32_t words_of(const struct q_words *w, const struct q_name *name,
                         quoth_str out[Q_NAME_WORDS])
{
    uint32_t count = 0, to = end_of(w, name);
    for (uint32_t i = start_of(w, name); i < to && count < Q_NAME_WORDS; i++)
        if (is_of_name(w, i) && !is_lineage(q_word_text(w, i)))
            out[count++] = q_word_text(w, i);
    return count;
}

// ── Entities by the words of their names ──

struct entry {
    uint64_t hash;
    uint32_t entity;
    uint32_t next; // entry with the same bucket; 0: none
};

struct q_entity_words {
    struct q_entities *found;
    struct entry *entries;
    uint32_t entry_count, entry_room;
    uint32_t *buckets; // first entry, 0: none
    uint32_t mask;
    uint32_t *full; // of each entity, its mentions of several words
};

static void add_word(struct q_entity_words *f, uint64_t hash, uint32_t entity)
{
    if (f->entry_count >= f->entry_room)
        return;
    uint32_t *bucket = &f->buckets[hash & f->mask];
    f->entries[f->entry_count] = (struct entry){hash, entity, *bucket};
    *bucket = f->entry_count++;
}

static uint64_t hash_of(quoth_str word)
{
    struct folded folded = fold(word);
    return quoth_word_hash(str_of(&folded));
}

static void add_words(struct q_entity_words *f, uint32_t entity)
{
    const struct q_entity *e = &f->found->at[entity];
    for (uint32_t i = 0; i < e->word_count; i++)
        add_word(f, hash_of(e->words[i]), entity);
    if (e->type == Q_NAME_PERSON || e->word_count < 2)
        return;
    char letters[Q_NAME_WORDS];
    size_t count = 0;
    for (uint32_t i = 0; i < e->word_count; i++)
        if (e->words[i].ptr[0] >= 'A' && e->words[i].ptr[0] <= 'Z')
            letters[count++] = e->words[i].ptr[0];
    if (count > 1)
        add_word(f, hash_of(q_str(letters, count)), entity);
}

static bool is_person(uint8_t type)
{
    return type == Q_NAME_PERSON;
}

// Can two names of several words be one person's: the same family name, and given names
// that do not contradict?
static bool is_same_person(const quoth_str *a, uint32_t a_count, const quoth_str *b,
                           uint32_t b_count)
{
    if (!is_same_spelling(a[a_count - 1], b[b_count - 1]) || !is_same_given(a[0], b[0]))
        return false;
    // *George H. W. Doe* is not *George W. Doe*
    return a_count <= 2 || b_count <= 2 || is_same_given(a[1], b[1]);
}

// Are the words of `a` among those of `b`, in their order: *Foreign Ministry*, *Russian
// Foreign Ministry*; *Kyaw Zaw*, *U Kyaw Zaw*?
static bool is_part(const quoth_str *a, uint32_t a_count, const quoth_str *b,
                    uint32_t b_count)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < b_count && at < a_count; i++)
        at += is_same_spelling(a[at], b[i]);
    return at == a_count;
}

static bool is_same_several(uint8_t type, const quoth_str *a, uint32_t a_count,
                            const quoth_str *b, uint32_t b_count)
{
    if (b_count < 2)
        return false;
    if (is_person(type))
        return is_same_person(a, a_count, b, b_count) ||
               (a_count < b_count ? is_part(a, a_count, b, b_count)
                                  : is_part(b, b_count, a, a_count));
    // a longer name that comes later may be another body's: the council, the UN council
    return a_count <= b_count && is_same_spelling(a[a_count - 1], b[b_count - 1]) &&
           is_part(a, a_count, b, b_count);
}

// Is it the first letters of a body's name: the *UN*?
static bool is_letters_of(quoth_str word, const struct q_entity *e)
{
    size_t at = 0;
    for (uint32_t i = 0; i < e->word_count; i++) {
        char first = e->words[i].ptr[0];
        if (first < 'A' || first > 'Z')
            continue;
        if (at >= word.len || word.ptr[at++] != first)
            return false;
    }
    return at > 1 && at == word.len;
}

// How well words name an entity.
enum rank {
    RANK_NONE,
    RANK_MIDDLE, // by a word that is neither the first nor the last
    RANK_GIVEN,  // by the given name of a person
    RANK_LAST,   // by the last word, the only one, or the letters of all
    RANK_SEVERAL // by several words
};

static enum rank rank_of(quoth_str word, const struct q_entity *e)
{
    if (e->word_count == 1)
        return is_same_spelling(word, e->words[0]) ? RANK_LAST : RANK_NONE;
    if (is_same_spelling(word, e->words[e->word_count - 1]))
        return RANK_LAST;
    if (is_person(e->type))
        return is_same_spelling(word, e->words[0]) ? RANK_GIVEN : RANK_MIDDLE;
    return is_letters_of(word, e) ? RANK_LAST : RANK_NONE;
}

struct match {
    uint32_t entity;
    enum rank rank;
    bool other; // another entity has this rank too
};

// The entity that `words` name, among those with the last of them (of one word: with it).
static struct match find(const struct q_entity_words *f, uint8_t type,
                         const quoth_str *words, uint32_t count, enum q_gender gender)
{
    struct match best = {Q_NO_ENTITY, RANK_NONE, false};
    uint64_t hash = hash_of(words[count - 1]);
    uint32_t looked = 0;
    for (uint32_t n = f->buckets[hash & f->mask]; n && looked < MOST_ALIKE;
         n = f->entries[n].next, looked++) {
        uint32_t entity = f->entries[n].entity;
        const struct q_entity *e = &f->found->at[entity];
        if (f->entries[n].hash != hash || is_person(e->type) != is_person(type) ||
            entity == best.entity)
            continue;
        if (gender && e->gender && gender != e->gender)
            continue;
        enum rank rank = RANK_NONE;
        if (count == 1)
            rank = rank_of(words[0], e);
        else if (is_same_several(type, words, count, e->words, e->word_count))
            rank = RANK_SEVERAL;
        if (rank == RANK_NONE || rank < best.rank)
            continue;
        bool better = best.entity == Q_NO_ENTITY ||
                      f->full[entity] > f->full[best.entity] ||
                      (entity < best.entity && f->full[entity] == f->full[best.entity]);
        if (rank > best.rank)
            best = (struct match){entity, rank, false};
        else
            best = (struct match){better ? entity : best.entity, rank, true};
    }
    if (best.other && best.rank <= RANK_GIVEN)
        best.entity = Q_NO_ENTITY; // *Mike*, of two
    return best;
}

// ── Mentions ──

// *Mr.*, *Mrs.* before token `from`.
static enum q_gender courtesy_before(const struct q_words *w, uint32_t from)
{
    if (from == 0)
        return Q_GENDER_NONE;
    quoth_str word = q_word_text(w, from - 1);
    enum q_gender gender = q_courtesy_gender(word);
    return gender ? gender : q_noun_gender(word);
}

// A body's name with its letters in brackets: *Arakan Army (AA)*.
static uint32_t end_of_letters(const struct q_words *w, const struct q_name *name)
{
    uint32_t i = end_of(w, name);
    if (name->type != Q_NAME_ORGANIZATION || name->to - name->from < 2 ||
        i + 2 >= w->note->token_count || !q_word_is(w, i, "(") || !q_word_is(w, i + 2, ")"))
        return i;
    quoth_str letters = q_word_text(w, i + 1);
    char last = letters.ptr[letters.len - 1]; // of any script, a digit, but no small one
    bool upper = letters.len > 1 && letters.ptr[0] >= 'A' && letters.ptr[0] <= 'Z' &&
                 !(last >= 'a' && last <= 'z');
    return upper ? i + 3 : i;
}

static quoth_str name_text(const struct q_words *w, const struct q_name *name)
{
    uint32_t to = end_of_letters(w, name);
    quoth_str out = q_range_text(w, (struct q_range){start_of(w, name), to});
    quoth_str last = q_word_text(w, to - 1);
    bool stop = last.len > 4 && q_str_ends(last, Q_STR("."));
    return q_str(out.ptr, out.len - stop);
}

static uint32_t add_entity(struct q_entity_words *f, uint8_t type, const quoth_str *words,
                           uint32_t count, quoth_str name, enum q_gender gender)
{
    uint32_t entity = f->found->count++;
    struct q_entity *e = &f->found->at[entity];
    *e = (struct q_entity){.word_count = count,
                           .name = name,
                           .first = UINT32_MAX,
                           .type = type,
                           .gender = gender};
    memcpy(e->words, words, count * sizeof *words);
    if (type == Q_NAME_PERSON && !gender && count > 1)
        e->gender = q_given_gender(words[0]);
    add_words(f, entity);
    return entity;
}

static bool has_lineage(quoth_str name)
{
    quoth_str word = Q_NO_STR;
    while (name.len)
        word = q_str_take_until(&name, ' ');
    return is_lineage(word);
}

// Does the name tell more than the entity's so far: a given name more than initials, then
// words, then Jr.?
static bool is_fuller(const struct q_entity *e, const quoth_str *words, uint32_t count,
                      quoth_str name)
{
    bool initial = is_initial(words[0]);
    if (initial != is_initial(e->words[0]))
        return !initial;
    if (count != e->word_count)
        return count > e->word_count;
    return has_lineage(name) && !has_lineage(e->name);
}

// A fuller name takes the place of the one so far.
static void widen(struct q_entity_words *f, uint32_t entity, const quoth_str *words,
                  uint32_t count, quoth_str name)
{
    struct q_entity *e = &f->found->at[entity];
    if (!is_fuller(e, words, count, name))
        return;
    memcpy(e->words, words, count * sizeof *words);
    e->word_count = count;
    e->name = name;
    if (e->type == Q_NAME_PERSON && !e->gender)
        e->gender = q_given_gender(words[0]);
    add_words(f, entity);
}

// The names of a text, whose mentions are `mentions`: those of several words, or of one.
static void read_names(struct q_entity_words *f, const struct q_words *w, bool several,
                       bool aside, struct q_mention *mentions)
{
    for (uint32_t n = 0; n < w->note->name_count; n++) {
        const struct q_name *name = &w->note->names[n];
        quoth_str words[Q_NAME_WORDS];
        uint32_t count = words_of(w, name, words);
        if (count == 0 || (count > 1) != several)
            continue;
        quoth_str whole = name_text(w, name);
        if (whole.len > Q_MAX_NAME)
            continue;
        enum q_gender gender =
            is_person(name->type) ? courtesy_before(w, start_of(w, name)) : Q_GENDER_NONE;
        struct match match = find(f, name->type, words, count, gender);
        if (match.entity == Q_NO_ENTITY)
            match.entity = add_entity(f, name->type, words, count, whole, gender);
        else if (several)
            widen(f, match.entity, words, count, whole);
        struct q_entity *e = &f->found->at[match.entity];
        if (gender)
            e->gender = gender;
        e->aside = e->aside || aside;
        mentions[n] = (struct q_mention){name->from, name->to, match.entity, !match.other};
        f->full[match.entity] += count > 1;
    }
}

static void count_mentions(struct q_entities *out)
{
    for (uint32_t n = 0; n < out->mention_count; n++) {
        if (out->mentions[n].entity == Q_NO_ENTITY)
            continue;
        struct q_entity *e = &out->at[out->mentions[n].entity];
        if (!e->mentions++)
            e->first = n;
    }
}

static quoth_status make_finder(struct q_entity_words *f, struct q_arena *arena,
                                uint32_t names)
{
    uint32_t size = 64;
    f->entry_room = names * (Q_NAME_WORDS + 1) + 1; // words and first letters of each
    while (size < names * 4)
        size *= 2;
    f->mask = size - 1;
    f->entry_count = 1; // entry 0 is none
    f->entries = Q_ARENA_ARRAY(arena, struct entry, f->entry_room);
    f->buckets = q_arena_calloc(arena, size, sizeof *f->buckets);
    f->full = q_arena_calloc(arena, names + 1, sizeof *f->full);
    f->found->at = Q_ARENA_ARRAY(arena, struct q_entity, f->found->room);
    return f->entries && f->buckets && f->full && (f->found->at || !f->found->room)
               ? QUOTH_OK
               : QUOTH_ENOMEM;
}

// A mention of each name, of nobody yet; NULL when memory is out or there are none.
static struct q_mention *mention_names(const struct q_annotation *note,
                                       struct q_arena *arena)
{
    struct q_mention *out = Q_ARENA_ARRAY(arena, struct q_mention, note->name_count);
    for (uint32_t n = 0; out && n < note->name_count; n++)
        out[n] =
            (struct q_mention){note->names[n].from, note->names[n].to, Q_NO_ENTITY, true};
    return out;
}

quoth_status q_find_entities(const struct q_words *words, struct q_aside *asides,
                             uint32_t aside_count, uint32_t more, struct q_arena *arena,
                             struct q_entities *out)
{
    const struct q_annotation *note = words->note;
    uint32_t names = note->name_count;
    for (uint32_t k = 0; k < aside_count; k++)
        names += asides[k].note.name_count;
    *out = (struct q_entities){.room = names + more, .mention_count = note->name_count};
    struct q_entity_words *f = Q_ARENA_ARRAY(arena, struct q_entity_words, 1);
    if (!f)
        return QUOTH_ENOMEM;
    *f = (struct q_entity_words){.found = out};
    out->words = f;
    out->mentions = mention_names(note, arena);
    if ((note->name_count && !out->mentions) || make_finder(f, arena, names))
        return QUOTH_ENOMEM;
    for (uint32_t k = 0; k < aside_count; k++) {
        asides[k].mentions = mention_names(&asides[k].note, arena);
        if (asides[k].note.name_count && !asides[k].mentions)
            return QUOTH_ENOMEM;
    }
    for (int several = 1; several >= 0; several--) {
        read_names(f, words, several, false, out->mentions);
        for (uint32_t k = 0; k < aside_count; k++) {
            struct q_words beside = {words->lexicon, asides[k].text, &asides[k].note, NULL};
            read_names(f, &beside, several, true, asides[k].mentions);
        }
    }
    count_mentions(out);
    return QUOTH_OK;
}

uint32_t q_entity_named(const struct q_entities *entities, quoth_str name)
{
    quoth_str words[Q_NAME_WORDS], rest = name;
    uint32_t count = 0;
    while (rest.len && count < Q_NAME_WORDS) {
        quoth_str word = q_str_take_until(&rest, ' ');
        if (word.len && !is_lineage(word))
            words[count++] = word;
    }
    if (!count)
        return Q_NO_ENTITY;
    struct match person = find(entities->words, Q_NAME_PERSON, words, count, Q_GENDER_NONE);
    if (person.entity != Q_NO_ENTITY)
        return person.entity;
    return find(entities->words, Q_NAME_ORGANIZATION, words, count, Q_GENDER_NONE).entity;
}

uint32_t q_mention_at(const struct q_entities *entities, uint32_t from)
{
    uint32_t low = 0, high = entities->mention_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (entities->mentions[middle].to <= from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
