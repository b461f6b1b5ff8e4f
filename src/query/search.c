#include "archive/fill.h"
#include "archive/find.h"
#include "archive/rank.h"
#include "archive/reviewed.h"
#include "base/calendar.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"
#include "query/page_token.h"
#include "query/query.h"
#include "query/results.h"
#include "query/value.h"

#include <stdlib.h>

// ── What is asked ──

static quoth_status read_end(const char *name, const char *text, bool last, int32_t *day,
                             quoth_error *error)
{
    struct q_value value;
    if (!text || q_read_end(q_str_from(text), q_today(), last, day, &value))
        return QUOTH_OK;
    quoth_str shown = q_query_shown(q_str_from(text));
    return q_error(error, QUOTH_EUSAGE, value.at,
                   "%s \"%.*s\": expected a day, as in "
                   "2017, 2017-03, 2017-03-05, 7d or P1W",
                   name, (int)shown.len, shown.ptr);
}

// The question and, beside it, since and until.
static quoth_status make_tree(struct quoth_results *results,
                              const struct quoth_search_options *options,
                              quoth_error *error)
{
    int32_t from = Q_OPEN_FROM, to = Q_OPEN_TO;
    quoth_status status = read_end("since", options->since, false, &from, error);
    if (status == QUOTH_OK)
        status = read_end("until", options->until, true, &to, error);
    if (status != QUOTH_OK)
        return status;
    if (from > to)
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "since \"%.40s\" is behind until \"%.40s\"", options->since,
                       options->until);
    results->tree = results->question->tree;
    if (from == Q_OPEN_FROM && to == Q_OPEN_TO)
        return QUOTH_OK;
    results->day = (struct q_question){.asks = Q_ASKS_DAY,
                                       .clock = options->clock,
                                       .from = from,
                                       .to = to,
                                       .next = results->tree};
    results->all = (struct q_question){.asks = Q_ASKS_ALL, .first = &results->day};
    results->tree = &results->all;
    return QUOTH_OK;
}

// Tells archives, questions and orders from each other.
static uint64_t identity(const struct quoth_results *results, int ascending)
{
    const struct q_question *day = results->tree == &results->all ? &results->day : NULL;
    const int64_t options[] = {results->order,
                               results->clock,
                               ascending | results->by_article << 1,
                               day ? day->from : Q_OPEN_FROM,
                               day ? day->to : Q_OPEN_TO,
                               (int64_t)q_archive_born(results->archive)};
    struct q_sha256 hash;
    char hex[Q_SHA256_HEX];
    q_sha256_init(&hash);
    for (size_t i = 0; i < sizeof options / sizeof *options * 8; i++) {
        unsigned char byte = (unsigned char)((uint64_t)options[i / 8] >> (i % 8 * 8));
        q_sha256_add(&hash, &byte, 1);
    }
    q_sha256_add(&hash, results->question->normal.ptr, results->question->normal.len);
    q_sha256_end(&hash, hex);
    uint64_t out = 0;
    for (size_t i = 0; i < 16; i++)
        out = out << 4 | (uint64_t)q_hex_digit(hex[i]);
    return out;
}

static quoth_status read_token(const char *after, uint64_t question,
                               struct q_page_token *token, quoth_error *error)
{
    *token = (struct q_page_token){.question = question};
    if (!after)
        return QUOTH_OK;
    if (!q_page_token_read(q_str_from(after), token))
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "this is no page token, or not the whole of one");
    if (token->order < 0 && token->until > 0)
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "this is no page token");
    if (token->question != question)
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "the page token is of another question or archive, or of another "
                       "order, clock or range of days, or of rows of another kind");
    return QUOTH_OK;
}

// ── What is found ──

static bool is_by_day(quoth_order order, quoth_clock *clock)
{
    *clock = order == QUOTH_ORDER_PUBLISHED  ? QUOTH_CLOCK_PUBLISHED
             : order == QUOTH_ORDER_CAPTURED ? QUOTH_CLOCK_CAPTURED
                                             : QUOTH_CLOCK_SAID;
    return order == QUOTH_ORDER_SAID || order == QUOTH_ORDER_PUBLISHED ||
           order == QUOTH_ORDER_CAPTURED;
}

