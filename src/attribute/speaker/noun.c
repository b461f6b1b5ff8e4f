#include "attribute/speaker/noun.h"

// ── People ──

static const char *const offices[] = {"president",
                                      "minister",
                                      "secretary",
                                      "senator",
                                      "sen",
                                      "sen.",
                                      "rep",
                                      "rep.",
                                      "gov",
                                      "gov.",
                                      "governor",
                                      "mayor",
                                      "chancellor",
                                      "ambassador",
                                      "envoy",
                                      "sheriff",
                                      "general",
                                      "gen",
                                      "gen.",
                                      "attorney",
                                      "lawyer",
                                      "director",
                                      "chair",
                                      "chief",
                                      "head",
                                      "leader",
                                      "speaker",
                                      "judge",
                                      "justice",
                                      "prosecutor",
                                      "professor",
                                      "prof",
                                      "prof.",
                                      "dr",
                                      "dr.",
                                      "doctor",
                                      "economist",
                                      "analyst",
                                      "expert",
                                      "adviser",
                                      "advisor",
                                      "aide",
                                      "official",
                                      "officer",
                                      "founder",
                                      "co-founder",
                                      "owner",
                                      "manager",
                                      "ceo",
                                      "cfo",
                                      "executive",
                                      "candidate",
                                      "nominee",
                                      "delegate",
                                      "lawmaker",
                                      "member",
                                      "fellow",
                                      "editor",
                                      "author",
                                      "writer",
                                      "reporter",
                                      "host",
                                      "anchor",
                                      "student",
                                      "resident",
                                      "activist",
                                      "organizer",
                                      "organiser",
                                      "coach",
                                      "captain",
                                      "capt.",
                                      "col.",
                                      "colonel",
                                      "lt.",
                                      "sgt.",
                                      "sergeant",
                                      "major",
                                      "maj.",
                                      "admiral",
                                      "adm.",
                                      "commander",
                                      "lieutenant",
                                      "detective",
                                      "bishop",
                                      "archbishop",
                                      "cardinal",
                                      "pope",
                                      "rev.",
                                      "rabbi",
                                      "imam",
                                      "king",
                                      "queen",
                                      "prince",
                                      "princess",
                                      "premier",
                                      "mp",
                                      "wife",
                                      "husband",
                                      "father",
                                      "mother",
                                      "son",
                                      "daughter",
                                      "brother",
                                      "sister",
                                      "widow",
                                      "partner",
                                      "spokesman",
                                      "congressman",
                                      "assemblyman",
                                      "councilman",
                                      "alderman",
                                      "ombudsman",
                                      "selectman",
                                      "businessman",
                                      "policeman",
                                      "democrat",
                                      "republican",
                                      "principal",
                                      "veteran",
                                      "counsel",
                                      "deputy",
                                      "treasurer",
                                      "coordinator",
                                      "consultant",
                                      "strategist",
                                      "pollster",
                                      "researcher",
                                      "scientist",
                                      "commissioner",
                                      "administrator",
                                      "representative",
                                      "nurse",
                                      "farmer",
                                      "teacher",
                                      "worker",
                                      "driver",
                                      "actor",
                                      "actress",
                                      "singer",
                                      "star",
                                      "correspondent",
                                      "columnist",
                                      "mastermind",
                                      "ally",
                                      "critic",
                                      "opponent",
                                      "chairperson",
                                      "chairman",
                                      "chairwoman",
                                      "superintendent",
                                      "inspector",
                                      "marshal",
                                      "attaché",
                                      "diplomat",
                                      "politician",
                                      "citizen",
                                      "survivor",
                                      "victim",
                                      "suspect",
                                      "plaintiff",
                                      "defendant",
                                      "archivist",
                                      "historian",
                                      NULL};
// Endings of such words, and words that end so and are none.
static const char *const office_endings[] = {"man", "woman", "person", "ist", "ian",
                                             "eer", "er",    "or",     "ant", NULL};
static const char *const not_offices[] = {
    "former",    "other",       "after",    "over",     "under",     "never",     "however",
    "whether",   "another",     "rather",   "further",  "together",  "later",     "earlier",
    "fewer",     "number",      "paper",    "letter",   "order",     "power",     "water",
    "winter",    "summer",      "quarter",  "weather",  "matter",    "error",     "favor",
    "labor",     "minor",       "senior",   "junior",   "prior",     "woman",     "human",
    "important", "significant", "relevant", "constant", "christian", "russian",   "indian",
    "iranian",   "ukrainian",   "asian",    "italian",  "career",    "newspaper", "chapter",
    "center",    "theater",     "border",   "offer",    "river",     "november",  "october",
    "september", "december",    "answer",   "counter",  "computer",  "finger",    NULL};

