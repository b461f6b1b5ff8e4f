#include "base/json.h"
#include "base/str.h"
#include "print/print.h"
#include "record/term.h"

void q_put_string(struct q_json *json, const char *key, quoth_str value)
{
    q_json_key(json, key);
    q_json_string(json, value);
}

// ── Spans ──

void q_put_spans(struct q_json *json, quoth_spans spans, const uint32_t *points)
{
    q_json_key(json, "spans");
    q_json_array(json);
    for (uint32_t i = 0; i < spans.count; i++) {
        q_json_array(json);
        q_json_number(json, points[2 * i]);
        q_json_number(json, points[2 * i + 1]);
        q_json_end(json);
    }
    q_json_end(json);
}

// "text": the pieces joined by one space, and their spans.
static void put_words(struct q_json *json, const quoth_article *article, quoth_spans spans,
                      const uint32_t *points)
{
    q_json_key(json, "text");
    q_json_text_open(json);
    for (uint32_t i = 0; i < spans.count; i++) {
        if (i > 0)
            q_json_text_add(json, Q_STR(" "));
        q_json_text_add(json, quoth_article_cut(article, spans.at[i]));
    }
    q_json_text_close(json);
    q_put_spans(json, spans, points);
}

// Opens the object of a field with its words; false, and null, where there are none.
static bool open_words(struct q_json *json, const char *key, const quoth_article *article,
                       quoth_spans spans, const uint32_t *points)
{
    q_json_key(json, key);
    if (!spans.count) {
        q_json_null(json);
        return false;
    }
    q_json_object(json);
    put_words(json, article, spans, points);
    return true;
}

static void put_inserts(struct q_json *json, const quoth_article *article,
                        quoth_spans inserts, const uint32_t *points)
{
    q_json_key(json, "inserts");
    q_json_array(json);
    for (uint32_t i = 0; i < inserts.count; i++) {
        q_json_object(json);
        put_words(json, article, (quoth_spans){&inserts.at[i], 1}, points + 2 * i);
        q_json_end(json);
    }
    q_json_end(json);
}

static void put_carried(struct q_json *json, int carried)
{
    if (!carried)
        return;
    q_json_key(json, "carried");
    q_json_bool(json, true);
}

static void put_phrase(struct q_json *json, const char *key, const quoth_article *article,
                       const quoth_phrase *phrase, const uint32_t *points)
{
    if (!open_words(json, key, article, phrase->spans, points))
        return;
    put_carried(json, phrase->carried);
    q_json_end(json);
}

static void put_said(struct q_json *json, const quoth_article *article,
                     const quoth_when *said, const uint32_t *points)
{
    q_json_key(json, "said");
    if (!said->spans.count) {
        q_json_null(json);
        return;
    }
    q_json_object(json);
    q_put_string(json, "value", said->date.value);
    q_put_string(json, "precision", said->date.precision);
    put_words(json, article, said->spans, points);
    put_carried(json, said->carried);
    q_json_end(json);
}

static void put_via(struct q_json *json, const quoth_statement *s, const uint32_t *points)
{
    q_json_key(json, "via");
    q_json_array(json);
    for (uint32_t i = 0; i < s->via_count; i++) {
        const quoth_relay *relay = &s->via[i];
        q_json_object(json);
        q_put_string(json, "name", relay->name);
        q_put_spans(json, relay->spans, points);
        put_carried(json, relay->carried);
        q_json_end(json);
        points += 2 * relay->spans.count;
    }
    q_json_end(json);
}

// ── Statement ──

quoth_str q_act_name(quoth_act act)
{
    return q_str_from(q_act_terms[act]);
}

quoth_str q_kind_name(quoth_kind kind)
{
    return q_str_from(q_kind_terms[kind]);
}

quoth_str q_block_name(quoth_block_kind kind)
{
    return q_str_from(q_block_terms[kind]);
}

quoth_str q_form_name(quoth_form form)
{
    return form == QUOTH_FORM_NONE ? Q_NO_STR : q_str_from(q_form_terms[form]);
}

void q_put_flags(struct q_json *json, unsigned flags, const char *const *terms)
{
    q_json_key(json, "flags");
    q_json_array(json);
    for (unsigned bit = 0; terms[bit]; bit++)
        if (flags & 1u << bit)
            q_json_string(json, q_str_from(terms[bit]));
    q_json_end(json);
}

static void put_candidates(struct q_json *json, const quoth_statement *s)
{
    q_json_key(json, "candidates");
    q_json_array(json);
    for (uint32_t i = 0; i < s->candidate_count; i++) {
        q_json_object(json);
        q_put_string(json, "name", s->candidates[i].name);
        q_put_string(json, "kind", s->candidates[i].kind);
        q_json_key(json, "confidence");
        q_json_percent(json, s->candidates[i].confidence);
        if (s->candidates[i].clues.ptr)
            q_put_string(json, "clues", s->candidates[i].clues);
        q_json_end(json);
    }
    q_json_end(json);
}

