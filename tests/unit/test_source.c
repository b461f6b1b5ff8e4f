// src/attribute/source: a source where the sentence has one.
#include "annotate.h"
#include "random_below.h"
#include "with_lexicon.h"

#include "attribute/lexicon.h"
#include "attribute/source.h"
#include "seconds_since.h"

#include <time.h>

enum { MOST = 8 };

// One attribution for each cue: its source stands before it, behind the cue before; its
// contents too, or up to the next cue's.
static uint32_t attributions_of(struct annotated *a, struct q_attribution *all)
{
    uint32_t count = 0;
    struct q_attribution next = {.score = 200};
    next.contents = Q_ARENA_ARRAY(&a->arena, struct q_range, a->note.piece_count);
    for (uint32_t p = 0; p < a->note.piece_count; p++) {
        const struct q_piece *piece = &a->note.pieces[p];
        struct q_range range = {piece->from, piece->to};
        if (piece->tag == Q_TAG_SOURCE) {
            next.source = range;
        } else if (piece->tag == Q_TAG_CUE) {
            assert_true(count < MOST);
            next.cue = range;
            all[count++] = next;
            next = (struct q_attribution){.score = 200};
            next.contents = Q_ARENA_ARRAY(&a->arena, struct q_range, a->note.piece_count);
        } else {
            struct q_attribution *to = count ? &all[count - 1] : &next;
            to->contents[to->content_count++] = range;
        }
    }
    return count;
}

struct example {
    const char *before, *after; // after: the last attribution; NULL: as before
};

static void check(const struct q_lexicon *lexicon, const struct example *examples,
                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct annotated a;
        struct q_attribution all[MOST];
        struct shown before, after;
        annotate_marked(&a, examples[i].before);
        struct q_attributions found = {all, attributions_of(&a, all)};
        const struct q_attribution *last = &all[found.count - 1];
        show_attribution(&a, last, &before);
        q_replace_relatives(lexicon, a.text, &a.note, &found);
        q_give_sources(lexicon, a.text, &a.note, &found);
        show_attribution(&a, last, &after);
        assert_string_equal(after.text,
                            examples[i].after ? examples[i].after : before.text);
        annotated_release(&a);
    }
}

#define CHECK(state, examples) check(*state, examples, sizeof examples / sizeof *examples)

static void subjects_before_the_cue(void **state)
{
    static const struct example examples[] = {
        {"The harbour board {asked} ⟦sailors to wait⟧.",
         "<The harbour board> {asked} ⟦sailors to wait⟧."},
        {"The board, which owns the pier, {said} ⟦it was closed⟧.",
         "<The board>, which owns the pier, {said} ⟦it was closed⟧."},
        {"Sorrand, for example, {says} ⟦it is ready⟧.",
         "<Sorrand>, for example, {says} ⟦it is ready⟧."},
        {"In May, Doe — a pilot by trade — {had announced} ⟦that it rained⟧.",
         "In May, <Doe> — a pilot by trade — {had announced} ⟦that it rained⟧."},
        {"In the book, The Pier, Doe, who wrote it, {accuses} ⟦the board⟧.",
         "In the book, The Pier, <Doe>, who wrote it, {accuses} ⟦the board⟧."},
        {"But harbour officials on Friday {called for} ⟦calm⟧.",
         "But <harbour officials> on Friday {called for} ⟦calm⟧."},
        {"Jane Doe (I-Velsund) {denied} ⟦that it rained⟧.",
         "<Jane Doe> (I-Velsund) {denied} ⟦that it rained⟧."},
        {"Both the Bank of Harsk and the board {have denied} ⟦it⟧.",
         "<Both the Bank of Harsk and the board> {have denied} ⟦it⟧."},
    };
    CHECK(state, examples);
}

