/*
 * Stage 3, attribute: whom or what a single word stands for.
 *
 *     spokeswoman   →   a person by office, a woman      ministry   →   a body
 *     Mrs.          →   a courtesy, of a woman           report     →   a document
 *     she           →   Q_PRONOUN_SHE
 *
 * Lists and endings tell, without regard to the words beside it. Each list of people,
 * bodies and documents that the stage asks for speakers stands here, once.
 */
#ifndef Q_NOUN_H
#define Q_NOUN_H

#include "attribute/speaker/given.h"
#include "attribute/words.h"

enum q_pronoun {
    Q_PRONOUN_NONE,
    Q_PRONOUN_HE,
    Q_PRONOUN_SHE,
    Q_PRONOUN_THEY,
    Q_PRONOUN_IT,
    Q_PRONOUN_I,    // and we
    Q_PRONOUN_OTHER // who, you: it stands for nobody who can be told
};

/** Which pronoun token i is, in any of its cases: *she*, *her*. */
enum q_pronoun q_pronoun_of(const struct q_words *words, uint32_t i);

/** Is token i a word for a person by office, work or kin: *minister*, *spokeswoman*? */
bool q_is_office(const struct q_words *words, uint32_t i);

/** *Mr.*, *Lady*: whose it is, or Q_GENDER_NONE for other words. */
enum q_gender q_courtesy_gender(quoth_str word);
bool q_is_courtesy(quoth_str word);

/** Whom a word for a person speaks of, where it tells: *spokeswoman*, *husband*. */
enum q_gender q_noun_gender(quoth_str word);

/** A body that speaks: *ministry*, *company*; a document that does: *report*, *poll*. */
bool q_is_body(const struct q_words *words, uint32_t i);
bool q_is_document(const struct q_words *words, uint32_t i);

#endif
