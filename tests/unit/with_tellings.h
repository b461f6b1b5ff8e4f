/*
 * A scene of the attribute stage from marked texts, a statement each: they stand in one
 * article, a space between them, and each is told at the article's level.
 *
 *     {"<Doe> {said} on Friday ⟦it rained⟧.", NULL}
 */
#ifndef WITH_TELLINGS_H
#define WITH_TELLINGS_H

#include "annotate.h"

#include "attribute/telling.h"

struct told {
    struct annotated a;
    struct quoth_article article;
    quoth_statement at[8];
    quoth_span spans[8][3];
    struct quoth_statements statements;
    struct q_scene scene;
};

/** The article has no blocks, outlet, address or date: fill told->article. */
static inline void tell(struct told *told, const struct q_lexicon *lexicon,
                        const char *const *marked)
{
    struct shown text = {.len = 0};
    for (uint32_t n = 0; marked[n]; n++) {
        show(&text, q_str_from(n ? " " : ""));
        show(&text, q_str_from(marked[n]));
    }
    *told = (struct told){.statements.at = told->at};
    annotate_marked(&told->a, text.text);
    told->article.text = told->a.text;
    q_arena_init(&told->statements.arena, SIZE_MAX / 4);
    const struct q_annotation *note = &told->a.note;
    uint32_t seen = 0; // q_tag, a bit each, of the statement that grows
    for (uint32_t p = 0; p < note->piece_count; p++) {
        const struct q_piece *piece = &note->pieces[p];
        if (seen & 1u << piece->tag) // the next one's
            seen = 0;
        if (!seen)
            told->at[told->statements.count++] =
                (quoth_statement){.parent = QUOTH_NO_PARENT, .kind = QUOTH_KIND_INDIRECT};
        seen |= 1u << piece->tag;
        uint32_t n = told->statements.count - 1;
        quoth_span *span = &told->spans[n][piece->tag - 1];
        *span =
            (quoth_span){note->tokens[piece->from].start, note->tokens[piece->to - 1].end};
        quoth_spans *of = piece->tag == Q_TAG_SOURCE ? &told->at[n].source
                          : piece->tag == Q_TAG_CUE  ? &told->at[n].cue
                                                     : &told->at[n].content;
        *of = (quoth_spans){span, 1};
    }
    assert_int_equal(
        q_set_scene(&told->scene, lexicon, &told->article, note, &told->statements),
        QUOTH_OK);
}

static inline void untell(struct told *told)
{
    annotated_release(&told->a);
    q_arena_release(&told->statements.arena);
}

#endif
