#include "base/language.h"

#include "base/str.h"
#include "base/utf8.h"

#include <pthread.h>
#include <utf8proc.h>

// ── Scripts ──

enum script {
    LATIN,
    CYRILLIC,
    ARABIC,
    HAN, // from here on a script has one language, or stands for it
    KANA,
    HANGUL,
    GREEK,
    HEBREW,
    ARMENIAN,
    GEORGIAN,
    DEVANAGARI,
    BENGALI,
    GURMUKHI,
    GUJARATI,
    TAMIL,
    TELUGU,
    KANNADA,
    MALAYALAM,
    SINHALA,
    THAI,
    LAO,
    BURMESE,
    ETHIOPIC,
    KHMER,
    SCRIPTS,
    NO_SCRIPT = SCRIPTS
};

static const char codes[SCRIPTS][3] = {
    [HAN] = "zh",     [KANA] = "ja",     [HANGUL] = "ko",    [GREEK] = "el",
    [HEBREW] = "he",  [ARMENIAN] = "hy", [GEORGIAN] = "ka",  [DEVANAGARI] = "hi",
    [BENGALI] = "bn", [GURMUKHI] = "pa", [GUJARATI] = "gu",  [TAMIL] = "ta",
    [TELUGU] = "te",  [KANNADA] = "kn",  [MALAYALAM] = "ml", [SINHALA] = "si",
    [THAI] = "th",    [LAO] = "lo",      [BURMESE] = "my",   [ETHIOPIC] = "am",
    [KHMER] = "km"};

// Letters, and marks inside words, without ASCII's; ascending.
static const struct {
    uint32_t first, last;
    enum script script;
} ranges[] = {
    {0xaa, 0xaa, LATIN},        {0xba, 0xba, LATIN},       {0xc0, 0xd6, LATIN},
    {0xd8, 0xf6, LATIN},        {0xf8, 0x24f, LATIN},      {0x300, 0x36f, LATIN},
    {0x370, 0x3ff, GREEK},      {0x400, 0x52f, CYRILLIC},  {0x531, 0x587, ARMENIAN},
    {0x5b0, 0x5f2, HEBREW},     {0x620, 0x65f, ARABIC},    {0x66e, 0x6d3, ARABIC},
    {0x6d5, 0x6ef, ARABIC},     {0x6fa, 0x6ff, ARABIC},    {0x900, 0x963, DEVANAGARI},
    {0x971, 0x97f, DEVANAGARI}, {0x980, 0x9ff, BENGALI},   {0xa00, 0xa7f, GURMUKHI},
    {0xa80, 0xaff, GUJARATI},   {0xb80, 0xbff, TAMIL},     {0xc00, 0xc7f, TELUGU},
    {0xc80, 0xcff, KANNADA},    {0xd00, 0xd7f, MALAYALAM}, {0xd80, 0xdff, SINHALA},
    {0xe00, 0xe7f, THAI},       {0xe80, 0xeff, LAO},       {0x1000, 0x109f, BURMESE},
    {0x10a0, 0x10ff, GEORGIAN}, {0x1100, 0x11ff, HANGUL},  {0x1200, 0x139f, ETHIOPIC},
    {0x1780, 0x17ff, KHMER},    {0x1e00, 0x1eff, LATIN},   {0x1f00, 0x1fff, GREEK},
    {0x3040, 0x30ff, KANA},     {0x3400, 0x4dbf, HAN},     {0x4e00, 0x9fff, HAN},
    {0xac00, 0xd7af, HANGUL},   {0x20000, 0x323af, HAN}};

static enum script script_of(uint32_t point)
{
    enum { COUNT = sizeof ranges / sizeof *ranges };
    if (point < 0x80)
        return (point | 0x20) >= 'a' && (point | 0x20) <= 'z' ? LATIN : NO_SCRIPT;
    unsigned from = 0, to = COUNT; // the first range that does not end before it
    while (from < to) {
        unsigned middle = (from + to) / 2;
        if (ranges[middle].last < point)
            from = middle + 1;
        else
            to = middle;
    }
    return from < COUNT && ranges[from].first <= point ? ranges[from].script : NO_SCRIPT;
}

// ── The lexicon ──

enum { LANGUAGES_MOST = 64, SLOTS = 1 << 13 };

