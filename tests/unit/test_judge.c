// src/attribute/judge: evidence, weighed by weights made by hand.
#include "annotate.h"
#include "with_lexicon.h"

#include "attribute/judge.h"

enum { MOST = 16, NAT = 256 };

// Weights of pieces of evidence, in the order of their hashes.
struct scales {
    uint64_t hashes[MOST];
    int16_t values[MOST];
    struct q_weights weights;
};

static void put_weight(struct scales *s, const char *evidence, int16_t value)
{
    uint64_t hash = quoth_word_hash(q_str_from(evidence));
    uint32_t at = s->weights.count++;
    assert_true(at < MOST);
    for (; at > 0 && s->hashes[at - 1] > hash; at--) {
        s->hashes[at] = s->hashes[at - 1];
        s->values[at] = s->values[at - 1];
    }
    s->hashes[at] = hash;
    s->values[at] = value;
    s->weights.hashes = s->hashes;
    s->weights.values = s->values;
}

// The one attribution of a marked text, weighed; `a` is the caller's to release.
static struct q_attribution judge(const struct q_lexicon *lexicon, const struct scales *s,
                                  const char *marked, bool explain, struct annotated *a)
{
    annotate_marked(a, marked);
    struct q_attribution one = one_attribution(a);
    struct q_attributions all = {&one, 1};
    assert_int_equal(
        q_judge(lexicon, &s->weights, a->text, &a->note, explain, &a->arena, &all),
        QUOTH_OK);
    return one;
}

static void evidence_has_names(void **state)
{
    static const struct {
        const char *marked, *evidence;
    } examples[] = {
        {"<She> {said} ⟦that it rained⟧.",
         "always=\nform=that\nopens=that\npieces=1\ninside=0\ncertain=7\nsource words=1\n"
         "source=she\ncue=say\ncue=say|that\ncue opens=say|that\ncue ends=said\n"
         "act=speech|that\nsentence=she\nbefore=she\nbehind=that\n"},
        {"⟦“It rained,”⟧ <Jane Doe> {has also said}. ⟦“A lot.”⟧",
         "always=\nform=direct\nopens=“\npieces=2\ninside=0\ncertain=7\nsource words=2\n"
         "cue=say\ncue=say|direct\ncue opens=say|“\ncue starts=has\ncue has=also\n"
         "cue ends=said\nact=speech|direct\nsentence=“\nbefore=doe\nbehind=.\n"},
        // no cue: the content's first word stands in its place
        {"<Jane Doe>: ⟦It rained⟧.",
         "always=\nform=subject\nopens=it\npieces=1\ninside=0\ncertain=7\nsource words=2\n"
         "sentence=jane\nbefore=:\nbehind=rained\n"},
        // a cue that the lexicon does not know
        {"{Xyzzied} ⟦the plan⟧",
         "always=\nform=noun\nopens=the\npieces=1\ninside=0\ncertain=7\nsource words=0\n"
         "cue=xyzzied\ncue=xyzzied|noun\ncue opens=xyzzied|the\ncue ends=xyzzied\n"
         "flag=unknown\nflag=unknown|noun\nsentence=xyzzied\nbehind=the\n"},
        // flags of the lexicon, the case folded
        {"THEY {CLAIM} ⟦TO HAVE WON⟧",
         "always=\nform=to\nopens=to\npieces=1\ninside=0\ncertain=7\nsource words=0\n"
         "cue=claim\ncue=claim|to\ncue opens=claim|to\ncue ends=claim\nflag=noun\n"
         "flag=noun|to\nflag=verb\nflag=verb|to\nact=speech|to\nsentence=they\nbefore="
         "they\n"
         "behind=to\n"},
    };
    struct scales none = {.weights = {.count = 0}};
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct annotated a;
        struct shown out = {.len = 0};
        struct q_attribution one = judge(*state, &none, examples[i].marked, true, &a);
        show(&out, one.evidence);
        assert_string_equal(out.text, examples[i].evidence);
        assert_false(one.dropped);
        annotated_release(&a);
    }
}

