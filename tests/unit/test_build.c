// src/attribute/build: the fields of a statement.
#include "annotate.h"
#include "with_lexicon.h"

#include "attribute/build.h"
#include "base/limits.h"
#include "record/statement_id.h"
#include "seconds_since.h"

#include <time.h>

// Fills `out`, which is empty, from the attributions.
static void build_all(const struct q_lexicon *lexicon, const struct annotated *a,
                      struct q_attribution *at, uint32_t count,
                      struct quoth_statements *out)
{
    *out = (struct quoth_statements){.count = 0};
    q_arena_init(&out->arena, SIZE_MAX / 4);
    struct quoth_article article = {.text = a->text, .id = "sha256:0"};
    assert_int_equal(q_build_statements(lexicon, &article, &a->note,
                                        &(struct q_attributions){at, count}, out),
                     QUOTH_OK);
    q_name_statements(&article, out);
}

// The one statement of a marked text; `out` and `a` are the caller's to release.
static const quoth_statement *build(const struct q_lexicon *lexicon, const char *marked,
                                    struct annotated *a, struct quoth_statements *out)
{
    annotate_marked(a, marked);
    struct q_attribution one = one_attribution(a);
    build_all(lexicon, a, &one, 1, out);
    assert_int_equal(out->count, 1);
    return &out->at[0];
}

static void release(struct annotated *a, struct quoth_statements *out)
{
    annotated_release(a);
    q_arena_release(&out->arena);
}

// tests/spec §3
static void kinds(void **state)
{
    static const struct {
        const char *marked;
        enum quoth_kind kind;
    } examples[] = {
        {"⟦“No,”⟧ <she> {said}.", QUOTH_KIND_DIRECT},
        {"⟦\"No,\"⟧ <she> {said}. ⟦\"Never.\"⟧", QUOTH_KIND_DIRECT},
        {"<She> {said} ⟦that “it rained.”⟧", QUOTH_KIND_DIRECT},
        {"<She> {said} ⟦That “it rained.”⟧", QUOTH_KIND_DIRECT},
        {"<She> {said} ⟦„it rained“⟧.", QUOTH_KIND_DIRECT},
        {"<She> {said} ⟦‘it rained’⟧.", QUOTH_KIND_DIRECT},
        {"<She> {said} ⟦''it rained''⟧.", QUOTH_KIND_DIRECT},
        {"⟦“One.\n\n“Two,”⟧ <she> {said}.", QUOTH_KIND_DIRECT},
        {"⟦“It rained⟧, <she> {said}.", QUOTH_KIND_DIRECT}, // its mark is not closed
        {"<She> {said} ⟦that it “rained.”⟧", QUOTH_KIND_MIXED},
        {"<She> {said} ⟦“that” it rained⟧.", QUOTH_KIND_MIXED},
        {"⟦It rained⟧, <she> {said}, ⟦“a lot.”⟧", QUOTH_KIND_MIXED},
        {"<She> {said} ⟦that it rained⟧.", QUOTH_KIND_INDIRECT},
        // not the quote marks around a nested statement
        {"“<She> {told} me ⟦that it rained⟧,” he said.", QUOTH_KIND_INDIRECT},
        {"“⟦It rained⟧, <she> {told} me,” he said.", QUOTH_KIND_INDIRECT},
        {"“<She> {told} me ⟦that it ‘rained’⟧,” he said.", QUOTH_KIND_MIXED},
        {"“<She> {told} me, ⟦‘It rained,’⟧” he said.", QUOTH_KIND_DIRECT},
        {"“So. ⟦‘It rained,’⟧ <she> {told} me,” he said.", QUOTH_KIND_DIRECT},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct annotated a;
        struct quoth_statements out;
        const quoth_statement *s = build(*state, examples[i].marked, &a, &out);
        if (s->kind != examples[i].kind)
            print_message("%s\n", examples[i].marked);
        assert_int_equal(s->kind, examples[i].kind);
        release(&a, &out);
    }
}

