// src/attribute/telling: which tokens tell a statement.
#include "with_lexicon.h"
#include "with_names.h"

#include "attribute/telling.h"
#include "seconds_since.h"

#include <time.h>

static void set_scene(struct told *t, struct q_scene *scene)
{
    assert_int_equal(
        q_set_scene(scene, t->words.lexicon, &t->article, &t->a.note, &t->statements),
        QUOTH_OK);
}

struct example {
    const char *marked;
    uint32_t statement;  // its figure
    const char *telling; // the words that tell it
};

static void show_telling(const struct told *t, const struct q_scene *scene, uint32_t n,
                         struct shown *out)
{
    out->len = 0;
    out->text[0] = 0;
    for (uint32_t i = 0; i < t->a.note.token_count; i++) {
        if (!q_tells(scene, n, i))
            continue;
        if (out->len)
            show(out, Q_STR(" "));
        show(out, token_text(&t->a, i));
    }
}

static void check(const struct q_lexicon *lexicon, const struct example *examples,
                  size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct told t;
        struct q_scene scene;
        struct shown shown;
        tell(&t, lexicon, examples[i].marked);
        set_scene(&t, &scene);
        show_telling(&t, &scene, examples[i].statement - 1, &shown);
        wrong +=
            is_other(examples[i].marked, examples[i].telling, q_str(shown.text, shown.len));
        told_release(&t);
    }
    assert_int_equal(wrong, 0);
}

#define CHECK(state, examples) check(*(state), examples, sizeof examples / sizeof *examples)

static void the_sentence_tells(void **state)
{
    static const struct example examples[] = {
        {"It rained. On Monday <1:she> {1:said} in Tolva ⟦1:it was late⟧. He left.", 1,
         "On Monday she said in Tolva ."},
        {"⟦1:It was late⟧, <1:she> {1:said}.\n\nHe left.", 1, ", she said ."},
        {"<1:She> {1:said} ⟦1:it was late⟧", 1, "She said"},
        {"⟦1:“No”⟧", 1, ""},
        // no cue: where the source stands; no source either: around the content
        {"He left. <1:Roe>: ⟦1:“No.”⟧ He came.", 1, "Roe :"},
        {"He left. In Tolva, ⟦1:“no.”⟧", 1, "In Tolva ,"},
        {"He left. {1:According to} <1:Roe> ⟦1:it rained⟧. He came.", 1,
         "According to Roe ."},
        // two in one sentence
        {"<1:She> {1:said} ⟦1:it rained⟧, {2:adding} ⟦2:that it poured⟧.", 1,
         "She said , adding ."},
        {"<1:She> {1:said} ⟦1:it rained⟧, {2:adding} ⟦2:that it poured⟧.", 2,
         "She said , adding ."},
    };
    CHECK(state, examples);
}

static void quotations_of_several_sentences(void **state)
{
    static const struct example examples[] = {
        {"On Monday, ⟦1:“we tried. We failed,”⟧ <1:she> {1:told} CNN. He left.", 1,
         "On Monday , she told CNN ."},
        {"⟦1:“We tried. We failed. We left,”⟧ <1:she> {1:said} in Tolva.", 1,
         "she said in Tolva ."},
        {"<1:She> {1:said}: ⟦1:“We tried. We failed”⟧ in Tolva.", 1,
         "She said : in Tolva ."},
        // the next sentence in the same quotation does not tell it
        {"⟦1:“We tried,”⟧ <1:she> {1:said} on Monday. ⟦1:“We failed.”⟧ He left.", 1,
         "she said on Monday ."},
        // not over paragraphs
        {"In May\n\n⟦1:“we tried,”⟧ <1:she> {1:said}.", 1, "she said ."},
        {"In May, ⟦1:“we tried.\n\n“We failed,”⟧ <1:she> {1:said}.", 1, "she said ."},
    };
    CHECK(state, examples);
}

