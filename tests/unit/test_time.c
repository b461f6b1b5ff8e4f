// src/analyse/time: which words are a time, and when it is.
#include "annotate.h"

#include "analyse/time.h"
#include "analyse/time_parts.h"
#include "base/date.h"
#include "seconds_since.h"

#include <time.h>

// Friday. 2023-06-09 is of 2023-W23.
#define FRIDAY "2023-06-09"

struct example {
    const char *text;
    const char *times; // “words value”, parted by “; ”; “?”: no value
};

static void find(struct annotated *a, const char *text, const char *published)
{
    char value[Q_DATE_SIZE];
    quoth_date date = {.value = Q_NO_STR};
    annotate(a, q_str_from(text));
    if (published)
        assert_true(q_date_read(q_str_from(published), value, &date));
    assert_int_equal(q_find_times(a->text, &date, &a->arena, &a->note), QUOTH_OK);
}

static void show_times(const struct annotated *a, struct shown *out)
{
    out->len = 0;
    out->text[0] = 0;
    for (uint32_t i = 0; i < a->note.time_count; i++) {
        const struct q_time *time = &a->note.times[i];
        assert_true(time->from < time->to && time->to <= a->note.token_count);
        assert_int_equal(time->value.ptr == NULL, time->precision.ptr == NULL);
        show(out, q_str_from(i ? "; " : ""));
        show(out, q_str_cut(a->text, a->note.tokens[time->from].start,
                            a->note.tokens[time->to - 1].end));
        show(out, Q_STR(" "));
        show(out, time->value.ptr ? time->value : Q_STR("?"));
    }
}

static void check(const struct example *examples, size_t count, const char *published)
{
    for (size_t i = 0; i < count; i++) {
        struct annotated a;
        struct shown out;
        find(&a, examples[i].text, published);
        show_times(&a, &out);
        if (strcmp(out.text, examples[i].times) != 0)
            fail_msg("%s\n  told:   %s\n  wanted: %s", examples[i].text, out.text,
                     examples[i].times);
        annotated_release(&a);
    }
}

#define CHECK(examples, published)                                                         \
    check(examples, sizeof examples / sizeof *examples, published)

static void full_dates_in_every_order(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"At 9 p.m. on June 3-7, 2018, they met.",
         "9 p.m. on June 3-7, 2018 2018-06-03/2018-06-07"}, // a range has no clock
        {"It fell on June 8, 2023.", "June 8, 2023 2023-06-08"},
        {"It fell on 8 June 2023.", "8 June 2023 2023-06-08"},
        {"It fell on the 8th of June, 2023.", "8th of June, 2023 2023-06-08"},
        {"It fell on Thursday, June 8th 2023, they say.",
         "Thursday, June 8th 2023 2023-06-08"},
        {"It fell on Thu. Jun. 8, 2023.", "Thu. Jun. 8, 2023 2023-06-08"},
        {"It fell on Feb. 29, 2024.", "Feb. 29, 2024 2024-02-29"},
        {"It fell on Feb. 29, 2023.", "2023 2023"},
        {"It fell on 2023-06-08.", "2023-06-08 2023-06-08"},
        {"It fell on 2023/06/08 and 28/6/2023.",
         "2023/06/08 2023-06-08; 28/6/2023 2023-06-28"},
        {"It fell on 6/8/2023.", ""}, // two days
        {"It fell in June 2023, in Sept. 2022 and in May of 2021.",
         "June 2023 2023-06; Sept. 2022 2022-09; May of 2021 2021-05"},
        {"On June 8, 2023, at 9:05 p.m. it fell.",
         "June 8, 2023, at 9:05 p.m. 2023-06-08T21:05"},
        {"On 9/11 it fell; the Sept. 11 attacks; 9/10 of it.",
         "9/11 2001-09-11; Sept. 11 2001-09-11"},
        {"On New Year’s Eve 2016 and Christmas Day, 2017.",
         "New Year’s Eve 2016 2016-12-31; Christmas Day, 2017 2017-12-25"},
        {"In June 5, 2000 people fell.", "June 5 2023-06-05"},
        {"On June 8 of 2016 and on May 3 of last year it fell.",
         "June 8 of 2016 2016-06-08; May 3 of last year 2022-05-03"},
        {"In June 8 of them and 8 of last week’s fell.",
         "June 2023-06; last week 2023-W22"},
    };
    CHECK(examples, FRIDAY);
}

