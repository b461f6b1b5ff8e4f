// src/attribute/reading: what a source says by itself.
#include "with_lexicon.h"
#include "with_names.h"

#include "attribute/speaker/reading.h"

struct example {
    const char *marked; // the source in <1:…>
    const char *want;   // as show_reading has it
};

static void show_name(const struct q_entities *entities, uint32_t entity, struct shown *out)
{
    show(out, Q_STR(" "));
    assert_true(entity < entities->count);
    show(out, entities->at[entity].name);
}

// "named Jane Doe", "pronoun she", "the person mayor", "a group officials"
static void show_reading(const struct told *t, const struct q_entities *entities,
                         const struct q_reading *r, struct shown *out)
{
    static const char *const pronouns[] = {"none", "he", "she", "they", "it", "I", "other"};
    static const char *const kinds[] = {"person", "body", "document", "group", "sources"};
    out->len = 0;
    out->text[0] = 0;
    switch (r->form) {
    case Q_READING_NAMED:
        show(out, r->sure ? Q_STR("named") : Q_STR("maybe"));
        show_name(entities, r->entity, out);
        if (r->other != Q_NO_ENTITY)
            show_name(entities, r->other, out);
        break;
    case Q_READING_PRONOUN:
        show(out, Q_STR("pronoun "));
        show(out, q_str_from(pronouns[r->pronoun]));
        break;
    case Q_READING_DESCRIBED:
        show(out, r->definite ? Q_STR("the ") : Q_STR("a "));
        show(out, q_str_from(kinds[r->described]));
        show(out, Q_STR(" "));
        show(out, token_text(&t->a, r->head));
        break;
    case Q_READING_NONE:
    default:
        show(out, Q_STR("none"));
        break;
    }
}

static void check(const struct q_lexicon *lexicon, const struct example *examples,
                  size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct told t;
        struct q_entities found;
        struct shown shown;
        tell(&t, lexicon, examples[i].marked);
        assert_int_equal(t.at[0].source.count, 1);
        struct q_range source = {token_at(&t.a, t.at[0].source.at[0].start),
                                 token_at(&t.a, t.at[0].source.at[0].end)};
        assert_int_equal(q_find_entities(&t.words, NULL, 0, 0, &t.statements.arena, &found),
                         QUOTH_OK);
        struct q_reading reading = q_read_source(&t.words, &found, source);
        show_reading(&t, &found, &reading, &shown);
        wrong +=
            is_other(examples[i].marked, examples[i].want, q_str(shown.text, shown.len));
        told_release(&t);
    }
    assert_int_equal(wrong, 0);
}

#define CHECK(state, examples) check(*(state), examples, sizeof examples / sizeof *examples)

static void named(void **state)
{
    static const struct example examples[] = {
        {"<1:[P:Jane Brockwell]> left.", "named Jane Brockwell"},
        {"<1:[P:Jane Brockwell]>", "named Jane Brockwell"},
        {"It rained, <1:Mayor [P:Brockwell]> said.", "named Brockwell"},
        {"On Monday <1:the mayor of Tolva, [P:Jane Brockwell]>, left.",
         "named Jane Brockwell"},
        {"<1:[P:Jane Brockwell], the mayor of [L:Tolva],> left.", "named Jane Brockwell"},
        {"<1:[P:Jane Brockwell], an aide to [P:Peter Roe],> left.", "named Jane Brockwell"},
        {"<1:[P:Jane Brockwell] of the [O:Tolva Front]> left.", "named Jane Brockwell"},
        {"<1:[O:Tolva Front] spokesman [P:Thomas Brockwell]> left.",
         "named Thomas Brockwell"},
        {"<1:Mr. [P:Brockwell]> left.", "named Brockwell"},
        {"<1:[P:Jane Brockwell] (D-Ohio)> left.", "named Jane Brockwell"},
        {"<1:Sen. [P:Jane Brockwell], D-Ohio,> left.", "named Jane Brockwell"},
        {"<1:[P:Jane Brockwell], 41, a nurse,> left.", "named Jane Brockwell"},
        {"<1:[P:Jane Brockwell], speaking for the board,> left.", "named Jane Brockwell"},
        {"On Monday <1:[P:Brockwell]’s> claim fell.", "named Brockwell"},
        {"<1:The [O:Tolva Front]> met.", "named Tolva Front"},
        {"<1:The [O:Tolva Front] (TF)> met.", "named Tolva Front (TF)"},
        {"<1:The [O:Tolva Courier] newspaper> asked.", "named Tolva Courier"},
        {"<1:[L:Tolva]> asked.", "named Tolva"},
    };
    CHECK(state, examples);
}

