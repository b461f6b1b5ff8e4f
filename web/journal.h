/*
 * The ledger, read from its end: entries as JSON and as rows of a table.
 *
 *     journal_last   →   231
 *     journal_at(231), journal_at(230), …
 */
#ifndef WEB_JOURNAL_H
#define WEB_JOURNAL_H

#include "text.h"

/** The number of the last entry; 0: there is none. */
quoth_status journal_last(quoth_archive *archive, uint64_t *last, quoth_error *error);

/** The entry with this number; QUOTH_END: there is none. */
quoth_status journal_at(quoth_archive *archive, uint64_t number, quoth_ledger_entry *out,
                        quoth_error *error);

/** To be called when enough was read: an entry that is held hinders those who would make
 *  the file anew. */
void journal_stop(quoth_archive *archive);

/** An object of an array. */
void journal_json(struct text *json, const quoth_ledger_entry *entry);

/** A table with `rows`, that journal_row made; nothing where there are none. */
void journal_table(struct text *html, const struct text *rows);
void journal_row(struct text *html, const quoth_ledger_entry *entry);

#endif
