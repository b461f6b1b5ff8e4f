/*
 * Spellings of one block joined to people: a pure function, whatever the order they came
 * in.
 *
 *     "Nikolai Patrushev", "Nikolay Patrushev", "Patrushev"   →   one, nikolai-patrushev
 *     "Arn Lindholm", "Arn Lindholm Jr."                      →   two
 *
 * Full names whose parts go together are one person, unless a common name has lines of work
 * that one man does not follow. A surname alone is the one person's that clearly dominates
 * among those who have it, else somebody's of whom nothing more is known. It knows nothing
 * of tables, or of what people decided beyond `apart` and `never`: that is people.c's.
 */
#ifndef Q_JOINING_H
#define Q_JOINING_H

#include "archive/person/key.h"
#include "archive/person/work.h"
#include "base/arena.h"

/** A row of `spelling`. */
struct q_settle_row {
    int64_t spelling;
    quoth_str text;
    enum q_voice_kind kind;
    int64_t work;
    uint64_t statements, articles;
    bool apart; // decided: joined to nobody of the block
    // Found: its own id, and whose it is.
    quoth_str id;
    uint32_t person;
};

struct q_settle_person {
    quoth_str id;
    uint64_t articles;
};

/** Two ids that are never one person. */
struct q_settle_never {
    quoth_str one, other;
};

struct q_settled {
    struct q_settle_person *persons;
    uint32_t count;
};

/** Fills `id` and `person` of the rows, which are of one block, and reorders them; strings
 *  live in `arena`. A row of a split (work below 0) or apart is a person alone, without id.
 *  QUOTH_ENOMEM. */
quoth_status q_settle(struct q_settle_row *rows, uint32_t count,
                      const struct q_settle_never *never, uint32_t never_count,
                      struct q_arena *arena, struct q_settled *out);

/** Of the texts of a person's rows the fullest that is usual. */
quoth_str q_settle_name(const struct q_settle_row *const *rows, uint32_t count);

#endif
