// src/query: the examples of docs/QUERIES.md.
#include "base/calendar.h"
#include "query/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CELLS = 3 };

static unsigned examples, failures;

// The cells of a table's line; a question stands between backticks, or is empty.
static unsigned cells_of(char *line, quoth_str cells[CELLS])
{
    unsigned count = 0;
    quoth_str rest = q_str_trim(q_str_from(line));
    if (!q_str_starts(rest, Q_STR("|")) || !q_str_ends(rest, Q_STR("|")))
        return 0;
    rest = q_str(rest.ptr + 1, rest.len - 1);
    while (rest.len && count < CELLS)
        cells[count++] = q_str_trim(q_str_take_until(&rest, '|'));
    return count;
}

static void reads_back(quoth_str text, quoth_str words)
{
    quoth_question *question;
    quoth_error error;
    if (q_question_parse(&question, text, q_calendar_days(2026, 11, 22), &error))
        fail_msg("%.*s: %s", (int)text.len, text.ptr, error.message);
    quoth_str told = quoth_question_words(question);
    if (!q_str_equal(told, words))
        fail_msg("%.*s\n  is read back:  %.*s\n  and should be: %.*s", (int)text.len,
                 text.ptr, (int)told.len, told.ptr, (int)words.len, words.ptr);
    quoth_question_free(question);
}

static void fails(quoth_str text, quoth_str character, quoth_str message)
{
    quoth_question *question;
    quoth_error error;
    char wanted[300];
    snprintf(wanted, sizeof wanted, "character %.*s: %.*s", (int)character.len,
             character.ptr, (int)message.len, message.ptr);
    assert_int_equal(q_question_parse(&question, text, 0, &error), QUOTH_EUSAGE);
    assert_null(question);
    assert_string_equal(error.message, wanted);
}

static void examples_hold(void **state)
{
    (void)state;
    FILE *file = fopen("docs/QUERIES.md", "r");
    assert_non_null(file);
    char line[2048];
    bool questions = false, wrong = false;
    while (fgets(line, sizeof line, file)) {
        quoth_str cells[CELLS];
        unsigned count = cells_of(line, cells);
        if (count == 0) {
            questions = wrong = false;
        } else if (q_str_equal(cells[0], Q_STR("question"))) {
            questions = true;
            wrong = count == 3;
        } else if (questions && !q_str_starts(cells[0], Q_STR("---"))) {
            quoth_str text = cells[0];
            if (text.len)
                text = q_str(text.ptr + 1, text.len - 2);
            if (wrong)
                fails(text, cells[1], cells[2]);
            else
                reads_back(text, cells[1]);
            examples++;
            failures += wrong;
        }
    }
    fclose(file);
    assert_true(examples >= 50 && failures >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(examples_hold)};
    return cmocka_run_group_tests_name("query_docs", tests, NULL, NULL);
}
