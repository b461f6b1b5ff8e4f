// src/attribute/resolve: who speaks. Names are marked by hand; the clues have the weights
// that were learnt, so that only what is plain is asked here.
#include "with_lexicon.h"
#include "with_names.h"

#include "attribute/speaker/resolve.h"
#include "attribute/speaker/role.h"
#include "base/limits.h"
#include "seconds_since.h"

#include <stdio.h>
#include <time.h>

static quoth_status resolve(const struct q_lexicon *lexicon,
                            const struct quoth_article *article,
                            const struct q_annotation *note, bool explain,
                            struct quoth_statements *statements)
{
    struct q_scene scene;
    struct q_entities entities;
    quoth_status status = q_set_scene(&scene, lexicon, article, note, statements);
    if (status == QUOTH_OK)
        status = q_find_entities(&scene.words, NULL, 0, statements->count,
                                 &statements->arena, &entities);
    if (status != QUOTH_OK)
        return status;
    q_read_roles(&scene.words, NULL, 0, &entities);
    return q_tell_speakers(&scene, &entities, explain);
}

static void tell_and_resolve(struct told *t, const struct q_lexicon *lexicon,
                             const char *marked)
{
    tell(t, lexicon, marked);
    assert_int_equal(resolve(lexicon, &t->article, &t->a.note, false, &t->statements),
                     QUOTH_OK);
}

struct example {
    const char *marked;
    const char *want; // "name; kind; role" of the last statement, "-" for what is not told
};

// What must hold of every statement.
static void check_record(const quoth_statement *s)
{
    assert_true(!s->speaker_name.ptr == !s->speaker_kind.ptr);
    assert_true(!s->speaker_name.ptr != !s->speaker_why.ptr);
    assert_true(s->speaker_confidence <= 100);
    assert_true(s->speaker_name.ptr || !s->speaker_confidence);
    for (uint32_t k = 0; k < s->candidate_count; k++) {
        assert_true(s->candidates[k].name.ptr && s->candidates[k].name.len);
        assert_true(!k || s->candidates[k - 1].confidence >= s->candidates[k].confidence);
    }
}

static void show_speaker(const quoth_statement *s, struct shown *out)
{
    const quoth_str parts[] = {s->speaker_name, s->speaker_kind, s->speaker_role};
    out->len = 0;
    out->text[0] = 0;
    for (size_t k = 0; k < 3; k++) {
        if (k)
            show(out, Q_STR("; "));
        show(out, parts[k].ptr ? parts[k] : Q_STR("-"));
    }
}

static void check(const struct q_lexicon *lexicon, const struct example *examples,
                  size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct told t;
        struct shown shown;
        tell_and_resolve(&t, lexicon, examples[i].marked);
        for (uint32_t n = 0; n < t.statements.count; n++)
            check_record(&t.at[n]);
        show_speaker(&t.at[t.statements.count - 1], &shown);
        wrong +=
            is_other(examples[i].marked, examples[i].want, q_str(shown.text, shown.len));
        told_release(&t);
    }
    assert_int_equal(wrong, 0);
}

#define CHECK(state, examples) check(*(state), examples, sizeof examples / sizeof *examples)

static void names(void **state)
{
    static const struct example examples[] = {
        {"<1:[P:Jane Brockwell], the mayor of Tolva,> {1:said} ⟦1:it rained⟧.",
         "Jane Brockwell; person; mayor of Tolva"},
        {"[P:Jane Brockwell] left. <1:[P:Brockwell]> {1:said} ⟦1:it rained⟧.",
         "Jane Brockwell; person; -"},
        // named in full, and with a role, behind
        {"<1:[P:Brockwell]> {1:said} ⟦1:it rained⟧. Mayor [P:Jane Brockwell] left.",
         "Jane Brockwell; person; Mayor"},
        {"The <1:[O:Tolva Front] (TF)> {1:said} ⟦1:no⟧.",
         "Tolva Front (TF); organization; -"},
        {"<1:[L:Tolva]> {1:said} ⟦1:no⟧.", "Tolva; organization; -"},
        {"<1:[P:Jane Brockwell] and [P:Peter Roe]> {1:said} ⟦1:no⟧.",
         "Jane Brockwell and Peter Roe; person; -"},
        {"<1:Mayor [P:Brockwell] and [P:Roe], her deputy,> {1:said} ⟦1:no⟧.",
         "Brockwell and Roe; person; Mayor; her deputy"},
    };
    CHECK(state, examples);
}

