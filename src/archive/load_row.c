#include "archive/load_row.h"

#include "archive/dump.h"
#include "base/base64.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "record/statement_id.h"
#include "record/term.h"

enum { EVERY = 64 }; // characters between two places

static void wrong(struct q_row *row, const char *key)
{
    if (!row->wrong)
        row->wrong = key;
}

// ── Values ──

static const json_t *value_of(const json_t *object, const char *key)
{
    const json_t *node = json_object_get(object, key);
    return json_is_null(node) ? NULL : node;
}

static quoth_str text_of(const json_t *node)
{
    return q_str(json_string_value(node), json_string_length(node));
}

quoth_str q_row_string(struct q_row *row, const json_t *object, const char *key)
{
    const json_t *node = value_of(object, key);
    if (json_is_string(node))
        return text_of(node);
    if (node)
        wrong(row, key);
    return Q_NO_STR;
}

uint64_t q_row_number(struct q_row *row, const json_t *object, const char *key,
                      uint64_t most)
{
    const json_t *node = value_of(object, key);
    json_int_t number = json_is_integer(node) ? json_integer_value(node) : -1;
    if (number >= 0 && (uint64_t)number <= most)
        return (uint64_t)number;
    wrong(row, key);
    return 0;
}

bool q_row_bool(struct q_row *row, const json_t *object, const char *key)
{
    const json_t *node = value_of(object, key);
    if (node && !json_is_boolean(node))
        wrong(row, key);
    return json_is_true(node);
}

// A hundredth part each, however it is written: 0.91 → 91.
static unsigned percent(struct q_row *row, const json_t *object, const char *key)
{
    const json_t *node = value_of(object, key);
    double value = json_is_number(node) ? json_number_value(node) : -1;
    if (value >= 0 && value <= 1)
        return (unsigned)(value * 100 + 0.5);
    wrong(row, key);
    return 0;
}

bool q_row_all_bytes(struct q_row *row, const json_t *object, const char *key,
                     struct q_buf *out)
{
    quoth_str hex = q_row_string(row, object, key);
    if (!hex.ptr)
        return false;
    if (hex.len % 2)
        wrong(row, key);
    for (size_t i = 0; i + 1 < hex.len; i += 2) {
        int high = q_hex_digit(hex.ptr[i]), low = q_hex_digit(hex.ptr[i + 1]);
        if (high < 0 || low < 0) {
            wrong(row, key);
            return true;
        }
        q_buf_add_char(out, (char)(high << 4 | low));
    }
    if (out->full)
        wrong(row, key);
    row->nomem |= out->failed && !out->full;
    return true;
}

bool q_row_bytes(struct q_row *row, const json_t *object, const char *key, uint8_t *out,
                 size_t size)
{
    struct q_buf buf;
    q_buf_init(&buf, size + 1);
    bool told = q_row_all_bytes(row, object, key, &buf);
    bool whole = told && buf.len == size && !buf.failed;
    if (whole)
        memcpy(out, buf.ptr, size);
    else if (told)
        wrong(row, key);
    q_buf_release(&buf);
    return whole;
}

static quoth_str keep(struct q_row *row, struct q_arena *arena, quoth_str s)
{
    quoth_str copy;
    row->nomem |= !q_str_keep(s, arena, &copy);
    return copy;
}

static quoth_str keep_string(struct q_row *row, struct q_arena *arena, const json_t *object,
                             const char *key)
{
    return keep(row, arena, q_row_string(row, object, key));
}

static size_t list_of(struct q_row *row, const json_t *object, const char *key,
                      const json_t **list)
{
    *list = value_of(object, key);
    if (*list && !json_is_array(*list))
        wrong(row, key);
    return json_array_size(*list);
}

// Which of `names` the value is; `none` where it is none of them.
static int one_of(quoth_str value, const char *const *names, int none)
{
    for (int i = 0; names[i]; i++)
        if (q_str_equal(value, q_str_from(names[i])))
            return i;
    return none;
}

