/*
 * The sweep counts by numbers (spelling, article, day) in tables of open addressing. Few
 * spellings are then looked up one by one; of many, the index by person is read from end to
 * end, which has those of a person side by side. So it is with outlets.
 */
#include "archive/tally.h"

#include "archive/sweep.h"
#include "base/calendar.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>

enum {
    FEW_SPELLINGS = 2048, // that are looked up one by one
    FEW_ARTICLES = 256,
    ROOM_AT_FIRST = 256, // of a table; a power of two
    DENSE = 1 << 22      // spellings below it (16 MB) are counted in an array, not a table
};

// ── Tables ──

struct slot {
    uint64_t key, count; // 0: empty
    int64_t also;
};

struct table {
    struct q_arena *arena;
    struct slot *slots;
    uint64_t room, used; // a power of two, or 0
    bool failed;         // memory is out
};

static struct slot *place_of(const struct table *table, uint64_t key)
{
    uint64_t at = (key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (table->room - 1);
    while (table->slots[at].key && table->slots[at].key != key)
        at = (at + 1) & (table->room - 1);
    return &table->slots[at];
}

static bool grow(struct table *table)
{
    struct table larger = *table;
    larger.room = table->room ? table->room * 2 : ROOM_AT_FIRST;
    larger.slots = q_arena_calloc(table->arena, larger.room, sizeof *larger.slots);
    if (!larger.slots) {
        table->failed = true;
        return false;
    }
    for (uint64_t i = 0; i < table->room; i++)
        if (table->slots[i].key)
            *place_of(&larger, table->slots[i].key) = table->slots[i];
    *table = larger;
    return true;
}

/** Adds to what `key`, which is not 0, counts. */
static void add(struct table *table, uint64_t key, uint64_t count)
{
    if (table->used * 2 >= table->room && !grow(table))
        return;
    struct slot *slot = place_of(table, key);
    table->used += !slot->key;
    slot->key = key;
    slot->count += count;
}

/** NULL: it counts nothing. */
static struct slot *look_up(const struct table *table, uint64_t key)
{
    struct slot *slot = table->room ? place_of(table, key) : NULL;
    return slot && slot->key && key ? slot : NULL;
}

// ── The sweep ──

struct counting {
    struct q_tally *tally;
    struct q_db *db;
    const struct q_bits *bits;
    quoth_clock clock;
    struct q_arena scratch;
    struct table spellings, articles, days;
    struct q_tally_day day; // the last one's, not in the table yet
};

// What follows each other is often of one day.
static void end_day(struct counting *counting)
{
    struct q_tally_day *day = &counting->day;
    uint64_t key = 1 + (uint64_t)day->day * Q_TALLY_CLASSES;
    for (unsigned class = 0; class < Q_TALLY_CLASSES; class ++)
        if (day->counts[class])
            add(&counting->days, key + class, day->counts[class]);
    *day = (struct q_tally_day){.day = 0};
}

static void count_day(struct counting *counting, const struct q_days *days,
                      const struct q_column *column)
{
    int32_t day = q_day_of(days, column, counting->clock);
    uint64_t class = column->depth > 1 ? Q_TALLY_NESTED : column->kind;
    if (day == Q_DAY_UNTOLD) {
        counting->tally->undated++;
        return;
    }
    if (!q_calendar_has(day)) {
        q_db_fail(counting->db, QUOTH_EDAMAGED, "a day that no calendar has");
        return;
    }
    if (day != counting->day.day) {
        end_day(counting);
        counting->day.day = day;
    }
    counting->day.counts[class]++;
}

static void count_spelling(struct counting *counting, uint32_t spelling)
{
    if (!spelling)
        counting->tally->persons.none++;
    else if (spelling < counting->tally->dense_end)
        counting->tally->dense[spelling]++;
    else
        add(&counting->spellings, spelling, 1);
}

static void count_article(struct counting *counting, const struct q_sweep *sweep,
                          const struct q_column *columns)
{
    struct q_tally *tally = counting->tally;
    uint64_t end = sweep->first + sweep->count, count = 0;
    for (uint64_t key = q_bits_next(counting->bits, sweep->first); key < end;
         key = q_bits_next(counting->bits, key + 1)) {
        const struct q_column *column = &columns[key - sweep->first];
        tally->kinds[column->kind]++;
        tally->acts[column->act]++;
        tally->addressed += column->parts >> Q_PART_TO & 1;
        tally->relayed += column->parts >> Q_PART_VIA & 1;
        count_spelling(counting, column->spelling);
        count_day(counting, &sweep->days, column);
        count++;
    }
    tally->all += count;
    if (sweep->article > 0)
        add(&counting->articles, (uint64_t)sweep->article, count);
    else
        tally->outlets.none += count;
}

static int by_row(const void *a, const void *b)
{
    const struct q_tally_row *x = a, *y = b;
    return (x->row > y->row) - (x->row < y->row);
}

/** Behind what `out` has; room for them, if it has none. */
static void keep_rows(struct counting *counting, const struct table *table,
                      struct q_tally_rows *out)
{
    if (!out->at)
        out->at =
            Q_ARENA_ARRAY(&counting->tally->arena, struct q_tally_row, table->used + 1);
    for (uint64_t i = 0; out->at && i < table->room; i++)
        if (table->slots[i].key)
            out->at[out->count++] =
                (struct q_tally_row){(int64_t)table->slots[i].key, table->slots[i].count};
    if (!out->at)
        q_db_fail(counting->db, QUOTH_ENOMEM, "out of memory");
}

/** Those of the array, and behind them those of the table. */
static void keep_spellings(struct counting *counting)
{
    struct q_tally *tally = counting->tally;
    struct q_tally_rows *out = &tally->spellings;
    uint64_t count = counting->spellings.used;
    for (uint32_t i = 0; i < tally->dense_end; i++)
        count += tally->dense[i] > 0;
    out->at = Q_ARENA_ARRAY(&tally->arena, struct q_tally_row, count + 1);
    for (uint32_t i = 0; out->at && i < tally->dense_end; i++)
        if (tally->dense[i])
            out->at[out->count++] = (struct q_tally_row){i, tally->dense[i]};
    keep_rows(counting, &counting->spellings, out);
}

static void keep_days(struct counting *counting)
{
    struct q_tally *tally = counting->tally;
    struct q_tally_rows classes = {.count = 0};
    keep_rows(counting, &counting->days, &classes);
    tally->days = Q_ARENA_ARRAY(&tally->arena, struct q_tally_day, classes.count + 1);
    if (!classes.at || !tally->days) {
        q_db_fail(counting->db, QUOTH_ENOMEM, "out of memory");
        return;
    }
    qsort(classes.at, classes.count, sizeof *classes.at, by_row);
    for (size_t i = 0; i < classes.count; i++) {
        int64_t number = classes.at[i].row - 1;
        int32_t day = (int32_t)(number / Q_TALLY_CLASSES);
        if (tally->day_count == 0 || tally->days[tally->day_count - 1].day != day)
            tally->days[tally->day_count++] = (struct q_tally_day){.day = day};
        tally->days[tally->day_count - 1].counts[number % Q_TALLY_CLASSES] =
            classes.at[i].statements;
    }
}

static bool make_dense(struct counting *counting)
{
    struct q_tally *tally = counting->tally;
    int64_t last = q_db_number(counting->db, "SELECT max(spelling) FROM spelling");
    tally->dense_end = last < 0 ? 0 : last < DENSE ? (uint32_t)last + 1 : DENSE;
    tally->dense =
        q_arena_calloc(&tally->arena, tally->dense_end + 1, sizeof *tally->dense);
    if (!tally->dense)
        q_db_fail(counting->db, QUOTH_ENOMEM, "out of memory");
    return tally->dense != NULL;
}

static void sweep_all(struct counting *counting)
{
    struct q_sweep sweep;
    q_sweep_start(&sweep, counting->db, counting->bits);
    while (q_sweep_next(&sweep)) {
        const struct q_column *columns = q_sweep_columns(&sweep);
        if (columns)
            count_article(counting, &sweep, columns);
    }
    q_sweep_end(&sweep);
    if (counting->spellings.failed || counting->articles.failed || counting->days.failed)
        q_db_fail(counting->db, QUOTH_ENOMEM, "out of memory");
}

quoth_status q_tally_count(struct q_tally *tally, struct quoth_archive *archive,
                           const struct q_bits *bits, quoth_clock clock, quoth_error *error)
{
    if (tally->counted)
        return QUOTH_OK;
    q_tally_release(tally);
    struct counting counting = {
        .tally = tally, .db = &archive->db, .bits = bits, .clock = clock};
    q_arena_init(&counting.scratch, Q_MAX_ARENA);
    counting.spellings.arena = counting.articles.arena = counting.days.arena =
        &counting.scratch;
    if (make_dense(&counting))
        sweep_all(&counting);
    end_day(&counting);
    keep_spellings(&counting);
    keep_rows(&counting, &counting.articles, &tally->articles);
    keep_days(&counting);
    q_arena_release(&counting.scratch);
    quoth_status status = q_db_status(counting.db, error);
    tally->counted = status == QUOTH_OK;
    return status;
}

void q_tally_init(struct q_tally *tally)
{
    *tally = (struct q_tally){.counted = false};
    q_arena_init(&tally->arena, Q_MAX_ARENA);
}

void q_tally_release(struct q_tally *tally)
{
    q_arena_release(&tally->arena);
    q_tally_init(tally);
}

// ── Called something ──

// A row, by what it is called.
struct called {
    quoth_str name; // ptr NULL: nothing
    struct q_tally_row row;
};

static int by_name(const void *a, const void *b)
{
    const struct called *x = a, *y = b;
    size_t len = x->name.len < y->name.len ? x->name.len : y->name.len;
    int order = len ? memcmp(x->name.ptr, y->name.ptr, len) : 0;
    if (order == 0)
        order = (x->name.len > y->name.len) - (x->name.len < y->name.len);
    return order != 0 ? order : by_row(&x->row, &y->row);
}

/** Puts rows in the order of their names, those of one name together, into `out`. */
static void join_called(struct called *called, size_t count, struct q_tally_rows *out)
{
    qsort(called, count, sizeof *called, by_name);
    const struct called *last = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!called[i].name.ptr) {
            out->none += called[i].row.statements;
        } else if (last && q_str_equal(last->name, called[i].name)) {
            out->at[out->count - 1].statements += called[i].row.statements;
        } else {
            out->at[out->count++] = called[i].row;
            last = &called[i];
        }
    }
}

