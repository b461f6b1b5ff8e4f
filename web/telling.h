/*
 * All that is known of a statement, in words: the way it came, and each field with the
 * words of the article that tell it.
 *
 *     telling_chain, telling_end   →   <li>Jane Roe said it to reporters</li>
 *                                      <li>through TASS</li> <li>in The Herald …</li>
 *     telling_fields               →   <dt>Where</dt><dd><q>in Lindholm</q></dd> …
 */
#ifndef WEB_TELLING_H
#define WEB_TELLING_H

#include "text.h"

/** From who said it to those through whom it came. */
void telling_chain(struct text *html, const quoth_article *article,
                   const quoth_statement *statement, const quoth_hit *hit);

/** From the outlet to the capture. */
void telling_end(struct text *html, const quoth_article *article,
                 const quoth_origin *origin);

void telling_fields(struct text *html, const quoth_article *article,
                    const quoth_statement *statement);

#endif
