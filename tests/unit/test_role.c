// src/attribute/role: the office or description beside a name.
#include "with_lexicon.h"
#include "with_names.h"

#include "attribute/speaker/role.h"
#include "seconds_since.h"

#include <time.h>

static void read_roles(struct told *t, struct q_entities *out)
{
    assert_int_equal(q_find_entities(&t->words, NULL, 0, 0, &t->statements.arena, out),
                     QUOTH_OK);
    q_read_roles(&t->words, NULL, 0, out);
}

struct example {
    const char *marked, *role; // of the first name's entity; "": none
};

static void check(const struct q_lexicon *lexicon, const struct example *examples,
                  size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct told t;
        struct q_entities found;
        tell(&t, lexicon, examples[i].marked);
        read_roles(&t, &found);
        assert_int_not_equal(found.mention_count, 0);
        wrong += is_other(examples[i].marked, examples[i].role,
                          found.at[found.mentions[0].entity].role);
        told_release(&t);
    }
    assert_int_equal(wrong, 0);
}

#define CHECK(state, examples) check(*(state), examples, sizeof examples / sizeof *examples)

static void titles(void **state)
{
    static const struct example examples[] = {
        {"On Monday Deputy Mayor [P:Jane Brockwell] left.", "Deputy Mayor"},
        {"Deputy Mayor [P:Jane Brockwell] left.", "Deputy Mayor"},
        {"But Sen. [P:Jane Brockwell] left.", "Sen."},
        {"On Monday former Secretary of State [P:Jane Brockwell] left.",
         "former Secretary of State"},
        {"On Monday Secretary of the Harbour Council [P:Jane Brockwell] left.",
         "Secretary of the Harbour Council"},
        {"On Monday junta spokesman [P:Thomas Brockwell] left.", "junta spokesman"},
        {"On Monday Harbour Ministry spokeswoman [P:Jane Brockwell] left.",
         "Harbour Ministry spokeswoman"},
        {"He met the harbour’s chief engineer [P:Jane Brockwell].",
         "harbour’s chief engineer"},
        {"On Monday the Tolvan President [P:Jane Brockwell] left.", "Tolvan President"},
        // between courtesy and office
        {"On Monday President Mrs. [P:Jane Brockwell] left.", "President"},
    };
    CHECK(state, examples);
}

static void titles_end(void **state)
{
    static const struct example examples[] = {
        // at a sentence's start
        {"He met the mayor. [P:Jane Brockwell] left.", ""},
        {"He met the mayor.\n\n[P:Jane Brockwell] left.", ""},
        {"“No,” said the mayor. “[P:Jane Brockwell] left.”", ""},
        // at another person's name
        {"[P:Peter Roe], President [P:Jane Brockwell] left.", ""},
        {"[P:Jane Brockwell] told Mayor [P:Peter Roe] no.", ""},
        // at a courtesy, a comma, a verb
        {"On Monday Mr. [P:Brockwell] left.", ""},
        {"Of the mayor, [P:Jane Brockwell] knew nothing.", ""},
        {"What the mayor told [P:Jane Brockwell] is not known.", ""},
        {"On Monday a lawyer for [P:Jane Brockwell] left.", ""},
        {"On Monday the mother of [P:Jane Brockwell] left.", ""},
        // no office
        {"On Monday old [P:Jane Brockwell] left.", ""},
        {"On Monday the boat [P:Jane Brockwell] bought sank.", ""},
        // the office of somebody is no title of his
        {"He left the office of [P:Jane Brockwell].", ""},
    };
    CHECK(state, examples);
}

static void behind_the_name(void **state)
{
    static const struct example examples[] = {
        {"[P:Jane Brockwell], the deputy mayor of Tolva, left.", "deputy mayor of Tolva"},
        {"[P:Jane Brockwell], a retired pilot, left.", "retired pilot"},
        {"[P:Jane Brockwell], an engineer at the harbour, left.",
         "engineer at the harbour"},
        {"[P:Jane Brockwell], head of the dockers’ union, left.",
         "head of the dockers’ union"},
        {"[P:Jane Brockwell], who serves as harbour commissioner, left.",
         "harbour commissioner"},
        {"[P:Jane Brockwell], who works as a nurse in Tolva, left.", "nurse in Tolva"},
        {"[P:Jane Brockwell], who is the mayor of Tolva, left.", "mayor of Tolva"},
        // his age, his party, the letters of a party
        {"[P:Jane Brockwell], 41, a nurse from Tolva, left.", "nurse from Tolva"},
        {"Sen. [P:Jane Brockwell], D-Ohio, the chair of the panel, left.",
         "chair of the panel"},
        {"[P:Jane Brockwell] (D-Ohio), the chair of the panel, left.",
         "chair of the panel"},
        // of two the one that tells more
        {"Dr. [P:Jane Brockwell], the director of the clinic, left.",
         "director of the clinic"},
        {"Sen. [P:Jane Brockwell] left. [P:Brockwell], the chair of the panel, came.",
         "chair of the panel"},
        // told later
        {"[P:Jane Brockwell] left. Deputy Mayor [P:Brockwell] came back.", "Deputy Mayor"},
        {"[P:Brockwell] left. [P:Jane Brockwell], the deputy mayor of Tolva, came back.",
         "deputy mayor of Tolva"},
    };
    CHECK(state, examples);
}

