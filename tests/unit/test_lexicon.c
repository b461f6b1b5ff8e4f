// src/attribute/lexicon: the head of a cue, its forms, phrases, edges and negation.
#include "analyse/token.h"
#include "base/arena.h"
#include "base/str.h"
#include "with_lexicon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h> // needs those above

extern const char q_cue_lexicon[], q_cue_lexicon_end[];

static struct q_lexicon *lexicon;

struct found {
    char lemma[64]; // "" where nothing is known
    quoth_act act;
    unsigned flags;
    bool negated;
};

// Looks up the cue that stands in braces in `text`, or all of it.
static struct found look_up(const char *text)
{
    char plain[512];
    uint32_t len = 0, start = 0, end = UINT32_MAX;
    for (const char *c = text; *c; c++) {
        assert_true(len < sizeof plain);
        if (*c == '{')
            start = len;
        else if (*c == '}')
            end = len;
        else
            plain[len++] = *c;
    }
    struct q_arena arena;
    struct q_annotation note = {0};
    q_arena_init(&arena, 1024 * 1024);
    assert_int_equal(q_tokenize(q_str(plain, len), NULL, 0, &arena, &note), QUOTH_OK);
    uint32_t from = 0, to = note.token_count;
    while (from < to && note.tokens[from].start < start)
        from++;
    while (to > from && note.tokens[to - 1].start >= end)
        to--;
    struct found out = {.lemma = ""};
    const struct q_cue_entry *entry =
        q_lexicon_cue(lexicon, q_str(plain, len), note.tokens, from, to);
    if (entry) {
        snprintf(out.lemma, sizeof out.lemma, "%.*s", (int)entry->lemma.len,
                 entry->lemma.ptr);
        out.act = entry->act;
        out.flags = entry->flags;
    }
    out.negated =
        q_lexicon_negated(lexicon, q_str(plain, len), note.tokens, from, to, entry);
    q_arena_release(&arena);
    return out;
}

static void assert_lemma(const char *cue, const char *lemma)
{
    struct found found = look_up(cue);
    if (strcmp(found.lemma, lemma) != 0)
        fail_msg("\"%s\" is headed by \"%s\", not \"%s\"", cue, found.lemma, lemma);
}

static void assert_lemmas(const char *const pairs[][2], size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_lemma(pairs[i][0], pairs[i][1]);
}
#define ASSERT_LEMMAS(pairs) assert_lemmas((pairs), sizeof(pairs) / sizeof *(pairs))

static void tells_regular_forms(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"say", "say"},
                                           {"says", "say"},
                                           {"saying", "say"},
                                           {"asked", "ask"},
                                           {"asking", "ask"},
                                           {"added", "add"},
                                           {"announced", "announce"},
                                           {"announcing", "announce"},
                                           {"argues", "argue"},
                                           {"arguing", "argue"},
                                           {"agreed", "agree"},
                                           {"agreeing", "agree"},
                                           {"denied", "deny"},
                                           {"denies", "deny"},
                                           {"denying", "deny"},
                                           {"replied", "reply"},
                                           {"implies", "imply"},
                                           {"testifying", "testify"},
                                           {"stated", "state"},
                                           {"hoped", "hope"},
                                           {"hoping", "hope"},
                                           {"planned", "plan"},
                                           {"planning", "plan"},
                                           {"quipped", "quip"},
                                           {"admitted", "admit"},
                                           {"referred", "refer"},
                                           {"pressed", "press"},
                                           {"stressed", "stress"},
                                           {"discusses", "discuss"},
                                           {"pushes", "push"},
                                           {"focuses on", "focus on"},
                                           {"echoes", "echo"},
                                           {"vetoed", "veto"},
                                           {"blogged", "blog"},
                                           {"lied", "lie"},
                                           {"lying", "lie"},
                                           {"worries", "worry"},
                                           {"extolling", "extol"},
                                           {"panned", "pan"}};
    ASSERT_LEMMAS(pairs);
}

