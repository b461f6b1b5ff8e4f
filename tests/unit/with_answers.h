// A store of a test's own, and the last answer that it gave.
#ifndef WITH_ANSWERS_H
#define WITH_ANSWERS_H

#include "with_store.h"

struct asked {
    struct store store;
    quoth_question *question;
    quoth_results *results;
    quoth_hit hit; // the last row, with the store's article and statements
};

static inline int start(void **state)
{
    struct asked *asked = calloc(1, sizeof *asked);
    store_init(&asked->store);
    store_open(&asked->store, QUOTH_ACCESS_MAKE);
    *state = asked;
    return 0;
}

static inline int stop(void **state)
{
    struct asked *asked = *state;
    quoth_results_free(asked->results);
    quoth_question_free(asked->question);
    store_release(&asked->store);
    free(asked);
    return 0;
}

/** The archive can be written while no answer is open. */
static inline void close_answer(struct asked *asked)
{
    quoth_results_free(asked->results);
    asked->results = NULL;
}

static inline quoth_status try_to_ask(struct asked *asked, const char *text,
                                      const quoth_search_options *options)
{
    close_answer(asked);
    quoth_question_free(asked->question);
    assert_int_equal(
        quoth_question_parse(&asked->question, q_str_from(text), &asked->store.error),
        QUOTH_OK);
    return quoth_archive_search(asked->store.archive, asked->question, options,
                                &asked->results, &asked->store.error);
}

static inline void ask(struct asked *asked, const char *text,
                       const quoth_search_options *options)
{
    if (try_to_ask(asked, text, options) != QUOTH_OK)
        fail_msg("%s: %s", text, asked->store.error.message);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

#endif
