/*
 * What is written: a decision, a file that is added. The server let in only who has the
 * token.
 *
 *     POST /decisions {"verb": "accept", "statements": ["2c8f…"]}   →   201, entry 17
 *     POST /captures?name=report.html, bytes   →   200, what became of it
 *
 * Both wait for other writers; when they fail nothing of the decision, or of the capture
 * at which it failed, is written. What takes long, to read a file and find who says what in
 * it, is done at a reader's desk: others write meanwhile.
 */
#include "body.h"
#include "page.h"
#include "twin.h"

#include <stdlib.h>
#include <string.h>

enum { PROBLEMS = 50, VALUE_MAX = 4096 };

// ── A decision ──

// Spans of code points as bytes of `text`. False: one ends behind it.
static bool turn(quoth_str text, uint32_t points, quoth_span *spans, uint32_t count)
{
    uint32_t ends[2 * DECISION_SPANS];
    for (uint32_t i = 0; i < count; i++) {
        if (spans[i].end > points)
            return false;
        ends[2 * i] = spans[i].start;
        ends[2 * i + 1] = spans[i].end;
    }
    quoth_points_to_bytes(text, ends, 2 * (size_t)count);
    for (uint32_t i = 0; i < count; i++)
        spans[i] = (quoth_span){ends[2 * i], ends[2 * i + 1]};
    return true;
}

static bool has_spans(const quoth_decision *decision)
{
    return decision->content.count || decision->cue.count || decision->source.count;
}

// 0, or the status of HTTP.
static int turn_all(struct body *body, struct desk *desk, quoth_error *error)
{
    quoth_decision *decision = &body->decision;
    uint32_t index, points;
    *error = (quoth_error){QUOTH_EUSAGE, QUOTH_NO_OFFSET, ""};
    if (decision->statement_count != 1) {
        strncpy(error->message, "spans are told of one of “statements”",
                sizeof error->message - 1);
        return 400;
    }
    if (quoth_archive_statement(desk->archive, decision->statements[0], desk->article,
                                desk->statements, &index, error) != QUOTH_OK)
        return response_status_of(error->status);
    quoth_str text = quoth_article_text(desk->article);
    points = (uint32_t)text.len;
    quoth_bytes_to_points(text, &points, 1);
    if (turn(text, points, body->content, decision->content.count) &&
        turn(text, points, body->cue, decision->cue.count) &&
        turn(text, points, body->source, decision->source.count))
        return 0;
    strncpy(error->message, "a span ends behind the article's text",
            sizeof error->message - 1);
    return 400;
}

static void put_decided(struct text *json, uint64_t entry)
{
    text_put(json, "{");
    twin_flag(json, "ok", true);
    twin_number(json, "entry", entry);
    text_put(json, "}\n");
}

static void decide(struct visit *visit, struct body *body)
{
    quoth_error error;
    uint64_t entry = UINT64_MAX; // the longest
    struct text *json = &visit->response->body;
    put_decided(json, entry); // now: what is written must not be answered with a failure
    if (json->failed) {
        (void)no_memory(&error);
        page_failed(visit, &error);
        return;
    }
    text_clear(json);
    struct desk *desk = desks_take_writer(visit->desks, &error);
    if (!desk) {
        page_failed(visit, &error);
        return;
    }
    int refused = has_spans(&body->decision) ? turn_all(body, desk, &error) : 0;
    if (!refused &&
        quoth_archive_decide(desk->archive, &body->decision, &entry, &error) != QUOTH_OK)
        refused = response_status_of(error.status);
    desks_give_writer(visit->desks, desk);
    if (refused) {
        page_error(visit, refused, str_of(error.message), -1);
        return;
    }
    visit->response->status = 201;
    visit->response->type = "application/json";
    put_decided(json, entry);
}

void change_decision(struct visit *visit)
{
    if (!request_is_type(visit->request->type, "application/json")) {
        page_error(visit, 415, str_of("a decision comes as application/json"), -1);
        return;
    }
    struct body *body = malloc(sizeof *body);
    if (!body) {
        page_error(visit, 500, str_of("out of memory"), -1);
        return;
    }
    if (body_read(body, visit->request->body))
        decide(visit, body);
    else
        page_error(visit, body->full ? 500 : 400, str_of(body->message), -1);
    body_release(body);
    free(body);
}

// ── A file ──

struct adding {
    struct desks *desks;
    struct desk *desk; // a reader's
    const quoth_engine *engine;
    quoth_entry *entry;
    quoth_capture *capture;
    quoth_added added;
    struct text problems; // JSON
    int problem_count;
};

static void note(struct adding *adding, const quoth_error *error)
{
    struct text *json = &adding->problems;
    if (adding->problem_count++ >= PROBLEMS)
        return;
    twin_next(json);
    text_put(json, "{");
    twin_word(json, "message", error->message);
    if (error->offset == QUOTH_NO_OFFSET)
        twin_null(json, "at");
    else
        twin_number(json, "at", error->offset);
    text_put(json, "}");
}

// The articles of one capture. QUOTH_END; what else is said is noted, and ends it where the
// capture as a whole, or memory, is meant.
static quoth_status read_capture(struct adding *adding, quoth_error *error)
{
    struct desk *desk = adding->desk;
    quoth_status status = quoth_entry_start(adding->entry, adding->capture, error);
    if (status != QUOTH_OK) {
        note(adding, error);
        return status;
    }
    for (;;) {
        status = quoth_capture_next(adding->capture, desk->article, error);
        if (status == QUOTH_END)
            return status;
        if (status == QUOTH_OK)
            status =
                quoth_extract(adding->engine, desk->article, NULL, desk->statements, error);
        if (status == QUOTH_OK)
            status = quoth_entry_add(adding->entry, desk->article, desk->statements, error);
        if (status != QUOTH_OK)
            note(adding, error);
        else if (quoth_article_flaw(desk->article))
            note(adding, quoth_article_flaw(desk->article));
        if (status == QUOTH_ENOMEM)
            return status;
    }
}