bool q_is_office(const struct q_words *w, uint32_t i)
{
    quoth_str word = q_word_text(w, i);
    if (q_word_token(w, i)->kind != Q_TOKEN_WORD)
        return false;
    if (q_str_is_any(word, offices))
        return true;
    if (word.len < 6 || q_str_is_any(word, not_offices) ||
        (q_is_capital(w, i) && !q_word_ends(w, i, "woman"))) // *Newman*
        return false;
    for (const char *const *e = office_endings; *e; e++)
        if (q_str_ends(word, q_str_from(*e)))
            return true;
    return false;
}

// Words of women, of men, before a name.
static const char *const ladies[] = {"mrs",  "mrs.", "ms",   "ms.",
                                     "miss", "dame", "lady", NULL};
static const char *const sirs[] = {"mr", "mr.", "sir", "lord", NULL};

enum q_gender q_courtesy_gender(quoth_str word)
{
    return q_str_is_any(word, ladies) ? Q_GENDER_WOMAN
           : q_str_is_any(word, sirs) ? Q_GENDER_MAN
                                      : Q_GENDER_NONE;
}

bool q_is_courtesy(quoth_str word)
{
    return q_courtesy_gender(word) != Q_GENDER_NONE;
}

enum q_gender q_noun_gender(quoth_str word)
{
    static const char *const women[] = {"woman",  "wife",    "mother",   "daughter",
                                        "sister", "actress", "princess", "widow",
                                        "queen",  NULL};
    static const char *const men[] = {"man",    "husband", "father", "son", "brother",
                                      "prince", "king",    "actor",  NULL};
    if (q_str_is_any(word, women) || q_str_ends(word, Q_STR("woman")))
        return Q_GENDER_WOMAN;
    return q_str_is_any(word, men) || q_str_ends(word, Q_STR("sman")) ? Q_GENDER_MAN
                                                                      : Q_GENDER_NONE;
}

// ── Bodies and documents ──

bool q_is_body(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "ministry",       "government", "company",      "agency",       "department",
        "administration", "party",      "committee",    "council",      "court",
        "police",         "union",      "bank",         "firm",         "campaign",
        "office",         "board",      "army",         "military",     "junta",
        "newspaper",      "network",    "media",        "team",         "state",
        "country",        "group",      "organization", "organisation", "commission",
        "bureau",         "university", "college",      "house",        "senate",
        "congress",       "parliament", "association",  "foundation",   "institute",
        "center",         "centre",     "service",      "force",        "city",
        "county",         "coalition",  "federation",   "authority",    "magazine",
        "outlet",         "channel",    "station",      "broadcaster",  "kingdom",
        "regime",         "cabinet",    "panel",        "tribunal",     "embassy",
        "church",         "hospital",   "school",       "club",         "league",
        "movement",       "militia",    "alliance",     "industry",     "chamber",
        "body",           "delegation", "opposition",   "corporation",  "fund",
        "charity",        "nonprofit",  "airline",      "publication",  "daily",
        "press",          "site",       "think-tank",   "legislature",  "assembly",
        "jury",           "presidency", "leadership",   "secretariat",  NULL};
    return q_word_is_any(w, i, words);
}

bool q_is_document(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "report",     "letter",    "statement",    "memo",       "document",
        "documents",  "poll",      "survey",       "study",      "law",
        "bill",       "book",      "lawsuit",      "complaint",  "indictment",
        "ruling",     "email",     "emails",       "tweet",      "post",
        "article",    "editorial", "website",      "release",    "transcript",
        "filing",     "affidavit", "constitution", "amendment",  "resolution",
        "column",     "blog",      "ad",           "headline",   "caption",
        "records",    "reports",   "deal",         "agreement",  "polls",
        "studies",    "polling",   "order",        "decree",     "treaty",
        "act",        "analysis",  "review",       "sign",       "note",
        "paper",      "notice",    "video",        "data",       "figures",
        "statistics", "piece",     "rules",        "guidelines", "rankings",
        "text",       "message",   "petition",     "motion",     "brief",
        NULL};
    return q_word_is_any(w, i, words);
}

// ── Pronouns ──

enum q_pronoun q_pronoun_of(const struct q_words *w, uint32_t i)
{
    static const struct {
        enum q_pronoun pronoun;
        const char *words[10]; // the last is NULL
    } all[] = {{Q_PRONOUN_HE, {"he", "his", "him", "himself"}},
               {Q_PRONOUN_SHE, {"she", "her", "hers", "herself"}},
               {Q_PRONOUN_THEY, {"they", "their", "them", "themselves"}},
               {Q_PRONOUN_IT, {"it", "its", "itself"}},
               {Q_PRONOUN_I, {"i", "me", "my", "we", "us", "our"}},
               {Q_PRONOUN_OTHER,
                {"you", "your", "who", "which", "this", "that", "these", "those", "one"}}};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if (q_word_is_any(w, i, all[k].words))
            return all[k].pronoun;
    return Q_PRONOUN_NONE;
}