static void tells_irregular_forms(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"said", "say"},          {"told", "tell"},         {"wrote", "write"},
        {"written", "write"},     {"thought", "think"},     {"knew", "know"},
        {"known", "know"},        {"felt", "feel"},         {"spoke", "speak"},
        {"spoken", "speak"},      {"swore", "swear"},       {"sworn", "swear"},
        {"foretold", "foretell"}, {"saw", "see"},           {"seen", "see"},
        {"foresaw", "foresee"},   {"heard", "hear"},        {"understood", "understand"},
        {"found", "find"},        {"held", "hold"},         {"shown", "show"},
        {"read", "read"},         {"sought", "seek"},       {"chose", "choose"},
        {"went on", "go on"},     {"kept", "keep"},         {"began", "begin"},
        {"mimicked", "mimic"},    {"forecast", "forecast"}, {"theses", "thesis"}};
    ASSERT_LEMMAS(pairs);
}

static void folds_case_apostrophe_and_spelling(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"SAID", "say"},
                                           {"According To", "according to"},
                                           {"didn’t say", "say"},
                                           {"criticised", "criticize"},
                                           {"emphasising", "emphasize"},
                                           {"apologises", "apologize"},
                                           {"characterisation", "characterization"},
                                           {"rumors", "rumour"},
                                           {"rumours", "rumour"},
                                           {"favoured", "favor"},
                                           {"promised", "promise"},
                                           {"advised", "advise"},
                                           {"praised", "praise"}};
    ASSERT_LEMMAS(pairs);
}

static void finds_the_head(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"was quoted as saying", "quote as saying"},
                                           {"did not say", "say"},
                                           {"has repeatedly told", "tell"},
                                           {"declined to comment", "decline"},
                                           {"said in a statement", "say"},
                                           {"issued a statement saying", "say"},
                                           {"a statement from", "statement"},
                                           {"continued to complain", "complain"},
                                           {"went on to say", "say"},
                                           {"continued", "continue"},
                                           {"is widely expected", "expect"},
                                           {"also tweeted:", "tweet"},
                                           {"told reporters", "tell"},
                                           {"“said”", "say"},
                                           {"released a report that showed", "show"},
                                           {"signed a letter urging", "urge"},
                                           {"tried to explain", "explain"},
                                           {"voted against", "vote against"}};
    ASSERT_LEMMAS(pairs);
}

static void knows_phrases(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"according to", "according to"},
        {"in the words of", "in the words of"},
        {"pointed out", "point out"},
        {"pointed to", "point to"},
        {"called for", "call for"},
        {"called", "call"},
        {"has repeatedly called for", "call for"},
        {"called repeatedly for", "call for"},
        {"calls on", "call on"},
        {"made clear", "make clear"},
        {"made that clear", "make clear"},
        {"made it clear", "make it clear"},
        {"shot back", "shoot back"},
        {"took aim at", "take aim at"},
        {"took some shots at", "take shots at"},
        {"in her view", "in one's view"},
        {"in their own words", "in one's own words"},
        {"distanced himself from", "distance oneself from"},
        {"would like", "would like"},
        {"spoke out against", "speak out against"},
        {"laid out", "lay out"},
        {"are set to", "be set to"},
        {"wrote about", "write about"}};
    ASSERT_LEMMAS(pairs);
}

static void tells_noun_from_verb(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"warning", "warn"},
                                           {"The {warning} came late", "warning"},
                                           {"warnings", "warning"},
                                           {"a stern warning", "warning"},
                                           {"a report saying", "say"},
                                           {"The minister, {warning} that", "warn"},
                                           {"his {thinking}", "thinking"},
                                           {"thought", "think"},
                                           {"the {thought} of", "thought"},
                                           {"the {claim}", "claim"},
                                           {"beliefs", "belief"},
                                           {"lined", ""},
                                           {"analyses", "analysis"}};
    ASSERT_LEMMAS(pairs);
}

static void knows_nothing_of_the_rest(void **state)
{
    (void)state;
    static const char *const cues[] = {
        "",           ":",
        "—",          "ate",
        "the bridge", "in",
        "has been",   "was",
        "sad",        "a",
        "ss",         "ing",
        "ed",         "pneumonoultramicroscopicsilicovolcanoconiosisatelengthening"};
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        assert_lemma(cues[i], "");
}

