#include "archive/entry.h"

#include "archive/pack.h"
#include "archive/squeeze.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"

#include <stdlib.h>

enum {
    // What an entry keeps for the next capture; one of an article of 6 kB takes 60 KB.
    KEEP = 1024 * 1024,
    FIRST_ROOM = 4,
    // Bytes of a capture that every article in it leans on whole. Of longer ones (pages,
    // feeds) it leans on the part that it was read from, and so much around it.
    LEAN_ALL = 64 * 1024,
    LEAN_AROUND = 4 * 1024
};

// ── What it holds ──

quoth_entry *quoth_entry_new(void)
{
    struct quoth_entry *entry = calloc(1, sizeof *entry);
    if (!entry)
        return NULL;
    q_arena_init(&entry->arena, Q_MAX_ARENA);
    q_arena_init(&entry->scratch, Q_MAX_ARENA);
    q_buf_init(&entry->raw, Q_MAX_OUTPUT);
    q_buf_init(&entry->packed, Q_MAX_OUTPUT);
    return entry;
}

void quoth_entry_free(quoth_entry *entry)
{
    if (!entry)
        return;
    q_arena_release(&entry->arena);
    q_arena_release(&entry->scratch);
    q_buf_release(&entry->raw);
    q_buf_release(&entry->packed);
    free(entry);
}

size_t quoth_entry_count(const quoth_entry *entry)
{
    return entry->count;
}

void quoth_entry_article(const quoth_entry *entry, size_t index, char id[QUOTH_ARTICLE_ID])
{
    static const char before[] = "sha256:";
    memcpy(id, before, sizeof before);
    q_hex_write(entry->articles[index].id, sizeof entry->articles[index].id,
                id + sizeof before - 1);
}

static void clear(struct quoth_entry *entry)
{
    struct quoth_entry kept = {.arena = entry->arena,
                               .raw = entry->raw,
                               .packed = entry->packed,
                               .scratch = entry->scratch};
    q_arena_clear(&kept.arena, KEEP);
    q_arena_clear(&kept.scratch, KEEP);
    q_buf_clear(&kept.raw, KEEP);
    q_buf_clear(&kept.packed, KEEP);
    *entry = kept;
}

static bool keep(struct quoth_entry *entry, quoth_str string, quoth_str *out)
{
    return q_str_keep(string, &entry->arena, out);
}

// ── What names it ──

// A string with its length, or that it is missing.
static void add_string(struct q_sha256 *hash, quoth_str string)
{
    unsigned char head[9] = {string.ptr != NULL};
    for (int i = 0; i < 8; i++)
        head[1 + i] = (unsigned char)((uint64_t)string.len >> 8 * i);
    q_sha256_add(hash, head, sizeof head);
    q_sha256_add(hash, string.ptr, string.len);
}

void q_capture_id(const struct q_received *received, uint8_t id[16], uint8_t hash[32])
{
    const quoth_str told[] = {received->url,
                              received->charset,
                              received->fetched,
                              received->given_charset,
                              received->given_outlet,
                              received->given_url,
                              received->given_published,
                              received->given_language};
    char hex[Q_SHA256_HEX];
    struct q_sha256 all;
    unsigned char kind = (unsigned char)received->kind;
    q_sha256_hex(received->bytes.ptr, received->bytes.len, hex);
    q_hex_read(hex, 32, hash);
    q_sha256_init(&all);
    q_sha256_add(&all, hash, 32);
    q_sha256_add(&all, &kind, 1);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        add_string(&all, told[i]);
    q_sha256_end(&all, hex);
    q_hex_read(hex, 16, id);
}

// ASCII letters small.
static void add_lower(struct q_sha256 *hash, quoth_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = q_lower(s.ptr[i]);
        q_sha256_add(hash, &c, 1);
    }
}

static bool is_default_port(quoth_str scheme, quoth_str port)
{
    return port.len == 0 ||
           (q_str_equal_nocase(scheme, Q_STR("http")) && q_str_equal(port, Q_STR("80"))) ||
           (q_str_equal_nocase(scheme, Q_STR("https")) && q_str_equal(port, Q_STR("443")));
}

