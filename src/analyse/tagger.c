#include "analyse/tagger.h"

#include "analyse/label.h"

quoth_status q_tag(const struct q_model *model, const struct q_kernel *kernel,
                   quoth_str text, struct q_arena *arena, struct q_annotation *annotation)
{
    struct q_runs runs;
    quoth_status status = q_find_runs(model, kernel, text, annotation, arena, &runs);
    if (status != QUOTH_OK)
        return status;
    annotation->pieces = Q_ARENA_ARRAY(arena, struct q_piece, runs.count);
    if (!annotation->pieces)
        return QUOTH_ENOMEM;
    annotation->piece_count = runs.count;
    annotation->links = runs.links;
    for (uint32_t i = 0; i < runs.count; i++) {
        const struct q_run *run = &runs.at[i];
        annotation->pieces[i] = (struct q_piece){
            .from = run->from, .to = run->to, .tag = run->tag, .score = run->certainty};
    }
    return QUOTH_OK;
}
