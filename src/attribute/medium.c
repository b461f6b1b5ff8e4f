#include "attribute/medium.h"

// ── Nouns ──

enum {
    EVENT = 1,   // one is at it
    WRITING = 2, // words are in it
    AIR = 4,     // they are on it: *on his show*
    BARE = 8,    // with no article: *in testimony*
    TO = 16,     // *to* and *with* tell who is spoken to
    TRIP = 32,   // *to* tells a place
    NAMED = 64,  // a name may follow: *the show Harbour Lights*
    PART = 128,  // of an event: *the opening of the session*
    MANY = 512,  // *a series of tweets*
    SAID = 256   // who is its source speaks: *issued a statement*
};

static const struct noun {
    const char *word;
    unsigned flags;
} nouns[] = {
    // said or written to somebody
    {"statement", WRITING | TO | SAID},
    {"interview", WRITING | EVENT | TO | SAID},
    {"letter", WRITING | TO | SAID},
    {"email", WRITING | TO | SAID},
    {"e-mail", WRITING | TO | SAID},
    {"message", WRITING | TO | SAID},
    {"memo", WRITING | TO | SAID},
    {"note", WRITING | TO | SAID},
    {"text", WRITING | TO},
    {"telegram", WRITING | TO | SAID},
    {"cable", WRITING | TO | SAID},
    {"call", WRITING | EVENT | AIR | TO},
    {"phonecall", WRITING | EVENT | AIR | TO},
    {"conversation", WRITING | EVENT | TO},
    {"chat", WRITING | EVENT | TO},
    {"exchange", WRITING | EVENT | TO},
    {"testimony", WRITING | EVENT | BARE | TO | SAID},
    {"remarks", WRITING | EVENT | BARE | TO | SAID},
    {"comments", WRITING | EVENT | BARE | TO | SAID},
    {"comment", WRITING | TO},
    {"speech", WRITING | EVENT | TO | SAID},
    {"address", WRITING | EVENT | TO | SAID},
    {"keynote", WRITING | EVENT | TO},
    {"lecture", WRITING | EVENT | TO | SAID},
    {"sermon", WRITING | EVENT | TO | SAID},
    {"homily", WRITING | EVENT | TO},
    {"toast", WRITING | EVENT | TO},
    {"eulogy", WRITING | EVENT | TO},
    {"monologue", WRITING | EVENT},
    {"presentation", WRITING | EVENT | TO},
    {"submission", WRITING | TO},
    {"reply", WRITING | TO},
    {"response", WRITING},
    {"announcement", WRITING | TO | SAID},
    {"apology", WRITING | TO | SAID},
    {"appeal", WRITING | TO},
    {"deposition", WRITING | EVENT},
    {"petition", WRITING | TO},
    {"declaration", WRITING | SAID},
    {"confession", WRITING | TO},
    // written
    {"tweet", WRITING | SAID},
    {"retweet", WRITING},
    {"tweetstorm", WRITING},
    {"thread", WRITING},
    {"post", WRITING | SAID},
    {"posting", WRITING | SAID},
    {"blog", WRITING | AIR},
    {"blogpost", WRITING},
    {"op-ed", WRITING | SAID},
    {"column", WRITING | SAID},
    {"article", WRITING | SAID},
    {"editorial", WRITING | SAID},
    {"commentary", WRITING | SAID},
    {"essay", WRITING | SAID},
    {"piece", WRITING},
    {"book", WRITING},
    {"memoir", WRITING},
    {"autobiography", WRITING},
    {"diary", WRITING},
    {"report", WRITING | SAID},
    {"study", WRITING},
    {"survey", WRITING},
    {"poll", WRITING},
    {"polling", WRITING | BARE},
    {"review", WRITING},
    {"newsletter", WRITING},
    {"bulletin", WRITING},
    {"dispatch", WRITING},
    {"communique", WRITING | SAID},
    {"communiqué", WRITING | SAID},
    {"release", WRITING | SAID},
    {"advisory", WRITING | SAID},
    {"update", WRITING},
    {"notice", WRITING | SAID},
    {"filing", WRITING | SAID},
    {"complaint", WRITING},
    {"lawsuit", WRITING},
    {"suit", WRITING},
    {"indictment", WRITING},
    {"motion", WRITING},
    {"affidavit", WRITING},
    {"brief", WRITING},
    {"opinion", WRITING},
    {"ruling", WRITING},
    {"verdict", WRITING},
    {"judgment", WRITING},
    {"dissent", WRITING},
    {"decree", WRITING},
    {"order", WRITING},
    {"resolution", WRITING},
    {"proclamation", WRITING},
    {"manifesto", WRITING},
    {"transcript", WRITING},
    {"questionnaire", WRITING},
    {"prospectus", WRITING},
    // heard and seen
    {"broadcast", WRITING | EVENT | AIR},
    {"podcast", WRITING | AIR | NAMED},
    {"programme", WRITING | AIR | NAMED},
    {"program", AIR | NAMED},
    {"show", AIR | EVENT | NAMED},
    {"segment", WRITING | AIR},
    {"episode", WRITING | AIR},
    {"newscast", WRITING | AIR},
    {"documentary", WRITING | NAMED},
    {"video", WRITING | SAID},
    {"clip", WRITING},
    {"recording", WRITING},
    {"audio", WRITING},
    {"livestream", WRITING | EVENT},
    {"ad", WRITING},
    {"voicemail", WRITING | TO},
    {"webcast", WRITING | EVENT},
    // events
    {"conference", EVENT | WRITING | SAID},
    {"presser", EVENT | WRITING},
    {"briefing", EVENT | WRITING | TO | SAID},
    {"meeting", EVENT | WRITING | SAID},
    {"rally", EVENT | WRITING | SAID},
    {"summit", EVENT},
    {"hearing", EVENT | WRITING},
    {"debate", EVENT | WRITING},
    {"ceremony", EVENT | WRITING},
    {"event", EVENT},
    {"forum", EVENT},
    {"session", EVENT | WRITING},
    {"trial", EVENT},
    {"visit", EVENT | TRIP},
    {"trip", EVENT | TRIP},
    {"tour", EVENT | TRIP},
    {"appearance", EVENT | WRITING},
    {"gathering", EVENT | WRITING},
    {"dinner", EVENT},
    {"luncheon", EVENT},
    {"lunch", EVENT},
    {"breakfast", EVENT},
    {"banquet", EVENT},
    {"gala", EVENT},
    {"reception", EVENT},
    {"festival", EVENT},
    {"convention", EVENT},
    {"seminar", EVENT | WRITING},
    {"webinar", EVENT | WRITING},
    {"workshop", EVENT},
    {"symposium", EVENT},
    {"colloquium", EVENT},
    {"panel", EVENT},
    {"discussion", EVENT | WRITING},
    {"roundtable", EVENT},
    {"hall", EVENT}, // town hall
    {"fundraiser", EVENT},
    {"inauguration", EVENT},
    {"launch", EVENT},
    {"talk", EVENT | WRITING},
    {"talks", EVENT | TO},
    {"negotiations", EVENT},
    {"consultations", EVENT},
    {"funeral", EVENT},
    {"vigil", EVENT},
    {"service", EVENT},
    {"mass", EVENT},
    {"availability", EVENT},
    {"stakeout", EVENT},
    {"stop", EVENT},
    {"testimonial", EVENT},
    {"congress", EVENT},
    {"assembly", EVENT},
    {"protest", EVENT},
    {"demonstration", EVENT},
    {"celebration", EVENT},
    {"commemoration", EVENT},
    {"expo", EVENT},
    {"premiere", EVENT},
    {"photocall", EVENT},
    {"questioning", EVENT | WRITING | BARE},
    {"cross-examination", EVENT | WRITING | BARE},
    {"series", MANY},
    {"string", MANY},
    {"couple", MANY},
    {"number", MANY},
    {"round", MANY},
    {"pair", MANY},
    {"flurry", MANY},
    {"sidelines", PART | EVENT},
    {"opening", PART | EVENT},
    {"start", PART},
    {"beginning", PART},
    {"end", PART},
    {"close", PART},
    {"conclusion", PART},
    {"top", PART},
};

