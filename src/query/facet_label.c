#include "query/facet_label.h"

#include "archive/fill.h"
#include "archive/id.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>

// A label as one statement has it.
struct named {
    quoth_str folded, text; // `folded`: in small letters, by which they are the same
};

struct reading {
    struct quoth_results *results;
    struct q_arena scratch;
    struct quoth_article *article;
    struct quoth_statements *statements;
    int64_t filled; // article that they hold; 0: none
    enum q_part part;
    struct named *at;
    size_t count, room;
};

/** Room for one more. */
static bool make_room(struct reading *reading)
{
    if (reading->count < reading->room)
        return true;
    size_t room = reading->room ? reading->room * 2 : 256;
    struct named *more = Q_ARENA_ARRAY(&reading->scratch, struct named, room);
    if (!more)
        return false;
    if (reading->count)
        memcpy(more, reading->at, reading->count * sizeof *more);
    reading->at = more;
    reading->room = room;
    return true;
}

/** The words of `text` with one space between them, behind what `out` has. */
static size_t write_words(quoth_str text, char *out, size_t len)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!q_is_white(text.ptr[i]))
            out[len++] = text.ptr[i];
        else if (len > 0 && out[len - 1] != ' ')
            out[len++] = ' ';
    }
    return len;
}

/** Adds the label that `pieces` make. Folding is of ASCII: a capital elsewhere makes
 *  another label. */
static quoth_status add_label(struct reading *reading, const quoth_str *pieces,
                              uint32_t count)
{
    size_t room = 1, len = 0;
    for (uint32_t i = 0; i < count; i++)
        room += pieces[i].len + 1;
    char *text = q_arena_alloc(&reading->scratch, room);
    char *folded = q_arena_alloc(&reading->scratch, room);
    if (!text || !folded || !make_room(reading))
        return QUOTH_ENOMEM;
    for (uint32_t i = 0; i < count; i++) {
        len = write_words(pieces[i], text, len);
        if (len > 0 && text[len - 1] != ' ')
            text[len++] = ' ';
    }
    len -= len > 0;
    if (len == 0 || len > Q_MAX_NAME)
        return QUOTH_OK; // it names nobody
    for (size_t i = 0; i < len; i++)
        folded[i] = q_lower(text[i]);
    reading->at[reading->count++] = (struct named){q_str(folded, len), q_str(text, len)};
    return QUOTH_OK;
}

// “he told them”: somebody, whom the label does not tell.
static bool is_pronoun(const struct reading *reading, quoth_spans spans)
{
    static const char *const pronouns[] = {"me", "us",   "you",        "him",         "her",
                                           "it", "them", "each other", "one another", NULL};
    return spans.count == 1 &&
           q_str_is_any(quoth_article_cut(reading->article, spans.at[0]), pronouns);
}

static quoth_status add_addressee(struct reading *reading, const quoth_statement *statement)
{
    quoth_spans spans = statement->addressee.spans;
    if (is_pronoun(reading, spans))
        return QUOTH_OK;
    quoth_str *pieces = Q_ARENA_ARRAY(&reading->scratch, quoth_str, spans.count + 1);
    if (!pieces)
        return QUOTH_ENOMEM;
    for (uint32_t i = 0; i < spans.count; i++)
        pieces[i] = quoth_article_cut(reading->article, spans.at[i]);
    return add_label(reading, pieces, spans.count);
}

// Each relay once.
static quoth_status add_relays(struct reading *reading, const quoth_statement *statement)
{
    quoth_status status = QUOTH_OK;
    for (uint32_t i = 0; i < statement->via_count && status == QUOTH_OK; i++) {
        uint32_t before = 0;
        while (before < i &&
               !q_str_equal_nocase(statement->via[before].name, statement->via[i].name))
            before++;
        if (before == i)
            status = add_label(reading, &statement->via[i].name, 1);
    }
    return status;
}

