// src/print: lists of statements and of cells, a statement in its context, charts.
#include "base/arena.h"
#include "base/buf.h"
#include "base/calendar.h"
#include "base/str.h"
#include "record/article.h"
#include "record/statement.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

// Written for the project.
#define BRIDGE                                                                             \
    "Lindholm argues.\n\n“We will not sell the bridge,” Jane Roe told the council. "   \
    "She said that Arn claimed the Łódź bridge [of stone] was sold.\n\nIt rained."

struct scene {
    struct quoth_article article;
    struct quoth_statements found;
    quoth_statement at[3];
    quoth_block blocks[1];
    quoth_span spans[40];
    quoth_relay relays[2];
    uint32_t used;
    quoth_hit hit;
    quoth_output *output;
};

static quoth_spans find(struct scene *s, const char *words)
{
    const char *at = strstr(s->article.text.ptr, words);
    assert_non_null(at);
    uint32_t start = (uint32_t)(at - s->article.text.ptr);
    quoth_span *span = &s->spans[s->used++];
    *span = (quoth_span){start, start + (uint32_t)strlen(words)};
    return (quoth_spans){span, 1};
}

static quoth_statement *add(struct scene *s, const char *content, const char *cue,
                            const char *source, quoth_str name)
{
    quoth_statement *out = &s->at[s->found.count++];
    *out = (quoth_statement){.parent = QUOTH_NO_PARENT,
                             .confidence = 91,
                             .speaker_confidence = 87,
                             .kind = QUOTH_KIND_INDIRECT,
                             .content = find(s, content),
                             .cue = find(s, cue),
                             .source = find(s, source),
                             .form = QUOTH_FORM_NAME,
                             .speaker_name = name,
                             .speaker_kind = Q_STR("person")};
    memset(out->id, 'a' + (int)s->found.count - 1, sizeof out->id - 1);
    return out;
}

static void set_scene(struct scene *s)
{
    *s = (struct scene){.output = quoth_output_new()};
    assert_non_null(s->output);
    s->found.at = s->at;
    s->found.version = Q_STR("0.1.0");
    s->article.text = Q_STR(BRIDGE);
    s->blocks[0].span.end = (uint32_t)s->article.text.len;
    s->article.blocks = s->blocks;
    s->article.block_count = 1;
    s->article.name = Q_STR("report");
    s->article.title = Q_STR("Bridge *stays* | for now");
    s->article.outlet = Q_STR("The Herald");
    s->article.url = Q_STR("https://herald.example/a b>c");
    s->article.language = Q_STR("en");
    s->article.published =
        (quoth_date){Q_STR("2018-04-25"), Q_STR("day"), Q_STR("25 April 2018")};
    memcpy(s->article.id, "sha256:0123", sizeof "sha256:0123");
    quoth_statement *told =
        add(s, "“We will not sell the bridge,”", "told", "Jane Roe", Q_STR("Jane Roe"));
    told->kind = QUOTH_KIND_DIRECT;
    told->speaker_role = Q_STR("mayor, of \"Lindholm\"");
    told->said = (quoth_when){{Q_STR("2018-04-24"), Q_STR("day"), Q_NO_STR}, {NULL, 0}, 0};
    s->relays[0].name = Q_STR("TASS");
    s->relays[1].name = Q_STR("Reuters");
    told->via = s->relays;
    told->via_count = 2;
    add(s, "that Arn claimed the Łódź bridge [of stone] was sold", "said", "She",
        Q_STR("Jane Roe"));
    quoth_statement *claimed =
        add(s, "the Łódź bridge [of stone] was sold", "claimed", "Arn", Q_NO_STR);
    claimed->speaker_why = Q_STR("a name that is not known");
    claimed->parent = 1;
    claimed->inserts = find(s, "[of stone]");
    s->hit = (quoth_hit){.statement = 0,
                         .words = find(s, "sell the"),
                         .date = told->said.date,
                         .clock = QUOTH_CLOCK_SAID,
                         .person = Q_STR("jane-roe"),
                         .person_name = Q_STR("Jane Roe")};
}