static bool is_plural_of(quoth_str t, quoth_str word)
{
    if (q_str_ends(word, Q_STR("y")) && q_str_ends(t, Q_STR("ies")))
        return t.len == word.len + 2 &&
               q_str_equal_nocase(q_str(t.ptr, t.len - 3), q_str(word.ptr, word.len - 1));
    quoth_str one = q_str(t.ptr, t.len - 1);
    if (q_str_ends(t, Q_STR("ches")))
        one.len--;
    return t.len > 3 && q_str_ends(t, Q_STR("s")) && q_str_equal_nocase(one, word);
}

// The nouns that stand in no other way are these plurals.
static unsigned flags_of_pair(const struct q_words *w, uint32_t i)
{
    static const char *const laws[] = {"court", "legal", "charging", "campaign", NULL};
    static const char *const papers[] = {"papers", "documents", "records", NULL};
    bool both = i > 0 && q_word_is_any(w, i, papers) && q_word_is_any(w, i - 1, laws);
    return both ? WRITING | BARE : 0;
}

// Of token i; 0: no event or medium. A plural needs no article.
static unsigned flags_of(const struct q_words *w, uint32_t i)
{
    quoth_str t = q_word_text(w, i);
    if (q_word_token(w, i)->kind != Q_TOKEN_WORD)
        return 0;
    if (q_str_equal_nocase(t, Q_STR("hall")))
        return i > 0 && q_word_is(w, i - 1, "town") ? EVENT : 0;
    for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++) {
        quoth_str word = q_str_from(nouns[k].word);
        if (q_str_equal_nocase(t, word))
            return nouns[k].flags;
        if (is_plural_of(t, word))
            return nouns[k].flags | BARE;
    }
    return flags_of_pair(w, i);
}

