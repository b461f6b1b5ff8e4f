/* Names: what the network labels becomes spans of tokens, in the order of the text, the
 * same with every kernel. */
#include "analyse/names.h"

#include "analyse/feature.h"
#include "analyse/label.h"
#include "analyse/quotemark.h"
#include "analyse/token.h"
#include "base/limits.h"
#include "with_network.h"

#include <cmocka.h>

static const uint32_t DILATIONS[] = {1, 2, 4, 8};

struct bench {
    struct tiny file;
    struct q_model *model;
    struct q_arena arena;
    struct q_annotation note;
    quoth_str text;
};

static void set_text(struct bench *bench, const char *text)
{
    bench->text = (quoth_str){text, strlen(text)};
    bench->note = (struct q_annotation){0};
    assert_int_equal(q_tokenize(bench->text, NULL, 0, &bench->arena, &bench->note),
                     QUOTH_OK);
    assert_int_equal(q_pair_quotes(bench->text, &bench->arena, &bench->note), QUOTH_OK);
}

static void find_names(struct bench *bench, const struct q_model *model,
                       const struct q_kernel *kernel)
{
    assert_int_equal(q_find_names(model, kernel, bench->text, &bench->arena, &bench->note),
                     QUOTH_OK);
}

static void open_bench(struct bench *bench, uint64_t seed)
{
    static const char TEXT[] =
        "Harsk, 3 May. “We tried,” Mayor Ana Talsko told the Harsk Herald. Talsko, 48, "
        "runs "
        "the town of U.S. Grant. The Board of Trade in New Harsk said that it had not.";
    *bench = (struct bench){.file = tiny_names(STEADY_WIDTH, 4, DILATIONS, seed)};
    assert_int_equal(q_model_load(&bench->model, Q_LABELS_NAMES, bench->file.bytes,
                                  bench->file.size, false, NULL),
                     QUOTH_OK);
    q_arena_init(&bench->arena, Q_MAX_ARENA);
    set_text(bench, TEXT);
}

static void close_bench(struct bench *bench)
{
    q_arena_release(&bench->arena);
    q_model_free(bench->model);
    free(bench->file.bytes);
}

// No token is in two names, and types are those that there are.
static void check_names(const struct q_annotation *note)
{
    for (uint32_t i = 0; i < note->name_count; i++) {
        const struct q_name *name = &note->names[i];
        assert_true(name->from < name->to && name->to <= note->token_count);
        assert_true(name->from >= (i ? note->names[i - 1].to : 0));
        assert_in_range(name->type, Q_NAME_PERSON, Q_NAME_PLACE);
    }
}

static void assert_same(const struct q_name *a, const struct q_name *b)
{
    assert_int_equal(a->from, b->from);
    assert_int_equal(a->to, b->to);
    assert_int_equal(a->type, b->type);
    assert_int_equal(a->certainty, b->certainty);
}

static void every_kernel_finds_the_same(void **state)
{
    (void)state;
    const struct q_kernel *kernel[KERNELS];
    const int count = kernels(kernel);
    for (uint64_t seed = 1; seed < 6; seed++) {
        struct bench bench;
        open_bench(&bench, seed);
        find_names(&bench, bench.model, &q_kernel_c);
        const struct q_annotation plain = bench.note;
        assert_true(plain.name_count > 0);
        check_names(&plain);
        assert_null(plain.pieces); // the tagger's are left alone
        assert_null(plain.links);
        for (int i = 0; i < count; i++) {
            find_names(&bench, bench.model, kernel[i]);
            assert_int_equal(bench.note.name_count, plain.name_count);
            for (uint32_t j = 0; j < plain.name_count; j++)
                assert_same(&bench.note.names[j], &plain.names[j]);
        }
        close_bench(&bench);
    }
}

static void labels_become_names(void **state)
{
    (void)state;
    struct bench bench;
    struct steady steady;
    open_bench(&bench, 1);
    const struct q_annotation *note = &bench.note;
    for (int label = 0; label < 7; label++) {
        make_steady(&steady, bench.model, label, 3 * NAT);
        find_names(&bench, &steady.model, &q_kernel_c);
        assert_int_equal(note->name_count, label == 0  ? 0
                                           : label % 2 ? note->token_count
                                                       : 1);
        for (uint32_t i = 0; i < note->name_count; i++) {
            assert_int_equal(note->names[i].type, (label + 1) / 2);
            assert_int_equal(note->names[i].from, i);
            assert_int_equal(note->names[i].to, label % 2 ? i + 1 : note->token_count);
            assert_int_equal(note->names[i].certainty, 128 + 3 * 16);
        }
    }
    close_bench(&bench);
}

