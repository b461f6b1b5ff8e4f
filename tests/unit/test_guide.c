// src/attribute/guide: PolNeAR's attributions as tests/spec has them.
#include "annotate.h"
#include "random_below.h"
#include "with_lexicon.h"

#include "attribute/guide.h"
#include "seconds_since.h"

#include <time.h>

struct example {
    const char *polnear, *guide; // guide: NULL where it is no statement
};

static void check(const struct q_lexicon *lexicon, const struct example *examples,
                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct annotated a;
        annotate_marked(&a, examples[i].polnear);
        struct q_attribution one = one_attribution(&a);
        struct q_attributions all = {&one, 1};
        q_follow_guide(lexicon, a.text, &a.note, &all);
        if (one.dropped != (examples[i].guide == NULL))
            print_message("%s\n", examples[i].polnear);
        assert_int_equal(one.dropped, examples[i].guide == NULL);
        assert_true(one.dropped || one.content_count > 0);
        struct shown out;
        show_attribution(&a, &one, &out);
        if (!one.dropped)
            assert_string_equal(out.text, examples[i].guide);
        annotated_release(&a);
    }
}

#define CHECK(state, examples) check(*state, examples, sizeof examples / sizeof *examples)

// What is right already is left alone.
static void statements_stay(void **state)
{
    static const char *const texts[] = {
        "<The ministry> {said} ⟦the talks had failed⟧.",
        "⟦“We tried,”⟧ <she> {said}. ⟦“It failed.”⟧",
        "{According to} <the police>, ⟦two men left⟧.",
        "<They> {condemned} ⟦the executions⟧.",
        "<The company> {plans} ⟦to close its plant⟧.",
        "<Her> {claim} ⟦that it rained⟧ was wrong.",
        "<She> {declined to say} ⟦whether she would run⟧.",
        "<The council> {voted} ⟦that all should wait⟧.",
        "<She> {did not say} ⟦how many had come⟧.",
        "⟦The lock⟧, {in the words of} <its pilot>, ⟦is “a bathtub”⟧.",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check(*state, &(struct example){texts[i], texts[i]}, 1);
}

// §1.3–§1.5
static void acts_and_topics_say_nothing(void **state)
{
    static const struct example examples[] = {
        {"<They> {banned} ⟦plastic nets⟧.", NULL},
        {"<They> {banned} ⟦“plastic nets”⟧.", "<They> {banned} ⟦“plastic nets”⟧."},
        {"<They> {discussed} ⟦the border⟧.", NULL},
        {"<They> {discussed} ⟦whether it rains⟧.",
         "<They> {discussed} ⟦whether it rains⟧."},
        {"<He> {refused} ⟦to leave the hall⟧.", NULL},
        {"⟦The tanker⟧ {reportedly} ⟦left the port⟧.", NULL},
        {"⟦The tanker⟧ {allegedly} ⟦left the port⟧.", NULL},
    };
    CHECK(state, examples);
}

// §1.6
static void no_comment_is_no_statement(void **state)
{
    static const struct example examples[] = {
        {"<He> {did not comment} ⟦,⟧ and left", NULL},
        {"<She> {denied} ⟦that it rained⟧.", "<She> {denied} ⟦that it rained⟧."},
        {"<She> {refused to say} ⟦whether it rained⟧.",
         "<She> {refused to say} ⟦whether it rained⟧."},
    };
    CHECK(state, examples);
}

// §2.1
static void contents_take_their_quote_marks(void **state)
{
    static const struct example examples[] = {
        {"<She> {said}, “⟦No⟧.”", "<She> {said}, ⟦“No.”⟧"},
        {"“⟦We tried⟧,” <she> {said}.", "⟦“We tried,”⟧ <she> {said}."},
        {"⟦“We tried⟧”, <she> {said}.", "⟦“We tried”⟧, <she> {said}."},
        {"\"⟦We tried⟧,\" <she> {said}.", "⟦\"We tried,\"⟧ <she> {said}."},
        {"<She> {said} ⟦that “it rained⟧”.", "<She> {said} ⟦that “it rained”⟧."},
        {"<She> {said}: «⟦No⟧»", "<She> {said}: ⟦«No»⟧"},
        // a paragraph's mark of its own is inside the content, not before it
        {"⟦“One.⟧\n\n“⟦Two.⟧” <she> {said}", "⟦“One.\n\n“Two.”⟧ <she> {said}"},
        // the quote marks around a nested statement are not its own
        {"“<She> {told} me ⟦that it rained⟧,” he said.",
         "“<She> {told} me ⟦that it rained⟧,” he said."},
        {"“<She> {said} ⟦it rained⟧”", "“<She> {said} ⟦it rained⟧”"},
        {"“<She> {said} ⟦‘no⟧’ twice,” he said.", "“<She> {said} ⟦‘no’⟧ twice,” he said."},
    };
    CHECK(state, examples);
}

// §2.1
static void no_stops_at_the_ends_of_contents(void **state)
{
    static const struct example examples[] = {
        {"<She> {said} ⟦, it rained .⟧", "<She> {said} , ⟦it rained⟧ ."},
        {"<She> {said}⟦: it rained;⟧ so", "<She> {said}: ⟦it rained⟧; so"},
        {"⟦It rained,⟧ <she> {said}.", "⟦It rained⟧, <she> {said}."},
        {"⟦“Did it rain?”⟧ <she> {asked}.", "⟦“Did it rain?”⟧ <she> {asked}."},
        {"<She> {said} ⟦— no⟧", "<She> {said} — ⟦no⟧"},
        {"<She> {said} ⟦it rained in the U.S.⟧", "<She> {said} ⟦it rained in the U.S.⟧"},
        {"<She> {said} ⟦,⟧", NULL},
        {"<She> {said} ⟦,;:⟧ ⟦no⟧", "<She> {said} ,;: ⟦no⟧"},
    };
    CHECK(state, examples);
}

// §2.2
static void pieces_that_touch_are_one(void **state)
{
    static const struct example examples[] = {
        {"<She> {said} ⟦it⟧ ⟦rained⟧.", "<She> {said} ⟦it rained⟧."},
        {"<She> {said} “⟦It rained⟧.” “⟦It snowed⟧.”",
         "<She> {said} ⟦“It rained.” “It snowed.”⟧"},
        {"<She> {said} ⟦it⟧ so ⟦rained⟧.", "<She> {said} ⟦it⟧ so ⟦rained⟧."},
    };
    CHECK(state, examples);
}

// §2.4
static void sources(void **state)
{
    static const struct example examples[] = {
        {"<Jane Doe,> {said} ⟦no⟧.", "<Jane Doe>, {said} ⟦no⟧."},
        {"<Jane Doe, the deputy mayor,> {said} ⟦no⟧.",
         "<Jane Doe, the deputy mayor>, {said} ⟦no⟧."},
        {"<Jane Doe, who runs the port,> {said} ⟦no⟧.",
         "<Jane Doe>, who runs the port, {said} ⟦no⟧."},
        {"<Doe’s> {claim} ⟦that it rained⟧", "<Doe>’s {claim} ⟦that it rained⟧"},
        {"<,> {said} ⟦no⟧", ", {said} ⟦no⟧"},
    };
    CHECK(state, examples);
}

// §2.5
static void cues(void **state)
{
    static const struct example examples[] = {
        {"<Jane Doe>{:} ⟦“No.”⟧", "<Jane Doe>: ⟦“No.”⟧"},
        {"⟦No⟧ {–} <Jane Doe>", "⟦No⟧ – <Jane Doe>"},
        {"<She> {said:} ⟦“No.”⟧", "<She> {said}: ⟦“No.”⟧"},
        {"<She> {, said, “}⟦No.⟧”", "<She> , {said}, ⟦“No.”⟧"},
        {"<She> {also said} ⟦no⟧.", "<She> also {said} ⟦no⟧."},
        {"<She> {said repeatedly} ⟦no⟧.", "<She> {said} repeatedly ⟦no⟧."},
        {"<She> {has repeatedly said} ⟦no⟧.", "<She> {has repeatedly said} ⟦no⟧."},
        {"<She> {told reporters} ⟦no⟧.", "<She> {told} reporters ⟦no⟧."},
        {"<She> {pointed out} ⟦that it rained⟧.", "<She> {pointed out} ⟦that it rained⟧."},
    };
    CHECK(state, examples);
}

// Whatever the pieces are, spans stay inside the text and in their order.
static void any_pieces(void **state)
{
    static const char *const bits[] = {
        "<",  ">",  "{",   "}",    "⟦",     "⟧",    "“",     "”",    "‘",
        "’",  ",",  ".",   "who ", "said ", "It ",  "that ", "\n\n", "“‘",
        "’”", "\"", "’s ", "of ",  "was ",  "Doe ", "to ",   "also "};
    enum { BITS = sizeof bits / sizeof *bits };
    random_state = 7;
    for (int round = 0; round < 3000; round++) {
        char marked[512] = "";
        int open = -1; // index of the mark that is open
        for (int k = 0; k < 24; k++) {
            int bit = (int)random_below(BITS);
            if (bit < 6 && (bit % 2 ? bit - 1 != open : open >= 0))
                continue; // pieces do not stand in each other
            if (bit < 6)
                open = bit % 2 ? -1 : bit;
            strcat(marked, bits[bit]);
        }
        if (open >= 0)
            strcat(marked, bits[open + 1]);
        struct annotated a;
        annotate_marked(&a, marked);
        struct q_attribution one = one_attribution(&a);
        struct q_attributions all = {&one, 1};
        q_follow_guide(*state, a.text, &a.note, &all);
        uint32_t at = 0, count = a.note.token_count;
        for (uint32_t k = 0; k < one.content_count; k++) {
            assert_true(one.contents[k].from < one.contents[k].to);
            assert_true(k == 0 || one.contents[k].from > at);
            at = one.contents[k].to;
        }
        assert_true(at <= count && one.source.to <= count && one.cue.to <= count);
        assert_true(one.source.from <= one.source.to && one.cue.from <= one.cue.to);
        annotated_release(&a);
    }
}

// One source, of any length, behind any number of commas, for all the cues.
static void a_shared_source_takes_little_time(void **state)
{
    enum { WORDS = 200000, CUES = 10000, SECONDS = 5 };
    static const struct {
        const char *word;
        uint32_t cut; // from the source's end: of commas no more than are looked at
    } cases[] = {{", ", 64}, {"Doe ", 0}, {"mayor ", 0}, {"x, ", 1}};
    for (size_t w = 0; w < sizeof cases / sizeof *cases; w++) {
        size_t len = strlen(cases[w].word);
        char *text = malloc(WORDS * len + 16);
        assert_non_null(text);
        for (size_t i = 0; i < WORDS; i++)
            memcpy(text + i * len, cases[w].word, len);
        memcpy(text + WORDS * len, "who said no", 11);
        struct annotated a;
        annotate(&a, q_str(text, WORDS * len + 11));
        free(text);
        uint32_t end = a.note.token_count;
        struct q_attribution *all = q_arena_calloc(&a.arena, CUES, sizeof *all);
        assert_non_null(all);
        struct q_range content = {end - 1, end};
        for (uint32_t n = 0; n < CUES; n++) {
            all[n].source = n % 2 ? (struct q_range){end - 3, end - 2} // who
                                  : (struct q_range){0, end - 3};
            all[n].cue = (struct q_range){end - 2, end - 1};
            all[n].contents = &content;
            all[n].content_count = 1;
        }
        clock_t before = clock();
        q_follow_guide(*state, a.text, &a.note, &(struct q_attributions){all, CUES});
        assert_true(seconds_since(before) < SECONDS);
        for (uint32_t n = 0; n < CUES; n++) {
            uint32_t to = n % 2 ? end - 2 : end - 3 - cases[w].cut;
            assert_int_equal(all[n].source.to, to);
            assert_false(all[n].dropped);
        }
        annotated_release(&a);
    }
}

// A cue that is all of a text.
static void long_cues_take_little_time(void **state)
{
    enum { WORDS = 100000, SECONDS = 5 };
    static const struct {
        const char *word;
        bool says; // it is a cue that has something said
    } cases[] = {{"said ", true}, {"also ", false}, {"has ", false},      {"in ", false},
                 {"x ", false},   {", ", false},    {"refused to ", true}};
    for (size_t w = 0; w < sizeof cases / sizeof *cases; w++) {
        size_t len = strlen(cases[w].word);
        char *text = malloc(WORDS * len + 8);
        assert_non_null(text);
        for (size_t i = 0; i < WORDS; i++)
            memcpy(text + i * len, cases[w].word, len);
        memcpy(text + WORDS * len, "no", 2);
        struct annotated a;
        annotate(&a, q_str(text, WORDS * len + 2));
        free(text);
        uint32_t end = a.note.token_count;
        struct q_range content = {end - 1, end};
        struct q_attribution one = {
            .cue = {0, end - 1}, .contents = &content, .content_count = 1};
        clock_t before = clock();
        q_follow_guide(*state, a.text, &a.note, &(struct q_attributions){&one, 1});
        assert_true(seconds_since(before) < SECONDS);
        assert_int_equal(one.dropped, !cases[w].says);
        annotated_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_stay),
        cmocka_unit_test(acts_and_topics_say_nothing),
        cmocka_unit_test(no_comment_is_no_statement),
        cmocka_unit_test(contents_take_their_quote_marks),
        cmocka_unit_test(no_stops_at_the_ends_of_contents),
        cmocka_unit_test(pieces_that_touch_are_one),
        cmocka_unit_test(sources),
        cmocka_unit_test(cues),
        cmocka_unit_test(any_pieces),
        cmocka_unit_test(a_shared_source_takes_little_time),
        cmocka_unit_test(long_cues_take_little_time),
    };
    return cmocka_run_group_tests(tests, load_lexicon, free_lexicon);
}