static bool is_in(quoth_str in, const char *const *list)
{
    return in.ptr && q_str_is_any(in, list);
}

static bool is_opening(const struct q_words *w, uint32_t i)
{
    return q_word_token(w, i)->kind == Q_TOKEN_QUOTE &&
           (q_word_token(w, i)->flags & Q_TOKEN_OPENS);
}

// ── Who is spoken to ──

static const char *const listeners[] = {"reporter",     "reporters",     "journalist",
                                        "journalists",  "media",         "press",
                                        "newsmen",      "newspaper",     "newspapers",
                                        "paper",        "magazine",      "outlet",
                                        "website",      "agency",        "broadcaster",
                                        "network",      "station",       "channel",
                                        "interviewer",  "correspondent", "correspondents",
                                        "lawmaker",     "lawmakers",     "legislators",
                                        "lawyer",       "lawyers",       "attorneys",
                                        "voters",       "voter",         "supporters",
                                        "backers",      "police",        "officers",
                                        "officer",      "investigators", "investigator",
                                        "detectives",   "agents",        "prosecutors",
                                        "authorities",  "officials",     "official",
                                        "court",        "courts",        "judge",
                                        "judges",       "jury",          "jurors",
                                        "tribunal",     "committee",     "subcommittee",
                                        "commission",   "council",       "board",
                                        "panel",        "parliament",    "senate",
                                        "house",        "congress",      "assembly",
                                        "senators",     "members",       "delegates",
                                        "deputies",     "investors",     "analysts",
                                        "shareholders", "stockholders",  "creditors",
                                        "economists",   "employees",     "staff",
                                        "staffers",     "workers",       "colleagues",
                                        "customers",    "clients",       "users",
                                        "subscribers",  "readers",       "viewers",
                                        "listeners",    "fans",          "followers",
                                        "audience",     "audiences",     "crowd",
                                        "crowds",       "public",        "nation",
                                        "country",      "world",         "people",
                                        "citizens",     "residents",     "students",
                                        "graduates",    "teachers",      "parents",
                                        "families",     "family",        "friends",
                                        "friend",       "mother",        "father",
                                        "wife",         "husband",       "son",
                                        "daughter",     "brother",       "sister",
                                        "president",    "minister",      "ministers",
                                        "governor",     "governors",     "mayor",
                                        "mayors",       "king",          "queen",
                                        "pope",         "leader",        "leaders",
                                        "government",   "governments",   "administration",
                                        "ministry",     "department",    "party",
                                        "allies",       "partners",      "donors",
                                        "activists",    "protesters",    "demonstrators",
                                        "troops",       "soldiers",      "commanders",
                                        "diplomats",    "ambassadors",   "envoys",
                                        "gathering",    "group",         "delegation",
                                        "worshippers",  "pilgrims",      "children",
                                        "pupils",       "patients",      "doctors",
                                        "farmers",      "players",       "coach",
                                        "team",         "teammates",     "company",
                                        "companies",    "businesses",    "executives",
                                        "speaker",      "secretary",     "chairman",
                                        "director",     "man",           "woman",
                                        "men",          "women",         "everyone",
                                        "everybody",    "americans",     "host",
                                        "anchor",       "crew",          "mourners",
                                        "attendees",    "participants",  "onlookers",
                                        "senator",      "bench", "magistrate", "congressman",   NULL};