static void forms_of_contents(void **state)
{
    static const struct {
        const char *marked, *form;
    } examples[] = {
        {"<She> {said} ⟦“no”⟧.", "form=direct\n"},
        {"<She> {said} ⟦it “rained and snowed and hailed”⟧.", "form=mixed\n"},
        {"<She> {said} ⟦it “rained”⟧.", "form=scrap\n"},
        {"⟦It rained⟧, <she> {said}.", "form=before\n"},
        {"<She> {asked} ⟦whether it rained⟧.", "form=asked\n"},
        {"<She> {warned} ⟦of rain⟧.", "form=joint\n"},
        {"<She> {said} ⟦he left⟧.", "form=subject\n"},
        {"<She> {said} ⟦the rain was heavy⟧.", "form=clause\n"},
        {"<She> {condemned} ⟦the arrests⟧.", "form=noun\n"},
    };
    struct scales none = {.weights = {.count = 0}};
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct annotated a;
        struct shown out = {.len = 0};
        show(&out, judge(*state, &none, examples[i].marked, true, &a).evidence);
        if (!strstr(out.text, examples[i].form))
            fail_msg("%s: %s", examples[i].marked, out.text);
        annotated_release(&a);
    }
}

static void weights_add_up(void **state)
{
    static const struct {
        int16_t cue, form, opens;
        uint8_t score;
    } examples[] = {
        {0, 0, 0, 128},         {NAT, 0, 0, 186},       {NAT, NAT, 0, 225},
        {NAT, -NAT, NAT, 186},  {-NAT, -NAT, NAT, 69},  {-NAT, 0, 0, 69},
        {31, 0, 0, 128},        {32, 0, 0, 135},        {-32, 0, 0, 120},
        {32767, 32767, 0, 255}, {-32767, -32767, 0, 0},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct annotated a;
        struct scales s = {.weights = {.least = -100 * NAT}};
        put_weight(&s, "cue=say", examples[i].cue);
        put_weight(&s, "form=that", examples[i].form);
        put_weight(&s, "opens=that", examples[i].opens);
        put_weight(&s, "cue=deny", 5 * NAT); // of no evidence here
        put_weight(&s, "form=tha", 5 * NAT);
        struct q_attribution one =
            judge(*state, &s, "<She> {said} ⟦that it rained⟧.", false, &a);
        assert_int_equal(one.score, examples[i].score);
        assert_null(one.evidence.ptr);
        annotated_release(&a);
    }
}

// What the network says at the cue, the source and the contents, each by its mean.
static void links_are_asked(void **state)
{
    struct annotated a;
    struct scales s = {.weights = {.least = -100 * NAT}};
    put_weight(&s, "always=", 0);
    annotate_marked(&a, "⟦It⟧ rained, <Jane Doe> {has said}, ⟦a lot⟧.");
    struct q_attribution one = one_attribution(&a);
    for (uint32_t i = one.cue.from; i < one.cue.to; i++)
        a.links[i][Q_LINK_SAID] = (int16_t)(i == one.cue.from ? 4 * NAT : 0);
    a.links[one.source.from][Q_LINK_SAID + 1] = -2 * NAT;
    a.links[one.source.from][Q_LINK_SAID] = 9 * NAT; // of no cue
    for (uint32_t k = 0; k < one.content_count; k++)
        for (uint32_t i = one.contents[k].from; i < one.contents[k].to; i++)
            a.links[i][Q_LINK_SAID + 2] = NAT;
    struct q_attributions all = {&one, 1};
    assert_int_equal(q_judge(*state, &s.weights, a.text, &a.note, false, &a.arena, &all),
                     QUOTH_OK);
    assert_int_equal(one.score, 225); // 4/2 - 2/2 + 1 nats
    annotated_release(&a);
}

