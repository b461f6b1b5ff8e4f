#include "query/lexer.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "query/query.h"

#include <stdarg.h>
#include <stdio.h>

#include <utf8proc.h>

// ── What goes wrong ──

quoth_str q_query_shown(quoth_str s)
{
    enum { SHOWN = 40 };
    size_t len = s.len < SHOWN ? s.len : SHOWN;
    while (len < s.len && len > 0 && !q_utf8_starts(s.ptr[len]))
        len--;
    return q_str(s.ptr, len);
}

__attribute__((format(printf, 5, 0))) static quoth_status
fail(quoth_error *error, quoth_str text, quoth_status status, size_t at, const char *format,
     va_list args)
{
    char message[sizeof error->message];
    vsnprintf(message, sizeof message, format, args);
    size_t points = 1;
    for (size_t i = 0; i < at && i < text.len; i++)
        points += q_utf8_starts(text.ptr[i]);
    return q_error(error, status, at, "character %zu: %s", points, message);
}

quoth_status q_query_fail(quoth_error *error, quoth_str text, quoth_status status,
                          size_t at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail(error, text, status, at, format, args);
    va_end(args);
    return status;
}

quoth_status q_lexer_fail(struct q_lexer *lexer, size_t at, const char *format, ...)
{
    if (lexer->status != QUOTH_OK)
        return lexer->status;
    va_list args;
    va_start(args, format);
    lexer->status = fail(lexer->error, lexer->text, QUOTH_EUSAGE, at, format, args);
    va_end(args);
    return lexer->status;
}

// ── Characters ──

static bool is_space(uint32_t c)
{
    return (c >= '\t' && c <= '\r') || c == ' ' || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000 || c == 0xfeff;
}

// Any double quote mark opens and closes: keyboards and pages differ in them.
static bool is_quote(uint32_t c)
{
    return c == '"' || c == 0xab || c == 0xbb || (c >= 0x201c && c <= 0x201f) ||
           c == 0xff02;
}

// What the index makes words of.
static bool is_letter_or_digit(uint32_t c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
    case UTF8PROC_CATEGORY_CO:
        return true;
    default:
        return false;
    }
}

static bool is_mark(uint32_t c)
{
    utf8proc_category_t kind = utf8proc_category((utf8proc_int32_t)c);
    return kind == UTF8PROC_CATEGORY_MN || kind == UTF8PROC_CATEGORY_MC;
}

// The character at `at`, and where the next one stands; 0 at the end (no text has NUL).
static uint32_t look(const struct q_lexer *lexer, size_t at, size_t *next)
{
    *next = at;
    if (at >= lexer->text.len)
        return 0;
    const char *ptr = lexer->text.ptr + at;
    uint32_t c = q_utf8_next(&ptr);
    *next = (size_t)(ptr - lexer->text.ptr);
    return c;
}

static void skip_space(struct q_lexer *lexer)
{
    size_t next;
    while (is_space(look(lexer, lexer->at, &next)))
        lexer->at = next;
}

static void found(struct q_lexer *lexer, enum q_lexeme is, size_t start)
{
    lexer->is = is;
    lexer->start = (uint32_t)start;
    lexer->end = (uint32_t)lexer->at;
}

// Behind a term must come white space, a bracket that closes, or the end; behind a value
// also a comma.
static quoth_status check_behind(struct q_lexer *lexer, bool comma)
{
    size_t next;
    uint32_t c = look(lexer, lexer->at, &next);
    if (c == 0 || c == ')' || (comma && c == ',') || is_space(c))
        return QUOTH_OK;
    return q_lexer_fail(lexer, lexer->at, "expected a space before “%.*s”",
                        (int)(next - lexer->at), lexer->text.ptr + lexer->at);
}

quoth_status q_lexer_init(struct q_lexer *lexer, quoth_str text, struct q_arena *arena,
                          quoth_error *error)
{
    *lexer = (struct q_lexer){.text = text, .arena = arena, .error = error};
    size_t valid = q_utf8_check(text);
    if (valid < text.len) {
        lexer->text.len = valid; // what is before it can be counted
        return q_lexer_fail(lexer, valid, "this is not UTF-8");
    }
    for (size_t at = 0, next; at < text.len; at = next) {
        uint32_t c = look(lexer, at, &next);
        if ((c < ' ' || (c >= 0x7f && c < 0xa0)) && !is_space(c))
            return q_lexer_fail(lexer, at, "a control character (U+%04X)", (unsigned)c);
    }
    return q_lexer_next(lexer);
}

// ── Phrases ──

