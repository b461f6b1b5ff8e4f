#include "attribute/fields/speaking.h"

bool q_is_speaking(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "speaking", "talking",  "spoke",     "spoken", "testifying", "appearing", "writing",
        "speaks",   "appeared", "testified", "talked", "wrote",      "lecturing", NULL};
    return q_word_is_any(w, i, words);
}

bool q_is_attending(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {"addressing", "hosting",      "attending",
                                        "visiting",   "addressed",    "opening",
                                        "chairing",   "inaugurating", NULL};
    return q_word_is_any(w, i, words);
}

bool q_is_issuing(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {
        "issued",     "released", "sent",    "posted",  "published",  "gave",
        "delivered",  "wrote",    "held",    "made",    "tweeted",    "issuing",
        "releasing",  "sending",  "posting", "writing", "publishing", "giving",
        "circulated", "convened", "called",  NULL};
    return q_word_is_any(w, i, words);
}

bool q_takes_hearer(quoth_str lemma)
{
    static const char *const lemmas[] = {
        "say",       "write",         "explain",    "confirm",      "reveal",   "disclose",
        "announce",  "complain",      "appeal",     "speak",        "talk",     "admit",
        "confess",   "confide",       "report",     "state",        "suggest",  "propose",
        "recommend", "declare",       "mention",    "repeat",       "describe", "deny",
        "testify",   "lie",           "whisper",    "present",      "boast",    "joke",
        "remark",    "reiterate",     "express",    "apologize",    "promise",  "pledge",
        "vow",       "acknowledge",   "relay",      "convey",       "clarify",  "apologise",
        "add",       "stress",        "insist",     "tell",         "read",     "call",
        "comment",   "divulge",       "leak",       "quote as say", "address",  "claim",
        "put it",    "make it clear", "make clear", "reply",        NULL};
    return q_str_is_any(lemma, lemmas);
}

bool q_speaks_with(quoth_str lemma)
{
    static const char *const lemmas[] = {"speak", "talk",  "testify",
                                         "argue", "plead", NULL};
    return q_str_is_any(lemma, lemmas);
}