static void pronouns(void **state)
{
    static const struct example examples[] = {
        {"<1:[P:Jane Brockwell]> {1:said} ⟦1:it rained⟧. <2:She> {2:added} ⟦2:a lot⟧.",
         "Jane Brockwell; person; -"},
        // a woman is not he, a man is not she, whoever spoke last
        {"[P:Thomas Roe] came. <1:[P:Jane Brockwell]> {1:said} ⟦1:it rained⟧. <2:He> "
         "{2:said} ⟦2:it snowed⟧.",
         "Thomas Roe; person; -"},
        {"[P:Jane Brockwell] came. <1:[P:Thomas Roe]> {1:said} ⟦1:it rained⟧. <2:She> "
         "{2:said} ⟦2:it snowed⟧.",
         "Jane Brockwell; person; -"},
        {"<1:Mr. [P:Brockwell]> {1:said} ⟦1:no⟧. <2:She> {2:said} ⟦2:yes⟧.", "-; -; -"},
        {"<1:[P:Jane Brockwell]> {1:said} ⟦1:no⟧. <2:He> {2:said} ⟦2:yes⟧.", "-; -; -"},
        // nor is a body he, or a person it
        {"<1:The [O:Tolva Front]> {1:said} ⟦1:no⟧. <2:He> {2:said} ⟦2:yes⟧.", "-; -; -"},
        {"<1:[P:Jane Brockwell]> {1:said} ⟦1:no⟧. <2:It> {2:said} ⟦2:yes⟧.", "-; -; -"},
        {"<1:The [O:Tolva Front]> {1:said} ⟦1:no⟧. <2:It> {2:added} ⟦2:yes⟧.",
         "Tolva Front; organization; -"},
        // nobody there
        {"<1:She> {1:said} ⟦1:no⟧.", "-; -; -"},
        {"<1:She>", "-; -; -"},
        {"It rained. <1:They>", "-; -; -"},
        {"<1:No one> {1:said} ⟦1:no⟧.", "-; -; -"},
        {"[P:Jane Brockwell] left. <1:Who> {1:said} ⟦1:no⟧?", "-; -; -"},
    };
    CHECK(state, examples);
}

static void the_first_person(void **state)
{
    static const struct example examples[] = {
        {"⟦1:“<2:I> {2:said} ⟦2:no⟧,”⟧ <1:[P:Jane Brockwell]> {1:said}.",
         "Jane Brockwell; person; -"},
        {"⟦1:“<2:We> {2:said} ⟦2:no⟧,”⟧ <1:[P:Jane Brockwell]> {1:said}.",
         "Jane Brockwell; person; -"},
        // of the inner one, and of one that is a pronoun
        {"<1:[P:Peter Roe]> {1:said} ⟦1:<2:[P:Jane Brockwell]> {2:told} him ⟦2:“<3:I> "
         "{3:said} ⟦3:no⟧”⟧⟧.",
         "Jane Brockwell; person; -"},
        {"<1:[P:Jane Brockwell]> {1:left} ⟦1:no⟧. ⟦2:“<3:I> {3:said} ⟦3:no⟧,”⟧ <2:she> "
         "{2:added}.",
         "Jane Brockwell; person; -"},
        // nobody around it, or nobody who is told
        {"<1:I> {1:said} ⟦1:no⟧.", "-; -; -"},
        {"⟦1:“<2:I> {2:said} ⟦2:no⟧,”⟧ <1:she> {1:said}.", "-; -; -"},
        {"⟦1:“<2:I> {2:said} ⟦2:no⟧,”⟧ it {1:was said}.", "-; -; -"},
    };
    CHECK(state, examples);
    struct told t;
    quoth_str authors[] = {Q_STR("Ann Talbourne"), Q_STR("Bert Roe")};
    tell(&t, *state, "<1:I> {1:said} ⟦1:no⟧. <2:We> {2:said} ⟦2:no⟧.");
    t.article.authors = authors;
    t.article.author_count = 1;
    assert_int_equal(resolve(*state, &t.article, &t.a.note, false, &t.statements),
                     QUOTH_OK);
    assert_false(is_other("the author’s I", "Ann Talbourne", t.at[0].speaker_name));
    assert_null(t.at[1].speaker_name.ptr);
    t.article.author_count = 2;
    assert_int_equal(resolve(*state, &t.article, &t.a.note, false, &t.statements),
                     QUOTH_OK);
    assert_null(t.at[0].speaker_name.ptr);
    told_release(&t);
}

