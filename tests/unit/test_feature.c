// src/analyse/feature: what the tagger sees of a token.
#include "annotate.h"

#include "analyse/feature.h"
#include "base/limits.h"

enum { MOST = 256 };

static uint32_t features(const char *text, quoth_feature out[MOST])
{
    size_t count = MOST;
    assert_int_equal(quoth_features(q_str_from(text), out, &count), QUOTH_OK);
    return (uint32_t)count;
}

// The features of the last token of `text`.
static quoth_feature last_of(const char *text)
{
    quoth_feature out[MOST];
    uint32_t count = features(text, out);
    assert_true(count > 0);
    return out[count - 1];
}

static void words_are_folded(void **state)
{
    (void)state;
    static const struct {
        const char *text, *word;
    } examples[] = {
        {"a PATEL", "patel"}, {"a Élan", "élan"},   {"didn’t", "n't"},
        {"he’s", "'s"},       {"a Co‑op", "co-op"}, {"a “", "\""},
        {"a ''", "\""},       {"a «", "\""},        {"a ’", "'"},
        {"a `", "'"},         {"a ...", "..."},     {"a 3,000.50", "3,000.50"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        assert_true(last_of(examples[i].text).word ==
                    quoth_word_hash(q_str_from(examples[i].word)));
}

static void long_words_are_cut(void **state)
{
    (void)state;
    enum { LONGEST = 64 };
    static const char letters[] = "é\U0001d504";
    char text[MOST];
    for (size_t len = 50; len < 70; len++) { // the letters are before, across and behind it
        memset(text, 'a', len);
        memcpy(text + len, letters, sizeof letters);
        uint64_t word = last_of(text).word;
        strcat(text, "b");
        bool cut = len + sizeof letters - 1 >= LONGEST;
        assert_int_equal(last_of(text).word == word, cut);
    }
}

static void parts_of_unknown_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *part; // NULL: none
    } examples[] = {
        {"in 2016", "<year>"},
        {"in 3,000", "<number>"},
        {"in 12", "<number>"},
        {"a 90s", NULL},
        {"see https://a.example/", "<link>"},
        {"a pro-Doe", "doe"},
        {"a well-known", "known"},
        {"said", NULL},
        {".", NULL},
        {"--", NULL},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const char *part = examples[i].part;
        assert_true(last_of(examples[i].text).part ==
                    (part ? quoth_word_hash(q_str_from(part)) : 0));
    }
}

static void first_and_last_letters(void **state)
{
    (void)state;
    quoth_feature f = last_of("a Patel");
    assert_int_equal(f.suffix, quoth_word_hash(Q_STR("tel")) % Q_SUFFIXES);
    assert_int_equal(f.prefix, quoth_word_hash(Q_STR("pat")) % Q_PREFIXES);
    f = last_of("a éàü"); // letters, not bytes
    assert_int_equal(f.suffix, quoth_word_hash(Q_STR("éàü")) % Q_SUFFIXES);
    assert_int_equal(f.prefix, f.suffix % Q_PREFIXES);
    f = last_of("a é");
    assert_int_equal(f.suffix, quoth_word_hash(Q_STR("é")) % Q_SUFFIXES);
}

// Tokens of a row have one shape, which no other row has.
static void shapes(void **state)
{
    (void)state;
    enum { ROWS = 27, COLUMNS = 3 };
    static const char *const rows[ROWS][COLUMNS] = {
        {"said", "of", "über"},
        {"Said", "Über", "Of"},
        {"SAID", "AT&T", "ÜBER"},
        {"A", "I", "Ü"},
        {"McRoe", "iPhone", "O'Doe"},
        {"12", "3,000.50", "12:05"},
        {"90s", "A1", "7-Eleven"},
        {"well-known", "co-op", "x-y"},
        {"Co-op", "pro-Doe", "X-Y"},
        {".", ".", "."},
        {",", ",", ","},
        {":", ":", ":"},
        {";", ";", ";"},
        {"!", "?", "??"},
        {"‘", "’", "'"},
        {"-", "--", "—"},
        {"(", "[", "{"},
        {")", "]", "}"},
        {"$", "%", "/"},
        {"...", "…", ".."},
        {"@doe", "#vote", "@a_b"},
        {"www.a.example", "http://a/", "https://b/"},
        {"he’s", "I'm", "didn’t"},
        {"Кто", "誰", "ليل"},
        {"2016", "1984", "1066"},
        {"U.S.", "Mr.", "p.m."},
        {"€", "•", "<"},
    };
    uint8_t seen[ROWS];
    for (size_t r = 0; r < ROWS; r++) {
        for (size_t k = 0; k < COLUMNS; k++) {
            char text[64];
            strcpy(text, "a ");
            strcat(text, rows[r][k]);
            uint8_t shape = last_of(text).shape;
            assert_true(shape < Q_SHAPES);
            if (k == 0)
                seen[r] = shape;
            assert_int_equal(shape, seen[r]);
        }
        for (size_t before = 0; before < r; before++)
            assert_int_not_equal(seen[r], seen[before]);
    }
    quoth_feature out[MOST];
    features("“a” 12 \" x", out); // the last one opens nothing that is closed
    assert_int_not_equal(out[0].shape, out[2].shape);
}

