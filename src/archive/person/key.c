#include "archive/person/key.h"

#include "archive/person/fold.h"
#include "base/buf.h"
#include "base/utf8.h"

// A word of a name, folded, in q_name.room.
struct word {
    quoth_str text;   // "ocasiocortez"
    size_t last;      // where its last part behind a hyphen starts: 6
    uint64_t hyphens; // a bit for each of the first letters that one stands before
    bool comma;       // one stands behind it
    bool lead;        // "al-", "el-" stood before it
};

struct reader {
    struct word words[Q_KEY_PARTS];
    uint32_t count;
    char *room;
    size_t used;
};

static bool is_any(quoth_str word, const char *const *list)
{
    for (; *list; list++)
        if (q_str_equal(word, q_str_from(*list)))
            return true;
    return false;
}

// Offices and forms of address before a name. What stands before the name of one alone
// ("Pope", "King") goes too: the role keeps it.
static const char *const titles[] = {"mr",
                                     "mrs",
                                     "ms",
                                     "miss",
                                     "dr",
                                     "sen",
                                     "rep",
                                     "gov",
                                     "president",
                                     "sir",
                                     "lord",
                                     "lady",
                                     "dame",
                                     "prof",
                                     "professor",
                                     "gen",
                                     "general",
                                     "judge",
                                     "justice",
                                     "senator",
                                     "col",
                                     "colonel",
                                     "capt",
                                     "captain",
                                     "lt",
                                     "lieutenant",
                                     "sgt",
                                     "sergeant",
                                     "adm",
                                     "admiral",
                                     "maj",
                                     "major",
                                     "rev",
                                     "reverend",
                                     "pope",
                                     "king",
                                     "queen",
                                     "prince",
                                     "princess",
                                     "mayor",
                                     "governor",
                                     "secretary",
                                     "minister",
                                     "premier",
                                     "chancellor",
                                     "congressman",
                                     "congresswoman",
                                     "ambassador",
                                     "officer",
                                     "sheriff",
                                     "detective",
                                     "attorney",
                                     "speaker",
                                     "chairman",
                                     "chairwoman",
                                     "representative",
                                     "vice",
                                     "prime",
                                     "former",
                                     "us",
                                     "father",
                                     "sister",
                                     "rabbi",
                                     "imam",
                                     "bishop",
                                     "archbishop",
                                     "cardinal",
                                     "ayatollah",
                                     "sheikh",
                                     "coach",
                                     "cpl",
                                     "pvt",
                                     "hon",
                                     "mme",
                                     "mlle",
                                     "herr",
                                     "frau",
                                     "monsieur",
                                     "the",
                                     "defense",
                                     "state",
                                     "chief",
                                     "director",
                                     "spokesman",
                                     "spokeswoman",
                                     NULL};
static const char *const of_men[] = {"mr",       "sir",      "lord",      "king",
                                     "prince",   "herr",     "father",    "congressman",
                                     "monsieur", "chairman", "spokesman", NULL};
static const char *const of_women[] = {
    "mrs",   "ms",       "miss",          "lady",        "dame",
    "queen", "princess", "congresswoman", "mme",         "mlle",
    "frau",  "sister",   "chairwoman",    "spokeswoman", NULL};
// Belong to the surname behind them, which is known without them as well.
static const char *const particles[] = {"van", "von", "der",   "den", "de", "del", "della",
                                        "di",  "da",  "dos",   "du",  "la", "le",  "los",
                                        "bin", "ibn", "al",    "el",  "ul", "ter", "af",
                                        "zu",  "das", "degli", "san", NULL};
// Surnames that stand first in Chinese and Korean names.
static const char *const first_surnames[] = {
    "kim",  "xi",   "moon",  "park",  "hu",    "wen", "li",   "wang",  "zhang",
    "liu",  "chen", "yang",  "zhao",  "ban",   "lee", "zhou", "jiang", "wu",
    "xu",   "sun",  "ma",    "zhu",   "guo",   "he",  "lin",  "choi",  "cho",
    "kang", "hong", "yoon",  "hwang", "chung", "han", "mao",  "deng",  "bo",
    "ri",   "pak",  "chang", "geng",  "hua",   "lu",  NULL};

