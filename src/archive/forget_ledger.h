/*
 * What is forgotten leaves the ledger, too: the words of entries that speak of it go, and
 * their digests keep the chain whole.
 *
 *     merge "Jane Roe" …, and nobody is left who is called so   →   salt, payload: NULL
 */
#ifndef Q_FORGET_LEDGER_H
#define Q_FORGET_LEDGER_H

#include "archive/archive.h"

/** By what an entry may speak of it. */
struct q_gone_word {
    quoth_str text; // as JSON writes it, without quote marks
    bool inside;    // also inside a longer string: an id, a name of several words
};

struct q_gone {
    struct q_arena arena;
    struct q_gone_word *words;
    uint32_t count, room;
};

void q_gone_init(struct q_gone *gone);
void q_gone_release(struct q_gone *gone);

/** Before the rows go: ids of what is in temp.forget_article, and names that nobody else
 *  has. QUOTH_ENOMEM, or what `db` fails with. */
quoth_status q_gone_find(struct q_gone *gone, struct quoth_archive *archive,
                         quoth_error *error);

/** Takes the words of those entries away; how many they are. */
uint64_t q_gone_silence(const struct q_gone *gone, struct q_db *db);

/** The entry that tells of the forgetting: how much and why, not what. */
quoth_status q_gone_tell(struct quoth_archive *archive, const quoth_forget_options *options,
                         const quoth_forgotten *forgotten, int64_t now, quoth_error *error);

#endif
