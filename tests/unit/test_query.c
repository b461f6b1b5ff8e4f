// src/query: questions as trees, their normal form, and what fails.
#include "base/calendar.h"
#include "base/limits.h"
#include "query/field.h"
#include "query/query.h"
#include "query/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static quoth_question *parse(const char *text)
{
    quoth_question *question;
    quoth_error error;
    if (q_question_parse(&question, q_str_from(text), q_calendar_days(2020, 3, 31), &error))
        fail_msg("%s: %s", text, error.message);
    return question;
}

static bool same(const struct q_question *a, const struct q_question *b)
{
    if (a->asks != b->asks || a->field != b->field || a->clock != b->clock ||
        !q_str_equal(a->text, b->text) || a->prefix != b->prefix ||
        a->number != b->number || a->from != b->from || a->to != b->to)
        return false;
    const struct q_question *x = a->first, *y = b->first;
    for (; x && y; x = x->next, y = y->next)
        if (!same(x, y))
            return false;
    return !x && !y;
}

// Its normal form, which must parse to the same tree and be its own.
static void normally(const char *text, const char *normal)
{
    quoth_question *question = parse(text);
    quoth_str is = q_str(question->normal.ptr, question->normal.len);
    if (!q_str_equal(is, q_str_from(normal)))
        fail_msg("%s\n  is:        %.*s\n  should be: %s", text, (int)is.len, is.ptr,
                 normal);
    quoth_question *again = parse(normal);
    assert_true(same(question->tree, again->tree));
    assert_true(q_str_equal(q_str(again->normal.ptr, again->normal.len), is));
    quoth_question_free(question);
    quoth_question_free(again);
}

static void fails_with(const char *text, quoth_status status, size_t at,
                       const char *message)
{
    quoth_question *question;
    quoth_error error = {.message = ""};
    if (q_question_parse(&question, q_str_from(text), q_calendar_days(2020, 3, 31),
                         &error) != status)
        fail_msg("%s: not as it should: %s", text, error.message);
    assert_null(question);
    assert_int_equal(error.status, status);
    if (error.offset != at || !strstr(error.message, message))
        fail_msg("%s: at %d: %s", text, (int)error.offset, error.message);
}

static void fails(const char *text, size_t at, const char *message)
{
    fails_with(text, QUOTH_EUSAGE, at, message);
}

static void trees(void **state)
{
    (void)state;
    quoth_question *question = parse("a \"b c*\" OR -kind:direct,mixed");
    const struct q_question *any = question->tree, *all = any->first, *not = all->next;
    assert_int_equal(any->asks, Q_ASKS_ANY);
    assert_int_equal(all->asks, Q_ASKS_ALL);
    assert_int_equal(not ->asks, Q_ASKS_NOT);
    assert_null(not ->next);
    const struct q_question *phrase = all->first->next;
    assert_true(phrase->asks == Q_ASKS_WORDS && phrase->field == Q_FIELD_CONTENT);
    assert_true(q_str_equal(phrase->text, Q_STR("b c")) && phrase->prefix);
    assert_true(phrase->start == 2 && phrase->end == 8);
    const struct q_question *kinds = not ->first;
    assert_int_equal(kinds->asks, Q_ASKS_ANY);
    assert_int_equal(kinds->first->number, QUOTH_KIND_DIRECT);
    assert_int_equal(kinds->first->next->number, QUOTH_KIND_MIXED);
    assert_true(kinds->start == 13 && kinds->end == 30);
    quoth_question_free(question);

    question = parse(" \t");
    assert_true(question->tree->asks == Q_ASKS_ALL && !question->tree->first);
    quoth_question_free(question);
}