struct language {
    quoth_str code, name;
    enum script script; // of its words; NO_SCRIPT: it has none
};

struct entry {
    uint64_t hash;      // of the folded word, which itself is not kept
    uint64_t languages; // bits; 0: the slot is free
};

// Filled once, then never changed.
static struct {
    struct language languages[LANGUAGES_MOST];
    unsigned count;
    struct entry words[SLOTS]; // by hash, less than half full
} lexicon;

static pthread_once_t read_once = PTHREAD_ONCE_INIT;

// FNV-1a, byte by byte.
#define HASH_START UINT64_C(0xcbf29ce484222325)
static uint64_t hash_byte(uint64_t hash, unsigned char byte)
{
    return (hash ^ byte) * UINT64_C(0x100000001b3);
}

static struct entry *find_word(uint64_t hash)
{
    size_t at = (hash ^ hash >> 32) & (SLOTS - 1);
    while (lexicon.words[at].languages && lexicon.words[at].hash != hash)
        at = (at + 1) & (SLOTS - 1);
    return &lexicon.words[at];
}

static void add_words(struct language *language, quoth_str line)
{
    while (line.len) {
        quoth_str word = q_str_take_until(&line, ' ');
        uint64_t hash = HASH_START;
        for (size_t i = 0; i < word.len; i++)
            hash = hash_byte(hash, (unsigned char)word.ptr[i]);
        const char *at = word.ptr;
        language->script = script_of(q_utf8_next(&at));
        struct entry *entry = find_word(hash);
        entry->hash = hash;
        entry->languages |= UINT64_C(1) << (language - lexicon.languages);
    }
}

// tests/unit/test_language.c sees to the form of the file, and that it fits.
static void read_lexicon(void)
{
    extern const char q_language_words[], q_language_words_end[];
    quoth_str rest =
        q_str(q_language_words, (size_t)(q_language_words_end - q_language_words));
    struct language *language = lexicon.languages;
    while (rest.len) {
        quoth_str line = q_str_take_until(&rest, '\n');
        if (!line.len || line.ptr[0] == '#')
            continue;
        if (line.ptr[0] == '[') {
            language = &lexicon.languages[lexicon.count++];
            language->code = q_str(line.ptr + 1, 2);
            language->name = q_str(line.ptr + 4, line.len - 5);
            language->script = NO_SCRIPT;
        } else {
            add_words(language, line);
        }
    }
}

// ── Counting ──

struct tally {
    uint64_t hits[LANGUAGES_MOST]; // words of each language's list
    uint64_t letters[SCRIPTS];
    uint64_t words;  // in letters that have a case, or Arabic
    uint64_t marked; // of them, those in lower case with a letter that ASCII has not
};

// The word that is being read.
struct word {
    uint64_t hash;
    unsigned letters; // 0: none is being read
    bool code;        // has a digit or underscore: no word of a sentence
    bool lower;       // begins with a small letter
    bool marked;      // has a letter that ASCII has not
};

// `next` stands behind the word. A letter is a word before a space or an apostrophe (a,
// l'eau), not in p.m. or A/B.
static void end_word(struct tally *tally, struct word *word, uint32_t next)
{
    bool whole = word->letters > 1 || next <= ' ' || next == '\'' || next == 0x2019;
    if (word->letters && whole && !word->code) {
        tally->words++;
        tally->marked += word->lower && word->marked;
        for (uint64_t left = find_word(word->hash)->languages; left; left &= left - 1)
            tally->hits[__builtin_ctzll(left)]++;
    }
    *word = (struct word){.hash = HASH_START};
}

