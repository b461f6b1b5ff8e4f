// src/attribute/fields/{setting,setting_read,told,medium}: to whom, on what occasion,
// where.
#include "annotate.h"
#include "with_lexicon.h"

#include "attribute/fields/setting.h"
#include "record/article.h"

enum { MOST = 4 };

// The k-th source and cue of a marked text are those of statement k, as is the content
// behind that cue; what stands before the first cue belongs to statement 0.
struct told {
    struct annotated a;
    struct quoth_article article;
    struct quoth_statements statements;
    quoth_statement at[MOST];
    quoth_span spans[MOST][3][MOST]; // by q_tag - 1
    struct q_scene scene;
};

static quoth_spans *spans_of_tag(quoth_statement *s, uint8_t tag)
{
    return tag == Q_TAG_SOURCE ? &s->source : tag == Q_TAG_CUE ? &s->cue : &s->content;
}

static void set_told(struct told *t, const struct q_lexicon *lexicon, const char *marked)
{
    *t = (struct told){.statements.at = t->at};
    annotate_marked(&t->a, marked);
    t->article.text = t->a.text;
    q_arena_init(&t->statements.arena, SIZE_MAX / 4);
    uint32_t seen[Q_TAG_CONTENT + 1] = {0};
    for (uint32_t p = 0; p < t->a.note.piece_count; p++) {
        const struct q_piece *piece = &t->a.note.pieces[p];
        uint32_t n = piece->tag != Q_TAG_CONTENT ? seen[piece->tag]++
                     : seen[Q_TAG_CUE]           ? seen[Q_TAG_CUE] - 1
                                                 : 0;
        assert_true(n < MOST);
        quoth_statement *s = &t->at[n];
        quoth_spans *spans = spans_of_tag(s, piece->tag);
        quoth_span *at = t->spans[n][piece->tag - 1];
        assert_true(spans->count < MOST);
        at[spans->count++] = (quoth_span){t->a.note.tokens[piece->from].start,
                                          t->a.note.tokens[piece->to - 1].end};
        spans->at = at;
        s->parent = QUOTH_NO_PARENT;
        if (piece->tag == Q_TAG_CUE) {
            const struct q_cue_entry *cue =
                q_lexicon_cue(lexicon, t->a.text, t->a.note.tokens, piece->from, piece->to);
            s->cue_lemma = cue ? cue->lemma : Q_NO_STR;
        }
        if (n + 1 > t->statements.count)
            t->statements.count = n + 1;
    }
    assert_int_equal(
        q_set_scene(&t->scene, lexicon, &t->article, &t->a.note, &t->statements), QUOTH_OK);
}

static void strike_told(struct told *t)
{
    annotated_release(&t->a);
    q_arena_release(&t->statements.arena);
}

static void show_field(struct shown *out, const struct told *t, quoth_spans spans)
{
    if (spans.count)
        show(out, q_str_cut(t->a.text, spans.at[0].start, spans.at[0].end));
    else
        show(out, Q_STR("-"));
}

// "addressee; occasion; place" of the last statement.
static void check(const struct q_lexicon *lexicon, const char *marked, const char *want)
{
    struct told t;
    struct shown got = {.len = 0};
    set_told(&t, lexicon, marked);
    assert_int_equal(q_tell_settings(&t.scene), QUOTH_OK);
    const quoth_statement *s = &t.at[t.statements.count - 1];
    show_field(&got, &t, s->addressee.spans);
    show(&got, Q_STR("; "));
    show_field(&got, &t, s->occasion.spans);
    show(&got, Q_STR("; "));
    show_field(&got, &t, s->place.spans);
    if (strcmp(got.text, want) != 0)
        print_message("%s\n", marked);
    assert_string_equal(got.text, want);
    strike_told(&t);
}

struct example {
    const char *marked, *want;
};

static void check_all(const struct q_lexicon *lexicon, const struct example *examples)
{
    for (; examples->marked; examples++)
        check(lexicon, examples->marked, examples->want);
}