static void joined_and_denied(void **state)
{
    (void)state;
    normally("", "");
    normally("a AND b c", "\"a\" \"b\" \"c\"");
    normally("a (b (c d)) e", "\"a\" \"b\" \"c\" \"d\" \"e\"");
    normally("a OR (b OR c d) OR e", "\"a\" OR \"b\" OR \"c\" \"d\" OR \"e\"");
    normally("a (b OR c)", "\"a\" (\"b\" OR \"c\")");
    normally("(((a)))", "\"a\"");
    normally("-(a b) NOT c", "-(\"a\" \"b\") -\"c\"");
    normally("NOT NOT a NOT -b", "\"a\" \"b\"");
    normally("a NOT NOT (b c)", "\"a\" \"b\" \"c\"");
    normally("NOT a NEAR b", "-(\"a\" NEAR/10 \"b\")");
    normally("a NEAR/0 b* NEAR/0 \"c d\" e", "\"a\" NEAR/0 \"b\"* NEAR/0 \"c d\" \"e\"");
    normally("a or And not", "\"a\" \"or\" \"And\" \"not\"");
    normally("NEARBY \"OR\" ORs", "\"NEARBY\" \"OR\" \"ORs\"");
}

static void words(void **state)
{
    (void)state;
    normally("  \xe2\x80\x9cjoint \n work\xe2\x80\x9d\xc2\xa0x ", "\"joint work\" \"x\"");
    normally("\xe2\x80\x9e"
             "a\xe2\x80\x9c \xc2\xab b \xc2\xbb",
             "\"a\" \"b\"");
    normally("\"joint wor*\" \"joint wor\"* wor*",
             "\"joint wor\"* \"joint wor\"* \"wor\"*");
    normally("vice-president R&D 12:30 don't http://herald.example/a #metoo $5 x.",
             "\"vice-president\" \"R&D\" \"12:30\" \"don't\" \"http://herald.example/a\" "
             "\"#metoo\" \"$5\" \"x.\"");
    normally("\"a ~^|?\\[]{}<>+:(b) OR -c\"", "\"a ~^|?\\[]{}<>+:(b) OR -c\"");
    normally("\xd1\x81\xd0\xbb\xd0\xbe\xd0\xb2\xd0\xbe* \xe8\xaf\x9d",
             "\"\xd1\x81\xd0\xbb\xd0\xbe\xd0\xb2\xd0\xbe\"* \"\xe8\xaf\x9d\"");
    fails("a b\"c\"", 3, "expected a space");
    fails("\"c\"b", 3, "expected a space");
    fails("a(b)", 1, "expected a space");
    fails("(a)(b)", 3, "expected a space");
    fails("NEAR(a b, 5)", 4, "expected a space");
    fails("a \"b", 2, "never closed");
    fails("\"\"", 1, "letters or digits");
    fails("\"--\"", 1, "letters or digits");
    fails("a & b", 2, "no letter or digit");
    fails("w*d", 1, "only at the end");
    fails("*", 0, "only at the end");
    fails("\"a* b\"", 2, "only at the end");
    fails("\"a *\"", 3, "only at the end");
    fails("\"a*\"*", 4, "one “*”");
    fails("a**", 1, "only at the end");
    fails("colou?r", 5, "word*");
    fails("a || b", 2, "OR");
    fails("wor~1", 3, "quote marks");
    fails("+a", 0, "without it");
    fails("!a", 0, "-word");
    fails("'joint work'", 0, "double quote marks");
    fails("\xe2\x80\x98joint", 0, "double quote marks");
    fails("\xe2\x80\x93joint", 0, "keyboard");
    fails("2017..2018", 0, "said:2017..2018");
    fails("a /b/", 2, "quote marks");
}

static void no_text(void **state)
{
    (void)state;
    fails("a\x01", 1, "control character (U+0001)");
    fails("\xc3\xa4\xff", 2, "character 2: this is not UTF-8");
    fails("\xc2\x9b", 0, "control");
}

static void order_of_terms(void **state)
{
    (void)state;
    fails("a OR", 4, "ends here");
    fails("OR a", 0, "found OR");
    fails("a OR OR b", 5, "found OR");
    fails("a AND AND b", 6, "found AND");
    fails("AND a", 0, "found AND");
    fails("a AND OR b", 6, "found OR");
    fails("NOT", 3, "ends here");
    fails("NEAR a", 0, "found NEAR");
    fails("a NEAR", 6, "behind NEAR");
    fails("a NEAR OR", 7, "behind NEAR");
    fails("a NEAR -b", 7, "behind NEAR");
    fails("a NEAR kind:direct", 7, "behind NEAR");
    fails("kind:direct NEAR a", 12, "words or phrases");
    fails("(a) NEAR b", 4, "words or phrases");
    fails("-a NEAR b", 3, "-(word NEAR word)");
    fails("a NEAR/2 b NEAR/3 c", 11, "NEAR/2");
    fails("a NEAR/ b", 7, "from 0 to 100");
    fails("a NEAR/101 b", 7, "from 0 to 100");
    fails("a NEAR/x b", 7, "from 0 to 100");
    fails("a NEAR/99999999999 b", 7, "from 0 to 100");
    fails("- a", 0, "right behind");
    fails("--a", 0, "right behind");
    fails("a -", 2, "right behind");
    fails("-OR", 1, "found OR");
    fails("-NOT a", 1, "found NOT");
    fails("()", 1, "between the brackets");
    fails("(a", 0, "never closed");
    fails("a (b (c)", 2, "never closed");
    fails("a)", 1, "no bracket is open");
    fails(")", 0, "found “)”");
}

