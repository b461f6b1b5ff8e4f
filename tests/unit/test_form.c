// src/attribute/form: what kind of words a source is, and the name in it.
#include "annotate.h"

#include "attribute/form.h"
#include "seconds_since.h"

#include <time.h>

static void read_all(const struct annotated *a, quoth_statement *out)
{
    struct q_words words = {
        .lexicon = NULL, .text = a->text, .note = &a->note, .sorts = NULL};
    q_tell_form(&words, (struct q_range){0, a->note.token_count}, out);
}

struct example {
    const char *source; // the whole text, unless it has marks
    enum quoth_form form;
    const char *name, *kind; // NULL: none
};

static void check(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct annotated a;
        annotate(&a, q_str_from(examples[i].source));
        quoth_statement s = {.confidence = 42};
        read_all(&a, &s);
        if (s.form != examples[i].form)
            print_message("%s\n", examples[i].source);
        assert_int_equal(s.form, examples[i].form);
        quoth_str name = q_str_from(examples[i].name);
        if (!q_str_equal(s.speaker_name, name))
            print_message("%s: %.*s\n", examples[i].source, (int)s.speaker_name.len,
                          s.speaker_name.len ? s.speaker_name.ptr : "");
        assert_true(q_str_equal(s.speaker_name, name));
        assert_true(q_str_equal(s.speaker_kind, q_str_from(examples[i].kind)));
        assert_int_equal(s.speaker_name.ptr == NULL, examples[i].name == NULL);
        assert_int_equal(s.speaker_why.ptr == NULL, examples[i].name != NULL);
        assert_int_equal(s.confidence, 42); // what is not its own stays
        annotated_release(&a);
    }
}

#define CHECK(examples) check(examples, sizeof examples / sizeof *examples)

static void no_source(void **state)
{
    (void)state;
    static const struct example examples[] = {{"", QUOTH_FORM_NONE, NULL, NULL}};
    CHECK(examples);
}

static void pronouns(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"she", QUOTH_FORM_PRONOUN, NULL, NULL},
        {"He", QUOTH_FORM_PRONOUN, NULL, NULL},
        {"I", QUOTH_FORM_PRONOUN, NULL, NULL},
        {"their", QUOTH_FORM_PRONOUN, NULL, NULL},
        {"who", QUOTH_FORM_PRONOUN, NULL, NULL},
        {"all voters", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"he and she", QUOTH_FORM_NOMINAL, NULL, NULL},
    };
    CHECK(examples);
}

static void names(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"Doe", QUOTH_FORM_NAME, "Doe", NULL},
        {"Jane Doe", QUOTH_FORM_NAME, "Jane Doe", NULL},
        {"Jane Doe, the deputy mayor", QUOTH_FORM_NAME, "Jane Doe", NULL},
        {"Jane Doe (D-Ohio)", QUOTH_FORM_NAME, "Jane Doe", NULL},
        {"Jane Doe – the mayor", QUOTH_FORM_NAME, "Jane Doe", NULL},
        {"Édith Élan", QUOTH_FORM_NAME, "Édith Élan", NULL},
        {"J. R. O'Connor Jr.", QUOTH_FORM_NAME, "J. R. O'Connor Jr.", NULL},
        {"Jan van der Roe", QUOTH_FORM_NAME, "Jan van der Roe", NULL},
        {"Martin Tolver King Jr.", QUOTH_FORM_NAME, "Martin Tolver King Jr.", NULL},
        {"Mary Head Doe", QUOTH_FORM_NAME, "Mary Head Doe", NULL},
        {"Selma King", QUOTH_FORM_NAME, "Selma King", NULL},
        {"Jane Doe, Secretary of Arts and Crafts", QUOTH_FORM_NAME, "Jane Doe", NULL},
    };
    CHECK(examples);
}

static void names_of_bodies(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"AT&T", QUOTH_FORM_NAME, "AT&T", NULL},
        {"Doe & Roe", QUOTH_FORM_NAME, "Doe & Roe", NULL},
        {"The White House", QUOTH_FORM_NAME, "White House", NULL},
        {"the State Department", QUOTH_FORM_NAME, "State Department", NULL},
        {"State Department", QUOTH_FORM_NAME, "State Department", NULL},
        {"Foreign Affairs", QUOTH_FORM_NAME, "Foreign Affairs", NULL},
        {"Republican National Committee", QUOTH_FORM_NAME, "Republican National Committee",
         NULL},
        {"General Motors", QUOTH_FORM_NAME, "General Motors", NULL},
        {"the Bank of England", QUOTH_FORM_NAME, "Bank of England", NULL},
        {"Reuters/Ipsos", QUOTH_FORM_NOMINAL, NULL, NULL},
    };
    CHECK(examples);
}

