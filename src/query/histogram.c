/*
 * An answer over time: bins of a day, a week, a month or a year, whichever is the shortest
 * that needs at most 160 of them.
 *
 *     days 2016-03-02 … 2018-11-30   →   144 weeks
 *     days 1912-04-15, 2016 … 2018   →   what lies before 2016 is told by its number alone
 *
 * A few statements far off (of what was said in 1912) would make all the others one bar:
 * the half percent at either end is left out where the rest is at most half as long. More
 * than 400 years are cut, what is farthest from the middle first.
 */
#include "base/calendar.h"
#include "base/error.h"
#include "query/results.h"

enum {
    BINS_WANTED = 160,
    YEARS_MOST = 400,
    FEW_OF = 200, // one in so many, at each end, may be left out
    WEEK = 7
};

enum unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

static const char *const unit_names[] = {"day", "week", "month", "year"};

// The days [from, to) of a tally.
struct stretch {
    const struct q_tally_day *days;
    size_t from, to;
};

/** The number of the bin in which a day lies; bins that follow have numbers that do. */
static int64_t bin_of(int32_t day, enum unit unit)
{
    if (unit == UNIT_DAY)
        return day;
    if (unit == UNIT_WEEK)
        return day / WEEK; // day 0 is a Monday
    struct q_civil civil = q_calendar_civil(day);
    return unit == UNIT_YEAR ? civil.year : civil.year * 12 + (int64_t)civil.month - 1;
}

static int32_t start_of(int64_t bin, enum unit unit)
{
    if (unit == UNIT_DAY)
        return (int32_t)bin;
    if (unit == UNIT_WEEK)
        return (int32_t)bin * WEEK;
    int64_t year = unit == UNIT_YEAR ? bin : bin / 12;
    if (year > Q_CALENDAR_YEARS)
        return Q_CALENDAR_DAYS;
    unsigned month = unit == UNIT_YEAR ? 1 : (unsigned)(bin % 12) + 1;
    return q_calendar_days((int32_t)year, month, 1);
}

static uint64_t of_day(const struct q_tally_day *day)
{
    uint64_t sum = 0;
    for (int class = 0; class < Q_TALLY_CLASSES; class ++)
        sum += day->counts[class];
    return sum;
}

static uint64_t of_days(const struct q_tally_day *days, size_t from, size_t to)
{
    uint64_t sum = 0;
    for (size_t i = from; i < to; i++)
        sum += of_day(&days[i]);
    return sum;
}

static int64_t bins_in(const struct stretch *s, enum unit unit)
{
    return bin_of(s->days[s->to - 1].day, unit) - bin_of(s->days[s->from].day, unit) + 1;
}

/** Leaves out at both ends what at most `few` statements have. */
static struct stretch without_ends(struct stretch s, uint64_t few)
{
    uint64_t left = of_day(&s.days[s.from]);
    while (s.from + 1 < s.to && left <= few)
        left += of_day(&s.days[++s.from]);
    left = of_day(&s.days[s.to - 1]);
    while (s.from + 1 < s.to && left <= few)
        left += of_day(&s.days[--s.to - 1]);
    return s;
}

/** Leaves out what is farthest from the middle statement until few enough years are left.
 */
static struct stretch cut_years(struct stretch s, uint64_t all)
{
    size_t middle = s.from;
    uint64_t seen = of_day(&s.days[middle]);
    while (middle + 1 < s.to && seen * 2 < all)
        seen += of_day(&s.days[++middle]);
    int32_t day = s.days[middle].day;
    while (bins_in(&s, UNIT_YEAR) > YEARS_MOST) {
        if (day - s.days[s.from].day > s.days[s.to - 1].day - day)
            s.from++;
        else
            s.to--;
    }
    return s;
}

static struct stretch choose(const struct q_tally *tally)
{
    struct stretch all = {tally->days, 0, tally->day_count};
    uint64_t count = of_days(tally->days, 0, tally->day_count);
    struct stretch inner = without_ends(all, count / FEW_OF);
    if (bins_in(&inner, UNIT_DAY) * 2 <= bins_in(&all, UNIT_DAY))
        all = inner;
    return cut_years(all, count);
}

static void write_day(int32_t day, char out[sizeof((quoth_bin *)0)->from])
{
    struct q_civil civil = q_calendar_civil(day);
    uint32_t number = (uint32_t)civil.year * 10000 + civil.month * 100 + civil.day;
    for (size_t i = sizeof((quoth_bin *)0)->from - 1; i-- > 0;) {
        bool dash = i == 4 || i == 7;
        out[i] = dash ? '-' : (char)('0' + number % 10);
        number = dash ? number : number / 10;
    }
}

static void fill(const struct stretch *s, enum unit unit, quoth_bin *bins, size_t count)
{
    int64_t first = bin_of(s->days[s->from].day, unit);
    for (size_t i = 0; i < count; i++) {
        int64_t bin = first + (int64_t)i;
        int32_t end = start_of(bin + 1, unit);
        bins[i] = (quoth_bin){.direct = 0};
        write_day(start_of(bin, unit), bins[i].from);
        write_day(end < Q_CALENDAR_DAYS ? end - 1 : Q_CALENDAR_DAYS - 1, bins[i].to);
    }
    for (size_t i = s->from; i < s->to; i++) {
        quoth_bin *bin = &bins[bin_of(s->days[i].day, unit) - first];
        const uint64_t *counts = s->days[i].counts;
        bin->direct += counts[QUOTH_KIND_DIRECT];
        bin->mixed += counts[QUOTH_KIND_MIXED];
        bin->indirect += counts[QUOTH_KIND_INDIRECT];
        bin->nested += counts[Q_TALLY_NESTED];
    }
}

quoth_status quoth_results_histogram(quoth_results *results, quoth_histogram *out,
                                     quoth_error *error)
{
    struct q_tally *tally = &results->tally;
    *out = (quoth_histogram){.unit = unit_names[UNIT_YEAR]};
    quoth_status status =
        q_tally_count(tally, results->archive, &results->bits, results->clock, error);
    if (status != QUOTH_OK)
        return status;
    out->undated = tally->undated;
    if (tally->day_count == 0)
        return QUOTH_OK;
    struct stretch stretch = choose(tally);
    enum unit unit = UNIT_DAY;
    while (unit < UNIT_YEAR && bins_in(&stretch, unit) > BINS_WANTED)
        unit++;
    size_t count = (size_t)bins_in(&stretch, unit);
    quoth_bin *bins = Q_ARENA_ARRAY(&tally->arena, quoth_bin, count);
    if (!bins)
        return q_error_nomem(error);
    fill(&stretch, unit, bins, count);
    out->unit = unit_names[unit];
    out->at = bins;
    out->count = count;
    out->before = of_days(tally->days, 0, stretch.from);
    out->after = of_days(tally->days, stretch.to, tally->day_count);
    return QUOTH_OK;
}
