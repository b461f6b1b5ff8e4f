#include "attribute/form.h"

#include "attribute/speaker/noun.h"

// Offices that are surnames as well: only where they come first.
static bool is_surname(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "king",      "queen",    "prince",     "princess", "pope",    "father", "bishop",
        "cardinal",  "judge",    "justice",    "chief",    "officer", "leader", "major",
        "marshal",   "captain",  "head",       "chair",    "fellow",  "host",   "coach",
        "star",      "farmer",   "driver",     "singer",   "son",     "rabbi",  "author",
        "candidate", "democrat", "republican", NULL};
    return q_word_is_any(w, i, words);
}

// Words that are part of an office, and of much else (State Farm).
static bool is_of_office(const struct q_words *w, uint32_t i)
{
    static const char *const parts[] = {"prime",   "foreign",  "state",   "defence",
                                        "defense", "interior", "finance", "deputy",
                                        "vice",    "former",   NULL};
    return q_word_is_any(w, i, parts);
}

static bool is_title(const struct q_words *w, uint32_t i)
{
    return q_is_office(w, i) || q_is_courtesy(q_word_text(w, i)) || is_of_office(w, i);
}

// What ends like this is no person, whatever it starts with: Justice Department.
static bool ends_body(const struct q_words *w, uint32_t i)
{
    static const char *const ends[] = {"convention", "motors", "electric", "mills",
                                       "news",       "times",  "post",     "journal",
                                       "inc.",       "corp.",  NULL};
    return q_is_body(w, i) || q_word_is_any(w, i, ends);
}

// Where the name in [from, to) starts: behind the last office.
static uint32_t start_of_name(const struct q_words *w, uint32_t from, uint32_t to)
{
    uint32_t start = from;
    if (from < to && ends_body(w, to - 1))
        return from;
    for (uint32_t i = from; i + 1 < to; i++) {
        bool first = i == start || !is_surname(w, i);
        bool title = (first && q_is_office(w, i)) ||
                     (i == start && q_is_courtesy(q_word_text(w, i))) ||
                     (is_of_office(w, i) && (is_title(w, i + 1) || // Secretary of State Doe
                                             (i > from && q_word_is(w, i - 1, "of"))));
        if (title && (q_is_capital(w, i + 1) || is_title(w, i + 1)))
            start = i + 1;
    }
    return start;
}

// Several people, or people as such: capitals only where a sentence starts.
static bool is_group(const struct q_words *w, uint32_t i)
{
    static const char *const groups[] = {
        "Democrats",   "Republicans", "Americans",   "Russians",      "Conservatives",
        "Liberals",    "Christians",  "Muslims",     "officials",     "authorities",
        "sources",     "critics",     "experts",     "analysts",      "observers",
        "residents",   "voters",      "supporters",  "opponents",     "lawmakers",
        "politicians", "leaders",     "prosecutors", "investigators", "lawyers",
        "witnesses",   "researchers", "scientists",  "economists",    "doctors",
        "reporters",   "journalists", "activists",   "protesters",    "aides",
        "advisers",    "people",      "women",       "men",           NULL};
    return q_word_is_any(w, i, groups);
}

static void unnamed(quoth_statement *out, enum quoth_form form, quoth_str why)
{
    out->form = form;
    out->speaker_name = Q_NO_STR;
    out->speaker_kind = Q_NO_STR;
    out->speaker_why = why;
}

// Behind the words before the first comma, bracket, dash or colon.
static uint32_t end_of_words(const struct q_words *w, struct q_range source)
{
    static const char *const stops[] = {",", ";", ":", "(", "[", NULL};
    uint32_t to = source.from;
    while (to < source.to &&
           !(q_is_mark(w, to) && (q_is_dash(w, to) || q_word_is_any(w, to, stops))))
        to++;
    return to;
}

// Is it a list of several (Jane Doe, John Roe and others)? `to` is behind the first name.
static bool is_list(const struct q_words *w, uint32_t to, uint32_t end)
{
    if (end - to < 2 || !q_is_capital(w, to + 1) || is_title(w, to + 1))
        return false;
    for (uint32_t i = to + 2; i < end; i++)
        if (q_word_is(w, i, "and"))
            return true;
    return false;
}

// Are the words [from, to) a name, and of one only?
static bool is_name(const struct q_words *w, uint32_t from, uint32_t to)
{
    static const char *const joints[] = {
        "of", "the", "de", "da", "du",  "van", "von", "der", "den", "al", "bin",
        "la", "le",  "el", "di", "dos", "del", "ben", "for", "on",  "&",  NULL};
    if (from == to || !q_is_capital(w, from) || !q_is_capital(w, to - 1))
        return false;
    if (is_title(w, from) && (to - from == 1 || q_word_is_any(w, from + 1, joints)))
        return false; // President; Mayor of London
    for (uint32_t i = from; i < to; i++)
        if (is_group(w, i) || !(q_is_capital(w, i) || q_word_is_any(w, i, joints)))
            return false;
    return true;
}

// The name is the run of capitals before the first comma, behind the offices that lead up
// to it; every word of the source up to there must be part of one or the other.
void q_tell_form(const struct q_words *w, struct q_range source, quoth_statement *out)
{
    enum { LONGEST = 24 }; // tokens of a name with its office
    if (source.from >= source.to) {
        unnamed(out, QUOTH_FORM_NONE, Q_STR("the text names no source"));
        return;
    }
    if (source.to - source.from == 1 && q_pronoun_of(w, source.from)) {
        unnamed(out, QUOTH_FORM_PRONOUN, Q_STR("a pronoun, which is not resolved"));
        return;
    }
    struct q_range seen = {source.from, source.to};
    if (seen.to - seen.from > 2 * LONGEST)
        seen.to = seen.from + 2 * LONGEST;
    uint32_t to = end_of_words(w, seen), from = seen.from;
    if (to - from > 1 && q_word_is(w, from, "the"))
        from++;
    uint32_t start = start_of_name(w, from, to);
    if (to - from > LONGEST || q_is_indefinite(w, source.from) || is_list(w, to, seen.to) ||
        !is_name(w, start, to)) {
        unnamed(out, QUOTH_FORM_NOMINAL, Q_STR("a description, which is not resolved"));
        return;
    }
    out->form = QUOTH_FORM_NAME;
    out->speaker_name = q_range_text(w, (struct q_range){start, to});
    out->speaker_kind = start > from ? Q_STR("person") : Q_NO_STR;
    out->speaker_why = Q_NO_STR;
}
