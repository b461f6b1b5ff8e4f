#include "command.h"
#include "quoth.h"
#include "say.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { URL_MOST = 16 * 1024, PATH_MOST = 64, MB = 1024 * 1024, MAX_SIZE_MOST = 32 };
enum { SHOWN_MOST = 300, PAGES_MOST = 1000 };

// A URL as it is shown: somebody else may have written it, as long as he liked.
struct shown {
    char text[SHOWN_MOST + sizeof "…"];
};

// A response that something should be read from.
struct page {
    uint64_t offset; // in the archive
    struct shown url, type;
    bool done; // an article was read from it, or an error is told of it
};

// How it went with all URLs so far.
struct tally {
    size_t kept;        // responses
    bool failed;        // some URL
    struct page *pages; // the first PAGES_MOST of those kept, as they stand there
    size_t page_count;
};

static struct shown show(const char *url, size_t len)
{
    struct shown shown;
    snprintf(shown.text, sizeof shown.text, "%.*s%s",
             len < SHOWN_MOST ? (int)len : SHOWN_MOST, url, len > SHOWN_MOST ? "…" : "");
    return shown;
}

static void say_waiting(void *context, quoth_str origin, uint32_t seconds)
{
    (void)context;
    say("%.*s: waiting %" PRIu32 " s, as its robots.txt asks", (int)origin.len, origin.ptr,
        seconds);
}

// Redirects, and what became of a response that is not simply there.
static bool say_response(const quoth_response *r)
{
    struct shown url = show(r->url.ptr, r->url.len);
    if (r->next.ptr)
        say("%s: status %d, sends on to %s", url.text, r->status,
            show(r->next.ptr, r->next.len).text);
    else if (r->status < 200 || r->status >= 300)
        say("%s: status %d", url.text, r->status);
    if (r->cut.ptr)
        say("%s: cut off after %" PRIu64 " bytes (%.*s)", url.text, r->bytes,
            (int)r->cut.len, r->cut.ptr);
    return !r->cut.ptr && (r->next.ptr || (r->status >= 200 && r->status < 300));
}

static void note_page(const quoth_response *r, struct tally *tally)
{
    if (tally->page_count == PAGES_MOST || r->next.ptr || r->status < 200 ||
        r->status >= 300)
        return;
    if (!tally->pages)
        tally->pages = calloc(PAGES_MOST, sizeof *tally->pages);
    if (!tally->pages)
        return;
    tally->pages[tally->page_count++] =
        (struct page){.offset = r->offset,
                      .url = show(r->url.ptr, r->url.len),
                      .type = show(r->type.ptr ? r->type.ptr : "", r->type.len)};
}

// EXIT_DONE, also when the URL failed; EXIT_INTERNAL when no other can do better.
static int fetch(quoth_fetcher *fetcher, const char *archive, const char *url,
                 struct tally *tally)
{
    quoth_error error;
    quoth_status status = quoth_fetcher_get(fetcher, url, &error);
    size_t count;
    const quoth_response *responses = quoth_fetcher_responses(fetcher, &count);
    for (size_t i = 0; i < count; i++) {
        tally->failed = !say_response(&responses[i]) || tally->failed;
        note_page(&responses[i], tally);
    }
    tally->kept += count;
    if (status == QUOTH_OK)
        return EXIT_DONE;
    tally->failed = true;
    bool ours = status == QUOTH_EIO || status == QUOTH_ENOMEM; // not the URL's fault
    say_error(ours ? archive : show(url, strlen(url)).text, &error);
    return ours ? EXIT_INTERNAL : EXIT_DONE;
}

// The rest of a line that is too long.
static void drop_line(FILE *file)
{
    int c;
    do
        c = getc(file);
    while (c != '\n' && c != EOF);
}

static int fetch_list(quoth_fetcher *fetcher, const char *archive, struct tally *tally)
{
    char line[URL_MOST];
    int status = EXIT_DONE;
    while (status == EXIT_DONE && fgets(line, sizeof line, stdin)) {
        size_t len = strlen(line);
        if (len == sizeof line - 1 && line[len - 1] != '\n')
            drop_line(stdin);
        char *url = line + strspn(line, " \t\r\n");
        url[strcspn(url, "\r\n")] = '\0';
        if (*url && *url != '#')
            status = fetch(fetcher, archive, url, tally);
    }
    if (ferror(stdin)) {
        say("standard input: cannot read");
        tally->failed = true;
    }
    return status;
}

static int fetch_all(const struct options *options, quoth_fetcher *fetcher,
                     const char *archive, struct tally *tally)
{
    int status = EXIT_DONE;
    for (int i = 0; status == EXIT_DONE && i < options->input_count; i++)
        if (strcmp(options->inputs[i], "-") == 0)
            status = fetch_list(fetcher, archive, tally);
        else
            status = fetch(fetcher, archive, options->inputs[i], tally);
    return status;
}