static void what_follows_and_is_no_role(void **state)
{
    static const struct example examples[] = {
        {"[P:Jane Brockwell], 41, left.", ""},
        {"[P:Jane Brockwell], who left on Monday, came back.", ""},
        {"[P:Jane Brockwell], which is a boat, sank.", ""},
        {"[P:Jane Brockwell], [P:Peter Roe], the mayor, and others left.", ""},
        {"“Yes,” said [P:Jane Brockwell], “the mayor left.”", ""},
        {"[P:Jane Brockwell], the day before, had left.", ""},
        {"He met [P:Jane Brockwell]. The mayor, he said, left.", ""},
        {"[P:Jane Brockwell] the mayor", ""},
        {"[P:Jane Brockwell],", ""},
        {"[P:Jane Brockwell]", ""},
        {"[P:Jane Brockwell], who", ""},
        {"[P:Jane Brockwell], who is", ""},
        {"[P:Jane Brockwell], 41, ", ""},
        {"[P:Jane Brockwell] (D-Ohio", ""},
    };
    CHECK(state, examples);
}

static void before_the_name(void **state)
{
    static const struct example examples[] = {
        {"The secretary of the council, [P:Jane Brockwell], left.",
         "secretary of the council"},
        {"“No,” said the mayor of Tolva, [P:Jane Brockwell].", "mayor of Tolva"},
        {"On Monday its chief engineer, [P:Jane Brockwell], left.", "its chief engineer"},
        // no office; not right before
        {"The end of the road, [P:Jane Brockwell] said, was near.", ""},
        {"He left the mayor, and [P:Jane Brockwell] came.", ""},
        {"The mayor left, he said. [P:Jane Brockwell] came.", ""},
    };
    CHECK(state, examples);
}

static void bodies(void **state)
{
    static const struct example examples[] = {
        {"The [O:Tolva Front], a shadow administration, met.", "shadow administration"},
        {"The [O:Tolva Front] (TF), the largest union of dockers, met.",
         "largest union of dockers"},
        {"The [O:Tolva Front], which met on Monday, ate.", ""},
        {"The [O:Tolva Front], [O:Velsund Bank] and others met.", ""},
        {"The minister, [O:Tolva Front], met.", ""},
        // places have none
        {"[L:Tolva], a small port, slept.", ""},
    };
    CHECK(state, examples);
}

// The title's role counts where the text has none that tells as much.
static void told_beside_the_text(void **state)
{
    static const struct {
        const char *title, *marked, *role;
    } examples[] = {
        {"Mayor [P:Jane Brockwell] leaves", "[P:Brockwell] left.", "Mayor"},
        {"Mayor [P:Jane Brockwell] leaves", "Commissioner [P:Brockwell] left.",
         "Commissioner"},
        {"Mayor [P:Jane Brockwell] leaves",
         "[P:Brockwell], the deputy mayor of Tolva, left.", "deputy mayor of Tolva"},
        {"[P:Brockwell] leaves", "[P:Jane Brockwell] left.", ""},
    };
    int wrong = 0;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct told title, t;
        struct q_entities found;
        tell(&title, *state, examples[i].title);
        tell(&t, *state, examples[i].marked);
        struct q_aside aside = {.text = title.a.text, .note = title.a.note};
        assert_int_equal(
            q_find_entities(&t.words, &aside, 1, 0, &t.statements.arena, &found), QUOTH_OK);
        q_read_roles(&t.words, &aside, 1, &found);
        wrong += is_other(examples[i].marked, examples[i].role,
                          found.at[found.mentions[0].entity].role);
        told_release(&t);
        told_release(&title);
    }
    assert_int_equal(wrong, 0);
}

static void roles_tell_the_gender(void **state)
{
    static const struct {
        const char *marked;
        enum q_gender gender;
    } examples[] = {
        {"Spokeswoman [P:Qwxz Brockwell] left.", Q_GENDER_WOMAN},
        {"On Monday spokesman [P:Qwxz Brockwell] left.", Q_GENDER_MAN},
        {"[P:Qwxz Brockwell], the mother of two, left.", Q_GENDER_WOMAN},
        {"His brother, [P:Qwxz Brockwell], left.", Q_GENDER_MAN},
        {"[P:Qwxz Brockwell], the widow of the pilot, left.", Q_GENDER_WOMAN},
        {"[P:Qwxz Brockwell], the mayor of Tolva, left.", Q_GENDER_NONE},
        {"[P:Qwxz Brockwell], the son of the mayor, left.", Q_GENDER_MAN},
        // what is known already stays
        {"Mrs. [P:Brockwell], the spokesman for the port, left.", Q_GENDER_WOMAN},
        {"The [O:Brockwell], the mother of ships, sank.", Q_GENDER_NONE},
    };
    int wrong = 0;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct told t;
        struct q_entities found;
        tell(&t, *state, examples[i].marked);
        read_roles(&t, &found);
        wrong +=
            is_other_gender(examples[i].marked, examples[i].gender, found.at[0].gender);
        told_release(&t);
    }
    assert_int_equal(wrong, 0);
}

