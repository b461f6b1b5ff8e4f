// src/base/language: which language a text is in.
#include "base/language.h"

#include "base/str.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static void assert_in(const char *want, quoth_str text)
{
    quoth_str got = q_language_of(text);
    if (!q_str_equal(got, q_str_from(want)))
        fail_msg("told %.*s, not %s: %.*s", (int)got.len, got.ptr, want,
                 text.len < 200 ? (int)text.len : 200, text.ptr ? text.ptr : "");
}

struct told {
    const char *want, *text;
};

static void assert_all(const struct told *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_in(cases[i].want, q_str_from(cases[i].text));
}
#define ASSERT_ALL(cases) assert_all(cases, sizeof(cases) / sizeof *(cases))

static void small_words_tell(void **state)
{
    (void)state;
    static const struct told cases[] = {
        {"en", "The mayor said that the bridge was safe and would not be closed."},
        {"de", "Die Bürgermeisterin sagte, dass die Brücke sicher sei."},
        {"fr", "La maire a dit que le pont n’était pas fermé."},
        {"es", "La alcaldesa dijo que el puente no se va a cerrar."},
        {"it", "La sindaca ha detto che il ponte non sarà chiuso."},
        {"pt", "A presidente disse que a ponte não vai fechar."},
        {"nl", "De burgemeester zei dat de brug niet dicht gaat."},
        {"sv", "Borgmästaren sade att bron inte ska stängas."},
        {"pl", "Burmistrz powiedziała, że most nie będzie zamknięty."},
        {"tr",
         "Belediye başkanı bu köprünün kapatılmayacağını ve çok eski olmadığını söyledi."},
        {"ru", "Мэр сказала, что мост не закроют."},
        {"uk", "Мерка сказала, що міст не закриють."},
        {"ar", "قالت رئيسة البلدية إن الجسر لن يغلق في هذا العام."},
        {"de", "DIE BRÜCKE WIRD NICHT GESCHLOSSEN, SAGTE DIE MINISTERIN"},
        {"ru", "МЭР СКАЗАЛА, ЧТО МОСТ НЕ ЗАКРОЮТ"},
    };
    ASSERT_ALL(cases);
}

static void scripts_tell(void **state)
{
    (void)state;
    static const struct told cases[] = {
        {"el", "Η γέφυρα δεν θα κλείσει."},
        {"he", "הגשר לא ייסגר."},
        {"hi", "पुल बंद नहीं होगा।"},
        {"th", "สะพานจะไม่ปิด"},
        {"ko", "다리는 닫히지 않을 것이다."},
        {"zh", "桥不会关闭。"},
        {"ja", "橋は閉鎖されない。"},
        {"ka", "ხიდი არ დაიხურება."},
        {"zh", "桥不会关闭 (Reuters)"},
        {"und", "Ҡ Ҙ Ң"},
    };
    ASSERT_ALL(cases);
}

static void english_is_what_nothing_speaks_against(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        " ",
        "\n\n\n",
        "12 34 56, 78 – 90%",
        "Storm hits La Palma",
        "BREAKING: TWO DEAD AFTER BOAT SINKS",
        "GDP +0.3% q/q, CPI 2.4% y/y",
        "Updated 4:15 p.m. ET, Feb. 11",
        "U.S. Sen. Quist, D.C. v. Harwick",
        "for (int i = 0; i < count; i++) { names[i] = NULL; }",
        "Juan de la Cruz, Ana Villalobos, Willem van den Berg and Luis Ortega",
        "Müller, Jørgensen, Håkansson, Ødegård, Peña, Núñez, Gonçalves, Żurawski",
    };
    assert_in("en", Q_NO_STR);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_in("en", q_str_from(texts[i]));
}

static void the_larger_part_tells(void **state)
{
    (void)state;
    static const struct told cases[] = {
        {"en",
         "“Nous ne voulons pas de cette loi,” one of them shouted, and the police, who "
         "had been there since the morning, moved in to clear the road."},
        {"fr",
         "Le ministre, qui était là depuis le matin, a répondu en anglais : “It is not "
         "over,” puis il est parti sans dire un mot de plus."},
        {"en",
         "He said it in Russian, «я не знаю», and nobody in the room asked him again."},
        {"en", "The bridge is closed. Le pont est fermé."},
        {"ru",
         "Он сказал это по-английски: “It is over”, и больше его никто не спрашивал."},
    };
    ASSERT_ALL(cases);
}