static int name_of(struct q_row *row, const json_t *object, const char *key,
                   const char *const *names)
{
    int found = one_of(q_row_string(row, object, key), names, -1);
    if (found < 0)
        wrong(row, key);
    return found < 0 ? 0 : found;
}

// Bits of the names in a list; unknown ones are passed over.
static unsigned flags_of(struct q_row *row, const json_t *object, const char *key,
                         const char *const *names)
{
    const json_t *list;
    size_t size = list_of(row, object, key, &list);
    unsigned flags = 0;
    for (size_t i = 0; i < size; i++) {
        const json_t *node = json_array_get(list, i);
        int bit = json_is_string(node) ? one_of(text_of(node), names, -1) : -1;
        flags |= bit < 0 ? 0 : 1u << bit;
    }
    return flags;
}

// ── Places in a text ──

static void find_places(struct q_row *row, struct quoth_article *article,
                        struct q_places *places)
{
    quoth_str text = article->text;
    uint32_t points = 0;
    *places = (struct q_places){.text = text};
    for (size_t i = 0; i < text.len; i++)
        points += q_utf8_starts(text.ptr[i]);
    places->points = points;
    if (points == text.len)
        return;
    places->at = Q_ARENA_ARRAY(&article->arena, uint32_t, points / EVERY + 1);
    row->nomem |= !places->at;
    for (uint32_t i = 0, point = 0; places->at && i < text.len; i++) {
        bool starts = q_utf8_starts(text.ptr[i]);
        if (starts && point % EVERY == 0)
            places->at[point / EVERY] = i;
        point += starts;
    }
}

// The byte at which a code point starts; `point` is at most their number.
static uint32_t place_of(const struct q_places *places, uint32_t point)
{
    if (point >= places->points)
        return (uint32_t)places->text.len;
    if (!places->at)
        return point;
    uint32_t start = places->at[point / EVERY], left = point % EVERY;
    quoth_str rest = q_str(places->text.ptr + start, places->text.len - start);
    quoth_points_to_bytes(rest, &left, 1);
    return start + left;
}

// [start, end), not empty.
static quoth_span span_of(struct q_row *row, const struct q_places *places,
                          const json_t *node, const char *key)
{
    const json_t *from = json_array_get(node, 0), *to = json_array_get(node, 1);
    json_int_t start = json_is_integer(from) ? json_integer_value(from) : -1;
    json_int_t end = json_is_integer(to) ? json_integer_value(to) : -1;
    if (json_array_size(node) != 2 || start < 0 || end <= start ||
        end > (json_int_t)places->points) {
        wrong(row, key);
        return (quoth_span){0, 0};
    }
    return (quoth_span){place_of(places, (uint32_t)start), place_of(places, (uint32_t)end)};
}

// In the order of the text, not overlapping.
static quoth_spans spans_in(struct q_row *row, const struct q_places *places,
                            struct q_arena *arena, const json_t *object, const char *key)
{
    const json_t *list;
    uint32_t size = (uint32_t)list_of(row, object, key, &list);
    if (size == 0)
        return (quoth_spans){NULL, 0};
    quoth_span *at = Q_ARENA_ARRAY(arena, quoth_span, size);
    row->nomem |= !at;
    for (uint32_t i = 0; at && i < size; i++) {
        at[i] = span_of(row, places, json_array_get(list, i), key);
        if (i && at[i].start < at[i - 1].end)
            wrong(row, key);
    }
    return (quoth_spans){at, at ? size : 0};
}

// ── What was received ──

