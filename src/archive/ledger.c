#include "archive/ledger.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/random.h"
#include "base/utf8.h"

#include <inttypes.h>

// ── Hashes ──

static void end_hash(struct q_sha256 *hash, uint8_t out[Q_LEDGER_HASH])
{
    char hex[Q_SHA256_HEX];
    q_sha256_end(hash, hex);
    q_hex_read(hex, Q_LEDGER_HASH, out);
}

static void add_number(struct q_sha256 *hash, uint64_t number, int bytes)
{
    unsigned char out[8];
    for (int i = 0; i < bytes; i++)
        out[i] = (unsigned char)(number >> (8 * (bytes - 1 - i)));
    q_sha256_add(hash, out, (size_t)bytes);
}

static void add_text(struct q_sha256 *hash, quoth_str text)
{
    add_number(hash, text.len, 4);
    q_sha256_add(hash, text.ptr, text.len);
}

static void tell_digest(quoth_str salt, quoth_str payload, uint8_t out[Q_LEDGER_HASH])
{
    struct q_sha256 hash;
    q_sha256_init(&hash);
    q_sha256_add(&hash, salt.ptr, salt.len);
    q_sha256_add(&hash, payload.ptr, payload.len);
    end_hash(&hash, out);
}

static void tell_hash(const uint8_t before[Q_LEDGER_HASH],
                      const struct q_ledger_entry *entry, uint8_t out[Q_LEDGER_HASH])
{
    struct q_sha256 hash;
    q_sha256_init(&hash);
    q_sha256_add(&hash, before, Q_LEDGER_HASH);
    add_number(&hash, (uint64_t)entry->at, 8);
    add_text(&hash, entry->who);
    add_text(&hash, entry->verb);
    q_sha256_add(&hash, entry->digest.ptr, entry->digest.len);
    end_hash(&hash, out);
}

static bool is_hash(quoth_str bytes, const uint8_t hash[Q_LEDGER_HASH])
{
    return q_str_equal(bytes, q_str((const char *)hash, Q_LEDGER_HASH));
}

// ── Writing ──

// The last entry's number and hash, or 0 and zeros.
static int64_t last(struct q_db *db, uint8_t hash[Q_LEDGER_HASH])
{
    memset(hash, 0, Q_LEDGER_HASH);
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT entry, hash FROM ledger ORDER BY entry DESC LIMIT 1");
    int64_t entry = 0;
    if (q_db_row(db, ask)) {
        quoth_str bytes = q_db_bytes(ask, 1);
        entry = sqlite3_column_int64(ask, 0);
        if (bytes.len == Q_LEDGER_HASH)
            memcpy(hash, bytes.ptr, Q_LEDGER_HASH);
        else
            q_db_fail(db, QUOTH_EDAMAGED, "the ledger is damaged");
    }
    q_db_done(db, ask);
    return entry;
}

