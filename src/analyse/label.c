#include "analyse/label.h"

#include "analyse/viterbi.h"

// Labels: 0 is none; of tag n, 2n - 1 begins a run and 2n goes on with it.
static uint8_t tag_of(uint8_t label)
{
    return (uint8_t)((label + 1) / 2);
}

// Whether a run begins at `t`: at its first label, or where a run of another tag goes
// on without having begun.
static bool begins(const uint8_t *path, uint32_t t)
{
    if (path[t] % 2)
        return true;
    return path[t] != 0 && (t == 0 || tag_of(path[t - 1]) != tag_of(path[t]));
}

// By how much the label of the path leads the best other one.
static int32_t margin(const int16_t scores[Q_MAX_LABELS], uint32_t labels, uint8_t label)
{
    int32_t other = INT16_MIN;
    for (uint32_t i = 0; i < labels; i++)
        if (i != label && scores[i] > other)
            other = scores[i];
    return scores[label] - other;
}

// Certainty of the run [from, to), from the mean margin of its tokens.
static uint8_t certainty(const struct q_model *model, const struct q_scores *scores,
                         const uint8_t *path, uint32_t from, uint32_t to)
{
    int64_t sum = 0;
    for (uint32_t t = from; t < to; t++)
        sum += margin(scores->labels[t], model->labels, path[t]);
    int64_t step = sum / (int64_t)(to - from) / 16 + Q_CERTAINTIES / 2; // 1/16 nats
    step = step < 0 ? 0 : step > Q_CERTAINTIES - 1 ? Q_CERTAINTIES - 1 : step;
    return model->certainty[step];
}

static void cut_runs(const struct q_model *model, const struct q_scores *scores,
                     const uint8_t *path, uint32_t count, struct q_run *run)
{
    for (uint32_t from = 0, to; from < count; from = to) {
        to = from + 1;
        if (path[from] == 0)
            continue;
        while (to < count && path[to] && !begins(path, to))
            to++;
        *run++ = (struct q_run){.from = from,
                                .to = to,
                                .tag = tag_of(path[from]),
                                .certainty = certainty(model, scores, path, from, to)};
    }
}

quoth_status q_find_runs(const struct q_model *model, const struct q_scores *scores,
                         uint32_t tokens, struct q_arena *arena, struct q_runs *out)
{
    uint32_t count = 0;
    uint8_t *path = Q_ARENA_ARRAY(arena, uint8_t, tokens);
    if (!path)
        return QUOTH_ENOMEM;
    quoth_status status = q_viterbi(model, scores->labels[0], tokens, arena, path);
    if (status != QUOTH_OK)
        return status;
    for (uint32_t t = 0; t < tokens; t++)
        count += begins(path, t);
    *out = (struct q_runs){Q_ARENA_ARRAY(arena, struct q_run, count), count};
    if (!out->at)
        return QUOTH_ENOMEM;
    cut_runs(model, scores, path, tokens, out->at);
    return QUOTH_OK;
}
