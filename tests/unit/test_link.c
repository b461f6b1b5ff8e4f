// src/attribute/link: which source, cue and content belong together, by what the network
// says of them.
#include "annotate.h"
#include "random_below.h"

#include "attribute/link.h"
#include "seconds_since.h"

#include <time.h>

// What every token of piece `p` says: `score` for `where` (0 for a group of one).
static void say(struct annotated *a, uint32_t p, int group, int where, int score)
{
    assert_true(p < a->note.piece_count);
    for (uint32_t i = a->note.pieces[p].from; i < a->note.pieces[p].to; i++)
        a->links[i][group + where] = (int16_t)score;
}

// Links, and compares each attribution, in order, with a text that has its marks alone.
static void check(struct annotated *a, size_t count, const char *const expected[])
{
    struct q_attributions found;
    assert_int_equal(q_link_pieces(a->text, &a->note, &a->arena, &found), QUOTH_OK);
    for (size_t n = 0; n < count && n < found.count; n++) {
        struct shown out;
        show_attribution(a, &found.at[n], &out);
        assert_string_equal(out.text, expected[n]);
        assert_false(found.at[n].dropped);
    }
    assert_int_equal(found.count, count);
}

#define CHECK(a, ...)                                                                      \
    do {                                                                                   \
        static const char *const expected[] = {__VA_ARGS__};                               \
        check(a, sizeof expected / sizeof *expected, expected);                            \
    } while (0)

static void two_contents_of_one_cue(void **state)
{
    (void)state;
    struct annotated a;
    annotate_marked(&a, "⟦“We tried,”⟧ <she> {said}. ⟦“It failed.”⟧");
    say(&a, 0, Q_LINK_CUE, Q_WHERE_RIGHT, 900);
    say(&a, 3, Q_LINK_CUE, Q_WHERE_LEFT, 900);
    say(&a, 2, Q_LINK_SOURCE, Q_WHERE_LEFT, 900);
    CHECK(&a, "⟦“We tried,”⟧ <she> {said}. ⟦“It failed.”⟧");
    annotated_release(&a);
}

static void two_cues_share_a_source(void **state)
{
    (void)state;
    struct annotated a;
    annotate_marked(&a, "<He> {said} ⟦it was late⟧, {adding} ⟦that it rained⟧.");
    say(&a, 2, Q_LINK_CUE, Q_WHERE_LEFT, 900);
    say(&a, 4, Q_LINK_CUE, Q_WHERE_LEFT, 900);
    say(&a, 1, Q_LINK_SOURCE, Q_WHERE_LEFT, 900);
    say(&a, 3, Q_LINK_SOURCE, Q_WHERE_LEFT, 900);
    CHECK(&a, "<He> {said} ⟦it was late⟧, adding that it rained.",
          "<He> said it was late, {adding} ⟦that it rained⟧.");
    annotated_release(&a);
}

static void cue_further_off(void **state)
{
    (void)state;
    struct annotated a;
    annotate_marked(&a,
                    "<He> {said}, as <she> {had denied}, ⟦it was late⟧, {noted}, {told}.");
    static const int wheres[] = {Q_WHERE_FAR_LEFT, Q_WHERE_FAR_RIGHT};
    static const char *const expected[] = {
        "<He> {said}, as she had denied, ⟦it was late⟧, noted, told.",
        "He said, as <she> had denied, ⟦it was late⟧, noted, {told}.",
    };
    say(&a, 1, Q_LINK_SOURCE, Q_WHERE_LEFT, 900);
    say(&a, 6, Q_LINK_SOURCE, Q_WHERE_LEFT, 900);
    for (int i = 0; i < 2; i++) {
        say(&a, 4, Q_LINK_CUE, wheres[i], 900);
        check(&a, 1, &expected[i]);
        say(&a, 4, Q_LINK_CUE, wheres[i], 0);
    }
    annotated_release(&a);
}

static void cue_without_a_content_takes_one(void **state)
{
    (void)state;
    struct annotated a;
    annotate_marked(&a, "{said} ⟦one⟧ and ⟦two⟧ <he> {added}");
    say(&a, 1, Q_LINK_CUE, Q_WHERE_LEFT, 900);
    say(&a, 2, Q_LINK_CUE, Q_WHERE_LEFT, 900);
    say(&a, 2, Q_LINK_CUE, Q_WHERE_RIGHT, 500); // nearly as good
    say(&a, 4, Q_LINK_SOURCE, Q_WHERE_LEFT, 900);
    say(&a, 0, Q_LINK_SOURCE, Q_WHERE_NONE, 900);
    CHECK(&a, "{said} ⟦one⟧ and two he added", "said one and ⟦two⟧ <he> {added}");
    say(&a, 2, Q_LINK_CUE, Q_WHERE_RIGHT, 100); // far worse: the cue tells nothing
    CHECK(&a, "{said} ⟦one⟧ and ⟦two⟧ he added");
    annotated_release(&a);
}

