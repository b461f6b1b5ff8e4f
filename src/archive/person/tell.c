#include "archive/person/tell.h"

#include "archive/fill.h"
#include "archive/id.h"
#include "archive/locate.h"
#include "archive/person/people.h"
#include "archive/reviewed.h"
#include "archive/row.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>

enum { KEEP = 1024 * 1024 };

// ── All decisions, kept ──

const struct q_decisions *q_decisions_kept(struct quoth_archive *archive)
{
    struct q_db *db = &archive->db;
    int64_t others = q_db_number(db, "PRAGMA data_version");
    int64_t own = sqlite3_total_changes64(db->handle);
    if (archive->decided && archive->decided_others == others &&
        archive->decided_own == own)
        return archive->decided;
    q_arena_release(&archive->deciding);
    q_arena_init(&archive->deciding, Q_MAX_ARENA);
    archive->decided = NULL;
    struct q_decisions *read = q_arena_calloc(&archive->deciding, 1, sizeof *read);
    if (!read)
        q_db_nomem(db);
    else
        q_decisions_read(db, &archive->deciding, read);
    if (db->failed.status != QUOTH_OK)
        return NULL;
    archive->decided = read;
    archive->decided_others = others;
    archive->decided_own = own;
    return read;
}

// The ids that were asked for, and which of them are there.
struct locating {
    uint8_t (*ids)[16];
    bool *there;
    uint32_t count;
};

static void see_one(void *context, const struct q_located *one)
{
    struct locating *locating = context;
    locating->there[one->index] = true;
}

static int by_id(const void *a, const void *b)
{
    return memcmp(a, b, 16);
}

static bool is_one_there(const struct locating *locating, const struct q_decision *decision)
{
    for (uint32_t s = 0; s < decision->statement_count; s++) {
        const uint8_t(*at)[16] = bsearch(decision->statements[s], locating->ids,
                                         locating->count, sizeof *locating->ids, by_id);
        if (at && locating->there[at - (const uint8_t(*)[16])locating->ids])
            return true;
    }
    return false;
}

// Which decisions speak of statements that are there: all are looked for at once.
static void locate(struct quoth_archive *archive)
{
    struct q_decisions *decisions = archive->decided;
    struct locating locating = {.count = 0};
    size_t most = 1;
    if (!decisions || decisions->located)
        return;
    for (uint32_t i = 0; i < decisions->count; i++)
        most += decisions->at[i].statement_count;
    locating.ids = q_arena_calloc(&archive->deciding, most, sizeof *locating.ids);
    locating.there = q_arena_calloc(&archive->deciding, most, sizeof *locating.there);
    if (!locating.ids || !locating.there) {
        q_db_nomem(&archive->db);
        return;
    }
    for (uint32_t i = 0; i < decisions->count; i++)
        for (uint32_t s = 0; s < decisions->at[i].statement_count; s++)
            memcpy(locating.ids[locating.count++], decisions->at[i].statements[s], 16);
    locating.count = q_locate_sort(locating.ids, locating.count);
    uint32_t damaged = q_locate(archive, (const uint8_t(*)[16])locating.ids, locating.count,
                                see_one, &locating);
    decisions->unread = damaged > 0;
    for (uint32_t i = 0; i < decisions->count; i++)
        decisions->at[i].there = is_one_there(&locating, &decisions->at[i]);
    decisions->located = archive->db.failed.status == QUOTH_OK;
}

static const struct q_decision *kept_at(struct quoth_archive *archive, int64_t entry)
{
    const struct q_decisions *decisions = q_decisions_kept(archive);
    return decisions ? q_decision_at(decisions, entry) : NULL;
}

// ── The ledger ──

struct telling {
    struct quoth_archive *archive;
    struct q_db *db;
    struct q_arena *arena;
};

static struct telling start(struct quoth_archive *archive)
{
    q_arena_clear(&archive->arena, KEEP);
    return (struct telling){archive, &archive->db, &archive->arena};
}

static quoth_str keep(struct telling *telling, quoth_str s)
{
    quoth_str copy;
    if (!q_str_keep(s, telling->arena, &copy))
        q_db_nomem(telling->db);
    return copy;
}