// Of a long content its edges speak for all of it.
static void long_contents_are_asked_at_their_edges(void **state)
{
    enum { WORDS = 60, EDGE = 8 };
    struct annotated a;
    struct scales s = {.weights = {.least = -100 * NAT}};
    struct shown marked = {.len = 0};
    put_weight(&s, "always=", 0);
    show(&marked, Q_STR("⟦"));
    for (int i = 0; i < WORDS; i++)
        show(&marked, Q_STR("it "));
    show(&marked, Q_STR("⟧ <she> {said}"));
    annotate_marked(&a, marked.text);
    struct q_attribution one = one_attribution(&a);
    for (uint32_t i = 0; i < WORDS; i++)
        a.links[i][Q_LINK_SAID + 2] =
            (int16_t)(i < EDGE || i >= WORDS - EDGE ? 2 * NAT : -100 * NAT);
    struct q_attributions all = {&one, 1};
    assert_int_equal(q_judge(*state, &s.weights, a.text, &a.note, false, &a.arena, &all),
                     QUOTH_OK);
    assert_int_equal(one.score, 225);
    annotated_release(&a);
}

static void below_the_least_it_is_dropped(void **state)
{
    for (int above = -1; above <= 1; above++)
        for (int explain = 0; explain <= 1; explain++) {
            struct annotated a;
            struct scales s = {.weights = {.least = 40}};
            put_weight(&s, "cue=say", (int16_t)(40 + above));
            struct q_attribution one =
                judge(*state, &s, "<She> {said} ⟦it rained⟧.", explain, &a);
            assert_int_equal(one.dropped, above < 0);
            assert_int_equal(one.left_out, above < 0 && explain);
            assert_int_equal(one.score, 135); // the same whether it is kept or not
            assert_int_equal(one.evidence.ptr != NULL, explain);
            annotated_release(&a);
        }
}

// tests/spec §1.1, §1.3, §1.4: what is a statement by its words needs less.
static void less_is_asked_of_plain_ones(void **state)
{
    static const struct {
        const char *marked;
        bool stays;
    } examples[] = {
        {"<She> {said} ⟦that it rained⟧.", true},
        {"<She> {denied} ⟦that it rained⟧.", true},
        {"<She> {disputed} ⟦the figures⟧.", true},
        {"<She> {agreed} ⟦to open the lock⟧.", true},
        {"<She> {said} ⟦it rained⟧.", false},
        {"<She> {believed} ⟦that it rained⟧.", false}, // thought
        {"{said} ⟦that it rained⟧.", false},           // nobody
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct annotated a;
        struct scales s = {.weights = {.least = NAT}};
        put_weight(&s, "always=", 3 * NAT / 4);
        struct q_attribution one = judge(*state, &s, examples[i].marked, false, &a);
        if (one.dropped == examples[i].stays)
            print_message("%s\n", examples[i].marked);
        assert_int_equal(one.dropped, !examples[i].stays);
        annotated_release(&a);
    }
}

// What was dropped before stays so, and has no evidence.
static void what_is_dropped_is_not_weighed(void **state)
{
    struct annotated a;
    struct scales s = {.weights = {.least = 0}};
    put_weight(&s, "cue=say", 9 * NAT);
    annotate_marked(&a, "<She> {said} ⟦that it rained⟧.");
    struct q_attribution two[2] = {one_attribution(&a), one_attribution(&a)};
    two[0].dropped = true;
    struct q_attributions all = {two, 2};
    assert_int_equal(q_judge(*state, &s.weights, a.text, &a.note, true, &a.arena, &all),
                     QUOTH_OK);
    assert_true(two[0].dropped && !two[1].dropped);
    assert_int_equal(two[0].score, 200);
    assert_null(two[0].evidence.ptr);
    assert_non_null(two[1].evidence.ptr);
    annotated_release(&a);
}

