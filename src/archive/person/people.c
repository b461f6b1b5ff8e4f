#include "archive/person/people.h"

#include "archive/person/apply.h"
#include "archive/person/joining.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>

// Settles one archive: decisions live in one arena, a block's rows in another.
struct people {
    struct q_db *db;
    struct q_arena kept, block;
    struct q_decisions decisions;
    struct q_settle_never *never;
    uint32_t never_count;
    struct q_settle_row *rows;
    quoth_str *were; // whose each row was
    uint32_t count;
};

static bool failed(const struct people *people)
{
    return people->db->failed.status != QUOTH_OK;
}

static void *array(struct people *people, struct q_arena *arena, size_t count, size_t size)
{
    void *made = q_arena_calloc(arena, count ? count : 1, size);
    if (!made)
        q_db_nomem(people->db);
    return made;
}

static quoth_str keep(struct q_db *db, struct q_arena *arena, quoth_str s)
{
    quoth_str copy;
    if (!q_str_keep(s, arena, &copy))
        q_db_nomem(db);
    return copy;
}

// ── Looking up ──

static quoth_str ask_text(struct q_db *db, sqlite3_stmt *ask, quoth_str bound,
                          struct q_arena *arena)
{
    q_db_bind_text(db, ask, 1, bound);
    quoth_str found = q_db_row(db, ask) ? keep(db, arena, q_db_text(ask, 0)) : Q_NO_STR;
    q_db_done(db, ask);
    return found;
}

quoth_str q_people_find(struct q_db *db, quoth_str id, struct q_arena *arena)
{
    quoth_str found = ask_text(
        db, q_db_ask(db, "SELECT person FROM person WHERE person = ?1"), id, arena);
    if (!found.ptr)
        found = ask_text(db, q_db_ask(db, "SELECT person FROM person_was WHERE was = ?1"),
                         id, arena);
    return found;
}

quoth_str q_people_called(struct q_db *db, quoth_str name, struct q_arena *arena)
{
    quoth_str found = q_people_find(db, name, arena);
    if (found.ptr)
        return found;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT person FROM spelling WHERE text = ?1 AND person IS NOT NULL"
                     " UNION SELECT person FROM renamed WHERE name = ?1 LIMIT 2");
    q_db_bind_text(db, ask, 1, name);
    bool several = false;
    if (q_db_row(db, ask)) {
        found = keep(db, arena, q_db_text(ask, 0));
        several = q_db_row(db, ask);
    }
    q_db_done(db, ask);
    if (several) {
        quoth_error error;
        q_error(&error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                "several are called %.*s: give an id (quoth speakers lists them)",
                (int)name.len, name.ptr);
        q_db_fail(db, QUOTH_EUSAGE, error.message);
        return Q_NO_STR;
    }
    return found;
}

static void run(struct q_db *db, sqlite3_stmt *ask, quoth_str one, quoth_str two)
{
    q_db_bind_text(db, ask, 1, one);
    if (two.ptr)
        q_db_bind_text(db, ask, 2, two);
    q_db_run(db, ask);
}

void q_people_mark(struct q_db *db, quoth_str person)
{
    run(db,
        q_db_ask(db, "INSERT OR IGNORE INTO unsettled SELECT DISTINCT block FROM spelling"
                     " WHERE person = ?1 AND block <> ''"),
        person, Q_NO_STR);
}

void q_people_mark_spelling(struct q_db *db, quoth_str text)
{
    run(db,
        q_db_ask(db, "INSERT OR IGNORE INTO unsettled SELECT DISTINCT block FROM spelling"
                     " WHERE text = ?1 AND block <> ''"),
        text, Q_NO_STR);
}

// ── What was decided ──

static bool holds(const struct people *people, uint32_t i, enum q_verb verb)
{
    const struct q_decision *decision = &people->decisions.at[i];
    return decision->verb == verb && q_decision_holds(decision);
}