static void years_decades_and_parts_of_years(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"It rose in 2017, the 2016 vote and early 2015.",
         "2017 2017; 2016 2016; early 2015 2015"},
        {"It rose by 2,017 people, by 2017 people and $2017.", ""},
        {"She read “1984” and Harsk’s 1984.", ""},
        {"He lives at 1900 Hill Street, at 1600 Hill, Room 2016, and has 2050% more.", ""},
        {"In 1789 and with 1789 men; of 1815.", "1789 1789; 1815 1815"},
        {"the 1990s, the mid-1980s, the ’90s and the sixties",
         "1990s 1990/1999; mid-1980s 1980/1989; 90s 1990/1999; sixties 1960/1969"},
        {"in his sixties, in the low 90s, 1990s-style", ""},
        {"the 20th century, the 1800s", "20th century 1900/1999; 1800s 1800/1899"},
        {"the third quarter of 2016, Q2 2017, the first quarter of last year",
         "third quarter of 2016 2016-Q3; Q2 2017 2017-Q2; "
         "first quarter of last year 2022-Q1"},
        {"in the fourth quarter they scored; fiscal 2017", ""},
        {"in the summer of 2015, fall 2016", "summer of 2015 2015; fall 2016 2016"},
        {"a summer of love, the fall of it", ""},
    };
    CHECK(examples, FRIDAY);
}

static void ranges(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"on April 25 and 26", "April 25 and 26 2023-04-25/2023-04-26"},
        {"on April 25-26, 2018", "April 25-26, 2018 2018-04-25/2018-04-26"},
        {"on April 25–26", "April 25–26 2023-04-25/2023-04-26"},
        {"on 25 and 26 April", "25 and 26 April 2023-04-25/2023-04-26"},
        {"on April 25 and 28", "April 25 2023-04-25"}, // not all between them
        {"from June 3 to June 7", "June 3 to June 7 2023-06-03/2023-06-07"},
        {"Dec. 20 through Jan. 5", "Dec. 20 through Jan. 5 2022-12-20/2023-01-05"},
        {"June 30 - July 2, 2018", "June 30 - July 2, 2018 2018-06-30/2018-07-02"},
        {"between March and May 2018", "March and May 2018 2018-03/2018-05"},
        {"between 2010 and 2012, from 2004 to 2009",
         "2010 and 2012 2010/2012; 2004 to 2009 2004/2009"},
        {"in 2010-12, 2016–17 and 2000 - 2050",
         "2010-12 2010/2012; 2016–17 2016/2017; 2000 - 2050 2000/2050"},
        {"in 2010 and 2012", "2010 2010; 2012 2012"},
        {"from June 3 to 40 people", "June 3 2023-06-03"},
        {"2012-2010", ""},
    };
    CHECK(examples, FRIDAY);
}

