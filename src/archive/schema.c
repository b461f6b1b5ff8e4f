#include "archive/schema.h"

#include "archive/upgrade.h"

// What came, and what people decided. Rows are added, never changed (but for forget).
static const char received[] =
    // Bytes as they came, each once.
    "CREATE TABLE source ("
    " source INTEGER PRIMARY KEY,"
    " hash BLOB NOT NULL UNIQUE," // SHA-256 of the bytes
    " size INTEGER NOT NULL,"     // of the bytes
    " bytes BLOB NOT NULL"        // one zstd frame
    ") STRICT;"
    // One received unit: where bytes came from, and when.
    "CREATE TABLE capture ("
    " capture INTEGER PRIMARY KEY,"
    " id BLOB NOT NULL UNIQUE," // 16 bytes, of all that makes it another one (entry.c)
    " source INTEGER NOT NULL REFERENCES source,"
    " kind INTEGER NOT NULL,"  // enum q_received_kind
    " added INTEGER NOT NULL," // seconds since 1970, never falling
    " name TEXT, path TEXT,"
    " offset INTEGER NOT NULL, number INTEGER NOT NULL,"
    " url TEXT, charset TEXT, fetched TEXT,"
    " flaw TEXT, flaw_offset INTEGER," // NULL: none; -1: at no byte
    " given_charset TEXT, given_outlet TEXT, given_url TEXT,"
    " given_published TEXT, given_language TEXT"
    ") STRICT;"
    "CREATE INDEX capture_source ON capture (source);"
    // What people decided, each entry chained to the one before it (ledger.c).
    "CREATE TABLE ledger ("
    " entry INTEGER PRIMARY KEY," // from 1, no gaps
    " at INTEGER NOT NULL,"       // seconds since 1970
    " who TEXT NOT NULL,"
    " verb TEXT NOT NULL,"
    " salt BLOB, payload TEXT,"  // JSON; both NULL once forgotten
    " digest BLOB NOT NULL,"     // SHA-256 of salt and payload
    " hash BLOB NOT NULL UNIQUE" // SHA-256 of the hash before, at, who, verb, digest
    ") STRICT;"
    // What was forgotten, as hashes: it is not taken in again.
    "CREATE TABLE tombstone ("
    " hash BLOB PRIMARY KEY," // of a source, a text, a capture or an address (tomb.h)
    " what INTEGER NOT NULL," // enum q_tomb
    " at INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;";

// What the ledger says of single statements, by their ids, whether they are there or not:
// an index of it, made again from it (person/apply.c).
static const char indexed[] =
    // Statements whose speaker it tells.
    "CREATE TABLE given ("
    " statement BLOB PRIMARY KEY," // 16 bytes, its id
    " entry INTEGER NOT NULL,"     // of the ledger, the last about its speaker
    " text TEXT, kind INTEGER," // of the spelling that it is given; NULL: as it was found
    " work INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    // Statements that were reviewed.
    "CREATE TABLE reviewed ("
    " statement BLOB PRIMARY KEY,"
    " entry INTEGER NOT NULL," // of the ledger, the last that judges it
    " judged INTEGER NOT NULL" // quoth_judged
    ") STRICT, WITHOUT ROWID;";

