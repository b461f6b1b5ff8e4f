/*
 * The full-text index: the words of statements by their keys.
 *
 *     key 17, "We will not accept …"      →   rows of the FTS5 table `words`
 *     WORDS content "will not"            →   {17, …}
 *
 * What is indexed of a statement is told from its record alone, so that it can be taken out
 * again, and made again.
 */
#ifndef Q_INDEX_H
#define Q_INDEX_H

#include "archive/db.h"
#include "base/arena.h"
#include "base/bits.h"
#include "base/buf.h"
#include "record/article.h"
#include "record/question.h"
#include "record/statement.h"

/** Of one statement, a string a field; ptr NULL: none. */
struct q_index_words {
    quoth_str field[Q_FIELDS];
};

/** Tells them; they live in `arena`, or in the article. */
quoth_status q_words_of(const struct quoth_article *article,
                        const struct quoth_statements *statements, uint32_t number,
                        struct q_arena *arena, struct q_index_words *words);

/** What the index calls a field. */
quoth_str q_index_column(enum q_field field);

void q_index_add(struct q_db *db, int64_t key, const struct q_index_words *words);
void q_index_remove(struct q_db *db, int64_t key, const struct q_index_words *words);

/** The keys that a question of WORDS or NEAR asks for, added to `bits`. A phrase without a
 *  word ("--") stands nowhere. */
void q_index_find(struct q_db *db, const struct q_question *question, struct q_bits *bits);

/** The keys that every one of `count` such questions asks for, at least those of them that
 *  are in `within` (NULL: all). */
void q_index_find_all(struct q_db *db, const struct q_question *const *all, size_t count,
                      const struct q_bits *within, struct q_bits *bits);

/** The same of what was written for FTS5 already. */
void q_index_match(struct q_db *db, const struct q_buf *match, const struct q_bits *within,
                   struct q_bits *bits);

/** Appends such a question as FTS5 writes it: `{content} : "will not" *`. */
void q_index_write(struct q_buf *out, const struct q_question *question);

/** `text` as a string of FTS5. */
void q_index_write_phrase(struct q_buf *out, quoth_str text);

#endif
