// Tallies: the values of a facet that most statements of an answer have.
#include "base/calendar.h"
#include "base/error.h"
#include "base/limits.h"
#include "query/facet_label.h"
#include "record/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static quoth_share *room_for(struct quoth_results *results, size_t count,
                             quoth_error *error)
{
    quoth_share *at = Q_ARENA_ARRAY(&results->tally.arena, quoth_share, count + 1);
    if (!at)
        q_error_nomem(error);
    return at;
}

static uint64_t sum_of(const quoth_share *at, size_t count)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += at[i].statements;
    return sum;
}

// ── Persons and outlets ──

/** The `limit` rows with the most statements into `out`, among equals the earlier one
 *  first; how many. */
static size_t most_of(const struct q_tally_rows *rows, size_t limit,
                      struct q_tally_row *out)
{
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct q_tally_row *row = &rows->at[i];
        size_t at = count;
        while (at > 0 && out[at - 1].statements < row->statements)
            at--;
        if (at == limit)
            continue;
        count += count < limit;
        memmove(out + at + 1, out + at, (count - at - 1) * sizeof *out);
        out[at] = *row;
    }
    return count;
}

static quoth_status tell(struct quoth_results *results, quoth_facet facet,
                         const struct q_tally_row *row, quoth_share *out,
                         quoth_error *error)
{
    struct q_tally *tally = &results->tally;
    quoth_status status;
    out->statements = row->statements;
    if (facet == QUOTH_FACET_SPEAKER)
        return q_tally_person(tally, results->archive, row->row, &out->value, &out->label,
                              error);
    status = q_tally_outlet(tally, results->archive, row->row, &out->label, error);
    out->value = out->label;
    return status;
}

static quoth_status tally_rows(struct quoth_results *results, quoth_facet facet,
                               uint32_t limit, quoth_tally *out, quoth_error *error)
{
    struct q_tally *tally = &results->tally;
    bool speaker = facet == QUOTH_FACET_SPEAKER;
    const struct q_tally_rows *rows = speaker ? &tally->persons : &tally->outlets;
    quoth_status status = speaker ? q_tally_persons(tally, results->archive, error)
                                  : q_tally_outlets(tally, results->archive, error);
    if (status != QUOTH_OK)
        return status;
    size_t most = rows->count < limit ? rows->count : limit;
    struct q_tally_row *first = Q_ARENA_ARRAY(&tally->arena, struct q_tally_row, most + 1);
    quoth_share *at = room_for(results, most, error);
    if (!first || !at)
        return q_error_nomem(error);
    out->count = most_of(rows, most, first);
    for (size_t i = 0; i < out->count && status == QUOTH_OK; i++)
        status = tell(results, facet, &first[i], &at[i], error);
    out->at = at;
    out->none = rows->none;
    return status;
}

// ── Words ──

/** Those of `terms` that are counted. */
static quoth_status tally_terms(struct quoth_results *results, const char *const *terms,
                                const uint64_t *counts, uint32_t limit, quoth_tally *out,
                                quoth_error *error)
{
    enum { TERMS = 4 };
    struct q_tally_row counted[TERMS], most[TERMS];
    struct q_tally_rows rows = {.at = counted};
    quoth_share *at = room_for(results, TERMS, error);
    if (!at)
        return QUOTH_ENOMEM;
    for (size_t i = 0; terms[i]; i++)
        if (counts[i] > 0)
            counted[rows.count++] = (struct q_tally_row){(int64_t)i, counts[i]};
    size_t count = most_of(&rows, limit < TERMS ? limit : TERMS, most);
    for (size_t i = 0; i < count; i++) {
        quoth_str term = q_str_from(terms[most[i].row]);
        at[i] = (quoth_share){term, term, most[i].statements};
    }
    *out = (quoth_tally){.at = at, .count = count};
    return QUOTH_OK;
}

// ── Years ──

static int latest_first(const void *a, const void *b)
{
    const struct q_tally_row *x = a, *y = b;
    return (x->row < y->row) - (x->row > y->row);
}