static void not_sure(void **state)
{
    static const struct example examples[] = {
        {"[P:Jane Brockwell] met [P:Peter Brockwell]. <1:[P:Brockwell]> left.",
         "maybe Jane Brockwell"},
        {"[P:Jane Brockwell] met [P:Peter Brockwell]. <1:Mr. [P:Brockwell]> left.",
         "named Peter Brockwell"},
        {"[P:Jane Brockwell] met [P:Peter Brockwell]. <1:[P:Peter]> left.",
         "named Peter Brockwell"},
    };
    CHECK(state, examples);
}

static void two_joined(void **state)
{
    static const struct example examples[] = {
        {"<1:[P:Jane Brockwell] and [P:Peter Roe]> left.",
         "named Jane Brockwell Peter Roe"},
        {"<1:Mayor [P:Brockwell] and her deputy [P:Peter Roe]> left.",
         "named Brockwell Peter Roe"},
        {"<1:Sens. [P:Jane Brockwell] (D-Ohio) and [P:Peter Roe] (R-Utah)> left.",
         "named Jane Brockwell Peter Roe"},
        {"<1:[P:Brockwell], the mayor, and [P:Roe], her deputy,> left.",
         "named Brockwell Roe"},
        {"<1:The [O:Tolva Front] and the [O:Velsund Bank]> met.",
         "named Tolva Front Velsund Bank"},
        {"<1:[L:Tolva] and [L:Velsund]> met.", "named Tolva Velsund"},
        // more than two, or somebody without a name
        {"<1:[P:Brockwell], [P:Roe] and [P:Talbourne]> left.", "the group Brockwell"},
        {"<1:[P:Brockwell], [P:Roe], and [P:Talbourne]> left.", "the group Brockwell"},
        {"<1:[P:Brockwell] and his allies> left.", "the group Brockwell"},
        {"<1:[P:Brockwell] and others> left.", "the group Brockwell"},
        // one, who has *and* beside the name
        {"<1:[P:Jane Brockwell], the mayor of Tolva and Velsund,> left.",
         "named Jane Brockwell"},
        {"<1:[P:Jane Brockwell], a friend of [P:Roe] and [P:Talbourne],> left.",
         "named Jane Brockwell"},
        {"<1:Trade and harbour minister [P:Jane Brockwell]> left.", "named Jane Brockwell"},
    };
    CHECK(state, examples);
}

// The name is not who speaks.
static void governed_names(void **state)
{
    static const struct example examples[] = {
        {"<1:a lawyer for [P:Jane Brockwell]> left.", "a person lawyer"},
        {"<1:[P:Jane Brockwell]’s lawyer> left.", "the person lawyer"},
        {"<1:[P:Brockwell]’s office> closed.", "the body office"},
        {"<1:the [P:Brockwell] campaign> ended.", "the body campaign"},
        {"<1:the [P:Brockwell] administration> ended.", "the body administration"},
        {"<1:officials in [L:Tolva]> left.", "the group officials"},
        {"<1:a spokesman for the [O:Tolva Front]> left.", "a person spokesman"},
        {"<1:the [O:Tolva Front]’s leader> left.", "the person leader"},
        {"<1:[O:Tolva Front] officials> left.", "the group officials"},
        {"<1:a man who knows [P:Jane Brockwell]> left.", "a person man"},
        {"<1:a lawyer for his brother [P:Peter Roe]> left.", "a person lawyer"},
        {"<1:a man whose brother met [P:Jane Brockwell]> left.", "a person man"},
        {"<1:two sources close to [P:Jane Brockwell]> left.", "a sources sources"},
        {"<1:the mother of [P:Jane Brockwell] and [P:Peter Brockwell]> left.",
         "the person mother"},
    };
    CHECK(state, examples);
}

static void pronouns(void **state)
{
    static const struct example examples[] = {
        {"<1:He> left.", "pronoun he"},
        {"<1:she> left.", "pronoun she"},
        {"<1:They> left.", "pronoun they"},
        {"<1:It> left.", "pronoun it"},
        {"<1:His> claim fell.", "pronoun he"},
        {"<1:Her> claim fell.", "pronoun she"},
        {"<1:its> claim fell.", "pronoun it"},
        {"<1:their> claim fell.", "pronoun they"},
        {"by <1:himself>", "pronoun he"},
        {"<1:I> left.", "pronoun I"},
        {"<1:we> left.", "pronoun I"},
        {"<1:my> claim fell.", "pronoun I"},
        {"<1:you> left.", "pronoun other"},
        {"<1:who> left?", "pronoun other"},
        {"<1:Those> left.", "pronoun other"},
        {"<1:those residents> left.", "the group residents"},
        {"<1:No one> left.", "pronoun other"},
        {"<1:Nobody> left.", "pronoun other"},
        // with more words they are none
        {"<1:her lawyer> left.", "the person lawyer"},
        {"<1:his allies> left.", "the group allies"},
    };
    CHECK(state, examples);
}