static quoth_str keep(struct q_db *db, struct q_arena *arena, quoth_str text)
{
    quoth_str copy;
    if (!q_str_keep(text, arena, &copy))
        q_db_fail(db, QUOTH_ENOMEM, "out of memory");
    return copy;
}

/** Room in `out` for `count` rows. */
static bool make_room(struct q_tally *tally, struct q_db *db, size_t count,
                      struct q_tally_rows *out)
{
    out->at = Q_ARENA_ARRAY(&tally->arena, struct q_tally_row, count + 1);
    out->count = 0;
    if (!out->at)
        q_db_fail(db, QUOTH_ENOMEM, "out of memory");
    return out->at != NULL;
}

// ── Persons ──

static void look_up_persons(struct q_tally *tally, struct q_db *db)
{
    struct q_arena scratch;
    const struct q_tally_rows *spellings = &tally->spellings;
    q_arena_init(&scratch, Q_MAX_ARENA);
    struct called *called = Q_ARENA_ARRAY(&scratch, struct called, spellings->count + 1);
    if (!called)
        q_db_fail(db, QUOTH_ENOMEM, "out of memory");
    for (size_t i = 0; called && i < spellings->count; i++) {
        called[i] = (struct called){Q_NO_STR, spellings->at[i]};
        sqlite3_stmt *ask = q_db_ask(db, "SELECT person FROM spelling WHERE spelling = ?1");
        q_db_bind(db, ask, 1, spellings->at[i].row);
        if (q_db_row(db, ask))
            called[i].name = keep(db, &scratch, q_db_text(ask, 0));
        q_db_done(db, ask);
    }
    if (called && make_room(tally, db, spellings->count, &tally->persons))
        join_called(called, spellings->count, &tally->persons);
    q_arena_release(&scratch);
}