static void heads(void **state)
{
    static const struct {
        const char *text, *head;
    } examples[] = {
        {"the prime minister of Tolva", "minister"},
        {"minister", "minister"},
        {"of", "of"},
        {"a lawyer who left", "lawyer"},
        {"a source familiar with the talks", "source"},
        {"the head of the council", "head"},
        {"the mayor, who left", "mayor"},
        {"two officials in Tolva", "officials"},
    };
    int wrong = 0;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct told t;
        tell(&t, *state, examples[i].text);
        uint32_t head = q_head_of(&t.words, (struct q_range){0, t.a.note.token_count});
        wrong += is_other(examples[i].text, examples[i].head, token_text(&t.a, head));
        told_release(&t);
    }
    assert_int_equal(wrong, 0);
}

// Whatever stands around the names, every role lies in the text.
static void any_words(void **state)
{
    static const char *const bits[] = {"[P:Jane Brockwell] ",
                                       "[O:Tolva Front] ",
                                       "[P:Roe]",
                                       "[L:Tolva]",
                                       ", ",
                                       ". ",
                                       "the ",
                                       "mayor ",
                                       "of ",
                                       "who ",
                                       "serves as ",
                                       "(",
                                       ") ",
                                       "41, ",
                                       "Mr. ",
                                       "“",
                                       "” ",
                                       "D-Ohio",
                                       "and ",
                                       "said ",
                                       "\n\n",
                                       "Sen. ",
                                       "spokesman, ",
                                       "’s ",
                                       "a "};
    enum { BITS = sizeof bits / sizeof *bits };
    random_state = 11;
    for (int round = 0; round < 4000; round++) {
        char marked[1024] = "";
        add_any(marked, bits, BITS, 20);
        struct told t;
        struct q_entities found;
        tell(&t, *state, marked);
        read_roles(&t, &found);
        for (uint32_t e = 0; e < found.count; e++) {
            quoth_str role = found.at[e].role;
            assert_true(!role.ptr || (role.len > 0 && role.ptr >= t.a.text.ptr &&
                                      role.ptr + role.len <= t.a.text.ptr + t.a.text.len));
        }
        told_release(&t);
    }
}

static double seconds_for(const struct q_lexicon *lexicon, const char *words,
                          uint32_t count)
{
    struct annotated a;
    annotate_times(&a, words, count);
    a.note.names = Q_ARENA_ARRAY(&a.arena, struct q_name, a.note.token_count);
    for (uint32_t i = 0; i < a.note.token_count; i++)
        if (q_str_equal(token_text(&a, i), Q_STR("Brockwell")))
            a.note.names[a.note.name_count++] =
                (struct q_name){i, i + 1, Q_NAME_PERSON, 255};
    struct q_words w = {lexicon, a.text, &a.note, NULL};
    struct q_entities found;
    assert_int_equal(q_find_entities(&w, NULL, 0, 0, &a.arena, &found), QUOTH_OK);
    clock_t before = clock();
    q_read_roles(&w, NULL, 0, &found);
    double seconds = seconds_since(before);
    annotated_release(&a);
    return seconds;
}

// Endless sentences, of titles, of descriptions and of brackets.
static void takes_linear_time(void **state)
{
    enum { COUNT = 4000, TIMES = 4 };
    static const char *const words[] = {"Mayor Brockwell ", "Brockwell, the mayor of ",
                                        "Mr. Brockwell (", "the mayor, Brockwell, who is "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        double once = seconds_for(*state, words[i], COUNT);
        double more = seconds_for(*state, words[i], TIMES * COUNT);
        assert_linear(words[i], once, more, TIMES);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles),
        cmocka_unit_test(titles_end),
        cmocka_unit_test(behind_the_name),
        cmocka_unit_test(what_follows_and_is_no_role),
        cmocka_unit_test(before_the_name),
        cmocka_unit_test(bodies),
        cmocka_unit_test(told_beside_the_text),
        cmocka_unit_test(roles_tell_the_gender),
        cmocka_unit_test(heads),
        cmocka_unit_test(any_words),
        cmocka_unit_test(takes_linear_time),
    };
    return cmocka_run_group_tests(tests, load_lexicon, free_lexicon);
}
