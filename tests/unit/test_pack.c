// src/archive/pack: what is packed and unpacked prints to the same bytes; bytes that were
// not packed fail, and never more.
#include "archive/pack.h"
#include "base/limits.h"
#include "base/str.h"
#include "record/statement_id.h"
#include "with_engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static struct q_buf about, record;
static struct quoth_article *article, *back;
static struct quoth_statements *statements, *found;
static quoth_output *want, *got;
static quoth_error error;

static int set_up(void **state)
{
    (void)state;
    q_buf_init(&about, Q_MAX_OUTPUT);
    q_buf_init(&record, Q_MAX_OUTPUT);
    article = quoth_article_new();
    back = quoth_article_new();
    statements = quoth_statements_new();
    found = quoth_statements_new();
    want = quoth_output_new();
    got = quoth_output_new();
    return !article || !back || !statements || !found || !want || !got;
}

static int tear_down(void **state)
{
    (void)state;
    q_buf_release(&about);
    q_buf_release(&record);
    quoth_article_free(article);
    quoth_article_free(back);
    quoth_statements_free(statements);
    quoth_statements_free(found);
    quoth_output_free(want);
    quoth_output_free(got);
    return 0;
}

static void pack(void)
{
    q_buf_clear(&about, Q_MAX_OUTPUT);
    q_buf_clear(&record, Q_MAX_OUTPUT);
    q_pack_about(&about, article);
    q_pack_record(&record, article, statements);
    assert_false(about.failed || record.failed);
}

// What is told beside what was packed.
static void begin_back(void)
{
    q_article_clear(back);
    back->text = article->text;
    back->path = article->path;
    memcpy(back->id, article->id, sizeof back->id);
}

static quoth_status unpack(quoth_str of_about, quoth_str of_record)
{
    begin_back();
    quoth_status status = q_unpack_about(of_about, back, &error);
    if (status == QUOTH_OK)
        status = q_unpack_record(of_record, back, found, &error);
    found->version = statements->version;
    found->model = statements->model;
    return status;
}

static void assert_prints_the_same(void)
{
    static const quoth_print_format formats[] = {QUOTH_PRINT_NDJSON, QUOTH_PRINT_JSON,
                                                 QUOTH_PRINT_TEXT};
    for (int i = 0; i < 3; i++) {
        quoth_print_options options = {.format = formats[i]};
        quoth_output_clear(want);
        quoth_output_clear(got);
        assert_int_equal(quoth_print(want, article, statements, &options, &error),
                         QUOTH_OK);
        assert_int_equal(quoth_print(got, back, found, &options, &error), QUOTH_OK);
        assert_int_equal(quoth_print_article(want, article, &options, &error), QUOTH_OK);
        assert_int_equal(quoth_print_article(got, back, &options, &error), QUOTH_OK);
        quoth_str a = quoth_output_text(want), b = quoth_output_text(got);
        if (!q_str_equal(a, b))
            fail_msg("%.*s\nbecame\n%.*s", (int)a.len, a.ptr, (int)b.len, b.ptr);
    }
}

static void assert_comes_back(void)
{
    pack();
    if (unpack(q_buf_held(&about), q_buf_held(&record)) != QUOTH_OK)
        fail_msg("%s at %d", error.message, (int)error.offset);
    assert_prints_the_same();
    // and packs to the same bytes
    struct q_buf again;
    q_buf_init(&again, Q_MAX_OUTPUT);
    q_pack_record(&again, back, found);
    assert_true(q_str_equal(q_buf_held(&again), q_buf_held(&record)));
    q_buf_clear(&again, Q_MAX_OUTPUT);
    q_pack_about(&again, back);
    assert_true(q_str_equal(q_buf_held(&again), q_buf_held(&about)));
    q_buf_release(&again);
}

static const char report[] =
    "By Sam Writer\n\n"
    "ARN, June 8, 2023 — “We will not sell [the mill] to anybody,” Mayor Jane Roe told "
    "reporters at a news conference in Arn on Thursday, the Herald reported. Mr Lindholm, "
    "a farmer, said that Roe had promised him “the whole mill” — and the “old” bridge.\n\n"
    "She declined to comment. Naïve critics say it is “too late”.\n";

