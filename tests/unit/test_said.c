// src/attribute/said: which of a sentence's times is the telling's.
#include "with_lexicon.h"
#include "with_tellings.h"

#include "attribute/fields/said.h"

// A time of the words `words`, which stand once; in a scene told by `tell`.
static struct q_time time_of(const struct told *t, const char *words, const char *value,
                             uint8_t sense)
{
    struct shown text = {.len = 0};
    show(&text, t->a.text);
    quoth_span span = span_of(text.text, words);
    return (struct q_time){.from = token_at(&t->a, span.start),
                           .to = token_at(&t->a, span.end),
                           .value = q_str_from(value),
                           .precision = q_str_from(value ? "day" : NULL),
                           .sense = sense};
}

// What is told of the first statement when `words` are a time; ptr NULL: nothing.
static void check(const struct q_lexicon *lexicon, const char *marked, const char *words,
                  const char *want)
{
    struct told t;
    tell(&t, lexicon, (const char *const[]){marked, NULL});
    struct q_time time = time_of(&t, words, "2031-06-05", Q_TIME_FIXED);
    t.a.note.times = &time;
    t.a.note.time_count = 1;
    assert_int_equal(q_tell_times(&t.scene), QUOTH_OK);
    const quoth_when *said = &t.at[0].said;
    if ((said->spans.count > 0) != (want != NULL))
        print_message("%s\n", marked);
    assert_int_equal(said->spans.count > 0, want != NULL);
    if (want) {
        assert_true(q_str_equal(said->date.text, q_str_from(want)));
        assert_true(q_str_equal(said->date.value, Q_STR("2031-06-05")));
    }
    untell(&t);
}

static void hangs_on_the_cue(void **state)
{
    static const char *const told[][2] = {
        {"<Doe> {said} Thursday ⟦it rained⟧.", "Thursday"},
        {"<Doe> {said} on Thursday ⟦it rained⟧.", "on Thursday"},
        {"<Doe> {told} reporters in Mirev on Thursday ⟦it rained⟧.", "on Thursday"},
        {"⟦It rained⟧, <Doe> {said} in a statement released Thursday.", "Thursday"},
        {"⟦It rained⟧, {said} <Doe>, the mayor, at a briefing Thursday.", "Thursday"},
        {"⟦It rained⟧, <Doe> {said} in a Thursday interview.", "Thursday"},
        {"<Doe> on Thursday {said} ⟦it rained⟧.", "on Thursday"},
        {"<Doe>, speaking in Mirev on Thursday, {said} ⟦it rained⟧.", "on Thursday"},
        {"On Thursday, <Doe> {said} ⟦it rained⟧.", "On Thursday"},
        {"<A Thursday report> {said} ⟦it rained⟧.", "Thursday"},
        {"<Doe> {said} ⟦it rained⟧ Thursday", "Thursday"}, // the text ends
        {"Thursday <Doe> {said} ⟦it rained⟧", "Thursday"}};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        check(*state, told[i][0], "Thursday", told[i][1]);
}

static void others_do_not(void **state)
{
    static const char *const others[] = {
        "<Doe> {said} ⟦it rained on Thursday⟧.",
        "<Doe>, who resigned on Thursday, {said} ⟦it rained⟧.",
        "<Doe> {said} since Thursday ⟦it rained⟧.",
        "<Doe> {said} after Thursday rain ⟦it rained⟧.",
        "⟦It rained⟧, <Doe> {said} in a speech which was printed on Thursday.",
        "⟦It rained⟧, <Doe> {told} “Thursday.”",
        "It rained on Thursday. <Doe> {said} ⟦so⟧."};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        check(*state, others[i], "Thursday", NULL);
}

