/*
 * Cells side by side: each is filled into lines of its column's width, then a row of them
 * is put out line by line.
 *
 *     2018-04-24  Jane Roe      We will not sell
 *     said        The Herald    the bridge.
 *
 * Nothing is cut: what does not fit goes on in the next line. Where all columns together
 * need more than there is, cells stand one below the other instead, the first ahead.
 */
#ifndef Q_GRID_H
#define Q_GRID_H

#include "print/flow.h"

enum { Q_GRID_MOST = 32, Q_GRID_GAP = 2, Q_GRID_LEAST = 10, Q_GRID_SHARE = 12 };

struct q_grid {
    struct q_buf *out, *word; // the caller's
    bool colour, stacked;
    uint32_t count;
    struct {
        int width;
        bool right;
        struct q_buf lines;
    } at[Q_GRID_MOST];
};

void q_grid_init(struct q_grid *grid);
void q_grid_release(struct q_grid *grid);

/** Begins a grid of no columns. Failures stick in `out`, `word` and the cells. */
void q_grid_start(struct q_grid *grid, struct q_buf *out, struct q_buf *word, bool colour);

/** One more column, at most Q_GRID_MOST; `width` 0 takes a share of what the others leave.
 */
void q_grid_column(struct q_grid *grid, int width, bool right);

/** Makes the columns fit `width`, or puts the cells one below the other. */
void q_grid_fit(struct q_grid *grid, int width);
void q_grid_stack(struct q_grid *grid, int width);

/** A flow into cell `i`, of which a line is begun, and is to be ended by q_flow_end; more
 *  lines may follow. */
struct q_flow q_grid_cell(struct q_grid *grid, uint32_t i);

/** Puts the row out. */
void q_grid_put(struct q_grid *grid);

/** A failure of any cell, or QUOTH_OK. */
quoth_status q_grid_status(const struct q_grid *grid);

#endif
