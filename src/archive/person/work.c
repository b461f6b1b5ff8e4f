#include "archive/person/work.h"

#include "base/str.h"

struct trade {
    enum q_work work;
    const char *const *words;
};

// What somebody is, in the singular and in small letters.
static const char *const politics[] = {"president",
                                       "sen",
                                       "senator",
                                       "rep",
                                       "representative",
                                       "congressman",
                                       "congresswoman",
                                       "congressmember",
                                       "lawmaker",
                                       "legislator",
                                       "gov",
                                       "governor",
                                       "mayor",
                                       "premier",
                                       "chancellor",
                                       "minister",
                                       "secretary",
                                       "senate",
                                       "house",
                                       "nominee",
                                       "candidate",
                                       "ambassador",
                                       "diplomat",
                                       "politician",
                                       "republican",
                                       "democrat",
                                       "democratic",
                                       "gop",
                                       "mp",
                                       "parliamentarian",
                                       "councilman",
                                       "councilwoman",
                                       "councilmember",
                                       "councillor",
                                       "alderman",
                                       "assemblyman",
                                       "assemblywoman",
                                       "delegate",
                                       "whip",
                                       "frontrunner",
                                       "king",
                                       "queen",
                                       "strategist",
                                       "pollster",
                                       "lobbyist",
                                       "treasurer",
                                       "first",
                                       "commissioner",
                                       "congressional",
                                       "presidential",
                                       "gubernatorial",
                                       "adviser",
                                       "advisor",
                                       "aide",
                                       "staffer",
                                       "envoy",
                                       NULL};
static const char *const police[] = {
    "police",    "officer",     "sheriff",      "deputy", "detective", "trooper",
    "constable", "firefighter", "inspector",    "warden", "policeman", "policewoman",
    "fbi",       "cop",         "investigator", "agent",  NULL};
static const char *const law[] = {"lawyer",     "attorney",  "judge",     "justice",
                                  "prosecutor", "solicitor", "barrister", "counsel",
                                  "magistrate", "defender",  "litigator", NULL};
static const char *const sport[] = {
    "coach",      "quarterback", "player",  "footballer", "striker",    "midfielder",
    "goalkeeper", "pitcher",     "golfer",  "swimmer",    "sprinter",   "athlete",
    "champion",   "captain",     "skipper", "receiver",   "linebacker", "boxer",
    "wrestler",   "cyclist",     "gymnast", "skater",     "racer",      "outfielder",
    "shortstop",  "cornerback",  "forward", "guard",      "winger",     "batsman",
    "cricketer",  "jockey",      "nba",     "nfl",        "mlb",        "nhl",
    "olympian",   "defenseman",  "goalie",  "safety",     "tackle",     "catcher",
    NULL};
static const char *const science[] = {"dr",
                                      "professor",
                                      "scientist",
                                      "researcher",
                                      "biologist",
                                      "physicist",
                                      "chemist",
                                      "historian",
                                      "economist",
                                      "sociologist",
                                      "anthropologist",
                                      "scholar",
                                      "astronomer",
                                      "geologist",
                                      "climatologist",
                                      "ecologist",
                                      "teacher",
                                      "principal",
                                      "superintendent",
                                      "academic",
                                      "lecturer",
                                      "fellow",
                                      "dean",
                                      "mathematician",
                                      "engineer",
                                      "linguist",
                                      "psychologist",
                                      "archaeologist",
                                      "criminologist",
                                      "zoologist",
                                      "instructor",
                                      "meteorologist",
                                      NULL};
static const char *const business[] = {
    "ceo",          "executive", "businessman", "businesswoman",
    "entrepreneur", "founder",   "cofounder",   "co-founder",
    "owner",        "banker",    "investor",    "billionaire",
    "manager",      "trader",    "developer",   "tycoon",
    "magnate",      "cfo",       "coo",         "broker",
    "farmer",       "rancher",   "realtor",     NULL};
static const char *const arts[] = {"actor",        "actress",    "singer",
                                   "musician",     "rapper",     "filmmaker",
                                   "comedian",     "novelist",   "poet",
                                   "painter",      "playwright", "artist",
                                   "composer",     "conductor",  "guitarist",
                                   "drummer",      "songwriter", "screenwriter",
                                   "producer",     "dancer",     "director-producer",
                                   "sculptor",     "designer",   "chef",
                                   "photographer", "model",      NULL};
static const char *const media[] = {
    "host",     "anchor",    "journalist",    "reporter",     "columnist",
    "editor",   "blogger",   "correspondent", "commentator",  "broadcaster",
    "writer",   "author",    "pundit",        "presenter",    "critic",
    "narrator", "spokesman", "spokeswoman",   "spokesperson", NULL};