// tests/spec §1.6: with a clause as its content a refusal stays, whatever the evidence.
static void refusals_with_a_clause_stay(void **state)
{
    static const struct {
        const char *marked;
        bool stays;
    } examples[] = {
        {"<She> {declined to say} ⟦whether she would run⟧.", true},
        {"<She> {did not say} ⟦how many had come⟧.", true},
        {"<She> {refused to say} ⟦why it rained⟧.", true},
        {"<She> {did not say} ⟦that it rained⟧.", true},
        {"<She> {said} ⟦that it rained⟧.", false},
        {"<She> {denied} ⟦that it rained⟧.", false},          // is said
        {"<She> {did not say} ⟦much⟧.", false},               // no clause
        {"<She> {did not say} ⟦how⟧.", false},                // not given
        {"{did not say} ⟦whether it rained⟧.", false},        // nobody
        {"<She> {did not know} ⟦whether it rained⟧.", false}, // thought
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct annotated a;
        struct scales s = {.weights = {.least = -NAT}};
        put_weight(&s, "always=", -9 * NAT);
        struct q_attribution one = judge(*state, &s, examples[i].marked, false, &a);
        if (one.dropped == examples[i].stays)
            print_message("%s\n", examples[i].marked);
        assert_int_equal(one.dropped, !examples[i].stays);
        if (examples[i].stays)
            assert_int_equal(one.score, 69); // the least
        annotated_release(&a);
    }
}

static void without_weights_nothing_is_judged(void **state)
{
    struct annotated a;
    struct scales none = {.weights = {.least = NAT}};
    struct q_attribution one =
        judge(*state, &none, "<She> {said} ⟦that it rained⟧.", false, &a);
    assert_false(one.dropped);
    assert_int_equal(one.score, 200);
    assert_null(one.evidence.ptr);
    annotated_release(&a);
}

// What is longer than its room is cut, and what is weighed does not depend on that.
static void long_words_are_cut(void **state)
{
    enum { LONG = 500, ROOM = 96 };
    char marked[LONG + 64] = "<", *at = marked + 1;
    memset(at, 'x', LONG);
    strcpy(at + LONG, "> {said} ⟦that it rained⟧.");
    struct annotated a;
    unsigned cut = 0;
    struct shown out = {.len = 0};
    struct scales none = {.weights = {.count = 0}};
    show(&out, judge(*state, &none, marked, true, &a).evidence);
    for (char *line = strtok(out.text, "\n"); line; line = strtok(NULL, "\n")) {
        assert_true(strlen(line) <= ROOM);
        cut += strlen(line) == ROOM;
    }
    assert_int_equal(cut, 3); // source, sentence, before
    annotated_release(&a);
}

static void memory_runs_out(void **state)
{
    struct annotated a;
    struct scales s = {.weights = {.least = 0}};
    put_weight(&s, "cue=say", NAT);
    annotate_marked(&a, "<She> {said} ⟦that it rained⟧.");
    quoth_status status = QUOTH_ENOMEM;
    uint64_t n = 0;
    while (status == QUOTH_ENOMEM) {
        struct q_attribution two[2] = {one_attribution(&a), one_attribution(&a)};
        struct q_attributions all = {two, 2};
        q_arena_fail_at(++n);
        status = q_judge(*state, &s.weights, a.text, &a.note, true, &a.arena, &all);
        q_arena_fail_at(0);
    }
    assert_int_equal(status, QUOTH_OK);
    assert_int_equal(n, 4); // room for a note, one copy each, and none fails
    annotated_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evidence_has_names),
        cmocka_unit_test(forms_of_contents),
        cmocka_unit_test(weights_add_up),
        cmocka_unit_test(links_are_asked),
        cmocka_unit_test(long_contents_are_asked_at_their_edges),
        cmocka_unit_test(below_the_least_it_is_dropped),
        cmocka_unit_test(less_is_asked_of_plain_ones),
        cmocka_unit_test(what_is_dropped_is_not_weighed),
        cmocka_unit_test(refusals_with_a_clause_stay),
        cmocka_unit_test(without_weights_nothing_is_judged),
        cmocka_unit_test(long_words_are_cut),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, load_lexicon, free_lexicon);
}
