#include "attribute/form.h"

#include "base/str.h"

struct source {
    quoth_str text;
    const struct q_token *tokens;
};

static quoth_str word(const struct source *s, uint32_t i)
{
    return q_token_text(s->text, &s->tokens[i]);
}

static bool is_any(const struct source *s, uint32_t i, const char *const *list)
{
    return q_str_is_any(word(s, i), list);
}

static bool is_pronoun(const struct source *s, uint32_t i)
{
    static const char *const pronouns[] = {
        "he",      "she",        "they",   "i",    "we",    "you",      "it",
        "who",     "which",      "his",    "her",  "their", "my",       "our",
        "your",    "its",        "him",    "them", "me",    "us",       "himself",
        "herself", "themselves", "this",   "that", "one",   "those",    "these",
        "both",    "some",       "others", "many", "all",   "everyone", NULL};
    return is_any(s, i, pronouns);
}

static bool is_capital(const struct source *s, uint32_t i)
{
    char first = s->text.ptr[s->tokens[i].start];
    bool ascii = (unsigned char)first < 0x80;
    return s->tokens[i].kind == Q_TOKEN_WORD && (!ascii || (first >= 'A' && first <= 'Z'));
}

// Offices, wherever they stand before a name: FBI Director James Comey.
static bool is_office(const struct source *s, uint32_t i)
{
    static const char *const offices[] = {"president",
                                          "senator",
                                          "sen",
                                          "sen.",
                                          "rep",
                                          "rep.",
                                          "representative",
                                          "congressman",
                                          "congresswoman",
                                          "gov",
                                          "gov.",
                                          "governor",
                                          "minister",
                                          "secretary",
                                          "mayor",
                                          "chancellor",
                                          "ambassador",
                                          "envoy",
                                          "commissioner",
                                          "sheriff",
                                          "general",
                                          "gen",
                                          "gen.",
                                          "attorney",
                                          "director",
                                          "chairman",
                                          "chairwoman",
                                          "speaker",
                                          "spokesman",
                                          "spokeswoman",
                                          "spokesperson",
                                          "manager",
                                          "adviser",
                                          "advisor",
                                          "nominee",
                                          "then-president",
                                          NULL};
    return is_any(s, i, offices);
}

// Courtesies, and offices that are surnames as well: only where they come first.
static bool is_courtesy(const struct source *s, uint32_t i)
{
    static const char *const courtesies[] = {
        "mr",      "mr.",       "mrs",       "mrs.",      "ms",       "ms.",        "dr",
        "dr.",     "sir",       "dame",      "lord",      "lady",     "king",       "queen",
        "prince",  "princess",  "pope",      "father",    "bishop",   "cardinal",   "rev.",
        "prof",    "prof.",     "professor", "judge",     "justice",  "chief",      "lt",
        "lt.",     "col",       "col.",      "colonel",   "captain",  "capt.",      "sgt.",
        "officer", "detective", "leader",    "candidate", "democrat", "republican", NULL};
    return is_any(s, i, courtesies);
}

// Words that are part of an office, and of much else (State Farm).
static bool is_of_office(const struct source *s, uint32_t i)
{
    static const char *const parts[] = {"prime",   "foreign",  "state",   "defence",
                                        "defense", "interior", "finance", "deputy",
                                        "vice",    "former",   NULL};
    return is_any(s, i, parts);
}

static bool is_title(const struct source *s, uint32_t i)
{
    return is_office(s, i) || is_courtesy(s, i) || is_of_office(s, i);
}

// What ends like this is no person, whatever it starts with: Justice Department.
static bool is_body(const struct source *s, uint32_t i)
{
    static const char *const bodies[] = {
        "department", "ministry", "office",     "party",     "committee",  "council",
        "court",      "agency",   "commission", "bureau",    "university", "college",
        "bank",       "house",    "senate",     "congress",  "parliament", "association",
        "union",      "group",    "foundation", "institute", "center",     "centre",
        "service",    "force",    "board",      "county",    "campaign",   "convention",
        "company",    "motors",   "electric",   "mills",     "news",       "times",
        "post",       "journal",  "inc.",       "corp.",     NULL};
    return is_any(s, i, bodies);
}