// tests/spec §1.1, §1.2, §1.6
static void acts(void **state)
{
    static const struct {
        const char *marked;
        enum quoth_act act;
        int negated;
    } examples[] = {
        {"<She> {said} ⟦it rained⟧.", QUOTH_ACT_SPEECH, 0},
        {"<She> {wrote} ⟦it rained⟧.", QUOTH_ACT_WRITING, 0},
        {"<She> {believes} ⟦it rained⟧.", QUOTH_ACT_THOUGHT, 0},
        {"⟦“It rained,”⟧ <she> {thought} aloud.", QUOTH_ACT_SPEECH, 0},
        {"<She> {plans} ⟦to leave⟧.", QUOTH_ACT_INTENT, 0},
        {"<The report> {said} ⟦it rained⟧.", QUOTH_ACT_WRITING, 0},
        {"<A report by the ministry> {said} ⟦it rained⟧.", QUOTH_ACT_WRITING, 0},
        {"<The report released on Friday> {said} ⟦it rained⟧.", QUOTH_ACT_WRITING, 0},
        {"<The Doe Report> {said} ⟦it rained⟧.", QUOTH_ACT_WRITING, 0},
        {"<Records> {said} ⟦it rained⟧.", QUOTH_ACT_WRITING, 0},
        {"<Bill Doe> {said} ⟦it rained⟧.", QUOTH_ACT_SPEECH, 0},
        {"<A law professor> {said} ⟦it rained⟧.", QUOTH_ACT_SPEECH, 0},
        {"<The report’s author> {said} ⟦it rained⟧.", QUOTH_ACT_SPEECH, 0},
        {"<An aide who saw the letter> {said} ⟦it rained⟧.", QUOTH_ACT_SPEECH, 0},
        {"<She> {did not say} ⟦whether it rained⟧.", QUOTH_ACT_SPEECH, 1},
        {"<She> {declined to say} ⟦whether it rained⟧.", QUOTH_ACT_SPEECH, 1},
        {"<She> {denied} ⟦that it rained⟧.", QUOTH_ACT_SPEECH, 0},
        {"<Doe>{}: ⟦It rained⟧.", QUOTH_ACT_SPEECH, 0},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct annotated a;
        struct quoth_statements out;
        const quoth_statement *s = build(*state, examples[i].marked, &a, &out);
        if (s->act != examples[i].act || s->negated != examples[i].negated)
            print_message("%s\n", examples[i].marked);
        assert_int_equal(s->act, examples[i].act);
        assert_int_equal(s->negated, examples[i].negated);
        release(&a, &out);
    }
}

static void show_spans(const struct annotated *a, quoth_spans spans, struct shown *out)
{
    out->len = 0;
    out->text[0] = 0;
    for (uint32_t k = 0; k < spans.count; k++) {
        show(out, q_str_from(k ? "|" : ""));
        show(out, q_str_cut(a->text, spans.at[k].start, spans.at[k].end));
    }
}

static void spans_and_words(void **state)
{
    struct annotated a;
    struct quoth_statements out;
    struct shown shown;
    const quoth_statement *s =
        build(*state, "⟦“Été,”⟧ <Mr. Doe> {has said}. ⟦“It failed.”⟧", &a, &out);
    show_spans(&a, s->content, &shown);
    assert_string_equal(shown.text, "“Été,”|“It failed.”");
    show_spans(&a, s->cue, &shown);
    assert_string_equal(shown.text, "has said");
    show_spans(&a, s->source, &shown);
    assert_string_equal(shown.text, "Mr. Doe");
    assert_true(q_str_equal(s->cue_lemma, Q_STR("say")));
    assert_int_equal(s->form, QUOTH_FORM_NAME);
    assert_true(q_str_equal(s->speaker_name, Q_STR("Doe")));
    assert_int_equal(s->confidence, MARKED_SCORE * 100 / 255);
    assert_true(s->parent == QUOTH_NO_PARENT);
    release(&a, &out);

    s = build(*state, "⟦No⟧, it was xyzzied", &a, &out);
    assert_int_equal(s->cue.count, 0);
    assert_int_equal(s->source.count, 0);
    assert_null(s->cue_lemma.ptr);
    assert_int_equal(s->form, QUOTH_FORM_NONE);
    release(&a, &out);

    s = build(*state, "⟦No⟧, it {was xyzzied}", &a,
              &out); // an unknown word is its own lemma
    assert_true(q_str_equal(s->cue_lemma, Q_STR("was xyzzied")));
    release(&a, &out);
}

