#include "attribute/lexicon.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/str.h"
#include "record/term.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

enum {
    LONGEST_WORD = 40,
    LONGEST_PHRASE = 8, // words
    PHRASE_BYTES = LONGEST_PHRASE * (LONGEST_WORD + 1),
    CANDIDATES = 24, // lemmas that one form may have by rule
    READINGS = 4,    // of one word: those of them that the lexicon knows
    ACTS = QUOTH_ACT_INTENT + 1
};
#define NONE UINT32_MAX

enum key_kind { EDGE = 1, NOT_EDGE = 2 };

// A word, form or phrase of the file. Words that only open a phrase have neither entry
// nor base.
struct key {
    const char *text;
    uint32_t len;
    uint32_t entry; // whose lemma it is, or NONE
    uint32_t base;  // key of the lemma's first word, of an irregular form; or NONE
    uint8_t phrase; // words of the longest phrase that it opens; 0: of none
    uint8_t kinds;  // key_kind, or-ed
};

struct q_lexicon {
    struct q_arena arena; // holds everything below, and this
    struct q_cue_entry *entries;
    struct key *keys;
    uint32_t *table; // [mask + 1], of keys by hash, NONE where free
    uint32_t entry_count, key_count, mask;
};

// A folded word: ASCII letters in lower case, ’ as '.
struct word {
    char text[LONGEST_WORD + 2];
    uint32_t len; // 0: too long to be known
};

// ── Table ──

// Where in the table `key` stands, or could.
static uint32_t *find_slot(const struct q_lexicon *lexicon, const char *text, uint32_t len)
{
    uint32_t at = (uint32_t)XXH3_64bits(text, len) & lexicon->mask;
    for (;; at = (at + 1) & lexicon->mask) {
        uint32_t *slot = &lexicon->table[at];
        if (*slot == NONE)
            return slot;
        const struct key *key = &lexicon->keys[*slot];
        if (key->len == len && memcmp(key->text, text, len) == 0)
            return slot;
    }
}

// The key of a text, or NULL.
static const struct key *find_key(const struct q_lexicon *lexicon, const char *text,
                                  uint32_t len)
{
    uint32_t index = *find_slot(lexicon, text, len);
    return index == NONE ? NULL : &lexicon->keys[index];
}

// The key of a text, new if need be.
static struct key *make_key(struct q_lexicon *lexicon, quoth_str text)
{
    uint32_t *slot = find_slot(lexicon, text.ptr, (uint32_t)text.len);
    if (*slot == NONE) {
        *slot = lexicon->key_count++;
        lexicon->keys[*slot] = (struct key){
            .text = text.ptr, .len = (uint32_t)text.len, .entry = NONE, .base = NONE};
    }
    return &lexicon->keys[*slot];
}

// ── Reading the file ──

enum section { SECTION_NONE, SECTION_CUES, SECTION_EDGES, SECTION_NOT_EDGES, SECTIONS };

static const char *const sections[] = {[SECTION_NONE] = "",
                                       [SECTION_CUES] = "[cues]",
                                       [SECTION_EDGES] = "[edges]",
                                       [SECTION_NOT_EDGES] = "[not edges]"};

const char *const q_cue_flag_terms[] = {"noun",    "verb",     "topic", "deed", "refusal",
                                        "verdict", "document", "weak",  NULL};

// Which of the `count` first of `names` is `text`, or `count`.
static unsigned which(quoth_str text, const char *const *names, unsigned count)
{
    unsigned i = 0;
    while (i < count && !q_str_equal(text, q_str_from(names[i])))
        i++;
    return i;
}

// Is it a word as the file writes them: folded?
static bool is_word(quoth_str text)
{
    if (text.len == 0 || text.len > LONGEST_WORD)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (!(c >= 'a' && c <= 'z') && c != '\'' && c != '-' && c < 0x80)
            return false;
    }
    return true;
}

// How many words the phrase has; 0 where one of them is none.
static uint32_t count_words(quoth_str phrase)
{
    uint32_t count = 0;
    for (quoth_str rest = phrase; rest.len; count++)
        if (!is_word(q_str_take_until(&rest, ' ')))
            return 0;
    bool open = phrase.len && phrase.ptr[phrase.len - 1] == ' ';
    return open || count > LONGEST_PHRASE ? 0 : count;
}

