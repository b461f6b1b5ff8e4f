// src/attribute/speaker/noun: whom or what a word stands for.
#include "annotate.h"

#include "attribute/speaker/noun.h"

// The words of `yes` are, those of `no` are not.
static void check(bool is(const struct q_words *, uint32_t), const char *yes,
                  const char *no)
{
    int wrong = 0;
    for (int wanted = 0; wanted < 2; wanted++) {
        struct annotated a;
        annotate(&a, q_str_from(wanted ? yes : no));
        struct q_words words = {
            .lexicon = NULL, .text = a.text, .note = &a.note, .sorts = NULL};
        for (uint32_t i = 0; i < a.note.token_count; i++) {
            quoth_str word = q_word_text(&words, i);
            if (is(&words, i) == (bool)wanted)
                continue;
            print_message("%.*s\n", (int)word.len, word.ptr);
            wrong++;
        }
        annotated_release(&a);
    }
    assert_int_equal(wrong, 0);
}

static void offices(void **state)
{
    (void)state;
    check(q_is_office,
          "mayor spokeswoman Sen. engineer pianist politician Chairman Congressman "
          "businesswoman",
          "paper river former Russian Newman table 42 , Winter");
}

static void bodies(void **state)
{
    (void)state;
    check(q_is_body, "ministry Council bank party", "mayor bridge report Doe 42 ,");
}

static void documents(void **state)
{
    (void)state;
    check(q_is_document, "report Polls letter law", "mayor bridge ministry Doe 42 ,");
}

static void openers_of_what_is_new(void **state)
{
    (void)state;
    check(q_is_indefinite, "a An two others Most", "the his Doe mayor 42 ,");
}

static bool is_pronoun(const struct q_words *w, uint32_t i)
{
    return q_pronoun_of(w, i) != Q_PRONOUN_NONE;
}

static void pronouns(void **state)
{
    (void)state;
    check(is_pronoun, "he Her I it which themselves those", "mayor bridge there Doe 42 ,");
    struct annotated a;
    annotate(&a, Q_STR("he her them it we who mayor"));
    struct q_words words = {
        .lexicon = NULL, .text = a.text, .note = &a.note, .sorts = NULL};
    static const enum q_pronoun wanted[] = {Q_PRONOUN_HE,  Q_PRONOUN_SHE, Q_PRONOUN_THEY,
                                            Q_PRONOUN_IT,  Q_PRONOUN_I,   Q_PRONOUN_OTHER,
                                            Q_PRONOUN_NONE};
    assert_int_equal(a.note.token_count, sizeof wanted / sizeof *wanted);
    for (uint32_t i = 0; i < a.note.token_count; i++)
        assert_int_equal(q_pronoun_of(&words, i), wanted[i]);
    annotated_release(&a);
}

static void women_and_men(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        enum q_gender courtesy, noun;
    } examples[] = {
        {"Mr.", Q_GENDER_MAN, Q_GENDER_NONE},
        {"mrs", Q_GENDER_WOMAN, Q_GENDER_NONE},
        {"Lady", Q_GENDER_WOMAN, Q_GENDER_NONE},
        {"King", Q_GENDER_NONE, Q_GENDER_MAN},
        {"spokeswoman", Q_GENDER_NONE, Q_GENDER_WOMAN},
        {"businessman", Q_GENDER_NONE, Q_GENDER_MAN},
        {"mayor", Q_GENDER_NONE, Q_GENDER_NONE},
        {"", Q_GENDER_NONE, Q_GENDER_NONE},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        quoth_str word = q_str_from(examples[i].word);
        assert_int_equal(q_courtesy_gender(word), examples[i].courtesy);
        assert_int_equal(q_is_courtesy(word), examples[i].courtesy != Q_GENDER_NONE);
        assert_int_equal(q_noun_gender(word), examples[i].noun);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offices),   cmocka_unit_test(bodies),
        cmocka_unit_test(documents), cmocka_unit_test(openers_of_what_is_new),
        cmocka_unit_test(pronouns),  cmocka_unit_test(women_and_men),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
