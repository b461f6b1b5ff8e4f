/*
 * What the parts of find.c share while one question is answered.
 */
#ifndef Q_FIND_PART_H
#define Q_FIND_PART_H

#include "archive/db.h"
#include "archive/fts.h"
#include "base/arena.h"
#include "base/bits.h"
#include "record/question.h"

struct q_finding {
    struct q_db *db;
    struct q_fts fts;
    struct q_arena arena; // of the question
    uint64_t most_keys;   // of statements, articles, spellings, outlets each
    quoth_clock clock;
    int32_t *days; // by it, of each key that columns found; NULL: not wanted
};

/** The keys [first, first + count), as the archive has them: they may be damaged. */
void q_finding_add(struct q_finding *finding, int64_t first, int64_t count,
                   struct q_bits *out);

/** The keys that `ask`, already bound, gives; then `ask` is done. */
void q_finding_take(struct q_finding *finding, sqlite3_stmt *ask, struct q_bits *out);

/** One kind of leaf each. */
void q_find_voice(struct q_finding *finding, const struct q_question *question,
                  struct q_bits *out);
void q_find_person(struct q_finding *finding, const struct q_question *question,
                   struct q_bits *out);
void q_find_about(struct q_finding *finding, const struct q_question *question,
                  struct q_bits *out);
void q_find_outlet(struct q_finding *finding, const struct q_question *question,
                   struct q_bits *out);
void q_find_title(struct q_finding *finding, const struct q_question *question,
                  struct q_bits *out);
void q_find_url(struct q_finding *finding, const struct q_question *question,
                struct q_bits *out);
void q_find_articles_called(struct q_finding *finding, const struct q_question *question,
                            struct q_bits *out);

/** What else the content may call those who are called `text`: each as a phrase, the most
 *  quoted first, at most Q_MAX_ABOUT of them. */
struct q_names {
    quoth_str *at;
    uint32_t count;
};
void q_finding_names(struct q_finding *finding, quoth_str text, struct q_names *out);

#endif