static void fields(void **state)
{
    (void)state;
    normally("SPEAKER:\"Jane  Doe\",roe", "speaker:\"Jane Doe\" OR speaker:\"roe\"");
    normally("a Kind:(DIRECT OR mixed)", "\"a\" (kind:direct OR kind:mixed)");
    normally("-is:named,nested", "-(is:named OR is:nested)");
    normally("url:https://herald.example/a,b?c=d",
             "url:\"https://herald.example/a,b?c=d\"");
    normally("to:report*,\"the press*\" outlet:R&D",
             "(to:\"report\"* OR to:\"the press\"*) outlet:\"R&D\"");
    normally("article:SHA256:8CC24684 article:8cc24684",
             "article:\"SHA256:8CC24684\" article:\"8cc24684\"");
    normally("place:OR form:none block:turn has:cue act:intent",
             "place:\"OR\" form:none block:turn has:cue act:intent");
    normally("kind:\"direct\" said:\"2017\"", "kind:direct said:2017");
    fails("url:https://herald.example/*", 27, "takes no “*”");
    fails("url:--", 4, "an address");
    fails("speker:x", 0, "did you mean speaker?");
    fails("puBlihsed:x", 0, "did you mean published?");
    fails("http:x", 0, "did you mean url?");
    fails("by:x", 0, "did you mean speaker?");
    fails("Roe: we", 0, "no field “Roe”; fields are speaker, person");
    fails("\xd0\xa0\xd0\xbe: x", 0, "no field");
    fails("a speaker:", 10, "right behind the colon");
    fails("speaker: x", 8, "right behind the colon");
    fails("speaker:,x", 8, "right behind the colon");
    fails("speaker:x,", 10, "right behind the comma");
    fails("speaker:x, y", 10, "right behind the comma");
    fails("speaker:x,(y)", 10, "behind the colon");
    fails("speaker:x*", 9, "speaker takes no “*”");
    fails("speaker:(Jane Doe)", 14, "expected OR or “)”");
    fails("speaker:(Jane OR )", 17, "a value of speaker");
    fails("speaker:()", 9, "a value of speaker");
    fails("speaker:(a,b)", 10, "parted by OR");
    fails("speaker:(a OR (b))", 14, "no brackets");
    fails("speaker:(a", 10, "expected “)”");
    fails("speaker:-x", 8, "-field:value");
    fails("speaker:x:y(z", 11, "expected a space");
    fails("kind:foo", 5, "expected direct, mixed, indirect");
    fails("kind:dirct", 5, "did you mean direct?");
    fails("kind:dir*", 5, "no value of kind");
    fails("article:8cc2468", 8, "first 8");
    fails("article:8cc2468g", 8, "first 8");
}