static int set_up(void **state)
{
    struct scene *s = malloc(sizeof *s);
    assert_non_null(s);
    set_scene(s);
    *state = s;
    return 0;
}

static int take_down(void **state)
{
    struct scene *s = *state;
    quoth_output_free(s->output);
    free(s);
    return 0;
}

/* ── What is printed ────────────────────────────────────────────────────── */

static void assert_output(struct scene *s, const char *want)
{
    quoth_str got = quoth_output_text(s->output);
    char *copy = calloc(1, got.len + 1);
    assert_non_null(copy);
    memcpy(copy, got.ptr, got.len);
    assert_string_equal(copy, want);
    free(copy);
    quoth_output_clear(s->output);
}

static void assert_has(struct scene *s, const char *want)
{
    quoth_str got = quoth_output_text(s->output);
    quoth_str words = q_str_from(want);
    for (size_t i = 0; i + words.len <= got.len; i++)
        if (memcmp(got.ptr + i, words.ptr, words.len) == 0)
            return;
    print_message("%.*s\n", (int)got.len, got.ptr);
    fail_msg("it does not have '%s'", want);
}

static void list_hit(struct scene *s, quoth_list_options options,
                     const quoth_list_head *head)
{
    assert_int_equal(quoth_list_open(s->output, &options, head, NULL, 0, NULL), QUOTH_OK);
    assert_int_equal(quoth_list_add_hit(s->output, &s->article, &s->found, &s->hit, NULL),
                     QUOTH_OK);
    assert_int_equal(quoth_list_close(s->output, NULL), QUOTH_OK);
}

static void hits_are_marked_in_a_table(void **state)
{
    struct scene *s = *state;
    list_hit(s, (quoth_list_options){.width = 72}, NULL);
    assert_output(s,
                  "date, id     who, outlet         words: ● direct ◐ mixed ○ indirect ↳\n"
                  "                                 reported\n"
                  "\n"
                  "2018-04-24   Jane Roe            ●  “We will not *sell the* bridge,”\n"
                  "said         The Herald\n"
                  "aaaaaaaa     via TASS → Reuters\n");
}

static void what_another_reports_is_told_by_a_sign(void **state)
{
    struct scene *s = *state;
    s->hit = (quoth_hit){
        .statement = 2, .date = s->article.published, .clock = QUOTH_CLOCK_PUBLISHED};
    list_hit(s, (quoth_list_options){.width = 72}, NULL);
    assert_has(s,
               "2018-04-25   “Arn”               ↳○ the Łódź bridge [of stone] was sold\n"
               "published    told by Jane Roe\n"
               "cccccccc     The Herald\n");
}

static void a_narrow_table_stacks_its_cells(void **state)
{
    struct scene *s = *state;
    s->hit.words.count = 0;
    list_hit(s, (quoth_list_options){.width = 30}, NULL);
    assert_has(s, "2018-04-24 said aaaaaaaa\n"
                  "  Jane Roe\n"
                  "  The Herald\n"
                  "  via TASS → Reuters\n"
                  "  ●  “We will not sell the\n"
                  "     bridge,”\n");
}

static void an_undated_row_says_so(void **state)
{
    struct scene *s = *state;
    s->hit.date = (quoth_date){Q_NO_STR, Q_NO_STR, Q_NO_STR};
    list_hit(s, (quoth_list_options){.width = 72}, NULL);
    assert_has(s, "undated      Jane Roe");
}

static void records_have_hit_date_and_person(void **state)
{
    struct scene *s = *state;
    quoth_list_head head = {.total = 53892, .shown = 1, .next = "abc"};
    list_hit(s, (quoth_list_options){.format = QUOTH_LIST_NDJSON, .page = 1}, &head);
    assert_has(s, "{\"type\": \"statement\", \"id\": \"aaaa");
    assert_has(s, "\"hit\": {\"spans\": [[31, 39]]}, "
                  "\"date\": {\"value\": \"2018-04-24\", \"precision\": \"day\", "
                  "\"of\": \"said\"}, "
                  "\"person\": {\"id\": \"jane-roe\", \"name\": \"Jane Roe\"}, "
                  "\"review\": null}\n"
                  "{\"type\": \"page\", \"next\": \"abc\", \"shown\": 1, "
                  "\"total\": 53892}\n");
}

