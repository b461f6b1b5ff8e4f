/*
 * The words of a statement, for people.
 *
 *     “It [the bridge] failed (in May).”   →   “It [the bridge] *failed* ‹(in May)›.”
 *
 * A bar parts pieces. The reporter's inserts and what a question asked for have colours, or
 * signs where there are none.
 */
#include "base/str.h"
#include "print/flow.h"
#include "print/print.h"

// What is asked for, on the way through the text.
struct hits {
    quoth_spans spans;
    uint32_t next; // the first that may end behind what was put
};

// Words of one style, but for the hits in them.
static void put_run(struct q_flow *flow, enum q_style style, const quoth_article *article,
                    quoth_span run, struct hits *hits)
{
    quoth_str sign = flow->colour ? Q_STR("") : Q_STR("*");
    uint32_t at = run.start;
    for (; hits->next < hits->spans.count; hits->next++) {
        quoth_span hit = hits->spans.at[hits->next];
        uint32_t from = hit.start > at ? hit.start : at;
        uint32_t to = hit.end < run.end ? hit.end : run.end;
        if (from >= run.end)
            break;
        if (from < to) {
            q_flow_text(flow, style, quoth_article_cut(article, (quoth_span){at, from}));
            q_flow_text(flow, Q_STYLE_HIT, sign);
            q_flow_text(flow, Q_STYLE_HIT,
                        quoth_article_cut(article, (quoth_span){from, to}));
            q_flow_text(flow, Q_STYLE_HIT, sign);
            at = to;
        }
        if (hit.end > run.end)
            break; // goes on in the next run
    }
    q_flow_text(flow, style, quoth_article_cut(article, (quoth_span){at, run.end}));
}

// Square brackets and ellipses show by themselves that they are the reporter's; a gloss
// in round ones could be the speaker's, so it gets marks of ours.
static void put_insert(struct q_flow *flow, const quoth_article *article, quoth_span insert,
                       struct hits *hits)
{
    quoth_str words = quoth_article_cut(article, insert);
    bool shows = q_str_starts(words, Q_STR("[")) || q_str_starts(words, Q_STR("…")) ||
                 q_str_starts(words, Q_STR("..."));
    if (!shows)
        q_flow_text(flow, Q_STYLE_INSERT, Q_STR("‹"));
    put_run(flow, Q_STYLE_INSERT, article, insert, hits);
    if (!shows)
        q_flow_text(flow, Q_STYLE_INSERT, Q_STR("›"));
}

// One piece of a content. `*next` is the first insert that may stand in it.
static void put_piece(struct q_flow *flow, const quoth_article *article, quoth_span piece,
                      quoth_spans inserts, uint32_t *next, struct hits *hits)
{
    uint32_t at = piece.start;
    for (; *next < inserts.count && inserts.at[*next].start < piece.end; (*next)++) {
        quoth_span insert = inserts.at[*next];
        if (insert.start < at || insert.end > piece.end)
            continue; // not in this piece
        put_run(flow, Q_STYLE_NONE, article, (quoth_span){at, insert.start}, hits);
        put_insert(flow, article, insert, hits);
        at = insert.end;
    }
    put_run(flow, Q_STYLE_NONE, article, (quoth_span){at, piece.end}, hits);
}

void q_put_content(struct q_flow *flow, const quoth_article *article,
                   const quoth_statement *s, quoth_spans hits)
{
    struct hits marked = {hits, 0};
    uint32_t next = 0;
    for (uint32_t i = 0; i < s->content.count; i++) {
        if (i > 0)
            q_flow_joint(flow, "|");
        put_piece(flow, article, s->content.at[i], s->inserts, &next, &marked);
    }
}
