/*
 * The words of a field that is asked in are cut once; a byte for each word says whether it
 * is marked and whether the mark goes on to the next word. Time is linear in the words of
 * the statement, times those of the question.
 */
#include "archive/mark.h"

#include "archive/scrap.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>

enum { MARKED = 1, GOES_ON = 2 };

// ── The question's words ──

static void fail(struct q_mark *mark)
{
    q_db_nomem(mark->finding.db);
}

static void set_phrase(struct q_mark *mark, struct q_mark_phrase *phrase, quoth_str text,
                       bool prefix)
{
    phrase->prefix = prefix;
    if (q_fts_cut(&mark->finding.fts, text, &mark->finding.arena, &phrase->words) !=
        QUOTH_OK)
        fail(mark);
}

static struct q_mark_group *add_group(struct q_mark *mark, enum q_field field,
                                      uint32_t count, uint32_t distance)
{
    struct q_mark_group *group = q_arena_calloc(&mark->finding.arena, 1, sizeof *group);
    struct q_mark_phrase *phrases =
        q_arena_calloc(&mark->finding.arena, count, sizeof *phrases);
    if (!group || !phrases) {
        fail(mark);
        return NULL;
    }
    *group = (struct q_mark_group){field, phrases, count, distance, mark->groups};
    mark->groups = group;
    return group;
}

static void add_phrase(struct q_mark *mark, enum q_field field, quoth_str text, bool prefix)
{
    struct q_mark_group *group = add_group(mark, field, 1, 0);
    if (group)
        set_phrase(mark, &group->phrases[0], text, prefix);
}

static void add_near(struct q_mark *mark, const struct q_question *question)
{
    uint32_t count = 0;
    for (const struct q_question *part = question->first; part; part = part->next)
        count++;
    struct q_mark_group *group =
        count > 0 ? add_group(mark, question->first->field, count, question->number) : NULL;
    if (!group)
        return;
    count = 0;
    for (const struct q_question *part = question->first; part; part = part->next)
        set_phrase(mark, &group->phrases[count++], part->text, part->prefix);
}

static void add_about(struct q_mark *mark, const struct q_question *question)
{
    struct q_names names;
    add_phrase(mark, Q_FIELD_CONTENT, question->text, question->prefix);
    q_finding_names(&mark->finding, question->text, &names);
    for (uint32_t i = 0; i < names.count; i++)
        add_phrase(mark, Q_FIELD_CONTENT, names.at[i], false);
}

// As deep as the question, which has a limit (Q_MAX_QUESTION_DEPTH).
static void add_words(struct q_mark *mark, const struct q_question *question, bool wanted)
{
    switch (question->asks) {
    case Q_ASKS_ALL:
    case Q_ASKS_ANY:
    case Q_ASKS_NOT:
        wanted = wanted != (question->asks == Q_ASKS_NOT);
        for (const struct q_question *part = question->first; part; part = part->next)
            add_words(mark, part, wanted);
        break;
    case Q_ASKS_WORDS:
        if (wanted)
            add_phrase(mark, question->field, question->text, question->prefix);
        break;
    case Q_ASKS_NEAR:
        if (wanted)
            add_near(mark, question);
        break;
    case Q_ASKS_ABOUT:
        if (wanted)
            add_about(mark, question);
        break;
    default:
        break;
    }
}

void q_mark_start(struct q_mark *mark, struct quoth_archive *archive,
                  const struct q_question *question)
{
    *mark = (struct q_mark){.finding.db = &archive->db};
    q_arena_init(&mark->finding.arena, Q_MAX_ARENA);
    q_arena_init(&mark->arena, Q_MAX_ARENA);
    q_fts_open(&mark->finding.fts, mark->finding.db);
    if (mark->finding.db->failed.status == QUOTH_OK)
        add_words(mark, question, true);
}

void q_mark_end(struct q_mark *mark)
{
    q_fts_close(&mark->finding.fts);
    q_arena_release(&mark->arena);
    q_arena_release(&mark->finding.arena);
}

// ── The statement's ──

/** Where a phrase stands among the words of a field: the numbers of its first words. */
struct places {
    uint32_t *at;
    uint32_t count, now;
};

/** False: memory is out. */
static bool find_places(struct q_mark *mark, const struct q_fts_words *words,
                        const struct q_mark_phrase *phrase, struct places *out)
{
    *out = (struct places){Q_ARENA_ARRAY(&mark->arena, uint32_t, words->count), 0, 0};
    if (!out->at)
        return false;
    for (uint32_t at = 0; at < words->count; at++)
        if (q_fts_stands_at(words, at, &phrase->words, phrase->prefix))
            out->at[out->count++] = at;
    return true;
}

static void mark_at(uint8_t *marks, uint32_t at, uint32_t count)
{
    for (uint32_t n = 0; n < count; n++)
        marks[at + n] |= n + 1 < count ? MARKED | GOES_ON : MARKED;
}

/** Moves on until all places lie near each other, as FTS5 counts it: each phrase ends at
 *  most `distance` words before the last one of them begins. False: they do no more. */
static bool come_together(const struct q_mark_group *group, struct places *places)
{
    int64_t last = places[0].at[places[0].now];
    for (uint32_t i = 0; i < group->count; i++) {
        struct places *p = &places[i];
        int64_t first = last - group->phrases[i].words.count - (int64_t)group->distance;
        while (p->now < p->count && p->at[p->now] < first)
            p->now++;
        if (p->now == p->count)
            return false;
        if (p->at[p->now] > last) {
            last = p->at[p->now];
            i = UINT32_MAX; // the others have to follow: from the first again
        }
    }
    return true;
}

