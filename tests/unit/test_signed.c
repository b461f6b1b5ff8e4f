// src/attribute/signed: posts and turns of a transcript are statements of their authors.
#include "annotate.h"

#include "attribute/signed.h"

enum { MOST = 12 };

struct scene {
    struct annotated a;
    quoth_block blocks[MOST];
    struct quoth_article article;
    struct q_attributions found;
};

static void set_scene(struct scene *s, const char *text, const quoth_block *blocks,
                      uint32_t count)
{
    *s = (struct scene){.article.block_count = count};
    assert_true(count <= MOST);
    memcpy(s->blocks, blocks, count * sizeof *blocks);
    annotate_blocks(&s->a, q_str_from(text), s->blocks, count);
    assert_int_equal(q_pair_quotes(s->a.text, &s->a.arena, &s->a.note), QUOTH_OK);
    s->article.text = s->a.text;
    s->article.blocks = s->blocks;
}

static void add_posts(struct scene *s)
{
    assert_int_equal(q_add_signed(&s->article, &s->a.note, &s->a.arena, &s->found),
                     QUOTH_OK);
}

static void show_range(const struct scene *s, struct q_range range, struct shown *out)
{
    if (range.from < range.to)
        show(out, q_str_cut(s->a.text, s->a.note.tokens[range.from].start,
                            s->a.note.tokens[range.to - 1].end));
}

// Who says what, a line each; pieces are parted by a bar. What was dropped is left out.
static void show_found(const struct scene *s, struct shown *out)
{
    out->len = 0;
    out->text[0] = 0;
    for (uint32_t n = 0; n < s->found.count; n++) {
        const struct q_attribution *a = &s->found.at[n];
        if (a->dropped)
            continue;
        show_range(s, a->source, out);
        show(out, Q_STR(": "));
        for (uint32_t k = 0; k < a->content_count; k++) {
            show(out, q_str_from(k ? "|" : ""));
            show_range(s, a->contents[k], out);
        }
        show(out, Q_STR("\n"));
    }
}

static void assert_found(const struct scene *s, const char *want)
{
    struct shown out;
    show_found(s, &out);
    assert_string_equal(out.text, want);
}

#define BLOCKS(s, text, blocks)                                                            \
    set_scene((s), (text), (blocks), sizeof(blocks) / sizeof *(blocks))

static void posts_are_statements(void **state)
{
    (void)state;
    static const char text[] =
        "The mayor wrote.\nIt rained. — Jo Roe (@joroe) June 3, 2016\n"
        "Al Doe (@aldoe) It snowed.\nThe end.";
    struct scene s;
    const quoth_block blocks[] = {
        block_of_words(text, QUOTH_BLOCK_BODY, "The mayor wrote.", "", ""),
        block_of_words(text, QUOTH_BLOCK_POST, "It rained. — Jo Roe (@joroe) June 3, 2016",
                       "Jo Roe", "It rained."),
        block_of_words(text, QUOTH_BLOCK_POST, "Al Doe (@aldoe) It snowed.", "Al Doe",
                       "It snowed."),
        block_of_words(text, QUOTH_BLOCK_BODY, "The end.", "", "")};
    BLOCKS(&s, text, blocks);
    add_posts(&s);
    assert_found(&s, "Jo Roe: It rained.\nAl Doe: It snowed.\n");
    for (uint32_t n = 0; n < s.found.count; n++) {
        assert_int_equal(s.found.at[n].cue.from, s.found.at[n].cue.to);
        assert_int_equal(s.found.at[n].score, 255);
    }
    annotated_release(&s.a);
}

// A turn without a name is nobody's.
static void turns_are_statements(void **state)
{
    (void)state;
    static const char text[] = "JO ROE: One.\nTwo.\nAL DOE: Four.\nBody.";
    struct scene s;
    const quoth_block blocks[] = {
        block_of_words(text, QUOTH_BLOCK_TURN, "JO ROE: One.", "JO ROE", "One."),
        block_of_words(text, QUOTH_BLOCK_TURN, "Two.", "", "Two."),
        block_of_words(text, QUOTH_BLOCK_TURN, "AL DOE: Four.", "AL DOE", "Four."),
        block_of_words(text, QUOTH_BLOCK_BODY, "Body.", "", "")};
    BLOCKS(&s, text, blocks);
    add_posts(&s);
    assert_found(&s, "JO ROE: One.\nAL DOE: Four.\n");
    annotated_release(&s.a);
}

// Without an author, or without words, a post says nothing.
static void what_has_no_author_or_words_is_none(void **state)
{
    (void)state;
    static const char text[] = "It rained.\nJo Roe (@joroe)\n“Quoted.”\nJo Poe:";
    struct scene s;
    const quoth_block blocks[] = {
        block_of_words(text, QUOTH_BLOCK_POST, "It rained.", "", "It rained."),
        block_of_words(text, QUOTH_BLOCK_POST, "Jo Roe (@joroe)", "Jo Roe", ""),
        block_of_words(text, QUOTH_BLOCK_QUOTE, "“Quoted.”", "", ""),
        block_of_words(text, QUOTH_BLOCK_TURN, "Jo Poe:", "Jo Poe", "")};
    BLOCKS(&s, text, blocks);
    add_posts(&s);
    assert_found(&s, "");
    assert_int_equal(s.found.count, 0);
    annotated_release(&s.a);
}