/** A table of what `rows` from `first` on count. */
static void make_table(struct table *table, struct q_arena *arena, struct q_db *db,
                       const struct q_tally_rows *rows, int64_t first)
{
    *table = (struct table){.arena = arena};
    for (size_t i = 0; i < rows->count; i++)
        if (rows->at[i].row >= first)
            add(table, (uint64_t)rows->at[i].row, rows->at[i].statements);
    if (table->failed)
        q_db_fail(db, QUOTH_ENOMEM, "out of memory");
}

static uint64_t count_of(const struct q_tally *tally, const struct table *table,
                         int64_t spelling)
{
    if (spelling >= 0 && spelling < tally->dense_end)
        return tally->dense[spelling];
    const struct slot *slot = look_up(table, (uint64_t)spelling);
    return slot ? slot->count : 0;
}

// A person's spellings come one after the other.
static void read_persons(struct q_tally *tally, struct q_db *db, const struct table *table)
{
    struct q_tally_rows *out = &tally->persons;
    struct q_buf last;
    uint64_t named = 0;
    q_buf_init(&last, Q_MAX_LINE);
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT person, spelling FROM spelling INDEXED BY spelling_person"
                     " WHERE person IS NOT NULL ORDER BY person");
    while (q_db_row(db, ask)) {
        int64_t spelling = sqlite3_column_int64(ask, 1);
        uint64_t count = count_of(tally, table, spelling);
        if (!count)
            continue;
        quoth_str person = q_db_text(ask, 0);
        named += count;
        if (out->count > 0 && q_str_equal(person, q_str(last.ptr, last.len))) {
            out->at[out->count - 1].statements += count;
        } else if (out->count == tally->spellings.count) {
            q_db_fail(db, QUOTH_EDAMAGED, "a spelling that is there twice");
        } else {
            out->at[out->count++] = (struct q_tally_row){spelling, count};
            q_buf_clear(&last, Q_MAX_NAME);
            q_buf_add_str(&last, person);
        }
        if (last.failed)
            q_db_fail(db, q_buf_status(&last), "a person's id is too long");
    }
    q_db_done(db, ask);
    q_buf_release(&last);
    for (size_t i = 0; i < tally->spellings.count; i++)
        out->none += tally->spellings.at[i].statements;
    out->none = out->none > named ? out->none - named : 0;
}

