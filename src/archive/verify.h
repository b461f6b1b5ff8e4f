/*
 * Is what is kept what was received, and what is derived what was found in it?
 *
 *     a bit of an article's record flipped   →   article sha256:7c1f…: the record is
 * damaged
 *
 * It changes nothing, goes on behind damage, and looks at everything in one snapshot. What
 * only a reader can tell, it asks for.
 */
#ifndef Q_VERIFY_H
#define Q_VERIFY_H

#include "archive/archive.h"
#include "record/article.h"
#include "record/received.h"
#include "record/statement.h"

struct q_text_id {
    uint8_t hash[32]; // of the text
};

/** Reads a capture again: the ids of its articles, in their order, living until the next
 *  call. Fails with QUOTH_EDAMAGED (it is no such capture), QUOTH_ENOMEM. */
typedef quoth_status q_read_again(void *reader, const struct q_received *received,
                                  const struct q_text_id **ids, uint32_t *count,
                                  quoth_error *error);

struct q_verify_with {
    const quoth_verify_options *options;
    q_read_again *read_again; // NULL: captures are not read again
    void *reader;
};

/** QUOTH_OK whatever is found; else memory, locks or the disk are out. */
quoth_status q_verify(struct quoth_archive *archive, const struct q_verify_with *with,
                      quoth_verified *out, quoth_error *error);

/** Verify's parts share this; verify.c drives them. */
struct q_verify_words;

struct q_verifying {
    struct quoth_archive *archive;
    struct q_db *db;
    const struct q_verify_with *with;
    quoth_verified *out;
    uint64_t done, total;
    uint64_t told; // findings
    struct q_verify_words *words;
    quoth_status status;
    quoth_error error; // what ended it
};

__attribute__((format(printf, 5, 6))) void q_verify_tell(struct q_verifying *v, bool damage,
                                                         const char *what, quoth_str which,
                                                         const char *format, ...);

/** What failed in `db`, or in `error`, at one thing: tells damage; anything else ends it.
 *  True: nothing did. */
bool q_verify_went_on(struct q_verifying *v, quoth_status status, const quoth_error *error,
                      const char *what, quoth_str which);

/** The parts: each article with its statements, columns, voices and words (verify_text.c);
 *  references between tables, the ledger (verify_rows.c). */
void q_verify_articles(struct q_verifying *v);
void q_verify_rows(struct q_verifying *v);

/** How every capture shows an article, whose metadata `article` has: the columns of
 *  `appearance`, and the days of its statements (verify_shown.c). */
void q_verify_shown(struct q_verifying *v, int64_t key,
                    const struct quoth_article *article);

/** Are the words of the index those of the records (verify_words.c)? From start to end the
 *  words of what was read are added; NULL: they are not compared. */
void q_verify_words_start(struct q_verifying *v);
void q_verify_words_add(struct q_verifying *v, int64_t first,
                        const struct quoth_article *article,
                        const struct quoth_statements *statements, struct q_arena *arena);
void q_verify_words_end(struct q_verifying *v);

/** The next key of a table behind `*key`, over damage; `sql` asks for the first one above
 *  ?1. False: there is none. */
bool q_verify_next(struct q_verifying *v, const char *sql, const char *what, int64_t *key);

/** One more of what there is to do is done. */
void q_verify_step(struct q_verifying *v);

#endif