// Three quarters of the way to the mean of the tokens that are the same word, one by one.
static void plain_agreement(const struct q_annotation *note,
                            int16_t (*labels)[Q_MAX_LABELS], int type)
{
    const int at = 2 * type - 1;
    int64_t *evidence = calloc(note->token_count, sizeof *evidence);
    assert_non_null(evidence);
    for (uint32_t t = 0; t < note->token_count; t++) {
        int16_t best =
            labels[t][at] > labels[t][at + 1] ? labels[t][at] : labels[t][at + 1];
        evidence[t] = best - labels[t][0];
    }
    for (uint32_t t = 0; t < note->token_count; t++) {
        int64_t sum = 0, count = 0;
        for (uint32_t u = 0; u < note->token_count; u++) {
            if (q_feature_is_capital(&note->features[u]) &&
                note->features[u].word == note->features[t].word) {
                sum += evidence[u];
                count++;
            }
        }
        if (!q_feature_is_capital(&note->features[t]))
            continue;
        for (int i = at; i < at + 2; i++) {
            int64_t score = labels[t][i] + 3 * (sum / count - evidence[t]) / 4;
            score = score > INT16_MAX ? INT16_MAX : score < INT16_MIN ? INT16_MIN : score;
            labels[t][i] = (int16_t)score;
        }
    }
    free(evidence);
}

static void a_word_is_the_same_all_over(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 6; seed++) {
        struct bench bench;
        struct q_scores scores;
        struct q_runs runs;
        open_bench(&bench, seed);
        struct q_annotation *note = &bench.note;
        find_names(&bench, bench.model, &q_kernel_c);
        assert_int_equal(
            q_network_run(bench.model, &q_kernel_c, note, Q_TILE, &bench.arena, &scores),
            QUOTH_OK);
        for (int type = Q_NAME_PERSON; type <= Q_NAME_PLACE; type++)
            plain_agreement(note, scores.labels, type);
        assert_int_equal(
            q_find_runs(bench.model, &scores, note->token_count, &bench.arena, &runs),
            QUOTH_OK);
        assert_int_equal(note->name_count, runs.count);
        for (uint32_t i = 0; i < runs.count; i++) {
            assert_int_equal(note->names[i].from, runs.at[i].from);
            assert_int_equal(note->names[i].to, runs.at[i].to);
            assert_int_equal(note->names[i].type, runs.at[i].tag);
            assert_int_equal(note->names[i].certainty, runs.at[i].certainty);
        }
        close_bench(&bench);
    }
}

// A name ends where its paragraph does, and before a bracket.
static void names_end_at_paragraphs_and_brackets(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t end; // of its name, in tokens
    } examples[] = {
        {"Ana Talsko (Harsk)", 2}, {"Ana Talsko\n\nHarsk", 2}, {"Ana Talsko Harsk", 3}};
    struct bench bench;
    struct steady steady;
    open_bench(&bench, 1);
    make_steady(&steady, bench.model, 2 * Q_NAME_PERSON, 3 * NAT); // each goes on
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        set_text(&bench, examples[i].text);
        find_names(&bench, &steady.model, &q_kernel_c);
        assert_int_equal(bench.note.name_count, 1);
        assert_int_equal(bench.note.names[0].from, 0);
        assert_int_equal(bench.note.names[0].to, examples[i].end);
    }
    close_bench(&bench);
}

// The public way: labels of the tokens that quoth_features gives, by the model built in.
static void names_by_the_public_way(void **state)
{
    (void)state;
    static const char TEXT[] = "Mayor Maria Talsko of London met Angela Lindholm in Paris.";
    const quoth_str text = {TEXT, sizeof TEXT - 1};
    uint8_t labels[sizeof TEXT], few[1];
    size_t count = sizeof labels;
    quoth_engine *engine = NULL;
    assert_int_equal(quoth_engine_open(&engine, NULL, NULL), QUOTH_OK);
    assert_string_not_equal(quoth_engine_names(engine), quoth_engine_model(engine));
    assert_int_equal(quoth_names(engine, text, labels, &count), QUOTH_OK);
    static const uint8_t WANT[] = {0, 1, 2, 0, 5, 0, 1, 2, 0, 5, 0};
    assert_int_equal(count, sizeof WANT);
    assert_memory_equal(labels, WANT, sizeof WANT);
    count = sizeof few;
    assert_int_equal(quoth_names(engine, text, few, &count), QUOTH_ELIMIT);
    count = sizeof labels;
    assert_int_equal(quoth_names(engine, (quoth_str){"\xff", 1}, labels, &count),
                     QUOTH_EFORMAT);
    assert_int_equal(quoth_names(engine, (quoth_str){"", 0}, labels, &count), QUOTH_OK);
    assert_int_equal(count, 0);
    quoth_engine_close(engine);
}

static void memory_runs_out(void **state)
{
    (void)state;
    struct bench bench;
    open_bench(&bench, 1);
    quoth_status status = QUOTH_ENOMEM;
    uint64_t n = 0;
    while (status != QUOTH_OK) {
        assert_true(++n < 100);
        assert_int_equal(status, QUOTH_ENOMEM);
        q_arena_fail_at(n);
        status = q_find_names(bench.model, q_kernel_best(), bench.text, &bench.arena,
                              &bench.note);
    }
    q_arena_fail_at(0);
    assert_true(n > 9);
    close_bench(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kernel_finds_the_same),
        cmocka_unit_test(labels_become_names),
        cmocka_unit_test(a_word_is_the_same_all_over),
        cmocka_unit_test(names_end_at_paragraphs_and_brackets),
        cmocka_unit_test(names_by_the_public_way),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
