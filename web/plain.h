/*
 * Statements, articles and days as plain HTML, to be read without script.
 *
 *     plain_row(html, …)   →   <li><blockquote>“We will not sell.”</blockquote>
 *                              <p>Jane Roe · 5 March 2018 · The Herald …</p></li>
 *
 * Strings of others go in by text_html, and addresses of others only where they are of the
 * web: what begins with javascript: is text, not a link.
 */
#ifndef WEB_PLAIN_H
#define WEB_PLAIN_H

#include "text.h"

/** <time>, "5 March 2018"; nothing where it is not known. */
void plain_date(struct text *html, const quoth_date *date);

/** A day or month in words, "5 March 2018", with the time and zone of a moment; what is
 *  neither as it is. Not escaped. */
void plain_day(struct text *out, quoth_str value);

/** What stands behind the T of a moment: "12:05" or "12", and "Z", "+03:00" or nothing.
 * Both empty where there is no time. */
void plain_clock(quoth_str value, quoth_str *time, quoth_str *zone);

/** A link where `url` is http or https, else text. */
void plain_url(struct text *html, quoth_str url, quoth_str label);

/** May it stand in href? */
bool plain_is_web(quoth_str url);

/** <dt> and <dd>, where there is a value. */
void plain_fact(struct text *html, const char *name, quoth_str value);

/** The words of `spans`, a dash of dots between them, with `hits` marked; `hits` may have
 *  none. */
void plain_words(struct text *html, const quoth_article *article, quoth_spans spans,
                 quoth_spans hits);

/** Who says it, by the archive's name, the article's, else the words that stand for him;
 *  empty: nobody is named. Not escaped. */
quoth_str plain_name(const quoth_article *article, const quoth_statement *statement,
                     const quoth_hit *hit);

/** Who says it, linked where he is known across articles. */
void plain_speaker(struct text *html, const quoth_article *article,
                   const quoth_statement *statement, const quoth_hit *hit);

/** A statement as a row of a list; `about` tells its article too. */
void plain_row(struct text *html, const quoth_article *article,
               const quoth_statement *statement, const quoth_hit *hit, bool about);

/** "direct speech", "indirect thought, inside another statement" */
void plain_kind(struct text *html, const quoth_statement *statement);

/** "accepted", "rejected", "edited"; NULL: nobody judged it. */
const char *plain_judged(quoth_judged judged);

/** Its title, else its name. */
quoth_str plain_title(const quoth_article *article);

/** The id without "sha256:", as it stands in addresses. */
quoth_str plain_digits(quoth_str id);

/** The blocks that content, cue and source of a statement stand in, from the first to the
 *  last; empty where it has none. */
quoth_span plain_place(const quoth_article *article, const quoth_statement *statement);

/** The text in its blocks. */
void plain_text(struct text *html, const quoth_article *article);

#endif
