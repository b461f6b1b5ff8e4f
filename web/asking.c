#include "asking.h"

#include "plain.h"
#include "twin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const orders[] = {"relevance", "said",  "published",
                                     "captured",  "added", "doubt"};
static const char *const clocks[] = {"said", "published", "captured"};

enum { QUESTION_MAX = 128 };
enum { ORDERS = sizeof orders / sizeof *orders, CLOCKS = sizeof clocks / sizeof *clocks };

const char *asking_sort(quoth_order order)
{
    return orders[order];
}

const char *asking_clock(quoth_clock clock)
{
    return clocks[clock];
}

// ── Reading ──

static bool refuse(struct asking *asking, const char *message)
{
    asking->error = (quoth_error){QUOTH_EUSAGE, QUOTH_NO_OFFSET, ""};
    snprintf(asking->error.message, sizeof asking->error.message, "%s", message);
    return false;
}

// The number of a word among `count`; nothing, or an empty one, leaves `*out`.
static bool read_choice(const struct request *request, const char *name,
                        const char *const *words, int count, int *out)
{
    quoth_str value = request_value(request, name);
    if (!value.len)
        return true;
    for (int i = 0; i < count; i++)
        if (str_same(value, str_of(words[i]))) {
            *out = i;
            return true;
        }
    return false;
}

bool asking_read(struct asking *asking, const struct request *request, quoth_order sort,
                 uint32_t limit, uint32_t limit_max)
{
    int order = (int)sort, clock = QUOTH_CLOCK_SAID, by = 0;
    uint64_t rows = 0, ascending = 0;
    static const char *const rows_by[] = {"statement", "article"};
    quoth_search_options *search = &asking->search;
    asking->at = -1;
    asking->usual_order = sort;
    asking->usual_limit = limit;
    asking->query = request_value(request, "q");
    if (!asking->query.ptr)
        asking->query = (quoth_str){"", 0};
    if (!read_choice(request, "sort", orders, ORDERS, &order))
        return refuse(asking, "sort is one of relevance, said, published, captured, added, "
                              "doubt");
    if (!read_choice(request, "date-of", clocks, CLOCKS, &clock))
        return refuse(asking, "date-of is one of said, published, captured");
    if (!read_choice(request, "by", rows_by, 2, &by))
        return refuse(asking, "by is statement or article");
    if (!request_number(request, "ascending", 0, 0, 1, &ascending))
        return refuse(asking, "ascending is 0 or 1");
    if (!request_number(request, "limit", limit, 1, limit_max, &rows)) {
        char message[WORD_MAX];
        snprintf(message, sizeof message, "limit is a number from 1 to %lu",
                 (unsigned long)limit_max);
        return refuse(asking, message);
    }
    if (!request_word(request, "since", asking->since, WORD_MAX, &search->since) ||
        !request_word(request, "until", asking->until, WORD_MAX, &search->until))
        return refuse(asking, "since and until are days, e.g. 2018-03-05");
    if (!request_word(request, "after", asking->after, TOKEN_MAX, &search->after))
        return refuse(asking, "after is a token that an answer gave");
    search->order = (quoth_order)order;
    search->clock = (quoth_clock)clock;
    search->ascending = (int)ascending;
    search->by_article = by;
    search->limit = (uint32_t)rows;
    return true;
}

// ── Asking ──

void asking_set(struct asking *asking, const struct text *query)
{
    asking->query = text_str(query);
    asking->cut = query->failed;
}

bool asking_parse(struct asking *asking)
{
    quoth_error *error = &asking->error;
    asking->at = -1;
    if (asking->cut) {
        (void)no_memory(error);
        return false;
    }
    if (quoth_question_parse(&asking->question, asking->query, error) == QUOTH_OK)
        return true;
    asking->question = NULL;
    if (error->offset != QUOTH_NO_OFFSET) {
        uint32_t point = error->offset < asking->query.len ? (uint32_t)error->offset
                                                           : (uint32_t)asking->query.len;
        quoth_bytes_to_points(asking->query, &point, 1);
        asking->at = point;
    }
    return false;
}

bool asking_ask(struct asking *asking, struct desk *desk)
{
    if (!asking_parse(asking))
        return false;
    if (quoth_archive_search(desk->archive, asking->question, &asking->search,
                             &asking->results, &asking->error) == QUOTH_OK)
        return true;
    asking->results = NULL;
    return false;
}

bool asking_article(struct asking *asking, struct desk *desk)
{
    char text[QUESTION_MAX];
    quoth_str id = quoth_article_id(desk->article);
    int len = snprintf(text, sizeof text, "article:%.*s", (int)id.len, id.ptr);
    *asking = (struct asking){
        .query = {text, (size_t)len},
        .search = {.order = QUOTH_ORDER_ADDED, .ascending = 1},
    };
    bool asked = asking_ask(asking, desk);
    asking->query = (quoth_str){"", 0};
    return asked;
}

void asking_release(struct asking *asking)
{
    quoth_results_free(asking->results);
    quoth_question_free(asking->question);
    asking->results = NULL;
    asking->question = NULL;
}

// ── Writing ──

// A row is a line of JSON; the page's own members go before its last bracket.
static bool put_row(struct text *json, struct desk *desk, const quoth_hit *hit,
                    asking_more *more, void *context, quoth_error *error)
{
    quoth_output_clear(desk->output);
    if (quoth_list_add_hit(desk->output, desk->article, desk->statements, hit, error) !=
        QUOTH_OK)
        return false;
    twin_next(json);
    text_put(json, "\n{");
    twin_members(json, desk->output);
    if (more && !more(context, json, desk, hit, error))
        return false;
    text_put(json, "}");
    return true;
}