static void put_speaker(struct q_json *json, const quoth_statement *s)
{
    q_json_key(json, "speaker");
    q_json_object(json);
    q_put_string(json, "name", s->speaker_name);
    q_put_string(json, "kind", s->speaker_kind);
    q_put_string(json, "role", s->speaker_role);
    q_json_key(json, "confidence");
    q_json_percent(json, s->speaker_confidence);
    put_candidates(json, s);
    if (!s->speaker_name.ptr)
        q_put_string(json, "why", s->speaker_why);
    q_json_end(json);
}

static void put_who_and_what(struct q_json *json, const struct q_sheet *sheet,
                             const quoth_statement *s, const struct q_points *points)
{
    if (open_words(json, "content", sheet->article, s->content, points->content))
        q_json_end(json);
    if (open_words(json, "cue", sheet->article, s->cue, points->cue)) {
        q_put_string(json, "lemma", s->cue_lemma);
        q_json_end(json);
    }
    if (open_words(json, "source", sheet->article, s->source, points->source)) {
        q_put_string(json, "form", q_form_name(s->form));
        q_json_end(json);
    }
    put_speaker(json, s);
}

const quoth_statement *q_parent_of(const quoth_statements *statements,
                                   const quoth_statement *s)
{
    if (s->parent >= quoth_statements_count(statements))
        return NULL;
    return quoth_statements_at(statements, s->parent);
}

static quoth_str parent_id(const struct q_sheet *sheet, const quoth_statement *s)
{
    const quoth_statement *parent = q_parent_of(sheet->statements, s);
    return q_str_from(parent ? parent->id : NULL);
}

// The record of docs/FORMAT.md, its keys in that order.
void q_open_statement(struct q_json *json, const struct q_sheet *sheet, size_t index,
                      bool article)
{
    const quoth_statement *s = quoth_statements_at(sheet->statements, index);
    const struct q_points *points = &sheet->points[index];
    q_json_object(json);
    q_put_string(json, "type", Q_STR("statement"));
    q_put_string(json, "id", q_str_from(s->id));
    if (article) {
        q_json_key(json, "article");
        q_json_object(json);
        q_put_article(json, sheet->article);
        q_json_end(json);
    }
    q_put_string(json, "act", q_act_name(s->act));
    q_put_string(json, "kind", q_kind_name(s->kind));
    q_json_key(json, "negated");
    q_json_bool(json, s->negated != 0);
    put_who_and_what(json, sheet, s, points);
    put_phrase(json, "addressee", sheet->article, &s->addressee, points->addressee);
    put_phrase(json, "occasion", sheet->article, &s->occasion, points->occasion);
    put_phrase(json, "place", sheet->article, &s->place, points->place);
    put_said(json, sheet->article, &s->said, points->said);
    put_via(json, s, points->via);
    q_put_string(json, "parent", parent_id(sheet, s));
    put_inserts(json, sheet->article, s->inserts, points->inserts);
    q_put_string(json, "block", q_block_name(s->block));
    q_json_key(json, "confidence");
    q_json_percent(json, s->confidence);
    q_put_flags(json, s->flags, q_flag_terms);
    q_json_key(json, "extractor");
    q_json_object(json);
    q_put_string(json, "version", quoth_statements_version(sheet->statements));
    q_put_string(json, "model", quoth_statements_model(sheet->statements));
    q_json_end(json);
    if (s->evidence.ptr)
        q_put_string(json, "evidence", s->evidence);
}

void q_print_statement(const struct q_sheet *sheet, size_t index)
{
    struct q_json json;
    q_json_init(&json, sheet->out);
    q_open_statement(&json, sheet, index, true);
    q_json_end(&json);
    q_buf_add_char(sheet->out, '\n');
}

void q_print_ndjson(const struct q_sheet *sheet)
{
    for (size_t i = 0; i < quoth_statements_count(sheet->statements); i++)
        q_print_statement(sheet, i);
}

// The statements are the same records without "article", which stands beside them. "why"
// tells the reason where there are none because the article was not read.
void q_print_json(const struct q_sheet *sheet)
{
    struct q_json json;
    q_json_init(&json, sheet->out);
    q_json_object(&json);
    q_json_key(&json, "article");
    q_json_object(&json);
    q_put_article(&json, sheet->article);
    q_put_string(&json, "text", quoth_article_text(sheet->article));
    q_put_blocks(&json, sheet->article, sheet->blocks);
    q_json_end(&json);
    q_json_key(&json, "statements");
    q_json_array(&json);
    for (size_t i = 0; i < quoth_statements_count(sheet->statements); i++) {
        q_open_statement(&json, sheet, i, false);
        q_json_end(&json);
    }
    q_json_end(&json);
    q_put_string(&json, "why", quoth_statements_why(sheet->statements));
    if (sheet->origin)
        q_put_origin(&json, sheet->origin);
    q_json_end(&json);
    q_buf_add_char(sheet->out, '\n');
}
