#include "print/hit.h"

#include "base/str.h"
#include "print/print.h"

// ── ndjson, json ──

quoth_str q_clock_name(quoth_clock clock)
{
    switch (clock) {
    case QUOTH_CLOCK_PUBLISHED:
        return Q_STR("published");
    case QUOTH_CLOCK_CAPTURED:
        return Q_STR("captured");
    case QUOTH_CLOCK_SAID:
    default:
        return Q_STR("said");
    }
}

quoth_str q_judged_name(quoth_judged judged)
{
    switch (judged) {
    case QUOTH_JUDGED_ACCEPTED:
        return Q_STR("accepted");
    case QUOTH_JUDGED_REJECTED:
        return Q_STR("rejected");
    case QUOTH_JUDGED_EDITED:
        return Q_STR("edited");
    case QUOTH_JUDGED_NOT:
    default:
        return Q_NO_STR;
    }
}

// Start and end of each, in code points; NULL: memory is out.
static uint32_t *points_of(struct q_arena *arena, quoth_str text, quoth_spans spans)
{
    size_t count = 2 * (size_t)spans.count;
    uint32_t *points = Q_ARENA_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; points && i < spans.count; i++) {
        points[2 * i] = spans.at[i].start;
        points[2 * i + 1] = spans.at[i].end;
    }
    if (points)
        quoth_bytes_to_points(text, points, count);
    return points;
}

static void put_date(struct q_json *json, const quoth_hit *hit)
{
    q_json_key(json, "date");
    if (!hit->date.value.ptr) {
        q_json_null(json);
        return;
    }
    q_json_object(json);
    q_put_string(json, "value", hit->date.value);
    q_put_string(json, "precision", hit->date.precision);
    q_put_string(json, "of", q_clock_name(hit->clock));
    q_json_end(json);
}

static void put_person(struct q_json *json, const quoth_hit *hit)
{
    q_json_key(json, "person");
    if (!hit->person.ptr) {
        q_json_null(json);
        return;
    }
    q_json_object(json);
    q_put_string(json, "id", hit->person);
    q_put_string(json, "name", hit->person_name);
    q_json_end(json);
}

static void put_review(struct q_json *json, const quoth_hit *hit)
{
    q_json_key(json, "review");
    if (hit->judged == QUOTH_JUDGED_NOT) {
        q_json_null(json);
        return;
    }
    q_json_object(json);
    q_put_string(json, "judged", q_judged_name(hit->judged));
    q_json_key(json, "entry");
    q_json_number(json, hit->judged_entry);
    q_put_string(json, "who", hit->judged_by.len ? hit->judged_by : Q_NO_STR);
    q_json_end(json);
}

void q_put_row(struct q_json *json, const quoth_hit *hit)
{
    put_date(json, hit);
    put_person(json, hit);
    put_review(json, hit);
}

bool q_hit_object(quoth_output *output, const struct q_hit_row *row)
{
    quoth_str text = quoth_article_text(row->article);
    struct q_sheet sheet = {.out = &output->buf,
                            .word = &output->word,
                            .article = row->article,
                            .statements = row->statements};
    sheet.points = q_points_new(&output->scratch, text, row->statements);
    uint32_t *points = points_of(&output->scratch, text, row->hit->words);
    if (!sheet.points || !points)
        return false;
    struct q_json json;
    q_json_init(&json, &output->buf);
    q_open_statement(&json, &sheet, row->hit->statement, true);
    q_json_key(&json, "hit");
    q_json_object(&json);
    q_put_spans(&json, row->hit->words, points);
    if (row->hit->more) {
        q_json_key(&json, "more");
        q_json_number(&json, row->hit->more);
    }
    q_json_end(&json);
    q_put_row(&json, row->hit);
    q_json_end(&json);
    return true;
}

// ── Flat columns ──

const quoth_column q_hit_columns[] = {
    {"id", NULL, 0, 0},         {"person", NULL, 0, 0},
    {"speaker", NULL, 0, 0},    {"role", NULL, 0, 0},
    {"kind", NULL, 0, 0},       {"act", NULL, 0, 0},
    {"negated", NULL, 0, 0},    {"content", NULL, 0, 0},
    {"cue", NULL, 0, 0},        {"source", NULL, 0, 0},
    {"addressee", NULL, 0, 0},  {"occasion", NULL, 0, 0},
    {"place", NULL, 0, 0},      {"said", NULL, 0, 0},
    {"via", NULL, 0, 0},        {"parent", NULL, 0, 0},
    {"date", NULL, 0, 0},       {"date_of", NULL, 0, 0},
    {"outlet", NULL, 0, 0},     {"published", NULL, 0, 0},
    {"title", NULL, 0, 0},      {"url", NULL, 0, 0},
    {"article", NULL, 0, 0},    {"block", NULL, 0, 0},
    {"confidence", NULL, 0, 0}, {"speaker_confidence", NULL, 0, 0},
    {"review", NULL, 0, 0},
};
const size_t q_hit_column_count = sizeof q_hit_columns / sizeof *q_hit_columns;
_Static_assert(sizeof q_hit_columns / sizeof *q_hit_columns <= Q_LIST_COLUMNS,
               "a row has room for them");

