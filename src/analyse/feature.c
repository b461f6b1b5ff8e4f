#include "analyse/feature.h"

#include "analyse/quotemark.h"
#include "analyse/token.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"

#include <utf8proc.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

enum shape {
    LOWER,
    CAPITAL,
    UPPER,
    ONE_CAPITAL,
    MIXED,
    NUMBER,
    LETTERS_DIGITS,
    HYPHEN_LOWER,
    HYPHEN_CAPITAL,
    STOP,
    COMMA,
    COLON,
    SEMICOLON,
    SHOUT,
    STRAIGHT,
    MARK_OPENS,
    MARK_CLOSES,
    SINGLE_MARK,
    DASH,
    BRACKET_OPENS,
    BRACKET_CLOSES,
    SYMBOL,
    ELLIPSIS,
    HANDLE,
    LINK,
    CLITIC,
    OTHER_SCRIPT,
    YEAR,
    ABBREVIATION,
    OTHER
};

enum { LONGEST = 64 }; // bytes of a word that are folded; longer words are unknown anyway

uint64_t quoth_word_hash(quoth_str word)
{
    return XXH3_64bits(word.ptr, word.len);
}

struct folded {
    char text[LONGEST + 8];
    uint32_t len;
    uint32_t letters, capitals, digits, foreign; // characters of each class
    uint32_t hyphen;                             // behind the last hyphen, or 0
    bool first_capital;
};

// Lower case, ’ as ', at most LONGEST bytes.
static void fold_point(struct folded *out, uint32_t point, bool first)
{
    if (point == 0x2019 || point == 0x2018)
        point = '\'';
    else if (point == 0x2010 || point == 0x2011)
        point = '-';
    uint32_t lower = (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);
    out->capitals += lower != point;
    out->first_capital |= first && lower != point;
    out->letters += category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
    out->digits += category == UTF8PROC_CATEGORY_ND;
    out->foreign += point > 0x24f && point != 0x2019;
    out->len += (uint32_t)q_utf8_put(out->text + out->len, lower);
}

static void fold(quoth_str word, struct folded *out)
{
    *out = (struct folded){.len = 0};
    const char *at = word.ptr, *end = word.ptr + word.len;
    while (at < end && out->len < LONGEST) {
        unsigned char c = (unsigned char)*at;
        bool first = at == word.ptr;
        if (c >= 0x80) {
            fold_point(out, q_utf8_next(&at), first);
        } else {
            at++;
            bool upper = c >= 'A' && c <= 'Z';
            out->capitals += upper;
            out->first_capital |= first && upper;
            out->letters += upper || (c >= 'a' && c <= 'z');
            out->digits += c >= '0' && c <= '9';
            out->text[out->len++] = (char)(upper ? c + ('a' - 'A') : c);
        }
        if (out->text[out->len - 1] == '-')
            out->hyphen = out->len;
    }
}

static enum shape shape_of_word(const struct q_token *token, const struct folded *f)
{
    if (token->kind == Q_TOKEN_CLITIC)
        return CLITIC;
    if (token->kind == Q_TOKEN_LINK)
        return LINK;
    if (f->text[0] == '@' || f->text[0] == '#')
        return HANDLE;
    if (token->flags & Q_TOKEN_ABBREVIATION)
        return ABBREVIATION;
    if (f->foreign)
        return OTHER_SCRIPT;
    if (f->digits && !f->letters) {
        bool year =
            f->len == 4 && f->digits == 4 && (f->text[0] == '1' || f->text[0] == '2');
        return year ? YEAR : NUMBER;
    }
    if (f->digits)
        return LETTERS_DIGITS;
    if (f->hyphen && f->hyphen < f->len)
        return f->capitals ? HYPHEN_CAPITAL : HYPHEN_LOWER;
    if (!f->capitals)
        return LOWER;
    if (f->capitals == f->letters)
        return f->letters == 1 ? ONE_CAPITAL : UPPER;
    return f->first_capital && f->capitals == 1 ? CAPITAL : MIXED;
}

static enum shape shape_of_mark(quoth_str text, const struct q_token *token)
{
    if (token->kind == Q_TOKEN_QUOTE) {
        if (q_quote_is_single(token->quote))
            return SINGLE_MARK;
        return token->flags & Q_TOKEN_OPENS    ? MARK_OPENS
               : token->flags & Q_TOKEN_CLOSES ? MARK_CLOSES
                                               : STRAIGHT;
    }
    const char *at = text.ptr + token->start;
    uint32_t len = token->end - token->start;
    switch (*at) {
    case '.':
        return len > 1 ? ELLIPSIS : STOP;
    case ',':
        return COMMA;
    case ':':
        return COLON;
    case ';':
        return SEMICOLON;
    case '!':
    case '?':
        return SHOUT;
    case '-':
        return DASH;
    case '(':
    case '[':
    case '{':
        return BRACKET_OPENS;
    case ')':
    case ']':
    case '}':
        return BRACKET_CLOSES;
    case '$':
    case '%':
    case '&':
    case '+':
    case '/':
    case '=':
    case '*':
    case '|':
        return SYMBOL;
    default:
        break;
    }
    if (len == 3 && memcmp(at, "\xe2\x80", 2) == 0) {
        unsigned char last = (unsigned char)at[2];
        if (last >= 0x90 && last <= 0x95)
            return DASH;
        if (last == 0xa6)
            return ELLIPSIS;
    }
    return OTHER;
}