// Behind a phrase's end: a star there means that its last word may go on.
static void take_star(struct q_lexer *lexer)
{
    if (lexer->at < lexer->text.len && lexer->text.ptr[lexer->at] == '*') {
        lexer->prefix = true;
        lexer->at++;
    }
}

// What stands between the marks, white space as one space each, without a star at its end.
static quoth_status keep_phrase(struct q_lexer *lexer, size_t from, size_t to)
{
    char *out = q_arena_alloc(lexer->arena, to - from + 1);
    if (!out)
        return lexer->status = q_error_nomem(lexer->error);
    size_t len = 0;
    bool words = false, space = false;
    for (size_t at = from, next; at < to; at = next) {
        uint32_t c = look(lexer, at, &next);
        if (is_space(c)) {
            space = len > 0;
            continue;
        }
        if (c == '*' && (next < to || !len || space))
            return q_lexer_fail(lexer, at,
                                "“*” stands only at the end of a word, and of "
                                "the last one of a phrase");
        if (c == '*')
            continue;
        if (space)
            out[len++] = ' ';
        space = false;
        memcpy(out + len, lexer->text.ptr + at, next - at);
        len += next - at;
        words = words || is_letter_or_digit(c);
    }
    lexer->prefix = to > from && lexer->text.ptr[to - 1] == '*';
    lexer->word = q_str(out, len);
    if (!words)
        return q_lexer_fail(lexer, from,
                            "expected words with letters or digits between "
                            "the quote marks");
    return QUOTH_OK;
}

// `at` stands behind the mark that opens, at `start`.
static quoth_status phrase(struct q_lexer *lexer, size_t start)
{
    size_t from = lexer->at, next;
    for (;;) {
        uint32_t c = look(lexer, lexer->at, &next);
        if (c == 0)
            return q_lexer_fail(lexer, start, "this quote mark is never closed");
        if (is_quote(c))
            break;
        lexer->at = next;
    }
    size_t to = lexer->at;
    lexer->at = next;
    if (keep_phrase(lexer, from, to) != QUOTH_OK)
        return lexer->status;
    if (lexer->prefix && next < lexer->text.len && lexer->text.ptr[next] == '*')
        return q_lexer_fail(lexer, next, "one “*” is enough");
    take_star(lexer);
    found(lexer, Q_LEXEME_PHRASE, start);
    return QUOTH_OK;
}

// ── Words ──

static quoth_status refuse(struct q_lexer *lexer, size_t at, size_t next, const char *why)
{
    return q_lexer_fail(lexer, at, "“%.*s” means nothing here: %s", (int)(next - at),
                        lexer->text.ptr + at, why);
}

// Marks that no word may hold or begin with, as one who types them means more by them.
static quoth_status check_mark(struct q_lexer *lexer, uint32_t c, size_t at, size_t next,
                               bool first)
{
    if (c == '|')
        return refuse(lexer, at, next, "write OR between two terms");
    if (c == '?')
        return refuse(lexer, at, next,
                      "write word* for all words that begin so, or put "
                      "it in quote marks");
    if (c < 0x80 && strchr("~^\\[]{}<>", (int)c))
        return refuse(lexer, at, next, "words that hold it stand in quote marks");
    if (!first)
        return QUOTH_OK;
    if (c == '!')
        return refuse(lexer, at, next, "write -word for what is not wanted");
    if (c == '+')
        return refuse(lexer, at, next, "every term is wanted without it");
    if (c == '\'' || c == '`' || c == 0x2018 || c == 0x201a || c == 0x201b)
        return refuse(lexer, at, next, "a phrase stands in double quote marks");
    if (c == 0x2212 || (c >= 0x2010 && c <= 0x2015))
        return refuse(lexer, at, next,
                      "write -word, with the sign on the keyboard, for "
                      "what is not wanted");
    if (c < 0x80 && strchr("=:/,;", (int)c))
        return refuse(lexer, at, next, "words that begin with it stand in quote marks");
    return QUOTH_OK;
}

static bool ends_word(uint32_t c)
{
    return c == 0 || c == '(' || c == ')' || is_quote(c) || is_space(c);
}

// Two numbers with dots between look like a range, which only a field has.
static bool is_range(quoth_str word)
{
    for (size_t i = 1; i + 2 < word.len; i++)
        if (q_is_digit(word.ptr[i - 1]) && word.ptr[i] == '.' && word.ptr[i + 1] == '.' &&
            q_is_digit(word.ptr[i + 2]))
            return true;
    return false;
}