// §2.3
static void shared_subjects(void **state)
{
    static const struct example examples[] = {
        {"She gave no figures but {said} ⟦it rained⟧.",
         "<She> gave no figures but {said} ⟦it rained⟧."},
        {"Mayor Jane Doe fired the pilot late Friday, {alleging} ⟦he lied⟧.",
         "<Mayor Jane Doe> fired the pilot late Friday, {alleging} ⟦he lied⟧."},
        {"Doe, a pilot, was a guest of the board and often {criticized} ⟦the mayor⟧.",
         "<Doe>, a pilot, was a guest of the board and often {criticized} ⟦the mayor⟧."},
        {"Harsk closed its port by {declaring} ⟦a flood⟧.",
         "<Harsk> closed its port by {declaring} ⟦a flood⟧."},
        {"<The envoy> {said} ⟦it was late⟧, {adding} ⟦that it was wrong⟧.",
         "<The envoy> said it was late, {adding} ⟦that it was wrong⟧."},
        {"After it rained, the mayor left and Doe stayed, {saying} ⟦she was dry⟧.",
         "After it rained, the mayor left and <Doe> stayed, {saying} ⟦she was dry⟧."},
    };
    CHECK(state, examples);
}

static void inverted_and_agents(void **state)
{
    static const struct example examples[] = {
        {"⟦The pier is sound⟧, {said} ⟦Doe, and will stay open⟧.",
         "⟦The pier is sound⟧, {said} <Doe>, ⟦and will stay open⟧."},
        {"⟦“No,”⟧ {said} harbour pilot Jane Doe on Friday.",
         "⟦“No,”⟧ {said} <harbour pilot Jane Doe> on Friday."},
        {"⟦The toll⟧ {had been demanded} by Harsk before May.",
         "⟦The toll⟧ {had been demanded} by <Harsk> before May."},
        {"⟦The pier⟧ {was described} ⟦as “critical” by Dr. Doe of Velsund⟧.",
         "⟦The pier⟧ {was described} ⟦as “critical”⟧ by <Dr. Doe of Velsund>."},
        {"He {was asked} by the board of Velsund ⟦whether it rained⟧.",
         "He {was asked} by <the board of Velsund> ⟦whether it rained⟧."},
    };
    CHECK(state, examples);
}

// §2.4
static void relatives(void **state)
{
    static const struct example examples[] = {
        {"Jane Doe, <who> {said} ⟦no⟧", "<Jane Doe>, who {said} ⟦no⟧"},
        {"It was Jane Doe <who> {said} ⟦no⟧", "It was <Jane Doe> who {said} ⟦no⟧"},
        {"She met the old mayor, <who> {said} ⟦no⟧",
         "She met <the old mayor>, who {said} ⟦no⟧"},
        {"The mayor of Velsund, Jane Doe, <who> {said} ⟦no⟧",
         "The mayor of Velsund, <Jane Doe>, who {said} ⟦no⟧"},
        {"those <who> {said} ⟦no⟧", "<those> who {said} ⟦no⟧"},
        {"He saw Jane Doe (I-Velsund) — <who> {said} ⟦no⟧",
         "He saw <Jane Doe> (I-Velsund) — who {said} ⟦no⟧"},
        {"He met John Roe and Jane Doe of Velsund, <who> {said} ⟦no⟧",
         "He met John Roe and <Jane Doe of Velsund>, who {said} ⟦no⟧"},
        {"It came from a letter <that> {said} ⟦no⟧",
         "It came from <a letter> that {said} ⟦no⟧"},
        {"He broke with harbour pilots <who> {said} ⟦no⟧",
         "He broke with <harbour pilots> who {said} ⟦no⟧"},
        {"It rained. <Who> {said} ⟦no⟧?", NULL},
        {"<Who> {said} ⟦no⟧?", NULL},
        {", <who> {said} ⟦no⟧", NULL},
        {"It was wet in the evening, <which> {said} ⟦no⟧", NULL},
        {"He asked the <WHO> {said} ⟦no⟧", NULL},
    };
    CHECK(state, examples);
}

// §1.7: and where there is a doubt.
static void no_source(void **state)
{
    static const struct example examples[] = {
        {"{Asked} ⟦whether it rained⟧, Doe left.", NULL},
        {"The pilots {were told} ⟦to wait⟧.", NULL},
        {"The pier {is expected} ⟦to close by Friday⟧.", NULL},
        {"The pier is old and {was expected} ⟦to close⟧.", NULL},
        {"It was clear, {saying} ⟦it rained⟧.", NULL},
        {"The man {described} ⟦as a pilot⟧ left.", NULL},
        {"The pilots were fired and {told} ⟦to leave⟧.", NULL},
        {"Doe met the mayor, who left, {saying} ⟦it rained⟧.", NULL},
        {"Doe spoke when he left, {saying} ⟦it rained⟧.", NULL},
        {"The vote failed, {suggesting} ⟦that it rained⟧.", NULL},
        {"The storm {raised fears} ⟦that the pier would fall⟧.", NULL},
        {"It should go without {saying} ⟦that it rained⟧.", NULL},
        {"{said} ⟦no⟧", NULL},
        {"⟦No⟧, {said}", NULL},
        {"⟦No⟧ {was said} by", NULL},
    };
    CHECK(state, examples);
}

