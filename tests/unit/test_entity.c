// src/attribute/speaker/entity: which names are one and the same.
#include "with_lexicon.h"
#include "with_names.h"

#include "base/limits.h"
#include "seconds_since.h"

#include <stdio.h>
#include <time.h>

static void find_entities(struct told *t, struct q_entities *out)
{
    assert_int_equal(q_find_entities(&t->words, NULL, 0, 0, &t->statements.arena, out),
                     QUOTH_OK);
}

struct example {
    const char *marked;
    const char *want; // entity of each name, a letter each; small: not sure
};

// The entities of the names of a text as letters, in the order of their first mention.
static void show_entities(const struct q_entities *found, struct shown *out)
{
    uint32_t order[26], count = 0;
    out->len = 0;
    out->text[0] = 0;
    for (uint32_t n = 0; n < found->mention_count; n++) {
        const struct q_mention *m = &found->mentions[n];
        uint32_t k = 0;
        while (k < count && order[k] != m->entity)
            k++;
        assert_true(k < 26);
        if (k == count)
            order[count++] = m->entity;
        char letter = (char)((m->sure ? 'A' : 'a') + k);
        show(out, m->entity == Q_NO_ENTITY ? Q_STR("-") : q_str(&letter, 1));
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
        find_entities(&t, &found);
        show_entities(&found, &shown);
        wrong +=
            is_other(examples[i].marked, examples[i].want, q_str(shown.text, shown.len));
        told_release(&t);
    }
    assert_int_equal(wrong, 0);
}

#define CHECK(state, examples) check(*(state), examples, sizeof examples / sizeof *examples)

static void names_of_one_person(void **state)
{
    static const struct example examples[] = {
        {"[P:Jane Brockwell] left. [P:Brockwell] came back.", "AA"},
        {"[P:Brockwell] left. [P:Jane Brockwell] came back.", "AA"},
        {"[P:Jane Brockwell] left. [P:Jane] came back.", "AA"},
        {"[P:Jane Brockwell] left. Mrs. [P:Brockwell] came back.", "AA"},
        {"[P:Jane Brockwell] left. [P:J. Brockwell] came back.", "AA"},
        {"[P:J. R. Brockwell] left. [P:Jane Brockwell] came back.", "AA"},
        {"[P:Jane Ruth Brockwell] left. [P:Jane R. Brockwell] came back.", "AA"},
        {"[P:Thomas Brockwell Jr.] left. [P:Thomas Brockwell] came. [P:Brockwell] ate.",
         "AAA"},
        {"[P:BROCKWELL] left. [P:Jane Brockwell] came back.", "AA"},
        {"[P:Jane Brockwell]’s boat sank. [P:Brockwell]’s did not.", "AA"},
        // short forms of given names
        {"[P:Michael Brockwell] left. [P:Mike Brockwell] came back.", "AA"},
        {"[P:Joseph Brockwell] left. [P:Joe Brockwell] came back.", "AA"},
        {"[P:Edward Brockwell] left. [P:Ed Brockwell] came back.", "AA"},
        {"[P:Richard Brockwell] left. [P:Rick Brockwell] came back.", "AA"},
        {"[P:Samuel Brockwell] left. [P:Sam Brockwell] came back.", "AA"},
        {"[P:Stephen Brockwell] left. [P:Steve Brockwell] came back.", "AA"},
        {"[P:Daniel Brockwell] left. [P:Danny Brockwell] came back.", "AA"},
        {"[P:Anna Brockwell] left. [P:Ann Brockwell] came back.", "AA"},
        // the family name first, or no family name
        {"[P:Tan Wei Loh] left. [P:Tan] came back.", "AA"},
        {"[P:U Maung Thein] left. [P:Maung Thein] came back.", "AA"},
        {"[P:Maung Thein] left. [P:U Maung Thein] came back.", "AA"},
        // titles that are taken for part of the name
        {"[P:Rabbi Jane Brockwell] left. [P:Jane Brockwell] came back.", "AA"},
        {"[P:Jane Brockwell] left. [P:General Brockwell] came back.", "AA"},
    };
    CHECK(state, examples);
}