static void who_is_told(void **state)
{
    static const struct example examples[] = {
        {"⟦“No,”⟧ <she> {told} reporters. ⟦“Never.”⟧", "reporters; -; -"},
        {"⟦“No,”⟧ <she> {told} The Tolva Times.", "The Tolva Times; -; -"},
        {"⟦“No,”⟧ <she> {told} Lamp.com on Friday.", "Lamp.com; -; -"},
        {"<She> {told} the head of the board ⟦that it rained⟧.",
         "the head of the board; -; -"},
        {"<She> {told} Lamp’s “Late Light” ⟦that it rained⟧.", "Lamp’s “Late Light”; -; -"},
        {"<She> {told} him ⟦that it rained⟧.", "him; -; -"},
        {"<She> {told} US officials ⟦that it rained⟧.", "US officials; -; -"},
        {"<She> {told} a rally in Mirev ⟦that it rained⟧.", "-; a rally in Mirev; Mirev"},
        {"<He> {told} the truth, {saying} ⟦it rained⟧.", "-; -; -"},
        {"<He> {urged} ⟦the council not to vote⟧.", "the council; -; -"},
        {"<He> {warned} ⟦the council of floods⟧.", "the council; -; -"},
        {"<He> {ordered} ⟦the gates to be closed⟧.", "-; -; -"},
        {"<They> {called} on Doe ⟦to resign⟧.", "Doe; -; -"},
        {"Residents in the north {were told} ⟦that it rained⟧.",
         "Residents in the north; -; -"},
        {"Those who saw the fire {were urged} ⟦to write⟧.", "-; -; -"},
        {"{Asked} ⟦whether it rained⟧ he left.", "-; -; -"},
        {NULL, NULL}};
    check_all(*state, examples);
}

static void on_what_occasion(void **state)
{
    static const struct example examples[] = {
        {"<She> {said} in a letter in June ⟦that it rained⟧.", "-; a letter; -"},
        {"<She> {said} in a letter to the council about rain ⟦that it rained⟧.",
         "the council; a letter to the council about rain; -"},
        {"<She> {said} at a March 16 news briefing ⟦that it rained⟧.",
         "-; a March 16 news briefing; -"},
        {"<She> {said} at the opening of the summit in Mirev ⟦that it rained⟧.",
         "-; the opening of the summit in Mirev; Mirev"},
        {"<She> {said} at the end of May ⟦that it rained⟧.", "-; -; -"},
        {"<She> {said} in a series of tweets ⟦that it rained⟧.",
         "-; a series of tweets; -"},
        {"<She> {said} on “Late Light” ⟦that it rained⟧.", "-; “Late Light”; -"},
        {"<She> {said} on rain ⟦that it rained⟧.", "-; -; -"},
        {"<She> {said} by phone ⟦that it rained⟧.", "-; phone; -"},
        {"<She> {said} at the Mirev Convention Center ⟦that it rained⟧.",
         "-; -; the Mirev Convention Center"},
        {"<She> {said} during a visit to Mirev ⟦that it rained⟧.",
         "-; a visit to Mirev; Mirev"},
        {"In <a new poll, nine of ten voters> {said} ⟦it rained⟧.", "-; a new poll; -"},
        {"<The board in a statement> {said} ⟦it rained⟧.", "-; a statement; -"},
        {"<Those seen in the film> {said} ⟦it rained⟧.", "-; -; -"},
        {"<She> {called} ⟦it “a shame” in a letter to Doe⟧.", "Doe; a letter to Doe; -"},
        {"<She> {said} ⟦he lied in a letter to Doe⟧.", "-; -; -"},
        {"At a rally, Roe mocked <Doe>’s {claim} ⟦that it rained⟧.", "-; -; -"},
        {"In a speech, <Doe> {said} ⟦it rained⟧.", "-; a speech; -"},
        {NULL, NULL}};
    check_all(*state, examples);
}

static void in_what_place(void **state)
{
    static const struct example examples[] = {
        {"<She> {said} in Mirev, North Tolva, ⟦that it rained⟧.",
         "-; -; Mirev, North Tolva"},
        {"<She> {said} in English ⟦that it rained⟧.", "-; -; -"},
        {"<She> {said} in May ⟦that it rained⟧.", "-; -; -"},
        {"<She> {wrote} in Lamp ⟦that it rained⟧.", "-; -; -"},
        {"<She> {said} of the fire in Mirev ⟦that it rained⟧.", "-; -; -"},
        {"In Mirev, <she> {said} ⟦it rained⟧.", "-; -; Mirev"},
        {"In Ohio, <she> {said} ⟦it rained⟧.", "-; -; -"},
        {NULL, NULL}};
    check_all(*state, examples);
}

