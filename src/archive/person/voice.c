#include "archive/person/voice.h"

#include "archive/person/key.h"
#include "archive/person/work.h"
#include "archive/varint.h"
#include "base/limits.h"

struct q_voice q_voice_of(const quoth_statement *statement)
{
    static const struct {
        const char *name;
        enum q_voice_kind kind;
    } kinds[] = {{"person", Q_VOICE_PERSON},
                 {"organization", Q_VOICE_ORGANIZATION},
                 {"group", Q_VOICE_GROUP},
                 {"document", Q_VOICE_DOCUMENT},
                 {"anonymous", Q_VOICE_ANONYMOUS}};
    struct q_voice voice = {.name = statement->speaker_name,
                            .role = statement->speaker_role};
    if (!voice.name.ptr || !voice.name.len || !statement->speaker_kind.ptr)
        return (struct q_voice){.name = Q_NO_STR, .role = Q_NO_STR};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (q_str_equal(statement->speaker_kind, q_str_from(kinds[i].name)))
            voice.kind = kinds[i].kind;
    if (voice.kind == Q_VOICE_PERSON)
        voice.work = (int)q_work_of(voice.role);
    return voice;
}

quoth_str q_voice_id(quoth_str text, enum q_voice_kind kind, char out[Q_VOICE_ID])
{
    _Static_assert((int)Q_VOICE_ID >= (int)Q_KEY_ROOM + 4, "a slug behind a lead");
    // "org-", so that no organization has a person's id; what has no letters is nameless.
    static const char lead[] = "org-", nameless[] = "nameless";
    char folded[Q_KEY_ROOM], room[Q_KEY_ROOM];
    struct q_name name;
    quoth_str slug = Q_STR("");
    size_t led = kind == Q_VOICE_ORGANIZATION ? sizeof lead - 1 : 0;
    if (led)
        slug = q_key_slug(q_key_organization(text, folded), room);
    else if (q_name_read(text, &name))
        slug = name.slug;
    if (!slug.len)
        slug = q_str(nameless, sizeof nameless - 1);
    memcpy(out, lead, led);
    memcpy(out + led, slug.ptr, slug.len);
    return q_str(out, led + slug.len);
}

// ── Spellings ──

static int64_t find(struct q_db *db, const struct q_voice *voice, int64_t work)
{
    sqlite3_stmt *ask = q_db_ask(
        db, "SELECT spelling FROM spelling WHERE text = ?1 AND kind = ?2 AND work = ?3");
    q_db_bind_text(db, ask, 1, voice->name);
    q_db_bind(db, ask, 2, voice->kind);
    q_db_bind(db, ask, 3, work);
    int64_t key = q_db_row(db, ask) ? sqlite3_column_int64(ask, 0) : 0;
    q_db_done(db, ask);
    return key;
}

static int64_t make(struct q_db *db, const struct q_voice *voice, int64_t work)
{
    char room[Q_KEY_ROOM];
    quoth_str block = Q_STR("");
    if (q_key_names_one(voice->name, voice->kind))
        block = q_key_block(voice->name, voice->kind, room);
    sqlite3_stmt *ask = q_db_ask(db, "INSERT INTO spelling (text, kind, work, block)"
                                     " VALUES (?1, ?2, ?3, ?4)");
    q_db_bind_text(db, ask, 1, voice->name);
    q_db_bind(db, ask, 2, voice->kind);
    q_db_bind(db, ask, 3, work);
    q_db_bind_text(db, ask, 4, block);
    q_db_run(db, ask);
    int64_t key = sqlite3_last_insert_rowid(db->handle);
    ask = q_db_ask(db, "INSERT INTO spelling_words (rowid, text) VALUES (?1, ?2)");
    q_db_bind(db, ask, 1, key);
    q_db_bind_text(db, ask, 2, voice->name);
    q_db_run(db, ask);
    return key;
}