static void tells_acts_and_flags(void **state)
{
    (void)state;
    static const struct {
        const char *cue;
        quoth_act act;
        unsigned with, without; // flags
    } all[] = {{"said", QUOTH_ACT_SPEECH, 0, Q_CUE_TOPIC | Q_CUE_DEED | Q_CUE_NOUN},
               {"wrote", QUOTH_ACT_WRITING, Q_CUE_TOPIC, Q_CUE_DEED},
               {"tweeted", QUOTH_ACT_WRITING, 0, Q_CUE_DEED},
               {"believes", QUOTH_ACT_THOUGHT, 0, Q_CUE_DEED},
               {"fears", QUOTH_ACT_THOUGHT, 0, Q_CUE_DEED},
               {"is expected", QUOTH_ACT_THOUGHT, 0, Q_CUE_DEED},
               {"plans", QUOTH_ACT_INTENT, 0, Q_CUE_DEED},
               {"wants", QUOTH_ACT_INTENT, 0, Q_CUE_DEED},
               {"condemned", QUOTH_ACT_SPEECH, Q_CUE_VERDICT, Q_CUE_DEED},
               {"praised", QUOTH_ACT_SPEECH, Q_CUE_VERDICT, Q_CUE_DEED},
               {"confirmed", QUOTH_ACT_SPEECH, Q_CUE_VERDICT, Q_CUE_DEED},
               {"denied", QUOTH_ACT_SPEECH, Q_CUE_VERDICT, Q_CUE_DEED},
               {"acknowledged", QUOTH_ACT_SPEECH, Q_CUE_VERDICT, Q_CUE_DEED},
               {"emphasized", QUOTH_ACT_SPEECH, Q_CUE_VERDICT, Q_CUE_DEED},
               {"attacked", QUOTH_ACT_SPEECH, Q_CUE_DEED, Q_CUE_VERDICT},
               {"touted", QUOTH_ACT_SPEECH, Q_CUE_DEED, Q_CUE_VERDICT},
               {"opposed", QUOTH_ACT_SPEECH, Q_CUE_DEED, Q_CUE_VERDICT},
               {"banned", QUOTH_ACT_SPEECH, Q_CUE_DEED, Q_CUE_VERDICT},
               {"invited", QUOTH_ACT_SPEECH, Q_CUE_DEED, 0},
               {"signed", QUOTH_ACT_SPEECH, Q_CUE_DEED, 0},
               {"endorsed", QUOTH_ACT_SPEECH, Q_CUE_DEED, 0},
               {"ruled", QUOTH_ACT_SPEECH, 0, Q_CUE_DEED},
               {"voted", QUOTH_ACT_SPEECH, 0, Q_CUE_DEED},
               {"ordered", QUOTH_ACT_SPEECH, 0, Q_CUE_DEED},
               {"pledged", QUOTH_ACT_SPEECH, 0, Q_CUE_DEED},
               {"proposed", QUOTH_ACT_SPEECH, 0, Q_CUE_DEED},
               {"discussed", QUOTH_ACT_SPEECH, Q_CUE_TOPIC, 0},
               {"asked about", QUOTH_ACT_SPEECH, Q_CUE_TOPIC, 0},
               {"asked", QUOTH_ACT_SPEECH, 0, Q_CUE_TOPIC},
               {"was referring to", QUOTH_ACT_SPEECH, Q_CUE_TOPIC, 0},
               {"spoke about", QUOTH_ACT_SPEECH, Q_CUE_TOPIC, 0},
               {"declined", QUOTH_ACT_SPEECH, Q_CUE_REFUSAL, 0},
               {"refused", QUOTH_ACT_SPEECH, Q_CUE_REFUSAL, 0},
               {"shows", QUOTH_ACT_WRITING, Q_CUE_DOCUMENT, Q_CUE_DEED},
               {"found", QUOTH_ACT_WRITING, Q_CUE_DOCUMENT, Q_CUE_DEED},
               {"reads", QUOTH_ACT_WRITING, Q_CUE_DOCUMENT, 0},
               {"claim", QUOTH_ACT_SPEECH, Q_CUE_NOUN | Q_CUE_VERB, 0},
               {"statement", QUOTH_ACT_SPEECH, Q_CUE_NOUN, Q_CUE_VERB},
               {"beliefs", QUOTH_ACT_THOUGHT, Q_CUE_NOUN, Q_CUE_VERB},
               {"continued", QUOTH_ACT_SPEECH, Q_CUE_WEAK, 0}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct found found = look_up(all[i].cue);
        if (found.act != all[i].act || (found.flags & all[i].with) != all[i].with ||
            (found.flags & all[i].without))
            fail_msg("\"%s\" (%s): act %d, flags %u", all[i].cue, found.lemma,
                     (int)found.act, found.flags);
    }
}