// "noun,verdict" or "-".
static bool read_flags(quoth_str text, unsigned *flags)
{
    enum { COUNT = sizeof q_cue_flag_terms / sizeof *q_cue_flag_terms - 1 };
    *flags = 0;
    if (q_str_equal(text, Q_STR("-")))
        return true;
    do {
        unsigned bit = which(q_str_take_until(&text, ','), q_cue_flag_terms, COUNT);
        if (bit == COUNT || (*flags & 1u << bit))
            return false;
        *flags |= 1u << bit;
    } while (text.len);
    return !(*flags & Q_CUE_VERB) || (*flags & Q_CUE_NOUN);
}

// lemma, act, flags, forms. What is wrong with the line, or NULL.
static const char *read_cue(struct q_lexicon *lexicon, quoth_str line)
{
    struct q_cue_entry entry = {.lemma = q_str_take_until(&line, '\t')};
    quoth_str act = q_str_take_until(&line, '\t'), flags = q_str_take_until(&line, '\t');
    uint32_t words = count_words(entry.lemma);
    if (words == 0)
        return "a lemma is words in lower case with one space between";
    unsigned term = which(act, q_act_terms, ACTS);
    if (term == ACTS)
        return "the act is not speech, writing, thought or intent";
    entry.act = (quoth_act)term;
    if (!read_flags(flags, &entry.flags))
        return "unknown flag, or one that stands twice, or verb without noun";

    struct key *key = make_key(lexicon, entry.lemma);
    if (key->entry != NONE)
        return "the lemma stands in the file twice";
    key->entry = lexicon->entry_count;
    quoth_str rest = entry.lemma;
    struct key *first = make_key(lexicon, q_str_take_until(&rest, ' '));
    if (words > 1 && words > first->phrase)
        first->phrase = (uint8_t)words;
    uint32_t base = (uint32_t)(first - lexicon->keys);
    while (line.len) {
        quoth_str form = q_str_take_until(&line, '\t');
        if (!is_word(form))
            return "a form is one word in lower case";
        key = make_key(lexicon, form);
        if ((key->base != NONE && key->base != base) || key - lexicon->keys == base)
            return "the form belongs to another word";
        key->base = base;
    }
    lexicon->entries[lexicon->entry_count++] = entry;
    return NULL;
}

// Words with a space between. What is wrong with the line, or NULL.
static const char *read_list(struct q_lexicon *lexicon, quoth_str line, unsigned kind)
{
    while (line.len) {
        quoth_str word = q_str_take_until(&line, ' ');
        if (!is_word(word))
            return "a list is words in lower case with one space between";
        struct key *key = make_key(lexicon, word);
        if (key->kinds & kind)
            return "the word stands in the list twice";
        key->kinds |= (uint8_t)kind;
    }
    return NULL;
}

static const char *read_line(struct q_lexicon *lexicon, quoth_str line,
                             enum section *section)
{
    if (line.len == 0 || line.ptr[0] == '#')
        return NULL;
    if (line.ptr[0] == '[') {
        *section = (enum section)which(line, sections, SECTIONS);
        return *section == SECTIONS ? "unknown section" : NULL;
    }
    switch (*section) {
    case SECTION_CUES:
        return read_cue(lexicon, line);
    case SECTION_EDGES:
        return read_list(lexicon, line, EDGE);
    case SECTION_NOT_EDGES:
        return read_list(lexicon, line, NOT_EDGE);
    default:
        return "a line before the first section";
    }
}

static quoth_status read_text(struct q_lexicon *lexicon, quoth_str text, quoth_error *error)
{
    enum section section = SECTION_NONE;
    unsigned number = 0;
    for (quoth_str rest = text; rest.len;) {
        quoth_str line = q_str_take_until(&rest, '\n');
        number++;
        const char *wrong = read_line(lexicon, line, &section);
        if (wrong)
            return q_error(error, QUOTH_EFORMAT, (uint64_t)(line.ptr - text.ptr),
                           "lexicon, line %u: %s", number, wrong);
    }
    return QUOTH_OK;
}