static quoth_status read_statement(struct reading *reading, uint64_t key,
                                   quoth_error *error)
{
    struct quoth_archive *archive = reading->results->archive;
    int64_t article;
    uint32_t number;
    quoth_status status = q_article_of(archive, (int64_t)key, &article, &number, error);
    if (status == QUOTH_OK && article != reading->filled)
        status = q_fill(archive, article, reading->article, reading->statements, error);
    if (status == QUOTH_EMISSING)
        status = q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                         "statements of an article that is not there");
    if (status != QUOTH_OK)
        return status;
    reading->filled = article;
    if (number >= reading->statements->count)
        return q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                       "an article with fewer statements than are counted");
    const quoth_statement *statement = &reading->statements->at[number];
    status = reading->part == Q_PART_TO ? add_addressee(reading, statement)
                                        : add_relays(reading, statement);
    return status == QUOTH_OK ? QUOTH_OK : q_error_nomem(error);
}

// ── Together ──

static int by_folded(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int order = q_str_compare(x->folded, y->folded);
    return order != 0 ? order : q_str_compare(x->text, y->text);
}

static int most_first(const void *a, const void *b)
{
    const quoth_share *x = a, *y = b;
    int order = (x->statements < y->statements) - (x->statements > y->statements);
    return order != 0 ? order : q_str_compare(x->label, y->label);
}

/** Of the labels [at, end), which are one, the way of writing that most have. */
static quoth_str most_written(const struct named *at, const struct named *end)
{
    quoth_str best = at->text;
    size_t most = 0;
    while (at < end) {
        const struct named *next = at;
        while (next < end && q_str_equal(next->text, at->text))
            next++;
        if ((size_t)(next - at) > most) {
            most = (size_t)(next - at);
            best = at->text;
        }
        at = next;
    }
    return best;
}

static quoth_status join(struct reading *reading, struct q_labels *out)
{
    struct q_arena *arena = &reading->results->tally.arena;
    if (!reading->count)
        return QUOTH_OK;
    const struct named *at = reading->at, *end = at + reading->count;
    out->at = Q_ARENA_ARRAY(arena, quoth_share, reading->count + 1);
    if (!out->at)
        return QUOTH_ENOMEM;
    if (reading->count > 1)
        qsort(reading->at, reading->count, sizeof *reading->at, by_folded);
    while (at < end) {
        const struct named *next = at;
        quoth_str label;
        while (next < end && q_str_equal(next->folded, at->folded))
            next++;
        if (!q_str_keep(most_written(at, next), arena, &label))
            return QUOTH_ENOMEM;
        out->at[out->count++] = (quoth_share){label, label, (uint64_t)(next - at)};
        at = next;
    }
    if (out->count > 1)
        qsort(out->at, out->count, sizeof *out->at, most_first);
    return QUOTH_OK;
}

static quoth_status read_latest(struct reading *reading, struct q_labels *out,
                                quoth_error *error)
{
    struct quoth_results *results = reading->results;
    uint64_t has =
        reading->part == Q_PART_TO ? results->tally.addressed : results->tally.relayed;
    uint32_t count = has < Q_MAX_LABELLED ? (uint32_t)has : Q_MAX_LABELLED;
    uint64_t *keys = Q_ARENA_ARRAY(&reading->scratch, uint64_t, count + 1);
    if (!keys)
        return q_error_nomem(error);
    out->of = has > count ? count : 0;
    quoth_status status = q_tally_latest(results->archive, &results->bits, reading->part,
                                         results->clock, keys, &count, error);
    for (uint32_t i = 0; i < count && status == QUOTH_OK; i++) {
        size_t before = reading->count;
        status = read_statement(reading, keys[i], error);
        out->unread += reading->count == before;
    }
    if (status != QUOTH_OK)
        return status;
    return join(reading, out) == QUOTH_OK ? QUOTH_OK : q_error_nomem(error);
}

quoth_status q_labels_read(struct quoth_results *results, enum q_part part,
                           struct q_labels *out, quoth_error *error)
{
    struct reading reading = {.results = results, .part = part};
    *out = (struct q_labels){.count = 0};
    q_arena_init(&reading.scratch, Q_MAX_ARENA);
    reading.article = quoth_article_new();
    reading.statements = quoth_statements_new();
    quoth_status status = reading.article && reading.statements
                              ? read_latest(&reading, out, error)
                              : q_error_nomem(error);
    quoth_article_free(reading.article);
    quoth_statements_free(reading.statements);
    q_arena_release(&reading.scratch);
    return status;
}
