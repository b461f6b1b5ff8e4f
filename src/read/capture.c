#include "read/capture.h"

#include "base/error.h"
#include "base/utf8.h"
#include "read/block.h"
#include "read/feed/feed.h"
#include "read/jsonl.h"
#include "read/page/page.h"
#include "read/plaintext.h"
#include "record/article.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

// What a capture keeps for the next one; a page has 170 to 360 KB on average.
enum { KEEP_BYTES = 4 * 1024 * 1024, KEEP_STRINGS = 64 * 1024 };
// Its strings: a path, addresses, a charset's name, options.
#define MAX_STRINGS ((size_t)1024 * 1024)

// ── What it holds ──

quoth_capture *quoth_capture_new(void)
{
    struct quoth_capture *capture = calloc(1, sizeof *capture);
    if (!capture)
        return NULL;
    q_arena_init(&capture->arena, MAX_STRINGS);
    q_buf_init(&capture->bytes, Q_MAX_LINE);
    q_buf_init(&capture->record, Q_MAX_LINE);
    return capture;
}

void quoth_capture_free(quoth_capture *capture)
{
    if (!capture)
        return;
    q_arena_release(&capture->arena);
    q_buf_release(&capture->bytes);
    q_buf_release(&capture->record);
    q_page_free(capture->page);
    q_feed_free(capture->feed);
    free(capture);
}

void q_capture_clear(struct quoth_capture *capture)
{
    struct quoth_capture kept = {.arena = capture->arena,
                                 .bytes = capture->bytes,
                                 .record = capture->record,
                                 .page = capture->page,
                                 .feed = capture->feed};
    q_arena_clear(&kept.arena, KEEP_STRINGS);
    q_buf_clear(&kept.bytes, KEEP_BYTES);
    q_buf_clear(&kept.record, KEEP_BYTES);
    *capture = kept;
}

quoth_str q_capture_keep(struct quoth_capture *capture, quoth_str s)
{
    return q_utf8_keep(s, &capture->arena);
}

static quoth_status keep(struct quoth_capture *capture, quoth_str s, quoth_str *out)
{
    *out = q_capture_keep(capture, s);
    return s.ptr && !out->ptr ? QUOTH_ENOMEM : QUOTH_OK;
}

quoth_status q_capture_keep_date(struct quoth_capture *capture, quoth_str text,
                                 quoth_date *out)
{
    char value[Q_DATE_SIZE];
    *out = (quoth_date){.value = Q_NO_STR};
    if (!text.ptr || !q_date_read(text, value, out))
        return QUOTH_OK;
    return keep(capture, out->value, &out->value) || keep(capture, out->text, &out->text)
               ? QUOTH_ENOMEM
               : QUOTH_OK;
}

quoth_status q_capture_give(struct quoth_capture *capture, const struct q_given *given)
{
    struct q_given *ours = &capture->given;
    quoth_str charset = q_str_from(given->charset);
    *ours = *given;
    if (!q_str_keep(charset, &capture->arena, &charset))
        return QUOTH_ENOMEM;
    ours->charset = charset.ptr;
    return keep(capture, given->outlet, &ours->outlet) ||
                   keep(capture, given->url, &ours->url) ||
                   keep(capture, given->language, &ours->language) ||
                   q_capture_keep_date(capture, given->published.text, &ours->published)
               ? QUOTH_ENOMEM
               : QUOTH_OK;
}

quoth_str quoth_capture_bytes(const quoth_capture *capture)
{
    return q_str(capture->bytes.ptr, capture->bytes.len);
}

quoth_str quoth_capture_path(const quoth_capture *capture)
{
    return capture->path;
}

uint64_t quoth_capture_offset(const quoth_capture *capture)
{
    return capture->offset;
}

quoth_str quoth_capture_url(const quoth_capture *capture)
{
    return capture->url;
}

const quoth_date *quoth_capture_fetched(const quoth_capture *capture)
{
    return &capture->fetched;
}

// ── What is told from outside ──

// Sets `*theirs` to `ours` where that is told, and says so.
static quoth_status put(struct quoth_article *article, quoth_str ours, quoth_str *theirs,
                        int about)
{
    if (!ours.ptr)
        return QUOTH_OK;
    *theirs = q_article_keep_as_utf8(article, ours);
    if (about < QUOTH_ABOUT_COUNT)
        article->told_by[about] = "given";
    return theirs->ptr ? QUOTH_OK : QUOTH_ENOMEM;
}