static void spellings_of_one_person(void **state)
{
    static const struct example examples[] = {
        {"[P:Nikolai Varushev] left. [P:Nikolay Varushev] came back.", "AA"},
        {"[P:Nikolai Varushev] left. [P:Nikolaj Varuschev] came back.", "AA"},
        {"[P:Mikhail Zhadin] left. [P:Mihail Zadin] came back.", "AA"},
        {"[P:Sergei Yavorskiy] left. [P:Sergey Yavorsky] came back.", "AA"},
        {"[P:Yusuf Khaldari] left. [P:Yussuf Khalldari] came back.", "AA"},
        {"[P:Tariq Qasimi] left. [P:Tarik Kasimi] came back.", "AA"},
        {"[P:Philip Wessel] left. [P:Filip Vessel] came back.", "AA"},
        {"[P:Jane O'Brockwell] left. [P:Jane O’Brockwell] came back.", "AA"},
        // names of few letters have one spelling
        {"[P:Wei Kang] left. [P:Wei Cang] came back.", "AB"},
        {"[P:Nikolai Varushev] left. [P:Nikolai Varenko] came back.", "AB"},
    };
    CHECK(state, examples);
}

static void two_of_one_family(void **state)
{
    static const struct example examples[] = {
        {"[P:Jane Brockwell] left. [P:Peter Brockwell] came.", "AB"},
        {"[P:Jane Brockwell] left. [P:Jack Brockwell] came.", "AB"},
        {"[P:Jack Brockwell] left. [P:James Brockwell] came.", "AB"},
        {"[P:Ann Brockwell] left. [P:Andrew Brockwell] came.", "AB"},
        {"[P:Daniel Brockwell] left. [P:Danielle Brockwell] came.", "AB"},
        {"[P:Mark Brockwell] left. [P:Mary Brockwell] came.", "AB"},
        {"[P:Paul Brockwell] left. [P:Paula Brockwell] came.", "AB"},
        {"[P:George H. Brockwell] left. [P:George W. Brockwell] came.", "AB"},
        // of a family name alone nobody knows whose it is: who is named more often, or
        // first
        {"[P:Jane Brockwell] met [P:Peter Brockwell]. [P:Brockwell] left.", "ABa"},
        {"[P:Jane Brockwell] met [P:Peter Brockwell]. [P:Peter Brockwell] left. "
         "[P:Brockwell] did not.",
         "ABBb"},
        {"[P:Jane Brockwell] met [P:Peter Brockwell]. Mr. [P:Brockwell] left.", "ABB"},
        {"[P:Jane Brockwell] met [P:Peter Brockwell]. Mrs. [P:Brockwell] left.", "ABA"},
        {"[P:Jane Brockwell] met [P:Peter Brockwell]. [P:Peter] left.", "ABB"},
        {"Mr. [P:Brockwell] left. [P:Jane Brockwell] met him.", "AB"},
        {"[P:Jane Brockwell] met [P:Peter Talbourne]. [P:Talbourne] left.", "ABB"},
        // and a given name of two is neither’s
        {"[P:Jane Brockwell] met [P:Jane Talbourne]. [P:Jane] left.", "ABc"},
    };
    CHECK(state, examples);
}

static void names_of_bodies(void **state)
{
    static const struct example examples[] = {
        {"The [O:Tolva Liberation Army] (TLA) marched. The [O:TLA] won.", "AA"},
        {"The [O:Tolva Liberation Army] marched. The [O:TLA] won.", "AA"},
        {"The [O:Tolva Harbour Journal] wrote. The [O:Journal] asked.", "AA"},
        {"The [O:Foreign Ministry] met. The [O:Tolvan Foreign Ministry] ate.", "AB"},
        {"The [O:Tolvan Foreign Ministry] met. The [O:Foreign Ministry] ate.", "AA"},
        {"[O:The Tolva Courier] wrote. The [O:Courier] asked.", "AA"},
        {"The [O:Tolva Courier] wrote. The [O:Velsund Courier] asked.", "AB"},
        {"The [O:Finance Ministry] met. The [O:Foreign Ministry] ate.", "AB"},
        {"The [O:Tolva Bank] met. [O:Tolva] ate.", "AB"},
        {"The [O:Tolva Liberation Army] marched. The [O:TLF] won.", "AB"},
    };
    CHECK(state, examples);
}

