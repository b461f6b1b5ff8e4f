// src/analyse/inside: contents as an annotation of their own.
#include "annotate.h"

#include "analyse/inside.h"

enum { MOST = 8, PARENT = 40 };

// The text's contents as stretches of statements PARENT, PARENT + 1, ….
static uint32_t stretches_of(const struct annotated *a, struct q_stretch at[static MOST])
{
    assert_true(a->note.piece_count <= MOST);
    for (uint32_t p = 0; p < a->note.piece_count; p++)
        at[p] =
            (struct q_stretch){a->note.pieces[p].from, a->note.pieces[p].to, PARENT + p};
    return a->note.piece_count;
}

// Tokens with what they start: ¶ a paragraph, · a sentence, ~ behind words left out. A
// caret for each quotation around them.
static void show_inner(const struct annotated *a, const struct q_annotation *inner,
                       struct shown *out)
{
    out->len = 0;
    out->text[0] = 0;
    for (uint32_t i = 0; i < inner->token_count; i++) {
        const struct q_token *token = &inner->tokens[i];
        show(out, q_str_from(i ? "|" : ""));
        show(out, q_str_from(token->flags & Q_TOKEN_APART ? "~" : ""));
        show(out, q_str_from(token->flags & Q_TOKEN_PARAGRAPH  ? "¶"
                             : token->flags & Q_TOKEN_SENTENCE ? "·"
                                                               : ""));
        for (uint8_t depth = 0; depth < token->depth; depth++)
            show(out, Q_STR("^"));
        show(out, q_token_text(a->text, token));
    }
}

struct example {
    const char *marked, *inside;
};

static void check(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct annotated a;
        struct q_annotation inner;
        struct q_stretch at[MOST];
        struct shown out;
        annotate_marked(&a, examples[i].marked);
        uint32_t stretches = stretches_of(&a, at);
        assert_int_equal(
            q_annotate_inside(a.text, &a.note, at, stretches, &a.arena, &inner), QUOTH_OK);
        show_inner(&a, &inner, &out);
        assert_string_equal(out.text, examples[i].inside);
        annotated_release(&a);
    }
}

#define CHECK(examples) check(examples, sizeof examples / sizeof *examples)

static void quote_marks_around_are_left_out(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"⟦“Two told us,”⟧ she said.", "¶Two|told|us|,"},
        {"⟦\"Two told us,\"⟧ she said.", "¶Two|told|us|,"},
        {"She said, ⟦‘Two told us’⟧.", "¶Two|told|us"},
        // a quotation that its paragraph leaves open
        {"She said, ⟦“Two told us.⟧", "¶Two|told|us|."},
        // the content is a part of the quotation, whose marks stand outside it
        {"“⟦Two told us⟧, so no,” she said.", "¶Two|told|us"},
        {"⟦“”⟧ she said.", ""},
    };
    CHECK(examples);
}

static void depth_counts_from_inside(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"⟦“Two told us ‘no,’ twice,”⟧ she said.", "¶Two|told|us|^‘|^no|^,|^’|twice|,"},
        {"⟦“‘No,’ two told us,”⟧ she said.", "¶^‘|^No|^,|^’|two|told|us|,"},
        // not all of it is quoted: the marks are its own
        {"She said ⟦that two “told” us⟧.", "¶two|^“|^told|^”|us"},
        {"She said ⟦two told us “no ‘thanks’”⟧.",
         "¶two|told|us|^“|^no|^^‘|^^thanks|^^’|^”"},
        // a statement inside a quotation, and the quotation's inner marks around all of it
        {"“She told me ⟦‘he “left” us’⟧,” he said.", "¶he|^“|^left|^”|us"},
        // punctuation between two quotations is quoted by neither
        {"⟦“One,” “Two ‘three’.”⟧", "¶One|,|Two|^‘|^three|^’|."},
    };
    CHECK(examples);
}

static void an_opening_that_is_left_out(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"She said ⟦that two told us⟧.", "¶two|told|us"},
        {"⟦That two told us⟧ is what she said.", "¶two|told|us"},
        {"“⟦That man told us⟧,” she said.", "¶That|man|told|us"}, // the speaker's own
        {"She said ⟦that “two told us”⟧.", "¶^“|^two|^told|^us|^”"},
        {"She said ⟦two told us that it rained⟧.", "¶two|told|us|that|it|rained"},
        {"She said ⟦that⟧.", ""},
    };
    CHECK(examples);
}

// Words between two pieces are in no span of what is found.
static void a_further_piece_stands_apart(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"⟦Two⟧, she said, ⟦told us⟧.", "¶Two|~told|us"},
        {"⟦“Two,”⟧ she said, ⟦“told us ‘no.’”⟧", "¶Two|,|~told|us|^‘|^no|^.|^’"},
        {"⟦“Two told us.”⟧ She said. ⟦“It rained.”⟧ So. ⟦“It snowed.”⟧",
         "¶Two|told|us|.|~·It|rained|.|~·It|snowed|."},
        // only the first piece has an opening *that*
        {"⟦Two told us⟧, she said, ⟦that it rained⟧.", "¶Two|told|us|~that|it|rained"},
        // nothing stands before the first word, whatever piece it is in
        {"⟦“⟧So,⟦”⟧ ⟦“Two told us”⟧", "¶Two|told|us"},
    };
    CHECK(examples);
}

