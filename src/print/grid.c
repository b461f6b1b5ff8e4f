#include "print/grid.h"

#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"

enum { INDENT = 2 }; // of cells below the first

void q_grid_init(struct q_grid *grid)
{
    *grid = (struct q_grid){0};
    for (int i = 0; i < Q_GRID_MOST; i++)
        q_buf_init(&grid->at[i].lines, Q_MAX_OUTPUT);
}

void q_grid_release(struct q_grid *grid)
{
    for (int i = 0; i < Q_GRID_MOST; i++)
        q_buf_release(&grid->at[i].lines);
}

void q_grid_start(struct q_grid *grid, struct q_buf *out, struct q_buf *word, bool colour)
{
    grid->out = out;
    grid->word = word;
    grid->colour = colour;
    grid->stacked = false;
    grid->count = 0;
    for (int i = 0; i < Q_GRID_MOST; i++)
        q_buf_clear(&grid->at[i].lines, 0);
}

void q_grid_column(struct q_grid *grid, int width, bool right)
{
    grid->at[grid->count].width = width;
    grid->at[grid->count].right = right;
    grid->count++;
}

// ── Widths ──

// What columns of a width take, with the gaps, and how many have none.
static int widths(const struct q_grid *grid, uint32_t *shares)
{
    int sum = Q_GRID_GAP * ((int)grid->count - 1);
    *shares = 0;
    for (uint32_t i = 0; i < grid->count; i++) {
        sum += grid->at[i].width;
        *shares += grid->at[i].width == 0;
    }
    return sum;
}

void q_grid_stack(struct q_grid *grid, int width)
{
    grid->stacked = true;
    for (uint32_t i = 0; i < grid->count; i++) {
        grid->at[i].width = i ? width - INDENT : width;
        grid->at[i].right = false;
    }
}

void q_grid_fit(struct q_grid *grid, int width)
{
    uint32_t shares;
    int used = widths(grid, &shares);
    while (used + (int)shares * Q_GRID_SHARE > width) {
        uint32_t widest = 0;
        for (uint32_t i = 1; i < grid->count; i++)
            if (grid->at[i].width > grid->at[widest].width)
                widest = i;
        if (grid->at[widest].width <= Q_GRID_LEAST) {
            q_grid_stack(grid, width);
            return;
        }
        grid->at[widest].width--;
        used--;
    }
    int left = width - used;
    for (uint32_t i = 0; i < grid->count; i++) {
        if (grid->at[i].width)
            continue;
        grid->at[i].width = left / (int)shares;
        left -= grid->at[i].width;
        shares--;
    }
}

// ── Rows ──

struct q_flow q_grid_cell(struct q_grid *grid, uint32_t i)
{
    struct q_flow flow;
    q_flow_init(&flow, &grid->at[i].lines, grid->word, grid->at[i].width, grid->colour);
    flow.breaks = true;
    q_flow_start(&flow, 0, 0);
    return flow;
}

// Columns that a line of ours takes; its colours take none.
static int line_width(quoth_str line)
{
    int width = 0;
    const char *at = line.ptr, *end = line.ptr + line.len;
    while (at < end) {
        uint32_t point = q_utf8_next(&at);
        if (point == '\033')
            while (at < end && *at++ != 'm')
                ;
        else
            width += q_flow_width(point);
    }
    return width;
}

static void add_spaces(struct q_buf *out, int count)
{
    for (int i = 0; i < count; i++)
        q_buf_add_char(out, ' ');
}

// The next line of every cell, where `rest` says what is left of them; false: of none.
static bool put_line(struct q_grid *grid, quoth_str rest[])
{
    int at = 0, start = 0; // the column that is reached, and that the cell starts at
    bool any = false;
    for (uint32_t i = 0; i < grid->count; i++) {
        any = any || rest[i].len;
        quoth_str line = q_str_take_until(&rest[i], '\n');
        int width = line_width(line);
        if (line.len) {
            int from = start + (grid->at[i].right ? grid->at[i].width - width : 0);
            add_spaces(grid->out, from - at);
            q_buf_add_str(grid->out, line);
            at = (from > at ? from : at) + width;
        }
        start += grid->at[i].width + Q_GRID_GAP;
    }
    if (any)
        q_buf_add_char(grid->out, '\n');
    return any;
}

static void put_stacked(struct q_grid *grid, quoth_str rest[])
{
    for (uint32_t i = 0; i < grid->count; i++) {
        while (rest[i].len) {
            quoth_str line = q_str_take_until(&rest[i], '\n');
            if (!line.len)
                continue;
            add_spaces(grid->out, i ? INDENT : 0);
            q_buf_add_str(grid->out, line);
            q_buf_add_char(grid->out, '\n');
        }
    }
}

void q_grid_put(struct q_grid *grid)
{
    quoth_str rest[Q_GRID_MOST];
    for (uint32_t i = 0; i < grid->count; i++)
        rest[i] = q_str(grid->at[i].lines.ptr, grid->at[i].lines.len);
    if (grid->stacked)
        put_stacked(grid, rest);
    else
        while (put_line(grid, rest))
            ;
    for (uint32_t i = 0; i < grid->count; i++)
        if (!grid->at[i].lines.failed)
            grid->at[i].lines.len = 0;
}

quoth_status q_grid_status(const struct q_grid *grid)
{
    quoth_status status = q_buf_status(grid->word);
    for (uint32_t i = 0; status == QUOTH_OK && i < grid->count; i++)
        status = q_buf_status(&grid->at[i].lines);
    return status;
}
