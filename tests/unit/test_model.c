/* The model file: a whole one is read, any other is refused with the byte that is wrong. */
#include "analyse/model.h"
#include "base/limits.h"
#include "tiny_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static const uint32_t DILATIONS[] = {1, 2, 8};

static struct tiny make(void)
{
    return tiny_model(32, 3, DILATIONS, 1);
}

static struct q_model *load(const struct tiny *file)
{
    struct q_model *model = NULL;
    quoth_error error = {0};
    if (q_model_load(&model, Q_LABELS_STATEMENTS, file->bytes, file->size, false, &error))
        fail_msg("byte %llu: %s", (unsigned long long)error.offset, error.message);
    return model;
}

// At which byte the file is refused, as it must be.
static uint64_t refused(const void *bytes, size_t size, quoth_status status)
{
    struct q_model *model = (struct q_model *)&model; // anything but NULL
    quoth_error error = {.offset = QUOTH_NO_OFFSET};
    quoth_status got =
        q_model_load(&model, Q_LABELS_STATEMENTS, bytes, size, false, &error);
    if (got != status)
        fail_msg("status %d instead of %d, byte %llu: %s", got, status,
                 (unsigned long long)error.offset, error.message);
    assert_null(model);
    assert_int_equal(error.status, status);
    assert_true(error.offset <= size);
    assert_true(error.message[0]);
    assert_int_equal(q_model_load(&model, Q_LABELS_STATEMENTS, bytes, size, false, NULL),
                     status);
    return error.offset;
}

static void a_whole_file_is_read(void **state)
{
    (void)state;
    struct tiny file = make();
    struct q_model *model = load(&file);
    unsigned char hash[32];
    char id[128] = "sha256:";
    EVP_Digest(file.bytes, file.size, hash, NULL, EVP_sha256(), NULL);
    for (size_t i = 0; i < sizeof hash; i++)
        snprintf(id + 7 + 2 * i, 3, "%02x", hash[i]);
    assert_string_equal(q_model_id(model), id);
    assert_string_equal(model->language, "en");
    assert_memory_equal(model->record.ptr, "{\"name\": ", 9);
    assert_int_equal(model->labels, 7);
    assert_int_equal(model->links, Q_LINKS);
    assert_int_equal(model->width, 32);
    assert_int_equal(model->blocks, 3);
    assert_int_equal(model->reach, 1 + 2 + 8);
    assert_int_equal(model->inputs, TINY_INPUTS);
    assert_int_equal(model->weights.count, TINY_WEIGHTS);
    assert_int_equal(model->weights.least, -500);
    assert_int_equal(model->block[2].dilation, 8);
    assert_int_equal(model->block[2].outputs, 64);
    assert_int_equal(model->leave.outputs, TINY_OUTPUTS);
    q_model_free(model);
    q_model_free(NULL);
    free(file.bytes);
}

static void words_have_their_rows(void **state)
{
    (void)state;
    struct tiny file = make();
    struct q_model *model = load(&file);
    assert_int_equal(model->table[Q_TABLE_WORD].rows, TINY_WORDS + 1);
    for (uint32_t i = 0; i < TINY_WORDS; i++) {
        assert_int_equal(q_model_word(model, model->words[i]), i + 1);
        assert_int_equal(q_model_word(model, model->words[i] + 1), 0);
        assert_int_equal(q_model_word(model, model->words[i] - 1), 0);
    }
    assert_int_equal(q_model_word(model, 0), 0);
    assert_int_equal(q_model_word(model, UINT64_MAX), 0);
    assert_true(q_model_word(model, quoth_word_hash((quoth_str){"said", 4})) > 0);
    q_model_free(model);
    free(file.bytes);
}

static void a_copy_stands_alone(void **state)
{
    (void)state;
    struct tiny file = make();
    struct q_model *model;
    char *odd = malloc(file.size + 1);
    assert_non_null(odd);
    memcpy(odd + 1, file.bytes, file.size);
    assert_int_equal(
        q_model_load(&model, Q_LABELS_STATEMENTS, odd + 1, file.size, true, NULL),
        QUOTH_OK);
    memset(odd, 0, file.size + 1);
    free(odd);
    assert_memory_equal(model->words, file.bytes + TINY_HEADER + 64,
                        sizeof(uint64_t[TINY_WORDS]));
    q_model_free(model);
    // not aligned: copied although nobody asked for it
    memmove(file.bytes + 1, file.bytes, file.size);
    assert_int_equal(
        q_model_load(&model, Q_LABELS_STATEMENTS, file.bytes + 1, file.size, false, NULL),
        QUOTH_OK);
    assert_true((uintptr_t)model->words % 64 == 0);
    q_model_free(model);
    free(file.bytes);
}

