/*
 * A list: rows that come one after the other, each printed as it comes.
 *
 *     "jane-roe", "Jane Roe", 17   →   jane-roe,Jane Roe,17⏎                     csv
 *                                      {"id": "jane-roe", …, "statements": 17}⏎  ndjson
 *                                      jane-roe  Jane Roe  17                    table
 *
 * A list of statements has rows of its own kind in ndjson and json (the record of
 * docs/FORMAT.md), table and md (hit.c); csv and tsv are cells as of any list.
 * Memory is that of one row. It finds nothing, sorts nothing, and counts nothing but rows.
 */
#ifndef Q_ROWS_H
#define Q_ROWS_H

#include "base/arena.h"
#include "print/grid.h"

struct q_list {
    quoth_list_options options;
    quoth_list_head head;
    const quoth_column *columns;
    size_t count;
    bool statements; // `columns` are those of hit.c
    uint64_t rows;   // so far
    struct q_grid grid;
};

enum { Q_LIST_COLUMNS = Q_GRID_MOST };

/** A line of csv, tsv or md, or of a table: what stands above all rows, and a row. */
void q_put_titles(struct q_list *list, struct q_buf *out);
void q_put_cells(struct q_list *list, struct q_buf *out, const quoth_cell *cells);

/** Text in Markdown, on one line, that stands for itself. */
void q_put_md(struct q_buf *out, quoth_str text);

/** The columns of statements as cells. */
extern const quoth_column q_hit_columns[];
extern const size_t q_hit_column_count;

#endif
