/*
 * What a rebuild would change: statements by their ids, in the old archive and the new one.
 *
 *     5d0e… in both, said by Jane Roe, then by Jo Doe   →   changed: "speaker"
 */
#include "archive/fill.h"
#include "archive/id.h"
#include "archive/rebuild.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>

enum { KEEP = 4 * 1024 * 1024, FIELDS_SIZE = 160 };

// Those of one article in one of the archives.
struct side {
    quoth_article *article;
    quoth_statements *found;
    const quoth_statement **order; // by their ids
};

struct comparison {
    quoth_rebuild *rebuild;
    struct side before, after;
    struct q_arena arena;
    void (*tell)(void *context, const quoth_difference *one);
    void *context;
};

// ── Two statements ──

static bool same_phrase(const quoth_phrase *a, const quoth_phrase *b)
{
    return a->carried == b->carried && q_spans_equal(a->spans, b->spans);
}

static bool same_said(const quoth_when *a, const quoth_when *b)
{
    return a->carried == b->carried && q_spans_equal(a->spans, b->spans) &&
           q_str_same(a->date.value, b->date.value);
}

static bool same_via(const quoth_statement *a, const quoth_statement *b)
{
    bool same = a->via_count == b->via_count;
    for (uint32_t i = 0; same && i < a->via_count; i++)
        same = q_str_same(a->via[i].name, b->via[i].name) &&
               q_spans_equal(a->via[i].spans, b->via[i].spans) &&
               a->via[i].carried == b->via[i].carried;
    return same;
}

static bool same_speaker(const quoth_statement *a, const quoth_statement *b)
{
    return q_str_same(a->speaker_name, b->speaker_name) &&
           q_str_same(a->speaker_kind, b->speaker_kind) &&
           q_str_same(a->speaker_role, b->speaker_role) &&
           (a->speaker_name.ptr || q_str_same(a->speaker_why, b->speaker_why));
}

// The names of what is another one, parted by a space.
static quoth_str fields_of(const quoth_statement *a, const quoth_statement *b,
                           char out[FIELDS_SIZE])
{
    const struct {
        const char *name;
        bool same;
    } fields[] = {
        {"act", a->act == b->act},
        {"kind", a->kind == b->kind},
        {"negated", a->negated == b->negated},
        {"lemma", q_str_same(a->cue_lemma, b->cue_lemma)},
        {"form", a->form == b->form},
        {"speaker", same_speaker(a, b)},
        {"addressee", same_phrase(&a->addressee, &b->addressee)},
        {"occasion", same_phrase(&a->occasion, &b->occasion)},
        {"place", same_phrase(&a->place, &b->place)},
        {"said", same_said(&a->said, &b->said)},
        {"via", same_via(a, b)},
        {"inserts", q_spans_equal(a->inserts, b->inserts)},
        {"block", a->block == b->block},
        {"flags", a->flags == b->flags},
    };
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!fields[i].same)
            len += (size_t)snprintf(out + len, FIELDS_SIZE - len, "%s%s", len ? " " : "",
                                    fields[i].name);
    return q_str(out, len);
}

// ── Two articles ──

static int by_id(const void *a, const void *b)
{
    const quoth_statement *const *x = a, *const *y = b;
    return strcmp((*x)->id, (*y)->id);
}

static quoth_status sort(struct comparison *c, struct side *side)
{
    uint32_t count = side->found->count;
    side->order = Q_ARENA_ARRAY(&c->arena, const quoth_statement *, count);
    if (count && !side->order)
        return QUOTH_ENOMEM;
    for (uint32_t i = 0; i < count; i++)
        side->order[i] = &side->found->at[i];
    if (count)
        qsort(side->order, count, sizeof(void *), by_id);
    return QUOTH_OK;
}

static void tell(struct comparison *c, const quoth_statement *before,
                 const quoth_statement *after)
{
    char fields[FIELDS_SIZE];
    quoth_difference one = {.change = !before  ? QUOTH_GAINED
                                      : !after ? QUOTH_LOST
                                               : QUOTH_CHANGED,
                            .article = before ? c->before.article : c->after.article,
                            .before = before,
                            .after = after,
                            .fields = Q_STR("")};
    if (before && after) {
        one.fields = fields_of(before, after, fields);
        if (one.fields.len == 0)
            return;
    }
    c->tell(c->context, &one);
}