// Whatever the words and pieces are, spans stay inside the text and in their order.
static void any_pieces(void **state)
{
    static const char *const bits[] = {
        "<",    ">",   "{",       "}",     "⟦",    "⟧",     "“",   "”",
        ", ",   ". ",  "who ",    "said ", "Doe ", "that ", "by ", "was ",
        "and ", "(",   ")",       "— ",    "the ", "pier ", "’s ", "of ",
        "May ", "it ", "saying ", "\n\n",  "in ",  "said: "};
    enum { BITS = sizeof bits / sizeof *bits };
    random_state = 7;
    for (int round = 0; round < 5000; round++) {
        char marked[512] = "";
        int open = -1, cues = 0; // index of the mark that is open
        for (int k = 0; k < 32; k++) {
            int bit = (int)random_below(BITS);
            if (bit < 6 && (bit % 2 ? bit - 1 != open : open >= 0))
                continue; // pieces do not stand in each other
            if (bit == 2 && ++cues > MOST)
                continue;
            if (bit < 6)
                open = bit % 2 ? -1 : bit;
            strcat(marked, bits[bit]);
        }
        if (open >= 0)
            strcat(marked, bits[open + 1]);
        struct annotated a;
        struct q_attribution all[MOST];
        annotate_marked(&a, marked);
        struct q_attributions found = {all, attributions_of(&a, all)};
        q_replace_relatives(*state, a.text, &a.note, &found);
        q_give_sources(*state, a.text, &a.note, &found);
        for (uint32_t n = 0; n < found.count; n++) {
            const struct q_attribution *one = &all[n];
            assert_true(one->source.from <= one->source.to);
            assert_true(one->source.to <= a.note.token_count);
            for (uint32_t k = 0; k < one->content_count; k++)
                assert_true(one->contents[k].from <= one->contents[k].to);
        }
        annotated_release(&a);
    }
}

// Words so often, in one endless sentence, with a cue without a source in every eight
// tokens.
static double seconds_for(const struct q_lexicon *lexicon, const char *words, size_t times)
{
    struct annotated a;
    annotate_times(&a, words, times);
    uint32_t count = a.note.token_count / 8;
    struct q_attribution *all = q_arena_calloc(&a.arena, count, sizeof *all);
    struct q_range *contents = Q_ARENA_ARRAY(&a.arena, struct q_range, count);
    assert_true(all && contents);
    for (uint32_t n = 0; n < count; n++) {
        contents[n] = (struct q_range){8 * n + 6, 8 * n + 7};
        all[n].cue = (struct q_range){8 * n + 5, 8 * n + 6};
        all[n].contents = &contents[n];
        all[n].content_count = 1;
    }
    clock_t before = clock();
    q_give_sources(lexicon, a.text, &a.note, &(struct q_attributions){all, count});
    double seconds = seconds_since(before);
    annotated_release(&a);
    return seconds;
}

static void takes_linear_time(void **state)
{
    enum { COUNT = 50000, TIMES = 4 };
    static const char *const words[] = {"Doe, ", "and he said ", "the ", "who ", "of Doe "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        double once = seconds_for(*state, words[i], COUNT);
        double more = seconds_for(*state, words[i], TIMES * COUNT);
        assert_linear(words[i], once, more, TIMES);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(subjects_before_the_cue),
        cmocka_unit_test(shared_subjects),
        cmocka_unit_test(inverted_and_agents),
        cmocka_unit_test(relatives),
        cmocka_unit_test(no_source),
        cmocka_unit_test(any_pieces),
        cmocka_unit_test(takes_linear_time),
    };
    return cmocka_run_group_tests(tests, load_lexicon, free_lexicon);
}