// Those about people alone: who is who is asked of each of them again and again.
static void read_decisions(struct people *people)
{
    struct q_decisions *decisions = &people->decisions;
    q_decisions_read(people->db, &people->kept, decisions);
    if (failed(people))
        return;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < decisions->count; i++)
        if (q_decision_of_people(&decisions->at[i]))
            decisions->at[kept++] = decisions->at[i];
    decisions->count = kept;
    people->never =
        array(people, &people->kept, people->decisions.count, sizeof(*people->never));
    for (uint32_t i = 0; people->never && i < people->decisions.count; i++)
        if (holds(people, i, Q_VERB_NEVER))
            people->never[people->never_count++] = (struct q_settle_never){
                people->decisions.at[i].person, people->decisions.at[i].other};
}

// The last decision by which who is called so is joined to nobody of his block.
static const struct q_decision *apart(const struct people *people, quoth_str text)
{
    for (uint32_t i = people->decisions.count; i-- > 0;) {
        const struct q_decision *decision = &people->decisions.at[i];
        if ((holds(people, i, Q_VERB_ALIAS) || holds(people, i, Q_VERB_SPLIT)) &&
            decision->spelling.ptr && q_str_equal(decision->spelling, text))
            return decision;
    }
    return NULL;
}

// The decision that made a spelling of its own, for statements that it speaks of.
static const struct q_decision *maker_of(const struct people *people, int64_t work)
{
    for (uint32_t i = 0; i < people->decisions.count; i++)
        if ((holds(people, i, Q_VERB_SPLIT) || holds(people, i, Q_VERB_SPEAKER)) &&
            q_decision_work(&people->decisions.at[i]) == work)
            return &people->decisions.at[i];
    return NULL;
}

static quoth_str marked_id(struct people *people, quoth_str id,
                           const struct q_decision *decision)
{
    char mark[7];
    q_decision_mark(decision, mark);
    char *out = array(people, &people->block, id.len + sizeof mark, 1);
    if (!out)
        return id;
    memcpy(out, id.ptr, id.len);
    out[id.len] = '-';
    memcpy(out + id.len + 1, mark, 6);
    return q_str(out, id.len + 7);
}

// The id of a row that stands alone. All of one split are one person.
static quoth_str alone_id(struct people *people, const struct q_settle_row *row)
{
    const struct q_decision *decision =
        row->work < 0 ? maker_of(people, row->work) : apart(people, row->text);
    if (!decision)
        return row->id;
    bool split = row->work < 0 && decision->verb == Q_VERB_SPLIT;
    return marked_id(people, split ? decision->person : row->id, decision);
}

// ── One block ──

static void read_block(struct people *people, quoth_str block)
{
    struct q_db *db = people->db;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT count(*) FROM spelling WHERE block = ?1"
                                     " AND block <> ''");
    q_db_bind_text(db, ask, 1, block);
    int64_t count = q_db_row(db, ask) ? sqlite3_column_int64(ask, 0) : 0;
    q_db_done(db, ask);
    people->rows = array(people, &people->block, (size_t)count, sizeof *people->rows);
    people->were = array(people, &people->block, (size_t)count, sizeof *people->were);
    people->count = 0;
    ask = q_db_ask(db, "SELECT spelling, text, kind, work, coalesce(sum(v.count), 0),"
                       " count(v.article), person FROM spelling"
                       " LEFT JOIN voiced v USING (spelling) WHERE block = ?1"
                       " AND block <> '' GROUP BY spelling ORDER BY spelling");
    q_db_bind_text(db, ask, 1, block);
    while (!failed(people) && people->count < count && q_db_row(db, ask)) {
        struct q_settle_row *row = &people->rows[people->count];
        row->spelling = sqlite3_column_int64(ask, 0);
        row->text = keep(db, &people->block, q_db_text(ask, 1));
        row->kind = (enum q_voice_kind)sqlite3_column_int(ask, 2);
        row->work = sqlite3_column_int64(ask, 3);
        row->statements = (uint64_t)sqlite3_column_int64(ask, 4);
        row->articles = (uint64_t)sqlite3_column_int64(ask, 5);
        row->person = people->count; // until it is settled: where `were` has it
        people->were[people->count++] = keep(db, &people->block, q_db_text(ask, 6));
        row->apart = people->decisions.holding > 0 && apart(people, row->text);
    }
    q_db_done(db, ask);
}