quoth_status q_lexicon_read(struct q_lexicon **out, quoth_str text, quoth_error *error)
{
    *out = NULL;
    if (text.len > Q_MAX_MODEL)
        return q_error(error, QUOTH_EFORMAT, Q_MAX_MODEL, "lexicon is larger than %u bytes",
                       Q_MAX_MODEL);
    // At most one key a word (a phrase is a key itself, for its first word), and one more.
    uint32_t words = 1, lines = 1, slots = 16;
    for (size_t i = 0; i < text.len; i++) {
        words += text.ptr[i] == '\t' || text.ptr[i] == ' ' || text.ptr[i] == '\n';
        lines += text.ptr[i] == '\n';
    }
    while (slots < 2 * words)
        slots *= 2;
    struct q_arena arena;
    q_arena_init(&arena, 64 * (size_t)Q_MAX_MODEL); // a key and its slots, a byte of text
    struct q_lexicon *lexicon = q_arena_calloc(&arena, 1, sizeof *lexicon);
    quoth_status status = QUOTH_ENOMEM;
    if (lexicon) {
        lexicon->mask = slots - 1;
        lexicon->entries = Q_ARENA_ARRAY(&arena, struct q_cue_entry, lines);
        lexicon->keys = Q_ARENA_ARRAY(&arena, struct key, words);
        lexicon->table = Q_ARENA_ARRAY(&arena, uint32_t, slots);
        if (lexicon->entries && lexicon->keys && lexicon->table) {
            memset(lexicon->table, 0xff, slots * sizeof *lexicon->table);
            status = read_text(lexicon, text, error);
        }
    }
    if (status == QUOTH_ENOMEM)
        q_error_nomem(error);
    if (status != QUOTH_OK) {
        q_arena_release(&arena);
        return status;
    }
    lexicon->arena = arena;
    *out = lexicon;
    return QUOTH_OK;
}

quoth_status q_lexicon_load(struct q_lexicon **out, quoth_error *error)
{
    extern const char q_cue_lexicon[], q_cue_lexicon_end[];
    return q_lexicon_read(
        out, q_str(q_cue_lexicon, (size_t)(q_cue_lexicon_end - q_cue_lexicon)), error);
}

void q_lexicon_free(struct q_lexicon *lexicon)
{
    if (!lexicon)
        return;
    struct q_arena arena = lexicon->arena;
    q_arena_release(&arena);
}

// ── Forms of words ──

static struct word fold(quoth_str text)
{
    struct word word = {.len = 0};
    size_t at = 0;
    while (at < text.len && word.len <= LONGEST_WORD) {
        char c = text.ptr[at];
        if (text.len - at >= 3 && memcmp(text.ptr + at, "\xe2\x80\x99", 3) == 0) {
            c = '\'';
            at += 2;
        }
        at++;
        word.text[word.len++] = q_lower(c);
    }
    if (word.len > LONGEST_WORD)
        word.len = 0;
    return word;
}

static struct word fold_token(quoth_str text, const struct q_token *token)
{
    if (token->kind == Q_TOKEN_MARK || token->kind == Q_TOKEN_QUOTE)
        return (struct word){.len = 0};
    return fold(q_token_text(text, token));
}

static quoth_str word_str(const struct word *word)
{
    return q_str(word->text, word->len);
}

static bool word_is(const struct word *word, const char *text)
{
    return q_str_equal(word_str(word), q_str_from(text));
}

static bool word_ends(const struct word *word, const char *with)
{
    return q_str_ends(word_str(word), q_str_from(with));
}

static bool is_one_of(const struct word *word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (word_is(word, list[i]))
            return true;
    return false;
}
#define IS_ONE_OF(word, list) is_one_of((word), (list), sizeof(list) / sizeof *(list))

struct candidates {
    struct word at[CANDIDATES];
    bool verb[CANDIDATES]; // by -ed or -ing, which no noun has
    uint32_t count;
};

// `word` with `tail` instead of its last `cut` bytes.
static void propose(struct candidates *out, const struct word *word, uint32_t cut,
                    const char *tail, bool verb)
{
    size_t len = strlen(tail);
    if (out->count == CANDIDATES || word->len <= cut || word->len - cut + len < 2 ||
        word->len - cut + len > LONGEST_WORD)
        return;
    out->verb[out->count] = verb;
    struct word *one = &out->at[out->count++];
    *one = *word;
    memcpy(one->text + (word->len - cut), tail, len);
    one->len = word->len - cut + (uint32_t)len;
}