static bool is_there(struct telling *telling, const struct q_decision *decision)
{
    if (decision->person.ptr &&
        !q_people_find(telling->db, decision->person, telling->arena).ptr)
        return false;
    if (decision->other.ptr &&
        !q_people_find(telling->db, decision->other, telling->arena).ptr)
        return false;
    if (decision->spelling.ptr && decision->verb != Q_VERB_SPEAKER &&
        decision->verb != Q_VERB_RENAME) {
        sqlite3_stmt *ask =
            q_db_ask(telling->db, "SELECT 1 FROM spelling WHERE text = ?1 LIMIT 1");
        q_db_bind_text(telling->db, ask, 1, decision->spelling);
        bool called = q_db_row(telling->db, ask);
        q_db_done(telling->db, ask);
        if (!called)
            return false;
    }
    return decision->statement_count == 0 || decision->there;
}

static const char *state_of(struct telling *telling, const struct q_decision *one)
{
    if (one->forgotten)
        return "forgotten";
    if (one->undone)
        return "undone";
    if (is_there(telling, one))
        return "holds";
    bool hidden = one->statement_count > 0 && !one->there;
    return hidden && telling->archive->decided->unread ? "unread" : "orphan";
}

static void tell_state(struct telling *telling, quoth_ledger_entry *out)
{
    const struct q_decision *one = kept_at(telling->archive, (int64_t)out->entry);
    if (!one)
        return;
    locate(telling->archive);
    out->why = one->why;
    out->person = one->person;
    out->what = one->other.ptr ? one->other : one->spelling;
    out->statements = one->statement_count;
    out->state = state_of(telling, one);
    out->of = (uint64_t)one->of;
}

quoth_status quoth_archive_ledger(quoth_archive *archive, uint64_t *cursor,
                                  quoth_ledger_entry *out, quoth_error *error)
{
    struct telling telling = start(archive);
    struct q_ledger_entry entry;
    int64_t at = (int64_t)*cursor;
    if (!q_ledger_next(telling.db, &at, &entry)) {
        quoth_status status = q_db_status(telling.db, error);
        return status == QUOTH_OK ? QUOTH_END : status;
    }
    *cursor = (uint64_t)at;
    *out = (quoth_ledger_entry){.entry = (uint64_t)entry.entry,
                                .at = entry.at,
                                .who = keep(&telling, entry.who),
                                .verb = keep(&telling, entry.verb),
                                .payload = keep(&telling, entry.payload),
                                .why = Q_NO_STR,
                                .person = Q_NO_STR,
                                .what = Q_NO_STR,
                                .state = "holds"};
    tell_state(&telling, out);
    return q_db_status(telling.db, error);
}

// ── What reviewers said of a statement ──

bool q_edit_bytes(quoth_str text, quoth_spans points, struct q_arena *arena,
                  quoth_spans *out)
{
    quoth_span *bytes = Q_ARENA_ARRAY(arena, quoth_span, points.count);
    quoth_span *again = Q_ARENA_ARRAY(arena, quoth_span, points.count);
    size_t count = 2 * (size_t)points.count, size = points.count * sizeof *bytes;
    *out = (quoth_spans){NULL, 0};
    if (!points.count)
        return true;
    if (!bytes || !again)
        return false;
    memcpy(bytes, points.at, size);
    quoth_points_to_bytes(text, &bytes->start, count);
    memcpy(again, bytes, size);
    quoth_bytes_to_points(text, &again->start, count);
    if (memcmp(again, points.at, size) != 0) // some lie behind its end
        return false;
    *out = (quoth_spans){bytes, points.count};
    return true;
}

// The words of the edit `entry`, in the text that it was made in. False: it fits no text of
// this archive, or memory is out.
static bool read_edit(struct quoth_archive *archive, int64_t entry,
                      const struct quoth_article *article, struct q_arena *arena,
                      quoth_spans out[3])
{
    const struct q_decision *edit = kept_at(archive, entry);
    return edit && edit->verb == Q_VERB_EDIT &&
           q_str_equal(q_str_from(article->id), edit->article) &&
           q_edit_bytes(article->text, edit->content, arena, &out[0]) &&
           q_edit_bytes(article->text, edit->cue, arena, &out[1]) &&
           q_edit_bytes(article->text, edit->source, arena, &out[2]);
}

static quoth_status fill_edit(struct telling *telling, int64_t key, quoth_review *out,
                              quoth_error *error)
{
    struct quoth_article *article = quoth_article_new();
    quoth_status status = article ? q_fill(telling->archive, key, article, NULL, error)
                                  : q_error_nomem(error);
    quoth_spans words[3];
    if (article && status == QUOTH_OK &&
        read_edit(telling->archive, (int64_t)out->entry, article, telling->arena, words)) {
        out->content = words[0];
        out->cue = words[1];
        out->source = words[2];
    }
    quoth_article_free(article);
    return status;
}