static int by_spelling(const void *a, const void *b)
{
    const struct q_settle_row *x = a, *y = b;
    return x->spelling < y->spelling ? -1 : x->spelling > y->spelling;
}

static int by_text(const void *a, const void *b)
{
    const struct q_settle_row *x = *(const struct q_settle_row *const *)a;
    const struct q_settle_row *y = *(const struct q_settle_row *const *)b;
    return q_str_compare(x->text, y->text);
}

static void put_person(struct people *people, quoth_str id,
                       const struct q_settle_row *const *rows, uint32_t count)
{
    int64_t statements = 0;
    for (uint32_t i = 0; i < count; i++)
        statements += (int64_t)rows[i]->statements;
    sqlite3_stmt *ask = q_db_ask(
        people->db,
        "INSERT INTO person (person, name, kind, statements) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (person) DO UPDATE SET name = ?2, kind = ?3, statements = ?4"
        " WHERE name <> ?2 OR kind <> ?3 OR statements <> ?4");
    q_db_bind_text(people->db, ask, 1, id);
    q_db_bind_text(people->db, ask, 2, q_settle_name(rows, count));
    q_db_bind(people->db, ask, 3, rows[0]->kind);
    q_db_bind(people->db, ask, 4, statements);
    q_db_run(people->db, ask);
}

static void lead(struct people *people, quoth_str was, quoth_str person)
{
    run(people->db,
        q_db_ask(people->db, "INSERT INTO person_was (was, person) VALUES (?1, ?2)"
                             " ON CONFLICT (was) DO UPDATE SET person = ?2"),
        was, person);
}

// A natural id that is nobody's own leads to whom most of it went to.
static void put_ways(struct people *people, const struct q_settled *settled)
{
    for (uint32_t i = 0; i < people->count;) {
        quoth_str id = people->rows[i].id;
        uint64_t most = 0;
        const struct q_settle_person *best = NULL;
        bool own = false;
        for (; i < people->count && q_str_equal(people->rows[i].id, id); i++) {
            const struct q_settle_row *row = &people->rows[i];
            const struct q_settle_person *person = &settled->persons[row->person];
            own = own || q_str_equal(person->id, id);
            if (best && row->articles <= most)
                continue;
            best = person;
            most = row->articles;
        }
        if (!own && best)
            lead(people, id, best->id);
    }
}

static void put_rows(struct people *people, const struct q_settled *settled)
{
    qsort(people->rows, people->count, sizeof *people->rows, by_spelling);
    for (uint32_t i = 0; i < people->count; i++) {
        quoth_str id = settled->persons[people->rows[i].person].id;
        if (people->were[i].ptr && q_str_equal(people->were[i], id))
            continue;
        sqlite3_stmt *ask =
            q_db_ask(people->db, "UPDATE spelling SET person = ?1 WHERE spelling = ?2");
        q_db_bind_text(people->db, ask, 1, id);
        q_db_bind(people->db, ask, 2, people->rows[i].spelling);
        q_db_run(people->db, ask);
    }
}

static void put_persons(struct people *people, const struct q_settled *settled)
{
    const struct q_settle_row **members =
        array(people, &people->block, people->count, sizeof(void *));
    uint32_t *starts =
        array(people, &people->block, (size_t)settled->count + 1, sizeof *starts);
    if (!members || !starts)
        return;
    for (uint32_t i = 0; i < people->count; i++)
        starts[people->rows[i].person + 1]++;
    for (uint32_t i = 0; i < settled->count; i++)
        starts[i + 1] += starts[i];
    for (uint32_t i = people->count; i-- > 0;) // from the end of each, backwards
        members[--starts[people->rows[i].person + 1]] = &people->rows[i];
    // Now starts[p + 1] is where p starts.
    for (uint32_t p = 0; p < settled->count; p++) {
        uint32_t from = starts[p + 1];
        uint32_t to = p + 1 < settled->count ? starts[p + 2] : people->count;
        if (from == to)
            continue;
        qsort(members + from, to - from, sizeof(void *), by_text);
        put_person(people, settled->persons[p].id, members + from, to - from);
    }
}