static const char *const church[] = {
    "pope",      "bishop",    "archbishop", "cardinal",   "pastor", "priest", "reverend",
    "rev",       "rabbi",     "imam",       "deacon",     "monk",   "nun",    "preacher",
    "patriarch", "ayatollah", "cleric",     "evangelist", NULL};
static const char *const military[] = {
    "gen",       "general", "admiral",  "colonel",  "col",     "lieutenant",
    "lt",        "major",   "sergeant", "sgt",      "soldier", "marine",
    "commander", "adm",     "brig",     "corporal", "pilot",   "airman",
    "sailor",    "maj",     "veteran",  NULL};
static const char *const medicine[] = {"physician",
                                       "surgeon",
                                       "doctor",
                                       "epidemiologist",
                                       "pediatrician",
                                       "psychiatrist",
                                       "nurse",
                                       "neurologist",
                                       "cardiologist",
                                       "oncologist",
                                       "neurosurgeon",
                                       "virologist",
                                       "pathologist",
                                       "paramedic",
                                       "pharmacist",
                                       "dentist",
                                       "obstetrician",
                                       "coroner",
                                       NULL};
static const char *const private[] = {
    "resident",  "witness",     "mother",      "father",    "wife",     "husband",
    "son",       "daughter",    "sister",      "brother",   "student",  "neighbor",
    "neighbour", "victim",      "voter",       "retiree",   "survivor", "immigrant",
    "protester", "friend",      "parent",      "uncle",     "aunt",     "cousin",
    "nephew",    "niece",       "widow",       "passenger", "customer", "supporter",
    "teenager",  "grandmother", "grandfather", "waitress",  NULL};

static const char *const office[] = {
    "director",      "chairman",  "chairwoman", "chair",    "chief",   "official",
    "administrator", "organizer", "activist",   "advocate", "analyst", "consultant",
    "expert",        "leader",    "member",     "head",     NULL};

static const struct trade trades[] = {
    {Q_WORK_POLITICS, politics}, {Q_WORK_POLICE, police},     {Q_WORK_LAW, law},
    {Q_WORK_SPORT, sport},       {Q_WORK_SCIENCE, science},   {Q_WORK_BUSINESS, business},
    {Q_WORK_ARTS, arts},         {Q_WORK_MEDIA, media},       {Q_WORK_CHURCH, church},
    {Q_WORK_MILITARY, military}, {Q_WORK_MEDICINE, medicine}, {Q_WORK_PRIVATE, private},
    {Q_WORK_OFFICE, office},
};
enum { TRADES = sizeof trades / sizeof *trades };

static bool is_inside(char c)
{
    return q_is_letter(c) || c == '-' || (unsigned char)c >= 0x80;
}

static enum q_work work_of_word(quoth_str word)
{
    for (size_t i = 0; i < TRADES; i++)
        if (q_str_is_any(word, trades[i].words))
            return trades[i].work;
    return Q_WORK_NONE;
}

// "chairman of the board", "spokesman for the police": what stands behind says for whom.
static bool ends_head(quoth_str word)
{
    static const char *const ends[] = {"of",   "for",   "at",  "in",     "to",
                                       "with", "from",  "who", "on",     "by",
                                       "and",  "about", "as",  "turned", NULL};
    return q_str_is_any(word, ends);
}

// The words of two that mean something else together.
static enum q_work work_of_two(quoth_str a, quoth_str b)
{
    static const struct {
        const char *a, *b;
        enum q_work work;
    } both[] = {
        {"attorney", "general", Q_WORK_POLITICS}, {"secretary", "general", Q_WORK_POLITICS},
        {"surgeon", "general", Q_WORK_MEDICINE},  {"solicitor", "general", Q_WORK_LAW},
        {"general", "manager", Q_WORK_BUSINESS},  {"general", "counsel", Q_WORK_LAW},
        {"vice", "president", Q_WORK_NONE},       {"police", "chief", Q_WORK_POLICE},
        {"chief", "justice", Q_WORK_LAW},         {"legal", "director", Q_WORK_LAW},
        {"law", "professor", Q_WORK_SCIENCE},     {"fire", "chief", Q_WORK_POLICE},
        {"first", "lady", Q_WORK_POLITICS},       {"majority", "leader", Q_WORK_POLITICS},
        {"minority", "leader", Q_WORK_POLITICS},  {"house", "speaker", Q_WORK_POLITICS},
        {"state", "trooper", Q_WORK_POLICE},      {"athletic", "director", Q_WORK_SPORT},
    };
    for (size_t i = 0; i < sizeof both / sizeof *both; i++)
        if (q_str_equal_nocase(a, q_str_from(both[i].a)) &&
            q_str_equal_nocase(b, q_str_from(both[i].b)))
            return both[i].work;
    return Q_WORKS;
}

