#include "analyse/token.h"

#include "base/str.h"
#include "base/utf8.h"

#include <utf8proc.h>

enum char_class {
    SPACE,
    BREAK, // line feed and its kin
    LETTER,
    DIGIT,
    QUOTE,
    MARK
};

struct cursor {
    const char *text, *end;
    struct q_token *tokens;
    uint32_t count;
    uint32_t breaks; // line breaks since the last token
    bool space;      // white space since then
    bool apart;      // words that are not read since then
};

struct one { // a character
    uint32_t point;
    uint32_t len; // bytes
    enum char_class class;
};

static enum char_class class_of_ascii(unsigned char c)
{
    if (q_is_letter((char)c))
        return LETTER;
    if (q_is_digit((char)c))
        return DIGIT;
    if (c == '\n' || c == '\r')
        return BREAK;
    if (c <= ' ' || c == 0x7f)
        return SPACE;
    if (c == '"' || c == '\'' || c == '`')
        return QUOTE;
    return MARK;
}

static enum char_class class_of_point(uint32_t point)
{
    switch (point) {
    case 0x2018:
    case 0x2019:
    case 0x201a:
    case 0x201b: // ‘ ’ ‚ ‛
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x201f: // “ ” „ ‟
    case 0xab:
    case 0xbb: // « »
        return QUOTE;
    case 0x2028:
    case 0x2029:
    case 0x85:
        return BREAK;
    case 0x200b:
    case 0x200c:
    case 0x200d:
    case 0xfeff:
    case 0xad:
        return SPACE; // invisible
    default:
        break;
    }
    switch (utf8proc_category((utf8proc_int32_t)point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return LETTER;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return DIGIT;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
        return SPACE;
    default:
        return MARK;
    }
}

static struct one look(const struct cursor *c, const char *at)
{
    if (at >= c->end)
        return (struct one){0, 0, BREAK};
    unsigned char byte = (unsigned char)*at;
    if (byte < 0x80)
        return (struct one){byte, 1, class_of_ascii(byte)};
    const char *next = at;
    uint32_t point = q_utf8_next(&next);
    return (struct one){point, (uint32_t)(next - at), class_of_point(point)};
}

static bool is_word_class(enum char_class class)
{
    return class == LETTER || class == DIGIT;
}

static bool is_apostrophe(uint32_t point)
{
    return point == '\'' || point == 0x2019;
}

static bool is_hyphen(uint32_t point)
{
    return point == '-' || point == 0x2010 || point == 0x2011;
}

// Is the text at `at` (letters only) one of ’s ’re ’ve ’ll ’d ’m, and over?
static bool is_clitic_tail(const struct cursor *c, const char *at)
{
    static const char *const tails[] = {"s", "re", "ve", "ll", "d", "m"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t len = strlen(tails[i]);
        if ((size_t)(c->end - at) < len)
            continue;
        bool same = true;
        for (size_t k = 0; k < len; k++)
            same = same && q_lower(at[k]) == tails[i][k];
        if (same && !is_word_class(look(c, at + len).class))
            return true;
    }
    return false;
}

// Words whose full stop is theirs; months and titles of news. Lower case, sorted.
static const char *const abbreviations[] = {
    "adm",  "apr",  "assn", "aug",   "ave",  "blvd", "brig", "bros",   "calif", "capt",
    "cmdr", "co",   "col",  "comdr", "conn", "corp", "cpl",  "dec",    "del",   "dept",
    "dist", "dr",   "est",  "feb",   "fla",  "fr",   "ft",   "ga",     "gen",   "gov",
    "hon",  "ill",  "inc",  "ind",   "jan",  "jr",   "jul",  "jun",    "kan",   "ky",
    "la",   "lt",   "ltd",  "maj",   "mar",  "mass", "md",   "messrs", "mich",  "minn",
    "miss", "mo",   "mont", "mr",    "mrs",  "ms",   "msgr", "mt",     "neb",   "nev",
    "nov",  "oct",  "okla", "ore",   "pa",   "ph",   "pres", "prof",   "pvt",   "rep",
    "reps", "rev",  "sec",  "sen",   "sens", "sept", "sgt",  "spc",    "sr",    "st",
    "supt", "tenn", "tex",  "va",    "vs",   "vt",   "wash", "wis",    "wyo"};

// Is the word of `len` bytes at `at`, with a full stop behind it, an abbreviation?
static bool is_abbreviation(const struct cursor *c, const char *at, size_t len)
{
    enum { LONGEST = 6 };
    char folded[LONGEST + 1];
    if (len == 0 || len > LONGEST)
        return false;
    for (size_t i = 0; i < len; i++)
        folded[i] = q_lower(at[i]);
    folded[len] = 0;
    // "no", "miss", "mar", "ill" … are words too: there the capital tells.
    if (at[0] == folded[0])
        return strcmp(folded, "vs") == 0;
    if (strcmp(folded, "no") == 0 || strcmp(folded, "nos") == 0)
        return c->end - at > (ptrdiff_t)len + 2 && (unsigned char)at[len + 1] < 0x80 &&
               look(c, at + len + 2).class == DIGIT;
    size_t low = 0, high = sizeof abbreviations / sizeof *abbreviations;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(folded, abbreviations[middle]);
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

static void put(struct cursor *c, const char *from, const char *to, unsigned kind,
                unsigned flags)
{
    c->tokens[c->count++] = (struct q_token){.start = (uint32_t)(from - c->text),
                                             .end = (uint32_t)(to - c->text),
                                             .kind = (uint8_t)kind,
                                             .flags = (uint8_t)flags};
}

// Behind an address on the web that starts at `at`, or NULL.
static const char *end_of_link(const struct cursor *c, const char *at)
{
    quoth_str rest = {at, (size_t)(c->end - at)};
    if (!q_str_starts(rest, Q_STR("http://")) && !q_str_starts(rest, Q_STR("https://")) &&
        !q_str_starts(rest, Q_STR("www.")))
        return NULL;
    const char *p = at;
    while (p < c->end && (unsigned char)*p > ' ' && !strchr("\"<>()[]{}", *p) &&
           (unsigned char)*p < 0x80)
        p++;
    while (p > at && strchr(".,;:!?'", p[-1]))
        p--;
    return p;
}

// Does `one`, between the character `before` and the letter or digit `next`, belong to
// the word? `since_dot` is that of put_word.
static bool is_inside(struct one one, struct one next, unsigned kind, uint32_t before,
                      uint32_t since_dot)
{
    if (is_hyphen(one.point) || is_apostrophe(one.point))
        return true;
    bool number = kind == Q_TOKEN_NUMBER;
    switch (one.point) {
    case '&':
        return since_dot <= 2;
    case '.':
        return number ? next.class == DIGIT : since_dot == 1 && next.class == LETTER;
    case ',':
    case ':':
        return number && before <= '9' && next.class == DIGIT;
    case '@':
        return !number;
    default:
        return false;
    }
}

// Where n’t begins in the word [from, at), or `at`: did|n’t. Its apostrophe was taken as
// inside the word.
static const char *start_of_nt(const char *from, const char *at)
{
    if (at - from > 3 && q_lower(at[-1]) == 't') {
        if (at[-2] == '\'' && q_lower(at[-3]) == 'n')
            return at - 3;
        if (at - from > 5 && memcmp(at - 4, "\xe2\x80\x99", 3) == 0 &&
            q_lower(at[-5]) == 'n')
            return at - 5;
    }
    return at;
}

// Puts the word at `from`, whose first character is a letter or digit, with the
// clitics behind it; where it ends.
static const char *put_word(struct cursor *c, const char *from, unsigned flags)
{
    unsigned kind = look(c, from).class == DIGIT ? Q_TOKEN_NUMBER : Q_TOKEN_WORD;
    uint32_t since_dot = 0; // letters since the last full stop or hyphen inside the word
    bool dotted = false;
    const char *at = from, *clitic = NULL;
    uint32_t before = 0; // the character before `at`
    for (;;) {
        struct one one = look(c, at);
        if (is_word_class(one.class)) {
            before = one.point;
            at += one.len;
            since_dot++;
            continue;
        }
        struct one next = look(c, at + one.len);
        if (one.class == BREAK || one.class == SPACE || !is_word_class(next.class)) {
            // U.S. J. a.m. keep their last stop, and so do the abbreviations
            if (one.point == '.' && kind == Q_TOKEN_WORD &&
                ((since_dot == 1 && (dotted || (before >= 'A' && before <= 'Z'))) ||
                 (!dotted && is_abbreviation(c, from, (size_t)(at - from))))) {
                at++;
                flags |= Q_TOKEN_ABBREVIATION;
            }
            break;
        }
        if (is_apostrophe(one.point) && is_clitic_tail(c, at + one.len)) {
            clitic = at;
            break;
        }
        if (!is_inside(one, next, kind, before, since_dot))
            break;
        dotted |= one.point == '.';
        since_dot = 0;
        before = one.point;
        at += one.len;
    }
    const char *split = start_of_nt(from, at);
    put(c, from, split, kind, flags);
    if (split < at)
        put(c, split, at, Q_TOKEN_CLITIC, 0);
    if (clitic) {
        const char *end = clitic + look(c, clitic).len;
        while (is_word_class(look(c, end).class))
            end += look(c, end).len;
        put(c, clitic, end, Q_TOKEN_CLITIC, 0);
        at = end;
    }
    return at;
}

static const char *put_quote(struct cursor *c, const char *at, struct one one,
                             unsigned flags)
{
    uint8_t mark;
    uint32_t len = one.len;
    switch (one.point) {
    case '"':
    case 0x201f:
        mark = Q_QUOTE_STRAIGHT;
        break;
    case 0x201c:
    case 0x201d:
        mark = Q_QUOTE_CURLY;
        break;
    case 0x201e:
        mark = Q_QUOTE_LOW;
        break;
    case 0xab:
    case 0xbb:
        mark = Q_QUOTE_GUILLEMET;
        break;
    case 0x2018:
    case 0x2019:
    case 0x201a:
    case 0x201b:
        mark = Q_QUOTE_SINGLE;
        break;
    default:
        mark = Q_QUOTE_TICK;
    }
    // '' `` and ’’ ‘‘ are one mark
    bool pairs = q_quote_is_single(mark);
    if (pairs && (size_t)(c->end - at) >= 2 * one.len &&
        memcmp(at, at + one.len, one.len) == 0) {
        len *= 2;
        mark = Q_QUOTE_TWO;
    }
    put(c, at, at + len, Q_TOKEN_QUOTE, flags);
    c->tokens[c->count - 1].quote = mark;
    return at + len;
}

// Punctuation: one character, or a run of the same (... -- ***).
static const char *put_mark(struct cursor *c, const char *at, struct one one,
                            unsigned flags)
{
    const char *end = at + one.len;
    if (strchr(".-*_=~!?", (int)(one.point & 0x7f)) && one.point < 0x80)
        while (end < c->end && *end == (char)one.point)
            end++;
    if ((one.point == '@' || one.point == '#') && is_word_class(look(c, end).class)) {
        struct one next = look(c, end);
        while (is_word_class(next.class) || next.point == '_') {
            end += next.len;
            next = look(c, end);
        }
        put(c, at, end, Q_TOKEN_WORD, flags);
        return end;
    }
    put(c, at, end, Q_TOKEN_MARK, flags);
    return end;
}

static bool ends_sentence(const char *text, const struct q_token *token)
{
    char c = text[token->start];
    if (token->kind != Q_TOKEN_MARK)
        return false;
    if (c == '!' || c == '?')
        return true;
    return (c == '.' && token->end - token->start != 2) ||
           (token->end - token->start == 3 &&
            memcmp(text + token->start, "\xe2\x80\xa6", 3) == 0);
}

static bool is_upper(const struct cursor *c, const struct q_token *token)
{
    struct one one = look(c, c->text + token->start);
    if (one.point < 0x80)
        return one.point >= 'A' && one.point <= 'Z';
    return utf8proc_category((utf8proc_int32_t)one.point) == UTF8PROC_CATEGORY_LU;
}

// After U.S. or Inc., a word that seldom goes on in the middle of a sentence.
static bool is_starter(const char *text, const struct q_token *token)
{
    static const char *const starters[] = {"The",  "He", "She",  "It",   "In",  "But", "A",
                                           "They", "We", "This", "That", "And", "I"};
    quoth_str word = q_str(text + token->start, token->end - token->start);
    for (size_t i = 0; i < sizeof starters / sizeof *starters; i++)
        if (q_str_equal(word, q_str_from(starters[i])))
            return true;
    return false;
}

// Marks the first token of each sentence.
static void mark_sentences(struct cursor *c)
{
    bool ended = true, maybe = false; // the sentence before is over, may be over
    for (uint32_t i = 0; i < c->count; i++) {
        struct q_token *token = &c->tokens[i];
        if (token->flags & Q_TOKEN_PARAGRAPH)
            ended = true;
        bool opener = token->kind == Q_TOKEN_QUOTE && (token->flags & Q_TOKEN_SPACE);
        char first = c->text[token->start];
        bool closes =
            (token->kind == Q_TOKEN_QUOTE && !opener) || first == ')' || first == ']';
        if (ended && !closes) {
            bool begins = (token->flags & Q_TOKEN_PARAGRAPH) || is_upper(c, token) ||
                          token->kind != Q_TOKEN_WORD;
            if (begins)
                token->flags |= Q_TOKEN_SENTENCE;
            ended = false;
        } else if (maybe && (token->flags & Q_TOKEN_SPACE) && is_starter(c->text, token)) {
            token->flags |= Q_TOKEN_SENTENCE;
        }
        maybe = (token->flags & Q_TOKEN_ABBREVIATION) != 0;
        if (ends_sentence(c->text, token))
            ended = true;
    }
    if (c->count)
        c->tokens[0].flags |= Q_TOKEN_SENTENCE;
}

// What is known of the token that starts at `at`, from what stands before it.
static unsigned flags_at(struct cursor *c, struct one one)
{
    unsigned flags = (c->space ? Q_TOKEN_SPACE : 0) | (c->apart ? Q_TOKEN_APART : 0);
    // a line that ends in mid-sentence and goes on in lower case is only wrapped
    bool wrapped = c->breaks == 1 && c->count && one.point >= 'a' && one.point <= 'z' &&
                   !ends_sentence(c->text, &c->tokens[c->count - 1]);
    if (c->breaks && !wrapped)
        flags |= Q_TOKEN_PARAGRAPH;
    c->breaks = 0;
    c->space = false;
    c->apart = false;
    return flags;
}

// Tokens of [from, to), a part of the text.
static void cut_tokens(struct cursor *c, const char *from, const char *to)
{
    c->end = to;
    for (const char *at = from; at < to;) {
        struct one one = look(c, at);
        if (one.class == SPACE || one.class == BREAK) {
            // \r\n is one break
            c->breaks += one.class == BREAK &&
                         !(one.point == '\n' && at > c->text && at[-1] == '\r');
            c->space = true;
            at += one.len;
            continue;
        }
        unsigned flags = flags_at(c, one);
        const char *link = one.class == LETTER ? end_of_link(c, at) : NULL;
        if (link) {
            put(c, at, link, Q_TOKEN_LINK, flags);
            at = link;
        } else if (is_word_class(one.class)) {
            at = put_word(c, at, flags);
        } else if (one.class == QUOTE) {
            at = put_quote(c, at, one, flags);
        } else {
            at = put_mark(c, at, one, flags);
        }
    }
}

// Is there nothing but white space in bytes [from, to)?
static bool is_white(const struct cursor *c, uint32_t from, uint32_t to)
{
    struct cursor gap = {.text = c->text, .end = c->text + to};
    for (const char *at = c->text + from; at < gap.end;) {
        struct one one = look(&gap, at);
        if (one.class != SPACE && one.class != BREAK)
            return false;
        at += one.len;
    }
    return true;
}

// The parts of a block that are the article's voice, at most two: of a post or turn what
// is said and by whom.
static int voice_of(const quoth_block *block, quoth_span out[2])
{
    bool named = block->author.start < block->author.end;
    bool first = block->author.start < block->words.start;
    switch (block->kind) {
    case QUOTH_BLOCK_BYLINE:
    case QUOTH_BLOCK_DATELINE:
    case QUOTH_BLOCK_CAPTION:
    case QUOTH_BLOCK_CREDIT:
    case QUOTH_BLOCK_INSERT:
    case QUOTH_BLOCK_FURNITURE:
        return 0;
    case QUOTH_BLOCK_POST:
    case QUOTH_BLOCK_TURN:
        out[0] = named && first ? block->author : block->words;
        out[1] = named && first ? block->words : block->author;
        return named ? 2 : 1;
    case QUOTH_BLOCK_HEADLINE:
        out[0] = block->span;
        return block->flags & QUOTH_BLOCK_REPEATED ? 0 : 1;
    default:
        out[0] = block->span;
        return 1;
    }
}

quoth_status q_tokenize(quoth_str text, const quoth_block *blocks, uint32_t count,
                        struct q_arena *arena, struct q_annotation *annotation)
{
    quoth_block whole = {.kind = QUOTH_BLOCK_BODY, .span = {0, (uint32_t)text.len}};
    if (!text.ptr)
        text = Q_STR("");
    struct cursor c = {.text = text.ptr, .breaks = 1, .space = true};
    c.tokens = Q_ARENA_ARRAY(arena, struct q_token, text.len + 1);
    if (!c.tokens)
        return QUOTH_ENOMEM;
    if (!count) {
        blocks = &whole;
        count = 1;
    }
    uint32_t read = 0; // everything before it is
    for (uint32_t b = 0; b < count; b++) {
        quoth_span voice[2];
        int voices = voice_of(&blocks[b], voice);
        for (int v = 0; v < voices; v++) {
            c.apart = c.count && !is_white(&c, read, voice[v].start);
            c.breaks = blocks[b].flags & QUOTH_BLOCK_GOES_ON ? 0 : 2;
            c.space = true;
            cut_tokens(&c, c.text + voice[v].start, c.text + voice[v].end);
            read = voice[v].end;
        }
    }
    c.end = text.ptr + text.len;
    mark_sentences(&c);
    annotation->tokens = c.tokens;
    annotation->token_count = c.count;
    return QUOTH_OK;
}