// Of them, those that a surname known alone may begin with, and no given name does: "Le
// Pen" is nobody's first name and surname, "Van Jones" and "Al Gore" are.
static const char *const leading[] = {"le",  "de",  "du",  "da",    "del", "bin", "von",
                                      "der", "den", "dos", "della", "ibn", "ter", NULL};

static enum q_suffix suffix_of(quoth_str word)
{
    static const struct {
        const char *word;
        enum q_suffix suffix;
    } suffixes[] = {
        {"jr", Q_SUFFIX_JUNIOR},     {"sr", Q_SUFFIX_SENIOR},  {"ii", Q_SUFFIX_SECOND},
        {"iii", Q_SUFFIX_THIRD},     {"iv", Q_SUFFIX_FOURTH},  {"junior", Q_SUFFIX_JUNIOR},
        {"senior", Q_SUFFIX_SENIOR}, {"2nd", Q_SUFFIX_SECOND}, {"3rd", Q_SUFFIX_THIRD}};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (q_str_equal(word, q_str_from(suffixes[i].word)))
            return suffixes[i].suffix;
    return Q_SUFFIX_NONE;
}

// ── Words ──

static void close_word(struct reader *reader, size_t start, uint64_t hyphens, bool comma)
{
    quoth_str text = q_str(reader->room + start, reader->used - start);
    if (!text.len || reader->count == Q_KEY_PARTS)
        return;
    size_t last = 0;
    for (size_t i = 1; i <= text.len && i < 64; i++)
        if (hyphens >> i & 1)
            last = i;
    reader->words[reader->count++] = (struct word){text, last, hyphens, comma, false};
}

// "al-Assad", "el-Sisi": the article goes, which not everybody writes.
static void drop_lead(struct word *word)
{
    if (word->last != 2 || word->text.len < 5)
        return;
    quoth_str lead = q_str(word->text.ptr, 2);
    if (!q_str_equal(lead, Q_STR("al")) && !q_str_equal(lead, Q_STR("el")))
        return;
    word->text.ptr += 2;
    word->text.len -= 2;
    word->last = 0;
    word->hyphens = 0;
    word->lead = true;
}

static void read_words(struct reader *reader, quoth_str text)
{
    size_t start = 0;
    uint64_t hyphens = 0;
    const char *at = text.ptr, *end = text.len ? text.ptr + text.len : at;
    while (at < end) {
        const char *from = at;
        uint32_t point = q_utf8_next(&at);
        size_t more = q_fold_letter(point, reader->room + reader->used);
        reader->used += more;
        if (more > 0 || q_fold_is_silent(point))
            continue;
        if (q_fold_is_hyphen(point)) {
            if (reader->used - start < 64)
                hyphens |= UINT64_C(1) << (reader->used - start);
            continue;
        }
        close_word(reader, start, hyphens, *from == ',');
        start = reader->used;
        hyphens = 0;
    }
    close_word(reader, start, hyphens, false);
    for (uint32_t i = 0; i < reader->count; i++)
        drop_lead(&reader->words[i]);
}

static void drop_first(struct reader *reader)
{
    memmove(reader->words, reader->words + 1, --reader->count * sizeof *reader->words);
}

// "Doe, Jane" → "Jane Doe"; "Doe, Jr." and "Doe, Jane Roe" stay what they are.
static void turn(struct reader *reader)
{
    if (reader->count < 2 || !reader->words[0].comma ||
        suffix_of(reader->words[1].text) != Q_SUFFIX_NONE)
        return;
    struct word surname = reader->words[0];
    drop_first(reader);
    reader->words[reader->count++] = surname;
}

