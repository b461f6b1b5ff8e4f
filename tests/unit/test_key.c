// src/archive/person/key, sound, fold, work: how names are written.
#include "archive/person/key.h"
#include "archive/person/work.h"
#include "assert_str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static void names_have_parts(void **state)
{
    (void)state;
    static const struct {
        const char *text, *given, *middle, *surname, *slug;
        enum q_suffix suffix;
        enum q_sex sex;
    } cases[] = {
        {"Jane Roe", "jane", "", "roe", "jane-roe", 0, 0},
        {"JANE ROE", "jane", "", "roe", "jane-roe", 0, 0},
        {"Roe, Jane", "jane", "", "roe", "jane-roe", 0, 0},
        {"Roe", "", "", "roe", "roe", 0, 0},
        {"Dr. Jane Q. Roe", "jane", "q", "roe", "jane-q-roe", 0, 0},
        {"Mrs. Roe", "", "", "roe", "mrs-roe", 0, Q_SEX_WOMAN},
        {"Sir Arn Lindholm", "arn", "", "lindholm", "arn-lindholm", 0, Q_SEX_MAN},
        {"Arn Lindholm Jr.", "arn", "", "lindholm", "arn-lindholm-jr", Q_SUFFIX_JUNIOR, 0},
        {"Lindholm, Jr.", "", "", "lindholm", "lindholm-jr", Q_SUFFIX_JUNIOR, 0},
        {"Arn Lindholm III", "arn", "", "lindholm", "arn-lindholm-iii", Q_SUFFIX_THIRD, 0},
        {"Chris Van Harsk", "chris", "", "harsk", "chris-van-harsk", 0, 0},
        {"Van Harsk", "van", "", "harsk", "van-harsk", 0, 0},
        {"Tamim al-Harsk", "tamim", "", "harsk", "tamim-harsk", 0, 0},
        {"De Roe", "", "", "roe", "de-roe", 0, 0},
        {"Odd O’Tolva", "odd", "", "otolva", "odd-otolva", 0, 0},
        {"Odd O'Tolva", "odd", "", "otolva", "odd-otolva", 0, 0},
        {"Ebba Tolva-Lindholm", "ebba", "", "tolvalindholm", "ebba-tolva-lindholm", 0, 0},
        {"Moon Dol-mi", "dolmi", "", "moon", "moon-dol-mi", 0, 0},
        {"Kim Dol Mi", "dolmi", "", "kim", "kim-dol-mi", 0, 0},
        {"Kim Lindholm", "kim", "", "lindholm", "kim-lindholm", 0, 0},
        {"Emre Şen Tolvağ", "emre", "sen", "tolvag", "emre-sen-tolvag", 0, 0},
        {"Николай Толшев", "nikolay", "", "tolshev", "nikolay-tolshev", 0, 0},
        {"中", "", "", "u4e2d", "u4e2d", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct q_name name;
        assert_true(q_name_read(q_str_from(cases[i].text), &name));
        assert_str(name.given, cases[i].given);
        assert_str(name.middle, cases[i].middle);
        assert_str(name.surname, cases[i].surname);
        assert_str(name.slug, cases[i].slug);
        assert_int_equal(name.suffix, cases[i].suffix);
        assert_int_equal(name.sex, cases[i].sex);
    }
    struct q_name name;
    assert_false(q_name_read(Q_STR("—"), &name));
    assert_false(q_name_read(Q_STR(""), &name));
}

static void spellings_of_one_sound(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"nikolai", "nikolay"},     {"nikolai", "nikolaj"},      {"sergei", "sergey"},
        {"aleksandr", "alexander"}, {"yeltovin", "eltovin"},     {"zhulov", "zulov"},
        {"khlushchev", "hluschev"}, {"dmitriy", "dmitri"},       {"dmitry", "dmitrij"},
        {"dolvedev", "dolvediev"},  {"chernalov", "chernaloff"}, {"choldou", "choldu"},
        {"yulia", "julia"},         {"tolensky", "tolenskyy"},   {"mikhail", "mihail"},
    };
    static const char *const other[][2] = {
        {"nikolai", "viktor"}, {"tolvov", "tolkov"},  {"zhulov", "gulov"},
        {"sergei", "sergan"},  {"mikhail", "mihael"}, {"", "i"},
    };
    char a[Q_KEY_ROOM], b[Q_KEY_ROOM];
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        quoth_str key = q_key_sound(q_str_from(same[i][0]), a);
        quoth_str its = q_key_sound(q_str_from(same[i][1]), b);
        if (!q_str_equal(key, its))
            fail_msg("%s → %.*s, %s → %.*s", same[i][0], (int)key.len, key.ptr, same[i][1],
                     (int)its.len, its.ptr);
    }
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (q_str_equal(q_key_sound(q_str_from(other[i][0]), a),
                        q_key_sound(q_str_from(other[i][1]), b)))
            fail_msg("%s sounds as %s", other[i][0], other[i][1]);
}