// docs/FORMAT.md, inserts
static void inserts(void **state)
{
    static const struct {
        const char *marked, *inserts;
    } examples[] = {
        {"⟦“He [Doe] left,”⟧ <she> {said}.", "[Doe]"},
        {"⟦“He (Doe) left … and [so] on...”⟧ <she> {said}.", "(Doe)|…|[so]|..."},
        {"<She> {said} ⟦he [Doe] left⟧.", "[Doe]"},
        {"<She> {said} ⟦he (Doe) left… so⟧.", ""}, // the outlet's own prose
        {"⟦“He [Doe left,”⟧ <she> {said}.", ""},
        {"⟦“He [Doe”⟧] <she> {said}.", ""}, // closes outside the content
        {"⟦“[a] b,”⟧ <she> {said}, ⟦“c [d]”⟧", "[a]|[d]"},
        {"⟦“No,”⟧ <she> {said}.", ""},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct annotated a;
        struct quoth_statements out;
        struct shown shown;
        const quoth_statement *s = build(*state, examples[i].marked, &a, &out);
        show_spans(&a, s->inserts, &shown);
        assert_string_equal(shown.text, examples[i].inserts);
        release(&a, &out);
    }
}

static void flags(void **state)
{
    enum { UNCLOSED = QUOTH_FLAG_UNCLOSED_QUOTE, CARRIED = QUOTH_FLAG_CARRIED_QUOTE };
    static const struct {
        const char *marked;
        unsigned flags;
    } examples[] = {
        {"⟦“No,”⟧ <she> {said}.", 0},
        {"<She> {said}, ⟦“No.⟧", UNCLOSED},
        {"⟦“One.\n\n“Two,”⟧ <she> {said}.", CARRIED},
        {"⟦“One ‘two’ three.\n\n“Four,”⟧ <she> {said}.", CARRIED},
        {"⟦“One.\n\n“Two⟧, <she> {said}.", CARRIED | UNCLOSED},
        {"“No, <she> {said} ⟦it rained⟧.", 0}, // opens before the content
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct annotated a;
        struct quoth_statements out;
        const quoth_statement *s = build(*state, examples[i].marked, &a, &out);
        if (s->flags != examples[i].flags)
            print_message("%s\n", examples[i].marked);
        assert_int_equal(s->flags, examples[i].flags);
        release(&a, &out);
    }
}

// The block that holds the content's start; a post without a cue is written.
static void blocks(void **state)
{
    static const char text[] = "Rain\n\n⟦It rained⟧ <Doe>";
    struct annotated a;
    annotate_marked(&a, text);
    struct q_attribution one = one_attribution(&a);
    const uint32_t end = (uint32_t)a.text.len;
    quoth_block at[] = {{.kind = QUOTH_BLOCK_HEADLINE, .span = {0, end}},
                        {.kind = QUOTH_BLOCK_POST, .span = {sizeof "Rain\n\n" - 1, end}}};
    for (int rained = 0; rained < 2; rained++) {
        struct quoth_article article = {
            .text = a.text, .id = "sha256:0", .blocks = at, .block_count = 2};
        struct quoth_statements out = {.count = 0};
        q_arena_init(&out.arena, SIZE_MAX / 4);
        if (rained)
            at[0].span.end = sizeof "Rain" - 1;
        assert_int_equal(q_build_statements(*state, &article, &a.note,
                                            &(struct q_attributions){&one, 1}, &out),
                         QUOTH_OK);
        assert_int_equal(out.at[0].block, rained ? QUOTH_BLOCK_POST : QUOTH_BLOCK_HEADLINE);
        assert_int_equal(out.at[0].flags, rained ? 0 : QUOTH_FLAG_HEADLINE);
        assert_int_equal(out.at[0].act, rained ? QUOTH_ACT_WRITING : QUOTH_ACT_SPEECH);
        q_arena_release(&out.arena);
    }
    annotated_release(&a);
}

static void id_of(const struct q_lexicon *lexicon, const char *marked, char id[33])
{
    struct annotated a;
    struct quoth_statements out;
    memcpy(id, build(lexicon, marked, &a, &out)->id, 33);
    release(&a, &out);
}

// docs/FORMAT.md, Records: of the article and the spans; no archive could keep another one.
static void ids(void **state)
{
    static const char *const different[] = {
        "⟦“No,”⟧ <she> {said}.", "⟦“No,⟧” <she> {said}.",   "⟦“No⟧,⟦”⟧ <she> {said}.",
        "⟦“No,”⟧ she {said}.",   "⟦“No,”⟧ {she} <said>.",   "⟦“No,”⟧ {she said}.",
        "⟦“No,”⟧ <she said>.",   "⟦“⟧No⟦,”⟧ <she> {said}.",
    };
    enum { COUNT = sizeof different / sizeof *different };
    char id[COUNT][33], again[33];
    for (size_t i = 0; i < COUNT; i++) {
        id_of(*state, different[i], id[i]);
        assert_int_equal(strlen(id[i]), 32);
        assert_int_equal(strspn(id[i], "0123456789abcdef"), 32);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(id[i], id[k]);
        id_of(*state, different[i], again);
        assert_string_equal(id[i], again);
    }
    assert_string_equal(id[0], "75ff56efa156066c7ab7b43708ccefd2");
}

