// src/attribute/speaker/given: given names of women and of men.
#include "annotate.h"

#include "attribute/speaker/given.h"

static void check(const char *const *names, enum q_gender gender)
{
    int wrong = 0;
    for (; *names; names++) {
        if (q_given_gender(q_str_from(*names)) == gender)
            continue;
        print_message("%s\n", *names);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void women_and_men(void **state)
{
    (void)state;
    static const char *const women[] = {"Jane", "mary", "ANNA", "Carol", "Laura", NULL};
    static const char *const men[] = {"John", "peter", "MARK", "David", "Thomas", NULL};
    check(women, Q_GENDER_WOMAN);
    check(men, Q_GENDER_MAN);
}

static void what_is_not_known_tells_nothing(void **state)
{
    (void)state;
    static const char *const names[] = {"",
                                        "J",
                                        "Qwxz",
                                        "Jan e",
                                        "Jane ",
                                        " Jane",
                                        "jane f",
                                        "\n",
                                        "#",
                                        "zzzz",
                                        "aaaa",
                                        "Édith",
                                        "\xff\xfe",
                                        "a name that is far too long",
                                        "a name that is far too long for the list",
                                        NULL};
    check(names, Q_GENDER_NONE);
    assert_int_equal(q_given_gender((quoth_str){NULL, 0}), Q_GENDER_NONE);
}

// Beginnings and endings of names are no names.
static void names_are_whole(void **state)
{
    (void)state;
    static const char *const names[] = {"joh", "thoma", "ohn", "peterr", NULL};
    check(names, Q_GENDER_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(women_and_men),
        cmocka_unit_test(what_is_not_known_tells_nothing),
        cmocka_unit_test(names_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
