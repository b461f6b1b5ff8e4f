#include "attribute/fields/medium_words.h"

// ── Events and media ──

static const char *const sent[] = {"statement", "letter",       "email",   "e-mail",
                                   "message",   "memo",         "note",    "telegram",
                                   "cable",     "announcement", "apology", NULL};
static const char *const spoken[] = {"interview", "speech", "address",
                                     "lecture",   "sermon", NULL};
static const char *const remarks[] = {"testimony", "remarks", "comments", NULL};
static const char *const answers[] = {"text",       "comment",   "submission",
                                      "reply",      "appeal",    "petition",
                                      "confession", "voicemail", NULL};
static const char *const talks[] = {"conversation", "chat",         "exchange",
                                    "keynote",      "homily",       "toast",
                                    "eulogy",       "presentation", NULL};
static const char *const calls[] = {"call", NULL};
static const char *const issued[] = {
    "declaration", "tweet",      "post",   "posting", "op-ed",      "column",     "article",
    "editorial",   "commentary", "essay",  "report",  "communique", "communiqué", "release",
    "advisory",    "notice",     "filing", "video",   NULL};
static const char *const written[] = {
    "response",      "retweet",      "tweetstorm", "thread",
    "blogpost",      "piece",        "book",       "memoir",
    "autobiography", "diary",        "study",      "survey",
    "poll",          "review",       "newsletter", "bulletin",
    "dispatch",      "update",       "complaint",  "lawsuit",
    "suit",          "indictment",   "motion",     "affidavit",
    "brief",         "opinion",      "ruling",     "verdict",
    "judgment",      "dissent",      "decree",     "order",
    "resolution",    "proclamation", "manifesto",  "transcript",
    "questionnaire", "prospectus",   "clip",       "recording",
    "audio",         "ad",           NULL};
static const char *const bare[] = {"polling", NULL};
static const char *const aired[] = {"blog", "segment", "episode", "newscast", NULL};
static const char *const programmes[] = {"podcast", "programme", NULL};
static const char *const shows[] = {"program", "show", NULL};
static const char *const broadcasts[] = {"broadcast", NULL};
static const char *const films[] = {"documentary", NULL};
static const char *const held[] = {"conference", "meeting", "rally", NULL};
static const char *const briefings[] = {"briefing", NULL};
static const char *const sessions[] = {"presser",    "hearing",    "debate",    "ceremony",
                                       "session",    "appearance", "gathering", "seminar",
                                       "webinar",    "discussion", "talk",      "monologue",
                                       "deposition", "livestream", "webcast",   NULL};
static const char *const questionings[] = {"questioning", "cross-examination", NULL};
static const char *const events[] = {"summit",        "event",         "forum",
                                     "trial",         "dinner",        "luncheon",
                                     "lunch",         "breakfast",     "banquet",
                                     "gala",          "reception",     "festival",
                                     "convention",    "workshop",      "symposium",
                                     "colloquium",    "panel",         "roundtable",
                                     "fundraiser",    "inauguration",  "launch",
                                     "negotiations",  "consultations", "funeral",
                                     "vigil",         "service",       "mass",
                                     "availability",  "stakeout",      "stop",
                                     "congress",      "assembly",      "protest",
                                     "demonstration", "celebration",   "commemoration",
                                     "expo",          "premiere",      NULL};
static const char *const meetings[] = {"talks", NULL};
static const char *const trips[] = {"visit", "trip", "tour", NULL};
static const char *const parts[] = {"sidelines", "opening",    "start", "beginning", "end",
                                    "close",     "conclusion", "top",   NULL};
static const char *const many[] = {"series", "string", "couple", "number",
                                   "round",  "pair",   "flurry", NULL};

enum {
    E = Q_NOUN_EVENT,
    W = Q_NOUN_WRITING,
    A = Q_NOUN_AIR,
    B = Q_NOUN_BARE,
    T = Q_NOUN_TO,
    N = Q_NOUN_NAMED,
    S = Q_NOUN_SAID
};

