/*
 * Which words of a statement are those that a question asked for.
 *
 *     "joint work" OR peace*, "Our joint work for peaceful …"   →   (4, 14), (19, 27)
 *
 * Cut as the index is cut, and joined as it joins: what is marked is why the index gave the
 * statement. Words under NOT are not marked; of ABOUT the names that stand in the content.
 */
#ifndef Q_MARK_H
#define Q_MARK_H

#include "archive/archive.h"
#include "archive/find_part.h"
#include "record/article.h"

struct q_mark_phrase {
    struct q_fts_words words;
    bool prefix;
};

/** A phrase, or those of one NEAR. */
struct q_mark_group {
    enum q_field field;
    struct q_mark_phrase *phrases;
    uint32_t count, distance;
    struct q_mark_group *next;
};

struct q_mark {
    struct q_finding finding;
    struct q_mark_group *groups;
    struct q_arena arena; // of one statement
    quoth_span *spans;
    uint32_t count, room;
};

/** Takes the words of `question` once, for any number of statements. A failure sticks in
 *  the archive's db. */
void q_mark_start(struct q_mark *mark, struct quoth_archive *archive,
                  const struct q_question *question);

/** Where in the article's text they stand: in order, not overlapping, until the next call.
 *  Without any where a name alone has them, which the text does not write so. `*fields`
 * (may be NULL) has the bit 1 << enum q_field of each field in which something was found.
 *  QUOTH_ENOMEM. */
quoth_status q_mark_words(struct q_mark *mark, const struct quoth_article *article,
                          const quoth_statement *statement, quoth_spans *out,
                          unsigned *fields);

void q_mark_end(struct q_mark *mark);

#endif