static void take_titles(struct reader *reader, struct q_name *name)
{
    while (reader->count > 1 && is_any(reader->words[0].text, titles)) {
        if (is_any(reader->words[0].text, of_men))
            name->sex = Q_SEX_MAN;
        if (is_any(reader->words[0].text, of_women))
            name->sex = Q_SEX_WOMAN;
        drop_first(reader);
    }
}

static void take_suffix(struct reader *reader, struct q_name *name)
{
    // "Elizabeth II" is a name and a number: no surname, but another queen.
    while (reader->count > 1) {
        enum q_suffix suffix = suffix_of(reader->words[reader->count - 1].text);
        if (suffix == Q_SUFFIX_NONE)
            return;
        name->suffix = suffix;
        reader->count--;
    }
}

// "Moon Jae-in", "Kim Jong Un": the surname stands first.
static bool surname_first(const struct reader *reader)
{
    const struct word *words = reader->words;
    if (reader->count < 2 || reader->count > 3 || !is_any(words[0].text, first_surnames))
        return false;
    if (reader->count == 2 && q_str_equal(words[0].text, Q_STR("xi")))
        return true;
    // As three words would be read: "Kim Kardashian-West" is no more a Kim than with a
    // space.
    if (reader->count == 2)
        return words[1].hyphens == UINT64_C(1) << words[1].last && words[1].last > 1 &&
               words[1].last <= 5 && words[1].text.len - words[1].last <= 5;
    return words[1].text.len > 1 && words[1].text.len <= 5 && words[2].text.len <= 5;
}

// ── The parts of a name ──

static quoth_str join(struct q_name *name, size_t *used, const struct word *words,
                      uint32_t from, uint32_t to, const char *between)
{
    quoth_str out = q_str(name->room + *used, 0);
    for (uint32_t i = from; i < to; i++) {
        if (out.len > 0 && *between)
            name->room[*used + out.len++] = *between;
        memcpy(name->room + *used + out.len, words[i].text.ptr, words[i].text.len);
        out.len += words[i].text.len;
    }
    *used += out.len;
    return out;
}

static void tell_parts(struct reader *reader, struct q_name *name, size_t *used)
{
    const struct word *words = reader->words;
    uint32_t count = reader->count;
    quoth_str sound;
    if (surname_first(reader)) {
        name->surname = words[0].text;
        name->given = join(name, used, words, 1, count, "");
        sound = name->surname;
    } else {
        uint32_t from = 0, last = count - 1;
        name->surname = words[last].text;
        sound = q_str(words[last].text.ptr + words[last].last,
                      words[last].text.len - words[last].last);
        if (last > 0 && !is_any(words[0].text, leading))
            name->given = words[from++].text;
        uint32_t to = last;
        while (to > from && is_any(words[to - 1].text, particles))
            to--;
        if (to > from)
            name->middle = join(name, used, words, from, to, " ");
    }
    name->key = q_key_sound(sound.len ? sound : name->surname, name->room + *used);
    *used += name->key.len;
}

// A hyphen stays one, so that names of one id stand in one block: "Mc-Kinnon" does not
// stand in McKinnon's.
static void add_slug(struct q_name *name, size_t *used, const struct word *word)
{
    for (size_t i = 0; i < word->text.len; i++) {
        if (i > 0 && i < 64 && word->hyphens >> i & 1)
            name->room[(*used)++] = '-';
        name->room[(*used)++] = word->text.ptr[i];
    }
}