static void never_over_types(void **state)
{
    static const struct example examples[] = {
        {"[P:Jane Tolva] left. [L:Tolva] slept.", "AB"},
        {"[L:Tolva] slept. [P:Tolva] left.", "AB"},
        {"The [O:Brockwell] paid. [P:Jane Brockwell] left.", "AB"},
        {"[O:Jane Brockwell] paid. [P:Jane Brockwell] left.", "AB"},
        // but a place that acts and one that does not are one
        {"[L:Tolva] slept. [O:Tolva] paid.", "AA"},
    };
    CHECK(state, examples);
}

static void the_fullest_name_stays(void **state)
{
    static const struct {
        const char *marked, *name;
    } examples[] = {
        {"[P:Brockwell] met [P:Jane Brockwell], whom [P:Jane] knows.", "Jane Brockwell"},
        {"[P:J. Brockwell] is [P:Jane Brockwell].", "Jane Brockwell"},
        {"[P:Jane Brockwell] is [P:J. Brockwell].", "Jane Brockwell"},
        {"[P:Jane Brockwell] is [P:Jane R. Brockwell].", "Jane R. Brockwell"},
        {"[P:Jane Brockwell] is [P:J. R. Brockwell].", "Jane Brockwell"},
        {"[P:J. R. Brockwell] is [P:Jane Brockwell].", "Jane Brockwell"},
        {"[P:Thomas Brockwell] is [P:Thomas Brockwell Jr.], no doubt.",
         "Thomas Brockwell Jr."},
        {"[P:Rabbi Jane Brockwell] left.", "Jane Brockwell"},
        {"[P:Mr. Brockwell] left.", "Brockwell"},
        {"[O:The Tolva Courier] wrote.", "Tolva Courier"},
        {"The [O:Tolva Liberation Army] (TLA) is the [O:TLA].",
         "Tolva Liberation Army (TLA)"},
        {"The Tolvan [O:Coffee Council] left.", "Tolvan Coffee Council"},
        {"They met a Tolvan\n\n[O:Coffee Council] left.", "Coffee Council"},
        {"The [O:Tolva Liberation Army] (it won).", "Tolva Liberation Army"},
        {"The [O:TLA] is the [O:Tolva Liberation Army].", "Tolva Liberation Army"},
    };
    int wrong = 0;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct told t;
        struct q_entities found;
        tell(&t, *state, examples[i].marked);
        find_entities(&t, &found);
        assert_true(found.count > 0);
        wrong += is_other(examples[i].marked, examples[i].name, found.at[0].name);
        wrong += found.count != 1;
        told_release(&t);
    }
    assert_int_equal(wrong, 0);
}

static void genders(void **state)
{
    static const struct {
        const char *marked;
        enum q_gender gender;
    } examples[] = {
        {"[P:Jane Brockwell] left.", Q_GENDER_WOMAN},
        {"[P:Thomas Brockwell] left.", Q_GENDER_MAN},
        {"[P:Brockwell] left.", Q_GENDER_NONE},
        {"[P:Qwxz Brockwell] left.", Q_GENDER_NONE},
        {"[P:J. Brockwell] left.", Q_GENDER_NONE},
        {"[P:J. Brockwell], that is [P:Jane Brockwell], left.", Q_GENDER_WOMAN},
        {"Mr. [P:Brockwell] left.", Q_GENDER_MAN},
        {"Ms [P:Brockwell] left.", Q_GENDER_WOMAN},
        {"Mrs. [P:Qwxz Brockwell] left.", Q_GENDER_WOMAN},
        {"[P:Mr. Brockwell] left.", Q_GENDER_MAN},
        {"[P:Mrs Brockwell] left.", Q_GENDER_WOMAN},
        {"[P:Qwxz Brockwell] left. Sir [P:Brockwell] came.", Q_GENDER_MAN},
        {"[O:Jane Brockwell] sells nets.", Q_GENDER_NONE},
        {"Mr. [O:Brockwell] sells nets.", Q_GENDER_NONE},
    };
    int wrong = 0;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct told t;
        struct q_entities found;
        tell(&t, *state, examples[i].marked);
        find_entities(&t, &found);
        wrong +=
            is_other_gender(examples[i].marked, examples[i].gender, found.at[0].gender);
        told_release(&t);
    }
    assert_int_equal(wrong, 0);
}