static void sees_negation(void **state)
{
    (void)state;
    static const char *const negated[] = {
        "did not say",       "didn't say",          "didn’t say",
        "would not say",     "has never said",      "cannot say",
        "declined to say",   "refused to say",      "refuses to confirm",
        "refusal to say",    "without saying",      "did not immediately respond",
        "failed to mention", "has yet to announce", "stopped short of saying",
        "no longer says",    "declined to comment", "has declined to provide",
        "did not deny",      "avoided criticizing", "not believed"};
    static const char *const plain[] = {"said",
                                        "denied",
                                        "rejected",
                                        "disputed",
                                        "declined",
                                        "refused",
                                        "refused to sign",
                                        "refused to endorse",
                                        "not only said",
                                        "could not help but say",
                                        "said without elaborating",
                                        "added",
                                        "has refuted",
                                        "did say",
                                        "noted",
                                        "according to"};
    for (size_t i = 0; i < sizeof negated / sizeof *negated; i++)
        if (!look_up(negated[i]).negated)
            fail_msg("\"%s\" is not seen as negated", negated[i]);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (look_up(plain[i]).negated)
            fail_msg("\"%s\" is seen as negated", plain[i]);
}

static void knows_edges(void **state)
{
    (void)state;
    static const char *const edges[] = {"also",     "later",      "Then",
                                        "again",    "repeatedly", "REPEATEDLY",
                                        "recently", "publicly",   "Tuesday"};
    static const char *const no_edges[] = {
        "said", "reply", "imply", "rely", "family", "July",     "out",
        "ly",   "not",   "",      "for",  "rally",  "assembly", "reporters"};
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
        assert_true(q_lexicon_edge(lexicon, q_str_from(edges[i])));
    for (size_t i = 0; i < sizeof no_edges / sizeof *no_edges; i++)
        assert_false(q_lexicon_edge(lexicon, q_str_from(no_edges[i])));
}

// Each lemma of the built-in file finds itself, and there are as many as it needs.
static void built_in_file_is_whole(void **state)
{
    (void)state;
    unsigned count = 0;
    bool cues = false;
    for (const char *at = q_cue_lexicon; at < q_cue_lexicon_end;) {
        const char *end = memchr(at, '\n', (size_t)(q_cue_lexicon_end - at));
        assert_non_null(end); // the last line is closed
        const char *tab = memchr(at, '\t', (size_t)(end - at));
        if (*at == '[')
            cues = end - at == 6 && memcmp(at, "[cues]", 6) == 0;
        if (cues && *at != '#' && *at != '[' && tab) {
            char lemma[64], cue[80];
            snprintf(lemma, sizeof lemma, "%.*s", (int)(tab - at), at);
            const char *one = strstr(lemma, "one's"), *oneself = strstr(lemma, "oneself");
            // a noun that is a form of a verb too needs its article
            bool noun = strncmp(strchr(tab + 1, '\t') + 1, "noun", 4) == 0;
            if (one)
                snprintf(cue, sizeof cue, "%.*shis%s", (int)(one - lemma), lemma, one + 5);
            else if (oneself)
                snprintf(cue, sizeof cue, "%.*sherself%s", (int)(oneself - lemma), lemma,
                         oneself + 7);
            else
                snprintf(cue, sizeof cue, "%s%s", noun ? "the " : "", lemma);
            assert_lemma(cue, lemma);
            count++;
        }
        at = end + 1;
    }
    assert_true(count >= 700);
}