static struct q_range at_word(const struct annotated *a, const char *wanted)
{
    uint32_t i = 0;
    while (!q_str_equal(token_text(a, i), q_str_from(wanted)))
        i++;
    return (struct q_range){i, i + 1};
}

static void order_is_of_the_text(void **state)
{
    struct annotated a;
    struct quoth_statements out;
    struct shown shown;
    annotate(&a, Q_STR("one two three four five six"));
    struct q_range contents[] = {at_word(&a, "five"),
                                 at_word(&a, "two"),
                                 at_word(&a, "three"),
                                 {1, 4},
                                 at_word(&a, "one")};
    static const char *const sorted[] = {"two three four", "two", "three", "five"};
    struct q_attribution all[5] = {{.score = 0}};
    for (size_t i = 0; i < 5; i++) {
        all[i].contents = &contents[i];
        all[i].content_count = 1;
    }
    all[4].dropped = true;
    build_all(*state, &a, all, 5, &out);
    assert_int_equal(q_sort_statements(&out), QUOTH_OK);
    assert_int_equal(out.count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        show_spans(&a, out.at[i].content, &shown);
        assert_string_equal(shown.text, sorted[i]);
    }
    q_arena_release(&out.arena);
    build_all(*state, &a, all, 0, &out);
    assert_int_equal(out.count, 0);
    release(&a, &out);
}

// Parents are indices: they follow where their statement goes, and at equal spans it goes
// before what is said inside it.
static void parents_follow(void **state)
{
    struct quoth_statements out = {.count = 0};
    quoth_span spans[] = {{20, 30}, {0, 9}, {22, 30}, {0, 9}, {0, 9}, {0, 4}, {25, 30}};
    static const uint32_t parents[] = {QUOTH_NO_PARENT, QUOTH_NO_PARENT, 0, 1, 3, 1, 2};
    // where each one goes
    static const uint32_t now[] = {4, 0, 5, 1, 2, 3, 6};
    enum { COUNT = 7 };
    quoth_statement at[COUNT];
    (void)state;
    q_arena_init(&out.arena, SIZE_MAX / 4);
    for (uint32_t n = 0; n < COUNT; n++)
        at[n] = (quoth_statement){
            .content = {&spans[n], 1}, .parent = parents[n], .confidence = n};
    out.at = at;
    out.count = COUNT;
    assert_int_equal(q_sort_statements(&out), QUOTH_OK);
    for (uint32_t n = 0; n < COUNT; n++) {
        const quoth_statement *s = &out.at[now[n]];
        assert_int_equal(s->confidence, n);
        bool top = parents[n] == QUOTH_NO_PARENT;
        assert_int_equal(s->parent, top ? QUOTH_NO_PARENT : now[parents[n]]);
        assert_true(top || s->parent < now[n]);
    }
    q_arena_fail_at(1);
    assert_int_equal(q_sort_statements(&out), QUOTH_ENOMEM);
    q_arena_fail_at(0);
    q_arena_release(&out.arena);
}

// What is built from an annotation of contents has the statement around it as its parent.
static void parents_are_of_the_annotation(void **state)
{
    struct annotated a;
    struct quoth_statements out;
    annotate_marked(&a, "<She> {told} ⟦it rained⟧");
    struct q_attribution one = one_attribution(&a);
    out = (struct quoth_statements){.count = 0};
    q_arena_init(&out.arena, SIZE_MAX / 4);
    a.note.inside = true;
    a.note.parent = 100;
    struct quoth_article article = {.text = a.text, .id = "sha256:0"};
    assert_int_equal(q_build_statements(*state, &article, &a.note,
                                        &(struct q_attributions){&one, 1}, &out),
                     QUOTH_OK);
    assert_int_equal(out.at[0].parent, 100);
    // the next ones stand behind it, whose room grows
    for (uint32_t n = 1; n < 20; n++)
        assert_int_equal(q_build_statements(*state, &article, &a.note,
                                            &(struct q_attributions){&one, 1}, &out),
                         QUOTH_OK);
    assert_int_equal(out.count, 20);
    assert_int_equal(out.at[0].parent, out.at[19].parent);
    assert_int_equal(out.at[0].content.at[0].start, out.at[19].content.at[0].start);
    release(&a, &out);
}

