// Who is in the archive: quoth_archive_people, quoth_archive_person.
#include "archive/column.h"
#include "archive/fill.h"
#include "archive/index.h"
#include "archive/person/people.h"
#include "archive/person/voice.h"
#include "archive/person/work.h"
#include "base/calendar.h"
#include "base/error.h"
#include "base/limits.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    KEEP = 1024 * 1024,
    ROLE_ARTICLES = 1000, // read for somebody's roles, the latest: a tenth of a second
    TOKEN = 2048
};

struct roll {
    struct quoth_archive *archive;
    struct q_db *db;
    struct q_arena *arena;
};

static struct roll start(struct quoth_archive *archive)
{
    q_arena_clear(&archive->arena, KEEP);
    return (struct roll){archive, &archive->db, &archive->arena};
}

static void *array(struct roll *roll, size_t count, size_t size)
{
    void *made = q_arena_calloc(roll->arena, count ? count : 1, size);
    if (!made)
        q_db_nomem(roll->db);
    return made;
}

static quoth_str keep(struct roll *roll, quoth_str s)
{
    quoth_str copy;
    if (!q_str_keep(s, roll->arena, &copy))
        q_db_nomem(roll->db);
    return copy;
}

static quoth_str day(struct roll *roll, sqlite3_stmt *row, int column)
{
    char text[32];
    int64_t days = sqlite3_column_int64(row, column);
    if (sqlite3_column_type(row, column) == SQLITE_NULL || days < 0 ||
        days >= Q_CALENDAR_DAYS)
        return Q_NO_STR;
    struct q_civil civil = q_calendar_civil((int32_t)days);
    snprintf(text, sizeof text, "%04" PRId32 "-%02u-%02u", civil.year, civil.month,
             civil.day);
    return keep(roll, q_str_from(text));
}

// ── One person ──

static void fill_times(struct roll *roll, quoth_person *person)
{
    sqlite3_stmt *ask = q_db_ask(
        roll->db, "SELECT count(DISTINCT v.article), min(t.published), max(t.published)"
                  " FROM spelling s JOIN voiced v USING (spelling)"
                  " JOIN statements t ON t.article = v.article WHERE s.person = ?1");
    q_db_bind_text(roll->db, ask, 1, person->id);
    if (q_db_row(roll->db, ask)) {
        person->articles = (uint64_t)sqlite3_column_int64(ask, 0);
        person->first = day(roll, ask, 1);
        person->last = day(roll, ask, 2);
    }
    q_db_done(roll->db, ask);
}

static void fill_spellings(struct roll *roll, quoth_person *person)
{
    sqlite3_stmt *ask =
        q_db_ask(roll->db, "SELECT count(*) FROM spelling WHERE person = ?1");
    q_db_bind_text(roll->db, ask, 1, person->id);
    size_t most = q_db_row(roll->db, ask) ? (size_t)sqlite3_column_int64(ask, 0) : 0;
    q_db_done(roll->db, ask);
    quoth_spelling *out = array(roll, most, sizeof *out);
    ask = q_db_ask(roll->db, "SELECT text, max(work, 0) AS line, sum(v.count),"
                             " count(DISTINCT v.article) FROM spelling"
                             " JOIN voiced v USING (spelling) WHERE person = ?1"
                             " GROUP BY text, line ORDER BY 3 DESC, text, line");
    q_db_bind_text(roll->db, ask, 1, person->id);
    while (out && person->spelling_count < most && q_db_row(roll->db, ask)) {
        int64_t work = sqlite3_column_int64(ask, 1);
        out[person->spelling_count++] = (quoth_spelling){
            keep(roll, q_db_text(ask, 0)),
            q_str_from(q_work_name(work > 0 && work < Q_WORKS ? (enum q_work)work : 0)),
            (uint64_t)sqlite3_column_int64(ask, 2), (uint64_t)sqlite3_column_int64(ask, 3)};
    }
    q_db_done(roll->db, ask);
    person->spellings = out;
}