// A word up to where it must end, from `start`, where we are.
static quoth_status bare(struct q_lexer *lexer, bool comma)
{
    size_t start = lexer->at, next;
    bool words = false;
    lexer->prefix = false;
    for (;;) {
        uint32_t c = look(lexer, lexer->at, &next);
        if (ends_word(c) || (comma && c == ','))
            break;
        if (c == '*') {
            size_t behind;
            uint32_t then = look(lexer, next, &behind);
            if (lexer->at == start || !(ends_word(then) || (comma && then == ',')))
                return q_lexer_fail(lexer, lexer->at,
                                    "“*” stands only at the end of a word");
            lexer->prefix = true;
            lexer->word = q_str_cut(lexer->text, (uint32_t)start, (uint32_t)lexer->at);
            lexer->at = next;
            break;
        }
        if (check_mark(lexer, c, lexer->at, next, lexer->at == start) != QUOTH_OK)
            return lexer->status;
        words = words || is_letter_or_digit(c);
        lexer->at = next;
    }
    if (!lexer->prefix)
        lexer->word = q_str_cut(lexer->text, (uint32_t)start, (uint32_t)lexer->at);
    quoth_str shown = q_query_shown(lexer->word);
    if (!words)
        return q_lexer_fail(lexer, start, "expected a word: “%.*s” has no letter or digit",
                            (int)shown.len, shown.ptr);
    if (is_range(lexer->word))
        return q_lexer_fail(lexer, start,
                            "a range needs a field, as in said:%.*s; words that look so "
                            "stand in quote marks",
                            (int)shown.len, shown.ptr);
    found(lexer, Q_LEXEME_WORD, start);
    return QUOTH_OK;
}

// NEAR, or NEAR/ and a number; false: it is another word.
static bool near(struct q_lexer *lexer)
{
    enum { NEAR_ALONE = 10 };
    quoth_str word = lexer->word;
    if (!q_str_starts(word, Q_STR("NEAR")) || (word.len > 4 && word.ptr[4] != '/'))
        return false;
    lexer->is = Q_LEXEME_NEAR;
    lexer->number = NEAR_ALONE;
    if (word.len == 4)
        return true;
    uint32_t number = 0;
    size_t i = 5;
    for (; i < word.len && q_is_digit(word.ptr[i]) && number <= Q_MAX_NEAR; i++)
        number = number * 10 + (uint32_t)(word.ptr[i] - '0');
    if (i < word.len || word.len == 5 || number > Q_MAX_NEAR)
        q_lexer_fail(lexer, lexer->start + 5,
                     "expected a number of words from 0 to %u, as in NEAR/5", Q_MAX_NEAR);
    lexer->number = number;
    return true;
}

static quoth_status word_or_operator(struct q_lexer *lexer)
{
    static const struct {
        const char *word;
        enum q_lexeme is;
    } operators[] = {{"OR", Q_LEXEME_OR}, {"AND", Q_LEXEME_AND}, {"NOT", Q_LEXEME_NOT}};
    if (bare(lexer, false) != QUOTH_OK || check_behind(lexer, false) != QUOTH_OK)
        return lexer->status;
    if (lexer->prefix || near(lexer))
        return lexer->status;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (q_str_equal(lexer->word, q_str_from(operators[i].word)))
            lexer->is = operators[i].is;
    return QUOTH_OK;
}

// The colon behind a name of letters, or 0: 12:30 and http://… have none.
static size_t colon(const struct q_lexer *lexer)
{
    size_t at = lexer->at, next;
    uint32_t c;
    for (bool first = true;; first = false, at = next) {
        c = look(lexer, at, &next);
        bool letter = c >= 0x80
                          ? is_letter_or_digit(c) || is_mark(c)
                          : q_is_letter((char)c) || (!first && (c == '_' || c == '-'));
        if (!letter)
            break;
    }
    if (c != ':' || at == lexer->at)
        return 0;
    quoth_str rest = q_str_cut(lexer->text, (uint32_t)next, (uint32_t)lexer->text.len);
    return q_str_starts(rest, Q_STR("//")) ? 0 : at;
}

// ── Lexemes ──

