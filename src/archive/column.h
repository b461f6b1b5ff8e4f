/*
 * What questions ask of a statement beside its words, a few bytes each, all statements of
 * an article in one blob: the whole archive's are read in milliseconds.
 *
 *     direct speech of depth 1, said 2018-04-24, spelling 17   →   about 8 bytes
 *
 * Drawn at the top of column.c.
 */
#ifndef Q_COLUMN_H
#define Q_COLUMN_H

#include "base/buf.h"
#include "record/question.h"
#include "record/statement.h"

struct q_column {
    uint8_t kind, act, form, block; // quoth_kind … quoth_block_kind
    uint8_t depth;                  // 1: in none other; 255 stands for more, too
    uint8_t confidence;             // percent
    uint8_t speaker_confidence;     // percent; 0 where nobody is named
    uint8_t judged;                 // quoth_judged: what the ledger says of it
    uint16_t traits, parts;         // 1 << enum q_trait, 1 << enum q_part
    bool said;                      // a day is known
    int32_t from, to;               // the first and the last day that it may be
    uint32_t spelling;              // who speaks; 0: nobody has a name
};

/** All but the spelling and what is judged, of each statement; `out` has room for as many.
 */
void q_columns_of(const struct quoth_statements *statements, struct q_column *out);

void q_columns_pack(struct q_buf *out, const struct q_column *columns, uint32_t count);

/** Reads `count` of them; QUOTH_EDAMAGED where `bytes` are not that. */
quoth_status q_columns_unpack(quoth_str bytes, struct q_column *out, uint32_t count,
                              quoth_error *error);

/** Reads columns as format 1 of the archive has them, which knew no confidence of a speaker
 *  (0) and nothing judged. */
quoth_status q_columns_unpack_1(quoth_str bytes, struct q_column *out, uint32_t count,
                                quoth_error *error);

/** Is the statement what a question of KIND, ACT, FORM, BLOCK, IS, HAS, DEPTH or SURE asks
 *  for? */
bool q_column_answers(const struct q_column *column, const struct q_question *question);

/** The first and the last day that a date value may be: "2018-04" is 30 days, "A/B" all
 * from A to B. False: it is no date. */
bool q_days_of(quoth_str value, int32_t *from, int32_t *to);

/** How near to a half the confidence is, of the statement or of its speaker, whichever is
 *  nearer: 100 is a half, 0 certain. */
unsigned q_column_doubt(const struct q_column *column);

#endif
