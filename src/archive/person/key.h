/*
 * A name folded to what all its spellings share.
 *
 *     "Dr. Nikolay P. Patrushev Jr."   →   given "nikolay", middle "p", surname
 *                                          "patrushev" (key "patrusev"), junior, a doctor
 *     "the Brookings Institution, Inc."   →   "brookings institution"
 *
 * It says how a name is written, never who it is: that is joining.c's.
 */
#ifndef Q_KEY_H
#define Q_KEY_H

#include "archive/person/voice.h"

enum {
    Q_KEY_MOST = 256, // bytes of a name that are looked at
    Q_KEY_ROOM = 2 * Q_KEY_MOST + 8,
    Q_KEY_PARTS = 8 // words of a name that are kept
};

enum q_suffix { // tells father and son apart
    Q_SUFFIX_NONE,
    Q_SUFFIX_SENIOR,
    Q_SUFFIX_JUNIOR,
    Q_SUFFIX_SECOND,
    Q_SUFFIX_THIRD,
    Q_SUFFIX_FOURTH
};

enum q_sex { Q_SEX_UNKNOWN, Q_SEX_MAN, Q_SEX_WOMAN };

/** Of a person. Strings are folded (small ASCII letters) and lie in `room`, `len` 0: none.
 */
struct q_name {
    quoth_str given;   // the first given name or initial
    quoth_str middle;  // the others, a space between them
    quoth_str surname; // "bin laden", "ocasio-cortez" without its hyphen
    quoth_str key;     // of the surname, one for all its transliterations
    quoth_str slug;    // "nikolay-p-patrushev-jr"
    enum q_suffix suffix;
    enum q_sex sex; // as a title tells, "Mrs."
    char room[6 * Q_KEY_ROOM];
};

/** Reads the name of a person. False: it has nothing of a name. */
bool q_name_read(quoth_str text, struct q_name *name);

/** One for all transliterations of a word that is folded already, into `out`, which has
 *  Q_KEY_ROOM bytes: "nikolay", "nikolaj" → "nikolai". */
quoth_str q_key_sound(quoth_str word, char *out);

/** The block of a spelling: who may be one person stands in one block. Never empty. */
quoth_str q_key_block(quoth_str text, enum q_voice_kind kind, char out[Q_KEY_ROOM]);

/** The name of an organization without articles and legal forms, folded, into `out`. */
quoth_str q_key_organization(quoth_str text, char out[Q_KEY_ROOM]);

/** Is it the name of one person, or organization: not "Jane Roe and Arn Lindholm", "his
 *  party", "local media"? */
bool q_key_names_one(quoth_str text, enum q_voice_kind kind);

/** "brookings-institution" of what is folded, into `out`. */
quoth_str q_key_slug(quoth_str folded, char out[Q_KEY_ROOM]);

#endif