quoth_status q_tally_persons(struct q_tally *tally, struct quoth_archive *archive,
                             quoth_error *error)
{
    struct q_db *db = &archive->db;
    if (tally->has_persons)
        return QUOTH_OK;
    const uint64_t nobody = tally->persons.none;
    if (tally->spellings.count <= FEW_SPELLINGS) {
        look_up_persons(tally, db);
    } else {
        struct q_arena scratch;
        struct table table;
        q_arena_init(&scratch, Q_MAX_ARENA);
        make_table(&table, &scratch, db, &tally->spellings, tally->dense_end);
        if (!table.failed && make_room(tally, db, tally->spellings.count, &tally->persons))
            read_persons(tally, db, &table);
        q_arena_release(&scratch);
    }
    quoth_status status = q_db_status(db, error);
    tally->has_persons = status == QUOTH_OK;
    if (status != QUOTH_OK)
        tally->persons = (struct q_tally_rows){.none = nobody};
    return status;
}

// ── Outlets ──

enum { NO_OUTLET = -1, SEVERAL = -2 }; // instead of an outlet's row, which is over 0

static int64_t outlet_in(sqlite3_stmt *ask)
{
    int64_t outlet = sqlite3_column_int64(ask, 0); // NULL: 0
    return outlet > 0 ? outlet : NO_OUTLET;
}