void q_row_received(struct q_row *row, struct q_buf *bytes, struct q_received *out)
{
    const json_t *tree = row->tree, *given = value_of(tree, "given");
    const json_t *flaw = value_of(tree, "flaw");
    quoth_str packed = q_row_string(row, tree, "base64");
    *out = (struct q_received){
        .kind = q_received_kind_of(q_row_string(row, tree, "kind")),
        .bytes = q_row_string(row, tree, "bytes"),
        .name = q_row_string(row, tree, "name"),
        .path = q_row_string(row, tree, "path"),
        .offset = q_row_number(row, tree, "offset", INT64_MAX),
        .number = q_row_number(row, tree, "number", INT64_MAX),
        .url = q_row_string(row, tree, "url"),
        .charset = q_row_string(row, tree, "charset"),
        .fetched = q_row_string(row, tree, "fetched"),
        .flaw = q_row_string(row, flaw, "message"),
        .flaw_offset = QUOTH_NO_OFFSET,
        .given_charset = q_row_string(row, given, "charset"),
        .given_outlet = q_row_string(row, given, "outlet"),
        .given_url = q_row_string(row, given, "url"),
        .given_published = q_row_string(row, given, "published"),
        .given_language = q_row_string(row, given, "language"),
    };
    if (value_of(flaw, "offset"))
        out->flaw_offset = q_row_number(row, flaw, "offset", INT64_MAX);
    if (!out->kind)
        wrong(row, "kind");
    if (packed.ptr && !out->bytes.ptr) {
        if (!q_base64_read(bytes, packed))
            wrong(row, "base64");
        row->nomem |= bytes->failed && !bytes->full;
        out->bytes = q_str(bytes->ptr ? bytes->ptr : "", bytes->len);
    }
    if (!out->bytes.ptr)
        wrong(row, "bytes");
}

// ── Article ──

static quoth_date date_of(struct q_row *row, struct q_arena *arena, const char *key)
{
    const json_t *object = value_of(row->tree, key);
    return (quoth_date){.value = keep_string(row, arena, object, "value"),
                        .precision = keep_string(row, arena, object, "precision"),
                        .text = keep_string(row, arena, object, "text")};
}

static void take_authors(struct q_row *row, struct quoth_article *article)
{
    const json_t *list;
    size_t size = list_of(row, row->tree, "authors", &list);
    if (size == 0)
        return;
    article->authors = Q_ARENA_ARRAY(&article->arena, quoth_str, size);
    row->nomem |= !article->authors;
    for (size_t i = 0; article->authors && i < size; i++) {
        const json_t *node = json_array_get(list, i);
        if (!json_is_string(node))
            wrong(row, "authors");
        else
            article->authors[article->author_count++] =
                keep(row, &article->arena, text_of(node));
    }
}

static void take_told_by(struct q_row *row, struct quoth_article *article)
{
    static const char *const keys[QUOTH_ABOUT_COUNT] = {
        [QUOTH_ABOUT_TITLE] = "title",         [QUOTH_ABOUT_AUTHORS] = "authors",
        [QUOTH_ABOUT_OUTLET] = "outlet",       [QUOTH_ABOUT_PUBLISHED] = "published",
        [QUOTH_ABOUT_MODIFIED] = "modified",   [QUOTH_ABOUT_LANGUAGE] = "language",
        [QUOTH_ABOUT_CANONICAL] = "canonical", [QUOTH_ABOUT_SECTION] = "section"};
    const json_t *object = value_of(row->tree, "told_by");
    for (int i = 0; i < QUOTH_ABOUT_COUNT; i++)
        article->told_by[i] = keep_string(row, &article->arena, object, keys[i]).ptr;
}

static void take_flaw(struct q_row *row, struct quoth_article *article)
{
    const json_t *object = value_of(row->tree, "flaw");
    quoth_str message = q_row_string(row, object, "message");
    size_t most = sizeof article->flaw.message - 1;
    if (!message.ptr)
        return;
    message.len = message.len < most ? message.len : most;
    memcpy(article->flaw.message, message.ptr, message.len);
    article->flaw.message[message.len] = '\0';
    article->flaw.status = QUOTH_EFORMAT;
    article->flaw.offset = value_of(object, "offset")
                               ? q_row_number(row, object, "offset", INT64_MAX)
                               : QUOTH_NO_OFFSET;
}

// A kind that is not known is taken for body.
static quoth_block_kind block_kind(struct q_row *row, const json_t *object, const char *key)
{
    return (quoth_block_kind)one_of(q_row_string(row, object, key), q_block_terms,
                                    QUOTH_BLOCK_BODY);
}

