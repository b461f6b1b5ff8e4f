/*
 * Stage 3, attribute: what a statement's source says by itself.
 *
 *     Deputy Mayor Jane Doe   →   named, the entity Jane Doe
 *     Doe and Roe             →   named, two entities
 *     she                     →   a pronoun, of a woman
 *     the deputy mayor        →   described, definite, a person
 *     two officials           →   described, a group
 *
 * It looks at the source's words and the names in them, and not beyond.
 */
#ifndef Q_READING_H
#define Q_READING_H

#include "attribute/speaker/entity.h"
#include "attribute/speaker/noun.h"

enum q_reading_form {
    Q_READING_NONE,
    Q_READING_NAMED,
    Q_READING_PRONOUN,
    Q_READING_DESCRIBED
};

enum q_described {
    Q_DESCRIBED_PERSON,
    Q_DESCRIBED_BODY,
    Q_DESCRIBED_DOCUMENT,
    Q_DESCRIBED_GROUP,
    Q_DESCRIBED_SOURCES // unnamed behind a description, by the word itself
};

struct q_reading {
    enum q_reading_form form;
    uint32_t entity, other; // named; `other` is Q_NO_ENTITY but for two joined by *and*
    bool sure;              // named: no other entity has the same name
    enum q_pronoun pronoun;
    enum q_described described;
    uint32_t head; // token of the description's last word
    bool definite; // *the*, *his*; no article is one as well: *PTI chief*
};

/** Reads the source that tokens `source` are. */
struct q_reading q_read_source(const struct q_words *words,
                               const struct q_entities *entities, struct q_range source);

#endif
