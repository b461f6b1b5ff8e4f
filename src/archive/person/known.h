/*
 * What is known of names: which are short for others, and which many people have.
 *
 *     ted    →   edward, theodore            smith   →   a common surname
 *
 * data/lexicon/persons.txt, which is built in, has them.
 */
#ifndef Q_KNOWN_H
#define Q_KNOWN_H

#include "base/str.h"

enum { Q_KNOWN_STANDS = 6 };

struct q_known_name {
    quoth_str stands[Q_KNOWN_STANDS]; // what it may stand for, beside itself
    uint32_t count;
    bool given, surname; // a common one
};

/** Of a folded word (key.h). */
struct q_known_name q_known_of(quoth_str word);

#endif