// What stands between the slashes of an address: a user's name keeps its letters, and the
// host may be an address in brackets, with colons.
static void add_host(struct q_sha256 *hash, quoth_str scheme, quoth_str host)
{
    size_t user = host.len, port;
    while (user && host.ptr[user - 1] != '@')
        user--;
    for (port = host.len; port > user && q_is_digit(host.ptr[port - 1]); port--)
        ;
    bool ported = port > user && host.ptr[port - 1] == ':';
    quoth_str digits = q_str(host.ptr + port, host.len - port);
    size_t end = ported ? port - 1 : host.len;
    q_sha256_add(hash, host.ptr, user);
    add_lower(hash, q_str(host.ptr + user, end - user));
    if (ported && !is_default_port(scheme, digits))
        q_sha256_add(hash, host.ptr + end, host.len - end);
}

int64_t q_url_hash(quoth_str url)
{
    char hex[Q_SHA256_HEX];
    uint8_t bytes[8];
    uint64_t number = 0;
    struct q_sha256 hash;
    url = q_str_take_until(&url, '#');
    size_t scheme = 0, host;
    while (scheme < url.len && url.ptr[scheme] != ':')
        scheme++;
    q_sha256_init(&hash);
    if (url.len - scheme >= 3 && memcmp(url.ptr + scheme, "://", 3) == 0) {
        host = scheme + 3;
        while (host < url.len && url.ptr[host] != '/' && url.ptr[host] != '?')
            host++;
        add_lower(&hash, q_str(url.ptr, scheme + 3));
        add_host(&hash, q_str(url.ptr, scheme),
                 q_str(url.ptr + scheme + 3, host - scheme - 3));
        if (host == url.len || url.ptr[host] == '?')
            q_sha256_add(&hash, "/", 1);
        url = q_str(url.ptr + host, url.len - host);
    }
    q_sha256_add(&hash, url.ptr, url.len);
    q_sha256_end(&hash, hex);
    q_hex_read(hex, sizeof bytes, bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        number = number << 8 | bytes[i];
    return number ? (int64_t)number : 1;
}

// ── The capture ──

static bool keep_received(struct quoth_entry *entry, const struct q_received *r)
{
    struct q_received *ours = &entry->received;
    *ours = *r;
    return keep(entry, r->name, &ours->name) && keep(entry, r->path, &ours->path) &&
           keep(entry, r->url, &ours->url) && keep(entry, r->charset, &ours->charset) &&
           keep(entry, r->fetched, &ours->fetched) &&
           keep(entry, r->given_charset, &ours->given_charset) &&
           keep(entry, r->given_outlet, &ours->given_outlet) &&
           keep(entry, r->given_url, &ours->given_url) &&
           keep(entry, r->given_published, &ours->given_published) &&
           keep(entry, r->given_language, &ours->given_language);
}

static quoth_status report(const struct q_buf *buf, quoth_error *error)
{
    if (q_buf_status(buf) == QUOTH_ELIMIT)
        return q_error(error, QUOTH_ELIMIT, QUOTH_NO_OFFSET,
                       "larger than %zu bytes when packed", buf->max);
    return q_error_nomem(error);
}

// `bytes`, packed, into the arena.
static quoth_status squeeze(struct quoth_entry *entry, quoth_str bytes, quoth_str lean,
                            quoth_str near, quoth_str *out, quoth_error *error)
{
    q_buf_clear(&entry->packed, KEEP);
    q_squeeze_near(&entry->packed, bytes, lean, near);
    if (entry->packed.failed)
        return report(&entry->packed, error);
    return keep(entry, q_str(entry->packed.ptr, entry->packed.len), out)
               ? QUOTH_OK
               : q_error_nomem(error);
}

quoth_status q_entry_start(struct quoth_entry *entry, const struct q_received *received,
                           quoth_error *error)
{
    clear(entry);
    q_capture_id(received, entry->id, entry->hash);
    if (!keep_received(entry, received))
        return q_error_nomem(error);
    return squeeze(entry, received->bytes, Q_NO_STR, Q_NO_STR, &entry->bytes, error);
}

// ── An article ──

// Bytes of the capture from `start` on to `end`, and some around them.
static quoth_str part_of(quoth_str bytes, size_t start, size_t end, size_t around)
{
    start = start > around ? start - around : 0;
    end = end < bytes.len && bytes.len - end > around ? end + around : bytes.len;
    return start < end ? q_str(bytes.ptr + start, end - start) : Q_NO_STR;
}

// Is it written in all markup and in JSON as it is?
static bool is_plain(char c)
{
    return q_is_letter(c) || q_is_digit(c) || c == ' ' || c == ',';
}

// Words of the text that a feed must hold as they are; empty: there are none near its
// start.
static quoth_str find_probe(quoth_str text)
{
    enum { LOOKED_AT = 2000, SHORTEST = 16, LONGEST = 48 };
    size_t len = text.len < LOOKED_AT ? text.len : LOOKED_AT, end;
    quoth_str probe = Q_STR("");
    for (size_t i = 0; i < len && probe.len < LONGEST; i = end + 1) {
        for (end = i; end < len && end - i < LONGEST && is_plain(text.ptr[end]);)
            end++;
        if (end - i >= SHORTEST && end - i > probe.len)
            probe = q_str(text.ptr + i, end - i);
    }
    return probe;
}

// Feeds do not say where an item stands: it is looked for behind the last one.
static quoth_str find_item(struct quoth_entry *entry, quoth_str text)
{
    enum { AHEAD = 256 * 1024 };
    quoth_str bytes = entry->received.bytes, probe = find_probe(text);
    size_t left = bytes.len - entry->place;
    const char *at = bytes.ptr + entry->place, *end = at + (left < AHEAD ? left : AHEAD);
    if (!probe.len)
        return Q_NO_STR;
    while ((size_t)(end - at) >= probe.len) {
        at = memchr(at, probe.ptr[0], (size_t)(end - at) - probe.len + 1);
        if (!at)
            break;
        if (memcmp(at, probe.ptr, probe.len) == 0) {
            size_t found = (size_t)(at - bytes.ptr);
            entry->place = found + probe.len;
            // what is escaped is longer
            return part_of(bytes, found, found + 2 * text.len, LEAN_AROUND);
        }
        at++;
    }
    return Q_NO_STR;
}

// The part of the capture that the article was read from, as far as that is known.
static quoth_str near_article(struct quoth_entry *entry,
                              const struct quoth_article *article)
{
    quoth_str bytes = entry->received.bytes;
    if (bytes.len <= LEAN_ALL)
        return bytes;
    if (entry->received.kind == Q_RECEIVED_FEED)
        return find_item(entry, article->text);
    if (!article->map_count)
        return bytes;
    return part_of(bytes, article->map[0].source.start,
                   article->map[article->map_count - 1].source.end, 0);
}

// What is told of a page stands in its head, that of a feed's item beside it.
static quoth_str near_about(const struct quoth_entry *entry, quoth_str near)
{
    quoth_str bytes = entry->received.bytes;
    if (bytes.len <= LEAN_ALL || entry->received.kind == Q_RECEIVED_FEED)
        return near;
    return q_str(bytes.ptr, LEAN_ALL);
}

static quoth_status pack_text(struct quoth_entry *entry, quoth_str text, quoth_str near,
                              struct q_entry_article *out, quoth_error *error)
{
    out->size = (uint32_t)text.len;
    return squeeze(entry, text, entry->received.bytes, near, &out->text, error);
}

static quoth_status pack_about(struct quoth_entry *entry,
                               const struct quoth_article *article, quoth_str near,
                               struct q_entry_article *out, quoth_error *error)
{
    q_buf_clear(&entry->raw, KEEP);
    q_pack_about(&entry->raw, article);
    if (entry->raw.failed)
        return report(&entry->raw, error);
    return squeeze(entry, q_str(entry->raw.ptr, entry->raw.len), entry->received.bytes,
                   near_about(entry, near), &out->about, error);
}

static quoth_status pack_record(struct quoth_entry *entry,
                                const struct quoth_article *article,
                                const struct quoth_statements *statements,
                                struct q_entry_article *out, quoth_error *error)
{
    q_buf_clear(&entry->raw, KEEP);
    q_pack_record(&entry->raw, article, statements);
    if (entry->raw.failed)
        return report(&entry->raw, error);
    return squeeze(entry, q_str(entry->raw.ptr, entry->raw.len), article->text,
                   article->text, &out->record, error);
}

// Nearly always the same as that of the article before.
static bool keep_once(struct quoth_entry *entry, quoth_str string, quoth_str before,
                      quoth_str *out)
{
    if (string.ptr && before.ptr && q_str_equal(string, before)) {
        *out = before;
        return true;
    }
    return keep(entry, string, out);
}

static bool tell(struct quoth_entry *entry, const struct quoth_article *article,
                 const struct quoth_statements *statements, struct q_entry_article *out)
{
    static const struct q_entry_article none;
    const struct q_entry_article *before = entry->count ? out - 1 : &none;
    int32_t last;
    out->number = entry->count;
    q_hex_read(article->id + strlen("sha256:"), sizeof out->id, out->id);
    out->dated = q_days_of(article->published.value, &out->published, &out->published_to);
    if (!q_days_of(entry->received.fetched, &out->captured, &last))
        out->captured = 0;
    out->url = article->url.ptr ? q_url_hash(article->url) : 0;
    return keep(entry, article->title, &out->title) &&
           keep(entry, article->url, &out->address) &&
           keep_once(entry, article->outlet, before->outlet, &out->outlet) &&
           keep_once(entry, statements->version, before->version, &out->version) &&
           keep_once(entry, statements->model, before->model, &out->model);
}

static bool keep_words(struct quoth_entry *entry, const struct quoth_article *article,
                       const struct quoth_statements *statements, uint32_t n,
                       struct q_entry_statement *out)
{
    struct q_index_words words = {0};
    if (q_words_of(article, statements, n, &entry->scratch, &words) != QUOTH_OK)
        return false;
    for (int i = 0; i < Q_FIELDS; i++)
        if (!keep(entry, words.field[i], &out->words.field[i]))
            return false;
    return true;
}

static bool tell_statements(struct quoth_entry *entry, const struct quoth_article *article,
                            const struct quoth_statements *statements,
                            struct q_entry_article *out)
{
    uint32_t count = statements->count;
    out->count = count;
    if (!count)
        return true;
    out->columns = Q_ARENA_ARRAY(&entry->arena, struct q_column, count);
    out->statements = q_arena_calloc(&entry->arena, count, sizeof *out->statements);
    if (!out->columns || !out->statements)
        return false;
    q_columns_of(statements, out->columns);
    q_arena_clear(&entry->scratch, KEEP);
    for (uint32_t n = 0; n < count; n++) {
        const quoth_statement *s = &statements->at[n];
        struct q_entry_statement *told = &out->statements[n];
        q_hex_read(s->id, sizeof told->id, told->id);
        told->voice = q_voice_of(s);
        if (!keep(entry, told->voice.name, &told->voice.name) ||
            !keep(entry, told->voice.role, &told->voice.role) ||
            !keep_words(entry, article, statements, n, told))
            return false;
    }
    return true;
}

// Room for one more.
static struct q_entry_article *add_article(struct quoth_entry *entry)
{
    if (entry->count == entry->room) {
        uint32_t room = entry->room ? 2 * entry->room : FIRST_ROOM;
        struct q_entry_article *articles =
            Q_ARENA_ARRAY(&entry->arena, struct q_entry_article, room);
        if (!articles)
            return NULL;
        if (entry->count)
            memcpy(articles, entry->articles, entry->count * sizeof *articles);
        entry->articles = articles;
        entry->room = room;
    }
    struct q_entry_article *article = &entry->articles[entry->count];
    *article = (struct q_entry_article){0};
    return article;
}

quoth_status quoth_entry_add(quoth_entry *entry, const quoth_article *article,
                             const quoth_statements *statements, quoth_error *error)
{
    struct q_entry_article *out = add_article(entry);
    if (!out || !tell(entry, article, statements, out) ||
        !tell_statements(entry, article, statements, out))
        return q_error_nomem(error);
    quoth_str near = near_article(entry, article);
    quoth_status status = pack_text(entry, article->text, near, out, error);
    if (status == QUOTH_OK)
        status = pack_about(entry, article, near, out, error);
    if (status == QUOTH_OK)
        status = pack_record(entry, article, statements, out, error);
    if (status == QUOTH_OK)
        entry->count++;
    return status;
}
