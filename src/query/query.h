/*
 * Stage 5, query: words → a tree → an answer, row by row.
 *
 *     speaker:patrushev said:2017..2018   →   the tree of record/question.h
 *                                         →   "statements by patrushev, said …"
 *                                         →   rows, the latest first, and a token
 *
 * In the order of the way: lexer (characters to lexemes), field and value (what stands
 * behind a colon), parse (lexemes to a tree), write (the tree's one normal form) and echo
 * (the tree in English), search (the archive is asked) and page_token (where the next page
 * begins). The language is told in docs/QUERIES.md. It knows no SQL, and prints nothing.
 */
#ifndef Q_QUERY_H
#define Q_QUERY_H

#include "base/arena.h"
#include "base/buf.h"
#include "record/question.h"

struct quoth_question {
    struct q_arena arena; // the tree and its text
    struct q_question *tree;
    struct q_buf normal; // the form that every question of this meaning and order has
    struct q_buf words;
};

/** quoth_question_parse on the day `today` (base/calendar.h), which 7d goes back from. */
quoth_status q_question_parse(quoth_question **out, quoth_str text, int32_t today,
                              quoth_error *error);

/** A copy of its own. */
quoth_status q_question_copy(quoth_question **out, const quoth_question *question,
                             quoth_error *error);

/** Today, of Greenwich. */
int32_t q_today(void);

/** Appends the question in its normal form, which parses to the same tree. */
void q_question_write(const struct q_question *question, struct q_buf *out);

/** Appends it in English. */
void q_question_say(const struct q_question *question, struct q_buf *out);

/** Tells that `text` goes wrong at the byte `at`: the message begins with the number of the
 *  character there. */
__attribute__((format(printf, 5, 6))) quoth_status
q_query_fail(quoth_error *error, quoth_str text, quoth_status status, size_t at,
             const char *format, ...);

/** At most some forty bytes of `s`, whole characters, to be shown in a message. */
quoth_str q_query_shown(quoth_str s);

#endif
