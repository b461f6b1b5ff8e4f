#include "analyse/tagger.h"

#include "analyse/feature.h"
#include "analyse/label.h"

quoth_status q_tag(const struct q_model *model, const struct q_kernel *kernel,
                   quoth_str text, struct q_arena *arena, struct q_annotation *annotation)
{
    struct q_scores scores;
    struct q_runs runs;
    quoth_status status = q_find_features(text, arena, annotation);
    if (status == QUOTH_OK)
        status = q_network_run(model, kernel, annotation, Q_TILE, arena, &scores);
    if (status == QUOTH_OK)
        status = q_find_runs(model, &scores, annotation->token_count, arena, &runs);
    if (status != QUOTH_OK)
        return status;
    annotation->pieces = Q_ARENA_ARRAY(arena, struct q_piece, runs.count);
    if (!annotation->pieces)
        return QUOTH_ENOMEM;
    annotation->piece_count = runs.count;
    annotation->links = scores.links[0];
    for (uint32_t i = 0; i < runs.count; i++) {
        const struct q_run *run = &runs.at[i];
        annotation->pieces[i] = (struct q_piece){
            .from = run->from, .to = run->to, .tag = run->tag, .score = run->certainty};
    }
    return QUOTH_OK;
}