// docs/FORMAT.md, Records: the parent's id, and so all those above it, but not its index.
static void ids_hash_the_parent(void **state)
{
    enum { COUNT = 5 };
    quoth_span spans[] = {{0, 9}, {10, 19}, {20, 29}, {20, 29}, {20, 29}};
    static const uint32_t parents[] = {QUOTH_NO_PARENT, QUOTH_NO_PARENT, QUOTH_NO_PARENT, 0,
                                       1};
    quoth_statement at[COUNT];
    struct quoth_article article = {.text = Q_STR(""), .id = "sha256:0"};
    struct quoth_statements out = {.at = at, .count = COUNT};
    (void)state;
    for (uint32_t n = 0; n < COUNT; n++)
        at[n] = (quoth_statement){.content = {&spans[n], 1}, .parent = parents[n]};
    q_name_statements(&article, &out);
    for (uint32_t n = 0; n < COUNT; n++)
        for (uint32_t k = 0; k < n; k++)
            assert_string_not_equal(at[n].id, at[k].id);

    char id[33];
    memcpy(id, at[3].id, sizeof id);
    quoth_statement other = at[0]; // parent and child at other indices: the same id
    at[0] = at[1];
    at[1] = other;
    at[3].parent = 1;
    q_name_statements(&article, &out);
    assert_string_equal(at[3].id, id);

    for (uint32_t n = 0; n < COUNT; n++) { // told again alone, as a check of it wants
        char again[Q_STATEMENT_ID];
        q_statement_id(&article, &out, n, again);
        assert_string_equal(again, at[n].id);
    }

    at[4].parent = 3; // a third level
    q_name_statements(&article, &out);
    memcpy(id, at[4].id, sizeof id);
    at[3].parent = 0;
    q_name_statements(&article, &out);
    assert_string_not_equal(at[4].id, id);

    memcpy(article.id, "sha256:1", sizeof "sha256:1");
    memcpy(id, at[2].id, sizeof id);
    q_name_statements(&article, &out);
    assert_string_not_equal(at[2].id, id);
}

// Words that are not in the annotation are in no span.
static void spans_end_before_words_left_out(void **state)
{
    static const char text[] = "“We tried MORE hard,” Jo READ Doe has ALSO said.";
    struct annotated a;
    struct quoth_statements out;
    struct shown shown;
    quoth_block blocks[] = {block_of_words(text, QUOTH_BLOCK_BODY, "“We tried", "", ""),
                            block_of_words(text, QUOTH_BLOCK_FURNITURE, "MORE", "", ""),
                            block_of_words(text, QUOTH_BLOCK_BODY, "hard,” Jo", "", ""),
                            block_of_words(text, QUOTH_BLOCK_FURNITURE, "READ", "", ""),
                            block_of_words(text, QUOTH_BLOCK_BODY, "Doe has", "", ""),
                            block_of_words(text, QUOTH_BLOCK_INSERT, "ALSO", "", ""),
                            block_of_words(text, QUOTH_BLOCK_BODY, "said.", "", "")};
    for (int b = 2; b < 7; b += 2)
        blocks[b].flags = QUOTH_BLOCK_GOES_ON;
    annotate_blocks(&a, q_str_from(text), blocks, 7);
    assert_int_equal(q_pair_quotes(a.text, &a.arena, &a.note), QUOTH_OK);
    // “ We tried ~ hard , ” Jo ~ Doe has ~ said .
    struct q_range content = {0, 6};
    struct q_attribution one = {
        .source = {6, 8}, .cue = {8, 10}, .contents = &content, .content_count = 1};
    build_all(*state, &a, &one, 1, &out);
    show_spans(&a, out.at[0].content, &shown);
    assert_string_equal(shown.text, "“We tried|hard,”");
    show_spans(&a, out.at[0].source, &shown);
    assert_string_equal(shown.text, "Jo|Doe");
    show_spans(&a, out.at[0].cue, &shown);
    assert_string_equal(shown.text, "has|said");
    assert_int_equal(out.at[0].kind, QUOTH_KIND_DIRECT);
    assert_int_equal(out.at[0].flags, 0);
    release(&a, &out);
}