// The keys of `bits` below `until`.
static quoth_status cut(const struct q_bits *bits, uint64_t until, struct q_bits *out,
                        quoth_error *error)
{
    q_bits_set_range(out, 0, until < bits->max ? until : bits->max);
    q_bits_and(out, bits);
    return out->failed ? q_error_nomem(error) : QUOTH_OK;
}

// How many rows must be put in order: those of the page, and one behind them, which tells
// that there is one. By relevance those before it, too: what is added meanwhile changes all
// weights, so that a page begins behind a row, not behind a weight.
static quoth_status wanted(const struct quoth_results *results,
                           const struct quoth_search_options *options,
                           const struct q_page_token *token, uint64_t rows, uint32_t *out,
                           quoth_error *error)
{
    uint64_t before = results->order == QUOTH_ORDER_RELEVANCE ? (uint64_t)token->order : 0;
    uint64_t most = options->limit ? before + options->limit + 1 : rows;
    most = most < rows ? most : rows;
    if (most >= UINT32_MAX)
        return q_error(error, QUOTH_ELIMIT, QUOTH_NO_OFFSET, "too many rows");
    *out = (uint32_t)most;
    return QUOTH_OK;
}

// Leaves out what stands before the page: up to the row of the token, or, if that is gone,
// as many as stood there.
static void skip(struct quoth_results *results, const struct q_page_token *token)
{
    uint32_t skipped = 0;
    while (skipped < results->count && results->places[skipped].key != token->key)
        skipped++;
    if (skipped < results->count)
        skipped++;
    else if (token->order < (int64_t)skipped)
        skipped = (uint32_t)token->order;
    results->count -= skipped;
    memmove(results->places, results->places + skipped,
            results->count * sizeof *results->places);
}

// Cuts the rows to a page; those that are left have a token.
static void cut_page(struct quoth_results *results, uint32_t limit,
                     const struct q_page_token *token, uint64_t keys)
{
    if (!limit || results->count <= limit)
        return;
    results->count = limit;
    const struct q_place *last = &results->places[limit - 1];
    struct q_page_token next = {token->question, last->order, last->key, 0};
    if (results->order == QUOTH_ORDER_RELEVANCE) {
        next.order = token->order + limit;
        next.until = token->until ? token->until : (int64_t)keys;
    }
    q_page_token_write(&next, results->next);
}

static quoth_status sort(struct quoth_results *results, const struct q_bits *bits,
                         const int32_t *days, const struct quoth_search_options *options,
                         const struct q_page_token *token, quoth_error *error)
{
    bool relevance = results->order == QUOTH_ORDER_RELEVANCE;
    struct q_sort by = {.order = results->order,
                        .question = results->tree,
                        .ascending = options->ascending != 0,
                        .after = options->after && !relevance,
                        .last = {token->order, token->key},
                        .starts = results->by_article ? &results->starts : NULL,
                        .days = days};
    uint64_t rows = q_bits_count(results->by_article ? &results->starts : bits);
    quoth_status status = wanted(results, options, token, rows, &by.limit, error);
    if (status != QUOTH_OK || by.limit == 0)
        return status;
    results->places = malloc(by.limit * sizeof *results->places);
    if (!results->places)
        return q_error_nomem(error);
    status = q_sort_found(results->archive, bits, &by, results->places, &results->count,
                          &results->ranked, error);
    if (status == QUOTH_OK && options->after && relevance)
        skip(results, token);
    if (status == QUOTH_OK)
        cut_page(results, options->limit, token, bits->max);
    return status;
}

// Puts what was found in order; what came since the first page is left out of relevance.
static quoth_status sort_found(struct quoth_results *results, const int32_t *days,
                               const struct quoth_search_options *options,
                               const struct q_page_token *token, quoth_error *error)
{
    if (token->until <= 0)
        return sort(results, &results->bits, days, options, token, error);
    struct q_bits old;
    q_bits_init(&old, results->bits.max);
    quoth_status status = cut(&results->bits, (uint64_t)token->until, &old, error);
    if (status == QUOTH_OK)
        status = sort(results, &old, days, options, token, error);
    q_bits_release(&old);
    return status;
}