// Names that are no listener, and nouns that are said and not spoken to.
static const char *const no_listeners[] = {
    "question", "questions", "story", "stories", "truth",  "fact",  "facts",
    "lie",      "lies",      "tale",  "joke",    "things", "thing", "time",
    "times",    "way",       "one",   "help",    NULL};

static bool is_object(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {"him", "her", "them", "me", "us", "you", NULL};
    return q_word_is_any(w, i, words);
}

// A name, or a listener, at the head of the noun: its last word before *of*.
static bool can_listen(const struct q_words *w, struct q_range noun, bool told)
{
    uint32_t head = noun.to - 1;
    bool named = false;
    for (uint32_t i = noun.from; i < noun.to; i++) {
        if (q_word_is(w, i, "of") && i > noun.from && head == noun.to - 1)
            head = i - 1;
        named = named || q_sort_of(w, i) == Q_SORT_NAME;
    }
    if (q_word_is_any(w, head, no_listeners))
        return q_sort_of(w, head) == Q_SORT_NAME && head > noun.from; // *The Lamp Times*
    return told || named || q_word_is_any(w, head, listeners);
}

// The end of *“Harbour Lights”* at token i, or i.
static uint32_t skip_title(const struct q_words *w, uint32_t i, uint32_t end)
{
    enum { LONGEST = 10 };
    if (i >= end || !is_opening(w, i))
        return i;
    for (uint32_t n = i + 1; n < end && n - i < LONGEST; n++)
        if (q_word_token(w, n)->flags & Q_TOKEN_CLOSES)
            return n + 1 - i > 2 && q_sort_of(w, i + 1) != Q_SORT_PRONOUN ? n + 1 : i;
    return i;
}

struct q_range q_read_listener(const struct q_words *w, uint32_t i, uint32_t end, bool told)
{
    struct q_range none = {i, i};
    if (i >= end)
        return none;
    bool alone = is_object(w, i) && (i + 1 == end || !q_word_is(w, i, "her") ||
                                     q_sort_of(w, i + 1) != Q_SORT_NOUN);
    if (alone)
        return (struct q_range){i, i + 1};
    struct q_range noun = q_read_noun(w, i, end);
    if (noun.from == noun.to || !can_listen(w, noun, told))
        return none;
    unsigned flags = flags_of(w, noun.to - 1);
    if ((flags & EVENT) && !(flags & AIR) && !q_word_is_any(w, noun.to - 1, listeners))
        return none;
    // *Fox’s “Harbour Lights”*
    uint32_t own = noun.to;
    if (own < end && q_sort_of(w, own) == Q_SORT_OWNER)
        own++;
    else if (own < end && (q_word_is(w, own, "’") || q_word_is(w, own, "'")))
        own++;
    uint32_t title = skip_title(w, own, end);
    if (title > own && own > noun.to)
        noun.to = title;
    return noun;
}

// ── Where ──

static const char *const no_places[] = {
    "english",   "spanish",   "french",   "german",     "arabic",     "russian",
    "chinese",   "persian",   "farsi",    "hebrew",     "urdu",       "hindi",
    "mandarin",  "italian",   "turkish",  "portuguese", "japanese",   "korean",
    "swahili",   "latin",     "congress", "twitter",    "facebook",   "god",
    "cantonese", "ukrainian", "house",    "senate",     "parliament", "islam",
    NULL};
static const char *const buildings[] = {
    "center",  "centre",   "university", "college",   "school",       "church", "mosque",
    "hall",    "airport",  "hospital",   "hotel",     "headquarters", "palace", "stadium",
    "museum",  "library",  "club",       "institute", "park",         "square", "base",
    "embassy", "capitol",  "temple",     "theatre",   "theater",      "arena",  "plaza",
    "kremlin", "pentagon", NULL};

static uint8_t name_type(const struct q_words *w, uint32_t i)
{
    uint32_t low = 0, high = w->note->name_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (w->note->names[mid].to <= i)
            low = mid + 1;
        else
            high = mid;
    }
    return low < w->note->name_count && w->note->names[low].from <= i
               ? w->note->names[low].type
               : Q_NAME_NONE;
}