static void fill_person(struct roll *roll, sqlite3_stmt *row, quoth_person *person)
{
    *person = (quoth_person){.id = keep(roll, q_db_text(row, 0)),
                             .name = keep(roll, q_db_text(row, 1)),
                             .kind = sqlite3_column_int(row, 2) == Q_VOICE_PERSON
                                         ? Q_STR("person")
                                         : Q_STR("organization"),
                             .statements = (uint64_t)sqlite3_column_int64(row, 3),
                             .first = Q_NO_STR,
                             .last = Q_NO_STR};
}

// ── Lists ──

// Each word of a name as the index wants it: "arn" "o'lock".
static quoth_str words_of(struct roll *roll, quoth_str name)
{
    struct q_buf out;
    q_buf_init(&out, Q_MAX_LINE);
    while (name.len > 0) {
        quoth_str word = q_str_take_until(&name, ' ');
        if (!word.len)
            continue;
        q_index_write_phrase(&out, word);
        q_buf_add_char(&out, ' ');
    }
    quoth_str words = out.len ? keep(roll, q_str(out.ptr, out.len)) : Q_STR("\"\"");
    if (out.failed)
        q_db_fail(roll->db, q_buf_status(&out), "out of memory");
    q_buf_release(&out);
    return words;
}

#define CALLED                                                                             \
    " (person = ?1 OR person = (SELECT person FROM person_was WHERE was = ?1) OR person"   \
    " IN (SELECT person FROM spelling WHERE spelling IN (SELECT rowid FROM spelling_words" \
    " WHERE spelling_words MATCH ?2) AND person IS NOT NULL)"                              \
    " OR person IN (SELECT person FROM renamed WHERE name = ?1))"
#define BEHIND " (statements < ?3 OR (statements = ?3 AND person > ?4))"
#define LISTED "SELECT person, name, kind, statements FROM person WHERE"
#define SORTED " ORDER BY statements DESC, person LIMIT ?5"

static void bind_called(struct roll *roll, sqlite3_stmt *ask, quoth_str name,
                        quoth_str words)
{
    if (!name.ptr)
        return;
    q_db_bind_text(roll->db, ask, 1, name);
    q_db_bind_text(roll->db, ask, 2, words);
}

static uint64_t total_of(struct roll *roll, quoth_str name, quoth_str words)
{
    sqlite3_stmt *ask = name.ptr
                            ? q_db_ask(roll->db, "SELECT count(*) FROM person WHERE" CALLED)
                            : q_db_ask(roll->db, "SELECT count(*) FROM person");
    bind_called(roll, ask, name, words);
    uint64_t total = q_db_row(roll->db, ask) ? (uint64_t)sqlite3_column_int64(ask, 0) : 0;
    q_db_done(roll->db, ask);
    return total;
}

static uint32_t hash_of(quoth_str name)
{
    uint32_t hash = 0x811c9dc5;
    for (size_t i = 0; i < name.len; i++)
        hash = (hash ^ (unsigned char)name.ptr[i]) * 0x01000193;
    return hash;
}

// "9f86d081-17-jane-roe": of which question, and behind whom. It comes from outside.
static bool read_token(quoth_str name, const char *token, int64_t *statements,
                       quoth_str *id)
{
    enum { MOST_DIGITS = 18 }; // which INT64_MAX has room for
    char hash[16];
    if (!token || strlen(token) > TOKEN)
        return false;
    quoth_str rest = q_str_from(token), question = q_str_take_until(&rest, '-'),
              number = q_str_take_until(&rest, '-');
    snprintf(hash, sizeof hash, "%08" PRIx32, hash_of(name));
    if (!q_str_equal(question, q_str_from(hash)) || !number.len ||
        number.len > MOST_DIGITS || !rest.len)
        return false;
    *statements = 0;
    for (size_t i = 0; i < number.len; i++) {
        if (!q_is_digit(number.ptr[i]))
            return false;
        *statements = *statements * 10 + (number.ptr[i] - '0');
    }
    *id = rest;
    return true;
}