// 0 outside, 1 inside, 2 deeper, 3 opens, 4 closes; times where the token stands.
static uint8_t place_of(const struct q_annotation *note, uint32_t i)
{
    const struct q_token *token = &note->tokens[i];
    bool twin = token->kind == Q_TOKEN_QUOTE && !q_quote_is_single(token->quote);
    unsigned quote = twin && (token->flags & Q_TOKEN_OPENS)    ? 3
                     : twin && (token->flags & Q_TOKEN_CLOSES) ? 4
                     : token->depth > 1                        ? 2
                                                               : token->depth;
    unsigned start = token->flags & Q_TOKEN_PARAGRAPH  ? 2
                     : token->flags & Q_TOKEN_SENTENCE ? 1
                                                       : 0;
    return (uint8_t)(i == 0 ? 15 + quote : start * 5 + quote);
}

static uint32_t back_points(const struct folded *f, uint32_t count)
{
    uint32_t at = f->len;
    while (at && count) {
        at--;
        count -= q_utf8_starts(f->text[at]);
    }
    return at;
}

static uint32_t ahead_points(const struct folded *f, uint32_t count)
{
    uint32_t at = 0;
    while (at < f->len && count) {
        at++;
        while (at < f->len && !q_utf8_starts(f->text[at]))
            at++;
        count--;
    }
    return at;
}

// What stands for a word that the model does not know.
static uint64_t part_of(const struct q_token *token, const struct folded *f)
{
    if (token->kind == Q_TOKEN_LINK)
        return quoth_word_hash(Q_STR("<link>"));
    if (f->digits && !f->letters)
        return quoth_word_hash(f->len == 4 && f->digits == 4 ? Q_STR("<year>")
                                                             : Q_STR("<number>"));
    if (f->hyphen && f->hyphen < f->len)
        return quoth_word_hash(q_str(f->text + f->hyphen, f->len - f->hyphen));
    return 0;
}

// The word that a quote mark is looked up as, whatever its kind.
static quoth_str word_of_quote(const struct q_token *token)
{
    return q_quote_is_single(token->quote) ? Q_STR("'") : Q_STR("\"");
}

static void put_features(quoth_str text, const struct q_annotation *note,
                         quoth_feature *out)
{
    struct folded f;
    for (uint32_t i = 0; i < note->token_count; i++) {
        const struct q_token *token = &note->tokens[i];
        quoth_str word = q_str_cut(text, token->start, token->end);
        bool mark = token->kind == Q_TOKEN_MARK || token->kind == Q_TOKEN_QUOTE;
        if (token->kind == Q_TOKEN_QUOTE)
            word = word_of_quote(token);
        fold(word, &f);
        uint32_t tail = back_points(&f, 3), head = ahead_points(&f, 3);
        out[i] = (quoth_feature){
            .span = {token->start, token->end},
            .word = quoth_word_hash(q_str(f.text, f.len)),
            .part = part_of(token, &f),
            .suffix = (uint16_t)(quoth_word_hash(q_str(f.text + tail, f.len - tail)) %
                                 Q_SUFFIXES),
            .prefix = (uint16_t)(quoth_word_hash(q_str(f.text, head)) % Q_PREFIXES),
            .shape =
                (uint8_t)(mark ? shape_of_mark(text, token) : shape_of_word(token, &f)),
            .place = place_of(note, i),
            .sentence = (token->flags & Q_TOKEN_SENTENCE) != 0,
            .paragraph = (token->flags & Q_TOKEN_PARAGRAPH) != 0,
        };
    }
}

quoth_status q_find_features(quoth_str text, struct q_arena *arena,
                             struct q_annotation *note)
{
    if (note->features)
        return QUOTH_OK;
    quoth_feature *features = Q_ARENA_ARRAY(arena, quoth_feature, note->token_count);
    if (!features)
        return QUOTH_ENOMEM;
    put_features(text, note, features);
    note->features = features;
    return QUOTH_OK;
}

bool q_feature_is_capital(const quoth_feature *feature)
{
    switch (feature->shape) {
    case CAPITAL:
    case UPPER:
    case ONE_CAPITAL:
    case MIXED:
    case HYPHEN_CAPITAL:
    case OTHER_SCRIPT:
    case ABBREVIATION:
        return true;
    default:
        return false;
    }
}

quoth_status quoth_features(quoth_str text, quoth_feature *out, size_t *count)
{
    struct q_arena arena;
    struct q_annotation note = {0};
    if (text.len > Q_MAX_ARTICLE)
        return QUOTH_ELIMIT;
    if (q_utf8_check(text) != text.len)
        return QUOTH_EFORMAT;
    q_arena_init(&arena, Q_MAX_ARENA);
    quoth_status status = q_tokenize(text, NULL, 0, &arena, &note);
    if (status == QUOTH_OK)
        status = q_pair_quotes(text, &arena, &note);
    if (status == QUOTH_OK && note.token_count > *count)
        status = QUOTH_ELIMIT;
    if (status == QUOTH_OK) {
        put_features(text, &note, out);
        *count = note.token_count;
    }
    q_arena_release(&arena);
    return status;
}