// Makes `voice`, which the machine found, the one that the ledger gives the statement, its
// name in `room`, and tells its line of work. The ledger tells no role.
static void give(struct q_db *db, const uint8_t id[16], struct q_voice *voice,
                 int64_t *work, char room[Q_MAX_NAME])
{
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT text, kind, work FROM given WHERE statement = ?1");
    q_db_bind_bytes(db, ask, 1, q_str((const char *)id, 16));
    if (q_db_row(db, ask)) {
        quoth_str text = q_db_text(ask, 0);
        *work = sqlite3_column_int64(ask, 2);
        if (text.len > 0 && text.len <= Q_MAX_NAME) {
            memcpy(room, text.ptr, text.len);
            voice->name = q_str(room, text.len);
            voice->kind = (enum q_voice_kind)sqlite3_column_int(ask, 1);
        }
    }
    q_db_done(db, ask);
}

static int64_t key_of(struct q_db *db, const struct q_voice *found,
                      const uint8_t statement_id[16], bool makes)
{
    char room[Q_MAX_NAME];
    struct q_voice voice = *found;
    int64_t work = voice.work;
    give(db, statement_id, &voice, &work, room);
    if (!voice.name.ptr)
        return 0;
    int64_t key = find(db, &voice, work);
    if (!key && makes && db->failed.status == QUOTH_OK)
        key = make(db, &voice, work);
    return db->failed.status == QUOTH_OK ? key : 0;
}

int64_t q_voice_key(struct q_db *db, const struct q_voice *found,
                    const uint8_t statement_id[16])
{
    return key_of(db, found, statement_id, false);
}

int64_t q_voice_spelling(struct q_db *db, const struct q_voice *found,
                         const uint8_t statement_id[16])
{
    return key_of(db, found, statement_id, true);
}

// ── Who speaks where ──

static void mark(struct q_db *db, int64_t spelling)
{
    sqlite3_stmt *ask =
        q_db_ask(db, "INSERT OR IGNORE INTO unsettled"
                     " SELECT block FROM spelling WHERE spelling = ?1 AND block <> ''");
    q_db_bind(db, ask, 1, spelling);
    q_db_run(db, ask);
}

void q_voice_add(struct q_db *db, int64_t spelling, int64_t article, quoth_str numbers,
                 uint32_t count)
{
    sqlite3_stmt *ask =
        q_db_ask(db, "INSERT INTO voiced (spelling, article, count, numbers)"
                     " VALUES (?1, ?2, ?3, ?4)");
    q_db_bind(db, ask, 1, spelling);
    q_db_bind(db, ask, 2, article);
    q_db_bind(db, ask, 3, count);
    q_db_bind_bytes(db, ask, 4, numbers);
    q_db_run(db, ask);
    mark(db, spelling);
}

// Nobody is called so any more: no byte of the name stays.
static void drop_unvoiced(struct q_db *db, int64_t spelling)
{
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT text FROM spelling WHERE spelling = ?1 AND NOT EXISTS"
                     " (SELECT 1 FROM voiced WHERE spelling = ?1)");
    q_db_bind(db, ask, 1, spelling);
    bool unvoiced = q_db_row(db, ask);
    if (unvoiced) {
        sqlite3_stmt *drop =
            q_db_ask(db, "INSERT INTO spelling_words (spelling_words, rowid, text)"
                         " VALUES ('delete', ?1, ?2)");
        q_db_bind(db, drop, 1, spelling);
        q_db_bind_text(db, drop, 2, q_db_text(ask, 0));
        q_db_run(db, drop);
    }
    q_db_done(db, ask);
    if (!unvoiced)
        return;
    // Its block may be empty now: whoever it was stands in others, by decision, or is no
    // more.
    sqlite3_stmt *others = q_db_ask(
        db, "INSERT OR IGNORE INTO unsettled SELECT DISTINCT o.block FROM spelling s"
            " JOIN spelling o ON o.person = s.person AND o.block <> ''"
            " WHERE s.spelling = ?1");
    q_db_bind(db, others, 1, spelling);
    q_db_run(db, others);
    ask = q_db_ask(db, "DELETE FROM spelling WHERE spelling = ?1 RETURNING person");
    q_db_bind(db, ask, 1, spelling);
    sqlite3_stmt *drop = q_db_ask(db, "DELETE FROM person WHERE person = ?1 AND NOT EXISTS"
                                      " (SELECT 1 FROM spelling s WHERE s.person = ?1)");
    sqlite3_stmt *ways =
        q_db_ask(db, "DELETE FROM person_was WHERE person = ?1 AND NOT"
                     " EXISTS (SELECT 1 FROM person p WHERE p.person = ?1)");
    if (q_db_row(db, ask)) {
        q_db_bind_text(db, drop, 1, q_db_text(ask, 0));
        q_db_run(db, drop);
        q_db_bind_text(db, ways, 1, q_db_text(ask, 0));
        q_db_run(db, ways);
    }
    q_db_done(db, ask);
}