static void another_length_is_refused(void **state)
{
    (void)state;
    struct tiny file = make();
    for (size_t size = 0; size < file.size; size += size < 400 ? 1 : 97)
        assert_true(refused(file.bytes, size, QUOTH_EFORMAT) <= size);
    refused(file.bytes, file.size - 1, QUOTH_EFORMAT);
    assert_int_equal(refused(file.bytes, file.size + 1, QUOTH_EFORMAT), file.size);
    refused(file.bytes, file.size + 64, QUOTH_EFORMAT);
    unsigned char *large = calloc(1, Q_MAX_MODEL + 1);
    assert_non_null(large);
    memcpy(large, file.bytes, file.size);
    refused(large, Q_MAX_MODEL + 1, QUOTH_EFORMAT);
    free(large);
    free(file.bytes);
}

static void flipped_bits_are_refused(void **state)
{
    (void)state;
    struct tiny file = make();
    for (size_t bit = 0; bit < file.size * 8;
         bit += bit < TINY_HEADER * 8 ? 1 : 8 * 251 + 1) {
        file.bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
        refused(file.bytes, file.size, QUOTH_EFORMAT);
        file.bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    for (size_t at = file.size - TINY_DIGEST; at < file.size; at++) {
        file.bytes[at] ^= 1;
        assert_int_equal(refused(file.bytes, file.size, QUOTH_EFORMAT),
                         file.size - TINY_DIGEST);
        file.bytes[at] ^= 1;
    }
    q_model_free(load(&file));
    free(file.bytes);
}

// One number of the file that is changed, and the byte at which it is then refused.
struct wrong {
    size_t at;
    uint32_t value;
    quoth_status status;
    size_t where;
};

// With one number of the file changed and the hash made anew it must be refused, there.
static void refuse_number(struct tiny *file, size_t at, uint32_t value, quoth_status status,
                          size_t where)
{
    uint32_t old = tiny_get(file, at);
    tiny_put(file, at, value);
    tiny_seal(file);
    uint64_t offset = refused(file->bytes, file->size, status);
    if (offset != where)
        fail_msg("byte %zu set to %u: refused at %llu", at, value,
                 (unsigned long long)offset);
    tiny_put(file, at, old);
    tiny_seal(file);
}

static void wrong_headers_are_refused(void **state)
{
    (void)state;
    struct tiny file = make();
    static const struct wrong WRONG[] = {
        {0, 0, QUOTH_EFORMAT, 0},
        {TINY_FORMAT, Q_MODEL_FORMAT - 1, QUOTH_EVERSION, TINY_FORMAT},
        {TINY_FORMAT, Q_MODEL_FORMAT + 1, QUOTH_EVERSION, TINY_FORMAT},
        {TINY_FEATURES, 0, QUOTH_EVERSION, TINY_FEATURES},
        {TINY_LANGUAGE, 0, QUOTH_EFORMAT, TINY_LANGUAGE},
        {TINY_LANGUAGE, 'E', QUOTH_EFORMAT, TINY_LANGUAGE},
        {TINY_LANGUAGE, 'e' | 'n' << 16, QUOTH_EFORMAT, TINY_LANGUAGE},
        {TINY_SET, 7, QUOTH_EVERSION, TINY_SET},
        {TINY_LABELS, 6, QUOTH_EFORMAT, TINY_LABELS},
        {TINY_LINKS, 0, QUOTH_EFORMAT, TINY_LABELS},
        {TINY_LINKS, UINT32_MAX, QUOTH_EFORMAT, TINY_LABELS},
        {TINY_WIDTH, 0, QUOTH_EFORMAT, TINY_WIDTH},
        {TINY_WIDTH, 48, QUOTH_EFORMAT, TINY_WIDTH},
        {TINY_WIDTH, 288, QUOTH_EFORMAT, TINY_WIDTH},
        {TINY_BLOCKS, 17, QUOTH_EFORMAT, TINY_BLOCKS},
        {TINY_BLOCKS, 2, QUOTH_EFORMAT, TINY_DILATIONS + 8},
        {TINY_BLOCKS, 4, QUOTH_EFORMAT, TINY_DILATIONS + 12},
        {TINY_DILATIONS, 65, QUOTH_EFORMAT, TINY_DILATIONS},
        {TINY_TABLES, 0, QUOTH_EFORMAT, TINY_TABLES},
        {TINY_TABLES + 4, 102, QUOTH_EFORMAT, TINY_TABLES},
        {TINY_TABLES + 4, UINT32_MAX - 3, QUOTH_EFORMAT, TINY_TABLES},
        {TINY_TABLES + 8, 2047, QUOTH_EFORMAT, TINY_TABLES + 8},
        {TINY_TABLES + 20, 200, QUOTH_EFORMAT, TINY_TABLES + 16},
        {TINY_JUDGE, (1 << 16) + 1, QUOTH_EFORMAT, TINY_JUDGE},
        {TINY_JUDGE, UINT32_MAX, QUOTH_EFORMAT, TINY_JUDGE},
        {TINY_ZERO, 1, QUOTH_EFORMAT, TINY_ZERO},
        {TINY_ZERO + 20, 1 << 24, QUOTH_EFORMAT, TINY_ZERO + 23},
        {TINY_RECORD, 0xffffffff, QUOTH_EFORMAT, TINY_HEADER},
        {TINY_RECORD, 3, QUOTH_EFORMAT, TINY_HEADER + 3},
        {TINY_HEADER + 2, 0xffff, QUOTH_EFORMAT, TINY_HEADER + 2},
    };
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++)
        refuse_number(&file, WRONG[i].at, WRONG[i].value, WRONG[i].status, WRONG[i].where);
    free(file.bytes);
}

