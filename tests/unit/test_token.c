// src/analyse/token: where words, sentences and paragraphs are cut.
#include "annotate.h"
#include "random_below.h"
#include "seconds_since.h"

#include <time.h>

struct example {
    const char *text, *cut; // a bar between tokens
};

// With `starts`: ¶ before the first token of a paragraph, · of a sentence in it, and ~
// where words before it were left out.
static void show_tokens(const struct annotated *a, bool starts, struct shown *out)
{
    out->len = 0;
    out->text[0] = 0;
    for (uint32_t i = 0; i < a->note.token_count; i++) {
        unsigned flags = a->note.tokens[i].flags;
        show(out, q_str_from(i ? "|" : ""));
        if (starts && (flags & Q_TOKEN_APART))
            show(out, Q_STR("~"));
        if (starts && (flags & Q_TOKEN_PARAGRAPH))
            show(out, Q_STR("¶"));
        else if (starts && (flags & Q_TOKEN_SENTENCE))
            show(out, Q_STR("·"));
        show(out, token_text(a, i));
    }
}

static void check(const struct example *examples, size_t count, bool starts)
{
    for (size_t i = 0; i < count; i++) {
        struct annotated a;
        struct shown out;
        annotate_tokens(&a, q_str_from(examples[i].text));
        show_tokens(&a, starts, &out);
        assert_string_equal(out.text, examples[i].cut);
        annotated_release(&a);
    }
}

#define CHECK(examples, starts) check(examples, sizeof examples / sizeof *examples, starts)

static void stops_of_abbreviations(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"The U.S. said no.", "The|U.S.|said|no|."},
        {"Mr. Doe and Sen. J. Roe", "Mr.|Doe|and|Sen.|J.|Roe"},
        {"at 5 p.m. on Dec. 3", "at|5|p.m.|on|Dec.|3"},
        {"He fell ill. We go.", "He|fell|ill|.|We|go|."}, // no capital: a word
        {"No. 5 and Nos. 6", "No.|5|and|Nos.|6"},
        {"No. He left.", "No|.|He|left|."},
        {"No.", "No|."},
        {"No.»", "No|.|»"},
        {"No.\u00a0", "No|."},
        {"Acme Inc.", "Acme|Inc."},
        {"it was vs. them", "it|was|vs.|them"},
        {"the end.", "the|end|."},
        {"élan.", "élan|."},
    };
    CHECK(examples, false);
}

static void apostrophes(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"didn’t", "did|n’t"},
        {"didn't", "did|n't"},
        {"DIDN'T", "DID|N'T"},
        {"can't", "ca|n't"},
        {"couldn't've", "could|n't|'ve"},
        {"n't", "n't"},
        {"O'Connor’s", "O'Connor|’s"},
        {"they're I’m we'll he'd", "they|'re|I|’m|we|'ll|he|'d"},
        {"the boys' room", "the|boys|'|room"},
        {"'tis", "'|tis"},
        {"rock'n'roll", "rock'n'roll"},
        {"x's", "x|'s"},
        {"x'", "x|'"},
    };
    CHECK(examples, false);
}

static void numbers(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"3,000.50", "3,000.50"}, {"3,000, 50.", "3,000|,|50|."},
        {"12:05", "12:05"},       {"$1.5m", "$|1.5m"},
        {"40%", "40|%"},          {"90s", "90s"},
        {"9/11", "9|/|11"},       {"2-1", "2-1"},
        {"5. The", "5|.|The"},
    };
    CHECK(examples, false);
}

static void joined_words(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"AT&T", "AT&T"},
        {"Doe & Roe", "Doe|&|Roe"},
        {"Smith&Wesson", "Smith|&|Wesson"},
        {"twenty-one-year-old", "twenty-one-year-old"},
        {"Jean‑Luc", "Jean‑Luc"}, // a hyphen that does not break
        {"pre- and", "pre|-|and"},
        {"and/or", "and|/|or"},
        {"Zürich", "Zürich"},
    };
    CHECK(examples, false);
}