// Where the name in [from, to) starts: behind the last office.
static uint32_t start_of_name(const struct source *s, uint32_t from, uint32_t to)
{
    uint32_t start = from;
    if (from < to && is_body(s, to - 1))
        return from;
    for (uint32_t i = from; i + 1 < to; i++) {
        bool title = is_office(s, i) || (i == start && is_courtesy(s, i)) ||
                     (is_of_office(s, i) &&
                      (is_title(s, i + 1) || // Secretary of State Doe
                       (i > from && q_str_equal(word(s, i - 1), Q_STR("of")))));
        if (title && (is_capital(s, i + 1) || is_title(s, i + 1)))
            start = i + 1;
    }
    return start;
}

// Several people, or people as such: capitals only where a sentence starts.
static bool is_group(const struct source *s, uint32_t i)
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
    return is_any(s, i, groups);
}

// Words that are capitals only because a sentence starts, or that open a description.
static bool opens_description(const struct source *s, uint32_t i)
{
    static const char *const openers[] = {
        "a",     "an",      "one", "two", "three", "some", "many", "several", "most",
        "other", "another", "any", "no",  "every", "each", "few",  "no-one",  NULL};
    return is_any(s, i, openers);
}

static void unnamed(quoth_statement *out, enum quoth_form form, quoth_str why)
{
    out->form = form;
    out->speaker_name = Q_NO_STR;
    out->speaker_kind = Q_NO_STR;
    out->speaker_why = why;
}

// Behind the words before the first comma, bracket, dash or colon.
static uint32_t end_of_words(const struct source *s, struct q_range source)
{
    static const char *const stops[] = {",", ";", ":", "(", "[", "-", "--", "–", "—", NULL};
    uint32_t to = source.from;
    while (to < source.to && !(s->tokens[to].kind == Q_TOKEN_MARK && is_any(s, to, stops)))
        to++;
    return to;
}

// Is it a list of several (Jane Doe, John Roe and others)? `to` is behind the first name.
static bool is_list(const struct source *s, uint32_t to, uint32_t end)
{
    if (end - to < 2 || !is_capital(s, to + 1) || is_title(s, to + 1))
        return false;
    for (uint32_t i = to + 2; i < end; i++)
        if (q_str_equal_nocase(word(s, i), Q_STR("and")))
            return true;
    return false;
}

// Are the words [from, to) a name, and of one only?
static bool is_name(const struct source *s, uint32_t from, uint32_t to)
{
    static const char *const joints[] = {
        "of", "the", "de", "da", "du",  "van", "von", "der", "den", "al", "bin",
        "la", "le",  "el", "di", "dos", "del", "ben", "for", "on",  "&",  NULL};
    if (from == to || !is_capital(s, from) || !is_capital(s, to - 1))
        return false;
    if (is_title(s, from) && (to - from == 1 || is_any(s, from + 1, joints)))
        return false; // President; Mayor of London
    for (uint32_t i = from; i < to; i++)
        if (is_group(s, i) || !(is_capital(s, i) || is_any(s, i, joints)))
            return false;
    return true;
}

// The name is the run of capitals before the first comma, behind the offices that lead up
// to it; every word of the source up to there must be part of one or the other.
void q_read_source(quoth_str text, const struct q_annotation *note, struct q_range source,
                   quoth_statement *out)
{
    enum { LONGEST = 24 }; // tokens of a name with its office
    struct source s = {text, note->tokens};
    if (source.from >= source.to) {
        unnamed(out, QUOTH_FORM_NONE, Q_STR("the text names no source"));
        return;
    }
    if (source.to - source.from == 1 && is_pronoun(&s, source.from)) {
        unnamed(out, QUOTH_FORM_PRONOUN, Q_STR("a pronoun, which is not resolved yet"));
        return;
    }
    struct q_range seen = {source.from, source.to};
    if (seen.to - seen.from > 2 * LONGEST)
        seen.to = seen.from + 2 * LONGEST;
    uint32_t to = end_of_words(&s, seen), from = seen.from;
    if (to - from > 1 && q_str_equal_nocase(word(&s, from), Q_STR("the")))
        from++;
    uint32_t start = start_of_name(&s, from, to);
    if (to - from > LONGEST || opens_description(&s, source.from) ||
        is_list(&s, to, seen.to) || !is_name(&s, start, to)) {
        unnamed(out, QUOTH_FORM_NOMINAL, Q_STR("a description, which is not resolved yet"));
        return;
    }
    out->form = QUOTH_FORM_NAME;
    out->speaker_name = q_str_cut(text, s.tokens[start].start, s.tokens[to - 1].end);
    out->speaker_kind = start > from ? Q_STR("person") : Q_NO_STR;
    out->speaker_why = Q_NO_STR;
}