static quoth_status put_date(struct quoth_article *article, const quoth_date *ours)
{
    if (!ours->value.ptr)
        return QUOTH_OK;
    article->published.precision = ours->precision;
    return put(article, ours->text, &article->published.text, QUOTH_ABOUT_COUNT) ||
                   put(article, ours->value, &article->published.value,
                       QUOTH_ABOUT_PUBLISHED)
               ? QUOTH_ENOMEM
               : QUOTH_OK;
}

// A record of JSONL says what it says: options stand in for what it leaves out. A page's
// own word gives way to what its reader knows.
static quoth_status take_given(const struct quoth_capture *capture,
                               struct quoth_article *article)
{
    const struct q_given *given = &capture->given;
    bool record = capture->kind == Q_CAPTURE_LINE;
    if (!(record && article->outlet.ptr) &&
        put(article, given->outlet, &article->outlet, QUOTH_ABOUT_OUTLET))
        return QUOTH_ENOMEM;
    // A date that nobody can read tells nothing: ours wins over it.
    if (!(record && article->published.value.ptr) && put_date(article, &given->published))
        return QUOTH_ENOMEM;
    // an item of a feed has an address of its own, or none
    bool item = capture->kind == Q_CAPTURE_FEED;
    if (!article->url.ptr && !item &&
        put(article, capture->url.ptr ? capture->url : given->url, &article->url,
            QUOTH_ABOUT_COUNT))
        return QUOTH_ENOMEM;
    if (!article->url.ptr)
        article->url = article->canonical;
    return put(article, given->language, &article->language, QUOTH_ABOUT_LANGUAGE);
}

// "x", or "x#3" of what holds several.
static quoth_status put_name(const struct quoth_capture *capture, bool several,
                             struct quoth_article *article)
{
    enum { DIGITS = 12 };
    if (article->name.ptr)
        return QUOTH_OK;
    size_t len = capture->name.len;
    char *name = q_arena_alloc(&article->arena, len + DIGITS);
    if (!name)
        return QUOTH_ENOMEM;
    if (len)
        memcpy(name, capture->name.ptr, len);
    if (several)
        len += (size_t)snprintf(name + len, DIGITS, "#%" PRIu32, capture->articles);
    article->name = q_str(name, len);
    return QUOTH_OK;
}

// Of a record in an archive, the bytes are counted from the start of what was in it.
static void locate(const struct quoth_capture *capture, quoth_error *error)
{
    size_t len = strlen(error->message);
    if (!capture->contained)
        return;
    if (error->offset != QUOTH_NO_OFFSET)
        snprintf(error->message + len, sizeof error->message - len,
                 ", at its byte %" PRIu64, error->offset);
    error->offset = capture->offset;
}

// The date that a file's name begins with: "2018-04-25-bridge", "20180425_bridge",
// "2018-bridge". Its length; 0: none.
static size_t date_in_name(quoth_str name, char value[Q_DATE_SIZE], quoth_date *date)
{
    static const size_t lengths[] = {10, 8, 7, 4}; // the longest form first
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        size_t len = lengths[i];
        bool ends = name.len == len || (name.len > len && strchr("-_. ", name.ptr[len]));
        if (ends && (name.ptr[0] == '1' || name.ptr[0] == '2') &&
            q_date_read(q_str(name.ptr, len), value, date))
            return len;
    }
    return 0;
}

// Where neither text nor options tell when it was published, the name of its file may.
static quoth_status tell_by_name(const struct quoth_capture *capture,
                                 struct quoth_article *article)
{
    char value[Q_DATE_SIZE];
    quoth_date date;
    bool file = !capture->contained &&
                (capture->kind == Q_CAPTURE_TEXT || capture->kind == Q_CAPTURE_HTML);
    if (!file || article->published.value.ptr || !capture->name.ptr ||
        !date_in_name(capture->name, value, &date))
        return QUOTH_OK;
    if (put_date(article, &date) != QUOTH_OK)
        return QUOTH_ENOMEM;
    article->told_by[QUOTH_ABOUT_PUBLISHED] = "name";
    return QUOTH_OK;
}