static const struct {
    const char *const *words;
    unsigned flags;
} nouns[] = {
    {sent, W | T | S},
    {spoken, W | E | T | S},
    {remarks, W | E | B | T | S},
    {answers, W | T},
    {talks, W | E | T},
    {calls, W | E | A | T},
    {issued, W | S},
    {written, W},
    {bare, W | B},
    {aired, W | A},
    {programmes, W | A | N},
    {shows, A | E | N},
    {broadcasts, W | E | A},
    {films, W | N},
    {held, E | W | S},
    {briefings, E | W | T | S},
    {sessions, E | W},
    {questionings, E | W | B},
    {events, E},
    {meetings, E | T | B},
    {trips, E | Q_NOUN_TRIP},
    {parts, Q_NOUN_PART},
    {many, Q_NOUN_MANY},
};

// Is `t` the plural of `word`: *rallies*, *speeches*, *tweets*?
static bool is_plural_of(quoth_str t, quoth_str word)
{
    if (q_str_ends(word, Q_STR("y")) && q_str_ends(t, Q_STR("ies")))
        return t.len == word.len + 2 &&
               q_str_equal_nocase(q_str(t.ptr, t.len - 3), q_str(word.ptr, word.len - 1));
    if (t.len < 4 || !q_str_ends(t, Q_STR("s")))
        return false;
    return q_str_equal_nocase(q_str(t.ptr, t.len - (q_str_ends(t, Q_STR("ches")) ? 2 : 1)),
                              word);
}

static bool opens_pair(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {"court", "legal", "charging", NULL};
    return i > 0 && q_word_is_any(w, i - 1, words);
}

unsigned q_medium_flags(const struct q_words *w, uint32_t i)
{
    static const char *const papers[] = {"papers", "documents", "records", NULL};
    quoth_str t = q_word_text(w, i);
    if (q_word_token(w, i)->kind != Q_TOKEN_WORD)
        return 0;
    if (q_word_is(w, i, "hall"))
        return i > 0 && q_word_is(w, i - 1, "town") ? Q_NOUN_EVENT : 0;
    char first = q_word_first(w, i);
    for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++)
        for (const char *const *word = nouns[k].words; *word; word++) {
            if (**word != first) // of nearly all
                continue;
            if (q_str_equal_nocase(t, q_str_from(*word)))
                return nouns[k].flags;
            if (is_plural_of(t, q_str_from(*word)))
                return nouns[k].flags | Q_NOUN_BARE;
        }
    return q_word_is_any(w, i, papers) && opens_pair(w, i) ? W | B : 0; // *court papers*
}

// ── Listeners ──

static const char *const press[] = {
    "reporter",       "reporters", "journalist", "journalists", "media",
    "press",          "newsmen",   "newspaper",  "newspapers",  "paper",
    "magazine",       "outlet",    "website",    "agency",      "broadcaster",
    "network",        "station",   "channel",    "interviewer", "correspondent",
    "correspondents", "host",      "anchor",     "readers",     "viewers",
    "listeners",      "audience",  "audiences",  "subscribers", NULL};
static const char *const law[] = {"police",       "officers",   "officer", "investigators",
                                  "investigator", "detectives", "agents",  "prosecutors",
                                  "authorities",  "court",      "courts",  "judge",
                                  "judges",       "jury",       "jurors",  "tribunal",
                                  "bench",        "magistrate", "lawyer",  "lawyers",
                                  "attorneys",    NULL};
static const char *const kin[] = {"mother",    "father",  "wife",    "husband",  "son",
                                  "daughter",  "brother", "sister",  "family",   "families",
                                  "friend",    "friends", "parents", "children", "people",
                                  "man",       "woman",   "men",     "women",    "everyone",
                                  "everybody", NULL};
