// src/attribute/nest: which contents are read again, for what is said in them.
#include "annotate.h"
#include "with_lexicon.h"

#include "attribute/nest.h"

enum { MOST = 8 };

// A statement of every content of the marked text; with `one`, a single one of them all.
struct scene {
    struct annotated a;
    quoth_span spans[MOST];
    quoth_statement at[MOST];
    struct quoth_statements statements;
};

static void set_scene(struct scene *s, const char *marked, bool one)
{
    *s = (struct scene){.statements.at = s->at};
    annotate_marked(&s->a, marked);
    q_arena_init(&s->statements.arena, SIZE_MAX / 4);
    assert_true(s->a.note.piece_count <= MOST);
    for (uint32_t p = 0; p < s->a.note.piece_count; p++) {
        const struct q_piece *piece = &s->a.note.pieces[p];
        s->spans[p] = (quoth_span){s->a.note.tokens[piece->from].start,
                                   s->a.note.tokens[piece->to - 1].end};
        if (!one)
            s->at[s->statements.count++].content = (quoth_spans){&s->spans[p], 1};
    }
    if (one) {
        s->at[0].content = (quoth_spans){s->spans, s->a.note.piece_count};
        s->statements.count = 1;
    }
}

static void strike_scene(struct scene *s)
{
    annotated_release(&s->a);
    q_arena_release(&s->statements.arena);
}

static struct q_stretches find(const struct q_lexicon *lexicon, struct scene *s,
                               uint32_t first)
{
    struct q_stretches out;
    assert_int_equal(
        q_find_stretches(lexicon, s->a.text, &s->a.note, &s->statements, first, &out),
        QUOTH_OK);
    return out;
}

static void check(const struct q_lexicon *lexicon, const char *const *contents,
                  uint32_t want)
{
    for (; *contents; contents++) {
        struct scene s;
        struct shown marked = {.len = 0};
        show(&marked, Q_STR("She said ⟦"));
        show(&marked, q_str_from(*contents));
        show(&marked, Q_STR("⟧."));
        set_scene(&s, marked.text, false);
        uint32_t count = find(lexicon, &s, 0).count;
        if (count != want)
            print_message("%s\n", *contents);
        assert_int_equal(count, want);
        strike_scene(&s);
    }
}

static void what_tells_is_read_again(void **state)
{
    static const char *const contents[] = {
        "that two governments told him it rained", "“Two officers said no,”",
        "according to the pilot it rained", "According to the pilot it rained",
        "the captain denied it", "the judges ruled that it was late",
        "the council is demanding more", "we announced it in May",
        // a noun that is a verb too tells with what follows
        "she claims that it rained", "she rejected the claim that it rained",
        "they stated the price", "she rejected claims of fraud", "a report on the fire",
        NULL};
    check(*state, contents, 1);
}

static void the_rest_is_not(void **state)
{
    static const char *const contents[] = {
        "it was late", "that the state would pay", "the vote was lost",
        "the report was long", "his claim was false", "a new order came in", "“No.”",
        // thought and intent are not looked for inside
        "that she believed it rained", "they plan to leave",
        "they hoped that it would rain",
        // topics and deeds alone
        "they discussed the border", "they banned the nets", NULL};
    check(*state, contents, 0);
}

static void stretches_are_tokens_of_the_contents(void **state)
{
    struct scene s;
    set_scene(&s,
              "⟦“Two told us,”⟧ she said. She said ⟦it rained⟧. He added ⟦Doe denied it⟧.",
              false);
    struct q_stretches found = find(*state, &s, 0);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.at[0].from, 0);
    assert_int_equal(found.at[0].to, 6);
    assert_int_equal(found.at[0].parent, 0);
    assert_int_equal(found.at[1].parent, 2);
    assert_true(q_str_equal(token_text(&s.a, found.at[1].from), Q_STR("Doe")));
    assert_int_equal(found.at[1].to - found.at[1].from, 3);
    // those before `first` were read already
    found = find(*state, &s, 1);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.at[0].parent, 2);
    found = find(*state, &s, 3);
    assert_int_equal(found.count, 0);
    strike_scene(&s);
}

// All pieces of a content are read, or none.
static void pieces_stay_together(void **state)
{
    struct scene s;
    set_scene(&s, "⟦“It rained,”⟧ she said, ⟦“and two told us so.”⟧ ⟦“Yes.”⟧", true);
    struct q_stretches found = find(*state, &s, 0);
    assert_int_equal(found.count, 3);
    for (uint32_t k = 0; k < 3; k++)
        assert_int_equal(found.at[k].parent, 0);
    assert_true(found.at[0].to < found.at[1].from && found.at[1].to <= found.at[2].from);
    strike_scene(&s);
    set_scene(&s, "⟦“It rained,”⟧ she told us, ⟦“and snowed.”⟧", true);
    assert_int_equal(find(*state, &s, 0).count, 0);
    strike_scene(&s);
}

static void memory_runs_out(void **state)
{
    struct scene s;
    set_scene(&s, "She said ⟦two told us⟧.", false);
    struct q_stretches out;
    q_arena_fail_at(1);
    assert_int_equal(q_find_stretches(*state, s.a.text, &s.a.note, &s.statements, 0, &out),
                     QUOTH_ENOMEM);
    q_arena_fail_at(0);
    assert_int_equal(out.count, 0);
    assert_int_equal(find(*state, &s, 0).count, 1);
    strike_scene(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_tells_is_read_again),
        cmocka_unit_test(the_rest_is_not),
        cmocka_unit_test(stretches_are_tokens_of_the_contents),
        cmocka_unit_test(pieces_stay_together),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, load_lexicon, free_lexicon);
}