static void links_and_handles(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"see https://a.example/b?c=1&d.", "see|https://a.example/b?c=1&d|."},
        {"(www.a.example), so", "(|www.a.example|)|,|so"},
        {"“http://a.example/”", "“|http://a.example/|”"},
        {"www.", "www|."},
        {"http", "http"},
        {"@jane_doe said #vote2020!", "@jane_doe|said|#vote2020|!"},
        {"@ home", "@|home"},
        {"@", "@"},
    };
    CHECK(examples, false);
    struct annotated a;
    annotate_tokens(&a, Q_STR("www.a.example"));
    assert_int_equal(a.note.tokens[0].kind, Q_TOKEN_LINK);
    annotated_release(&a);
}

static void marks_and_their_runs(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"Wait... no -- what?!", "Wait|...|no|--|what|?|!"},
        {"***", "***"},
        {"a,,b", "a|,|,|b"},
        {"ah…", "ah|…"},
        {"a—b–c", "a|—|b|–|c"},
        {"''Hi'' ``Ho''", "''|Hi|''|``|Ho|''"},
        {"‘‘Hi’’ ‚Ho‘", "‘‘|Hi|’’|‚|Ho|‘"},
        {"'''", "''|'"},
        {"“‘No,’ he said.”", "“|‘|No|,|’|he|said|.|”"},
        {"", ""},
        {" \n\t\u00a0\u200b\ufeff", ""},
    };
    CHECK(examples, false);
}

static void paragraphs_and_wrapped_lines(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"One.\nTwo.", "¶One|.|¶Two|."},
        {"a long\nline", "¶a|long|line"},
        {"a long\r\nline", "¶a|long|line"}, // one break
        {"a long\n\nline", "¶a|long|¶line"},
        {"a long\r\n\r\nline", "¶a|long|¶line"},
        {"a long \n line", "¶a|long|line"},
        {"it ends.\nthen", "¶it|ends|.|¶then"},
        {"Headline\nThe", "¶Headline|¶The"},
        {"Head\u2029line", "¶Head|line"},
        {"\n\nOne", "¶One"},
    };
    CHECK(examples, true);
}

static void sentences(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"He came. She left! Who? Me.", "¶He|came|.|·She|left|!|·Who|?|·Me|."},
        {"Mr. Doe came.", "¶Mr.|Doe|came|."},
        {"In the U.S. The end", "¶In|the|U.S.|·The|end"},
        {"In the U.S. Congress", "¶In|the|U.S.|Congress"},
        {"“No.” He left.", "¶“|No|.|”|·He|left|."},
        {"He left. “No.”", "¶He|left|.|·“|No|.|”"},
        {"He (left.) Then", "¶He|(|left|.|)|·Then"},
        {"Yahoo! said so", "¶Yahoo|!|said|so"},
        {"Wait... Now", "¶Wait|...|·Now"},
        {"Wait.. Now", "¶Wait|..|Now"},
        {"Wait… Now", "¶Wait|…|·Now"},
        {"It rose. 20 fell.", "¶It|rose|.|·20|fell|."},
        {"Élan. Émile", "¶Élan|.|·Émile"},
        {") is first", "¶)|is|first"},
    };
    CHECK(examples, true);
    struct annotated a;
    annotate_tokens(&a, Q_STR(") is first"));
    assert_true(a.note.tokens[0].flags & Q_TOKEN_SENTENCE);
    annotated_release(&a);
}

static void kinds_and_flags(void **state)
{
    (void)state;
    static const uint8_t kinds[] = {Q_TOKEN_WORD, Q_TOKEN_CLITIC, Q_TOKEN_NUMBER,
                                    Q_TOKEN_MARK, Q_TOKEN_QUOTE,  Q_TOKEN_WORD};
    struct annotated a;
    annotate_tokens(&a, Q_STR("he’s 20%” U.S."));
    assert_int_equal(a.note.token_count, 6);
    for (uint32_t i = 0; i < 6; i++) {
        assert_int_equal(a.note.tokens[i].kind, kinds[i]);
        bool space = (a.note.tokens[i].flags & Q_TOKEN_SPACE) != 0;
        assert_int_equal(space, i == 0 || i == 2 || i == 5);
    }
    assert_int_equal(a.note.tokens[4].quote, Q_QUOTE_CURLY);
    assert_true(a.note.tokens[5].flags & Q_TOKEN_ABBREVIATION);
    annotated_release(&a);
}

