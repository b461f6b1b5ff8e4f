/*
 * Which language a text is in: the small words that every sentence is made of are counted
 * for 36 languages (data/lexicon/languages.txt, which is built in); other scripts than the
 * Latin, Cyrillic and Arabic tell the language by themselves.
 *
 *     Der Rat sagte, die Brücke sei sicher.   →   de
 *     The council said “die Brücke sei sicher”.   →   en
 *
 * A text of several languages is in the one that most of its small words are of; a tie is
 * English. What has too few of any (a table, a list of names, a short headline) is English,
 * the engine's language, unless its letters speak against it. Nothing is allocated; time
 * is linear.
 */
#ifndef Q_LANGUAGE_H
#define Q_LANGUAGE_H

#include "quoth.h"

#include <stdbool.h>

/** The ISO 639-1 code of the language of `text` (valid UTF-8), or "und": not English, and
 *  none that is known. Lives for ever. */
quoth_str q_language_of(quoth_str text);

/** What a language is called in English, by its tag: "German" of "de" or "de-AT". ptr NULL
 *  when it is not known. Lives for ever. */
quoth_str q_language_name(quoth_str tag);

/** Is it the tag of a language: two letters, and what may follow behind a hyphen, 35
 *  characters at most? */
bool q_language_is_tag(quoth_str text);

/** Do both tags mean one language, whatever the country: "en" and "EN-gb"? */
bool q_language_is_same(quoth_str a, quoth_str b);

#endif