// Who has no spelling left is nobody.
static void drop_persons(struct people *people)
{
    for (uint32_t i = 0; i < people->count; i++) {
        if (!people->were[i].ptr)
            continue;
        run(people->db,
            q_db_ask(people->db, "DELETE FROM person WHERE person = ?1 AND NOT EXISTS"
                                 " (SELECT 1 FROM spelling s WHERE s.person = ?1)"),
            people->were[i], Q_NO_STR);
    }
}

static void settle_block(struct people *people, quoth_str block)
{
    struct q_settled settled;
    read_block(people, block);
    if (failed(people))
        return;
    if (q_settle(people->rows, people->count, people->never, people->never_count,
                 &people->block, &settled) != QUOTH_OK) {
        q_db_nomem(people->db);
        return;
    }
    for (uint32_t i = 0; i < people->count; i++) {
        struct q_settle_person *person = &settled.persons[people->rows[i].person];
        if (!person->id.ptr)
            person->id = alone_id(people, &people->rows[i]);
    }
    put_persons(people, &settled);
    put_ways(people, &settled);
    put_rows(people, &settled);
    drop_persons(people);
}

// ── Across blocks ──

// Who is called so, but for statements that were split off.
static quoth_str spelt(struct people *people, quoth_str text)
{
    return ask_text(people->db,
                    q_db_ask(people->db, "SELECT person FROM spelling WHERE text = ?1"
                                         " AND work >= 0 AND person IS NOT NULL"
                                         " ORDER BY work LIMIT 1"),
                    text, &people->block);
}

// All statements of who stands in several blocks.
static void recount(struct people *people, quoth_str person)
{
    run(people->db,
        q_db_ask(people->db, "UPDATE person SET statements = (SELECT sum(v.count) FROM"
                             " spelling s JOIN voiced v USING (spelling)"
                             " WHERE s.person = ?1) WHERE person = ?1"),
        person, Q_NO_STR);
}

static bool is_never(struct people *people, quoth_str a, quoth_str b)
{
    for (uint32_t i = 0; i < people->never_count; i++) {
        quoth_str one = q_people_find(people->db, people->never[i].one, &people->block);
        quoth_str other = q_people_find(people->db, people->never[i].other, &people->block);
        if (one.ptr && other.ptr &&
            ((q_str_equal(one, a) && q_str_equal(other, b)) ||
             (q_str_equal(one, b) && q_str_equal(other, a))))
            return true;
    }
    return false;
}

// Was it decided later than by entry `i` that one of them is not the other?
static bool are_split(struct people *people, uint32_t i, quoth_str a, quoth_str b)
{
    while (++i < people->decisions.count) {
        const struct q_decision *decision = &people->decisions.at[i];
        if (!holds(people, i, Q_VERB_SPLIT) || !decision->spelling.ptr)
            continue;
        quoth_str from = q_people_find(people->db, decision->person, &people->block);
        quoth_str split = spelt(people, decision->spelling);
        if (from.ptr && split.ptr &&
            ((q_str_equal(from, a) && q_str_equal(split, b)) ||
             (q_str_equal(from, b) && q_str_equal(split, a))))
            return true;
    }
    return false;
}

static void merge(struct people *people, quoth_str into, quoth_str other)
{
    struct q_db *db = people->db;
    if (q_str_equal(into, other) || is_never(people, into, other))
        return;
    run(db, q_db_ask(db, "UPDATE spelling SET person = ?2 WHERE person = ?1"), other, into);
    run(db, q_db_ask(db, "DELETE FROM person WHERE person = ?1"), other, Q_NO_STR);
    run(db, q_db_ask(db, "DELETE FROM renamed WHERE person = ?1"), other, Q_NO_STR);
    run(db, q_db_ask(db, "UPDATE person_was SET person = ?2 WHERE person = ?1"), other,
        into);
    lead(people, other, into);
    recount(people, into);
}

