#include "analyse/names.h"

#include "analyse/label.h"

quoth_status q_find_names(const struct q_model *model, const struct q_kernel *kernel,
                          quoth_str text, struct q_arena *arena,
                          struct q_annotation *annotation)
{
    struct q_runs runs;
    quoth_status status = q_find_runs(model, kernel, text, annotation, arena, &runs);
    if (status != QUOTH_OK)
        return status;
    annotation->names = Q_ARENA_ARRAY(arena, struct q_name, runs.count);
    if (!annotation->names)
        return QUOTH_ENOMEM;
    annotation->name_count = runs.count;
    for (uint32_t i = 0; i < runs.count; i++) {
        const struct q_run *run = &runs.at[i];
        annotation->names[i] = (struct q_name){.from = run->from,
                                               .to = run->to,
                                               .type = run->tag,
                                               .certainty = run->certainty};
    }
    return QUOTH_OK;
}