// The verb that -ed or -ing (`cut` bytes) was put to: hoped hope, asked ask, planned plan.
static void propose_stems(struct candidates *out, const struct word *word, uint32_t cut)
{
    propose(out, word, cut, "e", true);
    propose(out, word, cut, "", true);
    uint32_t stem = word->len - cut;
    if (stem > 2 && word->text[stem - 1] == word->text[stem - 2])
        propose(out, word, cut + 1, "", true);
}

// What `word` may be a form of, itself first. Rules alone: most of them are no words.
static void propose_lemmas(struct candidates *out, const struct word *word)
{
    out->count = 0;
    propose(out, word, 0, "", false);
    if (word_ends(word, "s") && !word_ends(word, "ss")) {
        propose(out, word, 1, "", false);
        if (word_ends(word, "es"))
            propose(out, word, 2, "", false);
        if (word_ends(word, "ies"))
            propose(out, word, 3, "y", false);
    }
    if (word_ends(word, "ed")) {
        propose_stems(out, word, 2);
        if (word_ends(word, "ied"))
            propose(out, word, 3, "y", true);
    }
    if (word_ends(word, "ing")) {
        propose_stems(out, word, 3);
        if (word_ends(word, "ying"))
            propose(out, word, 4, "ie", true);
    }
    for (uint32_t i = 0, count = out->count; i < count; i++) { // British spelling
        const struct word *one = &out->at[i];
        if (word_ends(one, "ise"))
            propose(out, one, 3, "ize", out->verb[i]);
        else if (word_ends(one, "isation"))
            propose(out, one, 7, "ization", out->verb[i]);
    }
}

// Is the entry a noun: always, or where a noun stands?
static bool is_noun(const struct q_cue_entry *entry, bool noun)
{
    return entry->flags & Q_CUE_NOUN && (noun || !(entry->flags & Q_CUE_VERB));
}

struct readings {
    uint32_t keys[READINGS];
    uint32_t count;
};

static void add_reading(const struct q_lexicon *lexicon, struct readings *out,
                        uint32_t index)
{
    const struct key *key = &lexicon->keys[index];
    if ((key->entry == NONE && key->phrase == 0) || out->count == READINGS)
        return;
    for (uint32_t i = 0; i < out->count; i++)
        if (out->keys[i] == index)
            return;
    out->keys[out->count++] = index;
}

// The lemmas and openers of phrases that `word` is a form of.
static struct readings read_word(const struct q_lexicon *lexicon, const struct word *word)
{
    struct readings out = {.count = 0};
    struct candidates lemmas;
    if (word->len == 0)
        return out;
    propose_lemmas(&lemmas, word);
    for (uint32_t i = 0; i < lemmas.count; i++) {
        const struct key *key = find_key(lexicon, lemmas.at[i].text, lemmas.at[i].len);
        if (!key)
            continue;
        bool noun = key->entry != NONE && key->phrase == 0 &&
                    is_noun(&lexicon->entries[key->entry], false);
        if (!noun || !lemmas.verb[i])
            add_reading(lexicon, &out, (uint32_t)(key - lexicon->keys));
        if (key->base != NONE)
            add_reading(lexicon, &out, key->base);
    }
    return out;
}

static bool is_edge(const struct q_lexicon *lexicon, const struct word *word)
{
    const struct key *key = find_key(lexicon, word->text, word->len);
    if (key && key->kinds & EDGE)
        return true;
    if (word->len <= 3 || !word_ends(word, "ly") || (key && key->kinds & NOT_EDGE))
        return false;
    return !key || key->entry == NONE;
}

bool q_lexicon_edge(const struct q_lexicon *lexicon, quoth_str text)
{
    struct word word = fold(text);
    return is_edge(lexicon, &word);
}

// ── The head of a cue ──

struct cue {
    const struct q_lexicon *lexicon;
    quoth_str text;
    const struct q_token *tokens;
    uint32_t from, to;
};

