/*
 * Stage 1, read: one received unit, with its bytes and what is known of them from outside.
 *
 *     report.html.gz      →   html, "<!doctype…", name report
 *     crawl.warc, 7th     →   html, "<!doctype…", name crawl#7, url, fetched, charset
 *
 * Who takes it from its container fills it (reader.c, warc/, restore.c); quoth_capture_next
 * looks into it, maybe in another thread. It owns all that it holds.
 */
#ifndef Q_CAPTURE_H
#define Q_CAPTURE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"

enum q_capture_kind {
    Q_CAPTURE_NONE,
    Q_CAPTURE_TEXT,
    Q_CAPTURE_HTML,
    Q_CAPTURE_FEED,
    Q_CAPTURE_LINE // of JSONL
};

struct q_page;
struct q_feed;

/** What the options say of every article of an input. */
struct q_given {
    const char *charset; // overrules everything; may be NULL
    quoth_str outlet, url, language;
    quoth_date published;
};

struct quoth_capture {
    struct q_arena arena; // the strings below
    struct q_buf bytes;   // without what they were packed in
    struct q_buf record;  // of a web archive, its head and block as they came, if kept
    enum q_capture_kind kind;
    bool contained;    // a record of an archive: its bytes are not the file's
    uint64_t offset;   // of it, or of its record, in the file as it lies on disk
    uint64_t number;   // of the line of JSONL, from 1
    quoth_str name;    // of its article; where it has several, "#1" … follow
    quoth_str path;    // ptr NULL: standard input
    quoth_str url;     // where it was fetched, as its container says
    quoth_str charset; // as its container says (HTTP); ptr NULL: it does not
    quoth_date fetched;
    quoth_error flaw; // of its container, mended: QUOTH_OK is none

    struct q_given given;

    // Where quoth_capture_next stands.
    struct q_page *page; // kept for the next capture; NULL until one was a page
    struct q_feed *feed;
    uint32_t articles; // given so far
    bool open;         // `page` or `feed` is
    bool ended;
    bool told; // an article was given, or an error, that has its flaw
};

/** Forgets what it holds and keeps some of its memory. */
void q_capture_clear(struct quoth_capture *capture);

/** Takes copies of what the options say. Fails with QUOTH_ENOMEM. */
quoth_status q_capture_give(struct quoth_capture *capture, const struct q_given *given);

/** A copy of `s` in the capture's arena, every byte that is not UTF-8 as U+FFFD; ptr NULL
 *  when memory is out. A missing string stays missing. */
quoth_str q_capture_keep(struct quoth_capture *capture, quoth_str s);

/** Sets `out` to the date that `text` writes, in the capture's arena; to no date where it
 *  writes none. Fails with QUOTH_ENOMEM. */
quoth_status q_capture_keep_date(struct quoth_capture *capture, quoth_str text,
                                 quoth_date *out);

#endif