// ── Blocks: only what is the article's voice has tokens ──

static void check_blocks(const char *text, const quoth_block *blocks, size_t count,
                         const char *want)
{
    struct annotated a;
    struct shown out;
    annotate_blocks(&a, q_str_from(text), blocks, (uint32_t)count);
    show_tokens(&a, true, &out);
    assert_string_equal(out.text, want);
    annotated_release(&a);
}

#define CHECK_BLOCKS(text, blocks, want)                                                   \
    check_blocks((text), (blocks), sizeof(blocks) / sizeof *(blocks), (want))

// A block of one word, between two of body.
static void kinds_that_are_read(void **state)
{
    (void)state;
    static const char text[] = "One.\nX\nTwo.";
    static const struct {
        quoth_block_kind kind;
        bool read;
    } kinds[] = {
        {QUOTH_BLOCK_BODY, true},       {QUOTH_BLOCK_HEADLINE, true},
        {QUOTH_BLOCK_STANDFIRST, true}, {QUOTH_BLOCK_LIST, true},
        {QUOTH_BLOCK_TABLE, true},      {QUOTH_BLOCK_QUOTE, true},
        {QUOTH_BLOCK_BYLINE, false},    {QUOTH_BLOCK_DATELINE, false},
        {QUOTH_BLOCK_CAPTION, false},   {QUOTH_BLOCK_CREDIT, false},
        {QUOTH_BLOCK_INSERT, false},    {QUOTH_BLOCK_FURNITURE, false},
        {(quoth_block_kind)99, true}, // kinds may be added: body
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const quoth_block blocks[] = {
            block_of_words(text, QUOTH_BLOCK_BODY, "One.", "", ""),
            block_of_words(text, kinds[i].kind, "X", "", ""),
            block_of_words(text, QUOTH_BLOCK_BODY, "Two.", "", "")};
        CHECK_BLOCKS(text, blocks, kinds[i].read ? "¶One|.|¶X|¶Two|." : "¶One|.|~¶Two|.");
    }
}

static void a_repeated_headline_is_not_read(void **state)
{
    (void)state;
    static const char text[] = "Rain\nBody.\nRain again";
    quoth_block blocks[] = {
        block_of_words(text, QUOTH_BLOCK_HEADLINE, "Rain", "", ""),
        block_of_words(text, QUOTH_BLOCK_BODY, "Body.", "", ""),
        block_of_words(text, QUOTH_BLOCK_HEADLINE, "Rain again", "", "")};
    CHECK_BLOCKS(text, blocks, "¶Rain|¶Body|.|¶Rain|again");
    blocks[2].flags = QUOTH_BLOCK_REPEATED;
    CHECK_BLOCKS(text, blocks, "¶Rain|¶Body|.");
    blocks[0].flags = QUOTH_BLOCK_REPEATED; // what is read first has nothing before it
    CHECK_BLOCKS(text, blocks, "¶Body|.");
}

// Of a post and a turn: who, and what is said, in the order of the text.
static void posts_give_author_and_words(void **state)
{
    (void)state;
    static const char text[] = "It rained. — Jo Roe (@joroe) June 3, 2016\n"
                               "Al Doe (@aldoe) It snowed.\nCY POE, HOST: Yes.\nNo.";
    const quoth_block blocks[] = {
        block_of_words(text, QUOTH_BLOCK_POST, "It rained. — Jo Roe (@joroe) June 3, 2016",
                       "Jo Roe", "It rained."),
        block_of_words(text, QUOTH_BLOCK_POST, "Al Doe (@aldoe) It snowed.", "Al Doe",
                       "It snowed."),
        block_of_words(text, QUOTH_BLOCK_TURN, "CY POE, HOST: Yes.", "CY POE", "Yes."),
        block_of_words(text, QUOTH_BLOCK_TURN, "No.", "", "No.")};
    CHECK_BLOCKS(text, blocks,
                 "¶It|rained|.|~¶Jo|Roe|~¶Al|Doe|~¶It|snowed|.|¶CY|POE|~¶Yes|.|¶No|.");
}