// Of two readings the past one, but of the day behind the article's.
static void what_was_said_is_past(void **state)
{
    static const struct {
        const char *past, *ahead, *cue, *want;
    } cases[] = {
        {"2031-06-05", "2031-06-12", "<Doe> {said} Thursday ⟦it rained⟧.", "2031-06-05"},
        {"2031-06-05", "2031-06-12", "<Doe> {will say} Thursday ⟦it rained⟧.",
         "2031-06-12"},
        {"2031-05-31", "2031-06-07", "<Doe> {said} Thursday ⟦it rained⟧.", "2031-06-07"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct told t;
        tell(&t, *state, (const char *const[]){cases[i].cue, NULL});
        t.article.published.value = Q_STR("2031-06-06T10:00");
        struct q_time time = time_of(&t, "Thursday", cases[i].ahead, Q_TIME_OPEN);
        time.past = q_str_from(cases[i].past);
        time.ahead = q_str_from(cases[i].ahead);
        t.a.note.times = &time;
        t.a.note.time_count = 1;
        assert_int_equal(q_tell_times(&t.scene), QUOTH_OK);
        assert_true(q_str_equal(t.at[0].said.date.value, q_str_from(cases[i].want)));
        untell(&t);
    }
}

static void words_without_a_value(void **state)
{
    struct told t;
    tell(&t, *state, (const char *const[]){"<Doe> {said} on Friday ⟦it rained⟧.", NULL});
    struct q_time time = time_of(&t, "Friday", NULL, Q_TIME_OPEN);
    t.a.note.times = &time;
    t.a.note.time_count = 1;
    assert_int_equal(q_tell_times(&t.scene), QUOTH_OK);
    assert_null(t.at[0].said.date.value.ptr);
    assert_null(t.at[0].said.date.precision.ptr);
    assert_true(q_str_equal(t.at[0].said.date.text, Q_STR("on Friday")));
    untell(&t);
}

static void nothing_to_choose_from(void **state)
{
    struct told t;
    tell(&t, *state, (const char *const[]){"<Doe> {said} ⟦it rained⟧", NULL});
    assert_int_equal(q_tell_times(&t.scene), QUOTH_OK);
    assert_int_equal(t.at[0].said.spans.count, 0);
    untell(&t);
    tell(&t, *state, (const char *const[]){"", NULL});
    assert_int_equal(q_tell_times(&t.scene), QUOTH_OK);
    untell(&t);
}

// A cue that lies nearer takes the time; its source's other cues share it.
static void several_cues(void **state)
{
    struct told t;
    tell(&t, *state,
         (const char *const[]){
             "<Doe> {said} on Friday ⟦it rained⟧, and <Roe> {denied} ⟦it⟧.",
             "<She> {said} ⟦so⟧.", NULL});
    struct q_time time = time_of(&t, "Friday", "2031-06-06", Q_TIME_FIXED);
    t.at[2].form = QUOTH_FORM_PRONOUN;
    t.a.note.times = &time;
    t.a.note.time_count = 1;
    assert_int_equal(q_tell_times(&t.scene), QUOTH_OK);
    assert_int_equal(t.at[0].said.spans.count, 1);
    assert_int_equal(t.at[1].said.spans.count, 0);
    assert_int_equal(t.at[2].said.spans.count, 0); // of Roe, who told no time
    untell(&t);
    tell(&t, *state,
         (const char *const[]){"<Doe> {said} on Friday ⟦it rained⟧.", "<She> {said} ⟦so⟧.",
                               NULL});
    time = time_of(&t, "Friday", "2031-06-06", Q_TIME_FIXED);
    t.at[1].form = QUOTH_FORM_PRONOUN;
    t.a.note.times = &time;
    t.a.note.time_count = 1;
    assert_int_equal(q_tell_times(&t.scene), QUOTH_OK);
    assert_int_equal(t.at[1].said.spans.count, 1);
    untell(&t);
}

static void memory_runs_out(void **state)
{
    struct told t;
    tell(&t, *state, (const char *const[]){"<Doe> {said} Friday ⟦it rained⟧.", NULL});
    struct q_time time = time_of(&t, "Friday", "2031-06-06", Q_TIME_FIXED);
    t.a.note.times = &time;
    t.a.note.time_count = 1;
    q_arena_fail_at(1);
    assert_int_equal(q_tell_times(&t.scene), QUOTH_ENOMEM);
    q_arena_fail_at(0);
    assert_int_equal(t.at[0].said.spans.count, 0);
    untell(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hangs_on_the_cue),       cmocka_unit_test(others_do_not),
        cmocka_unit_test(what_was_said_is_past),  cmocka_unit_test(words_without_a_value),
        cmocka_unit_test(nothing_to_choose_from), cmocka_unit_test(several_cues),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, load_lexicon, free_lexicon);
}
