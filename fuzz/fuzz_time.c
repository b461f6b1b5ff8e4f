/*
 * Fuzz target: dates and times in any text. The first byte chooses the day of publication;
 * the rest is the text. Times stand in order and have tokens; a value is a date that can
 * be, or a range of two, the first not behind the second; of an open time both readings are
 * told, and the value is one of them.
 */
#include "analyse/quotemark.h"
#include "analyse/time.h"
#include "analyse/token.h"
#include "base/date.h"
#include "base/utf8.h"
#include "fuzz.h"

static const char *const published[] = {
    NULL,         "2023-06-09",        "2023-06",    "2023",
    "2024-02-29", "1500-01-01",        "9999-12-31", "2021-01-03",
    "2018-W16",   "2016-12-31T23:59Z", "9999",       "1500-12"};

// One date: its precision is the one that is told; a quarter is read as its year.
static void check_date(quoth_str value, quoth_str precision)
{
    struct q_moment m;
    bool quarter = value.len == 7 && value.ptr[5] == 'Q';
    if (quarter)
        HOLD(value.ptr[6] >= '1' && value.ptr[6] <= '4');
    HOLD(q_date_take_apart(quarter ? q_str(value.ptr, 4) : value, &m));
    char again[Q_DATE_SIZE];
    quoth_date date;
    q_date_write(&m, value, again, &date);
    HOLD(quarter || q_str_equal(date.value, value));
    HOLD(q_str_equal(precision, quarter ? Q_STR("quarter") : date.precision));
}

static void check_value(quoth_str value, quoth_str precision)
{
    quoth_str last = value, first = q_str_take_until(&last, '/');
    HOLD(first.len > 0);
    check_date(first, precision);
    if (first.len == value.len)
        return;
    check_date(last, precision);
    HOLD(first.len == last.len && memcmp(first.ptr, last.ptr, first.len) < 0);
}

static void check_time(const struct q_time *time)
{
    HOLD(!time->value.ptr == !time->precision.ptr && time->sense <= Q_TIME_OPEN);
    HOLD(!time->past.ptr == !time->ahead.ptr);
    if (!time->value.ptr)
        return;
    check_value(time->value, time->precision);
    HOLD(!time->past.ptr == (time->sense != Q_TIME_OPEN));
    if (!time->past.ptr)
        return;
    check_value(time->past, time->precision);
    check_value(time->ahead, time->precision);
    HOLD(memcmp(time->past.ptr, time->ahead.ptr, time->past.len) <= 0);
    HOLD(q_str_equal(time->value, time->past) || q_str_equal(time->value, time->ahead));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct q_arena arena;
    struct q_annotation note = {0};
    char value[Q_DATE_SIZE];
    quoth_date date = {.value = {NULL, 0}};
    quoth_str text = size ? q_str((const char *)data + 1, size - 1) : Q_STR("");
    if (size == 0 || q_utf8_check(text) != text.len)
        return 0;
    const char *day = published[data[0] % (sizeof published / sizeof *published)];
    HOLD(!day || q_date_read(q_str_from(day), value, &date));
    q_arena_init(&arena, SIZE_MAX / 4);
    HOLD(q_tokenize(text, NULL, 0, &arena, &note) == QUOTH_OK);
    HOLD(q_pair_quotes(text, &arena, &note) == QUOTH_OK);
    HOLD(q_find_times(text, &date, &arena, &note) == QUOTH_OK);
    uint32_t before = 0;
    for (uint32_t i = 0; i < note.time_count; i++) {
        HOLD(note.times[i].from >= before && note.times[i].from < note.times[i].to);
        HOLD(note.times[i].to <= note.token_count);
        check_time(&note.times[i]);
        before = note.times[i].to;
    }
    q_arena_release(&arena);
    return 0;
}