static void mentions_are_counted(void **state)
{
    struct told t;
    struct q_entities found;
    tell(&t, *state, "[P:Ann Roe] met [P:Jane Brockwell]. [P:Brockwell] left [P:Roe].");
    find_entities(&t, &found);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.at[found.mentions[1].entity].mentions, 2);
    assert_int_equal(found.at[found.mentions[1].entity].first, 1);
    assert_int_equal(q_mention_at(&found, 0), 0);
    assert_int_equal(q_mention_at(&found, 1), 0);
    assert_int_equal(q_mention_at(&found, 2), 1);
    assert_int_equal(q_mention_at(&found, t.a.note.token_count), 4);
    assert_int_equal(q_entity_named(&found, Q_STR("Jane Brockwell")),
                     found.mentions[1].entity);
    assert_int_equal(q_entity_named(&found, Q_STR("Roe")), found.mentions[0].entity);
    assert_int_equal(q_entity_named(&found, Q_STR("Peter Brockwell")), Q_NO_ENTITY);
    assert_int_equal(q_entity_named(&found, Q_STR("Velsund")), Q_NO_ENTITY);
    assert_int_equal(q_entity_named(&found, Q_STR("")), Q_NO_ENTITY);
    assert_int_equal(q_entity_named(&found, Q_STR("Jr.")), Q_NO_ENTITY);
    told_release(&t);
}

// A name of the title joins those of the text, and is no mention in its voice.
static void named_beside_the_text(void **state)
{
    struct told title, t;
    struct q_entities found;
    tell(&title, *state, "[P:Jane Brockwell] and [P:Peter Talbourne] speak");
    tell(&t, *state, "[P:Brockwell] left.");
    struct q_aside aside = {.text = title.a.text, .note = title.a.note};
    assert_int_equal(q_find_entities(&t.words, &aside, 1, 0, &t.statements.arena, &found),
                     QUOTH_OK);
    assert_int_equal(found.count, 2);
    assert_false(is_other("the title's name", "Jane Brockwell",
                          found.at[found.mentions[0].entity].name));
    assert_true(found.at[0].aside && found.at[1].aside);
    assert_int_equal(found.at[0].mentions + found.at[1].mentions, 1);
    assert_int_equal(found.at[1].first, UINT32_MAX);
    assert_int_equal(aside.mentions[0].entity, found.mentions[0].entity);
    told_release(&t);
    told_release(&title);
}

static void no_names(void **state)
{
    static const char *const texts[] = {"", "It rained.", "[P:Jr.] left.", "[P:.]"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct told t;
        struct q_entities found;
        tell(&t, *state, texts[i]);
        find_entities(&t, &found);
        assert_int_equal(found.count, 0);
        for (uint32_t n = 0; n < found.mention_count; n++)
            assert_int_equal(found.mentions[n].entity, Q_NO_ENTITY);
        assert_int_equal(q_entity_named(&found, Q_STR("Brockwell")), Q_NO_ENTITY);
        told_release(&t);
    }
}

// Names of more words than count, at the very end of the text.
static void long_names(void **state)
{
    struct told t;
    struct q_entities found;
    tell(&t, *state, "[P:A B C D E F G H I J K L] and [P:A B C D E F G H X Y Z]");
    find_entities(&t, &found);
    assert_int_equal(found.count, 1); // what tells them apart is behind those that count
    assert_int_equal(found.at[0].word_count, Q_NAME_WORDS);
    told_release(&t);
}