// A sentence that debris cut goes on behind it, and so does its quotation.
static void what_goes_on_keeps_its_sentence(void **state)
{
    (void)state;
    static const char text[] = "“We\nMORE\nTried,” she said.\nThe end.";
    quoth_block blocks[] = {
        block_of_words(text, QUOTH_BLOCK_BODY, "“We", "", ""),
        block_of_words(text, QUOTH_BLOCK_FURNITURE, "MORE", "", ""),
        block_of_words(text, QUOTH_BLOCK_BODY, "Tried,” she said.", "", ""),
        block_of_words(text, QUOTH_BLOCK_BODY, "The end.", "", "")};
    CHECK_BLOCKS(text, blocks, "¶“|We|~¶Tried|,|”|she|said|.|¶The|end|.");
    blocks[2].flags = QUOTH_BLOCK_GOES_ON;
    CHECK_BLOCKS(text, blocks, "¶“|We|~Tried|,|”|she|said|.|¶The|end|.");

    struct annotated a;
    annotate_blocks(&a, q_str_from(text), blocks, 4);
    assert_int_equal(q_pair_quotes(a.text, &a.arena, &a.note), QUOTH_OK);
    assert_int_equal(a.note.quotation_count, 1);
    assert_int_equal(a.note.quotations[0].close, 5);
    assert_int_equal(a.note.quotations[0].flags, 0);
    assert_int_equal(a.note.tokens[2].depth, 1);
    assert_true(a.note.tokens[2].flags & Q_TOKEN_SPACE);
    annotated_release(&a);
}

// A token ends with its block: what is glued to it is no part of its word.
static void words_do_not_cross_blocks(void **state)
{
    (void)state;
    static const char text[] = "TOLVA—It rainedPicture and U.S.";
    const quoth_block blocks[] = {
        block_of_words(text, QUOTH_BLOCK_DATELINE, "TOLVA—", "", ""),
        block_of_words(text, QUOTH_BLOCK_BODY, "It rained", "", ""),
        block_of_words(text, QUOTH_BLOCK_CAPTION, "Picture and U.S", "", ""),
        block_of_words(text, QUOTH_BLOCK_BODY, ".", "", "")};
    quoth_block fixed[4];
    memcpy(fixed, blocks, sizeof fixed);
    fixed[3].span = (quoth_span){(uint32_t)strlen(text) - 1, (uint32_t)strlen(text)};
    CHECK_BLOCKS(text, fixed, "¶It|rained|~¶.");
    const quoth_block none[] = {block_of_words(text, QUOTH_BLOCK_FURNITURE, text, "", "")};
    CHECK_BLOCKS(text, none, "");
}

// Whatever the text: tokens ascend, hold no white space of ASCII, and leave nothing else
// out.
static void check_whole(const struct annotated *a)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i <= a->note.token_count; i++) {
        bool last = i == a->note.token_count;
        uint32_t start = last ? (uint32_t)a->text.len : a->note.tokens[i].start;
        assert_true(at <= start);
        for (; at < start; at++)
            assert_true((unsigned char)a->text.ptr[at] <= ' ' ||
                        (unsigned char)a->text.ptr[at] >= 0x7f);
        if (last)
            break;
        at = a->note.tokens[i].end;
        assert_true(start < at && at <= a->text.len);
        for (uint32_t k = start; k < at; k++)
            assert_true((unsigned char)a->text.ptr[k] > ' ');
    }
}