static void days(void **state)
{
    (void)state;
    normally("said:2017..2018", "said:2017..2018");
    normally("said:2017..2017-12", "said:2017");
    normally("said:2017-01-01..2017-01-31", "said:2017-01");
    normally("said:2017..2018-06", "said:2017-01..2018-06");
    normally("said:2016-02..2016-02-28", "said:2016-02-01..2016-02-28");
    normally("said:20170305", "said:2017-03-05");
    normally("said:>2017 said:>=2017 said:<2017 said:<=2017",
             "said:2018.. said:2017.. said:..2016 said:..2017");
    normally("said:..2017-03 said:2017-03-05..", "said:..2017-03 said:2017-03-05..");
    normally("said:2015-W53", "said:2015-12-28..2016-01-03");
    normally("said:9999 said:0001", "said:9999 said:0001");
    normally("said:7d captured:P1W",
             "said:2020-03-24..2020-03-31 captured:2020-03-24..2020-03-31");
    normally("said:1m", "said:2020-02-29..2020-03-31"); // from 31 March
    normally("said:1y said:P1Y6M",
             "said:2019-03-31..2020-03-31 said:2018-09-30..2020-03-31");
    normally("published:2012,>=2017", "published:2012 OR published:2017..");
    normally("published:(2012 OR >=2017)", "published:2012 OR published:2017..");
    fails("said:2018..2017", 11, "lower to the higher");
    fails("said:..", 5, "before or behind");
    fails("said:2017/2018", 5, "2017..2018");
    fails("said:2017-13", 5, "expected a day");
    fails("said:2017..2018-02-30", 11, "expected a day");
    fails("said:>=x", 7, "expected a day");
    fails("said:2017-03-05T10:00", 15, "finer than a day");
    fails("said:-7d", 5, "expected a day");
    fails("said:7", 5, "expected a day");
    fails("said:9999y", 5, "before the first year");
    fails("said:P999D2020Y", 5, "before the first year");
    fails("said:>9999", 6, "no day above");
    fails("said:<0001", 6, "no day below");
    fails("said:2017...2018", 11, "expected a day");
    fails("said:2017*", 5, "expected a day");
}

static void numbers(void **state)
{
    (void)state;
    normally("depth:2 depth:>=2 depth:>1 depth:<3 depth:<=2 depth:2..3 depth:2..",
             "depth:2 depth:2.. depth:2.. depth:..2 depth:..2 depth:2..3 depth:2..");
    normally("confidence:>=0.8 confidence:<0.5 confidence:0.85..0.9 confidence:80% "
             "confidence:1",
             "confidence:80%..100% confidence:0%..49% confidence:85%..90% confidence:80% "
             "confidence:100%");
    fails("depth:0", 6, "from 1");
    fails("depth:>255", 7, "no depth above");
    fails("depth:<1", 7, "no depth below");
    fails("depth:two", 6, "from 1");
    fails("confidence:80", 11, "from 0 to 1");
    fails("confidence:0.855", 11, "from 0 to 1");
    fails("confidence:>1", 12, "no confidence above");
    fails("confidence:.8", 11, "from 0 to 1");
}

static void ends_of_ranges(void **state)
{
    (void)state;
    struct q_value value;
    int32_t day, today = q_calendar_days(2020, 3, 31);
    assert_true(q_read_end(Q_STR("2017"), today, false, &day, &value));
    assert_int_equal(day, q_calendar_days(2017, 1, 1));
    assert_true(q_read_end(Q_STR("2017"), today, true, &day, &value));
    assert_int_equal(day, q_calendar_days(2017, 12, 31));
    assert_true(q_read_end(Q_STR("7d"), today, true, &day, &value));
    assert_int_equal(day, today - 7);
    assert_false(q_read_end(Q_STR("2017..2018"), today, true, &day, &value));
    assert_false(q_read_end(Q_STR(""), today, true, &day, &value));
}

// `piece`, so often, and then `end`.
static char *repeated(const char *piece, size_t count, const char *end)
{
    size_t len = strlen(piece);
    char *text = malloc(count * len + strlen(end) + 1);
    assert_non_null(text);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * len, piece, len);
    memcpy(text + count * len, end, strlen(end) + 1);
    return text;
}

static void limits(void **state)
{
    (void)state;
    char *text = repeated("(", Q_MAX_QUESTION_DEPTH + 1, "a");
    fails_with(text, QUOTH_ELIMIT, Q_MAX_QUESTION_DEPTH, "32 deep");
    free(text);
    text = repeated("(", Q_MAX_QUESTION, "");
    fails_with(text, QUOTH_ELIMIT, Q_MAX_QUESTION_DEPTH, "32 deep");
    free(text);
    text = repeated("a ", Q_MAX_QUESTION_PARTS + 1, "");
    fails_with(text, QUOTH_ELIMIT, (size_t)Q_MAX_QUESTION_PARTS * 2, "512 parts");
    free(text);
    text = repeated("a", Q_MAX_QUESTION + 1, "");
    fails_with(text, QUOTH_ELIMIT, Q_MAX_QUESTION, "8192 bytes");
    free(text);
    text = repeated("NOT ", Q_MAX_QUESTION / 4 - 1, "a");
    quoth_question *question = parse(text);
    assert_int_equal(question->tree->asks, Q_ASKS_NOT);
    quoth_question_free(question);
    free(text);
    text = repeated("a ", Q_MAX_QUESTION_PARTS - 1, "");
    quoth_question_free(parse(text));
    free(text);
}