static void days_from_the_day_of_publication(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"He said today, tonight and this morning that it fell yesterday.",
         "today 2023-06-09; tonight 2023-06-09; this morning 2023-06-09; "
         "yesterday 2023-06-08"},
        {"tomorrow night, last night, yesterday afternoon",
         "tomorrow night 2023-06-10; last night 2023-06-08; "
         "yesterday afternoon 2023-06-08"},
        {"the day before yesterday and the day after tomorrow",
         "day before yesterday 2023-06-07; day after tomorrow 2023-06-11"},
        {"He told USA Today and the Tonight show.", ""},
        {"two days ago, a week ago, three months ago, Seventeen years ago",
         "two days ago 2023-06-07; a week ago 2023-W22; three months ago 2023-03; "
         "Seventeen years ago 2006"},
        {"a few days ago, nearly two decades ago, about a year ago, years ago, "
         "a year and a half ago, half a year ago",
         "a few days ago ?; two decades ago ?; a year ago ?; years ago ?; "
         "a year and a half ago ?; a year ago ?"},
        {"three hours ago", "three hours ago ?"},
        {"for three weeks, a two-year term, two weeks of it, in five days", ""},
        {"the week before last", "week before last 2023-W21"},
    };
    CHECK(examples, FRIDAY);
}

static void units_from_the_day_of_publication(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"last week, this week, next week", "last week 2023-W22; this week 2023-W23; "
                                            "next week 2023-W24"},
        {"last month, this quarter, next year",
         "last month 2023-05; this quarter 2023-Q2; next year 2024"},
        {"earlier this month, late last week, later this year",
         "earlier this month 2023-06; late last week 2023-W22; later this year 2023"},
        {"earlier in the week, all week, by the end of the year",
         "earlier in the week 2023-W23; all week 2023-W23; end of the year 2023"},
        {"in the last week, over the next year, his last month, the company’s last quarter",
         ""},
        {"at last he came, this is it, next to it, last chance", ""},
        {"over the weekend, last weekend, next weekend",
         "weekend 2023-06-03/2023-06-04; last weekend 2023-06-03/2023-06-04; "
         "next weekend 2023-06-17/2023-06-18"},
        {"a weekend rally", ""},
        {"this past week, this coming week",
         "this past week 2023-W22; this coming week 2023-W24"},
        {"last summer, this fall, last winter", "last summer 2022; this fall 2023; "
                                                "last winter ?"},
    };
    CHECK(examples, FRIDAY);
}

static void days_of_the_week(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"She said on Friday it fell on Thursday.",
         "Friday 2023-06-09; Thursday 2023-06-08"},
        {"It fell early Monday, late Tuesday night.",
         "early Monday 2023-06-05; late Tuesday night 2023-06-06"},
        {"She left last Friday.", "last Friday 2023-06-02"},
        {"Next Friday and this coming Monday.",
         "Next Friday 2023-06-16; this coming Monday 2023-06-12"},
        {"It fell on Tuesday of last week.", "Tuesday of last week 2023-05-30"},
        {"The Tues., the Sat., and Sun spots.", ""},
        {"It fell on Tues. The sun, the Sun and Mon Dieu.", "Tues. 2023-06-06"},
        {"It fell on Tuesday (June 6), they said.", "Tuesday (June 6) 2023-06-06"},
        {"She was on Fox News Sunday, every Friday, on Super Tuesday, on a Monday.", ""},
        {"The Sunday Times and Sunday school; Friday prayers; Saturday Night Live.", ""},
        {"In a Monday interview she spoke.", "Monday 2023-06-05"},
        {"It fell on the Friday before the vote, and that Friday.",
         "Friday ?; Friday 2023-06-09"},
        {"Thursday’s vote was lost.", "Thursday 2023-06-08"},
        // the day after the article's own: it went on being written
        {"She said Saturday it fell.", "Saturday 2023-06-10"},
    };
    CHECK(examples, FRIDAY);
}

