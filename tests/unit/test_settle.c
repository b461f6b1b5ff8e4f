// src/attribute/settle: contents reach their ends.
#include "annotate.h"

#include "attribute/settle.h"

static void check(const char *before, const char *after)
{
    struct annotated a;
    annotate_marked(&a, before);
    struct q_attribution one = one_attribution(&a);
    struct q_attributions all = {&one, 1};
    assert_int_equal(q_settle_contents(a.text, &a.note, &a.arena, &all), QUOTH_OK);
    struct shown out;
    show_attribution(&a, &one, &out);
    assert_string_equal(out.text, after);
    annotated_release(&a);
}

static void reaches_the_start_of_the_sentence(void **state)
{
    (void)state;
    check("The talks won a prize ⟦that was their first⟧, <she> {said}.",
          "⟦The talks won a prize that was their first⟧, <she> {said}.");
    check("The old wooden pier ⟦is closed⟧, {according to} <the board>.",
          "⟦The old wooden pier is closed⟧, {according to} <the board>.");
}

static void leaves_the_rest_alone(void **state)
{
    static const char *const texts[] = {
        "But ⟦the pier is closed⟧, <she> {said}.",                   // a word that opens
        "When it rained, <she> {said} ⟦the pier was closed⟧.",       // the content follows
        "It rained hard all day ⟦the pier is closed⟧ <she> {said}.", // no comma
        "He called the old pier “dead” ⟦and closed⟧, <she> {said}.", // a quotation before
                                                                     // it
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check(texts[i], texts[i]);
}

static void fails_without_memory(void **state)
{
    (void)state;
    struct annotated a;
    annotate_marked(&a, "The pier ⟦is closed⟧, <she> {said}.");
    struct q_attribution one = one_attribution(&a);
    struct q_attributions all = {&one, 1};
    q_arena_fail_at(1);
    assert_int_equal(q_settle_contents(a.text, &a.note, &a.arena, &all), QUOTH_ENOMEM);
    q_arena_fail_at(0);
    annotated_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reaches_the_start_of_the_sentence),
        cmocka_unit_test(leaves_the_rest_alone),
        cmocka_unit_test(fails_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