// Who has the spelling that a choice of a speaker made.
static quoth_str chosen(struct people *people, const struct q_decision *decision)
{
    struct q_db *db = people->db;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT person FROM spelling WHERE text = ?1"
                                     " AND kind = ?2 AND work = ?3");
    q_db_bind(db, ask, 2, decision->kind);
    q_db_bind(db, ask, 3, q_decision_work(decision));
    return ask_text(db, ask, decision->spelling, &people->block);
}

// Is it the id of whom this decision alone made, whom nothing joined with others yet?
static bool is_marked(quoth_str id, const struct q_decision *decision)
{
    char mark[7];
    q_decision_mark(decision, mark);
    return id.len > sizeof mark && id.ptr[id.len - sizeof mark] == '-' &&
           memcmp(id.ptr + id.len - (sizeof mark - 1), mark, sizeof mark - 1) == 0;
}

// Whom no article names any more is still who was chosen.
static void become(struct people *people, quoth_str one, quoth_str id)
{
    struct q_db *db = people->db;
    if (q_str_equal(one, id))
        return;
    run(db, q_db_ask(db, "UPDATE spelling SET person = ?2 WHERE person = ?1"), one, id);
    run(db, q_db_ask(db, "UPDATE person SET person = ?2 WHERE person = ?1"), one, id);
    run(db, q_db_ask(db, "UPDATE OR REPLACE renamed SET person = ?2 WHERE person = ?1"),
        one, id);
    run(db, q_db_ask(db, "DELETE FROM person_was WHERE was = ?1"), id, Q_NO_STR);
    run(db, q_db_ask(db, "UPDATE person_was SET person = ?2 WHERE person = ?1"), one, id);
    lead(people, one, id);
}

// Until he is merged into another, who then keeps his own name.
static void rename_one(struct people *people, quoth_str person, quoth_str name)
{
    run(people->db, q_db_ask(people->db, "UPDATE person SET name = ?2 WHERE person = ?1"),
        person, name);
    run(people->db,
        q_db_ask(people->db,
                 "INSERT OR REPLACE INTO renamed (person, name) VALUES (?1, ?2)"),
        person, name);
}

static void merge_decided(struct people *people)
{
    for (uint32_t i = 0; i < people->decisions.count && !failed(people); i++) {
        const struct q_decision *decision = &people->decisions.at[i];
        q_arena_clear(&people->block, SIZE_MAX);
        quoth_str into = Q_NO_STR, other = Q_NO_STR;
        bool speaker = holds(people, i, Q_VERB_SPEAKER) && decision->person.ptr;
        bool renames = holds(people, i, Q_VERB_RENAME);
        if (holds(people, i, Q_VERB_MERGE) || holds(people, i, Q_VERB_ALIAS) || speaker ||
            renames)
            into = q_people_find(people->db, decision->person, &people->block);
        if (holds(people, i, Q_VERB_MERGE))
            other = q_people_find(people->db, decision->other, &people->block);
        if (holds(people, i, Q_VERB_ALIAS) && apart(people, decision->spelling) == decision)
            other = spelt(people, decision->spelling);
        if (speaker)
            other = chosen(people, decision);
        if (speaker && is_marked(other, decision) &&
            (!into.ptr || q_str_equal(into, other)))
            become(people, other, decision->person);
        if (into.ptr && renames)
            rename_one(people, into, decision->spelling);
        if (into.ptr && other.ptr && !are_split(people, i, into, other))
            merge(people, into, other);
        if (holds(people, i, Q_VERB_SPLIT) && decision->statement_count > 0)
            recount(people, marked_id(people, decision->person, decision));
    }
}

// Who was joined across blocks is settled in all of them. CROSS JOIN keeps the order: few
// blocks are unsettled.
static void mark_joined(struct people *people)
{
    for (int64_t before = -1; !failed(people);) {
        int64_t now = q_db_number(people->db, "SELECT count(*) FROM unsettled");
        if (now == before)
            return;
        before = now;
        q_db_run(people->db,
                 q_db_ask(people->db,
                          "INSERT OR IGNORE INTO unsettled SELECT DISTINCT b.block"
                          " FROM unsettled u CROSS JOIN spelling a ON a.block = u.block"
                          " AND a.block <> '' CROSS JOIN spelling b ON b.person = a.person"
                          " WHERE b.block <> a.block AND b.block <> ''"));
    }
}