struct q_range q_read_place(const struct q_words *w, quoth_str in, uint32_t i, uint32_t end)
{
    static const char *const ins[] = {"in", "near", "outside", NULL};
    struct q_range none = {i, i}, noun = q_read_noun(w, i, end);
    bool at = q_str_equal_nocase(in, Q_STR("at"));
    if (noun.from == noun.to || (!at && !is_in(in, ins)) || q_in_time(w, noun.to - 1))
        return none;
    uint32_t first = noun.from;
    if (q_sort_of(w, first) == Q_SORT_DETERMINER)
        first++;
    bool building = false;
    for (uint32_t n = first; n < noun.to; n++) {
        if (q_word_is_any(w, n, no_places) || q_sort_of(w, n) == Q_SORT_OWNER)
            return none;
        building = building || q_word_is_any(w, n, buildings);
        if (q_sort_of(w, n) != Q_SORT_NAME && !building && !q_word_is(w, n, "of") &&
            !q_word_is(w, n, "and") && !q_word_is(w, n, "for"))
            return none;
    }
    uint8_t type = first < noun.to ? name_type(w, first) : Q_NAME_NONE;
    if (q_str_is_any(in, ins) && !building &&
        (type == Q_NAME_PERSON || type == Q_NAME_ORGANIZATION || first > noun.from))
        return none; // *in the Lamp*, a paper
    if (at && !building)
        return none;
    // *Tolva, Ohio*
    if (noun.to + 1 < end && q_sort_of(w, noun.to) == Q_SORT_COMMA && !building &&
        q_sort_of(w, noun.to + 1) == Q_SORT_NAME && !q_in_time(w, noun.to + 1) &&
        (noun.to + 2 >= end || q_is_mark(w, noun.to + 2)))
        noun.to += 2;
    return noun;
}

// ── Their phrases ──

// The end of the run of words at token i that can be one noun with what stands before it.
static uint32_t end_of_run(const struct q_words *w, uint32_t i, uint32_t end)
{
    enum { LONGEST = 14 };
    uint32_t n = i;
    for (; n < end && n - i < LONGEST; n++) {
        enum q_sort sort = q_sort_of(w, n);
        bool fits = sort == Q_SORT_NOUN || sort == Q_SORT_NAME || sort == Q_SORT_OWNER ||
                    sort == Q_SORT_ADVERB || sort == Q_SORT_ING ||
                    (sort == Q_SORT_VERB && !q_is_auxiliary(w, n)) ||
                    (sort == Q_SORT_DETERMINER && n < i + 2) || q_word_is(w, n, "’") ||
                    q_word_is(w, n, "'");
        if (!fits || (n > i && (q_word_token(w, n)->flags & Q_TOKEN_SENTENCE)))
            break;
    }
    return n;
}

// Could a noun at token i be of the same words as the one before it, so that this one is
// the head: *statement analysis*?
static bool is_more(const struct q_words *w, uint32_t i, uint32_t end)
{
    if (i >= end || q_in_time(w, i) || q_word_token(w, i)->kind != Q_TOKEN_WORD)
        return false;
    return q_sort_of(w, i) == Q_SORT_NOUN || // or of a name: *the Tolva Convention Center*
           (q_sort_of(w, i) == Q_SORT_NAME && q_sort_of(w, i - 1) == Q_SORT_NAME);
}

// The last event or medium of the run, with its flags, or `to`.
static uint32_t head_of(const struct q_words *w, uint32_t i, uint32_t to, uint32_t end,
                        unsigned *flags)
{
    uint32_t head = to;
    for (uint32_t n = i; n < to; n++) {
        unsigned of = flags_of(w, n);
        bool verb = n > i && !(of & ~(unsigned)BARE);
        if (verb && head < to && q_sort_of(w, n) != Q_SORT_OWNER &&
            q_sort_of(w, n) != Q_SORT_NOUN)
            break; // *a statement released …*: the run is over
        if (!of || (n + 1 < end && q_sort_of(w, n + 1) == Q_SORT_OWNER))
            continue;
        head = n;
        *flags = of;
    }
    return head < to && is_more(w, head + 1, end) ? to : head;
}