static quoth_status find(struct quoth_results *results,
                         const struct quoth_search_options *options,
                         const struct q_page_token *token, quoth_error *error)
{
    struct q_bits *bits = &results->bits;
    int32_t *days = NULL;
    quoth_clock clock;
    quoth_status status =
        is_by_day(results->order, &clock)
            ? q_find_dated(results->archive, results->tree, clock, bits, &days, error)
            : q_find(results->archive, results->tree, bits, error);
    results->total = q_bits_count(bits);
    if (status == QUOTH_OK && results->by_article) {
        status = q_find_starts(results->archive, bits, &results->starts, error);
        results->total = q_bits_count(&results->starts);
    }
    if (status == QUOTH_OK)
        status = sort_found(results, days, options, token, error);
    free(days);
    return status;
}

static quoth_status search(struct quoth_results *results, const quoth_question *question,
                           const struct quoth_search_options *options, quoth_error *error)
{
    quoth_status status = q_question_copy(&results->question, question, error);
    if (status == QUOTH_OK)
        status = make_tree(results, options, error);
    if (status != QUOTH_OK)
        return status;
    results->clock = options->clock;
    results->order = options->order;
    results->by_article = options->by_article != 0;
    if (options->order == QUOTH_ORDER_RELEVANCE && options->ascending)
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "relevance has no oldest first");
    if (options->order == QUOTH_ORDER_RELEVANCE && !q_rank_can(results->tree))
        results->order = QUOTH_ORDER_SAID;
    struct q_page_token token;
    status = q_archive_hold(results->archive, error);
    results->held = status == QUOTH_OK;
    if (status == QUOTH_OK)
        status = read_token(options->after, identity(results, options->ascending != 0),
                            &token, error);
    if (status == QUOTH_OK)
        status = find(results, options, &token, error);
    if (status != QUOTH_OK)
        return status;
    q_mark_start(&results->mark, results->archive, results->question->tree);
    results->marks = true;
    return q_db_status(&results->archive->db, error);
}

quoth_status quoth_archive_search(quoth_archive *archive, const quoth_question *question,
                                  const quoth_search_options *options, quoth_results **out,
                                  quoth_error *error)
{
    static const struct quoth_search_options none = {.since = NULL};
    *out = NULL;
    struct quoth_results *results = calloc(1, sizeof *results);
    if (!results)
        return q_error_nomem(error);
    results->archive = archive;
    q_answer_row_init(&results->row);
    q_buf_init(&results->who, Q_MAX_LINE);
    q_bits_init(&results->bits, UINT64_MAX);
    q_bits_init(&results->starts, UINT64_MAX);
    q_tally_init(&results->tally);
    quoth_status status = search(results, question, options ? options : &none, error);
    if (status == QUOTH_OK)
        *out = results;
    else
        quoth_results_free(results);
    return status;
}

void quoth_results_free(quoth_results *results)
{
    if (!results)
        return;
    if (results->marks)
        q_mark_end(&results->mark);
    if (results->held)
        q_archive_let_go(results->archive);
    q_answer_row_release(&results->row);
    q_buf_release(&results->who);
    q_tally_release(&results->tally);
    q_bits_release(&results->starts);
    q_bits_release(&results->bits);
    quoth_question_free(results->question);
    free(results->places);
    free(results);
}

uint64_t quoth_results_total(const quoth_results *results)
{
    return results->total;
}

uint64_t quoth_results_shown(const quoth_results *results)
{
    return results->count;
}

uint64_t quoth_results_ranked(const quoth_results *results)
{
    return results->ranked;
}

quoth_order quoth_results_order(const quoth_results *results)
{
    return results->order;
}

const char *quoth_results_next(const quoth_results *results)
{
    return results->next[0] ? results->next : NULL;
}

int32_t quoth_results_day(const quoth_results *results, uint64_t row)
{
    quoth_clock clock;
    bool by_day = is_by_day(results->order, &clock);
    if (!by_day || row >= results->count || results->places[row].order == INT32_MAX)
        return -1; // INT32_MAX, -1: nothing tells its day
    return (int32_t)results->places[row].order;
}

// ── Rows ──

