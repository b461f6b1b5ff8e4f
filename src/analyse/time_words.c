// What words can be in a time.
#include "analyse/time_parts.h"

// Sorted. *Second* is an ordinal: what is shorter than a minute is no time of news.
static const struct q_time_word words[] = {
    {"a", Q_TIME_WORD_NUMBER, 1, false},
    {"aest", Q_TIME_WORD_ZONE, 1, false},
    {"after", Q_TIME_WORD_BACK, 0, false},
    {"afternoon", Q_TIME_WORD_PART, 0, false},
    {"afterward", Q_TIME_WORD_BACK, 0, false},
    {"afterwards", Q_TIME_WORD_BACK, 0, false},
    {"ago", Q_TIME_WORD_BACK, -1, false},
    {"an", Q_TIME_WORD_NUMBER, 1, false},
    {"autumn", Q_TIME_WORD_SEASON, 9, false},
    {"before", Q_TIME_WORD_BACK, 0, false},
    {"bst", Q_TIME_WORD_ZONE, 1, false},
    {"cdt", Q_TIME_WORD_ZONE, 1, false},
    {"central", Q_TIME_WORD_ZONE, 1, false},
    {"centuries", Q_TIME_WORD_UNIT, Q_TIME_UNIT_DECADE, true},
    {"century", Q_TIME_WORD_UNIT, Q_TIME_UNIT_DECADE, false},
    {"cest", Q_TIME_WORD_ZONE, 1, false},
    {"cet", Q_TIME_WORD_ZONE, 1, false},
    {"couple", Q_TIME_WORD_VAGUE, 0, false},
    {"cst", Q_TIME_WORD_ZONE, 1, false},
    {"ct", Q_TIME_WORD_ZONE, 1, false},
    {"day", Q_TIME_WORD_UNIT, Q_TIME_UNIT_DAY, false},
    {"days", Q_TIME_WORD_UNIT, Q_TIME_UNIT_DAY, true},
    {"decade", Q_TIME_WORD_UNIT, Q_TIME_UNIT_DECADE, false},
    {"decades", Q_TIME_WORD_UNIT, Q_TIME_UNIT_DECADE, true},
    {"earlier", Q_TIME_WORD_STAGE, -1, false},
    {"early", Q_TIME_WORD_STAGE, 0, false},
    {"eastern", Q_TIME_WORD_ZONE, 1, false},
    {"edt", Q_TIME_WORD_ZONE, 1, false},
    {"eest", Q_TIME_WORD_ZONE, 1, false},
    {"eet", Q_TIME_WORD_ZONE, 1, false},
    {"eight", Q_TIME_WORD_NUMBER, 8, false},
    {"eighteen", Q_TIME_WORD_NUMBER, 18, false},
    {"eighties", Q_TIME_WORD_TENS, 80, false},
    {"eleven", Q_TIME_WORD_NUMBER, 11, false},
    {"est", Q_TIME_WORD_ZONE, 1, false},
    {"et", Q_TIME_WORD_ZONE, 1, false},
    {"evening", Q_TIME_WORD_PART, 0, false},
    {"fall", Q_TIME_WORD_SEASON, 9, false},
    {"few", Q_TIME_WORD_VAGUE, 0, false},
    {"fifteen", Q_TIME_WORD_NUMBER, 15, false},
    {"fifties", Q_TIME_WORD_TENS, 50, false},
    {"fifty", Q_TIME_WORD_NUMBER, 50, false},
    {"first", Q_TIME_WORD_ORDINAL, 1, false},
    {"five", Q_TIME_WORD_NUMBER, 5, false},
    {"following", Q_TIME_WORD_OTHER, 0, false},
    {"forties", Q_TIME_WORD_TENS, 40, false},
    {"forty", Q_TIME_WORD_NUMBER, 40, false},
    {"four", Q_TIME_WORD_NUMBER, 4, false},
    {"fourteen", Q_TIME_WORD_NUMBER, 14, false},
    {"fourth", Q_TIME_WORD_ORDINAL, 4, false},
    {"generation", Q_TIME_WORD_UNIT, Q_TIME_UNIT_DECADE, false},
    {"generations", Q_TIME_WORD_UNIT, Q_TIME_UNIT_DECADE, true},
    {"gmt", Q_TIME_WORD_ZONE, 0, false},
    {"hour", Q_TIME_WORD_UNIT, Q_TIME_UNIT_HOUR, false},
    {"hours", Q_TIME_WORD_UNIT, Q_TIME_UNIT_HOUR, true},
    {"ist", Q_TIME_WORD_ZONE, 1, false},
    {"jst", Q_TIME_WORD_ZONE, 1, false},
    {"last", Q_TIME_WORD_WHICH, -1, false},
    {"late", Q_TIME_WORD_STAGE, 0, false},
    {"later", Q_TIME_WORD_STAGE, 1, false},
    {"local", Q_TIME_WORD_ZONE, 1, false},
    {"many", Q_TIME_WORD_VAGUE, 0, false},
    {"mdt", Q_TIME_WORD_ZONE, 1, false},
    {"midday", Q_TIME_WORD_CLOCK, 12, false},
    {"midnight", Q_TIME_WORD_CLOCK, 0, false},
    {"minute", Q_TIME_WORD_UNIT, Q_TIME_UNIT_HOUR, false},
    {"minutes", Q_TIME_WORD_UNIT, Q_TIME_UNIT_HOUR, true},
    {"moments", Q_TIME_WORD_UNIT, Q_TIME_UNIT_HOUR, true},
    {"month", Q_TIME_WORD_UNIT, Q_TIME_UNIT_MONTH, false},
    {"months", Q_TIME_WORD_UNIT, Q_TIME_UNIT_MONTH, true},
    {"morning", Q_TIME_WORD_PART, 0, false},
    {"msk", Q_TIME_WORD_ZONE, 1, false},
    {"mst", Q_TIME_WORD_ZONE, 1, false},
    {"mt", Q_TIME_WORD_ZONE, 1, false},
    {"next", Q_TIME_WORD_WHICH, 1, false},
    {"night", Q_TIME_WORD_PART, 0, false},
    {"nine", Q_TIME_WORD_NUMBER, 9, false},
    {"nineteen", Q_TIME_WORD_NUMBER, 19, false},
    {"nineties", Q_TIME_WORD_TENS, 90, false},
    {"noon", Q_TIME_WORD_CLOCK, 12, false},
    {"one", Q_TIME_WORD_NUMBER, 1, false},
    {"pacific", Q_TIME_WORD_ZONE, 1, false},
    {"pdt", Q_TIME_WORD_ZONE, 1, false},
    {"preceding", Q_TIME_WORD_OTHER, 0, false},
    {"previous", Q_TIME_WORD_OTHER, 0, false},
    {"previously", Q_TIME_WORD_BACK, 0, false},
    {"prior", Q_TIME_WORD_BACK, 0, false},
    {"pst", Q_TIME_WORD_ZONE, 1, false},
    {"pt", Q_TIME_WORD_ZONE, 1, false},
    {"quarter", Q_TIME_WORD_UNIT, Q_TIME_UNIT_QUARTER, false},
    {"quarters", Q_TIME_WORD_UNIT, Q_TIME_UNIT_QUARTER, true},
    {"same", Q_TIME_WORD_OTHER, 0, false},
    {"second", Q_TIME_WORD_ORDINAL, 2, false},
    {"seconds", Q_TIME_WORD_UNIT, Q_TIME_UNIT_HOUR, true},
    {"seven", Q_TIME_WORD_NUMBER, 7, false},
    {"seventeen", Q_TIME_WORD_NUMBER, 17, false},
    {"seventies", Q_TIME_WORD_TENS, 70, false},
    {"several", Q_TIME_WORD_VAGUE, 0, false},
    {"six", Q_TIME_WORD_NUMBER, 6, false},
    {"sixteen", Q_TIME_WORD_NUMBER, 16, false},
    {"sixties", Q_TIME_WORD_TENS, 60, false},
    {"sixty", Q_TIME_WORD_NUMBER, 60, false},
    {"some", Q_TIME_WORD_VAGUE, 0, false},
    {"spring", Q_TIME_WORD_SEASON, 3, false},
    {"summer", Q_TIME_WORD_SEASON, 6, false},
    {"ten", Q_TIME_WORD_NUMBER, 10, false},
    {"that", Q_TIME_WORD_OTHER, 0, false},
    {"third", Q_TIME_WORD_ORDINAL, 3, false},
    {"thirteen", Q_TIME_WORD_NUMBER, 13, false},
    {"thirties", Q_TIME_WORD_TENS, 30, false},
    {"thirty", Q_TIME_WORD_NUMBER, 30, false},
    {"this", Q_TIME_WORD_WHICH, 0, false},
    {"three", Q_TIME_WORD_NUMBER, 3, false},
    {"today", Q_TIME_WORD_DAY, 0, false},
    {"tomorrow", Q_TIME_WORD_DAY, 1, false},
    {"tonight", Q_TIME_WORD_DAY, 0, false},
    {"twelve", Q_TIME_WORD_NUMBER, 12, false},
    {"twenties", Q_TIME_WORD_TENS, 20, false},
    {"twenty", Q_TIME_WORD_NUMBER, 20, false},
    {"two", Q_TIME_WORD_NUMBER, 2, false},
    {"utc", Q_TIME_WORD_ZONE, 0, false},
    {"week", Q_TIME_WORD_UNIT, Q_TIME_UNIT_WEEK, false},
    {"weekend", Q_TIME_WORD_UNIT, Q_TIME_UNIT_WEEKEND, false},
    {"weekends", Q_TIME_WORD_UNIT, Q_TIME_UNIT_WEEKEND, true},
    {"weeks", Q_TIME_WORD_UNIT, Q_TIME_UNIT_WEEK, true},
    {"winter", Q_TIME_WORD_SEASON, 0, false},
    {"year", Q_TIME_WORD_UNIT, Q_TIME_UNIT_YEAR, false},
    {"years", Q_TIME_WORD_UNIT, Q_TIME_UNIT_YEAR, true},
    {"yesterday", Q_TIME_WORD_DAY, -1, false},
};