// Both sides are filled; a side without an article has no statements.
static quoth_status compare(struct comparison *c, quoth_error *error)
{
    const struct side *a = &c->before, *b = &c->after;
    uint32_t i = 0, k = 0;
    q_arena_clear(&c->arena, KEEP);
    if (sort(c, &c->before) != QUOTH_OK || sort(c, &c->after) != QUOTH_OK)
        return q_error_nomem(error);
    while (i < a->found->count || k < b->found->count) {
        int order = i == a->found->count   ? 1
                    : k == b->found->count ? -1
                                           : strcmp(a->order[i]->id, b->order[k]->id);
        const quoth_statement *before = order <= 0 ? a->order[i++] : NULL;
        tell(c, before, order >= 0 ? b->order[k++] : NULL);
    }
    return QUOTH_OK;
}

// ── Two archives ──

static const char next_article[] =
    "SELECT article FROM article WHERE article > ?1 ORDER BY article LIMIT 1";

// Fills a side with the article of that id; with nothing where there is none.
static quoth_status fill_same(struct quoth_archive *archive, quoth_str id,
                              struct side *side, quoth_error *error)
{
    int64_t key = 0;
    quoth_status status = q_find_article(archive, id, &key, error);
    q_statements_clear(side->found);
    if (status == QUOTH_EMISSING)
        return QUOTH_OK;
    return status == QUOTH_OK ? q_fill(archive, key, side->article, side->found, error)
                              : status;
}

// What cannot be read in the old archive is told, and compared with nothing.
static quoth_status compare_old(struct comparison *c, quoth_error *error)
{
    struct quoth_archive *old = c->rebuild->old;
    quoth_error damage;
    int64_t key = 0;
    while (q_db_next(&old->db, next_article, &key)) {
        quoth_status status = q_fill(old, key, c->before.article, c->before.found, &damage);
        if (status == QUOTH_EDAMAGED || status == QUOTH_EMISSING) {
            q_rebuild_tell(c->rebuild, &damage);
            continue;
        }
        if (status == QUOTH_OK)
            status = fill_same(c->rebuild->fresh, quoth_article_id(c->before.article),
                               &c->after, &damage);
        if (status != QUOTH_OK) {
            if (error)
                *error = damage;
            return status;
        }
        status = compare(c, error);
        if (status != QUOTH_OK)
            return status;
    }
    return q_db_status(&old->db, error);
}

// The articles of the new archive that the old one has not.
static quoth_status compare_new(struct comparison *c, quoth_error *error)
{
    struct quoth_archive *fresh = c->rebuild->fresh;
    quoth_error missing;
    int64_t key = 0, there;
    q_statements_clear(c->before.found);
    while (q_db_next(&fresh->db, next_article, &key)) {
        quoth_status status = q_fill(fresh, key, c->after.article, c->after.found, error);
        if (status != QUOTH_OK)
            return status;
        status = q_find_article(c->rebuild->old, quoth_article_id(c->after.article), &there,
                                &missing);
        if (status == QUOTH_EMISSING)
            status = compare(c, &missing);
        if (status == QUOTH_EDAMAGED) // of the old one: compared with nothing
            q_rebuild_tell(c->rebuild, &missing);
        else if (status != QUOTH_OK && status != QUOTH_EUSAGE) { // there twice: it is there
            if (error)
                *error = missing;
            return status;
        }
    }
    return q_db_status(&fresh->db, error);
}

quoth_status quoth_rebuild_compare(quoth_rebuild *rebuild,
                                   void (*tell_caller)(void *context,
                                                       const quoth_difference *one),
                                   void *context, quoth_error *error)
{
    struct comparison c = {.rebuild = rebuild, .tell = tell_caller, .context = context};
    struct side *const sides[] = {&c.before, &c.after};
    quoth_status status = QUOTH_OK;
    quoth_error damage;
    q_arena_init(&c.arena, Q_MAX_ARENA);
    for (int i = 0; i < 2; i++) {
        sides[i]->article = quoth_article_new();
        sides[i]->found = quoth_statements_new();
        if (!sides[i]->article || !sides[i]->found)
            status = q_error_nomem(&damage);
    }
    if (status == QUOTH_OK)
        status = compare_old(&c, &damage);
    if (status == QUOTH_EDAMAGED) { // no more of the old one can be read
        q_rebuild_tell(rebuild, &damage);
        status = QUOTH_OK;
    } else if (status == QUOTH_OK) {
        status = compare_new(&c, &damage);
    }
    if (status != QUOTH_OK && error)
        *error = damage;
    for (int i = 0; i < 2; i++) {
        quoth_article_free(sides[i]->article);
        quoth_statements_free(sides[i]->found);
    }
    q_arena_release(&c.arena);
    return status;
}