static void json_is_one_object_of_rows(void **state)
{
    struct scene *s = *state;
    quoth_list_head head = {
        .question = Q_STR("all"), .order = QUOTH_ORDER_SAID, .total = 2, .shown = 2};
    quoth_list_options options = {.format = QUOTH_LIST_JSON};
    assert_int_equal(quoth_list_open(s->output, &options, &head, NULL, 0, NULL), QUOTH_OK);
    assert_output(s, "{\"question\": \"all\", \"order\": \"said\", \"ranked\": null, "
                     "\"next\": null, \"shown\": 2, \"total\": 2, \"rows\": [");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(
            quoth_list_add_hit(s->output, &s->article, &s->found, &s->hit, NULL), QUOTH_OK);
        assert_has(s, i ? ",\n{\"type\": \"statement\"" : "\n{\"type\": \"statement\"");
        quoth_output_clear(s->output);
    }
    assert_int_equal(quoth_list_close(s->output, NULL), QUOTH_OK);
    assert_output(s, "\n]}\n");
}

static void what_was_reviewed_says_so(void **state)
{
    struct scene *s = *state;
    s->hit.judged = QUOTH_JUDGED_REJECTED;
    s->hit.judged_entry = 17;
    s->hit.judged_by = Q_STR("Odd Harsk");
    list_hit(s, (quoth_list_options){.format = QUOTH_LIST_NDJSON}, NULL);
    assert_has(s, "\"review\": {\"judged\": \"rejected\", \"entry\": 17, "
                  "\"who\": \"Odd Harsk\"}}\n");
    quoth_output_clear(s->output);
    list_hit(s, (quoth_list_options){.width = 72}, NULL);
    assert_has(s, "\nrejected");
    quoth_output_clear(s->output);
    list_hit(s, (quoth_list_options){.format = QUOTH_LIST_CSV}, NULL);
    assert_has(s, ",0.91,0.87,rejected\r\n");
    quoth_output_clear(s->output);
    s->hit.judged_by = Q_STR("");
    list_hit(s, (quoth_list_options){.format = QUOTH_LIST_MD}, NULL);
    assert_has(s, "aaaa` · rejected\n");
    quoth_output_clear(s->output);
}

static void csv_is_that_of_the_rfc(void **state)
{
    struct scene *s = *state;
    list_hit(s, (quoth_list_options){.format = QUOTH_LIST_CSV}, NULL);
    assert_output(
        s, "id,person,speaker,role,kind,act,negated,content,cue,source,addressee,"
           "occasion,place,said,via,parent,date,date_of,outlet,published,title,url,"
           "article,block,confidence,speaker_confidence,review\r\n"
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,jane-roe,Jane Roe,"
           "\"mayor, of \"\"Lindholm\"\"\",direct,speech,false,"
           "\"“We will not sell the bridge,”\",told,Jane Roe,,,,2018-04-24,TASS; Reuters,,"
           "2018-04-24,said,The Herald,2018-04-25,Bridge *stays* | for now,"
           "https://herald.example/a b>c,sha256:0123,body,0.91,0.87,\r\n");
}

static void markdown_escapes_and_cites(void **state)
{
    struct scene *s = *state;
    list_hit(s, (quoth_list_options){.format = QUOTH_LIST_MD}, NULL);
    assert_output(s, "- **Jane Roe**, mayor, of \"Lindholm\", 2018-04-24 (said): “We will "
                     "not sell the bridge,” — [The Herald, *Bridge \\*stays\\* \\| for "
                     "now*, 2018-04-25](<https://herald.example/a%20b%3Ec>) · "
                     "`aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`\n");
    s->article.url = Q_STR("javascript:alert(1)");
    list_hit(s, (quoth_list_options){.format = QUOTH_LIST_MD}, NULL);
    assert_has(s, " — The Herald, *Bridge");
    quoth_str got = quoth_output_text(s->output);
    assert_false(q_str_has_nocase(got, Q_STR("javascript")));
}