// Each statement of a speaker repeats the name, so that one of no end is nobody's.
static void the_longest_name(void **state)
{
    for (size_t more = 0; more < 2; more++) {
        char marked[Q_MAX_NAME + 16] = "[P:";
        memset(marked + 3, 'X', Q_MAX_NAME + more);
        strcpy(marked + 3 + Q_MAX_NAME + more, "] left.");
        struct told t;
        struct q_entities found;
        tell(&t, *state, marked);
        find_entities(&t, &found);
        assert_int_equal(found.mention_count, 1);
        assert_int_equal(found.count, !more);
        assert_int_equal(found.mentions[0].entity, more ? Q_NO_ENTITY : 0);
        told_release(&t);
    }
}

static void memory_runs_out(void **state)
{
    struct told t;
    struct q_entities found;
    tell(&t, *state, "[P:Jane Brockwell] met [P:Roe].");
    for (uint64_t n = 1;; n++) {
        q_arena_fail_at(n);
        quoth_status status =
            q_find_entities(&t.words, NULL, 0, 1, &t.statements.arena, &found);
        q_arena_fail_at(0);
        if (status == QUOTH_OK) {
            assert_true(n > 3);
            break;
        }
        assert_int_equal(status, QUOTH_ENOMEM);
    }
    told_release(&t);
}

// Seconds to find the entities of a text of `count` names, whose family names are one or
// many.
static double seconds_for(const struct q_lexicon *lexicon, bool one_family, uint32_t count)
{
    enum { LONGEST = 32 };
    char *text = malloc((size_t)count * LONGEST);
    assert_non_null(text);
    size_t len = 0;
    for (uint32_t k = 0; k < count; k++) {
        char word[4] = {(char)('a' + k % 26), (char)('a' + k / 26 % 26),
                        (char)('a' + k / 676 % 26), 0};
        len += (size_t)snprintf(text + len, LONGEST, "Jane%s Doe%s ", word,
                                one_family ? "" : word);
    }
    struct annotated a;
    annotate(&a, q_str(text, len));
    free(text);
    a.note.names = Q_ARENA_ARRAY(&a.arena, struct q_name, count);
    a.note.name_count = count;
    assert_int_equal(a.note.token_count, 2 * count);
    for (uint32_t k = 0; k < count; k++)
        a.note.names[k] = (struct q_name){2 * k, 2 * k + 2, Q_NAME_PERSON, 255};
    struct q_words words = {lexicon, a.text, &a.note, NULL};
    struct q_entities found;
    clock_t before = clock();
    assert_int_equal(q_find_entities(&words, NULL, 0, 0, &a.arena, &found), QUOTH_OK);
    double seconds = seconds_since(before);
    annotated_release(&a);
    return seconds;
}

// Four times the names take about four times as long.
static void takes_linear_time(void **state)
{
    enum { NAMES = 20000, TIMES = 4 };
    for (int one_family = 0; one_family < 2; one_family++) {
        double once = seconds_for(*state, one_family, NAMES);
        double more = seconds_for(*state, one_family, TIMES * NAMES);
        assert_linear(one_family ? "one family" : "many families", once, more, TIMES);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_one_person),
        cmocka_unit_test(spellings_of_one_person),
        cmocka_unit_test(two_of_one_family),
        cmocka_unit_test(names_of_bodies),
        cmocka_unit_test(never_over_types),
        cmocka_unit_test(the_fullest_name_stays),
        cmocka_unit_test(genders),
        cmocka_unit_test(mentions_are_counted),
        cmocka_unit_test(named_beside_the_text),
        cmocka_unit_test(no_names),
        cmocka_unit_test(long_names),
        cmocka_unit_test(the_longest_name),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(takes_linear_time),
    };
    return cmocka_run_group_tests(tests, load_lexicon, free_lexicon);
}