static void descriptions(void **state)
{
    static const struct example examples[] = {
        {"It rained. <1:Two officials> {1:said} ⟦1:no⟧.", "Two officials; group; -"},
        {"<1:A source close to the talks> {1:said} ⟦1:no⟧.",
         "A source close to the talks; anonymous; -"},
        {"<1:The report> {1:said} ⟦1:no⟧.", "The report; document; -"},
        {"<1:The ministry> {1:said} ⟦1:no⟧.", "ministry; organization; -"},
        {"<1:A senior official> {1:said} ⟦1:no⟧.", "A senior official; anonymous; -"},
        // somebody named whose role it is
        {"[P:Jane Brockwell], the harbour minister, left on Friday. <1:The minister> "
         "{1:said} "
         "⟦1:no⟧.",
         "Jane Brockwell; person; harbour minister"},
        {"Mayor [P:Jane Brockwell] came. Commissioner [P:Peter Roe] left. <1:The mayor> "
         "{1:said} ⟦1:no⟧.",
         "Jane Brockwell; person; Mayor"},
    };
    CHECK(state, examples);
}

static void names_that_govern_nothing(void **state)
{
    static const struct example examples[] = {
        {"<1:A lawyer for [P:Jane Brockwell]> {1:said} ⟦1:no⟧.",
         "A lawyer for Jane Brockwell; anonymous; lawyer"},
        {"<1:Officials in [L:Tolva]> {1:said} ⟦1:no⟧.", "Officials in Tolva; group; -"},
        {"<1:The [P:Brockwell] campaign> {1:said} ⟦1:no⟧.",
         "Brockwell campaign; organization; -"},
    };
    CHECK(state, examples);
}

static void forms(void **state)
{
    static const struct {
        const char *marked;
        quoth_form form;
    } examples[] = {
        {"<1:[P:Jane Brockwell]> {1:said} ⟦1:no⟧.", QUOTH_FORM_NAME},
        {"<1:the mayor, [P:Jane Brockwell]> {1:said} ⟦1:no⟧.", QUOTH_FORM_NAME},
        {"<1:She> {1:said} ⟦1:no⟧.", QUOTH_FORM_PRONOUN},
        {"<1:The mayor> {1:said} ⟦1:no⟧.", QUOTH_FORM_NOMINAL},
        {"<1:A friend of [P:Jane Brockwell]> {1:said} ⟦1:no⟧.", QUOTH_FORM_NOMINAL},
        {"It {1:was said} ⟦1:no⟧.", QUOTH_FORM_NONE},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct told t;
        tell_and_resolve(&t, *state, examples[i].marked);
        if (t.at[0].form != examples[i].form)
            print_message("%s\n", examples[i].marked);
        assert_int_equal(t.at[0].form, examples[i].form);
        told_release(&t);
    }
}