static void offices_are_no_part_of_a_name(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"Mr. Doe", QUOTH_FORM_NAME, "Doe", "person"},
        {"President Jane Doe", QUOTH_FORM_NAME, "Jane Doe", "person"},
        {"president Jane Doe", QUOTH_FORM_NAME, "Jane Doe", "person"},
        {"former president Jane Doe", QUOTH_FORM_NAME, "Jane Doe", "person"},
        {"Prime Minister Jane Doe", QUOTH_FORM_NAME, "Jane Doe", "person"},
        {"Deputy Foreign Minister Jane Doe", QUOTH_FORM_NAME, "Jane Doe", "person"},
        {"Secretary of State Jane Doe", QUOTH_FORM_NAME, "Jane Doe", "person"},
        {"Culture Minister Jane Doe", QUOTH_FORM_NAME, "Jane Doe", "person"},
        {"Former FBI Director Jane Doe", QUOTH_FORM_NAME, "Jane Doe", "person"},
        {"U.S. Attorney General Jane Doe", QUOTH_FORM_NAME, "Jane Doe", "person"},
        {"Republican Sen. John Roe", QUOTH_FORM_NAME, "John Roe", "person"},
        {"The Rev. John Roe", QUOTH_FORM_NAME, "John Roe", "person"},
        {"Harbour strategist Jane Doe", QUOTH_FORM_NAME, "Jane Doe", "person"},
        {"CNN’s senior analyst Jane Doe", QUOTH_FORM_NAME, "Jane Doe", "person"},
        {"Chief Justice Doe", QUOTH_FORM_NAME, "Doe", "person"},
        {"The President", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"Prime Minister", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"the Mayor of London", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"President of the Republic", QUOTH_FORM_NOMINAL, NULL, NULL},
    };
    CHECK(examples);
}

// A wrong name is worse than none.
static void descriptions(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"the deputy mayor", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"Two officials", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"A Reuters reporter", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"A Spokesman", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"Officials", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"Republicans", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"Others", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"#StrongGirls", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"Jane Doe and John Roe", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"Jane Doe, John Roe and Max Poe", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"Doe’s lawyer", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"Doe’s", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"Jane “the Gauge” Doe", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"Doe of", QUOTH_FORM_NOMINAL, NULL, NULL},
        {", the mayor", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"(", QUOTH_FORM_NOMINAL, NULL, NULL},
        {"Doe,", QUOTH_FORM_NAME, "Doe", NULL},
    };
    CHECK(examples);
}

// A source that is shared by many cues is read once for each.
static void long_sources_take_little_time(void **state)
{
    (void)state;
    enum { WORDS = 100000, TIMES = 10000, SECONDS = 20 };
    static const char *const words[] = {"Doe ", "mayor ", "Doe, "};
    for (size_t w = 0; w < 3; w++) {
        size_t len = strlen(words[w]);
        char *text = malloc(WORDS * len);
        assert_non_null(text);
        for (size_t i = 0; i < WORDS; i++)
            memcpy(text + i * len, words[w], len);
        struct annotated a;
        annotate(&a, q_str(text, WORDS * len));
        free(text);
        clock_t before = clock();
        for (int i = 0; i < TIMES; i++) {
            quoth_statement s = {.form = QUOTH_FORM_NONE};
            read_all(&a, &s);
            assert_int_equal(s.form, w == 2 ? QUOTH_FORM_NAME : QUOTH_FORM_NOMINAL);
        }
        assert_true(seconds_since(before) < SECONDS);
        annotated_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_source),
        cmocka_unit_test(pronouns),
        cmocka_unit_test(names),
        cmocka_unit_test(names_of_bodies),
        cmocka_unit_test(offices_are_no_part_of_a_name),
        cmocka_unit_test(descriptions),
        cmocka_unit_test(long_sources_take_little_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
