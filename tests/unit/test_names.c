/* Names: what the network labels becomes spans of tokens, in the order of the text, the
 * same with every kernel. */
#include "analyse/names.h"

#include "analyse/feature.h"
#include "analyse/label.h"
#include "analyse/quotemark.h"
#include "analyse/token.h"
#include "base/limits.h"
#include "tiny_model.h"

#include <cmocka.h>

static const uint32_t DILATIONS[] = {1, 2, 4, 8};

struct bench {
    struct tiny file;
    struct q_model *model;
    struct q_arena arena;
    struct q_annotation note;
    quoth_str text;
};

static void open_bench(struct bench *bench, uint64_t seed)
{
    static const char TEXT[] =
        "Harsk, 3 May. “We tried,” Mayor Ana Talsko told the Harsk Herald. Talsko, 48, "
        "runs "
        "the town of U.S. Grant. The Board of Trade in New Harsk said that it had not.";
    *bench = (struct bench){.file = tiny_names(32, 4, DILATIONS, seed),
                            .text = {TEXT, sizeof TEXT - 1}};
    assert_int_equal(q_model_load(&bench->model, Q_LABELS_NAMES, bench->file.bytes,
                                  bench->file.size, false, NULL),
                     QUOTH_OK);
    q_arena_init(&bench->arena, Q_MAX_ARENA);
    assert_int_equal(q_tokenize(bench->text, NULL, 0, &bench->arena, &bench->note),
                     QUOTH_OK);
    assert_int_equal(q_pair_quotes(bench->text, &bench->arena, &bench->note), QUOTH_OK);
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

static void test_every_kernel(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"c", "avx2", "vnni"};
    for (uint64_t seed = 1; seed < 6; seed++) {
        struct bench bench;
        struct q_annotation first = {0};
        open_bench(&bench, seed);
        for (int i = 0; i < 3; i++) {
            const struct q_kernel *kernel = q_kernel_find(NAMES[i]);
            if (!kernel || !q_kernel_runs(kernel))
                continue;
            assert_int_equal(
                q_find_names(bench.model, kernel, bench.text, &bench.arena, &bench.note),
                QUOTH_OK);
            check_names(&bench.note);
            if (i) {
                assert_int_equal(bench.note.name_count, first.name_count);
                for (uint32_t j = 0; j < first.name_count; j++)
                    assert_same(&bench.note.names[j], &first.names[j]);
            }
            first = bench.note;
        }
        assert_true(first.name_count > 0);
        assert_null(first.pieces); // the tagger's are left alone
        assert_null(first.links);
        close_bench(&bench);
    }
}

// A model whose scores are the same for every token: 3 nats for one label, else 0.
struct steady {
    struct q_model model;
    int8_t weights[32 * 32];
    int32_t bias[32], scale[32];
    int16_t start[Q_MAX_LABELS], follow[Q_MAX_LABELS * Q_MAX_LABELS];
};

static void make_steady(const struct bench *bench, struct steady *out, int label)
{
    *out = (struct steady){.model = *bench->model};
    out->model.leave.weights = out->weights;
    out->model.leave.bias = out->bias;
    out->model.leave.scale = out->scale;
    out->model.leave.shift = 1;
    out->model.start = out->start;
    out->model.follow = out->follow;
    out->bias[label] = 3 * 256 * 8;
    out->scale[label] = 2;
}

static void test_types(void **state)
{
    (void)state;
    struct bench bench;
    struct steady steady;
    open_bench(&bench, 1);
    const struct q_annotation *note = &bench.note;
    for (int label = 0; label < 7; label++) {
        make_steady(&bench, &steady, label);
        assert_int_equal(
            q_find_names(&steady.model, &q_kernel_c, bench.text, &bench.arena, &bench.note),
            QUOTH_OK);
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

static void test_agreement(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 6; seed++) {
        struct bench bench;
        struct q_scores scores;
        struct q_runs runs;
        open_bench(&bench, seed);
        struct q_annotation *note = &bench.note;
        assert_int_equal(
            q_find_names(bench.model, &q_kernel_c, bench.text, &bench.arena, note),
            QUOTH_OK);
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
static void test_ends(void **state)
{
    (void)state;
    static const char TEXT[] = "Ana Talsko (Harsk)";
    struct bench bench;
    struct steady steady;
    open_bench(&bench, 1);
    bench.text = (quoth_str){TEXT, sizeof TEXT - 1};
    bench.note = (struct q_annotation){0};
    assert_int_equal(q_tokenize(bench.text, NULL, 0, &bench.arena, &bench.note), QUOTH_OK);
    assert_int_equal(q_pair_quotes(bench.text, &bench.arena, &bench.note), QUOTH_OK);
    make_steady(&bench, &steady, 2);
    assert_int_equal(
        q_find_names(&steady.model, &q_kernel_c, bench.text, &bench.arena, &bench.note),
        QUOTH_OK);
    assert_int_equal(bench.note.name_count, 1);
    assert_int_equal(bench.note.names[0].to, 2);
    close_bench(&bench);
}

// The public way: labels of the tokens that quoth_features gives, by the model built in.
static void test_public(void **state)
{
    (void)state;
    static const char TEXT[] = "Mayor Maria Garcia of London met Angela Merkel in Paris.";
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

static void test_memory_runs_out(void **state)
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
        cmocka_unit_test(test_every_kernel), cmocka_unit_test(test_types),
        cmocka_unit_test(test_agreement),    cmocka_unit_test(test_ends),
        cmocka_unit_test(test_public),       cmocka_unit_test(test_memory_runs_out),
    };
    return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