static void take_blocks(struct q_row *row, struct quoth_article *article,
                        const struct q_places *places)
{
    const json_t *list;
    size_t size = list_of(row, row->tree, "blocks", &list);
    article->blocks = Q_ARENA_ARRAY(&article->arena, quoth_block, size);
    row->nomem |= size && !article->blocks;
    for (size_t i = 0; i < size && !row->nomem && !row->wrong; i++) {
        const json_t *node = json_array_get(list, i);
        quoth_block *block = &article->blocks[i];
        quoth_span span = span_of(row, places, value_of(node, "span"), "span");
        *block = (quoth_block){.kind = block_kind(row, node, "kind"),
                               .span = span,
                               .author = {span.start, span.start},
                               .words = {span.start, span.start},
                               .flags = flags_of(row, node, "flags", q_block_flag_terms)};
        if (i && span.start < block[-1].span.end)
            wrong(row, "span");
        article->block_count++;
    }
}

static quoth_span part_of(struct q_row *row, const quoth_block *block,
                          const struct q_places *places, const json_t *object,
                          const char *key)
{
    const json_t *node = value_of(object, key);
    quoth_span span = {block->span.start, block->span.start};
    if (!node)
        return span;
    span = span_of(row, places, node, key);
    if (span.start < block->span.start || span.end > block->span.end)
        wrong(row, key);
    return span;
}

static void take_inside(struct q_row *row, struct quoth_article *article,
                        const struct q_places *places)
{
    const json_t *list;
    size_t size = list_of(row, row->tree, "inside", &list);
    for (size_t i = 0; i < size && !row->wrong; i++) {
        const json_t *node = json_array_get(list, i);
        uint64_t number = q_row_number(row, node, "block", UINT32_MAX);
        if (number >= article->block_count) {
            wrong(row, "block");
            return;
        }
        quoth_block *block = &article->blocks[number];
        block->author = part_of(row, block, places, node, "author");
        block->words = part_of(row, block, places, node, "words");
    }
}

static void take_found(struct q_row *row, struct quoth_statements *statements)
{
    const json_t *extractor = value_of(row->tree, "extractor");
    struct q_arena *arena = &statements->arena;
    statements->version = keep_string(row, arena, extractor, "version");
    statements->model = keep_string(row, arena, extractor, "model");
    statements->why = keep_string(row, arena, row->tree, "why");
    if (!statements->version.ptr || !statements->model.ptr)
        wrong(row, "extractor");
}

void q_row_article(struct q_row *row, struct quoth_article *article,
                   struct quoth_statements *statements, struct q_places *places)
{
    struct q_arena *arena = &article->arena;
    const json_t *tree = row->tree;
    q_article_clear(article);
    q_statements_clear(statements);
    article->language = keep_string(row, arena, tree, "language");
    quoth_str text = keep_string(row, arena, tree, "text");
    if (!text.ptr || text.len > Q_MAX_ARTICLE || memchr(text.ptr, '\0', text.len)) {
        wrong(row, "text");
        return;
    }
    q_article_adopt(article, text);
    if (!q_str_equal(q_row_string(row, tree, "id"), q_str_from(article->id)))
        wrong(row, "id");
    article->name = keep_string(row, arena, tree, "name");
    article->path = keep_string(row, arena, tree, "path");
    article->url = keep_string(row, arena, tree, "url");
    article->outlet = keep_string(row, arena, tree, "outlet");
    article->title = keep_string(row, arena, tree, "title");
    article->canonical = keep_string(row, arena, tree, "canonical");
    article->section = keep_string(row, arena, tree, "section");
    article->guid = keep_string(row, arena, tree, "guid");
    article->published = date_of(row, arena, "published");
    article->modified = date_of(row, arena, "modified");
    take_authors(row, article);
    take_told_by(row, article);
    take_flaw(row, article);
    find_places(row, article, places);
    if (row->nomem || row->wrong)
        return;
    take_blocks(row, article, places);
    take_inside(row, article, places);
    take_found(row, statements);
}

// ── Statement ──

// Where a statement is being filled.
struct filling {
    struct q_row *row;
    const struct q_places *places;
    struct q_arena *arena;
};