// *in a post*, *on his show*, *at a rally*: does the preposition go with the noun?
static bool goes_with(quoth_str in, unsigned flags)
{
    static const char *const events[] = {"at", "during", "in", "to", "before", NULL};
    static const char *const writings[] = {"in", "via", "by", "through", "during", NULL};
    static const char *const airs[] = {"on", "in", "to", "during", NULL};
    if (!in.ptr)
        return (flags & SAID) != 0;
    if (q_str_equal_nocase(in, Q_STR("in")))
        return (flags & WRITING) != 0;
    return ((flags & EVENT) && is_in(in, events)) ||
           ((flags & WRITING) && is_in(in, writings)) || ((flags & AIR) && is_in(in, airs));
}

// Is token i a participle that tells where the words came out: *issued by*, *sent to*?
static bool is_issued(const struct q_words *w, uint32_t i, uint32_t end)
{
    static const char *const words[] = {
        "issued",  "released", "published", "posted",  "sent",     "shared",   "given",
        "held",    "hosted",   "broadcast", "aired",   "carried",  "provided", "addressed",
        "written", "filed",    "delivered", "emailed", "uploaded", "obtained", "organized",
        "signed",  "attended", "titled",    NULL};
    return i + 2 < end && q_word_is_any(w, i, words) &&
           (q_sort_of(w, i + 1) == Q_SORT_PREPOSITION || q_word_is(w, i + 1, "after")) &&
           !q_in_time(w, i + 2);
}

static bool joins(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {"of",     "to",   "with", "in",      "about",
                                        "from",   "at",   "on",   "for",     "by",
                                        "before", "over", "into", "between", NULL};
    return q_word_is_any(w, i, words);
}

// The noun, title or listener behind the preposition at token i; empty: none, or a time.
static struct q_range complement(const struct q_words *w, uint32_t i, uint32_t end)
{
    static const char *const no[] = {"behalf", "response", "which", "order", "fact", NULL};
    struct q_range noun = q_read_noun(w, i + 1, end);
    if (noun.from < noun.to && (q_in_time(w, noun.from) || q_in_time(w, noun.to - 1) ||
                                q_word_is_any(w, noun.from, no)))
        return (struct q_range){i, i};
    if (i + 1 < end && is_object(w, i + 1))
        return (struct q_range){i + 1, i + 2};
    uint32_t own = noun.from < noun.to ? noun.to : i + 1;
    if (own < end && (q_sort_of(w, own) == Q_SORT_OWNER || q_word_is(w, own, "’") ||
                      q_word_is(w, own, "'")))
        own++;
    uint32_t title = skip_title(w, own, end);
    return title > own ? (struct q_range){i + 1, title} : noun;
}

static bool is_last_name(const struct q_words *w, struct q_range noun)
{
    return q_sort_of(w, noun.to - 1) == Q_SORT_NAME;
}

// *a visit Saturday to Tolva*: behind the time, or `i`.
static uint32_t skip_weekday(const struct q_words *w, uint32_t i, uint32_t end)
{
    static const char *const behind[] = {"to", "with", "at", NULL};
    uint32_t n = i;
    while (n < end && n < i + 2 && q_in_time(w, n) && q_sort_of(w, n) == Q_SORT_ADVERB)
        n++;
    return n > i && n < end && q_word_is_any(w, n, behind) ? n : i;
}

// Reads on behind the noun: *to CNN about the cap*.
static void read_rest(const struct q_words *w, uint32_t end, unsigned flags,
                      struct q_medium *m)
{
    enum { MOST = 4 };
    static const char *const tos[] = {"to", "with", "before", NULL};
    for (int k = 0; k < MOST && m->next < end; k++) {
        uint32_t at = m->next + is_issued(w, m->next, end);
        if (k == 0 && (flags & EVENT) && at == m->next)
            at = skip_weekday(w, at, end);
        if (at >= end || (!joins(w, at) && !is_issued(w, at - 1, end)))
            return;
        struct q_range noun = complement(w, at, end);
        if (noun.from >= noun.to)
            return;
        quoth_str in = q_word_text(w, at);
        struct q_range listener = q_read_listener(w, at + 1, end, false);
        struct q_range place = q_read_place(w, in, at + 1, end);
        if ((flags & TO) && q_word_is_any(w, at, tos) &&
            m->addressee.from == m->addressee.to)
            m->addressee = listener;
        if ((flags & TRIP) && q_str_equal(in, Q_STR("to")) && is_last_name(w, noun))
            place = q_read_place(w, Q_STR("in"), at + 1, end);
        if ((flags & (EVENT | TRIP)) && m->place.from == m->place.to)
            m->place = place;
        m->words.to = m->next = noun.to;
    }
}