/** The outlet of the appearance that leads. */
static int64_t leading_outlet(struct q_db *db, int64_t article)
{
    int64_t outlet = NO_OUTLET;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT p.outlet FROM article a JOIN appearance p"
                                     " ON p.capture = a.capture AND p.number = a.number"
                                     " WHERE a.article = ?1");
    q_db_bind(db, ask, 1, article);
    if (q_db_row(db, ask))
        outlet = outlet_in(ask);
    q_db_done(db, ask);
    return outlet;
}

/** Into `also` of each article: the outlet of all its appearances. */
static void read_appearances(struct q_db *db, const struct table *articles)
{
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT outlet, article FROM appearance INDEXED BY appearance_outlet");
    while (q_db_row(db, ask)) {
        struct slot *slot = look_up(articles, (uint64_t)sqlite3_column_int64(ask, 1));
        int64_t outlet = outlet_in(ask);
        if (slot)
            slot->also = slot->also == 0 || slot->also == outlet ? outlet : SEVERAL;
    }
    q_db_done(db, ask);
}

/** Adds up by outlet. */
static void count_outlets(struct q_tally *tally, struct q_db *db, struct table *articles,
                          struct table *outlets)
{
    if (tally->articles.count > FEW_ARTICLES)
        read_appearances(db, articles);
    for (uint64_t i = 0; i < articles->room; i++) {
        const struct slot *slot = &articles->slots[i];
        int64_t outlet = slot->also;
        if (!slot->key)
            continue;
        if (outlet == 0 || outlet == SEVERAL)
            outlet = leading_outlet(db, (int64_t)slot->key);
        if (outlet > 0)
            add(outlets, (uint64_t)outlet, slot->count);
        else
            tally->outlets.none += slot->count;
    }
    if (outlets->failed)
        q_db_fail(db, QUOTH_ENOMEM, "out of memory");
}

static quoth_str outlet_name(struct q_db *db, struct q_arena *arena, int64_t outlet)
{
    quoth_str name = Q_NO_STR;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT name FROM outlet WHERE outlet = ?1");
    q_db_bind(db, ask, 1, outlet);
    if (q_db_row(db, ask))
        name = keep(db, arena, q_db_text(ask, 0));
    q_db_done(db, ask);
    return name;
}

static void name_outlets(struct q_tally *tally, struct q_db *db,
                         const struct table *outlets, struct q_arena *scratch)
{
    size_t count = 0;
    struct called *called = Q_ARENA_ARRAY(scratch, struct called, outlets->used + 1);
    if (!called) {
        q_db_fail(db, QUOTH_ENOMEM, "out of memory");
        return;
    }
    for (uint64_t i = 0; i < outlets->room; i++)
        if (outlets->slots[i].key) {
            int64_t row = (int64_t)outlets->slots[i].key;
            called[count++] = (struct called){outlet_name(db, scratch, row),
                                              {row, outlets->slots[i].count}};
        }
    if (make_room(tally, db, count, &tally->outlets))
        join_called(called, count, &tally->outlets);
}

quoth_status q_tally_outlets(struct q_tally *tally, struct quoth_archive *archive,
                             quoth_error *error)
{
    struct q_db *db = &archive->db;
    struct q_arena scratch;
    if (tally->has_outlets)
        return QUOTH_OK;
    const uint64_t nowhere = tally->outlets.none;
    q_arena_init(&scratch, Q_MAX_ARENA);
    struct table articles, outlets = {.arena = &scratch};
    make_table(&articles, &scratch, db, &tally->articles, 0);
    if (!articles.failed) {
        count_outlets(tally, db, &articles, &outlets);
        name_outlets(tally, db, &outlets, &scratch);
    }
    q_arena_release(&scratch);
    quoth_status status = q_db_status(db, error);
    tally->has_outlets = status == QUOTH_OK;
    if (status != QUOTH_OK)
        tally->outlets = (struct q_tally_rows){.none = nowhere};
    return status;
}

