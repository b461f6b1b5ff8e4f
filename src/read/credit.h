/*
 * Stage 1, read: credits of pictures, and the captions that they are glued to.
 *
 *     "A bridge. (AP Photo/Jo Roe)"    →   caption "A bridge."  credit "(AP Photo/Jo Roe)"
 *     "© Jo Roe / SputnikA bridge"     →   credit "© Jo Roe / Sputnik"  caption "A bridge"
 */
#ifndef Q_CREDIT_H
#define Q_CREDIT_H

#include "base/str.h"

/** Length of the news or picture agency that `s` begins with, or 0. A capital may be glued
 *  to it ("SputnikRussian"). */
size_t q_agency_at(quoth_str s);

/** Finds the credit of a picture in `line`, where it stands at the start, at the end, or
 *  behind a bar. False: there is none. */
bool q_credit_find(quoth_str line, quoth_span *credit);

/** Who a credit is by, without the signs and words around it; empty: not told. */
quoth_span q_credit_author(quoth_str text, quoth_span credit);

#endif