static void what_goes_on(void **state)
{
    static const struct example examples[] = {
        {"<Doe> {told} CNN ⟦it rained⟧. <Doe> {added} ⟦it snowed⟧.", "CNN; -; -"},
        {"<Jane Doe> {told} CNN ⟦it rained⟧. <Doe> also {said} ⟦it snowed⟧.", "CNN; -; -"},
        {"<Doe> {told} CNN ⟦it rained⟧. <Doe> {added} in a letter ⟦it snowed⟧.",
         "-; a letter; -"},
        {"<Doe> {told} CNN ⟦it rained⟧. <Roe> also {said} ⟦it snowed⟧.", "-; -; -"},
        {"<Doe> {told} CNN ⟦it rained⟧ and <Roe> {said} ⟦it snowed⟧.", "-; -; -"},
        {"<Doe> {told} CNN ⟦it rained⟧, as <he> {said} ⟦it snowed⟧.", "CNN; -; -"},
        {NULL, NULL}};
    check_all(*state, examples);
}

// What ends where a phrase could go on must be read no further.
static void at_the_end_of_the_text(void **state)
{
    static const struct example examples[] = {
        {"⟦“No,”⟧ <she> {told}", "-; -; -"},
        {"⟦“No,”⟧ <she> {said} in", "-; -; -"},
        {"⟦“No,”⟧ <she> {said} in a", "-; -; -"},
        {"⟦“No,”⟧ <she> {said} in a letter", "-; a letter; -"},
        {"⟦“No,”⟧ <she> {said} in a letter to", "-; a letter; -"},
        {"⟦“No,”⟧ <she> {said} at the opening of", "-; -; -"},
        {"⟦“No,”⟧ <she> {said} on CNN’s “", "-; CNN; -"},
        {"⟦“No,”⟧ <she> {said} in Mirev,", "-; -; Mirev"},
        {"{Asked} ⟦why⟧", "-; -; -"},
        {"⟦“No,”⟧ {called} on", "-; -; -"},
        {"<Doe> {urged} ⟦voters⟧", "-; -; -"},
        {NULL, NULL}};
    check_all(*state, examples);
}

static void without_a_cue_nothing_is_told(void **state)
{
    struct told t;
    set_told(&t, *state, "In a letter <Doe>: ⟦“No.”⟧");
    assert_int_equal(q_tell_settings(&t.scene), QUOTH_OK);
    assert_int_equal(t.at[0].occasion.spans.count, 0);
    strike_told(&t);
    set_told(&t, *state, "Nothing is said.");
    assert_int_equal(t.statements.count, 0);
    assert_int_equal(q_tell_settings(&t.scene), QUOTH_OK);
    strike_told(&t);
}

// Where names are known they tell a place from a paper.
static void names_tell_places(void **state)
{
    struct told t;
    struct q_name names[] = {{3, 4, Q_NAME_ORGANIZATION, 200}};
    set_told(&t, *state, "<She> {said} in Lamp ⟦that it rained⟧.");
    t.a.note.names = names;
    t.a.note.name_count = 1;
    assert_int_equal(q_tell_settings(&t.scene), QUOTH_OK);
    assert_int_equal(t.at[0].place.spans.count, 0);
    names[0].type = Q_NAME_PLACE;
    assert_int_equal(q_tell_settings(&t.scene), QUOTH_OK);
    assert_int_equal(t.at[0].place.spans.count, 1);
    strike_told(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_told),
        cmocka_unit_test(on_what_occasion),
        cmocka_unit_test(in_what_place),
        cmocka_unit_test(what_goes_on),
        cmocka_unit_test(at_the_end_of_the_text),
        cmocka_unit_test(without_a_cue_nothing_is_told),
        cmocka_unit_test(names_tell_places),
    };
    return cmocka_run_group_tests(tests, load_lexicon, free_lexicon);
}