// All decisions are gone through again where anything is settled, and some do something
// else with people who were merged or renamed by later ones: whom any speaks of is settled
// from the beginning. Who is new and chosen is called so in his block alone.
static void mark_decided(struct people *people)
{
    for (uint32_t i = 0; i < people->decisions.count && !failed(people); i++) {
        const struct q_decision *decision = &people->decisions.at[i];
        q_arena_clear(&people->block, SIZE_MAX);
        if (q_decision_holds(decision) && decision->person.ptr)
            q_decision_mark_people(people->db, decision, &people->block);
    }
}

static void settle_blocks(struct people *people)
{
    char room[Q_KEY_ROOM];
    sqlite3_stmt *ask = q_db_ask(people->db, "SELECT block FROM unsettled ORDER BY block");
    while (q_db_row(people->db, ask)) {
        quoth_str block = q_db_text(ask, 0);
        if (!block.ptr) // damaged: nobody stands in it
            continue;
        size_t len = block.len < sizeof room ? block.len : sizeof room;
        memcpy(room, block.ptr, len);
        q_arena_clear(&people->block, SIZE_MAX);
        settle_block(people, q_str(room, len));
    }
    q_db_done(people->db, ask);
}

void q_people_settle(struct q_db *db)
{
    struct people people = {.db = db};
    if (!q_db_number(db, "SELECT EXISTS (SELECT 1 FROM unsettled)"))
        return;
    q_arena_init(&people.kept, Q_MAX_ARENA);
    q_arena_init(&people.block, Q_MAX_ARENA);
    read_decisions(&people);
    mark_decided(&people);
    // Undone ones, too, joined people once.
    if (people.decisions.count > 0)
        mark_joined(&people);
    // Before any: somebody's ways come from all the blocks in which he stands.
    q_db_run(db, q_db_ask(db, "DELETE FROM person_was WHERE person IN (SELECT s.person FROM"
                              " unsettled u CROSS JOIN spelling s ON s.block = u.block"
                              " AND s.block <> '' WHERE s.person IS NOT NULL)"));
    settle_blocks(&people);
    q_db_do(db, "DELETE FROM renamed");
    if (people.decisions.holding > 0)
        merge_decided(&people);
    // Each block counted its own.
    q_db_run(db,
             q_db_ask(db, "UPDATE person SET statements = (SELECT sum(v.count)"
                          "  FROM spelling s JOIN voiced v USING (spelling)"
                          "  WHERE s.person = person.person)"
                          " WHERE person IN (SELECT a.person FROM unsettled u"
                          "  CROSS JOIN spelling a ON a.block = u.block AND a.block <> ''"
                          "  WHERE EXISTS (SELECT 1 FROM spelling b"
                          "   WHERE b.person = a.person AND b.block <> a.block))"));
    q_db_do(db, "DELETE FROM unsettled");
    q_arena_release(&people.kept);
    q_arena_release(&people.block);
}

void q_people_catch_up(struct quoth_archive *archive)
{
    if (!q_db_number(&archive->db, "SELECT EXISTS (SELECT 1 FROM unsettled)"))
        return;
    q_decisions_apply(archive); // entries that a load brought, or a forgetting silenced
    q_people_settle(&archive->db);
}

quoth_status quoth_archive_settle(quoth_archive *archive, quoth_error *error)
{
    struct q_db *db = &archive->db;
    // Mostly nothing is to be done: no other writer has to be waited for.
    if (!q_db_number(db, "SELECT EXISTS (SELECT 1 FROM unsettled)"))
        return q_db_status(db, error);
    q_db_begin(db);
    q_people_catch_up(archive);
    q_db_commit(db);
    return q_db_status(db, error);
}