static const char *const bodies[] = {
    "committee",   "subcommittee",   "commission", "council",    "board",    "panel",
    "parliament",  "senate",         "house",      "congress",   "assembly", "government",
    "governments", "administration", "ministry",   "department", "party",    "company",
    "companies",   "businesses",     "team",       "crew",       "group",    "gathering",
    "delegation",  "nation",         "country",    "world",      "public",   "crowd",
    "crowds",      "staff",          NULL};
static const char *const office[] = {
    "president", "minister",    "ministers",   "governor",   "governors", "mayor",
    "mayors",    "king",        "queen",       "pope",       "leader",    "leaders",
    "senator",   "senators",    "congressman", "lawmaker",   "lawmakers", "legislators",
    "members",   "delegates",   "deputies",    "officials",  "official",  "speaker",
    "secretary", "chairman",    "director",    "executives", "coach",     "commanders",
    "diplomats", "ambassadors", "envoys",      NULL};
static const char *const others[] = {
    "voters",    "voter",        "supporters",   "backers",      "investors",
    "analysts",  "shareholders", "stockholders", "creditors",    "economists",
    "employees", "staffers",     "workers",      "colleagues",   "customers",
    "clients",   "users",        "fans",         "followers",    "citizens",
    "residents", "students",     "graduates",    "teachers",     "allies",
    "partners",  "donors",       "activists",    "protesters",   "demonstrators",
    "troops",    "soldiers",     "worshippers",  "pilgrims",     "pupils",
    "patients",  "doctors",      "farmers",      "players",      "teammates",
    "americans", "mourners",     "attendees",    "participants", "onlookers",
    NULL};

bool q_is_listener(const struct q_words *w, uint32_t i)
{
    return q_word_is_any(w, i, press) || q_word_is_any(w, i, law) ||
           q_word_is_any(w, i, kin) || q_word_is_any(w, i, bodies) ||
           q_word_is_any(w, i, office) || q_word_is_any(w, i, others);
}

bool q_is_no_listener(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "question", "questions", "story", "stories", "truth",  "fact",  "facts",
        "lie",      "lies",      "tale",  "joke",    "things", "thing", "time",
        "times",    "way",       "one",   "help",    NULL};
    return q_word_is_any(w, i, words);
}

// ── Places ──

bool q_is_no_place(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "english",   "spanish",   "french",   "german",     "arabic",     "russian",
        "chinese",   "persian",   "farsi",    "hebrew",     "urdu",       "hindi",
        "mandarin",  "italian",   "turkish",  "portuguese", "japanese",   "korean",
        "swahili",   "latin",     "congress", "twitter",    "facebook",   "god",
        "cantonese", "ukrainian", "house",    "senate",     "parliament", "islam",
        NULL};
    return q_word_is_any(w, i, words);
}

bool q_is_state(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "alabama",       "alaska",      "arizona",  "arkansas",  "california",  "carolina",
        "colorado",      "connecticut", "dakota",   "delaware",  "florida",     "georgia",
        "hampshire",     "hawaii",      "idaho",    "illinois",  "indiana",     "iowa",
        "jersey",        "kansas",      "kentucky", "louisiana", "maine",       "maryland",
        "massachusetts", "mexico",      "michigan", "minnesota", "mississippi", "missouri",
        "montana",       "nebraska",    "nevada",   "ohio",      "oklahoma",    "oregon",
        "pennsylvania",  "tennessee",   "texas",    "utah",      "vermont",     "virginia",
        "wisconsin",     "wyoming",     NULL};
    return q_word_is_any(w, i, words);
}

bool q_is_building(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "center",  "centre",  "university", "college",  "school",     "church",
        "mosque",  "hall",    "airport",    "hospital", "hotel",      "headquarters",
        "palace",  "stadium", "museum",     "library",  "club",       "institute",
        "park",    "square",  "base",       "embassy",  "capitol",    "temple",
        "theatre", "theater", "arena",      "plaza",    "kremlin",    "pentagon",
        "shelter", "camp",    "scene",      "site",     "courthouse", "checkpoint",
        "market",  "office",  NULL};
    return q_word_is_any(w, i, words);
}
