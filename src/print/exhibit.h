/*
 * One statement by itself, for those outside: as an annotation, as a page to look at.
 *
 *     statement 3 of an article   →   {"@context": "http://www.w3.org/ns/anno.jsonld", …}⏎
 *                                     <!doctype html> …
 */
#ifndef Q_EXHIBIT_H
#define Q_EXHIBIT_H

#include "base/buf.h"
#include "print/points.h"

struct q_exhibit {
    const quoth_article *article;
    const quoth_statements *statements;
    uint32_t index;
    const struct q_points *points; // of each statement
    quoth_str version, model;      // by what it was found
    quoth_str added;               // ISO 8601: when it came into the archive
    quoth_str fetched;             // as the container of its capture says; or ptr NULL
    quoth_str cached;              // what the capture's bytes are called beside this
};

/** A W3C Web Annotation (JSON-LD) and a line end. A statement of several pieces has
 *  several targets. */
void q_print_annotation(struct q_buf *out, const struct q_exhibit *exhibit);

/** A page without script that loads nothing: the statement, who said it, the text around
 *  it. */
void q_print_page(struct q_buf *out, const struct q_exhibit *exhibit);

#endif