// What the reporter put in is not listed where debris cuts it: its span would hold that
// too.
static void inserts_hold_no_words_left_out(void **state)
{
    static const char text[] = "“A [b] c [in the MORE wood] d,” she said.";
    struct annotated a;
    struct quoth_statements out;
    struct shown shown;
    quoth_block blocks[] = {
        block_of_words(text, QUOTH_BLOCK_BODY, "“A [b] c [in the", "", ""),
        block_of_words(text, QUOTH_BLOCK_FURNITURE, "MORE", "", ""),
        block_of_words(text, QUOTH_BLOCK_BODY, "wood] d,” she said.", "", "")};
    blocks[2].flags = QUOTH_BLOCK_GOES_ON;
    annotate_blocks(&a, q_str_from(text), blocks, 3);
    assert_int_equal(q_pair_quotes(a.text, &a.arena, &a.note), QUOTH_OK);
    struct q_range content = {0, 14};
    struct q_attribution one = {.contents = &content, .content_count = 1};
    build_all(*state, &a, &one, 1, &out);
    show_spans(&a, out.at[0].content, &shown);
    assert_string_equal(shown.text, "“A [b] c [in the|wood] d,”");
    show_spans(&a, out.at[0].inserts, &shown);
    assert_string_equal(shown.text, "[b]");
    release(&a, &out);
}

static void memory_runs_out(void **state)
{
    struct annotated a;
    annotate_marked(&a, "⟦“No [so],”⟧ <she> {said}. ⟦“It failed.”⟧");
    struct q_attribution one = one_attribution(&a);
    quoth_status status = QUOTH_ENOMEM;
    uint64_t n = 0;
    while (status == QUOTH_ENOMEM) {
        struct quoth_statements out = {.count = 0};
        q_arena_init(&out.arena, SIZE_MAX / 4);
        q_arena_fail_at(++n);
        struct quoth_article article = {.text = a.text, .id = "sha256:0"};
        status = q_build_statements(*state, &article, &a.note,
                                    &(struct q_attributions){&one, 1}, &out);
        q_arena_release(&out.arena);
    }
    q_arena_fail_at(0);
    assert_int_equal(status, QUOTH_OK);
    assert_true(n > 4);
    annotated_release(&a);
}

// A source that many cues share is walked for each, but no further than a source goes.
static void a_shared_source_takes_little_time(void **state)
{
    enum { WORDS = 200000, CUES = 20000, SECONDS = 3 };
    char *text = malloc(WORDS * 4 + 8);
    assert_non_null(text);
    for (size_t i = 0; i < WORDS; i++)
        memcpy(text + i * 4, "Doe ", 4);
    memcpy(text + WORDS * 4, "said no.", 8);
    struct annotated a;
    annotate(&a, q_str(text, WORDS * 4 + 8));
    free(text);
    struct q_range content = {WORDS + 1, WORDS + 2};
    struct q_attribution *all = q_arena_calloc(&a.arena, CUES, sizeof *all);
    assert_non_null(all);
    for (uint32_t n = 0; n < CUES; n++)
        all[n] = (struct q_attribution){.source = {0, n ? WORDS : Q_MAX_SOURCE_TOKENS},
                                        .cue = {WORDS, WORDS + 1},
                                        .contents = &content,
                                        .content_count = 1};
    struct quoth_statements out;
    clock_t before = clock();
    build_all(*state, &a, all, CUES, &out);
    assert_true(seconds_since(before) < SECONDS);
    for (uint32_t n = 0; n < CUES; n++) {
        assert_int_equal(out.at[n].source.count, 1);
        assert_int_equal(out.at[n].source.at[0].start, 0);
        assert_int_equal(out.at[n].source.at[0].end, Q_MAX_SOURCE_TOKENS * 4 - 1);
    }
    release(&a, &out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds),
        cmocka_unit_test(acts),
        cmocka_unit_test(spans_and_words),
        cmocka_unit_test(inserts),
        cmocka_unit_test(flags),
        cmocka_unit_test(blocks),
        cmocka_unit_test(ids),
        cmocka_unit_test(order_is_of_the_text),
        cmocka_unit_test(parents_follow),
        cmocka_unit_test(parents_are_of_the_annotation),
        cmocka_unit_test(ids_hash_the_parent),
        cmocka_unit_test(spans_end_before_words_left_out),
        cmocka_unit_test(inserts_hold_no_words_left_out),
        cmocka_unit_test(a_shared_source_takes_little_time),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, load_lexicon, free_lexicon);
}