quoth_status q_lexer_next(struct q_lexer *lexer)
{
    if (lexer->status != QUOTH_OK)
        return lexer->status;
    skip_space(lexer);
    size_t start = lexer->at, next, behind;
    uint32_t c = look(lexer, start, &next);
    lexer->prefix = false;
    if (c == 0) {
        found(lexer, Q_LEXEME_END, start);
        return QUOTH_OK;
    }
    if (c == '(' || c == ')') {
        lexer->at = next;
        found(lexer, c == '(' ? Q_LEXEME_OPEN : Q_LEXEME_CLOSE, start);
        return c == '(' ? QUOTH_OK : check_behind(lexer, false);
    }
    if (c == '-') {
        uint32_t then = look(lexer, next, &behind);
        if (then == 0 || then == ')' || then == '-' || is_space(then))
            return q_lexer_fail(lexer, start,
                                "expected what is not wanted right behind “-”");
        lexer->at = next;
        found(lexer, Q_LEXEME_MINUS, start);
        return QUOTH_OK;
    }
    if (is_quote(c)) {
        lexer->at = next;
        return phrase(lexer, start) == QUOTH_OK ? check_behind(lexer, false)
                                                : lexer->status;
    }
    size_t end = colon(lexer);
    if (!end)
        return word_or_operator(lexer);
    lexer->at = end + 1;
    lexer->word = q_str_cut(lexer->text, (uint32_t)start, (uint32_t)end);
    found(lexer, Q_LEXEME_FIELD, start);
    return QUOTH_OK;
}

// A value without quote marks whose marks are its own.
static quoth_status plain(struct q_lexer *lexer, enum q_value_form form)
{
    size_t start = lexer->at, next;
    bool address = form == Q_VALUE_ADDRESS, words = false;
    for (;; lexer->at = next) {
        uint32_t c = look(lexer, lexer->at, &next);
        if (ends_word(c) || (c == ',' && !address))
            break;
        if (c == '*' && address)
            return q_lexer_fail(lexer, lexer->at,
                                "an address takes no “*”: one that ends "
                                "with “/” stands for all that begin so");
        words = words || is_letter_or_digit(c);
    }
    if (address && !words)
        return q_lexer_fail(lexer, start, "expected an address");
    lexer->word = q_str_cut(lexer->text, (uint32_t)start, (uint32_t)lexer->at);
    found(lexer, Q_LEXEME_WORD, start);
    return QUOTH_OK;
}

static quoth_status value(struct q_lexer *lexer, enum q_value_form form, size_t next)
{
    size_t start = lexer->at, behind;
    lexer->prefix = false;
    if (is_quote(look(lexer, start, &behind))) {
        lexer->at = next;
        phrase(lexer, start);
    } else if (form == Q_VALUE_WORDS && lexer->text.ptr[start] == '-') {
        return q_lexer_fail(lexer, start, "“-” stands before the field: -field:value");
    } else if (form == Q_VALUE_WORDS) {
        bare(lexer, true);
    } else {
        plain(lexer, form);
    }
    return lexer->status == QUOTH_OK ? check_behind(lexer, form != Q_VALUE_ADDRESS)
                                     : lexer->status;
}

quoth_status q_lexer_value(struct q_lexer *lexer, enum q_value_form form)
{
    size_t start = lexer->at, next;
    uint32_t c = look(lexer, start, &next);
    bool colon_before = lexer->text.ptr[start - 1] == ':';
    if (c == 0 || c == ')' || c == ',' || is_space(c))
        return q_lexer_fail(lexer, start, "expected a value right behind the %s",
                            colon_before ? "colon" : "comma");
    if (c != '(')
        return value(lexer, form, next);
    if (!colon_before)
        return q_lexer_fail(lexer, start, "brackets stand right behind the colon");
    lexer->at = next;
    found(lexer, Q_LEXEME_OPEN, start);
    return QUOTH_OK;
}

quoth_status q_lexer_listed(struct q_lexer *lexer, enum q_value_form form)
{
    if (lexer->status != QUOTH_OK)
        return lexer->status;
    skip_space(lexer);
    size_t start = lexer->at, next;
    uint32_t c = look(lexer, start, &next);
    if (c == 0)
        return q_lexer_fail(lexer, start, "expected “)”");
    if (c == '(')
        return q_lexer_fail(lexer, start, "there are no brackets in a field's brackets");
    if (c == ',')
        return q_lexer_fail(lexer, start,
                            "expected OR or “)”: in brackets values are "
                            "parted by OR");
    if (c == ')') {
        lexer->at = next;
        found(lexer, Q_LEXEME_CLOSE, start);
        return check_behind(lexer, false);
    }
    if (value(lexer, form, next) != QUOTH_OK)
        return lexer->status;
    if (lexer->is == Q_LEXEME_WORD && !lexer->prefix &&
        q_str_equal(lexer->word, Q_STR("OR")))
        lexer->is = Q_LEXEME_OR;
    return QUOTH_OK;
}

bool q_lexer_comma(struct q_lexer *lexer)
{
    if (lexer->status != QUOTH_OK || lexer->at >= lexer->text.len ||
        lexer->text.ptr[lexer->at] != ',')
        return false;
    lexer->at++;
    return true;
}