// Any number anywhere in the header is refused, or is read without harm (ASan would say).
static void wild_headers_do_no_harm(void **state)
{
    (void)state;
    struct tiny file = make();
    unsigned refusals = 0;
    for (size_t at = 8; at < TINY_HEADER; at += 4) {
        static const uint32_t VALUES[] = {0, 1, 33, 0x7fffffff, 0x80000000, UINT32_MAX};
        for (size_t i = 0; i < sizeof VALUES / sizeof *VALUES; i++) {
            struct q_model *model = (struct q_model *)&model; // anything but NULL
            uint32_t old = tiny_get(&file, at);
            tiny_put(&file, at, VALUES[i]);
            tiny_seal(&file);
            quoth_status status = q_model_load(&model, Q_LABELS_STATEMENTS, file.bytes,
                                               file.size, false, NULL);
            assert_int_equal(model == NULL, status != QUOTH_OK);
            refusals += status != QUOTH_OK;
            q_model_free(model);
            tiny_put(&file, at, old);
        }
    }
    tiny_seal(&file);
    q_model_free(load(&file)); // nothing is left of what was tried
    assert_true(refusals > 0);
    free(file.bytes);
}

static size_t offset_of(const struct tiny *file, const void *at)
{
    return (size_t)((const unsigned char *)at - file->bytes);
}

static void wrong_contents_are_refused(void **state)
{
    (void)state;
    struct tiny file = make();
    struct q_model *model = load(&file);
    size_t words = offset_of(&file, model->words), gate = offset_of(&file, model->gate);
    size_t suffix = offset_of(&file, model->table[Q_TABLE_SUFFIX].values);
    const struct q_matrix *block = &model->block[1];
    size_t bias = offset_of(&file, block->bias), scale = offset_of(&file, block->scale);
    size_t head = bias - 64;
    q_model_free(model);

    refuse_number(&file, words + 12, tiny_get(&file, words + 4), QUOTH_EFORMAT, words + 8);
    refuse_number(&file, words + 8 * TINY_WORDS - 4, 0, QUOTH_EFORMAT,
                  words + 8 * (TINY_WORDS - 1));
    refuse_number(&file, suffix + 40, 0x7f7f807f, QUOTH_EFORMAT, suffix + 40);
    refuse_number(&file, gate + 8, 0x80000000, QUOTH_EFORMAT, gate + 10);
    refuse_number(&file, head, 1, QUOTH_EFORMAT, head);
    refuse_number(&file, head + 4, 64, QUOTH_EFORMAT, head);
    refuse_number(&file, head + 8, 32, QUOTH_EFORMAT, head);
    refuse_number(&file, head + 12, 0, QUOTH_EFORMAT, head + 12);
    refuse_number(&file, head + 12, 31, QUOTH_EFORMAT, head + 12);
    refuse_number(&file, head + 16, 1, QUOTH_EFORMAT, head + 16);
    refuse_number(&file, bias + 12, 0x80000000, QUOTH_EFORMAT, bias + 12);
    // leaves int32 when scaled
    refuse_number(&file, bias + 12, 1 << 28, QUOTH_EFORMAT, bias + 12);
    refuse_number(&file, scale + 4, UINT32_MAX, QUOTH_EFORMAT, bias + 4);
    refuse_number(&file, scale + 4, 2049, QUOTH_EFORMAT, bias + 4);
    free(file.bytes);
}

