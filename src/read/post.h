/*
 * Stage 1, read: who signed an embedded post of a social network.
 *
 *     "It rained. — Jo Roe (@joroe) June 3, 2016"   →   Jo Roe, behind "It rained."
 *     "Jo Roe (@joroe) It rained."                  →   Jo Roe, in front of "It rained."
 */
#ifndef Q_POST_H
#define Q_POST_H

#include "base/str.h"

struct q_signature {
    quoth_span name;
    quoth_span span; // with its dash and date
};

/** The first signature at or behind `from` in `line`, which is a dash, a name, an account
 *  and a date or the line's end; or the last three alone at the line's start. */
bool q_signature_find(quoth_str line, size_t from, struct q_signature *out);

/** Does the line begin with a name and an account, and go on with a post? */
bool q_signature_leads(quoth_str line, struct q_signature *out);

#endif