// 0 outside, 1 inside, 2 deeper, 3 opens, 4 closes; 5 more at the start of a sentence, 10
// of a paragraph, 15 of the text.
static void places(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint8_t count, places[16];
    } examples[] = {
        {"He said no. So", 5, {15, 0, 0, 0, 5}},
        {"He “said “no” so”", 8, {15, 3, 1, 3, 2, 4, 1, 4}},
        {"“No.” He\n\n“So", 7, {18, 1, 1, 4, 5, 13, 1}},
        {"he ‘no’ he", 5, {15, 1, 1, 1, 0}},
        {"“he ‘no’ he”", 7, {18, 1, 2, 2, 2, 1, 4}},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        quoth_feature out[MOST];
        uint32_t count = features(examples[i].text, out);
        assert_int_equal(count, examples[i].count);
        for (uint32_t k = 0; k < count; k++) {
            assert_int_equal(out[k].place, examples[i].places[k]);
            assert_true(out[k].place < Q_PLACES);
            assert_int_equal(out[k].paragraph, out[k].place >= 10);
            if (out[k].place >= 5)
                assert_int_equal(out[k].sentence, 1);
        }
    }
}

// What the networks share is what the training reads, and is made once.
static void of_an_annotation(void **state)
{
    (void)state;
    struct annotated a;
    quoth_feature out[MOST];
    annotate(&a, Q_STR("“No,” he said. “It’s 5 p.m. in Minsk.”"));
    uint32_t count = features("“No,” he said. “It’s 5 p.m. in Minsk.”", out);
    assert_int_equal(q_find_features(a.text, &a.arena, &a.note), QUOTH_OK);
    assert_int_equal(count, a.note.token_count);
    assert_memory_equal(a.note.features, out, count * sizeof *out);
    const quoth_feature *once = a.note.features;
    assert_int_equal(q_find_features(a.text, &a.arena, &a.note), QUOTH_OK);
    assert_ptr_equal(a.note.features, once);
    annotated_release(&a);
}

static void capitals(void **state)
{
    (void)state;
    static const char *const WITH[] = {"Minsk", "UN", "X", "McNeil", "Al-Azhar"};
    static const char *const WITHOUT[] = {"town", "48", "1999", "x-ray", "“", ","};
    quoth_feature out[MOST];
    for (size_t i = 0; i < sizeof WITH / sizeof *WITH; i++) {
        assert_int_equal(features(WITH[i], out), 1);
        assert_true(q_feature_is_capital(out));
    }
    for (size_t i = 0; i < sizeof WITHOUT / sizeof *WITHOUT; i++) {
        assert_int_equal(features(WITHOUT[i], out), 1);
        assert_false(q_feature_is_capital(out));
    }
}

/*
 * A model knows the features that it was trained with. When this fails although no bug was
 * meant to be fixed, undo what changed; else raise Q_FEATURE_VERSION and train anew.
 */
static void features_are_those_of_version_1(void **state)
{
    (void)state;
    quoth_feature out[MOST];
    uint32_t count =
        features("Jane Doe, the 52-year-old mayor of St. Ives, didn’t say “no” "
                 "to the U.S. plan.\n\n\"It's 'fine',\" O'Connor told Reuters on "
                 "Nov. 8, 2016... A 3,000.50% rise — so what?!\n\n“We lost\n"
                 "the vote (in Texas).\n\n“AT&T won; see www.a.example @jane!”",
                 out);
    uint64_t hash = UINT64_C(0xcbf29ce484222325); // FNV-1a
    for (size_t i = 0; i < count * sizeof *out; i++)
        hash = (hash ^ ((const unsigned char *)out)[i]) * UINT64_C(0x100000001b3);
    assert_int_equal(Q_FEATURE_VERSION, 1);
    assert_int_equal(count, 66);
    assert_int_equal(hash, UINT64_C(0x2817edd4320c8d35));
}

static void what_cannot_be(void **state)
{
    (void)state;
    quoth_feature out[MOST];
    size_t count = 2;
    assert_int_equal(quoth_features(Q_STR("one two three"), out, &count), QUOTH_ELIMIT);
    count = 3;
    assert_int_equal(quoth_features(Q_STR("one two three"), out, &count), QUOTH_OK);
    assert_int_equal(count, 3);
    assert_int_equal(quoth_features(Q_STR("one \xe2\x80"), out, &count), QUOTH_EFORMAT);
    assert_int_equal(quoth_features(q_str("", (size_t)Q_MAX_ARTICLE + 1), out, &count),
                     QUOTH_ELIMIT);
    count = 0;
    assert_int_equal(quoth_features(Q_NO_STR, NULL, &count), QUOTH_OK);
    assert_int_equal(count, 0);
}

static void memory_runs_out(void **state)
{
    (void)state;
    quoth_feature out[MOST];
    for (uint64_t n = 1; n <= 2; n++) {
        size_t count = MOST;
        q_arena_fail_at(n);
        assert_int_equal(quoth_features(Q_STR("“No,” he said."), out, &count),
                         QUOTH_ENOMEM);
    }
    q_arena_fail_at(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_folded),
        cmocka_unit_test(long_words_are_cut),
        cmocka_unit_test(parts_of_unknown_words),
        cmocka_unit_test(first_and_last_letters),
        cmocka_unit_test(shapes),
        cmocka_unit_test(places),
        cmocka_unit_test(of_an_annotation),
        cmocka_unit_test(capitals),
        cmocka_unit_test(features_are_those_of_version_1),
        cmocka_unit_test(what_cannot_be),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