// ── What they are called ──

quoth_status q_tally_person(struct q_tally *tally, struct quoth_archive *archive,
                            int64_t spelling, quoth_str *id, quoth_str *name,
                            quoth_error *error)
{
    struct q_db *db = &archive->db;
    *id = *name = Q_NO_STR;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT spelling.person, coalesce(person.name, spelling.text)"
                     " FROM spelling LEFT JOIN person ON person.person = spelling.person"
                     " WHERE spelling.spelling = ?1");
    q_db_bind(db, ask, 1, spelling);
    if (q_db_row(db, ask)) {
        *id = keep(db, &tally->arena, q_db_text(ask, 0));
        *name = keep(db, &tally->arena, q_db_text(ask, 1));
    }
    q_db_done(db, ask);
    if (!id->ptr || !name->ptr)
        q_db_fail(db, QUOTH_EDAMAGED, "a spelling that is nobody's");
    return q_db_status(db, error);
}

quoth_status q_tally_outlet(struct q_tally *tally, struct quoth_archive *archive,
                            int64_t outlet, quoth_str *name, quoth_error *error)
{
    struct q_db *db = &archive->db;
    *name = outlet_name(db, &tally->arena, outlet);
    if (!name->ptr)
        q_db_fail(db, QUOTH_EDAMAGED, "an outlet without a name");
    return q_db_status(db, error);
}

// ── The latest with a part ──

// A statement and its day.
struct dated {
    int32_t day;
    uint64_t key;
};

static int latest_first(const void *a, const void *b)
{
    const struct dated *x = a, *y = b;
    int order = (x->day < y->day) - (x->day > y->day);
    return order != 0 ? order : (x->key < y->key) - (x->key > y->key);
}

static int by_key(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

struct latest {
    struct dated *at;
    uint64_t count, room;
};

static void take_part(struct latest *latest, const struct q_sweep *sweep,
                      const struct q_column *columns, enum q_part part, quoth_clock clock)
{
    uint64_t end = sweep->first + sweep->count;
    for (uint64_t key = q_bits_next(sweep->within, sweep->first);
         key < end && latest->count < latest->room;
         key = q_bits_next(sweep->within, key + 1)) {
        const struct q_column *column = &columns[key - sweep->first];
        if (column->parts >> part & 1)
            latest->at[latest->count++] =
                (struct dated){q_day_of(&sweep->days, column, clock), key};
    }
}

quoth_status q_tally_latest(struct quoth_archive *archive, const struct q_bits *bits,
                            enum q_part part, quoth_clock clock, uint64_t *out,
                            uint32_t *count, quoth_error *error)
{
    struct q_db *db = &archive->db;
    struct q_sweep sweep;
    struct q_arena scratch;
    struct latest latest = {.room = q_bits_count(bits)};
    q_arena_init(&scratch, Q_MAX_ARENA);
    latest.at = Q_ARENA_ARRAY(&scratch, struct dated, latest.room + 1);
    if (!latest.at)
        q_db_fail(db, QUOTH_ENOMEM, "out of memory");
    q_sweep_start(&sweep, db, bits);
    while (latest.at && q_sweep_next(&sweep)) {
        const struct q_column *columns = q_sweep_columns(&sweep);
        if (columns)
            take_part(&latest, &sweep, columns, part, clock);
    }
    q_sweep_end(&sweep);
    if (latest.count > 1)
        qsort(latest.at, latest.count, sizeof *latest.at, latest_first);
    *count = latest.count < *count ? (uint32_t)latest.count : *count;
    for (uint32_t i = 0; i < *count; i++)
        out[i] = latest.at[i].key;
    if (*count > 1)
        qsort(out, *count, sizeof *out, by_key);
    q_arena_release(&scratch);
    return q_db_status(db, error);
}
