// src/analyse/quotemark: which marks belong together, and what they hold.
#include "annotate.h"

#include "base/limits.h"
#include "seconds_since.h"

#include <time.h>

/*
 * A line a quotation: its depth, its flags and its text. Flags: u unclosed, c carried,
 * k continues, s between single marks.
 */
static void show_quotations(const struct annotated *a, struct shown *out)
{
    static const char letters[] = "ucks"; // in the order of q_quotation_flag
    out->len = 0;
    out->text[0] = 0;
    for (uint32_t n = 0; n < a->note.quotation_count; n++) {
        const struct q_quotation *q = &a->note.quotations[n];
        char depth = (char)('0' + q->depth);
        show(out, q_str(&depth, 1));
        for (unsigned bit = 0; bit < 4; bit++)
            if (q->flags & 1u << bit)
                show(out, q_str(&letters[bit], 1));
        show(out, Q_STR(" "));
        show(out, q_str_cut(a->text, a->note.tokens[q->open].start,
                            a->note.tokens[q->close - 1].end));
        show(out, Q_STR("\n"));
    }
}

struct example {
    const char *text, *quotations;
};

static void check(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct annotated a;
        struct shown out;
        annotate(&a, q_str_from(examples[i].text));
        show_quotations(&a, &out);
        assert_string_equal(out.text, examples[i].quotations);
        annotated_release(&a);
    }
}

#define CHECK(examples) check(examples, sizeof examples / sizeof *examples)

static void every_make_of_marks(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"\"No,\" he said. \"Go.\"", "0 \"No,\"\n0 \"Go.\"\n"},
        {"“No,” he said.", "0 “No,”\n"},
        {"''No,'' he said.", "0 ''No,''\n"},
        {"``No,'' he said.", "0 ``No,''\n"},
        {"``No,\" he said.", "0 ``No,\"\n"},
        {"‘‘No,’’ he said.", "0 ‘‘No,’’\n"},
        {"‚‚No,’’ he said.", "0 ‚‚No,’’\n"},
        {"„No,“ he said. “Go.”", "0 „No,“\n0 “Go.”\n"},
        {"„He said ‚no‘ twice,“ she said.", "0 „He said ‚no‘ twice,“\n1s ‚no‘\n"},
        {"„No,” he said.", "0 „No,”\n"},
        {"«No,» he said.", "0 «No,»\n"},
        {"« No, » he said.", "0 « No, »\n"},
        {"»No,« he said.", "0 »No,«\n"},
        {"he said ‘no’ to it", "0s ‘no’\n"},
        {"he said 'no' to it", "0s 'no'\n"},
        {"he said `no' to it", "0s `no'\n"},
        {"no quotation at all", ""},
        {"", ""},
    };
    CHECK(examples);
}

static void apostrophes_are_no_marks(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"the boys' room", ""},
        {"the boys’ room", ""},
        {"’Tis the boys’ room", ""},
        {"in the '90s and the '80s", ""},
        {"‘It’s the boys’ he said", "0s ‘It’s the boys’\n"},
        {"“It’s ’90s stuff,” he said.", "0 “It’s ’90s stuff,”\n"},
        {"“Rock ‘n’ roll,” he said.", "0 “Rock ‘n’ roll,”\n1s ‘n’\n"},
        {"‘a ‘b’", "0s ‘b’\n"}, // the first of two is forgotten
    };
    CHECK(examples);
}

static void quotations_inside_quotations(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"“He said ‘no’ twice,” she said.", "0 “He said ‘no’ twice,”\n1s ‘no’\n"},
        {"\"He said 'no' twice,\" she said.", "0 \"He said 'no' twice,\"\n1s 'no'\n"},
        {"‘He said “no” twice,’ she said.", "0s ‘He said “no” twice,’\n1 “no”\n"},
        {"“‘No,’” she said.", "0 “‘No,’”\n1s ‘No,’\n"},
        {"“A “b “c” d” e”", "0 “A “b “c” d” e”\n1 “b “c” d”\n2 “c”\n"},
        {"«A “b” c»", "0 «A “b” c»\n1 “b”\n"},
        {"“A «b c”", "0 “A «b c”\n1u «b c\n"}, // the outer one closes both
    };
    CHECK(examples);
}

static void marks_between_blanks_or_words(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"”No,” he said.", "0 ”No,”\n"}, // ” used to open
        {"(\"no\")", "0 \"no\"\n"},
        {"he said—\"no\"—and", "0 \"no\"\n"},
        {"he said\"no\"and left", "0 \"no\"\n"},
        {"six \" seven", "0u \" seven\n"},
        {"six ” seven", ""},
        {"six” seven", ""},
        {"\"", "0u \"\n"},
        {"”", ""},
        {"»", ""},
        {"»x", "0u »x\n"},
        {"’", ""},
    };
    CHECK(examples);
}

static void paragraphs(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"“One.\n\n“Two.\n\n“Three.” Four.", "0uc “One.\n0uck “Two.\n0k “Three.”\n"},
        {"\"One.\n\n\"Two.\"", "0uc \"One.\n0k \"Two.\"\n"},
        {"“One.\n\nTwo.” “Three.”", "0u “One.\n0 “Three.”\n"},
        {"“One.\n\nHe said “two.”", "0u “One.\n0 “two.”\n"},
        {"“One.\n\n\"Two.\"", "0u “One.\n0 \"Two.\"\n"}, // another kind of mark
        {"“One.”\n\n“Two.”", "0 “One.”\n0 “Two.”\n"},
        // it is the outer one that goes on, not the last one
        {"“One ‘two’ three.\n\n“Four.”", "0uc “One ‘two’ three.\n1s ‘two’\n0k “Four.”\n"},
        {"“One ‘two three.\n\n“Four.”", "0uc “One ‘two three.\n0k “Four.”\n"},
        {"“One “two” three.\n\n“Four.”", "0uc “One “two” three.\n1 “two”\n0k “Four.”\n"},
        {"‘One.\n\n‘Two.’", "0s ‘Two.’\n"}, // a single mark alone may be an apostrophe
    };
    CHECK(examples);
}