/* ── Cells ──────────────────────────────────────────────────────────────── */

static const quoth_column columns[] = {{"name", "who", 0, 0}, {"count", NULL, 10, 1}};

static void list_cell(struct scene *s, quoth_list_options options, quoth_cell cell,
                      uint64_t number)
{
    quoth_cell cells[] = {cell, {.kind = QUOTH_CELL_NUMBER, .number = number}};
    quoth_list_head head = {.type = "person"};
    assert_int_equal(quoth_list_open(s->output, &options, &head, columns, 2, NULL),
                     QUOTH_OK);
    assert_int_equal(quoth_list_add(s->output, cells, NULL), QUOTH_OK);
    assert_int_equal(quoth_list_close(s->output, NULL), QUOTH_OK);
}

#define TEXT(words) ((quoth_cell){.kind = QUOTH_CELL_TEXT, .text = Q_STR(words)})

static void cells_stand_in_every_form(void **state)
{
    struct scene *s = *state;
    list_cell(s, (quoth_list_options){.width = 30}, TEXT("Jane Roe"), 53892);
    assert_output(s, "who                      count\n"
                     "Jane Roe                53,892\n");
    list_cell(s, (quoth_list_options){.format = QUOTH_LIST_NDJSON}, TEXT("Jane \"Roe\""),
              7);
    assert_output(s,
                  "{\"type\": \"person\", \"name\": \"Jane \\\"Roe\\\"\", \"count\": 7}\n");
    list_cell(s, (quoth_list_options){.format = QUOTH_LIST_TSV}, TEXT("a\tb\nc\\d\x1b"), 7);
    assert_output(s, "name\tcount\na\\tb\\nc\\\\d\xef\xbf\xbd\t7\n");
    list_cell(s, (quoth_list_options){.format = QUOTH_LIST_CSV}, TEXT("a\nb"), 7);
    assert_output(s, "name,count\r\n\"a\nb\",7\r\n");
    list_cell(s, (quoth_list_options){.format = QUOTH_LIST_MD}, TEXT("<b>|x"), 7);
    assert_output(s, "| who | count |\n| --- | ---: |\n| \\<b\\>\\|x | 7 |\n");
}

static void a_list_in_a_cell_is_joined_or_an_array(void **state)
{
    struct scene *s = *state;
    quoth_str names[] = {Q_STR("Jane Roe"), Q_STR("J. Roe")};
    quoth_cell cell = {.kind = QUOTH_CELL_TEXTS, .texts = names, .count = 2};
    list_cell(s, (quoth_list_options){.format = QUOTH_LIST_CSV}, cell, 7);
    assert_output(s, "name,count\r\nJane Roe; J. Roe,7\r\n");
    list_cell(s, (quoth_list_options){.format = QUOTH_LIST_JSON}, cell, 7);
    assert_has(s, "\"name\": [\"Jane Roe\", \"J. Roe\"]");
}

static void a_spreadsheet_runs_nothing(void **state)
{
    struct scene *s = *state;
    static const char *const formulas[] = {"=1+1", "+1", "-1", "@x"};
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        quoth_cell cell = {.kind = QUOTH_CELL_TEXT, .text = q_str_from(formulas[i])};
        char want[64];
        list_cell(s, (quoth_list_options){.format = QUOTH_LIST_CSV, .safe = 1}, cell, 7);
        snprintf(want, sizeof want, "name,count\r\n'%s,7\r\n", formulas[i]);
        assert_output(s, want);
        list_cell(s, (quoth_list_options){.format = QUOTH_LIST_CSV}, cell, 7);
        snprintf(want, sizeof want, "name,count\r\n%s,7\r\n", formulas[i]);
        assert_output(s, want);
    }
}