// Cells on their way into a row.
struct filling {
    struct q_arena *arena;
    const quoth_article *article;
    quoth_cell *next;
    bool failed;
};

static void add_text(struct filling *f, quoth_str text)
{
    *f->next++ =
        (quoth_cell){.kind = text.ptr ? QUOTH_CELL_TEXT : QUOTH_CELL_NONE, .text = text};
}

// The pieces joined by one space, as in the records.
static void add_spans(struct filling *f, quoth_spans spans)
{
    size_t len = spans.count ? spans.count - 1 : 0;
    for (uint32_t i = 0; i < spans.count; i++)
        len += spans.at[i].end - spans.at[i].start;
    char *out = spans.count ? q_arena_alloc(f->arena, len) : NULL;
    if (spans.count && !out)
        f->failed = true;
    quoth_str text = q_str(out, out ? len : 0);
    for (uint32_t i = 0; out && i < spans.count; i++) {
        quoth_str piece = quoth_article_cut(f->article, spans.at[i]);
        if (i > 0)
            *out++ = ' ';
        memcpy(out, piece.ptr, piece.len);
        out += piece.len;
    }
    add_text(f, text);
}

static void add_percent(struct filling *f, unsigned percent)
{
    char *out = q_arena_alloc(f->arena, sizeof "0.00");
    if (!out) {
        f->failed = true;
        return;
    }
    out[0] = (char)('0' + percent / 100);
    out[1] = '.';
    out[2] = (char)('0' + percent / 10 % 10);
    out[3] = (char)('0' + percent % 10);
    add_text(f, q_str(out, 4));
}

static void add_via(struct filling *f, const quoth_statement *s)
{
    quoth_str *names = Q_ARENA_ARRAY(f->arena, quoth_str, s->via_count);
    if (s->via_count && !names) {
        f->failed = true;
        return;
    }
    for (uint32_t i = 0; i < s->via_count; i++)
        names[i] = s->via[i].name;
    *f->next++ =
        (quoth_cell){.kind = QUOTH_CELL_TEXTS, .texts = names, .count = s->via_count};
}

static void add_said(struct filling *f, const struct q_hit_row *row,
                     const quoth_statement *s)
{
    add_text(f, s->speaker_name);
    add_text(f, s->speaker_role);
    add_text(f, q_kind_name(s->kind));
    add_text(f, q_act_name(s->act));
    add_text(f, s->negated ? Q_STR("true") : Q_STR("false"));
    add_spans(f, s->content);
    add_spans(f, s->cue);
    add_spans(f, s->source);
    add_spans(f, s->addressee.spans);
    add_spans(f, s->occasion.spans);
    add_spans(f, s->place.spans);
    add_text(f, s->said.date.value);
    add_via(f, s);
    const quoth_statement *parent = q_parent_of(row->statements, s);
    add_text(f, q_str_from(parent ? parent->id : NULL));
}

bool q_hit_cells(struct q_arena *arena, const struct q_hit_row *row, quoth_cell *cells)
{
    const quoth_article *article = row->article;
    const quoth_statement *s = quoth_statements_at(row->statements, row->hit->statement);
    struct filling f = {arena, article, cells, false};
    add_text(&f, q_str_from(s->id));
    add_text(&f, row->hit->person);
    add_said(&f, row, s);
    bool dated = row->hit->date.value.ptr;
    add_text(&f, row->hit->date.value);
    add_text(&f, dated ? q_clock_name(row->hit->clock) : Q_NO_STR);
    add_text(&f, quoth_article_outlet(article));
    add_text(&f, quoth_article_published(article)->value);
    add_text(&f, quoth_article_title(article));
    add_text(&f, quoth_article_url(article));
    add_text(&f, quoth_article_id(article));
    add_text(&f, q_block_name(s->block));
    add_percent(&f, s->confidence);
    add_percent(&f, s->speaker_confidence);
    add_text(&f, q_judged_name(row->hit->judged));
    return !f.failed;
}
