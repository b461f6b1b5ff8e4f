/*
 * When something was said, as bars: by year, month or day, as the time that is covered asks
 * for.
 *
 *     2017  ████████████▌ 25
 *     2018  ████ 8
 *        ⋮
 *     2023  ██ 4
 *     without a day 3
 *
 * A run of more than two periods with nothing is shown as ⋮.
 */
#include "base/calendar.h"
#include "base/str.h"
#include "print/flow.h"
#include "print/print.h"

#include <stdio.h>

enum { ROWS_MOST = 36, LABEL = 10, EMPTY_SHOWN = 2, EIGHTHS = 8 };

enum unit { UNIT_DAY, UNIT_MONTH, UNIT_YEAR };

// The number of the period in which a day lies; periods that follow have numbers that do.
static int64_t period_of(int32_t day, enum unit unit)
{
    if (unit == UNIT_DAY)
        return day;
    struct q_civil civil = q_calendar_civil(day);
    return unit == UNIT_YEAR ? civil.year : civil.year * 12 + (int64_t)civil.month - 1;
}

static enum unit unit_for(int32_t first, int32_t last)
{
    if (last - first < ROWS_MOST)
        return UNIT_DAY;
    if (period_of(last, UNIT_MONTH) - period_of(first, UNIT_MONTH) < ROWS_MOST)
        return UNIT_MONTH;
    return UNIT_YEAR;
}

static quoth_str label_of(int64_t period, enum unit unit, char out[LABEL + 1])
{
    int len = 0;
    size_t room = LABEL + 1;
    if (unit == UNIT_YEAR) {
        len = snprintf(out, room, "%04d", (int)(period % 10000));
    } else if (unit == UNIT_MONTH) {
        len = snprintf(out, room, "%04d-%02d", (int)(period / 12 % 10000),
                       (int)(period % 12) + 1);
    } else {
        struct q_civil c = q_calendar_civil((int32_t)period);
        len = snprintf(out, room, "%04d-%02u-%02u", (int)(c.year % 10000), c.month % 100,
                       c.day % 100);
    }
    return q_str(out, (size_t)len);
}

struct chart {
    struct q_flow flow;
    enum unit unit;
    size_t most; // of one period
    int room;    // columns of the longest bar
};

// A bar of eighths of a column; what is there has one at least.
static void put_bar(struct chart *chart, size_t count)
{
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    uint64_t eighths = (uint64_t)count * (uint64_t)chart->room * EIGHTHS / chart->most;
    eighths = eighths ? eighths : 1;
    for (uint64_t i = 0; i < eighths / EIGHTHS; i++)
        q_flow_text(&chart->flow, Q_STYLE_CUE, Q_STR("█"));
    q_flow_text(&chart->flow, Q_STYLE_CUE, q_str_from(parts[eighths % EIGHTHS]));
}

static void put_period(struct chart *chart, int64_t period, size_t count)
{
    char label[LABEL + 1];
    q_flow_start(&chart->flow, 0, 0);
    q_flow_text(&chart->flow, Q_STYLE_NONE, label_of(period, chart->unit, label));
    q_flow_text(&chart->flow, Q_STYLE_NONE, Q_STR(" "));
    if (count)
        put_bar(chart, count);
    q_flow_text(&chart->flow, Q_STYLE_NONE, Q_STR(" "));
    q_flow_number(&chart->flow, count ? Q_STYLE_NONE : Q_STYLE_DIM, count);
    q_flow_end(&chart->flow);
}

// The periods without anything between two that have something.
static void put_gap(struct chart *chart, int64_t from, int64_t to)
{
    if (to - from <= EMPTY_SHOWN) {
        for (; from < to; from++)
            put_period(chart, from, 0);
        return;
    }
    q_flow_start(&chart->flow, 2, 0);
    q_flow_text(&chart->flow, Q_STYLE_DIM, Q_STR("⋮"));
    q_flow_end(&chart->flow);
}

// How many of the days from `at` on lie in the period of that one.
static size_t count_period(const int32_t *days, size_t count, size_t at, enum unit unit)
{
    int64_t period = period_of(days[at], unit);
    size_t end = at;
    while (end < count && period_of(days[end], unit) == period)
        end++;
    return end - at;
}

static void put_periods(struct chart *chart, const int32_t *days, size_t count)
{
    int64_t next = period_of(days[0], chart->unit);
    for (size_t at = 0, used; at < count; at += used) {
        int64_t period = period_of(days[at], chart->unit);
        used = count_period(days, count, at, chart->unit);
        put_gap(chart, next, period);
        put_period(chart, period, used);
        next = period + 1;
    }
}

static void put_undated(struct q_flow *flow, uint64_t undated)
{
    q_flow_start(flow, 0, 0);
    q_flow_text(flow, Q_STYLE_DIM, Q_STR("without a day "));
    q_flow_number(flow, Q_STYLE_NONE, undated);
    q_flow_end(flow);
}

void q_print_chart(const struct q_sheet *sheet, const int32_t *days, size_t count,
                   uint64_t undated)
{
    struct chart chart = {.unit = count ? unit_for(days[0], days[count - 1]) : UNIT_YEAR};
    q_flow_init(&chart.flow, sheet->out, sheet->word, sheet->width, sheet->colour);
    char digits[24];
    for (size_t at = 0, used; at < count; at += used) {
        used = count_period(days, count, at, chart.unit);
        chart.most = used > chart.most ? used : chart.most;
    }
    int wide = snprintf(digits, sizeof digits, "%zu", chart.most);
    chart.room = sheet->width - LABEL - 2 - wide;
    chart.room = chart.room > 0 ? chart.room : 1;
    if (count)
        put_periods(&chart, days, count);
    if (undated)
        put_undated(&chart.flow, undated);
    if (count || undated)
        q_buf_add_char(sheet->out, '\n');
}