static void tables_keep_their_width(void **state)
{
    struct scene *s = *state;
    quoth_cell cell = TEXT("averyverylongwordthatgoesonandon 日本語日本語日本語日本語");
    for (int width = 24; width < 60; width++) {
        list_cell(s, (quoth_list_options){.width = width}, cell, 1234567890);
        quoth_str rest = quoth_output_text(s->output);
        assert_true(rest.len > 0);
        while (rest.len) {
            quoth_str line = q_str_take_until(&rest, '\n');
            uint32_t points = (uint32_t)line.len, wide = 0;
            for (size_t i = 0; i < line.len; i++) // these take two columns
                wide += (unsigned char)line.ptr[i] >= 0xe3;
            quoth_bytes_to_points(line, &points, 1);
            assert_in_range(points + wide, 0, width);
        }
        quoth_output_clear(s->output);
    }
}

static void what_cannot_be_is_refused(void **state)
{
    struct scene *s = *state;
    quoth_list_options odd = {.format = (quoth_list_format)77};
    quoth_error error;
    assert_int_equal(quoth_list_open(s->output, &odd, NULL, columns, 2, &error),
                     QUOTH_EUSAGE);
    quoth_list_options table = {.width = 80};
    assert_int_equal(quoth_list_open(s->output, &table, NULL, columns, 33, &error),
                     QUOTH_EUSAGE);
    assert_output(s, "");
}

/* ── One statement, an article, a chart ─────────────────────────────────── */

static const quoth_appearance appearance = {
    .article = {"sha256:0123", 11},
    .capture = {"00112233", 8},
    .source = {"sha256:4567", 11},
    .size = 5120,
    .captured = {{"2018-04-26", 10}, {"day", 3}, {NULL, 0}},
    .url = {"https://herald.example/1", 24},
    .outlet = {"The Herald", 10},
};

static void a_statement_is_shown_in_its_context(void **state)
{
    struct scene *s = *state;
    quoth_origin origin = {.appearances = &appearance, .count = 1};
    quoth_print_options options = {.format = QUOTH_PRINT_TEXT, .width = 100};
    assert_int_equal(quoth_print_statement(s->output, &s->article, &s->found, &s->hit,
                                           &origin, &options, NULL),
                     QUOTH_OK);
    assert_has(s, "statement aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
                  "  who         Jane Roe · person · 87 %\n"
                  "  person      jane-roe · Jane Roe\n"
                  "  role        mayor, of \"Lindholm\"\n");
    assert_has(s, "    Lindholm argues.\n\n"
                  "    «“We will not sell the bridge,”» {Jane Roe} _told_ the council.");
    assert_has(s, "\n\n    It rained.\n");
    assert_has(s, "  The Herald · undated · captured 2018-04-26\n"
                  "      https://herald.example/1\n"
                  "      capture 00112233 · 5120 bytes sha256:4567\n");
    quoth_output_clear(s->output);
    options.format = QUOTH_PRINT_JSON;
    assert_int_equal(quoth_print_statement(s->output, &s->article, &s->found, &s->hit,
                                           &origin, &options, NULL),
                     QUOTH_OK);
    assert_has(s, "\"context\": {\"text\": \"Lindholm argues.\\n\\n“We");
    assert_has(s, "\"appearances\": [{\"article\": \"sha256:0123\"");
}

static void an_article_has_all_its_marks(void **state)
{
    struct scene *s = *state;
    quoth_print_options options = {.format = QUOTH_PRINT_TEXT, .width = 200};
    assert_int_equal(
        quoth_print_kept(s->output, &s->article, &s->found, NULL, &options, NULL),
        QUOTH_OK);
    assert_has(s, "{She} _said_ «that {Arn} _claimed_ «the Łódź bridge ‹[of stone]› was "
                  "sold»».\n");
}

