/*
 * The ledger: what people decided, the latest first.
 *
 *     /ledger?after=181   →   entries 180, 179, …
 *
 * Undoing is a decision too (change.c).
 */
#include "journal.h"
#include "page.h"
#include "twin.h"

enum { ROWS = 50 };

// Entries below `before`; `*next` is the last that was looked at, or 0 where none is left.
// Numbers follow each other; a damaged archive may leave them out, of which no more are
// looked at than a page has rows.
static quoth_status put_entries(struct desk *desk, uint64_t before, struct text *rows,
                                uint64_t *next, quoth_error *error)
{
    quoth_ledger_entry entry;
    uint64_t number = before;
    quoth_status status = QUOTH_OK;
    while (status == QUOTH_OK && number > 1 && before - number < ROWS) {
        status = journal_at(desk->archive, --number, &entry, error);
        if (status == QUOTH_END) {
            status = QUOTH_OK;
        } else if (status == QUOTH_OK) {
            journal_json(&desk->json, &entry);
            journal_row(rows, &entry);
        }
    }
    *next = number > 1 ? number : 0;
    journal_stop(desk->archive);
    return status;
}

static void put_next(struct text *html, uint64_t next)
{
    if (!next)
        return;
    struct text url;
    text_init(&url);
    text_put(&url, "/ledger?after=");
    text_number(&url, next);
    page_next(html, &url, "Earlier entries");
    text_release(&url);
}

static bool put_ledger(struct visit *visit, uint64_t after, quoth_error *error)
{
    struct desk *desk = visit->desk;
    struct text *json = &desk->json, rows;
    uint64_t last = 0, next = 0;
    quoth_status status = QUOTH_OK;
    text_init(&rows);
    twin_open(json, "ledger");
    twin_key(json, "rows");
    text_put(json, "[");
    if (desk->archive)
        status = journal_last(desk->archive, &last, error);
    if (status == QUOTH_OK && last)
        status = put_entries(desk, after && after <= last ? after : last + 1, &rows, &next,
                             error);
    text_put(json, "]");
    if (next)
        twin_number(json, "next", next);
    else
        twin_null(json, "next");
    twin_number(json, "total", last);
    twin_close(json);
    text_put(&desk->plain, "<h1>Ledger</h1>\n<p>What people decided, the latest first: ");
    text_number(&desk->plain, last);
    text_put(&desk->plain, " entries.</p>\n");
    journal_table(&desk->plain, &rows);
    put_next(&desk->plain, next);
    text_release(&rows);
    return status == QUOTH_OK;
}

void page_ledger(struct visit *visit)
{
    quoth_error error;
    uint64_t after;
    if (!request_number(visit->request, "after", 0, 1, INT64_MAX, &after))
        page_error(visit, 400, str_of("after is the number of an entry"), -1);
    else if (put_ledger(visit, after, &error))
        page_end(visit, &(struct page){"ledger", str_of("Ledger"), {NULL, 0}, NULL});
    else
        page_failed(visit, &error);
}