/** Moves on the one whose next place comes first. False: none has a next. */
static bool move_on(const struct q_mark_group *group, struct places *places)
{
    struct places *first = NULL;
    for (uint32_t i = 0; i < group->count; i++) {
        struct places *p = &places[i];
        if (p->now + 1 < p->count &&
            (!first || p->at[p->now + 1] < first->at[first->now + 1]))
            first = p;
    }
    if (first)
        first->now++;
    return first;
}

/** False: memory is out. */
static bool mark_group(struct q_mark *mark, const struct q_mark_group *group,
                       const struct q_fts_words *words, uint8_t *marks, bool *found)
{
    struct places *places = Q_ARENA_ARRAY(&mark->arena, struct places, group->count);
    bool all = true;
    if (!places)
        return false;
    for (uint32_t i = 0; i < group->count; i++) {
        if (!find_places(mark, words, &group->phrases[i], &places[i]))
            return false;
        all = all && places[i].count > 0;
    }
    if (group->count == 1)
        for (uint32_t n = 0; n < places[0].count; n++)
            mark_at(marks, places[0].at[n], group->phrases[0].words.count);
    *found = *found || (all && group->count == 1);
    while (all && group->count > 1 && come_together(group, places)) {
        for (uint32_t i = 0; i < group->count; i++)
            mark_at(marks, places[i].at[places[i].now], group->phrases[i].words.count);
        *found = true;
        if (!move_on(group, places))
            break;
    }
    return true;
}

/** False: memory is out. */
static bool add_span(struct q_mark *mark, quoth_span span)
{
    if (mark->count == mark->room) {
        uint32_t room = mark->room ? mark->room * 2 : 32;
        quoth_span *spans = Q_ARENA_ARRAY(&mark->arena, quoth_span, room);
        if (!spans)
            return false;
        if (mark->count > 0)
            memcpy(spans, mark->spans, mark->count * sizeof *spans);
        mark->spans = spans;
        mark->room = room;
    }
    mark->spans[mark->count++] = span;
    return true;
}

/** Brings bytes [start, end) of a scrap back to the text, where it is of it. */
static bool add_bytes(struct q_mark *mark, const struct quoth_article *article,
                      const struct q_scrap *scrap, uint32_t start, uint32_t end)
{
    uintptr_t text = (uintptr_t)article->text.ptr, here = (uintptr_t)scrap->text.ptr;
    if (here < text || here >= text + article->text.len)
        return true; // a name
    uint32_t offset = (uint32_t)(here - text);
    return add_span(mark, (quoth_span){offset + start, offset + end});
}

static bool mark_field(struct q_mark *mark, const struct quoth_article *article,
                       const quoth_statement *statement, enum q_field field, bool *found)
{
    struct q_scraps scraps;
    struct q_fts_words words;
    if (q_scraps_of(article, statement, field, &mark->arena, &scraps) != QUOTH_OK ||
        q_fts_cut(&mark->finding.fts, scraps.joined, &mark->arena, &words) != QUOTH_OK)
        return false;
    uint8_t *marks = q_arena_calloc(&mark->arena, words.count, 1);
    if (words.count == 0)
        return true;
    if (!marks)
        return false;
    for (const struct q_mark_group *group = mark->groups; group; group = group->next)
        if (group->field == field && !mark_group(mark, group, &words, marks, found))
            return false;
    uint32_t scrap = 0;
    for (uint32_t at = 0; at < words.count; at++) {
        if (!(marks[at] & MARKED))
            continue;
        uint32_t start = words.at[at].start;
        while (scrap + 1 < scraps.count && scraps.at[scrap + 1].from <= start)
            scrap++;
        const struct q_scrap *in = &scraps.at[scrap];
        while (marks[at] & GOES_ON && words.at[at + 1].start < in->from + in->text.len)
            at++;
        if (!add_bytes(mark, article, in, start - in->from, words.at[at].end - in->from))
            return false;
    }
    return true;
}

static int by_start(const void *a, const void *b)
{
    const quoth_span *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

/** In order, and what overlaps (two fields can share words) as one. */
static void put_in_order(struct q_mark *mark)
{
    uint32_t count = 0;
    if (mark->count > 1)
        qsort(mark->spans, mark->count, sizeof *mark->spans, by_start);
    for (uint32_t i = 0; i < mark->count; i++) {
        quoth_span *last = count > 0 ? &mark->spans[count - 1] : NULL;
        if (!last || mark->spans[i].start >= last->end)
            mark->spans[count++] = mark->spans[i];
        else if (mark->spans[i].end > last->end)
            last->end = mark->spans[i].end;
    }
    mark->count = count;
}

quoth_status q_mark_words(struct q_mark *mark, const struct quoth_article *article,
                          const quoth_statement *statement, quoth_spans *out,
                          unsigned *fields)
{
    unsigned asked = 0, found_in = 0;
    for (const struct q_mark_group *group = mark->groups; group; group = group->next)
        asked |= 1u << group->field;
    q_arena_clear(&mark->arena, 1024 * 1024);
    mark->count = mark->room = 0;
    for (enum q_field field = 0; field < Q_FIELDS; field++) {
        bool found = false;
        if (asked & 1u << field && !mark_field(mark, article, statement, field, &found))
            return QUOTH_ENOMEM;
        found_in |= (unsigned)found << field;
    }
    put_in_order(mark);
    *out = (quoth_spans){mark->spans, mark->count};
    if (fields)
        *fields = found_in;
    return QUOTH_OK;
}