static void put_head(struct text *json, const struct asking *asking)
{
    const char *next = quoth_results_next(asking->results);
    uint64_t ranked = quoth_results_ranked(asking->results);
    text_put(json, "{");
    twin_text(json, "question", quoth_question_words(asking->question));
    twin_word(json, "order", orders[quoth_results_order(asking->results)]);
    if (ranked)
        twin_number(json, "ranked", ranked);
    else
        twin_null(json, "ranked");
    twin_word(json, "next", next);
    twin_number(json, "shown", quoth_results_shown(asking->results));
    twin_number(json, "total", quoth_results_total(asking->results));
    twin_key(json, "rows");
    text_put(json, "[");
}

bool asking_answer(struct asking *asking, struct desk *desk, const char *key,
                   struct text *plain, asking_more *more, void *context)
{
    static const quoth_list_options lines = {.format = QUOTH_LIST_NDJSON};
    static const quoth_list_head none;
    struct text *json = &desk->json;
    quoth_error *error = &asking->error;
    quoth_hit hit;
    quoth_output_clear(desk->output);
    quoth_status status = quoth_list_open(desk->output, &lines, &none, NULL, 0, error);
    twin_key(json, key);
    put_head(json, asking);
    if (plain)
        text_put(plain, "<ol class=\"rows\">\n");
    while (status == QUOTH_OK) {
        status = quoth_results_take(asking->results, desk->article, desk->statements, &hit,
                                    error);
        if (status == QUOTH_OK && !put_row(json, desk, &hit, more, context, error))
            status = error->status;
        if (status == QUOTH_OK && plain)
            plain_row(plain, desk->article,
                      quoth_statements_at(desk->statements, hit.statement), &hit, true);
    }
    if (status == QUOTH_END)
        status = quoth_list_close(desk->output, error);
    text_put(json, "]}");
    if (plain)
        text_put(plain, "</ol>\n");
    return status == QUOTH_OK;
}

void asking_person(struct text *json, const quoth_hit *hit)
{
    if (!hit->person.ptr) {
        twin_null(json, "person");
        return;
    }
    twin_key(json, "person");
    text_put(json, "{");
    twin_text(json, "id", hit->person);
    twin_text(json, "name", hit->person_name);
    text_put(json, "}");
}

void asking_none(struct text *json, const char *key)
{
    twin_key(json, key);
    text_put(json, "{\"question\": \"\", \"order\": \"said\", \"ranked\": null, "
                   "\"next\": null, \"shown\": 0, \"total\": 0, \"rows\": []}");
}

void asking_options(struct text *json, const struct asking *asking)
{
    const quoth_search_options *search = &asking->search;
    twin_key(json, "options");
    text_put(json, "{");
    twin_word(json, "sort", orders[search->order]);
    twin_flag(json, "ascending", search->ascending != 0);
    twin_word(json, "since", search->since);
    twin_word(json, "until", search->until);
    twin_word(json, "date-of", clocks[search->clock]);
    twin_word(json, "by", search->by_article ? "article" : NULL);
    twin_number(json, "limit", search->limit);
    text_put(json, "}");
}

static void put_parameter(struct text *url, char *mark, const char *name, quoth_str value)
{
    char before[] = {*mark, '\0'};
    text_put(url, before);
    text_put(url, name);
    text_put(url, "=");
    text_url(url, value);
    *mark = '&';
}

static void put_word(struct text *url, char *mark, const char *name, const char *value)
{
    if (value)
        put_parameter(url, mark, name, (quoth_str){value, strlen(value)});
}

void asking_url(struct text *url, const struct asking *asking, const char *path,
                const char *after)
{
    const quoth_search_options *search = &asking->search;
    char mark = '?', limit[16];
    text_put(url, path);
    if (asking->query.len)
        put_parameter(url, &mark, "q", asking->query);
    if (search->order != asking->usual_order)
        put_word(url, &mark, "sort", orders[search->order]);
    if (search->ascending)
        put_word(url, &mark, "ascending", "1");
    put_word(url, &mark, "since", search->since);
    put_word(url, &mark, "until", search->until);
    if (search->clock != QUOTH_CLOCK_SAID)
        put_word(url, &mark, "date-of", clocks[search->clock]);
    if (search->by_article)
        put_word(url, &mark, "by", "article");
    if (after && search->limit != asking->usual_limit) {
        snprintf(limit, sizeof limit, "%lu", (unsigned long)search->limit);
        put_word(url, &mark, "limit", limit);
    }
    put_word(url, &mark, "after", after);
}

static bool has_or(quoth_str query)
{
    for (size_t i = 0; i + 2 <= query.len; i++)
        if (memcmp(query.ptr + i, "OR", 2) == 0)
            return true;
    return false;
}

void asking_narrow(struct text *out, quoth_str query, const char *field, quoth_str value)
{
    bool brackets = has_or(query); // it binds less than a space
    text_put(out, brackets ? "(" : "");
    text_add(out, query);
    text_put(out, brackets ? ") " : query.len ? " " : "");
    size_t size = quoth_question_term(NULL, 0, field, value) + 1;
    char *term = malloc(size);
    if (term) {
        quoth_question_term(term, size, field, value);
        text_add(out, (quoth_str){term, size - 1});
    }
    out->failed = out->failed || !term;
    free(term);
}