static size_t years_of(const struct q_tally *tally, struct q_tally_row *out)
{
    size_t count = 0;
    for (size_t i = tally->day_count; i > 0; i--) {
        const struct q_tally_day *day = &tally->days[i - 1];
        int32_t year = q_calendar_civil(day->day).year;
        if (count == 0 || out[count - 1].row != year)
            out[count++] = (struct q_tally_row){year, 0};
        for (int class = 0; class < Q_TALLY_CLASSES; class ++)
            out[count - 1].statements += day->counts[class];
    }
    return count;
}

static quoth_status tally_years(struct quoth_results *results, uint32_t limit,
                                quoth_tally *out, quoth_error *error)
{
    enum { YEAR = 8 };
    struct q_tally *tally = &results->tally;
    size_t days = tally->day_count;
    struct q_tally_rows years = {Q_ARENA_ARRAY(&tally->arena, struct q_tally_row, days + 1),
                                 0, 0};
    struct q_tally_row *most = Q_ARENA_ARRAY(&tally->arena, struct q_tally_row, limit + 1);
    if (!years.at || !most)
        return q_error_nomem(error);
    years.count = years_of(tally, years.at);
    size_t count = most_of(&years, limit, most);
    quoth_share *at = room_for(results, count, error);
    char *text = q_arena_alloc(&tally->arena, (count + 1) * YEAR);
    if (!at || !text)
        return q_error_nomem(error);
    qsort(most, count, sizeof *most, latest_first);
    for (size_t i = 0; i < count; i++, text += YEAR) {
        snprintf(text, YEAR, "%04d", (int)(most[i].row % 10000));
        at[i] = (quoth_share){q_str_from(text), q_str_from(text), most[i].statements};
    }
    *out = (quoth_tally){.at = at, .count = count, .none = tally->undated};
    return QUOTH_OK;
}

// ── Labels ──

static quoth_status tally_labels(struct quoth_results *results, enum q_part part,
                                 uint32_t limit, quoth_tally *out, quoth_error *error)
{
    const struct q_tally *tally = &results->tally;
    struct q_labels labels;
    quoth_status status = q_labels_read(results, part, &labels, error);
    if (status != QUOTH_OK)
        return status;
    uint64_t has = part == Q_PART_TO ? tally->addressed : tally->relayed;
    *out = (quoth_tally){.at = labels.at,
                         .count = labels.count < limit ? labels.count : limit,
                         .none = tally->all - has + labels.unread,
                         .of = labels.of};
    out->others = sum_of(labels.at, labels.count) - sum_of(labels.at, out->count);
    return QUOTH_OK;
}

// ── All ──

static quoth_status tally_facet(struct quoth_results *results, quoth_facet facet,
                                uint32_t limit, quoth_tally *out, quoth_error *error)
{
    const struct q_tally *tally = &results->tally;
    switch (facet) {
    case QUOTH_FACET_SPEAKER:
    case QUOTH_FACET_OUTLET:
        return tally_rows(results, facet, limit, out, error);
    case QUOTH_FACET_KIND:
        return tally_terms(results, q_kind_terms, tally->kinds, limit, out, error);
    case QUOTH_FACET_ACT:
        return tally_terms(results, q_act_terms, tally->acts, limit, out, error);
    case QUOTH_FACET_YEAR:
        return tally_years(results, limit, out, error);
    case QUOTH_FACET_ADDRESSEE:
        return tally_labels(results, Q_PART_TO, limit, out, error);
    case QUOTH_FACET_VIA:
        return tally_labels(results, Q_PART_VIA, limit, out, error);
    case QUOTH_FACETS:
    default:
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "there is no such facet");
    }
}

quoth_status quoth_results_tally(quoth_results *results, quoth_facet facet, uint32_t limit,
                                 quoth_tally *out, quoth_error *error)
{
    *out = (quoth_tally){.at = NULL};
    limit = limit && limit < Q_MAX_SHARES ? limit : Q_MAX_SHARES;
    quoth_status status = q_tally_count(&results->tally, results->archive, &results->bits,
                                        results->clock, error);
    if (status == QUOTH_OK)
        status = tally_facet(results, facet, limit, out, error);
    bool labels = facet == QUOTH_FACET_ADDRESSEE || facet == QUOTH_FACET_VIA;
    if (status == QUOTH_OK && !labels)
        out->others = results->tally.all - out->none - sum_of(out->at, out->count);
    return status;
}