// The judge's part: in order, counted right, and all there.
static void weights_are_in_order_and_all_there(void **state)
{
    (void)state;
    struct tiny file = make();
    struct q_model *model = load(&file);
    const struct q_weights *weights = &model->weights;
    size_t hashes = offset_of(&file, weights->hashes);
    size_t values = offset_of(&file, weights->values);
    size_t last = hashes + 8 * (TINY_WEIGHTS - 1);
    for (uint32_t i = 1; i < weights->count; i++)
        assert_true(weights->hashes[i - 1] < weights->hashes[i]);
    assert_int_equal(values, hashes + 128);
    q_model_free(model);

    // one that is the same as, or less than, the one before
    refuse_number(&file, last + 4, 0, QUOTH_EFORMAT, last);
    uint64_t twice;
    memcpy(&twice, file.bytes + hashes, sizeof twice);
    uint64_t old;
    memcpy(&old, file.bytes + hashes + 8, sizeof old);
    memcpy(file.bytes + hashes + 8, &twice, sizeof twice);
    tiny_seal(&file);
    assert_int_equal(refused(file.bytes, file.size, QUOTH_EFORMAT), hashes + 8);
    memcpy(file.bytes + hashes + 8, &old, sizeof old);
    tiny_seal(&file);
    // one less than there are: its hash is a stray byte; the layers read no weights
    refuse_number(&file, TINY_JUDGE, TINY_WEIGHTS - 1, QUOTH_EFORMAT, last);
    refuse_number(&file, values + 2 * TINY_WEIGHTS, 1, QUOTH_EFORMAT,
                  values + 2 * TINY_WEIGHTS);
    // none: what is there is read as the first layer
    refuse_number(&file, TINY_JUDGE, 0, QUOTH_EFORMAT, hashes + 16);
    // more than the file has room for
    file.size = values + TINY_DIGEST + 64;
    tiny_put(&file, TINY_JUDGE, 1 << 16);
    tiny_seal(&file);
    assert_int_equal(refused(file.bytes, file.size, QUOTH_EFORMAT), hashes);
    free(file.bytes);
}

static void any_value_is_a_weight(void **state)
{
    (void)state;
    struct tiny file = make();
    struct q_model *model = load(&file);
    size_t values = offset_of(&file, model->weights.values);
    q_model_free(model);
    for (size_t at = values; at < values + 2 * TINY_WEIGHTS; at += 4) {
        uint32_t was = tiny_get(&file, at);
        tiny_put(&file, at, 0x80007fff);
        tiny_seal(&file);
        q_model_free(load(&file));
        tiny_put(&file, at, was);
    }
    free(file.bytes);
}

static void the_least_weight_has_limits(void **state)
{
    (void)state;
    struct tiny file = make();
    tiny_put(&file, TINY_LEAST, (uint32_t) - (1 << 20));
    tiny_seal(&file);
    struct q_model *model = load(&file);
    assert_int_equal(model->weights.least, -(1 << 20));
    q_model_free(model);
    static const uint32_t wild[] = {0x80000000, 0x7fffffff, (1 << 20) + 1};
    for (size_t i = 0; i < sizeof wild / sizeof *wild; i++) {
        tiny_put(&file, TINY_LEAST, wild[i]);
        tiny_seal(&file);
        assert_int_equal(refused(file.bytes, file.size, QUOTH_EFORMAT), TINY_LEAST);
    }
    free(file.bytes);
}

// A model without weights judges nothing, and is as good as any.
static void a_model_may_have_no_weights(void **state)
{
    (void)state;
    struct tiny file = make();
    struct q_model *model = load(&file);
    size_t hashes = offset_of(&file, model->weights.hashes);
    size_t values = offset_of(&file, model->weights.values), behind = values + 64;
    q_model_free(model);
    memmove(file.bytes + hashes, file.bytes + behind, file.size - behind);
    file.size -= behind - hashes;
    tiny_put(&file, TINY_JUDGE, 0);
    tiny_seal(&file);
    model = load(&file);
    assert_int_equal(model->weights.count, 0);
    q_model_free(model);
    free(file.bytes);
}