static void refuses_malformed_lines(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t offset;
    } all[] = {
        {"say\tspeech\t-\n", 0},                                       // no section
        {"[cues]\n[quotes]\n", 7},                                     // unknown section
        {"[cues]\nsay\n", 7},                                          // no act
        {"[cues]\nsay\tspeech\n", 7},                                  // no flags
        {"[cues]\nsay\tsong\t-\n", 7},                                 // unknown act
        {"[cues]\nsay\tspeech\tloud\n", 7},                            // unknown flag
        {"[cues]\nsay\tspeech\tnoun,noun\n", 7},                       // flag twice
        {"[cues]\nsay\tspeech\tverb\n", 7},                            // verb without noun
        {"[cues]\nSay\tspeech\t-\n", 7},                               // upper case
        {"[cues]\npoint  out\tspeech\t-\n", 7},                        // two spaces
        {"[cues]\npoint \tspeech\t-\n", 7},                            // a space at the end
        {"[cues]\na b c d e f g h i\tspeech\t-\n", 7},                 // too long a phrase
        {"[cues]\nsay\tspeech\t-\nsay\tspeech\t-\n", 20},              // twice
        {"[cues]\nsay\tspeech\t-\ttold\ntell\tspeech\t-\ttold\n", 25}, // of two lemmas
        {"[cues]\nsay\tspeech\t-\tsay\n", 7},                          // form is the lemma
        {"[cues]\nsay\tspeech\t-\tsa id\n", 7},                        // form of two words
        {"[cues]\nsay\tspeech\t-\r\n", 7},                             // carriage return
        {"[edges]\nalso also\n", 8},                                   // twice
        {"[edges]\nAlso\n", 8}};                                       // upper case
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct q_lexicon *out = lexicon;
        quoth_error error = {0};
        quoth_status status = q_lexicon_read(&out, q_str_from(all[i].text), &error);
        if (status != QUOTH_EFORMAT || error.offset != all[i].offset || out ||
            error.message[0] == 0)
            fail_msg("%s: status %d at %lu: %s", all[i].text, (int)status,
                     (unsigned long)error.offset, error.message);
    }
}

static void reads_small_and_empty_files(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool edge; // is "also" one
        const char *lemma;
    } files[] = {{"", false, ""},
                 {"\n", false, ""},
                 {"# nothing\n", false, ""},
                 {"[cues]\n", false, ""},
                 {"[edges]\nalso", true, ""},
                 {"[cues]\nsay\tspeech\t-\tsaid", false, "say"}};
    struct q_lexicon *const whole = lexicon;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        assert_int_equal(q_lexicon_read(&lexicon, q_str_from(files[i].text), NULL),
                         QUOTH_OK);
        assert_false(q_lexicon_edge(lexicon, Q_STR("said")));
        assert_int_equal(q_lexicon_edge(lexicon, Q_STR("also")), files[i].edge);
        assert_lemma("said", files[i].lemma);
        q_lexicon_free(lexicon);
    }
    lexicon = whole;
    q_lexicon_free(NULL);
}

static void survives_each_failing_allocation(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n++) {
        struct q_lexicon *out = NULL;
        quoth_error error = {0};
        q_arena_fail_at(n);
        quoth_status status = q_lexicon_load(&out, &error);
        q_arena_fail_at(0);
        if (status == QUOTH_OK) {
            assert_true(n > 1);
            q_lexicon_free(out);
            break;
        }
        assert_int_equal(status, QUOTH_ENOMEM);
        assert_int_equal(error.status, QUOTH_ENOMEM);
        assert_null(out);
    }
}

static int load(void **state)
{
    int failed = load_lexicon(state);
    lexicon = *state;
    return failed;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tells_regular_forms),
                                       cmocka_unit_test(tells_irregular_forms),
                                       cmocka_unit_test(folds_case_apostrophe_and_spelling),
                                       cmocka_unit_test(finds_the_head),
                                       cmocka_unit_test(knows_phrases),
                                       cmocka_unit_test(tells_noun_from_verb),
                                       cmocka_unit_test(knows_nothing_of_the_rest),
                                       cmocka_unit_test(tells_acts_and_flags),
                                       cmocka_unit_test(sees_negation),
                                       cmocka_unit_test(knows_edges),
                                       cmocka_unit_test(built_in_file_is_whole),
                                       cmocka_unit_test(refuses_malformed_lines),
                                       cmocka_unit_test(reads_small_and_empty_files),
                                       cmocka_unit_test(survives_each_failing_allocation)};
    return cmocka_run_group_tests(tests, load, free_lexicon);
}