// What was read and found in it: `quoth rebuild` makes all of it again.
static const char derived[] =
    // By what articles were read.
    "CREATE TABLE extractor ("
    " extractor INTEGER PRIMARY KEY,"
    " version TEXT NOT NULL, model TEXT NOT NULL,"
    " UNIQUE (version, model)"
    ") STRICT;"
    "CREATE TABLE outlet (outlet INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
    // A text, and what is said in it.
    "CREATE TABLE article ("
    " article INTEGER PRIMARY KEY,"
    " id BLOB NOT NULL UNIQUE,"  // SHA-256 of the text
    " capture INTEGER NOT NULL," // the one that leads: its date and title were read with it
    " number INTEGER NOT NULL,"  // in that capture
    " extractor INTEGER NOT NULL,"
    " size INTEGER NOT NULL," // of the text
    " text BLOB NOT NULL,"    // zstd, leaning on the capture's bytes
    " record BLOB NOT NULL"   // blocks and statements (pack.c); zstd, leaning on the text
    ") STRICT;"
    // An article as a capture shows it.
    "CREATE TABLE appearance ("
    " capture INTEGER NOT NULL, number INTEGER NOT NULL," // from 0
    " article INTEGER NOT NULL,"
    " outlet INTEGER,"
    " published INTEGER,"        // the first day that its date may mean (base/calendar.h)
    " url INTEGER,"              // hash of its address (entry.c)
    " title TEXT, address TEXT," // as in `about`: they are asked for
    " about BLOB NOT NULL," // name, title, authors … (pack.c); zstd, leaning on the bytes
    " PRIMARY KEY (capture, number)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX appearance_article ON appearance (article);"
    "CREATE INDEX appearance_outlet ON appearance (outlet, article);"
    "CREATE INDEX appearance_url ON appearance (url) WHERE url IS NOT NULL;"
    // The statements of an article have the keys [first, first + count); an article without
    // any may have the `first` of another one. What is asked for of each stands in
    // `columns` (column.c). Narrow, as questions read all of it.
    "CREATE TABLE statements ("
    " article INTEGER PRIMARY KEY,"
    " first INTEGER NOT NULL, count INTEGER NOT NULL,"
    " published INTEGER," // of the leading appearance: first and last day
    " published_to INTEGER,"
    " captured INTEGER NOT NULL," // day
    " columns BLOB NOT NULL"
    ") STRICT;"
    "CREATE INDEX statements_first ON statements (first);"
    // The first four bytes of the ids of an article's statements. All are read to find one:
    // 4 MB of a million, while an index by id would rewrite a page for each statement
    // added.
    "CREATE TABLE statement_ids ("
    " article INTEGER PRIMARY KEY, handles BLOB NOT NULL"
    ") STRICT;"
    // The first key that no statement ever had, where the last ones were taken out again.
    "CREATE TABLE keys_used (next INTEGER PRIMARY KEY) STRICT;"
    // A name as articles give it to somebody of one kind and one line of work.
    "CREATE TABLE spelling ("
    " spelling INTEGER PRIMARY KEY,"
    " text TEXT NOT NULL,"
    " kind INTEGER NOT NULL," // enum q_voice_kind
    " work INTEGER NOT NULL," // enum q_work; below 0: of a split (person/voice.c)
    " block TEXT NOT NULL,"   // who may be one person stands in one block; "": nobody
    " person TEXT,"           // NULL: a description, which names nobody, or not settled yet
    " UNIQUE (text, kind, work)"
    ") STRICT;"
    "CREATE INDEX spelling_block ON spelling (block) WHERE block <> '';"
    "CREATE INDEX spelling_person ON spelling (person) WHERE person IS NOT NULL;"
    // Who speaks where: which statements of an article are this spelling's. Written by
    // person/voice.c alone.
    "CREATE TABLE voiced ("
    " spelling INTEGER NOT NULL, article INTEGER NOT NULL,"
    " count INTEGER NOT NULL,"
    " numbers BLOB NOT NULL," // varints, from 0, each less the one before
    " PRIMARY KEY (spelling, article)"
    ") STRICT, WITHOUT ROWID;"
    // Blocks in which something changed since people were joined the last time; '': in the
    // ledger.
    "CREATE TABLE unsettled (block TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"
    // People and organizations, joined from spellings (person/joining.c).
    "CREATE TABLE person ("
    " person TEXT PRIMARY KEY," // id
    " name TEXT NOT NULL, kind INTEGER NOT NULL,"
    " statements INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX person_statements ON person (statements);"
    // Ids that lead to another person.
    "CREATE TABLE person_was (was TEXT PRIMARY KEY, person TEXT NOT NULL)"
    " STRICT, WITHOUT ROWID;"
    "CREATE INDEX person_was_person ON person_was (person);"
    // Statements that share their words; reserved.
    "CREATE TABLE same_words ("
    " statement INTEGER PRIMARY KEY, words INTEGER NOT NULL, cut INTEGER"
    ") STRICT;"
    "CREATE INDEX same_words_words ON same_words (words);"
    // The words of statements, by their keys (index.c), and of spellings.
    "CREATE VIRTUAL TABLE words USING fts5("
    " content, source, addressee, via, place,"
    " content='', tokenize='unicode61 remove_diacritics 2');"
    "CREATE VIRTUAL TABLE spelling_words USING fts5("
    " text, content='spelling', content_rowid='spelling',"
    " tokenize='unicode61 remove_diacritics 2');"
    // Each put makes a small segment of its own: merged 16 at a time they are written half
    // as often as 4 at a time, and a few more to look into cost a question nothing.
    "INSERT INTO words (words, rank) VALUES ('automerge', 16);"
    "INSERT INTO spelling_words (spelling_words, rank) VALUES ('automerge', 16);";

// People who go by another name than articles give them, by decision.
static const char renamed[] =
    "CREATE TABLE renamed (person TEXT PRIMARY KEY, name TEXT NOT NULL)"
    " STRICT, WITHOUT ROWID";

static const char set_version[] =
    "PRAGMA application_id = 0x71756f74; PRAGMA user_version = 2";

void q_schema_make(struct q_db *db)
{
    q_db_do(db, received);
    q_db_do(db, indexed);
    q_db_do(db, derived);
    q_db_do(db, renamed);
    q_db_do(db, set_version);
}

// steps[n] makes format n + 1 of format n. There is none before 1 to be brought up. Format
// 2 has tables of what is decided of statements, and another form of columns (upgrade.c).
static const char *const steps[Q_SCHEMA_VERSION] = {
    NULL, "DROP TABLE IF EXISTS parted; DROP TABLE IF EXISTS given;"
          "DROP TABLE IF EXISTS reviewed; DROP TABLE IF EXISTS renamed"};
static const char *const *walked = steps;

void q_schema_pretend(const char *const *others)
{
    walked = others ? others : steps;
}

static void walk(struct quoth_archive *archive, int64_t version)
{
    struct q_db *db = &archive->db;
    const char *step = walked[version] ? walked[version] : steps[version];
    if (!step) {
        q_db_fail(db, QUOTH_EVERSION, "the archive is of a format that was never in use");
        return;
    }
    q_db_do(db, step);
    if (version == 1) {
        q_db_do(db, indexed);
        q_db_do(db, renamed);
        q_upgrade_2(archive);
    }
}

void q_schema_upgrade(struct quoth_archive *archive)
{
    struct q_db *db = &archive->db;
    q_db_begin(db);
    int64_t version = q_db_number(db, "PRAGMA user_version"); // another may have been here
    for (; version >= 0 && version < Q_SCHEMA_VERSION; version++)
        walk(archive, version);
    q_db_do(db, set_version);
    q_db_commit(db);
}