// Who was weighed stands in the record; with `explain` why, and nobody too.
static void candidates(void **state)
{
    static const char marked[] = "[P:Thomas Roe] met [P:Peter Talbourne]. <1:He> {1:said} "
                                 "⟦1:no⟧.";
    struct told t;
    tell_and_resolve(&t, *state, marked);
    assert_int_equal(t.at[0].candidate_count, 2);
    for (uint32_t k = 0; k < 2; k++)
        assert_null(t.at[0].candidates[k].clues.ptr);
    told_release(&t);
    tell(&t, *state, marked);
    assert_int_equal(resolve(*state, &t.article, &t.a.note, true, &t.statements), QUOTH_OK);
    assert_int_equal(t.at[0].candidate_count, 3);
    for (uint32_t k = 0; k < 3; k++)
        assert_true(q_str_starts(t.at[0].candidates[k].clues, Q_STR("he ")));
    told_release(&t);
}

static void nothing_to_resolve(void **state)
{
    static const char *const texts[] = {"", "It rained.", "[P:Jane Brockwell] left."};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct told t;
        tell_and_resolve(&t, *state, texts[i]);
        told_release(&t);
    }
}

// A post's author may stand outside the voice, where there are no tokens.
static void a_source_without_tokens(void **state)
{
    static const char text[] = "Jane Brockwell\n\nIt rained.";
    const quoth_block blocks[] = {
        block_of_words(text, QUOTH_BLOCK_FURNITURE, "Jane Brockwell", "", ""),
        block_of_words(text, QUOTH_BLOCK_BODY, "It rained.", "", "")};
    struct annotated a;
    annotate_blocks(&a, q_str_from(text), blocks, 2);
    quoth_span source = span_of(text, "Jane Brockwell"),
               content = span_of(text, "It rained.");
    quoth_statement s = {.source = {&source, 1},
                         .content = {&content, 1},
                         .form = QUOTH_FORM_NAME,
                         .speaker_name = Q_STR("Jane Brockwell"),
                         .parent = QUOTH_NO_PARENT};
    struct quoth_statements statements = {.at = &s, .count = 1};
    struct quoth_article article = {.text = a.text};
    q_arena_init(&statements.arena, SIZE_MAX / 4);
    assert_int_equal(resolve(*state, &article, &a.note, false, &statements), QUOTH_OK);
    assert_false(is_other(text, "Jane Brockwell", s.speaker_name));
    assert_true(s.speaker_confidence > 0);
    q_arena_release(&statements.arena);
    annotated_release(&a);
}

// A description of no end is nobody whom a later statement could repeat.
static void the_longest_description(void **state)
{
    char marked[Q_MAX_NAME + 64] = "<1:A ";
    memset(marked + strlen(marked), 'x', Q_MAX_NAME);
    strcat(marked, "> {1:said} ⟦1:it rained⟧.");
    struct told t;
    tell_and_resolve(&t, *state, marked);
    assert_null(t.statements.at[0].speaker_name.ptr);
    assert_non_null(t.statements.at[0].speaker_why.ptr);
    told_release(&t);
}

static void memory_runs_out(void **state)
{
    static const char marked[] =
        "<1:Mayor [P:Jane Brockwell] and [P:Roe], her deputy,> {1:said} ⟦1:no⟧. <2:He> "
        "{2:added} ⟦2:“<3:we> {3:said} ⟦3:so⟧”⟧. <4:The minister> {4:said} ⟦4:yes⟧.";
    for (int explain = 0; explain < 2; explain++)
        for (uint64_t n = 1;; n++) {
            struct told t;
            tell(&t, *state, marked);
            q_arena_fail_at(n);
            quoth_status status =
                resolve(*state, &t.article, &t.a.note, explain, &t.statements);
            q_arena_fail_at(0);
            told_release(&t);
            if (status == QUOTH_OK) {
                assert_true(n > 8);
                break;
            }
            assert_int_equal(status, QUOTH_ENOMEM);
        }
}