static void strangers_are_parted(void **state)
{
    (void)state;
    struct annotated a;
    annotate_marked(&a, "⟦One⟧, <he> {said}, ⟦two⟧.");
    say(&a, 0, Q_LINK_CUE, Q_WHERE_RIGHT, 900);
    say(&a, 3, Q_LINK_CUE, Q_WHERE_LEFT, 300);
    say(&a, 2, Q_LINK_SOURCE, Q_WHERE_LEFT, 900);
    say(&a, 3, Q_LINK_GOES_ON, 0, -500);
    CHECK(&a, "⟦One⟧, <he> {said}, ⟦two⟧.");
    say(&a, 3, Q_LINK_GOES_ON, 0, -2000);
    CHECK(&a, "⟦One⟧, <he> {said}, two.");
    say(&a, 3, Q_LINK_CUE, Q_WHERE_LEFT, 1200); // now the first one fits worse
    CHECK(&a, "One, <he> {said}, ⟦two⟧.");
    annotated_release(&a);
}

static void source_by_the_cue(void **state)
{
    (void)state;
    struct annotated a;
    annotate_marked(&a, "<He> and <she> {said} ⟦it was late⟧ to <them>");
    say(&a, 3, Q_LINK_CUE, Q_WHERE_LEFT, 900);
    say(&a, 2, Q_LINK_SOURCE, Q_WHERE_NONE, 900);
    CHECK(&a, "He and she {said} ⟦it was late⟧ to them");
    say(&a, 2, Q_LINK_SOURCE, Q_WHERE_FAR_LEFT, 1000);
    CHECK(&a, "<He> and she {said} ⟦it was late⟧ to them");
    say(&a, 2, Q_LINK_SOURCE, Q_WHERE_RIGHT, 1100);
    CHECK(&a, "He and she {said} ⟦it was late⟧ to <them>");
    annotated_release(&a);
}

// Only a quotation has its cue in another sentence; a source never has.
static void sentences_part(void **state)
{
    (void)state;
    struct annotated a;
    annotate_marked(&a, "<He> waited.\n\n{Said} ⟦it was late⟧.\n\n⟦“Go,”⟧ was all.");
    say(&a, 1, Q_LINK_SOURCE, Q_WHERE_LEFT, 900);
    say(&a, 2, Q_LINK_CUE, Q_WHERE_LEFT, 900);
    say(&a, 3, Q_LINK_CUE, Q_WHERE_LEFT, 900);
    CHECK(&a, "He waited.\n\n{Said} ⟦it was late⟧.\n\n⟦“Go,”⟧ was all.");
    annotated_release(&a);
    annotate_marked(&a, "<He> {said}.\n\n⟦It was late⟧.");
    say(&a, 2, Q_LINK_CUE, Q_WHERE_LEFT, 900);
    check(&a, 0, NULL);
    annotated_release(&a);
}

static void dash_and_colon_need_no_cue(void **state)
{
    (void)state;
    struct annotated a;
    annotate_marked(&a, "⟦The pier is closed⟧ – <harbour chief>");
    CHECK(&a, "⟦The pier is closed⟧ – <harbour chief>");
    annotated_release(&a);
    annotate_marked(&a, "<Doe>: ⟦the pier is closed⟧");
    CHECK(&a, "<Doe>: ⟦the pier is closed⟧");
    annotated_release(&a);
}

static void source_ends_with_its_paragraph(void **state)
{
    (void)state;
    struct annotated a;
    annotate_marked(&a, "<By Jane Doe\n\nThe mayor> {said} ⟦no⟧.");
    say(&a, 2, Q_LINK_CUE, Q_WHERE_LEFT, 900);
    say(&a, 1, Q_LINK_SOURCE, Q_WHERE_LEFT, 900);
    CHECK(&a, "By Jane Doe\n\n<The mayor> {said} ⟦no⟧.");
    annotated_release(&a);
    annotate_marked(&a, "⟦No⟧, {said} <the mayor\n\nBy Jane Doe>.");
    say(&a, 0, Q_LINK_CUE, Q_WHERE_RIGHT, 900);
    say(&a, 1, Q_LINK_SOURCE, Q_WHERE_RIGHT, 900);
    CHECK(&a, "⟦No⟧, {said} <the mayor>\n\nBy Jane Doe.");
    annotated_release(&a);
}