static void nested_ones(void **state)
{
    static const struct example examples[] = {
        {"On Monday <1:she> {1:said} ⟦1:that in May <2:he> {2:told} her ⟦2:it rained⟧⟧.", 1,
         "On Monday she said ."},
        {"On Monday <1:she> {1:said} ⟦1:that in May <2:he> {2:told} her ⟦2:it rained⟧⟧.", 2,
         "that in May he told her"},
        {"In June ⟦1:“we met. In May <2:he> {2:told} us ⟦2:no⟧. We left,”⟧ <1:she> "
         "{1:said}.",
         2, "In May he told us ."},
        {"In June ⟦1:“we met. In May <2:he> {2:told} us ⟦2:no⟧. We left,”⟧ <1:she> "
         "{1:said}.",
         1, "In June she said ."},
        // what is said inside ends with a sentence of its own
        {"In June ⟦1:“we met. <2:He> {2:said}: ⟦2:‘No. Never.’⟧ We left,”⟧ <1:she> "
         "{1:said}.",
         1, "In June she said ."},
        {"In June ⟦1:“<2:he> {2:said}: ⟦2:‘No.’⟧ <3:She> {3:said}: ⟦3:‘Yes.’⟧ We left,”⟧ "
         "<1:they> {1:said}.",
         1, "In June they said ."},
        {"<1:She> {1:said} ⟦1:<2:he> {2:said} ⟦2:<3:Roe> {3:said} ⟦3:it rained⟧ in May⟧ in "
         "June⟧ in July.",
         2, "he said in June"},
        {"<1:She> {1:said} ⟦1:<2:he> {2:said} ⟦2:<3:Roe> {3:said} ⟦3:it rained⟧ in May⟧ in "
         "June⟧ in July.",
         3, "Roe said in May"},
    };
    CHECK(state, examples);
}

static void what_goes_on(void **state)
{
    static const struct {
        const char *marked;
        uint32_t statement, from; // figures; 0: from none
    } examples[] = {
        {"<1:Roe> {1:said} ⟦1:no⟧. <2:He> {2:added} ⟦2:that it rained⟧.", 2, 1},
        {"<1:Roe> {1:said} ⟦1:no⟧. <2:Roe> {2:added} ⟦2:that it rained⟧.", 2, 1},
        {"<1:Roe> {1:said} ⟦1:no⟧. <2:She> {2:went on}: ⟦2:“It rained.”⟧", 2, 1},
        {"<1:Roe> {1:said} ⟦1:no⟧. <2:He> {2:added} ⟦2:yes⟧. <3:He> {3:continued} ⟦3:so⟧.",
         3, 2},
        {"<1:Jane Roe> {1:said} ⟦1:no⟧. <2:Roe> {2:also said} ⟦2:that it rained⟧.", 2, 1},
        {"<1:Jane Roe> {1:said} ⟦1:no⟧. <2:She> further {2:said} ⟦2:that it rained⟧.", 2,
         1},
        // no word of going on, another source, none before
        {"<1:Roe> {1:said} ⟦1:no⟧. <2:He> {2:said} ⟦2:that it rained⟧.", 2, 0},
        {"<1:Roe> {1:said} ⟦1:no⟧. <2:Poe> {2:added} ⟦2:that it rained⟧.", 2, 0},
        {"<1:He> {1:added} ⟦1:that it rained⟧.", 1, 0},
        {"<1:Roe> {1:said} ⟦1:no⟧. {2:Added} ⟦2:that it rained⟧.", 2, 0},
        // at the same level alone
        {"<1:Roe> {1:said} ⟦1:<2:he> {2:added} ⟦2:that it rained⟧⟧.", 2, 0},
        {"<1:Roe> {1:said} ⟦1:<2:Poe> {2:said} ⟦2:no⟧⟧. <3:He> {3:added} ⟦3:yes⟧.", 3, 1},
    };
    int wrong = 0;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct told t;
        struct q_scene scene;
        tell(&t, *state, examples[i].marked);
        set_scene(&t, &scene);
        uint32_t from = scene.tellings[examples[i].statement - 1].goes_on;
        from = from == QUOTH_NO_PARENT ? 0 : from + 1;
        if (from != examples[i].from) {
            print_message("%s\n    from %u, not %u\n", examples[i].marked, from,
                          examples[i].from);
            wrong++;
        }
        told_release(&t);
    }
    assert_int_equal(wrong, 0);
}

static void what_was_judged_away_is_not_there(void **state)
{
    struct told t;
    struct q_scene scene;
    tell(&t, *state,
         "<1:Roe> {1:said} ⟦1:no⟧. <2:Roe> {2:said} ⟦2:in May⟧. <3:He> {3:added} "
         "⟦3:yes⟧.");
    t.at[1].flags |= QUOTH_FLAG_LEFT_OUT;
    set_scene(&t, &scene);
    assert_int_equal(scene.tellings[2].goes_on, 0);
    assert_int_equal(scene.owner[tokens_of_words(&t.a, "May", 0).from], QUOTH_NO_PARENT);
    told_release(&t);
}