static void names_stand_in_blocks(void **state)
{
    (void)state;
    char out[Q_KEY_ROOM];
    assert_str(q_key_block(Q_STR("Nikolay Tolshev"), Q_VOICE_PERSON, out), "p:tolsev");
    assert_str(q_key_block(Q_STR("Tolshev"), Q_VOICE_PERSON, out), "p:tolsev");
    assert_str(q_key_block(Q_STR("The Arn Company"), Q_VOICE_ORGANIZATION, out), "o:arn");
    assert_str(q_key_block(Q_STR("Lock & Sons, Inc."), Q_VOICE_ORGANIZATION, out),
               "o:lock sons");
    assert_str(q_key_block(Q_STR("Lock and Sons"), Q_VOICE_ORGANIZATION, out),
               "o:lock sons");
    assert_str(q_key_block(Q_STR("…"), Q_VOICE_PERSON, out), "p:");
    static const char *const same[][2] = {
        {"Department of Locks", "the U.S. Locks Department"},
        {"Arn Lock Association (ALA)", "Arn Lock Association"},
        {"Lindholm’s campaign", "Lindholm's campaign"},
        {"Arn Herald News", "Arn Herald"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        char other[Q_KEY_ROOM];
        quoth_str key = q_key_organization(q_str_from(same[i][0]), out);
        assert_true(q_str_equal(key, q_key_organization(q_str_from(same[i][1]), other)));
        quoth_str next = q_str_from(same[(i + 1) % (sizeof same / sizeof *same)][0]);
        assert_false(q_str_equal(key, q_key_organization(next, other)));
    }
}

static void some_words_name_one(void **state)
{
    (void)state;
    assert_true(q_key_names_one(Q_STR("the Arn Council"), Q_VOICE_ORGANIZATION));
    assert_true(q_key_names_one(Q_STR("State Department"), Q_VOICE_ORGANIZATION));
    assert_true(q_key_names_one(Q_STR("Lindholm’s campaign"), Q_VOICE_ORGANIZATION));
    assert_false(q_key_names_one(Q_STR("His party"), Q_VOICE_ORGANIZATION));
    assert_false(q_key_names_one(Q_STR("the party"), Q_VOICE_ORGANIZATION));
    assert_false(q_key_names_one(Q_STR("Local media"), Q_VOICE_ORGANIZATION));
    assert_true(q_key_names_one(Q_STR("Jane Roe"), Q_VOICE_PERSON));
    assert_true(q_key_names_one(Q_STR("And"), Q_VOICE_PERSON));
    assert_false(q_key_names_one(Q_STR("Jane Roe and Arn Lindholm"), Q_VOICE_PERSON));
    assert_false(q_key_names_one(Q_STR("a witness"), Q_VOICE_ANONYMOUS));
}

// The longest names, of the widest letters, stay in their room.
static void long_names_stay_in_their_room(void **state)
{
    (void)state;
    static const char *const letters[] = {"x", "中", "щ", "x ", "中-", "𝔘", "щ щ"};
    char text[2048], out[Q_KEY_ROOM];
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        size_t len = 0;
        while (len + 8 < sizeof text) {
            memcpy(text + len, letters[i], strlen(letters[i]));
            len += strlen(letters[i]);
        }
        struct q_name name;
        assert_true(q_name_read(q_str(text, len), &name));
        assert_true(name.slug.len > 0 && name.slug.len < Q_KEY_ROOM);
        assert_true(q_key_block(q_str(text, len), Q_VOICE_PERSON, out).len > 2);
        assert_true(q_key_block(q_str(text, len), Q_VOICE_ORGANIZATION, out).len > 2);
    }
}

static void roles_tell_work(void **state)
{
    (void)state;
    static const struct {
        const char *role;
        enum q_work work;
    } cases[] = {
        {"Sen.", Q_WORK_POLITICS},
        {"House Judiciary Committee Chairman", Q_WORK_POLITICS},
        {"former Dallas Police Officer", Q_WORK_POLICE},
        {"Attorney General", Q_WORK_POLITICS},
        {"attorney", Q_WORK_LAW},
        {"journalism professor at Northeastern University", Q_WORK_SCIENCE},
        {"vice president of a brewery", Q_WORK_NONE},
        {"Vice President", Q_WORK_POLITICS},
        {"Arn Lock CEO; Mayor", Q_WORK_BUSINESS},
        {"younger", Q_WORK_NONE},
        {"", Q_WORK_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (q_work_of(q_str_from(cases[i].role)) != cases[i].work)
            fail_msg("%s is %s", cases[i].role,
                     q_work_name(q_work_of(q_str_from(cases[i].role))));
    assert_int_equal(q_work_of(Q_NO_STR), Q_WORK_NONE);
    assert_true(q_work_goes_with(Q_WORK_LAW, Q_WORK_POLITICS));
    assert_false(q_work_goes_with(Q_WORK_SPORT, Q_WORK_POLICE));
    assert_true(q_work_goes_with(Q_WORK_NONE, Q_WORK_POLICE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_have_parts),
        cmocka_unit_test(spellings_of_one_sound),
        cmocka_unit_test(names_stand_in_blocks),
        cmocka_unit_test(some_words_name_one),
        cmocka_unit_test(long_names_stay_in_their_room),
        cmocka_unit_test(roles_tell_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