static const char *write_token(struct roll *roll, quoth_str name, const quoth_person *last)
{
    char *token = array(roll, last->id.len + 64, 1);
    if (token)
        snprintf(token, last->id.len + 64, "%08" PRIx32 "-%" PRIu64 "-%.*s", hash_of(name),
                 last->statements, (int)last->id.len, last->id.ptr);
    return token;
}

static sqlite3_stmt *ask_list(struct roll *roll, bool called)
{
    return called ? q_db_ask(roll->db, LISTED BEHIND " AND" CALLED SORTED)
                  : q_db_ask(roll->db, LISTED BEHIND SORTED);
}

static void list(struct roll *roll, quoth_str name, quoth_str words, uint64_t most,
                 int64_t statements, quoth_str behind, quoth_people *out)
{
    quoth_person *people = array(roll, most, sizeof *people);
    sqlite3_stmt *ask = ask_list(roll, name.ptr != NULL);
    bind_called(roll, ask, name, words);
    q_db_bind(roll->db, ask, 3, statements);
    q_db_bind_text(roll->db, ask, 4, behind);
    q_db_bind(roll->db, ask, 5, (int64_t)most + 1);
    bool more = false;
    while (people && q_db_row(roll->db, ask)) {
        more = out->count == most;
        if (more)
            break;
        fill_person(roll, ask, &people[out->count++]);
    }
    q_db_done(roll->db, ask);
    for (size_t i = 0; people && i < out->count; i++) {
        fill_times(roll, &people[i]);
        fill_spellings(roll, &people[i]);
    }
    out->at = people;
    if (more && out->count > 0)
        out->next = write_token(roll, name, &people[out->count - 1]);
}

// "nikolai-patrushev", or what it was once: one is meant, not all who have these words.
static bool list_one(struct roll *roll, quoth_str name, quoth_people *out)
{
    if (!name.len || !memchr(name.ptr, '-', name.len))
        return false;
    quoth_str id = q_people_find(roll->db, name, roll->arena);
    if (!id.ptr)
        return false;
    quoth_person *person = array(roll, 1, sizeof *person);
    sqlite3_stmt *ask = q_db_ask(roll->db, LISTED " person = ?1");
    q_db_bind_text(roll->db, ask, 1, id);
    bool found = person && q_db_row(roll->db, ask);
    if (found)
        fill_person(roll, ask, person);
    q_db_done(roll->db, ask);
    if (!found)
        return false;
    fill_times(roll, person);
    fill_spellings(roll, person);
    *out = (quoth_people){.at = person, .count = 1, .total = 1};
    return true;
}

quoth_status quoth_archive_people(quoth_archive *archive, quoth_str name, uint32_t limit,
                                  const char *after, quoth_people *out, quoth_error *error)
{
    struct roll roll = start(archive);
    int64_t statements = INT64_MAX;
    quoth_str behind = Q_STR("");
    *out = (quoth_people){.count = 0};
    if (after && !read_token(name, after, &statements, &behind))
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "the page token is of another question");
    if (!after && name.ptr && list_one(&roll, name, out))
        return q_db_status(roll.db, error);
    quoth_str words = name.ptr ? words_of(&roll, name) : Q_NO_STR;
    out->total = total_of(&roll, name, words);
    uint64_t most = limit && limit < out->total ? limit : out->total;
    list(&roll, name, words, most, statements, behind, out);
    return q_db_status(roll.db, error);
}

// ── Roles ──

struct roles {
    quoth_role *at;
    size_t count, room;
};