static void add_letter(struct tally *tally, struct word *word, enum script script,
                       uint32_t point)
{
    uint32_t lower =
        point < 0x80 ? point | 0x20 : (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
    if (word->letters++ == 0)
        word->lower = lower == point;
    tally->letters[script]++;
    if (lower < 0x80) {
        word->hash = hash_byte(word->hash, (unsigned char)lower);
        return;
    }
    char bytes[4];
    size_t len = q_utf8_put(bytes, lower);
    for (size_t i = 0; i < len; i++)
        word->hash = hash_byte(word->hash, (unsigned char)bytes[i]);
    word->marked = true;
}

static void count(struct tally *tally, quoth_str text)
{
    struct word word = {.hash = HASH_START};
    const char *at = text.ptr, *end = text.ptr + text.len;
    while (at < end) {
        uint32_t point = (unsigned char)*at;
        if (point < 0x80)
            at++; // most of a text
        else
            point = q_utf8_next(&at);
        enum script script = script_of(point);
        if (script != NO_SCRIPT) {
            add_letter(tally, &word, script, point);
        } else if (point == '_' || (point >= '0' && point <= '9')) {
            word.code = true;
        } else {
            end_word(tally, &word, point);
        }
    }
    end_word(tally, &word, 0);
}

// ── Deciding ──

// The script that most is written in; the Latin one on a tie.
static enum script main_script(const struct tally *tally)
{
    enum { WORD_LETTERS = 3 }; // what one sign of a script without spaces is worth
    enum script best = LATIN;
    uint64_t most = tally->letters[LATIN];
    for (enum script script = CYRILLIC; script < SCRIPTS; script++) {
        bool dense = script == HAN || script == KANA;
        uint64_t letters = tally->letters[script] * (dense ? WORD_LETTERS : 1);
        if (letters > most) {
            most = letters;
            best = script;
        }
    }
    // Japanese is written in both.
    if (best == HAN && tally->letters[KANA] * 8 > tally->letters[HAN])
        best = KANA;
    return best;
}

// The language of a script that most hits are of, the first on a tie.
static unsigned most_hits(const struct tally *tally, enum script script)
{
    unsigned best = LANGUAGES_MOST;
    for (unsigned i = 0; i < lexicon.count; i++)
        if (lexicon.languages[i].script == script &&
            (best == LANGUAGES_MOST || tally->hits[i] > tally->hits[best]))
            best = i;
    return best;
}

// Do words with foreign letters stand where small English words should?
static bool looks_foreign(const struct tally *tally, uint64_t english)
{
    enum { LEAST = 6, SHARE = 10 };
    return tally->words >= LEAST && tally->marked * SHARE > tally->words &&
           english * SHARE < tally->words;
}

// English unless something speaks against it: clearly more small words of another language
// (not just a name's *de la*), or foreign letters. With these fewer small words are enough.
static quoth_str latin_language(const struct tally *tally)
{
    enum { ENGLISH, AHEAD = 2, SHARE = 6, SHARE_FOREIGN = 12 };
    unsigned best = most_hits(tally, LATIN);
    uint64_t english = tally->hits[ENGLISH], hits = tally->hits[best];
    bool foreign = looks_foreign(tally, english);
    if (hits >= english + AHEAD && hits * (foreign ? SHARE_FOREIGN : SHARE) >= tally->words)
        return lexicon.languages[best].code;
    return foreign ? Q_STR("und") : lexicon.languages[ENGLISH].code;
}

quoth_str q_language_of(quoth_str text)
{
    struct tally tally = {0};
    pthread_once(&read_once, read_lexicon);
    count(&tally, text);
    enum script script = main_script(&tally);
    if (script == LATIN)
        return latin_language(&tally);
    if (codes[script][0])
        return q_str(codes[script], 2);
    unsigned best = most_hits(&tally, script);
    return tally.hits[best] ? lexicon.languages[best].code : Q_STR("und");
}

// ── Tags ──

bool q_language_is_tag(quoth_str text)
{
    enum { LONGEST = 35 }; // RFC 5646, 4.4.1
    if (text.len < 2 || text.len > LONGEST || !q_is_letter(text.ptr[0]) ||
        !q_is_letter(text.ptr[1]))
        return false;
    for (size_t i = 2; i < text.len; i++) {
        char c = text.ptr[i];
        bool part = c == '-' || c == '_';
        if (i == 2 ? !part : !part && !q_is_letter(c) && !q_is_digit(c))
            return false;
    }
    return true;
}

bool q_language_is_same(quoth_str a, quoth_str b)
{
    return q_language_is_tag(a) && q_language_is_tag(b) &&
           q_str_equal_nocase(q_str(a.ptr, 2), q_str(b.ptr, 2));
}

quoth_str q_language_name(quoth_str tag)
{
    pthread_once(&read_once, read_lexicon);
    for (unsigned i = 0; i < lexicon.count; i++)
        if (q_language_is_same(tag, lexicon.languages[i].code))
            return lexicon.languages[i].name;
    return Q_NO_STR;
}
