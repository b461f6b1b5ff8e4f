/*
 * A statement as a row of an answer.
 *
 *     {"type": "statement", …, "hit": {"spans": [[3, 9]]},            ndjson, json
 *      "date": {"value": "2018-04-24", "precision": "day", "of": "said"},
 *      "person": {"id": "jane-roe", "name": "Jane Roe"}, "review": null}
 *
 *     2018-04-24  Jane Roe      ● “We will not sell the *bridge*.”    table
 *     said        The Herald
 *     7c1f09aa    via TASS
 *
 * csv and tsv have the flat columns at the top of hit.c.
 */
#ifndef Q_HIT_H
#define Q_HIT_H

#include "base/json.h"
#include "print/rows.h"

struct q_hit_row {
    const quoth_article *article;
    const quoth_statements *statements;
    const quoth_hit *hit;
};

/** The columns of a table, and their titles. */
void q_hit_lay(struct q_list *list, int width);
void q_hit_titles(struct q_list *list);

/** A row of each form. False: memory is out; other failures stick. */
bool q_hit_object(quoth_output *output, const struct q_hit_row *row);
bool q_hit_cells(struct q_arena *arena, const struct q_hit_row *row, quoth_cell *cells);
void q_hit_table(struct q_list *list, const struct q_hit_row *row);
void q_hit_md(struct q_buf *out, const struct q_hit_row *row);

/** ● direct ◐ mixed ○ indirect, dim, with ↳ before it where another reports it. */
void q_put_sign(struct q_flow *flow, const quoth_statement *s);
/** The speaker's name, or the words that stand for nobody known. */
void q_put_speaker(struct q_flow *flow, const quoth_article *article,
                   const quoth_statement *s);

#endif
