/*
 * A question of the web: what stands in the address, read, asked, and written.
 *
 *     /search.json?q=bridge&sort=said&limit=5   →   asking_read, asking_ask, asking_answer
 *
 * Several pages ask more than once (a speaker: what he says, what others say he said);
 * those set `question` and `search` themselves.
 */
#ifndef WEB_ASKING_H
#define WEB_ASKING_H

#include "routes.h"

enum { WORD_MAX = 64, TOKEN_MAX = 512, ROWS_FIRST = 20, ROWS_MAX = 200 };

struct asking {
    quoth_str query; // ptr not NULL
    bool cut;        // memory was out while it was made: it would ask for something else
    quoth_search_options search;
    quoth_order usual_order; // what `search` has where the address does not tell it
    uint32_t usual_limit;
    char since[WORD_MAX], until[WORD_MAX], after[TOKEN_MAX]; // what `search` points to
    quoth_question *question;
    quoth_results *results;
    quoth_error error; // why one of the below said no
    int64_t at;        // code point of the query at which it does not parse, or -1
};

/** Reads the parameters; `sort` and `limit` are what is asked where they are not told.
 *  False: one of them is none. */
bool asking_read(struct asking *asking, const struct request *request, quoth_order sort,
                 uint32_t limit, uint32_t limit_max);

/** A query that a page makes; it must live as long as it is asked. */
void asking_set(struct asking *asking, const struct text *query);

/** Does the query parse? Else error and `at` say where not. */
bool asking_parse(struct asking *asking);
/** Parses and asks. */
bool asking_ask(struct asking *asking, struct desk *desk);
/** Asks for all statements of the article that lies at the desk, in their order. `asking`
 * is made anew; its query ends with this call. */
bool asking_article(struct asking *asking, struct desk *desk);
/** Free to be asked again. */
void asking_release(struct asking *asking);

/** What a page adds to a row: members of its JSON, a comma before each (twin_key does it).
 */
typedef bool asking_more(void *context, struct text *json, const struct desk *desk,
                         const quoth_hit *hit, quoth_error *error);

/** Writes `key`: the answer as quoth search --format json does, and, where `plain` is
 *  not NULL, its rows as an ordered list of HTML. */
bool asking_answer(struct asking *asking, struct desk *desk, const char *key,
                   struct text *plain, asking_more *more, void *context);

/** Writes `key`: the answer of an archive that is not there. */
void asking_none(struct text *json, const char *key);

/** The options as JSON. */
void asking_options(struct text *json, const struct asking *asking);

/** Appends `query`, narrowed to one value of a field, quoted as it must be: outlet:"Fox
 * News". Of marks that cannot be asked for, a space is left. */
void asking_narrow(struct text *out, quoth_str query, const char *field, quoth_str value);

/** Appends `path` with the question and all that is not as usual; with `after`, the token
 * of a further page, `limit` too. NULL: the first. */
void asking_url(struct text *url, const struct asking *asking, const char *path,
                const char *after);

/** {"id", "name"} of who says it across articles, or null. */
void asking_person(struct text *json, const quoth_hit *hit);

const char *asking_sort(quoth_order order);
const char *asking_clock(quoth_clock clock);

#endif