// The word behind a dropped mark begins what the mark began.
static void starts_move_from_a_dropped_mark(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"⟦“One came.” “Two told us.”⟧", "¶One|came|.|·Two|told|us|."},
        {"⟦“One came. Two told us.”⟧", "¶One|came|.|·Two|told|us|."},
        {"⟦“One came.\n\n“Two told us.”⟧", "¶One|came|.|¶Two|told|us|."},
        {"⟦“One came.\n\n“‘Two’ told us.”⟧", "¶One|came|.|¶^‘|^Two|^’|told|us|."},
    };
    CHECK(examples);
}

// Furniture before a dropped mark still sets the word behind it apart.
static void words_left_out_move_from_a_dropped_mark(void **state)
{
    (void)state;
    static const char text[] = "“One came.\nMORE\n“Two told us.”";
    struct annotated a;
    struct q_annotation inner;
    struct shown out;
    const quoth_block blocks[] = {
        block_of_words(text, QUOTH_BLOCK_BODY, "“One came.", "", ""),
        block_of_words(text, QUOTH_BLOCK_FURNITURE, "MORE", "", ""),
        block_of_words(text, QUOTH_BLOCK_BODY, "“Two told us.”", "", "")};
    annotate_blocks(&a, q_str_from(text), blocks, 3);
    assert_int_equal(q_pair_quotes(a.text, &a.arena, &a.note), QUOTH_OK);
    struct q_stretch all = {0, a.note.token_count, 0};
    assert_int_equal(q_annotate_inside(a.text, &a.note, &all, 1, &a.arena, &inner),
                     QUOTH_OK);
    show_inner(&a, &inner, &out);
    assert_string_equal(out.text, "¶One|came|.|~¶Two|told|us|.");
    annotated_release(&a);
}

static void the_parent_is_known(void **state)
{
    (void)state;
    struct annotated a;
    struct q_annotation inner;
    struct q_stretch at[MOST];
    annotate_marked(&a, "⟦“Two,”⟧ she said, ⟦“told us”⟧.");
    assert_int_equal(stretches_of(&a, at), 2);
    at[0].parent = at[1].parent = 7;
    assert_int_equal(q_annotate_inside(a.text, &a.note, at, 2, &a.arena, &inner), QUOTH_OK);
    assert_int_equal(inner.token_count, 4);
    assert_true(inner.inside);
    assert_int_equal(inner.parent, 7);
    assert_int_equal(inner.piece_count, 0);
    assert_int_equal(inner.quotation_count, 0);
    assert_false(a.note.inside); // the article's own is as it was
    assert_true(a.note.tokens[0].flags & Q_TOKEN_OPENS);
    assert_int_equal(a.note.tokens[1].depth, 1);
    assert_int_equal(q_annotate_inside(a.text, &a.note, at, 0, &a.arena, &inner), QUOTH_OK);
    assert_int_equal(inner.token_count, 0);
    annotated_release(&a);
}

// What is read inside is itself the outer of what is said in it.
static void inside_of_inside(void **state)
{
    (void)state;
    struct annotated a;
    struct q_annotation inner, innermost;
    struct q_stretch at[MOST];
    struct shown out;
    annotate_marked(&a, "⟦“Two told us, ‘One said “no,”’”⟧ she said.");
    assert_int_equal(stretches_of(&a, at), 1);
    assert_int_equal(q_annotate_inside(a.text, &a.note, at, 1, &a.arena, &inner), QUOTH_OK);
    show_inner(&a, &inner, &out);
    assert_string_equal(out.text, "¶Two|told|us|,|^‘|^One|^said|^^“|^^no|^^,|^^”|^’");
    struct q_stretch deeper = {4, inner.token_count, 9};
    assert_int_equal(q_annotate_inside(a.text, &inner, &deeper, 1, &a.arena, &innermost),
                     QUOTH_OK);
    show_inner(&a, &innermost, &out);
    assert_string_equal(out.text, "¶One|said|^“|^no|^,|^”");
    annotated_release(&a);
}

static void memory_runs_out(void **state)
{
    (void)state;
    struct annotated a;
    struct q_stretch at[MOST];
    annotate_marked(&a, "⟦“Two told us ‘no,’”⟧ she said, ⟦“twice.”⟧");
    uint32_t count = stretches_of(&a, at);
    quoth_status status = QUOTH_ENOMEM;
    uint64_t n = 0;
    while (status == QUOTH_ENOMEM) {
        struct q_annotation inner;
        struct q_arena arena;
        q_arena_init(&arena, SIZE_MAX / 4);
        q_arena_fail_at(++n);
        status = q_annotate_inside(a.text, &a.note, at, count, &arena, &inner);
        q_arena_release(&arena);
    }
    q_arena_fail_at(0);
    assert_int_equal(status, QUOTH_OK);
    assert_true(n > 2);
    annotated_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quote_marks_around_are_left_out),
        cmocka_unit_test(depth_counts_from_inside),
        cmocka_unit_test(an_opening_that_is_left_out),
        cmocka_unit_test(a_further_piece_stands_apart),
        cmocka_unit_test(starts_move_from_a_dropped_mark),
        cmocka_unit_test(words_left_out_move_from_a_dropped_mark),
        cmocka_unit_test(the_parent_is_known),
        cmocka_unit_test(inside_of_inside),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
