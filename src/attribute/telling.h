/*
 * Stage 3, attribute: the sentence that tells a statement, where its fields stand.
 *
 *     On Monday, [“we tried. We failed,”] she told CNN in Minsk.   →   the tokens from *On*
 *     to *Minsk*, of which those in […] are not at the statement's own level
 *
 * A nested statement is told inside the content of its parent; what is told of a statement
 * are the tokens of its sentence at the same level as its cue. It decides no field.
 */
#ifndef Q_TELLING_H
#define Q_TELLING_H

#include "attribute/words.h"
#include "record/article.h"
#include "record/statement.h"

/** Of one statement, in tokens of the article's annotation. */
struct q_telling {
    struct q_range sentence;    // from its first token to behind its last
    struct q_range source, cue; // empty: none
    struct q_range content;     // from its first piece to behind its last
    uint32_t goes_on;           // the statement that it goes on from (*he added*), or
                                // QUOTH_NO_PARENT: what tells that one tells this one
};

/** What the fields are read from. */
struct q_scene {
    struct q_words words; // of the article's annotation
    const struct quoth_article *article;
    struct quoth_statements *statements; // sorted
    const struct q_telling *tellings;    // [statements->count]
    const uint32_t *owner; // [token_count]: the innermost statement in whose content a
                           // token stands, or QUOTH_NO_PARENT
};

/** Sets the scene; everything lives in statements->arena. QUOTH_OK or QUOTH_ENOMEM. Linear
 *  in the tokens and statements. */
quoth_status q_set_scene(struct q_scene *scene, const struct q_lexicon *lexicon,
                         const struct quoth_article *article,
                         const struct q_annotation *annotation,
                         struct quoth_statements *statements);

/** Does token i tell statement n: in its sentence, at the level of its cue? */
bool q_tells(const struct q_scene *scene, uint32_t n, uint32_t i);

/** The bytes of tokens [from, to) as one span in the statements' arena; an empty list when
 *  memory is out, or the range empty. */
quoth_spans q_span_of(const struct q_scene *scene, struct q_range range);

#endif
