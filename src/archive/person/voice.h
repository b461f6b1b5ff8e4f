/*
 * A voice: who speaks in a statement, as the article calls him.
 *
 *     "Nikolai Patrushev", person, "Security Council secretary"   →   spelling 17
 *
 * The tables `spelling` and `voiced` are written here alone, which marks what has to be
 * settled again.
 */
#ifndef Q_VOICE_H
#define Q_VOICE_H

#include "archive/db.h"

/** Numbers stand in archives. */
enum q_voice_kind {
    Q_VOICE_NONE = 0,
    Q_VOICE_PERSON = 1,
    Q_VOICE_ORGANIZATION = 2,
    Q_VOICE_GROUP = 3,
    Q_VOICE_DOCUMENT = 4,
    Q_VOICE_ANONYMOUS = 5
};

struct q_voice {
    quoth_str name; // ptr NULL: nobody can be named
    enum q_voice_kind kind;
    quoth_str role; // ptr NULL: none
    int work;       // line of work that the role tells (work.c); 0: none
};

/** Of a statement: borrowed from it. */
struct q_voice q_voice_of(const quoth_statement *statement);

/** The id that a spelling has of itself, into `out`: "jane-roe", "org-lindholm-port". */
enum { Q_VOICE_ID = 528 };
quoth_str q_voice_id(quoth_str text, enum q_voice_kind kind, char out[Q_VOICE_ID]);

/** The key of the spelling, made if it is not there; a decision in the ledger about this
 * very statement (split, speaker) wins. 0: nobody, or a failure of `db`. In the caller's
 * transaction, as all below. */
int64_t q_voice_spelling(struct q_db *db, const struct q_voice *voice,
                         const uint8_t statement_id[16]);

/** The same where it is there; 0: it is not. Makes nothing. */
int64_t q_voice_key(struct q_db *db, const struct q_voice *voice,
                    const uint8_t statement_id[16]);

/** Says that the `count` statements `numbers` (schema.c, `voiced`) of an article are this
 * spelling's: one row of `voiced`, which must not be there yet. */
void q_voice_add(struct q_db *db, int64_t spelling, int64_t article, quoth_str numbers,
                 uint32_t count);

/** Takes all of an article's rows of `voiced` away, and spellings that are left without
 *  any. `spellings` are the keys that stand in its columns, in any order, also again. */
void q_voice_remove(struct q_db *db, int64_t article, const uint32_t *spellings,
                    uint32_t count);

/** Says that statement `number` of an article is `to`'s, which was `from`'s; 0: nobody's.
 */
void q_voice_move(struct q_db *db, int64_t article, uint32_t number, int64_t from,
                  int64_t to);

#endif