static void tokens_know_their_depth(void **state)
{
    (void)state;
    static const uint8_t depths[] = {0, 1, 1, 2, 2, 2, 1, 0};
    static const char sides[] = " ( ( )) ";
    struct annotated a;
    annotate(&a, Q_STR("so “he ‘no’” x"));
    assert_int_equal(a.note.token_count, 8);
    for (uint32_t i = 0; i < 8; i++) {
        unsigned flags = a.note.tokens[i].flags;
        assert_int_equal(a.note.tokens[i].depth, depths[i]);
        assert_int_equal((flags & Q_TOKEN_OPENS) != 0, sides[i] == '(');
        assert_int_equal((flags & Q_TOKEN_CLOSES) != 0, sides[i] == ')');
    }
    annotated_release(&a);
    annotate(&a, Q_STR("the '90s")); // forgotten: nothing is left of it
    assert_false(a.note.tokens[1].flags & Q_TOKEN_OPENS);
    assert_int_equal(a.note.tokens[2].depth, 0);
    annotated_release(&a);
}

// `open` and `close` so often, with a word between.
static void annotate_nested(struct annotated *a, const char *open, const char *close,
                            int times)
{
    size_t each = strlen(open) + strlen(close);
    char *text = malloc(each * (size_t)times + 1), *at = text;
    assert_non_null(text);
    for (int i = 0; i < times; i++, at += strlen(open))
        memcpy(at, open, strlen(open));
    *at++ = 'x';
    for (int i = 0; i < times; i++, at += strlen(close))
        memcpy(at, close, strlen(close));
    annotate(a, q_str(text, (size_t)(at - text)));
    free(text);
}

static void depth_has_a_limit(void **state)
{
    (void)state;
    struct annotated a;
    annotate_nested(&a, "“", "”", Q_MAX_QUOTE_DEPTH);
    assert_int_equal(a.note.quotation_count, Q_MAX_QUOTE_DEPTH);
    for (uint32_t n = 0; n < Q_MAX_QUOTE_DEPTH; n++) {
        assert_int_equal(a.note.quotations[n].depth, n);
        assert_int_equal(a.note.quotations[n].close, a.note.token_count - n);
    }
    annotated_release(&a);
    annotate_nested(&a, "“", "”", Q_MAX_QUOTE_DEPTH + 1); // the innermost is not paired
    assert_int_equal(a.note.quotation_count, Q_MAX_QUOTE_DEPTH);
    assert_false(a.note.tokens[Q_MAX_QUOTE_DEPTH].flags & Q_TOKEN_OPENS);
    assert_int_equal(a.note.tokens[Q_MAX_QUOTE_DEPTH].depth, Q_MAX_QUOTE_DEPTH);
    annotated_release(&a);
}

static double seconds_for(const char *open, const char *close, int times)
{
    struct annotated a;
    clock_t before = clock();
    annotate_nested(&a, open, close, times);
    double seconds = seconds_since(before);
    for (uint32_t n = 0; n < a.note.quotation_count; n++) {
        assert_true(a.note.quotations[n].depth < Q_MAX_QUOTE_DEPTH);
        assert_true(a.note.quotations[n].open < a.note.quotations[n].close);
        assert_true(a.note.quotations[n].close <= a.note.token_count);
    }
    annotated_release(&a);
    return seconds;
}

static void takes_linear_time(void **state)
{
    (void)state;
    enum { COUNT = 50000, TIMES = 4 };
    static const char *const pairs[][2] = {
        {"“", "”"},    {"“", ""},       {"", "”"},    {"\"", "\""}, {" \"", "\" "},
        {"‘", "’"},    {" '", "' "},    {"“‘", "’”"}, {"„", "”"},   {"»", "«"},
        {"“\n\n", ""}, {"\n\n“ x", ""}, {"« ", " »"}, {" “‘", ""},  {" ‘“", "’ "},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const char *open = pairs[i][0], *close = pairs[i][1];
        double once = seconds_for(open, close, COUNT);
        double more = seconds_for(open, close, TIMES * COUNT);
        assert_linear(*open ? open : close, once, more, TIMES);
    }
}

static void memory_runs_out(void **state)
{
    (void)state;
    struct annotated a;
    annotate_tokens(&a, Q_STR("“No, ‘no’,” he said."));
    quoth_status status = QUOTH_ENOMEM;
    uint64_t n = 0;
    while (status == QUOTH_ENOMEM) {
        q_arena_fail_at(++n);
        status = q_pair_quotes(a.text, &a.arena, &a.note);
    }
    q_arena_fail_at(0);
    assert_int_equal(status, QUOTH_OK);
    assert_true(n > 1);
    assert_int_equal(a.note.quotation_count, 2);
    annotated_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_make_of_marks),
        cmocka_unit_test(apostrophes_are_no_marks),
        cmocka_unit_test(quotations_inside_quotations),
        cmocka_unit_test(marks_between_blanks_or_words),
        cmocka_unit_test(paragraphs),
        cmocka_unit_test(tokens_know_their_depth),
        cmocka_unit_test(depth_has_a_limit),
        cmocka_unit_test(takes_linear_time),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
