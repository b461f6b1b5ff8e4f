/*
 * A question as a tree: what query/ makes of words, and what a store answers.
 *
 *     speaker:patrushev said:2017..2018 -kind:indirect "joint work"
 *
 *     ALL ─ VOICE patrushev
 *         ├ DAY said [2017-01-01, 2018-12-31]
 *         ├ NOT ─ KIND indirect
 *         └ WORDS content "joint work"
 *
 * It knows nothing of stores or of SQL.
 */
#ifndef Q_QUESTION_H
#define Q_QUESTION_H

#include "base/str.h"

enum q_asks {
    Q_ASKS_ALL,    // every child; without children: every statement
    Q_ASKS_ANY,    // one child at least
    Q_ASKS_NOT,    // not its one child
    Q_ASKS_WORDS,  // `text` as a phrase in `field`; with `prefix` its last word may go on
    Q_ASKS_NEAR,   // its children, all WORDS of one field, with at most `number` words
                   // between them, in any order
    Q_ASKS_VOICE,  // a speaker called `text`, or of that id
    Q_ASKS_PERSON, // the speaker with the id `text`, or that had it
    Q_ASKS_ABOUT,  // the content names somebody or something called `text`
    Q_ASKS_OUTLET, // an outlet of the article is called `text`
    Q_ASKS_TITLE,  // a title of the article has the phrase `text`
    Q_ASKS_URL,    // the article was at the address `text`, or below it if that ends in '/'
    Q_ASKS_ARTICLE, // of the article with the id `text`, or one that begins so
    Q_ASKS_DAY,     // `clock` lies, at least in part, in [from, to]; where it is not known:
                    // of said what was published, then captured; of published nothing
    Q_ASKS_KIND,    // `number` is a quoth_kind
    Q_ASKS_ACT,     // `number` is a quoth_act
    Q_ASKS_FORM,    // `number` is a quoth_form
    Q_ASKS_BLOCK,   // `number` is a quoth_block_kind
    Q_ASKS_IS,      // `number` is an enum q_trait
    Q_ASKS_HAS,     // `number` is an enum q_part
    Q_ASKS_DEPTH,   // levels, 1 being a statement in none other, in [from, to]
    Q_ASKS_SURE     // the statement's confidence in percent, in [from, to]
};

/** An end of [from, to] that is open, of days and levels. */
#define Q_OPEN_FROM INT32_MIN
#define Q_OPEN_TO INT32_MAX

/** Where words are looked for. */
enum q_field {
    Q_FIELD_CONTENT, // the words said, without the reporter's inserts
    Q_FIELD_SOURCE,  // the words of the source, the speaker's name and role
    Q_FIELD_TO,      // addressee
    Q_FIELD_VIA,
    Q_FIELD_AT, // occasion and place
    Q_FIELDS
};

enum q_trait {
    Q_TRAIT_ANONYMOUS, // the speaker is of the kind anonymous or group, or unnamed
    Q_TRAIT_NAMED,     // a person or organization with a name
    Q_TRAIT_NEGATED,
    Q_TRAIT_NESTED,   // depth over 1
    Q_TRAIT_HEADLINE, // found in a headline
    Q_TRAIT_PERSON,
    Q_TRAIT_ORGANIZATION,
    Q_TRAITS_FOUND, // those above are found with the statement, these are a reviewer's:
    Q_TRAIT_ACCEPTED = Q_TRAITS_FOUND,
    Q_TRAIT_REJECTED,
    Q_TRAIT_EDITED,
    Q_TRAIT_REVIEWED, // any of these
    Q_TRAITS
};

enum q_part {
    Q_PART_INSERT,
    Q_PART_SAID,
    Q_PART_TO,
    Q_PART_VIA,
    Q_PART_PLACE,
    Q_PART_OCCASION,
    Q_PART_SPEAKER, // a name
    Q_PART_ROLE,
    Q_PART_CUE,
    Q_PARTS
};

struct q_question {
    enum q_asks asks;
    struct q_question *first, *next; // children, and the next of one's siblings
    enum q_field field;
    quoth_clock clock;
    quoth_str text; // as it was asked
    bool prefix;
    uint32_t number;
    int32_t from, to;    // days as base/calendar.h counts them, or levels, or percent
    uint32_t start, end; // bytes of the question that it stands for
};

#endif