static quoth_spans words_of(const struct filling *f, const json_t *object, const char *key)
{
    return spans_in(f->row, f->places, f->arena, value_of(object, key), "spans");
}

static quoth_phrase phrase_of(const struct filling *f, const char *key)
{
    const json_t *object = value_of(f->row->tree, key);
    return (quoth_phrase){.spans = words_of(f, f->row->tree, key),
                          .carried = q_row_bool(f->row, object, "carried")};
}

static quoth_when when_of(const struct filling *f)
{
    const json_t *object = value_of(f->row->tree, "said");
    quoth_when when = {.spans = words_of(f, f->row->tree, "said"),
                       .carried = q_row_bool(f->row, object, "carried")};
    when.date.value = keep_string(f->row, f->arena, object, "value");
    when.date.precision = keep_string(f->row, f->arena, object, "precision");
    if (when.spans.count)
        when.date.text =
            q_str_cut(f->places->text, when.spans.at[0].start, when.spans.at[0].end);
    return when;
}

static void take_via(const struct filling *f, quoth_statement *s)
{
    const json_t *list;
    size_t size = list_of(f->row, f->row->tree, "via", &list);
    if (size == 0)
        return;
    quoth_relay *via = Q_ARENA_ARRAY(f->arena, quoth_relay, size);
    f->row->nomem |= !via;
    for (size_t i = 0; via && i < size; i++) {
        const json_t *node = json_array_get(list, i);
        via[i] =
            (quoth_relay){.name = keep_string(f->row, f->arena, node, "name"),
                          .spans = spans_in(f->row, f->places, f->arena, node, "spans"),
                          .carried = q_row_bool(f->row, node, "carried")};
    }
    s->via = via;
    s->via_count = via ? (uint32_t)size : 0;
}

static void take_inserts(const struct filling *f, quoth_statement *s)
{
    const json_t *list;
    size_t size = list_of(f->row, f->row->tree, "inserts", &list);
    if (size == 0)
        return;
    quoth_span *at = Q_ARENA_ARRAY(f->arena, quoth_span, size);
    f->row->nomem |= !at;
    for (size_t i = 0; at && i < size; i++) {
        quoth_spans one =
            spans_in(f->row, f->places, f->arena, json_array_get(list, i), "spans");
        if (one.count == 1)
            at[i] = one.at[0];
        else
            wrong(f->row, "inserts");
    }
    s->inserts = (quoth_spans){at, at ? (uint32_t)size : 0};
}

static void take_speaker(const struct filling *f, quoth_statement *s)
{
    struct q_row *row = f->row;
    const json_t *speaker = value_of(row->tree, "speaker"), *list;
    s->speaker_name = keep_string(row, f->arena, speaker, "name");
    s->speaker_kind = keep_string(row, f->arena, speaker, "kind");
    s->speaker_role = keep_string(row, f->arena, speaker, "role");
    s->speaker_why = keep_string(row, f->arena, speaker, "why");
    s->speaker_confidence = percent(row, speaker, "confidence");
    size_t size = list_of(row, speaker, "candidates", &list);
    if (size == 0)
        return;
    quoth_candidate *at = Q_ARENA_ARRAY(f->arena, quoth_candidate, size);
    row->nomem |= !at;
    for (size_t i = 0; at && i < size; i++) {
        const json_t *node = json_array_get(list, i);
        at[i] = (quoth_candidate){.name = keep_string(row, f->arena, node, "name"),
                                  .kind = keep_string(row, f->arena, node, "kind"),
                                  .confidence = percent(row, node, "confidence")};
    }
    s->candidates = at;
    s->candidate_count = at ? (uint32_t)size : 0;
}

static void take_words(const struct filling *f, quoth_statement *s)
{
    const json_t *tree = f->row->tree;
    const json_t *cue = value_of(tree, "cue"), *source = value_of(tree, "source");
    s->content = words_of(f, tree, "content");
    s->cue = words_of(f, tree, "cue");
    s->source = words_of(f, tree, "source");
    s->cue_lemma = keep_string(f->row, f->arena, cue, "lemma");
    // No record says "none".
    s->form = (quoth_form)(1 + one_of(q_row_string(f->row, source, "form"),
                                      q_form_terms + 1, QUOTH_FORM_NONE - 1));
    if (!s->content.count)
        wrong(f->row, "content");
}