// What a word of a phrase stands for: "in her view" is "in one's view".
static void generalize(struct word *word)
{
    static const char *const possessives[] = {"his", "her", "its", "their",
                                              "my",  "our", "your"};
    static const char *const reflexives[] = {"himself",    "herself", "itself",
                                             "themselves", "myself",  "ourselves"};
    if (IS_ONE_OF(word, possessives))
        *word = fold(Q_STR("one's"));
    else if (IS_ONE_OF(word, reflexives))
        *word = fold(Q_STR("oneself"));
}

// May it stand between the words of a phrase: "made *that* clear", "called *repeatedly*
// for"?
static bool may_part(const struct q_lexicon *lexicon, const struct word *word)
{
    static const char *const small[] = {"it",   "him",  "her",  "them", "me", "us", "you",
                                        "that", "this", "some", "a",    "an", "the"};
    return IS_ONE_OF(word, small) || is_edge(lexicon, word);
}

// The longest phrase that opens with `key` at token `at`; `*end` is moved behind it.
static const struct q_cue_entry *find_phrase(const struct cue *cue, const struct key *key,
                                             uint32_t at, bool parted, uint32_t *end)
{
    char phrase[PHRASE_BYTES];
    uint32_t len = key->len, entry = NONE;
    memcpy(phrase, key->text, len);
    for (uint32_t count = 1; count < key->phrase && ++at < cue->to;) {
        struct word word = fold_token(cue->text, &cue->tokens[at]);
        if (word.len == 0)
            break;
        if (parted && may_part(cue->lexicon, &word))
            continue;
        generalize(&word);
        phrase[len++] = ' ';
        memcpy(phrase + len, word.text, word.len);
        len += word.len;
        count++;
        const struct key *found = find_key(cue->lexicon, phrase, len);
        if (found && found->entry != NONE) {
            entry = found->entry;
            *end = at + 1;
        }
    }
    return entry == NONE ? NULL : &cue->lexicon->entries[entry];
}

// Which of a word's readings is meant: "the warning" the noun, "warning that" the verb.
static const struct q_cue_entry *choose_reading(const struct q_lexicon *lexicon,
                                                const struct readings *readings, bool noun)
{
    const struct q_cue_entry *out = NULL;
    for (uint32_t i = 0; i < readings->count; i++) {
        uint32_t index = lexicon->keys[readings->keys[i]].entry;
        if (index == NONE)
            continue;
        const struct q_cue_entry *entry = &lexicon->entries[index];
        if (!out || (is_noun(out, noun) != noun && is_noun(entry, noun) == noun))
            out = entry;
    }
    return out;
}

// Does a noun stand at `at`: right behind a determiner, or with one word between that
// tells nothing ("a stern warning", but "a report warning")?
static bool wants_noun(const struct cue *cue, uint32_t at)
{
    static const char *const determiners[] = {
        "a",     "an",      "the", "his",  "her",     "its",   "their", "my",   "our",
        "your",  "no",      "any", "some", "this",    "these", "those", "such", "each",
        "every", "another", "one", "two",  "several", "many",  "other"};
    if (at == 0)
        return false;
    struct word before = fold_token(cue->text, &cue->tokens[at - 1]);
    if (IS_ONE_OF(&before, determiners))
        return true;
    if (at < cue->from + 2 || before.len == 0)
        return false;
    struct readings readings = read_word(cue->lexicon, &before);
    if (choose_reading(cue->lexicon, &readings, true))
        return false;
    before = fold_token(cue->text, &cue->tokens[at - 2]);
    return IS_ONE_OF(&before, determiners);
}

// The word or phrase at token `at`, or NULL; `*end` is moved behind it.
static const struct q_cue_entry *find_entry(const struct cue *cue, uint32_t at, bool noun,
                                            uint32_t *end)
{
    struct word word = fold_token(cue->text, &cue->tokens[at]);
    struct readings readings = read_word(cue->lexicon, &word);
    for (uint32_t i = 0; i < readings.count; i++) {
        const struct key *key = &cue->lexicon->keys[readings.keys[i]];
        const struct q_cue_entry *entry = NULL;
        for (unsigned parted = 0; parted < 2 && key->phrase && !entry; parted++)
            entry = find_phrase(cue, key, at, parted, end);
        if (entry)
            return entry;
    }
    *end = at + 1;
    return choose_reading(cue->lexicon, &readings, noun);
}