// A model of names has no links and no weights, and is read where one is wanted.
static void a_model_of_names(void **state)
{
    (void)state;
    struct tiny file = tiny_names(32, 3, DILATIONS, 2);
    struct q_model *model = NULL;
    assert_int_equal(
        q_model_load(&model, Q_LABELS_NAMES, file.bytes, file.size, false, NULL), QUOTH_OK);
    assert_int_equal(model->label_set, Q_LABELS_NAMES);
    assert_int_equal(model->labels, 7);
    assert_int_equal(model->links, 0);
    assert_int_equal(model->weights.count, 0);
    assert_int_equal(model->leave.outputs, TINY_OUTPUTS);
    q_model_free(model);
    assert_int_equal(refused(file.bytes, file.size, QUOTH_EFORMAT), TINY_SET);
    free(file.bytes);

    static const struct wrong WRONG[] = {
        {TINY_SET, Q_LABELS_STATEMENTS, QUOTH_EFORMAT, TINY_SET},
        {TINY_SET, 3, QUOTH_EVERSION, TINY_SET},
        {TINY_LABELS, 5, QUOTH_EFORMAT, TINY_LABELS},
        {TINY_LINKS, Q_LINKS, QUOTH_EFORMAT, TINY_LABELS},
        {TINY_JUDGE, 1, QUOTH_EFORMAT, TINY_JUDGE},
        {TINY_LEAST, 1 << 21, QUOTH_EFORMAT, TINY_LEAST},
        {TINY_WIDTH, 48, QUOTH_EFORMAT, TINY_WIDTH},
    };
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        file = tiny_names(32, 3, DILATIONS, 2);
        tiny_put(&file, WRONG[i].at, WRONG[i].value);
        tiny_seal(&file);
        quoth_error error = {.offset = QUOTH_NO_OFFSET};
        assert_int_equal(
            q_model_load(&model, Q_LABELS_NAMES, file.bytes, file.size, false, &error),
            WRONG[i].status);
        assert_int_equal(error.offset, WRONG[i].where);
        assert_null(model);
        free(file.bytes);
    }
}

// Cut anywhere and sealed again, so that only the parts themselves can tell.
static void parts_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    struct tiny file = make();
    struct tiny cut = make();
    for (size_t size = TINY_HEADER + TINY_DIGEST; size < file.size;
         size += size < 4000 ? 8 : 136) {
        memcpy(cut.bytes, file.bytes, size);
        cut.size = size;
        tiny_seal(&cut);
        refused(cut.bytes, size, QUOTH_EFORMAT);
    }
    // and with bytes that belong to nothing
    size_t end = file.size - TINY_DIGEST;
    file.size += 64;
    memset(file.bytes + end, 0, 64);
    tiny_seal(&file);
    assert_int_equal(refused(file.bytes, file.size, QUOTH_EFORMAT), end);
    free(file.bytes);
    free(cut.bytes);
}

static void memory_runs_out(void **state)
{
    (void)state;
    struct tiny file = make();
    struct q_model *model = NULL;
    quoth_error error = {0};
    for (uint64_t n = 1; n <= 2; n++) {
        q_arena_fail_at(n);
        assert_int_equal(
            q_model_load(&model, Q_LABELS_STATEMENTS, file.bytes, file.size, true, &error),
            QUOTH_ENOMEM);
        assert_int_equal(error.status, QUOTH_ENOMEM);
        assert_null(model);
    }
    q_arena_fail_at(3);
    assert_int_equal(
        q_model_load(&model, Q_LABELS_STATEMENTS, file.bytes, file.size, true, &error),
        QUOTH_OK);
    q_arena_fail_at(0);
    q_model_free(model);
    free(file.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_file_is_read),
        cmocka_unit_test(words_have_their_rows),
        cmocka_unit_test(a_copy_stands_alone),
        cmocka_unit_test(another_length_is_refused),
        cmocka_unit_test(flipped_bits_are_refused),
        cmocka_unit_test(wrong_headers_are_refused),
        cmocka_unit_test(wild_headers_do_no_harm),
        cmocka_unit_test(wrong_contents_are_refused),
        cmocka_unit_test(weights_are_in_order_and_all_there),
        cmocka_unit_test(any_value_is_a_weight),
        cmocka_unit_test(the_least_weight_has_limits),
        cmocka_unit_test(a_model_may_have_no_weights),
        cmocka_unit_test(a_model_of_names),
        cmocka_unit_test(parts_that_do_not_fit_are_refused),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