static void read_report(const char *text)
{
    assert_int_equal(quoth_article_set(article, Q_STR("report"), q_str_from(text), &error),
                     QUOTH_OK);
    assert_int_equal(quoth_extract(engine, article, NULL, statements, &error), QUOTH_OK);
}

static void brings_a_report_back(void **state)
{
    (void)state;
    read_report(report);
    assert_true(statements->count >= 3);
    assert_comes_back();
    read_report("");
    assert_int_equal(statements->count, 0);
    assert_comes_back();
    read_report(
        "Der Rat sagte, die Brücke sei sicher, und die Mühle werde nicht verkauft.");
    assert_true(statements->why.ptr != NULL);
    assert_comes_back();
}

static void brings_all_of_an_article_back(void **state)
{
    (void)state;
    read_report(report);
    quoth_str authors[] = {Q_STR("Sam Writer"), Q_STR("")};
    article->url = Q_STR("https://herald.example/1");
    article->outlet = Q_STR("Herald");
    article->title = Q_STR("Mill \"not for sale\"");
    article->canonical = Q_STR("");
    article->section = Q_STR("Local");
    article->guid = Q_STR("urn:1");
    article->authors = authors;
    article->author_count = 2;
    article->modified =
        (quoth_date){Q_STR("2023-06-09T10"), Q_STR("hour"), Q_STR("9 June, 10h")};
    article->told_by[QUOTH_ABOUT_SECTION] = "what nobody told before";
    article->told_by[QUOTH_ABOUT_TITLE] = "json-ld";
    article->flaw = (quoth_error){QUOTH_EFORMAT, QUOTH_NO_OFFSET, "not UTF-8"};
    assert_comes_back();
    assert_true(q_str_equal(back->guid, article->guid) && back->canonical.ptr);
    assert_int_equal(back->flaw.status, QUOTH_EFORMAT);
    assert_true(back->flaw.offset == QUOTH_NO_OFFSET);
    assert_string_equal(back->flaw.message, "not UTF-8");
    assert_string_equal(back->told_by[QUOTH_ABOUT_SECTION], "what nobody told before");
    article->flaw.offset = 0;
    assert_comes_back();
    assert_true(back->flaw.offset == 0);
}

// A statement with more of everything than any real one has.
static void brings_odd_statements_back(void **state)
{
    (void)state;
    enum { MANY = 40 };
    static quoth_span spans[MANY];
    read_report(
        "Jane Roe, the mayor of Arn, said that the mill was not for sale. The mill is "
        "old. Mr Lindholm, a farmer, told the Herald that Roe had promised it to him.");
    assert_true(statements->count >= 2);
    for (uint32_t i = 0; i < MANY; i++)
        spans[i] = (quoth_span){3 * i + 20, 3 * i + 22};
    quoth_candidate candidates[] = {
        {.name = Q_STR("Jane Roe"), .kind = Q_STR("person"), .confidence = 61},
        {.name = Q_STR("a committee"), .kind = Q_STR("sort"), .confidence = 0},
        {.name = Q_NO_STR, .kind = Q_NO_STR, .confidence = 100}};
    quoth_relay via[] = {{Q_STR("TASS"), {spans, 2}, 1}, {Q_STR("Herald"), {NULL, 0}, 0}};
    quoth_statement *s = &statements->at[0];
    s->act = QUOTH_ACT_INTENT;
    s->kind = QUOTH_KIND_INDIRECT;
    s->form = QUOTH_FORM_PRONOUN;
    s->negated = 1;
    s->flags = QUOTH_FLAG_UNCLOSED_QUOTE | QUOTH_FLAG_NOT_READ;
    s->block = QUOTH_BLOCK_FURNITURE;
    s->content = (quoth_spans){spans + 10, 30};
    s->cue = (quoth_spans){spans, 9};
    s->source = (quoth_spans){spans + 5, 8};
    s->inserts = (quoth_spans){spans + 12, 2};
    s->speaker_name = Q_NO_STR;
    s->speaker_why = Q_STR("a reason of its own");
    s->candidates = candidates;
    s->candidate_count = 3;
    s->via = via;
    s->via_count = 2;
    s->addressee = (quoth_phrase){{spans, 1}, 1};
    s->place = (quoth_phrase){{spans + 1, 3}, 0};
    s->said = (quoth_when){{Q_NO_STR, Q_NO_STR, Q_NO_STR}, {spans + 3, 1}, 1};
    statements->at[1].cue.count = statements->at[1].source.count = 0;
    s->parent = statements->count - 1; // that stands behind it
    q_name_statements(article, statements);
    q_statement_id(article, statements, 0, s->id); // whose parent had none yet
    assert_comes_back();
}