static void described(void **state)
{
    static const struct example examples[] = {
        {"<1:the mayor> left.", "the person mayor"},
        {"<1:a senior official> left.", "a person official"},
        {"<1:the prime minister of Tolva> left.", "the person minister"},
        {"<1:harbour chief> left.", "the person chief"},
        {"<1:another witness> left.", "a person witness"},
        {"<1:one pilot> left.", "a person pilot"},
        {"<1:the ministry> met.", "the body ministry"},
        {"<1:its foreign ministry> met.", "the body ministry"},
        {"<1:a company> met.", "a body company"},
        {"<1:the police> met.", "the body police"},
        {"<1:the paper> asked.", "the body paper"},
        {"<1:the report> showed.", "the document report"},
        {"<1:a paper on tides> showed.", "a document paper"},
        {"<1:a poll of 400 voters> showed.", "a document poll"},
        {"<1:two officials> left.", "a group officials"},
        {"<1:the residents of the pier> left.", "the group residents"},
        {"<1:many> left.", "a group many"},
        {"<1:the mayor and her deputy> left.", "the group mayor"},
        {"<1:the mayor of Tolva and her deputy> left.", "the group mayor"},
        {"<1:a spokesman for nets and ropes> left.", "a person spokesman"},
        {"<1:sources> left.", "the sources sources"},
        {"<1:a source familiar with the talks> left.", "a sources source"},
        {"<1:two officials briefed on the talks> left.", "a group officials"},
        {"<1:a pilot working for the port> left.", "a person pilot"},
        {"<1:a retired pilot> left.", "a person pilot"},
        // ends of words that are no plural
        {"<1:the boss> left.", "the person boss"},
        {"<1:the chorus> sang.", "the person chorus"},
    };
    CHECK(state, examples);
}

static void nothing(void **state)
{
    struct told t;
    struct q_entities found;
    tell(&t, *state, "It rained.");
    assert_int_equal(q_find_entities(&t.words, NULL, 0, 0, &t.statements.arena, &found),
                     QUOTH_OK);
    struct q_reading reading = q_read_source(&t.words, &found, (struct q_range){1, 1});
    assert_int_equal(reading.form, Q_READING_NONE);
    assert_int_equal(reading.entity, Q_NO_ENTITY);
    told_release(&t);
}

// Whatever a source is, up to the very end of the text.
static void any_words(void **state)
{
    static const char *const bits[] = {"[P:Jane Brockwell]",
                                       "[O:Tolva Front] ",
                                       "[P:Roe] ",
                                       "[L:Tolva] ",
                                       ", ",
                                       "and ",
                                       "the ",
                                       "mayor ",
                                       "of ",
                                       "who ",
                                       "’s ",
                                       "(",
                                       ") ",
                                       "41, ",
                                       "Mr. ",
                                       "“",
                                       "” ",
                                       "D-Ohio",
                                       "for ",
                                       "said ",
                                       "— ",
                                       "& ",
                                       "no one ",
                                       "his ",
                                       "two "};
    enum { BITS = sizeof bits / sizeof *bits };
    random_state = 5;
    for (int round = 0; round < 4000; round++) {
        char marked[1024] = "";
        add_any(marked, bits, BITS, 14);
        struct told t;
        struct q_entities found;
        tell(&t, *state, marked);
        assert_int_equal(q_find_entities(&t.words, NULL, 0, 0, &t.statements.arena, &found),
                         QUOTH_OK);
        uint32_t count = t.a.note.token_count;
        for (uint32_t from = 0; from < count; from++) {
            struct q_range source = {from,
                                     round % 2 ? count : from + (count - from + 1) / 2};
            struct q_reading r = q_read_source(&t.words, &found, source);
            assert_true(r.form != Q_READING_NAMED || r.entity < found.count);
            assert_true(r.form != Q_READING_DESCRIBED ||
                        (source.from <= r.head && r.head < source.to));
            assert_true(r.form == Q_READING_NAMED || r.other == Q_NO_ENTITY);
        }
        told_release(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(named),      cmocka_unit_test(not_sure),
        cmocka_unit_test(two_joined), cmocka_unit_test(governed_names),
        cmocka_unit_test(pronouns),   cmocka_unit_test(described),
        cmocka_unit_test(nothing),    cmocka_unit_test(any_words),
    };
    return cmocka_run_group_tests(tests, load_lexicon, free_lexicon);
}