static void what_is_not_known_is_not_english(void **state)
{
    (void)state;
    assert_in("und", Q_STR("Tŷ mŵn gŵr ôl tân cŵn bŷd hŷn pŵer dŵr cŵl tŷ gwŷr"));
}

static void tags_are_compared_without_their_country(void **state)
{
    (void)state;
    assert_true(q_language_is_same(Q_STR("en"), Q_STR("EN-gb")));
    assert_true(q_language_is_same(Q_STR("en_US"), Q_STR("en")));
    assert_false(q_language_is_same(Q_STR("en"), Q_STR("de")));
    assert_false(q_language_is_same(Q_STR("und"), Q_STR("und")));
}

static void a_tag_is_two_letters_and_more(void **state)
{
    (void)state;
    static const char *const tags[] = {"en",
                                       "EN",
                                       "xx",
                                       "en-GB",
                                       "de_AT",
                                       "zh-Hant-TW",
                                       "en-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    static const char *const none[] = {"",
                                       "e",
                                       "eng",
                                       "english",
                                       "e1",
                                       "é",
                                       "en us",
                                       "en-\n",
                                       "en-é",
                                       "12",
                                       "en-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (!q_language_is_tag(q_str_from(tags[i])))
            fail_msg("%s", tags[i]);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (q_language_is_tag(q_str_from(none[i])))
            fail_msg("%s", none[i]);
    assert_false(q_language_is_tag(Q_NO_STR));
}

static void languages_have_names(void **state)
{
    (void)state;
    assert_true(q_str_equal(q_language_name(Q_STR("pt-BR")), Q_STR("Portuguese")));
    assert_true(q_str_equal(q_language_name(Q_STR("JA")), Q_STR("Japanese")));
    assert_null(q_language_name(Q_STR("xx")).ptr);
    assert_null(q_language_name(Q_STR("und")).ptr);
}

// ── The lexicon ──

// A list: words in lower case, once each, with one space between.
static void assert_list(const char *line, size_t len, const char *section)
{
    for (size_t i = 0; i < len;) {
        size_t end = i;
        while (end < len && line[end] != ' ') {
            if (line[end] >= 'A' && line[end] <= 'Z')
                fail_msg("a capital: %.*s", (int)len, line);
            end++;
        }
        if (end == i || (end < len && end + 1 == len))
            fail_msg("a space too much: %.*s", (int)len, line);
        for (const char *p = section; p < line + i; p++)
            if ((p == section || p[-1] == ' ' || p[-1] == '\n') &&
                memcmp(p, line + i, end - i) == 0 &&
                (p[end - i] == ' ' || p[end - i] == '\n'))
                fail_msg("twice: %.*s", (int)(end - i), line + i);
        i = end + 1;
    }
}

static void the_lexicon_has_its_form(void **state)
{
    (void)state;
    extern const char q_language_words[], q_language_words_end[];
    enum { SECTIONS_MOST = 64, WORDS_MOST = 4000 }; // as many as the tables hold with ease
    const char *section = NULL;
    size_t sections = 0, words = 0;
    quoth_str all =
        q_str(q_language_words, (size_t)(q_language_words_end - q_language_words));
    assert_int_equal(q_utf8_check(all), all.len);
    assert_int_equal(all.ptr[all.len - 1], '\n');
    for (const char *line = all.ptr; line < q_language_words_end;) {
        size_t len = strcspn(line, "\n");
        if (line[0] == '[') {
            assert_true(len > 6 && line[3] == ' ' && line[len - 1] == ']');
            if (sections++ == 0)
                assert_memory_equal(line, "[en English]", 12);
            section = line + len + 1;
        } else if (len > 0 && line[0] != '#') {
            assert_non_null(section);
            assert_list(line, len, section);
            for (size_t i = 0; i < len; i++)
                words += line[i] == ' ';
            words++;
        }
        line += len + 1;
    }
    assert_in_range(sections, 50, SECTIONS_MOST);
    assert_in_range(words, 2000, WORDS_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_words_tell),
        cmocka_unit_test(scripts_tell),
        cmocka_unit_test(english_is_what_nothing_speaks_against),
        cmocka_unit_test(the_larger_part_tells),
        cmocka_unit_test(what_is_not_known_is_not_english),
        cmocka_unit_test(tags_are_compared_without_their_country),
        cmocka_unit_test(a_tag_is_two_letters_and_more),
        cmocka_unit_test(languages_have_names),
        cmocka_unit_test(the_lexicon_has_its_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