static void charts_choose_their_periods(void **state)
{
    struct scene *s = *state;
    quoth_print_options options = {.width = 22};
    int32_t days[] = {q_calendar_days(2017, 1, 15), q_calendar_days(2017, 3, 1),
                      q_calendar_days(2018, 4, 24), q_calendar_days(2023, 6, 8)};
    assert_int_equal(quoth_print_chart(s->output, days, 4, 0, &options, NULL), QUOTH_OK);
    assert_output(s, "2017 ███████████ 2\n2018 █████▌ 1\n  ⋮\n2023 █████▌ 1\n\n");
    assert_int_equal(quoth_print_chart(s->output, days, 2, 0, &options, NULL), QUOTH_OK);
    assert_output(s, "2017-01 ███████████ 1\n2017-02 0\n2017-03 ███████████ 1\n\n");
    assert_int_equal(quoth_print_chart(s->output, days, 1, 0, &options, NULL), QUOTH_OK);
    assert_output(s, "2017-01-15 ███████████ 1\n\n");
    assert_int_equal(quoth_print_chart(s->output, NULL, 0, 7, &options, NULL), QUOTH_OK);
    assert_output(s, "without a day 7\n\n");
    int32_t back[] = {days[1], days[0]};
    assert_int_equal(quoth_print_chart(s->output, back, 2, 0, &options, NULL),
                     QUOTH_EUSAGE);
    assert_int_equal(quoth_print_chart(s->output, NULL, 0, 0, &options, NULL), QUOTH_OK);
    assert_output(s, "");
}

/* ── Memory ─────────────────────────────────────────────────────────────── */

static void rows_need_memory_and_leave_nothing_without(void **state)
{
    struct scene *s = *state;
    for (int format = QUOTH_LIST_TABLE; format <= QUOTH_LIST_MD; format++) {
        quoth_list_options options = {.format = (quoth_list_format)format};
        bool failed = true;
        uint64_t n = 0;
        while (failed && n < 100) {
            quoth_output *output = quoth_output_new();
            assert_non_null(output);
            q_buf_fail_at(++n);
            q_arena_fail_at(n);
            quoth_status opened = quoth_list_open(output, &options, NULL, NULL, 0, NULL);
            size_t before = quoth_output_text(output).len;
            quoth_status added =
                opened == QUOTH_OK
                    ? quoth_list_add_hit(output, &s->article, &s->found, &s->hit, NULL)
                    : opened;
            q_buf_fail_at(0);
            q_arena_fail_at(0);
            failed = added != QUOTH_OK;
            if (failed) {
                assert_int_equal(added, QUOTH_ENOMEM);
                assert_int_equal(quoth_output_text(output).len, before);
            }
            quoth_output_free(output);
        }
        assert_false(failed);
        assert_true(n > 1);
    }
}

// What could not be added is no row, so that the next one has no comma before it.
static void a_row_that_fails_is_not_counted(void **state)
{
    struct scene *s = *state;
    quoth_list_options options = {.format = QUOTH_LIST_JSON};
    quoth_output *output = quoth_output_new();
    assert_non_null(output);
    assert_int_equal(quoth_list_open(output, &options, NULL, NULL, 0, NULL), QUOTH_OK);
    q_arena_fail_at(1);
    assert_int_equal(quoth_list_add_hit(output, &s->article, &s->found, &s->hit, NULL),
                     QUOTH_ENOMEM);
    q_arena_fail_at(0);
    assert_int_equal(quoth_list_add_hit(output, &s->article, &s->found, &s->hit, NULL),
                     QUOTH_OK);
    assert_int_equal(quoth_list_close(output, NULL), QUOTH_OK);
    quoth_str text = quoth_output_text(output);
    assert_true(q_str_has_nocase(text, Q_STR("[\n{")));
    assert_false(q_str_has_nocase(text, Q_STR("[,")));
    quoth_output_free(output);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, take_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(hits_are_marked_in_a_table),
        TEST(what_another_reports_is_told_by_a_sign),
        TEST(a_narrow_table_stacks_its_cells),
        TEST(an_undated_row_says_so),
        TEST(records_have_hit_date_and_person),
        TEST(json_is_one_object_of_rows),
        TEST(what_was_reviewed_says_so),
        TEST(csv_is_that_of_the_rfc),
        TEST(markdown_escapes_and_cites),
        TEST(cells_stand_in_every_form),
        TEST(a_list_in_a_cell_is_joined_or_an_array),
        TEST(a_spreadsheet_runs_nothing),
        TEST(tables_keep_their_width),
        TEST(what_cannot_be_is_refused),
        TEST(a_statement_is_shown_in_its_context),
        TEST(an_article_has_all_its_marks),
        TEST(charts_choose_their_periods),
        TEST(rows_need_memory_and_leave_nothing_without),
        TEST(a_row_that_fails_is_not_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