static void tell_slug(const struct reader *reader, struct q_name *name, size_t *used)
{
    static const char *const endings[] = {
        [Q_SUFFIX_NONE] = "",      [Q_SUFFIX_SENIOR] = "-sr", [Q_SUFFIX_JUNIOR] = "-jr",
        [Q_SUFFIX_SECOND] = "-ii", [Q_SUFFIX_THIRD] = "-iii", [Q_SUFFIX_FOURTH] = "-iv"};
    // "Mrs. Roe" is not "Mr. Roe".
    static const struct word address[] = {[Q_SEX_UNKNOWN] = {.text = {"", 0}},
                                          [Q_SEX_MAN] = {.text = {"mr-", 3}},
                                          [Q_SEX_WOMAN] = {.text = {"mrs-", 4}}};
    size_t start = *used;
    if (!name->given.len)
        join(name, used, &address[name->sex], 0, 1, "");
    for (uint32_t i = 0; i < reader->count; i++) {
        if (i > 0)
            name->room[(*used)++] = '-';
        add_slug(name, used, &reader->words[i]);
    }
    name->slug = q_str(name->room + start, *used - start);
    const char *ending = endings[name->suffix];
    memcpy(name->room + *used, ending, strlen(ending));
    name->slug.len += strlen(ending);
    *used += strlen(ending);
}

static quoth_str cut_to_most(quoth_str text)
{
    if (text.len <= Q_KEY_MOST)
        return text;
    size_t len = Q_KEY_MOST;
    while (len > 0 && !q_utf8_starts(text.ptr[len]))
        len--;
    return q_str(text.ptr, len);
}

bool q_name_read(quoth_str text, struct q_name *name)
{
    // A letter gives four bytes at most for each of its own.
    // cppcheck-suppress ctuuninitvar  // an array's address: nothing of it is read
    struct reader reader = {.room = name->room};
    name->given = Q_STR("");
    name->middle = name->surname = name->key = name->slug = name->given;
    name->suffix = Q_SUFFIX_NONE;
    name->sex = Q_SEX_UNKNOWN;
    read_words(&reader, cut_to_most(text));
    turn(&reader);
    take_titles(&reader, name);
    take_suffix(&reader, name);
    if (!reader.count)
        return false;
    size_t used = reader.used;
    tell_parts(&reader, name, &used);
    tell_slug(&reader, name, &used);
    return true;
}

// ── Organizations, and slugs ──

// What their names have or have not behind them, and before.
static const char *const legal[] = {
    "inc",  "corp", "corporation", "co",        "company",      "ltd",     "llc",
    "llp",  "plc",  "gmbh",        "ag",        "incorporated", "limited", "department",
    "dept", "news", "newspapers",  "newspaper", "magazine",     NULL};
static const char *const before[] = {"the", "us", "usa", NULL};

// "National Rifle Association (NRA)" → "National Rifle Association", of `room`.
static quoth_str without_brackets(quoth_str text, char *room)
{
    size_t len = 0;
    int depth = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '(')
            depth++;
        if (depth == 0)
            room[len++] = text.ptr[i];
        if (text.ptr[i] == ')' && depth > 0)
            depth--;
    }
    return len > 0 ? q_str(room, len) : text;
}

static size_t add_word(char *out, size_t len, quoth_str word)
{
    if (q_str_equal(word, Q_STR("and")) || len + word.len + 1 > Q_KEY_ROOM)
        return len;
    if (len > 0)
        out[len++] = ' ';
    memcpy(out + len, word.ptr, word.len);
    return len + word.len;
}

quoth_str q_key_organization(quoth_str text, char out[Q_KEY_ROOM])
{
    char room[4 * Q_KEY_MOST + 8], bare[Q_KEY_MOST];
    struct reader reader = {.room = room};
    read_words(&reader, without_brackets(cut_to_most(text), bare));
    uint32_t from = 0, to = reader.count;
    while (to - from > 1 && is_any(reader.words[from].text, before))
        from++;
    // "Department of Education" → "Education Department" → "Education".
    if (to - from > 2 && q_str_equal(reader.words[from].text, Q_STR("department")) &&
        q_str_equal(reader.words[from + 1].text, Q_STR("of")))
        from += 2;
    if (to - from > 1 && q_str_equal(reader.words[from].text, Q_STR("the")))
        from++;
    while (to - from > 1 && is_any(reader.words[to - 1].text, legal))
        to--;
    size_t len = 0;
    for (uint32_t i = from; i < to; i++)
        len = add_word(out, len, reader.words[i].text);
    return q_str(out, len);
}