// Puts the entry in or, with `settle`, ends a run of puts.
static quoth_status write(struct adding *adding, bool settle, quoth_error *error)
{
    struct desk *writer = desks_take_writer(adding->desks, error);
    if (!writer)
        return error->status;
    quoth_status status =
        settle ? quoth_archive_settle(writer->archive, error)
               : quoth_archive_put(writer->archive, adding->entry, &adding->added, error);
    desks_give_writer(adding->desks, writer);
    return status;
}

static quoth_status add_capture(struct adding *adding, quoth_error *error)
{
    quoth_archive *archive = adding->desk->archive; // NULL: the first put makes it
    int known = QUOTH_NEW;
    quoth_status status =
        archive ? quoth_archive_knows(archive, adding->capture, &known, error) : QUOTH_OK;
    if (status != QUOTH_OK)
        return status;
    if (known == QUOTH_NEW)
        status = read_capture(adding, error);
    if (known == QUOTH_KNOWN)
        adding->added.known++;
    else if (known == QUOTH_FORGOTTEN)
        adding->added.refused++;
    else if (status == QUOTH_END && quoth_entry_count(adding->entry))
        return write(adding, false, error);
    return status == QUOTH_ENOMEM ? status : QUOTH_OK;
}

static quoth_status add_all(struct adding *adding, quoth_reader *reader, quoth_error *error)
{
    quoth_status status = QUOTH_OK;
    while (status == QUOTH_OK) {
        quoth_error own;
        status = quoth_reader_take(reader, adding->capture, &own);
        if (status == QUOTH_OK) {
            status = add_capture(adding, error);
        } else if (status != QUOTH_END) {
            note(adding, &own);
            if (status == QUOTH_ENOMEM) {
                *error = own;
                return status;
            }
            status = QUOTH_OK; // about one record, which is passed over
        }
    }
    return status == QUOTH_END ? write(adding, true, error) : status;
}

static void put_added(struct text *json, const struct adding *adding)
{
    const quoth_added *added = &adding->added;
    text_put(json, "{");
    twin_flag(json, "ok", true);
    twin_key(json, "added");
    text_put(json, "{");
    twin_number(json, "captures", added->captures);
    twin_number(json, "known", added->known);
    twin_number(json, "refused", added->refused);
    twin_number(json, "articles", added->articles);
    twin_number(json, "joined", added->joined);
    twin_number(json, "edited", added->edited);
    twin_number(json, "statements", added->statements);
    text_put(json, "}");
    twin_key(json, "problems");
    text_put(json, "[");
    text_add(json, text_str(&adding->problems));
    if (adding->problem_count > PROBLEMS) {
        twin_next(json);
        text_put(json, "{\"message\": \"and ");
        text_number(json, (uint64_t)(adding->problem_count - PROBLEMS));
        text_put(json, " more\", \"at\": null}");
    }
    text_put(json, "]}\n");
    json->failed = json->failed || adding->problems.failed;
}

static quoth_status add(struct visit *visit, struct adding *adding,
                        const quoth_read_options *options, const char *name,
                        quoth_error *error)
{
    quoth_reader *reader;
    quoth_status status =
        quoth_reader_open_bytes(&reader, visit->request->body, name, options, error);
    if (status != QUOTH_OK)
        return status;
    adding->engine = desks_engine(visit->desks, error);
    adding->desk = adding->engine ? desks_take(visit->desks, error) : NULL;
    if (adding->desk) {
        status = add_all(adding, reader, error);
        desks_give(visit->desks, adding->desk);
    } else {
        status = error->status;
    }
    quoth_reader_close(reader);
    return status;
}

static void add_file(struct visit *visit, const quoth_read_options *options,
                     const char *name)
{
    quoth_error error;
    struct adding adding = {
        .desks = visit->desks, .entry = quoth_entry_new(), .capture = quoth_capture_new()};
    text_init(&adding.problems);
    quoth_status status = adding.entry && adding.capture
                              ? add(visit, &adding, options, name, &error)
                              : no_memory(&error);
    if (status == QUOTH_OK) {
        visit->response->type = "application/json";
        put_added(&visit->response->body, &adding);
    } else {
        page_failed(visit, &error);
    }
    text_release(&adding.problems);
    quoth_capture_free(adding.capture);
    quoth_entry_free(adding.entry);
}

void change_capture(struct visit *visit)
{
    char name[VALUE_MAX], outlet[VALUE_MAX], published[VALUE_MAX], url[VALUE_MAX];
    const char *told;
    quoth_read_options options = {.keep = 1};
    if (!request_is_type(visit->request->type, "application/octet-stream"))
        page_error(visit, 415, str_of("a file comes as application/octet-stream"), -1);
    else if (!request_word(visit->request, "name", name, sizeof name, &told) ||
             !request_word(visit->request, "outlet", outlet, sizeof outlet,
                           &options.outlet) ||
             !request_word(visit->request, "published", published, sizeof published,
                           &options.published) ||
             !request_word(visit->request, "url", url, sizeof url, &options.url))
        page_error(visit, 400, str_of("a parameter is longer than 4,095 bytes"), -1);
    else if (!told)
        page_error(visit, 400, str_of("“name” is missing: the file's, with its ending"),
                   -1);
    else
        add_file(visit, &options, told);
}