static void take_kinds(struct q_row *row, quoth_statement *s)
{
    s->act = (quoth_act)name_of(row, row->tree, "act", q_act_terms);
    s->kind = (quoth_kind)name_of(row, row->tree, "kind", q_kind_terms);
    s->negated = q_row_bool(row, row->tree, "negated");
    s->block = block_kind(row, row->tree, "block");
    s->flags = flags_of(row, row->tree, "flags", q_flag_terms);
    s->confidence = percent(row, row->tree, "confidence");
}

// ── Its parent ──

enum { FEW = 64 };

static uint32_t slot_of(const struct q_known *known, quoth_str id)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < id.len; i++)
        hash = (hash ^ (unsigned char)id.ptr[i]) * UINT64_C(0x100000001b3);
    return (uint32_t)(hash >> 32) & (known->room - 1);
}

// Where the id stands, or where it would.
static uint32_t *find_slot(const struct q_known *known,
                           const struct quoth_statements *statements, quoth_str id)
{
    uint32_t at = slot_of(known, id);
    while (known->slots[at] &&
           !q_str_equal(id, q_str_from(statements->at[known->slots[at] - 1].id)))
        at = (at + 1) & (known->room - 1);
    return &known->slots[at];
}

// Room for one more id; the slots of before are left to the arena.
static bool make_known_room(struct q_known *known, struct quoth_statements *statements)
{
    if (2 * (statements->count + 1) <= known->room)
        return true;
    known->room = known->room ? 2 * known->room : FEW;
    known->slots = q_arena_calloc(&statements->arena, known->room, sizeof *known->slots);
    for (uint32_t n = 0; known->slots && n < statements->count; n++)
        *find_slot(known, statements, q_str_from(statements->at[n].id)) = n + 1;
    return known->slots;
}

static bool make_room(struct quoth_statements *statements)
{
    if (statements->count < statements->room)
        return true;
    uint32_t room = statements->room ? 2 * statements->room : FEW;
    quoth_statement *at = Q_ARENA_ARRAY(&statements->arena, quoth_statement, room);
    if (!at)
        return false;
    if (statements->count)
        memcpy(at, statements->at, statements->count * sizeof *at);
    statements->at = at;
    statements->room = room;
    return true;
}

static uint32_t parent_of(struct q_row *row, const struct q_known *known,
                          const struct quoth_statements *statements)
{
    quoth_str id = q_row_string(row, row->tree, "parent");
    if (!id.ptr)
        return QUOTH_NO_PARENT;
    uint32_t slot = *find_slot(known, statements, id);
    if (slot == 0)
        wrong(row, "parent");
    return slot - 1;
}

void q_row_statement(struct q_row *row, const struct quoth_article *article,
                     const struct q_places *places, struct q_known *known,
                     struct quoth_statements *statements)
{
    const struct filling f = {row, places, &statements->arena};
    if (!make_room(statements) || !make_known_room(known, statements)) {
        row->nomem = true;
        return;
    }
    uint32_t number = statements->count;
    quoth_statement *s = &statements->at[number];
    *s = (quoth_statement){.parent = parent_of(row, known, statements)};
    take_kinds(row, s);
    take_words(&f, s);
    take_speaker(&f, s);
    take_inserts(&f, s);
    take_via(&f, s);
    s->addressee = phrase_of(&f, "addressee");
    s->occasion = phrase_of(&f, "occasion");
    s->place = phrase_of(&f, "place");
    s->said = when_of(&f);
    if (row->nomem || row->wrong)
        return;
    q_statement_id(article, statements, number, s->id);
    if (!q_str_equal(q_row_string(row, row->tree, "id"), q_str_from(s->id))) {
        wrong(row, "id");
        return;
    }
    *find_slot(known, statements, q_str_from(s->id)) = number + 1;
    statements->count++;
}