static quoth_status describe(const struct quoth_capture *capture, bool several,
                             struct quoth_article *article)
{
    if (capture->flaw.status) // of what it was packed in: the text is wrong for it
        article->flaw = capture->flaw;
    else if (article->flaw.status)
        locate(capture, &article->flaw);
    return take_given(capture, article) || put_name(capture, several, article) ||
                   put(article, capture->path, &article->path, QUOTH_ABOUT_COUNT)
               ? QUOTH_ENOMEM
               : QUOTH_OK;
}

// ── Its articles ──

static quoth_status read_text(struct quoth_capture *capture, struct quoth_article *article,
                              quoth_error *error)
{
    capture->ended = true;
    return q_plaintext_read(quoth_capture_bytes(capture), capture->given.charset, article,
                            error);
}

static quoth_status read_line(struct quoth_capture *capture, struct quoth_article *article,
                              quoth_error *error)
{
    struct q_jsonl_line line = {.bytes = quoth_capture_bytes(capture),
                                .number = capture->number,
                                .offset = capture->offset};
    capture->ended = true;
    return q_jsonl_read(&line, false, article, error);
}

static struct q_page_told told_of(const struct quoth_capture *capture)
{
    return (struct q_page_told){.url = capture->url.ptr ? capture->url : capture->given.url,
                                .charset = capture->charset,
                                .asked = capture->given.charset,
                                .fetched = capture->fetched};
}

static quoth_status open_page(struct quoth_capture *capture, quoth_error *error)
{
    struct q_page_told told = told_of(capture);
    if (!capture->page && !(capture->page = q_page_new()))
        return q_error_nomem(error);
    if (capture->kind == Q_CAPTURE_HTML)
        return q_page_open(capture->page, quoth_capture_bytes(capture), &told, error);
    if (!capture->feed && !(capture->feed = q_feed_new()))
        return q_error_nomem(error);
    return q_feed_open(capture->feed, quoth_capture_bytes(capture), &told, error);
}

// `*several`: the capture has more articles than this one.
static quoth_status read_page(struct quoth_capture *capture, struct quoth_article *article,
                              bool *several, quoth_error *error)
{
    bool feed = capture->kind == Q_CAPTURE_FEED;
    quoth_status status = QUOTH_OK;
    q_article_clear(article);
    if (!capture->open) {
        status = open_page(capture, error);
        capture->open = capture->ended = true;
        if (status != QUOTH_OK)
            return status;
        capture->ended = false;
    }
    capture->articles++;
    *several = feed || capture->articles > 1 || q_page_count(capture->page) > 1;
    status = feed ? q_feed_next(capture->feed, capture->page, article, error)
                  : q_page_next(capture->page, article, error);
    return status;
}

static quoth_status read_one(struct quoth_capture *capture, struct quoth_article *article,
                             bool *several, quoth_error *error)
{
    switch (capture->kind) {
    case Q_CAPTURE_TEXT:
        return read_text(capture, article, error);
    case Q_CAPTURE_LINE:
        return read_line(capture, article, error);
    case Q_CAPTURE_HTML:
    case Q_CAPTURE_FEED:
        return read_page(capture, article, several, error);
    case Q_CAPTURE_NONE:
        break;
    }
    return QUOTH_END;
}

// Behind the last article: the flaw, if none was there to have it.
static quoth_status tell_flaw(struct quoth_capture *capture, quoth_error *error)
{
    if (capture->told || capture->flaw.status == QUOTH_OK)
        return QUOTH_END;
    capture->told = true;
    *error = capture->flaw;
    return error->status;
}

quoth_status quoth_capture_next(quoth_capture *capture, quoth_article *article,
                                quoth_error *error)
{
    quoth_error own;
    bool several = false;
    // cppcheck-suppress uninitvar  // it is filled by what fails, and read then alone
    error = error ? error : &own;
    quoth_status status =
        capture->ended ? QUOTH_END : read_one(capture, article, &several, error);
    bool plain = capture->kind == Q_CAPTURE_TEXT || capture->kind == Q_CAPTURE_LINE;
    if (status == QUOTH_OK &&
        (describe(capture, several, article) || (plain && q_find_blocks(article)) ||
         tell_by_name(capture, article)))
        status = q_error_nomem(error);
    if (status == QUOTH_END || status == QUOTH_ENOMEM)
        capture->ended = true;
    if (status == QUOTH_OK) {
        capture->told = true;
        return status;
    }
    q_article_clear(article);
    if (status == QUOTH_END)
        return tell_flaw(capture, error);
    locate(capture, error);
    return status;
}