static void pieces_that_belong_to_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {"",       "no piece",      "⟦No⟧.",      "<She>.",
                                        "{said}", "<She> {said}.", "<She> ⟦no⟧."};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct annotated a;
        annotate_marked(&a, texts[i]);
        check(&a, 0, NULL);
        annotated_release(&a);
    }
}

static void score_is_of_the_least_certain_piece(void **state)
{
    (void)state;
    static const int16_t scores[][4] = {
        {40, 200, 210, 40}, {200, 40, 210, 40}, {255, 255, 40, 40}, {255, 255, 255, 255}};
    for (size_t i = 0; i < sizeof scores / sizeof *scores; i++) {
        struct annotated a;
        struct q_attributions found;
        annotate_marked(&a, "<She> {said} ⟦no⟧.");
        for (uint32_t p = 0; p < 3; p++)
            a.note.pieces[p].score = scores[i][p];
        say(&a, 1, Q_LINK_SOURCE, Q_WHERE_LEFT, 900);
        assert_int_equal(q_link_pieces(a.text, &a.note, &a.arena, &found), QUOTH_OK);
        assert_int_equal(found.count, 1);
        assert_int_equal(found.at[0].score, scores[i][3]);
        annotated_release(&a);
    }
}

// Many pieces of each kind, of one token each, whatever the scores say.
static void many_pieces_take_linear_time(void **state)
{
    (void)state;
    enum { TOKENS = 200000, SECONDS = 20 };
    enum { S = Q_TAG_SOURCE, C = Q_TAG_CUE, T = Q_TAG_CONTENT }; // T: what is told
    static const uint8_t ways[][6] = {{S, C, T, S, C, T}, {C, S, S, S, S, T},
                                      {T, T, T, T, T, C}, {C, C, C, C, C, T},
                                      {T, C, T, S, T, C}, {S, S, S, S, S, S}};
    enum { WAYS = sizeof ways / sizeof *ways };
    char *text = malloc(2 * TOKENS);
    assert_non_null(text);
    for (size_t i = 0; i < TOKENS; i++)
        memcpy(text + 2 * i, "x ", 2);
    struct annotated a;
    annotate(&a, q_str(text, 2 * TOKENS));
    free(text);
    a.note.pieces = Q_ARENA_ARRAY(&a.arena, struct q_piece, TOKENS);
    a.links = q_arena_array(&a.arena, TOKENS, sizeof *a.links);
    assert_true(a.note.pieces && a.links);
    a.note.links = &a.links[0][0];
    a.note.piece_count = TOKENS;
    random_state = 1;
    for (uint32_t i = 0; i < TOKENS; i++)
        for (int k = 0; k < Q_LINKS; k++)
            a.links[i][k] = (int16_t)random_below(UINT16_MAX + 1);
    for (size_t w = 0; w < WAYS; w++) {
        for (uint32_t i = 0; i < TOKENS; i++)
            a.note.pieces[i] = (struct q_piece){i, i + 1, ways[w][i % 6], 100};
        struct q_attributions found;
        clock_t before = clock();
        assert_int_equal(q_link_pieces(a.text, &a.note, &a.arena, &found), QUOTH_OK);
        assert_true(seconds_since(before) < SECONDS);
        uint64_t contents = 0;
        for (uint32_t n = 0; n < found.count; n++)
            contents += found.at[n].content_count;
        assert_true(contents <= TOKENS);
        assert_int_equal(contents > 0, w != WAYS - 1); // sources alone tell nothing
    }
    annotated_release(&a);
}

static void memory_runs_out(void **state)
{
    (void)state;
    struct annotated a;
    struct q_attributions found;
    annotate_marked(&a, "<He> {said} ⟦it was late⟧, {adding} ⟦that it rained⟧.");
    quoth_status status = QUOTH_ENOMEM;
    uint64_t n = 0;
    while (status == QUOTH_ENOMEM) {
        q_arena_fail_at(++n);
        status = q_link_pieces(a.text, &a.note, &a.arena, &found);
    }
    q_arena_fail_at(0);
    assert_int_equal(status, QUOTH_OK);
    assert_int_equal(found.count, 2);
    assert_true(n > 10);
    annotated_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_contents_of_one_cue),
        cmocka_unit_test(two_cues_share_a_source),
        cmocka_unit_test(cue_further_off),
        cmocka_unit_test(cue_without_a_content_takes_one),
        cmocka_unit_test(strangers_are_parted),
        cmocka_unit_test(source_by_the_cue),
        cmocka_unit_test(sentences_part),
        cmocka_unit_test(dash_and_colon_need_no_cue),
        cmocka_unit_test(source_ends_with_its_paragraph),
        cmocka_unit_test(pieces_that_belong_to_nothing),
        cmocka_unit_test(score_is_of_the_least_certain_piece),
        cmocka_unit_test(many_pieces_take_linear_time),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
