/*
 * A question's characters as lexemes.
 *
 *     -kind:direct "joint wor*" OR   →   MINUS, FIELD kind, (value) WORD direct,
 *                                        PHRASE "joint wor" with prefix, OR
 *
 * What is no lexeme fails with a message that points at it: a mark that other languages
 * give a meaning (~ ^ | + …) is never passed over in silence.
 */
#ifndef Q_LEXER_H
#define Q_LEXER_H

#include "base/arena.h"
#include "base/str.h"

enum q_lexeme {
    Q_LEXEME_END,
    Q_LEXEME_OPEN, // (
    Q_LEXEME_CLOSE,
    Q_LEXEME_MINUS, // - right before what it denies
    Q_LEXEME_OR,
    Q_LEXEME_AND,
    Q_LEXEME_NOT,
    Q_LEXEME_NEAR,
    Q_LEXEME_WORD,
    Q_LEXEME_PHRASE, // in quote marks
    Q_LEXEME_FIELD   // name and colon
};

/** What stands between quote marks or white space behind a field's colon. */
enum q_value_form {
    Q_VALUE_WORDS,  // as words elsewhere; a comma parts values
    Q_VALUE_PLAIN,  // dates, numbers, choices: a comma parts them, any other mark is theirs
    Q_VALUE_ADDRESS // a comma is a part of it, too
};

struct q_lexer {
    quoth_str text; // valid UTF-8
    struct q_arena *arena;
    size_t at;
    enum q_lexeme is;
    uint32_t start, end; // bytes of it
    quoth_str word;      // of WORD, PHRASE, FIELD, without their marks
    bool prefix;         // of WORD, PHRASE: a star stands at its end
    uint32_t number;     // of NEAR
    quoth_status status; // of the first failure
    quoth_error *error;
};

/** Checks the whole text for what no question has (bytes that are no UTF-8, control
 *  characters), and moves to its first lexeme. */
quoth_status q_lexer_init(struct q_lexer *lexer, quoth_str text, struct q_arena *arena,
                          quoth_error *error);

/** To the next one. */
quoth_status q_lexer_next(struct q_lexer *lexer);

/** To the value that must stand right here, behind a colon or a comma: WORD, PHRASE or
 *  (behind a colon) OPEN. */
quoth_status q_lexer_value(struct q_lexer *lexer, enum q_value_form form);

/** To the next lexeme between the brackets of a field's values: WORD, PHRASE, OR, CLOSE. */
quoth_status q_lexer_listed(struct q_lexer *lexer, enum q_value_form form);

/** Does a comma follow at once? It is then behind us. */
bool q_lexer_comma(struct q_lexer *lexer);

/** Fails at the byte `at`. */
__attribute__((format(printf, 3, 4))) quoth_status
q_lexer_fail(struct q_lexer *lexer, size_t at, const char *format, ...);

#endif
