/*
 * The print stage: statements → ndjson, json, text.
 *
 *     statements of an article  →  {"type": "statement", "id": "7c…", …}⏎   ndjson
 *                                  {"article": {…}, "statements": […]}⏎     json
 *                                  Jane Doe · said                          text
 *                                      “We tried.” [120–131]
 *
 * docs/FORMAT.md is the law for ndjson and json; text is for people and may change. Nothing
 * is found here, weighed or rewritten, and nothing is written to a file: the caller does.
 */
#ifndef Q_PRINT_H
#define Q_PRINT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "print/flow.h"
#include "print/paint.h"
#include "print/points.h"
#include "print/rows.h"

struct quoth_output {
    struct q_buf buf;       // what was printed
    struct q_buf word;      // text: the word that is being put together
    struct q_arena scratch; // points of one article
    struct q_list list;     // that is being printed
};

/** One article on its way to the output. */
struct q_sheet {
    struct q_buf *out, *word;
    const quoth_article *article;
    const quoth_statements *statements;
    const struct q_points *points; // of each statement
    const uint32_t *blocks;        // start and end of each block, in points
    const uint32_t *map;           // of each stretch of the text; NULL: not wanted
    const quoth_origin *origin;    // where the article comes from; NULL: not wanted
    int width;                     // columns, at least Q_SHEET_LEAST
    bool colour;
};

enum {
    Q_SHEET_LEAST = 24,
    Q_SHEET_WIDTH = 80,
    // Percent; below them text shows how sure it is of the statement and of the speaker.
    // Of speakers under 80 a third are wrong (eval/score_speakers.py).
    Q_SHEET_SURE = 60,
    Q_SHEET_SURE_SPEAKER = 80
};

/** Before and behind everything that appends to an output: the scratch of the last call is
 *  forgotten; a failure cuts the output back to where it ended `before`, and is reported.
 */
void q_open_output(quoth_output *output);
quoth_status q_close_output(quoth_output *output, size_t before, quoth_status status,
                            quoth_error *error);

/** Each appends the article to `out`, where a failure sticks. */
void q_print_ndjson(const struct q_sheet *sheet);
void q_print_json(const struct q_sheet *sheet);
/** The record of one statement and a line end. */
void q_print_statement(const struct q_sheet *sheet, size_t index);
void q_print_text(const struct q_sheet *sheet);
void q_print_article_json(const struct q_sheet *sheet);
void q_print_article_text(const struct q_sheet *sheet);
void q_print_statement_json(const struct q_sheet *sheet, const quoth_hit *hit);
void q_print_statement_text(const struct q_sheet *sheet, const quoth_hit *hit,
                            const struct q_paint *paint);
void q_print_kept_text(const struct q_sheet *sheet, const struct q_paint *paint);

/** The days ascend. */
void q_print_chart(const struct q_sheet *sheet, const int32_t *days, size_t count,
                   uint64_t undated);

/** Opens the object of a statement and writes its record; more keys may follow. The
 *  article may be left out. */
void q_open_statement(struct q_json *json, const struct q_sheet *sheet, size_t index,
                      bool article);

/** What several of them print. */
quoth_str q_block_name(quoth_block_kind kind);
void q_put_head(struct q_flow *flow, const quoth_article *article);
/** To whom, at what, where, when, through whom, and who else was weighed, in lines
 *  between those of the statement at `indent`. */
void q_put_fields(struct q_flow *flow, const quoth_article *article,
                  const quoth_statement *s, int indent);
/** The spans' words; quoted in “ and ”. */
void q_put_pieces(struct q_flow *flow, enum q_style style, const quoth_article *article,
                  quoth_spans spans);
void q_put_quoted(struct q_flow *flow, enum q_style style, const quoth_article *article,
                  quoth_spans spans);
/** A statement's words, with the reporter's inserts and what was asked for marked, by
 *  colours or, without them, by signs. `hits` are spans of the text. */
void q_put_content(struct q_flow *flow, const quoth_article *article,
                   const quoth_statement *s, quoth_spans hits);
/** "2018-04-24", "2018-04-24 to 2018-04-30", a space for the T of a time. */
void q_put_value(struct q_flow *flow, enum q_style style, quoth_str value);
/** 2023-06-08T12:05 with a space for its T. */
void q_put_moment(struct q_flow *flow, enum q_style style, quoth_str value);
void q_put_percent(struct q_flow *flow, uint32_t percent);
void q_put_date(struct q_json *json, const char *key, const quoth_date *date);
/** "appearances" and "versions". */
void q_put_origin(struct q_json *json, const quoth_origin *origin);
/** The same for people; nothing where `origin` is NULL. */
void q_put_origin_text(struct q_flow *flow, const quoth_origin *origin);
/** "date", "person" and "review" of a row. */
void q_put_row(struct q_json *json, const quoth_hit *hit);
quoth_str q_form_name(quoth_form form);
quoth_str q_act_name(quoth_act act);
quoth_str q_kind_name(quoth_kind kind);

/** "flags": those of `terms` (record/term.h) whose bits are set. */
void q_put_flags(struct q_json *json, unsigned flags, const char *const *terms);
quoth_str q_clock_name(quoth_clock clock);
/** "accepted" "rejected" "edited"; ptr NULL of what was not reviewed. */
quoth_str q_judged_name(quoth_judged judged);
/** The statement around this one, or NULL. */
const quoth_statement *q_parent_of(const quoth_statements *statements,
                                   const quoth_statement *s);
void q_put_string(struct q_json *json, const char *key, quoth_str value);
/** "spans": `points`, start and end of each. */
void q_put_spans(struct q_json *json, quoth_spans spans, const uint32_t *points);
void q_put_article(struct q_json *json, const quoth_article *article);
void q_put_blocks(struct q_json *json, const quoth_article *article,
                  const uint32_t *points);

/** Start and end of each block, and of each stretch of the map, in code points; NULL when
 *  memory is out. */
uint32_t *q_block_points(struct q_arena *arena, const quoth_article *article);
uint32_t *q_map_points(struct q_arena *arena, const quoth_article *article);

#endif
