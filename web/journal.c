#include "journal.h"

#include "twin.h"

#include <string.h>
#include <time.h>

// Numbers ascend from 1, so the last is found by doubling and halving, not by reading all.
quoth_status journal_last(quoth_archive *archive, uint64_t *last, quoth_error *error)
{
    quoth_ledger_entry entry;
    uint64_t low = 0, high = 0; // the last is behind `low`, and not behind `high`
    quoth_status status = QUOTH_OK;
    while (status == QUOTH_OK) {
        uint64_t cursor = high;
        status = quoth_archive_ledger(archive, &cursor, &entry, error);
        if (status == QUOTH_OK) {
            low = high;
            high = !high ? 1 : high > INT64_MAX / 2 ? INT64_MAX : high * 2;
        }
    }
    while (status == QUOTH_END && high - low > 1) {
        uint64_t middle = low + (high - low) / 2, cursor = middle;
        quoth_status found = quoth_archive_ledger(archive, &cursor, &entry, error);
        if (found == QUOTH_OK)
            low = middle;
        else if (found == QUOTH_END)
            high = middle;
        else
            status = found;
    }
    *last = high;
    return status == QUOTH_END ? QUOTH_OK : status;
}

quoth_status journal_at(quoth_archive *archive, uint64_t number, quoth_ledger_entry *out,
                        quoth_error *error)
{
    uint64_t cursor = number - 1;
    quoth_status status = quoth_archive_ledger(archive, &cursor, out, error);
    return status == QUOTH_OK && out->entry != number ? QUOTH_END : status;
}

void journal_stop(quoth_archive *archive)
{
    uint64_t cursor = INT64_MAX;
    quoth_ledger_entry entry;
    quoth_error error;
    (void)quoth_archive_ledger(archive, &cursor, &entry, &error);
}

void journal_json(struct text *json, const quoth_ledger_entry *entry)
{
    twin_next(json);
    text_put(json, "\n{");
    twin_number(json, "entry", entry->entry);
    twin_time(json, "at", entry->at);
    twin_text(json, "who", entry->who);
    twin_text(json, "verb", entry->verb);
    twin_text(json, "person", entry->person);
    twin_text(json, "what", entry->what);
    twin_number(json, "statements", entry->statements);
    twin_text(json, "why", entry->why);
    twin_word(json, "state", entry->state);
    if (entry->of)
        twin_number(json, "of", entry->of);
    else
        twin_null(json, "of");
    text_put(json, "}");
}

static void put_cell(struct text *html, quoth_str value)
{
    text_put(html, "<td>");
    text_html(html, value);
    text_put(html, "</td>");
}

static void put_moment(struct text *html, int64_t seconds)
{
    char at[32] = "", day[32] = "";
    struct tm parts;
    time_t moment = (time_t)seconds;
    if (gmtime_r(&moment, &parts)) {
        strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", &parts);
        strftime(day, sizeof day, "%Y-%m-%d %H:%M", &parts);
    }
    text_put(html, "<td><time datetime=\"");
    text_put(html, at);
    text_put(html, "\">");
    text_put(html, day);
    text_put(html, "</time></td>");
}

void journal_row(struct text *html, const quoth_ledger_entry *entry)
{
    text_put(html, "<tr id=\"e-");
    text_number(html, entry->entry);
    text_put(html, "\"><th scope=\"row\">");
    text_number(html, entry->entry);
    text_put(html, "</th>");
    put_moment(html, entry->at);
    put_cell(html, entry->who);
    put_cell(html, entry->verb);
    put_cell(html, entry->person);
    text_put(html, "<td>");
    text_html(html, entry->what);
    if (entry->of) {
        text_put(html, "<a href=\"#e-");
        text_number(html, entry->of);
        text_put(html, "\">entry ");
        text_number(html, entry->of);
        text_put(html, "</a>");
    }
    text_put(html, "</td><td>");
    if (entry->statements)
        text_number(html, entry->statements);
    text_put(html, "</td>");
    put_cell(html, entry->why);
    put_cell(html, (quoth_str){entry->state, strlen(entry->state)});
    text_put(html, "</tr>\n");
}

void journal_table(struct text *html, const struct text *rows)
{
    static const char *const titles[] = {"Entry", "When",       "Who", "Verb", "Person",
                                         "What",  "Statements", "Why", "State"};
    html->failed = html->failed || rows->failed;
    if (!rows->len)
        return;
    text_put(html, "<table>\n<thead><tr>");
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        text_put(html, "<th scope=\"col\">");
        text_put(html, titles[i]);
        text_put(html, "</th>");
    }
    text_put(html, "</tr></thead>\n<tbody>\n");
    text_add(html, text_str(rows));
    text_put(html, "</tbody>\n</table>\n");
}
