/*
 * Stage 3, attribute: who a pronoun or a description may be, weighed.
 *
 *     Doe told Roe … <He> said   →   Doe 0.86, Roe 0.11, nobody named 0.03
 *
 * Candidates are the speakers of statements before and the names near; each gets clues (it
 * spoke last, its name stands in this paragraph, …) whose weights were learnt
 * (train/speakers.py; clue_weights.h). Nobody is a candidate too: then the source's own
 * words stand, or nothing. It changes no statement.
 */
#ifndef Q_CANDIDATE_H
#define Q_CANDIDATE_H

#include "attribute/speaker/reading.h"
#include "attribute/telling.h"

// What kind of source asks; each has weights of its own.
enum q_asker {
    Q_ASKER_HE, // and she
    Q_ASKER_THEY,
    Q_ASKER_IT,
    Q_ASKER_PERSON,   // the minister
    Q_ASKER_BODY,     // the company
    Q_ASKER_GROUP,    // the officials
    Q_ASKER_DOCUMENT, // the report
    Q_ASKER_NEW,      // a minister, a company
    Q_ASKERS
};

// What speaks for or against a candidate. train/speakers.py reads their names from here.
enum q_clue {
    Q_CLUE_NOBODY,       // it is the candidate that nobody is
    Q_CLUE_NOBODY_ALONE, // and there is no other
    Q_CLUE_NOBODY_NAMED, // the description has a name in it: the Tolva police
    Q_CLUE_NOBODY_LONG,  // it is of more than three words
    Q_CLUE_NOBODY_OF,    // it has a complement: a spokesman for the board
    Q_CLUE_SPOKE_LAST,   // speaker of the statement before
    Q_CLUE_SPOKE_SECOND, // of the one before that
    Q_CLUE_SPOKE_EARLIER,
    Q_CLUE_SPOKE_HERE,    // spoke last, in this paragraph
    Q_CLUE_SPOKE_AROUND,  // speaker of the statement around this one
    Q_CLUE_SPEAKS_NEXT,   // is named as the speaker of one of the two statements behind
    Q_CLUE_FIRST_NAMED,   // nobody is named before the source, and it first behind it
    Q_CLUE_SAME_SENTENCE, // where its last mention stands before the source
    Q_CLUE_SENTENCE_BEFORE,
    Q_CLUE_TWO_BEFORE,
    Q_CLUE_FAR_BEFORE,
    Q_CLUE_ONLY_BEHIND, // first named behind the source
    Q_CLUE_ONLY_ASIDE,  // only in the title, the headline or a caption
    Q_CLUE_SAME_PARAGRAPH,
    Q_CLUE_PARAGRAPH_BEFORE,
    Q_CLUE_NEAREST, // the nearest of the candidates by its last mention
    Q_CLUE_SECOND_NEAREST,
    Q_CLUE_SUBJECT,    // its last mention opens its sentence, or stands before a verb
    Q_CLUE_OBJECT,     // behind a preposition or a verb
    Q_CLUE_OWNER,      // before ’s
    Q_CLUE_TALKED_OF,  // its last mention stands inside a content
    Q_CLUE_IN_CONTENT, // it is named in what the source says
    Q_CLUE_NAMED_ONCE,
    Q_CLUE_NAMED_OFTEN, // four times and more
    Q_CLUE_MOST_NAMED,
    Q_CLUE_SAME_GENDER,
    Q_CLUE_DESCRIBED, // no name, a description
    Q_CLUE_BODY,      // an organization or place
    Q_CLUE_GROUP,
    Q_CLUE_HEAD,        // the description's head is in its role or name
    Q_CLUE_WORDS,       // another word of it is
    Q_CLUE_HAS_ROLE,    // it has a role, without that head
    Q_CLUE_SAME_HEAD,   // a description with the same head
    Q_CLUE_LONE_PERSON, // the article names no other person
    Q_CLUES
};

struct q_candidate {
    uint32_t entity; // Q_NO_ENTITY: nobody
    uint64_t clues;  // bits of q_clue
    int32_t score;   // 1/256 nats
};

enum { Q_MAX_CANDIDATES = 16 };

struct q_weighed {
    struct q_candidate at[Q_MAX_CANDIDATES + 1]; // the likeliest first
    uint32_t count;
    enum q_asker asker;
};

// Somebody who spoke, and the index of the statement.
struct q_spoken {
    uint32_t entity;
    uint32_t statement;
};

struct q_asking {
    const struct q_scene *scene;
    const struct q_entities *entities;
    const struct q_spoken *spoken; // the last few before it, the last one first
    uint32_t spoken_count;
    uint32_t around; // entity that speaks around it, or Q_NO_ENTITY
};

/** Weighs who the source of statement `n` is, which reads as `reading`. */
struct q_weighed q_weigh_candidates(const struct q_asking *asking, uint32_t n,
                                    const struct q_reading *reading, enum q_asker asker);

/** How likely the k-th of those weighed is it, in percent. */
unsigned q_share_of(const struct q_weighed *weighed, uint32_t k);

/** Their names, as training and records have them: "he", "spoke-last". */
const char *q_asker_name(enum q_asker asker);
const char *q_clue_name(enum q_clue clue);

#endif