static void add_role(struct roll *roll, struct roles *roles, quoth_str text, quoth_str when)
{
    for (size_t i = 0; i < roles->count; i++) {
        quoth_role *role = &roles->at[i];
        if (!q_str_equal(role->text, text))
            continue;
        role->statements++;
        if (when.ptr) // articles come from the latest on
            role->first = when;
        if (when.ptr && !role->last.ptr)
            role->last = when;
        return;
    }
    if (roles->count == roles->room) {
        size_t room = roles->room ? 2 * roles->room : 16;
        quoth_role *more = array(roll, room, sizeof *more);
        if (!more)
            return;
        if (roles->count > 0)
            memcpy(more, roles->at, roles->count * sizeof *more);
        roles->at = more;
        roles->room = room;
    }
    roles->at[roles->count++] = (quoth_role){keep(roll, text), 1, when, when};
}

struct place {
    int64_t article;
    quoth_str when;
};

static struct place *places_of(struct roll *roll, quoth_str id, size_t *count)
{
    struct place *places = array(roll, ROLE_ARTICLES, sizeof *places);
    sqlite3_stmt *ask = q_db_ask(
        roll->db,
        "SELECT DISTINCT t.article, t.published FROM spelling s"
        " JOIN voiced v USING (spelling) JOIN statements t ON t.article = v.article"
        " WHERE s.person = ?1 ORDER BY t.published DESC NULLS LAST, t.article"
        " LIMIT ?2");
    q_db_bind_text(roll->db, ask, 1, id);
    q_db_bind(roll->db, ask, 2, ROLE_ARTICLES);
    *count = 0;
    while (places && *count < ROLE_ARTICLES && q_db_row(roll->db, ask)) {
        places[*count].article = sqlite3_column_int64(ask, 0);
        places[(*count)++].when = day(roll, ask, 1);
    }
    q_db_done(roll->db, ask);
    return places;
}

static bool is_spelling(const quoth_person *person, quoth_str name)
{
    for (size_t i = 0; i < person->spelling_count; i++)
        if (q_str_equal(person->spellings[i].text, name))
            return true;
    return false;
}

static quoth_status fill_roles(struct roll *roll, quoth_person *person, quoth_error *error)
{
    size_t count;
    struct roles roles = {.count = 0};
    struct place *places = places_of(roll, person->id, &count);
    quoth_article *article = quoth_article_new();
    quoth_statements *statements = quoth_statements_new();
    quoth_status status = article && statements ? QUOTH_OK : q_error_nomem(error);
    for (size_t i = 0; places && status == QUOTH_OK && i < count; i++) {
        status = q_fill(roll->archive, places[i].article, article, statements, error);
        for (size_t s = 0; status == QUOTH_OK && s < quoth_statements_count(statements);
             s++) {
            const quoth_statement *one = quoth_statements_at(statements, s);
            if (one->speaker_role.len > 0 && one->speaker_name.ptr &&
                is_spelling(person, one->speaker_name))
                add_role(roll, &roles, one->speaker_role, places[i].when);
        }
    }
    quoth_article_free(article);
    quoth_statements_free(statements);
    person->roles = roles.at;
    person->role_count = roles.count;
    person->roles_of = count < person->articles ? count : 0;
    return status;
}

quoth_status quoth_archive_person(quoth_archive *archive, quoth_str name, quoth_person *out,
                                  quoth_error *error)
{
    struct roll roll = start(archive);
    quoth_str id = q_people_called(roll.db, name, roll.arena);
    sqlite3_stmt *ask =
        q_db_ask(roll.db, "SELECT person, name, kind, statements FROM person"
                          " WHERE person = ?1");
    q_db_bind_text(roll.db, ask, 1, id);
    bool found = id.ptr && q_db_row(roll.db, ask);
    if (found)
        fill_person(&roll, ask, out);
    q_db_done(roll.db, ask);
    if (found) {
        fill_times(&roll, out);
        fill_spellings(&roll, out);
    }
    quoth_status status = q_db_status(roll.db, error);
    if (status == QUOTH_OK && !found)
        status = q_error(error, QUOTH_EMISSING, QUOTH_NO_OFFSET,
                         "nobody here is called %.*s", (int)name.len, name.ptr);
    if (status == QUOTH_OK)
        status = fill_roles(&roll, out, error);
    return status == QUOTH_OK ? q_db_status(roll.db, error) : status;
}