static void refuses_parents_that_cannot_be(void **state)
{
    (void)state;
    read_report(report);
    statements->at[0].parent = 1; // a circle
    statements->at[1].parent = 0;
    pack();
    assert_int_equal(unpack(q_buf_held(&about), q_buf_held(&record)), QUOTH_EDAMAGED);
    assert_int_equal(found->count, 0);
    statements->at[1].parent = 1; // itself
    pack();
    assert_int_equal(unpack(q_buf_held(&about), q_buf_held(&record)), QUOTH_EDAMAGED);
    statements->at[1].parent = statements->count; // nobody
    pack();
    assert_int_equal(unpack(q_buf_held(&about), q_buf_held(&record)), QUOTH_EDAMAGED);
}

// Every bit turned, every length cut: it fails at a byte, or gives what can be printed.
static void takes_damage(void **state)
{
    (void)state;
    read_report(report);
    pack();
    for (size_t bit = 0; bit < (about.len + record.len) * 8; bit++) {
        struct q_buf *buf = bit / 8 < about.len ? &about : &record;
        size_t at = bit / 8 < about.len ? bit / 8 : bit / 8 - about.len;
        buf->ptr[at] = (char)(buf->ptr[at] ^ 1 << bit % 8);
        quoth_status status = unpack(q_buf_held(&about), q_buf_held(&record));
        quoth_output_clear(got);
        if (status == QUOTH_OK) {
            assert_int_equal(quoth_print(got, back, found, NULL, &error), QUOTH_OK);
        } else {
            assert_int_equal(status, QUOTH_EDAMAGED);
            assert_true(error.offset <= buf->len);
        }
        buf->ptr[at] = (char)(buf->ptr[at] ^ 1 << bit % 8);
    }
    for (size_t len = 0; len < record.len; len++)
        assert_int_equal(unpack(q_buf_held(&about), q_str(record.ptr, len)),
                         QUOTH_EDAMAGED);
    for (size_t len = 0; len < about.len; len++)
        assert_int_equal(unpack(q_str(about.ptr, len), q_buf_held(&record)),
                         QUOTH_EDAMAGED);
    assert_int_equal(unpack(q_buf_held(&about), q_buf_held(&record)), QUOTH_OK);
}

static void fails_for_want_of_memory(void **state)
{
    (void)state;
    read_report(report);
    pack();
    quoth_status status = QUOTH_ENOMEM;
    uint64_t n = 1;
    for (; status != QUOTH_OK; n++) {
        q_arena_fail_at(n);
        status = unpack(q_buf_held(&about), q_buf_held(&record));
        q_arena_fail_at(0);
        assert_true(status == QUOTH_OK || status == QUOTH_ENOMEM);
    }
    assert_true(n > 10);
}

static void brings_news_back(void **state)
{
    (void)state;
    enum { ARTICLES = 40 };
    quoth_reader *reader;
    static const char path[] = "../shared/data/news/news-00.jsonl.zst";
    if (access(path, R_OK) != 0) {
        print_message("skipped: %s is not there\n", path);
        skip();
    }
    assert_int_equal(quoth_reader_open_path(&reader, path, NULL, &error), QUOTH_OK);
    for (int i = 0; i < ARTICLES; i++) {
        assert_int_equal(quoth_reader_next(reader, article, &error), QUOTH_OK);
        assert_int_equal(quoth_extract(engine, article, NULL, statements, &error),
                         QUOTH_OK);
        assert_comes_back();
    }
    quoth_reader_close(reader);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(brings_a_report_back),
        TEST(brings_all_of_an_article_back),
        TEST(brings_odd_statements_back),
        TEST(refuses_parents_that_cannot_be),
        TEST(takes_damage),
        TEST(fails_for_want_of_memory),
        TEST(brings_news_back),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
