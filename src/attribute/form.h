/*
 * Stage 3, attribute: what kind of words the source is, and the name in it.
 *
 *     Jane Doe, the deputy mayor   →   name, "Jane Doe"
 *     she                          →   pronoun, no name: "a pronoun, which is not resolved"
 *
 * It does not look beyond the source: who "she" is comes with the resolution of
 * speakers. A wrong name is worse than none.
 */
#ifndef Q_FORM_H
#define Q_FORM_H

#include "attribute/words.h"

/** Fills form, speaker_name, speaker_kind and speaker_why of `out` from the source's
 * tokens. The strings borrow from the text or are constants. */
void q_tell_form(const struct q_words *words, struct q_range source, quoth_statement *out);

#endif
