/*
 * An answer: what search.c makes of a question, and rows and tallies are told of.
 *
 *     bits {17, 18, 40}   →   places 40, 17, 18 of this page   →   rows
 *                         →   counted: 2 direct, 1 indirect …  →   tallies
 *
 * All of it is of one moment: the archive is held (archive/row.h) from the search to
 * quoth_results_free, so that the rows that are counted are the rows that are taken. What
 * is kept of a row is its place, 16 bytes; articles are filled as rows are taken.
 */
#ifndef Q_RESULTS_H
#define Q_RESULTS_H

#include "archive/find.h"
#include "archive/mark.h"
#include "archive/row.h"
#include "archive/tally.h"
#include "query/page_token.h"
#include "query/query.h"

struct quoth_results {
    struct quoth_archive *archive;
    quoth_question *question;   // a copy
    struct q_question *tree;    // with since and until
    struct q_question all, day; // of the tree
    quoth_clock clock;
    quoth_order order;
    bool by_article;
    struct q_bits bits;   // the keys of all of it
    struct q_bits starts; // by_article: the first keys of its articles
    struct q_tally tally; // of `bits`; counted when it is asked for
    struct q_place *places;
    uint32_t count, at; // rows of this page, and taken
    uint64_t total, ranked;
    char next[Q_PAGE_TOKEN_SIZE]; // "": nothing is left
    struct q_answer_row row;
    struct q_mark mark; // the words that are asked for
    bool marks;
    const struct quoth_article *filled; // with the article that the last row is in
    int64_t article;
    char day_text[sizeof "2018-04-24"];
    struct q_buf who; // reviewed the statement of the last row
    bool held;
};

#endif