enum { MOST = 16 }; // words of a role that are looked at

static uint32_t head_words(quoth_str role, quoth_str words[MOST])
{
    uint32_t count = 0;
    for (size_t at = 0; at < role.len && count < MOST;) {
        if (role.ptr[at] == ',' || role.ptr[at] == ';')
            break;
        if (!is_inside(role.ptr[at])) {
            at++;
            continue;
        }
        size_t start = at;
        while (at < role.len && is_inside(role.ptr[at]))
            at++;
        quoth_str word = q_str(role.ptr + start, at - start);
        if (count > 0 && ends_head(word))
            break;
        words[count++] = word;
    }
    return count;
}

// "Dallas police officer": the last word that tells is the head's; but a chairman may be of
// anything, and "House … Chairman" tells of what.
static enum q_work work_of_head(quoth_str role)
{
    quoth_str words[MOST];
    uint32_t count = head_words(role, words);
    enum q_work vague = Q_WORK_NONE;
    for (uint32_t i = count; i-- > 0;) {
        enum q_work two = i > 0 ? work_of_two(words[i - 1], words[i]) : Q_WORKS;
        if (two == Q_WORK_NONE && *words[i].ptr == 'P')
            return Q_WORK_POLITICS; // "Vice President", of a company in small letters
        if (two != Q_WORKS)
            return two;
        enum q_work work = work_of_word(words[i]);
        // "president of the company": without a capital and a land it says little.
        if (work == Q_WORK_POLITICS && q_str_equal(words[i], Q_STR("president")))
            work = Q_WORK_NONE;
        if (work == Q_WORK_OFFICE)
            vague = work;
        else if (work != Q_WORK_NONE)
            return work;
    }
    return vague;
}

enum q_work q_work_of(quoth_str role)
{
    while (role.len > 0) {
        enum q_work work = work_of_head(q_str_take_until(&role, ';'));
        if (work != Q_WORK_NONE)
            return work;
    }
    return Q_WORK_NONE;
}

const char *q_work_name(enum q_work work)
{
    static const char *const names[Q_WORKS] = {
        "",     "politics", "police", "law",      "sport",    "science", "business",
        "arts", "media",    "church", "military", "medicine", "private", "office"};
    return work < Q_WORKS ? names[work] : "";
}

// Lines of work that one man follows, or that are mixed up: a bit a line.
#define BIT(work) (1u << Q_WORK_##work)
static const uint16_t together[Q_WORKS] = {
    [Q_WORK_POLITICS] = BIT(POLICE) | BIT(LAW) | BIT(SCIENCE) | BIT(BUSINESS) | BIT(MEDIA) |
                        BIT(MILITARY) | BIT(MEDICINE) | BIT(ARTS) | BIT(CHURCH) |
                        BIT(PRIVATE),
    [Q_WORK_POLICE] = BIT(LAW) | BIT(MILITARY) | BIT(PRIVATE),
    [Q_WORK_LAW] = BIT(SCIENCE) | BIT(BUSINESS) | BIT(MEDIA) | BIT(MILITARY) | BIT(PRIVATE),
    [Q_WORK_SPORT] = BIT(MEDIA) | BIT(BUSINESS) | BIT(PRIVATE),
    [Q_WORK_SCIENCE] = BIT(BUSINESS) | BIT(MEDIA) | BIT(ARTS) | BIT(MEDICINE) |
                       BIT(PRIVATE) | BIT(CHURCH) | BIT(MILITARY),
    [Q_WORK_BUSINESS] =
        BIT(MEDIA) | BIT(ARTS) | BIT(PRIVATE) | BIT(MILITARY) | BIT(MEDICINE),
    [Q_WORK_ARTS] = BIT(MEDIA) | BIT(PRIVATE),
    [Q_WORK_MEDIA] = BIT(CHURCH) | BIT(MILITARY) | BIT(MEDICINE) | BIT(PRIVATE),
    [Q_WORK_CHURCH] = BIT(PRIVATE),
    [Q_WORK_MILITARY] = BIT(MEDICINE) | BIT(PRIVATE),
    [Q_WORK_MEDICINE] = BIT(PRIVATE),
    [Q_WORK_OFFICE] = BIT(POLITICS) | BIT(LAW) | BIT(SCIENCE) | BIT(BUSINESS) |
                      BIT(MILITARY) | BIT(POLICE) | BIT(MEDICINE) | BIT(CHURCH),
};

bool q_work_goes_with(enum q_work a, enum q_work b)
{
    if (a == b || a == Q_WORK_NONE || b == Q_WORK_NONE || a >= Q_WORKS || b >= Q_WORKS)
        return true;
    return (together[a] & (1u << b)) || (together[b] & (1u << a));
}