static void the_clause_tells_whether_it_lies_ahead(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"The board will meet on Tuesday.", "Tuesday 2023-06-13"},
        {"The board met on Tuesday.", "Tuesday 2023-06-06"},
        {"The board is expected to vote on Tuesday.", "Tuesday 2023-06-13"},
        {"The vote is to be held on Tuesday.", "Tuesday 2023-06-13"},
        {"The vote, scheduled for Tuesday, was called off.", "Tuesday 2023-06-13"},
        {"She said on Tuesday that the board will meet.", "Tuesday 2023-06-06"},
        {"On Tuesday, she said the board will meet.", "Tuesday 2023-06-06"},
        {"On Tuesday, the board will meet.", "Tuesday 2023-06-13"},
        {"Tuesday’s vote is expected to be close.", "Tuesday 2023-06-13"},
        {"She said Tuesday’s vote will be close.", "Tuesday 2023-06-13"},
        {"The board agreed to meet on Tuesday.", "Tuesday 2023-06-13"},
        {"The board refused to meet on Tuesday.", "Tuesday 2023-06-06"},
        {"The fair begins on Tuesday.", "Tuesday 2023-06-13"},
        {"He is facing Al Roe on Tuesday.", "Tuesday 2023-06-13"},
        {"It ends if nobody wins on Tuesday.", "Tuesday 2023-06-13"},
        {"He spoke ahead of Tuesday’s vote.", "Tuesday 2023-06-13"},
        {"He was shot on Tuesday.", "Tuesday 2023-06-06"},
        {"The board to vote Tuesday", "Tuesday 2023-06-13"},
        {"They will meet this weekend.", "this weekend 2023-06-10/2023-06-11"},
    };
    CHECK(examples, FRIDAY);
}

static void dates_without_a_year(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"It fell on April 25.", "April 25 2023-04-25"},
        {"It fell on 25 April.", "25 April 2023-04-25"},
        {"The June 20 rally was announced.", "June 20 2023-06-20"}, // not a year ago
        {"He ran in November.", "November 2022-11"},
        {"He will run in November.", "November 2023-11"},
        {"He has led since August.", "August 2022-08"},
        {"It stays open until August.", "August 2023-08"},
        {"He ran last December, last June and next May.",
         "last December 2022-12; last June 2022-06; next May 2024-05"},
        {"mid-June, late May, the end of March",
         "mid-June 2023-06; late May 2023-05; March 2023-03"},
        {"in November last year, on March 11 this year",
         "November last year 2022-11; March 11 this year 2023-03-11"},
        {"in June of that year, in May the same year",
         "June of that year ?; May the same year ?"},
        {"In 2018 they met in October.", "2018 2018; October 2018-10"},
        {"It may fall; he said he may; a March on the town; March for it; Ada May "
         "said; by May; April Roe; June Poe said; to August Poe",
         ""},
        {"In May it fell, in March too, in April, and by June.",
         "May 2023-05; March 2023-03; April 2023-04; June 2023-06"},
        {"It fell on the 5th and on the 12th, the 25th anniversary.", "5th 2023-06-05; "
                                                                      "12th 2023-05-12"},
        {"It ends on the 25th, 2016 aside; on the 25th, 9/11.",
         "25th 2023-05-25; 2016 2016; 25th 2023-05-25; 9/11 2001-09-11"},
        {"in May 12 people fell", "May 2023-05"},
        {"on Feb. 29", "Feb. 29 2024-02-29"},
        {"on Feb. 30", ""},
        {"Thursday, June 9, 2022", "Thursday, June 9, 2022 2022-06-09"},
    };
    CHECK(examples, FRIDAY);
}

static void times_of_day(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"at 10 a.m. on Tuesday it fell", "10 a.m. on Tuesday 2023-06-06T10"},
        {"It fell at 12:05 GMT Thursday.", "12:05 GMT Thursday 2023-06-08T12:05Z"},
        {"It fell at 1430 GMT on Thursday.", "1430 GMT on Thursday 2023-06-08T14:30Z"},
        {"It fell yesterday at about 3pm ET (1900 GMT).",
         "yesterday at about 3pm ET (1900 GMT) 2023-06-08T15"},
        {"It fell at noon Thursday, at midnight Thursday.",
         "noon Thursday 2023-06-08T12; midnight Thursday 2023-06-08"},
        {"On Thursday it fell at 9 p.m.", "Thursday 2023-06-08; 9 p.m. 2023-06-08T21"},
        {"He rises at 6 a.m. and at noon.", "6 a.m. ?; noon ?"},
        {"High Noon; a 2:30 run; 25:10; 13 p.m.; I am 12 am I", "12 am ?"},
    };
    CHECK(examples, FRIDAY);
}