// The lower, the better: "issued a statement saying" is headed by "saying".
static unsigned rank(const struct q_cue_entry *entry, bool noun)
{
    if (entry->flags & Q_CUE_WEAK)
        return 3;
    if (entry->flags & Q_CUE_DEED)
        return 2;
    return entry->flags & Q_CUE_TOPIC || is_noun(entry, noun) ? 1 : 0;
}

// The head, and its first token in `*head`.
static const struct q_cue_entry *find_head(const struct cue *cue, uint32_t *head)
{
    const struct q_cue_entry *best = NULL;
    unsigned best_rank = 0;
    for (uint32_t at = cue->from, end; at < cue->to; at = end) {
        bool noun = wants_noun(cue, at);
        const struct q_cue_entry *entry = find_entry(cue, at, noun, &end);
        if (!entry)
            continue;
        unsigned entry_rank = rank(entry, noun);
        if (!best || entry_rank < best_rank) {
            best = entry;
            best_rank = entry_rank;
            *head = at;
        }
    }
    return best;
}

const struct q_cue_entry *q_lexicon_cue(const struct q_lexicon *lexicon, quoth_str text,
                                        const struct q_token *tokens, uint32_t from,
                                        uint32_t to)
{
    struct cue cue = {lexicon, text, tokens, from, to};
    uint32_t head;
    return find_head(&cue, &head);
}

// ── Negation ──

// Does `word`, with `next` behind it, take back what follows: not, failed to, short of?
static bool negates(const struct word *word, const struct word *next)
{
    static const char *const plain[] = {"not",    "n't",     "cannot",  "never",
                                        "nor",    "neither", "without", "avoid",
                                        "avoids", "avoided", "avoiding"};
    static const char *const before_to[] = {
        "refuse",   "refuses",   "refused",   "refusing", "refusal",  "decline",
        "declines", "declined",  "declining", "fail",     "fails",    "failed",
        "failing",  "neglected", "yet",       "unable",   "unwilling"};
    static const char *const before_from[] = {"refrain", "refrains", "refrained",
                                              "refraining"};
    // "not only said", "could not help but say"
    static const char *const limits[] = {"only",   "just", "merely",  "simply",
                                         "resist", "help", "hesitate"};
    if (IS_ONE_OF(word, plain))
        return !IS_ONE_OF(next, limits);
    if (word_is(next, "to"))
        return IS_ONE_OF(word, before_to);
    if (word_is(next, "from"))
        return IS_ONE_OF(word, before_from);
    return (word_is(word, "short") && word_is(next, "of")) ||
           (word_is(word, "no") && word_is(next, "longer"));
}

// Is a saying refused: "declined to say", "declined to provide details", but neither
// "declined" alone nor "refused to sign"?
static bool refuses_saying(const struct cue *cue, uint32_t head)
{
    uint32_t to = head + 1;
    for (; to < cue->to; to++) {
        struct word word = fold_token(cue->text, &cue->tokens[to]);
        if (word_is(&word, "to") || word_is(&word, "from") || word_is(&word, "of"))
            break;
    }
    struct cue rest = {cue->lexicon, cue->text, cue->tokens, to, cue->to};
    const struct q_cue_entry *refused = find_head(&rest, &head);
    return refused && (!(refused->flags & Q_CUE_DEED) || refused->flags & Q_CUE_WEAK);
}

bool q_lexicon_negated(const struct q_lexicon *lexicon, quoth_str text,
                       const struct q_token *tokens, uint32_t from, uint32_t to,
                       const struct q_cue_entry *entry)
{
    struct cue cue = {lexicon, text, tokens, from, to};
    uint32_t head = to;
    find_head(&cue, &head);
    for (uint32_t at = from; at < head; at++) {
        struct word word = fold_token(text, &tokens[at]), next = {.len = 0};
        if (at + 1 < head)
            next = fold_token(text, &tokens[at + 1]);
        if (negates(&word, &next))
            return true;
    }
    return entry && entry->flags & Q_CUE_REFUSAL && refuses_saying(&cue, head);
}
