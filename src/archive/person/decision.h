/*
 * Decisions about people and statements, as the ledger tells them.
 *
 *     merge        {"person": A, "other": B, "why": …}       B is A
 *     never-merge  {"person": A, "other": B, "why": …}       they are two, for ever
 *     alias        {"person": A, "spelling": S, "why": …}    who is called S is A
 *     split        {"person": A, "spelling": S, "why": …}    who is called S is not A
 *     split        {"person": A, "statements": [ID…], …}     who said these is not A
 *     rename       {"person": A, "spelling": S, "why": …}    A goes by the name S
 *     accept       {"statements": [ID…], …}                  they are what was found
 *     reject       {"statements": [ID…], …}                  they are none
 *     edit         {"statements": [ID], "article": ARTICLE,  it has these words: spans in
 *                   "content": [[3, 9]…], "cue": […],        code points of the text whose
 *                   "source": […], …}                        hash is in ARTICLE, "sha256:…"
 *     speaker      {"statements": [ID…], "spelling": S, …}   they are said by who is new,
 *                                                            and called S
 *     speaker      {"person": A, "spelling": S, "kind": K,   they are said by A, whose name
 *                   "statements": [ID…], …}                  was S, "person" or
 *                                                            "organization"
 *     undo         {"entry": DIGEST, "why": …}               that entry no longer holds
 *
 * Other verbs are other stages'.
 */
#ifndef Q_DECISION_H
#define Q_DECISION_H

#include "archive/ledger.h"
#include "archive/person/voice.h"
#include "base/arena.h"

enum q_verb {
    Q_VERB_OTHER,
    Q_VERB_MERGE,
    Q_VERB_NEVER,
    Q_VERB_ALIAS,
    Q_VERB_SPLIT,
    Q_VERB_RENAME,
    Q_VERB_ACCEPT,
    Q_VERB_REJECT,
    Q_VERB_EDIT,
    Q_VERB_SPEAKER,
    Q_VERB_UNDO
};

struct q_decision {
    int64_t entry;
    enum q_verb verb;
    uint8_t digest[Q_LEDGER_HASH];
    quoth_str person, other, spelling, article, why; // ptr NULL: it has none
    enum q_voice_kind kind;                          // of the spelling of a speaker
    quoth_spans content, cue, source;                // of an edit, in code points
    const uint8_t (*statements)[16];
    uint32_t statement_count;
    uint8_t undoes[Q_LEDGER_HASH];
    int64_t of; // the entry that it undoes; 0: none that is here
    bool undone, forgotten;
    bool there; // one of its statements is; told where decisions are kept (tell.c)
};

struct q_decisions {
    struct q_decision *at;
    uint32_t count;
    bool located;     // `there` is told
    bool unread;      // then: of what is not there some may be in a damaged article
    uint32_t holding; // of those about people, how many hold
};

/** All of the ledger, in its order; it lives in `arena`. Fails by `db`. An entry whose
 *  words are not as above is QUOTH_EDAMAGED. */
void q_decisions_read(struct q_db *db, struct q_arena *arena, struct q_decisions *out);

/** The decision of that entry; NULL: there is none. */
const struct q_decision *q_decision_at(const struct q_decisions *decisions, int64_t entry);

/** Does it hold: not undone, not forgotten? */
bool q_decision_holds(const struct q_decision *decision);

/** Is it about who is who, or who speaks, rather than about a statement? */
bool q_decision_of_people(const struct q_decision *decision);

/** What it says of its statements; QUOTH_JUDGED_NOT: nothing. */
quoth_judged q_decision_judges(const struct q_decision *decision);

/** The line of work of the spellings that a split of statements makes, or a choice of their
 *  speaker among those who are there; below 0. */
int64_t q_decision_work(const struct q_decision *decision);

/** What tells its person's id from others: six digits. */
void q_decision_mark(const struct q_decision *decision, char out[7]);

const char *q_verb_name(enum q_verb verb);

#endif
