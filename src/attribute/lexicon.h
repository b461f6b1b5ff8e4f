/*
 * Stage 3, attribute: the words that tell a statement, thought or intent.
 *
 *     was quoted as saying      →   "quote as saying", speech
 *     has repeatedly told       →   "tell", speech
 *     declined to comment       →   "decline", speech, refusal
 *     ate                       →   NULL
 *
 * The words stand in data/lexicon/cues.txt, which is built into the library; its
 * README says what a line means. Forms are told by rule (says, denied, planning), the
 * irregular ones stand in the file. It does not find cues in a text, the tagger does,
 * and does not decide what is a statement: flags say what tests/spec makes of a word.
 */
#ifndef Q_LEXICON_H
#define Q_LEXICON_H

#include "record/annotation.h"

#include <stdbool.h>

enum q_cue_flag {
    Q_CUE_NOUN = 1,      // stands as a noun: claim, belief
    Q_CUE_VERB = 2,      // with Q_CUE_NOUN: as a verb as well: claim
    Q_CUE_TOPIC = 4,     // alone it has a topic, no content (tests/spec §1.5): discuss
    Q_CUE_DEED = 8,      // doing is not saying (§1.3-4): ban, endorse
    Q_CUE_REFUSAL = 16,  // with a verb of saying behind it, negated (§1.6): decline
    Q_CUE_VERDICT = 32,  // a noun phrase alone can be its content (§1.3): condemn
    Q_CUE_DOCUMENT = 64, // typical of documents (§1.1): show, read
    Q_CUE_WEAK = 128     // counts only where nothing better stands in the cue: go on
};

/** The words for the flags, in the order of their bits; the list ends with NULL. */
extern const char *const q_cue_flag_terms[];

struct q_cue_entry {
    quoth_str lemma; // one word, or several with a space between
    quoth_act act;
    unsigned flags; // q_cue_flag, or-ed
};

struct q_lexicon;

/** Reads the built-in lexicon. `*out` is the caller's to free, immutable, and may be
 *  shared by threads. Fails with QUOTH_ENOMEM. */
quoth_status q_lexicon_load(struct q_lexicon **out, quoth_error *error);

/** The same from `text`, which must outlive the lexicon. Fails with QUOTH_EFORMAT too:
 *  error->offset is the byte at which the first bad line starts. */
quoth_status q_lexicon_read(struct q_lexicon **out, quoth_str text, quoth_error *error);
void q_lexicon_free(struct q_lexicon *lexicon);

/** The head of the cue that is tokens [from, to) of `text`: the word or phrase that
 *  tells; NULL when nothing in it is known. `tokens` are the article's, so that the
 *  word before the cue can be seen. Lives with the lexicon. */
const struct q_cue_entry *q_lexicon_cue(const struct q_lexicon *lexicon, quoth_str text,
                                        const struct q_token *tokens, uint32_t from,
                                        uint32_t to);

/** Is it an adverb, which at the edge of a cue is not part of it (tests/spec §2.5)? One
 *  of the list, or in -ly and no cue. */
bool q_lexicon_edge(const struct q_lexicon *lexicon, quoth_str word);

/** tests/spec §1.6: is the cue, whose head is `entry` (or NULL), about something that was
 *  not said: "did not say", "refused to say", "without saying"? Denied, rejected and
 *  disputed are said. */
bool q_lexicon_negated(const struct q_lexicon *lexicon, quoth_str text,
                       const struct q_token *tokens, uint32_t from, uint32_t to,
                       const struct q_cue_entry *entry);

#endif