// Whatever stands where, every record is whole.
static void any_words(void **state)
{
    static const char *const bits[] = {"[P:Jane Brockwell] ",
                                       "[O:Tolva Front] ",
                                       "[P:Roe] ",
                                       "[L:Tolva] ",
                                       ", ",
                                       ". ",
                                       "the ",
                                       "mayor ",
                                       "of ",
                                       "who ",
                                       "’s ",
                                       "41, ",
                                       "Mr. ",
                                       "“ ",
                                       "” ",
                                       "and ",
                                       "he ",
                                       "she ",
                                       "they ",
                                       "it ",
                                       "I ",
                                       "no\n\n",
                                       "we ",
                                       "two ",
                                       "officials ",
                                       "a ",
                                       "said "};
    enum { BITS = sizeof bits / sizeof *bits };
    random_state = 3;
    for (int round = 0; round < 3000; round++) {
        char marked[2048] = "";
        for (int n = 1; n < 6; n++) {
            static const char *const opens[] = {"<", "{", "⟦"}, *const closes[] = {">", "}",
                                                                                   "⟧"};
            for (int part = 0; part < 3; part++) {
                char mark[16];
                snprintf(mark, sizeof mark, "%s%d:", opens[part], n);
                strcat(marked, mark);
                add_any(marked, bits, BITS, 3);
                strcat(marked, closes[part]);
            }
        }
        struct told t;
        tell_and_resolve(&t, *state, marked);
        for (uint32_t n = 0; n < t.statements.count; n++)
            check_record(&t.at[n]);
        told_release(&t);
    }
}

// What is left out changes nothing else: who speaks is told as if it were not there.
static void left_out(void **state)
{
    static const struct {
        const char *with, *without, *what;
    } examples[] = {
        {"[P:Qwxz Roe] left. <1:She> {1:said} ⟦1:no⟧. <2:He> {2:said} ⟦2:yes⟧.",
         "[P:Qwxz Roe] left. She said no. <1:He> {1:said} ⟦1:yes⟧.", "a gender"},
        {"Mayor [P:Ann Poe] and [P:Qwxz Roe] left. <1:The engineer> {1:said} ⟦1:no⟧. "
         "<2:[P:Roe]> {2:said} ⟦2:yes⟧.",
         "Mayor [P:Ann Poe] and [P:Qwxz Roe] left. The engineer said no. "
         "<1:[P:Roe]> {1:said} ⟦1:yes⟧.",
         "a role"},
        {"[P:Ann Poe] met [P:Eva Roe]. <1:[P:Ann Poe]> {1:said} ⟦1:no⟧. <2:She> {2:said} "
         "⟦2:yes⟧.",
         "[P:Ann Poe] met [P:Eva Roe]. [P:Ann Poe] said no. <1:She> {1:said} ⟦1:yes⟧.",
         "who spoke"},
    };
    int wrong = 0;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct told with, without;
        struct shown want;
        tell(&with, *state, examples[i].with);
        with.at[0].flags |= QUOTH_FLAG_LEFT_OUT;
        assert_int_equal(
            resolve(*state, &with.article, &with.a.note, false, &with.statements),
            QUOTH_OK);
        tell_and_resolve(&without, *state, examples[i].without);
        show_speaker(&without.at[0], &want);
        struct shown got;
        show_speaker(&with.at[1], &got);
        wrong += is_other(examples[i].what, want.text, q_str(got.text, got.len));
        assert_int_equal(with.at[1].speaker_confidence, without.at[0].speaker_confidence);
        told_release(&with);
        told_release(&without);
    }
    assert_int_equal(wrong, 0);
}

enum scenery { SENTENCES, PARAGRAPHS, NESTED, SPEECH, SCENERIES };

