#include "query/days.h"

#include "base/calendar.h"
#include "base/str.h"
#include "record/question.h"

// How fine a range is: its ends are those of years, of months, or just days.
enum grain { YEARS, MONTHS, DAYS };

static bool starts(int32_t day, enum grain grain)
{
    struct q_civil civil = q_calendar_civil(day);
    return grain == DAYS || (civil.day == 1 && (grain == MONTHS || civil.month == 1));
}

static bool ends(int32_t day, enum grain grain)
{
    return day + 1 == Q_CALENDAR_DAYS || starts(day + 1, grain);
}

static enum grain grain_of(int32_t from, int32_t to)
{
    enum grain grain = YEARS;
    while (grain != DAYS && !((from == Q_OPEN_FROM || starts(from, grain)) &&
                              (to == Q_OPEN_TO || ends(to, grain))))
        grain++;
    return grain;
}

// Do both lie in one year, month or day?
static bool is_one(int32_t from, int32_t to, enum grain grain)
{
    if (from == Q_OPEN_FROM || to == Q_OPEN_TO)
        return false;
    struct q_civil a = q_calendar_civil(from), b = q_calendar_civil(to);
    return a.year == b.year && (grain == YEARS || a.month == b.month) &&
           (grain != DAYS || a.day == b.day);
}

static void put(struct q_buf *out, uint32_t number, unsigned width)
{
    char digits[8];
    for (unsigned i = width; i-- > 0; number /= 10)
        digits[i] = (char)('0' + number % 10);
    q_buf_add(out, digits, width);
}

static void write_day(int32_t day, enum grain grain, struct q_buf *out)
{
    struct q_civil civil = q_calendar_civil(day);
    put(out, (uint32_t)civil.year, 4);
    if (grain == YEARS)
        return;
    q_buf_add_char(out, '-');
    put(out, civil.month, 2);
    if (grain == MONTHS)
        return;
    q_buf_add_char(out, '-');
    put(out, civil.day, 2);
}

void q_days_write(int32_t from, int32_t to, struct q_buf *out)
{
    enum grain grain = grain_of(from, to);
    if (from != Q_OPEN_FROM)
        write_day(from, grain, out);
    if (is_one(from, to, grain))
        return;
    q_buf_add_str(out, Q_STR(".."));
    if (to != Q_OPEN_TO)
        write_day(to, grain, out);
}

static void say_day(int32_t day, enum grain grain, struct q_buf *out)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    struct q_civil civil = q_calendar_civil(day);
    if (grain == DAYS) {
        q_buf_add_number(out, civil.day);
        q_buf_add_char(out, ' ');
    }
    if (grain != YEARS) {
        q_buf_add_str(out, q_str_from(months[civil.month - 1]));
        q_buf_add_char(out, ' ');
    }
    q_buf_add_number(out, (uint64_t)civil.year);
}

void q_days_say(int32_t from, int32_t to, struct q_buf *out)
{
    enum grain grain = grain_of(from, to);
    if (from == Q_OPEN_FROM) {
        q_buf_add_str(out, Q_STR("until "));
        say_day(to, grain, out);
    } else if (to == Q_OPEN_TO) {
        q_buf_add_str(out, Q_STR("since "));
        say_day(from, grain, out);
    } else if (is_one(from, to, grain)) {
        q_buf_add_str(out, grain == DAYS ? Q_STR("on ") : Q_STR("in "));
        say_day(from, grain, out);
    } else {
        bool two_years =
            grain == YEARS && q_calendar_civil(to).year == q_calendar_civil(from).year + 1;
        q_buf_add_str(out, two_years ? Q_STR("in ") : Q_STR("from "));
        say_day(from, grain, out);
        q_buf_add_str(out, two_years ? Q_STR(" or ") : Q_STR(" to "));
        say_day(to, grain, out);
    }
}