static void spans_of_tokens(void **state)
{
    struct told t;
    struct q_scene scene;
    tell(&t, *state, "<1:Jane Roe> {1:said} ⟦1:no⟧.");
    set_scene(&t, &scene);
    quoth_spans spans = q_span_of(&scene, (struct q_range){0, 2});
    assert_int_equal(spans.count, 1);
    assert_int_equal(spans.at[0].start, 0);
    assert_int_equal(spans.at[0].end, strlen("Jane Roe"));
    assert_int_equal(q_span_of(&scene, (struct q_range){2, 2}).count, 0);
    q_arena_fail_at(1);
    assert_int_equal(q_span_of(&scene, (struct q_range){0, 2}).count, 0);
    q_arena_fail_at(0);
    told_release(&t);
}

static void nothing_to_tell(void **state)
{
    struct told t;
    struct q_scene scene;
    tell(&t, *state, "");
    set_scene(&t, &scene);
    told_release(&t);
    tell(&t, *state, "It rained.");
    set_scene(&t, &scene);
    assert_int_equal(scene.owner[0], QUOTH_NO_PARENT);
    told_release(&t);
}

static void memory_runs_out(void **state)
{
    struct told t;
    struct q_scene scene;
    tell(&t, *state, "<1:Roe> {1:said} ⟦1:no⟧.");
    for (uint64_t n = 1; n <= 2; n++) {
        q_arena_fail_at(n);
        assert_int_equal(q_set_scene(&scene, *state, &t.article, &t.a.note, &t.statements),
                         QUOTH_ENOMEM);
        q_arena_fail_at(0);
    }
    set_scene(&t, &scene);
    told_release(&t);
}

// Statements one after the other, or groups of them each inside the one before.
static double seconds_for(const struct q_lexicon *lexicon, bool nested, uint32_t count)
{
    static const char words[] = "Roe said it rained. ";
    enum { LEN = sizeof words - 1, GROUP = 64 }; // count is a multiple of GROUP
    char *text = malloc(count * LEN);
    struct quoth_statements statements = {.count = count};
    statements.at = calloc(count, sizeof *statements.at);
    quoth_span(*spans)[3] = calloc(count, sizeof *spans);
    assert_true(text && statements.at && spans);
    for (uint32_t n = 0; n < count; n++) {
        uint32_t at = n * LEN, end = nested ? (n / GROUP + 1) * GROUP * LEN : at + LEN;
        memcpy(text + at, words, LEN);
        spans[n][0] = (quoth_span){at, at + 3};
        spans[n][1] = (quoth_span){at + 4, at + 8};
        spans[n][2] = (quoth_span){at + 9, end - 2};
        statements.at[n] =
            (quoth_statement){.source = {&spans[n][0], 1},
                              .cue = {&spans[n][1], 1},
                              .content = {&spans[n][2], 1},
                              .cue_lemma = Q_STR("add"),
                              .parent = nested && n % GROUP ? n - 1 : QUOTH_NO_PARENT};
    }
    struct annotated a;
    struct q_scene scene;
    annotate(&a, q_str(text, count * LEN));
    struct quoth_article article = {.text = a.text};
    q_arena_init(&statements.arena, SIZE_MAX / 4);
    clock_t before = clock();
    assert_int_equal(q_set_scene(&scene, lexicon, &article, &a.note, &statements),
                     QUOTH_OK);
    double seconds = seconds_since(before);
    q_arena_release(&statements.arena);
    annotated_release(&a);
    free(text);
    free(statements.at);
    free(spans);
    return seconds;
}

static void takes_linear_time(void **state)
{
    enum { COUNT = 4096, TIMES = 4 };
    for (int nested = 0; nested < 2; nested++) {
        double once = seconds_for(*state, nested, COUNT);
        double more = seconds_for(*state, nested, TIMES * COUNT);
        assert_linear(nested ? "nested" : "side by side", once, more, TIMES);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sentence_tells),
        cmocka_unit_test(quotations_of_several_sentences),
        cmocka_unit_test(nested_ones),
        cmocka_unit_test(what_goes_on),
        cmocka_unit_test(what_was_judged_away_is_not_there),
        cmocka_unit_test(spans_of_tokens),
        cmocka_unit_test(nothing_to_tell),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(takes_linear_time),
    };
    return cmocka_run_group_tests(tests, load_lexicon, free_lexicon);
}