static void any_text_is_cut_whole(void **state)
{
    (void)state;
    static const char *const bits[] = {
        "a",       "t",   "n",  "S",      "é",      "9",          ".",      ",",   ":",
        "'",       "’",   "‘",  "‚",      "\"",     "“",          "”",      "„",   "«",
        "»",       "`",   "-",  "—",      "…",      "@",          "#",      "&",   "_",
        "(",       "]",   " ",  "\n",     "\r",     "\t",         "No.",    "Mr",  "www.",
        "http://", "n't", "'s", "\u00a0", "\u2028", "\U0001f600", "\u0301", "\x01"};
    random_state = 1;
    for (int round = 0; round < 4000; round++) {
        char text[64];
        size_t len = 0;
        for (int k = round % 13; k >= 0 && len + 8 < sizeof text; k--) {
            quoth_str bit = q_str_from(bits[random_below(sizeof bits / sizeof *bits)]);
            memcpy(text + len, bit.ptr, bit.len);
            len += bit.len;
        }
        struct annotated a;
        annotate(&a, q_str(text, len));
        check_whole(&a);
        annotated_release(&a);
    }
}

static void no_text_at_all(void **state)
{
    (void)state;
    struct q_arena arena;
    struct q_annotation note = {.token_count = 7};
    q_arena_init(&arena, SIZE_MAX / 4);
    assert_int_equal(q_tokenize(Q_NO_STR, NULL, 0, &arena, &note), QUOTH_OK);
    assert_int_equal(note.token_count, 0);
    assert_int_equal(q_pair_quotes(Q_NO_STR, &arena, &note), QUOTH_OK);
    assert_int_equal(note.quotation_count, 0);
    q_arena_release(&arena);
}

// What takes milliseconds when time is linear takes hours when it is quadratic.
static void takes_linear_time(void **state)
{
    (void)state;
    enum { LENGTH = 1 << 20, SECONDS = 20 };
    static const char *const bits[] = {"'",   "www.", "a.",  "@",   "a-",
                                       "''a", "\n\r", "a'",  "n't", "http://a!",
                                       "#_",  "é’",   ".\"", "9,",  "..."};
    char *text = malloc(LENGTH);
    assert_non_null(text);
    for (size_t b = 0; b < sizeof bits / sizeof *bits; b++) {
        size_t len = strlen(bits[b]);
        for (size_t i = 0; i + len <= LENGTH; i += len)
            memcpy(text + i, bits[b], len);
        struct annotated a;
        clock_t before = clock();
        annotate(&a, q_str(text, LENGTH / len * len));
        assert_true(seconds_since(before) < SECONDS);
        annotated_release(&a);
    }
    free(text);
}

static void memory_runs_out(void **state)
{
    (void)state;
    struct q_arena arena;
    struct q_annotation note;
    quoth_status status = QUOTH_ENOMEM;
    uint64_t n = 0;
    while (status == QUOTH_ENOMEM) {
        q_arena_init(&arena, SIZE_MAX / 4);
        q_arena_fail_at(++n);
        status = q_tokenize(Q_STR("“No,” he said."), NULL, 0, &arena, &note);
        q_arena_release(&arena);
    }
    q_arena_fail_at(0);
    assert_int_equal(status, QUOTH_OK);
    assert_true(n > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stops_of_abbreviations),
        cmocka_unit_test(apostrophes),
        cmocka_unit_test(numbers),
        cmocka_unit_test(joined_words),
        cmocka_unit_test(links_and_handles),
        cmocka_unit_test(marks_and_their_runs),
        cmocka_unit_test(paragraphs_and_wrapped_lines),
        cmocka_unit_test(sentences),
        cmocka_unit_test(kinds_and_flags),
        cmocka_unit_test(kinds_that_are_read),
        cmocka_unit_test(a_repeated_headline_is_not_read),
        cmocka_unit_test(posts_give_author_and_words),
        cmocka_unit_test(what_goes_on_keeps_its_sentence),
        cmocka_unit_test(words_do_not_cross_blocks),
        cmocka_unit_test(any_text_is_cut_whole),
        cmocka_unit_test(no_text_at_all),
        cmocka_unit_test(takes_linear_time),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
