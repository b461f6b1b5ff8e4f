#include "analyse/names.h"

#include "analyse/feature.h"
#include "analyse/label.h"
#include "base/sorted.h"

#include <stdlib.h>

// No name goes on in the next paragraph, or into a bracket (*Doe (@doe)*).
static uint32_t end_of_name(quoth_str text, const struct q_annotation *annotation,
                            const struct q_run *run)
{
    for (uint32_t i = run->from + 1; i < run->to; i++) {
        const struct q_token *token = &annotation->tokens[i];
        if ((token->flags & Q_TOKEN_PARAGRAPH) ||
            q_str_equal(q_token_text(text, token), Q_STR("(")))
            return i;
    }
    return run->to;
}

enum { TYPES = Q_NAME_PLACE };

// What an article says of one word with a capital.
struct word {
    uint32_t count;     // of its tokens
    int64_t sum[TYPES]; // of their evidence
};

// In the order of their hashes: a table by hash could be filled with words that share one
// place of it, and would take quadratic time.
struct words {
    uint64_t *hashes; // ascending
    struct word *at;
    uint32_t count;
};

static int by_hash(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

// The words with a capital, with nothing summed.
static quoth_status list_words(const struct q_annotation *note, struct q_arena *arena,
                               struct words *out)
{
    uint32_t all = 0, count = 0;
    uint64_t *hashes = Q_ARENA_ARRAY(arena, uint64_t, note->token_count);
    if (!hashes)
        return QUOTH_ENOMEM;
    for (uint32_t t = 0; t < note->token_count; t++)
        if (q_feature_is_capital(&note->features[t]))
            hashes[all++] = note->features[t].word;
    qsort(hashes, all, sizeof *hashes, by_hash);
    for (uint32_t i = 0; i < all; i++)
        if (i == 0 || hashes[i] != hashes[i - 1])
            hashes[count++] = hashes[i];
    *out = (struct words){hashes, q_arena_calloc(arena, count, sizeof *out->at), count};
    return out->at ? QUOTH_OK : QUOTH_ENOMEM;
}

static struct word *find_word(const struct words *words, uint64_t hash)
{
    return &words->at[q_find_hash(words->hashes, words->count, hash)];
}

// By how much a token is rather in a name of that type than in none.
static int32_t evidence(const int16_t scores[Q_MAX_LABELS], int type)
{
    int16_t begins = scores[2 * type + 1], goes_on = scores[2 * type + 2];
    return (begins > goes_on ? begins : goes_on) - scores[0];
}

static void move(int16_t *score, int64_t by)
{
    int64_t to = *score + by;
    *score = (int16_t)(to < INT16_MIN ? INT16_MIN : to > INT16_MAX ? INT16_MAX : to);
}

// Sums of the evidence of each word with a capital.
static void add_up(const struct q_annotation *note, const struct q_scores *scores,
                   const struct words *words)
{
    for (uint32_t t = 0; t < note->token_count; t++) {
        if (!q_feature_is_capital(&note->features[t]))
            continue;
        struct word *word = find_word(words, note->features[t].word);
        word->count++;
        for (int type = 0; type < TYPES; type++)
            word->sum[type] += evidence(scores->labels[t], type);
    }
}

// In one article a word mostly means one thing (Gale, Church and Yarowsky 1992): what the
// network says of each of its tokens moves three quarters of the way to their mean.
static quoth_status agree(const struct q_annotation *note, struct q_arena *arena,
                          struct q_scores *scores)
{
    struct words words;
    quoth_status status = list_words(note, arena, &words);
    if (status != QUOTH_OK)
        return status;
    add_up(note, scores, &words);
    for (uint32_t t = 0; t < note->token_count; t++) {
        if (!q_feature_is_capital(&note->features[t]))
            continue;
        const struct word *word = find_word(&words, note->features[t].word);
        int16_t *labels = scores->labels[t];
        for (int type = 0; type < TYPES; type++) {
            int64_t mean = word->sum[type] / word->count;
            int64_t by = 3 * (mean - evidence(labels, type)) / 4;
            move(&labels[2 * type + 1], by);
            move(&labels[2 * type + 2], by);
        }
    }
    return QUOTH_OK;
}

quoth_status q_find_names(const struct q_model *model, const struct q_kernel *kernel,
                          quoth_str text, struct q_arena *arena,
                          struct q_annotation *annotation)
{
    struct q_scores scores;
    struct q_runs runs;
    quoth_status status = q_find_features(text, arena, annotation);
    if (status == QUOTH_OK)
        status = q_network_run(model, kernel, annotation, Q_TILE, arena, &scores);
    if (status == QUOTH_OK)
        status = agree(annotation, arena, &scores);
    if (status == QUOTH_OK)
        status = q_find_runs(model, &scores, annotation->token_count, arena, &runs);
    if (status != QUOTH_OK)
        return status;
    annotation->names = Q_ARENA_ARRAY(arena, struct q_name, runs.count);
    if (!annotation->names)
        return QUOTH_ENOMEM;
    annotation->name_count = runs.count;
    for (uint32_t i = 0; i < runs.count; i++) {
        const struct q_run *run = &runs.at[i];
        annotation->names[i] = (struct q_name){.from = run->from,
                                               .to = end_of_name(text, annotation, run),
                                               .type = run->tag,
                                               .certainty = run->certainty};
    }
    return QUOTH_OK;
}