static void what_hangs_on_another_time_has_no_value(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"the next day, that night, the following week, the previous month",
         "next day ?; that night ?; following week ?; previous month ?"},
        {"two days before the vote, a week later, years earlier, the day after it",
         "two days before ?; a week later ?; years earlier ?; day after ?"},
        {"the next Monday, the following Monday", "next Monday ?; following Monday ?"},
        {"two weeks from Tuesday", "two weeks from Tuesday ?"},
        {"that is, the same, the next one", ""},
    };
    CHECK(examples, FRIDAY);
}

static void what_is_known_of_the_publication(void **state)
{
    (void)state;
    static const char text[] = "yesterday, last month, last year, on May 5, in 2017";
    static const struct {
        const char *published, *times;
    } cases[] = {
        {NULL, "yesterday ?; last month ?; last year ?; May 5 ?; 2017 2017"},
        {"2023", "yesterday ?; last month ?; last year 2022; May 5 ?; 2017 2017"},
        {"2023-06",
         "yesterday ?; last month 2023-05; last year 2022; May 5 2023-05-05; 2017 2017"},
        {"2024-01-01T00:10Z", "yesterday 2023-12-31; last month 2023-12; last year 2023; "
                              "May 5 2024-05-05; 2017 2017"},
        {"1500-01-01", "yesterday 1499-12-31; last month 1499-12; last year 1499; "
                       "May 5 1500-05-05; 2017 2017"},
        {"9999-12-31", "yesterday 9999-12-30; last month 9999-11; last year 9998; "
                       "May 5 ?; 2017 2017"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct example example = {text, cases[i].times};
        check(&example, 1, cases[i].published);
    }
    static const struct example year_ends[] = {
        {"this week, last week, next week",
         "this week 2020-W53; last week 2020-W52; next week 2021-W01"}};
    CHECK(year_ends, "2021-01-01");
}

static void senses_and_both_readings(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint8_t sense;
        const char *precision, *past, *ahead;
    } cases[] = {
        {"on Tuesday", Q_TIME_OPEN, "day", "2023-06-06", "2023-06-13"},
        {"on Friday", Q_TIME_OPEN, "day", "2023-06-09", "2023-06-16"},
        {"on April 25", Q_TIME_OPEN, "day", "2023-04-25", "2024-04-25"},
        {"in May 2020", Q_TIME_FIXED, "month", NULL, NULL},
        {"last week", Q_TIME_PAST, "week", NULL, NULL},
        {"next year", Q_TIME_FUTURE, "year", NULL, NULL},
        {"later this month", Q_TIME_FUTURE, "month", NULL, NULL},
        {"today", Q_TIME_FIXED, "day", NULL, NULL},
        {"on Thursday at 9:30 a.m.", Q_TIME_OPEN, "minute", "2023-06-08T09:30",
         "2023-06-15T09:30"},
        {"Thursday at noon", Q_TIME_OPEN, "hour", "2023-06-08T12", "2023-06-15T12"},
        {"the third quarter of 2016", Q_TIME_FIXED, "quarter", NULL, NULL},
        {"a year ago", Q_TIME_PAST, "year", NULL, NULL},
        {"a few days ago", Q_TIME_PAST, NULL, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct annotated a;
        find(&a, cases[i].text, FRIDAY);
        assert_int_equal(a.note.time_count, 1);
        const struct q_time *time = &a.note.times[0];
        assert_int_equal(time->sense, cases[i].sense);
        assert_true(q_str_equal(time->precision, q_str_from(cases[i].precision)));
        assert_true(q_str_equal(time->past, q_str_from(cases[i].past)));
        assert_true(q_str_equal(time->ahead, q_str_from(cases[i].ahead)));
        annotated_release(&a);
    }
}

static void nothing_goes_over_a_paragraph(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"It fell in June\n\n8, 2023 it rose.", "June 2023-06; 2023 2023"},
        {"Thursday\n\nJune 8, 2023", "Thursday 2023-06-08; June 8, 2023 2023-06-08"},
        {"", ""},
        {"last", ""},
        {"the next", ""},
        {"June 8,", "June 8 2023-06-08"},
        {"Tuesday (June 6", "Tuesday 2023-06-06; June 6 2023-06-06"},
    };
    CHECK(examples, FRIDAY);
}

