/*
 * What an answer's rows are made of, beside the article's record: which article, who speaks
 * across articles, and by which days the statement is dated.
 *
 *     key 17   →   article 3, number 2; "nikolai-patrushev"; said 2018-04-24
 *
 * And the snapshot that they are all of, whatever another program writes meanwhile.
 */
#ifndef Q_ROW_H
#define Q_ROW_H

#include "archive/archive.h"
#include "archive/column.h"
#include "archive/sweep.h"

/** Keeps the columns of the last article, as rows often follow each other in one. */
struct q_answer_row {
    struct q_arena arena; // columns
    struct q_column *columns;
    int64_t first;
    uint32_t count;
    struct q_days days;
    struct q_buf person; // id and name
    // Of the present statement:
    int64_t article;
    uint32_t number;                  // in it
    quoth_str person_id, person_name; // ptr NULL: nobody
};

void q_answer_row_init(struct q_answer_row *row);
void q_answer_row_release(struct q_answer_row *row);

/** Moves to the statement `key`. QUOTH_EDAMAGED: there is none. */
quoth_status q_answer_row_take(struct q_answer_row *row, struct quoth_archive *archive,
                               int64_t key, quoth_error *error);

/** The clock that it is dated by where `clock` is asked for (sweep.h). */
quoth_clock q_answer_row_clock(const struct q_answer_row *row, quoth_clock clock);

/** From here on all that is read is of one moment, until the last of such holds is let go.
 *  What would write the archive through this handle fails meanwhile (QUOTH_EUSAGE). */
quoth_status q_archive_hold(struct quoth_archive *archive, quoth_error *error);
void q_archive_let_go(struct quoth_archive *archive);

/** A number that tells archives apart: of what came first, and when. A copy has the same.
 */
uint64_t q_archive_born(struct quoth_archive *archive);

#endif
