#include "analyse/names.h"

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
                                               .to = end_of_name(text, annotation, run),
                                               .type = run->tag,
                                               .certainty = run->certainty};
    }
    return QUOTH_OK;
}