static struct q_range tokens_of(const struct scene *s, const char *text, const char *words)
{
    quoth_span span = span_of(text, words);
    return (struct q_range){q_token_at(&s->a.note, span.start),
                            q_token_at(&s->a.note, span.end)};
}

// The tagger's statement of `words` (and of `more`, or NULL) by `source`.
static struct q_attribution tagged(struct scene *s, const char *text, const char *source,
                                   const char *cue, const char *words, const char *more)
{
    struct q_range *contents = Q_ARENA_ARRAY(&s->a.arena, struct q_range, 2);
    assert_non_null(contents);
    contents[0] = tokens_of(s, text, words);
    if (more)
        contents[1] = tokens_of(s, text, more);
    return (struct q_attribution){.source = tokens_of(s, text, source),
                                  .cue = tokens_of(s, text, cue),
                                  .contents = contents,
                                  .content_count = more ? 2 : 1,
                                  .score = 100};
}

static void what_touches_a_post_is_dropped(void **state)
{
    (void)state;
    static const char text[] = "The mayor said it hailed.\n"
                               "It rained, he said, and blew. — Jo Roe (@joroe)\n"
                               "She added that it snowed.";
    struct scene s;
    const quoth_block blocks[] = {
        block_of_words(text, QUOTH_BLOCK_BODY, "The mayor said it hailed.", "", ""),
        block_of_words(text, QUOTH_BLOCK_POST,
                       "It rained, he said, and blew. — Jo Roe (@joroe)", "Jo Roe",
                       "It rained, he said, and blew."),
        block_of_words(text, QUOTH_BLOCK_BODY, "She added that it snowed.", "", "")};
    BLOCKS(&s, text, blocks);
    struct q_attribution all[] = {
        tagged(&s, text, "The mayor", "said", "it hailed", NULL),
        tagged(&s, text, "The mayor", "said", "it hailed", "It rained"), // runs into it
        tagged(&s, text, "he", "he said", "it hailed", NULL), // its cue is inside
        tagged(&s, text, "The mayor", "said", "and blew", NULL),
        tagged(&s, text, "Jo Roe", "added", "that it snowed", NULL), // its source is none
    };
    s.found = (struct q_attributions){all, sizeof all / sizeof *all};
    add_posts(&s);
    assert_found(&s, "The mayor: it hailed\nJo Roe: that it snowed\n"
                     "Jo Roe: It rained, he said, and blew.\n");
    assert_int_equal(s.found.count, 6);
    assert_false(s.found.at[0].dropped);
    for (uint32_t n = 1; n <= 3; n++)
        assert_true(s.found.at[n].dropped);
    annotated_release(&s.a);
}

// What is read inside a content has no posts of its own.
static void none_inside_contents(void **state)
{
    (void)state;
    static const char text[] = "It rained. — Jo Roe (@joroe)";
    struct scene s;
    const quoth_block blocks[] = {
        block_of_words(text, QUOTH_BLOCK_POST, text, "Jo Roe", "It rained.")};
    BLOCKS(&s, text, blocks);
    s.a.note.inside = true;
    add_posts(&s);
    assert_int_equal(s.found.count, 0);
    s.a.note.inside = false;
    add_posts(&s);
    assert_int_equal(s.found.count, 1);
    annotated_release(&s.a);
}

static void an_article_without_them_is_left_alone(void **state)
{
    (void)state;
    static const char text[] = "The mayor said it hailed.";
    struct scene s;
    const quoth_block blocks[] = {block_of_words(text, QUOTH_BLOCK_BODY, text, "", "")};
    BLOCKS(&s, text, blocks);
    struct q_attribution one = tagged(&s, text, "The mayor", "said", "it hailed", NULL);
    s.found = (struct q_attributions){&one, 1};
    add_posts(&s);
    assert_ptr_equal(s.found.at, &one);
    assert_found(&s, "The mayor: it hailed\n");
    annotated_release(&s.a);
}

static void memory_runs_out(void **state)
{
    (void)state;
    static const char text[] = "It rained. — Jo Roe (@joroe)";
    struct scene s;
    const quoth_block blocks[] = {
        block_of_words(text, QUOTH_BLOCK_POST, text, "Jo Roe", "It rained.")};
    BLOCKS(&s, text, blocks);
    quoth_status status = QUOTH_ENOMEM;
    uint64_t n = 0;
    while (status == QUOTH_ENOMEM) {
        s.found = (struct q_attributions){NULL, 0};
        q_arena_fail_at(++n);
        status = q_add_signed(&s.article, &s.a.note, &s.a.arena, &s.found);
        q_arena_fail_at(0);
    }
    assert_int_equal(status, QUOTH_OK);
    assert_int_equal(n, 3); // two allocations, each of which failed
    assert_int_equal(s.found.count, 1);
    annotated_release(&s.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(posts_are_statements),
        cmocka_unit_test(turns_are_statements),
        cmocka_unit_test(what_has_no_author_or_words_is_none),
        cmocka_unit_test(what_touches_a_post_is_dropped),
        cmocka_unit_test(none_inside_contents),
        cmocka_unit_test(an_article_without_them_is_left_alone),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