static void names_of_fields(void **state)
{
    (void)state;
    quoth_str rest = q_str_from(q_query_field_names);
    unsigned count = 0;
    while (rest.len) {
        quoth_str name = q_str_trim(q_str_take_until(&rest, ','));
        assert_non_null(q_query_field(name));
        count++;
    }
    assert_int_equal(count, 22);
}

static void memory_runs_out(void **state)
{
    (void)state;
    quoth_str text =
        Q_STR("a \"b c\" OR speaker:(d OR \"e f\") -kind:direct,mixed x NEAR y");
    quoth_question *question;
    for (uint64_t n = 1;; n++) {
        quoth_error error = {.status = QUOTH_OK};
        q_arena_fail_at(n);
        q_buf_fail_at(n);
        quoth_status status = q_question_parse(&question, text, 0, &error);
        q_arena_fail_at(0);
        q_buf_fail_at(0);
        if (status == QUOTH_OK) {
            assert_true(n > 3);
            break;
        }
        assert_int_equal(status, QUOTH_ENOMEM);
        assert_int_equal(error.status, QUOTH_ENOMEM);
        assert_null(question);
    }
    quoth_question_free(question);
}

static void public_face(void **state)
{
    (void)state;
    quoth_question *question;
    assert_int_equal(quoth_question_parse(&question, Q_STR("speaker:roe"), NULL), QUOTH_OK);
    assert_true(q_str_equal(quoth_question_words(question), Q_STR("statements by roe")));
    quoth_question_free(question);
    assert_int_equal(quoth_question_parse(&question, Q_NO_STR, NULL), QUOTH_OK);
    assert_true(q_str_equal(quoth_question_words(question), Q_STR("all statements")));
    quoth_question_free(question);
    assert_int_equal(quoth_question_parse(&question, Q_STR("("), NULL), QUOTH_EUSAGE);
    quoth_question_free(NULL);
    assert_true(q_today() > q_calendar_days(2020, 1, 1));
}

// One term is read back as what it was made of.
static void terms(void **state)
{
    (void)state;
    static const char *const made[][2] = {{"Roe", "speaker:Roe"},
                                          {"jane-roe", "speaker:jane-roe"},
                                          {"Jane Roe", "speaker:\"Jane Roe\""},
                                          {"", "speaker:\"\""},
                                          {"-roe", "speaker:\"-roe\""},
                                          {"a “b” c*", "speaker:\"a  b  c \""},
                                          {"Zoë", "speaker:\"Zoë\""},
                                          {"a OR b", "speaker:\"a OR b\""}};
    char out[64];
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        quoth_str value = q_str_from(made[i][0]);
        size_t len = quoth_question_term(out, sizeof out, "speaker", value);
        assert_string_equal(out, made[i][1]);
        assert_int_equal(len, strlen(made[i][1]));
        assert_int_equal(quoth_question_term(NULL, 0, "speaker", value), len);
        if (value.len)
            quoth_question_free(parse(out));
    }
    assert_int_equal(quoth_question_term(out, 8, "speaker", Q_STR("Roe")), 11);
    assert_string_equal(out, "speaker");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees),
        cmocka_unit_test(joined_and_denied),
        cmocka_unit_test(words),
        cmocka_unit_test(no_text),
        cmocka_unit_test(order_of_terms),
        cmocka_unit_test(fields),
        cmocka_unit_test(days),
        cmocka_unit_test(numbers),
        cmocka_unit_test(ends_of_ranges),
        cmocka_unit_test(limits),
        cmocka_unit_test(names_of_fields),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(public_face),
        cmocka_unit_test(terms),
    };
    return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