enum { COUNT = sizeof words / sizeof *words, LONGEST = 11 };

const struct q_time_word *q_time_word(quoth_str word)
{
    static const struct q_time_word none = {"", Q_TIME_WORD_NONE, 0, false};
    char folded[LONGEST + 1];
    if (word.len == 0 || word.len > LONGEST)
        return &none;
    for (size_t i = 0; i < word.len; i++)
        folded[i] = q_lower(word.ptr[i]);
    folded[word.len] = '\0';
    size_t low = 0, high = COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(folded, words[middle].word);
        if (order == 0)
            return &words[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return &none;
}

bool q_time_is_counted(quoth_str word)
{
    static const char *const counted[] = {
        "people",   "percent",   "per",        "dollars",    "euros",      "pounds",
        "miles",    "mile",      "kilometers", "kilometres", "km",         "feet",
        "foot",     "ft",        "meters",     "metres",     "acres",      "hectares",
        "tons",     "tonnes",    "troops",     "soldiers",   "jobs",       "deaths",
        "cases",    "times",     "years",      "months",     "weeks",      "days",
        "hours",    "minutes",   "words",      "homes",      "houses",     "employees",
        "workers",  "members",   "students",   "civilians",  "residents",  "refugees",
        "migrants", "pages",     "mph",        "square",     "men",        "women",
        "children", "million",   "billion",    "thousand",   "hundred",    "others",
        "more",     "of",        "votes",      "delegates",  "points",     "states",
        "seats",    "rubles",    "yuan",       "yen",        "rupees",     "cents",
        "degrees",  "kg",        "kilograms",  "passengers", "families",   "prisoners",
        "fighters", "militants", "signatures", "protesters", "protestors", "attendees",
        NULL};
    return q_str_is_any(word, counted);
}
