/*
 * The document around a page: head, name, search form, footer, and the data that the script
 * reads. And the pages, one function each, named in the table of routes.c.
 *
 * A page gathers what it shows, writes its JSON twin into desk->json and what is to be seen
 * without script into desk->plain, and ends with page_end.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "routes.h"

struct page {
    const char *name;  // "search": which view of the script shows it
    quoth_str title;   // of strings of others too
    quoth_str query;   // in the search form; ptr NULL: empty
    struct text *head; // more for <head>, HTML: JSON-LD, citation_*, links; may be NULL
};

/** Fills the response with desk->json, or with the document around both. */
void page_end(struct visit *visit, const struct page *page);

/** The same for what went wrong: JSON or a document, with the fitting status. */
void page_error(struct visit *visit, int status, quoth_str message, int64_t at);

/** page_error with what a call of the library said. */
void page_failed(struct visit *visit, const quoth_error *error);

/** Bytes as they are, instead of a page. */
void page_file(struct visit *visit, const char *type, quoth_str bytes);

/** Sends on to the same form of `id` at `path` ("/articles/"). */
void page_redirect(struct visit *visit, int status, const char *path, quoth_str id);

/** For <head>: the page's own address, and its twin. */
void page_canonical(struct text *head, const struct visit *visit, quoth_str path);
/** For <head>: <meta KIND="NAME">, where there is a value. */
void page_meta(struct text *head, const char *kind, const char *name, quoth_str value);
/** For <head>: data of schema.org. */
void page_structured(struct text *head, const struct text *data);

/** The link to the next page, at `url`. */
void page_next(struct text *plain, const struct text *url, const char *title);

/** The question with what stands from code point `at` on marked. */
void page_point_at(struct text *plain, quoth_str query, uint64_t at);

void page_search(struct visit *visit);
void page_speakers(struct visit *visit);
void page_speaker(struct visit *visit);
void page_article(struct visit *visit);
void page_statement(struct visit *visit);
void page_review(struct visit *visit);
void page_ledger(struct visit *visit);
void page_about(struct visit *visit);
void page_api(struct visit *visit);
void page_asset(struct visit *visit);
void change_decision(struct visit *visit);
void change_capture(struct visit *visit);

#endif