static void every_word_is_found(void **state)
{
    (void)state;
    static const char *const words[] = {"a",     "ago",  "weeks", "Yesterday",  "NOON",
                                        "later", "fall", "GMT",   "years",      "winter",
                                        "two",   "last", "that",  "afterwards", NULL};
    for (int i = 0; words[i]; i++)
        assert_int_not_equal(q_time_word(q_str_from(words[i]))->class, 0);
    assert_int_equal(q_time_word(Q_STR("second"))->class, Q_TIME_WORD_ORDINAL);
    assert_int_equal(q_time_word(Q_STR("may"))->class, 0);
    assert_int_equal(q_time_word(Q_STR(""))->class, 0);
}

static void memory_runs_out(void **state)
{
    (void)state;
    char value[Q_DATE_SIZE];
    quoth_date date;
    struct annotated a;
    annotate(&a, Q_STR("on Friday, in May, last week"));
    assert_true(q_date_read(Q_STR(FRIDAY), value, &date));
    uint64_t n = 1;
    for (quoth_status status = QUOTH_ENOMEM; status != QUOTH_OK; n++) {
        q_arena_fail_at(n);
        status = q_find_times(a.text, &date, &a.arena, &a.note);
        q_arena_fail_at(0);
        assert_true(status == QUOTH_OK || status == QUOTH_ENOMEM);
        assert_true(n < 20);
    }
    assert_true(n > 4);
    assert_int_equal(a.note.time_count, 3);
    annotated_release(&a);
}

static double seconds_for(size_t copies)
{
    static const char part[] = "On Friday at 9 p.m. two not not days ago of last (June 5 ";
    size_t len = sizeof part - 1;
    char *text = malloc(copies * len + 1);
    assert_non_null(text);
    for (size_t i = 0; i < copies; i++)
        memcpy(text + i * len, part, len);
    text[copies * len] = '\0';
    struct annotated a;
    clock_t start = clock();
    find(&a, text, FRIDAY);
    double took = seconds_since(start);
    annotated_release(&a);
    free(text);
    return took;
}

static void takes_linear_time(void **state)
{
    (void)state;
    enum { COPIES = 20000, TIMES = 4 };
    seconds_for(COPIES); // the first one finds memory
    double once = seconds_for(COPIES), more = seconds_for(TIMES * COPIES);
    assert_linear("times", once, more, TIMES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_dates_in_every_order),
        cmocka_unit_test(years_decades_and_parts_of_years),
        cmocka_unit_test(ranges),
        cmocka_unit_test(days_from_the_day_of_publication),
        cmocka_unit_test(units_from_the_day_of_publication),
        cmocka_unit_test(days_of_the_week),
        cmocka_unit_test(the_clause_tells_whether_it_lies_ahead),
        cmocka_unit_test(dates_without_a_year),
        cmocka_unit_test(times_of_day),
        cmocka_unit_test(what_hangs_on_another_time_has_no_value),
        cmocka_unit_test(what_is_known_of_the_publication),
        cmocka_unit_test(senses_and_both_readings),
        cmocka_unit_test(nothing_goes_over_a_paragraph),
        cmocka_unit_test(every_word_is_found),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