// Fills what the caller gave, unless it holds that article already.
static quoth_status fill(struct quoth_results *results, quoth_article *article,
                         quoth_statements *statements, quoth_error *error)
{
    if (results->filled == article && results->article == results->row.article)
        return QUOTH_OK;
    results->filled = NULL;
    quoth_status status =
        q_fill(results->archive, results->row.article, article, statements, error);
    if (status == QUOTH_EMISSING) // it has statements that are counted
        status = q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                         "statements of an article that is not there");
    if (status != QUOTH_OK)
        return status;
    if (results->row.number >= statements->count)
        return q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                       "an article with fewer statements than are counted");
    results->filled = article;
    results->article = results->row.article;
    return QUOTH_OK;
}

// The date by `clock`, which is known.
static quoth_date date_of(struct quoth_results *results, quoth_clock clock,
                          const struct quoth_article *article,
                          const quoth_statement *statement)
{
    if (clock == QUOTH_CLOCK_SAID)
        return statement->said.date;
    if (clock == QUOTH_CLOCK_PUBLISHED)
        return article->published;
    int32_t captured = results->row.days.captured;
    struct q_civil day = q_calendar_civil(q_calendar_has(captured) ? captured : 0);
    uint32_t number = (uint32_t)day.year * 10000 + day.month * 100 + day.day;
    char *text = results->day_text;
    for (size_t i = sizeof results->day_text - 1; i-- > 0;) {
        bool dash = i == 4 || i == 7;
        text[i] = dash ? '-' : (char)('0' + number % 10);
        number = dash ? number : number / 10;
    }
    quoth_str value = q_str_from(text);
    return (quoth_date){.value = value, .precision = Q_STR("day"), .text = value};
}

// How many statements of the row's article answer beside it.
static uint64_t more_of(const struct quoth_results *results)
{
    const struct q_answer_row *row = &results->row;
    uint64_t count = 0, end = (uint64_t)row->first + row->count;
    for (uint64_t key = q_bits_next(&results->bits, (uint64_t)row->first); key < end;
         key = q_bits_next(&results->bits, key + 1))
        count++;
    return count ? count - 1 : 0;
}

// What a reviewer said of the row's statement.
static quoth_status tell_review(struct quoth_results *results,
                                const quoth_statement *statement, quoth_hit *hit,
                                quoth_error *error)
{
    struct q_db *db = &results->archive->db;
    uint8_t id[16];
    q_buf_clear(&results->who, Q_MAX_NAME);
    hit->judged = (quoth_judged)results->row.columns[results->row.number].judged;
    if (hit->judged == QUOTH_JUDGED_NOT || !q_hex_read(statement->id, sizeof id, id))
        return QUOTH_OK;
    int64_t entry = q_reviewed_of(db, id).entry;
    q_reviewed_by(db, entry, &results->who);
    hit->judged_entry = (uint64_t)entry;
    hit->judged_by = q_str(results->who.len ? results->who.ptr : "", results->who.len);
    return q_db_status(db, error);
}

quoth_status quoth_results_take(quoth_results *results, quoth_article *article,
                                quoth_statements *statements, quoth_hit *hit,
                                quoth_error *error)
{
    if (results->at == results->count)
        return QUOTH_END;
    struct q_answer_row *row = &results->row;
    quoth_status status =
        q_answer_row_take(row, results->archive, results->places[results->at].key, error);
    if (status == QUOTH_OK)
        status = fill(results, article, statements, error);
    if (status != QUOTH_OK)
        return status;
    const quoth_statement *statement = &statements->at[row->number];
    quoth_spans words = {NULL, 0};
    if (q_mark_words(&results->mark, article, statement, &words, NULL) != QUOTH_OK)
        return q_error_nomem(error);
    quoth_clock clock = q_answer_row_clock(row, results->clock);
    *hit =
        (quoth_hit){.statement = row->number,
                    .words = words,
                    .date = date_of(results, clock, article, &statements->at[row->number]),
                    .clock = clock,
                    .person = row->person_id,
                    .person_name = row->person_name,
                    .more = results->by_article ? more_of(results) : 0};
    status = tell_review(results, statement, hit, error);
    results->at += status == QUOTH_OK;
    return status;
}
