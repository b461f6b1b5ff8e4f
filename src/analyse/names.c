#include "analyse/names.h"

#include "analyse/feature.h"
#include "analyse/label.h"
#include "base/str.h"

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
    uint64_t hash;
    uint32_t count;     // of its tokens; 0: a free place of the table
    int64_t sum[TYPES]; // of their evidence
};

struct words {
    struct word *at; // by hash; mask + 1 places, more than there are words
    uint64_t mask;
};

static struct word *find_word(const struct words *words, uint64_t hash)
{
    uint64_t i = hash & words->mask;
    while (words->at[i].count && words->at[i].hash != hash)
        i = (i + 1) & words->mask;
    return &words->at[i];
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
static quoth_status add_up(const struct q_annotation *note, const struct q_scores *scores,
                           struct q_arena *arena, struct words *out)
{
    uint64_t room = 2;
    for (uint32_t t = 0; t < note->token_count; t++)
        out->mask += q_feature_is_capital(&note->features[t]);
    while (room <= 2 * out->mask)
        room *= 2;
    *out = (struct words){q_arena_calloc(arena, room, sizeof *out->at), room - 1};
    if (!out->at)
        return QUOTH_ENOMEM;
    for (uint32_t t = 0; t < note->token_count; t++) {
        if (!q_feature_is_capital(&note->features[t]))
            continue;
        struct word *word = find_word(out, note->features[t].word);
        word->hash = note->features[t].word;
        word->count++;
        for (int type = 0; type < TYPES; type++)
            word->sum[type] += evidence(scores->labels[t], type);
    }
    return QUOTH_OK;
}

// In one article a word mostly means one thing (Gale, Church and Yarowsky 1992): what the
// network says of each of its tokens moves three quarters of the way to their mean.
static quoth_status agree(const struct q_annotation *note, struct q_arena *arena,
                          struct q_scores *scores)
{
    struct words words = {0};
    quoth_status status = add_up(note, scores, arena, &words);
    for (uint32_t t = 0; status == QUOTH_OK && t < note->token_count; t++) {
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
    return status;
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