// *on CNN*, *on Twitter*, *on “Harbour Lights”*, *by phone*.
static struct q_medium read_channel(const struct q_words *w, quoth_str in, uint32_t i,
                                    uint32_t end)
{
    static const char *const airs[] = {
        "twitter", "facebook", "instagram", "x",      "weibo",      "telegram", "youtube",
        "tiktok",  "linkedin", "snapchat",  "reddit", "whatsapp",   "wechat",   "parler",
        "cnn",     "fox",      "nbc",       "msnbc",  "abc",        "cbs",      "bbc",
        "npr",     "c-span",   "pbs",       "cnbc",   "television", "tv",       "radio",
        "air",     "media",    "social",    "news",   "today",      "live",     NULL};
    static const char *const lines[] = {"phone",  "telephone", "email",
                                        "e-mail", "videolink", "text",
                                        "letter", "fax",       NULL};
    static const char *const by[] = {"by", "via", "over", NULL};
    static const char *const on[] = {"on", "via", "to", NULL};
    struct q_medium none = {.words = {i, i}, .next = i};
    uint32_t title = skip_title(w, i, end);
    if (q_str_equal_nocase(in, Q_STR("on")) && title > i)
        return (struct q_medium){
            .words = {i, title}, .next = title, .sort = Q_MEDIUM_WRITING};
    struct q_range noun = q_read_noun(w, i, end);
    if (noun.from == noun.to)
        return none;
    uint32_t last = noun.to - 1;
    bool told = (is_in(in, by) && q_word_is_any(w, last, lines)) ||
                (is_in(in, on) && q_word_is_any(w, last, airs)) ||
                (is_in(in, on) && q_word_is_any(w, noun.from, airs) &&
                 q_sort_of(w, last) == Q_SORT_NAME);
    struct q_range titled = complement(w, i - 1, end);
    if (q_str_equal_nocase(in, Q_STR("on")) && titled.from == i && titled.to > noun.to &&
        q_word_token(w, titled.to - 1)->kind == Q_TOKEN_QUOTE) {
        noun = titled;
        told = true;
    }
    if (!told)
        return none;
    return (struct q_medium){.words = noun, .next = noun.to, .sort = Q_MEDIUM_WRITING};
}

struct q_medium q_read_medium(const struct q_words *w, quoth_str in, uint32_t i,
                              uint32_t end)
{
    struct q_medium none = {.words = {i, i}, .next = i};
    unsigned flags = 0;
    if (i >= end || i == 0 || q_in_time(w, i))
        return none;
    uint32_t to = end_of_run(w, i, end), head = head_of(w, i, to, end, &flags);
    if (head == to)
        return in.ptr ? read_channel(w, in, i, end) : none;
    enum q_sort first = q_sort_of(w, i);
    bool begun = first == Q_SORT_DETERMINER || q_word_is(w, i, "live") ||
                 (head > i && first == Q_SORT_NAME) || q_sort_of(w, i) == Q_SORT_OWNER;
    for (uint32_t n = i; n < head; n++)
        begun = begun || q_sort_of(w, n) == Q_SORT_OWNER;
    if (!begun && !(flags & BARE))
        return read_channel(w, in, i, end);
    struct q_medium out = {.words = {i, head + 1},
                           .head = head,
                           .next = head + 1,
                           .named = q_sort_of(w, head) == Q_SORT_NAME,
                           .sort = flags & EVENT && !(flags & AIR) ? Q_MEDIUM_EVENT
                                                                   : Q_MEDIUM_WRITING};
    if (flags & (PART | MANY)) { // *the opening of the session*
        struct q_medium of = {.words = {i, i}};
        if (head + 2 < end && q_word_is(w, head + 1, "of"))
            of = q_read_medium(w, flags & PART ? Q_STR("at") : in, head + 2, end);
        if (of.words.from == of.words.to)
            return none;
        of.words.from = i;
        return of;
    }
    if (!goes_with(in, flags))
        return none;
    if (flags & NAMED)
        while (out.next < end && q_sort_of(w, out.next) == Q_SORT_NAME)
            out.words.to = ++out.next;
    if (flags & NAMED)
        out.words.to = out.next = skip_title(w, out.next, end);
    read_rest(w, end, flags, &out);
    return out;
}