static bool remove_row(struct q_db *db, int64_t spelling, int64_t article)
{
    sqlite3_stmt *ask =
        q_db_ask(db, "DELETE FROM voiced WHERE spelling = ?1 AND article = ?2 RETURNING 1");
    q_db_bind(db, ask, 1, spelling);
    q_db_bind(db, ask, 2, article);
    bool was = q_db_row(db, ask);
    q_db_done(db, ask);
    if (was)
        mark(db, spelling);
    return was;
}

void q_voice_remove(struct q_db *db, int64_t article, const uint32_t *spellings,
                    uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (spellings[i] && remove_row(db, spellings[i], article)) // else seen before
            drop_unvoiced(db, spellings[i]);
}

// ── A statement that is given to another ──

// Copies the numbers but `number`, or with it where it is not there.
static bool turn(struct q_db *db, quoth_str numbers, uint32_t number, bool with,
                 struct q_buf *out, uint32_t *count)
{
    struct q_bytes bytes;
    uint64_t at = 0, before = 0;
    bool put = !with;
    *count = 0;
    q_bytes_init(&bytes, numbers);
    for (;;) {
        bool more = q_bytes_left(&bytes) > 0;
        if (more)
            at += q_varint_take(&bytes);
        if (bytes.bad)
            q_db_fail(db, QUOTH_EDAMAGED, "who speaks in an article is damaged");
        if (bytes.bad)
            return false;
        if (!put && (!more || at > number)) {
            q_varint_put(out, number - before);
            before = number;
            put = true;
            ++*count;
        }
        if (!more)
            break;
        if (at == number && !with)
            continue;
        q_varint_put(out, at - before);
        before = at;
        ++*count;
    }
    if (out->failed)
        q_db_fail(db, q_buf_status(out), "out of memory");
    return !out->failed;
}

static void change(struct q_db *db, int64_t article, uint32_t number, int64_t spelling,
                   bool with)
{
    struct q_buf out;
    uint32_t count = 0;
    q_buf_init(&out, Q_MAX_ARTICLE);
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT numbers FROM voiced WHERE spelling = ?1 AND article = ?2");
    q_db_bind(db, ask, 1, spelling);
    q_db_bind(db, ask, 2, article);
    quoth_str numbers = q_db_row(db, ask) ? q_db_bytes(ask, 0) : Q_STR("");
    bool good = turn(db, numbers, number, with, &out, &count);
    q_db_done(db, ask);
    if (good) {
        remove_row(db, spelling, article);
        if (count > 0)
            q_voice_add(db, spelling, article, q_str(out.ptr, out.len), count);
    }
    q_buf_release(&out);
}

void q_voice_move(struct q_db *db, int64_t article, uint32_t number, int64_t from,
                  int64_t to)
{
    if (to)
        change(db, article, number, to, true);
    if (!from)
        return;
    change(db, article, number, from, false);
    drop_unvoiced(db, from);
}