// Who wrote an entry, and when.
static void fill_entry(struct telling *telling, quoth_review *out)
{
    sqlite3_stmt *ask =
        q_db_ask(telling->db, "SELECT at, who FROM ledger WHERE entry = ?1");
    q_db_bind(telling->db, ask, 1, (int64_t)out->entry);
    if (q_db_row(telling->db, ask)) {
        out->at = sqlite3_column_int64(ask, 0);
        out->who = keep(telling, q_db_text(ask, 1));
    }
    q_db_done(telling->db, ask);
}

quoth_status quoth_archive_review(quoth_archive *archive, quoth_str id, quoth_review *out,
                                  quoth_error *error)
{
    struct telling telling = start(archive);
    uint8_t bytes[16];
    int64_t statement, article;
    uint32_t number;
    *out = (quoth_review){.who = Q_STR("")};
    if (id.len != 2 * sizeof bytes || !q_hex_read(id.ptr, sizeof bytes, bytes))
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "a statement's id has 32 hexadecimal digits");
    quoth_status status = q_find_statement(archive, id, &statement, error);
    if (status == QUOTH_OK)
        status = q_article_of(archive, statement, &article, &number, error);
    if (status != QUOTH_OK)
        return status;
    struct q_reviewed reviewed = q_reviewed_of(telling.db, bytes);
    out->judged = reviewed.judged;
    out->entry = (uint64_t)reviewed.entry;
    out->speaker_entry = (uint64_t)q_given_by(telling.db, bytes);
    if (out->entry)
        fill_entry(&telling, out);
    status = q_db_status(telling.db, error);
    if (status == QUOTH_OK && out->judged == QUOTH_JUDGED_EDITED)
        status = fill_edit(&telling, article, out, error);
    return status == QUOTH_OK ? q_db_status(telling.db, error) : status;
}

// ── All of an article ──

static void see(struct quoth_archive *archive, const struct quoth_article *article,
                const quoth_statement *found, const struct q_answer_row *row,
                struct q_arena *arena, struct q_as_reviewed *out)
{
    struct q_db *db = &archive->db;
    quoth_spans words[3] = {found->content, found->cue, found->source};
    uint8_t id[16];
    struct q_reviewed reviewed = {QUOTH_JUDGED_NOT, 0};
    if (q_hex_read(found->id, sizeof id, id))
        reviewed = q_reviewed_of(db, id);
    *out = (struct q_as_reviewed){.judged = reviewed.judged};
    if (out->judged == QUOTH_JUDGED_EDITED &&
        !read_edit(archive, reviewed.entry, article, arena, words)) {
        words[0] = found->content;
        words[1] = found->cue;
        words[2] = found->source;
        out->judged = QUOTH_JUDGED_NOT;
    }
    out->content = words[0];
    out->cue = words[1];
    out->source = words[2];
    if (!q_str_keep(row->person_id, arena, &out->person) ||
        !q_str_keep(row->person_name, arena, &out->name))
        q_db_nomem(db);
}

quoth_status q_statements_reviewed(struct quoth_archive *archive, int64_t key,
                                   const struct quoth_article *article,
                                   const struct quoth_statements *statements,
                                   struct q_arena *arena, struct q_as_reviewed **out,
                                   quoth_error *error)
{
    struct q_db *db = &archive->db;
    struct q_answer_row row;
    *out = q_arena_calloc(arena, statements->count ? statements->count : 1, sizeof **out);
    if (!*out)
        return q_error_nomem(error);
    sqlite3_stmt *ask = q_db_ask(db, "SELECT first FROM statements WHERE article = ?1");
    q_db_bind(db, ask, 1, key);
    int64_t first = q_db_row(db, ask) ? sqlite3_column_int64(ask, 0) : 0;
    q_db_done(db, ask);
    quoth_status status = q_db_status(db, error);
    q_answer_row_init(&row);
    for (uint32_t n = 0; status == QUOTH_OK && n < statements->count; n++) {
        status = q_answer_row_take(&row, archive, first + n, error);
        if (status == QUOTH_OK)
            see(archive, article, &statements->at[n], &row, arena, &(*out)[n]);
        if (status == QUOTH_OK)
            status = q_db_status(db, error);
    }
    q_answer_row_release(&row);
    return status;
}