// EXIT_DONE when `*start` is set: to the first byte of what was kept just now.
static int keep_all(const struct options *options, const char *archive, uint64_t *start,
                    struct tally *tally)
{
    const quoth_fetch_options wanted = {.user_agent = options->user_agent,
                                        .allow_private = options->allow_private,
                                        .max_bytes = (uint32_t)options->max_size * MB,
                                        .seconds = (uint32_t)options->timeout,
                                        .delay = (uint32_t)options->delay,
                                        .no_delay = options->delay == 0,
                                        .waiting = say_waiting};
    quoth_fetcher *fetcher;
    quoth_error error;
    quoth_status opened = quoth_fetcher_open(&fetcher, archive, &wanted, &error);
    if (opened == QUOTH_EUSAGE) {
        say("%s", error.message);
        return EXIT_USAGE;
    }
    if (opened != QUOTH_OK) {
        say_error(archive, &error);
        return EXIT_INTERNAL;
    }
    *start = quoth_fetcher_start(fetcher);
    int status = fetch_all(options, fetcher, archive, tally);
    quoth_fetcher_close(fetcher);
    if (tally->kept)
        say("%zu response%s kept in %s", tally->kept, tally->kept == 1 ? "" : "s", archive);
    return status;
}

// The process number keeps two that start in one second apart.
static void name_archive(char path[PATH_MOST])
{
    time_t now = time(NULL);
    struct tm tm = {0};
    char stamp[16] = "";
    gmtime_r(&now, &tm);
    strftime(stamp, sizeof stamp, "%Y%m%d%H%M%S", &tm);
    snprintf(path, PATH_MOST, "quoth-%s-%ld.warc.gz", stamp, (long)getpid());
}

static int check_usage(const struct options *options)
{
    const char *wrong = NULL;
    if (options->input_count == 0)
        wrong = "fetch needs a URL; - reads them from standard input";
    else if (options->timeout == 0)
        wrong = "--timeout takes at least one second";
    else if (options->max_size == 0 || options->max_size > MAX_SIZE_MOST)
        wrong = "--max-size takes 1 to 32 MB";
    if (!wrong)
        return EXIT_DONE;
    say("%s", wrong);
    say("quoth help fetch tells more");
    return EXIT_USAGE;
}

// ── What nothing was read from ──

static int by_offset(const void *offset, const void *page)
{
    uint64_t a = *(const uint64_t *)offset, b = ((const struct page *)page)->offset;
    return (a > b) - (a < b);
}

// Marks the pages that have an article. One that could not be read was told of when the
// articles were worked on.
static void mark_pages(quoth_reader *reader, quoth_capture *capture, quoth_article *article,
                       struct tally *tally)
{
    quoth_error error;
    quoth_status status;
    while ((status = quoth_reader_take(reader, capture, &error)) != QUOTH_END) {
        uint64_t offset = status == QUOTH_OK ? quoth_capture_offset(capture) : error.offset;
        if (status == QUOTH_OK)
            status = quoth_capture_next(capture, article, &error);
        struct page *page = bsearch(&offset, tally->pages, tally->page_count,
                                    sizeof *tally->pages, by_offset);
        if (page && status != QUOTH_END)
            page->done = true;
    }
}

static void say_unread(const struct options *options, struct tally *tally)
{
    const quoth_read_options read = {.format = QUOTH_FORMAT_WARC, .start = options->start};
    quoth_reader *reader = NULL;
    quoth_capture *capture = quoth_capture_new();
    quoth_article *article = quoth_article_new();
    bool ready = capture && article &&
                 quoth_reader_open_path(&reader, *options->inputs, &read, NULL) == QUOTH_OK;
    if (ready)
        mark_pages(reader, capture, article, tally);
    for (size_t i = 0; ready && i < tally->page_count; i++) {
        const struct page *page = &tally->pages[i];
        if (!page->done)
            say("%s: nothing to read in it (%s)", page->url.text,
                *page->type.text ? page->type.text : "of no type");
        tally->failed = tally->failed || !page->done;
    }
    quoth_reader_close(reader);
    quoth_capture_free(capture);
    quoth_article_free(article);
}

static int fetch_and_extract(const struct options *options, const quoth_engine *engine)
{
    char made[PATH_MOST], *archive = options->warc ? options->warc : made;
    name_archive(made);
    struct options extract = *options;
    struct tally tally = {.kept = 0};
    int status = keep_all(options, archive, &extract.start, &tally);
    if (status == EXIT_DONE && engine && tally.kept) {
        extract.from = QUOTH_FORMAT_WARC;
        extract.inputs = &archive;
        extract.input_count = 1;
        status = run_inputs(&extract, engine, (quoth_print_format)options->format);
        say_unread(&extract, &tally);
    }
    free(tally.pages);
    return status == EXIT_DONE && tally.failed ? EXIT_INPUT : status;
}

int command_fetch(const struct options *options)
{
    int status = check_usage(options);
    if (status != EXIT_DONE)
        return status;
    if (options->keep_only)
        return fetch_and_extract(options, NULL);
    quoth_engine *engine;
    status = open_for_extract(&engine, options);
    if (status != EXIT_DONE)
        return status;
    status = fetch_and_extract(options, engine);
    quoth_engine_close(engine);
    return status;
}