// ── Organizations that are only described ──

// A bureau, his party, local media: nobody in particular, whatever letter it begins with.
static const char *const whose[] = {
    "a",     "an",    "another", "no",   "one",    "some",    "many",    "this",  "that",
    "these", "those", "his",     "her",  "their",  "its",     "our",     "my",    "your",
    "each",  "every", "any",     "both", "either", "neither", "several", "other", NULL};
static const char *const anybody[] = {
    "a",           "an",           "another",   "no",         "one",      "some",
    "many",        "this",         "that",      "these",      "those",    "his",
    "her",         "their",        "its",       "our",        "my",       "your",
    "each",        "every",        "any",       "both",       "either",   "neither",
    "several",     "other",        "local",     "federal",    "state",    "bureau",
    "party",       "company",      "court",     "committee",  "agency",   "government",
    "police",      "campaign",     "ministry",  "union",      "network",  "board",
    "group",       "department",   "team",      "council",    "panel",    "outlet",
    "firm",        "newspaper",    "media",     "commission", "office",   "administration",
    "association", "organization", "institute", "foundation", "military", "army",
    "news",        "other",        "officials", "city",       "county",   "school",
    "university",  "hospital",     "bank",      "paper",      NULL};

static bool has_capital(quoth_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((text.ptr[i] >= 'A' && text.ptr[i] <= 'Z') ||
            (unsigned char)text.ptr[i] >= 0xc3)
            return true;
    return false;
}

// "Jane Roe and Arn Lindholm": whoever they are, they are not one.
static bool names_two(quoth_str text)
{
    q_str_take_until(&text, ' '); // nothing stands before it
    while (text.len > 0) {
        quoth_str word = q_str_take_until(&text, ' ');
        if (text.len > 0 && q_str_equal_nocase(word, Q_STR("and")))
            return true;
    }
    return false;
}

bool q_key_names_one(quoth_str text, enum q_voice_kind kind)
{
    if (kind != Q_VOICE_ORGANIZATION)
        return kind == Q_VOICE_PERSON && !names_two(text);
    quoth_str first = q_str_take_until(&text, ' ');
    if (q_str_equal_nocase(first, Q_STR("the")))
        first = q_str_take_until(&text, ' ');
    // "State Department" and "University of Arn" are named, "State police" is not.
    if (q_str_is_any(first, anybody))
        return !q_str_is_any(first, whose) && has_capital(text);
    return has_capital(first) || has_capital(text);
}

quoth_str q_key_slug(quoth_str folded, char out[Q_KEY_ROOM])
{
    size_t len = folded.len < Q_KEY_ROOM ? folded.len : Q_KEY_ROOM;
    for (size_t i = 0; i < len; i++)
        out[i] = folded.ptr[i] == ' ' ? '-' : folded.ptr[i];
    return q_str(out, len);
}

quoth_str q_key_block(quoth_str text, enum q_voice_kind kind, char out[Q_KEY_ROOM])
{
    // The mark keeps people and organizations apart, and the key from being empty.
    if (kind == Q_VOICE_ORGANIZATION) {
        char room[Q_KEY_ROOM];
        quoth_str key = q_key_organization(text, room);
        size_t len = key.len < Q_KEY_ROOM - 1 ? key.len : Q_KEY_ROOM - 1;
        *out = 'o';
        out[1] = ':';
        len = len > Q_KEY_ROOM - 2 ? Q_KEY_ROOM - 2 : len;
        memcpy(out + 2, key.ptr, len);
        return q_str(out, len + 2);
    }
    struct q_name name;
    *out = 'p';
    out[1] = ':';
    if (!q_name_read(text, &name))
        return q_str(out, 2);
    size_t len = name.key.len > Q_KEY_ROOM - 2 ? Q_KEY_ROOM - 2 : name.key.len;
    memcpy(out + 2, name.key.ptr, len);
    return q_str(out, len + 2);
}
