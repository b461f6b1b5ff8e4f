/*
 * Stage 3, attribute: given names of women and of men.
 *
 *     Jane   →   a woman's
 *
 * data/lexicon/given.txt, which is built in, has them; train/given_names.py counted them in
 * news. What it does not have tells nothing.
 */
#ifndef Q_GIVEN_H
#define Q_GIVEN_H

#include "quoth.h"

enum q_gender { Q_GENDER_NONE, Q_GENDER_MAN, Q_GENDER_WOMAN };

/** Whose given name it is, without regard to the case of ASCII letters. */
enum q_gender q_given_gender(quoth_str name);

#endif