// Each of `count` sentences names somebody new, and she or the mayor speaks; nested: inside
// what somebody says; speech: all inside what the first says.
static double seconds_for(const struct q_lexicon *lexicon, enum scenery scenery,
                          uint32_t count)
{
    enum { LONGEST = 96, SPANS = 3 };
    char *text = malloc((size_t)count * LONGEST);
    struct quoth_statements statements = {.count = count};
    statements.at = calloc(count, sizeof *statements.at);
    quoth_span(*spans)[SPANS] = calloc(count, sizeof *spans);
    assert_true(text && statements.at && spans);
    size_t len = 0;
    for (uint32_t n = 0; n < count; n++) {
        const char *who = n % 2 ? "The mayor" : "She";
        bool outer = scenery == NESTED && n % 2 == 0;
        len +=
            (size_t)snprintf(text + len, LONGEST, "Jane Doe%c%c%c%c left. ", 'a' + n % 26,
                             'a' + n / 26 % 26, 'a' + n / 676 % 26, 'a' + n / 17576 % 26);
        uint32_t at = (uint32_t)len, end = at + (uint32_t)strlen(who);
        len += (size_t)snprintf(text + len, LONGEST, "%s said no%s", who,
                                outer                   ? ", "
                                : scenery == PARAGRAPHS ? ".\n\n"
                                                        : ". ");
        spans[n][0] = (quoth_span){at, end};
        spans[n][1] = (quoth_span){end + 1, end + 5};
        spans[n][2] = (quoth_span){end + 6, (uint32_t)len - 2};
        if (scenery == NESTED && !outer) // what she says goes on to its end
            spans[n - 1][2].end = (uint32_t)len - 2;
        statements.at[n] =
            (quoth_statement){.source = {&spans[n][0], 1},
                              .cue = {&spans[n][1], 1},
                              .content = {&spans[n][2], 1},
                              .cue_lemma = Q_STR("say"),
                              .parent = scenery == NESTED && !outer  ? n - 1
                                        : scenery == SPEECH && n > 0 ? 0
                                                                     : QUOTH_NO_PARENT};
    }
    if (scenery == SPEECH)
        spans[0][2].end = (uint32_t)len - 2;
    struct annotated a;
    annotate(&a, q_str(text, len));
    free(text);
    a.note.names = Q_ARENA_ARRAY(&a.arena, struct q_name, count);
    assert_non_null(a.note.names);
    for (uint32_t i = 0; i < a.note.token_count; i++)
        if (q_str_equal(token_text(&a, i), Q_STR("Jane")))
            a.note.names[a.note.name_count++] =
                (struct q_name){i, i + 2, Q_NAME_PERSON, 255};
    assert_int_equal(a.note.name_count, count);
    struct quoth_article article = {.text = a.text};
    q_arena_init(&statements.arena, SIZE_MAX / 4);
    clock_t before = clock();
    assert_int_equal(resolve(lexicon, &article, &a.note, false, &statements), QUOTH_OK);
    double seconds = seconds_since(before);
    q_arena_release(&statements.arena);
    annotated_release(&a);
    free(statements.at);
    free(spans);
    return seconds;
}

static void takes_linear_time(void **state)
{
    enum { TIMES = 4 };
    static const uint32_t counts[] = {4000, 4000, 32000,
                                      16000}; // the third may look far ahead
    static const char *const names[] = {"sentences", "paragraphs", "nested", "speech"};
    for (int scenery = 0; scenery < SCENERIES; scenery++) {
        uint32_t count = counts[scenery];
        double once = seconds_for(*state, (enum scenery)scenery, count);
        double more = seconds_for(*state, (enum scenery)scenery, TIMES * count);
        assert_linear(names[scenery], once, more, TIMES);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(pronouns),
        cmocka_unit_test(the_first_person),
        cmocka_unit_test(descriptions),
        cmocka_unit_test(names_that_govern_nothing),
        cmocka_unit_test(forms),
        cmocka_unit_test(candidates),
        cmocka_unit_test(nothing_to_resolve),
        cmocka_unit_test(a_source_without_tokens),
        cmocka_unit_test(left_out),
        cmocka_unit_test(the_longest_description),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(any_words),
        cmocka_unit_test(takes_linear_time),
    };
    return cmocka_run_group_tests(tests, load_lexicon, free_lexicon);
}
