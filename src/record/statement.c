#include "record/statement.h"

#include "base/limits.h"

#include <stdlib.h>

// What statements may keep for the next article; those of a report are some 100 KB.
enum { KEEP = 4 * 1024 * 1024 };

quoth_statements *quoth_statements_new(void)
{
    quoth_statements *statements = calloc(1, sizeof *statements);
    if (statements) {
        q_arena_init(&statements->arena, Q_MAX_ARENA);
        q_arena_init(&statements->inside, Q_MAX_ARENA);
    }
    return statements;
}

void quoth_statements_free(quoth_statements *statements)
{
    if (!statements)
        return;
    q_arena_release(&statements->arena);
    q_arena_release(&statements->inside);
    free(statements);
}

quoth_str quoth_statements_why(const quoth_statements *statements)
{
    return statements->why;
}

quoth_str quoth_statements_version(const quoth_statements *statements)
{
    return statements->version;
}

quoth_str quoth_statements_model(const quoth_statements *statements)
{
    return statements->model;
}

size_t quoth_statements_count(const quoth_statements *statements)
{
    return statements->count;
}

const quoth_statement *quoth_statements_at(const quoth_statements *statements, size_t index)
{
    return &statements->at[index];
}

void q_statements_clear(struct quoth_statements *statements)
{
    struct quoth_statements kept = {.arena = statements->arena,
                                    .inside = statements->inside};
    q_arena_clear(&kept.arena, KEEP);
    *statements = kept;
}

bool q_spans_equal(quoth_spans a, quoth_spans b)
{
    return a.count == b.count &&
           (a.count == 0 || memcmp(a.at, b.at, a.count * sizeof *a.at) == 0);
}
