/*
 * Stage 3, attribute: the people, bodies and places that an article names.
 *
 *     Nikolai Doe … Mr. Doe … Nikolay P. Doe   →   one entity, "Nikolay P. Doe"
 *     Ann Doe … Bert Doe … Doe                 →   two; the last is the one named most in
 *                                                  full, or first, and not sure
 *
 * Names come from the analyse stage. Whether two are one is told by their words alone:
 * family name, given name, initials, ways to spell a name in Latin letters, and acronyms.
 * It does not know who speaks.
 */
#ifndef Q_ENTITY_H
#define Q_ENTITY_H

#include "attribute/speaker/given.h"
#include "attribute/words.h"
#include "base/arena.h"
#include "record/annotation.h"

#define Q_NO_ENTITY UINT32_MAX

enum { Q_NAME_WORDS = 8 };

struct q_entity {
    quoth_str words[Q_NAME_WORDS]; // of the fullest mention
    uint32_t word_count;
    quoth_str name;  // the fullest mention
    quoth_str role;  // ptr NULL: not told
    int role_weight; // how much it tells (role.c)
    uint32_t first; // index of the first mention in the text; UINT32_MAX: none in its voice
    uint32_t mentions;
    quoth_str kind; // speaker_kind of one that only a description names
    uint8_t type;   // q_name_type; none: only a description names it
    enum q_gender gender;
    bool aside; // named in the title, the headline or a caption
};

// A name in the article's text, which tokens [from, to) of its annotation are.
struct q_mention {
    uint32_t from, to;
    uint32_t entity; // Q_NO_ENTITY: no word of it tells, or it is too long (Q_MAX_NAME)
    bool sure;       // false: another entity has the same name
};

// Names that are not in the article's annotation: its title, its captions.
struct q_aside {
    quoth_str text;
    struct q_annotation note;   // with names
    struct q_mention *mentions; // one each, in their order; q_find_entities sets it
};

struct q_entities {
    struct q_entity *at;
    uint32_t count, room;
    struct q_mention *mentions; // of note->names, one each, in their order
    uint32_t mention_count;
    const struct q_entity_words *words; // by the words of their names
};

/** Finds the entities of an article, with room for `more` of them; everything lives in
 *  `arena`. QUOTH_OK or QUOTH_ENOMEM. Linear. */
quoth_status q_find_entities(const struct q_words *words, struct q_aside *asides,
                             uint32_t aside_count, uint32_t more, struct q_arena *arena,
                             struct q_entities *out);

/** The first mention that ends behind token `from`; the count where none does. */
uint32_t q_mention_at(const struct q_entities *entities, uint32_t from);

/** The entity that `name` names, or Q_NO_ENTITY. */
uint32_t q_entity_named(const struct q_entities *entities, quoth_str name);

#endif