static int64_t append(struct q_db *db, const struct q_ledger_entry *entry)
{
    uint8_t before[Q_LEDGER_HASH], hash[Q_LEDGER_HASH];
    int64_t number = last(db, before) + 1;
    tell_hash(before, entry, hash);
    sqlite3_stmt *ask = q_db_ask(
        db, "INSERT INTO ledger (entry, at, who, verb, salt, payload, digest, hash)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    q_db_bind(db, ask, 1, number);
    q_db_bind(db, ask, 2, entry->at);
    q_db_bind_text(db, ask, 3, entry->who);
    q_db_bind_text(db, ask, 4, entry->verb);
    q_db_bind_bytes(db, ask, 5, entry->salt);
    q_db_bind_text(db, ask, 6, entry->payload);
    q_db_bind_bytes(db, ask, 7, entry->digest);
    q_db_bind_bytes(db, ask, 8, q_str((const char *)hash, sizeof hash));
    q_db_run(db, ask);
    return db->failed.status == QUOTH_OK ? number : 0;
}

int64_t q_ledger_add(struct q_db *db, int64_t at, quoth_str who, quoth_str verb,
                     quoth_str payload)
{
    uint8_t salt[Q_LEDGER_SALT], digest[Q_LEDGER_HASH];
    if (who.ptr && q_utf8_check(who) != who.len) {
        q_db_fail(db, QUOTH_EUSAGE, "who decides is not UTF-8");
        return 0;
    }
    if (!q_random(salt, sizeof salt)) {
        q_db_fail(db, QUOTH_EIO, "the system has no random numbers");
        return 0;
    }
    struct q_ledger_entry entry = {.at = at,
                                   .who = who.ptr ? who : Q_STR(""),
                                   .verb = verb,
                                   .salt = q_str((const char *)salt, sizeof salt),
                                   .payload = payload,
                                   .digest = q_str((const char *)digest, sizeof digest)};
    tell_digest(entry.salt, payload, digest);
    return append(db, &entry);
}

static bool has_digest(struct q_db *db, quoth_str digest)
{
    sqlite3_stmt *ask = q_db_ask(db, "SELECT 1 FROM ledger WHERE digest = ?1");
    q_db_bind_bytes(db, ask, 1, digest);
    bool has = q_db_row(db, ask);
    q_db_done(db, ask);
    return has;
}

bool q_ledger_load(struct q_db *db, const struct q_ledger_entry *entry)
{
    uint8_t digest[Q_LEDGER_HASH];
    bool told = entry->salt.ptr && entry->payload.ptr;
    if (told)
        tell_digest(entry->salt, entry->payload, digest);
    if (entry->digest.len != Q_LEDGER_HASH || !entry->salt.ptr != !entry->payload.ptr ||
        (told && !is_hash(entry->digest, digest))) {
        q_db_fail(db, QUOTH_EDAMAGED, "an entry of the ledger is not as it was written");
        return false;
    }
    return !has_digest(db, entry->digest) && append(db, entry) > 0;
}

// ── Reading ──

static const char next_entry[] =
    "SELECT entry, at, who, verb, salt, payload, digest, hash FROM ledger"
    " WHERE entry > ?1 ORDER BY entry LIMIT 1";

void q_ledger_stop(struct q_db *db)
{
    q_db_done(db, q_db_ask(db, next_entry));
}

bool q_ledger_next(struct q_db *db, int64_t *cursor, struct q_ledger_entry *out)
{
    sqlite3_stmt *ask = q_db_ask(db, next_entry);
    q_db_done(db, ask); // of the last call
    q_db_bind(db, ask, 1, *cursor);
    if (!q_db_row_behind(db, ask, cursor)) {
        q_db_done(db, ask);
        return false;
    }
    *out = (struct q_ledger_entry){.entry = *cursor,
                                   .at = sqlite3_column_int64(ask, 1),
                                   .who = q_db_text(ask, 2),
                                   .verb = q_db_text(ask, 3),
                                   .salt = q_db_bytes(ask, 4),
                                   .payload = q_db_text(ask, 5),
                                   .digest = q_db_bytes(ask, 6),
                                   .hash = q_db_bytes(ask, 7)};
    return true;
}

static bool is_whole(const struct q_ledger_entry *entry, int64_t number,
                     const uint8_t before[Q_LEDGER_HASH])
{
    uint8_t hash[Q_LEDGER_HASH];
    if (entry->entry != number || entry->digest.len != Q_LEDGER_HASH ||
        entry->hash.len != Q_LEDGER_HASH || !entry->salt.ptr != !entry->payload.ptr)
        return false;
    tell_hash(before, entry, hash);
    if (!is_hash(entry->hash, hash))
        return false;
    if (entry->salt.ptr)
        tell_digest(entry->salt, entry->payload, hash);
    return !entry->salt.ptr || is_hash(entry->digest, hash);
}

quoth_status q_ledger_check(struct q_db *db, quoth_error *error)
{
    uint8_t before[Q_LEDGER_HASH] = {0};
    struct q_ledger_entry entry;
    int64_t cursor = 0, number = 0, broken = 0;
    while (!broken && q_ledger_next(db, &cursor, &entry)) {
        number++;
        if (is_whole(&entry, number, before))
            memcpy(before, entry.hash.ptr, Q_LEDGER_HASH);
        else
            broken = number;
    }
    q_ledger_stop(db);
    quoth_status status = q_db_status(db, error);
    if (status != QUOTH_OK || !broken)
        return status;
    return q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                   "entry %" PRId64 " of the ledger is not as it was written", broken);
}
