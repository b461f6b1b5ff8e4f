// src/attribute/via, outlet, carry: through whom a statement came.
#include "with_lexicon.h"
#include "with_tellings.h"

#include "attribute/fields/outlet.h"
#include "attribute/fields/via.h"

// The relays of statement n, parted by " | ", a * behind those that are carried.
static void show_via(const quoth_statement *s, struct shown *out)
{
    out->len = 0;
    out->text[0] = 0;
    for (uint32_t k = 0; k < s->via_count; k++) {
        show(out, q_str_from(k ? " | " : ""));
        show(out, s->via[k].name);
        show(out, q_str_from(s->via[k].carried ? "*" : ""));
        assert_int_equal(s->via[k].spans.count, 1);
    }
}

static void check(const struct q_lexicon *lexicon, const char *marked, const char *want)
{
    struct told t;
    struct shown via;
    tell(&t, lexicon, (const char *const[]){marked, NULL});
    assert_int_equal(q_tell_relays(&t.scene), QUOTH_OK);
    show_via(&t.at[0], &via);
    if (strcmp(via.text, want) != 0)
        print_message("%s\n", marked);
    assert_string_equal(via.text, want);
    untell(&t);
}

static void who_was_told_and_who_quotes(void **state)
{
    static const char *const cases[][2] = {
        {"<Doe> {told} Reuters ⟦it rained⟧.", "Reuters"},
        {"<Doe> {told} the Harsk Gazette ⟦it rained⟧.", "Harsk Gazette"},
        {"<Doe> {told} CNN’s Jo Roe ⟦it rained⟧.", "CNN"},
        {"<Doe> {told} Velmora’s Harsk Radio ⟦it rained⟧.", "Harsk Radio"},
        {"<Doe> {told} state media ⟦it rained⟧.", "state media"},
        {"<Doe> {told} radio station Velm ⟦it rained⟧.", "Velm"},
        {"<Doe> {told} Mix 104.9", "Mix 104.9"}, // the text ends
        {"⟦It rained⟧, <Doe> {said} in an interview with The Hill.", "The Hill"},
        {"⟦It rained⟧, <Doe> {said} in a Reuters interview.", "Reuters"},
        {"⟦It rained⟧, <Doe> {said} on CNN.", "CNN"},
        {"⟦It rained⟧, <Doe> {said}, according to Reuters.", "Reuters"},
        {"⟦It rained⟧, <Doe> {said}, Reuters reported on Friday.", "Reuters"},
        {"⟦It rained⟧, <Doe> {said} (Reuters).", "Reuters"},
        {"⟦It rained⟧, <Doe> {said} through his lawyer.", "his lawyer"},
        {"<Doe> {was quoted} by Reuters as telling the Harsk Gazette ⟦it rained⟧.",
         "Harsk Gazette | Reuters"},
        {"⟦It rained⟧, <Doe> {told} the Harsk Gazette, according to Reuters.",
         "Harsk Gazette | Reuters"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(*state, cases[i][0], cases[i][1]);
}

static void others_are_none(void **state)
{
    static const char *const none[] = {
        "<Doe> {told} Mirev ⟦it rained⟧.", "<Doe> {told} Vice President Roe ⟦it rained⟧.",
        "<Doe> {told} the show ⟦it rained⟧.", "<Doe> {said} ⟦Reuters reported rain⟧.",
        "<Doe> {said}, according to a Reuters poll, ⟦it rained⟧.",
        "<Doe> {said} in response to Reuters ⟦it rained⟧.",
        "<Doe> {told} the newspaper ⟦it rained⟧.", // the article's own, for all that is
                                                   // told
        "<Reuters> {said} ⟦it rained⟧.", "<Doe> {told}", "{told} ⟦it rained⟧"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        check(*state, none[i], "");
}

static void the_list_is_sorted(void **state)
{
    (void)state;
    extern const char q_outlet_names[], q_outlet_names_end[];
    quoth_str all = q_str(q_outlet_names, (size_t)(q_outlet_names_end - q_outlet_names));
    uint32_t count = 0;
    while (all.len) {
        quoth_str line = q_str_take_until(&all, '\n');
        if (line.ptr[0] == '#')
            continue;
        count++;
        if (!q_outlet_is_known(line)) // out of order
            print_message("%.*s\n", (int)line.len, line.ptr);
        assert_true(q_outlet_is_known(line));
    }
    assert_true(count > 400);
    assert_false(q_outlet_is_known(Q_STR("")));
    assert_false(q_outlet_is_known(Q_STR("Reuter")));
    assert_false(q_outlet_is_known(Q_STR("Reuterss")));
    assert_false(q_outlet_is_known(Q_STR("~")));
}

static bool is_own(const char *outlet, const char *url, const char *name)
{
    struct quoth_article article = {.outlet = q_str_from(outlet), .url = q_str_from(url)};
    return q_outlet_is_own(&article, q_str_from(name));
}

static void the_own_outlet(void **state)
{
    (void)state;
    assert_true(is_own("The Harsk Gazette", NULL, "Harsk Gazette"));
    assert_true(is_own("Harsk Gazette (Online)", NULL, "the Gazette"));
    assert_true(is_own(NULL, "https://www.harskgazette.com/x", "Harsk Gazette"));
    assert_true(is_own(NULL, "http://edition.hrt.co.uk", "Harsk Radio Tolva"));
    assert_true(is_own(NULL, "http://hrtimes.com/", "Harsk River Times"));
    assert_true(is_own(NULL, "https://www.thelamp.example/x", "The Lamp"));
    assert_false(is_own("The Harsk Gazette", NULL, "Tolva Courier"));
    assert_false(is_own(NULL, "https://www.harskgazette.com/tolva", "Tolva Courier"));
    assert_false(is_own(NULL, NULL, "Tolva Courier"));
    assert_false(is_own("", "", ""));
    assert_false(is_own("x", "https://", "Tolva Courier"));
}

static void what_is_meant(void **state)
{
    struct told t;
    struct shown via;
    tell(&t, *state,
         (const char *const[]){"<Doe> {told} the Harsk Gazette ⟦it rained⟧.",
                               "<Roe> {told} the Gazette ⟦so⟧.",
                               "<Poe> {told} the newspaper ⟦so⟧.", NULL});
    assert_int_equal(q_tell_relays(&t.scene), QUOTH_OK);
    for (uint32_t n = 0; n < 3; n++) {
        show_via(&t.at[n], &via);
        assert_string_equal(via.text, "Harsk Gazette");
    }
    untell(&t);
}

// An interview is carried to what its speaker says later; so is the origin, to all.
static void what_is_carried(void **state)
{
    struct told t;
    struct shown via;
    tell(&t, *state,
         (const char *const[]){
             "⟦It rained⟧, <Doe> {said} in an interview with the Harsk Gazette.",
             "<Roe> {said} ⟦so⟧.", "<Jo Doe> {said} ⟦it snowed⟧. Source: Northwire", NULL});
    quoth_block block = {.kind = QUOTH_BLOCK_CREDIT,
                         .span = {(uint32_t)t.a.text.len - 17, (uint32_t)t.a.text.len}};
    t.article.blocks = &block;
    t.article.block_count = 1;
    t.at[0].speaker_name = t.at[2].speaker_name = Q_STR("Jo Doe");
    t.at[1].speaker_name = Q_STR("Roe");
    assert_int_equal(q_tell_relays(&t.scene), QUOTH_OK);
    show_via(&t.at[0], &via);
    assert_string_equal(via.text, "Harsk Gazette | Northwire*");
    show_via(&t.at[1], &via);
    assert_string_equal(via.text, "Northwire*");
    show_via(&t.at[2], &via);
    assert_string_equal(via.text, "Harsk Gazette* | Northwire*");
    untell(&t);
}

static void memory_runs_out(void **state)
{
    quoth_status status = QUOTH_ENOMEM;
    uint64_t n = 0;
    while (status == QUOTH_ENOMEM && n < 32) {
        struct told t;
        tell(&t, *state, (const char *const[]){"<Doe> {told} Reuters ⟦it rained⟧.", NULL});
        q_arena_fail_at(++n);
        status = q_tell_relays(&t.scene);
        q_arena_fail_at(0);
        untell(&t);
    }
    assert_int_equal(status, QUOTH_OK);
    assert_true(n > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_was_told_and_who_quotes),
        cmocka_unit_test(others_are_none),
        cmocka_unit_test(the_list_is_sorted),
        cmocka_unit_test(the_own_outlet),
        cmocka_unit_test(what_is_meant),
        cmocka_unit_test(what_is_carried),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, load_lexicon, free_lexicon);
}
